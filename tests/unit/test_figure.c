/* test_figure.c - figures as people read them; expected texts by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kefu.h"

static void figures_by_unit(void **state)
{
    static const struct {
        kefu_value value;
        const char *unit;
        int32_t scale, language;
        const char *text;
    } cases[] = {
        {{2249, 5000, 5000, KEFU_VALUE_OK, 0}, "ratio", 2, KEFU_ZH, "44.98%"},
        {{1, 3, 3, KEFU_VALUE_OK, 0}, "ratio", 0, KEFU_ZH, "33%"},
        {{1234, 100, -1, KEFU_VALUE_OK, 0}, "ratio", 1, KEFU_EN, "1234.0%"},
        /* not yet all, no longer none; beyond 1 and below 0 as ever */
        {{9996, 10000, -1, KEFU_VALUE_OK, 0}, "ratio", 1, KEFU_ZH, "99.9%"},
        {{9996, 10000, -1, KEFU_VALUE_OK, 0}, "ratio", 0, KEFU_ZH, "99%"},
        {{INT64_MAX - 1, INT64_MAX, -1, KEFU_VALUE_OK, 0}, "ratio", 2, KEFU_ZH, "99.99%"},
        {{10000, 10000, -1, KEFU_VALUE_OK, 0}, "ratio", 1, KEFU_ZH, "100.0%"},
        {{10004, 10000, -1, KEFU_VALUE_OK, 0}, "ratio", 1, KEFU_ZH, "100.0%"},
        {{4, 10000, -1, KEFU_VALUE_OK, 0}, "ratio", 1, KEFU_ZH, "0.1%"},
        {{0, 10000, -1, KEFU_VALUE_OK, 0}, "ratio", 1, KEFU_ZH, "0.0%"},
        {{-4, 10000, -1, KEFU_VALUE_OK, 0}, "ratio", 1, KEFU_ZH, "0.0%"},
        {{4, 10000, -1, KEFU_VALUE_OK, 0}, "count", 1, KEFU_ZH, "0.0"},
        {{274, 10, 9, KEFU_VALUE_OK, 0}, "s", 1, KEFU_ZH, "27.4秒"},
        {{274, 10, 9, KEFU_VALUE_PROVISIONAL, 0}, "s", 1, KEFU_EN, "27.4 s"},
        {{586278000, 100, 9, KEFU_VALUE_OK, 0}, "yuan", 0, KEFU_ZH, "¥5,862,780"},
        {{-123456, 100, 9, KEFU_VALUE_OK, 0}, "yuan", 2, KEFU_ZH, "¥-1,234.56"},
        {{96, 1, -1, KEFU_VALUE_OK, 0}, "points", 0, KEFU_EN, "96"},
        {{1000, 1, -1, KEFU_VALUE_LOW_VOLUME, 0}, NULL, 0, KEFU_EN, "1,000"},
        {{0, 0, -1, KEFU_VALUE_NO_DATA, 0}, "ratio", 2, KEFU_ZH, "-"},
        {{0, 0, -1, KEFU_VALUE_PROVISIONAL, 0}, "ratio", 2, KEFU_ZH, "延迟统计"},
        {{0, 0, -1, KEFU_VALUE_EXEMPT, 0}, "s", 1, KEFU_ZH, "豁免"},
        /* 18 digits after the point do not fit beside 19 before it */
        {{INT64_MAX, 1, 1, KEFU_VALUE_OK, 0}, "count", 18, KEFU_EN, "9,223,372,036,854,775,807"},
        {{INT64_MIN, 1, 1, KEFU_VALUE_OK, 0}, "yuan", 2, KEFU_EN, "¥-9,223,372,036,854,775,808"},
    };
    char out[96];
    size_t need;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(kefu_figure_text(&cases[i].value, cases[i].unit, cases[i].scale,
                                          cases[i].language, out, sizeof out, &need),
                         KEFU_OK);
        assert_string_equal(out, cases[i].text);
        assert_int_equal(need, strlen(cases[i].text) + 1);
    }
}

static void cut_and_refused(void **state)
{
    kefu_value value = {274, 10, 9, KEFU_VALUE_OK, 0};
    char out[7] = "??????";
    size_t need = 0;
    (void)state;
    assert_int_equal(kefu_figure_text(&value, "s", 1, KEFU_ZH, NULL, 0, &need), KEFU_OK);
    assert_int_equal(need, 8); /* 27.4秒 and its NUL */
    assert_int_equal(kefu_figure_text(&value, "s", 1, KEFU_ZH, out, 7, NULL), KEFU_OK);
    assert_string_equal(out, "27.4"); /* 秒 does not fit whole */
    assert_int_equal(kefu_figure_text(NULL, "s", 1, KEFU_ZH, out, 7, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_figure_text(&value, "s", 19, KEFU_ZH, out, 7, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_figure_text(&value, "s", 1, 7, out, 7, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_figure_text(&value, "s", 1, KEFU_ZH, NULL, 7, NULL), KEFU_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_by_unit),
        cmocka_unit_test(cut_and_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
