/* verdicts_csv.c - either batch as CSV. */
#include "base/fail.h"
#include "review/verdicts.h"
#include "table/csv_lines.h"

static void verdicts_csv_cell(kf_csv_lines *lines, const kefu_column *column, int64_t row)
{
    char day[11] = "";
    if (column->states && column->states[row]) {
        kf_csv_text(lines, "");
        return;
    }
    switch (column->type) {
    case KEFU_COLUMN_TEXT:
        kf_csv_id_bytes(lines, ((const kefu_text *)column->data)[row]);
        return;
    case KEFU_COLUMN_DATE:
        (void)kefu_date_format(((const int32_t *)column->data)[row], day, sizeof day);
        kf_csv_text(lines, day);
        return;
    default:
        kf_csv_whole(lines, ((const int64_t *)column->data)[row]);
    }
}

kefu_status KEFU_CALL kefu_verdicts_csv(kefu_verdicts *verdicts, int32_t which, uint32_t flags,
                                        const kefu_sink *sink, kefu_error *error)
{
    kefu_sink to;
    kf_csv_lines lines;
    const kefu_batch *batch;
    kefu_status status = kf_verdicts_healthy(verdicts, "kefu_verdicts_csv", error);
    if (!status && which != KEFU_VERDICT_ROWS && which != KEFU_VERDICT_HITS)
        status = kf_fail(error, KEFU_E_ARGUMENT,
                         "kefu_verdicts_csv: which is KEFU_VERDICT_ROWS or _HITS, not %d", which);
    if (!status)
        status = kf_take_sink(&to, sink, error);
    if (status)
        return status;
    batch =
        which == KEFU_VERDICT_ROWS ? kefu_verdicts_rows(verdicts) : kefu_verdicts_hits(verdicts);
    kf_csv_begin(&lines, &verdicts->memory, &to, flags, error);
    for (int32_t i = 0; i < batch->n_columns; i++)
        kf_csv_text(&lines, batch->columns[i]->name);
    kf_csv_end_row(&lines);
    for (int64_t row = 0; row < batch->rows; row++) {
        for (int32_t i = 0; i < batch->n_columns; i++)
            verdicts_csv_cell(&lines, batch->columns[i], row);
        kf_csv_end_row(&lines);
    }
    return kf_csv_done(&lines);
}
