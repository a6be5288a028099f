/* test_model_z.c - z and chances in integers: vectors by tests/oracle/model_numbers.py (whole
 * numbers of Python, mpmath), corners by hand, laws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/model.h"

static void z_is_the_score_over_the_root_of_the_size(void **state)
{
    static const struct {
        int64_t score;
        int32_t looked;
        int64_t z;
    } cases[] = {
        {1, 0, INT64_C(14654)},
        {-1, 0, INT64_C(-14654)},
        {0, 7, INT64_C(0)},
        {1, 5, INT64_C(13107)},
        {100, 5, INT64_C(1310719)},
        {-100, 44, INT64_C(-819200)},
        {1000, 236, INT64_C(4096000)},
        {12345, 1003, INT64_C(25294914)},
        {12345, 1004, INT64_C(25282560)},
        {12345, 1023, INT64_C(25051219)},
        {12345, 1024, INT64_C(25039218)},
        {-12345, 1025, INT64_C(-25027235)},
        {7, 4076, INT64_C(7168)},
        {7, 16364, INT64_C(3584)},
        {1598029824, 6291456, INT64_C(41753064576)},
        {-1598029824, 0, INT64_C(-23418000603072)},
        {-710643, 4068765, INT64_C(-23088675)},
        {48744, 308891, INT64_C(5747571)},
        {-1046682, 1221196, INT64_C(-62072382)},
        {923813, 6164253, INT64_C(24385006)},
        {516572, 2679201, INT64_C(20682664)},
        {-956764, 2287557, INT64_C(-41456892)},
        {1001772, 1661841, INT64_C(50927394)},
        {687892, 4515631, INT64_C(21214849)},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(kf_z(cases[i].score, cases[i].looked), cases[i].z);
        assert_int_equal(kf_z(-cases[i].score, cases[i].looked), -cases[i].z);
    }
}

/* root = floor(2^32 / sqrt(m)) is the only r with r^2 <= 2^64 / m < (r + 1)^2; a score of 2^16
 * shows it. r^2 m is below 2^64 or that itself; (r + 1)^2 m is above. */
static void roots_are_exact(void **state)
{
    (void)state;
    for (int32_t looked = 0; looked < 7000000; looked += looked < 3000 ? 1 : 9973) {
        uint64_t m = (uint64_t)looked + 20, r = (uint64_t)kf_z(65536, looked);
        uint64_t share = UINT64_MAX / m; /* floor((2^64 - 1) / m) */
        int power = (m & (m - 1)) == 0;  /* 2^64 / m is whole: one more */
        assert_true(r * r - (uint64_t)power <= share);
        assert_true((r + 1) * (r + 1) > share + (uint64_t)power);
    }
}

static void z_rises_with_the_score_and_falls_with_the_size(void **state)
{
    (void)state;
    for (int32_t looked = 0; looked < 5000; looked++) {
        int64_t z = kf_z(3000, looked);
        assert_true(kf_z(3001, looked) > z);
        assert_true(kf_z(3000, looked + 1) < z);
        assert_true(kf_z(-3001, looked) < -z);
    }
}

static void chances_are_those_of_the_logistic_function(void **state)
{
    static const struct {
        int64_t x;
        int32_t chance;
    } cases[] = {
        {INT64_C(0), 500000},
        {INT64_C(1), 500004},
        {INT64_C(-1), 499996},
        {INT64_C(4095), 515616},
        {INT64_C(4096), 515620},
        {INT64_C(4097), 515624},
        {INT64_C(65535), 731056},
        {INT64_C(65536), 731059},
        {INT64_C(-65536), 268941},
        {INT64_C(131072), 880797},
        {INT64_C(-196608), 47426},
        {INT64_C(458752), 999089},
        {INT64_C(950000), 999999},
        {INT64_C(-950000), 1},
        {INT64_C(1048575), 1000000},
        {INT64_C(1048576), 1000000},
        {INT64_C(-1048576), 0},
        {INT64_C(4611686018427387904), 1000000},
        {INT64_C(-4611686018427387904), 0},
        {INT64_C(213386), 962889},
        {INT64_C(512862), 999601},
        {INT64_C(-719931), 17},
        {INT64_C(-512786), 400},
        {INT64_C(264069), 982525},
        {INT64_C(243511), 976239},
        {INT64_C(549503), 999772},
        {INT64_C(770963), 999992},
        {INT64_C(611084), 999911},
        {INT64_C(-360666), 4057},
        {INT64_C(472698), 999263},
        {INT64_C(767275), 999992},
        {INT64_C(361857), 996016},
        {INT64_C(520491), 999645},
        {INT64_C(-732726), 14},
        {INT64_C(853084), 999998},
        {INT64_C(-26845), 399003},
        {INT64_C(-213738), 36920},
        {INT64_C(-722187), 16},
        {INT64_C(-158041), 82299},
        {INT64_MAX, 1000000},
        {INT64_MIN, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_in_range(kf_logistic(cases[i].x) - cases[i].chance + 1, 0, 2);
}

/* All that are not 0 or a million, and some more on both sides. */
static void chances_never_fall_and_mirror(void **state)
{
    int32_t before = 0;
    (void)state;
    for (int64_t x = -(17 << 16); x <= 17 << 16; x++) {
        int32_t chance = kf_logistic(x);
        if (chance < before || chance + kf_logistic(-x) != 1000000)
            fail_msg("at %lld", (long long)x);
        before = chance;
    }
    assert_int_equal(before, 1000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(z_is_the_score_over_the_root_of_the_size),
        cmocka_unit_test(roots_are_exact),
        cmocka_unit_test(z_rises_with_the_score_and_falls_with_the_size),
        cmocka_unit_test(chances_are_those_of_the_logistic_function),
        cmocka_unit_test(chances_never_fall_and_mirror),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
