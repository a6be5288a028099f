/* builtin_ratio.c - share (of rows where a condition holds) and ratio (of two sums). */
#include "base/decimal.h"
#include "metric/builtin.h"
#include "metric/builtin_bytes.h"

enum { RATIO_FLAGS = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE };

/* ---- share ---------------------------------------------------------------------------------- */

typedef struct share_state {
    int64_t trues, n;
} share_state;

static kefu_status KEFU_CALL share_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *context,
                                          kefu_error *error)
{
    char *base = states;
    const int64_t *values = args->vectors[0]->values;
    (void)context;
    (void)error;
    for (int64_t i = 0; i < args->rows; i++) {
        share_state *state = (share_state *)(void *)(base + stride * groups[i]);
        state->trues += values[i];
        state->n++;
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL share_merge(void *dst, const void *src, const kefu_context *context,
                                         kefu_error *error)
{
    share_state *a = dst;
    const share_state *b = src;
    kefu_status status = kf_count_merge(&a->n, b->n, error);
    (void)context;
    if (!status)
        a->trues += b->trues;
    return status;
}

static kefu_status KEFU_CALL share_save(const void *state, uint32_t format, void *out,
                                        size_t capacity, size_t *need, const kefu_context *context,
                                        kefu_error *error)
{
    const share_state *s = state;
    (void)format;
    (void)context;
    (void)error;
    *need = 16;
    if (out && capacity >= *need)
        kf_state_put_i64(kf_state_put_i64(out, s->trues), s->n);
    return KEFU_OK;
}

static kefu_status KEFU_CALL share_load(void *state, uint32_t format, const void *bytes,
                                        size_t size, const kefu_context *context, kefu_error *error)
{
    kf_state_reader reader;
    share_state loaded;
    kefu_status status = kf_state_open(&reader, format, bytes, size, 16, error);
    (void)context;
    if (status)
        return status;
    loaded.trues = kf_state_i64(&reader);
    loaded.n = kf_state_i64(&reader);
    if (!kf_rows_possible(loaded.n) || loaded.trues < 0 || loaded.trues > loaded.n)
        return kf_state_bad(error);
    *(share_state *)state = loaded;
    return KEFU_OK;
}

static kefu_status KEFU_CALL share_finalize(const void *state, kefu_value *out,
                                            const kefu_context *context, kefu_error *error)
{
    const share_state *s = state;
    (void)context;
    (void)error;
    if (s->n)
        *out = (kefu_value){s->trues, s->n, s->n, KEFU_VALUE_OK, 0};
    return KEFU_OK;
}

/* ---- ratio ---------------------------------------------------------------------------------- */

typedef struct ratio_state {
    kf_i128 above, below;
    int64_t n; /* rows */
} ratio_state;

static kefu_status KEFU_CALL ratio_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *context,
                                          kefu_error *error)
{
    char *base = states;
    const int64_t *above = args->vectors[0]->values, *below = args->vectors[1]->values;
    (void)context;
    (void)error;
    for (int64_t i = 0; i < args->rows; i++) {
        ratio_state *state = (ratio_state *)(void *)(base + stride * groups[i]);
        kf_i128_add_i64(&state->above, above[i]);
        kf_i128_add_i64(&state->below, below[i]);
        state->n++;
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL ratio_merge(void *dst, const void *src, const kefu_context *context,
                                         kefu_error *error)
{
    ratio_state *a = dst;
    const ratio_state *b = src;
    kefu_status status = kf_count_merge(&a->n, b->n, error);
    (void)context;
    if (status)
        return status;
    a->above = kf_i128_add(a->above, b->above);
    a->below = kf_i128_add(a->below, b->below);
    return KEFU_OK;
}

static kefu_status KEFU_CALL ratio_save(const void *state, uint32_t format, void *out,
                                        size_t capacity, size_t *need, const kefu_context *context,
                                        kefu_error *error)
{
    const ratio_state *s = state;
    (void)format;
    (void)context;
    (void)error;
    *need = 40;
    if (out && capacity >= *need)
        kf_state_put_i64(kf_state_put_i128(kf_state_put_i128(out, s->above), s->below), s->n);
    return KEFU_OK;
}

static kefu_status KEFU_CALL ratio_load(void *state, uint32_t format, const void *bytes,
                                        size_t size, const kefu_context *context, kefu_error *error)
{
    kf_state_reader reader;
    ratio_state loaded;
    kefu_status status = kf_state_open(&reader, format, bytes, size, 40, error);
    (void)context;
    if (status)
        return status;
    loaded.above = kf_state_i128(&reader);
    loaded.below = kf_state_i128(&reader);
    loaded.n = kf_state_i64(&reader);
    if (!kf_total_possible(&(kf_total){loaded.above, loaded.n}) ||
        !kf_total_possible(&(kf_total){loaded.below, loaded.n}))
        return kf_state_bad(error);
    *(ratio_state *)state = loaded;
    return KEFU_OK;
}

/* The denominator counts things, so it is the number of observations, rounded down. */
static int64_t ratio_counted(kf_i128 below, int32_t scale)
{
    int64_t unit = kf_pow10(scale), n;
    if (!kf_i128_round_div(below, unit, &n))
        return INT64_MAX;
    return n - (kf_i128_compare(kf_i128_mul(n, unit), below) > 0);
}

static kefu_status KEFU_CALL ratio_finalize(const void *state, kefu_value *out,
                                            const kefu_context *context, kefu_error *error)
{
    const ratio_state *s = state;
    int32_t sign = kf_i128_compare(s->below, kf_i128_of(0));
    if (!sign)
        return KEFU_OK;
    if (sign < 0)
        return kf_fraction(kf_i128_neg(s->above), kf_i128_neg(s->below), context->scale, s->n, out,
                           error);
    return kf_fraction(s->above, s->below, context->scale, ratio_counted(s->below, context->scale),
                       out, error);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static const kefu_port share_port = {sizeof share_port, "condition", KEFU_PORT_BOOL, -1, 0, 0};
static const kefu_port *const share_ports[] = {&share_port};
static const kefu_port ratio_above = {sizeof ratio_above, "numerator", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port ratio_below = {
    sizeof ratio_below, "denominator", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const ratio_ports[] = {&ratio_above, &ratio_below};

static const char *const share_aliases[] = {"rate", "pct", "percent", "proportion", NULL};
static const char *const ratio_aliases[] = {"rate", "pct", "quotient", NULL};

const kefu_metric kf_metric_share = {
    .struct_size = sizeof(kefu_metric),
    .flags = RATIO_FLAGS,
    .state_format = 1,
    .id = "kefu.share/1",
    .name = "share",
    .label_zh = "占比",
    .label_en = "share",
    .aliases = share_aliases,
    .ports = share_ports,
    .n_ports = 1,
    .n_required = 1,
    .state_size = sizeof(share_state),
    .state_align = 8,
    .update = share_update,
    .merge = share_merge,
    .save = share_save,
    .load = share_load,
    .finalize = share_finalize,
};

const kefu_metric kf_metric_ratio = {
    .struct_size = sizeof(kefu_metric),
    .flags = RATIO_FLAGS,
    .state_format = 1,
    .id = "kefu.ratio/1",
    .name = "ratio",
    .label_zh = "比率",
    .label_en = "ratio",
    .aliases = ratio_aliases,
    .ports = ratio_ports,
    .n_ports = 2,
    .n_required = 2,
    .state_size = sizeof(ratio_state),
    .state_align = 8,
    .update = ratio_update,
    .merge = ratio_merge,
    .save = ratio_save,
    .load = ratio_load,
    .finalize = ratio_finalize,
};
