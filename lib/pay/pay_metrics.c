/* pay_metrics.c - what the plan reads from the frame: columns, their currencies, rows. */
#include <string.h>

#include "pay/payroll.h"
#include "table/frame.h"

/* The currency that a unit is, or NULL. */
static const char *metrics_currency(const char *unit)
{
    if (!strcmp(unit, "yuan"))
        return "CNY";
    return strlen(unit) == 3 && strspn(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 ? unit : NULL;
}

static kefu_status metrics_find(kf_paying *p, const char *name, int32_t *column, kf_pay_unit *unit)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    *column = -1;
    if (!name)
        return KEFU_OK;
    kefu_status status = kefu_frame_find_metric(p->frame, name, column, p->error);
    if (!status)
        status = kefu_frame_metric(p->frame, *column, &info);
    if (status)
        return status;
    const char *currency = metrics_currency(info.unit);
    if (currency && strcmp(currency, p->plan->currency) != 0)
        return kf_fail(p->error, KEFU_E_DATA, "metric '%s' is in %s, and the plan in %s", name,
                       currency, p->plan->currency);
    if (!unit)
        return KEFU_OK;
    unit->scale = info.scale;
    unit->unit = kf_arena_text(&p->roll->arena, info.unit, strlen(info.unit));
    return unit->unit ? KEFU_OK : kf_no_memory(p->error);
}

static kefu_status metrics_of_part(kf_paying *p, int32_t part)
{
    const kf_pay_rule *rule = &p->plan->parts[part];
    kf_pay_columns *columns = &p->columns[part];
    kf_pay_units *units = &p->roll->units[part];
    units->metric.unit = units->by.unit = "";
    kefu_status status = metrics_find(p, rule->metric, &columns->metric, &units->metric);
    if (!status)
        status = metrics_find(p, rule->base.metric, &columns->base, NULL);
    if (!status)
        status = metrics_find(p, rule->by_metric, &columns->by, &units->by);
    if (!status)
        status = metrics_find(p, rule->accelerator.of.metric, &columns->target, NULL);
    return status;
}

static kefu_status metrics_rows(kf_paying *p)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < p->roll->n && !status; i++) {
        kf_pay_line *line = &p->roll->lines[i];
        kefu_text key = {line->person, strlen(line->person)};
        status = kefu_frame_find(p->frame, &key, 1, &line->frame_row, p->error);
    }
    return status;
}

static void metrics_missing_of(kf_paying *p, const kf_pay_rule *rule, kf_missing *missing)
{
    const char *const names[] = {rule->metric, rule->base.metric, rule->by_metric,
                                 rule->accelerator.of.metric};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        kf_frame_miss(p->frame, names[i], missing);
}

/* All of them at once. */
static kefu_status metrics_missing(kf_paying *p)
{
    kf_missing missing = {0};
    if (!p->frame)
        return KEFU_OK;
    kf_frame_miss(p->frame, p->plan->wage.metric, &missing);
    for (int32_t i = 0; i < p->plan->n_parts; i++)
        metrics_missing_of(p, &p->plan->parts[i], &missing);
    return kf_frame_missing(&missing, p->error);
}

kefu_status kf_pay_metrics(kf_paying *p)
{
    size_t parts = (size_t)p->plan->n_parts;
    p->columns = kf_arena_alloc(&p->arena, parts * sizeof *p->columns);
    p->roll->units = kf_alloc_zeros(&p->memory, parts, sizeof *p->roll->units);
    if (!p->columns || !p->roll->units)
        return kf_no_memory(p->error);
    if (kf_pay_plan_reads_metrics(p->plan) && !p->frame)
        return kf_fail(p->error, KEFU_E_ARGUMENT,
                       "kefu_pay: the plan reads metrics, and the frame is NULL");
    if (p->frame && kefu_frame_keys(p->frame) != 1)
        return kf_fail(p->error, KEFU_E_ARGUMENT,
                       "the frame has %d keys; a plan needs one, the person",
                       kefu_frame_keys(p->frame));
    kefu_status status = metrics_missing(p);
    if (!status)
        status = metrics_find(p, p->plan->wage.metric, &p->wage, NULL);
    for (int32_t i = 0; i < p->plan->n_parts && !status; i++)
        status = metrics_of_part(p, i);
    if (!status && kf_pay_plan_reads_metrics(p->plan))
        status = metrics_rows(p);
    return status;
}

kefu_value kf_pay_figure(const kf_paying *p, kf_pay_line *line, int32_t column)
{
    kefu_value value = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    (void)kefu_frame_value(p->frame, line->frame_row, column, &value);
    if (value.status == KEFU_VALUE_PROVISIONAL || (value.flags & KEFU_VALUE_HAS_PROVISIONAL))
        line->flags |= KEFU_PAY_PROVISIONAL;
    return value;
}
