/* filter.h - at which places of a text a phrase may begin: what most places are not is told without
 * a branch, by the kinds of a unit and the next one, then by a hash of two or three units.
 *
 * What is neither Chinese nor a letter or a digit may be skipped between two units of a phrase
 * (phrase.h): behind the first unit one such is looked over, and after more anything may come. */
#ifndef KF_FILTER_H
#define KF_FILTER_H

#include <stdint.h>

#include "lexicon/phrase.h"

enum {
    KF_FILTER_AT = 64,  /* places that are looked at together */
    KF_FILTER_BITS = 16 /* of the hash of a beginning */
};

typedef struct kf_filter {
    uint16_t kinds[1 << 16];                     /* of units: filter.c */
    uint64_t begins[(1 << KF_FILTER_BITS) / 64]; /* a bit for each */
} kf_filter;

/* `filter` is zeros. */
void kf_filter_init(kf_filter *filter);
void kf_filter_add(kf_filter *filter, const kf_phrase *phrase);
/* Bit i: a phrase may begin at units[i]; of n <= KF_FILTER_AT places of a text that kf_fold left,
 * which has that much behind its last unit. */
uint64_t kf_filter_look(const kf_filter *filter, const uint16_t *units, size_t n);

#endif
