/* bag.h - a multiset of int64, kept whole: what quantiles and other aggregates of order need.
 *
 * The bag is a run of distinct values with their counts, and a tail of values as they came, which
 * is sorted into the run when it has grown as long as that. So a value costs O(log n) amortised
 * however they come, and data with many ties take the room of their distinct values.
 *
 * A zeroed bag is empty; it may be moved by memcpy. Memory comes from the allocator that every call
 * is given, always the same one. A call that fails leaves the values as they were. */
#ifndef KF_BAG_H
#define KF_BAG_H

#include "kefu/base.h"

typedef struct kf_bag_pair {
    int64_t value;
    int64_t count; /* > 0 */
} kf_bag_pair;

typedef struct kf_bag {
    int64_t *tail;
    size_t n_tail, tail_limit, tail_capacity; /* full at the limit, <= capacity */
    kf_bag_pair *run;                         /* values rise */
    size_t n_run, run_capacity;
    int64_t in_run; /* sum of the counts of the run; with a full tail it fits into int64 */
} kf_bag;

void kf_bag_free(kf_bag *bag, const kefu_allocator *allocator);

/* How many values, ties each. */
static inline int64_t kf_bag_size(const kf_bag *bag) { return bag->in_run + (int64_t)bag->n_tail; }

/* Room for a value in the tail. KEFU_E_MEMORY; KEFU_E_OVERFLOW for the 2^63th value. */
kefu_status kf_bag_make_room(kf_bag *bag, const kefu_allocator *allocator, kefu_error *error);

static inline kefu_status kf_bag_add(kf_bag *bag, int64_t value, const kefu_allocator *allocator,
                                     kefu_error *error)
{
    if (bag->n_tail == bag->tail_limit) {
        kefu_status status = kf_bag_make_room(bag, allocator, error);
        if (status)
            return status;
    }
    bag->tail[bag->n_tail++] = value;
    return KEFU_OK;
}

/* dst += src, another bag. KEFU_E_MEMORY, KEFU_E_OVERFLOW. O(distinct values of both), and O(log)
 * a value amortised where src is small. */
kefu_status kf_bag_merge(kf_bag *dst, const kf_bag *src, const kefu_allocator *allocator,
                         kefu_error *error);

/* ---- Reading -------------------------------------------------------------------------------- */

/* All values in order, without a change to the bag. */
typedef struct kf_bag_view {
    const kf_bag_pair *pairs; /* values rise */
    size_t n;
    int64_t size; /* sum of the counts */
    kf_bag copy;  /* private: holds the pairs if the bag had a tail */
} kf_bag_view;

/* Borrows from the bag, or from a copy where it has a tail. Close it also after a failure. */
kefu_status kf_bag_open(kf_bag_view *view, const kf_bag *bag, const kefu_allocator *allocator,
                        kefu_error *error);
void kf_bag_close(kf_bag_view *view, const kefu_allocator *allocator);

/* The value with `rank` values before it, 0 <= rank < size. O(distinct) */
int64_t kf_bag_at(const kf_bag_view *view, int64_t rank);

/* The values of two ranks, first <= last, without sorting the whole tail: bag_pick.c. Room is taken
 * for the values near them only. O(distinct + tail) unless values are spread very unevenly. */
kefu_status kf_bag_pick(const kf_bag *bag, int64_t first, int64_t last, int64_t out[2],
                        const kefu_allocator *allocator, kefu_error *error);

/* ---- Bytes: bag_bytes.c -----------------------------------------------------------------------
 *
 * A function of the values alone: whole numbers to the base 128, lowest digit first, 128 added to
 * all digits but the last, as few digits as will do. They are
 *   how many distinct values; if any, the least, 0 -1 1 -2 2 ... as 0 1 2 3 4 ...;
 *   if more than one, step - 1, where the step is the greatest that divides all distances;
 *   the count of the least - 1; for each other value its distance from the one before, in
 *   steps, - 1, and its count - 1. */

size_t kf_bag_bytes(const kf_bag_view *view);                          /* how many they are */
unsigned char *kf_bag_put(unsigned char *at, const kf_bag_view *view); /* gives the end */
/* Fills an empty bag from the bytes at *at, which moves behind them. KEFU_E_DATA for what put does
 * not write, KEFU_E_MEMORY. */
kefu_status kf_bag_take(kf_bag *bag, const unsigned char **at, const unsigned char *end,
                        const kefu_allocator *allocator, kefu_error *error);

#endif
