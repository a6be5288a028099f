/* bucket_counts.c - see bucket_counts.h. */
#include "metric/bucket_counts.h"

#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"

/* A list may be this long; arrays grow by whole pages of buckets. */
enum { COUNTS_LIST = 32, COUNTS_LIST_FIRST = 4, COUNTS_PAGE = 64 };

typedef struct counts_entry {
    int64_t count;
    int32_t bucket;
    int32_t reserved;
} counts_entry;

static size_t counts_item(const kf_bucket_counts *c)
{
    return c->is_array ? sizeof(int64_t) : sizeof(counts_entry);
}

void kf_bucket_counts_free(kf_bucket_counts *counts, const kefu_allocator *allocator)
{
    if (counts->block)
        allocator->release(allocator->user, counts->block,
                           (size_t)counts->room * counts_item(counts));
    memset(counts, 0, sizeof *counts);
}

int32_t kf_bucket_counts_next(const kf_bucket_counts *counts, int32_t *at, int32_t *bucket,
                              int64_t *count)
{
    if (!counts->is_array) {
        const counts_entry *entries = counts->block;
        if (*at >= counts->used)
            return 0;
        *bucket = entries[*at].bucket;
        *count = entries[*at].count;
        ++*at;
        return 1;
    }
    for (const int64_t *array = counts->block; *at < counts->room; ++*at)
        if (array[*at]) {
            *bucket = counts->first + *at;
            *count = array[*at];
            ++*at;
            return 1;
        }
    return 0;
}

/* ---- Arrays --------------------------------------------------------------------------------- */

static int32_t counts_page_start(int32_t bucket)
{
    int32_t within = bucket % COUNTS_PAGE;
    return bucket - within - (within < 0 ? COUNTS_PAGE : 0);
}

static int32_t counts_covers(const kf_bucket_counts *c, int32_t bucket)
{
    return c->is_array && bucket >= c->first && bucket - c->first < c->room;
}

/* An array over the buckets that there are and low..high, with all counts. */
static kefu_status counts_to_array(kf_bucket_counts *c, int32_t low, int32_t high,
                                   const kefu_allocator *allocator, kefu_error *error)
{
    kf_memory memory = {*allocator};
    kf_bucket_counts grown = {NULL, 0, 0, 0, 1};
    int64_t *array, count;
    int32_t at = 0, bucket;
    while (kf_bucket_counts_next(c, &at, &bucket, &count)) {
        low = bucket < low ? bucket : low;
        high = bucket > high ? bucket : high;
    }
    grown.first = counts_page_start(low);
    grown.room = counts_page_start(high) + COUNTS_PAGE - grown.first;
    grown.block = array = kf_alloc_zeros(&memory, (size_t)grown.room, sizeof *array);
    if (!array)
        return kf_no_memory(error);
    for (at = 0; kf_bucket_counts_next(c, &at, &bucket, &count);)
        array[bucket - grown.first] = count;
    kf_bucket_counts_free(c, allocator);
    *c = grown;
    return KEFU_OK;
}

/* ---- Lists ---------------------------------------------------------------------------------- */

/* Entries whose bucket is below. */
static int32_t counts_place(const kf_bucket_counts *c, int32_t bucket)
{
    const counts_entry *entries = c->block;
    int32_t low = 0, high = c->used;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (entries[middle].bucket < bucket)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static kefu_status counts_list_grow(kf_bucket_counts *c, const kefu_allocator *allocator,
                                    kefu_error *error)
{
    kf_memory memory = {*allocator};
    kf_bucket_counts grown = *c;
    grown.room = c->room ? c->room * 2 : COUNTS_LIST_FIRST;
    grown.block = kf_alloc_array(&memory, (size_t)grown.room, sizeof(counts_entry));
    if (!grown.block)
        return kf_no_memory(error);
    if (c->used)
        memcpy(grown.block, c->block, (size_t)c->used * sizeof(counts_entry));
    kf_bucket_counts_free(c, allocator);
    *c = grown;
    return KEFU_OK;
}

static kefu_status counts_list_insert(kf_bucket_counts *c, int32_t at, int32_t bucket,
                                      int64_t count, const kefu_allocator *allocator,
                                      kefu_error *error)
{
    counts_entry *entries;
    kefu_status status = KEFU_OK;
    if (c->used == c->room)
        status = counts_list_grow(c, allocator, error);
    if (status)
        return status;
    entries = c->block;
    memmove(entries + at + 1, entries + at, (size_t)(c->used - at) * sizeof *entries);
    entries[at] = (counts_entry){count, bucket, 0};
    c->used++;
    return KEFU_OK;
}

/* ---- Both ----------------------------------------------------------------------------------- */

kefu_status kf_bucket_counts_add(kf_bucket_counts *counts, int32_t bucket, int64_t count,
                                 const kefu_allocator *allocator, kefu_error *error)
{
    if (!counts->is_array) {
        counts_entry *entries = counts->block;
        int32_t at = counts_place(counts, bucket);
        if (at < counts->used && entries[at].bucket == bucket) {
            entries[at].count += count;
            return KEFU_OK;
        }
        if (counts->used < COUNTS_LIST)
            return counts_list_insert(counts, at, bucket, count, allocator, error);
    }
    if (!counts_covers(counts, bucket)) {
        kefu_status status = counts_to_array(counts, bucket, bucket, allocator, error);
        if (status)
            return status;
    }
    ((int64_t *)counts->block)[bucket - counts->first] += count;
    return KEFU_OK;
}

/* Into an array that has room for all, or all entries into a copy of the list. */
kefu_status kf_bucket_counts_merge(kf_bucket_counts *dst, const kf_bucket_counts *src,
                                   const kefu_allocator *allocator, kefu_error *error)
{
    int32_t at = 0, bucket, low = INT32_MAX, high = INT32_MIN, n = 0;
    int64_t count;
    kefu_status status = KEFU_OK;
    while (kf_bucket_counts_next(src, &at, &bucket, &count)) {
        low = bucket < low ? bucket : low;
        high = bucket;
        n++;
    }
    if (!n)
        return KEFU_OK;
    if (!dst->is_array && dst->used + n <= COUNTS_LIST)
        while (!status && dst->room < dst->used + n)
            status = counts_list_grow(dst, allocator, error);
    else if (!counts_covers(dst, low) || !counts_covers(dst, high))
        status = counts_to_array(dst, low, high, allocator, error);
    for (at = 0; !status && kf_bucket_counts_next(src, &at, &bucket, &count);)
        status = kf_bucket_counts_add(dst, bucket, count, allocator, error);
    return status;
}
