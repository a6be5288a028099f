/* test_draw.c - draws: what is counted where, what is kept, what fails, merging, and states. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "draw_fixture.h"
#include "mend.h"
#include "oom.h"
#include "rows.h"
#include "sample/draw.h"

#define ALL "\"classes\":[{\"id\":\"a\",\"take\":\"all\"}]"
#define TAKE_2                                                                                     \
    DRAW_PLAN("\"by\":[\"agent\"],\"reserve\":3,\"classes\":[{\"id\":\"a\",\"take\":2,"            \
              "\"if_fewer\":\"all\"}]")

static kefu_draw *drawn(const char *plan, const char *words)
{
    kefu_draw *draw = NULL;
    kefu_error error = {0};
    if (draw_make(NULL, plan, words, &draw, &error))
        fail_msg("%s: %s", plan, error.message);
    return draw;
}

static kefu_buffer *saved(const kefu_draw *draw)
{
    kefu_buffer *buffer = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_draw_save(draw, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    return buffer;
}

/* ---- Counts ---------------------------------------------------------------------------------- */

static const struct counting {
    const char *plan, *rows;
    int64_t outside, excluded[2], unclassed, population, cells;
} countings[] = {
    {DRAW_PLAN("\"by\":[\"agent\"]," ALL), "1/A 2/B 3/A 4/-", 0, {0, 0}, 0, 4, 3},
    {DRAW_PLAN("\"by\":[]," ALL), "", 0, {0, 0}, 0, 0, 0},
    /* what is not known does not hold: not in, not excluded, in no class */
    {DRAW_PLAN("\"by\":[\"agent\"],\"where\":\"sat > 1\"," ALL),
     "1/A/1 2/A/2 3/A/-",
     2,
     {0, 0},
     0,
     1,
     1},
    {DRAW_PLAN("\"by\":[],\"exclude\":[{\"id\":\"e\",\"where\":\"sat > 1\"}]," ALL),
     "1/A/1 2/A/2 3/A/-",
     0,
     {1, 0},
     0,
     2,
     1},
    {DRAW_PLAN("\"by\":[],\"classes\":[{\"id\":\"a\",\"take\":\"all\",\"where\":\"sat > 1\"}]"),
     "1/A/1 2/A/2 3/A/-",
     0,
     {0, 0},
     2,
     1,
     1},
    /* the first exclusion that holds, the first class that holds */
    {DRAW_PLAN("\"by\":[],\"exclude\":[{\"id\":\"e\",\"where\":\"sat > 3\"},{\"id\":\"f\","
               "\"where\":\"sat > 1\"}]," ALL),
     "1/A/1 2/A/2 3/A/3 4/A/4 5/A/5",
     0,
     {2, 2},
     0,
     1,
     1},
    {DRAW_PLAN("\"by\":[\"agent\"],\"where\":\"agent <> 'Z'\",\"classes\":[{\"id\":\"a\","
               "\"where\":\"sat > 3\",\"take\":1},{\"id\":\"b\",\"where\":\"sat > 1\"}]"),
     "1/A/5 2/A/2 3/Z/5 4/A/1 5/B/4",
     1,
     {0, 0},
     1,
     3,
     3},
};

static void test_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof countings / sizeof *countings; i++) {
        const struct counting *c = &countings[i];
        kefu_draw *draw = drawn(c->plan, c->rows);
        kefu_draw_counts counts = {.struct_size = sizeof counts};
        assert_int_equal(kefu_draw_counted(draw, &counts), KEFU_OK);
        assert_int_equal(counts.outside, c->outside);
        assert_int_equal(counts.excluded, c->excluded[0] + c->excluded[1]);
        assert_int_equal(counts.unclassed, c->unclassed);
        assert_int_equal(counts.population, c->population);
        assert_int_equal(counts.cells, c->cells);
        assert_int_equal(counts.rows,
                         counts.outside + counts.excluded + counts.unclassed + counts.population);
        assert_int_equal(counts.listed, 0);
        assert_int_equal(kefu_draw_excluded(draw, 0), c->excluded[0]);
        assert_int_equal(kefu_draw_excluded(draw, 1), c->excluded[1]);
        assert_int_equal(kefu_draw_excluded(draw, 2), 0);
        assert_int_equal(kefu_draw_excluded(draw, -1), 0);
        kefu_draw_free(draw);
    }
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

enum { MANY = 3 * KF_BLOCK + 5 };

/* Rows first .. first + n - 1 of many, from columns of integers. */
static void feed_many(kefu_draw *draw, int64_t first, int64_t n)
{
    static int64_t ids[MANY], agents[MANY], sats[MANY];
    rows r;
    for (int64_t i = first; i < first + n; i++) {
        ids[i] = i * i;
        agents[i] = i % 11;
        sats[i] = i % 7;
    }
    rows_begin(&r, n);
    r.batch.first_row = first;
    rows_add(&r, "id", KEFU_COLUMN_I64, ids + first);
    rows_add(&r, "agent", KEFU_COLUMN_I64, agents + first);
    rows_add(&r, "sat", KEFU_COLUMN_I64, sats + first);
    assert_int_equal(kefu_draw_update(draw, &r.batch, NULL), KEFU_OK);
}

/* A batch of several blocks is what its rows are one by one, in the same cells with their numbers.
 */
static void test_blocks(void **state)
{
    static const char plan[] =
        DRAW_PLAN("\"by\":[\"agent\"],\"where\":\"sat > 0\",\"classes\":[{\"id\":\"u\",\"where\":"
                  "\"sat <= 2\",\"rate\":\"9%\"},{\"id\":\"a\",\"take\":2}]");
    kefu_draw *whole = drawn(plan, ""), *single = drawn(plan, "");
    size_t size = 0, again = 0;
    (void)state;
    feed_many(whole, 0, MANY);
    for (int64_t i = 0; i < MANY; i++)
        feed_many(single, i, 1);
    assert_int_equal(whole->rows, MANY);
    assert_int_equal(whole->outside, (MANY + 6) / 7);
    kefu_buffer *a = saved(whole), *b = saved(single);
    const char *bytes = kefu_buffer_data(a, &size), *others = kefu_buffer_data(b, &again);
    assert_int_equal(size, again);
    assert_memory_equal(bytes, others, size);
    kefu_buffer_free(a);
    kefu_buffer_free(b);
    kefu_draw_free(whole);
    kefu_draw_free(single);
}

/* ---- What is kept ---------------------------------------------------------------------------- */

/* Of 40 rows of one cell: what the cell may be asked for, the reserve and one more; or all. */
static const struct keeping {
    const char *rest;
    size_t kept;
} keepings[] = {
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"take\":2}]", 6},
    {"\"reserve\":0,\"classes\":[{\"id\":\"a\",\"take\":2}]", 3},
    {"\"classes\":[{\"id\":\"a\",\"take\":2}]", 13},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"min\":2}]", 6}, /* without a total: the min */
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"min\":1}],\"variance\":true", 6},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"max\":4}],\"total\":9", 8},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\"}],\"total\":9", 13},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\"}],\"total\":\"9%\"", 40},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"max\":4}],\"total\":\"9%\"", 8},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"rate\":\"50%\"}]", 40},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"rate\":\"50%\",\"max\":7}]", 11},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"take\":\"all\"}]", 40},
    /* no plan that can be met asks for more than the total, or an agent's max */
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"take\":\"all\"}],\"total\":20", 24},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\",\"rate\":\"50%\"}],\"agent\":{\"column\":\"agent\","
     "\"max\":9}",
     13},
    {"\"reserve\":3,\"classes\":[{\"id\":\"a\"}],\"agent\":{\"column\":\"agent\",\"min\":5}", 9},
};

static void test_keeping(void **state)
{
    char plan[512], words[512] = "";
    (void)state;
    for (int i = 0; i < 40; i++)
        snprintf(words + strlen(words), sizeof words - strlen(words), "%s%d/A", i ? " " : "", i);
    for (size_t i = 0; i < sizeof keepings / sizeof *keepings; i++) {
        snprintf(plan, sizeof plan,
                 "{\"format\":1,\"id\":\"t.qc/1\",\"key\":\"id\",\"by\":[\"agent\"],%s}",
                 keepings[i].rest);
        kefu_draw *draw = drawn(plan, words);
        assert_int_equal(draw->n_cells, 1);
        assert_int_equal(draw->cells[0].rows, 40);
        assert_int_equal(kf_urn_sort(&draw->cells[0].urn, "id", NULL), KEFU_OK);
        assert_int_equal(draw->cells[0].urn.n, keepings[i].kept);
        kefu_draw_free(draw);
    }
}

/* ---- What fails ------------------------------------------------------------------------------ */

static const struct failing {
    const char *plan, *rows;
    kefu_status status;
    int64_t row;
} failings[] = {
    {DRAW_PLAN("\"by\":[]," ALL), "1 2 - 4", KEFU_E_DATA, 102},
    /* an id that is missing matters only where it might be drawn */
    {DRAW_PLAN("\"by\":[],\"where\":\"sat = 1\"," ALL), "1/A/1 -/A/2", KEFU_OK, 0},
    {DRAW_PLAN("\"by\":[],\"where\":\"sat = 1\"," ALL), "1/A/1 -/A/1", KEFU_E_DATA, 101},
    {DRAW_PLAN("\"by\":[],\"where\":\"sat * 9000000000000 > 1\"," ALL), "1/A/1 2/A/2000000",
     KEFU_E_OVERFLOW, 101},
};

static void test_failures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof failings / sizeof *failings; i++) {
        kefu_draw *draw = drawn(failings[i].plan, "");
        kefu_draw_counts counts = {.struct_size = sizeof counts};
        kefu_sample *sample = NULL;
        kefu_buffer *buffer = NULL;
        kefu_error error = {0};
        assert_int_equal(draw_feed(NULL, draw, failings[i].rows, 100, &error), failings[i].status);
        assert_int_equal(error.row, failings[i].row);
        const kefu_status then = failings[i].status ? KEFU_E_STATE : KEFU_OK;
        assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
        assert_int_equal(draw_feed(NULL, draw, "", 0, &error), then);
        assert_int_equal(kefu_draw_counted(draw, &counts), then);
        assert_int_equal(kefu_draw_save(draw, kefu_buffer_sink(buffer), NULL), then);
        assert_int_equal(draw_sample(NULL, draw, NULL, &sample, NULL), then);
        kefu_draw *other = drawn(failings[i].plan, "");
        assert_int_equal(kefu_draw_merge(other, draw, NULL), then);
        assert_int_equal(kefu_draw_merge(draw, other, NULL), then);
        kefu_draw_free(other);
        kefu_sample_free(sample);
        kefu_buffer_free(buffer);
        kefu_draw_free(draw);
    }
}

/* A column that is missing changes nothing: the same rows with it go on. */
static void test_missing_columns(void **state)
{
    static const char *const missing[3] = {"who", "agent", "sat"},
                             *const no_agent[3] = {"id", "who", "sat"},
                             *const no_sat[3] = {"id", "agent", "who"};
    static const char *const *const lists[] = {missing, no_agent, no_sat};
    (void)state;
    for (int i = 0; i < 3; i++) {
        kefu_draw *draw = drawn(DRAW_PLAN("\"by\":[\"agent\"],\"where\":\"sat > 0\"," ALL), "");
        kefu_builder *builder = NULL;
        assert_int_equal(draw_rows(NULL, "1/A/1", lists[i], &builder), KEFU_OK);
        assert_int_equal(kefu_draw_update(draw, kefu_builder_batch(builder), NULL), KEFU_E_NAME);
        assert_int_equal(draw_feed(NULL, draw, "1/A/1", 0, NULL), KEFU_OK);
        assert_int_equal(draw->population, 1);
        kefu_builder_free(builder);
        kefu_draw_free(draw);
    }
}

static void test_seeds(void **state)
{
    static const struct {
        const char *seed;
        kefu_status status;
    } seeds[] = {
        {NULL, KEFU_E_ARGUMENT}, {"", KEFU_E_ARGUMENT}, {"\xFF", KEFU_E_ENCODING}, {"周", 0}};
    kefu_plan *plan = NULL;
    (void)state;
    assert_int_equal(draw_plan(NULL, TAKE_2, &plan), KEFU_OK);
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
        kefu_draw_options options = {.struct_size = sizeof options, .seed = seeds[i].seed};
        kefu_draw *draw = NULL;
        assert_int_equal(kefu_draw_new(plan, &options, &draw, NULL), seeds[i].status);
        kefu_draw_free(draw);
    }
    kefu_plan_free(plan);
}

static void test_limits(void **state)
{
    static const struct {
        kefu_limits limits;
        const char *message;
    } cases[] = {
        {{.struct_size = sizeof(kefu_limits), .groups = 2}, "limits.groups"},
        {{.struct_size = sizeof(kefu_limits), .state_bytes = 2000}, "limits.state_bytes"},
    };
    kefu_plan *plan = NULL;
    (void)state;
    assert_int_equal(draw_plan(NULL, TAKE_2, &plan), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_draw_options options = draw_options(NULL);
        kefu_draw *draw = NULL;
        kefu_error error = {0};
        options.limits = &cases[i].limits;
        assert_int_equal(kefu_draw_new(plan, &options, &draw, NULL), KEFU_OK);
        assert_int_equal(
            draw_feed(NULL, draw,
                      "1/A 2/A 3/A 4/A 5/A 6/A 1/B 2/B 3/B 4/B 5/B 6/B 7/C 8/C 9/C 10/C", 0,
                      &error),
            KEFU_E_LIMIT);
        assert_non_null(strstr(error.message, cases[i].message));
        kefu_draw_free(draw);
    }
    kefu_plan_free(plan);
}

/* ---- Merging --------------------------------------------------------------------------------- */

static void test_merge(void **state)
{
    kefu_draw *whole = drawn(TAKE_2, "1/A 2/B 3/A 4/A 5/- 6/B");
    kefu_draw *left = drawn(TAKE_2, "1/A 2/B 3/A"), *right = drawn(TAKE_2, "");
    (void)state;
    assert_int_equal(draw_feed(NULL, right, "4/A 5/- 6/B", 3, NULL), KEFU_OK);
    assert_int_equal(kefu_draw_merge(right, left, NULL), KEFU_OK);
    kefu_buffer *a = saved(whole), *b = saved(right);
    size_t size = 0, again = 0;
    const char *bytes = kefu_buffer_data(a, &size), *others = kefu_buffer_data(b, &again);
    assert_int_equal(size, again);
    assert_memory_equal(bytes, others, size);
    assert_int_equal(left->rows, 3); /* as it was */
    kefu_buffer_free(a);
    kefu_buffer_free(b);
    kefu_draw_free(whole);
    kefu_draw_free(left);
    kefu_draw_free(right);
}

static void test_merge_refused(void **state)
{
    kefu_draw_options other_seed = draw_options(NULL);
    kefu_plan *plan = NULL;
    kefu_draw *draw = drawn(TAKE_2, "1/A"), *plans = drawn(DRAW_PLAN("\"by\":[]," ALL), "1");
    kefu_draw *seeds = NULL;
    (void)state;
    other_seed.seed = "2026-W48";
    assert_int_equal(draw_plan(NULL, TAKE_2, &plan), KEFU_OK);
    assert_int_equal(kefu_draw_new(plan, &other_seed, &seeds, NULL), KEFU_OK);
    assert_int_equal(kefu_draw_merge(draw, plans, NULL), KEFU_E_MISMATCH);
    assert_int_equal(kefu_draw_merge(draw, seeds, NULL), KEFU_E_MISMATCH);
    assert_int_equal(kefu_draw_merge(draw, draw, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(draw_feed(NULL, draw, "2/A", 1, NULL), KEFU_OK);
    assert_int_equal(draw->population, 2);
    kefu_draw_free(seeds);
    kefu_draw_free(plans);
    kefu_draw_free(draw);
    kefu_plan_free(plan);
}

/* ---- States ---------------------------------------------------------------------------------- */

static kefu_status load(const char *json, const char *seed, const void *bytes, size_t size,
                        kefu_draw **out, kefu_error *error)
{
    kefu_draw_options options = draw_options(NULL);
    kefu_plan *plan = NULL;
    options.seed = seed;
    assert_int_equal(draw_plan(NULL, json, &plan), KEFU_OK);
    const kefu_status status = kefu_draw_load(plan, &options, bytes, size, out, error);
    kefu_plan_free(plan);
    return status;
}

static const char *const states[] = {"", "1/A", "1/A 2/B 3/- 4/7 会话/A 007/A 5/A 6/A 7/A 8/A"};

static void test_saved(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        kefu_draw *draw = drawn(TAKE_2, states[i]), *back = NULL;
        kefu_buffer *buffer = saved(draw);
        size_t size = 0, again = 0;
        const char *bytes = kefu_buffer_data(buffer, &size);
        assert_int_equal(load(TAKE_2, draw_seed, bytes, size, &back, NULL), KEFU_OK);
        kefu_buffer *other = saved(back);
        const char *others = kefu_buffer_data(other, &again);
        assert_int_equal(size, again);
        assert_memory_equal(bytes, others, size);
        assert_int_equal(back->rows, draw->rows);
        assert_int_equal(back->population, draw->population);
        assert_int_equal(draw_feed(NULL, back, "100/A", 50, NULL), KEFU_OK);
        kefu_buffer_free(other);
        kefu_buffer_free(buffer);
        kefu_draw_free(back);
        kefu_draw_free(draw);
    }
}

static void test_not_theirs(void **state)
{
    kefu_draw *draw = drawn(TAKE_2, states[2]), *back = NULL;
    kefu_buffer *buffer = saved(draw);
    size_t size = 0;
    const char *bytes = kefu_buffer_data(buffer, &size);
    kefu_error error;
    (void)state;
    assert_int_equal(load(DRAW_PLAN("\"by\":[]," ALL), draw_seed, bytes, size, &back, &error),
                     KEFU_E_MISMATCH);
    assert_non_null(strstr(error.message, "t.qc/1"));
    assert_int_equal(load(TAKE_2, "2026-W48", bytes, size, &back, &error), KEFU_E_MISMATCH);
    assert_non_null(strstr(error.message, "2026-W47"));
    assert_null(back);
    kefu_buffer_free(buffer);
    kefu_draw_free(draw);
}

/* Any byte changed, length and checksum put right or not: refused, or a draw that saves them. */
static void damage(const char *bytes, size_t size, size_t at, int mended)
{
    unsigned char *copy = malloc(size);
    kefu_draw *back = NULL;
    memcpy(copy, bytes, size);
    copy[at] ^= (unsigned char)(mended ? 1 + at % 7 : 0x20);
    if (mended)
        mend(copy, size);
    const kefu_status status = load(TAKE_2, draw_seed, copy, size, &back, NULL);
    if (!mended)
        assert_int_equal(status, KEFU_E_DATA);
    if (!status) {
        kefu_buffer *buffer = saved(back);
        size_t again = 0;
        const char *others = kefu_buffer_data(buffer, &again);
        assert_int_equal(again, size);
        assert_memory_equal(others, copy, size);
        kefu_buffer_free(buffer);
    }
    kefu_draw_free(back);
    free(copy);
}

static void test_damaged(void **state)
{
    kefu_draw *draw = drawn(TAKE_2, states[2]), *back = NULL;
    kefu_buffer *buffer = saved(draw);
    size_t size = 0;
    const char *bytes = kefu_buffer_data(buffer, &size);
    (void)state;
    for (size_t at = 0; at < size; at++) {
        damage(bytes, size, at, 0);
        damage(bytes, size, at, 1);
        assert_int_equal(load(TAKE_2, draw_seed, bytes, at, &back, NULL), KEFU_E_DATA);
    }
    kefu_buffer_free(buffer);
    kefu_draw_free(draw);
}

/* An id that is there twice: the state would not be that of any rows that may be drawn. */
static void test_twins_are_not_saved(void **state)
{
    kefu_draw *draw = drawn(TAKE_2, "1/A 2/A 1/A");
    kefu_buffer *buffer = NULL;
    kefu_error error = {0};
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_draw_save(draw, kefu_buffer_sink(buffer), &error), KEFU_E_DUPLICATE);
    assert_int_equal(error.row, 2);
    kefu_buffer_free(buffer);
    kefu_draw_free(draw);
}

/* ---- Memory ---------------------------------------------------------------------------------- */

static kefu_status draw_there_and_back(const kefu_allocator *allocator, const kefu_plan *plan,
                                       kefu_draw *draw)
{
    const kefu_draw_options options = draw_options(allocator);
    kefu_draw *back = NULL;
    kefu_buffer *buffer = NULL;
    size_t size = 0;
    kefu_status status = kefu_buffer_new(allocator, &buffer, NULL);
    if (!status)
        status = kefu_draw_save(draw, kefu_buffer_sink(buffer), NULL);
    if (!status) {
        const char *bytes = kefu_buffer_data(buffer, &size);
        status = kefu_draw_load(plan, &options, bytes, size, &back, NULL);
    }
    if (!status)
        status = draw_feed(allocator, back, "20/C 会话-1/C", 20, NULL);
    if (!status)
        status = kefu_draw_merge(draw, back, NULL) == KEFU_OK ? KEFU_OK : KEFU_E_MEMORY;
    kefu_buffer_free(buffer);
    kefu_draw_free(back);
    return status;
}

static int draw_scenario(const kefu_allocator *allocator)
{
    const kefu_draw_options options = draw_options(allocator);
    kefu_plan *plan = NULL;
    kefu_draw *draw = NULL;
    kefu_status status = draw_plan(allocator, TAKE_2, &plan);
    if (!status)
        status = kefu_draw_new(plan, &options, &draw, NULL);
    if (!status)
        status = draw_feed(allocator, draw, states[2], 0, NULL);
    if (!status)
        status = draw_there_and_back(allocator, plan, draw);
    kefu_draw_free(draw);
    kefu_plan_free(plan);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_oom(void **state)
{
    (void)state;
    assert_true(oom_sweep(draw_scenario) > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_keeping),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_missing_columns),
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_merge_refused),
        cmocka_unit_test(test_saved),
        cmocka_unit_test(test_not_theirs),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_twins_are_not_saved),
        cmocka_unit_test(test_oom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
