/* group.c - see group.h: the keys, and an open-addressing hash table of their numbers. */
#include "table/group.h"

#include <string.h>

#include "base/fail.h"
#include "table/group_table.h"

enum { GROUP_SLOTS_FIRST = 16, GROUP_FIRST = 8 };

/* ---- Life ----------------------------------------------------------------------------------- */

static uint32_t group_most(int64_t limit)
{
    return limit < (int64_t)UINT32_MAX - 1 ? (uint32_t)limit : UINT32_MAX - 1;
}

static size_t group_most_bytes(int64_t limit)
{
    return (uint64_t)limit < SIZE_MAX ? (size_t)limit : SIZE_MAX;
}

kefu_status kf_groups_new(const kf_memory *memory, const kefu_limits *limits, int32_t n_keys,
                          kf_groups **out, kefu_error *error)
{
    kefu_limits most;
    kf_groups *groups;
    kefu_status status = kf_limits(&most, limits, error);
    if (status)
        return status;
    groups = kf_alloc_zero(memory, sizeof *groups);
    if (!groups)
        return kf_no_memory(error);
    groups->memory = *memory;
    groups->n_keys = n_keys;
    groups->most = group_most(most.groups);
    groups->most_bytes = group_most_bytes(most.state_bytes);
    groups->used = &groups->bytes;
    kf_groups_count_bytes(groups, sizeof *groups);
    groups->seed.k0 = (uint64_t)(uintptr_t)groups * 0x9E3779B97F4A7C15u;
    groups->seed.k1 = 0x2545F4914F6CDD1Du;
    kf_arena_init(&groups->arena, &groups->memory);
    *out = groups;
    return KEFU_OK;
}

static size_t group_width(const kf_groups *groups) /* of the keys of one group */
{
    return (groups->n_keys ? (size_t)groups->n_keys : 1) * sizeof(kf_key);
}

void kf_groups_free(kf_groups *groups)
{
    kf_memory memory;
    if (!groups)
        return;
    memory = groups->memory;
    kf_free_array(&memory, groups->keys, groups->capacity, group_width(groups));
    kf_free_array(&memory, groups->slots, groups->n_slots, sizeof *groups->slots);
    kf_free(&memory, groups->scratch, sizeof *groups->scratch);
    kf_free_array(&memory, groups->block, KF_BLOCK, group_width(groups));
    kf_free_array(&memory, groups->by_value, groups->n_values, sizeof *groups->by_value);
    kf_free_array(&memory, groups->cells, groups->cell_rows * groups->cell_stride,
                  sizeof *groups->cells);
    for (int32_t k = 0; k < 2; k++) {
        kf_free_array(&memory, groups->numbers[k], KF_BLOCK, sizeof *groups->numbers[k]);
        kf_groups_free(groups->parts[k]);
    }
    kf_arena_free(&groups->arena);
    kf_free(&memory, groups, sizeof *groups);
}

size_t kf_groups_bytes(const kf_groups *groups) { return groups->bytes; }

uint32_t kf_groups_count(const kf_groups *groups) { return groups->count; }

const kf_key *kf_groups_key(const kf_groups *groups, uint32_t number)
{
    return groups->keys + (size_t)number * (size_t)groups->n_keys;
}

int32_t kf_groups_fits(const kf_groups *groups, size_t more)
{
    return *groups->used <= groups->most_bytes && more <= groups->most_bytes - *groups->used;
}

void kf_groups_count_bytes(kf_groups *groups, size_t more) { *groups->used += more; }

/* ---- Lookup --------------------------------------------------------------------------------- */

static kf_key group_canonical(const kf_key *key)
{
    return key->text.data ? kf_key_of(key->text.data, key->text.size) : *key;
}

static uint32_t group_hash(const kf_groups *groups, const kf_key *keys)
{
    uint64_t hash = 0;
    for (int32_t k = 0; k < groups->n_keys; k++) {
        kf_hash_key seed = {groups->seed.k0 ^ hash, groups->seed.k1};
        kf_key key = group_canonical(&keys[k]);
        if (key.text.data) {
            hash = kf_siphash64(seed, key.text.data, key.text.size);
        } else {
            seed.k1 = ~seed.k1;
            hash = kf_siphash64(seed, &key.number, sizeof key.number);
        }
    }
    return (uint32_t)(hash ^ hash >> 32);
}

static int32_t group_same(const kf_groups *groups, uint32_t number, const kf_key *keys)
{
    const kf_key *mine = kf_groups_key(groups, number);
    for (int32_t k = 0; k < groups->n_keys; k++) {
        kf_key key = group_canonical(&keys[k]);
        if (kf_key_compare(&mine[k], &key) != 0)
            return 0;
    }
    return 1;
}

/* The slot of these keys, or the empty one where they belong. There is always an empty one. */
static size_t group_slot_of(const kf_groups *groups, const kf_key *keys, uint32_t hash)
{
    size_t mask = groups->n_slots - 1, at = hash & mask;
    for (;; at = (at + 1) & mask) {
        const kf_group_slot *slot = &groups->slots[at];
        if (!slot->number1 || (slot->hash == hash && group_same(groups, slot->number1 - 1, keys)))
            return at;
    }
}

uint32_t kf_groups_find(const kf_groups *groups, const kf_key *keys)
{
    for (uint32_t i = groups->hashed; i < groups->count; i++)
        if (group_same(groups, i, keys))
            return i;
    if (!groups->n_slots)
        return UINT32_MAX;
    return groups->slots[group_slot_of(groups, keys, group_hash(groups, keys))].number1 - 1;
}

/* ---- Growth --------------------------------------------------------------------------------- */

static kefu_status group_full(const kf_groups *groups, kefu_error *error)
{
    return kf_fail(error, KEFU_E_LIMIT, "limits.state_bytes: %i groups need more than %i bytes",
                   (int64_t)groups->count, (int64_t)groups->most_bytes);
}

static kefu_status group_grow_keys(kf_groups *groups, kefu_error *error)
{
    size_t capacity = groups->capacity, width = group_width(groups);
    size_t wanted = capacity ? capacity * 2 : GROUP_FIRST;
    kf_key *grown;
    if (wanted > SIZE_MAX / width || !kf_groups_fits(groups, (wanted - capacity) * width))
        return group_full(groups, error);
    grown = kf_reserve(&groups->memory, groups->keys, &groups->capacity, wanted, width);
    if (!grown)
        return kf_no_memory(error);
    groups->keys = grown;
    kf_groups_count_bytes(groups, (groups->capacity - capacity) * width);
    return KEFU_OK;
}

static void group_place(kf_group_slot *slots, size_t mask, kf_group_slot slot)
{
    size_t at = slot.hash & mask;
    while (slots[at].number1)
        at = (at + 1) & mask;
    slots[at] = slot;
}

static kefu_status group_grow_slots(kf_groups *groups, kefu_error *error)
{
    size_t wanted = groups->n_slots ? groups->n_slots * 2 : GROUP_SLOTS_FIRST;
    size_t size = sizeof *groups->slots;
    kf_group_slot *slots;
    if (wanted > SIZE_MAX / size || !kf_groups_fits(groups, (wanted - groups->n_slots) * size))
        return group_full(groups, error);
    slots = kf_alloc_zero(&groups->memory, wanted * size);
    if (!slots)
        return kf_no_memory(error);
    for (size_t i = 0; i < groups->n_slots; i++)
        if (groups->slots[i].number1)
            group_place(slots, wanted - 1, groups->slots[i]);
    kf_free_array(&groups->memory, groups->slots, groups->n_slots, size);
    kf_groups_count_bytes(groups, (wanted - groups->n_slots) * size);
    groups->slots = slots;
    groups->n_slots = wanted;
    return KEFU_OK;
}

/* Room for the keys of one group more. */
static kefu_status group_keys_room(kf_groups *groups, kefu_error *error)
{
    if (groups->count >= groups->most)
        return kf_fail(error, KEFU_E_LIMIT, "limits.groups: more than %i groups",
                       (int64_t)groups->most);
    return groups->count == groups->capacity ? group_grow_keys(groups, error) : KEFU_OK;
}

static kefu_status group_slots_room(kf_groups *groups, size_t count, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    while (!status && count > groups->n_slots / 2)
        status = group_grow_slots(groups, error);
    return status;
}

/* Puts the groups into the hash that were added without it. */
static kefu_status group_catch_up(kf_groups *groups, kefu_error *error)
{
    kefu_status status = group_slots_room(groups, groups->count, error);
    for (; !status && groups->hashed < groups->count; groups->hashed++) {
        uint32_t hash = group_hash(groups, kf_groups_key(groups, groups->hashed));
        group_place(groups->slots, groups->n_slots - 1, (kf_group_slot){hash, groups->hashed + 1});
    }
    return status;
}

static kefu_status group_keep_text(kf_groups *groups, kf_key *key, kefu_error *error)
{
    size_t size = (key->text.size / 16 + 1) * 16; /* as the arena rounds it */
    if (!kf_groups_fits(groups, size))
        return group_full(groups, error);
    key->text.data = kf_arena_text(&groups->arena, key->text.data, key->text.size);
    if (!key->text.data)
        return kf_no_memory(error);
    kf_groups_count_bytes(groups, size);
    return KEFU_OK;
}

static kefu_status group_add(kf_groups *groups, const kf_key *keys, uint32_t hash,
                             kefu_error *error)
{
    kefu_status status = group_keys_room(groups, error);
    kf_key *mine;
    if (!status)
        status = group_slots_room(groups, (size_t)groups->count + 1, error);
    if (status)
        return status;
    mine = groups->keys + (size_t)groups->count * (size_t)groups->n_keys;
    for (int32_t k = 0; k < groups->n_keys; k++) {
        mine[k] = group_canonical(&keys[k]);
        if (mine[k].text.data)
            status = group_keep_text(groups, &mine[k], error);
        if (status)
            return status;
    }
    groups->hashed = ++groups->count;
    group_place(groups->slots, groups->n_slots - 1, (kf_group_slot){hash, groups->count});
    return KEFU_OK;
}

kefu_status kf_groups_one(kf_groups *groups, const kf_key *keys, uint32_t *number,
                          kefu_error *error)
{
    uint32_t hash = group_hash(groups, keys);
    kefu_status status = groups->hashed < groups->count ? group_catch_up(groups, error) : KEFU_OK;
    if (status)
        return status;
    if (groups->n_slots) {
        uint32_t number1 = groups->slots[group_slot_of(groups, keys, hash)].number1;
        if (number1) {
            *number = number1 - 1;
            return KEFU_OK;
        }
    }
    status = group_add(groups, keys, hash, error);
    if (!status)
        *number = groups->count - 1;
    return status;
}

kefu_status kf_groups_append(kf_groups *groups, const kf_key *keys, uint32_t *number,
                             kefu_error *error)
{
    kefu_status status = group_keys_room(groups, error);
    if (status)
        return status;
    memcpy(groups->keys + (size_t)groups->count * (size_t)groups->n_keys, keys,
           (size_t)groups->n_keys * sizeof *keys);
    *number = groups->count++;
    return KEFU_OK;
}
