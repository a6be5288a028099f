/* test_score.c - points, policies, decisions, red lines, grades and places, worked by hand. */
#include "score_cards.h"
#include "score_sheets.h"
#include "oom.h"

/* ---- The published pre-sales scheme ---- */

static const char *const presales_metrics[] = {"转化率", "客单价比", "回复率", "平均响应",
                                               "主管评分"};

static kefu_frame *presales_frame(void)
{
    static const char *const people[] = {"anna", "bob", "carl"};
    static const kefu_value cells[] = {
        OF(2249, 5000),
        MEAN_OF(10999, 10000, 30),
        BARE(9900, 10000),
        MEAN_OF(274, 10, 1204),
        BARE(90, 1),
        OF(600, 1000),
        MEAN_OF(11, 10, 30),
        OF(97, 100),
        MEAN_OF(91, 3, 3),
        BARE(855, 10),
        NO_DATA,
        NO_DATA,
        OF(98, 100),
        MEAN_OF(50, 1, 10),
        LATE,
    };
    return frame_of(people, 3, presales_metrics, 5, cells);
}

/* anna: 0×35 + 80×25 + 100×15 + 80×15 + 90×10 = 56; bob: 100×35 + 80×25 + 80×15 + 50×15 + 85.5×10 =
 * 83.05; carl has 30 of 100 weight: (80×15 + 0×15)/30 = 40. */
static void test_presales(void **state)
{
    static const struct {
        const char *person, *grade;
        int64_t total, coverage, place;
        uint32_t flags;
    } expected[] = {
        {"bob", "C", P(83.05), 1000000, 1, 0},
        {"anna", "", P(56), 1000000, 2, KEFU_ROW_NO_GRADE},
        {"carl", "", P(40), 300000, 3, KEFU_ROW_NO_GRADE | KEFU_ROW_PROVISIONAL},
    };
    kefu_frame *frame = presales_frame();
    kefu_score_options options = {.struct_size = sizeof options, .period = "2026-10"};
    kefu_sheet *sheet = sheet_of(CARD_PRESALES, frame, &options);
    (void)state;
    kefu_frame_free(frame);
    assert_int_equal(kefu_sheet_rows(sheet), 3);
    for (int64_t i = 0; i < 3; i++) {
        kefu_sheet_row row = {.struct_size = sizeof row};
        assert_int_equal(kefu_sheet_row_at(sheet, i, &row), KEFU_OK);
        assert_string_equal(row.person, expected[i].person);
        assert_string_equal(row.name, expected[i].person);
        assert_string_equal(row.grade, expected[i].grade);
        assert_string_equal(row.group, "");
        assert_string_equal(row.team, "");
        assert_int_equal(row.total, expected[i].total);
        assert_int_equal(row.items, expected[i].total);
        assert_int_equal(row.coverage, expected[i].coverage);
        assert_int_equal(row.flags, expected[i].flags);
        assert_int_equal(row.place.twice, 2 * expected[i].place);
        assert_int_equal(row.status, KEFU_VALUE_OK);
        assert_int_equal(kefu_sheet_reasons(sheet, i), 5);
    }
    assert_string_equal(kefu_sheet_card_id(sheet), "test.presales/1");
    assert_int_equal(strlen(kefu_sheet_card_hash(sheet)), 32);
    assert_string_equal(kefu_sheet_period(sheet), "2026-10");
    assert_string_equal(kefu_sheet_label(sheet, KEFU_EN), "Pre-sales");
    assert_int_equal(kefu_sheet_parts(sheet, KEFU_PART_ITEM), 5);
    kefu_sheet_free(sheet);
}

/* ---- Policies: item a is 60, item b is 40 of 100, both points as they come ---- */

static const char *const ab[] = {"a", "b", "hits", "volume"};
static const char *const three[] = {"p1", "p2", "p3"};

static void test_policies(void **state)
{
    /* p1 has a = 80 and b as the case says; p2 has b = 50, p3 has b = 75.5: their mean is 62.75 */
    static const struct {
        const char *card;
        kefu_value b;
        int32_t status, code, cause;
        int64_t total, coverage;
    } cases[] = {
        {AB("", "\"no_data\":\"zero\",", ""), NO_DATA, 0, KEFU_REASON_ZERO, KEFU_VALUE_NO_DATA,
         P(48), 600000},
        {AB("", "\"no_data\":\"renormalise\",", ""), NO_DATA, 0, KEFU_REASON_LEFT_OUT,
         KEFU_VALUE_NO_DATA, P(80), 600000},
        {AB("", "", ""), NO_DATA, 0, KEFU_REASON_LEFT_OUT, KEFU_VALUE_NO_DATA, P(80), 600000},
        {AB("", "\"no_data\":\"mean\",", ""), NO_DATA, 0, KEFU_REASON_MEAN, KEFU_VALUE_NO_DATA,
         P(73.1), 600000},
        {AB("", "\"no_data\":\"require\",", ""), NO_DATA, KEFU_VALUE_NO_DATA, KEFU_REASON_REQUIRED,
         KEFU_VALUE_NO_DATA, 0, 600000},
        /* not yet known is treated as no_data says, exempt is always left out */
        {AB("", "\"no_data\":\"zero\",", ""), LATE, 0, KEFU_REASON_ZERO, KEFU_VALUE_PROVISIONAL,
         P(48), 600000},
        {AB("", "\"no_data\":\"zero\",", ""), EXEMPT, 0, KEFU_REASON_LEFT_OUT, KEFU_VALUE_EXEMPT,
         P(80), 600000},
        {AB("", "\"no_data\":\"zero\",\"provisional\":\"renormalise\",", ""), LATE, 0,
         KEFU_REASON_LEFT_OUT, KEFU_VALUE_PROVISIONAL, P(80), 600000},
        /* low volume: by the frame, by the item's min_n, by a flag; unknown n is never low */
        {AB("", "", ""),
         {10, 1, 3, KEFU_VALUE_LOW_VOLUME, 0},
         0,
         KEFU_REASON_LINEAR,
         KEFU_VALUE_LOW_VOLUME,
         P(52),
         1000000},
        {AB("", "\"low_volume\":\"zero\",", ""),
         {10, 1, 3, KEFU_VALUE_LOW_VOLUME, 0},
         0,
         KEFU_REASON_ZERO,
         KEFU_VALUE_LOW_VOLUME,
         P(48),
         600000},
        {AB("", "\"min_n\":4,\"low_volume\":\"zero\",", ""),
         {10, 1, 3, 0, 0},
         0,
         KEFU_REASON_ZERO,
         KEFU_VALUE_LOW_VOLUME,
         P(48),
         600000},
        {AB("", "\"min_n\":3,\"low_volume\":\"zero\",", ""),
         {10, 1, 3, 0, 0},
         0,
         KEFU_REASON_LINEAR,
         KEFU_VALUE_OK,
         P(52),
         1000000},
        {AB("", "\"min_n\":4,\"low_volume\":\"zero\",", ""),
         {10, 1, -1, 0, 0},
         0,
         KEFU_REASON_LINEAR,
         KEFU_VALUE_OK,
         P(52),
         1000000},
        {AB("", "\"low_volume\":\"mean\",", ""),
         {10, 1, 3, 0, KEFU_VALUE_HAS_LOW_VOLUME},
         0,
         KEFU_REASON_MEAN,
         KEFU_VALUE_LOW_VOLUME,
         P(73.1),
         600000},
        /* provisional with a number */
        {AB("", "", ""),
         {10, 1, 3, KEFU_VALUE_PROVISIONAL, 0},
         0,
         KEFU_REASON_LINEAR,
         KEFU_VALUE_PROVISIONAL,
         P(52),
         1000000},
        {AB("", "\"provisional\":\"renormalise\",", ""),
         {10, 1, 3, KEFU_VALUE_PROVISIONAL, 0},
         0,
         KEFU_REASON_LEFT_OUT,
         KEFU_VALUE_PROVISIONAL,
         P(80),
         600000},
        {AB("", "\"low_volume\":\"zero\",", ""),
         {10, 1, 3, KEFU_VALUE_PROVISIONAL, KEFU_VALUE_HAS_LOW_VOLUME},
         0,
         KEFU_REASON_ZERO,
         KEFU_VALUE_LOW_VOLUME,
         P(48),
         600000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kefu_value cells[] = {BARE(80, 1), cases[i].b, BARE(1, 1),
                                    BARE(50, 1), BARE(1, 1), BARE(755, 10)};
        kefu_frame *frame = frame_of(three, 3, ab, 2, cells);
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, NULL);
        kefu_sheet_row row = row_of(sheet, "p1");
        kefu_reason reason = reason_of(sheet, "p1", 1);
        assert_int_equal(row.status, cases[i].status);
        assert_int_equal(row.total, cases[i].total);
        assert_int_equal(row.coverage, cases[i].coverage);
        assert_int_equal(reason.code, cases[i].code);
        assert_int_equal(reason.cause, cases[i].cause);
        assert_int_equal(row.place.state, row.status ? KEFU_PLACE_NO_VALUE : KEFU_PLACE_RANKED);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* A mean of nobody is none: left out. All left out: no total. */
static void test_nobody(void **state)
{
    static const kefu_value cells[] = {BARE(80, 1), NO_DATA, NO_DATA, NO_DATA};
    kefu_frame *frame = frame_of(three, 2, ab, 2, cells);
    kefu_sheet *sheet = sheet_of(AB("", "\"no_data\":\"mean\",", ""), frame, NULL);
    (void)state;
    assert_int_equal(row_of(sheet, "p1").total, P(80));
    assert_int_equal(reason_of(sheet, "p1", 1).code, KEFU_REASON_LEFT_OUT);
    assert_int_equal(row_of(sheet, "p2").status, KEFU_VALUE_NO_DATA);
    assert_int_equal(row_of(sheet, "p2").total, 0);
    assert_int_equal(row_of(sheet, "p2").coverage, 0);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* curve × weight / (weights left) is rounded once, and so is the sum: 16.6666665 + 0.0000005 =
 * 16.666667, one millionth less than 16.666667 + 0.000001, which is a reason of its own. Three
 * items of weight 30, 30, 40 with the third left out: 33.333333 × 30/60 = 16.6666665 → 16.666667.
 * Rounding 30/60 or the curve first, or points at weight 30 and then × 100/60, would give other
 * digits: 33.333333 × 0.3 = 9.9999999 → 10.000000, × 100/60 = 16.666667; with 0.000001 × 30/60 =
 * 0.0000005 → 0.000001, twice rounded 0.
 */
static void test_one_rounding(void **state)
{
    static const char *const metrics[] = {"a", "b", "c"};
    static const kefu_value cells[] = {BARE(33333333, 1000000), BARE(1, 1000000), NO_DATA};
#define THIRD(id, weight)                                                                          \
    "{\"id\":\"" id "\",\"metric\":\"" id "\",\"weight\":" weight                                  \
    ",\"unit\":\"points\",\"direction\":\"higher\"," IDENTITY "}"
    kefu_frame *frame = frame_of(three, 1, metrics, 3, cells);
    kefu_sheet *sheet =
        sheet_of("{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[" THIRD(
                     "a", "30") "," THIRD("b", "30") "," THIRD("c", "40") "]}]}",
                 frame, NULL);
    (void)state;
    assert_int_equal(reason_of(sheet, "p1", 0).points, 16666667);
    assert_int_equal(reason_of(sheet, "p1", 1).points, 1);
    assert_int_equal(reason_of(sheet, "p1", 0).weight, P(50));
    assert_int_equal(reason_of(sheet, "p1", 2).weight, 0);
    assert_int_equal(row_of(sheet, "p1").total, 16666667);
    assert_int_equal(kefu_sheet_reasons(sheet, 0), 4);
    assert_int_equal(reason_of(sheet, "p1", 3).code, KEFU_REASON_ROUNDING);
    assert_int_equal(reason_of(sheet, "p1", 3).points, -1);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- Percentiles and places ---- */

#define BASIS(basis, direction, curve)                                                             \
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"a\","           \
    "\"metric\":\"a\",\"weight\":100,\"unit\":\"yuan\",\"min_n\":2,\"no_data\":\"zero\","          \
    "\"direction\":\"" direction "\",\"basis\":\"" basis "\",\"curve\":" curve "}]}]}"

static const char *const six[] = {"p1", "p2", "p3", "p4", "p5", "p6"};

/* 10, 20, 20, 40 count; p5 = 30 is low volume and does not, but is put beside them; p6 has none.
 * Mean convention (scipy.stats.percentileofscore, kind='mean'): 12.5, 50, 50, 87.5 %. */
static const kefu_value basis_cells[] = {BARE(10, 1), BARE(20, 1),      BARE(40, 2),
                                         BARE(40, 1), {30, 1, 1, 0, 0}, NO_DATA};

static void expect_basis(const char *card, const int64_t totals[6])
{
    kefu_frame *frame = frame_of(six, 6, ab, 1, basis_cells);
    kefu_sheet *sheet = sheet_of(card, frame, NULL);
    for (int i = 0; i < 6; i++)
        assert_int_equal(row_of(sheet, six[i]).total, totals[i]);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

static void test_basis(void **state)
{
    static const int64_t higher[] = {P(12.5), P(50), P(50), P(87.5), P(75), 0};
    static const int64_t lower[] = {P(87.5), P(50), P(50), P(12.5), P(25), 0};
    static const int64_t place[] = {P(60), P(90), P(90), P(100), P(90), 0};
    static const int64_t place_lower[] = {P(100), P(90), P(90), P(60), P(60), 0};
    (void)state;
#define PERCENT_LINE "{\"type\":\"linear\",\"points\":[[0,0],[1,100]]}"
#define PLACE_TABLE  "{\"type\":\"places\",\"points\":[100,90,80],\"else\":60}"
    expect_basis(BASIS("percentile", "higher", PERCENT_LINE), higher);
    expect_basis(BASIS("percentile", "lower", PERCENT_LINE), lower);
    expect_basis(BASIS("place", "higher", PLACE_TABLE), place);
    expect_basis(BASIS("place", "lower", PLACE_TABLE), place_lower);
}

/* Where nobody counts there is no percentile: what no_data says, here 0. */
static void test_basis_of_nobody(void **state)
{
    static const kefu_value cells[] = {{30, 1, 1, 0, 0}, {40, 1, 1, 0, 0}};
    kefu_frame *frame = frame_of(six, 2, ab, 1, cells);
    kefu_sheet *sheet = sheet_of(BASIS("percentile", "higher", PERCENT_LINE), frame, NULL);
    (void)state;
    assert_int_equal(reason_of(sheet, "p1", 0).code, KEFU_REASON_ZERO);
    assert_int_equal(reason_of(sheet, "p1", 0).cause, KEFU_VALUE_LOW_VOLUME);
    assert_int_equal(reason_of(sheet, "p1", 0).basis.den, 0);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* The sum of all reasons is the total: nothing comes from nowhere. */
static void test_reasons_add_up(void **state)
{
    kefu_frame *frame = presales_frame();
    kefu_sheet *sheet = sheet_of(CARD_PRESALES, frame, NULL);
    (void)state;
    for (int64_t row = 0; row < kefu_sheet_rows(sheet); row++) {
        kefu_sheet_row line = {.struct_size = sizeof line};
        int64_t sum = 0;
        for (int32_t i = 0; i < kefu_sheet_reasons(sheet, row); i++) {
            kefu_reason reason = {.struct_size = sizeof reason};
            assert_int_equal(kefu_sheet_reason(sheet, row, i, &reason), KEFU_OK);
            sum += reason.points;
        }
        assert_int_equal(kefu_sheet_row_at(sheet, row, &line), KEFU_OK);
        assert_int_equal(sum, line.total);
    }
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- Groups, volume, floor, grades ---- */

static kefu_roster *roster_of(const char *const (*people)[3], size_t n)
{
    static const char *const names[] = {"person", "name", "team"};
    kefu_builder *builder = NULL;
    kefu_roster *roster = NULL;
    assert_int_equal(kefu_builder_new(NULL, NULL, &builder, NULL), KEFU_OK);
    for (int i = 0; i < 3; i++) {
        int32_t column;
        assert_int_equal(kefu_builder_add(builder, names[i], KEFU_COLUMN_TEXT, 0, 0, &column, NULL),
                         KEFU_OK);
    }
    for (size_t r = 0; r < n; r++) {
        for (int32_t i = 0; i < 3; i++)
            if (people[r][i])
                assert_int_equal(
                    kefu_builder_set_text(builder, i, people[r][i], strlen(people[r][i]), NULL),
                    KEFU_OK);
        assert_int_equal(kefu_builder_end_row(builder, NULL), KEFU_OK);
    }
    assert_int_equal(kefu_roster_from_batch(NULL, kefu_builder_batch(builder), &roster, NULL),
                     KEFU_OK);
    kefu_builder_free(builder);
    return roster;
}

static void test_groups_and_volume(void **state)
{
    static const char *const staff[][3] = {{"p1", "安娜", "乙"},
                                           {"p2", "Bo", "甲"},
                                           {"p3", "Cy", "甲"},
                                           {"p4", "Di", NULL},
                                           {"p5", "Ed", "甲"}};
    static const kefu_value cells[] = {
        BARE(90, 1), BARE(90, 1), BARE(0, 1),  BARE(30, 1), BARE(70, 1), BARE(70, 1),
        BARE(0, 1),  BARE(30, 1), BARE(70, 1), BARE(70, 1), BARE(0, 1),  BARE(31, 1),
        BARE(95, 1), BARE(95, 1), BARE(0, 1),  BARE(99, 1), BARE(99, 1), BARE(99, 1),
        BARE(0, 1),  BARE(29, 1), BARE(60, 1), BARE(60, 1), BARE(0, 1),  NO_DATA,
    };
    static const struct {
        const char *person, *name, *group, *grade;
        int64_t place;
        int32_t state;
        uint32_t flags;
    } expected[] = {
        {"p1", "安娜", "乙", "A", 1, KEFU_PLACE_RANKED, 0},
        {"p2", "Bo", "甲", "B", 1, KEFU_PLACE_RANKED, KEFU_ROW_BELOW_FLOOR},
        {"p3", "Cy", "甲", "B", 1, KEFU_PLACE_RANKED, KEFU_ROW_BELOW_FLOOR},
        {"p5", "Ed", "甲", "A", 0, KEFU_PLACE_LOW_VOLUME, 0},
        {"p4", "Di", "", "A", 1, KEFU_PLACE_RANKED, 0},
        {"p6", "p6", "", "", 0, KEFU_PLACE_LOW_VOLUME, KEFU_ROW_NO_GRADE | KEFU_ROW_BELOW_FLOOR},
    };
    kefu_roster *roster = roster_of(staff, 5);
    kefu_frame *frame = frame_of(six, 6, ab, 4, cells);
    kefu_score_options options = {.struct_size = sizeof options, .roster = roster, .day = 20000};
    kefu_sheet *sheet = sheet_of(
        AB("", "",
           ",\"rank\":{\"group\":\"team\",\"volume\":\"volume\",\"min_volume\":30},\"floor\":70."
           "000001,"
           "\"grades\":[{\"id\":\"A\",\"from\":90},{\"id\":\"B\",\"from\":70,\"below\":90}]"),
        frame, &options);
    kefu_card_part volume = {.struct_size = sizeof volume};
    (void)state;
    kefu_roster_free(roster);
    kefu_frame_free(frame);
    assert_int_equal(kefu_sheet_parts(sheet, KEFU_PART_VOLUME), 1);
    assert_int_equal(kefu_sheet_part(sheet, KEFU_PART_VOLUME, 0, &volume), KEFU_OK);
    assert_string_equal(volume.metric, "volume");
    for (int64_t i = 0; i < 6; i++) {
        kefu_sheet_row row = {.struct_size = sizeof row};
        assert_int_equal(kefu_sheet_row_at(sheet, i, &row), KEFU_OK);
        assert_string_equal(row.person, expected[i].person);
        assert_string_equal(row.name, expected[i].name);
        assert_string_equal(row.group, expected[i].group);
        assert_string_equal(row.team, expected[i].group);
        assert_string_equal(row.grade, expected[i].grade);
        assert_int_equal(row.place.twice, 2 * expected[i].place);
        assert_int_equal(row.place.state, expected[i].state);
        assert_int_equal(row.flags, expected[i].flags);
    }
    kefu_sheet_free(sheet);
}

/* Grades compare the exact millionths, both ends inclusive. */
static void test_grade_ends(void **state)
{
    static const struct {
        int64_t millionths;
        const char *grade;
    } cases[] = {{89999999, "B"}, {90000000, "B"}, {90000001, ""},
                 {90999999, ""},  {91000000, "A"}, {100000000, "A"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kefu_value cells[] = {BARE(cases[i].millionths, 1000000),
                                    BARE(cases[i].millionths, 1000000)};
        kefu_frame *frame = frame_of(three, 1, ab, 2, cells);
        kefu_sheet *sheet = sheet_of(
            AB("", "",
               ",\"grades\":[{\"id\":\"A\",\"from\":91,\"to\":100},{\"id\":\"B\",\"to\":90}]"),
            frame, NULL);
        assert_int_equal(row_of(sheet, "p1").total, cases[i].millionths);
        assert_string_equal(row_of(sheet, "p1").grade, cases[i].grade);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* ---- What is refused ---- */

#define ADJUST(more) AB("", "", ",\"adjustments\":[{\"id\":\"x\",\"metric\":\"hits\"," more "}]")

static void expect_refusal(const char *card_text, const kefu_value *cells, kefu_ledger *ledger,
                           kefu_status status, const char *says)
{
    kefu_card *card = card_of(card_text);
    kefu_frame *frame = frame_of(three, 1, ab, 3, cells);
    kefu_score_options options = {.struct_size = sizeof options, .ledger = ledger};
    kefu_sheet *sheet = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_score(card, frame, &options, &sheet, &error), status);
    assert_null(sheet);
    if (!strstr(error.message, says))
        fail_msg("'%s' does not say '%s'", error.message, says);
    kefu_frame_free(frame);
    kefu_card_free(card);
}

static void test_refusals(void **state)
{
    static const kefu_value good[] = {BARE(1, 1), BARE(1, 1), BARE(1, 1)};
    static const kefu_value negative[] = {BARE(1, 1), BARE(1, 1), BARE(-1, 1)};
    static const kefu_value huge[] = {BARE(1, 1), BARE(1, 1), BARE(INT64_MAX, 1)};
    kefu_decision d = {.struct_size = sizeof d,
                       .person = "p1",
                       .part = "xx",
                       .by = "l",
                       .action = KEFU_CONFIRM,
                       .count = 1};
    kefu_ledger *part = NULL, *person = NULL;
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &part, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_add(part, &d, NULL), KEFU_OK);
    d.part = "x";
    d.person = "p2";
    assert_int_equal(kefu_ledger_new(NULL, &person, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_add(person, &d, NULL), KEFU_OK);
    expect_refusal(
        AB("", "", ",\"red_lines\":[{\"id\":\"x\",\"metric\":\"hit\",\"effect\":\"zero\"}]"), good,
        NULL, KEFU_E_NAME, "did you mean 'hits'");
    expect_refusal(AB("", "", ",\"rank\":{\"volume\":\"vol\",\"min_volume\":1}"), good, NULL,
                   KEFU_E_NAME, "'vol'");
    expect_refusal(AB("", "", ",\"rank\":{\"group\":\"team\"}"), good, NULL, KEFU_E_ARGUMENT,
                   "roster");
    expect_refusal(ADJUST("\"points\":1"), negative, NULL, KEFU_E_DATA,
                   "'hits' of 'p1': hits cannot be negative");
    expect_refusal(ADJUST("\"points\":1,\"counts\":\"reported\""), huge, NULL, KEFU_E_OVERFLOW,
                   "give it a cap");
    expect_refusal(ADJUST("\"points\":1"), good, part, KEFU_E_NAME, "did you mean 'x'");
    expect_refusal(ADJUST("\"points\":1"), good, person, KEFU_E_NAME, "did you mean 'p1'");
    kefu_ledger_free(part);
    kefu_ledger_free(person);
}

static void test_arguments(void **state)
{
    kefu_card *card = card_of(AB("", "", ""));
    kefu_frame *frame = presales_frame();
    kefu_sheet *sheet = NULL;
    kefu_sheet_row row = {.struct_size = sizeof row};
    int64_t at;
    (void)state;
    assert_int_equal(kefu_score(NULL, frame, NULL, &sheet, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_score(card, NULL, NULL, &sheet, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_score(card, frame, NULL, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_score(card, frame, NULL, &sheet, NULL), KEFU_E_NAME);
    assert_int_equal(kefu_sheet_rows(NULL), 0);
    assert_int_equal(kefu_sheet_row_at(NULL, 0, &row), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_find(NULL, "a", &at, NULL), KEFU_E_ARGUMENT);
    kefu_sheet_free(NULL);
    kefu_frame_free(frame);
    kefu_card_free(card);
}

/* No people: an empty sheet, not a failure. */
static void test_empty(void **state)
{
    kefu_frame *frame = frame_of(three, 0, ab, 4, NULL);
    kefu_sheet *sheet = sheet_of(AB("\"basis\":\"place\",", "\"no_data\":\"mean\",",
                                    ",\"rank\":{\"volume\":\"volume\",\"min_volume\":1}"),
                                 frame, NULL);
    int64_t at;
    (void)state;
    assert_int_equal(kefu_sheet_rows(sheet), 0);
    assert_int_equal(kefu_sheet_find(sheet, "p1", &at, NULL), KEFU_E_NAME);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

static int scenario_score(const kefu_allocator *allocator)
{
    static const char card_text[] =
        AB("\"basis\":\"percentile\",", "\"no_data\":\"mean\",",
           ",\"adjustments\":[{\"id\":\"x\",\"metric\":\"hits\",\"points\":1}],\"rank\":{"
           "\"volume\":\"volume\",\"min_volume\":1}");
    static const kefu_value cells[] = {BARE(1, 1), BARE(1, 1), BARE(1, 1), BARE(1, 1),
                                       BARE(2, 1), NO_DATA,    BARE(2, 1), BARE(3, 1)};
    kefu_decision d = {.struct_size = sizeof d,
                       .person = "p1",
                       .part = "x",
                       .by = "l",
                       .action = KEFU_CONFIRM,
                       .count = KEFU_ALL_HITS,
                       .evidence = "e"};
    kf_memory memory;
    kefu_card *card = NULL;
    kefu_ledger *ledger = NULL;
    kefu_frame *frame = NULL;
    kefu_sheet *sheet = NULL;
    kefu_score_options options = {.struct_size = sizeof options, .allocator = allocator};
    kefu_status status = kf_memory_init(&memory, NULL, NULL);
    if (!status)
        status = kefu_card_from_json(NULL, NULL, card_text, sizeof card_text - 1, &card, NULL);
    if (!status)
        status = kefu_ledger_new(NULL, &ledger, NULL);
    if (!status)
        status = kefu_ledger_add(ledger, &d, NULL);
    options.ledger = ledger;
    frame = frame_with(&memory, three, 2, ab, 4, cells);
    if (!status && frame)
        status = kefu_score(card, frame, &options, &sheet, NULL);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    kefu_ledger_free(ledger);
    kefu_card_free(card);
    return status == KEFU_OK && frame ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_score) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_presales),       cmocka_unit_test(test_policies),
        cmocka_unit_test(test_nobody),         cmocka_unit_test(test_one_rounding),
        cmocka_unit_test(test_basis),          cmocka_unit_test(test_basis_of_nobody),

        cmocka_unit_test(test_reasons_add_up), cmocka_unit_test(test_groups_and_volume),
        cmocka_unit_test(test_grade_ends),     cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_arguments),      cmocka_unit_test(test_empty),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
