/* tally_frame.c - the figures of a tally as a frame. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "metric/tally_guard.h"

/* What is computed for one group. */
typedef struct frame_work {
    const kefu_tally *tally;
    kf_frame_maker *maker;
    uint32_t *order; /* groups by key */
    uint32_t n;
    size_t n_values;
    kefu_value *values;  /* the block of the three below */
    kefu_value *results; /* of each result of the tally */
    kefu_value *metrics; /* of each metric */
    kefu_value *calls;   /* of each call of one formula */
} frame_work;

/* ---- Values of a group ---------------------------------------------------------------------- */

/* Keys as "7 / Beijing", into `text`; "?" if there is no memory. */
static const char *frame_group_name(const kefu_tally *t, uint32_t group, kf_buffer *text)
{
    const kf_key *keys = kf_groups_key(t->groups, group);
    const char *name;
    kf_buffer_init(text, &t->memory);
    for (int32_t i = 0; i < t->keys.n; i++) {
        char digits[21];
        kefu_text key = kf_key_text(&keys[i], digits);
        kf_put_text(text, i ? " / " : "");
        kf_put(text, key.data, key.size);
    }
    name = kf_buffer_text(text);
    return name ? name : "?";
}

/* Names are cut, so that the reason is not. */
static size_t frame_cut(const char *name) { return kf_utf8_cut(name, strlen(name), 60); }

static kefu_status frame_fail(const kefu_tally *t, int32_t metric, uint32_t group,
                              kefu_status status, const kefu_error *why, kefu_error *error)
{
    const char *named = t->names.items[metric];
    kf_buffer name;
    const char *text = frame_group_name(t, group, &name);
    if (t->keys.n)
        status = kf_fail(error, status, "metric '%t', group '%t': %s", named, frame_cut(named),
                         text, frame_cut(text), why->message);
    else
        status = kf_fail(error, status, "metric '%t': %s", named, frame_cut(named), why->message);
    kf_buffer_free(&name);
    return status;
}

/* Something that may still count was left out. */
static void frame_provisional(kefu_value *v)
{
    if (v->status == KEFU_VALUE_LOW_VOLUME)
        v->flags |= KEFU_VALUE_HAS_LOW_VOLUME;
    if (v->status == KEFU_VALUE_EXEMPT)
        v->flags |= KEFU_VALUE_HAS_PROVISIONAL;
    else
        v->status = KEFU_VALUE_PROVISIONAL;
}

static kefu_status frame_finalize(const kefu_tally *t, int32_t index, const unsigned char *row,
                                  kefu_value *out, kefu_error *error)
{
    const kf_tally_result *r = &t->results[index];
    const kf_aggregate_state *a = &t->aggregates[r->aggregate];
    kf_guard_copy copy;
    kefu_error said = kf_metric_silent();
    kefu_status status, broken;
    kf_guard_keep(a, row, &copy);
    *out = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    status = a->metric->finalize(row + a->offset, out, &r->context, &said);
    status = kf_tally_returned(t, a, "finalize", status, &said, -1, error);
    broken = kf_guard_kept(t, a, row, &copy, "finalize", error);
    if (broken)
        return broken;
    if (!status)
        status = kf_metric_check_value(a->metric, out, error);
    if (!status && row[t->states_bytes + (size_t)r->aggregate])
        frame_provisional(out);
    return status;
}

static kefu_status frame_metric(frame_work *w, int32_t index, kefu_error *error)
{
    const kf_tally_metric *m = &w->tally->metrics[index];
    for (int32_t i = 0; i < m->n_calls; i++)
        w->calls[i] = w->results[m->results[i]];
    return kf_formula_value(m->formula, w->calls, w->metrics, kf_tally_scale(&m->info),
                            &w->metrics[index], error);
}

static kefu_status frame_row(frame_work *w, uint32_t at, kefu_error *error)
{
    const kefu_tally *t = w->tally;
    uint32_t group = w->order[at];
    const unsigned char *row = kf_tally_row(t, kf_tally_stride(t), group);
    kefu_error why;
    for (int32_t i = 0; i < t->n_results; i++) {
        kefu_status status = frame_finalize(t, i, row, &w->results[i], &why);
        if (status)
            return frame_fail(t, t->aggregates[t->results[i].aggregate].owner, group, status, &why,
                              error);
    }
    for (int32_t i = 0; i < t->names.n; i++) {
        kefu_status status = frame_metric(w, i, &why);
        if (status)
            return frame_fail(t, i, group, status, &why, error);
        kf_frame_maker_set(w->maker, at, i, &w->metrics[i]);
    }
    return KEFU_OK;
}

/* ---- The frame ------------------------------------------------------------------------------ */

static kefu_status frame_fill(frame_work *w, kefu_error *error)
{
    const kefu_tally *t = w->tally;
    kefu_status status = kf_groups_sorted(t->groups, w->order, error);
    for (uint32_t i = 0; i < w->n && !status; i++)
        status = kf_frame_maker_row(w->maker, kf_groups_key(t->groups, w->order[i]), error);
    for (int32_t i = 0; i < t->names.n && !status; i++) {
        int32_t metric;
        status = kf_frame_maker_metric(w->maker, &t->metrics[i].info, &metric, error);
    }
    for (uint32_t i = 0; i < w->n && !status; i++)
        status = frame_row(w, i, error);
    return status;
}

static void frame_work_free(frame_work *w)
{
    const kf_memory *memory = &w->tally->memory;
    kf_free_array(memory, w->order, w->n, sizeof *w->order);
    kf_free_array(memory, w->values, w->n_values, sizeof *w->values);
}

static kefu_status frame_work_new(frame_work *w, const kefu_tally *t, kefu_error *error)
{
    size_t most = 0;
    kefu_status status;
    for (int32_t i = 0; i < t->names.n; i++)
        most = (size_t)t->metrics[i].n_calls > most ? (size_t)t->metrics[i].n_calls : most;
    *w = (frame_work){.tally = t, .n = kf_groups_count(t->groups)};
    w->n_values = (size_t)t->n_results + (size_t)t->names.n + most;
    w->order = kf_alloc_array(&t->memory, w->n, sizeof *w->order);
    w->values = kf_alloc_array(&t->memory, w->n_values, sizeof *w->values);
    w->results = w->values;
    status = w->order && w->values ? KEFU_OK : kf_no_memory(error);
    if (!status)
        status =
            kf_frame_maker_new(&t->memory, &t->limits, t->keys.items, t->keys.n, &w->maker, error);
    if (status)
        frame_work_free(w);
    else
        w->calls = (w->metrics = w->values + t->n_results) + t->names.n;
    return status;
}

static kefu_status frame_of(const kefu_tally *t, kefu_frame **out, kefu_error *error)
{
    frame_work w;
    kefu_status status = frame_work_new(&w, t, error);
    if (status)
        return status;
    status = frame_fill(&w, error);
    if (status)
        kf_frame_maker_free(w.maker);
    else
        status = kf_frame_maker_done(w.maker, out, error);
    frame_work_free(&w);
    return status;
}

/* Before the first row there are no groups, but without keys all rows are one, also if there are
 * none. Works on a copy, since the tally is const: its definition is shared, its groups are its
 * own.
 */
static kefu_status frame_of_nothing(const kefu_tally *t, kefu_frame **out, kefu_error *error)
{
    kefu_tally empty = *t;
    uint32_t number;
    kefu_status status;
    empty.groups = NULL;
    memset(&empty.rows, 0, sizeof empty.rows);
    status = kf_groups_new(&empty.memory, &empty.limits, empty.keys.n, &empty.groups, error);
    if (!status && !empty.keys.n)
        status = kf_groups_one(empty.groups, NULL, &number, error);
    if (!status)
        status = kf_tally_rows_grow(&empty, kf_groups_count(empty.groups), error);
    if (!status)
        status = frame_of(&empty, out, error);
    kf_tally_rows_free(&empty);
    kf_groups_free(empty.groups);
    return status;
}

kefu_status KEFU_CALL kefu_tally_frame(const kefu_tally *tally, kefu_frame **out, kefu_error *error)
{
    kefu_status status;
    if (!tally || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_frame: %s is NULL",
                       tally ? "out" : "tally");
    status = kf_tally_healthy(tally, error);
    if (!status && tally->part)
        status = kf_fail(error, KEFU_E_STATE,
                         "kefu_tally_frame: merge this part into the tally of all rows");
    if (status)
        return status;
    return tally->rows.n ? frame_of(tally, out, error) : frame_of_nothing(tally, out, error);
}
