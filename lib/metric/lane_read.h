/* lane_read.h - a block of numbers on its way into the words or codes of lanes, by loops that are
 * compiled for each width of registers. */
#ifndef KF_LANE_READ_H
#define KF_LANE_READ_H

#include "table/column.h"

/* What a lane's numbers take of a row. */
enum { KF_LANE_BIT = 1, KF_LANE_HALF = 32, KF_LANE_WHOLE = 64 };

/* A number as large as this goes another way: no block of them comes near the end of 64 bits. */
#define LANE_LARGE ((uint64_t)1 << 48)

/* Adds a block of numbers, shifted by 0 or KF_LANE_HALF, to words: the first lane of a word, which
 * is not shifted, overwrites it. The result is what they may come to, without sign, and in *most
 * what none exceeds. */
typedef uint64_t (*kf_lane_reader)(const void *at, int32_t shift, uint64_t *words, uint64_t *most);

/* How a packed column is read as it lies in memory. */
typedef struct kf_lane_kind {
    int32_t type, size, width; /* the width that is tried first */
    kf_lane_reader read;
} kf_lane_kind;

enum { KF_LANE_KINDS = 8 };

typedef struct kf_lane_loops {
    kf_lane_kind kinds[KF_LANE_KINDS];
    /* Adds truth values to the codes; 0 if one is neither 0 nor 1. */
    int32_t (*bits)(const uint8_t *truth, int32_t bit, uint8_t *codes);
    kf_lane_reader values;                      /* of numbers that were read already */
    uint32_t (*lowest)(const uint32_t *groups); /* of a block */
} kf_lane_loops;

/* The loops for kf_cpu()'s registers or less; the results are the same. */
const kf_lane_loops *kf_lane_loops_of(int32_t cpu);
const kf_lane_loops *kf_lane_loops_avx2(void);

#endif
