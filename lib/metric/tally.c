/* tally.c - making a tally and saying what it counts. */
#include "metric/tally.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"

/* ---- Lists of names ------------------------------------------------------------------------- */

int32_t kf_names_has(const kf_names *names, const char *name)
{
    for (int32_t i = 0; i < names->n; i++)
        if (strcmp(names->items[i], name) == 0)
            return 1;
    return 0;
}

kefu_status kf_names_add(const kf_memory *memory, kf_names *names, const char *name,
                         kefu_error *error)
{
    const char **items = name ? kf_reserve(memory, names->items, &names->capacity,
                                           (size_t)names->n + 1, sizeof *items)
                              : NULL;
    if (!items)
        return kf_no_memory(error);
    names->items = items;
    items[names->n++] = name;
    return KEFU_OK;
}

static void names_free(const kf_memory *memory, kf_names *names)
{
    kf_free_array(memory, names->items, names->capacity, sizeof *names->items);
}

/* ---- Making --------------------------------------------------------------------------------- */

const char *kf_tally_copy(kefu_tally *t, const char *text)
{
    return kf_arena_text(&t->arena, text, strlen(text));
}

const char *kf_tally_meaning(kefu_tally *t, const char *text)
{
    kf_buffer meaning;
    const char *copy;
    kf_buffer_init(&meaning, &t->memory);
    kf_formula_meaning(text, strlen(text), &meaning);
    copy = meaning.failed ? NULL : kf_arena_text(&t->arena, meaning.data, meaning.size);
    kf_buffer_free(&meaning);
    return copy;
}

/* The metrics of the registry as the expression language wants to know them. */
static kefu_status tally_resolve(kefu_tally *t, kefu_error *error)
{
    int32_t n;
    const kf_metric_entry *entries = kf_registry_entries(t->registry, &n);
    kf_aggregate *list = kf_arena_alloc(&t->arena, (size_t)n * sizeof *list);
    int32_t *types = kf_arena_alloc(&t->arena, (size_t)n * KF_METRIC_PORTS * sizeof *types);
    if (!list || !types)
        return kf_no_memory(error);
    for (int32_t i = 0; i < n; i++, types += KF_METRIC_PORTS) {
        const kefu_metric *m = entries[i].metric;
        for (int32_t k = 0; k < m->n_ports; k++)
            types[k] = m->ports[k]->type;
        list[i] = (kf_aggregate){.name = m->name,
                                 .n_args = m->n_ports,
                                 .n_required = m->n_required,
                                 .arg_types = types,
                                 .params = m->params,
                                 .n_params = m->n_params,
                                 .star = !m->n_required,
                                 .exact = (m->flags & KEFU_METRIC_EXACT) != 0,
                                 .near = m->aliases};
    }
    t->resolver.aggregates = list;
    t->resolver.n_aggregates = n;
    return KEFU_OK;
}

kefu_status kf_tally_add_columns(kefu_tally *t, const kf_formula *formula, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < kf_formula_columns(formula) && !status; i++)
        if (!kf_names_has(&t->columns, kf_formula_column(formula, i)))
            status = kf_names_add(&t->memory, &t->columns, kf_formula_column(formula, i), error);
    return status;
}

static kefu_status tally_filter(kefu_tally *t, const char *text, kefu_error *error)
{
    kefu_status status;
    if (!text)
        return KEFU_OK;
    t->where_text = kf_tally_copy(t, text);
    if (!t->where_text)
        return kf_no_memory(error);
    status =
        kf_condition_new(&t->memory, &t->limits, t->scale, text, strlen(text), &t->where, error);
    if (status)
        return status;
    t->where_meaning = kf_tally_meaning(t, text);
    if (!t->where_meaning)
        return kf_no_memory(error);
    if (kf_formula_program_type(t->where, 0) != KEFU_EXPR_BOOL)
        return kf_fail_at(error, KEFU_E_TYPE, (kf_place){1, 1, 0},
                          "where: expected a condition, as in status = 'paid'");
    return kf_tally_add_columns(t, t->where, error);
}

static kefu_status tally_check_options(const kefu_registry *registry, const kefu_tally_options *o,
                                       kefu_error *error)
{
    if (!kf_registry_frozen(registry))
        return kf_fail(error, KEFU_E_STATE,
                       "kefu_tally_new: the registry must be frozen (kefu_registry_freeze)");
    if (o->scale < 0 || o->scale > 9)
        return kf_fail(error, KEFU_E_ARGUMENT, "tally: scale %d, expected 1..9, or 0 for 6",
                       o->scale);
    if (o->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "tally: options.reserved0 is not 0");
    if (o->readings < 0 || o->readings > 2)
        return kf_fail(error, KEFU_E_ARGUMENT, "tally: %d readings, expected 1 or 2", o->readings);
    if (o->roster && !o->roster_day)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "tally: roster_day is 0, expected the day to read the roster at");
    return KEFU_OK;
}

static kefu_status tally_make(const kefu_registry *registry, const kefu_tally_options *o,
                              kefu_tally **out, kefu_error *error)
{
    kf_memory memory;
    kefu_limits limits;
    kefu_tally *t;
    kefu_status status = tally_check_options(registry, o, error);
    if (!status)
        status = kf_memory_init(&memory, o->allocator, error);
    if (!status)
        status = kf_limits(&limits, o->limits, error);
    if (status)
        return status;
    t = kf_alloc_zero(&memory, sizeof *t);
    if (!t)
        return kf_no_memory(error);
    t->memory = memory;
    kf_arena_init(&t->arena, &t->memory);
    kf_tally_meter_init(t);
    t->limits = limits;
    t->registry = registry;
    t->roster = o->roster;
    t->roster_day = o->roster ? o->roster_day : 0;
    t->scale = o->scale ? o->scale : 6;
    t->readings = o->readings ? o->readings : 1;
    t->reading = 1;
    status = tally_resolve(t, error);
    if (!status)
        status = tally_filter(t, o->where, error);
    if (status)
        kefu_tally_free(t);
    else
        *out = t;
    return status;
}

kefu_status KEFU_CALL kefu_tally_new(const kefu_registry *registry,
                                     const kefu_tally_options *options, kefu_tally **out,
                                     kefu_error *error)
{
    kefu_tally_options taken;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_new: out is NULL");
    status = kf_take_options(&taken, sizeof taken, options, error);
    return status ? status : tally_make(registry, &taken, out, error);
}

void KEFU_CALL kefu_tally_free(kefu_tally *tally)
{
    kf_memory memory;
    kefu_tally *t = tally;
    if (!t)
        return;
    memory = t->memory;
    kf_tally_rows_free(t);
    kf_groups_free(t->groups);
    kf_groups_free(t->aliases);
    kf_free_array(&memory, t->people, t->people_capacity, sizeof *t->people);
    kf_free(&memory, t->block, sizeof *t->block);
    kf_tally_lanes_free(t);
    for (int32_t i = 0; i < t->names.n; i++)
        kf_formula_free(t->metrics[i].formula);
    kf_formula_free(t->where);
    kf_free_array(&memory, t->metrics, t->metrics_capacity, sizeof *t->metrics);
    kf_free_array(&memory, t->aggregates, t->aggregates_capacity, sizeof *t->aggregates);
    kf_free_array(&memory, t->results, t->results_capacity, sizeof *t->results);
    names_free(&memory, &t->keys);
    names_free(&memory, &t->columns);
    names_free(&memory, &t->names);
    kf_arena_free(&t->arena);
    kf_free(&memory, t, sizeof *t);
}

/* ---- Health --------------------------------------------------------------------------------- */

kefu_status kf_tally_healthy(const kefu_tally *tally, kefu_error *error)
{
    const kefu_error *why = &tally->poison;
    if (!why->code)
        return KEFU_OK;
    if (why->row < 0)
        return kf_fail(error, KEFU_E_STATE, "the tally cannot go on after %s: %s",
                       kefu_status_name(why->code), why->message);
    return kf_fail(error, KEFU_E_STATE, "the tally cannot go on after %s in row %i: %s",
                   kefu_status_name(why->code), why->row, why->message);
}

kefu_status kf_tally_poison(kefu_tally *tally, kefu_status status, const kefu_error *why,
                            kefu_error *error)
{
    if (!status)
        return KEFU_OK;
    tally->poison = *why;
    if (error)
        *error = *why;
    return status;
}

/* ---- Keys ----------------------------------------------------------------------------------- */

kefu_status kf_tally_definable(const kefu_tally *t, const char *what, const void *argument,
                               kefu_error *error)
{
    kefu_status status;
    if (!t || !argument)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s: %s is NULL", what, t ? "an argument" : "tally");
    status = kf_tally_healthy(t, error);
    if (!status && t->started)
        status = kf_fail(error, KEFU_E_STATE, "%s: the tally has counted rows already", what);
    return status;
}

kefu_status KEFU_CALL kefu_tally_by(kefu_tally *tally, const char *column, kefu_error *error)
{
    const char *copy;
    int32_t n_columns;
    kefu_status status = kf_tally_definable(tally, "kefu_tally_by", column, error);
    if (status)
        return status;
    if (!*column)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_by: the column's name is empty");
    if (kf_utf8_valid(column, strlen(column)) < strlen(column))
        return kf_fail(error, KEFU_E_ENCODING, "kefu_tally_by: the column's name is not UTF-8");
    if (kf_names_has(&tally->keys, column))
        return kf_fail(error, KEFU_E_EXISTS, "kefu_tally_by: '%s' is a key already", column);
    copy = kf_tally_copy(tally, column);
    n_columns = tally->columns.n;
    if (!copy)
        return kf_no_memory(error);
    if (!kf_names_has(&tally->columns, column))
        status = kf_names_add(&tally->memory, &tally->columns, copy, error);
    if (!status)
        status = kf_names_add(&tally->memory, &tally->keys, copy, error);
    if (status)
        tally->columns.n = n_columns;
    return status;
}

int32_t KEFU_CALL kefu_tally_columns(const kefu_tally *tally)
{
    return tally ? tally->columns.n : 0;
}

const char *KEFU_CALL kefu_tally_column(const kefu_tally *tally, int32_t index)
{
    return tally && index >= 0 && index < tally->columns.n ? tally->columns.items[index] : NULL;
}

static int32_t tally_type_in(const kf_formula *formula, const char *column)
{
    for (int32_t i = 0; formula && i < kf_formula_columns(formula); i++) {
        const int32_t type = kf_formula_column_type(formula, i);
        if (type != KF_TYPE_ANY && strcmp(kf_formula_column(formula, i), column) == 0)
            return type;
    }
    return 0;
}

int32_t KEFU_CALL kefu_tally_column_type(const kefu_tally *tally, int32_t index)
{
    const char *column = kefu_tally_column(tally, index);
    int32_t type = column ? tally_type_in(tally->where, column) : 0;
    for (int32_t i = 0; column && !type && i < tally->names.n; i++)
        type = tally_type_in(tally->metrics[i].formula, column);
    return type;
}
