/* pick_finish.c - the rows drawn, in order and as text; adding what another drew. */
#include <string.h>

#include "base/fail.h"
#include "pick/pick.h"

void kf_pick_reopen(kefu_pick *pick)
{
    pick->finished = 0;
    kf_free_array(&pick->memory, pick->names, pick->n_names, sizeof *pick->names);
    kf_free_array(&pick->memory, pick->drawn, pick->n_drawn, sizeof *pick->drawn);
    pick->names = NULL;
    pick->drawn = NULL;
    pick->n_names = pick->n_drawn = 0;
    kf_arena_free(&pick->texts);
    kf_arena_init(&pick->texts, &pick->memory);
}

/* ---- Order ---------------------------------------------------------------------------------- */

kefu_status kf_pick_sort(kefu_pick *pick, uint32_t *order, kefu_error *error)
{
    kf_buffer name;
    const char *text;
    kefu_status status = KEFU_OK;
    if (pick->groups)
        status = kf_groups_sorted(pick->groups, order, error);
    else
        order[0] = 0;
    if (status)
        return status;
    kf_buffer_init(&name, &pick->memory);
    kf_put_format(&name, "column '%s':", pick->id);
    text = kf_buffer_text(&name);
    if (!text)
        status = kf_no_memory(error);
    for (uint32_t i = 0; i < pick->n && !status; i++)
        status = kf_urn_sort(&pick->urns[order[i]], text, error);
    kf_buffer_free(&name);
    return status;
}

/* A key's own text, which lasts as long as the rows do, or digits that last as long. */
static kefu_status pick_text(kefu_pick *pick, const kf_key *key, kefu_text *out, kefu_error *error)
{
    char digits[21];
    *out = kf_key_text(key, digits);
    if (!key->text.data)
        out->data = kf_arena_text(&pick->texts, out->data, out->size);
    return out->data ? KEFU_OK : kf_no_memory(error);
}

static kefu_status pick_draw_group(kefu_pick *pick, uint32_t group, kf_pick_drawn *out,
                                   kefu_error *error)
{
    const kf_urn *urn = &pick->urns[group];
    kefu_status status = KEFU_OK;
    if (pick->groups)
        status = pick_text(pick, kf_groups_key(pick->groups, group), &pick->names[group], error);
    for (size_t i = 0; i < urn->n && !status; i++) {
        out[i].group = group;
        out[i].place = (uint32_t)i;
        status = pick_text(pick, &urn->rows[i].id, &out[i].id, error);
    }
    return status;
}

static kefu_status pick_list(kefu_pick *pick, const uint32_t *order, kefu_error *error)
{
    size_t n = 0, at = 0;
    kefu_status status = KEFU_OK;
    for (uint32_t g = 0; g < pick->n; g++)
        n += pick->urns[g].n;
    pick->names = kf_alloc_zeros(&pick->memory, pick->n, sizeof *pick->names);
    if (!pick->names)
        return kf_no_memory(error);
    pick->n_names = pick->n;
    pick->drawn = kf_alloc_array(&pick->memory, n, sizeof *pick->drawn);
    if (!pick->drawn)
        return kf_no_memory(error);
    pick->n_drawn = n;
    for (uint32_t i = 0; i < pick->n && !status; i++) {
        status = pick_draw_group(pick, order[i], pick->drawn + at, error);
        at += pick->urns[order[i]].n;
    }
    return status;
}

static kefu_status pick_finish(kefu_pick *pick, kefu_error *error)
{
    uint32_t *order = kf_alloc_array(&pick->memory, pick->n, sizeof *order);
    kefu_status status = order ? kf_pick_sort(pick, order, error) : kf_no_memory(error);
    if (!status)
        status = pick_list(pick, order, error);
    kf_free_array(&pick->memory, order, pick->n, sizeof *order);
    if (status)
        kf_pick_reopen(pick);
    else
        pick->finished = 1;
    return status;
}

kefu_status KEFU_CALL kefu_pick_finish(kefu_pick *pick, int64_t *count, kefu_error *error)
{
    kefu_status status;
    if (!pick || !count)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_finish: %s is NULL",
                       pick ? "count" : "pick");
    status = kf_pick_healthy(pick, error);
    if (!status && !pick->finished)
        status = pick_finish(pick, error);
    if (!status)
        *count = (int64_t)pick->n_drawn;
    return status;
}

/* ---- One row -------------------------------------------------------------------------------- */

static kefu_value pick_chance(const kefu_pick *pick, int64_t rows)
{
    if (pick->weight)
        return (kefu_value){.status = KEFU_VALUE_NO_DATA};
    return (kefu_value){pick->k < rows ? pick->k : rows, rows, rows, KEFU_VALUE_OK, 0};
}

kefu_status KEFU_CALL kefu_pick_at(const kefu_pick *pick, int64_t index, kefu_picked *out)
{
    kefu_picked one = {.struct_size = sizeof one};
    const kf_pick_drawn *drawn;
    const kf_urn_row *row;
    if (!pick || !out)
        return KEFU_E_ARGUMENT;
    if (!pick->finished)
        return KEFU_E_STATE;
    if (index < 0 || (uint64_t)index >= pick->n_drawn)
        return KEFU_E_ARGUMENT;
    drawn = &pick->drawn[index];
    row = &pick->urns[drawn->group].rows[drawn->place];
    one.id = drawn->id;
    one.group = pick->groups ? pick->names[drawn->group] : (kefu_text){"", 0};
    one.row = row->row;
    one.place = (int64_t)drawn->place + 1;
    one.rows = pick->rows[drawn->group];
    one.weight = row->weight;
    one.chance = pick_chance(pick, one.rows);
    return kf_give(out, &one, sizeof one);
}

/* ---- Merging -------------------------------------------------------------------------------- */

static int32_t pick_same_name(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

static const char *pick_differs(const kefu_pick *a, const kefu_pick *b)
{
    if (a->key != b->key)
        return "seed";
    if (!pick_same_name(a->id, b->id))
        return "id";
    if (!pick_same_name(a->by, b->by))
        return "by";
    if (!pick_same_name(a->weight, b->weight))
        return "weight";
    if (a->k != b->k)
        return "k";
    return a->scale != b->scale ? "scale" : NULL;
}

static kefu_status pick_add_rows(kefu_pick *pick, uint32_t group, int64_t rows, kefu_error *error)
{
    if (rows > INT64_MAX - pick->rows[group])
        return kf_fail(error, KEFU_E_OVERFLOW, "a group has more than 2^63 - 1 rows");
    pick->rows[group] += rows;
    return KEFU_OK;
}

static kefu_status pick_merge_group(kefu_pick *pick, const kefu_pick *other, uint32_t theirs,
                                    kefu_error *error)
{
    uint32_t group = 0;
    kefu_status status = KEFU_OK;
    if (pick->groups)
        status = kf_groups_one(pick->groups, kf_groups_key(other->groups, theirs), &group, error);
    if (!status)
        status = kf_pick_grow(pick, error);
    if (!status)
        status = pick_add_rows(pick, group, other->rows[theirs], error);
    if (!status)
        status = kf_urn_merge(&pick->urns[group], &other->urns[theirs], error);
    if (!status)
        kf_pick_close_gate(pick, group);
    return status;
}

static kefu_status pick_merge(kefu_pick *pick, const kefu_pick *other, kefu_error *error)
{
    kefu_error why;
    kefu_status status = KEFU_OK;
    kf_pick_reopen(pick);
    for (uint32_t g = 0; g < other->n && !status; g++)
        status = pick_merge_group(pick, other, g, &why);
    return kf_pick_poison(pick, status, &why, error);
}

kefu_status KEFU_CALL kefu_pick_merge(kefu_pick *pick, const kefu_pick *other, kefu_error *error)
{
    const char *differs;
    kefu_status status;
    if (!pick || !other || pick == other)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_merge: %s",
                       !pick    ? "pick is NULL"
                       : !other ? "other is NULL"
                                : "pick and other are the same");
    status = kf_pick_healthy(pick, error);
    if (!status)
        status = kf_pick_healthy(other, error);
    if (status)
        return status;
    differs = pick_differs(pick, other);
    if (differs)
        return kf_fail(error, KEFU_E_MISMATCH, "kefu_pick_merge: the two have another %s", differs);
    return pick_merge(pick, other, error);
}
