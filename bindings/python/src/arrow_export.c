/* arrow_export.c - frames, sheets and samples as Arrow, for whoever asks them for it. */
#include "arrow_abi.h"
#include "table.h"

typedef kefu_status (*export_call)(const void *handle, struct ArrowArrayStream *stream,
                                   kefu_error *error);

static kefu_status export_frame(const void *handle, struct ArrowArrayStream *stream,
                                kefu_error *error)
{
    return kefu_frame_arrow_stream(handle, 0, stream, error);
}

static kefu_status export_sheet(const void *handle, struct ArrowArrayStream *stream,
                                kefu_error *error)
{
    return kefu_sheet_arrow_stream(handle, 0, stream, error);
}

static kefu_status export_sample(const void *handle, struct ArrowArrayStream *stream,
                                 kefu_error *error)
{
    return kefu_sample_arrow_stream(handle, NULL, stream, error);
}

static PyObject *export_fill(kp_state *state, export_call call, const void *handle)
{
    void *arrow[2];
    kefu_error error;
    kefu_status status;
    kp_away away;
    PyObject *wrapped, *capsule;
    if (kp_arrow_room(KB_ARROW_STREAM, arrow) < 0)
        return NULL;
    kp_leave(&away, 1);
    status = call(handle, arrow[0], &error);
    if (kp_join(&away) < 0 || status) {
        kp_arrow_free(KB_ARROW_STREAM, arrow);
        return status ? kp_raise(state, NULL, status, &error) : NULL;
    }
    wrapped = kp_arrow_wrap(state, KB_ARROW_STREAM, arrow);
    capsule = wrapped ? PyObject_CallMethod(wrapped, "__arrow_c_stream__", NULL) : NULL;
    Py_XDECREF(wrapped);
    return capsule;
}

static PyObject *export_object(PyObject *self, PyObject *args, PyObject *keywords,
                               const char *class_name, export_call call)
{
    static char *names[] = {"requested_schema", NULL};
    kp_state *state = ((kp_object *)self)->state;
    PyObject *schema = NULL, *capsule;
    void *handle;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "|O", names, &schema))
        return NULL;
    handle = kp_take(state, self, class_name, 0, "__arrow_c_stream__()");
    if (!handle)
        return NULL;
    capsule = export_fill(state, call, handle);
    kp_drop(self, 0);
    return capsule;
}

PyObject *kp_frame_stream(PyObject *self, PyObject *args, PyObject *keywords)
{
    return export_object(self, args, keywords, "frame", export_frame);
}

PyObject *kp_sheet_stream(PyObject *self, PyObject *args, PyObject *keywords)
{
    return export_object(self, args, keywords, "sheet", export_sheet);
}

PyObject *kp_sample_stream(PyObject *self, PyObject *args, PyObject *keywords)
{
    return export_object(self, args, keywords, "sample", export_sample);
}

/* ---- Where the library looks: for tests ------------------------------------------------------ */

static PyObject *look_column(const kefu_column *view)
{
    return Py_BuildValue("{s:i,s:i,s:I,s:K,s:L}", "type", (int)view->type, "scale",
                         (int)view->scale, "flags", (unsigned)view->flags, "address",
                         (unsigned long long)(uintptr_t)view->data, "stride",
                         (long long)view->stride);
}

static PyObject *look_batch(const kefu_batch *batch)
{
    PyObject *columns = PyDict_New();
    for (int32_t i = 0; columns && i < batch->n_columns; i++) {
        PyObject *column = look_column(batch->columns[i]);
        if (!column || PyDict_SetItemString(columns, batch->columns[i]->name, column) < 0)
            Py_CLEAR(columns);
        Py_XDECREF(column);
    }
    return columns ? Py_BuildValue("{s:L,s:L,s:N}", "rows", (long long)batch->rows, "first_row",
                                   (long long)batch->first_row, "columns", columns)
                   : NULL;
}

PyObject *kp_look_function(PyObject *module, PyObject *args)
{
    kp_state *state = kp_state_of_module(module);
    PyObject *source = NULL, *list;
    const kefu_batch *batch = NULL;
    int whole = 0, more = 1;
    kp_store hold = {NULL, NULL, NULL};
    kp_rows *rows;
    if (!PyArg_ParseTuple(args, "O|p", &source, &whole))
        return NULL;
    rows = kp_rows_open(state, source, NULL, whole, "_look()", &hold);
    list = rows ? PyList_New(0) : NULL;
    while (list && (more = kp_rows_next(rows, &batch)) > 0) {
        PyObject *one = look_batch(batch);
        if (!one || PyList_Append(list, one) < 0)
            Py_CLEAR(list);
        Py_XDECREF(one);
    }
    if (more < 0)
        Py_CLEAR(list);
    kp_store_free(&hold);
    return list;
}
