/* score.h - kernels of the scores of model.h, one set for each kind of processor. */
#ifndef KF_SCORE_H
#define KF_SCORE_H

#include "model/model.h"

/* Gives to *out what the n-grams that end at positions from .. to - 1 (of count + 2) weigh, and how
 * many of them there are; from <= to. Words are not theirs. */
typedef void kf_score_kernel(const kf_table *table, const uint16_t *units, size_t count,
                             size_t from, size_t to, kf_scores *out);

typedef struct kf_score_kernels {
    kf_score_kernel *one; /* head 0 alone: others are left as they are */
    kf_score_kernel *all; /* and the rows */
} kf_score_kernels;

extern const kf_score_kernels kf_score_plain_kernels, kf_score_avx2_kernels,
    kf_score_avx512_kernels;

/* Adds what words and pairs of words weigh: those that end before ends[0] to out[0], and so on; to
 * out[0] all if `ends` is NULL. Rows count if `rows`. */
void kf_score_words(const kf_table *table, const uint16_t *units, size_t count,
                    const uint32_t *ends, int32_t rows, kf_scores *out);

/* The first position at which an n-gram of order k + 1 ends. */
static inline size_t kf_first_end(size_t k) { return k > 1 ? k : 1; }

/* How many n-grams end at positions from .. to - 1: the last edge is none alone. */
static inline int32_t kf_ngrams(size_t count, size_t from, size_t to)
{
    size_t n = 0;
    if (from == 0 && to == count + 2) /* of a whole text: 1 .. count, 1 .. count + 1, 2 .., 3 .. */
        return (int32_t)(KF_ORDERS * count);
    for (size_t k = 0; k < KF_ORDERS; k++) {
        size_t first = from > kf_first_end(k) ? from : kf_first_end(k);
        n += to > first ? to - first : 0;
    }
    return (int32_t)(n - (from < to && to == count + 2));
}

#endif
