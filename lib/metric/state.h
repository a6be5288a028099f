/* state.h - tallies as bytes. A saved state, format 1; numbers, texts and tail as of base/saved.h:
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

#include "base/saved.h"
#include "kefu/state.h"
#include "metric/tally.h"

typedef struct kf_saved_head {
    uint8_t fingerprint[16];
    uint64_t groups;
    uint32_t keys, metrics, aggregates;
    int32_t roster_day;
    kefu_text tag; /* in the bytes */
} kf_saved_head;

/* Bytes: of the head before its tag, the opening included, and of a tag at most. */
enum { KF_SAVED_HEAD = 56, KF_SAVED_TAG = 255 };

/* ---- state_bytes.c ---- */

extern const kf_saved_kind kf_saved_tally;

/* Behind the opening; KEFU_E_DATA. */
kefu_status kf_saved_take_head(kf_saved_reader *r, kf_saved_head *head, kefu_error *error);

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
