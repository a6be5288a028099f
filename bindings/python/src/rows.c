/* rows.c - reading rows of whatever Python has them in, batch after batch. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

/* ---- Messages -------------------------------------------------------------------------------- */

/* A text cut at a character so that it fits. */
static void rows_message(kefu_error *error, const char *text)
{
    size_t size = strlen(text), most = sizeof error->message - 1;
    if (size > most) {
        size = most;
        while (size && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--;
    }
    memcpy(error->message, text, size);
    error->message[size] = '\0';
}

int kp_column_fail(const kp_column *column, kefu_status code, int64_t row, const char *format, ...)
{
    kefu_error error = {.code = code, .row = -1, .offset = -1};
    va_list arguments;
    PyObject *what, *whole = NULL;
    const char *text;
    va_start(arguments, format);
    what = PyUnicode_FromFormatV(format, arguments);
    va_end(arguments);
    if (what && row >= 0) {
        error.row = column->first_row + row;
        whole = PyUnicode_FromFormat("column '%s', row %lld: %U", column->view.name,
                                     (long long)error.row, what);
    } else if (what) {
        whole = PyUnicode_FromFormat("column '%s': %U", column->view.name, what);
    }
    Py_XDECREF(what);
    text = whole ? PyUnicode_AsUTF8AndSize(whole, NULL) : NULL;
    if (text) {
        rows_message(&error, text);
        kp_raise(column->state, NULL, code, &error);
    }
    Py_XDECREF(whole);
    return -1;
}

int kp_raise_error(kp_rows *rows, const kefu_error *error)
{
    kp_raise(rows->state, rows->where, error->code, error);
    return -1;
}

/* ---- Columns that were left out -------------------------------------------------------------- */

static int rows_left_out(const kp_rows *rows, const char *name)
{
    const char *skipped;
    for (int i = 0; rows->source && rows->source->skipped; i++) {
        skipped = rows->source->skipped(rows, i);
        if (!skipped)
            return 0;
        if (strcmp(skipped, name) == 0)
            return 1;
    }
    return 0;
}

/* The name in quotes behind `before`; 0 where the message says something else. */
static int rows_named(const kefu_error *error, const char *before, char *name)
{
    const char *from = strstr(error->message, before), *to;
    from = from ? from + strlen(before) : NULL;
    to = from ? strchr(from, '\'') : NULL;
    if (!to)
        return 0;
    memcpy(name, from, (size_t)(to - from));
    name[to - from] = '\0';
    return 1;
}

/* What would help here, where the library can only say what would in a formula. */
static PyObject *rows_help(const kp_rows *rows, const kefu_error *error)
{
    char name[sizeof error->message];
    if (error->code == KEFU_E_NAME && rows_named(error, "no column '", name) &&
        rows_left_out(rows, name))
        return PyUnicode_FromFormat("column '%s' is there, but of a type that cannot be read: cast "
                                    "it; times without a zone need offset=\"+08:00\" of kefu.rows",
                                    name);
    if (error->code == KEFU_E_TYPE && strstr(error->message, "holds text but is read as numbers") &&
        rows_named(error, "column '", name))
        return PyUnicode_FromFormat(
            "column '%s' holds text but is read as numbers: cells={'%s': "
            "'number'}, or 'date' ..., reads it; text(`%s`) takes it as it is",
            name, name, name);
    return NULL;
}

void kp_rows_explain(const kp_rows *rows, kefu_error *error)
{
    PyObject *text = rows_help(rows, error);
    if (text && PyUnicode_AsUTF8AndSize(text, NULL))
        rows_message(error, PyUnicode_AsUTF8AndSize(text, NULL));
    PyErr_Clear();
    Py_XDECREF(text);
}

/* ---- Opening and closing --------------------------------------------------------------------- */

/* Closes the source before what it stands on is let go of. */
static void rows_end(void *thing)
{
    kp_rows *rows = thing;
    if (rows->owner && rows->source && rows->source->skipped)
        kp_rows_left_out(rows);
    if (rows->source && rows->source->close)
        rows->source->close(rows);
    kp_store_free(&rows->piece);
    free(rows->views);
    free(rows->pointers);
    Py_XDECREF(rows->object);
    Py_XDECREF(rows->owner);
}

static kp_rows *rows_failed(kp_rows *rows)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    rows_end(rows);
    PyErr_Restore(type, value, trace);
    return NULL;
}

static int rows_refuse(const kp_rows *rows)
{
    int is_text = PyUnicode_Check(rows->object) || PyBytes_Check(rows->object);
    PyErr_Format(PyExc_TypeError,
                 "%s: rows cannot be read from %R; expected a table (Arrow, pandas, Polars, "
                 "DuckDB), a dict of columns, or a list or an iterator of dicts or tuples%s",
                 rows->where, (PyObject *)Py_TYPE(rows->object),
                 is_text ? "; kefu.read_csv() reads a file" : "");
    return -1;
}

static int rows_open_source(kp_rows *rows)
{
    static int (*const kinds[])(kp_rows *) = {
        kp_open_arrow,
        kp_open_pandas,
        kp_open_columns,
        kp_open_records,
    };
    int open = 0;
    if (rows->settings->is_csv)
        return kp_open_csv(rows);
    if (PyDict_CheckExact(rows->object)) /* an attribute that is missing costs a microsecond */
        return kp_open_columns(rows);
    if (PyList_CheckExact(rows->object) || PyTuple_CheckExact(rows->object))
        return kp_open_records(rows);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !open; k++)
        open = kinds[k](rows);
    return open ? open : rows_refuse(rows);
}

static void rows_end_settings(void *settings) { kp_settings_free(settings); }

/* Those of a kefu.Rows, or of the keywords; mostly there are none. */
static int rows_open_settings(kp_rows *rows, PyObject *keywords)
{
    kp_settings *own;
    int is_rows = kp_rows_unwrap(rows, keywords);
    if (is_rows)
        return is_rows;
    rows->settings = &kp_no_settings;
    if (!keywords)
        return 0;
    rows->settings = own = kp_store_block(rows->hold, 1, sizeof *own);
    return own && kp_store_other(rows->hold, own, rows_end_settings) == 0
               ? kp_settings_read(rows->state, keywords, 0, rows->where, own)
               : -1;
}

kp_rows *kp_rows_open(kp_state *state, PyObject *object, PyObject *keywords, int one_piece,
                      const char *where, kp_store *hold)
{
    kp_rows *rows = kp_store_block(hold, 1, sizeof *rows);
    if (!rows)
        return NULL;
    rows->state = state;
    rows->where = where;
    rows->whole = one_piece;
    rows->hold = hold;
    rows->object = Py_NewRef(object);
    if (rows_open_settings(rows, keywords) >= 0 && rows_open_source(rows) > 0)
        return kp_store_other(hold, rows, rows_end) < 0 ? NULL : rows;
    return rows_failed(rows);
}

int kp_rows_next(kp_rows *rows, const kefu_batch **batch)
{
    int more;
    kp_store_free(&rows->piece);
    memset(&rows->plain, 0, sizeof rows->plain);
    rows->plain.struct_size = sizeof rows->plain;
    more = rows->source->next(rows);
    if (more <= 0)
        return more;
    rows->pieces++;
    rows->given += rows->plain.rows;
    if (kp_rows_apply(rows) < 0)
        return -1;
    *batch = &rows->batch;
    return 1;
}

/* ---- One column by itself -------------------------------------------------------------------- */

int kp_column_one(kp_state *state, PyObject *source, const char *name, kp_store *hold,
                  kefu_column *out, int64_t *n)
{
    kp_column column = {.state = state, .settings = &kp_no_settings, .hold = hold};
    column.view.name = name;
    if (kp_column_read(&column, source) < 0)
        return -1;
    *out = column.view;
    *n = column.rows;
    return 0;
}
