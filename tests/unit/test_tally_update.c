/* test_tally_update.c - rows that cannot be counted: what changes, what is poisoned, what is said.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "oom.h"
#include "shop_rows.h"

static void test_a_missing_column_changes_nothing(void **state)
{
    kefu_tally *tally = tally_of("agent", NULL);
    kefu_error error = {0};
    rows r;
    (void)state;
    must(add(tally, "a", "sum(askd)", &error), &error);
    shop(&r);
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "'asked'"));
    r.columns[1].name = "askd";
    r.columns[0].name = "agnt";
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_NAME);
    must(add(tally, "b", "count(*)", &error), &error); /* no row has been counted */
    r.columns[0].name = "agent";
    r.columns[1].type = KEFU_COLUMN_TEXT_Z;
    r.columns[1].data = shop_agent;
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_TYPE);
    r.columns[1].type = KEFU_COLUMN_I64;
    r.columns[1].data = shop_asked;
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    assert_int_equal(add(tally, "c", "count(*)", &error), KEFU_E_STATE);
    assert_int_equal(kefu_tally_by(tally, "asked", &error), KEFU_E_STATE);
    assert_int_equal(kefu_tally_update(tally, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_update(NULL, &r.batch, &error), KEFU_E_ARGUMENT);
    kefu_tally_free(tally);
}

static void test_a_bad_cell_poisons(void **state)
{
    static const int64_t asked[] = {1, 2, INT64_MAX};
    kefu_tally *tally = tally_of(NULL, NULL), *other = tally_of(NULL, NULL);
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    rows r;
    (void)state;
    must(add(tally, "a", "sum(asked)", &error), &error);
    must(add(other, "a", "sum(asked)", &error), &error);
    rows_begin(&r, 3);
    r.batch.first_row = 100;
    rows_add(&r, "asked", KEFU_COLUMN_I64, asked);
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_OVERFLOW);
    assert_int_equal(error.row, 102);
    r.batch.rows = 2;
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_STATE);
    assert_non_null(strstr(error.message, "KEFU_E_OVERFLOW in row 102: "));
    assert_int_equal(kefu_tally_frame(tally, &frame, &error), KEFU_E_STATE);
    assert_int_equal(kefu_tally_merge(tally, other, &error), KEFU_E_STATE);
    assert_int_equal(kefu_tally_merge(other, tally, &error), KEFU_E_STATE);
    assert_int_equal(kefu_tally_by(tally, "asked", &error), KEFU_E_STATE);
    assert_null(frame);
    must(kefu_tally_update(other, &r.batch, &error), &error); /* src does no harm */
    assert_int_equal(kefu_tally_frame(NULL, &frame, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_frame(other, NULL, &error), KEFU_E_ARGUMENT);
    kefu_tally_free(tally);
    kefu_tally_free(other);
}

static void test_limits(void **state)
{
    kefu_limits limits = {.struct_size = sizeof limits, .groups = 3};
    kefu_tally_options o = {.struct_size = sizeof o, .limits = &limits};
    kefu_error error = {0};
    rows r;
    (void)state;
    shop(&r);
    for (int32_t which = 0; which < 2; which++) {
        kefu_tally *tally;
        must(kefu_tally_new(NULL, &o, &tally, &error), &error);
        must(kefu_tally_by(tally, "agent", &error), &error);
        must(add(tally, "n", "count(*)", &error), &error);
        assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_LIMIT);
        assert_non_null(strstr(error.message, which ? "state_bytes" : "groups"));
        assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_STATE);
        kefu_tally_free(tally);
        limits.groups = 0;
        limits.state_bytes = 1000;
    }
}

/* The groups fit, their states do not. */
static void test_the_limit_of_states(void **state)
{
    enum { N = 3000 };
    static int32_t ids[N];
    kefu_limits limits = {.struct_size = sizeof limits, .state_bytes = 600000};
    kefu_tally_options o = {.struct_size = sizeof o, .limits = &limits};
    kefu_tally *tally;
    kefu_error error = {0};
    char name[] = "a", formula[] = "sum(id + 0)";
    rows r;
    (void)state;
    for (int32_t i = 0; i < N; i++)
        ids[i] = i;
    rows_begin(&r, N);
    rows_add(&r, "id", KEFU_COLUMN_I32, ids);
    must(kefu_tally_new(NULL, &o, &tally, &error), &error);
    must(kefu_tally_by(tally, "id", &error), &error);
    for (; formula[9] <= '9'; formula[9]++, name[0]++)
        must(add(tally, name, formula, &error), &error); /* 240 bytes a group */
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_LIMIT);
    assert_non_null(strstr(error.message, "states of"));
    kefu_tally_free(tally);
}

/* An overflow in any of the expressions names its row. */
static void test_filters_and_arguments_that_overflow(void **state)
{
    static const struct {
        const char *where, *formula;
    } cases[] = {{"asked * 1000000000000 > 0", "count(*)"},
                 {NULL, "count(where asked * 1000000000000 > 0)"},
                 {NULL, "sum(asked * 1000000000000)"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_tally *tally = tally_of("agent", cases[i].where);
        kefu_error error = {0};
        rows r;
        shop(&r);
        must(add(tally, "m", cases[i].formula, &error), &error);
        assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_OVERFLOW);
        assert_int_equal(error.row, 3); /* 20 */
        assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_STATE);
        kefu_tally_free(tally);
    }
}

static int scenario(const kefu_allocator *allocator)
{
    kefu_tally_options o = {.struct_size = sizeof o, .allocator = allocator, .where = "asked < 30"};
    kefu_tally *tally = NULL;
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    rows r;
    kefu_status status = kefu_tally_new(NULL, &o, &tally, &error);
    shop(&r);
    if (!status)
        status = kefu_tally_by(tally, "agent", &error);
    if (!status)
        status = add(tally, "a", "sum(amount where status = 'paid') / count(*)", &error);
    if (!status)
        status = add(tally, "b", "count(*) + metric(\"a\")", &error);
    if (!status)
        status = kefu_tally_update(tally, &r.batch, &error);
    if (!status)
        status = kefu_tally_frame(tally, &frame, &error);
    kefu_frame_free(frame);
    kefu_tally_free(tally);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY && error.code == status ? 0 : 2;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_missing_column_changes_nothing),
        cmocka_unit_test(test_a_bad_cell_poisons),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_the_limit_of_states),
        cmocka_unit_test(test_filters_and_arguments_that_overflow),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
