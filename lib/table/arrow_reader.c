/* arrow_reader.c - see kefu/arrow.h: record batches of the caller's, one after the other. */
#include <string.h>

#include "base/fail.h"
#include "table/arrow_reader.h"

enum { ARROW_DAY_S = 86400 };

/* ---- Making ---------------------------------------------------------------------------------- */

static kefu_status arrow_check_options(const kefu_arrow_options *o, kefu_error *error)
{
    if (o->flags & ~(uint32_t)(KEFU_ARROW_SKIP | KEFU_ARROW_ROUND | KEFU_ARROW_OFFSET))
        return kf_fail(error, KEFU_E_UNSUPPORTED, "Arrow options: unknown flags");
    if (o->offset <= -ARROW_DAY_S || o->offset >= ARROW_DAY_S)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "Arrow options: offset %d s, expected less than a day", o->offset);
    if (o->offset && !(o->flags & KEFU_ARROW_OFFSET))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "Arrow options: offset is %d, but KEFU_ARROW_OFFSET is not set", o->offset);
    if (o->batch_rows < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "Arrow options: batch_rows is %d", o->batch_rows);
    if (o->n_columns < 0 || (o->n_columns && !o->columns))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "Arrow options: columns is NULL or n_columns negative");
    for (int32_t i = 0; i < o->n_columns; i++)
        if (!o->columns[i])
            return kf_fail(error, KEFU_E_ARGUMENT, "Arrow options: the name of column %d is NULL",
                           i);
    return KEFU_OK;
}

static kefu_status arrow_new(const kefu_arrow_options *options, const struct ArrowSchema *schema,
                             kefu_arrow **out, kefu_error *error)
{
    kefu_arrow_options taken;
    kefu_limits limits;
    kf_memory memory;
    kefu_arrow *arrow;
    kefu_status status = kf_take_options(&taken, sizeof taken, options, error);
    if (!status)
        status = arrow_check_options(&taken, error);
    if (!status)
        status = kf_limits(&limits, taken.limits, error);
    if (!status)
        status = kf_memory_init(&memory, taken.allocator, error);
    if (status)
        return status;
    arrow = kf_alloc_zero(&memory, sizeof *arrow);
    if (!arrow)
        return kf_no_memory(error);
    arrow->memory = memory;
    kf_arena_init(&arrow->arena, &arrow->memory);
    arrow->flags = taken.flags;
    arrow->offset = taken.offset;
    arrow->batch_rows = taken.batch_rows;
    status = kf_arrow_read_schema(arrow, schema, &taken, &limits, error);
    if (status)
        kefu_arrow_free(arrow);
    else
        *out = arrow;
    return status;
}

kefu_status KEFU_CALL kefu_arrow_from_array(const kefu_arrow_options *options,
                                            const struct ArrowSchema *schema,
                                            const struct ArrowArray *array, kefu_arrow **out,
                                            kefu_error *error)
{
    kefu_arrow *arrow = NULL;
    kefu_status status;
    if (!schema || !array || !out)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_arrow_from_array: schema, array or out is NULL");
    status = arrow_new(options, schema, &arrow, error);
    if (!status)
        status = kf_arrow_read_array(arrow, array, error);
    if (status)
        kefu_arrow_free(arrow);
    else
        *out = arrow;
    return status;
}

/* ---- Streams --------------------------------------------------------------------------------- */

static kefu_status arrow_stream_failed(struct ArrowArrayStream *stream, int code, kefu_error *error)
{
    const char *words = stream->get_last_error ? stream->get_last_error(stream) : NULL;
    return kf_fail(error, KEFU_E_CALLBACK, "the Arrow stream failed with code %d%s%s",
                   (int32_t)code, words && *words ? ": " : "", words ? words : "");
}

kefu_status KEFU_CALL kefu_arrow_from_stream(const kefu_arrow_options *options,
                                             struct ArrowArrayStream *stream, kefu_arrow **out,
                                             kefu_error *error)
{
    struct ArrowSchema schema;
    kefu_status status;
    int code;
    if (!stream || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_arrow_from_stream: stream or out is NULL");
    if (!stream->release || !stream->get_schema || !stream->get_next)
        return kf_fail(error, KEFU_E_ARGUMENT, "the Arrow stream has been %s",
                       stream->release ? "given without its callbacks" : "released");
    memset(&schema, 0, sizeof schema);
    code = stream->get_schema(stream, &schema);
    if (code)
        return arrow_stream_failed(stream, code, error);
    status = arrow_new(options, &schema, out, error);
    if (!status)
        (*out)->stream = stream;
    if (schema.release)
        schema.release(&schema);
    return status;
}

static void arrow_release(kefu_arrow *arrow)
{
    if (arrow->owned.release)
        arrow->owned.release(&arrow->owned);
    memset(&arrow->owned, 0, sizeof arrow->owned);
    arrow->array = NULL;
}

void KEFU_CALL kefu_arrow_free(kefu_arrow *arrow)
{
    kf_memory memory;
    if (!arrow)
        return;
    memory = arrow->memory;
    arrow_release(arrow);
    for (size_t i = 0; i < arrow->n_fields; i++) {
        kf_arrow_field *field = &arrow->fields[i];
        kf_free_array(&memory, field->words, field->words_capacity, sizeof *field->words);
        kf_free_array(&memory, field->made, field->made_capacity, field->made_width);
        kf_free(&memory, field->valid, field->valid_capacity);
    }
    kf_free_array(&memory, arrow->fields, arrow->n_children, sizeof *arrow->fields);
    kf_free_array(&memory, arrow->views, arrow->n_children, sizeof *arrow->views);
    kf_free_array(&memory, arrow->skipped, arrow->n_children, sizeof *arrow->skipped);
    kf_arena_free(&arrow->arena);
    kf_free(&memory, arrow, sizeof *arrow);
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* The stream's next array that has rows; at its end there is none at hand. */
static kefu_status arrow_pull(kefu_arrow *arrow, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    while (!status && !arrow->array && arrow->stream) {
        int code;
        arrow_release(arrow);
        code = arrow->stream->get_next(arrow->stream, &arrow->owned);
        if (code) {
            memset(&arrow->owned, 0, sizeof arrow->owned);
            return arrow_stream_failed(arrow->stream, code, error);
        }
        if (!arrow->owned.release)
            arrow->stream = NULL;
        else
            status = kf_arrow_read_array(arrow, &arrow->owned, error);
        if (arrow->array && !arrow->array->length)
            arrow->array = NULL;
    }
    return status;
}

static void arrow_no_rows(kf_arrow_field *field)
{
    field->view.data = field->view.heap = NULL;
    field->view.heap_bytes = 0;
    field->view.validity = NULL;
    field->view.validity_offset = 0;
}

static kefu_status arrow_give(kefu_arrow *arrow, int64_t count, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < arrow->n_fields && !status; i++) {
        if (arrow->array)
            status = kf_arrow_read_rows(arrow, &arrow->fields[i], arrow->at, count, error);
        else
            arrow_no_rows(&arrow->fields[i]);
    }
    if (status)
        return status;
    arrow->batch = (kefu_batch){.struct_size = sizeof arrow->batch,
                                .rows = count,
                                .first_row = arrow->rows,
                                .n_columns = (int32_t)arrow->n_fields,
                                .columns = arrow->views};
    arrow->at += count;
    arrow->rows += count;
    arrow->given = 1;
    return KEFU_OK;
}

static kefu_status arrow_next(kefu_arrow *arrow, const kefu_batch **batch, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    int64_t left = 0;
    if (arrow->array && arrow->at == arrow->array->length)
        arrow_release(arrow);
    if (!arrow->array)
        status = arrow_pull(arrow, error);
    if (status)
        return status;
    if (arrow->array)
        left = arrow->array->length - arrow->at;
    if (left > INT64_MAX - 1 - arrow->rows)
        return kf_fail(error, KEFU_E_OVERFLOW, "too many rows");
    if (arrow->batch_rows && left > arrow->batch_rows)
        left = arrow->batch_rows;
    if (!left && arrow->given) {
        *batch = NULL;
        return KEFU_OK;
    }
    status = arrow_give(arrow, left, error);
    if (!status)
        *batch = &arrow->batch;
    return status;
}

kefu_status KEFU_CALL kefu_arrow_next(kefu_arrow *arrow, const kefu_batch **batch,
                                      kefu_error *error)
{
    kefu_status status;
    if (!arrow || !batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_arrow_next: arrow or batch is NULL");
    if (arrow->failed)
        return kf_fail(error, KEFU_E_STATE, "the Arrow reader failed before: free it");
    status = arrow_next(arrow, batch, error);
    if (status)
        arrow->failed = 1;
    return status;
}

const char *KEFU_CALL kefu_arrow_skipped(const kefu_arrow *arrow, int32_t index)
{
    if (!arrow || index < 0 || (size_t)index >= arrow->n_skipped)
        return NULL;
    return arrow->skipped[index];
}
