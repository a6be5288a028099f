/* buckets.c - see buckets.h. */
#include "metric/buckets.h"

static const uint64_t buckets_end = (uint64_t)1 << 63; /* one more than the largest number */

/* Halving without branches: whether a half is empty is chance. */
static int32_t buckets_log2(uint64_t size)
{
    int32_t log = 0;
    for (int32_t step = 32; step; step >>= 1) {
        int32_t by = (size >> step != 0) * step;
        size >>= by;
        log += by;
    }
    return log;
}

static int32_t buckets_of_size(uint64_t size, int32_t bits)
{
    int32_t shift = size >> bits ? buckets_log2(size) - bits : 0;
    return (shift << bits) + (int32_t)(size >> shift);
}

/* The least size in a bucket; one more than the largest number for the empty bucket, too. */
static uint64_t buckets_start(int32_t bucket, int32_t bits)
{
    int32_t shift = (bucket >> bits) - 1;
    if (shift <= 0)
        return (uint64_t)bucket;
    return (uint64_t)(bucket - (shift << bits)) << shift;
}

int32_t kf_bucket_of(int64_t value, int32_t bits)
{
    if (value < 0)
        return -buckets_of_size(0 - (uint64_t)value, bits);
    return buckets_of_size((uint64_t)value, bits);
}

int32_t kf_bucket_most(int32_t bits) { return buckets_of_size(buckets_end, bits); }

static int64_t buckets_signed(uint64_t size, int32_t bucket)
{
    return bucket < 0 ? -(int64_t)(size - 1) - 1 : (int64_t)size;
}

/* The end of the bucket farther from zero. */
static uint64_t buckets_far(int32_t size_bucket, int32_t bits)
{
    if (size_bucket == kf_bucket_most(bits))
        return buckets_end;
    return buckets_start(size_bucket + 1, bits) - 1;
}

int64_t kf_bucket_low(int32_t bucket, int32_t bits)
{
    return buckets_signed(bucket < 0 ? buckets_far(-bucket, bits) : buckets_start(bucket, bits),
                          bucket);
}

int64_t kf_bucket_high(int32_t bucket, int32_t bits)
{
    return buckets_signed(bucket < 0 ? buckets_start(-bucket, bits) : buckets_far(bucket, bits),
                          bucket);
}

int64_t kf_bucket_middle(int32_t bucket, int32_t bits)
{
    int32_t size_bucket = bucket < 0 ? -bucket : bucket;
    uint64_t near = buckets_start(size_bucket, bits), far = buckets_far(size_bucket, bits);
    return buckets_signed(near + (far - near) / 2, bucket);
}
