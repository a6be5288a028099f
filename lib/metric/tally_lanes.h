/* tally_lanes.h - the inside of a tally's lanes, for tally_lanes.c and tally_lanes_block.c only. A
 * group has
 *
 *   counts[group << bits]: how many of its rows had which code; a code is a bit a lane
 *   sums[group × n_words]: 64-bit words
 *
 * of the rows since the last spill. */
#ifndef KF_TALLY_LANES_H
#define KF_TALLY_LANES_H

#include "metric/lane.h"
#include "metric/tally.h"

enum { KF_LANES_MOST = 16 };

typedef struct kf_tally_lanes {
    kf_lane lanes[KF_LANES_MOST];
    int32_t n;
    int32_t used; /* 0: the batch has nothing for lanes */
    int32_t n_words, bits;
    const kf_lane_loops *loops;
    int64_t rows;  /* of the batch */
    int64_t since; /* rows counted since the last spill */
    uint32_t *counts;
    uint64_t *sums;
    size_t counts_capacity, sums_capacity; /* zero beyond those of `groups` */
    uint32_t first, groups;                /* from which on, and how many have room there */
    uint32_t next;                         /* `first` after the next spill */
    kf_lane_block block;
} kf_tally_lanes;

/* Gives every lane its place, and those that need more a new one; aggregates whose lane finds none
 * go without. Nothing may be counted that is not spilt. */
void kf_tally_lanes_place(kefu_tally *tally);

#endif
