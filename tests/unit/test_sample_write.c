/* test_sample_write.c - a written sample has no two columns of one name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "draw_fixture.h"
#include "kefu/arrow.h"
#include "kefu/estimate.h"
#include "oom.h"
#include "table/arrow.h"

/* Columns of "by", and what they are written as. */
static const struct naming {
    const char *by[2], *written[2];
} namings[] = {
    {{"agent", "团队"}, {"agent", "团队"}},
    {{"class", "id"}, {"by_class", "by_id"}},
    {{"总数", "类别"}, {"by_总数", "by_类别"}}, /* in either language, whatever is written */
    {{"Chance", "row"}, {"by_Chance", "by_row"}},
    {{"rule", "抽中概率"}, {"by_rule", "by_抽中概率"}},
    {{"CELL", "cells"}, {"by_CELL", "cells"}},
    {{"class", "by_class"}, {"by_by_class", "by_class"}},
    {{"BY_why", "why"}, {"BY_why", "by_by_why"}},
    {{"by_by_why", "why"}, {"by_by_why", "by_why"}},
};

static kefu_status naming_sample(const kefu_allocator *allocator, const struct naming *n,
                                 kefu_sample **out)
{
    const char *const names[3] = {"k", n->by[0], n->by[1]};
    const kefu_draw_options options = draw_options(allocator);
    kefu_plan *plan = NULL;
    kefu_draw *draw = NULL;
    kefu_builder *rows = NULL;
    char json[256];
    snprintf(
        json, sizeof json,
        "{\"format\":1,\"id\":\"t/1\",\"key\":\"k\",\"by\":[\"%s\",\"%s\"],\"classes\":[{\"id\":"
        "\"a\",\"take\":1}]}",
        n->by[0], n->by[1]);
    kefu_status status = draw_plan(allocator, json, &plan);
    if (!status)
        status = kefu_draw_new(plan, &options, &draw, NULL);
    if (!status)
        status = draw_rows(allocator, "1/A/7 2/A/7 3/B/8", names, &rows);
    if (!status)
        status = kefu_draw_update(draw, kefu_builder_batch(rows), NULL);
    if (!status)
        status = kefu_sample_new(draw, NULL, out, NULL);
    kefu_builder_free(rows);
    kefu_draw_free(draw);
    kefu_plan_free(plan);
    return status;
}

static void csv_is_headed(const kefu_sample *sample, int32_t language, const char *before,
                          const struct naming *n, const char *behind)
{
    const kefu_sample_write_options options = {.struct_size = sizeof options, .language = language};
    kefu_buffer *buffer = NULL;
    char heading[256], expected[256];
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_csv(sample, &options, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    snprintf(expected, sizeof expected, "%s,%s,%s,%s", before, n->written[0], n->written[1],
             behind);
    const char *csv = kefu_buffer_data(buffer, NULL);
    snprintf(heading, sizeof heading, "%.*s", (int)strcspn(csv, "\n"), csv);
    assert_string_equal(heading, expected);
    kefu_buffer_free(buffer);
}

/* The rows of a sample are those of an estimate: no column of "by" is taken for one of ours. */
static void arrow_is_named(const kefu_sample *sample, const struct naming *n)
{
    const kefu_estimate_options options = {
        .struct_size = sizeof options, .kind = KEFU_ESTIMATE_MEAN, .mark = "place"};
    struct ArrowArrayStream stream;
    kefu_arrow *arrow = NULL;
    const kefu_batch *batch = NULL;
    kefu_estimates *estimates = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_sample_arrow_stream(sample, NULL, &stream, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
    assert_int_equal(batch->n_columns, 14);
    for (int32_t i = 0; i < 2; i++)
        assert_string_equal(batch->columns[2 + i]->name, n->written[i]);
    if (kefu_estimate_rows(batch, &options, &estimates, &error))
        fail_msg("%s", error.message);
    kefu_estimates_free(estimates);
    kefu_arrow_free(arrow);
    stream.release(&stream);
}

static void test_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof namings / sizeof *namings; i++) {
        kefu_sample *sample = NULL;
        assert_int_equal(naming_sample(NULL, &namings[i], &sample), KEFU_OK);
        csv_is_headed(sample, KEFU_ZH, "会话ID,类别", &namings[i],
                      "格,总数,不适合数,序号,抽中概率分子,抽中概率分母,抽中原因");
        csv_is_headed(sample, KEFU_EN, "id,class", &namings[i],
                      "cell,rows,unsuitable,place,chance_num,chance_den,why");
        arrow_is_named(sample, &namings[i]);
        kefu_sample_free(sample);
    }
}

static int naming_scenario(const kefu_allocator *allocator)
{
    kefu_sample *sample = NULL;
    kefu_buffer *buffer = NULL;
    struct ArrowArrayStream stream;
    kefu_status status = naming_sample(allocator, &namings[6], &sample);
    if (!status)
        status = kefu_buffer_new(allocator, &buffer, NULL);
    if (!status)
        status = kefu_sample_csv(sample, NULL, kefu_buffer_sink(buffer), NULL);
    if (!status)
        status = kefu_sample_arrow_stream(sample, NULL, &stream, NULL);
    if (!status)
        stream.release(&stream);
    kefu_buffer_free(buffer);
    kefu_sample_free(sample);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_oom(void **state)
{
    (void)state;
    assert_true(oom_sweep(naming_scenario) > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_oom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
