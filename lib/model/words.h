/* words.h - words and pairs of words as features: runs of letters and digits, hashed unit by unit.
 *
 *   step  h = (h ^ unit) × KF_WORD_MULTIPLIER, then h ^ h >> 15; digits count as '0'
 *   word  the steps of its units, from KF_WORD_START
 *   pair  one step of the second word's hash, from the first one's × KF_PAIR_MULTIPLIER
 */
#ifndef KF_MODEL_WORDS_H
#define KF_MODEL_WORDS_H

#include "model/model.h"

/* kefu_random's words 0 .. 2 of kf_hash_key's counter 2, the multipliers made odd: features.c. */
#define KF_WORD_START      0x24161ACCu
#define KF_WORD_MULTIPLIER 0x4822452Du
#define KF_PAIR_MULTIPLIER 0x739FDF9Fu

static inline uint32_t kf_word_step(uint32_t hash, uint32_t unit)
{
    hash = (hash ^ unit) * KF_WORD_MULTIPLIER;
    return hash ^ hash >> 15;
}

static inline uint32_t kf_word_pair(uint32_t before, uint32_t word)
{
    return kf_word_step(before * KF_PAIR_MULTIPLIER, word);
}

/* The run that is being read, and the one before it. */
typedef struct kf_word_walk {
    uint32_t hash, before; /* before: if `joined` */
    size_t start, length;  /* of the run; length 0: none */
    size_t before_start;
    int32_t joined; /* 1: only blanks and apostrophes since the run before */
    int32_t ended;  /* 1: the run ended with the unit read last */
} kf_word_walk;

/* Reads the unit at `at`, which the unit `next` follows. What ended with it, if of two units or
 * more: a word of words->hash, a pair with words->before if joined. Start from zeros. */
void kf_words_read(kf_word_walk *words, uint16_t unit, uint16_t next, size_t at);

#endif
