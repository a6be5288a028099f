/* tally_guard.c - see tally_guard.h. */
#include "metric/tally_guard.h"

#include <string.h>

#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/quantile_readings.h"

/* No byte twice, and none that zeroing, counting or filling leaves behind. */
static const unsigned char guard_pattern[KF_GUARD_BYTES] = {
    0x6B, 0xE7, 0x2D, 0xB1, 0x95, 0x4A, 0xD8, 0x3C, 0xF2, 0x59, 0xA6, 0x1E, 0xC3, 0x74, 0x8F, 0x90};

static int32_t guard_is_ours(const kefu_metric *metric)
{
    for (int32_t i = 0; i < KF_BUILTINS; i++)
        if (kf_builtins[i].metric == metric)
            return 1;
    return metric == &kf_metric_quantile_readings;
}

size_t kf_guard_bytes(const kefu_metric *metric)
{
    return guard_is_ours(metric) ? 0 : KF_GUARD_BYTES;
}

void kf_guard_raise(const kf_aggregate_state *aggregate, unsigned char *row)
{
    unsigned char *state = row + aggregate->offset;
    if (!aggregate->guard)
        return;
    memcpy(state - KF_GUARD_BYTES, guard_pattern, KF_GUARD_BYTES);
    memcpy(state + aggregate->metric->state_size, guard_pattern, KF_GUARD_BYTES);
}

static int32_t guard_stands(const kf_aggregate_state *a, const unsigned char *row)
{
    const unsigned char *state = row + a->offset;
    if (!a->guard)
        return 1;
    return memcmp(state - KF_GUARD_BYTES, guard_pattern, KF_GUARD_BYTES) == 0 &&
           memcmp(state + a->metric->state_size, guard_pattern, KF_GUARD_BYTES) == 0;
}

kefu_status kf_guard_check(const kf_aggregate_state *aggregate, const unsigned char *row,
                           const char *callback, kefu_error *error)
{
    if (guard_stands(aggregate, row))
        return KEFU_OK;
    return kf_fail(error, KEFU_E_PLUGIN, "metric '%s': '%s' wrote beyond its state",
                   aggregate->metric->name, callback);
}

kefu_status kf_guard_check_groups(const kefu_tally *tally, const kf_aggregate_state *aggregate,
                                  const uint32_t *groups, int64_t count, const char *callback,
                                  kefu_error *error)
{
    size_t stride = kf_tally_stride(tally);
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; aggregate->guard && i < count && !status; i++)
        status = kf_guard_check(aggregate, kf_tally_row(tally, stride, groups[i]), callback, error);
    return status;
}

void kf_guard_keep(const kf_aggregate_state *aggregate, const unsigned char *row,
                   kf_guard_copy *copy)
{
    if (aggregate->guard)
        memcpy(copy->bytes, row + aggregate->offset, aggregate->metric->state_size);
}

/* Tallies are const to those who only read them, but each was made to be written to. */
static void guard_condemn(const kefu_tally *tally, const kefu_error *why)
{
    ((kefu_tally *)tally)->poison = *why;
}

kefu_status kf_guard_kept(const kefu_tally *tally, const kf_aggregate_state *aggregate,
                          const unsigned char *row, const kf_guard_copy *copy, const char *callback,
                          kefu_error *error)
{
    const kf_aggregate_state *a = aggregate;
    kefu_error why;
    kefu_status status;
    if (!a->guard)
        return KEFU_OK;
    status = kf_guard_check(a, row, callback, &why);
    if (!status && memcmp(copy->bytes, row + a->offset, a->metric->state_size) != 0)
        status =
            kf_fail(&why, KEFU_E_PLUGIN, "metric '%s': '%s' changed the state that it was to read",
                    a->metric->name, callback);
    if (!status)
        return KEFU_OK;
    guard_condemn(tally, &why);
    if (error)
        *error = why;
    return status;
}
