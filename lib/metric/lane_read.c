/* lane_read.c - see lane_read.h: the loops for the least processor, and the choice. */
#include "metric/lane_read.h"

#include "base/cpu.h"
#include "metric/lane_read.inc"

const kf_lane_loops *kf_lane_loops_of(int32_t cpu)
{
#ifdef KF_HAVE_AVX2
    if (cpu >= KF_CPU_AVX2)
        return kf_lane_loops_avx2();
#endif
    (void)cpu;
    return &lane_loops;
}
