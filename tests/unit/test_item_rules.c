/* test_item_rules.c - to whom items apply, rules for few, cases, limits, failing, floors. */
#include "score_items.h"

#define IDENTITY100 "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}"
#define RATE_LINE   "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[1,100]]}"

static const char *const m_k[] = {"m", "k"};
static const char *const p_only[] = {"p"};

typedef struct rule_case {
    const char *card;
    kefu_value m, k;
    int32_t code;
    uint32_t flags; /* of the reason */
    int64_t curve, points;
    uint32_t row_flags;
    const char *zh, *en;
} rule_case;

static void run_rules(const rule_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const kefu_value cells[] = {cases[i].m, cases[i].k};
        kefu_frame *frame = frame_of(p_only, 1, m_k, 2, cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        kefu_reason r = reason_of(sheet, "p", 0);
        assert_int_equal(r.code, cases[i].code);
        assert_int_equal(r.flags, cases[i].flags);
        assert_int_equal(r.curve, cases[i].curve);
        assert_int_equal(r.points, cases[i].points);
        assert_int_equal(row_of(sheet, "p").flags, cases[i].row_flags);
        item_text(sheet, "p", cases[i].zh, cases[i].en);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* ---- J2: at most 50 ratings: one point off 20 for each that is not good; else one for each 1 %
 * --- */

#define J2                                                                                         \
    ITEM_CARD("", "ratio", "higher",                                                               \
              "\"of\":20,\"curve\":{\"type\":\"deduct\",\"from\":\"100%\",\"per\":\"1%\","         \
              "\"points\":1,\"least\":0,\"round\":\"up\"},\"small\":{\"at_most\":50,\"basis\":"    \
              "\"remainder\",\"curve\":{\"type\":\"deduct\",\"from\":0,\"per\":1,\"points\":1,"    \
              "\"least\":0,\"round\":\"exact\"}}")

static void test_small(void **state)
{
    static const rule_case cases[] = {
        /* 48 of 50: two are not good */
        {J2, OF(48, 50), BARE(0, 1), KEFU_REASON_DEDUCT, KEFU_REASON_SMALL, P(18), P(90), 0,
         "指标 96.00%(48/50),样本不超过 50,计其余 2 个,高于 0:每 1 扣 1 分 × 2 → 18/20 分 × "
         "100% = 90.00 "
         "分",
         "Item 96.00% (48/50), at most 50 observations, counting the other 2, 2 × 1 above 0, 1 off "
         "for each → 18/20 × 100% = 90.00"},
        /* 49 of 51: 96.08 % is 3.92 short, four units: 16 of 20 */
        {J2, OF(49, 51), BARE(0, 1), KEFU_REASON_DEDUCT, 0, P(16), P(80), 0,
         "指标 96.08%(49/51),低于 100%:每 1% 扣 1 分 × 4 → 16/20 分 × 100% = 80.00 分",
         "Item 96.08% (49/51), 4 × 1% short of 100%, 1 off for each → 16/20 × 100% = 80.00"},
        {J2, OF(50, 50), BARE(0, 1), KEFU_REASON_DEDUCT, KEFU_REASON_SMALL, P(20), P(100), 0,
         "指标 100.00%(50/50),样本不超过 50,计其余 0 个,不扣分 → 20/20 分 × 100% = 100.00 分",
         NULL},
        /* 30 of 51 is 42 units short: the floor */
        {J2, OF(30, 51), BARE(0, 1), KEFU_REASON_DEDUCT, 0, 0, 0, 0,
         "指标 58.82%(30/51),低于 100%:每 1% 扣 1 分 × 42,最低 0 分 → 0/20 分 × 100% = 0.00 分",
         NULL},
        /* a bare rate: how many is not known, so the rule for all */
        {J2, BARE(98, 100), BARE(0, 1), KEFU_REASON_DEDUCT, 0, P(18), P(90), 0, NULL, NULL},
    };
    (void)state;
    run_rules(cases, sizeof cases / sizeof *cases);
}

/* ---- J3: counts only where there are more than 30 ratings ---- */

#define J3(more)                                                                                   \
    ITEM_CARD("", "ratio", "higher",                                                               \
              "\"applies\":[{\"metric\":\"k\",\"unit\":\"count\",\"above\":30}]," more RATE_LINE)

static void test_applies(void **state)
{
    static const rule_case cases[] = {
        {J3(""), OF(40, 50), BARE(31, 1), KEFU_REASON_LINEAR, 0, P(80), P(80), 0, NULL, NULL},
        {J3(""), OF(40, 50), BARE(30, 1), KEFU_REASON_NOT_APPLIED, 0, 0, 0, 0,
         "指标(k > 30 时才适用):不计入,100% 的权重由其他项分担",
         "Item (only where k > 30): left out, its weight of 100% went to the other items"},
        /* no number does not hold; require does not ask for what does not apply */
        {J3("\"no_data\":\"require\","), NO_DATA, NO_DATA, KEFU_REASON_NOT_APPLIED, 0, 0, 0, 0,
         NULL, NULL},
    };
    (void)state;
    run_rules(cases, sizeof cases / sizeof *cases);
}

/* Those to whom the item does not apply are neither peers nor in the percentile. */
static void test_applies_to_peers(void **state)
{
    static const char *const people[] = {"a", "b", "c"};
    static const kefu_value cells[] = {BARE(10, 1), BARE(1, 1),  BARE(20, 1),
                                       BARE(1, 1),  BARE(90, 1), BARE(0, 1)};
    static const char *const cards[] = {
        ITEM_CARD("", "count", "higher",
                  "\"applies\":[{\"metric\":\"k\",\"unit\":\"count\",\"at_least\":1}],\"basis\":"
                  "\"ratio\"," IDENTITY100),
        ITEM_CARD("", "count", "higher",
                  "\"applies\":[{\"metric\":\"k\",\"unit\":\"count\",\"at_least\":1}],\"basis\":"
                  "\"place\"," IDENTITY100)};
    kefu_frame *frame = frame_of(people, 3, m_k, 2, cells);
    kefu_sheet *sheet = sheet_of(cards[0], frame, NULL);
    (void)state;
    item_value(reason_of(sheet, "a", 0).basis, 2, 3, 0); /* 10 / 15 */
    assert_int_equal(reason_of(sheet, "c", 0).code, KEFU_REASON_NOT_APPLIED);
    kefu_sheet_free(sheet);
    sheet = sheet_of(cards[1], frame, NULL);
    item_value(reason_of(sheet, "b", 0).basis, 1, 1, 0);
    assert_int_equal(reason_of(sheet, "b", 0).basis.n, 2);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- Cases ---- */

#define CASES(basis, direction)                                                                    \
    ITEM_CARD("", "ratio", direction, "\"basis\":\"" basis "\"," IDENTITY100)

static void test_cases(void **state)
{
    static const rule_case cases[] = {
        {CASES("numerator", "higher"), OF(30, 40), BARE(0, 1), KEFU_REASON_LINEAR, 0, P(30), P(30),
         0, "指标 75.00%(30/40),计 30 个 在 0(0 分)与 100(100 分)之间 → 30 分 × 100% = 30.00 分",
         NULL},
        {CASES("remainder", "higher"), OF(30, 40), BARE(0, 1), KEFU_REASON_LINEAR, 0, P(10), P(10),
         0, NULL, NULL},
        /* a bare rate has no cases */
        {CASES("numerator", "higher"), BARE(75, 100), BARE(0, 1), KEFU_REASON_LEFT_OUT, 0, 0, 0, 0,
         "指标 75.00%,没有个数:不计入,100% 的权重由其他项分担",
         "Item 75.00%, without the counts behind it: left out, its weight of 100% went to the "
         "other "
         "items"},
        {CASES("remainder", "higher"), MEAN_OF(75, 100, 7), BARE(0, 1), KEFU_REASON_LEFT_OUT, 0, 0,
         0, 0, NULL, NULL},
    };
    (void)state;
    run_rules(cases, sizeof cases / sizeof *cases);
}

/* ---- Limits, failing, floors ---- */

#define LIMITS(more)  ITEM_CARD("", "points", "higher", more IDENTITY100)
#define FAIL50(fails) "\"fail\":{\"below\":50,\"fails\":\"" fails "\"},"

static void test_limits(void **state)
{
    static const rule_case cases[] = {
        {LIMITS("\"least\":20,\"most\":80,"), BARE(10, 1), BARE(0, 1), KEFU_REASON_LINEAR,
         KEFU_REASON_CLAMPED, P(20), P(20), 0,
         "指标 10.00 分 在 0 分(0 分)与 100 分(100 分)之间,保底 20 分 → 20 分 × 100% = 20.00 分",
         NULL},
        {LIMITS("\"least\":20,\"most\":80,"), BARE(90, 1), BARE(0, 1), KEFU_REASON_LINEAR,
         KEFU_REASON_CLAMPED, P(80), P(80), 0,
         "指标 90.00 分 在 0 分(0 分)与 100 分(100 分)之间,封顶 80 分 → 80 分 × 100% = 80.00 分",
         "Item 90.00 points between 0 points (0) and 100 points (100), at most 80 → 80 × 100% = "
         "80.00"},
        {LIMITS("\"least\":20,\"most\":80,"), BARE(80, 1), BARE(0, 1), KEFU_REASON_LINEAR, 0, P(80),
         P(80), 0, NULL, NULL},
        /* a critical item below half gives nothing (E8) */
        {LIMITS(FAIL50("item")), BARE(49, 1), BARE(0, 1), KEFU_REASON_LINEAR, KEFU_REASON_FAILED,
         P(49), 0, 0,
         "指标 49.00 分 在 0 分(0 分)与 100 分(100 分)之间 → 49 分,低于 50 分,不合格:0.00 分",
         "Item 49.00 points between 0 points (0) and 100 points (100) → 49, below 50: failed, "
         "0.00"},
        {LIMITS(FAIL50("item")), BARE(50, 1), BARE(0, 1), KEFU_REASON_LINEAR, 0, P(50), P(50), 0,
         NULL, NULL},
        /* 49.9999999 is shown as 50 and is less */
        {LIMITS(FAIL50("item")), BARE(499999999, 10000000), BARE(0, 1), KEFU_REASON_LINEAR,
         KEFU_REASON_FAILED, P(50), 0, 0, NULL, NULL},
        /* the least comes first */
        {LIMITS("\"least\":50," FAIL50("item")), BARE(10, 1), BARE(0, 1), KEFU_REASON_LINEAR,
         KEFU_REASON_CLAMPED, P(50), P(50), 0, NULL, NULL},
        {LIMITS("\"most\":40," FAIL50("item")), BARE(90, 1), BARE(0, 1), KEFU_REASON_LINEAR,
         KEFU_REASON_CLAMPED | KEFU_REASON_FAILED, P(40), 0, 0, NULL, NULL},
        /* what a policy answers does not fail */
        {LIMITS("\"no_data\":\"zero\"," FAIL50("item")), NO_DATA, BARE(0, 1), KEFU_REASON_ZERO, 0,
         0, 0, 0, NULL, NULL},
        {LIMITS("\"floor\":60,"), BARE(59, 1), BARE(0, 1), KEFU_REASON_LINEAR, KEFU_REASON_BELOW,
         P(59), P(59), KEFU_ROW_BELOW_FLOOR,
         "指标 59.00 分 在 0 分(0 分)与 100 分(100 分)之间 → 59 分 × 100% = 59.00 分;未达最低标准 "
         "60 分",
         "Item 59.00 points between 0 points (0) and 100 points (100) → 59 × 100% = 59.00; short "
         "of "
         "the standard of 60 points"},
        {LIMITS("\"floor\":60,"), BARE(60, 1), BARE(0, 1), KEFU_REASON_LINEAR, 0, P(60), P(60), 0,
         NULL, NULL},
        {ITEM_CARD("", "s", "lower", "\"floor\":\"40s\"," IDENTITY100), BARE(41, 1), BARE(0, 1),
         KEFU_REASON_LINEAR, KEFU_REASON_BELOW, P(41), P(41), KEFU_ROW_BELOW_FLOOR, NULL, NULL},
    };
    (void)state;
    run_rules(cases, sizeof cases / sizeof *cases);
}

/* ---- Hints ---- */

#define AIM                                                                                        \
    ITEM_CARD("", "s", "middle",                                                                   \
              "\"curve\":{\"type\":\"zones\",\"bounds\":[\"60s\",\"120s\",\"180s\",\"300s\"],"     \
              "\"points\":[0,60,100,60,0]}")
#define HINT(more)                                                                                 \
    ITEM_CARD("", "ratio", "higher",                                                               \
              more "\"curve\":{\"type\":\"steps\",\"bands\":[{\"at_least\":\"90%\",\"points\":"    \
                   "100},{\"at_least\":\"50%\",\"points\":60},{\"points\":0}]}")

static void test_hints(void **state)
{
    static const rule_case cases[] = {
        /* a call of 200 s is 20 s too long, one of 100 s 20 s too short */
        {AIM, BARE(200, 1), BARE(0, 1), KEFU_REASON_BAND, 0, P(60), P(60), 0,
         "指标 200.0 秒 > 180 秒 且 ≤ 300 秒档 → 60 分 × 100% = 60.00 分;再短 20 秒进 100 "
         "分档(+40.00)",
         NULL},
        {AIM, BARE(100, 1), BARE(0, 1), KEFU_REASON_BAND, 0, P(60), P(60), 0,
         "指标 100.0 秒 ≥ 60 秒 且 < 120 秒档 → 60 分 × 100% = 60.00 分;再长 20 秒进 100 "
         "分档(+40.00)",
         NULL},
        /* four more of 40 would be 100 points, of which the item gives 80 */
        {HINT("\"most\":80,"), OF(32, 40), BARE(0, 1), KEFU_REASON_BAND, 0, P(60), P(60), 0,
         "指标 80.00%(32/40)≥ 50% 档 → 60 分 × 100% = 60.00 分;再多 4 个即达 90%,进 80 "
         "分档(+20.00)",
         NULL},
        /* nothing more is to be had */
        {HINT("\"most\":60,"), OF(32, 40), BARE(0, 1), KEFU_REASON_BAND, 0, P(60), P(60), 0,
         "指标 80.00%(32/40)≥ 50% 档 → 60 分 × 100% = 60.00 分", NULL},
        /* the card failed: what the item alone would gain is not what the total would */
        {HINT(FAIL50("card")), OF(18, 40), BARE(0, 1), KEFU_REASON_BAND, KEFU_REASON_FAILED, 0, 0,
         KEFU_ROW_FAILED, "指标 45.00%(18/40),其余档 → 0 分,低于 50 分,不合格:0.00 分(整卡不合格)",
         NULL},
        /* 120 points out of 200 */
        {HINT("\"of\":200,"), OF(32, 40), BARE(0, 1), KEFU_REASON_BAND, 0, P(60), P(30), 0,
         "指标 80.00%(32/40)≥ 50% 档 → 60/200 分 × 100% = 30.00 分;再多 4 个即达 90%,进 100 "
         "分档(+20.00)",
         NULL},
    };
    (void)state;
    run_rules(cases, sizeof cases / sizeof *cases);
}

/* ---- Bonus, weights of any sum ---- */

#define TWO(card, second, weight, more)                                                            \
    "{\"format\":1,\"id\":\"t/1\"," card "\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"i\","   \
    "\"metric\":\"m\",\"weight\":" weight                                                          \
    ",\"unit\":\"points\",\"direction\":\"higher\"," IDENTITY100 "}]},{\"id\":\"b\"," second       \
    "\"items\":[{\"id\":\"j\",\"metric\":\"k\","                                                   \
    "\"weight\":20,\"unit\":\"points\",\"direction\":\"higher\"," more IDENTITY100 "}]}]}"

static void test_outside(void **state)
{
    static const struct {
        const char *card;
        kefu_value m, k;
        int64_t first, second, coverage;
    } cases[] = {
        /* a bonus of 20 beside 100: no figure gives 0 and moves no weight */
        {TWO("", "\"bonus\":true,", "100", ""), BARE(80, 1), BARE(50, 1), P(80), P(10), 1000000},
        {TWO("", "\"bonus\":true,", "100", ""), BARE(80, 1), NO_DATA, P(80), 0, 1000000},
        {TWO("", "\"bonus\":true,", "100", ""), BARE(80, 1), EXEMPT, P(80), 0, 1000000},
        {TWO("", "\"bonus\":true,", "100",
             "\"applies\":[{\"metric\":\"m\",\"unit\":\"points\",\"above\":90}],"),
         BARE(80, 1), BARE(50, 1), P(80), 0, 1000000},
        {TWO("", "\"bonus\":true,", "100", ""), NO_DATA, BARE(50, 1), 0, P(10), 0},
        /* 5 and 20 of 25: 80 × 1/5, 50 × 4/5; without the second all of it is the first's */
        {TWO("\"weights\":\"normalise\",", "", "5", ""), BARE(80, 1), BARE(50, 1), P(16), P(40),
         1000000},
        {TWO("\"weights\":\"normalise\",", "", "5", ""), BARE(80, 1), NO_DATA, P(80), 0, 200000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_value cells[] = {cases[i].m, cases[i].k};
        kefu_frame *frame = frame_of(p_only, 1, m_k, 2, cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        assert_int_equal(reason_of(sheet, "p", 0).points, cases[i].first);
        assert_int_equal(reason_of(sheet, "p", 1).points, cases[i].second);
        assert_int_equal(row_of(sheet, "p").coverage, cases[i].coverage);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* ---- Too many points ---- */

static void test_too_many(void **state)
{
    static const kefu_value cells[] = {BARE(100000000000, 1), BARE(0, 1)};
    kefu_frame *frame = frame_of(p_only, 1, m_k, 2, cells);
    kefu_error error = {0};
    (void)state;
#define OPEN(more)                                                                                 \
    ITEM_CARD("", "count", "higher",                                                               \
              more                                                                                 \
              "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[1,1]],\"above\":\"extend\"}")
    assert_int_equal(item_score(OPEN(""), frame, NULL, &error), KEFU_E_OVERFLOW);
    assert_string_equal(error.message,
                        "item 'i' of 'p': more than a billion points; give it a least or a most");
    assert_int_equal(item_score(OPEN("\"most\":120,"), frame, NULL, NULL), KEFU_OK);
    kefu_frame_free(frame);
}

/* ---- Refusals ---- */

/* Only a full figure fails its item or is below its floor; one of low volume or provisional, which
 * the default policies score, gives its points: 40 of 100, where a full one gives 0. */
static void test_only_full_figures_fail(void **state)
{
#define STRICT                                                                                     \
    ITEM_CARD("", "points", "higher", FAIL50("card") "\"min_n\":30,\"floor\":45," IDENTITY100)
    static const struct {
        kefu_value m;
        int64_t total;
        uint32_t flags, reason;
    } cases[] = {
        {{40, 1, -1, KEFU_VALUE_OK, 0},
         0,
         KEFU_ROW_FAILED | KEFU_ROW_BELOW_FLOOR,
         KEFU_REASON_FAILED | KEFU_REASON_BELOW},
        {{40, 1, 30, KEFU_VALUE_OK, 0},
         0,
         KEFU_ROW_FAILED | KEFU_ROW_BELOW_FLOOR,
         KEFU_REASON_FAILED | KEFU_REASON_BELOW},
        {{40, 1, 29, KEFU_VALUE_OK, 0}, P(40), 0, 0},
        {{40, 1, 99, KEFU_VALUE_LOW_VOLUME, 0}, P(40), 0, 0},
        {{40, 1, 99, KEFU_VALUE_PROVISIONAL, 0}, P(40), KEFU_ROW_PROVISIONAL, 0},
        {{40, 1, 29, KEFU_VALUE_PROVISIONAL, 0}, P(40), KEFU_ROW_PROVISIONAL, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_value cells[] = {cases[i].m, BARE(0, 1)};
        kefu_frame *frame = frame_of(p_only, 1, m_k, 2, cells);
        kefu_sheet *sheet = sheet_of(STRICT, frame, NULL);
        assert_int_equal(row_of(sheet, "p").total, cases[i].total);
        assert_int_equal(row_of(sheet, "p").flags, cases[i].flags);
        assert_int_equal(reason_of(sheet, "p", 0).flags, cases[i].reason);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

static void test_refusals(void **state)
{
    static const struct {
        const char *card, *message;
    } cases[] = {
        {ITEM_CARD("", "points", "middle", "\"basis\":\"place\"," IDENTITY100),
         "sections[0].items[0].basis: there are no places where the direction is middle"},
        {ITEM_CARD("", "points", "middle", "\"floor\":5," IDENTITY100),
         "sections[0].items[0].floor: no side is worse where the direction is middle"},
        {ITEM_CARD("", "points", "higher", "\"basis\":\"numerator\"," IDENTITY100),
         "sections[0].items[0].basis: the cases are those of a rate; this needs \"unit\": "
         "\"ratio\""},
        {ITEM_CARD("", "points", "higher",
                   "\"small\":{\"at_most\":5,\"basis\":\"remainder\"," IDENTITY100
                   "}," IDENTITY100),
         "sections[0].items[0].small.basis: the cases are those of a rate; this needs \"unit\": "
         "\"ratio\""},
        {ITEM_CARD("", "points", "higher", "\"small\":{" IDENTITY100 "}," IDENTITY100),
         "sections[0].items[0].small: a key is missing: at_most"},
        {ITEM_CARD("", "points", "higher", "\"least\":5,\"most\":4," IDENTITY100),
         "sections[0].items[0].least: expected no more than the key most"},
        {ITEM_CARD("", "points", "higher", "\"of\":0," IDENTITY100),
         "sections[0].items[0].of: expected points above 0, at most 10000"},
        {ITEM_CARD("", "points", "higher", "\"of\":123.456789," IDENTITY100),
         "sections[0].items[0].of: expected fewer digits after the point"},
        {ITEM_CARD("", "points", "higher", "\"fail\":{\"below\":5}," IDENTITY100),
         "sections[0].items[0].fail: a key is missing: fails"},
        {ITEM_CARD("", "points", "higher", "\"fail\":{\"below\":5,\"fails\":\"all\"}," IDENTITY100),
         "sections[0].items[0].fail.fails: expected 'item', 'section' or 'card'"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        item_refused(cases[i].card, cases[i].message);
}

/* ---- Memory ---- */

static int rules_scenario(const kefu_allocator *a)
{
    static const kefu_value cells[] = {OF(40, 50), BARE(40, 1)};
    static const char text[] =
        ITEM_CARD("", "ratio", "higher",
                  "\"applies\":[{\"metric\":\"k\",\"unit\":\"count\",\"above\":30}],\"floor\":0.5,"
                  "\"small\":{\"at_most\":50,\"basis\":\"place\"," IDENTITY100 "},"
                  "\"fail\":{\"below\":5,\"fails\":\"section\"}," RATE_LINE);
    kefu_frame *frame = frame_of(p_only, 1, m_k, 2, cells);
    kefu_card *card = NULL;
    kefu_sheet *sheet = NULL;
    kefu_status status = kefu_card_from_json(a, NULL, text, sizeof text - 1, &card, NULL);
    if (!status)
        status = kefu_score(card, frame, NULL, &sheet, NULL);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    kefu_frame_free(frame);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(rules_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small),
        cmocka_unit_test(test_applies),
        cmocka_unit_test(test_applies_to_peers),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_hints),
        cmocka_unit_test(test_outside),
        cmocka_unit_test(test_too_many),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_only_full_figures_fail),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
