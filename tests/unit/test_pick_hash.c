/* test_pick_hash.c - keys of seeds and hashes of ids: frozen for ever. The tables are those of
 * tests/oracle/pick_hash.py, a second implementation from the papers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/hash.h"
#include "kefu/pick.h"

static const struct seed_case {
    const char *seed; /* NULL: 1,024 times "x", the longest */
    uint64_t key;
} seeds[] = {
    {"2026-W47", UINT64_C(0x94e5a049fa347f4d)},
    {"2026-W48", UINT64_C(0xb5e8df86e41aca57)},
    {"质检抽样 2026-W47", UINT64_C(0x8189eb02f74b40a3)},
    {NULL, UINT64_C(0x1d08c8fffc7bdebe)},
};

/* Under the key of "2026-W47". */
static const struct integer_case {
    int64_t id;
    uint64_t hash;
} integers[] = {
    {INT64_C(0), UINT64_C(0xc771841fe59389b7)},
    {INT64_C(1), UINT64_C(0x8fd80260a138f247)},
    {INT64_C(-1), UINT64_C(0xabbe0f612f7ae53c)},
    {INT64_C(7), UINT64_C(0x39dad85d1957ed2f)},
    {INT64_C(4294967296), UINT64_C(0x98cbcf29c2bb6f65)},
    {INT64_C(9007199254740992), UINT64_C(0xdfe09b600b2b4985)},
    {INT64_C(9223372036854775807), UINT64_C(0x14c0457e28f0bd8a)},
    {INT64_MIN, UINT64_C(0x50db13766e253bbc)},
    {INT64_C(20261122000001), UINT64_C(0x0ed658db9971c2bb)},
};

/* Texts that are how an integer is written are that integer: "7", "-12", not "007", "+7", 2^63. */
static const struct text_case {
    const char *id;
    uint64_t hash;
} texts[] = {
    {"7", UINT64_C(0x39dad85d1957ed2f)},
    {"-12", UINT64_C(0x00be3c2ae6f8db97)},
    {"007", UINT64_C(0xb7bb44fd13a76a01)},
    {"+7", UINT64_C(0xb5a98eee7e46c858)},
    {"a", UINT64_C(0xf5a9534faa9f0bc0)},
    {"ab", UINT64_C(0x8dfa225a4919dd1b)},
    {"abc", UINT64_C(0x429b0c29cd73eaef)},
    {"abcd", UINT64_C(0xc45f4c9aa8f912b5)},
    {"abcdefg", UINT64_C(0xe9642e526276c398)},
    {"会话-0042", UINT64_C(0x82aad6dd46871bbf)},
    {"9223372036854775808", UINT64_C(0x2226aeb6b40490c0)},
    {"c2f1d7a0-8c1e-4a53-9f5d-0242ac120002", UINT64_C(0x8963e835f94d6640)},
};

static void seeds_have_keys(void **state)
{
    char longest[1025];
    uint64_t key = 0;
    (void)state;
    memset(longest, 'x', sizeof longest);
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        const char *seed = seeds[i].seed ? seeds[i].seed : longest;
        size_t size = seeds[i].seed ? strlen(seed) : 1024;
        assert_int_equal(kefu_pick_key(seed, size, &key, NULL), KEFU_OK);
        assert_true(key == seeds[i].key);
    }
    assert_int_equal(kefu_pick_key(longest, 1025, &key, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_pick_key("", 0, &key, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_pick_key(NULL, 0, &key, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_pick_key("\xFF", 1, &key, NULL), KEFU_E_ENCODING);
    assert_int_equal(kefu_pick_key("a", 1, NULL, NULL), KEFU_E_ARGUMENT);
}

static void ids_have_hashes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        assert_true(kefu_pick_hash(seeds[0].key, integers[i].id) == integers[i].hash);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(kefu_pick_hash_text(seeds[0].key, texts[i].id, strlen(texts[i].id)) ==
                    texts[i].hash);
}

/* A byte more is hashed as if it stood behind the others. */
static void one_byte_more(void **state)
{
    unsigned char bytes[300];
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 7);
    for (size_t n = 0; n + 1 < sizeof bytes; n++)
        assert_true(kf_halfsiphash64_and(7, bytes, n, bytes[n]) ==
                    kf_halfsiphash64(7, bytes, n + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seeds_have_keys),
        cmocka_unit_test(ids_have_hashes),
        cmocka_unit_test(one_byte_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
