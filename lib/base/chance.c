/* chance.c - see chance.h: Philox (random.c) of many counters side by side, in loops that compilers
 * turn into vectors. */
#include "base/chance.h"

enum { CHANCE_ROUNDS = 10, CHANCE_LANES = KF_CHANCE_WORDS / 2 };

typedef struct chance_lanes {
    uint32_t x0[CHANCE_LANES], x1[CHANCE_LANES], x2[CHANCE_LANES], x3[CHANCE_LANES];
} chance_lanes;

void kf_chance_start(kf_chance *chance, uint64_t key, uint32_t purpose)
{
    chance->key = key;
    chance->block = 0;
    chance->purpose = purpose;
    chance->used = KF_CHANCE_WORDS;
}

static void chance_round(const chance_lanes *restrict from, chance_lanes *restrict to,
                         uint32_t low_key, uint32_t high_key)
{
    for (int i = 0; i < CHANCE_LANES; i++) {
        uint64_t a = (uint64_t)0xD2511F53 * from->x0[i];
        uint64_t b = (uint64_t)0xCD9E8D57 * from->x2[i];
        to->x0[i] = (uint32_t)(b >> 32) ^ from->x1[i] ^ low_key;
        to->x1[i] = (uint32_t)b;
        to->x2[i] = (uint32_t)(a >> 32) ^ from->x3[i] ^ high_key;
        to->x3[i] = (uint32_t)a;
    }
}

void kf_chance_fill(kf_chance *chance)
{
    chance_lanes lanes, half;
    uint32_t low_key = (uint32_t)chance->key, high_key = (uint32_t)(chance->key >> 32);
    for (uint32_t i = 0; i < CHANCE_LANES; i++) {
        lanes.x0[i] = (uint32_t)(chance->block + i);
        lanes.x1[i] = (uint32_t)((chance->block + i) >> 32);
        lanes.x2[i] = chance->purpose;
        lanes.x3[i] = 0;
    }
    for (int round = 0; round < CHANCE_ROUNDS; round += 2) {
        chance_round(&lanes, &half, low_key, high_key);
        chance_round(&half, &lanes, low_key + 0x9E3779B9, high_key + 0xBB67AE85);
        low_key += 2 * 0x9E3779B9;
        high_key += 2 * 0xBB67AE85;
    }
    for (int i = 0; i < CHANCE_LANES; i++) {
        chance->words[2 * i] = lanes.x0[i] | ((uint64_t)lanes.x1[i] << 32);
        chance->words[2 * i + 1] = lanes.x2[i] | ((uint64_t)lanes.x3[i] << 32);
    }
    chance->block += CHANCE_LANES;
    chance->used = 0;
}
