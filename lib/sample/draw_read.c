/* draw_read.c - see draw_read.h. */
#include "sample/draw_read.h"

#include "base/cpu.h"

/* ---- Conditions ------------------------------------------------------------------------------ */

static kefu_status draw_compile(const kf_draw_reader *r, const kefu_limits *limits,
                                const kf_where *where, kf_formula **out, kefu_error *error)
{
    if (!where->text)
        return KEFU_OK;
    return kf_condition_new(&r->memory, limits, KF_PLAN_SCALE, where->text, where->size, out,
                            error);
}

static kefu_status draw_compile_all(kf_draw_reader *r, const kefu_limits *limits, kefu_error *error)
{
    const kefu_plan *plan = r->plan;
    r->excludes = kf_alloc_zeros(&r->memory, (size_t)plan->n_excludes, sizeof(kf_formula *));
    r->classes = kf_alloc_zeros(&r->memory, (size_t)plan->n_classes, sizeof(kf_formula *));
    r->by = kf_alloc_zeros(&r->memory, (size_t)plan->n_by, sizeof(kf_column *));
    if (!r->excludes || !r->classes || !r->by)
        return kf_no_memory(error);
    kefu_status status = draw_compile(r, limits, &plan->where, &r->where, error);
    for (int32_t i = 0; i < plan->n_excludes && !status; i++)
        status = draw_compile(r, limits, &plan->excludes[i].where, &r->excludes[i], error);
    for (int32_t i = 0; i < plan->n_classes && !status; i++)
        status = draw_compile(r, limits, &plan->classes[i].where, &r->classes[i], error);
    return status;
}

kefu_status kf_draw_reader_new(const kf_memory *memory, const kefu_limits *limits,
                               const kefu_plan *plan, uint64_t key, kf_draw_reader **out,
                               kefu_error *error)
{
    kf_draw_reader *r = kf_alloc_zero(memory, sizeof *r);
    if (!r)
        return kf_no_memory(error);
    r->memory = *memory;
    r->plan = plan;
    kf_pick_ids_init(&r->block.ids, &r->memory, key, kf_cpu());
    kefu_status status = draw_compile_all(r, limits, error);
    if (status)
        kf_draw_reader_free(r);
    else
        *out = r;
    return status;
}

static void draw_free_formulas(const kf_draw_reader *r, kf_formula **formulas, int32_t n)
{
    for (int32_t i = 0; formulas && i < n; i++)
        kf_formula_free(formulas[i]);
    kf_free_array(&r->memory, formulas, (size_t)n, sizeof *formulas);
}

void kf_draw_reader_free(kf_draw_reader *r)
{
    if (!r)
        return;
    kf_memory memory = r->memory;
    kf_formula_free(r->where);
    draw_free_formulas(r, r->excludes, r->plan->n_excludes);
    draw_free_formulas(r, r->classes, r->plan->n_classes);
    kf_free_array(&memory, r->by, (size_t)r->plan->n_by, sizeof *r->by);
    kf_pick_ids_free(&r->block.ids);
    kf_free(&memory, r, sizeof *r);
}

/* ---- Columns --------------------------------------------------------------------------------- */

static kefu_status draw_bind(kf_formula *formula, const kf_batch *batch, kefu_error *error)
{
    return formula ? kf_formula_bind(formula, batch, error) : KEFU_OK;
}

kefu_status kf_draw_reader_bind(kf_draw_reader *r, const kf_batch *batch, kefu_error *error)
{
    const kefu_plan *plan = r->plan;
    kefu_status status = kf_batch_need(batch, plan->key, &r->block.ids.column, error);
    for (int32_t i = 0; i < plan->n_by && !status; i++)
        status = kf_batch_need(batch, plan->by[i], &r->by[i], error);
    if (!status)
        status = draw_bind(r->where, batch, error);
    for (int32_t i = 0; i < plan->n_excludes && !status; i++)
        status = draw_bind(r->excludes[i], batch, error);
    for (int32_t i = 0; i < plan->n_classes && !status; i++)
        status = draw_bind(r->classes[i], batch, error);
    return status;
}

/* ---- Fates ----------------------------------------------------------------------------------- */

/* Every condition is looked at in every block: what fails must not depend on how rows are parted.
 */
static kefu_status draw_truth(kf_draw_reader *r, kf_formula *formula, kf_vector *truth,
                              kefu_error *error)
{
    *truth = (kf_vector){NULL, NULL, NULL};
    if (!formula)
        return KEFU_OK;
    kf_formula_next_block(formula);
    return kf_formula_block(formula, 0, r->block.first, r->block.count, truth, error);
}

/* Rows that are still open and of which the condition is known to hold (all rows without one) get
 * this fate. Any part of the rows may, in no order, which a processor cannot foretell: so there is
 * no branch, but a mask of all bits or none. */
static void draw_give_fate(int32_t *fates, int64_t count, const kf_vector *truth, int32_t open,
                           int32_t fate)
{
    const int64_t *values = truth->values;
    const uint8_t *states = truth->states;
    const int32_t change = open ^ fate;
    for (int64_t i = 0; !values && i < count; i++)
        fates[i] ^= change & -(fates[i] == open);
    for (int64_t i = 0; values && !states && i < count; i++)
        fates[i] ^= change & -((fates[i] == open) & (values[i] != 0));
    for (int64_t i = 0; values && states && i < count; i++)
        fates[i] ^= change & -((fates[i] == open) & (values[i] != 0) & !states[i]);
}

static kefu_status draw_settle(kf_draw_reader *r, kf_formula *formula, int32_t open, int32_t fate,
                               kefu_error *error)
{
    kf_vector truth;
    kefu_status status = draw_truth(r, formula, &truth, error);
    if (!status)
        draw_give_fate(r->block.fates, r->block.count, &truth, open, fate);
    return status;
}

static kefu_status draw_fates(kf_draw_reader *r, kefu_error *error)
{
    const kefu_plan *plan = r->plan;
    for (int64_t i = 0; i < r->block.count; i++)
        r->block.fates[i] = KF_DRAW_OUTSIDE;
    kefu_status status = draw_settle(r, r->where, KF_DRAW_OUTSIDE, KF_DRAW_UNCLASSED, error);
    for (int32_t i = 0; i < plan->n_excludes && !status; i++)
        status = draw_settle(r, r->excludes[i], KF_DRAW_UNCLASSED, KF_DRAW_EXCLUDED - i, error);
    for (int32_t i = 0; i < plan->n_classes && !status; i++)
        status = draw_settle(r, r->classes[i], KF_DRAW_UNCLASSED, i, error);
    return status;
}

/* ---- The block ------------------------------------------------------------------------------- */

static void draw_find_in(kf_draw_block *b)
{
    size_t n = 0;
    for (int64_t i = 0; i < b->count; i++) {
        b->in[n] = (uint16_t)i;
        n += b->fates[i] >= 0;
    }
    b->n_in = n;
}

kefu_status kf_draw_reader_read(kf_draw_reader *r, kf_groups *groups, int64_t first, int64_t count,
                                kefu_error *error)
{
    kf_draw_block *b = &r->block;
    b->first = first;
    b->count = count;
    kefu_status status = draw_fates(r, error);
    if (!status)
        status = kf_groups_rows(groups, r->by, first, count, b->groups, error);
    if (!status)
        status = kf_pick_ids_view(&b->ids, first, count, error);
    if (status)
        return status;
    draw_find_in(b);
    return kf_pick_ids_hash(&b->ids, b->in, b->n_in, error);
}
