/* state.h - tallies as bytes. A saved state, format 1; whole numbers are little-endian, a "varint"
 * is one of base/varint.h, a text is a varint, how many bytes, and those, UTF-8 without NUL:
 *
 *   head        magic 8B 6B 65 66 75 0D 0A 1A | uint32 kind (1: a tally) | uint32 format |
 *               fingerprint, 16 bytes | uint64 groups | uint32 keys | uint32 metrics |
 *               uint32 aggregates | int32 roster day (0: no roster) | text tag, at most 255 bytes
 *   definition  uint8 scale | text where ("" = none) | with a roster: its print, 16 bytes |
 *               for each key: text column |
 *               for each aggregate: text id, text name, varint format of its states |
 *               for each metric: text name, label_zh, label_en, unit, definition, formula,
 *               uint8 scale, uint8 direction + 1, int64 min_n
 *   groups      in order of their keys; for each key: uint8 0 and an int64, or uint8 1 and a text;
 *               for each aggregate: uint8 1 if it is provisional, else 0;
 *               for each aggregate: varint, how many bytes, and those, as its metric saves them
 *   tail        uint64 bytes of all, tail included | uint32 CRC-32 of all before it
 *
 * Nothing in it depends on who wrote it, where, or when, but for the tag. Magic, kind, format, head
 * and tail are the same in every format. */
#ifndef KF_STATE_H
#define KF_STATE_H

#include "base/text.h"
#include "kefu/state.h"
#include "metric/tally.h"

enum { KF_SAVED_TALLY = 1 }; /* kinds */

typedef struct kf_saved_head {
    uint8_t fingerprint[16];
    uint64_t groups;
    uint32_t keys, metrics, aggregates;
    int32_t roster_day;
    kefu_text tag; /* in the bytes */
} kf_saved_head;

/* Bytes: of magic, kind and format, of the head before its tag, of the tail, of a tag at most. */
enum { KF_SAVED_OPENING = 16, KF_SAVED_HEAD = 56, KF_SAVED_TAIL = 12, KF_SAVED_TAG = 255 };

/* ---- state_bytes.c: writing ---- */

/* Collects bytes for a sink. Errors stay: look at `status` at the end. */
typedef struct kf_saved_writer {
    kf_buffer buffer;
    const kefu_sink *sink;
    uint64_t length; /* handed to the sink */
    uint32_t crc;    /* of those bytes */
    kefu_status status;
    kefu_error *error;
} kf_saved_writer;

void kf_saved_begin(kf_saved_writer *w, const kf_memory *memory, const kefu_sink *sink,
                    uint32_t format, kefu_error *error);
void kf_saved_put(kf_saved_writer *w, const void *bytes, size_t size);
void kf_saved_put_u8(kf_saved_writer *w, uint8_t value);
void kf_saved_put_u32(kf_saved_writer *w, uint32_t value);
void kf_saved_put_u64(kf_saved_writer *w, uint64_t value);
void kf_saved_put_varint(kf_saved_writer *w, uint64_t value);
void kf_saved_put_text(kf_saved_writer *w, const char *text, size_t size);
/* The tail, the last bytes to the sink, and the memory. */
kefu_status kf_saved_end(kf_saved_writer *w);

/* ---- state_bytes.c: reading ---- */

/* What is left of the bytes before the tail. After what cannot be read `bad` says why, nothing is
 * left, and all that is read is 0 or "". */
typedef struct kf_saved_reader {
    const unsigned char *at;
    size_t left;
    const char *bad; /* NULL = all is well */
} kf_saved_reader;

/* Checks magic, checksum and length (KEFU_E_DATA), and of whole bytes kind and format
 * (KEFU_E_UNSUPPORTED). The reader stands behind the format. */
kefu_status kf_saved_open(kf_saved_reader *r, const void *bytes, size_t size, uint32_t *format,
                          kefu_error *error);
kefu_status kf_saved_take_head(kf_saved_reader *r, kf_saved_head *head, kefu_error *error);
const unsigned char *kf_saved_take(kf_saved_reader *r, uint64_t size); /* NULL if bad */
uint8_t kf_saved_take_u8(kf_saved_reader *r);
uint32_t kf_saved_take_u32(kf_saved_reader *r);
uint64_t kf_saved_take_u64(kf_saved_reader *r);
int64_t kf_saved_take_i64(kf_saved_reader *r);
uint64_t kf_saved_take_varint(kf_saved_reader *r);
kefu_text kf_saved_take_text(kf_saved_reader *r);
/* KEFU_E_DATA if something was bad. */
kefu_status kf_saved_check(const kf_saved_reader *r, const char *where, kefu_error *error);

/* ---- state.c: the formats that there are ---- */

typedef struct kf_saved_format {
    uint32_t number;
    uint32_t builtin; /* format of the states of the library's own metrics */
    kefu_status (*save)(const kefu_tally *tally, const struct kf_saved_format *format,
                        kefu_text tag, const kefu_sink *sink, kefu_error *error);
    kefu_status (*load)(const kf_saved_reader *reader, const kefu_registry *registry,
                        const kefu_tally_options *options, kefu_tally **out, kefu_error *error);
    /* The reader stands behind the head; index < head->aggregates. */
    kefu_status (*aggregate)(kf_saved_reader *reader, const kf_saved_head *head, uint32_t index,
                             kefu_aggregate_info *out, kefu_error *error);
} kf_saved_format;

/* The format of the states of an aggregate in a saved tally: that of the table for the library's
 * own metrics (which have no guard), and the newest of a plugin's. */
uint32_t kf_saved_format_of(const kf_saved_format *format, const kf_aggregate_state *aggregate);

kefu_status kf_saved_save_1(const kefu_tally *tally, const kf_saved_format *format, kefu_text tag,
                            const kefu_sink *sink, kefu_error *error); /* state_save.c */
kefu_status kf_saved_load_1(const kf_saved_reader *reader, const kefu_registry *registry,
                            const kefu_tally_options *options, kefu_tally **out,
                            kefu_error *error); /* state_load.c */

/* ---- state_define.c ---- */

kefu_status kf_saved_aggregate_1(kf_saved_reader *reader, const kf_saved_head *head, uint32_t index,
                                 kefu_aggregate_info *out, kefu_error *error);

/* A state on its way to a tally. */
typedef struct kf_saved_loading {
    kf_saved_reader reader;
    kf_saved_head head;
    const kefu_registry *registry;
    const kefu_tally_options *options;
    kefu_limits limits;
    kf_memory memory;
    kf_arena arena;         /* texts with their NUL, and the lists below */
    uint64_t texts;         /* bytes of the texts */
    const char **ids;       /* of each aggregate's metric */
    kf_saved_state *states; /* of each aggregate: here the format, later those of a group */
    kf_key *keys;           /* of a group */
    kefu_tally *tally;
} kf_saved_loading;

/* Makes the tally from the definition. */
kefu_status kf_saved_define(kf_saved_loading *w, kefu_error *error);

#endif
