/* arrays.h - what functions share that take or give many numbers at once. */
#ifndef KEFU_PY_ARRAYS_H
#define KEFU_PY_ARRAYS_H

#include "rows.h"

enum {
    KP_OWN_VALUES = 8,  /* kefu.Values */
    KP_OWN_RANKING = 9, /* kefu.Ranking */
    KP_OWN_SCORES = 10  /* kefu.Scores */
};

/* ---- Out ------------------------------------------------------------------------------------- */

/* Numbers on their way out: a memoryview over bytes of its own, so that numpy.asarray() copies
 * nothing. {NULL} is none. */
typedef struct kp_array {
    PyObject *bytes;
    void *data;
} kp_array;

int kp_array_new(kp_array *array, int64_t n, size_t width);
/* The memoryview of a format of struct ("q"); the array is empty then, also when it fails. */
PyObject *kp_array_view(kp_array *array, const char *format);
void kp_array_drop(kp_array *array);

/* Numbers whose count is not known before: append, then view, which copies. {NULL} is empty. */
typedef struct kp_growing {
    char *data;
    size_t size, room;
} kp_growing;

/* Room for size more bytes behind what is there, which are counted; NULL with MemoryError. */
void *kp_growing_add(kp_growing *growing, size_t size);
PyObject *kp_growing_view(const kp_growing *growing, const char *format);
void kp_growing_free(kp_growing *growing);

/* A kefu.Values. */
PyObject *kp_values_view(kp_state *state, const kefu_value *values, int64_t n);
/* Puts parts (references are taken over, NULL fails) into a structseq of a type of ours. */
PyObject *kp_parts(kp_state *state, int own, PyObject **parts, int n);

/* ---- In -------------------------------------------------------------------------------------- */

/* Values, numbers, None; or a kefu.Values. */
const kefu_value *kp_to_values(kp_state *state, PyObject *object, const char *name, kp_store *hold,
                               int64_t *n);
/* Whole numbers, none of them null. */
const int64_t *kp_to_int64s(kp_state *state, PyObject *object, const char *name, kp_store *hold,
                            int64_t *n);
/* Texts in UTF-8, none of them null. */
const kefu_text *kp_to_texts(kp_state *state, PyObject *object, const char *name, kp_store *hold,
                             int64_t *n);
/* A key of draws: that of a seed, or a number. */
int kp_to_key(kp_state *state, PyObject *object, const char *where, uint64_t *out);

/* Arguments by position and name to out[], NULL where none is given; `need` of them must be. What
 * is left of the keywords goes to *rest, a dict or NULL; where `rest` is NULL there may be none. */
int kp_arguments(PyObject *args, PyObject *keywords, const char *where, const char *const *names,
                 int need, PyObject **out, PyObject **rest);

/* ---- Methods --------------------------------------------------------------------------------- */

PyObject *kp_rank_function(PyObject *module, PyObject *args, PyObject *keywords);
PyObject *kp_rank_top_function(PyObject *module, PyObject *args, PyObject *keywords);
PyObject *kp_apportion_function(PyObject *module, PyObject *args, PyObject *keywords);
PyObject *kp_frame_values_method(PyObject *self, PyObject *args, PyObject *keywords);
PyObject *kp_score_columns_method(PyObject *self, PyObject *args, PyObject *keywords);
PyObject *kp_expr_eval_method(PyObject *self, PyObject *args, PyObject *keywords);
PyObject *kp_model_score_method(PyObject *self, PyObject *args, PyObject *keywords);
PyObject *kp_pick_numbers_function(PyObject *module, PyObject *args, PyObject *keywords);
PyObject *kp_pick_rate_function(PyObject *module, PyObject *args, PyObject *keywords);
PyObject *kp_pick_pps_function(PyObject *module, PyObject *args, PyObject *keywords);
PyObject *kp_reservoir_offer_method(PyObject *self, PyObject *args, PyObject *keywords);

#endif
