/* test_report.c - specification of kefu_report_*: what a report's cells become. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <string.h>

#include "columns.h"
#include "oom.h"

enum { ND = KEFU_VALUE_NO_DATA, PR = KEFU_VALUE_PROVISIONAL, EX = KEFU_VALUE_EXEMPT };

static kefu_report *report_by(const char *key)
{
    kefu_report *report;
    assert_int_equal(kefu_report_new(NULL, NULL, &report, NULL), KEFU_OK);
    assert_int_equal(kefu_report_key(report, key, NULL), KEFU_OK);
    return report;
}

static kefu_metric_info info_of(const char *name)
{
    kefu_metric_info info = {.struct_size = sizeof info, .name = name};
    return info;
}

static void add_metric(kefu_report *report, const char *name, const char *over, const char *count,
                       int32_t cell, uint32_t flags)
{
    kefu_metric_info info = info_of(name);
    kefu_report_columns columns = {.struct_size = sizeof columns,
                                   .over = over,
                                   .count = count,
                                   .cell = cell,
                                   .cell_flags = flags};
    assert_int_equal(kefu_report_metric(report, &info, &columns, NULL), KEFU_OK);
}

static void assert_value(const kefu_frame *frame, const char *key, int32_t metric,
                         kefu_value expected)
{
    kefu_text text = {key, strlen(key)};
    kefu_value got;
    int64_t row;
    assert_int_equal(kefu_frame_find(frame, &text, 1, &row, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, row, metric, &got), KEFU_OK);
    assert_true(got.num == expected.num);
    assert_true(got.den == expected.den);
    assert_true(got.n == expected.n);
    assert_int_equal(got.status, expected.status);
    assert_int_equal(got.flags, expected.flags);
}

/* ---- One cell -------------------------------------------------------------------------------- */

/* Reads one row with one metric `m`, from up to three text columns. */
static kefu_status read_cell(int32_t cell, uint32_t flags, const char *value, const char *over,
                             const char *count, kefu_value *out, kefu_error *error)
{
    static const char *const key[] = {"a"};
    kefu_report *report = report_by("who");
    kefu_column columns[] = {COLUMN_OF("who", KEFU_COLUMN_TEXT_Z, key),
                             COLUMN_OF("m", KEFU_COLUMN_TEXT_Z, &value),
                             COLUMN_OF("over", KEFU_COLUMN_TEXT_Z, &over),
                             COLUMN_OF("count", KEFU_COLUMN_TEXT_Z, &count)};
    const kefu_column *const pointers[] = {&columns[0], &columns[1], &columns[2], &columns[3]};
    kefu_batch batch = BATCH_OF(1, 4, pointers);
    kefu_frame *frame = NULL;
    kefu_status status;
    batch.first_row = 10;
    add_metric(report, "m", over ? "over" : NULL, count ? "count" : NULL, cell, flags);
    status = kefu_report_read(report, &batch, &frame, error);
    if (!status)
        assert_int_equal(kefu_frame_value(frame, 0, 0, out), KEFU_OK);
    kefu_frame_free(frame);
    kefu_report_free(report);
    return status;
}

/* By the rules at kefu_report_read and kefu_cell; figures by hand. */
static void test_cells(void **state)
{
    enum { NUMBER = KEFU_CELL_NUMBER, PERCENT = KEFU_CELL_PERCENT, DURATION = KEFU_CELL_DURATION };
    static const struct {
        int32_t cell;
        uint32_t flags;
        const char *value, *over, *count;
        kefu_value expected;
    } cases[] = {
        /* all digits, and a power of ten below them */
        {PERCENT, 0, "45.23%", NULL, NULL, {4523, 10000, -1, 0, 0}},
        {PERCENT, 0, "45%", NULL, NULL, {45, 100, -1, 0, 0}},
        {PERCENT, 0, "100%", NULL, NULL, {1, 1, -1, 0, 0}},
        {PERCENT, 0, "0%", NULL, NULL, {0, 1, -1, 0, 0}},
        {PERCENT, KEFU_CELL_BARE, "0.4523", NULL, NULL, {4523, 10000, -1, 0, 0}},
        {NUMBER, 0, "1,234.50元", NULL, NULL, {12345, 10, -1, 0, 0}},
        {0, 0, "-3.25", NULL, NULL, {-325, 100, -1, 0, 0}},
        {NUMBER, 0, "0.123456789", NULL, NULL, {123456789, 1000000000, -1, 0, 0}},
        {DURATION, 0, "2分30秒", NULL, NULL, {150, 1, -1, 0, 0}},
        {DURATION, 0, "27.4s", NULL, NULL, {274, 10, -1, 0, 0}},
        /* too large for nine decimals, exact with two */
        {NUMBER, 0, "12345678901234.56", NULL, NULL, {1234567890123456, 100, -1, 0, 0}},
        {NUMBER,
         KEFU_CELL_ROUND,
         "12345678901234.56",
         NULL,
         NULL,
         {1234567890123456, 100, -1, 0, 0}},
        {NUMBER, 0, "9223372036854775807", NULL, NULL, {INT64_MAX, 1, -1, 0, 0}},
        /* rounded half away at the ninth decimal, and said so; not where nothing was cut */
        {NUMBER,
         KEFU_CELL_ROUND,
         "0.1234567885",
         NULL,
         NULL,
         {123456789, 1000000000, -1, 0, KEFU_VALUE_ROUNDED}},
        {NUMBER, KEFU_CELL_ROUND, "0.5", NULL, NULL, {5, 10, -1, 0, 0}},
        /* states */
        {PERCENT, 0, "-", NULL, NULL, {0, 0, -1, ND, 0}},
        {PERCENT, 0, "延迟统计", NULL, NULL, {0, 0, -1, PR, 0}},
        {PERCENT, 0, NULL, NULL, NULL, {0, 0, -1, ND, 0}},
        /* observations */
        {PERCENT, 0, "45.23%", NULL, "1,204", {4523, 10000, 1204, 0, 0}},
        {PERCENT, 0, "45.23%", NULL, "12.00", {4523, 10000, 12, 0, 0}},
        {PERCENT, 0, "45.23%", NULL, "-", {4523, 10000, -1, 0, 0}},
        {PERCENT, 0, "-", NULL, "0", {0, 0, 0, ND, 0}},
        /* quotients: the digits of both, raw */
        {0, 0, "2,249", "5000", NULL, {2249, 5000, 5000, 0, 0}},
        {0, 0, "45", "100", "7", {45, 100, 7, 0, 0}},
        {0, 0, "12.5", "4", NULL, {125, 40, 4, 0, 0}},
        {0, 0, "3", "0.25", NULL, {300, 25, -1, 0, 0}},
        {0, 0, "1.50", "0.75", NULL, {150, 75, -1, 0, 0}},
        {0, 0, "0", "5", NULL, {0, 5, 5, 0, 0}},
        {0, 0, "-2", "5", NULL, {-2, 5, 5, 0, 0}},
        /* a denominator of 0, and states of either side: the highest */
        {0, 0, "0", "0", NULL, {0, 0, 0, ND, 0}},
        {0, 0, "3", "0", NULL, {0, 0, 0, ND, 0}},
        {0, 0, "延迟统计", "0", NULL, {0, 0, 0, ND, KEFU_VALUE_HAS_PROVISIONAL}},
        {0, 0, "3", "-", NULL, {0, 0, -1, ND, 0}},
        {0, 0, "-", "5", NULL, {0, 0, 5, ND, 0}},
        {0, 0, "延迟统计", "5", NULL, {0, 0, 5, PR, 0}},
        {0, 0, "延迟统计", "-", NULL, {0, 0, -1, ND, KEFU_VALUE_HAS_PROVISIONAL}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_value got;
        kefu_error error;
        assert_int_equal(read_cell(cases[i].cell, cases[i].flags, cases[i].value, cases[i].over,
                                   cases[i].count, &got, &error),
                         KEFU_OK);
        if (memcmp(&got, &cases[i].expected, sizeof got) != 0)
            fail_msg("case %d, '%s': %lld/%lld n %lld status %d flags %u", (int)i, cases[i].value,
                     (long long)got.num, (long long)got.den, (long long)got.n, got.status,
                     got.flags);
    }
}

static void test_cells_that_are_refused(void **state)
{
    static const struct {
        int32_t cell;
        uint32_t flags;
        const char *value, *over, *count;
        kefu_status status;
        const char *says;
    } cases[] = {
        {KEFU_CELL_PERCENT, 0, "0.45", NULL, NULL, KEFU_E_DATA, "column 'm'"},
        {0, 0, "abc", NULL, NULL, KEFU_E_DATA, "column 'm'"},
        {0, 0, "0.1234567891", NULL, NULL, KEFU_E_PRECISION, "column 'm'"},
        {0, 0, "9223372036854775808", NULL, NULL, KEFU_E_OVERFLOW, "column 'm'"},
        {0, 0, "12345678901.123456789", NULL, NULL, KEFU_E_OVERFLOW, "column 'm'"},
        {0, KEFU_CELL_ROUND, "12345678901.123456789", NULL, NULL, KEFU_E_OVERFLOW, "column 'm'"},
        {0, 0, "1", "-5", NULL, KEFU_E_DATA, "column 'over': a denominator is negative"},
        {0, 0, "1", "x", NULL, KEFU_E_DATA, "column 'over'"},
        {0, 0, "1", NULL, "1.5", KEFU_E_DATA, "column 'count'"},
        {0, 0, "1", NULL, "-1", KEFU_E_DATA, "column 'count'"},
        {0, 0, "9223372036854775807", "0.5", NULL, KEFU_E_OVERFLOW, "'m' over 'over'"},
        {0, 0, "0.5", "9223372036854775807", NULL, KEFU_E_OVERFLOW, "'m' over 'over'"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_value got;
        kefu_error error;
        assert_int_equal(read_cell(cases[i].cell, cases[i].flags, cases[i].value, cases[i].over,
                                   cases[i].count, &got, &error),
                         cases[i].status);
        assert_int_equal(error.code, cases[i].status);
        assert_int_equal(error.row, 10);
        assert_non_null(strstr(error.message, cases[i].says));
    }
}

/* ---- Columns of numbers ---------------------------------------------------------------------- */

/* Integers at their own scale; floats by their shortest decimal, without trailing zeros. */
static void test_number_columns(void **state)
{
    static const int64_t who[] = {7, 8, 9};
    static const int32_t fen[] = {1250, 0, -5};
    static const double f[] = {0.1, 12345678901234.25, -2.0};
    static const double small[] = {0.1, 4e-10, 1e-9};
    static const uint8_t states[] = {KEFU_VALUE_OK, KEFU_VALUE_EXEMPT, KEFU_VALUE_PROVISIONAL};
    static const uint16_t orders[] = {4, 0, 1};
    kefu_column columns[] = {
        COLUMN_OF("who", KEFU_COLUMN_I64, who),    COLUMN_OF("fen", KEFU_COLUMN_I32, fen),
        COLUMN_OF("f", KEFU_COLUMN_F64, f),        COLUMN_OF("small", KEFU_COLUMN_F64, small),
        COLUMN_OF("stated", KEFU_COLUMN_I32, fen), COLUMN_OF("orders", KEFU_COLUMN_U16, orders)};
    const kefu_column *const pointers[] = {&columns[0], &columns[1], &columns[2],
                                           &columns[3], &columns[4], &columns[5]};
    kefu_batch batch = BATCH_OF(3, 6, pointers);
    kefu_report *report = report_by("who");
    kefu_report_columns each = {
        .struct_size = sizeof each, .value = "fen", .over = "orders", .count = NULL};
    kefu_metric_info info = info_of("per_order");
    kefu_frame *frame;
    (void)state;
    columns[1].scale = columns[4].scale = 2;
    columns[4].states = states;
    add_metric(report, "fen", NULL, NULL, 0, 0);
    add_metric(report, "f", NULL, NULL, 0, 0);
    add_metric(report, "small", NULL, NULL, 0, 0);
    add_metric(report, "stated", NULL, NULL, 0, 0);
    assert_int_equal(kefu_report_metric(report, &info, &each, NULL), KEFU_OK);
    assert_int_equal(kefu_report_read(report, &batch, &frame, NULL), KEFU_OK);
    assert_value(frame, "7", 0, (kefu_value){1250, 100, -1, 0, 0});
    assert_value(frame, "8", 0, (kefu_value){0, 100, -1, 0, 0});
    assert_value(frame, "9", 0, (kefu_value){-5, 100, -1, 0, 0});
    assert_value(frame, "7", 1, (kefu_value){1, 10, -1, 0, 0});
    assert_value(frame, "8", 1, (kefu_value){1234567890123425, 100, -1, 0, 0});
    assert_value(frame, "9", 1, (kefu_value){-2, 1, -1, 0, 0});
    assert_value(frame, "8", 2, (kefu_value){0, 1, -1, 0, 0});
    assert_value(frame, "9", 2, (kefu_value){1, 1000000000, -1, 0, 0});
    assert_value(frame, "7", 3, (kefu_value){1250, 100, -1, 0, 0});
    assert_value(frame, "8", 3, (kefu_value){0, 0, -1, EX, 0});
    assert_value(frame, "9", 3, (kefu_value){0, 0, -1, PR, 0});
    assert_value(frame, "7", 4, (kefu_value){1250, 400, 4, 0, 0});
    assert_value(frame, "8", 4, (kefu_value){0, 0, 0, ND, 0});
    assert_value(frame, "9", 4, (kefu_value){-5, 100, 1, 0, 0});
    kefu_frame_free(frame);
    kefu_report_free(report);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

enum { ROWS = 2500 }; /* more than two blocks */

/* Any order of the rows gives the same frame. */
static void test_many_rows_in_any_order(void **state)
{
    static int32_t who[ROWS], value[ROWS];
    kefu_column a = COLUMN_OF("who", KEFU_COLUMN_I32, who);
    kefu_column b = COLUMN_OF("m", KEFU_COLUMN_I32, value);
    const kefu_column *const pointers[] = {&a, &b};
    kefu_batch batch = BATCH_OF(ROWS, 2, pointers);
    kefu_report *report = report_by("who");
    (void)state;
    add_metric(report, "m", NULL, NULL, 0, 0);
    for (int32_t step = 1; step < 1000; step += 666) { /* 1 and 667: no factor of 2500 */
        kefu_frame *frame;
        for (int32_t i = 0; i < ROWS; i++) {
            who[i] = i * step % ROWS;
            value[i] = who[i] * 3;
        }
        assert_int_equal(kefu_report_read(report, &batch, &frame, NULL), KEFU_OK);
        assert_int_equal(kefu_frame_rows(frame), ROWS);
        for (int64_t row = 0; row < ROWS; row++) {
            kefu_value got;
            assert_int_equal(kefu_frame_value(frame, row, 0, &got), KEFU_OK);
            assert_int_equal(got.num, row * 3);
        }
        kefu_frame_free(frame);
    }
    kefu_report_free(report);
}

static kefu_status read_keys(kefu_report *report, const char *const *keys, int64_t n,
                             kefu_frame **frame, kefu_error *error)
{
    static const char *const garbage[] = {"1", "2", "oops", "4"};
    kefu_column a = COLUMN_OF("who", KEFU_COLUMN_TEXT_Z, keys);
    kefu_column b = COLUMN_OF("m", KEFU_COLUMN_TEXT_Z, garbage);
    const kefu_column *const pointers[] = {&a, &b};
    kefu_batch batch = BATCH_OF(n, 2, pointers);
    return kefu_report_read(report, &batch, frame, error);
}

static void test_skipped_rows_are_not_even_read(void **state)
{
    static const char *const keys[] = {"a", "b", "合计", "7"};
    kefu_report *report = report_by("who");
    kefu_frame *frame;
    kefu_error error;
    (void)state;
    add_metric(report, "m", NULL, NULL, 0, 0);
    assert_int_equal(read_keys(report, keys, 4, &frame, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 2);
    assert_int_equal(kefu_report_skip(report, "合计", NULL), KEFU_OK);
    assert_int_equal(kefu_report_skip(report, "7", NULL), KEFU_OK);
    assert_int_equal(read_keys(report, keys, 4, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_rows(frame), 2);
    assert_value(frame, "b", 0, (kefu_value){2, 1, -1, 0, 0});
    kefu_frame_free(frame);
    kefu_report_free(report);
}

static void test_keys_that_are_refused(void **state)
{
    static const char *const twice[] = {"7", "b", "x", "7"};
    static const char *const hole[] = {"a", NULL};
    static const char *const empty[] = {"a", ""};
    kefu_report *report = report_by("who");
    kefu_frame *frame = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(read_keys(report, twice, 4, &frame, &error), KEFU_E_DUPLICATE);
    assert_int_equal(error.row, 3);
    assert_string_equal(error.message, "column 'who': key '7' occurs twice");
    assert_int_equal(read_keys(report, hole, 2, &frame, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 1);
    assert_int_equal(read_keys(report, empty, 2, &frame, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 1);
    assert_null(frame);
    /* rows without a key can be left out by name */
    assert_int_equal(kefu_report_skip(report, "", NULL), KEFU_OK);
    assert_int_equal(read_keys(report, hole, 2, &frame, &error), KEFU_OK);
    assert_int_equal(kefu_frame_rows(frame), 1);
    kefu_frame_free(frame);
    kefu_report_free(report);
}

/* A column that is missing is told also where there are no rows. */
static void test_missing_columns(void **state)
{
    static const char *const none[] = {NULL};
    kefu_report *report = report_by("whom");
    kefu_frame *frame;
    kefu_error error;
    (void)state;
    assert_int_equal(read_keys(report, none, 0, &frame, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "did you mean 'who'?"));
    kefu_report_free(report);
    report = report_by("who");
    add_metric(report, "m", "n", NULL, 0, 0);
    assert_int_equal(read_keys(report, none, 0, &frame, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "'n'"));
    kefu_report_free(report);
}

static void test_descriptions_that_make_no_sense(void **state)
{
    kefu_report *report = report_by("who");
    kefu_metric_info info = info_of("m");
    kefu_report_columns columns = {.struct_size = sizeof columns, .cell = KEFU_CELL_DATE};
    kefu_frame *frame;
    static const char *const none[] = {NULL};
    (void)state;
    assert_int_equal(kefu_report_key(report, "who", NULL), KEFU_E_EXISTS);
    assert_int_equal(kefu_report_key(report, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_report_metric(report, &info, &columns, NULL), KEFU_E_ARGUMENT);
    columns.cell = KEFU_CELL_PERCENT;
    columns.cell_flags = 64;
    assert_int_equal(kefu_report_metric(report, &info, &columns, NULL), KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_report_metric(report, &info, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_report_metric(report, &info, NULL, NULL), KEFU_E_EXISTS);
    kefu_report_free(report);
    assert_int_equal(kefu_report_new(NULL, NULL, &report, NULL), KEFU_OK);
    assert_int_equal(read_keys(report, none, 0, &frame, NULL), KEFU_E_STATE);
    kefu_report_free(report);
    kefu_report_free(NULL);
}

static int report_scenario(const kefu_allocator *allocator)
{
    static const char *const keys[] = {"a", "b", "合计", "7"};
    kefu_metric_info info = info_of("m");
    kefu_report_columns columns = {.struct_size = sizeof columns, .value = "m", .over = "m"};
    kefu_report *report = NULL;
    kefu_frame *frame = NULL;
    kefu_status status = kefu_report_new(allocator, NULL, &report, NULL);
    if (!status)
        status = kefu_report_key(report, "who", NULL);
    if (!status)
        status = kefu_report_skip(report, "合计", NULL);
    if (!status)
        status = kefu_report_metric(report, &info, &columns, NULL);
    if (!status)
        status = read_keys(report, keys, 4, &frame, NULL);
    kefu_report_free(report);
    kefu_frame_free(frame);
    return !status ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(report_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_cells_that_are_refused),
        cmocka_unit_test(test_number_columns),
        cmocka_unit_test(test_many_rows_in_any_order),
        cmocka_unit_test(test_skipped_rows_are_not_even_read),
        cmocka_unit_test(test_keys_that_are_refused),
        cmocka_unit_test(test_missing_columns),
        cmocka_unit_test(test_descriptions_that_make_no_sense),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
