/* score_avx2.c - the kernels for processors with AVX2: 8 positions at once. */
#include "model/score.h"

#ifdef KF_HAVE_AVX2

#include <immintrin.h>
#include <string.h>

enum {
    HALF_LANES = 8,
    HALF_TURNS = 16,
    HALF_BLOCK = HALF_TURNS * HALF_LANES,  /* positions that are looked up together: each sum of 16
                                              bits gets 128 weights, */
    HALF_LIST = HALF_BLOCK * KF_ORDERS * 2 /* and so many hits there can be */
};

/* What is looked up: of each turn the orders, of each order 8 positions. */
typedef struct half_block {
    _Alignas(32) uint32_t hash[HALF_TURNS][KF_ORDERS][HALF_LANES];
    uint32_t bucket[HALF_TURNS][KF_ORDERS][HALF_LANES]; /* its number, then what is in it */
    size_t turns;
} half_block;

typedef struct half_state {
    __m256i product[KF_ORDERS]; /* units of the positions before × multiplier j; [0] is not used */
    __m256i sums;               /* head 0: 8 of 32 bits */
    __m256i line;               /* bits of the hash that tell the line */
    __m128i shift, bits;
    const kf_table *table;
    const uint16_t *units;
    size_t count, to;
} half_state;

static inline __m256i half_units(__m128i units)
{
    const __m128i zero = _mm_set1_epi16('0'), nine = _mm_set1_epi16(9);
    __m128i above = _mm_sub_epi16(units, zero);
    __m128i digit = _mm_cmpeq_epi16(_mm_min_epu16(above, nine), above);
    return _mm256_cvtepu16_epi32(_mm_blendv_epi8(units, zero, digit));
}

static inline __m256i half_times(__m256i units, size_t j)
{
    return _mm256_mullo_epi32(units, _mm256_set1_epi32((int)kf_multiplier[j]));
}

static inline half_state half_start(const kf_table *table, const uint16_t *units, size_t count,
                                    size_t from, size_t to)
{
    half_state s = {.table = table, .units = units, .count = count, .to = to};
    __m128i four = _mm_loadl_epi64((const void *)(units + from - 4));
    __m256i before = half_units(_mm_unpacklo_epi64(four, four));
    for (size_t j = 1; j < KF_ORDERS; j++)
        s.product[j] = half_times(before, j);
    s.sums = _mm256_setzero_si256();
    s.line = _mm256_set1_epi32((int)kf_line_mask(table->spec));
    s.shift = _mm_cvtsi32_si128(32 - table->bits);
    s.bits = _mm_cvtsi32_si128(table->bits);
    return s;
}

/* Keeps the hashes of one order, and the buckets they name. */
static inline void half_keep(const half_state *s, __m256i hash, uint32_t *hashes, uint32_t *buckets)
{
    _mm256_store_si256((void *)hashes, hash);
    _mm256_store_si256((void *)buckets, _mm256_srl_epi32(hash, s->shift));
}

/* Sums to which the units `back` places before the end were added, by shifts of 4 × back bytes. */
#define HALF_ADD(sum, before, now, back)                                                           \
    _mm256_add_epi32(sum, _mm256_alignr_epi8(now, _mm256_permute2x128_si256(before, now, 0x21),    \
                                             16 - 4 * (back)))

/* A hash of a longer n-gram in the line of its last two units. */
static inline __m256i half_in_line(const half_state *s, __m256i two, __m256i sum, size_t k)
{
    __m256i hash = _mm256_add_epi32(sum, _mm256_set1_epi32((int)kf_offset[k]));
    return _mm256_xor_si256(hash, _mm256_and_si256(s->line, _mm256_xor_si256(hash, two)));
}

/* Hashes of the n-grams that end at the 8 positions from `at`. */
static inline void half_hashes(half_state *s, size_t at, half_block *block)
{
    uint32_t(*hash)[HALF_LANES] = block->hash[block->turns];
    uint32_t(*bucket)[HALF_LANES] = block->bucket[block->turns++];
    __m256i units = half_units(_mm_loadu_si128((const void *)(s->units + at)));
    __m256i p1 = half_times(units, 1), p2 = half_times(units, 2), p3 = half_times(units, 3);
    __m256i sum = half_times(units, 0), two;
    half_keep(s, _mm256_add_epi32(sum, _mm256_set1_epi32((int)kf_offset[0])), hash[0], bucket[0]);
    sum = HALF_ADD(sum, s->product[1], p1, 1);
    two = _mm256_add_epi32(sum, _mm256_set1_epi32((int)kf_offset[1]));
    half_keep(s, two, hash[1], bucket[1]);
    sum = HALF_ADD(sum, s->product[2], p2, 2);
    half_keep(s, half_in_line(s, two, sum, 2), hash[2], bucket[2]);
    sum = HALF_ADD(sum, s->product[3], p3, 3);
    half_keep(s, half_in_line(s, two, sum, 3), hash[3], bucket[3]);
    s->product[1] = p1;
    s->product[2] = p2;
    s->product[3] = p3;
}
#undef HALF_ADD

/* Lanes from `first` on and before `end`. */
static inline __m256i half_lanes(size_t first, size_t end)
{
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    int last = end < HALF_LANES ? (int)end : HALF_LANES;
    return _mm256_andnot_si256(_mm256_cmpgt_epi32(_mm256_set1_epi32((int)first), lane),
                               _mm256_cmpgt_epi32(_mm256_set1_epi32(last), lane));
}

/* Which of the 8 positions from `at` an n-gram of each order ends at. */
static inline void half_valid(const half_state *s, size_t at, __m256i valid[KF_ORDERS])
{
    size_t left = s->to - at, last = s->count + 1 - at;
    valid[0] = half_lanes(0, left < last ? left : last);
    valid[1] = valid[2] = valid[3] = half_lanes(0, left);
    if (at < KF_ORDERS - 1)
        for (size_t k = 0; k < KF_ORDERS; k++)
            if (at < kf_first_end(k))
                valid[k] = _mm256_and_si256(valid[k], half_lanes(kf_first_end(k) - at, HALF_LANES));
}

/* Of lanes with the fingerprint of `hash`, the lowest byte of a slot is 0. */
static inline __m256i half_unlike(const half_state *s, __m256i hash, __m256i buckets)
{
    const __m256i print = _mm256_set_epi32(0x0F0F0F0F, 0x0B0B0B0B, 0x07070707, 0x03030303,
                                           0x0F0F0F0F, 0x0B0B0B0B, 0x07070707, 0x03030303);
    return _mm256_xor_si256(buckets, _mm256_shuffle_epi8(_mm256_sll_epi32(hash, s->bits), print));
}

static inline __m128i half_four(const uint32_t *buckets, const uint64_t *at)
{
    __m128i four = _mm_cvtsi32_si128((int)buckets[(uint32_t)at[0]]);
    four = _mm_insert_epi32(four, (int)buckets[at[0] >> 32], 1);
    four = _mm_insert_epi32(four, (int)buckets[(uint32_t)at[1]], 2);
    return _mm_insert_epi32(four, (int)buckets[at[1] >> 32], 3);
}

/* Numbers of buckets become what is in them. One by one, from memory: gathers are slow on many
 * processors, and so is what takes numbers out of a vector. */
static inline void half_fetch(const half_state *s, half_block *block)
{
    uint32_t *at = block->bucket[0][0], *end = at + block->turns * KF_ORDERS * HALF_LANES;
    for (; at < end; at += HALF_LANES) {
        uint64_t two[HALF_LANES / 2];
        memcpy(two, at, sizeof two);
        _mm_store_si128((void *)at, half_four(s->table->buckets, two));
        _mm_store_si128((void *)(at + 4), half_four(s->table->buckets, two + 2));
    }
}

/* Looks up what ends at positions from .. end - 1. */
static inline void half_look(half_state *s, size_t from, size_t end, half_block *block)
{
    for (block->turns = 0; from < end; from += HALF_LANES)
        half_hashes(s, from, block);
    half_fetch(s, block);
}

/* ---- Head 0 --------------------------------------------------------------------------------- */

static inline __m256i half_weights(const half_state *s, const uint32_t *hash,
                                   const uint32_t *bucket, __m256i valid, __m256i sums)
{
    __m256i buckets = _mm256_and_si256(valid, _mm256_load_si256((const void *)bucket));
    __m256i unlike = half_unlike(s, _mm256_load_si256((const void *)hash), buckets);
    __m256i low = _mm256_and_si256(unlike, _mm256_set1_epi16(0xFF));
    __m256i hit = _mm256_cmpeq_epi16(low, _mm256_setzero_si256());
    return _mm256_add_epi16(sums, _mm256_and_si256(hit, _mm256_srai_epi16(buckets, 8)));
}

static inline void half_weigh(half_state *s, size_t from, const half_block *block)
{
    __m256i sums = _mm256_setzero_si256();
    for (size_t turn = 0; turn < block->turns; turn++, from += HALF_LANES) {
        __m256i valid[KF_ORDERS];
        half_valid(s, from, valid);
        for (size_t k = 0; k < KF_ORDERS; k++)
            sums = half_weights(s, block->hash[turn][k], block->bucket[turn][k], valid[k], sums);
    }
    s->sums = _mm256_add_epi32(s->sums, _mm256_madd_epi16(sums, _mm256_set1_epi16(1)));
}

static inline int32_t half_total(__m256i sums)
{
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    __m128i two = _mm_add_epi32(four, _mm_unpackhi_epi64(four, four));
    return _mm_cvtsi128_si32(two) + _mm_extract_epi32(two, 1);
}

static void half_one(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                     size_t to, kf_scores *out)
{
    half_state s = half_start(table, units, count, from, to);
    half_block block;
    out->looked = kf_ngrams(count, from, to);
    for (; from < to; from += HALF_BLOCK) {
        half_look(&s, from, to - from > HALF_BLOCK ? from + HALF_BLOCK : to, &block);
        half_weigh(&s, from, &block);
    }
    out->head[0] = half_total(s.sums);
}

/* ---- All heads ------------------------------------------------------------------------------ */

/* Where the lanes of 4 go that are chosen: to the front, in their order. */
#define HALF_LANE(lane) ((lane)*0x04040404 + 0x03020100)
static const uint32_t half_front[16][4] = {
    {0, 0, 0, 0},
    {HALF_LANE(0), 0, 0, 0},
    {HALF_LANE(1), 0, 0, 0},
    {HALF_LANE(0), HALF_LANE(1), 0, 0},
    {HALF_LANE(2), 0, 0, 0},
    {HALF_LANE(0), HALF_LANE(2), 0, 0},
    {HALF_LANE(1), HALF_LANE(2), 0, 0},
    {HALF_LANE(0), HALF_LANE(1), HALF_LANE(2), 0},
    {HALF_LANE(3), 0, 0, 0},
    {HALF_LANE(0), HALF_LANE(3), 0, 0},
    {HALF_LANE(1), HALF_LANE(3), 0, 0},
    {HALF_LANE(0), HALF_LANE(1), HALF_LANE(3), 0},
    {HALF_LANE(2), HALF_LANE(3), 0, 0},
    {HALF_LANE(0), HALF_LANE(2), HALF_LANE(3), 0},
    {HALF_LANE(1), HALF_LANE(2), HALF_LANE(3), 0},
    {HALF_LANE(0), HALF_LANE(1), HALF_LANE(2), HALF_LANE(3)}};
#undef HALF_LANE

static inline size_t half_append_four(uint32_t *list, size_t n, unsigned hit, __m128i rows)
{
    __m128i front = _mm_loadu_si128((const void *)half_front[hit]);
    _mm_storeu_si128((void *)(list + n), _mm_shuffle_epi8(rows, front));
    return n + (size_t)__builtin_popcount(hit);
}

static inline size_t half_append(uint32_t *list, size_t n, __m256i hits, __m256i rows)
{
    unsigned hit = (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(hits));
    n = half_append_four(list, n, hit & 15, _mm256_castsi256_si128(rows));
    return half_append_four(list, n, hit >> 4, _mm256_extracti128_si256(rows, 1));
}

/* Adds weights of head 0, lists where the rows begin. Few buckets have two slots that hit. */
static inline size_t half_list(half_state *s, const uint32_t *hashes, const uint32_t *contents,
                               __m256i valid, uint32_t *list, size_t n)
{
    const __m256i zero = _mm256_setzero_si256(), next = _mm256_set1_epi32(KF_ROW);
    __m256i hash = _mm256_load_si256((const void *)hashes);
    __m256i buckets = _mm256_load_si256((const void *)contents);
    __m256i row = _mm256_slli_epi32(_mm256_srl_epi32(hash, s->shift), 5);
    __m256i unlike = half_unlike(s, hash, buckets);
    __m256i low = _mm256_and_si256(unlike, _mm256_set1_epi32(0xFF));
    __m256i high = _mm256_and_si256(unlike, _mm256_set1_epi32(0xFF0000));
    __m256i first = _mm256_and_si256(valid, _mm256_cmpeq_epi32(low, zero));
    __m256i second = _mm256_and_si256(valid, _mm256_cmpeq_epi32(high, zero));
    __m256i weight = _mm256_srai_epi32(_mm256_slli_epi32(buckets, 16), 24);
    s->sums = _mm256_add_epi32(s->sums, _mm256_and_si256(first, weight));
    s->sums = _mm256_add_epi32(s->sums, _mm256_and_si256(second, _mm256_srai_epi32(buckets, 24)));
    n = half_append(list, n, _mm256_or_si256(first, second),
                    _mm256_add_epi32(row, _mm256_andnot_si256(first, next)));
    if (_mm256_testz_si256(first, second))
        return n;
    return half_append(list, n, _mm256_and_si256(first, second), _mm256_add_epi32(row, next));
}

static inline size_t half_hits(half_state *s, size_t from, const half_block *block, uint32_t *list)
{
    size_t n = 0;
    for (size_t turn = 0; turn < block->turns; turn++, from += HALF_LANES) {
        __m256i valid[KF_ORDERS];
        half_valid(s, from, valid);
        for (size_t k = 0; k < KF_ORDERS; k++)
            n = half_list(s, block->hash[turn][k], block->bucket[turn][k], valid[k], list, n);
    }
    return n;
}

static inline __m256i half_row(const kf_table *table, uint32_t at)
{
    return _mm256_cvtepi8_epi16(_mm_load_si128((const void *)(table->rows + at)));
}

/* Adds 16 sums of 16 bits to heads 1 .. 16. */
static inline void half_widen(__m256i sums, __m256i heads[2])
{
    const __m256i low = _mm256_cvtepi16_epi32(_mm256_castsi256_si128(sums));
    const __m256i high = _mm256_cvtepi16_epi32(_mm256_extracti128_si256(sums, 1));
    heads[0] = _mm256_add_epi32(heads[0], low);
    heads[1] = _mm256_add_epi32(heads[1], high);
}

/* At most 1024 rows, so each of four sums of 16 bits takes 256. */
static inline void half_rows(const kf_table *table, const uint32_t *list, size_t n,
                             __m256i heads[2])
{
    __m256i sums[4];
    size_t i = 0;
    for (size_t k = 0; k < 4; k++)
        sums[k] = _mm256_setzero_si256();
    for (; i + 3 < n; i += 4)
        for (size_t k = 0; k < 4; k++)
            sums[k] = _mm256_add_epi16(sums[k], half_row(table, list[i + k]));
    for (; i < n; i++)
        sums[i & 3] = _mm256_add_epi16(sums[i & 3], half_row(table, list[i]));
    for (size_t k = 0; k < 4; k++)
        half_widen(sums[k], heads);
}

static void half_all(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                     size_t to, kf_scores *out)
{
    uint32_t list[HALF_LIST + HALF_LANES];
    half_state s = half_start(table, units, count, from, to);
    half_block block;
    __m256i heads[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
    out->looked = kf_ngrams(count, from, to);
    for (; from < to; from += HALF_BLOCK) {
        half_look(&s, from, to - from > HALF_BLOCK ? from + HALF_BLOCK : to, &block);
        half_rows(table, list, half_hits(&s, from, &block, list), heads);
    }
    out->head[0] = half_total(s.sums);
    for (size_t k = 0; k < 2; k++)
        _mm256_storeu_si256((void *)(out->head + 1 + k * HALF_LANES), heads[k]);
}

const kf_score_kernels kf_score_avx2_kernels = {half_one, half_all};

#endif
