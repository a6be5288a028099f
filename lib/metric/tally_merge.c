/* tally_merge.c - adding what one tally has counted to another. */
#include "base/fail.h"
#include "metric/tally_guard.h"
#include "metric/state.h"

/* ---- Do they count the same? ----------------------------------------------------------------- */

/* A registry may be a copy of the other's, in which a metric of the same id is the same table. If
 * it is not, one must not be given the states of the other in memory. */
static kefu_status merge_check_tables(const kefu_tally *a, const kefu_tally *b, kefu_error *error)
{
    for (int32_t i = 0; i < a->n_aggregates; i++) {
        const kefu_metric *x = a->aggregates[i].metric, *y = b->aggregates[i].metric;
        if (x->merge != y->merge || x->destroy != y->destroy || x->state_size != y->state_size ||
            x->state_align != y->state_align || a->aggregates[i].guard != b->aggregates[i].guard)
            return kf_fail(error, KEFU_E_ARGUMENT,
                           "kefu_tally_merge: metric '%s' (%s) is not one and the same in both "
                           "registries: save one tally, and load it with the other's registry",
                           x->name, x->id);
    }
    return KEFU_OK;
}

kefu_status kf_tally_mergeable(const kefu_tally *tally, const char *what, kefu_error *error)
{
    for (int32_t i = 0; i < tally->n_aggregates; i++)
        if (!(tally->aggregates[i].metric->flags & KEFU_METRIC_MERGEABLE))
            return kf_fail(error, KEFU_E_STATE, "%s: metric '%s' cannot merge", what,
                           tally->aggregates[i].metric->name);
    return KEFU_OK;
}

static kefu_status merge_check(const kefu_tally *dst, const kefu_tally *src, kefu_error *error)
{
    kefu_status status;
    if (!dst || !src || dst == src)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_merge: %s",
                       dst && src ? "a tally cannot be added to itself" : "a tally is NULL");
    status = kf_tally_healthy(dst, error);
    if (!status)
        status = kf_tally_healthy(src, error);
    if (!status)
        status = kf_tally_same(dst, src, error);
    if (!status && dst->reading != src->reading)
        status = kf_fail(error, KEFU_E_STATE,
                         "kefu_tally_merge: one tally is at its second reading, the other is not");
    if (!status)
        status = merge_check_tables(dst, src, error);
    return status ? status : kf_tally_mergeable(dst, "kefu_tally_merge", error);
}

/* ---- Merging -------------------------------------------------------------------------------- */

/* `from` is the tally of the row `src`. */
static kefu_status merge_state(const kefu_tally *t, const kf_aggregate_state *a, unsigned char *dst,
                               const kefu_tally *from, const unsigned char *src, kefu_error *error)
{
    kf_guard_copy copy;
    kefu_error said = kf_metric_silent();
    kefu_status status;
    kf_guard_keep(a, src, &copy);
    status = a->metric->merge(dst + a->offset, src + a->offset, &a->context, &said);
    status = kf_tally_returned(t, a, "merge", status, &said, -1, error);
    if (!status)
        status = kf_guard_check(a, dst, "merge", error);
    return status ? status : kf_guard_kept(from, a, src, &copy, "merge", error);
}

kefu_status kf_tally_row_merge(const kefu_tally *tally, unsigned char *dst, const kefu_tally *from,
                               const unsigned char *src, kefu_error *error)
{
    const kefu_tally *t = tally;
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < t->n_aggregates && !status; i++) {
        if (!kf_tally_reads(t, &t->aggregates[i]))
            continue;
        status = merge_state(t, &t->aggregates[i], dst, from, src, error);
        dst[t->states_bytes + (size_t)i] |= src[t->states_bytes + (size_t)i];
    }
    return status;
}

static kefu_status merge_groups(kefu_tally *dst, const kefu_tally *src, kefu_error *error)
{
    size_t stride = kf_tally_stride(src);
    kefu_status status = KEFU_OK;
    for (uint32_t from = 0; from < src->rows.n && !status; from++) {
        uint32_t to;
        status = kf_groups_one(dst->groups, kf_groups_key(src->groups, from), &to, error);
        if (!status)
            status = kf_tally_rows_grow(dst, kf_groups_count(dst->groups), error);
        if (!status)
            status = kf_tally_row_merge(dst, kf_tally_row(dst, stride, to), src,
                                        kf_tally_row(src, stride, from), error);
    }
    return status;
}

kefu_status KEFU_CALL kefu_tally_merge(kefu_tally *dst, const kefu_tally *src, kefu_error *error)
{
    kefu_error why;
    kefu_status status = merge_check(dst, src, error);
    if (!status && src->started)
        status = kf_tally_start(dst, error);
    if (status || !src->started)
        return status;
    dst->started = 1;
    return kf_tally_poison(dst, merge_groups(dst, src, &why), &why, error);
}
