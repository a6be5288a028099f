/* temp.c - what a call needs until it is over: memory, references, buffers, objects in use. */
#include "kp_call.h"

enum { TEMP_MEMORY, TEMP_REF, TEMP_BUFFER, TEMP_HELD, TEMP_ALONE, TEMP_ROWS };

struct kp_temp {
    kp_temp *next;
    int kind;
    union {
        PyObject *object;
        kp_rows *rows;
        Py_buffer buffer;
        int64_t words; /* what is behind it begins as aligned as this */
    } of;
};

static kp_temp *temp_add(kp_frame *f, int kind, size_t more)
{
    kp_temp *temp = PyMem_Calloc(1, sizeof *temp + more);
    if (!temp) {
        PyErr_NoMemory();
        return NULL;
    }
    temp->kind = kind;
    temp->next = f->temps;
    f->temps = temp;
    return temp;
}

void *kp_temp_memory(kp_frame *f, size_t size)
{
    if (size > (size_t)PY_SSIZE_T_MAX - sizeof(kp_temp))
        return PyErr_NoMemory();
    kp_temp *temp = temp_add(f, TEMP_MEMORY, size);
    return temp ? temp + 1 : NULL;
}

int kp_temp_ref(kp_frame *f, PyObject *owned)
{
    kp_temp *temp = owned ? temp_add(f, TEMP_REF, 0) : NULL;
    if (temp)
        temp->of.object = owned;
    else
        Py_XDECREF(owned);
    return temp ? 0 : -1;
}

Py_buffer *kp_temp_buffer(kp_frame *f)
{
    kp_temp *temp = temp_add(f, TEMP_BUFFER, 0);
    return temp ? &temp->of.buffer : NULL;
}

int kp_temp_rows(kp_frame *f, kp_rows *rows)
{
    kp_temp *temp = temp_add(f, TEMP_ROWS, 0);
    if (temp)
        temp->of.rows = rows;
    else
        kp_rows_close(rows);
    return temp ? 0 : -1;
}

/* One object may be given twice: the first hold stands for both. */
int kp_temp_held(kp_frame *f, kp_object *object, int alone)
{
    for (const kp_temp *temp = f->temps; temp; temp = temp->next)
        if ((temp->kind == TEMP_HELD || temp->kind == TEMP_ALONE) &&
            temp->of.object == (PyObject *)object)
            return 0;
    kp_temp *temp = temp_add(f, TEMP_MEMORY, 0);
    if (!temp || kp_hold(object, alone))
        return -1;
    temp->kind = alone ? TEMP_ALONE : TEMP_HELD;
    temp->of.object = Py_NewRef((PyObject *)object);
    return 0;
}

static void temp_end(kp_temp *temp)
{
    switch (temp->kind) {
    case TEMP_REF:
        Py_DECREF(temp->of.object);
        return;
    case TEMP_BUFFER:
        if (temp->of.buffer.obj)
            PyBuffer_Release(&temp->of.buffer);
        return;
    case TEMP_HELD:
    case TEMP_ALONE:
        kp_unhold((kp_object *)temp->of.object, temp->kind == TEMP_ALONE);
        Py_DECREF(temp->of.object);
        return;
    case TEMP_ROWS:
        kp_rows_close(temp->of.rows);
        return;
    default:
        return;
    }
}

void kp_temp_free(kp_frame *f)
{
    for (kp_temp *next; f->temps; f->temps = next) {
        next = f->temps->next;
        temp_end(f->temps);
        PyMem_Free(f->temps);
    }
}
