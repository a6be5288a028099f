/* tally_reread.c - the end of the first of two readings: which numbers the second looks for. */
#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/quantile.h"
#include "metric/quantile_readings.h"
#include "metric/tally.h"

/* ---- Which ranks an aggregate is asked for --------------------------------------------------- */

static void reread_insert(int64_t *ranks, int32_t n, int64_t rank)
{
    for (; n && ranks[n - 1] > rank; n--)
        ranks[n] = ranks[n - 1];
    ranks[n] = rank;
}

/* At most two ranks for each result; they rise. */
static int32_t reread_ranks(const kefu_tally *t, int32_t aggregate, int64_t n, int64_t *ranks)
{
    int32_t count = 0;
    for (int32_t i = 0; n && i < t->n_results; i++) {
        int64_t pair[2];
        kf_quantile quantile;
        if (t->results[i].aggregate != aggregate)
            continue;
        quantile = kf_quantile_of(&t->results[i].context);
        kf_quantile_ranks(&quantile, n, pair);
        reread_insert(ranks, count++, pair[0]);
        reread_insert(ranks, count++, pair[1]);
    }
    return count;
}

static kefu_status reread_aggregate(kefu_tally *own, const kefu_tally *all, int32_t index,
                                    uint32_t to, uint32_t from, int64_t *ranks, kefu_error *error)
{
    const kf_aggregate_state *a = &own->aggregates[index];
    size_t stride = kf_tally_stride(own);
    kf_quantile_reading *mine =
        (kf_quantile_reading *)(void *)(kf_tally_row(own, stride, to) + a->offset);
    const kf_quantile_reading *whole =
        (const kf_quantile_reading *)(const void *)(kf_tally_row(all, stride, from) + a->offset);
    int32_t n = reread_ranks(own, index, kf_reading_size(whole), ranks);
    kefu_error said = kf_metric_silent();
    kefu_status status = kf_reading_want(mine, whole, ranks, n, &a->context, &said);
    return kf_tally_returned(own, a, "reread", status, &said, -1, error);
}

int32_t kf_tally_reads(const kefu_tally *tally, const kf_aggregate_state *aggregate)
{
    return tally->reading == 1 || aggregate->metric == &kf_metric_quantile_readings;
}

/* ---- All groups ------------------------------------------------------------------------------ */

static kefu_status reread_group(kefu_tally *own, const kefu_tally *all, uint32_t group,
                                int64_t *ranks, kefu_error *error)
{
    uint32_t from = group;
    kefu_status status = KEFU_OK;
    if (own != all)
        from = all->groups ? kf_groups_find(all->groups, kf_groups_key(own->groups, group))
                           : UINT32_MAX;
    if (from == UINT32_MAX)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_tally_reread: `all` lacks a group of the tally: merge it first");
    for (int32_t i = 0; i < own->n_aggregates && !status; i++)
        if (kf_tally_reads(own, &own->aggregates[i]))
            status = reread_aggregate(own, all, i, group, from, ranks, error);
    return status;
}

static kefu_status reread_groups(kefu_tally *own, const kefu_tally *all, kefu_error *error)
{
    size_t most = 2 * (size_t)own->n_results;
    int64_t *ranks = kf_alloc_array(&own->memory, most, sizeof *ranks);
    kefu_status status = ranks ? KEFU_OK : kf_no_memory(error);
    for (uint32_t g = 0; g < own->rows.n && !status; g++)
        status = reread_group(own, all, g, ranks, error);
    kf_free_array(&own->memory, ranks, most, sizeof *ranks);
    return status;
}

static kefu_status reread_check(const kefu_tally *tally, const kefu_tally *all, kefu_error *error)
{
    kefu_status status;
    if (!tally || !all)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_reread: a tally is NULL");
    status = kf_tally_healthy(tally, error);
    if (!status && all != tally)
        status = kf_tally_healthy(all, error);
    if (!status && all != tally)
        status = kf_tally_same(tally, all, error);
    if (status)
        return status;
    if (tally->readings != 2)
        return kf_fail(error, KEFU_E_STATE,
                       "kefu_tally_reread: the tally is of one reading (options.readings)");
    if (tally->reading != 1)
        return kf_fail(error, KEFU_E_STATE,
                       "kefu_tally_reread: the second reading has begun already");
    return KEFU_OK;
}

static kefu_status reread_begin(kefu_tally *tally, const kefu_tally *all, kefu_error *error)
{
    kefu_error why;
    kefu_status status = reread_check(tally, all, error);
    if (status)
        return status;
    tally->reading = 2;
    return kf_tally_poison(tally, reread_groups(tally, all, &why), &why, error);
}

kefu_status KEFU_CALL kefu_tally_reread(kefu_tally *tally, kefu_error *error)
{
    return reread_begin(tally, tally, error);
}

kefu_status KEFU_CALL kefu_tally_reread_for(kefu_tally *part, const kefu_tally *all,
                                            kefu_error *error)
{
    kefu_status status;
    if (part && part == all)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_tally_reread_for: this is the tally of all: kefu_tally_reread");
    status = reread_begin(part, all, error);
    if (!status)
        part->part = 1;
    return status;
}
