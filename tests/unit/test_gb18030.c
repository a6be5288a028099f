/* test_gb18030.c - GB18030 to UTF-8, with the mapping of the WHATWG Encoding Standard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/gb18030.h"
#include "base/hash.h"
#include "oom.h"

static const struct code_case {
    const char *bytes;
    int32_t size, length; /* length 0: malformed, -1: cut */
    uint32_t code;
} code_cases[] = {
    {"A", 1, 1, 'A'},
    {"\x7F", 1, 1, 0x7F},
    {"\x80", 1, 1, 0x20AC}, /* of code page 936, as in the WHATWG decoder */
    /* two bytes, by Python's codec */
    {"\xB0\xA1", 2, 2, 0x554A}, /* 啊, the first hanzi of GB 2312 */
    {"\xD6\xD0", 2, 2, 0x4E2D}, /* 中 */
    {"\xBF\xCD", 2, 2, 0x5BA2}, /* 客 */
    {"\xB7\xFE", 2, 2, 0x670D}, /* 服 */
    {"\xF7\xFE", 2, 2, 0x9F44}, /* 齄, the last */
    {"\x81\x40", 2, 2, 0x4E02}, /* the first of GBK */
    {"\xA1\xA1", 2, 2, 0x3000},
    {"\xA2\xE3", 2, 2, 0x20AC},
    /* GB 18030-2005 */
    {"\xA8\xBC", 2, 2, 0x1E3F},
    {"\x81\x35\xF4\x37", 4, 4, 0xE7C7},
    {"\x81\x35\xF4\x36", 4, 4, 0x1E3E},
    {"\x81\x35\xF4\x38", 4, 4, 0x1E40},
    /* GB 18030-2022, from private use to U+FE10..FE19 and U+9FB4..9FBB */
    {"\xA6\xD9", 2, 2, 0xFE10},
    {"\xA6\xDA", 2, 2, 0xFE12},
    {"\xA6\xF3", 2, 2, 0xFE19},
    {"\xFE\x59", 2, 2, 0x9FB4},
    {"\xFE\xA0", 2, 2, 0x9FBB},
    {"\x84\x31\x82\x36", 4, 4, 0xFE10},
    /* as deployed */
    {"\xA3\xA0", 2, 2, 0x3000},
    /* four bytes: both ends of both ranges */
    {"\x81\x30\x81\x30", 4, 4, 0x80},
    {"\x84\x31\xA4\x39", 4, 4, 0xFFFF},
    {"\x84\x31\xA5\x30", 4, 0, 0},
    {"\x8F\x39\xFE\x39", 4, 0, 0},
    {"\x90\x30\x81\x30", 4, 4, 0x10000},
    {"\x94\x39\xDA\x33", 4, 4, 0x1F4A9},
    {"\xE3\x32\x9A\x35", 4, 4, 0x10FFFF},
    {"\xE3\x32\x9A\x36", 4, 0, 0},
    {"\xFE\x39\xFE\x39", 4, 0, 0},
    /* cut */
    {"\x81", 1, -1, 0},
    {"\xFE", 1, -1, 0},
    {"\x81\x30", 2, -1, 0},
    {"\x81\x30\x81", 3, -1, 0},
    /* malformed */
    {"\xFF", 1, 0, 0},
    {"\xFF\xFF", 2, 0, 0},
    {"\x81\x3F", 2, 0, 0},
    {"\x81\x7F", 2, 0, 0},
    {"\x81\xFF", 2, 0, 0},
    {"\x81\x20", 2, 0, 0},
    {"\x81\x2F", 2, 0, 0},
    {"\x81\x3A", 2, 0, 0},
    {"\x81\x30\x80", 3, 0, 0},
    {"\x81\x30\xFF\x30", 4, 0, 0},
    {"\x81\x30\x30\x30", 4, 0, 0},
    {"\x81\x30\x81\x2F", 4, 0, 0},
    {"\x81\x30\x81\x3A", 4, 0, 0},
};

static void one_character(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof code_cases / sizeof *code_cases; i++) {
        const struct code_case *c = &code_cases[i];
        uint32_t code = 0;
        int32_t length = kf_gb18030_decode((const unsigned char *)c->bytes, (size_t)c->size, &code);
        if (length != c->length || (length > 0 && code != c->code))
            fail_msg("case %d: length %d, U+%04X", (int)i, (int)length, (unsigned)code);
    }
}

static kf_memory memory;

static uint32_t crc_as_utf8(uint32_t crc, const unsigned char *bytes, size_t size)
{
    uint32_t code = 0;
    char out[4];
    assert_int_equal(kf_gb18030_decode(bytes, size, &code), size);
    return kf_crc32(crc, out, kf_utf8_encode(code, out));
}

/* CRC-32 of all 23,940 two-byte characters in order as UTF-8, from Python's codec with the 20
 * changes named in gb18030.h. */
static void all_two_byte_codes(void **state)
{
    uint32_t crc = 0, count = 0;
    (void)state;
    for (unsigned lead = 0x81; lead <= 0xFE; lead++)
        for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
            unsigned char bytes[2] = {(unsigned char)lead, (unsigned char)trail};
            if (trail == 0x7F)
                continue;
            crc = crc_as_utf8(crc, bytes, 2);
            count++;
        }
    assert_int_equal(count, 23940);
    assert_int_equal(crc, 0x55a538fb);
}

static void numbered(uint32_t number, unsigned char bytes[4])
{
    bytes[0] = (unsigned char)(0x81 + number / 12600);
    bytes[1] = (unsigned char)(0x30 + number / 1260 % 10);
    bytes[2] = (unsigned char)(0x81 + number / 10 % 126);
    bytes[3] = (unsigned char)(0x30 + number % 10);
}

/* The same of the 39,420 four-byte codes of the basic plane, with the one change of 2005. */
static void all_four_byte_codes(void **state)
{
    uint32_t crc = 0;
    unsigned char bytes[4];
    (void)state;
    for (uint32_t number = 0; number < 39420; number++) {
        numbered(number, bytes);
        crc = crc_as_utf8(crc, bytes, 4);
    }
    assert_int_equal(crc, 0x34e075bb);
}

/* The supplementary planes are linear from 90308130, and nothing else has a character. */
static void planes(void **state)
{
    (void)state;
    for (uint32_t number = 39420; number < 1587600; number++) {
        unsigned char bytes[4];
        uint32_t code = 0;
        int32_t inside = number >= 189000 && number < 189000 + 0x100000, length;
        numbered(number, bytes);
        length = kf_gb18030_decode(bytes, 4, &code);
        if (length != (inside ? 4 : 0) || (inside && code != number - 189000 + 0x10000))
            fail_msg("number %u", (unsigned)number);
    }
}

static void texts(void **state)
{
    kf_buffer out;
    size_t bad = 99;
    (void)state;
    kf_buffer_init(&out, &memory);
    assert_int_equal(kf_gb18030_to_utf8("", 0, &out, &bad), KEFU_OK);
    assert_int_equal(out.size, 0);
    assert_int_equal(
        kf_gb18030_to_utf8("agent \xBF\xCD\xB7\xFE 7, \x94\x39\xDA\x33", 18, &out, &bad), KEFU_OK);
    assert_string_equal(kf_buffer_text(&out), "agent 客服 7, \xF0\x9F\x92\xA9");
    assert_int_equal(bad, 99);
    kf_buffer_free(&out);
}

static void bad_texts(void **state)
{
    static const struct bad_text {
        const char *text, *kept;
        size_t size, bad;
    } cases[] = {
        {"\xBF\xCD\xFF", "客", 3, 2},     {"ab\xBF", "ab", 3, 2},
        {"\xBF\xCD\x81\x30", "客", 4, 2}, {"\xFF", "", 1, 0},
        {"a\x81\x30\x81\x3A", "a", 5, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_buffer out;
        size_t bad = 99;
        kf_buffer_init(&out, &memory);
        assert_int_equal(kf_gb18030_to_utf8(cases[i].text, cases[i].size, &out, &bad),
                         KEFU_E_ENCODING);
        assert_int_equal(bad, cases[i].bad);
        assert_string_equal(kf_buffer_text(&out), cases[i].kept);
        kf_buffer_free(&out);
    }
}

/* Longer than any piece that is converted at once. */
static void long_texts(void **state)
{
    char text[2000];
    kf_buffer out;
    size_t bad;
    (void)state;
    for (size_t i = 0; i < sizeof text; i += 2)
        memcpy(text + i, "\xD6\xD0", 2);
    kf_buffer_init(&out, &memory);
    assert_int_equal(kf_gb18030_to_utf8(text, sizeof text, &out, &bad), KEFU_OK);
    assert_int_equal(out.size, 3000);
    for (size_t i = 0; i < out.size; i += 3)
        assert_memory_equal(out.data + i, "中", 3);
    kf_buffer_free(&out);
}

static int convert(const kefu_allocator *allocator)
{
    kf_memory with;
    kf_buffer out;
    size_t bad;
    int got;
    if (kf_memory_init(&with, allocator, NULL))
        return -1;
    kf_buffer_init(&out, &with);
    if (kf_gb18030_to_utf8("\xBF\xCD\xB7\xFE\xBF\xCD\xB7\xFE", 8, &out, &bad))
        return -1;
    got = !out.failed;
    kf_buffer_free(&out);
    return got;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(convert) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_character),
        cmocka_unit_test(all_two_byte_codes),
        cmocka_unit_test(all_four_byte_codes),
        cmocka_unit_test(planes),
        cmocka_unit_test(texts),
        cmocka_unit_test(bad_texts),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(out_of_memory),
    };
    kf_memory_init(&memory, NULL, NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
