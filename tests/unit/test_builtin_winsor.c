/* test_builtin_winsor.c - winsor_mean and trimmed_mean. */
#include "metric_laws.h"

#define ONE INT64_C(1000000000)

/* By hand, and equal to scipy.stats.mstats.winsorize and scipy.stats.trim_mean. */
static const struct {
    int64_t rows, x[8], share;
    int64_t sum;              /* of the numbers after winsorising */
    int64_t inner_sum, inner; /* of the numbers that are not moved, and how many */
} cases[] = {
    {1, {274}, 490000000, 274, 274, 1},
    {2, {10, 20}, 250000000, 30, 30, 2},            /* g = 0 */
    {5, {1, 2, 3, 4, 100}, 200000000, 15, 9, 3},    /* 2 2 3 4 4 */
    {5, {1, 2, 3, 4, 100}, 199999999, 110, 110, 5}, /* g = 0.999999995, rounded down */
    {8, {5, 5, 5, 5, 900, -900, 5, 5}, ONE / 8, 40, 30, 6},
    {8, {3, 1, 4, 1, 5, 9, 2, 6}, 400000000, 28, 7, 2}, /* g = 3: 3 3 3 3 4 4 4 4 */
    {8, {3, 1, 4, 1, 5, 9, 2, 6}, 0, 31, 31, 8},
    {4, {-70, 10, 20, 30}, ONE / 4, 60, 30, 2},
    {4, {7, 7, 7, 1000}, 300000000, 28, 14, 2},
    {3, {1, 5, 900}, ONE / 2 - 1, 15, 5, 1}, /* the largest share */
    {4, {1, 5, 6, 900}, ONE / 2 - 1, 22, 11, 2},
};

static void test_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        metric_call call;
        kefu_value v;
        call_open(&call, "winsor_mean", 0, 9, &cases[i].share);
        v = call_of_rows(&call, cases[i].x, NULL, cases[i].rows);
        assert_value(&v, cases[i].sum, cases[i].rows, cases[i].rows, 0);
        call_close(&call);
        call_open(&call, "trimmed_mean", 0, 9, &cases[i].share);
        v = call_of_rows(&call, cases[i].x, NULL, cases[i].rows);
        assert_value(&v, cases[i].inner_sum, cases[i].inner, cases[i].rows, 0);
        call_close(&call);
    }
}

/* As for mean: 27.4 and 27.4 at scale 1 are 548 / 20. */
static void test_decimals_and_no_rows(void **state)
{
    static const int64_t x[] = {274, 274}, share = ONE / 4;
    static const char *const names[] = {"winsor_mean", "trimmed_mean"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        metric_call call;
        kefu_value v;
        call_open(&call, names[i], 1, 9, &share);
        v = call_of_rows(&call, x, NULL, 2);
        assert_value(&v, 548, 20, 2, 0);
        v = call_of_rows(&call, x, NULL, 0);
        assert_value(&v, 0, 0, 0, 0);
        call_close(&call);
    }
}

/* Sums are wider than int64; a mean whose sum does not fit is an overflow, as that of `mean`. */
static void test_large_sums(void **state)
{
    static const int64_t x[] = {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN}, share = 0;
    static const int64_t quarter = ONE / 4;
    metric_state held = {{0}};
    metric_call call;
    kefu_value v;
    (void)state;
    call_open(&call, "winsor_mean", 0, 9, &share);
    v = call_of_rows(&call, x, NULL, 4);
    assert_value(&v, -2, 4, 4, 0);
    assert_int_equal(call_update(&call, &held, x, NULL, 2, NULL), KEFU_OK);
    assert_int_equal(call_value(&call, &held, &v, NULL), KEFU_E_OVERFLOW);
    call_end(&call, &held);
    call_close(&call);
    call_open(&call, "trimmed_mean", 0, 9, &quarter);
    v = call_of_rows(&call, x, NULL, 4);
    assert_value(&v, -1, 2, 4, 0);
    call_close(&call);
}

static void test_laws(void **state)
{
    static const char *const names[] = {"winsor_mean", "trimmed_mean"};
    static int64_t x[900];
    const int64_t share = ONE / 10;
    uint64_t seed = 17;
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        metric_call call;
        call_open(&call, names[i], 6, 9, &share);
        for (int round = 0; round < 15; round++) {
            int64_t rows = (int64_t)(chance(&seed) % 900);
            for (int64_t k = 0; k < rows; k++)
                x[k] = (int64_t)(chance(&seed) % 5000) * 100000 - 7;
            assert_laws(&call, x, NULL, rows, &seed);
        }
        assert_damage_is_harmless(&call, x, NULL, 4);
        assert_memory_may_fail(&call, x, NULL, 300);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_decimals_and_no_rows),
        cmocka_unit_test(test_large_sums),
        cmocka_unit_test(test_laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
