/* float_block.h - packed floats as decimals, many at once. */
#ifndef KF_FLOAT_BLOCK_H
#define KF_FLOAT_BLOCK_H

#include <stddef.h>
#include <stdint.h>

/* Packed floats, aligned or not: the values to out[], KF_EXACT or why not (the value is 0 then) to
 * got[]; gives all of got[] in one. `cpu` is kf_cpu()'s or less; the results are the same. */
int32_t kf_from_doubles(int32_t cpu, const void *from, size_t count, int32_t scale, int64_t *out,
                        uint8_t *got);
int32_t kf_from_floats(int32_t cpu, const void *from, size_t count, int32_t scale, int64_t *out,
                       uint8_t *got);

/* The same loops, compiled for wider registers. */
int32_t kf_from_doubles_avx2(const void *from, size_t count, int32_t scale, int64_t *out,
                             uint8_t *got);
int32_t kf_from_floats_avx2(const void *from, size_t count, int32_t scale, int64_t *out,
                            uint8_t *got);
int32_t kf_from_doubles_avx512(const void *from, size_t count, int32_t scale, int64_t *out,
                               uint8_t *got);
int32_t kf_from_floats_avx512(const void *from, size_t count, int32_t scale, int64_t *out,
                              uint8_t *got);

#endif
