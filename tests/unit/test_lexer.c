/* test_lexer.c - words of the language. Expected values by hand from the rules of kefu/expr.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "expr/lexer.h"

/* Tokens as "kind:bytes ", or the error's message. */
static void lex(const char *text, char *out, size_t room)
{
    kf_lexer lexer = {text, strlen(text), 0};
    kefu_error error;
    size_t used = 0;
    out[0] = 0;
    for (;;) {
        kf_token token;
        if (kf_lexer_next(&lexer, &token, &error)) {
            snprintf(out, room, "%d:%d@%d %s", error.line, error.column, (int)error.offset,
                     error.message);
            return;
        }
        if (token.kind == KF_TOKEN_END)
            return;
        used += (size_t)snprintf(out + used, room - used, "%s%d:%.*s", used ? " " : "",
                                 (int)token.kind, (int)token.size, text + token.offset);
    }
}

static void test_tokens(void **unused)
{
    static const struct {
        const char *text;
        kf_token_kind kinds[8];
    } cases[] = {
        {"转化人数 / 询单人数", {KF_TOKEN_NAME, KF_TOKEN_SLASH, KF_TOKEN_NAME}},
        {"x1 _y 日2", {KF_TOKEN_NAME, KF_TOKEN_NAME, KF_TOKEN_NAME}},
        {"12 12.5 1e3 1.5E-3 2e+1",
         {KF_TOKEN_NUMBER, KF_TOKEN_NUMBER, KF_TOKEN_NUMBER, KF_TOKEN_NUMBER, KF_TOKEN_NUMBER}},
        {"1+2", {KF_TOKEN_NUMBER, KF_TOKEN_PLUS, KF_TOKEN_NUMBER}},
        {"'it''s' \"a\"\"b\" `a``b`", {KF_TOKEN_TEXT, KF_TOKEN_DOUBLE, KF_TOKEN_QUOTED_NAME}},
        {"<= < <> != >= > =",
         {KF_TOKEN_LE, KF_TOKEN_LT, KF_TOKEN_NE, KF_TOKEN_NE, KF_TOKEN_GE, KF_TOKEN_GT,
          KF_TOKEN_EQ}},
        {"( ) , + - * %",
         {KF_TOKEN_OPEN, KF_TOKEN_CLOSE, KF_TOKEN_COMMA, KF_TOKEN_PLUS, KF_TOKEN_MINUS,
          KF_TOKEN_STAR, KF_TOKEN_PERCENT}},
        {"and OR Not nUll Is in between",
         {KF_TOKEN_AND, KF_TOKEN_OR, KF_TOKEN_NOT, KF_TOKEN_NULL, KF_TOKEN_IS, KF_TOKEN_IN,
          KF_TOKEN_BETWEEN}},
        {"case when then else end true false",
         {KF_TOKEN_CASE, KF_TOKEN_WHEN, KF_TOKEN_THEN, KF_TOKEN_ELSE, KF_TOKEN_END_WORD,
          KF_TOKEN_TRUE, KF_TOKEN_FALSE}},
        {"where wherever `where`", {KF_TOKEN_WHERE, KF_TOKEN_NAME, KF_TOKEN_QUOTED_NAME}},
        {"a\t\r\n b", {KF_TOKEN_NAME, KF_TOKEN_NAME}},
        {"々〇 é Ａ", {KF_TOKEN_NAME, KF_TOKEN_NAME, KF_TOKEN_NAME}},
        {"", {KF_TOKEN_END}},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_lexer lexer = {cases[i].text, strlen(cases[i].text), 0};
        for (size_t k = 0; k < 8; k++) {
            kf_token token;
            assert_int_equal(kf_lexer_next(&lexer, &token, NULL), 0);
            assert_int_equal(token.kind, cases[i].kinds[k]);
            if (token.kind == KF_TOKEN_END)
                break;
        }
    }
}

static void test_places_of_tokens(void **unused)
{
    char out[256], expected[64];
    (void)unused;
    lex(" 'a''b'1.5e3", out, sizeof out);
    snprintf(expected, sizeof expected, "%d:'a''b' %d:1.5e3", KF_TOKEN_TEXT, KF_TOKEN_NUMBER);
    assert_string_equal(out, expected);
}

/* line:column@offset, columns in characters, offsets in bytes (a Chinese character is 3). */
static void test_errors(void **unused)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"sum（x）", "1:4@3 full-width '（': write '('"},
        {"x）", "1:2@1 full-width '）': write ')'"},
        {"least(a，b)", "1:8@7 full-width '，': write ','"},
        {"状态 = ＂", "1:6@9 full-width '＂': write '''"},
        {"＇", "1:1@0 full-width '＇': write '''"},
        {"a ＞ 1", "1:3@2 full-width '＞': write '>'"},
        {"１２", "1:1@0 full-width '１': write '1'"},
        {"a　b", "1:2@1 full-width space: write a plain one"},
        {"状态 = ‘a’", "1:6@9 '‘': write '"},
        {"状态 = “a”", "1:6@9 '“': write '"},
        {"a、b", "1:2@1 '、': write ,"},
        {"a ≤ 1", "1:3@2 '≤': write <="},
        {"a × b", "1:3@2 '×': write *"},
        {"a ÷ b", "1:3@2 '÷': write /"},
        {"a − b", "1:3@2 '−': write -"},
        {"a == 1", "1:3@2 '==': write ="},
        {"a && b", "1:3@2 '&&': write and"},
        {"a || b", "1:3@2 '||': write or"},
        {"!a", "1:1@0 '!': write not"},
        {"a\n + ?", "2:4@5 unexpected character '?'; names with such characters go in backticks"},
        {"3分钟回复率",
         "1:1@0 '3分钟回复率' is no number; a name that begins with a digit goes in backticks"},
        {"1e", "1:1@0 '1e' is no number; a name that begins with a digit goes in backticks"},
        {"12.", "1:3@2 a digit must follow the point of a number"},
        {"12.x", "1:3@2 a digit must follow the point of a number"},
        {"a = 'paid", "1:5@4 text without its closing '"},
        {"'it''s", "1:1@0 text without its closing '"},
        {"`金额", "1:1@0 name without its closing `"},
    };
    char out[256];
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lex(cases[i].text, out, sizeof out);
        assert_string_equal(out, cases[i].expected);
    }
}

static void test_name_characters(void **unused)
{
    static const uint32_t in[] = {'a', 'Z', '_', '0', 0xC0, 0x3B1, 0x4E00, 0x3005, 0xFF21, 0x20000};
    static const uint32_t out[] = {' ',  '-',    '.',    '(',    '`',    0x7F,   0x80,   0xA0,
                                   0xD7, 0x2014, 0x3000, 0x3002, 0xFF08, 0xFF0C, 0xFEFF, 0xFFFD};
    (void)unused;
    for (size_t i = 0; i < sizeof in / sizeof *in; i++)
        assert_int_equal(kf_is_name_char(in[i]), 1);
    for (size_t i = 0; i < sizeof out / sizeof *out; i++)
        assert_int_equal(kf_is_name_char(out[i]), 0);
}

static void test_words(void **unused)
{
    (void)unused;
    assert_int_equal(kf_is_word("SUM", 3, "sum"), 1);
    assert_int_equal(kf_is_word("sum", 3, "summe"), 0);
    assert_int_equal(kf_is_word("summe", 5, "sum"), 0);
    assert_int_equal(kf_is_word("s\0m", 3, "sum"), 0);
    assert_int_equal(kf_is_word("", 0, ""), 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens), cmocka_unit_test(test_places_of_tokens),
        cmocka_unit_test(test_errors), cmocka_unit_test(test_name_characters),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
