/* pay_commission.c - commissions: slices of sales at their rates, marginal or whole, accelerated
 * beyond a target. */
#include "base/decimal.h"
#include "pay/payroll.h"

/* The tier that all of the sales belong to. */
static int32_t commission_reached(const kf_pay_rule *rule, const kf_ratio *sales)
{
    int32_t i = 0;
    for (; i < rule->n_tiers - 1; i++) {
        const kf_end *high = &rule->tiers[i].high;
        kf_ratio end;
        kf_ratio_set(&end, high->at, 1);
        int32_t order = kf_ratio_compare(sales, &end);
        if (order < 0 || (order == 0 && high->kind == KF_END_INCLUSIVE))
            break;
    }
    return i;
}

void kf_slices_begin(kf_slices *s, const kefu_pay_plan *plan, const kf_pay_rule *rule,
                     const kefu_value *sales, const kefu_value *target)
{
    s->rule = rule;
    s->has_beyond = target->den != 0;
    kf_pay_minor(plan, sales, &s->sales);
    kf_ratio_set(&s->low, 0, 1);
    s->tier = rule->whole ? commission_reached(rule, &s->sales) : 0;
    kf_ratio_set(&s->beyond, 0, 1);
    if (s->has_beyond) {
        kf_ratio above;
        kf_ratio_decimal(&above, rule->accelerator.above.value, rule->accelerator.above.scale);
        kf_pay_minor(plan, target, &s->beyond);
        kf_ratio_mul(&s->beyond, &s->beyond, &above);
    }
}

int32_t kf_slices_next(kf_slices *s, kf_slice *out)
{
    const kf_pay_tier *tier = &s->rule->tiers[s->tier];
    kf_ratio high = s->sales;
    int32_t ends = 0;
    if (kf_ratio_compare(&s->low, &s->sales) >= 0)
        return 0;
    if (!s->rule->whole && tier->high.kind) {
        kf_ratio_set(&high, tier->high.at, 1);
        ends = kf_ratio_compare(&high, &s->sales) < 0;
        high = ends ? high : s->sales;
    }
    out->fast = s->has_beyond && kf_ratio_compare(&s->low, &s->beyond) >= 0;
    if (s->has_beyond && !out->fast && kf_ratio_compare(&s->beyond, &high) < 0) {
        high = s->beyond;
        ends = 0;
    }
    out->rate = tier->rate;
    kf_ratio_sub(&out->size, &high, &s->low);
    s->low = high;
    s->tier += ends;
    return 1;
}

/* Sum of size × rate, and × times beyond the target; 1 if anything is. */
static int32_t commission_sum(const kf_pay_rule *rule, kf_slices *slices, kf_ratio *sum)
{
    kf_slice slice;
    kf_ratio rate, times;
    int32_t fast = 0;
    kf_ratio_set(sum, 0, 1);
    kf_ratio_set(&times, rule->accelerator.times, KEFU_POINT);
    while (kf_slices_next(slices, &slice)) {
        kf_ratio_decimal(&rate, slice.rate.value, slice.rate.scale);
        kf_ratio_mul(&slice.size, &slice.size, &rate);
        if (slice.fast)
            kf_ratio_mul(&slice.size, &slice.size, &times);
        fast |= slice.fast;
        kf_ratio_add(sum, sum, &slice.size);
    }
    return fast;
}

/* The accelerator's target, in major units; 0 if it has no number or is not above 0. */
static int32_t commission_target(kf_paying *p, kf_pay_line *line, int32_t part, kefu_value *target)
{
    const kf_pay_accelerator *a = &p->plan->parts[part].accelerator;
    if (!a->has)
        return 1;
    *target = (kefu_value){a->of.amount, kf_pow10(p->plan->exponent), -1, KEFU_VALUE_OK, 0};
    if (a->of.metric)
        *target = kf_pay_figure(p, line, p->columns[part].target);
    return target->den && target->num > 0;
}

kefu_status kf_pay_commission(kf_paying *p, kf_pay_line *line, int32_t part, kf_pay_cell *cell)
{
    const kf_pay_rule *rule = &p->plan->parts[part];
    kf_slices slices;
    kf_ratio amount;
    cell->figure = kf_pay_figure(p, line, p->columns[part].metric);
    if (!cell->figure.den) {
        kf_pay_unknown(cell, KEFU_PAY_CAUSE_FIGURE);
        return KEFU_OK;
    }
    if (!commission_target(p, line, part, &cell->target)) {
        kf_pay_unknown(cell, KEFU_PAY_CAUSE_TARGET);
        return KEFU_OK;
    }
    if (cell->figure.num < 0)
        return KEFU_OK; /* nothing, and least does not lift it */
    kf_slices_begin(&slices, p->plan, rule, &cell->figure, &cell->target);
    if (rule->whole) {
        const kf_bound *rate = &rule->tiers[slices.tier].rate;
        cell->factor = (kefu_value){rate->value, kf_pow10(rate->scale), -1, KEFU_VALUE_OK, 0};
    }
    cell->flags |= commission_sum(rule, &slices, &amount) ? KEFU_AMOUNT_ACCELERATED : 0;
    return kf_pay_finish(p, line, rule, &amount, cell);
}
