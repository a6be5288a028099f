/* fuzz_csv.c - any bytes as a CSV file under any options: what the reader says must not depend on
 * how the bytes are cut. What it says is folded into a hash. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kefu/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
    if (!holds)
        abort();
}

/* FNV-1a over everything said. */
typedef struct said {
    uint64_t hash;
    int64_t rows, bad, next;
} said;

static void fold(said *s, const void *bytes, size_t size)
{
    const uint8_t *at = bytes;
    for (size_t i = 0; i < size; i++)
        s->hash = (s->hash ^ at[i]) * UINT64_C(1099511628211);
}

static void fold_cell(said *s, const kefu_column *c, int64_t row)
{
    uint8_t state = c->states ? c->states[row] : 0;
    fold(s, &state, 1);
    if (c->type == KEFU_COLUMN_TEXT) {
        kefu_text text = ((const kefu_text *)c->data)[row];
        must((text.data == NULL) == (state != KEFU_VALUE_OK));
        if (text.data)
            fold(s, text.data, text.size);
    } else if (c->type == KEFU_COLUMN_DATE) {
        fold(s, &((const int32_t *)c->data)[row], sizeof(int32_t));
    } else {
        fold(s, &((const int64_t *)c->data)[row], sizeof(int64_t));
    }
}

static kefu_status KEFU_CALL take_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    said *s = user;
    (void)error;
    must(batch->first_row >= s->next);
    fold(s, &batch->rows, sizeof batch->rows);
    fold(s, &batch->first_row, sizeof batch->first_row);
    for (int64_t i = 0; i < batch->rows; i++)
        for (int32_t k = 0; k < batch->n_columns; k++)
            fold_cell(s, batch->columns[k], i);
    s->rows += batch->rows;
    s->next = batch->first_row + batch->rows;
    return KEFU_OK;
}

static void fold_error(said *s, const kefu_error *e)
{
    fold(s, &e->code, sizeof e->code);
    fold(s, &e->line, sizeof e->line);
    fold(s, &e->column, sizeof e->column);
    fold(s, &e->row, sizeof e->row);
    fold(s, e->message, strlen(e->message));
}

static kefu_status KEFU_CALL take_bad(void *user, const kefu_error *where)
{
    said *s = user;
    must(where->line > 0 && where->column > 0 && where->row >= s->next);
    s->bad++;
    s->next = where->row + 1;
    fold_error(s, where);
    return KEFU_OK;
}

static kefu_csv_reader *open_reader(const uint8_t options[4], said *s)
{
    static const int32_t delimiters[] = {0, '\t', ';', '|'};
    kefu_limits limits = {.struct_size = sizeof limits,
                          .cell_bytes = options[2] & 15,
                          .row_bytes = options[2] >> 4,
                          .columns = options[3] & 7};
    kefu_csv_options o = {.struct_size = sizeof o,
                          .limits = &limits,
                          .on_batch = take_batch,
                          .on_bad_row = take_bad,
                          .user = s,
                          .encoding = options[0] & 1,
                          .bad_rows = options[0] >> 1 & 1,
                          .delimiter = delimiters[options[0] >> 2 & 3],
                          .batch_rows = options[0] >> 4 & 3,
                          .skip_lines = options[0] >> 6 & 1,
                          .only_cells = options[0] >> 7,
                          .no_quotes = options[3] >> 3 & 1};
    kefu_cell a = {.struct_size = sizeof a,
                   .column = "a",
                   .kind = options[1] % 6,
                   .flags = options[1] >> 6,
                   .offset = 28800};
    kefu_csv_reader *reader;
    must(kefu_csv_reader_new(&o, &reader, NULL) == KEFU_OK);
    a.scale = a.kind < KEFU_CELL_DATE ? options[1] >> 3 & 7 : 0;
    if (options[3] & 8)
        must(kefu_csv_reader_cell(reader, &a, NULL) == KEFU_OK);
    return reader;
}

/* Pieces of 1 .. most bytes. */
static said read_all(const uint8_t options[4], const uint8_t *data, size_t size, size_t most)
{
    said s = {UINT64_C(14695981039346656037), 0, 0, 0};
    kefu_csv_reader *reader = open_reader(options, &s);
    kefu_status status = KEFU_OK;
    kefu_error error;
    for (size_t at = 0; at < size && !status;) {
        size_t piece = most == 1 ? 1 : 1 + (data[at] + at) % most;
        piece = piece < size - at ? piece : size - at;
        status = kefu_csv_reader_feed(reader, data + at, piece, &error);
        at += piece;
    }
    if (!status)
        status = kefu_csv_reader_finish(reader, &error);
    if (status) {
        fold_error(&s, &error);
        must(kefu_csv_reader_feed(reader, "x", 1, NULL) == KEFU_E_STATE);
    }
    must(kefu_csv_reader_rows(reader) == s.rows && kefu_csv_reader_bad_rows(reader) == s.bad);
    kefu_csv_reader_free(reader);
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const size_t pieces[] = {1, 7, 4096};
    said first;
    if (size < 4)
        return 0;
    first = read_all(data, data + 4, size - 4, pieces[0]);
    for (size_t i = 1; i < sizeof pieces / sizeof *pieces; i++)
        must(read_all(data, data + 4, size - 4, pieces[i]).hash == first.hash);
    return 0;
}
