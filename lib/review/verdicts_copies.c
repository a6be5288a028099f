/* verdicts_copies.c - texts that came before: the same letters, digits and Chinese characters once
 * folded. Told apart by 128 bits of SipHash under one key, so a false copy among a thousand million
 * texts has a chance below 2^-67. */
#include <string.h>

#include "base/fail.h"
#include "fold/fold_key.h"
#include "review/verdicts.h"

enum { COPY_LEAST = 8 /* characters */, COPY_FIRST = 64 };

struct kf_copy {
    kf_text_hash hash;
    int64_t count; /* 0: the slot is free */
};

kefu_status kf_copies_hash(const kf_reading *r, kf_buffer *room, kf_text_hash *out,
                           kefu_error *error)
{
    uint64_t key[2];
    const size_t n = kf_fold_key(r->units, r->count, key, room);
    if (room->failed)
        return kf_no_memory(error);
    *out = n < COPY_LEAST ? (kf_text_hash){0, 0} : (kf_text_hash){key[0], key[1]};
    return KEFU_OK;
}

/* ---- Table ------------------------------------------------------------------------------------
 */

static int32_t copy_is_none(kf_text_hash hash) { return !hash.a && !hash.b; }

static struct kf_copy *copy_slot(const kf_copies *copies, kf_text_hash of)
{
    size_t at = (size_t)of.a & (copies->capacity - 1);
    while (copies->slots[at].count &&
           (copies->slots[at].hash.a != of.a || copies->slots[at].hash.b != of.b))
        at = (at + 1) & (copies->capacity - 1);
    return &copies->slots[at];
}

void kf_copies_free(kf_copies *copies)
{
    if (copies->slots)
        kf_free_array(copies->memory, copies->slots, copies->capacity, sizeof *copies->slots);
    copies->slots = NULL;
}

void kf_copies_clear(kf_copies *copies)
{
    if (copies->slots)
        memset(copies->slots, 0, copies->capacity * sizeof *copies->slots);
    copies->n = 0;
}

/* Half of the slots stay free. */
kefu_status kf_copies_room(kf_copies *copies, size_t more, kefu_error *error)
{
    kf_copies wider = *copies;
    size_t capacity = copies->capacity ? copies->capacity : COPY_FIRST;
    while (capacity / 2 < copies->n + more && capacity <= SIZE_MAX / 4)
        capacity *= 2;
    if (capacity == copies->capacity)
        return KEFU_OK;
    wider.capacity = capacity;
    wider.slots = kf_alloc_zeros(copies->memory, capacity, sizeof *wider.slots);
    if (!wider.slots)
        return kf_no_memory(error);
    for (size_t i = 0; i < copies->capacity; i++)
        if (copies->slots[i].count)
            *copy_slot(&wider, copies->slots[i].hash) = copies->slots[i];
    kf_copies_free(copies);
    *copies = wider;
    return KEFU_OK;
}

void kf_copies_add(kf_copies *copies, kf_text_hash hash)
{
    struct kf_copy *slot;
    if (copy_is_none(hash))
        return;
    slot = copy_slot(copies, hash);
    copies->n += !slot->count;
    slot->hash = hash;
    slot->count++;
}

int64_t kf_copies_count(const kf_copies *copies, kf_text_hash hash)
{
    return copy_is_none(hash) || !copies->n ? 0 : copy_slot(copies, hash)->count;
}
