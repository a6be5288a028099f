/* json_reader.h - a JSON text on its way into a tree: where the reader stands. */
#ifndef KF_JSON_READER_H
#define KF_JSON_READER_H

#include "base/json.h"

/* An object or array that has not been closed yet, with its newest child. */
typedef struct kf_json_opened {
    kf_json_node *node, *last;
} kf_json_opened;

typedef struct kf_json_reader {
    kf_json *json;
    const char *text;
    size_t size, at;
    kf_place mark; /* the last place asked for: places go forward, and are counted on from it */
    kefu_limits limits;
    int32_t nodes;
    kf_json_opened *open; /* a stack in place of recursion */
    size_t depth, open_capacity;
    const kf_json_node **sorted; /* members of the object being closed */
    size_t sorted_capacity;
    kefu_error *error;
} kf_json_reader;

/* The byte at hand, or -1 at the end. */
static inline int kf_json_peek(const kf_json_reader *r)
{
    return r->at < r->size ? (unsigned char)r->text[r->at] : -1;
}

static inline int kf_json_skip(kf_json_reader *r, char c)
{
    if (kf_json_peek(r) != c)
        return 0;
    r->at++;
    return 1;
}

/* KEFU_E_SYNTAX at an offset, not before the last place told of; or at hand, with what is there. */
kefu_status kf_json_syntax(kf_json_reader *r, size_t offset, const char *what);
kefu_status kf_json_unexpected(kf_json_reader *r, const char *expected);

/* A string whose opening quote has been passed, as UTF-8 with NUL (json_string.c). */
kefu_status kf_json_read_string(kf_json_reader *r, const char **text, size_t *size);

#endif
