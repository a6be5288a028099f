/* builtin_winsor.c - means that a few extreme numbers cannot move: winsor_mean and trimmed_mean. */
#include "base/decimal.h"
#include "metric/builtin_bag.h"

#define WINSOR_ONE INT64_C(1000000000) /* the share is in billionths */

/* The g lowest and the g highest numbers, g = share of n rounded down, become the nearest of the
 * others: all numbers cut to low..high. */
typedef struct winsor_cut {
    int64_t g, low, high;
    kf_i128 total;
} winsor_cut;

static winsor_cut winsor_cut_of(const kf_bag_view *view, int64_t share)
{
    winsor_cut cut = {0};
    int64_t rest;
    kf_i128_floor_div(kf_i128_mul(view->size, share), WINSOR_ONE, &cut.g, &rest);
    cut.low = kf_bag_at(view, cut.g);
    cut.high = kf_bag_at(view, view->size - 1 - cut.g);
    for (size_t i = 0; i < view->n; i++) {
        int64_t value = view->pairs[i].value;
        value = value < cut.low ? cut.low : value > cut.high ? cut.high : value;
        cut.total = kf_i128_add(cut.total, kf_i128_mul(value, view->pairs[i].count));
    }
    return cut;
}

static kefu_status winsor_value(const kf_bag_view *view, kefu_value *out,
                                const kefu_context *context, kefu_error *error)
{
    winsor_cut cut = winsor_cut_of(view, context->params[0]);
    return kf_fraction(cut.total, kf_i128_mul(view->size, kf_pow10(context->scale)), context->scale,
                       view->size, out, error);
}

/* Without the numbers that were moved. */
static kefu_status trimmed_value(const kf_bag_view *view, kefu_value *out,
                                 const kefu_context *context, kefu_error *error)
{
    winsor_cut cut = winsor_cut_of(view, context->params[0]);
    kf_i128 moved = kf_i128_add(kf_i128_mul(cut.low, cut.g), kf_i128_mul(cut.high, cut.g));
    return kf_fraction(kf_i128_add(cut.total, kf_i128_neg(moved)),
                       kf_i128_mul(view->size - 2 * cut.g, kf_pow10(context->scale)),
                       context->scale, view->size, out, error);
}

static kefu_status KEFU_CALL winsor_finalize(const void *state, kefu_value *out,
                                             const kefu_context *context, kefu_error *error)
{
    return kf_bag_finalize(state, winsor_value, out, context, error);
}

static kefu_status KEFU_CALL trimmed_finalize(const void *state, kefu_value *out,
                                              const kefu_context *context, kefu_error *error)
{
    return kf_bag_finalize(state, trimmed_value, out, context, error);
}

/* ---- Tables --------------------------------------------------------------------------------- */

/* Below a half, so that numbers are left. */
static const kefu_param winsor_share = {
    .struct_size = sizeof(kefu_param), .name = "tail", .scale = 9, .most = WINSOR_ONE / 2 - 1};
static const kefu_param *const winsor_params[] = {&winsor_share};

static const char *const winsor_aliases[] = {"winsorized_mean", "winsorised_mean", "winsorize",
                                             "winsorise",       "winmean",         NULL};
static const char *const trimmed_aliases[] = {"trim_mean", "trimmean", "tmean", "truncated_mean",
                                              NULL};

const kefu_metric kf_metric_winsor_mean = {
    KF_BAG_TABLE,
    .flags = KF_BAG_FLAGS | KEFU_METRIC_LATE_PARAMS,
    .id = "kefu.winsor_mean/1",
    .name = "winsor_mean",
    .label_zh = "缩尾均值",
    .label_en = "winsorised mean",
    .aliases = winsor_aliases,
    .params = winsor_params,
    .n_params = 1,
    .finalize = winsor_finalize,
};

const kefu_metric kf_metric_trimmed_mean = {
    KF_BAG_TABLE,
    .flags = KF_BAG_FLAGS | KEFU_METRIC_LATE_PARAMS,
    .id = "kefu.trimmed_mean/1",
    .name = "trimmed_mean",
    .label_zh = "截尾均值",
    .label_en = "trimmed mean",
    .aliases = trimmed_aliases,
    .params = winsor_params,
    .n_params = 1,
    .finalize = trimmed_finalize,
};
