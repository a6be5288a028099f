/* float_block_avx512.c - the loops of float_block.h for processors with AVX-512. */
#include "base/float_block.h"

#ifdef KF_HAVE_AVX512

#include "base/float_block.inc"

int32_t kf_from_doubles_avx512(const void *from, size_t count, int32_t scale, int64_t *out,
                               uint8_t *got)
{
    return doubles_block(from, count, scale, out, got);
}

int32_t kf_from_floats_avx512(const void *from, size_t count, int32_t scale, int64_t *out,
                              uint8_t *got)
{
    return floats_block(from, count, scale, out, got);
}

#endif
