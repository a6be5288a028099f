/* builtin_ordered.c - first and last: the number of the row that comes first or last by a key. */
#include "base/decimal.h"
#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/builtin_bytes.h"

enum { ORDERED_BYTES = 32 };

/* What the rows seen so far agree on; all 0 while n is 0. */
typedef struct ordered_state {
    int64_t order, tie, value; /* tie is 0 where the call gives none */
    int64_t n;
} ordered_state;

static int32_t ordered_compare(int64_t a, int64_t b) { return (a > b) - (a < b); }

/* Rows of equal keys give the smallest value, so that the result depends on the set of rows alone.
 * `direction` is 1 for the first, -1 for the last. */
static int32_t ordered_is_before(const ordered_state *a, const ordered_state *b, int32_t direction)
{
    int32_t by = ordered_compare(a->order, b->order) * direction;
    if (!by)
        by = ordered_compare(a->tie, b->tie) * direction;
    return by ? by < 0 : a->value < b->value;
}

static void ordered_take(ordered_state *state, const ordered_state *row, int32_t direction)
{
    int64_t n = state->n;
    if (!n || ordered_is_before(row, state, direction))
        *state = *row;
    state->n = n;
}

static void ordered_rows(void *states, size_t stride, const uint32_t *groups, const kefu_args *args,
                         int32_t direction)
{
    char *base = states;
    const int64_t *value = args->vectors[0]->values, *order = args->vectors[1]->values;
    const int64_t *tie = args->n_vectors > 2 ? args->vectors[2]->values : NULL;
    for (int64_t i = 0; i < args->rows; i++) {
        ordered_state *state = (ordered_state *)(void *)(base + stride * groups[i]);
        ordered_state row = {order[i], tie ? tie[i] : 0, value[i], 1};
        ordered_take(state, &row, direction);
        state->n++;
    }
}

static kefu_status KEFU_CALL first_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *context,
                                          kefu_error *error)
{
    (void)context;
    (void)error;
    ordered_rows(states, stride, groups, args, 1);
    return KEFU_OK;
}

static kefu_status KEFU_CALL last_update(void *states, size_t stride, const uint32_t *groups,
                                         const kefu_args *args, const kefu_context *context,
                                         kefu_error *error)
{
    (void)context;
    (void)error;
    ordered_rows(states, stride, groups, args, -1);
    return KEFU_OK;
}

static kefu_status ordered_merge(ordered_state *dst, const ordered_state *src, int32_t direction,
                                 kefu_error *error)
{
    int64_t n = dst->n;
    kefu_status status = kf_count_merge(&n, src->n, error);
    if (status || !src->n)
        return status;
    ordered_take(dst, src, direction);
    dst->n = n;
    return KEFU_OK;
}

static kefu_status KEFU_CALL first_merge(void *dst, const void *src, const kefu_context *context,
                                         kefu_error *error)
{
    (void)context;
    return ordered_merge(dst, src, 1, error);
}

static kefu_status KEFU_CALL last_merge(void *dst, const void *src, const kefu_context *context,
                                        kefu_error *error)
{
    (void)context;
    return ordered_merge(dst, src, -1, error);
}

static kefu_status KEFU_CALL ordered_save(const void *state, uint32_t format, void *out,
                                          size_t capacity, size_t *need,
                                          const kefu_context *context, kefu_error *error)
{
    const ordered_state *s = state;
    (void)format;
    (void)context;
    (void)error;
    *need = ORDERED_BYTES;
    if (out && capacity >= *need) {
        unsigned char *at = kf_state_put_i64(kf_state_put_i64(out, s->order), s->tie);
        kf_state_put_i64(kf_state_put_i64(at, s->value), s->n);
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL ordered_load(void *state, uint32_t format, const void *bytes,
                                          size_t size, const kefu_context *context,
                                          kefu_error *error)
{
    kf_state_reader reader;
    ordered_state loaded;
    kefu_status status = kf_state_open(&reader, format, bytes, size, ORDERED_BYTES, error);
    if (status)
        return status;
    loaded.order = kf_state_i64(&reader);
    loaded.tie = kf_state_i64(&reader);
    loaded.value = kf_state_i64(&reader);
    loaded.n = kf_state_i64(&reader);
    if (!kf_rows_possible(loaded.n) ||
        (!loaded.n && (loaded.order || loaded.tie || loaded.value)) ||
        (loaded.tie && context->n_args < 3))
        return kf_state_bad(error);
    *(ordered_state *)state = loaded;
    return KEFU_OK;
}

static kefu_status KEFU_CALL ordered_finalize(const void *state, kefu_value *out,
                                              const kefu_context *context, kefu_error *error)
{
    const ordered_state *s = state;
    if (!s->n)
        return KEFU_OK;
    return kf_fraction(kf_i128_of(s->value), kf_i128_of(kf_pow10(context->scale)), context->scale,
                       s->n, out, error);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static const kefu_port ordered_x = {sizeof ordered_x, "x", KEFU_PORT_NUMBER, -1, 0, 0};
/* Numbers, so that a text that looks like one is refused instead of being put in order of bytes. */
static const kefu_port ordered_order = {sizeof ordered_order, "order", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port ordered_tie = {sizeof ordered_tie, "tie", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const ordered_ports[] = {&ordered_x, &ordered_order, &ordered_tie};

static const char *const first_aliases[] = {"first_value", "earliest", "oldest",
                                            "arg_min",     "min_by",   NULL};
static const char *const last_aliases[] = {"last_value", "latest", "newest",
                                           "arg_max",    "max_by", NULL};

const kefu_metric kf_metric_first = {
    .struct_size = sizeof(kefu_metric),
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE | KEFU_METRIC_EXACT,
    .state_format = 1,
    .id = "kefu.first/1",
    .name = "first",
    .label_zh = "最早的值",
    .label_en = "first value",
    .aliases = first_aliases,
    .ports = ordered_ports,
    .n_ports = 3,
    .n_required = 2,
    .state_size = sizeof(ordered_state),
    .state_align = 8,
    .update = first_update,
    .merge = first_merge,
    .save = ordered_save,
    .load = ordered_load,
    .finalize = ordered_finalize,
};

const kefu_metric kf_metric_last = {
    .struct_size = sizeof(kefu_metric),
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE | KEFU_METRIC_EXACT,
    .state_format = 1,
    .id = "kefu.last/1",
    .name = "last",
    .label_zh = "最新的值",
    .label_en = "last value",
    .aliases = last_aliases,
    .ports = ordered_ports,
    .n_ports = 3,
    .n_required = 2,
    .state_size = sizeof(ordered_state),
    .state_align = 8,
    .update = last_update,
    .merge = last_merge,
    .save = ordered_save,
    .load = ordered_load,
    .finalize = ordered_finalize,
};
