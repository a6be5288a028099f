/* chance.h - a row of random words from a key, and fair numbers below a bound. Frozen.
 *
 * Word i is half of what Philox4x32-10 (kefu_random) gives for the key (its lower 32 bits first)
 * and the counter {lower half of i / 2, upper half, purpose, 0}: of an even i out[0] + 2^32 out[1],
 * of an odd one out[2] + 2^32 out[3]. */
#ifndef KF_CHANCE_H
#define KF_CHANCE_H

#include "base/words.h"

/* What the words are for: draws of one key must not depend on each other. Never renumbered. */
enum { KF_CHANCE_NUMBERS = 1, KF_CHANCE_RESERVOIR = 2, KF_CHANCE_PPS = 3 };

enum { KF_CHANCE_WORDS = 64 }; /* made at a time: so many that vectors pay */

typedef struct kf_chance {
    uint64_t key;
    uint64_t block; /* of two words, the next one to be made */
    uint32_t purpose;
    uint32_t used; /* of words */
    uint64_t words[KF_CHANCE_WORDS];
} kf_chance;

void kf_chance_start(kf_chance *chance, uint64_t key, uint32_t purpose);
/* Makes the next words. */
void kf_chance_fill(kf_chance *chance);

/* The next word: 64 random bits. */
static inline uint64_t kf_chance_word(kf_chance *chance)
{
    if (chance->used == KF_CHANCE_WORDS)
        kf_chance_fill(chance);
    return chance->words[chance->used++];
}

/* A number of 0 .. n - 1 (n > 0), all equally likely: the upper half of word × n, where words whose
 * lower half is below 2^64 mod n are passed over (Lemire 2019). */
static inline uint64_t kf_chance_below(kf_chance *chance, uint64_t n)
{
    uint64_t word = kf_chance_word(chance);
    if (word * n < n) { /* rare, so that the division is */
        uint64_t unfair = (0 - n) % n;
        while (word * n < unfair)
            word = kf_chance_word(chance);
    }
    return kf_mul_high(word, n);
}

#endif
