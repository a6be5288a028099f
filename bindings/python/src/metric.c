/* metric.c - what the library calls of an aggregate, as calls of a class of Python. */
#include "metric.h"

/* ---- Into Python and back -------------------------------------------------------------------- */

kefu_status kp_metric_raised(const kefu_context *context, int64_t row, kefu_error *error)
{
    PyObject *type, *value, *trace;
    kefu_status status =
        PyErr_ExceptionMatches(PyExc_MemoryError) ? KEFU_E_MEMORY : KEFU_E_CALLBACK;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    PyObject *name = type ? PyType_GetName((PyTypeObject *)type) : NULL;
    PyObject *said = name && value ? PyObject_Str(value) : NULL;
    PyObject *text = said ? PyUnicode_FromFormat("%U: %U", name, said) : NULL;
    const char *utf8 = text ? PyUnicode_AsUTF8AndSize(text, NULL) : NULL;
    PyErr_Clear(); /* of one that cannot be written */
    context->host->set_error(error, status, row, utf8 ? utf8 : "an exception");
    Py_XDECREF(name);
    Py_XDECREF(said);
    Py_XDECREF(text);
    PyErr_Restore(type, value, trace);
    kp_catch();
    return status;
}

int kp_metric_wrong(const kp_metric *metric, const char *method, const char *expected,
                    PyObject *given)
{
    PyObject *name = PyType_GetName(Py_TYPE(given));
    if (name)
        kp_fail(metric->state, KEFU_E_TYPE, "metric '%s': %s() gave %U, expected %s",
                metric->table.name, method, name, expected);
    Py_XDECREF(name);
    return -1;
}

int kp_metric_done(const kp_metric *metric, const char *method, PyObject *result)
{
    int good = result && (Py_IsNone(result) ||
                          !kp_metric_wrong(metric, method, "None, as it changes self", result));
    Py_XDECREF(result);
    return good ? 0 : -1;
}

static kefu_status metric_another_format(const kefu_context *context, kefu_error *error)
{
    return context->host->set_error(error, KEFU_E_UNSUPPORTED, -1, "another format of states");
}

/* Parameters after `first` (NULL: there is none), as a tuple. */
static PyObject *metric_arguments(PyObject *first, const kefu_context *context, int params)
{
    int n = params ? context->n_params : 0, from = first != NULL;
    PyObject *args = PyTuple_New(from + n);
    if (args && first)
        PyTuple_SetItem(args, 0, Py_NewRef(first));
    for (int i = 0; args && i < n; i++) {
        PyObject *param = PyLong_FromLongLong(context->params[i]);
        if (!param || PyTuple_SetItem(args, from + i, param))
            Py_CLEAR(args);
    }
    return args;
}

static PyObject *metric_call(PyObject *function, PyObject *first, const kefu_context *context,
                             int params, int told)
{
    PyObject *args = metric_arguments(first, context, params);
    PyObject *keywords = args && told ? kp_metric_told(context) : NULL;
    PyObject *result = args && (keywords || !told) ? PyObject_Call(function, args, keywords) : NULL;
    Py_XDECREF(args);
    Py_XDECREF(keywords);
    return result;
}

static int metric_late(const kp_metric *metric)
{
    return (metric->table.flags & KEFU_METRIC_LATE_PARAMS) != 0;
}

/* ---- States ---------------------------------------------------------------------------------- */

static kefu_status KEFU_CALL metric_init(void *state, const kefu_context *context,
                                         kefu_error *error)
{
    const kp_metric *metric = context->user;
    kefu_status status = KEFU_OK;
    int entered = kp_enter_python();
    PyObject *object =
        metric_call(metric->cls, NULL, context, !metric_late(metric), metric->told_new);
    if (!object)
        status = kp_metric_raised(context, -1, error);
    ((kp_metric_state *)state)->object = object;
    kp_leave_python(entered);
    return status;
}

/* What is raised meanwhile by others stays as it is. */
static void KEFU_CALL metric_destroy(void *state, const kefu_context *context)
{
    (void)context;
    PyObject *raised[3];
    int entered = kp_enter_python();
    PyErr_Fetch(&raised[0], &raised[1], &raised[2]);
    Py_CLEAR(((kp_metric_state *)state)->object);
    PyErr_Restore(raised[0], raised[1], raised[2]);
    kp_leave_python(entered);
}

static kefu_status KEFU_CALL metric_merge(void *dst, const void *src, const kefu_context *context,
                                          kefu_error *error)
{
    const kp_metric *metric = context->user;
    int entered = kp_enter_python();
    PyObject *done = PyObject_CallFunctionObjArgs(metric->merge, ((kp_metric_state *)dst)->object,
                                                  ((const kp_metric_state *)src)->object, NULL);
    kefu_status status = KEFU_OK;
    if (kp_metric_done(metric, "merge", done))
        status = kp_metric_raised(context, -1, error);
    kp_leave_python(entered);
    return status;
}

/* ---- As bytes -------------------------------------------------------------------------------- */

static int metric_knows(const kefu_context *context, uint32_t format)
{
    return format >= 1 && format <= ((const kp_metric *)context->user)->table.state_format;
}

static int metric_copy(const kp_metric *metric, PyObject *bytes, void *out, size_t capacity,
                       size_t *need)
{
    char *data;
    Py_ssize_t size;
    if (!bytes)
        return -1;
    if (!PyBytes_Check(bytes))
        return kp_metric_wrong(metric, "save", "bytes", bytes);
    if (PyBytes_AsStringAndSize(bytes, &data, &size))
        return -1;
    *need = (size_t)size;
    if (*need && *need <= capacity)
        memcpy(out, data, *need);
    return 0;
}

static kefu_status KEFU_CALL metric_save(const void *state, uint32_t format, void *out,
                                         size_t capacity, size_t *need, const kefu_context *context,
                                         kefu_error *error)
{
    const kp_metric *metric = context->user;
    if (!metric_knows(context, format))
        return metric_another_format(context, error);
    int entered = kp_enter_python();
    PyObject *bytes =
        PyObject_CallFunctionObjArgs(metric->save, ((const kp_metric_state *)state)->object, NULL);
    kefu_status status = KEFU_OK;
    if (metric_copy(metric, bytes, out, capacity, need))
        status = kp_metric_raised(context, -1, error);
    Py_XDECREF(bytes);
    kp_leave_python(entered);
    return status;
}

/* A state of the class, from its bytes. */
static PyObject *metric_loaded(const kp_metric *metric, PyObject *data, const kefu_context *context)
{
    PyObject *object =
        metric_call(metric->load, data, context, !metric_late(metric), metric->told_load);
    int good = object ? PyObject_IsInstance(object, metric->cls) : 1;
    if (!good)
        kp_metric_wrong(metric, "load", "an instance of the class", object);
    if (good != 1)
        Py_CLEAR(object);
    return object;
}

static kefu_status KEFU_CALL metric_load(void *state, uint32_t format, const void *bytes,
                                         size_t size, const kefu_context *context,
                                         kefu_error *error)
{
    const kp_metric *metric = context->user;
    if (!metric_knows(context, format))
        return metric_another_format(context, error);
    kefu_status status = KEFU_OK;
    int entered = kp_enter_python();
    PyObject *data = PyBytes_FromStringAndSize(size ? bytes : "", (Py_ssize_t)size);
    PyObject *object = data ? metric_loaded(metric, data, context) : NULL;
    if (!object)
        status = kp_metric_raised(context, -1, error);
    Py_XDECREF(data);
    ((kp_metric_state *)state)->object = object;
    kp_leave_python(entered);
    return status;
}

/* ---- The figure ------------------------------------------------------------------------------ */

static kefu_status KEFU_CALL metric_finalize(const void *state, kefu_value *out,
                                             const kefu_context *context, kefu_error *error)
{
    const kp_metric *metric = context->user;
    kefu_status status = KEFU_OK;
    int entered = kp_enter_python();
    PyObject *object = ((const kp_metric_state *)state)->object;
    PyObject *value =
        metric_call(metric->finalize, object, context, metric_late(metric), metric->told_finalize);
    if (!value || kp_metric_value(metric, value, out))
        status = kp_metric_raised(context, -1, error);
    Py_XDECREF(value);
    kp_leave_python(entered);
    return status;
}

void kp_metric_callbacks(kp_metric *metric)
{
    kefu_metric *table = &metric->table;
    table->state_size = sizeof(kp_metric_state);
    table->state_align = sizeof(kp_metric_state);
    table->init = metric_init;
    table->update = metric->update || metric->update_columns ? kp_metric_update : NULL;
    table->merge = metric->merge ? metric_merge : NULL;
    table->save = metric->save ? metric_save : NULL;
    table->load = metric->load ? metric_load : NULL;
    table->finalize = metric->finalize ? metric_finalize : NULL;
    table->destroy = metric_destroy;
}
