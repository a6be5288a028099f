/* text.h - UTF-8, and a growing buffer to write text into. */
#ifndef KF_TEXT_H
#define KF_TEXT_H

#include "base/alloc.h"

/* ---- UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF) ---- */

/* Bytes of the valid prefix: equals size if all of it is valid. */
size_t kf_utf8_valid(const char *text, size_t size);
/* Decodes one character at `text` (size > 0): its length 1..4, or 0 if it is malformed. */
size_t kf_utf8_decode(const char *text, size_t size, uint32_t *code);
/* Writes 1..4 bytes; 0 if `code` is no character. */
size_t kf_utf8_encode(uint32_t code, char out[4]);
/* Characters of a valid text. */
size_t kf_utf8_count(const char *text, size_t size);
/* The longest prefix of a valid text that is at most `most` bytes and ends between characters. */
size_t kf_utf8_cut(const char *text, size_t size, size_t most);

/* ---- Buffer: append, look at `failed` once at the end ---- */

typedef struct kf_buffer {
    const kf_memory *memory;
    char *data; /* not NUL-terminated until kf_buffer_text */
    size_t size, capacity;
    int32_t failed; /* 1 once memory ran out: later appends do nothing */
    int32_t reserved;
} kf_buffer;

void kf_buffer_init(kf_buffer *buffer, const kf_memory *memory);
void kf_buffer_free(kf_buffer *buffer);
void kf_buffer_clear(kf_buffer *buffer);
void kf_put(kf_buffer *buffer, const void *bytes, size_t size);
void kf_put_text(kf_buffer *buffer, const char *text); /* with NUL */
void kf_put_char(kf_buffer *buffer, char c);
void kf_put_i64(kf_buffer *buffer, int64_t value);
/* Appends `size` bytes to be written over; NULL if memory ran out. */
char *kf_put_room(kf_buffer *buffer, size_t size);
/* The verbs of kf_fail. */
void kf_put_format(kf_buffer *buffer, const char *format, ...);
/* NUL-terminated; NULL if memory ran out. */
const char *kf_buffer_text(kf_buffer *buffer);

/* Hands the buffer to a sink in one call (none if empty) and clears it. KEFU_E_MEMORY if it had
 * failed, KEFU_E_CALLBACK if the sink did. */
kefu_status kf_buffer_flush(kf_buffer *buffer, const kefu_sink *sink, kefu_error *error);

#endif
