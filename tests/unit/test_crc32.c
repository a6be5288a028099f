/* test_crc32.c - CRC-32 of IEEE 802.3. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/hash.h"

/* "123456789" is the check value of the CRC catalogues; the others are zlib.crc32 of Python. */
static void check_values(void **state)
{
    unsigned char all[256], zeros[32] = {0}, ones[32];
    (void)state;
    for (unsigned i = 0; i < sizeof all; i++)
        all[i] = (unsigned char)i;
    memset(ones, 0xFF, sizeof ones);
    assert_int_equal(kf_crc32(0, "123456789", 9), 0xcbf43926);
    assert_int_equal(kf_crc32(0, NULL, 0), 0);
    assert_int_equal(kf_crc32(0, "a", 1), 0xe8b7be43);
    assert_int_equal(kf_crc32(0, "客服", 6), 0x3cac4d72);
    assert_int_equal(kf_crc32(0, all, sizeof all), 0x29058c73);
    assert_int_equal(kf_crc32(0, zeros, sizeof zeros), 0x190a55ad);
    assert_int_equal(kf_crc32(0, ones, sizeof ones), 0xff6cab0b);
}

static void in_pieces(void **state)
{
    unsigned char all[256];
    (void)state;
    for (unsigned i = 0; i < sizeof all; i++)
        all[i] = (unsigned char)i;
    for (size_t cut = 0; cut <= sizeof all; cut++)
        assert_int_equal(kf_crc32(kf_crc32(0, all, cut), all + cut, sizeof all - cut), 0x29058c73);
    for (size_t cut = 0; cut <= 9; cut++) {
        uint32_t crc = kf_crc32(0, "123456789", cut);
        assert_int_equal(kf_crc32(crc, &"123456789"[cut], 9 - cut), 0xcbf43926);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_values),
        cmocka_unit_test(in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
