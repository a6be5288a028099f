/* hash_set.c - see hash_set.h: open addressing, at most three quarters full. */
#include "metric/hash_set.h"

#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"

/* How far from its own slot a hash goes at most. Random hashes do not come near that: in a set of
 * 2^40 the chance is below 10^-50. What is made up could all crowd around one slot, and each hash
 * more would have to walk past them. */
enum { SET_FIRST_BITS = 3, SET_FAR = 4096 };

/* ---- Words ---------------------------------------------------------------------------------- */

static uint64_t set_load_word(const unsigned char *bytes)
{
    uint64_t word = 0;
    for (int32_t i = 0; i < 8; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

static void set_store_word(unsigned char *bytes, uint64_t word)
{
    for (int32_t i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(word >> (8 * i) & 0xFF);
}

static void set_load(const unsigned char *bytes, int32_t words, uint64_t *hash)
{
    for (int32_t i = 0; i < words; i++)
        hash[i] = set_load_word(bytes + 8 * i);
}

void kf_hash_read(const unsigned char *bytes, int32_t words, uint64_t *hash)
{
    set_load(bytes, words, hash);
    if (!hash[0])
        hash[0] = 1;
}

static int32_t set_equal(const uint64_t *a, const uint64_t *b, int32_t words)
{
    return a[0] == b[0] && (words == 1 || a[1] == b[1]);
}

static int32_t set_below(const uint64_t *a, const uint64_t *b, int32_t words)
{
    return a[0] != b[0] ? a[0] < b[0] : words == 2 && a[1] < b[1];
}

/* ---- Slots ---------------------------------------------------------------------------------- */

static size_t set_slots(const kf_hash_set *set) { return set->slots ? (size_t)1 << set->bits : 0; }

static size_t set_home(const kf_hash_set *set, const uint64_t *hash)
{
    return (size_t)(hash[0] >> (64 - set->bits));
}

/* Where the hash is, or where it goes; there are slots. */
static uint64_t *set_find(const kf_hash_set *set, int32_t words, const uint64_t *hash)
{
    size_t mask = set_slots(set) - 1, at = set_home(set, hash);
    uint64_t *slot = set->slots + at * (size_t)words;
    while (slot[0] && !set_equal(slot, hash, words)) {
        at = (at + 1) & mask;
        slot = set->slots + at * (size_t)words;
    }
    return slot;
}

static void set_fill(kf_hash_set *set, int32_t words, uint64_t *slot, const uint64_t *hash)
{
    slot[0] = hash[0];
    if (words == 2)
        slot[1] = hash[1];
    set->used++;
}

/* There is a slot free. */
static void set_put(kf_hash_set *set, int32_t words, const uint64_t *hash)
{
    uint64_t *slot = set_find(set, words, hash);
    if (!slot[0])
        set_fill(set, words, slot, hash);
}

const uint64_t *kf_hash_set_next(const kf_hash_set *set, int32_t words, size_t *at)
{
    for (; *at < set_slots(set); ++*at) {
        const uint64_t *slot = set->slots + *at * (size_t)words;
        if (slot[0]) {
            ++*at;
            return slot;
        }
    }
    return NULL;
}

static void set_put_all(kf_hash_set *set, const kf_hash_set *src, int32_t words)
{
    size_t at = 0;
    for (const uint64_t *hash; (hash = kf_hash_set_next(src, words, &at)) != NULL;)
        set_put(set, words, hash);
}

static size_t set_bytes(const kf_hash_set *set, int32_t words)
{
    return set_slots(set) * (size_t)words * sizeof *set->slots;
}

static int32_t set_fits(uint64_t count, int32_t bits) { return count <= ((uint64_t)3 << bits) / 4; }

/* Room for `count` hashes at once: hashes that come in order into a table which grows as they come
 * would all crowd at its front. */
static kefu_status set_reserve(kf_hash_set *set, int32_t words, uint64_t count,
                               const kefu_allocator *allocator, kefu_error *error)
{
    kf_memory memory;
    kf_hash_set grown = {NULL, 0, SET_FIRST_BITS, 0};
    size_t slot = (size_t)words * sizeof *set->slots;
    if (set->slots && set_fits(count, set->bits))
        return KEFU_OK;
    while (grown.bits < 60 && !set_fits(count, grown.bits))
        grown.bits++;
    if (grown.bits >= 60 || ((uint64_t)1 << grown.bits) > SIZE_MAX / slot)
        return kf_no_memory(error);
    memory.with = *allocator;
    grown.slots = kf_alloc_zeros(&memory, (size_t)1 << grown.bits, slot);
    if (!grown.slots)
        return kf_no_memory(error);
    set_put_all(&grown, set, words);
    kf_hash_set_free(set, words, allocator);
    *set = grown;
    return KEFU_OK;
}

void kf_hash_set_free(kf_hash_set *set, int32_t words, const kefu_allocator *allocator)
{
    if (set->slots)
        allocator->release(allocator->user, set->slots, set_bytes(set, words));
    memset(set, 0, sizeof *set);
}

/* ---- Sets ----------------------------------------------------------------------------------- */

int32_t kf_hash_set_has(const kf_hash_set *set, int32_t words, const uint64_t *hash)
{
    return set->slots && set_find(set, words, hash)[0];
}

kefu_status kf_hash_set_add(kf_hash_set *set, int32_t words, const uint64_t *hash,
                            const kefu_allocator *allocator, kefu_error *error)
{
    if (!set->slots || !set_fits(set->used + 1, set->bits)) {
        kefu_status status;
        if (kf_hash_set_has(set, words, hash))
            return KEFU_OK;
        status = set_reserve(set, words, set->used + 1, allocator, error);
        if (status)
            return status;
    }
    set_put(set, words, hash);
    return KEFU_OK;
}

kefu_status kf_hash_set_merge(kf_hash_set *dst, const kf_hash_set *src, int32_t words,
                              const kefu_allocator *allocator, kefu_error *error)
{
    kefu_status status;
    if (!src->used)
        return KEFU_OK;
    status = set_reserve(dst, words, dst->used + src->used, allocator, error);
    if (!status)
        set_put_all(dst, src, words);
    return status;
}

uint64_t kf_hash_set_missing(const kf_hash_set *set, const kf_hash_set *src, int32_t words)
{
    uint64_t missing = 0;
    size_t at = 0;
    for (const uint64_t *hash; (hash = kf_hash_set_next(src, words, &at)) != NULL;)
        missing += !kf_hash_set_has(set, words, hash);
    return missing;
}

/* ---- Bytes ---------------------------------------------------------------------------------- */

/* Moves the hash down among the `count` that are written, to its place. */
static void set_insert(unsigned char *out, uint64_t count, int32_t words, const uint64_t *hash)
{
    size_t size = 8 * (size_t)words;
    unsigned char *at = out + (size_t)count * size;
    uint64_t before[2];
    for (; at > out; at -= size) {
        set_load(at - size, words, before);
        if (set_below(before, hash, words))
            break;
        memcpy(at, at - size, size);
    }
    for (int32_t i = 0; i < words; i++)
        set_store_word(at + 8 * i, hash[i]);
}

/* From an empty slot round: hashes that went past the last slot to the first ones come last then,
 * and only neighbours are out of order. */
void kf_hash_set_write(const kf_hash_set *set, int32_t words, unsigned char *out)
{
    size_t slots = set_slots(set), start = 0;
    uint64_t count = 0;
    while (start < slots && set->slots[start * (size_t)words])
        start++;
    for (size_t i = 0; i < slots; i++) {
        const uint64_t *slot = set->slots + ((start + i) & (slots - 1)) * (size_t)words;
        if (slot[0])
            set_insert(out, count++, words, slot);
    }
}

static int32_t set_rises(const unsigned char *bytes, int32_t words, uint64_t count)
{
    uint64_t before[2] = {0, UINT64_MAX}, hash[2];
    for (uint64_t i = 0; i < count; i++) {
        set_load(bytes + (size_t)i * 8 * (size_t)words, words, hash);
        if (!hash[0] || !set_below(before, hash, words))
            return 0;
        memcpy(before, hash, 8 * (size_t)words);
    }
    return 1;
}

/* How far the slot is from the hash's own. */
static size_t set_distance(const kf_hash_set *set, int32_t words, const uint64_t *slot,
                           const uint64_t *hash)
{
    size_t at = (size_t)(slot - set->slots) / (size_t)words;
    return (at - set_home(set, hash)) & (set_slots(set) - 1);
}

/* Into slots that have room for all; 0 if they crowd. */
static int32_t set_read(kf_hash_set *set, int32_t words, const unsigned char *bytes, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        uint64_t hash[2], *slot;
        set_load(bytes + (size_t)i * 8 * (size_t)words, words, hash);
        slot = set_find(set, words, hash);
        if (set_distance(set, words, slot, hash) > SET_FAR)
            return 0;
        set_fill(set, words, slot, hash);
    }
    return 1;
}

kefu_status kf_hash_set_load(kf_hash_set *set, int32_t words, const unsigned char *bytes,
                             uint64_t count, const kefu_allocator *allocator, kefu_error *error)
{
    kefu_status status;
    if (!set_rises(bytes, words, count))
        return kf_fail(error, KEFU_E_DATA, "the state is damaged: its hashes are not in order");
    if (!count)
        return KEFU_OK;
    status = set_reserve(set, words, count, allocator, error);
    if (status || set_read(set, words, bytes, count))
        return status;
    kf_hash_set_free(set, words, allocator);
    return kf_fail(error, KEFU_E_DATA, "the state is damaged: no keys have such hashes");
}
