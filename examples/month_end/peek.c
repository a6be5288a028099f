/* peek.c - header and first row of the events, to know what their columns hold. */
#include <string.h>

#include "month_end.h"

/* Stops the reader at the first row. */
static kefu_status peek_take(void *to, const kefu_batch *batch, kefu_error *error)
{
    csv_rows *rows = to;
    const kefu_status status = kefu_builder_append(rows->builder, batch, error);
    rows->n += batch->rows;
    return status || !rows->n ? status : KEFU_E_CALLBACK;
}

static kefu_status peek_feed(FILE *file, csv_rows *rows, kefu_csv_reader *reader, kefu_error *error)
{
    static char piece[64 * 1024];
    size_t got;
    kefu_status status = KEFU_OK;
    while (!status && (got = fread(piece, 1, sizeof piece, file)) > 0)
        status = kefu_csv_reader_feed(reader, piece, got, error);
    if (!status)
        status = kefu_csv_reader_finish(reader, error);
    return rows->n ? KEFU_OK : status;
}

static int peek_rows(const settings *o, FILE *file, csv_rows *rows)
{
    kefu_error error;
    kefu_csv_reader *reader = NULL;
    input_state state = {.path = rows->path, .figures = 1, .take = peek_take, .to = rows};
    kefu_csv_options csv = input_options(o, &state);
    csv.batch_rows = 1;
    csv.bad_rows = KEFU_BAD_ROW_SKIP; /* told when the file is read */
    csv.on_bad_row = NULL;
    kefu_status status = kefu_builder_new(NULL, NULL, &rows->builder, &error);
    if (!status)
        status = kefu_csv_reader_new(&csv, &reader, &error);
    if (!status)
        status = peek_feed(file, rows, reader, &error);
    kefu_csv_reader_free(reader);
    rows->batch = status ? NULL : kefu_builder_batch(rows->builder);
    return status ? complain_input(o, rows->path, 1, &error) : 0;
}

int peek_events(month *m)
{
    char first[4];
    m->peek.path = m->o->events;
    if (!m->o->events)
        return 0;
    FILE *file = fopen(m->o->events, "rb");
    if (!file)
        return complain_file(m->o->events);
    int failed = 0;
    if (fseek(file, 0, SEEK_END) == 0) { /* a pipe can be read only once */
        rewind(file);
        failed = not_csv(m->o->events, first, fread(first, 1, sizeof first, file));
        rewind(file);
        failed = failed || peek_rows(m->o, file, &m->peek);
    }
    fclose(file);
    return failed;
}

/* Does any formula or filter speak of dates? Then 20260915 is one, too. */
static int dates_wanted(const settings *o)
{
    int wanted = o->where && strstr(o->where, "date(");
    for (int i = 0; i < o->n_formulas && !wanted; i++)
        wanted = strstr(o->formulas[i].text, "date(") != NULL;
    return wanted;
}

int looks_like_date(const month *m, const char *column)
{
    const kefu_cell number = {.struct_size = sizeof number,
                              .kind = KEFU_CELL_NUMBER,
                              .scale = 6,
                              .flags = KEFU_CELL_ROUND};
    const kefu_cell date = {.struct_size = sizeof date, .kind = KEFU_CELL_DATE};
    const int32_t at = rows_column(&m->peek, column);
    int64_t value;
    int32_t state = KEFU_VALUE_OK;
    if (at < 0 || !m->peek.n)
        return 0;
    const kefu_text cell = rows_text(&m->peek, 0, at);
    if (!cell.data || kefu_cell_parse(&date, cell.data, cell.size, &value, &state, NULL) || state)
        return 0;
    return kefu_cell_parse(&number, cell.data, cell.size, &value, &state, NULL) ||
           dates_wanted(m->o);
}
