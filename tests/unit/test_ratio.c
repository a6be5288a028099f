/* test_ratio.c - exact fractions. Expected values by Python's fractions unless said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/ratio.h"

static kf_ratio ratio_of(int64_t num, int64_t den)
{
    kf_ratio ratio;
    kf_ratio_set(&ratio, num, den);
    return ratio;
}

static void assert_equal_ratio(const kf_ratio *got, int64_t num, int64_t den)
{
    kf_ratio want = ratio_of(num, den);
    assert_int_equal(got->failed, 0);
    assert_int_equal(kf_ratio_compare(got, &want), 0);
}

/* a + b, a - b, a * b, a / b in lowest terms (by hand); a / 0 fails. */
static const struct {
    int64_t a[2], b[2], sum[2], difference[2], product[2], quotient[2];
} four[] = {
    {{1, 2}, {1, 3}, {5, 6}, {1, 6}, {1, 6}, {3, 2}},
    {{1, 2}, {1, 2}, {1, 1}, {0, 1}, {1, 4}, {1, 1}},
    {{-1, 2}, {1, 3}, {-1, 6}, {-5, 6}, {-1, 6}, {-3, 2}},
    {{1, 3}, {-1, 2}, {-1, 6}, {5, 6}, {-1, 6}, {-2, 3}},
    {{-1, 2}, {-1, 3}, {-5, 6}, {-1, 6}, {1, 6}, {3, 2}},
    {{3, -4}, {1, 4}, {-1, 2}, {-1, 1}, {-3, 16}, {-3, 1}},
    {{0, 5}, {2, 7}, {2, 7}, {-2, 7}, {0, 1}, {0, 1}},
    {{2, 7}, {0, 5}, {2, 7}, {2, 7}, {0, 1}, {0, 0}},
    {{45, 100}, {9, 20}, {9, 10}, {0, 1}, {81, 400}, {1, 1}},
};

static void the_four_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof four / sizeof *four; i++) {
        kf_ratio a = ratio_of(four[i].a[0], four[i].a[1]), b = ratio_of(four[i].b[0], four[i].b[1]);
        kf_ratio got;
        kf_ratio_add(&got, &a, &b);
        assert_equal_ratio(&got, four[i].sum[0], four[i].sum[1]);
        kf_ratio_sub(&got, &a, &b);
        assert_equal_ratio(&got, four[i].difference[0], four[i].difference[1]);
        kf_ratio_mul(&got, &a, &b);
        assert_equal_ratio(&got, four[i].product[0], four[i].product[1]);
        kf_ratio_div(&got, &a, &b);
        if (four[i].quotient[1])
            assert_equal_ratio(&got, four[i].quotient[0], four[i].quotient[1]);
        else
            assert_int_equal(got.failed, 1);
    }
}

static void the_result_may_be_an_operand(void **state)
{
    (void)state;
    kf_ratio a = ratio_of(3, 4), b = ratio_of(-5, 6);
    kf_ratio_add(&a, &a, &b);
    assert_equal_ratio(&a, -1, 12);
    kf_ratio_sub(&a, &b, &a);
    assert_equal_ratio(&a, -3, 4);
    kf_ratio_mul(&a, &a, &a);
    assert_equal_ratio(&a, 9, 16);
    kf_ratio_div(&a, &a, &a);
    assert_equal_ratio(&a, 1, 1);
    kf_ratio_sub(&a, &a, &a);
    assert_int_equal(kf_ratio_is_zero(&a), 1);
    assert_int_equal(kf_ratio_sign(&a), 0);
}

static void failures_stick(void **state)
{
    (void)state;
    kf_ratio none = ratio_of(1, 0), one = ratio_of(1, 1), got;
    int64_t rounded = 9;
    assert_int_equal(none.failed, 1);
    kf_ratio_add(&got, &none, &one);
    assert_int_equal(got.failed, 1);
    kf_ratio_sub(&got, &one, &none);
    assert_int_equal(got.failed, 1);
    kf_ratio_mul(&got, &one, &none);
    assert_int_equal(got.failed, 1);
    kf_ratio_div(&got, &none, &one);
    assert_int_equal(got.failed, 1);
    assert_int_equal(kf_ratio_round(&got, 0, &rounded), 0);
    assert_int_equal(rounded, 9);
    assert_int_equal(kf_ratio_is_zero(&got), 0);
    assert_int_equal(kf_ratio_sign(&got), 0);
}

static const struct {
    int64_t num, den;
    int32_t scale, fits;
    int64_t rounded;
} rounds[] = {
    {1, 2, 0, 1, 1},
    {-1, 2, 0, 1, -1},
    {499, 1000, 0, 1, 0},
    {-499, 1000, 0, 1, 0},
    {2675, 1000, 2, 1, 268},
    {2, 3, 4, 1, 6667},
    {1, 3, 18, 1, 333333333333333333},
    {2, -3, 18, 1, -666666666666666667},
    {INT64_MAX, 1, 0, 1, INT64_MAX},
    {INT64_MIN, 1, 0, 1, INT64_MIN},
    {INT64_MIN, -1, 0, 0, 9},
    {INT64_MAX, 1, 1, 0, 9},
    {INT64_MIN, INT64_MIN, 18, 1, 1000000000000000000},
    {-1, INT64_MIN, 18, 1, 0},
    {-5, INT64_MIN, 18, 1, 1}, /* 0.542... of a unit */
    {10, 1, 18, 0, 9},
    {0, -7, 18, 1, 0},
};

static void rounding_is_half_away_and_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
        kf_ratio ratio = ratio_of(rounds[i].num, rounds[i].den);
        int64_t got = 9;
        assert_int_equal(kf_ratio_round(&ratio, rounds[i].scale, &got), rounds[i].fits);
        assert_true(got == rounds[i].rounded);
    }
}

static void rounding_ends_at_the_ends_of_int64(void **state)
{
    (void)state;
    kf_ratio top = ratio_of(INT64_MAX, 1), bottom = ratio_of(INT64_MIN, 1), nearly = ratio_of(2, 5);
    kf_ratio half = ratio_of(1, 2), got;
    int64_t rounded = 9;
    kf_ratio_add(&got, &top, &nearly);
    assert_int_equal(kf_ratio_round(&got, 0, &rounded), 1);
    assert_true(rounded == INT64_MAX);
    kf_ratio_sub(&got, &bottom, &nearly);
    assert_int_equal(kf_ratio_round(&got, 0, &rounded), 1);
    assert_true(rounded == INT64_MIN);
    kf_ratio_add(&got, &top, &half);
    assert_int_equal(kf_ratio_round(&got, 0, &rounded), 0);
    kf_ratio_sub(&got, &bottom, &half);
    assert_int_equal(kf_ratio_round(&got, 0, &rounded), 0);
    kf_ratio_mul(&got, &bottom, &bottom);
    assert_int_equal(kf_ratio_round(&got, 0, &rounded), 0);
    kf_ratio_add(&got, &bottom, &half); /* -2^63 + 1/2 rounds away from zero */
    assert_int_equal(kf_ratio_round(&got, 0, &rounded), 1);
    assert_true(rounded == INT64_MIN);
    kf_ratio_add(&got, &bottom, &bottom);
    kf_ratio_sub(&got, &got, &top); /* wider than 64 bits */
    assert_int_equal(kf_ratio_round(&got, 0, &rounded), 0);
    kf_ratio_sub(&got, &bottom, &top); /* 1 - 2^64: 64 bits */
    assert_int_equal(kf_ratio_round(&got, 0, &rounded), 0);
}

static void decimals_are_fractions(void **state)
{
    (void)state;
    kf_ratio ratio;
    kf_ratio_decimal(&ratio, -1250, 2);
    assert_equal_ratio(&ratio, -25, 2);
    kf_ratio_decimal(&ratio, 5, 18);
    assert_equal_ratio(&ratio, 5, 1000000000000000000);
}

static void order_is_that_of_the_number_line(void **state)
{
    (void)state;
    static const int64_t rising[][2] = {{INT64_MIN, 1},
                                        {-INT64_MAX, 1},
                                        {-3, 2},
                                        {1, -1},
                                        {1 - INT64_MAX, INT64_MAX},
                                        {1, INT64_MIN},
                                        {0, 3},
                                        {1, INT64_MAX},
                                        {1, 3},
                                        {1, 2},
                                        {INT64_MAX - 1, INT64_MAX},
                                        {7, 7},
                                        {INT64_MAX, 1},
                                        {INT64_MIN, -1}};
    enum { N = sizeof rising / sizeof *rising };
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            kf_ratio a = ratio_of(rising[i][0], rising[i][1]);
            kf_ratio b = ratio_of(rising[j][0], rising[j][1]);
            assert_int_equal(kf_ratio_compare(&a, &b), (i > j) - (i < j));
        }
    }
}

/* 1 + 1/2 + ... + 1/n, at 15 digits. The first whose lowest terms need more than 1,024 bits is the
 * 719th: Python's fractions. */
static void harmonic_numbers_fit_until_their_lowest_terms_do_not(void **state)
{
    (void)state;
    kf_ratio sum = ratio_of(0, 1);
    int64_t rounded = 0;
    for (int n = 1; n < 719; n++) {
        kf_ratio term = ratio_of(1, n);
        kf_ratio_add(&sum, &sum, &term);
        assert_int_equal(kf_ratio_round(&sum, 15, &rounded), 1);
        if (n == 10)
            assert_true(rounded == 2928968253968254);
        if (n == 100)
            assert_true(rounded == 5187377517639620);
        if (n == 500)
            assert_true(rounded == 6792823429990525);
    }
    assert_true(rounded == 7154381451132047);
    kf_ratio term = ratio_of(1, 719);
    kf_ratio_add(&sum, &sum, &term);
    assert_int_equal(sum.failed, 1);
    kf_ratio_sub(&sum, &sum, &term);
    assert_int_equal(sum.failed, 1);
}

/* 1/(1×2) + 1/(2×3) + ... + 1/(n(n+1)) is n/(n+1), small in lowest terms only. */
static void a_telescope_stays_small(void **state)
{
    (void)state;
    kf_ratio sum = ratio_of(0, 1);
    for (int64_t n = 1; n <= 2000; n++) {
        kf_ratio term = ratio_of(1, n * (n + 1));
        kf_ratio_add(&sum, &sum, &term);
        assert_equal_ratio(&sum, n, n + 1);
    }
}

static void the_limit_is_1024_bits(void **state)
{
    (void)state;
    kf_ratio two = ratio_of(2, 1), power = ratio_of(1, 1), over, back;
    for (int i = 0; i < 1023; i++)
        kf_ratio_mul(&power, &power, &two);
    assert_int_equal(power.failed, 0);
    kf_ratio_mul(&over, &power, &two);
    assert_int_equal(over.failed, 1);
    kf_ratio_add(&over, &power, &power);
    assert_int_equal(over.failed, 1);
    kf_ratio_mul(&over, &power, &power);
    assert_int_equal(over.failed, 1);
    kf_ratio_div(&back, &two, &power);
    kf_ratio_div(&over, &back, &power);
    assert_int_equal(over.failed, 1);
    kf_ratio_div(&back, &power, &power);
    assert_equal_ratio(&back, 1, 1);
    kf_ratio_div(&back, &two, &power);
    kf_ratio_mul(&back, &back, &power);
    assert_equal_ratio(&back, 2, 1);
}

/* Fractions of numbers too wide to keep are kept where their lowest terms are not. */
static void wide_numbers_are_reduced(void **state)
{
    kf_nat other, power, num, den;
    kf_ratio a;
    (void)state;
    kf_nat_of(&power, 1);
    for (int i = 0; i < 32; i++)
        kf_nat_mul_small(&power, UINT32_MAX); /* 1,024 bits */
    num = den = power;
    kf_nat_mul_small(&num, 6);
    kf_nat_mul_small(&den, 4);
    kf_ratio_nats(&a, &num, &den);
    assert_equal_ratio(&a, 3, 2);
    kf_nat_of(&other, 7); /* not a factor */
    kf_ratio_nats(&a, &num, &other);
    assert_int_equal(a.failed, 1);
    kf_nat_of(&other, 0);
    kf_ratio_nats(&a, &num, &other);
    assert_int_equal(a.failed, 1);
    kf_ratio_nats(&a, &other, &num);
    assert_equal_ratio(&a, 0, 1);
}

static void sums_and_products_obey_the_laws(void **state)
{
    (void)state;
    static const int64_t few[][2] = {{0, 1},  {1, 3},         {-7, 5},         {INT64_MAX, 9},
                                     {-1, 8}, {6, INT64_MAX}, {INT64_MIN, 77}, {1000003, 1000}};
    enum { N = sizeof few / sizeof *few };
    for (int i = 0; i < N * N * N; i++) {
        kf_ratio a = ratio_of(few[i % N][0], few[i % N][1]);
        kf_ratio b = ratio_of(few[i / N % N][0], few[i / N % N][1]);
        kf_ratio c = ratio_of(few[i / N / N][0], few[i / N / N][1]);
        kf_ratio left, right, other;
        kf_ratio_add(&left, &a, &b); /* (a + b) c = a c + b c */
        kf_ratio_mul(&left, &left, &c);
        kf_ratio_mul(&right, &a, &c);
        kf_ratio_mul(&other, &b, &c);
        kf_ratio_add(&right, &right, &other);
        assert_int_equal(kf_ratio_compare(&left, &right), 0);
        kf_ratio_sub(&left, &left, &other); /* a c + b c - b c = a c */
        kf_ratio_mul(&right, &a, &c);
        assert_int_equal(kf_ratio_compare(&left, &right), 0);
        kf_ratio_sub(&other, &a, &b); /* the sign of a difference is the order */
        assert_int_equal(kf_ratio_sign(&other), kf_ratio_compare(&a, &b));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_four_rules),
        cmocka_unit_test(the_result_may_be_an_operand),
        cmocka_unit_test(failures_stick),
        cmocka_unit_test(rounding_is_half_away_and_once),
        cmocka_unit_test(rounding_ends_at_the_ends_of_int64),
        cmocka_unit_test(decimals_are_fractions),
        cmocka_unit_test(order_is_that_of_the_number_line),
        cmocka_unit_test(harmonic_numbers_fit_until_their_lowest_terms_do_not),
        cmocka_unit_test(a_telescope_stays_small),
        cmocka_unit_test(the_limit_is_1024_bits),
        cmocka_unit_test(wide_numbers_are_reduced),
        cmocka_unit_test(sums_and_products_obey_the_laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
