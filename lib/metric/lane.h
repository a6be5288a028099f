/* lane.h - one column of numbers on its way into the sums of groups, a block at a time. Columns of
 * 0 and 1 become a bit of each row's code, of which a group counts how often it sees which; others
 * are added to a 64-bit word of the group, two small ones to the halves of one word. */
#ifndef KF_LANE_H
#define KF_LANE_H

#include "expr/program.h"
#include "metric/lane_read.h"

enum { KF_LANE_WORDS = 8, KF_LANE_BITS = 6 };

typedef struct kf_lane {
    /* Where its numbers come from. */
    kf_formula *formula;
    int32_t program; /* of the formula, -1: no numbers, it counts the rows of `where` */
    int32_t where;   /* the filter, or -1 */
    int32_t scale;
    const kf_lane_loops *loops;
    const kf_column *column;  /* that the program is, or NULL */
    const kf_lane_kind *kind; /* the way to read it as it lies in memory, or NULL */
    int64_t power;            /* a sum × power is a total at the scale of the tally */

    /* What they need: learnt from the blocks, never less than before. */
    int32_t width;  /* KF_LANE_BIT ... */
    int32_t absent; /* 1: not every row has one */

    /* Where they are, -1 where they are not. */
    int32_t bit;  /* of the code: the number */
    int32_t seen; /* of the code: whether the row has one */
    int32_t word, shift;
    int32_t placed; /* the width it has there */
    uint64_t used;  /* the word's sums so far are at most this, without sign */
} kf_lane;

/* A block of rows as lanes see it. */
typedef struct kf_lane_block {
    uint64_t words[KF_LANE_WORDS][KF_BLOCK];
    uint8_t codes[KF_BLOCK];
    int64_t values[KF_BLOCK];
    uint8_t states[KF_BLOCK], seen[KF_BLOCK];
} kf_lane_block;

/* What became of a lane that was to read a block. */
enum {
    KF_LANE_READ = 0,
    KF_LANE_GREW = 1,   /* it needs more than it has: place the lanes anew, and read again */
    KF_LANE_CANNOT = 2, /* a number is too large, or not known yet, or none at all */
};

/* The lane of a program and a filter of a bound formula; -1 for none. */
void kf_lane_init(kf_lane *lane, kf_formula *formula, int32_t program, int32_t where,
                  int32_t scale);
/* Adds KF_BLOCK rows from `first` to codes[] and to its word; the first lane of a word overwrites
 * it. *bound gets what they may add to the sums of the word, at most. */
int32_t kf_lane_read(kf_lane *lane, int64_t first, kf_lane_block *block, uint64_t *bound);
/* What the sums may come to before they are taken out. */
uint64_t kf_lane_room(const kf_lane *lane);
/* Takes the lane's sum out of its word, of which it must be the lowest that is left: the higher
 * lane of the word is mended. */
int64_t kf_lane_take(const kf_lane *lane, uint64_t *word);

#endif
