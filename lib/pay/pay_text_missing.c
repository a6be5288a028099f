/* pay_text_missing.c - why a part has no amount. */
#include <string.h>

#include "pay/pay_text.h"

static const struct missing_text {
    const char *zh, *en;
} missing_texts[] = {
    [KEFU_PAY_CAUSE_FIGURE] = {"没有数据", "has no number"},
    [KEFU_PAY_CAUSE_TOTAL] = {"没有总分", "there is no total"},
    [KEFU_PAY_CAUSE_CLASS] = {"没有等级或档次", "there is no grade or tier"},
    [KEFU_PAY_CAUSE_COEFFICIENT] = {"没有公布系数", "has no coefficient"},
    [KEFU_PAY_CAUSE_TARGET] = {"没有大于 0 的目标", "there is no target above 0"},
    [KEFU_PAY_CAUSE_DAYS] = {"没有出勤天数", "there are no days on duty"},
    [KEFU_PAY_CAUSE_POOL] = {"缺数据,整个奖池待定", "lacks a figure, so the pool is not known"},
};

/* What it is that lacks something; "" if the sentence says it all. */
static const char *missing_what(const kf_pay_text *t)
{
    const kf_pay_rule *rule = t->rule;
    switch (t->cell->cause) {
    case KEFU_PAY_CAUSE_FIGURE:
        return rule->kind == KF_PAY_POOL ? rule->by_metric
               : rule->metric            ? rule->metric
                                         : rule->base.metric;
    case KEFU_PAY_CAUSE_COEFFICIENT:
        return rule->by == KF_PAY_BY_GRADE ? t->line->grade : t->line->tier;
    case KEFU_PAY_CAUSE_POOL:
        return t->roll->pools[t->cell->pool].missing;
    default:
        return "";
    }
}

void kf_text_missing(const kf_pay_text *t)
{
    const struct missing_text *text = &missing_texts[t->cell->cause];
    const char *what = missing_what(t);
    kf_show_format(t->show, "%s", what);
    kf_show_put(t->show, " ", *what != 0);
    kf_show_either(t->show, text->zh, text->en);
    kf_show_either(t->show, ",金额待定", "; the amount is not known");
}
