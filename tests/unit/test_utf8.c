/* test_utf8.c - UTF-8 as of RFC 3629. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"

/* ---- One character: the examples and borders of RFC 3629 §3 and §7 ---- */

static const struct char_case {
    const char *bytes;
    size_t size;
    uint32_t code;
} chars[] = {
    {"\x00", 1, 0x0},
    {"A", 1, 0x41},
    {"\x7F", 1, 0x7F},
    {"\xC2\x80", 2, 0x80},
    {"\xC3\xA9", 2, 0xE9},
    {"\xDF\xBF", 2, 0x7FF},
    {"\xE0\xA0\x80", 3, 0x800},
    {"\xE2\x89\xA2", 3, 0x2262}, /* "A<NOT IDENTICAL TO><ALPHA>." */
    {"\xE6\x97\xA5", 3, 0x65E5}, /* 日 of "nihongo" */
    {"\xED\x9F\xBF", 3, 0xD7FF}, /* the last before the surrogates */
    {"\xEE\x80\x80", 3, 0xE000}, /* the first after them */
    {"\xEF\xBB\xBF", 3, 0xFEFF},
    {"\xEF\xBF\xBF", 3, 0xFFFF}, /* noncharacters are characters to UTF-8 */
    {"\xF0\x90\x80\x80", 4, 0x10000},
    {"\xF0\xA3\x8E\xB4", 4, 0x233B4},
    {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
};

static void one_character(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof chars / sizeof *chars; i++) {
        uint32_t code = 0xDEAD;
        char out[4];
        assert_int_equal(kf_utf8_decode(chars[i].bytes, chars[i].size, &code), chars[i].size);
        assert_int_equal(code, chars[i].code);
        assert_int_equal(kf_utf8_encode(chars[i].code, out), chars[i].size);
        assert_memory_equal(out, chars[i].bytes, chars[i].size);
        for (size_t cut = 1; cut < chars[i].size; cut++)
            assert_int_equal(kf_utf8_decode(chars[i].bytes, cut, &code), 0);
    }
}

static void codes_that_are_no_characters(void **state)
{
    static const uint32_t none[] = {0xD800, 0xDABC, 0xDFFF, 0x110000, 0x1FFFFF, 0xFFFFFFFF};
    char out[4];
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(kf_utf8_encode(none[i], out), 0);
}

/* ---- Malformed texts: after Markus Kuhn's "UTF-8 decoder capability and stress test" ---- */

static const struct bad_case {
    const char *text;
    size_t valid; /* bytes before the fault */
} bads[] = {
    /* 3.1 unexpected continuation bytes */
    {"\x80", 0},
    {"\xBF", 0},
    {"ab\x80\xBF", 2},
    /* 3.2 lonely start characters */
    {"\xC2 ", 0},
    {"\xE4 ", 0},
    {"\xF1 ", 0},
    /* 3.3 sequences with the last continuation byte missing */
    {"\xC2", 0},
    {"\xE0\xA0", 0},
    {"\xF0\x90\x80", 0},
    {"\xDF", 0},
    {"\xEF\xBF", 0},
    {"\xE4\xB8\xAD\xE6\x96", 3},
    {"\xE4\xB8x", 0},
    {"\xF0\x9F\x98x", 0},
    /* 3.5 impossible bytes */
    {"\xFE", 0},
    {"\xFF", 0},
    {"\xFE\xFE\xFF\xFF", 0},
    /* 4.1, 4.2 overlong forms: '/', and the largest of each length */
    {"\xC0\xAF", 0},
    {"\xE0\x80\xAF", 0},
    {"\xF0\x80\x80\xAF", 0},
    {"\xF8\x80\x80\x80\xAF", 0},
    {"\xFC\x80\x80\x80\x80\xAF", 0},
    {"\xC1\xBF", 0},
    {"\xE0\x9F\xBF", 0},
    {"\xF0\x8F\xBF\xBF", 0},
    /* 4.3 overlong NUL */
    {"\xC0\x80", 0},
    {"\xE0\x80\x80", 0},
    /* 5.1, 5.2 surrogates, single and paired */
    {"\xED\xA0\x80", 0},
    {"\xED\xAF\xBF", 0},
    {"\xED\xB0\x80", 0},
    {"\xED\xBF\xBF", 0},
    {"\xED\xA0\x81\xED\xB0\x80", 0},
    /* above U+10FFFF */
    {"\xF4\x90\x80\x80", 0},
    {"\xF5\x80\x80\x80", 0},
    {"\xF7\xBF\xBF\xBF", 0},
    /* behind the eight-byte steps of ASCII text */
    {"01234567\x80", 8},
    {"0123456\x80"
     "01234567",
     7},
    {"0123456789abcdef\xE4\xB8\xAD\xC0\x80", 19},
};

static void malformed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bads / sizeof *bads; i++)
        assert_int_equal(kf_utf8_valid(bads[i].text, strlen(bads[i].text)), bads[i].valid);
}

static void valid(void **state)
{
    static const char text[] = "plain, caf\xC3\xA9, 中文客服, \xF0\x9F\x98\x80 and plain again";
    (void)state;
    for (size_t from = 0; from < 11; from++)
        assert_int_equal(kf_utf8_valid(text + from, sizeof text - from), sizeof text - from);
    assert_int_equal(kf_utf8_valid(NULL, 0), 0);
}

/* ---- Laws ---- */

static void every_code_survives(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char out[4];
        uint32_t back = 0xDEAD;
        size_t size = kf_utf8_encode(code, out);
        if (code >= 0xD800 && code <= 0xDFFF) {
            assert_int_equal(size, 0);
            continue;
        }
        if (kf_utf8_decode(out, size, &back) != size || back != code)
            fail_msg("U+%04X", (unsigned)code);
    }
}

/* What decodes is the one encoding of its character: no second spelling gets through. */
static void no_second_spelling(void **state)
{
    (void)state;
    for (uint32_t word = 0x800000; word <= 0xFFFFFF; word++) {
        char bytes[4] = {(char)(word >> 16), (char)(word >> 8), (char)word, (char)0x80}, out[4];
        uint32_t code;
        size_t size = kf_utf8_decode(bytes, 4, &code);
        if (size && (kf_utf8_encode(code, out) != size || memcmp(out, bytes, size) != 0))
            fail_msg("%06X", (unsigned)word);
    }
}

/* ---- Counting and cutting ---- */

static void counting(void **state)
{
    (void)state;
    assert_int_equal(kf_utf8_count("", 0), 0);
    assert_int_equal(kf_utf8_count(NULL, 0), 0);
    assert_int_equal(kf_utf8_count("abc", 3), 3);
    assert_int_equal(kf_utf8_count("a中\xF0\x9F\x98\x80", 8), 3);
}

static void cutting(void **state)
{
    /* a is byte 0, 中 is 1..3, 文 is 4..6 */
    static const size_t expected[] = {0, 1, 1, 1, 4, 4, 4, 7, 7};
    (void)state;
    for (size_t most = 0; most < sizeof expected / sizeof *expected; most++)
        assert_int_equal(kf_utf8_cut("a中文", 7, most), expected[most]);
    assert_int_equal(kf_utf8_cut("中", 3, 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_character),
        cmocka_unit_test(codes_that_are_no_characters),
        cmocka_unit_test(malformed),
        cmocka_unit_test(valid),
        cmocka_unit_test(every_code_survives),
        cmocka_unit_test(no_second_spelling),
        cmocka_unit_test(counting),
        cmocka_unit_test(cutting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
