/* metric_rows.c - the rows of an update, one by one or as the columns of each group. */
#include "metric.h"

/* ---- A value -------------------------------------------------------------------------------- */

static PyObject *metric_cell(const kp_metric *metric, int port, const kefu_vector *vector,
                             int64_t row)
{
    int32_t type = metric->ports[port].type;
    if (vector->states && vector->states[row] != KEFU_VALUE_OK)
        return kp_mark_object(metric->state, vector->states[row]);
    if (type == KEFU_PORT_ANY)
        return Py_NewRef(Py_True);
    if (vector->texts) {
        const kefu_text *text = &vector->texts[row];
        return PyUnicode_DecodeUTF8(text->size ? text->data : "", (Py_ssize_t)text->size,
                                    "replace");
    }
    return type == KEFU_PORT_BOOL ? PyBool_FromLong(vector->values[row] != 0)
                                  : PyLong_FromLongLong(vector->values[row]);
}

static PyObject *metric_object_at(char *states, size_t stride, uint32_t group)
{
    return ((kp_metric_state *)(void *)(states + stride * group))->object;
}

/* ---- Row by row ----------------------------------------------------------------------------- */

/* update(self, value, ...): None for arguments that the call leaves out. */
static int metric_row(const kp_metric *metric, PyObject *self, const kefu_args *args, int64_t row)
{
    PyObject *given[METRIC_MOST + 1] = {NULL};
    int failed = 0;
    for (int i = 0; i < metric->table.n_ports && !failed; i++) {
        given[i] = i < args->n_vectors ? metric_cell(metric, i, args->vectors[i], row)
                                       : Py_NewRef(Py_None);
        failed = !given[i];
    }
    if (!failed)
        failed = kp_metric_done(metric, "update",
                                PyObject_CallFunctionObjArgs(metric->update, self, given[0],
                                                             given[1], given[2], given[3], NULL));
    for (int i = 0; i < METRIC_MOST; i++)
        Py_XDECREF(given[i]);
    return failed;
}

static kefu_status metric_each_row(char *states, size_t stride, const uint32_t *groups,
                                   const kefu_args *args, const kefu_context *context,
                                   kefu_error *error)
{
    const kp_metric *metric = context->user;
    for (int64_t row = 0; row < args->rows; row++)
        if (metric_row(metric, metric_object_at(states, stride, groups[row]), args, row))
            return kp_metric_raised(context, row, error);
    return KEFU_OK;
}

/* ---- Rows of a group together --------------------------------------------------------------- */

/* Numbers of rows in the order of their groups, and of the rows of one in the order they come. */
static void metric_sort(int64_t *order, int64_t *other, const uint32_t *groups, int64_t n,
                        uint32_t most)
{
    for (int64_t i = 0; i < n; i++)
        order[i] = i;
    for (int shift = 0; shift < 32 && most >> shift; shift += 8) {
        int64_t from[257] = {0};
        for (int64_t i = 0; i < n; i++)
            from[(groups[i] >> shift & 255) + 1]++;
        for (int i = 0; i < 256; i++)
            from[i + 1] += from[i];
        for (int64_t i = 0; i < n; i++)
            other[from[groups[order[i]] >> shift & 255]++] = order[i];
        memcpy(order, other, (size_t)n * sizeof *order);
    }
}

/* Numbers: int64 in memory of their own, as the method may keep them. */
static PyObject *metric_numbers(const int64_t *values, const int64_t *order, int64_t n)
{
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)n * (Py_ssize_t)sizeof(int64_t));
    char *to = bytes ? PyBytes_AsString(bytes) : NULL;
    for (int64_t i = 0; to && i < n; i++)
        memcpy(to + (size_t)i * sizeof *values, &values[order[i]], sizeof *values);
    PyObject *view = bytes ? PyMemoryView_FromObject(bytes) : NULL;
    PyObject *column = view ? PyObject_CallMethod(view, "cast", "s", "q") : NULL;
    Py_XDECREF(bytes);
    Py_XDECREF(view);
    return column;
}

static PyObject *metric_column(const kp_metric *metric, int port, const kefu_vector *vector,
                               const int64_t *order, int64_t n)
{
    const kefu_port *p = &metric->ports[port];
    if (p->type == KEFU_PORT_NUMBER && !(p->flags & KEFU_PORT_NULLABLE))
        return metric_numbers(vector->values, order, n);
    PyObject *list = PyList_New((Py_ssize_t)n);
    for (int64_t i = 0; list && i < n; i++) {
        PyObject *cell = metric_cell(metric, port, vector, order[i]);
        if (!cell || PyList_SetItem(list, (Py_ssize_t)i, cell))
            Py_CLEAR(list);
    }
    return list;
}

/* update_columns(self, column, ...) with the n rows of a group. */
static int metric_update_group(const kp_metric *metric, PyObject *self, const kefu_args *args,
                               const int64_t *order, int64_t n)
{
    PyObject *given[METRIC_MOST + 1] = {NULL};
    int failed = 0;
    for (int i = 0; i < metric->table.n_ports && !failed; i++) {
        given[i] = i < args->n_vectors ? metric_column(metric, i, args->vectors[i], order, n)
                                       : Py_NewRef(Py_None);
        failed = !given[i];
    }
    if (!failed)
        failed = kp_metric_done(metric, "update_columns",
                                PyObject_CallFunctionObjArgs(metric->update_columns, self, given[0],
                                                             given[1], given[2], given[3], NULL));
    for (int i = 0; i < METRIC_MOST; i++)
        Py_XDECREF(given[i]);
    return failed;
}

static kefu_status metric_each_group(char *states, size_t stride, const uint32_t *groups,
                                     const int64_t *order, const kefu_args *args,
                                     const kefu_context *context, kefu_error *error)
{
    const kp_metric *metric = context->user;
    for (int64_t from = 0, to; from < args->rows; from = to) {
        uint32_t group = groups[order[from]];
        for (to = from + 1; to < args->rows && groups[order[to]] == group;)
            to++;
        if (metric_update_group(metric, metric_object_at(states, stride, group), args, order + from,
                                to - from))
            return kp_metric_raised(context, to - from == 1 ? order[from] : -1, error);
    }
    return KEFU_OK;
}

static kefu_status metric_all_groups(char *states, size_t stride, const uint32_t *groups,
                                     const kefu_args *args, const kefu_context *context,
                                     kefu_error *error)
{
    uint32_t most = 0;
    if ((uint64_t)args->rows > PY_SSIZE_T_MAX / (2 * sizeof(int64_t)))
        return KEFU_E_MEMORY;
    int64_t *order = PyMem_Malloc((size_t)args->rows * 2 * sizeof *order);
    if (!order)
        return KEFU_E_MEMORY;
    for (int64_t i = 0; i < args->rows; i++)
        most = groups[i] > most ? groups[i] : most;
    metric_sort(order, order + args->rows, groups, args->rows, most);
    kefu_status status = metric_each_group(states, stride, groups, order, args, context, error);
    PyMem_Free(order);
    return status;
}

/* Rows without arguments have no columns. */
kefu_status KEFU_CALL kp_metric_update(void *states, size_t stride, const uint32_t *groups,
                                       const kefu_args *args, const kefu_context *context,
                                       kefu_error *error)
{
    const kp_metric *metric = context->user;
    int columns = metric->update_columns && (args->n_vectors || !metric->update);
    int entered = kp_enter_python();
    kefu_status status = columns ? metric_all_groups(states, stride, groups, args, context, error)
                                 : metric_each_row(states, stride, groups, args, context, error);
    kp_leave_python(entered);
    return status;
}
