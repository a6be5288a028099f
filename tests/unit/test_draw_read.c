/* test_draw_read.c - what is wrong with the columns of a batch is said of the place in the plan
 * that asks for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "draw_fixture.h"
#include "oom.h"

/* The values stand at 2:7 (key), 3:7 (by), 4:9 (where), 5:30 (exclude), 6:30 and 7:29 (classes),
 * counted by hand; columns are characters. */
#define PLACED(where, exclude, first, second)                                                      \
    "{\"format\":1,\"id\":\"t.qc/1\",\n"                                                           \
    "\"key\":\"id\",\n"                                                                            \
    "\"by\":[\"agent\"],\n"                                                                        \
    "\"where\":\"" where "\",\n"                                                                   \
    "\"exclude\":[{\"id\":\"e\",\"where\":\"" exclude "\"}],\n"                                    \
    "\"classes\":[{\"id\":\"a\",\"where\":\"" first "\",\"take\":1},\n"                            \
    "{\"id\":\"退款\",\"take\":1,\"where\":\"" second "\"}]}"

static const struct fault {
    const char *plan;
    const char *names[3];
    const char *rows;
    kefu_status status;
    int32_t line, column;
    int64_t row;
    const char *message; /* how it begins */
} faults[] = {
    {PLACED("sat > 0", "sat = 9", "sat = 1", "sat = 2"),
     {"who", "agent", "sat"},
     "1/A/1",
     KEFU_E_NAME,
     2,
     7,
     -1,
     "plan.key: there is no column 'id' in the batch"},
    {PLACED("sat > 0", "sat = 9", "sat = 1", "sat = 2"),
     {"id", "agents", "sat"},
     "1/A/1",
     KEFU_E_NAME,
     3,
     7,
     -1,
     "plan.by[0]: there is no column 'agent' in the batch; did you mean 'agents'?"},
    {PLACED("sut > 0", "sat = 9", "sat = 1", "sat = 2"),
     {"id", "agent", "sat"},
     "1/A/1",
     KEFU_E_NAME,
     4,
     9,
     -1,
     "plan.where: there is no column 'sut' in the batch; did you mean 'sat'?"},
    {PLACED("sat > 0", "agent < 20", "sat = 1", "sat = 2"),
     {"id", "agent", "sat"},
     "1/A/1",
     KEFU_E_TYPE,
     5,
     30,
     -1,
     "plan.exclude[0].where: column 'agent' holds text but is read as numbers: write"},
    {PLACED("sat > 0", "sat = 9", "sat", "sat = 2"),
     {"id", "agent", "sat"},
     "1/A/1",
     KEFU_E_TYPE,
     6,
     30,
     -1,
     "plan.classes[0].where: column 'sat' is read as true or false but is no bool column: write a "
     "comparison"},
    {PLACED("sat > 0", "sat = 9", "sat = 1", "hour(sat, 8) = 3"),
     {"id", "agent", "sat"},
     "1/A/1",
     KEFU_E_TYPE,
     7,
     29,
     -1,
     "plan.classes[1].where: column 'sat' is no time column"},
    /* in the rows: with the row, too */
    {PLACED("sat > 0", "sat = 9", "sat = 1", "sat * 9000000000000 > 1"),
     {"id", "agent", "sat"},
     "1/A/1 2/A/2000000",
     KEFU_E_OVERFLOW,
     7,
     29,
     1,
     "plan.classes[1].where: "},
    {PLACED("sut > 0", "sat = 9", "sat = 1", "sat = 2"),
     {"id", "agents", "sat"},
     "1/A/1",
     KEFU_E_NAME,
     0,
     0,
     -1,
     "plan: there are no columns 'agent' (did you mean 'agents'?), 'sut' (did you mean 'sat'?) in "
     "the batch"},
};

static void fault_is(const struct fault *f, const kefu_error *error)
{
    assert_int_equal(error->code, f->status);
    if (strncmp(error->message, f->message, strlen(f->message)) != 0)
        fail_msg("'%s' does not begin with '%s'", error->message, f->message);
    assert_int_equal(error->line, f->line);
    assert_int_equal(error->column, f->column);
    if (f->line)
        assert_int_equal(f->plan[error->offset], '"');
    else /* of no one place */
        assert_int_equal(error->offset, -1);
    assert_int_equal(error->row, f->row);
}

static void test_faults_have_the_path_in_the_plan(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault *f = &faults[i];
        const kefu_draw_options options = draw_options(NULL);
        kefu_plan *plan = NULL;
        kefu_draw *draw = NULL;
        kefu_builder *rows = NULL;
        kefu_error error = {0};
        assert_int_equal(draw_plan(NULL, f->plan, &plan), KEFU_OK);
        assert_int_equal(kefu_draw_new(plan, &options, &draw, NULL), KEFU_OK);
        assert_int_equal(draw_rows(NULL, f->rows, f->names, &rows), KEFU_OK);
        const kefu_batch *batch = kefu_builder_batch(rows);
        if (f->row < 0) /* the draw is as it was */
            assert_int_equal(kefu_draw_update(draw, batch, NULL), f->status);
        assert_int_equal(kefu_draw_update(draw, batch, &error), f->status);
        fault_is(f, &error);
        if (f->row >= 0) {
            assert_int_equal(kefu_draw_update(draw, batch, &error), KEFU_E_STATE);
            assert_non_null(strstr(error.message, f->message));
        }
        kefu_builder_free(rows);
        kefu_draw_free(draw);
        kefu_plan_free(plan);
    }
}

/* A condition that the limits of the plan allow, and those of the draw do not. */
static void test_limits_of_the_draw(void **state)
{
    const kefu_limits limits = {.struct_size = sizeof limits, .text_bytes = 8};
    kefu_draw_options options = draw_options(NULL);
    kefu_plan *plan = NULL;
    kefu_draw *draw = NULL;
    kefu_error error = {0};
    (void)state;
    options.limits = &limits;
    assert_int_equal(draw_plan(NULL, PLACED("sat > 0", "sat > 900", "sat = 1", "sat = 2"), &plan),
                     KEFU_OK);
    assert_int_equal(kefu_draw_new(plan, &options, &draw, NULL), KEFU_OK);
    assert_int_equal(draw_feed(NULL, draw, "1/A/1", 0, &error), KEFU_E_LIMIT);
    assert_non_null(strstr(error.message, "plan.exclude[0].where: the expression is longer than"));
    assert_int_equal(error.line, 5);
    kefu_draw_free(draw);
    kefu_plan_free(plan);
}

static int faulty_scenario(const kefu_allocator *allocator)
{
    kefu_draw *draw = NULL;
    kefu_error error = {0};
    const kefu_status status = draw_make(allocator, faults[3].plan, "1/A/1", &draw, &error);
    kefu_draw_free(draw);
    if (status == KEFU_E_MEMORY)
        return strcmp(error.message, "out of memory") == 0 || !*error.message ? 0 : -1;
    return status == KEFU_E_TYPE ? 1 : -1;
}

static void test_oom(void **state)
{
    (void)state;
    assert_true(oom_sweep(faulty_scenario) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults_have_the_path_in_the_plan),
        cmocka_unit_test(test_limits_of_the_draw),
        cmocka_unit_test(test_oom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
