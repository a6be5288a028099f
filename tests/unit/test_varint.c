/* test_varint.c - varints there and back, and those that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/varint.h"

/* 624485 is the example of DWARF 5, appendix C; the others by hand. */
static const struct varint_case {
    uint64_t number;
    size_t size;
    const char *bytes;
} varint_cases[] = {
    {0, 1, "\x00"},
    {1, 1, "\x01"},
    {127, 1, "\x7F"},
    {128, 2, "\x80\x01"},
    {16383, 2, "\xFF\x7F"},
    {16384, 3, "\x80\x80\x01"},
    {624485, 3, "\xE5\x8E\x26"},
    {UINT64_C(1) << 63, 10, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"},
    {UINT64_MAX, 10, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"},
};

static void there_and_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof varint_cases / sizeof *varint_cases; i++) {
        const struct varint_case *c = &varint_cases[i];
        unsigned char bytes[KF_VARINT_MOST + 1] = {0};
        uint64_t number = 99;
        assert_int_equal(kf_varint_size(c->number), c->size);
        assert_ptr_equal(kf_varint_put(bytes, c->number), bytes + c->size);
        assert_memory_equal(bytes, c->bytes, c->size);
        assert_int_equal(kf_varint_take(bytes, sizeof bytes, &number), c->size);
        assert_true(number == c->number);
        for (size_t cut = 0; cut < c->size; cut++)
            assert_int_equal(kf_varint_take(bytes, cut, &number), 0);
    }
}

static void what_is_none(void **state)
{
    static const struct {
        size_t size;
        const char *bytes;
    } cases[] = {
        {2, "\x80\x00"},                                      /* 0 in two bytes */
        {3, "\xFF\x80\x00"},                                  /* 127 in three */
        {10, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00"},     /* 0 in ten */
        {10, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02"},     /* 2^64 */
        {11, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"}, /* 2^70 */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t number;
        assert_int_equal(
            kf_varint_take((const unsigned char *)cases[i].bytes, cases[i].size, &number), -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(what_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
