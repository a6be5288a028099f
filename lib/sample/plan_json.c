/* plan_json.c - the top of a plan from its JSON: columns, exclusions, agents, the total. */
#include <string.h>

#include "base/decimal.h"
#include "base/show.h"
#include "sample/plan.h"

const kf_range kf_range_rows = {1, KF_PLAN_ROWS, "a number of rows, 1 to 1000000000"};
const kf_range kf_range_rows_or_0 = {0, KF_PLAN_ROWS, "a number of rows, 0 to 1000000000"};
const kf_choice kf_if_fewer[] = {{"fail", 0}, {"all", 1}, {NULL, 0}};

/* ---- Conditions and rates ------------------------------------------------------------------- */

static kefu_status qc_plan_where_fault(const kf_json_reading *reader, const kf_json_at *at,
                                       const kefu_error *why)
{
    char where[64];
    kf_show show = {.out = where, .capacity = sizeof where};
    kf_show_format(&show, "in the condition, ");
    if (why->line > 1)
        kf_show_format(&show, "line %d, ", why->line);
    if (why->column)
        kf_show_format(&show, "character %d: ", why->column);
    kf_show_end(&show);
    return kf_json_fail(reader, at, where, why->message);
}

kefu_status kf_read_where(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with)
{
    kefu_plan *plan = reader->whole;
    const kf_json_node *node = at->node;
    kf_where *where = to;
    kf_formula *formula = NULL;
    kefu_error why;
    (void)with;
    if (node->type != KF_JSON_STRING || !node->size)
        return kf_json_fail(reader, at, "expected a condition, such as \"满意度 <= 2\"", "");
    kefu_status status = kf_condition_new(&plan->scheme.memory, &plan->scheme.limits, KF_PLAN_SCALE,
                                          node->text, node->size, &formula, &why);
    const int32_t truth = !status && kf_formula_program_type(formula, 0) == KEFU_EXPR_BOOL;
    if (truth)
        status = kf_plan_reads(plan, formula, &why);
    kf_formula_free(formula);
    where->text = node->text;
    where->size = node->size;
    where->at = node->at;
    if (status == KEFU_E_MEMORY)
        return kf_no_memory(reader->error);
    if (status)
        return qc_plan_where_fault(reader, at, &why);
    return truth ? KEFU_OK
                 : kf_json_fail(reader, at, "this is no condition: it gives a number or text", "");
}

/* Digits of a rate in billionths: those of a percentage are two fewer. */
static int32_t qc_plan_rate_digits(const kf_json_node *node, int64_t *out)
{
    if (node->type == KF_JSON_NUMBER)
        return kf_decimal_parse(node->text, node->size, KF_RATE_SCALE, out);
    if (node->type == KF_JSON_STRING && node->size > 1 && node->text[node->size - 1] == '%')
        return kf_decimal_parse(node->text, node->size - 1, KF_RATE_SCALE - 2, out);
    return KF_NOT_A_NUMBER;
}

kefu_status kf_read_plan_rate(kf_json_reading *reader, const kf_json_at *at, void *to,
                              const void *with)
{
    int64_t rate = 0;
    int32_t got = qc_plan_rate_digits(at->node, &rate);
    (void)with;
    if (got == KF_ROUNDED)
        return kf_json_fail(reader, at, "a rate has at most 9 digits after the point (of a %: 7)",
                            "");
    if (got != KF_EXACT || rate <= 0 || rate > kf_pow10(KF_RATE_SCALE))
        return kf_json_fail(reader, at, "expected a rate above 0, \"20%\" or 0.2, of at most ",
                            "100%");
    *(int64_t *)to = rate;
    return KEFU_OK;
}

/* ---- The top of a plan ---------------------------------------------------------------------- */

typedef struct qc_plan_agent {
    const char *column;
    const kf_json_node *column_node, *fewer_node;
    int64_t min, max;
    int32_t fewer;
} qc_plan_agent;

typedef struct qc_plan_top {
    const char *id, *key;
    kf_label label;
    kf_where where;
    const kf_json_node *exclude, *by, *agent, *classes, *total, *power;
    int32_t allocation, variance, reserve;
} qc_plan_top;

static const kf_range qc_plan_reserve = {0, KF_PLAN_RESERVE, "a number of rows, 0 to 1000000"};

static const kf_choice qc_plan_allocations[] = {{"proportional", KF_SHARE_PROPORTIONAL},
                                                {"equal", KF_SHARE_EQUAL},
                                                {"neyman", KF_SHARE_NEYMAN},
                                                {"power", KF_SHARE_POWER},
                                                {NULL, 0}};
static const kf_choice qc_plan_powers[] = {
    {"0", KF_POWER_0},     {"1/4", KF_POWER_1_4}, {"1/3", KF_POWER_1_3}, {"1/2", KF_POWER_1_2},
    {"2/3", KF_POWER_2_3}, {"3/4", KF_POWER_3_4}, {"1", KF_POWER_1},     {NULL, 0}};

static const kf_json_field qc_plan_fields[] = {
    {"format", kf_read_format, 0, NULL, 1},
    {"id", kf_read_revision_id, offsetof(qc_plan_top, id), NULL, 1},
    {"label", kf_read_label, offsetof(qc_plan_top, label), NULL, 0},
    {"key", kf_read_text, offsetof(qc_plan_top, key), NULL, 1},
    {"where", kf_read_where, offsetof(qc_plan_top, where), NULL, 0},
    {"exclude", kf_read_later, offsetof(qc_plan_top, exclude), NULL, 0},
    {"by", kf_read_later, offsetof(qc_plan_top, by), NULL, 0},
    {"agent", kf_read_later, offsetof(qc_plan_top, agent), NULL, 0},
    {"classes", kf_read_later, offsetof(qc_plan_top, classes), NULL, 1},
    {"total", kf_read_later, offsetof(qc_plan_top, total), NULL, 0},
    {"allocation", kf_read_choice, offsetof(qc_plan_top, allocation), qc_plan_allocations, 0},
    {"power", kf_read_later, offsetof(qc_plan_top, power), NULL, 0},
    {"variance", kf_read_flag, offsetof(qc_plan_top, variance), NULL, 0},
    {"reserve", kf_read_digits, offsetof(qc_plan_top, reserve), &qc_plan_reserve, 0},
};

static kefu_status qc_plan_read_top(kf_json_reading *reader, const kf_json_at *root,
                                    qc_plan_top *top)
{
    kefu_plan *plan = reader->whole;
    memset(top, 0, sizeof *top);
    top->reserve = 10;
    kefu_status status = kf_read_object(reader, root, top, qc_plan_fields,
                                        sizeof qc_plan_fields / sizeof *qc_plan_fields);
    plan->scheme.id = top->id;
    plan->scheme.label = top->label;
    plan->key = top->key;
    plan->where = top->where;
    plan->allocation = top->allocation;
    plan->variance = top->variance;
    plan->reserve = top->reserve;
    return status;
}

/* ---- Columns and exclusions ----------------------------------------------------------------- */

static kefu_status qc_plan_read_by(kf_json_reading *reader, const kf_json_at *at)
{
    kefu_plan *plan = reader->whole;
    int32_t i = 0;
    kefu_status status =
        kf_read_array(reader, at, KF_PLAN_BY, 1, sizeof *plan->by, &plan->by, &plan->n_by);
    for (const kf_json_node *n = status ? NULL : at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        status = kf_read_text(reader, &inner, &plan->by[i], NULL);
        if (!status && !strcmp(plan->by[i], plan->key))
            status = kf_json_fail(reader, &inner, "each row would be a cell: this is the key", "");
        for (int32_t k = 0; k < i && !status; k++)
            if (!strcmp(plan->by[k], plan->by[i]))
                status = kf_json_fail(reader, &inner, "this column is there already: ", n->text);
    }
    return status;
}

static const kf_json_field qc_plan_exclude_fields[] = {
    {"id", kf_read_text, offsetof(kf_plan_exclude, id), NULL, 1},
    {"label", kf_read_label, offsetof(kf_plan_exclude, label), NULL, 0},
    {"where", kf_read_where, offsetof(kf_plan_exclude, where), NULL, 1},
};

static kefu_status qc_plan_read_excludes(kf_json_reading *reader, const kf_json_at *at)
{
    kefu_plan *plan = reader->whole;
    int32_t i = 0;
    kefu_status status = kf_read_array(reader, at, KF_PLAN_EXCLUDES, 1, sizeof *plan->excludes,
                                       &plan->excludes, &plan->n_excludes);
    for (const kf_json_node *n = status ? NULL : at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        kf_plan_exclude *exclude = &plan->excludes[i];
        status = kf_read_object(reader, &inner, exclude, qc_plan_exclude_fields, 3);
        kf_label_or_id(&exclude->label, exclude->id);
        for (int32_t k = 0; k < i && !status; k++)
            if (!strcmp(plan->excludes[k].id, exclude->id))
                status = kf_json_id_taken(reader, &inner, exclude->id);
    }
    return status;
}

/* ---- Agents --------------------------------------------------------------------------------- */

static kefu_status qc_plan_read_fewer(kf_json_reading *reader, const kf_json_at *at, void *to,
                                      const void *with)
{
    qc_plan_agent *agent = to;
    agent->fewer_node = at->node;
    return kf_read_choice(reader, at, &agent->fewer, with);
}

static const kf_json_field qc_plan_agent_fields[] = {
    {"column", kf_read_text, offsetof(qc_plan_agent, column), NULL, 1},
    {"min", kf_read_whole, offsetof(qc_plan_agent, min), &kf_range_rows_or_0, 0},
    {"max", kf_read_whole, offsetof(qc_plan_agent, max), &kf_range_rows, 0},
    {"if_fewer", qc_plan_read_fewer, 0, kf_if_fewer, 0},
};

static kefu_status qc_plan_find_agent(kf_json_reading *reader, const kf_json_at *at,
                                      const char *column)
{
    kefu_plan *plan = reader->whole;
    kf_json_at inner = kf_at_member(at, kf_json_get(at->node, "column"));
    kf_near near;
    for (int32_t i = 0; i < plan->n_by; i++)
        if (!strcmp(plan->by[i], column)) {
            plan->agent = i;
            return KEFU_OK;
        }
    kf_near_init(&near, column, strlen(column));
    for (int32_t i = 0; i < plan->n_by; i++)
        kf_near_add(&near, plan->by[i]);
    return kf_json_fail(reader, &inner, "this column is not one of \"by\"", kf_near_text(&near));
}

static kefu_status qc_plan_read_agent(kf_json_reading *reader, const kf_json_at *at)
{
    kefu_plan *plan = reader->whole;
    qc_plan_agent agent = {.max = -1};
    kefu_status status = kf_read_object(reader, at, &agent, qc_plan_agent_fields, 4);
    if (status)
        return status;
    if (agent.max >= 0 && agent.min > agent.max)
        return kf_json_fail(reader, at, "min is above max", "");
    if (agent.fewer_node && !agent.min)
        return kf_json_fail(reader, at, "if_fewer says nothing without min", "");
    plan->agent_min = agent.min;
    plan->agent_max = agent.max;
    plan->agent_fewer = agent.fewer;
    return qc_plan_find_agent(reader, at, agent.column);
}

/* ---- Total and classes ---------------------------------------------------------------------- */

static kefu_status qc_plan_read_total(kf_json_reading *reader, const kf_json_at *at)
{
    kefu_plan *plan = reader->whole;
    if (at->node->type == KF_JSON_STRING)
        return kf_read_plan_rate(reader, at, &plan->total_rate, NULL);
    return kf_read_whole(reader, at, &plan->total, &kf_range_rows);
}

static kefu_status qc_plan_read_power(kf_json_reading *reader, const kf_json_at *root,
                                      const kf_json_node *power)
{
    kefu_plan *plan = reader->whole;
    if (!power && plan->allocation != KF_SHARE_POWER)
        return KEFU_OK;
    if (!power)
        return kf_json_fail(reader, root, "a key is missing: ", "power");
    kf_json_at at = kf_at_member(root, power);
    if (plan->allocation != KF_SHARE_POWER)
        return kf_json_fail(reader, &at, "says nothing without \"allocation\": ", "\"power\"");
    return kf_read_choice(reader, &at, &plan->power, qc_plan_powers);
}

static kefu_status qc_plan_read_classes(kf_json_reading *reader, const kf_json_at *at)
{
    kefu_plan *plan = reader->whole;
    int32_t i = 0;
    kefu_status status = kf_read_array(reader, at, KF_PLAN_CLASSES, 0, sizeof *plan->classes,
                                       &plan->classes, &plan->n_classes);
    for (const kf_json_node *n = status ? NULL : at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        status = kf_read_plan_class(reader, &inner, &plan->classes[i]);
        for (int32_t k = 0; k < i && !status; k++)
            if (!strcmp(plan->classes[k].id, plan->classes[i].id))
                status = kf_json_id_taken(reader, &inner, plan->classes[i].id);
        if (!status && i && !plan->classes[i - 1].where.text)
            status = kf_json_fail(reader, &inner,
                                  "no row comes here: the class before has no \"where\" and takes "
                                  "all that are left",
                                  "");
    }
    return status;
}

/* A plan that would draw nothing from any rows is a mistake. */
static kefu_status qc_plan_check_asks(kf_json_reading *reader, const kf_json_at *root)
{
    const kefu_plan *plan = reader->whole;
    int32_t asks =
        plan->total >= 0 || plan->total_rate >= 0 || plan->agent_min > 0 || plan->variance;
    for (int32_t i = 0; i < plan->n_classes; i++)
        asks |= plan->classes[i].max != 0 &&
                (plan->classes[i].rule != KF_CLASS_SHARE || plan->classes[i].min > 0);
    if (asks)
        return KEFU_OK;
    return kf_json_fail(reader, root,
                        "asks for no rows: give \"total\", \"min\" of \"agent\", or \"min\", "
                        "\"take\" or \"rate\" of a class",
                        "");
}

/* Parts that may be left out, in the order in which they need each other. */
static kefu_status qc_plan_read_parts(kf_json_reading *reader, const kf_json_at *root,
                                      const qc_plan_top *top)
{
    typedef kefu_status (*qc_plan_part)(kf_json_reading *, const kf_json_at *);
    const struct {
        const kf_json_node *node;
        qc_plan_part read;
    } parts[] = {{top->by, qc_plan_read_by},
                 {top->exclude, qc_plan_read_excludes},
                 {top->agent, qc_plan_read_agent},
                 {top->classes, qc_plan_read_classes},
                 {top->total, qc_plan_read_total}};
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !status; i++) {
        if (!parts[i].node)
            continue;
        kf_json_at at = kf_at_member(root, parts[i].node);
        status = parts[i].read(reader, &at);
    }
    return status;
}

kefu_status kf_plan_fill(kf_json_reading *reader, const kf_json_at *root, void *whole)
{
    kefu_plan *plan = whole;
    qc_plan_top top;
    plan->agent = -1;
    plan->agent_max = plan->total = plan->total_rate = -1;
    kefu_status status = qc_plan_read_top(reader, root, &top);
    if (!status)
        status = qc_plan_read_parts(reader, root, &top);
    if (!status)
        status = qc_plan_read_power(reader, root, top.power);
    if (!status)
        status = qc_plan_check_asks(reader, root);
    return status ? status : kf_plan_find_columns(plan, reader->error);
}
