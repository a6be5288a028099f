/* tally_lanes_block.c - a block of rows counted by lanes: each lane reads its column, then one loop
 * over the rows adds what they read to the sums of the groups. */
#include <string.h>

#include "base/fail.h"
#include "metric/tally_lanes.h"

enum {
    LANES_BYTES = 1 << 25, /* of all groups */
    LANES_ROWS = 4,        /* of a batch for each group, or spilling costs more than it saves */
    LANES_BEHIND = 8192,   /* groups before those of a block, which may be done with */
    LANES_OFTEN = 64       /* rows for each group before it is spilt only to forget it */
};

/* ---- Adding --------------------------------------------------------------------------------- */

/* The number of words is a constant where this is called. */
static inline void lanes_add_words(kf_tally_lanes *l, const uint32_t *restrict groups, size_t n)
{
    const kf_lane_block *block = &l->block;
    uint32_t *restrict counts = l->counts;
    uint64_t *restrict sums = l->sums;
    const uint32_t first = l->first;
    const int32_t bits = l->bits;
    for (size_t i = 0; i < KF_BLOCK; i++) {
        size_t group = groups[i] - first;
        uint64_t *to = sums + group * n;
        counts[(group << bits) + block->codes[i]]++;
        for (size_t k = 0; k < n; k++)
            to[k] += block->words[k][i];
    }
}

static void lanes_add(kf_tally_lanes *l, const uint32_t *groups)
{
    switch (l->n_words) {
    case 0:
        lanes_add_words(l, groups, 0);
        break;
    case 1:
        lanes_add_words(l, groups, 1);
        break;
    case 2:
        lanes_add_words(l, groups, 2);
        break;
    case 3:
        lanes_add_words(l, groups, 3);
        break;
    case 4:
        lanes_add_words(l, groups, 4);
        break;
    default:
        lanes_add_words(l, groups, (size_t)l->n_words);
    }
}

/* ---- Groups --------------------------------------------------------------------------------- */

/* Sees to it that no group of the block is below the first, and, where that costs little, that the
 * first is not far below them. Going back doubles the groups, so that rows in no order soon have
 * all of them. */
static void lanes_follow(kefu_tally *t, uint32_t groups)
{
    kf_tally_lanes *l = t->lanes;
    const uint32_t *at = t->block->span.groups, size = groups - l->first;
    const uint32_t low = groups > LANES_BEHIND ? l->loops->lowest(at) : 0;
    const uint32_t back = low < l->first ? size : KF_BLOCK;
    const int32_t idle = !l->since || l->since / LANES_OFTEN >= size;
    l->next = low > back ? low - back : 0;
    if (low < l->first || (idle && low - l->first > LANES_BEHIND))
        kf_tally_lanes_spill(t);
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* Every lane's numbers to l->block, and what they may come to; lanes that grow get a new place. */
static int32_t lanes_read(kefu_tally *t, int64_t first, uint64_t *bounds)
{
    kf_tally_lanes *l = t->lanes;
    int32_t became = KF_LANE_GREW;
    while (became == KF_LANE_GREW) {
        became = KF_LANE_READ;
        memset(l->block.codes, 0, sizeof l->block.codes);
        for (int32_t i = 0; i < l->n && became == KF_LANE_READ; i++)
            became = kf_lane_read(&l->lanes[i], first, &l->block, &bounds[i]);
        if (became == KF_LANE_GREW) {
            kf_tally_lanes_spill(t);
            kf_tally_lanes_place(t);
        }
    }
    return became;
}

/* Empties words that might overflow; if that came too soon for so many groups, lanes get more room.
 */
static int32_t lanes_make_room(kefu_tally *t, uint32_t groups, const uint64_t *bounds)
{
    kf_tally_lanes *l = t->lanes;
    int32_t full = l->since > (int64_t)UINT32_MAX - KF_BLOCK, grew = 0;
    for (int32_t i = 0; i < l->n; i++)
        full |= l->lanes[i].used + bounds[i] > kf_lane_room(&l->lanes[i]);
    if (!full)
        return 0;
    for (int32_t i = 0; i < l->n && l->since / LANES_ROWS < groups - l->first; i++)
        if (l->lanes[i].width == KF_LANE_HALF) {
            l->lanes[i].width = KF_LANE_WHOLE;
            grew = 1;
        }
    kf_tally_lanes_spill(t);
    if (grew)
        kf_tally_lanes_place(t);
    return grew;
}

/* ---- A block -------------------------------------------------------------------------------- */

static size_t lanes_row_bytes(const kf_tally_lanes *l)
{
    return (sizeof *l->counts << l->bits) + sizeof *l->sums * (size_t)l->n_words;
}

static int32_t lanes_worth(const kf_tally_lanes *l, uint32_t groups)
{
    return groups <= l->rows / LANES_ROWS && groups <= LANES_BYTES / lanes_row_bytes(l);
}

static kefu_status lanes_grow(kefu_tally *t, uint32_t groups, kefu_error *error)
{
    kf_tally_lanes *l = t->lanes;
    size_t n_counts = (size_t)groups << l->bits, n_sums = (size_t)groups * (size_t)l->n_words;
    size_t had_counts = l->counts_capacity, had_sums = l->sums_capacity;
    uint32_t *counts;
    uint64_t *sums;
    if (groups <= l->groups)
        return KEFU_OK;
    counts = kf_reserve(&t->memory, l->counts, &l->counts_capacity, n_counts, sizeof *counts);
    if (!counts)
        return kf_no_memory(error);
    l->counts = counts;
    memset(counts + had_counts, 0, (l->counts_capacity - had_counts) * sizeof *counts);
    sums = kf_reserve(&t->memory, l->sums, &l->sums_capacity, n_sums + 1, sizeof *sums);
    if (!sums)
        return kf_no_memory(error);
    l->sums = sums;
    memset(sums + had_sums, 0, (l->sums_capacity - had_sums) * sizeof *sums);
    l->groups = groups;
    return KEFU_OK;
}

kefu_status kf_tally_lanes_block(kefu_tally *tally, int32_t *done, kefu_error *error)
{
    const kf_tally_span *span = &tally->block->span;
    kf_tally_lanes *l = tally->lanes;
    uint32_t groups = kf_groups_count(tally->groups);
    uint64_t bounds[KF_LANES_MOST];
    kefu_status status;
    *done = 0;
    if (!l || !l->n || !span->whole || span->count < KF_BLOCK)
        return KEFU_OK;
    lanes_follow(tally, groups);
    if (!lanes_worth(l, groups - l->first))
        return KEFU_OK;
    do {
        if (lanes_read(tally, span->first, bounds) != KF_LANE_READ)
            return KEFU_OK;
    } while (lanes_make_room(tally, groups, bounds));
    status = lanes_grow(tally, groups - l->first, error);
    if (status)
        return status;
    for (int32_t i = 0; i < l->n; i++)
        l->lanes[i].used += bounds[i];
    l->since += KF_BLOCK;
    lanes_add(l, span->groups);
    *done = 1;
    return KEFU_OK;
}
