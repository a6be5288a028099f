/* score_avx2.c - the kernels for processors with AVX2: 8 positions at once. */
#include "model/score.h"

#ifdef KF_HAVE_AVX2

#include <immintrin.h>

enum {
    HALF_LANES = 8,
    HALF_CHUNK = 64 * HALF_LANES, /* 256 weights to a sum of 16 bits */
    HALF_BLOCK = 8 * HALF_LANES,  /* positions whose hits are listed before rows are added, */
    HALF_LIST = HALF_BLOCK * KF_ORDERS * 2 /* and so many they can be */
};

typedef struct half_state {
    __m256i product[KF_ORDERS]; /* units of the positions before × multiplier j; [0] is not used */
    __m256i sums;               /* head 0: 16 of 16 bits, or 8 of 32 bits */
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
    s.shift = _mm_cvtsi32_si128(32 - table->bits);
    s.bits = _mm_cvtsi32_si128(table->bits);
    return s;
}

/* Hashes of the n-grams that end at the 8 positions from `at`. */
static inline void half_hashes(half_state *s, size_t at, __m256i hash[KF_ORDERS])
{
    __m256i units = half_units(_mm_loadu_si128((const void *)(s->units + at)));
    __m256i p[KF_ORDERS], sum = half_times(units, 0), between;
    for (size_t j = 1; j < KF_ORDERS; j++)
        p[j] = half_times(units, j);
    hash[0] = _mm256_add_epi32(sum, _mm256_set1_epi32((int)kf_offset[0]));
    between = _mm256_permute2x128_si256(s->product[1], p[1], 0x21);
    sum = _mm256_add_epi32(sum, _mm256_alignr_epi8(p[1], between, 12));
    hash[1] = _mm256_add_epi32(sum, _mm256_set1_epi32((int)kf_offset[1]));
    between = _mm256_permute2x128_si256(s->product[2], p[2], 0x21);
    sum = _mm256_add_epi32(sum, _mm256_alignr_epi8(p[2], between, 8));
    hash[2] = _mm256_add_epi32(sum, _mm256_set1_epi32((int)kf_offset[2]));
    between = _mm256_permute2x128_si256(s->product[3], p[3], 0x21);
    sum = _mm256_add_epi32(sum, _mm256_alignr_epi8(p[3], between, 4));
    hash[3] = _mm256_add_epi32(sum, _mm256_set1_epi32((int)kf_offset[3]));
    for (size_t j = 1; j < KF_ORDERS; j++)
        s->product[j] = p[j];
}

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

#ifdef HALF_GATHER
static inline __m256i half_buckets(const half_state *s, __m256i bucket, __m256i valid)
{
    return _mm256_mask_i32gather_epi32(_mm256_setzero_si256(), (const int *)s->table->buckets,
                                       bucket, valid, 4);
}
#else
static inline __m128i half_four(const uint32_t *buckets, const uint64_t *at)
{
    __m128i four = _mm_cvtsi32_si128((int)buckets[(uint32_t)at[0]]);
    four = _mm_insert_epi32(four, (int)buckets[at[0] >> 32], 1);
    four = _mm_insert_epi32(four, (int)buckets[(uint32_t)at[1]], 2);
    return _mm_insert_epi32(four, (int)buckets[at[1] >> 32], 3);
}
/* One by one: gathers are slow on many processors. */
static inline __m256i half_buckets(const half_state *s, __m256i bucket, __m256i valid)
{
    uint64_t at[4];
    _mm256_storeu_si256((void *)at, bucket);
    __m128i low = half_four(s->table->buckets, at), high = half_four(s->table->buckets, at + 2);
    return _mm256_and_si256(valid, _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1));
}
#endif

/* ---- Head 0 --------------------------------------------------------------------------------- */

static inline void half_look(half_state *s, __m256i hash, __m256i valid)
{
    __m256i buckets = half_buckets(s, _mm256_srl_epi32(hash, s->shift), valid);
    __m256i low = _mm256_and_si256(half_unlike(s, hash, buckets), _mm256_set1_epi16(0xFF));
    __m256i hit = _mm256_cmpeq_epi16(low, _mm256_setzero_si256());
    s->sums = _mm256_add_epi16(s->sums, _mm256_and_si256(hit, _mm256_srai_epi16(buckets, 8)));
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
    out->looked += kf_ngrams(count, from, to);
    while (from < to) {
        size_t end = to - from > HALF_CHUNK ? from + HALF_CHUNK : to;
        for (; from < end; from += HALF_LANES) {
            __m256i hash[KF_ORDERS], valid[KF_ORDERS];
            half_hashes(&s, from, hash);
            half_valid(&s, from, valid);
            for (size_t k = 0; k < KF_ORDERS; k++)
                half_look(&s, hash[k], valid[k]);
        }
        out->head[0] += half_total(_mm256_madd_epi16(s.sums, _mm256_set1_epi16(1)));
        s.sums = _mm256_setzero_si256();
    }
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
static inline size_t half_list(half_state *s, __m256i hash, __m256i valid, uint32_t *list, size_t n)
{
    const __m256i zero = _mm256_setzero_si256(), next = _mm256_set1_epi32(KF_ROW);
    __m256i bucket = _mm256_srl_epi32(hash, s->shift), row = _mm256_slli_epi32(bucket, 5);
    __m256i buckets = half_buckets(s, bucket, valid), unlike = half_unlike(s, hash, buckets);
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

static inline __m256i half_row(const kf_table *table, uint32_t at)
{
    return _mm256_cvtepi8_epi16(_mm_load_si128((const void *)(table->rows + at)));
}

/* Adds 16 sums of 16 bits to heads 1 .. 16. */
static inline void half_widen(__m256i sums, kf_scores *out)
{
    __m256i *low = (void *)(out->head + 1), *high = (void *)(out->head + 9);
    __m256i first = _mm256_cvtepi16_epi32(_mm256_castsi256_si128(sums));
    __m256i last = _mm256_cvtepi16_epi32(_mm256_extracti128_si256(sums, 1));
    _mm256_storeu_si256(low, _mm256_add_epi32(_mm256_loadu_si256(low), first));
    _mm256_storeu_si256(high, _mm256_add_epi32(_mm256_loadu_si256(high), last));
}

/* At most 512 rows, so each of two sums of 16 bits takes 256. */
static inline void half_rows(const kf_table *table, const uint32_t *list, size_t n, kf_scores *out)
{
    __m256i even = _mm256_setzero_si256(), odd = even;
    size_t i = 0;
    for (; i + 1 < n; i += 2) {
        even = _mm256_add_epi16(even, half_row(table, list[i]));
        odd = _mm256_add_epi16(odd, half_row(table, list[i + 1]));
    }
    if (i < n)
        even = _mm256_add_epi16(even, half_row(table, list[i]));
    half_widen(even, out);
    half_widen(odd, out);
}

static void half_all(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                     size_t to, kf_scores *out)
{
    uint32_t list[HALF_LIST + HALF_LANES];
    half_state s = half_start(table, units, count, from, to);
    out->looked += kf_ngrams(count, from, to);
    while (from < to) {
        size_t end = to - from > HALF_BLOCK ? from + HALF_BLOCK : to, n = 0;
        for (; from < end; from += HALF_LANES) {
            __m256i hash[KF_ORDERS], valid[KF_ORDERS];
            half_hashes(&s, from, hash);
            half_valid(&s, from, valid);
            for (size_t k = 0; k < KF_ORDERS; k++)
                n = half_list(&s, hash[k], valid[k], list, n);
        }
        half_rows(table, list, n, out);
    }
    out->head[0] += half_total(s.sums);
}

const kf_score_kernels kf_score_avx2_kernels = {half_one, half_all};

#endif
