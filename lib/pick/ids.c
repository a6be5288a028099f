/* ids.c - see ids.h. */
#include "pick/ids.h"

#include "base/fail.h"
#include "base/halfsip_lanes.h"

enum { IDS_RUN = 64 }; /* rows that are looked at together */

void kf_pick_ids_init(kf_pick_ids *ids, const kf_memory *memory, uint64_t key, int32_t cpu)
{
    ids->key = key;
    ids->cpu = cpu;
    kf_arena_init(&ids->arena, memory);
}

void kf_pick_ids_free(kf_pick_ids *ids) { kf_arena_free(&ids->arena); }

/* ---- Reading -------------------------------------------------------------------------------- */

/* The caller's own integers, if they lie as ours do and none is null: they are read once then. */
static const int64_t *ids_in_place(const kf_column *column, int64_t first)
{
    const kefu_column *view = &column->view;
    const char *at = view->data;
    if (view->type != KEFU_COLUMN_I64 || view->scale || view->validity || view->states ||
        view->stride != (int64_t)sizeof(int64_t) || (uintptr_t)at % sizeof(int64_t))
        return NULL;
    return (const int64_t *)(const void *)at + first;
}

static kefu_status ids_view_integers(kf_pick_ids *ids, kefu_error *error)
{
    kf_key_scratch *s = &ids->scratch;
    int32_t any = 0;
    kefu_status status = KEFU_OK;
    ids->numbers = ids_in_place(ids->column, ids->first);
    if (!ids->numbers) {
        status = kf_keys_integers(ids->column, ids->first, ids->count, s->values, s->states, &any,
                                  error);
        ids->numbers = s->values;
    }
    ids->states = any ? s->states : NULL;
    return status;
}

static kefu_status ids_view_texts(kf_pick_ids *ids, kefu_error *error)
{
    const kf_memory *memory = ids->arena.memory;
    kf_arena_free(&ids->arena);
    kf_arena_init(&ids->arena, memory);
    return kf_keys_view(ids->column, ids->first, ids->count, &ids->arena, &ids->scratch, ids->keys,
                        1, error);
}

kefu_status kf_pick_ids_view(kf_pick_ids *ids, int64_t first, int64_t count, kefu_error *error)
{
    ids->first = first;
    ids->count = count;
    return ids->column->is_text ? ids_view_texts(ids, error) : ids_view_integers(ids, error);
}

/* ---- Hashing -------------------------------------------------------------------------------- */

static kefu_status ids_missing(const kf_pick_ids *ids, size_t i, kefu_error *error)
{
    return kf_fail_row(error, KEFU_E_DATA, ids->column->first_row + ids->first + (int64_t)i,
                       "column '%s': a row without id cannot be drawn", ids->column->view.name);
}

/* All of the block are hashed in lanes, which is less than to choose. */
static kefu_status ids_hash_integers(kf_pick_ids *ids, const uint16_t *which, size_t n,
                                     kefu_error *error)
{
    for (size_t k = 0; ids->states && k < n; k++) {
        const size_t i = which ? which[k] : k;
        if (ids->states[i])
            return ids_missing(ids, i, error);
    }
    kf_halfsip_lanes(ids->cpu, ids->key, KF_PICK_INTEGER, ids->numbers, (size_t)ids->count,
                     ids->upper);
    return KEFU_OK;
}

static kefu_status ids_hash_texts(kf_pick_ids *ids, const uint16_t *which, size_t n,
                                  kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (size_t k = 0; k < n && !status; k++) {
        const size_t i = which ? which[k] : k;
        const kf_key *id = &ids->keys[i];
        if (id->text.data && !id->text.size)
            return ids_missing(ids, i, error);
        status = kf_key_check(ids->column, ids->first + (int64_t)i, id, error);
        ids->upper[i] = (uint32_t)(kf_pick_hash(ids->key, id) >> 32);
    }
    return status;
}

kefu_status kf_pick_ids_hash(kf_pick_ids *ids, const uint16_t *which, size_t n, kefu_error *error)
{
    return ids->column->is_text ? ids_hash_texts(ids, which, n, error)
                                : ids_hash_integers(ids, which, n, error);
}

kefu_status kf_pick_ids_read(kf_pick_ids *ids, int64_t first, int64_t count, kefu_error *error)
{
    kefu_status status = kf_pick_ids_view(ids, first, count, error);
    return status ? status : kf_pick_ids_hash(ids, NULL, (size_t)count, error);
}

kf_key kf_pick_ids_key(const kf_pick_ids *ids, size_t i)
{
    return ids->column->is_text ? ids->keys[i] : kf_key_of_number(ids->numbers[i]);
}

uint64_t kf_pick_ids_at(const kf_pick_ids *ids, size_t i, kf_key *id)
{
    *id = kf_pick_ids_key(ids, i);
    return kf_pick_hash(ids->key, id);
}

/* Runs of which no row is low are most of them: a loop without branches says so. */
size_t kf_pick_ids_below(const kf_pick_ids *ids, size_t count, uint32_t bound, uint16_t *hits)
{
    const uint32_t *upper = ids->upper;
    size_t n = 0, i = 0;
    for (; i + IDS_RUN <= count; i += IDS_RUN) {
        uint32_t any = 0;
        for (size_t j = 0; j < IDS_RUN; j++)
            any |= upper[i + j] <= bound;
        for (size_t j = i; any && j < i + IDS_RUN; j++) {
            hits[n] = (uint16_t)j;
            n += upper[j] <= bound;
        }
    }
    for (; i < count; i++)
        if (upper[i] <= bound)
            hits[n++] = (uint16_t)i;
    return n;
}
