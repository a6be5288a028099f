/* test_extra.c - adjustments and red lines: hits, decisions, caps, and their order. */
#include "score_cards.h"
#include "score_sheets.h"

static const char *const ab[] = {"a", "b", "hits"};
static const char *const people[] = {"p1", "p2"};

/* ---- Adjustments and red lines: a = 50 and b = 50, so the items give 50 ---- */

static kefu_ledger *ledger_of(const kefu_decision *decisions, size_t n)
{
    kefu_ledger *ledger = NULL;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (size_t i = 0; i < n && decisions[i].action; i++) {
        kefu_decision d = decisions[i];
        d.struct_size = sizeof d;
        d.person = "p1";
        d.part = "x";
        d.by = "lead";
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    }
    return ledger;
}

#define ADJUST(more) AB("", "", ",\"adjustments\":[{\"id\":\"x\",\"metric\":\"hits\"," more "}]")
#define RED(more)    AB("", "", ",\"red_lines\":[{\"id\":\"x\",\"metric\":\"hits\"," more "}]")
#define CONFIRMED(hits, on)                                                                        \
    {                                                                                              \
        .action = KEFU_CONFIRM, .count = (hits), .day = (on)                                       \
    }
#define REJECTED(hits, on)                                                                         \
    {                                                                                              \
        .action = KEFU_REJECT, .count = (hits), .day = (on)                                        \
    }

static void test_extras(void **state)
{
    static const struct {
        const char *card;
        kefu_value hits;
        kefu_decision decisions[2];
        int32_t code; /* 0: no reason */
        int64_t total, counted;
        uint32_t flags;
    } cases[] = {
        {ADJUST("\"points\":2,\"counts\":\"reported\""),
         BARE(3, 1),
         {{0}},
         KEFU_REASON_ADJUSTED,
         P(56),
         3,
         0},
        {ADJUST("\"points\":-2.5,\"counts\":\"reported\""),
         BARE(7, 2),
         {{0}},
         KEFU_REASON_ADJUSTED,
         P(42.5),
         3,
         0},
        {ADJUST("\"points\":1,\"per\":3,\"counts\":\"reported\""),
         BARE(2, 1),
         {{0}},
         KEFU_REASON_ADJUSTED,
         50666667,
         2,
         0},
        {ADJUST("\"points\":2,\"cap\":5,\"counts\":\"reported\""),
         BARE(3, 1),
         {{0}},
         KEFU_REASON_CAPPED,
         P(55),
         3,
         0},
        {ADJUST("\"points\":-2,\"cap\":5,\"counts\":\"reported\""),
         BARE(3, 1),
         {{0}},
         KEFU_REASON_CAPPED,
         P(45),
         3,
         0},
        {ADJUST("\"points\":2,\"cap\":6,\"counts\":\"reported\""),
         BARE(3, 1),
         {{0}},
         KEFU_REASON_ADJUSTED,
         P(56),
         3,
         0},
        {ADJUST("\"points\":2,\"cap\":5,\"counts\":\"reported\""),
         BARE(INT64_MAX, 1),
         {{0}},
         KEFU_REASON_CAPPED,
         P(55),
         INT64_MAX,
         0},
        {ADJUST("\"points\":2,\"counts\":\"reported\""),
         BARE(3, 1),
         {REJECTED(1, 1)},
         KEFU_REASON_ADJUSTED,
         P(54),
         2,
         0},
        {ADJUST("\"points\":2"),
         BARE(3, 1),
         {{0}},
         KEFU_REASON_PENDING,
         P(50),
         0,
         KEFU_ROW_PENDING},
        {ADJUST("\"points\":2"),
         BARE(3, 1),
         {CONFIRMED(2, 1)},
         KEFU_REASON_PENDING,
         P(54),
         2,
         KEFU_ROW_PENDING},
        {ADJUST("\"points\":2"),
         BARE(3, 1),
         {CONFIRMED(2, 1), REJECTED(1, 1)},
         KEFU_REASON_ADJUSTED,
         P(54),
         2,
         0},
        {ADJUST("\"points\":2"), BARE(3, 1), {CONFIRMED(9, 1)}, KEFU_REASON_ADJUSTED, P(56), 3, 0},
        {ADJUST("\"points\":2"),
         BARE(3, 1),
         {CONFIRMED(KEFU_ALL_HITS, 1)},
         KEFU_REASON_ADJUSTED,
         P(56),
         3,
         0},
        {ADJUST("\"points\":2"),
         BARE(3, 1),
         {CONFIRMED(KEFU_ALL_HITS, 1), REJECTED(1, 1)},
         KEFU_REASON_ADJUSTED,
         P(54),
         2,
         0},
        {ADJUST("\"points\":2"),
         BARE(3, 1),
         {REJECTED(KEFU_ALL_HITS, 1)},
         KEFU_REASON_ADJUSTED,
         P(50),
         0,
         0},
        {ADJUST("\"points\":2"),
         BARE(3, 1),
         {CONFIRMED(1, 1), CONFIRMED(1, 2)},
         KEFU_REASON_PENDING,
         P(54),
         2,
         KEFU_ROW_PENDING},
        {ADJUST("\"points\":2"), BARE(0, 1), {CONFIRMED(1, 1)}, 0, P(50), 0, 0},
        {ADJUST("\"points\":2"), BARE(9, 10), {{0}}, 0, P(50), 0, 0},
        {ADJUST("\"points\":2"), NO_DATA, {{0}}, 0, P(50), 0, 0},
        {ADJUST("\"points\":2"), LATE, {{0}}, 0, P(50), 0, KEFU_ROW_PROVISIONAL},
        {RED("\"effect\":\"zero\",\"counts\":\"reported\""),
         BARE(1, 1),
         {{0}},
         KEFU_REASON_RED_ZERO,
         0,
         1,
         KEFU_ROW_RED_LINE | KEFU_ROW_RED_LINE_CUT},
        {RED("\"effect\":\"zero\""),
         BARE(2, 1),
         {{0}},
         KEFU_REASON_RED_PENDING,
         P(50),
         0,
         KEFU_ROW_PENDING},
        {RED("\"effect\":\"zero\""),
         BARE(2, 1),
         {CONFIRMED(1, 1)},
         KEFU_REASON_RED_ZERO,
         0,
         1,
         KEFU_ROW_RED_LINE | KEFU_ROW_RED_LINE_CUT | KEFU_ROW_PENDING},
        {RED("\"effect\":\"zero\""),
         BARE(2, 1),
         {REJECTED(KEFU_ALL_HITS, 1)},
         KEFU_REASON_RED_REJECTED,
         P(50),
         0,
         0},
        {RED("\"effect\":{\"cap\":40}"),
         BARE(2, 1),
         {CONFIRMED(KEFU_ALL_HITS, 1)},
         KEFU_REASON_RED_CAP,
         P(40),
         2,
         KEFU_ROW_RED_LINE | KEFU_ROW_RED_LINE_CUT},
        {RED("\"effect\":{\"cap\":50}"),
         BARE(2, 1),
         {CONFIRMED(KEFU_ALL_HITS, 1)},
         KEFU_REASON_RED_CAP,
         P(50),
         2,
         KEFU_ROW_RED_LINE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kefu_value cells[] = {BARE(50, 1), BARE(50, 1), cases[i].hits};
        kefu_frame *frame = frame_of(people, 1, ab, 3, cells);
        kefu_ledger *ledger = ledger_of(cases[i].decisions, 2);
        kefu_score_options options = {.struct_size = sizeof options, .ledger = ledger};
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, &options);
        kefu_sheet_row row = row_of(sheet, "p1");
        kefu_ledger_free(ledger);
        assert_int_equal(row.total, cases[i].total);
        assert_int_equal(row.items, P(50));
        assert_int_equal(row.flags, cases[i].flags);
        assert_int_equal(kefu_sheet_reasons(sheet, 0), cases[i].code ? 3 : 2);
        if (cases[i].code) {
            kefu_reason reason = reason_of(sheet, "p1", 2);
            assert_int_equal(reason.code, cases[i].code);
            assert_int_equal(reason.a.num, cases[i].counted);
            assert_int_equal(reason.points, cases[i].total - P(50));
        }
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* Red lines follow the adjustments, in the order of the card, and only ever take away. */
static void test_red_lines_in_order(void **state)
{
    static const kefu_value cells[] = {BARE(50, 1), BARE(50, 1), BARE(1, 1),
                                       BARE(0, 1),  BARE(0, 1),  BARE(20, 1)};
    kefu_frame *frame = frame_of(people, 2, ab, 3, cells);
    kefu_sheet *sheet = sheet_of(
        AB("", "",
           ",\"adjustments\":[{\"id\":\"x\",\"metric\":\"hits\",\"points\":-3,\"counts\":"
           "\"reported\"}],"
           "\"red_lines\":[{\"id\":\"y\",\"metric\":\"hits\",\"effect\":{\"cap\":45},\"counts\":"
           "\"reported\"},"
           "{\"id\":\"z\",\"metric\":\"hits\",\"effect\":\"zero\",\"counts\":\"reported\"}]"),
        frame, NULL);
    (void)state;
    assert_int_equal(reason_of(sheet, "p1", 2).points, -P(3));
    assert_int_equal(reason_of(sheet, "p1", 3).points, -P(2));
    assert_int_equal(reason_of(sheet, "p1", 4).points, -P(45));
    assert_int_equal(row_of(sheet, "p1").total, 0);
    assert_int_equal(row_of(sheet, "p1").adjustments, -P(3));
    assert_int_equal(row_of(sheet, "p2").total, -P(60)); /* 20 hits; below 0 it stays */
    assert_int_equal(row_of(sheet, "p2").flags, KEFU_ROW_RED_LINE);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_extras),
        cmocka_unit_test(test_red_lines_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
