/* csv_reader.c - the CSV reader's public face: options, the caller's bytes, bad rows. */
#include "table/csv_reader.h"

#include <string.h>

#include "base/gb18030.h"
#include "table/cell.h"

/* Bytes taken at a time, so that the heap stays small however much is fed. */
enum { CSV_PIECE = 65536, CSV_BATCH_ROWS = 4096 };

static const char csv_bom[] = "\xEF\xBB\xBF";

/* ---- Options -------------------------------------------------------------------------------- */

static kefu_status csv_check_options(kefu_csv_options *o, kefu_error *error)
{
    if (!o->on_batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "csv options: on_batch is NULL");
    if (o->encoding != KEFU_UTF8 && o->encoding != KEFU_GB18030)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "csv options: unknown encoding %d", o->encoding);
    if (!o->delimiter)
        o->delimiter = ',';
    if (o->delimiter < 0 || o->delimiter > 127 || !memchr(",\t;|", o->delimiter, 4))
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "csv options: the delimiter is a comma, tab, semicolon or '|'");
    if (o->bad_rows != KEFU_BAD_ROW_FAIL && o->bad_rows != KEFU_BAD_ROW_SKIP)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "csv options: unknown bad_rows %d", o->bad_rows);
    if (o->batch_rows < 0 || o->skip_lines < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "csv options: batch_rows or skip_lines is negative");
    if ((o->only_cells != 0 && o->only_cells != 1) || (o->no_quotes != 0 && o->no_quotes != 1))
        return kf_fail(error, KEFU_E_ARGUMENT, "csv options: only_cells and no_quotes are 0 or 1");
    if (o->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "csv options: reserved0 is not 0");
    if (!o->batch_rows)
        o->batch_rows = CSV_BATCH_ROWS;
    return KEFU_OK;
}

static void csv_start(kefu_csv_reader *r)
{
    kf_arena_init(&r->arena, &r->memory);
    kf_buffer_init(&r->heap, &r->memory);
    r->skip_left = r->options.skip_lines;
    r->state = r->skip_left ? KF_CSV_SKIP : KF_CSV_CELL;
    r->line = r->row_line = 1;
    r->stops['\r'] = r->stops['\n'] = 1;
    r->stops['"'] = !r->options.no_quotes;
    r->stops[r->options.delimiter] = 1;
}

kefu_status KEFU_CALL kefu_csv_reader_new(const kefu_csv_options *options, kefu_csv_reader **out,
                                          kefu_error *error)
{
    kefu_csv_options o;
    kefu_limits limits;
    kf_memory memory;
    kefu_csv_reader *r;
    kefu_status status = kf_take(&o, sizeof o, options, error);
    if (status)
        return status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_csv_reader_new: out is NULL");
    status = csv_check_options(&o, error);
    if (!status)
        status = kf_limits(&limits, o.limits, error);
    if (!status)
        status = kf_memory_init(&memory, o.allocator, error);
    if (status)
        return status;
    r = kf_alloc_zero(&memory, sizeof *r);
    if (!r)
        return kf_no_memory(error);
    r->memory = memory;
    r->limits = limits;
    r->options = o;
    r->options.allocator = NULL; /* the caller's, and only valid during this call */
    r->options.limits = NULL;
    csv_start(r);
    *out = r;
    return KEFU_OK;
}

void KEFU_CALL kefu_csv_reader_free(kefu_csv_reader *r)
{
    kf_memory memory;
    if (!r)
        return;
    memory = r->memory;
    for (int32_t i = 0; i < r->n_outputs; i++)
        kf_store_free(&r->outputs[i].store, &memory);
    kf_free_array(&memory, r->spans, r->spans_capacity, sizeof *r->spans);
    kf_free_array(&memory, r->cells, r->cells_capacity, sizeof *r->cells);
    kf_buffer_free(&r->heap);
    kf_arena_free(&r->arena);
    kf_free(&memory, r, sizeof *r);
}

/* ---- Cells ---------------------------------------------------------------------------------- */

static const char *csv_cell_name(const kefu_cell *cell)
{
    return cell->as ? cell->as : cell->column;
}

static kefu_status csv_check_cell(const kefu_csv_reader *r, const kefu_cell *cell,
                                  kefu_error *error)
{
    if (!cell->column || !*cell->column || (cell->as && !*cell->as))
        return kf_fail(error, KEFU_E_ARGUMENT, "cell: column is NULL, or a name is empty");
    for (size_t i = 0; i < r->n_cells; i++)
        if (strcmp(csv_cell_name(&r->cells[i]), csv_cell_name(cell)) == 0)
            return kf_fail(error, KEFU_E_EXISTS, "cell: there is one named '%s' already",
                           csv_cell_name(cell));
    return kf_cell_check(cell, error);
}

kefu_status KEFU_CALL kefu_csv_reader_cell(kefu_csv_reader *r, const kefu_cell *cell,
                                           kefu_error *error)
{
    kefu_cell taken;
    kefu_cell *cells;
    kefu_status status;
    if (!r)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_csv_reader_cell: reader is NULL");
    if (r->fed || r->failed || r->finished)
        return kf_fail(error, KEFU_E_STATE, "cells are listed before the first byte is fed");
    status = kf_take(&taken, sizeof taken, cell, error);
    if (!status)
        status = csv_check_cell(r, &taken, error);
    if (status)
        return status;
    cells = kf_reserve(&r->memory, r->cells, &r->cells_capacity, r->n_cells + 1, sizeof *cells);
    if (!cells)
        return kf_no_memory(error);
    r->cells = cells;
    taken.column = kf_arena_text(&r->arena, taken.column, strlen(taken.column));
    if (taken.as)
        taken.as = kf_arena_text(&r->arena, taken.as, strlen(taken.as));
    if (!taken.column || (cell->as && !taken.as))
        return kf_no_memory(error);
    cells[r->n_cells++] = taken;
    return KEFU_OK;
}

/* ---- Bad rows ------------------------------------------------------------------------------- */

kf_place kf_csv_place(const kefu_csv_reader *r, size_t offset)
{
    kf_place at = {1, 1, -1};
    int64_t line;
    if (offset)
        at = kf_place_of(r->heap.data + r->row_at, r->heap.size - r->row_at, offset);
    line = r->row_line + at.line - 1;
    at.line = line > INT32_MAX ? INT32_MAX : (int32_t)line;
    at.offset = -1;
    return at;
}

kefu_status kf_csv_bad_row(kefu_csv_reader *r, kefu_error *where, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    int32_t fatal = !r->n_names || r->options.bad_rows == KEFU_BAD_ROW_FAIL;
    where->row = r->n_names ? r->row : -1;
    if (fatal) {
        if (error)
            *error = *where;
        return where->code;
    }
    if (r->rows)
        status = kf_csv_flush(r, error);
    if (status)
        return status;
    r->row++;
    r->total_bad++;
    if (r->options.on_bad_row)
        status = r->options.on_bad_row(r->options.user, where);
    if (status)
        return kf_fail(error, status, "on_bad_row stopped the reader at line %d: %s", where->line,
                       where->message);
    return KEFU_OK;
}

/* ---- Bytes ---------------------------------------------------------------------------------- */

/* A malformed byte comes out as one that UTF-8 never has, and its row turns out to be bad. */
static const char csv_malformed = (char)0xFF;

/* Decodes what is carried; `final` when nothing can follow it. */
static void csv_decode_carried(kefu_csv_reader *r, int32_t final)
{
    while (r->carried) {
        uint32_t code = 0;
        char utf8[4];
        int32_t length = kf_gb18030_decode(r->carry, r->carried, &code);
        if (length < 0 && !final)
            return;
        size_t used = length > 0 ? (size_t)length : 1;
        if (length > 0)
            kf_put(&r->heap, utf8, kf_utf8_encode(code, utf8));
        else
            kf_put_char(&r->heap, csv_malformed);
        r->carried -= used;
        memmove(r->carry, r->carry + used, r->carried);
    }
}

static void csv_decode(kefu_csv_reader *r, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t plain = 0;
        while (!r->carried && i + plain < size && bytes[i + plain] < 0x80)
            plain++;
        kf_put(&r->heap, bytes + i, plain);
        i += plain;
        if (i == size)
            return;
        r->carry[r->carried++] = bytes[i++];
        csv_decode_carried(r, 0);
    }
}

/* Past the byte order mark, or 0 if more bytes are needed to tell. */
static int32_t csv_begin(kefu_csv_reader *r, int32_t final)
{
    size_t have = r->heap.size < 3 ? r->heap.size : 3;
    int32_t same = have && memcmp(r->heap.data, csv_bom, have) == 0;
    if (have < 3 && !final && (same || !have))
        return 0;
    r->begun = 1;
    if (same && have == 3)
        r->scan = r->row_at = 3;
    return 1;
}

static kefu_status csv_take(kefu_csv_reader *r, const char *bytes, size_t size, kefu_error *error)
{
    kefu_status status;
    if (r->options.encoding == KEFU_GB18030)
        csv_decode(r, (const unsigned char *)bytes, size);
    else
        kf_put(&r->heap, bytes, size);
    if (r->heap.failed)
        return kf_no_memory(error);
    if (!r->begun && !csv_begin(r, 0))
        return KEFU_OK;
    status = kf_csv_split(r, error);
    if (!status && !r->rows)
        kf_csv_compact(r);
    return status;
}

static kefu_status csv_check_state(const kefu_csv_reader *r, const char *function,
                                   kefu_error *error)
{
    if (!r)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s: reader is NULL", function);
    if (r->failed)
        return kf_fail(error, KEFU_E_STATE, "%s: the reader failed before", function);
    if (r->finished)
        return kf_fail(error, KEFU_E_STATE, "%s: the file is finished", function);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_csv_reader_feed(kefu_csv_reader *r, const void *bytes, size_t size,
                                           kefu_error *error)
{
    const char *at = bytes;
    kefu_status status = csv_check_state(r, "kefu_csv_reader_feed", error);
    if (status)
        return status;
    if (!bytes && size)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_csv_reader_feed: bytes is NULL");
    while (size && !status) {
        size_t piece = size < CSV_PIECE ? size : CSV_PIECE;
        r->fed = 1;
        status = csv_take(r, at, piece, error);
        at += piece;
        size -= piece;
    }
    r->failed = status != KEFU_OK;
    return status;
}

static kefu_status csv_finish(kefu_csv_reader *r, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    csv_decode_carried(r, 1);
    if (r->heap.failed)
        return kf_no_memory(error);
    if (!r->begun)
        csv_begin(r, 1);
    status = kf_csv_split(r, error);
    if (!status)
        status = kf_csv_split_end(r, error);
    if (status)
        return status;
    if (!r->n_names)
        return kf_fail_at(error, KEFU_E_SYNTAX, kf_csv_place(r, 0),
                          "the file ends before a header line");
    return r->rows || !r->handed ? kf_csv_flush(r, error) : KEFU_OK;
}

kefu_status KEFU_CALL kefu_csv_reader_finish(kefu_csv_reader *r, kefu_error *error)
{
    kefu_status status = csv_check_state(r, "kefu_csv_reader_finish", error);
    if (status)
        return status;
    status = csv_finish(r, error);
    r->finished = 1;
    r->failed = status != KEFU_OK;
    return status;
}

int64_t KEFU_CALL kefu_csv_reader_rows(const kefu_csv_reader *r) { return r ? r->total_rows : 0; }

int64_t KEFU_CALL kefu_csv_reader_bad_rows(const kefu_csv_reader *r)
{
    return r ? r->total_bad : 0;
}
