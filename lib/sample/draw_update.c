/* draw_update.c - feeding rows to a draw, block by block. */
#include "base/fail.h"
#include "pick/hash.h"
#include "sample/draw_read.h"

static void draw_count_out(kefu_draw *draw, int32_t fate)
{
    if (fate == KF_DRAW_OUTSIDE)
        draw->outside++;
    else if (fate == KF_DRAW_UNCLASSED)
        draw->unclassed++;
    else
        draw->excluded[KF_DRAW_EXCLUDED - fate]++;
}

/* A row of a class: unless it is left out by its id, its cell counts it, and may keep it. */
static kefu_status draw_count_in(kefu_draw *draw, const kf_draw_block *b, int64_t i,
                                 int64_t first_row, kefu_error *error)
{
    uint32_t number = 0;
    if (draw->list.ids && kf_groups_find(draw->list.ids, &b->ids[i]) != UINT32_MAX) {
        draw->listed++;
        return KEFU_OK;
    }
    kefu_status status = kf_draw_cell_of(draw, b->fates[i], b->groups[i], &number, error);
    if (status)
        return status;
    kf_draw_cell *cell = &draw->cells[number];
    const uint64_t hash = kf_pick_hash(draw->key, &b->ids[i]);
    cell->rows++;
    draw->population++;
    if (hash >> 32 > cell->bound)
        return KEFU_OK;
    status = kf_urn_add(&cell->urn, hash, &b->ids[i], first_row + b->first + i, error);
    cell->bound = kf_urn_bound(&cell->urn);
    return status;
}

static kefu_status draw_block(kefu_draw *draw, int64_t first_row, kefu_error *error)
{
    const kf_draw_block *b = &draw->reader->block;
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < b->count && !status; i++) {
        draw->rows++;
        if (b->fates[i] < 0)
            draw_count_out(draw, b->fates[i]);
        else
            status = draw_count_in(draw, b, i, first_row, error);
    }
    return status ? status : kf_draw_fits(draw, error);
}

static kefu_status draw_rows(kefu_draw *draw, const kf_batch *batch, kefu_error *error)
{
    kefu_error why;
    kefu_status status = KEFU_OK;
    if (batch->rows > INT64_MAX - draw->rows)
        status = kf_fail(&why, KEFU_E_OVERFLOW, "rows: more than can be counted");
    for (int64_t first = 0; first < batch->rows && !status; first += KF_BLOCK) {
        const int64_t left = batch->rows - first;
        status = kf_draw_reader_read(draw->reader, draw->groups, first,
                                     left < KF_BLOCK ? left : KF_BLOCK, &why);
        if (!status)
            status = draw_block(draw, batch->first_row, &why);
    }
    return kf_draw_poison(draw, status, &why, error);
}

static kefu_status draw_batch(kefu_draw *draw, const kf_batch *batch, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    if (!draw->reader)
        status = kf_draw_reader_new(&draw->memory, &draw->limits, draw->plan, &draw->reader, error);
    if (!status)
        status = kf_draw_reader_bind(draw->reader, batch, error);
    return status ? status : draw_rows(draw, batch, error);
}

kefu_status KEFU_CALL kefu_draw_update(kefu_draw *draw, const kefu_batch *batch, kefu_error *error)
{
    kf_batch open;
    if (!draw || !batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_draw_update: draw or batch is NULL");
    kefu_status status = kf_draw_healthy(draw, error);
    if (!status)
        status = kf_batch_open(&open, &draw->memory, batch, error);
    if (status)
        return status;
    status = draw_batch(draw, &open, error);
    kf_batch_close(&open);
    return status;
}
