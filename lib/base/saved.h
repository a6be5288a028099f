/* saved.h - what is kept as bytes: numbers and texts between an opening that says what they are and
 * a tail that says that they are whole. Whole numbers are little-endian, a "varint" is one of
 * varint.h, a "zigzag" a varint of 2x for x >= 0 and of -2x - 1 for x < 0, a text a varint, how
 * many bytes, and those, UTF-8 without NUL.
 *
 *   opening  magic 8B 6B 65 66 75 0D 0A 1A | uint32 kind | uint32 format
 *   tail     uint64 bytes of all, tail included | uint32 CRC-32 of all before it */
#ifndef KF_SAVED_H
#define KF_SAVED_H

#include "base/text.h"

/* Bytes: of magic, kind and format, and of the tail. */
enum { KF_SAVED_OPENING = 16, KF_SAVED_TAIL = 12 };

/* Numbers of kinds, which are given once. */
enum {
    KF_SAVED_TALLY = 1,
    KF_SAVED_SHEET = 2,
    KF_SAVED_PICK = 3,
    KF_SAVED_DRAW = 4,
    KF_SAVED_MODEL = 5,
    KF_SAVED_STOCK = 6
};

typedef struct kf_saved_kind {
    uint32_t number;  /* KF_SAVED_... */
    uint32_t newest;  /* formats are 1 .. newest */
    const char *name; /* "saved state", for messages */
    const char *of;   /* "tally" */
} kf_saved_kind;

/* ---- Writing ---- */

/* Collects bytes for a sink. Errors stay: look at `status` at the end. */
typedef struct kf_saved_writer {
    kf_buffer buffer;
    const kefu_sink *sink;
    uint64_t length; /* handed to the sink */
    uint32_t crc;    /* of those bytes */
    kefu_status status;
    kefu_error *error;
} kf_saved_writer;

void kf_saved_begin(kf_saved_writer *w, const kf_saved_kind *kind, const kf_memory *memory,
                    const kefu_sink *sink, uint32_t format, kefu_error *error);
void kf_saved_put(kf_saved_writer *w, const void *bytes, size_t size);
void kf_saved_put_u8(kf_saved_writer *w, uint8_t value);
void kf_saved_put_u32(kf_saved_writer *w, uint32_t value);
void kf_saved_put_u64(kf_saved_writer *w, uint64_t value);
void kf_saved_put_varint(kf_saved_writer *w, uint64_t value);
void kf_saved_put_zigzag(kf_saved_writer *w, int64_t value);
void kf_saved_put_text(kf_saved_writer *w, const char *text, size_t size);
/* The tail, the last bytes to the sink, and the memory. */
kefu_status kf_saved_end(kf_saved_writer *w);

/* ---- Reading ---- */

/* What is left of the bytes before the tail. After what cannot be read `bad` says why, nothing is
 * left, and all that is read is 0 or "". */
typedef struct kf_saved_reader {
    const unsigned char *at;
    size_t left;
    const char *bad; /* NULL = all is well */
    const unsigned char *from;
    const char *name; /* of the kind */
} kf_saved_reader;

/* Checks magic, checksum and length (KEFU_E_DATA), and of whole bytes kind and format
 * (KEFU_E_UNSUPPORTED). The reader stands behind the format. */
kefu_status kf_saved_open(kf_saved_reader *r, const kf_saved_kind *kind, const void *bytes,
                          size_t size, uint32_t *format, kefu_error *error);
/* From here on all that is read is bad, for this reason if it is the first; also for what was read
 * well and cannot be so. */
void kf_saved_bad(kf_saved_reader *r, const char *why);
const unsigned char *kf_saved_take(kf_saved_reader *r, uint64_t size); /* NULL if bad */
uint8_t kf_saved_take_u8(kf_saved_reader *r);
uint32_t kf_saved_take_u32(kf_saved_reader *r);
uint64_t kf_saved_take_u64(kf_saved_reader *r);
int32_t kf_saved_take_i32(kf_saved_reader *r);
int64_t kf_saved_take_i64(kf_saved_reader *r);
uint64_t kf_saved_take_varint(kf_saved_reader *r);
int64_t kf_saved_take_zigzag(kf_saved_reader *r);
kefu_text kf_saved_take_text(kf_saved_reader *r);
/* KEFU_E_DATA with the offset if something was bad. */
kefu_status kf_saved_check(const kf_saved_reader *r, const char *where, kefu_error *error);

#endif
