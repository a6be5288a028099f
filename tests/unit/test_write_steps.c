/* test_write_steps.c - sheets with bonus sections, cuts, teams and failing, as they are written:
 * every reason is there, under its section or behind all of them. */
#include "step_sheets.h"

static const char *const people[] = {"p1", "p2"};
static const char *const metrics[] = {"x", "a", "b", "hits"};
static const char *const staff[][2] = {{"p1", "east"}, {"p2", "east"}};

#define STEPS                                                                                      \
    CARD_OF(SECTION("x", "\"label\":\"extra\",\"bonus\":true,\"most\":12,",                        \
                    ITEM("x", "20",                                                                \
                         "")) "," SECTION("s", "\"label\":\"base\",",                              \
                                          ITEM("a", "60",                                          \
                                               FAIL_BELOW(                                         \
                                                   "10",                                           \
                                                   "section"))) "," SECTION("t",                   \
                                                                            "\"label\":\"rest\","  \
                                                                            "\"least\":5,",        \
                                                                            ITEM("b", "40", "")),  \
            ",\"fail\":{\"at\":1},\"blend\":{\"personal\":\"50%\",\"team\":\"mean\"},\"most\":90," \
            "\"adjustments_most\":3,\"adjustments\":[{\"id\":\"y\",\"metric\":\"hits\","           \
            "\"points\":2,\"counts\":\"reported\"}]")

/* p1: 60 + 40 = 100, p2 failed: 0. Team 50: p1 75, p2 25; + 12 bonus, + 3 of 4 points: 90, 40. */
static kefu_sheet *sheet_with_steps(void)
{
    static const kefu_value cells[] = {BARE(100, 1), BARE(100, 1), BARE(100, 1), BARE(2, 1),
                                       BARE(100, 1), BARE(0, 1),   BARE(0, 1),   BARE(2, 1)};
    kefu_roster *roster = teams_of(staff, 2);
    kefu_frame *frame = frame_of(people, 2, metrics, 4, cells);
    kefu_score_options options = {.struct_size = sizeof options, .roster = roster, .day = 1};
    kefu_sheet *sheet = sheet_of(STEPS, frame, &options);
    reasons_add_up(sheet);
    assert_int_equal(row_of(sheet, "p1").total, P(90));
    assert_int_equal(row_of(sheet, "p2").total, P(40));
    kefu_frame_free(frame);
    kefu_roster_free(roster);
    return sheet;
}

typedef kefu_status(KEFU_CALL *steps_writer)(const kefu_sheet *, const kefu_write_options *,
                                             const kefu_sink *, kefu_error *);

static void says(steps_writer write, int32_t language, const char *const *words, size_t n)
{
    kefu_sheet *sheet = sheet_with_steps();
    kefu_write_options options = {.struct_size = sizeof options, .language = language};
    kefu_buffer *buffer = NULL;
    const char *text, *at;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(write(sheet, &options, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    at = text = kefu_buffer_data(buffer, NULL);
    for (size_t i = 0; i < n; i++) {
        const char *there = strstr(at, words[i]);
        if (!there)
            fail_msg("'%s' is not there, or not in its place, in %s", words[i], text);
        at = there;
    }
    kefu_buffer_free(buffer);
    kefu_sheet_free(sheet);
}

static void test_json(void **state)
{
    static const char *const words[] = {
        "\"person\":\"p1\"",
        "\"team_part\":-25.000000",
        "\"bonus\":12.000000",
        "\"kind\":\"item\",\"part\":\"a\"",
        "\"kind\":\"item\",\"part\":\"b\"",
        "{\"code\":\"team\"",
        "\"kind\":\"item\",\"part\":\"x\"",
        "\"kind\":\"section\",\"part\":\"x\",\"code\":\"section_cut\"",
        "\"kind\":\"adjustment\"",
        "{\"code\":\"adjustments_cut\"",
        "\"person\":\"p2\"",
        "\"failed\"",
        "\"code\":\"section_failed\"",
        "\"code\":\"section_cut\"",
        "{\"code\":\"card_failed\""};
    (void)state;
    says(kefu_sheet_json, KEFU_EN, words, sizeof words / sizeof *words);
}

static void test_html(void **state)
{
    static const char *const words[] = {"<th colspan=\"4\">Team</th><th>-25.00</th>",
                                        "Personal 100.00 × 50% + team 50.00 × 50% = 75.00 (-25.00)",
                                        "<td class=\"l\">Limit of adjustments</td>",
                                        "All adjustments: 4.00 is above the most: 3.00 (-1.00)",
                                        "base 1 item failed: the section gives 0 (0.00)",
                                        "rest 0.00 is below the least: 5.00 (+5.00)",
                                        "<th colspan=\"4\">Card failed</th>"};
    static const char *const chinese[] = {"加减分限额", "考核不合格"};
    (void)state;
    says(kefu_sheet_html, KEFU_EN, words, sizeof words / sizeof *words);
    says(kefu_sheet_html, KEFU_ZH, chinese, 2);
}

static void test_csv(void **state)
{
    static const char *const words[] = {"p1", "90.00", "p2", "40.00"};
    (void)state;
    says(kefu_sheet_csv, KEFU_EN, words, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_csv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
