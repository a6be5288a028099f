/* rows_records.c - rows from a list or an iterator of dicts or tuples. */
#include <string.h>

#include "rows.h"

enum { RECORDS_CHUNK = 4096 };

/* Rows that are turned into columns, a chunk at a time. */
typedef struct records_reader {
    PyObject *list;     /* of all rows, or NULL: */
    PyObject *iterator; /* they come one by one */
    PyObject *names;    /* list of str: of all columns so far */
    PyObject *places;   /* dict: where each is in `names` */
    int32_t are_tuples, ended;
    int32_t given;
} records_reader;

/* ---- Names ----------------------------------------------------------------------------------- */

static int records_name(kp_rows *rows, PyObject *name)
{
    records_reader *r = rows->reader;
    PyObject *place;
    size_t size = 0;
    const char *text;
    int done;
    if (!PyUnicode_Check(name)) {
        PyErr_Format(PyExc_TypeError, "%s: the name %R of a column is not a str", rows->where,
                     name);
        return -1;
    }
    text = kp_to_text(rows->state, name, rows->where, &size);
    if (!text)
        return -1;
    if (!size || memchr(text, 0, size)) {
        kp_fail(rows->state, KEFU_E_ARGUMENT, "%s: %R is no name of a column", rows->where, name);
        return -1;
    }
    place = PyLong_FromSsize_t(PyList_Size(r->names));
    done = place && !PyList_Append(r->names, name) ? PyDict_SetItem(r->places, name, place) : -1;
    Py_XDECREF(place);
    return done;
}

/* Names of the cells of tuples: given, or those of a namedtuple. */
static int records_tuple_names(kp_rows *rows, PyObject *first)
{
    const kp_settings *s = rows->settings;
    PyObject *fields;
    int done = 0;
    for (int32_t i = 0; i < s->n_names && !done; i++) {
        PyObject *name = PyUnicode_FromString(s->names[i]);
        done = name ? records_name(rows, name) : -1;
        Py_XDECREF(name);
    }
    if (s->names)
        return done;
    fields = kp_has(first, "_fields") ? PyObject_GetAttrString(first, "_fields") : NULL;
    if (!fields || !PyTuple_Check(fields)) {
        Py_XDECREF(fields);
        PyErr_Format(PyExc_TypeError,
                     "%s: rows that are tuples need names, one a cell: kefu.rows(rows, "
                     "names=[...])",
                     rows->where);
        return -1;
    }
    for (Py_ssize_t i = 0; i < PyTuple_Size(fields) && !done; i++)
        done = records_name(rows, PyTuple_GetItem(fields, i));
    Py_DECREF(fields);
    return done;
}

/* ---- Rows to cells --------------------------------------------------------------------------- */

/* The chunk at hand: cells[k] is a list of the cells of column k, each as long as rows so far. */
typedef struct records_chunk {
    kp_rows *rows;
    PyObject *cells; /* list of lists */
    Py_ssize_t n;
} records_chunk;

static int chunk_fail(const records_chunk *k, const char *what, PyObject *row)
{
    kefu_error error = {.code = KEFU_E_TYPE, .row = k->rows->given + k->n, .offset = -1};
    PyObject *type = PyType_GetName(Py_TYPE(row));
    const char *name = type ? PyUnicode_AsUTF8AndSize(type, NULL) : NULL;
    if (name) {
        PyOS_snprintf(error.message, sizeof error.message, "row %lld is a %.40s, expected %s",
                      (long long)error.row, name, what);
        kp_raise_error(k->rows, &error);
    }
    Py_XDECREF(type);
    return -1;
}

/* A column that no row before had: they have None there. */
static int chunk_column(records_chunk *k)
{
    PyObject *list = PyList_New(0);
    int done = list ? 0 : -1;
    for (Py_ssize_t i = 0; i < k->n && !done; i++)
        done = PyList_Append(list, Py_None);
    if (!done)
        done = PyList_Append(k->cells, list);
    Py_XDECREF(list);
    return done;
}

static int chunk_columns(records_chunk *k)
{
    records_reader *r = k->rows->reader;
    while (PyList_Size(k->cells) < PyList_Size(r->names))
        if (chunk_column(k) < 0)
            return -1;
    return 0;
}

/* Names that a dict has, and no row before had. */
static int chunk_new_names(records_chunk *k, PyObject *row)
{
    records_reader *r = k->rows->reader;
    PyObject *key, *value;
    Py_ssize_t at = 0;
    while (PyDict_Next(row, &at, &key, &value)) {
        int known, done;
        Py_INCREF(key);
        known = PyDict_Contains(r->places, key);
        done = known ? known : records_name(k->rows, key);
        Py_DECREF(key);
        if (done < 0)
            return -1;
    }
    return chunk_columns(k);
}

static int chunk_dict_cells(records_chunk *k, PyObject *row, Py_ssize_t *found)
{
    records_reader *r = k->rows->reader;
    *found = 0;
    for (Py_ssize_t c = 0; c < PyList_Size(k->cells); c++) {
        PyObject *value = PyDict_GetItemWithError(row, PyList_GetItem(r->names, c));
        PyObject *cells = PyList_GetItem(k->cells, c);
        if (!value && PyErr_Occurred())
            return -1;
        *found += value != NULL;
        if (PyList_Append(cells, value ? value : Py_None) < 0)
            return -1;
    }
    return 0;
}

/* Cells of columns that a row brought with it. */
static int chunk_late_cells(records_chunk *k, PyObject *row, Py_ssize_t from)
{
    records_reader *r = k->rows->reader;
    for (Py_ssize_t c = from; c < PyList_Size(k->cells); c++) {
        PyObject *value = PyDict_GetItemWithError(row, PyList_GetItem(r->names, c));
        if (!value && PyErr_Occurred())
            return -1;
        if (PyList_Append(PyList_GetItem(k->cells, c), value ? value : Py_None) < 0)
            return -1;
    }
    return 0;
}

static int chunk_dict(records_chunk *k, PyObject *row)
{
    Py_ssize_t found, had = PyList_Size(k->cells);
    if (!PyDict_Check(row))
        return chunk_fail(k, "a dict, as the rows before it", row);
    if (chunk_dict_cells(k, row, &found) < 0)
        return -1;
    if (found < PyDict_Size(row) &&
        (chunk_new_names(k, row) < 0 || chunk_late_cells(k, row, had) < 0))
        return -1;
    return 0;
}

static int chunk_tuple(records_chunk *k, PyObject *row)
{
    records_reader *r = k->rows->reader;
    Py_ssize_t n = PyList_Size(r->names);
    int is_tuple = PyTuple_Check(row);
    kefu_error error = {.code = KEFU_E_DATA, .row = k->rows->given + k->n, .offset = -1};
    if (!is_tuple && !PyList_Check(row))
        return chunk_fail(k, "a tuple, as the rows before it", row);
    if (PySequence_Size(row) != n) {
        PyOS_snprintf(error.message, sizeof error.message, "row %lld has %lld cells, expected %lld",
                      (long long)error.row, (long long)PySequence_Size(row), (long long)n);
        return kp_raise_error(k->rows, &error);
    }
    for (Py_ssize_t c = 0; c < n; c++) {
        PyObject *value = is_tuple ? PyTuple_GetItem(row, c) : PyList_GetItem(row, c);
        if (!value || PyList_Append(PyList_GetItem(k->cells, c), value) < 0)
            return -1;
    }
    return 0;
}

static int chunk_first(records_chunk *k, PyObject *row)
{
    records_reader *r = k->rows->reader;
    if (k->rows->given || k->n)
        return 0;
    r->are_tuples = !PyDict_Check(row);
    if (!r->are_tuples)
        return 0;
    if (!PyTuple_Check(row) && !PyList_Check(row))
        return chunk_fail(k, "a dict or a tuple", row);
    return records_tuple_names(k->rows, row) < 0 ? -1 : chunk_columns(k);
}

static int chunk_row(records_chunk *k, PyObject *row)
{
    records_reader *r = k->rows->reader;
    if (chunk_first(k, row) < 0 || (r->are_tuples ? chunk_tuple(k, row) : chunk_dict(k, row)) < 0)
        return -1;
    k->n++;
    return 0;
}

/* ---- Cells to columns ------------------------------------------------------------------------ */

static int chunk_read_column(records_chunk *k, Py_ssize_t c, kefu_column *out)
{
    records_reader *r = k->rows->reader;
    kp_column column = {.state = k->rows->state,
                        .settings = k->rows->settings,
                        .hold = &k->rows->piece,
                        .first_row = k->rows->given};
    PyObject *name = PyList_GetItem(r->names, c);
    PyObject *tuple = PyList_AsTuple(PyList_GetItem(k->cells, c));
    int done;
    column.view.struct_size = sizeof column.view;
    column.view.name = PyUnicode_AsUTF8AndSize(name, NULL); /* `names` lives as long as the rows */
    done = tuple && column.view.name ? kp_column_values(&column, tuple) : -1;
    Py_XDECREF(tuple);
    *out = column.view;
    return done;
}

static int chunk_batch(records_chunk *k)
{
    kp_rows *rows = k->rows;
    Py_ssize_t n = PyList_Size(k->cells);
    kefu_column *columns = kp_store_block(&rows->piece, (size_t)n, sizeof *columns);
    const kefu_column **pointers = kp_store_block(&rows->piece, (size_t)n, sizeof *pointers);
    if (!columns || !pointers)
        return -1;
    for (Py_ssize_t c = 0; c < n; c++) {
        pointers[c] = &columns[c];
        if (chunk_read_column(k, c, &columns[c]) < 0)
            return -1;
    }
    rows->plain.rows = k->n;
    rows->plain.first_row = rows->given;
    rows->plain.n_columns = (int32_t)n;
    rows->plain.columns = pointers;
    return 1;
}

/* ---- The source ------------------------------------------------------------------------------ */

static int records_take_list(records_chunk *k)
{
    records_reader *r = k->rows->reader;
    for (Py_ssize_t i = 0; i < PyTuple_Size(r->list); i++)
        if (chunk_row(k, PyTuple_GetItem(r->list, i)) < 0)
            return -1;
    r->ended = 1;
    return 0;
}

static int records_take_some(records_chunk *k)
{
    records_reader *r = k->rows->reader;
    while (k->n < RECORDS_CHUNK) {
        PyObject *row = PyIter_Next(r->iterator);
        int done = row ? chunk_row(k, row) : PyErr_Occurred() ? -1 : 0;
        if (!row)
            r->ended = 1;
        Py_XDECREF(row);
        if (!row || done < 0)
            return done;
    }
    return 0;
}

static int records_next(kp_rows *rows)
{
    records_reader *r = rows->reader;
    records_chunk k = {rows, NULL, 0};
    int done;
    if (r->ended && r->given)
        return 0;
    k.cells = PyList_New(0);
    done = k.cells ? chunk_columns(&k) : -1;
    if (!done)
        done = r->list ? records_take_list(&k) : records_take_some(&k);
    if (!done && (k.n || !r->given))
        done = chunk_batch(&k);
    Py_XDECREF(k.cells);
    r->given = 1;
    return done;
}

static const kp_source records_source = {records_next, NULL, NULL};

static PyObject *records_held(kp_rows *rows, PyObject *object)
{
    return kp_store_object(rows->hold, object) < 0 ? NULL : object;
}

int kp_open_records(kp_rows *rows)
{
    int is_list = PyList_Check(rows->object) || PyTuple_Check(rows->object);
    records_reader *r;
    if (!is_list && !PyIter_Check(rows->object))
        return 0;
    r = kp_store_block(rows->hold, 1, sizeof *r);
    if (!r)
        return -1;
    rows->reader = r;
    rows->source = &records_source;
    r->names = records_held(rows, PyList_New(0));
    r->places = r->names ? records_held(rows, PyDict_New()) : NULL;
    if (!r->places)
        return -1;
    if (is_list || rows->whole) {
        r->list = records_held(rows, PySequence_Tuple(rows->object));
        return r->list ? 1 : -1;
    }
    Py_INCREF(rows->object);
    r->iterator = records_held(rows, rows->object);
    return 1;
}
