/* golden_base.c - lines of random numbers, dates, values and cells. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static void words(const char *text, uint32_t *out, int n)
{
    char *end = NULL;
    for (int i = 0; i < n; i++, text = end)
        out[i] = (uint32_t)strtoul(text, &end, 16);
}

static void run_random(void)
{
    uint32_t key[2], counter[4], expected[4], got[4];
    words(text_of(1), key, 2);
    words(text_of(2), counter, 4);
    words(text_of(3), expected, 4);
    kefu_random(key, counter, got);
    check(!memcmp(expected, got, sizeof got), text_of(3), "other words");
}

static void run_date(void)
{
    int32_t days = 0;
    char back[11];
    kefu_error error = {0};
    kefu_status status = kefu_date_parse(text_of(1), strlen(text_of(1)), &days, &error);
    if (expects_error(text_of(2), status, &error))
        return;
    check_i64(text_of(2), days);
    if (strlen(text_of(1)) == 10 && text_of(1)[4] == '-') {
        need(kefu_date_format(days, back, sizeof back), &error);
        check_text(text_of(1), back);
    }
}

static void run_format(void)
{
    kefu_value value = value_at(1, 2);
    char text[48];
    kefu_error error = {0};
    need(kefu_value_format(&value, (int32_t)number_of(3), text, sizeof text), &error);
    check_text(text_of(4), text);
}

static void run_round(void)
{
    kefu_value value = value_at(1, 2);
    int64_t out = 0;
    kefu_error error = {0};
    kefu_status status = kefu_value_round(&value, (int32_t)number_of(3), &out);
    if (!expects_error(text_of(4), status, &error))
        check_i64(text_of(4), out);
}

static void run_compare(void)
{
    kefu_value a = value_at(1, 2), b = value_at(3, 4);
    int32_t order = 9;
    kefu_error error = {0};
    need(kefu_value_compare(&a, &b, &order), &error);
    check_i64(text_of(5), order);
}

const char *const cell_kinds[] = {"text", "number", "percent", "duration", "date", "time"};
static void run_cell(void)
{
    kefu_cell cell = {.struct_size = sizeof cell, .column = "cell"};
    int64_t value = 0;
    int32_t state = 0;
    kefu_error error = {0};
    kefu_status status;
    cell.kind = index_of(text_of(1), cell_kinds, 6);
    cell.scale = (int32_t)number_of(2);
    cell.flags = (uint32_t)number_of(3);
    status = kefu_cell_parse(&cell, text_of(4), strlen(text_of(4)), &value, &state, &error);
    if (expects_error(text_of(5), status, &error))
        return;
    check_i64(text_of(5), value);
    check_text(text_of(6), state_names[state]);
}

const golden_line base_lines[] = {{"random", run_random},
                                  {"date", run_date},
                                  {"format", run_format},
                                  {"round", run_round},
                                  {"compare", run_compare},
                                  {"cell", run_cell},
                                  {NULL, NULL}};
