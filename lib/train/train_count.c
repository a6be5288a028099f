/* train_count.c - which features occur in two texts or more. */
#include <string.h>

#include "base/fail.h"
#include "model/features.h"
#include "train/train.h"

/* ---- Features of a text -------------------------------------------------------------------------
 */

static kefu_status features_room(kf_feature_room *room, size_t units, size_t hashes,
                                 kefu_error *error)
{
    void *p =
        kf_reserve(room->memory, room->units, &room->units_capacity, units, sizeof *room->units);
    if (!p)
        return kf_no_memory(error);
    room->units = p;
    p = kf_reserve(room->memory, room->hashes, &room->hashes_capacity, hashes,
                   sizeof *room->hashes);
    if (!p)
        return kf_no_memory(error);
    room->hashes = p;
    return KEFU_OK;
}

kefu_status kf_train_units(kf_feature_room *room, const uint16_t *units, size_t count,
                           kefu_error *error)
{
    const size_t need = KF_FOLD_BEFORE + 2 + count + KF_FOLD_AFTER;
    kefu_status status = features_room(room, need, (count + 2) * KF_FEATURES_AT, error);
    if (status)
        return status;
    memset(room->units, 0, need * sizeof *room->units);
    room->units[KF_FOLD_BEFORE] = KF_UNIT_EDGE;
    if (count)
        memcpy(room->units + KF_FOLD_BEFORE + 1, units, count * sizeof *units);
    room->units[KF_FOLD_BEFORE + 1 + count] = KF_UNIT_EDGE;
    return KEFU_OK;
}

kefu_status kf_train_features(kf_feature_room *room, uint32_t spec, const uint16_t *units,
                              size_t count, size_t *n, kefu_error *error)
{
    kefu_status status = kf_train_units(room, units, count, error);
    if (!status)
        *n = kf_features(spec, room->units + KF_FOLD_BEFORE, count, room->hashes,
                         (count + 2) * KF_FEATURES_AT);
    return status;
}

/* Of what ends at one place n-grams come first, each a unit longer than the one before. */
static int features_is_short(const kf_feature *at, size_t i)
{
    return i + 1 < KF_ORDERS && at[i].units == i + 1;
}

kefu_status kf_train_choices(kf_feature_room *room, uint32_t spec, const uint16_t *units,
                             size_t count, size_t *n, kefu_error *error)
{
    kf_feature_walk walk;
    kf_feature at[KF_FEATURES_AT];
    size_t found;
    kefu_status status = kf_train_units(room, units, count, error);
    *n = 0;
    if (status)
        return status;
    kf_feature_walk_start(&walk, spec, room->units + KF_FOLD_BEFORE, count);
    while (kf_feature_walk_next(&walk, at, &found))
        for (size_t i = 0; i < found; i++)
            if (!(spec & KF_SPEC_WORDS) || !features_is_short(at, i))
                room->hashes[(*n)++] = at[i].hash;
    return KEFU_OK;
}

void kf_feature_room_free(kf_feature_room *room)
{
    kf_free_array(room->memory, room->units, room->units_capacity, sizeof *room->units);
    kf_free_array(room->memory, room->hashes, room->hashes_capacity, sizeof *room->hashes);
}

/* ---- Counting -----------------------------------------------------------------------------------
 */

/* Most features occur once. A first pass sets a bit for each hash, and in a second field for one
 * whose bit was set before: only those are counted, and few of them in vain. */
typedef struct count_sieve {
    uint32_t bits; /* 2^bits of them */
    uint32_t *once, *again;
} count_sieve;

typedef struct count_entry {
    uint32_t hash;
    uint32_t texts; /* 0: the place is empty */
    uint32_t last;  /* text that counted last, + 1 */
} count_entry;

typedef struct counting {
    const kf_memory *memory;
    const kf_corpus *corpus;
    uint32_t spec;
    kf_feature_room room;
    count_sieve sieve;
    count_entry *entries;
    uint32_t bits, used; /* 2^bits entries */
    kefu_error *error;
} counting;

enum {
    COUNT_BITS_LEAST = 12,
    COUNT_SIEVE_MOST = 27,
    COUNT_MOST = 1 << 22 /* features; more common ones are kept, if there are so many */
};

/* Spreads a hash, whose own upper bits are used by the sieve, over 2^bits places. */
static uint32_t count_place(uint32_t hash, uint32_t bits)
{
    return (uint32_t)(hash * 0x9E3779B1u) >> (32 - bits);
}

static kefu_status count_sieve_new(counting *c)
{
    uint64_t units = 0;
    size_t words;
    uint32_t bits = COUNT_BITS_LEAST;
    for (uint32_t i = 0; i < c->corpus->n; i++)
        units += c->corpus->counts[i];
    while (bits < COUNT_SIEVE_MOST && (uint64_t)1 << bits < units * 16)
        bits++;
    words = (size_t)1 << (bits - 5);
    c->sieve.bits = bits;
    c->sieve.once = kf_alloc_zeros(c->memory, words, sizeof *c->sieve.once);
    c->sieve.again = kf_alloc_zeros(c->memory, words, sizeof *c->sieve.again);
    return c->sieve.once && c->sieve.again ? KEFU_OK : kf_no_memory(c->error);
}

static void count_sieve_put(count_sieve *sieve, uint32_t hash)
{
    const uint32_t place = hash >> (32 - sieve->bits), bit = 1u << (place & 31);
    uint32_t *once = &sieve->once[place >> 5];
    if (*once & bit)
        sieve->again[place >> 5] |= bit;
    *once |= bit;
}

static int count_sieve_has(const count_sieve *sieve, uint32_t hash)
{
    const uint32_t place = hash >> (32 - sieve->bits);
    return sieve->again[place >> 5] >> (place & 31) & 1;
}

static kefu_status count_text(counting *c, uint32_t text, size_t *n)
{
    return kf_train_choices(&c->room, c->spec, c->corpus->pool + c->corpus->units[text],
                            c->corpus->counts[text], n, c->error);
}

static kefu_status count_first_pass(counting *c)
{
    kefu_status status = count_sieve_new(c);
    for (uint32_t i = 0; !status && i < c->corpus->n; i++) {
        size_t n = 0;
        status = count_text(c, i, &n);
        for (size_t k = 0; !status && k < n; k++)
            count_sieve_put(&c->sieve, c->room.hashes[k]);
    }
    return status;
}

static count_entry *count_find(count_entry *entries, uint32_t bits, uint32_t hash)
{
    uint32_t place = count_place(hash, bits);
    while (entries[place].texts && entries[place].hash != hash)
        place = (place + 1) & ((1u << bits) - 1);
    return &entries[place];
}

static kefu_status count_grow(counting *c)
{
    const uint32_t bits = c->entries ? c->bits + 1 : COUNT_BITS_LEAST;
    count_entry *entries =
        bits < 31 ? kf_alloc_zeros(c->memory, (size_t)1 << bits, sizeof *entries) : NULL;
    if (!entries)
        return kf_no_memory(c->error);
    for (uint32_t i = 0; c->entries && i < 1u << c->bits; i++)
        if (c->entries[i].texts)
            *count_find(entries, bits, c->entries[i].hash) = c->entries[i];
    if (c->entries)
        kf_free_array(c->memory, c->entries, (size_t)1 << c->bits, sizeof *c->entries);
    c->entries = entries;
    c->bits = bits;
    return KEFU_OK;
}

static kefu_status count_hash(counting *c, uint32_t hash, uint32_t text)
{
    count_entry *entry;
    if (!c->entries || c->used >= 1u << (c->bits - 1)) {
        kefu_status status = count_grow(c);
        if (status)
            return status;
    }
    entry = count_find(c->entries, c->bits, hash);
    if (!entry->texts)
        c->used++;
    if (entry->last != text + 1) {
        entry->hash = hash;
        entry->last = text + 1;
        entry->texts++;
    }
    return KEFU_OK;
}

static kefu_status count_second_pass(counting *c)
{
    kefu_status status = count_grow(c);
    for (uint32_t i = 0; !status && i < c->corpus->n; i++) {
        size_t n = 0;
        status = count_text(c, i, &n);
        for (size_t k = 0; !status && k < n; k++)
            if (count_sieve_has(&c->sieve, c->room.hashes[k]))
                status = count_hash(c, c->room.hashes[k], i);
    }
    return status;
}

/* ---- The dictionary -----------------------------------------------------------------------------
 */

enum { COUNT_RANKS = 4096 }; /* texts from which numbers of texts are not told apart */

static uint32_t count_rank(uint32_t texts) { return texts < COUNT_RANKS ? texts : COUNT_RANKS - 1; }

/* How many entries are in at least `texts` texts: `from[texts]`; and the least such number, two at
 * least, that leaves no more than COUNT_MOST. */
static uint32_t count_ranks(const counting *c, uint32_t from[COUNT_RANKS + 1])
{
    uint32_t least = 2;
    memset(from, 0, (COUNT_RANKS + 1) * sizeof *from);
    for (uint32_t i = 0; i < 1u << c->bits; i++)
        if (c->entries[i].texts)
            from[count_rank(c->entries[i].texts)]++;
    for (uint32_t r = COUNT_RANKS; r-- > 0;)
        from[r] += from[r + 1];
    while (least < COUNT_RANKS - 1 && from[least] > COUNT_MOST)
        least++;
    return least;
}

/* Numbers by falling number of texts, so that weights of what is frequent lie side by side. */
static void count_number(const counting *c, uint32_t least, uint32_t *from, kf_dictionary *out)
{
    for (uint32_t i = 0; i < 1u << c->bits; i++) {
        const count_entry *entry = &c->entries[i];
        if (entry->texts >= least)
            out->hashes[from[count_rank(entry->texts) + 1]++] = entry->hash;
    }
}

static void count_index(kf_dictionary *out)
{
    for (uint32_t i = 0; i < out->n; i++) {
        uint32_t place = count_place(out->hashes[i], out->bits);
        while (out->places[place])
            place = (place + 1) & ((1u << out->bits) - 1);
        out->places[place] = i + 1;
    }
}

static kefu_status count_dictionary(const counting *c, kf_dictionary *out)
{
    uint32_t from[COUNT_RANKS + 1];
    const uint32_t least = count_ranks(c, from);
    out->n = from[least];
    out->bits = COUNT_BITS_LEAST;
    while ((uint32_t)1 << out->bits < out->n * 2)
        out->bits++;
    out->hashes = kf_alloc_array(c->memory, out->n, sizeof *out->hashes);
    out->places = kf_alloc_zeros(c->memory, (size_t)1 << out->bits, sizeof *out->places);
    if (!out->hashes || !out->places)
        return kf_no_memory(c->error);
    count_number(c, least, from, out);
    count_index(out);
    return KEFU_OK;
}

static void count_free(counting *c)
{
    const size_t words = (size_t)1 << (c->sieve.bits < 5 ? 0 : c->sieve.bits - 5);
    kf_feature_room_free(&c->room);
    kf_free_array(c->memory, c->sieve.once, words, sizeof *c->sieve.once);
    kf_free_array(c->memory, c->sieve.again, words, sizeof *c->sieve.again);
    kf_free_array(c->memory, c->entries, (size_t)1 << c->bits, sizeof *c->entries);
}

kefu_status kf_dictionary_make(const kf_memory *memory, const kf_corpus *corpus, uint32_t spec,
                               kf_dictionary *out, kefu_error *error)
{
    counting c = {.memory = memory, .corpus = corpus, .spec = spec, .error = error};
    kefu_status status;
    c.room.memory = memory;
    memset(out, 0, sizeof *out);
    status = count_first_pass(&c);
    if (!status)
        status = count_second_pass(&c);
    if (!status)
        status = count_dictionary(&c, out);
    count_free(&c);
    if (status)
        kf_dictionary_free(memory, out);
    return status;
}

void kf_dictionary_free(const kf_memory *memory, kf_dictionary *dictionary)
{
    kf_free_array(memory, dictionary->hashes, dictionary->n, sizeof *dictionary->hashes);
    kf_free_array(memory, dictionary->places, (size_t)1 << dictionary->bits,
                  sizeof *dictionary->places);
    memset(dictionary, 0, sizeof *dictionary);
}

uint32_t kf_dictionary_find(const kf_dictionary *dictionary, uint32_t hash)
{
    uint32_t place = count_place(hash, dictionary->bits);
    while (dictionary->places[place]) {
        const uint32_t number = dictionary->places[place] - 1;
        if (dictionary->hashes[number] == hash)
            return number;
        place = (place + 1) & ((1u << dictionary->bits) - 1);
    }
    return KF_NO_FEATURE;
}

void kf_dictionary_place(const void *dictionary, uint32_t hash, uint32_t out[2])
{
    out[0] = kf_dictionary_find(dictionary, hash);
    out[1] = KF_NO_FEATURE;
}
