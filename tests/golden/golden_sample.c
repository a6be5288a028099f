/* golden_sample.c - lines of plans, draws, what clashes, and samples. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

enum { MOST_TEXT = 1024 };

static kefu_plan *plan;
static kefu_draw *draw;
static char *seed;
static kefu_builder *unsuitable, *excluded;
kefu_sample *sample;

static void forget_draw(void)
{
    kefu_sample_free(sample);
    kefu_draw_free(draw);
    kefu_builder_free(unsuitable);
    free(seed);
    sample = NULL;
    draw = NULL;
    unsuitable = NULL;
    seed = NULL;
}

void forget_sample(void)
{
    forget_draw();
    kefu_builder_free(excluded);
    kefu_plan_free(plan);
    excluded = NULL;
    plan = NULL;
}

static void run_plan(void)
{
    size_t size;
    char *text = read_file(text_of(1), &size);
    kefu_error e = {0};
    forget_sample();
    need(kefu_plan_from_json(NULL, NULL, text, size, &plan, &e), &e);
    check_text(text_of(2), kefu_plan_hash(plan));
    free(text);
}

static kefu_draw_options draw_options(void)
{
    kefu_draw_options options = {.struct_size = sizeof options};
    options.seed = seed;
    options.excluded = excluded ? kefu_builder_batch(excluded) : NULL;
    return options;
}

/* Ids that the draws of this plan leave out. */
static void run_excluded(void)
{
    kefu_error e = {0};
    kefu_builder_free(excluded);
    need(kefu_builder_new(NULL, NULL, &excluded, &e), &e);
    need(kefu_builder_add(excluded, "id", KEFU_COLUMN_TEXT, 0, 0, NULL, &e), &e);
    for (int i = 1; i < fields; i++) {
        need(kefu_builder_set_text(excluded, 0, field[i], strlen(field[i]), &e), &e);
        need(kefu_builder_end_row(excluded, &e), &e);
    }
}

static void run_draw(void)
{
    kefu_builder *fed = rows_of(text_of(2), 3);
    kefu_draw_options options;
    kefu_error e = {0};
    forget_draw();
    seed = kept(text_of(1));
    options = draw_options();
    need(kefu_draw_new(plan, &options, &draw, &e), &e);
    need(kefu_draw_update(draw, kefu_builder_batch(fed), &e), &e);
    kefu_builder_free(fed);
}

/* ---- What is drawn -------------------------------------------------------------------------- */

static void run_unsuitable(void)
{
    static const char *const names[] = {"id", "reason", "by"};
    kefu_error e = {0};
    if (!unsuitable) {
        need(kefu_builder_new(NULL, NULL, &unsuitable, &e), &e);
        for (int32_t i = 0; i < 3; i++)
            need(kefu_builder_add(unsuitable, names[i], KEFU_COLUMN_TEXT, 0, 0, NULL, &e), &e);
    }
    for (int32_t i = 0; i < 3; i++)
        need(kefu_builder_set_text(unsuitable, i, text_of(i + 1), strlen(text_of(i + 1)), &e), &e);
    need(kefu_builder_end_row(unsuitable, &e), &e);
}

static void make_sample(const kefu_draw *from)
{
    kefu_sample_options options = {.struct_size = sizeof options};
    kefu_error e = {0};
    options.unsuitable = unsuitable ? kefu_builder_batch(unsuitable) : NULL;
    kefu_sample_free(sample);
    need(kefu_sample_new(from, &options, &sample, &e), &e);
}

static void check_written(const char *name, int32_t as_csv)
{
    kefu_buffer *buffer;
    kefu_error e = {0};
    size_t size;
    need(kefu_buffer_new(NULL, &buffer, &e), &e);
    if (as_csv)
        need(kefu_sample_csv(sample, NULL, kefu_buffer_sink(buffer), &e), &e);
    else
        need(kefu_sample_json(sample, NULL, kefu_buffer_sink(buffer), &e), &e);
    const char *bytes = kefu_buffer_data(buffer, &size);
    while (as_csv && size && bytes[size - 1] == '\n')
        size--;
    check_file(name, bytes, size);
    kefu_buffer_free(buffer);
}

static void check_sample(const kefu_draw *from)
{
    make_sample(from);
    check_written(text_of(1), 0);
    check_written(text_of(2), 1);
}

static kefu_buffer *saved_draw(const kefu_draw *from, const char *name)
{
    kefu_buffer *buffer;
    kefu_error e = {0};
    size_t size;
    need(kefu_buffer_new(NULL, &buffer, &e), &e);
    need(kefu_draw_save(from, kefu_buffer_sink(buffer), &e), &e);
    const char *bytes = kefu_buffer_data(buffer, &size);
    char *hex = hex_of(bytes, size);
    check_file(name, hex, 2 * size);
    free(hex);
    return buffer;
}

/* The sample, the draw as it is saved, and both again from these bytes. */
static void run_sample(void)
{
    kefu_draw_options options = draw_options();
    kefu_draw *loaded;
    kefu_error e = {0};
    size_t size;
    check_sample(draw);
    kefu_buffer *buffer = saved_draw(draw, text_of(3));
    const char *bytes = kefu_buffer_data(buffer, &size);
    need(kefu_draw_load(plan, &options, bytes, size, &loaded, &e), &e);
    check_sample(loaded);
    kefu_buffer_free(saved_draw(loaded, text_of(3)));
    kefu_draw_free(loaded);
    kefu_buffer_free(buffer);
}

static void run_why(void)
{
    char text[MOST_TEXT];
    int64_t index = 0;
    kefu_error e = {0};
    need(kefu_sample_find(sample, text_of(1), strlen(text_of(1)), &index, &e), &e);
    for (int i = 0; i < 2; i++) {
        need(kefu_sample_text(sample, index, i ? KEFU_EN : KEFU_ZH, text, sizeof text, NULL), &e);
        check_text(text_of(2 + i), text);
    }
}

/* ---- What clashes --------------------------------------------------------------------------- */

static void check_clash(const kefu_quotas *quotas, int64_t index)
{
    kefu_clash clash = {.struct_size = sizeof clash};
    char text[MOST_TEXT];
    kefu_error e = {0};
    need(kefu_quotas_clash(quotas, index, &clash), &e);
    check_i64(text_of(2), clash.code);
    check_i64(text_of(3), clash.need);
    check_i64(text_of(4), clash.have);
    for (int i = 0; i < 2; i++) {
        need(kefu_quotas_clash_text(quotas, index, i ? KEFU_EN : KEFU_ZH, text, sizeof text, NULL),
             &e);
        check_text(text_of(5 + i), text);
    }
}

static void run_clash(void)
{
    kefu_quotas *quotas;
    kefu_error e = {0};
    int64_t index = number_of(1);
    need(kefu_quotas_new(draw, NULL, &quotas, &e), &e);
    check(index < kefu_quotas_clashes(quotas), "a clash", "none");
    if (index < kefu_quotas_clashes(quotas))
        check_clash(quotas, index);
    kefu_quotas_free(quotas);
}

static void run_clashes(void)
{
    kefu_quotas *quotas;
    kefu_error e = {0};
    need(kefu_quotas_new(draw, NULL, &quotas, &e), &e);
    check_i64(text_of(1), kefu_quotas_clashes(quotas));
    kefu_quotas_free(quotas);
    kefu_sample *none = NULL;
    kefu_status status = kefu_sample_new(draw, NULL, &none, &e);
    kefu_sample_free(none);
    check_text(number_of(1) ? "KEFU_E_INFEASIBLE" : "KEFU_OK", kefu_status_name(status));
}

const golden_line sample_lines[] = {{"plan", run_plan},
                                    {"excluded", run_excluded},
                                    {"draw", run_draw},
                                    {"unsuitable", run_unsuitable},
                                    {"sample", run_sample},
                                    {"why", run_why},
                                    {"clashes", run_clashes},
                                    {"clash", run_clash},
                                    {NULL, NULL}};
