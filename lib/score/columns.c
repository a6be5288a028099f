/* columns.c - kefu_score_columns: points of many rows straight from a batch. */
#include <string.h>

#include "base/fail.h"
#include "kefu/score.h"
#include "score/columns.h"

static kefu_status columns_block(kf_columns *c)
{
    kefu_status status = KEFU_OK;
    c->any_odd = 0;
    memset(c->odd, 0, sizeof c->odd);
    for (int32_t i = 0; i < KF_BLOCK; i++)
        c->rests[i] = 0;
    memset(c->totals + c->first, 0, (size_t)c->count * sizeof *c->totals);
    for (int32_t k = 0; k < c->card->n_items && !status; k++)
        status = kf_columns_points(c, k);
    if (!status)
        kf_columns_round(c);
    return status || !c->any_odd ? status : kf_columns_odd(c);
}

static kefu_status columns_blocks(kf_columns *c)
{
    kefu_status status = KEFU_OK;
    for (c->first = 0; c->first < c->batch.rows && !status; c->first += c->count) {
        int64_t left = c->batch.rows - c->first;
        c->count = left < KF_BLOCK ? left : KF_BLOCK;
        status = columns_block(c);
    }
    return status;
}

static kefu_status columns_check(const kf_columns *c)
{
    kf_missing missing = {0};
    for (int32_t i = 0; i < c->card->n_items; i++)
        kf_batch_miss(&c->batch, c->card->items[i].metric, "", &missing);
    return kf_batch_missing(&missing, c->error);
}

static kefu_status columns_item(kf_columns *c, int32_t index)
{
    kf_columns_item *item = &c->items[index];
    kefu_status status;
    item->item = &c->card->items[index];
    status = kf_batch_need(&c->batch, item->item->metric, &item->column, c->error);
    if (status)
        return status;
    if (item->column->is_text)
        return kf_fail(c->error, KEFU_E_TYPE, "column '%s' holds text where numbers are needed",
                       item->item->metric);
    kf_columns_plan(item, c->card->hundred, c->batch.rows);
    return KEFU_OK;
}

static kefu_status columns_score(kf_columns *c)
{
    size_t n = (size_t)c->card->n_items;
    kefu_status status = columns_check(c);
    if (status)
        return status;
    c->items = kf_alloc_array(&c->memory, n, sizeof *c->items);
    if (!c->items)
        return kf_no_memory(c->error);
    for (int32_t i = 0; i < c->card->n_items && !status; i++)
        status = columns_item(c, i);
    if (!status) {
        kf_columns_unit(c);
        status = columns_blocks(c);
    }
    kf_free_array(&c->memory, c->items, n, sizeof *c->items);
    return status;
}

kefu_status KEFU_CALL kefu_score_columns(const kefu_card *card, const kefu_batch *batch,
                                         int64_t *totals, int64_t *const *points, kefu_error *error)
{
    kf_columns c;
    kefu_status status;
    if (!card || !batch || !totals)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_score_columns: card, batch or totals is NULL");
    c.card = card;
    c.memory = card->scheme.memory;
    c.totals = totals;
    c.points = points;
    c.error = error;
    status = kf_columns_refuse(card, error);
    if (!status)
        status = kf_batch_open(&c.batch, &c.memory, batch, error);
    if (status)
        return status;
    status = columns_score(&c);
    kf_batch_close(&c.batch);
    return status;
}
