/* quotient.c - see quotient.h. */
#include "base/quotient.h"

#include "base/wide.h"

enum {
    QUOTIENT_SIZE = 63,   /* bits that both parts are brought to */
    QUOTIENT_DIGITS = 60, /* bits of the quotient after its point */
    QUOTIENT_MANTISSA = 53,
    QUOTIENT_BIAS = 1023
};

static int32_t quotient_bits_of(uint64_t value)
{
    int32_t n = 0;
    for (int32_t step = 32; step; step /= 2)
        if (value >> step) {
            value >>= step;
            n += step;
        }
    return n + (value != 0);
}

/* value × 2^-(size - 63); only 2^63, the size of INT64_MIN, has more bits, and they are zeros. */
static int64_t quotient_normal(uint64_t value, int32_t size)
{
    return (int64_t)(size > QUOTIENT_SIZE ? value >> 1 : value << (QUOTIENT_SIZE - size));
}

/* q to 53 bits, ties to even; `rest` is the sign of what q is too small by. */
static uint64_t quotient_round(uint64_t q, int32_t drop, int32_t rest)
{
    uint64_t kept = q >> drop, low = q - (kept << drop), half = (uint64_t)1 << (drop - 1);
    if (low != half)
        return kept + (low > half);
    return kept + (rest > 0 || (rest == 0 && (kept & 1)));
}

/* With both parts in [2^62, 2^63) the fraction is in (1/2, 2), so that q = fraction × 2^60,
 * rounded, has 60 to 62 bits. It is off by half at most: less than a tie of 53 bits is away from
 * any q that is none, and where q is one the sign of the rest decides. Nothing here is subnormal:
 * the fraction is 0 or at least 2^-63. */
uint64_t kf_quotient_bits(int64_t num, int64_t den)
{
    uint64_t size = num < 0 ? 0 - (uint64_t)num : (uint64_t)num;
    int32_t a = quotient_bits_of(size), b = quotient_bits_of((uint64_t)den), drop, exponent, rest;
    int64_t divisor = quotient_normal((uint64_t)den, b), q;
    kf_i128 whole, back;
    if (!num)
        return 0;
    whole = kf_i128_mul(quotient_normal(size, a), (int64_t)1 << QUOTIENT_DIGITS);
    (void)kf_i128_round_div(whole, divisor, &q); /* fits: below 2^62 */
    back = kf_i128_mul(q, divisor);
    rest = kf_i128_compare(whole, back);
    drop = quotient_bits_of((uint64_t)q) - QUOTIENT_MANTISSA;
    exponent = QUOTIENT_MANTISSA - 1 + drop - QUOTIENT_DIGITS + a - b + QUOTIENT_BIAS;
    /* The leading bit of the mantissa adds one to the exponent, and so does a carry out of it. */
    return ((uint64_t)(num < 0) << 63) + ((uint64_t)(exponent - 1) << 52) +
           quotient_round((uint64_t)q, drop, rest);
}
