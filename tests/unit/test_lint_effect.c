/* test_lint_effect.c - parts that cannot matter, points out of range, bounds without a unit,
 * shares. */
#include "lint_cards.h"

#define CURVE      ITEM_AT "/curve"
#define FULL       "{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}"
#define WITH(more) CARD_OF(more, ITEM("points", "higher", "value", FULL))
#define EXTRA(key, rest)                                                                           \
    WITH(",\"" key "\":[{\"id\":\"x\",\"label\":\"点名\",\"metric\":\"m\"," rest "}]")

static const lint_case effect_cases[] = {
    {WITH(""), {{0}}},
    /* items: no weight, and the same points for all */
    {CARD_OF("", "{\"id\":\"i\",\"metric\":\"m\",\"weight\":0,\"unit\":\"points\",\"direction\":"
                 "\"higher\",\"curve\":" FULL "}"),
     {{KEFU_LINT_NO_EFFECT, W, ITEM_AT "/weight", "「i」权重为 0", "'i' has a weight of 0"}}},
    {STEPS("ratio", "higher", B("\"at_least\":\"50%\",", 60) "," B("", 60)),
     {{KEFU_LINT_NO_EFFECT, W, CURVE, "「i」的曲线处处是 60 分",
       "'i' gives 60 points whatever its figure is"}}},
    /* rates are never below 0, so this is level, too */
    {STEPS("ratio", "higher", B("\"at_least\":0,", 60) "," B("", 10)),
     {{KEFU_LINT_NO_EFFECT, W, CURVE, "", ""}}},
    {STEPS("yuan", "higher", B("\"at_least\":0,", 60) "," B("", 10)), {{0}}},
    {CARD_OF("",
             ITEM("yuan", "higher", "place", "{\"type\":\"places\",\"points\":[60],\"else\":60}")),
     {{KEFU_LINT_NO_EFFECT, W, CURVE, "60 分", "gives 60 points"}}},
    /* adjustments */
    {EXTRA("adjustments", "\"points\":2"), {{0}}},
    {EXTRA("adjustments", "\"points\":0"),
     {{KEFU_LINT_NO_EFFECT, W, "/adjustments/0/points", "「点名」每次 0 分", "'点名' gives 0"}}},
    {EXTRA("adjustments", "\"points\":-2,\"cap\":0"),
     {{KEFU_LINT_NO_EFFECT, W, "/adjustments/0/cap", "「点名」封顶 0 分", "is capped at 0"}}},
    /* the items give 0 to 100, the adjustment 5 more */
    {EXTRA("red_lines", "\"effect\":{\"cap\":99.5}"), {{0}}},
    {EXTRA("red_lines", "\"effect\":{\"cap\":100}"),
     {{KEFU_LINT_NO_EFFECT, W, "/red_lines/0/effect", "「点名」最高 100 分,而总分本来最高 100 分",
       "caps the total at 100, but no total is above 100"}}},
    {EXTRA("adjustments", "\"points\":1,\"cap\":5}],\"red_lines\":[{\"id\":\"y\",\"metric\":\"m\","
                          "\"effect\":{\"cap\":104.9}"),
     {{0}}},
    {EXTRA("adjustments", "\"points\":1,\"cap\":5}],\"red_lines\":[{\"id\":\"y\",\"metric\":\"m\","
                          "\"effect\":{\"cap\":105}"),
     {{KEFU_LINT_NO_EFFECT, W, "/red_lines/0/effect", "本来最高 105 分", "is above 105"}}},
    {EXTRA("adjustments", "\"points\":1}],\"red_lines\":[{\"id\":\"y\",\"metric\":\"m\","
                          "\"effect\":{\"cap\":5000}"),
     {{0}}},
    {EXTRA("red_lines", "\"effect\":\"zero\""), {{0}}},
};

static const lint_case range_cases[] = {
    /* 120 of 100 may be a bonus; below 0 takes from others */
    {STEPS("ratio", "higher", B("\"at_least\":\"50%\",", 120) "," B("", 0)),
     {{KEFU_LINT_RANGE, N, CURVE, "「i」的曲线最高 120 分,超过满分 100",
       "the curve of 'i' gives up to 120, more than the full 100"}}},
    {STEPS("ratio", "higher", B("\"at_least\":\"50%\",", 100) "," B("", -20)),
     {{KEFU_LINT_RANGE, W, CURVE, "最低 -20 分,倒扣其他项的分", "gives down to -20"}}},
    {CARD_OF("", ITEM("points", "higher", "value",
                      "{\"type\":\"linear\",\"points\":[[0,-1],[100,101]]}")),
     {{KEFU_LINT_RANGE, N, CURVE, "101", "101"}, {KEFU_LINT_RANGE, W, CURVE, "-1", "-1"}}},
    /* uncapped: 110 % of a target gives 110; a rate is at most 1 */
    {CARD_OF("",
             ITEM("count", "higher", "completion\",\"target\":\"100", "{\"type\":\"proportion\"}")),
     {{KEFU_LINT_RANGE, N, CURVE, "没有上限,可以超过满分 100",
       "has no upper end: it can give more than the full 100"}}},
    {CARD_OF("", ITEM("count", "higher", "completion\",\"target\":\"100",
                      "{\"type\":\"proportion\",\"cap\":100}")),
     {{0}}},
    {CARD_OF("", ITEM("ratio", "higher", "value", "{\"type\":\"proportion\"}")), {{0}}},
    {CARD_OF("", ITEM("s", "lower", "value",
                      "{\"type\":\"deduct\",\"from\":\"30s\",\"per\":\"1s\",\"points\":1,"
                      "\"round\":\"exact\"}")),
     {{KEFU_LINT_RANGE, W, CURVE, "没有下限,可以得负分,倒扣其他项的分", "has no lower end"}}},
    /* floors: the worst band gives 50, so nobody is below 50 */
    {CARD_OF(",\"floor\":50", ITEM("ratio", "higher", "value",
                                   "{\"type\":\"steps\",\"bands\":[" B("\"at_least\":\"50%\",",
                                                                       100) "," B("", 50) "]}")),
     {{KEFU_LINT_RANGE, W, "/floor", "最低标准 50 分,而总分不会低于 50 分",
       "the floor of 50 is never needed: no total is below 50"}}},
    {CARD_OF(",\"floor\":50.5", ITEM("ratio", "higher", "value",
                                     "{\"type\":\"steps\",\"bands\":[" B("\"at_least\":\"50%\",",
                                                                         100) "," B("", 50) "]}")),
     {{0}}},
    /* a red line can bring them below */
    {CARD_OF(",\"floor\":50,\"red_lines\":[{\"id\":\"r\",\"metric\":\"m\",\"effect\":\"zero\"}]",
             ITEM("ratio", "higher", "value",
                  "{\"type\":\"steps\",\"bands\":[" B("\"at_least\":\"50%\",",
                                                      100) "," B("", 50) "]}")),
     {{0}}},
};

static const lint_case bare_cases[] = {
    {STEPS("s", "lower", B("\"at_most\":25,", 100) "," B("\"at_most\":40,", 50) "," B("", 0)),
     {{KEFU_LINT_BARE_BOUND, N, CURVE "/bands/0/at_most",
       "分界 25 没有写单位,按秒计;可写成 \"25秒\"",
       "the bound 25 names no unit and is read as s: write \"25s\""}}},
    {STEPS("s", "lower",
           B("\"at_most\":\"25s\",", 100) "," B("\"at_most\":\"40\",", 50) "," B("", 0)),
     {{KEFU_LINT_BARE_BOUND, N, CURVE "/bands/1/at_most", "别的分界写了单位",
       "while other bounds of the curve name one: write \"40s\""}}},
    {STEPS("yuan", "higher", B("\"at_least\":250,", 100) "," B("", 0)),
     {{KEFU_LINT_BARE_BOUND, N, CURVE "/bands/0/at_least", "按元计;可写成 \"250元\"",
       "is read as yuan: write \"250元\""}}},
    {LINEAR("lower", "[[\"10s\",100],[30,90]]"),
     {{KEFU_LINT_BARE_BOUND, N, CURVE "/points/1/0", "分界 30", "the bound 30"}}},
    /* 0 needs no unit, nor do rates, counts and places */
    {LINEAR("lower", "[[0,100],[\"30秒\",90]]"), {{0}}},
    {STEPS("count", "higher", B("\"at_least\":3,", 100) "," B("", 0)), {{0}}},
    {CARD_OF("",
             ITEM("yuan", "higher", "place",
                  "{\"type\":\"steps\",\"bands\":[" B("\"at_most\":3,", 100) "," B("", 0) "]}")),
     {{0}}},
};

/* Published shares, with a hole of 5 % and without. */
#define SHARES(last)                                                                               \
    WITH(",\"tiers\":{\"shares\":[{\"id\":\"A\",\"share\":\"15%\"},{\"id\":\"B\",\"share\":\"45%"  \
         "\"},"                                                                                    \
         "{\"id\":\"C\",\"share\":\"30%\"},{\"id\":\"D\",\"share\":\"" last "\"}]}")

static const lint_case tier_cases[] = {
    {SHARES("10%"), {{0}}},
    {SHARES("5%"),
     {{KEFU_LINT_TIERS, E, "/tiers/shares", "强制分布各档合计为 95%,应为 100%",
       "the shares of the tiers add up to 95%, not 100%"}}},
};

static void test_tiers(void **state)
{
    (void)state;
    expect_cases(tier_cases, sizeof tier_cases / sizeof *tier_cases, KEFU_LINT_TIERS,
                 KEFU_LINT_TIERS);
}

static void test_effects(void **state)
{
    (void)state;
    expect_cases(effect_cases, sizeof effect_cases / sizeof *effect_cases, KEFU_LINT_NO_EFFECT,
                 KEFU_LINT_NO_EFFECT);
}

static void test_ranges(void **state)
{
    (void)state;
    expect_cases(range_cases, sizeof range_cases / sizeof *range_cases, KEFU_LINT_RANGE,
                 KEFU_LINT_RANGE);
}

static void test_bare(void **state)
{
    (void)state;
    expect_cases(bare_cases, sizeof bare_cases / sizeof *bare_cases, KEFU_LINT_BARE_BOUND,
                 KEFU_LINT_BARE_BOUND);
}

/* Five people in one band, and in two. */
static void test_same(void **state)
{
    static const char *const people[] = {"a", "b", "c", "d", "e"}, *const metrics[] = {"m"};
    static const struct {
        int n;
        kefu_value cells[5];
        int same;
    } cases[] = {
        {5, {OF(5, 9), OF(6, 9), OF(7, 9), OF(8, 9), OF(9, 9)}, 1},
        {5, {OF(4, 9), OF(6, 9), OF(7, 9), OF(8, 9), OF(9, 9)}, 0},
        {5, {NO_DATA, OF(6, 9), OF(7, 9), OF(8, 9), OF(9, 9)}, 0}, /* four say nothing */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame = frame_of(people, cases[i].n, metrics, 1, cases[i].cells);
        kefu_card *card =
            card_of(STEPS("ratio", "higher", B("\"at_least\":\"50%\",", 100) "," B("", 0)));
        kefu_findings *findings = NULL;
        int same = 0;
        assert_int_equal(kefu_card_lint(card, frame, &findings, NULL), KEFU_OK);
        for (int32_t k = 0; k < kefu_findings_count(findings); k++) {
            kefu_finding f = {.struct_size = sizeof f};
            assert_int_equal(kefu_findings_at(findings, k, &f), KEFU_OK);
            if (f.code != KEFU_LINT_SAME)
                continue;
            expect_finding(&f, KEFU_LINT_SAME, N, CURVE, "「m」5 个人都得 100 分",
                           "'m': all 5 people get 100 points");
            same++;
        }
        assert_int_equal(same, cases[i].same);
        kefu_findings_free(findings);
        kefu_frame_free(frame);
        kefu_card_free(card);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_effects), cmocka_unit_test(test_ranges), cmocka_unit_test(test_bare),
        cmocka_unit_test(test_tiers),   cmocka_unit_test(test_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
