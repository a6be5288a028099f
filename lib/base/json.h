/* json.h - strict JSON (RFC 8259): a reader that keeps exact decimals and places, a canonical
 * writer. */
#ifndef KF_JSON_H
#define KF_JSON_H

#include "base/fail.h"
#include "base/text.h"

typedef enum kf_json_type {
    KF_JSON_NULL,
    KF_JSON_FALSE,
    KF_JSON_TRUE,
    KF_JSON_NUMBER,
    KF_JSON_STRING,
    KF_JSON_ARRAY,
    KF_JSON_OBJECT
} kf_json_type;

/* A node of the tree; borrowed from its kf_json. */
typedef struct kf_json_node {
    kf_json_type type;
    kf_place at, key_at; /* of the value; of the key, if it has one */
    const char *key;     /* of a member, unescaped, NUL-terminated (no NUL inside); else NULL */
    const char *text;    /* STRING: unescaped UTF-8; NUMBER: as written; NUL-terminated */
    size_t size;
    size_t count;               /* of children */
    struct kf_json_node *child; /* the first */
    struct kf_json_node *next;
} kf_json_node;

typedef struct kf_json {
    kf_memory memory;
    kf_arena arena;
    kf_json_node *root;
} kf_json;

/* Parses a whole text into *json, which must stay where it is. A BOM, duplicate keys, lone
 * surrogates, NUL in strings and trailing bytes are refused with KEFU_E_SYNTAX, bytes that are not
 * UTF-8 with KEFU_E_ENCODING, what exceeds limits (text_bytes, at most 2 GiB; depth; nodes) with
 * KEFU_E_LIMIT, all with their place. `limits` may be NULL. On failure *json is empty and needs no
 * free. O(size log size) */
kefu_status kf_json_parse(kf_json *json, const kf_memory *memory, const kefu_limits *limits,
                          const char *text, size_t size, kefu_error *error);
void kf_json_free(kf_json *json);
/* The member with this key, or NULL; also NULL where `object` is none. */
const kf_json_node *kf_json_get(const kf_json_node *object, const char *key);

/* ---- Writer: commas, escapes and nothing else; no white space ---- */

typedef struct kf_json_writer {
    kf_buffer *out;
    int32_t comma; /* 1 if the next value needs one before it */
} kf_json_writer;

void kf_json_writer_init(kf_json_writer *w, kf_buffer *out);
void kf_json_open(kf_json_writer *w, char bracket);  /* '{' or '[' */
void kf_json_close(kf_json_writer *w, char bracket); /* '}' or ']' */
void kf_json_key(kf_json_writer *w, const char *key);
void kf_json_text(kf_json_writer *w, const char *text, size_t size); /* valid UTF-8 */
void kf_json_string(kf_json_writer *w, const char *text);            /* with NUL; NULL is null */
void kf_json_i64(kf_json_writer *w, int64_t value);
void kf_json_decimal(kf_json_writer *w, int64_t value, int32_t scale); /* 12.040000 */
void kf_json_raw(kf_json_writer *w, const char *literal);              /* true, null */
/* A member of an object: its key, and what kf_json_open begins, a text with NUL, a whole number, a
 * decimal, true or false, or {"zh": ..., "en": ...}. */
void kf_json_member_open(kf_json_writer *w, const char *key, char bracket);
void kf_json_member_text(kf_json_writer *w, const char *key, const char *text);
void kf_json_member_i64(kf_json_writer *w, const char *key, int64_t value);
void kf_json_member_decimal(kf_json_writer *w, const char *key, int64_t value, int32_t scale);
void kf_json_member_bool(kf_json_writer *w, const char *key, int32_t is);
void kf_json_member_label(kf_json_writer *w, const char *key, const char *zh, const char *en);
/* {"zh": ..., "en": ...} of what `say` tells of a thing, as kefu_figure_text does, by way of a
 * scratch buffer. */
typedef kefu_status (*kf_say)(const void *of, int32_t language, char *out, size_t capacity,
                              size_t *need);
void kf_json_member_said(kf_json_writer *w, const char *key, kf_say say, const void *of,
                         kf_buffer *scratch);
/* {"num": 45, "den": 100}, or null where there is no number. */
void kf_json_member_ratio(kf_json_writer *w, const char *key, const kefu_value *value);

#endif
