/* quantile_select.c - of the numbers that were picked of a bucket, the one at a rank. */
#include <string.h>

#include "metric/buckets.h"
#include "metric/quantile_readings.h"

enum { SELECT_BITS = 8, SELECT_DIGITS = 1 << SELECT_BITS, SELECT_FEW = 64 };

static uint64_t select_offset(const kf_pick *pick, int64_t i)
{
    return pick->wide ? ((const uint64_t *)pick->numbers)[i] : ((const uint32_t *)pick->numbers)[i];
}

/* Offsets that are still looked at: those with the digits `high` above the lowest `bits`. */
typedef struct select_part {
    const kf_pick *pick;
    uint64_t high;
    int32_t bits;
} select_part;

static int32_t select_has(const select_part *part, uint64_t offset)
{
    return offset >> part->bits == part->high;
}

/* How many have each next digit, which ends above `shift`. */
static void select_count(const select_part *part, int32_t shift, int64_t *counts)
{
    const uint64_t mask = ((uint64_t)1 << (part->bits - shift)) - 1;
    memset(counts, 0, SELECT_DIGITS * sizeof *counts);
    for (int64_t i = 0; i < part->pick->n; i++) {
        const uint64_t offset = select_offset(part->pick, i);
        if (select_has(part, offset))
            counts[offset >> shift & mask]++;
    }
}

/* Of few, at most SELECT_FEW, the one at a rank: they are put in order. */
static uint64_t select_few(const select_part *part, int64_t rank)
{
    uint64_t few[SELECT_FEW];
    size_t n = 0;
    for (int64_t i = 0; i < part->pick->n; i++) {
        const uint64_t offset = select_offset(part->pick, i);
        size_t at = n;
        if (!select_has(part, offset))
            continue;
        for (; at && few[at - 1] > offset; at--)
            few[at] = few[at - 1];
        few[at] = offset;
        n++;
    }
    return few[rank];
}

/* The offset at a rank of its bucket, digit by digit from the highest, until few are left: nothing
 * moves. */
int64_t kf_pick_select(const kf_pick *pick, int64_t rank)
{
    int64_t counts[SELECT_DIGITS], left = pick->n;
    const uint64_t most = (uint64_t)kf_bucket_high(pick->bucket, KF_READING_BITS) -
                          (uint64_t)pick->low; /* a bucket is narrower than 2^61 */
    select_part part = {pick, 0, 0};
    while (most >> part.bits)
        part.bits++;
    while (part.bits && left > SELECT_FEW) {
        const int32_t shift = part.bits > SELECT_BITS ? part.bits - SELECT_BITS : 0;
        uint64_t digit = 0;
        select_count(&part, shift, counts);
        for (; rank >= counts[digit]; digit++)
            rank -= counts[digit];
        left = counts[digit];
        part.high = part.high << (part.bits - shift) | digit;
        part.bits = shift;
    }
    return pick->low + (int64_t)(part.bits ? select_few(&part, rank) : part.high);
}
