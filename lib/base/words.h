/* words.h - what processors do with words of 64 bits and C has no word for: the upper half of a
 * product, the step of fixed point and of fair draws, and leading zeros. */
#ifndef KF_WORDS_H
#define KF_WORDS_H

#include <stdint.h>

#if defined(__SIZEOF_INT128__) && !defined(KEFU_PORTABLE_WIDE)
__extension__ typedef unsigned __int128 kf_u128;

static inline uint64_t kf_mul_high(uint64_t a, uint64_t b)
{
    return (uint64_t)(((kf_u128)a * b) >> 64);
}

#else

/* By halves of 32 bits, as on paper: no partial sum leaves 64. */
static inline uint64_t kf_mul_high(uint64_t a, uint64_t b)
{
    uint64_t a0 = a & UINT32_MAX, a1 = a >> 32, b0 = b & UINT32_MAX, b1 = b >> 32;
    uint64_t middle = a1 * b0 + ((a0 * b0) >> 32);
    uint64_t cross = a0 * b1 + (middle & UINT32_MAX);
    return a1 * b1 + (middle >> 32) + (cross >> 32);
}

#endif

/* Zeros before the highest bit of x > 0. */
static inline uint32_t kf_leading_zeros(uint64_t x)
{
#if defined(__GNUC__) && !defined(KEFU_PORTABLE_WIDE)
    return (uint32_t)__builtin_clzll(x);
#else
    uint32_t zeros = 0;
    for (uint32_t step = 32; step; step >>= 1) {
        if (x >> (64 - step))
            continue;
        x <<= step;
        zeros += step;
    }
    return zeros;
#endif
}

#endif
