/* features.c - the features of a text, and which of them a table has; see features.h. */
#include "model/features.h"

/* kefu_random of the key {"kefu", "ngra"} as big-endian numbers, {0x6B656675, 0x6E677261}, and the
 * counters {0, 0, 0, 0} for multipliers, {1, 0, 0, 0} for offsets, {2, 0, 0, 0} for words.h; the
 * lowest bit set. */
const uint32_t kf_multiplier[KF_ORDERS] = {0x0CD548C1, 0xDF9D4B11, 0x49DDF7EF, 0xA9DC17EF};
const uint32_t kf_offset[KF_ORDERS] = {0x5CBCB2A5, 0x374E9159, 0xEFB7AB7D, 0x123973E5};

void kf_feature_walk_start(kf_feature_walk *walk, uint32_t spec, const uint16_t *units,
                           size_t count)
{
    *walk = (kf_feature_walk){.units = units, .last = count ? count + 1 : 0, .spec = spec};
}

/* The n-grams that end at walk->at > 0. */
static size_t features_ngrams(const kf_feature_walk *walk, kf_feature *out)
{
    const uint32_t line = kf_line_mask(walk->spec);
    uint32_t sum = 0, two = 0;
    size_t n = 0;
    for (uint32_t j = 0; j < KF_ORDERS && j <= walk->at; j++) {
        sum += kf_multiplier[j] * kf_counted(walk->units[walk->at - j]);
        const uint32_t own = sum + kf_offset[j], hash = j > 1 ? (two & line) | (own & ~line) : own;
        two = j == 1 ? own : two;
        if (j > 0 || walk->at < walk->last)
            out[n++] = (kf_feature){hash, j + 1};
    }
    return n;
}

static size_t features_words(kf_feature_walk *walk, kf_feature *out)
{
    kf_word_walk *words = &walk->words;
    size_t n = 0;
    if (walk->at == walk->last)
        return 0;
    kf_words_read(words, walk->units[walk->at], walk->units[walk->at + 1], walk->at);
    if (!words->ended || words->length < 2)
        return 0;
    out[n++] = (kf_feature){words->hash, (uint32_t)words->length};
    if (words->joined)
        out[n++] = (kf_feature){kf_word_pair(words->before, words->hash),
                                (uint32_t)(walk->at + 1 - words->before_start)};
    return n;
}

int kf_feature_walk_next(kf_feature_walk *walk, kf_feature out[KF_FEATURES_AT], size_t *n)
{
    if (walk->at >= walk->last)
        return 0;
    walk->at++; /* the first edge has no feature */
    *n = features_ngrams(walk, out);
    if (walk->spec & KF_SPEC_WORDS)
        *n += features_words(walk, out + *n);
    return 1;
}

size_t kf_features(uint32_t spec, const uint16_t *units, size_t count, uint32_t *hashes,
                   size_t room)
{
    kf_feature_walk walk;
    kf_feature at[KF_FEATURES_AT];
    size_t n, all = 0;
    kf_feature_walk_start(&walk, spec, units, count);
    while (kf_feature_walk_next(&walk, at, &n))
        for (size_t i = 0; i < n; i++, all++)
            if (all < room)
                hashes[all] = at[i].hash;
    return all;
}

/* ---- In a table ----------------------------------------------------------------------------- */

typedef struct feature_slots {
    uint32_t slot[2];
    int32_t n;
} feature_slots;

/* The slots of the bucket whose fingerprint agrees and that are not empty. */
static feature_slots feature_find(const kf_table *table, uint32_t hash)
{
    uint32_t bucket = kf_feature_bucket(hash, table->bits),
             print = kf_feature_print(hash, table->bits);
    uint32_t both = table->buckets[bucket];
    feature_slots found = {{0, 0}, 0};
    for (uint32_t place = 0; place < 2; place++) {
        uint32_t slot = bucket * 2 + place;
        if ((both >> (16 * place) & 0xFF) == print && (print || table->checks[slot] != KF_NO_CHECK))
            found.slot[found.n++] = slot;
    }
    return found;
}

size_t kf_model_hits(const kf_table *table, const uint16_t *units, size_t count, kf_text_hit *hits,
                     size_t room)
{
    kf_feature_walk walk;
    kf_feature at[KF_FEATURES_AT];
    size_t n, all = 0;
    kf_feature_walk_start(&walk, table->spec, units, count);
    while (kf_feature_walk_next(&walk, at, &n))
        for (size_t i = 0; i < n; i++) {
            feature_slots found = feature_find(table, at[i].hash);
            for (int32_t k = 0; k < found.n; k++, all++)
                if (all < room)
                    hits[all] = (kf_text_hit){found.slot[k], (uint32_t)walk.at, at[i].units,
                                              table->checks[found.slot[k]] == at[i].hash};
        }
    return all;
}

/* ---- Scores --------------------------------------------------------------------------------- */

static int32_t feature_weight(uint32_t bucket, uint32_t place)
{
    int32_t weight = (int32_t)(bucket >> (16 * place + 8) & 0xFF);
    return weight < 128 ? weight : weight - 256;
}

static void feature_add(const kf_table *table, uint32_t slot, kf_scores *out)
{
    out->head[0] += feature_weight(table->buckets[slot / 2], slot % 2);
    for (size_t i = 0; table->rows && i < KF_ROW; i++)
        out->head[i + 1] += table->rows[(size_t)slot * KF_ROW + i];
}

void kf_score_plain(const kf_table *table, const uint16_t *units, size_t count, kf_scores *out)
{
    kf_feature_walk walk;
    kf_feature at[KF_FEATURES_AT];
    size_t n;
    *out = (kf_scores){{0}, 0};
    kf_feature_walk_start(&walk, table->spec, units, count);
    while (kf_feature_walk_next(&walk, at, &n))
        for (size_t i = 0; i < n; i++) {
            feature_slots found = feature_find(table, at[i].hash);
            out->looked++;
            for (int32_t k = 0; k < found.n; k++)
                feature_add(table, found.slot[k], out);
        }
}
