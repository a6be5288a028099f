/* rows_module.c - what rows add to the module: types, and the marks PROVISIONAL and EXEMPT. */
#include "table.h"

/* ---- Marks: kefu.PROVISIONAL, kefu.EXEMPT ---------------------------------------------------- */

typedef struct mark_object {
    PyObject_HEAD int mark;
} mark_object;

static const int marks[] = {KEFU_VALUE_PROVISIONAL, KEFU_VALUE_EXEMPT};
static const char *const mark_names[] = {"PROVISIONAL", "EXEMPT"};
enum { N_MARKS = 2 };

int kp_mark_of(kp_state *state, PyObject *object)
{
    return (PyObject *)Py_TYPE(object) == kp_own(state)[KP_OWN_MARK] ? ((mark_object *)object)->mark
                                                                     : 0;
}

PyObject *kp_mark_object(kp_state *state, int mark)
{
    PyObject *object = Py_None;
    for (int i = 0; i < N_MARKS; i++)
        if (marks[i] == mark)
            object = PyTuple_GetItem(kp_own(state)[KP_OWN_MARKS], i);
    Py_XINCREF(object);
    return object;
}

static PyObject *mark_repr(PyObject *self)
{
    int i = ((mark_object *)self)->mark == marks[0] ? 0 : 1;
    return PyUnicode_FromFormat("kefu.%s", mark_names[i]);
}

static PyObject *mark_reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    return PyUnicode_FromString(mark_names[((mark_object *)self)->mark == marks[0] ? 0 : 1]);
}

static void mark_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyMethodDef mark_methods[] = {
    {"__reduce__", mark_reduce, METH_NOARGS, "Itself, when it is copied or unpickled."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot mark_slots[] = {
    {Py_tp_dealloc, KP_SLOT(mark_free)},
    {Py_tp_repr, KP_SLOT(mark_repr)},
    {Py_tp_methods, mark_methods},
    {Py_tp_doc, "A cell without a number: not known yet (延迟统计), or exempt."},
    {0, NULL},
};

PyType_Spec kp_mark_spec = {
    "kefu.Mark", sizeof(mark_object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    mark_slots,
};

/* ---- The module ------------------------------------------------------------------------------ */

static PyObject *init_attribute(const char *module, const char *name)
{
    PyObject *from = PyImport_ImportModule(module);
    PyObject *attribute = from ? PyObject_GetAttrString(from, name) : NULL;
    Py_XDECREF(from);
    return attribute;
}

/* 1970-01-01, in a zone or none. */
static PyObject *init_epoch(PyObject *datetime, int has_zone)
{
    PyObject *zone_type = has_zone ? init_attribute("datetime", "timezone") : NULL;
    PyObject *utc = zone_type ? PyObject_GetAttrString(zone_type, "utc") : NULL;
    PyObject *epoch = NULL;
    if (utc)
        epoch = PyObject_CallFunction(datetime, "iiiiiiiO", 1970, 1, 1, 0, 0, 0, 0, utc);
    else if (!has_zone)
        epoch = PyObject_CallFunction(datetime, "iii", 1970, 1, 1);
    Py_XDECREF(zone_type);
    Py_XDECREF(utc);
    return epoch;
}

static PyObject *init_times(void)
{
    PyObject *times = PyTuple_New(KP_TIMES), *items[KP_TIMES] = {NULL};
    int whole = times != NULL;
    items[KP_DATE] = init_attribute("datetime", "date");
    items[KP_DATETIME] = init_attribute("datetime", "datetime");
    items[KP_DECIMAL] = init_attribute("decimal", "Decimal");
    items[KP_TIMEDELTA] = init_attribute("datetime", "timedelta");
    if (items[KP_DATETIME]) {
        items[KP_EPOCH] = init_epoch(items[KP_DATETIME], 1);
        items[KP_EPOCH_NAIVE] = init_epoch(items[KP_DATETIME], 0);
    }
    for (int i = 0; i < KP_TIMES; i++) {
        whole = whole && items[i];
        if (!times)
            Py_XDECREF(items[i]);
        else if (items[i])
            PyTuple_SetItem(times, i, items[i]);
    }
    if (!whole)
        Py_CLEAR(times);
    return times;
}

static PyObject *init_marks(PyObject *module, PyObject *type)
{
    PyObject *tuple = PyTuple_New(N_MARKS);
    for (int i = 0; tuple && i < N_MARKS; i++) {
        mark_object *mark = PyObject_New(mark_object, (PyTypeObject *)type);
        if (mark)
            mark->mark = marks[i];
        if (!mark || PyModule_AddObjectRef(module, mark_names[i], (PyObject *)mark) < 0) {
            Py_XDECREF((PyObject *)mark);
            Py_CLEAR(tuple);
        } else {
            PyTuple_SetItem(tuple, i, (PyObject *)mark);
        }
    }
    return tuple;
}

static PyStructSequence_Field bad_row_fields[] = {
    {"line", "Line of the file, from 1."},
    {"column", "Column in characters, from 1."},
    {"row", "Data row, from 0."},
    {"message", "What is wrong with it."},
    {NULL, NULL},
};
static PyStructSequence_Desc bad_row_desc = {"kefu.BadRow", "A row of a file that was skipped.",
                                             bad_row_fields, 4};

int kp_rows_init(kp_state *state, PyObject *module, PyObject **own)
{
    static const struct {
        int at;
        PyType_Spec *spec;
        const char *name;
    } types[] = {
        {KP_OWN_ROWS, &kp_rows_spec, "Rows"},
        {KP_OWN_TABLE, &kp_table_spec, "Table"},
        {KP_OWN_MARK, &kp_mark_spec, NULL},
        {KP_OWN_EXPORT, &kp_export_spec, NULL},
    };
    (void)state;
    for (size_t k = 0; k < sizeof types / sizeof *types; k++) {
        PyObject *type = PyType_FromModuleAndSpec(module, types[k].spec, NULL);
        own[types[k].at] = type;
        if (!type || (types[k].name && PyModule_AddObjectRef(module, types[k].name, type) < 0))
            return -1;
    }
    own[KP_OWN_BAD_ROW] = (PyObject *)PyStructSequence_NewType(&bad_row_desc);
    own[KP_OWN_TIMES] = own[KP_OWN_BAD_ROW] ? init_times() : NULL;
    own[KP_OWN_MARKS] = own[KP_OWN_TIMES] ? init_marks(module, own[KP_OWN_MARK]) : NULL;
    if (!own[KP_OWN_MARKS])
        return -1;
    return PyModule_AddObjectRef(module, "BadRow", own[KP_OWN_BAD_ROW]);
}
