/* bucket_counts.h - how many numbers fell into each bucket: few buckets as a sorted list, many as
 * an array over their range. Which of the two it is shows nowhere. */
#ifndef KF_BUCKET_COUNTS_H
#define KF_BUCKET_COUNTS_H

#include "kefu/base.h"

/* Empty is all zero. */
typedef struct kf_bucket_counts {
    void *block;   /* `room` entries of a list, or counts of an array */
    int32_t room;  /* 0: no block */
    int32_t used;  /* of a list: entries in order of buckets */
    int32_t first; /* of an array: the bucket of its first count */
    int32_t is_array;
} kf_bucket_counts;

/* Adds `count` > 0 to a bucket; on failure nothing changes. Sums stay below 2^63. */
kefu_status kf_bucket_counts_add(kf_bucket_counts *counts, int32_t bucket, int64_t count,
                                 const kefu_allocator *allocator, kefu_error *error);
/* Adds all of src; on failure nothing changes. */
kefu_status kf_bucket_counts_merge(kf_bucket_counts *dst, const kf_bucket_counts *src,
                                   const kefu_allocator *allocator, kefu_error *error);
/* The next bucket with a count, in rising order: *at is 0 before the first; 0 after the last. */
int32_t kf_bucket_counts_next(const kf_bucket_counts *counts, int32_t *at, int32_t *bucket,
                              int64_t *count);
void kf_bucket_counts_free(kf_bucket_counts *counts, const kefu_allocator *allocator);

#endif
