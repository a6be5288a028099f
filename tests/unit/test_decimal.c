/* test_decimal.c - numbers as people write them. Expected values by hand unless said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/decimal.h"

typedef struct parse_case {
    const char *text;
    int32_t scale, outcome;
    int64_t value;
} parse_case;

static const parse_case parse_cases[] = {
    /* the grammar: sign, digits on either side of the point, exponent */
    {"0", 0, KF_EXACT, 0},
    {"-0", 6, KF_EXACT, 0},
    {"+7", 0, KF_EXACT, 7},
    {"12.04", 2, KF_EXACT, 1204},
    {"5.", 2, KF_EXACT, 500},
    {".5", 2, KF_EXACT, 50},
    {"-.5", 1, KF_EXACT, -5},
    {"1e3", 0, KF_EXACT, 1000},
    {"1E+3", 2, KF_EXACT, 100000},
    {"1.5e-1", 2, KF_EXACT, 15},
    {"0001.2500", 2, KF_EXACT, 125},
    {"", 0, KF_NOT_A_NUMBER, 0},
    {"-", 0, KF_NOT_A_NUMBER, 0},
    {".", 0, KF_NOT_A_NUMBER, 0},
    {"+.", 0, KF_NOT_A_NUMBER, 0},
    {".e1", 0, KF_NOT_A_NUMBER, 0},
    {"e1", 0, KF_NOT_A_NUMBER, 0},
    {"1e", 0, KF_NOT_A_NUMBER, 0},
    {"1e+", 0, KF_NOT_A_NUMBER, 0},
    {"1e1.0", 0, KF_NOT_A_NUMBER, 0},
    {"1e1e1", 0, KF_NOT_A_NUMBER, 0},
    {"--1", 0, KF_NOT_A_NUMBER, 0},
    {"1.2.3", 0, KF_NOT_A_NUMBER, 0},
    {"1,234", 0, KF_NOT_A_NUMBER, 0},
    {" 1", 0, KF_NOT_A_NUMBER, 0},
    {"1 ", 0, KF_NOT_A_NUMBER, 0},
    {"0x10", 0, KF_NOT_A_NUMBER, 0},
    {"nan", 0, KF_NOT_A_NUMBER, 0},
    {"inf", 0, KF_NOT_A_NUMBER, 0},
    {"１", 0, KF_NOT_A_NUMBER, 0},
    /* half away from zero, decided by all the digits */
    {"2.675", 2, KF_ROUNDED, 268},
    {"-2.675", 2, KF_ROUNDED, -268},
    {"2.6749999999999999999999999999999999999999", 2, KF_ROUNDED, 267},
    {"2.6750000000000000000000000000000000000001", 2, KF_ROUNDED, 268},
    {"0.5", 0, KF_ROUNDED, 1},
    {"0.49", 0, KF_ROUNDED, 0},
    {"-0.49", 0, KF_ROUNDED, 0},
    {"-0.5", 0, KF_ROUNDED, -1},
    {"0.05", 0, KF_ROUNDED, 0},
    {"0.09", 0, KF_ROUNDED, 0},
    {"9.995", 2, KF_ROUNDED, 1000},
    {"5e-7", 6, KF_ROUNDED, 1},
    {"4e-7", 6, KF_ROUNDED, 0},
    {"1e-400", 18, KF_ROUNDED, 0},
    {"5e-19", 18, KF_ROUNDED, 1},
    /* zeros behind the scale lose nothing */
    {"2.67000", 2, KF_EXACT, 267},
    {"0e-999999999999999999999999", 0, KF_EXACT, 0},
    {"0e999999999999999999999999", 18, KF_EXACT, 0},
    {"0.000e5", 1, KF_EXACT, 0},
    /* exponents outweigh digits, digits outweigh exponents */
    {"0.00000000000000000000000000000000000000012e40", 1, KF_EXACT, 12},
    {"1200000000000000000000000000000000000000000e-41", 0, KF_EXACT, 12},
    {"1200000000000000000000000000000000000000000e-43", 0, KF_ROUNDED, 0},
    {"1e-99999999999999999999", 18, KF_ROUNDED, 0},
    {"1e99999999999999999999", 0, KF_TOO_BIG, 0},
    {"1e-9223372036854775808", 0, KF_ROUNDED, 0},
    {"1e9223372036854775807", 0, KF_TOO_BIG, 0},
    /* the ends of int64, whatever the scale and after rounding */
    {"9223372036854775807", 0, KF_EXACT, INT64_MAX},
    {"9223372036854775808", 0, KF_TOO_BIG, 0},
    {"-9223372036854775808", 0, KF_EXACT, INT64_MIN},
    {"-9223372036854775809", 0, KF_TOO_BIG, 0},
    {"9223372036854775807.4", 0, KF_ROUNDED, INT64_MAX},
    {"9223372036854775807.5", 0, KF_TOO_BIG, 0},
    {"-9223372036854775808.4", 0, KF_ROUNDED, INT64_MIN},
    {"-9223372036854775808.5", 0, KF_TOO_BIG, 0},
    {"9.223372036854775807", 18, KF_EXACT, INT64_MAX},
    {"9.223372036854775808", 18, KF_TOO_BIG, 0},
    {"10", 18, KF_TOO_BIG, 0},
    {"9", 18, KF_EXACT, 9000000000000000000},
    {"9223372036854.775807", 6, KF_EXACT, INT64_MAX},
    {"9.2e18", 0, KF_EXACT, 9200000000000000000},
    {"9.3e18", 0, KF_TOO_BIG, 0},
};

static void text_is_read_exactly_at_a_scale(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof parse_cases / sizeof *parse_cases; i++) {
        const parse_case *c = &parse_cases[i];
        int64_t value = 0;
        int32_t outcome = kf_decimal_parse(c->text, strlen(c->text), c->scale, &value);
        if (outcome != c->outcome || value != c->value)
            fail_msg("'%s' at %d: outcome %d value %lld", c->text, c->scale, outcome,
                     (long long)value);
    }
}

static void only_the_given_bytes_are_read(void **state)
{
    (void)state;
    int64_t value = 0;
    assert_int_equal(kf_decimal_parse("12.34", 3, 2, &value), KF_EXACT);
    assert_int_equal(value, 1200);
    assert_int_equal(kf_decimal_parse("1\0002", 3, 0, &value), KF_NOT_A_NUMBER);
    assert_int_equal(kf_decimal_parse(NULL, 0, 0, &value), KF_NOT_A_NUMBER);
}

static void no_number_of_digits_is_too_many(void **state)
{
    (void)state;
    static char text[100003];
    int64_t value = 0;
    memset(text, '0', sizeof text);
    text[0] = '1'; /* 1.000...0005 */
    text[1] = '.';
    assert_int_equal(kf_decimal_parse(text, sizeof text, 4, &value), KF_EXACT);
    text[sizeof text - 1] = '5';
    assert_int_equal(kf_decimal_parse(text, sizeof text, 4, &value), KF_ROUNDED);
    assert_int_equal(value, 10000);
}

static const struct {
    const char *text;
    int32_t outcome;
    int64_t value;
    int32_t scale;
} any_cases[] = {
    {"0.450", KF_EXACT, 45, 2},
    {"100", KF_EXACT, 100, 0},
    {"0", KF_EXACT, 0, 0},
    {"0.000", KF_EXACT, 0, 0},
    {"0e-5", KF_EXACT, 0, 0},
    {"-12.340", KF_EXACT, -1234, 2},
    {"1e3", KF_EXACT, 1000, 0},
    {"1.50e1", KF_EXACT, 15, 0},
    {"100e-1", KF_EXACT, 10, 0},
    {"15e-3", KF_EXACT, 15, 3},
    {"0.000000000000000001", KF_EXACT, 1, 18},
    {"0.0000000000000000015", KF_ROUNDED, 2, 18},
    {"1e-30", KF_ROUNDED, 0, 18},
    {"1e-999999999999999999999", KF_ROUNDED, 0, 18},
    {"9223372036854775807", KF_EXACT, INT64_MAX, 0},
    {"92233720368547758.07", KF_EXACT, INT64_MAX, 2},
    {"92233720368547758.08", KF_TOO_BIG, -1, -1},
    {"1e19", KF_TOO_BIG, -1, -1},
    {"x", KF_NOT_A_NUMBER, -1, -1},
};

static void text_may_choose_the_smallest_exact_scale(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof any_cases / sizeof *any_cases; i++) {
        int64_t value = -1;
        int32_t scale = -1;
        const char *text = any_cases[i].text;
        assert_int_equal(kf_decimal_parse_any(text, strlen(text), &value, &scale),
                         any_cases[i].outcome);
        assert_true(value == any_cases[i].value);
        assert_int_equal(scale, any_cases[i].scale);
    }
}

static const struct {
    int64_t value;
    int32_t from, to, outcome;
    int64_t result;
} rescale_cases[] = {
    {12, 0, 2, KF_EXACT, 1200},
    {1200, 2, 0, KF_EXACT, 12},
    {1250, 2, 0, KF_ROUNDED, 13},
    {-1250, 2, 0, KF_ROUNDED, -13},
    {1249, 2, 0, KF_ROUNDED, 12},
    {-1249, 2, 0, KF_ROUNDED, -12},
    {-49, 2, 0, KF_ROUNDED, 0},
    {7, 3, 3, KF_EXACT, 7},
    {9, 0, 18, KF_EXACT, 9000000000000000000},
    {10, 0, 18, KF_TOO_BIG, -1},
    {-9, 0, 18, KF_EXACT, -9000000000000000000},
    {-10, 0, 18, KF_TOO_BIG, -1},
    {INT64_MAX, 0, 0, KF_EXACT, INT64_MAX},
    {INT64_MIN, 0, 0, KF_EXACT, INT64_MIN},
    {INT64_MAX, 0, 1, KF_TOO_BIG, -1},
    {INT64_MIN, 0, 1, KF_TOO_BIG, -1},
    {INT64_MAX, 18, 0, KF_ROUNDED, 9},
    {INT64_MIN, 18, 0, KF_ROUNDED, -9},
    {500000000000000000, 18, 0, KF_ROUNDED, 1},
    {499999999999999999, 18, 0, KF_ROUNDED, 0},
    {0, 0, 18, KF_EXACT, 0},
};

static void scales_change_half_away_from_zero(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rescale_cases / sizeof *rescale_cases; i++) {
        int64_t got = -1;
        assert_int_equal(
            kf_rescale(rescale_cases[i].value, rescale_cases[i].from, rescale_cases[i].to, &got),
            rescale_cases[i].outcome);
        assert_true(got == rescale_cases[i].result);
    }
}

static const struct {
    int64_t value;
    int32_t scale;
    const char *text;
} format_cases[] = {
    {1204, 2, "12.04"},
    {-5, 2, "-0.05"},
    {0, 0, "0"},
    {0, 2, "0.00"},
    {7, 0, "7"},
    {-7, 0, "-7"},
    {123, 3, "0.123"},
    {1000, 3, "1.000"},
    {1, 18, "0.000000000000000001"},
    {INT64_MAX, 0, "9223372036854775807"},
    {INT64_MIN, 0, "-9223372036854775808"},
    {INT64_MIN, 18, "-9.223372036854775808"},
    {INT64_MAX, 1, "922337203685477580.7"},
};

static void numbers_are_written_and_read_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof format_cases / sizeof *format_cases; i++) {
        char text[48];
        int64_t back = -1;
        size_t size = kf_decimal_format(format_cases[i].value, format_cases[i].scale, text);
        assert_string_equal(text, format_cases[i].text);
        assert_int_equal(size, strlen(text));
        assert_int_equal(kf_decimal_parse(text, size, format_cases[i].scale, &back), KF_EXACT);
        assert_true(back == format_cases[i].value);
    }
}

static void powers_of_ten_are_powers_of_ten(void **state)
{
    (void)state;
    assert_true(kf_pow10(0) == 1);
    for (int32_t i = 1; i <= KF_SCALE_MAX; i++)
        assert_true(kf_pow10(i) / 10 == kf_pow10(i - 1) && kf_pow10(i) % 10 == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_read_exactly_at_a_scale),
        cmocka_unit_test(only_the_given_bytes_are_read),
        cmocka_unit_test(no_number_of_digits_is_too_many),
        cmocka_unit_test(text_may_choose_the_smallest_exact_scale),
        cmocka_unit_test(scales_change_half_away_from_zero),
        cmocka_unit_test(numbers_are_written_and_read_back),
        cmocka_unit_test(powers_of_ten_are_powers_of_ten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
