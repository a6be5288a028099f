/* builder.c - a batch row by row, for callers without structs; see kefu_builder. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "table/column.h"
#include "table/store.h"

/* A column and how many rows it has: the builder's, or one more if its cell of the row being filled
 * is set. */
typedef struct builder_column {
    kf_store store;
    int64_t filled;
} builder_column;

struct kefu_builder {
    kf_memory memory;
    kefu_limits limits;
    kf_arena arena; /* names */
    kf_buffer heap; /* texts */
    builder_column *columns;
    size_t columns_capacity;
    const kefu_column **views;
    size_t views_capacity;
    int32_t n_columns;
    int64_t rows;
    kefu_batch batch;
};

kefu_status KEFU_CALL kefu_builder_new(const kefu_allocator *allocator, const kefu_limits *limits,
                                       kefu_builder **out, kefu_error *error)
{
    kf_memory memory;
    kefu_limits taken;
    kefu_builder *b;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_builder_new: out is NULL");
    status = kf_limits(&taken, limits, error);
    if (!status)
        status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    b = kf_alloc_zero(&memory, sizeof *b);
    if (!b)
        return kf_no_memory(error);
    b->memory = memory;
    b->limits = taken;
    kf_arena_init(&b->arena, &b->memory);
    kf_buffer_init(&b->heap, &b->memory);
    *out = b;
    return KEFU_OK;
}

void KEFU_CALL kefu_builder_free(kefu_builder *b)
{
    kf_memory memory;
    if (!b)
        return;
    memory = b->memory;
    for (int32_t i = 0; i < b->n_columns; i++)
        kf_store_free(&b->columns[i].store, &memory);
    kf_free_array(&memory, b->columns, b->columns_capacity, sizeof *b->columns);
    kf_free_array(&memory, b->views, b->views_capacity, sizeof *b->views);
    kf_buffer_free(&b->heap);
    kf_arena_free(&b->arena);
    kf_free(&memory, b, sizeof *b);
}

/* ---- Columns -------------------------------------------------------------------------------- */

static int32_t builder_mid_row(const kefu_builder *b)
{
    for (int32_t i = 0; i < b->n_columns; i++)
        if (b->columns[i].filled > b->rows)
            return 1;
    return 0;
}

static kefu_status builder_check_column(const kefu_builder *b, const char *name, int32_t type,
                                        int32_t scale, uint32_t flags, kefu_error *error)
{
    if (!name || !*name)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_builder_add: the column has no name");
    if (type != KEFU_COLUMN_I64 && type != KEFU_COLUMN_F64 && type != KEFU_COLUMN_TEXT &&
        type != KEFU_COLUMN_BOOL && type != KEFU_COLUMN_DATE && type != KEFU_COLUMN_TIME)
        return kf_fail(
            error, KEFU_E_UNSUPPORTED,
            "column '%s': a builder has BOOL, I64, F64, TEXT, DATE and TIME, not type %d", name,
            type);
    if (scale < 0 || scale > (type == KEFU_COLUMN_I64 ? 18 : 0))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "column '%s': scale %d, expected 0..18 for I64, else 0", name, scale);
    if (flags & ~(uint32_t)(KEFU_COLUMN_DECIMAL | KEFU_COLUMN_ROUND))
        return kf_fail(error, KEFU_E_UNSUPPORTED, "column '%s': unknown flags", name);
    if (flags & KEFU_COLUMN_DECIMAL && type != KEFU_COLUMN_TEXT)
        return kf_fail(error, KEFU_E_ARGUMENT, "column '%s': KEFU_COLUMN_DECIMAL is for text",
                       name);
    for (int32_t i = 0; i < b->n_columns; i++)
        if (strcmp(b->columns[i].store.view.name, name) == 0)
            return kf_fail(error, KEFU_E_EXISTS, "column '%s' is in the builder already", name);
    if (b->n_columns >= b->limits.columns)
        return kf_fail(error, KEFU_E_LIMIT, "the builder has %d columns, the limit", b->n_columns);
    return KEFU_OK;
}

static kefu_status builder_add(kefu_builder *b, const char *name, int32_t type, int32_t scale,
                               uint32_t flags, kefu_error *error)
{
    size_t need = (size_t)b->n_columns + 1;
    builder_column *columns =
        kf_reserve(&b->memory, b->columns, &b->columns_capacity, need, sizeof *columns);
    const kefu_column **views;
    const char *copy;
    if (!columns)
        return kf_no_memory(error);
    b->columns = columns;
    views = kf_reserve(&b->memory, b->views, &b->views_capacity, need, sizeof *views);
    if (!views)
        return kf_no_memory(error);
    b->views = views;
    copy = kf_arena_text(&b->arena, name, strlen(name));
    if (!copy)
        return kf_no_memory(error);
    kf_store_init(&columns[b->n_columns].store, copy, type, scale, flags);
    columns[b->n_columns].filled = 0;
    b->n_columns++;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_builder_add(kefu_builder *b, const char *name, int32_t type,
                                       int32_t scale, uint32_t flags, int32_t *column,
                                       kefu_error *error)
{
    kefu_status status;
    if (!b)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_builder_add: builder is NULL");
    if (b->rows || builder_mid_row(b))
        return kf_fail(error, KEFU_E_STATE, "columns are added before the first row");
    status = builder_check_column(b, name, type, scale, flags, error);
    if (!status)
        status = builder_add(b, name, type, scale, flags, error);
    if (!status && column)
        *column = b->n_columns - 1;
    return status;
}

/* ---- Cells ---------------------------------------------------------------------------------- */

/* The column, with room for its cell of the row being filled. */
static kefu_status builder_cell(kefu_builder *b, int32_t column, builder_column **out,
                                kefu_error *error)
{
    if (!b)
        return kf_fail(error, KEFU_E_ARGUMENT, "builder is NULL");
    if (column < 0 || column >= b->n_columns)
        return kf_fail(error, KEFU_E_ARGUMENT, "the builder has no column %d, only 0..%d", column,
                       b->n_columns - 1);
    *out = &b->columns[column];
    if (!kf_store_room(&(*out)->store, &b->memory, (size_t)b->rows + 1))
        return kf_no_memory(error);
    return KEFU_OK;
}

static kefu_status builder_wrong_type(const builder_column *column, const char *what,
                                      kefu_error *error)
{
    return kf_fail(error, KEFU_E_TYPE, "column '%s' does not hold %s", column->store.view.name,
                   what);
}

kefu_status KEFU_CALL kefu_builder_set_i64(kefu_builder *b, int32_t column, int64_t value,
                                           kefu_error *error)
{
    builder_column *c = NULL;
    kefu_status status = builder_cell(b, column, &c, error);
    int32_t type;
    if (status)
        return status;
    type = c->store.view.type;
    if (type != KEFU_COLUMN_I64 && type != KEFU_COLUMN_BOOL && type != KEFU_COLUMN_DATE &&
        type != KEFU_COLUMN_TIME)
        return builder_wrong_type(c, "integers", error);
    if (type == KEFU_COLUMN_BOOL && value != 0 && value != 1)
        return kf_fail(error, KEFU_E_DATA, "column '%s': a bool is 0 or 1, not %i",
                       c->store.view.name, value);
    if (type == KEFU_COLUMN_DATE && (value < INT32_MIN || value > INT32_MAX))
        return kf_fail(error, KEFU_E_OVERFLOW, "column '%s': day %i does not fit 32 bits",
                       c->store.view.name, value);
    kf_store_number(&c->store, b->rows, value);
    c->filled = b->rows + 1;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_builder_set_f64(kefu_builder *b, int32_t column, double value,
                                           kefu_error *error)
{
    builder_column *c = NULL;
    kefu_status status = builder_cell(b, column, &c, error);
    if (status)
        return status;
    if (c->store.view.type != KEFU_COLUMN_F64)
        return builder_wrong_type(c, "doubles", error);
    kf_store_bytes(&c->store, b->rows, &value);
    c->filled = b->rows + 1;
    return KEFU_OK;
}

/* Appends to the heap and sets row `row`. */
static kefu_status builder_put_text(kefu_builder *b, builder_column *c, int64_t row, kefu_text text,
                                    kefu_error *error)
{
    size_t at = b->heap.size;
    kf_put(&b->heap, text.data, text.size);
    if (b->heap.failed) {
        b->heap.failed = 0;
        return kf_no_memory(error);
    }
    kf_store_text(&c->store, row, at, text.size);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_builder_set_text(kefu_builder *b, int32_t column, const char *text,
                                            size_t size, kefu_error *error)
{
    builder_column *c = NULL;
    kefu_status status = builder_cell(b, column, &c, error);
    if (status)
        return status;
    if (!text && size)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_builder_set_text: text is NULL");
    if (c->store.view.type != KEFU_COLUMN_TEXT)
        return builder_wrong_type(c, "text", error);
    if (size && kf_utf8_valid(text, size) != size)
        return kf_fail(error, KEFU_E_ENCODING, "column '%s': the text is not UTF-8",
                       c->store.view.name);
    status = builder_put_text(b, c, b->rows, (kefu_text){text, size}, error);
    if (!status)
        c->filled = b->rows + 1;
    return status;
}

kefu_status KEFU_CALL kefu_builder_set_state(kefu_builder *b, int32_t column, int32_t state,
                                             kefu_error *error)
{
    builder_column *c = NULL;
    kefu_status status = builder_cell(b, column, &c, error);
    if (status)
        return status;
    if (state != KEFU_VALUE_NO_DATA && state != KEFU_VALUE_PROVISIONAL &&
        state != KEFU_VALUE_EXEMPT)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "column '%s': state %d is not NO_DATA, PROVISIONAL or EXEMPT",
                       c->store.view.name, state);
    kf_store_state(&c->store, b->rows, state);
    c->filled = b->rows + 1;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_builder_end_row(kefu_builder *b, kefu_error *error)
{
    if (!b)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_builder_end_row: builder is NULL");
    for (int32_t i = 0; i < b->n_columns; i++)
        if (!kf_store_room(&b->columns[i].store, &b->memory, (size_t)b->rows + 1))
            return kf_no_memory(error);
    for (int32_t i = 0; i < b->n_columns; i++) {
        builder_column *c = &b->columns[i];
        if (c->filled == b->rows)
            kf_store_state(&c->store, b->rows, KEFU_VALUE_NO_DATA);
        c->filled = b->rows + 1;
    }
    b->rows++;
    return KEFU_OK;
}

/* ---- Whole batches -------------------------------------------------------------------------- */

/* What a column of a batch becomes: integers I64, floats as they are (a float turned into a double
 * would no longer be its own shortest decimal), bools, dates and times too, text UTF-8. */
static int32_t builder_type_of(const kf_column *column)
{
    int32_t type = column->view.type;
    if (column->is_text)
        return KEFU_COLUMN_TEXT;
    if (column->family == KF_FAMILY_FLOAT || type == KEFU_COLUMN_BOOL || type == KEFU_COLUMN_DATE ||
        type == KEFU_COLUMN_TIME)
        return type;
    return KEFU_COLUMN_I64;
}

static kefu_status builder_take_columns(kefu_builder *b, const kf_batch *batch, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    if (batch->n_columns > b->limits.columns)
        return kf_fail(error, KEFU_E_LIMIT, "the batch has %d columns, the limit is %d",
                       batch->n_columns, b->limits.columns);
    for (int32_t i = 0; i < batch->n_columns && !status; i++) {
        const kefu_column *v = &batch->columns[i].view;
        status =
            builder_add(b, v->name, builder_type_of(&batch->columns[i]), v->scale, v->flags, error);
    }
    return status;
}

static kefu_status builder_check_batch(const kefu_builder *b, const kf_batch *batch,
                                       kefu_error *error)
{
    if (batch->n_columns != b->n_columns)
        return kf_fail(error, KEFU_E_ARGUMENT, "the batch has %d columns, the builder %d",
                       batch->n_columns, b->n_columns);
    for (int32_t i = 0; i < b->n_columns; i++) {
        const kefu_column *mine = &b->columns[i].store.view;
        const kf_column *theirs = NULL;
        kefu_status status = kf_batch_need(batch, mine->name, &theirs, error);
        if (status)
            return status;
        if (builder_type_of(theirs) != mine->type || theirs->view.scale != mine->scale ||
            theirs->view.flags != mine->flags)
            return kf_fail(error, KEFU_E_TYPE,
                           "column '%s' has another type, scale or flags than in the builder",
                           mine->name);
    }
    return KEFU_OK;
}

/* A block of rows on its way from a column to the builder's. */
typedef struct builder_block {
    kefu_builder *b;
    builder_column *to;
    const kf_column *from;
    int64_t first, count; /* in the batch */
    kefu_error *error;
} builder_block;

static void builder_put_states(const builder_block *k, const uint8_t *states)
{
    for (int64_t i = 0; i < k->count; i++)
        if (states[i])
            kf_store_state(&k->to->store, k->b->rows + k->first + i, states[i]);
}

static kefu_status builder_copy_numbers(const builder_block *k)
{
    int64_t values[KF_BLOCK];
    uint8_t states[KF_BLOCK];
    int32_t any;
    kefu_status status = kf_column_numbers(k->from, k->first, k->count, k->from->scale, values,
                                           states, &any, k->error);
    if (status)
        return status;
    for (int64_t i = 0; i < k->count; i++)
        kf_store_number(&k->to->store, k->b->rows + k->first + i, values[i]);
    builder_put_states(k, states);
    return KEFU_OK;
}

static kefu_status builder_copy_floats(const builder_block *k)
{
    const kefu_column *v = &k->from->view;
    uint8_t states[KF_BLOCK];
    int32_t any;
    kefu_status status = kf_column_states(k->from, k->first, k->count, states, &any, k->error);
    if (status)
        return status;
    for (int64_t i = 0; i < k->count; i++)
        kf_store_bytes(&k->to->store, k->b->rows + k->first + i,
                       (const char *)v->data + (ptrdiff_t)(k->first + i) * (ptrdiff_t)v->stride);
    builder_put_states(k, states);
    return KEFU_OK;
}

static kefu_status builder_copy_texts(const builder_block *k)
{
    kefu_text texts[KF_BLOCK];
    uint8_t states[KF_BLOCK];
    int32_t any;
    kf_arena arena;
    kefu_status status;
    kf_arena_init(&arena, &k->b->memory);
    status = kf_column_texts(k->from, k->first, k->count, &arena, texts, states, &any, k->error);
    for (int64_t i = 0; i < k->count && !status; i++)
        status = builder_put_text(k->b, k->to, k->b->rows + k->first + i, texts[i], k->error);
    if (!status)
        builder_put_states(k, states);
    kf_arena_free(&arena);
    return status;
}

static kefu_status builder_copy_column(kefu_builder *b, builder_column *to, const kf_batch *batch,
                                       kefu_error *error)
{
    const kf_column *from = kf_batch_find(batch, to->store.view.name);
    kefu_status status = KEFU_OK;
    if ((uint64_t)(b->rows + batch->rows) > SIZE_MAX ||
        !kf_store_room(&to->store, &b->memory, (size_t)(b->rows + batch->rows)))
        return kf_no_memory(error);
    for (int64_t first = 0; first < batch->rows && !status; first += KF_BLOCK) {
        int64_t left = batch->rows - first;
        builder_block block = {b, to, from, first, left < KF_BLOCK ? left : KF_BLOCK, error};
        status = from->is_text                     ? builder_copy_texts(&block)
                 : from->family == KF_FAMILY_FLOAT ? builder_copy_floats(&block)
                                                   : builder_copy_numbers(&block);
    }
    return status;
}

static kefu_status builder_append(kefu_builder *b, const kf_batch *batch, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    if (batch->rows > INT64_MAX - 1 - b->rows)
        return kf_fail(error, KEFU_E_OVERFLOW, "too many rows");
    for (int32_t i = 0; i < b->n_columns && !status; i++)
        status = builder_copy_column(b, &b->columns[i], batch, error);
    if (status)
        return status;
    b->rows += batch->rows;
    for (int32_t i = 0; i < b->n_columns; i++)
        b->columns[i].filled = b->rows;
    return KEFU_OK;
}

static void builder_drop_columns(kefu_builder *b)
{
    while (b->n_columns)
        kf_store_free(&b->columns[--b->n_columns].store, &b->memory);
}

kefu_status KEFU_CALL kefu_builder_append(kefu_builder *b, const kefu_batch *batch,
                                          kefu_error *error)
{
    kf_batch opened;
    kefu_status status;
    size_t heap_size;
    int32_t fresh;
    if (!b)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_builder_append: builder is NULL");
    if (batch == &b->batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "a builder cannot append its own rows");
    if (builder_mid_row(b))
        return kf_fail(error, KEFU_E_STATE, "a row is being filled: end it before appending");
    status = kf_batch_open(&opened, &b->memory, batch, error);
    if (status)
        return status;
    heap_size = b->heap.size;
    fresh = !b->n_columns && !b->rows;
    status =
        fresh ? builder_take_columns(b, &opened, error) : builder_check_batch(b, &opened, error);
    if (!status)
        status = builder_append(b, &opened, error);
    if (status) {
        b->heap.size = heap_size;
        if (fresh)
            builder_drop_columns(b);
    }
    kf_batch_close(&opened);
    return status;
}

void KEFU_CALL kefu_builder_clear(kefu_builder *b)
{
    if (!b)
        return;
    kf_buffer_clear(&b->heap);
    b->rows = 0;
    for (int32_t i = 0; i < b->n_columns; i++) {
        b->columns[i].filled = 0;
        b->columns[i].store.any = 0;
    }
}

const kefu_batch *KEFU_CALL kefu_builder_batch(kefu_builder *b)
{
    if (!b)
        return NULL;
    for (int32_t i = 0; i < b->n_columns; i++) {
        kf_store_finish(&b->columns[i].store, b->rows, b->heap.data);
        b->views[i] = &b->columns[i].store.view;
    }
    b->batch = (kefu_batch){.struct_size = sizeof b->batch,
                            .rows = b->rows,
                            .n_columns = b->n_columns,
                            .columns = b->views};
    return &b->batch;
}
