/* pick_update.c - feeding rows: most are passed over by a few bits of their hash. */
#include "base/fail.h"
#include "pick/pick.h"

enum {
    WAIT_SHIFT = 25,      /* of an upper half to the least wait there can be with it */
    LOOSEST_BLOCKS = 16,  /* after so many blocks the loosest bound is looked for again */
    LOOSEST_LOW = 1 << 24 /* one row in 256 */
};

/* The columns of a batch. */
typedef struct pick_source {
    const kf_batch *batch;
    const kf_column *by;
    kf_column weight; /* digits beyond its scale are rounded away */
} pick_source;

static kefu_status pick_bind(kefu_pick *pick, pick_source *source, kefu_error *error)
{
    const kf_column *weight = NULL;
    kefu_status status = kf_batch_need(source->batch, pick->id, &pick->block->ids.column, error);
    if (!status && pick->by)
        status = kf_batch_need(source->batch, pick->by, &source->by, error);
    if (!status && pick->weight)
        status = kf_batch_need(source->batch, pick->weight, &weight, error);
    if (status || !weight)
        return status;
    source->weight = *weight;
    source->weight.view.flags |= KEFU_COLUMN_ROUND;
    return KEFU_OK;
}

/* ---- One block ------------------------------------------------------------------------------ */

static kefu_status pick_read_weights(kefu_pick *pick, const pick_source *source, int64_t first,
                                     int64_t count, kefu_error *error)
{
    kf_key_scratch *w = &pick->block->weights;
    int64_t row = source->batch->first_row + first, least = 0;
    int32_t any, zeros = 0;
    kefu_status status = kf_column_numbers(&source->weight, first, count, pick->scale, w->values,
                                           w->states, &any, error);
    if (status)
        return status;
    for (int64_t i = 0; i < count; i++) {
        least |= w->values[i];
        zeros |= !w->values[i];
    }
    for (int64_t i = 0; (any || zeros || least < 0) && i < count; i++) {
        if (w->states[i])
            return kf_fail_row(error, KEFU_E_DATA, row + i, "column '%s': a weight is missing",
                               pick->weight);
        if (w->values[i] < 0)
            return kf_fail_row(error, KEFU_E_DATA, row + i, "column '%s': a weight is below 0",
                               pick->weight);
        if (!w->values[i] && !kf_column_is_zero(&source->weight, first + i))
            return kf_fail_row(error, KEFU_E_PRECISION, row + i,
                               "column '%s': a weight that is not 0 would be 0 at scale %d",
                               pick->weight, pick->scale);
    }
    return KEFU_OK;
}

/* Counts rows by group, and notes those that may come in. */
static size_t pick_scan_each(kefu_pick *pick, size_t count)
{
    kf_pick_block *block = pick->block;
    const uint32_t *upper = block->ids.upper, *groups = block->groups, *bounds = pick->bounds;
    int64_t *rows = pick->rows;
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t group = groups[i];
        rows[group]++;
        block->hits[n] = (uint16_t)i;
        n += upper[i] <= bounds[group];
    }
    return n;
}

/* The same where no group takes a row above `loosest`, and hardly any is not. */
static size_t pick_scan_loosest(kefu_pick *pick, size_t count)
{
    kf_pick_block *block = pick->block;
    const uint32_t *groups = block->groups;
    int64_t *rows = pick->rows;
    for (size_t i = 0; i < count; i++)
        rows[groups[i]]++;
    return kf_pick_ids_below(&block->ids, count, pick->loosest, block->hits);
}

/* Bounds only fall, so one that is some blocks old is still one. */
static size_t pick_scan_groups(kefu_pick *pick, size_t count)
{
    if (!pick->loosest_age--) {
        pick->loosest = 0;
        for (uint32_t g = 0; g < pick->n; g++)
            if (pick->bounds[g] > pick->loosest)
                pick->loosest = pick->bounds[g];
        pick->loosest_age = LOOSEST_BLOCKS + pick->n / KF_BLOCK;
    }
    return pick->loosest <= LOOSEST_LOW ? pick_scan_loosest(pick, count)
                                        : pick_scan_each(pick, count);
}

/* 1 if a row may wait no longer than the last one drawn. */
static inline size_t pick_in_time(kf_pick_gate gate, uint32_t upper, uint64_t weight)
{
    return (weight > gate.most) | ((uint64_t)upper << WAIT_SHIFT <= gate.pace * weight);
}

static size_t pick_scan_weights(kefu_pick *pick, size_t count)
{
    kf_pick_block *block = pick->block;
    const uint32_t *upper = block->ids.upper, *groups = block->groups;
    const int64_t *weights = block->weights.values;
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        pick->rows[groups[i]]++;
        block->hits[n] = (uint16_t)i;
        n += pick_in_time(pick->gates[groups[i]], upper[i], (uint64_t)weights[i]);
    }
    return n;
}

static size_t pick_scan_one(kefu_pick *pick, size_t count)
{
    kf_pick_block *block = pick->block;
    const kf_pick_gate gate = pick->weight ? pick->gates[0] : (kf_pick_gate){0, 0};
    size_t n = 0;
    pick->rows[0] += (int64_t)count;
    if (!pick->weight)
        return kf_pick_ids_below(&block->ids, count, pick->bounds[0], block->hits);
    for (size_t i = 0; i < count; i++) {
        block->hits[n] = (uint16_t)i;
        n += pick_in_time(gate, block->ids.upper[i], (uint64_t)block->weights.values[i]);
    }
    return n;
}

static kefu_status pick_take(kefu_pick *pick, size_t i, int64_t row, kefu_error *error)
{
    kf_pick_block *block = pick->block;
    uint32_t group = pick->groups ? block->groups[i] : 0;
    int64_t weight = pick->weight ? block->weights.values[i] : 1;
    kf_urn_row one;
    kefu_status status;
    kf_key id;
    uint64_t hash;
    if (!weight || (!pick->weight && block->ids.upper[i] > pick->bounds[group]))
        return KEFU_OK;
    hash = kf_pick_ids_at(&block->ids, i, &id);
    one = pick->weight ? kf_urn_weigh(hash, &id, row, weight) : kf_urn_plain(hash, &id, row);
    status = kf_urn_add_row(&pick->urns[group], &one, error);
    if (!status)
        kf_pick_close_gate(pick, group);
    return status;
}

static size_t pick_scan(kefu_pick *pick, size_t count)
{
    if (!pick->groups)
        return pick_scan_one(pick, count);
    return pick->weight ? pick_scan_weights(pick, count) : pick_scan_groups(pick, count);
}

static kefu_status pick_block(kefu_pick *pick, const pick_source *source, int64_t first,
                              int64_t count, kefu_error *error)
{
    kf_pick_block *block = pick->block;
    int64_t row = source->batch->first_row + first;
    kefu_status status = kf_pick_ids_read(&block->ids, first, count, error);
    size_t n;
    if (!status && pick->weight)
        status = pick_read_weights(pick, source, first, count, error);
    if (!status && pick->groups)
        status = kf_groups_rows(pick->groups, &source->by, first, count, block->groups, error);
    if (!status)
        status = kf_pick_grow(pick, error);
    if (status)
        return status;
    n = pick_scan(pick, (size_t)count);
    for (size_t h = 0; h < n && !status; h++)
        status = pick_take(pick, block->hits[h], row + block->hits[h], error);
    return status;
}

/* ---- A batch -------------------------------------------------------------------------------- */

static kefu_status pick_prepare(kefu_pick *pick, kefu_error *error)
{
    if (pick->block)
        return KEFU_OK;
    pick->block = kf_alloc(&pick->memory, sizeof *pick->block);
    if (!pick->block)
        return kf_no_memory(error);
    kf_pick_ids_init(&pick->block->ids, &pick->memory, pick->key, pick->cpu);
    return KEFU_OK;
}

static kefu_status pick_update(kefu_pick *pick, const kf_batch *batch, kefu_error *error)
{
    pick_source source = {.batch = batch};
    kefu_error why;
    kefu_status status = pick_prepare(pick, error);
    if (!status)
        status = pick_bind(pick, &source, error);
    if (status || !batch->rows)
        return status;
    kf_pick_reopen(pick);
    for (int64_t first = 0; first < batch->rows && !status; first += KF_BLOCK) {
        int64_t left = batch->rows - first;
        status = pick_block(pick, &source, first, left < KF_BLOCK ? left : KF_BLOCK, &why);
    }
    return kf_pick_poison(pick, status, &why, error);
}

kefu_status KEFU_CALL kefu_pick_update(kefu_pick *pick, const kefu_batch *batch, kefu_error *error)
{
    kf_batch open;
    kefu_status status;
    if (!pick || !batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pick_update: %s is NULL",
                       pick ? "batch" : "pick");
    status = kf_pick_healthy(pick, error);
    if (!status)
        status = kf_batch_open(&open, &pick->memory, batch, error);
    if (status)
        return status;
    status = pick_update(pick, &open, error);
    kf_batch_close(&open);
    return status;
}
