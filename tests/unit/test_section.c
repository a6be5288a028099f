/* test_section.c - what sections give: shares, ends, bonus, failing; what fails the card. Totals
 * are worked by hand; the schemes are published ones. */
#include "oom.h"
#include "step_sheets.h"

static const char *const person[] = {"p"};
static const char *const abcd[] = {"a", "b", "c", "d"};

/* Sections s (a 25, b 25), t (c 30), u (d 20); items below 60 fail. */
#define FAILING(more, s_more, a_fails)                                                             \
    CARD_OF(                                                                                       \
        SECTION(                                                                                   \
            "s", s_more,                                                                           \
            ITEM("a", "25", FAIL_BELOW("60", a_fails)) "," ITEM(                                   \
                "b", "25",                                                                         \
                FAIL_BELOW(                                                                        \
                    "60",                                                                          \
                    "item"))) "," SECTION("t", "",                                                 \
                                          ITEM("c", "30",                                          \
                                               FAIL_BELOW(                                         \
                                                   "60",                                           \
                                                   "section"))) "," SECTION("u", "",               \
                                                                            ITEM("d", "20",        \
                                                                                 FAIL_BELOW(       \
                                                                                     "60",         \
                                                                                     "section"))), \
        more)

/* Attitude 35 of courtesy 10, tone 5, listening 10, with initiative 10 as the fatal one. */
#define FATAL                                                                                      \
    CARD_OF(                                                                                       \
        SECTION(                                                                                   \
            "attitude", "\"weight\":35,",                                                          \
            ITEM("a", "10", "") "," ITEM("b", "5", "") "," ITEM("c", "10", "") "," ITEM(           \
                "d", "10",                                                                         \
                FAIL_BELOW(                                                                        \
                    "1", "section"))) "," SECTION("rest", "",                                      \
                                                  "{\"id\":\"e\",\"metric\":\"a\",\"weight\":65,"  \
                                                  "\"unit\":"                                      \
                                                  "\"points\",\"direction\":\"higher\"," IDENTITY  \
                                                  "}"),                                            \
        "")

#define BONUS(more)                                                                                \
    CARD_OF(SECTION("base", "", ITEM("a", "60", "") "," ITEM("b", "40", "")) "," SECTION(          \
                "extra", "\"bonus\":true,", ITEM("c", "15", "") "," ITEM("d", "5", "")),           \
            more)

#define SHARES                                                                                     \
    CARD_OF(SECTION("s", "\"weight\":60,\"item_weights\":\"section\",",                            \
                    ITEM("a", "75", "") "," ITEM(                                                  \
                        "b", "25", "")) "," SECTION("t",                                           \
                                                    "\"weight\":40,\"item_weights\":\"section\",", \
                                                    ITEM("c", "50", "") "," ITEM("d", "50", "")),  \
            "")

#define ENDS(ends)                                                                                 \
    CARD_OF(SECTION("s", ends, ITEM("a", "50", "") "," ITEM("b", "20", "")) "," SECTION(           \
                "t", "", ITEM("c", "20", "") "," ITEM("d", "10", "")),                             \
            "")

#define NORMALISED                                                                                 \
    CARD_OF(SECTION("s", "", ITEM("a", "1", "") "," ITEM("b", "2", "")) "," SECTION(               \
                "t", "", ITEM("c", "0", "") "," ITEM("d", "1", "")),                               \
            ",\"weights\":\"normalise\"")

static void test_sections(void **state)
{
    static const struct {
        const char *card;
        kefu_value cells[4];
        int64_t total, items, bonus;
        kefu_section_row first; /* section */
        uint32_t flags;
        int reasons;
    } cases[] = {
        /* two failed questions fail a section, one does not: 0 + 25 + 30 + 20 */
        {FAILING("", "\"fail_at\":2,", "item"),
         {BARE(59, 1), BARE(100, 1), BARE(100, 1), BARE(100, 1)},
         P(75),
         P(75),
         0,
         {0, P(25), P(25), 1, 0},
         0,
         4},
        {FAILING("", "\"fail_at\":2,", "item"),
         {BARE(59, 1), BARE(0, 1), BARE(100, 1), BARE(100, 1)},
         P(50),
         P(50),
         0,
         {0, 0, 0, 2, 1},
         0,
         5},
        {FAILING("", "", "item"),
         {BARE(59, 1), BARE(0, 1), BARE(100, 1), BARE(100, 1)},
         P(50),
         P(50),
         0,
         {0, 0, 0, 2, 0},
         0,
         4},
        /* an item alone fails its section: b's 25 go, too */
        {FAILING("", "", "section"),
         {BARE(59, 1), BARE(100, 1), BARE(100, 1), BARE(100, 1)},
         P(50),
         P(50),
         0,
         {0, 0, P(25), 1, 1},
         0,
         5},
        {FAILING("", "", "section"),
         {BARE(60, 1), BARE(100, 1), BARE(100, 1), BARE(100, 1)},
         P(90),
         P(90),
         0,
         {0, P(40), P(40), 0, 0},
         0,
         4},
        /* two failed sections fail all, or show it only */
        {FAILING(",\"fail\":{\"at\":2}", "", "item"),
         {BARE(100, 1), BARE(100, 1), BARE(0, 1), BARE(0, 1)},
         0,
         0,
         0,
         {0, P(50), P(50), 0, 0},
         KEFU_ROW_FAILED,
         7},
        {FAILING(",\"fail\":{\"at\":2}", "", "item"),
         {BARE(100, 1), BARE(100, 1), BARE(100, 1), BARE(0, 1)},
         P(80),
         P(80),
         0,
         {0, P(50), P(50), 0, 0},
         0,
         5},
        {FAILING(",\"fail\":{\"at\":2,\"effect\":\"flag\"}", "", "item"),
         {BARE(100, 1), BARE(100, 1), BARE(0, 1), BARE(0, 1)},
         P(50),
         P(50),
         0,
         {0, P(50), P(50), 0, 0},
         KEFU_ROW_FAILED,
         7},
        /* a critical category below its bound makes all 0, at the bound it does not */
        {FAILING("", "", "card"),
         {BARE(599999, 10000), BARE(100, 1), BARE(100, 1), BARE(100, 1)},
         0,
         0,
         0,
         {0, P(25), P(25), 1, 0},
         KEFU_ROW_FAILED,
         5},
        {FAILING("", "", "card"),
         {BARE(60, 1), BARE(100, 1), BARE(100, 1), BARE(100, 1)},
         P(90),
         P(90),
         0,
         {0, P(40), P(40), 0, 0},
         0,
         4},
        /* the fatal one takes all 35 points of attitude: 65 are left */
        {FATAL,
         {BARE(100, 1), BARE(100, 1), BARE(100, 1), BARE(0, 1)},
         P(65),
         P(65),
         0,
         {0, 0, P(25), 1, 1},
         0,
         6},
        {FATAL,
         {BARE(100, 1), BARE(100, 1), BARE(100, 1), BARE(100, 1)},
         P(100),
         P(100),
         0,
         {0, P(35), P(35), 0, 0},
         0,
         5},
        /* base 100 and a bonus of 20; without a figure bonus items give 0 and no weight away */
        {BONUS(""),
         {BARE(100, 1), BARE(100, 1), BARE(100, 1), BARE(100, 1)},
         P(120),
         P(100),
         P(20),
         {0, P(100), P(100), 0, 0},
         0,
         4},
        {BONUS(""),
         {BARE(50, 1), NO_DATA, NO_DATA, BARE(100, 1)},
         P(55),
         P(50),
         P(5),
         {0, P(50), P(50), 0, 0},
         0,
         4},
        {BONUS(",\"most\":110"),
         {BARE(100, 1), BARE(100, 1), BARE(100, 1), BARE(100, 1)},
         P(110),
         P(100),
         P(20),
         {0, P(100), P(100), 0, 0},
         KEFU_ROW_CUT,
         5},
        {BONUS(",\"least\":10"),
         {BARE(1, 1), BARE(1, 1), BARE(0, 1), BARE(0, 1)},
         P(10),
         P(1),
         0,
         {0, P(1), P(1), 0, 0},
         KEFU_ROW_CUT,
         5},
        /* 60 × 75 % = 45, 60 × 25 % = 15, 20 and 20 */
        {SHARES,
         {BARE(100, 1), BARE(0, 1), BARE(50, 1), BARE(0, 1)},
         P(55),
         P(55),
         0,
         {0, P(45), P(45), 0, 0},
         0,
         4},
        /* a 50 + b 20 = 70 are cut to 60; 5 + 0 are lifted to 10 */
        {ENDS("\"most\":60,"),
         {BARE(100, 1), BARE(100, 1), BARE(100, 1), BARE(100, 1)},
         P(90),
         P(90),
         0,
         {0, P(60), P(70), 0, 0},
         0,
         5},
        {ENDS("\"least\":10,"),
         {BARE(10, 1), BARE(0, 1), BARE(100, 1), BARE(100, 1)},
         P(40),
         P(40),
         0,
         {0, P(10), P(5), 0, 0},
         0,
         5},
        {ENDS("\"least\":5,\"most\":5,"),
         {BARE(10, 1), BARE(0, 1), BARE(0, 1), BARE(0, 1)},
         P(5),
         P(5),
         0,
         {0, P(5), P(5), 0, 0},
         0,
         4},
        /* weights 1, 2 and 1: (80 + 2 × 50 + 60) / 4 = 20 + 25 + 15 */
        {NORMALISED,
         {BARE(80, 1), BARE(50, 1), BARE(99, 1), BARE(60, 1)},
         P(60),
         P(60),
         0,
         {0, P(45), P(45), 0, 0},
         0,
         4},
        /* b is left out: (80 + 60) / 2 */
        {NORMALISED,
         {BARE(80, 1), NO_DATA, BARE(99, 1), BARE(60, 1)},
         P(70),
         P(70),
         0,
         {0, P(40), P(40), 0, 0},
         0,
         4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame = frame_of(person, 1, abcd, 4, cases[i].cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        kefu_sheet_row row = row_of(sheet, "p");
        kefu_section_row section = {.struct_size = sizeof section};
        assert_int_equal(kefu_sheet_section(sheet, 0, 0, &section), KEFU_OK);
        if (row.total != cases[i].total || kefu_sheet_reasons(sheet, 0) != cases[i].reasons)
            fail_msg("case %zu: %lld, %d reasons", i, (long long)row.total,
                     kefu_sheet_reasons(sheet, 0));
        assert_int_equal(row.items, cases[i].items);
        assert_int_equal(row.bonus, cases[i].bonus);
        assert_int_equal(row.flags, cases[i].flags);
        assert_int_equal(section.points, cases[i].first.points);
        assert_int_equal(section.items, cases[i].first.items);
        assert_int_equal(section.failed_items, cases[i].first.failed_items);
        assert_int_equal(section.failed, cases[i].first.failed);
        reasons_add_up(sheet);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* Items that are not bonus, the steps of their sections behind them, the card's, then the bonus. */
static void test_order_of_reasons(void **state)
{
    static const kefu_value cells[] = {BARE(100, 1), BARE(0, 1), BARE(0, 1), BARE(100, 1)};
    static const struct {
        int32_t code, kind, part;
        int64_t points;
    } expected[] = {
        {KEFU_REASON_LINEAR, KEFU_PART_ITEM, 1, 0},
        {KEFU_REASON_SECTION_FAILED, KEFU_PART_SECTION, 1, 0},
        {KEFU_REASON_LINEAR, KEFU_PART_ITEM, 2, 0},
        {KEFU_REASON_SECTION_CUT, KEFU_PART_SECTION, 2, P(5)},
        {KEFU_REASON_LINEAR, KEFU_PART_ITEM, 3, P(50)},
        {KEFU_REASON_CARD_FAILED, 0, 0, -P(55)},
        {KEFU_REASON_LINEAR, KEFU_PART_ITEM, 0, P(20)},
        {KEFU_REASON_SECTION_CUT, KEFU_PART_SECTION, 0, -P(8)},
        {KEFU_REASON_ADJUSTED, KEFU_PART_ADJUSTMENT, 0, P(50)},
        {KEFU_REASON_EXTRAS_CUT, 0, 0, -P(20)},
        {KEFU_REASON_TOTAL_CUT, 0, 0, -P(2)},
        {KEFU_REASON_RED_MINUS, KEFU_PART_RED_LINE, 0, -P(3)},
    };
    kefu_frame *frame = frame_of(person, 1, abcd, 4, cells);
    kefu_sheet *sheet = sheet_of(
        CARD_OF(
            SECTION("x", "\"bonus\":true,\"most\":12,", ITEM("a", "20", "")) "," SECTION(
                "s", "",
                ITEM("b", "30",
                     FAIL_BELOW("60", "section"))) "," SECTION("t", "\"least\":5,",
                                                               ITEM("c", "20",
                                                                    "")) "," SECTION("u", "",
                                                                                     ITEM("d", "50",
                                                                                          "")),
            ",\"fail\":{\"at\":1},\"most\":40,\"adjustments_most\":30,"
            "\"adjustments\":[{\"id\":\"y\",\"metric\":\"a\",\"points\":0.5,"
            "\"counts\":\"reported\"}],\"red_lines\":[{\"id\":\"z\",\"metric\":\"a\","
            "\"effect\":{\"minus\":3},\"counts\":\"reported\"}]"),
        frame, NULL);
    (void)state;
    assert_int_equal(kefu_sheet_reasons(sheet, 0), sizeof expected / sizeof *expected);
    for (int32_t i = 0; i < kefu_sheet_reasons(sheet, 0); i++) {
        kefu_reason r = reason_of(sheet, "p", i);
        if (r.code != expected[i].code || r.kind != expected[i].kind ||
            r.points != expected[i].points || (r.kind && r.part != expected[i].part))
            fail_msg("reason %d: code %d of kind %d part %d, %lld", i, r.code, r.kind, r.part,
                     (long long)r.points);
    }
    reasons_add_up(sheet);
    assert_int_equal(row_of(sheet, "p").total, P(37)); /* 0 + 12 + 30 = 42, cut to 40, less 3 */
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

static void test_texts(void **state)
{
    static const struct {
        const char *card;
        int32_t code;
        const char *zh, *en;
    } cases[] = {
        {ENDS("\"label\":{\"zh\":\"服务\",\"en\":\"Service\"},\"most\":60,"),
         KEFU_REASON_SECTION_CUT, "服务 70.00 分,超过上限,按 60.00 分计(-10.00)",
         "Service 70.00 is above the most: 60.00 (-10.00)"},
        {FAILING("", "\"label\":{\"zh\":\"服务\",\"en\":\"Service\"},\"fail_at\":1,\"least\":30,",
                 "item"),
         KEFU_REASON_SECTION_CUT, "", ""},
        {CARD_OF(SECTION("s", "\"label\":{\"zh\":\"服务\",\"en\":\"Service\"},",
                         ITEM("a", "50", "") "," ITEM("b", "50", FAIL_BELOW("101", "section"))),
                 ""),
         KEFU_REASON_SECTION_FAILED, "服务 1 项不合格,本部分计 0 分(-50.00)",
         "Service 1 item failed: the section gives 0 (-50.00)"},
        {CARD_OF(
             SECTION("s", "", ITEM("a", "50", "") "," ITEM("b", "50", FAIL_BELOW("101", "card"))),
             ""),
         KEFU_REASON_CARD_FAILED, "一票否决项不合格,考核不合格,各项计 0 分(-50.00)",
         "An item that fails the card failed: the card failed, its items give 0 (-50.00)"},
        {BONUS(",\"most\":110"), KEFU_REASON_TOTAL_CUT,
         "总分 120.00 分,超过上限,按 110.00 分计(-10.00)",
         "Total: 120.00 is above the most: 110.00 (-10.00)"},
    };
    static const kefu_value cells[] = {BARE(100, 1), BARE(100, 1), BARE(100, 1), BARE(100, 1)};
    char text[512];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame = frame_of(person, 1, abcd, 4, cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        assert_string_equal(text_of_code(sheet, "p", cases[i].code, KEFU_ZH, text), cases[i].zh);
        assert_string_equal(text_of_code(sheet, "p", cases[i].code, KEFU_EN, text), cases[i].en);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* An item of weight 0 changes nothing but its own reason. */
#define STEP_ITEM                                                                                  \
    "{\"id\":\"a\",\"metric\":\"a\",\"weight\":50,\"unit\":\"points\",\"direction\":\"higher\","   \
    "\"curve\":{\"type\":\"steps\",\"bands\":[{\"at_least\":90,\"points\":100},{\"points\":60}]}}"
#define HINTED(b_fails, more)                                                                      \
    CARD_OF(SECTION("s", "", STEP_ITEM) "," SECTION("t", "",                                       \
                                                    ITEM("b", "50", FAIL_BELOW("60", b_fails))),   \
            more)
#define HINTED_SECTION(b_fails)                                                                    \
    CARD_OF(SECTION("s", "", STEP_ITEM "," ITEM("b", "50", FAIL_BELOW("60", b_fails))), "")

/* 80 points give 60; 10 more would give 100, but not where the section or the card gives 0. */
static void test_lost_hints(void **state)
{
    static const struct {
        const char *card;
        int b, hint;
    } cases[] = {{HINTED("card", ""), 60, 1},
                 {HINTED("card", ""), 59, 0},
                 {HINTED("section", ""), 59, 1},
                 {HINTED("section", ",\"fail\":{\"at\":1}"), 59, 0},
                 {HINTED("card", ",\"fail\":{\"effect\":\"flag\"}"), 59, 1},
                 {HINTED_SECTION("section"), 60, 1},
                 {HINTED_SECTION("section"), 59, 0},
                 {HINTED_SECTION("item"), 59, 1}};
    static const char *const ab[] = {"a", "b"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_value cells[] = {BARE(80, 1), BARE(cases[i].b, 1)};
        kefu_frame *frame = frame_of(person, 1, ab, 2, cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        char text[512];
        assert_int_equal(kefu_sheet_reason_text(sheet, 0, 0, KEFU_EN, text, sizeof text, NULL),
                         KEFU_OK);
        assert_int_equal(strstr(text, "reaches 100") != NULL, cases[i].hint);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

static void test_weightless_items(void **state)
{
    static const char *const without =
        CARD_OF(SECTION("s", "\"most\":60,", ITEM("a", "50", "") "," ITEM("b", "50", "")), "");
    static const char *const with =
        CARD_OF(SECTION("s", "\"most\":60,",
                        ITEM("a", "50", "") "," ITEM("b", "50", "") "," ITEM("c", "0", "")),
                "");
    (void)state;
    for (int64_t a = 0; a <= 100; a += 7) {
        kefu_value cells[] = {BARE(a, 1), BARE(100 - a / 2, 1), BARE(50, 1)};
        kefu_frame *frame = frame_of(person, 1, abcd, 3, cells);
        kefu_sheet *one = sheet_of(without, frame, NULL), *other = sheet_of(with, frame, NULL);
        assert_int_equal(row_of(one, "p").total, row_of(other, "p").total);
        assert_int_equal(kefu_sheet_reasons(one, 0) + 1, kefu_sheet_reasons(other, 0));
        reasons_add_up(other);
        kefu_sheet_free(one);
        kefu_sheet_free(other);
        kefu_frame_free(frame);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    refused(CARD_OF(SECTION("s", "\"item_weights\":\"section\",", ITEM("a", "50", "")), ""),
            "need the section to have a weight");
    refused(CARD_OF(SECTION("s", "\"weight\":0.3,\"item_weights\":\"section\",",
                            ITEM("a", "33.33333", "")),
                    ""),
            "sections[0].items[0].weight: this share");
    refused(CARD_OF(SECTION("s", "\"least\":5,\"most\":4,", ITEM("a", "50", "")), ""),
            "its least is above its most");
    refused(CARD_OF(SECTION("s", "\"bonus\":true,", ITEM("a", "50", "\"no_data\":\"mean\",")), ""),
            "items[0].no_data: an item of a bonus section");
    refused(CARD_OF(SECTION("s", "\"bonus\":true,", ITEM("a", "50", FAIL_BELOW("1", "card"))), ""),
            "a bonus section cannot fail the card");
    refused(
        CARD_OF(SECTION("s", "\"bonus\":true,", ITEM("a", "50", "")), ",\"weights\":\"normalise\""),
        "weights: the weights add up to 0");
    refused(CARD_OF(SECTION("s", "", ITEM("a", "50", "")), ",\"least\":5,\"most\":4"),
            "least: it is above most");
    refused(CARD_OF(SECTION("s", "", ITEM("a", "50", "")),
                    ",\"adjustments_least\":5,\"adjustments_most\":4"),
            "adjustments_least: it is above adjustments_most");
}

static int scenario_section(const kefu_allocator *allocator)
{
    static const kefu_value cells[] = {BARE(0, 1), BARE(0, 1), BARE(0, 1), BARE(0, 1)};
    kefu_score_options options = {0};
    return score_or_no_memory(allocator,
                              FAILING(",\"fail\":{\"at\":2},\"least\":5", "\"fail_at\":2,", "item"),
                              person, 1, abcd, 4, cells, &options);
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_section) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sections),
        cmocka_unit_test(test_order_of_reasons),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_lost_hints),
        cmocka_unit_test(test_weightless_items),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
