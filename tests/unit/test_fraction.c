/* test_fraction.c - products and differences: exact in lowest terms, or nine decimals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "score/fraction.h"

static void expect(kefu_value value, int64_t num, int64_t den, uint32_t flags)
{
    assert_int_equal(value.num, num);
    assert_int_equal(value.den, den);
    assert_int_equal(value.flags, flags);
    assert_int_equal(value.n, -1);
}

/* Lowest terms by hand; the others by Python's Fraction: round(Fraction(...) * 10**9), none a tie.
 */
static void test_products(void **state)
{
    static const struct {
        kf_part factors[3];
        int32_t n;
        int64_t num, den;
        uint32_t flags;
    } cases[] = {
        {{{45, 100}}, 1, 9, 20, 0},
        {{{0, 7}, {5, 3}}, 2, 0, 1, 0},
        {{{-6, 4}, {2, 9}}, 2, -1, 3, 0},
        {{{INT64_MIN, 1}, {1, 2}}, 2, INT64_MIN / 2, 1, 0},
        {{{INT64_MAX, 3}, {3, INT64_MAX}}, 2, 1, 1, 0},
        /* what is too wide between is reduced again behind it: 2^62 × 3 × 1/3 */
        {{{4611686018427387904, 1}, {3, 1}, {1, 3}}, 3, 4611686018427387904, 1, 0},
        /* (2^62 + 1) / 2^62 × 7/3 = 2.333333333 */
        {{{4611686018427387905, 4611686018427387904}, {7, 3}},
         2,
         2333333333,
         1000000000,
         KEFU_VALUE_ROUNDED},
        {{{INT64_MAX, 1}, {INT64_MAX, 1}}, 2, 0, 0, 0},
        {{{INT64_MAX, 2}, {INT64_MAX, 5}}, 2, 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(kf_fraction_product(cases[i].factors, cases[i].n), cases[i].num, cases[i].den,
               cases[i].flags);
}

static void test_differences(void **state)
{
    static const struct {
        kf_part a, b;
        int64_t num, den;
        uint32_t flags;
    } cases[] = {
        {{1, 2}, {1, 3}, 1, 6, 0},
        {{1, 3}, {1, 2}, -1, 6, 0},
        {{9, 20}, {45, 100}, 0, 1, 0},
        {{5, 6}, {1, 6}, 2, 3, 0},
        {{INT64_MIN, 1}, {INT64_MIN, 1}, 0, 1, 0},
        /* 1/(2^61 - 1) and 1/2^61 differ by less than half of 10^-9 */
        {{1, 2305843009213693951}, {1, 2305843009213693952}, 0, 1000000000, KEFU_VALUE_ROUNDED},
        {{INT64_MAX, 1}, {-1, 1}, 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(kf_fraction_difference(cases[i].a, cases[i].b), cases[i].num, cases[i].den,
               cases[i].flags);
}

/* 2^64 / (3 × 2^64) is 1/3; what is not above 0 is no denominator. */
static void test_wide(void **state)
{
    kf_i128 big = kf_i128_mul(INT64_C(4294967296), INT64_C(4294967296)), three;
    kf_ratio ratio;
    int64_t num = 0, den = 0;
    (void)state;
    three = kf_i128_add(big, kf_i128_add(big, big));
    kf_ratio_wide(&ratio, kf_i128_neg(big), three);
    assert_int_equal(kf_ratio_lowest(&ratio, &num, &den), 1);
    assert_int_equal(num, -1);
    assert_int_equal(den, 3);
    kf_ratio_wide(&ratio, big, kf_i128_of(1));
    assert_int_equal(kf_ratio_lowest(&ratio, &num, &den), 0);
    kf_ratio_wide(&ratio, big, kf_i128_of(0));
    assert_int_equal(ratio.failed, 1);
    assert_int_equal(kf_ratio_lowest(&ratio, &num, &den), 0);
    kf_ratio_wide(&ratio, big, kf_i128_of(-1));
    assert_int_equal(ratio.failed, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_products),
        cmocka_unit_test(test_differences),
        cmocka_unit_test(test_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
