/* gap.h - how many rows to pass over until a chance of 1 / q a row comes true, in one step. */
#ifndef KF_GAP_H
#define KF_GAP_H

#include "base/chance.h"

/* Gaps longer than this are "never": rows are numbered up to it. */
#define KF_GAP_MOST ((uint64_t)1 << 62)

/* Rows are passed over in blocks of 2^block_bits rows, none but for q >= 2^13. */
typedef struct kf_gap {
    uint64_t q, above; /* the chance is 1 / q; the next larger q of four binary digits */
    uint64_t height;   /* -ln(1 - 1 / q) of a row × rows of a block × 2^57: 2^44 or more */
    uint32_t block_bits;
} kf_gap;

/* The largest q that is at most `most` >= 1 and has four binary digits and then zeros, the like of
 * which gaps are drawn for: the rows that are too many, 1 of 20, are thinned out by who asks. */
uint64_t kf_gap_below(uint64_t most);
/* Gets ready for such a q, 1 .. 2^62. */
void kf_gap_set(kf_gap *gap, uint64_t q);
/* A geometric variate: g with probability (1 - 1 / q)^g / q; above KF_GAP_MOST anything. The chance
 * of each row is 1 / q within 2^-42 of itself. O(1) expected */
uint64_t kf_gap_draw(const kf_gap *gap, kf_chance *chance);

#endif
