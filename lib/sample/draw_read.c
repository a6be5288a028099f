/* draw_read.c - see draw_read.h. */
#include "sample/draw_read.h"

#include "base/cpu.h"
#include "base/show.h"

/* ---- Conditions ------------------------------------------------------------------------------ */

/* What failed, at its place in the plan's JSON and with the path there; a row stays. */
static kefu_status draw_fault(const char *path, kf_place at, const kefu_error *why,
                              kefu_error *error)
{
    if (why->code == KEFU_E_MEMORY)
        return kf_no_memory(error);
    (void)kf_fail_at(error, why->code, at, "plan.%s: %s", path, why->message);
    if (error)
        error->row = why->row;
    return why->code;
}

static kefu_status draw_condition_fault(const kf_draw_condition *c, const kefu_error *why,
                                        kefu_error *error)
{
    char path[64];
    kf_show show = {.out = path, .capacity = sizeof path};
    if (c->part)
        kf_show_format(&show, "%s[%d].", c->part, c->index);
    kf_show_format(&show, "where");
    (void)kf_show_end(&show);
    return draw_fault(path, c->where->at, why, error);
}

static void draw_list_conditions(kf_draw_reader *r)
{
    const kefu_plan *plan = r->plan;
    kf_draw_condition *c = r->conditions;
    *c++ = (kf_draw_condition){
        .open = KF_DRAW_OUTSIDE, .fate = KF_DRAW_UNCLASSED, .where = &plan->where};
    for (int32_t i = 0; i < plan->n_excludes; i++)
        *c++ = (kf_draw_condition){.part = "exclude",
                                   .index = i,
                                   .open = KF_DRAW_UNCLASSED,
                                   .fate = KF_DRAW_EXCLUDED - i,
                                   .where = &plan->excludes[i].where};
    for (int32_t i = 0; i < plan->n_classes; i++)
        *c++ = (kf_draw_condition){.part = "classes",
                                   .index = i,
                                   .open = KF_DRAW_UNCLASSED,
                                   .fate = i,
                                   .where = &plan->classes[i].where};
}

static kefu_status draw_compile(const kf_draw_reader *r, const kefu_limits *limits,
                                kf_draw_condition *c, kefu_error *error)
{
    kefu_error why;
    if (!c->where->text)
        return KEFU_OK;
    kefu_status status = kf_condition_new(&r->memory, limits, KF_PLAN_SCALE, c->where->text,
                                          c->where->size, &c->formula, &why);
    return status ? draw_condition_fault(c, &why, error) : KEFU_OK;
}

static kefu_status draw_compile_all(kf_draw_reader *r, const kefu_limits *limits, kefu_error *error)
{
    const kefu_plan *plan = r->plan;
    kefu_status status = KEFU_OK;
    r->n_conditions = 1 + (size_t)plan->n_excludes + (size_t)plan->n_classes;
    r->conditions = kf_alloc_zeros(&r->memory, r->n_conditions, sizeof *r->conditions);
    r->by = kf_alloc_zeros(&r->memory, (size_t)plan->n_by, sizeof(kf_column *));
    if (!r->conditions || !r->by)
        return kf_no_memory(error);
    draw_list_conditions(r);
    for (size_t i = 0; i < r->n_conditions && !status; i++)
        status = draw_compile(r, limits, &r->conditions[i], error);
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

void kf_draw_reader_free(kf_draw_reader *r)
{
    if (!r)
        return;
    kf_memory memory = r->memory;
    for (size_t i = 0; r->conditions && i < r->n_conditions; i++)
        kf_formula_free(r->conditions[i].formula);
    kf_free_array(&memory, r->conditions, r->n_conditions, sizeof *r->conditions);
    kf_free_array(&memory, r->by, (size_t)r->plan->n_by, sizeof *r->by);
    kf_pick_ids_free(&r->block.ids);
    kf_free(&memory, r, sizeof *r);
}

/* ---- Columns --------------------------------------------------------------------------------- */

static kefu_status draw_bind_key(kf_draw_reader *r, const kf_batch *batch, kefu_error *error)
{
    const kf_json_node *root = r->plan->scheme.json.root;
    kefu_error why;
    if (!kf_batch_need(batch, r->plan->key, &r->block.ids.column, &why))
        return KEFU_OK;
    return draw_fault("key", kf_json_get(root, "key")->at, &why, error);
}

static kefu_status draw_bind_by(kf_draw_reader *r, const kf_batch *batch, kefu_error *error)
{
    const kf_json_node *by = kf_json_get(r->plan->scheme.json.root, "by");
    const kf_json_node *node = by ? by->child : NULL;
    kefu_error why;
    for (int32_t i = 0; i < r->plan->n_by; i++, node = node->next) {
        const char path[] = {'b', 'y', '[', (char)('0' + i), ']', 0}; /* KF_PLAN_BY is below 10 */
        if (kf_batch_need(batch, r->plan->by[i], &r->by[i], &why))
            return draw_fault(path, node->at, &why, error);
    }
    return KEFU_OK;
}

/* Of several columns that are missing all are told, not only the first. */
static kefu_status draw_bind_missing(const kf_draw_reader *r, const kf_batch *batch,
                                     kefu_error *error)
{
    kf_missing missing = {0};
    for (int32_t i = 0; i < kefu_plan_columns(r->plan); i++)
        kf_batch_miss(batch, kefu_plan_column(r->plan, i), "", &missing);
    return missing.n > 1 ? kf_missing_fail(&missing, "plan: ", "column", " in the batch", error)
                         : KEFU_E_NAME;
}

kefu_status kf_draw_reader_bind(kf_draw_reader *r, const kf_batch *batch, kefu_error *error)
{
    kefu_error why;
    kefu_status status = draw_bind_key(r, batch, error);
    if (!status)
        status = draw_bind_by(r, batch, error);
    for (size_t i = 0; i < r->n_conditions && !status; i++) {
        const kf_draw_condition *c = &r->conditions[i];
        if (c->formula && kf_formula_bind(c->formula, batch, &why))
            status = draw_condition_fault(c, &why, error);
    }
    return status == KEFU_E_NAME ? draw_bind_missing(r, batch, error) : status;
}

/* ---- Fates ----------------------------------------------------------------------------------- */

/* Every condition is looked at in every block: what fails must not depend on how rows are parted.
 */
static kefu_status draw_truth(kf_draw_reader *r, const kf_draw_condition *c, kf_vector *truth,
                              kefu_error *error)
{
    kefu_error why;
    *truth = (kf_vector){NULL, NULL, NULL};
    if (!c->formula)
        return KEFU_OK;
    kf_formula_next_block(c->formula);
    if (!kf_formula_block(c->formula, 0, r->block.first, r->block.count, truth, &why))
        return KEFU_OK;
    return draw_condition_fault(c, &why, error);
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

static kefu_status draw_fates(kf_draw_reader *r, kefu_error *error)
{
    kf_vector truth;
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < r->block.count; i++)
        r->block.fates[i] = KF_DRAW_OUTSIDE;
    for (size_t i = 0; i < r->n_conditions && !status; i++) {
        const kf_draw_condition *c = &r->conditions[i];
        status = draw_truth(r, c, &truth, error);
        if (!status)
            draw_give_fate(r->block.fates, r->block.count, &truth, c->open, c->fate);
    }
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
