/* filter.c - see filter.h. */
#include "lexicon/filter.h"

#include "base/words.h"

/* What a unit may be, of phrases of some kinds: their first, or 8 bits further up their second; and
 * whether it stays, which means that it is never skipped. */
enum {
    FILTER_KINDS = 6,
    FILTER_ALONE = 1 << FILTER_KINDS, /* the first, whatever comes second */
    FILTER_ALL = 2 * FILTER_ALONE - 1,
    FILTER_SECOND = 8,
    FILTER_STAYS = 15 /* the bit */
};

/* ---- Units ---------------------------------------------------------------------------------- */

static void filter_fill(kf_filter *filter, uint32_t from, uint32_t n, uint32_t kinds)
{
    for (uint32_t unit = from; unit < from + n; unit++)
        filter->kinds[unit] = (uint16_t)kinds;
}

/* Chinese, letters, digits, and the edge, after which nothing comes, stay. */
void kf_filter_init(kf_filter *filter)
{
    const uint32_t stays = 1u << FILTER_STAYS | FILTER_ALONE << FILTER_SECOND;
    filter_fill(filter, 0, 1 << 16, FILTER_ALL << FILTER_SECOND);
    filter_fill(filter, 0x4E00, 0x5200, stays);
    filter_fill(filter, 'a', 26, stays);
    filter_fill(filter, '0', 10, stays);
    filter_fill(filter, KF_UNIT_EDGE, 1, stays);
}

static inline uint32_t filter_stays(const kf_filter *filter, uint16_t unit)
{
    return filter->kinds[unit] >> FILTER_STAYS;
}

/* ---- Beginnings ----------------------------------------------------------------------------- */

/* Hashes of two units, and of three: 0 stands for anything. */
static inline uint32_t filter_two(uint32_t first, uint32_t second)
{
    return first * 0x9E3779B1u + second * 0x85EBCA77u;
}

static inline uint32_t filter_three(uint32_t two, uint32_t third)
{
    return (two ^ third) * 0xC2B2AE3Du;
}

static inline uint32_t filter_has(const kf_filter *filter, uint32_t hash)
{
    const uint32_t bit = hash >> (32 - KF_FILTER_BITS);
    return (uint32_t)(filter->begins[bit >> 6] >> (bit & 63)) & 1;
}

static void filter_put(kf_filter *filter, uint32_t hash)
{
    const uint32_t bit = hash >> (32 - KF_FILTER_BITS);
    filter->begins[bit >> 6] |= (uint64_t)1 << (bit & 63);
}

/* 1 if a phrase may begin with these units. */
static inline uint32_t filter_may(const kf_filter *filter, const uint16_t *units)
{
    const uint32_t one = 0u - filter_stays(filter, units[1]);
    const uint32_t two = 0u - filter_stays(filter, units[2]);
    const uint32_t pair = filter_two(units[0], (units[1] & one) | (units[2] & two & ~one));
    const uint32_t three = filter_three(pair, units[2] & one & two);
    return filter_has(filter, pair) | filter_has(filter, three) |
           (filter->kinds[units[0]] >> FILTER_KINDS & 1);
}

/* ---- Phrases -------------------------------------------------------------------------------- */

static void filter_is(kf_filter *filter, uint16_t unit, uint32_t kinds)
{
    filter->kinds[unit] = (uint16_t)(filter->kinds[unit] | kinds);
}

/* One of two units is told by them, a longer one by three; the third is anything where something
 * may be skipped before it, the second where more may be. */
void kf_filter_add(kf_filter *filter, const kf_phrase *phrase)
{
    const uint16_t first = phrase->units[0], second = phrase->n > 1 ? phrase->units[1] : 0;
    const uint32_t kind = 1u << (first * 0x9E3779B1u >> 16) % FILTER_KINDS;
    const uint32_t two = filter_two(first, second);
    if (!filter_stays(filter, second)) {
        filter_is(filter, first, FILTER_ALONE);
        return;
    }
    filter_is(filter, first, kind);
    filter_is(filter, second, kind << FILTER_SECOND);
    filter_put(filter, filter_two(first, 0));
    filter_put(filter, phrase->n == 2 ? two : filter_three(two, 0));
    if (phrase->n > 2 && filter_stays(filter, phrase->units[2]))
        filter_put(filter, filter_three(two, phrase->units[2]));
}

/* ---- Texts ---------------------------------------------------------------------------------- */

/* Eight bytes of 0 or 1 as eight bits. */
static inline uint64_t filter_bits(const uint8_t *p)
{
    const uint64_t eight = (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
                           (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
                           (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
    return eight * UINT64_C(0x0102040810204080) >> 56;
}

/* Where a unit and the next one are of kinds that go together. */
static inline uint64_t filter_places(const kf_filter *filter, const uint16_t *units)
{
    uint16_t kinds[KF_FILTER_AT + 1];
    uint8_t may[KF_FILTER_AT];
    uint64_t places = 0;
    for (size_t i = 0; i <= KF_FILTER_AT; i++)
        kinds[i] = filter->kinds[units[i]];
    for (size_t i = 0; i < KF_FILTER_AT; i++)
        may[i] = (kinds[i] & kinds[i + 1] >> FILTER_SECOND & FILTER_ALL) != 0;
    for (size_t i = 0; i < KF_FILTER_AT; i += 8)
        places |= filter_bits(may + i) << i;
    return places;
}

uint64_t kf_filter_look(const kf_filter *filter, const uint16_t *units, size_t n)
{
    uint64_t places = filter_places(filter, units), may = 0;
    if (n < KF_FILTER_AT)
        places &= ((uint64_t)1 << n) - 1;
    for (; places; places &= places - 1) {
        const uint32_t at = 63 - kf_leading_zeros(places & (0 - places));
        may |= (uint64_t)filter_may(filter, units + at) << at;
    }
    return may;
}
