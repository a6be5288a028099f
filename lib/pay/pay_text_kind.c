/* pay_text_kind.c - what a part is made from, kind by kind. */
#include "base/decimal.h"
#include "card/figure.h"
#include "pay/pay_text.h"

static void made_figure(const kf_pay_text *t, const kefu_value *value, const kf_pay_unit *unit)
{
    char text[KF_FIGURE_SIZE];
    kf_figure_text(value, unit->unit, unit->scale, t->show->language, text);
    kf_show_format(t->show, "%s", text);
}

static void made_coefficient(const kf_pay_text *t)
{
    const kefu_pay_plan *plan = t->roll->plan;
    kf_show_either(t->show, "基数 ", "base ");
    if (t->rule->base.metric)
        kf_text_sales(t->show, plan, &t->cell->figure);
    else
        kf_text_digits(t->show, plan, t->rule->base.amount);
    if (t->rule->by == KF_PAY_BY_TOTAL) {
        kf_show_either(t->show, " × 总分 ", " × total ");
        kf_show_points(t->show, t->line->total);
        kf_show_put(t->show, "/100", 4);
        if (t->line->total < 0)
            kf_show_either(t->show, "(低于 0 按 0 计)", " (below 0: counts as 0)");
        return;
    }
    kf_show_either(t->show, " × 系数 ", " × ");
    kf_show_curve(t->show, t->cell->factor.num);
    kf_show_either(t->show, t->rule->by == KF_PAY_BY_GRADE ? "(等级 " : "(档次 ",
                   t->rule->by == KF_PAY_BY_GRADE ? " (grade " : " (tier ");
    kf_show_format(t->show, "%s", t->rule->by == KF_PAY_BY_GRADE ? t->line->grade : t->line->tier);
    kf_show_either(t->show, ")", ")");
}

static void made_size(const kf_pay_text *t, const kf_ratio *minor)
{
    const kefu_pay_plan *plan = t->roll->plan;
    int64_t amount = 0;
    (void)kf_pay_round(minor, KF_PAY_NEAREST, &amount);
    kf_show_decimal(t->show, amount, plan->exponent, 0);
}

static void made_slices(const kf_pay_text *t)
{
    kf_slices slices;
    kf_slice slice;
    int32_t any = 0;
    kf_slices_begin(&slices, t->roll->plan, t->rule, &t->cell->figure, &t->cell->target);
    while (kf_slices_next(&slices, &slice)) {
        kf_show_put(t->show, " + ", any ? 3 : 0);
        made_size(t, &slice.size);
        kf_show_put(t->show, " × ", sizeof " × " - 1);
        kf_text_rate(t->show, &slice.rate);
        if (slice.fast) {
            kf_show_put(t->show, " × ", sizeof " × " - 1);
            kf_show_curve(t->show, t->rule->accelerator.times);
        }
        any = 1;
    }
    kf_show_put(t->show, "0", !any);
}

static void made_commission(const kf_pay_text *t)
{
    int32_t brackets = t->cell->of_days.den != 0;
    kf_show_format(t->show, "%s ", t->rule->metric);
    kf_text_sales(t->show, t->roll->plan, &t->cell->figure);
    if (t->cell->figure.num < 0) {
        kf_show_either(t->show, ",低于 0,不计提成", ", below 0: no commission");
        return;
    }
    kf_show_either(t->show, ",", "; ");
    kf_show_put(t->show, "(", (size_t)brackets);
    made_slices(t);
    kf_show_put(t->show, ")", (size_t)brackets);
}

static void made_each(const kf_pay_text *t)
{
    if (t->rule->hits) {
        kf_show_format(t->show, "%s ", kf_label_in(&t->units->hits, t->show->language));
        kf_show_either(t->show, "计入 ", "");
        kf_show_count(t->show, t->cell->figure.num);
        kf_show_either(t->show, " 次", t->cell->figure.num == 1 ? " that counts" : " that count");
    } else {
        kf_show_format(t->show, "%s ", t->rule->metric);
        made_figure(t, &t->cell->figure, &t->units->metric);
    }
    if (t->rule->per > 1) {
        kf_show_either(t->show, ",每 ", "; every ");
        kf_show_count(t->show, t->rule->per);
        kf_show_either(t->show, " 个计一次:", " count once: ");
        kf_show_count(t->show, kf_pay_whole_ones(&t->cell->figure, t->rule->per));
    }
    kf_show_put(t->show, " × ", sizeof " × " - 1);
    kf_text_digits(t->show, t->roll->plan, t->rule->amount);
}

static void made_items(const kf_pay_text *t)
{
    kf_show_count(t->show, t->cell->figure.num);
    kf_show_either(t->show, " 笔,按金额的 ", t->cell->figure.num == 1 ? " item at " : " items at ");
    kf_text_rate(t->show, &t->rule->rate);
    if (t->rule->least_each) {
        kf_show_either(t->show, ",每笔至少 ", ", each at least ");
        kf_text_digits(t->show, t->roll->plan, t->rule->least_each);
    }
    if (t->rule->most_each != KF_PAY_NO_MOST) {
        kf_show_either(t->show, ",每笔至多 ", ", each at most ");
        kf_text_digits(t->show, t->roll->plan, t->rule->most_each);
    }
}

static void made_pool(const kf_pay_text *t)
{
    const kf_pay_pool *pool = &t->roll->pools[t->cell->pool];
    static const kf_pay_unit points = {"points", 2}, share = {"ratio", 2};
    const kf_pay_unit *unit = t->rule->by == KF_PAY_BY_TOTAL  ? &points
                              : t->rule->by == KF_PAY_BY_DAYS ? &share
                                                              : &t->units->by;
    kf_show_either(t->show, "奖池 ", "pool of ");
    kf_text_digits(t->show, t->roll->plan, pool->amount);
    if (t->rule->by == KF_PAY_BY_HEADS) {
        kf_show_either(t->show, ",", ", by ");
        kf_show_count(t->show, pool->heads);
        kf_show_either(t->show, " 人平分", pool->heads == 1 ? " head" : " heads");
        return;
    }
    kf_show_either(t->show, ",按 ", ", by ");
    made_figure(t, &t->cell->figure, unit);
    kf_show_put(t->show, " / ", 3);
    made_figure(t, &pool->weights, unit);
}

void kf_text_made(const kf_pay_text *t)
{
    static void (*const kinds[KF_PAY_KINDS])(const kf_pay_text *) = {
        [KF_PAY_COEFFICIENT] = made_coefficient,
        [KF_PAY_COMMISSION] = made_commission,
        [KF_PAY_EACH] = made_each,
        [KF_PAY_ITEMS] = made_items,
        [KF_PAY_POOL] = made_pool,
    };
    if (kinds[t->rule->kind])
        kinds[t->rule->kind](t);
    else if (t->cell->of_days.den)
        kf_text_digits(t->show, t->roll->plan, t->rule->amount);
}
