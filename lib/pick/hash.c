/* hash.c - see hash.h: of a seed its key, of an id its number. */
#include "pick/hash.h"

#include "base/fail.h"
#include "base/hash.h"
#include "base/text.h"

enum { PICK_SEED_MOST = 1024 };

/* "kefu.sample/1" and three zeros, read as two little-endian words. */
static const kf_hash_key pick_seed_key = {UINT64_C(0x6D61732E7566656B),
                                          UINT64_C(0x000000312F656C70)};

kefu_status kf_pick_key(const char *seed, size_t size, uint64_t *key, kefu_error *error)
{
    if (!seed || !size)
        return kf_fail(error, KEFU_E_ARGUMENT, "seed: missing; any text will do, such as 2026-W47");
    if (size > PICK_SEED_MOST)
        return kf_fail(error, KEFU_E_ARGUMENT, "seed: at most 1,024 bytes, not %i", (int64_t)size);
    if (kf_utf8_valid(seed, size) != size)
        return kf_fail(error, KEFU_E_ENCODING, "seed: not UTF-8");
    *key = kf_siphash64(pick_seed_key, seed, size);
    return KEFU_OK;
}

/* The first four bytes of the hash are the upper half of the number. */
static uint64_t pick_number(uint64_t hash) { return hash << 32 | hash >> 32; }

static uint64_t pick_hash_integer(uint64_t key, int64_t id)
{
    unsigned char bytes[8];
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)id >> (8 * i));
    return pick_number(kf_halfsiphash64_and(key, bytes, sizeof bytes, KF_PICK_INTEGER));
}

uint64_t kf_pick_hash(uint64_t key, const kf_key *id)
{
    if (!id->text.data)
        return pick_hash_integer(key, id->number);
    return pick_number(kf_halfsiphash64_and(key, id->text.data, id->text.size, KF_PICK_TEXT));
}

kefu_status KEFU_CALL kefu_pick_key(const char *seed, size_t size, uint64_t *key, kefu_error *error)
{
    if (!key)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_key: key is NULL");
    return kf_pick_key(seed, size, key, error);
}

uint64_t KEFU_CALL kefu_pick_hash(uint64_t key, int64_t id) { return pick_hash_integer(key, id); }

uint64_t KEFU_CALL kefu_pick_hash_text(uint64_t key, const char *id, size_t size)
{
    kf_key of = kf_key_of(id, size);
    return kf_pick_hash(key, &of);
}
