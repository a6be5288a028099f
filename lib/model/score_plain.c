/* score_plain.c - the kernels for any processor, in steps that compilers can turn into vectors:
 * buckets are fetched, compared, hits listed, rows added. */
#include <string.h>

#include "model/score.h"

enum {
    PLAIN_CHUNK = 32,                         /* positions */
    PLAIN_FOUND = PLAIN_CHUNK * KF_ORDERS * 2 /* hits: so many weights to a sum of 16 bits */
};

/* What is looked up in a chunk of positions, order by order. */
typedef struct plain_chunk {
    uint32_t hash[KF_ORDERS][PLAIN_CHUNK], bucket[KF_ORDERS][PLAIN_CHUNK];
    size_t n; /* positions */
} plain_chunk;

/* No n-gram ends there: an empty bucket, which the hash is not in. */
static void plain_void(plain_chunk *chunk, size_t position, size_t k)
{
    chunk->bucket[k][position] = 0;
    chunk->hash[k][position] = UINT32_MAX;
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

/* Hashes of the n-grams that end at n positions; a longer one is in the line of its last two. */
static void plain_hashes(const uint16_t *units, size_t n, uint32_t line, plain_chunk *chunk)
{
    const uint32_t m0 = kf_multiplier[0], m1 = kf_multiplier[1], m2 = kf_multiplier[2],
                   m3 = kf_multiplier[3];
    uint32_t unit[PLAIN_CHUNK + KF_ORDERS - 1];
    for (size_t i = 0; i < n + KF_ORDERS - 1; i++)
        unit[i] = kf_counted(units[i]);
    for (size_t p = 0; p < n; p++) {
        uint32_t one = m0 * unit[p + 3], two = one + m1 * unit[p + 2];
        uint32_t three = two + m2 * unit[p + 1], four = three + m3 * unit[p];
        two += kf_offset[1];
        chunk->hash[0][p] = one + kf_offset[0];
        chunk->hash[1][p] = two;
        chunk->hash[2][p] = (two & line) | ((three + kf_offset[2]) & ~line);
        chunk->hash[3][p] = (two & line) | ((four + kf_offset[3]) & ~line);
    }
    chunk->n = n;
}

static void plain_fetch(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                        size_t to, plain_chunk *chunk)
{
    const uint32_t *buckets = table->buckets, shift = (uint32_t)(32 - table->bits);
    plain_hashes(units + from - (KF_ORDERS - 1), to - from, kf_line_mask(table->spec), chunk);
    for (size_t k = 0; k < KF_ORDERS; k++)
        for (size_t p = 0; p < chunk->n; p++)
            chunk->bucket[k][p] = buckets[chunk->hash[k][p] >> shift];
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

/* Compares those of one order without a branch. `match`, if not NULL, gets for each bucket the slot
 * that hits, the first if both do, and in the highest bit whether any does. */
static inline plain_found plain_compare(const uint32_t *hash, const uint32_t *buckets, size_t n,
                                        int32_t bits, uint32_t *match)
{
    const uint32_t shift = (uint32_t)(24 - bits), up = (uint32_t)(32 - bits);
    plain_found found = {0, 0};
    for (size_t i = 0; i < n; i++) {
        uint32_t bucket = buckets[i], unlike = bucket ^ hash[i] >> shift;
        uint32_t first = (unlike & 0xFF) == 0;
        uint32_t second = ((bucket >> 16 ^ hash[i] >> shift) & 0xFF) == 0;
        found.sum += plain_weight(first, bucket >> 8) + plain_weight(second, bucket >> 24);
        if (!match)
            continue;
        match[i] = ((hash[i] >> up) * 2 + 1 - first) | (first | second) << 31;
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
    out->head[0] = 0;
    out->looked = kf_ngrams(count, from, to);
    for (; from < to; from += PLAIN_CHUNK) {
        size_t end = to - from > PLAIN_CHUNK ? from + PLAIN_CHUNK : to;
        plain_fetch(table, units, count, from, end, &chunk);
        for (size_t k = 0; k < KF_ORDERS; k++)
            out->head[0] += plain_signed(
                plain_compare(chunk.hash[k], chunk.bucket[k], chunk.n, table->bits, NULL).sum);
    }
}

/* ---- All heads ------------------------------------------------------------------------------ */

/* Adds weights of head 0, lists slots of one order that hit: most buckets have one at most. */
static size_t plain_list(const plain_chunk *chunk, size_t k, int32_t bits, uint32_t *list, size_t n,
                         int32_t *head)
{
    uint32_t match[PLAIN_CHUNK];
    plain_found found = plain_compare(chunk->hash[k], chunk->bucket[k], chunk->n, bits, match);
    *head += plain_signed(found.sum);
    for (size_t i = 0; i < chunk->n; i++) {
        list[n] = match[i] & 0x7FFFFFFF;
        n += match[i] >> 31;
    }
    for (size_t i = 0; found.both; i++) {
        uint32_t second = (chunk->bucket[k][i] >> 16 ^ chunk->hash[k][i] >> (24 - bits)) & 0xFF;
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
    memset(out->head, 0, sizeof out->head);
    out->looked = kf_ngrams(count, from, to);
    for (; from < to; from += PLAIN_CHUNK) {
        size_t end = to - from > PLAIN_CHUNK ? from + PLAIN_CHUNK : to, n = 0;
        plain_fetch(table, units, count, from, end, &chunk);
        for (size_t k = 0; k < KF_ORDERS; k++)
            n = plain_list(&chunk, k, table->bits, list, n, &out->head[0]);
        plain_rows(table->rows, list, n, out);
    }
}

const kf_score_kernels kf_score_plain_kernels = {plain_one, plain_all};
