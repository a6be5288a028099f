/* row_block.h - rows of the caller's batch, block by block, each cell as text or as a number. */
#ifndef KF_ROW_BLOCK_H
#define KF_ROW_BLOCK_H

#include "table/fields.h"

typedef struct kf_row_block {
    const char *what; /* opens messages: "items" */
    const kf_field *fields;
    int32_t n;
    int32_t bare;          /* 1: messages about cells do not name it */
    const int32_t *scales; /* of numbers, by field; NULL: whole ones */
    const kf_memory *memory;
    const kf_column **columns; /* NULL: not there */
    kefu_text (*texts)[KF_BLOCK];
    int64_t (*numbers)[KF_BLOCK]; /* of columns that are not text */
    uint8_t (*states)[KF_BLOCK];
    kf_arena arena; /* until the next block */
} kf_row_block;

/* Finds the columns of what, fields and n, which the caller has set. To be closed also on failure;
 * columns stay as long as the batch is open. */
kefu_status kf_row_block_open(kf_row_block *block, const kf_memory *memory, const kf_batch *rows,
                              kefu_error *error);
void kf_row_block_close(kf_row_block *block);
kefu_status kf_row_block_read(kf_row_block *block, int64_t first, int64_t count, kefu_error *error);

/* Of a column that is there. */
static inline int32_t kf_row_block_is_number(const kf_row_block *block, int32_t column)
{
    return !block->columns[column]->is_text;
}
/* 1 if cell i of the block holds something. */
int32_t kf_row_block_has(const kf_row_block *block, int32_t column, int64_t i);
/* The cell as a text with NUL in the arena: "" where it is empty, whole numbers as their digits,
 * dates YYYY-MM-DD. KEFU_E_DATA with the row for an empty one of a required field, and for a NUL in
 * it. */
kefu_status kf_row_block_text(const kf_row_block *block, int32_t column, int64_t i, int64_t row,
                              kf_arena *arena, const char **out, kefu_error *error);
/* KEFU_E_DATA: "items, column '金额': expected an amount". */
kefu_status kf_row_block_bad(const kf_row_block *block, int32_t column, int64_t row,
                             const char *expected, kefu_error *error);

#endif
