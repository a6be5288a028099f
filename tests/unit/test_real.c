/* test_real.c - real numbers in integers: vectors by mpmath (tests/oracle/real.py), corners by
 * hand, laws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "chance.h"
#include "real_vectors.h"

static const uint64_t top = UINT64_C(1) << 63;

static void assert_same(kf_real got, kf_real want)
{
    assert_int_equal(got.sign, want.sign);
    assert_int_equal(got.exponent, want.exponent);
    assert_true(got.mantissa == want.mantissa);
}

/* |got - want| <= 2^-bits × |want| */
static void assert_near(kf_real got, kf_real want, int32_t bits)
{
    kf_real apart = kf_real_sub(got, want), room = kf_real_shift(want, -bits);
    apart.sign = apart.sign ? 1 : 0;
    room.sign = room.sign ? 1 : 0;
    assert_int_equal(got.sign, want.sign);
    assert_true(kf_real_compare(apart, room) <= 0);
}

static void operations_are_rounded_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof real_pairs / sizeof *real_pairs; i++)
        assert_same(real_pairs[i].function(real_pairs[i].a, real_pairs[i].b), real_pairs[i].result);
}

/* The errors that real.h states. */
static int32_t bits_of(kf_real (*function)(kf_real))
{
    return function == kf_real_sqrt ? 63 : function == kf_real_exp ? 62 : 61;
}

static void functions_keep_their_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof real_singles / sizeof *real_singles; i++)
        assert_near(real_singles[i].function(real_singles[i].a), real_singles[i].result,
                    bits_of(real_singles[i].function));
}

static void integers_are_exact(void **state)
{
    static const int64_t values[] = {0, 1, -1, 10, INT64_MAX, INT64_MIN, 999999999, 1 - INT64_MAX};
    int64_t back;
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_true(kf_real_round(kf_real_of(values[i]), 0, &back));
        assert_true(back == values[i]);
        assert_same(kf_real_wide(kf_i128_of(values[i])), kf_real_of(values[i]));
        assert_same(kf_real_quotient(values[i], 1), kf_real_of(values[i]));
        assert_same(kf_real_wide_quotient(kf_i128_of(values[i]), kf_i128_of(-1)),
                    kf_real_neg(kf_real_of(values[i])));
    }
}

/* num / den at a scale: half away from zero, and up. By hand. */
static const struct {
    int64_t num, den;
    int32_t scale;
    int64_t rounded, up;
} decimals[] = {
    {1, 3, 9, 333333333, 333333334},
    {-1, 3, 9, -333333333, -333333333},
    {2, 3, 9, 666666667, 666666667},
    {5, 2, 0, 3, 3},
    {-5, 2, 0, -3, -2},
    {1, 8, 2, 13, 13},
    {-1, 8, 2, -13, -12},
    {1, 1000000007, 9, 1, 1},
    {1, INT64_MAX, 9, 0, 1},
    {-1, INT64_MAX, 0, 0, 0},
    {1, INT64_MAX, 18, 0, 1},
    {5, INT64_MAX, 18, 1, 1},
    {9, 1, 18, 9000000000000000000, 9000000000000000000},
    {INT64_MAX, 2, 0, 4611686018427387904, 4611686018427387904},
};

static void decimals_round_half_away(void **state)
{
    int64_t out;
    (void)state;
    for (size_t i = 0; i < sizeof decimals / sizeof *decimals; i++) {
        kf_real a = kf_real_quotient(decimals[i].num, decimals[i].den);
        assert_true(kf_real_round(a, decimals[i].scale, &out));
        assert_true(out == decimals[i].rounded);
        assert_true(kf_real_round_up(a, decimals[i].scale, &out));
        assert_true(out == decimals[i].up);
    }
}

static void what_does_not_fit_is_refused(void **state)
{
    static const struct {
        int64_t value;
        int32_t scale;
    } cases[] = {{10, 18}, {-10, 18}, {INT64_MAX, 1}, {INT64_MIN, 18}};
    int64_t out = 7;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(kf_real_round(kf_real_of(cases[i].value), cases[i].scale, &out));
    assert_false(kf_real_round(kf_real_shift(kf_real_of(1), 63), 0, &out));
    assert_false(kf_real_round(kf_real_shift(kf_real_of(1), 64), 0, &out));
    assert_false(kf_real_round_up(kf_real_shift(kf_real_of(1), 200), 0, &out));
    assert_false(kf_real_round(kf_real_fail(), 0, &out));
    assert_true(out == 7);
    assert_true(kf_real_round(kf_real_shift(kf_real_of(-1), 63), 0, &out) && out == INT64_MIN);
    assert_true(kf_real_round(kf_real_shift(kf_real_of(1), -500), 18, &out) && out == 0);
    assert_true(kf_real_round_up(kf_real_shift(kf_real_of(1), -500), 18, &out) && out == 1);
}

static void failures_stick(void **state)
{
    kf_real one = kf_real_of(1), zero = kf_real_of(0), none = kf_real_fail();
    kf_real tiny = kf_real_shift(one, -(1 << 30) + 63), huge = kf_real_shift(one, 1 << 30);
    const kf_real failed[] = {
        kf_real_div(one, zero),
        kf_real_quotient(1, 0),
        kf_real_log(zero),
        kf_real_log(kf_real_of(-1)),
        kf_real_log1p(kf_real_of(-1)),
        kf_real_sqrt(kf_real_of(-1)),
        kf_real_exp(kf_real_of(INT64_MAX)),
        kf_real_exp(kf_real_of(1000000000)),
        kf_real_mul(huge, huge),
        kf_real_div(huge, tiny),
        kf_real_add(none, one),
        kf_real_sub(one, none),
        kf_real_mul(none, zero),
        kf_real_div(zero, none),
        kf_real_neg(none),
        kf_real_shift(none, 1),
        kf_real_shift(huge, 1 << 30),
        kf_real_exp(none),
        kf_real_expm1(none),
        kf_real_log(none),
        kf_real_log1p(none),
        kf_real_sqrt(none),
    };
    (void)state;
    for (size_t i = 0; i < sizeof failed / sizeof *failed; i++)
        assert_int_equal(failed[i].sign, KF_REAL_FAILED);
}

static void what_is_too_small_is_zero(void **state)
{
    kf_real tiny = kf_real_shift(kf_real_of(1), -(1 << 30) + 63);
    (void)state;
    assert_int_equal(kf_real_mul(tiny, tiny).sign, 0);
    assert_int_equal(kf_real_exp(kf_real_of(INT64_MIN)).sign, 0);
    assert_int_equal(kf_real_exp(kf_real_of(-1000000000)).sign, 0);
    assert_same(kf_real_expm1(kf_real_of(-1000000000)), kf_real_of(-1));
    assert_same(kf_real_add(kf_real_of(1), tiny), kf_real_of(1));
}

static void zero_is_plain(void **state)
{
    kf_real zero = kf_real_of(0), two = kf_real_of(2);
    (void)state;
    assert_same(kf_real_add(zero, two), two);
    assert_same(kf_real_sub(zero, two), kf_real_of(-2));
    assert_same(kf_real_sub(two, two), zero);
    assert_same(kf_real_mul(zero, two), zero);
    assert_same(kf_real_div(zero, two), zero);
    assert_same(kf_real_shift(zero, 5), zero);
    assert_same(kf_real_sqrt(zero), zero);
    assert_same(kf_real_exp(zero), kf_real_of(1));
    assert_same(kf_real_expm1(zero), zero);
    assert_same(kf_real_log(kf_real_of(1)), zero);
    assert_same(kf_real_log1p(zero), zero);
    assert_same(kf_real_neg(zero), zero);
}

static void order_is_that_of_numbers(void **state)
{
    const kf_real rising[] = {kf_real_of(INT64_MIN),   kf_real_of(-2),
                              kf_real_quotient(-1, 3), kf_real_of(0),
                              kf_real_quotient(1, 4),  kf_real_quotient(1, 3),
                              kf_real_of(1),           kf_real_of(INT64_MAX)};
    const int32_t n = sizeof rising / sizeof *rising;
    (void)state;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            assert_int_equal(kf_real_compare(rising[i], rising[j]), (i > j) - (i < j));
}

/* 3^-20 × 2^k and its like: kf_ratio holds them exactly, so one division is all that rounds. */
static void fractions_come_over(void **state)
{
    kf_ratio ratio, third, product;
    (void)state;
    kf_ratio_set(&third, -1, 3);
    kf_ratio_set(&ratio, 1, 1);
    kf_ratio_set(&product, INT64_MAX, 1);
    kf_real by_reals = kf_real_of(INT64_MAX);
    for (int i = 0; i < 5; i++) {
        kf_ratio_mul(&ratio, &ratio, &third);
        kf_ratio_mul(&product, &product, &product);
        by_reals = kf_real_mul(by_reals, by_reals);
        if (i < 4)
            assert_near(kf_real_ratio(&product), by_reals, 55);
        assert_int_equal(kf_real_ratio(&ratio).sign, i % 2 ? 1 : -1);
    }
    assert_near(kf_real_ratio(&ratio), kf_real_quotient(-1, 243), 62);
    kf_ratio_set(&ratio, 0, 5);
    assert_int_equal(kf_real_ratio(&ratio).sign, 0);
    kf_ratio_set(&ratio, 1, 0);
    assert_int_equal(kf_real_ratio(&ratio).sign, KF_REAL_FAILED);
}

static void squares_have_exact_roots(void **state)
{
    (void)state;
    for (int64_t i = 1; i < 3000; i++)
        assert_same(kf_real_sqrt(kf_real_of(i * i)), kf_real_of(i));
    assert_same(kf_real_sqrt(kf_real_quotient(1, 4)), kf_real_quotient(1, 2));
    assert_same(kf_real_sqrt(kf_real_shift(kf_real_of(9), -101 * 2)),
                kf_real_shift(kf_real_of(3), -101));
}

/* Whole numbers to 2^31 come back from product, quotient, difference; log and exp undo each other.
 */
static void operations_undo_each_other(void **state)
{
    uint64_t seed = 9;
    (void)state;
    for (int i = 0; i < 2000; i++) {
        int64_t a = (int64_t)(chance(&seed) >> 33), b = (int64_t)(chance(&seed) >> 33) + 1;
        kf_real x = kf_real_of(a), y = kf_real_of(b);
        assert_same(kf_real_div(kf_real_mul(x, y), y), x);
        assert_same(kf_real_sub(kf_real_add(x, y), y), x);
        assert_same(kf_real_add(x, y), kf_real_add(y, x));
        kf_real ratio = kf_real_quotient(a + 1, b);
        assert_near(kf_real_exp(kf_real_log(ratio)), ratio, 55);
    }
}

static void words_multiply_and_divide(void **state)
{
    uint64_t seed = 4;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        uint64_t a = chance(&seed) >> (i % 64), b = chance(&seed) >> (i / 64 % 64), lo, rest;
        if (!b)
            continue;
        uint64_t left = chance(&seed) % b, hi = kf_mul_wide(a, b, &lo);
        lo += left;
        hi += lo < left;
        assert_true(kf_divide_wide(hi, lo, b, &rest) == a);
        assert_true(rest == left);
    }
    uint64_t lo, rest;
    assert_true(kf_mul_wide(UINT64_MAX, UINT64_MAX, &lo) == UINT64_MAX - 1 && lo == 1);
    assert_true(kf_divide_wide(UINT64_MAX - 1, 0, UINT64_MAX, &rest) == UINT64_MAX - 1);
    assert_true(kf_divide_wide(top - 1, UINT64_MAX, top, &rest) == UINT64_MAX && rest == top - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations_are_rounded_once),
        cmocka_unit_test(functions_keep_their_word),
        cmocka_unit_test(integers_are_exact),
        cmocka_unit_test(decimals_round_half_away),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(failures_stick),
        cmocka_unit_test(what_is_too_small_is_zero),
        cmocka_unit_test(zero_is_plain),
        cmocka_unit_test(order_is_that_of_numbers),
        cmocka_unit_test(fractions_come_over),
        cmocka_unit_test(squares_have_exact_roots),
        cmocka_unit_test(operations_undo_each_other),
        cmocka_unit_test(words_multiply_and_divide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
