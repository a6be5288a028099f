/* ratio.c - see ratio.h. */
#include "base/ratio.h"

#include <string.h>

#include "base/big.h"
#include "base/decimal.h"

static void ratio_nat_of(kf_nat *out, const kf_big *from)
{
    memcpy(out->limb, from->limb, (size_t)from->n * sizeof *from->limb);
    out->n = from->n;
}

static void ratio_keep(kf_big *out, const kf_nat *from)
{
    memcpy(out->limb, from->limb, (size_t)from->n * sizeof *from->limb);
    out->n = from->n;
}

static void ratio_fail(kf_ratio *out)
{
    out->num.n = 0;
    out->den.limb[0] = 1;
    out->den.n = 1;
    out->negative = 0;
    out->failed = 1;
}

static void ratio_reduce(kf_nat *num, kf_nat *den)
{
    kf_nat common, rest, part;
    kf_nat_gcd(&common, num, den);
    kf_nat_divide(&part, &rest, num, &common);
    *num = part;
    kf_nat_divide(&part, &rest, den, &common);
    *den = part;
}

/* den > 0. Spoils num and den. */
static void ratio_store(kf_ratio *out, int32_t negative, kf_nat *num, kf_nat *den)
{
    if (num->n == 0)
        kf_nat_of(den, 1);
    if (num->n > KF_BIG_LIMBS || den->n > KF_BIG_LIMBS)
        ratio_reduce(num, den);
    if (num->n > KF_BIG_LIMBS || den->n > KF_BIG_LIMBS) {
        ratio_fail(out);
        return;
    }
    ratio_keep(&out->num, num);
    ratio_keep(&out->den, den);
    out->negative = negative && num->n;
    out->failed = 0;
}

static uint64_t ratio_magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

void kf_ratio_set(kf_ratio *out, int64_t num, int64_t den)
{
    kf_nat top, bottom;
    if (den == 0) {
        ratio_fail(out);
        return;
    }
    kf_nat_of(&top, ratio_magnitude(num));
    kf_nat_of(&bottom, ratio_magnitude(den));
    ratio_store(out, (num < 0) != (den < 0), &top, &bottom);
}

void kf_ratio_wide(kf_ratio *out, kf_i128 num, kf_i128 den)
{
    kf_nat top, bottom;
    uint64_t words[2];
    int32_t negative = kf_i128_magnitude(num, words);
    kf_nat_of_words(&top, words, 2);
    if (kf_i128_magnitude(den, words) || !(words[0] | words[1])) {
        ratio_fail(out);
        return;
    }
    kf_nat_of_words(&bottom, words, 2);
    ratio_store(out, negative, &top, &bottom);
}

void kf_ratio_nats(kf_ratio *out, const kf_nat *num, const kf_nat *den)
{
    kf_nat top = *num, bottom = *den;
    if (bottom.n == 0) {
        ratio_fail(out);
        return;
    }
    ratio_store(out, 0, &top, &bottom);
}

void kf_ratio_decimal(kf_ratio *out, int64_t value, int32_t scale)
{
    kf_ratio_set(out, value, kf_pow10(scale));
}

static void ratio_product(kf_nat *out, const kf_big *a, const kf_big *b)
{
    kf_nat x, y;
    ratio_nat_of(&x, a);
    ratio_nat_of(&y, b);
    kf_nat_mul(out, &x, &y);
}

/* *x becomes x + y, or the distance of the two; 1 if the sign is that of y then. */
static int32_t ratio_join(kf_nat *x, const kf_nat *y, int32_t same_sign)
{
    if (same_sign) {
        kf_nat_add(x, x, y);
        return 0;
    }
    if (kf_nat_compare(x, y) >= 0) {
        kf_nat_sub(x, x, y);
        return 0;
    }
    kf_nat_sub(x, y, x);
    return 1;
}

static int32_t ratio_same_den(const kf_ratio *a, const kf_ratio *b)
{
    size_t size = (size_t)a->den.n * sizeof *a->den.limb;
    return a->den.n == b->den.n && memcmp(a->den.limb, b->den.limb, size) == 0;
}

/* The numerators over one denominator: their own where they share it. */
static void ratio_align(const kf_ratio *a, const kf_ratio *b, kf_nat *x, kf_nat *y, kf_nat *den)
{
    if (ratio_same_den(a, b)) {
        ratio_nat_of(x, &a->num);
        ratio_nat_of(y, &b->num);
        ratio_nat_of(den, &a->den);
        return;
    }
    ratio_product(x, &a->num, &b->den);
    ratio_product(y, &b->num, &a->den);
    ratio_product(den, &a->den, &b->den);
}

static void ratio_sum(kf_ratio *out, const kf_ratio *a, const kf_ratio *b, int32_t b_negative)
{
    kf_nat x, y, den;
    if (a->failed || b->failed) {
        ratio_fail(out);
        return;
    }
    ratio_align(a, b, &x, &y, &den);
    int32_t flipped = ratio_join(&x, &y, a->negative == b_negative);
    ratio_store(out, flipped ? b_negative : a->negative, &x, &den);
}

void kf_ratio_add(kf_ratio *out, const kf_ratio *a, const kf_ratio *b)
{
    ratio_sum(out, a, b, b->negative);
}

void kf_ratio_sub(kf_ratio *out, const kf_ratio *a, const kf_ratio *b)
{
    ratio_sum(out, a, b, !b->negative);
}

/* a × (top / bottom), with the sign of b. */
static void ratio_scale(kf_ratio *out, const kf_ratio *a, const kf_ratio *b, const kf_big *top,
                        const kf_big *bottom)
{
    kf_nat num, den;
    if (a->failed || b->failed || bottom->n == 0) {
        ratio_fail(out);
        return;
    }
    ratio_product(&num, &a->num, top);
    ratio_product(&den, &a->den, bottom);
    ratio_store(out, a->negative != b->negative, &num, &den);
}

void kf_ratio_mul(kf_ratio *out, const kf_ratio *a, const kf_ratio *b)
{
    ratio_scale(out, a, b, &b->num, &b->den);
}

void kf_ratio_div(kf_ratio *out, const kf_ratio *a, const kf_ratio *b)
{
    ratio_scale(out, a, b, &b->den, &b->num);
}

int32_t kf_ratio_is_zero(const kf_ratio *a) { return !a->failed && a->num.n == 0; }

int32_t kf_ratio_sign(const kf_ratio *a)
{
    if (a->num.n == 0)
        return 0;
    return a->negative ? -1 : 1;
}

int32_t kf_ratio_compare(const kf_ratio *a, const kf_ratio *b)
{
    int32_t sign = kf_ratio_sign(a);
    if (sign != kf_ratio_sign(b))
        return sign < kf_ratio_sign(b) ? -1 : 1;
    kf_nat x, y, den;
    ratio_align(a, b, &x, &y, &den);
    return sign < 0 ? kf_nat_compare(&y, &x) : kf_nat_compare(&x, &y);
}

/* num × 10^scale / den, rounded half up. */
static void ratio_round_size(kf_nat *out, const kf_ratio *a, int32_t scale)
{
    kf_nat num, den, power, scaled, rest;
    ratio_nat_of(&num, &a->num);
    ratio_nat_of(&den, &a->den);
    kf_nat_of(&power, (uint64_t)kf_pow10(scale));
    kf_nat_mul(&scaled, &num, &power);
    kf_nat_divide(out, &rest, &scaled, &den);
    kf_nat_add(&rest, &rest, &rest);
    if (kf_nat_compare(&rest, &den) >= 0) {
        kf_nat_of(&power, 1);
        kf_nat_add(out, out, &power);
    }
}

int32_t kf_ratio_round(const kf_ratio *a, int32_t scale, int64_t *out)
{
    kf_nat rounded;
    uint64_t size;
    if (a->failed)
        return 0;
    ratio_round_size(&rounded, a, scale);
    if (!kf_nat_fits_u64(&rounded, &size))
        return 0;
    if (size <= (uint64_t)INT64_MAX) {
        *out = a->negative ? -(int64_t)size : (int64_t)size;
        return 1;
    }
    if (!a->negative || size - 1 > (uint64_t)INT64_MAX)
        return 0;
    *out = INT64_MIN;
    return 1;
}

int32_t kf_ratio_lowest(const kf_ratio *a, int64_t *num, int64_t *den)
{
    kf_nat top, bottom;
    uint64_t x, y;
    ratio_nat_of(&top, &a->num);
    ratio_nat_of(&bottom, &a->den);
    if (a->failed)
        return 0;
    ratio_reduce(&top, &bottom);
    if (!kf_nat_fits_u64(&top, &x) || !kf_nat_fits_u64(&bottom, &y) || x > INT64_MAX ||
        y > INT64_MAX)
        return 0;
    *num = a->negative ? -(int64_t)x : (int64_t)x;
    *den = (int64_t)y;
    return 1;
}
