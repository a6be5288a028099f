/* rows_arrow.c - rows and columns by the Arrow PyCapsule protocol, borrowed. */
#include <stdlib.h>
#include <string.h>

#include "arrow_abi.h"
#include "rows.h"

/* ---- Capsules
 * ------------------------------------------------------------------------------------ */

/* What was in the capsules of an object: moved out of them, as the protocol has it, so that nobody
 * else can read or release it. */
typedef struct kp_imported {
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;
    int32_t is_stream;
} kp_imported;

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
static kp_imported *arrow_import(kp_state *state, PyObject *object, kp_store *hold)
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

static kefu_arrow_options arrow_options(const kp_settings *settings)
{
    kefu_arrow_options o = {.struct_size = sizeof o};
    o.offset = settings->offset;
    o.flags = (settings->strict ? 0u : KEFU_ARROW_SKIP) |
              (settings->round ? KEFU_ARROW_ROUND : 0u) |
              (settings->has_offset ? KEFU_ARROW_OFFSET : 0u);
    return o;
}

/* ---- Rows
 * ---------------------------------------------------------------------------------------- */

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

int kp_open_arrow(kp_rows *rows)
{
    kefu_arrow_options options = arrow_options(rows->settings);
    kefu_arrow *arrow = NULL;
    kefu_error error;
    kefu_status status;
    kp_imported *in;
    kp_away away;
    if (!kp_has(rows->object, "__arrow_c_stream__") && !kp_has(rows->object, "__arrow_c_array__"))
        return 0;
    in = arrow_import(rows->state, rows->object, &rows->hold);
    if (!in) { /* pandas without pyarrow: see kp_open_pandas */
        if (!PyErr_ExceptionMatches(PyExc_ImportError) || !kp_has(rows->object, "to_numpy"))
            return -1;
        PyErr_Clear();
        return 0;
    }
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

/* ---- One column
 * ------------------------------------------------------------------------------------
 *
 * The library reads record batches: an array that is none is dressed up as one with a single child.
 * The dress borrows, so releasing it does nothing.
 */

static void dress_release_schema(struct ArrowSchema *schema) { schema->release = NULL; }
static void dress_release_array(struct ArrowArray *array) { array->release = NULL; }

/* A column in pieces, each with its reader. */
typedef struct arrow_column {
    kp_column *column;
    kp_imported *in;
    struct ArrowSchema child, schema;
    struct ArrowSchema *children[1];
    kefu_builder *all; /* once there are two pieces */
    const kefu_batch *last;
    int32_t pieces;
    kefu_error error;
} arrow_column;

static void column_free_reader(void *thing) { kefu_arrow_free(thing); }
static void column_free_builder(void *thing) { kefu_builder_free(thing); }

static void column_free_array(void *thing)
{
    struct ArrowArray *array = thing;
    if (array->release)
        array->release(array);
    free(array);
}

static void column_dress(arrow_column *c)
{
    c->child = c->in->schema;
    c->child.name = c->column->view.name;
    c->children[0] = &c->child;
    memset(&c->schema, 0, sizeof c->schema);
    c->schema.format = "+s";
    c->schema.name = "";
    c->schema.n_children = 1;
    c->schema.children = c->children;
    c->schema.release = dress_release_schema;
}

static int column_error(const arrow_column *c)
{
    kp_raise(c->column->state, NULL, c->error.code, &c->error);
    return -1;
}

/* A record batch of one array, which lives in memory that is held. */
typedef struct column_dressed {
    struct ArrowArray array;
    struct ArrowArray *children[1];
    const void *buffers[1];
} column_dressed;

static const kefu_batch *column_piece(arrow_column *c, struct ArrowArray *array)
{
    kefu_arrow_options options = arrow_options(c->column->settings);
    column_dressed *d = kp_store_block(c->column->hold, 1, sizeof *d);
    const kefu_batch *batch = NULL;
    kefu_arrow *arrow = NULL;
    if (!d)
        return NULL;
    d->children[0] = array;
    d->array.length = array->length;
    d->array.n_buffers = d->array.n_children = 1;
    d->array.buffers = d->buffers;
    d->array.children = d->children;
    d->array.release = dress_release_array;
    options.flags &= ~(uint32_t)KEFU_ARROW_SKIP; /* it is asked for: say what is wrong */
    if (kefu_arrow_from_array(&options, &c->schema, &d->array, &arrow, &c->error)) {
        column_error(c);
        return NULL;
    }
    if (kp_store_other(c->column->hold, arrow, column_free_reader) < 0)
        return NULL;
    if (kefu_arrow_next(arrow, &batch, &c->error)) {
        column_error(c);
        return NULL;
    }
    return batch;
}

static int column_append(arrow_column *c, const kefu_batch *batch)
{
    return kefu_builder_append(c->all, batch, &c->error) ? column_error(c) : 0;
}

/* The first piece is borrowed; a second one has both copied together. */
static int column_add(arrow_column *c, struct ArrowArray *array)
{
    const kefu_batch *batch = column_piece(c, array);
    kefu_batch numbered;
    if (!batch)
        return -1;
    if (++c->pieces == 1) {
        c->last = batch;
        return 0;
    }
    if (!c->all) {
        if (kefu_builder_new(NULL, NULL, &c->all, &c->error))
            return column_error(c);
        if (kp_store_other(c->column->hold, c->all, column_free_builder) < 0)
            return -1;
        if (column_append(c, c->last) < 0)
            return -1;
    }
    numbered = *batch;
    numbered.first_row = kefu_builder_batch(c->all)->rows;
    return column_append(c, &numbered);
}

static int stream_failed(const arrow_column *c)
{
    struct ArrowArrayStream *s = &c->in->stream;
    const char *words = s->get_last_error(s);
    return kp_column_fail(c->column, KEFU_E_CALLBACK, -1, "the Arrow stream failed: %s",
                          words ? words : "it does not say why");
}

static int stream_arrays(arrow_column *c)
{
    struct ArrowArrayStream *s = &c->in->stream;
    int done = 0;
    if (s->get_schema(s, &c->in->schema))
        return stream_failed(c);
    column_dress(c);
    while (!done) {
        struct ArrowArray *array = calloc(1, sizeof *array);
        if (!array) {
            PyErr_NoMemory();
            return -1;
        }
        if (s->get_next(s, array)) {
            free(array);
            return stream_failed(c);
        }
        if (!array->release) {
            free(array);
            return 0;
        }
        if (kp_store_other(c->column->hold, array, column_free_array) < 0)
            return -1;
        done = column_add(c, array);
    }
    return done;
}

int kp_column_arrow(kp_column *column, PyObject *object)
{
    arrow_column c = {.column = column};
    const char *name = column->view.name;
    c.in = arrow_import(column->state, object, column->hold);
    if (!c.in)
        return -1;
    if (c.in->is_stream) {
        if (stream_arrays(&c) < 0)
            return -1;
    } else {
        column_dress(&c);
        if (column_add(&c, &c.in->array) < 0)
            return -1;
    }
    if (!c.pieces) { /* a stream of nothing */
        PyObject *none = PyTuple_New(0);
        int done = none ? kp_column_values(column, none) : -1;
        Py_XDECREF(none);
        return done;
    }
    if (c.all)
        c.last = kefu_builder_batch(c.all);
    column->rows = c.last->rows;
    column->view = *c.last->columns[0];
    column->view.name = name;
    return 0;
}
