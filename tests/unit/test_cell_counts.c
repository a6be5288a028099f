/* test_cell_counts.c - counts by cell against a plain array: lists, arrays, and the way between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "metric/cell_counts.h"
#include "oom.h"

enum { MOST = 3712, CELLS = 2 * MOST + 1 };

static oom_state counts_memory;
static const kefu_allocator counts_allocator = {sizeof counts_allocator, oom_alloc, oom_realloc,
                                                oom_free, &counts_memory};

static void assert_is_model(const kf_cell_counts *counts, const int64_t *model)
{
    int32_t at = 0, cell, expected = 0;
    int64_t count;
    while (kf_cell_counts_next(counts, &at, &cell, &count)) {
        while (expected < CELLS && !model[expected])
            expected++;
        assert_int_equal(cell, expected - MOST);
        assert_int_equal(count, model[expected]);
        expected++;
    }
    for (; expected < CELLS; expected++)
        assert_int_equal(model[expected], 0);
}

static uint64_t counts_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Near one cell as often as anywhere. */
static int32_t counts_draw(uint64_t *seed, int32_t width)
{
    uint64_t draw = counts_random(seed);
    return draw & 15 ? (int32_t)(draw >> 8) % width
                     : (int32_t)(draw >> 8 & 0xFFF) % MOST - MOST / 2;
}

static void fill(kf_cell_counts *counts, int64_t *model, uint64_t seed, int32_t rows, int32_t width)
{
    for (int32_t i = 0; i < rows; i++) {
        int32_t cell = counts_draw(&seed, width);
        int64_t count = 1 + (i % 7 == 0) * i;
        cell = i == 40 ? -MOST : i == 41 ? MOST : cell;
        assert_int_equal(kf_cell_counts_add(counts, cell, count, &counts_allocator, NULL), KEFU_OK);
        model[cell + MOST] += count;
    }
}

static void counts_are_those_of_the_model(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        static int64_t model[CELLS], other[CELLS];
        kf_cell_counts a = {NULL, 0, 0, 0, 0}, b = {NULL, 0, 0, 0, 0};
        memset(model, 0, sizeof model);
        memset(other, 0, sizeof other);
        fill(&a, model, seed, (int32_t)(seed * 7 % 90), (int32_t)(seed % 3 ? 8 : 200));
        fill(&b, other, seed + 100, (int32_t)(seed * 11 % 90), (int32_t)(seed % 5 ? 8 : 200));
        assert_is_model(&a, model);
        assert_is_model(&b, other);
        assert_int_equal(kf_cell_counts_merge(&a, &b, &counts_allocator, NULL), KEFU_OK);
        for (int32_t i = 0; i < CELLS; i++)
            model[i] += other[i];
        assert_is_model(&a, model);
        assert_is_model(&b, other);
        kf_cell_counts_free(&a, &counts_allocator);
        kf_cell_counts_free(&b, &counts_allocator);
        assert_int_equal(counts_memory.held, 0);
    }
}

/* Whatever fails, the counts are what they were. */
static int counts_scenario(const kefu_allocator *allocator)
{
    static int64_t model[CELLS];
    kf_cell_counts a = {NULL, 0, 0, 0, 0}, b = {NULL, 0, 0, 0, 0};
    int32_t worked = 1;
    memset(model, 0, sizeof model);
    for (int32_t i = 0; i < 80 && worked; i++) {
        int32_t cell = i * 37 % 500 - 200;
        worked = !kf_cell_counts_add(&a, cell, 1, allocator, NULL);
        model[cell + MOST] += worked;
        assert_is_model(&a, model);
        if (worked && i < 20)
            worked = !kf_cell_counts_add(&b, 600 + i, 1, allocator, NULL);
    }
    if (worked && kf_cell_counts_merge(&a, &b, allocator, NULL)) {
        worked = 0;
        assert_is_model(&a, model);
    }
    kf_cell_counts_free(&a, allocator);
    kf_cell_counts_free(&b, allocator);
    return worked;
}

static int lists_scenario(const kefu_allocator *allocator)
{
    static int64_t model[CELLS];
    kf_cell_counts a = {NULL, 0, 0, 0, 0}, b = {NULL, 0, 0, 0, 0};
    int32_t worked = 1;
    memset(model, 0, sizeof model);
    for (int32_t i = 0; i < 12 && worked; i++) {
        worked = !kf_cell_counts_add(&b, i, 1, allocator, NULL);
        if (worked && i < 3) {
            worked = !kf_cell_counts_add(&a, 7 * i, 1, allocator, NULL);
            model[7 * i + MOST] += worked;
        }
    }
    if (worked && kf_cell_counts_merge(&a, &b, allocator, NULL))
        worked = 0;
    else if (worked)
        for (int32_t i = 0; i < 12; i++)
            model[i + MOST]++;
    assert_is_model(&a, model);
    kf_cell_counts_free(&a, allocator);
    kf_cell_counts_free(&b, allocator);
    return worked;
}

static void want_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(counts_scenario) > 5);
    assert_true(oom_sweep(lists_scenario) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_those_of_the_model),
        cmocka_unit_test(want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
