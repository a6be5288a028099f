/* formula_value.c - the value of a formula over finished aggregates, where it has no exact form:
 * computed with fractions and rounded once. */
#include <string.h>

#include "base/decimal.h"
#include "expr/parts.h"

/* An operand: a number or truth value, with the states of all that went into it. */
typedef struct value_item {
    kf_ratio number;
    int32_t is_truth, truth;
    int32_t has;       /* 0: null */
    int32_t undecided; /* of a case: no condition was true so far */
    kf_parts parts;
} value_item;

/* Computes one operator; args[0] becomes the result. 0: it does not fit. `joined` are the parts of
 * all arguments. */
typedef int32_t (*value_fn)(const kf_node *node, value_item *args, kf_parts joined);

/* ---- Items ---------------------------------------------------------------------------------- */

static int32_t value_null(value_item *item, kf_parts parts)
{
    memset(item, 0, sizeof *item);
    item->parts = parts;
    return 1;
}

static int32_t value_no_data(value_item *item, kf_parts parts)
{
    kf_parts_miss(&parts);
    return value_null(item, parts);
}

static int32_t value_truth(value_item *item, int32_t truth, kf_parts parts)
{
    value_null(item, parts);
    item->is_truth = item->has = 1;
    item->truth = truth != 0;
    return 1;
}

static int32_t value_number(value_item *item, const kf_ratio *number, kf_parts parts)
{
    item->number = *number;
    item->parts = parts;
    item->has = 1;
    return !number->failed;
}

static int32_t value_is_provisional(const value_item *item)
{
    return !item->has && item->parts.status == KEFU_VALUE_PROVISIONAL;
}

static int32_t value_order(const value_item *a, const value_item *b)
{
    if (a->is_truth)
        return a->truth - b->truth;
    return kf_ratio_compare(&a->number, &b->number);
}

/* ---- Arithmetic: all arguments have values --------------------------------------------------- */

static int32_t value_add(const kf_node *node, value_item *args, kf_parts joined)
{
    kf_ratio r;
    if (node->op == KF_OP_ADD)
        kf_ratio_add(&r, &args[0].number, &args[1].number);
    else
        kf_ratio_sub(&r, &args[0].number, &args[1].number);
    return value_number(args, &r, joined);
}

static int32_t value_mul(const kf_node *node, value_item *args, kf_parts joined)
{
    kf_ratio r;
    (void)node;
    kf_ratio_mul(&r, &args[0].number, &args[1].number);
    return value_number(args, &r, joined);
}

/* What stands behind a ratio is what stands behind its denominator. */
static int32_t value_div(const kf_node *node, value_item *args, kf_parts joined)
{
    kf_ratio r;
    (void)node;
    if (args[1].parts.n != KF_N_NONE)
        joined.n = args[1].parts.n;
    if (kf_ratio_is_zero(&args[1].number))
        return value_no_data(args, joined);
    kf_ratio_div(&r, &args[0].number, &args[1].number);
    return value_number(args, &r, joined);
}

static int32_t value_neg(const kf_node *node, value_item *args, kf_parts joined)
{
    kf_ratio zero, r;
    if (node->op == KF_OP_ABS && kf_ratio_sign(&args[0].number) >= 0)
        return 1;
    kf_ratio_set(&zero, 0, 1);
    kf_ratio_sub(&r, &zero, &args[0].number);
    return value_number(args, &r, joined);
}

/* The whole number next below (direction -1), above (1), or towards zero (0). */
static int32_t value_whole(const kf_ratio *number, int32_t direction, kf_ratio *out)
{
    int64_t whole;
    int32_t side;
    if (!kf_ratio_round(number, 0, &whole))
        return 0;
    kf_ratio_set(out, whole, 1);
    side = kf_ratio_compare(out, number);
    if (!direction)
        direction = kf_ratio_sign(number) < 0 ? 1 : -1;
    if (side && side != direction) {
        kf_ratio one;
        kf_ratio_set(&one, direction, 1);
        kf_ratio_add(out, out, &one);
    }
    return !out->failed;
}

static int32_t value_floor(const kf_node *node, value_item *args, kf_parts joined)
{
    kf_ratio r;
    return value_whole(&args[0].number, node->op == KF_OP_CEIL ? 1 : -1, &r) &&
           value_number(args, &r, joined);
}

static int32_t value_round(const kf_node *node, value_item *args, kf_parts joined)
{
    int64_t rounded;
    kf_ratio r;
    if (!kf_ratio_round(&args[0].number, node->index, &rounded))
        return 0;
    kf_ratio_decimal(&r, rounded, node->index);
    return value_number(args, &r, joined);
}

static int32_t value_sign(const kf_node *node, value_item *args, kf_parts joined)
{
    kf_ratio r;
    (void)node;
    kf_ratio_set(&r, kf_ratio_sign(&args[0].number), 1);
    return value_number(args, &r, joined);
}

/* a - b × (a / b towards zero) */
static int32_t value_mod(const kf_node *node, value_item *args, kf_parts joined)
{
    kf_ratio quotient, whole;
    (void)node;
    if (kf_ratio_is_zero(&args[1].number))
        return value_no_data(args, joined);
    kf_ratio_div(&quotient, &args[0].number, &args[1].number);
    if (quotient.failed || !value_whole(&quotient, 0, &whole))
        return 0;
    kf_ratio_mul(&whole, &whole, &args[1].number);
    kf_ratio_sub(&whole, &args[0].number, &whole);
    return value_number(args, &whole, joined);
}

/* ---- Truth ---------------------------------------------------------------------------------- */

static int32_t value_not(const kf_node *node, value_item *args, kf_parts joined)
{
    (void)node;
    return value_truth(args, !args[0].truth, joined);
}

static int32_t value_compare(const kf_node *node, value_item *args, kf_parts joined)
{
    static const uint8_t masks[] = {2, 5, 1, 3, 4, 6}; /* = <> < <= > >=: less, equal, greater */
    int32_t order = value_order(&args[0], &args[1]);
    return value_truth(args, masks[node->op - KF_OP_EQ] >> (order + 1) & 1, joined);
}

static int32_t value_in(const kf_node *node, value_item *args, kf_parts joined)
{
    const kf_list *list = node->as.list;
    int32_t scale = node->index;
    for (size_t i = 0; i < list->n; i++) {
        kf_ratio r;
        kf_ratio_decimal(&r, list->numbers[i], scale);
        if (!kf_ratio_compare(&args[0].number, &r))
            return value_truth(args, 1, joined);
    }
    return list->has_null ? value_no_data(args, joined) : value_truth(args, 0, joined);
}

/* A side that decides does so alone, whatever the other is. */
static int32_t value_logic(const kf_node *node, value_item *args, kf_parts joined)
{
    int32_t decides = node->op == KF_OP_OR;
    if (args[0].has && args[1].has)
        return value_truth(
            args, decides ? args[0].truth | args[1].truth : args[0].truth & args[1].truth, joined);
    for (int32_t i = 0; i < 2; i++)
        if (args[i].has && args[i].truth == decides)
            return value_truth(args, decides, args[i].parts);
    return value_null(args, joined);
}

static int32_t value_between(const kf_node *node, value_item *args, kf_parts joined)
{
    const value_item *x = &args[0], *low = &args[1], *high = &args[2];
    (void)node;
    if (x->has && low->has && value_order(x, low) < 0)
        return value_truth(args, 0, kf_parts_join(x->parts, low->parts));
    if (x->has && high->has && value_order(x, high) > 0)
        return value_truth(args, 0, kf_parts_join(x->parts, high->parts));
    if (x->has && low->has && high->has)
        return value_truth(args, 1, joined);
    return value_null(args, joined);
}

/* The answer is known even where the number is not. */
static int32_t value_is_null(const kf_node *node, value_item *args, kf_parts joined)
{
    (void)node;
    if (joined.status > KEFU_VALUE_PROVISIONAL)
        joined.status = KEFU_VALUE_OK;
    return value_truth(args, !args[0].has, joined);
}

/* ---- Choice --------------------------------------------------------------------------------- */

/* A condition that is not known yet leaves the choice unknown; a null one is as good as false and
 * has no part in the result. */
static int32_t value_when(value_item *out, const value_item *condition, const value_item *then,
                          kf_parts before)
{
    kf_parts parts = condition->has ? kf_parts_join(before, condition->parts) : before;
    value_item taken = *then;
    if (value_is_provisional(condition))
        return value_null(out, kf_parts_join(before, condition->parts));
    taken.parts = kf_parts_join(parts, then->parts);
    if (condition->has && condition->truth) {
        *out = taken;
        return 1;
    }
    value_null(out, parts);
    out->undecided = 1;
    return 1;
}

static int32_t value_case(const kf_node *node, value_item *args, kf_parts joined)
{
    (void)joined;
    if (node->op == KF_OP_CASE)
        return value_when(args, &args[0], &args[1], kf_parts_none());
    if (!args[0].undecided)
        return 1;
    return value_when(args, &args[1], &args[2], args[0].parts);
}

static int32_t value_else(const kf_node *node, value_item *args, kf_parts joined)
{
    (void)node;
    if (!args[0].undecided)
        return 1;
    args[0] = args[1];
    args[0].parts = joined;
    return 1;
}

static int32_t value_coalesce(const kf_node *node, value_item *args, kf_parts joined)
{
    (void)node;
    if (args[0].has)
        return 1;
    if (!args[1].has)
        return value_null(args, joined);
    args[0] = args[1];
    return 1;
}

static int32_t value_least(const kf_node *node, value_item *args, kf_parts joined)
{
    int32_t order;
    if (!args[0].has || !args[1].has)
        return value_coalesce(node, args, joined);
    order = value_order(&args[0], &args[1]);
    if (node->op == KF_OP_LEAST ? order > 0 : order < 0)
        args[0] = args[1];
    args[0].parts = joined;
    return 1;
}

/* case when a = b then null else a end */
static int32_t value_nullif(const kf_node *node, value_item *args, kf_parts joined)
{
    (void)node;
    if (!args[0].has)
        return 1;
    if (!args[1].has)
        return value_is_provisional(&args[1]) ? value_null(args, joined) : 1;
    if (!value_order(&args[0], &args[1]))
        return value_no_data(args, joined);
    args[0].parts = joined;
    return 1;
}

/* ---- The machine ---------------------------------------------------------------------------- */

static const struct value_op {
    kf_op op;
    int32_t strict; /* 1: null where an argument is, `fn` sees values only */
    value_fn fn;
} value_ops[] = {
    {KF_OP_OR, 0, value_logic},          {KF_OP_AND, 0, value_logic},
    {KF_OP_NOT, 1, value_not},           {KF_OP_EQ, 1, value_compare},
    {KF_OP_NE, 1, value_compare},        {KF_OP_LT, 1, value_compare},
    {KF_OP_LE, 1, value_compare},        {KF_OP_GT, 1, value_compare},
    {KF_OP_GE, 1, value_compare},        {KF_OP_IS_NULL, 0, value_is_null},
    {KF_OP_BETWEEN, 0, value_between},   {KF_OP_IN, 1, value_in},
    {KF_OP_ADD, 1, value_add},           {KF_OP_SUB, 1, value_add},
    {KF_OP_MUL, 1, value_mul},           {KF_OP_DIV, 1, value_div},
    {KF_OP_MOD, 1, value_mod},           {KF_OP_NEG, 1, value_neg},
    {KF_OP_CASE, 0, value_case},         {KF_OP_CASE_NEXT, 0, value_case},
    {KF_OP_CASE_ELSE, 0, value_else},    {KF_OP_ABS, 1, value_neg},
    {KF_OP_FLOOR, 1, value_floor},       {KF_OP_CEIL, 1, value_floor},
    {KF_OP_ROUND, 1, value_round},       {KF_OP_SIGN, 1, value_sign},
    {KF_OP_LEAST, 0, value_least},       {KF_OP_GREATEST, 0, value_least},
    {KF_OP_COALESCE, 0, value_coalesce}, {KF_OP_NULLIF, 0, value_nullif},
};

static const struct value_op *value_op_of(uint8_t op)
{
    size_t i = 0;
    while (value_ops[i].op != op)
        i++;
    return &value_ops[i];
}

static int32_t value_operator(const kf_node *node, value_item *args)
{
    const struct value_op *op = value_op_of(node->op);
    kf_parts joined = args[0].parts;
    int32_t has = args[0].has, arity = kf_op_of(node)->arity;
    for (int32_t i = 1; i < arity; i++) {
        joined = kf_parts_join(joined, args[i].parts);
        has &= args[i].has;
    }
    if (op->strict && !has)
        return value_null(args, joined);
    return op->fn(node, args, joined);
}

static void value_leaf(const kf_node *node, int32_t scale, const kefu_value *given,
                       value_item *item)
{
    value_null(item, given ? kf_parts_of(given) : kf_parts_none());
    if (given && given->den) {
        kf_ratio_set(&item->number, given->num, given->den);
        item->has = 1;
    } else if (node->op == KF_OP_NUMBER) {
        kf_ratio_decimal(&item->number, node->as.number, scale);
        item->has = 1;
    } else if (node->op == KF_OP_TRUTH) {
        value_truth(item, node->as.number != 0, item->parts);
    } else if (node->op == KF_OP_NULL) {
        kf_parts_miss(&item->parts);
    }
}

static kefu_status value_run(const kf_formula *f, const kefu_value *calls,
                             const kefu_value *metrics, value_item *stack, kefu_error *error)
{
    int32_t depth = 0;
    for (size_t i = 0; i < f->outer.n; i++) {
        const kf_node *node = &f->outer.nodes[i];
        int32_t arity = kf_op_of(node)->arity;
        const kefu_value *given = node->op == KF_OP_CALL     ? &calls[node->index]
                                  : node->op == KF_OP_METRIC ? &metrics[node->index]
                                                             : NULL;
        depth -= arity;
        if (!arity)
            value_leaf(node, f->scale, given, &stack[depth]);
        else if (!value_operator(node, &stack[depth]))
            return kf_fail_at(error, KEFU_E_OVERFLOW, kf_formula_place(f, node->offset),
                              "'%s' in the formula: the result does not fit", kf_op_of(node)->name);
        depth++;
    }
    return KEFU_OK;
}

static kefu_status value_round_once(const value_item *item, int32_t scale, kefu_value *out,
                                    kefu_error *error)
{
    int64_t num;
    if (!item->has) {
        kf_parts_give(&item->parts, 0, 0, 0, out);
        return KEFU_OK;
    }
    if (!kf_ratio_round(&item->number, scale, &num))
        return kf_fail(error, KEFU_E_OVERFLOW,
                       "the value of the formula does not fit at %d decimals: give the metric a "
                       "smaller scale",
                       scale);
    kf_parts_give(&item->parts, num, kf_pow10(scale), KEFU_VALUE_ROUNDED, out);
    return KEFU_OK;
}

kefu_status kf_formula_value(const kf_formula *formula, const kefu_value *calls,
                             const kefu_value *metrics, int32_t scale, kefu_value *out,
                             kefu_error *error)
{
    size_t depth = (size_t)formula->outer_stack;
    value_item *stack;
    kefu_status status;
    if (formula->exact.kind)
        return kf_exact_value(formula, calls, out, error);
    stack = kf_alloc_array(&formula->memory, depth, sizeof *stack);
    if (!stack)
        return kf_no_memory(error);
    status = value_run(formula, calls, metrics, stack, error);
    if (!status)
        status = value_round_once(&stack[0], scale, out, error);
    kf_free_array(&formula->memory, stack, depth, sizeof *stack);
    return status;
}
