/* test_reading_front.c - quantiles in two readings of one large batch, whose rows are counted in
 * cells, are those of small batches, whose rows are counted in the states; the latter are checked
 * against quantile() of one reading, and that against SciPy, in tests of their own. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "chance.h"
#include "kefu/metric.h"
#include "oom.h"
#include "rows.h"

enum { MOST = 80000, SMALL = 1000 };

typedef struct sample {
    int64_t n;
    int64_t agent[MOST], x[MOST];
    int32_t narrow[MOST];
    uint8_t replied[MOST], states[MOST];
} sample;

static sample data;

/* ---- Samples -------------------------------------------------------------------------------- */

typedef void (*filler)(uint64_t *seed);

static void fill_row(int64_t i, int64_t agent, int64_t x)
{
    data.agent[i] = agent;
    data.x[i] = x;
    data.narrow[i] = (int32_t)(x % 1000000007);
    data.replied[i] = i % 11 != 0;
    data.states[i] = i % 13 == 1 ? KEFU_VALUE_NO_DATA : KEFU_VALUE_OK;
}

/* Of every size below 2^40. */
static void fill_any(uint64_t *seed)
{
    for (int64_t i = 0; i < data.n; i++)
        fill_row(i, (int64_t)(chance(seed) % 50),
                 (int64_t)(chance(seed) >> 24 >> chance(seed) % 30));
}

/* Of both signs, some in no double exactly. */
static void fill_signs(uint64_t *seed)
{
    for (int64_t i = 0; i < data.n; i++) {
        const int64_t size = (int64_t)(chance(seed) >> 24 >> chance(seed) % 38);
        fill_row(i, (int64_t)(chance(seed) % 9), i % 4000 == 7 ? size << 5 : i % 3 ? size : -size);
    }
}

/* More in one bucket of a group than its small count holds, and one of each next number. */
static void fill_ties(uint64_t *seed)
{
    (void)seed;
    for (int64_t i = 0; i < data.n; i++)
        fill_row(i, i % 50 == 0, i % 20000 == 0 ? 70 + i / 20000 : 60);
}

/* The range of buckets and the groups grow from block to block. */
static void fill_growing(uint64_t *seed)
{
    for (int64_t i = 0; i < data.n; i++)
        fill_row(i, i / 1000, (int64_t)(chance(seed) % (uint64_t)(2 + i * i / 100)));
}

/* More groups than have room for cells. */
static void fill_crowd(uint64_t *seed)
{
    for (int64_t i = 0; i < data.n; i++)
        fill_row(i, i < 5000 ? i % 3 : (int64_t)(chance(seed) % 4000),
                 (int64_t)(chance(seed) % 90000));
}

static const filler fillers[] = {fill_any, fill_signs, fill_ties, fill_growing, fill_crowd};

/* ---- Tallies -------------------------------------------------------------------------------- */

/* Columns as they lie in memory, with a filter, with states, and computed. */
static const char *const formulas[] = {"quantile(narrow, 0.9)",
                                       "quantile(x, 0.5 where replied)",
                                       "median(maybe)",
                                       "quantile(maybe, 0.95 where replied)",
                                       "quantile(x + 1, 0.37 where x > 5)",
                                       "sum(x)"};

enum { FORMULAS = sizeof formulas / sizeof *formulas };

static kefu_status make(const kefu_allocator *allocator, const char *where, kefu_tally **out)
{
    const kefu_tally_options options = {
        .struct_size = sizeof options, .allocator = allocator, .where = where, .readings = 2};
    kefu_status status = kefu_tally_new(NULL, &options, out, NULL);
    if (!status)
        status = kefu_tally_by(*out, "agent", NULL);
    for (size_t i = 0; i < FORMULAS && !status; i++) {
        const kefu_metric_info info = {.struct_size = sizeof info, .name = formulas[i], .scale = 3};
        status = kefu_tally_add(*out, &info, formulas[i], NULL);
    }
    return status;
}

static kefu_status feed(kefu_tally *tally, int64_t first, int64_t end, int64_t step)
{
    kefu_status status = KEFU_OK;
    for (int64_t at = first; at < end && !status; at += step) {
        rows r;
        rows_begin(&r, end - at < step ? end - at : step);
        rows_add(&r, "agent", KEFU_COLUMN_I64, data.agent + at);
        rows_add(&r, "narrow", KEFU_COLUMN_I32, data.narrow + at)->scale = 1;
        rows_add(&r, "x", KEFU_COLUMN_I64, data.x + at)->scale = 2;
        rows_add(&r, "replied", KEFU_COLUMN_BOOL, data.replied + at);
        kefu_column *maybe = rows_add(&r, "maybe", KEFU_COLUMN_I64, data.x + at);
        maybe->scale = 2;
        maybe->states = data.states + at;
        status = kefu_tally_update(tally, &r.batch, NULL);
    }
    return status;
}

static kefu_frame *read_twice(const char *where, int64_t step)
{
    kefu_tally *tally = NULL;
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    assert_int_equal(make(NULL, where, &tally), KEFU_OK);
    assert_int_equal(feed(tally, 0, data.n, step), KEFU_OK);
    assert_int_equal(kefu_tally_reread(tally, NULL), KEFU_OK);
    assert_int_equal(feed(tally, 0, data.n, step), KEFU_OK);
    if (kefu_tally_frame(tally, &frame, &error))
        fail_msg("%s", error.message);
    kefu_tally_free(tally);
    return frame;
}

static void assert_same_and_free(kefu_frame *a, kefu_frame *b)
{
    assert_int_equal(kefu_frame_rows(a), kefu_frame_rows(b));
    for (int64_t row = 0; row < kefu_frame_rows(a); row++)
        for (int32_t m = 0; m < FORMULAS; m++) {
            kefu_value v, w;
            assert_int_equal(kefu_frame_value(a, row, m, &v), KEFU_OK);
            assert_int_equal(kefu_frame_value(b, row, m, &w), KEFU_OK);
            assert_memory_equal(&v, &w, sizeof v);
        }
    kefu_frame_free(a);
    kefu_frame_free(b);
}

static void large_batches_give_what_small_ones_give(void **state)
{
    static const char *const filters[] = {NULL, "replied", "x <> 60 and maybe > 3"};
    uint64_t seed = 11;
    (void)state;
    for (size_t f = 0; f < sizeof fillers / sizeof *fillers; f++)
        for (size_t w = 0; w < 3; w++) {
            data.n = MOST - (int64_t)(f * 111 + w);
            fillers[f](&seed);
            assert_same_and_free(read_twice(filters[w], MOST), read_twice(filters[w], SMALL));
        }
}

/* A part of a large batch and small ones, and a small part, merged at both readings. */
static void large_parts_merge(void **state)
{
    kefu_tally *large = NULL, *small = NULL;
    kefu_frame *frame = NULL;
    uint64_t seed = 5;
    (void)state;
    data.n = MOST;
    fill_any(&seed);
    assert_int_equal(make(NULL, NULL, &large), KEFU_OK);
    assert_int_equal(make(NULL, NULL, &small), KEFU_OK);
    assert_int_equal(feed(large, 0, 66000, MOST), KEFU_OK);
    assert_int_equal(feed(large, 66000, 70000, SMALL), KEFU_OK);
    assert_int_equal(feed(small, 70000, MOST, SMALL), KEFU_OK);
    assert_int_equal(kefu_tally_merge(large, small, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_reread_for(small, large, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_reread(large, NULL), KEFU_OK);
    assert_int_equal(feed(large, 0, 70000, MOST), KEFU_OK);
    assert_int_equal(feed(small, 70000, MOST, MOST), KEFU_OK);
    assert_int_equal(kefu_tally_merge(large, small, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_frame(large, &frame, NULL), KEFU_OK);
    assert_same_and_free(frame, read_twice(NULL, SMALL));
    kefu_tally_free(large);
    kefu_tally_free(small);
}

/* ---- What is refused ------------------------------------------------------------------------ */

static kefu_tally *tally_read_once(void)
{
    kefu_tally *tally = NULL;
    uint64_t seed = 3;
    data.n = 70000;
    fill_any(&seed);
    assert_int_equal(make(NULL, NULL, &tally), KEFU_OK);
    assert_int_equal(feed(tally, 0, data.n, MOST), KEFU_OK);
    assert_int_equal(kefu_tally_reread(tally, NULL), KEFU_OK);
    return tally;
}

static void the_second_reading_has_rows_that_the_first_had_not(void **state)
{
    kefu_tally *fewer = tally_read_once(), *more = tally_read_once(), *group = tally_read_once();
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    (void)state;
    assert_int_equal(feed(fewer, 0, data.n - 1, MOST), KEFU_OK);
    assert_int_equal(kefu_tally_frame(fewer, &frame, &error), KEFU_E_DATA);
    assert_non_null(strstr(error.message, "read the same rows again"));
    for (int64_t i = 1; i < data.n; i++)
        fill_row(i, data.agent[0], data.x[0]);
    assert_int_not_equal(
        feed(more, 0, data.n, MOST) ? KEFU_E_DATA : kefu_tally_frame(more, &frame, NULL), KEFU_OK);
    data.agent[data.n / 2] = 99;
    assert_int_equal(feed(group, 0, data.n, MOST), KEFU_E_DATA);
    kefu_tally_free(fewer);
    kefu_tally_free(more);
    kefu_tally_free(group);
}

static int scenario(const kefu_allocator *allocator)
{
    kefu_tally *tally = NULL;
    kefu_frame *frame = NULL;
    kefu_status status;
    if (!(status = make(allocator, NULL, &tally)) && !(status = feed(tally, 0, data.n, MOST)) &&
        !(status = kefu_tally_reread(tally, NULL)) && !(status = feed(tally, 0, data.n, MOST)))
        status = kefu_tally_frame(tally, &frame, NULL);
    kefu_frame_free(frame);
    kefu_tally_free(tally);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    data.n = 1 << 16;
    for (int64_t i = 0; i < data.n; i++)
        fill_row(i, i * 3 / data.n, i % 3000 * (1 + i / 20000));
    assert_true(oom_sweep(scenario) > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_batches_give_what_small_ones_give),
        cmocka_unit_test(large_parts_merge),
        cmocka_unit_test(the_second_reading_has_rows_that_the_first_had_not),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
