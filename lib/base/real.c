/* real.c - see real.h: conversion, the four operations, comparison, rounding. */
#include "base/real.h"

#include "base/big.h"

enum { REAL_EXPONENTS = 1 << 30 };

static const kf_real real_zero = {0, 0, 0};

kf_real kf_real_fail(void)
{
    kf_real failed = {0, 0, KF_REAL_FAILED};
    return failed;
}

static int32_t real_failed(kf_real a, kf_real b)
{
    return a.sign == KF_REAL_FAILED || b.sign == KF_REAL_FAILED;
}

/* ---- Making --------------------------------------------------------------------------------- */

static kf_real real_make(uint64_t mantissa, int64_t exponent, int32_t sign)
{
    kf_real made = {mantissa, (int32_t)exponent, sign};
    if (exponent > REAL_EXPONENTS)
        return kf_real_fail();
    return exponent < -REAL_EXPONENTS ? real_zero : made;
}

/* hi.lo × 2^exponent where the highest bit of hi is set: lo is rounded away. */
static kf_real real_rounded(uint64_t hi, uint64_t lo, int64_t exponent, int32_t sign)
{
    const uint64_t half = UINT64_C(1) << 63;
    if (lo > half || (lo == half && (hi & 1))) {
        if (hi == UINT64_MAX)
            return real_make(half, exponent + 1, sign);
        hi++;
    }
    return real_make(hi, exponent, sign);
}

/* How many bits above the highest that is set; value > 0. */
static int32_t real_leading_zeros(uint64_t value)
{
    int32_t zeros = 0;
    for (int32_t step = 32; step; step >>= 1)
        if (!(value >> (64 - step))) {
            value <<= step;
            zeros += step;
        }
    return zeros;
}

/* (hi, lo) × 2^exponent, the point between them, shifted until the highest bit is set. */
static kf_real real_normal(uint64_t hi, uint64_t lo, int64_t exponent, int32_t sign)
{
    if (!hi) {
        if (!lo)
            return real_zero;
        hi = lo;
        lo = 0;
        exponent -= 64;
    }
    int32_t zeros = real_leading_zeros(hi);
    if (zeros) {
        hi = (hi << zeros) | (lo >> (64 - zeros));
        lo <<= zeros;
    }
    return real_rounded(hi, lo, exponent - zeros, sign);
}

kf_real kf_real_of(int64_t value) { return real_normal(kf_size(value), 0, 0, value < 0 ? -1 : 1); }

kf_real kf_real_quotient(int64_t num, int64_t den)
{
    return kf_real_div(kf_real_of(num), kf_real_of(den));
}

kf_real kf_real_wide(kf_i128 value)
{
    uint64_t words[2];
    int32_t negative = kf_i128_magnitude(value, words);
    return real_normal(words[1], words[0], 64, negative ? -1 : 1);
}

kf_real kf_real_wide_quotient(kf_i128 num, kf_i128 den)
{
    return kf_real_div(kf_real_wide(num), kf_real_wide(den));
}

/* The three highest limbs and whether any of the others is set, which is all that rounding asks. */
static kf_real real_of_big(const kf_big *big)
{
    uint64_t limb[4] = {0, 0, 0, 0};
    uint64_t rest = 0;
    for (int32_t i = 0; i < big->n; i++)
        if (i >= big->n - 4)
            limb[i - big->n + 4] = big->limb[i];
        else
            rest |= big->limb[i];
    return real_normal(limb[3] << 32 | limb[2], limb[1] << 32 | limb[0] | (rest ? 1 : 0),
                       32 * ((int64_t)big->n - 2), 1);
}

kf_real kf_real_ratio(const kf_ratio *ratio)
{
    if (ratio->failed)
        return kf_real_fail();
    kf_real size = kf_real_div(real_of_big(&ratio->num), real_of_big(&ratio->den));
    return ratio->negative ? kf_real_neg(size) : size;
}

/* ---- Operations ----------------------------------------------------------------------------- */

kf_real kf_real_neg(kf_real a)
{
    if (a.sign != KF_REAL_FAILED)
        a.sign = -a.sign;
    return a;
}

kf_real kf_real_shift(kf_real a, int32_t bits)
{
    return a.sign == 0 || a.sign == KF_REAL_FAILED
               ? a
               : real_make(a.mantissa, (int64_t)a.exponent + bits, a.sign);
}

/* The mantissa of the smaller number moved right by up to 127 bits into hi.lo; what falls off stays
 * as a last bit that tells more from just half. */
static void real_align(uint64_t mantissa, int64_t bits, uint64_t *hi, uint64_t *lo)
{
    *hi = bits < 64 ? mantissa >> bits : 0;
    if (bits == 0)
        *lo = 0;
    else if (bits <= 64)
        *lo = bits == 64 ? mantissa : mantissa << (64 - bits);
    else
        *lo = (mantissa >> (bits - 64)) | (mantissa << (128 - bits) ? 1 : 0);
}

/* |a| + |b|, where a's exponent is not the smaller one. */
static kf_real real_sum(kf_real a, uint64_t hi, uint64_t lo)
{
    hi += a.mantissa;
    if (hi >= a.mantissa)
        return real_rounded(hi, lo, a.exponent, a.sign);
    lo = (lo >> 1) | (lo & 1) | (hi << 63);
    return real_rounded((hi >> 1) | (UINT64_C(1) << 63), lo, (int64_t)a.exponent + 1, a.sign);
}

/* |a| - |b|, likewise; |a| >= |b|. */
static kf_real real_difference(kf_real a, uint64_t hi, uint64_t lo)
{
    return real_normal(a.mantissa - hi - (lo ? 1 : 0), 0 - lo, a.exponent, a.sign);
}

static int32_t real_smaller(kf_real a, kf_real b)
{
    return a.exponent != b.exponent ? a.exponent < b.exponent : a.mantissa < b.mantissa;
}

kf_real kf_real_add(kf_real a, kf_real b)
{
    if (real_failed(a, b))
        return kf_real_fail();
    if (!a.sign || !b.sign)
        return a.sign ? a : b;
    if (real_smaller(a, b)) {
        kf_real larger = b;
        b = a;
        a = larger;
    }
    int64_t apart = (int64_t)a.exponent - b.exponent;
    if (apart > 127)
        return a;
    uint64_t hi, lo;
    real_align(b.mantissa, apart, &hi, &lo);
    return a.sign == b.sign ? real_sum(a, hi, lo) : real_difference(a, hi, lo);
}

kf_real kf_real_sub(kf_real a, kf_real b) { return kf_real_add(a, kf_real_neg(b)); }

kf_real kf_real_mul(kf_real a, kf_real b)
{
    if (real_failed(a, b))
        return kf_real_fail();
    if (!a.sign || !b.sign)
        return real_zero;
    uint64_t lo, hi = kf_mul_wide(a.mantissa, b.mantissa, &lo);
    int64_t exponent = (int64_t)a.exponent + b.exponent + 64;
    if (!(hi >> 63)) {
        hi = (hi << 1) | (lo >> 63);
        lo <<= 1;
        exponent--;
    }
    return real_rounded(hi, lo, exponent, a.sign * b.sign);
}

kf_real kf_real_div(kf_real a, kf_real b)
{
    if (real_failed(a, b) || !b.sign)
        return kf_real_fail();
    if (!a.sign)
        return real_zero;
    int32_t above = a.mantissa >= b.mantissa;
    uint64_t hi = above ? a.mantissa >> 1 : a.mantissa, lo = above ? a.mantissa << 63 : 0, rest;
    uint64_t quotient = kf_divide_wide(hi, lo, b.mantissa, &rest), left = b.mantissa - rest;
    /* rest / divisor against one half, as bits behind the point */
    uint64_t behind = rest > left ? UINT64_MAX : rest == left ? UINT64_C(1) << 63 : 0;
    return real_rounded(quotient, behind, (int64_t)a.exponent - b.exponent - (above ? 63 : 64),
                        a.sign * b.sign);
}

int32_t kf_real_compare(kf_real a, kf_real b)
{
    if (a.sign != b.sign || !a.sign)
        return (a.sign > b.sign) - (a.sign < b.sign);
    if (a.exponent == b.exponent && a.mantissa == b.mantissa)
        return 0;
    return real_smaller(a, b) ? -a.sign : a.sign;
}

/* ---- Integers ------------------------------------------------------------------------------- */

static const uint64_t real_tens[19] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
};

/* |a| × 10^scale: the whole part, and of what is behind the point the first bit and any other. */
static int32_t real_scaled(kf_real a, int32_t scale, uint64_t *whole, int32_t *half, int32_t *more)
{
    *whole = 0;
    *half = *more = 0;
    if (a.sign == KF_REAL_FAILED || a.exponent > 0)
        return 0;
    if (!a.sign)
        return 1;
    uint64_t lo, hi = kf_mul_wide(a.mantissa, real_tens[scale], &lo);
    int64_t bits = -(int64_t)a.exponent; /* the product is below 2^124 */
    if (bits >= 128) {
        *more = 1;
        return 1;
    }
    if (bits >= 64) {
        *whole = bits == 64 ? hi : hi >> (bits - 64);
        uint64_t behind = bits == 64 ? 0 : hi << (128 - bits);
        *half = (int32_t)((bits == 64 ? lo : behind) >> 63);
        *more = bits == 64 ? (lo << 1) != 0 : (behind << 1) != 0 || lo != 0;
        return 1;
    }
    if (bits == 0 ? hi != 0 : hi >> bits)
        return 0;
    *whole = bits == 0 ? lo : (hi << (64 - bits)) | (lo >> bits);
    uint64_t behind = bits == 0 ? 0 : lo << (64 - bits);
    *half = (int32_t)(behind >> 63);
    *more = (behind << 1) != 0;
    return 1;
}

static int32_t real_signed(uint64_t whole, int32_t away, int32_t negative, int64_t *out)
{
    const uint64_t limit = (uint64_t)INT64_MAX + (negative ? 1u : 0u);
    if (whole > limit || (away && whole == limit))
        return 0;
    whole += away ? 1u : 0u;
    *out = kf_signed(negative ? 0 - whole : whole);
    return 1;
}

int32_t kf_real_round(kf_real a, int32_t scale, int64_t *out)
{
    uint64_t whole;
    int32_t half, more;
    return real_scaled(a, scale, &whole, &half, &more) && real_signed(whole, half, a.sign < 0, out);
}

int32_t kf_real_round_up(kf_real a, int32_t scale, int64_t *out)
{
    uint64_t whole;
    int32_t half, more;
    return real_scaled(a, scale, &whole, &half, &more) &&
           real_signed(whole, a.sign > 0 && (half || more), a.sign < 0, out);
}
