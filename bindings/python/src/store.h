/* store.h - what a batch stands on: memory, objects and buffers, let go of together. */
#ifndef KEFU_PY_STORE_H
#define KEFU_PY_STORE_H

#include "kefu_py.h"

struct kp_held;

/* {NULL} is empty. */
typedef struct kp_store {
    struct kp_held *last;
} kp_store;

/* Zeroed memory of count × width bytes, at least one. */
void *kp_store_block(kp_store *hold, size_t count, size_t width);
/* A copy of a text with its NUL. */
const char *kp_store_text(kp_store *hold, const char *text, size_t size);
/* Takes over a reference, also when it fails; NULL (with an exception) fails. */
int kp_store_object(kp_store *hold, PyObject *object);
/* The buffer of an object. */
Py_buffer *kp_store_buffer(kp_store *hold, PyObject *object, int flags);
/* Has `release` called on something; when it fails, at once. */
int kp_store_other(kp_store *hold, void *thing, void (*release)(void *thing));
/* Lets go, last first. A pending exception stays. */
void kp_store_free(kp_store *hold);

#endif
