/* tally_metric.c - the metrics of a tally: formulas compiled, equal calls counted once. */
#include <string.h>

#include "base/fail.h"
#include "base/id.h"
#include "metric/builtin.h"
#include "metric/tally_guard.h"
#include "metric/plugin_host.h"
#include "metric/quantile_readings.h"
#include "metric/tally.h"

/* ---- What a call is counted by --------------------------------------------------------------- */

static int32_t tally_late(const kefu_metric *metric)
{
    return (metric->flags & KEFU_METRIC_LATE_PARAMS) != 0;
}

static int32_t tally_same_params(const kf_call *a, const kf_call *b)
{
    for (int32_t i = 0; i < a->n_params; i++)
        if (a->params[i] != b->params[i])
            return 0;
    return 1;
}

static int32_t tally_find_call(const kefu_tally *t, const kefu_metric *metric,
                               const kf_formula *formula, const kf_call *call)
{
    for (int32_t i = 0; i < t->n_aggregates; i++) {
        const kf_aggregate_state *a = &t->aggregates[i];
        if (a->metric == metric && kf_formula_same_rows(a->formula, &a->call, formula, call) &&
            (tally_late(metric) || tally_same_params(&a->call, call)))
            return i;
    }
    return -1;
}

static size_t tally_align(size_t offset, size_t align)
{
    return (offset + align - 1) / align * align;
}

/* How the callbacks are told of the call; its parameters are copied. */
static kefu_status tally_context(kefu_tally *t, const kf_metric_entry *entry, const kf_call *call,
                                 kefu_context *out, kefu_error *error)
{
    size_t n = (size_t)call->n_params;
    int64_t *params = kf_arena_alloc(&t->arena, n * sizeof *params);
    if (!params)
        return kf_no_memory(error);
    for (size_t i = 0; i < n; i++)
        params[i] = call->params[i];
    *out = (kefu_context){.struct_size = sizeof *out,
                          .user = entry->user,
                          .host = &kf_host,
                          .allocator = &t->meter.allocator,
                          .params = params,
                          .n_params = call->n_params,
                          .n_args = call->n_args,
                          .scale = t->scale};
    return KEFU_OK;
}

static kefu_status tally_check_params(const kefu_metric *metric, const kf_call *call,
                                      const kefu_context *context, kefu_error *error)
{
    kefu_error said = kf_metric_silent(), why;
    kefu_status status = metric->check ? metric->check(context, &said) : KEFU_OK;
    status = kf_metric_returned(metric, "check", status, &said, -1, &why);
    return status ? kf_fail_at(error, status, call->at, "%s", why.message) : KEFU_OK;
}

static kefu_status tally_new_aggregate(kefu_tally *t, const kf_aggregate_state *one, int32_t *index,
                                       kefu_error *error)
{
    kf_aggregate_state *list = kf_reserve(&t->memory, t->aggregates, &t->aggregates_capacity,
                                          (size_t)t->n_aggregates + 1, sizeof *list);
    if (!list)
        return kf_no_memory(error);
    t->aggregates = list;
    *index = t->n_aggregates++;
    list[*index] = *one;
    list[*index].guard = kf_guard_bytes(one->metric);
    list[*index].offset =
        tally_align(t->states_bytes + list[*index].guard, one->metric->state_align);
    t->states_bytes = list[*index].offset + one->metric->state_size + list[*index].guard;
    return KEFU_OK;
}

/* The aggregate of a call, made if no other formula has it. */
static kefu_status tally_aggregate(kefu_tally *t, const kf_tally_metric *m, const kf_call *call,
                                   const kefu_metric *metric, const kefu_context *context,
                                   int32_t *index, kefu_error *error)
{
    kf_aggregate_state one = {.metric = metric,
                              .formula = m->formula,
                              .call = *call,
                              .context = *context,
                              .owner = t->names.n,
                              .lane = -1};
    *index = tally_find_call(t, metric, m->formula, call);
    if (*index >= 0)
        return KEFU_OK;
    if (tally_late(metric)) {
        one.context.params = NULL;
        one.context.n_params = 0;
    }
    return tally_new_aggregate(t, &one, index, error);
}

/* ---- What a call gives ----------------------------------------------------------------------- */

static int32_t tally_find_result(const kefu_tally *t, const kf_tally_result *one)
{
    const kefu_context *c = &one->context;
    for (int32_t i = 0; i < t->n_results; i++) {
        const kf_tally_result *r = &t->results[i];
        if (r->aggregate == one->aggregate && r->context.round == c->round &&
            r->context.n_params == c->n_params &&
            (!c->n_params ||
             !memcmp(r->context.params, c->params, (size_t)c->n_params * sizeof *c->params)))
            return i;
    }
    return -1;
}

static kefu_status tally_result(kefu_tally *t, const kf_tally_result *one, int32_t *index,
                                kefu_error *error)
{
    kf_tally_result *list;
    *index = tally_find_result(t, one);
    if (*index >= 0)
        return KEFU_OK;
    list = kf_reserve(&t->memory, t->results, &t->results_capacity, (size_t)t->n_results + 1,
                      sizeof *list);
    if (!list)
        return kf_no_memory(error);
    t->results = list;
    *index = t->n_results++;
    list[*index] = *one;
    return KEFU_OK;
}

/* A formula that is one call is rounded where its metric says, any other number at the scale of the
 * tally, as all numbers of formulas are. */
static int32_t tally_round(const kefu_tally *t, const kf_tally_metric *m)
{
    return m->info.scale && kf_formula_is_call(m->formula) ? m->info.scale : t->scale;
}

static const kefu_metric *tally_counted_by(const kefu_tally *t, const kefu_metric *metric)
{
    const int32_t ordered = metric == &kf_metric_quantile || metric == &kf_metric_median;
    return t->readings == 2 && ordered ? &kf_metric_quantile_readings : metric;
}

static kefu_status tally_link(kefu_tally *t, const kf_tally_metric *m, const kf_call *call,
                              int32_t *index, kefu_error *error)
{
    int32_t count;
    const kf_metric_entry *entry = &kf_registry_entries(t->registry, &count)[call->aggregate];
    const kefu_metric *metric = tally_counted_by(t, entry->metric);
    kf_tally_result one;
    kefu_status status = tally_context(t, entry, call, &one.context, error);
    if (!status)
        status = tally_check_params(metric, call, &one.context, error);
    if (!status)
        status = tally_aggregate(t, m, call, metric, &one.context, &one.aggregate, error);
    one.context.round = tally_round(t, m);
    return status ? status : tally_result(t, &one, index, error);
}

static kefu_status tally_link_all(kefu_tally *t, kf_tally_metric *m, kefu_error *error)
{
    int32_t *results;
    kefu_status status = KEFU_OK;
    m->n_calls = kf_formula_calls(m->formula);
    m->results = results = kf_arena_alloc(&t->arena, (size_t)m->n_calls * sizeof *results);
    if (!results)
        return kf_no_memory(error);
    for (int32_t i = 0; i < m->n_calls && !status; i++)
        status = tally_link(t, m, kf_formula_call(m->formula, i), &results[i], error);
    return status;
}

/* ---- Adding a metric ------------------------------------------------------------------------- */

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
    m->meaning = kf_tally_meaning(t, m->text);
    if (!status && !m->meaning)
        status = kf_no_memory(error);
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

kefu_status kf_tally_add(kefu_tally *tally, const kefu_metric_info *info, const char *formula,
                         kefu_error *error)
{
    kf_tally_metric m = {.formula = NULL};
    int32_t n_aggregates, n_results, n_columns;
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
    n_results = tally->n_results;
    n_columns = tally->columns.n;
    states_bytes = tally->states_bytes;
    status = tally_append(tally, &m, error);
    if (status) {
        tally->n_aggregates = n_aggregates;
        tally->n_results = n_results;
        tally->columns.n = n_columns;
        tally->states_bytes = states_bytes;
        kf_formula_free(m.formula);
    }
    return status;
}

kefu_status KEFU_CALL kefu_tally_add(kefu_tally *tally, const kefu_metric_info *info,
                                     const char *formula, kefu_error *error)
{
    kefu_metric_info taken;
    kefu_status status = kf_tally_definable(tally, "kefu_tally_add", formula, error);
    if (!status)
        status = kf_metric_info_take(&taken, info, error);
    if (!status && kf_id_is_ours(taken.definition))
        status =
            kf_fail(error, KEFU_E_ARGUMENT,
                    "metric '%s': definition '%s' is the library's: kefu_tally_define names it",
                    taken.name, taken.definition);
    return status ? status : kf_tally_add(tally, &taken, formula, error);
}
