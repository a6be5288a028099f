/* marks.c - reading the column of marks. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "estimate/estimates.h"
#include "table/fields.h"

enum {
    MARKS_RATE_SCALE = 9, /* at which a mark of a rate is to be 0 or 1 */
    MARKS_FLOAT_SCALE = 9
};

kefu_status kf_marks_column(const kf_survey *survey, const kf_batch *batch, const char *named,
                            const char *en, const char *zh, const kf_column **out)
{
    const kf_field field = {{en, zh, NULL}, 1};
    if (named)
        return kf_batch_need(batch, named, out, survey->error);
    return kf_fields_find(batch, "marks", &field, 1, out, survey->error);
}

static kefu_status marks_as_rates(const kf_survey *survey, const kf_column *column, int64_t first,
                                  int64_t count, kf_mark_block *out)
{
    for (int64_t i = 0; i < count; i++) {
        int64_t mark = out->marks[i];
        if (mark != 0 && mark != KEFU_BILLION)
            return kf_fail_row(survey->error, KEFU_E_DATA, column->first_row + first + i,
                               "column '%s': a mark of a rate is 0 or 1", column->view.name);
        out->marks[i] = mark != 0;
    }
    return KEFU_OK;
}

/* Floats have no digits to refuse: they are read with nine decimals, as those of a rate, and all
 * that are finer than the scale are 0, unless the column is to be rounded. */
static kefu_status marks_of_floats(const kf_survey *survey, const kf_column *column, int64_t first,
                                   int64_t count, kf_mark_block *out)
{
    const int32_t scale = survey->options.scale;
    const int64_t unit = kf_pow10(MARKS_FLOAT_SCALE - scale);
    for (int64_t i = 0; i < count; i++) {
        if (out->marks[i] % unit)
            return kf_fail_row(survey->error, KEFU_E_PRECISION, column->first_row + first + i,
                               "column '%s': a mark has digits finer than options.scale %d",
                               column->view.name, scale);
        out->marks[i] /= unit;
    }
    return KEFU_OK;
}

static int32_t marks_are_exact_floats(const kf_column *column)
{
    return (column->view.type == KEFU_COLUMN_F32 || column->view.type == KEFU_COLUMN_F64) &&
           !(column->view.flags & KEFU_COLUMN_ROUND);
}

kefu_status kf_marks_read(const kf_survey *survey, const kf_column *column, int64_t first,
                          int64_t count, kf_mark_block *out)
{
    const int32_t is_rate = survey->options.kind == KEFU_ESTIMATE_RATE;
    const int32_t is_float = !is_rate && marks_are_exact_floats(column);
    int32_t any, scale = is_float ? MARKS_FLOAT_SCALE : survey->options.scale;
    kefu_status status = kf_column_numbers(column, first, count, is_rate ? MARKS_RATE_SCALE : scale,
                                           out->marks, out->states, &any, survey->error);
    if (!status && is_rate)
        return marks_as_rates(survey, column, first, count, out);
    return status || !is_float ? status : marks_of_floats(survey, column, first, count, out);
}
