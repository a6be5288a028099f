/* plan_part.c - reading the parts of a plan, each kind by its own table of keys. */
#include <string.h>

#include "card/condition.h"
#include "pay/plan.h"

static const kf_range range_coefficient = {0, 1000 * (int64_t)KEFU_POINT,
                                           "a coefficient of 0 to 1000"};
static const kf_range range_each = {1, INT64_C(1000000000000), "a whole number of at least 1"};

static kefu_status part_read_when(kf_json_reading *reader, const kf_json_at *at, void *to,
                                  const void *with)
{
    (void)with;
    return kf_read_conditions(reader, at, to, KF_SCOPE_SHEET);
}

/* ---- Coefficients --------------------------------------------------------------------------- */

static kefu_status part_read_coefficients(kf_json_reading *reader, const kf_json_at *at, void *to,
                                          const void *with)
{
    kf_pay_rule *rule = to;
    const kf_json_node *node = at->node;
    kefu_status status = KEFU_OK;
    (void)with;
    if (node->type != KF_JSON_OBJECT || !node->count)
        return kf_json_fail(reader, at, "expected coefficients, ", "{\"A\": 1.1, \"B\": null}");
    if (node->count > KF_PAY_COEFFICIENTS)
        return kf_json_fail(reader, at, "too many coefficients; at most ", "24");
    rule->coefficients = kf_arena_alloc(reader->arena, node->count * sizeof *rule->coefficients);
    if (!rule->coefficients)
        return kf_no_memory(reader->error);
    for (const kf_json_node *m = node->child; m && !status; m = m->next) {
        kf_json_at inner = kf_at_member(at, m);
        kf_pay_coefficient *c = &rule->coefficients[rule->n_coefficients];
        if (!strncmp(m->key, "x-", 2))
            continue;
        *c = (kf_pay_coefficient){m->key, 0, m->type != KF_JSON_NULL, m};
        if (c->known)
            status = kf_read_millionths(reader, &inner, &c->value, &range_coefficient);
        rule->n_coefficients++;
    }
    return status;
}

static const kf_choice coefficient_by[] = {
    {"grade", KF_PAY_BY_GRADE}, {"tier", KF_PAY_BY_TIER}, {"total", KF_PAY_BY_TOTAL}, {NULL, 0}};

static kefu_status part_check_coefficient(const kf_json_reading *reader, const kf_json_at *at,
                                          const kf_pay_rule *rule)
{
    if (rule->by != KF_PAY_BY_TOTAL && !rule->n_coefficients)
        return kf_json_fail(reader, at, "a key is missing: ", "coefficients");
    if (rule->by == KF_PAY_BY_TOTAL && kf_json_get(at->node, "coefficients"))
        return kf_json_fail(reader, at, "by total has no coefficients",
                            ": it is the total / 100 itself");
    return KEFU_OK;
}

/* ---- Pools ---------------------------------------------------------------------------------- */

static const kf_choice pool_by[] = {
    {"heads", KF_PAY_BY_HEADS}, {"total", KF_PAY_BY_TOTAL}, {"days", KF_PAY_BY_DAYS}, {NULL, 0}};
static const kf_choice pool_within[] = {
    {"all", KF_WITHIN_ALL}, {"team", KF_WITHIN_TEAM}, {"group", KF_WITHIN_GROUP}, {NULL, 0}};
static const kf_json_field pool_metric_fields[] = {
    {"metric", kf_read_text, offsetof(kf_pay_rule, by_metric), NULL, 1},
};
static const kf_json_field pool_rate_fields[] = {
    {"rate", kf_read_rate, offsetof(kf_pay_rule, rate), &kf_range_rate, 1},
    {"metric", kf_read_text, offsetof(kf_pay_rule, metric), NULL, 1},
};

static kefu_status part_read_pool_by(kf_json_reading *reader, const kf_json_at *at, void *to,
                                     const void *with)
{
    kf_pay_rule *rule = to;
    if (at->node->type != KF_JSON_OBJECT)
        return kf_read_choice(reader, at, &rule->by, with);
    rule->by = KF_PAY_BY_METRIC;
    return kf_read_object(reader, at, rule, pool_metric_fields, 1);
}

static kefu_status part_read_pool_amount(kf_json_reading *reader, const kf_json_at *at, void *to,
                                         const void *with)
{
    kf_pay_rule *rule = to;
    if (at->node->type == KF_JSON_OBJECT)
        return kf_read_object(reader, at, rule, pool_rate_fields, 2);
    return kf_read_amount(reader, at, &rule->amount, with);
}

/* ---- Items ---------------------------------------------------------------------------------- */

static kefu_status part_check_items(const kf_json_reading *reader, const kf_json_at *at,
                                    const kf_pay_rule *rule)
{
    if (rule->least_each > rule->most_each)
        return kf_json_fail(reader, at, "least_each is above most_each", "");
    return KEFU_OK;
}

/* ---- For each ------------------------------------------------------------------------------- */

static kefu_status part_check_each(const kf_json_reading *reader, const kf_json_at *at,
                                   const kf_pay_rule *rule)
{
    if (!rule->metric && !rule->hits)
        return kf_json_fail(reader, at, "a key is missing: ", "metric or hits");
    if (rule->metric && rule->hits)
        return kf_json_fail(reader, at, "metric and hits are both there; one of them counts", "");
    return KEFU_OK;
}

/* ---- Kinds ---------------------------------------------------------------------------------- */

#define PART_KEYS                                                                                  \
    {"id", kf_read_text, offsetof(kf_pay_rule, id), NULL, 1},                                      \
        {"label", kf_read_label, offsetof(kf_pay_rule, label), NULL, 0},                           \
        {"kind", kf_read_choice, offsetof(kf_pay_rule, kind), part_kinds, 1},                      \
    {                                                                                              \
        "when", part_read_when, offsetof(kf_pay_rule, when), NULL, 0                               \
    }
#define PART_DAYS                                                                                  \
    {                                                                                              \
        "days", kf_read_flag, offsetof(kf_pay_rule, days), NULL, 0                                 \
    }
#define PART_LIMITS                                                                                \
    {"least", kf_read_amount, offsetof(kf_pay_rule, least), NULL, 0},                              \
    {                                                                                              \
        "most", kf_read_amount, offsetof(kf_pay_rule, most), NULL, 0                               \
    }

static const kf_choice part_kinds[] = {{"coefficient", KF_PAY_COEFFICIENT},
                                       {"commission", KF_PAY_COMMISSION},
                                       {"each", KF_PAY_EACH},
                                       {"items", KF_PAY_ITEMS},
                                       {"pool", KF_PAY_POOL},
                                       {"fixed", KF_PAY_FIXED},
                                       {NULL, 0}};
static const kf_choice commission_readings[] = {{"marginal", 0}, {"whole", 1}, {NULL, 0}};

static const kf_json_field coefficient_fields[] = {
    PART_KEYS,
    PART_DAYS,
    PART_LIMITS,
    {"base", kf_read_money, offsetof(kf_pay_rule, base), NULL, 1},
    {"by", kf_read_choice, offsetof(kf_pay_rule, by), coefficient_by, 1},
    {"coefficients", part_read_coefficients, 0, NULL, 0},
};
static const kf_json_field commission_fields[] = {
    PART_KEYS,
    PART_DAYS,
    PART_LIMITS,
    {"metric", kf_read_text, offsetof(kf_pay_rule, metric), NULL, 1},
    {"reading", kf_read_choice, offsetof(kf_pay_rule, whole), commission_readings, 1},
    {"tiers", kf_read_pay_tiers, 0, NULL, 1},
    {"accelerator", kf_read_accelerator, offsetof(kf_pay_rule, accelerator), NULL, 0},
};
static const kf_json_field each_fields[] = {
    PART_KEYS,
    PART_DAYS,
    PART_LIMITS,
    {"metric", kf_read_text, offsetof(kf_pay_rule, metric), NULL, 0},
    {"hits", kf_read_text, offsetof(kf_pay_rule, hits), NULL, 0},
    {"amount", kf_read_amount, offsetof(kf_pay_rule, amount), NULL, 1},
    {"per", kf_read_whole, offsetof(kf_pay_rule, per), &range_each, 0},
};
static const kf_json_field items_fields[] = {
    PART_KEYS,
    PART_DAYS,
    PART_LIMITS,
    {"rate", kf_read_rate, offsetof(kf_pay_rule, rate), &kf_range_rate, 1},
    {"least_each", kf_read_amount, offsetof(kf_pay_rule, least_each), &kf_range_not_negative, 0},
    {"most_each", kf_read_amount, offsetof(kf_pay_rule, most_each), &kf_range_not_negative, 0},
};
static const kf_json_field pool_fields[] = {
    PART_KEYS,
    {"amount", part_read_pool_amount, 0, NULL, 1},
    {"within", kf_read_choice, offsetof(kf_pay_rule, within), pool_within, 1},
    {"by", part_read_pool_by, 0, pool_by, 1},
};
static const kf_json_field fixed_fields[] = {
    PART_KEYS,
    PART_DAYS,
    {"amount", kf_read_amount, offsetof(kf_pay_rule, amount), NULL, 1},
};

#define PART_TABLE(fields) fields, sizeof(fields) / sizeof *(fields)

static const struct part_kind {
    const kf_json_field *fields;
    size_t n;
    kefu_status (*check)(const kf_json_reading *, const kf_json_at *, const kf_pay_rule *);
} part_tables[KF_PAY_KINDS] = {
    [KF_PAY_COEFFICIENT] = {PART_TABLE(coefficient_fields), part_check_coefficient},
    [KF_PAY_COMMISSION] = {PART_TABLE(commission_fields), NULL},
    [KF_PAY_EACH] = {PART_TABLE(each_fields), part_check_each},
    [KF_PAY_ITEMS] = {PART_TABLE(items_fields), part_check_items},
    [KF_PAY_POOL] = {PART_TABLE(pool_fields), NULL},
    [KF_PAY_FIXED] = {PART_TABLE(fixed_fields), NULL},
};

const char *kf_pay_kind_name(int32_t kind)
{
    for (const kf_choice *c = part_kinds; c->name; c++)
        if (c->value == kind)
            return c->name;
    return "";
}

kefu_status kf_read_pay_rule(kf_json_reading *reader, const kf_json_at *at, kf_pay_rule *out)
{
    out->node = at->node;
    out->per = 1;
    out->least_each = 0;
    out->least = KF_PAY_NO_LEAST;
    out->most = out->most_each = KF_PAY_NO_MOST;
    kefu_status status = kf_read_kind(reader, at, part_kinds, &out->kind);
    if (status)
        return status;
    const struct part_kind *kind = &part_tables[out->kind];
    status = kf_read_object(reader, at, out, kind->fields, kind->n);
    if (status)
        return status;
    if (out->least > out->most)
        return kf_json_fail(reader, at, "least is above most", "");
    kf_label_or_id(&out->label, out->id);
    return kind->check ? kind->check(reader, at, out) : KEFU_OK;
}
