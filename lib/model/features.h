/* features.h - a walk over the features of a text, in the order of hits: the definition of model.h
 * as code, which training, evidence and the tests of kernels stand on. */
#ifndef KF_FEATURES_H
#define KF_FEATURES_H

#include "model/words.h"

/* The most that end at one position: an n-gram of each order, a word, a pair. */
enum { KF_FEATURES_AT = KF_ORDERS + 2 };

typedef struct kf_feature {
    uint32_t hash;
    uint32_t units; /* how many it covers */
} kf_feature;

typedef struct kf_feature_walk {
    const uint16_t *units; /* from the first edge; borrowed */
    size_t last;           /* position of the last edge; 0 of a text without units */
    size_t at;             /* position read last */
    uint32_t spec;
    kf_word_walk words;
} kf_feature_walk;

void kf_feature_walk_start(kf_feature_walk *walk, uint32_t spec, const uint16_t *units,
                           size_t count);
/* 1 and what ends at the next position, walk->at; 0 at the end. */
int kf_feature_walk_next(kf_feature_walk *walk, kf_feature out[KF_FEATURES_AT], size_t *n);

/* Where a feature is looked up. */
static inline uint32_t kf_feature_bucket(uint32_t hash, int32_t bits)
{
    return hash >> (32 - bits);
}

static inline uint32_t kf_feature_print(uint32_t hash, int32_t bits)
{
    return hash >> (24 - bits) & 0xFF;
}

#endif
