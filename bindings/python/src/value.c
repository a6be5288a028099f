/* value.c - kefu.Value: an exact number and how much stands behind it. */
#include "kp_call.h"

PyObject *kp_from_value(kp_state *state, const kefu_value *value)
{
    kp_value *object = (kp_value *)PyType_GenericAlloc(state->value_type, 0);
    if (!object)
        return NULL;
    object->value = *value;
    object->state = state;
    return (PyObject *)object;
}

/* ---- From Python ----------------------------------------------------------------------------- */

static int value_of_pair(kp_state *state, PyObject *num, PyObject *den, kefu_value *out)
{
    if (!num || !den || kp_to_int64(state, num, NULL, &out->num) ||
        kp_to_int64(state, den, NULL, &out->den))
        return -1;
    if (out->den > 0)
        return 0;
    kp_fail(state, KEFU_E_ARGUMENT, "the denominator is %S, not above 0", den);
    return -1;
}

static int value_of_ratio(kp_state *state, PyObject *object, kefu_value *out)
{
    PyObject *num = PyObject_GetAttrString(object, "numerator");
    PyObject *den = num ? PyObject_GetAttrString(object, "denominator") : NULL;
    int failed = value_of_pair(state, num, den, out);
    Py_XDECREF(num);
    Py_XDECREF(den);
    return failed;
}

/* A number without observations: n is not known. */
static int value_read(kp_state *state, PyObject *object, kefu_value *out)
{
    *out = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    if (Py_IS_TYPE(object, state->value_type)) {
        *out = *VALUE_OF(object);
        return 0;
    }
    if (Py_IsNone(object))
        return 0;
    *out = (kefu_value){0, 1, -1, KEFU_VALUE_OK, 0};
    if (PyLong_CheckExact(object))
        return kp_to_int64(state, object, NULL, &out->num);
    if (PyTuple_Check(object) && PyTuple_Size(object) == 2)
        return value_of_pair(state, PyTuple_GetItem(object, 0), PyTuple_GetItem(object, 1), out);
    int written = kp_to_written_value(state, object, out);
    if (written)
        return written < 0 ? -1 : 0;
    if (PyObject_HasAttrString(object, "numerator"))
        return value_of_ratio(state, object, out);
    kp_expected("Value, number or (numerator, denominator)", object);
    return -1;
}

int kp_to_value(kp_state *state, PyObject *object, const char *where, kefu_value *out)
{
    int failed = value_read(state, object, out);
    if (failed)
        kp_where(state, where);
    return failed;
}

static int value_parts(kp_state *state, PyObject *num, PyObject *den, PyObject *status,
                       PyObject *flags, kefu_value *out)
{
    int64_t word = KEFU_VALUE_OK, bits = 0;
    *out = (kefu_value){0, 0, -1, KEFU_VALUE_OK, 0};
    if (status && kp_to_word(state, status, kp_status_words, "status", &word))
        return -1;
    if (flags && kp_to_flags(state, flags, kp_flag_words, &bits))
        return -1;
    if (den ? value_of_pair(state, num, den, out) : value_read(state, num, out))
        return -1;
    if (status)
        out->status = (int32_t)word;
    out->flags = flags ? (uint32_t)bits : out->flags;
    if ((word == KEFU_VALUE_NO_DATA || word == KEFU_VALUE_EXEMPT) && out->den) {
        kp_fail(state, KEFU_E_ARGUMENT, "a value of this status has no number: give None");
        return -1;
    }
    return 0;
}

static PyObject *value_new(PyTypeObject *type, PyObject *args, PyObject *names)
{
    static const char *const keywords[] = {"num", "den", "n", "status", "flags", NULL};
    char *list[sizeof keywords / sizeof *keywords];
    memcpy(list, keywords, sizeof list);
    PyObject *num, *den = NULL, *n = NULL, *status = NULL, *flags = NULL;
    kp_state *state = kp_state_of_type(type);
    kefu_value value;
    if (!state || !PyArg_ParseTupleAndKeywords(args, names, "O|O$OOO:Value", list, &num, &den, &n,
                                               &status, &flags))
        return NULL;
    if (value_parts(state, num, den, status, flags, &value) ||
        (n && kp_to_int64(state, n, "n", &value.n))) {
        kp_where(state, "Value()");
        return NULL;
    }
    return kp_from_value(state, &value);
}

/* ---- As a number ----------------------------------------------------------------------------- */

static PyObject *value_fraction_of(kp_state *state, const kefu_value *v)
{
    return PyObject_CallFunction(state->fraction, "LL", (long long)v->num, (long long)v->den);
}

static PyObject *value_fraction(PyObject *self, void *unused)
{
    (void)unused;
    if (!VALUE_OF(self)->den)
        Py_RETURN_NONE;
    return value_fraction_of(STATE_OF(self), VALUE_OF(self));
}

static PyObject *value_without_number(PyObject *self)
{
    return kp_fail(STATE_OF(self), KEFU_E_ARGUMENT, "the value has no number (%s)",
                   kefu_value_status_text(VALUE_OF(self)->status, KEFU_EN));
}

/* Rounded once, as ints of Python divide. */
static PyObject *value_float(PyObject *self)
{
    const kefu_value *v = VALUE_OF(self);
    if (!v->den)
        return value_without_number(self);
    PyObject *num = PyLong_FromLongLong(v->num), *den = PyLong_FromLongLong(v->den);
    PyObject *quotient = num && den ? PyNumber_TrueDivide(num, den) : NULL;
    Py_XDECREF(num);
    Py_XDECREF(den);
    return quotient;
}

static int value_bool(PyObject *self) { return VALUE_OF(self)->den != 0; }

/* The hash of the same number, whatever has it. */
static Py_hash_t value_hash(PyObject *self)
{
    const kefu_value *v = VALUE_OF(self);
    PyObject *number = v->den ? value_fraction_of(STATE_OF(self), v) : PyLong_FromLong(v->status);
    Py_hash_t hash = number ? PyObject_Hash(number) : -1;
    Py_XDECREF(number);
    return hash;
}

static PyObject *value_ordered(int order, int op)
{
    static const uint8_t holds[3][6] = {/* LT LE EQ NE GT GE */
                                        {1, 1, 0, 1, 0, 0},
                                        {0, 1, 1, 0, 0, 1},
                                        {0, 0, 0, 1, 1, 1}};
    return PyBool_FromLong(holds[order + 1][op]);
}

/* Without a number a value equals those of the same status, and has no place in an order. */
static PyObject *value_compare_unknown(PyObject *self, const kefu_value *a, const kefu_value *b,
                                       int op)
{
    int same = !a->den && !b->den && a->status == b->status;
    if (op == Py_EQ || op == Py_NE)
        return PyBool_FromLong(same == (op == Py_EQ));
    return kp_fail(STATE_OF(self), KEFU_E_ARGUMENT,
                   "a value without a number has no place in an order");
}

static PyObject *value_compare(PyObject *self, PyObject *other, int op)
{
    const kefu_value *a = VALUE_OF(self);
    if (!Py_IS_TYPE(other, STATE_OF(self)->value_type)) {
        if (Py_IsNone(other) || !a->den)
            return Py_NewRef(Py_NotImplemented);
        PyObject *fraction = value_fraction_of(STATE_OF(self), a);
        PyObject *result = fraction ? PyObject_RichCompare(fraction, other, op) : NULL;
        Py_XDECREF(fraction);
        return result;
    }
    int32_t order;
    if (kefu_value_compare(a, VALUE_OF(other), &order))
        return value_compare_unknown(self, a, VALUE_OF(other), op);
    return value_ordered(order, op);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

static PyObject *value_num(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromLongLong(VALUE_OF(self)->num);
}
static PyObject *value_den(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromLongLong(VALUE_OF(self)->den);
}
static PyObject *value_n(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromLongLong(VALUE_OF(self)->n);
}
static PyObject *value_status(PyObject *self, void *unused)
{
    (void)unused;
    return kp_from_word(STATE_OF(self), VALUE_OF(self)->status, kp_status_words);
}
static PyObject *value_flags(PyObject *self, void *unused)
{
    (void)unused;
    return kp_out_flags(VALUE_OF(self)->flags, kp_flag_words);
}

static PyObject *value_reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    const kefu_value *v = VALUE_OF(self);
    PyObject *make = PyObject_GetAttrString((PyObject *)Py_TYPE(self), "_of");
    return make ? Py_BuildValue("N(LLLiI)", make, (long long)v->num, (long long)v->den,
                                (long long)v->n, v->status, v->flags)
                : NULL;
}

/* What pickle makes it of: the parts as they are. */
static PyObject *value_of(PyObject *type, PyObject *args)
{
    long long num, den, n;
    int status;
    unsigned flags;
    kp_state *state = kp_state_of_type((PyTypeObject *)type);
    if (!state || !PyArg_ParseTuple(args, "LLLiI:_of", &num, &den, &n, &status, &flags))
        return NULL;
    if (den < 0)
        return kp_fail(state, KEFU_E_ARGUMENT, "the denominator is %lld, not 0 or above", den);
    kefu_value value = {num, den, n, status, flags};
    return kp_from_value(state, &value);
}

static void value_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    ((freefunc)(uintptr_t)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

static PyMethodDef value_methods[] = {
    {"format", kp_value_format, METH_VARARGS,
     "format($self, scale=0, /)\n--\n\nThe number with so many digits after the point, '-' if "
     "there "
     "is none."},
    {"round", kp_value_round, METH_VARARGS,
     "round($self, scale=0, /)\n--\n\nA Decimal of so many digits after the point, rounded once, "
     "half "
     "away from zero; None if there is no number."},
    {"__format__", kp_value_format_spec, METH_O,
     "__format__($self, spec, /)\n--\n\nf'{value:.1f}' and f'{value:.1%}', with the width, sign "
     "and "
     "commas of floats: rounded once from the fraction, half away from zero; '-' if there is no "
     "number. Without f or % it is the text, f'{value:>8}'."},
    {"__round__", kp_value_round_whole, METH_VARARGS,
     "__round__($self, scale=None, /)\n--\n\nround(value), an int, and round(value, 2), a Decimal: "
     "half "
     "away from zero, where Python's floats go to even; None if there is no number."},
    {"__reduce__", value_reduce, METH_NOARGS, NULL},
    {"_of", value_of, METH_VARARGS | METH_CLASS, NULL},
    {NULL, NULL, 0, NULL}};

static PyGetSetDef value_getset[] = {
    {"num", value_num, NULL, "The numerator, never reduced.", NULL},
    {"den", value_den, NULL, "The denominator; 0 where there is no number.", NULL},
    {"n", value_n, NULL, "Observations; -1 if nobody knows.", NULL},
    {"status", value_status, NULL, "'ok', 'low_volume', 'provisional', 'no_data' or 'exempt'.",
     NULL},
    {"flags", value_flags, NULL, "How it was made: 'rounded', 'approx' ...", NULL},
    {"fraction", value_fraction, NULL, "It as a Fraction; None if there is no number.", NULL},
    {NULL, NULL, NULL, NULL, NULL}};

#define SLOT(function) ((void *)(uintptr_t)(function))

int kp_make_value(kp_state *state, PyObject *module)
{
    PyType_Slot slots[] = {
        {Py_tp_doc,
         (void *)(uintptr_t) "Value(num, den=1, *, n=-1, status='ok', flags=())\n--\n\n"
                             "An exact number num/den, of n observations, with its "
                             "status. It compares "
                             "and hashes as the number; it is true where there is one. "
                             "Without a number it equals those of the same status, as None "
                             "equals None, and has no place in an order."},
        {Py_tp_new, SLOT(value_new)},
        {Py_tp_dealloc, SLOT(value_dealloc)},
        {Py_tp_methods, value_methods},
        {Py_tp_getset, value_getset},
        {Py_tp_repr, SLOT(kp_value_repr)},
        {Py_tp_str, SLOT(kp_value_str)},
        {Py_tp_hash, SLOT(value_hash)},
        {Py_tp_richcompare, SLOT(value_compare)},
        {Py_nb_float, SLOT(value_float)},
        {Py_nb_bool, SLOT(value_bool)},
        {0, NULL}};
    PyType_Spec spec = {"kefu.Value", sizeof(kp_value), 0,
                        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
    state->value_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return state->value_type ? PyModule_AddType(module, state->value_type) : -1;
}
