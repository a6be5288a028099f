/* formula.c - making and freeing compiled formulas, and what is known about them. */
#include <string.h>

#include "base/text.h"
#include "expr/ast.h"

kf_place kf_formula_place(const kf_formula *formula, int64_t offset)
{
    return kf_place_of(formula->source, formula->size, (size_t)offset);
}

static kefu_status formula_check_text(const kefu_limits *limits, const char *text, size_t size,
                                      kefu_error *error)
{
    size_t valid;
    if (!text && size)
        return kf_fail(error, KEFU_E_ARGUMENT, "the text of the expression is NULL");
    if ((uint64_t)size > (uint64_t)limits->text_bytes)
        return kf_fail(error, KEFU_E_LIMIT,
                       "the expression is longer than %i bytes (limits.text_bytes)",
                       limits->text_bytes);
    valid = size ? kf_utf8_valid(text, size) : 0;
    if (valid < size)
        return kf_fail_at(error, KEFU_E_ENCODING, kf_place_of(text, valid, valid),
                          "the expression is not UTF-8 from here on");
    return KEFU_OK;
}

static kefu_status formula_compile(kf_formula *f, const kefu_limits *limits,
                                   const kf_resolver *resolver, kefu_error *error)
{
    kefu_status status = kf_parse(f, limits, resolver, error);
    if (!status)
        status = kf_check(f, resolver, error);
    if (status)
        return status;
    kf_classify(f, resolver);
    f->slots = kf_arena_alloc(&f->arena, (size_t)f->n_slots * sizeof *f->slots);
    f->stack = kf_arena_alloc(&f->arena, (size_t)f->n_slots * sizeof *f->stack);
    if (!f->slots || !f->stack)
        return kf_no_memory(error);
    for (int32_t i = 0; i < f->n_slots; i++)
        f->slots[i] = (kf_slot){NULL, NULL, NULL};
    return KEFU_OK;
}

static kefu_status formula_new(const kf_memory *memory, const kefu_limits *limits, int32_t scale,
                               const kefu_text *text, const kf_resolver *resolver, int32_t alone,
                               kf_formula **out, kefu_error *error)
{
    kefu_limits bounds;
    kf_formula *f;
    kefu_status status = kf_limits(&bounds, limits, error);
    if (!status)
        status = formula_check_text(&bounds, text->data, text->size, error);
    if (status)
        return status;
    f = kf_alloc_zero(memory, sizeof *f);
    if (!f)
        return kf_no_memory(error);
    f->memory = *memory;
    kf_arena_init(&f->arena, &f->memory);
    kf_arena_init(&f->buffers, &f->memory);
    kf_arena_init(&f->block, &f->memory);
    f->scale = scale;
    f->has_outer = resolver != NULL;
    f->alone = alone;
    f->source = kf_arena_text(&f->arena, text->data, text->size);
    f->size = text->size;
    status = f->source ? formula_compile(f, &bounds, resolver, error) : kf_no_memory(error);
    if (status)
        kf_formula_free(f);
    else
        *out = f;
    return status;
}

kefu_status kf_formula_new(const kf_memory *memory, const kefu_limits *limits, int32_t scale,
                           const char *text, size_t size, const kf_resolver *resolver,
                           kf_formula **out, kefu_error *error)
{
    const kefu_text source = {text, size};
    return formula_new(memory, limits, scale, &source, resolver, KEFU_EXPR_NUMBER, out, error);
}

kefu_status kf_condition_new(const kf_memory *memory, const kefu_limits *limits, int32_t scale,
                             const char *text, size_t size, kf_formula **out, kefu_error *error)
{
    const kefu_text source = {text, size};
    return formula_new(memory, limits, scale, &source, NULL, KEFU_EXPR_BOOL, out, error);
}

void kf_formula_free(kf_formula *formula)
{
    kf_memory memory;
    if (!formula)
        return;
    memory = formula->memory;
    kf_free_array(&memory, formula->rows.nodes, formula->rows.capacity, sizeof(kf_node));
    kf_free_array(&memory, formula->outer.nodes, formula->outer.capacity, sizeof(kf_node));
    kf_free_array(&memory, formula->uses, formula->uses_capacity, sizeof(kf_use));
    kf_free_array(&memory, formula->programs, formula->programs_capacity, sizeof(kf_program));
    kf_free_array(&memory, formula->calls, formula->calls_capacity, sizeof(kf_call));
    kf_arena_free(&formula->block);
    kf_arena_free(&formula->buffers);
    kf_arena_free(&formula->arena);
    kf_free(&memory, formula, sizeof *formula);
}

int32_t kf_formula_calls(const kf_formula *formula) { return (int32_t)formula->n_calls; }

const kf_call *kf_formula_call(const kf_formula *formula, int32_t index)
{
    return &formula->calls[index];
}

int32_t kf_formula_is_call(const kf_formula *formula)
{
    return formula->outer.n == 1 && formula->outer.nodes[0].op == KF_OP_CALL;
}

int32_t kf_formula_columns(const kf_formula *formula) { return (int32_t)formula->n_uses; }

const char *kf_formula_column(const kf_formula *formula, int32_t index)
{
    return formula->uses[index].name;
}

int32_t kf_formula_column_type(const kf_formula *formula, int32_t index)
{
    return formula->uses[index].type;
}

const kf_use *kf_program_use(const kf_formula *formula, const kf_program *program)
{
    const kf_node *node = &formula->rows.nodes[program->first];
    return program->end - program->first == 1 && node->op == KF_OP_COLUMN
               ? &formula->uses[node->index]
               : NULL;
}

const kf_column *kf_formula_program_column(const kf_formula *formula, int32_t program)
{
    const kf_program *p = &formula->programs[program];
    const kf_use *use = kf_program_use(formula, p);
    return use && p->type == KEFU_EXPR_NUMBER ? use->column : NULL;
}

const uint8_t *kf_formula_truths(const kf_formula *formula, int32_t program, int64_t first)
{
    const kf_program *p = &formula->programs[program];
    const kf_use *use = kf_program_use(formula, p);
    const kefu_column *v = use && p->type == KEFU_EXPR_BOOL ? &use->column->view : NULL;
    if (!v || v->stride != 1 || v->states || v->validity)
        return NULL;
    return (const uint8_t *)v->data + first;
}

int32_t kf_formula_program_type(const kf_formula *formula, int32_t program)
{
    return formula->programs[program].type;
}
