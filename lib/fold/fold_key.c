/* fold_key.c - see fold_key.h. */
#include "fold/fold_key.h"

#include "base/hash.h"

/* Any number that is never changed: label logs of years later are told apart by the same keys. */
static const kf_hash_key fold_key_of_keys = {0x6B6566752E747261u, 0x696E2E6B65792F31u};

static void fold_key_put(kf_buffer *room, uint16_t unit)
{
    kf_put_char(room, (char)(unit & 0xFF));
    kf_put_char(room, (char)(unit >> 8));
}

static int fold_key_counts(uint16_t unit)
{
    const int32_t kind = kf_unit_kind(unit);
    return kind == KF_KIND_HAN || kind == KF_KIND_LETTER || kind == KF_KIND_DIGIT;
}

size_t kf_fold_key(const uint16_t *units, size_t count, uint64_t key[2], kf_buffer *room)
{
    uint8_t hash[16] = {0};
    size_t counted;
    kf_buffer_clear(room);
    for (size_t i = 0; i < count; i++)
        if (fold_key_counts(units[i]))
            fold_key_put(room, units[i]);
    counted = room->size / 2;
    if (!counted)
        for (size_t i = 0; i < count; i++)
            fold_key_put(room, units[i]);
    if (!room->failed)
        kf_siphash128(fold_key_of_keys, room->size ? room->data : "", room->size, hash);
    for (int32_t half = 0; half < 2; half++) {
        key[half] = 0;
        for (int32_t i = 7; i >= 0; i--)
            key[half] = key[half] << 8 | hash[half * 8 + i];
    }
    return counted;
}
