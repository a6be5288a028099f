/* tally_rows.c - memory of a tally's states: one row a group, grown by doubling. */
#include <string.h>

#include "base/fail.h"
#include "metric/tally_guard.h"

enum { ROWS_ALIGN = 16 };

size_t kf_tally_stride(const kefu_tally *tally)
{
    size_t bytes = tally->states_bytes + (size_t)tally->n_aggregates;
    return (bytes + ROWS_ALIGN - 1) / ROWS_ALIGN * ROWS_ALIGN;
}

/* ---- One row -------------------------------------------------------------------------------- */

static void rows_destroy(const kefu_tally *t, unsigned char *row, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        const kf_aggregate_state *a = &t->aggregates[i];
        if (a->metric->destroy)
            a->metric->destroy(row + a->offset, &a->context);
    }
}

/* Calls init, or load where a state was saved; either makes the state, or leaves nothing. */
static kefu_status rows_make(const kefu_tally *t, const kf_aggregate_state *a, unsigned char *row,
                             const kf_saved_state *saved, kefu_error *error)
{
    kefu_error said;
    kefu_status status;
    if (!saved && !a->metric->init)
        return KEFU_OK;
    said = kf_metric_silent();
    if (saved)
        status = a->metric->load(row + a->offset, saved->format, saved->bytes, saved->size,
                                 &a->context, &said);
    else
        status = a->metric->init(row + a->offset, &a->context, &said);
    return kf_tally_returned(t, a, saved ? "load" : "init", status, &said, -1, error);
}

/* Makes the states of a zeroed row; on failure none is left. */
static kefu_status rows_begin(const kefu_tally *t, unsigned char *row, const kf_saved_state *saved,
                              kefu_error *error)
{
    for (int32_t i = 0; i < t->n_aggregates; i++) {
        const kf_aggregate_state *a = &t->aggregates[i];
        kefu_status status, broken;
        kf_guard_raise(a, row);
        status = rows_make(t, a, row, saved ? &saved[i] : NULL, error);
        broken = status ? KEFU_OK : kf_guard_check(a, row, saved ? "load" : "init", error);
        if (status || broken) {
            rows_destroy(t, row, broken ? i + 1 : i);
            return status ? status : broken;
        }
    }
    return KEFU_OK;
}

/* 1 if a zeroed row is all that there is to make. */
static int32_t rows_plain(const kefu_tally *t)
{
    for (int32_t i = 0; i < t->n_aggregates; i++)
        if (t->aggregates[i].metric->init || t->aggregates[i].guard)
            return 0;
    return 1;
}

/* ---- All rows ------------------------------------------------------------------------------- */

/* Bytes of a block for `capacity` rows with room to align them; 0 if that is more than the limit
 * leaves. */
static size_t rows_bytes(const kefu_tally *t, size_t stride, size_t capacity)
{
    size_t bytes;
    if (stride && capacity > (SIZE_MAX - ROWS_ALIGN) / stride)
        return 0;
    bytes = stride * capacity + ROWS_ALIGN;
    return (uint64_t)kf_tally_bytes(t, bytes) > (uint64_t)t->limits.state_bytes ? 0 : bytes;
}

static unsigned char *rows_aligned(unsigned char *block)
{
    return block + (ROWS_ALIGN - (uintptr_t)block % ROWS_ALIGN) % ROWS_ALIGN;
}

/* Where the block moves to, alignment may leave another gap before row 0. */
static kefu_status rows_move(kefu_tally *t, size_t stride, size_t capacity, size_t bytes,
                             kefu_error *error)
{
    kf_tally_rows *rows = &t->rows;
    const kefu_allocator *with = &t->memory.with;
    size_t gap = rows->block ? (size_t)(rows->base - rows->block) : 0;
    unsigned char *block = rows->block
                               ? with->reallocate(with->user, rows->block, rows->block_bytes, bytes)
                               : kf_alloc(&t->memory, bytes);
    if (!block)
        return kf_no_memory(error);
    rows->block = block;
    rows->block_bytes = bytes;
    rows->base = rows_aligned(block);
    rows->capacity = capacity;
    if (rows->n && rows->base != block + gap)
        memmove(rows->base, block + gap, stride * rows->n);
    return KEFU_OK;
}

static kefu_status rows_reserve(kefu_tally *t, size_t stride, uint32_t n, kefu_error *error)
{
    const kf_tally_rows *rows = &t->rows;
    size_t capacity = rows->capacity ? rows->capacity : 8, bytes;
    if (n <= rows->capacity)
        return KEFU_OK;
    while (capacity < n)
        capacity *= 2;
    bytes = rows_bytes(t, stride, capacity);
    if (!bytes)
        bytes = rows_bytes(t, stride, capacity = n);
    if (!bytes)
        return kf_fail(error, KEFU_E_LIMIT, "the states of %i groups exceed limits.state_bytes, %i",
                       (int64_t)n, t->limits.state_bytes);
    return rows_move(t, stride, capacity, bytes, error);
}

static kefu_status rows_add(kefu_tally *t, size_t stride, const kf_saved_state *saved,
                            kefu_error *error)
{
    unsigned char *row = kf_tally_row(t, stride, t->rows.n);
    kefu_status status;
    memset(row, 0, stride);
    status = rows_begin(t, row, saved, error);
    t->rows.n += !status;
    return status;
}

kefu_status kf_tally_rows_grow(kefu_tally *tally, uint32_t n, kefu_error *error)
{
    size_t stride = kf_tally_stride(tally);
    kf_tally_rows *rows = &tally->rows;
    kefu_status status = n > rows->n ? rows_reserve(tally, stride, n, error) : KEFU_OK;
    if (n > rows->n && !status && rows_plain(tally)) {
        memset(kf_tally_row(tally, stride, rows->n), 0, stride * (n - rows->n));
        rows->n = n;
    }
    while (rows->n < n && !status)
        status = rows_add(tally, stride, NULL, error);
    return status;
}

kefu_status kf_tally_rows_load(kefu_tally *tally, const kf_saved_state *saved, kefu_error *error)
{
    size_t stride = kf_tally_stride(tally);
    kefu_status status = rows_reserve(tally, stride, tally->rows.n + 1, error);
    return status ? status : rows_add(tally, stride, saved, error);
}

void kf_tally_rows_drop(kefu_tally *tally)
{
    unsigned char *row = kf_tally_row(tally, kf_tally_stride(tally), --tally->rows.n);
    rows_destroy(tally, row, tally->n_aggregates);
}

void kf_tally_rows_free(kefu_tally *tally)
{
    size_t stride = kf_tally_stride(tally);
    kf_tally_rows *rows = &tally->rows;
    for (uint32_t i = 0; i < rows->n; i++)
        rows_destroy(tally, kf_tally_row(tally, stride, i), tally->n_aggregates);
    kf_free(&tally->memory, rows->block, rows->block_bytes);
    memset(rows, 0, sizeof *rows);
}
