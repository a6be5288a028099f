/* test_basis_target.c - completions of targets, by days on duty and the ramp. */
#include "score_items.h"

#define WHOLE     "\"curve\":{\"type\":\"proportion\"}"
#define CAPPED    "\"curve\":{\"type\":\"proportion\",\"cap\":120}"
#define COMPLETES "\"basis\":\"completion\","

static const char *const mtd[] = {"m", "t", "d"};
static const char *const one[] = {"p"};

/* ---- E2, a published medal card: target >= 100 % gives 100, >= 90 % 85 ... below 40 % nothing. */

#define E2                                                                                         \
    ITEM_CARD("", "yuan", "higher",                                                                \
              COMPLETES "\"scale\":0,\"target\":50000,\"curve\":{\"type\":\"steps\",\"bands\":["   \
                        "{\"at_least\":\"100%\",\"points\":100},{\"at_least\":\"90%\",\"points\":" \
                        "85},{\"at_least\":\"80%\",\"points\":70},{\"at_least\":\"70%\","          \
                        "\"points\":55},{\"at_least\":\"60%\",\"points\":40},{\"at_least\":"       \
                        "\"50%\",\"points\":25},{\"at_least\":\"40%\",\"points\":10},"             \
                        "{\"points\":0}]}")

static void test_medal_card(void **state)
{
    static const struct {
        int64_t fen, points;
    } cases[] = {{5000000, 100}, {6000000, 100}, {4999999, 85}, {4500000, 85},
                 {4000000, 70},  {3500000, 55},  {3000000, 40}, {2500000, 25},
                 {2000000, 10},  {1999999, 0},   {-100, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_value cells[] = {BARE(cases[i].fen, 100)};
        kefu_frame *frame = frame_of(one, 1, mtd, 1, cells);
        kefu_sheet *sheet = sheet_of(E2, frame, NULL);
        assert_int_equal(row_of(sheet, "p").total, cases[i].points * KEFU_POINT);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* 42,500 of 50,000 is 85 %; 90 % is 45,000, 2,500 more; 85 points for 70. */
static void test_medal_text(void **state)
{
    static const kefu_value cells[] = {BARE(4250000, 100)};
    kefu_frame *frame = frame_of(one, 1, mtd, 1, cells);
    kefu_sheet *sheet = sheet_of(E2, frame, NULL);
    (void)state;
    item_text(
        sheet, "p",
        "指标 42,500 元,目标 50,000 元,完成 85.00% ≥ 80% 档 → 70 分 × 100% = 70.00 分;再高 2,500 "
        "元进 85 分档(+15.00)",
        "Item 42,500 yuan, target 50,000 yuan, completion 85.00% within ≥ 80% → 70 × 100% = "
        "70.00; 2,500 yuan more reaches 85 (+15.00)");
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- Targets, days and ramp ---- */

#define DAYS26       "\"days\":{\"metric\":\"d\",\"of\":26},"
#define RAMP         "\"ramp\":[{\"days_below\":30,\"share\":\"50%\"},{\"days_below\":60,\"share\":0.8}],"
#define TARGET(more) COMPLETES "\"target\":{" more "},"

static const char *const staff[] = {"person", "hired",      "left", /* ... */
                                    "p",      "2026-09-01", NULL,   "q",         "2026-10-16",
                                    NULL,     "r",          NULL,   "2026-10-10"};

static void test_targets(void **state)
{
    /* 2026-10-20 is 49 days after 09-01 and 4 after 10-16 */
    static const struct {
        const char *card, *person;
        kefu_value m, t, d;
        int64_t num, den, points; /* completion in lowest terms */
        int64_t target_num, target_den;
    } cases[] = {
        /* 48,000 / (60,000 × 80 % × 20/26) = 1.3; the target 480,000/13 = 36,923.08 */
        {ITEM_CARD(DAYS26 RAMP, "yuan", "higher",
                   TARGET("\"value\":60000,\"days\":true,\"ramp\":true") CAPPED),
         "p", BARE(48000, 1), BARE(1, 1), BARE(20, 1), 13, 10, P(120), 480000, 13},
        /* hired four days ago: half of it, 48,000 / 30,000 */
        {ITEM_CARD(DAYS26 RAMP, "yuan", "higher", TARGET("\"value\":60000,\"ramp\":true") WHOLE),
         "q", BARE(48000, 1), BARE(1, 1), BARE(20, 1), 8, 5, P(160), 30000, 1},
        /* whose first day is not known is no newcomer */
        {ITEM_CARD(DAYS26 RAMP, "yuan", "higher", TARGET("\"value\":60000,\"ramp\":true") WHOLE),
         "r", BARE(48000, 1), BARE(1, 1), BARE(20, 1), 4, 5, P(80), 60000, 1},
        /* prorated full days are not prorated: the law beside it */
        {ITEM_CARD(DAYS26, "yuan", "higher", TARGET("\"value\":60000,\"days\":true") WHOLE), "p",
         BARE(48000, 1), BARE(1, 1), BARE(26, 1), 4, 5, P(80), 60000, 1},
        {ITEM_CARD("", "yuan", "higher", COMPLETES "\"target\":60000," WHOLE), "p", BARE(48000, 1),
         BARE(1, 1), BARE(26, 1), 4, 5, P(80), 60000, 1},
        /* a target of a metric; half days; text with its unit */
        {ITEM_CARD(DAYS26, "yuan", "higher", TARGET("\"metric\":\"t\",\"days\":true") WHOLE), "p",
         BARE(100, 1), BARE(26000, 100), BARE(125, 10), 4, 5, P(80), 125, 1},
        {ITEM_CARD("", "yuan", "higher", COMPLETES "\"target\":\"2,500.50元\"," WHOLE), "p",
         BARE(250050, 100), BARE(1, 1), BARE(1, 1), 1, 1, P(100), 5001, 2},
    };
    kefu_roster *roster = item_roster(staff, 4, 3);
    const kefu_score_options options = {
        .struct_size = sizeof options, .roster = roster, .day = item_day("2026-10-20")};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_value cells[] = {cases[i].m, cases[i].t, cases[i].d};
        kefu_frame *frame = frame_of(&cases[i].person, 1, mtd, 3, cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, &options);
        kefu_reason r = reason_of(sheet, cases[i].person, 0);
        item_value(r.basis, cases[i].num, cases[i].den, 0);
        assert_true(r.against.num * cases[i].target_den == cases[i].target_num * r.against.den);
        assert_int_equal(r.points, cases[i].points);
        assert_int_equal(r.code, KEFU_REASON_PROPORTION);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
    kefu_roster_free(roster);
}

static void test_target_text(void **state)
{
    static const kefu_value cells[] = {BARE(48000, 1), BARE(1, 1), BARE(20, 1)};
    kefu_roster *roster = item_roster(staff, 4, 3);
    const kefu_score_options options = {
        .struct_size = sizeof options, .roster = roster, .day = item_day("2026-10-20")};
    kefu_frame *frame = frame_of(one, 1, mtd, 3, cells);
    kefu_sheet *sheet =
        sheet_of(ITEM_CARD(DAYS26 RAMP, "yuan", "higher",
                           TARGET("\"value\":60000,\"days\":true,\"ramp\":true") CAPPED),
                 frame, &options);
    kefu_sheet_row row = row_of(sheet, "p");
    (void)state;
    item_value(row.share_of_days, 10, 13, 0);
    item_value(reason_of(sheet, "p", 0).d, P(120), KEFU_POINT, 0);
    item_text(
        sheet, "p",
        "指标 48,000.00 元,目标 60,000.00 元 × 80% 新人 × 20/26 天 = 36,923.0769 元,完成 "
        "130.00%,封顶 "
        "120 分 → 120 分 × 100% = 120.00 分",
        "Item 48,000.00 yuan, target 60,000.00 yuan × 80% newcomer × 20/26 days = 36,923.0769 "
        "yuan, completion 130.00%, at most 120 → 120 × 100% = 120.00");
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    kefu_roster_free(roster);
}

/* ---- Days by the roster: the period is October, 31 days ---- */

static void test_days_of_roster(void **state)
{
    static const char *const people[] = {"p", "q", "r", "z"};
    static const kefu_value cells[] = {BARE(31, 1), BARE(31, 1), BARE(31, 1), BARE(31, 1)};
    /* p: all of it; q came on the 16th, 16 days; r left on the 10th; z is not on the roster */
    static const struct {
        int64_t days, total;
        int32_t status;
    } expected[] = {{31, P(100), 0}, {16, P(193.75), 0}, {10, P(310), 0}, {0, 0, 3}};
    kefu_roster *roster = item_roster(staff, 4, 3);
    const kefu_score_options options = {.struct_size = sizeof options,
                                        .roster = roster,
                                        .day = item_day("2026-10-31"),
                                        .from = item_day("2026-10-01"),
                                        .to = item_day("2026-10-31")};
    kefu_frame *frame = frame_of(people, 4, mtd, 1, cells);
    kefu_sheet *sheet = sheet_of(ITEM_CARD("\"days\":\"roster\",", "count", "higher",
                                           TARGET("\"value\":31,\"days\":true") WHOLE),
                                 frame, &options);
    (void)state;
    for (int i = 0; i < 4; i++) {
        kefu_sheet_row row = row_of(sheet, people[i]);
        assert_int_equal(row.status, expected[i].status);
        assert_int_equal(row.total, expected[i].total);
        item_value(row.share_of_days, expected[i].days, expected[i].status ? 0 : 31, 0);
    }
    item_text(sheet, "z", "指标 31,没有目标:不计入,100% 的权重由其他项分担", NULL);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    kefu_roster_free(roster);
}

/* ---- No target ---- */

static void test_no_target(void **state)
{
    static const kefu_value targets[] = {BARE(0, 1), BARE(-5, 1), NO_DATA, LATE, EXEMPT};
    (void)state;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        const kefu_value cells[] = {BARE(5, 1), targets[i]};
        kefu_frame *frame = frame_of(one, 1, mtd, 2, cells);
        kefu_sheet *sheet =
            sheet_of(ITEM_CARD("", "count", "higher",
                               TARGET("\"metric\":\"t\"") "\"no_data\":\"zero\"," WHOLE),
                     frame, NULL);
        kefu_reason r = reason_of(sheet, "p", 0);
        assert_int_equal(r.code, KEFU_REASON_ZERO);
        assert_int_equal(r.cause, KEFU_VALUE_OK);
        assert_int_equal(r.against.den, 0);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* ---- What does not fit ---- */

static void test_wide(void **state)
{
    /* 1/(2^62+1) of ... : 4611686018427387905/4611686018427387904 over 3/7 does not reduce; 7/3 and
     * a bit: Python: round(Fraction(2**62+1, 2**62) * Fraction(7, 3), 9) = 2.333333333 */
    static const kefu_value cells[] = {BARE(4611686018427387905, 4611686018427387904), BARE(3, 7)};
    static const kefu_value huge[] = {BARE(9223372036854775807, 1), BARE(1, 9223372036854775783)};
    kefu_frame *frame = frame_of(one, 1, mtd, 2, cells);
    kefu_sheet *sheet =
        sheet_of(ITEM_CARD("", "count", "higher", TARGET("\"metric\":\"t\"") WHOLE), frame, NULL);
    kefu_error error = {0};
    (void)state;
    item_value(reason_of(sheet, "p", 0).basis, 2333333333, 1000000000, KEFU_VALUE_ROUNDED);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    frame = frame_of(one, 1, mtd, 2, huge);
    assert_int_equal(item_score(ITEM_CARD("", "count", "higher", TARGET("\"metric\":\"t\"") WHOLE),
                                frame, NULL, &error),
                     KEFU_E_OVERFLOW);
    assert_string_equal(error.message,
                        "item 'i' of 'p': the target, or the completion, does not fit 64 bits; is "
                        "the unit of the target that of the figure?");
    kefu_frame_free(frame);
}

/* ---- Refusals ---- */

static void test_refusals(void **state)
{
    static const struct {
        const char *card, *message;
    } cases[] = {
        {ITEM_CARD("", "yuan", "higher", COMPLETES WHOLE),
         "sections[0].items[0].basis: completion needs the key target"},
        {ITEM_CARD("", "yuan", "higher", "\"target\":5," WHOLE),
         "sections[0].items[0].target: this key belongs to \"basis\": \"completion\""},
        {ITEM_CARD("", "yuan", "higher", COMPLETES "\"target\":0," WHOLE),
         "sections[0].items[0].target: expected a target above 0"},
        {ITEM_CARD("", "yuan", "higher", TARGET("\"days\":true") WHOLE),
         "sections[0].items[0].target: expected one of the keys value and metric"},
        {ITEM_CARD("", "yuan", "higher", TARGET("\"value\":1,\"metric\":\"t\"") WHOLE),
         "sections[0].items[0].target: expected one of the keys value and metric"},
        {ITEM_CARD("", "yuan", "higher", TARGET("\"value\":1,\"days\":true") WHOLE),
         "sections[0].items[0].target.days: the card has no key of this name beside sections: "
         "days"},
        {ITEM_CARD(DAYS26, "yuan", "higher", TARGET("\"value\":1,\"ramp\":true") WHOLE),
         "sections[0].items[0].target.ramp: the card has no key of this name beside sections: "
         "ramp"},
        {ITEM_CARD("\"days\":\"calendar\",", "yuan", "higher", WHOLE),
         "days: expected \"roster\" or {\"metric\": ..., \"of\": days}"},
        {ITEM_CARD("\"days\":{\"metric\":\"d\",\"of\":0},", "yuan", "higher", WHOLE),
         "days.of: expected days above 0, at most 1000000"},
        {ITEM_CARD("\"ramp\":[{\"days_below\":30,\"share\":1.5}],", "yuan", "higher", WHOLE),
         "ramp[0].share: expected a share of 0 to 1 such as 0.7 or \"70%\", with at most 6 digits "
         "after the point"},
        {ITEM_CARD("\"ramp\":[{\"days_below\":30,\"share\":0.5},{\"days_below\":30,\"share\":0.6}"
                   "],",
                   "yuan", "higher", WHOLE),
         "ramp[1]: expected more days than the one before it"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        item_refused(cases[i].card, cases[i].message);
}

/* The options that a card needs. */
static void test_needs(void **state)
{
    static const kefu_value cells[] = {BARE(48000, 1), BARE(1, 1), BARE(20, 1)};
    static const struct {
        const char *card;
        int32_t roster, from, to;
        const char *message;
    } cases[] = {
        {ITEM_CARD(RAMP, "yuan", "higher", TARGET("\"value\":1,\"ramp\":true") WHOLE), 0, 0, 0,
         "the card has a ramp by days since people were hired, and there is no roster"},
        {ITEM_CARD("\"days\":\"roster\",", "yuan", "higher", WHOLE), 0, 1, 2,
         "the card takes days on duty from the roster: options.roster, options.from and options.to "
         "are needed"},
        {ITEM_CARD("\"days\":\"roster\",", "yuan", "higher", WHOLE), 1, 0, 0,
         "the card takes days on duty from the roster: options.roster, options.from and options.to "
         "are needed"},
        {ITEM_CARD("", "yuan", "higher", WHOLE), 0, 2, 1,
         "options.from and options.to are the first and last day of the period; both, or neither"},
        {ITEM_CARD("", "yuan", "higher", WHOLE), 0, 2, 0,
         "options.from and options.to are the first and last day of the period; both, or neither"},
    };
    kefu_roster *roster = item_roster(staff, 4, 3);
    kefu_frame *frame = frame_of(one, 1, mtd, 3, cells);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error = {0};
        const kefu_score_options options = {.struct_size = sizeof options,
                                            .roster = cases[i].roster ? roster : NULL,
                                            .day = cases[i].roster,
                                            .from = cases[i].from,
                                            .to = cases[i].to};
        assert_int_equal(item_score(cases[i].card, frame, &options, &error), KEFU_E_ARGUMENT);
        assert_string_equal(error.message, cases[i].message);
    }
    kefu_frame_free(frame);
    kefu_roster_free(roster);
}

/* ---- Memory ---- */

static int target_scenario(const kefu_allocator *a)
{
    static const kefu_value cells[] = {BARE(48000, 1), BARE(60000, 1), BARE(20, 1)};
    kefu_frame *frame = frame_of(one, 1, mtd, 3, cells);
    kefu_roster *roster = item_roster(staff, 4, 3);
    kefu_card *card =
        card_of(ITEM_CARD(DAYS26 RAMP, "yuan", "higher",
                          TARGET("\"metric\":\"t\",\"days\":true,\"ramp\":true") CAPPED));
    const kefu_score_options options = {
        .struct_size = sizeof options, .allocator = a, .roster = roster, .day = 20000};
    kefu_sheet *sheet = NULL;
    kefu_status status = kefu_score(card, frame, &options, &sheet, NULL);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(target_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_medal_card),     cmocka_unit_test(test_medal_text),
        cmocka_unit_test(test_targets),        cmocka_unit_test(test_target_text),
        cmocka_unit_test(test_days_of_roster), cmocka_unit_test(test_no_target),
        cmocka_unit_test(test_wide),           cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_needs),          cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
