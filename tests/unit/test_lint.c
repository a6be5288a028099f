/* test_lint.c - each fault of a card, and what is none. */
#include "lint_cards.h"
#include "score_cards.h"
#include "oom.h"

#define GRADES(grades)                                                                             \
    CARD_OF(                                                                                       \
        ",\"grades\":[" grades "]",                                                                \
        ITEM("points", "higher", "value", "{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}"))
#define BANDS ITEM_AT "/curve/bands"

#define WEIGHING(id, weight)                                                                       \
    "{\"id\":\"" id "\",\"metric\":\"m\",\"weight\":" weight ",\"unit\":\"points\",\"direction\":" \
    "\"higher\",\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}}"
#define WITH_SECTION(more, items)                                                                  \
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[" WEIGHING(               \
        "i", "100") "]},{\"id\":\"t\"," more "\"items\":[" items "]}]}"

static const lint_case lint_cases[] = {
    /* nothing to say: nested bands are how steps are written */
    {STEPS("ratio", "higher",
           B("\"at_least\":\"55%\",", 100) "," B("\"at_least\":\"50%\",", 80) "," B("", 0)),
     {{0}}},
    {STEPS("s", "lower", B("\"at_most\":25,", 100) "," B("\"above\":25,", 0)), {{0}}},
    {STEPS("s", "lower",
           B("\"at_most\":25,", 100) "," B("\"above\":25,\"at_most\":30,",
                                           50) "," B("\"above\":30,", 0)),
     {{0}}},
    /* rates, seconds and counts are never negative */
    {STEPS("ratio", "higher", B("\"at_least\":0.5,", 1) "," B("\"at_least\":0,", 0)), {{0}}},
    {STEPS("yuan", "higher", B("\"at_least\":5,", 1) "," B("\"at_least\":0,", 0)),
     {{KEFU_LINT_GAP, W, BANDS, "< 0 元", "< 0 yuan"}}},
    /* gaps, with open and closed ends */
    {STEPS("ratio", "higher", B("\"at_least\":\"90%\",", 100) "," B("\"below\":\"89.5%\",", 0)),
     {{KEFU_LINT_GAP, E, BANDS, "≥ 89.5% 且 < 90%", "values ≥ 89.5% and < 90%"}}},
    {STEPS("ratio", "higher", B("\"above\":\"90%\",", 100) "," B("\"below\":\"90%\",", 0)),
     {{KEFU_LINT_GAP, E, BANDS, "= 90%", "values = 90%"}}},
    {STEPS("s", "lower", B("\"at_most\":25,", 100) "," B("\"above\":25.001,", 0)),
     {{KEFU_LINT_GAP, E, BANDS, "> 25 秒 且 ≤ 25.001 秒", "> 25 s and ≤ 25.001 s"}}},
    {STEPS("ratio", "higher",
           B("\"at_least\":\"90%\",\"at_most\":\"100%\",", 100) "," B("\"below\":\"90%\",", 0)),
     {{KEFU_LINT_GAP, W, BANDS, "> 100%", "> 100%"}}},
    {STEPS("count", "lower", B("\"at_most\":0,", 100) "," B("\"at_least\":1,", 60)),
     {{KEFU_LINT_GAP, W, BANDS, "> 0 且 < 1", "> 0 and < 1"}}},
    /* overlaps: two bands that cross; at 90 both count */
    {STEPS("points", "higher",
           B("\"at_least\":90,", 100) "," B("\"at_least\":80,\"at_most\":90,", 80) "," B("", 0)),
     {{KEFU_LINT_OVERLAP, E, BANDS "/1", "先写的一档有效", "the one written first counts"}}},
    {STEPS("points", "higher",
           B("\"at_least\":90,\"at_most\":100,",
             100) "," B("\"at_least\":80,\"at_most\":90,",
                        80) "," B("\"below\":80,", 0) "," B("\"above\":100,", 100)),
     {{KEFU_LINT_OVERLAP, E, BANDS "/1", "与第 1 档在 90 分处重叠",
       "overlaps band 1 at 90 points"}}},
    {STEPS("points", "higher",
           B("\"at_least\":90,\"at_most\":100,",
             100) "," B("\"at_least\":80,\"below\":90,", 80) "," B("\"below\":80,",
                                                                   0) "," B("\"above\":100,", 100)),
     {{0}}},
    /* unreachable, also by several bands together */
    {STEPS("s", "lower", B("\"at_most\":40,", 50) "," B("\"at_most\":30,", 80) "," B("", 0)),
     {{KEFU_LINT_UNREACHABLE, W, BANDS "/1", "前面的档已覆盖", "earlier bands cover all of it"}}},
    {STEPS("s", "lower",
           B("\"at_most\":40,", 50) "," B("\"above\":40,",
                                          20) "," B("\"at_most\":60,\"at_least\":20,", 0)),
     {{KEFU_LINT_UNREACHABLE, W, BANDS "/2", "", ""}}},
    /* direction */
    {STEPS("s", "higher", B("\"at_most\":25,", 100) "," B("\"at_most\":30,", 80) "," B("", 0)),
     {{KEFU_LINT_DIRECTION, W, BANDS, "到 25 秒时得分由 100 降到 80",
       "at 25 s points fall from 100 to 80"}}},
    {STEPS("s", "lower", B("\"at_least\":25,", 100) "," B("", 80)),
     {{KEFU_LINT_DIRECTION, W, BANDS, "到 25 秒时得分由 100 降到 80",
       "at 25 s points fall from 100 to 80"}}},
    {LINEAR("higher", "[[10,100],[30,90]]"),
     {{KEFU_LINT_DIRECTION, W, "/sections/0/items/0/curve/points", "到 30 秒",
       "at 30 s points fall from 100 to 90"}}},
    {LINEAR("lower", "[[10,100],[30,90]]"), {{0}}},
    {CARD_OF("", ITEM("yuan", "higher", "place",
                      "{\"type\":\"places\",\"points\":[100,90,95],\"else\":60}")),
     {{KEFU_LINT_DIRECTION, W, "/sections/0/items/0/curve/points", "到 2 时得分由 95 降到 90",
       "at 2 points fall from 95 to 90"}}},
    /* a percentile is better when higher, a place when lower, whatever the metric's direction */
    {CARD_OF("", ITEM("s", "lower", "percentile",
                      "{\"type\":\"steps\",\"bands\":[" B("\"at_least\":\"80%\",",
                                                          100) "," B("\"at_least\":0,", 0) "]}")),
     {{0}}},
    {CARD_OF("", ITEM("yuan", "higher", "place",
                      "{\"type\":\"steps\",\"bands\":[" B("\"at_most\":3,",
                                                          100) "," B("\"at_least\":4,", 0) "]}")),
     {{0}}},
    /* 55 where "55%" was meant; a sign says that 112 % is no slip, 112 % without one may be */
    {STEPS("ratio", "higher", B("\"at_least\":55,", 100) "," B("", 0)),
     {{KEFU_LINT_UNIT, E, BANDS "/0/at_least", "55 即 5,500%:请写 \"55%\" 或 0.55",
       "55 is 5,500%: write \"55%\" or 0.55"}}},
    {STEPS("ratio", "lower", B("\"below\":\"2.5\",", 100) "," B("\"at_least\":2.5,", 0)),
     {{KEFU_LINT_UNIT, E, BANDS "/0/below", "2.5 即 250%:请写 \"2.5%\" 或 0.025",
       "2.5 is 250%: write \"2.5%\" or 0.025"}}},
    {CARD_OF("", ITEM("ratio", "higher", "value",
                      "{\"type\":\"linear\",\"points\":[[-30,0],[\"90%\",100]]}")),
     {{KEFU_LINT_UNIT, E, "/sections/0/items/0/curve/points/0/0",
       "-30 即 -3,000%:请写 \"-30%\" 或 -0.3", "-30 is -3,000%: write \"-30%\" or -0.3"}}},
    {STEPS("ratio", "higher", B("\"at_least\":1.12,", 100) "," B("", 0)),
     {{KEFU_LINT_UNIT, W, BANDS "/0/at_least",
       "1.12 即 112%:请写 \"112%\" 表明这一点,或写 \"1.12%\"",
       "1.12 is 112%: write \"112%\" if so, or \"1.12%\""}}},
    {STEPS("ratio", "higher",
           B("\"at_least\":\"112%\",", 100) "," B("\"at_least\":1,", 50) "," B("", 0)),
     {{0}}},
    {STEPS("points", "higher", B("\"at_least\":55,", 100) "," B("", 0)), {{0}}},
    /* weights */
    {"{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"weight\":50,\"items\":["
     "{\"id\":\"i\",\"metric\":\"m\",\"weight\":40.5,\"weight_source\":\"ours\",\"unit\":"
     "\"points\",\"direction\":\"higher\",\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[1,1]]}}"
     "]}]}",
     {{KEFU_LINT_WEIGHTS, E, "/sections", "合计为 40.5,应为 100;权重出处:ours",
       "add up to 40.5, not 100; weights by ours"},
      {KEFU_LINT_WEIGHTS, E, "/sections/0/weight", "合计为 40.5,应为 50",
       "add up to 40.5, not 50"}}},
    /* any sum where they are normalised; bonus sections stand outside; shares of a section are of
     * its own hundred: 60 % and 30 % of 50 are 30 and 15 */
    {CARD_OF(",\"weights\":\"normalise\"", WEIGHING("i", "40")), {{0}}},
    {WITH_SECTION("\"bonus\":true,\"weight\":20,", WEIGHING("b", "20")), {{0}}},
    {WITH_SECTION("\"bonus\":true,\"weight\":20,", WEIGHING("b", "10")),
     {{KEFU_LINT_WEIGHTS, E, "/sections/1/weight", "合计为 10,应为 20", "up to 10, not 20"}}},
    {"{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"weight\":50,"
     "\"item_weights\":\"section\",\"items\":[" WEIGHING("a", "60") "," WEIGHING(
         "b", "30") "]},{\"id\":\"t\",\"items\":[" WEIGHING("c", "55") "]}]}",
     {{KEFU_LINT_WEIGHTS, E, "/sections/0/weight", "合计为 90,应为 100",
       "item weights add up to 90, not 100"}}},
    /* grades: totals are whole millionths, 0 to 100 here */
    {GRADES("{\"id\":\"A\",\"from\":91,\"to\":100},{\"id\":\"B\",\"from\":0,\"to\":90}"),
     {{KEFU_LINT_GRADE_GAP, E, "/grades/0", "总分 > 90 且 < 91 的没有等级,例如 90.5",
       "totals > 90 and < 91 have no grade, for example 90.5"}}},
    {GRADES("{\"id\":\"A\",\"from\":90,\"to\":100},{\"id\":\"B\",\"from\":0,\"below\":90}"), {{0}}},
    {GRADES("{\"id\":\"A\",\"from\":90},{\"id\":\"B\",\"to\":89.999998}"),
     {{KEFU_LINT_GRADE_GAP, E, "/grades/0", "例如 89.999999", "for example 89.999999"}}},
    {GRADES("{\"id\":\"A\",\"from\":75},{\"id\":\"B\",\"below\":70}"),
     {{KEFU_LINT_GRADE_GAP, E, "/grades/0", "总分 ≥ 70 且 < 75 的没有等级,例如 72",
       "totals ≥ 70 and < 75 have no grade, for example 72"}}},
    {GRADES("{\"id\":\"A\",\"from\":0,\"below\":90}"),
     {{KEFU_LINT_GRADE_GAP, W, "/grades", "总分 ≥ 90 的没有等级", "totals ≥ 90 have no grade"}}},
    {GRADES("{\"id\":\"A\",\"from\":60,\"to\":90}"),
     {{KEFU_LINT_GRADE_GAP, W, "/grades", "总分 < 60 的没有等级", "totals < 60 have no grade"},
      {KEFU_LINT_GRADE_GAP, W, "/grades", "总分 > 90 的没有等级", "totals > 90 have no grade"}}},
    {GRADES("{\"id\":\"A\",\"from\":90},{\"id\":\"B\",\"to\":90}"),
     {{KEFU_LINT_GRADE_OVERLAP, E, "/grades/1", "总分 90 分同时属于「A」和「B」",
       "a total of 90 has two grades, 'A' and 'B'"}}},
    /* verdicts */
    {CARD_OF(
         ",\"red_lines\":[{\"id\":\"r\",\"metric\":\"m\",\"label\":{\"zh\":\"推诿\",\"en\":"
         "\"Stalling\"},\"effect\":\"zero\",\"counts\":\"reported\"}]"
         ",\"adjustments\":[{\"id\":\"a\",\"metric\":\"m\",\"points\":1,\"counts\":\"confirmed\"}]",
         ITEM("points", "higher", "value", "{\"type\":\"linear\",\"points\":[[0,0],[1,1]]}")),
     {{KEFU_LINT_UNCONFIRMED, W, "/red_lines/0/counts", "「推诿」未经人工复核",
       "'Stalling' counts before a person confirms it"}}},
};

static void test_cases(void **state)
{
    (void)state;
    expect_cases(lint_cases, sizeof lint_cases / sizeof lint_cases[0], KEFU_LINT_WEIGHTS,
                 KEFU_LINT_UNIT);
}

/* The holes of the published scheme, in the order of the card. */
static void test_published_card(void **state)
{
    static const struct {
        int32_t code;
        const char *path;
    } expected[] = {
        {KEFU_LINT_CLIFF, "/sections/0/items/0/curve"},
        {KEFU_LINT_GAP, "/sections/0/items/0/curve/bands"},
        {KEFU_LINT_CLIFF, "/sections/0/items/1/curve"},
        {KEFU_LINT_UNIT, "/sections/0/items/1/curve/bands/0/at_least"},
        {KEFU_LINT_CLIFF, "/sections/0/items/2/curve"},
        {KEFU_LINT_CLIFF, "/sections/0/items/3/curve"},
        {KEFU_LINT_GAP, "/sections/0/items/3/curve/bands"},
        {KEFU_LINT_BARE_BOUND, "/sections/0/items/3/curve/bands/1/at_most"},
        {KEFU_LINT_GRADE_GAP, "/grades"},
        {KEFU_LINT_GRADE_GAP, "/grades/0"},
        {KEFU_LINT_GRADE_GAP, "/grades/1"},
        {KEFU_LINT_GRADE_GAP, "/grades/2"},
    };
    kefu_card *card = card_of(CARD_PRESALES);
    kefu_findings *findings = NULL;
    (void)state;
    assert_int_equal(kefu_card_lint(card, NULL, &findings, NULL), KEFU_OK);
    assert_int_equal(kefu_findings_count(findings), 12);
    for (int32_t i = 0; i < 12; i++) {
        kefu_finding f = {.struct_size = sizeof f};
        assert_int_equal(kefu_findings_at(findings, i, &f), KEFU_OK);
        assert_int_equal(f.code, expected[i].code);
        assert_string_equal(f.path, expected[i].path);
    }
    kefu_findings_free(findings);
    kefu_card_free(card);
}

static void test_frame(void **state)
{
    static const char *const people[] = {"amy", "bo", "cai"};
    static const char *const metrics[] = {"转化率", "客单价比", "回复率", "平均 响应", "主管评分"};
    static const kefu_value cells[] = {
        BARE(45, 100),     OF(11, 10), OF(99, 100), BARE(30, 1), BARE(9, 1),
        BARE(4501, 10000), OF(11, 10), OF(99, 100), BARE(30, 1), BARE(9, 1),
        OF(45, 100),       OF(11, 10), NO_DATA,     BARE(30, 1), BARE(9, 1),
    };
    kefu_frame *frame = frame_of(people, 3, metrics, 5, cells);
    kefu_card *card = card_of(CARD_PRESALES);
    kefu_findings *findings = NULL;
    (void)state;
    assert_int_equal(kefu_card_lint(card, frame, &findings, NULL), KEFU_OK);
    expect_one(findings, KEFU_LINT_BARE_RATE, "「转化率」3 个值中有 2 个没有分母",
               "'转化率': 2 of 3 values have no denominator");
    expect_one(findings, KEFU_LINT_PRINTED_RATE, "amy 45.00% 正好在档的分界上",
               "amy 45.00% is exactly");
    expect_one(findings, KEFU_LINT_NO_METRIC, "没有「平均响应」;相近的有「平均 响应」",
               "no metric '平均响应'; did you mean '平均 响应'?");
    kefu_findings_free(findings);
    kefu_frame_free(frame);
    kefu_card_free(card);
}

/* What conditions, targets and days read must be there, too. */
static void test_other_metrics(void **state)
{
    static const char *const people[] = {"amy"}, *const metrics[] = {"m"};
    static const kefu_value cells[] = {BARE(45, 1)};
    static const struct {
        const char *path, *zh;
    } expected[] = {
        {"/days", "没有「上班天数」"},
        {"/sections/0/items/0/target", "没有「计划」"},
        {"/sections/0/items/0/applies/1/metric", "没有「评价数」"},
        {"/badges/0/all/0/metric", "没有「回复率」"},
    };
    kefu_frame *frame = frame_of(people, 1, metrics, 1, cells);
    kefu_card *card =
        card_of("{\"format\":1,\"id\":\"t/"
                "1\",\"days\":{\"metric\":\"上班天数\",\"of\":26},\"sections\":[{\"id\":"
                "\"s\",\"items\":[{\"id\":\"i\",\"metric\":\"m\",\"weight\":100,\"unit\":\"yuan\","
                "\"direction\":"
                "\"higher\",\"basis\":\"completion\",\"target\":{\"metric\":\"计划\","
                "\"days\":true},"
                "\"applies\":[{\"metric\":\"m\",\"above\":0},{\"metric\":\"评价数\",\"above\":30}],"
                "\"curve\":{"
                "\"type\":\"proportion\",\"cap\":100}}]}],\"badges\":[{\"id\":\"b\",\"all\":[{"
                "\"metric\":\"回复率\","
                "\"at_least\":0.9}]}]}");
    kefu_findings *findings = NULL;
    int seen = 0;
    (void)state;
    assert_int_equal(kefu_card_lint(card, frame, &findings, NULL), KEFU_OK);
    for (int32_t i = 0; i < kefu_findings_count(findings); i++) {
        kefu_finding f = {.struct_size = sizeof f};
        assert_int_equal(kefu_findings_at(findings, i, &f), KEFU_OK);
        if (f.code != KEFU_LINT_NO_METRIC)
            continue;
        assert_true(seen < 4);
        expect_finding(&f, KEFU_LINT_NO_METRIC, E, expected[seen].path, expected[seen].zh, "");
        seen++;
    }
    assert_int_equal(seen, 4);
    kefu_findings_free(findings);
    kefu_frame_free(frame);
    kefu_card_free(card);
}

/* What figures of one item show, by the code; 0 = nothing. */
static const struct {
    const char *card;
    int32_t n, code;
    kefu_value cells[6];
    const char *zh, *en;
} figure_cases[] = {
#define RATE(bands) STEPS("ratio", "higher", bands "," B("", 0))
#define HALF        B("\"at_least\":\"50%\",", 100)
    {RATE(HALF), 3, 0, {OF(0, 10), OF(10, 10), NO_DATA}, "", ""},
    {RATE(HALF),
     3,
     KEFU_LINT_OUT_OF_RANGE,
     {OF(5, 10), OF(11, 10), OF(21, 10)},
     "「m」3 个值中有 2 个不在 0% 到 100% 之间,例如 p1 110.00%",
     "'m': 2 of 3 values lie outside 0% to 100%, for example p1 110.00%"},
    {RATE(HALF), 1, KEFU_LINT_OUT_OF_RANGE, {OF(-1, 10)}, "p0 -10.00%", "p0 -10.00%"},
    /* a card that has bounds above 100 % expects figures there, but none below 0 */
    {RATE(B("\"at_least\":\"110%\",", 100)), 2, 0, {OF(11, 10), OF(9, 10)}, "", ""},
    {RATE(B("\"at_least\":\"110%\",", 100)),
     2,
     KEFU_LINT_OUT_OF_RANGE,
     {OF(11, 10), OF(-9, 10)},
     "p1 -90.00%",
     "p1 -90.00%"},
    /* five figures, none of which reaches a bound; four say nothing, one that does is enough */
    {RATE(HALF),
     6,
     KEFU_LINT_UNUSED,
     {OF(1, 9), OF(1, 9), OF(1, 9), OF(1, 9), OF(4, 9), NO_DATA},
     "「m」的 5 个值没有一个进入有条件的档",
     "'m': none of 5 values falls into a band with a bound"},
    {RATE(HALF), 5, 0, {OF(1, 9), OF(1, 9), OF(1, 9), OF(1, 9), NO_DATA}, "", ""},
    {RATE(HALF), 5, 0, {OF(1, 9), OF(1, 9), OF(1, 9), OF(1, 9), OF(1, 2)}, "", ""},
    {STEPS("s", "lower", B("\"at_most\":30,", 100) "," B("\"above\":40,", 0)),
     5,
     KEFU_LINT_UNUSED,
     {BARE(31, 1), BARE(32, 1), BARE(33, 1), BARE(34, 1), BARE(40, 1)},
     "没有一个",
     "none of 5"},
    {LINEAR("lower", "[[10,100],[30,90]]"),
     5,
     KEFU_LINT_UNUSED,
     {BARE(9, 1), BARE(9, 1), BARE(31, 1), BARE(900, 1), BARE(0, 1)},
     "「m」的 5 个值都在曲线两端之外",
     "'m': all of 5 values lie beyond the ends of the curve"},
    {LINEAR("lower", "[[10,100],[30,90]]"),
     5,
     0,
     {BARE(9, 1), BARE(9, 1), BARE(31, 1), BARE(900, 1), BARE(30, 1)},
     "",
     ""},
};

static void test_figures(void **state)
{
    static const char *const people[] = {"p0", "p1", "p2", "p3", "p4", "p5"}, *const metrics[] = {
                                                                                  "m"};
    (void)state;
    for (size_t i = 0; i < sizeof figure_cases / sizeof figure_cases[0]; i++) {
        kefu_frame *frame = frame_of(people, figure_cases[i].n, metrics, 1, figure_cases[i].cells);
        kefu_card *card = card_of(figure_cases[i].card);
        kefu_findings *findings = NULL;
        int32_t n = 0;
        assert_int_equal(kefu_card_lint(card, frame, &findings, NULL), KEFU_OK);
        for (int32_t k = 0; k < kefu_findings_count(findings); k++) {
            kefu_finding f = {.struct_size = sizeof f};
            assert_int_equal(kefu_findings_at(findings, k, &f), KEFU_OK);
            n += f.code >= KEFU_LINT_OUT_OF_RANGE && f.code <= KEFU_LINT_UNUSED;
        }
        assert_int_equal(n, figure_cases[i].code != 0);
        if (n)
            expect_one(findings, figure_cases[i].code, figure_cases[i].zh, figure_cases[i].en);
        kefu_findings_free(findings);
        kefu_frame_free(frame);
        kefu_card_free(card);
    }
}

static void test_no_group(void **state)
{
    static const char *const key_names[] = {"person"};
    static const kefu_text lost = {"nobody", 6};
    kf_memory memory;
    kf_frame_maker *maker = NULL;
    kefu_frame *frame = NULL;
    kefu_card *card = card_of(CARD_OF(
        ",\"rank\":{\"group\":\"team\"}",
        ITEM("points", "higher", "value", "{\"type\":\"linear\",\"points\":[[0,0],[1,1]]}")));
    kefu_findings *findings = NULL;
    (void)state;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    assert_int_equal(kf_frame_maker_new(&memory, NULL, key_names, 1, &maker, NULL), KEFU_OK);
    assert_int_equal(kf_frame_maker_unmatched(maker, lost, 3, 1, NULL), KEFU_OK);
    assert_int_equal(kf_frame_maker_done(maker, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_card_lint(card, frame, &findings, NULL), KEFU_OK);
    expect_one(findings, KEFU_LINT_NO_GROUP, "有 1 人不在花名册上,例如「nobody」",
               "but 1 person is not on it, for example 'nobody'");
    kefu_findings_free(findings);
    kefu_frame_free(frame);
    kefu_card_free(card);
}

static void test_arguments(void **state)
{
    kefu_card *card = card_of(CARD_PRESALES);
    kefu_findings *findings = NULL;
    kefu_finding f = {.struct_size = sizeof f};
    (void)state;
    assert_int_equal(kefu_card_lint(NULL, NULL, &findings, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_card_lint(card, NULL, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_findings_count(NULL), 0);
    assert_int_equal(kefu_findings_at(NULL, 0, &f), KEFU_E_ARGUMENT);
    kefu_findings_free(NULL);
    kefu_card_free(card);
}

static int scenario_lint(const kefu_allocator *allocator)
{
    kefu_card *card = NULL;
    kefu_findings *findings = NULL;
    kefu_status status =
        kefu_card_from_json(allocator, NULL, CARD_PRESALES, strlen(CARD_PRESALES), &card, NULL);
    if (!status)
        status = kefu_card_lint(card, NULL, &findings, NULL);
    kefu_findings_free(findings);
    kefu_card_free(card);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_lint) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),     cmocka_unit_test(test_published_card),
        cmocka_unit_test(test_frame),     cmocka_unit_test(test_other_metrics),
        cmocka_unit_test(test_figures),   cmocka_unit_test(test_no_group),
        cmocka_unit_test(test_arguments), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
