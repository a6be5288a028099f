/* rows_type.c - kefu.rows, kefu.read_csv and the Rows that they give. */
#include <stdlib.h>
#include <string.h>

#include "table.h"

/* ---- Rows ------------------------------------------------------------------------------------ */

typedef struct rows_object {
    PyObject_HEAD kp_state *state;
    PyObject *source;
    PyObject *bad_rows; /* list, of the last reading; or NULL */
    PyObject *left_out; /* likewise */
    int64_t all_bad;
    int once, spent; /* the source can be read once, and was */
    kp_settings settings;
} rows_object;

static int rows_is(kp_state *state, PyObject *object)
{
    return (PyObject *)Py_TYPE(object) == kp_own(state)[KP_OWN_ROWS];
}

int kp_rows_unwrap(kp_rows *rows, PyObject *keywords)
{
    rows_object *from = (rows_object *)rows->object;
    if (!rows_is(rows->state, rows->object))
        return 0;
    if (keywords && PyDict_Size(keywords)) {
        PyErr_Format(PyExc_TypeError, "%s: give these keywords to kefu.rows, which made the rows",
                     rows->where);
        return -1;
    }
    if (from->spent) {
        kp_fail(rows->state, KEFU_E_STATE,
                "%s: the rows come from an iterator or a stream, which has been read already",
                rows->where);
        return -1;
    }
    from->spent = from->once;
    rows->owner = rows->object;
    rows->settings = &from->settings;
    rows->object = from->source;
    Py_INCREF(from->source);
    return 1;
}

void kp_rows_left_out(kp_rows *rows)
{
    rows_object *owner = (rows_object *)rows->owner;
    PyObject *list = PyList_New(0), *before = owner->left_out;
    const char *name;
    for (int i = 0; list && (name = rows->source->skipped(rows, i)) != NULL; i++) {
        PyObject *text = kp_from_text(name);
        if (!text || PyList_Append(list, text) < 0)
            Py_CLEAR(list);
        Py_XDECREF(text);
    }
    PyErr_Clear();
    owner->left_out = list;
    Py_XDECREF(before);
}

static PyObject *rows_bad_one(kp_state *state, const kefu_error *bad)
{
    PyObject *one = PyStructSequence_New((PyTypeObject *)kp_own(state)[KP_OWN_BAD_ROW]);
    PyObject *fields[4];
    if (!one)
        return NULL;
    fields[0] = PyLong_FromLong(bad->line);
    fields[1] = PyLong_FromLong(bad->column);
    fields[2] = PyLong_FromLongLong(bad->row);
    fields[3] = kp_from_text(bad->message);
    for (int i = 0; i < 4; i++)
        PyStructSequence_SetItem(one, i, fields[i]);
    if (fields[0] && fields[1] && fields[2] && fields[3])
        return one;
    Py_DECREF(one);
    return NULL;
}

void kp_rows_bad(kp_rows *rows, const kefu_error *bad, size_t n, int64_t all)
{
    rows_object *owner = (rows_object *)rows->owner;
    PyObject *list = owner ? PyList_New(0) : NULL, *before;
    for (size_t i = 0; list && i < n; i++) {
        PyObject *one = rows_bad_one(rows->state, &bad[i]);
        if (!one || PyList_Append(list, one) < 0)
            Py_CLEAR(list);
        Py_XDECREF(one);
    }
    PyErr_Clear();
    if (!list)
        return;
    before = owner->bad_rows;
    owner->bad_rows = list;
    owner->all_bad = all;
    Py_XDECREF(before);
}

static int rows_traverse(PyObject *self, visitproc visit, void *arg)
{
    rows_object *rows = (rows_object *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(rows->source);
    Py_VISIT(rows->bad_rows);
    Py_VISIT(rows->left_out);
    return 0;
}

static int rows_clear(PyObject *self)
{
    rows_object *rows = (rows_object *)self;
    PyObject *source = rows->source;
    rows->spent = 1;
    Py_INCREF(Py_None);
    rows->source = Py_None;
    Py_XDECREF(source);
    Py_CLEAR(rows->bad_rows);
    Py_CLEAR(rows->left_out);
    return 0;
}

static void rows_free(PyObject *self)
{
    rows_object *rows = (rows_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    Py_XDECREF(rows->source);
    Py_XDECREF(rows->bad_rows);
    Py_XDECREF(rows->left_out);
    kp_settings_free(&rows->settings);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyObject *rows_new(kp_state *state, PyObject *source, PyObject *keywords, int is_csv,
                          const char *where)
{
    rows_object *self;
    if (rows_is(state, source)) {
        PyErr_Format(PyExc_TypeError, "%s: these are rows already: give all keywords at once",
                     where);
        return NULL;
    }
    self = PyObject_GC_New(rows_object, (PyTypeObject *)kp_own(state)[KP_OWN_ROWS]);
    if (!self)
        return NULL;
    Py_INCREF(source);
    self->state = state;
    self->source = source;
    self->bad_rows = self->left_out = NULL;
    self->all_bad = 0;
    self->once = is_csv ? kp_has(source, "read") : PyIter_Check(source);
    self->spent = 0;
    memset(&self->settings, 0, sizeof self->settings);
    PyObject_GC_Track((PyObject *)self);
    if (kp_settings_read(state, keywords, is_csv, where, &self->settings) == 0)
        return (PyObject *)self;
    Py_DECREF(self);
    return NULL;
}

/* ---- As Python sees it ----------------------------------------------------------------------- */

static PyObject *rows_table(PyObject *self, PyObject *unused)
{
    kp_state *state = ((rows_object *)self)->state;
    const kefu_batch *batch = NULL;
    PyObject *table = NULL;
    kp_room_of room;
    kp_store hold;
    kp_rows *rows;
    (void)unused;
    kp_store_begin(&hold, &room);
    rows = kp_rows_open(state, self, NULL, 1, "Rows.table()", &hold);
    if (rows && kp_rows_next(rows, &batch) > 0)
        table = kp_from_batch(state, batch);
    kp_store_free(&hold);
    return table;
}

static PyObject *rows_list(PyObject *list) { return list ? Py_NewRef(list) : PyList_New(0); }

static PyObject *rows_bad_rows(PyObject *self, void *unused)
{
    (void)unused;
    return rows_list(((rows_object *)self)->bad_rows);
}

static PyObject *rows_columns_left_out(PyObject *self, void *unused)
{
    (void)unused;
    return rows_list(((rows_object *)self)->left_out);
}

static PyObject *rows_bad_count(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromLongLong(((rows_object *)self)->all_bad);
}

static PyObject *rows_repr(PyObject *self)
{
    rows_object *rows = (rows_object *)self;
    PyObject *type = PyType_GetName(Py_TYPE(rows->source));
    PyObject *text = type ? PyUnicode_FromFormat("<kefu.Rows of %U>", type) : NULL;
    Py_XDECREF(type);
    return text;
}

static PyMethodDef rows_methods[] = {
    {"__reduce__", kp_unpicklable, METH_NOARGS, NULL},
    {"table", rows_table, METH_NOARGS,
     "table($self)\n--\n\nAll rows as the library reads them, copied into a Table."},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef rows_properties[] = {
    {"bad_rows", rows_bad_rows, NULL,
     "Rows of the file that the last reading skipped, at most 10,000: line, column, row, message.",
     NULL},
    {"bad_count", rows_bad_count, NULL, "How many they were in all.", NULL},
    {"left_out", rows_columns_left_out, NULL,
     "Columns of an Arrow table that the last reading left out: their type cannot be read.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot rows_slots[] = {
    {Py_tp_dealloc, KP_SLOT(rows_free)},
    {Py_tp_traverse, KP_SLOT(rows_traverse)},
    {Py_tp_clear, KP_SLOT(rows_clear)},
    {Py_tp_repr, KP_SLOT(rows_repr)},
    {Py_tp_methods, rows_methods},
    {Py_tp_getset, rows_properties},
    {Py_tp_doc, "Rows with what is known of their columns; for every call that reads rows."},
    {0, NULL},
};

PyType_Spec kp_rows_spec = {
    "kefu.Rows", sizeof(rows_object),
    0,           Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    rows_slots,
};

static PyObject *rows_call(PyObject *module, PyObject *args, PyObject *keywords, int is_csv,
                           const char *where)
{
    if (PyTuple_Size(args) != 1) {
        PyErr_Format(PyExc_TypeError, "%s takes 1 positional argument, not %zd", where,
                     PyTuple_Size(args));
        return NULL;
    }
    return rows_new(kp_state_of_module(module), PyTuple_GetItem(args, 0), keywords, is_csv, where);
}

static PyObject *rows_function(PyObject *module, PyObject *args, PyObject *keywords)
{
    return rows_call(module, args, keywords, 0, "rows()");
}

static PyObject *read_csv_function(PyObject *module, PyObject *args, PyObject *keywords)
{
    return rows_call(module, args, keywords, 1, "read_csv()");
}

/* ---- The module ------------------------------------------------------------------------------ */

#define STREAM_DOC                                                                                 \
    "__arrow_c_stream__($self, requested_schema=None)\n--\n\n"                                     \
    "The rows for a library that reads Arrow: polars.DataFrame(), pyarrow.table()."

const kp_method kp_rows_methods[] = {
    {"module",
     {"rows", KP_CALLABLE(rows_function), METH_VARARGS | METH_KEYWORDS,
      "rows(source, *, columns=None, cells=None, scale=None, offset=None, round=False, skip=True, "
      "encoding='utf-8', names=None)\n--\n\n"
      "Rows with what is known of their columns, for every call that reads rows.\n\n"
      "columns   what the library shall call a column: {'response_s': '响应秒'}\n"
      "cells     how texts are read: {'转化率': 'percent', '平均响应': 'duration'}\n"
      "scale     decimals of whole numbers: {'amount_fen': 2}\n"
      "offset    of times without a zone: '+08:00' or seconds east of UTC\n"
      "round     digits finer than asked for are rounded, not refused\n"
      "skip      columns of a type that cannot be read are left out\n"
      "encoding  of columns of bytes\n"
      "names     of the cells of tuples"}},
    {"module",
     {"read_csv", KP_CALLABLE(read_csv_function), METH_VARARGS | METH_KEYWORDS,
      "read_csv(source, *, cells=None, columns=None, encoding='utf-8', delimiter=None, "
      "bad_rows='fail', skip_lines=0, only_cells=False, quotes=True, offset=None, round=False)"
      "\n--\n\n"
      "Rows of a CSV file: a path, an open file, or bytes. It is read in chunks, each time that a "
      "call reads the rows."}},
    {"module", {"_look", kp_look_function, METH_VARARGS, "Where columns lie; for tests."}},
    {"frame",
     {"__arrow_c_stream__", KP_CALLABLE(kp_frame_stream), METH_VARARGS | METH_KEYWORDS,
      STREAM_DOC}},
    {"sheet",
     {"__arrow_c_stream__", KP_CALLABLE(kp_sheet_stream), METH_VARARGS | METH_KEYWORDS,
      STREAM_DOC}},
    {"sample",
     {"__arrow_c_stream__", KP_CALLABLE(kp_sample_stream), METH_VARARGS | METH_KEYWORDS,
      STREAM_DOC}},
    {NULL, {NULL, NULL, 0, NULL}},
};
