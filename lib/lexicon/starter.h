/* starter.h - the starter sets as tables: small, written for this library.
 *
 * Phrases are written one after the other: '|' between two, '+' between the parts of an array and
 * '=' before its `within`, '!' before each exception. */
#ifndef KF_STARTER_H
#define KF_STARTER_H

#include "lexicon/lexicon.h"

typedef struct kf_starter_list {
    int16_t category;
    int8_t says;  /* KEFU_SAYS_... of causes */
    int8_t fixed; /* 1: no negator turns them round */
    const char *phrases;
} kf_starter_list;

typedef struct kf_starter {
    const char *id, *language;
    kf_label label;
    const kf_starter_list *lists;
    size_t n;
} kf_starter;

extern const kf_starter kf_starter_zh, kf_starter_en;

#endif
