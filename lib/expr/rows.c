/* rows.c - running row programs over blocks: a stack of vectors, columns and results kept for the
 * block. */
#include <string.h>

#include "expr/kernel.h"

/* ---- Helpers of the kernels ------------------------------------------------------------------ */

const uint8_t *kf_rows_states(kf_run *run, const kf_vector *args, int32_t n)
{
    uint8_t *states = run->slot.states;
    int32_t any = 0;
    for (int32_t k = 0; k < n; k++)
        any |= args[k].states != NULL;
    if (!any)
        return NULL;
    for (int64_t i = 0; i < run->count; i++) {
        uint8_t state = kf_state_at(&args[0], i);
        for (int32_t k = 1; k < n; k++)
            state = kf_state_join(state, kf_state_at(&args[k], i));
        states[i] = state;
    }
    return states;
}

void kf_rows_seal(kf_run *run, const uint8_t *states)
{
    for (int64_t i = 0; states && i < run->count; i++)
        if (states[i])
            run->slot.values[i] = 0;
}

static void rows_point(const kf_formula *f, int64_t offset, kefu_error *error)
{
    kf_place at = kf_formula_place(f, offset);
    if (!error)
        return;
    error->line = at.line;
    error->column = at.column;
    error->offset = at.offset;
}

kefu_status kf_rows_overflow(const kf_run *run, const kf_node *node, int64_t i)
{
    const kf_formula *f = run->formula;
    int64_t row = f->first_row + run->first + i;
    kf_fail_row(run->error, KEFU_E_OVERFLOW, row,
                "'%s' in row %i: the result does not fit at %d decimals", kf_op_of(node)->name, row,
                f->scale);
    rows_point(f, node->offset, run->error);
    return KEFU_E_OVERFLOW;
}

/* ---- Leaves --------------------------------------------------------------------------------- */

kefu_status kf_rows_constant(kf_run *run, const kf_node *node, const kf_vector *args,
                             kf_vector *out)
{
    int32_t null = node->op == KF_OP_NULL, text = node->type == KEFU_EXPR_TEXT;
    kefu_text constant = text && !null ? *node->as.text : (kefu_text){"", 0};
    (void)args;
    for (int64_t i = 0; text && i < run->count; i++)
        run->slot.texts[i] = constant;
    for (int64_t i = 0; !text && i < run->count; i++)
        run->slot.values[i] = null ? 0 : node->as.number;
    if (null && run->count)
        memset(run->slot.states, KEFU_VALUE_NO_DATA, (size_t)run->count);
    out->values = text ? NULL : run->slot.values;
    out->texts = text ? run->slot.texts : NULL;
    out->states = null ? run->slot.states : NULL;
    return KEFU_OK;
}

/* Whether there is a value, of a column of any type. */
static kefu_status rows_load_any(kf_run *run, kf_use *use, int32_t *any)
{
    const kf_column *column = use->column;
    if (column->is_text)
        return kf_column_bytes(column, run->first, run->count, use->slot.texts, use->slot.states,
                               any, run->error);
    if (column->family == KF_FAMILY_FLOAT)
        return kf_column_numbers(column, run->first, run->count, 0, use->slot.values,
                                 use->slot.states, any, run->error);
    return kf_column_states(column, run->first, run->count, use->slot.states, any, run->error);
}

static kefu_status rows_load(kf_run *run, kf_use *use, int32_t *any)
{
    kf_formula *f = run->formula;
    if (use->type == KF_TYPE_ANY)
        return rows_load_any(run, use, any);
    if (use->type == KEFU_EXPR_TEXT)
        return kf_column_texts(use->column, run->first, run->count, &f->block, use->slot.texts,
                               use->slot.states, any, run->error);
    return kf_column_numbers(use->column, run->first, run->count,
                             use->type == KEFU_EXPR_BOOL ? 0 : f->scale, use->slot.values,
                             use->slot.states, any, run->error);
}

kefu_status kf_rows_column(kf_run *run, const kf_node *node, const kf_vector *args, kf_vector *out)
{
    kf_use *use = &run->formula->uses[node->index];
    int32_t any = 0;
    kefu_status status = use->loaded ? KEFU_OK : rows_load(run, use, &any);
    (void)args;
    if (status)
        return status;
    if (!use->loaded) {
        memset(&use->rows, 0, sizeof use->rows);
        if (use->type == KEFU_EXPR_TEXT)
            use->rows.texts = use->slot.texts;
        else if (use->type != KF_TYPE_ANY)
            use->rows.values = use->slot.values;
        if (any) {
            kf_exempt_is_null(use->slot.states, run->count);
            use->rows.states = use->slot.states;
        }
        use->loaded = 1;
    }
    *out = use->rows;
    return KEFU_OK;
}

/* ---- Programs ------------------------------------------------------------------------------- */

void kf_formula_next_block(kf_formula *formula)
{
    for (size_t i = 0; i < formula->n_uses; i++)
        formula->uses[i].loaded = 0;
    for (size_t i = 0; i < formula->n_programs; i++)
        formula->programs[i].loaded = formula->programs[i].keys_loaded = 0;
    kf_arena_free(&formula->block);
}

/* The last node writes to the program's own slot, all others to that of their place on the stack.
 */
static kefu_status rows_run(kf_run *run, kf_program *program)
{
    kf_formula *f = run->formula;
    int32_t depth = 0;
    for (size_t i = program->first; i < program->end; i++) {
        const kf_node *node = &f->rows.nodes[i];
        const kf_op_info *op = kf_op_of(node);
        kf_vector out = {NULL, NULL, NULL};
        kefu_status status;
        depth -= op->arity;
        run->slot = i + 1 == program->end ? program->slot : f->slots[depth];
        status = op->rows(run, node, &f->stack[depth], &out);
        if (status)
            return status;
        f->stack[depth++] = out;
    }
    program->result = f->stack[0];
    return KEFU_OK;
}

void kf_formula_at(kf_formula *formula, int64_t first, int64_t count)
{
    if (formula->block_first != first || formula->block_count != count)
        kf_formula_next_block(formula);
    formula->block_first = first;
    formula->block_count = count;
}

kefu_status kf_formula_block(kf_formula *formula, int32_t program, int64_t first, int64_t count,
                             kf_vector *out, kefu_error *error)
{
    kf_program *wanted = &formula->programs[program];
    kf_run run = {0};
    kf_formula_at(formula, first, count);
    run.formula = formula;
    run.first = first;
    run.count = count;
    run.error = error;
    if (!wanted->loaded) {
        kefu_status status = rows_run(&run, wanted);
        if (status)
            return status;
        wanted->loaded = 1;
    }
    *out = wanted->result;
    return KEFU_OK;
}

/* ---- Binding to a batch ---------------------------------------------------------------------- */

static kefu_status bind_type(const kf_use *use, const kf_column *c, kefu_error *error)
{
    int32_t plain_text = c->is_text && !(c->view.flags & KEFU_COLUMN_DECIMAL);
    if (use->type == KEFU_EXPR_TEXT && !c->is_text)
        return kf_fail(error, KEFU_E_TYPE,
                       "column '%s' holds numbers but is read as text: compare it with numbers, "
                       "without quotes",
                       use->name);
    if (use->type == KEFU_EXPR_NUMBER && plain_text)
        return kf_fail(error, KEFU_E_TYPE,
                       "column '%s' holds text but is read as numbers: write text(`%s`), or put "
                       "what it is compared with in quotes",
                       use->name, use->name);
    if (use->type == KEFU_EXPR_BOOL && c->view.type != KEFU_COLUMN_BOOL)
        return kf_fail(error, KEFU_E_TYPE,
                       "column '%s' is read as true or false but is no bool column: write a "
                       "comparison",
                       use->name);
    if (use->is_time && c->view.type != KEFU_COLUMN_TIME)
        return kf_fail(error, KEFU_E_TYPE,
                       "column '%s' is no time column, which day, hour, minute and weekday need",
                       use->name);
    if (use->is_day && c->view.type == KEFU_COLUMN_TIME)
        return kf_fail(error, KEFU_E_TYPE,
                       "column '%s' holds times (seconds), not dates: write day(`%s`, 8), its day "
                       "in China, beside a date",
                       use->name, use->name);
    return KEFU_OK;
}

static int32_t bind_slot(kf_formula *f, kf_slot *slot, int32_t values, int32_t texts)
{
    if (values && !slot->values)
        slot->values = kf_arena_alloc(&f->buffers, KF_BLOCK * sizeof *slot->values);
    if (texts && !slot->texts)
        slot->texts = kf_arena_alloc(&f->buffers, KF_BLOCK * sizeof *slot->texts);
    if (!slot->states)
        slot->states = kf_arena_alloc(&f->buffers, KF_BLOCK);
    return (!values || slot->values) && (!texts || slot->texts) && slot->states;
}

/* Points at the first. */
static kefu_status bind_missing(kf_formula *f, const kf_batch *batch, kefu_error *error)
{
    kf_missing missing = {0};
    int64_t first = 0;
    for (size_t i = f->n_uses; i-- > 0;)
        if (!kf_batch_find(batch, f->uses[i].name))
            first = f->uses[i].offset;
    for (size_t i = 0; i < f->n_uses; i++)
        kf_batch_miss(batch, f->uses[i].name, "", &missing);
    kefu_status status = kf_batch_missing(&missing, error);
    if (status)
        rows_point(f, first, error);
    return status;
}

static kefu_status bind_use(kf_formula *f, kf_use *use, const kf_batch *batch, kefu_error *error)
{
    use->column = kf_batch_find(batch, use->name);
    if (!use->column)
        return bind_missing(f, batch, error);
    kefu_status status = bind_type(use, use->column, error);
    if (status) {
        rows_point(f, use->offset, error);
        return status;
    }
    return bind_slot(f, &use->slot, !use->column->is_text || use->type == KEFU_EXPR_NUMBER,
                     use->column->is_text)
               ? KEFU_OK
               : kf_no_memory(error);
}

static kefu_status bind_stack(kf_formula *f, kefu_error *error)
{
    for (size_t i = 0; i < f->n_programs; i++)
        if (!bind_slot(f, &f->programs[i].slot, f->programs[i].type != KEFU_EXPR_TEXT,
                       f->programs[i].type == KEFU_EXPR_TEXT) ||
            (f->programs[i].is_key && !bind_slot(f, &f->programs[i].key_slot, 1, 1)))
            return kf_no_memory(error);
    for (int32_t i = 0; i < f->n_slots; i++)
        if (!bind_slot(f, &f->slots[i], 1, 1))
            return kf_no_memory(error);
    return KEFU_OK;
}

kefu_status kf_formula_bind(kf_formula *formula, const kf_batch *batch, kefu_error *error)
{
    kf_formula_next_block(formula);
    formula->first_row = batch->first_row;
    for (size_t i = 0; i < formula->n_uses; i++) {
        kefu_status status = bind_use(formula, &formula->uses[i], batch, error);
        if (status)
            return status;
    }
    return bind_stack(formula, error);
}
