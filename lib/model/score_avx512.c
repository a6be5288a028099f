/* score_avx512.c - the kernels for processors with AVX-512: 16 positions at once. */
#include "model/score.h"

#ifdef KF_HAVE_AVX512

#include <immintrin.h>
#include <string.h>

enum {
    WIDE_LANES = 16,
    WIDE_TURNS = 8,
    WIDE_BLOCK = WIDE_TURNS * WIDE_LANES,  /* positions that are looked up together: each sum of 16
                                              bits gets 64 weights, */
    WIDE_LIST = WIDE_BLOCK * KF_ORDERS * 2 /* and so many hits there can be */
};

/* What is looked up: of each turn the orders, of each order 16 positions. */
typedef struct wide_block {
    _Alignas(64) uint32_t hash[WIDE_TURNS][KF_ORDERS][WIDE_LANES];
    uint32_t bucket[WIDE_TURNS][KF_ORDERS][WIDE_LANES]; /* its number, then what is in it */
    size_t turns;
} wide_block;

typedef struct wide_state {
    __m512i product[KF_ORDERS]; /* units of the positions before × multiplier j; [0] is not used */
    __m512i sums;               /* head 0: 16 of 32 bits */
    __m512i line;               /* bits of the hash that tell the line */
    __m128i shift, bits;
    const kf_table *table;
    const uint16_t *units;
    size_t count, to;
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
    return s;
}

/* Keeps the hashes of one order, and the buckets they name. */
static inline void wide_keep(const wide_state *s, __m512i hash, uint32_t *hashes, uint32_t *buckets)
{
    _mm512_store_si512(hashes, hash);
    _mm512_store_si512(buckets, _mm512_srl_epi32(hash, s->shift));
}

/* A hash of a longer n-gram in the line of its last two units. */
static inline __m512i wide_in_line(const wide_state *s, __m512i two, __m512i hash)
{
    return _mm512_ternarylogic_epi32(s->line, two, hash, 0xCA); /* line ? two : hash */
}

/* Hashes of the n-grams that end at the 16 positions from `at`. */
static inline void wide_hashes(wide_state *s, size_t at, wide_block *block)
{
    uint32_t(*hash)[WIDE_LANES] = block->hash[block->turns];
    uint32_t(*bucket)[WIDE_LANES] = block->bucket[block->turns++];
    __m512i units = wide_units(_mm256_loadu_si256((const void *)(s->units + at)));
    __m512i p1 = wide_times(units, 1), p2 = wide_times(units, 2), p3 = wide_times(units, 3);
    __m512i sum = wide_times(units, 0), two, more;
    wide_keep(s, _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[0])), hash[0], bucket[0]);
    sum = _mm512_add_epi32(sum, _mm512_alignr_epi32(p1, s->product[1], 15));
    two = _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[1]));
    wide_keep(s, two, hash[1], bucket[1]);
    sum = _mm512_add_epi32(sum, _mm512_alignr_epi32(p2, s->product[2], 14));
    more = _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[2]));
    wide_keep(s, wide_in_line(s, two, more), hash[2], bucket[2]);
    sum = _mm512_add_epi32(sum, _mm512_alignr_epi32(p3, s->product[3], 13));
    more = _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[3]));
    wide_keep(s, wide_in_line(s, two, more), hash[3], bucket[3]);
    s->product[1] = p1;
    s->product[2] = p2;
    s->product[3] = p3;
}

/* Which of the 16 positions from `at` an n-gram of each order ends at. */
static inline void wide_valid(const wide_state *s, size_t at, __mmask16 valid[KF_ORDERS])
{
    size_t left = s->to - at, last = s->count + 1 - at;
    uint32_t all = left < WIDE_LANES ? (1u << left) - 1 : 0xFFFF;
    valid[0] = (__mmask16)(all & ~(last < WIDE_LANES ? 1u << last : 0));
    valid[1] = valid[2] = valid[3] = (__mmask16)all;
    if (at < KF_ORDERS - 1)
        for (size_t k = 0; k < KF_ORDERS; k++)
            if (at < kf_first_end(k))
                valid[k] = (__mmask16)(valid[k] & 0xFFFFu << (kf_first_end(k) - at));
}

/* Lanes of `buckets` without the fingerprint of `hash` in the lower bytes of slots have others. */
static inline __m512i wide_unlike(const wide_state *s, __m512i hash, __m512i buckets)
{
    const __m512i print = _mm512_set4_epi32(0x0F0F0F0F, 0x0B0B0B0B, 0x07070707, 0x03030303);
    return _mm512_xor_si512(buckets, _mm512_shuffle_epi8(_mm512_sll_epi32(hash, s->bits), print));
}

static inline __m128i wide_four(const uint32_t *buckets, const uint64_t *at)
{
    __m128i four = _mm_cvtsi32_si128((int)buckets[(uint32_t)at[0]]);
    four = _mm_insert_epi32(four, (int)buckets[at[0] >> 32], 1);
    four = _mm_insert_epi32(four, (int)buckets[(uint32_t)at[1]], 2);
    return _mm_insert_epi32(four, (int)buckets[at[1] >> 32], 3);
}

static inline __m256i wide_eight(const uint32_t *buckets, const uint64_t *at)
{
    return _mm256_inserti128_si256(_mm256_castsi128_si256(wide_four(buckets, at)),
                                   wide_four(buckets, at + 2), 1);
}

/* Numbers of buckets become what is in them. One by one, from memory: gathers are slow on many
 * processors, and so is what takes numbers out of a vector. */
static inline void wide_fetch(const wide_state *s, wide_block *block)
{
    uint32_t *at = block->bucket[0][0], *end = at + block->turns * KF_ORDERS * WIDE_LANES;
    for (; at < end; at += WIDE_LANES) {
        uint64_t two[WIDE_LANES / 2];
        memcpy(two, at, sizeof two);
        __m512i low = _mm512_castsi256_si512(wide_eight(s->table->buckets, two));
        __m256i high = wide_eight(s->table->buckets, two + 4);
        _mm512_store_si512(at, _mm512_inserti64x4(low, high, 1));
    }
}

/* Looks up what ends at positions from .. end - 1. */
static inline void wide_look(wide_state *s, size_t from, size_t end, wide_block *block)
{
    for (block->turns = 0; from < end; from += WIDE_LANES)
        wide_hashes(s, from, block);
    wide_fetch(s, block);
}

/* ---- Head 0 --------------------------------------------------------------------------------- */

static inline __m512i wide_weights(const wide_state *s, const uint32_t *hash,
                                   const uint32_t *bucket, __mmask16 valid, __m512i sums)
{
    __m512i buckets = _mm512_maskz_load_epi32(valid, bucket);
    __m512i unlike = wide_unlike(s, _mm512_load_si512(hash), buckets);
    __mmask32 hit = _mm512_testn_epi16_mask(unlike, _mm512_set1_epi16(0xFF));
    return _mm512_mask_add_epi16(sums, hit, sums, _mm512_srai_epi16(buckets, 8));
}

static inline void wide_weigh(wide_state *s, size_t from, const wide_block *block)
{
    __m512i sums = _mm512_setzero_si512();
    for (size_t turn = 0; turn < block->turns; turn++, from += WIDE_LANES) {
        __mmask16 valid[KF_ORDERS];
        wide_valid(s, from, valid);
        for (size_t k = 0; k < KF_ORDERS; k++)
            sums = wide_weights(s, block->hash[turn][k], block->bucket[turn][k], valid[k], sums);
    }
    s->sums = _mm512_add_epi32(s->sums, _mm512_madd_epi16(sums, _mm512_set1_epi16(1)));
}

static void wide_one(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                     size_t to, kf_scores *out)
{
    wide_state s = wide_start(table, units, count, from, to);
    wide_block block;
    out->looked += kf_ngrams(count, from, to);
    for (; from < to; from += WIDE_BLOCK) {
        wide_look(&s, from, to - from > WIDE_BLOCK ? from + WIDE_BLOCK : to, &block);
        wide_weigh(&s, from, &block);
    }
    out->head[0] += _mm512_reduce_add_epi32(s.sums);
}

/* ---- All heads ------------------------------------------------------------------------------ */

static inline size_t wide_append(uint32_t *list, size_t n, __mmask16 hit, __m512i rows)
{
    _mm512_storeu_si512(list + n, _mm512_maskz_compress_epi32(hit, rows));
    return n + (size_t)__builtin_popcount(hit);
}

/* Adds weights of head 0, lists where the rows begin. Few buckets have two slots that hit. */
static inline size_t wide_list(wide_state *s, const uint32_t *hashes, const uint32_t *contents,
                               __mmask16 valid, uint32_t *list, size_t n)
{
    const __m512i next = _mm512_set1_epi32(KF_ROW);
    __m512i hash = _mm512_load_si512(hashes), buckets = _mm512_load_si512(contents);
    __m512i row = _mm512_slli_epi32(_mm512_srl_epi32(hash, s->shift), 5);
    __m512i unlike = wide_unlike(s, hash, buckets);
    __mmask16 first = _mm512_mask_testn_epi32_mask(valid, unlike, _mm512_set1_epi32(0xFF));
    __mmask16 second = _mm512_mask_testn_epi32_mask(valid, unlike, _mm512_set1_epi32(0xFF0000));
    __m512i weight = _mm512_srai_epi32(_mm512_slli_epi32(buckets, 16), 24);
    s->sums = _mm512_mask_add_epi32(s->sums, first, s->sums, weight);
    s->sums = _mm512_mask_add_epi32(s->sums, second, s->sums, _mm512_srai_epi32(buckets, 24));
    n = wide_append(list, n, (__mmask16)(first | second),
                    _mm512_mask_add_epi32(row, (__mmask16)~first, row, next));
    if (!(first & second))
        return n;
    return wide_append(list, n, first & second, _mm512_add_epi32(row, next));
}

static inline size_t wide_hits(wide_state *s, size_t from, const wide_block *block, uint32_t *list)
{
    size_t n = 0;
    for (size_t turn = 0; turn < block->turns; turn++, from += WIDE_LANES) {
        __mmask16 valid[KF_ORDERS];
        wide_valid(s, from, valid);
        for (size_t k = 0; k < KF_ORDERS; k++)
            n = wide_list(s, block->hash[turn][k], block->bucket[turn][k], valid[k], list, n);
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
    wide_block block;
    __m512i heads = _mm512_loadu_si512(out->head + 1);
    out->looked += kf_ngrams(count, from, to);
    for (; from < to; from += WIDE_BLOCK) {
        wide_look(&s, from, to - from > WIDE_BLOCK ? from + WIDE_BLOCK : to, &block);
        heads = wide_rows(table, list, wide_hits(&s, from, &block, list), heads);
    }
    out->head[0] += _mm512_reduce_add_epi32(s.sums);
    _mm512_storeu_si512(out->head + 1, heads);
}

const kf_score_kernels kf_score_avx512_kernels = {wide_one, wide_all};

#endif
