/* binomial.c - the binomial tails: P(X <= x) is the beta distribution's of n - x and x + 1 below
 * 1 - rate. */
#include "base/fail.h"
#include "stats/tail.h"

static kf_tails binomial_certain(int32_t below)
{
    kf_tails tails = {kf_real_of(below ? 1 : 0), kf_real_of(below ? 0 : 1)};
    return tails;
}

kf_tails kf_binomial_tails(int64_t x, int64_t n, int64_t rate)
{
    if (x < 0 || x >= n || rate == 0 || rate == KEFU_BILLION)
        return binomial_certain(x >= n || (x >= 0 && rate == 0));
    const int64_t rest = KEFU_BILLION - rate;
    const kf_beta beta = kf_beta_of(kf_real_of(n - x), kf_real_of(x + 1));
    kf_i128 apart = kf_i128_add(kf_i128_mul(n - x, rate), kf_i128_neg(kf_i128_mul(x + 1, rest)));
    return kf_beta_tails(&beta, kf_billionths(rest), kf_billionths(rate),
                         kf_real_wide_quotient(apart, kf_i128_of(KEFU_BILLION)));
}

static kefu_status binomial_check(int64_t n, int64_t rate, kefu_error *error)
{
    if (n < 0 || n > KF_MOST_COUNT)
        return kf_fail(error, KEFU_E_ARGUMENT, "n: %i is not within 0..2^40", n);
    if (rate < 0 || rate > KEFU_BILLION)
        return kf_fail(error, KEFU_E_ARGUMENT, "rate: %i is not within 0..1 (in billionths)", rate);
    return KEFU_OK;
}

kefu_status kefu_binomial_below(int64_t x, int64_t n, int64_t rate, int64_t *p, kefu_error *error)
{
    if (!p)
        return kf_fail(error, KEFU_E_ARGUMENT, "p: NULL");
    kefu_status status = binomial_check(n, rate, error);
    if (status)
        return status;
    if (!kf_real_round(kf_binomial_tails(x, n, rate).below, 9, p))
        return kf_fail(error, KEFU_E_INTERNAL, "binomial tail: no result");
    return KEFU_OK;
}
