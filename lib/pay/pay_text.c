/* pay_text.c - what somebody is paid for a part, and in all, as a sentence. */
#include <string.h>

#include "base/decimal.h"
#include "pay/pay_text.h"
#include "score/show_days.h"

void kf_text_digits(kf_show *show, const kefu_pay_plan *plan, int64_t amount)
{
    kf_show_decimal(show, amount, plan->exponent, plan->exponent);
}

void kf_text_money(kf_show *show, const kefu_pay_plan *plan, int64_t amount)
{
    kf_text_digits(show, plan, amount);
    if (!strcmp(plan->currency, "CNY"))
        kf_show_either(show, " 元", " yuan");
    else
        kf_show_format(show, " %s", plan->currency);
}

void kf_text_sales(kf_show *show, const kefu_pay_plan *plan, const kefu_value *value)
{
    kf_ratio minor;
    int64_t amount = 0;
    kf_pay_minor(plan, value, &minor);
    if (kf_pay_round(&minor, KF_PAY_NEAREST, &amount))
        kf_text_digits(show, plan, amount);
    else
        kf_show_format(show, "%i/%i", value->num, value->den);
}

void kf_text_rate(kf_show *show, const kf_bound *rate)
{
    kf_show_bound(show, KF_UNIT_RATIO, rate->value, rate->scale);
}

/* ---- A part --------------------------------------------------------------------------------- */

static void text_days(const kf_pay_text *t)
{
    const kefu_value *days = &t->cell->of_days;
    if (!days->den)
        return;
    kf_show_either(t->show, " × 出勤 ", " × days ");
    kf_show_days(t->show, days, t->line->days_of);
    if (days->num > days->den)
        kf_show_either(t->show, "(按 1 计)", " (counts as 1)");
}

/* The end of the part that changed the amount; of deductions the least amount takes the most. */
static void text_limit(const kf_pay_text *t)
{
    const int32_t taken = t->cell->amount < 0;
    if (t->cell->flags & KEFU_AMOUNT_AT_LEAST)
        kf_show_either(t->show, taken ? "(扣款封顶)" : "(保底)",
                       taken ? " (the most that is deducted)" : " (the least)");
    else if (t->cell->flags & KEFU_AMOUNT_AT_MOST)
        kf_show_either(t->show, taken ? "(扣款保底)" : "(封顶)",
                       taken ? " (the least that is deducted)" : " (the most)");
}

/* A part that is 0 whatever its figures are. */
static void text_nothing(const kf_pay_text *t)
{
    const kf_label *not_met = &t->cell->not_met;
    if (t->cell->cause == KEFU_PAY_CAUSE_WHEN) {
        kf_show_either(t->show, "条件不满足(", "a condition does not hold (");
        kf_show_format(t->show, "%s", t->show->language == KEFU_ZH ? not_met->zh : not_met->en);
        kf_show_either(t->show, "),", "): ");
    } else if (t->cell->cause == KEFU_PAY_CAUSE_TEAM) {
        kf_show_either(t->show, "没有团队,", "without a team: ");
    } else {
        kf_show_either(t->show, "奖池里没有人有大于 0 的份额,不分配,",
                       "nobody in the pool has a share above 0, so nothing is shared: ");
    }
    kf_text_money(t->show, t->roll->plan, 0);
}

static void text_part(const kf_pay_text *t)
{
    kf_show_format(t->show, "%s", kf_label_in(&t->rule->label, t->show->language));
    kf_show_either(t->show, ":", ": ");
    if (t->cell->cause) {
        (t->cell->status == KEFU_VALUE_NO_DATA ? kf_text_missing : text_nothing)(t);
        return;
    }
    if (t->rule->kind == KF_PAY_ITEMS && !t->cell->figure.num) {
        kf_show_either(t->show, "无明细,", "no items: ");
        kf_text_money(t->show, t->roll->plan, t->cell->amount);
        return;
    }
    kf_text_made(t);
    text_days(t);
    if (t->rule->kind != KF_PAY_FIXED || t->cell->of_days.den)
        kf_show_put(t->show, " = ", 3);
    kf_text_money(t->show, t->roll->plan, t->cell->amount);
    text_limit(t);
    if (*t->cell->evidence) {
        kf_show_either(t->show, ";凭证:", "; evidence: ");
        kf_show_format(t->show, "%s", t->cell->evidence);
    }
}

/* ---- A row ---------------------------------------------------------------------------------- */

static void text_amount(kf_show *show, const kefu_payroll *roll, const char *zh, const char *en,
                        int64_t amount)
{
    kf_show_either(show, zh, en);
    kf_text_digits(show, roll->plan, amount);
}

static void text_unknown_row(kf_show *show, const kefu_payroll *roll, const kf_pay_line *line)
{
    size_t number = (size_t)(line - roll->lines);
    int32_t shown = 0;
    kf_show_either(show, "金额待定,缺:", "not known yet; missing: ");
    if (line->wage == KEFU_UNKNOWN) {
        kf_show_either(show, "工资", "wage");
        shown = 1;
    }
    if (line->floor == KEFU_UNKNOWN) {
        kf_show_either(show, shown ? "、" : "", shown ? ", " : "");
        kf_show_either(show, "出勤天数(最低标准)", "days on duty (of the pay floor)");
        shown = 1;
    }
    for (int32_t i = 0; i < roll->plan->n_parts; i++) {
        if (kf_pay_cell_at(roll, number, i)->status != KEFU_VALUE_NO_DATA)
            continue;
        kf_show_either(show, shown ? "、" : "", shown ? ", " : "");
        kf_show_format(show, "%s", kf_label_in(&roll->plan->parts[i].label, show->language));
        shown = 1;
    }
}

/* "计发 2,364.80,扣款 -100.00 = " before a sum of more than what was earned. */
static void text_steps(kf_show *show, const kefu_payroll *roll, const kf_pay_line *line)
{
    if (!line->deducted && !line->top_up)
        return;
    text_amount(show, roll, "计发 ", "earned ", line->earned);
    if (line->deducted)
        text_amount(show, roll, ",扣款 ", ", deducted ", line->deducted);
    if (line->waived)
        text_amount(show, roll, ",按保护规则免扣 ", ", waived by the guards ", line->waived);
    if (line->top_up)
        text_amount(show, roll, ",补足 ", ", topped up ", line->top_up);
    kf_show_put(show, " = ", 3);
}

static void text_row(kf_show *show, const kefu_payroll *roll, const kf_pay_line *line)
{
    const kefu_pay_plan *plan = roll->plan;
    kf_show_either(show, "合计:", "Total: ");
    if (line->status != KEFU_VALUE_OK) {
        text_unknown_row(show, roll, line);
        return;
    }
    text_steps(show, roll, line);
    kf_text_money(show, plan, line->pay);
    if (line->flags & KEFU_PAY_LOW) {
        kf_show_either(show, ";工资加计发低于最低标准 ", "; wage and earned are below the floor ");
        kf_text_money(show, plan, line->floor);
    }
    if (line->flags & KEFU_PAY_PROVISIONAL)
        kf_show_either(show, ";数据未统计完整或有待复核项,金额还会变化",
                       "; a figure is not mature or a verdict waits, so it may still change");
}

kefu_status KEFU_CALL kefu_payroll_text(const kefu_payroll *roll, int64_t row, int32_t part,
                                        int32_t language, char *out, size_t capacity, size_t *need)
{
    kf_show show = {.out = out, .capacity = capacity, .language = language};
    if (!roll || row < 0 || row >= (int64_t)roll->n || part < -1 || part >= roll->plan->n_parts ||
        (!out && capacity) || (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    if (part < 0) {
        text_row(&show, roll, &roll->lines[row]);
    } else {
        kf_pay_text t = {&show,
                         roll,
                         &roll->lines[row],
                         &roll->plan->parts[part],
                         kf_pay_cell_at(roll, (size_t)row, part),
                         &roll->units[part]};
        text_part(&t);
    }
    size_t size = kf_show_end(&show);
    if (need)
        *need = size;
    return KEFU_OK;
}
