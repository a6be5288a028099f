/* lexer.h - the words of the expression language. */
#ifndef KF_LEXER_H
#define KF_LEXER_H

#include "base/fail.h"

typedef enum kf_token_kind {
    KF_TOKEN_END,
    KF_TOKEN_NAME,        /* a column or function */
    KF_TOKEN_QUOTED_NAME, /* `a name`, always a column */
    KF_TOKEN_NUMBER,
    KF_TOKEN_TEXT,   /* 'text' */
    KF_TOKEN_DOUBLE, /* "text", only in metric("...") */
    KF_TOKEN_OPEN,
    KF_TOKEN_CLOSE,
    KF_TOKEN_COMMA,
    KF_TOKEN_PLUS,
    KF_TOKEN_MINUS,
    KF_TOKEN_STAR,
    KF_TOKEN_SLASH,
    KF_TOKEN_PERCENT,
    KF_TOKEN_EQ,
    KF_TOKEN_NE,
    KF_TOKEN_LT,
    KF_TOKEN_LE,
    KF_TOKEN_GT,
    KF_TOKEN_GE,
    KF_TOKEN_AND, /* words, from here on */
    KF_TOKEN_BETWEEN,
    KF_TOKEN_CASE,
    KF_TOKEN_ELSE,
    KF_TOKEN_END_WORD,
    KF_TOKEN_FALSE,
    KF_TOKEN_IN,
    KF_TOKEN_IS,
    KF_TOKEN_NOT,
    KF_TOKEN_NULL,
    KF_TOKEN_OR,
    KF_TOKEN_THEN,
    KF_TOKEN_TRUE,
    KF_TOKEN_WHEN,
    KF_TOKEN_WHERE
} kf_token_kind;

/* The bytes of the text that a token is, quotes included. */
typedef struct kf_token {
    kf_token_kind kind;
    size_t offset, size;
} kf_token;

typedef struct kf_lexer {
    const char *text; /* valid UTF-8 */
    size_t size, offset;
} kf_lexer;

/* The next token; KEFU_E_SYNTAX at the character that begins none. */
kefu_status kf_lexer_next(kf_lexer *lexer, kf_token *token, kefu_error *error);
/* Whether a character may stand in a bare name (digits: not first). The rule is in kefu/expr.h. */
int32_t kf_is_name_char(uint32_t code);
/* Whether `text` is `word` (lower case), capitals as small letters. */
int32_t kf_is_word(const char *text, size_t size, const char *word);
/* 1 for and, between, case ... */
int32_t kf_lexer_has_word(const char *name, size_t size);

#endif
