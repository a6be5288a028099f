/* builtin_weighted.c - weighted_mean: numbers that count by a weight of their row. */
#include "base/decimal.h"
#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/builtin_bytes.h"
#include "metric/rounded.h"

enum { WEIGHTED_BYTES = 48 };

typedef struct weighted_state {
    kf_i192 products; /* sum of x × w */
    kf_i128 weights;  /* sum of w */
    int64_t n;        /* rows with w > 0 */
} weighted_state;

static kefu_status weighted_check(const int64_t *weights, int64_t rows, kefu_error *error)
{
    for (int64_t i = 0; i < rows; i++)
        if (weights[i] < 0)
            return kf_fail_row(error, KEFU_E_DATA, i, "a weight is below 0");
    return KEFU_OK;
}

static kefu_status KEFU_CALL weighted_update(void *states, size_t stride, const uint32_t *groups,
                                             const kefu_args *args, const kefu_context *context,
                                             kefu_error *error)
{
    char *base = states;
    const int64_t *x = args->vectors[0]->values, *w = args->vectors[1]->values;
    kefu_status status = weighted_check(w, args->rows, error);
    (void)context;
    for (int64_t i = 0; !status && i < args->rows; i++) {
        weighted_state *state = (weighted_state *)(void *)(base + stride * groups[i]);
        kf_i192_add_product(&state->products, x[i], w[i]);
        kf_i128_add_i64(&state->weights, w[i]);
        state->n += w[i] > 0;
    }
    return status;
}

static kefu_status KEFU_CALL weighted_merge(void *dst, const void *src, const kefu_context *context,
                                            kefu_error *error)
{
    weighted_state *a = dst;
    const weighted_state *b = src;
    kefu_status status = kf_count_merge(&a->n, b->n, error);
    (void)context;
    if (status)
        return status;
    a->products = kf_i192_add(a->products, b->products);
    a->weights = kf_i128_add(a->weights, b->weights);
    return KEFU_OK;
}

static kefu_status KEFU_CALL weighted_save(const void *state, uint32_t format, void *out,
                                           size_t capacity, size_t *need,
                                           const kefu_context *context, kefu_error *error)
{
    const weighted_state *s = state;
    (void)format;
    (void)context;
    (void)error;
    *need = WEIGHTED_BYTES;
    if (out && capacity >= *need)
        kf_state_put_i64(kf_state_put_i128(kf_state_put_i192(out, s->products), s->weights), s->n);
    return KEFU_OK;
}

/* 1 if the products are negative. */
static int32_t weighted_numbers(const weighted_state *s, kf_nat *products, kf_nat *weights)
{
    uint64_t words[3];
    kf_i128_magnitude(s->weights, words);
    kf_nat_of_words(weights, words, 2);
    int32_t negative = kf_i192_magnitude(s->products, words);
    kf_nat_of_words(products, words, 3);
    return negative;
}

/* Every x is an int64, so that the mean is one at least; one row has products of its weight. */
static int32_t weighted_products_fit(const weighted_state *s)
{
    kf_nat products, weights, most, bound, quotient, rest;
    int32_t negative = weighted_numbers(s, &products, &weights);
    if (!weights.n)
        return !products.n;
    kf_nat_of(&most, (uint64_t)INT64_MAX + (uint64_t)negative);
    kf_nat_mul(&bound, &most, &weights);
    kf_nat_divide(&quotient, &rest, &products, &weights);
    return kf_nat_compare(&products, &bound) <= 0 && (s->n > 1 || !rest.n);
}

static int32_t weighted_possible(const weighted_state *s)
{
    return kf_rows_possible(s->n) && kf_i128_compare(s->weights, kf_i128_of(s->n)) >= 0 &&
           kf_i128_compare(s->weights, kf_i128_mul(s->n, INT64_MAX)) <= 0 &&
           weighted_products_fit(s);
}

static kefu_status KEFU_CALL weighted_load(void *state, uint32_t format, const void *bytes,
                                           size_t size, const kefu_context *context,
                                           kefu_error *error)
{
    kf_state_reader reader;
    weighted_state loaded;
    kefu_status status = kf_state_open(&reader, format, bytes, size, WEIGHTED_BYTES, error);
    (void)context;
    if (status)
        return status;
    loaded.products = kf_state_i192(&reader);
    loaded.weights = kf_state_i128(&reader);
    loaded.n = kf_state_i64(&reader);
    if (!weighted_possible(&loaded))
        return kf_state_bad(error);
    *(weighted_state *)state = loaded;
    return KEFU_OK;
}

/* The decimals of the weights cancel. */
static kefu_status KEFU_CALL weighted_finalize(const void *state, kefu_value *out,
                                               const kefu_context *context, kefu_error *error)
{
    const weighted_state *s = state;
    kf_nat num, den;
    if (!s->n)
        return KEFU_OK;
    int32_t negative = weighted_numbers(s, &num, &den);
    kf_nat_scale(&den, context->scale);
    return kf_rounded(negative, &num, &den, context->round, s->n, 0, out, error);
}

/* ---- Table ---------------------------------------------------------------------------------- */

static const kefu_port weighted_x = {sizeof weighted_x, "x", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port weighted_w = {sizeof weighted_w, "weight", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const weighted_ports[] = {&weighted_x, &weighted_w};

static const char *const weighted_aliases[] = {
    "wmean", "wavg", "weighted_avg", "weighted_average", "avg_weighted", NULL};

const kefu_metric kf_metric_weighted_mean = {
    .struct_size = sizeof(kefu_metric),
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE,
    .state_format = 1,
    .id = "kefu.weighted_mean/1",
    .name = "weighted_mean",
    .label_zh = "加权平均",
    .label_en = "weighted mean",
    .aliases = weighted_aliases,
    .ports = weighted_ports,
    .n_ports = 2,
    .n_required = 2,
    .state_size = sizeof(weighted_state),
    .state_align = 8,
    .update = weighted_update,
    .merge = weighted_merge,
    .save = weighted_save,
    .load = weighted_load,
    .finalize = weighted_finalize,
};
