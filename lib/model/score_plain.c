/* score_plain.c - the kernels for any processor. */
#include "model/score.h"

static void plain_hit(const kf_table *table, uint32_t slot, uint32_t weight, int32_t rows,
                      kf_scores *out)
{
    out->head[0] += (int32_t)(weight & 0x7F) - (int32_t)(weight & 0x80);
    if (!rows)
        return;
    for (size_t h = 0; h < KF_ROW; h++)
        out->head[1 + h] += table->rows[(size_t)slot * KF_ROW + h];
}

static void plain_look(const kf_table *table, uint32_t hash, int32_t rows, kf_scores *out)
{
    uint32_t bucket = hash >> (32 - table->bits), print = hash >> (24 - table->bits) & 0xFF;
    uint32_t found = table->buckets[bucket];
    out->looked++;
    if ((found & 0xFF) == print)
        plain_hit(table, 2 * bucket, found >> 8 & 0xFF, rows, out);
    if ((found >> 16 & 0xFF) == print)
        plain_hit(table, 2 * bucket + 1, found >> 24, rows, out);
}

static void plain_range(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                        size_t to, int32_t rows, kf_scores *out)
{
    for (size_t p = from; p < to; p++) {
        uint32_t hash = 0;
        for (size_t k = 0; k < KF_ORDERS && k <= p; k++) {
            uint32_t unit = units[p - k];
            if (unit >= '0' && unit <= '9')
                unit = '0';
            hash += kf_multiplier[k] * unit;
            if (k > 0 || (p > 0 && p < count + 1))
                plain_look(table, hash + kf_offset[k], rows, out);
        }
    }
}

static void plain_one(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                      size_t to, kf_scores *out)
{
    plain_range(table, units, count, from, to, 0, out);
}

static void plain_all(const kf_table *table, const uint16_t *units, size_t count, size_t from,
                      size_t to, kf_scores *out)
{
    plain_range(table, units, count, from, to, 1, out);
}

const kf_score_kernels kf_score_plain_kernels = {plain_one, plain_all};
