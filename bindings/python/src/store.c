/* store.c - what a call or a batch stands on: memory, objects and buffers, let go of together. */
#include "store.h"

#include <stdlib.h>
#include <string.h>

struct kp_held {
    _Alignas(int64_t) struct kp_held *before; /* and memory behind it */
    void *thing;
    void (*release)(void *thing);
};

/* ---- Memory ---------------------------------------------------------------------------------- */

/* Under ASan each block is one of the heap, so that what is read beyond it is seen. */
#if defined(__SANITIZE_ADDRESS__)
enum { STORE_CHUNK = 0 };
#else
enum { STORE_CHUNK = 4096 };
#endif

void kp_store_begin(kp_store *hold, kp_room_of *room)
{
    hold->last = NULL;
    hold->at = (char *)room;
    hold->end = hold->at + (STORE_CHUNK ? sizeof *room : 0);
}

static void held_add(kp_store *hold, struct kp_held *held, void *thing, void (*release)(void *))
{
    *held = (struct kp_held){hold->last, thing, release};
    hold->last = held;
}

static void *store_heap(kp_store *hold, size_t size)
{
    struct kp_held *held =
        size > (size_t)PY_SSIZE_T_MAX - sizeof *held ? NULL : calloc(1, sizeof *held + size);
    if (!held)
        return PyErr_NoMemory();
    held_add(hold, held, held, free);
    return held + 1;
}

static int store_chunk(kp_store *hold)
{
    hold->at = store_heap(hold, STORE_CHUNK);
    hold->end = hold->at ? hold->at + STORE_CHUNK : NULL;
    return hold->at ? 0 : -1;
}

static void *store_memory(kp_store *hold, size_t size)
{
    size_t whole = (size + sizeof(int64_t) - 1) & ~(sizeof(int64_t) - 1);
    char *at;
    if (whole > (size_t)(hold->end - hold->at)) {
        if (whole > STORE_CHUNK / 4 || whole < size)
            return store_heap(hold, size);
        if (store_chunk(hold) < 0)
            return NULL;
    }
    at = hold->at;
    hold->at += whole;
    return memset(at, 0, whole);
}

void *kp_store_block(kp_store *hold, size_t count, size_t width)
{
    if (count <= (size_t)PY_SSIZE_T_MAX / width)
        return store_memory(hold, count ? count * width : 1);
    PyErr_NoMemory();
    return NULL;
}

char *kp_store_rest(const kp_store *hold, size_t *size)
{
    *size = (size_t)(hold->end - hold->at);
    return hold->at;
}

const char *kp_store_text(kp_store *hold, const char *text, size_t size)
{
    char *copy = kp_store_block(hold, size + 1, 1);
    if (copy && size)
        memcpy(copy, text, size);
    return copy;
}

/* ---- What is let go of ----------------------------------------------------------------------- */

int kp_store_other(kp_store *hold, void *thing, void (*release)(void *thing))
{
    struct kp_held *held = store_memory(hold, sizeof *held);
    if (held)
        held_add(hold, held, thing, release);
    else
        release(thing);
    return held ? 0 : -1;
}

static void held_object(void *thing) { Py_DECREF((PyObject *)thing); }
static void held_buffer(void *thing) { PyBuffer_Release(thing); }

int kp_store_object(kp_store *hold, PyObject *object)
{
    return object ? kp_store_other(hold, object, held_object) : -1;
}

Py_buffer *kp_store_buffer(kp_store *hold, PyObject *object, int flags)
{
    Py_buffer *buffer = store_memory(hold, sizeof *buffer);
    if (!buffer || PyObject_GetBuffer(object, buffer, flags) < 0)
        return NULL;
    return kp_store_other(hold, buffer, held_buffer) < 0 ? NULL : buffer;
}

int kp_store_has(const kp_store *hold, const void *thing, void (*release)(void *thing))
{
    const struct kp_held *held = hold->last;
    while (held && (held->thing != thing || held->release != release))
        held = held->before;
    return held != NULL;
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
        held->release(held->thing);
    }
    hold->at = hold->end = NULL;
    PyErr_Restore(type, value, trace);
}
