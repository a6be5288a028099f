/* csv_row.c - rows of cells into the columns of a batch; the header. */
#include <string.h>

#include "base/sort.h"
#include "table/cell.h"
#include "table/csv_reader.h"

/* Bytes of rows held before a batch is handed out though it has fewer rows than it may. */
enum { CSV_BATCH_BYTES = 4 << 20 };

static const char *csv_row_text(const kefu_csv_reader *r)
{
    return r->heap.data ? r->heap.data + r->row_at : "";
}

/* Where a cell begins, its quote included. */
static kf_place csv_cell_place(const kefu_csv_reader *r, int64_t cell)
{
    const kf_csv_span *span = &r->spans[cell];
    return kf_csv_place(r, span->begin - (size_t)span->quoted);
}

/* Halves doubled quotes in place; gives the new size. */
static size_t csv_unquote(char *text, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < size; i++) {
        text[used++] = text[i];
        if (text[i] == '"')
            i++;
    }
    return used;
}

/* ---- The header ----------------------------------------------------------------------------- */

static kefu_status csv_header_fault(const kefu_csv_reader *r, int64_t cell, kefu_status code,
                                    const char *message, kefu_error *error)
{
    return kf_fail_at(error, code, csv_cell_place(r, cell), "header, column %i: %s", cell + 1,
                      message);
}

static kefu_status csv_header_name(kefu_csv_reader *r, int32_t cell, kefu_error *error)
{
    const kf_csv_span *span = &r->spans[cell];
    const char *text = csv_row_text(r) + span->begin;
    size_t size = span->end - span->begin;
    char *name;
    kf_cell_trim(&text, &size);
    if (!size)
        return csv_header_fault(r, cell, KEFU_E_SYNTAX, "the name is empty", error);
    if (memchr(text, 0, size))
        return csv_header_fault(r, cell, KEFU_E_SYNTAX, "the name has a NUL byte", error);
    name = kf_arena_text(&r->arena, text, size);
    if (!name)
        return kf_no_memory(error);
    if (span->doubled)
        name[csv_unquote(name, size)] = 0;
    r->names[cell] = name;
    return KEFU_OK;
}

static kefu_status csv_header_twins(const kefu_csv_reader *r, int32_t n, kefu_error *error)
{
    uint32_t twins[2];
    kefu_status status = kf_find_twins(&r->memory, r->names, (size_t)n, twins, error);
    if (status || !twins[1])
        return status;
    return kf_fail_at(error, KEFU_E_SYNTAX, csv_cell_place(r, twins[1]),
                      "header, columns %i and %i have the same name, '%s'", (int64_t)twins[0] + 1,
                      (int64_t)twins[1] + 1, r->names[twins[1]]);
}

/* Every listed cell needs its column. */
static kefu_status csv_header_need(const kefu_csv_reader *r, int32_t n, kefu_error *error)
{
    for (size_t c = 0; c < r->n_cells; c++) {
        kf_near near;
        int32_t i = 0;
        while (i < n && strcmp(r->names[i], r->cells[c].column) != 0)
            i++;
        if (i < n)
            continue;
        kf_near_init(&near, r->cells[c].column, strlen(r->cells[c].column));
        for (i = 0; i < n; i++)
            kf_near_add(&near, r->names[i]);
        return kf_fail_at(error, KEFU_E_NAME, kf_csv_place(r, 0), "the header has no column '%s'%s",
                          r->cells[c].column, kf_near_text(&near));
    }
    return KEFU_OK;
}

static const int32_t csv_types[] = {
    [KEFU_CELL_TEXT] = KEFU_COLUMN_TEXT,   [KEFU_CELL_NUMBER] = KEFU_COLUMN_I64,
    [KEFU_CELL_PERCENT] = KEFU_COLUMN_I64, [KEFU_CELL_DURATION] = KEFU_COLUMN_I64,
    [KEFU_CELL_DATE] = KEFU_COLUMN_DATE,   [KEFU_CELL_TIME] = KEFU_COLUMN_TIME,
};

static void csv_add_output(kefu_csv_reader *r, int32_t source, const kefu_cell *cell)
{
    kf_csv_output *out = &r->outputs[r->n_outputs];
    const char *name = cell->as ? cell->as : cell->column;
    int32_t type = csv_types[cell->kind];
    out->cell = *cell;
    out->source = source;
    kf_store_init(&out->store, name, type, type == KEFU_COLUMN_I64 ? cell->scale : 0, 0);
    r->columns[r->n_outputs] = &out->store.view;
    r->n_outputs++;
}

/* The columns made from one of the file: one for each cell listed, or text. */
static void csv_add_outputs(kefu_csv_reader *r, int32_t source)
{
    kefu_cell plain = {.column = r->names[source], .kind = KEFU_CELL_TEXT};
    int32_t listed = r->options.only_cells;
    for (size_t c = 0; c < r->n_cells; c++) {
        if (strcmp(r->cells[c].column, r->names[source]) != 0)
            continue;
        listed = 1;
        csv_add_output(r, source, &r->cells[c]);
    }
    if (!listed)
        csv_add_output(r, source, &plain);
}

/* A cell may be named as another column is. */
static kefu_status csv_output_twins(const kefu_csv_reader *r, kefu_error *error)
{
    size_t n = (size_t)r->n_outputs;
    const char **names = kf_alloc_array(&r->memory, n, sizeof *names);
    uint32_t twins[2] = {0, 0};
    kefu_status status;
    if (!names)
        return kf_no_memory(error);
    for (size_t i = 0; i < n; i++)
        names[i] = r->outputs[i].store.view.name;
    status = kf_find_twins(&r->memory, names, n, twins, error);
    if (!status && twins[1])
        status = kf_fail_at(error, KEFU_E_EXISTS, csv_cell_place(r, r->outputs[twins[1]].source),
                            "two columns of the batch would be named '%s'", names[twins[1]]);
    kf_free_array(&r->memory, names, n, sizeof *names);
    return status;
}

static kefu_status csv_header(kefu_csv_reader *r, kefu_error *error)
{
    int32_t n = (int32_t)r->n_spans;
    size_t most = (size_t)n + r->n_cells;
    kefu_status status = KEFU_OK;
    r->names = kf_arena_alloc(&r->arena, (size_t)n * sizeof *r->names);
    r->columns = kf_arena_alloc(&r->arena, most * sizeof *r->columns);
    r->outputs = kf_arena_alloc(&r->arena, most * sizeof *r->outputs);
    if (!r->names || !r->columns || !r->outputs)
        return kf_no_memory(error);
    for (int32_t i = 0; i < n && !status; i++)
        status = csv_header_name(r, i, error);
    if (!status)
        status = csv_header_twins(r, n, error);
    if (!status)
        status = csv_header_need(r, n, error);
    for (int32_t i = 0; i < n && !status; i++)
        csv_add_outputs(r, i);
    if (!status)
        status = csv_output_twins(r, error);
    r->n_names = n;
    return status;
}

/* ---- A data row ----------------------------------------------------------------------------- */

static kefu_status csv_make_room(kefu_csv_reader *r, kefu_error *error)
{
    for (int32_t i = 0; i < r->n_outputs; i++)
        if (!kf_store_room(&r->outputs[i].store, &r->memory, (size_t)r->rows + 1))
            return kf_no_memory(error);
    return KEFU_OK;
}

static kefu_status csv_read_number(kefu_csv_reader *r, kf_csv_output *out, kefu_error *where)
{
    const kf_csv_span *span = &r->spans[out->source];
    kefu_error inner;
    int64_t value = 0;
    int32_t state = 0;
    kefu_status status = kf_cell_read(&out->cell, csv_row_text(r) + span->begin,
                                      span->end - span->begin, &value, &state, &inner);
    if (status)
        return kf_fail_at(where, status, csv_cell_place(r, out->source), "column '%s': %s",
                          out->cell.column, inner.message);
    if (state)
        kf_store_state(&out->store, r->rows, state);
    else
        kf_store_number(&out->store, r->rows, value);
    return KEFU_OK;
}

/* Texts have no faults, and are set last: halving the quotes moves bytes that places count. */
static void csv_read_text(kefu_csv_reader *r, kf_csv_output *out)
{
    kf_csv_span *span = &r->spans[out->source];
    const char *text;
    size_t size;
    if (span->doubled) {
        span->end = span->begin +
                    csv_unquote(r->heap.data + r->row_at + span->begin, span->end - span->begin);
        span->doubled = 0;
    }
    text = csv_row_text(r) + span->begin;
    size = span->end - span->begin;
    kf_cell_trim(&text, &size);
    if (size)
        kf_store_text(&out->store, r->rows, r->row_at + (size_t)(text - csv_row_text(r)), size);
    else
        kf_store_state(&out->store, r->rows, KEFU_VALUE_NO_DATA);
}

static kefu_status csv_read_cells(kefu_csv_reader *r, kefu_error *where)
{
    for (int32_t i = 0; i < r->n_outputs; i++) {
        if (r->outputs[i].store.view.type == KEFU_COLUMN_TEXT)
            continue;
        kefu_status status = csv_read_number(r, &r->outputs[i], where);
        if (status)
            return status;
    }
    for (int32_t i = 0; i < r->n_outputs; i++)
        if (r->outputs[i].store.view.type == KEFU_COLUMN_TEXT)
            csv_read_text(r, &r->outputs[i]);
    return KEFU_OK;
}

static kefu_status csv_check_encoding(const kefu_csv_reader *r, size_t size, kefu_error *where)
{
    size_t valid = kf_utf8_valid(csv_row_text(r), size);
    if (valid == size)
        return KEFU_OK;
    return kf_fail_at(where, KEFU_E_ENCODING, kf_csv_place(r, valid), "a byte that is not %s",
                      r->options.encoding == KEFU_GB18030 ? "GB18030" : "UTF-8");
}

static kefu_status csv_check_count(const kefu_csv_reader *r, size_t size, kefu_error *where)
{
    if (r->n_spans == r->n_names)
        return KEFU_OK;
    return kf_fail_at(where, KEFU_E_SYNTAX,
                      r->n_spans > r->n_names ? csv_cell_place(r, r->n_names)
                                              : kf_csv_place(r, size),
                      "the row has %i cells, the header %d", r->n_spans, r->n_names);
}

kefu_status kf_csv_row(kefu_csv_reader *r, size_t size, kefu_error *error)
{
    kefu_error where;
    kefu_status status = csv_check_encoding(r, size, &where);
    if (!r->n_names)
        return status ? kf_csv_bad_row(r, &where, error) : csv_header(r, error);
    if (!status)
        status = csv_check_count(r, size, &where);
    if (!status && csv_make_room(r, error))
        return KEFU_E_MEMORY;
    if (!status)
        status = csv_read_cells(r, &where);
    if (status)
        return kf_csv_bad_row(r, &where, error);
    if (!r->rows) {
        r->first_row = r->row;
        r->batch_at = r->row_at;
    }
    r->rows++;
    r->row++;
    return KEFU_OK;
}

/* ---- Batches -------------------------------------------------------------------------------- */

int32_t kf_csv_is_full(const kefu_csv_reader *r)
{
    return r->rows &&
           (r->rows >= r->options.batch_rows || r->row_at - r->batch_at > CSV_BATCH_BYTES);
}

void kf_csv_compact(kefu_csv_reader *r)
{
    size_t left = r->heap.size - r->row_at;
    if (r->row_at && left)
        memmove(r->heap.data, r->heap.data + r->row_at, left);
    r->heap.size = left;
    r->scan -= r->row_at;
    r->row_at = 0;
}

static kefu_status csv_call_batch(kefu_csv_reader *r, kefu_error *error)
{
    kefu_batch batch = {.struct_size = sizeof batch,
                        .rows = r->rows,
                        .first_row = r->rows ? r->first_row : r->row,
                        .n_columns = r->n_outputs,
                        .columns = r->columns};
    kefu_error theirs;
    kefu_status status;
    memset(&theirs, 0, sizeof theirs);
    status = r->options.on_batch(r->options.user, &batch, &theirs);
    if (!status)
        return KEFU_OK;
    if (!theirs.code)
        return kf_fail(error, status, "on_batch stopped the reader");
    if (error)
        *error = theirs;
    return status;
}

kefu_status kf_csv_flush(kefu_csv_reader *r, kefu_error *error)
{
    kefu_status status;
    for (int32_t i = 0; i < r->n_outputs; i++)
        kf_store_finish(&r->outputs[i].store, r->rows, r->heap.data);
    status = csv_call_batch(r, error);
    if (status)
        return status;
    for (int32_t i = 0; i < r->n_outputs; i++)
        r->outputs[i].store.any = 0;
    r->handed = 1;
    r->total_rows += r->rows;
    r->rows = 0;
    kf_csv_compact(r);
    return KEFU_OK;
}
