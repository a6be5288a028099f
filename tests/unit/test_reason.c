/* test_reason.c - every reason as a code with arguments, and as a sentence in both languages. */
#include "score/reason.h"
#include "score_cards.h"
#include "score_sheets.h"

static void expect_text(const kefu_sheet *sheet, const char *person, int32_t index, const char *zh,
                        const char *en)
{
    const char *const expected[] = {[KEFU_ZH] = zh, [KEFU_EN] = en};
    int64_t row;
    assert_int_equal(kefu_sheet_find(sheet, person, &row, NULL), KEFU_OK);
    for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
        char text[512];
        size_t need = 0;
        assert_int_equal(
            kefu_sheet_reason_text(sheet, row, index, language, text, sizeof text, &need), KEFU_OK);
        assert_string_equal(text, expected[language]);
        assert_int_equal(need, strlen(expected[language]) + 1);
    }
}

/* ---- One item of each kind; the figure decides ---- */

#define ONE(unit, direction, more, curve)                                                          \
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":["                         \
    "{\"id\":\"i\",\"label\":{\"zh\":\"指标\",\"en\":\"Item\"},\"metric\":\"m\",\"weight\":15,"  \
    "\"unit\":\"" unit "\",\"direction\":\"" direction "\"," more "\"curve\":" curve "},"          \
    "{\"id\":\"j\",\"metric\":\"j\",\"weight\":85,\"unit\":\"points\",\"direction\":\"higher\","   \
    "\"curve\":{\"type\":\"linear\",\"points\":[[0,0],[100,100]]}}]}]}"
#define RATE                                                                                       \
    ONE("ratio", "higher", "",                                                                     \
        "{\"type\":\"steps\",\"bands\":[{\"at_least\":\"45%\",\"points\":100},{\"at_least\":\"40%" \
        "\",\"points\":80},{\"points\":0}]}")
#define BAD_RATE                                                                                   \
    ONE("ratio", "lower", "",                                                                      \
        "{\"type\":\"steps\",\"bands\":[{\"below\":\"2%\",\"points\":100},{\"at_most\":\"5%\","    \
        "\"points\":60},{\"points\":0}]}")
#define SPEED                                                                                      \
    ONE("s", "lower", "",                                                                          \
        "{\"type\":\"steps\",\"bands\":[{\"at_most\":25,\"points\":100},{\"at_most\":30,"          \
        "\"points\":80},{\"above\":40,\"points\":0}]}")
#define QUICK                                                                                      \
    ONE("s", "lower", "",                                                                          \
        "{\"type\":\"steps\",\"bands\":[{\"below\":25,\"points\":100},{\"points\":80}]}")
#define MONEY                                                                                      \
    ONE("yuan", "higher", "\"scale\":0,",                                                          \
        "{\"type\":\"steps\",\"bands\":[{\"at_least\":250,\"points\":100},{\"above\":230,"         \
        "\"below\":250,\"points\":80},{\"points\":0}]}")
#define LATES                                                                                      \
    ONE("count", "lower", "",                                                                      \
        "{\"type\":\"steps\",\"bands\":[{\"at_most\":0,\"points\":100},{\"at_most\":3,\"points\":" \
        "80},{\"points\":60}]}")
#define LINE ONE("s", "lower", "", "{\"type\":\"linear\",\"points\":[[10,100],[30,90]]}")

/* The distance is worked by hand: 2249 + 1 of 5000 is 45 %, 27.4 - 25 is 2.4, and so on. The gain
 * is points there × 15 % less points here. */
static void test_items(void **state)
{
    static const struct {
        const char *card;
        kefu_value value;
        const char *zh, *en;
    } cases[] = {
        {RATE, OF(2249, 5000),
         "指标 44.98%(2,249/5,000)≥ 40% 档 → 80 分 × 15% = 12.00 分;再多 1 个即达 45%,进 100 "
         "分档(+3.00)",
         "Item 44.98% (2,249/5,000) within ≥ 40% → 80 × 15% = 12.00; 1 more reaches 45%: 100 "
         "(+3.00)"},
        /* 44.996 % would be shown as 45.00 %, on the wrong side of the bound */
        {RATE, BARE(44996, 100000),
         "指标 44.996% ≥ 40% 档 → 80 分 × 15% = 12.00 分;再高 0.004 个百分点进 100 分档(+3.00)",
         "Item 44.996% within ≥ 40% → 80 × 15% = 12.00; 0.004 percentage points higher reaches 100 "
         "(+3.00)"},
        {RATE, BARE(45, 100), "指标 45.00% ≥ 45% 档 → 100 分 × 15% = 15.00 分",
         "Item 45.00% within ≥ 45% → 100 × 15% = 15.00"},
        {RATE, OF(0, 3),
         "指标 0.00%(0/3),其余档 → 0 分 × 15% = 0.00 分;再多 2 个即达 40%,进 100 分档(+15.00)",
         "Item 0.00% (0/3) in the remaining band → 0 × 15% = 0.00; 2 more reaches 40%: 100 "
         "(+15.00)"},
        {BAD_RATE, OF(2, 100),
         "指标 2.00%(2/100)≤ 5% 档 → 60 分 × 15% = 9.00 分;再少 1 个即低于 2%,进 100 分档(+6.00)",
         "Item 2.00% (2/100) within ≤ 5% → 60 × 15% = 9.00; 1 fewer goes below 2%: 100 (+6.00)"},
        {SPEED, MEAN_OF(274, 10, 1204),
         "指标 27.4 秒(1,204 次)≤ 30 秒档 → 80 分 × 15% = 12.00 分;再快 2.4 秒进 100 分档(+3.00)",
         "Item 27.4 s (1,204) within ≤ 30 s → 80 × 15% = 12.00; 2.4 s faster reaches 100 (+3.00)"},
        /* 91/3 = 30.33...: rounded up at the digits shown, so that it is enough */
        {SPEED, MEAN_OF(91, 3, 3),
         "指标 30.3 秒(3 次),没有对应的档(方案有空档) → 0 分 × 15% = 0.00 分;再快 0.4 秒进 80 "
         "分档(+12.00)",
         "Item 30.3 s (3), in no band (a gap of the card) → 0 × 15% = 0.00; 0.4 s faster reaches "
         "80 (+12.00)"},
        {SPEED, BARE(30001, 1000),
         "指标 30.001 秒,没有对应的档(方案有空档) → 0 分 × 15% = 0.00 分;再快 0.001 秒进 80 "
         "分档(+12.00)",
         "Item 30.001 s, in no band (a gap of the card) → 0 × 15% = 0.00; 0.001 s faster reaches "
         "80 (+12.00)"},
        {QUICK, BARE(25, 1),
         "指标 25.0 秒,其余档 → 80 分 × 15% = 12.00 分;再快一点进 100 分档(+3.00)",
         "Item 25.0 s in the remaining band → 80 × 15% = 12.00; any faster reaches 100 "
         "(+3.00)"},
        {MONEY, MEAN_OF(2310050, 10000, 12),
         "指标 231 元(12 次)> 230 元 且 < 250 元档 → 80 分 × 15% = 12.00 分;再高 18.995 元进 100 "
         "分档(+3.00)",
         "Item 231 yuan (12) within > 230 yuan and < 250 yuan → 80 × 15% = 12.00; 18.995 yuan more "
         "reaches 100 (+3.00)"},
        {LATES, BARE(4, 1), "指标 4,其余档 → 60 分 × 15% = 9.00 分;再少 1 个进 80 分档(+3.00)",
         "Item 4 in the remaining band → 60 × 15% = 9.00; 1 fewer reaches 80 (+3.00)"},
        {LINE, BARE(274, 10),
         "指标 27.4 秒 在 10 秒(100 分)与 30 秒(90 分)之间 → 91.3 分 × 15% = 13.695 分",
         "Item 27.4 s between 10 s (100) and 30 s (90) → 91.3 × 15% = 13.695"},
        {LINE, BARE(9, 1), "指标 9.0 秒 ≤ 10 秒 → 100 分 × 15% = 15.00 分",
         "Item 9.0 s ≤ 10 s → 100 × 15% = 15.00"},
        {LINE, BARE(1234567, 1), "指标 1,234,567.0 秒 ≥ 30 秒 → 90 分 × 15% = 13.50 分",
         "Item 1,234,567.0 s ≥ 30 s → 90 × 15% = 13.50"},
        {RATE,
         {1, 2, 2, KEFU_VALUE_LOW_VOLUME, 0},
         "指标 50.00%(1/2,样本不足)≥ 45% 档 → 100 分 × 15% = 15.00 分",
         "Item 50.00% (1/2, low volume) within ≥ 45% → 100 × 15% = 15.00"},
        {RATE,
         {1, 2, -1, KEFU_VALUE_PROVISIONAL, 0},
         "指标 50.00%(延迟统计)≥ 45% 档 → 100 分 × 15% = 15.00 分",
         "Item 50.00% (provisional) within ≥ 45% → 100 × 15% = 15.00"},
        {RATE, NO_DATA, "指标 无数据:不计入,15% 的权重由其他项分担",
         "Item no data: left out, its weight of 15% went to the other items"},
        {RATE, EXEMPT, "指标 豁免:不计入,15% 的权重由其他项分担",
         "Item exempt: left out, its weight of 15% went to the other items"},
    };
    static const char *const people[] = {"p"}, *const metrics[] = {"m", "j"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kefu_value cells[] = {cases[i].value, BARE(50, 1)};
        kefu_frame *frame = frame_of(people, 1, metrics, 2, cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        expect_text(sheet, "p", 0, cases[i].zh, cases[i].en);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* ---- Policies, peers and shared-out weights ---- */

static void test_policies(void **state)
{
    static const char *const people[] = {"p1", "p2"}, *const metrics[] = {"a", "b"};
    static const kefu_value cells[] = {NO_DATA, BARE(80, 1), BARE(785, 10), BARE(10, 1)};
    static const struct {
        const char *card, *zh, *en, *b;
    } cases[] = {
        {AB("\"no_data\":\"zero\",", "", ""), "a 无数据:按方案计 0 分 → 0 分 × 60% = 0.00 分",
         "a no data: scored 0 by the card → 0 × 60% = 0.00",
         "b 80.00 points between 0 points (0) and 100 points (100) → 80 × 40% = 32.00"},
        {AB("\"no_data\":\"mean\",", "", ""), "a 无数据:按组内平均 → 78.5 分 × 60% = 47.10 分",
         "a no data: scored as the mean of the group → 78.5 × 60% = 47.10",
         "b 80.00 points between 0 points (0) and 100 points (100) → 80 × 40% = 32.00"},
        {AB("\"no_data\":\"require\",", "", ""), "a 无数据:这一项必须有数据,因此没有总分",
         "a no data: this item is required, so there is no total",
         "b 80.00 points between 0 points (0) and 100 points (100) → 80 × 40% = 32.00"},
        {AB("", "", ""), "a 无数据:不计入,60% 的权重由其他项分担",
         "a no data: left out, its weight of 60% went to the other items",
         "b 80.00 points between 0 points (0) and 100 points (100) → 80 × 40/40 = 80.00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kefu_frame *frame = frame_of(people, 2, metrics, 2, cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        char text[256];
        int64_t row;
        expect_text(sheet, "p1", 0, cases[i].zh, cases[i].en);
        assert_int_equal(kefu_sheet_find(sheet, "p1", &row, NULL), KEFU_OK);
        assert_int_equal(kefu_sheet_reason_text(sheet, row, 1, KEFU_EN, text, sizeof text, NULL),
                         KEFU_OK);
        assert_string_equal(text, cases[i].b);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

static void test_peers(void **state)
{
    static const char *const people[] = {"p1", "p2", "p3", "p4"}, *const metrics[] = {"m", "j"};
    static const kefu_value cells[] = {BARE(400, 1), NO_DATA, BARE(300, 1), NO_DATA,
                                       BARE(300, 1), NO_DATA, BARE(100, 1), NO_DATA};
    kefu_frame *frame = frame_of(people, 4, metrics, 2, cells);
    kefu_sheet *place = sheet_of(ONE("yuan", "higher", "\"scale\":0,\"basis\":\"place\",",
                                     "{\"type\":\"places\",\"points\":[100,90,80],\"else\":60}"),
                                 frame, NULL);
    kefu_sheet *percentile = sheet_of(ONE("yuan", "higher", "\"scale\":0,\"basis\":\"percentile\",",
                                          "{\"type\":\"steps\",\"bands\":[{\"at_least\":\"80%\","
                                          "\"points\":100},{\"points\":50}]}"),
                                      frame, NULL);
    (void)state;
    expect_text(place, "p1", 0, "指标 400 元,组内第 1 名(共 4 人) → 100 分 × 15/15 = 100.00 分",
                "Item 400 yuan, place 1 of 4 → 100 × 15/15 = 100.00");
    expect_text(
        place, "p3", 0,
        "指标 300 元,组内第 2 名(共 4 人) → 90 分 × 15/15 = 90.00 分;再进 1 名得 100 分(+10.00)",
        "Item 300 yuan, place 2 of 4 → 90 × 15/15 = 90.00; 1 place up gives 100 (+10.00)");
    expect_text(
        place, "p4", 0,
        "指标 100 元,组内第 4 名(共 4 人) → 60 分 × 15/15 = 60.00 分;再进 1 名得 80 分(+20.00)",
        "Item 100 yuan, place 4 of 4 → 60 × 15/15 = 60.00; 1 place up gives 80 (+20.00)");
    expect_text(percentile, "p1", 0,
                "指标 400 元,组内百分位 87.50% ≥ 80% 档 → 100 分 × 15/15 = 100.00 分",
                "Item 400 yuan, percentile 87.50% within ≥ 80% → 100 × 15/15 = 100.00");
    kefu_sheet_free(place);
    kefu_sheet_free(percentile);
    kefu_frame_free(frame);
}

/* ---- Adjustments and red lines ---- */

#define EXTRA(part, more)                                                                          \
    AB("", "",                                                                                     \
       ",\"" part "\":[{\"id\":\"x\",\"label\":{\"zh\":\"点名好评\",\"en\":\"Praise\"},"       \
       "\"metric\":\"hits\"," more "}]")

static kefu_sheet *sheet_with(const char *card, int64_t hits, int64_t confirmed, int64_t rejected)
{
    static const char *const people[] = {"p"}, *const metrics[] = {"a", "b", "hits"};
    const kefu_value cells[] = {BARE(50, 1), BARE(50, 1), BARE(hits, 1)};
    kefu_frame *frame = frame_of(people, 1, metrics, 3, cells);
    kefu_decision d = {.struct_size = sizeof d,
                       .person = "p",
                       .part = "x",
                       .by = "lead",
                       .action = KEFU_CONFIRM,
                       .count = confirmed,
                       .evidence = "c-17"};
    kefu_ledger *ledger = NULL;
    kefu_score_options options = {.struct_size = sizeof options};
    kefu_sheet *sheet;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    if (confirmed)
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    d.action = KEFU_REJECT;
    d.count = rejected;
    d.evidence = "c-18";
    if (rejected)
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    options.ledger = ledger;
    sheet = sheet_of(card, frame, &options);
    kefu_ledger_free(ledger);
    kefu_frame_free(frame);
    return sheet;
}

static void test_extras(void **state)
{
    static const struct {
        const char *card;
        int64_t hits, confirmed, rejected;
        const char *zh, *en;
    } cases[] = {
        {EXTRA("adjustments", "\"points\":2,\"counts\":\"reported\""), 3, 0, 0,
         "点名好评 3 次 × 2 分 = +6.00 分", "Praise 3 × 2 = +6.00"},
        {EXTRA("adjustments", "\"points\":-2.5,\"counts\":\"reported\""), 1, 0, 0,
         "点名好评 1 次 × -2.5 分 = -2.50 分", "Praise 1 × -2.5 = -2.50"},
        {EXTRA("adjustments", "\"points\":2,\"per\":10,\"counts\":\"reported\""), 25, 0, 0,
         "点名好评 25 次 × 2 分/10 次 = +5.00 分", "Praise 25 × 2 per 10 = +5.00"},
        {EXTRA("adjustments", "\"points\":2,\"cap\":10,\"counts\":\"reported\""), 6, 0, 0,
         "点名好评 6 次 × 2 分,封顶 +10.00 分", "Praise 6 × 2, capped at +10.00"},
        {EXTRA("adjustments", "\"points\":2"), 4, 3, 0,
         "点名好评 3 次(上报 4 次) × 2 分 = +6.00 分;另 1 次待复核;凭证:c-17",
         "Praise 3 (4 reported) × 2 = +6.00; 1 more waits for a decision; evidence: c-17"},
        {EXTRA("adjustments", "\"points\":2"), 4, 3, 1,
         "点名好评 3 次(上报 4 次) × 2 分 = +6.00 分;凭证:c-17, c-18",
         "Praise 3 (4 reported) × 2 = +6.00; evidence: c-17, c-18"},
        /* none counts: no points, and so no sum of nothing */
        {EXTRA("adjustments", "\"points\":-2"), 1, 0, 0, "点名好评 1 次待复核,不计",
         "Praise 1 waits for a decision: not counted"},
        {EXTRA("adjustments", "\"points\":-2"), 2, 0, 2, "点名好评 2 次已驳回,不计;凭证:c-18",
         "Praise 2 rejected: not counted; evidence: c-18"},
        {EXTRA("adjustments", "\"points\":2"), 3, 0, 1,
         "点名好评 2 次待复核、1 次已驳回,不计;凭证:c-18",
         "Praise 2 wait for a decision, 1 rejected: not counted; evidence: c-18"},
        {EXTRA("adjustments", "\"points\":2,\"per\":10,\"counts\":\"reported\""), 9, 0, 0,
         "点名好评 9 次 × 2 分/10 次 = +1.80 分", "Praise 9 × 2 per 10 = +1.80"},
        {EXTRA("red_lines", "\"effect\":\"zero\""), 2, 1, 1,
         "高压线「点名好评」1 次(上报 2 次):总分计 0 分(-50.00);凭证:c-17, c-18",
         "Red line 'Praise' 1 (2 reported): the total is 0 (-50.00); evidence: c-17, c-18"},
        {EXTRA("red_lines", "\"effect\":{\"cap\":40},\"counts\":\"reported\""), 1, 0, 0,
         "高压线「点名好评」1 次:总分最高 40 分(-10.00)",
         "Red line 'Praise' 1: the total is at most 40 (-10.00)"},
        {EXTRA("red_lines", "\"effect\":\"zero\""), 2, 0, 0,
         "高压线「点名好评」上报 2 次,待复核,暂不计",
         "Red line 'Praise' 2 reported, not confirmed: does not count yet"},
        {EXTRA("red_lines", "\"effect\":\"zero\""), 1, 0, 1,
         "高压线「点名好评」上报 1 次,已驳回,不计;凭证:c-18",
         "Red line 'Praise' 1 reported, rejected: does not count; evidence: c-18"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kefu_sheet *sheet =
            sheet_with(cases[i].card, cases[i].hits, cases[i].confirmed, cases[i].rejected);
        expect_text(sheet, "p", 2, cases[i].zh, cases[i].en);
        kefu_sheet_free(sheet);
    }
}

/* ---- Arguments of the codes ---- */

static void expect_number(const kefu_value *value, int64_t num, int64_t den)
{
    assert_int_equal(value->num * (den ? den : 1), num * (value->den ? value->den : 1));
    assert_int_equal(!value->den, !den);
}

static void test_codes(void **state)
{
    static const char *const people[] = {"p"}, *const metrics[] = {"m", "j"};
    static const kefu_value cells[] = {OF(2249, 5000), BARE(50, 1)};
    kefu_frame *frame = frame_of(people, 1, metrics, 2, cells);
    kefu_sheet *sheet = sheet_of(RATE, frame, NULL);
    kefu_reason r = reason_of(sheet, "p", 0);
    (void)state;
    assert_int_equal(r.code, KEFU_REASON_BAND);
    assert_int_equal(r.kind, KEFU_PART_ITEM);
    assert_int_equal(r.part, 0);
    assert_int_equal(r.cause, KEFU_VALUE_OK);
    expect_number(&r.value, 2249, 5000);
    expect_number(&r.basis, 2249, 5000);
    expect_number(&r.a, 40, 100);
    expect_number(&r.b, 45, 100);
    expect_number(&r.c, 0, 0);
    assert_int_equal(r.curve, P(80));
    assert_int_equal(r.weight, P(15));
    assert_int_equal(r.points, P(12));
    assert_string_equal(r.evidence, "");
    r = reason_of(sheet, "p", 1);
    assert_int_equal(r.code, KEFU_REASON_LINEAR);
    expect_number(&r.a, 0, 1);
    expect_number(&r.b, 100, 1);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    sheet = sheet_with(EXTRA("adjustments", "\"points\":2,\"per\":4,\"cap\":1"), 4, 3, 0);
    r = reason_of(sheet, "p", 2);
    assert_int_equal(r.code, KEFU_REASON_PENDING);
    assert_int_equal(r.kind, KEFU_PART_ADJUSTMENT);
    expect_number(&r.a, 3, 1);
    expect_number(&r.b, 4, 1);
    expect_number(&r.c, 1, 2);
    expect_number(&r.d, 1, 1);
    assert_int_equal(r.points, P(1));
    assert_string_equal(r.evidence, "c-17");
    assert_int_equal(row_of(sheet, "p").total, P(51));
    kefu_sheet_free(sheet);
}

/* Decisions of several days about one conversation name it once. */
static void test_evidence(void **state)
{
    static const char *const people[] = {"p"}, *const metrics[] = {"a", "b", "hits"};
    static const kefu_value cells[] = {BARE(50, 1), BARE(50, 1), BARE(9, 1)};
    static const char *const evidence[] = {"c-2", "c-1", "", "c-2", "7", "c-1"};
    kefu_frame *frame = frame_of(people, 1, metrics, 3, cells);
    kefu_ledger *ledger = NULL;
    kefu_sheet *sheet;
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (int i = 0; i < 6; i++) {
        const kefu_decision d = {.struct_size = sizeof d,
                                 .person = "p",
                                 .part = "x",
                                 .by = "lead",
                                 .action = KEFU_CONFIRM,
                                 .count = 1,
                                 .day = 20000 + i,
                                 .evidence = evidence[i]};
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    }
    const kefu_score_options options = {.struct_size = sizeof options, .ledger = ledger};
    sheet = sheet_of(EXTRA("adjustments", "\"points\":2"), frame, &options);
    assert_string_equal(reason_of(sheet, "p", 2).evidence, "c-2, c-1, 7");
    kefu_sheet_free(sheet);
    kefu_ledger_free(ledger);
    kefu_frame_free(frame);
}

/* ---- The caller's buffer: cut at a character, always with NUL ---- */

static void test_buffer(void **state)
{
    kefu_sheet *sheet = sheet_with(EXTRA("adjustments", "\"points\":2"), 1, 0, 0);
    char whole[256], text[256];
    size_t need = 0, full = 0;
    (void)state;
    assert_int_equal(kefu_sheet_reason_text(sheet, 0, 2, KEFU_ZH, whole, sizeof whole, &full),
                     KEFU_OK);
    assert_int_equal(full, strlen(whole) + 1);
    for (size_t capacity = 0; capacity <= full; capacity++) {
        memset(text, 'z', sizeof text);
        assert_int_equal(
            kefu_sheet_reason_text(sheet, 0, 2, KEFU_ZH, capacity ? text : NULL, capacity, &need),
            KEFU_OK);
        assert_int_equal(need, full);
        assert_int_equal(text[capacity], 'z');
        if (!capacity)
            continue;
        assert_true(strlen(text) < capacity && strlen(text) + 4 >= capacity);
        assert_memory_equal(text, whole, strlen(text));
        assert_true(((unsigned char)whole[strlen(text)] & 0xC0) != 0x80);
    }
    assert_int_equal(kefu_sheet_reason_text(sheet, 0, 3, KEFU_ZH, text, sizeof text, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_reason_text(sheet, 0, -1, KEFU_ZH, text, sizeof text, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_reason_text(sheet, 1, 0, KEFU_ZH, text, sizeof text, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_reason_text(sheet, 0, 0, 7, text, sizeof text, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_reason_text(NULL, 0, 0, KEFU_ZH, text, sizeof text, NULL),
                     KEFU_E_ARGUMENT);
    kefu_sheet_free(sheet);
}

/* Law: going the distance that the sentence names reaches the band, one count less does not. */
static void test_distance_is_exact(void **state)
{
    static const int64_t bounds[] = {40, 45};
    kefu_card *card = card_of(RATE);
    const kf_curve *curve = &card->items[0].rule.curve;
    (void)state;
    for (int64_t den = 1; den < 400; den += 3)
        for (int64_t num = 0; num <= den; num++) {
            kf_next next = kf_curve_next(curve, KEFU_HIGHER, num, den);
            int64_t counts = kf_next_counts(curve, &next, KEFU_HIGHER, num, den);
            int64_t bound = 100 * num < bounds[0] * den ? bounds[0] : bounds[1];
            assert_int_equal(next.found, 100 * num < bounds[1] * den);
            if (!next.found)
                continue;
            assert_true(100 * (num + counts) >= bound * den);
            assert_true(100 * (num + counts - 1) < bound * den);
        }
    kefu_card_free(card);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items),  cmocka_unit_test(test_policies),
        cmocka_unit_test(test_peers),  cmocka_unit_test(test_extras),
        cmocka_unit_test(test_codes),  cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_buffer), cmocka_unit_test(test_distance_is_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
