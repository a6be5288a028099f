/* test_functions.c - functions over rows. Expected values by hand; the rows of the columns are at
 * the head of test_rows.c, "-" is null, "?" provisional. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "expr_fixture.h"

#define CHECK(cases) assert_int_equal(fixture_check(cases, sizeof cases / sizeof *cases, 6), 0)

static void test_numbers(void **unused)
{
    static const fixture_case cases[] = {
        {"abs(y)", "1.5 3 0 2.5 1 -"},
        {"sign(y)", "1 1 0 -1 1 -"},
        {"floor(y)", "1 3 0 -3 1 -"},
        {"ceil(y)", "2 3 0 -2 1 -"},
        {"round(y)", "2 3 0 -3 1 -"}, /* halves away from zero */
        {"round(y, 0)", "2 3 0 -3 1 -"},
        {"round(f, 1)", "0.1 0.2 1000000 0 2.5 1"},
        {"round(e, 2)", "1.25 -3 0 1000000 - 7"},
        {"round(e, 1)", "1.3 -3 0 1000000 - 7"},
        {"round(-1.25, 1)", "-1.3 -1.3 -1.3 -1.3 -1.3 -1.3"},
        {"round(e, 9)", "1.25 -3 0 1000000.000001 - 7"},
        {"floor(-0.000001)", "-1 -1 -1 -1 -1 -1"},
        {"ceil(0.000001)", "1 1 1 1 1 1"},
        {"ABS(x)", "1 2 0 7 - ?"},
    };
    (void)unused;
    CHECK(cases);
}

static void test_choice(void **unused)
{
    static const fixture_case cases[] = {
        {"least(x, y)", "1 -2 0 -2.5 1 ?"}, /* nulls are passed over; provisional over null */
        {"greatest(x, y)", "1.5 3 0 7 1 ?"},
        {"least(x, y, 0.5)", "0.5 -2 0 -2.5 0.5 0.5"},
        {"greatest(x)", "1 -2 0 7 - ?"},
        {"least(s, 'z') = s", "T T T F - T"},
        {"coalesce(x, y, 9)", "1 -2 0 7 1 9"},
        {"coalesce(x, y)", "1 -2 0 7 1 ?"},
        {"coalesce(null, y)", "1.5 3 0 -2.5 1 -"},
        {"coalesce(s, 'none') = 'none'", "F F F F T F"},
        {"nullif(y, 0)", "1.5 3 - -2.5 1 -"},
        {"nullif(y, x)", "1.5 3 - -2.5 1 -"}, /* y = null is no match */
        {"nullif(s, '') is null", "F F T F T F"},
        {"nullif(5, x)", "5 5 5 5 5 ?"},
        {"if(y > 1, 'big', 'small') = 'big'", "T T F F F F"},
    };
    (void)unused;
    CHECK(cases);
}

static void test_text(void **unused)
{
    static const fixture_case cases[] = {
        {"length(s)", "4 4 0 3 - 10"}, /* characters, not bytes */
        {"lower(s) = 'paid'", "T T F F - F"},
        {"lower('ÀBC') = 'Àbc'", "T T T T T T"}, /* ASCII letters only */
        {"contains(s, 'aid')", "T T F F - T"},
        {"contains(s, '')", "T T T T - T"},
        {"contains(s, '付款')", "F F F T - F"},
        {"contains(s, 'paid late')", "F F F F - T"},
        {"contains('aab', 'ab')", "T T T T T T"},
        {"contains(s, r)", "T F T T - -"},
        {"starts_with(s, 'paid')", "T F F F - T"},
        {"starts_with(s, '')", "T T T T - T"},
        {"ends_with(s, 'later')", "F F F F - T"},
        {"ends_with(s, '款')", "F F F T - F"},
        {"text(s) = 'paid'", "T F F F - F"},
        {"length(lower(text(s))) = length(s)", "T T T T - T"},
    };
    (void)unused;
    CHECK(cases);
}

/* t: 1970-01-01T00:00:00 (a Thursday), 2026-10-31T16:30:15.5 (a Saturday: python3 -c "import
 * datetime as d; print(d.datetime(2026,10,31).isoweekday())" is 6), 1969-12-31T23:59:59.999999,
 * 01:00, 00:00, 23:59:59.999999 of the first day. */
static void test_time(void **unused)
{
    static const fixture_case cases[] = {
        {"hour(t, 0)", "0 16 23 1 0 23"},
        {"hour(t, 8)", "8 0 7 9 8 7"},
        {"hour(t, -5)", "19 11 18 20 19 18"},
        {"minute(t, 0)", "0 30 59 0 0 59"},
        {"minute(t, 5.5)", "30 0 29 30 30 29"},
        {"weekday(t, 0)", "4 6 3 4 4 4"},
        {"weekday(t, 8)", "4 7 4 4 4 5"},
        {"day(t, 0)", "0 20757 -1 0 0 0"},
        {"day(t, 8)", "0 20758 0 0 0 1"},
        {"day(t, -5)", "-1 20757 -1 -1 -1 0"},
        {"day(t, -24)", "-1 20756 -2 -1 -1 -1"},
        {"weekday(t, 8) - (day(t, 8) + 3) % 7", "1 1 1 1 1 1"},
        {"t", "0 1793464215.5 -0.000001 3600 0 86399.999999"},
        {"d", "0 20757 20758 -1 20757 20757"},
        {"d = date('2026年10月31日')", "F T F F T T"},
        {"d - date('2026-10-01')", "-20727 30 31 -20728 30 30"},
        {"hour(t, null)", "- - - - - -"},
        {"hour(t, 25)", "KEFU_E_OVERFLOW: 'hour' in row 0: the result does not fit at 6 decimals"},
    };
    (void)unused;
    CHECK(cases);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
