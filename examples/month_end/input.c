/* input.c - files in: whole small texts, CSV streamed piece by piece, bad rows reported. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

enum { INPUT_PIECE = 256 * 1024 };

void *grow(void *block, size_t size)
{
    void *bigger = realloc(block, size ? size : 1);
    if (!bigger) {
        fprintf(stderr, "month_end: out of memory\n");
        exit(1);
    }
    return bigger;
}

int complain(const char *file, const kefu_error *error)
{
    fprintf(stderr, "month_end: %s", file);
    if (error->line > 0)
        fprintf(stderr, ":%d:%d", (int)error->line, (int)error->column);
    else if (error->row >= 0)
        fprintf(stderr, ": data row %lld", (long long)error->row + 1);
    fprintf(stderr, ": %s\n", error->message);
    return 1;
}

int complain_file(const char *path)
{
    fprintf(stderr, "month_end: %s: %s\n", path, strerror(errno));
    return 1;
}

char *read_text(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        complain_file(path);
        return NULL;
    }
    char *text = NULL;
    size_t got, n = 0;
    do {
        text = grow(text, n + INPUT_PIECE + 1);
        got = fread(text + n, 1, INPUT_PIECE, file);
        n += got;
    } while (got);
    text[n] = '\0';
    *size = n;
    if (ferror(file)) {
        complain_file(path);
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

int not_csv(const char *path, const char *bytes, size_t size)
{
    static const struct {
        const char *begins, *what;
    } others[] = {{"PK\3\4", "an Excel workbook (.xlsx)"},
                  {"\xD0\xCF\x11\xE0", "an Excel workbook (.xls)"},
                  {"\xFF\xFE", "UTF-16"},
                  {"\xFE\xFF", "UTF-16"}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const size_t length = strlen(others[i].begins);
        if (size < length || memcmp(bytes, others[i].begins, length) != 0)
            continue;
        fprintf(stderr, "month_end: %s: this is %s: save it as CSV UTF-8\n", path, others[i].what);
        return 1;
    }
    return 0;
}

/* What to do about it, where an option helps. */
static void hint(const settings *o, int figures, const kefu_error *error)
{
    const char *text = NULL;
    if (error->code == KEFU_E_ENCODING)
        text = o->gb18030 ? "if the file is UTF-8, leave out --gb18030"
                          : "a file that Excel saved in China may need --gb18030";
    else if (!figures)
        return;
    else if (error->code == KEFU_E_PRECISION)
        text = "--round rounds such digits";
    else if (error->code == KEFU_E_DUPLICATE)
        text = "a file with several rows a person goes in with --events";
    else if (error->code == KEFU_E_DATA && strstr(error->message, "expected a % sign"))
        text = "--cell COL=percent100 reads 98.61 as 98.61%, --cell COL=rate reads 0.9861";
    else if (error->code == KEFU_E_DATA)
        text = "--cell COL=KIND tells how a column is read, --skip KEY leaves a row of a table "
               "out, --skip-bad-rows all that cannot be read";
    if (text)
        fprintf(stderr, "    (%s)\n", text);
}

int complain_input(const settings *o, const char *path, int figures, const kefu_error *error)
{
    complain(path, error);
    hint(o, figures, error);
    return 1;
}

int complain_row(const settings *o, const csv_rows *rows, const kefu_error *error)
{
    if (error->row < 0 || error->row >= rows->n)
        return complain_input(o, rows->path, rows->figures, error);
    fprintf(stderr, "month_end: %s:%d: %s\n", rows->path, rows->lines[error->row], error->message);
    hint(o, rows->figures, error);
    return 1;
}

int feed_file(const settings *o, const char *path, kefu_csv_reader *reader)
{
    static char piece[INPUT_PIECE];
    kefu_error error;
    kefu_status status = KEFU_OK;
    FILE *file = fopen(path, "rb");
    if (!file)
        return complain_file(path);
    progress p;
    progress_begin(&p, path, file);
    size_t got;
    int failed = 0;
    while (!status && !failed && (got = fread(piece, 1, sizeof piece, file)) > 0) {
        failed = p.done == 0 && not_csv(path, piece, got);
        if (!failed)
            status = kefu_csv_reader_feed(reader, piece, got, &error);
        progress_add(&p, got);
    }
    if (ferror(file))
        failed = complain_file(path);
    fclose(file);
    if (!status && !failed)
        status = kefu_csv_reader_finish(reader, &error);
    progress_end(&p);
    return status ? complain_input(o, path, 1, &error) : failed;
}

static kefu_status KEFU_CALL on_bad_row(void *user, const kefu_error *where)
{
    input_state *state = user;
    if (state->reported++ < REPORTED_AT_MOST)
        fprintf(stderr, "%s:%d:%d: skipped: %s\n", state->path, (int)where->line,
                (int)where->column, where->message);
    return KEFU_OK;
}

static kefu_status KEFU_CALL on_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    input_state *state = user;
    return state->take(state->to, batch, error);
}

kefu_csv_options input_options(const settings *o, input_state *state)
{
    return (kefu_csv_options){.struct_size = sizeof(kefu_csv_options),
                              .encoding = o->gb18030 ? KEFU_GB18030 : KEFU_UTF8,
                              .delimiter = state->figures ? o->delimiter_char : 0,
                              .skip_lines = state->figures ? o->title_lines : 0,
                              .bad_rows = o->skip_bad_rows ? KEFU_BAD_ROW_SKIP : KEFU_BAD_ROW_FAIL,
                              .on_batch = on_batch,
                              .on_bad_row = on_bad_row,
                              .user = state};
}

void input_summary(const input_state *state, const kefu_csv_reader *reader)
{
    const long long bad = (long long)kefu_csv_reader_bad_rows(reader);
    if (bad)
        fprintf(stderr, "%s: %lld rows read, %lld bad rows skipped\n", state->path,
                (long long)kefu_csv_reader_rows(reader), bad);
    if (!bad && !kefu_csv_reader_rows(reader))
        fprintf(stderr, "month_end: %s: warning: no rows\n", state->path);
}
