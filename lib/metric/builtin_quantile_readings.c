/* builtin_quantile_readings.c - quantile and median as tallies of two readings count them: the
 * table that takes the place of theirs. It has no `update`: the tally knows which reading it is. */
#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/quantile.h"
#include "metric/quantile_readings.h"

static kefu_status KEFU_CALL readings_merge(void *dst, const void *src, const kefu_context *context,
                                            kefu_error *error)
{
    return kf_reading_merge(dst, src, context, error);
}

static kefu_status KEFU_CALL readings_finalize(const void *state, kefu_value *out,
                                               const kefu_context *context, kefu_error *error)
{
    const kf_quantile_reading *r = state;
    const kf_quantile quantile = kf_quantile_of(context);
    int64_t ranks[2], numbers[2];
    kefu_status status = KEFU_OK;
    if (!r->width)
        return KEFU_OK;
    if (!r->slots)
        return kf_fail(error, KEFU_E_STATE, "call kefu_tally_reread and read the rows again");
    if (r->seen != r->n)
        return kf_fail(error, KEFU_E_DATA,
                       "the second reading has %i numbers where the first has %i: read the same "
                       "rows again",
                       r->seen, r->n);
    kf_quantile_ranks(&quantile, r->n, ranks);
    for (int32_t i = 0; i < 2 && !status; i++)
        status = kf_reading_number(r, ranks[i], &numbers[i], error);
    return status ? status : kf_quantile_between(&quantile, r->n, numbers, context, out, error);
}

static void KEFU_CALL readings_destroy(void *state, const kefu_context *context)
{
    kf_reading_free(state, context);
}

static const kefu_port readings_port = {sizeof readings_port, "x", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const readings_ports[] = {&readings_port};

const kefu_metric kf_metric_quantile_readings = {
    .struct_size = sizeof(kefu_metric),
    .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE | KEFU_METRIC_LATE_PARAMS,
    .id = "kefu.quantile/1",
    .name = "quantile",
    .label_zh = "分位数",
    .label_en = "quantile",
    .ports = readings_ports,
    .n_ports = 1,
    .n_required = 1,
    .state_size = sizeof(kf_quantile_reading),
    .state_align = 8,
    .merge = readings_merge,
    .finalize = readings_finalize,
    .destroy = readings_destroy,
};
