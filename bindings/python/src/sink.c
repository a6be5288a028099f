/* sink.c - where a call's bytes go: kept for the result, or on to a path or to write(). */
#include "kp_call.h"

#include <stdlib.h>

enum { SINK_FLUSH = 1 << 20 };

/* A path, and not the number of an open file. */
static int sink_open_path(kp_sink *sink)
{
    PyObject *to = sink->frame->to, *path = PyOS_FSPath(to);
    if (!path && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        kp_expected("a path or an object with write()", to);
        kp_where(sink->frame->state, "to");
    }
    PyObject *io = path ? PyImport_ImportModule("io") : NULL;
    sink->file = io ? PyObject_CallMethod(io, "open", "Os", path, "wb") : NULL;
    Py_XDECREF(path);
    Py_XDECREF(io);
    sink->opened = sink->file != NULL;
    return sink->file ? 0 : -1;
}

/* Whether a file is of a class of io. */
static int sink_is_a(PyObject *file, const char *name)
{
    PyObject *io = PyImport_ImportModule("io");
    PyObject *base = io ? PyObject_GetAttrString(io, name) : NULL;
    int is = base ? PyObject_IsInstance(file, base) : -1;
    Py_XDECREF(io);
    Py_XDECREF(base);
    return is;
}

static int sink_begin(kp_sink *sink)
{
    PyObject *to = sink->frame->to;
    if (sink->write)
        return 0;
    if (!PyObject_HasAttrString(to, "write")) {
        if (sink_open_path(sink))
            return -1;
    } else {
        int text = sink_is_a(to, "TextIOBase"), raw = text < 0 ? -1 : sink_is_a(to, "RawIOBase");
        if (raw < 0)
            return -1;
        sink->raw = (uint8_t)raw;
        sink->text = (uint8_t)(text && sink->frame->entry->info->result.kind == KB_SINK);
        sink->file = Py_NewRef(to);
    }
    sink->write = PyObject_GetAttrString(sink->file, "write");
    return sink->write ? 0 : -1;
}

/* Bytes of whole characters: a part of one stays for the next time. */
static size_t sink_whole(const kp_sink *sink, int last)
{
    size_t size = sink->size;
    if (last || !sink->text)
        return size;
    while (size > 0 && ((unsigned char)sink->bytes[size - 1] & 0xC0) == 0x80)
        size--;
    return size > 0 && (unsigned char)sink->bytes[size - 1] >= 0xC0 ? size - 1 : sink->size;
}

/* How much write() took: files without a buffer may take a part, others take all or raise. */
static int sink_took(const kp_sink *sink, PyObject *done, size_t *whole)
{
    if (!sink->raw)
        return 0;
    int64_t size = PyLong_Check(done) ? PyLong_AsLongLong(done) : 0;
    if (size <= 0) {
        PyErr_SetString(PyExc_BlockingIOError, "the file takes no more bytes now");
        return -1;
    }
    *whole = (uint64_t)size < *whole ? (size_t)size : *whole;
    return 0;
}

static int sink_write_some(kp_sink *sink, size_t whole)
{
    PyObject *bytes = sink->text ? PyUnicode_DecodeUTF8(sink->bytes, (Py_ssize_t)whole, "replace")
                                 : PyBytes_FromStringAndSize(sink->bytes, (Py_ssize_t)whole);
    PyObject *done = bytes ? PyObject_CallFunctionObjArgs(sink->write, bytes, NULL) : NULL;
    int failed = !done || sink_took(sink, done, &whole);
    Py_XDECREF(bytes);
    Py_XDECREF(done);
    if (failed)
        return -1;
    memmove(sink->bytes, sink->bytes + whole, sink->size - whole);
    sink->size -= whole;
    return 0;
}

static int sink_flush(kp_sink *sink, int last)
{
    if (sink_begin(sink))
        return -1;
    for (size_t whole; (whole = sink_whole(sink, last)) > 0;)
        if (sink_write_some(sink, whole))
            return -1;
    return 0;
}

static int sink_grow(kp_sink *sink, size_t size)
{
    if (size > (size_t)PY_SSIZE_T_MAX / 2 - sink->size)
        return -1;
    size_t capacity = sink->capacity ? sink->capacity : 4096;
    while (capacity < sink->size + size)
        capacity *= 2;
    if (capacity == sink->capacity)
        return 0;
    char *bytes = realloc(sink->bytes, capacity);
    if (!bytes)
        return -1;
    sink->bytes = bytes;
    sink->capacity = capacity;
    return 0;
}

/* Without the GIL, but when what was kept is handed on. */
static kefu_status KEFU_CALL sink_write(void *user, const void *bytes, size_t size)
{
    kp_sink *sink = user;
    if (sink_grow(sink, size))
        return KEFU_E_MEMORY;
    memcpy(sink->bytes + sink->size, bytes, size);
    sink->size += size;
    if (!sink->frame->to || sink->size < SINK_FLUSH)
        return KEFU_OK;
    int entered = kp_enter_python();
    int failed = sink_flush(sink, 0);
    if (failed)
        kp_catch();
    kp_leave_python(entered);
    return failed ? KEFU_E_CALLBACK : KEFU_OK;
}

void kp_sink_open(kp_sink *sink, kp_frame *f)
{
    memset(sink, 0, sizeof *sink);
    sink->sink.struct_size = sizeof sink->sink;
    sink->sink.write = sink_write;
    sink->sink.user = sink;
    sink->frame = f;
    f->c.sink = &sink->sink;
}

static int sink_end(kp_sink *sink, int failed)
{
    if (!failed && sink_flush(sink, 1))
        failed = 1;
    if (!sink->opened)
        return failed;
    PyObject *raised[3];
    PyErr_Fetch(&raised[0], &raised[1], &raised[2]);
    PyObject *closed = PyObject_CallMethod(sink->file, "close", NULL);
    failed = failed || !closed;
    Py_XDECREF(closed);
    if (raised[0])
        PyErr_Restore(raised[0], raised[1], raised[2]);
    return failed;
}

PyObject *kp_sink_close(kp_sink *sink, int failed)
{
    PyObject *result = NULL;
    if (sink->frame->to) {
        if (!sink_end(sink, failed))
            result = Py_NewRef(Py_None);
    } else if (!failed) {
        const char *bytes = sink->bytes ? sink->bytes : "";
        result = sink->frame->entry->info->result.kind == KB_SINK
                     ? PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)sink->size, "replace")
                     : PyBytes_FromStringAndSize(bytes, (Py_ssize_t)sink->size);
    }
    Py_XDECREF(sink->file);
    Py_XDECREF(sink->write);
    free(sink->bytes);
    return result;
}
