/* builtin_sum.c - count, sum and mean. */
#include "base/decimal.h"
#include "metric/builtin.h"
#include "metric/builtin_bytes.h"

/* A mean is a ratio itself: over another it would have parts that nobody counted. */
enum {
    MEAN_FLAGS = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE,
    SUM_FLAGS = MEAN_FLAGS | KEFU_METRIC_EXACT
};

/* ---- count ---------------------------------------------------------------------------------- */

static kefu_status KEFU_CALL count_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *context,
                                          kefu_error *error)
{
    char *base = states;
    (void)context;
    (void)error;
    for (int64_t i = 0; i < args->rows; i++)
        ++*(int64_t *)(void *)(base + stride * groups[i]);
    return KEFU_OK;
}

static kefu_status KEFU_CALL count_merge(void *dst, const void *src, const kefu_context *context,
                                         kefu_error *error)
{
    (void)context;
    return kf_count_merge(dst, *(const int64_t *)src, error);
}

static kefu_status KEFU_CALL count_save(const void *state, uint32_t format, void *out,
                                        size_t capacity, size_t *need, const kefu_context *context,
                                        kefu_error *error)
{
    (void)format;
    (void)context;
    (void)error;
    *need = 8;
    if (out && capacity >= *need)
        kf_state_put_i64(out, *(const int64_t *)state);
    return KEFU_OK;
}

static kefu_status KEFU_CALL count_load(void *state, uint32_t format, const void *bytes,
                                        size_t size, const kefu_context *context, kefu_error *error)
{
    kf_state_reader reader;
    int64_t n;
    kefu_status status = kf_state_open(&reader, format, bytes, size, 8, error);
    (void)context;
    if (status)
        return status;
    n = kf_state_i64(&reader);
    if (!kf_rows_possible(n))
        return kf_state_bad(error);
    *(int64_t *)state = n;
    return KEFU_OK;
}

static kefu_status KEFU_CALL count_finalize(const void *state, kefu_value *out,
                                            const kefu_context *context, kefu_error *error)
{
    int64_t n = *(const int64_t *)state;
    (void)context;
    (void)error;
    *out = (kefu_value){n, 1, n, KEFU_VALUE_OK, 0};
    return KEFU_OK;
}

/* ---- sum and mean --------------------------------------------------------------------------- */

static kefu_status KEFU_CALL sum_update(void *states, size_t stride, const uint32_t *groups,
                                        const kefu_args *args, const kefu_context *context,
                                        kefu_error *error)
{
    char *base = states;
    const int64_t *values = args->vectors[0]->values;
    (void)context;
    (void)error;
    for (int64_t i = 0; i < args->rows; i++) {
        kf_total *state = (kf_total *)(void *)(base + stride * groups[i]);
        kf_i128_add_i64(&state->total, values[i]);
        state->n++;
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL sum_merge(void *dst, const void *src, const kefu_context *context,
                                       kefu_error *error)
{
    kf_total *a = dst;
    const kf_total *b = src;
    kefu_status status = kf_count_merge(&a->n, b->n, error);
    (void)context;
    if (!status)
        a->total = kf_i128_add(a->total, b->total);
    return status;
}

static kefu_status KEFU_CALL sum_save(const void *state, uint32_t format, void *out,
                                      size_t capacity, size_t *need, const kefu_context *context,
                                      kefu_error *error)
{
    const kf_total *s = state;
    (void)format;
    (void)context;
    (void)error;
    *need = 24;
    if (out && capacity >= *need)
        kf_state_put_i64(kf_state_put_i128(out, s->total), s->n);
    return KEFU_OK;
}

static kefu_status KEFU_CALL sum_load(void *state, uint32_t format, const void *bytes, size_t size,
                                      const kefu_context *context, kefu_error *error)
{
    kf_state_reader reader;
    kf_total loaded;
    kefu_status status = kf_state_open(&reader, format, bytes, size, 24, error);
    (void)context;
    if (status)
        return status;
    loaded.total = kf_state_i128(&reader);
    loaded.n = kf_state_i64(&reader);
    if (!kf_total_possible(&loaded))
        return kf_state_bad(error);
    *(kf_total *)state = loaded;
    return KEFU_OK;
}

/* As in SQL, the sum of no rows is not 0. */
static kefu_status KEFU_CALL sum_finalize(const void *state, kefu_value *out,
                                          const kefu_context *context, kefu_error *error)
{
    const kf_total *s = state;
    if (!s->n)
        return KEFU_OK;
    return kf_fraction(s->total, kf_i128_of(kf_pow10(context->scale)), context->scale, s->n, out,
                       error);
}

static kefu_status KEFU_CALL mean_finalize(const void *state, kefu_value *out,
                                           const kefu_context *context, kefu_error *error)
{
    const kf_total *s = state;
    if (!s->n)
        return KEFU_OK;
    return kf_fraction(s->total, kf_i128_mul(s->n, kf_pow10(context->scale)), context->scale, s->n,
                       out, error);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static const kefu_port sum_port = {sizeof sum_port, "x", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const sum_ports[] = {&sum_port};
static const kefu_port count_port = {sizeof count_port, "x", KEFU_PORT_ANY, -1, 0, 0};
static const kefu_port *const count_ports[] = {&count_port};

static const char *const count_aliases[] = {"cnt", "number", "n", "rows", NULL};
static const char *const sum_aliases[] = {"total", "add", NULL};
static const char *const mean_aliases[] = {"avg", "average", NULL};

const kefu_metric kf_metric_count = {
    .struct_size = sizeof(kefu_metric),
    .flags = SUM_FLAGS | KEFU_METRIC_NO_ARGS,
    .state_format = 1,
    .id = "kefu.count/1",
    .name = "count",
    .label_zh = "数量",
    .label_en = "count",
    .aliases = count_aliases,
    .ports = count_ports,
    .n_ports = 1,
    .n_required = 0,
    .state_size = sizeof(int64_t),
    .state_align = 8,
    .update = count_update,
    .merge = count_merge,
    .save = count_save,
    .load = count_load,
    .finalize = count_finalize,
};

/* What sum and mean have in common. */
#define SUM_TABLE                                                                                  \
    .struct_size = sizeof(kefu_metric), .state_format = 1, .ports = sum_ports, .n_ports = 1,       \
    .n_required = 1, .state_size = sizeof(kf_total), .state_align = 8, .update = sum_update,       \
    .merge = sum_merge, .save = sum_save, .load = sum_load

const kefu_metric kf_metric_sum = {
    SUM_TABLE,          .flags = SUM_FLAGS, .id = "kefu.sum/1",     .name = "sum",
    .label_zh = "合计", .label_en = "sum",  .aliases = sum_aliases, .finalize = sum_finalize,
};

const kefu_metric kf_metric_mean = {
    SUM_TABLE,          .flags = MEAN_FLAGS, .id = "kefu.mean/1",     .name = "mean",
    .label_zh = "平均", .label_en = "mean",  .aliases = mean_aliases, .finalize = mean_finalize,
};
