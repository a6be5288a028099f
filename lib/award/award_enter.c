/* award_enter.c - who takes part in a prize, and who of them can win it. */
#include "award/awards.h"
#include "base/decimal.h"

static const kefu_value enter_none = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};

/* Totals of fewer periods than needed are not one of them all. */
static int32_t enter_total(const kf_awarding *a, const kf_prize_rule *rule,
                           const kf_entrant *person, kf_stood *out)
{
    int32_t need = rule->need ? rule->need : a->awards->n_periods;
    int64_t of = rule->over == KF_OVER_MEAN ? person->n_totals : 1;
    if (!person->n_totals)
        return KEFU_OUT_NO_VALUE;
    out->value = (kefu_value){rule->over == KF_OVER_BEST ? person->best : person->sum,
                              of * KEFU_POINT, -1, KEFU_VALUE_OK, 0};
    if (person->n_totals >= need)
        return KEFU_OUT_NONE;
    out->number = person->n_totals;
    return KEFU_OUT_NEED;
}

/* As kefu_rank would rank it. */
static int32_t enter_figure(const kf_awarding *a, int32_t prize, const kf_entrant *person,
                            kf_stood *out)
{
    const int64_t min_n = a->plan->prizes[prize].min_n;
    if (person->frame_row >= 0)
        (void)kefu_frame_value(a->frame, person->frame_row, a->columns[prize], &out->value);
    if (!out->value.den || out->value.status >= KEFU_VALUE_NO_DATA)
        return KEFU_OUT_NO_VALUE;
    if (out->value.status == KEFU_VALUE_LOW_VOLUME ||
        (out->value.flags & KEFU_VALUE_HAS_LOW_VOLUME) ||
        (out->value.n >= 0 && out->value.n < min_n))
        return KEFU_OUT_FEW;
    return KEFU_OUT_NONE;
}

static int32_t enter_is_below(const kf_prize_rule *rule, const kefu_value *value)
{
    const kefu_value least = {rule->least.value, kf_pow10(rule->least.scale), -1, KEFU_VALUE_OK, 0};
    int32_t order = 0;
    return rule->least_node && !kefu_value_compare(value, &least, &order) && order < 0;
}

/* Of those who take part. */
static int32_t enter_barred(const kf_awarding *a, int32_t prize, size_t number, kf_stood *out)
{
    const kf_prize_rule *rule = &a->plan->prizes[prize];
    int32_t terms = a->terms[kf_award_at(a, number, prize)];
    if (enter_is_below(rule, &out->value))
        return KEFU_OUT_LEAST;
    if (rule->max_terms && terms >= rule->max_terms) {
        out->number = terms;
        return KEFU_OUT_TERMS;
    }
    if (!a->plan->one_each || a->people[number].won < 0)
        return KEFU_OUT_NONE;
    out->number = a->people[number].won;
    return KEFU_OUT_ONE_EACH;
}

void kf_award_enter(const kf_awarding *a, int32_t prize, size_t person, kf_stood *out)
{
    const kf_prize_rule *rule = &a->plan->prizes[prize];
    const kf_admitted *admitted = &a->admitted[kf_award_at(a, person, prize)];
    const kf_awarded *is = &a->awards->people[person];
    *out = (kf_stood){.person = (uint32_t)person,
                      .within = rule->within == KEFU_PRIZE_OF_TEAM    ? is->team
                                : rule->within == KEFU_PRIZE_OF_GROUP ? is->group
                                                                      : "",
                      .value = enter_none};
    out->why = rule->metric ? enter_figure(a, prize, &a->people[person], out)
                            : enter_total(a, rule, &a->people[person], out);
    if (admitted->failing >= 0) {
        out->why = admitted->of_plan ? KEFU_OUT_ENTER : KEFU_OUT_CONDITION;
        out->number = admitted->failing;
    } else if (rule->within == KEFU_PRIZE_OF_TEAM && !*is->team) {
        out->why = KEFU_OUT_TEAM;
        out->number = 0;
    } else if (out->why == KEFU_OUT_NONE) {
        out->why = enter_barred(a, prize, person, out);
    }
}

int32_t kf_award_is_open(const kf_awarding *a, int32_t prize, size_t person,
                         const kefu_value *value)
{
    return value->status == KEFU_VALUE_PROVISIONAL ||
           (value->flags & KEFU_VALUE_HAS_PROVISIONAL) != 0 ||
           a->admitted[kf_award_at(a, person, prize)].open ||
           (!a->plan->prizes[prize].metric && a->people[person].open);
}
