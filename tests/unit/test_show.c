/* test_show.c - figures in sentences: on the right side of what they are compared with, and never
 * as all or nothing where they are not; expected texts by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/show.h"
#include "card/card.h"
#include "card/show.h"

static kefu_value share(int64_t num, int64_t den)
{
    return (kefu_value){num, den, -1, KEFU_VALUE_OK, 0};
}

static void shares_are_neither_all_nor_nothing(void **state)
{
    static const struct {
        int64_t num, den;
        int32_t scale;
        int64_t rounded;
    } cases[] = {
        {4498, 10000, 4, 4498},
        {4498, 10000, 3, 450}, /* half away from zero */
        {9996, 10000, 3, 999}, /* 99.96 % */
        {9994, 10000, 3, 999},
        {10000, 10000, 3, 1000},
        {10001, 10000, 3, 1000}, /* more than all is all at least */
        {4, 10000, 3, 1},        /* 0.04 % */
        {0, 10000, 3, 0},
        {-4, 10000, 3, 0},
        {INT64_MAX - 1, INT64_MAX, 18, INT64_C(999999999999999999)},
        {1, 3, 0, 0}, /* no digit to say it with */
        {2, 3, 0, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_value value = share(cases[i].num, cases[i].den);
        int64_t rounded = -1;
        assert_int_equal(kf_share_round(&value, cases[i].scale, &rounded), KEFU_OK);
        assert_int_equal(rounded, cases[i].rounded);
    }
    const kefu_value none = share(0, 0);
    int64_t rounded;
    assert_int_equal(kf_share_round(&none, 3, &rounded), KEFU_E_ARGUMENT);
}

static void figures_of_sentences(void **state)
{
    static const struct {
        int64_t num, den, bound_num, bound_den;
        int32_t unit, digits;
        const char *text;
    } cases[] = {
        {2249, 5000, 0, 0, KF_UNIT_RATIO, 2, "44.98%"},
        {44999, 100000, 45, 100, KF_UNIT_RATIO, 2, "44.999%"}, /* not yet 45 % */
        {19999, 20000, 0, 0, KF_UNIT_RATIO, 2, "99.995%"},     /* not yet all */
        {99996, 100000, 0, 0, KF_UNIT_RATIO, 1, "99.996%"},
        {1, 50000, 0, 0, KF_UNIT_RATIO, 2, "0.002%"},
        {0, 50000, 0, 0, KF_UNIT_RATIO, 2, "0.00%"},
        {50000, 50000, 0, 0, KF_UNIT_RATIO, 2, "100.00%"},
        {500004, 500000, 0, 0, KF_UNIT_RATIO, 2, "100.00%"},
        {1, 50000, 0, 0, KF_UNIT_COUNT, 2, "0.00"},
    };
    char out[64];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_value value = share(cases[i].num, cases[i].den), none = share(0, 0);
        const kefu_value bound = share(cases[i].bound_num, cases[i].bound_den);
        kf_show show = {.out = out, .capacity = sizeof out, .language = KEFU_ZH};
        kf_show_figure(&show, cases[i].unit, cases[i].digits, &value, &bound, &none);
        (void)kf_show_end(&show);
        assert_string_equal(out, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_neither_all_nor_nothing),
        cmocka_unit_test(figures_of_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
