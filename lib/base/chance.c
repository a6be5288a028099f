/* chance.c - see chance.h. */
#include "base/chance.h"

#include "base/philox.h"

void kf_chance_start(kf_chance *chance, uint64_t key, uint32_t purpose)
{
    chance->key = key;
    chance->block = 0;
    chance->purpose = purpose;
    chance->used = KF_CHANCE_WORDS;
}

void kf_chance_fill(kf_chance *chance)
{
    uint32_t low = (uint32_t)chance->key, high = (uint32_t)(chance->key >> 32);
    for (uint32_t i = 0; i < KF_CHANCE_BLOCKS; i++) {
        uint64_t block = chance->block + i;
        kf_philox at = {(uint32_t)block, (uint32_t)(block >> 32), chance->purpose, 0};
        at = kf_philox_of(low, high, at);
        chance->words[2 * i] = at.x0 | ((uint64_t)at.x1 << 32);
        chance->words[2 * i + 1] = at.x2 | ((uint64_t)at.x3 << 32);
    }
    chance->block += KF_CHANCE_BLOCKS;
    chance->used = 0;
}
