/* rows.c - rows of text for the library, and CSV files for people and their spreadsheets. */
#include <errno.h>
#include <string.h>

#include "weekly_qc.h"

kefu_builder *texts_new(const char *const *columns, int n, uint32_t flags)
{
    kefu_builder *b = NULL;
    kefu_error error;
    check(kefu_builder_new(NULL, NULL, &b, &error), "rows", &error);
    for (int i = 0; i < n; i++)
        check(kefu_builder_add(b, columns[i], KEFU_COLUMN_TEXT, 0, flags, NULL, &error), "rows",
              &error);
    return b;
}

void texts_row(kefu_builder *b, const char *const *cells, int n)
{
    kefu_error error;
    for (int i = 0; i < n; i++)
        if (cells[i][0])
            check(kefu_builder_set_text(b, i, cells[i], strlen(cells[i]), &error), "rows", &error);
    check(kefu_builder_end_row(b, &error), "rows", &error);
}

/* ---- CSV ------------------------------------------------------------------------------------ */

static kefu_status KEFU_CALL to_file(void *user, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? KEFU_OK : KEFU_E_CALLBACK;
}

static const char *path_while_written(const csv_out *o)
{
    static char path[sizeof o->path + 8];
    snprintf(path, sizeof path, "%s.new", o->path);
    return path;
}

void csv_open(csv_out *o, const char *path)
{
    kefu_error error;
    snprintf(o->path, sizeof o->path, "%s", path);
    o->file = fopen(path_while_written(o), "wb");
    if (!o->file)
        fail_text(path,
                  errno == ENOENT ? "there is no such folder: make it first" : strerror(errno));
    kefu_sink sink = {.struct_size = sizeof sink, .write = to_file, .user = o->file};
    check(kefu_csv_writer_new(NULL, &sink, KEFU_CSV_EXCEL, &o->csv, &error), path, &error);
}

void csv_text(csv_out *o, const char *text)
{
    kefu_error error;
    check(kefu_csv_writer_text(o->csv, text, strlen(text), &error), o->path, &error);
}

void csv_id(csv_out *o, const char *text)
{
    kefu_error error;
    check(kefu_csv_writer_id(o->csv, text, strlen(text), &error), o->path, &error);
}

void csv_end(csv_out *o)
{
    kefu_error error;
    check(kefu_csv_writer_end_row(o->csv, &error), o->path, &error);
}

void csv_close(csv_out *o)
{
    kefu_csv_writer_free(o->csv);
    if (fclose(o->file))
        fail_text(o->path, "cannot be written");
    (void)remove(o->path); /* where rename does not replace */
    if (rename(path_while_written(o), o->path))
        fail_text(o->path, strerror(errno));
}
