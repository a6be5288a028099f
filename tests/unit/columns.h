/* columns.h - batches from C arrays in one line each. */
#ifndef TESTS_COLUMNS_H
#define TESTS_COLUMNS_H

#include "kefu/table.h"

#define COLUMN_OF(column_name, column_type, array)                                                 \
    {                                                                                              \
        .struct_size = sizeof(kefu_column), .name = (column_name), .type = (column_type),          \
        .data = (array)                                                                            \
    }
#define BATCH_OF(n_rows, n, column_pointers)                                                       \
    {                                                                                              \
        .struct_size = sizeof(kefu_batch), .rows = (n_rows), .n_columns = (n),                     \
        .columns = (column_pointers)                                                               \
    }

#endif
