/* quantile_readings.h - quantile() in two readings of the same rows: the first counts them in
 * buckets of the number line, the second picks the numbers of the buckets where the quantiles lie.
 */
#ifndef KF_QUANTILE_READINGS_H
#define KF_QUANTILE_READINGS_H

#include "base/alloc.h"
#include "kefu/plugin.h"

/* Takes the place of kf_metric_quantile in tallies of two readings; in no registry. */
extern const kefu_metric kf_metric_quantile_readings;

enum { KF_READING_BITS = 3 }; /* of the buckets: eight for each doubling */

/* A bucket in which a quantile lies, and what the second reading has picked of it. */
typedef struct kf_pick {
    int64_t low;      /* the least number of the bucket */
    int64_t before;   /* numbers in lower buckets */
    int64_t expected; /* in this one, by the first reading */
    int64_t n, capacity;
    void *numbers; /* above the least: 32 bits each, or 64 */
    int32_t bucket;
    int32_t wide; /* 1: 64 bits */
} kf_pick;

/* quantile_select.c: the number at a rank, 0 .. n - 1, of those that were picked. O(n) */
int64_t kf_pick_select(const kf_pick *pick, int64_t rank);

#define KF_READING_FEW INT64_C(65536) /* of them move from few to many */

enum { KF_PICKS_MOST = 254 }; /* of a group: their numbers are bytes */

/* Zeroed it is empty. What each row touches comes first. */
typedef struct kf_quantile_reading {
    uint16_t *few; /* counts of buckets low .. low + width - 1, beside `many` */
    int32_t low, width;
    uint64_t wanted; /* the second reading: bits bucket % 64 of those with a slot, so most rows */
    int64_t seen;    /* go no further; and the numbers that it has met */
    uint8_t *slots;  /* NULL: the first reading. Of each bucket: 0, or 1 + its place in picks */
    kf_pick *picks;  /* in order of buckets */
    int64_t *many;   /* or NULL: small counts are what a row touches, and stay in the cache */
    int32_t n_picks, capacity;
    int64_t n; /* numbers of all */
} kf_quantile_reading;

/* Numbers of a block, at most KF_BLOCK: row i counts if keep is NULL or keep[i] is 0, and belongs
 * to the state of groups[i]. */
typedef struct kf_reading_rows {
    void *states;
    size_t stride;
    const uint32_t *groups;
    const int64_t *values;
    const uint8_t *keep;
    int64_t n;
} kf_reading_rows;

/* The first reading counts them in buckets. KEFU_E_MEMORY. */
kefu_status kf_reading_count(const kf_reading_rows *rows, const kefu_context *context,
                             kefu_error *error);
/* The second picks them. KEFU_E_DATA for more of a bucket than the first has seen. */
kefu_status kf_reading_pick(const kf_reading_rows *rows, kefu_error *error);

/* As these do, of rows that were looked at elsewhere: adds counts of the buckets low .. low + n - 1
 * to the first reading, or KF_READING_FEW of one; of the second, picks those numbers of the listed
 * rows whose buckets are looked for. rows->values is not looked at. */
kefu_status kf_reading_add(kf_quantile_reading *reading, int32_t low, const uint16_t *counts,
                           int32_t n, const kefu_context *context, kefu_error *error);
kefu_status kf_reading_add_few(kf_quantile_reading *reading, int32_t bucket,
                               const kefu_context *context, kefu_error *error);
kefu_status kf_reading_take(const kf_reading_rows *rows, const uint16_t *list,
                            const int64_t *numbers, size_t n, kefu_error *error);
/* dst += src, of the same reading; of the second: which look for the same. */
kefu_status kf_reading_merge(kf_quantile_reading *dst, const kf_quantile_reading *src,
                             const kefu_context *context, kefu_error *error);
void kf_reading_free(kf_quantile_reading *reading, const kefu_context *context);

/* Numbers counted by the first reading. O(buckets) */
int64_t kf_reading_size(const kf_quantile_reading *reading);
/* Ends the first reading of `own`: the quantiles are looked for where the ranks `ranks` (0-based,
 * rising) of `all` lie. KEFU_E_MEMORY, KEFU_E_LIMIT. */
kefu_status kf_reading_want(kf_quantile_reading *own, const kf_quantile_reading *all,
                            const int64_t *ranks, int32_t n, const kefu_context *context,
                            kefu_error *error);
/* The number at a rank that was asked for. KEFU_E_DATA if the second reading has not seen all. */
kefu_status kf_reading_number(const kf_quantile_reading *reading, int64_t rank, int64_t *out,
                              kefu_error *error);

#endif
