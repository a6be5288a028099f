/* award_lint.c - the faults of an award plan, alone and beside a card. */
#include <string.h>

#include "award/award_plan.h"
#include "card/lint.h"
#include "card/lint_reach.h"

typedef struct award_linting {
    kf_lint lint;
    const kefu_award_plan *plan;
    const kefu_card *card; /* may be NULL */
    int32_t prize;         /* -1: what is of all of them */
    int32_t money;         /* 1: some prize has amounts */
} award_linting;

/* `node` NULL: the value of the key. */
static void award_lint_begin(award_linting *l, int32_t code, int32_t severity, const char *key,
                             const kf_json_node *node)
{
    const kf_prize_rule *rule = l->prize < 0 ? NULL : &l->plan->prizes[l->prize];
    const kf_json_node *owner = rule ? rule->node : l->plan->scheme.json.root;
    node = node ? node : kf_json_get(owner, key);
    if (!rule) {
        kf_lint_begin(&l->lint, code, severity, node, "/%s", key);
        return;
    }
    kf_lint_begin(&l->lint, code, severity, node, "/prizes/%d/%s", l->prize, key);
    kf_show_format(&l->lint.zh, "「%s」", rule->label.zh);
    kf_show_format(&l->lint.en, "'%s': ", rule->label.en);
}

static void award_lint_begin_when(void *of, kf_lint *lint, const kf_condition *c)
{
    award_linting *l = of;
    (void)lint;
    award_lint_begin(l, KEFU_LINT_AWARD_NAME, KEFU_SEVERITY_ERROR, l->prize < 0 ? "enter" : "when",
                     c->node);
}

/* ---- Amounts -------------------------------------------------------------------------------- */

static void award_lint_amounts(award_linting *l)
{
    const kf_prize_rule *rule = &l->plan->prizes[l->prize];
    if (!l->money || rule->n_amounts >= rule->places)
        return;
    if (!rule->n_amounts) {
        award_lint_begin(l, KEFU_LINT_AWARD_AMOUNTS, KEFU_SEVERITY_NOTE, "places", NULL);
        kf_lint_say(&l->lint, "没有奖金,而别的奖项有", "no amounts, and other prizes have them");
    } else {
        award_lint_begin(l, KEFU_LINT_AWARD_AMOUNTS, KEFU_SEVERITY_WARNING, "amounts", NULL);
        kf_show_format(&l->lint.zh, "%d 个名次中只有前 %d 个有奖金", rule->places, rule->n_amounts);
        kf_show_format(&l->lint.en, "of %d places only the first %d have an amount", rule->places,
                       rule->n_amounts);
    }
    kf_lint_end(&l->lint);
}

/* ---- What nobody can win -------------------------------------------------------------------- */

typedef struct award_range {
    kf_end low, high;
    int32_t scale;
} award_range;

/* 1 if the end of one lies before the beginning of the other. */
static int32_t award_ends_before(const award_range *a, const award_range *b)
{
    kf_ratio high, low;
    if (!a->high.kind || !b->low.kind)
        return 0;
    kf_ratio_decimal(&high, a->high.at, a->scale);
    kf_ratio_decimal(&low, b->low.at, b->scale);
    const int32_t order = kf_ratio_compare(&high, &low);
    return order < 0 ||
           (!order && (a->high.kind == KF_END_EXCLUSIVE || b->low.kind == KF_END_EXCLUSIVE));
}

static int32_t award_apart(const award_range *a, const award_range *b)
{
    return award_ends_before(a, b) || award_ends_before(b, a);
}

static award_range award_range_of(const kf_condition *c)
{
    return (award_range){c->low, c->high, c->scale};
}

static int32_t award_share_name(const kf_condition *a, const kf_condition *b)
{
    for (int32_t i = 0; i < a->n_names; i++)
        for (int32_t k = 0; k < b->n_names; k++)
            if (!strcmp(a->names[i], b->names[k]))
                return 1;
    return 0;
}

/* 1 if they are about one thing and nobody can meet both; a condition and itself: meet it. */
static int32_t award_contradict(const kf_condition *a, const kf_condition *b)
{
    if (a->what != b->what)
        return 0;
    const award_range one = award_range_of(a), other = award_range_of(b);
    switch (a->what) {
    case KF_WHEN_METRIC:
    case KF_WHEN_POINTS:
        return !strcmp(a->name, b->name) && award_apart(&one, &other);
    case KF_WHEN_TOTAL:
    case KF_WHEN_PLACE:
    case KF_WHEN_COVERAGE:
        return award_apart(&one, &other);
    case KF_WHEN_FLOOR:
        return a->below != b->below;
    case KF_WHEN_GRADE:
    case KF_WHEN_TIER:
        return !award_share_name(a, b);
    default:
        return 0;
    }
}

static award_range award_totals(const kefu_card *card)
{
    const kf_reach reach = kf_reach_in_the_end(card);
    return (award_range){{reach.least, reach.least == INT64_MIN ? KF_END_OPEN : KF_END_INCLUSIVE},
                         {reach.most, reach.most == INT64_MAX ? KF_END_OPEN : KF_END_INCLUSIVE},
                         6};
}

static int32_t award_lint_total(award_linting *l, const kf_condition *c)
{
    const award_range asked = award_range_of(c);
    if (!l->card || c->what != KF_WHEN_TOTAL)
        return 0;
    const award_range totals = award_totals(l->card);
    if (!award_apart(&asked, &totals))
        return 0;
    award_lint_begin(l, KEFU_LINT_AWARD_DEAD, KEFU_SEVERITY_ERROR, l->prize < 0 ? "enter" : "when",
                     c->node);
    kf_lint_say(&l->lint, "考核方案的总分到不了条件要求的范围,没有人能得奖",
                "no total of the card is in the range of a condition: nobody can win");
    kf_lint_end(&l->lint);
    return 1;
}

/* The conditions of a list, each beside those before it and those of all prizes. */
static int32_t award_lint_conditions(award_linting *l, const kf_conditions *all)
{
    const kf_conditions *enter = &l->plan->enter;
    for (int32_t i = 0; i < all->n; i++) {
        const kf_condition *c = &all->list[i];
        int32_t dead = 0;
        for (int32_t k = 0; k <= i; k++)
            dead |= award_contradict(c, &all->list[k]);
        for (int32_t k = 0; k < enter->n && l->prize >= 0; k++)
            dead |= award_contradict(c, &enter->list[k]);
        if (dead) {
            award_lint_begin(l, KEFU_LINT_AWARD_DEAD, KEFU_SEVERITY_ERROR,
                             l->prize < 0 ? "enter" : "when", c->node);
            kf_lint_say(&l->lint, "条件互相矛盾,没有人能得奖",
                        "conditions contradict each other: nobody can win");
            kf_lint_end(&l->lint);
        }
        if (dead || award_lint_total(l, c))
            return 1;
    }
    return 0;
}

/* 1 if a condition on the prize's own figure keeps it below `least`. */
static int32_t award_least_contradicts(const kf_prize_rule *rule, const kf_conditions *all)
{
    const award_range least = {
        {rule->least.value, KF_END_INCLUSIVE}, {0, KF_END_OPEN}, rule->least.scale};
    for (int32_t i = 0; i < all->n; i++) {
        const award_range asked = award_range_of(&all->list[i]);
        if (all->list[i].what == KF_WHEN_METRIC && !strcmp(all->list[i].name, rule->metric) &&
            award_apart(&least, &asked))
            return 1;
    }
    return 0;
}

/* A sum is of as many periods as there will be; a mean and a best are within reach of a total. */
static int32_t award_least_is_beyond(const kf_prize_rule *rule, const kefu_card *card)
{
    const award_range least = {
        {rule->least.value, KF_END_INCLUSIVE}, {0, KF_END_OPEN}, rule->least.scale};
    if (!card || rule->over == KF_OVER_SUM)
        return 0;
    const award_range totals = award_totals(card);
    return award_apart(&least, &totals);
}

static void award_lint_least(award_linting *l)
{
    const kf_prize_rule *rule = &l->plan->prizes[l->prize];
    if (!rule->least_node)
        return;
    if (rule->metric && (award_least_contradicts(rule, &rule->when) ||
                         award_least_contradicts(rule, &l->plan->enter))) {
        award_lint_begin(l, KEFU_LINT_AWARD_DEAD, KEFU_SEVERITY_ERROR, "least", NULL);
        kf_lint_say(&l->lint, "和条件矛盾,没有人能得奖",
                    "it contradicts a condition: nobody can win");
        kf_lint_end(&l->lint);
    }
    if (!rule->metric && award_least_is_beyond(rule, l->card)) {
        award_lint_begin(l, KEFU_LINT_AWARD_DEAD, KEFU_SEVERITY_ERROR, "least", NULL);
        kf_lint_say(&l->lint, "考核方案的总分到不了这么高,没有人能得奖",
                    "no total of the card is so high: nobody can win");
        kf_lint_end(&l->lint);
    }
}

/* ---- All of it ------------------------------------------------------------------------------ */

static void award_lint_prize(award_linting *l)
{
    const kf_prize_rule *rule = &l->plan->prizes[l->prize];
    award_lint_amounts(l);
    if (l->card)
        kf_lint_when(&l->lint, l->card, &rule->when, award_lint_begin_when, l);
    if (!award_lint_conditions(l, &rule->when))
        award_lint_least(l);
}

kefu_status KEFU_CALL kefu_award_plan_lint(const kefu_award_plan *plan, const kefu_card *card,
                                           kefu_findings **out, kefu_error *error)
{
    if (!plan || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_award_plan_lint: plan or out is NULL");
    award_linting l = {.plan = plan, .card = card, .prize = -1};
    kefu_status status = kf_lint_open(&l.lint, &plan->scheme.memory, error);
    if (status)
        return status;
    for (int32_t i = 0; i < plan->n_prizes; i++)
        l.money |= plan->prizes[i].n_amounts > 0;
    if (card)
        kf_lint_when(&l.lint, card, &plan->enter, award_lint_begin_when, &l);
    (void)award_lint_conditions(&l, &plan->enter);
    for (l.prize = 0; l.prize < plan->n_prizes; l.prize++)
        award_lint_prize(&l);
    return kf_lint_close(&l.lint, out, error);
}
