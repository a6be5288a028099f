/* test_blend.c - personal points and the team's: means of members, sheets of teams. */
#include "oom.h"
#include "step_sheets.h"

static const char *const people[] = {"p1", "p2", "p3", "p4", "p5"};
static const char *const staff[][2] = {
    {"p1", "east"}, {"p2", "east"}, {"p3", "east"}, {"p4", "west"}, {"p5", NULL}};
static const char *const a[] = {"a", "hits"};

#define BLEND(share, team, more)                                                                   \
    CARD_OF(SECTION("s", "", ITEM("a", "100", "")),                                                \
            ",\"blend\":{\"personal\":" share ",\"team\":\"" team "\"}" more)

static kefu_sheet *blend(const char *card, const kefu_value *cells, int n,
                         const kefu_sheet *team_sheet)
{
    kefu_roster *roster = teams_of(staff, 5);
    kefu_frame *frame = frame_of(people, n, a, 2, cells);
    kefu_score_options options = {
        .struct_size = sizeof options, .roster = roster, .day = 1, .team_sheet = team_sheet};
    kefu_sheet *sheet = sheet_of(card, frame, &options);
    reasons_add_up(sheet);
    kefu_frame_free(frame);
    kefu_roster_free(roster);
    return sheet;
}

/* East: 90, 80 and 71 have the mean 241/3 = 80.333...; 0.7 × 90 + 0.3 × 241/3 = 63 + 24.1 = 87.1.
 * West is p4 alone; p5 has no team. */
static void test_mean(void **state)
{
    static const kefu_value cells[] = {BARE(90, 1), BARE(0, 1), BARE(80, 1), BARE(5, 1),
                                       BARE(71, 1), BARE(0, 1), BARE(40, 1), BARE(0, 1),
                                       BARE(30, 1), BARE(0, 1)};
    kefu_sheet *sheet = blend(BLEND("\"70%\"", "mean",
                                    ",\"adjustments\":[{\"id\":\"x\",\"metric\":\"hits\","
                                    "\"points\":1,\"counts\":\"reported\"}]"),
                              cells, 5, NULL);
    kefu_reason r;
    char text[512];
    (void)state;
    assert_int_equal(row_of(sheet, "p1").total, P(87.1));
    assert_int_equal(row_of(sheet, "p1").items, P(90));
    assert_int_equal(row_of(sheet, "p1").team_part, -P(2.9));
    assert_int_equal(row_of(sheet, "p2").total, P(85.1)); /* 56 + 24.1 + 5 hits, not shared */
    assert_int_equal(row_of(sheet, "p3").total, P(73.8)); /* 49.7 + 24.1 */
    assert_int_equal(row_of(sheet, "p4").total, P(40));
    assert_int_equal(row_of(sheet, "p5").total, P(30));
    assert_int_equal(reasons_of_code(sheet, "p1", KEFU_REASON_TEAM, &r), 1);
    assert_int_equal(r.a.num, P(90));
    assert_int_equal(r.b.num, 80333333);
    assert_int_equal(r.c.num, 700000);
    assert_int_equal(r.points, -P(2.9));
    assert_int_equal(reasons_of_code(sheet, "p4", KEFU_REASON_TEAM, &r), 1);
    assert_int_equal(r.points, 0);
    assert_int_equal(reasons_of_code(sheet, "p5", KEFU_REASON_TEAM, &r), 0);
    assert_string_equal(text_of_code(sheet, "p1", KEFU_REASON_TEAM, KEFU_ZH, text),
                        "个人 90.00 分 × 70% + 团队 80.333333 分 × 30% = 87.10 分(-2.90)");
    assert_string_equal(text_of_code(sheet, "p1", KEFU_REASON_TEAM, KEFU_EN, text),
                        "Personal 90.00 × 70% + team 80.333333 × 30% = 87.10 (-2.90)");
    kefu_what_if what = {.struct_size = sizeof what}; /* the mean would move, and others with it */
    assert_int_equal(kefu_sheet_next_points(sheet, 0, 0, &what), KEFU_OK);
    assert_int_equal(what.why_not, KEFU_WHY_NOT_TEAM);
    kefu_sheet_free(sheet);
}

/* In millionths: the mean of 1 and 2 is 1.5. 0.5 × 1 + 0.5 × 1.5 = 1.25 is 1, where a mean that is
 * rounded first (2) would give 2. A member without a total counts for nobody. */
static void test_one_rounding(void **state)
{
    static const kefu_value cells[] = {BARE(1, 1000000), BARE(0, 1), BARE(2, 1000000),
                                       BARE(0, 1),       NO_DATA,    BARE(0, 1)};
    kefu_sheet *sheet = blend(BLEND("0.5", "mean", ""), cells, 3, NULL);
    (void)state;
    assert_int_equal(row_of(sheet, "p1").total, 1);
    assert_int_equal(row_of(sheet, "p2").total, 2); /* 1.75 */
    assert_int_equal(row_of(sheet, "p3").status, KEFU_VALUE_NO_DATA);
    kefu_sheet_free(sheet);
}

/* Whatever the shares, equal members keep what they have, and others keep the team's sum to the
 * rounding. */
static void test_laws(void **state)
{
    static const char *const cards[] = {BLEND("0", "mean", ""), BLEND("0.333333", "mean", ""),
                                        BLEND("\"70%\"", "mean", ""), BLEND("1", "mean", "")};
    (void)state;
    for (size_t c = 0; c < 4; c++) {
        kefu_value equal[10], other[10];
        int64_t before = 0, after = 0;
        kefu_sheet *sheet;
        for (int i = 0; i < 10; i++) {
            kefu_value e = BARE(200, 3), o = BARE(97 * (i + 1) % 101, 1);
            equal[i] = e;
            other[i] = o;
        }
        sheet = blend(cards[c], equal, 5, NULL);
        for (int i = 0; i < 5; i++)
            assert_int_equal(row_of(sheet, people[i]).total, 66666667);
        kefu_sheet_free(sheet);
        sheet = blend(cards[c], other, 5, NULL);
        for (int i = 0; i < 3; i++) {
            before += row_of(sheet, people[i]).items;
            after += row_of(sheet, people[i]).total;
        }
        assert_in_range(after - before + 2, 0, 4);
        kefu_sheet_free(sheet);
    }
}

/* East's sheet says 60; west has no row, so p4 keeps 40. */
static void test_team_sheet(void **state)
{
    static const char *const teams[] = {"east", "south"};
    static const kefu_value of_teams[] = {BARE(60, 1), BARE(0, 1), BARE(10, 1), BARE(0, 1)};
    static const kefu_value cells[] = {BARE(90, 1), BARE(0, 1), BARE(80, 1), BARE(0, 1),
                                       BARE(70, 1), BARE(0, 1), BARE(40, 1), BARE(0, 1)};
    kefu_frame *frame = frame_of(teams, 2, a, 2, of_teams);
    kefu_sheet *team_sheet =
        sheet_of(CARD_OF(SECTION("s", "", ITEM("a", "100", "")), ""), frame, NULL);
    kefu_sheet *sheet = blend(BLEND("\"80%\"", "sheet", ""), cells, 4, team_sheet);
    (void)state;
    kefu_sheet_free(team_sheet);
    assert_int_equal(row_of(sheet, "p1").total, P(84));
    assert_int_equal(row_of(sheet, "p3").total, P(68));
    assert_int_equal(row_of(sheet, "p4").total, P(40));
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

static void test_what_it_needs(void **state)
{
    static const kefu_value cells[] = {BARE(90, 1), BARE(0, 1)};
    kefu_roster *roster = teams_of(staff, 5);
    kefu_frame *frame = frame_of(people, 1, a, 2, cells);
    kefu_card *mean = card_of(BLEND("0.5", "mean", "")),
              *sheet = card_of(BLEND("0.5", "sheet", ""));
    kefu_score_options options = {.struct_size = sizeof options, .roster = roster, .day = 1};
    kefu_sheet *out = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_score(mean, frame, NULL, &out, &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "roster"));
    assert_int_equal(kefu_score(sheet, frame, &options, &out, &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "team_sheet"));
    refused(BLEND("1.5", "mean", ""), "blend.personal: expected a share");
    refused(CARD_OF(SECTION("s", "", ITEM("a", "100", "")), ",\"blend\":{\"personal\":1}"),
            "blend: a key is missing: team");
    kefu_card_free(mean);
    kefu_card_free(sheet);
    kefu_frame_free(frame);
    kefu_roster_free(roster);
}

static kefu_roster *scenario_roster;

static int scenario_blend(const kefu_allocator *allocator)
{
    static const kefu_value cells[] = {BARE(90, 1), BARE(0, 1), BARE(80, 1), BARE(5, 1)};
    kefu_score_options options = {.roster = scenario_roster, .day = 1};
    return score_or_no_memory(allocator, BLEND("0.5", "mean", ""), people, 2, a, 2, cells,
                              &options);
}

static void test_memory(void **state)
{
    (void)state;
    scenario_roster = teams_of(staff, 5);
    assert_true(oom_sweep(scenario_blend) > 0);
    kefu_roster_free(scenario_roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mean),          cmocka_unit_test(test_one_rounding),
        cmocka_unit_test(test_laws),          cmocka_unit_test(test_team_sheet),
        cmocka_unit_test(test_what_it_needs), cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
