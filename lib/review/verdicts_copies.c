/* verdicts_copies.c - texts that came before: the same letters, digits and Chinese characters once
 * folded. Told apart by 128 bits of SipHash under one key, so a false copy among a thousand million
 * texts has a chance below 2^-67. */
#include <string.h>

#include "base/fail.h"
#include "review/verdicts.h"

enum { COPY_LEAST = 8 /* characters */, COPY_FIRST = 64, COPY_PIECE = 256 };

struct kf_copy {
    uint64_t a, b; /* the hash */
    int64_t count; /* 0: the slot is free */
};

/* ---- Hashing ----------------------------------------------------------------------------------
 */

static uint64_t copy_word(const uint8_t *bytes)
{
    uint64_t word = 0;
    for (int32_t i = 0; i < 8; i++)
        word |= (uint64_t)bytes[i] << 8 * i;
    return word;
}

/* One piece after the other: each is hashed together with the hash before it. */
static void copy_mix(uint8_t *bytes, size_t size, uint8_t hash[16])
{
    static const kf_hash_key key = {0x6b6566752e636f70, 0x796965732f310000};
    memcpy(bytes + size, hash, 16);
    kf_siphash128(key, bytes, size + 16, hash);
}

/* How many characters count; *out is their hash. */
static size_t copy_hash(const kf_reading *r, struct kf_copy *out)
{
    uint8_t bytes[2 * COPY_PIECE + 16], hash[16] = {0};
    size_t n = 0, used = 0;
    for (size_t i = 0; i < r->count; i++) {
        const int32_t kind = kf_unit_kind(r->units[i]);
        if (kind != KF_KIND_HAN && kind != KF_KIND_LETTER && kind != KF_KIND_DIGIT)
            continue;
        bytes[used++] = (uint8_t)(r->units[i] & 0xFF);
        bytes[used++] = (uint8_t)(r->units[i] >> 8);
        n++;
        if (used == 2 * COPY_PIECE) {
            copy_mix(bytes, used, hash);
            used = 0;
        }
    }
    copy_mix(bytes, used, hash);
    *out = (struct kf_copy){copy_word(hash), copy_word(hash + 8), 0};
    return n;
}

/* ---- Table ------------------------------------------------------------------------------------
 */

static struct kf_copy *copy_slot(const kf_copies *copies, const struct kf_copy *of)
{
    size_t at = (size_t)of->a & (copies->capacity - 1);
    while (copies->slots[at].count &&
           (copies->slots[at].a != of->a || copies->slots[at].b != of->b))
        at = (at + 1) & (copies->capacity - 1);
    return &copies->slots[at];
}

/* Half of the slots stay free. */
static kefu_status copies_room(kf_copies *copies, kefu_error *error)
{
    kf_copies more = *copies;
    if (copies->n * 2 + 2 <= copies->capacity)
        return KEFU_OK;
    more.capacity = copies->capacity ? copies->capacity * 2 : COPY_FIRST;
    more.slots = kf_alloc_zeros(copies->memory, more.capacity, sizeof *more.slots);
    if (!more.slots)
        return kf_no_memory(error);
    for (size_t i = 0; i < copies->capacity; i++)
        if (copies->slots[i].count)
            *copy_slot(&more, &copies->slots[i]) = copies->slots[i];
    kf_copies_free(copies);
    *copies = more;
    return KEFU_OK;
}

void kf_copies_free(kf_copies *copies)
{
    if (copies->slots)
        kf_free_array(copies->memory, copies->slots, copies->capacity, sizeof *copies->slots);
    copies->slots = NULL;
}

kefu_status kf_copies_find(kf_copies *copies, const kf_reading *r, int32_t *before,
                           kefu_error *error)
{
    struct kf_copy of;
    kefu_status status = copies_room(copies, error);
    if (status)
        return status;
    *before = 0;
    if (copy_hash(r, &of) >= COPY_LEAST) {
        const int64_t count = copy_slot(copies, &of)->count;
        *before = count < INT32_MAX ? (int32_t)count : INT32_MAX;
    }
    return KEFU_OK;
}

void kf_copies_add(kf_copies *copies, const kf_reading *r)
{
    struct kf_copy of, *slot;
    if (copy_hash(r, &of) < COPY_LEAST)
        return;
    slot = copy_slot(copies, &of);
    copies->n += !slot->count;
    of.count = slot->count + 1;
    *slot = of;
}
