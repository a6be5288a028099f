/* test_big_root.c - square roots, rounded quotients and powers of ten of long natural numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/big.h"
#include "chance.h"

static uint32_t root_random(uint64_t *seed) { return (uint32_t)(chance(seed) >> 32); }

static void root_draw(kf_nat *out, int32_t limbs, uint64_t *seed)
{
    for (int32_t i = 0; i < limbs; i++) {
        uint32_t draw = root_random(seed);
        out->limb[i] = draw & 3 ? root_random(seed) : draw & 4 ? UINT32_MAX : 0;
    }
    out->n = limbs;
    while (out->n && !out->limb[out->n - 1])
        out->n--;
}

static void assert_is_root(const kf_nat *a, const kf_nat *root)
{
    kf_nat square, one, next;
    kf_nat_mul(&square, root, root);
    assert_true(kf_nat_compare(&square, a) <= 0);
    kf_nat_of(&one, 1);
    kf_nat_add(&next, root, &one);
    kf_nat_mul(&square, &next, &next);
    assert_true(kf_nat_compare(&square, a) > 0);
}

/* root² <= a < (root + 1)², which no other number meets. */
static void roots_meet_their_definition(void **state)
{
    uint64_t seed = 3;
    (void)state;
    for (uint64_t small = 0; small < 2000; small++) {
        kf_nat a, root;
        kf_nat_of(&a, small);
        kf_nat_sqrt(&root, &a);
        assert_is_root(&a, &root);
    }
    for (int i = 0; i < 5000; i++) {
        kf_nat a, root;
        root_draw(&a, 1 + (int32_t)(root_random(&seed) % 32), &seed);
        kf_nat_sqrt(&root, &a);
        assert_is_root(&a, &root);
    }
}

static void roots_of_squares_and_of_their_neighbours(void **state)
{
    uint64_t seed = 5;
    (void)state;
    for (int i = 0; i < 3000; i++) {
        kf_nat want, square, one, root;
        root_draw(&want, 1 + (int32_t)(root_random(&seed) % 15), &seed);
        if (!want.n)
            continue;
        kf_nat_of(&one, 1);
        kf_nat_mul(&square, &want, &want);
        kf_nat_sqrt(&root, &square);
        assert_int_equal(kf_nat_compare(&root, &want), 0);
        kf_nat_sub(&square, &square, &one);
        kf_nat_sqrt(&root, &square);
        kf_nat_add(&root, &root, &one);
        assert_int_equal(kf_nat_compare(&root, &want), 0);
    }
}

/* By hand; halves go up. */
static void quotients_round_half_up(void **state)
{
    static const struct {
        uint64_t a, b;
        uint64_t quotient;
    } cases[] = {
        {0, 7, 0},
        {3, 7, 0},
        {4, 7, 1},
        {1, 2, 1},
        {3, 2, 2},
        {5, 2, 3},
        {UINT64_MAX, 1, UINT64_MAX},
        {UINT64_MAX, UINT64_MAX, 1},
        {UINT64_MAX / 2, UINT64_MAX, 0},
        {UINT64_MAX / 2 + 1, UINT64_MAX, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_nat a, b;
        uint64_t got = 99;
        kf_nat_of(&a, cases[i].a);
        kf_nat_of(&b, cases[i].b);
        assert_int_equal(kf_nat_round_divide(&a, &b, &got), 1);
        assert_true(got == cases[i].quotient);
    }
}

/* (2^65 - 1) / 2 is 2^64 - 1/2, which rounds out of 64 bits; 2^64 - 1 stays. */
static void quotients_that_do_not_fit(void **state)
{
    const uint64_t words[2] = {UINT64_MAX, 1};
    kf_nat a, b, one;
    uint64_t got = 0;
    (void)state;
    kf_nat_of_words(&a, words, 2);
    kf_nat_of(&b, 2);
    kf_nat_of(&one, 1);
    assert_int_equal(kf_nat_round_divide(&a, &b, &got), 0);
    assert_int_equal(kf_nat_round_divide(&a, &one, &got), 0);
    kf_nat_sub(&a, &a, &one);
    assert_int_equal(kf_nat_round_divide(&a, &b, &got), 1);
    assert_true(got == UINT64_MAX);
}

static void words_are_numbers(void **state)
{
    const uint64_t words[3] = {UINT64_C(0x0123456789ABCDEF), 0, 0};
    kf_nat a, b;
    (void)state;
    kf_nat_of_words(&a, words, 3);
    kf_nat_of(&b, words[0]);
    assert_int_equal(kf_nat_compare(&a, &b), 0);
    kf_nat_of_words(&a, words + 1, 2);
    assert_int_equal(a.n, 0);
}

/* 7 × 10^k by k multiplications. */
static void powers_of_ten(void **state)
{
    kf_nat want, got;
    (void)state;
    kf_nat_of(&want, 7);
    for (int32_t k = 0; k <= 60; k++, kf_nat_mul_small(&want, 10)) {
        kf_nat_of(&got, 7);
        kf_nat_scale(&got, k);
        assert_int_equal(kf_nat_compare(&got, &want), 0);
    }
    kf_nat_of(&got, 0);
    kf_nat_scale(&got, 20);
    assert_int_equal(got.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_meet_their_definition),
        cmocka_unit_test(roots_of_squares_and_of_their_neighbours),
        cmocka_unit_test(quotients_round_half_up),
        cmocka_unit_test(quotients_that_do_not_fit),
        cmocka_unit_test(words_are_numbers),
        cmocka_unit_test(powers_of_ten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
