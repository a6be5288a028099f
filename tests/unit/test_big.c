/* test_big.c - natural numbers of many limbs: the laws of division, greatest common divisors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/big.h"
#include "chance.h"

static uint32_t big_random(uint64_t *seed) { return (uint32_t)(chance(seed) >> 32); }

/* Limbs from the ends of their range as often as not: they provoke the rare corrections. */
static void big_draw(kf_nat *out, int32_t limbs, uint64_t *seed)
{
    static const uint32_t ends[] = {0,           1,           0xFFFFFFFFu, 0xFFFFFFFEu,
                                    0x80000000u, 0x7FFFFFFFu, 0x80000001u};
    for (int32_t i = 0; i < limbs; i++) {
        uint32_t draw = big_random(seed);
        out->limb[i] = draw & 1 ? big_random(seed) : ends[(draw >> 1) % 7];
    }
    out->n = limbs;
    while (out->n && !out->limb[out->n - 1])
        out->n--;
}

static void a_quotient_times_its_divisor_and_the_rest_give_the_number_back(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 50000; i++) {
        kf_nat a, b, quotient, rest, back;
        big_draw(&a, 1 + (int32_t)(big_random(&seed) % (i % 64 ? 8 : 64)), &seed);
        big_draw(&b, 1 + (int32_t)(big_random(&seed) % (i % 64 ? 5 : 40)), &seed);
        if (b.n == 0)
            continue;
        kf_nat_divide(&quotient, &rest, &a, &b);
        assert_int_equal(kf_nat_compare(&rest, &b), -1);
        kf_nat_mul(&back, &quotient, &b);
        kf_nat_add(&back, &back, &rest);
        assert_int_equal(kf_nat_compare(&back, &a), 0);
    }
}

/* The two cases of algorithm D that random numbers hardly meet (Knuth, 4.3.1, exercises 21 and 22;
 * quotients by Python). */
static void the_rare_corrections_of_division(void **state)
{
    (void)state;
    static const struct {
        kf_nat a, b;
        uint64_t quotient;
        kf_nat rest;
    } cases[] = {
        {{{0, 0, 0x80000000u, 0x7FFFFFFFu}, 4},
         {{1, 0, 0x80000000u}, 3},
         0xFFFFFFFEu,
         {{2, 0xFFFFFFFFu, 0x7FFFFFFFu}, 3}},
        {{{3, 0, 0x80000000u}, 3}, {{1, 0, 0x20000000u}, 3}, 3, {{0, 0, 0x20000000u}, 3}},
        {{{0, 0xFFFFFFFEu, 0x80000000u}, 3},
         {{0xFFFFFFFFu, 0x80000000u}, 2},
         0xFFFFFFFFu,
         {{0xFFFFFFFFu, 0x7FFFFFFFu}, 2}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_nat quotient, rest;
        uint64_t got = 0;
        kf_nat_divide(&quotient, &rest, &cases[i].a, &cases[i].b);
        assert_int_equal(kf_nat_fits_u64(&quotient, &got), 1);
        assert_true(got == cases[i].quotient);
        assert_int_equal(kf_nat_compare(&rest, &cases[i].rest), 0);
    }
}

static void sums_and_differences_undo_each_other(void **state)
{
    (void)state;
    uint64_t seed = 2;
    for (int i = 0; i < 20000; i++) {
        kf_nat a, b, sum;
        big_draw(&a, (int32_t)(big_random(&seed) % 9), &seed);
        big_draw(&b, (int32_t)(big_random(&seed) % 9), &seed);
        kf_nat_add(&sum, &a, &b);
        kf_nat_sub(&sum, &sum, &a);
        assert_int_equal(kf_nat_compare(&sum, &b), 0);
        kf_nat_sub(&sum, &a, &a);
        assert_int_equal(sum.n, 0);
    }
}

/* gcd(g a, g b) = g gcd(a, b); consecutive Fibonacci numbers have none in common. */
static void common_divisors_are_found(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < 2000; i++) {
        kf_nat a, b, g, ga, gb, small, large, want;
        big_draw(&a, 1 + i % 7, &seed);
        big_draw(&b, 1 + i % 5, &seed);
        big_draw(&g, 1 + i % 3, &seed);
        kf_nat_gcd(&small, &a, &b);
        kf_nat_mul(&ga, &g, &a);
        kf_nat_mul(&gb, &g, &b);
        kf_nat_gcd(&large, &ga, &gb);
        kf_nat_mul(&want, &g, &small);
        assert_int_equal(kf_nat_compare(&large, &want), 0);
    }
    kf_nat before, now, next;
    uint64_t one = 0;
    kf_nat_of(&before, 1);
    kf_nat_of(&now, 1);
    while (now.n < 64) {
        kf_nat_add(&next, &before, &now);
        before = now;
        now = next;
    }
    kf_nat_gcd(&next, &now, &before);
    assert_true(kf_nat_fits_u64(&next, &one) && one == 1);
}

static void shifting_right_tells_what_it_dropped(void **state)
{
    (void)state;
    static const struct {
        kf_nat a;
        int32_t bits;
        uint64_t kept;
        int32_t rest;
    } cases[] = {
        {{{5}, 1}, 0, 5, KF_REST_NONE},
        {{{5}, 1}, 1, 2, KF_REST_HALF},
        {{{5}, 1}, 2, 1, KF_REST_BELOW_HALF},
        {{{7}, 1}, 2, 1, KF_REST_ABOVE_HALF},
        {{{8}, 1}, 3, 1, KF_REST_NONE},
        {{{5}, 1}, 40, 0, KF_REST_BELOW_HALF},
        {{{0}, 0}, 40, 0, KF_REST_NONE},
        {{{0, 1}, 2}, 32, 1, KF_REST_NONE},
        {{{0, 1}, 2}, 33, 0, KF_REST_HALF},
        {{{1, 1}, 2}, 33, 0, KF_REST_ABOVE_HALF},
        {{{1, 0, 0, 4}, 4}, 64, 0x400000000u, KF_REST_BELOW_HALF},
        {{{0, 0x80000000u, 0x12345678u, 0x9ABCDEF0u}, 4}, 64, 0x9ABCDEF012345678u, KF_REST_HALF},
        {{{0, 0, 0x12345678u, 0x9ABCDEF0u}, 4}, 68, 0x09ABCDEF01234567u, KF_REST_HALF},
        {{{0, 0, 0x12345678u, 0x9ABCDEF0u, 3}, 5}, 68, 0x39ABCDEF01234567u, KF_REST_HALF},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t rest = -1;
        assert_true(kf_nat_shift_right(&cases[i].a, cases[i].bits, &rest) == cases[i].kept);
        assert_int_equal(rest, cases[i].rest);
    }
}

static void small_factors_are_factors(void **state)
{
    (void)state;
    uint64_t seed = 4;
    for (int i = 0; i < 5000; i++) {
        kf_nat a, b, want;
        uint32_t factor = i % 10 ? big_random(&seed) : 0;
        big_draw(&a, i % 9, &seed);
        kf_nat_of(&b, factor);
        kf_nat_mul(&want, &a, &b);
        kf_nat_mul_small(&a, factor);
        assert_int_equal(kf_nat_compare(&a, &want), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quotient_times_its_divisor_and_the_rest_give_the_number_back),
        cmocka_unit_test(the_rare_corrections_of_division),
        cmocka_unit_test(sums_and_differences_undo_each_other),
        cmocka_unit_test(common_divisors_are_found),
        cmocka_unit_test(shifting_right_tells_what_it_dropped),
        cmocka_unit_test(small_factors_are_factors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
