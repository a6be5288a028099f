/* text_rows.c - see text_rows.h. */
#include "table/text_rows.h"

#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"

/* A block of rows: text[c][i] is row i of column c. */
typedef struct text_block {
    const char *what;
    const kf_field *fields;
    int32_t n;
    const kf_column **columns; /* NULL: not there */
    kefu_text (*texts)[KF_BLOCK];
    uint8_t (*states)[KF_BLOCK];
    int64_t *numbers;   /* of one column */
    const char **cells; /* of one row */
    kf_arena arena;
    kf_text_row each;
    void *user;
    kefu_error *error;
} text_block;

/* ---- A block -------------------------------------------------------------------------------- */

/* "2026-09-07"; a day that is none has no text. */
static size_t text_block_day(int64_t day, char out[48])
{
    const int32_t is_day = day >= INT32_MIN && day <= INT32_MAX;
    return is_day && !kefu_date_format((int32_t)day, out, 11) ? strlen(out) : 0;
}

static kefu_status text_block_digits(text_block *b, int32_t column, int64_t count)
{
    const int32_t is_date = b->columns[column]->view.type == KEFU_COLUMN_DATE;
    for (int64_t i = 0; i < count; i++) {
        char digits[48];
        const size_t size = is_date ? text_block_day(b->numbers[i], digits)
                                    : kf_decimal_format(b->numbers[i], 0, digits);
        b->texts[column][i] = (kefu_text){kf_arena_text(&b->arena, digits, size), size};
        if (!b->texts[column][i].data)
            return kf_no_memory(b->error);
    }
    return KEFU_OK;
}

static kefu_status text_block_column(text_block *b, int32_t column, int64_t first, int64_t count)
{
    const kf_column *from = b->columns[column];
    int32_t any = 0;
    if (!from) {
        memset(b->states[column], KEFU_VALUE_NO_DATA, sizeof b->states[column]);
        return KEFU_OK;
    }
    if (from->is_text)
        return kf_column_texts(from, first, count, &b->arena, b->texts[column], b->states[column],
                               &any, b->error);
    kefu_status status =
        kf_column_numbers(from, first, count, 0, b->numbers, b->states[column], &any, b->error);
    return status ? status : text_block_digits(b, column, count);
}

static kefu_status text_block_bad(const text_block *b, int32_t column, int64_t row)
{
    const kf_column *there = b->columns[column];
    return kf_fail_row(b->error, KEFU_E_DATA, row, "%s, column '%s': expected a text", b->what,
                       there ? there->view.name : b->fields[column].names[0]);
}

static kefu_status text_block_row(text_block *b, int64_t i, int64_t row)
{
    for (int32_t c = 0; c < b->n; c++) {
        const kefu_text *text = &b->texts[c][i];
        b->cells[c] = "";
        if (b->states[c][i] != KEFU_VALUE_OK || !text->size) {
            if (b->fields[c].required)
                return text_block_bad(b, c, row);
            continue;
        }
        if (memchr(text->data, 0, text->size))
            return text_block_bad(b, c, row);
        b->cells[c] = kf_arena_text(&b->arena, text->data, text->size);
        if (!b->cells[c])
            return kf_no_memory(b->error);
    }
    return b->each(b->user, b->cells, row, b->error);
}

static kefu_status text_blocks(text_block *b, const kf_batch *rows)
{
    kefu_status status = KEFU_OK;
    for (int64_t first = 0; first < rows->rows && !status; first += KF_BLOCK) {
        int64_t left = rows->rows - first, count = left < KF_BLOCK ? left : KF_BLOCK;
        for (int32_t c = 0; c < b->n && !status; c++)
            status = text_block_column(b, c, first, count);
        for (int64_t i = 0; i < count && !status; i++)
            status = text_block_row(b, i, rows->first_row + first + i);
        kf_arena_free(&b->arena);
    }
    return status;
}

/* ---- All rows ------------------------------------------------------------------------------- */

static int32_t text_block_room(text_block *b, const kf_memory *memory)
{
    size_t n = (size_t)b->n;
    b->columns = kf_alloc_array(memory, n, sizeof *b->columns);
    b->texts = kf_alloc_array(memory, n, sizeof *b->texts);
    b->states = kf_alloc_array(memory, n, sizeof *b->states);
    b->numbers = kf_alloc_array(memory, KF_BLOCK, sizeof *b->numbers);
    b->cells = kf_alloc_array(memory, n, sizeof *b->cells);
    return b->columns && b->texts && b->states && b->numbers && b->cells;
}

static void text_block_free(text_block *b, const kf_memory *memory)
{
    size_t n = (size_t)b->n;
    kf_free_array(memory, b->columns, n, sizeof *b->columns);
    kf_free_array(memory, b->texts, n, sizeof *b->texts);
    kf_free_array(memory, b->states, n, sizeof *b->states);
    kf_free_array(memory, b->numbers, KF_BLOCK, sizeof *b->numbers);
    kf_free_array(memory, b->cells, n, sizeof *b->cells);
    kf_arena_free(&b->arena);
}

kefu_status kf_text_rows(const kf_memory *memory, const kefu_batch *batch, const char *what,
                         const kf_field *fields, int32_t n, kf_text_row each, void *user,
                         kefu_error *error)
{
    text_block b = {
        .what = what, .fields = fields, .n = n, .each = each, .user = user, .error = error};
    kf_batch rows;
    kefu_status status = kf_batch_open(&rows, memory, batch, error);
    if (status)
        return status;
    kf_arena_init(&b.arena, memory);
    status = text_block_room(&b, memory) ? KEFU_OK : kf_no_memory(error);
    if (!status)
        status = kf_fields_find(&rows, what, fields, n, b.columns, error);
    if (!status)
        status = text_blocks(&b, &rows);
    text_block_free(&b, memory);
    kf_batch_close(&rows);
    return status;
}
