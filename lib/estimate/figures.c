/* figures.c - the figures of a domain, each rounded once. */
#include "base/decimal.h"
#include "base/fail.h"
#include "estimate/estimates.h"

/* ---- Values --------------------------------------------------------------------------------- */

kefu_value kf_estimate_value(const kf_survey *survey, int64_t num, int64_t n)
{
    return (kefu_value){num, kf_pow10(survey->out->scale), n, KEFU_VALUE_OK, KEFU_VALUE_ROUNDED};
}

kefu_value kf_estimate_none(int64_t n) { return (kefu_value){0, 0, n, KEFU_VALUE_NO_DATA, 0}; }

kefu_status kf_estimate_too_big(const kf_survey *survey, kefu_text key, const char *what)
{
    if (!key.size)
        return kf_fail(survey->error, KEFU_E_OVERFLOW, "the %s of all does not fit 64 bits", what);
    return kf_fail(survey->error, KEFU_E_OVERFLOW, "the %s of '%t' does not fit 64 bits", what,
                   key.data, key.size);
}

static kefu_status figures_put(const kf_survey *survey, const kf_domain *d, kefu_text key,
                               const char *what, const kf_integer *top, const kf_nat *bottom,
                               kefu_value *out)
{
    int64_t num;
    if (!kf_domain_round(d->design, top, bottom, survey->out->more, &num))
        return kf_estimate_too_big(survey, key, what);
    *out = kf_estimate_value(survey, num, d->all.marked);
    return KEFU_OK;
}

/* ---- Each figure ---------------------------------------------------------------------------- */

void kf_estimate_of(const kf_domain *domain, kf_integer *top, kf_nat *bottom)
{
    *top = domain->all.sum;
    *bottom = domain->design->kind == KEFU_ESTIMATE_TOTAL ? domain->design->weight_unit
                                                          : domain->all.weight.size;
}

/* Mean of the marks; of a total × the rows that they stand for. */
static void figures_naive(const kf_domain *d, kf_integer *top, kf_nat *bottom)
{
    kf_integer_of_sum(top, d->all.plain);
    kf_nat_of(bottom, (uint64_t)d->all.marked);
    if (d->design->kind != KEFU_ESTIMATE_TOTAL)
        return;
    kf_integer_mul(top, top, &d->all.weight);
    kf_nat_times(bottom, bottom, &d->design->weight_unit);
}

static kefu_status figures_population(const kf_survey *survey, const kf_domain *d, kefu_text key,
                                      kefu_value *out)
{
    const int32_t scale = d->is_exact ? 0 : KF_ESTIMATE_MORE;
    *out = (kefu_value){0, kf_pow10(scale), d->all.marked, KEFU_VALUE_OK,
                        d->is_exact ? 0 : (uint32_t)KEFU_VALUE_ROUNDED};
    if (!kf_domain_round(d->design, &d->all.weight, &d->design->weight_unit, scale, &out->num))
        return kf_estimate_too_big(survey, key, "population");
    return KEFU_OK;
}

/* Root of the variance. One mark alone says nothing of its spread. */
static kefu_status figures_error(const kf_survey *survey, const kf_domain *d, kefu_text key,
                                 kefu_value *out)
{
    kf_nat square = d->variance.top, root, rest;
    uint64_t size;
    *out = kf_estimate_none(d->all.marked);
    if (!d->variance.bottom.n || (d->all.marked == 1 && !kf_domain_is_sure(d)))
        return KEFU_OK;
    kf_nat_scale(&square, 2 * survey->out->more);
    kf_nat_shift_left(&square, 2);
    kf_nat_divide(&root, &rest, &square, &d->variance.bottom);
    square = root;
    kf_nat_sqrt(&root, &square);
    if (!kf_nat_fits_u64(&root, &size) || size == UINT64_MAX) /* twice the error, rounded down */
        return kf_estimate_too_big(survey, key, "error");
    *out = kf_estimate_value(survey, (int64_t)((size + 1) / 2), d->all.marked);
    return KEFU_OK;
}

kefu_status kf_estimate_figures(kf_survey *survey, const kf_domain *d, kefu_text key,
                                kefu_estimated *out)
{
    kf_integer top;
    kf_nat bottom;
    const kefu_value none = kf_estimate_none(0);
    *out = (kefu_estimated){.struct_size = sizeof *out,
                            .key = key,
                            .naive = none,
                            .estimate = none,
                            .error = none,
                            .low = none,
                            .high = none,
                            .population = none,
                            .marked = d->all.marked,
                            .sampled = d->sampled,
                            .df = kf_estimate_df(d),
                            .flags = d->flags};
    if (!d->all.marked)
        return KEFU_OK;
    if (!kf_real_round(kf_estimate_effective(survey, d, out->df), 6, &out->effective_n))
        out->effective_n = 0;
    figures_naive(d, &top, &bottom);
    kefu_status status = figures_put(survey, d, key, "naive figure", &top, &bottom, &out->naive);
    kf_estimate_of(d, &top, &bottom);
    if (!status)
        status = figures_put(survey, d, key, "estimate", &top, &bottom, &out->estimate);
    if (!status)
        status = figures_population(survey, d, key, &out->population);
    if (!status)
        status = figures_error(survey, d, key, &out->error);
    return status ? status : kf_estimate_bounds(survey, d, key, out);
}
