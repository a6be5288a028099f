/* builtin_quantile.c - quantile and median of all numbers kept. */
#include "metric/builtin_bag.h"
#include "metric/quantile.h"

static kefu_status KEFU_CALL quantile_finalize(const void *state, kefu_value *out,
                                               const kefu_context *context, kefu_error *error)
{
    const kf_bag *bag = state;
    const kf_quantile quantile = kf_quantile_of(context);
    int64_t n = kf_bag_size(bag), ranks[2], numbers[2];
    kefu_status status;
    if (!n)
        return KEFU_OK;
    kf_quantile_ranks(&quantile, n, ranks);
    status = kf_bag_pick(bag, ranks[0], ranks[1], numbers, context->allocator, error);
    return status ? status : kf_quantile_between(&quantile, n, numbers, context, out, error);
}

/* ---- Tables --------------------------------------------------------------------------------- */

static const kefu_param quantile_p = {
    .struct_size = sizeof(kefu_param), .name = "p", .scale = 9, .most = KF_QUANTILE_ONE};
static const kefu_param quantile_type = {.struct_size = sizeof(kefu_param),
                                         .name = "type",
                                         .flags = KEFU_PARAM_OPTIONAL,
                                         .least = 1,
                                         .most = 9,
                                         .usual = KF_QUANTILE_USUAL};
static const kefu_param *const quantile_params[] = {&quantile_p, &quantile_type};

static const char *const quantile_aliases[] = {
    "percentile", "pctl", "pct", "quantile_cont", "percentile_cont",
    "p75",        "p90",  "p95", "p99",           NULL};
static const char *const median_aliases[] = {"med", "middle", "p50", NULL};

const kefu_metric kf_metric_quantile = {
    KF_BAG_TABLE,
    .flags = KF_BAG_FLAGS | KEFU_METRIC_LATE_PARAMS,
    .id = "kefu.quantile/1",
    .name = "quantile",
    .label_zh = "分位数",
    .label_en = "quantile",
    .aliases = quantile_aliases,
    .params = quantile_params,
    .n_params = 2,
    .finalize = quantile_finalize,
};

const kefu_metric kf_metric_median = {
    KF_BAG_TABLE,
    .flags = KF_BAG_FLAGS,
    .id = "kefu.median/1",
    .name = "median",
    .label_zh = "中位数",
    .label_en = "median",
    .aliases = median_aliases,
    .finalize = quantile_finalize,
};
