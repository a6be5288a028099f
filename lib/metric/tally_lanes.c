/* tally_lanes.c - plain sums, means and counts, all in one pass over the rows: which aggregates go
 * by lanes, where their numbers are, and how they get from there to the states. They do before they
 * could overflow, and at the end of each batch, so that nobody outside sees lanes. */
#include "metric/tally_lanes.h"

#include <string.h>

#include "base/cpu.h"
#include "base/fail.h"
#include "metric/builtin.h"

enum { LANES_CODES = 1 << KF_LANE_BITS };

void kf_tally_lanes_free(kefu_tally *tally)
{
    kf_tally_lanes *l = tally->lanes;
    if (!l)
        return;
    kf_free_array(&tally->memory, l->counts, l->counts_capacity, sizeof *l->counts);
    kf_free_array(&tally->memory, l->sums, l->sums_capacity, sizeof *l->sums);
    kf_free(&tally->memory, l, sizeof *l);
    tally->lanes = NULL;
}

/* ---- Plan ----------------------------------------------------------------------------------- */

/* 1 and the program of the numbers that the aggregate adds up, -1 if it counts rows; 0 if it does
 * anything else. */
static int32_t lanes_program(const kf_aggregate_state *a, int32_t *program)
{
    *program = -1;
    if (a->metric == &kf_metric_count)
        return a->call.n_args == 0;
    if (a->metric != &kf_metric_sum && a->metric != &kf_metric_mean)
        return 0;
    *program = a->call.arg[0];
    return 1;
}

static int32_t lanes_same(const kf_lane *a, const kf_lane *b)
{
    if (a->column && a->column == b->column && a->where < 0 && b->where < 0)
        return 1;
    return a->formula == b->formula && a->program == b->program && a->where == b->where;
}

/* A lane for the aggregate, made if there is none yet; -1 if it cannot be had. */
static int32_t lanes_find(kf_tally_lanes *l, const kf_aggregate_state *a, int32_t scale)
{
    int32_t program;
    kf_lane *lane = &l->lanes[l->n];
    if (!lanes_program(a, &program) || l->n == KF_LANES_MOST)
        return -1;
    kf_lane_init(lane, a->formula, program, a->call.where, scale);
    for (int32_t i = 0; i < l->n; i++)
        if (lanes_same(&l->lanes[i], lane))
            return i;
    return l->n++;
}

kefu_status kf_tally_lanes_plan(kefu_tally *tally, const kf_batch *batch, kefu_error *error)
{
    kf_tally_lanes *l = tally->lanes;
    if (!l && batch->rows >= KF_BLOCK)
        l = tally->lanes = kf_alloc_zero(&tally->memory, sizeof *l);
    if (!l)
        return batch->rows >= KF_BLOCK ? kf_no_memory(error) : KEFU_OK;
    l->n = 0;
    l->rows = batch->rows;
    l->loops = kf_lane_loops_of(batch->n_columns ? batch->columns->cpu : KF_CPU_PLAIN);
    for (int32_t i = 0; i < tally->n_aggregates; i++)
        tally->aggregates[i].lane = lanes_find(l, &tally->aggregates[i], tally->scale);
    kf_tally_lanes_place(tally);
    return KEFU_OK;
}

/* ---- Places --------------------------------------------------------------------------------- */

static int32_t lanes_bit(kf_tally_lanes *l) { return l->bits < KF_LANE_BITS ? l->bits++ : -1; }

/* Halves share a word by two: *half is one whose upper half is free, or -1. */
static int32_t lanes_word(kf_tally_lanes *l, kf_lane *lane, int32_t *half)
{
    lane->shift = 0;
    if (lane->width == KF_LANE_HALF && *half >= 0) {
        lane->word = *half;
        lane->shift = KF_LANE_HALF;
        *half = -1;
        return 1;
    }
    if (l->n_words == KF_LANE_WORDS)
        return 0;
    lane->word = l->n_words++;
    if (lane->width == KF_LANE_HALF)
        *half = lane->word;
    return 1;
}

/* 0 if there is no room. */
static int32_t lanes_place(kf_tally_lanes *l, kf_lane *lane, int32_t *half)
{
    lane->bit = lane->seen = lane->word = -1;
    lane->used = 0;
    if (lane->absent && (lane->seen = lanes_bit(l)) < 0)
        return 0;
    if (lane->program < 0)
        return 1;
    if (lane->width == KF_LANE_BIT && (lane->bit = lanes_bit(l)) >= 0)
        return 1;
    if (lane->width == KF_LANE_BIT)
        lane->width = KF_LANE_HALF;
    lane->placed = lane->width;
    return lanes_word(l, lane, half);
}

static void lanes_drop(kefu_tally *tally, int32_t lane)
{
    kf_tally_lanes *l = tally->lanes;
    l->n--;
    memmove(&l->lanes[lane], &l->lanes[lane + 1], (size_t)(l->n - lane) * sizeof *l->lanes);
    for (int32_t i = 0; i < tally->n_aggregates; i++) {
        kf_aggregate_state *a = &tally->aggregates[i];
        if (a->lane == lane)
            a->lane = -1;
        else if (a->lane > lane)
            a->lane--;
    }
}

void kf_tally_lanes_place(kefu_tally *tally)
{
    kf_tally_lanes *l = tally->lanes;
    int32_t half = -1;
    l->n_words = l->bits = 0;
    l->groups = 0;
    for (int32_t i = 0; i < l->n;) {
        kf_lane *lane = &l->lanes[i];
        if (lanes_place(l, lane, &half))
            i++;
        else
            lanes_drop(tally, i);
    }
}

/* ---- Spilling ------------------------------------------------------------------------------- */

/* How many rows there are, and how many with each bit: the codes are halved bit by bit. */
static int64_t lanes_bit_counts(const uint32_t *counts, int32_t bits, int64_t *with)
{
    int64_t of[LANES_CODES];
    for (size_t c = 0; c < (size_t)1 << bits; c++)
        of[c] = counts[c];
    for (int32_t b = bits - 1; b >= 0; b--) {
        size_t half = (size_t)1 << b;
        with[b] = 0;
        for (size_t c = 0; c < half; c++) {
            with[b] += of[c + half];
            of[c] += of[c + half];
        }
    }
    return of[0];
}

static void lanes_spill_group(kefu_tally *t, unsigned char *row, const uint32_t *counts,
                              uint64_t *words)
{
    const kf_tally_lanes *l = t->lanes;
    int64_t with[KF_LANE_BITS], sums[KF_LANES_MOST], seen[KF_LANES_MOST];
    int64_t rows = lanes_bit_counts(counts, l->bits, with);
    if (!rows)
        return;
    for (int32_t i = 0; i < l->n; i++) {
        const kf_lane *lane = &l->lanes[i];
        seen[i] = lane->seen >= 0 ? with[lane->seen] : rows;
        sums[i] = lane->bit >= 0    ? with[lane->bit]
                  : lane->word >= 0 ? kf_lane_take(lane, &words[lane->word])
                                    : 0;
    }
    for (int32_t i = 0; i < t->n_aggregates; i++) {
        const kf_aggregate_state *a = &t->aggregates[i];
        void *state = row + a->offset;
        if (a->lane < 0)
            continue;
        if (a->metric == &kf_metric_count)
            *(int64_t *)state += seen[a->lane];
        else
            kf_total_add(state, kf_i128_mul(sums[a->lane], l->lanes[a->lane].power), seen[a->lane]);
    }
}

void kf_tally_lanes_spill(kefu_tally *tally)
{
    size_t stride = kf_tally_stride(tally), n_words;
    kf_tally_lanes *l = tally->lanes;
    uint32_t first;
    if (!l)
        return;
    first = l->first;
    l->first = l->next;
    if (!l->since)
        return;
    n_words = (size_t)l->n_words;
    for (uint32_t g = 0; g < l->groups; g++)
        lanes_spill_group(tally, kf_tally_row(tally, stride, first + g),
                          l->counts + ((size_t)g << l->bits), l->sums + (size_t)g * n_words);
    memset(l->counts, 0, ((size_t)l->groups << l->bits) * sizeof *l->counts);
    if (n_words)
        memset(l->sums, 0, (size_t)l->groups * n_words * sizeof *l->sums);
    l->groups = 0;
    l->since = 0;
    for (int32_t i = 0; i < l->n; i++)
        l->lanes[i].used = 0;
}
