/* buckets.h - the number line cut into buckets whose width follows their distance from zero: 2^bits
 * buckets for each doubling, so that a bucket is at most 1 / 2^bits of what is in it wide.
 *
 * Bucket 0 is the number 0; below 2^bits each whole number has a bucket of its own, and -c mirrors
 * c. From there on bucket ((e - bits + 1) << bits) + i holds the numbers 2^e + i × 2^(e - bits) and
 * on, up to the next bucket. The bits of saved states depend on this: it never changes. */
#ifndef KF_BUCKETS_H
#define KF_BUCKETS_H

#include <stdint.h>

enum { KF_BUCKET_BITS_MOST = 16 };

/* The bucket of a number; `bits` is 1..KF_BUCKET_BITS_MOST. O(1) */
int32_t kf_bucket_of(int64_t value, int32_t bits);
/* The bucket of INT64_MIN without its sign: buckets are -most..most, and `most` itself is empty. */
int32_t kf_bucket_most(int32_t bits);
/* The least and the greatest number of a bucket that is not empty. */
int64_t kf_bucket_low(int32_t bucket, int32_t bits);
int64_t kf_bucket_high(int32_t bucket, int32_t bits);
/* The number in the middle, towards zero: within 1 / 2^(bits + 1) of every number of its bucket. */
int64_t kf_bucket_middle(int32_t bucket, int32_t bits);

#endif
