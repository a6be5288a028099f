/* meaning.c - the text of a formula without the freedom that its author had, so that two can be
 * compared and hashed. The result is part of saved states: it never changes. */
#include "expr/lexer.h"
#include "expr/program.h"

static void meaning_small(kf_buffer *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        kf_put_char(out,
                    text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + ('a' - 'A')) : text[i]);
}

/* A bare name is a function where it is called, and else a column, which has no backticks. */
static void meaning_name(kf_buffer *out, const char *text, size_t size, int32_t called)
{
    if (called) {
        meaning_small(out, text, size);
        return;
    }
    kf_put_char(out, '`');
    kf_put(out, text, size);
    kf_put_char(out, '`');
}

static void meaning_token(kf_buffer *out, const char *text, const kf_token *token,
                          const kf_token *next)
{
    const char *at = text + token->offset;
    if (token->kind == KF_TOKEN_NAME)
        meaning_name(out, at, token->size, next->kind == KF_TOKEN_OPEN);
    else if (token->kind == KF_TOKEN_NE)
        kf_put_text(out, "<>");
    else if (token->kind >= KF_TOKEN_AND || token->kind == KF_TOKEN_NUMBER)
        meaning_small(out, at, token->size); /* 1E3 */
    else
        kf_put(out, at, token->size);
}

void kf_formula_meaning(const char *text, size_t size, kf_buffer *out)
{
    kf_lexer lexer = {text, size, 0};
    kf_token token, next;
    kefu_status status = kf_lexer_next(&lexer, &token, NULL);
    while (!status && token.kind != KF_TOKEN_END) {
        status = kf_lexer_next(&lexer, &next, NULL);
        meaning_token(out, text, &token, &next);
        if (next.kind != KF_TOKEN_END)
            kf_put_char(out, ' ');
        token = next;
    }
}
