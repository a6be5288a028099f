/* bucket_read.h - a block of numbers to buckets and to where rows are counted, by loops that are
 * compiled for each width of registers. */
#ifndef KF_BUCKET_READ_H
#define KF_BUCKET_READ_H

#include "metric/quantile_readings.h"
#include "table/column.h"

/* Rows that do not count are counted here, first, so that no loop branches on them; in several
 * places, since counting takes a while until the next row can count in the same one. */
enum { KF_ASIDE = 32 };

typedef struct kf_bucket_loops {
    /* kf_bucket_of with KF_READING_BITS; 0 if one number is below 0 or not below 2^52. */
    int32_t (*read)(const int64_t *values, int16_t *buckets);
    /* The least and the greatest bucket of rows where aside[i] is 0. */
    void (*range)(const int16_t *buckets, const uint8_t *aside, int32_t *low, int32_t *high);
    /* Where rows are counted: from KF_ASIDE on, the groups with 2^bits cells from `low` each. */
    void (*cells)(const uint32_t *groups, const int16_t *buckets, const uint8_t *aside, int32_t low,
                  int32_t bits, uint32_t *cells);
    /* The same with one cell for each group. */
    void (*groups)(const uint32_t *groups, const uint8_t *aside, uint32_t *cells);
} kf_bucket_loops;

/* The loops for kf_cpu()'s registers or less; the results are the same. */
const kf_bucket_loops *kf_bucket_loops_of(int32_t cpu);
const kf_bucket_loops *kf_bucket_loops_avx2(void);

#endif
