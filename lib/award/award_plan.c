/* award_plan.c - an award plan from its JSON, and its accessors. */
#include "award/award_plan.h"

#include <string.h>

#include "card/amount.h"
#include "card/condition.h"

/* ---- The top of a plan ---------------------------------------------------------------------- */

typedef struct award_top {
    const char *id, *currency;
    kf_label label;
    int32_t exponent, one_each;
    kf_conditions enter;
    const kf_json_node *prizes; /* read once the exponent is known */
} award_top;

static kefu_status award_read_enter(kf_json_reading *reader, const kf_json_at *at, void *to,
                                    const void *with)
{
    (void)with;
    return kf_read_conditions(reader, at, to, KF_SCOPE_SHEET);
}

static const kf_json_field award_fields[] = {
    {"format", kf_read_format, 0, NULL, 1},
    {"id", kf_read_revision_id, offsetof(award_top, id), NULL, 1},
    {"label", kf_read_label, offsetof(award_top, label), NULL, 0},
    {"currency", kf_read_currency, offsetof(award_top, currency), NULL, 0},
    {"exponent", kf_read_digits, offsetof(award_top, exponent), &kf_range_exponent, 0},
    {"enter", award_read_enter, offsetof(award_top, enter), NULL, 0},
    {"prizes", kf_read_later, offsetof(award_top, prizes), NULL, 1},
    {"one_each", kf_read_flag, offsetof(award_top, one_each), NULL, 0},
};

static kefu_status award_read_top(kf_json_reading *reader, const kf_json_at *root,
                                  kefu_award_plan *plan, const kf_json_node **prizes)
{
    award_top top;
    memset(&top, 0, sizeof top);
    top.exponent = -1;
    kefu_status status = kf_read_object(reader, root, &top, award_fields,
                                        sizeof award_fields / sizeof *award_fields);
    if (status)
        return status;
    plan->scheme.id = top.id;
    plan->currency = top.currency;
    plan->scheme.label = top.label;
    plan->exponent = top.exponent;
    plan->one_each = top.one_each;
    plan->enter = top.enter;
    *prizes = top.prizes;
    return KEFU_OK;
}

static kefu_status award_read_prizes(kf_json_reading *reader, const kf_json_at *at,
                                     kefu_award_plan *plan)
{
    int32_t i = 0;
    kefu_status status = kf_read_array(reader, at, KF_PRIZES, 0, sizeof *plan->prizes,
                                       &plan->prizes, &plan->n_prizes);
    for (const kf_json_node *n = status ? NULL : at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        status = kf_read_prize(reader, &inner, &plan->prizes[i]);
        for (int32_t k = 0; k < i && !status; k++)
            if (!strcmp(plan->prizes[k].id, plan->prizes[i].id))
                status = kf_json_id_taken(reader, &inner, plan->prizes[i].id);
    }
    return status;
}

/* ---- Making and freeing --------------------------------------------------------------------- */

static kefu_status award_plan_fill(kf_json_reading *reader, const kf_json_at *root, void *whole)
{
    kefu_award_plan *plan = whole;
    const kf_json_node *prizes = NULL;
    kefu_status status = award_read_top(reader, root, plan, &prizes);
    if (status)
        return status;
    kf_json_at at = kf_at_member(root, prizes);
    return award_read_prizes(reader, &at, plan);
}

static const kf_scheme_kind award_kind = {sizeof(kefu_award_plan), "kefu_award_plan_from_json",
                                          award_plan_fill};

kefu_status KEFU_CALL kefu_award_plan_from_json(const kefu_allocator *allocator,
                                                const kefu_limits *limits, const char *json,
                                                size_t size, kefu_award_plan **out,
                                                kefu_error *error)
{
    void *plan = NULL;
    kefu_status status =
        kf_scheme_from_json(&award_kind, allocator, limits, out ? json : NULL, size, &plan, error);
    if (!status)
        *out = plan;
    return status;
}

kefu_status kf_award_plan_copy(const kf_memory *memory, const kefu_award_plan *plan,
                               kefu_award_plan **out, kefu_error *error)
{
    void *copy = NULL;
    kefu_status status = kf_scheme_copy(&award_kind, memory, &plan->scheme, &copy, error);
    if (!status)
        *out = copy;
    return status;
}

void KEFU_CALL kefu_award_plan_free(kefu_award_plan *plan)
{
    if (plan)
        kf_scheme_free(&award_kind, &plan->scheme);
}

/* ---- Accessors ------------------------------------------------------------------------------ */

const char *KEFU_CALL kefu_award_plan_id(const kefu_award_plan *plan)
{
    return plan ? plan->scheme.id : NULL;
}

const char *KEFU_CALL kefu_award_plan_hash(const kefu_award_plan *plan)
{
    return plan ? plan->scheme.hash : NULL;
}

const char *KEFU_CALL kefu_award_plan_label(const kefu_award_plan *plan, int32_t language)
{
    return plan ? kf_label_in(&plan->scheme.label, language) : NULL;
}

const char *KEFU_CALL kefu_award_plan_currency(const kefu_award_plan *plan)
{
    if (!plan)
        return NULL;
    return plan->currency ? plan->currency : "";
}

int32_t KEFU_CALL kefu_award_plan_exponent(const kefu_award_plan *plan)
{
    return plan && plan->currency ? plan->exponent : 0;
}

int32_t KEFU_CALL kefu_award_plan_prizes(const kefu_award_plan *plan)
{
    return plan ? plan->n_prizes : 0;
}

kefu_status KEFU_CALL kefu_award_plan_prize(const kefu_award_plan *plan, int32_t index,
                                            kefu_prize *out)
{
    if (!out || index < 0 || index >= kefu_award_plan_prizes(plan))
        return KEFU_E_ARGUMENT;
    const kf_prize_rule *rule = &plan->prizes[index];
    kefu_prize prize = {.struct_size = sizeof prize,
                        .id = rule->id,
                        .label_zh = rule->label.zh,
                        .label_en = rule->label.en,
                        .metric = rule->metric ? rule->metric : "",
                        .unit = rule->unit     ? rule->unit
                                : rule->metric ? ""
                                               : "points",
                        .kind = rule->kind,
                        .scale = rule->scale,
                        .direction = rule->direction,
                        .within = rule->within,
                        .ties = rule->ties,
                        .places = rule->places,
                        .n_amounts = rule->n_amounts,
                        .max_terms = rule->max_terms};
    if (!rule->metric)
        prize.scale = KF_TOTAL_SCALE;
    return kf_give(out, &prize, sizeof prize);
}

int64_t KEFU_CALL kefu_award_plan_amount(const kefu_award_plan *plan, int32_t prize, int32_t place)
{
    if (prize < 0 || prize >= kefu_award_plan_prizes(plan))
        return 0;
    const kf_prize_rule *rule = &plan->prizes[prize];
    return place >= 1 && place <= rule->n_amounts ? rule->amounts[place - 1] : 0;
}

static int32_t award_conditions_read(const kf_conditions *when)
{
    for (int32_t i = 0; i < when->n; i++)
        if (when->list[i].what == KF_WHEN_METRIC)
            return 1;
    return 0;
}

int32_t kf_award_plan_reads_metrics(const kefu_award_plan *plan)
{
    int32_t reads = award_conditions_read(&plan->enter);
    for (int32_t i = 0; i < plan->n_prizes; i++)
        reads |= plan->prizes[i].metric != NULL || award_conditions_read(&plan->prizes[i].when);
    return reads;
}
