/* test_interval.c - intervals of rates: vectors by mpmath (tests/oracle/stats.py), published ones,
 * laws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/ratio.h"
#include "stats/tail.h"
#include "stats_vectors.h"

static void assert_close(int64_t got, int64_t want)
{
    if (got - want > 1 || want - got > 1)
        assert_int_equal(got, want);
}

static void as_mpmath(void **state)
{
    int64_t low, high;
    (void)state;
    for (size_t i = 0; i < sizeof interval_vectors / sizeof *interval_vectors; i++) {
        assert_int_equal(kefu_rate_interval((int32_t)interval_vectors[i].method,
                                            interval_vectors[i].x, interval_vectors[i].n,
                                            interval_vectors[i].N, interval_vectors[i].confidence,
                                            &low, &high, NULL),
                         KEFU_OK);
        assert_close(low, interval_vectors[i].low);
        assert_close(high, interval_vectors[i].high);
    }
}

/* Newcombe, Statistics in Medicine 17 (1998), table I: 95 % intervals, four decimals. */
static const struct {
    int32_t method;
    int64_t x, n, low, high;
} published[] = {
    {KEFU_INTERVAL_WILSON, 81, 263, 2553, 3662},
    {KEFU_INTERVAL_WILSON, 15, 148, 624, 1605},
    {KEFU_INTERVAL_WILSON, 0, 20, 0, 1611},
    {KEFU_INTERVAL_WILSON, 1, 29, 61, 1718},
    {KEFU_INTERVAL_CLOPPER_PEARSON, 81, 263, 2527, 3676},
    {KEFU_INTERVAL_CLOPPER_PEARSON, 15, 148, 578, 1617},
    {KEFU_INTERVAL_CLOPPER_PEARSON, 0, 20, 0, 1684},
    {KEFU_INTERVAL_CLOPPER_PEARSON, 1, 29, 9, 1776},
};

static void as_published(void **state)
{
    int64_t low, high;
    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        assert_int_equal(kefu_rate_interval(published[i].method, published[i].x, published[i].n, 0,
                                            KEFU_CONFIDENCE_95, &low, &high, NULL),
                         KEFU_OK);
        assert_int_equal((low + 50000) / 100000, published[i].low);
        assert_int_equal((high + 50000) / 100000, published[i].high);
    }
}

/* x = n: (0.025)^(1/n), so 0.025 of one and 0.158113883... of two; x = 0 mirrors them. */
static void none_and_all_in_closed_form(void **state)
{
    int64_t low, high;
    (void)state;
    assert_int_equal(kefu_rate_interval(1, 1, 1, 0, 950000000, &low, &high, NULL), KEFU_OK);
    assert_true(low == 25000000 && high == KEFU_BILLION);
    assert_int_equal(kefu_rate_interval(1, 0, 1, 0, 950000000, &low, &high, NULL), KEFU_OK);
    assert_true(low == 0 && high == 975000000);
    assert_int_equal(kefu_rate_interval(1, 2, 2, 0, 950000000, &low, &high, NULL), KEFU_OK);
    assert_true(low == 158113883 && high == KEFU_BILLION);
    assert_int_equal(kefu_rate_interval(0, 0, 1, 0, 950000000, &low, &high, NULL), KEFU_OK);
    assert_int_equal(low, 0);
    assert_int_equal(kefu_rate_interval(0, 7, 7, 0, 950000000, &low, &high, NULL), KEFU_OK);
    assert_int_equal(high, KEFU_BILLION);
}

/* ---- Laws ----------------------------------------------------------------------------------- */

static void check_order(int32_t method, int64_t x, int64_t n, int64_t N, int64_t confidence)
{
    int64_t low, high, low_rest, high_rest, rate = (x * KEFU_BILLION + n / 2) / n;
    assert_int_equal(kefu_rate_interval(method, x, n, N, confidence, &low, &high, NULL), KEFU_OK);
    assert_true(0 <= low && low <= rate && rate <= high && high <= KEFU_BILLION);
    assert_int_equal(
        kefu_rate_interval(method, n - x, n, N, confidence, &low_rest, &high_rest, NULL), KEFU_OK);
    assert_close(low_rest, KEFU_BILLION - high);
    assert_close(high_rest, KEFU_BILLION - low);
}

static void the_rate_lies_within(void **state)
{
    (void)state;
    for (int64_t n = 1; n < 40; n += 6)
        for (int64_t x = 0; x <= n; x++)
            for (int64_t confidence = KEFU_BILLION / 2; confidence < KEFU_BILLION;
                 confidence += 124999999)
                for (int32_t method = 0; method < 2; method++) {
                    check_order(method, x, n, 0, confidence);
                    check_order(method, x, n, n + 1 + n % 7, confidence);
                }
}

static void the_more_of_N_the_narrower(void **state)
{
    (void)state;
    for (int32_t method = 0; method < 2; method++)
        for (int64_t x = 0; x <= 30; x += 5) {
            int64_t before = -1;
            for (int64_t N = 30; N < 3000; N = N * 2) {
                int64_t low, high;
                assert_int_equal(kefu_rate_interval(method, x, 30, N, 900000000, &low, &high, NULL),
                                 KEFU_OK);
                assert_true(high - low >= before);
                before = high - low;
            }
        }
}

/* sum of C(n, x) p^x (1 - p)^(n - x) over all x whose interval holds p = k / 40, in fractions. */
static void add_chance(kf_ratio *sum, int64_t x, int64_t n, int64_t k)
{
    kf_ratio chance, factor;
    kf_ratio_set(&chance, 1, 1);
    for (int64_t i = 0; i < n; i++) {
        kf_ratio_set(&factor, i < x ? k * (n - i) : 40 - k, i < x ? 40 * (i + 1) : 40);
        kf_ratio_mul(&chance, &chance, &factor);
    }
    kf_ratio_add(sum, sum, &chance);
}

static void check_cover(int64_t n, int64_t confidence, const int64_t *low, const int64_t *high)
{
    kf_ratio want;
    kf_ratio_set(&want, confidence, KEFU_BILLION);
    for (int64_t k = 0; k <= 40; k++) {
        kf_ratio covered;
        kf_ratio_set(&covered, 0, 1);
        for (int64_t x = 0; x <= n; x++)
            if (low[x] <= k * 25000000 && k * 25000000 <= high[x])
                add_chance(&covered, x, n, k);
        assert_true(kf_ratio_compare(&covered, &want) >= 0);
    }
}

static void exact_intervals_cover_what_they_say(void **state)
{
    static const int64_t confidences[] = {500000000, 800000000, 950000000, 999000000};
    int64_t low[17], high[17];
    (void)state;
    for (int64_t n = 1; n <= 16; n += 3)
        for (size_t c = 0; c < sizeof confidences / sizeof *confidences; c++) {
            for (int64_t x = 0; x <= n; x++)
                assert_int_equal(kefu_rate_interval(KEFU_INTERVAL_CLOPPER_PEARSON, x, n, 0,
                                                    confidences[c], &low[x], &high[x], NULL),
                                 KEFU_OK);
            check_cover(n, confidences[c], low, high);
        }
}

/* The same where 8 of 20 are drawn: bad ones D = 0 .. 20, chances by counting. */
static void exact_intervals_of_few_cover_what_they_say(void **state)
{
    static const int64_t confidences[] = {500000000, 800000000, 950000000};
    const int64_t n = 8, N = 20;
    (void)state;
    for (size_t c = 0; c < sizeof confidences / sizeof *confidences; c++)
        for (int64_t D = 0; D <= N; D++) {
            int64_t covered = 0, before = 0;
            for (int64_t x = 0; x <= n; x++) {
                int64_t low, high, below;
                assert_int_equal(kefu_hypergeometric_below(x, n, D, N, &below, NULL), KEFU_OK);
                assert_int_equal(kefu_rate_interval(KEFU_INTERVAL_CLOPPER_PEARSON, x, n, N,
                                                    confidences[c], &low, &high, NULL),
                                 KEFU_OK);
                if (low <= D * 50000000 && D * 50000000 <= high)
                    covered += below - before;
                before = below;
            }
            assert_true(covered >= confidences[c] - 10);
        }
}

/* ---- The least number of bad ones ------------------------------------------------------------ */

/* Whether x or more of n have more than half of what confidence leaves, with `bad` of N. */
static int32_t is_no_surprise(int64_t x, int64_t n, int64_t bad, int64_t N, int64_t confidence)
{
    int64_t fine; /* in 10^-15, as probabilities are compared */
    assert_true(kf_real_round(kf_hypergeometric_tails(x - 1, n, bad, N).above, 15, &fine));
    return fine >
           (KEFU_BILLION - confidence) / 2 * 1000000 + (KEFU_BILLION - confidence) % 2 * 500000;
}

static void check_least_bad(int64_t x, int64_t n, int64_t N, int64_t confidence)
{
    int64_t least = kf_least_bad(x, n, N, confidence);
    assert_true(x <= least && least <= N - (n - x));
    assert_true(is_no_surprise(x, n, least, N, confidence));
    assert_true(least == x || !is_no_surprise(x, n, least - 1, N, confidence));
}

/* By its definition, for everything that can be seen of few; a tail rises with the bad ones. */
static void the_least_bad_is_the_first_that_is_no_surprise(void **state)
{
    static const int64_t confidences[] = {500000000, 654321987, 950000000, 999999999};
    (void)state;
    for (size_t c = 0; c < sizeof confidences / sizeof *confidences; c++)
        for (int64_t N = 2; N < 40; N = N * 2 - 1)
            for (int64_t n = 1; n < N; n += 1 + n / 3)
                for (int64_t x = 0; x <= n; x++)
                    check_least_bad(x, n, N, confidences[c]);
}

/* The same at the edges of what can be asked: next to nothing drawn, or left; none, or all bad. */
static void the_least_bad_of_very_many(void **state)
{
    static const int64_t drawn[][2] = {
        {1, 1},
        {1, 3},
        {3, 3},
        {20000, 1000000},
        {999999, 1000000},
        {30839811, 50085915},
        {5, (INT64_C(1) << 40) - 1000000},
        {(INT64_C(1) << 40) - 7, (INT64_C(1) << 40) - 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        check_least_bad(drawn[i][0], drawn[i][1], INT64_C(1) << 40, 500000000);
        check_least_bad(drawn[i][0], drawn[i][1], INT64_C(1) << 40, 950000000);
    }
}

/* ---- What estimates use --------------------------------------------------------------------- */

/* An n that is not whole lies between its neighbours; a whole one is the public function's. */
static void effective_n_need_not_be_whole(void **state)
{
    void (*const methods[])(kf_real, kf_real, int64_t, kf_real *, kf_real *) = {kf_wilson,
                                                                                kf_clopper_pearson};
    (void)state;
    for (int32_t method = 0; method < 2; method++) {
        int64_t before = KEFU_BILLION, got_low, got_high, low, high;
        for (int64_t tenths = 20; tenths < 400; tenths += 5) {
            kf_real low_real, high_real;
            methods[method](kf_real_quotient(1, 5), kf_real_quotient(tenths, 10),
                            KEFU_CONFIDENCE_95, &low_real, &high_real);
            assert_true(kf_real_round(low_real, 9, &got_low));
            assert_true(kf_real_round(high_real, 9, &got_high));
            assert_true(0 < got_low && got_low < 200000000 && got_high > 200000000);
            assert_true(got_high < KEFU_BILLION && got_high - got_low < before);
            before = got_high - got_low;
            if (tenths % 50)
                continue;
            assert_int_equal(kefu_rate_interval(method, tenths / 50, tenths / 10, 0,
                                                KEFU_CONFIDENCE_95, &low, &high, NULL),
                             KEFU_OK);
            assert_close(got_low, low);
            assert_close(got_high, high);
        }
    }
}

static void what_is_outside_is_refused(void **state)
{
    static const struct {
        int32_t method;
        int64_t x, n, N, confidence;
        const char *message;
    } cases[] = {
        {2, 0, 1, 0, 950000000, "method: 2 is not one of KEFU_INTERVAL_..."},
        {0, 0, 0, 0, 950000000, "n: 0 is not within 1..2^40"},
        {0, 0, (INT64_C(1) << 40) + 1, 0, 950000000, "n: 1099511627777 is not within 1..2^40"},
        {0, 2, 1, 0, 950000000, "x: 2 is not within 0..n (1)"},
        {0, -1, 1, 0, 950000000, "x: -1 is not within 0..n (1)"},
        {0, 1, 5, 4, 950000000, "N: 4 is not 0 nor within n (5)..2^40"},
        {0, 1, 5, INT64_MAX, 950000000, "N: 9223372036854775807 is not 0 nor within n (5)..2^40"},
        {0, 1, 5, 0, 95,
         "confidence: 95, expected billionths of 500000000 to 999999999: 0.95 is 950000000"},
        {1, 1, 5, 0, 1000000000,
         "confidence: 1000000000, expected billionths of 500000000 to 999999999: 0.95 is "
         "950000000"},
    };
    int64_t low = 7, high = 8;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error;
        assert_int_equal(kefu_rate_interval(cases[i].method, cases[i].x, cases[i].n, cases[i].N,
                                            cases[i].confidence, &low, &high, &error),
                         i ? KEFU_E_ARGUMENT : KEFU_E_UNSUPPORTED);
        assert_string_equal(error.message, cases[i].message);
    }
    assert_true(low == 7 && high == 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_mpmath),
        cmocka_unit_test(as_published),
        cmocka_unit_test(none_and_all_in_closed_form),
        cmocka_unit_test(the_rate_lies_within),
        cmocka_unit_test(the_more_of_N_the_narrower),
        cmocka_unit_test(exact_intervals_cover_what_they_say),
        cmocka_unit_test(exact_intervals_of_few_cover_what_they_say),
        cmocka_unit_test(the_least_bad_is_the_first_that_is_no_surprise),
        cmocka_unit_test(the_least_bad_of_very_many),
        cmocka_unit_test(effective_n_need_not_be_whole),
        cmocka_unit_test(what_is_outside_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
