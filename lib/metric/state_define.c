/* state_define.c - the definition in a saved state, format 1: it goes through the calls that a
 * caller would make, so that nothing comes in that they refuse, but for names of definitions. */
#include <string.h>

#include "base/fail.h"
#include "metric/state.h"

/* A text as a C string, or NULL with the status. */
static const char *define_text(kf_saved_loading *w, kefu_status *status, kefu_error *error)
{
    kefu_text text = kf_saved_take_text(&w->reader);
    const char *copy;
    if (*status)
        return NULL;
    w->texts += text.size;
    if (w->texts > (uint64_t)w->limits.text_bytes) {
        *status = kf_fail(error, KEFU_E_LIMIT,
                          "saved state: its definition is longer than %i bytes (limits.text_bytes)",
                          w->limits.text_bytes);
        return NULL;
    }
    copy = kf_arena_text(&w->arena, text.data, text.size);
    if (!copy)
        *status = kf_no_memory(error);
    return copy;
}

/* ---- Options and keys ------------------------------------------------------------------------ */

static kefu_status define_check_counts(const kf_saved_loading *w, kefu_error *error)
{
    const struct {
        const char *what;
        uint32_t n;
    } counts[] = {
        {"keys", w->head.keys}, {"metrics", w->head.metrics}, {"aggregates", w->head.aggregates}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if ((int64_t)counts[i].n > w->limits.columns)
            return kf_fail(error, KEFU_E_LIMIT, "saved state: %i %s, more than %d (limits.columns)",
                           (int64_t)counts[i].n, counts[i].what, w->limits.columns);
    return KEFU_OK;
}

/* A state without a roster takes the one that is given: its groups are aliases. */
static kefu_status define_roster(kf_saved_loading *w, kefu_error *error)
{
    const kefu_tally_options *given = w->options;
    const int32_t day = w->head.roster_day;
    const unsigned char *saved = day ? kf_saved_take(&w->reader, 16) : NULL;
    kefu_tally *t = w->tally;
    uint8_t print[16];
    if (!saved)
        return kf_saved_check(&w->reader, "its definition", error);
    t->roster_day = day;
    if (!given->roster) {
        memcpy(t->roster_print, saved, sizeof t->roster_print);
        return KEFU_OK;
    }
    kf_tally_roster_fingerprint(t, print);
    if (memcmp(print, saved, sizeof print) == 0 && (!given->roster_day || given->roster_day == day))
        return KEFU_OK;
    return kf_fail(error, KEFU_E_ARGUMENT,
                   "kefu_tally_load: the state was counted with another roster, or on another day "
                   "of it, than options.roster and roster_day");
}

static kefu_status define_tally(kf_saved_loading *w, kefu_error *error)
{
    kefu_tally_options o = *w->options;
    kefu_status status = KEFU_OK;
    const char *where;
    o.scale = kf_saved_take_u8(&w->reader);
    where = define_text(w, &status, error);
    if (!status)
        status = kf_saved_check(&w->reader, "its definition", error);
    if (status)
        return status;
    if (!o.scale)
        return kf_fail(error, KEFU_E_DATA, "saved state: its definition: the scale is 0");
    o.where = *where ? where : NULL;
    if (o.roster && !o.roster_day)
        o.roster_day = w->head.roster_day;
    status = kefu_tally_new(w->registry, &o, &w->tally, error);
    return status ? status : define_roster(w, error);
}

static kefu_status define_keys(kf_saved_loading *w, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (uint32_t i = 0; i < w->head.keys && !status; i++) {
        const char *column = define_text(w, &status, error);
        if (!status)
            status = kf_saved_check(&w->reader, "its keys", error);
        if (!status)
            status = kefu_tally_by(w->tally, column, error);
    }
    return status;
}

/* ---- Metrics --------------------------------------------------------------------------------- */

static kefu_status define_check_metric(const kf_saved_loading *w, const char *id, const char *name,
                                       uint64_t format, kefu_error *error)
{
    const kefu_metric *metric = kefu_registry_find(w->registry, name);
    if (!metric)
        return kf_fail(error, KEFU_E_NAME,
                       "kefu_tally_load: the registry has no metric '%s' (%s): load its plugin "
                       "first",
                       name, id);
    if (strcmp(metric->id, id) != 0)
        return kf_fail(error, KEFU_E_NAME,
                       "kefu_tally_load: metric '%s' was saved by %s, the registry has %s", name,
                       id, metric->id);
    if (!metric->load)
        return kf_fail(error, KEFU_E_STATE, "kefu_tally_load: metric '%s' keeps no states", name);
    if (!format || format > metric->state_format)
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "kefu_tally_load: states of metric '%s' (%s) have format %i, it reads 1..%i",
                       name, id, (int64_t)format, (int64_t)metric->state_format);
    return KEFU_OK;
}

/* What calls the metrics have in the registry comes before the formulas, so that a metric that is
 * missing is told as such. */
static kefu_status define_aggregates(kf_saved_loading *w, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (uint32_t i = 0; i < w->head.aggregates && !status; i++) {
        const char *id = define_text(w, &status, error);
        const char *name = define_text(w, &status, error);
        uint64_t format = kf_saved_take_varint(&w->reader);
        if (!status)
            status = kf_saved_check(&w->reader, "its aggregates", error);
        if (!status)
            status = define_check_metric(w, id, name, format, error);
        w->ids[i] = id;
        w->states[i].format = (uint32_t)format;
    }
    return status;
}

static kefu_status define_metric(kf_saved_loading *w, kefu_error *error)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_status status = KEFU_OK;
    const char *formula;
    info.name = define_text(w, &status, error);
    info.label_zh = define_text(w, &status, error);
    info.label_en = define_text(w, &status, error);
    info.unit = define_text(w, &status, error);
    info.definition = define_text(w, &status, error);
    formula = define_text(w, &status, error);
    info.scale = kf_saved_take_u8(&w->reader);
    info.direction = (int32_t)kf_saved_take_u8(&w->reader) - 1;
    info.min_n = kf_saved_take_i64(&w->reader);
    if (!status)
        status = kf_saved_check(&w->reader, "its metrics", error);
    if (!status && (!*info.label_zh || !*info.label_en))
        status = kf_fail(error, KEFU_E_DATA, "saved state: its metrics: a label is empty");
    return status ? status : kf_tally_add(w->tally, &info, formula, error);
}

static kefu_status define_metrics(kf_saved_loading *w, kefu_error *error)
{
    const kefu_tally *t = w->tally;
    kefu_status status = KEFU_OK;
    for (uint32_t i = 0; i < w->head.metrics && !status; i++) {
        status = define_metric(w, error);
        if (!status && (uint32_t)t->n_aggregates > w->head.aggregates)
            break;
    }
    if (status)
        return status;
    for (int32_t i = 0; i < t->n_aggregates && (uint32_t)i < w->head.aggregates; i++)
        if (strcmp(t->aggregates[i].metric->id, w->ids[i]) != 0)
            return kf_fail(error, KEFU_E_DATA,
                           "saved state: aggregate %d is %s, and %s in the formulas", i, w->ids[i],
                           t->aggregates[i].metric->id);
    if ((uint32_t)t->n_aggregates != w->head.aggregates)
        return kf_fail(error, KEFU_E_DATA, "saved state: %i aggregates, and the formulas have %d",
                       (int64_t)w->head.aggregates, t->n_aggregates);
    return KEFU_OK;
}

/* Counts that are not so end the bytes too early. */
kefu_status kf_saved_aggregate_1(kf_saved_reader *reader, const kf_saved_head *head, uint32_t index,
                                 kefu_aggregate_info *out, kefu_error *error)
{
    uint64_t format = 0;
    kf_saved_take_u8(reader); /* scale */
    kf_saved_take_text(reader);
    if (head->roster_day)
        kf_saved_take(reader, 16);
    for (uint32_t i = 0; i < head->keys && !reader->bad; i++)
        kf_saved_take_text(reader);
    for (uint32_t i = 0; i <= index && !reader->bad; i++) {
        out->id = kf_saved_take_text(reader);
        out->name = kf_saved_take_text(reader);
        format = kf_saved_take_varint(reader);
    }
    out->format = (uint32_t)format;
    return format > UINT32_MAX ? kf_fail(error, KEFU_E_DATA, "saved state: a format is no number")
                               : kf_saved_check(reader, "its aggregates", error);
}

/* ---- The whole ------------------------------------------------------------------------------- */

static kefu_status define_check_print(const kf_saved_loading *w, kefu_error *error)
{
    uint8_t print[16];
    kefu_tally as_saved = *w->tally;
    kefu_status status;
    if (!w->head.roster_day) { /* without the roster that is given */
        as_saved.roster = NULL;
        as_saved.roster_day = 0;
    }
    status = kf_tally_fingerprint(&as_saved, print, error);
    if (status)
        return status;
    if (memcmp(print, w->head.fingerprint, sizeof print) == 0)
        return KEFU_OK;
    return kf_fail(error, KEFU_E_DATA,
                   "saved state: its fingerprint is not that of its definition");
}

/* Room for what is known of each aggregate. */
static kefu_status define_room(kf_saved_loading *w, kefu_error *error)
{
    size_t n = w->head.aggregates;
    kefu_status status = define_check_counts(w, error);
    if (status)
        return status;
    w->ids = kf_arena_alloc(&w->arena, n * sizeof *w->ids);
    w->states = kf_arena_alloc(&w->arena, n * sizeof *w->states);
    return w->ids && w->states ? KEFU_OK : kf_no_memory(error);
}

kefu_status kf_saved_define(kf_saved_loading *w, kefu_error *error)
{
    kefu_status status = define_room(w, error);
    if (!status)
        status = define_tally(w, error);
    if (!status)
        status = define_keys(w, error);
    if (!status)
        status = define_aggregates(w, error);
    if (!status)
        status = define_metrics(w, error);
    return status ? status : define_check_print(w, error);
}
