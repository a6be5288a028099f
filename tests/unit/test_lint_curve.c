/* test_lint_curve.c - gaps, overlaps, bands never reached and the wrong way round, in pieces,
 * zones, lines that go on, proportions, deductions and rules for few; the rest is in test_lint.c.
 */
#include "lint_cards.h"
#include "oom.h"

#define BANDS                        ITEM_AT "/curve/bands"
#define POINTS                       ITEM_AT "/curve/points"
#define TYPE(unit, direction, curve) CARD_OF("", ITEM(unit, direction, "value", curve))
#define PIECES(unit, direction, bands)                                                             \
    TYPE(unit, direction, "{\"type\":\"pieces\",\"bands\":[" bands "]}")
/* A band whose points are a line. */
#define L(ends, from, to) "{" ends "\"points\":[" #from "," #to "]}"
#define ZONES(direction, bounds, points)                                                           \
    TYPE("s", direction, "{\"type\":\"zones\",\"bounds\":[" bounds "],\"points\":[" points "]}")
#define DEDUCT_30 "{\"type\":\"deduct\",\"from\":30,\"per\":1,\"points\":1,\"round\":\"up\"}"
#define SMALL(basis, bands)                                                                        \
    CARD_OF("", "{\"id\":\"i\",\"metric\":\"m\",\"weight\":100,\"unit\":\"ratio\",\"direction\":"  \
                "\"higher\",\"curve\":{\"type\":\"proportion\"},\"small\":{\"at_most\":50,"        \
                "\"basis\":\"" basis "\",\"curve\":{\"type\":\"steps\",\"bands\":[" bands "]}}}")
/* Grades of 0 to 100, for figures of any size. */
#define GRADED(keys, direction, curve)                                                             \
    CARD_OF(",\"grades\":[{\"id\":\"A\",\"from\":0,\"to\":100}]",                                  \
            "{\"id\":\"i\",\"metric\":\"m\",\"weight\":100,\"unit\":\"points\"," keys              \
            "\"direction\":\"" direction "\",\"curve\":" curve "}")

static const lint_case curve_cases[] = {
    /* pieces: gaps and sides as of steps; lines that fall, at a jump and along the way */
    {PIECES("s", "higher", L("\"at_least\":0,\"below\":30,", 0, 60) "," B("\"at_least\":30,", 80)),
     {{0}}},
    {PIECES("s", "higher", L("\"at_least\":0,\"below\":30,", 0, 60) "," B("\"above\":30,", 80)),
     {{KEFU_LINT_GAP, E, BANDS, "= 30 秒", "values = 30 s"}}},
    {PIECES("s", "higher", L("\"at_least\":0,\"below\":30,", 0, 60) "," B("\"at_least\":30,", 50)),
     {{KEFU_LINT_DIRECTION, W, BANDS, "到 30 秒时得分由 60 降到 50",
       "at 30 s points fall from 60 to 50"}}},
    {PIECES("s", "higher", L("\"at_least\":0,\"below\":30,", 60, 40) "," B("\"at_least\":30,", 80)),
     {{KEFU_LINT_DIRECTION, W, BANDS, "到 30 秒时得分由 60 降到 40",
       "at 30 s points fall from 60 to 40"}}},
    {PIECES("s", "lower", L("\"at_least\":0,\"below\":30,", 100, 40) "," B("\"at_least\":30,", 20)),
     {{0}}},
    {PIECES("s", "lower", L("\"at_least\":0,\"at_most\":30,", 40, 60) "," B("\"above\":30,", 20)),
     {{KEFU_LINT_DIRECTION, W, BANDS, "到 0 秒时得分由 60 降到 40",
       "at 0 s points fall from 60 to 40"}}},
    {PIECES("s", "higher",
            L("\"at_least\":0,\"at_most\":30,", 0, 60) "," L("\"at_least\":30,\"at_most\":60,", 60,
                                                             90) "," B("\"above\":60,", 90)),
     {{KEFU_LINT_OVERLAP, E, BANDS "/1", "与第 1 档在 30 秒处重叠", "overlaps band 1 at 30 s"}}},
    {PIECES("s", "higher", B("", 10) "," L("\"at_least\":0,\"below\":30,", 0, 60)),
     {{KEFU_LINT_UNREACHABLE, W, BANDS "/1", "", ""}}},
    /* zones cover everything; the best is in the middle */
    {ZONES("middle", "60,120,180,300", "0,60,100,60,0"), {{0}}},
    {ZONES("middle", "60,120", "50,100,50"), {{0}}},
    {ZONES("middle", "60,120,180,300", "0,100,60,100,0"),
     {{KEFU_LINT_DIRECTION, W, POINTS, "数值居中最好,但向中间靠近,到 120 秒时得分由 100 降到 60",
       "the middle is best, but going towards it, at 120 s points fall from 100 to 60"}}},
    {ZONES("middle", "60,120,180,300", "0,60,100,50,80"),
     {{KEFU_LINT_DIRECTION, W, POINTS, "到 300 秒时得分由 80 降到 50",
       "at 300 s points fall from 80 to 50"}}},
    {ZONES("middle", "60,120", "0,60,100"),
     {{KEFU_LINT_DIRECTION, W, POINTS, "没有过高的一侧", "no value is too high"}}},
    {ZONES("middle", "60,120", "100,60,0"),
     {{KEFU_LINT_DIRECTION, W, POINTS, "没有过低的一侧", "no value is too low"}}},
    {ZONES("middle", "60,120", "60,60,60"), {{0}}},
    {ZONES("higher", "60,120", "50,100,50"),
     {{KEFU_LINT_DIRECTION, W, POINTS, "数值越高越好,但到 120 秒",
       "higher is better, but at 120 s"}}},
    {LINEAR("middle", "[[10,0],[30,90],[40,0]]"), {{0}}},
    {LINEAR("middle", "[[10,0],[30,90],[40,80],[50,85],[60,0]]"),
     {{KEFU_LINT_DIRECTION, W, POINTS, "到 40 秒时得分由 85 降到 80",
       "at 40 s points fall from 85 to 80"}}},
    {PIECES("s", "middle",
            L("\"at_least\":0,\"at_most\":30,", 0, 60) "," L("\"above\":30,\"at_most\":60,", 90,
                                                             20) "," B("\"above\":60,", 0)),
     {{0}}},
    /* a proportion rises; a deduction is the right way round by itself */
    {TYPE("points", "higher", "{\"type\":\"proportion\"}"), {{0}}},
    {TYPE("points", "lower", "{\"type\":\"proportion\"}"),
     {{KEFU_LINT_DIRECTION, W, ITEM_AT "/curve", "数值越低越好,但按比例给分",
       "lower is better, but a proportion"}}},
    {TYPE("points", "middle", "{\"type\":\"proportion\",\"cap\":1}"),
     {{KEFU_LINT_DIRECTION, W, ITEM_AT "/curve", "数值居中最好,但按比例给分",
       "the middle is best, but a proportion"}}},
    {TYPE("s", "lower", DEDUCT_30), {{0}}},
    {TYPE("s", "higher", DEDUCT_30), {{0}}},
    /* the rule for few observations, by its own basis */
    {SMALL("numerator", B("\"at_least\":3,", 50) "," B("", 90)),
     {{KEFU_LINT_DIRECTION, W, ITEM_AT "/small/curve/bands", "到 3 时得分由 90 降到 50",
       "at 3 points fall from 90 to 50"}}},
    {SMALL("remainder", B("\"at_least\":3,", 50) "," B("", 90)), {{0}}},
    {SMALL("remainder", B("\"at_least\":1,", 50)),
     {{KEFU_LINT_GAP, E, ITEM_AT "/small/curve/bands", "< 1", "< 1"}}},
    /* totals that lines, proportions and deductions can come to, within least and most */
    {GRADED("", "higher",
            "{\"type\":\"linear\",\"points\":[[0,0],[100,100]],\"above\":\"extend\"}"),
     {{KEFU_LINT_GRADE_GAP, W, "/grades", "> 100", "> 100"}}},
    {GRADED("\"most\":100,", "higher",
            "{\"type\":\"linear\",\"points\":[[0,0],[100,100]],\"above\":\"extend\"}"),
     {{0}}},
    {GRADED("", "higher", "{\"type\":\"proportion\"}"),
     {{KEFU_LINT_GRADE_GAP, W, "/grades", "> 100", "> 100"}}},
    {GRADED("", "higher", "{\"type\":\"proportion\",\"cap\":100}"), {{0}}},
    {GRADED("", "higher", DEDUCT_30), {{KEFU_LINT_GRADE_GAP, W, "/grades", "< 0", "< 0"}}},
    {GRADED("\"least\":0,", "higher", DEDUCT_30), {{0}}},
};

/* 55 where "55%" was meant, in the bounds of zones and in what a deduction counts by. */
static const lint_case unit_cases[] = {
    {TYPE("ratio", "middle", "{\"type\":\"zones\",\"bounds\":[0.5,60],\"points\":[0,9,0]}"),
     {{KEFU_LINT_UNIT, E, ITEM_AT "/curve/bounds/1", "60 即 6,000%", "60 is 6,000%"}}},
    {TYPE("ratio", "middle",
          "{\"type\":\"zones\",\"bounds\":[\"50%\",\"160%\"],\"points\":[0,9,0]}"),
     {{0}}},
    {TYPE("ratio", "higher", DEDUCT_30),
     {{KEFU_LINT_UNIT, E, ITEM_AT "/curve/from", "30 即 3,000%", "30 is 3,000%"}}},
    {TYPE("ratio", "higher",
          "{\"type\":\"deduct\",\"from\":\"100%\",\"per\":5,\"points\":1,\"round\":\"up\"}"),
     {{KEFU_LINT_UNIT, E, ITEM_AT "/curve/per", "5 即 500%", "5 is 500%"}}},
    {PIECES("ratio", "higher", L("\"at_least\":0,\"below\":90,", 0, 9) "," B("", 9)),
     {{KEFU_LINT_UNIT, E, BANDS "/0/below", "90 即 9,000%", "90 is 9,000%"}}},
};

static void test_units(void **state)
{
    (void)state;
    expect_cases(unit_cases, sizeof unit_cases / sizeof unit_cases[0], KEFU_LINT_UNIT,
                 KEFU_LINT_UNIT);
}

static void test_cases(void **state)
{
    (void)state;
    expect_cases(curve_cases, sizeof curve_cases / sizeof curve_cases[0], KEFU_LINT_GAP,
                 KEFU_LINT_UNREACHABLE);
}

static int scenario_lint(const kefu_allocator *allocator)
{
    static const char text[] = ZONES("middle", "60,120", "0,60,100");
    kefu_card *card = NULL;
    kefu_findings *findings = NULL;
    kefu_status status = kefu_card_from_json(allocator, NULL, text, sizeof text - 1, &card, NULL);
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
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
