/* kefu/stats.h - how sure a figure is: intervals of rates and means, tails, how much to inspect.
 * Uses base.h.
 *
 * Everything here is computed with integers: a result is the same
 * on every machine, and its last place is right but for one unit (the sixteenth digit, where there
 * are more). No function keeps anything, all are [pure]. Counts, n and N, are at most 2^40.
 *
 * Units. Rates, probabilities, risks and confidences are int64_t in billionths (10^-9): 0.95 is
 * 950000000, 0.1 is 100000000. Results are rounded half away from zero unless it says otherwise.
 * Intervals are two-sided: a confidence of 0.95 leaves 0.025 at either end. A confidence of 0 is
 * 0.95; one below 0.5 is KEFU_E_ARGUMENT, since it is 95 meant as per cent.
 */
#ifndef KEFU_STATS_H
#define KEFU_STATS_H

#include "kefu/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEFU_BILLION       INT64_C(1000000000) /* a rate of 1 */
#define KEFU_CONFIDENCE_95 INT64_C(950000000)

/* ---- Distributions -------------------------------------------------------------------------- */

/* P(X <= x) of a normal, a Student t and a binomial variable, and the number that a probability
 * lies below. z, t: in billionths; p of a quantile strictly between 0 and 1. df is in millionths,
 * above 0: effective degrees of freedom are seldom whole. KEFU_E_ARGUMENT outside, KEFU_E_OVERFLOW
 * for a t quantile beyond 9.2 × 10^9. O(1) Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_normal_below(int64_t z, int64_t *p, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_normal_quantile(int64_t p, int64_t *z, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_t_below(int64_t t, int64_t df, int64_t *p, kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_t_quantile(int64_t p, int64_t df, int64_t *t,
                                               kefu_error *error);

/* P(X <= x) of how many of n inspected are bad, where each is with probability `rate`, and where
 * `bad` of N are and n are drawn without putting back. x < 0 is 0, x >= n is 1. Binomial:
 * O(n^(2/5)) where x is the mean, O(1) some standard deviations away. Hypergeometric: O(standard
 * deviation), at most some 10^4 terms. At worst 20 ms. */
KEFU_API kefu_status KEFU_CALL kefu_binomial_below(int64_t x, int64_t n, int64_t rate, int64_t *p,
                                                   kefu_error *error);
KEFU_API kefu_status KEFU_CALL kefu_hypergeometric_below(int64_t x, int64_t n, int64_t bad,
                                                         int64_t N, int64_t *p, kefu_error *error);

/* ---- Intervals of a rate -------------------------------------------------------------------- */

enum {
    KEFU_INTERVAL_WILSON = 0,         /* score interval (Wilson 1927): the one to show */
    KEFU_INTERVAL_CLOPPER_PEARSON = 1 /* exact: never covers less than it says */
};

/* Between *low and *high, both within 0 .. 1, lies the rate of which x of n were seen. With a
 * population N > 0 of which the n were drawn without putting back the interval is narrower (n = N:
 * the rate itself): Wilson with the effective n of (n (N - 1)) / (N - n), Clopper-Pearson from the
 * hypergeometric tails, over the rates k / N. N 0: very many. n 0 is KEFU_E_ARGUMENT: it says
 * nothing. Clopper-Pearson without N is rounded outwards, *low down and *high up, so that rounding
 * takes nothing from what it covers. O(1); Clopper-Pearson looks at some tails: 10 ms at worst */
KEFU_API kefu_status KEFU_CALL kefu_rate_interval(int32_t method, int64_t x, int64_t n, int64_t N,
                                                  int64_t confidence, int64_t *low, int64_t *high,
                                                  kefu_error *error);

/* ---- How much to inspect -------------------------------------------------------------------- */

/* The least n whose interval z sqrt(rate (1 - rate) / n × (N - n) / (N - 1)) is at most
 * `half_width` to either side (Cochran, with finite population; N 0: very many), where the rate is
 * about `rate` (0.5, the worst, if nothing is known); 1 at least. KEFU_E_ARGUMENT for a half width
 * that is not below 1, or below 0.000001 (5 points are 50000000). O(1) */
KEFU_API kefu_status KEFU_CALL kefu_sample_size(int64_t rate, int64_t half_width,
                                                int64_t confidence, int64_t N, int64_t *n,
                                                kefu_error *error);
/* The half width that n (at least 1, at most N) give, rounded up. */
KEFU_API kefu_status KEFU_CALL kefu_half_width(int64_t rate, int64_t n, int64_t confidence,
                                               int64_t N, int64_t *half_width, kefu_error *error);

/* An acceptance plan: inspect n, pass if at most `accept` of them are bad. */
typedef struct kefu_acceptance {
    size_t struct_size;
    int64_t n;
    int64_t accept;
    int64_t pass_good; /* probability that a rate of `good` passes */
    int64_t pass_bad;  /* that one of `bad` does */
} kefu_acceptance;

typedef struct kefu_acceptance_options {
    size_t struct_size;
    int64_t good;       /* a rate that should pass; 0 and good_risk 0: only `bad` counts */
    int64_t good_risk;  /* it fails with this probability at most (producer's risk) */
    int64_t bad;        /* a rate that should fail */
    int64_t bad_risk;   /* it passes with this probability at most (consumer's risk) */
    int64_t population; /* N, of which are drawn without putting back; a rate then is N × rate bad
                           ones, rounded up for `bad` and down for `good`; 0 = very many */
    int64_t most;       /* n at most; 0 = 1,000,000 */
    int64_t accept;     /* with has_accept: exactly so many, 0 (c = 0) being the strictest */
    int32_t has_accept; /* 0 = any `accept` */
    int32_t reserved0;
} kefu_acceptance_options;

/* The plan with the least n, and of those the least `accept`, that keeps both risks: an exact
 * search over all, no nomograph. A probability is compared with a risk as it is rounded to 10^-15.
 * KEFU_E_INFEASIBLE, with a plan that comes near, if none of at most `most` does. About
 * O(log² n + sqrt(good bad / (bad - good))) tails, with `accept` given O(log n): 0.3 ms for 1 %
 * against 6 %, 4 ms for 1 % against 1.1 %. KEFU_E_LIMIT, after about a second, where a plan would
 * take seconds: rates next to each other with risks of about a half each, or, where `most` allows
 * that, plans that accept millions (from 3 × 10^6 on some, beyond 10^9 all but of a given accept)
 */
KEFU_API kefu_status KEFU_CALL kefu_acceptance_plan(const kefu_acceptance_options *options,
                                                    kefu_acceptance *out, kefu_error *error);
/* "Five chats let an agent with 10 % bad ones pass 59 % of the time": what a plan of n and accept
 * does for a rate is kefu_binomial_below(accept, n, rate). */

#ifdef __cplusplus
}
#endif
#endif
