/* shuffle.c - the same events again, in another order and in other batches: the sheet must not
 * change by one byte. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

static int64_t width_of(const kefu_column *column)
{
    static const struct {
        int32_t type;
        size_t width;
    } widths[] = {{KEFU_COLUMN_BOOL, 1},
                  {KEFU_COLUMN_I8, 1},
                  {KEFU_COLUMN_U8, 1},
                  {KEFU_COLUMN_I16, 2},
                  {KEFU_COLUMN_U16, 2},
                  {KEFU_COLUMN_I32, 4},
                  {KEFU_COLUMN_U32, 4},
                  {KEFU_COLUMN_I64, 8},
                  {KEFU_COLUMN_U64, 8},
                  {KEFU_COLUMN_F32, 4},
                  {KEFU_COLUMN_F64, 8},
                  {KEFU_COLUMN_DATE, 4},
                  {KEFU_COLUMN_TIME, 8},
                  {KEFU_COLUMN_TEXT, sizeof(kefu_text)},
                  {KEFU_COLUMN_TEXT_Z, sizeof(char *)},
                  {KEFU_COLUMN_TEXT_32, 4},
                  {KEFU_COLUMN_TEXT_64, 8}};
    if (column->stride)
        return column->stride;
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        if (widths[i].type == column->type)
            return (int64_t)widths[i].width;
    return column->width;
}

/* Row i of a batch as a batch of one row: the same memory, begun further on. */
static void view_row(const kefu_batch *batch, int64_t i, kefu_column *columns,
                     const kefu_column **pointers, kefu_batch *out)
{
    for (int32_t c = 0; c < batch->n_columns; c++) {
        kefu_column *column = &columns[c];
        *column = *batch->columns[c];
        column->data = (const char *)column->data + width_of(column) * i;
        column->validity_offset += i;
        if (column->states)
            column->states += i;
        pointers[c] = column;
    }
    *out = *batch;
    out->rows = 1;
    out->first_row += i;
    out->columns = pointers;
}

/* Number 0 .. n-1; the small bias of the remainder does not matter here. */
static int64_t draw_below(int64_t n, uint32_t what, int64_t i)
{
    const uint32_t key[2] = {2026, what};
    const uint32_t counter[4] = {(uint32_t)i, (uint32_t)((uint64_t)i >> 32), 0, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return (int64_t)(((uint64_t)out[0] << 31 ^ out[1]) % (uint64_t)n);
}

/* Fisher-Yates */
static int64_t *shuffled(int64_t n)
{
    int64_t *order = grow(NULL, (size_t)n * sizeof *order);
    for (int64_t i = 0; i < n; i++)
        order[i] = i;
    for (int64_t i = n - 1; i > 0; i--) {
        const int64_t j = draw_below(i + 1, 0, i);
        const int64_t kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    return order;
}

/* The rows of one batch, copied together. */
static kefu_status gather(const kefu_batch *all, const int64_t *order, int64_t n, kefu_builder *out,
                          kefu_error *error)
{
    kefu_status status = KEFU_OK;
    kefu_column *columns = grow(NULL, (size_t)all->n_columns * sizeof *columns);
    const kefu_column **pointers = grow(NULL, (size_t)all->n_columns * sizeof *pointers);
    for (int64_t i = 0; i < n && !status; i++) {
        kefu_batch row;
        view_row(all, order[i], columns, pointers, &row);
        status = kefu_builder_append(out, &row, error);
    }
    free(pointers);
    free(columns);
    return status;
}

/* Counts one batch in a tally of its own and merges it into `total`. */
static kefu_status count_batch(const month *m, const int64_t *order, int64_t n, kefu_tally *total,
                               kefu_error *error)
{
    kefu_builder *batch = NULL;
    kefu_tally *part = NULL;
    kefu_status status = kefu_builder_new(NULL, NULL, &batch, error);
    if (!status)
        status = gather(kefu_builder_batch(m->rows), order, n, batch, error);
    if (!status && new_tally(m, &part))
        status = KEFU_E_ARGUMENT;
    if (!status && n)
        status = kefu_tally_update(part, kefu_builder_batch(batch), error);
    if (!status)
        status = kefu_tally_merge(total, part, error);
    kefu_tally_free(part);
    kefu_builder_free(batch);
    return status;
}

/* Batches of uneven sizes, the last ones first. */
static kefu_status count_batches(const month *m, kefu_tally *total, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    int64_t left = kefu_builder_batch(m->rows)->rows;
    int64_t *order = shuffled(left);
    for (int b = m->o->batches; b > 0 && !status; b--) {
        int64_t n = left / b;
        if (b > 1 && n > 1)
            n = n / 2 + draw_below(n, 1, b);
        n = n > left ? left : n;
        left -= n;
        status = count_batch(m, order + left, n, total, error);
    }
    free(order);
    return status;
}

static kefu_status sheet_bytes(const kefu_sheet *sheet, kefu_buffer *out, kefu_error *error)
{
    return kefu_sheet_json(sheet, NULL, kefu_buffer_sink(out), error);
}

static int same_bytes(const kefu_buffer *a, const kefu_buffer *b)
{
    size_t n, k;
    const char *x = kefu_buffer_data(a, &n), *y = kefu_buffer_data(b, &k);
    return n == k && memcmp(x, y, n) == 0;
}

/* The sheet of another tally of the same events, compared with the month's. */
static kefu_status compare_sheet(const month *m, const kefu_tally *tally, int *same,
                                 kefu_error *error)
{
    kefu_frame *events = NULL, *people = NULL, *joined = NULL;
    kefu_sheet *sheet = NULL;
    kefu_buffer *here = NULL, *there = NULL;
    kefu_status status = kefu_tally_frame(tally, &events, error);
    if (!status && m->roster)
        status = kefu_frame_with_roster(events, m->roster, m->o->days, &people, error);
    if (!status) {
        const kefu_frame *frame = join_all(m, people ? people : events, 0, &joined);
        status = frame ? score_frame(m, frame, &sheet, error) : KEFU_E_ARGUMENT;
    }
    if (!status && !(status = kefu_buffer_new(NULL, &here, error)) &&
        !(status = kefu_buffer_new(NULL, &there, error)) &&
        !(status = sheet_bytes(m->sheet, here, error)) &&
        !(status = sheet_bytes(sheet, there, error)))
        *same = same_bytes(here, there);
    kefu_buffer_free(there);
    kefu_buffer_free(here);
    kefu_sheet_free(sheet);
    kefu_frame_free(joined);
    kefu_frame_free(people);
    kefu_frame_free(events);
    return status;
}

int check_batches(const month *m, int *same)
{
    kefu_error error = {.row = -1};
    kefu_tally *total = NULL;
    if (new_tally(m, &total))
        return 1;
    kefu_status status = count_batches(m, total, &error);
    if (!status)
        status = compare_sheet(m, total, same, &error);
    kefu_tally_free(total);
    return status ? complain("--check-batches", &error) : 0;
}
