/* group_gather_avx2.c - the loops of group_gather.h for processors with AVX2. */
#include "table/group_gather.h"

#ifdef KF_HAVE_AVX2

#include "table/group_gather.inc"

const kf_group_loops *kf_group_loops_avx2(void) { return group_loops; }

#endif
