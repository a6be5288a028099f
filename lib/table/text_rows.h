/* text_rows.h - rows of the caller's batch, each cell as text. */
#ifndef KF_TEXT_ROWS_H
#define KF_TEXT_ROWS_H

#include "table/fields.h"

/* Cells of one row in the order of the fields, with NUL; "" where a cell is empty or its column is
 * not there. They live until the function returns. */
typedef kefu_status (*kf_text_row)(void *user, const char *const *cells, int64_t row,
                                   kefu_error *error);

/* Calls `each` for each row. Whole numbers are their digits, dates YYYY-MM-DD. KEFU_E_DATA with the
 * row for an empty cell of a required field, and for a NUL in a text. */
kefu_status kf_text_rows(const kf_memory *memory, const kefu_batch *batch, const char *what,
                         const kf_field *fields, int32_t n, kf_text_row each, void *user,
                         kefu_error *error);

#endif
