/* builtin_mode.c - mode: the commonest number, the least of those that are equally common. */
#include "base/decimal.h"
#include "metric/builtin_bag.h"

static kefu_status mode_value(const kf_bag_view *view, kefu_value *out, const kefu_context *context,
                              kefu_error *error)
{
    kf_bag_pair best = view->pairs[0];
    for (size_t i = 1; i < view->n; i++)
        if (view->pairs[i].count > best.count)
            best = view->pairs[i];
    return kf_fraction(kf_i128_of(best.value), kf_i128_of(kf_pow10(context->scale)), context->scale,
                       view->size, out, error);
}

static kefu_status KEFU_CALL mode_finalize(const void *state, kefu_value *out,
                                           const kefu_context *context, kefu_error *error)
{
    return kf_bag_finalize(state, mode_value, out, context, error);
}

static const char *const mode_aliases[] = {"most_common", "commonest", "modal", NULL};

const kefu_metric kf_metric_mode = {
    KF_BAG_TABLE,
    .flags = KF_BAG_FLAGS | KEFU_METRIC_EXACT,
    .id = "kefu.mode/1",
    .name = "mode",
    .label_zh = "众数",
    .label_en = "mode",
    .aliases = mode_aliases,
    .finalize = mode_finalize,
};
