/* model_score.c - what a model says of many texts: of an array, of a column. */
#include "base/fail.h"
#include "model/score_texts.h"
#include "table/column.h"

static kefu_status model_score_check(const char *missing, int64_t n, int32_t encoding,
                                     int32_t invalid, kefu_error *error)
{
    if (missing)
        return kf_fail(error, KEFU_E_ARGUMENT, "scores of a model: %s is NULL", missing);
    if (n < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "scores of a model: there are %i texts", n);
    if (encoding != KEFU_UTF8 && encoding != KEFU_GB18030)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "scores of a model: unknown encoding %d",
                       encoding);
    if (invalid != KEFU_INVALID_REFUSE && invalid != KEFU_INVALID_REPLACE)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "scores of a model: unknown invalid %d", invalid);
    return KEFU_OK;
}

static const char *model_score_missing(const void *model, const void *texts, const char *called,
                                       const void *out)
{
    if (!model)
        return "model";
    return !out ? "out" : texts ? NULL : called;
}

kefu_status KEFU_CALL kefu_model_score(const kefu_model *model, const kefu_model *delta,
                                       const kefu_text *texts, int64_t n, int32_t encoding,
                                       int32_t invalid, const kefu_model_scores *out,
                                       kefu_error *error)
{
    static const kefu_text none = {NULL, 0};
    kf_texts_scoring scoring;
    kefu_status status = model_score_check(
        model_score_missing(model, n ? texts : &none, "texts", out), n, encoding, invalid, error);
    if (!status)
        status = kf_texts_scoring_init(&scoring, model, delta, out, error);
    if (status)
        return status;
    scoring.rows = n;
    scoring.encoding = encoding;
    scoring.invalid = invalid;
    status = kf_texts_scoring_block(&scoring, texts, 0, n, error);
    kf_texts_scoring_free(&scoring);
    return status;
}

/* ---- A column ------------------------------------------------------------------------------- */

/* A block of the column. */
typedef struct model_score_rows {
    kefu_text texts[KF_BLOCK];
    uint8_t states[KF_BLOCK];
} model_score_rows;

static kefu_status model_score_blocks(kf_texts_scoring *scoring, const kf_column *column,
                                      kefu_error *error)
{
    kefu_status status = KEFU_OK;
    model_score_rows *block = kf_alloc(scoring->memory, sizeof *block);
    if (!block)
        return kf_no_memory(error);
    for (int64_t first = 0; first < scoring->rows && !status; first += KF_BLOCK) {
        const int64_t left = scoring->rows - first, count = left < KF_BLOCK ? left : KF_BLOCK;
        int32_t any;
        status = kf_column_bytes(column, first, count, block->texts, block->states, &any, error);
        if (!status)
            status = kf_texts_scoring_block(scoring, block->texts, first, count, error);
    }
    kf_free(scoring->memory, block, sizeof *block);
    return status;
}

static kefu_status model_score_column(kf_texts_scoring *scoring, const kefu_column *text,
                                      kefu_error *error)
{
    const kefu_column *columns[1] = {text};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = scoring->rows, .n_columns = 1, .columns = columns};
    kf_batch opened;
    kefu_status status = kf_batch_open(&opened, scoring->memory, &batch, error);
    if (status)
        return status;
    scoring->encoding = opened.columns[0].view.encoding;
    status = model_score_blocks(scoring, &opened.columns[0], error);
    kf_batch_close(&opened);
    return status;
}

kefu_status KEFU_CALL kefu_model_score_column(const kefu_model *model, const kefu_model *delta,
                                              const kefu_column *text, int64_t rows,
                                              int32_t invalid, const kefu_model_scores *out,
                                              kefu_error *error)
{
    kefu_column column;
    kf_texts_scoring scoring;
    kefu_status status = model_score_check(model_score_missing(model, text, "text", out), rows,
                                           KEFU_UTF8, invalid, error);
    if (!status)
        status = kf_take(&column, sizeof column, text, error);
    if (!status)
        status = kf_texts_scoring_init(&scoring, model, delta, out, error);
    if (status)
        return status;
    column.struct_size = sizeof column;
    if (!column.name)
        column.name = "text";
    scoring.rows = rows;
    scoring.invalid = invalid;
    status = model_score_column(&scoring, &column, error);
    kf_texts_scoring_free(&scoring);
    return status;
}
