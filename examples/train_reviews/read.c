/* read.c - files: whole, and as rows of text. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "train_reviews.h"

char *read_text(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_text(path, strerror(errno));
    char *text = NULL;
    size_t n = 0, got;
    do {
        text = grow(text, n + (1 << 20) + 1);
        got = fread(text + n, 1, 1 << 20, f);
        n += got;
    } while (got);
    if (ferror(f))
        fail_text(path, "cannot be read");
    fclose(f);
    text[n] = '\0';
    *size = n;
    return text;
}

void write_bytes(const char *path, const void *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        fail_text(path, strerror(errno));
    if (fwrite(bytes, 1, size, f) != size || fclose(f))
        fail_text(path, "cannot be written");
}

char *path_of(const char *folder, const char *name, const char *file)
{
    const size_t size = strlen(folder) + strlen(name) + strlen(file) + 3;
    char *path = grow(NULL, size);
    snprintf(path, size, "%s/%s/%s", folder, name, file);
    return path;
}

/* ---- Rows ---- */

static kefu_status KEFU_CALL keep_rows(void *user, const kefu_batch *batch, kefu_error *error)
{
    return kefu_builder_append(user, batch, error);
}

static kefu_status push(kefu_builder *builder, const char *text, size_t size, int32_t encoding,
                        int quotes, kefu_error *error)
{
    kefu_csv_reader *reader = NULL;
    kefu_csv_options options = {.struct_size = sizeof options,
                                .encoding = encoding,
                                .delimiter = quotes ? 0 : '\t',
                                .no_quotes = !quotes,
                                .on_batch = keep_rows,
                                .user = builder};
    kefu_status status = kefu_csv_reader_new(&options, &reader, error);
    if (!status)
        status = kefu_csv_reader_feed(reader, text, size, error);
    if (!status)
        status = kefu_csv_reader_finish(reader, error);
    kefu_csv_reader_free(reader);
    return status;
}

/* Spreadsheets in China save GB18030, which is hardly ever valid UTF-8. */
rows read_rows(const char *path, int quotes)
{
    static const int32_t encodings[] = {KEFU_UTF8, KEFU_GB18030};
    rows r = {.path = path};
    kefu_error error = {0};
    size_t size;
    char *text = read_text(path, &size);
    kefu_status status = KEFU_E_ENCODING;
    for (int i = 0; i < 2 && status == KEFU_E_ENCODING; i++) {
        kefu_builder_free(r.builder);
        r.builder = NULL;
        status = kefu_builder_new(NULL, NULL, &r.builder, &error);
        if (!status)
            status = push(r.builder, text, size, encodings[i], quotes, &error);
    }
    free(text);
    check(status, path, &error);
    r.batch = kefu_builder_batch(r.builder);
    return r;
}

void free_rows(rows *r) { kefu_builder_free(r->builder); }

int find_column(const rows *r, const char *name)
{
    for (int32_t c = 0; c < r->batch->n_columns; c++)
        if (!strcmp(r->batch->columns[c]->name, name))
            return c;
    return -1;
}

int need_column(const rows *r, const char *name)
{
    char text[256];
    const int found = find_column(r, name);
    if (found < 0) {
        snprintf(text, sizeof text, "there is no column '%.200s'", name);
        fail_text(r->path, text);
    }
    return found;
}

kefu_text cell(const rows *r, int column, int64_t row)
{
    const kefu_column *c = r->batch->columns[column];
    const int64_t stride = c->stride ? c->stride : (int64_t)sizeof(kefu_text);
    kefu_text text;
    memcpy(&text, (const char *)c->data + row * stride, sizeof text);
    if (!text.data)
        text = (kefu_text){"", 0};
    return text;
}
