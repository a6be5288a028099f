/* tally_update.c - counting the rows of a batch, block by block. */
#include "base/fail.h"
#include "metric/tally.h"

/* Of several columns that are missing all are told, not only those of the first formula. */
static kefu_status update_missing(const kefu_tally *t, const kf_batch *batch, kefu_error *error)
{
    kf_missing missing = {0};
    for (int32_t i = 0; i < t->keys.n; i++)
        kf_batch_miss(batch, t->keys.items[i], "", &missing);
    for (int32_t i = 0; i < kefu_tally_columns(t); i++)
        kf_batch_miss(batch, kefu_tally_column(t, i), "", &missing);
    return missing.n > 1 ? kf_batch_missing(&missing, error) : KEFU_E_NAME;
}

/* Finds every column; nothing has changed if this fails. */
static kefu_status update_bind(kefu_tally *t, const kf_batch *batch, const kf_column **keys,
                               kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < t->keys.n && !status; i++)
        status = kf_batch_need(batch, t->keys.items[i], &keys[i], error);
    if (t->where && !status)
        status = kf_formula_bind(t->where, batch, error);
    for (int32_t i = 0; i < t->names.n && !status; i++)
        status = kf_formula_bind(t->metrics[i].formula, batch, error);
    return status == KEFU_E_NAME ? update_missing(t, batch, error) : status;
}

static kefu_status update_prepare(kefu_tally *t, const kf_batch *batch, kefu_error *error)
{
    if (!t->block && !(t->block = kf_alloc(&t->memory, sizeof *t->block)))
        return kf_no_memory(error);
    kefu_status status = kf_tally_start(t, error);
    if (!status && t->reading == 1)
        status = kf_tally_lanes_plan(t, batch, error);
    return status ? status : kf_tally_fronts_new(t, batch->rows, error);
}

static kefu_status update_block(kefu_tally *t, const kf_batch *batch, const kf_column *const *keys,
                                kefu_error *error)
{
    kefu_status status = kf_tally_span_read(t, keys, &t->block->span, error);
    int32_t lanes = 0;
    for (int32_t i = 0; i < t->names.n && !status; i++)
        kf_formula_next_block(t->metrics[i].formula);
    if (!status && t->reading == 1)
        status = kf_tally_lanes_block(t, &lanes, error);
    for (int32_t i = 0; i < t->n_aggregates && !status; i++)
        if ((!lanes || t->aggregates[i].lane < 0) && kf_tally_reads(t, &t->aggregates[i]))
            status = kf_tally_block_update(t, &t->aggregates[i], i, batch->first_row, error);
    return status;
}

static kefu_status update_rows(kefu_tally *t, const kf_batch *batch, const kf_column *const *keys,
                               kefu_error *error)
{
    kf_tally_span *span;
    kefu_error why;
    uint32_t groups = t->rows.n;
    kefu_status status = update_prepare(t, batch, error);
    if (status)
        return status;
    t->started = 1;
    span = &t->block->span;
    for (int64_t first = 0; first < batch->rows && !status; first += KF_BLOCK) {
        span->first = first;
        span->count = batch->rows - first < KF_BLOCK ? batch->rows - first : KF_BLOCK;
        status = update_block(t, batch, keys, &why);
    }
    if (!status && t->reading == 2 && t->rows.n != groups)
        status =
            kf_fail(&why, KEFU_E_DATA, "the second reading has a group that the first has not");
    if (!status)
        kf_tally_lanes_spill(t);
    if (!status)
        status = kf_tally_fronts_spill(t, &why);
    kf_tally_fronts_free(t);
    return kf_tally_poison(t, status, &why, error);
}

static kefu_status update_batch(kefu_tally *t, const kf_batch *batch, kefu_error *error)
{
    size_t n = (size_t)t->keys.n;
    const kf_column **keys = kf_alloc_array(&t->memory, n, sizeof *keys);
    kefu_status status = keys ? update_bind(t, batch, keys, error) : kf_no_memory(error);
    if (!status && batch->rows)
        status = update_rows(t, batch, keys, error);
    kf_free_array(&t->memory, keys, n, sizeof *keys);
    return status;
}

kefu_status KEFU_CALL kefu_tally_update(kefu_tally *tally, const kefu_batch *batch,
                                        kefu_error *error)
{
    kf_batch open;
    kefu_status status;
    if (!tally || !batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_tally_update: %s is NULL",
                       tally ? "batch" : "tally");
    status = kf_tally_healthy(tally, error);
    if (!status && tally->roster_day && !tally->roster)
        status = kf_fail(error, KEFU_E_STATE,
                         "kefu_tally_update: the tally has people of a roster in its groups: load "
                         "it with the roster to count more rows");
    if (!status)
        status = kf_batch_open(&open, &tally->memory, batch, error);
    if (status)
        return status;
    status = update_batch(tally, &open, error);
    kf_batch_close(&open);
    return status;
}
