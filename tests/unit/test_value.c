/* test_value.c - order, rounding and writing of kefu_value. Expected values by hand unless said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "kefu/base.h"

static kefu_value value_of(int64_t num, int64_t den)
{
    kefu_value value = {num, den, 1, KEFU_VALUE_OK, 0};
    return value;
}

static const struct {
    int64_t a_num, a_den, b_num, b_den;
    int32_t order;
} order_cases[] = {
    {45, 100, 9, 20, 0},
    {1, 3, 333333333, 1000000000, 1},
    {-1, 3, -333333333, 1000000000, -1},
    {0, 5, 0, 7, 0},
    {-1, 2, 1, 2, -1},
    /* what a double cannot tell apart: 2^62/(2^62+1) and (2^62-1)/2^62 (cross products differ by 1)
     */
    {4611686018427387904, 4611686018427387905, 4611686018427387903, 4611686018427387904, 1},
    {INT64_MAX, 1, INT64_MAX, 1, 0},
    {INT64_MIN, 1, INT64_MAX, 1, -1},
    {INT64_MIN, INT64_MAX, -1, 1, -1},
    {INT64_MAX, INT64_MAX, 1, 1, 0},
};

static void values_compare_as_fractions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof order_cases / sizeof *order_cases; i++) {
        kefu_value a = value_of(order_cases[i].a_num, order_cases[i].a_den);
        kefu_value b = value_of(order_cases[i].b_num, order_cases[i].b_den);
        int32_t order = 9;
        assert_int_equal(kefu_value_compare(&a, &b, &order), KEFU_OK);
        assert_int_equal(order, order_cases[i].order);
        assert_int_equal(kefu_value_compare(&b, &a, &order), KEFU_OK);
        assert_int_equal(order, -order_cases[i].order);
    }
}

static void no_number_has_no_order_and_no_rounding(void **state)
{
    (void)state;
    kefu_value one = value_of(1, 1), none = value_of(0, 0), odd = value_of(1, -1);
    int32_t order = 9;
    int64_t rounded = 9;
    assert_int_equal(kefu_value_compare(&one, &none, &order), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_compare(&none, &one, &order), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_compare(&odd, &one, &order), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_compare(NULL, &one, &order), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_compare(&one, NULL, &order), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_compare(&one, &one, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_round(&none, 0, &rounded), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_round(NULL, 0, &rounded), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_round(&one, 0, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_round(&one, -1, &rounded), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_round(&one, 19, &rounded), KEFU_E_ARGUMENT);
    assert_int_equal(order, 9);
    assert_int_equal(rounded, 9);
}

static const struct {
    int64_t num, den;
    int32_t scale;
    const char *text;
} format_cases[] = {
    {274, 10, 1, "27.4"},
    {-5, 100, 2, "-0.05"},
    {-4, 1000, 2, "0.00"}, /* no minus before nothing */
    {-5, 1000, 2, "-0.01"},
    {5, 1000, 2, "0.01"},
    {1, 3, 4, "0.3333"},
    {2, 3, 4, "0.6667"},
    {-2, 3, 0, "-1"},
    {2675, 1000, 2, "2.68"},
    {9995, 1000, 2, "10.00"},
    {0, 7, 3, "0.000"},
    {45, 100, 0, "0"},
    {INT64_MAX, INT64_MAX, 18, "1.000000000000000000"},
    {INT64_MIN, INT64_MAX, 18, "-1.000000000000000000"},
    {INT64_MAX, 1, 0, "9223372036854775807"},
    {INT64_MIN, 1, 0, "-9223372036854775808"},
    {INT64_MIN, 1000000000000000000, 18, "-9.223372036854775808"},
    /* 10^18 / (2^63 - 1) = 0.10842021724855044340...: Python's decimal */
    {1000000000000000000, INT64_MAX, 18, "0.108420217248550443"},
    {0, 0, 2, "-"},
};

static void values_are_written_as_they_round(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof format_cases / sizeof *format_cases; i++) {
        kefu_value value = value_of(format_cases[i].num, format_cases[i].den);
        char text[48], exact[48];
        const char *want = format_cases[i].text;
        assert_int_equal(kefu_value_format(&value, format_cases[i].scale, text, sizeof text),
                         KEFU_OK);
        assert_string_equal(text, want);
        assert_int_equal(kefu_value_format(&value, format_cases[i].scale, exact, strlen(want) + 1),
                         KEFU_OK);
        assert_int_equal(kefu_value_format(&value, format_cases[i].scale, exact, strlen(want)),
                         KEFU_E_ARGUMENT);
    }
}

static void what_does_not_fit_is_said(void **state)
{
    (void)state;
    kefu_value big = value_of(INT64_MAX, 1), odd = value_of(1, -1), one = value_of(1, 1);
    int64_t rounded = 9;
    char text[48] = "kept";
    assert_int_equal(kefu_value_round(&big, 1, &rounded), KEFU_E_OVERFLOW);
    assert_int_equal(kefu_value_round(&big, 18, &rounded), KEFU_E_OVERFLOW);
    assert_int_equal(rounded, 9);
    assert_int_equal(kefu_value_format(&big, 1, text, sizeof text), KEFU_E_OVERFLOW);
    assert_int_equal(kefu_value_format(&odd, 1, text, sizeof text), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_format(&one, 19, text, sizeof text), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_format(&one, -1, text, sizeof text), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_format(NULL, 0, text, sizeof text), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_value_format(&one, 0, NULL, 48), KEFU_E_ARGUMENT);
    assert_string_equal(text, "kept");
}

static void every_status_has_words_in_both_languages(void **state)
{
    (void)state;
    static const char *const words[][2] = {{"正常", "ok"},
                                           {"样本不足", "low volume"},
                                           {"延迟统计", "provisional"},
                                           {"无数据", "no data"},
                                           {"豁免", "exempt"}};
    for (int32_t i = 0; i < 5; i++)
        for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++)
            assert_string_equal(kefu_value_status_text(i, language), words[i][language]);
    assert_string_equal(kefu_value_status_text(5, KEFU_EN), "unknown");
    assert_string_equal(kefu_value_status_text(-1, KEFU_ZH), "未知");
    assert_string_equal(kefu_value_status_text(0, 7), "ok");
}

static void the_value_is_frozen_at_32_bytes(void **state)
{
    (void)state;
    assert_int_equal(sizeof(kefu_value), 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_compare_as_fractions),
        cmocka_unit_test(no_number_has_no_order_and_no_rounding),
        cmocka_unit_test(values_are_written_as_they_round),
        cmocka_unit_test(what_does_not_fit_is_said),
        cmocka_unit_test(every_status_has_words_in_both_languages),
        cmocka_unit_test(the_value_is_frozen_at_32_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
