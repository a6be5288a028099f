/* wide.h - integers of 128 bits, for sums and for comparing fractions, and of 192 bits, for sums of
 * products. Two's complement in words of 64; KEFU_PORTABLE_WIDE (or a compiler without __int128)
 * takes the path in standard C. */
#ifndef KF_WIDE_H
#define KF_WIDE_H

#include <stdint.h>

/* Two's complement as a number, which standard C leaves to the compiler to convert. */
static inline int64_t kf_signed(uint64_t bits)
{
    return bits <= INT64_MAX ? (int64_t)bits : -(int64_t)~bits - 1;
}

/* |value|, of INT64_MIN, too. */
static inline uint64_t kf_size(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* The greatest common divisor; of 0 and a number that number. */
static inline uint64_t kf_common(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* a * b: the high half, and the low one in *lo. */
uint64_t kf_mul_wide(uint64_t a, uint64_t b, uint64_t *lo);
/* hi:lo / den, where hi < den so that the quotient has 64 bits. */
uint64_t kf_divide_wide(uint64_t hi, uint64_t lo, uint64_t den, uint64_t *rest);

typedef struct kf_i128 {
    uint64_t lo;
    int64_t hi;
} kf_i128;

kf_i128 kf_i128_of(int64_t value);
kf_i128 kf_i128_add(kf_i128 a, kf_i128 b); /* callers stay below 2^127 */
kf_i128 kf_i128_neg(kf_i128 a);
kf_i128 kf_i128_mul(int64_t a, int64_t b); /* exact */
int32_t kf_i128_compare(kf_i128 a, kf_i128 b);
int32_t kf_i128_fits_i64(kf_i128 a, int64_t *out); /* 1 and *out, or 0 */
/* num / den (den > 0), rounded half away from zero; 0 if it does not fit. */
int32_t kf_i128_round_div(kf_i128 num, int64_t den, int64_t *out);
/* The same rounded down; *rest, 0..den - 1, is what that leaves of num. */
int32_t kf_i128_floor_div(kf_i128 num, int64_t den, int64_t *out, int64_t *rest);

/* *sum += value, the inner step of every sum. */
static inline void kf_i128_add_i64(kf_i128 *sum, int64_t value)
{
    uint64_t lo = sum->lo + (uint64_t)value;
    sum->hi += (value < 0 ? -1 : 0) + (lo < sum->lo ? 1 : 0);
    sum->lo = lo;
}

/* A sum of up to 2^63 products of two int64 is below 2^190. */
typedef struct kf_i192 {
    uint64_t lo, mid;
    int64_t hi;
} kf_i192;

kf_i192 kf_i192_add(kf_i192 a, kf_i192 b); /* callers stay below 2^191 */
kf_i192 kf_i192_of(kf_i128 value);
/* *sum += a * b */
void kf_i192_add_product(kf_i192 *sum, int64_t a, int64_t b);
/* |a|, lowest word first; gives 1 if a < 0. */
int32_t kf_i192_magnitude(kf_i192 a, uint64_t words[3]);
int32_t kf_i128_magnitude(kf_i128 a, uint64_t words[2]);

#endif
