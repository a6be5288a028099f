/* lane.c - see lane.h. */
#include "metric/lane.h"

#include <string.h>

#include "base/cpu.h"
#include "base/decimal.h"

/* Numbers of which a few hundred blocks fill half a word get a whole one. */
#define LANE_HALF_BLOCK ((uint64_t)1 << 23)

static const kf_lane_kind *lane_kind_of(const kf_lane_loops *loops, const kefu_column *view)
{
    for (size_t i = 0; i < KF_LANE_KINDS; i++)
        if (loops->kinds[i].type == view->type && loops->kinds[i].size == view->stride)
            return &loops->kinds[i];
    return NULL;
}

/* ---- Making --------------------------------------------------------------------------------- */

/* Integers are added as they are, other numbers at the scale of the tally. */
void kf_lane_init(kf_lane *lane, kf_formula *formula, int32_t program, int32_t where, int32_t scale)
{
    *lane = (kf_lane){.formula = formula,
                      .program = program,
                      .where = where,
                      .scale = scale,
                      .power = 1,
                      .width = program < 0 ? KF_LANE_BIT : KF_LANE_WHOLE,
                      .absent = where >= 0};
    lane->column = program < 0 ? NULL : kf_formula_program_column(formula, program);
    lane->loops = kf_lane_loops_of(lane->column ? lane->column->cpu : KF_CPU_PLAIN);
    if (!lane->column || lane->column->family != KF_FAMILY_INTEGER || lane->column->scale > scale)
        return;
    lane->power = kf_pow10(scale - lane->column->scale);
    lane->scale = lane->column->scale;
    lane->kind = lane_kind_of(lane->loops, &lane->column->view);
    lane->width = lane->kind ? lane->kind->width : KF_LANE_HALF;
}

/* ---- Reading: what a lane needs -------------------------------------------------------------- */

static int32_t lane_grow(kf_lane *lane, int32_t width)
{
    lane->width = width > lane->width ? width : lane->width;
    return KF_LANE_GREW;
}

/* Whether numbers of at most `most` that come to `bound` go into the lane's word. */
static int32_t lane_fit(kf_lane *lane, uint64_t most, uint64_t bound)
{
    if (most > LANE_LARGE || most > (uint64_t)(INT64_MAX / lane->power))
        return KF_LANE_CANNOT;
    if (lane->width == KF_LANE_HALF && bound > LANE_HALF_BLOCK)
        return lane_grow(lane, KF_LANE_WHOLE);
    return KF_LANE_READ;
}

/* ---- Reading as it lies ---------------------------------------------------------------------- */

static int32_t lane_read_packed(kf_lane *lane, int64_t first, kf_lane_block *block, uint64_t *bound)
{
    const void *at = (const char *)lane->column->view.data + (ptrdiff_t)first * lane->kind->size;
    uint64_t most;
    if (lane->width > KF_LANE_BIT) {
        *bound = lane->kind->read(at, lane->shift, block->words[lane->word], &most);
        return lane_fit(lane, most, *bound);
    }
    if (lane->loops->bits(at, lane->bit, block->codes))
        return KF_LANE_READ;
    return lane->column->view.type == KEFU_COLUMN_BOOL ? KF_LANE_CANNOT
                                                       : lane_grow(lane, KF_LANE_HALF);
}

/* ---- Reading as numbers with states ---------------------------------------------------------- */

/* The rows that count to seen[], 0 or 1. What is wrong with a row the long way finds again, and
 * says it. */
static int32_t lane_see(kf_lane *lane, const uint8_t *states, kf_lane_block *block)
{
    uint8_t unsure = 0, all = 1;
    for (size_t i = 0; i < KF_BLOCK; i++) {
        unsure |= states[i] == KEFU_VALUE_PROVISIONAL;
        block->seen[i] = (uint8_t)(block->seen[i] & (states[i] == KEFU_VALUE_OK));
        all &= block->seen[i];
    }
    if (unsure)
        return KF_LANE_CANNOT;
    if (!all && !lane->absent) {
        lane->absent = 1;
        return KF_LANE_GREW;
    }
    return KF_LANE_READ;
}

static int32_t lane_filter(kf_lane *lane, int64_t first, kf_lane_block *block)
{
    kf_vector truth;
    memset(block->seen, 1, sizeof block->seen);
    if (lane->where < 0)
        return KF_LANE_READ;
    if (kf_formula_block(lane->formula, lane->where, first, KF_BLOCK, &truth, NULL))
        return KF_LANE_CANNOT;
    for (size_t i = 0; i < KF_BLOCK; i++)
        block->seen[i] = truth.values[i] != 0;
    return truth.states ? lane_see(lane, truth.states, block) : KF_LANE_READ;
}

/* Numbers to values[], whatever they are in rows that are not seen for their filter. */
static int32_t lane_numbers(kf_lane *lane, int64_t first, kf_lane_block *block)
{
    kf_vector vector;
    int32_t any = 0;
    if (lane->column) {
        if (kf_column_numbers(lane->column, first, KF_BLOCK, lane->scale, block->values,
                              block->states, &any, NULL))
            return KF_LANE_CANNOT;
        return any ? lane_see(lane, block->states, block) : KF_LANE_READ;
    }
    if (kf_formula_block(lane->formula, lane->program, first, KF_BLOCK, &vector, NULL))
        return KF_LANE_CANNOT;
    memcpy(block->values, vector.values, sizeof block->values);
    return vector.states ? lane_see(lane, vector.states, block) : KF_LANE_READ;
}

static int32_t lane_put_bits(kf_lane *lane, kf_lane_block *block)
{
    int64_t all = 0;
    for (size_t i = 0; i < KF_BLOCK; i++) {
        all |= block->values[i];
        block->states[i] = (uint8_t)(block->values[i] & 1);
    }
    if (all & ~(int64_t)1)
        return lane_grow(lane, KF_LANE_HALF);
    (void)lane->loops->bits(block->states, lane->bit, block->codes);
    return KF_LANE_READ;
}

/* Values of rows that are seen to the lane's bit or word. */
static int32_t lane_put(kf_lane *lane, kf_lane_block *block, uint64_t *bound)
{
    uint64_t most;
    for (size_t i = 0; i < KF_BLOCK && lane->where >= 0; i++)
        block->values[i] &= -(int64_t)block->seen[i];
    if (lane->width == KF_LANE_BIT)
        return lane_put_bits(lane, block);
    *bound = lane->loops->values(block->values, lane->shift, block->words[lane->word], &most);
    return lane_fit(lane, most, *bound);
}

static int32_t lane_read_seen(kf_lane *lane, int64_t first, kf_lane_block *block, uint64_t *bound)
{
    int32_t became = lane_filter(lane, first, block);
    if (became == KF_LANE_READ && lane->program >= 0)
        became = lane_numbers(lane, first, block);
    if (became == KF_LANE_READ && lane->absent)
        (void)lane->loops->bits(block->seen, lane->seen, block->codes);
    if (became == KF_LANE_READ && lane->program >= 0)
        became = lane_put(lane, block, bound);
    return became;
}

int32_t kf_lane_read(kf_lane *lane, int64_t first, kf_lane_block *block, uint64_t *bound)
{
    const kefu_column *v = lane->column ? &lane->column->view : NULL;
    *bound = 0;
    if (lane->kind && lane->where < 0 && !v->states && !v->validity)
        return lane_read_packed(lane, first, block, bound);
    return lane_read_seen(lane, first, block, bound);
}

/* ---- Sums ----------------------------------------------------------------------------------- */

uint64_t kf_lane_room(const kf_lane *lane)
{
    return lane->placed == KF_LANE_HALF ? INT32_MAX : (uint64_t)1 << 62;
}

int64_t kf_lane_take(const kf_lane *lane, uint64_t *word)
{
    uint64_t bits = lane->placed == KF_LANE_HALF ? *word & UINT32_MAX : *word;
    uint64_t sign = (uint64_t)1 << (lane->placed - 1);
    int64_t sum = bits & sign ? -(int64_t)(sign - (bits & (sign - 1))) : (int64_t)bits;
    int32_t last = lane->placed == KF_LANE_WHOLE || lane->shift;
    *word = last ? 0 : (*word - (uint64_t)sum) >> KF_LANE_HALF;
    return sum;
}
