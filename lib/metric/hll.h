/* hll.h - HyperLogLog with 2^14 registers over hashes of 64 bits: the leading 14 bits choose the
 * register, which keeps the greatest position (1..51) of the first 1 among the other 50. */
#ifndef KF_HLL_H
#define KF_HLL_H

#include <stdint.h>

enum {
    KF_HLL_BITS = 14,
    KF_HLL_REGISTERS = 1 << KF_HLL_BITS,
    KF_HLL_MOST = 64 - KF_HLL_BITS + 1,
    KF_HLL_BYTES = KF_HLL_REGISTERS / 4 * 3 /* packed, 6 bits a register */
};

/* Registers are bytes of 0..KF_HLL_MOST, all 0 for the empty set. */
void kf_hll_add(unsigned char *registers, uint64_t hash);
void kf_hll_merge(unsigned char *dst, const unsigned char *src);
/* How many different hashes were added, with a standard error of 1.04 / sqrt(2^14) = 0.81 %: the
 * improved raw estimator of Ertl ("New cardinality estimation algorithms for HyperLogLog sketches",
 * arXiv:1702.01284, algorithm 6), in integers. UINT64_MAX where registers are all full. */
uint64_t kf_hll_estimate(const unsigned char *registers);

/* Four registers in three bytes, the first in the lowest bits. */
void kf_hll_pack(const unsigned char *registers, unsigned char *out);
/* 0 if they are no registers that hashes but 0 make, or those of the empty set. */
int32_t kf_hll_unpack(unsigned char *registers, const unsigned char *bytes);

#endif
