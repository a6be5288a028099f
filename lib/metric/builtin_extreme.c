/* builtin_extreme.c - min and max. */
#include "base/decimal.h"
#include "metric/builtin.h"
#include "metric/builtin_bytes.h"

typedef struct extreme_state {
    int64_t value, n; /* 0 while n is 0 */
} extreme_state;

static void extreme_least(extreme_state *state, int64_t value)
{
    if (!state->n || value < state->value)
        state->value = value;
}

static void extreme_most(extreme_state *state, int64_t value)
{
    if (!state->n || value > state->value)
        state->value = value;
}

static kefu_status KEFU_CALL min_update(void *states, size_t stride, const uint32_t *groups,
                                        const kefu_args *args, const kefu_context *context,
                                        kefu_error *error)
{
    char *base = states;
    const int64_t *values = args->vectors[0]->values;
    (void)context;
    (void)error;
    for (int64_t i = 0; i < args->rows; i++) {
        extreme_state *state = (extreme_state *)(void *)(base + stride * groups[i]);
        extreme_least(state, values[i]);
        state->n++;
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL max_update(void *states, size_t stride, const uint32_t *groups,
                                        const kefu_args *args, const kefu_context *context,
                                        kefu_error *error)
{
    char *base = states;
    const int64_t *values = args->vectors[0]->values;
    (void)context;
    (void)error;
    for (int64_t i = 0; i < args->rows; i++) {
        extreme_state *state = (extreme_state *)(void *)(base + stride * groups[i]);
        extreme_most(state, values[i]);
        state->n++;
    }
    return KEFU_OK;
}

static kefu_status extreme_merge(extreme_state *a, const extreme_state *b,
                                 void (*take)(extreme_state *, int64_t), kefu_error *error)
{
    if (!b->n)
        return KEFU_OK;
    take(a, b->value);
    return kf_count_merge(&a->n, b->n, error);
}

static kefu_status KEFU_CALL min_merge(void *dst, const void *src, const kefu_context *context,
                                       kefu_error *error)
{
    (void)context;
    return extreme_merge(dst, src, extreme_least, error);
}

static kefu_status KEFU_CALL max_merge(void *dst, const void *src, const kefu_context *context,
                                       kefu_error *error)
{
    (void)context;
    return extreme_merge(dst, src, extreme_most, error);
}

static kefu_status KEFU_CALL extreme_save(const void *state, uint32_t format, void *out,
                                          size_t capacity, size_t *need,
                                          const kefu_context *context, kefu_error *error)
{
    const extreme_state *s = state;
    (void)format;
    (void)context;
    (void)error;
    *need = 16;
    if (out && capacity >= *need)
        kf_state_put_i64(kf_state_put_i64(out, s->value), s->n);
    return KEFU_OK;
}

static kefu_status KEFU_CALL extreme_load(void *state, uint32_t format, const void *bytes,
                                          size_t size, const kefu_context *context,
                                          kefu_error *error)
{
    kf_state_reader reader;
    extreme_state loaded;
    kefu_status status = kf_state_open(&reader, format, bytes, size, 16, error);
    (void)context;
    if (status)
        return status;
    loaded.value = kf_state_i64(&reader);
    loaded.n = kf_state_i64(&reader);
    if (!kf_rows_possible(loaded.n) || (!loaded.n && loaded.value))
        return kf_state_bad(error);
    *(extreme_state *)state = loaded;
    return KEFU_OK;
}

static kefu_status KEFU_CALL extreme_finalize(const void *state, kefu_value *out,
                                              const kefu_context *context, kefu_error *error)
{
    const extreme_state *s = state;
    if (!s->n)
        return KEFU_OK;
    return kf_fraction(kf_i128_of(s->value), kf_i128_of(kf_pow10(context->scale)), context->scale,
                       s->n, out, error);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static const kefu_port extreme_port = {sizeof extreme_port, "x", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const extreme_ports[] = {&extreme_port};

static const char *const min_aliases[] = {"minimum", "lowest", "smallest", NULL};
static const char *const max_aliases[] = {"maximum", "highest", "largest", NULL};

const kefu_metric kf_metric_min = {
    .struct_size = sizeof(kefu_metric),
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE | KEFU_METRIC_EXACT,
    .state_format = 1,
    .id = "kefu.min/1",
    .name = "min",
    .label_zh = "最小值",
    .label_en = "minimum",
    .aliases = min_aliases,
    .ports = extreme_ports,
    .n_ports = 1,
    .n_required = 1,
    .state_size = sizeof(extreme_state),
    .state_align = 8,
    .update = min_update,
    .merge = min_merge,
    .save = extreme_save,
    .load = extreme_load,
    .finalize = extreme_finalize,
};

const kefu_metric kf_metric_max = {
    .struct_size = sizeof(kefu_metric),
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE | KEFU_METRIC_EXACT,
    .state_format = 1,
    .id = "kefu.max/1",
    .name = "max",
    .label_zh = "最大值",
    .label_en = "maximum",
    .aliases = max_aliases,
    .ports = extreme_ports,
    .n_ports = 1,
    .n_required = 1,
    .state_size = sizeof(extreme_state),
    .state_align = 8,
    .update = max_update,
    .merge = max_merge,
    .save = extreme_save,
    .load = extreme_load,
    .finalize = extreme_finalize,
};
