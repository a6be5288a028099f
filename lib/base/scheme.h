/* scheme.h - what all that is read from JSON and kept shares: cards, plans of pay, of prizes, of
 * samples, lexicons.
 */
#ifndef KF_SCHEME_H
#define KF_SCHEME_H

#include "base/json_fields.h"

/* The first member of a plan. */
typedef struct kf_scheme {
    kf_memory memory;
    kefu_limits limits;
    kf_json json; /* names, labels and nodes are borrowed from it */
    kf_arena arena;
    const char *text; /* as it was read, for copies */
    size_t size;
    const char *id;
    kf_label label;
    char hash[33];
} kf_scheme;

/* How one kind of plan is read: its size, and what fills it from the root of its JSON, id and label
 * included. */
typedef struct kf_scheme_kind {
    size_t size;
    const char *function; /* that reads it, for messages */
    kefu_status (*fill)(kf_json_reading *reader, const kf_json_at *root, void *plan);
} kf_scheme_kind;

/* A plan from the caller's JSON; and one of its own: the same text read again. */
kefu_status kf_scheme_from_json(const kf_scheme_kind *kind, const kefu_allocator *allocator,
                                const kefu_limits *limits, const char *json, size_t size,
                                void **out, kefu_error *error);
kefu_status kf_scheme_copy(const kf_scheme_kind *kind, const kf_memory *memory,
                           const kf_scheme *scheme, void **out, kefu_error *error);
void kf_scheme_free(const kf_scheme_kind *kind, kf_scheme *scheme);

#endif
