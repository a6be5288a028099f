/* rows.h - a batch over the arrays of a test. */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include "kefu/table.h"

typedef struct rows {
    kefu_column columns[16];
    const kefu_column *pointers[16];
    kefu_batch batch;
} rows;

static void rows_begin(rows *r, int64_t count)
{
    r->batch = (kefu_batch){.struct_size = sizeof r->batch, .rows = count, .columns = r->pointers};
}

/* The new column, so that a test may set its scale, states ... */
static kefu_column *rows_add(rows *r, const char *name, int32_t type, const void *data)
{
    kefu_column *column = &r->columns[r->batch.n_columns];
    *column =
        (kefu_column){.struct_size = sizeof *column, .name = name, .type = type, .data = data};
    r->pointers[r->batch.n_columns++] = column;
    return column;
}

#endif
