/* test_tier.c - forced distribution: shares of people by largest remainder, ties across borders. */
#include "oom.h"
#include "step_sheets.h"

static const char *const people[] = {"p01", "p02", "p03", "p04", "p05", "p06",
                                     "p07", "p08", "p09", "p10", "p11", "p12"};
static const char *const a[] = {"a", "volume"};

/* A published scheme: 15, 45, 30 and 10 of a hundred. */
#define TIERS(ties, more)                                                                          \
    CARD_OF(SECTION("s", "", ITEM("a", "100", "")),                                                \
            ",\"tiers\":{\"shares\":[{\"id\":\"A\",\"share\":\"15%\"},{\"id\":\"B\",\"share\":"    \
            "\"45%\"},{\"id\":\"C\",\"share\":\"30%\"},{\"id\":\"D\",\"share\":\"10%\"}]" ties     \
            "}" more)
#define TIES(what) ",\"ties\":\"" what "\""

static void test_tiers(void **state)
{
    static const struct {
        const char *card;
        int n;
        int figures[12];      /* of p01 ...; below 0: no figure */
        const char *expected; /* of p01 ...; "-": none */
    } cases[] = {
        /* 10 people: 1.5, 4.5, 3, 1 → 1, 4, 3, 1, and the one left to A, whose .5 comes first */
        {TIERS("", ""), 10, {100, 99, 98, 97, 96, 95, 94, 93, 92, 91}, "AABBBBCCCD"},
        /* 7: 1.05, 3.15, 2.1, 0.7 → 1, 3, 2, 0, and the one left to D */
        {TIERS("", ""), 7, {1, 2, 3, 4, 5, 6, 7}, "DCCBBBA"},
        /* 1: 0.15, 0.45, 0.3, 0.1 → B */
        {TIERS("", ""), 1, {50}, "B"},
        /* the second and third of 10 tie across A and B */
        {TIERS("", ""), 10, {100, 98, 98, 97, 96, 95, 94, 93, 92, 91}, "AAABBBCCCD"},
        {TIERS(TIES("better"), ""), 10, {100, 98, 98, 97, 96, 95, 94, 93, 92, 91}, "AAABBBCCCD"},
        {TIERS(TIES("worse"), ""), 10, {100, 98, 98, 97, 96, 95, 94, 93, 92, 91}, "ABBBBBCCCD"},
        {TIERS(TIES("order"), ""), 10, {100, 98, 98, 97, 96, 95, 94, 93, 92, 91}, "AABBBBCCCD"},
        /* all equal */
        {TIERS("", ""), 10, {5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, "AAAAAAAAAA"},
        {TIERS(TIES("worse"), ""), 10, {5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, "DDDDDDDDDD"},
        {TIERS(TIES("order"), ""), 10, {5, 5, 5, 5, 5, 5, 5, 5, 5, 5}, "AABBBBCCCD"},
        /* who has no total is not shared out: 7 of 9, as above */
        {TIERS("", ",\"rank\":{\"ties\":\"dense\"}"),
         9,
         {1, 2, -1, 3, 4, 5, -1, 6, 7},
         "DC-CBB-BA"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_value cells[24];
        kefu_frame *frame;
        kefu_sheet *sheet;
        for (int k = 0; k < cases[i].n; k++) {
            kefu_value none = NO_DATA, one = BARE(1, 1), figure = BARE(cases[i].figures[k], 1);
            cells[2 * k] = cases[i].figures[k] < 0 ? none : figure;
            cells[2 * k + 1] = one;
        }
        frame = frame_of(people, cases[i].n, a, 2, cells);
        sheet = sheet_of(cases[i].card, frame, NULL);
        for (int k = 0; k < cases[i].n; k++) {
            char wanted[2] = {cases[i].expected[k] == '-' ? 0 : cases[i].expected[k], 0};
            if (strcmp(row_of(sheet, people[k]).tier, wanted) != 0)
                fail_msg("case %zu: %s has '%s'", i, people[k], row_of(sheet, people[k]).tier);
        }
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* Each team has tiers of its own, and low volume none. */
static void test_groups(void **state)
{
    static const char *const staff[][2] = {{"p01", "x"}, {"p02", "x"}, {"p03", "y"}, {"p04", "x"}};
    static const kefu_value cells[] = {BARE(9, 1), BARE(1, 1), BARE(8, 1),  BARE(1, 1),
                                       BARE(7, 1), BARE(1, 1), BARE(99, 1), BARE(0, 1)};
    kefu_roster *roster = teams_of(staff, 4);
    kefu_frame *frame = frame_of(people, 4, a, 2, cells);
    kefu_score_options options = {.struct_size = sizeof options, .roster = roster, .day = 1};
    kefu_sheet *sheet = sheet_of(
        CARD_OF(SECTION("s", "", ITEM("a", "100", "")),
                ",\"rank\":{\"group\":\"team\",\"volume\":\"volume\",\"min_volume\":1},\"tiers\":{"
                "\"shares\":[{\"id\":\"A\",\"share\":0.5},{\"id\":\"B\",\"share\":0.5}]}"),
        frame, &options);
    (void)state;
    assert_string_equal(row_of(sheet, "p01").tier, "A");
    assert_string_equal(row_of(sheet, "p02").tier, "B");
    assert_string_equal(row_of(sheet, "p03").tier, "A"); /* half of one: to the better tier */
    assert_string_equal(row_of(sheet, "p04").tier, "");
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    kefu_roster_free(roster);
}

/* "order" gives every tier its share to the person, for every number of people. */
static void test_shares_add_up(void **state)
{
    static const int64_t shares[] = {15, 45, 30, 10};
    (void)state;
    for (int n = 1; n <= 12; n++) {
        kefu_value cells[24];
        int64_t counts[4] = {0, 0, 0, 0}, wanted[4];
        kefu_frame *frame;
        kefu_sheet *sheet;
        for (int k = 0; k < 2 * n; k++) {
            kefu_value v = BARE(5 * k % 7, 1);
            cells[k] = v;
        }
        frame = frame_of(people, n, a, 2, cells);
        sheet = sheet_of(TIERS(TIES("order"), ""), frame, NULL);
        for (int k = 0; k < n; k++)
            counts[row_of(sheet, people[k]).tier[0] - 'A']++;
        assert_int_equal(kefu_apportion(NULL, n, shares, 4, KEFU_REST_FIRST, wanted, NULL),
                         KEFU_OK);
        for (int t = 0; t < 4; t++)
            assert_int_equal(counts[t], wanted[t]);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

static void test_parts_and_refusals(void **state)
{
    kefu_card *card = card_of(TIERS("", ""));
    kefu_card_part part = {.struct_size = sizeof part};
    (void)state;
    assert_int_equal(kefu_card_parts(card, KEFU_PART_TIER), 4);
    assert_int_equal(kefu_card_part_at(card, KEFU_PART_TIER, 3, &part), KEFU_OK);
    assert_string_equal(part.id, "D");
    assert_string_equal(part.label_zh, "D");
    kefu_card_free(card);
    refused(CARD_OF(SECTION("s", "", ITEM("a", "100", "")),
                    ",\"tiers\":{\"shares\":[{\"id\":\"A\",\"share\":0}]}"),
            "no tier has a share above 0");
    refused(CARD_OF(SECTION("s", "", ITEM("a", "100", "")),
                    ",\"tiers\":{\"shares\":[{\"id\":\"A\",\"share\":1},{\"id\":\"A\",\"share\":"
                    "1}]}"),
            "tiers.shares[1].id: this id is taken: A");
}

static int scenario_tier(const kefu_allocator *allocator)
{
    static const kefu_value cells[] = {BARE(1, 1), BARE(1, 1), BARE(2, 1), BARE(1, 1)};
    kefu_score_options options = {0};
    return score_or_no_memory(allocator, TIERS("", ""), people, 2, a, 2, cells, &options);
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_tier) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tiers),         cmocka_unit_test(test_groups),
        cmocka_unit_test(test_shares_add_up), cmocka_unit_test(test_parts_and_refusals),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
