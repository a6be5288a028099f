/* test_float_block.c - packed floats: the same integers as one by one by the exact way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/cpu.h"
#include "base/decimal.h"
#include "base/float_block.h"

enum { MOST = 1024, ROUNDS = 300 };

static uint64_t state;

static uint64_t chance(void)
{
    state += 0x9E3779B97F4A7C15u;
    uint64_t z = state;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* Any of the processors whose loops this one can run. */
static int32_t some_cpu(void)
{
    static int32_t best = -1;
    if (best < 0)
        best = kf_cpu();
    return (int32_t)(chance() % (uint64_t)(best + 1));
}

static float not_a_number(void)
{
    const uint32_t bits = 0x7FC00000u | (uint32_t)(chance() & 1) << 31;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static float infinity_float(void)
{
    const uint32_t bits = 0x7F800000u | (uint32_t)(chance() & 1) << 31;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Kinds of columns: what people measure, and what is hard. */
enum { TENTHS, CENTS, CONTINUOUS, HALVES, BITS, WHOLE, MIXED, KINDS };

static double double_of(int kind)
{
    int64_t n = (int64_t)(chance() % 2000001) - 1000000;
    double any;
    uint64_t bits = chance();
    switch (kind == MIXED ? (int)(chance() % MIXED) : kind) {
    case TENTHS:
        return (double)n / 10;
    case CENTS:
        return (double)n / 100;
    case CONTINUOUS:
        return (double)n * 0.000123456789;
    case HALVES: /* near half a unit of the sixth decimal */
        return (double)(2 * n + 1) / 2e6 + (double)(int)(bits % 5 - 2) * 1e-17;
    case BITS:
        memcpy(&any, &bits, sizeof any);
        return any;
    default:
        return (double)(n / 1000);
    }
}

static float float_of(int kind)
{
    uint32_t bits = (uint32_t)chance();
    float any;
    if (kind != BITS)
        return (float)double_of(kind);
    memcpy(&any, &bits, sizeof any);
    return any;
}

/* With NaN and infinities here and there, at any alignment, any number of rows, any scale. */
static void test_doubles(void **unused)
{
    static unsigned char memory[MOST * sizeof(double) + 8];
    static int64_t out[MOST];
    static uint8_t got[MOST];
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        size_t count = round % 4 ? MOST : chance() % MOST;
        unsigned char *at = memory + chance() % 8;
        int32_t scale = round % 3 ? 6 : (int32_t)(chance() % 19), all = 0;
        for (size_t i = 0; i < count; i++) {
            double one = double_of(round % KINDS);
            if (round % 5 == 0 && chance() % 50 == 0)
                one = chance() % 4 ? (double)not_a_number() : (double)infinity_float();
            memcpy(at + i * sizeof one, &one, sizeof one);
        }
        int32_t said = kf_from_doubles(some_cpu(), at, count, scale, out, got);
        for (size_t i = 0; i < count; i++) {
            double one;
            int64_t exact = 0;
            memcpy(&one, at + i * sizeof one, sizeof one);
            int32_t outcome = kf_from_double_exact(one, scale, &exact);
            if (outcome > KF_ROUNDED)
                exact = 0;
            if (got[i] != outcome || out[i] != exact)
                fail_msg("%.17g at %d: %d, %lld", one, scale, got[i], (long long)out[i]);
            all |= outcome;
        }
        assert_int_equal(said, all);
    }
}

static void test_floats(void **unused)
{
    static unsigned char memory[MOST * sizeof(float) + 8];
    static int64_t out[MOST];
    static uint8_t got[MOST];
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        size_t count = round % 4 ? MOST : chance() % MOST;
        unsigned char *at = memory + chance() % 8;
        int32_t scale = round % 3 ? 6 : (int32_t)(chance() % 19), all = 0;
        for (size_t i = 0; i < count; i++) {
            float one = float_of(round % KINDS);
            if (round % 5 == 0 && chance() % 50 == 0)
                one = chance() % 4 ? not_a_number() : infinity_float();
            memcpy(at + i * sizeof one, &one, sizeof one);
        }
        int32_t said = kf_from_floats(some_cpu(), at, count, scale, out, got);
        for (size_t i = 0; i < count; i++) {
            float one;
            int64_t exact = 0;
            memcpy(&one, at + i * sizeof one, sizeof one);
            int32_t outcome = kf_from_float_exact(one, scale, &exact);
            if (outcome > KF_ROUNDED)
                exact = 0;
            if (got[i] != outcome || out[i] != exact)
                fail_msg("%.9g at %d: %d, %lld", (double)one, scale, got[i], (long long)out[i]);
            all |= outcome;
        }
        assert_int_equal(said, all);
    }
}

/* Every power of two of a float, and its neighbours: the steps below one are half of those above.
 */
static void test_powers_of_two(void **unused)
{
    (void)unused;
    for (int32_t scale = 0; scale <= 18; scale++)
        for (uint32_t field = 0; field < 256; field++) {
            float run[64];
            int64_t out[64];
            uint8_t got[64];
            for (uint32_t i = 0; i < 64; i++) {
                uint32_t bits = (field << 23) + i - 32;
                memcpy(&run[i], &bits, sizeof bits);
            }
            (void)kf_from_floats(some_cpu(), run, 64, scale, out, got);
            for (uint32_t i = 0; i < 64; i++) {
                int64_t exact = 0;
                int32_t outcome = kf_from_float_exact(run[i], scale, &exact);
                assert_int_equal(got[i], outcome);
                assert_true(outcome > KF_ROUNDED || out[i] == exact);
            }
        }
}

/* Alone in a run, so that nothing but itself decides how it goes. */
static void test_alone(void **unused)
{
    (void)unused;
    for (int round = 0; round < 200000; round++) {
        float single = float_of(round % KINDS), runs[64] = {0};
        double number = double_of(round % KINDS), rund[64] = {0};
        int64_t out[64], exact = 0;
        uint8_t got[64];
        runs[round % 64] = single;
        rund[round % 64] = number;
        (void)kf_from_floats(some_cpu(), runs, 64, 6, out, got);
        int32_t outcome = kf_from_float_exact(single, 6, &exact);
        assert_int_equal(got[round % 64], outcome);
        assert_true(outcome > KF_ROUNDED || out[round % 64] == exact);
        (void)kf_from_doubles(some_cpu(), rund, 64, 6, out, got);
        exact = 0;
        outcome = kf_from_double_exact(number, 6, &exact);
        assert_int_equal(got[round % 64], outcome);
        assert_true(outcome > KF_ROUNDED || out[round % 64] == exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_doubles),
        cmocka_unit_test(test_floats),
        cmocka_unit_test(test_powers_of_two),
        cmocka_unit_test(test_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
