/* test_plugin_host.c - the services that plugins get: errors, hashes, fractions. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"
#include "kefu/plugin.h"

static const kefu_host *host;

/* By hand: the exact quotient, with as few zeros at the end of both as there are. */
static void fractions(void **state)
{
    static const struct {
        int64_t num, den;
        int32_t scale;
        int64_t out_num, out_den;
        const char *why;
    } cases[] = {
        {27400000, 3, 6, 274, 30, "the header's own"},
        {27400000, 1, 6, 274, 10, "27.4"},
        {5000000, 10, 6, 5, 10, "the den keeps its zeros where the num has none left"},
        {0, 7, 6, 0, 7, "none of seven"},
        {-1, 3, 0, -1, 3, "below 0"},
        {1, 9, 18, 1, 9000000000000000000, "the largest den"},
        {INT64_MIN, 1, 0, INT64_MIN, 1, "the least num"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_value v = {9, 9, 9, 9, 9};
        kefu_status status =
            host->fraction(cases[i].num, cases[i].den, cases[i].scale, 12, &v, NULL);
        if (status || v.num != cases[i].out_num || v.den != cases[i].out_den)
            fail_msg("%s: %d, %lld / %lld", cases[i].why, status, (long long)v.num,
                     (long long)v.den);
        assert_int_equal(v.n, 12);
        assert_int_equal(v.status, KEFU_VALUE_OK);
        assert_int_equal(v.flags, 0);
    }
}

static void fractions_that_are_none(void **state)
{
    static const struct {
        int64_t num, den;
        int32_t scale;
        kefu_status status;
    } cases[] = {{1, 0, 0, KEFU_E_ARGUMENT},   {1, -3, 0, KEFU_E_ARGUMENT},
                 {1, 1, -1, KEFU_E_ARGUMENT},  {1, 1, 19, KEFU_E_ARGUMENT},
                 {1, 11, 18, KEFU_E_OVERFLOW}, {1, INT64_MAX, 1, KEFU_E_OVERFLOW}};
    kefu_value v;
    kefu_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(host->fraction(cases[i].num, cases[i].den, cases[i].scale, 1, &v, &error),
                         cases[i].status);
        assert_int_equal(error.code, cases[i].status);
    }
    assert_int_equal(host->fraction(1, 1, 0, 1, NULL, NULL), KEFU_E_ARGUMENT);
}

/* SipHash-2-4-128 of "7" under "kefu identity 01", by the reference code of its authors put into
 * Python, which gives their vector for the empty message, too. */
static void hashes_of_keys(void **state)
{
    static const unsigned char seven[16] = {0x07, 0xc1, 0xf0, 0x01, 0xe2, 0xe7, 0xde, 0x32,
                                            0x61, 0x16, 0x28, 0x5a, 0xa5, 0x3f, 0xb3, 0xe4};
    const kefu_text texts[] = {{"07", 2}, {"7", 1}};
    const int64_t numbers[] = {3, 7};
    const kefu_vector as_text = {.texts = texts}, as_number = {.values = numbers};
    unsigned char out[16];
    (void)state;
    host->hash("7", 1, out);
    assert_memory_equal(out, seven, 16);
    host->hash_key(&as_text, 1, out);
    assert_memory_equal(out, seven, 16);
    host->hash_key(&as_number, 1, out);
    assert_memory_equal(out, seven, 16);
    host->hash_key(&as_text, 0, out);
    assert_memory_not_equal(out, seven, 16);
}

static void errors_are_the_plugins(void **state)
{
    kefu_error error = {0};
    (void)state;
    assert_int_equal(host->set_error(&error, KEFU_E_DATA, 3, "ends before it begins"), KEFU_E_DATA);
    assert_int_equal(error.code, KEFU_E_DATA);
    assert_int_equal(error.row, 3);
    assert_string_equal(error.message, "ends before it begins");
    assert_int_equal(host->set_error(&error, KEFU_OK, -1, "%s is text"), KEFU_E_PLUGIN);
    assert_string_equal(error.message, "%s is text");
    assert_int_equal(host->set_error(NULL, KEFU_E_DATA, -1, "nowhere"), KEFU_E_DATA);
}

static void a_host_names_itself(void **state)
{
    (void)state;
    assert_int_equal(host->struct_size, sizeof *host);
    assert_int_equal(host->abi, KEFU_PLUGIN_ABI);
    assert_int_equal(host->version, kefu_version_number());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fractions), cmocka_unit_test(fractions_that_are_none),
        cmocka_unit_test(hashes_of_keys), cmocka_unit_test(errors_are_the_plugins),
        cmocka_unit_test(a_host_names_itself)};
    host = kefu_plugin_host();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
