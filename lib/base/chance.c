/* chance.c - see chance.h: Philox of many counters side by side, in loops that compilers
 * turn into vectors. */
#include "base/chance.h"

#include "base/philox.h"

enum { CHANCE_LANES = KF_CHANCE_WORDS / 2 };

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
        kf_philox x = {from->x0[i], from->x1[i], from->x2[i], from->x3[i]};
        x = kf_philox_round(x, low_key, high_key);
        to->x0[i] = x.x0;
        to->x1[i] = x.x1;
        to->x2[i] = x.x2;
        to->x3[i] = x.x3;
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
    for (int round = 0; round < KF_PHILOX_ROUNDS; round += 2) {
        chance_round(&lanes, &half, low_key, high_key);
        chance_round(&half, &lanes, low_key + kf_philox_step0, high_key + kf_philox_step1);
        low_key += 2 * kf_philox_step0;
        high_key += 2 * kf_philox_step1;
    }
    for (int i = 0; i < CHANCE_LANES; i++) {
        chance->words[2 * i] = lanes.x0[i] | ((uint64_t)lanes.x1[i] << 32);
        chance->words[2 * i + 1] = lanes.x2[i] | ((uint64_t)lanes.x3[i] << 32);
    }
    chance->block += CHANCE_LANES;
    chance->used = 0;
}
