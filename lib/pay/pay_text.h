/* pay_text.h - the sentences behind kefu_payroll_text. */
#ifndef KF_PAY_TEXT_H
#define KF_PAY_TEXT_H

#include "card/show.h"
#include "pay/payroll.h"

typedef struct kf_pay_text {
    kf_show *show;
    const kefu_payroll *roll;
    const kf_pay_line *line;
    const kf_pay_rule *rule;
    const kf_pay_cell *cell;
    const kf_pay_units *units;
} kf_pay_text;

/* "1,234.50 元", "1,234.50 yuan", "1,234 JPY"; and the digits alone. */
void kf_text_money(kf_show *show, const kefu_pay_plan *plan, int64_t amount);
void kf_text_digits(kf_show *show, const kefu_pay_plan *plan, int64_t amount);
/* A figure in major units, or a fraction of minor ones, as the digits of an amount. */
void kf_text_sales(kf_show *show, const kefu_pay_plan *plan, const kefu_value *value);
void kf_text_rate(kf_show *show, const kf_bound *rate);
/* What the part is made from, without its result (pay_text_kind.c). */
void kf_text_made(const kf_pay_text *t);
/* Why there is no amount (pay_text_missing.c). */
void kf_text_missing(const kf_pay_text *t);

#endif
