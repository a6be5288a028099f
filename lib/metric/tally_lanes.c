/* tally_lanes.c - plain sums, means and counts of blocks without filters and nulls, all in one pass
 * over the rows: a group has a few 64-bit words, and a row adds its numbers to them as they are in
 * the caller's columns. What the words hold is added to the states before it could overflow, and at
 * the end of each batch, so that nobody outside sees them. The totals are those of `update`. */
#include <string.h>

#include "base/fail.h"
#include "metric/builtin.h"
#include "metric/lane.h"
#include "metric/tally.h"

enum {
    LANES_WORDS = 8,
    LANES_MOST = 2 * LANES_WORDS,
    LANES_BYTES = 1 << 20, /* of all groups: beyond, they leave the cache, and spilling costs */
    LANES_ROWS = 16        /* of a batch for each group, or spilling costs more than it saves */
};

typedef struct kf_tally_lanes {
    kf_lane lanes[LANES_MOST]; /* the first counts rows */
    int32_t n;                 /* 0: the batch has nothing for lanes */
    int32_t n_words;
    int32_t half; /* the word whose upper half is free, or -1 */
    int64_t rows; /* of the batch */
    uint64_t *sums;
    size_t capacity; /* words, zero beyond those of `groups` */
    uint32_t groups; /* that sums[] has words for */
    uint64_t words[LANES_WORDS][KF_BLOCK];
} kf_tally_lanes;

void kf_tally_lanes_free(kefu_tally *tally)
{
    kf_tally_lanes *l = tally->lanes;
    if (!l)
        return;
    kf_free_array(&tally->memory, l->sums, l->capacity, sizeof *l->sums);
    kf_free(&tally->memory, l, sizeof *l);
    tally->lanes = NULL;
}

/* ---- Plan ----------------------------------------------------------------------------------- */

/* The column whose numbers the aggregate adds up; 0 if it does anything else. */
static int32_t lanes_column(const kf_aggregate_state *a, const kf_column **column)
{
    *column = NULL;
    if (a->call.where >= 0)
        return 0;
    if (a->metric == &kf_metric_count)
        return a->call.n_args == 0;
    if (a->metric != &kf_metric_sum && a->metric != &kf_metric_mean)
        return 0;
    *column = kf_formula_program_column(a->formula, a->call.arg[0]);
    return *column != NULL;
}

/* A place for the sums: halves share a word by two. */
static int32_t lanes_place(kf_tally_lanes *l, kf_lane *lane)
{
    if (lane->width == KF_LANE_HALF && l->half >= 0) {
        lane->word = l->half;
        lane->shift = KF_LANE_HALF;
        l->half = -1;
        return 1;
    }
    if (l->n_words == LANES_WORDS)
        return 0;
    lane->word = l->n_words++;
    if (lane->width == KF_LANE_HALF)
        l->half = lane->word;
    return 1;
}

/* The lane of a column, made if there is none yet; -1 if it cannot be had. */
static int32_t lanes_find(kf_tally_lanes *l, const kf_column *column, int32_t scale)
{
    kf_lane *lane = &l->lanes[l->n];
    for (int32_t i = 0; i < l->n; i++)
        if (l->lanes[i].column == column)
            return i;
    if (l->n == LANES_MOST)
        return -1;
    memset(lane, 0, sizeof *lane);
    if (!kf_lane_init(lane, column, scale) || !lanes_place(l, lane))
        return -1;
    return l->n++;
}

/* Lane 0 counts rows. */
static void lanes_begin(kf_tally_lanes *l, int64_t rows)
{
    memset(&l->lanes[0], 0, sizeof l->lanes[0]);
    l->lanes[0].width = KF_LANE_HALF;
    l->n = 1;
    l->n_words = 0;
    l->half = -1;
    l->rows = rows;
    lanes_place(l, &l->lanes[0]);
}

kefu_status kf_tally_lanes_plan(kefu_tally *tally, const kf_batch *batch, kefu_error *error)
{
    int32_t used = 0;
    kf_tally_lanes *l = tally->lanes;
    if (!l && batch->rows >= KF_BLOCK)
        l = tally->lanes = kf_alloc_zero(&tally->memory, sizeof *l);
    if (!l)
        return batch->rows >= KF_BLOCK ? kf_no_memory(error) : KEFU_OK;
    lanes_begin(l, batch->rows);
    for (int32_t i = 0; i < tally->n_aggregates; i++) {
        kf_aggregate_state *a = &tally->aggregates[i];
        const kf_column *column;
        a->lane = -1;
        if (lanes_column(a, &column))
            a->lane = column ? lanes_find(l, column, tally->scale) : 0;
        used += a->lane >= 0;
    }
    if (!used)
        l->n = 0;
    return KEFU_OK;
}

/* ---- Spilling ------------------------------------------------------------------------------- */

static void lanes_spill_group(kefu_tally *t, unsigned char *row, uint64_t *words)
{
    const kf_tally_lanes *l = t->lanes;
    int64_t sums[LANES_MOST];
    for (int32_t i = 0; i < l->n; i++)
        sums[i] = kf_lane_take(&l->lanes[i], &words[l->lanes[i].word]);
    for (int32_t i = 0; i < t->n_aggregates; i++) {
        const kf_aggregate_state *a = &t->aggregates[i];
        void *state = row + a->offset;
        if (a->lane < 0)
            continue;
        if (a->metric == &kf_metric_count)
            *(int64_t *)state += sums[0];
        else
            kf_total_add(state, kf_i128_mul(sums[a->lane], l->lanes[a->lane].power), sums[0]);
    }
}

void kf_tally_lanes_spill(kefu_tally *tally)
{
    size_t stride = kf_tally_stride(tally);
    kf_tally_lanes *l = tally->lanes;
    if (!l || !l->n)
        return;
    for (uint32_t g = 0; g < l->groups; g++)
        lanes_spill_group(tally, kf_tally_row(tally, stride, g),
                          l->sums + (size_t)g * (size_t)l->n_words);
    if (l->groups)
        memset(l->sums, 0, (size_t)l->groups * (size_t)l->n_words * sizeof *l->sums);
    l->groups = 0;
    for (int32_t i = 0; i < l->n; i++)
        l->lanes[i].used = 0;
}

/* ---- Counting a block ----------------------------------------------------------------------- */

/* All words of a row; the number of words is known to the compiler. */
#define LANES_LOOP(add)                                                                            \
    for (size_t i = 0; i < KF_BLOCK; i++) {                                                        \
        uint64_t *to = sums + groups[i] * n;                                                       \
        add                                                                                        \
    }                                                                                              \
    break
#define LANES_ADD1 to[0] += words[0][i];
#define LANES_ADD2 LANES_ADD1 to[1] += words[1][i];
#define LANES_ADD3 LANES_ADD2 to[2] += words[2][i];
#define LANES_ADD4 LANES_ADD3 to[3] += words[3][i];
#define LANES_ADD5 LANES_ADD4 to[4] += words[4][i];
#define LANES_ADD6 LANES_ADD5 to[5] += words[5][i];
#define LANES_ADD7 LANES_ADD6 to[6] += words[6][i];
#define LANES_ADD8 LANES_ADD7 to[7] += words[7][i];

static void lanes_add(uint64_t *sums, const uint32_t *groups, uint64_t (*words)[KF_BLOCK],
                      int32_t n_words)
{
    size_t n = (size_t)n_words;
    switch (n_words) {
    case 1:
        LANES_LOOP(LANES_ADD1);
    case 2:
        LANES_LOOP(LANES_ADD2);
    case 3:
        LANES_LOOP(LANES_ADD3);
    case 4:
        LANES_LOOP(LANES_ADD4);
    case 5:
        LANES_LOOP(LANES_ADD5);
    case 6:
        LANES_LOOP(LANES_ADD6);
    case 7:
        LANES_LOOP(LANES_ADD7);
    default:
        LANES_LOOP(LANES_ADD8);
    }
}

/* Whether every lane can take the block; words that might overflow are emptied first. */
static kefu_status lanes_look(kefu_tally *t, int64_t first, int32_t *good, kefu_error *error)
{
    kf_tally_lanes *l = t->lanes;
    uint64_t bounds[LANES_MOST];
    int32_t full = 0;
    for (int32_t i = 0; i < l->n; i++) {
        kefu_status status = kf_lane_look(&l->lanes[i], first, &bounds[i], error);
        if (status || bounds[i] == UINT64_MAX)
            return status;
        bounds[i] *= KF_BLOCK;
        full |= l->lanes[i].used + bounds[i] > kf_lane_room(&l->lanes[i]);
    }
    if (full)
        kf_tally_lanes_spill(t);
    for (int32_t i = 0; i < l->n; i++)
        l->lanes[i].used += bounds[i];
    *good = 1;
    return KEFU_OK;
}

static kefu_status lanes_grow(kefu_tally *t, uint32_t groups, kefu_error *error)
{
    kf_tally_lanes *l = t->lanes;
    size_t n = (size_t)l->n_words, capacity = l->capacity;
    uint64_t *sums;
    if (groups <= l->groups)
        return KEFU_OK;
    sums = kf_reserve(&t->memory, l->sums, &l->capacity, groups * n, sizeof *sums);
    if (!sums)
        return kf_no_memory(error);
    l->sums = sums;
    if (l->capacity > capacity)
        memset(sums + capacity, 0, (l->capacity - capacity) * sizeof *sums);
    l->groups = groups;
    return KEFU_OK;
}

kefu_status kf_tally_lanes_block(kefu_tally *tally, int32_t *done, kefu_error *error)
{
    const kf_tally_span *span = &tally->block->span;
    kf_tally_lanes *l = tally->lanes;
    uint32_t groups = kf_groups_count(tally->groups);
    int32_t good = 0;
    kefu_status status;
    *done = 0;
    if (!l || !l->n || !span->whole || span->count < KF_BLOCK || groups > l->rows / LANES_ROWS ||
        groups > LANES_BYTES / sizeof *l->sums / (size_t)l->n_words)
        return KEFU_OK;
    status = lanes_look(tally, span->first, &good, error);
    if (!status && good)
        status = lanes_grow(tally, groups, error);
    if (status || !good)
        return status;
    memset(l->words, 0, (size_t)l->n_words * sizeof *l->words);
    for (int32_t i = 0; i < l->n; i++)
        kf_lane_read(&l->lanes[i], span->first, l->words[l->lanes[i].word]);
    lanes_add(l->sums, span->groups, l->words, l->n_words);
    *done = 1;
    return KEFU_OK;
}
