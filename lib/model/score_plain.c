/* score_plain.c - the kernels for any processor, in steps that compilers can turn into vectors:
 * buckets are fetched, compared, hits listed, rows added. */
#include "model/score.h"

enum {
    PLAIN_CHUNK = 32, /* positions */
    PLAIN_LOOKED = PLAIN_CHUNK * KF_ORDERS,
    PLAIN_FOUND = PLAIN_LOOKED * 2 /* hits: so many weights to a sum of 16 bits */
};

/* What is looked up in a chunk of positions, order by order. */
typedef struct plain_chunk {
    uint32_t hash[PLAIN_LOOKED], bucket[PLAIN_LOOKED];
    size_t n;
} plain_chunk;

/* No n-gram ends there: an empty bucket, which the hash is not in. */
static void plain_void(plain_chunk *chunk, size_t position, size_t k)
{
    chunk->bucket[position * KF_ORDERS + k] = 0;
    chunk->hash[position * KF_ORDERS + k] = UINT32_MAX;
}

static void plain_edges(plain_chunk *chunk, size_t count, size_t from, size_t to)
{
    for (size_t p = from; p < to && p < KF_ORDERS - 1; p++)
        for (size_t k = 0; k < KF_ORDERS; k++)
            if (p < kf_first_end(k))
                plain_void(chunk, p - from, k);
    if (to == count + 2)
        plain_void(chunk, to - 1 - from, 0);
}

static void plain_fetch(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                        size_t to, plain_chunk *chunk)
{
    const uint32_t *buckets = table->buckets, shift = (uint32_t)(32 - table->bits);
    const uint32_t m0 = kf_multiplier[0], m1 = kf_multiplier[1], m2 = kf_multiplier[2],
                   m3 = kf_multiplier[3];
    const uint16_t *at = units + from;
    uint32_t u1 = kf_counted(at[-1]), u2 = kf_counted(at[-2]);
    uint32_t one = m1 * u1, two = one + m2 * u2, three = two + m3 * kf_counted(at[-3]);
    uint32_t *hash = chunk->hash, *bucket = chunk->bucket;
    for (size_t n = to - from; n; n--, hash += KF_ORDERS, bucket += KF_ORDERS) {
        uint32_t unit = kf_counted(*at++), sum = m0 * unit;
        hash[0] = sum + kf_offset[0];
        hash[1] = sum + one + kf_offset[1];
        hash[2] = sum + two + kf_offset[2];
        hash[3] = sum + three + kf_offset[3];
        bucket[0] = buckets[hash[0] >> shift];
        bucket[1] = buckets[hash[1] >> shift];
        bucket[2] = buckets[hash[2] >> shift];
        bucket[3] = buckets[hash[3] >> shift];
        one = m1 * unit;
        two = one + m2 * u1;
        three = two + m3 * u2;
        u2 = u1;
        u1 = unit;
    }
    chunk->n = (to - from) * KF_ORDERS;
    plain_edges(chunk, count, from, to);
}

/* The weight in the lowest byte, if `like` is 1, else 0. */
static inline uint32_t plain_weight(uint32_t like, uint32_t byte)
{
    return (((byte & 0xFF) ^ 0x80) - 0x80) & (0 - like);
}

typedef struct plain_found {
    uint32_t sum, both; /* of head 0; how many buckets have two slots that hit */
} plain_found;

/* Compares without a branch. `match`, if not NULL, gets for each bucket the slot that hits, the
 * first if both do, and in the highest bit whether any does. */
static inline plain_found plain_compare(const plain_chunk *chunk, int32_t bits, uint32_t *match)
{
    const uint32_t shift = (uint32_t)(24 - bits), up = (uint32_t)(32 - bits);
    plain_found found = {0, 0};
    for (size_t i = 0; i < chunk->n; i++) {
        uint32_t bucket = chunk->bucket[i], unlike = bucket ^ chunk->hash[i] >> shift;
        uint32_t first = (unlike & 0xFF) == 0;
        uint32_t second = ((bucket >> 16 ^ chunk->hash[i] >> shift) & 0xFF) == 0;
        found.sum += plain_weight(first, bucket >> 8) + plain_weight(second, bucket >> 24);
        if (!match)
            continue;
        match[i] = ((chunk->hash[i] >> up) * 2 + 1 - first) | (first | second) << 31;
        found.both += first & second;
    }
    return found;
}

static inline int32_t plain_signed(uint32_t sum)
{
    return sum < 0x80000000u ? (int32_t)sum : -(int32_t)~sum - 1;
}

static void plain_one(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                      size_t to, kf_scores *out)
{
    plain_chunk chunk;
    out->looked += kf_ngrams(count, from, to);
    for (; from < to; from += PLAIN_CHUNK) {
        size_t end = to - from > PLAIN_CHUNK ? from + PLAIN_CHUNK : to;
        plain_fetch(table, units, count, from, end, &chunk);
        out->head[0] += plain_signed(plain_compare(&chunk, table->bits, NULL).sum);
    }
}

/* ---- All heads ------------------------------------------------------------------------------ */

/* Adds weights of head 0, lists slots that hit: most buckets have one at most. */
static size_t plain_list(const plain_chunk *chunk, int32_t bits, uint32_t *list, int32_t *head)
{
    uint32_t match[PLAIN_LOOKED];
    plain_found found = plain_compare(chunk, bits, match);
    size_t n = 0;
    *head += plain_signed(found.sum);
    for (size_t i = 0; i < chunk->n; i++) {
        list[n] = match[i] & 0x7FFFFFFF;
        n += match[i] >> 31;
    }
    for (size_t i = 0; found.both; i++) {
        uint32_t second = (chunk->bucket[i] >> 16 ^ chunk->hash[i] >> (24 - bits)) & 0xFF;
        if (match[i] >> 31 && !(match[i] & 1) && !second) {
            list[n++] = (match[i] & 0x7FFFFFFF) + 1;
            found.both--;
        }
    }
    return n;
}

static void plain_rows(const int8_t *rows, const uint32_t *list, size_t n, kf_scores *out)
{
    int16_t sums[KF_ROW] = {0};
    for (size_t i = 0; i < n; i++) {
        const int8_t *row = rows + (size_t)list[i] * KF_ROW;
        for (size_t h = 0; h < KF_ROW; h++)
            sums[h] = (int16_t)(sums[h] + row[h]);
    }
    for (size_t h = 0; h < KF_ROW; h++)
        out->head[1 + h] += sums[h];
}

static void plain_all(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                      size_t to, kf_scores *out)
{
    plain_chunk chunk;
    uint32_t list[PLAIN_FOUND + 1];
    out->looked += kf_ngrams(count, from, to);
    for (; from < to; from += PLAIN_CHUNK) {
        size_t end = to - from > PLAIN_CHUNK ? from + PLAIN_CHUNK : to;
        plain_fetch(table, units, count, from, end, &chunk);
        size_t n = plain_list(&chunk, table->bits, list, &out->head[0]);
        plain_rows(table->rows, list, n, out);
    }
}

const kf_score_kernels kf_score_plain_kernels = {plain_one, plain_all};
