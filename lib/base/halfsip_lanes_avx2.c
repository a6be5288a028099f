/* halfsip_lanes_avx2.c - the loop of halfsip_lanes.h for processors with AVX2. */
#include "base/halfsip_lanes.h"

#ifdef KF_HAVE_AVX2

#include "base/halfsip_lanes.inc"

void kf_halfsip_lanes_avx2(uint64_t key, uint8_t last, const int64_t *numbers, size_t n,
                           uint32_t *words)
{
    halfsip_loop(key, last, numbers, n, words);
}

#endif
