/* test_sort.c - sorting numbers of things, and names that occur twice, also among very many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/sort.h"
#include "kefu/metric.h"
#include "chance.h"

enum { MANY = 100000 }; /* pairs of so many are five thousand million */

static kf_memory plain(void)
{
    kf_memory memory;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    return memory;
}

static int32_t by_tens(const void *things, uint32_t a, uint32_t b)
{
    const int *numbers = things;
    return numbers[a] / 10 - numbers[b] / 10;
}

/* In order of the tens, and by the first place among equal ones, for every length around a run. */
static void test_order(void **state)
{
    kf_memory memory = plain();
    int numbers[100];
    uint32_t order[100];
    (void)state;
    for (size_t n = 0; n <= 100; n++) {
        for (size_t i = 0; i < n; i++) {
            numbers[i] = (int)(i * 37 % 101);
            order[i] = (uint32_t)i;
        }
        assert_int_equal(kf_sort(&memory, order, n, by_tens, numbers, NULL), KEFU_OK);
        for (size_t i = 1; i < n; i++) {
            int32_t step = by_tens(numbers, order[i - 1], order[i]);
            assert_true(step < 0 || (step == 0 && order[i - 1] < order[i]));
        }
    }
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* qsort of the C library is the oracle; lengths on both sides of every change of method, ranges of
 * every number of bits. */
static void test_integers(void **state)
{
    static const size_t lengths[] = {0, 1, 2, 24, 25, 300, 2047, 2048};
    static int64_t values[2048], room[2048], expected[2048];
    uint64_t seed = 3;
    (void)state;
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++)
        for (int32_t bits = 0; bits <= 64; bits++) {
            size_t n = lengths[l];
            for (size_t i = 0; i < n; i++) {
                chance(&seed);
                uint64_t cut = bits ? seed >> (64 - bits) : 0;
                values[i] = bits == 64 ? (int64_t)(cut >> 1) - (int64_t)(seed % 3) * (INT64_MAX / 2)
                                       : (int64_t)(cut >> 1) - (int64_t)(cut & 1) * 5;
            }
            memcpy(expected, values, sizeof values);
            qsort(expected, n, sizeof *expected, by_size);
            kf_sort_integers(values, room, n);
            assert_memory_equal(values, expected, n * sizeof *values);
            kf_sort_integers(values, room, n); /* sorted already */
            assert_memory_equal(values, expected, n * sizeof *values);
        }
    memcpy(values, (const int64_t[]){INT64_MAX, 0, INT64_MIN, -1}, 32);
    for (size_t i = 4; i < 32; i++)
        values[i] = values[i - 4];
    kf_sort_integers(values, room, 32);
    for (size_t i = 0; i < 32; i++)
        assert_true(values[i] == ((const int64_t[]){INT64_MIN, -1, 0, INT64_MAX})[i / 8]);
}

static void test_twins(void **state)
{
    static const struct {
        const char *names[6];
        size_t n;
        uint32_t first, second; /* by hand; second 0: none */
    } cases[] = {
        {{NULL}, 0, 0, 0},
        {{"a"}, 1, 0, 0},
        {{"a", "b", "A", "", "ab"}, 5, 0, 0},
        {{"a", "a"}, 2, 0, 1},
        {{"c", "b", "a", "b", "c"}, 5, 1, 3},
        {{"x", "a", "b", "a", "x", "a"}, 6, 1, 3},
        {{"", "a", "", ""}, 4, 0, 2},
    };
    kf_memory memory = plain();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t twins[2];
        assert_int_equal(kf_find_twins(&memory, cases[i].names, cases[i].n, twins, NULL), KEFU_OK);
        assert_int_equal(twins[0], cases[i].first);
        assert_int_equal(twins[1], cases[i].second);
    }
}

static kefu_status KEFU_CALL on_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    *(int32_t *)user = batch->n_columns;
    (void)error;
    return KEFU_OK;
}

/* A header as wide as limits.columns allows is read in the time that its bytes take. */
static void test_wide_header(void **state)
{
    const kefu_limits limits = {.struct_size = sizeof limits, .columns = MANY + 1};
    int32_t columns = 0;
    const kefu_csv_options options = {
        .struct_size = sizeof options, .limits = &limits, .on_batch = on_batch, .user = &columns};
    char *text = malloc(MANY * 8);
    size_t size = 0;
    (void)state;
    assert_non_null(text);
    for (int i = 0; i < MANY; i++)
        size += (size_t)sprintf(text + size, "%s%d", i ? "," : "", i);
    for (int twin = 0; twin < 2; twin++) {
        kefu_csv_reader *reader = NULL;
        kefu_error error = {0};
        kefu_status status;
        assert_int_equal(kefu_csv_reader_new(&options, &reader, NULL), KEFU_OK);
        assert_int_equal(kefu_csv_reader_feed(reader, text, size, NULL), KEFU_OK);
        if (twin)
            assert_int_equal(kefu_csv_reader_feed(reader, ", 77 ", 5, NULL), KEFU_OK);
        status = kefu_csv_reader_finish(reader, &error);
        assert_int_equal(status, twin ? KEFU_E_SYNTAX : KEFU_OK);
        if (twin)
            assert_string_equal(error.message,
                                "header, columns 78 and 100001 have the same name, '77'");
        else
            assert_int_equal(columns, MANY);
        kefu_csv_reader_free(reader);
    }
    free(text);
}

static void test_wide_batch(void **state)
{
    kefu_column *columns = calloc(MANY, sizeof *columns);
    const kefu_column **pointers = calloc(MANY, sizeof *pointers);
    char(*names)[16] = calloc(MANY, sizeof *names);
    const kefu_batch batch = {.struct_size = sizeof batch, .n_columns = MANY, .columns = pointers};
    kefu_tally *tally = NULL;
    kefu_error error = {0};
    (void)state;
    assert_true(columns && pointers && names);
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof *names, "c%d", i);
        columns[i] = (kefu_column){
            .struct_size = sizeof *columns, .name = names[i], .type = KEFU_COLUMN_I64};
        pointers[i] = &columns[i];
    }
    assert_int_equal(kefu_tally_new(NULL, NULL, &tally, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_update(tally, &batch, NULL), KEFU_OK);
    columns[MANY - 1].name = "c77";
    assert_int_equal(kefu_tally_update(tally, &batch, &error), KEFU_E_EXISTS);
    assert_string_equal(error.message, "column 'c77' occurs twice in the batch");
    kefu_tally_free(tally);
    free(names);
    free(pointers);
    free(columns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),      cmocka_unit_test(test_integers),
        cmocka_unit_test(test_twins),      cmocka_unit_test(test_wide_header),
        cmocka_unit_test(test_wide_batch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
