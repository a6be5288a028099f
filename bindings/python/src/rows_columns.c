/* rows_columns.c - rows from a dict of columns, and from pandas without Arrow. */
#include <stdlib.h>
#include <string.h>

#include "rows.h"

/* Columns of one batch, all rows of it. */
typedef struct columns_reader {
    kefu_column *columns;
    const kefu_column **pointers;
    int32_t n, room;
    int64_t rows;
    int32_t given;
} columns_reader;

static int columns_next(kp_rows *rows)
{
    columns_reader *r = rows->reader;
    if (r->given)
        return 0;
    r->given = 1;
    rows->plain.rows = r->rows;
    rows->plain.n_columns = r->n;
    rows->plain.columns = r->pointers;
    return 1;
}

static const kp_source columns_source = {columns_next, NULL, NULL};

static columns_reader *columns_new(kp_rows *rows, Py_ssize_t n)
{
    columns_reader *r = kp_store_block(rows->hold, 1, sizeof *r);
    if (!r)
        return NULL;
    r->columns = kp_store_block(rows->hold, (size_t)n, sizeof *r->columns);
    r->pointers = kp_store_block(rows->hold, (size_t)n, sizeof *r->pointers);
    r->room = (int32_t)n;
    rows->reader = r;
    rows->source = &columns_source;
    return r->columns && r->pointers ? r : NULL;
}

static const char *columns_name(kp_rows *rows, PyObject *name)
{
    size_t size = 0;
    const char *text = NULL;
    if (!PyUnicode_Check(name))
        PyErr_Format(PyExc_TypeError, "%s: the name %R of a column is not a str", rows->where,
                     name);
    else
        text = kp_to_text(rows->state, name, rows->where, &size);
    if (text && (!size || memchr(text, 0, size))) {
        kp_fail(rows->state, KEFU_E_ARGUMENT, "%s: %R is no name of a column", rows->where, name);
        return NULL;
    }
    return text ? kp_store_text(rows->hold, text, size) : NULL;
}

static int columns_add(kp_rows *rows, PyObject *name, PyObject *object)
{
    columns_reader *r = rows->reader;
    kp_column column = {.state = rows->state, .settings = rows->settings, .hold = rows->hold};
    column.view.name = columns_name(rows, name);
    if (!column.view.name || kp_column_read(&column, object) < 0)
        return -1;
    if (r->n && column.rows != r->rows) {
        kp_fail(rows->state, KEFU_E_ARGUMENT, "%s: column '%s' has %lld rows, '%s' has %lld",
                rows->where, column.view.name, (long long)column.rows, r->columns[0].name,
                (long long)r->rows);
        return -1;
    }
    r->rows = column.rows;
    r->columns[r->n] = column.view;
    r->pointers[r->n] = &r->columns[r->n];
    r->n++;
    return 0;
}

/* Pairs of a list. */
static int columns_add_pairs(kp_rows *rows, PyObject *items)
{
    Py_ssize_t n = items ? PyList_Size(items) : -1;
    int done = n < 0 || !columns_new(rows, n) ? -1 : 0;
    for (Py_ssize_t i = 0; i < n && !done; i++) {
        PyObject *item = PyList_GetItem(items, i);
        if (!PyTuple_Check(item) || PyTuple_Size(item) != 2) {
            PyErr_Format(PyExc_TypeError, "%s: expected pairs of a name and a column", rows->where);
            return -1;
        }
        done = columns_add(rows, PyTuple_GetItem(item, 0), PyTuple_GetItem(item, 1));
    }
    return done < 0 ? -1 : 1;
}

/* To read a column may call what changes the dict. */
static int columns_add_dict(kp_rows *rows, PyObject *dict)
{
    const columns_reader *r = columns_new(rows, PyDict_Size(dict));
    PyObject *name, *column;
    int done = r ? 0 : -1;
    for (Py_ssize_t at = 0; !done && PyDict_Next(dict, &at, &name, &column);) {
        if (r->n == r->room) {
            kp_fail(rows->state, KEFU_E_STATE, "%s: the dict grew while it was read", rows->where);
            return -1;
        }
        Py_INCREF(name);
        Py_INCREF(column);
        done = columns_add(rows, name, column);
        Py_DECREF(name);
        Py_DECREF(column);
    }
    return done < 0 ? -1 : 1;
}

int kp_open_columns(kp_rows *rows)
{
    PyObject *items;
    int done;
    if (PyDict_CheckExact(rows->object))
        return columns_add_dict(rows, rows->object);
    if (!PyDict_Check(rows->object) &&
        (!PyMapping_Check(rows->object) || PySequence_Check(rows->object) ||
         !kp_has(rows->object, "keys")))
        return 0;
    items = PyMapping_Items(rows->object);
    done = columns_add_pairs(rows, items);
    Py_XDECREF(items);
    return done;
}

/* ---- pandas ---------------------------------------------------------------------------------- */

/* A column may have a name that is no str: such as are left out, as Arrow does. */
static int pandas_pairs(kp_rows *rows, PyObject *names, PyObject *pairs)
{
    Py_ssize_t n = PyList_Size(names);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *name = PyList_GetItem(names, i), *column, *pair;
        int done;
        if (!PyUnicode_Check(name))
            continue;
        column = PyObject_GetItem(rows->object, name);
        pair = column ? PyTuple_Pack(2, name, column) : NULL;
        done = pair ? PyList_Append(pairs, pair) : -1;
        Py_XDECREF(column);
        Py_XDECREF(pair);
        if (done < 0)
            return -1;
    }
    return 0;
}

int kp_open_pandas(kp_rows *rows)
{
    PyObject *columns, *names, *pairs;
    int done = -1;
    if (!kp_has(rows->object, "iloc") || !kp_has(rows->object, "columns"))
        return 0;
    columns = PyObject_GetAttrString(rows->object, "columns");
    names = columns ? PyObject_CallMethod(columns, "tolist", NULL) : NULL;
    pairs = PyList_New(0);
    if (names && PyList_Check(names) && pairs && pandas_pairs(rows, names, pairs) == 0)
        done = columns_add_pairs(rows, pairs);
    Py_XDECREF(pairs);
    Py_XDECREF(names);
    Py_XDECREF(columns);
    return done;
}
