/* score_words.c - what words and pairs of words add to scores: models of English have them. */
#include "model/score.h"
#include "model/words.h"

static void score_slot(const kf_table *table, size_t slot, uint32_t weight, int32_t rows,
                       kf_scores *out)
{
    out->head[0] += (int32_t)(weight & 0x7F) - (int32_t)(weight & 0x80);
    for (size_t h = 0; rows && h < KF_ROW; h++)
        out->head[1 + h] += table->rows[slot * KF_ROW + h];
}

static void score_word(const kf_table *table, uint32_t hash, int32_t rows, kf_scores *out)
{
    uint32_t bucket = hash >> (32 - table->bits), print = hash >> (24 - table->bits) & 0xFF;
    uint32_t found = table->buckets[bucket];
    out->looked++;
    if ((found & 0xFF) == print)
        score_slot(table, (size_t)bucket * 2, found >> 8 & 0xFF, rows, out);
    if ((found >> 16 & 0xFF) == print)
        score_slot(table, (size_t)bucket * 2 + 1, found >> 24, rows, out);
}

void kf_score_words(const kf_table *table, const uint16_t *units, size_t count,
                    const uint32_t *ends, int32_t rows, kf_scores *out)
{
    kf_word_walk words = {0};
    for (size_t at = 1; at <= count; at++) {
        while (ends && at >= *ends)
            ends++, out++;
        kf_words_read(&words, units[at], units[at + 1], at);
        if (!words.ended || words.length < 2)
            continue;
        score_word(table, words.hash, rows, out);
        if (words.joined)
            score_word(table, kf_word_pair(words.before, words.hash), rows, out);
    }
}
