/* test_log.c - the logarithm that keys and gaps are drawn with: frozen, within its error, monotone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "base/words.h"
#include "kefu/base.h"

/* To nearest, by mpmath with 300 bits: tests/oracle/exponential.py. None of these is so near to a
 * half that the error of 0.65 units might show: they never change. */
static const struct vector {
    uint64_t u, exponential;
} vectors[] = {
    {0x0000000000000000, 0x5a1bf02bd88b5bc9}, {0x0000000000000001, 0x57e972dc82eafa76},
    {0x0000000000000002, 0x56e3e7ecdad9b55c}, {0x0000000000000003, 0x5637a1d6124010df},
    {0x00000000000000ff, 0x4da2eabc81281dc5}, {0x00000000ffffffff, 0x2c5c85fdf573de6b},
    {0x0000000100000000, 0x2c5c85fdf373de6b}, {0x0020000000000001, 0x0f3fce0f4c07d45d},
    {0x4000000000000000, 0x02c5c85fdf473de7}, {0x7fffffffffffffff, 0x0162e42fefa39ef3},
    {0x8000000000000000, 0x0162e42fefa39ef3}, {0xfffffffffffffffe, 0x0000000000000000},
    {0xffffffffffffffff, 0x0000000000000000}, {0x0123456789abcdef, 0x0ad50b1ca6a40f82},
    {0xfedcba9876543210, 0x000247d73226a9d5}, {0x4164d8399f767c45, 0x02bac042ff6c5e80},
    {0x5bc8fbbcbde5c099, 0x020d2c29d6556058}, {0xb0c11fdecb91ce37, 0x00bda73427b909c3},
    {0xd76d4330f1446bea, 0x0058594a8a868db5}, {0xa6eb8c9ebd69fe29, 0x00daf686f580389b},
    {0x87b0b125ec1d7da0, 0x014504e8a3be49c1}, {0x000000035c8437fc, 0x29efcc27bfd2d5fb},
    {0x0000f17fd374c6a5, 0x164c1de8467214f2}, {0x0000000000000003, 0x5637a1d6124010df},
    {0x0000001cfb10f628, 0x25a0ceed94021c05}, {0x0000de5271007814, 0x16767ac44f31a562},
    {0xffffffffffffff9e, 0x0000000000000001}, {0xfffffffffff74cc1, 0x0000000000001166},
    {0xfffffffff979405e, 0x00000000000d0d7f}, {0xffffffc06d1230ba, 0x000000007f25dbae},
};

static void known_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        assert_int_equal(kf_exponential(vectors[i].u), vectors[i].exponential);
}

/* The borders of all intervals of all powers of two, with three neighbours on each side. */
static void never_rises(void **state)
{
    (void)state;
    for (int power = 0; power < 64; power++) {
        for (uint64_t i = 0; i < 256; i++) {
            uint64_t border =
                ((uint64_t)1 << power) + (power < 8 ? i >> (8 - power) : i << (power - 8));
            uint64_t last = UINT64_MAX;
            for (int step = -3; step <= 3; step++) {
                uint64_t u = border + (uint64_t)(int64_t)step;
                if (u > border + 3) /* below 0, or above the highest */
                    continue;
                uint64_t now = kf_exponential(u);
                assert_true(now <= last);
                last = now;
            }
        }
    }
}

/* And within them: 100,000 pairs of neighbours, and pairs that are further apart. */
static void never_rises_within(void **state)
{
    const uint32_t key[2] = {2026, 47};
    (void)state;
    for (uint32_t i = 0; i < 100000; i++) {
        uint32_t counter[4] = {i, 0, 0, 0}, out[4];
        kefu_random(key, counter, out);
        uint64_t u = (((uint64_t)out[1] << 32) | out[0]) >> (out[2] & 63);
        uint64_t gap = (uint64_t)out[3] >> (out[2] >> 27);
        uint64_t v = u < UINT64_MAX - 1 - gap ? u + 1 + gap : UINT64_MAX;
        assert_true(kf_exponential(u) >= kf_exponential(v));
        assert_true(kf_exponential(u) >= kf_exponential(u + (u < UINT64_MAX)));
    }
}

/* 1 = 2^57: the mean of exponential variates of 2^20 u's in equal steps; what is left of the sum of
 * ln((i + 1/2) / n) by Stirling is ln(2) / 2n. */
static void mean_is_one(void **state)
{
    uint64_t sum = 0, n = (uint64_t)1 << 20;
    (void)state;
    for (uint64_t i = 0; i < n; i++)
        sum += kf_exponential((i << 44) + ((uint64_t)1 << 43)) >> 20;
    int64_t off = (int64_t)(sum - ((uint64_t)1 << 57));
    int64_t expected = -(int64_t)(0xb17217f7d1cf79acu >> (64 - 57 + 21));
    assert_true(off - expected > -(1 << 21) && off - expected < 1 << 21);
}

static void upper_halves(void **state)
{
    (void)state;
    assert_int_equal(kf_mul_high(UINT64_MAX, UINT64_MAX), UINT64_MAX - 1);
    assert_int_equal(kf_mul_high(UINT64_MAX, 1), 0);
    assert_int_equal(kf_mul_high(0x100000000u, 0x100000000u), 1);
    /* python3 -c 'print(hex(0x123456789abcdef * 0xfedcba9876543210 >> 64))' */
    assert_int_equal(kf_mul_high(0x0123456789abcdef, 0xfedcba9876543210), 0x0121fa00ad77d742);
    assert_int_equal(kf_leading_zeros(1), 63);
    assert_int_equal(kf_leading_zeros(0x00ff000000000000), 8);
    assert_int_equal(kf_leading_zeros(UINT64_MAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),      cmocka_unit_test(never_rises),
        cmocka_unit_test(never_rises_within), cmocka_unit_test(mean_is_one),
        cmocka_unit_test(upper_halves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
