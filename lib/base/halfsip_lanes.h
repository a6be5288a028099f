/* halfsip_lanes.h - HalfSipHash-2-4 of many integers, in loops that compilers turn into vectors. */
#ifndef KF_HALFSIP_LANES_H
#define KF_HALFSIP_LANES_H

#include <stddef.h>
#include <stdint.h>

/* The first four bytes of kf_halfsiphash64_and of the 8 bytes (little-endian) of each number and
 * `last`, as a little-endian word, to words[0 .. n-1]. `cpu` is kf_cpu()'s or less. */
void kf_halfsip_lanes(int32_t cpu, uint64_t key, uint8_t last, const int64_t *numbers, size_t n,
                      uint32_t *words);

/* The same loop, compiled for wider registers. */
void kf_halfsip_lanes_avx2(uint64_t key, uint8_t last, const int64_t *numbers, size_t n,
                           uint32_t *words);
void kf_halfsip_lanes_avx512(uint64_t key, uint8_t last, const int64_t *numbers, size_t n,
                             uint32_t *words);

#endif
