/* test_float.c - floats enter as the decimals their owners mean: hard vectors and laws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "chance.h"
#include "float_vectors.h"

/* What an owner of a column would say; by hand. */
static const double_case plain_doubles[] = {
    {0.0, 6, KF_EXACT, 0},
    {-0.0, 6, KF_EXACT, 0},
    {0.1 + 0.2, 1, KF_EXACT, 3},
    {1.005, 2, KF_EXACT, 101},
    {-1.005, 2, KF_EXACT, -101},
    {2.675, 2, KF_EXACT, 268},
    {0.5, 0, KF_EXACT, 1},
    {-0.5, 0, KF_EXACT, -1},
    {1.5, 0, KF_EXACT, 2},
    {2.5, 0, KF_EXACT, 3},
    {0.49999999999999994, 0, KF_EXACT, 0},
    {9e12 + 0.1, 6, KF_EXACT, 9000000000000100000},
    {5e-7, 6, KF_EXACT, 1},
    {4.9e-7, 6, KF_EXACT, 0},
    {5e-324, 18, KF_EXACT, 0},
    {2.2250738585072014e-308, 18, KF_EXACT, 0},
    {1e300, 0, KF_TOO_BIG, 0},
    {-1e300, 0, KF_TOO_BIG, 0},
    {1e19, 0, KF_TOO_BIG, 0},
    {1e18, 0, KF_EXACT, 1000000000000000000},
    {1e18, 1, KF_TOO_BIG, 0},
    {9007199254740991.0, 0, KF_EXACT, 9007199254740991},
    {9007199254740993.0, 0, KF_EXACT, 9007199254740992},
    {1760000000000000.0, 3, KF_EXACT, 1760000000000000000}, /* microseconds */
    {9223372036854.7758, 6, KF_EXACT, 9223372036854775000}, /* its shortest is ....775 */
    /* 2^63 and -2^63 are written 9223372036854775808 but mean 9.223372036854776e18 */
    {9223372036854775807.0, 0, KF_TOO_BIG, 0},
    {-9223372036854775808.0, 0, KF_TOO_BIG, 0},
};

static const float_case plain_floats[] = {
    {0.1f, 9, KF_EXACT, 100000000},
    {0.1f, 18, KF_EXACT, 100000000000000000},
    {1.005f, 2, KF_EXACT, 101},
    {16777216.0f, 0, KF_EXACT, 16777216},
    {16777216.0f, 6, KF_EXACT, 16777216000000},
    {33554436.0f, 2, KF_EXACT, 3355443600},
    {1234.56f, 6, KF_EXACT, 1234560000},
    {-1234.565f, 2, KF_EXACT, -123457},
    {1e-45f, 18, KF_EXACT, 0},
    {3e38f, 0, KF_TOO_BIG, 0},
    {-0.0f, 3, KF_EXACT, 0},
    /* 2^63 as float32 is 9.223372e18, which fits; its upper neighbour 9.223373e18 does not */
    {9223372036854775808.0f, 0, KF_EXACT, 9223372000000000000},
    {-9223372036854775808.0f, 0, KF_EXACT, -9223372000000000000},
    {9223373136366403584.0f, 0, KF_TOO_BIG, 0},
};

static void check_doubles(const double_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const double_case *c = &cases[i];
        int64_t quick = 0, exact = 0;
        int32_t outcome = kf_from_double(c->value, c->scale, &quick);
        if (outcome != c->outcome || quick != c->result)
            fail_msg("%.17g at %d: %d, %lld", c->value, c->scale, outcome, (long long)quick);
        assert_int_equal(kf_from_double_exact(c->value, c->scale, &exact), c->outcome);
        assert_true(exact == c->result);
        assert_int_equal(kf_from_double(-c->value, c->scale, &quick), c->outcome);
        assert_true(quick == -c->result);
    }
}

static void check_floats(const float_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const float_case *c = &cases[i];
        int64_t quick = 0, exact = 0;
        int32_t outcome = kf_from_float(c->value, c->scale, &quick);
        if (outcome != c->outcome || quick != c->result)
            fail_msg("%.9g at %d: %d, %lld", (double)c->value, c->scale, outcome, (long long)quick);
        assert_int_equal(kf_from_float_exact(c->value, c->scale, &exact), c->outcome);
        assert_true(exact == c->result);
        assert_int_equal(kf_from_float(-c->value, c->scale, &quick), c->outcome);
        assert_true(quick == -c->result);
    }
}

static void floats_enter_as_their_owners_mean_them(void **state)
{
    (void)state;
    check_doubles(plain_doubles, sizeof plain_doubles / sizeof *plain_doubles);
    check_floats(plain_floats, sizeof plain_floats / sizeof *plain_floats);
}

static void hard_floats_enter_as_python_writes_them(void **state)
{
    (void)state;
    check_doubles(hard_doubles, sizeof hard_doubles / sizeof *hard_doubles);
    check_floats(hard_floats, sizeof hard_floats / sizeof *hard_floats);
}

static void no_number_is_none_and_infinity_is_too_big(void **state)
{
    (void)state;
    int64_t out = 9;
    uint64_t bits[] = {0x7FF8000000000000u, 0xFFF0000000000001u, 0x7FF0000000000000u,
                       0xFFF0000000000000u};
    for (int i = 0; i < 4; i++) {
        double value;
        memcpy(&value, &bits[i], sizeof value);
        int32_t want = i < 2 ? KF_NOT_A_NUMBER : KF_TOO_BIG;
        assert_int_equal(kf_from_double(value, 6, &out), want);
        assert_int_equal(kf_from_double_exact(value, 6, &out), want);
        assert_int_equal(kf_from_float((float)value, 6, &out), want);
        assert_int_equal(kf_from_float_exact((float)value, 6, &out), want);
    }
    assert_int_equal(out, 9);
}

/* The law that the quick way stands on: where it answers, integers give the same. Any bits, and
 * decimals that end in 5 just behind the scale. */
static void the_quick_way_agrees_with_integers(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = chance(&seed);
        int32_t scale = (int32_t)(bits % 19);
        double value;
        if (i % 2) {
            bits = (bits & 0x800FFFFFFFFFFFFFu) | (960 + chance(&seed) % 127) << 52;
            memcpy(&value, &bits, sizeof value);
        } else {
            scale %= 8;
            value = (double)(chance(&seed) % 10000000 * 10 + 5) / (double)kf_pow10(scale + 1);
        }
        int64_t quick = 1, exact = 1;
        assert_int_equal(kf_from_double(value, scale, &quick),
                         kf_from_double_exact(value, scale, &exact));
        assert_true(quick == exact);
        float narrow = (float)value;
        quick = exact = 1;
        assert_int_equal(kf_from_float(narrow, scale, &quick),
                         kf_from_float_exact(narrow, scale, &exact));
        assert_true(quick == exact);
    }
}

/* Text of up to 15 digits (6 for float32) and the float read from it enter alike at any scale:
 * so NumPy, float32 and CSV agree. strtod and strtof are the C library's. */
static void text_and_floats_agree(void **state)
{
    (void)state;
    uint64_t seed = 12;
    for (int i = 0; i < 60000; i++) {
        char text[64];
        int32_t fraction = (int32_t)(chance(&seed) % 16);
        int32_t scale = (int32_t)(chance(&seed) % 10);
        int64_t digits = (int64_t)(chance(&seed) % (uint64_t)kf_pow10(i % 2 ? 15 : 6));
        size_t size = kf_decimal_format(i % 3 ? digits : -digits, fraction, text);
        int64_t want = 1, got = 1;
        int32_t read = kf_decimal_parse(text, size, scale, &want);
        int32_t outcome = i % 2 ? kf_from_double(strtod(text, NULL), scale, &got)
                                : kf_from_float(strtof(text, NULL), scale, &got);
        assert_int_equal(outcome == KF_TOO_BIG, read == KF_TOO_BIG);
        if (got != want)
            fail_msg("%s at %d: %lld", text, scale, (long long)got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(floats_enter_as_their_owners_mean_them),
        cmocka_unit_test(hard_floats_enter_as_python_writes_them),
        cmocka_unit_test(no_number_is_none_and_infinity_is_too_big),
        cmocka_unit_test(the_quick_way_agrees_with_integers),
        cmocka_unit_test(text_and_floats_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
