/* test_presets.c - the published schemes of examples/cards: what their numbers come to, worked by
 * hand from the scheme as it was published, and what the linter says of each. */
#include "score_frames.h"

#include <stdio.h>

#include "kefu/pay.h"

enum { MOST_TEXT = 1 << 16, MOST_METRICS = 8, MOST_FINDINGS = 16 };

static char file_text[MOST_TEXT];

static size_t file_read(const char *name)
{
    char path[160];
    FILE *file;
    size_t size;
    (void)snprintf(path, sizeof path, "examples/cards/%s.json", name);
    file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be opened: run from the root of the project", path);
    size = fread(file_text, 1, sizeof file_text, file);
    fclose(file);
    assert_in_range(size, 1, sizeof file_text - 1);
    return size;
}

static kefu_card *card_read(const char *name)
{
    kefu_card *card = NULL;
    kefu_error error = {0};
    size_t size = file_read(name);
    if (kefu_card_from_json(NULL, NULL, file_text, size, &card, &error))
        fail_msg("%s %d:%d %s", name, error.line, error.column, error.message);
    return card;
}

/* ---- What numbers come to ------------------------------------------------------------------- */

/* One person's figures, in the order of the card's metrics; the total in millionths. */
typedef struct scheme_case {
    const char *card;
    const char *metrics[MOST_METRICS];
    kefu_value figures[MOST_METRICS];
    int64_t total;
    const char *grade;
} scheme_case;

#define E1                                                                                         \
    "e1_presales", { "询单转化率", "客单价比", "回复率", "平均响应", "主管评级" }
#define E2                                                                                         \
    "e2_medals", { "指标完成率", "询单转化率", "客单价", "回复率", "平均响应", "迟到早退次数" }
#define E7                                                                                         \
    "e7_quality",                                                                                  \
    {                                                                                              \
        "礼貌扣分", "语气扣分", "倾听扣分", "主动扣分", "致命差错", "技能扣分", "业务扣分"     \
    }
#define E8                                                                                         \
    "e8_categories", { "解决方案", "语气", "合规" }
#define E11                                                                                        \
    "e11_bonus", { "流程得分", "态度得分", "惊喜服务" }
#define WHOLE(n) BARE(n, 1)

/* Weights and bands of METRICS.md section 8; each total is the sum behind it. */
static const scheme_case schemes[] = {
    /* every top band: 35 + 25 + 15 + 15 + 10 */
    {E1, {OF(55, 100), OF(112, 100), OF(99, 100), BARE(25, 1), WHOLE(1)}, 100000000, "A"},
    /* each bound belongs to its band: 80 × .35, 80 × .25, 80 × .15, 80 × .15, 80 × .10 */
    {E1, {OF(50, 100), OF(108, 100), OF(97, 100), BARE(30, 1), WHOLE(2)}, 80000000, "C"},
    /* 60 × .35, 60 × .25, 60 × .15, 50 × .15, 70 × .10 = 21 + 15 + 9 + 7.5 + 7 */
    {E1, {OF(45, 100), OF(106, 100), OF(95, 100), BARE(40, 1), WHOLE(3)}, 59500000, ""},
    /* just below: 4,499,999 of 10,000,000 has no band; 50 × .25, 50 × .15, no band, 50 × .10 */
    {E1,
     {OF(4499999, 10000000), OF(1059999, 1000000), OF(9499, 10000), BARE(4001, 100), WHOLE(4)},
     25000000,
     ""},
    /* 100 × .35 + 80 × .25 + 100 × .15 + 80 × .15 + 80 × .10 = 90, and 90.5 has no grade: here B */
    {E1, {OF(55, 100), OF(108, 100), OF(99, 100), BARE(30, 1), WHOLE(2)}, 90000000, "B"},

    /* gold: all top bands */
    {E2,
     {OF(100, 100), OF(45, 100), BARE(25000, 100), OF(98, 100), BARE(35, 1), WHOLE(0)},
     100000000,
     "gold"},
    /* 85 × .3 + 80 × .2 + 80 × .2 + 80 × .2 + 80 × .05 + 80 × .05 = 25.5 + 48 + 8 */
    {E2,
     {OF(90, 100), OF(40, 100), BARE(23000, 100), OF(95, 100), BARE(45, 1), WHOLE(3)},
     81500000,
     "silver"},
    /* 55 × .3 + 60 × .2 + 60 × .2 + 60 × .2 + 60 × .05 + 60 × .05 = 16.5 + 36 + 6 */
    {E2,
     {OF(70, 100), OF(35, 100), BARE(21000, 100), OF(92, 100), BARE(55, 1), WHOLE(4)},
     58500000,
     ""},
    /* nothing but what lateness leaves: 60 × .05 */
    {E2,
     {OF(39, 100), OF(34, 100), BARE(20999, 100), OF(91, 100), BARE(5501, 100), WHOLE(9)},
     3000000,
     ""},

    /* no deductions: 35 + 10 + 55 */
    {E7, {WHOLE(0), WHOLE(0), WHOLE(0), WHOLE(0), WHOLE(0), WHOLE(0), WHOLE(0)}, 100000000, ""},
    /* tone loses 10 of its 5, which takes 5 from the rest of the section: 35 - 10 - 10, 10, 50 */
    {E7, {WHOLE(10), WHOLE(10), WHOLE(0), WHOLE(0), WHOLE(0), WHOLE(0), WHOLE(5)}, 75000000, ""},
    /* 40 deducted of attitude's 35: the section stays at 0 */
    {E7, {WHOLE(10), WHOLE(10), WHOLE(10), WHOLE(10), WHOLE(0), WHOLE(0), WHOLE(0)}, 65000000, ""},
    /* one fatal error: -35 */
    {E7, {WHOLE(0), WHOLE(0), WHOLE(0), WHOLE(0), WHOLE(1), WHOLE(0), WHOLE(0)}, 65000000, ""},

    /* (5-1)/(5-1), (4-1)/(4-1), (3-1)/(3-1) */
    {E8, {WHOLE(5), WHOLE(4), WHOLE(3)}, 100000000, ""},
    /* 50 × 20 + 66.67 × 10 + 100 × 15 of 45: (1000 + 666 2/3 + 1500) / 45 */
    {E8, {WHOLE(3), WHOLE(3), WHOLE(3)}, 70370370, ""},
    /* compliance at exactly 50 % does not fail: (100 × 20 + 100 × 10 + 50 × 15) / 45 */
    {E8, {WHOLE(5), WHOLE(4), WHOLE(2)}, 83333333, ""},
    /* below 50 % the review is 0, whatever the rest */
    {E8, {WHOLE(5), WHOLE(4), WHOLE(1)}, 0, ""},
    /* tone was not rated: (100 × 20 + 50 × 15) / 35 */
    {E8, {WHOLE(5), NO_DATA, WHOLE(2)}, 78571429, ""},

    /* 100 and 20 beside: the maximum */
    {E11, {OF(1, 1), OF(1, 1), OF(1, 1)}, 120000000, ""},
    /* .9 × 60 + .8 × 40 + .5 × 20 = 54 + 32 + 10 */
    {E11, {OF(9, 10), OF(8, 10), OF(1, 2)}, 96000000, ""},
    /* the bonus section admits no N/A: it gives 0; elsewhere N/A re-bases: .8 of 100 */
    {E11, {NO_DATA, OF(8, 10), NO_DATA}, 80000000, ""},
};

static kefu_sheet *scheme_score(const scheme_case *scheme)
{
    static const char *const person[] = {"p"};
    int m = 0;
    while (m < MOST_METRICS && scheme->metrics[m])
        m++;
    kefu_card *card = card_read(scheme->card);
    kefu_frame *frame = frame_of(person, 1, scheme->metrics, m, scheme->figures);
    kefu_sheet *sheet = NULL;
    kefu_error error = {0};
    if (kefu_score(card, frame, NULL, &sheet, &error))
        fail_msg("%s: %s", scheme->card, error.message);
    kefu_card_free(card);
    kefu_frame_free(frame);
    return sheet;
}

static void test_totals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        kefu_sheet *sheet = scheme_score(&schemes[i]);
        kefu_sheet_row row = {.struct_size = sizeof row};
        assert_int_equal(kefu_sheet_row_at(sheet, 0, &row), KEFU_OK);
        if (row.total != schemes[i].total || strcmp(row.grade, schemes[i].grade) != 0)
            fail_msg("case %d of %s: total %lld, grade '%s'", (int)i, schemes[i].card,
                     (long long)row.total, row.grade);
        kefu_sheet_free(sheet);
    }
}

/* ---- Forced distribution -------------------------------------------------------------------- */

/* E1's 15/45/30/10 of 20 people with different totals: 3, 9, 6, 2. */
static void test_tiers(void **state)
{
    static const char *const metrics[] = {"询单转化率", "客单价比", "回复率", "平均响应",
                                          "主管评级"};
    static const char *const tiers = "AAABBBBBBBBBCCCCCCDD";
    char names[20][8];
    const char *people[20];
    kefu_value cells[20 * 5];
    kefu_card *card = card_read("e1_presales");
    kefu_sheet *sheet = NULL;
    (void)state;
    /* Bands of five items give enough different totals; these fall from one to the next. */
    static const int64_t figures[20][5] = {
        {55, 112, 99, 25, 1}, {55, 112, 99, 25, 4}, {55, 112, 99, 40, 1}, {55, 112, 99, 40, 2},
        {55, 112, 97, 30, 4}, {55, 108, 99, 30, 4}, {55, 108, 99, 40, 2}, {55, 108, 97, 30, 4},
        {55, 108, 99, 40, 4}, {55, 108, 95, 30, 4}, {55, 108, 97, 40, 4}, {55, 108, 90, 40, 2},
        {55, 108, 95, 40, 4}, {55, 108, 90, 40, 4}, {55, 106, 95, 40, 3}, {55, 106, 90, 40, 3},
        {55, 100, 90, 40, 2}, {55, 100, 95, 40, 4}, {55, 100, 90, 40, 4}, {50, 106, 90, 40, 2}};
    for (int i = 0; i < 20; i++) {
        (void)snprintf(names[i], sizeof names[i], "p%02d", i);
        people[i] = names[i];
        for (int k = 0; k < 5; k++) {
            kefu_value rate = OF(figures[i][k], 100), bare = BARE(figures[i][k], 1);
            cells[i * 5 + k] = k < 3 ? rate : bare;
        }
    }
    kefu_frame *frame = frame_of(people, 20, metrics, 5, cells);
    assert_int_equal(kefu_score(card, frame, NULL, &sheet, NULL), KEFU_OK);
    for (int64_t row = 0; row < 20; row++) {
        kefu_sheet_row r = {.struct_size = sizeof r};
        assert_int_equal(kefu_sheet_row_at(sheet, row, &r), KEFU_OK);
        assert_int_equal(r.place.tied, 1);
        assert_int_equal(r.tier[0], tiers[row]);
    }
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    kefu_card_free(card);
}

/* ---- Lint ----------------------------------------------------------------------------------- */

/* What is wrong, or worth knowing, in the order of the text: the holes of each scheme. */
typedef struct lint_case {
    const char *name;
    struct {
        int32_t code, severity;
        const char *path;
    } findings[MOST_FINDINGS];
} lint_case;

enum { W = KEFU_SEVERITY_WARNING, E = KEFU_SEVERITY_ERROR, N = KEFU_SEVERITY_NOTE };

static const lint_case lints[] = {
    {"starter", {{0}}},
    {"e1_presales",
     {{KEFU_LINT_CLIFF, W, "/sections/0/items/0/curve"}, /* 45 %: 60 × .35 = 21 */
      {KEFU_LINT_GAP, E, "/sections/0/items/0/curve/bands"},
      {KEFU_LINT_CLIFF, N, "/sections/0/items/1/curve"},
      {KEFU_LINT_CLIFF, N, "/sections/1/items/0/curve"},
      {KEFU_LINT_CLIFF, N, "/sections/1/items/1/curve"},
      {KEFU_LINT_GAP, E, "/sections/1/items/1/curve/bands"},
      {KEFU_LINT_CLIFF, N, "/sections/2/items/0/curve"},
      {KEFU_LINT_GAP, E, "/sections/2/items/0/curve/bands"},
      {KEFU_LINT_GRADE_GAP, W, "/grades"},
      {KEFU_LINT_GRADE_GAP, E, "/grades/0"}, /* 90.5 */
      {KEFU_LINT_GRADE_GAP, E, "/grades/1"},
      {KEFU_LINT_GRADE_GAP, E, "/grades/2"}}},
    {"e1_pay", {{KEFU_LINT_PAY_HOLE, W, "/parts/0/coefficients"}}},
    {"e2_medals",
     {{KEFU_LINT_CLIFF, N, "/sections/0/items/0/curve"},
      {KEFU_LINT_CLIFF, W, "/sections/0/items/1/curve"}, /* 35 %: 60 × .2 = 12 */
      {KEFU_LINT_CLIFF, W, "/sections/0/items/2/curve"},
      {KEFU_LINT_CLIFF, W, "/sections/1/items/0/curve"},
      {KEFU_LINT_CLIFF, N, "/sections/1/items/1/curve"},
      {KEFU_LINT_CLIFF, N, "/sections/1/items/2/curve"},
      {KEFU_LINT_GRADE_GAP, W, "/grades"}}},
    {"e4_phone_shop",
     {{KEFU_LINT_WEIGHTS, E, "/sections"}, /* 50: six weights were not given */
      {KEFU_LINT_NO_EFFECT, W, "/sections/0/items/0/curve"},
      {KEFU_LINT_NO_EFFECT, W, "/sections/0/items/1/curve"},
      {KEFU_LINT_NO_EFFECT, W, "/sections/0/items/2/curve"},
      {KEFU_LINT_NO_EFFECT, W, "/sections/1/items/0/weight"},
      {KEFU_LINT_NO_EFFECT, W, "/sections/1/items/1/weight"},
      {KEFU_LINT_NO_EFFECT, W, "/sections/1/items/2/weight"},
      {KEFU_LINT_NO_EFFECT, W, "/sections/1/items/3/weight"},
      {KEFU_LINT_NO_EFFECT, W, "/sections/1/items/4/weight"},
      {KEFU_LINT_NO_EFFECT, W, "/sections/1/items/5/weight"}}},
    {"e7_quality",
     {{KEFU_LINT_RANGE, W, "/sections/0/items/0/curve"}, /* clamped by section, not by item */
      {KEFU_LINT_RANGE, W, "/sections/0/items/1/curve"},
      {KEFU_LINT_RANGE, W, "/sections/0/items/2/curve"},
      {KEFU_LINT_RANGE, W, "/sections/0/items/3/curve"},
      {KEFU_LINT_RANGE, W, "/sections/1/items/0/curve"},
      {KEFU_LINT_RANGE, W, "/sections/2/items/0/curve"}}},
    {"e8_categories", {{KEFU_LINT_CLIFF, W, "/sections/0/items/2/curve"}}},
    {"e11_bonus", {{KEFU_LINT_RANGE, N, "/least"}}},
    {"e12_commission_marginal", {{0}}},
    {"e12_commission_two_tiers", {{0}}},
    {"e12_commission_whole",
     {{KEFU_LINT_PAY_CLIFF, W, "/parts/0/tiers"},   /* 100,000: 5 % to 7 % of it is 2,000 */
      {KEFU_LINT_PAY_CLIFF, W, "/parts/0/tiers"}}}, /* 250,000: 7 % to 9 % of it is 5,000 */
};

static kefu_findings *lint_of(const char *name)
{
    kefu_findings *findings = NULL;
    size_t size = file_read(name);
    kefu_error error = {0};
    if (strncmp(name, "e12", 3) != 0 && strcmp(name, "e1_pay") != 0) {
        kefu_card *card = card_read(name);
        assert_int_equal(kefu_card_lint(card, NULL, &findings, NULL), KEFU_OK);
        kefu_card_free(card);
        return findings;
    }
    kefu_pay_plan *plan = NULL;
    if (kefu_pay_plan_from_json(NULL, NULL, file_text, size, &plan, &error))
        fail_msg("%s %d:%d %s", name, error.line, error.column, error.message);
    assert_int_equal(kefu_pay_plan_lint(plan, NULL, &findings, NULL), KEFU_OK);
    kefu_pay_plan_free(plan);
    return findings;
}

static void test_lint(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lints / sizeof *lints; i++) {
        kefu_findings *findings = lint_of(lints[i].name);
        int32_t n = 0;
        for (; lints[i].findings[n].code; n++) {
            kefu_finding found = {.struct_size = sizeof found};
            if (kefu_findings_at(findings, n, &found) || found.code != lints[i].findings[n].code ||
                found.severity != lints[i].findings[n].severity ||
                strcmp(found.path, lints[i].findings[n].path) != 0)
                fail_msg("%s, finding %d: code %d, severity %d at %s", lints[i].name, n, found.code,
                         found.severity, found.path);
        }
        if (n != kefu_findings_count(findings))
            fail_msg("%s has %d findings, not %d", lints[i].name, kefu_findings_count(findings), n);
        kefu_findings_free(findings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_tiers),
        cmocka_unit_test(test_lint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
