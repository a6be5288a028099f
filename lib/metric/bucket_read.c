/* bucket_read.c - see bucket_read.h: the loops for the least processor, and the choice. */
#include "metric/bucket_read.h"

#include "base/cpu.h"
#include "metric/bucket_read.inc"

const kf_bucket_loops *kf_bucket_loops_of(int32_t cpu)
{
#ifdef KF_HAVE_AVX2
    if (cpu >= KF_CPU_AVX2)
        return kf_bucket_loops_avx2();
#endif
    (void)cpu;
    return &bucket_loops;
}
