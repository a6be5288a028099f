/* halfsip_lanes.c - see halfsip_lanes.h: the loop for the least processor, and the choice. */
#include "base/halfsip_lanes.h"

#include "base/cpu.h"
#include "base/halfsip_lanes.inc"

void kf_halfsip_lanes(int32_t cpu, uint64_t key, uint8_t last, const int64_t *numbers, size_t n,
                      uint32_t *words)
{
#ifdef KF_HAVE_AVX512
    if (cpu >= KF_CPU_AVX512) {
        kf_halfsip_lanes_avx512(key, last, numbers, n, words);
        return;
    }
#endif
#ifdef KF_HAVE_AVX2
    if (cpu >= KF_CPU_AVX2) {
        kf_halfsip_lanes_avx2(key, last, numbers, n, words);
        return;
    }
#endif
    (void)cpu;
    halfsip_loop(key, last, numbers, n, words);
}
