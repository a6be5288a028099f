/* kefu/rank.h - order, ties, places, top-k. Uses base.h.
 *
 * Ranks compare exact values (cross-multiplied, never divided). A value without a number (den 0)
 * or below the minimum volume has no place and comes last. A provisional value is ranked by the
 * number that it has.
 */
#ifndef KEFU_RANK_H
#define KEFU_RANK_H

#include "kefu/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What ties do to places; those of 90, 80, 80, 70 are: */
enum {
    KEFU_TIES_COMPETITION = 0, /* 1 2 2 4 */
    KEFU_TIES_DENSE = 1,       /* 1 2 2 3 */
    KEFU_TIES_MODIFIED = 2,    /* 1 3 3 4 */
    KEFU_TIES_FRACTIONAL = 3,  /* 1 2.5 2.5 4 */
    KEFU_TIES_ORDINAL = 4      /* 1 2 3 4, ties by id */
};

enum {
    KEFU_PLACE_RANKED = 0,
    KEFU_PLACE_LOW_VOLUME = 1, /* has a number, but 0 <= n < min_n, or low-volume status or flag */
    KEFU_PLACE_NO_VALUE = 2    /* no number */
};

typedef struct kefu_rank_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    int32_t ties;          /* KEFU_TIES_COMPETITION ... */
    int32_t lower_first;   /* 1 = the lowest value has place 1 */
    int64_t min_n;         /* values with a known n below this are not ranked */
    const int32_t *groups; /* NULL, or a group number a value: places are within groups */
    const kefu_text *ids;  /* NULL, or an id a value: decides the order of ties; else the index */
} kefu_rank_options;

/* Where one value stands. Frozen, 32 bytes. */
typedef struct kefu_place {
    int64_t twice;  /* place × 2, so that 2.5 is 5; 0 = not ranked */
    int64_t tied;   /* how many share the place, itself included (ordinal: 1); 0 = not ranked */
    int64_t ranked; /* how many are ranked in its group */
    int32_t group;
    int32_t state; /* KEFU_PLACE_RANKED ... */
} kefu_place;

/* The place of each of n values, to places[n]. order[n] (may be NULL) gets their indices in the
 * order to print: by group number, best first, then low volume by value, then no value; ties by id.
 * O(n log n) [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_rank(const kefu_value *values, int64_t n,
                                         const kefu_rank_options *options, kefu_place *places,
                                         int64_t *order, kefu_error *error);

/* Indices of the best k ranked values of each group to out[capacity] (capacity >= n), in the order
 * of kefu_rank, and how many to *count. with_ties = 1 also takes all that tie with the k-th.
 * O(n log n) */
KEFU_API kefu_status KEFU_CALL kefu_rank_top(const kefu_value *values, int64_t n, int64_t k,
                                             int32_t with_ties, const kefu_rank_options *options,
                                             int64_t *out, int64_t capacity, int64_t *count,
                                             kefu_error *error);

#ifdef __cplusplus
}
#endif
#endif
