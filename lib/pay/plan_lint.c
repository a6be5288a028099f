/* plan_lint.c - the faults of a plan, alone and beside a card. */
#include <string.h>

#include "base/decimal.h"
#include "card/lint.h"
#include "pay/payroll.h"

typedef struct plan_linting {
    kf_lint lint;
    const kefu_pay_plan *plan;
    const kefu_card *card; /* may be NULL */
    int32_t part;          /* whose conditions are looked at */
} plan_linting;

static void plan_lint_begin(plan_linting *l, int32_t code, int32_t severity, int32_t part,
                            const char *key, const kf_json_node *node)
{
    const kf_pay_rule *rule = &l->plan->parts[part];
    const kf_json_node *member = kf_json_get(rule->node, key);
    kf_lint_begin(&l->lint, code, severity,
                  node     ? node
                  : member ? member
                           : rule->node,
                  "/parts/%d/%s", part, key);
    kf_show_format(&l->lint.zh, "「%s」", rule->label.zh);
    kf_show_format(&l->lint.en, "'%s': ", rule->label.en);
}

static void plan_lint_say(plan_linting *l, const char *zh, const char *en, const char *word)
{
    kf_show_format(&l->lint.zh, zh, word);
    kf_show_format(&l->lint.en, en, word);
}

/* ---- Coefficients --------------------------------------------------------------------------- */

static const kf_pay_coefficient *plan_lint_coefficient(const kf_pay_rule *rule, const char *id)
{
    for (int32_t i = 0; i < rule->n_coefficients; i++)
        if (!strcmp(rule->coefficients[i].id, id))
            return &rule->coefficients[i];
    return NULL;
}

static const char *plan_lint_class(const kefu_card *card, int32_t by, int32_t index)
{
    return by == KF_PAY_BY_GRADE ? card->grades[index].id : card->tiers[index].id;
}

static int32_t plan_lint_classes(const kefu_card *card, int32_t by)
{
    return by == KF_PAY_BY_GRADE ? card->n_grades : card->n_tiers;
}

/* From the best class to the worst: none missing, none that pays more than the one before it. */
static void plan_lint_by_card(plan_linting *l, int32_t part, const kf_pay_rule *rule)
{
    const kf_pay_coefficient *last = NULL;
    for (int32_t i = 0; i < plan_lint_classes(l->card, rule->by); i++) {
        const char *id = plan_lint_class(l->card, rule->by, i);
        const kf_pay_coefficient *c = plan_lint_coefficient(rule, id);
        if (!c) {
            plan_lint_begin(l, KEFU_LINT_PAY_HOLE, KEFU_SEVERITY_ERROR, part, "coefficients", NULL);
            plan_lint_say(l, "没有 %s 的系数", "there is no coefficient for %s", id);
            kf_lint_end(&l->lint);
        }
        if (c && c->known && last && c->value > last->value) {
            plan_lint_begin(l, KEFU_LINT_PAY_ORDER, KEFU_SEVERITY_WARNING, part, "coefficients",
                            c->node);
            plan_lint_say(l, "%s 的系数高于更好的 ", "%s pays more than the better ", id);
            plan_lint_say(l, "%s", "%s", last->id);
            kf_lint_end(&l->lint);
        }
        last = c && c->known ? c : last;
    }
}

static void plan_lint_strange(plan_linting *l, int32_t part, const kf_pay_rule *rule,
                              const kf_pay_coefficient *c)
{
    int32_t n = plan_lint_classes(l->card, rule->by);
    kf_near near;
    kf_near_init(&near, c->id, strlen(c->id));
    for (int32_t i = 0; i < n; i++) {
        const char *id = plan_lint_class(l->card, rule->by, i);
        if (!strcmp(id, c->id))
            return;
        kf_near_add(&near, id);
    }
    plan_lint_begin(l, KEFU_LINT_PAY_NAME, KEFU_SEVERITY_ERROR, part, "coefficients", c->node);
    plan_lint_say(l, "考核方案里没有 %s", "the card has no %s", c->id);
    kf_show_format(&l->lint.en, "%s", kf_near_text(&near));
    kf_lint_end(&l->lint);
}

/* A value above what such values are, without a percent sign: `at` / 10^scale. */
static void plan_lint_unit(plan_linting *l, int32_t part, const char *key, const kf_json_node *node,
                           kf_bound rate, int32_t most)
{
    kf_show *shows[] = {&l->lint.zh, &l->lint.en};
    if (!node || rate.value <= most * kf_pow10(rate.scale) || strchr(node->text, '%') ||
        strstr(node->text, "％"))
        return;
    plan_lint_begin(l, KEFU_LINT_UNIT, KEFU_SEVERITY_WARNING, part, key, node);
    for (int32_t i = 0; i < 2; i++) {
        kf_show_format(shows[i], "%s", node->text);
        kf_show_either(shows[i], " 即 ", " is ");
        kf_show_bound(shows[i], KF_UNIT_RATIO, rate.value, rate.scale);
        kf_show_either(shows[i], ":若指 ", ": if it means ");
        kf_show_format(shows[i], "%s%%", node->text);
        kf_show_either(shows[i], ",请写 \"", ", write \"");
        kf_show_format(shows[i], "%s%%\"", node->text);
    }
    kf_lint_end(&l->lint);
}

/* A share of what was sold, spent or lost is at most all of it. */
static void plan_lint_rates(plan_linting *l, int32_t part, const kf_pay_rule *rule)
{
    for (int32_t i = 0; i < rule->n_tiers; i++)
        plan_lint_unit(l, part, "tiers", kf_json_get(rule->tiers[i].node, "rate"),
                       rule->tiers[i].rate, 1);
    plan_lint_unit(l, part, "rate", kf_json_get(rule->node, "rate"), rule->rate, 1);
    for (int32_t i = 0; i < rule->n_coefficients; i++)
        plan_lint_unit(l, part, "coefficients", rule->coefficients[i].node,
                       (kf_bound){rule->coefficients[i].value, 6}, 10);
}

static void plan_lint_coefficients(plan_linting *l, int32_t part, const kf_pay_rule *rule)
{
    for (int32_t i = 0; i < rule->n_coefficients; i++) {
        const kf_pay_coefficient *c = &rule->coefficients[i];
        if (!c->known) {
            plan_lint_begin(l, KEFU_LINT_PAY_HOLE, KEFU_SEVERITY_WARNING, part, "coefficients",
                            c->node);
            plan_lint_say(l, "%s 的系数没有公布,到时金额待定",
                          "the coefficient of %s is not published: its amount is not known", c->id);
            kf_lint_end(&l->lint);
        }
        if (l->card)
            plan_lint_strange(l, part, rule, c);
    }
    if (l->card && rule->kind == KF_PAY_COEFFICIENT && rule->by != KF_PAY_BY_TOTAL)
        plan_lint_by_card(l, part, rule);
}

/* ---- Commissions ---------------------------------------------------------------------------- */

static void plan_lint_money(plan_linting *l, int64_t amount)
{
    kf_show_decimal(&l->lint.zh, amount, l->plan->exponent, 0);
    kf_show_decimal(&l->lint.en, amount, l->plan->exponent, 0);
}

/* What one more minor unit of sales changes where the rate of the next tier holds for all. */
static int64_t plan_lint_jump(const kf_pay_tier *tier)
{
    kf_ratio low, high, rate, one;
    int64_t jump = 0;
    kf_ratio_set(&low, tier->high.at, 1);
    high = low;
    kf_ratio_set(&one, 1, 1);
    if (tier->high.kind == KF_END_INCLUSIVE)
        kf_ratio_add(&high, &high, &one);
    else
        kf_ratio_sub(&low, &low, &one);
    kf_ratio_decimal(&rate, tier[1].rate.value, tier[1].rate.scale);
    kf_ratio_mul(&high, &high, &rate);
    kf_ratio_decimal(&rate, tier->rate.value, tier->rate.scale);
    kf_ratio_mul(&low, &low, &rate);
    kf_ratio_sub(&high, &high, &low);
    (void)kf_pay_round(&high, KF_PAY_NEAREST, &jump);
    return jump;
}

static void plan_lint_tier(plan_linting *l, int32_t part, const kf_pay_rule *rule, int32_t index)
{
    const kf_pay_tier *tier = &rule->tiers[index];
    kf_ratio rate, next;
    kf_ratio_decimal(&rate, tier->rate.value, tier->rate.scale);
    kf_ratio_decimal(&next, tier[1].rate.value, tier[1].rate.scale);
    int32_t order = kf_ratio_compare(&next, &rate);
    if (rule->whole && order) {
        plan_lint_begin(l, KEFU_LINT_PAY_CLIFF, KEFU_SEVERITY_WARNING, part, "tiers", tier->node);
        kf_lint_say(&l->lint, "销售额在 ", "at sales of ");
        plan_lint_money(l, tier->high.at);
        kf_lint_say(&l->lint, " 处多最小一个单位,提成变化 ",
                    " one more minor unit changes the commission by ");
        plan_lint_money(l, plan_lint_jump(tier));
        kf_lint_end(&l->lint);
    }
    if (order < 0) {
        plan_lint_begin(l, KEFU_LINT_PAY_ORDER, KEFU_SEVERITY_WARNING, part, "tiers", tier[1].node);
        kf_lint_say(&l->lint, "卖得更多,比例反而更低", "the rate falls where more is sold");
        kf_lint_end(&l->lint);
    }
}

/* ---- Parts that cannot pay ------------------------------------------------------------------ */

static int32_t plan_lint_dead_rates(const kf_pay_rule *rule)
{
    for (int32_t i = 0; i < rule->n_tiers; i++)
        if (rule->tiers[i].rate.value)
            return 0;
    return 1;
}

static int32_t plan_lint_dead_coefficients(const kf_pay_rule *rule)
{
    if (!rule->base.metric && !rule->base.amount)
        return 1;
    for (int32_t i = 0; i < rule->n_coefficients; i++)
        if (!rule->coefficients[i].known || rule->coefficients[i].value)
            return 0;
    return rule->by != KF_PAY_BY_TOTAL;
}

static int32_t plan_lint_is_dead(const kf_pay_rule *rule)
{
    if (rule->least == 0 && rule->most == 0)
        return 1;
    if (rule->least > 0 && rule->least != KF_PAY_NO_LEAST)
        return 0;
    switch (rule->kind) {
    case KF_PAY_COEFFICIENT:
        return plan_lint_dead_coefficients(rule);
    case KF_PAY_COMMISSION:
        return plan_lint_dead_rates(rule);
    case KF_PAY_ITEMS:
        return (!rule->rate.value && !rule->least_each) || !rule->most_each;
    case KF_PAY_POOL:
        return rule->metric ? !rule->rate.value : !rule->amount;
    default:
        return !rule->amount;
    }
}

/* ---- Conditions and guards ------------------------------------------------------------------ */

static void plan_lint_begin_when(void *of, kf_lint *lint, const kf_condition *c)
{
    plan_linting *l = of;
    (void)lint;
    plan_lint_begin(l, KEFU_LINT_PAY_NAME, KEFU_SEVERITY_ERROR, l->part, "when", c->node);
}

/* ---- Hits ----------------------------------------------------------------------------------- */

/* The card's part whose hits are those of this metric, NULL if none; ids are near names. */
static const kf_extra *plan_lint_extra(const kefu_card *card, const char *metric, const char *id,
                                       kf_near *near)
{
    const int32_t n = card->n_adjustments + card->n_red_lines;
    for (int32_t i = 0; i < n; i++) {
        const kf_extra *extra = i < card->n_adjustments ? &card->adjustments[i]
                                                        : &card->red_lines[i - card->n_adjustments];
        if (!strcmp(metric ? extra->metric : extra->id, metric ? metric : id))
            return extra;
        kf_near_add(near, extra->id);
    }
    return NULL;
}

static int32_t plan_lint_takes(const kefu_card *card, const kf_extra *extra)
{
    for (int32_t i = 0; i < card->n_red_lines; i++)
        if (extra == &card->red_lines[i])
            return 1;
    return extra->points < 0;
}

static void plan_lint_hits(plan_linting *l, int32_t part, const kf_pay_rule *rule)
{
    kf_near near;
    const char *id = rule->hits ? rule->hits : "";
    kf_near_init(&near, id, strlen(id));
    const kf_extra *extra = plan_lint_extra(l->card, rule->metric, id, &near);
    if (rule->hits && !extra) {
        plan_lint_begin(l, KEFU_LINT_PAY_NAME, KEFU_SEVERITY_ERROR, part, "hits", NULL);
        plan_lint_say(l, "考核方案里没有 %s 这一加减分项或高压线",
                      "the card has no adjustment or red line %s", id);
        kf_show_format(&l->lint.en, "%s", kf_near_text(&near));
        kf_lint_end(&l->lint);
    }
    if (rule->hits && extra && rule->amount > 0 && plan_lint_takes(l->card, extra)) {
        plan_lint_begin(l, KEFU_LINT_PAY_SIGN, KEFU_SEVERITY_WARNING, part, "amount", NULL);
        plan_lint_say(l, "%s 是扣分项或高压线,每次却发钱;若要扣款,请写负数",
                      "%s takes points or is a red line, but each time pays; to deduct, write a "
                      "negative amount",
                      extra->id);
        kf_lint_end(&l->lint);
    }
    if (rule->hits || rule->amount >= 0 || !extra)
        return;
    plan_lint_begin(l, KEFU_LINT_PAY_UNCONFIRMED, KEFU_SEVERITY_ERROR, part, "metric", NULL);
    plan_lint_say(l, "按上报数扣款,未经复核;请改用 \"hits\": \"%s\"",
                  "it deducts whatever was reported, confirmed or not; write \"hits\": \"%s\"",
                  extra->id);
    kf_lint_end(&l->lint);
}

static void plan_lint_part(plan_linting *l, int32_t part)
{
    const kf_pay_rule *rule = &l->plan->parts[part];
    const kf_pay_guards *guards = &l->plan->guards;
    plan_lint_coefficients(l, part, rule);
    plan_lint_rates(l, part, rule);
    for (int32_t i = 0; i + 1 < rule->n_tiers; i++)
        plan_lint_tier(l, part, rule, i);
    l->part = part;
    if (l->card)
        kf_lint_when(&l->lint, l->card, &rule->when, plan_lint_begin_when, l);
    if (l->card && rule->kind == KF_PAY_EACH)
        plan_lint_hits(l, part, rule);
    if (plan_lint_is_dead(rule)) {
        plan_lint_begin(l, KEFU_LINT_PAY_DEAD, KEFU_SEVERITY_WARNING, part, "id", NULL);
        kf_lint_say(&l->lint, "永远是 0", "it can never pay anything");
        kf_lint_end(&l->lint);
    }
    if (rule->amount < 0 && !guards->has_share && !guards->has_floor) {
        plan_lint_begin(l, KEFU_LINT_PAY_GUARD, KEFU_SEVERITY_WARNING, part, "amount", NULL);
        kf_lint_say(&l->lint, "有扣款,但没有保护规则(guards)", "it deducts, without guards");
        kf_lint_end(&l->lint);
    }
}

kefu_status KEFU_CALL kefu_pay_plan_lint(const kefu_pay_plan *plan, const kefu_card *card,
                                         kefu_findings **out, kefu_error *error)
{
    if (!plan || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_pay_plan_lint: plan or out is NULL");
    plan_linting l = {.plan = plan, .card = card};
    kefu_status status = kf_lint_open(&l.lint, &plan->scheme.memory, error);
    if (status)
        return status;
    for (int32_t i = 0; i < plan->n_parts; i++)
        plan_lint_part(&l, i);
    return kf_lint_close(&l.lint, out, error);
}
