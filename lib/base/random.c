/* random.c - Philox4x32-10: counter-based random numbers (Salmon, Moraes, Dror and Shaw, SC11). */
#include "kefu/base.h"

enum { PHILOX_ROUNDS = 10 };

/* Multipliers of the paper; the key steps by the golden ratio and by sqrt(3) - 1. */
static const uint32_t philox_multiplier[2] = {0xD2511F53, 0xCD9E8D57};
static const uint32_t philox_key_step[2] = {0x9E3779B9, 0xBB67AE85};

void KEFU_CALL kefu_random(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4])
{
    uint32_t x[4], k[2];
    if (!key || !counter || !out)
        return;
    for (int i = 0; i < 4; i++)
        x[i] = counter[i];
    k[0] = key[0];
    k[1] = key[1];
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        uint64_t a = (uint64_t)philox_multiplier[0] * x[0];
        uint64_t b = (uint64_t)philox_multiplier[1] * x[2];
        x[0] = (uint32_t)(b >> 32) ^ x[1] ^ k[0];
        x[1] = (uint32_t)b;
        x[2] = (uint32_t)(a >> 32) ^ x[3] ^ k[1];
        x[3] = (uint32_t)a;
        k[0] += philox_key_step[0];
        k[1] += philox_key_step[1];
    }
    for (int i = 0; i < 4; i++)
        out[i] = x[i];
}
