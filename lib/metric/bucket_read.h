/* bucket_read.h - a block of numbers to buckets and to where rows are counted, by loops that are
 * compiled for each width of registers. */
#ifndef KF_BUCKET_READ_H
#define KF_BUCKET_READ_H

#include "metric/quantile_readings.h"
#include "table/column.h"

/* Rows that do not count are counted here, first, so that no loop branches on them; in several
 * places, since counting takes a while until the next row can count in the same one. */
enum { KF_ASIDE = 32 };

/* kf_bucket_of of numbers × power, with KF_READING_BITS. The result is the bits that occur among
 * the numbers; there are no buckets unless kf_bucket_exact says so. */
typedef uint64_t (*kf_bucket_reader)(const void *at, double power, int16_t *buckets);

/* Such products are whole numbers that a double holds, and none is negative. */
static inline int32_t kf_bucket_exact(uint64_t bits, int64_t power)
{
    return bits <= (((uint64_t)1 << 52) - 1) / (uint64_t)power;
}

/* How a packed column is read as it lies in memory. */
typedef struct kf_bucket_kind {
    int32_t type, size;
    kf_bucket_reader read;
    /* The numbers × power of the listed rows. */
    void (*list)(const void *at, int64_t power, const uint16_t *list, size_t n, int64_t *numbers);
} kf_bucket_kind;

enum { KF_BUCKET_KINDS = 7, KF_BUCKET_VALUES = 6 /* that of int64_t */ };

typedef struct kf_bucket_loops {
    kf_bucket_kind kinds[KF_BUCKET_KINDS];
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
