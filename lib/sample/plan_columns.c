/* plan_columns.c - the columns that a draw by a plan reads, each once. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "sample/plan.h"

static kefu_status plan_columns_add(kefu_plan *plan, const char *name, int32_t type,
                                    kefu_error *error)
{
    kf_plan_column *column = kf_arena_alloc(&plan->scheme.arena, sizeof *column);
    if (!column)
        return kf_no_memory(error);
    *column = (kf_plan_column){.name = name, .type = type == KF_TYPE_ANY ? 0 : type};
    if (plan->last_read)
        plan->last_read->next = column;
    else
        plan->first_read = column;
    plan->last_read = column;
    plan->n_columns++;
    return KEFU_OK;
}

kefu_status kf_plan_reads(kefu_plan *plan, const kf_formula *formula, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < kf_formula_columns(formula) && !status; i++) {
        const char *name = kf_formula_column(formula, i);
        name = kf_arena_text(&plan->scheme.arena, name, strlen(name));
        status = name ? plan_columns_add(plan, name, kf_formula_column_type(formula, i), error)
                      : kf_no_memory(error);
    }
    return status;
}

static int32_t plan_columns_compare(const void *things, uint32_t a, uint32_t b)
{
    const kf_plan_column *columns = things;
    return strcmp(columns[a].name, columns[b].name);
}

/* Of equal names the first stays, with the first type that there is. order[n] is room. */
static kefu_status plan_columns_once(kefu_plan *plan, uint32_t *order, kefu_error *error)
{
    kf_plan_column *columns = plan->columns, *kept = NULL;
    const uint32_t n = (uint32_t)plan->n_columns;
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    kefu_status status =
        kf_sort(&plan->scheme.memory, order, n, plan_columns_compare, columns, error);
    for (uint32_t i = 0; i < n && !status; i++) {
        kf_plan_column *column = &columns[order[i]];
        if (!kept || strcmp(kept->name, column->name)) {
            kept = column;
            continue;
        }
        if (!kept->type)
            kept->type = column->type;
        column->name = NULL;
    }
    plan->n_columns = 0;
    for (uint32_t i = 0; i < n && !status; i++)
        if (columns[i].name)
            columns[plan->n_columns++] = columns[i];
    return status;
}

kefu_status kf_plan_find_columns(kefu_plan *plan, kefu_error *error)
{
    const size_t n = (size_t)plan->n_columns + (size_t)plan->n_by + 1;
    size_t at = 0;
    plan->columns = kf_arena_alloc(&plan->scheme.arena, n * sizeof *plan->columns);
    uint32_t *order = kf_alloc_array(&plan->scheme.memory, n, sizeof *order);
    kefu_status status = plan->columns && order ? KEFU_OK : kf_no_memory(error);
    if (!status) {
        plan->columns[at++] = (kf_plan_column){.name = plan->key};
        for (int32_t i = 0; i < plan->n_by; i++)
            plan->columns[at++] = (kf_plan_column){.name = plan->by[i]};
        for (const kf_plan_column *c = plan->first_read; c; c = c->next)
            plan->columns[at++] = *c;
        plan->n_columns = (int32_t)n;
        status = plan_columns_once(plan, order, error);
    }
    kf_free_array(&plan->scheme.memory, order, n, sizeof *order);
    return status;
}

/* ---- Asking ---------------------------------------------------------------------------------- */

const char *KEFU_CALL kefu_plan_key(const kefu_plan *plan) { return plan ? plan->key : NULL; }

int32_t KEFU_CALL kefu_plan_columns(const kefu_plan *plan) { return plan ? plan->n_columns : 0; }

const char *KEFU_CALL kefu_plan_column(const kefu_plan *plan, int32_t index)
{
    return index >= 0 && index < kefu_plan_columns(plan) ? plan->columns[index].name : NULL;
}

int32_t KEFU_CALL kefu_plan_column_type(const kefu_plan *plan, int32_t index)
{
    return index >= 0 && index < kefu_plan_columns(plan) ? plan->columns[index].type : 0;
}
