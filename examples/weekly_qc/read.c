/* read.c - files whole: plans as text, CSV as rows that know their line. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

int is_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    return f && !fclose(f);
}

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

/* ---- CSV ------------------------------------------------------------------------------------ */

static kefu_status KEFU_CALL keep_rows(void *user, const kefu_batch *batch, kefu_error *error)
{
    csv_file *f = user;
    const int64_t before = kefu_builder_batch(f->rows)->rows;
    f->lines = grow(f->lines, (size_t)(before + batch->rows) * sizeof *f->lines);
    for (int64_t i = 0; i < batch->rows; i++)
        f->lines[before + i] = f->line;
    return kefu_builder_append(f->rows, batch, error);
}

/* What stands between the names of the heading. */
static int delimiter_of(const char *text)
{
    static const char others[] = ";\t|";
    const size_t line = strcspn(text, "\r\n");
    for (size_t i = 0; i < sizeof others - 1 && !memchr(text, ',', line); i++)
        if (memchr(text, others[i], line))
            return others[i];
    return ',';
}

/* Line by line, so that the line of each row is known when it comes. */
static kefu_status feed(csv_file *f, kefu_csv_reader *reader, const char *text, size_t size,
                        kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (const char *at = text, *end = text + size; at < end && !status;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline ? newline + 1 : end;
        f->line++;
        status = kefu_csv_reader_feed(reader, at, (size_t)(next - at), error);
        at = next;
    }
    return status ? status : kefu_csv_reader_finish(reader, error);
}

static kefu_status read_rows(csv_file *f, const char *text, size_t size, int32_t encoding,
                             const char *const *numbers, kefu_error *error)
{
    kefu_csv_reader *reader = NULL;
    kefu_csv_options options = {.struct_size = sizeof options,
                                .encoding = encoding,
                                .delimiter = delimiter_of(text),
                                .batch_rows = 1,
                                .on_batch = keep_rows,
                                .user = f};
    kefu_builder_free(f->rows);
    f->rows = NULL;
    f->line = 0;
    kefu_status status = kefu_builder_new(NULL, NULL, &f->rows, error);
    if (!status)
        status = kefu_csv_reader_new(&options, &reader, error);
    for (; numbers && *numbers && !status; numbers++) {
        kefu_cell cell = {
            .struct_size = sizeof cell, .column = *numbers, .kind = KEFU_CELL_NUMBER, .scale = 6};
        status = kefu_csv_reader_cell(reader, &cell, error);
    }
    if (!status)
        status = feed(f, reader, text, size, error);
    f->batch = kefu_builder_batch(f->rows);
    kefu_csv_reader_free(reader);
    return status;
}

/* Spreadsheets in China save GB18030, which is hardly ever valid UTF-8. */
static void read_either(csv_file *f, const char *text, size_t size, const char *const *numbers)
{
    kefu_error error;
    kefu_status status = read_rows(f, text, size, KEFU_UTF8, numbers, &error);
    if (status == KEFU_E_ENCODING) {
        status = read_rows(f, text, size, KEFU_GB18030, numbers, &error);
        if (status == KEFU_E_ENCODING)
            fail_text(f->path, "neither UTF-8 nor GB18030: save it as CSV UTF-8");
    }
    check(status, f->path, &error);
}

static void refuse_others(const char *path, const char *text)
{
    static const char *const begins[] = {"PK\3\4", "\xD0\xCF\x11\xE0", "\xFF\xFE", "\xFE\xFF"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (!strncmp(text, begins[i], strlen(begins[i])))
            fail_text(path, "this is no CSV file: save it from the spreadsheet as CSV UTF-8");
}

/* Of `numbers` those that the heading has. */
static void columns_there(csv_file *f, const char *text, size_t size, const char *const *numbers,
                          const char **there)
{
    const char *end = memchr(text, '\n', size);
    read_either(f, text, end ? (size_t)(end - text) + 1 : size, NULL);
    for (; *numbers; numbers++)
        if (find_column(f, *numbers) >= 0)
            *there++ = *numbers;
    *there = NULL;
}

csv_file *read_csv(const char *path, const char *const *numbers)
{
    size_t size;
    const char *there[2 * MOST_NUMBERS] = {NULL};
    char *text = read_text(path, &size);
    csv_file *f = grow(NULL, sizeof *f);
    *f = (csv_file){.path = path};
    refuse_others(path, text);
    if (numbers)
        columns_there(f, text, size, numbers, there);
    read_either(f, text, size, there);
    free(text);
    return f;
}

void free_csv(csv_file *f)
{
    if (!f)
        return;
    kefu_builder_free(f->rows);
    free(f->lines);
    free(f);
}

/* ---- Looking -------------------------------------------------------------------------------- */

int32_t find_column(const csv_file *f, const char *name)
{
    for (int32_t i = 0; i < f->batch->n_columns; i++)
        if (!strcmp(f->batch->columns[i]->name, name))
            return i;
    return -1;
}

void add_columns(const csv_file *f, char *text, size_t size)
{
    for (int32_t i = 0; i < f->batch->n_columns; i++) {
        const size_t n = strlen(text);
        snprintf(text + n, size - n, "%s %.60s", i ? "," : "", f->batch->columns[i]->name);
    }
}

/* Bytes to put in, take out or change; a Chinese character has three. */
static size_t edits(const char *a, const char *b)
{
    enum { MOST = 90 };
    size_t row[MOST + 1];
    const size_t n = strlen(b);
    if (n > MOST)
        return n;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t before = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            const size_t changed = before + (a[i - 1] != b[j - 1]);
            const size_t less = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            before = row[j];
            row[j] = less < changed ? less : changed;
        }
    }
    return row[n];
}

/* The column whose name is nearest, if half of it at least is the same. */
static void add_near(const csv_file *f, const char *name, char *text, size_t size)
{
    const char *nearest = NULL;
    size_t least = strlen(name) / 2 + 1;
    for (int32_t i = 0; i < f->batch->n_columns; i++) {
        const size_t by = edits(name, f->batch->columns[i]->name);
        if (by < least)
            least = by, nearest = f->batch->columns[i]->name;
    }
    const size_t n = strlen(text);
    if (nearest)
        snprintf(text + n, size - n, "; did you mean '%.100s'?", nearest);
}

int32_t column_of(const csv_file *f, const char *name)
{
    char text[1024];
    const int32_t column = find_column(f, name);
    if (column >= 0)
        return column;
    snprintf(text, sizeof text, "column '%.100s' is missing; it has", name);
    add_columns(f, text, sizeof text - 128);
    add_near(f, name, text, sizeof text);
    fail_text(f->path, text);
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

const char *cell_of(const csv_file *f, int32_t column, int64_t row)
{
    enum { LIVE = 16 };
    static char *ring[LIVE];
    static int turn;
    const kefu_column *c = column < 0 ? NULL : f->batch->columns[column];
    if (!c || (c->states && c->states[row] != KEFU_VALUE_OK))
        return "";
    const kefu_text *t = c->type == KEFU_COLUMN_TEXT ? (const kefu_text *)c->data + row : NULL;
    const size_t size = t && t->data ? t->size : 0;
    char **out = &ring[turn++ % LIVE];
    *out = grow(*out, size + 64);
    (*out)[size] = '\0';
    if (size)
        memcpy(*out, t->data, size);
    if (!t)
        number_text(*out, 64, ((const int64_t *)c->data)[row], c->scale);
    if (size > 3 && !strncmp(*out, "=\"", 2) && (*out)[size - 1] == '"') {
        (*out)[size - 1] = '\0';
        return *out + 2;
    }
    return *out;
}

void fail_row(const csv_file *f, int64_t row, const char *text)
{
    char where[4200];
    snprintf(where, sizeof where, "%.4096s:%d", f->path, f->lines[row]);
    fail_text(where, text);
}

/* "in row 1" as "in line 3". */
static void lines_for_rows(const csv_file *f, const char *text, char *out, size_t size)
{
    static const char word[] = "in row ";
    size_t n = 0;
    for (const char *at; (at = strstr(text, word)) != NULL;) {
        char *end;
        const long row = strtol(at + sizeof word - 1, &end, 10);
        const int known = row >= 0 && row < f->batch->rows && end > at + sizeof word - 1;
        snprintf(out + n, size - n, "%.*s", (int)((known ? at : end) - text), text);
        n += strlen(out + n);
        if (known)
            snprintf(out + n, size - n, "in line %d", f->lines[row]);
        n += strlen(out + n);
        text = end;
    }
    snprintf(out + n, size - n, "%s", text);
}

void check_rows(kefu_status status, const csv_file *f, const kefu_error *error)
{
    char text[1024];
    if (status && error->row >= 0 && error->row < f->batch->rows) {
        lines_for_rows(f, error->message, text, sizeof text);
        fail_row(f, error->row, text);
    }
    check(status, f->path, error);
}
