/* quota_share.c - sharing out what agents and the total ask for beyond the cells' own least: one
 * row after the other to the cell that gains most. Bounds are nested and gains fall with each row,
 * so that what is best step by step is best in all (Wright 2012, 2017). */
#include "base/fail.h"
#include "sample/quota.h"
#include "sample/quota_weight.h"

/* A cell among those that are shared out to. */
typedef struct share_cell {
    int64_t n;        /* what it gets so far */
    kf_i128 short_of; /* proportional: target - n, × population */
    kf_weight weight; /* neyman, power */
    kf_worth worth;   /* of one row more than n > 0 */
} share_cell;

typedef struct share_out {
    kefu_quotas *quotas;
    share_cell *cells;
    uint32_t *heap; /* cells that may get more, the one that gains most first */
    size_t size;
    int64_t total, population; /* proportional: what is shared out, and to how many rows */
} share_out;

/* ---- What a cell gains ---------------------------------------------------------------------- */

static int32_t share_by_spread(const kefu_plan *plan)
{
    return plan->allocation == KF_SHARE_NEYMAN || plan->allocation == KF_SHARE_POWER;
}

/* After n of the cell has changed, or what is shared out. */
static void share_value(const share_out *s, uint32_t index)
{
    const kf_quota_cell *cell = &s->quotas->cells[index];
    share_cell *to = &s->cells[index];
    if (s->quotas->plan->allocation == KF_SHARE_PROPORTIONAL)
        to->short_of = kf_i128_add(kf_i128_mul(s->total, cell->rows),
                                   kf_i128_neg(kf_i128_mul(to->n, s->population)));
    else if (share_by_spread(s->quotas->plan) && to->n)
        kf_weight_worth(&to->weight, to->n, &to->worth);
}

/* A cell without a row gains most of all: nothing can be said of it. */
static int32_t share_spread_order(const share_cell *a, const share_cell *b)
{
    if (!a->n || !b->n)
        return a->n ? -1 : b->n ? 1 : kf_weight_order(&a->weight, &b->weight);
    return kf_weight_compare(&a->weight, a->n, &a->worth, &b->weight, b->n, &b->worth);
}

/* 1 if cell a gains more than cell b; equal ones in their order. */
static int32_t share_before(const share_out *s, uint32_t a, uint32_t b)
{
    const share_cell *mine = &s->cells[a], *other = &s->cells[b];
    int32_t order;
    switch (s->quotas->plan->allocation) {
    case KF_SHARE_PROPORTIONAL:
        order = kf_i128_compare(mine->short_of, other->short_of);
        break;
    case KF_SHARE_EQUAL:
        order = (mine->n < other->n) - (mine->n > other->n);
        break;
    default:
        order = share_spread_order(mine, other);
    }
    return order ? order > 0 : a < b;
}

/* ---- Heap ----------------------------------------------------------------------------------- */

static void share_sift(share_out *s, size_t at)
{
    const uint32_t cell = s->heap[at];
    for (size_t child; (child = 2 * at + 1) < s->size; at = child) {
        if (child + 1 < s->size && share_before(s, s->heap[child + 1], s->heap[child]))
            child++;
        if (!share_before(s, s->heap[child], cell))
            break;
        s->heap[at] = s->heap[child];
    }
    s->heap[at] = cell;
}

static void share_drop_top(share_out *s)
{
    s->heap[0] = s->heap[--s->size];
    if (s->size)
        share_sift(s, 0);
}

/* Starts over with those of cells[n] (NULL: all) that may get more. */
static void share_start(share_out *s, const uint32_t *cells, size_t n)
{
    s->size = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t cell = cells ? cells[i] : (uint32_t)i;
        if (s->cells[cell].n >= s->quotas->cells[cell].most)
            continue;
        share_value(s, cell);
        s->heap[s->size++] = cell;
    }
    for (size_t i = s->size / 2; i > 0; i--)
        share_sift(s, i - 1);
}

/* ---- Sharing out ---------------------------------------------------------------------------- */

/* Targets of cells[n]: `whole` without what is fixed, over the rows of those that are not. */
static void share_target(share_out *s, int64_t whole, const uint32_t *cells, size_t n)
{
    s->total = whole;
    s->population = 0;
    for (size_t i = 0; i < n; i++) {
        const kf_quota_cell *cell = &s->quotas->cells[cells[i]];
        const int32_t rule = s->quotas->plan->classes[cell->class_index].rule;
        if (rule == KF_CLASS_SHARE)
            s->population += cell->rows;
        else
            s->total -= cell->least;
    }
}

/* Gives the top cell a row. */
static void share_give(share_out *s, int64_t *given)
{
    const uint32_t cell = s->heap[0];
    s->cells[cell].n++;
    s->quotas->agents[s->quotas->cells[cell].agent].given++;
    (*given)++;
    if (s->cells[cell].n == s->quotas->cells[cell].most) {
        share_drop_top(s);
        return;
    }
    share_value(s, cell);
    share_sift(s, 0);
}

/* What an agent's cells are short of its least. */
static void share_to_agent(share_out *s, const kf_quota_agent *agent)
{
    const uint32_t *cells = &s->quotas->by_agent[agent->first];
    if (agent->given >= agent->need)
        return;
    share_target(s, agent->need, cells, agent->n);
    share_start(s, cells, agent->n);
    while (agent->given < agent->need) {
        kf_quota_cell *cell = &s->quotas->cells[s->heap[0]];
        share_give(s, &cell->extra);
    }
}

/* What all are short of the total; cells of agents that have their most drop out when they come up.
 */
static void share_to_all(share_out *s)
{
    kefu_quotas *quotas = s->quotas;
    int64_t left = quotas->total;
    for (size_t i = 0; i < quotas->n_agents; i++)
        left -= quotas->agents[i].given;
    if (left <= 0)
        return;
    share_target(s, quotas->total, quotas->by_agent, quotas->n_cells);
    share_start(s, NULL, quotas->n_cells);
    while (left) {
        kf_quota_cell *cell = &quotas->cells[s->heap[0]];
        const kf_quota_agent *agent = &quotas->agents[cell->agent];
        if (agent->given >= agent->may) {
            share_drop_top(s);
            continue;
        }
        share_give(s, &cell->share);
        left--;
    }
}

static void share_cells(share_out *s)
{
    const kefu_plan *plan = s->quotas->plan;
    const int32_t power = plan->allocation == KF_SHARE_NEYMAN ? KF_POWER_1 : plan->power;
    for (size_t i = 0; i < s->quotas->n_cells; i++) {
        const kf_quota_cell *cell = &s->quotas->cells[i];
        s->cells[i].n = cell->least;
        if (share_by_spread(plan) && cell->least < cell->most && cell->spread >= 0)
            kf_weight_of(cell->rows, power, cell->spread, &s->cells[i].weight);
    }
    for (size_t i = 0; i < s->quotas->n_agents; i++)
        share_to_agent(s, &s->quotas->agents[i]);
    share_to_all(s);
}

kefu_status kf_quota_share(kefu_quotas *quotas, kefu_error *error)
{
    const kf_memory *memory = &quotas->memory;
    share_out s = {.quotas = quotas};
    s.cells = kf_alloc_zeros(memory, quotas->n_cells, sizeof *s.cells);
    s.heap = kf_alloc_array(memory, quotas->n_cells, sizeof *s.heap);
    const int32_t ready = s.cells && s.heap;
    if (ready)
        share_cells(&s);
    kf_free_array(memory, s.heap, quotas->n_cells, sizeof *s.heap);
    kf_free_array(memory, s.cells, quotas->n_cells, sizeof *s.cells);
    return ready ? KEFU_OK : kf_no_memory(error);
}
