/* quota_bounds.c - what cells, agents and all are to give at least and may give at most. Bounds are
 * nested, cells in agents in all, so that sums of one level are the bounds of the next, and what
 * clashes is seen at once. */
#include "base/fail.h"
#include "sample/quota.h"

static kefu_status bounds_clash(kefu_quotas *quotas, kf_quota_clash clash, kefu_error *error)
{
    kf_quota_clash *room = kf_reserve(&quotas->memory, quotas->clashes, &quotas->clashes_capacity,
                                      quotas->n_clashes + 1, sizeof *room);
    if (!room)
        return kf_no_memory(error);
    quotas->clashes = room;
    room[quotas->n_clashes++] = clash;
    return KEFU_OK;
}

static int64_t bounds_lower(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t bounds_higher(int64_t a, int64_t b) { return a > b ? a : b; }

/* ---- Cells ---------------------------------------------------------------------------------- */

/* What a class asks of a cell by number, before what the cell has; and the most it may give. */
static int64_t bounds_asked(const kf_plan_class *class)
{
    return class->rule == KF_CLASS_TAKE ? class->take : class->min;
}

static int64_t bounds_most(const kf_plan_class *class, int64_t rows)
{
    if (class->rule == KF_CLASS_TAKE)
        return bounds_lower(class->take, rows);
    return class->max < 0 ? rows : bounds_lower(class->max, rows);
}

static int64_t bounds_least(const kf_plan_class *class, int64_t rows)
{
    if (class->rule == KF_CLASS_ALL)
        return rows;
    int64_t least = bounds_lower(bounds_asked(class), rows);
    if (class->rule == KF_CLASS_RATE)
        least = bounds_higher(least, kf_plan_rate(class->rate, rows));
    return bounds_lower(least, bounds_most(class, rows));
}

/* 1 if agents or the total ask for more than the cells' own rules. */
static int32_t bounds_shares(const kefu_plan *plan)
{
    return plan->total >= 0 || plan->total_rate >= 0 || plan->agent_min > 0;
}

static int32_t bounds_lacks_spread(const kefu_plan *plan, const kf_quota_cell *cell)
{
    return (plan->allocation == KF_SHARE_NEYMAN || plan->allocation == KF_SHARE_POWER) &&
           bounds_shares(plan) && cell->spread < 0 && cell->least < cell->most;
}

static kefu_status bounds_of_cell(kefu_quotas *quotas, size_t index, kefu_error *error)
{
    kf_quota_cell *cell = &quotas->cells[index];
    const kefu_plan *plan = quotas->plan;
    const kf_plan_class *class = &plan->classes[cell->class_index];
    const int64_t two = plan->variance ? bounds_lower(2, cell->rows) : 0;
    kf_quota_clash clash = {.cell = (int64_t)index, .agent = cell->agent, .have = cell->rows};
    cell->most = bounds_most(class, cell->rows);
    cell->least = bounds_higher(bounds_least(class, cell->rows), bounds_lower(two, cell->most));
    if (class->rule != KF_CLASS_SHARE)
        cell->most = cell->least;
    if (bounds_asked(class) > cell->rows && !class->fewer) {
        clash.code = KEFU_CLASH_CELL_SHORT;
        clash.need = bounds_asked(class);
    } else if (two > cell->least) {
        clash.code = KEFU_CLASH_CELL_BOUNDS;
        clash.need = two;
        clash.have = cell->least;
    } else if (bounds_lacks_spread(plan, cell)) {
        clash.code = KEFU_CLASH_NO_SPREAD;
        clash.have = 0;
    }
    return clash.code ? bounds_clash(quotas, clash, error) : KEFU_OK;
}

/* ---- Agents --------------------------------------------------------------------------------- */

static kefu_status bounds_of_agent(kefu_quotas *quotas, size_t index, kefu_error *error)
{
    kf_quota_agent *agent = &quotas->agents[index];
    const kefu_plan *plan = quotas->plan;
    kf_quota_clash clash = {.cell = -1, .agent = (int64_t)index};
    for (uint32_t i = 0; i < agent->n; i++) {
        const kf_quota_cell *cell = &quotas->cells[quotas->by_agent[agent->first + i]];
        agent->least += cell->least;
        agent->most += cell->most;
    }
    agent->given = agent->least;
    agent->need = plan->agent_min;
    agent->may = plan->agent_max < 0 ? agent->most : bounds_lower(plan->agent_max, agent->most);
    if (plan->agent_fewer)
        agent->need = bounds_lower(agent->need, agent->most);
    if (agent->need > agent->most) {
        clash.code = KEFU_CLASH_AGENT_SHORT;
        clash.need = agent->need;
        clash.have = agent->most;
    } else if (agent->least > agent->may) {
        clash.code = KEFU_CLASH_AGENT_OVER;
        clash.need = agent->least;
        clash.have = plan->agent_max;
    }
    agent->need = bounds_higher(agent->need, agent->least);
    return clash.code ? bounds_clash(quotas, clash, error) : KEFU_OK;
}

/* ---- All ------------------------------------------------------------------------------------ */

static kefu_status bounds_total(kefu_quotas *quotas, kefu_error *error)
{
    const kefu_plan *plan = quotas->plan;
    quotas->total = plan->total;
    if (plan->total_rate >= 0)
        quotas->total = kf_plan_rate(plan->total_rate, quotas->population);
    if (quotas->total > KF_PLAN_ROWS)
        return kf_fail(error, KEFU_E_LIMIT, "total: %i of %i rows are more than %d", quotas->total,
                       quotas->population, (int32_t)KF_PLAN_ROWS);
    return KEFU_OK;
}

static kefu_status bounds_of_all(kefu_quotas *quotas, kefu_error *error)
{
    kf_quota_clash clash = {.cell = -1, .agent = -1};
    int64_t need = 0, may = 0;
    for (size_t i = 0; i < quotas->n_agents; i++) {
        need += quotas->agents[i].need;
        may += quotas->agents[i].may;
    }
    if (quotas->total < 0 || (quotas->total >= need && quotas->total <= may))
        return KEFU_OK;
    const int32_t over = quotas->total < need;
    clash.code = over ? KEFU_CLASH_TOTAL_OVER : KEFU_CLASH_TOTAL_SHORT;
    clash.need = over ? need : quotas->total;
    clash.have = over ? quotas->total : may;
    return bounds_clash(quotas, clash, error);
}

kefu_status kf_quota_bounds(kefu_quotas *quotas, kefu_error *error)
{
    kefu_status status = bounds_total(quotas, error);
    for (size_t i = 0; i < quotas->n_cells && !status; i++)
        status = bounds_of_cell(quotas, i, error);
    for (size_t i = 0; i < quotas->n_agents && !status; i++)
        status = bounds_of_agent(quotas, i, error);
    return status || quotas->n_clashes ? status : bounds_of_all(quotas, error);
}
