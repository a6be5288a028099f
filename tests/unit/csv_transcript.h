/* csv_transcript.h - reads a CSV text and writes down, as text, all that the reader said. */
#ifndef TESTS_CSV_TRANSCRIPT_H
#define TESTS_CSV_TRANSCRIPT_H

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kefu/table.h"

typedef struct transcript {
    char text[65536];
    size_t size;
    int batches;     /* 1: also where batches begin and end */
    int64_t rows[2]; /* handed out, bad */
    kefu_status last;
    kefu_error error;
} transcript;

static void note(transcript *t, const char *format, ...)
{
    va_list args;
    size_t room = sizeof t->text - t->size;
    va_start(args, format);
    int n = vsnprintf(t->text + t->size, room, format, args);
    va_end(args);
    if (n > 0)
        t->size += (size_t)n < room ? (size_t)n : room - 1;
}

static void note_text(transcript *t, const kefu_text *text)
{
    for (size_t i = 0; i < text->size; i++)
        note(t, text->data[i] ? "%c" : "\\0", text->data[i]);
}

static void note_cell(transcript *t, const kefu_column *c, int64_t row)
{
    static const char *const states[] = {"", "", "~", "\\N", "!"};
    if (c->states && c->states[row])
        note(t, "%s", states[c->states[row]]);
    else if (c->type == KEFU_COLUMN_TEXT)
        note_text(t, &((const kefu_text *)c->data)[row]);
    else if (c->type == KEFU_COLUMN_DATE)
        note(t, "%d", (int)((const int32_t *)c->data)[row]);
    else
        note(t, "%lld", (long long)((const int64_t *)c->data)[row]);
}

/* "0:a|b" is data row 0 of the file. */
static kefu_status KEFU_CALL note_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    transcript *t = user;
    (void)error;
    if (t->batches)
        note(t, "[%lld from %lld]", (long long)batch->rows, (long long)batch->first_row);
    for (int64_t i = 0; i < batch->rows; i++) {
        note(t, "%lld:", (long long)(batch->first_row + i));
        for (int32_t k = 0; k < batch->n_columns; k++) {
            note(t, k ? "|" : "");
            note_cell(t, batch->columns[k], i);
        }
        note(t, "\n");
    }
    return KEFU_OK;
}

static void note_error(transcript *t, const char *what, const kefu_error *e)
{
    note(t, "%s %s %d:%d row %lld: %s\n", what, kefu_status_name(e->code), (int)e->line,
         (int)e->column, (long long)e->row, e->message);
}

static kefu_status KEFU_CALL note_bad(void *user, const kefu_error *where)
{
    note_error(user, "bad", where);
    return KEFU_OK;
}

/* How a text is read; zero is every default, bad rows fail. */
typedef struct csv_setup {
    kefu_csv_options options;
    kefu_limits limits;
    const kefu_cell *cells;
    size_t n_cells;
} csv_setup;

static kefu_status csv_open(const csv_setup *setup, transcript *t, kefu_csv_reader **reader)
{
    kefu_csv_options o = setup->options;
    kefu_limits limits = setup->limits;
    limits.struct_size = sizeof limits;
    o.struct_size = sizeof o;
    o.limits = &limits;
    o.on_batch = note_batch;
    o.on_bad_row = note_bad;
    o.user = t;
    kefu_status status = kefu_csv_reader_new(&o, reader, &t->error);
    if (status)
        return status;
    for (size_t i = 0; i < setup->n_cells && !status; i++) {
        kefu_cell cell = setup->cells[i];
        cell.struct_size = sizeof cell;
        status = kefu_csv_reader_cell(*reader, &cell, &t->error);
    }
    if (status)
        kefu_csv_reader_free(*reader);
    return status;
}

/* Feeds text[0, cut), then pieces of `piece` bytes. */
static void csv_read(const csv_setup *setup, const char *text, size_t size, size_t cut,
                     size_t piece, transcript *t)
{
    kefu_csv_reader *reader = NULL;
    t->size = 0;
    t->text[0] = 0;
    t->rows[0] = t->rows[1] = 0;
    t->last = csv_open(setup, t, &reader);
    if (t->last) {
        note_error(t, "fail", &t->error);
        return;
    }
    t->last = kefu_csv_reader_feed(reader, text, cut, &t->error);
    while (!t->last && cut < size) {
        size_t next = size - cut < piece ? size - cut : piece;
        t->last = kefu_csv_reader_feed(reader, text + cut, next, &t->error);
        cut += next;
    }
    if (!t->last)
        t->last = kefu_csv_reader_finish(reader, &t->error);
    if (t->last)
        note_error(t, "fail", &t->error);
    t->rows[0] = kefu_csv_reader_rows(reader);
    t->rows[1] = kefu_csv_reader_bad_rows(reader);
    kefu_csv_reader_free(reader);
}

#endif
