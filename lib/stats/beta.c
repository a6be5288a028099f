/* beta.c - the incomplete beta function and its inverse: what t, binomial and exact intervals are.
 *
 * The smaller tail is its density times the contracted continued fraction of DiDonato and Morris
 * (TOMS 708, 1992), which converges in some 100 steps unless both a and b are large and x is the
 * mean: then in about (a + b)^(2/5). */
#include "stats/tail.h"

enum { BETA_STEPS = 1 << 22, BETA_ROUNDS = 200, BETA_MANY = 64 };

static kf_real beta_one(void) { return kf_real_of(1); }

kf_beta kf_beta_of(kf_real a, kf_real b)
{
    kf_beta beta = {a, b, kf_real_add(a, b), {0, 0, 0}};
    kf_real rest = kf_real_sub(kf_real_sub(kf_factorial_rest(beta.sum), kf_factorial_rest(a)),
                               kf_factorial_rest(b));
    beta.weight = kf_real_mul(kf_real_exp(rest), kf_real_div(kf_real_mul(a, b), beta.sum));
    return beta;
}

/* x^a y^b / B(a, b) */
static kf_real beta_density(const kf_beta *beta, kf_real x, kf_real y, kf_real apart)
{
    kf_real of_a = kf_deviance(beta->a, kf_real_mul(beta->sum, x), apart);
    kf_real of_b = kf_deviance(beta->b, kf_real_mul(beta->sum, y), kf_real_neg(apart));
    return kf_real_mul(beta->weight, kf_real_exp(kf_real_neg(kf_real_add(of_a, of_b))));
}

/* ---- The continued fraction ----------------------------------------------------------------- */

/* 1 / (whole(0) + part(1) / (whole(1) + part(2) / ...)) for x at or below the mean. */
typedef struct beta_fraction {
    kf_real a, b, sum, x, y, apart;
} beta_fraction;

static kf_real beta_part(const beta_fraction *f, kf_real n)
{
    kf_real before = kf_real_sub(n, beta_one());
    kf_real below = kf_real_add(f->a, kf_real_add(n, before));
    kf_real x = kf_real_div(f->x, below);
    kf_real above = kf_real_mul(kf_real_add(f->a, before), kf_real_add(f->sum, before));
    return kf_real_mul(kf_real_mul(above, kf_real_mul(n, kf_real_sub(f->b, n))), kf_real_mul(x, x));
}

static kf_real beta_whole(const beta_fraction *f, kf_real n)
{
    kf_real at = kf_real_add(f->a, kf_real_shift(n, 1));
    kf_real first = n;
    if (n.sign)
        first = kf_real_add(n, kf_real_div(kf_real_mul(kf_real_mul(n, kf_real_sub(f->b, n)), f->x),
                                           kf_real_sub(at, beta_one())));
    kf_real factor = kf_real_div(kf_real_add(f->a, n), kf_real_add(at, beta_one()));
    kf_real inner = kf_real_add(kf_real_add(f->apart, beta_one()),
                                kf_real_mul(n, kf_real_add(f->y, beta_one())));
    return kf_real_add(first, kf_real_mul(factor, inner));
}

static int32_t beta_settled(kf_real now, kf_real before)
{
    kf_real change = kf_real_sub(now, before);
    if (change.sign == KF_REAL_FAILED || !change.sign)
        return 1;
    change.sign = 1;
    return kf_real_compare(change, kf_real_shift(now, -62)) <= 0;
}

/* By the recurrence of numerators and denominators, looked at every fourth step. */
static kf_real beta_fraction_value(const beta_fraction *f)
{
    kf_real above[2] = {kf_real_of(0), beta_one()};
    kf_real below[2] = {beta_one(), beta_whole(f, kf_real_of(0))};
    kf_real value = kf_real_of(0);
    for (int64_t step = 1; step < BETA_STEPS; step++) {
        kf_real n = kf_real_of(step), part = beta_part(f, n), whole = beta_whole(f, n);
        kf_real next_above = kf_real_add(kf_real_mul(whole, above[1]), kf_real_mul(part, above[0]));
        kf_real next_below = kf_real_add(kf_real_mul(whole, below[1]), kf_real_mul(part, below[0]));
        above[0] = above[1];
        above[1] = next_above;
        below[0] = below[1];
        below[1] = next_below;
        if (step % 4)
            continue;
        kf_real now = kf_real_div(above[1], below[1]);
        if (beta_settled(now, value))
            return now;
        value = now;
    }
    return kf_real_fail();
}

/* ---- Tails ---------------------------------------------------------------------------------- */

static kf_tails beta_tails(const kf_beta *beta, kf_real x, kf_real y, kf_real apart,
                           kf_real density)
{
    kf_tails tails;
    if (apart.sign >= 0) {
        beta_fraction low = {beta->a, beta->b, beta->sum, x, y, apart};
        tails.below = kf_real_mul(density, beta_fraction_value(&low));
        tails.above = kf_real_sub(beta_one(), tails.below);
    } else {
        beta_fraction high = {beta->b, beta->a, beta->sum, y, x, kf_real_neg(apart)};
        tails.above = kf_real_mul(density, beta_fraction_value(&high));
        tails.below = kf_real_sub(beta_one(), tails.above);
    }
    return tails;
}

kf_tails kf_beta_tails(const kf_beta *beta, kf_real x, kf_real y, kf_real apart)
{
    return beta_tails(beta, x, y, apart, beta_density(beta, x, y, apart));
}

/* ---- Quantiles ------------------------------------------------------------------------------ */

/* x and 1 - x of log(x / (1 - x)) */
static void beta_from_odds(kf_real odds, kf_real *x, kf_real *y)
{
    kf_real power = kf_real_exp(odds.sign == 1 ? kf_real_neg(odds) : odds);
    kf_real near = kf_real_div(beta_one(), kf_real_add(beta_one(), power));
    kf_real far = kf_real_mul(near, power);
    *x = odds.sign == 1 ? near : far;
    *y = odds.sign == 1 ? far : near;
}

/* Newton's step in the logarithm of the smaller tail as a function of the log odds. Both tails are
 * log-concave there, so from any start the steps come to one side of the root after the first and
 * stay there. */
static kf_real beta_step(const kf_beta *beta, kf_real odds, kf_real below, kf_real above)
{
    kf_real x, y;
    beta_from_odds(odds, &x, &y);
    kf_real apart = kf_real_sub(kf_real_mul(beta->a, y), kf_real_mul(beta->b, x));
    kf_real density = beta_density(beta, x, y, apart);
    kf_tails tails = beta_tails(beta, x, y, apart, density);
    int32_t lower = kf_real_compare(below, above) <= 0;
    kf_real is = lower ? tails.below : tails.above;
    kf_real by =
        kf_real_mul(kf_real_log(kf_real_div(lower ? below : above, is)), kf_real_div(is, density));
    return lower ? by : kf_real_neg(by);
}

/* Convergence is quadratic: after a step this small the next would not be seen. */
static int32_t beta_arrived(kf_real step, kf_real odds)
{
    kf_real size = kf_real_of(1);
    step.sign = step.sign ? 1 : 0;
    odds.sign = odds.sign ? 1 : 0;
    if (kf_real_compare(odds, size) > 0)
        size = odds;
    return kf_real_compare(step, kf_real_shift(size, -36)) <= 0;
}

/* The log odds of the mean; where the fraction takes long there, for a and b are many, so many
 * deviations to the side of the quantile as a normal variable has at most. */
static kf_real beta_start(kf_real a, kf_real b, kf_real below, kf_real above)
{
    kf_real mean = kf_real_log(kf_real_div(a, b)), many = kf_real_of(BETA_MANY);
    if (kf_real_compare(a, many) < 0 || kf_real_compare(b, many) < 0)
        return mean;
    int32_t lower = kf_real_compare(below, above) <= 0;
    kf_real both = kf_real_shift(lower ? below : above, 1);
    kf_real square = kf_real_neg(kf_real_shift(kf_real_log(both), 1));
    kf_real variance = kf_real_add(kf_real_div(beta_one(), a), kf_real_div(beta_one(), b));
    kf_real away = kf_real_sqrt(kf_real_mul(square, variance));
    return lower ? kf_real_sub(mean, away) : kf_real_add(mean, away);
}

void kf_beta_quantile(kf_real a, kf_real b, kf_real below, kf_real above, kf_real *x, kf_real *y)
{
    const kf_beta beta = kf_beta_of(a, b);
    kf_real odds = beta_start(a, b, below, above);
    kf_real last = kf_real_of(0);
    *x = *y = kf_real_fail();
    for (int32_t round = 0; round < BETA_ROUNDS; round++) {
        kf_real step = beta_step(&beta, odds, below, above);
        if (step.sign == KF_REAL_FAILED) /* so far out that the tail is 0: half the way back */
            step = kf_real_neg(kf_real_shift(last, -1));
        last = step;
        odds = kf_real_add(odds, step);
        if (odds.sign == KF_REAL_FAILED)
            return;
        if (beta_arrived(step, odds)) {
            beta_from_odds(odds, x, y);
            return;
        }
    }
}
