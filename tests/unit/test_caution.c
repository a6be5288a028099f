/* test_caution.c - an agent of whom most cells have no bad mark: neither the rate nor the mean is
 * surer than so few marks can be, the error stays R's. Expected values: tests/oracle/coverage.py.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "estimate_fixture.h"

enum { MARKED = 30 };

/* Refunds 7 of 21, two of them bad; unhappy 11 of 11, four bad; happy 8 of 223; the rest 4 of 125.
 */
static const struct caution_cell {
    int64_t rows, drawn, bad;
} caution_cells[] = {{21, 7, 2}, {11, 11, 4}, {223, 8, 0}, {125, 4, 0}};

/* Of a mean the rest have 90 and, every other one, `more`. */
static kefu_estimated caution_agent(int32_t kind, int32_t method, int64_t more)
{
    static const int64_t good[] = {90, 88, 90, 90};
    int64_t marks[MARKED], cells[MARKED], sizes[MARKED], n = 0;
    const kefu_estimate_options o = {.struct_size = sizeof o, .kind = kind, .method = method};
    kefu_estimates *e = NULL;
    rows r;
    for (int64_t c = 0; c < 4; c++)
        for (int64_t i = 0; i < caution_cells[c].drawn; i++, n++) {
            const int32_t bad = i < caution_cells[c].bad;
            marks[n] = kind == KEFU_ESTIMATE_RATE ? bad
                       : bad                      ? 45
                       : c == 2                   ? 88 + 2 * (i % 4)
                                                  : good[c] + (c == 3 && i % 2 ? more : 0);
            cells[n] = c;
            sizes[n] = caution_cells[c].rows;
        }
    rows_begin(&r, n);
    rows_add(&r, "mark", KEFU_COLUMN_I64, marks);
    rows_add(&r, "cell", KEFU_COLUMN_I64, cells);
    rows_add(&r, "rows", KEFU_COLUMN_I64, sizes);
    assert_int_equal(kefu_estimate_rows(&r.batch, &o, &e, NULL), KEFU_OK);
    kefu_estimated item = item_of(e, "");
    kefu_estimates_free(e);
    return item;
}

/* By the error alone, as in R, the effective n would be 366 of 30 marks, and Wilson's interval 1.4
 * % to 4.8 %. */
static void test_rate(void **state)
{
    (void)state;
    kefu_estimated item = caution_agent(KEFU_ESTIMATE_RATE, KEFU_INTERVAL_WILSON, 0);
    assert_int_equal(item.estimate.num, 26315789);
    assert_int_equal(item.effective_n, 14621356);
    assert_int_equal(item.df, 26000000);
    assert_int_equal(item.low.num, 2215619);
    assert_int_equal(item.high.num, 247529825);
    item = caution_agent(KEFU_ESTIMATE_RATE, KEFU_INTERVAL_CLOPPER_PEARSON, 0);
    assert_int_equal(item.effective_n, 14621356);
    assert_int_equal(item.low.num, 3376);
    assert_int_equal(item.high.num, 265853847);
}

/* By the error alone, 88.1 to 90.6: where the rest are all 90 it is Kish's n; where they are 90 and
 * 92, no cell has marks that are all the same, and those that cells are lent make it wider. */
static void test_mean(void **state)
{
    static const struct {
        int64_t more, estimate, error, df, low, high, effective;
    } cases[] = {{0, 89366, 614, 26000000, 85326, 93406, 14621356},
                 {2, 89695, 642, 10060057, 86897, 92493, 36373153}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_estimated item = caution_agent(KEFU_ESTIMATE_MEAN, 0, cases[i].more);
        assert_int_equal(item.estimate.num, cases[i].estimate);
        assert_int_equal(item.error.num, cases[i].error);
        assert_int_equal(item.df, cases[i].df);
        assert_int_equal(item.low.num, cases[i].low);
        assert_int_equal(item.high.num, cases[i].high);
        assert_int_equal(item.effective_n, cases[i].effective);
    }
}

/* Of whole cells: the mean's × rows. */
static void test_total(void **state)
{
    (void)state;
    const kefu_estimated mean = caution_agent(KEFU_ESTIMATE_MEAN, 0, 0);
    const kefu_estimated total = caution_agent(KEFU_ESTIMATE_TOTAL, 0, 0);
    assert_in_range(total.low.num - 380 * (mean.low.num - 1), 0, 2 * 380);
    assert_in_range(total.high.num - 380 * (mean.high.num - 1), 0, 2 * 380);
    assert_in_range(total.error.num - 380 * (mean.error.num - 1), 0, 2 * 380);
    assert_int_equal(total.effective_n, 0);
}

/* Where marks of each cell are all the same R's error is 0, but what was not seen may differ: as
 * the cells do, Kish's n 18² / (4 × 4.5² × 7/9 × 9/8) = 324 / 70.875, spread 25, t of 2 4.302653;
 * if all are the same there is no interval, unless everything was seen. */
static void test_alike(void **state)
{
    static const struct {
        case_rows rows;
        int64_t low, high, effective; /* den 0: no interval */
        const char *text;
    } cases[] = {
        {{4, {80, 80, 90, 90}, {0}, {1, 1, 2, 2}, {9, 9, 9, 9}, ALL_SAME},
         74938,
         95062,
         4571429,
         "74.9"},
        {{2, {80, 80}, {0}, {1, 1}, {9, 9}, ALL_SAME}, 0, 0, 0, "评分都一样"},
        {{2, {80, 80}, {0}, {1, 1}, {2, 2}, ALL_SAME}, 80000, 80000, 0, "全部看过"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];
        kefu_estimates *e = case_must(&cases[i].rows, (kefu_estimate_options){0});
        const kefu_estimated item = item_of(e, "");
        assert_int_equal(item.error.num, 0);
        assert_int_equal(item.error.status, KEFU_VALUE_OK);
        assert_int_equal(item.low.status, cases[i].low ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA);
        assert_int_equal(item.low.num, cases[i].low);
        assert_int_equal(item.high.num, cases[i].high);
        assert_int_equal(item.effective_n, cases[i].effective);
        assert_int_equal(kefu_estimates_text(e, 0, KEFU_ZH, text, sizeof text, NULL), KEFU_OK);
        assert_non_null(strstr(text, cases[i].text));
        kefu_estimates_free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rate),
        cmocka_unit_test(test_mean),
        cmocka_unit_test(test_total),
        cmocka_unit_test(test_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
