/* decimal.h - numbers as people write them, floats as their owners mean them: value × 10^-scale in
 * int64. */
#ifndef KF_DECIMAL_H
#define KF_DECIMAL_H

#include "kefu/base.h"

enum { KF_SCALE_MAX = 18 };

extern const int64_t kf_pow10_table[KF_SCALE_MAX + 1];

/* 10^exponent, 0..18. */
static inline int64_t kf_pow10(int32_t exponent) { return kf_pow10_table[exponent]; }

/* What became of a number on its way to a scale. *out is written for the first two only. */
enum {
    KF_EXACT = 0,
    KF_ROUNDED = 1, /* digits finer than the scale were rounded half away */
    KF_TOO_BIG = 2,
    KF_NOT_A_NUMBER = 3
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

/* A double or float as its shortest round-trip decimal, rounded half away at `scale`. NaN is
 * KF_NOT_A_NUMBER, infinities KF_TOO_BIG; never KF_ROUNDED: floats have no exact digits. */
int32_t kf_from_double(double value, int32_t scale, int64_t *out);
int32_t kf_from_float(float value, int32_t scale, int64_t *out);

#endif
