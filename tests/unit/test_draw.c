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

/* ---- Ids that may not be drawn --------------------------------------------------------------- */

static kefu_status listed_draw(const kefu_allocator *allocator, const char *json, const char *ids,
                               const char *name, kefu_draw **out, kefu_error *error)
{
    const char *const names[3] = {name, "x", "y"};
    kefu_draw_options options = draw_options(allocator);
    kefu_plan *plan = NULL;
    kefu_builder *list = NULL;
    kefu_status status = draw_plan(allocator, json, &plan);
    if (!status)
        status = draw_rows(allocator, ids, names, &list);
    if (!status) {
        options.excluded = kefu_builder_batch(list);
        status = kefu_draw_new(plan, &options, out, error);
    }
    kefu_builder_free(list);
    kefu_plan_free(plan);
    return status;
}

/* A: 9 7 5 1 11 3; of a class, "where" and "exclude" first. */
static void test_listed(void **state)
{
    static const char plan[] =
        DRAW_PLAN("\"by\":[\"agent\"],\"where\":\"sat > 0\",\"exclude\":[{\"id\":\"e\",\"where\":"
                  "\"sat = 9\"}],\"classes\":[{\"id\":\"a\",\"where\":\"sat < 9\",\"take\":2}]");
    static const char *const names[] = {"id", "会话ID", "ID"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        kefu_draw *draw = NULL;
        kefu_sample *sample = NULL;
        kefu_draw_counts counts = {.struct_size = sizeof counts};
        char shown[128];
        assert_int_equal(listed_draw(NULL, plan, "9 77 7 9 3 13 14 15", names[i], &draw, NULL),
                         KEFU_OK);
        assert_int_equal(draw_feed(NULL, draw,
                                   "9/A/1 7/A/1 5/A/1 1/A/1 11/A/1 3/A/1 13/A/0 14/A/9 15/A/10 "
                                   "16/A/10",
                                   0, NULL),
                         KEFU_OK);
        assert_int_equal(kefu_draw_counted(draw, &counts), KEFU_OK);
        assert_int_equal(counts.rows, 10);
        assert_int_equal(counts.outside, 1);
        assert_int_equal(counts.excluded, 1);
        assert_int_equal(counts.unclassed, 2);
        assert_int_equal(counts.listed, 3);
        assert_int_equal(counts.population, 3);
        assert_int_equal(draw_sample(NULL, draw, NULL, &sample, NULL), KEFU_OK);
        draw_shown(sample, shown, sizeof shown);
        assert_string_equal(shown, "a A 2/3: take 5 1");
        kefu_sample_free(sample);
        kefu_draw_free(draw);
    }
}

/* No list and an empty one are the same, and so are the same ids in any order, or twice. */
static void test_lists_are_alike(void **state)
{
    static const struct {
        const char *ids, *others;
        kefu_status status;
    } pairs[] = {
        {"", "", KEFU_OK},
        {"1 2 会话", "会话 2 1 2", KEFU_OK},
        {"", "1", KEFU_E_MISMATCH},
        {"1", "01", KEFU_E_MISMATCH},
        {"1 2", "12", KEFU_E_MISMATCH},
        {"a b", "ab", KEFU_E_MISMATCH},
    };
    kefu_draw *none = drawn(TAKE_2, "5/A");
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        kefu_draw *a = NULL, *b = NULL;
        assert_int_equal(listed_draw(NULL, TAKE_2, pairs[i].ids, "id", &a, NULL), KEFU_OK);
        assert_int_equal(listed_draw(NULL, TAKE_2, pairs[i].others, "id", &b, NULL), KEFU_OK);
        assert_int_equal(draw_feed(NULL, a, "1/A 8/A", 0, NULL), KEFU_OK);
        const int64_t listed = a->listed;
        assert_int_equal(kefu_draw_merge(b, a, NULL), pairs[i].status);
        assert_int_equal(b->listed, pairs[i].status ? 0 : listed);
        assert_int_equal(kefu_draw_merge(a, none, NULL), *pairs[i].ids ? KEFU_E_MISMATCH : KEFU_OK);
        kefu_draw_free(a);
        kefu_draw_free(b);
    }
    kefu_draw_free(none);
}

static void test_lists_are_refused(void **state)
{
    kefu_draw *draw = NULL;
    kefu_error error = {0};
    (void)state;
    assert_int_equal(listed_draw(NULL, TAKE_2, "1 - 2", "id", &draw, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 1);
    assert_int_equal(listed_draw(NULL, TAKE_2, "1", "conversation", &draw, &error), KEFU_E_NAME);
    assert_null(draw);
}

static void test_listed_saved(void **state)
{
    kefu_draw *draw = NULL, *back = NULL;
    kefu_draw_options options = draw_options(NULL);
    kefu_plan *plan = NULL;
    kefu_builder *list = NULL;
    kefu_error error;
    size_t size = 0, again = 0;
    (void)state;
    assert_int_equal(listed_draw(NULL, TAKE_2, "2 3 会话", "id", &draw, NULL), KEFU_OK);
    assert_int_equal(draw_feed(NULL, draw, states[2], 0, NULL), KEFU_OK);
    assert_int_equal(draw->listed, 3);
    kefu_buffer *buffer = saved(draw);
    const char *bytes = kefu_buffer_data(buffer, &size);
    assert_int_equal(load(TAKE_2, draw_seed, bytes, size, &back, &error), KEFU_E_MISMATCH);
    assert_non_null(strstr(error.message, "other ids were excluded"));
    assert_int_equal(draw_plan(NULL, TAKE_2, &plan), KEFU_OK);
    assert_int_equal(draw_rows(NULL, "会话 3 2", draw_names, &list), KEFU_OK);
    options.excluded = kefu_builder_batch(list);
    assert_int_equal(kefu_draw_load(plan, &options, bytes, size, &back, NULL), KEFU_OK);
    assert_int_equal(back->listed, 3);
    assert_int_equal(draw_feed(NULL, back, "3/A", 50, NULL), KEFU_OK);
    assert_int_equal(back->listed, 4);
    assert_int_equal(kefu_draw_merge(draw, back, NULL), KEFU_OK);
    kefu_draw_free(back);
    kefu_draw *none = drawn(TAKE_2, "");
    kefu_buffer *without = saved(none);
    bytes = kefu_buffer_data(without, &again);
    assert_int_equal(kefu_draw_load(plan, &options, bytes, again, &back, &error), KEFU_E_MISMATCH);
    assert_non_null(strstr(error.message, "no ids were excluded"));
    kefu_buffer_free(without);
    kefu_buffer_free(buffer);
    kefu_builder_free(list);
    kefu_plan_free(plan);
    kefu_draw_free(none);
    kefu_draw_free(draw);
}

/* ---- What bytes are -------------------------------------------------------------------------- */

static void text_is(kefu_text text, const char *expected)
{
    assert_int_equal(text.size, strlen(expected));
    assert_memory_equal(text.data, expected, text.size);
}

static void test_inspect(void **state)
{
    kefu_draw *draw = NULL;
    kefu_draw_info info = {.struct_size = sizeof info};
    size_t size = 0;
    (void)state;
    assert_int_equal(listed_draw(NULL, TAKE_2, "2", "id", &draw, NULL), KEFU_OK);
    assert_int_equal(draw_feed(NULL, draw, "1/A 2/B 3/A 4/C", 0, NULL), KEFU_OK);
    assert_string_equal(kefu_draw_seed(draw), draw_seed);
    assert_string_equal(kefu_plan_id(kefu_draw_plan(draw)), "t.qc/1");
    kefu_buffer *buffer = saved(draw);
    const char *bytes = kefu_buffer_data(buffer, &size);
    assert_int_equal(kefu_draw_inspect(bytes, size, &info, NULL), KEFU_OK);
    assert_int_equal(info.format, 1);
    assert_int_equal(info.rows, 4);
    assert_int_equal(info.population, 3);
    assert_int_equal(info.cells, 2);
    text_is(info.plan_id, "t.qc/1");
    text_is(info.plan_hash, kefu_plan_hash(kefu_draw_plan(draw)));
    text_is(info.seed, draw_seed);
    text_is(info.excluded, draw->list.hash);
    assert_true(info.seed.data > bytes && info.seed.data < bytes + size);
    for (size_t at = 0; at < size; at++)
        assert_int_equal(kefu_draw_inspect(bytes, at, &info, NULL), KEFU_E_DATA);
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
    kefu_draw *draw = NULL, *listed = NULL;
    kefu_status status = draw_plan(allocator, TAKE_2, &plan);
    if (!status)
        status = kefu_draw_new(plan, &options, &draw, NULL);
    if (!status)
        status = draw_feed(allocator, draw, states[2], 0, NULL);
    if (!status)
        status = listed_draw(allocator, TAKE_2, "1 会话", "id", &listed, NULL);
    if (!status)
        status = draw_feed(allocator, listed, states[2], 0, NULL);
    kefu_draw_free(listed);
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
        cmocka_unit_test(test_listed),
        cmocka_unit_test(test_lists_are_alike),
        cmocka_unit_test(test_lists_are_refused),
        cmocka_unit_test(test_listed_saved),
        cmocka_unit_test(test_inspect),
        cmocka_unit_test(test_oom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
