/* test_sample_size.c - how many to inspect: vectors by mpmath (tests/oracle/stats.py), published
 * ones, laws between the two functions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kefu/stats.h"
#include "stats_vectors.h"

static void half_widths_as_mpmath(void **state)
{
    int64_t half;
    (void)state;
    for (size_t i = 0; i < sizeof half_width_vectors / sizeof *half_width_vectors; i++) {
        assert_int_equal(kefu_half_width(half_width_vectors[i].rate, half_width_vectors[i].n,
                                         half_width_vectors[i].confidence, half_width_vectors[i].N,
                                         &half, NULL),
                         KEFU_OK);
        assert_int_equal(half, half_width_vectors[i].half);
    }
}

/* 385 and 1068 for 5 and 3 points at 95 % are in every textbook (Cochran 1977, 4.4); 10 of 10, 80
 * of 100, 278 of 1000 and 370 of 10000 in the table of Krejcie and Morgan (Educational and
 * Psychological Measurement 30, 1970), 382.7 of 100000 by its formula. The rest by hand with z
 * = 1.9599640, 2.5758293. */
static const struct {
    int64_t rate, half, confidence, N, n;
} sizes[] = {
    {500000000, 50000000, 950000000, 0, 385},
    {500000000, 30000000, 950000000, 0, 1068},
    {500000000, 50000000, 990000000, 0, 664},
    {500000000, 50000000, 950000000, 10, 10},
    {500000000, 50000000, 950000000, 100, 80},
    {500000000, 50000000, 950000000, 1000, 278},
    {500000000, 50000000, 950000000, 10000, 370},
    {500000000, 50000000, 950000000, 100000, 383},
    {100000000, 20000000, 950000000, 0, 865}, /* 864.33 */
    {0, 50000000, 950000000, 0, 1},
    {1000000000, 50000000, 950000000, 7, 1},
    {500000000, 1000, 950000000, 5, 5},
    {500000000, 999999999, 500000000, 0, 1},
    {500000000, 50000000, 950000000, 1, 1},
    {0, 50000000, 950000000, 1, 1}, /* nothing varies, and there is but one */
    {1000000000, 50000000, 950000000, 1, 1},
    {500000000, 1000, 950000000, 0, 960364705174}, /* 1.9599639845400542² / 4 × 10^12 */
};

static void sizes_as_published(void **state)
{
    int64_t n;
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_int_equal(kefu_sample_size(sizes[i].rate, sizes[i].half, sizes[i].confidence,
                                          sizes[i].N, &n, NULL),
                         KEFU_OK);
        if (n < 1000000)
            assert_int_equal(n, sizes[i].n);
        else /* the sixteenth digit */
            assert_true(n > sizes[i].n - 1000 && n < sizes[i].n + 1000);
    }
}

/* n gives the half width, one less does not. */
static void the_size_is_the_least(void **state)
{
    (void)state;
    for (int64_t rate = 50000000; rate <= 500000000; rate += 90000000)
        for (int64_t half = 11111111; half < 300000000; half += 33333333)
            for (int64_t N = 0; N < 4000; N = N * 3 + 20) {
                int64_t n, is;
                assert_int_equal(kefu_sample_size(rate, half, 950000000, N, &n, NULL), KEFU_OK);
                assert_int_equal(kefu_half_width(rate, n, 950000000, N, &is, NULL), KEFU_OK);
                assert_true(is <= half && (!N || n <= N));
                if (n > 1) {
                    assert_int_equal(kefu_half_width(rate, n - 1, 950000000, N, &is, NULL),
                                     KEFU_OK);
                    assert_true(is > half);
                }
            }
}

static void what_is_outside_is_refused(void **state)
{
    kefu_error error;
    int64_t out = 7;
    (void)state;
    assert_int_equal(kefu_sample_size(-1, 1000, 0, 0, &out, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "rate: -1 is not within 0..1 (in billionths)");
    assert_int_equal(kefu_sample_size(KEFU_BILLION + 1, 1000, 0, 0, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_size(0, 0, 0, 0, &out, &error), KEFU_E_ARGUMENT);
    assert_string_equal(
        error.message,
        "half_width: 0, expected billionths of 1000 to 999999999: 5 points are 50000000");
    assert_int_equal(kefu_sample_size(0, KEFU_BILLION, 0, 0, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_size(0, 1000, 95, 0, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_size(0, 1000, KEFU_BILLION, 0, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_size(0, 1000, 0, -1, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_size(0, 1000, 0, INT64_MAX, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sample_size(500000000, 5, 0, 0, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_half_width(0, 0, 0, 0, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_half_width(0, 6, 0, 5, &out, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "n: 6 is not within 1..5");
    assert_int_equal(kefu_half_width(-1, 1, 0, 5, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(out, 7);
    assert_int_equal(kefu_half_width(500000000, 1, 950000000, 1, &out, NULL), KEFU_OK);
    assert_int_equal(out, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_widths_as_mpmath),
        cmocka_unit_test(sizes_as_published),
        cmocka_unit_test(the_size_is_the_least),
        cmocka_unit_test(what_is_outside_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
