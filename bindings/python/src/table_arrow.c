/* table_arrow.c - a batch of the library as a record batch of Arrow that owns all it has. */
#include <stdlib.h>
#include <string.h>

#include "arrow_abi.h"
#include "table.h"

/* ---- Schemas --------------------------------------------------------------------------------- */

/* A schema owns its format and name, and its children, unless somebody moved them out. */
static void schema_release(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (schema->children[i] && schema->children[i]->release)
            schema->children[i]->release(schema->children[i]);
        free(schema->children[i]);
    }
    free(schema->children);
    free(schema->private_data);
    schema->release = NULL;
}

static int schema_node(struct ArrowSchema *out, const char *format, const char *name,
                       int64_t children)
{
    size_t at = strlen(format) + 1, size = at + strlen(name) + 1;
    char *text = malloc(size);
    memset(out, 0, sizeof *out);
    if (!text)
        return -1;
    memcpy(text, format, at);
    memcpy(text + at, name, size - at);
    out->children = children ? calloc((size_t)children, sizeof *out->children) : NULL;
    if (children && !out->children) {
        free(text);
        return -1;
    }
    out->format = text;
    out->name = text + at;
    out->flags = children ? 0 : ARROW_FLAG_NULLABLE;
    out->n_children = children;
    out->private_data = text;
    out->release = schema_release;
    return 0;
}

static int schema_child(struct ArrowSchema *parent, int64_t i, const char *format, const char *name)
{
    struct ArrowSchema *child = calloc(1, sizeof *child);
    if (!child || schema_node(child, format, name, 0) < 0) {
        free(child);
        return -1;
    }
    parent->children[i] = child;
    return 0;
}

/* Digits that decimals may have: 18, which others read without loss, unless a number has more. */
static int table_precision(const kefu_column *view, int64_t rows)
{
    const int64_t most = INT64_C(999999999999999999), *numbers = view->data;
    for (int64_t i = 0; i < rows; i++)
        if (numbers[i] > most || numbers[i] < -most)
            return 19;
    return 18;
}

static void table_format(const kefu_column *view, int64_t rows, char *out, size_t size)
{
    const char *format = view->type == KEFU_COLUMN_BOOL   ? "b"
                         : view->type == KEFU_COLUMN_F32  ? "f"
                         : view->type == KEFU_COLUMN_F64  ? "g"
                         : view->type == KEFU_COLUMN_DATE ? "tdD"
                         : view->type == KEFU_COLUMN_TIME ? "tsu:UTC"
                         : view->type == KEFU_COLUMN_TEXT ? "U"
                                                          : "l";
    if (view->type == KEFU_COLUMN_I64 && view->scale)
        PyOS_snprintf(out, size, "d:%d,%d", table_precision(view, rows), (int)view->scale);
    else
        PyOS_snprintf(out, size, "%s", format);
}

static int table_schema(const kefu_batch *batch, struct ArrowSchema *out)
{
    if (schema_node(out, "+s", "", batch->n_columns) < 0)
        return -1;
    for (int32_t i = 0; i < batch->n_columns; i++) {
        char format[16];
        table_format(batch->columns[i], batch->rows, format, sizeof format);
        if (schema_child(out, i, format, batch->columns[i]->name) < 0) {
            schema_release(out);
            return -1;
        }
    }
    out->flags = 0;
    return 0;
}

static int schema_copy(const struct ArrowSchema *from, struct ArrowSchema *out)
{
    if (schema_node(out, from->format, from->name, from->n_children) < 0)
        return -1;
    for (int64_t i = 0; i < from->n_children; i++)
        if (schema_child(out, i, from->children[i]->format, from->children[i]->name) < 0) {
            schema_release(out);
            return -1;
        }
    out->flags = from->flags;
    return 0;
}

/* ---- Arrays ---------------------------------------------------------------------------------- */

enum { TABLE_BUFFERS = 3 };

static void array_release(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++) {
        if (array->children[i] && array->children[i]->release)
            array->children[i]->release(array->children[i]);
        free(array->children[i]);
    }
    for (int64_t i = 0; i < TABLE_BUFFERS; i++)
        free((void *)array->buffers[i]);
    free(array->children);
    free(array->buffers);
    array->release = NULL;
}

static int array_node(struct ArrowArray *out, int64_t rows, int64_t buffers, int64_t children)
{
    memset(out, 0, sizeof *out);
    out->length = rows;
    out->n_buffers = buffers;
    out->n_children = children;
    out->buffers = calloc(TABLE_BUFFERS, sizeof *out->buffers);
    out->children = children ? calloc((size_t)children, sizeof *out->children) : NULL;
    if (!out->buffers || (children && !out->children)) {
        free(out->buffers);
        free(out->children);
        return -1;
    }
    out->release = array_release;
    return 0;
}

/* Memory of a buffer, freed with the array; at least a byte, so that it is never NULL. */
static void *array_buffer(struct ArrowArray *array, int index, size_t count, size_t width)
{
    void *block = calloc(count ? count : 1, width);
    array->buffers[index] = block;
    return block;
}

static int array_validity(struct ArrowArray *array, const kefu_column *view)
{
    uint8_t *bits;
    for (int64_t i = 0; i < array->length && view->states; i++)
        array->null_count += view->states[i] != KEFU_VALUE_OK;
    if (!array->null_count)
        return 0;
    bits = array_buffer(array, 0, (size_t)(array->length + 7) / 8, 1);
    if (!bits)
        return -1;
    for (int64_t i = 0; i < array->length; i++)
        if (view->states[i] == KEFU_VALUE_OK)
            bits[i / 8] |= (uint8_t)(1u << (i % 8));
    return 0;
}

static int array_bits(struct ArrowArray *array, const kefu_column *view)
{
    const uint8_t *from = view->data;
    uint8_t *to = array_buffer(array, 1, (size_t)(array->length + 7) / 8, 1);
    for (int64_t i = 0; to && i < array->length; i++)
        if (from[i])
            to[i / 8] |= (uint8_t)(1u << (i % 8));
    return to ? 0 : -1;
}

static int array_numbers(struct ArrowArray *array, const kefu_column *view, size_t width)
{
    void *to = array_buffer(array, 1, (size_t)array->length, width);
    if (to && array->length)
        memcpy(to, view->data, (size_t)array->length * width);
    return to ? 0 : -1;
}

/* 128 bits: the number, and its sign in the upper half. */
static int array_decimals(struct ArrowArray *array, const kefu_column *view)
{
    const int64_t *from = view->data;
    const uint16_t one = 1;
    int little = *(const unsigned char *)&one;
    int64_t *to = array_buffer(array, 1, (size_t)array->length, 2 * sizeof *to);
    for (int64_t i = 0; to && i < array->length; i++) {
        to[2 * i + !little] = from[i];
        to[2 * i + little] = from[i] < 0 ? -1 : 0;
    }
    return to ? 0 : -1;
}

static int array_texts(struct ArrowArray *array, const kefu_column *view)
{
    const kefu_text *from = view->data;
    int64_t *offsets = array_buffer(array, 1, (size_t)array->length + 1, sizeof *offsets);
    char *heap;
    for (int64_t i = 0; offsets && i < array->length; i++)
        offsets[i + 1] = offsets[i] + (from[i].data ? (int64_t)from[i].size : 0);
    heap = offsets ? array_buffer(array, 2, (size_t)offsets[array->length], 1) : NULL;
    for (int64_t i = 0; heap && i < array->length; i++)
        if (from[i].data && from[i].size)
            memcpy(heap + offsets[i], from[i].data, from[i].size);
    return heap ? 0 : -1;
}

static int array_column(struct ArrowArray *array, const kefu_column *view, int64_t rows)
{
    int is_text = view->type == KEFU_COLUMN_TEXT, done;
    if (array_node(array, rows, is_text ? 3 : 2, 0) < 0)
        return -1;
    if (is_text)
        done = array_texts(array, view);
    else if (view->type == KEFU_COLUMN_BOOL)
        done = array_bits(array, view);
    else if (view->type == KEFU_COLUMN_I64 && view->scale)
        done = array_decimals(array, view);
    else
        done = array_numbers(
            array, view, view->type == KEFU_COLUMN_DATE || view->type == KEFU_COLUMN_F32 ? 4 : 8);
    if (!done)
        done = array_validity(array, view);
    if (done < 0)
        array_release(array);
    return done;
}

static int table_array(const kefu_batch *batch, struct ArrowArray *out)
{
    if (array_node(out, batch->rows, 1, batch->n_columns) < 0)
        return -1;
    for (int32_t i = 0; i < batch->n_columns; i++) {
        out->children[i] = calloc(1, sizeof *out->children[i]);
        if (!out->children[i] ||
            array_column(out->children[i], batch->columns[i], batch->rows) < 0) {
            if (out->children[i])
                out->children[i]->release = NULL;
            array_release(out);
            return -1;
        }
    }
    return 0;
}

/* ---- The stream of one batch ----------------------------------------------------------------- */

typedef struct table_stream {
    struct ArrowSchema schema;
    struct ArrowArray array; /* given once */
    const char *error;
} table_stream;

static int table_get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    table_stream *s = stream->private_data;
    if (schema_copy(&s->schema, out) == 0)
        return 0;
    s->error = "out of memory";
    return 12; /* ENOMEM */
}

static int table_get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    table_stream *s = stream->private_data;
    *out = s->array;
    memset(&s->array, 0, sizeof s->array);
    return 0;
}

static const char *table_get_error(struct ArrowArrayStream *stream)
{
    return ((table_stream *)stream->private_data)->error;
}

static void table_release(struct ArrowArrayStream *stream)
{
    table_stream *s = stream->private_data;
    if (s->schema.release)
        s->schema.release(&s->schema);
    if (s->array.release)
        s->array.release(&s->array);
    free(s);
    stream->release = NULL;
}

int kp_table_stream(const kefu_batch *batch, struct ArrowArrayStream *out)
{
    table_stream *s = calloc(1, sizeof *s);
    if (!s || table_schema(batch, &s->schema) < 0) {
        free(s);
        PyErr_NoMemory();
        return -1;
    }
    if (table_array(batch, &s->array) < 0) {
        schema_release(&s->schema);
        free(s);
        PyErr_NoMemory();
        return -1;
    }
    out->get_schema = table_get_schema;
    out->get_next = table_get_next;
    out->get_last_error = table_get_error;
    out->release = table_release;
    out->private_data = s;
    return 0;
}
