/* test_lint.c - each fault of a card, and what is none. */
#include "score_frames.h"
#include "score_cards.h"
#include "oom.h"

#define CARD_OF(rest, items)                                                                       \
    "{\"format\":1,\"id\":\"t/1\"" rest ",\"sections\":[{\"id\":\"s\",\"items\":[" items "]}]}"
#define ITEM(unit, direction, basis, curve)                                                        \
    "{\"id\":\"i\",\"metric\":\"m\",\"weight\":100,\"unit\":\"" unit                               \
    "\",\"direction\":\"" direction "\",\"basis\":\"" basis "\",\"curve\":" curve "}"
#define STEPS(unit, direction, bands)                                                              \
    CARD_OF("", ITEM(unit, direction, "value", "{\"type\":\"steps\",\"bands\":[" bands "]}"))
#define B(ends, points) "{" ends "\"points\":" #points "}"
#define GRADES(grades)                                                                             \
    CARD_OF(                                                                                       \
        ",\"grades\":[" grades "]",                                                                \
        ITEM("points", "higher", "value", "{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}"))
#define LINEAR(direction, points)                                                                  \
    CARD_OF("", ITEM("s", direction, "value", "{\"type\":\"linear\",\"points\":" points "}"))

enum { W = KEFU_SEVERITY_WARNING, E = KEFU_SEVERITY_ERROR, MOST = 4 };

typedef struct lint_case {
    const char *card;
    struct {
        int32_t code, severity;
        const char *path, *zh, *en;
    } finds[MOST];
} lint_case;

#define BANDS "/sections/0/items/0/curve/bands"

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
     {{KEFU_LINT_DIRECTION, W, "/sections/0/items/0/curve/points", "到 2时得分由 95 降到 90",
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
    /* weights */
    {"{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"weight\":50,\"items\":["
     "{\"id\":\"i\",\"metric\":\"m\",\"weight\":40.5,\"weight_source\":\"ours\",\"unit\":"
     "\"points\",\"direction\":\"higher\",\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[1,1]]}}"
     "]}]}",
     {{KEFU_LINT_WEIGHTS, E, "/sections", "合计为 40.5,应为 100;权重出处:ours",
       "add up to 40.5, not 100; weights by ours"},
      {KEFU_LINT_WEIGHTS, E, "/sections/0/weight", "合计为 40.5,应为 50",
       "add up to 40.5, not 50"}}},
    /* grades: totals are whole millionths, 0 to 100 here */
    {GRADES("{\"id\":\"A\",\"from\":91,\"to\":100},{\"id\":\"B\",\"from\":0,\"to\":90}"),
     {{KEFU_LINT_GRADE_GAP, E, "/grades/0", "例如 90.5", "for example 90.5"}}},
    {GRADES("{\"id\":\"A\",\"from\":90,\"to\":100},{\"id\":\"B\",\"from\":0,\"below\":90}"), {{0}}},
    {GRADES("{\"id\":\"A\",\"from\":90},{\"id\":\"B\",\"to\":89.999998}"),
     {{KEFU_LINT_GRADE_GAP, E, "/grades/0", "例如 89.999999", "for example 89.999999"}}},
    {GRADES("{\"id\":\"A\",\"from\":60,\"to\":90}"),
     {{KEFU_LINT_GRADE_GAP, W, "/grades", "总分低于 60", "totals below 60"},
      {KEFU_LINT_GRADE_GAP, W, "/grades", "总分高于 90", "totals above 90"}}},
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

static void expect_finding(const kefu_findings *findings, int32_t index, const lint_case *c)
{
    kefu_finding f = {.struct_size = sizeof f};
    assert_int_equal(kefu_findings_at(findings, index, &f), KEFU_OK);
    assert_int_equal(f.code, c->finds[index].code);
    assert_int_equal(f.severity, c->finds[index].severity);
    assert_string_equal(f.path, c->finds[index].path);
    assert_true(f.line >= 1 && f.column >= 1);
    if (!strstr(f.text_zh, c->finds[index].zh) || !strstr(f.text_en, c->finds[index].en))
        fail_msg("'%s' / '%s'", f.text_zh, f.text_en);
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lint_cases / sizeof lint_cases[0]; i++) {
        kefu_card *card = card_of(lint_cases[i].card);
        kefu_findings *findings = NULL;
        int32_t n = 0;
        while (n < MOST && lint_cases[i].finds[n].code)
            n++;
        assert_int_equal(kefu_card_lint(card, NULL, &findings, NULL), KEFU_OK);
        if (kefu_findings_count(findings) != n)
            fail_msg("case %d: %d findings", (int)i, kefu_findings_count(findings));
        for (int32_t k = 0; k < n; k++)
            expect_finding(findings, k, &lint_cases[i]);
        kefu_findings_free(findings);
        kefu_card_free(card);
    }
}

/* The holes of the published scheme, in the order of the card. */
static void test_published_card(void **state)
{
    static const struct {
        int32_t code;
        const char *path;
    } expected[] = {
        {KEFU_LINT_GAP, "/sections/0/items/0/curve/bands"},
        {KEFU_LINT_GAP, "/sections/0/items/3/curve/bands"},
        {KEFU_LINT_GRADE_GAP, "/grades"},
        {KEFU_LINT_GRADE_GAP, "/grades/0"},
        {KEFU_LINT_GRADE_GAP, "/grades/1"},
        {KEFU_LINT_GRADE_GAP, "/grades/2"},
    };
    kefu_card *card = card_of(CARD_PRESALES);
    kefu_findings *findings = NULL;
    (void)state;
    assert_int_equal(kefu_card_lint(card, NULL, &findings, NULL), KEFU_OK);
    assert_int_equal(kefu_findings_count(findings), 6);
    for (int32_t i = 0; i < 6; i++) {
        kefu_finding f = {.struct_size = sizeof f};
        assert_int_equal(kefu_findings_at(findings, i, &f), KEFU_OK);
        assert_int_equal(f.code, expected[i].code);
        assert_string_equal(f.path, expected[i].path);
    }
    kefu_findings_free(findings);
    kefu_card_free(card);
}

static void expect_one(const kefu_findings *findings, int32_t code, const char *zh, const char *en)
{
    int32_t seen = 0;
    for (int32_t i = 0; i < kefu_findings_count(findings); i++) {
        kefu_finding f = {.struct_size = sizeof f};
        assert_int_equal(kefu_findings_at(findings, i, &f), KEFU_OK);
        if (f.code != code)
            continue;
        seen++;
        if (!strstr(f.text_zh, zh) || !strstr(f.text_en, en))
            fail_msg("'%s' / '%s'", f.text_zh, f.text_en);
    }
    assert_int_equal(seen, 1);
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
               "for example 'nobody'");
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
        cmocka_unit_test(test_frame),     cmocka_unit_test(test_no_group),
        cmocka_unit_test(test_arguments), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
