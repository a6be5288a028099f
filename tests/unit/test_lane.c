/* test_lane.c - sums of several columns in the parts of one word, taken apart again. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "metric/lane.h"
#include "rows.h"

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
            kf_lane low = {.placed = KF_LANE_HALF}, high = {.placed = KF_LANE_HALF, .shift = 32};
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
        kf_lane lane = {.placed = KF_LANE_WHOLE};
        uint64_t word = (uint64_t)sums[i];
        assert_int_equal(kf_lane_take(&lane, &word), sums[i]);
        assert_int_equal(word, 0);
    }
}

/* ---- Reading -------------------------------------------------------------------------------- */

static union {
    int8_t i8[KF_BLOCK];
    uint8_t u8[KF_BLOCK];
    int32_t i32[KF_BLOCK];
    uint32_t u32[KF_BLOCK];
    int64_t i64[KF_BLOCK];
    double f64[KF_BLOCK];
} data;
static uint8_t states[KF_BLOCK];

typedef struct fixture {
    rows r;
    kf_memory memory;
    kf_batch batch;
    kf_formula *formula;
    kf_lane lane;
    kf_lane_block block;
} fixture;

/* The lane of the formula "x" over a column x, at scale 6. */
static void begin(fixture *f, int32_t type, int32_t scale, int64_t stride, const uint8_t *with)
{
    kefu_error e = {0};
    memset(f, 0, sizeof *f);
    rows_begin(&f->r, KF_BLOCK);
    kefu_column *x = rows_add(&f->r, "x", type, &data);
    x->scale = scale;
    x->stride = stride;
    x->states = with;
    assert_int_equal(kf_memory_init(&f->memory, NULL, &e), KEFU_OK);
    assert_int_equal(kf_batch_open(&f->batch, &f->memory, &f->r.batch, &e), KEFU_OK);
    assert_int_equal(kf_formula_new(&f->memory, NULL, 6, "x", 1, NULL, &f->formula, &e), KEFU_OK);
    assert_int_equal(kf_formula_bind(f->formula, &f->batch, &e), KEFU_OK);
    kf_lane_init(&f->lane, f->formula, 0, -1, 6);
    f->lane.bit = 1;
    f->lane.seen = 3;
}

static void end(fixture *f)
{
    kf_formula_free(f->formula);
    kf_batch_close(&f->batch);
}

/* The width that is tried first, and the power that brings sums to scale 6. */
static void test_what_columns_begin_with(void **state)
{
    static const struct {
        int32_t type, scale, width;
        int64_t stride, power;
    } cases[] = {
        {KEFU_COLUMN_U8, 0, KF_LANE_BIT, 0, 1000000},
        {KEFU_COLUMN_BOOL, 0, KF_LANE_BIT, 0, 1000000},
        {KEFU_COLUMN_I32, 2, KF_LANE_HALF, 0, 10000},
        {KEFU_COLUMN_I64, 6, KF_LANE_HALF, 0, 1},
        {KEFU_COLUMN_I64, 7, KF_LANE_WHOLE, 0, 1}, /* as numbers of scale 6 */
        {KEFU_COLUMN_I32, 0, KF_LANE_HALF, 8, 1000000},
        {KEFU_COLUMN_U64, 0, KF_LANE_HALF, 0, 1000000},
        {KEFU_COLUMN_F64, 0, KF_LANE_WHOLE, 0, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        begin(&f, cases[i].type, cases[i].scale, cases[i].stride, NULL);
        assert_int_equal(f.lane.width, cases[i].width);
        assert_int_equal(f.lane.power, cases[i].power);
        end(&f);
    }
}

/* 0 and 1 are a bit of the codes; with a 2 among them they need more. */
static void test_truth_is_a_bit(void **state)
{
    fixture f;
    uint64_t bound = 7;
    (void)state;
    for (int i = 0; i < KF_BLOCK; i++)
        data.u8[i] = i % 3 == 0;
    begin(&f, KEFU_COLUMN_U8, 0, 0, NULL);
    memset(f.block.codes, 32, sizeof f.block.codes);
    assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_READ);
    assert_int_equal(bound, 0);
    for (int i = 0; i < KF_BLOCK; i++)
        assert_int_equal(f.block.codes[i], 32 + (i % 3 == 0 ? 2 : 0));
    data.u8[777] = 2;
    assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_GREW);
    assert_int_equal(f.lane.width, KF_LANE_HALF);
    assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_READ);
    assert_int_equal(f.block.words[0][777], 2);
    end(&f);
}

/* A bound is at least the sum of the sizes: here of -1000, -998 ... 1046, which is 524,800. */
static void test_sizes_bound_sums(void **state)
{
    static const int32_t types[] = {KEFU_COLUMN_I32, KEFU_COLUMN_I64};
    (void)state;
    for (int t = 0; t < 2; t++) {
        fixture f;
        uint64_t bound;
        for (int i = 0; i < KF_BLOCK; i++)
            if (types[t] == KEFU_COLUMN_I32)
                data.i32[i] = 2 * i - 1000;
            else
                data.i64[i] = 2 * i - 1000;
        begin(&f, types[t], 6, 0, NULL);
        assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_READ);
        assert_in_range(bound, 524800, 524800 + 1024);
        f.lane.shift = KF_LANE_HALF;
        assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_READ);
        for (int i = 0; i < KF_BLOCK; i++) {
            int64_t n = 2 * i - 1000;
            assert_true(f.block.words[0][i] == (uint64_t)n + ((uint64_t)n << 32));
        }
        end(&f);
    }
}

/* Large numbers need a whole word; larger ones, or what overflows at the scale of the tally, go
 * another way. */
static void test_large_numbers(void **state)
{
    static const struct {
        int64_t number;
        int32_t scale, became;
    } cases[] = {
        {(int64_t)1 << 24, 6, KF_LANE_GREW},   {-((int64_t)1 << 47), 6, KF_LANE_GREW},
        {(int64_t)1 << 49, 6, KF_LANE_CANNOT}, {INT64_MIN, 6, KF_LANE_CANNOT},
        {INT64_MAX, 6, KF_LANE_CANNOT},        {5000000000000, 0, KF_LANE_GREW}, /* 2^42.2 */
        {20000000000000, 0, KF_LANE_CANNOT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        uint64_t bound;
        memset(&data, 0, sizeof data);
        data.i64[500] = cases[i].number;
        begin(&f, KEFU_COLUMN_I64, cases[i].scale, 0, NULL);
        assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), cases[i].became);
        if (cases[i].became == KF_LANE_GREW)
            assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_READ);
        end(&f);
    }
}

/* Rows without a number are 0, and told by a bit; a number that is not known yet goes another way.
 */
static void test_nulls(void **state)
{
    fixture f;
    uint64_t bound;
    (void)state;
    for (int i = 0; i < KF_BLOCK; i++)
        data.f64[i] = i * 0.5;
    memset(states, 0, sizeof states);
    begin(&f, KEFU_COLUMN_F64, 0, 0, states);
    assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_READ);
    states[10] = KEFU_VALUE_NO_DATA;
    states[20] = KEFU_VALUE_EXEMPT;
    assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_GREW);
    assert_int_equal(f.lane.absent, 1);
    memset(f.block.codes, 0, sizeof f.block.codes);
    assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_READ);
    for (int i = 0; i < KF_BLOCK; i++) {
        int seen = i != 10 && i != 20;
        assert_int_equal(f.block.codes[i], seen ? 8 : 0);
        assert_int_equal(f.block.words[0][i], seen ? i * 500000 : 0);
    }
    states[30] = KEFU_VALUE_PROVISIONAL;
    assert_int_equal(kf_lane_read(&f.lane, 0, &f.block, &bound), KF_LANE_CANNOT);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_halves_of_a_word),
        cmocka_unit_test(test_a_whole_word),
        cmocka_unit_test(test_what_columns_begin_with),
        cmocka_unit_test(test_truth_is_a_bit),
        cmocka_unit_test(test_sizes_bound_sums),
        cmocka_unit_test(test_large_numbers),
        cmocka_unit_test(test_nulls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
