/* tally_memory.c - memory that states hold outside their rows: counted against limits.state_bytes,
 * so that no metric takes more than its tally may. */
#include "base/fail.h"
#include "metric/tally.h"

size_t kf_tally_bytes(const kefu_tally *tally, size_t rows)
{
    const size_t parts[] = {rows, tally->groups ? kf_groups_bytes(tally->groups) : 0,
                            tally->aliases ? kf_groups_bytes(tally->aliases) : 0,
                            tally->meter.used};
    size_t all = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        all = parts[i] > SIZE_MAX - all ? SIZE_MAX : all + parts[i];
    return all;
}

/* 1 if `more` bytes are within the limit. */
static int32_t meter_allows(kefu_tally *t, size_t more)
{
    size_t used = kf_tally_bytes(t, t->rows.block_bytes);
    int32_t allowed =
        more <= SIZE_MAX - used && (uint64_t)(used + more) <= (uint64_t)t->limits.state_bytes;
    t->meter.refused |= !allowed;
    return allowed;
}

static void *KEFU_CALL meter_alloc(void *user, size_t size)
{
    kefu_tally *t = user;
    void *block = meter_allows(t, size) ? kf_alloc(&t->memory, size) : NULL;
    if (block)
        t->meter.used += size;
    return block;
}

static void KEFU_CALL meter_free(void *user, void *block, size_t size)
{
    kefu_tally *t = user;
    if (!block)
        return;
    t->meter.used -= size;
    kf_free(&t->memory, block, size);
}

static void *KEFU_CALL meter_realloc(void *user, void *block, size_t old_size, size_t new_size)
{
    kefu_tally *t = user;
    const kefu_allocator *with = &t->memory.with;
    void *moved;
    if (!block)
        return meter_alloc(user, new_size);
    if (new_size > old_size && !meter_allows(t, new_size - old_size))
        return NULL;
    moved = with->reallocate(with->user, block, old_size, new_size);
    if (moved)
        t->meter.used = t->meter.used - old_size + new_size;
    return moved;
}

void kf_tally_meter_init(kefu_tally *tally)
{
    tally->meter.allocator = (kefu_allocator){.struct_size = sizeof(kefu_allocator),
                                              .allocate = meter_alloc,
                                              .reallocate = meter_realloc,
                                              .release = meter_free,
                                              .user = tally};
}

/* The contexts of callbacks outlive any copy of the tally: their meter is that of the original. */
kefu_status kf_tally_returned(const kefu_tally *tally, const kf_aggregate_state *aggregate,
                              const char *callback, kefu_status status, const kefu_error *said,
                              int64_t row, kefu_error *error)
{
    const kefu_tally *owner = aggregate->context.allocator->user;
    if (status == KEFU_E_MEMORY && owner->meter.refused)
        return kf_fail_row(error, KEFU_E_LIMIT, row, "%s: the states exceed limits.state_bytes, %i",
                           aggregate->metric->name, tally->limits.state_bytes);
    return kf_metric_returned(aggregate->metric, callback, status, said, row, error);
}
