/* metric_value.c - what methods of a metric are told, and the value that its finalize gives. */
#include "metric.h"

/* ---- Context -------------------------------------------------------------------------------- */

static PyStructSequence_Field context_fields[] = {
    {"params", "Constants of the call by their names: int, or Decimal where decimals may be."},
    {"n_args", "How many arguments the call gives."},
    {"scale", "Decimals of numbers of ports whose scale is -1."},
    {"round", "For finalize: decimals of a result that must be rounded."},
    {NULL, NULL},
};
static PyStructSequence_Desc context_desc = {
    "kefu.MetricContext", "How a metric of your own is called.", context_fields, 4};

int kp_metrics_init(kp_state *state, PyObject *module, PyObject **own)
{
    (void)state;
    own[0] = (PyObject *)PyStructSequence_NewType(&context_desc);
    return own[0] ? PyModule_AddObjectRef(module, "MetricContext", own[0]) : -1;
}

static PyObject *context_params(const kp_metric *metric, const kefu_context *context)
{
    PyObject *params = PyDict_New();
    for (int32_t i = 0; params && i < context->n_params; i++) {
        const kefu_param *p = &metric->params[i];
        PyObject *value = p->scale ? kp_from_digits(metric->state, context->params[i], p->scale, 0)
                                   : PyLong_FromLongLong(context->params[i]);
        if (!value || PyDict_SetItemString(params, p->name, value))
            Py_CLEAR(params);
        Py_XDECREF(value);
    }
    return params;
}

static PyObject *context_new(const kp_metric *metric, const kefu_context *context)
{
    PyObject *fields[] = {context_params(metric, context), PyLong_FromLong(context->n_args),
                          PyLong_FromLong(context->scale), PyLong_FromLong(context->round)};
    PyObject *made = PyStructSequence_New((PyTypeObject *)kp_own(metric->state)[KP_OWN_CONTEXT]);
    for (int i = 0; i < 4; i++) {
        if (!fields[i])
            Py_CLEAR(made);
        if (made)
            PyStructSequence_SetItem(made, i, fields[i]);
        else
            Py_XDECREF(fields[i]);
    }
    return made;
}

static int context_is_last(const kp_metric *metric, const kefu_context *context)
{
    const kefu_context *last = &metric->last;
    return PyList_Size(metric->told) == 1 && last->n_params == context->n_params &&
           last->n_args == context->n_args && last->scale == context->scale &&
           last->round == context->round &&
           (!context->n_params || !memcmp(metric->last_params, context->params,
                                          (size_t)context->n_params * sizeof(int64_t)));
}

static PyObject *context_of(kp_metric *metric, const kefu_context *context)
{
    if (context_is_last(metric, context))
        return Py_NewRef(PyList_GetItem(metric->told, 0));
    PyObject *made = context_new(metric, context);
    if (!made)
        return NULL;
    if (PyList_SetSlice(metric->told, 0, 1, NULL) || PyList_Append(metric->told, made)) {
        Py_DECREF(made);
        return NULL;
    }
    metric->last = *context;
    for (int32_t i = 0; i < context->n_params; i++)
        metric->last_params[i] = context->params[i];
    return made;
}

PyObject *kp_metric_told(const kefu_context *context)
{
    PyObject *told = context_of(context->user, context);
    PyObject *keywords = told ? Py_BuildValue("{s:O}", "context", told) : NULL;
    Py_XDECREF(told);
    return keywords;
}

/* ---- Value ---------------------------------------------------------------------------------- */

/* (num, den) and (num, den, n): a denominator of 0 is no data, as that of a group without rows. */
static int value_of_counts(kp_state *state, PyObject *counts, kefu_value *out)
{
    kefu_value made = {0, 0, -1, KEFU_VALUE_OK, 0};
    int64_t *const to[] = {&made.num, &made.den, &made.n};
    for (Py_ssize_t i = 0; i < PyTuple_Size(counts); i++)
        if (kp_to_int64(state, PyTuple_GetItem(counts, i), NULL, to[i]))
            return -1;
    if (made.den < 0) {
        kp_fail(state, KEFU_E_ARGUMENT, "the denominator is %lld, not 0 or above",
                (long long)made.den);
        return -1;
    }
    if (made.den)
        *out = made;
    return 0;
}

int kp_metric_value(const kp_metric *metric, PyObject *given, kefu_value *out)
{
    static const char expected[] = "Value, number, (num, den), (num, den, n) or None";
    char where[96];
    kp_state *state = metric->state;
    int failed = 0;
    Py_ssize_t n = PyTuple_Check(given) ? PyTuple_Size(given) : 0;
    if (Py_IsNone(given))
        return 0;
    if (PyUnicode_Check(given) || (PyTuple_Check(given) && n != 2 && n != 3))
        return kp_metric_wrong(metric, "finalize", expected, given);
    failed = n ? value_of_counts(state, given, out) : kp_to_value(state, given, NULL, out);
    if (failed && !n && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        return kp_metric_wrong(metric, "finalize", expected, given);
    }
    PyOS_snprintf(where, sizeof where, "metric '%s': finalize()", metric->table.name);
    if (failed)
        kp_where(state, where);
    return failed ? -1 : 0;
}
