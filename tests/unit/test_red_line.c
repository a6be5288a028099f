/* test_red_line.c - what red lines take: points, points for each hit, grades; and the ends of all
 * adjustments. 50 points come from the items. */
#include "oom.h"
#include "step_sheets.h"

static const char *const person[] = {"p"};
static const char *const metrics[] = {"a", "b", "hits", "praise"};

#define GRADES                                                                                     \
    ",\"grades\":[{\"id\":\"A\",\"from\":45},{\"id\":\"B\",\"from\":30,\"below\":45},"             \
    "{\"id\":\"C\",\"from\":10,\"below\":30}]"
#define RED(effect)                                                                                \
    AB("", "",                                                                                     \
       ",\"red_lines\":[{\"id\":\"x\",\"label\":{\"zh\":\"推诿\",\"en\":\"Stalling\"},"          \
       "\"metric\":\"hits\",\"counts\":\"reported\",\"effect\":" effect "}]" GRADES)

#define RED_GRADE(id)                                                                              \
    ",\"red_lines\":[{\"id\":\"x\",\"metric\":\"hits\",\"effect\":{\"grade\":\"" id "\"}}]"

#define CROSSED (KEFU_ROW_RED_LINE | KEFU_ROW_RED_LINE_CUT)

static void test_effects(void **state)
{
    static const struct {
        const char *effect_card;
        int hits;
        int64_t total;
        const char *grade;
        uint32_t flags;
        int32_t code; /* 0: no reason */
        int64_t c;    /* of the reason, × its den */
        const char *zh, *en;
    } cases[] = {
        {RED("{\"minus\":20}"), 3, P(30), "B", CROSSED, KEFU_REASON_RED_MINUS, P(20),
         "高压线「推诿」3 次:扣 20 分(-20.00)",
         "Red line 'Stalling' 3: 20 points are taken (-20.00)"},
        {RED("{\"minus\":70}"), 1, -P(20), "", CROSSED | KEFU_ROW_NO_GRADE, KEFU_REASON_RED_MINUS,
         P(70), "高压线「推诿」1 次:扣 70 分(-70.00)",
         "Red line 'Stalling' 1: 70 points are taken (-70.00)"},
        {RED("{\"minus\":0}"), 1, P(50), "A", KEFU_ROW_RED_LINE, KEFU_REASON_RED_MINUS, 0,
         "高压线「推诿」1 次:扣 0 分(0.00)", "Red line 'Stalling' 1: 0 points are taken (0.00)"},
        {RED("{\"minus_each\":7.5}"), 3, P(27.5), "C", CROSSED, KEFU_REASON_RED_MINUS, P(7.5),
         "高压线「推诿」3 次:扣 7.5 分 × 3 次(-22.50)",
         "Red line 'Stalling' 3: 7.5 points are taken for each of 3 (-22.50)"},
        {RED("{\"grade\":\"B\"}"), 1, P(50), "B", CROSSED, KEFU_REASON_RED_GRADE, 1,
         "高压线「推诿」1 次:等级最高 B", "Red line 'Stalling' 1: the grade is at best B"},
        {RED("{\"grade\":\"A\"}"), 1, P(50), "A", KEFU_ROW_RED_LINE, KEFU_REASON_RED_GRADE, 0,
         "高压线「推诿」1 次:等级最高 A", "Red line 'Stalling' 1: the grade is at best A"},
        {RED("{\"cap\":40}"), 2, P(40), "B", CROSSED, KEFU_REASON_RED_CAP, P(40),
         "高压线「推诿」2 次:总分最高 40 分(-10.00)",
         "Red line 'Stalling' 2: the total is at most 40 (-10.00)"},
        {RED("{\"grade\":\"C\"}"), 0, P(50), "A", 0, 0, 0, "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_value cells[] = {BARE(50, 1), BARE(50, 1), BARE(cases[i].hits, 1), BARE(0, 1)};
        kefu_frame *frame = frame_of(person, 1, metrics, 4, cells);
        kefu_sheet *sheet = sheet_of(cases[i].effect_card, frame, NULL);
        kefu_sheet_row row = row_of(sheet, "p");
        kefu_reason r = {0};
        char text[512];
        assert_int_equal(row.total, cases[i].total);
        assert_string_equal(row.grade, cases[i].grade);
        assert_int_equal(row.flags, cases[i].flags);
        assert_int_equal(reasons_of_code(sheet, "p", cases[i].code, &r), cases[i].code != 0);
        assert_int_equal(r.c.num, cases[i].c);
        assert_int_equal(r.points, row.total - P(50));
        assert_string_equal(text_of_code(sheet, "p", cases[i].code, KEFU_ZH, text), cases[i].zh);
        assert_string_equal(text_of_code(sheet, "p", cases[i].code, KEFU_EN, text), cases[i].en);
        reasons_add_up(sheet);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* A worse grade stays, also where two red lines limit it; a total without a grade has none. */
static void test_grade_limits(void **state)
{
    static const struct {
        int a;
        const char *grade;
    } cases[] = {{50, "C"}, {35, "C"}, {15, "C"}, {5, ""}};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        kefu_value cells[] = {BARE(cases[i].a, 1), BARE(cases[i].a, 1), BARE(1, 1), BARE(0, 1)};
        kefu_frame *frame = frame_of(person, 1, metrics, 4, cells);
        kefu_sheet *sheet = sheet_of(
            AB("", "",
               ",\"red_lines\":[{\"id\":\"x\",\"metric\":\"hits\",\"counts\":\"reported\","
               "\"effect\":{\"grade\":\"C\"}},{\"id\":\"y\",\"metric\":\"hits\",\"counts\":"
               "\"reported\",\"effect\":{\"grade\":\"B\"}}]" GRADES),
            frame, NULL);
        assert_string_equal(row_of(sheet, "p").grade, cases[i].grade);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

#define ENDS                                                                                       \
    AB("", "",                                                                                     \
       ",\"adjustments_least\":-10,\"adjustments_most\":8,\"adjustments\":["                       \
       "{\"id\":\"m\",\"metric\":\"hits\",\"points\":-4,\"counts\":\"reported\"},"                 \
       "{\"id\":\"p\",\"metric\":\"praise\",\"points\":3,\"counts\":\"reported\"}]")

static void test_ends_of_adjustments(void **state)
{
    static const struct {
        int hits, praise;
        int64_t adjustments, cut; /* what the cut adds; 0: no reason */
    } cases[] = {
        {0, 0, 0, 0},        {2, 0, -P(8), 0},       {3, 0, -P(10), P(2)},   {3, 1, -P(9), 0},
        {0, 3, P(8), -P(1)}, {10, 20, P(8), -P(12)}, {10, 0, -P(10), P(30)},
    };
    char text[512];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_value cells[] = {BARE(50, 1), BARE(50, 1), BARE(cases[i].hits, 1),
                              BARE(cases[i].praise, 1)};
        kefu_frame *frame = frame_of(person, 1, metrics, 4, cells);
        kefu_sheet *sheet = sheet_of(ENDS, frame, NULL);
        kefu_reason r = {0};
        assert_int_equal(row_of(sheet, "p").adjustments, cases[i].adjustments);
        assert_int_equal(row_of(sheet, "p").total, P(50) + cases[i].adjustments);
        assert_int_equal(reasons_of_code(sheet, "p", KEFU_REASON_EXTRAS_CUT, &r),
                         cases[i].cut != 0);
        assert_int_equal(r.points, cases[i].cut);
        reasons_add_up(sheet);
        if (i == 2)
            assert_string_equal(text_of_code(sheet, "p", KEFU_REASON_EXTRAS_CUT, KEFU_ZH, text),
                                "加减分合计 -12.00 分,低于下限,按 -10.00 分计(+2.00)");
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

static void test_refusals(void **state)
{
    static const kefu_value cells[] = {BARE(50, 1), BARE(50, 1), BARE(INT64_MAX, 1), BARE(0, 1)};
    kefu_frame *frame = frame_of(person, 1, metrics, 4, cells);
    kefu_card *card = card_of(RED("{\"minus_each\":1000}"));
    kefu_sheet *sheet = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_score(card, frame, NULL, &sheet, &error), KEFU_E_OVERFLOW);
    assert_non_null(strstr(error.message, "red line 'x' of 'p'"));
    kefu_card_free(card);
    kefu_frame_free(frame);
    refused(RED("{\"grade\":\"AA\"}"),
            "red_lines[0].effect.grade: there is no such grade; did you mean 'A'");
    /* from the worst to the best, by their lower ends, and by their upper ones */
    refused(AB("", "",
               RED_GRADE("C") ",\"grades\":[{\"id\":\"C\",\"below\":30},{\"id\":\"B\","
                              "\"from\":30,\"below\":45},{\"id\":\"A\",\"from\":45}]"),
            "grades[1]: grades stand from the best to the worst where a red line names one");
    refused(AB("", "",
               RED_GRADE("A") ",\"grades\":[{\"id\":\"A\",\"from\":45},{\"id\":\"C\","
                              "\"to\":30},{\"id\":\"B\",\"to\":44}]"),
            "grades[2]: grades stand from the best to the worst where a red line names one");
    /* without ends it catches the rest; without such a red line they stand as they like */
    kefu_card_free(
        card_of(AB("", "",
                   RED_GRADE("C") ",\"grades\":[{\"id\":\"A\",\"from\":45,"
                                  "\"to\":100},{\"id\":\"B\",\"from\":30},{\"id\":\"C\"}]")));
    kefu_card_free(card_of(AB("", "",
                              ",\"grades\":[{\"id\":\"C\",\"below\":30},{\"id\":\"B\","
                              "\"from\":30}]")));
    refused(RED("{\"minus\":5,\"cap\":3}"), "red_lines[0].effect: expected \"zero\", {");
    refused(RED("{}"), "red_lines[0].effect: expected \"zero\", {");
    refused(RED("{\"minus\":-5}"), "red_lines[0].effect.minus: expected points of 0 to");
}

static int scenario_red(const kefu_allocator *allocator)
{
    static const kefu_value cells[] = {BARE(1, 1), BARE(1, 1), BARE(2, 1), BARE(9, 1)};
    kefu_score_options options = {0};
    return score_or_no_memory(allocator, ENDS, person, 1, metrics, 4, cells, &options);
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_red) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_effects),
        cmocka_unit_test(test_grade_limits),
        cmocka_unit_test(test_ends_of_adjustments),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
