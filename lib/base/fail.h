/* fail.h - filling kefu_error, checking structs at the boundary, limits, near names. */
#ifndef KF_FAIL_H
#define KF_FAIL_H

#include <stdarg.h>

#include "kefu/base.h"

/* Fills *error (may be NULL) and returns `code`:
 *   return kf_fail(error, KEFU_E_NAME, "column '%s': not in the batch", name);
 * The verbs: %s text with NUL (NULL prints "?"), %t text given as (const char *, size_t), %d
 * int32_t, %i int64_t, %c one ASCII character (int), %% a percent sign. */
kefu_status kf_fail(kefu_error *error, kefu_status code, const char *format, ...);
/* The same at a row (0-based) of a batch. */
kefu_status kf_fail_row(kefu_error *error, kefu_status code, int64_t row, const char *format, ...);
/* The same at a place of a text: 1-based line and column (in characters), 0-based byte. */
typedef struct kf_place {
    int32_t line, column;
    int64_t offset;
} kf_place;
kefu_status kf_fail_at(kefu_error *error, kefu_status code, kf_place at, const char *format, ...);
/* Where byte `offset` of a UTF-8 text is. O(offset) */
kf_place kf_place_of(const char *text, size_t size, size_t offset);
/* "out of memory" */
kefu_status kf_no_memory(kefu_error *error);

/* Copies a struct of the caller's (size first) over one of ours: missing fields are zero; a
 * non-zero tail that we do not know, or a struct_size of 0, is refused. */
kefu_status kf_take(void *ours, size_t our_size, const void *theirs, kefu_error *error);
/* The same for options, where NULL is every default. */
kefu_status kf_take_options(void *ours, size_t our_size, const void *theirs, kefu_error *error);
/* The caller's sink, which has a function; and a language there is. */
kefu_status kf_take_sink(kefu_sink *ours, const kefu_sink *theirs, kefu_error *error);
kefu_status kf_check_language(int32_t language, kefu_error *error);
/* Copies ours to the caller's struct, no further than its struct_size, which stays; what a later
 * release has behind ours becomes 0. */
kefu_status kf_give(void *theirs, const void *ours, size_t our_size);

/* The caller's limits with defaults in place of zeros; `limits` may be NULL. */
kefu_status kf_limits(kefu_limits *out, const kefu_limits *limits, kefu_error *error);

/* Collects the names nearest to a misspelt one: add every candidate, then use `text`, which is
 * "" or "; did you mean 'mean' or 'max'?". Distance counts characters, not bytes. */
typedef struct kf_near {
    const char *name;
    size_t size;
    int32_t n;
    int32_t distance[3];
    const char *best[3];
    char text[112];
} kf_near;
void kf_near_init(kf_near *near, const char *name, size_t size);
void kf_near_add(kf_near *near, const char *candidate);
const char *kf_near_text(kf_near *near);

/* Names that are missing, to tell all of them in one error, as many as a message holds. Begins all
 * zero; names are borrowed. */
enum { KF_MISSING_NAMES = 12 };
typedef struct kf_missing {
    int32_t n, more; /* names; 1 = one did not fit */
    const char *names[KF_MISSING_NAMES];
    const char *also; /* of the first, and its near names */
    kf_near nearest;  /* not near: a macro of windows.h */
    size_t size;
    char text[152];
} kf_missing;
/* Adds near->name (with NUL), once; `also`: other names that would do, "" if there are none. */
void kf_missing_add(kf_missing *missing, const kf_near *near, const char *also);
/* KEFU_OK if nothing is missing, else KEFU_E_NAME, with `from` before and `in` behind:
 *   there is no metric 'a' in the frame; did you mean 'b'?
 *   roster: there are no columns 'person' (客服 or 人员), 'day' (日期; did you mean 'dayy'?) and
 * more */
kefu_status kf_missing_fail(const kf_missing *missing, const char *from, const char *what,
                            const char *in, kefu_error *error);

#endif
