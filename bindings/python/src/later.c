/* later.c - rows and arrays, until they are there. */
#include "kefu_py.h"

#define WEAK __attribute__((weak))

WEAK kp_rows *kp_rows_open(kp_state *state, PyObject *object, PyObject *keywords, int one_piece,
                           const char *where)
{
    (void)state, (void)object, (void)keywords, (void)one_piece;
    PyErr_Format(PyExc_NotImplementedError, "%s: rows", where);
    return NULL;
}
WEAK int kp_rows_next(kp_rows *rows, const kefu_batch **batch)
{
    (void)rows, (void)batch;
    return 0;
}
WEAK void kp_rows_close(kp_rows *rows) { (void)rows; }

WEAK int kp_arrow_room(int kind, void *arrow[2])
{
    (void)kind, (void)arrow;
    PyErr_SetString(PyExc_NotImplementedError, "Arrow out");
    return -1;
}
WEAK PyObject *kp_arrow_wrap(kp_state *state, int kind, void *arrow[2])
{
    (void)state, (void)kind, (void)arrow;
    return NULL;
}
WEAK void kp_arrow_free(int kind, void *arrow[2]) { (void)kind, (void)arrow; }

WEAK PyObject *kp_from_batch(kp_state *state, const kefu_batch *batch)
{
    (void)state, (void)batch;
    PyErr_SetString(PyExc_NotImplementedError, "rows out");
    return NULL;
}

WEAK const kp_method kp_rows_methods[] = {{NULL, {NULL, NULL, 0, NULL}}};
WEAK const kp_method kp_array_methods[] = {{NULL, {NULL, NULL, 0, NULL}}};
WEAK int kp_rows_init(kp_state *state, PyObject *module, PyObject **own)
{
    (void)state, (void)module, (void)own;
    return 0;
}
WEAK int kp_arrays_init(kp_state *state, PyObject *module, PyObject **own)
{
    (void)state, (void)module, (void)own;
    return 0;
}
