/* test_tails.c - normal, t, binomial and hypergeometric: vectors by mpmath (tests/oracle/stats.py),
 * printed tables, corners in closed form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stats/tail.h"
#include "stats_vectors.h"

/* The last place is right but for one unit. */
static void assert_close(int64_t got, int64_t want)
{
    if (got - want > 1 || want - got > 1)
        assert_int_equal(got, want);
}

static void normal_as_mpmath(void **state)
{
    int64_t out;
    (void)state;
    for (size_t i = 0; i < sizeof normal_vectors / sizeof *normal_vectors; i++) {
        assert_int_equal(kefu_normal_below(normal_vectors[i].z, &out, NULL), KEFU_OK);
        assert_close(out, normal_vectors[i].p);
    }
    for (size_t i = 0; i < sizeof normal_quantile_vectors / sizeof *normal_quantile_vectors; i++) {
        assert_int_equal(kefu_normal_quantile(normal_quantile_vectors[i].p, &out, NULL), KEFU_OK);
        assert_close(out, normal_quantile_vectors[i].z);
    }
}

static void t_as_mpmath(void **state)
{
    int64_t out;
    (void)state;
    for (size_t i = 0; i < sizeof t_vectors / sizeof *t_vectors; i++) {
        assert_int_equal(kefu_t_below(t_vectors[i].t, t_vectors[i].df, &out, NULL), KEFU_OK);
        assert_close(out, t_vectors[i].p);
    }
    for (size_t i = 0; i < sizeof t_quantile_vectors / sizeof *t_quantile_vectors; i++) {
        assert_int_equal(
            kefu_t_quantile(t_quantile_vectors[i].p, t_quantile_vectors[i].df, &out, NULL),
            KEFU_OK);
        assert_close(out, t_quantile_vectors[i].t);
    }
}

/* Percentage points of t as printed in NIST/SEMATECH e-Handbook of Statistical Methods 1.3.6.7.2,
 * three decimals. */
static const struct {
    int64_t df, p, t;
} printed[] = {
    {1, 900, 3078},  {1, 950, 6314},  {1, 975, 12706},  {1, 990, 31821},  {2, 975, 4303},
    {3, 995, 5841},  {5, 975, 2571},  {10, 950, 1812},  {10, 999, 4144},  {20, 975, 2086},
    {30, 975, 2042}, {60, 995, 2660}, {100, 975, 1984}, {100, 999, 3174},
};

static void t_as_printed(void **state)
{
    int64_t t;
    (void)state;
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
        int64_t p = printed[i].p * 1000000;
        assert_int_equal(kefu_t_quantile(p, printed[i].df * 1000000, &t, NULL), KEFU_OK);
        assert_int_equal((t + 500000) / 1000000, printed[i].t);
        assert_int_equal(kefu_t_quantile(KEFU_BILLION - p, printed[i].df * 1000000, &t, NULL),
                         KEFU_OK);
        assert_int_equal((t - 500000) / 1000000, -printed[i].t);
    }
}

/* df 1: tan(pi (p - 1/2)); 2: (2p - 1) / sqrt(2p (1 - p)). So 3/4 is 1 and sqrt(2/3). */
static void t_in_closed_form(void **state)
{
    int64_t out;
    (void)state;
    assert_int_equal(kefu_t_quantile(750000000, 1000000, &out, NULL), KEFU_OK);
    assert_int_equal(out, 1000000000);
    assert_int_equal(kefu_t_below(-1000000000, 1000000, &out, NULL), KEFU_OK);
    assert_int_equal(out, 250000000);
    assert_int_equal(kefu_t_quantile(750000000, 2000000, &out, NULL), KEFU_OK);
    assert_int_equal(out, 816496581);
    assert_int_equal(kefu_t_quantile(500000000, 1, &out, NULL), KEFU_OK);
    assert_int_equal(out, 0);
    assert_int_equal(kefu_t_below(0, 1, &out, NULL), KEFU_OK);
    assert_int_equal(out, 500000000);
}

/* Of very many degrees of freedom it is the normal, for which nothing has to be said. */
static void t_of_many_is_the_normal(void **state)
{
    static const int64_t ps[] = {1, 25000000, 300000000, 975000000, 999999999};
    int64_t t, z;
    (void)state;
    for (size_t i = 0; i < sizeof ps / sizeof *ps; i++) {
        assert_int_equal(kefu_t_quantile(ps[i], INT64_MAX, &t, NULL), KEFU_OK);
        assert_int_equal(kefu_normal_quantile(ps[i], &z, NULL), KEFU_OK);
        assert_close(t, z);
        assert_int_equal(kefu_t_below(z, INT64_MAX, &t, NULL), KEFU_OK);
        assert_close(t, ps[i]);
    }
}

static void counts_as_mpmath(void **state)
{
    int64_t out;
    (void)state;
    for (size_t i = 0; i < sizeof binomial_vectors / sizeof *binomial_vectors; i++) {
        assert_int_equal(kefu_binomial_below(binomial_vectors[i].x, binomial_vectors[i].n,
                                             binomial_vectors[i].rate, &out, NULL),
                         KEFU_OK);
        assert_close(out, binomial_vectors[i].p);
    }
    for (size_t i = 0; i < sizeof hypergeometric_vectors / sizeof *hypergeometric_vectors; i++) {
        assert_int_equal(kefu_hypergeometric_below(hypergeometric_vectors[i].x,
                                                   hypergeometric_vectors[i].n,
                                                   hypergeometric_vectors[i].bad,
                                                   hypergeometric_vectors[i].N, &out, NULL),
                         KEFU_OK);
        assert_close(out, hypergeometric_vectors[i].p);
    }
}

/* By hand: 0.9^5 = 0.59049, "five chats let an agent with 10 % bad ones pass 59 % of the time". */
static const struct {
    int64_t x, n, rate, p;
} by_hand[] = {
    {0, 5, 100000000, 590490000},  {-1, 5, 100000000, 0},          {5, 5, 100000000, 1000000000},
    {9, 5, 100000000, 1000000000}, {1, 2, 500000000, 750000000},   {0, 3, 0, 1000000000},
    {2, 3, 1000000000, 0},         {3, 3, 1000000000, 1000000000}, {0, 0, 500000000, 1000000000},
    {-1, 0, 500000000, 0},         {4, 10, 500000000, 376953125},  {INT64_MIN, 1, 1, 0},
};

static void binomial_by_hand(void **state)
{
    int64_t p;
    (void)state;
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        assert_int_equal(kefu_binomial_below(by_hand[i].x, by_hand[i].n, by_hand[i].rate, &p, NULL),
                         KEFU_OK);
        assert_int_equal(p, by_hand[i].p);
    }
}

/* 3 of 10 are bad, 5 drawn: C(7,5) / C(10,5) = 21 / 252, and so on by counting. */
static const struct {
    int64_t x, n, bad, N, p;
} drawn[] = {
    {0, 5, 3, 10, 83333333},
    {1, 5, 3, 10, 500000000},
    {2, 5, 3, 10, 916666667},
    {3, 5, 3, 10, 1000000000},
    {-1, 5, 3, 10, 0},
    {0, 10, 3, 10, 0},
    {2, 10, 3, 10, 0},
    {3, 10, 3, 10, 1000000000},
    {0, 0, 3, 10, 1000000000},
    {0, 5, 0, 10, 1000000000},
    {4, 5, 10, 10, 0},
    {5, 5, 10, 10, 1000000000},
    {0, 0, 0, 0, 1000000000},
    {-1, 0, 0, 0, 0},
    {1, 5, 7, 10, 0},
    {2, 5, 7, 10, 83333333},
    {INT64_MAX, 5, 7, 10, 1000000000},
};

static void hypergeometric_by_hand(void **state)
{
    int64_t p;
    (void)state;
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        assert_int_equal(
            kefu_hypergeometric_below(drawn[i].x, drawn[i].n, drawn[i].bad, drawn[i].N, &p, NULL),
            KEFU_OK);
        assert_int_equal(p, drawn[i].p);
    }
}

/* Half of half of 2^40: the tail of one half and half of the term in the middle, which is 1 /
 * sqrt(2 pi variance): by hand 0.5 + 3.8047e-7 for the binomial with variance 2^38, and 0.5
 * + 7.6093e-7 for drawing 2^39 of 2^40 with variance 2^36. */
static void the_largest_counts(void **state)
{
    const int64_t n = INT64_C(1) << 40;
    int64_t p;
    (void)state;
    assert_int_equal(kefu_binomial_below(n / 2, n, KEFU_BILLION / 2, &p, NULL), KEFU_OK);
    assert_close(p, 500000380);
    assert_int_equal(kefu_hypergeometric_below(n / 4, n / 2, n / 2, n, &p, NULL), KEFU_OK);
    assert_close(p, 500000761);
    assert_int_equal(kefu_hypergeometric_below(n / 8, n / 2, n / 2, n, &p, NULL), KEFU_OK);
    assert_int_equal(p, 0);
    assert_int_equal(kefu_hypergeometric_below(n / 4 + n / 8, n / 2, n / 2, n, &p, NULL), KEFU_OK);
    assert_int_equal(p, KEFU_BILLION);
    assert_int_equal(kefu_binomial_below(0, n, 1, &p, NULL), KEFU_OK);
    assert_int_equal(p, 0);
    /* with almost all drawn, almost all bad ones are: terms of 0, and 10^9 of them */
    assert_int_equal(kefu_hypergeometric_below(n / 1024, n - n / 256, n - n / 1024, n, &p, NULL),
                     KEFU_OK);
    assert_int_equal(p, 0);
}

static void quantiles_undo_what_is_below(void **state)
{
    static const int64_t dfs[] = {500000, 1000000, 2500000, 30000000, 5000000000};
    (void)state;
    for (int64_t p = 1000000; p < KEFU_BILLION; p += 7919 * 1231) {
        int64_t q, back;
        assert_int_equal(kefu_normal_quantile(p, &q, NULL), KEFU_OK);
        assert_int_equal(kefu_normal_below(q, &back, NULL), KEFU_OK);
        assert_close(back, p);
        for (size_t i = 0; i < sizeof dfs / sizeof *dfs; i += p % 5 == 0 ? 1 : 2) {
            assert_int_equal(kefu_t_quantile(p, dfs[i], &q, NULL), KEFU_OK);
            assert_int_equal(kefu_t_below(q, dfs[i], &back, NULL), KEFU_OK);
            assert_close(back, p);
        }
    }
}

static void what_is_outside_is_refused(void **state)
{
    kefu_error error;
    int64_t out = 7;
    (void)state;
    assert_int_equal(kefu_normal_quantile(0, &out, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "p: 0 is not between 0 and 1 (in billionths)");
    assert_int_equal(kefu_normal_quantile(KEFU_BILLION, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_t_quantile(0, 1, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_t_quantile(KEFU_BILLION, 1, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_t_quantile(1, 0, &out, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "df: 0 millionths, expected more than 0");
    assert_int_equal(kefu_t_below(1, -1, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_t_quantile(1, 500000, &out, &error), KEFU_E_OVERFLOW);
    assert_int_equal(kefu_t_quantile(600000000, 1, &out, &error), KEFU_E_OVERFLOW);
    assert_int_equal(kefu_binomial_below(0, -1, 0, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_binomial_below(0, (INT64_C(1) << 40) + 1, 0, &out, &error),
                     KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "n: 1099511627777 is not within 0..2^40");
    assert_int_equal(kefu_binomial_below(0, 1, -1, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_binomial_below(0, 1, KEFU_BILLION + 1, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_hypergeometric_below(0, 1, 1, -1, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_hypergeometric_below(0, 1, 1, (INT64_C(1) << 40) + 1, &out, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_hypergeometric_below(0, 6, 1, 5, &out, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "n: 6 is not within 0..N (5)");
    assert_int_equal(kefu_hypergeometric_below(0, -1, 1, 5, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_hypergeometric_below(0, 1, 6, 5, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_hypergeometric_below(0, 1, -1, 5, &out, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(out, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_as_mpmath),
        cmocka_unit_test(t_as_mpmath),
        cmocka_unit_test(t_as_printed),
        cmocka_unit_test(t_in_closed_form),
        cmocka_unit_test(t_of_many_is_the_normal),
        cmocka_unit_test(counts_as_mpmath),
        cmocka_unit_test(binomial_by_hand),
        cmocka_unit_test(hypergeometric_by_hand),
        cmocka_unit_test(the_largest_counts),
        cmocka_unit_test(quantiles_undo_what_is_below),
        cmocka_unit_test(what_is_outside_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
