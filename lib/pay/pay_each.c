/* pay_each.c - an amount for every so many whole ones. */
#include "pay/payroll.h"

kefu_status kf_pay_each(kf_paying *p, kf_pay_line *line, int32_t part, kf_pay_cell *cell)
{
    const kf_pay_rule *rule = &p->plan->parts[part];
    kf_ratio amount, times;
    cell->figure = rule->hits ? kf_pay_hits_of(p, line, rule->hits)
                              : kf_pay_figure(p, line, p->columns[part].metric);
    if (!cell->figure.den) {
        kf_pay_unknown(cell, KEFU_PAY_CAUSE_FIGURE);
        return KEFU_OK;
    }
    kf_ratio_set(&amount, rule->amount, 1);
    kf_ratio_set(&times, kf_pay_whole_ones(&cell->figure, rule->per), 1);
    kf_ratio_mul(&amount, &amount, &times);
    return kf_pay_finish(p, line, rule, &amount, cell);
}
