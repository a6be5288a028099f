/* builtin_quantile.c - quantile and median, by the nine definitions of Hyndman and Fan, Sample
 * Quantiles in Statistical Packages, The American Statistician 50 (1996). */
#include "base/decimal.h"
#include "base/fail.h"
#include "base/ratio.h"
#include "metric/builtin_bag.h"

enum { QUANTILE_USUAL = 7 };

/* Of n numbers x1 <= x2 <= ... the p-quantile stands at n p + m, between x[j], where j is that
 * rounded down, and x[j + 1]; m is p × slope + shift. Numerators over 24. */
static const struct quantile_rule {
    int32_t shift, slope;
} quantile_rules[] = {{0, 0},  {0, 0},  {0, 0},    {-12, 0}, {0, 0},
                      {12, 0}, {0, 24}, {24, -24}, {8, 8},   {9, 6}}; /* by type */

#define QUANTILE_P_ONE INT64_C(1000000000)   /* p is in billionths */
#define QUANTILE_STEPS (24 * QUANTILE_P_ONE) /* from x[j] to x[j + 1] */

/* j, and how far beyond x[j] in steps. */
typedef struct quantile_place {
    int64_t j, beyond;
} quantile_place;

static quantile_place quantile_find(int64_t n, int64_t p, int64_t type)
{
    const struct quantile_rule *rule = &quantile_rules[type];
    quantile_place place = {n, 0}; /* for n + 1 = 2^63, the only one that does not fit */
    kf_i128 at = kf_i128_mul(n, 24 * p);
    kf_i128_add_i64(&at, rule->shift * QUANTILE_P_ONE + rule->slope * p);
    kf_i128_floor_div(at, QUANTILE_STEPS, &place.j, &place.beyond);
    return place;
}

/* Types 1 to 3 do not go between numbers: they take one, or the middle of two. */
static int64_t quantile_weight(const quantile_place *place, int64_t type)
{
    switch (type) {
    case 1:
        return place->beyond ? QUANTILE_STEPS : 0;
    case 2:
        return place->beyond ? QUANTILE_STEPS : QUANTILE_STEPS / 2;
    case 3:
        return place->beyond || place->j % 2 ? QUANTILE_STEPS : 0;
    default:
        return place->beyond;
    }
}

/* x[j], where x[0] and those before are x[1], and those after x[n] are x[n]. */
static int64_t quantile_number(const kf_bag_view *view, int64_t j)
{
    if (j < 1)
        j = 1;
    return kf_bag_at(view, (j > view->size ? view->size : j) - 1);
}

static kefu_status quantile_value(const kf_bag_view *view, int64_t p, int64_t type, kefu_value *out,
                                  const kefu_context *context, kefu_error *error)
{
    quantile_place place = quantile_find(view->size, p, type);
    int64_t above = place.j < view->size ? place.j + 1 : view->size, num;
    kf_ratio low, high, weight;
    kf_ratio_decimal(&low, quantile_number(view, place.j), context->scale);
    kf_ratio_decimal(&high, quantile_number(view, above), context->scale);
    kf_ratio_set(&weight, quantile_weight(&place, type), QUANTILE_STEPS);
    kf_ratio_sub(&high, &high, &low);
    kf_ratio_mul(&high, &high, &weight);
    kf_ratio_add(&low, &low, &high);
    if (!kf_ratio_round(&low, context->round, &num))
        return kf_fail(error, KEFU_E_OVERFLOW, "the quantile does not fit at %d decimals",
                       context->round);
    *out =
        (kefu_value){num, kf_pow10(context->round), view->size, KEFU_VALUE_OK, KEFU_VALUE_ROUNDED};
    return KEFU_OK;
}

static kefu_status quantile_of_params(const kf_bag_view *view, kefu_value *out,
                                      const kefu_context *context, kefu_error *error)
{
    return quantile_value(view, context->params[0], context->params[1], out, context, error);
}

static kefu_status quantile_of_half(const kf_bag_view *view, kefu_value *out,
                                    const kefu_context *context, kefu_error *error)
{
    return quantile_value(view, QUANTILE_P_ONE / 2, QUANTILE_USUAL, out, context, error);
}

static kefu_status KEFU_CALL quantile_finalize(const void *state, kefu_value *out,
                                               const kefu_context *context, kefu_error *error)
{
    return kf_bag_finalize(state, quantile_of_params, out, context, error);
}

static kefu_status KEFU_CALL median_finalize(const void *state, kefu_value *out,
                                             const kefu_context *context, kefu_error *error)
{
    return kf_bag_finalize(state, quantile_of_half, out, context, error);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static const kefu_param quantile_p = {
    .struct_size = sizeof(kefu_param), .name = "p", .scale = 9, .most = QUANTILE_P_ONE};
static const kefu_param quantile_type = {.struct_size = sizeof(kefu_param),
                                         .name = "type",
                                         .flags = KEFU_PARAM_OPTIONAL,
                                         .least = 1,
                                         .most = 9,
                                         .usual = QUANTILE_USUAL};
static const kefu_param *const quantile_params[] = {&quantile_p, &quantile_type};

static const char *const quantile_aliases[] = {
    "percentile", "pctl", "pct", "quantile_cont", "percentile_cont",
    "p75",        "p90",  "p95", "p99",           NULL};
static const char *const median_aliases[] = {"med", "middle", "p50", NULL};

const kefu_metric kf_metric_quantile = {
    .struct_size = sizeof(kefu_metric),
    .flags = KF_BAG_FLAGS | KEFU_METRIC_LATE_PARAMS,
    .state_format = 1,
    .id = "kefu.quantile/1",
    .name = "quantile",
    .label_zh = "分位数",
    .label_en = "quantile",
    .aliases = quantile_aliases,
    .ports = kf_bag_ports,
    .params = quantile_params,
    .n_ports = 1,
    .n_required = 1,
    .n_params = 2,
    .state_size = sizeof(kf_bag),
    .state_align = 8,
    .update = kf_bag_state_update,
    .merge = kf_bag_state_merge,
    .save = kf_bag_state_save,
    .load = kf_bag_state_load,
    .finalize = quantile_finalize,
    .destroy = kf_bag_state_destroy,
};

const kefu_metric kf_metric_median = {
    .struct_size = sizeof(kefu_metric),
    .flags = KF_BAG_FLAGS,
    .state_format = 1,
    .id = "kefu.median/1",
    .name = "median",
    .label_zh = "中位数",
    .label_en = "median",
    .aliases = median_aliases,
    .ports = kf_bag_ports,
    .n_ports = 1,
    .n_required = 1,
    .state_size = sizeof(kf_bag),
    .state_align = 8,
    .update = kf_bag_state_update,
    .merge = kf_bag_state_merge,
    .save = kf_bag_state_save,
    .load = kf_bag_state_load,
    .finalize = median_finalize,
    .destroy = kf_bag_state_destroy,
};
