/* column.c - checking a batch and its columns once; the states of their rows. */
#include "table/column.h"

#include <string.h>

#include "base/cpu.h"
#include "base/fail.h"
#include "base/sort.h"
#include "base/text.h"

/* ---- Types ---------------------------------------------------------------------------------- */

static const struct column_type {
    int32_t type, family;
    int32_t size;  /* bytes of a packed row; 0 = the column's width */
    int32_t scale; /* of the integers; -1 = as the column says */
} column_types[] = {
    {KEFU_COLUMN_BOOL, KF_FAMILY_INTEGER, 1, 0},
    {KEFU_COLUMN_I8, KF_FAMILY_INTEGER, 1, -1},
    {KEFU_COLUMN_U8, KF_FAMILY_INTEGER, 1, -1},
    {KEFU_COLUMN_I16, KF_FAMILY_INTEGER, 2, -1},
    {KEFU_COLUMN_U16, KF_FAMILY_INTEGER, 2, -1},
    {KEFU_COLUMN_I32, KF_FAMILY_INTEGER, 4, -1},
    {KEFU_COLUMN_U32, KF_FAMILY_INTEGER, 4, -1},
    {KEFU_COLUMN_I64, KF_FAMILY_INTEGER, 8, -1},
    {KEFU_COLUMN_U64, KF_FAMILY_INTEGER, 8, -1},
    {KEFU_COLUMN_F32, KF_FAMILY_FLOAT, 4, 0},
    {KEFU_COLUMN_F64, KF_FAMILY_FLOAT, 8, 0},
    {KEFU_COLUMN_DATE, KF_FAMILY_INTEGER, 4, 0},
    {KEFU_COLUMN_TIME, KF_FAMILY_INTEGER, 8, 6},
    {KEFU_COLUMN_TEXT, KF_FAMILY_TEXT, sizeof(kefu_text), 0},
    {KEFU_COLUMN_TEXT_Z, KF_FAMILY_TEXT, sizeof(const char *), 0},
    {KEFU_COLUMN_TEXT_FIXED, KF_FAMILY_TEXT, 0, 0},
    {KEFU_COLUMN_TEXT_32, KF_FAMILY_TEXT, 4, 0},
    {KEFU_COLUMN_TEXT_64, KF_FAMILY_TEXT, 8, 0},
    {KEFU_COLUMN_TEXT_VIEW, KF_FAMILY_TEXT, 16, 0},
    {KEFU_COLUMN_TEXT_DICT, KF_FAMILY_TEXT, 0, 0},
};

static const struct column_type *column_type_of(int32_t type)
{
    for (size_t i = 0; i < sizeof column_types / sizeof *column_types; i++)
        if (column_types[i].type == type)
            return &column_types[i];
    return NULL;
}

/* ---- Checks of a column --------------------------------------------------------------------- */

static kefu_status column_check_number(const kefu_column *v, const struct column_type *type,
                                       kefu_error *error)
{
    if (v->scale < 0 || v->scale > 18)
        return kf_fail(error, KEFU_E_ARGUMENT, "column '%s': scale %d, expected 0..18", v->name,
                       v->scale);
    if (v->scale && type->scale >= 0)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "column '%s': scale %d, but only integers have a scale", v->name, v->scale);
    if (v->flags & KEFU_COLUMN_DECIMAL)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "column '%s': KEFU_COLUMN_DECIMAL is for text, this holds numbers", v->name);
    if (v->encoding)
        return kf_fail(error, KEFU_E_ARGUMENT, "column '%s': only text has an encoding", v->name);
    return KEFU_OK;
}

size_t kf_column_heap_item(int32_t type)
{
    return type == KEFU_COLUMN_TEXT_VIEW   ? sizeof(const void *)
           : type == KEFU_COLUMN_TEXT_DICT ? sizeof(kefu_text)
                                           : 1;
}

static kefu_status column_check_heap(const kefu_column *v, kefu_error *error)
{
    size_t item = kf_column_heap_item(v->type);
    if (v->heap_bytes < 0 || (v->heap_bytes && !v->heap))
        return kf_fail(error, KEFU_E_ARGUMENT, "column '%s': heap is NULL or heap_bytes negative",
                       v->name);
    if ((uint64_t)v->heap_bytes % item || (uint64_t)v->heap_bytes > SIZE_MAX)
        return kf_fail(error, KEFU_E_ARGUMENT, "column '%s': heap_bytes is %i, of %i bytes each",
                       v->name, v->heap_bytes, (int64_t)item);
    return KEFU_OK;
}

static int32_t column_is_code_width(int64_t width)
{
    return width == 1 || width == 2 || width == 4 || width == 8;
}

static kefu_status column_check_text(const kefu_column *v, kefu_error *error)
{
    if (v->scale)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "column '%s': scale %d, but only integers have a scale", v->name, v->scale);
    if (v->encoding != KEFU_UTF8 && v->encoding != KEFU_GB18030)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "column '%s': unknown encoding %d", v->name,
                       v->encoding);
    if (v->type == KEFU_COLUMN_TEXT_FIXED && v->width < 1)
        return kf_fail(error, KEFU_E_ARGUMENT, "column '%s': width %i, expected the bytes of a row",
                       v->name, v->width);
    if (v->type == KEFU_COLUMN_TEXT_DICT && !column_is_code_width(v->width))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "column '%s': width %i, expected the 1, 2, 4 or 8 bytes of a code", v->name,
                       v->width);
    return column_check_heap(v, error);
}

/* Row addresses must be computable: rows × stride (one more for offsets) within ptrdiff_t. */
static kefu_status column_check_layout(const kefu_column *v, int64_t rows, kefu_error *error)
{
    int64_t most = PTRDIFF_MAX / (rows + 1);
    if (rows && !v->data)
        return kf_fail(error, KEFU_E_ARGUMENT, "column '%s': data is NULL", v->name);
    if (v->stride > most || v->stride < -most)
        return kf_fail(error, KEFU_E_ARGUMENT, "column '%s': stride %i is too large for %i rows",
                       v->name, v->stride, rows);
    if (v->validity_offset < 0 || v->validity_offset > INT64_MAX - rows)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "column '%s': validity_offset %i, expected 0 or more", v->name,
                       v->validity_offset);
    return KEFU_OK;
}

static kefu_status column_open(kf_column *out, const kefu_column *theirs, int32_t index,
                               int64_t rows, kefu_error *error)
{
    kefu_column *v = &out->view;
    const struct column_type *type;
    kefu_status status = kf_take(v, sizeof *v, theirs, error);
    if (status)
        return status;
    if (!v->name || !*v->name)
        return kf_fail(error, KEFU_E_ARGUMENT, "column %d of the batch has no name", index);
    type = column_type_of(v->type);
    if (!type)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "column '%s': unknown type %d", v->name, v->type);
    if (v->flags & ~(uint32_t)(KEFU_COLUMN_DECIMAL | KEFU_COLUMN_ROUND))
        return kf_fail(error, KEFU_E_UNSUPPORTED, "column '%s': unknown flags", v->name);
    status = type->family == KF_FAMILY_TEXT ? column_check_text(v, error)
                                            : column_check_number(v, type, error);
    if (status)
        return status;
    if (!v->stride)
        v->stride = type->size ? type->size : v->width;
    out->family = type->family;
    out->is_text = type->family == KF_FAMILY_TEXT;
    out->scale = type->scale < 0 ? v->scale : type->scale;
    return column_check_layout(v, rows, error);
}

/* ---- Batches -------------------------------------------------------------------------------- */

/* FNV-1a */
static uint32_t column_name_hash(const char *name)
{
    uint32_t hash = 2166136261u;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash;
}

static const kf_column *column_named(const kf_column *columns, int32_t n, const char *name,
                                     uint32_t hash)
{
    for (int32_t i = 0; i < n; i++)
        if (columns[i].name_hash == hash && strcmp(columns[i].view.name, name) == 0)
            return &columns[i];
    return NULL;
}

enum { BATCH_FEW = 64 }; /* columns whose names are compared each with each */

static kefu_status batch_twice(const char *name, kefu_error *error)
{
    return kf_fail(error, KEFU_E_EXISTS, "column '%s' occurs twice in the batch", name);
}

static kefu_status batch_few_twins(const kf_batch *batch, kefu_error *error)
{
    for (int32_t i = 1; i < batch->n_columns; i++) {
        const kf_column *column = &batch->columns[i];
        if (column_named(batch->columns, i, column->view.name, column->name_hash))
            return batch_twice(column->view.name, error);
    }
    return KEFU_OK;
}

static kefu_status batch_twins(const kf_batch *batch, kefu_error *error)
{
    size_t n = (size_t)batch->n_columns;
    const char **names;
    uint32_t twins[2] = {0, 0};
    kefu_status status;
    if (n <= BATCH_FEW)
        return batch_few_twins(batch, error);
    names = kf_alloc_array(batch->memory, n, sizeof *names);
    if (!names)
        return kf_no_memory(error);
    for (size_t i = 0; i < n; i++)
        names[i] = batch->columns[i].view.name;
    status = kf_find_twins(batch->memory, names, n, twins, error);
    if (!status && twins[1])
        status = batch_twice(names[twins[1]], error);
    kf_free_array(batch->memory, names, n, sizeof *names);
    return status;
}

/* To ask a virtual machine for its processor takes as long as to read tens of thousands of rows. */
enum { COLUMN_CPU_ROWS = 1 << 17 };

static kefu_status batch_open_columns(kf_batch *out, const kefu_batch *batch, kefu_error *error)
{
    int32_t cpu = -1;
    for (int32_t i = 0; i < batch->n_columns; i++) {
        kf_column *column = &out->columns[i];
        kefu_status status = column_open(column, batch->columns[i], i, batch->rows, error);
        if (status)
            return status;
        column->first_row = batch->first_row;
        column->name_hash = column_name_hash(column->view.name);
        column->cpu = KF_CPU_PLAIN;
        if (batch->rows >= COLUMN_CPU_ROWS)
            column->cpu = cpu = cpu < 0 ? kf_cpu() : cpu;
    }
    return batch_twins(out, error);
}

static kefu_status batch_check(const kefu_batch *batch, kefu_error *error)
{
    if (batch->rows < 0 || batch->rows == INT64_MAX)
        return kf_fail(error, KEFU_E_ARGUMENT, "batch: rows is %i", batch->rows);
    if (batch->first_row < 0 || batch->first_row > INT64_MAX - batch->rows)
        return kf_fail(error, KEFU_E_ARGUMENT, "batch: first_row is %i", batch->first_row);
    if (batch->n_columns < 0 || (batch->n_columns && !batch->columns))
        return kf_fail(error, KEFU_E_ARGUMENT, "batch: columns is NULL or n_columns negative");
    if (batch->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "batch: reserved0 must be 0");
    return KEFU_OK;
}

kefu_status kf_batch_open(kf_batch *out, const kf_memory *memory, const kefu_batch *batch,
                          kefu_error *error)
{
    kefu_batch taken;
    kefu_status status = kf_take(&taken, sizeof taken, batch, error);
    memset(out, 0, sizeof *out);
    if (!status)
        status = batch_check(&taken, error);
    if (status)
        return status;
    out->memory = memory;
    out->rows = taken.rows;
    out->first_row = taken.first_row;
    out->n_columns = taken.n_columns;
    out->columns = kf_alloc_array(memory, (size_t)taken.n_columns, sizeof *out->columns);
    if (!out->columns)
        return kf_no_memory(error);
    status = batch_open_columns(out, &taken, error);
    if (status)
        kf_batch_close(out);
    return status;
}

void kf_batch_close(kf_batch *batch)
{
    if (batch->columns)
        kf_free_array(batch->memory, batch->columns, (size_t)batch->n_columns,
                      sizeof *batch->columns);
    batch->columns = NULL;
    batch->n_columns = 0;
}

const kf_column *kf_batch_find(const kf_batch *batch, const char *name)
{
    return column_named(batch->columns, batch->n_columns, name, column_name_hash(name));
}

void kf_batch_miss(const kf_batch *batch, const char *name, const char *also, kf_missing *missing)
{
    kf_near near;
    if (kf_batch_find(batch, name))
        return;
    kf_near_init(&near, name, strlen(name));
    for (int32_t i = 0; i < batch->n_columns; i++)
        kf_near_add(&near, batch->columns[i].view.name);
    kf_missing_add(missing, &near, also);
}

kefu_status kf_batch_missing(const kf_missing *missing, kefu_error *error)
{
    return kf_missing_fail(missing, "", "column", " in the batch", error);
}

kefu_status kf_batch_need(const kf_batch *batch, const char *name, const kf_column **out,
                          kefu_error *error)
{
    const kf_column *column = kf_batch_find(batch, name);
    if (column) {
        *out = column;
        return KEFU_OK;
    }
    kf_missing missing = {0};
    kf_batch_miss(batch, name, "", &missing);
    return kf_batch_missing(&missing, error);
}

/* ---- States --------------------------------------------------------------------------------- */

int32_t kf_all_valid(const uint8_t *bits, int64_t from, int64_t count)
{
    int64_t end = from + count;
    for (; from < end && from & 7; from++)
        if (!kf_valid_bit(bits, from))
            return 0;
    for (; from + 8 <= end; from += 8)
        if (bits[from >> 3] != 0xFF)
            return 0;
    for (; from < end; from++)
        if (!kf_valid_bit(bits, from))
            return 0;
    return 1;
}

static int64_t column_bad_state(const uint8_t *states, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        if (states[i] > KEFU_VALUE_EXEMPT || states[i] == KEFU_VALUE_LOW_VOLUME)
            return i;
    return -1;
}

kefu_status kf_column_states(const kf_column *column, int64_t first, int64_t count, uint8_t *states,
                             int32_t *any, kefu_error *error)
{
    const kefu_column *v = &column->view;
    int64_t from = v->validity_offset + first;
    *any = 0;
    if (count <= 0)
        return KEFU_OK;
    memset(states, KEFU_VALUE_OK, (size_t)count);
    if (v->states) {
        int64_t bad = column_bad_state(v->states + first, count);
        if (bad >= 0)
            return kf_fail_row(error, KEFU_E_DATA, column->first_row + first + bad,
                               "column '%s': state %d is not OK, PROVISIONAL, NO_DATA or EXEMPT",
                               v->name, (int32_t)v->states[first + bad]);
        memcpy(states, v->states + first, (size_t)count);
        for (int64_t i = 0; i < count; i++)
            *any |= states[i] != KEFU_VALUE_OK;
    }
    if (!v->validity || kf_all_valid(v->validity, from, count))
        return KEFU_OK;
    *any = 1;
    for (int64_t i = 0; i < count; i++)
        if (states[i] == KEFU_VALUE_OK && !kf_valid_bit(v->validity, from + i))
            states[i] = KEFU_VALUE_NO_DATA;
    return KEFU_OK;
}
