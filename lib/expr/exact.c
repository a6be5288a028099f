/* exact.c - which formulas keep their raw parts: decided by the formula alone, never by the data.
 *
 *   exact := constant | call | constant * exact | exact * constant | exact / constant | -exact
 *          | simple / simple
 *
 * where simple is a constant or a call whose aggregate may meet another in a ratio, also scaled. */
#include "base/decimal.h"
#include "base/wide.h"
#include "expr/ast.h"

/* The forms of the operands; one entry a level of the outer stack would do for any depth, but a
 * formula deeper than this has no exact form. */
enum { EXACT_DEPTH = 16 };

static const kf_exact_form exact_none = {KF_EXACT_NONE, -1, -1, 0, 1};

static int32_t exact_product(int64_t a, int64_t b, int64_t *out)
{
    return kf_i128_fits_i64(kf_i128_mul(a, b), out) && *out != INT64_MIN;
}

static kf_exact_form exact_constant(const kf_node *node, int32_t scale)
{
    int64_t p = node->as.number, q = kf_pow10(scale);
    kf_exact_form form = {KF_EXACT_CONSTANT, -1, -1, 0, 1};
    for (; q > 1 && p % 10 == 0; q /= 10)
        p /= 10;
    form.p = p;
    form.q = q;
    return form;
}

static int32_t exact_aggregate(const kf_formula *f, const kf_resolver *resolver, int32_t call)
{
    return call < 0 || resolver->aggregates[f->calls[call].aggregate].exact;
}

/* form × p/q; constants are reduced among themselves, what was counted is not. */
static kf_exact_form exact_scale(kf_exact_form form, int64_t p, int64_t q)
{
    int64_t divisor;
    if (!form.kind || !exact_product(form.p, p, &form.p) || !exact_product(form.q, q, &form.q))
        return exact_none;
    divisor = (int64_t)kf_common(kf_size(form.p), (uint64_t)form.q);
    form.p /= divisor;
    form.q /= divisor;
    return form;
}

/* 1 / (p/q): the sign stays above. */
static kf_exact_form exact_divide(kf_exact_form form, int64_t p, int64_t q)
{
    if (!p)
        return exact_none;
    return p < 0 ? exact_scale(form, -q, -p) : exact_scale(form, q, p);
}

static kf_exact_form exact_ratio(const kf_formula *f, const kf_resolver *resolver,
                                 const kf_exact_form *a, const kf_exact_form *b)
{
    kf_exact_form ratio = *a;
    if ((a->kind != KF_EXACT_TERM && a->kind != KF_EXACT_CONSTANT) || b->kind != KF_EXACT_TERM ||
        !exact_aggregate(f, resolver, a->call) || !exact_aggregate(f, resolver, b->call))
        return exact_none;
    ratio.kind = KF_EXACT_RATIO;
    ratio.over = b->call;
    return exact_divide(ratio, b->p, b->q);
}

static kf_exact_form exact_pair(const kf_formula *f, const kf_resolver *resolver, uint8_t op,
                                const kf_exact_form *args)
{
    if (op == KF_OP_MUL && args[0].kind == KF_EXACT_CONSTANT)
        return exact_scale(args[1], args[0].p, args[0].q);
    if (op == KF_OP_MUL && args[1].kind == KF_EXACT_CONSTANT)
        return exact_scale(args[0], args[1].p, args[1].q);
    if (op == KF_OP_DIV && args[1].kind == KF_EXACT_CONSTANT)
        return exact_divide(args[0], args[1].p, args[1].q);
    if (op == KF_OP_DIV)
        return exact_ratio(f, resolver, &args[0], &args[1]);
    return exact_none;
}

static kf_exact_form exact_node(const kf_formula *f, const kf_resolver *resolver,
                                const kf_node *node, const kf_exact_form *args)
{
    kf_exact_form term = {KF_EXACT_TERM, node->index, -1, 1, 1};
    if (node->op == KF_OP_NUMBER)
        return exact_constant(node, f->scale);
    if (node->op == KF_OP_CALL)
        return term;
    if (node->op == KF_OP_NEG)
        return exact_scale(args[0], -1, 1);
    return kf_op_of(node)->arity == 2 ? exact_pair(f, resolver, node->op, args) : exact_none;
}

void kf_classify(kf_formula *formula, const kf_resolver *resolver)
{
    kf_exact_form stack[EXACT_DEPTH];
    int32_t depth = 0;
    formula->exact = exact_none;
    if (!resolver || formula->outer_stack > EXACT_DEPTH)
        return;
    for (size_t i = 0; i < formula->outer.n; i++) {
        const kf_node *node = &formula->outer.nodes[i];
        depth -= kf_op_of(node)->arity;
        stack[depth] = exact_node(formula, resolver, node, &stack[depth]);
        depth++;
    }
    formula->exact = stack[0];
}
