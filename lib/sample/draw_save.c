/* draw_save.c - a draw to bytes, as draw_saved.h says. */
#include <string.h>

#include "base/fail.h"
#include "sample/draw.h"
#include "sample/draw_saved.h"

const kf_saved_kind kf_saved_draw = {KF_SAVED_DRAW, KF_DRAW_FORMAT, "saved draw", "draw"};

static void draw_save_text(kf_saved_writer *w, const char *text)
{
    kf_saved_put_text(w, text, strlen(text));
}

static void draw_save_head(kf_saved_writer *w, const kefu_draw *draw)
{
    draw_save_text(w, draw->plan->scheme.hash);
    draw_save_text(w, draw->plan->scheme.id);
    draw_save_text(w, draw->seed);
    draw_save_text(w, draw->list.hash);
    kf_saved_put_varint(w, (uint64_t)draw->rows);
    kf_saved_put_varint(w, (uint64_t)draw->population);
    kf_saved_put_varint(w, draw->n_cells);
    kf_saved_put_varint(w, (uint64_t)draw->outside);
    for (int32_t i = 0; i < draw->plan->n_excludes; i++)
        kf_saved_put_varint(w, (uint64_t)draw->excluded[i]);
    kf_saved_put_varint(w, (uint64_t)draw->unclassed);
    kf_saved_put_varint(w, (uint64_t)draw->listed);
}

static void draw_save_cell(kf_saved_writer *w, const kefu_draw *draw, uint32_t number)
{
    const kf_draw_cell *cell = &draw->cells[number];
    const kf_key *keys = kf_draw_keys(draw, number);
    kf_saved_put_varint(w, (uint64_t)cell->class_index);
    for (int32_t i = 0; i < draw->plan->n_by; i++)
        kf_key_put(&keys[i], w);
    kf_saved_put_varint(w, (uint64_t)cell->rows);
    kf_urn_put(&cell->urn, w);
}

static kefu_status draw_save_all(const kefu_draw *draw, uint32_t *order, const kefu_sink *sink,
                                 kefu_error *error)
{
    kf_saved_writer w;
    kefu_status status = kf_draw_order(draw, order, error);
    for (size_t i = 0; i < draw->n_cells && !status; i++)
        status = kf_urn_sort(&draw->cells[order[i]].urn, draw->plan->key, error);
    if (status)
        return status;
    kf_saved_begin(&w, &kf_saved_draw, &draw->memory, sink, KF_DRAW_FORMAT, error);
    draw_save_head(&w, draw);
    for (size_t i = 0; i < draw->n_cells && !w.status; i++)
        draw_save_cell(&w, draw, order[i]);
    return kf_saved_end(&w);
}

kefu_status KEFU_CALL kefu_draw_save(const kefu_draw *draw, const kefu_sink *sink,
                                     kefu_error *error)
{
    kefu_sink taken;
    if (!draw || !sink)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_draw_save: draw or sink is NULL");
    kefu_status status = kf_draw_healthy(draw, error);
    if (!status)
        status = kf_take(&taken, sizeof taken, sink, error);
    if (!status && !taken.write)
        status = kf_fail(error, KEFU_E_ARGUMENT, "sink: it has no write function");
    if (status)
        return status;
    uint32_t *order = kf_alloc_array(&draw->memory, draw->n_cells, sizeof *order);
    if (!order)
        return kf_no_memory(error);
    status = draw_save_all(draw, order, &taken, error);
    kf_free_array(&draw->memory, order, draw->n_cells, sizeof *order);
    return status;
}
