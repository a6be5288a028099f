/* effect.c - why what was looked at is not what there is, class by class. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "estimate/estimates.h"

/* With W, A, n and S for weights, weighted sum, number and sum of all marks, and w, a, m, s for
 * those of a class, its effect on a mean is its part of estimate - naive where marks are measured
 * from the estimate: (a - w A/W) / W - (s - m A/W) / n, that is
 *     (n (a W - w A) - W (s W - m A)) / (n W²)
 * and of a total as much × W. They add up, for the sum of a W - w A is 0. */
static void effect_fraction(const kf_domain *d, const kf_sums *c, kf_integer *top, kf_nat *bottom)
{
    const kf_sums *all = &d->all;
    kf_integer n, part, left, right;
    kf_integer_of(&n, all->marked);
    kf_integer_mul(&left, &c->sum, &all->weight);
    kf_integer_mul(&part, &c->weight, &all->sum);
    kf_integer_sub(&left, &left, &part);
    kf_integer_mul(&left, &left, &n);

    kf_integer_of_sum(&right, c->plain);
    kf_integer_mul(&right, &right, &all->weight);
    kf_integer_of(&part, c->marked);
    kf_integer_mul(&part, &part, &all->sum);
    kf_integer_sub(&right, &right, &part);
    kf_integer_mul(&right, &right, &all->weight);
    kf_integer_sub(top, &left, &right);

    kf_nat_times(bottom, &n.size, &all->weight.size);
    kf_nat_times(bottom, bottom,
                 d->design->kind == KEFU_ESTIMATE_TOTAL ? &d->design->weight_unit
                                                        : &all->weight.size);
}

static kefu_status effect_add(kf_survey *survey, const kf_domain *d, const kf_sums *c,
                              uint32_t label, kefu_text key)
{
    kefu_estimates *e = survey->out;
    kf_class_effect *grown =
        kf_reserve(&e->memory, e->effects, &e->effects_capacity, e->n_effects + 1, sizeof *grown);
    kf_integer top;
    kf_nat bottom;
    int64_t part, mean, effect;
    if (!grown)
        return kf_no_memory(survey->error);
    e->effects = grown;
    effect_fraction(d, c, &top, &bottom);
    if (!kf_domain_round(d->design, &c->weight, &d->all.weight.size, KF_ESTIMATE_RATE_SCALE,
                         &part) ||
        !kf_domain_round(d->design, &c->sum, &c->weight.size, e->more, &mean) ||
        !kf_domain_round(d->design, &top, &bottom, e->more, &effect))
        return kf_estimate_too_big(survey, key, "effect of a class");
    grown[e->n_effects++] =
        (kf_class_effect){.label = label,
                          .in_marks = {c->marked, d->all.marked, d->all.marked, KEFU_VALUE_OK, 0},
                          .in_population = {part, kf_pow10(KF_ESTIMATE_RATE_SCALE), c->marked,
                                            KEFU_VALUE_OK, KEFU_VALUE_ROUNDED},
                          .mean = kf_estimate_value(survey, mean, c->marked),
                          .effect = kf_estimate_value(survey, effect, c->marked)};
    return KEFU_OK;
}

/* Cells of one label follow each other. */
kefu_status kf_estimate_effects(kf_survey *survey, const kf_domain *d, kefu_text key)
{
    kefu_status status = KEFU_OK;
    const kf_design_cell *cells = d->design->cells;
    for (size_t from = 0, to; from < d->n && !status; from = to) {
        uint32_t label = cells[d->parts[from].cell].label;
        kf_sums sums;
        memset(&sums, 0, sizeof sums);
        for (to = from; to < d->n && cells[d->parts[to].cell].label == label; to++)
            if (d->parts[to].marked)
                kf_sums_add(&sums, d->design, &d->parts[to]);
        if (sums.marked)
            status = effect_add(survey, d, &sums, label, key);
    }
    return status;
}
