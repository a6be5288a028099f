/* test_pick_numbers.c - k of 0 .. n - 1: as a whole array shuffled would give, nested, unbiased. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/chance.h"
#include "kefu/pick.h"
#include "oom.h"

/* Fisher and Yates on a whole array: what the header promises, written out. */
static void shuffle_by_hand(uint64_t key, int64_t n, int64_t k, int64_t *out)
{
    int64_t *all = malloc((size_t)n * sizeof *all);
    kf_chance chance;
    kf_chance_start(&chance, key, KF_CHANCE_NUMBERS);
    for (int64_t i = 0; i < n; i++)
        all[i] = i;
    for (int64_t i = 0; i < k; i++) {
        int64_t j = i + (int64_t)kf_chance_below(&chance, (uint64_t)(n - i));
        out[i] = all[j];
        all[j] = all[i];
    }
    free(all);
}

static const struct {
    int64_t n, k;
} sizes[] = {{1, 1},     {2, 1},      {2, 2},       {5, 3},       {10, 10},     {100, 1},
             {100, 50},  {100, 51},   {100, 99},    {1000, 1000}, {1000, 500},  {1000, 7},
             {10000, 9}, {10000, 97}, {10000, 999}, {3000, 2999}, {3000, 1600}, {0, 0}};

static void as_a_whole_array(void **state)
{
    static int64_t got[1000 * 3], expected[1000 * 3];
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (uint64_t key = 0; key < 20; key++) {
            assert_int_equal(
                kefu_pick_numbers(NULL, key << 33 | key, sizes[i].n, sizes[i].k, got, NULL), 0);
            shuffle_by_hand(key << 33 | key, sizes[i].n, sizes[i].k, expected);
            assert_memory_equal(got, expected, (size_t)sizes[i].k * sizeof *got);
        }
    }
}

static int compare_numbers(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* n may be anything: all different, in range, and the first ones of a larger k. */
static void any_n(void **state)
{
    static const int64_t ns[] = {5001, 100000000, (int64_t)1 << 40, (int64_t)1 << 62, INT64_MAX};
    static int64_t few[100], many[5000];
    (void)state;
    for (size_t i = 0; i < sizeof ns / sizeof *ns; i++) {
        assert_int_equal(kefu_pick_numbers(NULL, 47, ns[i], 100, few, NULL), 0);
        assert_int_equal(kefu_pick_numbers(NULL, 47, ns[i], 5000, many, NULL), 0);
        assert_memory_equal(few, many, sizeof few);
        qsort(many, 5000, sizeof *many, compare_numbers);
        assert_true(many[0] >= 0 && many[4999] < ns[i]);
        for (int r = 1; r < 5000; r++)
            assert_true(many[r] > many[r - 1]);
    }
}

static void bad_arguments(void **state)
{
    int64_t out[4] = {9, 9, 9, 9};
    kefu_error error;
    kefu_allocator broken = {.struct_size = sizeof broken};
    (void)state;
    assert_int_equal(kefu_pick_numbers(NULL, 1, 3, 4, out, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "k is 4: expected 0 .. n, which is 3");
    assert_int_equal(kefu_pick_numbers(NULL, 1, 3, -1, out, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_pick_numbers(NULL, 1, -1, -1, out, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_pick_numbers(NULL, 1, INT64_MAX, (int64_t)1 << 31, out, &error),
                     KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "no more than 2147483647"));
    assert_int_equal(kefu_pick_numbers(NULL, 1, 3, 3, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_pick_numbers(&broken, 1, 3, 3, out, &error), KEFU_E_ARGUMENT);
    for (int i = 0; i < 4; i++)
        assert_int_equal(out[i], 9);
}

static int scenario(const kefu_allocator *allocator)
{
    int64_t out[20] = {0};
    kefu_status status = kefu_pick_numbers(allocator, 3, 1000, 20, out, NULL);
    return status == KEFU_E_MEMORY ? (out[0] || out[19] ? 2 : 0) : status ? 2 : 1;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario) == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_a_whole_array),
        cmocka_unit_test(any_n),
        cmocka_unit_test(bad_arguments),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
