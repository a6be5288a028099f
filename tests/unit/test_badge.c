/* test_badge.c - badges: every kind of condition, who meets it, and in words why not. */
#include "oom.h"
#include "step_sheets.h"

static const char *const people[] = {"p1", "p2", "p3"};
static const char *const metrics[] = {"a", "b", "reply", "hits"};

/* a weighs 60 and b 40: p1 has 90 and 80, 86 in all; p2 has 70 and 90, 78; p3 no a, so 40 of b
 * alone, and coverage 40 %. Pooled means: a (90 + 70) / 2 = 80, b (80 + 90 + 40) / 3 = 70. */
static const kefu_value cells[] = {BARE(90, 1), BARE(80, 1), OF(97, 100), BARE(0, 1),
                                   BARE(70, 1), BARE(90, 1), OF(98, 100), BARE(31, 1),
                                   NO_DATA,     BARE(40, 1), NO_DATA,     BARE(30, 1)};

#define BADGE(conditions)                                                                          \
    AB("\"label\":{\"zh\":\"转化率\",\"en\":\"Conversion\"},", "",                                 \
       ",\"floor\":60,\"grades\":[{\"id\":\"A\",\"from\":80},{\"id\":\"B\",\"below\":80}],"        \
       "\"tiers\":{\"shares\":[{\"id\":\"top\",\"share\":0.34},{\"id\":\"rest\",\"share\":0.66}]}" \
       ",\"red_lines\":[{\"id\":\"stalling\",\"label\":{\"zh\":\"推诿\",\"en\":\"Stalling\"},"   \
       "\"metric\":\"hits\",\"counts\":\"reported\",\"effect\":{\"cap\":100}},"                    \
       "{\"id\":\"rude\",\"metric\":\"hits\",\"effect\":\"zero\"}]"                                \
       ",\"badges\":[{\"id\":\"first\",\"label\":{\"zh\":\"优秀\",\"en\":\"Fine\"},"             \
       "\"all\":{\"total\":{\"at_least\":80}}},"                                                   \
       "{\"id\":\"x\",\"label\":\"X\",\"all\":[" conditions "]}]")

static void test_conditions(void **state)
{
    static const struct {
        const char *card;
        int32_t failing[3]; /* of p1, p2, p3 */
        int who;            /* whose words */
        const char *zh, *en;
    } cases[] = {
        {BADGE("{\"metric\":\"reply\",\"unit\":\"ratio\",\"at_least\":\"98%\"}"),
         {0, -1, 0},
         0,
         "reply 97.00% 未达 ≥ 98%",
         "reply 97.00% is not ≥ 98%"},
        {BADGE("{\"metric\":\"reply\",\"unit\":\"ratio\",\"at_least\":\"98%\"}"),
         {0, -1, 0},
         2,
         "reply 没有数据,未达 ≥ 98%",
         "reply has no data, not ≥ 98%"},
        {BADGE("{\"metric\":\"reply\",\"unit\":\"ratio\",\"below\":\"98%\"}"),
         {-1, 0, 0},
         1,
         "reply 98.00% 未达 < 98%",
         "reply 98.00% is not < 98%"},
        {BADGE("{\"metric\":\"hits\",\"above\":30}"),
         {0, -1, 0},
         2,
         "hits 30 未达 > 30",
         "hits 30 is not > 30"},
        {BADGE("{\"metric\":\"hits\",\"at_least\":30,\"at_most\":30}"),
         {0, 0, -1},
         1,
         "hits 31 未达 ≥ 30 且 ≤ 30",
         "hits 31 is not ≥ 30 and ≤ 30"},
        {BADGE("{\"points\":\"a\",\"at_least\":80}"),
         {-1, 0, 0},
         1,
         "转化率得 70.00 分未达 ≥ 80 分",
         "Conversion 70.00 points is not ≥ 80 points"},
        {BADGE("{\"better_than_mean\":\"a\"}"),
         {-1, 0, 0},
         1,
         "转化率 70.00 分未优于组平均 80.00 分",
         "Conversion 70.00 points is not better than the group's mean 80.00 points"},
        {BADGE("{\"better_than_mean\":\"a\"}"),
         {-1, 0, 0},
         2,
         "转化率 没有数据可与组平均相比",
         "Conversion has no figure to set against the mean"},
        /* elite: above the mean in everything */
        {BADGE("{\"better_than_mean\":\"*\"}"),
         {-1, 0, 0},
         0,
         "全部条件满足",
         "All conditions hold"},
        {BADGE("{\"total\":{\"at_least\":86}}"),
         {-1, 0, 0},
         1,
         "总分 78.00 分未达 ≥ 86 分",
         "The total 78.00 points is not ≥ 86 points"},
        {BADGE("{\"place\":{\"at_most\":2}}"),
         {-1, -1, 0},
         2,
         "名次 3 未达 ≤ 2",
         "The place 3 is not ≤ 2"},
        {BADGE("{\"coverage\":{\"at_least\":\"80%\"}}"),
         {-1, -1, 0},
         2,
         "数据覆盖 40.00% 未达 ≥ 80%",
         "Coverage 40.00% is not ≥ 80%"},
        {BADGE("{\"grade\":[\"A\"]}"), {-1, 0, 0}, 1, "等级 B,须为 A", "The grade is B, not A"},
        {BADGE("{\"tier\":[\"top\",\"rest\"]}"),
         {-1, -1, -1},
         1,
         "全部条件满足",
         "All conditions hold"},
        {BADGE("{\"tier\":[\"top\"]}"),
         {-1, 0, 0},
         1,
         "分布档 rest,须为 top",
         "The tier is rest, not top"},
        {BADGE("{\"floor\":\"met\"}"), {-1, -1, 0}, 2, "低于最低标准", "Below the floor"},
        {BADGE("{\"floor\":\"below\"}"), {0, 0, -1}, 0, "未低于最低标准", "Not below the floor"},
        {BADGE("{\"badge\":\"first\"}"), {-1, 0, 0}, 1, "「优秀」未达成", "'Fine' does not hold"},
        /* hits of stalling count as they are reported, those of rude are not confirmed */
        {BADGE("{\"red_line\":\"none\"}"),
         {-1, 0, 0},
         1,
         "触发高压线「推诿」",
         "Crossed the red line 'Stalling'"},
        {BADGE("{\"red_line\":[\"rude\",\"stalling\"]}"),
         {0, -1, -1},
         0,
         "未触发高压线「rude」或「推诿」",
         "Did not cross the red line 'rude' or 'Stalling'"},
        {BADGE("{\"red_line\":[\"rude\"]}"),
         {0, 0, 0},
         1,
         "未触发高压线「rude」",
         "Did not cross the red line 'rude'"},
        /* all conditions must hold; the first that does not is told */
        {BADGE("{\"total\":{\"at_least\":50}},{\"metric\":\"reply\",\"unit\":\"ratio\","
               "\"at_least\":\"98%\"},{\"grade\":[\"A\"]}"),
         {1, 2, 0},
         1,
         "等级 B,须为 A",
         "The grade is B, not A"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame = frame_of(people, 3, metrics, 4, cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        char text[256];
        int64_t row;
        kefu_frame_free(frame); /* what badges saw is kept */
        for (int k = 0; k < 3; k++) {
            int32_t holds = -1, failing = -2, ago = -1;
            assert_int_equal(kefu_sheet_find(sheet, people[k], &row, NULL), KEFU_OK);
            assert_int_equal(
                kefu_sheet_holds(sheet, row, KEFU_PART_BADGE, 1, &holds, &failing, &ago), KEFU_OK);
            if (failing != cases[i].failing[k])
                fail_msg("case %zu, %s: %d", i, people[k], failing);
            assert_int_equal(holds, failing < 0);
            assert_int_equal(ago, 0);
        }
        assert_int_equal(kefu_sheet_find(sheet, people[cases[i].who], &row, NULL), KEFU_OK);
        assert_int_equal(
            kefu_sheet_holds_text(sheet, row, KEFU_PART_BADGE, 1, KEFU_ZH, text, sizeof text, NULL),
            KEFU_OK);
        assert_string_equal(text, cases[i].zh);
        assert_int_equal(
            kefu_sheet_holds_text(sheet, row, KEFU_PART_BADGE, 1, KEFU_EN, text, sizeof text, NULL),
            KEFU_OK);
        assert_string_equal(text, cases[i].en);
        kefu_sheet_free(sheet);
    }
}

/* Figures of means weigh by what they count: 1/2 and 9/90 make 10/99, so that 1/9 is better. */
static void test_pooled_mean(void **state)
{
    static const kefu_value rates[] = {OF(1, 9),  BARE(0, 1), NO_DATA, BARE(0, 1),
                                       OF(9, 90), BARE(0, 1), NO_DATA, BARE(0, 1)};
    kefu_frame *frame = frame_of(people, 2, metrics, 4, rates);
    kefu_sheet *sheet = sheet_of(BADGE("{\"better_than_mean\":\"a\"}"), frame, NULL);
    int32_t holds, failing;
    int64_t row;
    (void)state;
    assert_int_equal(kefu_sheet_find(sheet, "p1", &row, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_holds(sheet, row, KEFU_PART_BADGE, 1, &holds, &failing, NULL),
                     KEFU_OK);
    assert_int_equal(holds, 1); /* 1/9 > 10/99 */
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

static void test_parts(void **state)
{
    kefu_frame *frame = frame_of(people, 3, metrics, 4, cells);
    kefu_sheet *sheet = sheet_of(BADGE("{\"badge\":\"first\"}"), frame, NULL);
    kefu_card_part part = {.struct_size = sizeof part};
    int32_t holds, failing;
    char text[8];
    (void)state;
    assert_int_equal(kefu_sheet_parts(sheet, KEFU_PART_BADGE), 2);
    assert_int_equal(kefu_sheet_parts(sheet, KEFU_PART_GRADE), 2);
    assert_int_equal(kefu_sheet_part(sheet, KEFU_PART_BADGE, 0, &part), KEFU_OK);
    assert_string_equal(part.label_zh, "优秀");
    assert_string_equal(part.label_en, "Fine");
    assert_int_equal(kefu_sheet_part(sheet, KEFU_PART_GRADE, 1, &part), KEFU_OK);
    assert_string_equal(part.id, "B");
    assert_int_equal(kefu_sheet_holds(sheet, 0, KEFU_PART_BADGE, 2, &holds, &failing, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_holds(sheet, 0, KEFU_PART_STREAK, 0, &holds, &failing, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_holds(sheet, 3, KEFU_PART_BADGE, 0, &holds, &failing, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_holds_text(sheet, 0, KEFU_PART_BADGE, 0, 2, text, 8, NULL),
                     KEFU_E_ARGUMENT);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

static int scenario_badge(const kefu_allocator *allocator)
{
    kefu_score_options options = {0};
    return score_or_no_memory(
        allocator, BADGE("{\"better_than_mean\":\"*\"},{\"metric\":\"reply\",\"at_least\":1}"),
        people, 3, metrics, 4, cells, &options);
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_badge) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_pooled_mean),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
