/* gap.c - see gap.h.
 *
 * An exponential variate e falls into a row's part of height -ln(1 - 1 / q) with just the chance
 * that the gap ends there, so e / height is the gap. Of e 57 binary digits are behind the point: a
 * row's part is kept at 2^44 units or more, by taking rows together to blocks. The row of the block
 * is then drawn evenly, and kept with the chance that none before it came true. */
#include "pick/gap.h"

#include "base/log.h"

enum { GAP_DIGITS = 4, GAP_ROW_BITS = 13 };

static uint32_t gap_bits(uint64_t x) { return 64 - kf_leading_zeros(x); }

/* Zeros behind the four digits of q. */
static uint32_t gap_zeros(uint64_t q)
{
    uint32_t bits = gap_bits(q);
    return bits > GAP_DIGITS ? bits - GAP_DIGITS : 0;
}

uint64_t kf_gap_below(uint64_t most)
{
    uint32_t zeros = gap_zeros(most);
    return most >> zeros << zeros;
}

/* The series 1 / q + 1 / 2q^2 + ..., with 6 binary digits more than are kept. */
void kf_gap_set(kf_gap *gap, uint64_t q)
{
    uint32_t bits = gap_bits(q);
    uint64_t sum = 0;
    gap->q = q;
    gap->above = q + ((uint64_t)1 << gap_zeros(q));
    gap->block_bits = bits > GAP_ROW_BITS ? bits - GAP_ROW_BITS : 0;
    if (q == 1) {
        gap->height = UINT64_MAX;
        return;
    }
    uint64_t power = ((uint64_t)1 << 63) / (q >> gap->block_bits);
    for (uint64_t n = 1; power; n++, power /= q)
        sum += power / n;
    gap->height = (sum + 32) >> 6;
}

uint64_t kf_gap_draw(const kf_gap *gap, kf_chance *chance)
{
    if (gap->q == 1)
        return 0;
    uint64_t blocks = kf_exponential(kf_chance_word(chance)) / gap->height;
    if (!gap->block_bits)
        return blocks;
    if (blocks >= KF_GAP_MOST >> gap->block_bits)
        return KF_GAP_MOST + 1;
    for (;;) {
        uint64_t row = kf_chance_word(chance) >> (64 - gap->block_bits);
        uint64_t before = kf_mul_high(row << (64 - gap->block_bits), gap->height);
        if (kf_exponential(kf_chance_word(chance)) >= before)
            return (blocks << gap->block_bits) + row;
    }
}
