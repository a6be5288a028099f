/* draw_update.c - feeding rows to a draw, block by block. */
#include "base/fail.h"
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

static void draw_count_all_out(kefu_draw *draw, const kf_draw_block *b)
{
    for (int64_t i = 0; i < b->count; i++)
        if (b->fates[i] < 0)
            draw_count_out(draw, b->fates[i]);
}

/* Takes out rows whose ids the caller has listed. */
static void draw_leave_out(kefu_draw *draw, kf_draw_block *b)
{
    size_t n = 0;
    for (size_t k = 0; k < b->n_in; k++) {
        const kf_key id = kf_pick_ids_key(&b->ids, b->in[k]);
        b->in[n] = b->in[k];
        n += kf_groups_find(draw->list.ids, &id) == UINT32_MAX;
    }
    draw->listed += (int64_t)(b->n_in - n);
    b->n_in = n;
}

/* The cell of row i of the population. */
static inline kefu_status draw_row_cell(kefu_draw *draw, const kf_draw_block *b, size_t i,
                                        uint32_t *cell, kefu_error *error)
{
    const size_t at = kf_draw_slot(draw, b->fates[i], b->groups[i]);
    if (at >= draw->cell_of_capacity || !draw->cell_of[at])
        return kf_draw_cell_of(draw, b->fates[i], b->groups[i], cell, error);
    *cell = draw->cell_of[at] - 1;
    return KEFU_OK;
}

/* Counts the rows of the population by cell, and notes those that may come in, and whereto. */
static kefu_status draw_scan(kefu_draw *draw, kf_draw_block *b, kefu_error *error)
{
    const uint32_t *upper = b->ids.upper;
    uint32_t cell = 0;
    size_t n = 0;
    for (size_t k = 0; k < b->n_in; k++) {
        const size_t i = b->in[k];
        kefu_status status = draw_row_cell(draw, b, i, &cell, error);
        if (status)
            return status;
        draw->cells[cell].rows++;
        b->hits[n] = (kf_draw_hit){(uint32_t)i, cell};
        n += upper[i] <= draw->cells[cell].bound;
    }
    b->n_hits = n;
    return KEFU_OK;
}

/* The bound may be lower by now, through rows of the same block. */
static kefu_status draw_take(kefu_draw *draw, const kf_draw_block *b, kf_draw_hit hit,
                             int64_t first_row, kefu_error *error)
{
    kf_draw_cell *cell = &draw->cells[hit.cell];
    kf_key id;
    if (b->ids.upper[hit.i] > cell->bound)
        return KEFU_OK;
    const uint64_t hash = kf_pick_ids_at(&b->ids, hit.i, &id);
    kefu_status status = kf_urn_add(&cell->urn, hash, &id, first_row + b->first + hit.i, error);
    cell->bound = kf_urn_bound(&cell->urn);
    return status;
}

static kefu_status draw_block(kefu_draw *draw, int64_t first_row, kefu_error *error)
{
    kf_draw_block *b = &draw->reader->block;
    draw->rows += b->count;
    if ((int64_t)b->n_in < b->count)
        draw_count_all_out(draw, b);
    if (draw->list.ids)
        draw_leave_out(draw, b);
    draw->population += (int64_t)b->n_in;
    kefu_status status = draw_scan(draw, b, error);
    for (size_t h = 0; h < b->n_hits && !status; h++)
        status = draw_take(draw, b, b->hits[h], first_row, error);
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
        status = kf_draw_reader_new(&draw->memory, &draw->limits, draw->plan, draw->key,
                                    &draw->reader, error);
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
