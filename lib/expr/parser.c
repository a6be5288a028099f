/* parser.c - from text to postfix code: expressions by precedence; operands are in
 * operand.c, calls in call.c. */
#include "expr/parser.h"

#include <string.h>

#include "base/text.h"

/* How tightly operators bind. */
enum { LEVEL_OR = 1, LEVEL_AND, LEVEL_NOT, LEVEL_COMPARE, LEVEL_ADD, LEVEL_MUL };

/* ---- Tokens and nodes ----------------------------------------------------------------------- */

kf_place kf_parser_place(const kf_parser *p, const kf_token *token)
{
    return kf_formula_place(p->formula, (int64_t)token->offset);
}

int32_t kf_parser_next(kf_parser *p)
{
    p->status = kf_lexer_next(&p->lexer, &p->token, p->error);
    return !p->status;
}

int32_t kf_parser_accept(kf_parser *p, kf_token_kind kind)
{
    return p->token.kind == kind && kf_parser_next(p);
}

int32_t kf_parser_unexpected(kf_parser *p, const char *what)
{
    const kf_token *t = &p->token;
    const char *text = p->lexer.text + t->offset;
    kf_place at = kf_parser_place(p, t);
    if (t->kind == KF_TOKEN_END)
        p->status = kf_fail_at(p->error, KEFU_E_SYNTAX, at, "expected %s, found the end", what);
    else
        p->status = kf_fail_at(p->error, KEFU_E_SYNTAX, at, "expected %s, found %t", what, text,
                               kf_utf8_cut(text, t->size, 60));
    return 0;
}

int32_t kf_parser_expect(kf_parser *p, kf_token_kind kind, const char *what)
{
    return p->token.kind == kind ? kf_parser_next(p) : kf_parser_unexpected(p, what);
}

int32_t kf_parser_no_memory(kf_parser *p)
{
    p->status = kf_no_memory(p->error);
    return 0;
}

static int32_t parser_is_quoted(const kf_token *token)
{
    return token->kind == KF_TOKEN_TEXT || token->kind == KF_TOKEN_DOUBLE ||
           token->kind == KF_TOKEN_QUOTED_NAME;
}

const kefu_text *kf_parser_text(kf_parser *p, const kf_token *token)
{
    const char *from = p->lexer.text + token->offset;
    int32_t quoted = parser_is_quoted(token);
    size_t size = quoted ? token->size - 2 : token->size, n = 0;
    kefu_text *text = kf_arena_alloc(&p->formula->arena, sizeof *text);
    char *copy = kf_arena_text(&p->formula->arena, from + (quoted ? 1 : 0), size);
    if (!text || !copy) {
        kf_parser_no_memory(p);
        return NULL;
    }
    for (size_t i = 0; i < size; i++) {
        copy[n++] = copy[i];
        if (quoted && copy[i] == from[0])
            i++;
    }
    copy[n] = 0;
    *text = (kefu_text){copy, n};
    return text;
}

kf_node *kf_emit(kf_parser *p, kf_op op, size_t offset)
{
    kf_code *code = p->code;
    kf_node *nodes;
    if (p->formula->rows.n + p->formula->outer.n >= (size_t)p->limits.nodes) {
        p->status =
            kf_fail_at(p->error, KEFU_E_LIMIT, kf_formula_place(p->formula, (int64_t)offset),
                       "the expression has more than %d nodes (limits.nodes)", p->limits.nodes);
        return NULL;
    }
    nodes =
        kf_reserve(&p->formula->memory, code->nodes, &code->capacity, code->n + 1, sizeof *nodes);
    if (!nodes) {
        kf_parser_no_memory(p);
        return NULL;
    }
    code->nodes = nodes;
    nodes += code->n++;
    memset(nodes, 0, sizeof *nodes);
    nodes->op = (uint8_t)op;
    nodes->offset = (int64_t)offset;
    return nodes;
}

/* ---- Operators ------------------------------------------------------------------------------ */

static const struct parser_operator {
    kf_token_kind token;
    int32_t level;
    kf_op op;
} parser_operators[] = {
    {KF_TOKEN_OR, LEVEL_OR, KF_OP_OR},          {KF_TOKEN_AND, LEVEL_AND, KF_OP_AND},
    {KF_TOKEN_EQ, LEVEL_COMPARE, KF_OP_EQ},     {KF_TOKEN_NE, LEVEL_COMPARE, KF_OP_NE},
    {KF_TOKEN_LT, LEVEL_COMPARE, KF_OP_LT},     {KF_TOKEN_LE, LEVEL_COMPARE, KF_OP_LE},
    {KF_TOKEN_GT, LEVEL_COMPARE, KF_OP_GT},     {KF_TOKEN_GE, LEVEL_COMPARE, KF_OP_GE},
    {KF_TOKEN_IS, LEVEL_COMPARE, KF_OP_COUNT},  {KF_TOKEN_IN, LEVEL_COMPARE, KF_OP_COUNT},
    {KF_TOKEN_NOT, LEVEL_COMPARE, KF_OP_COUNT}, {KF_TOKEN_BETWEEN, LEVEL_COMPARE, KF_OP_COUNT},
    {KF_TOKEN_PLUS, LEVEL_ADD, KF_OP_ADD},      {KF_TOKEN_MINUS, LEVEL_ADD, KF_OP_SUB},
    {KF_TOKEN_STAR, LEVEL_MUL, KF_OP_MUL},      {KF_TOKEN_SLASH, LEVEL_MUL, KF_OP_DIV},
    {KF_TOKEN_PERCENT, LEVEL_MUL, KF_OP_MOD},
};

static const struct parser_operator *parser_operator_of(kf_token_kind kind)
{
    for (size_t i = 0; i < sizeof parser_operators / sizeof *parser_operators; i++)
        if (parser_operators[i].token == kind)
            return &parser_operators[i];
    return NULL;
}

static int32_t parser_level(kf_parser *p, int32_t level);

static int32_t parser_is_null(kf_parser *p, size_t offset)
{
    int32_t negated = kf_parser_accept(p, KF_TOKEN_NOT);
    return !p->status && kf_parser_expect(p, KF_TOKEN_NULL, "null (is null, is not null)") &&
           kf_emit(p, KF_OP_IS_NULL, offset) && (!negated || kf_emit(p, KF_OP_NOT, offset));
}

static int32_t parser_between(kf_parser *p, size_t offset)
{
    return parser_level(p, LEVEL_ADD) && kf_parser_expect(p, KF_TOKEN_AND, "and") &&
           parser_level(p, LEVEL_ADD) && kf_emit(p, KF_OP_BETWEEN, offset);
}

/* The constants of a list are read as nodes and then taken off the code. */
static int32_t parser_list_items(kf_parser *p)
{
    do {
        size_t first = p->code->n;
        kf_token t = p->token;
        if (!kf_parse_nested(p))
            return 0;
        if (!kf_parsed_constant(p, first) || p->code->nodes[first].op == KF_OP_TRUTH) {
            p->status = kf_fail_at(p->error, KEFU_E_SYNTAX, kf_parser_place(p, &t),
                                   "a list holds numbers or texts, nothing computed");
            return 0;
        }
    } while (kf_parser_accept(p, KF_TOKEN_COMMA));
    return !p->status && kf_parser_expect(p, KF_TOKEN_CLOSE, ", or )");
}

static int32_t parser_list_add(kf_parser *p, kf_list *list, const kf_node *node)
{
    int32_t type = node->op == KF_OP_TEXT ? KEFU_EXPR_TEXT : KEFU_EXPR_NUMBER;
    if (node->op == KF_OP_NULL) {
        list->has_null = 1;
        return 1;
    }
    if (list->type && list->type != type) {
        p->status = kf_fail_at(p->error, KEFU_E_TYPE, kf_formula_place(p->formula, node->offset),
                               "a list holds numbers or texts, not both");
        return 0;
    }
    list->type = type;
    list->has_day |= node->is_day;
    if (type == KEFU_EXPR_TEXT)
        list->texts[list->n++] = *node->as.text;
    else
        list->numbers[list->n++] = node->as.number;
    return 1;
}

static int32_t parser_list(kf_parser *p, size_t first, kf_list **out)
{
    kf_arena *arena = &p->formula->arena;
    size_t n = p->code->n - first;
    kf_list *list = kf_arena_alloc(arena, sizeof *list);
    if (!list)
        return kf_parser_no_memory(p);
    memset(list, 0, sizeof *list);
    list->numbers = kf_arena_alloc(arena, n * sizeof *list->numbers);
    list->texts = kf_arena_alloc(arena, n * sizeof *list->texts);
    if (!list->numbers || !list->texts)
        return kf_parser_no_memory(p);
    for (size_t i = 0; i < n; i++)
        if (!parser_list_add(p, list, &p->code->nodes[first + i]))
            return 0;
    p->code->n = first;
    *out = list;
    return 1;
}

static int32_t parser_in(kf_parser *p, size_t offset)
{
    size_t first = p->code->n;
    kf_list *list = NULL;
    kf_node *node;
    if (!kf_parser_expect(p, KF_TOKEN_OPEN, "( after in") || !parser_list_items(p) ||
        !parser_list(p, first, &list))
        return 0;
    node = kf_emit(p, KF_OP_IN, offset);
    if (node) {
        node->as.list = list;
        node->index = p->formula->scale; /* of its numbers */
    }
    return node != NULL;
}

/* What follows a value at the level of comparisons, beside the signs. */
static int32_t parser_predicate(kf_parser *p, kf_token_kind kind, size_t offset)
{
    int32_t negated = kind == KF_TOKEN_NOT;
    if (kind == KF_TOKEN_IS)
        return parser_is_null(p, offset);
    if (negated) {
        kind = p->token.kind;
        if (kind != KF_TOKEN_IN && kind != KF_TOKEN_BETWEEN)
            return kf_parser_unexpected(p, "in or between after not");
        if (!kf_parser_next(p))
            return 0;
    }
    return (kind == KF_TOKEN_IN ? parser_in(p, offset) : parser_between(p, offset)) &&
           (!negated || kf_emit(p, KF_OP_NOT, offset));
}

static int32_t parser_not(kf_parser *p)
{
    size_t offset = p->token.offset;
    int32_t done = kf_parser_enter(p) && kf_parser_next(p) && parser_level(p, LEVEL_NOT) &&
                   kf_emit(p, KF_OP_NOT, offset);
    p->depth--;
    return done;
}

static int32_t parser_chained(kf_parser *p)
{
    const struct parser_operator *o = parser_operator_of(p->token.kind);
    if (!o || o->level != LEVEL_COMPARE)
        return 0;
    p->status = kf_fail_at(p->error, KEFU_E_SYNTAX, kf_parser_place(p, &p->token),
                           "comparisons do not chain: write a < b and b < c");
    return 1;
}

/* Operators that bind at least as tightly as `level`, from the left. */
static int32_t parser_level(kf_parser *p, int32_t level)
{
    if (p->token.kind == KF_TOKEN_NOT && level <= LEVEL_NOT ? !parser_not(p) : !kf_parse_unary(p))
        return 0;
    for (;;) {
        const struct parser_operator *o = parser_operator_of(p->token.kind);
        kf_token t = p->token;
        if (!o || o->level < level)
            return 1;
        if (!kf_parser_next(p))
            return 0;
        if (o->op == KF_OP_COUNT ? !parser_predicate(p, t.kind, t.offset)
                                 : !parser_level(p, o->level + 1) || !kf_emit(p, o->op, t.offset))
            return 0;
        if (o->level == LEVEL_COMPARE && parser_chained(p))
            return 0;
    }
}

int32_t kf_parse_nested(kf_parser *p)
{
    int32_t done = kf_parser_enter(p) && parser_level(p, LEVEL_OR);
    p->depth--;
    return done;
}

/* ---- The whole text ------------------------------------------------------------------------- */

static int32_t parser_whole(kf_parser *p)
{
    return kf_parser_next(p) && kf_parse_nested(p) &&
           (p->token.kind == KF_TOKEN_END || kf_parser_unexpected(p, "an operator or the end"));
}

static int32_t parser_only_program(kf_parser *p)
{
    kf_formula *f = p->formula;
    f->programs = kf_reserve(&f->memory, NULL, &f->programs_capacity, 1, sizeof *f->programs);
    if (!f->programs)
        return kf_parser_no_memory(p);
    f->n_programs = 1;
    memset(f->programs, 0, sizeof *f->programs);
    f->programs->end = f->rows.n;
    return 1;
}

kefu_status kf_parse(kf_formula *formula, const kefu_limits *limits, const kf_resolver *resolver,
                     kefu_error *error)
{
    kf_parser p = {0};
    p.formula = formula;
    p.resolver = resolver;
    p.limits = *limits;
    p.lexer.text = formula->source;
    p.lexer.size = formula->size;
    p.code = resolver ? &formula->outer : &formula->rows;
    p.error = error;
    if (parser_whole(&p) && !resolver)
        parser_only_program(&p);
    return p.status;
}
