/* lane_read_avx2.c - the loops of lane_read.h for processors with AVX2. */
#include "metric/lane_read.h"

#ifdef KF_HAVE_AVX2

#include "metric/lane_read.inc"

const kf_lane_loops *kf_lane_loops_avx2(void) { return &lane_loops; }

#endif
