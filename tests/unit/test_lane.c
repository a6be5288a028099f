/* test_lane.c - sums of several columns in the parts of one word, taken apart again. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "metric/lane.h"

/* Two signed halves of one word: the lower borrows from the upper, and gives it back. */
static void test_halves_of_a_word(void **state)
{
    static const int64_t sums[] = {0,         1,          -1,          2,          -2,
                                   INT32_MAX, -INT32_MAX, 1234567,     -7654321,   255,
                                   -128,      1000000000, -1000000000, 0x7FFF0000, -0x7FFF0000};
    enum { N = sizeof sums / sizeof *sums };
    (void)state;
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            kf_lane low = {.width = KF_LANE_HALF}, high = {.width = KF_LANE_HALF, .shift = 32};
            uint64_t word = (uint64_t)sums[i] + ((uint64_t)sums[j] << 32);
            assert_int_equal(kf_lane_take(&low, &word), sums[i]);
            assert_int_equal(kf_lane_take(&high, &word), sums[j]);
            assert_int_equal(word, 0);
        }
    }
}

static void test_a_whole_word(void **state)
{
    static const int64_t sums[] = {0, 1, -1, (int64_t)1 << 62, -((int64_t)1 << 62), 123456789012};
    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        kf_lane lane = {.width = KF_LANE_WHOLE};
        uint64_t word = (uint64_t)sums[i];
        assert_int_equal(kf_lane_take(&lane, &word), sums[i]);
        assert_int_equal(word, 0);
    }
}

/* Which columns have a lane at scale 6, and the power of their sums. */
static void test_which_columns_have_lanes(void **state)
{
    static const struct {
        int32_t type, scale;
        int64_t stride;
        int32_t has;
        int64_t power;
    } cases[] = {
        {KEFU_COLUMN_U8, 0, 1, 1, 1000000}, {KEFU_COLUMN_BOOL, 0, 1, 1, 1000000},
        {KEFU_COLUMN_I32, 2, 4, 1, 10000},  {KEFU_COLUMN_I64, 6, 8, 1, 1},
        {KEFU_COLUMN_I64, 7, 8, 0, 0},      {KEFU_COLUMN_I32, 0, 8, 0, 0},
        {KEFU_COLUMN_I32, 0, -4, 0, 0},     {KEFU_COLUMN_F64, 0, 8, 0, 0},
        {KEFU_COLUMN_U64, 0, 8, 0, 0},      {KEFU_COLUMN_DATE, 0, 4, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_lane lane = {0};
        kf_column column = {.scale = cases[i].scale};
        column.view.type = cases[i].type;
        column.view.stride = cases[i].stride;
        assert_int_equal(kf_lane_init(&lane, &column, 6), cases[i].has);
        if (cases[i].has)
            assert_int_equal(lane.power, cases[i].power);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_halves_of_a_word),
        cmocka_unit_test(test_a_whole_word),
        cmocka_unit_test(test_which_columns_have_lanes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
