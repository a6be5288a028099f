/* builtin_quantile_about.c - quantile_about: quantiles from counts by bucket, wherever the rows
 * are. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/builtin_bytes.h"
#include "metric/bucket_counts.h"
#include "metric/buckets.h"
#include "metric/rounded.h"

/* 64 buckets a doubling: their middle is within 1/128 of every number in them. */
enum { SKETCH_BITS = 6, SKETCH_HEADER = 24, SKETCH_ITEM = 12, SKETCH_Q_SCALE = 9 };

typedef struct sketch_state {
    kf_bucket_counts counts;
    int64_t least, most; /* 0 while n is 0 */
    int64_t n;
} sketch_state;

static void sketch_widen(sketch_state *s, int64_t least, int64_t most)
{
    if (!s->n || least < s->least)
        s->least = least;
    if (!s->n || most > s->most)
        s->most = most;
}

static kefu_status KEFU_CALL sketch_update(void *states, size_t stride, const uint32_t *groups,
                                           const kefu_args *args, const kefu_context *context,
                                           kefu_error *error)
{
    char *base = states;
    const int64_t *x = args->vectors[0]->values;
    for (int64_t i = 0; i < args->rows; i++) {
        sketch_state *state = (sketch_state *)(void *)(base + stride * groups[i]);
        kefu_status status = kf_bucket_counts_add(&state->counts, kf_bucket_of(x[i], SKETCH_BITS),
                                                  1, context->allocator, error);
        if (status)
            return status;
        sketch_widen(state, x[i], x[i]);
        state->n++;
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL sketch_merge(void *dst, const void *src, const kefu_context *context,
                                          kefu_error *error)
{
    sketch_state *a = dst;
    const sketch_state *b = src;
    int64_t n = a->n;
    kefu_status status = kf_count_merge(&n, b->n, error);
    if (!status)
        status = kf_bucket_counts_merge(&a->counts, &b->counts, context->allocator, error);
    if (status || !b->n)
        return status;
    sketch_widen(a, b->least, b->most);
    a->n = n;
    return KEFU_OK;
}

/* ---- Bytes: n, least, most, then bucket and count of each bucket that is not empty
 * --------------- */

static kefu_status KEFU_CALL sketch_save(const void *state, uint32_t format, void *out,
                                         size_t capacity, size_t *need, const kefu_context *context,
                                         kefu_error *error)
{
    const sketch_state *s = state;
    unsigned char *at_byte = out;
    int32_t at = 0, bucket;
    int64_t count;
    (void)format;
    (void)context;
    (void)error;
    *need = SKETCH_HEADER;
    while (kf_bucket_counts_next(&s->counts, &at, &bucket, &count))
        *need += SKETCH_ITEM;
    if (!out || capacity < *need)
        return KEFU_OK;
    at_byte = kf_state_put_i64(kf_state_put_i64(at_byte, s->n), s->least);
    at_byte = kf_state_put_i64(at_byte, s->most);
    for (at = 0; kf_bucket_counts_next(&s->counts, &at, &bucket, &count);)
        at_byte = kf_state_put_i64(kf_state_put_i32(at_byte, bucket), count);
    return KEFU_OK;
}

/* The buckets rise, within those of least and most, and their counts are n. */
static int32_t sketch_items_possible(const sketch_state *s, kf_state_reader reader, size_t items)
{
    int32_t first = 0, last = 0;
    int64_t sum = 0;
    for (size_t i = 0; i < items; i++) {
        int32_t bucket = kf_state_i32(&reader);
        int64_t count = kf_state_i64(&reader);
        if ((i && bucket <= last) || count < 1 || count > INT64_MAX - sum)
            return 0;
        first = i ? first : bucket;
        last = bucket;
        sum += count;
    }
    return sum == s->n && first == kf_bucket_of(s->least, SKETCH_BITS) &&
           last == kf_bucket_of(s->most, SKETCH_BITS);
}

static int32_t sketch_possible(const sketch_state *s, kf_state_reader reader, size_t items)
{
    if (!items)
        return !s->n && !s->least && !s->most;
    return kf_rows_possible(s->n) && s->least <= s->most && (s->n != 1 || s->least == s->most) &&
           sketch_items_possible(s, reader, items);
}

static kefu_status KEFU_CALL sketch_load(void *state, uint32_t format, const void *bytes,
                                         size_t size, const kefu_context *context,
                                         kefu_error *error)
{
    kf_state_reader reader;
    sketch_state loaded;
    size_t items = 0;
    kefu_status status = kf_state_open_items(&reader, format, bytes, size, SKETCH_HEADER,
                                             SKETCH_ITEM, &items, error);
    if (status)
        return status;
    memset(&loaded, 0, sizeof loaded);
    loaded.n = kf_state_i64(&reader);
    loaded.least = kf_state_i64(&reader);
    loaded.most = kf_state_i64(&reader);
    if (!sketch_possible(&loaded, reader, items))
        return kf_state_bad(error);
    for (size_t i = 0; !status && i < items; i++) {
        int32_t bucket = kf_state_i32(&reader);
        status = kf_bucket_counts_add(&loaded.counts, bucket, kf_state_i64(&reader),
                                      context->allocator, error);
    }
    if (status && items)
        kf_bucket_counts_free(&loaded.counts, context->allocator);
    if (!status)
        *(sketch_state *)state = loaded;
    return status;
}

/* ---- Quantiles ------------------------------------------------------------------------------ */

/* What stands for the numbers of a bucket: its middle, but never beyond those that came. */
static int64_t sketch_number(const sketch_state *s, int32_t bucket)
{
    int64_t middle = kf_bucket_middle(bucket, SKETCH_BITS);
    return middle < s->least ? s->least : middle > s->most ? s->most : middle;
}

/* The number of rank 0..n-1. */
static int64_t sketch_at(const sketch_state *s, int64_t rank)
{
    int32_t at = 0, bucket = 0;
    int64_t count = 0;
    if (rank == 0)
        return s->least;
    if (rank == s->n - 1)
        return s->most;
    while (kf_bucket_counts_next(&s->counts, &at, &bucket, &count) && rank >= count)
        rank -= count;
    return sketch_number(s, bucket);
}

/* Type 7 of Hyndman and Fan: between the two numbers beside place (n - 1) q. */
static kefu_status KEFU_CALL sketch_finalize(const void *state, kefu_value *out,
                                             const kefu_context *context, kefu_error *error)
{
    const sketch_state *s = state;
    const int64_t one = kf_pow10(SKETCH_Q_SCALE);
    kf_i128 place, above;
    kf_nat num, den;
    uint64_t words[2];
    if (!s->n)
        return KEFU_OK;
    int64_t q = context->params[0], rank = (s->n - 1) / one * q, rest = (s->n - 1) % one * q;
    rank += rest / one;
    rest %= one;
    int64_t low = sketch_at(s, rank), high = rest ? sketch_at(s, rank + 1) : low;
    place = kf_i128_mul(low, one - rest);
    above = kf_i128_mul(high, rest);
    place = kf_i128_add(place, above);
    int32_t negative = kf_i128_magnitude(place, words);
    kf_nat_of_words(&num, words, 2);
    kf_nat_of(&den, (uint64_t)one);
    kf_nat_scale(&den, context->scale);
    return kf_rounded(negative, &num, &den, context->round, s->n, KEFU_VALUE_APPROX, out, error);
}

static void KEFU_CALL sketch_destroy(void *state, const kefu_context *context)
{
    sketch_state *s = state;
    kf_bucket_counts_free(&s->counts, context->allocator);
}

/* ---- Table ---------------------------------------------------------------------------------- */

static const kefu_port sketch_port = {sizeof sketch_port, "x", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const sketch_ports[] = {&sketch_port};

static const kefu_param sketch_q = {.struct_size = sizeof sketch_q,
                                    .name = "p",
                                    .scale = SKETCH_Q_SCALE,
                                    .least = 0,
                                    .most = 1000000000,
                                    .usual = 500000000};
static const kefu_param *const sketch_params[] = {&sketch_q};

static const char *const sketch_aliases[] = {"approx_quantile",   "approx_percentile",
                                             "percentile_approx", "quantile_approx",
                                             "percentile_about",  NULL};

const kefu_metric kf_metric_quantile_about = {
    .struct_size = sizeof(kefu_metric),
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE | KEFU_METRIC_LATE_PARAMS,
    .state_format = 1,
    .id = "kefu.quantile_about/1",
    .name = "quantile_about",
    .label_zh = "分位数（估算）",
    .label_en = "quantile, estimated",
    .aliases = sketch_aliases,
    .ports = sketch_ports,
    .params = sketch_params,
    .n_ports = 1,
    .n_required = 1,
    .n_params = 1,
    .state_size = sizeof(sketch_state),
    .state_align = 8,
    .update = sketch_update,
    .merge = sketch_merge,
    .save = sketch_save,
    .load = sketch_load,
    .finalize = sketch_finalize,
    .destroy = sketch_destroy,
};
