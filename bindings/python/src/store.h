/* store.h - what a call or a batch stands on: memory, objects and buffers, let go of together. */
#ifndef KEFU_PY_STORE_H
#define KEFU_PY_STORE_H

#include "kefu_py.h"

/* All NULL is empty, and takes its memory from the heap. Memory is packed, so that a call of few
 * rows asks for none: its first is room of the caller's, which lives as long as the store. */
struct kp_store {
    struct kp_held *last;
    char *at, *end; /* memory that is free */
};

/* Room that is enough for a call with three columns: calls within calls share a stack. */
enum { KP_ROOM = 1536 };
typedef struct kp_room_of {
    int64_t words[KP_ROOM / sizeof(int64_t)];
} kp_room_of;

void kp_store_begin(kp_store *hold, kp_room_of *room);
/* Zeroed memory of count × width bytes, at least one. */
void *kp_store_block(kp_store *hold, size_t count, size_t width);
/* The memory that is free, without taking it. */
char *kp_store_rest(const kp_store *hold, size_t *size);
/* A copy of a text with its NUL. */
const char *kp_store_text(kp_store *hold, const char *text, size_t size);
/* Takes over a reference, also when it fails; NULL (with an exception) fails. */
int kp_store_object(kp_store *hold, PyObject *object);
/* The buffer of an object. */
Py_buffer *kp_store_buffer(kp_store *hold, PyObject *object, int flags);
/* Has `release` called on something; when it fails, at once. */
int kp_store_other(kp_store *hold, void *thing, void (*release)(void *thing));
/* Whether it will be. */
int kp_store_has(const kp_store *hold, const void *thing, void (*release)(void *thing));
/* Lets go, last first. A pending exception stays. */
void kp_store_free(kp_store *hold);

#endif
