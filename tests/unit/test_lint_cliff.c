/* test_lint_cliff.c - the most points that the smallest change of a figure costs. */
#include "lint_cards.h"
#include "score_cards.h"
#include "oom.h"

#define WEIGHED(weight, more, curve)                                                               \
    CARD_OF("", "{\"id\":\"i\",\"metric\":\"m\",\"weight\":" #weight                               \
                ",\"unit\":\"ratio\",\"direction\":\"higher\"," more "\"curve\":" curve "}")
#define CURVE ITEM_AT "/curve"
#define CLIFF(severity, zh, en)                                                                    \
    {                                                                                              \
        {                                                                                          \
            KEFU_LINT_CLIFF, severity, CURVE, zh, en                                               \
        }                                                                                          \
    }

/* Points of the total: (before - after) × weight / 100, by hand. */
static const lint_case cliff_cases[] = {
    /* 60 → 0 at 45 %, weight 15: 9.00, against 20 × 15 % = 3.00 at the other bounds */
    {WEIGHED(15, "",
             "{\"type\":\"steps\",\"bands\":[" B("\"at_least\":\"55%\",", 100) "," B(
                 "\"at_least\":\"50%\",", 80) "," B("\"at_least\":\"45%\",", 60) "," B("", 0) "]}"),
     CLIFF(N, "i 从 45% 掉到 45% 以下,一下少 9.00 分(60 → 0 分档)",
           "i from 45% down to just below 45%: 9.00 points less at once (60 → 0)")},
    /* 10.00 is not above ten, 10.01 is */
    {STEPS("ratio", "higher", B("\"at_least\":\"55%\",", 10) "," B("", 0)),
     CLIFF(N, "一下少 10.00 分", "10.00 points less")},
    {STEPS("ratio", "higher", B("\"at_least\":\"55%\",", 10.01) "," B("", 0)),
     CLIFF(W, "一下少 10.01 分", "10.01 points less")},
    /* lower is better; the bound itself is on the worse side */
    {STEPS("s", "lower", B("\"at_most\":\"25s\",", 100) "," B("", 80)),
     CLIFF(W, "i 从 25 秒升到 25 秒以上,一下少 20.00 分", "from 25 s up to just above 25 s")},
    {STEPS("s", "lower", B("\"below\":\"25s\",", 100) "," B("", 80)),
     CLIFF(W, "i 从 25 秒以下升到 25 秒,一下少 20.00 分", "from just below 25 s up to 25 s")},
    {STEPS("ratio", "higher", B("\"above\":\"90%\",", 100) "," B("", 95)),
     CLIFF(N, "i 从 90% 以上掉到 90%,一下少 5.00 分", "from just above 90% down to 90%")},
    /* counts are whole: there is nothing between 0 and 1 */
    {STEPS("count", "lower", B("\"at_most\":0,", 100) "," B("\"at_least\":1,", 60)),
     CLIFF(W, "i 从 0 升到 1,一下少 40.00 分(100 → 60 分档)", "from 0 up to 1: 40.00 points")},
    /* places: 8 and 30 points apart */
    {CARD_OF("", ITEM("yuan", "higher", "place",
                      "{\"type\":\"places\",\"points\":[100,92],\"else\":62}")),
     CLIFF(W, "i 的组内名次从第 2 掉到第 3,一下少 30.00 分(92 → 62 分档)",
           "i, its place from 2 down to 3: 30.00 points less")},
    /* zones: 60 either side of the best, 0 outside; the first of the two that cost 60 */
    {CARD_OF("", ITEM("s", "middle", "value",
                      "{\"type\":\"zones\",\"bounds\":[\"60s\",\"120s\",\"180s\",\"300s\"],"
                      "\"points\":[0,60,100,60,0]}")),
     CLIFF(W, "i 从 60 秒掉到 60 秒以下,一下少 60.00 分(60 → 0 分档)",
           "i from 60 s down to just below 60 s: 60.00 points less at once (60 → 0)")},
    /* pieces: a line up to 60 at 30, then 100 */
    {CARD_OF("", ITEM("points", "higher", "value",
                      "{\"type\":\"pieces\",\"bands\":[{\"below\":0,\"points\":0},"
                      "{\"at_least\":0,\"below\":30,\"points\":[0,60]},"
                      "{\"at_least\":30,\"points\":100}]}")),
     CLIFF(W, "i 从 30 分掉到 30 分以下,一下少 40.00 分(100 → 60 分档)",
           "i from 30 points down to just below 30 points: 40.00 points less at once (100 → 60)")},
    /* a unit of deduct: 5 of 100 by weight 15; by parts there is no step */
    {WEIGHED(15, "",
             "{\"type\":\"deduct\",\"from\":\"100%\",\"per\":\"1%\",\"points\":5,\"least\":0,"
             "\"round\":\"up\"}"),
     CLIFF(N, "i 每差一个 1%,一下少 0.75 分(100 → 95 分档)",
           "i, for another 1%: 0.75 points less at once (100 → 95)")},
    {WEIGHED(15, "",
             "{\"type\":\"deduct\",\"from\":\"100%\",\"per\":\"1%\",\"points\":5,\"least\":0,"
             "\"round\":\"exact\"}"),
     {{0}}},
    /* a line that fails below 50: 50 × 15 % at once */
    {WEIGHED(15, "\"fail\":{\"below\":50,\"fails\":\"item\"},",
             "{\"type\":\"linear\",\"points\":[[0,0],[1,100]]}"),
     CLIFF(N, "i 的曲线得分掉到 50 分以下,一下少 7.50 分(50 → 0 分档)",
           "i, once the curve gives less than 50 points: 7.50 points less at once (50 → 0)")},
    /* out of 5, and of weights of 50 in all: (5 - 3) / 5 × 20/50 × 100 */
    {"{\"format\":1,\"id\":\"t/"
     "1\",\"weights\":\"normalise\",\"sections\":[{\"id\":\"s\",\"items\":["
     "{\"id\":\"i\",\"metric\":\"m\",\"weight\":20,\"unit\":\"points\",\"direction\":\"higher\","
     "\"of\":5,\"curve\":{\"type\":\"steps\",\"bands\":[{\"at_least\":4,\"points\":5},{\"points\":"
     "3}]}},"
     "{\"id\":\"k\",\"metric\":\"m\",\"weight\":30,\"unit\":\"points\",\"direction\":\"higher\","
     "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}}]}]}",
     CLIFF(W, "一下少 16.00 分(5 → 3 分档)", "16.00 points less")},
    /* a line has none */
    {LINEAR("lower", "[[\"10s\",100],[\"30s\",90]]"), {{0}}},
    {STEPS("ratio", "higher", B("", 60)), {{0}}},
    {WEIGHED(0, "", "{\"type\":\"steps\",\"bands\":[" B("\"at_least\":\"55%\",", 100) "]}"), {{0}}},
};

static void test_cliffs(void **state)
{
    (void)state;
    expect_cases(cliff_cases, sizeof cliff_cases / sizeof cliff_cases[0], KEFU_LINT_CLIFF,
                 KEFU_LINT_CLIFF);
}

/* Of 80, 120 and 300 buyers the median has 120, one of whom is 1/120 = 0.8333 %. Of two people it
 * is the lower one; who came without a denominator does not count. */
static void test_median(void **state)
{
    static const char *const people[] = {"a", "b", "c", "d"}, *const metrics[] = {"m"};
    static const kefu_value three[] = {OF(40, 300), OF(40, 80), OF(50, 120), BARE(1, 2)};
    static const kefu_value bare[] = {BARE(1, 2), BARE(1, 2), BARE(1, 2), NO_DATA};
    static const struct {
        const kefu_value *cells;
        int n;
        const char *zh, *en;
    } cases[] = {
        {three, 4, "分档);中位数的人共 120 个,差 1 个就是 0.83%",
         "; for the median person, one of 120 is 0.83%"},
        {three, 2, "中位数的人共 80 个,差 1 个就是 1.25%", "one of 80 is 1.25%"},
        {bare, 4, "(100 → 0 分档)", "(100 → 0)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame = frame_of(people, cases[i].n, metrics, 1, cases[i].cells);
        kefu_card *card =
            card_of(STEPS("ratio", "higher", B("\"at_least\":\"55%\",", 100) "," B("", 0)));
        kefu_findings *findings = NULL;
        assert_int_equal(kefu_card_lint(card, frame, &findings, NULL), KEFU_OK);
        expect_one(findings, KEFU_LINT_CLIFF, cases[i].zh, cases[i].en);
        kefu_findings_free(findings);
        kefu_frame_free(frame);
        kefu_card_free(card);
    }
}

static int scenario_cliff(const kefu_allocator *allocator)
{
    static const char *const people[] = {"a", "b"}, *const metrics[] = {"转化率"};
    static const kefu_value cells[] = {OF(40, 300), OF(40, 80)};
    kefu_frame *frame = frame_of(people, 2, metrics, 1, cells);
    kefu_card *card = NULL;
    kefu_findings *findings = NULL;
    kefu_status status =
        kefu_card_from_json(allocator, NULL, CARD_PRESALES, strlen(CARD_PRESALES), &card, NULL);
    if (!status)
        status = kefu_card_lint(card, frame, &findings, NULL);
    kefu_findings_free(findings);
    kefu_card_free(card);
    kefu_frame_free(frame);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_cliff) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cliffs),
        cmocka_unit_test(test_median),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
