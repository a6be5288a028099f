/* text_rows.c - see text_rows.h. */
#include "table/text_rows.h"

#include "base/fail.h"
#include "table/row_block.h"

typedef struct text_rows {
    kf_row_block block;
    const char **cells; /* of one row */
    kf_text_row each;
    void *user;
    kefu_error *error;
} text_rows;

static kefu_status text_rows_row(text_rows *t, int64_t i, int64_t row)
{
    kefu_status status = KEFU_OK;
    for (int32_t c = 0; c < t->block.n && !status; c++)
        status = kf_row_block_text(&t->block, c, i, row, &t->block.arena, &t->cells[c], t->error);
    return status ? status : t->each(t->user, t->cells, row, t->error);
}

static kefu_status text_rows_all(text_rows *t, const kf_batch *rows)
{
    kefu_status status = KEFU_OK;
    for (int64_t first = 0; first < rows->rows && !status; first += KF_BLOCK) {
        int64_t left = rows->rows - first, count = left < KF_BLOCK ? left : KF_BLOCK;
        status = kf_row_block_read(&t->block, first, count, t->error);
        for (int64_t i = 0; i < count && !status; i++)
            status = text_rows_row(t, i, rows->first_row + first + i);
    }
    return status;
}

kefu_status kf_text_rows(const kf_memory *memory, const kefu_batch *batch, const char *what,
                         const kf_field *fields, int32_t n, kf_text_row each, void *user,
                         kefu_error *error)
{
    text_rows t = {.block = {.what = what, .fields = fields, .n = n},
                   .each = each,
                   .user = user,
                   .error = error};
    kf_batch rows;
    kefu_status status = kf_batch_open(&rows, memory, batch, error);
    if (status)
        return status;
    status = kf_row_block_open(&t.block, memory, &rows, error);
    if (!status && !(t.cells = kf_alloc_array(memory, (size_t)n, sizeof *t.cells)))
        status = kf_no_memory(error);
    if (!status)
        status = text_rows_all(&t, &rows);
    kf_free_array(memory, t.cells, (size_t)n, sizeof *t.cells);
    kf_row_block_close(&t.block);
    kf_batch_close(&rows);
    return status;
}
