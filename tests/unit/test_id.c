/* test_id.c - the grammar of ids, as kefu/base.h says it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/id.h"

#define TEN     "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const struct id_case {
    const char *id;
    int32_t good;
} id_cases[] = {
    {"a.b/1", 1},
    {"org.example.reply_rate/2", 1},
    {"kefu.sum/1", 1},
    {"org.example.first-contact/999999999", 1},
    {"_._/10", 1},
    {"-.-/1", 1},
    {"3.14/15", 1},
    /* 128 bytes, and one more */
    {HUNDRED TEN TEN "01234.b/1", 0},
    {HUNDRED TEN TEN "0123.b/1", 1},
    /* a dot, and parts that are not empty */
    {"ab/1", 0},
    {".ab/1", 0},
    {"ab./1", 0},
    {"a..b/1", 0},
    {"./1", 0},
    {"/1", 0},
    {"", 0},
    /* other characters */
    {"a.B/1", 0},
    {"a.b c/1", 0},
    {"a.客/1", 0},
    {"a.b\n/1", 0},
    {"a.b+c/1", 0},
    /* one slash, and a revision */
    {"a.b", 0},
    {"a.b/", 0},
    {"a.b/c/1", 0},
    {"a.b/1/", 0},
    {"a.b//1", 0},
    {"a.b/0", 0},
    {"a.b/01", 0},
    {"a.b/1000000000", 0},
    {"a.b/-1", 0},
    {"a.b/+1", 0},
    {"a.b/1x", 0},
    {"a.b/1 ", 0},
    {"a.b/1.2", 0},
};

static void test_grammar(void **state)
{
    (void)state;
    assert_int_equal(strlen(HUNDRED TEN TEN "0123.b/1"), 128);
    for (size_t i = 0; i < sizeof id_cases / sizeof *id_cases; i++)
        if (kf_id_is_good(id_cases[i].id) != id_cases[i].good)
            fail_msg("'%s': expected %d", id_cases[i].id, id_cases[i].good);
}

static void test_parts(void **state)
{
    (void)state;
    assert_int_equal(kf_id_stem("org.example.m/12"), 13);
    assert_int_equal(kf_id_name("org.example.m/12"), 12);
    assert_int_equal(kf_id_revision("org.example.m/12"), 12);
    assert_int_equal(kf_id_revision("a.b/999999999"), 999999999);
}

static void test_those_of_the_library(void **state)
{
    (void)state;
    assert_true(kf_id_is_ours("kefu.sum/1") && kf_id_is_ours("kefu."));
    assert_false(kf_id_is_ours("kefu") || kf_id_is_ours("kefus.sum/1") ||
                 kf_id_is_ours("Kefu.sum/1") || kf_id_is_ours("org.kefu.sum/1") ||
                 kf_id_is_ours(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grammar),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_those_of_the_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
