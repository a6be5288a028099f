/* csv_split.c - bytes into rows of cells: a state machine that can stop at any byte. */
#include <string.h>

#include "table/csv_reader.h"

typedef kefu_status (*csv_step_fn)(kefu_csv_reader *r, kefu_error *error);

static const unsigned char *csv_at(const kefu_csv_reader *r)
{
    return (const unsigned char *)r->heap.data + r->scan;
}

/* Whether the cell that reaches to `end` begins with a quote. */
static int32_t csv_cell_quoted(const kefu_csv_reader *r, size_t end)
{
    return !r->options.no_quotes && end > r->cell_at && r->heap.data[r->row_at + r->cell_at] == '"';
}

/* ---- Limits --------------------------------------------------------------------------------- */

static kefu_status csv_over_limit(kefu_csv_reader *r, int64_t hit, const char *what, int64_t most,
                                  size_t from, kefu_error *error)
{
    const char *hint = csv_cell_quoted(r, (size_t)hit + 1) ? "; is its quote ever closed?" : "";
    return kf_fail_at(error, KEFU_E_LIMIT, kf_csv_place(r, from),
                      "a %s of more than %s_bytes, %i%s", what, what, most, hint);
}

/* Whichever limit is met at the lower byte is the one reported, and nothing behind that byte
 * counts, so that the report does not depend on when we look. `end` is from the row's start. */
static kefu_status csv_check_limits(kefu_csv_reader *r, size_t end, kefu_error *error)
{
    int64_t row_hit = r->limits.row_bytes, cell_hit = r->limits.cell_bytes;
    cell_hit =
        (int64_t)r->cell_at > INT64_MAX - cell_hit ? INT64_MAX : (int64_t)r->cell_at + cell_hit;
    if ((int64_t)end <= cell_hit && (int64_t)end <= row_hit)
        return KEFU_OK;
    if (row_hit <= cell_hit)
        return csv_over_limit(r, row_hit, "row", row_hit, 0, error);
    return csv_over_limit(r, cell_hit, "cell", r->limits.cell_bytes, r->cell_at, error);
}

/* ---- Cells and rows ------------------------------------------------------------------------- */

/* The header grows the array; a data row needs one more than the header, for the place of the
 * first cell too many. */
static kefu_status csv_keep_span(kefu_csv_reader *r, kf_csv_span span, kefu_error *error)
{
    kf_csv_span *spans;
    if (r->n_names && r->n_spans > r->n_names)
        return KEFU_OK;
    if (!r->n_names && r->n_spans >= r->limits.columns)
        return kf_fail_at(error, KEFU_E_LIMIT, kf_csv_place(r, r->cell_at),
                          "the header has more than %d columns, the limit", r->limits.columns);
    if ((size_t)r->n_spans >= r->spans_capacity) {
        spans = kf_reserve(&r->memory, r->spans, &r->spans_capacity, (size_t)r->n_spans + 1,
                           sizeof *spans);
        if (!spans)
            return kf_no_memory(error);
        r->spans = spans;
    }
    r->spans[r->n_spans] = span;
    return KEFU_OK;
}

/* `end` is behind the cell, its closing quote included. */
static kefu_status csv_end_cell(kefu_csv_reader *r, size_t end, int32_t quoted, kefu_error *error)
{
    kefu_status status = csv_check_limits(r, end, error);
    kf_csv_span span = {r->cell_at + (size_t)quoted, end - (size_t)quoted, quoted, r->doubled};
    if (status)
        return status;
    status = csv_keep_span(r, span, error);
    r->n_spans++;
    r->doubled = 0;
    return status;
}

/* The next row begins at `scan`. */
static void csv_next_row(kefu_csv_reader *r)
{
    r->row_at = r->scan;
    r->cell_at = 0;
    r->doubled = 0;
    r->n_spans = 0;
    r->row_line = r->line;
    r->state = r->skip_left ? KF_CSV_SKIP : KF_CSV_CELL;
}

static int32_t csv_is_blank(const kefu_csv_reader *r)
{
    return r->n_spans == 1 && !r->spans[0].quoted && r->spans[0].begin == r->spans[0].end;
}

/* A row of `size` bytes without its line end, which is behind `scan`. */
static kefu_status csv_close_row(kefu_csv_reader *r, size_t size, int32_t quoted, kefu_error *error)
{
    kefu_status status = csv_end_cell(r, size, quoted, error);
    if (!status && !csv_is_blank(r))
        status = kf_csv_row(r, size, error);
    if (status)
        return status;
    csv_next_row(r);
    return kf_csv_is_full(r) ? kf_csv_flush(r, error) : KEFU_OK;
}

/* A fault at byte `offset` of the row; the rest of its line is skipped. */
static kefu_status csv_bad_syntax(kefu_csv_reader *r, size_t offset, const char *message,
                                  kefu_error *error)
{
    kefu_error where;
    kefu_status status = csv_check_limits(r, offset, error);
    if (status)
        return status;
    kf_fail_at(&where, KEFU_E_SYNTAX, kf_csv_place(r, offset), "%s", message);
    status = kf_csv_bad_row(r, &where, error);
    r->state = KF_CSV_SKIP;
    return status;
}

/* ---- Steps: each takes a byte or a run of them ----------------------------------------------- */

static size_t csv_offset(const kefu_csv_reader *r) { return r->scan - r->row_at; }

/* Behind a cell: a delimiter or a line end. */
static kefu_status csv_step_after(kefu_csv_reader *r, int32_t quoted, kefu_error *error)
{
    size_t end = csv_offset(r);
    unsigned char c = *csv_at(r);
    kefu_status status;
    r->scan++;
    if (c == '\r') {
        r->state = KF_CSV_CR;
        return KEFU_OK;
    }
    if (c == '\n') {
        r->line++;
        return csv_close_row(r, end, quoted, error);
    }
    status = csv_end_cell(r, end, quoted, error);
    r->cell_at = end + 1;
    r->state = KF_CSV_CELL;
    return status;
}

static kefu_status csv_step_plain(kefu_csv_reader *r, kefu_error *error)
{
    const unsigned char *at = csv_at(r), *from = at;
    const unsigned char *end = (const unsigned char *)r->heap.data + r->heap.size;
    while (at < end && !r->stops[*at])
        at++;
    r->scan += (size_t)(at - from);
    r->state = KF_CSV_PLAIN;
    if (at == end)
        return KEFU_OK;
    if (*at == '"')
        return csv_bad_syntax(r, csv_offset(r),
                              "a quote inside a cell that does not begin with one", error);
    return csv_step_after(r, 0, error);
}

static kefu_status csv_step_cell(kefu_csv_reader *r, kefu_error *error)
{
    if (*csv_at(r) != '"' || r->options.no_quotes)
        return csv_step_plain(r, error);
    r->scan++;
    r->state = KF_CSV_QUOTED;
    return KEFU_OK;
}

static kefu_status csv_step_quoted(kefu_csv_reader *r, kefu_error *error)
{
    const char *from = r->heap.data + r->scan;
    size_t size = r->heap.size - r->scan;
    const char *quote = memchr(from, '"', size);
    (void)error;
    if (quote)
        size = (size_t)(quote - from);
    for (size_t i = 0; i < size; i++)
        r->line += from[i] == '\n';
    r->scan += size + (quote != NULL);
    if (quote)
        r->state = KF_CSV_QUOTE;
    return KEFU_OK;
}

static kefu_status csv_step_quote(kefu_csv_reader *r, kefu_error *error)
{
    unsigned char c = *csv_at(r);
    if (c == '"') {
        r->scan++;
        r->doubled = 1;
        r->state = KF_CSV_QUOTED;
        return KEFU_OK;
    }
    if (!r->stops[c])
        return csv_bad_syntax(r, csv_offset(r),
                              "text behind the closing quote of a cell; quotes inside are doubled",
                              error);
    return csv_step_after(r, 1, error);
}

static kefu_status csv_step_cr(kefu_csv_reader *r, kefu_error *error)
{
    size_t end = csv_offset(r) - 1;
    if (*csv_at(r) != '\n')
        return csv_bad_syntax(r, end, "a carriage return without a line feed", error);
    r->scan++;
    r->line++;
    return csv_close_row(r, end, csv_cell_quoted(r, end), error);
}

static kefu_status csv_step_skip(kefu_csv_reader *r, kefu_error *error)
{
    const char *from = r->heap.data + r->scan;
    const char *end = memchr(from, '\n', r->heap.size - r->scan);
    (void)error;
    if (!end) {
        r->scan = r->heap.size = r->row_at;
        return KEFU_OK;
    }
    r->scan += (size_t)(end - from) + 1;
    r->line++;
    if (r->skip_left)
        r->skip_left--;
    csv_next_row(r);
    return KEFU_OK;
}

static const csv_step_fn csv_steps[] = {csv_step_cell,  csv_step_plain, csv_step_quoted,
                                        csv_step_quote, csv_step_cr,    csv_step_skip};

kefu_status kf_csv_split(kefu_csv_reader *r, kefu_error *error)
{
    while (r->scan < r->heap.size) {
        kefu_status status = csv_steps[r->state](r, error);
        if (status)
            return status;
    }
    if (r->state == KF_CSV_SKIP)
        return KEFU_OK;
    return csv_check_limits(r, csv_offset(r) - (r->state == KF_CSV_CR), error);
}

kefu_status kf_csv_split_end(kefu_csv_reader *r, kefu_error *error)
{
    size_t end = csv_offset(r) - (r->state == KF_CSV_CR);
    kefu_error where;
    if (r->state == KF_CSV_SKIP)
        return KEFU_OK;
    if (r->state == KF_CSV_QUOTED) {
        kf_fail_at(&where, KEFU_E_SYNTAX, kf_csv_place(r, r->cell_at),
                   "the quote that opens here is never closed");
        return kf_csv_bad_row(r, &where, error);
    }
    return csv_close_row(r, end, csv_cell_quoted(r, end), error);
}
