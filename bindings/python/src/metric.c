/* metric.c - what the library calls of an aggregate, as calls of a class of Python. */
#include "metric.h"

/* What the library keeps for each group: an instance of the class. */
typedef struct metric_state {
    PyObject *object;
} metric_state;

/* ---- Into Python and back
 * -------------------------------------------------------------------------- */

/* An exception is kept for the one who called the library; the code and text are for C. */
static kefu_status metric_raised(const kefu_context *context, int64_t row, kefu_error *error)
{
    char text[200] = "an exception";
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyObject *said = value ? PyObject_Str(value) : NULL;
    const char *utf8 = said ? PyUnicode_AsUTF8AndSize(said, NULL) : NULL;
    if (utf8)
        PyOS_snprintf(text, sizeof text, "%.190s", utf8);
    Py_XDECREF(said);
    PyErr_Clear();
    PyErr_Restore(type, value, trace);
    kp_catch();
    return context->host->set_error(error, KEFU_E_CALLBACK, row, text);
}

static kefu_status metric_broken(const kefu_context *context, kefu_status code, kefu_error *error,
                                 const char *message)
{
    return context->host->set_error(error, code, -1, message);
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
                             int params)
{
    PyObject *args = metric_arguments(first, context, params);
    PyObject *result = args ? PyObject_Call(function, args, NULL) : NULL;
    Py_XDECREF(args);
    return result;
}

static int metric_late(const kp_metric *metric)
{
    return (metric->table.flags & KEFU_METRIC_LATE_PARAMS) != 0;
}

/* ---- States
 * ------------------------------------------------------------------------------------------ */

static kefu_status KEFU_CALL metric_init(void *state, const kefu_context *context,
                                         kefu_error *error)
{
    const kp_metric *metric = context->user;
    kefu_status status = KEFU_OK;
    int entered = kp_enter_python();
    PyObject *object = metric_call(metric->cls, NULL, context, !metric_late(metric));
    if (!object)
        status = metric_raised(context, -1, error);
    ((metric_state *)state)->object = object;
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
    Py_CLEAR(((metric_state *)state)->object);
    PyErr_Restore(raised[0], raised[1], raised[2]);
    kp_leave_python(entered);
}

/* ---- Rows
 * -------------------------------------------------------------------------------------------- */

static PyObject *metric_argument(const kefu_port *port, const kefu_vector *vector, int64_t row)
{
    const kefu_text *text = vector->texts ? &vector->texts[row] : NULL;
    if (vector->states && vector->states[row] != KEFU_VALUE_OK)
        Py_RETURN_NONE;
    if (port->type == KEFU_PORT_ANY)
        Py_RETURN_TRUE;
    if (text)
        return PyUnicode_DecodeUTF8(text->data ? text->data : "", (Py_ssize_t)text->size,
                                    "replace");
    if (port->type == KEFU_PORT_BOOL)
        return PyBool_FromLong(vector->values[row] != 0);
    return PyLong_FromLongLong(vector->values[row]);
}

static int metric_row(const kp_metric *metric, PyObject *object, const kefu_args *args, int64_t row)
{
    PyObject *given[METRIC_MOST] = {NULL};
    int failed = 0;
    for (int32_t i = 0; i < metric->table.n_ports && !failed; i++) {
        given[i] = i < args->n_vectors ? metric_argument(&metric->ports[i], args->vectors[i], row)
                                       : Py_NewRef(Py_None);
        failed = !given[i];
    }
    PyObject *done = failed ? NULL
                            : PyObject_CallFunctionObjArgs(metric->update, object, given[0],
                                                           given[1], given[2], given[3], NULL);
    for (int i = 0; i < METRIC_MOST; i++)
        Py_XDECREF(given[i]);
    Py_XDECREF(done);
    return done ? 0 : -1;
}

static kefu_status KEFU_CALL metric_update(void *states, size_t stride, const uint32_t *groups,
                                           const kefu_args *args, const kefu_context *context,
                                           kefu_error *error)
{
    kefu_status status = KEFU_OK;
    int entered = kp_enter_python();
    for (int64_t row = 0; row < args->rows && !status; row++) {
        char *at = (char *)states + stride * groups[row];
        if (metric_row(context->user, ((metric_state *)(void *)at)->object, args, row))
            status = metric_raised(context, row, error);
    }
    kp_leave_python(entered);
    return status;
}

static kefu_status KEFU_CALL metric_merge(void *dst, const void *src, const kefu_context *context,
                                          kefu_error *error)
{
    const kp_metric *metric = context->user;
    int entered = kp_enter_python();
    PyObject *done = PyObject_CallFunctionObjArgs(metric->merge, ((metric_state *)dst)->object,
                                                  ((const metric_state *)src)->object, NULL);
    kefu_status status = done ? KEFU_OK : metric_raised(context, -1, error);
    Py_XDECREF(done);
    kp_leave_python(entered);
    return status;
}

/* ---- As bytes
 * ---------------------------------------------------------------------------------------- */

static int metric_knows(const kefu_context *context, uint32_t format)
{
    return format >= 1 && format <= ((const kp_metric *)context->user)->table.state_format;
}

static kefu_status metric_copy(PyObject *bytes, void *out, size_t capacity, size_t *need,
                               const kefu_context *context, kefu_error *error)
{
    char *data;
    Py_ssize_t size;
    if (!PyBytes_Check(bytes))
        return metric_broken(context, KEFU_E_PLUGIN, error, "save() gives no bytes");
    if (PyBytes_AsStringAndSize(bytes, &data, &size))
        return metric_raised(context, -1, error);
    *need = (size_t)size;
    if (*need && *need <= capacity)
        memcpy(out, data, *need);
    return KEFU_OK;
}

static kefu_status KEFU_CALL metric_save(const void *state, uint32_t format, void *out,
                                         size_t capacity, size_t *need, const kefu_context *context,
                                         kefu_error *error)
{
    const kp_metric *metric = context->user;
    if (!metric_knows(context, format))
        return metric_broken(context, KEFU_E_UNSUPPORTED, error, "another format of states");
    int entered = kp_enter_python();
    PyObject *bytes =
        PyObject_CallFunctionObjArgs(metric->save, ((const metric_state *)state)->object, NULL);
    kefu_status status = bytes ? metric_copy(bytes, out, capacity, need, context, error)
                               : metric_raised(context, -1, error);
    Py_XDECREF(bytes);
    kp_leave_python(entered);
    return status;
}

/* ValueError is how Python says that bytes are wrong; other exceptions are the author's. */
static kefu_status metric_refused(const kefu_context *context, kefu_error *error)
{
    if (!PyErr_ExceptionMatches(PyExc_ValueError))
        return metric_raised(context, -1, error);
    PyErr_Clear();
    return metric_broken(context, KEFU_E_DATA, error, "load() refuses the bytes");
}

static kefu_status KEFU_CALL metric_load(void *state, uint32_t format, const void *bytes,
                                         size_t size, const kefu_context *context,
                                         kefu_error *error)
{
    const kp_metric *metric = context->user;
    if (!metric_knows(context, format))
        return metric_broken(context, KEFU_E_UNSUPPORTED, error, "another format of states");
    kefu_status status = KEFU_OK;
    int entered = kp_enter_python();
    PyObject *data = PyBytes_FromStringAndSize(bytes, (Py_ssize_t)size);
    PyObject *object = data ? metric_call(metric->load, data, context, !metric_late(metric)) : NULL;
    if (!object)
        status = metric_refused(context, error);
    Py_XDECREF(data);
    ((metric_state *)state)->object = object;
    kp_leave_python(entered);
    return status;
}

/* ---- The figure
 * -------------------------------------------------------------------------------------- */

static kefu_status KEFU_CALL metric_finalize(const void *state, kefu_value *out,
                                             const kefu_context *context, kefu_error *error)
{
    const kp_metric *metric = context->user;
    kefu_status status = KEFU_OK;
    int entered = kp_enter_python();
    PyObject *object = ((const metric_state *)state)->object;
    PyObject *value = metric_call(metric->finalize, object, context, metric_late(metric));
    if (!value || kp_to_value(metric->state, value, "finalize()", out))
        status = metric_raised(context, -1, error);
    Py_XDECREF(value);
    kp_leave_python(entered);
    return status;
}

void kp_metric_callbacks(kp_metric *metric)
{
    kefu_metric *table = &metric->table;
    table->state_size = sizeof(metric_state);
    table->state_align = sizeof(metric_state);
    table->init = metric_init;
    table->update = metric->update ? metric_update : NULL;
    table->merge = metric->merge ? metric_merge : NULL;
    table->save = metric->save ? metric_save : NULL;
    table->load = metric->load ? metric_load : NULL;
    table->finalize = metric->finalize ? metric_finalize : NULL;
    table->destroy = metric_destroy;
}
