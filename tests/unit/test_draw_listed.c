/* test_draw_listed.c - ids that may not be drawn, and what a draw and its saved bytes are of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "draw_fixture.h"
#include "oom.h"
#include "sample/draw.h"

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

static const char shop[] = "1/A 2/B 3/- 4/7 会话/A 007/A 5/A 6/A 7/A 8/A";

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
    assert_int_equal(draw_feed(NULL, draw, shop, 0, NULL), KEFU_OK);
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

static int listed_scenario(const kefu_allocator *allocator)
{
    kefu_draw *draw = NULL;
    kefu_status status = listed_draw(allocator, TAKE_2, "1 会话", "id", &draw, NULL);
    if (!status)
        status = draw_feed(allocator, draw, shop, 0, NULL);
    kefu_draw_free(draw);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_oom(void **state)
{
    (void)state;
    assert_true(oom_sweep(listed_scenario) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_listed),
        cmocka_unit_test(test_lists_are_alike),
        cmocka_unit_test(test_lists_are_refused),
        cmocka_unit_test(test_listed_saved),
        cmocka_unit_test(test_inspect),
        cmocka_unit_test(test_oom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
