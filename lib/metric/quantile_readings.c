/* quantile_readings.c - see quantile_readings.h. */
#include "metric/quantile_readings.h"

#include <string.h>

#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/buckets.h"
#include "table/column.h"

enum { READING_ROOM = 16 }; /* buckets more than needed, on the side where a group grows */

/* Memory of the states is the caller's of each callback. */
static void *reading_zeros(const kefu_context *context, size_t count, size_t item)
{
    const kf_memory memory = {*context->allocator};
    return kf_alloc_zeros(&memory, count, item);
}

static void *reading_alloc(const kefu_context *context, size_t count, size_t item)
{
    const kf_memory memory = {*context->allocator};
    return kf_alloc_array(&memory, count, item);
}

static void reading_free(const kefu_context *context, void *block, size_t count, size_t item)
{
    const kf_memory memory = {*context->allocator};
    kf_free_array(&memory, block, count, item);
}

/* ---- The first reading ---------------------------------------------------------------------- */

/* kf_bucket_of, quickly where it can be: a number from 2^KF_READING_BITS to 2^53 is a double
 * exactly, whose exponent and first digits, taken together, number the buckets. */
static inline int32_t reading_bucket(int64_t value)
{
    const int32_t shift = 52 - KF_READING_BITS, first = 1 << KF_READING_BITS;
    double exact;
    uint64_t bits;
    if (value < first || value >= (int64_t)1 << 53)
        return kf_bucket_of(value, KF_READING_BITS);
    exact = (double)value;
    memcpy(&bits, &exact, sizeof bits);
    return (int32_t)(bits >> shift) - ((1023 + KF_READING_BITS - 1) << KF_READING_BITS);
}

static void reading_free_counts(kf_quantile_reading *r, const kefu_context *context)
{
    reading_free(context, r->few, (size_t)r->width, sizeof *r->few);
    reading_free(context, r->many, (size_t)r->width, sizeof *r->many);
}

static int64_t reading_at(const kf_quantile_reading *r, int32_t at)
{
    return (r->many ? r->many[at] : 0) + r->few[at];
}

/* Counts of items for buckets start .. end - 1 instead of those that there are. */
static void *reading_stretch(kf_quantile_reading *r, void *had, int64_t start, int64_t end,
                             size_t item, const kefu_context *context)
{
    char *grown = reading_zeros(context, (size_t)(end - start), item);
    if (grown && had)
        memcpy(grown + (size_t)(r->low - start) * item, had, (size_t)r->width * item);
    return grown;
}

/* Counts for buckets low .. low + width - 1 as well as those that there are. */
static kefu_status reading_widen(kf_quantile_reading *r, int64_t low, int64_t width,
                                 const kefu_context *context, kefu_error *error)
{
    int64_t start = r->width && r->low < low ? r->low : low;
    int64_t end = low + width;
    uint16_t *few;
    int64_t *many = NULL;
    if (r->width && (int64_t)r->low + r->width > end)
        end = (int64_t)r->low + r->width;
    if (end - start == r->width)
        return KEFU_OK;
    few = reading_stretch(r, r->few, start, end, sizeof *few, context);
    if (r->many)
        many = reading_stretch(r, r->many, start, end, sizeof *many, context);
    if (!few || (r->many && !many)) {
        reading_free(context, few, (size_t)(end - start), sizeof *few);
        reading_free(context, many, (size_t)(end - start), sizeof *many);
        return kf_no_memory(error);
    }
    reading_free_counts(r, context);
    r->few = few;
    r->many = many;
    r->low = (int32_t)start;
    r->width = (int32_t)(end - start);
    return KEFU_OK;
}

/* `many` is made where the first count needs it. */
static kefu_status reading_need_many(kf_quantile_reading *r, const kefu_context *context,
                                     kefu_error *error)
{
    if (!r->many)
        r->many = reading_zeros(context, (size_t)r->width, sizeof *r->many);
    return r->many ? KEFU_OK : kf_no_memory(error);
}

kefu_status kf_reading_add_few(kf_quantile_reading *reading, int32_t bucket,
                               const kefu_context *context, kefu_error *error)
{
    kefu_status status = reading_widen(reading, bucket, 1, context, error);
    if (!status)
        status = reading_need_many(reading, context, error);
    if (!status)
        reading->many[bucket - reading->low] += KF_READING_FEW;
    return status;
}

/* Room for a bucket out of the range, and some more beyond it. */
static kefu_status reading_reach(kf_quantile_reading *r, int32_t bucket,
                                 const kefu_context *context, kefu_error *error)
{
    int64_t low = bucket;
    if (!r->width || bucket < r->low)
        low -= READING_ROOM;
    return reading_widen(r, low, READING_ROOM + 1, context, error);
}

static inline kf_quantile_reading *reading_of(const kf_reading_rows *rows, int64_t i)
{
    return (kf_quantile_reading *)(void *)((char *)rows->states + rows->stride * rows->groups[i]);
}

/* Lists the rows that count, without branches. */
static size_t reading_kept(const kf_reading_rows *rows, uint16_t *list)
{
    size_t n = 0;
    for (int64_t i = 0; i < rows->n; i++) {
        list[n] = (uint16_t)i;
        n += !rows->keep || !rows->keep[i];
    }
    return n;
}

kefu_status kf_reading_count(const kf_reading_rows *rows, const kefu_context *context,
                             kefu_error *error)
{
    const kf_reading_rows in = *rows;
    uint16_t list[KF_BLOCK];
    const size_t n = reading_kept(&in, list);
    for (size_t k = 0; k < n; k++) {
        kefu_status status = KEFU_OK;
        kf_quantile_reading *r = reading_of(&in, list[k]);
        int32_t bucket = reading_bucket(in.values[list[k]]);
        if ((uint32_t)bucket - (uint32_t)r->low >= (uint32_t)r->width)
            status = reading_reach(r, bucket, context, error);
        if (!status && !++r->few[bucket - r->low])
            status = kf_reading_add_few(r, bucket, context, error);
        if (status)
            return status;
    }
    return KEFU_OK;
}

static kefu_status reading_add_counts(kf_quantile_reading *r, int32_t low, const uint16_t *counts,
                                      int32_t n, const kefu_context *context, kefu_error *error)
{
    kefu_status status = reading_widen(r, low, n, context, error);
    for (int32_t i = 0; i < n && !status; i++) {
        uint32_t sum = (uint32_t)r->few[low + i - r->low] + counts[i];
        r->few[low + i - r->low] = (uint16_t)sum;
        if (sum >= KF_READING_FEW)
            status = kf_reading_add_few(r, low + i, context, error);
    }
    return status;
}

kefu_status kf_reading_add(kf_quantile_reading *reading, int32_t low, const uint16_t *counts,
                           int32_t n, const kefu_context *context, kefu_error *error)
{
    int32_t first = 0;
    while (n && !counts[n - 1])
        n--;
    while (first < n && !counts[first])
        first++;
    if (first == n)
        return KEFU_OK;
    return reading_add_counts(reading, low + first, counts + first, n - first, context, error);
}

/* ---- The second reading --------------------------------------------------------------------- */

static kefu_status reading_other_rows(kefu_error *error)
{
    return kf_fail(error, KEFU_E_DATA,
                   "the second reading has other rows than the first: read the same again");
}

static size_t pick_size(const kf_pick *pick)
{
    return pick->wide ? sizeof(uint64_t) : sizeof(uint32_t);
}

static inline int32_t pick_add(kf_pick *pick, int64_t value)
{
    uint64_t offset = (uint64_t)value - (uint64_t)pick->low;
    if (pick->n == pick->capacity)
        return 0;
    if (pick->wide)
        ((uint64_t *)pick->numbers)[pick->n++] = offset;
    else
        ((uint32_t *)pick->numbers)[pick->n++] = (uint32_t)offset;
    return 1;
}

/* Leaves the rows in the list whose buckets may be looked for, which most are not; and their
 * numbers. */
static size_t reading_wanted(const kf_reading_rows *rows, uint16_t *list, size_t count,
                             int64_t *numbers)
{
    const kf_reading_rows in = *rows;
    size_t n = 0;
    for (size_t k = 0; k < count; k++) {
        const uint16_t i = list[k];
        kf_quantile_reading *r = reading_of(&in, i);
        r->seen++;
        list[n] = i;
        numbers[n] = in.values[i];
        n += r->wanted >> (reading_bucket(in.values[i]) & 63) & 1;
    }
    return n;
}

/* Where the bucket of a number has its numbers; NULL if it is not looked for. */
static kf_pick *reading_pick_of(const kf_quantile_reading *r, int64_t value)
{
    const uint32_t at = (uint32_t)reading_bucket(value) - (uint32_t)r->low;
    const uint8_t slot = at < (uint32_t)r->width ? r->slots[at] : 0;
    return slot ? &r->picks[slot - 1] : NULL;
}

/* All are found before the first is used: one does not wait for the memory of another. */
kefu_status kf_reading_take(const kf_reading_rows *rows, const uint16_t *list,
                            const int64_t *numbers, size_t n, kefu_error *error)
{
    kf_pick *picks[KF_BLOCK];
    for (size_t k = 0; k < n; k++)
        picks[k] = reading_pick_of(reading_of(rows, list[k]), numbers[k]);
    for (size_t k = 0; k < n; k++)
        if (picks[k] && !pick_add(picks[k], numbers[k]))
            return reading_other_rows(error);
    return KEFU_OK;
}

kefu_status kf_reading_pick(const kf_reading_rows *rows, kefu_error *error)
{
    uint16_t list[KF_BLOCK];
    int64_t numbers[KF_BLOCK];
    const size_t kept = reading_kept(rows, list);
    const size_t n = reading_wanted(rows, list, kept, numbers);
    return kf_reading_take(rows, list, numbers, n, error);
}

/* ---- From the first to the second ----------------------------------------------------------- */

static void picks_free(kf_quantile_reading *r, const kefu_context *context)
{
    for (int32_t i = 0; i < r->n_picks; i++)
        reading_free(context, r->picks[i].numbers, (size_t)r->picks[i].capacity,
                     pick_size(&r->picks[i]));
    reading_free(context, r->picks, (size_t)r->capacity, sizeof *r->picks);
    reading_free(context, r->slots, (size_t)r->width, 1);
    r->picks = NULL;
    r->slots = NULL;
    r->n_picks = 0;
}

static int64_t reading_in_bucket(const kf_quantile_reading *r, int32_t bucket)
{
    int64_t at = (int64_t)bucket - r->low;
    return at >= 0 && at < r->width ? reading_at(r, (int32_t)at) : 0;
}

/* The bucket that a rank lies in, with the numbers before it. */
static int32_t reading_find(const kf_quantile_reading *all, int64_t rank, int64_t *before)
{
    int32_t at = 0;
    for (*before = 0; *before + reading_at(all, at) <= rank; at++)
        *before += reading_at(all, at);
    return all->low + at;
}

/* Makes room for the numbers of a bucket; `own` may have seen a part of those of `all` only. */
static kefu_status picks_add(kf_quantile_reading *own, const kf_quantile_reading *all, int64_t rank,
                             const kefu_context *context, kefu_error *error)
{
    int64_t before;
    int32_t bucket = reading_find(all, rank, &before);
    kf_pick *pick = &own->picks[own->n_picks];
    if (own->n_picks && pick[-1].bucket == bucket)
        return KEFU_OK;
    *pick = (kf_pick){.bucket = bucket,
                      .low = kf_bucket_low(bucket, KF_READING_BITS),
                      .before = before,
                      .expected = reading_in_bucket(all, bucket),
                      .capacity = reading_in_bucket(own, bucket)};
    pick->wide = kf_bucket_high(bucket, KF_READING_BITS) - pick->low > UINT32_MAX;
    pick->numbers = reading_alloc(context, (size_t)pick->capacity, pick_size(pick));
    if (!pick->numbers)
        return kf_no_memory(error);
    own->n_picks++;
    if (pick->capacity) {
        own->slots[bucket - own->low] = (uint8_t)own->n_picks;
        own->wanted |= (uint64_t)1 << (bucket & 63);
    }
    return KEFU_OK;
}

int64_t kf_reading_size(const kf_quantile_reading *reading)
{
    int64_t n = 0;
    for (int32_t i = 0; i < reading->width; i++)
        n += reading_at(reading, i);
    return n;
}

kefu_status kf_reading_want(kf_quantile_reading *own, const kf_quantile_reading *all,
                            const int64_t *ranks, int32_t n, const kefu_context *context,
                            kefu_error *error)
{
    kefu_status status = KEFU_OK;
    if (n > KF_PICKS_MOST)
        return kf_fail(error, KEFU_E_LIMIT, "more than %d quantiles of one column",
                       (int32_t)KF_PICKS_MOST / 2);
    own->n = kf_reading_size(all);
    own->capacity = n;
    own->slots = reading_zeros(context, (size_t)own->width, 1);
    own->picks = reading_alloc(context, (size_t)n, sizeof *own->picks);
    if (!own->slots || !own->picks)
        status = kf_no_memory(error);
    for (int32_t i = 0; i < n && !status; i++)
        status = picks_add(own, all, ranks[i], context, error);
    if (status)
        picks_free(own, context);
    return status;
}

/* ---- What was picked ------------------------------------------------------------------------ */

kefu_status kf_reading_number(const kf_quantile_reading *reading, int64_t rank, int64_t *out,
                              kefu_error *error)
{
    for (int32_t i = 0; i < reading->n_picks; i++) {
        const kf_pick *pick = &reading->picks[i];
        if (rank < pick->before || rank >= pick->before + pick->expected)
            continue;
        if (pick->n != pick->expected)
            return reading_other_rows(error);
        *out = kf_pick_select(pick, rank - pick->before);
        return KEFU_OK;
    }
    return kf_fail(error, KEFU_E_INTERNAL, "a rank that nobody asked for");
}

/* ---- Merging and freeing -------------------------------------------------------------------- */

static kefu_status merge_counts(kf_quantile_reading *dst, const kf_quantile_reading *src,
                                const kefu_context *context, kefu_error *error)
{
    kefu_status status;
    if (!src->width)
        return KEFU_OK;
    status = reading_widen(dst, src->low, src->width, context, error);
    if (!status)
        status = reading_need_many(dst, context, error);
    if (status)
        return status;
    for (int32_t i = 0; i < src->width; i++)
        dst->many[src->low + i - dst->low] += reading_at(src, i);
    return KEFU_OK;
}

/* Room for what both have picked. */
static kefu_status reading_pick_reserve(kf_pick *dst, int64_t more, const kefu_context *context,
                                        kefu_error *error)
{
    void *numbers;
    if (dst->capacity - dst->n >= more)
        return KEFU_OK;
    numbers = reading_alloc(context, (size_t)(dst->n + more), pick_size(dst));
    if (!numbers)
        return kf_no_memory(error);
    if (dst->n)
        memcpy(numbers, dst->numbers, (size_t)dst->n * pick_size(dst));
    reading_free(context, dst->numbers, (size_t)dst->capacity, pick_size(dst));
    dst->numbers = numbers;
    dst->capacity = dst->n + more;
    return KEFU_OK;
}

static kefu_status merge_pick(kf_pick *dst, const kf_pick *src, const kefu_context *context,
                              kefu_error *error)
{
    kefu_status status;
    if (dst->bucket != src->bucket || dst->expected != src->expected ||
        src->n > dst->expected - dst->n)
        return reading_other_rows(error);
    status = reading_pick_reserve(dst, src->n, context, error);
    if (!status && src->n)
        memcpy((char *)dst->numbers + (size_t)dst->n * pick_size(dst), src->numbers,
               (size_t)src->n * pick_size(src));
    dst->n += status ? 0 : src->n;
    return status;
}

kefu_status kf_reading_merge(kf_quantile_reading *dst, const kf_quantile_reading *src,
                             const kefu_context *context, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    if (!dst->slots && !src->slots)
        return merge_counts(dst, src, context, error);
    if (!dst->slots || !src->slots || dst->n_picks != src->n_picks)
        return reading_other_rows(error);
    dst->seen += src->seen;
    for (int32_t i = 0; i < src->n_picks && !status; i++)
        status = merge_pick(&dst->picks[i], &src->picks[i], context, error);
    return status;
}

void kf_reading_free(kf_quantile_reading *reading, const kefu_context *context)
{
    picks_free(reading, context);
    reading_free_counts(reading, context);
}
