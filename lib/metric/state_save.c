/* state_save.c - a tally to bytes of format 1, as state.h says. */
#include <string.h>

#include "base/fail.h"
#include "metric/tally_guard.h"
#include "metric/state.h"

typedef struct save_work {
    const kefu_tally *tally;
    const kf_saved_format *format;
    kefu_text tag;
    kf_saved_writer writer;
    uint32_t *order;        /* groups by key */
    unsigned char *scratch; /* one state, and a guard behind it */
    size_t capacity;        /* without the guard */
} save_work;

/* ---- Head and definition --------------------------------------------------------------------- */

static uint32_t save_groups_count(const kefu_tally *t)
{
    return t->groups ? kf_groups_count(t->groups) : 0;
}

static void save_head(save_work *w, const uint8_t print[16])
{
    const kefu_tally *t = w->tally;
    kf_saved_put(&w->writer, print, 16);
    kf_saved_put_u64(&w->writer, save_groups_count(t));
    kf_saved_put_u32(&w->writer, (uint32_t)t->keys.n);
    kf_saved_put_u32(&w->writer, (uint32_t)t->names.n);
    kf_saved_put_u32(&w->writer, (uint32_t)t->n_aggregates);
    kf_saved_put_u32(&w->writer, (uint32_t)t->roster_day);
    kf_saved_put_text(&w->writer, w->tag.data, w->tag.size);
}

static void save_text(save_work *w, const char *text)
{
    kf_saved_put_text(&w->writer, text, strlen(text));
}

static void save_metric(save_work *w, const kf_tally_metric *m)
{
    save_text(w, m->info.name);
    save_text(w, m->info.label_zh);
    save_text(w, m->info.label_en);
    save_text(w, m->info.unit);
    save_text(w, m->info.definition);
    save_text(w, m->text);
    kf_saved_put_u8(&w->writer, (uint8_t)m->info.scale);
    kf_saved_put_u8(&w->writer, (uint8_t)(m->info.direction + 1));
    kf_saved_put_u64(&w->writer, (uint64_t)m->info.min_n);
}

static void save_definition(save_work *w)
{
    const kefu_tally *t = w->tally;
    kf_saved_put_u8(&w->writer, (uint8_t)t->scale);
    save_text(w, t->where_text ? t->where_text : "");
    if (t->roster_day) {
        uint8_t print[16];
        kf_tally_roster_fingerprint(t, print);
        kf_saved_put(&w->writer, print, sizeof print);
    }
    for (int32_t i = 0; i < t->keys.n; i++)
        save_text(w, t->keys.items[i]);
    for (int32_t i = 0; i < t->n_aggregates; i++) {
        const kefu_metric *metric = t->aggregates[i].metric;
        save_text(w, metric->id);
        save_text(w, metric->name);
        kf_saved_put_varint(&w->writer, kf_saved_format_of(w->format, &t->aggregates[i]));
    }
    for (int32_t i = 0; i < t->names.n; i++)
        save_metric(w, &t->metrics[i]);
}

/* ---- States ---------------------------------------------------------------------------------- */

enum { SAVE_GUARD = 16, SAVE_GUARD_BYTE = 0xC5, SAVE_FIRST = 256 };

static kefu_status save_room(save_work *w, size_t need, kefu_error *error)
{
    const kf_memory *memory = &w->tally->memory;
    unsigned char *scratch =
        need < SIZE_MAX - SAVE_GUARD ? kf_alloc(memory, need + SAVE_GUARD) : NULL;
    if (!scratch)
        return kf_no_memory(error);
    kf_free(memory, w->scratch, w->capacity + SAVE_GUARD);
    w->scratch = scratch;
    w->capacity = need;
    memset(scratch + need, SAVE_GUARD_BYTE, SAVE_GUARD);
    return KEFU_OK;
}

static int32_t save_overrun(const save_work *w)
{
    for (int32_t i = 0; i < SAVE_GUARD; i++)
        if (w->scratch[w->capacity + (size_t)i] != SAVE_GUARD_BYTE)
            return 1;
    return 0;
}

/* The state into the scratch, if that is large enough. */
static kefu_status save_try(save_work *w, const kf_aggregate_state *a, const unsigned char *row,
                            size_t *need, kefu_error *error)
{
    kf_guard_copy copy;
    kefu_error said = kf_metric_silent();
    kefu_status status, broken;
    kf_guard_keep(a, row, &copy);
    status = a->metric->save(row + a->offset, kf_saved_format_of(w->format, a), w->scratch,
                             w->capacity, need, &a->context, &said);
    broken = kf_guard_kept(w->tally, a, row, &copy, "save", error);
    if (broken)
        return broken;
    if (save_overrun(w))
        return kf_fail(error, KEFU_E_PLUGIN,
                       "metric '%s': 'save' wrote more bytes than there was room for",
                       a->metric->name);
    return kf_tally_returned(w->tally, a, "save", status, &said, -1, error);
}

static kefu_status save_state(save_work *w, const kf_aggregate_state *a, const unsigned char *row,
                              kefu_error *error)
{
    size_t need = 0, again = 0;
    kefu_status status = save_try(w, a, row, &need, error);
    if (!status && need > w->capacity) {
        status = save_room(w, need, error);
        if (!status)
            status = save_try(w, a, row, &again, error);
        if (!status && again != need)
            status =
                kf_fail(error, KEFU_E_PLUGIN, "metric '%s': 'save' needs %i bytes, and then %i",
                        a->metric->name, (int64_t)need, (int64_t)again);
    }
    if (status)
        return status;
    kf_saved_put_varint(&w->writer, need);
    kf_saved_put(&w->writer, w->scratch, need);
    return KEFU_OK;
}

/* ---- Groups ---------------------------------------------------------------------------------- */

static void save_key(save_work *w, const kf_key *key)
{
    kf_saved_put_u8(&w->writer, key->text.data != NULL);
    if (key->text.data)
        kf_saved_put_text(&w->writer, key->text.data, key->text.size);
    else
        kf_saved_put_u64(&w->writer, (uint64_t)key->number);
}

static kefu_status save_group(save_work *w, uint32_t group, kefu_error *error)
{
    const kefu_tally *t = w->tally;
    const unsigned char *row = kf_tally_row(t, kf_tally_stride(t), group);
    const kf_key *keys = kf_groups_key(t->groups, group);
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < t->keys.n; i++)
        save_key(w, &keys[i]);
    kf_saved_put(&w->writer, row + t->states_bytes, (size_t)t->n_aggregates);
    for (int32_t i = 0; i < t->n_aggregates && !status; i++)
        status = save_state(w, &t->aggregates[i], row, error);
    return status ? status : w->writer.status;
}

static kefu_status save_groups(save_work *w, kefu_error *error)
{
    uint32_t n = save_groups_count(w->tally);
    kefu_status status = n ? kf_groups_sorted(w->tally->groups, w->order, error) : KEFU_OK;
    for (uint32_t i = 0; i < n && !status; i++)
        status = save_group(w, w->order[i], error);
    return status;
}

/* ---- The whole ------------------------------------------------------------------------------- */

static kefu_status save_all(save_work *w, const kefu_sink *sink, kefu_error *error)
{
    uint8_t print[16];
    kefu_status status = kf_tally_fingerprint(w->tally, print, error), end;
    if (!status)
        status = save_room(w, SAVE_FIRST, error);
    if (status)
        return status;
    kf_saved_begin(&w->writer, &kf_saved_tally, &w->tally->memory, sink, w->format->number, error);
    save_head(w, print);
    save_definition(w);
    status = save_groups(w, error);
    if (status && !w->writer.status)
        w->writer.status = status; /* nothing more to the sink */
    end = kf_saved_end(&w->writer);
    return status ? status : end;
}

kefu_status kf_saved_save_1(const kefu_tally *tally, const kf_saved_format *format, kefu_text tag,
                            const kefu_sink *sink, kefu_error *error)
{
    save_work w = {.tally = tally, .format = format, .tag = tag};
    const kf_memory *memory = &tally->memory;
    size_t n = save_groups_count(tally);
    kefu_status status;
    w.order = kf_alloc_array(memory, n, sizeof *w.order);
    status = w.order ? save_all(&w, sink, error) : kf_no_memory(error);
    kf_free_array(memory, w.order, n, sizeof *w.order);
    if (w.scratch)
        kf_free(memory, w.scratch, w.capacity + SAVE_GUARD);
    return status;
}
