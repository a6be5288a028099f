/* test_rows.c - operators over rows. Expected values are worked out by hand from the rules of
 * kefu/expr.h; "-" is null, "?" provisional, T and F the truth values. The rows of the columns:
 *   x     1    -2    0      7         null  provisional
 *   y     1.5  3     0     -2.5       1     null
 *   f     0.1  0.2   1e6   -0.0000005 2.5   1.0000004    (-0.000001 and 1 at six decimals)
 *   s     paid Paid  ''    已付款      null  'paid later'
 *   r     paid open  ''    款         x     null
 *   e     1.25 -3    0     1000000.000001 null 7          (decimal text)
 *   b     T    F     T     F          exempt provisional
 *   d, t  days and instants: see expr_fixture.h
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "expr/program.h"
#include "expr_fixture.h"
#include "oom.h"

#define CHECK(cases) assert_int_equal(fixture_check(cases, sizeof cases / sizeof *cases, 6), 0)

static void test_values(void **unused)
{
    static const fixture_case cases[] = {
        {"x", "1 -2 0 7 - ?"},
        {"y", "1.5 3 0 -2.5 1 -"},
        {"f", "0.1 0.2 1000000 -0.000001 2.5 1"},
        {"e", "1.25 -3 0 1000000.000001 - 7"},
        {"`first reply (s)`", "1 -2 0 7 0 0"},
        {"b", "1 0 1 0 - ?"}, /* a truth column read as a number; exempt is null */
        {"12.50", "12.5 12.5 12.5 12.5 12.5 12.5"},
        {"1e3", "1000 1000 1000 1000 1000 1000"},
        {"1.5E-2", "0.015 0.015 0.015 0.015 0.015 0.015"},
        {"true", "T T T T T T"},
        {"FALSE", "F F F F F F"},
        {"null", "- - - - - -"},
    };
    (void)unused;
    CHECK(cases);
}

static void test_arithmetic(void **unused)
{
    static const fixture_case cases[] = {
        {"x + y", "2.5 1 0 4.5 - ?"}, /* provisional prevails over null */
        {"x - y", "-0.5 -5 0 9.5 - ?"},
        {"x * y", "1.5 -6 0 -17.5 - ?"},
        {"x / y", "0.666667 -0.666667 - -2.8 - ?"}, /* 0 / 0 is null */
        {"y / x", "1.5 -1.5 - -0.357143 - ?"},
        {"x % 2", "1 0 0 1 - ?"},
        {"-x % 2", "-1 0 0 -1 - ?"}, /* the sign of the dividend */
        {"y % 0.4", "0.3 0.2 0 -0.1 0.2 -"},
        {"x % 0", "- - - - - ?"},
        {"-y", "-1.5 -3 0 2.5 -1 -"},
        {"2 + 3 * 4", "14 14 14 14 14 14"},
        {"(2 + 3) * 4", "20 20 20 20 20 20"},
        {"10 - 4 - 3", "3 3 3 3 3 3"},
        {"100 / 10 / 5", "2 2 2 2 2 2"},
        {"-2 - -3", "1 1 1 1 1 1"},
        {"1 / 3", "0.333333 0.333333 0.333333 0.333333 0.333333 0.333333"},
        {"2 / 3", "0.666667 0.666667 0.666667 0.666667 0.666667 0.666667"},
        {"-2 / 3", "-0.666667 -0.666667 -0.666667 -0.666667 -0.666667 -0.666667"},
        {"0.000001 * 0.5", "0.000001 0.000001 0.000001 0.000001 0.000001 0.000001"},
        {"-0.000001 * 0.5", "-0.000001 -0.000001 -0.000001 -0.000001 -0.000001 -0.000001"},
        {"0.000001 * 0.499999", "0 0 0 0 0 0"},
        {"3000000 * 3000000", "9000000000000 9000000000000 9000000000000 9000000000000 "
                              "9000000000000 9000000000000"},
    };
    (void)unused;
    CHECK(cases);
}

static void test_logic(void **unused)
{
    /* x > 0: T F F T - ?    y > 0: T T F F T - */
    static const fixture_case cases[] = {
        {"x > 0 and y > 0", "T F F F - ?"},
        {"x > 0 or y > 0", "T T F T T ?"},
        {"not (x > 0)", "F T T F - ?"},
        {"not x > 0", "F T T F - ?"},
        {"null and false", "F F F F F F"},
        {"null and true", "- - - - - -"},
        {"null or true", "T T T T T T"},
        {"null or false", "- - - - - -"},
        {"x > 0 and false", "F F F F F F"}, /* false is known, whatever x turns out to be */
        {"x > 0 or true", "T T T T T T"},
        {"b", "1 0 1 0 - ?"},
        {"b = true", "T F T F - ?"},
        {"b and y > 0", "T F F F - ?"}, /* row 6: provisional and null */
        {"b or y > 0", "T T T F T ?"},
        {"true and not false or false", "T T T T T T"},
        {"NOT TRUE OR TRUE", "T T T T T T"},
    };
    (void)unused;
    CHECK(cases);
}

static void test_comparison(void **unused)
{
    static const fixture_case cases[] = {
        {"x = 7", "F F F T - ?"},
        {"x <> 7", "T T T F - ?"},
        {"x != 7", "T T T F - ?"},
        {"x < 0", "F T F F - ?"},
        {"x <= 0", "F T T F - ?"},
        {"x > 0", "T F F T - ?"},
        {"x >= 0", "T F T T - ?"},
        {"x = null", "- - - - - ?"},
        {"x is null", "F F F F T T"}, /* provisional behaves as null */
        {"x is not null", "T T T T F F"},
        {"s is null", "F F F F T F"}, /* of whatever type the column is */
        {"状态 is not null", "T T T T F T"},
        {"b is null", "F F F F T T"},
        {"x + y is null", "F F F F T T"},
        {"s = 'paid'", "T F F F - F"},
        {"'paid' <> s", "F T T T - T"},
        {"s < 'b'", "F T T F - F"}, /* bytes: 'P' < 'b' < 'p' < 已 */
        {"s > 'paid'", "F F F T - T"},
        {"text(s) = r", "T F T F - -"},
        {"s = text(r)", "T F T F - -"},
        {"s = ''", "F F T F - F"},
        {"x between 0 and 5", "T F T F - ?"},
        {"x not between 0 and 5", "F T F T - ?"},
        {"x between 0 and null", "- F - - - ?"}, /* -2 >= 0 is false already */
        {"1 between x and y", "T T F F - ?"},    /* row 2: 1 >= -2 and 1 <= 3 */
        {"s between 'a' and 'q'", "T F F F - T"},
        {"x in (1, -2)", "T T F F - ?"},
        {"x not in (1, -2)", "F F T T - ?"},
        {"x in (1, null)", "T - - - - ?"},
        {"x not in (1, null)", "F - - - - ?"},
        {"s in ('已付款', 'paid')", "T F F T - F"},
        {"d in (date('2026-10-31'))", "F T F F T T"},
        {"d >= date('2026-10-31')", "F T T F T T"},
        /* 16:30 of the 31st is the 1st in China (test_functions.c) */
        {"floor((t + 28800) / 86400) = date('2026-11-01')", "F T F F F F"},
        {"day(t, 8) = date('2026-11-01')", "F T F F F F"},
        {"date('2026-11-01') <= day(t, 0)", "F F F F F F"},
        {"day(t, 8) between date('1970-01-01') and date('1970-01-02')", "T F T T T T"},
        {"day(t, 8) in (date('2026-11-01'))", "F T F F F F"},
        {"day(t, 0) = d", "T T F F F F"},
        {"(x > 0) = (y > 0)", "T F T F - ?"},
    };
    (void)unused;
    CHECK(cases);
}

static void test_case(void **unused)
{
    static const fixture_case cases[] = {
        {"case when x > 0 then 1 when x = 0 then 2 else 3 end", "1 3 2 1 3 ?"},
        {"case when x > 0 then 1 end", "1 - - 1 - ?"},
        {"case when x is null then 0 else x end", "1 -2 0 7 0 0"},
        {"if(x > 0, y, -y)", "1.5 -3 0 -2.5 -1 ?"}, /* a null condition is as good as false */
        {"if(y > 0, x, 0)", "1 -2 0 0 - 0"},
        {"case when x > 0 then 'a' else s end = 'a'", "T F F T - ?"},
        {"case when x = 1 then b else x > 0 end", "T F F T - ?"},
        {"if(x = 1, null, 5)", "- 5 5 5 5 ?"},
        {"case when true then case when false then 1 else 2 end else 3 end", "2 2 2 2 2 2"},
    };
    (void)unused;
    CHECK(cases);
}

static void test_other_scale(void **unused)
{
    static const fixture_case cases[] = {
        {"1 / 3", "0.33 0.33 0.33 0.33 0.33 0.33"},
        {"0.15 * 0.5", "0.08 0.08 0.08 0.08 0.08 0.08"}, /* 0.075 half away */
        {"f", "0.1 0.2 1000000 0 2.5 1"},
        {"b = (x = 1)", "T T F T - ?"},
        {"0.001 + 1", "KEFU_E_PRECISION: 0.001 has more than 2 decimals, the scale of the "
                      "expression"},
    };
    (void)unused;
    assert_int_equal(fixture_check(cases, sizeof cases / sizeof *cases, 2), 0);
}

static void test_errors_with_rows(void **unused)
{
    static const struct {
        const char *expression;
        kefu_status code;
        int64_t row;
        int32_t column;
        const char *message;
    } cases[] = {
        {"x * 9000000000000", KEFU_E_OVERFLOW, 101, 3,
         "'*' in row 101: the result does not fit at 6 decimals"},
        {"x + 9223372036850", KEFU_E_OVERFLOW, 103, 3,
         "'+' in row 103: the result does not fit at 6 decimals"},
        {"x - 9223372036854", KEFU_E_OVERFLOW, 101, 3,
         "'-' in row 101: the result does not fit at 6 decimals"},
        {"x / 0.000001 * 9000000000", KEFU_E_OVERFLOW, 100, 14, NULL},
        {"z > 1", KEFU_E_NAME, -1, 1, "there is no column 'z' in the batch"},
        {"x + 状态", KEFU_E_TYPE, -1, 5,
         "column '状态' holds text but is read as numbers: write text(`状态`), or put what it is "
         "compared with in quotes"},
        {"x = 'paid'", KEFU_E_TYPE, -1, 1,
         "column 'x' holds numbers but is read as text: compare it with numbers, without quotes"},
        {"not x", KEFU_E_TYPE, -1, 5,
         "column 'x' is read as true or false but is no bool column: write a comparison"},
        {"hour(d, 8)", KEFU_E_TYPE, -1, 6,
         "column 'd' is no time column, which day, hour, minute and weekday need"},
        {"day(d, 8)", KEFU_E_TYPE, -1, 5, NULL},
        {"day(t + 0, 8) = t", KEFU_E_TYPE, -1, 5,
         "column 't' holds times (seconds), not dates: write day(`t`, 8), its day in China, beside "
         "a date"},
        /* seconds beside days would be later than any day */
        {"t >= date('2026-10-31')", KEFU_E_TYPE, -1, 1,
         "column 't' holds times (seconds), not dates: write day(`t`, 8), its day in China, beside "
         "a date"},
        {"d = date('2026-10-31') and date('2026-10-31') < t", KEFU_E_TYPE, -1, 49, NULL},
        {"t in (5, date('2026-10-31'))", KEFU_E_TYPE, -1, 1, NULL},
        {"x > 0 and t between date('2026-10-01') and 7", KEFU_E_TYPE, -1, 11, NULL},
        {"'a'", KEFU_E_TYPE, -1, 0, "the expression is text, not a number or truth value"},
    };
    fixture f;
    (void)unused;
    fixture_open(&f);
    f.batch.first_row = 100;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t values[FIXTURE_ROWS];
        uint8_t states[FIXTURE_ROWS];
        kefu_expr *expr = NULL;
        kefu_error error = {0};
        const char *text = cases[i].expression;
        assert_int_equal(kefu_expr_new(text, strlen(text), NULL, &expr, &error), 0);
        assert_int_equal(kefu_expr_eval(expr, &f.batch, values, states, FIXTURE_ROWS, &error),
                         cases[i].code);
        assert_int_equal(error.code, cases[i].code);
        assert_int_equal(error.row, cases[i].row);
        assert_int_equal(error.column, cases[i].column);
        if (cases[i].message)
            assert_string_equal(error.message, cases[i].message);
        kefu_expr_free(expr);
    }
}

/* At the ends of the range. Expected values by Python's fractions, rounded half away; a column of
 * scale 6 gives the integers as they are. SPILLS: it does not fit. */
static void test_extremes(void **unused)
{
    enum { FITS = 0, SPILLS = 1 };
    static const struct {
        const char *expression;
        int64_t a, b;
        int32_t overflow;
        int64_t expected;
    } cases[] = {
        {"a / b", INT64_MIN, INT64_MIN, FITS, 1000000},
        {"a / b", INT64_MAX, INT64_MIN, FITS, -1000000},
        {"a / b", INT64_MIN, INT64_MAX, FITS, -1000000},
        {"a / b", 1, INT64_MIN, FITS, 0},
        {"a / b", INT64_MIN, -1, SPILLS, 0},
        {"a / b", INT64_MIN, 1000000, FITS, INT64_MIN},
        {"a / b", INT64_MAX, -2000000, FITS, -4611686018427387904},
        {"a / b", 9000000000001, 7, FITS, 1285714285714428571},
        {"a / b", 8999999999999, -7, FITS, -1285714285714142857},
        {"a / b", -9000000000001, 3000000, FITS, -3000000000000},
        {"a / b", 4611686018427387904, INT64_MIN, FITS, -500000},
        {"a * b", INT64_MIN, INT64_MIN, SPILLS, 0},
        {"a * b", 1, INT64_MIN, FITS, -9223372036855},
        {"a * b", INT64_MIN, 1000000, FITS, INT64_MIN},
        {"a * b", INT64_MAX, 1000000, FITS, INT64_MAX},
        {"a * b", INT64_MAX, -2000000, SPILLS, 0},
        {"a % b", INT64_MIN, -1, FITS, 0},
        {"a % b", INT64_MIN, 10, FITS, -8},
        {"a + b", INT64_MAX, 1, SPILLS, 0},
        {"a + b", INT64_MAX, INT64_MIN, FITS, -1},
        {"a - b", INT64_MIN, 1, SPILLS, 0},
        {"a - b", -1, INT64_MIN, FITS, INT64_MAX},
        {"a - b", 0, INT64_MIN, SPILLS, 0},
        {"-a", INT64_MIN, 0, SPILLS, 0},
        {"-a", INT64_MAX, 0, FITS, -INT64_MAX},
        {"abs(a)", INT64_MIN, 0, SPILLS, 0},
        {"floor(a)", INT64_MIN, 0, SPILLS, 0},
        {"floor(a)", -9223372036854000001, 0, SPILLS, 0},
        {"floor(a)", INT64_MAX, 0, FITS, 9223372036854000000},
        {"ceil(a)", INT64_MIN, 0, FITS, -9223372036854000000},
        {"ceil(a)", INT64_MAX, 0, SPILLS, 0},
        {"round(a)", INT64_MIN, 0, SPILLS, 0},
        {"round(a)", 9223372036854000001, 0, FITS, 9223372036854000000},
        {"round(a, 6)", INT64_MIN, 0, FITS, INT64_MIN},
        {"hour(a, 1)", INT64_MAX, 0, SPILLS, 0},
        {"hour(a, -1)", INT64_MIN, 0, SPILLS, 0},
    };
    int64_t a = 0, b = 0, value;
    uint8_t state;
    kefu_column columns[] = {fixture_column("a", KEFU_COLUMN_I64, &a),
                             fixture_column("b", KEFU_COLUMN_I64, &b)};
    const kefu_column *pointers[] = {&columns[0], &columns[1]};
    kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 1, .n_columns = 2, .columns = pointers};
    (void)unused;
    columns[0].scale = columns[1].scale = 6;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].expression;
        kefu_expr *expr = NULL;
        kefu_status status;
        if (!strncmp(text, "hour", 4)) {
            columns[0].type = KEFU_COLUMN_TIME; /* microseconds */
            columns[0].scale = 0;
        }
        a = cases[i].a;
        b = cases[i].b;
        assert_int_equal(kefu_expr_new(text, strlen(text), NULL, &expr, NULL), 0);
        status = kefu_expr_eval(expr, &batch, &value, &state, 1, NULL);
        assert_int_equal(status, cases[i].overflow ? KEFU_E_OVERFLOW : KEFU_OK);
        assert_true(status || value == cases[i].expected);
        kefu_expr_free(expr);
    }
}

/* A column that only has to be there or not, of each family. */
static void test_any_column(void **unused)
{
    static const fixture_case cases[] = {
        {"f is null", "F F F F F F"},
        {"e is null", "F F F F T F"},
        {"t is not null and d is not null", "T T T T T T"},
    };
    (void)unused;
    CHECK(cases);
}

/* More rows than a block; the results of a block must not depend on its place. */
static void test_many_blocks(void **unused)
{
    enum { ROWS = 2500 };
    static int64_t x[ROWS], values[ROWS];
    static uint8_t states[ROWS];
    static const char text[] = "if(x % 3 = 0, x * 2, coalesce(x / (x % 5), -1))";
    kefu_column column = fixture_column("x", KEFU_COLUMN_I64, x);
    const kefu_column *pointer = &column;
    kefu_batch batch = {
        .struct_size = sizeof batch, .rows = ROWS, .n_columns = 1, .columns = &pointer};
    kefu_expr *expr = NULL;
    (void)unused;
    for (int i = 0; i < ROWS; i++)
        x[i] = i * 7;
    assert_int_equal(kefu_expr_new(text, sizeof text - 1, NULL, &expr, NULL), 0);
    assert_int_equal(kefu_expr_eval(expr, &batch, values, states, ROWS, NULL), 0);
    for (int i = 0; i < ROWS; i++) {
        int64_t v = x[i], rest = v % 5, expected;
        if (v % 3 == 0)
            expected = v * 2 * 1000000;
        else if (!rest)
            expected = -1000000;
        else
            expected = (v * 1000000 * 2 + rest) / (rest * 2); /* half away, v > 0 */
        assert_int_equal(states[i], 0);
        assert_int_equal(values[i], expected);
    }
    kefu_expr_free(expr);
}

static void test_public_face(void **unused)
{
    static const char text[] = "x + y * x > length(s) and `状态` is not null";
    kefu_expr_options options = {.struct_size = sizeof options};
    kefu_expr *expr = NULL;
    kefu_error error;
    fixture f;
    int64_t values[FIXTURE_ROWS];
    uint8_t states[FIXTURE_ROWS];
    (void)unused;
    fixture_open(&f);
    assert_int_equal(kefu_expr_new(text, sizeof text - 1, NULL, &expr, NULL), 0);
    assert_int_equal(kefu_expr_type(expr), KEFU_EXPR_BOOL);
    assert_int_equal(kefu_expr_columns(expr), 4);
    assert_string_equal(kefu_expr_column(expr, 0), "x");
    assert_string_equal(kefu_expr_column(expr, 1), "y");
    assert_string_equal(kefu_expr_column(expr, 2), "s");
    assert_string_equal(kefu_expr_column(expr, 3), "状态");
    assert_null(kefu_expr_column(expr, 4));
    assert_null(kefu_expr_column(expr, -1));
    assert_int_equal(kefu_expr_eval(expr, &f.batch, values, states, 5, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_expr_eval(expr, &f.batch, NULL, states, 6, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_expr_eval(expr, NULL, values, states, 6, NULL), KEFU_E_ARGUMENT);
    f.batch.rows = 0;
    assert_int_equal(kefu_expr_eval(expr, &f.batch, NULL, NULL, 0, NULL), 0);
    kefu_expr_free(expr);
    kefu_expr_free(NULL);
    assert_int_equal(kefu_expr_new(NULL, 0, NULL, &expr, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_expr_new("1", 1, NULL, NULL, NULL), KEFU_E_ARGUMENT);
    options.scale = 10;
    assert_int_equal(kefu_expr_new("1", 1, &options, &expr, NULL), KEFU_E_ARGUMENT);
    options.scale = 0;
    options.reserved0 = 1;
    assert_int_equal(kefu_expr_new("1", 1, &options, &expr, NULL), KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_expr_new("'a'", 3, NULL, &expr, NULL), 0);
    assert_int_equal(kefu_expr_type(expr), KEFU_EXPR_TEXT);
    kefu_expr_free(expr);
    assert_int_equal(kefu_expr_type(NULL), 0);
    assert_int_equal(kefu_expr_columns(NULL), 0);
}

static int scenario(const kefu_allocator *allocator)
{
    static const char text[] = "case when lower(s) in ('paid', 'x') and x between 0 and y * 2 or "
                               "b then greatest(x, y, 3) else length(text(r)) end";
    kefu_expr_options options = {.struct_size = sizeof options, .allocator = allocator};
    kefu_expr *expr = NULL;
    fixture f;
    int64_t values[FIXTURE_ROWS];
    uint8_t states[FIXTURE_ROWS];
    kefu_status status = kefu_expr_new(text, sizeof text - 1, &options, &expr, NULL);
    fixture_open(&f);
    if (!status)
        status = kefu_expr_eval(expr, &f.batch, values, states, FIXTURE_ROWS, NULL);
    if (status == KEFU_E_MEMORY && expr) /* a failed evaluation leaves the expression usable */
        status = kefu_expr_eval(expr, &f.batch, values, states, FIXTURE_ROWS, NULL) == KEFU_OK ||
                         kefu_expr_eval(expr, &f.batch, values, states, FIXTURE_ROWS, NULL) ==
                             KEFU_E_MEMORY
                     ? KEFU_E_MEMORY
                     : KEFU_E_INTERNAL;
    kefu_expr_free(expr);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_no_memory(void **unused)
{
    (void)unused;
    assert_true(oom_sweep(scenario) > 10);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_logic),
        cmocka_unit_test(test_comparison),
        cmocka_unit_test(test_case),
        cmocka_unit_test(test_other_scale),
        cmocka_unit_test(test_errors_with_rows),
        cmocka_unit_test(test_many_blocks),
        cmocka_unit_test(test_public_face),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_extremes),
        cmocka_unit_test(test_any_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
