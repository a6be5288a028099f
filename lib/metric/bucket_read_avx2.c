/* bucket_read_avx2.c - the loops of bucket_read.h for processors with AVX2. */
#include "metric/bucket_read.h"

#ifdef KF_HAVE_AVX2

#include "metric/bucket_read.inc"

const kf_bucket_loops *kf_bucket_loops_avx2(void) { return &bucket_loops; }

#endif
