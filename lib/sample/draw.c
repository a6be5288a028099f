/* draw.c - a draw: making it, its cells and their order, what was fed. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "sample/draw_read.h"

/* ---- Life ------------------------------------------------------------------------------------ */

void KEFU_CALL kefu_draw_free(kefu_draw *draw)
{
    if (!draw)
        return;
    const kf_memory memory = draw->memory;
    kf_draw_reader_free(draw->reader);
    for (size_t i = 0; i < draw->n_cells; i++)
        kf_urn_free(&draw->cells[i].urn);
    kf_groups_free(draw->groups);
    kf_groups_free(draw->list.ids);
    if (draw->plan)
        kf_free_array(&memory, draw->excluded, (size_t)draw->plan->n_excludes, sizeof(int64_t));
    kf_free_array(&memory, draw->cells, draw->capacity, sizeof *draw->cells);
    kf_free_array(&memory, draw->cell_of, draw->cell_of_capacity, sizeof *draw->cell_of);
    if (draw->seed)
        kf_free(&memory, draw->seed, strlen(draw->seed) + 1);
    kefu_plan_free(draw->plan);
    kf_free(&memory, draw, sizeof *draw);
}

static kefu_status draw_seed(kefu_draw *draw, const char *seed, kefu_error *error)
{
    const size_t size = strlen(seed);
    kefu_status status = kefu_pick_key(seed, size, &draw->key, error);
    if (status)
        return status;
    draw->seed = kf_alloc(&draw->memory, size + 1);
    if (!draw->seed)
        return kf_no_memory(error);
    memcpy(draw->seed, seed, size + 1);
    return KEFU_OK;
}

static kefu_status draw_fill(kefu_draw *draw, const kefu_plan *plan, const kefu_draw_options *o,
                             kefu_error *error)
{
    kefu_status status = kf_plan_copy(&draw->memory, plan, &draw->plan, error);
    if (!status)
        status = draw_seed(draw, o->seed, error);
    if (!status)
        status = kf_draw_list_read(draw, o->excluded, error);
    if (status)
        return status;
    draw->excluded = kf_alloc_zeros(&draw->memory, (size_t)plan->n_excludes, sizeof(int64_t));
    if (!draw->excluded)
        return kf_no_memory(error);
    kf_urn_room_init(&draw->room, &draw->memory, draw->limits.state_bytes);
    return kf_groups_new(&draw->memory, &draw->limits, plan->n_by, &draw->groups, error);
}

kefu_status kf_draw_new(const kefu_plan *plan, const kefu_draw_options *o, kefu_draw **out,
                        kefu_error *error)
{
    kf_memory memory;
    kefu_limits limits;
    kefu_status status = kf_memory_init(&memory, o->allocator, error);
    if (!status)
        status = kf_limits(&limits, o->limits, error);
    if (status)
        return status;
    kefu_draw *draw = kf_alloc_zero(&memory, sizeof *draw);
    if (!draw)
        return kf_no_memory(error);
    draw->memory = memory;
    draw->limits = limits;
    status = draw_fill(draw, plan, o, error);
    if (status)
        kefu_draw_free(draw);
    else
        *out = draw;
    return status;
}

kefu_status kf_draw_take(const char *function, const kefu_plan *plan,
                         const kefu_draw_options *options, kefu_draw **out, kefu_draw_options *ours,
                         kefu_error *error)
{
    memset(ours, 0, sizeof *ours);
    if (!plan || !options || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s: plan, options or out is NULL", function);
    kefu_status status = kf_take(ours, sizeof *ours, options, error);
    if (status)
        return status;
    if (!ours->seed || !*ours->seed)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "options.seed: expected a text, such as the period: \"2026-W47\"");
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_draw_new(const kefu_plan *plan, const kefu_draw_options *options,
                                    kefu_draw **out, kefu_error *error)
{
    kefu_draw_options ours;
    kefu_status status = kf_draw_take("kefu_draw_new", plan, options, out, &ours, error);
    return status ? status : kf_draw_new(plan, &ours, out, error);
}

/* ---- Health ---------------------------------------------------------------------------------- */

kefu_status kf_draw_healthy(const kefu_draw *draw, kefu_error *error)
{
    const kefu_error *why = &draw->poison;
    if (!why->code)
        return KEFU_OK;
    return kf_fail(error, KEFU_E_STATE, "the draw cannot go on after %s: %s",
                   kefu_status_name(why->code), why->message);
}

kefu_status kf_draw_poison(kefu_draw *draw, kefu_status status, const kefu_error *why,
                           kefu_error *error)
{
    if (!status)
        return KEFU_OK;
    draw->poison = *why;
    if (error)
        *error = *why;
    return status;
}

/* ---- Cells ----------------------------------------------------------------------------------- */

const kf_key *kf_draw_keys(const kefu_draw *draw, size_t cell)
{
    return kf_groups_key(draw->groups, draw->cells[cell].group);
}

/* Rows of a cell that are kept: what it may be asked for, spare ones, and one more, so that the
 * last of these is seen to be there once. Nobody is asked for more than the total, or an agent's
 * max. */
static size_t draw_most(const kefu_plan *plan, int32_t class_index)
{
    const int64_t bounds[] = {kf_plan_class_most(plan, class_index), plan->total, plan->agent_max};
    int64_t most = INT64_MAX;
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (bounds[i] >= 0 && bounds[i] < most)
            most = bounds[i];
    if (most == INT64_MAX || (uint64_t)most >= SIZE_MAX - (uint64_t)plan->reserve - 1)
        return SIZE_MAX;
    return (size_t)most + (size_t)plan->reserve + 1;
}

/* Room in cell_of for every group there is. */
static kefu_status draw_cell_room(kefu_draw *draw, kefu_error *error)
{
    const size_t classes = (size_t)draw->plan->n_classes;
    const size_t need = kf_groups_count(draw->groups) * classes, had = draw->cell_of_capacity;
    if (need <= had)
        return KEFU_OK;
    uint32_t *grown = kf_reserve(&draw->memory, draw->cell_of, &draw->cell_of_capacity, need,
                                 sizeof *draw->cell_of);
    if (!grown)
        return kf_no_memory(error);
    draw->cell_of = grown;
    draw->room.used += (draw->cell_of_capacity - had) * sizeof *grown;
    memset(grown + had, 0, (draw->cell_of_capacity - had) * sizeof *grown);
    return KEFU_OK;
}

static kefu_status draw_add_cell(kefu_draw *draw, int32_t class_index, uint32_t group,
                                 kefu_error *error)
{
    if ((int64_t)draw->n_cells >= draw->limits.groups)
        return kf_fail(error, KEFU_E_LIMIT, "limits.groups: more than %i cells",
                       draw->limits.groups);
    const size_t had = draw->capacity;
    kf_draw_cell *cells = kf_reserve(&draw->memory, draw->cells, &draw->capacity, draw->n_cells + 1,
                                     sizeof *draw->cells);
    if (!cells)
        return kf_no_memory(error);
    draw->cells = cells;
    draw->room.used += (draw->capacity - had) * sizeof *cells;
    cells[draw->n_cells] = (kf_draw_cell){class_index, group, UINT32_MAX, 0, {0}};
    kf_urn_init(&cells[draw->n_cells++].urn, &draw->room, draw_most(draw->plan, class_index));
    return KEFU_OK;
}

kefu_status kf_draw_cell_of(kefu_draw *draw, int32_t class_index, uint32_t group, uint32_t *cell,
                            kefu_error *error)
{
    const size_t at = kf_draw_slot(draw, class_index, group);
    kefu_status status = at < draw->cell_of_capacity ? KEFU_OK : draw_cell_room(draw, error);
    if (!status && !draw->cell_of[at]) {
        status = draw_add_cell(draw, class_index, group, error);
        if (!status)
            draw->cell_of[at] = (uint32_t)draw->n_cells;
    }
    if (!status)
        *cell = draw->cell_of[at] - 1;
    return status;
}

kefu_status kf_draw_fits(const kefu_draw *draw, kefu_error *error)
{
    const size_t used = draw->room.used, groups = kf_groups_bytes(draw->groups);
    if (used <= draw->room.most && groups <= draw->room.most - used)
        return KEFU_OK;
    return kf_fail(error, KEFU_E_LIMIT, "limits.state_bytes: the cells need more than %i bytes",
                   (int64_t)draw->room.most);
}

static int32_t draw_compare(const void *things, uint32_t a, uint32_t b)
{
    const kefu_draw *draw = things;
    const kf_draw_cell *x = &draw->cells[a], *y = &draw->cells[b];
    int32_t order = (x->class_index > y->class_index) - (x->class_index < y->class_index);
    for (int32_t i = 0; i < draw->plan->n_by && !order; i++)
        order = kf_key_compare(&kf_draw_keys(draw, a)[i], &kf_draw_keys(draw, b)[i]);
    return order;
}

kefu_status kf_draw_order(const kefu_draw *draw, uint32_t *order, kefu_error *error)
{
    for (size_t i = 0; i < draw->n_cells; i++)
        order[i] = (uint32_t)i;
    return kf_sort(&draw->memory, order, draw->n_cells, draw_compare, draw, error);
}

/* ---- Counts ---------------------------------------------------------------------------------- */

kefu_status KEFU_CALL kefu_draw_counted(const kefu_draw *draw, kefu_draw_counts *out)
{
    kefu_draw_counts counts = {.struct_size = sizeof counts};
    if (!draw || !out)
        return KEFU_E_ARGUMENT;
    if (draw->poison.code)
        return KEFU_E_STATE;
    counts.rows = draw->rows;
    counts.outside = draw->outside;
    counts.unclassed = draw->unclassed;
    counts.listed = draw->listed;
    counts.population = draw->population;
    counts.cells = (int64_t)draw->n_cells;
    for (int32_t i = 0; i < draw->plan->n_excludes; i++)
        counts.excluded += draw->excluded[i];
    return kf_give(out, &counts, sizeof counts);
}

int64_t KEFU_CALL kefu_draw_excluded(const kefu_draw *draw, int32_t index)
{
    if (!draw || draw->poison.code || index < 0 || index >= draw->plan->n_excludes)
        return 0;
    return draw->excluded[index];
}
