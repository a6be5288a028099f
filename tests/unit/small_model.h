/* small_model.h - models of 256 buckets for tests: heads of every kind, and weights that are a
 * function of a seed and of the feature, for the features of whatever texts are added. */
#ifndef TESTS_SMALL_MODEL_H
#define TESTS_SMALL_MODEL_H

#include <stdlib.h>
#include <string.h>

#include "kefu/base.h"
#include "model/features.h"
#include "model/model_file.h"

enum { SMALL_BITS = 8, SMALL_SLOTS = 2 << SMALL_BITS };

typedef struct small_model {
    kefu_model model; /* what kf_model_write reads */
    uint32_t buckets[1 << SMALL_BITS], checks[SMALL_SLOTS];
    int8_t rows[SMALL_SLOTS * KF_ROW];
} small_model;

static inline void small_model_head(small_model *m, const char *key, int32_t kind, int32_t cause)
{
    kf_head *head = &m->model.heads[m->model.n_heads++];
    memset(head, 0, sizeof *head);
    memcpy(head->key, key, strlen(key));
    head->kind = kind;
    head->cause = cause;
    head->slope = 65536;
    head->n = 100 * m->model.n_heads;
    head->n_yes = 40;
    m->model.table.rows = m->model.n_heads > 1 ? m->rows : NULL;
}

/* An empty table and the head "polarity". */
static inline small_model *small_model_new(const char *id)
{
    small_model *m = calloc(1, sizeof *m);
    if (!m)
        abort();
    memset(m->checks, 0xFF, sizeof m->checks);
    m->model.table = (kf_table){.buckets = m->buckets, .checks = m->checks, .bits = SMALL_BITS};
    m->model.id = id;
    m->model.card = "{\"rows\":100}";
    small_model_head(m, "polarity", KEFU_HEAD_POLARITY, KEFU_CAUSE_UNKNOWN);
    return m;
}

/* The same with three classes and two aspects, a promise, and words. */
static inline small_model *small_model_full(const char *id)
{
    small_model *m = small_model_new(id);
    small_model_head(m, "negative", KEFU_HEAD_CLASS, KEFU_CAUSE_UNKNOWN);
    small_model_head(m, "neutral", KEFU_HEAD_CLASS, KEFU_CAUSE_UNKNOWN);
    small_model_head(m, "positive", KEFU_HEAD_CLASS, KEFU_CAUSE_UNKNOWN);
    small_model_head(m, "logistics", KEFU_HEAD_ASPECT, KEFU_CAUSE_LOGISTICS);
    small_model_head(m, "smell", KEFU_HEAD_ASPECT, KEFU_CAUSE_EXPERIENCE);
    m->model.table.spec = KF_SPEC_WORDS;
    m->model.promises[0] = (kf_promise){950000, 700000, 900000, 0};
    m->model.promises[1] = (kf_promise){990000, 900000, 400000, 0};
    m->model.n_promises = 2;
    return m;
}

/* Weights -127 .. 127 of all heads, from seed and hash. */
static inline void small_model_weights(uint32_t seed, uint32_t hash, int8_t out[KF_MOST_HEADS])
{
    const uint32_t key[2] = {seed, hash};
    for (uint32_t i = 0; i < KF_MOST_HEADS; i++) {
        uint32_t counter[4] = {i, 0, 0, 0}, words[4];
        kefu_random(key, counter, words);
        out[i] = (int8_t)((int32_t)(words[0] % 255) - 127);
    }
}

static inline void small_model_put(small_model *m, uint32_t slot, uint32_t hash,
                                   const int8_t *weights)
{
    const uint32_t half = kf_feature_print(hash, SMALL_BITS) | (uint32_t)(uint8_t)weights[0] << 8;
    const unsigned by = 16 * (slot % 2);
    m->buckets[slot / 2] = (m->buckets[slot / 2] & ~(UINT32_C(0xFFFF) << by)) | half << by;
    m->checks[slot] = hash;
    for (int32_t i = 0; i < KF_ROW; i++)
        m->rows[slot * KF_ROW + (uint32_t)i] = i < m->model.n_heads - 1 ? weights[i + 1] : 0;
}

/* Puts a feature in with these weights: 1, or 0 if its bucket is full or has it. After all heads
 * are there. */
static inline int small_model_add(small_model *m, uint32_t hash, const int8_t *weights)
{
    const uint32_t slot = 2 * kf_feature_bucket(hash, SMALL_BITS);
    int8_t first[KF_MOST_HEADS];
    if (m->checks[slot + 1] != KF_NO_CHECK || m->checks[slot] == hash || hash == KF_NO_CHECK)
        return 0;
    if (m->checks[slot] == KF_NO_CHECK || m->checks[slot] < hash) {
        small_model_put(m, m->checks[slot] == KF_NO_CHECK ? slot : slot + 1, hash, weights);
        return 1;
    }
    first[0] = (int8_t)(uint8_t)(m->buckets[slot / 2] >> 8 & 0xFF);
    memcpy(first + 1, m->rows + slot * KF_ROW, KF_ROW);
    small_model_put(m, slot + 1, m->checks[slot], first);
    small_model_put(m, slot, hash, weights);
    return 1;
}

/* Units of a text in UTF-8; to be freed. units + KF_FOLD_BEFORE is what kernels take. */
static inline uint16_t *small_model_units(const char *text, size_t *count)
{
    const size_t size = strlen(text);
    uint16_t *units = malloc(kf_fold_room(size) * sizeof *units);
    if (!units || kf_fold(text, size, KEFU_UTF8, KEFU_INVALID_REFUSE, units, NULL, count, NULL))
        abort();
    return units;
}

/* Adds the features of a text, as far as there is room, with weights of the seed. */
static inline void small_model_text(small_model *m, const char *text, uint32_t seed)
{
    size_t count, n;
    uint16_t *units = small_model_units(text, &count);
    uint32_t *hashes;
    n = kf_features(m->model.table.spec, units + KF_FOLD_BEFORE, count, NULL, 0);
    hashes = malloc(n * sizeof *hashes);
    if (!hashes)
        abort();
    kf_features(m->model.table.spec, units + KF_FOLD_BEFORE, count, hashes, n);
    for (size_t i = 0; i < n; i++) {
        int8_t weights[KF_MOST_HEADS];
        small_model_weights(seed, hashes[i], weights);
        small_model_add(m, hashes[i], weights);
    }
    free(hashes);
    free(units);
}

/* Its bytes; the buffer is to be freed. */
static inline kefu_buffer *small_model_bytes(const small_model *m)
{
    kf_memory memory;
    kefu_buffer *buffer = NULL;
    if (kf_memory_init(&memory, NULL, NULL) || kefu_buffer_new(NULL, &buffer, NULL) ||
        kf_model_write(&m->model, &memory, kefu_buffer_sink(buffer), NULL))
        abort();
    return buffer;
}

/* Written and opened again, and freed. */
static inline kefu_model *small_model_open(small_model *m)
{
    kefu_buffer *buffer = small_model_bytes(m);
    kefu_model *model = NULL;
    size_t size;
    const char *bytes = kefu_buffer_data(buffer, &size);
    if (kefu_model_from_bytes(NULL, bytes, size, 0, &model, NULL))
        abort();
    kefu_buffer_free(buffer);
    free(m);
    return model;
}

#endif
