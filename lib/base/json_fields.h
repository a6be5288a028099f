/* json_fields.h - reading the members of JSON objects by tables of fields: what is unknown or
 * missing is refused with the path of the key, its line and column, and near names. */
#ifndef KF_JSON_FIELDS_H
#define KF_JSON_FIELDS_H

#include "base/json.h"

typedef struct kf_json_reading {
    void *whole;      /* what is being read, for the readers of its parts */
    const char *what; /* "card": stands for the path of the root */
    kefu_status code; /* of errors */
    kf_arena *arena;  /* of arrays */
    kefu_error *error;
} kf_json_reading;

/* Where the reader is: a chain on the stack, written as sections[0].items[1].weight. */
typedef struct kf_json_at {
    const struct kf_json_at *up;
    const char *key; /* NULL: an element of an array */
    int32_t index;
    const kf_json_node *node;
} kf_json_at;

/* Reads the node to *to; `with` is what the field's table entry says. */
typedef kefu_status (*kf_json_read)(kf_json_reading *reader, const kf_json_at *at, void *to,
                                    const void *with);

typedef struct kf_json_field {
    const char *key;
    kf_json_read read;
    size_t offset; /* of the field in the struct that is filled */
    const void *with;
    int32_t required;
} kf_json_field;

typedef struct kf_choice {
    const char *name; /* NULL ends a table */
    int32_t value;
} kf_choice;

typedef struct kf_range {
    int64_t least, most;
    const char *expected; /* "a weight of 0 to 100" */
} kf_range;

kf_json_at kf_at_member(const kf_json_at *up, const kf_json_node *member);
kf_json_at kf_at_element(const kf_json_at *up, const kf_json_node *element, int32_t index);
/* Fails at the node with the path before the message; `more` (may be "") is appended, with near
 * names. */
kefu_status kf_json_fail(const kf_json_reading *reader, const kf_json_at *at, const char *message,
                         const char *more);
/* Reads an object by its table: unknown keys are refused, "x-" keys skipped. */
kefu_status kf_read_object(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const kf_json_field *fields, size_t n);
/* Checks for an array of 1 .. most elements (0 .. most if `empty`), allocates *items for them. */
kefu_status kf_read_array(kf_json_reading *reader, const kf_json_at *at, int32_t most,
                          int32_t empty, size_t item, void *items, int32_t *n);

/* ---- Fields: `to` is const char **, kf_label *, int64_t *, int32_t * ---- */

/* One line of text that is not empty. */
kefu_status kf_read_text(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with);
/* A text for both languages, or {"zh": ..., "en": ...}; one that is left out is as the other. */
typedef struct kf_label {
    const char *zh, *en;
} kf_label;
const char *kf_label_in(const kf_label *label, int32_t language);
kefu_status kf_read_label(kf_json_reading *reader, const kf_json_at *at, void *to,
                          const void *with);
/* An int32_t by the name of a kf_choice. */
kefu_status kf_read_choice(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *choices);
/* The "format" of a text, which is 1 and kept nowhere. */
kefu_status kf_read_format(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *with);
/* The "kind" of an object, which says what other keys it has: read before its table is known. */
kefu_status kf_read_kind(kf_json_reading *reader, const kf_json_at *at, const kf_choice *kinds,
                         int32_t *kind);
/* true or false, to an int32_t. */
kefu_status kf_read_flag(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with);
/* Millionths within a kf_range. */
kefu_status kf_read_millionths(kf_json_reading *reader, const kf_json_at *at, void *to,
                               const void *range);
/* A whole number within a kf_range; kf_read_digits is the same to an int32_t. */
kefu_status kf_read_whole(kf_json_reading *reader, const kf_json_at *at, void *to,
                          const void *range);
kefu_status kf_read_digits(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *range);
/* Keeps the node: const kf_json_node **. */
kefu_status kf_read_later(kf_json_reading *reader, const kf_json_at *at, void *to,
                          const void *with);

/* An id with its revision: org.example.presales/1. */
kefu_status kf_read_revision_id(kf_json_reading *reader, const kf_json_at *at, void *to,
                                const void *with);
/* A label that is not there becomes the id. */
void kf_label_or_id(kf_label *label, const char *id);
/* Refuses the object's id as one that occurs twice. */
kefu_status kf_json_id_taken(kf_json_reading *reader, const kf_json_at *at, const char *id);

/* ---- Hash (json_hash.c) ---- */

/* The hash of all but white space, the order of members and "x-" keys. */
kefu_status kf_json_hash(const kf_memory *memory, const kf_json_node *root, char out[33],
                         kefu_error *error);

#endif
