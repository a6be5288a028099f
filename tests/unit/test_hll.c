/* test_hll.c - HyperLogLog registers and what they say: against the formulas, and against counts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "hll_vectors.h"
#include "metric/hll.h"

/* Of SplitMix64 (Steele, Lea and Flood), as random as the test needs. */
static uint64_t mixed(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* By hand: 14 bits choose, then the position of the first 1 among 50. */
static void hashes_go_to_their_registers(void **state)
{
    static const struct {
        uint64_t hash;
        int32_t at, value;
    } cases[] = {
        {0, 0, 51},
        {1, 0, 50},
        {2, 0, 49},
        {UINT64_C(0x0002000000000000), 0, 1},
        {UINT64_C(0x0004000000000000), 1, 51},
        {UINT64_C(0x0005000000000000), 1, 2},
        {UINT64_MAX, 16383, 1},
        {UINT64_C(0xFFFC000000000001), 16383, 50},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char registers[KF_HLL_REGISTERS] = {0}, expected[KF_HLL_REGISTERS] = {0};
        expected[cases[i].at] = (unsigned char)cases[i].value;
        kf_hll_add(registers, cases[i].hash);
        kf_hll_add(registers, cases[i].hash);
        assert_memory_equal(registers, expected, sizeof expected);
    }
}

static void a_register_keeps_the_greatest(void **state)
{
    unsigned char a[KF_HLL_REGISTERS] = {0}, b[KF_HLL_REGISTERS] = {0};
    (void)state;
    kf_hll_add(a, 1);
    kf_hll_add(a, UINT64_C(0x0002000000000000));
    assert_int_equal(a[0], 50);
    kf_hll_add(b, UINT64_MAX);
    kf_hll_merge(b, a);
    assert_int_equal(b[0], 50);
    assert_int_equal(b[16383], 1);
    kf_hll_merge(a, b);
    assert_memory_equal(a, b, sizeof a);
}

/* Within 10^-8 of the formulas: the farthest, 2^63 keys, is 2 × 10^-9 off. */
static void estimates_are_those_of_the_formulas(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hll_vectors / sizeof *hll_vectors; i++) {
        const struct hll_vector *v = &hll_vectors[i];
        unsigned char registers[KF_HLL_REGISTERS];
        size_t n = 0;
        for (int32_t k = 0; k < 52; k++)
            for (int32_t j = 0; j < v->counts[k]; j++)
                registers[n++] = (unsigned char)k;
        assert_int_equal(n, KF_HLL_REGISTERS);
        uint64_t got = kf_hll_estimate(registers);
        uint64_t off = got > v->estimate ? got - v->estimate : v->estimate - got;
        assert_true(off <= v->estimate / 100000000);
    }
}

static void the_ends(void **state)
{
    unsigned char registers[KF_HLL_REGISTERS] = {0};
    (void)state;
    assert_true(kf_hll_estimate(registers) == 0);
    memset(registers, KF_HLL_MOST, sizeof registers);
    assert_true(kf_hll_estimate(registers) == UINT64_MAX);
}

/* Standard error 1.04 / sqrt(2^14) = 0.8125 %: over 60 seeds the mean square is below (1.25 ×
 * 0.8125 %)², which would go wrong by chance once in 10^4 times, and no error is above 5 of them.
 */
static void errors_are_as_stated(void **state)
{
    static const uint64_t sizes[] = {1537, 3000, 10000, 40000, 100000};
    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        double squares = 0;
        for (uint64_t seed = 1; seed <= 60; seed++) {
            unsigned char registers[KF_HLL_REGISTERS] = {0};
            for (uint64_t i = 0; i < sizes[s]; i++)
                kf_hll_add(registers, mixed(seed << 32 ^ i));
            double error = (double)kf_hll_estimate(registers) / (double)sizes[s] - 1;
            assert_true(error < 5 * 0.008125 && error > -5 * 0.008125);
            squares += error * error / 60;
        }
        assert_true(squares < 1.25 * 1.25 * 0.008125 * 0.008125);
    }
}

/* 6 bits a register, lowest first; by hand:
 * 1 | 2 << 6 | 3 << 12 | 51 << 18 = 0xCC3081. */
static void bytes(void **state)
{
    unsigned char registers[KF_HLL_REGISTERS] = {1, 2, 3, 51}, back[KF_HLL_REGISTERS];
    unsigned char packed[KF_HLL_BYTES];
    (void)state;
    registers[KF_HLL_REGISTERS - 1] = 33; /* 33 << 18 = 0x840000 */
    kf_hll_pack(registers, packed);
    assert_int_equal(packed[0], 0x81);
    assert_int_equal(packed[1], 0x30);
    assert_int_equal(packed[2], 0xCC);
    assert_int_equal(packed[KF_HLL_BYTES - 1], 0x84);
    assert_int_equal(kf_hll_unpack(back, packed), 1);
    assert_memory_equal(back, registers, sizeof back);
}

static void registers_that_no_hashes_make_are_refused(void **state)
{
    unsigned char registers[KF_HLL_REGISTERS] = {0}, packed[KF_HLL_BYTES];
    (void)state;
    kf_hll_pack(registers, packed);
    assert_int_equal(kf_hll_unpack(registers, packed), 0); /* none */
    registers[5] = 52;
    kf_hll_pack(registers, packed);
    assert_int_equal(kf_hll_unpack(registers, packed), 0); /* beyond the bits of a hash */
    registers[5] = 51;
    kf_hll_pack(registers, packed);
    assert_int_equal(kf_hll_unpack(registers, packed), 1);
    registers[0] = 51;
    kf_hll_pack(registers, packed);
    assert_int_equal(kf_hll_unpack(registers, packed), 0); /* of the hash 0, which there is not */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_go_to_their_registers),
        cmocka_unit_test(a_register_keeps_the_greatest),
        cmocka_unit_test(estimates_are_those_of_the_formulas),
        cmocka_unit_test(the_ends),
        cmocka_unit_test(errors_are_as_stated),
        cmocka_unit_test(bytes),
        cmocka_unit_test(registers_that_no_hashes_make_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
