/* score_avx512.c - the kernels for processors with AVX-512: 16 positions at once. */
#include "model/score.h"

#ifdef KF_HAVE_AVX512

#include <immintrin.h>

enum {
    WIDE_LANES = 16,
    WIDE_TURNS = 8,
    WIDE_BLOCK = WIDE_TURNS * WIDE_LANES,  /* positions that are looked up together: each sum of 16
                                              bits gets 64 weights, */
    WIDE_LIST = WIDE_BLOCK * KF_ORDERS * 2 /* and so many hits there can be */
};

/* What ends at 16 positions, in four vectors: j has the n-grams of position j side by side, then
 * those of positions j + 4, j + 8, j + 12. Of a table with lines bucket[0] has the bucket of each
 * position's unit, bucket[1] the first one of the line of its last two. */
typedef struct wide_turn {
    _Alignas(64) uint32_t hash[KF_ORDERS][WIDE_LANES];
    uint32_t bucket[KF_ORDERS][WIDE_LANES];
} wide_turn;

typedef struct wide_state {
    __m512i product[KF_ORDERS]; /* units of the positions before × multiplier j; [0] is not used */
    __m512i sums;               /* head 0: 16 of 32 bits */
    __m512i line;               /* bits of the hash that tell the line */
    __m128i shift, bits;
    const kf_table *table;
    const uint16_t *units;
    size_t count, to;
    int32_t has_lines;
} wide_state;

static inline __m512i wide_units(__m256i units)
{
    const __m256i zero = _mm256_set1_epi16('0');
    __mmask16 digit = _mm256_cmplt_epu16_mask(_mm256_sub_epi16(units, zero), _mm256_set1_epi16(10));
    return _mm512_cvtepu16_epi32(_mm256_mask_mov_epi16(units, digit, zero));
}

static inline __m512i wide_times(__m512i units, size_t j)
{
    return _mm512_mullo_epi32(units, _mm512_set1_epi32((int)kf_multiplier[j]));
}

static inline wide_state wide_start(const kf_table *table, const uint16_t *units, size_t count,
                                    size_t from, size_t to)
{
    wide_state s = {.table = table, .units = units, .count = count, .to = to};
    __m512i before =
        wide_units(_mm256_broadcastq_epi64(_mm_loadl_epi64((const void *)(units + from - 4))));
    for (size_t j = 1; j < KF_ORDERS; j++)
        s.product[j] = wide_times(before, j);
    s.sums = _mm512_setzero_si512();
    s.line = _mm512_set1_epi32((int)kf_line_mask(table->spec));
    s.shift = _mm_cvtsi32_si128(32 - table->bits);
    s.bits = _mm_cvtsi32_si128(table->bits);
    s.has_lines = kf_line_mask(table->spec) != 0;
    return s;
}

/* A hash of a longer n-gram in the line of its last two units. */
static inline __m512i wide_in_line(const wide_state *s, __m512i two, __m512i hash)
{
    return _mm512_ternarylogic_epi32(s->line, two, hash, 0xCA); /* line ? two : hash */
}

/* Keeps hashes, order by order, as a turn has them, and where their buckets are. */
static inline void wide_keep(const wide_state *s, const __m512i order[KF_ORDERS], wide_turn *turn)
{
    const __m512i low = _mm512_unpacklo_epi32(order[0], order[1]);
    const __m512i low2 = _mm512_unpacklo_epi32(order[2], order[3]);
    const __m512i high = _mm512_unpackhi_epi32(order[0], order[1]);
    const __m512i high2 = _mm512_unpackhi_epi32(order[2], order[3]);
    const __m512i hash[KF_ORDERS] = {
        _mm512_unpacklo_epi64(low, low2), _mm512_unpackhi_epi64(low, low2),
        _mm512_unpacklo_epi64(high, high2), _mm512_unpackhi_epi64(high, high2)};
    for (size_t j = 0; j < KF_ORDERS; j++)
        _mm512_store_si512(turn->hash[j], hash[j]);
    if (s->has_lines) {
        const __m512i line = _mm512_and_si512(order[1], s->line);
        _mm512_store_si512(turn->bucket[0], _mm512_srl_epi32(order[0], s->shift));
        _mm512_store_si512(turn->bucket[1], _mm512_srl_epi32(line, s->shift));
    } else
        for (size_t j = 0; j < KF_ORDERS; j++)
            _mm512_store_si512(turn->bucket[j], _mm512_srl_epi32(hash[j], s->shift));
}

/* Hashes of the n-grams that end at the 16 positions from `at`. */
static inline void wide_hashes(wide_state *s, size_t at, wide_turn *turn)
{
    const __m512i units = wide_units(_mm256_loadu_si256((const void *)(s->units + at)));
    const __m512i p1 = wide_times(units, 1), p2 = wide_times(units, 2), p3 = wide_times(units, 3);
    __m512i sum = wide_times(units, 0), order[KF_ORDERS];
    order[0] = _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[0]));
    sum = _mm512_add_epi32(sum, _mm512_alignr_epi32(p1, s->product[1], 15));
    order[1] = _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[1]));
    sum = _mm512_add_epi32(sum, _mm512_alignr_epi32(p2, s->product[2], 14));
    order[2] =
        wide_in_line(s, order[1], _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[2])));
    sum = _mm512_add_epi32(sum, _mm512_alignr_epi32(p3, s->product[3], 13));
    order[3] =
        wide_in_line(s, order[1], _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[3])));
    wide_keep(s, order, turn);
    s->product[1] = p1;
    s->product[2] = p2;
    s->product[3] = p3;
}

/* Of vector j the lanes of these orders at those of 16 positions. */
static inline uint32_t wide_orders(uint32_t positions, size_t j, uint32_t orders)
{
    return (positions >> j & 0x1111) * orders;
}

/* Which n-grams end at the 16 positions from `at`: the first ones have no place for all orders, and
 * the last edge is none alone. */
static inline void wide_valid(const wide_state *s, size_t at, __mmask16 valid[KF_ORDERS])
{
    static const uint8_t orders[KF_ORDERS - 1] = {0, 3, 7};
    const size_t left = s->to - at, last = s->count + 1 - at;
    const uint32_t all = left < WIDE_LANES ? (1u << left) - 1 : 0xFFFF;
    const uint32_t alone = all & ~(last < WIDE_LANES ? 1u << last : 0);
    for (size_t j = 0; j < KF_ORDERS; j++)
        valid[j] = (__mmask16)(wide_orders(all, j, 0xE) | wide_orders(alone, j, 1));
    for (size_t p = at; p < KF_ORDERS - 1; p++)
        valid[p - at] &= (__mmask16)(0xFFF0 | orders[p]);
}

/* Lanes of `buckets` without the fingerprint of `hash` in the lower bytes of slots have others. */
static inline __m512i wide_unlike(const wide_state *s, __m512i hash, __m512i buckets)
{
    const __m512i print = _mm512_set4_epi32(0x0F0F0F0F, 0x0B0B0B0B, 0x07070707, 0x03030303);
    return _mm512_xor_si512(buckets, _mm512_shuffle_epi8(_mm512_sll_epi32(hash, s->bits), print));
}

static inline __m128i wide_four(const uint32_t *buckets, const uint32_t *at, size_t step)
{
    const __m128i one = _mm_cvtsi32_si128((int)buckets[at[0]]);
    const __m128i two = _mm_cvtsi32_si128((int)buckets[at[step]]);
    const __m128i three = _mm_cvtsi32_si128((int)buckets[at[2 * step]]);
    const __m128i four = _mm_cvtsi32_si128((int)buckets[at[3 * step]]);
    return _mm_unpacklo_epi64(_mm_unpacklo_epi32(one, two), _mm_unpacklo_epi32(three, four));
}

/* What is in the buckets of vector j. Numbers are read from memory, one by one: gathers are slow on
 * many processors, and so is what takes numbers out of a vector. */
static inline __m512i wide_of_each(const wide_state *s, const wide_turn *turn, size_t j)
{
    const uint32_t *buckets = s->table->buckets, *at = turn->bucket[j];
    __m512i found = _mm512_castsi128_si512(wide_four(buckets, at, 1));
    found = _mm512_inserti32x4(found, wide_four(buckets, at + 4, 1), 1);
    found = _mm512_inserti32x4(found, wide_four(buckets, at + 8, 1), 2);
    return _mm512_inserti32x4(found, wide_four(buckets, at + 12, 1), 3);
}

/* The same of a table with lines: a line is a register, from which what ends at one position is
 * taken together. */
static inline __m512i wide_of_lines(const wide_state *s, const wide_turn *turn, size_t j,
                                    __m512i hash)
{
    const __m512i odd = _mm512_setr_epi32(0, 0, 0, 0, 16, 16, 16, 16, 0, 0, 0, 0, 16, 16, 16, 16);
    const __m512i each = _mm512_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    const __m512i place = _mm512_ternarylogic_epi32(_mm512_srl_epi32(hash, s->shift),
                                                    _mm512_set1_epi32(15), odd, 0xEA);
    const uint32_t *buckets = s->table->buckets, *line = turn->bucket[1] + j;
    const __m512i low = _mm512_permutex2var_epi32(_mm512_loadu_si512(buckets + line[0]), place,
                                                  _mm512_loadu_si512(buckets + line[4]));
    const __m512i high = _mm512_permutex2var_epi32(_mm512_loadu_si512(buckets + line[8]), place,
                                                   _mm512_loadu_si512(buckets + line[12]));
    return _mm512_mask_permutexvar_epi32(
        _mm512_shuffle_i64x2(low, high, 0xE4), 0x1111, each,
        _mm512_castsi128_si512(wide_four(buckets, turn->bucket[0] + j, 4)));
}

static inline __m512i wide_found(const wide_state *s, const wide_turn *turn, size_t j, __m512i hash)
{
    return s->has_lines ? wide_of_lines(s, turn, j, hash) : wide_of_each(s, turn, j);
}

/* What ends at positions from .. end - 1; gives how many turns that are. */
static inline size_t wide_look(wide_state *s, size_t from, size_t end, wide_turn *turns)
{
    size_t n = 0;
    for (; from < end; from += WIDE_LANES, n++)
        wide_hashes(s, from, &turns[n]);
    return n;
}

/* ---- Head 0 --------------------------------------------------------------------------------- */

static inline __m512i wide_weights(const wide_state *s, const wide_turn *turn, size_t j,
                                   __mmask16 valid, __m512i sums)
{
    const __m512i hash = _mm512_load_si512(turn->hash[j]);
    const __m512i found = _mm512_maskz_mov_epi32(valid, wide_found(s, turn, j, hash));
    const __m512i unlike = wide_unlike(s, hash, found);
    const __mmask32 hit = _mm512_testn_epi16_mask(unlike, _mm512_set1_epi16(0xFF));
    return _mm512_mask_add_epi16(sums, hit, sums, _mm512_srai_epi16(found, 8));
}

static inline void wide_weigh(wide_state *s, size_t from, const wide_turn *turns, size_t n)
{
    __m512i sums = _mm512_setzero_si512();
    for (size_t i = 0; i < n; i++, from += WIDE_LANES) {
        __mmask16 valid[KF_ORDERS];
        wide_valid(s, from, valid);
        for (size_t j = 0; j < KF_ORDERS; j++)
            sums = wide_weights(s, &turns[i], j, valid[j], sums);
    }
    s->sums = _mm512_add_epi32(s->sums, _mm512_madd_epi16(sums, _mm512_set1_epi16(1)));
}

static void wide_one(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                     size_t to, kf_scores *out)
{
    wide_state s = wide_start(table, units, count, from, to);
    wide_turn turns[WIDE_TURNS];
    out->looked = kf_ngrams(count, from, to);
    for (; from < to; from += WIDE_BLOCK) {
        const size_t end = to - from > WIDE_BLOCK ? from + WIDE_BLOCK : to;
        wide_weigh(&s, from, turns, wide_look(&s, from, end, turns));
    }
    out->head[0] = _mm512_reduce_add_epi32(s.sums);
}

/* ---- All heads ------------------------------------------------------------------------------ */

static inline size_t wide_append(uint32_t *list, size_t n, __mmask16 hit, __m512i rows)
{
    _mm512_storeu_si512(list + n, _mm512_maskz_compress_epi32(hit, rows));
    return n + (size_t)__builtin_popcount(hit);
}

/* Adds weights of head 0, lists where the rows begin. Few buckets have two slots that hit. */
static inline size_t wide_list(wide_state *s, const wide_turn *turn, size_t j, __mmask16 valid,
                               uint32_t *list, size_t n)
{
    const __m512i next = _mm512_set1_epi32(KF_ROW), hash = _mm512_load_si512(turn->hash[j]);
    const __m512i found = wide_found(s, turn, j, hash), unlike = wide_unlike(s, hash, found);
    const __m512i row = _mm512_slli_epi32(_mm512_srl_epi32(hash, s->shift), 5);
    const __m512i weight = _mm512_srai_epi32(_mm512_slli_epi32(found, 16), 24);
    const __mmask16 first = _mm512_mask_testn_epi32_mask(valid, unlike, _mm512_set1_epi32(0xFF));
    const __mmask16 second =
        _mm512_mask_testn_epi32_mask(valid, unlike, _mm512_set1_epi32(0xFF0000));
    s->sums = _mm512_mask_add_epi32(s->sums, first, s->sums, weight);
    s->sums = _mm512_mask_add_epi32(s->sums, second, s->sums, _mm512_srai_epi32(found, 24));
    n = wide_append(list, n, (__mmask16)(first | second),
                    _mm512_mask_add_epi32(row, (__mmask16)~first, row, next));
    if (!(first & second))
        return n;
    return wide_append(list, n, first & second, _mm512_add_epi32(row, next));
}

static inline size_t wide_hits(wide_state *s, size_t from, const wide_turn *turns, size_t count,
                               uint32_t *list)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++, from += WIDE_LANES) {
        __mmask16 valid[KF_ORDERS];
        wide_valid(s, from, valid);
        for (size_t j = 0; j < KF_ORDERS; j++)
            n = wide_list(s, &turns[i], j, valid[j], list, n);
    }
    return n;
}

static inline __m256i wide_row(const kf_table *table, uint32_t at)
{
    return _mm256_cvtepi8_epi16(_mm_load_si128((const void *)(table->rows + at)));
}

/* Adds rows to heads 1 .. 16: at most 1024, each of four sums of 16 bits takes 256. */
static inline __m512i wide_rows(const kf_table *table, const uint32_t *list, size_t n,
                                __m512i heads)
{
    __m256i sums[4];
    size_t i = 0;
    for (size_t k = 0; k < 4; k++)
        sums[k] = _mm256_setzero_si256();
    for (; i + 3 < n; i += 4)
        for (size_t k = 0; k < 4; k++)
            sums[k] = _mm256_add_epi16(sums[k], wide_row(table, list[i + k]));
    for (; i < n; i++)
        sums[i & 3] = _mm256_add_epi16(sums[i & 3], wide_row(table, list[i]));
    for (size_t k = 0; k < 4; k++)
        heads = _mm512_add_epi32(heads, _mm512_cvtepi16_epi32(sums[k]));
    return heads;
}

static void wide_all(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                     size_t to, kf_scores *out)
{
    uint32_t list[WIDE_LIST + WIDE_LANES];
    wide_state s = wide_start(table, units, count, from, to);
    wide_turn turns[WIDE_TURNS];
    __m512i heads = _mm512_setzero_si512();
    out->looked = kf_ngrams(count, from, to);
    for (; from < to; from += WIDE_BLOCK) {
        const size_t end = to - from > WIDE_BLOCK ? from + WIDE_BLOCK : to;
        const size_t n = wide_look(&s, from, end, turns);
        heads = wide_rows(table, list, wide_hits(&s, from, turns, n, list), heads);
    }
    out->head[0] = _mm512_reduce_add_epi32(s.sums);
    _mm512_storeu_si512(out->head + 1, heads);
}

const kf_score_kernels kf_score_avx512_kernels = {wide_one, wide_all};

#endif
