/* arrow_whole.c - all rows of a stream as one batch, and a column that is no record batch. */
#include <stdlib.h>
#include <string.h>

#include "arrow_in.h"

static int whole_failed(const kp_arrow_whole *w)
{
    kp_raise(w->state, w->where, w->error.code, &w->error);
    return -1;
}

static void whole_free_reader(void *thing) { kefu_arrow_free(thing); }
static void whole_free_builder(void *thing) { kefu_builder_free(thing); }

static void whole_free_array(void *thing)
{
    struct ArrowArray *array = thing;
    if (array->release)
        array->release(array);
    free(array);
}

/* ---- Dress -----------------------------------------------------------------------------------
 *
 * The library reads record batches: an array that is none is dressed up as one with a single child.
 * The dress borrows, so releasing it does nothing.
 */

static void dress_release_schema(struct ArrowSchema *schema) { schema->release = NULL; }
static void dress_release_array(struct ArrowArray *array) { array->release = NULL; }

/* What is borrowed here the import goes on to own. */
static void dress_schema(kp_arrow_whole *w)
{
    if (!w->dress) {
        w->schema = w->in->schema;
        return;
    }
    w->child = w->in->schema;
    w->child.name = w->dress;
    w->children[0] = &w->child;
    w->schema.format = "+s";
    w->schema.name = "";
    w->schema.n_children = 1;
    w->schema.children = w->children;
    w->schema.release = dress_release_schema;
    w->options.flags &= ~(uint32_t)KEFU_ARROW_SKIP; /* it is asked for: say what is wrong */
}

typedef struct dressed_array {
    struct ArrowArray array;
    struct ArrowArray *children[1];
    const void *buffers[1];
} dressed_array;

static struct ArrowArray *dress_array(kp_arrow_whole *w, struct ArrowArray *array)
{
    dressed_array *d;
    if (!w->dress)
        return array;
    d = kp_store_block(w->hold, 1, sizeof *d);
    if (!d)
        return NULL;
    d->children[0] = array;
    d->array.length = array->length;
    d->array.n_buffers = d->array.n_children = 1;
    d->array.buffers = d->buffers;
    d->array.children = d->children;
    d->array.release = dress_release_array;
    return &d->array;
}

/* ---- Pieces ---------------------------------------------------------------------------------- */

/* The batch of an array; its reader is held. */
static const kefu_batch *whole_piece(kp_arrow_whole *w, struct ArrowArray *array)
{
    const kefu_batch *batch = NULL;
    kefu_arrow *arrow = NULL;
    if (kefu_arrow_from_array(&w->options, &w->schema, array, &arrow, &w->error)) {
        whole_failed(w);
        return NULL;
    }
    if (kp_store_other(w->hold, arrow, whole_free_reader) < 0)
        return NULL;
    if (kefu_arrow_next(arrow, &batch, &w->error)) {
        whole_failed(w);
        return NULL;
    }
    w->first = w->first ? w->first : arrow;
    return batch;
}

/* Copies a piece behind the others, without the GIL. */
static int whole_append(kp_arrow_whole *w, const kefu_batch *batch)
{
    kefu_batch numbered = *batch;
    kefu_status status;
    kp_away away;
    numbered.first_row = kefu_builder_batch(w->all)->rows;
    kp_leave(&away, 1);
    status = kefu_builder_append(w->all, &numbered, &w->error);
    if (kp_join(&away) < 0)
        return -1;
    return status ? whole_failed(w) : 0;
}

/* The first piece is borrowed; a second one has both copied together. */
static int whole_add(kp_arrow_whole *w, struct ArrowArray *array)
{
    struct ArrowArray *dressed = dress_array(w, array);
    const kefu_batch *batch = dressed ? whole_piece(w, dressed) : NULL;
    if (!batch)
        return -1;
    if (++w->pieces == 1) {
        w->batch = batch;
        return 0;
    }
    if (!w->all) {
        if (kefu_builder_new(NULL, NULL, &w->all, &w->error))
            return whole_failed(w);
        if (kp_store_other(w->hold, w->all, whole_free_builder) < 0 ||
            whole_append(w, w->batch) < 0)
            return -1;
    }
    return whole_append(w, batch);
}

/* ---- Streams --------------------------------------------------------------------------------- */

static int stream_failed(const kp_arrow_whole *w)
{
    struct ArrowArrayStream *s = &w->in->stream;
    const char *words = s->get_last_error ? s->get_last_error(s) : NULL;
    kp_fail(w->state, KEFU_E_CALLBACK, "%s%sthe Arrow stream failed: %s", w->where ? w->where : "",
            w->where ? ": " : "", words ? words : "it does not say why");
    return -1;
}

/* The next array: 1, 0 at the end. A producer may take its time. */
static int stream_next(kp_arrow_whole *w, struct ArrowArray **out)
{
    struct ArrowArrayStream *s = &w->in->stream;
    struct ArrowArray *array = calloc(1, sizeof *array);
    kp_away away;
    int failed;
    if (!array) {
        PyErr_NoMemory();
        return -1;
    }
    kp_leave(&away, 1);
    failed = s->get_next(s, array);
    if (kp_join(&away) < 0) {
        whole_free_array(array);
        return -1;
    }
    *out = array;
    if (failed || !array->release) {
        free(array);
        return failed ? stream_failed(w) : 0;
    }
    return kp_store_other(w->hold, array, whole_free_array) < 0 ? -1 : 1;
}

/* A stream without a batch still has columns: the reader of streams gives them, of no rows. */
static int stream_nothing(kp_arrow_whole *w)
{
    kefu_arrow *arrow = NULL;
    if (kefu_arrow_from_stream(&w->options, &w->in->stream, &arrow, &w->error))
        return whole_failed(w);
    if (kp_store_other(w->hold, arrow, whole_free_reader) < 0)
        return -1;
    w->first = arrow;
    return kefu_arrow_next(arrow, &w->batch, &w->error) ? whole_failed(w) : 0;
}

static int stream_read(kp_arrow_whole *w)
{
    struct ArrowArrayStream *s = &w->in->stream;
    struct ArrowArray *array;
    int more;
    if (s->get_schema(s, &w->in->schema))
        return stream_failed(w);
    dress_schema(w);
    while ((more = stream_next(w, &array)) > 0)
        if ((array->length || !w->pieces) && whole_add(w, array) < 0)
            return -1;
    if (!more && !w->pieces && !w->dress)
        more = stream_nothing(w);
    return more;
}

int kp_arrow_read_whole(kp_arrow_whole *w)
{
    int done;
    if (w->in->is_stream) {
        done = stream_read(w);
    } else {
        dress_schema(w);
        done = whole_add(w, &w->in->array);
    }
    if (w->all)
        w->batch = kefu_builder_batch(w->all);
    return done;
}

/* ---- One column ------------------------------------------------------------------------------ */

int kp_column_arrow(kp_column *column, PyObject *object)
{
    const char *name = column->view.name;
    kp_arrow_whole whole = {.state = column->state,
                            .hold = column->hold,
                            .options = kp_arrow_options(column->settings),
                            .dress = name};
    whole.in = kp_arrow_import(column->state, object, column->hold);
    if (!whole.in || kp_arrow_read_whole(&whole) < 0)
        return -1;
    if (!whole.batch) { /* a stream of nothing */
        PyObject *none = PyTuple_New(0);
        int done = none ? kp_column_values(column, none) : -1;
        Py_XDECREF(none);
        return done;
    }
    column->rows = whole.batch->rows;
    column->view = *whole.batch->columns[0];
    column->view.name = name;
    return 0;
}
