/* test_cell.c - cells as people export them. Expected values are worked out by hand from the rules
 * in kefu/table.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "kefu/table.h"

enum { ANY = -99 };

typedef struct cell_case {
    int32_t kind, scale;
    uint32_t flags;
    const char *text;
    kefu_status status;
    int64_t value;
} cell_case;

static kefu_status parse(const cell_case *c, int64_t *value, int32_t *state, kefu_error *error)
{
    kefu_cell cell = {.struct_size = sizeof cell,
                      .kind = c->kind,
                      .scale = c->scale,
                      .flags = c->flags,
                      .offset = 28800};
    return kefu_cell_parse(&cell, c->text, strlen(c->text), value, state, error);
}

static void check(const cell_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const cell_case *c = &cases[i];
        int64_t value = ANY;
        int32_t state = ANY;
        kefu_error error = {0};
        kefu_status status = parse(c, &value, &state, &error);
        if (status != c->status || value != (status ? ANY : c->value) ||
            state != (status ? ANY : KEFU_VALUE_OK))
            fail_msg("'%s': status %d (%s), value %lld", c->text, status, error.message,
                     (long long)value);
        if (status)
            assert_int_equal(error.code, status);
    }
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof *(cases))

/* ---- Numbers -------------------------------------------------------------------------------- */

static const cell_case numbers[] = {
    {KEFU_CELL_NUMBER, 0, 0, "1204", 0, 1204},
    {KEFU_CELL_NUMBER, 0, 0, "-7", 0, -7},
    {KEFU_CELL_NUMBER, 0, 0, "+7", 0, 7},
    {KEFU_CELL_NUMBER, 2, 0, "12.5", 0, 1250},
    {KEFU_CELL_NUMBER, 2, 0, ".5", 0, 50},
    {KEFU_CELL_NUMBER, 2, 0, "5.", 0, 500},
    {KEFU_CELL_NUMBER, 0, 0, "007", 0, 7},
    {KEFU_CELL_NUMBER, 1, 0, "1,234.5", 0, 12345},
    {KEFU_CELL_NUMBER, 0, 0, "1,234,567", 0, 1234567},
    {KEFU_CELL_NUMBER, 0, 0, "12,345次", 0, 12345},
    {KEFU_CELL_NUMBER, 2, 0, "¥1,234.50元", 0, 123450},
    {KEFU_CELL_NUMBER, 2, 0, "￥ 12.34", 0, 1234},
    {KEFU_CELL_NUMBER, 2, 0, "$12.34", 0, 1234},
    {KEFU_CELL_NUMBER, 2, 0, "-¥12.34", 0, -1234},
    {KEFU_CELL_NUMBER, 2, 0, "¥-12.34", 0, -1234},
    {KEFU_CELL_NUMBER, 0, 0, "1204 次", 0, 1204},
    {KEFU_CELL_NUMBER, 0, 0, "8人", 0, 8},
    {KEFU_CELL_NUMBER, 0, 0, "8件", 0, 8},
    {KEFU_CELL_NUMBER, 0, 0, "8单", 0, 8},
    {KEFU_CELL_NUMBER, 0, 0, "8个", 0, 8},
    {KEFU_CELL_NUMBER, 0, 0, "8条", 0, 8},
    {KEFU_CELL_NUMBER, 0, 0, "8天", 0, 8},
    {KEFU_CELL_NUMBER, 1, 0, "92.5分", 0, 925},
    {KEFU_CELL_NUMBER, 0, 0, "8笔", 0, 8},
    {KEFU_CELL_NUMBER, 0, 0, "1.2万", 0, 12000},
    {KEFU_CELL_NUMBER, 2, 0, "1.23456789万元", KEFU_E_PRECISION, 0}, /* 12345.6789 */
    {KEFU_CELL_NUMBER, 4, 0, "1.23456789万元", 0, 123456789},
    {KEFU_CELL_NUMBER, 0, 0, "3亿", 0, 300000000},
    {KEFU_CELL_NUMBER, 0, 0, "1.5万亿", 0, 1500000000000},
    {KEFU_CELL_NUMBER, 6, 0, "1e-05", 0, 10}, /* as Python prints 0.00001 */
    {KEFU_CELL_NUMBER, 0, 0, "1.5E+3", 0, 1500},
    {KEFU_CELL_NUMBER, 1, 0, "１，２３４．５", 0, 12345},
    {KEFU_CELL_NUMBER, 0, 0, "－７", 0, -7},
    {KEFU_CELL_NUMBER, 0, 0,
     "\xE2\x88\x92"
     "7",
     0, -7},                                              /* U+2212 */
    {KEFU_CELL_NUMBER, 0, 0, "\xE3\x80\x80 12\t", 0, 12}, /* U+3000 */
    {KEFU_CELL_NUMBER, 0, 0,
     "\xC2\xA0"
     "12\r\n",
     0, 12},
    {KEFU_CELL_NUMBER, 0, 0, "9223372036854775807", 0, INT64_MAX},
    {KEFU_CELL_NUMBER, 0, 0, "9223372036854775808", KEFU_E_OVERFLOW, 0},
    {KEFU_CELL_NUMBER, 9, 0, "9223372036.854775807", 0, INT64_MAX},
    {KEFU_CELL_NUMBER, 9, 0, "9223372037", KEFU_E_OVERFLOW, 0},
    {KEFU_CELL_NUMBER, 0, 0, "-9223372036854775808", 0, INT64_MIN},
    {KEFU_CELL_NUMBER, 0, 0, "1e999999999999999999999", KEFU_E_OVERFLOW, 0},
    {KEFU_CELL_NUMBER, 2, 0, "12.345", KEFU_E_PRECISION, 0},
    {KEFU_CELL_NUMBER, 2, 0, "12.340", 0, 1234},
    {KEFU_CELL_NUMBER, 2, KEFU_CELL_ROUND, "12.345", 0, 1235}, /* half away from zero */
    {KEFU_CELL_NUMBER, 2, KEFU_CELL_ROUND, "-12.345", 0, -1235},
    {KEFU_CELL_NUMBER, 2, KEFU_CELL_ROUND, "12.3449999999999999999999999", 0, 1234},
    {KEFU_CELL_NUMBER, 0, 0, "12,34", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "1234,567", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "1,2345", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "1,,234", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, ",234", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "1,234,", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 3, 0, "0,123", KEFU_E_DATA, 0}, /* a decimal comma */
    {KEFU_CELL_NUMBER, 3, 0, "1.234,5", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "(12)", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "12 34", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "--12", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "-¥-12", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "1.2.3", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, ".", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "¥", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "元", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "12元次", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "12元万", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "1e3万", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "12%", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "0x10", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "nan", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "#DIV/0!", KEFU_E_DATA, 0},
    {KEFU_CELL_NUMBER, 0, 0, "12\xFF", KEFU_E_DATA, 0},
};

static void test_numbers(void **state)
{
    (void)state;
    CHECK(numbers);
}

/* ---- Percentages ---------------------------------------------------------------------------- */

static const cell_case percents[] = {
    {KEFU_CELL_PERCENT, 6, 0, "45.23%", 0, 452300},
    {KEFU_CELL_PERCENT, 4, 0, "45.23%", 0, 4523},
    {KEFU_CELL_PERCENT, 4, 0, "45.23 %", 0, 4523},
    {KEFU_CELL_PERCENT, 4, 0, "４５．２３％", 0, 4523},
    {KEFU_CELL_PERCENT, 4, 0, "100%", 0, 10000},
    {KEFU_CELL_PERCENT, 0, 0, "100%", 0, 1},
    {KEFU_CELL_PERCENT, 0, 0, "50%", KEFU_E_PRECISION, 0},
    {KEFU_CELL_PERCENT, 0, KEFU_CELL_ROUND, "50%", 0, 1},
    {KEFU_CELL_PERCENT, 4, 0, "-3.5%", 0, -350},
    {KEFU_CELL_PERCENT, 4, 0, "1,234.5%", 0, 123450},
    {KEFU_CELL_PERCENT, 3, 0, "45.23%", KEFU_E_PRECISION, 0},
    {KEFU_CELL_PERCENT, 3, KEFU_CELL_ROUND, "45.25%", 0, 453},
    {KEFU_CELL_PERCENT, 4, 0, "0.4523", KEFU_E_DATA, 0},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_BARE, "0.4523", 0, 4523},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_BARE, "45.23%", 0, 4523},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_BARE, "1次", KEFU_E_DATA, 0},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_HUNDREDTHS, "98.61", 0, 9861},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_HUNDREDTHS, "98.61%", 0, 9861},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_HUNDREDTHS, "100", 0, 10000},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_HUNDREDTHS, "-3.5", 0, -350},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_HUNDREDTHS, "98.612", KEFU_E_PRECISION, 0},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_HUNDREDTHS | KEFU_CELL_ROUND, "98.615", 0, 9862},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_HUNDREDTHS, "9e1", KEFU_E_DATA, 0},
    {KEFU_CELL_PERCENT, 4, KEFU_CELL_HUNDREDTHS, "1次", KEFU_E_DATA, 0},
    {KEFU_CELL_PERCENT, 4, 0, "45.23%%", KEFU_E_DATA, 0},
    {KEFU_CELL_PERCENT, 4, 0, "¥45%", KEFU_E_DATA, 0},
    {KEFU_CELL_PERCENT, 4, 0, "45元%", KEFU_E_DATA, 0},
    {KEFU_CELL_PERCENT, 4, 0, "%45", KEFU_E_DATA, 0},
    {KEFU_CELL_PERCENT, 4, 0, "1e1%", KEFU_E_DATA, 0},
};

static void test_percents(void **state)
{
    (void)state;
    CHECK(percents);
}

/* ---- Durations: seconds --------------------------------------------------------------------- */

static const cell_case durations[] = {
    {KEFU_CELL_DURATION, 0, 0, "2分30秒", 0, 150},
    {KEFU_CELL_DURATION, 0, 0, "1小时2分3秒", 0, 3723},
    {KEFU_CELL_DURATION, 0, 0, "1时2分3秒", 0, 3723},
    {KEFU_CELL_DURATION, 0, 0, "1小时3秒", 0, 3603},
    {KEFU_CELL_DURATION, 0, 0, "2天1小时", 0, 176400},
    {KEFU_CELL_DURATION, 0, 0, "5分钟", 0, 300},
    {KEFU_CELL_DURATION, 0, 0, "2 分 30 秒", 0, 150},
    {KEFU_CELL_DURATION, 0, 0, "２分３０秒", 0, 150},
    {KEFU_CELL_DURATION, 0, 0, "90分", 0, 5400},
    {KEFU_CELL_DURATION, 1, 0, "2分30.5秒", 0, 1505},
    {KEFU_CELL_DURATION, 0, 0, "1.5分", 0, 90},
    {KEFU_CELL_DURATION, 0, 0, "2.5小时", 0, 9000},
    {KEFU_CELL_DURATION, 3, 0, "1h2m3s", 0, 3723000},
    {KEFU_CELL_DURATION, 3, 0, "500ms", 0, 500},
    {KEFU_CELL_DURATION, 3, 0, "1s 250ms", 0, 1250},
    {KEFU_CELL_DURATION, 3, 0, "1秒250毫秒", 0, 1250},
    {KEFU_CELL_DURATION, 2, 0, "5ms", KEFU_E_PRECISION, 0},
    {KEFU_CELL_DURATION, 2, KEFU_CELL_ROUND, "5ms", 0, 1},
    {KEFU_CELL_DURATION, 0, 0, "00:01:23", 0, 83},
    {KEFU_CELL_DURATION, 0, 0, "1:23", 0, 83},
    {KEFU_CELL_DURATION, 1, 0, "1:02:03.5", 0, 37235},
    {KEFU_CELL_DURATION, 0, 0, "125:00", 0, 7500},
    {KEFU_CELL_DURATION, 0, 0, "100:00:00", 0, 360000},
    {KEFU_CELL_DURATION, 0, 0, "１：２３", 0, 83},
    {KEFU_CELL_DURATION, 1, 0, "27.4秒", 0, 274},
    {KEFU_CELL_DURATION, 1, 0, "27.4s", 0, 274},
    {KEFU_CELL_DURATION, 0, 0, "90", 0, 90},
    {KEFU_CELL_DURATION, 0, 0, "1,234", 0, 1234},
    {KEFU_CELL_DURATION, 0, 0, "1,234秒", 0, 1234},
    {KEFU_CELL_DURATION, 0, 0, "-5", 0, -5},
    {KEFU_CELL_DURATION, 0, 0, "-00:01:23", 0, -83},
    {KEFU_CELL_DURATION, 0, 0, "-2分30秒", 0, -150},
    {KEFU_CELL_DURATION, 0, KEFU_CELL_ROUND, "-1.5", 0, -2},
    {KEFU_CELL_DURATION, 0, KEFU_CELL_ROUND, "1:59.5", 0, 120},
    {KEFU_CELL_DURATION, 0, 0, "27.4", KEFU_E_PRECISION, 0},
    {KEFU_CELL_DURATION, 0, 0, "1:60", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "1:60:00", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "1:2:3:4", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "1:", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, ":30", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "1.5:30", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "1:-30", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "1:30s", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "2分60秒", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "1小时60分", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "1小时90秒", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "1天24小时", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 3, 0, "1秒1000毫秒", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "30秒2分", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "2分2分", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "2.5分30秒", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "2分30", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "12,34秒", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "5元", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "秒", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "- 5", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 0, 0, "45%", KEFU_E_DATA, 0},
    {KEFU_CELL_DURATION, 9, 0, "9223372036.854775807", 0, INT64_MAX},
    {KEFU_CELL_DURATION, 9, 0, "106751天23小时47分16.854775807秒", 0, INT64_MAX},
    {KEFU_CELL_DURATION, 9, 0, "106751天23小时47分16.854775808秒", KEFU_E_OVERFLOW, 0},
    {KEFU_CELL_DURATION, 0, 0, "9223372036854775807分", KEFU_E_OVERFLOW, 0},
    {KEFU_CELL_DURATION, 0, 0, "99999999999999999999:00", KEFU_E_OVERFLOW, 0},
};

static void test_durations(void **state)
{
    (void)state;
    CHECK(durations);
}

/* ---- Dates and times: days since 1970 and microseconds UTC by GNU date(1) -------------------- */

static const cell_case dates[] = {
    {KEFU_CELL_DATE, 0, 0, "1970-01-01", 0, 0},
    {KEFU_CELL_DATE, 0, 0, "2026-10-31", 0, 20757},
    {KEFU_CELL_DATE, 0, 0, "2026/10/31", 0, 20757},
    {KEFU_CELL_DATE, 0, 0, "20261031", 0, 20757},
    {KEFU_CELL_DATE, 0, 0, "2026年10月31日", 0, 20757},
    {KEFU_CELL_DATE, 0, 0, "２０２６－１０－３１", 0, 20757},
    {KEFU_CELL_DATE, 0, 0, "2026-02-29", KEFU_E_DATA, 0},
    {KEFU_CELL_DATE, 0, 0, "31/10/2026", KEFU_E_DATA, 0},
    {KEFU_CELL_DATE, 0, 0, "2026-10-31 08:30", KEFU_E_DATA, 0},
    {KEFU_CELL_TIME, 0, 0, "1970-01-01 08:00", 0, 0}, /* in China */
    {KEFU_CELL_TIME, 0, 0, "1970-01-01T00:00:00Z", 0, 0},
    {KEFU_CELL_TIME, 0, 0, "2026-10-31 08:30:15.123", 0, 1793406615123000},
    {KEFU_CELL_TIME, 0, 0, "2026-10-31 08:30:15+09:00", 0, 1793403015000000},
    {KEFU_CELL_TIME, 0, 0, "2026-10-31 25:00", KEFU_E_DATA, 0},
    {KEFU_CELL_TIME, 0, 0, "08:30", KEFU_E_DATA, 0},
};

static void test_dates(void **state)
{
    (void)state;
    CHECK(dates);
}

/* ---- Marks ---------------------------------------------------------------------------------- */

static void test_marks(void **state)
{
    static const struct {
        const char *text;
        int32_t state;
    } marks[] = {{"", KEFU_VALUE_NO_DATA},
                 {"  ", KEFU_VALUE_NO_DATA},
                 {"-", KEFU_VALUE_NO_DATA},
                 {"--", KEFU_VALUE_NO_DATA},
                 {"—", KEFU_VALUE_NO_DATA},
                 {"——", KEFU_VALUE_NO_DATA},
                 {"－", KEFU_VALUE_NO_DATA},
                 {"N/A", KEFU_VALUE_NO_DATA},
                 {"n/a", KEFU_VALUE_NO_DATA},
                 {"null", KEFU_VALUE_NO_DATA},
                 {"NULL", KEFU_VALUE_NO_DATA},
                 {"　-　", KEFU_VALUE_NO_DATA},
                 {"延迟统计", KEFU_VALUE_PROVISIONAL},
                 {" 延迟统计 ", KEFU_VALUE_PROVISIONAL}};
    (void)state;
    for (int32_t kind = KEFU_CELL_NUMBER; kind <= KEFU_CELL_TIME; kind++)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            cell_case c = {kind, 0, 0, marks[i].text, 0, 0};
            int64_t value = ANY;
            int32_t got = ANY;
            assert_int_equal(parse(&c, &value, &got, NULL), KEFU_OK);
            assert_int_equal(value, 0);
            assert_int_equal(got, marks[i].state);
        }
    cell_case near_miss[] = {{KEFU_CELL_NUMBER, 0, 0, "---", KEFU_E_DATA, 0},
                             {KEFU_CELL_NUMBER, 0, 0, "nul", KEFU_E_DATA, 0},
                             {KEFU_CELL_NUMBER, 0, 0, "延迟", KEFU_E_DATA, 0}};
    CHECK(near_miss);
}

/* ---- Messages and arguments ------------------------------------------------------------------ */

static void test_messages(void **state)
{
    static const struct {
        cell_case c;
        const char *message;
    } cases[] = {
        {{KEFU_CELL_NUMBER, 0, 0, "12,34", 0, 0},
         "'12,34' is not a number: thousands are groups of three"},
        {{KEFU_CELL_NUMBER, 0, 0, "(12)", 0, 0},
         "'(12)' is not a number: a negative one is written with '-'"},
        {{KEFU_CELL_NUMBER, 2, 0, " 12.345 ", 0, 0},
         "'12.345' has digits finer than the 2 decimals kept"},
        {{KEFU_CELL_PERCENT, 4, 0, "0.4523", 0, 0},
         "'0.4523' is not a percentage: expected a % sign, as in 98.61%"},
        {{KEFU_CELL_DURATION, 0, 0, "1:75", 0, 0},
         "'1:75' is not a duration: minutes and seconds after a larger field are below 60"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value;
        int32_t got;
        kefu_error error;
        assert_int_not_equal(parse(&cases[i].c, &value, &got, &error), KEFU_OK);
        assert_string_equal(error.message, cases[i].message);
    }
}

static void test_long_cells(void **state)
{
    char text[2000];
    cell_case c = {KEFU_CELL_NUMBER, 0, 0, text, 0, 0};
    int64_t value;
    int32_t got;
    kefu_error error;
    (void)state;
    for (size_t size = 200; size < sizeof text; size += 87) {
        memset(text, '9', size);
        text[size] = 0;
        assert_int_not_equal(parse(&c, &value, &got, &error), KEFU_OK);
        assert_true(strlen(error.message) < 200);
        memset(text, ',', size);
        assert_int_equal(parse(&c, &value, &got, &error), KEFU_E_DATA);
    }
}

static void test_arguments(void **state)
{
    kefu_cell cell = {.struct_size = sizeof cell, .kind = KEFU_CELL_NUMBER};
    int64_t value;
    int32_t got;
    (void)state;
    assert_int_equal(kefu_cell_parse(NULL, "1", 1, &value, &got, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_cell_parse(&cell, NULL, 1, &value, &got, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_cell_parse(&cell, "1", 1, NULL, &got, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_cell_parse(&cell, "1", 1, &value, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_cell_parse(&cell, NULL, 0, &value, &got, NULL), KEFU_OK);
    assert_int_equal(got, KEFU_VALUE_NO_DATA);
    static const struct {
        int32_t kind, scale, offset;
        uint32_t flags;
        kefu_status status;
    } bad[] = {{KEFU_CELL_TEXT, 0, 0, 0, KEFU_E_ARGUMENT},
               {6, 0, 0, 0, KEFU_E_UNSUPPORTED},
               {-1, 0, 0, 0, KEFU_E_UNSUPPORTED},
               {1, 10, 0, 0, KEFU_E_ARGUMENT},
               {1, -1, 0, 0, KEFU_E_ARGUMENT},
               {KEFU_CELL_DATE, 1, 0, 0, KEFU_E_ARGUMENT},
               {5, 0, 86400, 0, KEFU_E_ARGUMENT},
               {1, 0, 0, 8, KEFU_E_UNSUPPORTED},
               {2, 0, 0, KEFU_CELL_BARE | KEFU_CELL_HUNDREDTHS, KEFU_E_ARGUMENT}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        kefu_cell c = {.struct_size = sizeof c,
                       .kind = bad[i].kind,
                       .scale = bad[i].scale,
                       .offset = bad[i].offset,
                       .flags = bad[i].flags};
        assert_int_equal(kefu_cell_parse(&c, "1", 1, &value, &got, NULL), bad[i].status);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),    cmocka_unit_test(test_percents),
        cmocka_unit_test(test_durations),  cmocka_unit_test(test_dates),
        cmocka_unit_test(test_marks),      cmocka_unit_test(test_messages),
        cmocka_unit_test(test_long_cells), cmocka_unit_test(test_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
