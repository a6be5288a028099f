/* float.c - floats as decimals by integers alone: the entry rule where decimal.h's quick way is in
 * doubt. */
#include <float.h>
#include <string.h>

#include "base/big.h"
#include "base/decimal.h"

_Static_assert(FLT_RADIX == 2 && DBL_MANT_DIG == 53 && DBL_MAX_EXP == 1024 && sizeof(double) == 8,
               "double is IEEE 754 binary64");
_Static_assert(FLT_MANT_DIG == 24 && FLT_MAX_EXP == 128 && sizeof(float) == 4,
               "float is IEEE 754 binary32");

const double kf_pow10_doubles[KF_SCALE_MAX + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                                                   1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                                                   1e14, 1e15, 1e16, 1e17, 1e18};

/* A positive normal number: mantissa × 2^exponent. */
typedef struct float_parts {
    uint64_t mantissa; /* its top bit set: 53 or 24 bits */
    int32_t exponent;
    int32_t bits;
    int32_t digits; /* enough to tell such numbers apart: 17 or 9 */
} float_parts;

/* What reads back as the float, in units of 10^-scale: the decimals from `low` to `high`. The float
 * itself is `at` and a rest (KF_REST_*) of a unit. */
typedef struct float_span {
    uint64_t low, at, high;
    int32_t rest;
    int32_t scale;
} float_span;

enum {
    FLOAT_LEAST = -62, /* 2^-62 × 10^18 rounds to 0, and so does all that is less */
    FLOAT_FIVES = 13,  /* 5^13 is the greatest power of five in 32 bits */
    FLOAT_FIVE_13 = 1220703125
};

/* floor(exponent × log10 2) for |exponent| <= 63; 1233/4096 is log10 2 + 5e-6. */
static int32_t float_decimal_exponent(int32_t exponent)
{
    return (exponent * 1233 + 64 * 4096) / 4096 - 64;
}

/* quarters × 2^(exponent - 2) × 10^scale rounded down, below 2^64: times 5^scale, then a
 * shift. */
static uint64_t float_scaled(uint64_t quarters, int32_t exponent, int32_t scale, int32_t *rest)
{
    int32_t shift = exponent - 2 + scale, fives = scale;
    kf_nat product;
    kf_nat_of(&product, quarters);
    for (; fives >= FLOAT_FIVES; fives -= FLOAT_FIVES)
        kf_nat_mul_small(&product, FLOAT_FIVE_13);
    uint32_t last = 1;
    for (; fives > 0; fives--)
        last *= 5;
    kf_nat_mul_small(&product, last);
    return kf_nat_shift_right(&product, shift < 0 ? -shift : 0, rest) << (shift > 0 ? shift : 0);
}

/* The span at a scale where it has at least 17 digits (9), so that it holds an integer, and at most
 * one more, or at scale 0 where that is more.
 * Half way to its neighbours a float reads back if its mantissa is even (ties to even); below a
 * power of two the neighbour is half as far. */
static void float_spread(const float_parts *x, float_span *span)
{
    int32_t digits = float_decimal_exponent(x->exponent + x->bits - 1);
    uint64_t middle = x->mantissa * 4, open = x->mantissa & 1;
    uint64_t below = x->mantissa == (uint64_t)1 << (x->bits - 1) ? 1 : 2;
    int32_t rest;
    span->scale = x->digits - 1 > digits ? x->digits - 1 - digits : 0;
    span->low = float_scaled(middle - below, x->exponent, span->scale, &rest);
    span->low += rest || open;
    span->high = float_scaled(middle + 2, x->exponent, span->scale, &rest);
    span->high -= !rest && open;
    span->at = float_scaled(middle, x->exponent, span->scale, &span->rest);
}

/* One digit less, as long as that leaves a decimal in the span. */
static int32_t float_shorten(float_span *span)
{
    static const uint8_t rests[10] = {KF_REST_BELOW_HALF, KF_REST_BELOW_HALF, KF_REST_BELOW_HALF,
                                      KF_REST_BELOW_HALF, KF_REST_BELOW_HALF, KF_REST_HALF,
                                      KF_REST_ABOVE_HALF, KF_REST_ABOVE_HALF, KF_REST_ABOVE_HALF,
                                      KF_REST_ABOVE_HALF};
    uint64_t low = (span->low + 9) / 10, high = span->high / 10, digit = span->at % 10;
    if (low > high)
        return 0;
    if (digit == 5 && span->rest)
        span->rest = KF_REST_ABOVE_HALF;
    else if (digit || span->rest)
        span->rest = rests[digit];
    span->low = low;
    span->high = high;
    span->at /= 10;
    span->scale--;
    return 1;
}

/* Of the two decimals around the float the nearer that reads back; a tie goes to the even digit, as
 * in David Gay's dtoa and so in Python. Only the lower can be nearer and yet outside: the span
 * never has less room above. */
static uint64_t float_nearest(const float_span *span)
{
    uint64_t up = span->rest > KF_REST_HALF || (span->rest == KF_REST_HALF && (span->at & 1));
    uint64_t nearest = span->at + up;
    return nearest < span->low ? nearest + 1 : nearest;
}

/* decimal × 10^-from at scale `to`; decimal has at most 18 digits where `from` is above 0. */
static int32_t float_place(uint64_t decimal, int32_t from, int32_t to, int64_t *out)
{
    int32_t drop = from - to;
    if (drop >= KF_SCALE_MAX) {
        *out = 0; /* at most 2 × 10^17 × 10^-18 */
        return KF_EXACT;
    }
    if (drop < -KF_SCALE_MAX)
        return KF_TOO_BIG;
    return kf_rescale((int64_t)decimal, drop > 0 ? drop : 0, drop > 0 ? 0 : -drop, out);
}

/* |x| <= 2^63, itself included: the float32 enters as 9.223372e18, which fits. */
static int32_t float_enter(const float_parts *x, int32_t negative, int32_t scale, int64_t *out)
{
    int64_t size;
    float_span span;
    if (x->exponent + x->bits - 1 < FLOAT_LEAST) {
        *out = 0;
        return KF_EXACT;
    }
    float_spread(x, &span);
    while (float_shorten(&span))
        continue;
    if (float_place(float_nearest(&span), span.scale, scale, &size) == KF_TOO_BIG)
        return KF_TOO_BIG;
    *out = negative ? -size : size;
    return KF_EXACT;
}

/* Integers that the mantissa holds to the last digit are their own shortest decimals. */
static int32_t float_is_integer(double value, double limit, int64_t *whole)
{
    if (!(value < limit && value > -limit))
        return 0;
    *whole = (int64_t)value;
    return (double)*whole == value;
}

int32_t kf_from_double_exact(double value, int32_t scale, int64_t *out)
{
    uint64_t image;
    int64_t whole;
    if (value != value)
        return KF_NOT_A_NUMBER;
    if (value > 0x1p63 || value < -0x1p63)
        return KF_TOO_BIG;
    if (float_is_integer(value, 0x1p53, &whole))
        return kf_rescale(whole, 0, scale, out);
    memcpy(&image, &value, sizeof image);
    float_parts x = {(image & (((uint64_t)1 << 52) - 1)) | (uint64_t)1 << 52,
                     (int32_t)(image >> 52 & 2047) - 1075, 53, DBL_DECIMAL_DIG};
    return float_enter(&x, value < 0, scale, out);
}

/* ---- Few decimals --------------------------------------------------------------------------- */

enum {
    FLOAT_SHORT_MOST = 12, /* 24 bits + 28 of 5^12 fit in the 53 of a double */
    FLOAT_FRACTION = 0x7FFFFF,
    FLOAT_HALF_STEP = 1023 - 127 - 24 /* exponent field: float's to that of half a step, a double */
};

/* Half the distance to the neighbours, 0 if that is not the same on both sides, or tiny or huge;
 * *decimals are so few that their step is wider than what reads back: at most one decimal of that
 * many does, and one of fewer is the same number. */
static double float_half_step(float size, int32_t *decimals)
{
    uint32_t bits;
    memcpy(&bits, &size, sizeof bits);
    int32_t field = (int32_t)(bits >> 23);
    uint64_t half = (uint64_t)(field + FLOAT_HALF_STEP) << 52;
    if (!(bits & FLOAT_FRACTION) || !(size >= 0x1p-30f && size < 0x1p24f)) /* NaN too */
        return 0;
    *decimals = (127 + 23 - field) * 1233 / 4096;
    double step;
    memcpy(&step, &half, sizeof step);
    return step;
}

static int32_t float_least(int32_t a, int32_t b) { return a < b ? a : b; }

int32_t kf_from_float_short(float value, int32_t scale, int64_t *out)
{
    float size = value < 0 ? -value : value;
    int32_t decimals = 0, most = float_least(scale, FLOAT_SHORT_MOST);
    double half = float_half_step(size, &decimals);
    if (!(half > 0) || (double)size * kf_pow10_doubles[scale] >= 0x1p62)
        return 0;
    for (int32_t k = float_least(decimals, most); k <= most; k++) {
        double exact = (double)size * kf_pow10_doubles[k];
        if (exact >= 0x1p52)
            return 0;
        int64_t near = (int64_t)(exact + 0.5);
        double off = exact - (double)near, reads_back = half * kf_pow10_doubles[k];
        /* | and & for || and &&: which side the decimal lies on is chance. */
        if ((off == 0.5) | (off == -0.5) | (off == reads_back) | (off == -reads_back))
            return 0;
        if ((off < reads_back) & (off > -reads_back)) {
            *out = (value < 0 ? -near : near) * kf_pow10(scale - k);
            return 1;
        }
    }
    return 0;
}

int32_t kf_from_float_exact(float value, int32_t scale, int64_t *out)
{
    uint32_t image;
    int64_t whole;
    if (value != value)
        return KF_NOT_A_NUMBER;
    if (value > 0x1p63f || value < -0x1p63f)
        return KF_TOO_BIG;
    if (float_is_integer((double)value, 0x1p24, &whole))
        return kf_rescale(whole, 0, scale, out);
    memcpy(&image, &value, sizeof image);
    float_parts x = {(image & 0x7FFFFFu) | 0x800000u, (int32_t)(image >> 23 & 255) - 150, 24,
                     FLT_DECIMAL_DIG};
    return float_enter(&x, value < 0, scale, out);
}
