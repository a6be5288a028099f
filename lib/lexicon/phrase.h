/* phrase.h - a phrase as units, and what of a text may stand between two of them.
 *
 * A phrase is looked for without the blanks, punctuation and emoji that stand between its
 * characters in a text (加.微.信), at most KF_MOST_SKIPPED in a row. One that has punctuation or
 * emoji of its own (100%) is exact: only blanks are skipped. To keep hits to what is one phrase:
 *   clauses   punctuation that ends a clause (, . ! ? ; ~ and new lines) is skipped only beside a
 * character that stands alone, as in 加.微.信; in 再加,微信支付 it ends the clause words letters of
 * one word may be apart only where one of them stands alone (v x); the blank between two words of a
 * phrase must be in the text, as a blank or another sign (customer-service). Digits likewise. A
 * phrase that begins or ends in a letter begins or ends where no other letter goes on; digits
 * likewise */
#ifndef KF_PHRASE_H
#define KF_PHRASE_H

#include "base/alloc.h"
#include "fold/fold.h"

enum {
    KF_MOST_SKIPPED = 4,   /* units in a row */
    KF_PHRASE_UNITS = 64,  /* at most, of one part */
    KF_PHRASE_BYTES = 512, /* as written */
    KF_WORD_GAP = ' '      /* between two words of a phrase */
};

typedef struct kf_phrase {
    uint16_t units[KF_PHRASE_UNITS]; /* no blanks but KF_WORD_GAP */
    int32_t n;
    int32_t exact; /* 1: has marks or emoji */
} kf_phrase;

/* KEFU_E_DEFINITION for what is nothing once folded, or too long. */
kefu_status kf_phrase_of(const kf_memory *memory, const char *text, size_t size, kf_phrase *out,
                         kefu_error *error);
/* Where `part` begins in `whole`, from unit `from` on; -1 if nowhere. */
int32_t kf_phrase_in(const kf_phrase *whole, const kf_phrase *part, int32_t from);

/* What stands after unit `last`: index of the next unit that is not skipped to *next, and how it
 * joins. */
enum {
    KF_JOIN_NONE = 0, /* the text or the clause ends, or too much is between */
    KF_JOIN = 1,
    KF_JOIN_WORD = 2 /* as KF_WORD_GAP */
};
int32_t kf_join(const uint16_t *units, size_t count, size_t last, int32_t exact, size_t *next);
/* 1 if a word goes on from unit i - 1 to unit i: no phrase begins or ends there. */
int32_t kf_in_word(const uint16_t *units, size_t i);
/* 1 for what is skipped between the units of a phrase. */
int32_t kf_is_skipped(uint16_t unit, int32_t exact);

/* Most of Chinese: neither skipped nor part of a word. */
static inline int32_t kf_is_han(uint16_t unit) { return unit >= 0x4E00 && unit < 0xA000; }

#endif
