/* draw_read.c - see draw_read.h. */
#include "sample/draw_read.h"

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
                               const kefu_plan *plan, kf_draw_reader **out, kefu_error *error)
{
    kf_draw_reader *r = kf_alloc_zero(memory, sizeof *r);
    if (!r)
        return kf_no_memory(error);
    r->memory = *memory;
    r->plan = plan;
    kf_arena_init(&r->arena, &r->memory);
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
    kf_arena_free(&r->arena);
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
    kefu_status status = kf_batch_need(batch, plan->key, &r->key, error);
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

/* 1 where the condition is known to hold; all rows without a condition. */
static inline int32_t draw_holds(const kf_vector *truth, int64_t i)
{
    return !truth->values || (truth->values[i] != 0 && (!truth->states || !truth->states[i]));
}

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

/* Rows that are still open and of which the condition holds get this fate. */
static kefu_status draw_settle(kf_draw_reader *r, kf_formula *formula, int32_t open, int32_t fate,
                               kefu_error *error)
{
    kf_vector truth;
    kefu_status status = draw_truth(r, formula, &truth, error);
    for (int64_t i = 0; i < r->block.count && !status; i++)
        if (r->block.fates[i] == open && draw_holds(&truth, i))
            r->block.fates[i] = fate;
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

static kefu_status draw_ids(kf_draw_reader *r, kefu_error *error)
{
    kf_draw_block *b = &r->block;
    kefu_status status =
        kf_keys_view(r->key, b->first, b->count, &r->arena, &b->scratch, b->ids, 1, error);
    for (int64_t i = 0; i < b->count && !status; i++) {
        if (b->fates[i] < 0)
            continue;
        if (b->ids[i].text.data && !b->ids[i].text.size)
            return kf_fail_row(error, KEFU_E_DATA, r->key->first_row + b->first + i,
                               "column '%s': an id is missing", r->key->view.name);
        status = kf_key_check(r->key, b->first + i, &b->ids[i], error);
    }
    return status;
}

kefu_status kf_draw_reader_read(kf_draw_reader *r, kf_groups *groups, int64_t first, int64_t count,
                                kefu_error *error)
{
    r->block.first = first;
    r->block.count = count;
    kf_arena_free(&r->arena);
    kefu_status status = draw_fates(r, error);
    if (!status)
        status = kf_groups_rows(groups, r->by, first, count, r->block.groups, error);
    return status ? status : draw_ids(r, error);
}
