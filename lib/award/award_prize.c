/* award_prize.c - reading the prizes of a plan, each kind by its own table of keys. */
#include <string.h>

#include "award/award_plan.h"
#include "card/amount.h"
#include "card/condition.h"

static const kf_range prize_places = {1, INT32_MAX, "a number of places of at least 1"};
static const kf_range prize_terms = {1, INT32_MAX, "a number of periods of at least 1"};
static const kf_range prize_min_n = {0, INT64_MAX, "a number of observations"};
static const kf_range prize_scale = {0, 6, "a number of digits of 0 to 6"};

static kefu_status prize_read_when(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    (void)with;
    return kf_read_conditions(reader, at, to, KF_SCOPE_SHEET);
}

/* ---- Amounts -------------------------------------------------------------------------------- */

static kefu_status prize_read_amounts(kf_json_reading *reader, const kf_json_at *at, void *to,
                                      const void *with)
{
    const kefu_award_plan *plan = reader->whole;
    kf_prize_rule *rule = to;
    int32_t i = 0;
    (void)with;
    if (!plan->currency || plan->exponent < 0)
        return kf_json_fail(reader, at, "amounts need the plan's ",
                            plan->currency ? "exponent" : "currency");
    kefu_status status = kf_read_array(reader, at, KF_PRIZE_AMOUNTS, 0, sizeof *rule->amounts,
                                       &rule->amounts, &rule->n_amounts);
    for (const kf_json_node *n = status ? NULL : at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        status = kf_read_minor(reader, &inner, plan->exponent, &kf_range_not_negative,
                               &rule->amounts[i]);
    }
    return status;
}

/* Amounts of places that a tie takes are added up: all of them must fit. */
static kefu_status prize_check_amounts(const kf_json_reading *reader, const kf_json_at *at,
                                       const kf_prize_rule *rule)
{
    int64_t sum = 0;
    if (rule->n_amounts > rule->places)
        return kf_json_fail(reader, at, "there are more amounts than places", "");
    for (int32_t i = 0; i < rule->n_amounts; i++) {
        if (rule->amounts[i] > INT64_MAX - sum)
            return kf_json_fail(reader, at, "the sum of the amounts leaves 64 bits", "");
        sum += rule->amounts[i];
    }
    return KEFU_OK;
}

/* ---- Words ---------------------------------------------------------------------------------- */

static const kf_choice prize_kinds[] = {
    {"single", KEFU_PRIZE_SINGLE}, {"overall", KEFU_PRIZE_OVERALL}, {NULL, 0}};
static const kf_choice prize_ties[] = {{"all", KEFU_PRIZE_TIES_ALL},
                                       {"share", KEFU_PRIZE_TIES_SHARE},
                                       {"order", KEFU_PRIZE_TIES_ORDER},
                                       {NULL, 0}};
static const kf_choice prize_within[] = {{"all", KEFU_PRIZE_OF_ALL},
                                         {"team", KEFU_PRIZE_OF_TEAM},
                                         {"group", KEFU_PRIZE_OF_GROUP},
                                         {NULL, 0}};
static const kf_choice prize_directions[] = {
    {"higher", KEFU_HIGHER}, {"lower", KEFU_LOWER}, {NULL, 0}};
static const kf_choice prize_overs[] = {
    {"mean", KF_OVER_MEAN}, {"sum", KF_OVER_SUM}, {"best", KF_OVER_BEST}, {NULL, 0}};
static const kf_choice prize_units[] = {{"ratio", KF_UNIT_RATIO}, {"s", KF_UNIT_SECONDS},
                                        {"yuan", KF_UNIT_YUAN},   {"points", KF_UNIT_POINTS},
                                        {"count", KF_UNIT_COUNT}, {NULL, 0}};

static kefu_status prize_read_unit(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    int32_t unit;
    kefu_status status = kf_read_choice(reader, at, &unit, with);
    return status ? status : kf_read_text(reader, at, to, NULL);
}

static kefu_status prize_read_need(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    if (at->node->type == KF_JSON_STRING && !strcmp(at->node->text, "all")) {
        *(int32_t *)to = 0;
        return KEFU_OK;
    }
    if (at->node->type != KF_JSON_NUMBER)
        return kf_json_fail(reader, at, "expected \"all\" or ", prize_terms.expected);
    return kf_read_digits(reader, at, to, with);
}

/* ---- Kinds ---------------------------------------------------------------------------------- */

#define PRIZE_KEYS                                                                                 \
    {"id", kf_read_text, offsetof(kf_prize_rule, id), NULL, 1},                                    \
        {"label", kf_read_label, offsetof(kf_prize_rule, label), NULL, 0},                         \
        {"kind", kf_read_choice, offsetof(kf_prize_rule, kind), prize_kinds, 1},                   \
        {"within", kf_read_choice, offsetof(kf_prize_rule, within), prize_within, 0},              \
        {"places", kf_read_digits, offsetof(kf_prize_rule, places), &prize_places, 1},             \
        {"amounts", prize_read_amounts, 0, NULL, 0},                                               \
        {"ties", kf_read_choice, offsetof(kf_prize_rule, ties), prize_ties, 0},                    \
        {"when", prize_read_when, offsetof(kf_prize_rule, when), NULL, 0},                         \
        {"least", kf_read_later, offsetof(kf_prize_rule, least_node), NULL, 0},                    \
    {                                                                                              \
        "max_terms", kf_read_digits, offsetof(kf_prize_rule, max_terms), &prize_terms, 0           \
    }

static const kf_json_field single_fields[] = {
    PRIZE_KEYS,
    {"metric", kf_read_text, offsetof(kf_prize_rule, metric), NULL, 1},
    {"direction", kf_read_choice, offsetof(kf_prize_rule, direction), prize_directions, 1},
    {"unit", prize_read_unit, offsetof(kf_prize_rule, unit), prize_units, 0},
    {"scale", kf_read_digits, offsetof(kf_prize_rule, scale), &prize_scale, 0},
    {"min_n", kf_read_whole, offsetof(kf_prize_rule, min_n), &prize_min_n, 0},
};
static const kf_json_field overall_fields[] = {
    PRIZE_KEYS,
    {"over", kf_read_choice, offsetof(kf_prize_rule, over), prize_overs, 0},
    {"need", prize_read_need, offsetof(kf_prize_rule, need), &prize_terms, 0},
};

#define PRIZE_TABLE(fields) fields, sizeof(fields) / sizeof *(fields)

static const struct prize_kind {
    const kf_json_field *fields;
    size_t n;
} prize_tables[] = {
    [KEFU_PRIZE_SINGLE] = {PRIZE_TABLE(single_fields)},
    [KEFU_PRIZE_OVERALL] = {PRIZE_TABLE(overall_fields)},
};

/* ---- The least that wins -------------------------------------------------------------------- */

/* In the unit of the prize; text says its unit, which only a prize that has one can check. */
static kefu_status prize_read_least(kf_json_reading *reader, const kf_json_at *prize,
                                    kf_prize_rule *rule)
{
    int32_t unit = KF_UNIT_POINTS;
    if (!rule->least_node)
        return KEFU_OK;
    kf_json_at at = kf_at_member(prize, rule->least_node);
    if (rule->kind == KEFU_PRIZE_SINGLE && !rule->unit) {
        if (at.node->type == KF_JSON_STRING)
            return kf_json_fail(reader, &at, "text needs the prize's ", "unit");
        unit = KF_UNIT_COUNT;
    }
    for (const kf_choice *known = prize_units; rule->unit && known->name; known++)
        if (!strcmp(known->name, rule->unit))
            unit = known->value;
    return kf_read_bound(reader, &at, unit, &rule->least);
}

kefu_status kf_read_prize(kf_json_reading *reader, const kf_json_at *at, kf_prize_rule *out)
{
    out->node = at->node;
    out->direction = KEFU_HIGHER;
    out->scale = -1;
    out->within = KEFU_PRIZE_OF_ALL;
    kefu_status status = kf_read_kind(reader, at, prize_kinds, &out->kind);
    if (status)
        return status;
    const struct prize_kind *kind = &prize_tables[out->kind];
    status = kf_read_object(reader, at, out, kind->fields, kind->n);
    if (status)
        return status;
    kf_label_or_id(&out->label, out->id);
    status = prize_read_least(reader, at, out);
    return status ? status : prize_check_amounts(reader, at, out);
}
