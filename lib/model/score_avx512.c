/* score_avx512.c - the kernels for processors with AVX-512: 16 positions at once. */
#include "model/score.h"

#ifdef KF_HAVE_AVX512

#include <immintrin.h>

enum {
    WIDE_LANES = 16,
    WIDE_CHUNK = 64 * WIDE_LANES, /* 256 weights to a sum of 16 bits */
    WIDE_BLOCK = 4 * WIDE_LANES,  /* positions whose hits are listed before rows are added, */
    WIDE_LIST = WIDE_BLOCK * KF_ORDERS * 2 /* and so many they can be */
};

typedef struct wide_state {
    __m512i product[KF_ORDERS]; /* units of the positions before × multiplier j; [0] is not used */
    __m512i sums;               /* head 0: 32 of 16 bits, or 16 of 32 bits */
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
    s.shift = _mm_cvtsi32_si128(32 - table->bits);
    s.bits = _mm_cvtsi32_si128(table->bits);
    return s;
}

/* Hashes of the n-grams that end at the 16 positions from `at`. */
static inline void wide_hashes(wide_state *s, size_t at, __m512i hash[KF_ORDERS])
{
    __m512i units = wide_units(_mm256_loadu_si256((const void *)(s->units + at)));
    __m512i p1 = wide_times(units, 1), p2 = wide_times(units, 2), p3 = wide_times(units, 3);
    __m512i sum = wide_times(units, 0);
    hash[0] = _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[0]));
    sum = _mm512_add_epi32(sum, _mm512_alignr_epi32(p1, s->product[1], 15));
    hash[1] = _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[1]));
    sum = _mm512_add_epi32(sum, _mm512_alignr_epi32(p2, s->product[2], 14));
    hash[2] = _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[2]));
    sum = _mm512_add_epi32(sum, _mm512_alignr_epi32(p3, s->product[3], 13));
    hash[3] = _mm512_add_epi32(sum, _mm512_set1_epi32((int)kf_offset[3]));
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

static inline __m512i wide_buckets(const wide_state *s, __m512i bucket, __mmask16 valid)
{
    return _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), valid, bucket, s->table->buckets, 4);
}

/* ---- Head 0 --------------------------------------------------------------------------------- */

static inline void wide_look(wide_state *s, __m512i hash, __mmask16 valid)
{
    __m512i buckets = wide_buckets(s, _mm512_srl_epi32(hash, s->shift), valid);
    __mmask32 hit = _mm512_testn_epi16_mask(wide_unlike(s, hash, buckets), _mm512_set1_epi16(0xFF));
    s->sums = _mm512_mask_add_epi16(s->sums, hit, s->sums, _mm512_srai_epi16(buckets, 8));
}

static void wide_one(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                     size_t to, kf_scores *out)
{
    wide_state s = wide_start(table, units, count, from, to);
    out->looked += kf_ngrams(count, from, to);
    while (from < to) {
        size_t end = to - from > WIDE_CHUNK ? from + WIDE_CHUNK : to;
        for (; from < end; from += WIDE_LANES) {
            __m512i hash[KF_ORDERS];
            __mmask16 valid[KF_ORDERS];
            wide_hashes(&s, from, hash);
            wide_valid(&s, from, valid);
            for (size_t k = 0; k < KF_ORDERS; k++)
                wide_look(&s, hash[k], valid[k]);
        }
        out->head[0] += _mm512_reduce_add_epi32(_mm512_madd_epi16(s.sums, _mm512_set1_epi16(1)));
        s.sums = _mm512_setzero_si512();
    }
}

/* ---- All heads ------------------------------------------------------------------------------ */

static inline size_t wide_append(uint32_t *list, size_t n, __mmask16 hit, __m512i rows)
{
    _mm512_storeu_si512(list + n, _mm512_maskz_compress_epi32(hit, rows));
    return n + (size_t)__builtin_popcount(hit);
}

/* Adds weights of head 0, lists where the rows begin. Few buckets have two slots that hit. */
static inline size_t wide_list(wide_state *s, __m512i hash, __mmask16 valid, uint32_t *list,
                               size_t n)
{
    const __m512i next = _mm512_set1_epi32(KF_ROW);
    __m512i bucket = _mm512_srl_epi32(hash, s->shift), row = _mm512_slli_epi32(bucket, 5);
    __m512i buckets = wide_buckets(s, bucket, valid), unlike = wide_unlike(s, hash, buckets);
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

static inline __m256i wide_row(const kf_table *table, uint32_t at)
{
    return _mm256_cvtepi8_epi16(_mm_load_si128((const void *)(table->rows + at)));
}

/* Adds rows to heads 1 .. 16: at most 512, so each of two sums of 16 bits takes 256. */
static inline __m512i wide_rows(const kf_table *table, const uint32_t *list, size_t n,
                                __m512i heads)
{
    __m256i even = _mm256_setzero_si256(), odd = even;
    size_t i = 0;
    for (; i + 1 < n; i += 2) {
        even = _mm256_add_epi16(even, wide_row(table, list[i]));
        odd = _mm256_add_epi16(odd, wide_row(table, list[i + 1]));
    }
    if (i < n)
        even = _mm256_add_epi16(even, wide_row(table, list[i]));
    heads = _mm512_add_epi32(heads, _mm512_cvtepi16_epi32(even));
    return _mm512_add_epi32(heads, _mm512_cvtepi16_epi32(odd));
}

static void wide_all(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                     size_t to, kf_scores *out)
{
    uint32_t list[WIDE_LIST + WIDE_LANES];
    wide_state s = wide_start(table, units, count, from, to);
    __m512i heads = _mm512_loadu_si512(out->head + 1);
    out->looked += kf_ngrams(count, from, to);
    while (from < to) {
        size_t end = to - from > WIDE_BLOCK ? from + WIDE_BLOCK : to, n = 0;
        for (; from < end; from += WIDE_LANES) {
            __m512i hash[KF_ORDERS];
            __mmask16 valid[KF_ORDERS];
            wide_hashes(&s, from, hash);
            wide_valid(&s, from, valid);
            for (size_t k = 0; k < KF_ORDERS; k++)
                n = wide_list(&s, hash[k], valid[k], list, n);
        }
        heads = wide_rows(table, list, n, heads);
    }
    out->head[0] += _mm512_reduce_add_epi32(s.sums);
    _mm512_storeu_si512(out->head + 1, heads);
}

const kf_score_kernels kf_score_avx512_kernels = {wide_one, wide_all};

#endif
