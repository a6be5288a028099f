/* registry.c - metrics by name: the built-ins, and what the caller adds until it is frozen. */
#include "metric/registry.h"

#include <string.h>

#include "base/fail.h"
#include "base/alloc.h"
#include "base/id.h"
#include "metric/builtin.h"
#include "metric/plugin_contract.h"

struct kefu_registry {
    kf_memory memory;
    kf_arena arena; /* of the copies of added tables */
    kf_metric_entry *entries;
    size_t capacity;
    int32_t n;
    int32_t frozen;
};

kefu_status kf_registry_of(const kf_memory *memory, const kf_metric_entry *entries, int32_t n,
                           kefu_registry **out, kefu_error *error)
{
    kefu_registry *r = kf_alloc_zero(memory, sizeof *r);
    if (!r)
        return kf_no_memory(error);
    r->memory = *memory;
    kf_arena_init(&r->arena, &r->memory);
    r->entries = kf_reserve(&r->memory, NULL, &r->capacity, (size_t)n, sizeof *r->entries);
    if (!r->entries) {
        kefu_registry_free(r);
        return kf_no_memory(error);
    }
    memcpy(r->entries, entries, (size_t)n * sizeof *entries);
    r->n = n;
    *out = r;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_registry_new(const kefu_allocator *allocator, kefu_registry **out,
                                        kefu_error *error)
{
    kf_memory memory;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_registry_new: out is NULL");
    status = kf_memory_init(&memory, allocator, error);
    return status ? status : kf_registry_of(&memory, kf_builtins, KF_BUILTINS, out, error);
}

void KEFU_CALL kefu_registry_free(kefu_registry *registry)
{
    kf_memory memory;
    if (!registry)
        return;
    for (int32_t i = 0; i < registry->n; i++)
        if (registry->entries[i].user_free)
            registry->entries[i].user_free(registry->entries[i].user);
    kf_free_array(&registry->memory, registry->entries, registry->capacity,
                  sizeof *registry->entries);
    kf_arena_free(&registry->arena);
    memory = registry->memory;
    kf_free(&memory, registry, sizeof *registry);
}

/* ---- Adding --------------------------------------------------------------------------------- */

static kefu_status registry_differ(const kefu_metric *m, const kefu_metric *other,
                                   kefu_error *error)
{
    if (strcmp(other->name, m->name) == 0)
        return kf_fail(error, KEFU_E_EXISTS, "metric '%s': the name is taken by '%s'", m->name,
                       other->id);
    if (strcmp(other->id, m->id) == 0)
        return kf_fail(error, KEFU_E_EXISTS, "metric '%s': the id '%s' is taken by '%s'", m->name,
                       m->id, other->name);
    return KEFU_OK;
}

static int32_t registry_place(const kefu_registry *r, const char *name)
{
    int32_t at = 0;
    while (at < r->n && strcmp(r->entries[at].metric->name, name) < 0)
        at++;
    return at;
}

static const kefu_port *const *registry_copy_ports(kefu_registry *r, const kefu_metric *table)
{
    size_t n = (size_t)table->n_ports;
    kefu_port *ports = kf_arena_alloc(&r->arena, n * sizeof *ports);
    const kefu_port **list = kf_arena_alloc(&r->arena, n * sizeof *list);
    if (!ports || !list)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        if (kf_take(&ports[i], sizeof ports[i], table->ports[i], NULL))
            return NULL;
        list[i] = &ports[i];
    }
    return list;
}

static const kefu_param *const *registry_copy_params(kefu_registry *r, const kefu_metric *table)
{
    size_t n = (size_t)table->n_params;
    kefu_param *params = kf_arena_alloc(&r->arena, n * sizeof *params);
    const kefu_param **list = kf_arena_alloc(&r->arena, n * sizeof *list);
    if (!params || !list)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        if (kf_take(&params[i], sizeof params[i], table->params[i], NULL))
            return NULL;
        list[i] = &params[i];
    }
    return list;
}

/* Our copy of a table that has been checked, with its ports and parameters. */
static const kefu_metric *registry_copy(kefu_registry *r, const kefu_metric *table)
{
    kefu_metric *copy = kf_arena_alloc(&r->arena, sizeof *copy);
    const kefu_port *const *ports = registry_copy_ports(r, table);
    const kefu_param *const *params = registry_copy_params(r, table);
    if (!copy || !ports || !params)
        return NULL;
    *copy = *table;
    copy->ports = ports;
    copy->params = params;
    return copy;
}

static kefu_status registry_take(kefu_metric *table, const kefu_metric *metric, kefu_error *error)
{
    kefu_error why;
    kefu_status status = kf_take(table, sizeof *table, metric, &why);
    if (status == KEFU_E_UNSUPPORTED) /* it is longer than ours, so it has the name */
        return kf_fail(error, status, "metric '%s': %s", metric->name, why.message);
    if (status)
        return kf_fail(error, status, "a table of a metric: %s", why.message);
    status = kf_metric_check_table(table, error);
    if (!status && kf_id_is_ours(table->id))
        status = kf_fail(error, KEFU_E_PLUGIN,
                         "metric '%s': id '%s', but ids that begin with kefu. are the library's",
                         table->name, table->id);
    return status;
}

/* Our copies of n tables, each checked by itself, against the registry and those before it. */
static kefu_status registry_check(kefu_registry *r, const kefu_metric *const *metrics, int32_t n,
                                  const kefu_metric **copies, kefu_error *error)
{
    for (int32_t i = 0; i < n; i++) {
        kefu_metric table;
        kefu_status status = registry_take(&table, metrics[i], error);
        for (int32_t k = 0; k < r->n && !status; k++)
            status = registry_differ(&table, r->entries[k].metric, error);
        for (int32_t k = 0; k < i && !status; k++)
            status = registry_differ(&table, copies[k], error);
        if (status)
            return status;
        copies[i] = registry_copy(r, &table);
        if (!copies[i])
            return kf_no_memory(error);
    }
    return KEFU_OK;
}

static void registry_insert(kefu_registry *r, const kf_metric_entry *entry)
{
    int32_t at = registry_place(r, entry->metric->name);
    memmove(r->entries + at + 1, r->entries + at, (size_t)(r->n - at) * sizeof *entry);
    r->entries[at] = *entry;
    r->n++;
}

kefu_status kf_registry_add(kefu_registry *r, const kefu_metric *const *metrics, int32_t n,
                            void *user, void(KEFU_CALL *user_free)(void *), kefu_error *error)
{
    const kefu_metric **copies = kf_arena_alloc(&r->arena, (size_t)n * sizeof *copies);
    kefu_status status =
        copies ? registry_check(r, metrics, n, copies, error) : kf_no_memory(error);
    kf_metric_entry *entries;
    if (status)
        return status;
    entries = kf_reserve(&r->memory, r->entries, &r->capacity, (size_t)(r->n + n), sizeof *entries);
    if (!entries)
        return kf_no_memory(error);
    r->entries = entries;
    for (int32_t i = 0; i < n; i++) /* the first of them frees what they share */
        registry_insert(r, &(kf_metric_entry){copies[i], user, i ? NULL : user_free});
    return KEFU_OK;
}

static kefu_status registry_addable(const kefu_registry *r, const kefu_metric *metric,
                                    kefu_error *error)
{
    if (!r || !metric)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_registry_add: %s is NULL",
                       r ? "metric" : "registry");
    if (r->frozen)
        return kf_fail(error, KEFU_E_STATE, "kefu_registry_add: the registry is frozen");
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_registry_add(kefu_registry *registry, const kefu_metric *metric,
                                        void *user, void(KEFU_CALL *user_free)(void *),
                                        kefu_error *error)
{
    kefu_status status = registry_addable(registry, metric, error);
    if (!status)
        status = kf_registry_add(registry, &metric, 1, user, user_free, error);
    if (status && user_free)
        user_free(user);
    return status;
}

void KEFU_CALL kefu_registry_freeze(kefu_registry *registry)
{
    if (registry)
        registry->frozen = 1;
}

/* ---- Reading -------------------------------------------------------------------------------- */

const kf_metric_entry *kf_registry_entries(const kefu_registry *registry, int32_t *count)
{
    *count = registry ? registry->n : KF_BUILTINS;
    return registry ? registry->entries : kf_builtins;
}

int32_t kf_registry_frozen(const kefu_registry *registry) { return !registry || registry->frozen; }

const kf_memory *kf_registry_memory(const kefu_registry *registry) { return &registry->memory; }

int32_t KEFU_CALL kefu_registry_count(const kefu_registry *registry)
{
    int32_t count;
    kf_registry_entries(registry, &count);
    return count;
}

const kefu_metric *KEFU_CALL kefu_registry_metric(const kefu_registry *registry, int32_t index)
{
    int32_t count;
    const kf_metric_entry *entries = kf_registry_entries(registry, &count);
    return index >= 0 && index < count ? entries[index].metric : NULL;
}

const kefu_metric *KEFU_CALL kefu_registry_find(const kefu_registry *registry, const char *name)
{
    int32_t count;
    const kf_metric_entry *entries = kf_registry_entries(registry, &count);
    for (int32_t i = 0; name && i < count; i++)
        if (strcmp(entries[i].metric->name, name) == 0)
            return entries[i].metric;
    return NULL;
}
