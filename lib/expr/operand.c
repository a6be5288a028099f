/* operand.c - what operators stand between: constants, columns, case, brackets, signs. */
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "expr/parser.h"

/* The C stack grows by about 1 KiB a level, so the caller's limit is not taken beyond this. */
enum { PARSER_DEPTH_MOST = 256 };

/* ---- Constants and columns ------------------------------------------------------------------ */

static int32_t parser_number(kf_parser *p, const kf_token *t)
{
    const char *text = p->lexer.text + t->offset;
    int64_t value = 0;
    int32_t got = kf_decimal_parse(text, t->size, p->formula->scale, &value);
    kf_node *node;
    if (got != KF_EXACT) {
        p->status =
            got == KF_ROUNDED
                ? kf_fail_at(p->error, KEFU_E_PRECISION, kf_parser_place(p, t),
                             "%t has more than %d decimals, the scale of the expression", text,
                             t->size, p->formula->scale)
                : kf_fail_at(p->error, KEFU_E_OVERFLOW, kf_parser_place(p, t),
                             "%t does not fit at %d decimals", text, t->size, p->formula->scale);
        return 0;
    }
    node = kf_emit(p, KF_OP_NUMBER, t->offset);
    if (node)
        node->as.number = value;
    return node != NULL;
}

static int32_t parser_text(kf_parser *p, const kf_token *t)
{
    const kefu_text *text = kf_parser_text(p, t);
    kf_node *node = text ? kf_emit(p, KF_OP_TEXT, t->offset) : NULL;
    if (node)
        node->as.text = text;
    return node != NULL;
}

static int32_t parser_truth(kf_parser *p, const kf_token *t)
{
    kf_node *node = kf_emit(p, KF_OP_TRUTH, t->offset);
    if (node)
        node->as.number = t->kind == KF_TOKEN_TRUE;
    return node != NULL;
}

/* FNV-1a; only to compare names faster. */
static uint32_t parser_hash(const kefu_text *text)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text->size; i++)
        hash = (hash ^ (unsigned char)text->data[i]) * 16777619u;
    return hash;
}

static int32_t parser_new_use(kf_parser *p, const kefu_text *name, uint32_t hash, size_t offset)
{
    kf_formula *f = p->formula;
    kf_use *uses;
    if (f->n_uses >= (size_t)p->limits.columns) {
        p->status = kf_fail_at(p->error, KEFU_E_LIMIT, kf_formula_place(f, (int64_t)offset),
                               "the expression reads more than %d columns (limits.columns)",
                               p->limits.columns);
        return 0;
    }
    uses = kf_reserve(&f->memory, f->uses, &f->uses_capacity, f->n_uses + 1, sizeof *uses);
    if (!uses)
        return kf_parser_no_memory(p);
    f->uses = uses;
    uses += f->n_uses++;
    memset(uses, 0, sizeof *uses);
    uses->name = name->data;
    uses->hash = hash;
    uses->offset = (int64_t)offset;
    return 1;
}

static int32_t parser_outside(kf_parser *p, const kf_token *t, const char *name)
{
    for (int32_t i = 0; i < p->resolver->n_metrics; i++)
        if (!strcmp(p->resolver->metrics[i], name)) {
            p->status = kf_fail_at(p->error, KEFU_E_NAME, kf_parser_place(p, t),
                                   "'%s' is a metric: write metric('%s')", name, name);
            return 0;
        }
    p->status = kf_fail_at(p->error, KEFU_E_NAME, kf_parser_place(p, t),
                           "column '%s' stands outside an aggregate: write sum(%t) or the like",
                           name, p->lexer.text + t->offset, t->size);
    return 0;
}

static int32_t operand_column(kf_parser *p, const kf_token *t)
{
    const kefu_text *name = kf_parser_text(p, t);
    kf_formula *f = p->formula;
    kf_node *node;
    uint32_t hash;
    size_t i = 0;
    if (!name)
        return 0;
    if (!name->size || strlen(name->data) != name->size) {
        p->status = kf_fail_at(p->error, KEFU_E_SYNTAX, kf_parser_place(p, t),
                               "a name is empty or holds a NUL");
        return 0;
    }
    if (p->code == &f->outer)
        return parser_outside(p, t, name->data);
    hash = parser_hash(name);
    while (i < f->n_uses && (f->uses[i].hash != hash || strcmp(f->uses[i].name, name->data) != 0))
        i++;
    if (i == f->n_uses && !parser_new_use(p, name, hash, t->offset))
        return 0;
    node = kf_emit(p, KF_OP_COLUMN, t->offset);
    if (node)
        node->index = (int32_t)i;
    return node != NULL;
}

kf_node *kf_parsed_constant(kf_parser *p, size_t first)
{
    kf_node *node = &p->code->nodes[first];
    if (p->code->n != first + 1 || (node->op != KF_OP_NUMBER && node->op != KF_OP_TEXT &&
                                    node->op != KF_OP_NULL && node->op != KF_OP_TRUTH))
        return NULL;
    return node;
}

/* ---- case ----------------------------------------------------------------------------------- */

static int32_t parser_when(kf_parser *p, kf_op op)
{
    size_t offset = p->token.offset;
    return kf_parser_expect(p, KF_TOKEN_WHEN, "when (case when x = 1 then ... end)") &&
           kf_parse_nested(p) && kf_parser_expect(p, KF_TOKEN_THEN, "then") && kf_parse_nested(p) &&
           kf_emit(p, op, offset);
}

static int32_t parser_case(kf_parser *p, const kf_token *t)
{
    if (!parser_when(p, KF_OP_CASE))
        return 0;
    while (p->token.kind == KF_TOKEN_WHEN)
        if (!parser_when(p, KF_OP_CASE_NEXT))
            return 0;
    if (p->token.kind != KF_TOKEN_ELSE) {
        if (!kf_emit(p, KF_OP_NULL, p->token.offset))
            return 0;
    } else if (!kf_parser_next(p) || !kf_parse_nested(p)) {
        return 0;
    }
    return kf_emit(p, KF_OP_CASE_ELSE, t->offset) &&
           kf_parser_expect(p, KF_TOKEN_END_WORD, "when, else or end");
}

/* ---- Operands ------------------------------------------------------------------------------- */

static int32_t parser_operand_at(kf_parser *p, const kf_token *t)
{
    switch (t->kind) {
    case KF_TOKEN_NUMBER:
        return parser_number(p, t);
    case KF_TOKEN_TEXT:
        return parser_text(p, t);
    case KF_TOKEN_TRUE:
    case KF_TOKEN_FALSE:
        return parser_truth(p, t);
    case KF_TOKEN_NULL:
        return kf_emit(p, KF_OP_NULL, t->offset) != NULL;
    case KF_TOKEN_NAME:
        return p->token.kind == KF_TOKEN_OPEN ? kf_parse_call(p, t) : operand_column(p, t);
    case KF_TOKEN_QUOTED_NAME:
        return operand_column(p, t);
    case KF_TOKEN_CASE:
        return parser_case(p, t);
    default: /* KF_TOKEN_OPEN */
        return kf_parse_nested(p) && kf_parser_expect(p, KF_TOKEN_CLOSE, "an operator or )");
    }
}

static int32_t parser_begins_operand(kf_token_kind kind)
{
    static const kf_token_kind kinds[] = {KF_TOKEN_NUMBER, KF_TOKEN_TEXT,        KF_TOKEN_TRUE,
                                          KF_TOKEN_FALSE,  KF_TOKEN_NULL,        KF_TOKEN_NAME,
                                          KF_TOKEN_OPEN,   KF_TOKEN_QUOTED_NAME, KF_TOKEN_CASE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i] == kind)
            return 1;
    return 0;
}

static int32_t parser_operand(kf_parser *p)
{
    kf_token t = p->token;
    if (t.kind == KF_TOKEN_DOUBLE) {
        p->status = kf_fail_at(p->error, KEFU_E_SYNTAX, kf_parser_place(p, &t),
                               "text goes in single quotes, a column name in backticks");
        return 0;
    }
    if (!parser_begins_operand(t.kind))
        return kf_parser_unexpected(p, "a value");
    return kf_parser_next(p) && parser_operand_at(p, &t);
}

int32_t kf_parser_enter(kf_parser *p)
{
    int32_t most = p->limits.depth < PARSER_DEPTH_MOST ? p->limits.depth : PARSER_DEPTH_MOST;
    if (++p->depth <= most)
        return 1;
    p->status = kf_fail_at(p->error, KEFU_E_LIMIT, kf_parser_place(p, &p->token),
                           "the expression is nested more than %d deep (limits.depth)", most);
    return 0;
}

static int32_t parser_negative(kf_parser *p, size_t offset)
{
    size_t first = p->code->n;
    kf_node *node;
    if (p->token.kind == KF_TOKEN_MINUS) {
        kf_parser_unexpected(p, "a value after -");
        return 0;
    }
    if (!parser_operand(p))
        return 0;
    node = kf_parsed_constant(p, first);
    if (node && node->op == KF_OP_NUMBER) {
        node->as.number = -node->as.number;
        node->offset = (int64_t)offset;
        return 1;
    }
    return kf_emit(p, KF_OP_NEG, offset) != NULL;
}

int32_t kf_parse_unary(kf_parser *p)
{
    size_t offset = p->token.offset;
    if (p->token.kind != KF_TOKEN_MINUS)
        return parser_operand(p);
    return kf_parser_next(p) && parser_negative(p, offset);
}
