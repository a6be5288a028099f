/* lexer.c - see lexer.h. */
#include "expr/lexer.h"

#include <string.h>

#include "base/text.h"

/* ---- Characters ----------------------------------------------------------------------------- */

static int32_t lexer_is_digit(uint32_t code) { return code >= '0' && code <= '9'; }

static int32_t lexer_is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Blocks of controls, spaces, punctuation and signs: no part of a name outside backticks. */
static const struct lexer_range {
    uint32_t first, last;
} lexer_no_name[] = {
    {0x80, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},     {0x1680, 0x1680}, {0x2000, 0x206F},
    {0x20A0, 0x20CF}, {0x2190, 0x2BFF}, {0x3000, 0x3004}, {0x3008, 0x303F}, {0xFE10, 0xFE1F},
    {0xFE30, 0xFE6F}, {0xFEFF, 0xFEFF}, {0xFF00, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40},
    {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF},
};

int32_t kf_is_name_char(uint32_t code)
{
    if (code < 0x80)
        return lexer_is_digit(code) || code == '_' || (code >= 'a' && code <= 'z') ||
               (code >= 'A' && code <= 'Z');
    for (size_t i = 0; i < sizeof lexer_no_name / sizeof *lexer_no_name; i++)
        if (code >= lexer_no_name[i].first && code <= lexer_no_name[i].last)
            return 0;
    return 1;
}

int32_t kf_is_word(const char *text, size_t size, const char *word)
{
    for (size_t i = 0; i < size; i++) {
        char c = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + ('a' - 'A')) : text[i];
        if (!c || c != word[i])
            return 0;
    }
    return !word[size];
}

/* ---- Characters that people type for another ------------------------------------------------ */

static const struct lexer_habit {
    const char *typed, *write;
} lexer_habits[] = {
    {"==", "="}, {"&&", "and"}, {"||", "or"}, {"!", "not"}, {"&", "and"}, {"|", "or"}, {"‘", "'"},
    {"’", "'"},  {"“", "'"},    {"”", "'"},   {"、", ","},  {"。", "."},  {"≤", "<="}, {"≥", ">="},
    {"≠", "<>"}, {"×", "*"},    {"÷", "/"},   {"−", "-"},   {"–", "-"},   {"—", "-"},  {"「", "'"},
    {"」", "'"}, {"『", "'"},   {"』", "'"},  {"【", "("},  {"】", ")"},  {"〈", "<"}, {"〉", ">"},
    {"《", "<"}, {"》", ">"},   {"·", "*"},
};

static kf_place lexer_place(const kf_lexer *lexer, size_t offset)
{
    return kf_place_of(lexer->text, lexer->size, offset);
}

/* U+FF01..U+FF5E are '!'..'~' at full width. */
static kefu_status lexer_fail_full_width(const kf_lexer *lexer, uint32_t code, size_t length,
                                         kefu_error *error)
{
    kf_place at = lexer_place(lexer, lexer->offset);
    const char *typed = lexer->text + lexer->offset;
    if (code == 0x3000)
        return kf_fail_at(error, KEFU_E_SYNTAX, at, "full-width space: write a plain one");
    if (code == 0xFF02)
        return kf_fail_at(error, KEFU_E_SYNTAX, at, "full-width '%t': write '''", typed, length);
    return kf_fail_at(error, KEFU_E_SYNTAX, at, "full-width '%t': write '%c'", typed, length,
                      (int)(code - 0xFF01 + '!'));
}

static kefu_status lexer_fail_char(const kf_lexer *lexer, kefu_error *error)
{
    const char *typed = lexer->text + lexer->offset;
    size_t left = lexer->size - lexer->offset;
    kf_place at = lexer_place(lexer, lexer->offset);
    uint32_t code = 0;
    size_t length = kf_utf8_decode(typed, left, &code);
    if (code == 0x3000 || (code >= 0xFF01 && code <= 0xFF5E))
        return lexer_fail_full_width(lexer, code, length, error);
    for (size_t i = 0; i < sizeof lexer_habits / sizeof *lexer_habits; i++) {
        size_t size = strlen(lexer_habits[i].typed);
        if (size <= left && !memcmp(typed, lexer_habits[i].typed, size))
            return kf_fail_at(error, KEFU_E_SYNTAX, at, "'%s': write %s", lexer_habits[i].typed,
                              lexer_habits[i].write);
    }
    return kf_fail_at(error, KEFU_E_SYNTAX, at,
                      "unexpected character '%t'; names with such characters go in backticks",
                      typed, length);
}

/* ---- Tokens --------------------------------------------------------------------------------- */

static const struct lexer_word {
    const char *word;
    kf_token_kind kind;
} lexer_words[] = {
    {"and", KF_TOKEN_AND},   {"between", KF_TOKEN_BETWEEN}, {"case", KF_TOKEN_CASE},
    {"else", KF_TOKEN_ELSE}, {"end", KF_TOKEN_END_WORD},    {"false", KF_TOKEN_FALSE},
    {"in", KF_TOKEN_IN},     {"is", KF_TOKEN_IS},           {"not", KF_TOKEN_NOT},
    {"null", KF_TOKEN_NULL}, {"or", KF_TOKEN_OR},           {"then", KF_TOKEN_THEN},
    {"true", KF_TOKEN_TRUE}, {"when", KF_TOKEN_WHEN},       {"where", KF_TOKEN_WHERE},
};

int32_t kf_lexer_has_word(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof lexer_words / sizeof *lexer_words; i++)
        if (kf_is_word(name, size, lexer_words[i].word))
            return 1;
    return 0;
}

/* Longer signs before those that they begin with; "==" is left to lexer_fail_char. */
static const struct lexer_sign {
    const char *sign;
    kf_token_kind kind;
} lexer_signs[] = {
    {"(", KF_TOKEN_OPEN},  {")", KF_TOKEN_CLOSE}, {",", KF_TOKEN_COMMA}, {"+", KF_TOKEN_PLUS},
    {"-", KF_TOKEN_MINUS}, {"*", KF_TOKEN_STAR},  {"/", KF_TOKEN_SLASH}, {"%", KF_TOKEN_PERCENT},
    {"<>", KF_TOKEN_NE},   {"!=", KF_TOKEN_NE},   {"<=", KF_TOKEN_LE},   {"<", KF_TOKEN_LT},
    {">=", KF_TOKEN_GE},   {">", KF_TOKEN_GT},    {"=", KF_TOKEN_EQ},
};

/* Bytes of the name characters at `offset`. */
static size_t lexer_name_size(const kf_lexer *lexer, size_t offset)
{
    size_t at = offset;
    while (at < lexer->size) {
        uint32_t code = 0;
        size_t length = kf_utf8_decode(lexer->text + at, lexer->size - at, &code);
        if (!length || !kf_is_name_char(code))
            break;
        at += length;
    }
    return at - offset;
}

static void lexer_name(kf_lexer *lexer, kf_token *token)
{
    token->kind = KF_TOKEN_NAME;
    token->size = lexer_name_size(lexer, token->offset);
    for (size_t i = 0; i < sizeof lexer_words / sizeof *lexer_words; i++)
        if (kf_is_word(lexer->text + token->offset, token->size, lexer_words[i].word))
            token->kind = lexer_words[i].kind;
}

static size_t lexer_digits(const kf_lexer *lexer, size_t at)
{
    while (at < lexer->size && lexer_is_digit((unsigned char)lexer->text[at]))
        at++;
    return at;
}

/* Past "e5", "E-5", or `at` where there is no exponent. */
static size_t lexer_exponent(const kf_lexer *lexer, size_t at)
{
    size_t digits = at + 1, end;
    if (at >= lexer->size || (lexer->text[at] != 'e' && lexer->text[at] != 'E'))
        return at;
    if (digits < lexer->size && (lexer->text[digits] == '+' || lexer->text[digits] == '-'))
        digits++;
    end = lexer_digits(lexer, digits);
    return end > digits ? end : at;
}

static kefu_status lexer_number(kf_lexer *lexer, kf_token *token, kefu_error *error)
{
    const char *begin = lexer->text + token->offset;
    size_t at = lexer_digits(lexer, token->offset), name;
    if (at < lexer->size && lexer->text[at] == '.') {
        size_t end = lexer_digits(lexer, at + 1);
        if (end == at + 1)
            return kf_fail_at(error, KEFU_E_SYNTAX, lexer_place(lexer, at),
                              "a digit must follow the point of a number");
        at = end;
    }
    at = lexer_exponent(lexer, at);
    name = lexer_name_size(lexer, at);
    if (name)
        return kf_fail_at(error, KEFU_E_SYNTAX, lexer_place(lexer, token->offset),
                          "'%t' is no number; a name that begins with a digit goes in backticks",
                          begin, at + name - token->offset);
    token->kind = KF_TOKEN_NUMBER;
    token->size = at - token->offset;
    return KEFU_OK;
}

static const struct lexer_quote {
    char quote;
    kf_token_kind kind;
    const char *what;
} lexer_quotes[] = {
    {'\'', KF_TOKEN_TEXT, "text"},
    {'"', KF_TOKEN_DOUBLE, "text"},
    {'`', KF_TOKEN_QUOTED_NAME, "name"},
};

/* A doubled quote stands for one. */
static kefu_status lexer_quoted(kf_lexer *lexer, const struct lexer_quote *quote, kf_token *token,
                                kefu_error *error)
{
    size_t at = token->offset + 1;
    token->kind = quote->kind;
    for (; at < lexer->size; at++) {
        if (lexer->text[at] != quote->quote)
            continue;
        if (at + 1 < lexer->size && lexer->text[at + 1] == quote->quote) {
            at++;
            continue;
        }
        token->size = at + 1 - token->offset;
        return KEFU_OK;
    }
    return kf_fail_at(error, KEFU_E_SYNTAX, lexer_place(lexer, token->offset),
                      "%s without its closing %c", quote->what, (int)quote->quote);
}

static kefu_status lexer_sign(kf_lexer *lexer, kf_token *token, kefu_error *error)
{
    const char *at = lexer->text + token->offset;
    size_t left = lexer->size - token->offset;
    if (left > 1 && at[0] == '=' && at[1] == '=')
        return lexer_fail_char(lexer, error);
    for (size_t i = 0; i < sizeof lexer_signs / sizeof *lexer_signs; i++) {
        size_t size = strlen(lexer_signs[i].sign);
        if (size <= left && !memcmp(at, lexer_signs[i].sign, size)) {
            token->kind = lexer_signs[i].kind;
            token->size = size;
            return KEFU_OK;
        }
    }
    return lexer_fail_char(lexer, error);
}

static kefu_status lexer_scan(kf_lexer *lexer, kf_token *token, kefu_error *error)
{
    char c = lexer->text[token->offset];
    if (lexer_is_digit((unsigned char)c))
        return lexer_number(lexer, token, error);
    for (size_t i = 0; i < sizeof lexer_quotes / sizeof *lexer_quotes; i++)
        if (c == lexer_quotes[i].quote)
            return lexer_quoted(lexer, &lexer_quotes[i], token, error);
    lexer_name(lexer, token);
    return token->size ? KEFU_OK : lexer_sign(lexer, token, error);
}

static int32_t lexer_wide_digit(const kf_lexer *lexer)
{
    uint32_t code = 0;
    kf_utf8_decode(lexer->text + lexer->offset, lexer->size - lexer->offset, &code);
    return code >= 0xFF10 && code <= 0xFF19;
}

kefu_status kf_lexer_next(kf_lexer *lexer, kf_token *token, kefu_error *error)
{
    kefu_status status;
    while (lexer->offset < lexer->size && lexer_is_space(lexer->text[lexer->offset]))
        lexer->offset++;
    *token = (kf_token){KF_TOKEN_END, lexer->offset, 0};
    if (lexer->offset == lexer->size)
        return KEFU_OK;
    if (lexer_wide_digit(lexer))
        return lexer_fail_char(lexer, error);
    status = lexer_scan(lexer, token, error);
    lexer->offset += token->size;
    return status;
}
