/* rows_arrow.c - rows by the Arrow PyCapsule protocol, borrowed. */
#include <stdlib.h>
#include <string.h>

#include "arrow_in.h"

/* ---- Capsules -------------------------------------------------------------------------------- */

static void imported_free(void *thing)
{
    kp_imported *in = thing;
    if (in->stream.release)
        in->stream.release(&in->stream);
    if (in->array.release)
        in->array.release(&in->array);
    if (in->schema.release)
        in->schema.release(&in->schema);
    free(in);
}

static int capsule_spent(kp_state *state, const char *name)
{
    kp_fail(state, KEFU_E_STATE, "the %s has been read already", name);
    return -1;
}

static int capsule_stream(kp_state *state, PyObject *capsule, kp_imported *in)
{
    struct ArrowArrayStream *s = PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (!s)
        return -1;
    if (!s->release)
        return capsule_spent(state, "Arrow stream");
    in->stream = *s;
    s->release = NULL;
    in->is_stream = 1;
    return 0;
}

static int capsule_array(kp_state *state, PyObject *pair, kp_imported *in)
{
    struct ArrowSchema *schema = NULL;
    struct ArrowArray *array = NULL;
    if (PyTuple_Check(pair) && PyTuple_Size(pair) == 2) {
        schema = PyCapsule_GetPointer(PyTuple_GetItem(pair, 0), "arrow_schema");
        array = schema ? PyCapsule_GetPointer(PyTuple_GetItem(pair, 1), "arrow_array") : NULL;
    } else {
        PyErr_SetString(PyExc_TypeError, "__arrow_c_array__() gave no pair of capsules");
    }
    if (!schema || !array)
        return -1;
    if (!schema->release || !array->release)
        return capsule_spent(state, "Arrow array");
    in->schema = *schema;
    schema->release = NULL;
    in->array = *array;
    array->release = NULL;
    return 0;
}

/* What the object offers: a stream if it can. Held until the end. */
kp_imported *kp_arrow_import(kp_state *state, PyObject *object, kp_store *hold)
{
    int is_stream = kp_has(object, "__arrow_c_stream__"), done;
    kp_imported *in = calloc(1, sizeof *in);
    PyObject *given;
    if (!in) {
        PyErr_NoMemory();
        return NULL;
    }
    given =
        PyObject_CallMethod(object, is_stream ? "__arrow_c_stream__" : "__arrow_c_array__", NULL);
    done = !given      ? -1
           : is_stream ? capsule_stream(state, given, in)
                       : capsule_array(state, given, in);
    Py_XDECREF(given);
    if (done < 0) {
        imported_free(in);
        return NULL;
    }
    return kp_store_other(hold, in, imported_free) < 0 ? NULL : in;
}

kefu_arrow_options kp_arrow_options(const kp_settings *settings)
{
    kefu_arrow_options o = {.struct_size = sizeof o};
    o.offset = settings->offset;
    o.flags = (settings->strict ? 0u : KEFU_ARROW_SKIP) |
              (settings->round ? KEFU_ARROW_ROUND : 0u) |
              (settings->has_offset ? KEFU_ARROW_OFFSET : 0u);
    return o;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static int arrow_next(kp_rows *rows)
{
    const kefu_batch *batch = NULL;
    kefu_error error;
    kefu_status status;
    kp_away away;
    kp_leave(&away, 1);
    status = kefu_arrow_next(rows->reader, &batch, &error);
    if (kp_join(&away) < 0)
        return -1;
    if (status)
        return kp_raise_error(rows, &error);
    if (!batch)
        return 0;
    rows->plain = *batch;
    return 1;
}

static void arrow_close(kp_rows *rows)
{
    kefu_arrow_free(rows->reader);
    rows->reader = NULL;
}

static const char *arrow_skipped(const kp_rows *rows, int index)
{
    return kefu_arrow_skipped(rows->reader, index);
}

static const kp_source arrow_source = {arrow_next, arrow_close, arrow_skipped};

/* All of a stream at once. */
static int whole_next(kp_rows *rows)
{
    if (rows->pieces)
        return 0;
    rows->plain = *((kp_arrow_whole *)rows->reader)->batch;
    return 1;
}

static const char *whole_skipped(const kp_rows *rows, int index)
{
    return kefu_arrow_skipped(((kp_arrow_whole *)rows->reader)->first, index);
}

static const kp_source whole_source = {whole_next, NULL, whole_skipped};

static int arrow_open_whole(kp_rows *rows, kp_imported *in)
{
    kp_arrow_whole *whole = kp_store_block(rows->hold, 1, sizeof *whole);
    if (!whole)
        return -1;
    whole->state = rows->state;
    whole->where = rows->where;
    whole->hold = rows->hold;
    whole->options = kp_arrow_options(rows->settings);
    whole->in = in;
    if (kp_arrow_read_whole(whole) < 0)
        return -1;
    rows->reader = whole;
    rows->source = &whole_source;
    return 1;
}

int kp_open_arrow(kp_rows *rows)
{
    kefu_arrow_options options = kp_arrow_options(rows->settings);
    kefu_arrow *arrow = NULL;
    kefu_error error;
    kefu_status status;
    kp_imported *in;
    kp_away away;
    if (!kp_has(rows->object, "__arrow_c_stream__") && !kp_has(rows->object, "__arrow_c_array__"))
        return 0;
    in = kp_arrow_import(rows->state, rows->object, rows->hold);
    if (!in) { /* pandas without pyarrow: see kp_open_pandas */
        if (!PyErr_ExceptionMatches(PyExc_ImportError) || !kp_has(rows->object, "to_numpy"))
            return -1;
        PyErr_Clear();
        return 0;
    }
    if (in->is_stream && rows->whole)
        return arrow_open_whole(rows, in);
    kp_leave(&away, 1);
    status = in->is_stream
                 ? kefu_arrow_from_stream(&options, &in->stream, &arrow, &error)
                 : kefu_arrow_from_array(&options, &in->schema, &in->array, &arrow, &error);
    if (kp_join(&away) < 0) {
        kefu_arrow_free(arrow);
        return -1;
    }
    if (status)
        return kp_raise_error(rows, &error);
    rows->reader = arrow;
    rows->source = &arrow_source;
    return 1;
}
