/* decimal.h - numbers as people write them, floats as their owners mean them: value × 10^-scale in
 * int64. */
#ifndef KF_DECIMAL_H
#define KF_DECIMAL_H

#include "kefu/base.h"

enum { KF_SCALE_MAX = 18 };

extern const int64_t kf_pow10_table[KF_SCALE_MAX + 1];

/* 10^exponent, 0..18. */
static inline int64_t kf_pow10(int32_t exponent) { return kf_pow10_table[exponent]; }

/* What became of a number on its way to a scale; bits, for what became of many. *out is written for
 * the first two only. */
enum {
    KF_EXACT = 0,
    KF_ROUNDED = 1, /* digits finer than the scale were rounded half away */
    KF_TOO_BIG = 2,
    KF_NOT_A_NUMBER = 4
};

/* Reads [+-]digits[.digits][(e|E)[+-]digits] (at least one digit; "5." and ".5" are numbers) of the
 * whole text at `scale`, exactly, any number of digits. */
int32_t kf_decimal_parse(const char *text, size_t size, int32_t scale, int64_t *out);
/* The same at the smallest scale that is exact, 45 × 10^-2 for 0.450; at most 18, where what is
 * finer is KF_ROUNDED. */
int32_t kf_decimal_parse_any(const char *text, size_t size, int64_t *out, int32_t *scale);
/* Changes the scale of an integer; scales are 0..18. */
int32_t kf_rescale(int64_t value, int32_t from, int32_t to, int64_t *out);
/* Digits with `scale` after the point, to out[48] with NUL; gives the length: (1204, 2) is "12.04".
 */
size_t kf_decimal_format(int64_t value, int32_t scale, char out[48]);

/* ---- Floats: the shortest decimal that reads back as the same float, rounded half away at
 * `scale`. NaN is KF_NOT_A_NUMBER, what does not fit and infinities KF_TOO_BIG; never KF_ROUNDED:
 * floats have no exact digits.
 *
 * Doubles are computed with here, but decide nothing. Let x be the float, s its shortest decimal
 * and p = 10^scale. |s - x| is at most |x| 2^-53 for a double and |x| 2^-24 for a float; x -
 * trunc(x) is exact; its product with p is off by |x| p 2^-52 at most in any rounding mode, by less
 * where the compiler fuses or keeps wider registers. So when the computed x p is farther from a
 * half than the sum of both (the KF_*_SLACK exceed it), s p rounds to the same integer, and it is
 * taken; else integers decide. Below the KF_*_SAFE bound all conversions are in range. ---- */

#ifdef __FAST_MATH__
#error "kefu needs exact comparisons of floating point: compile without -ffast-math"
#endif

extern const double kf_pow10_doubles[KF_SCALE_MAX + 1];

#define KF_DOUBLE_SLACK 0x1p-51
#define KF_DOUBLE_SAFE  0x1p50
#define KF_FLOAT_SLACK  0x1p-23
#define KF_FLOAT_SAFE   0x1p22

/* 1 and *out for a float whose shortest decimal has at most `scale` decimals, as measured ones do:
 * tenths, cents. The product of a 24-bit mantissa and 10^k is exact in a double up to k = 12, and
 * so is its distance from the nearest integer, so that integer × 10^-k reads back if it is nearer
 * than half a step to the neighbours. 0 where nothing does, or at a tie: ask the integers. */
int32_t kf_from_float_short(float value, int32_t scale, int64_t *out);

/* Every float, by integers. */
int32_t kf_from_double_exact(double value, int32_t scale, int64_t *out);
int32_t kf_from_float_exact(float value, int32_t scale, int64_t *out);

/* 1 and *out if the rounding is beyond doubt. */
static inline int32_t kf_from_float_quick(double value, int32_t scale, double safe, double slack,
                                          int64_t *out)
{
    double power = kf_pow10_doubles[scale];
    double size = (value < 0 ? -value : value) * power;
    if (!(size < safe)) /* NaN too */
        return 0;
    int64_t whole = (int64_t)value;
    double part = (value - (double)whole) * power;
    double raised = part + 0.5;
    int64_t near = (int64_t)raised;
    near -= raised < (double)near; /* floor */
    double off = part - (double)near, most = 0.5 - size * slack;
    *out = whole * kf_pow10(scale) + near;
    return (off < most) & (off > -most); /* no branch: its side is chance */
}

static inline int32_t kf_from_double(double value, int32_t scale, int64_t *out)
{
    int64_t quick;
    if (!kf_from_float_quick(value, scale, KF_DOUBLE_SAFE, KF_DOUBLE_SLACK, &quick))
        return kf_from_double_exact(value, scale, out);
    *out = quick;
    return KF_EXACT;
}

static inline int32_t kf_from_float(float value, int32_t scale, int64_t *out)
{
    int64_t quick;
    if (!kf_from_float_quick((double)value, scale, KF_FLOAT_SAFE, KF_FLOAT_SLACK, &quick) &&
        !kf_from_float_short(value, scale, &quick))
        return kf_from_float_exact(value, scale, out);
    *out = quick;
    return KF_EXACT;
}

#endif
