/* pay_coefficient.c - a base times the coefficient of a grade, a tier or the total. */
#include <string.h>

#include "pay/payroll.h"

static const kf_pay_coefficient *coefficient_of(const kf_pay_rule *rule, const char *id)
{
    for (int32_t i = 0; i < rule->n_coefficients; i++)
        if (!strcmp(rule->coefficients[i].id, id))
            return &rule->coefficients[i];
    return NULL;
}

/* The factor, or why there is none. */
static int32_t coefficient_factor(const kf_pay_rule *rule, const kf_pay_line *line,
                                  kefu_value *factor)
{
    if (!line->has_total)
        return KEFU_PAY_CAUSE_TOTAL;
    *factor = (kefu_value){0, KEFU_POINT, 1, KEFU_VALUE_OK, 0};
    if (rule->by == KF_PAY_BY_TOTAL) {
        factor->num = line->total < 0 ? 0 : line->total;
        factor->den = 100 * (int64_t)KEFU_POINT;
        return KEFU_PAY_CAUSE_NONE;
    }
    const char *id = rule->by == KF_PAY_BY_GRADE ? line->grade : line->tier;
    const kf_pay_coefficient *c = coefficient_of(rule, id);
    factor->den = c && c->known ? KEFU_POINT : 0;
    factor->num = c ? c->value : 0;
    if (!*id)
        return KEFU_PAY_CAUSE_CLASS;
    return c && c->known ? KEFU_PAY_CAUSE_NONE : KEFU_PAY_CAUSE_COEFFICIENT;
}

kefu_status kf_pay_by_coefficient(kf_paying *p, kf_pay_line *line, int32_t part, kf_pay_cell *cell)
{
    const kf_pay_rule *rule = &p->plan->parts[part];
    kf_ratio amount, factor;
    kf_ratio_set(&amount, rule->base.amount, 1);
    if (rule->by == KF_PAY_BY_TOTAL && line->has_total)
        cell->figure = (kefu_value){line->total, KEFU_POINT, 1, KEFU_VALUE_OK, 0};
    if (rule->base.metric) {
        cell->figure = kf_pay_figure(p, line, p->columns[part].base);
        if (!cell->figure.den) {
            kf_pay_unknown(cell, KEFU_PAY_CAUSE_FIGURE);
            return KEFU_OK;
        }
        kf_pay_minor(p->plan, &cell->figure, &amount);
        if (cell->figure.num < 0)
            kf_ratio_set(&amount, 0, 1);
    }
    int32_t cause = coefficient_factor(rule, line, &cell->factor);
    if (cause) {
        cell->factor.den = cell->factor.num = 0;
        kf_pay_unknown(cell, cause);
        return KEFU_OK;
    }
    kf_ratio_set(&factor, cell->factor.num, cell->factor.den);
    kf_ratio_mul(&amount, &amount, &factor);
    return kf_pay_finish(p, line, rule, &amount, cell);
}
