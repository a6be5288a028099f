/* test_time.c - civil dates and instants. Expected numbers: datetime.date and datetime.datetime of
 * Python. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/time.h"

static const struct day_case {
    int32_t year, month, day, days;
} day_cases[] = {
    {1, 1, 1, -719162},    {1, 12, 31, -718798},    {4, 2, 29, -718008},    {100, 2, 28, -682945},
    {100, 3, 1, -682944},  {400, 2, 29, -573372},   {1582, 10, 4, -141438}, {1582, 10, 15, -141427},
    {1900, 2, 28, -25509}, {1900, 3, 1, -25508},    {1969, 12, 31, -1},     {1970, 1, 1, 0},
    {1999, 2, 28, 10650},  {1999, 3, 1, 10651},     {2000, 2, 29, 11016},   {2000, 12, 31, 11322},
    {2024, 2, 29, 19782},  {2026, 1, 5, 20458},     {2026, 10, 31, 20757},  {2100, 2, 28, 47540},
    {2100, 3, 1, 47541},   {9999, 12, 31, 2932896},
};

static void days_of_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof day_cases / sizeof *day_cases; i++) {
        const struct day_case *c = &day_cases[i];
        int32_t days, year, month, day;
        assert_true(kf_days_of(c->year, c->month, c->day, &days));
        assert_int_equal(days, c->days);
        assert_true(kf_civil_of(c->days, &year, &month, &day));
        assert_int_equal(year, c->year);
        assert_int_equal(month, c->month);
        assert_int_equal(day, c->day);
    }
}

static const struct no_day {
    int32_t year, month, day;
} no_days[] = {
    {0, 12, 31},       {10000, 1, 1},        {-1, 1, 1},    {2026, 0, 1},  {2026, 13, 1},
    {2026, 1, 0},      {2026, 1, 32},        {2026, 4, 31}, {2026, 2, 29}, {1900, 2, 29},
    {2100, 2, 29},     {2024, 2, 30},        {2026, -1, 1}, {2026, 1, -1}, {2026, 12, 32},
    {INT32_MAX, 1, 1}, {2026, INT32_MIN, 1},
};

static void days_that_do_not_exist(void **state)
{
    int32_t days = 7, year, month, day;
    (void)state;
    for (size_t i = 0; i < sizeof no_days / sizeof *no_days; i++)
        assert_false(kf_days_of(no_days[i].year, no_days[i].month, no_days[i].day, &days));
    assert_int_equal(days, 7);
    assert_false(kf_civil_of(-719163, &year, &month, &day));
    assert_false(kf_civil_of(2932897, &year, &month, &day));
    assert_false(kf_civil_of(KF_NO_DAY, &year, &month, &day));
    assert_false(kf_civil_of(INT32_MAX, &year, &month, &day));
}

/* Law: the day after is one day later, and there is nothing between. */
static void every_day_in_turn(void **state)
{
    int32_t year, month, day, expected = -719162;
    (void)state;
    for (year = 1; year <= 9999; year++)
        for (month = 1; month <= 12; month++)
            for (day = 1; day <= 31; day++) {
                int32_t days, y, m, d;
                if (!kf_days_of(year, month, day, &days))
                    continue;
                if (days != expected || !kf_civil_of(days, &y, &m, &d) || y != year || m != month ||
                    d != day)
                    fail_msg("%d-%d-%d", (int)year, (int)month, (int)day);
                expected++;
            }
    assert_int_equal(expected, 2932897);
}

/* ---- Reading dates ---- */

static const struct date_case {
    const char *text;
    int32_t days; /* KF_NO_DAY: refused */
} date_cases[] = {
    {"2026-10-31", 20757},
    {"2026/10/31", 20757},
    {"2026.10.31", 20757},
    {"20261031", 20757},
    {"2026年10月31日", 20757},
    {"2026-1-5", 20458},
    {"2026/1/05", 20458},
    {"2026.01.5", 20458},
    {"2026年1月5日", 20458},
    {"2026年01月05日", 20458},
    {"0001-01-01", -719162},
    {"9999-12-31", 2932896},
    {"99991231", 2932896},
    {"2024-02-29", 19782},
    /* no such day */
    {"2026-02-29", KF_NO_DAY},
    {"20260229", KF_NO_DAY},
    {"2026-13-01", KF_NO_DAY},
    {"2026-00-10", KF_NO_DAY},
    {"2026-10-0", KF_NO_DAY},
    {"0000-01-01", KF_NO_DAY},
    /* another form */
    {"", KF_NO_DAY},
    {"2026", KF_NO_DAY},
    {"2026-10", KF_NO_DAY},
    {"2026-10-", KF_NO_DAY},
    {"2026-10-31 ", KF_NO_DAY},
    {" 2026-10-31", KF_NO_DAY},
    {"2026-10-311", KF_NO_DAY},
    {"2026-010-31", KF_NO_DAY},
    {"26-10-31", KF_NO_DAY},
    {"12026-10-31", KF_NO_DAY},
    {"2026-10/31", KF_NO_DAY},
    {"2026/10-31", KF_NO_DAY},
    {"2026年10月31", KF_NO_DAY},
    {"2026年10-31日", KF_NO_DAY},
    {"2026-10-31日", KF_NO_DAY},
    {"202610311", KF_NO_DAY},
    {"2026103", KF_NO_DAY},
    {"-026-10-31", KF_NO_DAY},
    {"2026-+1-31", KF_NO_DAY},
    {"31-10-2026", KF_NO_DAY},
    {"2026-10-3x", KF_NO_DAY},
    {"２０２６-10-31", KF_NO_DAY},
    {"2026_10_31", KF_NO_DAY},
    {"46326", KF_NO_DAY},
    {"a cell that holds a whole sentence instead of a date", KF_NO_DAY},
};

static void dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof date_cases / sizeof *date_cases; i++) {
        const struct date_case *c = &date_cases[i];
        int32_t days = KF_NO_DAY;
        kefu_error error;
        kefu_status status = kefu_date_parse(c->text, strlen(c->text), &days, &error);
        if (days != c->days || status != (c->days == KF_NO_DAY ? KEFU_E_DATA : KEFU_OK))
            fail_msg("%s: status %d, days %d", c->text, (int)status, (int)days);
        if (status)
            assert_non_null(strstr(error.message, "expected one that exists"));
    }
}

static void date_arguments(void **state)
{
    kefu_error error;
    int32_t days;
    (void)state;
    assert_int_equal(kefu_date_parse(NULL, 3, &days, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_date_parse("2026-10-31", 10, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_date_parse(NULL, 0, &days, NULL), KEFU_E_DATA);
    /* a text without NUL ends where its size says */
    assert_int_equal(kefu_date_parse("2026-10-3199", 10, &days, NULL), KEFU_OK);
    assert_int_equal(days, 20757);
}

static void writing_dates(void **state)
{
    char out[12];
    (void)state;
    memset(out, '#', sizeof out);
    assert_int_equal(kefu_date_format(20757, out, 11), KEFU_OK);
    assert_string_equal(out, "2026-10-31");
    assert_int_equal(out[11], '#');
    assert_int_equal(kefu_date_format(-719162, out, sizeof out), KEFU_OK);
    assert_string_equal(out, "0001-01-01");
    assert_int_equal(kefu_date_format(2932896, out, sizeof out), KEFU_OK);
    assert_string_equal(out, "9999-12-31");
    assert_int_equal(kefu_date_format(2932897, out, sizeof out), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_date_format(-719163, out, sizeof out), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_date_format(0, out, 10), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_date_format(0, NULL, 11), KEFU_E_ARGUMENT);
    assert_string_equal(out, "9999-12-31");
}

/* ---- Reading instants ---- */

enum { BEIJING = 8 * 3600 };

static const struct time_case {
    const char *text;
    int32_t offset, good;
    int64_t microseconds;
} time_cases[] = {
    {"1970-01-01", 0, 1, 0},
    {"2026-10-31", 0, 1, INT64_C(1793404800000000)},
    {"2026-10-31", BEIJING, 1, INT64_C(1793376000000000)},
    {"2026-10-31 09:30", 0, 1, INT64_C(1793439000000000)},
    {"2026-10-31T09:30", 0, 1, INT64_C(1793439000000000)},
    {"2026-10-31   09:30", 0, 1, INT64_C(1793439000000000)},
    {"2026/10/31 9:05", 0, 1, INT64_C(1793437500000000)},
    {"2026年10月31日 09:30:15", 0, 1, INT64_C(1793439015000000)},
    {"20261031 09:30:15.25", 0, 1, INT64_C(1793439015250000)},
    {"2026-10-31 09:30:15.250000", 0, 1, INT64_C(1793439015250000)},
    {"2026-10-31 09:30:15.000001", 0, 1, INT64_C(1793439015000001)},
    {"2026-10-31T09:30:15.25+08:00", 0, 1, INT64_C(1793410215250000)},
    {"2026-10-31T09:30:15.25+0800", 0, 1, INT64_C(1793410215250000)},
    {"2026-10-31 09:30:15.25", BEIJING, 1, INT64_C(1793410215250000)},
    {"2026-10-31 09:30-05:30", BEIJING, 1, INT64_C(1793458800000000)}, /* a zone wins */
    {"2026-10-31 09:30Z", BEIJING, 1, INT64_C(1793439000000000)},
    {"1969-12-31 23:59:59.999999", 0, 1, -1},
    {"0001-01-01 00:00", 0, 1, INT64_C(-62135596800000000)},
    {"9999-12-31 23:59:59.999999", 0, 1, INT64_C(253402300799999999)},
    /* outside the years 1 to 9999 of UTC */
    {"0001-01-01 00:00", BEIJING, 0, 0},
    {"9999-12-31 23:59:59-00:01", 0, 0, 0},
    /* no such time */
    {"2026-10-31 24:00", 0, 0, 0},
    {"2026-10-31 09:60", 0, 0, 0},
    {"2026-10-31 23:59:60", 0, 0, 0},
    {"2026-10-31 09:30+24:00", 0, 0, 0},
    {"2026-10-31 09:30+08:60", 0, 0, 0},
    {"2026-02-29 09:30", 0, 0, 0},
    /* another form */
    {"", 0, 0, 0},
    {"09:30", 0, 0, 0},
    {"2026-10-31 ", 0, 0, 0},
    {"2026-10-31T", 0, 0, 0},
    {"2026-10-31T 09:30", 0, 0, 0},
    {"2026-10-3109:30", 0, 0, 0},
    {"2026-10-31 09", 0, 0, 0},
    {"2026-10-31 09:3", 0, 0, 0},
    {"2026-10-31 009:30", 0, 0, 0},
    {"2026-10-31 09:30:5", 0, 0, 0},
    {"2026-10-31 09:30:15.", 0, 0, 0},
    {"2026-10-31 09:30:15.1234567", 0, 0, 0}, /* finer than a microsecond */
    {"2026-10-31 09:30.5", 0, 0, 0},
    {"2026-10-31 09:30 ", 0, 0, 0},
    {"2026-10-31 09:30 Z", 0, 0, 0},
    {"2026-10-31 09:30Zz", 0, 0, 0},
    {"2026-10-31 09:30+08", 0, 0, 0},
    {"2026-10-31 09:30+8:00", 0, 0, 0},
    {"2026-10-31 09:30+08:00:00", 0, 0, 0},
    {"2026-10-31Z", 0, 0, 0},
    {"2026-10-31 -9:30", 0, 0, 0},
};

static void instants(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof time_cases / sizeof *time_cases; i++) {
        const struct time_case *c = &time_cases[i];
        int64_t at = -77;
        int32_t good = kf_parse_time(c->text, strlen(c->text), c->offset, &at);
        if (good != c->good || at != (c->good ? c->microseconds : -77))
            fail_msg("'%s': %d, %lld", c->text, (int)good, (long long)at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_dates),     cmocka_unit_test(days_that_do_not_exist),
        cmocka_unit_test(every_day_in_turn), cmocka_unit_test(dates),
        cmocka_unit_test(date_arguments),    cmocka_unit_test(writing_dates),
        cmocka_unit_test(instants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
