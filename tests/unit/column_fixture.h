/* column_fixture.h - a batch of one column, and room for what is read from it. */
#ifndef TESTS_COLUMN_FIXTURE_H
#define TESTS_COLUMN_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "table/column.h"

static kf_memory memory;
static kf_batch batch;

/* A batch of one column named "x". */
static inline kefu_status open_column(kefu_column column, int64_t rows, kefu_error *error)
{
    const kefu_column *columns[1] = {&column};
    kefu_batch b = {.struct_size = sizeof b,
                    .rows = rows,
                    .first_row = 100,
                    .n_columns = 1,
                    .columns = columns};
    column.struct_size = sizeof column;
    if (!column.name)
        column.name = "x";
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    return kf_batch_open(&batch, &memory, &b, error);
}

static uint8_t states[KF_BLOCK];
static int32_t any;

#endif
