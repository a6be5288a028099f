/* row_block.c - see row_block.h. */
#include "table/row_block.h"

#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"

/* ---- Reading -------------------------------------------------------------------------------- */

kefu_status kf_row_block_open(kf_row_block *block, const kf_memory *memory, const kf_batch *rows,
                              kefu_error *error)
{
    const size_t n = (size_t)block->n;
    block->memory = memory;
    kf_arena_init(&block->arena, memory);
    block->columns = kf_alloc_array(memory, n, sizeof *block->columns);
    block->texts = kf_alloc_array(memory, n, sizeof *block->texts);
    block->numbers = kf_alloc_array(memory, n, sizeof *block->numbers);
    block->states = kf_alloc_array(memory, n, sizeof *block->states);
    if (!block->columns || !block->texts || !block->numbers || !block->states)
        return kf_no_memory(error);
    return kf_fields_find(rows, block->what, block->fields, block->n, block->columns, error);
}

void kf_row_block_close(kf_row_block *block)
{
    const size_t n = (size_t)block->n;
    kf_free_array(block->memory, block->columns, n, sizeof *block->columns);
    kf_free_array(block->memory, block->texts, n, sizeof *block->texts);
    kf_free_array(block->memory, block->numbers, n, sizeof *block->numbers);
    kf_free_array(block->memory, block->states, n, sizeof *block->states);
    kf_arena_free(&block->arena);
}

static kefu_status row_block_column(kf_row_block *block, int32_t column, int64_t first,
                                    int64_t count, kefu_error *error)
{
    const kf_column *from = block->columns[column];
    uint8_t *states = block->states[column];
    int32_t any = 0;
    if (!from) {
        memset(states, KEFU_VALUE_NO_DATA, sizeof block->states[column]);
        return KEFU_OK;
    }
    if (from->is_text)
        return kf_column_texts(from, first, count, &block->arena, block->texts[column], states,
                               &any, error);
    return kf_column_numbers(from, first, count, block->scales ? block->scales[column] : 0,
                             block->numbers[column], states, &any, error);
}

kefu_status kf_row_block_read(kf_row_block *block, int64_t first, int64_t count, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    kf_arena_free(&block->arena);
    for (int32_t i = 0; i < block->n && !status; i++)
        status = row_block_column(block, i, first, count, error);
    return status;
}

/* ---- Cells ---------------------------------------------------------------------------------- */

int32_t kf_row_block_has(const kf_row_block *block, int32_t column, int64_t i)
{
    if (block->states[column][i] != KEFU_VALUE_OK)
        return 0;
    return kf_row_block_is_number(block, column) || block->texts[column][i].size != 0;
}

/* A day that is none has no text. */
static kefu_text row_block_digits(const kf_row_block *block, int32_t column, int64_t number,
                                  char out[48])
{
    kefu_text text = {out, 0};
    if (block->columns[column]->view.type != KEFU_COLUMN_DATE)
        text.size = kf_decimal_format(number, 0, out);
    else if (number >= INT32_MIN && number <= INT32_MAX &&
             !kefu_date_format((int32_t)number, out, 11))
        text.size = strlen(out);
    return text;
}

kefu_status kf_row_block_text(const kf_row_block *block, int32_t column, int64_t i, int64_t row,
                              kf_arena *arena, const char **out, kefu_error *error)
{
    char digits[48];
    kefu_text text = {"", 0};
    if (kf_row_block_has(block, column, i))
        text = kf_row_block_is_number(block, column)
                   ? row_block_digits(block, column, block->numbers[column][i], digits)
                   : block->texts[column][i];
    *out = "";
    if ((!text.size && block->fields[column].required) ||
        (text.size && memchr(text.data, 0, text.size)))
        return kf_row_block_bad(block, column, row, "a text", error);
    if (text.size)
        *out = kf_arena_text(arena, text.data, text.size);
    return *out ? KEFU_OK : kf_no_memory(error);
}

kefu_status kf_row_block_bad(const kf_row_block *block, int32_t column, int64_t row,
                             const char *expected, kefu_error *error)
{
    const kf_column *there = block->columns[column];
    return kf_fail_row(error, KEFU_E_DATA, row, "%s%scolumn '%s': expected %s",
                       block->bare ? "" : block->what, block->bare ? "" : ", ",
                       there ? there->view.name : block->fields[column].names[0], expected);
}
