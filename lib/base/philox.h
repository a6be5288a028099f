/* philox.h - Philox4x32-10: counter-based random numbers (Salmon, Moraes, Dror and Shaw, SC11). */
#ifndef KF_PHILOX_H
#define KF_PHILOX_H

#include <stdint.h>

typedef struct kf_philox {
    uint32_t x0, x1, x2, x3;
} kf_philox;

enum { KF_PHILOX_ROUNDS = 10 };

/* Multipliers of the paper; the key steps by the golden ratio and by sqrt(3) - 1. */
static inline kf_philox kf_philox_of(uint32_t key0, uint32_t key1, kf_philox counter)
{
    kf_philox at = counter;
    for (int round = 0; round < KF_PHILOX_ROUNDS; round++) {
        uint64_t a = (uint64_t)0xD2511F53 * at.x0;
        uint64_t b = (uint64_t)0xCD9E8D57 * at.x2;
        at.x0 = (uint32_t)(b >> 32) ^ at.x1 ^ key0;
        at.x1 = (uint32_t)b;
        at.x2 = (uint32_t)(a >> 32) ^ at.x3 ^ key1;
        at.x3 = (uint32_t)a;
        key0 += 0x9E3779B9;
        key1 += 0xBB67AE85;
    }
    return at;
}

#endif
