/* test_what_if.c - the smallest change of one figure that gives more. */
#include "score_cards.h"
#include "score_sheets.h"

typedef struct what_case {
    int32_t item;
    /* by points, then by grade: steps (0: nothing found), points, total, grade then */
    struct {
        int64_t steps;
        double points, total;
        const char *grade;
    } more, better;
} what_case;

static void expect(const kefu_what_if *what, int64_t steps, double points, double total,
                   const char *grade)
{
    assert_int_equal(what->found, steps != 0);
    assert_int_equal(what->steps, steps);
    assert_int_equal(what->points, P(points));
    assert_int_equal(what->total, P(total));
    assert_string_equal(what->grade, grade);
}

static void expect_all(const kefu_sheet *sheet, const what_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        kefu_what_if what = {.struct_size = sizeof what};
        assert_int_equal(kefu_sheet_next_points(sheet, 0, cases[i].item, &what), KEFU_OK);
        expect(&what, cases[i].more.steps, cases[i].more.points, cases[i].more.total,
               cases[i].more.grade);
        assert_int_equal(what.item, cases[i].item);
        assert_int_equal(kefu_sheet_next_grade(sheet, 0, cases[i].item, &what), KEFU_OK);
        expect(&what, cases[i].better.steps, cases[i].better.points, cases[i].better.total,
               cases[i].better.grade);
    }
}

#define NOTHING                                                                                    \
    {                                                                                              \
        0, 0, 0, ""                                                                                \
    }

/* 52/100 conversions give 80 × 35 % = 28.00, spend of 1.10 gives 80 × 25 % = 20.00, 98/100 replies
 * 80 × 15 % = 12.00, 27.4 s 80 × 15 % = 12.00, 90 points of the supervisor 9.00: 81.00, a C of 76
 * to
 * 85. Bs are 86 to 90. */
static const kefu_value presales_cells[] = {OF(52, 100), OF(110, 100), OF(98, 100),
                                            MEAN_OF(274, 10, 1204), BARE(90, 1)};
static const what_case presales_cases[] = {
    /* 55 % are three more: 35.00, and 88.00 is a B */
    {0, {3, 35, 88, "B"}, {3, 35, 88, "B"}},
    /* 1.12 is two more of 100: 25.00 */
    {1, {2, 25, 86, "B"}, {2, 25, 86, "B"}},
    /* 99 % is one more: 15.00; that is all there is, and 84.00 is a C still */
    {2, {1, 15, 84, "C"}, NOTHING},
    {3, {-24, 15, 84, "C"}, NOTHING},
    {4, {1, 9.1, 81.1, "C"}, NOTHING},
};

static kefu_sheet *presales(void)
{
    static const char *const people[] = {"amy"};
    static const char *const metrics[] = {"转化率", "客单价比", "回复率", "平均响应", "主管评分"};
    kefu_frame *frame = frame_of(people, 1, metrics, 5, presales_cells);
    kefu_sheet *sheet = sheet_of(CARD_PRESALES, frame, NULL);
    kefu_frame_free(frame);
    return sheet;
}

static void test_presales(void **state)
{
    kefu_sheet *sheet = presales();
    (void)state;
    assert_int_equal(row_of(sheet, "amy").total, P(81));
    expect_all(sheet, presales_cases, sizeof presales_cases / sizeof *presales_cases);
    kefu_sheet_free(sheet);
}

static void test_texts(void **state)
{
    static const struct {
        int32_t item;
        const char *zh, *en;
    } cases[] = {
        {0, "转化率再多 3 个(52/100 → 55/100):总分 81.00 → 88.00,等级 C → B",
         "Conversion 3 more (52/100 → 55/100): total 81.00 → 88.00, grade C → B"},
        {3, "平均响应再快 2.4 秒(27.4 秒 → 25.0 秒):总分 81.00 → 84.00",
         "Average response 2.4 s faster (27.4 s → 25.0 s): total 81.00 → 84.00"},
        {4, "主管评分再高 1 分(90.00 分 → 91.00 分):总分 81.00 → 81.10",
         "Supervisor 1 point higher (90.00 points → 91.00 points): total 81.00 → 81.10"},
    };
    kefu_sheet *sheet = presales();
    kefu_what_if what = {.struct_size = sizeof what};
    char text[256];
    size_t need = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(kefu_sheet_next_points(sheet, 0, cases[i].item, &what), KEFU_OK);
        assert_int_equal(
            kefu_sheet_what_if_text(sheet, 0, &what, KEFU_ZH, text, sizeof text, &need), KEFU_OK);
        assert_string_equal(text, cases[i].zh);
        assert_int_equal(need, strlen(text) + 1);
        assert_int_equal(kefu_sheet_what_if_text(sheet, 0, &what, KEFU_EN, text, sizeof text, NULL),
                         KEFU_OK);
        assert_string_equal(text, cases[i].en);
    }
    /* nothing found, nothing to say */
    assert_int_equal(kefu_sheet_next_grade(sheet, 0, 2, &what), KEFU_OK);
    assert_int_equal(kefu_sheet_what_if_text(sheet, 0, &what, KEFU_EN, text, sizeof text, &need),
                     KEFU_OK);
    assert_string_equal(text, "");
    assert_int_equal(need, 1);
    kefu_sheet_free(sheet);
}

#define ONE(weight_more, unit, direction, more, curve, card_more)                                  \
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\"" weight_more                         \
    ",\"items\":[{\"id\":\"i\",\"metric\":\"m\",\"weight\":100,\"unit\":\"" unit                   \
    "\",\"direction\":\"" direction "\"," more "\"curve\":" curve "}]}]" card_more "}"
#define HALF                                                                                       \
    "{\"type\":\"steps\",\"bands\":[{\"at_least\":\"50%\",\"points\":100},{\"points\":60}]}"
#define GRADED                                                                                     \
    ",\"grades\":[{\"id\":\"A\",\"from\":91,\"to\":100},{\"id\":\"B\",\"from\":80,\"to\":90},{"    \
    "\"id\":\"C\",\"to\":79}]"

/* One person, one item. */
static const struct {
    const char *card;
    kefu_value cell;
    what_case expected;
} one_cases[] = {
    /* 40,000 of 50,000 yuan is 80 %; full points at 100 % */
    {ONE("", "yuan", "higher", "\"basis\":\"completion\",\"target\":50000,",
         "{\"type\":\"steps\",\"bands\":[{\"at_least\":\"100%\",\"points\":100},{\"points\":70}]}",
         GRADED),
     BARE(40000, 1),
     {0, {10000, 100, 100, "A"}, {10000, 100, 100, "A"}}},
    /* the best is in the middle, 120 to 180 s: 190 s is 10 too long, 100 s 20 too short */
    {ONE("", "s", "middle", "",
         "{\"type\":\"zones\",\"bounds\":[\"60s\",\"120s\",\"180s\",\"300s\"],"
         "\"points\":[0,60,100,60,0]}",
         ""),
     BARE(190, 1),
     {0, {-10, 100, 100, ""}, NOTHING}},
    {ONE("", "s", "middle", "",
         "{\"type\":\"zones\",\"bounds\":[\"60s\",\"120s\",\"180s\",\"300s\"],"
         "\"points\":[0,60,100,60,0]}",
         ""),
     BARE(100, 1),
     {0, {20, 100, 100, ""}, NOTHING}},
    /* one bad rating less: 3 of 40 left 85, at 5 a rating */
    {ONE("", "ratio", "lower", "\"basis\":\"numerator\",",
         "{\"type\":\"deduct\",\"from\":0,\"per\":1,\"points\":5,\"start\":100,\"least\":0,"
         "\"round\":\"exact\"}",
         GRADED),
     OF(3, 40),
     {0, {-1, 90, 90, "B"}, {-2, 95, 95, "A"}}},
    /* the total is cut at 80: more points of the item are all there is to gain */
    {ONE("", "ratio", "higher", "", HALF, ",\"most\":60"),
     OF(4, 10),
     {0, {1, 100, 60, ""}, NOTHING}},
    /* a hole from 79 to 80: no grade there, A is above */
    {ONE("", "points", "higher", "", "{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}", GRADED),
     BARE(795, 10),
     {0, {1, 79.6, 79.6, ""}, {5, 80, 80, "B"}}},
    /* nothing is wanted of who has it all, and nothing below 0 or above the whole is thought of */
    {ONE("", "ratio", "higher", "", HALF, ""), OF(5, 10), {0, NOTHING, NOTHING}},
    {ONE("", "ratio", "higher", "",
         "{\"type\":\"steps\",\"bands\":[{\"at_least\":\"101%\",\"points\":100},{\"points\":60}]}",
         ""),
     OF(5, 10),
     {0, NOTHING, NOTHING}},
    {ONE("", "s", "lower", "",
         "{\"type\":\"steps\",\"bands\":[{\"below\":0,\"points\":100},{\"points\":60}]}", ""),
     BARE(3, 1),
     {0, NOTHING, NOTHING}},
    /* all the way down from the greatest numerator there is, to the last one above 0 at worst */
    {ONE("", "s", "lower", "",
         "{\"type\":\"steps\",\"bands\":[{\"below\":0,\"points\":100},{\"points\":60}]}", ""),
     BARE(INT64_MAX, 1),
     {0, NOTHING, NOTHING}},
    /* ranks hang on others; who has no figure cannot change it */
    {ONE("", "ratio", "higher", "\"basis\":\"percentile\",", HALF, ""),
     OF(4, 10),
     {0, NOTHING, NOTHING}},
    {ONE("", "ratio", "higher", "\"no_data\":\"zero\",", HALF, ""), NO_DATA, {0, NOTHING, NOTHING}},
};

static void test_one(void **state)
{
    static const char *const people[] = {"p"}, *const metrics[] = {"m"};
    (void)state;
    for (size_t i = 0; i < sizeof one_cases / sizeof *one_cases; i++) {
        kefu_frame *frame = frame_of(people, 1, metrics, 1, &one_cases[i].cell);
        kefu_sheet *sheet = sheet_of(one_cases[i].card, frame, NULL);
        expect_all(sheet, &one_cases[i].expected, 1);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* 600 × 21/22 days = 6,300/11: 480 are 83.809524 %, one more 481 × 11/6,300 = 83.984127 %. However
 * far the search may go, the products of such targets must not leave 64 bits. */
static void test_target_by_days(void **state)
{
    static const char *const people[] = {"p"}, *const metrics[] = {"m", "d"};
    static const struct {
        kefu_value m;
        int64_t steps, points, total;
    } cases[] = {{BARE(480, 1), 1, 83984127, 83984127},
                 {BARE(4800, 10), 1, 83826984, 83826984}, /* 480.1 × 11/6,300 */
                 {BARE(687, 1), 1, 120000000, 120000000}, /* 688 are 120.13 % */
                 {BARE(688, 1), 0, 0, 0},
                 {BARE(INT64_MAX, 1), 0, 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_value cells[] = {cases[i].m, BARE(21, 1)};
        kefu_what_if what = {.struct_size = sizeof what};
        kefu_frame *frame = frame_of(people, 1, metrics, 2, cells);
        kefu_card *card = card_of(
            ONE("", "count", "higher",
                "\"basis\":\"completion\",\"target\":{\"value\":600,\"days\":true},",
                "{\"type\":\"proportion\",\"cap\":120}", ",\"days\":{\"metric\":\"d\",\"of\":22}"));
        kefu_sheet *sheet = NULL;
        kefu_status status = kefu_score(card, frame, NULL, &sheet, NULL);
        if (status)
            assert_int_equal(status, KEFU_E_OVERFLOW);
        else {
            assert_int_equal(kefu_sheet_next_points(sheet, 0, 0, &what), KEFU_OK);
            assert_int_equal(what.found, cases[i].steps != 0);
            assert_int_equal(what.steps, cases[i].steps);
            assert_int_equal(what.points, cases[i].points);
            assert_int_equal(what.total, cases[i].total);
        }
        kefu_sheet_free(sheet);
        kefu_card_free(card);
        kefu_frame_free(frame);
    }
}

/* Why there is nothing to tell: of more points, and of a better grade. */
static void test_why_not(void **state)
{
    static const struct {
        const char *card;
        kefu_value cell;
        int32_t more, better;
    } cases[] = {
        /* half and above is all there is */
        {ONE("", "ratio", "higher", "", HALF, GRADED), OF(5, 10), KEFU_WHY_NOT_BEST,
         KEFU_WHY_NOT_BEST},
        /* one more gives 100 points, and there is no grade at all */
        {ONE("", "ratio", "higher", "", HALF, ""), OF(4, 10), 0, KEFU_WHY_NOT_BEST},
        /* no share is above 1 */
        {ONE("", "ratio", "higher", "",
             "{\"type\":\"steps\",\"bands\":[{\"at_least\":\"101%\",\"points\":100},{\"points\":60}"
             "]}",
             GRADED),
         OF(5, 10), KEFU_WHY_NOT_UNREACHABLE, KEFU_WHY_NOT_UNREACHABLE},
        {ONE("", "ratio", "higher", "\"basis\":\"percentile\",", HALF, GRADED), OF(4, 10),
         KEFU_WHY_NOT_PEERS, KEFU_WHY_NOT_PEERS},
        {ONE("", "ratio", "higher", "\"no_data\":\"zero\",", HALF, GRADED), NO_DATA,
         KEFU_WHY_NOT_STATE, KEFU_WHY_NOT_STATE},
        {ONE("", "ratio", "higher", "\"no_data\":\"require\",", HALF, GRADED), NO_DATA,
         KEFU_WHY_NOT_NO_TOTAL, KEFU_WHY_NOT_NO_TOTAL},
    };
    static const char *const people[] = {"p"}, *const metrics[] = {"m"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame = frame_of(people, 1, metrics, 1, &cases[i].cell);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        kefu_what_if what = {.struct_size = sizeof what};
        assert_int_equal(kefu_sheet_next_points(sheet, 0, 0, &what), KEFU_OK);
        assert_int_equal(what.why_not, cases[i].more);
        assert_int_equal(what.found, !cases[i].more);
        assert_int_equal(kefu_sheet_next_grade(sheet, 0, 0, &what), KEFU_OK);
        assert_int_equal(what.why_not, cases[i].better);
        assert_int_equal(what.found, !cases[i].better);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* ---- Another figure -------------------------------------------------------------------------- */

/* What it gives is what scoring it gives; other denominators and counts, too. */
static void test_another_figure(void **state)
{
    static const struct {
        int32_t item;
        kefu_value figure;
    } cases[] = {{0, OF(60, 110)},         {0, OF(0, 1)},   {1, OF(90, 80)}, {2, OF(99, 99)},
                 {3, MEAN_OF(301, 10, 9)}, {4, BARE(12, 1)}};
    static const char *const people[] = {"amy"};
    static const char *const metrics[] = {"转化率", "客单价比", "回复率", "平均响应", "主管评分"};
    kefu_sheet *sheet = presales();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_what_if what = {.struct_size = sizeof what};
        kefu_value cells[5];
        memcpy(cells, presales_cells, sizeof cells);
        cells[cases[i].item] = cases[i].figure;
        kefu_frame *frame = frame_of(people, 1, metrics, 5, cells);
        kefu_sheet *anew = sheet_of(CARD_PRESALES, frame, NULL);
        assert_int_equal(kefu_sheet_what_if(sheet, 0, cases[i].item, &cases[i].figure, &what),
                         KEFU_OK);
        assert_int_equal(what.found, 1);
        assert_int_equal(what.item, cases[i].item);
        assert_int_equal(what.steps, 0);
        assert_int_equal(what.why_not, 0);
        assert_memory_equal(&what.value, &cases[i].figure, sizeof what.value);
        assert_int_equal(what.total, row_of(anew, "amy").total);
        assert_string_equal(what.grade, row_of(anew, "amy").grade);
        assert_int_equal(what.points, reason_of(anew, "amy", cases[i].item).points);
        kefu_sheet_free(anew);
        kefu_frame_free(frame);
    }
    kefu_sheet_free(sheet);
}

/* 25.0 s give 100 × 15 % = 15.00, three more than 27.4 s. */
static void test_another_figure_in_words(void **state)
{
    static const kefu_value fast = MEAN_OF(250, 10, 900);
    kefu_sheet *sheet = presales();
    kefu_what_if what = {.struct_size = sizeof what};
    char text[256];
    (void)state;
    assert_int_equal(kefu_sheet_what_if(sheet, 0, 3, &fast, &what), KEFU_OK);
    assert_int_equal(kefu_sheet_what_if_text(sheet, 0, &what, KEFU_ZH, text, sizeof text, NULL),
                     KEFU_OK);
    assert_string_equal(text, "平均响应若为 25.0 秒(现为 27.4 秒):总分 81.00 → 84.00");
    assert_int_equal(kefu_sheet_what_if_text(sheet, 0, &what, KEFU_EN, text, sizeof text, NULL),
                     KEFU_OK);
    assert_string_equal(text,
                        "Average response if it were 25.0 s (now 27.4 s): total 81.00 → 84.00");
    kefu_sheet_free(sheet);
}

/* A figure that is not full is answered by a policy; one that cannot be is refused. */
static void test_other_figures_refused(void **state)
{
    static const kefu_value provisional = {1, 2, 2, KEFU_VALUE_PROVISIONAL, 0}, none = NO_DATA;
    static const kefu_value bad[] = {
        {1, -2, 2, 0, 0}, {1, 2, -2, 0, 0}, {1, 2, 2, 5, 0}, {1, 2, 2, -1, 0}};
    kefu_sheet *sheet = presales();
    kefu_what_if what = {.struct_size = sizeof what};
    (void)state;
    assert_int_equal(kefu_sheet_what_if(sheet, 0, 0, &provisional, &what), KEFU_OK);
    assert_int_equal(what.found, 0);
    assert_int_equal(what.why_not, KEFU_WHY_NOT_STATE);
    assert_int_equal(kefu_sheet_what_if(sheet, 0, 0, &none, &what), KEFU_OK);
    assert_int_equal(what.why_not, KEFU_WHY_NOT_STATE);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(kefu_sheet_what_if(sheet, 0, 0, &bad[i], &what), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_what_if(sheet, 1, 0, &presales_cells[0], &what), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_what_if(sheet, 0, 5, &presales_cells[0], &what), KEFU_E_ARGUMENT);
    kefu_sheet_free(sheet);
}

static void test_arguments(void **state)
{
    kefu_sheet *sheet = presales();
    kefu_what_if what = {.struct_size = sizeof what};
    char text[8];
    size_t need;
    (void)state;
    assert_int_equal(kefu_sheet_next_points(sheet, 1, 0, &what), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_next_points(sheet, 0, 5, &what), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_next_grade(sheet, 0, -1, &what), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_next_points(sheet, 0, 0, &what), KEFU_OK);
    assert_int_equal(kefu_sheet_what_if_text(sheet, 0, &what, 7, text, sizeof text, &need),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_what_if_text(sheet, 0, &what, KEFU_ZH, NULL, 1, &need),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_what_if_text(sheet, 0, &what, KEFU_ZH, NULL, 0, &need), KEFU_OK);
    assert_true(need > sizeof text);
    what.value.den = 0;
    assert_int_equal(kefu_sheet_what_if_text(sheet, 0, &what, KEFU_ZH, NULL, 0, &need),
                     KEFU_E_ARGUMENT);
    kefu_sheet_free(sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_presales),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_why_not),
        cmocka_unit_test(test_another_figure),
        cmocka_unit_test(test_another_figure_in_words),
        cmocka_unit_test(test_other_figures_refused),
        cmocka_unit_test(test_one),
        cmocka_unit_test(test_target_by_days),
        cmocka_unit_test(test_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
