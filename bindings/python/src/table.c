/* table.c - kefu.Table: rows that the library gives, as columns of Python's own values. */
#include "table.h"

#include <math.h>
#include <string.h>

#include "arrow_abi.h"

typedef struct table_object {
    PyObject_HEAD kp_state *state;
    kefu_builder *builder; /* the rows */
} table_object;

static const kefu_batch *table_batch(PyObject *self)
{
    return kefu_builder_batch(((table_object *)self)->builder);
}

/* ---- Making one ------------------------------------------------------------------------------ */

static PyObject *table_new(kp_state *state)
{
    table_object *self = PyObject_New(table_object, (PyTypeObject *)kp_own(state)[KP_OWN_TABLE]);
    kefu_error error;
    kefu_status status;
    if (!self)
        return NULL;
    self->state = state;
    self->builder = NULL;
    status = kefu_builder_new(NULL, NULL, &self->builder, &error);
    if (!status)
        return (PyObject *)self;
    Py_DECREF(self);
    return kp_raise(state, NULL, status, &error);
}

static int table_append(PyObject *self, const kefu_batch *batch)
{
    table_object *table = (table_object *)self;
    kefu_error error;
    kefu_status status = kefu_builder_append(table->builder, batch, &error);
    if (status)
        kp_raise(table->state, NULL, status, &error);
    return status ? -1 : 0;
}

PyObject *kp_from_batch(kp_state *state, const kefu_batch *batch)
{
    PyObject *table = table_new(state);
    if (table && table_append(table, batch) == 0)
        return table;
    Py_XDECREF(table);
    return NULL;
}

static void table_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    kefu_builder_free(((table_object *)self)->builder);
    PyObject_Free(self);
    Py_DECREF(type);
}

/* ---- Cells ----------------------------------------------------------------------------------- */

static PyObject *table_time(kp_state *state, int64_t micros)
{
    PyObject *epoch = kp_times(state, KP_EPOCH);
    PyObject *delta =
        PyObject_CallFunction(kp_times(state, KP_TIMEDELTA), "iiL", 0, 0, (long long)micros);
    PyObject *time = delta ? PyNumber_Add(epoch, delta) : NULL;
    Py_XDECREF(delta);
    return time;
}

/* NaN is null. */
static PyObject *table_float(double number)
{
    if (!isnan(number))
        return PyFloat_FromDouble(number);
    Py_RETURN_NONE;
}

static PyObject *table_cell(kp_state *state, const kefu_column *view, int64_t i)
{
    const kefu_text *text = view->data;
    if (view->states && view->states[i])
        return kp_mark_object(state, view->states[i]);
    switch (view->type) {
    case KEFU_COLUMN_BOOL:
        return PyBool_FromLong(((const uint8_t *)view->data)[i]);
    case KEFU_COLUMN_F32:
        return table_float((double)((const float *)view->data)[i]);
    case KEFU_COLUMN_F64:
        return table_float(((const double *)view->data)[i]);
    case KEFU_COLUMN_DATE:
        return kp_from_day(state, ((const int32_t *)view->data)[i]);
    case KEFU_COLUMN_TIME:
        return table_time(state, ((const int64_t *)view->data)[i]);
    case KEFU_COLUMN_TEXT:
        return PyUnicode_DecodeUTF8(text[i].data ? text[i].data : "", (Py_ssize_t)text[i].size,
                                    "strict");
    default:
        return view->scale ? kp_from_decimal(state, ((const int64_t *)view->data)[i], view->scale)
                           : PyLong_FromLongLong(((const int64_t *)view->data)[i]);
    }
}

static PyObject *table_column(PyObject *self, const kefu_column *view)
{
    int64_t rows = table_batch(self)->rows;
    PyObject *list = PyList_New((Py_ssize_t)rows);
    for (int64_t i = 0; list && i < rows; i++) {
        PyObject *cell = table_cell(((table_object *)self)->state, view, i);
        if (!cell || PyList_SetItem(list, (Py_ssize_t)i, cell) < 0)
            Py_CLEAR(list);
    }
    return list;
}

/* ---- As Python sees it ----------------------------------------------------------------------- */

static Py_ssize_t table_length(PyObject *self) { return (Py_ssize_t)table_batch(self)->rows; }

static PyObject *table_keys(PyObject *self, PyObject *unused)
{
    const kefu_batch *batch = table_batch(self);
    PyObject *list = PyList_New(batch->n_columns);
    (void)unused;
    for (int32_t i = 0; list && i < batch->n_columns; i++) {
        PyObject *name = kp_from_text(batch->columns[i]->name);
        if (!name || PyList_SetItem(list, i, name) < 0)
            Py_CLEAR(list);
    }
    return list;
}

/* A column by its name; the library says which are near if there is none. */
static PyObject *table_get(PyObject *self, PyObject *name)
{
    const kefu_batch *batch = table_batch(self);
    kp_state *state = ((table_object *)self)->state;
    const char *text = kp_to_text(state, name, "Table[]", NULL);
    kefu_batch none = *batch;
    kefu_error error = {.code = KEFU_E_NAME, .row = -1};
    int64_t row, count = 0;
    if (!text)
        return NULL;
    for (int32_t i = 0; i < batch->n_columns; i++)
        if (strcmp(batch->columns[i]->name, text) == 0)
            return table_column(self, batch->columns[i]);
    none.rows = 0;
    kefu_pick_rate(NULL, 0, 1, &none, text, &row, 1, &count, &error);
    return kp_raise(state, NULL, error.code, &error);
}

static PyObject *table_to_dict(PyObject *self, PyObject *unused)
{
    const kefu_batch *batch = table_batch(self);
    PyObject *dict = PyDict_New();
    (void)unused;
    for (int32_t i = 0; dict && i < batch->n_columns; i++) {
        PyObject *name = kp_from_text(batch->columns[i]->name);
        PyObject *column = name ? table_column(self, batch->columns[i]) : NULL;
        if (!column || PyDict_SetItem(dict, name, column) < 0)
            Py_CLEAR(dict);
        Py_XDECREF(name);
        Py_XDECREF(column);
    }
    return dict;
}

static PyObject *table_row(PyObject *self, PyObject *names, int64_t i)
{
    const kefu_batch *batch = table_batch(self);
    PyObject *dict = PyDict_New();
    for (int32_t k = 0; dict && k < batch->n_columns; k++) {
        PyObject *cell = table_cell(((table_object *)self)->state, batch->columns[k], i);
        if (!cell || PyDict_SetItem(dict, PyList_GetItem(names, k), cell) < 0)
            Py_CLEAR(dict);
        Py_XDECREF(cell);
    }
    return dict;
}

static PyObject *table_rows(PyObject *self, PyObject *unused)
{
    int64_t rows = table_batch(self)->rows;
    PyObject *names = table_keys(self, NULL);
    PyObject *list = names ? PyList_New((Py_ssize_t)rows) : NULL;
    (void)unused;
    for (int64_t i = 0; list && i < rows; i++) {
        PyObject *row = table_row(self, names, i);
        if (!row || PyList_SetItem(list, (Py_ssize_t)i, row) < 0)
            Py_CLEAR(list);
    }
    Py_XDECREF(names);
    return list;
}

static PyObject *table_export(PyObject *self, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"requested_schema", NULL};
    PyObject *schema = NULL, *wrapped, *capsule;
    void *arrow[2];
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "|O", names, &schema))
        return NULL;
    if (kp_arrow_room(KB_ARROW_STREAM, arrow) < 0)
        return NULL;
    if (kp_table_stream(table_batch(self), arrow[0]) < 0) {
        kp_arrow_free(KB_ARROW_STREAM, arrow);
        return NULL;
    }
    wrapped = kp_arrow_wrap(((table_object *)self)->state, KB_ARROW_STREAM, arrow);
    capsule = wrapped ? PyObject_CallMethod(wrapped, "__arrow_c_stream__", NULL) : NULL;
    Py_XDECREF(wrapped);
    return capsule;
}

static PyObject *table_repr(PyObject *self)
{
    PyObject *names = table_keys(self, NULL);
    PyObject *text = names ? PyUnicode_FromFormat("<kefu.Table of %lld rows: %R>",
                                                  (long long)table_batch(self)->rows, names)
                           : NULL;
    Py_XDECREF(names);
    return text;
}

static PyMethodDef table_methods[] = {
    {"__reduce__", kp_unpicklable, METH_NOARGS, NULL},
    {"keys", table_keys, METH_NOARGS, "keys($self)\n--\n\nNames of its columns."},
    {"rows", table_rows, METH_NOARGS, "rows($self)\n--\n\nIts rows, a list of dicts."},
    {"to_dict", table_to_dict, METH_NOARGS, "to_dict($self)\n--\n\nIts columns, a dict of lists."},
    {"__arrow_c_stream__", KP_CALLABLE(table_export), METH_VARARGS | METH_KEYWORDS,
     "__arrow_c_stream__($self, requested_schema=None)\n--\n\n"
     "The rows for a library that reads Arrow: polars.DataFrame(table), pyarrow.table(table)."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot table_slots[] = {
    {Py_tp_dealloc, KP_SLOT(table_free)},
    {Py_tp_repr, KP_SLOT(table_repr)},
    {Py_tp_methods, table_methods},
    {Py_mp_length, KP_SLOT(table_length)},
    {Py_mp_subscript, KP_SLOT(table_get)},
    {Py_tp_doc, "Rows of several columns: len(), [name], keys(), rows(), to_dict(), Arrow."},
    {0, NULL},
};

PyType_Spec kp_table_spec = {
    "kefu.Table", sizeof(table_object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    table_slots,
};
