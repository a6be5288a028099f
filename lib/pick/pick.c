/* pick.c - making picks, their groups, and freeing them. */
#include "pick/pick.h"

#include <string.h>

#include "base/cpu.h"
#include "base/fail.h"

/* ---- Making --------------------------------------------------------------------------------- */

static kefu_status pick_check_name(const char *name, const char *field, kefu_error *error)
{
    if (name && !*name)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_options.%s: is \"\"", field);
    if (name && kf_utf8_valid(name, strlen(name)) != strlen(name))
        return kf_fail(error, KEFU_E_ENCODING, "kefu_pick_options.%s: not UTF-8", field);
    return KEFU_OK;
}

static kefu_status pick_check(const kefu_pick_options *o, kefu_error *error)
{
    kefu_status status;
    if (o->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_pick_options.reserved0: is not 0");
    if (!o->id)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_pick_options.id: the column of ids is missing");
    if (o->k < 1 || o->k > INT32_MAX)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_options.k: 1 .. 2147483647, not %i",
                       o->k);
    if (o->scale < 0 || o->scale > 9)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_options.scale: 0 .. 9, not %d", o->scale);
    status = pick_check_name(o->id, "id", error);
    if (!status)
        status = pick_check_name(o->by, "by", error);
    return status ? status : pick_check_name(o->weight, "weight", error);
}

static kefu_status pick_copy_name(kefu_pick *pick, const char *name, const char **out,
                                  kefu_error *error)
{
    if (!name)
        return KEFU_OK;
    *out = kf_arena_text(&pick->options, name, strlen(name));
    return *out ? KEFU_OK : kf_no_memory(error);
}

static kefu_status pick_fill(kefu_pick *pick, const kefu_pick_options *o, kefu_error *error)
{
    kefu_status status = kf_limits(&pick->limits, o->limits, error);
    if (!status)
        status = kf_pick_key(o->seed, o->seed ? strlen(o->seed) : 0, &pick->key, error);
    if (!status)
        status = pick_copy_name(pick, o->id, &pick->id, error);
    if (!status)
        status = pick_copy_name(pick, o->by, &pick->by, error);
    if (!status)
        status = pick_copy_name(pick, o->weight, &pick->weight, error);
    if (status)
        return status;
    pick->k = o->k;
    pick->scale = o->weight ? o->scale : 0;
    pick->cpu = kf_cpu();
    kf_urn_room_init(&pick->room, &pick->memory, pick->limits.state_bytes);
    return o->by ? kf_groups_new(&pick->memory, o->limits, 1, &pick->groups, error)
                 : kf_pick_grow(pick, error);
}

static kefu_status pick_make(const kefu_pick_options *o, kefu_pick **out, kefu_error *error)
{
    kf_memory memory;
    kefu_pick *pick;
    kefu_status status = kf_memory_init(&memory, o->allocator, error);
    if (status)
        return status;
    pick = kf_alloc_zero(&memory, sizeof *pick);
    if (!pick)
        return kf_no_memory(error);
    pick->memory = memory;
    kf_arena_init(&pick->options, &pick->memory);
    kf_arena_init(&pick->texts, &pick->memory);
    status = pick_fill(pick, o, error);
    if (status)
        kefu_pick_free(pick);
    else
        *out = pick;
    return status;
}

kefu_status KEFU_CALL kefu_pick_new(const kefu_pick_options *options, kefu_pick **out,
                                    kefu_error *error)
{
    kefu_pick_options ours;
    kefu_status status;
    if (!options || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_new: %s is NULL",
                       out ? "options" : "out");
    status = kf_take(&ours, sizeof ours, options, error);
    if (!status)
        status = pick_check(&ours, error);
    return status ? status : pick_make(&ours, out, error);
}

void KEFU_CALL kefu_pick_free(kefu_pick *pick)
{
    kf_memory memory;
    if (!pick)
        return;
    memory = pick->memory;
    kf_pick_reopen(pick);
    for (uint32_t g = 0; g < pick->n; g++)
        kf_urn_free(&pick->urns[g]);
    kf_free_array(&memory, pick->urns, pick->urns_capacity, sizeof *pick->urns);
    kf_free_array(&memory, pick->rows, pick->rows_capacity, sizeof *pick->rows);
    kf_free_array(&memory, pick->bounds, pick->bounds_capacity, sizeof *pick->bounds);
    kf_free_array(&memory, pick->gates, pick->gates_capacity, sizeof *pick->gates);
    kf_groups_free(pick->groups);
    if (pick->block)
        kf_pick_ids_free(&pick->block->ids);
    kf_free(&memory, pick->block, sizeof *pick->block);
    kf_arena_free(&pick->options);
    kf_free(&memory, pick, sizeof *pick);
}

/* ---- Health --------------------------------------------------------------------------------- */

kefu_status kf_pick_healthy(const kefu_pick *pick, kefu_error *error)
{
    if (!pick->poison.code)
        return KEFU_OK;
    return kf_fail(error, KEFU_E_STATE, "the pick cannot go on after %s: %s",
                   kefu_status_name(pick->poison.code), pick->poison.message);
}

kefu_status kf_pick_poison(kefu_pick *pick, kefu_status status, const kefu_error *why,
                           kefu_error *error)
{
    if (!status)
        return KEFU_OK;
    pick->poison = *why;
    if (error)
        *error = *why;
    return status;
}

/* ---- Groups --------------------------------------------------------------------------------- */

static kefu_status pick_reserve(kefu_pick *pick, void **items, size_t *capacity, size_t n,
                                size_t size, kefu_error *error)
{
    void *grown = kf_reserve(&pick->memory, *items, capacity, n, size);
    if (!grown)
        return kf_no_memory(error);
    *items = grown;
    return KEFU_OK;
}

/* Room for the arrays by group; what is not used of them stays NULL. */
static kefu_status pick_room(kefu_pick *pick, size_t n, kefu_error *error)
{
    void *urns = pick->urns, *rows = pick->rows, *bounds = pick->bounds, *gates = pick->gates;
    kefu_status status =
        pick_reserve(pick, &urns, &pick->urns_capacity, n, sizeof *pick->urns, error);
    pick->urns = urns;
    if (!status)
        status = pick_reserve(pick, &rows, &pick->rows_capacity, n, sizeof *pick->rows, error);
    pick->rows = rows;
    if (!status && !pick->weight)
        status =
            pick_reserve(pick, &bounds, &pick->bounds_capacity, n, sizeof *pick->bounds, error);
    pick->bounds = bounds;
    if (!status && pick->weight)
        status = pick_reserve(pick, &gates, &pick->gates_capacity, n, sizeof *pick->gates, error);
    pick->gates = gates;
    return status;
}

kefu_status kf_pick_grow(kefu_pick *pick, kefu_error *error)
{
    uint32_t n = pick->groups ? kf_groups_count(pick->groups) : 1;
    kefu_status status = n > pick->n ? pick_room(pick, n, error) : KEFU_OK;
    if (status)
        return status;
    for (; pick->n < n; pick->n++) {
        kf_urn_init(&pick->urns[pick->n], &pick->room, (size_t)pick->k);
        pick->rows[pick->n] = 0;
        kf_pick_close_gate(pick, pick->n);
        pick->loosest = UINT32_MAX;
        pick->loosest_age = 0;
    }
    return KEFU_OK;
}

static kf_pick_gate pick_gate(const kf_urn *urn)
{
    if (urn->pace == UINT64_MAX)
        return (kf_pick_gate){0, 0};
    return (kf_pick_gate){urn->pace + 1, INT64_MAX / (urn->pace + 1)};
}

void kf_pick_close_gate(kefu_pick *pick, uint32_t group)
{
    if (pick->weight)
        pick->gates[group] = pick_gate(&pick->urns[group]);
    else
        pick->bounds[group] = kf_urn_bound(&pick->urns[group]);
}
