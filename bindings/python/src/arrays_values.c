/* arrays_values.c - kefu.Values and kefu.Ranking: many values and places, each kind in one object.
 */
#include <string.h>

#include "arrays.h"
#include "kp_call.h"

/* ---- Sequences ------------------------------------------------------------------------------- */

enum { LIST_SHOWN = 20 };

/* "1, 2, 3, ... 17 more". */
static PyObject *list_text(PyObject *self, Py_ssize_t n)
{
    Py_ssize_t shown = n > LIST_SHOWN ? LIST_SHOWN : n;
    PyObject *texts = PyList_New(0), *comma = PyUnicode_FromString(", "), *joined = NULL;
    int done = texts && comma ? 0 : -1;
    for (Py_ssize_t i = 0; i < shown && !done; i++) {
        PyObject *item = PySequence_GetItem(self, i), *text = item ? PyObject_Str(item) : NULL;
        done = text ? PyList_Append(texts, text) : -1;
        Py_XDECREF(item);
        Py_XDECREF(text);
    }
    if (!done && n > shown) {
        PyObject *more = PyUnicode_FromFormat("... %zd more", n - shown);
        done = more ? PyList_Append(texts, more) : -1;
        Py_XDECREF(more);
    }
    if (!done)
        joined = PyUnicode_Join(comma, texts);
    Py_XDECREF(texts);
    Py_XDECREF(comma);
    return joined;
}

PyObject *kp_list_repr(PyObject *self)
{
    PyObject *name = PyType_GetName(Py_TYPE(self));
    PyObject *text = name ? list_text(self, PySequence_Size(self)) : NULL;
    PyObject *repr = text ? PyUnicode_FromFormat("kefu.%U([%U])", name, text) : NULL;
    Py_XDECREF(name);
    Py_XDECREF(text);
    return repr;
}

PyObject *kp_list_compare(PyObject *self, PyObject *other, int op)
{
    PyObject *mine, *theirs, *result;
    if ((op != Py_EQ && op != Py_NE) ||
        (!Py_IS_TYPE(other, Py_TYPE(self)) && !PyList_Check(other) && !PyTuple_Check(other)))
        return Py_NewRef(Py_NotImplemented);
    mine = PySequence_List(self);
    theirs = PySequence_List(other);
    result = mine && theirs ? PyObject_RichCompare(mine, theirs, op) : NULL;
    Py_XDECREF(mine);
    Py_XDECREF(theirs);
    return result;
}

static PyObject *list_slice(PyObject *self, PyObject *key, Py_ssize_t n, ssizeargfunc item)
{
    Py_ssize_t start, stop, step;
    PyObject *list;
    if (PySlice_Unpack(key, &start, &stop, &step) < 0)
        return NULL;
    n = PySlice_AdjustIndices(n, &start, &stop, step);
    list = PyList_New(n);
    for (Py_ssize_t i = 0; list && i < n; i++) {
        PyObject *one = item(self, start + i * step);
        if (!one || PyList_SetItem(list, i, one) < 0)
            Py_CLEAR(list);
    }
    return list;
}

PyObject *kp_list_subscript(PyObject *self, PyObject *key, ssizeargfunc item)
{
    Py_ssize_t i, n = PySequence_Size(self);
    if (PySlice_Check(key))
        return list_slice(self, key, n, item);
    i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    return item(self, i < 0 ? i + n : i);
}

/* ---- Both types ------------------------------------------------------------------------------ */

/* Structs of a kind, as many as its length, and what is behind them. */
typedef struct many_object {
    PyObject_VAR_HEAD kp_state *state;
    union {
        kefu_value values[1];
        kefu_place places[1];
    } of;
} many_object;

enum { MANY_HEAD = offsetof(many_object, of) };

static many_object *many_new(kp_state *state, int own, int64_t n)
{
    many_object *self;
    if (n > PTRDIFF_MAX / 128)
        return (many_object *)PyErr_NoMemory();
    self = PyObject_NewVar(many_object, (PyTypeObject *)kp_own(state)[own], (Py_ssize_t)n);
    if (self)
        self->state = state;
    return self;
}

static void many_free(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_Free(self);
    Py_DECREF(type);
}

static Py_ssize_t many_length(PyObject *self) { return Py_SIZE(self); }

/* A part of them all: where it is in the first, and how it is written. */
typedef struct many_part {
    size_t offset, stride;
    char format;
} many_part;

static PyObject *many_get(PyObject *self, void *closure)
{
    const many_part *part = closure;
    many_object *many = (many_object *)self;
    return kp_array_of(many->state, self, (const char *)&many->of + part->offset, Py_SIZE(self),
                       (Py_ssize_t)part->stride, part->format);
}

#define PART(type, field, format, doc)                                                             \
    {                                                                                              \
#field, many_get, NULL, doc, &(many_part) { offsetof(type, field), sizeof(type), format }  \
    }

static int many_outside(PyObject *self, Py_ssize_t i)
{
    if (i >= 0 && i < Py_SIZE(self))
        return 0;
    PyErr_Format(PyExc_IndexError, "number %zd of %zd", i, Py_SIZE(self));
    return 1;
}

static PyMethodDef many_methods[] = {
    {"__reduce__", kp_unpicklable, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

#define MANY_SLOTS                                                                                 \
    {Py_tp_dealloc, KP_SLOT(many_free)}, {Py_tp_repr, KP_SLOT(kp_list_repr)},                      \
        {Py_tp_richcompare, KP_SLOT(kp_list_compare)},                                             \
        {Py_tp_hash, KP_SLOT(PyObject_HashNotImplemented)}, {Py_tp_methods, many_methods},         \
        {Py_tp_iter, KP_SLOT(PySeqIter_New)}, {Py_sq_length, KP_SLOT(many_length)},                \
    {                                                                                              \
        Py_mp_length, KP_SLOT(many_length)                                                         \
    }

/* ---- kefu.Values ----------------------------------------------------------------------------- */

PyObject *kp_values_new(kp_state *state, int64_t n, kefu_value **values)
{
    many_object *self = many_new(state, KP_OWN_VALUES, n);
    *values = self ? self->of.values : NULL;
    return (PyObject *)self;
}

const kefu_value *kp_values_of(kp_state *state, PyObject *object, int64_t *n)
{
    if ((PyObject *)Py_TYPE(object) != kp_own(state)[KP_OWN_VALUES])
        return NULL;
    *n = Py_SIZE(object);
    return ((many_object *)object)->of.values;
}

static PyObject *values_item(PyObject *self, Py_ssize_t i)
{
    many_object *many = (many_object *)self;
    return many_outside(self, i) ? NULL : kp_from_value(many->state, &many->of.values[i]);
}

static PyObject *values_subscript(PyObject *self, PyObject *key)
{
    return kp_list_subscript(self, key, values_item);
}

static PyGetSetDef values_parts[] = {
    PART(kefu_value, num, 'q', "Numerators."),
    PART(kefu_value, den, 'q', "Denominators, 0 where there is no number."),
    PART(kefu_value, n, 'q', "Observations, -1 where unknown."),
    PART(kefu_value, status, 'i', "0 ok, 1 low volume, 2 provisional, 3 no data, 4 exempt."),
    PART(kefu_value, flags, 'I', "Bits: how it was made."),
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot values_slots[] = {
    MANY_SLOTS,
    {Py_sq_item, KP_SLOT(values_item)},
    {Py_mp_subscript, KP_SLOT(values_subscript)},
    {Py_tp_getset, values_parts},
    {Py_tp_doc, "Many values: a sequence of Value, and arrays of their parts."},
    {0, NULL},
};

PyType_Spec kp_values_spec = {
    "kefu.Values",      MANY_HEAD,
    sizeof(kefu_value), Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    values_slots,
};

/* ---- kefu.Ranking ---------------------------------------------------------------------------- */

/* The order lies behind the places. */
static int64_t *ranking_order(PyObject *self)
{
    return (int64_t *)(void *)(((many_object *)self)->of.places + Py_SIZE(self));
}

PyObject *kp_ranking_new(kp_state *state, int64_t n, kefu_place **places, int64_t **order)
{
    many_object *self = many_new(state, KP_OWN_RANKING, n);
    *places = self ? self->of.places : NULL;
    *order = self ? ranking_order((PyObject *)self) : NULL;
    return (PyObject *)self;
}

static PyObject *ranking_item(PyObject *self, Py_ssize_t i)
{
    many_object *many = (many_object *)self;
    return many_outside(self, i)
               ? NULL
               : kp_out_struct(many->state, NULL, kp_place_struct, &many->of.places[i]);
}

static PyObject *ranking_subscript(PyObject *self, PyObject *key)
{
    return kp_list_subscript(self, key, ranking_item);
}

static PyObject *ranking_get_order(PyObject *self, void *unused)
{
    many_object *many = (many_object *)self;
    (void)unused;
    return kp_array_of(many->state, self, ranking_order(self), Py_SIZE(self), sizeof(int64_t), 'q');
}

static PyGetSetDef ranking_parts[] = {
    PART(kefu_place, twice, 'q', "The place times 2, so that 2.5 is 5; 0 is not ranked."),
    PART(kefu_place, tied, 'q', "How many share the place."),
    PART(kefu_place, ranked, 'q', "How many are ranked in its group."),
    PART(kefu_place, group, 'i', "The number of its group."),
    PART(kefu_place, state, 'i', "0 ranked, 1 low volume, 2 no value."),
    {"order", ranking_get_order, NULL, "Indices in the order to print.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot ranking_slots[] = {
    MANY_SLOTS,
    {Py_sq_item, KP_SLOT(ranking_item)},
    {Py_mp_subscript, KP_SLOT(ranking_subscript)},
    {Py_tp_getset, ranking_parts},
    {Py_tp_doc, "Places of many values: a sequence of Place, and arrays of their parts."},
    {0, NULL},
};

PyType_Spec kp_ranking_spec = {
    "kefu.Ranking",
    MANY_HEAD,
    sizeof(kefu_place) + sizeof(int64_t),
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    ranking_slots,
};
