/* test_tally_reread.c - quantiles in two readings: equal to those of one reading, whatever the
 * numbers, the split and the threads; and what is refused on the way. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"
#include "oom.h"
#include "rows.h"

enum { MOST = 4000, GROUPS = 7 };

typedef struct sample {
    int64_t agent[MOST], x[MOST];
    uint8_t replied[MOST], states[MOST];
    int64_t n;
} sample;

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 16;
}

/* Numbers of every size and sign, many of them tied. */
static void sample_fill(sample *s, uint64_t seed, int64_t n)
{
    s->n = n;
    for (int64_t i = 0; i < n; i++) {
        uint64_t r = next_random(&seed);
        int64_t size = (int64_t)(next_random(&seed) >> (r % 40));
        s->agent[i] = (int64_t)(next_random(&seed) % GROUPS) - 3;
        s->x[i] = r % 5 == 0 ? (int64_t)(r % 3) : r % 2 ? size % 1000000000000 : -size % 100;
        s->replied[i] = r % 11 != 0;
        s->states[i] = r % 13 == 1 ? KEFU_VALUE_NO_DATA : KEFU_VALUE_OK;
    }
}

static void sample_rows(rows *r, const sample *s, int64_t first, int64_t n)
{
    rows_begin(r, n);
    r->batch.first_row = first;
    rows_add(r, "agent", KEFU_COLUMN_I64, s->agent + first);
    kefu_column *x = rows_add(r, "x", KEFU_COLUMN_I64, s->x + first);
    x->scale = 1;
    x->states = s->states + first;
    rows_add(r, "replied", KEFU_COLUMN_BOOL, s->replied + first);
}

static const char *const formulas[] = {"quantile(x, 0.5)",
                                       "quantile(x, 0.9)",
                                       "quantile(x, 0.95 where replied)",
                                       "quantile(x, 0)",
                                       "quantile(x, 1)",
                                       "quantile(x, 0.37, 2)",
                                       "median(x)",
                                       "sum(x)",
                                       "count(*) + quantile(x, 0.5)",
                                       "median(x where replied)",
                                       "median(x) - quantile(x, 0.9)"};

enum { FORMULAS = sizeof formulas / sizeof *formulas };

static kefu_status make(const kefu_allocator *allocator, int32_t readings, int64_t bytes,
                        kefu_tally **out)
{
    const kefu_limits limits = {.struct_size = sizeof limits, .state_bytes = bytes};
    const kefu_tally_options options = {.struct_size = sizeof options,
                                        .allocator = allocator,
                                        .limits = &limits,
                                        .readings = readings};
    kefu_status status = kefu_tally_new(NULL, &options, out, NULL);
    if (!status)
        status = kefu_tally_by(*out, "agent", NULL);
    for (size_t i = 0; i < FORMULAS && !status; i++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = formulas[i], .scale = 3};
        status = kefu_tally_add(*out, &info, formulas[i], NULL);
    }
    return status;
}

static kefu_tally *tally_of(int32_t readings)
{
    kefu_tally *tally = NULL;
    assert_int_equal(make(NULL, readings, 0, &tally), KEFU_OK);
    return tally;
}

static void feed(kefu_tally *tally, const sample *s, int64_t first, int64_t end, int64_t step)
{
    kefu_error error = {0};
    for (int64_t at = first; at < end; at += step) {
        rows r;
        sample_rows(&r, s, at, end - at < step ? end - at : step);
        if (kefu_tally_update(tally, &r.batch, &error))
            fail_msg("%s", error.message);
    }
}

static void assert_same_frames(const kefu_tally *a, const kefu_tally *b)
{
    kefu_frame *x = NULL, *y = NULL;
    kefu_error error = {0};
    if (kefu_tally_frame(a, &x, &error) || kefu_tally_frame(b, &y, &error))
        fail_msg("%s", error.message);
    assert_int_equal(kefu_frame_rows(x), kefu_frame_rows(y));
    for (int64_t row = 0; row < kefu_frame_rows(x); row++)
        for (int32_t m = 0; m < FORMULAS; m++) {
            kefu_value v, w;
            assert_int_equal(kefu_frame_value(x, row, m, &v), KEFU_OK);
            assert_int_equal(kefu_frame_value(y, row, m, &w), KEFU_OK);
            assert_memory_equal(&v, &w, sizeof v);
        }
    kefu_frame_free(x);
    kefu_frame_free(y);
}

static void assert_frame_fails(const kefu_tally *tally, kefu_status status, const char *message)
{
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_tally_frame(tally, &frame, &error), status);
    assert_non_null(strstr(error.message, message));
}

static sample data;

/* The oracle is quantile() of one reading, which is checked against SciPy. */
static void test_two_readings_give_what_one_gives(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        kefu_tally *one = tally_of(1), *two = tally_of(2);
        sample_fill(&data, seed, (int64_t)(seed * 61 % MOST) + 1);
        feed(one, &data, 0, data.n, MOST);
        feed(two, &data, 0, data.n, (int64_t)(seed * 37 % 1500) + 1);
        assert_int_equal(kefu_tally_reread(two, NULL), KEFU_OK);
        feed(two, &data, 0, data.n, (int64_t)(seed * 97 % 2500) + 1);
        assert_same_frames(one, two);
        kefu_tally_free(one);
        kefu_tally_free(two);
    }
}

static void test_threads_read_their_own_rows_twice(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        kefu_tally *one = tally_of(1), *part[3];
        int64_t cut[4];
        sample_fill(&data, seed, 2000);
        cut[0] = 0, cut[1] = (int64_t)(seed * 13), cut[2] = 1100, cut[3] = data.n;
        feed(one, &data, 0, data.n, MOST);
        for (int32_t i = 0; i < 3; i++) {
            part[i] = tally_of(2);
            feed(part[i], &data, cut[i], cut[i + 1], 700);
        }
        for (int32_t i = 1; i < 3; i++)
            assert_int_equal(kefu_tally_merge(part[0], part[i], NULL), KEFU_OK);
        for (int32_t i = 1; i < 3; i++)
            assert_int_equal(kefu_tally_reread_for(part[i], part[0], NULL), KEFU_OK);
        assert_int_equal(kefu_tally_reread(part[0], NULL), KEFU_OK);
        for (int32_t i = 0; i < 3; i++)
            feed(part[i], &data, cut[i], cut[i + 1], 300);
        assert_frame_fails(part[1], KEFU_E_STATE, "merge this part");
        for (int32_t i = 1; i < 3; i++)
            assert_int_equal(kefu_tally_merge(part[0], part[i], NULL), KEFU_OK);
        assert_same_frames(one, part[0]);
        for (int32_t i = 0; i < 3; i++)
            kefu_tally_free(part[i]);
        kefu_tally_free(one);
    }
}

/* Parts may also be merged to each other at the second reading, and then to the tally of all. */
static void test_parts_merge_in_a_tree(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        kefu_tally *one = tally_of(1), *part[3];
        sample_fill(&data, seed, 1500);
        feed(one, &data, 0, data.n, MOST);
        for (int64_t i = 0; i < 3; i++) {
            part[i] = tally_of(2);
            feed(part[i], &data, i * 500, i * 500 + 500, MOST);
        }
        for (int32_t i = 1; i < 3; i++)
            assert_int_equal(kefu_tally_merge(part[0], part[i], NULL), KEFU_OK);
        for (int32_t i = 1; i < 3; i++)
            assert_int_equal(kefu_tally_reread_for(part[i], part[0], NULL), KEFU_OK);
        assert_int_equal(kefu_tally_reread(part[0], NULL), KEFU_OK);
        for (int64_t i = 0; i < 3; i++)
            feed(part[i], &data, i * 500, i * 500 + 500, MOST);
        assert_int_equal(kefu_tally_merge(part[2], part[1], NULL), KEFU_OK);
        assert_int_equal(kefu_tally_merge(part[0], part[2], NULL), KEFU_OK);
        assert_same_frames(one, part[0]);
        for (int32_t i = 0; i < 3; i++)
            kefu_tally_free(part[i]);
        kefu_tally_free(one);
    }
}

/* The first row of the block belongs to no group, as the filter of the tally takes it out. */
static void test_a_filter_that_takes_out_the_first_row(void **state)
{
    static const int64_t x[] = {5, 1, 2, 9, 3};
    oom_state memory = {0};
    const kefu_allocator filled = {sizeof filled, oom_alloc, oom_realloc, oom_free, &memory};
    const kefu_tally_options options = {
        .struct_size = sizeof options, .allocator = &filled, .where = "x < 5", .readings = 2};
    const kefu_metric_info info = {.struct_size = sizeof info, .name = "m"};
    kefu_tally *two = NULL;
    kefu_frame *frame = NULL;
    kefu_value value;
    rows r;
    (void)state;
    rows_begin(&r, 5);
    rows_add(&r, "x", KEFU_COLUMN_I64, x);
    assert_int_equal(kefu_tally_new(NULL, &options, &two, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_add(two, &info, "median(x)", NULL), KEFU_OK);
    assert_int_equal(kefu_tally_update(two, &r.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_reread(two, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_update(two, &r.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_frame(two, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, 0, 0, &value), KEFU_OK);
    assert_int_equal(value.num, 2000000); /* of 1 2 3 */
    kefu_frame_free(frame);
    kefu_tally_free(two);
    assert_int_equal(memory.blocks, 0);
    assert_int_equal(memory.held, 0);
}

/* One number more often than the small counts of a bucket hold, and one once, in two parts. */
static void test_many_ties(void **state)
{
    enum { TIES = 70000 };
    kefu_tally *one = tally_of(1), *two = tally_of(2), *part = tally_of(2);
    (void)state;
    for (int64_t i = 0; i < 1000; i++)
        data.agent[i] = 1, data.x[i] = 50, data.replied[i] = 1, data.states[i] = 0;
    data.x[999] = 51;
    for (int64_t n = 0; n < TIES; n += 1000) {
        feed(one, &data, 0, 1000, MOST);
        feed(n < 68000 ? two : part, &data, 0, 1000, MOST);
    }
    assert_int_equal(kefu_tally_merge(two, part, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_reread_for(part, two, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_reread(two, NULL), KEFU_OK);
    for (int64_t n = 0; n < TIES; n += 1000)
        feed(n < 68000 ? two : part, &data, 0, 1000, MOST);
    assert_int_equal(kefu_tally_merge(two, part, NULL), KEFU_OK);
    assert_same_frames(one, two);
    kefu_tally_free(one);
    kefu_tally_free(two);
    kefu_tally_free(part);
}

/* ---- What is refused ---- */

static void test_the_readings_follow_each_other(void **state)
{
    kefu_tally *one = tally_of(1), *two = tally_of(2), *other = tally_of(2);
    (void)state;
    sample_fill(&data, 5, 500);
    feed(two, &data, 0, data.n, MOST);
    assert_int_equal(kefu_tally_reread(NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_reread(one, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_tally_merge(one, two, NULL), KEFU_E_ARGUMENT);
    assert_frame_fails(two, KEFU_E_STATE, "kefu_tally_reread");
    assert_int_equal(kefu_tally_reread(two, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_reread(two, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_tally_merge(two, other, NULL), KEFU_E_STATE);
    assert_frame_fails(two, KEFU_E_DATA, "second reading has 0 numbers");
    feed(two, &data, 0, 250, MOST);
    assert_frame_fails(two, KEFU_E_DATA, "read the same rows again");
    feed(two, &data, 250, data.n, MOST);
    kefu_tally_free(one);
    kefu_tally_free(two);
    kefu_tally_free(other);
}

/* A tally whose groups are not in `all` is poisoned. */
static void test_all_has_every_group(void **state)
{
    kefu_tally *all = tally_of(2), *part = tally_of(2);
    (void)state;
    sample_fill(&data, 5, 500);
    feed(all, &data, 0, 1, 1);
    feed(part, &data, 0, data.n, MOST);
    assert_int_equal(kefu_tally_reread_for(part, all, NULL), KEFU_E_ARGUMENT);
    assert_frame_fails(part, KEFU_E_STATE, "cannot go on");
    kefu_tally_free(all);
    kefu_tally_free(part);
}

static void test_all_without_a_row(void **state)
{
    kefu_tally *all = tally_of(2), *part = tally_of(2);
    (void)state;
    sample_fill(&data, 5, 10);
    feed(part, &data, 0, data.n, MOST);
    assert_int_equal(kefu_tally_reread_for(part, part, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_reread_for(part, all, NULL), KEFU_E_ARGUMENT);
    kefu_tally_free(all);
    kefu_tally_free(part);
}

/* A part that was not merged into `all` before the second reading: the figures of all lack its
 * rows, and say so. */
static void test_a_part_that_was_forgotten(void **state)
{
    kefu_tally *all = tally_of(2), *part = tally_of(2);
    (void)state;
    for (int64_t i = 0; i < 60; i++)
        data.agent[i] = 1, data.x[i] = 50 + i % 4, data.replied[i] = 1, data.states[i] = 0;
    feed(all, &data, 0, 30, MOST);
    feed(part, &data, 30, 40, MOST);
    assert_int_equal(kefu_tally_reread_for(part, all, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_reread(all, NULL), KEFU_OK);
    feed(all, &data, 0, 20, MOST);
    feed(part, &data, 30, 40, MOST);
    if (kefu_tally_merge(all, part, NULL) == KEFU_OK) {
        feed(all, &data, 20, 28, MOST);
        assert_frame_fails(all, KEFU_E_DATA, "read the same rows again");
    }
    kefu_tally_free(all);
    kefu_tally_free(part);
}

/* The second reading has one row more: of a group that the first has not, or a number that is
 * looked for once more, which the update says, or one that is not looked for. */
static void test_the_rows_of_both_readings_are_the_same(void **state)
{
    static const struct {
        int64_t agent, x;
        int32_t at_once;
    } more[] = {{99, 1, 1}, {1, 50, 1}, {1, 4611686018427387904 / 1000000, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        kefu_tally *two = tally_of(2);
        kefu_status status;
        rows r;
        for (int64_t k = 0; k < 9; k++)
            data.agent[k] = 1, data.x[k] = 50, data.replied[k] = 1, data.states[k] = 0;
        feed(two, &data, 0, 9, 9);
        assert_int_equal(kefu_tally_reread(two, NULL), KEFU_OK);
        feed(two, &data, 0, 9, 9);
        data.agent[9] = more[i].agent, data.x[9] = more[i].x;
        data.replied[9] = 1, data.states[9] = 0;
        sample_rows(&r, &data, 9, 1);
        status = kefu_tally_update(two, &r.batch, NULL);
        assert_int_equal(status, more[i].at_once ? KEFU_E_DATA : KEFU_OK);
        if (!status)
            assert_frame_fails(two, KEFU_E_DATA, "has 10 numbers where the first has 9");
        kefu_tally_free(two);
    }
}

/* The group that is new comes first, then a number that would need more buckets. */
static void test_a_new_group_at_the_second_reading_counts_nothing(void **state)
{
    static const int64_t agents[] = {7, 1}, x[] = {1, 4000000}, all[] = {1, 1};
    static const uint8_t yes[] = {1, 1};
    oom_state memory = {0};
    const kefu_allocator counted = {sizeof counted, oom_alloc, oom_realloc, oom_free, &memory};
    kefu_tally *two = NULL;
    rows r;
    (void)state;
    assert_int_equal(make(&counted, 2, 0, &two), KEFU_OK);
    rows_begin(&r, 2);
    rows_add(&r, "agent", KEFU_COLUMN_I64, all);
    rows_add(&r, "x", KEFU_COLUMN_I64, all);
    rows_add(&r, "replied", KEFU_COLUMN_BOOL, yes);
    assert_int_equal(kefu_tally_update(two, &r.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_reread(two, NULL), KEFU_OK);
    r.columns[0].data = agents;
    r.columns[1].data = x;
    assert_int_equal(kefu_tally_update(two, &r.batch, NULL), KEFU_E_DATA);
    kefu_tally_free(two);
    assert_int_equal(memory.blocks, 0);
    assert_int_equal(memory.held, 0);
}

static void test_no_readings_but_one_and_two(void **state)
{
    static const int32_t wrong[] = {-1, 3};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        kefu_tally_options options = {.struct_size = sizeof options, .readings = wrong[i]};
        kefu_tally *tally = NULL;
        assert_int_equal(kefu_tally_new(NULL, &options, &tally, NULL), KEFU_E_ARGUMENT);
    }
}

static void test_buckets_and_picks_count_against_the_limit(void **state)
{
    (void)state;
    sample_fill(&data, 3, MOST);
    for (int64_t bytes = 40000; bytes < 200000; bytes += 10000) {
        kefu_tally *two = NULL;
        kefu_error error = {0};
        rows r;
        kefu_status status;
        assert_int_equal(make(NULL, 2, bytes, &two), KEFU_OK);
        sample_rows(&r, &data, 0, data.n);
        status = kefu_tally_update(two, &r.batch, &error);
        if (!status)
            status = kefu_tally_reread(two, &error);
        if (bytes == 40000)
            assert_int_equal(status, KEFU_E_LIMIT);
        if (status)
            assert_int_equal(status, KEFU_E_LIMIT);
        kefu_tally_free(two);
    }
}

/* ---- Memory ---- */

static int scenario(const kefu_allocator *allocator)
{
    kefu_tally *all = NULL, *part = NULL;
    kefu_frame *frame = NULL;
    kefu_status status;
    rows r, s;
    sample_rows(&r, &data, 0, 40);
    sample_rows(&s, &data, 40, 60);
    if (!(status = make(allocator, 2, 0, &all)) && !(status = make(allocator, 2, 0, &part)) &&
        !(status = kefu_tally_update(all, &r.batch, NULL)) &&
        !(status = kefu_tally_update(part, &s.batch, NULL)) &&
        !(status = kefu_tally_merge(all, part, NULL)) &&
        !(status = kefu_tally_reread_for(part, all, NULL)) &&
        !(status = kefu_tally_reread(all, NULL)) &&
        !(status = kefu_tally_update(all, &r.batch, NULL)) &&
        !(status = kefu_tally_update(part, &s.batch, NULL)) &&
        !(status = kefu_tally_merge(all, part, NULL)))
        status = kefu_tally_frame(all, &frame, NULL);
    kefu_frame_free(frame);
    kefu_tally_free(part);
    kefu_tally_free(all);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    sample_fill(&data, 8, 100);
    assert_true(oom_sweep(scenario) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_readings_give_what_one_gives),
        cmocka_unit_test(test_threads_read_their_own_rows_twice),
        cmocka_unit_test(test_parts_merge_in_a_tree),
        cmocka_unit_test(test_a_filter_that_takes_out_the_first_row),
        cmocka_unit_test(test_many_ties),
        cmocka_unit_test(test_the_readings_follow_each_other),
        cmocka_unit_test(test_all_has_every_group),
        cmocka_unit_test(test_all_without_a_row),
        cmocka_unit_test(test_a_part_that_was_forgotten),
        cmocka_unit_test(test_the_rows_of_both_readings_are_the_same),
        cmocka_unit_test(test_a_new_group_at_the_second_reading_counts_nothing),
        cmocka_unit_test(test_no_readings_but_one_and_two),
        cmocka_unit_test(test_buckets_and_picks_count_against_the_limit),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
