/* train_pack.c - selected features find their slots. */
#include <string.h>

#include "base/fail.h"
#include "model/features.h"
#include "train/train.h"

static size_t pack_slots(int32_t bits) { return (size_t)2 << bits; }

kefu_status kf_packed_new(const kf_memory *memory, int32_t bits, kf_packed *out, kefu_error *error)
{
    const size_t slots = pack_slots(bits);
    *out = (kf_packed){.bits = bits};
    out->prints = kf_alloc_array(memory, slots, sizeof *out->prints);
    out->checks = kf_alloc_array(memory, slots, sizeof *out->checks);
    if (!out->prints || !out->checks) {
        kf_packed_free(memory, out);
        return kf_no_memory(error);
    }
    for (size_t i = 0; i < slots; i++) {
        out->prints[i] = -1;
        out->checks[i] = KF_NO_CHECK;
    }
    return KEFU_OK;
}

void kf_packed_free(const kf_memory *memory, kf_packed *packed)
{
    kf_free_array(memory, packed->prints, pack_slots(packed->bits), sizeof *packed->prints);
    kf_free_array(memory, packed->checks, pack_slots(packed->bits), sizeof *packed->checks);
    memset(packed, 0, sizeof *packed);
}

int kf_pack(kf_packed *packed, uint32_t hash)
{
    const size_t slot = (size_t)kf_feature_bucket(hash, packed->bits) * 2;
    const int16_t print = (int16_t)kf_feature_print(hash, packed->bits);
    int16_t *prints = packed->prints + slot;
    const int32_t free_place = prints[0] < 0 ? 0 : prints[1] < 0 ? 1 : -1;
    if (prints[0] == print || prints[1] == print) /* either it, or what it cannot be told from */
        return packed->checks[slot + (prints[0] != print)] == hash;
    if (free_place < 0)
        return 0;
    prints[free_place] = print;
    packed->checks[slot + (size_t)free_place] = hash;
    packed->used++;
    return 1;
}

/* The list that is least far: i of m is before j of n. */
static int pack_before(uint32_t i, uint32_t m, uint32_t j, uint32_t n)
{
    return (uint64_t)i * n < (uint64_t)j * m;
}

/* One order of bytes for one table: the lower hash of a bucket first. */
static void pack_order(kf_packed *packed)
{
    for (size_t slot = 0; slot < pack_slots(packed->bits); slot += 2) {
        const int16_t print = packed->prints[slot];
        const uint32_t check = packed->checks[slot];
        if (packed->prints[slot + 1] < 0 || check < packed->checks[slot + 1])
            continue;
        packed->prints[slot] = packed->prints[slot + 1];
        packed->checks[slot] = packed->checks[slot + 1];
        packed->prints[slot + 1] = print;
        packed->checks[slot + 1] = check;
    }
}

void kf_pack_all(const kf_selection *selections, const uint32_t *shares, int32_t n,
                 kf_packed *packed)
{
    uint32_t at[KF_MOST_HEADS] = {0};
    for (;;) {
        int32_t next = -1;
        for (int32_t h = 0; h < n; h++)
            if (at[h] < shares[h] && at[h] < selections[h].n &&
                (next < 0 || pack_before(at[h], shares[h], at[next], shares[next])))
                next = h;
        if (next < 0)
            break;
        (void)kf_pack(packed, selections[next].hashes[at[next]++]);
    }
    for (uint32_t i = at[0]; i < selections[0].n && packed->used < pack_slots(packed->bits); i++)
        (void)kf_pack(packed, selections[0].hashes[i]);
    pack_order(packed);
}

void kf_packed_place(const void *packed, uint32_t hash, uint32_t out[2])
{
    const kf_packed *p = packed;
    const uint32_t slot = kf_feature_bucket(hash, p->bits) * 2;
    const int16_t print = (int16_t)kf_feature_print(hash, p->bits);
    out[0] = p->prints[slot] == print ? slot : KF_NO_FEATURE;
    out[1] = p->prints[slot + 1] == print ? slot + 1 : KF_NO_FEATURE;
}
