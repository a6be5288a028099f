/* key.h - one part of a row's key: an integer or a text, in one canonical form. */
#ifndef KF_KEY_H
#define KF_KEY_H

#include "base/saved.h"
#include "table/column.h"

/* A column of integers, dates, times or bools gives its integers as they are (days, microseconds,
 * the raw integer of a scaled one), text gives text; a null is the text "". A text that is a
 * canonical integer ("7", "-12"; not "007", "+7", "-0", "1.0") is that integer, so 7 and "7" are
 * one key. Only such canonical keys are compared. */
typedef struct kf_key {
    kefu_text text; /* data NULL: the key is `number` */
    int64_t number;
} kf_key;

/* A key of text as it came; the text is borrowed, NULL data is "". */
kf_key kf_key_of(const char *text, size_t size);
kf_key kf_key_of_number(int64_t number);
/* Whole numbers by size before texts by bytes: -1, 0 or 1. */
int32_t kf_key_compare(const kf_key *a, const kf_key *b);
/* The key as text: its own, or decimal digits with NUL in `digits`. */
kefu_text kf_key_text(const kf_key *key, char digits[21]);

/* Room for one block of one column. */
typedef struct kf_key_scratch {
    int64_t values[KF_BLOCK];
    kefu_text texts[KF_BLOCK];
    uint8_t states[KF_BLOCK];
} kf_key_scratch;

/* Reads rows first .. first+count-1 (count <= KF_BLOCK) to keys[0], keys[step], keys[2 step] ...;
 * text is borrowed from the caller's memory or from `arena`. A float is refused unless it is whole
 * and |x| <= 2^53: beyond, digits of an id are already lost. */
kefu_status kf_keys_read(const kf_column *column, int64_t first, int64_t count, kf_arena *arena,
                         kf_key_scratch *scratch, kf_key *keys, size_t step, kefu_error *error);
/* The same without kf_key_check, for callers that check only keys they have not seen. */
kefu_status kf_keys_view(const kf_column *column, int64_t first, int64_t count, kf_arena *arena,
                         kf_key_scratch *scratch, kf_key *keys, size_t step, kefu_error *error);
/* The keys of a column that is not text, as integers and states. */
kefu_status kf_keys_integers(const kf_column *column, int64_t first, int64_t count, int64_t *values,
                             uint8_t *states, int32_t *any, kefu_error *error);
/* KEFU_E_DATA if the key of a row holds a NUL: keys are given out as texts that end with one. */
kefu_status kf_key_check(const kf_column *column, int64_t row, const kf_key *key,
                         kefu_error *error);
/* Decimals of the integers that keys are: 7.00 is the key 7, and times are whole microseconds. */
int32_t kf_key_scale(const kf_column *column);

/* ---- Keys as bytes (key_bytes.c): uint8 1 and a zigzag, or 2 and a text; a number is never kept
 * as a text ---- */

void kf_key_put(const kf_key *key, kf_saved_writer *w);
/* Text is borrowed from the bytes. */
kf_key kf_key_take(kf_saved_reader *r);

#endif
