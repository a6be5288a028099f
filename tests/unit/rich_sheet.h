/* rich_sheet.h - a sheet of a card that uses all of the card language, and of all decisions. */
#ifndef TESTS_RICH_SHEET_H
#define TESTS_RICH_SHEET_H

#include <string.h>

#include "kefu.h"

static const char rich_card[] =
    "{\"format\": 1, \"id\": \"test.rich/1\", \"label\": \"Rich\","
    "\"rank\": {\"ties\": \"fractional\", \"group\": \"team\"},"
    "\"sections\": [{\"id\": \"s\", \"label\": \"S\", \"most\": 40, \"items\": ["
    "{\"id\": \"rate\", \"metric\": \"m0\", \"weight\": 30, \"unit\": \"count\", \"direction\": "
    "\"higher\", \"min_n\": 2, \"low_volume\": \"mean\", \"small\": {\"at_most\": 1, \"basis\": "
    "\"percentile\", \"curve\": {\"type\": \"linear\", \"points\": [[0, 0], [1, 100]]}}, "
    "\"curve\": {\"type\": \"steps\", \"bands\": [{\"at_least\": 3, \"points\": 100}, "
    "{\"points\": 50}]}},"
    "{\"id\": \"place\", \"metric\": \"m1\", \"weight\": 20, \"unit\": \"count\", \"direction\": "
    "\"higher\", \"basis\": \"place\", \"curve\": {\"type\": \"places\", \"points\": [100, 80], "
    "\"else\": 60}}]},"
    "{\"id\": \"t\", \"label\": \"T\", \"fail_at\": 1, \"items\": ["
    "{\"id\": \"plan\", \"metric\": \"m2\", \"weight\": 20, \"unit\": \"count\", \"direction\": "
    "\"higher\", \"basis\": \"completion\", \"target\": {\"value\": 4, \"days\": true}, "
    "\"curve\": {\"type\": \"proportion\", \"cap\": 120}, \"fail\": {\"below\": 50, \"fails\": "
    "\"item\"}},"
    "{\"id\": \"peers\", \"metric\": \"m3\", \"weight\": 30, \"unit\": \"count\", \"direction\": "
    "\"higher\", \"basis\": \"ratio\", \"peers\": {\"within\": \"all\", \"mean\": \"pooled\"}, "
    "\"floor\": 1, \"curve\": {\"type\": \"steps\", \"bands\": [{\"at_least\": 1, \"points\": "
    "100}, {\"points\": 40}]}}]},"
    "{\"id\": \"b\", \"label\": \"B\", \"bonus\": true, \"most\": 3, \"items\": ["
    "{\"id\": \"extra\", \"metric\": \"m4\", \"weight\": 5, \"unit\": \"count\", \"direction\": "
    "\"higher\", \"no_data\": \"zero\", \"curve\": {\"type\": \"steps\", \"bands\": "
    "[{\"at_least\": 1, \"points\": 100}, {\"points\": 0}]}}]}],"
    "\"days\": {\"metric\": \"m5\", \"of\": 20}, \"blend\": {\"personal\": \"70%\", \"team\": "
    "\"mean\"},"
    "\"adjustments\": [{\"id\": \"praise\", \"metric\": \"m4\", \"points\": 4, \"counts\": "
    "\"reported\"}], \"adjustments_most\": 6, \"most\": 90,"
    "\"red_lines\": [{\"id\": \"red\", \"metric\": \"m5\", \"effect\": {\"minus_each\": 1}}],"
    "\"floor\": 60, \"grades\": [{\"id\": \"A\", \"from\": 80}, {\"id\": \"B\", \"below\": 80}],"
    "\"tiers\": {\"shares\": [{\"id\": \"T1\", \"share\": \"50%\"}, {\"id\": \"T2\", \"share\": "
    "\"50%\"}], \"ties\": \"better\"},"
    "\"badges\": [{\"id\": \"good\", \"all\": [{\"metric\": \"m6\", \"unit\": \"count\", "
    "\"at_least\": 2}, {\"better_than_mean\": \"rate\"}, {\"grade\": [\"A\"]}]}],"
    "\"streaks\": [{\"id\": \"low\", \"all\": [{\"total\": {\"below\": 85}}], \"periods\": 2}]}";

enum { RICH_METRICS = 7, RICH_PEOPLE = 4 };

/* Numbers of each person: m0 ... m6. */
static const int64_t rich_figures[RICH_PEOPLE][RICH_METRICS] = {
    {5, 9, 5, 3, 2, 18, 2}, {3, 9, 1, 2, 0, 20, 3}, {1, 4, 4, 1, 1, 3, 1}, {2, 6, 3, 4, 0, 0, 0}};
static const char *const rich_people[RICH_PEOPLE] = {"ann", "bob", "cat", "小林"};
static const char *const rich_teams[RICH_PEOPLE] = {"x", "x", "y", "y"};
static const char *const rich_metrics[RICH_METRICS] = {"m0", "m1", "m2", "m3", "m4", "m5", "m6"};

static kefu_column rich_column(const char *name, int32_t type, const void *data)
{
    return (kefu_column){
        .struct_size = sizeof(kefu_column), .name = name, .type = type, .data = data};
}

static kefu_status rich_frame(const kefu_batch *batch, kefu_frame **out)
{
    kefu_report *report = NULL;
    kefu_status status = kefu_report_new(NULL, NULL, &report, NULL);
    if (!status)
        status = kefu_report_key(report, "person", NULL);
    for (int i = 0; i < RICH_METRICS && !status; i++) {
        const kefu_metric_info info = {.struct_size = sizeof info, .name = rich_metrics[i]};
        status = kefu_report_metric(report, &info, NULL, NULL);
    }
    if (!status)
        status = kefu_report_read(report, batch, out, NULL);
    kefu_report_free(report);
    return status;
}

/* Ann's praise is partly bob's, one of cat's red hits is upheld and one rejected, an item and a
 * floor of 小林 are excluded. */
static kefu_status rich_ledger(kefu_ledger **out)
{
    static const struct {
        const char *person, *part, *to;
        int32_t action;
        int64_t count;
    } rows[] = {
        {"ann", "praise", "bob", KEFU_REASSIGN, 1}, {"cat", "red", NULL, KEFU_UPHOLD, 1},
        {"cat", "red", NULL, KEFU_REJECT, 1},       {"ann", "red", NULL, KEFU_CONFIRM, 2},
        {"小林", "plan", NULL, KEFU_EXCLUDE, 0},    {"小林", "floor", NULL, KEFU_EXCLUDE, 0}};
    kefu_status status = kefu_ledger_new(NULL, out, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !status; i++) {
        const kefu_decision d = {.struct_size = sizeof d,
                                 .person = rows[i].person,
                                 .part = rows[i].part,
                                 .action = rows[i].action,
                                 .day = 10,
                                 .count = rows[i].count,
                                 .by = "lead",
                                 .evidence = "c1",
                                 .to = rows[i].to};
        status = kefu_ledger_add(*out, &d, NULL);
    }
    return status;
}

/* The month, and the one before it for streaks, which is the same; NULL if that fails. */
static kefu_sheet *rich_sheet(kefu_error *error)
{
    int64_t numbers[RICH_METRICS][RICH_PEOPLE];
    kefu_column columns[RICH_METRICS + 1], team[2];
    const kefu_column *all[RICH_METRICS + 1], *of_roster[2] = {&team[0], &team[1]};
    kefu_batch batch = {.struct_size = sizeof batch, .rows = RICH_PEOPLE};
    kefu_batch people = {.struct_size = sizeof people, .rows = RICH_PEOPLE};
    kefu_frame *frame = NULL;
    kefu_roster *roster = NULL;
    kefu_ledger *ledger = NULL;
    kefu_card *card = NULL;
    kefu_sheet *first = NULL, *sheet = NULL;
    columns[0] = rich_column("person", KEFU_COLUMN_TEXT_Z, rich_people);
    for (int k = 0; k < RICH_METRICS; k++) {
        for (int i = 0; i < RICH_PEOPLE; i++)
            numbers[k][i] = rich_figures[i][k];
        columns[k + 1] = rich_column(rich_metrics[k], KEFU_COLUMN_I64, numbers[k]);
    }
    for (int k = 0; k <= RICH_METRICS; k++)
        all[k] = &columns[k];
    team[0] = rich_column("person", KEFU_COLUMN_TEXT_Z, rich_people);
    team[1] = rich_column("team", KEFU_COLUMN_TEXT_Z, rich_teams);
    batch.n_columns = RICH_METRICS + 1;
    batch.columns = all;
    people.n_columns = 2;
    people.columns = of_roster;
    kefu_status status = rich_frame(&batch, &frame);
    if (!status)
        status = kefu_roster_from_batch(NULL, &people, &roster, error);
    if (!status)
        status = rich_ledger(&ledger);
    if (!status)
        status = kefu_card_from_json(NULL, NULL, rich_card, sizeof rich_card - 1, &card, error);
    kefu_score_options o = {.struct_size = sizeof o,
                            .roster = roster,
                            .ledger = ledger,
                            .day = 20,
                            .as_of = 30,
                            .period = "2026-10",
                            .from = 1,
                            .to = 30};
    if (!status)
        status = kefu_score(card, frame, &o, &first, error);
    const kefu_sheet *const earlier[] = {first};
    o.earlier = earlier;
    o.n_earlier = 1;
    if (!status)
        status = kefu_score(card, frame, &o, &sheet, error);
    kefu_sheet_free(first);
    kefu_card_free(card);
    kefu_ledger_free(ledger);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
    return sheet;
}

#endif
