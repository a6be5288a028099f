/* sheet_fixture.h - a small sheet for the tests of writers: two people, two items, praise. */
#ifndef TESTS_SHEET_FIXTURE_H
#define TESTS_SHEET_FIXTURE_H

#include <string.h>

#include "kefu.h"

static const char fixture_card[] =
    "{\"format\": 1, \"id\": \"test.card/1\", \"label\": {\"zh\": \"考核\", \"en\": \"Card <1>\"},"
    "\"sections\": [{\"id\": \"s\", \"label\": \"S\", \"weight\": 100, \"items\": ["
    "{\"id\": \"rate\", \"label\": {\"zh\": \"转化率\", \"en\": \"Rate & co\"}, \"metric\": "
    "\"rate\","
    " \"weight\": 60, \"unit\": \"ratio\", \"scale\": 2, \"direction\": \"higher\", \"curve\":"
    " {\"type\": \"steps\", \"bands\": [{\"at_least\": \"45%\", \"points\": 100}, {\"points\": "
    "50}]}},"
    "{\"id\": \"speed\", \"label\": {\"zh\": \"响应\", \"en\": \"Speed\"}, \"metric\": \"speed\","
    " \"weight\": 40, \"unit\": \"s\", \"scale\": 1, \"direction\": \"lower\", \"curve\":"
    " {\"type\": \"linear\", \"points\": [[\"20s\", 100], [\"40s\", 80]]}}]}],"
    "\"adjustments\": [{\"id\": \"praise\", \"label\": {\"zh\": \"好评\", \"en\": \"Praise\"},"
    " \"metric\": \"praise\", \"per\": 1, \"points\": 2, \"counts\": \"reported\"}],"
    "\"floor\": 60, \"grades\": [{\"id\": \"A\", \"from\": 90}, {\"id\": \"B\", \"to\": 89}]}";

typedef struct fixture_row {
    const char *person, *rate, *speed, *praise;
} fixture_row;

/* Points by hand: 45% meets the band, 60; 30 s is half way, 90 points of 40%, 36; two hits, +4.
 * 44.99% misses it, 30; 20 s, 40. Both are printed in full. */
static const fixture_row fixture_rows[2] = {{"007", "45%", "30s", "2"},
                                            {"<b>\"Ann\" & 'Bo'</b>", "44.99%", "20s", "0"}};

static kefu_status fixture_batch(kefu_builder *b, const fixture_row *rows, int n)
{
    static const char *const names[4] = {"who", "rate", "speed", "praise"};
    kefu_status status = KEFU_OK;
    int32_t column[4];
    for (int c = 0; c < 4 && !status; c++)
        status = kefu_builder_add(b, names[c], KEFU_COLUMN_TEXT, 0, 0, &column[c], NULL);
    for (int i = 0; i < n && !status; i++) {
        const char *const cells[4] = {rows[i].person, rows[i].rate, rows[i].speed, rows[i].praise};
        for (int c = 0; c < 4 && !status; c++)
            status = kefu_builder_set_text(b, column[c], cells[c], strlen(cells[c]), NULL);
        if (!status)
            status = kefu_builder_end_row(b, NULL);
    }
    return status;
}

static kefu_status fixture_frame(const kefu_allocator *a, const kefu_batch *batch, kefu_frame **out)
{
    static const int32_t cells[3] = {KEFU_CELL_PERCENT, KEFU_CELL_DURATION, KEFU_CELL_NUMBER};
    static const char *const names[3] = {"rate", "speed", "praise"};
    kefu_report *report = NULL;
    kefu_status status = kefu_report_new(a, NULL, &report, NULL);
    if (!status)
        status = kefu_report_key(report, "who", NULL);
    for (int i = 0; i < 3 && !status; i++) {
        const kefu_metric_info info = {.struct_size = sizeof info, .name = names[i]};
        const kefu_report_columns columns = {.struct_size = sizeof columns, .cell = cells[i]};
        status = kefu_report_metric(report, &info, &columns, NULL);
    }
    if (!status)
        status = kefu_report_read(report, batch, out, NULL);
    kefu_report_free(report);
    return status;
}

/* The sheet of some rows; the findings too, where they are asked for. */
static kefu_status fixture_sheet(const kefu_allocator *a, const fixture_row *rows, int n,
                                 kefu_sheet **out, kefu_findings **findings)
{
    kefu_builder *builder = NULL;
    kefu_frame *frame = NULL;
    kefu_card *card = NULL;
    kefu_status status = kefu_builder_new(a, NULL, &builder, NULL);
    if (!status)
        status = fixture_batch(builder, rows, n);
    if (!status)
        status = fixture_frame(a, kefu_builder_batch(builder), &frame);
    if (!status)
        status = kefu_card_from_json(a, NULL, fixture_card, sizeof fixture_card - 1, &card, NULL);
    const kefu_score_options options = {
        .struct_size = sizeof options, .allocator = a, .period = "2026-09"};
    if (!status)
        status = kefu_score(card, frame, &options, out, NULL);
    if (!status && findings)
        status = kefu_card_lint(card, frame, findings, NULL);
    if (status && *out) {
        kefu_sheet_free(*out);
        *out = NULL;
    }
    kefu_card_free(card);
    kefu_frame_free(frame);
    kefu_builder_free(builder);
    return status;
}

#endif
