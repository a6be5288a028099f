/* test_key.c - what can be a key: by way of report, tally and roster, which must agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kefu/metric.h"
#include "rows.h"

static kefu_status by_report(const kefu_batch *batch, kefu_frame **frame, kefu_error *error)
{
    kefu_report *report = NULL;
    kefu_status status = kefu_report_new(NULL, NULL, &report, error);
    if (!status)
        status = kefu_report_key(report, "person", error);
    if (!status)
        status = kefu_report_read(report, batch, frame, error);
    kefu_report_free(report);
    return status;
}

static kefu_status by_tally(const kefu_batch *batch, kefu_frame **frame, kefu_error *error)
{
    kefu_tally *tally = NULL;
    kefu_status status = kefu_tally_new(NULL, NULL, &tally, error);
    if (!status)
        status = kefu_tally_by(tally, "person", error);
    if (!status)
        status = kefu_tally_update(tally, batch, error);
    if (!status)
        status = kefu_tally_frame(tally, frame, error);
    kefu_tally_free(tally);
    return status;
}

/* The same with another key before it: two keys take another way. */
static kefu_status by_tally_of_two(const kefu_batch *batch, kefu_frame **frame, kefu_error *error)
{
    kefu_tally *tally = NULL;
    kefu_status status = kefu_tally_new(NULL, NULL, &tally, error);
    if (!status)
        status = kefu_tally_by(tally, "other", error);
    if (!status)
        status = kefu_tally_by(tally, "person", error);
    if (!status)
        status = kefu_tally_update(tally, batch, error);
    if (!status)
        status = kefu_tally_frame(tally, frame, error);
    kefu_tally_free(tally);
    return status;
}

static kefu_status by_roster(const kefu_batch *batch, kefu_frame **frame, kefu_error *error)
{
    kefu_roster *roster = NULL;
    kefu_status status = kefu_roster_from_batch(NULL, batch, &roster, error);
    (void)frame;
    kefu_roster_free(roster);
    return status;
}

static kefu_status (*const ways[])(const kefu_batch *, kefu_frame **, kefu_error *) = {
    by_report, by_tally, by_tally_of_two, by_roster};

static void refused(rows *r, kefu_status expected)
{
    r->batch.first_row = 100;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        kefu_frame *frame = NULL;
        kefu_error error = {0};
        kefu_status status = ways[i](&r->batch, &frame, &error);
        if (status != expected || error.row != 101)
            fail_msg("way %zu: %s in row %d", i, kefu_status_name(status), (int)error.row);
        assert_null(frame);
    }
}

/* Frames, rosters and sheets give keys as texts that end with a NUL: one inside would make one
 * person of several. */
static void test_a_key_holds_no_nul(void **state)
{
    static const kefu_text people[] = {{"a", 1}, {"a\0b", 3}, {"a\0c", 3}};
    static const int64_t other[] = {1, 2, 3};
    rows r;
    (void)state;
    rows_begin(&r, 3);
    rows_add(&r, "person", KEFU_COLUMN_TEXT, people);
    rows_add(&r, "other", KEFU_COLUMN_I64, other);
    refused(&r, KEFU_E_DATA);
}

/* An integer stands for itself × 10^-scale: 7.00 is the key 7, and 12.50 is no integer. */
static void test_integers_have_their_scale(void **state)
{
    static const int64_t people[] = {700, 1250}, other[] = {1, 2};
    rows r;
    (void)state;
    rows_begin(&r, 2);
    rows_add(&r, "person", KEFU_COLUMN_I64, people)->scale = 2;
    rows_add(&r, "other", KEFU_COLUMN_I64, other);
    refused(&r, KEFU_E_PRECISION);
    r.batch.rows = 1;
    for (int i = 0; i < 3; i++) {
        kefu_frame *frame = NULL;
        kefu_text key;
        assert_int_equal(ways[i](&r.batch, &frame, NULL), KEFU_OK);
        assert_int_equal(kefu_frame_key(frame, 0, kefu_frame_keys(frame) - 1, &key), KEFU_OK);
        assert_string_equal(key.data, "7");
        kefu_frame_free(frame);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_key_holds_no_nul),
        cmocka_unit_test(test_integers_have_their_scale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
