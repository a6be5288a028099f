/* parser.h - what the two halves of the parser share: expressions (parser.c) and calls (call.c).
 * Functions give 1, or 0 once parser->status is set. */
#ifndef KF_PARSER_H
#define KF_PARSER_H

#include "expr/ast.h"
#include "expr/lexer.h"

struct kf_parser {
    kf_formula *formula;
    const kf_resolver *resolver;
    kefu_limits limits;
    kf_lexer lexer;
    kf_token token;             /* the next, not yet taken */
    kf_code *code;              /* where nodes go: rows or outer */
    const kf_aggregate *inside; /* whose argument is being read, or NULL */
    int32_t depth;
    kefu_status status;
    kefu_error *error;
};

int32_t kf_parser_next(kf_parser *p);
/* Takes the token if it is of this kind. */
int32_t kf_parser_accept(kf_parser *p, kf_token_kind kind);
/* Takes it or fails: "expected ')' ...". */
int32_t kf_parser_expect(kf_parser *p, kf_token_kind kind, const char *what);
/* KEFU_E_SYNTAX at the token: "expected `what`, found ...". */
int32_t kf_parser_unexpected(kf_parser *p, const char *what);
int32_t kf_parser_no_memory(kf_parser *p);
/* Bytes of a token; a quoted one without quotes, in the arena. NULL: out of memory. */
const kefu_text *kf_parser_text(kf_parser *p, const kf_token *token);
kf_place kf_parser_place(const kf_parser *p, const kf_token *token);
/* Adds a node; NULL if it failed. */
kf_node *kf_emit(kf_parser *p, kf_op op, size_t offset);

/* An operand with its signs. */
int32_t kf_parse_unary(kf_parser *p);
/* One level deeper, or KEFU_E_LIMIT. */
int32_t kf_parser_enter(kf_parser *p);
/* An expression, one level deeper. */
int32_t kf_parse_nested(kf_parser *p);
/* name( has been seen up to its name; the token is '('. */
int32_t kf_parse_call(kf_parser *p, const kf_token *name);
/* The node just parsed, if it is one constant (number, text, null) begun at node `first`, else
 * NULL. */
kf_node *kf_parsed_constant(kf_parser *p, size_t first);

#endif
