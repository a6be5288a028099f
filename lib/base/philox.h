/* philox.h - Philox4x32-10: counter-based random numbers (Salmon, Moraes, Dror and Shaw, SC11). */
#ifndef KF_PHILOX_H
#define KF_PHILOX_H

#include <stdint.h>

enum { KF_PHILOX_ROUNDS = 10 };

/* The key steps by the golden ratio and by sqrt(3) - 1 from round to round. */
static const uint32_t kf_philox_step0 = 0x9E3779B9, kf_philox_step1 = 0xBB67AE85;

typedef struct kf_philox {
    uint32_t x0, x1, x2, x3;
} kf_philox;

/* One round, with the multipliers of the paper. */
static inline kf_philox kf_philox_round(kf_philox x, uint32_t key0, uint32_t key1)
{
    uint64_t a = (uint64_t)0xD2511F53 * x.x0;
    uint64_t b = (uint64_t)0xCD9E8D57 * x.x2;
    return (kf_philox){(uint32_t)(b >> 32) ^ x.x1 ^ key0, (uint32_t)b,
                       (uint32_t)(a >> 32) ^ x.x3 ^ key1, (uint32_t)a};
}

#endif
