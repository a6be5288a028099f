/* tally_metric.c - the metrics of a tally: formulas compiled, equal calls counted once. */
#include <string.h>

#include "base/fail.h"
#include "metric/tally.h"

/* Bytes of the call that begins at `from`: to the bracket that closes it, quotes passed over. */
static size_t call_size(const char *text, size_t from)
{
    int32_t depth = 0;
    size_t i = from;
    for (char quote = 0; text[i]; i++) {
        char c = text[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '\'' || c == '`' || c == '"') {
            quote = c;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && --depth == 0) {
            return i + 1 - from;
        }
    }
    return i - from;
}

static int32_t tally_find_call(const kefu_tally *t, const kefu_metric *metric, kefu_text text)
{
    for (int32_t i = 0; i < t->n_aggregates; i++) {
        const kf_aggregate_state *a = &t->aggregates[i];
        if (a->metric == metric && a->text.size == text.size &&
            memcmp(a->text.data, text.data, text.size) == 0)
            return i;
    }
    return -1;
}

static size_t tally_align(size_t offset, size_t align)
{
    return (offset + align - 1) / align * align;
}

/* The aggregate of a call, made if no other formula has it. */
static kefu_status tally_link(kefu_tally *t, const kf_tally_metric *m, const kf_call *call,
                              int32_t *index, kefu_error *error)
{
    int32_t count;
    const kf_metric_entry *entry = &kf_registry_entries(t->registry, &count)[call->aggregate];
    size_t at = (size_t)call->at.offset;
    kefu_text text = {m->text + at, call_size(m->text, at)};
    kf_aggregate_state *list;
    *index = tally_find_call(t, entry->metric, text);
    if (*index >= 0)
        return KEFU_OK;
    list = kf_reserve(&t->memory, t->aggregates, &t->aggregates_capacity,
                      (size_t)t->n_aggregates + 1, sizeof *list);
    if (!list)
        return kf_no_memory(error);
    t->aggregates = list;
    *index = t->n_aggregates++;
    list[*index] = (kf_aggregate_state){
        .metric = entry->metric,
        .user = entry->user,
        .formula = m->formula,
        .call = *call,
        .text = text,
        .shape = {.struct_size = sizeof(kefu_args), .n_vectors = call->n_args, .scale = t->scale},
        .owner = t->names.n,
        .lane = -1,
        .offset = tally_align(t->states_bytes, entry->metric->state_align)};
    t->states_bytes = list[*index].offset + entry->metric->state_size;
    return KEFU_OK;
}

static kefu_status tally_link_all(kefu_tally *t, kf_tally_metric *m, kefu_error *error)
{
    int32_t *aggregates;
    kefu_status status = KEFU_OK;
    m->n_calls = kf_formula_calls(m->formula);
    m->aggregates = aggregates = kf_arena_alloc(&t->arena, (size_t)m->n_calls * sizeof *aggregates);
    if (!aggregates)
        return kf_no_memory(error);
    for (int32_t i = 0; i < m->n_calls && !status; i++)
        status = tally_link(t, m, kf_formula_call(m->formula, i), &aggregates[i], error);
    return status;
}

static kefu_status tally_take_info(kefu_tally *t, kf_tally_metric *m, const kefu_metric_info *info,
                                   const char *formula, kefu_error *error)
{
    kefu_status status = kf_metric_info_take(&m->info, info, error);
    if (status)
        return status;
    if (kf_names_has(&t->names, m->info.name))
        return kf_fail(error, KEFU_E_EXISTS, "there is a metric '%s' in the tally already",
                       m->info.name);
    m->text = kf_tally_copy(t, formula);
    return m->text ? kf_metric_info_keep(&m->info, &t->arena, error) : kf_no_memory(error);
}

static kefu_status tally_append(kefu_tally *t, kf_tally_metric *m, kefu_error *error)
{
    kf_tally_metric *list = kf_reserve(&t->memory, t->metrics, &t->metrics_capacity,
                                       (size_t)t->names.n + 1, sizeof *list);
    kefu_status status = list ? KEFU_OK : kf_no_memory(error);
    if (list)
        t->metrics = list;
    if (!status)
        status = tally_link_all(t, m, error);
    if (!status)
        status = kf_tally_add_columns(t, m->formula, error);
    if (!status)
        status = kf_names_add(&t->memory, &t->names, m->info.name, error);
    if (status)
        return status;
    list[t->names.n - 1] = *m;
    t->resolver.metrics = t->names.items;
    t->resolver.n_metrics = t->names.n;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_tally_add(kefu_tally *tally, const kefu_metric_info *info,
                                     const char *formula, kefu_error *error)
{
    kf_tally_metric m = {.formula = NULL};
    int32_t n_aggregates, n_columns;
    size_t states_bytes;
    kefu_status status = kf_tally_definable(tally, "kefu_tally_add", formula, error);
    if (!status)
        status = tally_take_info(tally, &m, info, formula, error);
    if (!status)
        status = kf_formula_new(&tally->memory, &tally->limits, tally->scale, m.text,
                                strlen(m.text), &tally->resolver, &m.formula, error);
    if (status)
        return status;
    n_aggregates = tally->n_aggregates;
    n_columns = tally->columns.n;
    states_bytes = tally->states_bytes;
    status = tally_append(tally, &m, error);
    if (status) {
        tally->n_aggregates = n_aggregates;
        tally->columns.n = n_columns;
        tally->states_bytes = states_bytes;
        kf_formula_free(m.formula);
    }
    return status;
}
