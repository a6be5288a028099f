/* chance.h - numbers for tests that take any: xorshift64 of Marsaglia, Xorshift RNGs, Journal of
 * Statistical Software 8 (2003). */
#ifndef TESTS_CHANCE_H
#define TESTS_CHANCE_H

#include <stdint.h>

/* The next one; *seed is not 0. */
static inline uint64_t chance(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

#endif
