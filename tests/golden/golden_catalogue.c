/* golden_catalogue.c - lines of definitions. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static int32_t day_at(int index)
{
    int32_t day = 0;
    kefu_error e = {0};
    if (*text_of(index))
        need(kefu_date_parse(text_of(index), strlen(text_of(index)), &day, &e), &e);
    return day;
}

/* One that is built in. */
static void run_definition(void)
{
    static const char *const directions[] = {"lower", "neither", "higher"};
    kefu_definition d = {.struct_size = sizeof d};
    kefu_error e = {0};
    int32_t index = 0;
    need(kefu_catalogue_find(NULL, text_of(1), 0, &index, &e), &e);
    need(kefu_catalogue_at(NULL, index, &d), &e);
    check_text(text_of(1), d.id);
    check_text(text_of(2), d.unit);
    check_i64(text_of(3), d.scale);
    check_text(text_of(4), directions[d.direction + 1]);
    check_i64(text_of(5), d.min_n);
    check(day_at(6) == d.from, text_of(6), "another first day");
    check(day_at(7) == d.to, text_of(7), "another last day");
    check_text(text_of(8), d.formula);
}

static void run_definitions(void) { check_i64(text_of(1), kefu_catalogue_count(NULL)); }

static void run_define(void)
{
    kefu_error e = {0};
    kefu_status status = kefu_tally_define(tally_now(), NULL, text_of(1), day_at(2),
                                           *text_of(3) ? text_of(3) : NULL, &e);
    if (fields > 4)
        expects_error(text_of(4), status, &e);
    else
        need(status, &e);
}

static void run_made(void)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_error e = {0};
    int32_t metric = 0;
    need(kefu_frame_find_metric(frame, text_of(1), &metric, &e), &e);
    need(kefu_frame_metric(frame, metric, &info), &e);
    check_text(text_of(2), info.definition);
}

static void run_catalogue(void)
{
    kefu_catalogue *catalogue;
    kefu_buffer *json;
    size_t size, got_size;
    char *text = read_file(text_of(1), &size);
    const char *got;
    kefu_error e = {0};
    need(kefu_catalogue_new(NULL, NULL, 0, &catalogue, &e), &e);
    need(kefu_catalogue_load(catalogue, text, size, &e), &e);
    need(kefu_buffer_new(NULL, &json, &e), &e);
    need(kefu_catalogue_json(catalogue, KEFU_CATALOGUE_LOADED, kefu_buffer_sink(json), &e), &e);
    got = kefu_buffer_data(json, &got_size);
    check_file(text_of(2), got, got_size);
    free(text);
    kefu_buffer_free(json);
    kefu_catalogue_free(catalogue);
}

const golden_line catalogue_lines[] = {
    {"definition", run_definition}, {"definitions", run_definitions},
    {"define", run_define},         {"made", run_made},
    {"catalogue", run_catalogue},   {NULL, NULL}};
