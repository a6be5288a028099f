/* arrow_out.c - what the library writes as Arrow, handed over by the PyCapsule protocol. */
#include <stdlib.h>
#include <string.h>

#include "arrow_abi.h"
#include "rows.h"

/* ---- Capsules --------------------------------------------------------------------------------
 *
 * Whoever reads a capsule moves the struct out of it and leaves NULL in `release`; what nobody read
 * is released with the capsule.
 */

static void stream_drop(struct ArrowArrayStream *stream)
{
    if (stream && stream->release)
        stream->release(stream);
    free(stream);
}

static void schema_drop(struct ArrowSchema *schema)
{
    if (schema && schema->release)
        schema->release(schema);
    free(schema);
}

static void array_drop(struct ArrowArray *array)
{
    if (array && array->release)
        array->release(array);
    free(array);
}

static void stream_capsule_free(PyObject *capsule)
{
    stream_drop(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
}

static void schema_capsule_free(PyObject *capsule)
{
    schema_drop(PyCapsule_GetPointer(capsule, "arrow_schema"));
}

static void array_capsule_free(PyObject *capsule)
{
    array_drop(PyCapsule_GetPointer(capsule, "arrow_array"));
}

static PyObject *stream_capsule(struct ArrowArrayStream *stream)
{
    PyObject *capsule = PyCapsule_New(stream, "arrow_array_stream", stream_capsule_free);
    if (!capsule)
        stream_drop(stream);
    return capsule;
}

static PyObject *array_capsules(struct ArrowSchema *schema, struct ArrowArray *array)
{
    PyObject *first = PyCapsule_New(schema, "arrow_schema", schema_capsule_free);
    PyObject *second = first ? PyCapsule_New(array, "arrow_array", array_capsule_free) : NULL;
    PyObject *pair = second ? PyTuple_Pack(2, first, second) : NULL;
    if (!first)
        schema_drop(schema);
    if (!second)
        array_drop(array);
    Py_XDECREF(first);
    Py_XDECREF(second);
    return pair;
}

/* ---- For calls of the tables ----------------------------------------------------------------- */

int kp_arrow_room(int kind, void *arrow[2])
{
    int is_stream = kind == KB_ARROW_STREAM;
    arrow[0] = calloc(1, is_stream ? sizeof(struct ArrowArrayStream) : sizeof(struct ArrowSchema));
    arrow[1] = is_stream ? NULL : calloc(1, sizeof(struct ArrowArray));
    if (arrow[0] && (is_stream || arrow[1]))
        return 0;
    free(arrow[0]);
    free(arrow[1]);
    arrow[0] = arrow[1] = NULL;
    PyErr_NoMemory();
    return -1;
}

void kp_arrow_free(int kind, void *arrow[2])
{
    if (kind == KB_ARROW_STREAM) {
        stream_drop(arrow[0]);
    } else {
        schema_drop(arrow[0]);
        array_drop(arrow[1]);
    }
    arrow[0] = arrow[1] = NULL;
}

/* Something that can be read once by whoever reads Arrow. */
typedef struct export_object {
    PyObject_HEAD PyObject *given; /* a capsule, or a pair of them; NULL once read */
    int is_stream;
} export_object;

PyObject *kp_arrow_wrap(kp_state *state, int kind, void *arrow[2])
{
    PyTypeObject *type = (PyTypeObject *)kp_own(state)[KP_OWN_EXPORT];
    int is_stream = kind == KB_ARROW_STREAM;
    PyObject *given = is_stream ? stream_capsule(arrow[0]) : array_capsules(arrow[0], arrow[1]);
    export_object *self = given ? PyObject_New(export_object, type) : NULL;
    arrow[0] = arrow[1] = NULL;
    if (!self) {
        Py_XDECREF(given);
        return NULL;
    }
    self->given = given;
    self->is_stream = is_stream;
    return (PyObject *)self;
}

static void export_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(((export_object *)self)->given);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyObject *export_give(PyObject *self, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"requested_schema", NULL};
    export_object *export = (export_object *)self;
    PyObject *schema = NULL, *given = export->given;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "|O", names, &schema))
        return NULL;
    if (!given)
        PyErr_SetString(PyExc_ValueError, "it has been read already: ask for another");
    export->given = NULL;
    return given;
}

static PyObject *export_getattro(PyObject *self, PyObject *name)
{
    export_object *export = (export_object *)self;
    const char *other = export->is_stream ? "__arrow_c_array__" : "__arrow_c_stream__";
    if (PyUnicode_Check(name) && PyUnicode_CompareWithASCIIString(name, other) == 0) {
        PyErr_SetObject(PyExc_AttributeError, name);
        return NULL;
    }
    return PyObject_GenericGetAttr(self, name);
}

static PyMethodDef export_methods[] = {
    {"__arrow_c_stream__", KP_CALLABLE(export_give), METH_VARARGS | METH_KEYWORDS,
     "The rows, for a library that reads Arrow."},
    {"__arrow_c_array__", KP_CALLABLE(export_give), METH_VARARGS | METH_KEYWORDS,
     "The rows, for a library that reads Arrow."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot export_slots[] = {
    {Py_tp_dealloc, KP_SLOT(export_free)},
    {Py_tp_getattro, KP_SLOT(export_getattro)},
    {Py_tp_methods, export_methods},
    {Py_tp_doc, "Rows as Arrow: for polars.DataFrame(), pyarrow.table() and others, once."},
    {0, NULL},
};

PyType_Spec kp_export_spec = {
    "kefu.Arrow", sizeof(export_object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    export_slots,
};
