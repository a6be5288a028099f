/* same.c - whether two programs, of one formula or two, compute the same. */
#include <string.h>

#include "expr/ast.h"

static int32_t same_text(const kefu_text *a, const kefu_text *b)
{
    return a->size == b->size && (!a->size || !memcmp(a->data, b->data, a->size));
}

static int32_t same_list(const kf_list *a, const kf_list *b)
{
    if (a->type != b->type || a->has_null != b->has_null || a->n != b->n)
        return 0;
    for (size_t i = 0; i < a->n; i++) {
        if (a->type == KEFU_EXPR_NUMBER && a->numbers[i] != b->numbers[i])
            return 0;
        if (a->type == KEFU_EXPR_TEXT && !same_text(&a->texts[i], &b->texts[i]))
            return 0;
    }
    return 1;
}

/* Columns are numbered by each formula: their names and types count. */
static int32_t same_column(const kf_formula *in_a, const kf_node *a, const kf_formula *in_b,
                           const kf_node *b)
{
    const kf_use *x = &in_a->uses[a->index], *y = &in_b->uses[b->index];
    return in_a == in_b ? x == y : x->type == y->type && strcmp(x->name, y->name) == 0;
}

static int32_t same_node(const kf_formula *in_a, const kf_node *a, const kf_formula *in_b,
                         const kf_node *b)
{
    if (a->op != b->op)
        return 0;
    switch (a->op) {
    case KF_OP_COLUMN:
        return same_column(in_a, a, in_b, b);
    case KF_OP_NUMBER:
    case KF_OP_TRUTH:
        return a->as.number == b->as.number;
    case KF_OP_TEXT:
        return same_text(a->as.text, b->as.text);
    case KF_OP_IN:
        return a->index == b->index && same_list(a->as.list, b->as.list);
    default:
        return a->index == b->index;
    }
}

int32_t kf_program_same(const kf_formula *in_a, const kf_program *a, const kf_formula *in_b,
                        const kf_program *b)
{
    size_t n = a->end - a->first;
    if (b->end - b->first != n)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (!same_node(in_a, &in_a->rows.nodes[a->first + i], in_b,
                       &in_b->rows.nodes[b->first + i]))
            return 0;
    return 1;
}

static int32_t same_filter(const kf_formula *a, int32_t in_a, const kf_formula *b, int32_t in_b)
{
    if (in_a < 0 || in_b < 0)
        return in_a < 0 && in_b < 0;
    return kf_program_same(a, &a->programs[in_a], b, &b->programs[in_b]);
}

int32_t kf_formula_same_rows(const kf_formula *a, const kf_call *in_a, const kf_formula *b,
                             const kf_call *in_b)
{
    if (in_a->n_args != in_b->n_args || !same_filter(a, in_a->where, b, in_b->where))
        return 0;
    for (int32_t i = 0; i < in_a->n_args; i++)
        if (!kf_program_same(a, &a->programs[in_a->arg[i]], b, &b->programs[in_b->arg[i]]))
            return 0;
    return 1;
}
