/* draw_load.c - bytes of draw_saved.h to a draw: all that could not have been saved is refused. */
#include <string.h>

#include "base/fail.h"
#include "sample/draw.h"
#include "sample/draw_saved.h"

typedef struct draw_loading {
    kefu_draw *draw;
    kf_saved_reader reader;
    kf_draw_head head;
    kefu_error *error;
} draw_loading;

/* A count that, with those before it, can still be counted. */
static int64_t draw_load_count(draw_loading *l)
{
    const uint64_t count = kf_saved_take_varint(&l->reader);
    if (count > (uint64_t)(INT64_MAX - l->draw->rows)) {
        kf_saved_bad(&l->reader, "more rows than can be counted");
        return 0;
    }
    l->draw->rows += (int64_t)count;
    return (int64_t)count;
}

/* ---- Whose bytes these are ------------------------------------------------------------------- */

static int32_t draw_load_is(kefu_text text, const char *expected)
{
    const size_t size = strlen(expected);
    return text.size == size && !memcmp(text.data, expected, size);
}

static kefu_status draw_load_whose(draw_loading *l)
{
    const kefu_plan *plan = l->draw->plan;
    kf_draw_take_head(&l->reader, &l->head);
    const kefu_text id = l->head.plan_id, seed = l->head.seed;
    kefu_status status = kf_saved_check(&l->reader, "its head", l->error);
    if (status)
        return status;
    if (!draw_load_is(l->head.plan_hash, plan->scheme.hash))
        return kf_fail(l->error, KEFU_E_MISMATCH,
                       "saved draw: drawn by another plan ('%t' is not '%s', or differs)", id.data,
                       id.size, plan->scheme.id);
    if (!draw_load_is(seed, l->draw->seed))
        return kf_fail(l->error, KEFU_E_MISMATCH, "saved draw: the seed is '%t', and here '%s'",
                       seed.data, seed.size, l->draw->seed);
    if (!draw_load_is(l->head.list, l->draw->list.hash))
        return kf_fail(l->error, KEFU_E_MISMATCH, "saved draw: %s were excluded (options.excluded)",
                       l->head.list.size ? "other ids" : "no ids");
    if (!draw_load_is(id, plan->scheme.id))
        kf_saved_bad(&l->reader, "the plan's id is not that of its hash");
    return kf_saved_check(&l->reader, "its head", l->error);
}

static void draw_load_counts(draw_loading *l)
{
    kefu_draw *draw = l->draw;
    draw->outside = draw_load_count(l);
    for (int32_t i = 0; i < draw->plan->n_excludes; i++)
        draw->excluded[i] = draw_load_count(l);
    draw->unclassed = draw_load_count(l);
    draw->listed = draw_load_count(l);
}

/* ---- Cells ----------------------------------------------------------------------------------- */

static void draw_load_check_order(draw_loading *l, int32_t class_index, const kf_key *keys)
{
    const kefu_draw *draw = l->draw;
    if (!draw->n_cells || l->reader.bad)
        return;
    const kf_draw_cell *before = &draw->cells[draw->n_cells - 1];
    int32_t order = (before->class_index > class_index) - (before->class_index < class_index);
    for (int32_t i = 0; i < draw->plan->n_by && !order; i++)
        order = kf_key_compare(&kf_draw_keys(draw, draw->n_cells - 1)[i], &keys[i]);
    if (order >= 0)
        kf_saved_bad(&l->reader, "a cell stands twice, or out of order");
}

/* Ids that are left out were not counted. */
static void draw_load_check_list(draw_loading *l, const kf_urn *urn)
{
    const kf_groups *listed = l->draw->list.ids;
    for (size_t i = 0; listed && i < urn->n; i++)
        if (kf_groups_find(listed, &urn->rows[i].id) != UINT32_MAX)
            kf_saved_bad(&l->reader, "an id that was excluded is there");
}

/* All rows of a cell are kept, or as many as may be drawn of it. */
static kefu_status draw_load_rows(draw_loading *l, kf_draw_cell *cell, int64_t rows)
{
    kefu_status status = kf_urn_take(&cell->urn, l->draw->key, &l->reader, l->error);
    const uint64_t most = (uint64_t)cell->urn.most;
    draw_load_check_list(l, &cell->urn);
    cell->rows = rows;
    l->draw->population += rows;
    if (cell->urn.n != ((uint64_t)rows < most ? (uint64_t)rows : most))
        kf_saved_bad(&l->reader, "rows are missing, or there are too many");
    return status;
}

static kefu_status draw_load_cell(draw_loading *l)
{
    kefu_draw *draw = l->draw;
    kf_key keys[KF_PLAN_BY];
    uint32_t group = 0, number = 0;
    const uint64_t class_index = kf_saved_take_varint(&l->reader);
    if (class_index >= (uint64_t)draw->plan->n_classes)
        kf_saved_bad(&l->reader, "the plan has no such class");
    for (int32_t i = 0; i < draw->plan->n_by; i++)
        keys[i] = kf_key_take(&l->reader);
    const int64_t rows = draw_load_count(l);
    if (!rows)
        kf_saved_bad(&l->reader, "a cell without rows");
    draw_load_check_order(l, (int32_t)class_index, keys);
    if (l->reader.bad)
        return KEFU_OK;
    kefu_status status = kf_groups_one(draw->groups, keys, &group, l->error);
    if (!status)
        status = kf_draw_cell_of(draw, (int32_t)class_index, group, &number, l->error);
    return status ? status : draw_load_rows(l, &draw->cells[number], rows);
}

static kefu_status draw_load_cells(draw_loading *l)
{
    kefu_status status = KEFU_OK;
    for (uint64_t i = 0; i < l->head.cells && !status && !l->reader.bad; i++)
        status = draw_load_cell(l);
    if (status)
        return status;
    if (l->reader.left)
        kf_saved_bad(&l->reader, "there are bytes behind its cells");
    if ((uint64_t)l->draw->rows != l->head.rows ||
        (uint64_t)l->draw->population != l->head.population)
        kf_saved_bad(&l->reader, "its rows do not add up");
    status = kf_saved_check(&l->reader, "its cells", l->error);
    return status ? status : kf_draw_fits(l->draw, l->error);
}

kefu_status KEFU_CALL kefu_draw_load(const kefu_plan *plan, const kefu_draw_options *options,
                                     const void *bytes, size_t size, kefu_draw **out,
                                     kefu_error *error)
{
    draw_loading l = {.error = error};
    kefu_draw_options ours;
    uint32_t format;
    kefu_status status = kf_draw_take("kefu_draw_load", plan, options, out, &ours, error);
    if (!status && !bytes)
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_draw_load: bytes is NULL");
    if (!status)
        status = kf_saved_open(&l.reader, &kf_saved_draw, bytes, size, &format, error);
    if (!status)
        status = kf_draw_new(plan, &ours, &l.draw, error);
    if (status)
        return status;
    status = draw_load_whose(&l);
    if (!status) {
        draw_load_counts(&l);
        status = draw_load_cells(&l);
    }
    if (status)
        kefu_draw_free(l.draw);
    else
        *out = l.draw;
    return status;
}
