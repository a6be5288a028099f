/* builtin_distinct_about.c - distinct_about: how many different things, about, in at most 16 KiB.
 *
 * Up to ABOUT_SPARSE different hashes are kept as they are; one more, and they become registers.
 * The hashes are a set, so which form a state has depends on the set of keys alone. */
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/builtin_bytes.h"
#include "metric/hash_set.h"
#include "metric/hll.h"

/* 1,536 hashes are as many bytes as the registers, saved (12 KiB) and in memory (16 KiB). */
enum { ABOUT_SPARSE = 1536, ABOUT_HEADER = 9, ABOUT_IS_SPARSE = 0, ABOUT_IS_DENSE = 1 };

typedef struct about_state {
    kf_hash_set set;          /* hashes of 64 bits, without registers */
    unsigned char *registers; /* NULL, or KF_HLL_REGISTERS of them */
    int64_t n;                /* rows */
} about_state;

/* ---- Forms ---------------------------------------------------------------------------------- */

static void about_add_all(unsigned char *registers, const kf_hash_set *set)
{
    size_t at = 0;
    for (const uint64_t *hash; (hash = kf_hash_set_next(set, 1, &at)) != NULL;)
        kf_hll_add(registers, *hash);
}

static kefu_status about_densify(about_state *s, const kefu_allocator *allocator, kefu_error *error)
{
    unsigned char *registers = allocator->allocate(allocator->user, KF_HLL_REGISTERS);
    if (!registers)
        return kf_no_memory(error);
    memset(registers, 0, KF_HLL_REGISTERS);
    about_add_all(registers, &s->set);
    kf_hash_set_free(&s->set, 1, allocator);
    s->registers = registers;
    return KEFU_OK;
}

static kefu_status about_add(about_state *s, uint64_t hash, const kefu_allocator *allocator,
                             kefu_error *error)
{
    kefu_status status = KEFU_OK;
    if (!s->registers && s->set.used == ABOUT_SPARSE && !kf_hash_set_has(&s->set, 1, &hash))
        status = about_densify(s, allocator, error);
    if (status)
        return status;
    if (!s->registers)
        return kf_hash_set_add(&s->set, 1, &hash, allocator, error);
    kf_hll_add(s->registers, hash);
    return KEFU_OK;
}

static kefu_status about_join(about_state *dst, const about_state *src,
                              const kefu_allocator *allocator, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    if (!dst->registers &&
        (src->registers ||
         dst->set.used + kf_hash_set_missing(&dst->set, &src->set, 1) > ABOUT_SPARSE))
        status = about_densify(dst, allocator, error);
    if (status)
        return status;
    if (!dst->registers)
        return kf_hash_set_merge(&dst->set, &src->set, 1, allocator, error);
    if (src->registers)
        kf_hll_merge(dst->registers, src->registers);
    else
        about_add_all(dst->registers, &src->set);
    return KEFU_OK;
}

/* ---- Callbacks ------------------------------------------------------------------------------ */

static kefu_status KEFU_CALL about_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *context,
                                          kefu_error *error)
{
    char *base = states;
    for (int64_t i = 0; i < args->rows; i++) {
        about_state *state = (about_state *)(void *)(base + stride * groups[i]);
        unsigned char bytes[16];
        uint64_t hash;
        kefu_status status;
        context->host->hash_key(args->vectors[0], i, bytes);
        kf_hash_read(bytes, 1, &hash);
        status = about_add(state, hash, context->allocator, error);
        if (status)
            return status;
        state->n++;
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL about_merge(void *dst, const void *src, const kefu_context *context,
                                         kefu_error *error)
{
    about_state *a = dst;
    const about_state *b = src;
    int64_t n = a->n;
    kefu_status status = kf_count_merge(&n, b->n, error);
    if (!status)
        status = about_join(a, b, context->allocator, error);
    if (!status)
        a->n = n;
    return status;
}

static kefu_status KEFU_CALL about_save(const void *state, uint32_t format, void *out,
                                        size_t capacity, size_t *need, const kefu_context *context,
                                        kefu_error *error)
{
    const about_state *s = state;
    unsigned char *at = out;
    (void)format;
    (void)context;
    (void)error;
    *need = ABOUT_HEADER + (s->registers ? (size_t)KF_HLL_BYTES : (size_t)s->set.used * 8);
    if (!out || capacity < *need)
        return KEFU_OK;
    *at++ = s->registers ? ABOUT_IS_DENSE : ABOUT_IS_SPARSE;
    at = kf_state_put_i64(at, s->n);
    if (s->registers)
        kf_hll_pack(s->registers, at);
    else
        kf_hash_set_write(&s->set, 1, at);
    return KEFU_OK;
}

static kefu_status about_load_sparse(about_state *s, const kf_state_reader *reader,
                                     const kefu_context *context, kefu_error *error)
{
    size_t count = reader->left / 8;
    if (reader->left % 8 || count > ABOUT_SPARSE || !kf_rows_possible(s->n) ||
        (uint64_t)s->n < count || (s->n && !count))
        return kf_state_bad(error);
    return kf_hash_set_load(&s->set, 1, reader->at, count, count ? context->allocator : NULL,
                            error);
}

static kefu_status about_load_dense(about_state *s, const kf_state_reader *reader,
                                    const kefu_context *context, kefu_error *error)
{
    const kefu_allocator *allocator = context->allocator;
    if (reader->left != KF_HLL_BYTES || s->n <= ABOUT_SPARSE)
        return kf_state_bad(error);
    s->registers = allocator->allocate(allocator->user, KF_HLL_REGISTERS);
    if (!s->registers)
        return kf_no_memory(error);
    if (kf_hll_unpack(s->registers, reader->at))
        return KEFU_OK;
    allocator->release(allocator->user, s->registers, KF_HLL_REGISTERS);
    return kf_state_bad(error);
}

static kefu_status KEFU_CALL about_load(void *state, uint32_t format, const void *bytes,
                                        size_t size, const kefu_context *context, kefu_error *error)
{
    kf_state_reader reader;
    about_state loaded;
    size_t count;
    int32_t form;
    kefu_status status =
        kf_state_open_items(&reader, format, bytes, size, ABOUT_HEADER, 1, &count, error);
    if (status)
        return status;
    memset(&loaded, 0, sizeof loaded);
    form = *reader.at;
    reader.at++;
    reader.left--;
    loaded.n = kf_state_i64(&reader);
    status = form == ABOUT_IS_SPARSE  ? about_load_sparse(&loaded, &reader, context, error)
             : form == ABOUT_IS_DENSE ? about_load_dense(&loaded, &reader, context, error)
                                      : kf_state_bad(error);
    if (!status)
        *(about_state *)state = loaded;
    return status;
}

/* Registers stand for more keys than stay sparse, and for no more than rows. */
static kefu_status KEFU_CALL about_finalize(const void *state, kefu_value *out,
                                            const kefu_context *context, kefu_error *error)
{
    const about_state *s = state;
    uint64_t about = s->set.used;
    (void)context;
    (void)error;
    if (s->registers) {
        about = kf_hll_estimate(s->registers);
        if (about > (uint64_t)s->n)
            about = (uint64_t)s->n;
        if (about <= ABOUT_SPARSE)
            about = ABOUT_SPARSE + 1;
    }
    *out = (kefu_value){(int64_t)about, 1, s->n, KEFU_VALUE_OK, KEFU_VALUE_APPROX};
    return KEFU_OK;
}

static void KEFU_CALL about_destroy(void *state, const kefu_context *context)
{
    about_state *s = state;
    const kefu_allocator *allocator = context->allocator;
    kf_hash_set_free(&s->set, 1, allocator);
    if (s->registers)
        allocator->release(allocator->user, s->registers, KF_HLL_REGISTERS);
    s->registers = NULL;
}

/* ---- Table ---------------------------------------------------------------------------------- */

static const kefu_port about_port = {sizeof about_port, "key", KEFU_PORT_KEY, 0, 0, 0};
static const kefu_port *const about_ports[] = {&about_port};

static const char *const about_aliases[] = {"approx_count_distinct",
                                            "approx_distinct",
                                            "distinct_approx",
                                            "approx_n_unique",
                                            "hll",
                                            "hyperloglog",
                                            NULL};

const kefu_metric kf_metric_distinct_about = {
    .struct_size = sizeof(kefu_metric),
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE,
    .state_format = 1,
    .id = "kefu.distinct_about/1",
    .name = "distinct_about",
    .label_zh = "去重计数（估算）",
    .label_en = "distinct count, estimated",
    .aliases = about_aliases,
    .ports = about_ports,
    .n_ports = 1,
    .n_required = 1,
    .state_size = sizeof(about_state),
    .state_align = 8,
    .update = about_update,
    .merge = about_merge,
    .save = about_save,
    .load = about_load,
    .finalize = about_finalize,
    .destroy = about_destroy,
};
