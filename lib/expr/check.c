/* check.c - types. Columns and nulls have the type that their context asks for: each has a type
 * variable, and places that must agree make their variables one (union-find). What no context tells
 * is a number. */
#include <string.h>

#include "expr/ast.h"

/* kf_node.ref: a type (> 0), or ~v for variable v. The first n_uses variables are the columns. */
typedef struct check_var {
    int32_t parent; /* itself at the root */
    int32_t type;   /* of the root; 0 = open */
    int32_t met;    /* 1: some place needs the value */
} check_var;

typedef struct check_state {
    kf_formula *formula;
    kf_code *code;
    check_var *vars;
    size_t n_vars, vars_capacity;
    size_t *stack; /* node numbers of the operands */
    size_t stack_capacity;
    kefu_error *error;
} check_state;

/* ---- Variables ------------------------------------------------------------------------------ */

static int32_t check_new_var(check_state *c)
{
    check_var *vars =
        kf_reserve(&c->formula->memory, c->vars, &c->vars_capacity, c->n_vars + 1, sizeof *vars);
    if (!vars)
        return 0;
    c->vars = vars;
    vars[c->n_vars] = (check_var){(int32_t)c->n_vars, 0, 0};
    c->n_vars++;
    return 1;
}

static int32_t check_root(check_state *c, int32_t v)
{
    while (c->vars[v].parent != v) {
        c->vars[v].parent = c->vars[c->vars[v].parent].parent;
        v = c->vars[v].parent;
    }
    return v;
}

/* The type behind a ref, 0 if still open. */
static int32_t check_type(check_state *c, int32_t ref)
{
    return ref > 0 ? ref : c->vars[check_root(c, ~ref)].type;
}

/* 1 if both can be of one type, which they are from now on. */
static int32_t check_unify(check_state *c, int32_t a, int32_t b)
{
    int32_t type_a = check_type(c, a), type_b = check_type(c, b);
    if (type_a && type_b && type_a != type_b)
        return 0;
    if (a > 0 && b > 0)
        return 1;
    if (a > 0 || b > 0) {
        check_var *var = &c->vars[check_root(c, a > 0 ? ~b : ~a)];
        var->type = a > 0 ? a : b;
        var->met = 1;
        return 1;
    }
    a = check_root(c, ~a);
    b = check_root(c, ~b);
    c->vars[a].parent = b;
    c->vars[b].type = type_a ? type_a : type_b;
    c->vars[b].met = 1;
    return 1;
}

/* ---- Nodes ---------------------------------------------------------------------------------- */

static const char *check_type_name(int32_t type)
{
    static const char *const names[] = {"?", "a number", "true or false", "text"};
    return names[type];
}

static kefu_status check_mismatch(check_state *c, const kf_node *arg, const char *where,
                                  int32_t wanted)
{
    kf_place at = kf_formula_place(c->formula, arg->offset);
    int32_t type = check_type(c, arg->ref);
    if (arg->op == KF_OP_COLUMN)
        return kf_fail_at(c->error, KEFU_E_TYPE, at,
                          "column '%s' is %s elsewhere in the expression, '%s' needs %s here",
                          c->formula->uses[arg->index].name, check_type_name(type), where,
                          check_type_name(wanted));
    return kf_fail_at(c->error, KEFU_E_TYPE, at, "'%s' needs %s here, this is %s", where,
                      check_type_name(wanted), check_type_name(type));
}

static kefu_status check_argument(check_state *c, const kf_node *arg, const char *where,
                                  int32_t wanted)
{
    if (check_unify(c, arg->ref, wanted))
        return KEFU_OK;
    return check_mismatch(c, arg, where, check_type(c, wanted));
}

static kefu_status check_leaf(check_state *c, kf_node *node, const kf_op_info *op)
{
    if (node->op == KF_OP_COLUMN) {
        node->ref = ~node->index;
    } else if (op->result == KF_SAME) {
        if (c->n_vars >= INT32_MAX || !check_new_var(c))
            return kf_no_memory(c->error);
        node->ref = ~(int32_t)(c->n_vars - 1);
    } else {
        node->ref = op->result;
    }
    return KEFU_OK;
}

/* Columns that stand beside a date are days: a time, which is seconds, would be later than any. */
static void check_days(check_state *c, const kf_node *node, const kf_op_info *op,
                       const size_t *args)
{
    int32_t is_day = node->op == KF_OP_IN && node->as.list->has_day;
    for (int32_t i = 0; i < op->arity; i++)
        is_day |= c->code->nodes[args[i]].is_day || c->code->nodes[args[i]].op == KF_OP_DAY;
    for (int32_t i = 0; is_day && i < op->arity; i++)
        if (c->code->nodes[args[i]].op == KF_OP_COLUMN)
            c->formula->uses[c->code->nodes[args[i]].index].is_day = 1;
}

static kefu_status check_operator(check_state *c, kf_node *node, const kf_op_info *op,
                                  const size_t *args)
{
    int32_t same = 0;
    if (node->op == KF_OP_IN)
        same = node->as.list->type ? node->as.list->type : KEFU_EXPR_NUMBER;
    for (int32_t i = 0; i < op->arity; i++) {
        const kf_node *arg = &c->code->nodes[args[i]];
        int32_t wanted = op->args[i] == KF_SAME ? same : op->args[i];
        kefu_status status = KEFU_OK;
        if (op->args[i] == KF_SAME && !same)
            same = arg->ref;
        else if (wanted != KF_TYPE_ANY)
            status = check_argument(c, arg, op->name, wanted);
        if (status)
            return status;
    }
    node->ref = op->result == KF_SAME ? same : op->result;
    check_days(c, node, op, args);
    return KEFU_OK;
}

static kefu_status check_not_in_formula(check_state *c, const kf_node *node, const kf_op_info *op)
{
    return kf_fail_at(c->error, KEFU_E_TYPE, kf_formula_place(c->formula, node->offset),
                      "'%s' has no place beside aggregates, only inside them", op->name);
}

static kefu_status check_push(check_state *c, size_t depth, size_t number)
{
    size_t *stack =
        kf_reserve(&c->formula->memory, c->stack, &c->stack_capacity, depth + 1, sizeof *stack);
    if (!stack)
        return kf_no_memory(c->error);
    c->stack = stack;
    stack[depth] = number;
    return KEFU_OK;
}

/* Nodes first .. end-1 are one expression; *most is the deepest its stack gets. */
static kefu_status check_nodes(check_state *c, kf_code *code, size_t first, size_t end,
                               int32_t *most)
{
    size_t depth = 0;
    c->code = code;
    *most = 0;
    for (size_t i = first; i < end; i++) {
        kf_node *node = &code->nodes[i];
        const kf_op_info *op = kf_op_of(node);
        kefu_status status = KEFU_OK;
        if (code == &c->formula->outer && !op->in_formula)
            return check_not_in_formula(c, node, op);
        depth -= (size_t)op->arity;
        status =
            op->arity ? check_operator(c, node, op, c->stack + depth) : check_leaf(c, node, op);
        if (!status)
            status = check_push(c, depth++, i);
        if (status)
            return status;
        if ((int32_t)depth > *most)
            *most = (int32_t)depth;
    }
    return KEFU_OK;
}

/* ---- Programs and calls ---------------------------------------------------------------------- */

static kf_node *check_program_root(kf_formula *f, int32_t program)
{
    return &f->rows.nodes[f->programs[program].end - 1];
}

static kefu_status check_call(check_state *c, const kf_call *call, const kf_aggregate *a)
{
    kf_formula *f = c->formula;
    for (int32_t i = 0; i < call->n_args; i++) {
        kefu_status status = KEFU_OK;
        if (a->arg_types[i] == KF_TYPE_KEY)
            f->programs[call->arg[i]].is_key = 1;
        else if (a->arg_types[i] != KF_TYPE_ANY)
            status =
                check_argument(c, check_program_root(f, call->arg[i]), a->name, a->arg_types[i]);
        if (status)
            return status;
    }
    if (call->where < 0)
        return KEFU_OK;
    return check_argument(c, check_program_root(f, call->where), "where", KEFU_EXPR_BOOL);
}

static kefu_status check_programs(check_state *c, const kf_resolver *resolver)
{
    kf_formula *f = c->formula;
    for (size_t i = 0; i < f->n_programs; i++) {
        kf_program *p = &f->programs[i];
        kefu_status status = check_nodes(c, &f->rows, p->first, p->end, &p->stack);
        if (status)
            return status;
        if (p->stack > f->n_slots)
            f->n_slots = p->stack;
    }
    for (size_t i = 0; i < f->n_calls; i++) {
        kefu_status status =
            check_call(c, &f->calls[i], &resolver->aggregates[f->calls[i].aggregate]);
        if (status)
            return status;
    }
    return KEFU_OK;
}

static kefu_status check_outer(check_state *c)
{
    kf_formula *f = c->formula;
    kefu_status status = check_nodes(c, &f->outer, 0, f->outer.n, &f->outer_stack);
    kf_node *root;
    if (status)
        return status;
    root = &f->outer.nodes[f->outer.n - 1];
    if (check_unify(c, root->ref, KEFU_EXPR_NUMBER))
        return KEFU_OK;
    return kf_fail_at(c->error, KEFU_E_TYPE, kf_formula_place(f, root->offset),
                      "a formula is a number, this is %s: write if(..., 1, 0)",
                      check_type_name(check_type(c, root->ref)));
}

/* ---- Settling ------------------------------------------------------------------------------- */

static int32_t check_settled(check_state *c, int32_t ref)
{
    int32_t type = check_type(c, ref);
    if (type)
        return type;
    return c->vars[check_root(c, ~ref)].met ? KEFU_EXPR_NUMBER : KF_TYPE_ANY;
}

static void check_settle_code(check_state *c, kf_code *code)
{
    for (size_t i = 0; i < code->n; i++) {
        kf_node *node = &code->nodes[i];
        int32_t type = check_settled(c, node->ref);
        node->type =
            (uint8_t)(type == KF_TYPE_ANY && node->op != KF_OP_COLUMN ? KEFU_EXPR_NUMBER : type);
    }
}

static void check_settle(check_state *c)
{
    kf_formula *f = c->formula;
    check_settle_code(c, &f->rows);
    check_settle_code(c, &f->outer);
    for (size_t i = 0; i < f->n_uses; i++)
        f->uses[i].type = check_settled(c, ~(int32_t)i);
    for (size_t i = 0; i < f->n_programs; i++)
        f->programs[i].type = check_program_root(f, (int32_t)i)->type;
}

static kefu_status check_all(check_state *c, const kf_resolver *resolver)
{
    kf_formula *f = c->formula;
    kefu_status status;
    for (size_t i = 0; i < f->n_uses; i++)
        if (!check_new_var(c))
            return kf_no_memory(c->error);
    status = check_programs(c, resolver);
    if (status)
        return status;
    if (f->has_outer)
        return check_outer(c);
    if (!check_type(c, check_program_root(f, 0)->ref))
        check_unify(c, check_program_root(f, 0)->ref, f->alone);
    return KEFU_OK;
}

kefu_status kf_check(kf_formula *formula, const kf_resolver *resolver, kefu_error *error)
{
    check_state c = {0};
    kefu_status status;
    c.formula = formula;
    c.error = error;
    status = check_all(&c, resolver);
    if (!status)
        check_settle(&c);
    kf_free_array(&formula->memory, c.vars, c.vars_capacity, sizeof *c.vars);
    kf_free_array(&formula->memory, c.stack, c.stack_capacity, sizeof *c.stack);
    return status;
}
