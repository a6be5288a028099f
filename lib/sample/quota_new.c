/* quota_new.c - quotas of the cells that a draw has counted. */
#include "base/fail.h"
#include "sample/draw.h"
#include "sample/quota.h"

typedef struct quota_work {
    const kf_memory *memory;
    kf_cell_count *cells;
    uint32_t *order;
    int64_t *spreads;
} quota_work;

static kefu_status quota_make_from(const quota_work *w, const kefu_draw *draw,
                                   const kefu_batch *batch, kefu_quotas **out, kefu_error *error)
{
    const size_t n = draw->n_cells;
    kefu_status status = kf_draw_order(draw, w->order, error);
    for (size_t i = 0; i < n && !status; i++) {
        const kf_draw_cell *cell = &draw->cells[w->order[i]];
        w->cells[i] =
            (kf_cell_count){cell->class_index, kf_draw_keys(draw, w->order[i]), cell->rows};
    }
    if (!status && batch)
        status = kf_quota_spreads(w->memory, draw->plan, w->cells, n, batch, w->spreads, error);
    if (status)
        return status;
    return kf_quotas_make(w->memory, draw->plan, w->cells, n, batch ? w->spreads : NULL, out,
                          error);
}

kefu_status kf_quotas_from(const kf_memory *memory, const kefu_draw *draw,
                           const kefu_quota_options *options, kefu_quotas **out, kefu_error *error)
{
    kefu_quota_options ours;
    kefu_status status = kf_take_options(&ours, sizeof ours, options, error);
    if (!status)
        status = kf_draw_healthy(draw, error);
    if (status)
        return status;
    const size_t n = draw->n_cells;
    const quota_work w = {memory, kf_alloc_array(memory, n, sizeof *w.cells),
                          kf_alloc_array(memory, n, sizeof *w.order),
                          kf_alloc_array(memory, n, sizeof *w.spreads)};
    status = w.cells && w.order && w.spreads ? quota_make_from(&w, draw, ours.spreads, out, error)
                                             : kf_no_memory(error);
    kf_free_array(memory, w.spreads, n, sizeof *w.spreads);
    kf_free_array(memory, w.order, n, sizeof *w.order);
    kf_free_array(memory, w.cells, n, sizeof *w.cells);
    return status;
}

kefu_status KEFU_CALL kefu_quotas_new(const kefu_draw *draw, const kefu_quota_options *options,
                                      kefu_quotas **out, kefu_error *error)
{
    if (!draw || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_quotas_new: draw or out is NULL");
    return kf_quotas_from(&draw->memory, draw, options, out, error);
}
