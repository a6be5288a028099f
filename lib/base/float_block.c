/* float_block.c - see float_block.h: the loops for the least processor, and the choice. */
#include "base/float_block.h"

#include "base/cpu.h"
#include "base/float_block.inc"

int32_t kf_from_doubles(int32_t cpu, const void *from, size_t count, int32_t scale, int64_t *out,
                        uint8_t *got)
{
#ifdef KF_HAVE_AVX512
    if (cpu >= KF_CPU_AVX512)
        return kf_from_doubles_avx512(from, count, scale, out, got);
#endif
#ifdef KF_HAVE_AVX2
    if (cpu >= KF_CPU_AVX2)
        return kf_from_doubles_avx2(from, count, scale, out, got);
#endif
    (void)cpu;
    return doubles_block(from, count, scale, out, got);
}

int32_t kf_from_floats(int32_t cpu, const void *from, size_t count, int32_t scale, int64_t *out,
                       uint8_t *got)
{
#ifdef KF_HAVE_AVX512
    if (cpu >= KF_CPU_AVX512)
        return kf_from_floats_avx512(from, count, scale, out, got);
#endif
#ifdef KF_HAVE_AVX2
    if (cpu >= KF_CPU_AVX2)
        return kf_from_floats_avx2(from, count, scale, out, got);
#endif
    (void)cpu;
    return floats_block(from, count, scale, out, got);
}
