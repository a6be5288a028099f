/* tally_merge.c - adding what one tally has counted to another. */
#include <string.h>

#include "base/fail.h"
#include "metric/guard.h"

/* ---- Are they the same? --------------------------------------------------------------------- */

static int32_t merge_same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static kefu_status merge_differs(kefu_error *error, const char *what)
{
    return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_merge: the tallies differ in %s", what);
}

static kefu_status merge_check_keys(const kefu_tally *a, const kefu_tally *b, kefu_error *error)
{
    if (a->keys.n != b->keys.n)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_merge: one has %d keys, the other %d",
                       a->keys.n, b->keys.n);
    for (int32_t i = 0; i < a->keys.n; i++)
        if (strcmp(a->keys.items[i], b->keys.items[i]) != 0)
            return kf_fail(error, KEFU_E_ARGUMENT,
                           "kefu_tally_merge: key %d is '%s' in one and '%s' in the other", i,
                           a->keys.items[i], b->keys.items[i]);
    return KEFU_OK;
}

static int32_t merge_same_info(const kefu_metric_info *a, const kefu_metric_info *b)
{
    return merge_same_text(a->unit, b->unit) && a->scale == b->scale &&
           a->direction == b->direction && a->min_n == b->min_n &&
           merge_same_text(a->definition, b->definition);
}

static kefu_status merge_check_metrics(const kefu_tally *a, const kefu_tally *b, kefu_error *error)
{
    if (a->names.n != b->names.n)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_merge: one has %d metrics, the other %d",
                       a->names.n, b->names.n);
    for (int32_t i = 0; i < a->names.n; i++) {
        const kf_tally_metric *x = &a->metrics[i], *y = &b->metrics[i];
        if (strcmp(x->info.name, y->info.name) != 0)
            return kf_fail(error, KEFU_E_ARGUMENT,
                           "kefu_tally_merge: metric %d is '%s' in one and '%s' in the other", i,
                           x->info.name, y->info.name);
        if (strcmp(x->text, y->text) != 0)
            return kf_fail(error, KEFU_E_ARGUMENT,
                           "kefu_tally_merge: metric '%s' is %s in one and %s in the other",
                           x->info.name, x->text, y->text);
        if (!merge_same_info(&x->info, &y->info))
            return kf_fail(error, KEFU_E_ARGUMENT,
                           "kefu_tally_merge: the tallies describe metric '%s' differently",
                           x->info.name);
    }
    return KEFU_OK;
}

static kefu_status merge_check_options(const kefu_tally *a, const kefu_tally *b, kefu_error *error)
{
    if (a->registry != b->registry)
        return merge_differs(error, "their registries");
    if (a->scale != b->scale)
        return merge_differs(error, "options.scale");
    if (a->readings != b->readings)
        return merge_differs(error, "options.readings");
    if (!merge_same_text(a->where_text, b->where_text))
        return merge_differs(error, "options.where");
    if (a->roster != b->roster || a->roster_day != b->roster_day)
        return merge_differs(error, "options.roster or roster_day");
    return KEFU_OK;
}

static kefu_status merge_check_claims(const kefu_tally *t, kefu_error *error)
{
    for (int32_t i = 0; i < t->n_aggregates; i++)
        if (!(t->aggregates[i].metric->flags & KEFU_METRIC_MERGEABLE))
            return kf_fail(error, KEFU_E_STATE, "kefu_tally_merge: metric '%s' cannot merge",
                           t->aggregates[i].metric->name);
    return KEFU_OK;
}

kefu_status kf_tally_same(const kefu_tally *a, const kefu_tally *b, kefu_error *error)
{
    kefu_status status = merge_check_options(a, b, error);
    if (!status)
        status = merge_check_keys(a, b, error);
    return status ? status : merge_check_metrics(a, b, error);
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
    return status ? status : merge_check_claims(dst, error);
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

static kefu_status merge_row(const kefu_tally *t, unsigned char *dst, const kefu_tally *from,
                             const unsigned char *src, kefu_error *error)
{
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
            status = merge_row(dst, kf_tally_row(dst, stride, to), src,
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
