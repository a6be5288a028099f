/* fraction.c - see fraction.h. */
#include "score/fraction.h"

#include "base/decimal.h"

enum { FRACTION_DIGITS = 9 };

static kefu_value fraction_value(int64_t num, int64_t den, uint32_t flags)
{
    kefu_value value = {num, den, -1, KEFU_VALUE_OK, flags};
    return value;
}

/* Divides both by what they share; y > 0. */
static void fraction_reduce(int64_t *x, int64_t *y)
{
    int64_t common = (int64_t)kf_common(kf_size(*x), (uint64_t)*y); /* divides y, so it fits */
    *x /= common;
    *y /= common;
}

static int32_t fraction_fits(int64_t a, int64_t b, int64_t *out)
{
    return kf_i128_fits_i64(kf_i128_mul(a, b), out);
}

/* *a × b in lowest terms, as *a is; 0 if it does not fit. */
static int32_t fraction_times(kf_part *a, kf_part b)
{
    fraction_reduce(&b.num, &b.den);
    fraction_reduce(&a->num, &b.den);
    fraction_reduce(&b.num, &a->den);
    return fraction_fits(a->num, b.num, &a->num) && fraction_fits(a->den, b.den, &a->den);
}

kefu_value kf_fraction_of_ratio(const kf_ratio *ratio)
{
    int64_t num, den;
    if (kf_ratio_lowest(ratio, &num, &den))
        return fraction_value(num, den, 0);
    if (kf_ratio_round(ratio, FRACTION_DIGITS, &num))
        return fraction_value(num, kf_pow10(FRACTION_DIGITS), KEFU_VALUE_ROUNDED);
    return fraction_value(0, 0, 0);
}

kefu_value kf_fraction_product(const kf_part *factors, int32_t n)
{
    kf_part product = {1, 1};
    kf_ratio wide, factor;
    int32_t i = 0;
    while (i < n && fraction_times(&product, factors[i]))
        i++;
    if (i == n)
        return fraction_value(product.num, product.den, 0);
    kf_ratio_set(&wide, 1, 1);
    for (i = 0; i < n; i++) {
        kf_ratio_set(&factor, factors[i].num, factors[i].den);
        kf_ratio_mul(&wide, &wide, &factor);
    }
    return kf_fraction_of_ratio(&wide);
}

/* Over the least denominator that both share; 0 if a part does not fit. */
static int32_t fraction_less(kf_part a, kf_part b, kf_part *out)
{
    int64_t p = a.den, q = b.den, x, y;
    fraction_reduce(&p, &q);
    if (!fraction_fits(a.num, q, &x) || !fraction_fits(b.num, p, &y) ||
        !fraction_fits(a.den, q, &out->den) ||
        !kf_i128_fits_i64(kf_i128_add(kf_i128_of(x), kf_i128_neg(kf_i128_of(y))), &out->num))
        return 0;
    fraction_reduce(&out->num, &out->den);
    return 1;
}

kefu_value kf_fraction_difference(kf_part a, kf_part b)
{
    kf_part difference;
    kf_ratio x, y;
    if (fraction_less(a, b, &difference))
        return fraction_value(difference.num, difference.den, 0);
    kf_ratio_set(&x, a.num, a.den);
    kf_ratio_set(&y, b.num, b.den);
    kf_ratio_sub(&x, &x, &y);
    return kf_fraction_of_ratio(&x);
}
