/* rows_csv.c - rows of a CSV file, read in chunks. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"

enum { CSV_CHUNK = 1 << 18, CSV_BAD_ROWS = 10000 };

/* A batch that the reader gave, copied: it gives several for one chunk. */
typedef struct csv_piece {
    kefu_builder *builder;
    int64_t first_row;
} csv_piece;

typedef struct csv_source {
    kp_rows *rows;
    kefu_csv_reader *reader;
    PyObject *file;    /* what has read(), or NULL: */
    Py_buffer *bytes;  /* all bytes, */
    int64_t at;        /* and how many were fed */
    csv_piece *pieces; /* in the order they came; those before `next` were given */
    size_t n, next, room;
    kefu_error *bad; /* rows that were skipped */
    size_t n_bad, bad_room;
    int32_t ended, close_file;
} csv_source;

/* ---- Callbacks, without the GIL -------------------------------------------------------------- */

/* The piece to fill: the only one where all are to be one. */
static csv_piece *csv_piece_new(csv_source *s)
{
    csv_piece *pieces = s->pieces;
    if (s->rows->whole && s->n)
        return pieces;
    if (s->n == s->room) {
        size_t room = s->room ? s->room * 2 : 4;
        pieces = realloc(s->pieces, room * sizeof *pieces);
        if (!pieces)
            return NULL;
        memset(pieces + s->room, 0, (room - s->room) * sizeof *pieces);
        s->pieces = pieces;
        s->room = room;
    }
    return &pieces[s->n++];
}

static kefu_status csv_on_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    csv_source *s = user;
    csv_piece *piece = csv_piece_new(s);
    kefu_status status = KEFU_OK;
    if (!piece)
        return KEFU_E_MEMORY;
    if (!piece->builder)
        status = kefu_builder_new(NULL, NULL, &piece->builder, error);
    else if (!s->rows->whole)
        kefu_builder_clear(piece->builder);
    piece->first_row = s->rows->whole ? 0 : batch->first_row;
    return status ? status : kefu_builder_append(piece->builder, batch, error);
}

static kefu_status csv_on_bad_row(void *user, const kefu_error *where)
{
    csv_source *s = user;
    if (s->n_bad == CSV_BAD_ROWS)
        return KEFU_OK;
    if (s->n_bad == s->bad_room) {
        size_t room = s->bad_room ? s->bad_room * 2 : 16;
        kefu_error *bad = realloc(s->bad, room * sizeof *bad);
        if (!bad)
            return KEFU_E_MEMORY;
        s->bad = bad;
        s->bad_room = room;
    }
    s->bad[s->n_bad++] = *where;
    return KEFU_OK;
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* Bytes that are not UTF-8 are mostly those of Chinese Excel: a note under the traceback. */
static void csv_note(void)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    PyObject *done = value ? PyObject_CallMethod(value, "add_note", "s",
                                                 "A file that was saved by Excel in China may need "
                                                 "encoding='gb18030'.")
                           : NULL;
    Py_XDECREF(done);
    PyErr_Clear();
    PyErr_Restore(type, value, trace);
}

/* A fault of the file, with its name before it. */
static int csv_tell(csv_source *s, const kefu_error *error)
{
    PyObject *path = s->close_file ? PyOS_FSPath(s->rows->object) : NULL;
    PyObject *where = path ? PyUnicode_FromFormat("%s: %S", s->rows->where, path) : NULL;
    const char *text = where ? PyUnicode_AsUTF8AndSize(where, NULL) : NULL;
    PyErr_Clear();
    kp_raise(s->rows->state, text ? text : s->rows->where, error->code, error);
    if (error->code == KEFU_E_ENCODING && s->rows->settings->encoding == KEFU_UTF8)
        csv_note();
    Py_XDECREF(path);
    Py_XDECREF(where);
    return -1;
}

/* Feeds bytes, or the end where there are none. */
static int csv_feed(csv_source *s, const void *bytes, size_t size)
{
    kefu_error error = {.code = KEFU_OK};
    kefu_status status;
    kp_away away;
    kp_leave(&away, 1);
    status = size ? kefu_csv_reader_feed(s->reader, bytes, size, &error)
                  : kefu_csv_reader_finish(s->reader, &error);
    if (kp_join(&away) < 0)
        return -1;
    s->ended = !size;
    if (!status)
        return 0;
    error.code = status;
    return csv_tell(s, &error);
}

static int csv_feed_file(csv_source *s)
{
    PyObject *chunk = PyObject_CallMethod(s->file, "read", "i", (int)CSV_CHUNK);
    char *bytes;
    Py_ssize_t size;
    int done = -1;
    if (!chunk)
        return -1;
    if (!PyBytes_Check(chunk))
        PyErr_Format(PyExc_TypeError, "%s: read() gave %R, expected bytes; open the file with 'rb'",
                     s->rows->where, (PyObject *)Py_TYPE(chunk));
    else if (PyBytes_AsStringAndSize(chunk, &bytes, &size) == 0)
        done = csv_feed(s, bytes, (size_t)size);
    Py_DECREF(chunk);
    return done;
}

static int csv_feed_bytes(csv_source *s)
{
    int64_t left = s->bytes->len - s->at, size = left < CSV_CHUNK ? left : CSV_CHUNK;
    const char *from = (const char *)s->bytes->buf + s->at;
    s->at += size;
    return csv_feed(s, from, (size_t)size);
}

static int csv_next(kp_rows *rows)
{
    csv_source *s = rows->reader;
    if (s->next == s->n && !rows->whole)
        s->next = s->n = 0; /* all were given: their builders are free again */
    while (!s->ended && (s->next == s->n || rows->whole))
        if ((s->file ? csv_feed_file(s) : csv_feed_bytes(s)) < 0)
            return -1;
    if (s->next == s->n)
        return 0;
    rows->plain = *kefu_builder_batch(s->pieces[s->next].builder);
    rows->plain.first_row = s->pieces[s->next].first_row;
    s->next++;
    return 1;
}

static void csv_close(kp_rows *rows)
{
    csv_source *s = rows->reader;
    if (!s)
        return;
    kp_rows_bad(rows, s->bad, s->n_bad, kefu_csv_reader_bad_rows(s->reader));
    kefu_csv_reader_free(s->reader);
    for (size_t i = 0; i < s->room; i++)
        kefu_builder_free(s->pieces[i].builder);
    if (s->close_file) {
        PyObject *closed = PyObject_CallMethod(s->file, "close", NULL);
        Py_XDECREF(closed);
        PyErr_Clear();
    }
    Py_XDECREF(s->file);
    free(s->pieces);
    free(s->bad);
    free(s);
    rows->reader = NULL;
}

static const kp_source csv_source_kind = {csv_next, csv_close, NULL};

/* ---- Opening --------------------------------------------------------------------------------- */

static int csv_open_file(csv_source *s)
{
    PyObject *object = s->rows->object, *io, *path;
    if (PyObject_CheckBuffer(object)) {
        s->bytes = kp_store_buffer(s->rows->hold, object, PyBUF_SIMPLE);
        return s->bytes ? 0 : -1;
    }
    if (kp_has(object, "read")) {
        Py_INCREF(object);
        s->file = object;
        return 0;
    }
    path = PyOS_FSPath(object);
    io = path ? PyImport_ImportModule("io") : NULL;
    s->file = io ? PyObject_CallMethod(io, "open", "Os", path, "rb") : NULL;
    s->close_file = s->file != NULL;
    Py_XDECREF(io);
    Py_XDECREF(path);
    return s->file ? 0 : -1;
}

static int csv_cells(csv_source *s)
{
    const kp_settings *settings = s->rows->settings;
    for (int32_t i = 0; i < settings->n_rules; i++) {
        const kp_rule *rule = &settings->rules[i];
        kefu_cell plain = {.struct_size = sizeof plain, .column = rule->from, .as = rule->as};
        kefu_error error;
        if (kefu_csv_reader_cell(s->reader, rule->has_cell ? &rule->cell : &plain, &error))
            return kp_raise_error(s->rows, &error);
    }
    return 0;
}

int kp_open_csv(kp_rows *rows)
{
    const kp_settings *settings = rows->settings;
    csv_source *s = calloc(1, sizeof *s);
    kefu_error error;
    kefu_csv_options options = {
        .struct_size = sizeof options,
        .encoding = settings->encoding,
        .delimiter = settings->delimiter,
        .bad_rows = settings->bad_rows,
        .skip_lines = settings->skip_lines,
        .only_cells = settings->only_cells,
        .no_quotes = settings->no_quotes,
        .on_batch = csv_on_batch,
        .on_bad_row = csv_on_bad_row,
        .user = s,
    };
    if (!s) {
        PyErr_NoMemory();
        return -1;
    }
    s->rows = rows;
    rows->reader = s;
    rows->source = &csv_source_kind;
    if (kefu_csv_reader_new(&options, &s->reader, &error))
        return kp_raise_error(rows, &error);
    return csv_cells(s) < 0 || csv_open_file(s) < 0 ? -1 : 1;
}
