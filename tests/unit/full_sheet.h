/* full_sheet.h - sheets of tests/schema/full_card.json, which uses every key of a card: six people
 * of two teams, to whom nearly everything happens. */
#ifndef TESTS_FULL_SHEET_H
#define TESTS_FULL_SHEET_H

#include <stdio.h>

#include "oom.h"
#include "step_sheets.h"

enum { FULL_PEOPLE = 6, FULL_METRICS = 22 };

static const char *const full_people[FULL_PEOPLE] = {"001", "002", "003", "004", "005", "006"};
static const char *const full_metrics[FULL_METRICS] = {
    "转化率", "销售额", "销售计划", "客单价", "询单人数", "回复率", "平均响应", "会话时长",
    "满意度", "评价数", "退款率",   "达标率", "质检分",   "好评数", "上班天数", "表扬信",
    "违规",   "推诿",   "舞弊",     "泄密",   "辱骂",     "迟到"};

#define FULL_REST(late) BARE(0, 1), BARE(0, 1), BARE(0, 1), BARE(late, 1)

/* 001 does well, and has five letters; 002 is new, has lapses and one upheld; 003 stalls, and has
 * few refunds; 004 fails checks, and with it the card; 005 is low volume and has no checks; 006
 * fails two items of service and is excused from the plan. */
static const kefu_value full_cells[FULL_PEOPLE * FULL_METRICS] = {
    OF(560, 1000), BARE(52000, 1), BARE(50000, 1),
    BARE(310, 1),  BARE(1000, 1),  OF(990, 1000),
    BARE(250, 10), BARE(150, 1),   MEAN_OF(470, 100, 100),
    BARE(40, 1),   OF(4, 100),     OF(99, 100),
    BARE(96, 1),   BARE(12, 1),    BARE(26, 1),
    BARE(5, 1),    BARE(0, 1),     BARE(0, 1),
    FULL_REST(0),

    OF(448, 1000), BARE(12000, 1), BARE(50000, 1),
    BARE(250, 1),  BARE(1000, 1),  OF(972, 1000),
    BARE(274, 10), BARE(200, 1),   MEAN_OF(410, 100, 50),
    BARE(4, 1),    OF(9, 100),     OF(95, 100),
    BARE(82, 1),   BARE(3, 1),     BARE(20, 1),
    BARE(0, 1),    BARE(2, 1),     BARE(0, 1),
    FULL_REST(0),

    OF(520, 1000), BARE(48000, 1), BARE(50000, 1),
    BARE(280, 1),  BARE(800, 1),   OF(985, 1000),
    BARE(301, 10), BARE(90, 1),    MEAN_OF(430, 100, 80),
    BARE(20, 1),   OF(1, 10),      OF(98, 100),
    BARE(88, 1),   BARE(0, 1),     BARE(26, 1),
    BARE(0, 1),    BARE(0, 1),     BARE(1, 1),
    FULL_REST(0),

    OF(380, 1000), BARE(30000, 1), BARE(50000, 1),
    BARE(200, 1),  BARE(900, 1),   OF(960, 1000),
    BARE(350, 10), BARE(150, 1),   MEAN_OF(400, 100, 80),
    BARE(20, 1),   OF(8, 100),     OF(90, 100),
    BARE(30, 1),   BARE(1, 1),     BARE(26, 1),
    BARE(0, 1),    BARE(0, 1),     BARE(0, 1),
    FULL_REST(0),

    OF(9, 20),     BARE(9000, 1),  BARE(50000, 1),
    BARE(260, 1),  BARE(20, 1),    OF(19, 20),
    BARE(280, 10), BARE(130, 1),   MEAN_OF(450, 100, 9),
    BARE(9, 1),    NO_DATA,        OF(20, 20),
    NO_DATA,       NO_DATA,        BARE(5, 1),
    BARE(0, 1),    BARE(0, 1),     BARE(0, 1),
    FULL_REST(0),

    OF(450, 1000), BARE(20000, 1), BARE(50000, 1),
    BARE(240, 1),  BARE(900, 1),   OF(700, 1000),
    BARE(400, 10), BARE(400, 1),   MEAN_OF(420, 100, 80),
    BARE(20, 1),   OF(6, 100),     OF(80, 100),
    BARE(70, 1),   BARE(2, 1),     BARE(26, 1),
    BARE(0, 1),    BARE(0, 1),     BARE(0, 1),
    FULL_REST(1)};

static kefu_status full_frame(const kefu_allocator *a, kefu_frame **out)
{
    static const char *const key_names[] = {"person"};
    kf_frame_maker *maker = NULL;
    kf_memory memory;
    kefu_status status = kf_memory_init(&memory, a, NULL);
    if (!status)
        status = kf_frame_maker_new(&memory, NULL, key_names, 1, &maker, NULL);
    for (int i = 0; i < FULL_PEOPLE && !status; i++) {
        kf_key key = kf_key_of(full_people[i], strlen(full_people[i]));
        status = kf_frame_maker_row(maker, &key, NULL);
    }
    for (int k = 0; k < FULL_METRICS && !status; k++) {
        kefu_metric_info info = {.struct_size = sizeof info,
                                 .name = full_metrics[k],
                                 .unit = "count",
                                 .definition = k ? NULL : "kefu.enquiry_pay_rate_final/1"};
        int32_t metric;
        status = kf_frame_maker_metric(maker, &info, &metric, NULL);
        for (int i = 0; i < FULL_PEOPLE && !status; i++)
            kf_frame_maker_set(maker, i, metric, &full_cells[i * FULL_METRICS + k]);
    }
    if (!status)
        return kf_frame_maker_done(maker, out, NULL);
    kf_frame_maker_free(maker);
    return status;
}

/* 002 was hired 40 days before the day: 80 % of the target. */
static kefu_status full_roster(const kefu_allocator *a, kefu_roster **out)
{
    static const char *const names[] = {"person", "name", "team", "hired"};
    static const char *const rows[FULL_PEOPLE][4] = {
        {"001", "小林", "东 & 西", "2025-01-01"}, {"002", "阿杰", "东 & 西", "2026-09-21"},
        {"003", "丽丽", "东 & 西", "2025-01-01"}, {"004", "大伟", "north", "2025-01-01"},
        {"005", "小美", "north", "2025-01-01"},   {"006", "老王", "north", "2025-01-01"}};
    kefu_builder *builder = NULL;
    kefu_status status = kefu_builder_new(a, NULL, &builder, NULL);
    for (int i = 0; i < 4 && !status; i++) {
        int32_t column;
        status = kefu_builder_add(builder, names[i], KEFU_COLUMN_TEXT, 0, 0, &column, NULL);
    }
    for (int r = 0; r < FULL_PEOPLE && !status; r++) {
        for (int32_t i = 0; i < 4 && !status; i++)
            status = kefu_builder_set_text(builder, i, rows[r][i], strlen(rows[r][i]), NULL);
        if (!status)
            status = kefu_builder_end_row(builder, NULL);
    }
    if (!status)
        status = kefu_roster_from_batch(a, kefu_builder_batch(builder), out, NULL);
    kefu_builder_free(builder);
    return status;
}

static kefu_status full_ledger(const kefu_allocator *a, kefu_ledger **out)
{
    static const struct {
        const char *person, *part;
        int32_t action;
        int64_t count;
    } rows[] = {{"002", "lapse", KEFU_CONFIRM, 1},
                {"002", "lapse", KEFU_UPHOLD, 1},
                {"003", "stalling", KEFU_CONFIRM, 1},
                {"006", "late", KEFU_CONFIRM, 1},
                {"006", "floor", KEFU_EXCLUDE, 0}};
    kefu_status status = kefu_ledger_new(a, out, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !status; i++) {
        const kefu_decision d = {.struct_size = sizeof d,
                                 .person = rows[i].person,
                                 .part = rows[i].part,
                                 .action = rows[i].action,
                                 .day = 20755,
                                 .count = rows[i].count,
                                 .by = "lead",
                                 .evidence = "c<1>"};
        status = kefu_ledger_add(*out, &d, NULL);
    }
    return status;
}

/* Teams as persons: 90 and 50 points. */
static kefu_status full_team_sheet(kefu_sheet **out)
{
    static const char card_text[] = CARD_OF(SECTION("s", "", ITEM("team", "100", "")), "");
    static const char *const teams[] = {"东 & 西", "north"}, *const metrics[] = {"team"};
    static const kefu_value cells[] = {BARE(90, 1), BARE(50, 1)};
    kefu_frame *frame = frame_of(teams, 2, metrics, 1, cells);
    *out = sheet_of(card_text, frame, NULL);
    kefu_frame_free(frame);
    return KEFU_OK;
}

/* The card's text; from the root of the project. */
static size_t full_text(char *text, size_t capacity)
{
    FILE *file = fopen("tests/schema/full_card.json", "rb");
    assert_non_null(file);
    const size_t size = fread(text, 1, capacity, file);
    assert_true(size > 0 && size < capacity && !fclose(file));
    return size;
}

/* The month, after one in which all was the same; the findings too, where they are asked for. What
 * it is made from is made with memory, it itself with the allocator. */
static kefu_status full_sheet(const kefu_allocator *a, kefu_sheet **out, kefu_findings **findings)
{
    static char text[16384];
    const size_t size = full_text(text, sizeof text);
    kefu_frame *frame = NULL;
    kefu_roster *roster = NULL;
    kefu_ledger *ledger = NULL;
    kefu_card *card = NULL;
    kefu_sheet *team = NULL, *first = NULL;
    kefu_error error = {0};
    assert_int_equal(full_frame(NULL, &frame), KEFU_OK);
    assert_int_equal(full_roster(NULL, &roster), KEFU_OK);
    assert_int_equal(full_ledger(NULL, &ledger), KEFU_OK);
    assert_int_equal(full_team_sheet(&team), KEFU_OK);
    if (kefu_card_from_json(NULL, NULL, text, size, &card, &error))
        fail_msg("%d:%d %s", error.line, error.column, error.message);
    kefu_score_options options = {.struct_size = sizeof options,
                                  .roster = roster,
                                  .ledger = ledger,
                                  .day = 20757, /* 2026-10-31 */
                                  .as_of = 20762,
                                  .period = "2026-10",
                                  .from = 20727,
                                  .to = 20757,
                                  .team_sheet = team};
    if (kefu_score(card, frame, &options, &first, &error))
        fail_msg("%s", error.message);
    const kefu_sheet *const earlier[] = {first};
    options.allocator = a;
    options.earlier = earlier;
    options.n_earlier = 1;
    kefu_status status = kefu_score(card, frame, &options, out, &error);
    if (!status && findings)
        status = kefu_card_lint(card, frame, findings, NULL);
    kefu_sheet_free(first);
    kefu_sheet_free(team);
    kefu_card_free(card);
    kefu_ledger_free(ledger);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
    return status;
}

#endif
