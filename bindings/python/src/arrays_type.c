/* arrays_type.c - kefu.Array: numbers of one kind as a buffer, in it or where another object has
 * them.
 */
#include <stdlib.h>
#include <string.h>

#include "arrays.h"

typedef struct array_object {
    PyObject_VAR_HEAD PyObject *owner; /* of the numbers; NULL: they are in it */
    const char *data;
    int ndim; /* 1, or 2: rows by numbers */
    Py_ssize_t shape[2], strides[2];
    char format[2];
    int64_t numbers[1];
} array_object;

/* The length of what follows is that of its bytes. */
enum { ARRAY_HEAD = offsetof(array_object, numbers) };

static Py_ssize_t array_width(char format)
{
    switch (format) {
    case 'q':
        return 8;
    case 'i':
    case 'I':
        return 4;
    default:
        return 1;
    }
}

/* ---- Making one ------------------------------------------------------------------------------ */

static array_object *array_make(kp_state *state, int64_t bytes, PyObject *owner, char format)
{
    PyTypeObject *type = (PyTypeObject *)kp_own(state)[KP_OWN_ARRAY];
    array_object *self = PyObject_NewVar(array_object, type, (Py_ssize_t)bytes);
    if (!self)
        return NULL;
    self->owner = Py_XNewRef(owner);
    self->ndim = 1;
    self->format[0] = format;
    self->format[1] = 0;
    return self;
}

PyObject *kp_array_new_rows(kp_state *state, int64_t rows, int64_t n, char format, void **data)
{
    Py_ssize_t width = array_width(format);
    if (rows < 0 || n < 0 || (n && rows > PTRDIFF_MAX / 2 / width / n))
        return PyErr_NoMemory();
    array_object *self = array_make(state, rows * n * width, NULL, format);
    if (!self)
        return NULL;
    *data = self->numbers;
    self->data = *data;
    self->ndim = 2;
    self->shape[0] = (Py_ssize_t)rows;
    self->shape[1] = (Py_ssize_t)n;
    self->strides[0] = (Py_ssize_t)n * width;
    self->strides[1] = width;
    return (PyObject *)self;
}

PyObject *kp_array_new(kp_state *state, int64_t n, char format, void **data)
{
    array_object *self = (array_object *)kp_array_new_rows(state, n, 1, format, data);
    if (self)
        self->ndim = 1;
    return (PyObject *)self;
}

PyObject *kp_array_of(kp_state *state, PyObject *owner, const void *data, int64_t n,
                      Py_ssize_t stride, char format)
{
    array_object *self = array_make(state, 0, owner, format);
    if (!self)
        return NULL;
    self->data = data;
    self->shape[0] = (Py_ssize_t)n;
    self->strides[0] = stride;
    return (PyObject *)self;
}

static void array_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(((array_object *)self)->owner);
    PyObject_Free(self);
    Py_DECREF(type);
}

/* ---- As a buffer ----------------------------------------------------------------------------- */

static int array_is_packed(const array_object *a)
{
    Py_ssize_t width = array_width(*a->format);
    return a->strides[a->ndim - 1] == width;
}

static int array_get_buffer(PyObject *self, Py_buffer *view, int flags)
{
    array_object *a = (array_object *)self;
    Py_ssize_t n = a->ndim == 2 ? a->shape[0] * a->shape[1] : a->shape[0];
    view->obj = NULL;
    if (flags & PyBUF_WRITABLE) {
        PyErr_SetString(PyExc_BufferError, "a kefu.Array does not change");
        return -1;
    }
    if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES && !array_is_packed(a)) {
        PyErr_SetString(PyExc_BufferError, "the numbers lie apart: they need strides");
        return -1;
    }
    view->buf = (void *)(uintptr_t)a->data;
    view->obj = Py_NewRef(self);
    view->itemsize = array_width(*a->format);
    view->len = n * view->itemsize;
    view->readonly = 1;
    view->ndim = flags & PyBUF_ND ? a->ndim : 1;
    view->format = flags & PyBUF_FORMAT ? a->format : NULL;
    view->shape = flags & PyBUF_ND ? a->shape : NULL;
    view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? a->strides : NULL;
    view->suboffsets = NULL;
    view->internal = NULL;
    return 0;
}

/* ---- As a sequence --------------------------------------------------------------------------- */

static Py_ssize_t array_length(PyObject *self) { return ((array_object *)self)->shape[0]; }

static PyObject *array_number(const char *at, char format)
{
    union {
        int8_t b;
        uint8_t B;
        int32_t i;
        uint32_t I;
        int64_t q;
    } u;
    memcpy(&u, at, (size_t)array_width(format));
    switch (format) {
    case 'q':
        return PyLong_FromLongLong(u.q);
    case 'i':
        return PyLong_FromLong(u.i);
    case 'I':
        return PyLong_FromUnsignedLong(u.I);
    case 'b':
        return PyLong_FromLong(u.b);
    default:
        return PyLong_FromLong(u.B);
    }
}

static PyObject *array_item(PyObject *self, Py_ssize_t i)
{
    const array_object *a = (array_object *)self;
    const char *at = a->data + i * a->strides[0];
    if (i < 0 || i >= a->shape[0])
        return PyErr_Format(PyExc_IndexError, "number %zd of %zd", i, a->shape[0]);
    if (a->ndim == 1)
        return array_number(at, *a->format);
    return kp_array_of(PyType_GetModuleState(Py_TYPE(self)), self, at, a->shape[1], a->strides[1],
                       *a->format);
}

/* A slice is an array of the same numbers. */
static PyObject *array_subscript(PyObject *self, PyObject *key)
{
    const array_object *a = (array_object *)self;
    Py_ssize_t start, stop, step, n;
    if (!PySlice_Check(key) || a->ndim == 2)
        return kp_list_subscript(self, key, array_item);
    if (PySlice_Unpack(key, &start, &stop, &step) < 0)
        return NULL;
    n = PySlice_AdjustIndices(a->shape[0], &start, &stop, step);
    return kp_array_of(PyType_GetModuleState(Py_TYPE(self)), self, a->data + start * a->strides[0],
                       n, step * a->strides[0], *a->format);
}

static PyObject *array_tolist(PyObject *self, PyObject *unused)
{
    const array_object *a = (array_object *)self;
    PyObject *list = PyList_New(a->shape[0]);
    for (Py_ssize_t i = 0; list && i < a->shape[0]; i++) {
        PyObject *item = array_item(self, i), *row = item;
        if (item && a->ndim == 2) {
            item = array_tolist(row, unused);
            Py_DECREF(row);
        }
        if (!item || PyList_SetItem(list, i, item) < 0)
            Py_CLEAR(list);
    }
    return list;
}

static PyMethodDef array_methods[] = {
    {"tolist", array_tolist, METH_NOARGS, "tolist($self)\n--\n\nIts numbers as a list."},
    {"__reduce__", kp_unpicklable, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyObject *array_shape(PyObject *self, void *unused)
{
    const array_object *a = (array_object *)self;
    (void)unused;
    return a->ndim == 2 ? Py_BuildValue("(nn)", a->shape[0], a->shape[1])
                        : Py_BuildValue("(n)", a->shape[0]);
}

static PyObject *array_format(PyObject *self, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(((array_object *)self)->format);
}

static PyGetSetDef array_getset[] = {
    {"shape", array_shape, NULL, "How many numbers, or rows and numbers of each.", NULL},
    {"format", array_format, NULL, "What they are, as struct has it: 'q', 'i', 'I', 'b', 'B'.",
     NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot array_slots[] = {
    {Py_tp_dealloc, KP_SLOT(array_free)},
    {Py_tp_repr, KP_SLOT(kp_list_repr)},
    {Py_tp_richcompare, KP_SLOT(kp_list_compare)},
    {Py_tp_hash, KP_SLOT(PyObject_HashNotImplemented)},
    {Py_tp_methods, array_methods},
    {Py_tp_getset, array_getset},
    {Py_tp_iter, KP_SLOT(PySeqIter_New)},
    {Py_sq_length, KP_SLOT(array_length)},
    {Py_sq_item, KP_SLOT(array_item)},
    {Py_mp_length, KP_SLOT(array_length)},
    {Py_mp_subscript, KP_SLOT(array_subscript)},
    {Py_bf_getbuffer, KP_SLOT(array_get_buffer)},
    {Py_tp_doc, "Whole numbers: a sequence, and a buffer that numpy.asarray() does not copy."},
    {0, NULL},
};

PyType_Spec kp_array_spec = {
    "kefu.Array", ARRAY_HEAD, 1, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    array_slots,
};

/* ---- Numbers whose count is not known before ------------------------------------------------- */

void *kp_growing_add(kp_growing *growing, size_t size)
{
    size_t need = growing->size + size, room = growing->room;
    char *data = growing->data;
    if (need > room || !data) {
        room = need > room * 2 ? need : room * 2;
        data = realloc(data, room ? room : 1);
        if (!data) {
            PyErr_NoMemory();
            return NULL;
        }
        growing->data = data;
        growing->room = room;
    }
    growing->size = need;
    return data + need - size;
}

PyObject *kp_growing_array(kp_state *state, const kp_growing *growing, char format)
{
    void *data = NULL;
    int64_t n = (int64_t)growing->size / array_width(format);
    PyObject *array = kp_array_new(state, n, format, &data);
    if (array && growing->size)
        memcpy(data, growing->data, growing->size);
    return array;
}

void kp_growing_free(kp_growing *growing)
{
    free(growing->data);
    memset(growing, 0, sizeof *growing);
}
