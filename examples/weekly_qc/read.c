/* read.c - files whole: plans as text, CSV as rows of text. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

char *read_text(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_text(path, strerror(errno));
    char *text = NULL;
    size_t n = 0, got;
    do {
        text = grow(text, n + 65536 + 1);
        got = fread(text + n, 1, 65536, f);
        n += got;
    } while (got);
    if (ferror(f))
        fail_text(path, "cannot be read");
    fclose(f);
    text[n] = '\0';
    *size = n;
    return text;
}

static kefu_status KEFU_CALL keep_rows(void *user, const kefu_batch *batch, kefu_error *error)
{
    return kefu_builder_append(user, batch, error);
}

/* Whether the heading of a file has a column. */
static int has_column(const char *text, const char *name)
{
    const size_t n = strlen(name), line = strcspn(text, "\r\n");
    for (const char *at = strstr(text, name); at && at < text + line; at = strstr(at + 1, name))
        if ((at == text || strchr(",\xBF\"", at[-1])) && strchr(",\r\n\"", at[n]))
            return 1;
    return 0;
}

kefu_builder *read_csv(const char *path, const char *const *numbers)
{
    size_t size;
    char *text = read_text(path, &size);
    kefu_error error;
    kefu_builder *rows = NULL;
    kefu_csv_reader *reader = NULL;
    check(kefu_builder_new(NULL, NULL, &rows, &error), path, &error);
    kefu_csv_options options = {.struct_size = sizeof options, .on_batch = keep_rows, .user = rows};
    check(kefu_csv_reader_new(&options, &reader, &error), path, &error);
    for (; numbers && *numbers; numbers++) {
        kefu_cell cell = {
            .struct_size = sizeof cell, .column = *numbers, .kind = KEFU_CELL_NUMBER, .scale = 6};
        if (has_column(text, *numbers))
            check(kefu_csv_reader_cell(reader, &cell, &error), path, &error);
    }
    check(kefu_csv_reader_feed(reader, text, size, &error), path, &error);
    check(kefu_csv_reader_finish(reader, &error), path, &error);
    kefu_csv_reader_free(reader);
    free(text);
    return rows;
}

int32_t column_of(const kefu_batch *batch, const char *name, const char *file)
{
    for (int32_t i = 0; i < batch->n_columns; i++)
        if (!strcmp(batch->columns[i]->name, name))
            return i;
    char message[200];
    snprintf(message, sizeof message, "column '%.100s' is missing", name);
    fail_text(file, message);
    return -1;
}

/* Whole numbers without decimals, others with those that they use. */
static void number_text(char *out, size_t size, int64_t value, int32_t scale)
{
    int64_t power = 1;
    int32_t digits = scale;
    for (int32_t i = 0; i < scale; i++)
        power *= 10;
    for (int64_t rest = value; digits && rest % 10 == 0; rest /= 10)
        digits--;
    const kefu_value shown = {value, power, -1, KEFU_VALUE_OK, 0};
    (void)kefu_value_format(&shown, digits, out, size);
}

/* Cells are copied, with a NUL, into a ring of buffers: the last eight live. */
const char *cell_of(const kefu_batch *batch, int32_t column, int64_t row)
{
    static char ring[8][4096];
    static int turn;
    const kefu_column *c = batch->columns[column];
    char *out = ring[turn++ % 8];
    out[0] = '\0';
    if (c->states && c->states[row] != KEFU_VALUE_OK)
        return out;
    if (c->type == KEFU_COLUMN_I64) {
        number_text(out, sizeof ring[0], ((const int64_t *)c->data)[row], c->scale);
        return out;
    }
    const kefu_text *t = (const kefu_text *)c->data + row;
    snprintf(out, sizeof ring[0], "%.*s", (int)(t->size < 4095 ? t->size : 4095),
             t->data ? t->data : "");
    return out;
}
