/* store.c - what a batch stands on: memory, objects and buffers, let go of together. */
#include "store.h"

#include <stdlib.h>
#include <string.h>

enum { HELD_BLOCK, HELD_OBJECT, HELD_BUFFER, HELD_OTHER };

struct kp_held {
    struct kp_held *before;
    int kind;
    void *thing;
    void (*release)(void *thing);
    Py_buffer buffer;
    int64_t block[]; /* of HELD_BLOCK: as aligned as any number of columns */
};

static struct kp_held *held_new(kp_store *hold, int kind, size_t block)
{
    struct kp_held *held =
        block > (size_t)PY_SSIZE_T_MAX - sizeof *held ? NULL : calloc(1, sizeof *held + block);
    if (!held) {
        PyErr_NoMemory();
        return NULL;
    }
    held->kind = kind;
    held->before = hold->last;
    hold->last = held;
    return held;
}

void *kp_store_block(kp_store *hold, size_t count, size_t width)
{
    if (count > (size_t)PY_SSIZE_T_MAX / width) {
        PyErr_NoMemory();
        return NULL;
    }
    struct kp_held *held = held_new(hold, HELD_BLOCK, count ? count * width : 1);
    return held ? held->block : NULL;
}

const char *kp_store_text(kp_store *hold, const char *text, size_t size)
{
    char *copy = kp_store_block(hold, size + 1, 1);
    if (copy && size)
        memcpy(copy, text, size);
    return copy;
}

int kp_store_object(kp_store *hold, PyObject *object)
{
    struct kp_held *held = object ? held_new(hold, HELD_OBJECT, 0) : NULL;
    if (!held) {
        Py_XDECREF(object);
        return -1;
    }
    held->thing = object;
    return 0;
}

Py_buffer *kp_store_buffer(kp_store *hold, PyObject *object, int flags)
{
    struct kp_held *held = held_new(hold, HELD_BUFFER, 0);
    if (!held)
        return NULL;
    if (PyObject_GetBuffer(object, &held->buffer, flags) == 0)
        return &held->buffer;
    held->kind = HELD_BLOCK; /* of nothing */
    return NULL;
}

int kp_store_other(kp_store *hold, void *thing, void (*release)(void *thing))
{
    struct kp_held *held = held_new(hold, HELD_OTHER, 0);
    if (!held) {
        release(thing);
        return -1;
    }
    held->thing = thing;
    held->release = release;
    return 0;
}

static void held_release(struct kp_held *held)
{
    if (held->kind == HELD_OBJECT)
        Py_DECREF((PyObject *)held->thing);
    else if (held->kind == HELD_BUFFER)
        PyBuffer_Release(&held->buffer);
    else if (held->kind == HELD_OTHER)
        held->release(held->thing);
    free(held);
}

void kp_store_free(kp_store *hold)
{
    PyObject *type, *value, *trace;
    if (!hold->last)
        return;
    PyErr_Fetch(&type, &value, &trace);
    while (hold->last) {
        struct kp_held *held = hold->last;
        hold->last = held->before;
        held_release(held);
    }
    PyErr_Restore(type, value, trace);
}
