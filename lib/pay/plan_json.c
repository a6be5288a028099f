/* plan_json.c - a pay plan from its JSON, and its accessors. */
#include <string.h>

#include "card/amount.h"
#include "pay/plan.h"

/* ---- The top of a plan ---------------------------------------------------------------------- */

typedef struct plan_nodes {
    const kf_json_node *parts, *wage, *guards; /* read once the exponent is known */
} plan_nodes;

typedef struct plan_top {
    kefu_pay_plan *plan;
    plan_nodes nodes;
    const char *id, *currency;
    kf_label label;
    int32_t exponent, round;
} plan_top;

static const kf_choice plan_rounds[] = {
    {"nearest", KF_PAY_NEAREST}, {"down", KF_PAY_DOWN}, {"up", KF_PAY_UP}, {NULL, 0}};

static const kf_json_field plan_fields[] = {
    {"format", kf_read_format, 0, NULL, 1},
    {"id", kf_read_revision_id, offsetof(plan_top, id), NULL, 1},
    {"label", kf_read_label, offsetof(plan_top, label), NULL, 0},
    {"currency", kf_read_currency, offsetof(plan_top, currency), NULL, 1},
    {"exponent", kf_read_digits, offsetof(plan_top, exponent), &kf_range_exponent, 1},
    {"round", kf_read_choice, offsetof(plan_top, round), plan_rounds, 0},
    {"parts", kf_read_later, offsetof(plan_top, nodes.parts), NULL, 1},
    {"wage", kf_read_later, offsetof(plan_top, nodes.wage), NULL, 0},
    {"guards", kf_read_later, offsetof(plan_top, nodes.guards), NULL, 0},
};

static kefu_status plan_read_parts(kf_json_reading *reader, const kf_json_at *at,
                                   kefu_pay_plan *plan)
{
    int32_t i = 0;
    kefu_status status = kf_read_array(reader, at, KF_PAY_PARTS, 0, sizeof *plan->parts,
                                       &plan->parts, &plan->n_parts);
    for (const kf_json_node *n = status ? NULL : at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        status = kf_read_pay_rule(reader, &inner, &plan->parts[i]);
        for (int32_t k = 0; k < i && !status; k++)
            if (!strcmp(plan->parts[k].id, plan->parts[i].id))
                status = kf_json_id_taken(reader, &inner, plan->parts[i].id);
    }
    return status;
}

/* ---- Guards --------------------------------------------------------------------------------- */

static const kf_range guard_share = {0, KEFU_POINT, "a share of 0 to 100%"};

static kefu_status guard_read_share(kf_json_reading *reader, const kf_json_at *at, void *to,
                                    const void *with)
{
    kf_pay_guards *guards = to;
    guards->has_share = 1;
    return kf_read_rate(reader, at, &guards->share, with);
}

static kefu_status guard_read_floor(kf_json_reading *reader, const kf_json_at *at, void *to,
                                    const void *with)
{
    kf_pay_guards *guards = to;
    guards->has_floor = 1;
    if (at->node->type == KF_JSON_OBJECT && kf_json_get(at->node, "metric"))
        return kf_json_fail(reader, at, "pay_floor is an amount",
                            ", {\"amount\": 2490, \"days\": true}");
    return kf_read_monthly(reader, at, &guards->floor, with);
}

static const kf_json_field guard_fields[] = {
    {"max_deduction_share", guard_read_share, 0, &guard_share, 0},
    {"pay_floor", guard_read_floor, 0, &kf_range_not_negative, 0},
    {"top_up", kf_read_flag, offsetof(kf_pay_guards, top_up), NULL, 0},
};

static kefu_status plan_read_guards(kf_json_reading *reader, const kf_json_at *at, int32_t has_wage,
                                    kf_pay_guards *guards)
{
    kefu_status status = kf_read_object(reader, at, guards, guard_fields,
                                        sizeof guard_fields / sizeof *guard_fields);
    if (!status && guards->top_up && !guards->has_floor)
        status = kf_json_fail(reader, at, "top_up needs a pay_floor", "");
    if (!status && !has_wage && (guards->has_share || guards->has_floor))
        status = kf_json_fail(reader, at, "max_deduction_share and pay_floor need a \"wage\"",
                              ": they look at wage + earned");
    return status;
}

/* ---- Making and freeing --------------------------------------------------------------------- */

static kefu_status plan_read_top(kf_json_reading *reader, const kf_json_at *root,
                                 kefu_pay_plan *plan, plan_nodes *nodes)
{
    plan_top top;
    memset(&top, 0, sizeof top);
    kefu_status status =
        kf_read_object(reader, root, &top, plan_fields, sizeof plan_fields / sizeof *plan_fields);
    if (status)
        return status;
    plan->scheme.id = top.id;
    plan->currency = top.currency;
    plan->scheme.label = top.label;
    plan->exponent = top.exponent;
    plan->round = top.round;
    *nodes = top.nodes;
    return KEFU_OK;
}

static kefu_status plan_fill(kf_json_reading *reader, const kf_json_at *root, void *whole)
{
    kefu_pay_plan *plan = whole;
    kf_json_at at;
    plan_nodes nodes;
    kefu_status status = plan_read_top(reader, root, plan, &nodes);
    if (status)
        return status;
    at = kf_at_member(root, nodes.parts);
    status = plan_read_parts(reader, &at, plan);
    if (!status && nodes.wage) {
        at = kf_at_member(root, nodes.wage);
        plan->has_wage = 1;
        status = kf_read_monthly(reader, &at, &plan->wage, &kf_range_not_negative);
    }
    if (!status && nodes.guards) {
        at = kf_at_member(root, nodes.guards);
        status = plan_read_guards(reader, &at, plan->has_wage, &plan->guards);
    }
    return status;
}

static const kf_scheme_kind plan_kind = {sizeof(kefu_pay_plan), "kefu_pay_plan_from_json",
                                         plan_fill};

kefu_status KEFU_CALL kefu_pay_plan_from_json(const kefu_allocator *allocator,
                                              const kefu_limits *limits, const char *json,
                                              size_t size, kefu_pay_plan **out, kefu_error *error)
{
    void *plan = NULL;
    kefu_status status =
        kf_scheme_from_json(&plan_kind, allocator, limits, out ? json : NULL, size, &plan, error);
    if (!status)
        *out = plan;
    return status;
}

kefu_status kf_pay_plan_copy(const kf_memory *memory, const kefu_pay_plan *plan,
                             kefu_pay_plan **out, kefu_error *error)
{
    void *copy = NULL;
    kefu_status status = kf_scheme_copy(&plan_kind, memory, &plan->scheme, &copy, error);
    if (!status)
        *out = copy;
    return status;
}

void KEFU_CALL kefu_pay_plan_free(kefu_pay_plan *plan)
{
    if (plan)
        kf_scheme_free(&plan_kind, &plan->scheme);
}

/* ---- Accessors ------------------------------------------------------------------------------ */

const char *KEFU_CALL kefu_pay_plan_id(const kefu_pay_plan *plan)
{
    return plan ? plan->scheme.id : NULL;
}

const char *KEFU_CALL kefu_pay_plan_hash(const kefu_pay_plan *plan)
{
    return plan ? plan->scheme.hash : NULL;
}

const char *KEFU_CALL kefu_pay_plan_label(const kefu_pay_plan *plan, int32_t language)
{
    return plan ? kf_label_in(&plan->scheme.label, language) : NULL;
}

const char *KEFU_CALL kefu_pay_plan_currency(const kefu_pay_plan *plan)
{
    return plan ? plan->currency : NULL;
}

int32_t KEFU_CALL kefu_pay_plan_exponent(const kefu_pay_plan *plan)
{
    return plan ? plan->exponent : 0;
}

int32_t KEFU_CALL kefu_pay_plan_parts(const kefu_pay_plan *plan)
{
    return plan ? plan->n_parts : 0;
}

static const char *plan_metric_of(const kf_pay_rule *rule)
{
    const char *metric = rule->metric ? rule->metric : rule->base.metric;
    metric = metric ? metric : rule->by_metric;
    return metric ? metric : "";
}

kefu_status KEFU_CALL kefu_pay_plan_part(const kefu_pay_plan *plan, int32_t index,
                                         kefu_pay_part *out)
{
    if (!out || index < 0 || index >= kefu_pay_plan_parts(plan))
        return KEFU_E_ARGUMENT;
    const kf_pay_rule *rule = &plan->parts[index];
    kefu_pay_part part = {.struct_size = sizeof part,
                          .id = rule->id,
                          .label_zh = rule->label.zh,
                          .label_en = rule->label.en,
                          .kind = kf_pay_kind_name(rule->kind),
                          .metric = plan_metric_of(rule),
                          .hits = rule->hits ? rule->hits : ""};
    return kf_give(out, &part, sizeof part);
}

static int32_t plan_condition_reads(const kf_conditions *when)
{
    for (int32_t i = 0; i < when->n; i++)
        if (when->list[i].what == KF_WHEN_METRIC)
            return 1;
    return 0;
}

int32_t kf_pay_plan_reads_metrics(const kefu_pay_plan *plan)
{
    int32_t reads = plan->wage.metric != NULL;
    for (int32_t i = 0; i < plan->n_parts && !reads; i++)
        reads = *plan_metric_of(&plan->parts[i]) != 0 || plan->parts[i].by_metric != NULL ||
                plan->parts[i].accelerator.of.metric != NULL ||
                plan_condition_reads(&plan->parts[i].when);
    return reads;
}
