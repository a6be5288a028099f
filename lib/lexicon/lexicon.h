/* lexicon.h - phrases as units, and where they occur in a text. */
#ifndef KF_LEXICON_H
#define KF_LEXICON_H

#include "base/scheme.h"
#include "fold/fold.h"
#include "kefu/lexicon.h"

/* Numbers of categories: causes are those of KEFU_CAUSE_..., then come these (categories.c). They
 * are pinned: a cause that a later release appends comes behind the last of these. */
enum {
    KF_LIST_INSULT = 101, /* below it, causes: room for those to come */
    KF_LIST_THREAT,
    KF_LIST_CONTACT,
    KF_LIST_CASH_FOR_PRAISE,
    KF_LIST_REFUSE_LIABILITY,
    KF_LIST_ABSOLUTE,
    KF_LIST_PRIVACY,
    KF_LIST_DISCRIMINATION,
    KF_LIST_PROMISE_EFFECT,
    KF_LIST_NEGATIVE_TONE,
    KF_LIST_STALLING,
    KF_LIST_OFF_PLATFORM_DEAL,
    KF_LIST_PROMISE_REFUND,
    KF_LIST_PROMISE_SEND,
    KF_LIST_PROMISE_TIME,
    KF_LIST_PROMISE_CALL,
    KF_LIST_PROMISE_GIFT,
    KF_LIST_PROMISE_PRICE,
    KF_LIST_PAID,
    KF_LIST_DEFAULT,
    KF_LIST_ADVERT,
    KF_LIST_REFUND,
    KF_LIST_INJURY,
    KF_LIST_MEDIA,
    KF_LIST_LAW,
    KF_LIST_REQUEST,
    KF_LIST_BLACKMAIL,
    KF_LIST_NEGATOR,
    KF_LIST_DOUBLE_NEGATOR,
    KF_LIST_CONTRAST,
    KF_LIST_CONDITION,
    KF_LIST_QUESTION,
    KF_LIST_QUOTE,
    KF_LIST_AGENT_WORD,
    KF_LIST_PRAISE_WORD,
    KF_LIST_BLAME_WORD,
    KF_LISTS
};

/* What kefu_category gives, without its checks; 0 (and zeros) if there is none. */
int32_t kf_category(int32_t category, kefu_category_info *out);
/* The number of a key; 0, and near names, if there is none. */
int32_t kf_category_find(const char *key, kf_near *near);

/* What one entry says; lexicons and starter sets both become these. */
typedef struct kf_entry {
    const char *phrase; /* parts are separated by a NUL; with one more NUL at the end */
    const char *const *excepts;
    const char *const *platforms;
    int32_t n_parts, n_excepts, n_platforms;
    int32_t within;
    int32_t category; /* number in the pinned table */
    int8_t says, severity, scope, fixed;
    int32_t from, to;
    const char *shown; /* of a lexicon: the phrase with " … " between its parts */
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
 * days are looked at in kf_match. Text may go after the call. A matcher that failed can only be
 * freed. KEFU_E_DEFINITION for a phrase or exception that is none, KEFU_E_LIMIT above state_bytes.
 */
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
 * only; hits in exceptions of their entry are left out. `units` points at the first unit of a text
 * with its edges, as kf_fold leaves it; `ends` are the ends of clauses (rising, the last is count;
 * none: all is one clause) that arrays must stay in. At most `room` are written; gives how many
 * there are, and if that is more than `room`, a room that is enough. Linear: O(count × what one
 * phrase may span) whatever text and phrases, besides what is found. */
size_t kf_match(const kf_matcher *matcher, const uint16_t *units, size_t count,
                const uint32_t *ends, size_t n_ends, int32_t day, kf_found *found, size_t room);

#endif
