/* quota_new.c - quotas of the cells that a draw has counted. */
#include "base/fail.h"
#include "sample/draw.h"
#include "sample/quota.h"

static kefu_status quota_make_from(const kefu_draw *draw, const kefu_batch *batch,
                                   kf_cell_count *cells, uint32_t *order, int64_t *spreads,
                                   kefu_quotas **out, kefu_error *error)
{
    const size_t n = draw->n_cells;
    kefu_status status = kf_draw_order(draw, order, error);
    for (size_t i = 0; i < n && !status; i++) {
        const kf_draw_cell *cell = &draw->cells[order[i]];
        cells[i] = (kf_cell_count){cell->class_index, kf_draw_keys(draw, order[i]), cell->rows};
    }
    if (!status && batch)
        status = kf_quota_spreads(&draw->memory, draw->plan, cells, n, batch, spreads, error);
    if (status)
        return status;
    return kf_quotas_make(&draw->memory, draw->plan, cells, n, batch ? spreads : NULL, out, error);
}

kefu_status KEFU_CALL kefu_quotas_new(const kefu_draw *draw, const kefu_quota_options *options,
                                      kefu_quotas **out, kefu_error *error)
{
    kefu_quota_options ours;
    if (!draw || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_quotas_new: draw or out is NULL");
    kefu_status status = kf_take_options(&ours, sizeof ours, options, error);
    if (!status)
        status = kf_draw_healthy(draw, error);
    if (status)
        return status;
    const size_t n = draw->n_cells;
    kf_cell_count *cells = kf_alloc_array(&draw->memory, n, sizeof *cells);
    uint32_t *order = kf_alloc_array(&draw->memory, n, sizeof *order);
    int64_t *spreads = kf_alloc_array(&draw->memory, n, sizeof *spreads);
    status = cells && order && spreads
                 ? quota_make_from(draw, ours.spreads, cells, order, spreads, out, error)
                 : kf_no_memory(error);
    kf_free_array(&draw->memory, spreads, n, sizeof *spreads);
    kf_free_array(&draw->memory, order, n, sizeof *order);
    kf_free_array(&draw->memory, cells, n, sizeof *cells);
    return status;
}
