/* quota.c - making quotas from cells, and what they say. */
#include "sample/quota.h"

#include "base/fail.h"
#include "base/sort.h"

int32_t kf_cell_compare(const kf_cell_count *a, const kf_cell_count *b, int32_t n_by)
{
    if (a->class_index != b->class_index)
        return a->class_index < b->class_index ? -1 : 1;
    for (int32_t k = 0; k < n_by; k++) {
        int32_t order = kf_key_compare(&a->keys[k], &b->keys[k]);
        if (order)
            return order;
    }
    return 0;
}

/* ---- Cells ---------------------------------------------------------------------------------- */

static kefu_status quota_cell_texts(kefu_quotas *quotas, kf_quota_cell *cell, const kf_key *keys,
                                    kefu_error *error)
{
    const size_t n = (size_t)quotas->plan->n_by;
    char digits[21];
    cell->texts = kf_arena_alloc(&quotas->arena, n * sizeof *cell->texts);
    for (size_t k = 0; cell->texts && k < n; k++) {
        const kefu_text text = kf_key_text(&keys[k], digits);
        cell->texts[k].data = kf_arena_text(&quotas->arena, text.data, text.size);
        cell->texts[k].size = text.size;
        if (!cell->texts[k].data)
            return kf_no_memory(error);
    }
    return cell->texts ? KEFU_OK : kf_no_memory(error);
}

static kefu_status quota_cells(kefu_quotas *quotas, const kf_cell_count *cells,
                               const int64_t *spreads, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < quotas->n_cells && !status; i++) {
        kf_quota_cell *cell = &quotas->cells[i];
        cell->class_index = cells[i].class_index;
        cell->rows = cells[i].rows;
        cell->spread = spreads && spreads[i] >= 0 ? spreads[i]
                                                  : quotas->plan->classes[cell->class_index].spread;
        if (cell->rows > INT64_MAX - quotas->population)
            return kf_fail(error, KEFU_E_OVERFLOW, "the cells hold more rows than 63 bits count");
        quotas->population += cell->rows;
        status = quota_cell_texts(quotas, cell, cells[i].keys, error);
    }
    return status;
}

/* ---- Agents --------------------------------------------------------------------------------- */

typedef struct quota_agents {
    const kf_cell_count *cells;
    int32_t agent; /* index of its key; -1 = all are one */
} quota_agents;

static int32_t quota_agent_order(const void *things, uint32_t a, uint32_t b)
{
    const quota_agents *of = things;
    if (of->agent < 0)
        return 0;
    return kf_key_compare(&of->cells[a].keys[of->agent], &of->cells[b].keys[of->agent]);
}

static void quota_fill_agents(kefu_quotas *quotas, const quota_agents *of)
{
    static const kefu_text all = {"", 0};
    for (uint32_t i = 0; i < quotas->n_cells; i++) {
        const uint32_t cell = quotas->by_agent[i];
        if (!i || quota_agent_order(of, quotas->by_agent[i - 1], cell)) {
            kf_quota_agent *agent = &quotas->agents[quotas->n_agents++];
            agent->first = i;
            agent->text = of->agent < 0 ? all : quotas->cells[cell].texts[of->agent];
        }
        quotas->agents[quotas->n_agents - 1].n++;
        quotas->cells[cell].agent = (uint32_t)(quotas->n_agents - 1);
    }
}

static kefu_status quota_agents_of(kefu_quotas *quotas, const kf_cell_count *cells,
                                   kefu_error *error)
{
    const quota_agents of = {cells, quotas->plan->agent};
    for (uint32_t i = 0; i < quotas->n_cells; i++)
        quotas->by_agent[i] = i;
    kefu_status status =
        kf_sort(&quotas->memory, quotas->by_agent, quotas->n_cells, quota_agent_order, &of, error);
    if (!status)
        quota_fill_agents(quotas, &of);
    return status;
}

/* ---- Making --------------------------------------------------------------------------------- */

static kefu_status quota_fill(kefu_quotas *quotas, const kf_cell_count *cells,
                              const int64_t *spreads, kefu_error *error)
{
    quotas->cells = kf_alloc_zeros(&quotas->memory, quotas->n_cells, sizeof *quotas->cells);
    quotas->agents = kf_alloc_zeros(&quotas->memory, quotas->n_cells, sizeof *quotas->agents);
    quotas->by_agent = kf_alloc_array(&quotas->memory, quotas->n_cells, sizeof *quotas->by_agent);
    if (!quotas->cells || !quotas->agents || !quotas->by_agent)
        return kf_no_memory(error);
    kefu_status status = quota_cells(quotas, cells, spreads, error);
    if (!status)
        status = quota_agents_of(quotas, cells, error);
    if (!status)
        status = kf_quota_bounds(quotas, error);
    return status || quotas->n_clashes ? status : kf_quota_share(quotas, error);
}

kefu_status kf_quotas_make(const kf_memory *memory, const kefu_plan *plan,
                           const kf_cell_count *cells, size_t n, const int64_t *spreads,
                           kefu_quotas **out, kefu_error *error)
{
    kefu_quotas *quotas = kf_alloc_zero(memory, sizeof *quotas);
    if (!quotas)
        return kf_no_memory(error);
    quotas->memory = *memory;
    quotas->n_cells = n;
    kf_arena_init(&quotas->arena, &quotas->memory);
    kefu_status status = kf_plan_copy(memory, plan, &quotas->plan, error);
    if (!status)
        status = quota_fill(quotas, cells, spreads, error);
    if (status)
        kefu_quotas_free(quotas);
    else
        *out = quotas;
    return status;
}

void KEFU_CALL kefu_quotas_free(kefu_quotas *quotas)
{
    if (!quotas)
        return;
    const kf_memory memory = quotas->memory;
    kf_free_array(&memory, quotas->cells, quotas->n_cells, sizeof *quotas->cells);
    kf_free_array(&memory, quotas->agents, quotas->n_cells, sizeof *quotas->agents);
    kf_free_array(&memory, quotas->by_agent, quotas->n_cells, sizeof *quotas->by_agent);
    kf_free_array(&memory, quotas->clashes, quotas->clashes_capacity, sizeof *quotas->clashes);
    kefu_plan_free(quotas->plan);
    kf_arena_free(&quotas->arena);
    kf_free(&memory, quotas, sizeof *quotas);
}

/* ---- What they say -------------------------------------------------------------------------- */

int32_t KEFU_CALL kefu_quotas_feasible(const kefu_quotas *quotas)
{
    return quotas && !quotas->n_clashes;
}

int64_t KEFU_CALL kefu_quotas_cells(const kefu_quotas *quotas)
{
    return quotas ? (int64_t)quotas->n_cells : 0;
}

kefu_status KEFU_CALL kefu_quotas_cell(const kefu_quotas *quotas, int64_t index,
                                       kefu_cell_quota *out)
{
    if (!out || index < 0 || index >= kefu_quotas_cells(quotas))
        return KEFU_E_ARGUMENT;
    const kf_quota_cell *cell = &quotas->cells[index];
    kefu_cell_quota quota = {.struct_size = sizeof quota,
                             .class_index = cell->class_index,
                             .rows = cell->rows,
                             .least = cell->least,
                             .most = cell->most,
                             .agent = cell->extra,
                             .share = cell->share};
    if (!quotas->n_clashes)
        quota.n = cell->least + cell->extra + cell->share;
    return kf_give(out, &quota, sizeof quota);
}

kefu_status KEFU_CALL kefu_quotas_cell_key(const kefu_quotas *quotas, int64_t index, int32_t by,
                                           kefu_text *out)
{
    if (!out || index < 0 || index >= kefu_quotas_cells(quotas) || by < 0 ||
        by >= quotas->plan->n_by)
        return KEFU_E_ARGUMENT;
    *out = quotas->cells[index].texts[by];
    return KEFU_OK;
}

int64_t KEFU_CALL kefu_quotas_clashes(const kefu_quotas *quotas)
{
    return quotas ? (int64_t)quotas->n_clashes : 0;
}

kefu_status KEFU_CALL kefu_quotas_clash(const kefu_quotas *quotas, int64_t index, kefu_clash *out)
{
    if (!out || index < 0 || index >= kefu_quotas_clashes(quotas))
        return KEFU_E_ARGUMENT;
    const kf_quota_clash *from = &quotas->clashes[index];
    kefu_clash clash = {.struct_size = sizeof clash,
                        .code = from->code,
                        .cell = from->cell,
                        .agent = from->agent < 0 ? "" : quotas->agents[from->agent].text.data,
                        .need = from->need,
                        .have = from->have};
    return kf_give(out, &clash, sizeof clash);
}
