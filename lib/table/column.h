/* column.h - reading the caller's columns: checked once per batch, then block by block. */
#ifndef KF_COLUMN_H
#define KF_COLUMN_H

#include "base/fail.h"
#include "base/alloc.h"
#include "kefu/table.h"

/* Rows read at a time: small enough that a few vectors of a block stay in L1. */
enum { KF_BLOCK = 1024 };

/* Families of column types: how a row becomes a number or a text. */
enum { KF_FAMILY_INTEGER = 1, KF_FAMILY_FLOAT = 2, KF_FAMILY_TEXT = 3 };

/* Our copy of a kefu_column with its defaults filled in (stride, sizes), checked for sense. */
typedef struct kf_column {
    kefu_column view;
    int64_t first_row; /* of the batch: errors name first_row + i */
    int32_t family;    /* KF_FAMILY_INTEGER (also dates, times, bools) ... */
    int32_t is_text;
    int32_t scale;      /* of the integers: view.scale, 0 for dates and bools, 6 for times */
    uint32_t name_hash; /* only to compare names faster */
    int32_t cpu;        /* kf_cpu(), or KF_CPU_PLAIN where asking would cost more than it saves */
} kf_column;

/* A copy of the batch's shape, found by name. `columns` is allocated from memory. */
typedef struct kf_batch {
    const kf_memory *memory;
    int64_t rows;
    int64_t first_row;
    int32_t n_columns;
    kf_column *columns;
} kf_batch;

/* Checks the batch and each column: unknown types or flags, scales, NULL data with rows, double
 * names. On failure *out needs no close. */
kefu_status kf_batch_open(kf_batch *out, const kf_memory *memory, const kefu_batch *batch,
                          kefu_error *error);
void kf_batch_close(kf_batch *batch);
/* NULL if there is none. */
const kf_column *kf_batch_find(const kf_batch *batch, const char *name);
/* Adds the name, with near ones, if the batch has no such column; and the error of all of them. */
void kf_batch_miss(const kf_batch *batch, const char *name, const char *also, kf_missing *missing);
kefu_status kf_batch_missing(const kf_missing *missing, kefu_error *error);
/* Find or KEFU_E_NAME with near names. */
kefu_status kf_batch_need(const kf_batch *batch, const char *name, const kf_column **out,
                          kefu_error *error);

/* Bytes of one thing in the heap of a type of text. */
size_t kf_column_heap_item(int32_t type);

/* Bit i of a validity, and whether count bits from `from` on are all 1. */
static inline int32_t kf_valid_bit(const uint8_t *bits, int64_t i)
{
    return bits[i >> 3] >> (i & 7) & 1;
}
int32_t kf_all_valid(const uint8_t *bits, int64_t from, int64_t count);

/* States of rows first .. first+count-1 (count <= KF_BLOCK) from the column's own states and
 * validity; a row whose state is not OK keeps it, whatever its validity. What a null of the type
 * itself is (NaN, a NULL text) is not looked at. */
kefu_status kf_column_states(const kf_column *column, int64_t first, int64_t count, uint8_t *states,
                             int32_t *any, kefu_error *error);

/* Reads rows first .. first+count-1 (count <= KF_BLOCK) as numbers at `scale` (0..18): integers,
 * floats by the entry rule, KEFU_COLUMN_DECIMAL; dates as days and times as seconds at that scale
 * (finer microseconds are an error unless KEFU_COLUMN_ROUND); BOOL as 0/1. states[i] is
 * KEFU_VALUE_OK, _PROVISIONAL, _NO_DATA or _EXEMPT, and values[i] is 0 unless OK. *any is 1 if some
 * row is not OK. KEFU_E_TYPE for plain text, KEFU_E_PRECISION, _OVERFLOW, _DATA with the row. */
kefu_status kf_column_numbers(const kf_column *column, int64_t first, int64_t count, int32_t scale,
                              int64_t *values, uint8_t *states, int32_t *any, kefu_error *error);

/* Whether the number of a row that was read as 0 is 0 itself, not only at the scale asked for. */
int32_t kf_column_is_zero(const kf_column *column, int64_t row);

/* The same rows as the bytes of a text column, in its own encoding and unchecked; rows that are not
 * OK are "". KEFU_E_TYPE for numbers, KEFU_E_DATA for offsets outside the heap. */
kefu_status kf_column_bytes(const kf_column *column, int64_t first, int64_t count, kefu_text *texts,
                            uint8_t *states, int32_t *any, kefu_error *error);

/* The same rows as text: UTF-8, checked. Pointers go into the caller's memory, or into `arena`
 * where text had to be converted (GB18030); rows that are not OK are "". KEFU_E_TYPE for numbers,
 * KEFU_E_ENCODING with the row. */
kefu_status kf_column_texts(const kf_column *column, int64_t first, int64_t count, kf_arena *arena,
                            kefu_text *texts, uint8_t *states, int32_t *any, kefu_error *error);

#endif
