/* quota_weight.h - what one more row of a cell is worth where spreads decide, compared exactly. */
#ifndef KF_QUOTA_WEIGHT_H
#define KF_QUOTA_WEIGHT_H

#include "base/wide.h"
#include "sample/plan.h"

/* A cell's rows^power × spread, A. One more row than n takes A² / (n (n + 1)) off the variance. */
typedef struct kf_weight {
    uint64_t words[2]; /* A, lowest first; common factors of all cells are left out */
    int64_t top;       /* A² is top × 2^shift, rounded down; top has 63 bits, or is 0 */
    int32_t shift;
} kf_weight;

/* What A is worth at one n, nearly: about × 2^shift, `about` of 63 bits. */
typedef struct kf_worth {
    int64_t about;
    int32_t shift;
} kf_worth;

/* rows^power at six decimals, rounded down: rows itself for power 1. A < 2^118. */
void kf_weight_of(int64_t rows, int32_t power, int64_t spread, kf_weight *out);
/* 1 <= n <= 2^30. */
void kf_weight_worth(const kf_weight *weight, int64_t n, kf_worth *out);
/* a of n_a rows against b of n_b: -1, 0 or 1, exactly; the nearly right worth decides most. */
int32_t kf_weight_compare(const kf_weight *a, int64_t n_a, const kf_worth *worth_a,
                          const kf_weight *b, int64_t n_b, const kf_worth *worth_b);
/* A of one cell against that of another. */
int32_t kf_weight_order(const kf_weight *a, const kf_weight *b);

#endif
