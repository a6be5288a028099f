/* input.c - files in: whole small texts, CSV streamed piece by piece, bad rows reported. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

enum { INPUT_PIECE = 256 * 1024, REPORTED_AT_MOST = 20 };

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

char *read_text(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
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
        perror(path);
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

static void hint_encoding(const settings *o)
{
    fputs(o->gb18030 ? "    (if the file is UTF-8, leave out --gb18030)\n"
                     : "    (a file that Excel saved in China may need --gb18030)\n",
          stderr);
}

int feed_file(const settings *o, const char *path, kefu_csv_reader *reader)
{
    static char piece[INPUT_PIECE];
    kefu_error error;
    kefu_status status = KEFU_OK;
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    progress p;
    progress_begin(&p, path, file);
    size_t got;
    while (!status && (got = fread(piece, 1, sizeof piece, file)) > 0) {
        status = kefu_csv_reader_feed(reader, piece, got, &error);
        progress_add(&p, got);
    }
    const int unreadable = ferror(file);
    if (unreadable)
        perror(path);
    fclose(file);
    if (!status && !unreadable)
        status = kefu_csv_reader_finish(reader, &error);
    progress_end(&p);
    if (status)
        complain(path, &error);
    if (status == KEFU_E_ENCODING)
        hint_encoding(o);
    return status || unreadable;
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
}

static kefu_status take_rows(void *to, const kefu_batch *batch, kefu_error *error)
{
    return kefu_builder_append(to, batch, error);
}

int read_rows(const settings *o, const char *path, kefu_builder **out)
{
    kefu_error error;
    kefu_builder *builder = NULL;
    kefu_csv_reader *reader = NULL;
    if (kefu_builder_new(NULL, NULL, &builder, &error))
        return complain(path, &error);
    input_state state = {.path = path, .take = take_rows, .to = builder};
    const kefu_csv_options csv = input_options(o, &state);
    int failed = 0;
    if (kefu_csv_reader_new(&csv, &reader, &error))
        failed = complain(path, &error);
    else
        failed = feed_file(o, path, reader);
    if (!failed)
        input_summary(&state, reader);
    kefu_csv_reader_free(reader);
    if (failed) {
        kefu_builder_free(builder);
        return 1;
    }
    *out = builder;
    return 0;
}
