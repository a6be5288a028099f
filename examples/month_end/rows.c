/* rows.c - a whole small CSV file as a batch of text columns that knows the line of each row. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* ---- Reading -------------------------------------------------------------------------------- */

static kefu_status take_rows(void *to, const kefu_batch *batch, kefu_error *error)
{
    csv_rows *rows = to;
    const kefu_status status = kefu_builder_append(rows->builder, batch, error);
    rows->lines = grow(rows->lines, (size_t)(rows->n + batch->rows) * sizeof *rows->lines);
    for (int64_t i = 0; i < batch->rows && !status; i++)
        rows->lines[rows->n++] = rows->line;
    return status;
}

/* Line by line, so that the line of each row is known when it comes. */
static kefu_status feed_lines(csv_rows *rows, const char *text, size_t size,
                              kefu_csv_reader *reader, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (const char *at = text, *end = text + size; at < end && !status;) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        const char *next = feed ? feed + 1 : end;
        rows->line++;
        status = kefu_csv_reader_feed(reader, at, (size_t)(next - at), error);
        at = next;
    }
    return status ? status : kefu_csv_reader_finish(reader, error);
}

static int read_text_rows(const settings *o, csv_rows *rows, const char *text, size_t size)
{
    kefu_error error;
    kefu_csv_reader *reader = NULL;
    input_state state = {
        .path = rows->path, .figures = rows->figures, .take = take_rows, .to = rows};
    kefu_csv_options csv = input_options(o, &state);
    csv.batch_rows = 1;
    kefu_status status = kefu_builder_new(NULL, NULL, &rows->builder, &error);
    if (!status)
        status = kefu_csv_reader_new(&csv, &reader, &error);
    if (!status)
        status = feed_lines(rows, text, size, reader, &error);
    if (status)
        complain_input(o, rows->path, rows->figures, &error);
    else
        input_summary(&state, reader);
    rows->batch = status ? NULL : kefu_builder_batch(rows->builder);
    kefu_csv_reader_free(reader);
    return status != KEFU_OK;
}

int read_rows(const settings *o, const char *path, int figures, csv_rows *rows)
{
    size_t size;
    *rows = (csv_rows){.path = path, .figures = figures};
    char *text = read_text(path, &size);
    const int failed = !text || not_csv(path, text, size) || read_text_rows(o, rows, text, size);
    free(text);
    return failed;
}

void rows_free(csv_rows *rows)
{
    kefu_builder_free(rows->builder);
    free(rows->lines);
    *rows = (csv_rows){.path = rows->path};
}

/* ---- Looking -------------------------------------------------------------------------------- */

int32_t rows_column(const csv_rows *rows, const char *name)
{
    const kefu_batch *batch = rows->batch;
    for (int32_t i = 0; batch && i < batch->n_columns; i++)
        if (strcmp(batch->columns[i]->name, name) == 0)
            return i;
    return -1;
}

kefu_text rows_text(const csv_rows *rows, int64_t row, int32_t column)
{
    return ((const kefu_text *)rows->batch->columns[column]->data)[row];
}

/* ---- Single rows ---------------------------------------------------------------------------- */

static int64_t width_of(const kefu_column *column)
{
    static const struct {
        int32_t type;
        size_t width;
    } widths[] = {{KEFU_COLUMN_BOOL, 1},
                  {KEFU_COLUMN_I8, 1},
                  {KEFU_COLUMN_U8, 1},
                  {KEFU_COLUMN_I16, 2},
                  {KEFU_COLUMN_U16, 2},
                  {KEFU_COLUMN_I32, 4},
                  {KEFU_COLUMN_U32, 4},
                  {KEFU_COLUMN_I64, 8},
                  {KEFU_COLUMN_U64, 8},
                  {KEFU_COLUMN_F32, 4},
                  {KEFU_COLUMN_F64, 8},
                  {KEFU_COLUMN_DATE, 4},
                  {KEFU_COLUMN_TIME, 8},
                  {KEFU_COLUMN_TEXT, sizeof(kefu_text)},
                  {KEFU_COLUMN_TEXT_Z, sizeof(char *)},
                  {KEFU_COLUMN_TEXT_32, 4},
                  {KEFU_COLUMN_TEXT_64, 8}};
    if (column->stride)
        return column->stride;
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        if (widths[i].type == column->type)
            return (int64_t)widths[i].width;
    return column->width;
}

/* Row i of a batch as a batch of one row: the same memory, begun further on. */
static void view_row(const kefu_batch *batch, int64_t i, kefu_column *columns,
                     const kefu_column **pointers, kefu_batch *out)
{
    for (int32_t c = 0; c < batch->n_columns; c++) {
        kefu_column *column = &columns[c];
        *column = *batch->columns[c];
        column->data = (const char *)column->data + width_of(column) * i;
        column->validity_offset += i;
        if (column->states)
            column->states += i;
        pointers[c] = column;
    }
    *out = *batch;
    out->rows = 1;
    out->first_row += i;
    out->columns = pointers;
}

kefu_status gather(const kefu_batch *all, const int64_t *order, int64_t n, kefu_builder *out,
                   kefu_error *error)
{
    kefu_status status = KEFU_OK;
    kefu_column *columns = grow(NULL, (size_t)all->n_columns * sizeof *columns);
    const kefu_column **pointers = grow(NULL, (size_t)all->n_columns * sizeof *pointers);
    for (int64_t i = 0; i < n && !status; i++) {
        kefu_batch row;
        view_row(all, order[i], columns, pointers, &row);
        status = kefu_builder_append(out, &row, error);
    }
    free(pointers);
    free(columns);
    return status;
}

kefu_status rows_keep(csv_rows *rows, const int64_t *order, int64_t n, kefu_error *error)
{
    kefu_builder *rest = NULL;
    kefu_status status = kefu_builder_new(NULL, NULL, &rest, error);
    /* none of its rows, but its columns */
    kefu_batch none = *rows->batch;
    none.rows = 0;
    if (!status)
        status = kefu_builder_append(rest, &none, error);
    if (!status)
        status = gather(rows->batch, order, n, rest, error);
    for (int64_t i = 0; i < n; i++)
        rows->lines[i] = rows->lines[order[i]];
    rows->n = n;
    kefu_builder_free(rows->builder);
    rows->builder = rest;
    rows->batch = kefu_builder_batch(rest);
    return status;
}

kefu_status rows_drop(csv_rows *rows, int64_t row, kefu_error *error)
{
    int64_t *order = grow(NULL, (size_t)rows->n * sizeof *order);
    int64_t n = 0;
    for (int64_t i = 0; i < rows->n; i++)
        if (i != row)
            order[n++] = i;
    const kefu_status status = rows_keep(rows, order, n, error);
    free(order);
    return status;
}
