/* bounds.c - between which bounds an estimate lies. */
#include "base/decimal.h"
#include "estimate/estimates.h"
#include "stats/stats.h"

enum { BOUNDS_BITS = 32 }; /* behind the point, before the one rounding */

/* ---- Real numbers of whole ones ------------------------------------------------------------- */

/* The first 64 bits. */
static kf_real bounds_real(const kf_nat *a)
{
    int32_t bits = kf_nat_bits(a), rest;
    kf_nat shifted = *a;
    if (!bits)
        return kf_real_of(0);
    if (bits < 64)
        kf_nat_shift_left(&shifted, 64 - bits);
    return (kf_real){kf_nat_shift_right(&shifted, bits > 64 ? bits - 64 : 0, &rest), bits - 64, 1};
}

static kf_real bounds_quotient(const kf_nat *top, const kf_nat *bottom)
{
    return kf_real_div(bounds_real(top), bounds_real(bottom));
}

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

/* ---- Of means and totals: estimate ± t × error ---------------------------------------------- */

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

/* The error, or where that may be too small, what the spread of the marks makes of effective n. */
static kf_real bounds_error(const kf_domain *d)
{
    if (!d->hides)
        return kf_real_sqrt(bounds_quotient(&d->variance.top, &d->variance.bottom));
    return kf_real_sqrt(kf_real_div(bounds_quotient(&d->spread.top, &d->spread.bottom),
                                    bounds_quotient(&d->effective.top, &d->effective.bottom)));
}

static kefu_status bounds_of_mean(const kf_survey *survey, const kf_domain *d, kefu_text key,
                                  kefu_estimated *out)
{
    const int32_t more = survey->out->more;
    kf_integer middle, reach, bound;
    int64_t low, high;
    kf_real margin = bounds_error(d);
    margin = kf_real_mul(margin, kf_t_reach(survey->options.confidence, kf_real_of(out->df)));
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

/* Korn and Graubard (1998): the effective n shrinks as t with df of the design is wider than with
 * that of a simple sample of as many marks. */
static kf_real bounds_effective(const kf_survey *survey, const kf_domain *d, int64_t df)
{
    const int64_t confidence = survey->options.confidence;
    kf_real n = bounds_quotient(&d->effective.top, &d->effective.bottom);
    if (df == d->all.marked - 1)
        return n;
    kf_real by = kf_real_div(kf_t_reach(confidence, kf_real_of(d->all.marked - 1)),
                             kf_t_reach(confidence, kf_real_of(df)));
    return kf_real_mul(n, kf_real_mul(by, by));
}

static kefu_status bounds_of_rate(const kf_survey *survey, const kf_domain *d, kefu_text key,
                                  kefu_estimated *out)
{
    const int64_t confidence = survey->options.confidence;
    int64_t low, high;
    kf_real least, most, n = bounds_effective(survey, d, out->df);
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

/* Is there nothing between the bounds? */
static int32_t bounds_are_one(const kf_domain *d, int32_t is_rate)
{
    if (kf_domain_is_sure(d))
        return 1;
    if (is_rate)
        return !d->effective.bottom.n;
    return d->hides ? !d->spread.top.n : !d->variance.top.n;
}

kefu_status kf_estimate_bounds(const kf_survey *survey, const kf_domain *d, kefu_text key,
                               kefu_estimated *out)
{
    const int32_t is_rate = survey->options.kind == KEFU_ESTIMATE_RATE;
    if (!out->error.den || (out->df < 1 && !kf_domain_is_sure(d)))
        return KEFU_OK;
    if (bounds_are_one(d, is_rate)) {
        out->low = out->high = out->estimate;
        return KEFU_OK;
    }
    return is_rate ? bounds_of_rate(survey, d, key, out) : bounds_of_mean(survey, d, key, out);
}
