/* tail.h - tails of distributions as real numbers, below what the functions of stats round. Their
 * absolute error is below 2^-52 (2 × 10^-16) for counts up to 10^7, and below 10^-11 up to 2^40:
 * there the counts themselves leave fewer digits for how far they are from what is expected. */
#ifndef KF_TAIL_H
#define KF_TAIL_H

#include "stats/stats.h"

#define KF_MOST_COUNT (INT64_C(1) << 40)

/* P(X <= x) and P(X > x): the smaller one is computed, the other is what is left of 1. */
typedef struct kf_tails {
    kf_real below, above;
} kf_tails;

/* ---- factorial.c: what densities are made of, without cancellation (Loader 2000) ------------- */

/* log Gamma(x + 1) - (x log x - x), x >= 0: what the first terms of Stirling leave. */
kf_real kf_factorial_rest(kf_real x);
/* x log(x / mean) + mean - x, where apart = x - mean as exactly as the caller knows it; x >= 0,
 * mean > 0. */
kf_real kf_deviance(kf_real x, kf_real mean, kf_real apart);

/* ---- beta.c --------------------------------------------------------------------------------- */

/* The beta distribution of a, b > 0. */
typedef struct kf_beta {
    kf_real a, b, sum;
    kf_real weight; /* Gamma(a + b) / (Gamma(a) Gamma(b)) × what the deviances leave out */
} kf_beta;
kf_beta kf_beta_of(kf_real a, kf_real b);
/* At x and y = 1 - x, both above 0, each given as exactly as it is known, with apart = a y - b x.
 */
kf_tails kf_beta_tails(const kf_beta *beta, kf_real x, kf_real y, kf_real apart);
/* The x (and 1 - x) with `below` under it, where below + above = 1, both above 0. */
void kf_beta_quantile(kf_real a, kf_real b, kf_real below, kf_real above, kf_real *x, kf_real *y);

/* ---- normal.c, binomial.c, hypergeometric.c ------------------------------------------------- */

kf_tails kf_normal_tails(kf_real z);
kf_tails kf_t_tails(kf_real t, kf_real df);
/* 0 <= rate <= 10^9, n and N <= KF_MOST_COUNT, any x; 0 <= bad, n <= N. */
kf_tails kf_binomial_tails(int64_t x, int64_t n, int64_t rate);
kf_tails kf_hypergeometric_tails(int64_t x, int64_t n, int64_t bad, int64_t N);
/* P(X = x), of an x that can be. */
kf_real kf_hypergeometric_at(int64_t x, int64_t n, int64_t bad, int64_t N);

/* ---- interval_few.c ------------------------------------------------------------------------- */

/* The least number of bad ones in N of which x or more among n drawn are no surprise: they have
 * more than half of what confidence leaves; 0 <= x <= n < N. */
int64_t kf_least_bad(int64_t x, int64_t n, int64_t N, int64_t confidence);

#endif
