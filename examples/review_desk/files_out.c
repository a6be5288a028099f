/* files_out.c - rows of the library as CSV that spreadsheets open. */
#include <errno.h>
#include <string.h>

#include "desk.h"

static kefu_status KEFU_CALL to_file(void *user, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? KEFU_OK : KEFU_E_CALLBACK;
}

static kefu_status put_cell(kefu_csv_writer *csv, const kefu_column *c, int64_t row,
                            kefu_error *error)
{
    if (c->states && c->states[row])
        return kefu_csv_writer_text(csv, "", 0, error);
    if (c->type == KEFU_COLUMN_TEXT) {
        const kefu_text *t = (const kefu_text *)c->data + row;
        return kefu_csv_writer_id(csv, t->data, t->size, error);
    }
    if (c->type == KEFU_COLUMN_DATE) {
        char day[11] = "";
        (void)kefu_date_format(((const int32_t *)c->data)[row], day, sizeof day);
        return kefu_csv_writer_text(csv, day, strlen(day), error);
    }
    const kefu_value value = {((const int64_t *)c->data)[row], 1, -1, KEFU_VALUE_OK, 0};
    return kefu_csv_writer_value(csv, &value, 0, error);
}

static kefu_status put_row(kefu_csv_writer *csv, const kefu_batch *batch, int64_t row,
                           const beside *more, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < batch->n_columns && !status; i++)
        status = put_cell(csv, batch->columns[i], row, error);
    for (int i = 0; i < more->n && !status; i++) {
        const kefu_text none = {"", 0}, t = more->cells ? more->cells[row * more->n + i] : none;
        status = kefu_csv_writer_text(csv, t.size ? t.data : "", t.size, error);
    }
    return status ? status : kefu_csv_writer_end_row(csv, error);
}

static kefu_status put_heads(kefu_csv_writer *csv, const kefu_batch *batch, const beside *more,
                             kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < batch->n_columns && !status; i++) {
        const char *name = batch->columns[i]->name;
        status = kefu_csv_writer_text(csv, name, strlen(name), error);
    }
    for (int i = 0; i < more->n && !status; i++)
        status = kefu_csv_writer_text(csv, more->names[i], strlen(more->names[i]), error);
    return status ? status : kefu_csv_writer_end_row(csv, error);
}

void write_batch(const kefu_batch *batch, const char *path, const beside *more)
{
    kefu_error error;
    kefu_csv_writer *csv;
    FILE *f = fopen(path, "wb");
    if (!f)
        fail_text(path, strerror(errno));
    const kefu_sink sink = {.struct_size = sizeof sink, .write = to_file, .user = f};
    check(kefu_csv_writer_new(NULL, &sink, KEFU_CSV_EXCEL, &csv, &error), path, &error);
    check(put_heads(csv, batch, more, &error), path, &error);
    for (int64_t row = 0; row < batch->rows; row++)
        check(put_row(csv, batch, row, more, &error), path, &error);
    kefu_csv_writer_free(csv);
    if (fclose(f))
        fail_text(path, "cannot be written");
}
