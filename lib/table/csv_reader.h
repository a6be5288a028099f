/* csv_reader.h - what the parts of the CSV reader share: bytes (csv_reader.c) are split into rows
 * of cells (csv_split.c), which become columns (csv_row.c). */
#ifndef KF_CSV_READER_H
#define KF_CSV_READER_H

#include "base/fail.h"
#include "base/text.h"
#include "table/store.h"

/* Where the splitter is. A row is skipped to its line end once it is known to be bad. */
enum {
    KF_CSV_CELL = 0,  /* before the first byte of a cell */
    KF_CSV_PLAIN = 1, /* inside a cell without quotes */
    KF_CSV_QUOTED = 2,
    KF_CSV_QUOTE = 3, /* behind a quote in a quoted cell: the end, or the first of two */
    KF_CSV_CR = 4,
    KF_CSV_SKIP = 5
};

/* Content of a cell, as bytes from the start of its row. */
typedef struct kf_csv_span {
    size_t begin, end;
    int32_t quoted;  /* the quotes are just outside */
    int32_t doubled; /* has quotes to be halved */
} kf_csv_span;

/* A column of the batch. */
typedef struct kf_csv_output {
    kefu_cell cell;
    int32_t source; /* cell of the row */
    kf_store store;
} kf_csv_output;

struct kefu_csv_reader {
    kf_memory memory;
    kefu_limits limits;
    kefu_csv_options options;
    int32_t failed, finished;
    kf_arena arena; /* names */

    /* bytes: whole rows of the batch, then the row being split, then what is not split yet */
    kf_buffer heap;
    unsigned char carry[4]; /* a GB18030 character cut by the end of a piece */
    size_t carried;
    int32_t begun;     /* past the byte order mark */
    int32_t fed;       /* bytes have come: the cells are settled */
    int32_t skip_left; /* lines before the header */

    /* splitter */
    unsigned char stops[256]; /* 1: ends a run of plain bytes */
    int32_t state;
    size_t row_at;  /* in the heap */
    size_t scan;    /* next byte, in the heap */
    size_t cell_at; /* of the cell, from the row's start */
    int32_t doubled;
    int64_t line;     /* of the next byte, 1-based */
    int64_t row_line; /* of the row's first byte */
    kf_csv_span *spans;
    size_t spans_capacity;
    int64_t n_spans; /* of the row; those beyond the header's count and one are not kept */

    /* rows */
    kefu_cell *cells; /* as listed by the caller */
    size_t n_cells, cells_capacity;
    int32_t n_names; /* of the header; 0 = not met yet */
    const char **names;
    kf_csv_output *outputs;
    const kefu_column **columns; /* of the batch: the outputs' views */
    int32_t n_outputs;
    int64_t row;       /* data row of the file, bad ones counted */
    int64_t first_row; /* of the batch */
    int64_t rows;      /* of the batch */
    size_t batch_at;   /* of the batch's first row, in the heap */
    int32_t handed;    /* on_batch has been called */
    int64_t total_rows, total_bad;
};

/* ---- csv_split.c ---- */

/* Splits all bytes up to the heap's end. */
kefu_status kf_csv_split(kefu_csv_reader *r, kefu_error *error);
/* The end of the file: the last row needs no line end. */
kefu_status kf_csv_split_end(kefu_csv_reader *r, kefu_error *error);

/* ---- csv_row.c ---- */

/* The row of n_spans spans and `size` bytes at row_at: the header, or data. */
kefu_status kf_csv_row(kefu_csv_reader *r, size_t size, kefu_error *error);
/* 1 when the batch has as many rows, or bytes, as it may. */
int32_t kf_csv_is_full(const kefu_csv_reader *r);
/* Hands the batch out, also an empty one; moves what follows its rows to the heap's start. */
kefu_status kf_csv_flush(kefu_csv_reader *r, kefu_error *error);
/* Drops the heap's bytes before row_at. */
void kf_csv_compact(kefu_csv_reader *r);

/* ---- csv_reader.c ---- */

/* Line and column of a byte of the row being split. */
kf_place kf_csv_place(const kefu_csv_reader *r, size_t offset);
/* A bad row: returns `where` as error, or reports it and goes on, as the options say. */
kefu_status kf_csv_bad_row(kefu_csv_reader *r, kefu_error *where, kefu_error *error);

#endif
