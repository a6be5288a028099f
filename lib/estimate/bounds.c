/* bounds.c - between which bounds an estimate lies. */
#include "base/decimal.h"
#include "estimate/estimates.h"
#include "stats/stats.h"

enum {
    BOUNDS_BITS = 32, /* behind the point, before the one rounding */
    BOUNDS_MILLION = 1000000
};

static kf_real bounds_quotient(const kf_nat *top, const kf_nat *bottom)
{
    return kf_real_div(kf_nat_real(top), kf_nat_real(bottom));
}

/* ---- How sure ------------------------------------------------------------------------------- */

typedef struct bounds_sure {
    kf_real variance, df; /* df 0: marks - cells */
} bounds_sure;

static bounds_sure bounds_larger(bounds_sure a, bounds_sure b)
{
    return kf_real_compare(b.variance, a.variance) > 0 ? b : a;
}

/* Of a mean or total, the largest of what the marks say, of what so few must leave open, and where
 * the marks of a cell are all the same, of what there would be if cells did not differ. */
static bounds_sure bounds_variance(const kf_domain *d)
{
    bounds_sure out = {bounds_quotient(&d->variance.top, &d->variance.bottom), d->df};
    out = bounds_larger(out, (bounds_sure){d->least, d->least_df});
    if (d->hides)
        out = bounds_larger(out, (bounds_sure){d->alike, kf_real_of(0)});
    return out;
}

/* By Satterthwaite, but never more than marks - cells; that where there is no error. */
int64_t kf_estimate_df(const kf_domain *d)
{
    const int64_t most = (d->all.marked - d->cells) * BOUNDS_MILLION;
    int64_t out;
    if (d->design->kind == KEFU_ESTIMATE_RATE || !d->variance.bottom.n)
        return most;
    const kf_real df = bounds_variance(d).df;
    return df.sign && kf_real_round(df, 6, &out) && out < most ? out : most;
}

static kf_real bounds_reach(const kf_survey *survey, int64_t df)
{
    return kf_t_reach(survey->options.confidence, kf_real_quotient(df, BOUNDS_MILLION));
}

/* Korn and Graubard (1998): the effective n shrinks as t with df of the design is wider than with
 * that of a simple sample of as many marks. What the cap leaves was not measured by so many df, so
 * it is not shrunk again. */
static kf_real bounds_effective_of_rate(const kf_survey *survey, const kf_domain *d, int64_t df)
{
    if (!d->variance.top.n)
        return d->kish;
    kf_real n = kf_real_div(d->spread, bounds_quotient(&d->variance.top, &d->variance.bottom));
    int64_t simple = (d->all.marked - 1) * BOUNDS_MILLION;
    if (df > 0 && df != simple) {
        kf_real by = kf_real_div(bounds_reach(survey, simple), bounds_reach(survey, df));
        n = kf_real_mul(n, kf_real_mul(by, by));
    }
    return d->hides && kf_real_compare(d->kish, n) < 0 ? d->kish : n;
}

kf_real kf_estimate_effective(const kf_survey *survey, const kf_domain *d, int64_t df)
{
    if (!d->variance.bottom.n || survey->options.kind == KEFU_ESTIMATE_TOTAL)
        return kf_real_of(0);
    if (survey->options.kind == KEFU_ESTIMATE_RATE)
        return bounds_effective_of_rate(survey, d, df);
    const kf_real variance = bounds_variance(d).variance;
    return variance.sign ? kf_real_div(d->spread, variance) : variance;
}

/* ---- Of means and totals: estimate ± t × error ---------------------------------------------- */

/* a × 2^BOUNDS_BITS rounded down, for a >= 0. */
static void bounds_fixed(kf_real a, kf_integer *out)
{
    int32_t shift = a.exponent + BOUNDS_BITS;
    out->negative = 0;
    kf_nat_of(&out->size, a.mantissa);
    if (shift >= 0)
        kf_nat_shift_left(&out->size, shift);
    else
        kf_nat_shift_down(&out->size, -shift);
}

static int32_t bounds_round(const kf_integer *fixed, int64_t *out)
{
    kf_nat half, rounded = fixed->size;
    uint64_t size;
    kf_nat_of(&half, (uint64_t)1 << (BOUNDS_BITS - 1));
    kf_nat_add(&rounded, &rounded, &half);
    kf_nat_shift_down(&rounded, BOUNDS_BITS);
    if (!kf_nat_fits_u64(&rounded, &size) || size > INT64_MAX)
        return 0;
    *out = fixed->negative ? -(int64_t)size : (int64_t)size;
    return 1;
}

/* |estimate| × 10^more × 2^BOUNDS_BITS rounded down, with its sign. */
static void bounds_middle(const kf_domain *d, int32_t more, kf_integer *out)
{
    kf_nat bottom, quotient, rest;
    kf_estimate_of(d, out, &bottom);
    kf_nat_scale(&out->size, more);
    kf_nat_shift_left(&out->size, BOUNDS_BITS);
    kf_nat_divide(&quotient, &rest, &out->size, &bottom);
    out->size = quotient;
    out->negative = out->negative && quotient.n;
}

static kefu_status bounds_of_mean(const kf_survey *survey, const kf_domain *d, kefu_text key,
                                  kefu_estimated *out)
{
    const int32_t more = survey->out->more;
    kf_integer middle, reach, bound;
    int64_t low, high;
    kf_real margin = kf_real_sqrt(bounds_variance(d).variance);
    margin = kf_real_mul(margin, bounds_reach(survey, out->df));
    margin = kf_real_mul(margin, kf_real_of(kf_pow10(more)));
    if (margin.sign == KF_REAL_FAILED || margin.exponent > BOUNDS_BITS)
        return kf_estimate_too_big(survey, key, "interval");
    bounds_fixed(margin, &reach);
    bounds_middle(d, more, &middle);
    kf_integer_sub(&bound, &middle, &reach);
    if (!bounds_round(&bound, &low))
        return kf_estimate_too_big(survey, key, "interval");
    kf_integer_add(&bound, &middle, &reach);
    if (!bounds_round(&bound, &high))
        return kf_estimate_too_big(survey, key, "interval");
    out->low = kf_estimate_value(survey, low, out->marked);
    out->high = kf_estimate_value(survey, high, out->marked);
    return KEFU_OK;
}

/* ---- Of rates ------------------------------------------------------------------------------- */

static kefu_status bounds_of_rate(const kf_survey *survey, const kf_domain *d, kefu_text key,
                                  kefu_estimated *out)
{
    const int64_t confidence = survey->options.confidence;
    int64_t low, high;
    kf_real least, most, n = kf_estimate_effective(survey, d, out->df);
    kf_real rate = bounds_quotient(&d->all.sum.size, &d->all.weight.size);
    if (survey->options.method == KEFU_INTERVAL_WILSON)
        kf_wilson(rate, n, confidence, &least, &most);
    else
        kf_clopper_pearson(rate, n, confidence, &least, &most);
    if (!kf_real_round(least, survey->out->more, &low) ||
        !kf_real_round(most, survey->out->more, &high))
        return kf_estimate_too_big(survey, key, "interval");
    out->low = kf_estimate_value(survey, low, out->marked);
    out->high = kf_estimate_value(survey, high, out->marked);
    return KEFU_OK;
}

/* Marks of a mean or total that are all alike say nothing of how far others may be. */
static int32_t bounds_are_known(const kf_domain *d)
{
    return d->design->kind == KEFU_ESTIMATE_RATE ? d->kish.sign : bounds_variance(d).variance.sign;
}

kefu_status kf_estimate_bounds(const kf_survey *survey, const kf_domain *d, kefu_text key,
                               kefu_estimated *out)
{
    if (out->error.den && kf_domain_is_sure(d)) {
        out->low = out->high = out->estimate;
        return KEFU_OK;
    }
    if (!out->error.den || !out->df || !bounds_are_known(d))
        return KEFU_OK;
    return survey->options.kind == KEFU_ESTIMATE_RATE ? bounds_of_rate(survey, d, key, out)
                                                      : bounds_of_mean(survey, d, key, out);
}
