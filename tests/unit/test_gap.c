/* test_gap.c - gaps until a chance of 1 / q comes true: the chance of each row, counted exactly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "pick/gap.h"

static void four_digits(void **state)
{
    static const uint64_t pairs[][2] = {
        {1, 1},   {15, 15}, {16, 16},    {17, 16},     {31, 30},
        {32, 32}, {99, 96}, {1000, 960}, {8191, 7680}, {UINT64_MAX, (uint64_t)15 << 60}};
    kf_gap gap;
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_int_equal(kf_gap_below(pairs[i][0]), pairs[i][1]);
    for (uint64_t q = 1; q < (uint64_t)1 << 60; q = gap.above) {
        kf_gap_set(&gap, q);
        assert_int_equal(kf_gap_below(gap.above), gap.above);
        assert_int_equal(kf_gap_below(gap.above - 1), q);
    }
}

/* Heights by mpmath: -log(1 - 1/q) * 2^(57 + bits), bits = max(0, length of q - 13). */
static void heights(void **state)
{
    static const struct {
        uint64_t q, height;
        uint32_t bits;
    } cases[] = {
        {2, 99893036290645747, 0},
        {3, 58433680313205344, 0},
        {15, 9942920650235362, 0},
        {16, 9300981111878669, 0},
        {960, 150198229411873, 0},
        {7680, 18766220233022, 0},
        {8192, 35186519747259, 1},
        {9216, 31276694312250, 1},
        {15728640, 18764999043900, 11},
        {1099511627776, 35184372088848, 28},
        {1873497444986126336, 21651921285435, 48},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_gap gap;
        kf_gap_set(&gap, cases[i].q);
        assert_int_equal(gap.block_bits, cases[i].bits);
        assert_in_range(gap.height + 1 - cases[i].height, 0, 2); /* 2^-44 of itself at most */
    }
}

/* How many of the 2^64 words give blocks >= n: kf_exponential never rises, so the first that does
 * not is found by halving. 0 stands for all of them. */
static uint64_t words_that_pass(const kf_gap *gap, uint64_t n)
{
    uint64_t low = 0, high = UINT64_MAX;
    if (!n)
        return 0;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (kf_exponential(middle) / gap->height >= n)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The chance of row n, once those before it have been passed over, is ended / passed: 1 / q but for
 * 2^-42 of itself (and a few words of 2^64). */
static void chance_of_each_row(void **state)
{
    (void)state;
    for (uint64_t q = 2; q < (uint64_t)1 << 13; q = kf_gap_below(q + q / 5 + 1)) {
        kf_gap gap;
        kf_gap_set(&gap, q);
        assert_int_equal(gap.block_bits, 0);
        for (uint64_t n = 0; n <= 2 * q; n += q / 7 + 1) {
            uint64_t passed = words_that_pass(&gap, n);
            uint64_t ended = passed - words_that_pass(&gap, n + 1); /* modulo 2^64: of all */
            uint64_t off = ended * q - passed; /* × q: nearly all, so modulo 2^64 it is small */
            uint64_t least = (passed ? passed >> 42 : (uint64_t)1 << 22) + 2 * q;
            assert_true(off <= least || 0 - off <= least);
        }
    }
}

/* Blocks of rows: 100,000 gaps for 1 / 2^20. Means of parts of 2^17 rows by their chance,
 * (1 - 1/q)^(8 i) ..., of 8: chi-square with 8 degrees, 49.7 is passed once in 21 million. */
static void blocks_and_rows(void **state)
{
    enum { N = 100000, PARTS = 8 };
    /* 100000 * ((1-1/q)**(part*2**17) - (1-1/q)**((part+1)*2**17)), the last one all the rest */
    static const double expected[PARTS + 1] = {11750.315, 10369.616, 9151.153, 8075.864, 7126.925,
                                               6289.489,  5550.454,  4898.258, 36787.927};
    long seen[PARTS + 1] = {0};
    double chi = 0;
    kf_gap gap;
    kf_chance chance;
    (void)state;
    kf_gap_set(&gap, (uint64_t)1 << 20);
    assert_int_equal(gap.block_bits, 8);
    kf_chance_start(&chance, 20261122, KF_CHANCE_RESERVOIR);
    for (int i = 0; i < N; i++) {
        uint64_t part = kf_gap_draw(&gap, &chance) >> 17;
        seen[part < PARTS ? part : PARTS]++;
    }
    for (int i = 0; i <= PARTS; i++)
        chi += ((double)seen[i] - expected[i]) * ((double)seen[i] - expected[i]) / expected[i];
    assert_true(chi < 49.7);
}

/* Within blocks of 2^49 rows all bits of a row are drawn; and 1 / 1 is every row. */
static void far_and_near(void **state)
{
    kf_gap gap;
    kf_chance chance;
    uint64_t bits = 0;
    (void)state;
    kf_chance_start(&chance, 5, KF_CHANCE_RESERVOIR);
    kf_gap_set(&gap, (uint64_t)1 << 61);
    assert_int_equal(gap.block_bits, 49);
    for (int i = 0; i < 200; i++)
        bits |= kf_gap_draw(&gap, &chance);
    assert_true((bits & 0xffffffffffffff) == 0xffffffffffffff);
    kf_gap_set(&gap, 1);
    for (int i = 0; i < 100; i++)
        assert_int_equal(kf_gap_draw(&gap, &chance), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_digits),        cmocka_unit_test(heights),
        cmocka_unit_test(chance_of_each_row), cmocka_unit_test(blocks_and_rows),
        cmocka_unit_test(far_and_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
