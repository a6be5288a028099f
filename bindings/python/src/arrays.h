/* arrays.h - what functions share that take or give many numbers at once. */
#ifndef KEFU_PY_ARRAYS_H
#define KEFU_PY_ARRAYS_H

#include "rows.h"

enum {
    KP_OWN_ARRAY = 8,    /* kefu.Array */
    KP_OWN_VALUES = 9,   /* kefu.Values */
    KP_OWN_RANKING = 10, /* kefu.Ranking */
    KP_OWN_SCORES = 11   /* kefu.Scores */
};

extern PyType_Spec kp_array_spec, kp_values_spec, kp_ranking_spec;

/* ---- Out ------------------------------------------------------------------------------------- */

/* A kefu.Array of n numbers of a format of struct ('q'), which *data is to be filled with; buffers
 * of it are the numbers themselves, so that numpy.asarray() copies nothing. */
PyObject *kp_array_new(kp_state *state, int64_t n, char format, void **data);
/* The same of `rows` by n numbers. */
PyObject *kp_array_new_rows(kp_state *state, int64_t rows, int64_t n, char format, void **data);
/* Numbers that an object has, each `stride` bytes behind the one before: nothing is copied. */
PyObject *kp_array_of(kp_state *state, PyObject *owner, const void *data, int64_t n,
                      Py_ssize_t stride, char format);

/* Numbers whose count is not known before: append, then an array, which copies. {NULL} is empty. */
typedef struct kp_growing {
    char *data;
    size_t size, room;
} kp_growing;

/* Room for size more bytes behind what is there, which are counted; NULL with MemoryError. */
void *kp_growing_add(kp_growing *growing, size_t size);
PyObject *kp_growing_array(kp_state *state, const kp_growing *growing, char format);
void kp_growing_free(kp_growing *growing);

/* A kefu.Values of n values, which *values is to be filled with. */
PyObject *kp_values_new(kp_state *state, int64_t n, kefu_value **values);
/* A kefu.Ranking, likewise. */
PyObject *kp_ranking_new(kp_state *state, int64_t n, kefu_place **places, int64_t **order);

/* How a sequence prints: "kefu.Array([1, 2, 3])", the first of them where they are many. */
PyObject *kp_list_repr(PyObject *self);
/* == and != of a sequence with one of its type, a list or a tuple. */
PyObject *kp_list_compare(PyObject *self, PyObject *other, int op);
/* self[2], self[-1] by `item`, and self[1:3] as a list. */
PyObject *kp_list_subscript(PyObject *self, PyObject *key, ssizeargfunc item);

/* ---- In -------------------------------------------------------------------------------------- */

/* Values, numbers, None; or a kefu.Values. */
const kefu_value *kp_to_values(kp_state *state, PyObject *object, const char *name, kp_store *hold,
                               int64_t *n);
/* The values of a kefu.Values; NULL without an exception if it is none. */
const kefu_value *kp_values_of(kp_state *state, PyObject *object, int64_t *n);
/* Whole numbers, none of them null. */
const int64_t *kp_to_int64s(kp_state *state, PyObject *object, const char *name, kp_store *hold,
                            int64_t *n);
/* Texts in UTF-8, none of them null. */
const kefu_text *kp_to_texts(kp_state *state, PyObject *object, const char *name, kp_store *hold,
                             int64_t *n);
/* A key of draws: that of a seed, or a number. */
int kp_to_key(kp_state *state, PyObject *object, const char *where, uint64_t *out);

/* Arguments as METH_FASTCALL gives them. */
typedef struct kp_given {
    PyObject *const *args;
    Py_ssize_t n;
    PyObject *names; /* tuple, or NULL */
} kp_given;

/* Arguments by position and name to out[], NULL where none is given; `need` of them must be. What
 * is left of the keywords goes to *rest, a dict or NULL; where `rest` is NULL there may be none. */
int kp_arguments(kp_given given, const char *where, const char *const *names, int need,
                 PyObject **out, PyObject **rest);

/* ---- Methods --------------------------------------------------------------------------------- */

/* Rows for which the GIL is kept: to let go of it takes longer. */
enum { KP_FEW = 64 };

#define KP_FUNCTION(name)                                                                          \
    PyObject *name(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names)
KP_FUNCTION(kp_rank_function);
KP_FUNCTION(kp_rank_top_function);
KP_FUNCTION(kp_apportion_function);
KP_FUNCTION(kp_frame_values_method);
KP_FUNCTION(kp_score_columns_method);
KP_FUNCTION(kp_expr_eval_method);
KP_FUNCTION(kp_model_score_method);
KP_FUNCTION(kp_pick_numbers_function);
KP_FUNCTION(kp_pick_rate_function);
KP_FUNCTION(kp_pick_pps_function);
KP_FUNCTION(kp_reservoir_offer_method);

#endif
