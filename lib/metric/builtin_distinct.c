/* builtin_distinct.c - distinct: how many different things, exactly, by hashes of 128 bits. */
#include <string.h>

#include "metric/builtin.h"
#include "metric/builtin_bytes.h"
#include "metric/hash_set.h"

/* Rows are hashed ahead of looking them up, so that the misses of a large table overlap. */
enum { DISTINCT_WORDS = 2, DISTINCT_BYTES = 16, DISTINCT_HEADER = 8, DISTINCT_AHEAD = 32 };

typedef struct distinct_state {
    kf_hash_set set;
    int64_t n; /* rows */
} distinct_state;

static kefu_status KEFU_CALL distinct_update(void *states, size_t stride, const uint32_t *groups,
                                             const kefu_args *args, const kefu_context *context,
                                             kefu_error *error)
{
    char *base = states;
    uint64_t hashes[DISTINCT_AHEAD][DISTINCT_WORDS];
    for (int64_t first = 0; first < args->rows; first += DISTINCT_AHEAD) {
        int64_t left = args->rows - first, count = left < DISTINCT_AHEAD ? left : DISTINCT_AHEAD;
        for (int64_t i = 0; i < count; i++) {
            unsigned char bytes[DISTINCT_BYTES];
            context->host->hash_key(args->vectors[0], first + i, bytes);
            kf_hash_read(bytes, DISTINCT_WORDS, hashes[i]);
        }
        for (int64_t i = 0; i < count; i++) {
            distinct_state *state = (distinct_state *)(void *)(base + stride * groups[first + i]);
            kefu_status status =
                kf_hash_set_add(&state->set, DISTINCT_WORDS, hashes[i], context->allocator, error);
            if (status)
                return status;
            state->n++;
        }
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL distinct_merge(void *dst, const void *src, const kefu_context *context,
                                            kefu_error *error)
{
    distinct_state *a = dst;
    const distinct_state *b = src;
    int64_t n = a->n;
    kefu_status status = kf_count_merge(&n, b->n, error);
    if (!status)
        status = kf_hash_set_merge(&a->set, &b->set, DISTINCT_WORDS, context->allocator, error);
    if (!status)
        a->n = n;
    return status;
}

static kefu_status KEFU_CALL distinct_save(const void *state, uint32_t format, void *out,
                                           size_t capacity, size_t *need,
                                           const kefu_context *context, kefu_error *error)
{
    const distinct_state *s = state;
    (void)format;
    (void)context;
    (void)error;
    *need = DISTINCT_HEADER + (size_t)s->set.used * DISTINCT_BYTES;
    if (out && capacity >= *need)
        kf_hash_set_write(&s->set, DISTINCT_WORDS, kf_state_put_i64(out, s->n));
    return KEFU_OK;
}

static kefu_status KEFU_CALL distinct_load(void *state, uint32_t format, const void *bytes,
                                           size_t size, const kefu_context *context,
                                           kefu_error *error)
{
    kf_state_reader reader;
    distinct_state loaded;
    size_t count = 0;
    kefu_status status = kf_state_open_items(&reader, format, bytes, size, DISTINCT_HEADER,
                                             DISTINCT_BYTES, &count, error);
    if (status)
        return status;
    memset(&loaded, 0, sizeof loaded);
    loaded.n = kf_state_i64(&reader);
    if (!kf_rows_possible(loaded.n) || (uint64_t)loaded.n < count || (loaded.n && !count))
        return kf_state_bad(error);
    status = kf_hash_set_load(&loaded.set, DISTINCT_WORDS, reader.at, count,
                              count ? context->allocator : NULL, error);
    if (!status)
        *(distinct_state *)state = loaded;
    return status;
}

/* As a count, it is 0 and not unknown where there are no rows. */
static kefu_status KEFU_CALL distinct_finalize(const void *state, kefu_value *out,
                                               const kefu_context *context, kefu_error *error)
{
    const distinct_state *s = state;
    (void)context;
    (void)error;
    *out = (kefu_value){(int64_t)s->set.used, 1, s->n, KEFU_VALUE_OK, 0};
    return KEFU_OK;
}

static void KEFU_CALL distinct_destroy(void *state, const kefu_context *context)
{
    distinct_state *s = state;
    kf_hash_set_free(&s->set, DISTINCT_WORDS, context->allocator);
}

/* ---- Table ---------------------------------------------------------------------------------- */

static const kefu_port distinct_port = {sizeof distinct_port, "key", KEFU_PORT_KEY, 0, 0, 0};
static const kefu_port *const distinct_ports[] = {&distinct_port};

static const char *const distinct_aliases[] = {
    "count_distinct", "distinct_count", "nunique",    "n_distinct",
    "unique",         "uniq",           "uniq_exact", NULL};

const kefu_metric kf_metric_distinct = {
    .struct_size = sizeof(kefu_metric),
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE | KEFU_METRIC_EXACT,
    .state_format = 1,
    .id = "kefu.distinct/1",
    .name = "distinct",
    .label_zh = "去重计数",
    .label_en = "distinct count",
    .aliases = distinct_aliases,
    .ports = distinct_ports,
    .n_ports = 1,
    .n_required = 1,
    .state_size = sizeof(distinct_state),
    .state_align = 8,
    .update = distinct_update,
    .merge = distinct_merge,
    .save = distinct_save,
    .load = distinct_load,
    .finalize = distinct_finalize,
    .destroy = distinct_destroy,
};
