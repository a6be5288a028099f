/* golden_rows.c - a batch of a few columns, kept as text until it is built; expressions over it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static char *column_name[MOST_COLUMNS], *column_type[MOST_COLUMNS];
static char *cell_text[MOST_COLUMNS][MOST_ROWS];
static int columns, rows;
static kefu_builder *builder;

void forget_rows(void)
{
    kefu_builder_free(builder);
    builder = NULL;
    for (int c = 0; c < columns; c++) {
        free(column_name[c]);
        free(column_type[c]);
        for (int r = 0; r < rows; r++)
            free(cell_text[c][r]);
    }
    columns = rows = 0;
}

static void run_column(void)
{
    column_name[columns] = kept(text_of(1));
    column_type[columns] = kept(text_of(2));
    for (int r = 3; r < fields; r++)
        cell_text[columns][r - 3] = kept(field[r]);
    rows = fields - 3;
    columns++;
}

static void set_cell(int32_t column, const char *type, const char *text)
{
    kefu_error e = {0};
    if (!strcmp(text, "\\N"))
        need(kefu_builder_set_state(builder, column, KEFU_VALUE_NO_DATA, &e), &e);
    else if (!strcmp(text, "~"))
        need(kefu_builder_set_state(builder, column, KEFU_VALUE_PROVISIONAL, &e), &e);
    else if (!strcmp(type, "text"))
        need(kefu_builder_set_text(builder, column, text, strlen(text), &e), &e);
    else if (!strcmp(type, "f64"))
        need(kefu_builder_set_f64(builder, column, strtod(text, NULL), &e), &e);
    else
        need(kefu_builder_set_i64(builder, column, strtoll(text, NULL, 10), &e), &e);
}

const kefu_batch *batch_now(void)
{
    kefu_error e = {0};
    if (builder)
        return kefu_builder_batch(builder);
    need(kefu_builder_new(NULL, NULL, &builder, &e), &e);
    for (int c = 0; c < columns; c++) {
        const char *t = column_type[c];
        int32_t type = !strcmp(t, "text")   ? KEFU_COLUMN_TEXT
                       : !strcmp(t, "f64")  ? KEFU_COLUMN_F64
                       : !strcmp(t, "date") ? KEFU_COLUMN_DATE
                       : !strcmp(t, "time") ? KEFU_COLUMN_TIME
                                            : KEFU_COLUMN_I64;
        int32_t scale = strncmp(t, "i64:", 4) ? 0 : (int32_t)strtol(t + 4, NULL, 10);
        need(kefu_builder_add(builder, column_name[c], type, scale, 0, NULL, &e), &e);
    }
    for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++)
            set_cell(c, column_type[c], cell_text[c][r]);
        need(kefu_builder_end_row(builder, &e), &e);
    }
    return kefu_builder_batch(builder);
}

static kefu_status KEFU_CALL keep_rows(void *user, const kefu_batch *batch, kefu_error *error)
{
    return kefu_builder_append(user, batch, error);
}

static void list_cells(kefu_csv_reader *reader, int first)
{
    kefu_error e = {0};
    for (int i = first; i < fields; i++) {
        kefu_cell cell = {.struct_size = sizeof cell, .column = field[i]};
        char *kind = strchr(field[i], ':');
        *kind++ = 0;
        cell.kind = index_of(kind, cell_kinds, 6);
        need(kefu_csv_reader_cell(reader, &cell, &e), &e);
    }
}

kefu_builder *rows_of(const char *name, int first)
{
    kefu_csv_options options = {.struct_size = sizeof options};
    kefu_csv_reader *reader;
    kefu_builder *all;
    kefu_error e = {0};
    size_t size;
    char *text = read_file(name, &size);
    need(kefu_builder_new(NULL, NULL, &all, &e), &e);
    options.on_batch = keep_rows;
    options.user = all;
    need(kefu_csv_reader_new(&options, &reader, &e), &e);
    list_cells(reader, first);
    need(kefu_csv_reader_feed(reader, text, size, &e), &e);
    need(kefu_csv_reader_finish(reader, &e), &e);
    kefu_csv_reader_free(reader);
    free(text);
    return all;
}

static void run_eval(void)
{
    const kefu_batch *batch = batch_now();
    kefu_expr_options options = {.struct_size = sizeof options};
    kefu_expr *expr = NULL;
    int64_t values[MOST_ROWS];
    uint8_t states[MOST_ROWS];
    char got[24];
    kefu_error error = {0};
    kefu_status status = kefu_expr_new(text_of(1), strlen(text_of(1)), &options, &expr, &error);
    if (!status)
        status = kefu_expr_eval(expr, batch, values, states, MOST_ROWS, &error);
    kefu_expr_free(expr);
    if (expects_error(text_of(2), status, &error))
        return;
    for (int r = 0; r < rows; r++) {
        snprintf(got, sizeof got, "%" PRId64, values[r]);
        check_text(text_of(2 + r), states[r] == KEFU_VALUE_OK            ? got
                                   : states[r] == KEFU_VALUE_PROVISIONAL ? "~"
                                                                         : "\\N");
    }
}

const golden_line rows_lines[] = {{"column", run_column}, {"eval", run_eval}, {NULL, NULL}};
