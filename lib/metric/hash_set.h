/* hash_set.h - a set of hashes of 64 or 128 bits, which knows things by their hash alone.
 *
 * Hashes are 1 or 2 words of 64 bits, the first of them the more significant; every call on a set
 * gives the same number of `words`. A first word of 0 stands for an empty slot: kf_hash_read never
 * makes one. Slots are in order of the leading bits, so that writing a set in order is one pass. A
 * failed call leaves the set as it was. */
#ifndef KF_HASH_SET_H
#define KF_HASH_SET_H

#include "kefu/base.h"

/* An empty set is all zero. */
typedef struct kf_hash_set {
    uint64_t *slots; /* NULL, or words << bits of them */
    uint64_t used;
    int32_t bits;
    int32_t reserved;
} kf_hash_set;

/* The words of a hash from little-endian bytes; a first word of 0 becomes 1. */
void kf_hash_read(const unsigned char *bytes, int32_t words, uint64_t *hash);

/* 1 if the hash is in the set. */
int32_t kf_hash_set_has(const kf_hash_set *set, int32_t words, const uint64_t *hash);
/* Adds it unless it is there. O(1) as long as the hashes are random. */
kefu_status kf_hash_set_add(kf_hash_set *set, int32_t words, const uint64_t *hash,
                            const kefu_allocator *allocator, kefu_error *error);
/* Adds all of src. O(both) */
kefu_status kf_hash_set_merge(kf_hash_set *dst, const kf_hash_set *src, int32_t words,
                              const kefu_allocator *allocator, kefu_error *error);
/* How many of src are not in the set. */
uint64_t kf_hash_set_missing(const kf_hash_set *set, const kf_hash_set *src, int32_t words);
/* The next hash from slot *at on, which moves on; NULL after the last. */
const uint64_t *kf_hash_set_next(const kf_hash_set *set, int32_t words, size_t *at);
void kf_hash_set_free(kf_hash_set *set, int32_t words, const kefu_allocator *allocator);

/* Writes the hashes in rising order, 8 × words × used bytes, little-endian. */
void kf_hash_set_write(const kf_hash_set *set, int32_t words, unsigned char *out);
/* Fills an empty set with `count` hashes so written. KEFU_E_DATA if they do not rise, if there is
 * one that kf_hash_read does not make, or if they crowd as random ones never do. O(count) */
kefu_status kf_hash_set_load(kf_hash_set *set, int32_t words, const unsigned char *bytes,
                             uint64_t count, const kefu_allocator *allocator, kefu_error *error);

#endif
