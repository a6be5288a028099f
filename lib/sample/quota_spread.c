/* quota_spread.c - spreads of cells from a batch: class, the columns of "by", spread. */
#include <string.h>

#include "base/fail.h"
#include "sample/quota.h"
#include "table/fields.h"

enum { SPREAD_CLASS, SPREAD_VALUE, SPREAD_FIELDS };

static const kf_field spread_fields[SPREAD_FIELDS] = {{{"class", "类别"}, 1},
                                                      {{"spread", "离散"}, 1}};

typedef struct spread_block {
    kf_key_scratch scratch;
    kf_key keys[KF_BLOCK * KF_PLAN_BY]; /* those of a row side by side */
    kf_key classes[KF_BLOCK];
    int64_t values[KF_BLOCK];
    uint8_t states[KF_BLOCK];
} spread_block;

typedef struct spread_reading {
    const kefu_plan *plan;
    const kf_cell_count *cells;
    size_t n;
    int64_t *spreads;
    kf_batch batch;
    kf_arena arena;
    const kf_column *columns[SPREAD_FIELDS], *by[KF_PLAN_BY];
    spread_block *block;
    int64_t first, count;
    kefu_error *error;
} spread_reading;

static kefu_status spread_columns(spread_reading *r)
{
    kefu_status status =
        kf_fields_find(&r->batch, "spreads", spread_fields, SPREAD_FIELDS, r->columns, r->error);
    for (int32_t k = 0; k < r->plan->n_by && !status; k++)
        status = kf_batch_need(&r->batch, r->plan->by[k], &r->by[k], r->error);
    return status;
}

/* ---- A row ---------------------------------------------------------------------------------- */

static kefu_status spread_class(spread_reading *r, int64_t i, int32_t *index)
{
    char digits[21];
    const kefu_text id = kf_key_text(&r->block->classes[i], digits);
    kf_near near;
    kf_near_init(&near, id.data, id.size);
    for (int32_t k = 0; k < r->plan->n_classes; k++) {
        const char *other = r->plan->classes[k].id;
        if (strlen(other) == id.size && !memcmp(other, id.data, id.size)) {
            *index = k;
            return KEFU_OK;
        }
        kf_near_add(&near, other);
    }
    return kf_fail_row(r->error, KEFU_E_NAME, r->batch.first_row + r->first + i,
                       "spreads: the plan has no class '%t'%s", id.data, id.size,
                       kf_near_text(&near));
}

/* NULL if no row came to it. */
static int64_t *spread_find(const spread_reading *r, const kf_cell_count *wanted)
{
    size_t from = 0, to = r->n;
    while (from < to) {
        const size_t at = from + (to - from) / 2;
        const int32_t order = kf_cell_compare(&r->cells[at], wanted, r->plan->n_by);
        if (!order)
            return &r->spreads[at];
        if (order < 0)
            from = at + 1;
        else
            to = at;
    }
    return NULL;
}

/* A spread that is not known leaves that of the class, as does a row for a cell that is not there.
 */
static kefu_status spread_row(spread_reading *r, int64_t i)
{
    const int64_t row = r->batch.first_row + r->first + i, value = r->block->values[i];
    kf_cell_count cell = {0, &r->block->keys[i * r->plan->n_by], 0};
    kefu_status status = spread_class(r, i, &cell.class_index);
    if (status || r->block->states[i])
        return status;
    if (value < 0 || value > KF_SPREAD_MOST)
        return kf_fail_row(r->error, KEFU_E_DATA, row,
                           "column '%s': expected a spread of 0 to 1000000000",
                           r->columns[SPREAD_VALUE]->view.name);
    int64_t *to = spread_find(r, &cell);
    if (!to)
        return KEFU_OK;
    if (*to >= 0)
        return kf_fail_row(r->error, KEFU_E_DUPLICATE, row,
                           "spreads: this cell of class '%s' is there twice",
                           r->plan->classes[cell.class_index].id);
    *to = value;
    return KEFU_OK;
}

/* ---- Blocks --------------------------------------------------------------------------------- */

static kefu_status spread_read_block(spread_reading *r)
{
    spread_block *block = r->block;
    const size_t step = (size_t)r->plan->n_by;
    int32_t any;
    kefu_status status = kf_keys_read(r->columns[SPREAD_CLASS], r->first, r->count, &r->arena,
                                      &block->scratch, block->classes, 1, r->error);
    for (size_t k = 0; k < step && !status; k++)
        status = kf_keys_read(r->by[k], r->first, r->count, &r->arena, &block->scratch,
                              &block->keys[k], step, r->error);
    if (!status)
        status = kf_column_numbers(r->columns[SPREAD_VALUE], r->first, r->count, KF_SPREAD_SCALE,
                                   block->values, block->states, &any, r->error);
    for (int64_t i = 0; i < r->count && !status; i++)
        status = spread_row(r, i);
    return status;
}

static kefu_status spread_read_all(spread_reading *r, const kf_memory *memory)
{
    kefu_status status = spread_columns(r);
    r->block = status ? NULL : kf_alloc(memory, sizeof *r->block);
    if (!status && !r->block)
        status = kf_no_memory(r->error);
    for (; r->first < r->batch.rows && !status; r->first += r->count) {
        const int64_t left = r->batch.rows - r->first;
        r->count = left < KF_BLOCK ? left : KF_BLOCK;
        status = spread_read_block(r);
        kf_arena_free(&r->arena);
    }
    if (r->block)
        kf_free(memory, r->block, sizeof *r->block);
    return status;
}

kefu_status kf_quota_spreads(const kf_memory *memory, const kefu_plan *plan,
                             const kf_cell_count *cells, size_t n, const kefu_batch *batch,
                             int64_t *spreads, kefu_error *error)
{
    spread_reading r = {.plan = plan, .cells = cells, .n = n, .spreads = spreads, .error = error};
    for (size_t i = 0; i < n; i++)
        spreads[i] = -1;
    kefu_status status = kf_batch_open(&r.batch, memory, batch, error);
    if (status)
        return status;
    kf_arena_init(&r.arena, memory);
    status = spread_read_all(&r, memory);
    kf_arena_free(&r.arena);
    kf_batch_close(&r.batch);
    return status;
}
