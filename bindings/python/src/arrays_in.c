/* arrays_in.c - many values, whole numbers and texts of Python's to C. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "arrays.h"

/* ---- Whole numbers --------------------------------------------------------------------------- */

static int64_t ints_at(const kefu_column *view, int64_t i)
{
    static const int8_t widths[] = {0, 1, 1, 1, 2, 2, 4, 4, 8, 8};
    int64_t stride = view->stride ? view->stride : widths[view->type];
    const char *at = (const char *)view->data + i * stride;
    union {
        int8_t i8;
        uint8_t u8;
        int16_t i16;
        uint16_t u16;
        int32_t i32;
        uint32_t u32;
        int64_t i64;
    } u;
    memcpy(&u, at, (size_t)widths[view->type]);
    switch (view->type) {
    case KEFU_COLUMN_I8:
        return u.i8;
    case KEFU_COLUMN_U8:
        return u.u8;
    case KEFU_COLUMN_I16:
        return u.i16;
    case KEFU_COLUMN_U16:
        return u.u16;
    case KEFU_COLUMN_I32:
        return u.i32;
    case KEFU_COLUMN_U32:
        return u.u32;
    default:
        return u.i64;
    }
}

/* 0 if a row is null. */
static int ints_there(const kefu_column *view, int64_t i)
{
    int64_t bit = view->validity_offset + i;
    return !(view->states && view->states[i]) &&
           !(view->validity && !(view->validity[bit / 8] >> (bit % 8) & 1));
}

/* 1 if all of a column are whole numbers; else 0 with what is wrong with which row. */
static int ints_whole(const kefu_column *view, int64_t n, int64_t *to, int64_t *row)
{
    *row = -1;
    if (view->type < KEFU_COLUMN_I8 || view->type > KEFU_COLUMN_U64 || view->scale)
        return n == 0;
    for (int64_t i = 0; i < n; i++) {
        *row = i;
        to[i] = ints_at(view, i);
        if (!ints_there(view, i) || (view->type == KEFU_COLUMN_U64 && to[i] < 0))
            return 0;
    }
    return 1;
}

const int64_t *kp_to_int64s(kp_state *state, PyObject *object, const char *name, kp_store *hold,
                            int64_t *n)
{
    kp_column column = {.state = state};
    int64_t row, *to;
    if (kp_column_one(state, object, name, hold, &column.view, n) < 0)
        return NULL;
    to = kp_store_block(hold, (size_t)*n, sizeof *to);
    if (to && !ints_whole(&column.view, *n, to, &row)) {
        kp_column_fail(&column, KEFU_E_TYPE, row, "expected whole numbers of at most 63 bits");
        to = NULL;
    }
    return to;
}

/* ---- Texts ----------------------------------------------------------------------------------- */

static void texts_free_builder(void *thing) { kefu_builder_free(thing); }

/* Texts of any other layout, copied. */
static const kefu_column *texts_copied(kp_state *state, const kefu_column *view, int64_t n,
                                       kp_store *hold)
{
    kefu_batch batch = {.struct_size = sizeof batch, .rows = n, .n_columns = 1, .columns = &view};
    kefu_builder *builder = NULL;
    kefu_error error;
    kefu_status status = kefu_builder_new(NULL, NULL, &builder, &error);
    if (!status && kp_store_other(hold, builder, texts_free_builder) < 0)
        return NULL;
    if (!status)
        status = kefu_builder_append(builder, &batch, &error);
    if (!status)
        return kefu_builder_batch(builder)->columns[0];
    kp_raise(state, NULL, status, &error);
    return NULL;
}

const kefu_text *kp_to_texts(kp_state *state, PyObject *object, const char *name, kp_store *hold,
                             int64_t *n)
{
    kp_column column = {.state = state};
    const kefu_column *plain = &column.view;
    if (kp_column_one(state, object, name, hold, &column.view, n) < 0)
        return NULL;
    if (column.view.type < KEFU_COLUMN_TEXT) {
        kp_column_fail(&column, KEFU_E_TYPE, -1, "expected texts");
        return NULL;
    }
    if (column.view.type != KEFU_COLUMN_TEXT)
        plain = texts_copied(state, &column.view, *n, hold);
    for (int64_t i = 0; plain && i < *n; i++)
        if (!((const kefu_text *)plain->data)[i].data) {
            kp_column_fail(&column, KEFU_E_DATA, i, "expected a text, not None");
            return NULL;
        }
    return plain ? plain->data : NULL;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static int value_of(kp_state *state, PyObject *object, const char *where, kefu_value *out)
{
    int mark = kp_mark_of(state, object);
    int missing = object == Py_None || (PyFloat_Check(object) && isnan(PyFloat_AsDouble(object)));
    if (!missing && !mark)
        return kp_to_value(state, object, where, out);
    memset(out, 0, sizeof *out);
    out->status = mark ? mark : KEFU_VALUE_NO_DATA;
    return 0;
}

/* The same again, to say where it failed. */
static const kefu_value *values_fail(kp_state *state, PyObject *object, const char *name, int64_t i)
{
    char where[64];
    kefu_value value;
    PyErr_Clear();
    PyOS_snprintf(where, sizeof where, "%s[%lld]", name, (long long)i);
    if (value_of(state, object, where, &value) == 0)
        PyErr_Format(PyExc_TypeError, "%s changed while it was read", where);
    return NULL;
}

static const kefu_value *values_of_sequence(kp_state *state, PyObject *object, const char *name,
                                            kp_store *hold, int64_t *n)
{
    PyObject *tuple = PySequence_Tuple(object);
    kefu_value *to;
    if (kp_store_object(hold, tuple) < 0)
        return NULL;
    *n = PyTuple_Size(tuple);
    to = kp_store_block(hold, (size_t)*n, sizeof *to);
    for (int64_t i = 0; to && i < *n; i++)
        if (value_of(state, PyTuple_GetItem(tuple, (Py_ssize_t)i), NULL, &to[i]) < 0)
            return values_fail(state, PyTuple_GetItem(tuple, (Py_ssize_t)i), name, i);
    return to;
}

/* Whole numbers of an array; NULL without an exception for any other. */
static const kefu_value *values_of_buffer(kp_state *state, PyObject *object, const char *name,
                                          kp_store *hold, int64_t *n)
{
    kefu_column view;
    kefu_value *to;
    if (kp_column_one(state, object, name, hold, &view, n) < 0 || view.type < KEFU_COLUMN_I8 ||
        view.type > KEFU_COLUMN_I64)
        return NULL;
    to = kp_store_block(hold, (size_t)*n, sizeof *to);
    for (int64_t i = 0; to && i < *n; i++) {
        to[i].num = ints_at(&view, i);
        to[i].den = 1;
        to[i].n = -1;
    }
    return to;
}

const kefu_value *kp_to_values(kp_state *state, PyObject *object, const char *name, kp_store *hold,
                               int64_t *n)
{
    const kefu_value *values = kp_values_of(state, object, n);
    if (values)
        return values;
    if (kp_is_plain_array(state, object) ||
        (PyObject_CheckBuffer(object) && !kp_has(object, "mask"))) {
        values = values_of_buffer(state, object, name, hold, n);
        if (values || PyErr_Occurred())
            return values;
    }
    return values_of_sequence(state, object, name, hold, n);
}

/* ---- Keys of draws --------------------------------------------------------------------------- */

int kp_to_key(kp_state *state, PyObject *object, const char *where, uint64_t *out)
{
    kefu_error error;
    size_t size = 0;
    const char *seed;
    kefu_status status;
    if (!PyUnicode_Check(object)) {
        PyObject *number = PyNumber_Index(object);
        *out = number ? PyLong_AsUnsignedLongLong(number) : 0;
        Py_XDECREF(number);
        return PyErr_Occurred() ? -1 : 0;
    }
    seed = kp_to_text(state, object, where, &size);
    if (!seed)
        return -1;
    status = kefu_pick_key(seed, size, out, &error);
    if (status)
        kp_raise(state, where, status, &error);
    return status ? -1 : 0;
}
