/* test_streak.c - streaks: conditions that hold in this period and those before it. */
#include "oom.h"
#include "step_sheets.h"

static const char *const people[] = {"p1", "p2", "p3", "p4"};
static const char *const a[] = {"a", "speed"};

/* Two months in the top two; three months below 60. */
#define STREAKS(id)                                                                                  \
    "{\"format\":1,\"id\":\"" id "\",\"sections\":[" SECTION(                                        \
        "s", "",                                                                                     \
        ITEM(                                                                                        \
            "a", "100",                                                                              \
            "")) "],\"badges\":[{\"id\":\"good\",\"all\":{\"total\":{\"at_least\":80}}}],"           \
                 "\"streaks\":["                                                                     \
                 "{\"id\":\"two_top\",\"label\":{\"zh\":\"连冠\",\"en\":\"Twice\"},\"periods\":2," \
                 "\"all\":[{\"place\":{\"at_most\":2}},{\"badge\":\"good\"}]},"                      \
                 "{\"id\":\"three_low\",\"periods\":3,\"all\":{\"total\":{\"below\":60}}},"          \
                 "{\"id\":\"quick\",\"periods\":2,\"all\":[{\"streak\":\"two_top\"},"                \
                 "{\"metric\":\"speed\",\"unit\":\"s\",\"at_most\":30}]}]}"

static kefu_sheet *month(const char *card, const int figures[4], int n, int speed,
                         const kefu_sheet *const *earlier, int n_earlier)
{
    kefu_value cells[8];
    kefu_score_options options = {
        .struct_size = sizeof options, .earlier = earlier, .n_earlier = n_earlier};
    kefu_frame *frame;
    kefu_sheet *sheet;
    for (int i = 0; i < n; i++) {
        kefu_value figure = BARE(figures[i], 1), quick = BARE(speed, 1);
        cells[2 * i] = figure;
        cells[2 * i + 1] = quick;
    }
    frame = frame_of(people, n, a, 2, cells);
    sheet = sheet_of(card, frame, &options);
    kefu_frame_free(frame);
    return sheet;
}

static void holds_as(const kefu_sheet *sheet, const char *person, int32_t streak, int32_t failing,
                     int32_t ago, const char *zh, const char *en)
{
    int32_t holds = -1, f = -2, g = -2;
    int64_t row = -1;
    char text[256];
    assert_int_equal(kefu_sheet_find(sheet, person, &row, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_holds(sheet, row, KEFU_PART_STREAK, streak, &holds, &f, &g),
                     KEFU_OK);
    if (f != failing || g != ago || holds != (failing < 0))
        fail_msg("%s, streak %d: %d, %d ago", person, streak, f, g);
    assert_int_equal(kefu_sheet_holds_text(sheet, row, KEFU_PART_STREAK, streak, KEFU_ZH, text,
                                           sizeof text, NULL),
                     KEFU_OK);
    assert_string_equal(text, zh);
    assert_int_equal(kefu_sheet_holds_text(sheet, row, KEFU_PART_STREAK, streak, KEFU_EN, text,
                                           sizeof text, NULL),
                     KEFU_OK);
    assert_string_equal(text, en);
}

static void test_streaks(void **state)
{
    static const int august[] = {50, 50, 95, 50}, september[] = {50, 90, 85, 50},
                     october[] = {55, 92, 91, 30};
    const kefu_sheet *earlier[2];
    kefu_sheet *first = month(STREAKS("t/1"), august, 3, 20, NULL, 0); /* p4 was not there yet */
    kefu_sheet *second, *third;
    (void)state;
    earlier[0] = first;
    second = month(STREAKS("t/1"), september, 4, 40, earlier, 1);
    earlier[0] = second;
    earlier[1] = first;
    third = month(STREAKS("t/1"), october, 4, 20, earlier, 2);
    kefu_sheet_free(first);
    kefu_sheet_free(second);
    holds_as(third, "p2", 0, -1, 0, "全部条件满足,连续 2 期",
             "All conditions hold in 2 periods running");
    holds_as(third, "p1", 0, 0, 0, "名次 3 未达 ≤ 2", "The place 3 is not ≤ 2");
    holds_as(third, "p1", 1, -1, 0, "全部条件满足,连续 3 期",
             "All conditions hold in 3 periods running");
    holds_as(third, "p3", 1, 0, 0, "总分 91.00 分未达 < 60 分",
             "The total 91.00 points is not < 60 points");
    holds_as(third, "p4", 1, 1, 2, "前 2 期:没有同一方案的成绩",
             "2 periods before: no sheet of the same card has this person");
    /* in September p3 was twice on top, but slow; p2 was not: 50 in August */
    holds_as(third, "p3", 2, 1, 1, "前 1 期:speed 40.0 秒未达 ≤ 30 秒",
             "1 period before: speed 40.0 s is not ≤ 30 s");
    holds_as(third, "p2", 2, 0, 1, "前 1 期:「连冠」未达成",
             "1 period before: 'Twice' does not hold");
    kefu_sheet_free(third);
}

/* A sheet too few, or one of another card, breaks a streak. */
static void test_breaks(void **state)
{
    static const int high[] = {90, 90, 90, 90};
    kefu_sheet *other = month(STREAKS("u/1"), high, 4, 20, NULL, 0), *sheet;
    const kefu_sheet *earlier[1] = {other};
    kefu_score_options options = {.struct_size = sizeof options, .n_earlier = 1};
    kefu_card *card = card_of(STREAKS("t/1"));
    kefu_frame *frame = frame_of(people, 0, a, 2, NULL);
    (void)state;
    sheet = month(STREAKS("t/1"), high, 4, 20, NULL, 0);
    holds_as(sheet, "p1", 0, 2, 1, "前 1 期:没有同一方案的成绩",
             "1 period before: no sheet of the same card has this person");
    kefu_sheet_free(sheet);
    sheet = month(STREAKS("t/1"), high, 4, 20, earlier, 1);
    holds_as(sheet, "p1", 0, 2, 1, "前 1 期:没有同一方案的成绩",
             "1 period before: no sheet of the same card has this person");
    kefu_sheet_free(sheet);
    sheet = NULL;
    assert_int_equal(kefu_score(card, frame, &options, &sheet, NULL), KEFU_E_ARGUMENT);
    earlier[0] = NULL;
    options.earlier = earlier;
    assert_int_equal(kefu_score(card, frame, &options, &sheet, NULL), KEFU_E_ARGUMENT);
    options.n_earlier = 1;
    earlier[0] = other;
    options.earlier_periods = (const int32_t[]){0};
    assert_int_equal(kefu_score(card, frame, &options, &sheet, NULL), KEFU_E_ARGUMENT);
    options.n_earlier = -1;
    assert_int_equal(kefu_score(card, frame, &options, &sheet, NULL), KEFU_E_ARGUMENT);
    kefu_card_free(card);
    kefu_frame_free(frame);
    kefu_sheet_free(other);
}

/* A new revision goes on with the streaks of the one before it; what that does not have does not
 * hold. */
static void test_revisions(void **state)
{
#define BARE_CARD                                                                                  \
    "{\"format\":1,\"id\":\"t/7\",\"sections\":[" SECTION("s", "", ITEM("a", "100", "")) "]}"
    static const int high[] = {90, 90, 90, 90};
    kefu_sheet *before = month(STREAKS("t/1"), high, 4, 20, NULL, 0);
    kefu_sheet *bare = month(BARE_CARD, high, 4, 20, NULL, 0), *sheet;
    const kefu_sheet *earlier[] = {before};
    (void)state;
    sheet = month(STREAKS("t/2"), high, 4, 20, earlier, 1);
    holds_as(sheet, "p1", 0, -1, 0, "全部条件满足,连续 2 期",
             "All conditions hold in 2 periods running");
    kefu_sheet_free(sheet);
    earlier[0] = bare;
    sheet = month(STREAKS("t/2"), high, 4, 20, earlier, 1);
    holds_as(sheet, "p1", 0, 1, 1, "前 1 期:「good」未达成",
             "1 period before: 'good' does not hold");
    kefu_sheet_free(sheet);
    kefu_sheet_free(before);
    kefu_sheet_free(bare);
}

static kefu_status score_after(const kefu_sheet *const *earlier, const int32_t *periods, int n,
                               kefu_sheet **out)
{
    static const kefu_value cells[] = {BARE(90, 1), BARE(20, 1), BARE(90, 1), BARE(20, 1)};
    kefu_score_options options = {.struct_size = sizeof options,
                                  .earlier = earlier,
                                  .earlier_periods = periods,
                                  .n_earlier = n};
    kefu_card *card = card_of(STREAKS("t/2"));
    kefu_frame *frame = frame_of(people, 2, a, 2, cells);
    kefu_status status = kefu_score(card, frame, &options, out, NULL);
    kefu_card_free(card);
    kefu_frame_free(frame);
    return status;
}

/* Sheets of one period: the one that has the person decides, of whatever revision; nobody is in
 * two. */
static void test_periods(void **state)
{
    static const int high[4] = {90, 90};
    static const int32_t same[] = {1, 1}, two[] = {2, 1}, behind[] = {1, 2};
    kefu_sheet *of_p1 = month(STREAKS("t/1"), high, 1, 20, NULL, 0);
    kefu_sheet *of_both = month(STREAKS("t/2"), high, 2, 20, NULL, 0);
    kefu_sheet *nobody = month(STREAKS("u/1"), high, 0, 20, NULL, 0), *sheet = NULL;
    const kefu_sheet *earlier[] = {nobody, of_both}, *twice[] = {of_p1, of_both};
    (void)state;
    assert_int_equal(score_after(earlier, same, 2, &sheet), KEFU_OK);
    holds_as(sheet, "p2", 0, -1, 0, "全部条件满足,连续 2 期",
             "All conditions hold in 2 periods running");
    kefu_sheet_free(sheet);
    sheet = NULL;
    assert_int_equal(score_after(twice, same, 2, &sheet), KEFU_E_DUPLICATE);
    assert_null(sheet);
    assert_int_equal(score_after(twice, two, 2, &sheet), KEFU_OK);
    holds_as(sheet, "p2", 0, -1, 0, "全部条件满足,连续 2 期",
             "All conditions hold in 2 periods running");
    kefu_sheet_free(sheet);
    assert_int_equal(score_after(twice, behind, 2, &sheet), KEFU_OK);
    holds_as(sheet, "p2", 0, 2, 1, "前 1 期:没有同一方案的成绩",
             "1 period before: no sheet of the same card has this person");
    holds_as(sheet, "p1", 0, -1, 0, "全部条件满足,连续 2 期",
             "All conditions hold in 2 periods running");
    kefu_sheet_free(sheet);
    kefu_sheet_free(of_p1);
    kefu_sheet_free(of_both);
    kefu_sheet_free(nobody);
}

static kefu_sheet *scenario_before;

static int scenario_streak(const kefu_allocator *allocator)
{
    static const kefu_value cells[] = {BARE(90, 1), BARE(1, 1), BARE(80, 1), BARE(2, 1)};
    const kefu_sheet *earlier[] = {scenario_before};
    kefu_score_options options = {.earlier = earlier, .n_earlier = 1};
    return score_or_no_memory(allocator, STREAKS("t/1"), people, 2, a, 2, cells, &options);
}

static void test_memory(void **state)
{
    static const int high[] = {90, 90, 90, 90};
    (void)state;
    scenario_before = month(STREAKS("t/1"), high, 4, 20, NULL, 0);
    assert_true(oom_sweep(scenario_streak) > 0);
    kefu_sheet_free(scenario_before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_streaks),   cmocka_unit_test(test_breaks),
        cmocka_unit_test(test_revisions), cmocka_unit_test(test_periods),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
