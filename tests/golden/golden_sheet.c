/* golden_sheet.c - lines of reports, cards and sheets. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "golden.h"

static kefu_report *report;
static kefu_ledger *ledger;
static char *report_file;

void forget_report(void)
{
    kefu_report_free(report);
    kefu_ledger_free(ledger);
    free(report_file);
}

static void run_report(void)
{
    kefu_error e = {0};
    forget_report();
    report_file = kept(text_of(1));
    need(kefu_report_new(NULL, NULL, &report, &e), &e);
    need(kefu_ledger_new(NULL, &ledger, &e), &e);
}

static void run_key(void)
{
    kefu_error e = {0};
    need(kefu_report_key(report, text_of(1), &e), &e);
}

static void run_skip(void)
{
    kefu_error e = {0};
    need(kefu_report_skip(report, text_of(1), &e), &e);
}

static void run_over(void)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    kefu_report_columns from = {.struct_size = sizeof from};
    kefu_error e = {0};
    info.name = text_of(1);
    from.cell = index_of(text_of(2), cell_kinds, 6);
    from.over = *text_of(3) ? text_of(3) : NULL;
    from.count = *text_of(4) ? text_of(4) : NULL;
    from.value = *text_of(5) ? text_of(5) : NULL;
    need(kefu_report_metric(report, &info, &from, &e), &e);
}

static void run_decision(void)
{
    kefu_decision decision = {.struct_size = sizeof decision, .by = "test", .day = 20758};
    kefu_error e = {0};
    decision.person = text_of(1);
    decision.part = text_of(2);
    decision.action = !strcmp(text_of(3), "confirm") ? KEFU_CONFIRM : KEFU_REJECT;
    decision.count = number_of(4);
    need(kefu_ledger_add(ledger, &decision, &e), &e);
}

static kefu_frame *report_frame(void)
{
    kefu_builder *all = rows_of(report_file, fields);
    kefu_frame *out;
    kefu_error e = {0};
    need(kefu_report_read(report, kefu_builder_batch(all), &out, &e), &e);
    kefu_builder_free(all);
    return out;
}

/* The sheet as bytes, in hexadecimal, and what is loaded from them: the same sheet. */
static void check_kept(const char *name, const kefu_sheet *sheet, const char *json, size_t size)
{
    kefu_buffer *bytes, *again;
    kefu_sheet *loaded;
    kefu_error e = {0};
    size_t n, again_size;
    char *hex;
    need(kefu_buffer_new(NULL, &bytes, &e), &e);
    need(kefu_buffer_new(NULL, &again, &e), &e);
    need(kefu_sheet_save(sheet, kefu_buffer_sink(bytes), &e), &e);
    const char *data = kefu_buffer_data(bytes, &n);
    hex = hex_of(data, n);
    check_file(name, hex, 2 * n);
    need(kefu_sheet_load(NULL, NULL, data, n, &loaded, &e), &e);
    need(kefu_sheet_json(loaded, NULL, kefu_buffer_sink(again), &e), &e);
    data = kefu_buffer_data(again, &again_size);
    check_bytes("the sheet as it was loaded", json, size, data, again_size);
    free(hex);
    kefu_sheet_free(loaded);
    kefu_buffer_free(bytes);
    kefu_buffer_free(again);
}

static void run_score(void)
{
    kefu_score_options options = {.struct_size = sizeof options};
    kefu_frame *figures = report_frame();
    kefu_card *card;
    kefu_sheet *sheet;
    kefu_buffer *json;
    size_t card_size, got_size;
    char *card_text = read_file(text_of(1), &card_size);
    const char *got;
    kefu_error e = {0};
    options.ledger = ledger;
    options.period = "2026-10";
    need(kefu_card_from_json(NULL, NULL, card_text, card_size, &card, &e), &e);
    need(kefu_score(card, figures, &options, &sheet, &e), &e);
    need(kefu_buffer_new(NULL, &json, &e), &e);
    need(kefu_sheet_json(sheet, NULL, kefu_buffer_sink(json), &e), &e);
    got = kefu_buffer_data(json, &got_size);
    check_file(text_of(2), got, got_size);
    check_kept(text_of(3), sheet, got, got_size);
    free(card_text);
    kefu_buffer_free(json);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    kefu_frame_free(figures);
}

const golden_line sheet_lines[] = {
    {"report", run_report},     {"key", run_key},     {"skip", run_skip}, {"over", run_over},
    {"decision", run_decision}, {"score", run_score}, {NULL, NULL}};
