/* rows_buffer.c - a column from a buffer: NumPy, array.array, memoryview; of any stride, borrowed.
 */
#include <stdlib.h>
#include <string.h>

#include "rows.h"

static int buffer_big_endian(void)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return !first;
}

/* Type of integers by their bytes. */
static int buffer_integer(Py_ssize_t width, int is_signed)
{
    switch (width) {
    case 1:
        return is_signed ? KEFU_COLUMN_I8 : KEFU_COLUMN_U8;
    case 2:
        return is_signed ? KEFU_COLUMN_I16 : KEFU_COLUMN_U16;
    case 4:
        return is_signed ? KEFU_COLUMN_I32 : KEFU_COLUMN_U32;
    case 8:
        return is_signed ? KEFU_COLUMN_I64 : KEFU_COLUMN_U64;
    default:
        return 0;
    }
}

/* Type of a format of the struct module, without its byte order; 0 if it cannot be read. */
static int buffer_type(const char *format, Py_ssize_t width)
{
    if (*format && format[1]) {
        format += strspn(format, "0123456789");
        return *format == 's' && !format[1] ? KEFU_COLUMN_TEXT_FIXED : 0;
    }
    switch (*format) {
    case 'b':
    case 'h':
    case 'i':
    case 'l':
    case 'q':
    case 'n':
        return buffer_integer(width, 1);
    case 'B':
    case 'H':
    case 'I':
    case 'L':
    case 'Q':
    case 'N':
        return buffer_integer(width, 0);
    case '?':
        return width == 1 ? KEFU_COLUMN_BOOL : 0;
    case 'f':
        return width == 4 ? KEFU_COLUMN_F32 : 0;
    case 'd':
        return width == 8 ? KEFU_COLUMN_F64 : 0;
    case 's':
        return KEFU_COLUMN_TEXT_FIXED;
    default:
        return 0;
    }
}

/* A stride of 0 means packed to the library: rows that are all one are written out. */
static int buffer_repeat(kp_column *column, const Py_buffer *buffer)
{
    size_t width = (size_t)buffer->itemsize;
    char *to = kp_store_block(column->hold, (size_t)column->rows, width);
    if (!to)
        return -1;
    for (int64_t i = 0; i < column->rows; i++)
        memcpy(to + (size_t)i * width, buffer->buf, width);
    column->view.data = to;
    column->view.stride = 0;
    return 0;
}

static int buffer_fill(kp_column *column, const Py_buffer *buffer, int type)
{
    column->view.type = type;
    column->view.data = buffer->buf;
    column->view.stride = buffer->strides ? buffer->strides[0] : 0;
    if (type == KEFU_COLUMN_TEXT_FIXED) {
        column->view.width = buffer->itemsize;
        column->view.encoding = column->settings->encoding;
    }
    if (buffer->strides && !buffer->strides[0] && column->rows > 1)
        return buffer_repeat(column, buffer);
    return 0;
}

/* Arrays of Python's objects, and of UCS-4, as a list of them. */
static int buffer_list(kp_column *column, PyObject *object)
{
    PyObject *list = PyObject_CallMethod(object, "tolist", NULL);
    PyObject *tuple = list ? PySequence_Tuple(list) : NULL;
    int done = tuple ? kp_column_values(column, tuple) : -1;
    Py_XDECREF(tuple);
    Py_XDECREF(list);
    return done;
}

static int buffer_refuse(const kp_column *column, const char *format)
{
    if (strcmp(format, "e") == 0)
        return kp_column_fail(column, KEFU_E_UNSUPPORTED, -1,
                              "half floats have too few digits; astype('f4') them");
    return kp_column_fail(column, KEFU_E_UNSUPPORTED, -1,
                          "a buffer of format '%s' cannot be read; expected whole numbers, floats, "
                          "bools or bytes",
                          format);
}

int kp_column_buffer(kp_column *column, PyObject *object)
{
    const Py_buffer *buffer = kp_store_buffer(column->hold, object, PyBUF_RECORDS_RO);
    const char *format;
    char order;
    int type;
    column->rows = buffer ? 0 : -1;
    if (!buffer)
        return -1;
    format = buffer->format ? buffer->format : "B";
    order = strchr("@=<>!^|", *format) && *format ? *format++ : '@';
    if (buffer->ndim != 1)
        return kp_column_fail(column, KEFU_E_TYPE, -1, "%d dimensions, expected one", buffer->ndim);
    column->rows = buffer->shape[0];
    type = buffer_type(format, buffer->itemsize);
    if (!type && (strcmp(format, "O") == 0 || format[strspn(format, "0123456789")] == 'w'))
        return buffer_list(column, object);
    if (!type || !buffer->itemsize)
        return buffer_refuse(column, format);
    if (buffer->itemsize > 1 && type != KEFU_COLUMN_TEXT_FIXED &&
        ((order == '<') ? buffer_big_endian()
                        : (order == '>' || order == '!') && !buffer_big_endian()))
        return kp_column_fail(column, KEFU_E_UNSUPPORTED, -1,
                              "the other byte order; astype(a.dtype.newbyteorder('=')) it");
    return buffer_fill(column, buffer, type);
}

/* ---- Any column ------------------------------------------------------------------------------ */

int kp_has(PyObject *object, const char *name)
{
    PyObject *found = PyObject_GetAttrString(object, name);
    int has = found != NULL && found != Py_None;
    Py_XDECREF(found);
    PyErr_Clear();
    return has;
}

/* 'M' or 'm' of NumPy's times, which are no buffers; 0 for all else. */
static char column_numpy_kind(PyObject *object)
{
    PyObject *dtype = PyObject_GetAttrString(object, "dtype");
    PyObject *kind = dtype ? PyObject_GetAttrString(dtype, "kind") : NULL;
    const char *text = kind && PyUnicode_Check(kind) ? PyUnicode_AsUTF8AndSize(kind, NULL) : NULL;
    char is = text && (*text == 'M' || *text == 'm') ? *text : 0;
    Py_XDECREF(kind);
    Py_XDECREF(dtype);
    PyErr_Clear();
    return is;
}

static int column_sequence(kp_column *column, PyObject *object)
{
    PyObject *tuple;
    int done;
    if (PyUnicode_Check(object) || !PySequence_Check(object))
        return kp_column_fail(column, KEFU_E_TYPE, -1,
                              "%R cannot be read; expected a sequence, a buffer or an Arrow array",
                              (PyObject *)Py_TYPE(object));
    tuple = PySequence_Tuple(object);
    done = tuple ? kp_column_values(column, tuple) : -1;
    Py_XDECREF(tuple);
    return done;
}

static int column_method(kp_column *column, PyObject *object, const char *name)
{
    PyObject *made = PyObject_CallMethod(object, name, NULL);
    int done = made ? kp_column_read(column, made) : -1;
    Py_XDECREF(made);
    return done;
}

/* A series of pandas without pyarrow says only when it is asked that it cannot be Arrow. */
static int column_series(kp_column *column, PyObject *object)
{
    int done = kp_column_arrow(column, object);
    if (done == 0 || !PyErr_ExceptionMatches(PyExc_ImportError) || !kp_has(object, "to_numpy"))
        return done;
    PyErr_Clear();
    return column_method(column, object, "to_numpy");
}

int kp_is_plain_array(kp_state *state, PyObject *object)
{
    static const char *const plain[] = {"ndarray", "array", "memoryview", "bytearray", "Array"};
    PyObject **last = &kp_own(state)[KP_OWN_PLAIN];
    PyObject *name, *type = (PyObject *)Py_TYPE(object), *before = *last;
    int is = 0;
    if (type == before)
        return 1;
    name = PyObject_CheckBuffer(object) ? PyType_GetName(Py_TYPE(object)) : NULL;
    for (size_t k = 0; name && k < sizeof plain / sizeof *plain && !is; k++)
        is = PyUnicode_CompareWithASCIIString(name, plain[k]) == 0;
    Py_XDECREF(name);
    PyErr_Clear();
    if (is) {
        *last = Py_NewRef(type);
        Py_XDECREF(before);
    }
    return is;
}

/* The buffer of such an array; NumPy says only when it is asked that its times have none. */
static int column_plain(kp_column *column, PyObject *object)
{
    int done = kp_column_buffer(column, object);
    char kind;
    if (done == 0 || !PyErr_ExceptionMatches(PyExc_ValueError) || column->rows >= 0)
        return done;
    PyErr_Clear();
    kind = column_numpy_kind(object);
    return kind ? kp_column_numpy_time(column, object, kind) : kp_column_buffer(column, object);
}

int kp_column_read(kp_column *column, PyObject *object)
{
    char kind;
    column->view.struct_size = sizeof column->view;
    if (PyList_Check(object) || PyTuple_Check(object))
        return column_sequence(column, object);
    if (kp_is_plain_array(column->state, object))
        return column_plain(column, object);
    if (kp_has(object, "__arrow_c_stream__") || kp_has(object, "__arrow_c_array__"))
        return column_series(column, object);
    if (kp_has(object, "iloc") && kp_has(object, "to_numpy"))
        return column_method(column, object, "to_numpy");
    kind = column_numpy_kind(object);
    if (kp_has(object, "filled") && kp_has(object, "mask")) /* numpy.ma: masked is None */
        return kind ? column_method(column, object, "tolist") : buffer_list(column, object);
    if (kind)
        return kp_column_numpy_time(column, object, kind);
    if (PyObject_CheckBuffer(object))
        return kp_column_buffer(column, object);
    return column_sequence(column, object);
}
