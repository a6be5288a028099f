/* lexicon.h - phrases as units, and where they occur in a text. */
#ifndef KF_LEXICON_H
#define KF_LEXICON_H

#include "base/scheme.h"
#include "fold/fold.h"
#include "kefu/lexicon.h"

/* What one entry says; lexicons and starter sets both become these. */
typedef struct kf_entry {
    const char *phrase; /* parts are separated by a NUL; with one more NUL at the end */
    const char *const *excepts;
    const char *const *platforms;
    int32_t n_parts, n_excepts, n_platforms;
    int32_t within;
    int32_t category; /* index of the pinned table */
    int8_t says, severity, scope, fixed;
    int32_t from, to;
} kf_entry;

struct kefu_lexicon {
    kf_scheme scheme;
    int32_t language, n_entries;
    kf_entry *entries;
};

/* Many lexicons (and names) as one automaton: const once it is made. */
typedef struct kf_matcher kf_matcher;

kefu_status kf_matcher_new(const kf_memory *memory, const kefu_limits *limits, kf_matcher **out,
                           kefu_error *error);
void kf_matcher_free(kf_matcher *matcher);
/* An entry of the caller's number: what kf_match gives for it. Platforms are the caller's business;
 * days are looked at in kf_match. */
kefu_status kf_matcher_add(kf_matcher *matcher, const kf_entry *entry, uint32_t number,
                           kefu_error *error);
/* A bare phrase that holds on any day: names. */
kefu_status kf_matcher_add_phrase(kf_matcher *matcher, const char *phrase, size_t size,
                                  uint32_t number, kefu_error *error);
/* After the last one. */
kefu_status kf_matcher_ready(kf_matcher *matcher, kefu_error *error);

/* Where an entry stands in a text. */
typedef struct kf_found {
    uint32_t number;
    uint32_t begin, end; /* units: index of the first, and after the last (of all parts) */
} kf_found;

/* Everything that occurs, by begin, then by end, then by number, longest of one number at one begin
 * only; hits in exceptions of their entry are left out. `units` points at the first unit, `ends`
 * are the ends of clauses (rising, the last is count) that arrays must stay in. At most `room`
 * entries are written; gives how many there are. Linear: O(count × the longest phrase, at most 64
 * units and what may be skipped between them) whatever text and phrases. */
size_t kf_match(const kf_matcher *matcher, const uint16_t *units, size_t count,
                const uint32_t *ends, size_t n_ends, int32_t day, kf_found *found, size_t room);

#endif
