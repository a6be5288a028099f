/* interval_few.c - how few bad ones of N a sample of n leaves possible: a bound of the exact
 * interval of a rate, drawn without putting back. */
#include "stats/tail.h"

enum { FEW_SCALE = 15, FEW_HALF = 500000 /* of a billionth, in 10^-15 */, FEW_NEAR = 8 };

typedef struct few_search {
    int64_t x, n, N;
    int64_t tail; /* 10^-15; a probability is compared with it as it is rounded to that */
    kf_real goal; /* the least probability that is rounded to more */
} few_search;

static few_search few_prepare(int64_t x, int64_t n, int64_t N, int64_t confidence)
{
    const int64_t half_units = INT64_C(2000000000000000);
    int64_t tail = (KEFU_BILLION - confidence) * FEW_HALF;
    few_search search = {x, n, N, tail, kf_real_quotient(2 * tail + 1, half_units)};
    return search;
}

/* Wilson's bound. */
static int64_t few_guess(const few_search *search, int64_t confidence)
{
    const int64_t x = search->x, n = search->n, N = search->N;
    kf_real low, high, effective = kf_real_wide_quotient(kf_i128_mul(n, N - 1), kf_i128_of(N - n));
    int64_t guess;
    kf_wilson(kf_real_quotient(x, n), effective, confidence, &low, &high);
    return kf_real_round(kf_real_mul(low, kf_real_of(N)), 0, &guess) ? guess : 0;
}

static kf_real few_probability(const few_search *search, int64_t bad)
{
    return kf_hypergeometric_tails(search->x - 1, search->n, bad, search->N).above;
}

static int32_t few_is_fine(const few_search *search, kf_real probability)
{
    int64_t fine;
    return kf_real_round(probability, FEW_SCALE, &fine) && fine > search->tail;
}

/* By how much one bad one more makes x or more likelier: it is drawn, and brings to x what x - 1
 * of the other n - 1 are. */
static kf_real few_rise(const few_search *search, int64_t bad)
{
    kf_real drawn = kf_real_quotient(search->n, search->N);
    return kf_real_mul(drawn,
                       kf_hypergeometric_at(search->x - 1, search->n - 1, bad, search->N - 1));
}

/* How far Newton's step in the logarithm of the probability goes, 1 at least; N from afar, where
 * many would be short. */
static int64_t few_step(const few_search *search, int64_t bad, kf_real probability)
{
    kf_real less = kf_real_log(kf_real_div(search->goal, probability));
    kf_real by = kf_real_mul(less, kf_real_div(probability, few_rise(search, bad)));
    int64_t step, nepers;
    if (!kf_real_round(less, 0, &nepers) || nepers > FEW_NEAR || !kf_real_round(by, 0, &step) ||
        kf_size(step) > kf_size(search->N))
        return search->N;
    return step ? (int64_t)kf_size(step) : 1;
}

/* Of x - 1 bad ones x are a surprise, of N - (n - x) they are none. What is between is halved where
 * a step leads out of it. */
int64_t kf_least_bad(int64_t x, int64_t n, int64_t N, int64_t confidence)
{
    if (!x)
        return 0;
    const few_search search = few_prepare(x, n, N, confidence);
    int64_t surprise = x - 1, fine = N - (n - x), bad = few_guess(&search, confidence);
    while (fine - surprise > 1) {
        if (bad <= surprise || bad >= fine)
            bad = surprise + (fine - surprise) / 2;
        kf_real probability = few_probability(&search, bad);
        int64_t step = few_step(&search, bad, probability);
        if (few_is_fine(&search, probability)) {
            fine = bad;
            bad -= step;
        } else {
            surprise = bad;
            bad += step;
        }
    }
    return fine;
}
