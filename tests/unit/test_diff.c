/* test_diff.c - differences of two sheets, worked by hand: who came and went, totals, places,
 * grades, parts and why, in both languages. */
#include "oom.h"
#include "score/sheet.h"
#include "score_cards.h"
#include "score_frames.h"

/* Weights 60 and 40; steps of 100 and 50 at 45%, of 100 and 0 at 90 units against the peers. */
#define CARD(weights, bound, rest)                                                                   \
    "{\"format\": 1, \"id\": \"test.diff/1\", \"sections\": [{\"id\": \"s\", \"label\": {\"zh\": "   \
    "\"销售\", \"en\": \"Sales\"}, \"items\": ["                                                   \
    "{\"id\": \"rate\", \"label\": {\"zh\": \"转化率\", \"en\": \"Rate\"}, \"metric\": \"rate\"," \
    " \"weight\": " weights ", \"unit\": \"ratio\", \"direction\": \"higher\", \"low_volume\": "     \
    "\"zero\", \"min_n\": 10, \"curve\": {\"type\": \"steps\", \"bands\": [{\"at_least\": " bound    \
    ", \"points\": 100}, {\"points\": 50}]}},"                                                       \
    "{\"id\": \"place\", \"label\": {\"zh\": \"排名\", \"en\": \"Rank\"}, \"metric\": \"sales\","  \
    " \"weight\": 40, \"unit\": \"count\", \"direction\": \"higher\", \"basis\": \"place\","         \
    " \"curve\": {\"type\": \"places\", \"points\": [100], \"else\": 50}}]}],"                       \
    "\"adjustments\": [{\"id\": \"praise\", \"label\": {\"zh\": \"好评\", \"en\": \"Praise\"},"    \
    " \"metric\": \"praise\", \"points\": 2, \"counts\": \"reported\"}],"                            \
    "\"red_lines\": [{\"id\": \"stalling\", \"label\": {\"zh\": \"推诿\", \"en\": \"Stalling\"},"  \
    " \"metric\": \"stalling\", \"effect\": {\"minus\": 20}}], " rest                                \
    "\"grades\": [{\"id\": \"A\", \"from\": 90}, {\"id\": \"B\", \"below\": 90}]}"

static const char plain[] = CARD("60", "\"45%\"", "");
static const char same[] = CARD("60.0", "\"45%\"", "\"x-note\": 1, ");
static const char lighter[] = CARD("50", "\"45%\"", "");
static const char harder[] = CARD("60", "\"46%\"", "");
static const char capped[] = CARD("60", "\"45%\"", "\"most\": 95, ");

static const char *const metrics[] = {"rate", "sales", "praise", "stalling"};

/* A person of a sheet: a rate of n, sales, hits. */
typedef struct person {
    const char *key;
    int64_t num, n, sales, praise, stalling;
} person;

/* Everybody is "ann" or comes behind her. */
static kefu_sheet *sheet_with(const char *card, const person *people, int n,
                              const kefu_ledger *ledger)
{
    const char *keys[4];
    kefu_value cells[16];
    const kefu_score_options options = {.struct_size = sizeof options, .ledger = ledger};
    for (int i = 0; i < n; i++) {
        const person *p = &people[i];
        keys[i] = p->key;
        cells[4 * i] = (kefu_value){p->num, p->n, p->n, KEFU_VALUE_OK, 0};
        cells[4 * i + 1] = (kefu_value){p->sales, 1, -1, KEFU_VALUE_OK, 0};
        cells[4 * i + 2] = (kefu_value){p->praise, 1, -1, KEFU_VALUE_OK, 0};
        cells[4 * i + 3] = (kefu_value){p->stalling, 1, -1, KEFU_VALUE_OK, 0};
    }
    kefu_frame *frame = frame_of(keys, n, metrics, 4, cells);
    kefu_card *read = card_of(card);
    kefu_sheet *sheet = NULL;
    assert_int_equal(kefu_score(read, frame, &options, &sheet, NULL), KEFU_OK);
    kefu_card_free(read);
    kefu_frame_free(frame);
    return sheet;
}

static kefu_ledger *decided(int32_t action)
{
    kefu_ledger *ledger = NULL;
    const kefu_decision d = {.struct_size = sizeof d,
                             .person = "ann",
                             .part = "stalling",
                             .action = action,
                             .count = KEFU_ALL_HITS,
                             .day = 1,
                             .by = "lead"};
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    return ledger;
}

/* ---- What is expected ------------------------------------------------------------------------ */

typedef struct expected {
    const char *person;
    int32_t code;
    uint32_t why;
    int32_t kind, step;
    const char *part;
    int64_t before, after; /* points in millionths */
    const char *zh, *en;
} expected;

#define PTS(x) ((int64_t)(x)*KEFU_POINT)

static void compare(const kefu_sheet *before, const kefu_sheet *after, const expected *rows, int n)
{
    kefu_diff *diff = NULL;
    assert_int_equal(kefu_diff_sheets(before, after, &diff, NULL), KEFU_OK);
    for (int i = 0; i < n && i < kefu_diff_count(diff); i++) {
        kefu_change c = {.struct_size = sizeof c};
        char zh[160], en[160];
        size_t need = 0;
        assert_int_equal(kefu_diff_at(diff, i, &c), KEFU_OK);
        assert_int_equal(kefu_diff_text(diff, i, KEFU_ZH, zh, sizeof zh, NULL), KEFU_OK);
        assert_int_equal(kefu_diff_text(diff, i, KEFU_EN, en, sizeof en, &need), KEFU_OK);
        assert_string_equal(zh, rows[i].zh);
        assert_string_equal(en, rows[i].en);
        assert_int_equal(need, strlen(en) + 1);
        assert_string_equal(c.person, rows[i].person);
        assert_int_equal(c.code, rows[i].code);
        assert_int_equal(c.why, rows[i].why);
        assert_int_equal(c.kind, rows[i].kind);
        assert_int_equal(c.step, rows[i].step);
        assert_string_equal(c.part, rows[i].part);
        assert_int_equal(c.before, rows[i].before);
        assert_int_equal(c.after, rows[i].after);
    }
    assert_int_equal(kefu_diff_count(diff), n);
    kefu_diff_free(diff);
}

#define COUNT(rows) (int)(sizeof(rows) / sizeof *(rows))

/* ---- Cases ----------------------------------------------------------------------------------- */

/* Ann: 45% is 60, first by sales 40, praise 4: 104. Bob: 50% is 60, second 20: 80. Later ann has
 * 44%, 30, and is second, 20: 50; bob is first, 40: 100. */
static const person first_month[] = {{"ann", 45, 100, 9, 2, 0}, {"bob", 50, 100, 8, 0, 0}};
static const person second_month[] = {{"ann", 44, 100, 9, 0, 0}, {"bob", 50, 100, 11, 0, 0}};

static void test_two_months(void **state)
{
    static const expected rows[] = {
        {"bob", KEFU_CHANGE_TOTAL, 0, 0, 0, "", PTS(80), PTS(100), "总分 80.00 → 100.00(+20.00)",
         "Total 80.00 → 100.00 (+20.00)"},
        {"bob", KEFU_CHANGE_PLACE, 0, 0, 0, "", 4, 2, "名次 2 → 1", "Place 2 → 1"},
        {"bob", KEFU_CHANGE_GRADE, 0, 0, 0, "", 1, 0, "等级 B → A", "Grade B → A"},
        {"bob", KEFU_CHANGE_PART, KEFU_WHY_FIGURE, KEFU_PART_ITEM, 0, "place", PTS(20), PTS(40),
         "排名 20.00 → 40.00(+20.00):数据变了", "Rank 20.00 → 40.00 (+20.00): the figure changed"},
        {"ann", KEFU_CHANGE_TOTAL, 0, 0, 0, "", PTS(104), PTS(50), "总分 104.00 → 50.00(-54.00)",
         "Total 104.00 → 50.00 (-54.00)"},
        {"ann", KEFU_CHANGE_PLACE, 0, 0, 0, "", 2, 4, "名次 1 → 2", "Place 1 → 2"},
        {"ann", KEFU_CHANGE_GRADE, 0, 0, 0, "", 0, 1, "等级 A → B", "Grade A → B"},
        {"ann", KEFU_CHANGE_PART, KEFU_WHY_FIGURE, KEFU_PART_ITEM, 0, "rate", PTS(60), PTS(30),
         "转化率 60.00 → 30.00(-30.00):数据变了",
         "Rate 60.00 → 30.00 (-30.00): the figure changed"},
        {"ann", KEFU_CHANGE_PART, KEFU_WHY_BASIS, KEFU_PART_ITEM, 0, "place", PTS(40), PTS(20),
         "排名 40.00 → 20.00(-20.00):同组或目标变了",
         "Rank 40.00 → 20.00 (-20.00): peers or the target moved"},
        {"ann", KEFU_CHANGE_PART, KEFU_WHY_FIGURE, KEFU_PART_ADJUSTMENT, 0, "praise", PTS(4), 0,
         "好评 4.00 → 0.00(-4.00):次数变了", "Praise 4.00 → 0.00 (-4.00): the hits changed"},
    };
    kefu_sheet *before = sheet_with(plain, first_month, 2, NULL);
    kefu_sheet *after = sheet_with(same, second_month, 2, NULL);
    (void)state;
    compare(before, after, rows, COUNT(rows));
    compare(after, after, NULL, 0);
    kefu_sheet_free(before);
    kefu_sheet_free(after);
}

/* Ann is first: 60 + 40 = 100. Later her 5 of 9 are fewer than 10: 0 + 40. Cat: 30 + 20. */
static void test_one_comes_one_goes(void **state)
{
    static const person was[] = {{"ann", 45, 100, 9, 0, 0}, {"bob", 50, 100, 8, 0, 0}};
    static const person is[] = {{"ann", 5, 9, 9, 0, 0}, {"cat", 40, 100, 7, 0, 0}};
    static const expected rows[] = {
        {"cat", KEFU_CHANGE_JOINED, 0, 0, 0, "", INT64_MIN, PTS(50), "新增,总分 50.00",
         "Joined: total 50.00"},
        {"ann", KEFU_CHANGE_TOTAL, 0, 0, 0, "", PTS(100), PTS(40), "总分 100.00 → 40.00(-60.00)",
         "Total 100.00 → 40.00 (-60.00)"},
        {"ann", KEFU_CHANGE_PLACE, 0, 0, 0, "", 2, 4, "名次 1 → 2", "Place 1 → 2"},
        {"ann", KEFU_CHANGE_GRADE, 0, 0, 0, "", 0, 1, "等级 A → B", "Grade A → B"},
        {"ann", KEFU_CHANGE_PART, KEFU_WHY_FIGURE | KEFU_WHY_STATE, KEFU_PART_ITEM, 0, "rate",
         PTS(60), 0, "转化率 60.00 → 0.00(-60.00):数据变了、数据状态变了",
         "Rate 60.00 → 0.00 (-60.00): the figure changed, the state of the figure changed"},
        {"bob", KEFU_CHANGE_LEFT, 0, 0, 0, "", PTS(80), INT64_MIN, "已不在,此前总分 80.00",
         "Left: total before 80.00"},
    };
    kefu_sheet *before = sheet_with(plain, was, 2, NULL), *after = sheet_with(plain, is, 2, NULL);
    (void)state;
    compare(before, after, rows, COUNT(rows));
    kefu_sheet_free(before);
    kefu_sheet_free(after);
}

/* 100 points, less 20 once the hit is confirmed. */
static void test_before_and_after_review(void **state)
{
    static const person ann[] = {{"ann", 45, 100, 9, 0, 1}};
    static const expected rows[] = {
        {"ann", KEFU_CHANGE_TOTAL, 0, 0, 0, "", PTS(100), PTS(80), "总分 100.00 → 80.00(-20.00)",
         "Total 100.00 → 80.00 (-20.00)"},
        {"ann", KEFU_CHANGE_GRADE, 0, 0, 0, "", 0, 1, "等级 A → B", "Grade A → B"},
        {"ann", KEFU_CHANGE_PART, KEFU_WHY_DECISION, KEFU_PART_RED_LINE, 0, "stalling", 0, -PTS(20),
         "推诿:复核后计入,-20.00", "Stalling: counts after review, -20.00"},
        {"ann", KEFU_CHANGE_FLAGS, 0, 0, 0, "", KEFU_ROW_PENDING,
         KEFU_ROW_RED_LINE | KEFU_ROW_RED_LINE_CUT,
         "标记:新增「触发高压线」,取消「待复核」,新增「高压线扣减」",
         "Marks: now 'red line', no longer 'pending', now 'cut by a red line'"},
    };
    static const expected back[] = {
        {"ann", KEFU_CHANGE_TOTAL, 0, 0, 0, "", PTS(80), PTS(100), "总分 80.00 → 100.00(+20.00)",
         "Total 80.00 → 100.00 (+20.00)"},
        {"ann", KEFU_CHANGE_GRADE, 0, 0, 0, "", 1, 0, "等级 B → A", "Grade B → A"},
        {"ann", KEFU_CHANGE_PART, KEFU_WHY_DECISION, KEFU_PART_RED_LINE, 0, "stalling", -PTS(20), 0,
         "推诿:复核后不计,+20.00", "Stalling: no longer counts after review, +20.00"},
        {"ann", KEFU_CHANGE_FLAGS, 0, 0, 0, "", KEFU_ROW_RED_LINE | KEFU_ROW_RED_LINE_CUT, 0,
         "标记:取消「触发高压线」,取消「高压线扣减」",
         "Marks: no longer 'red line', no longer 'cut by a red line'"},
    };
    /* no point moves, but what hung over her is gone */
    static const expected cleared[] = {
        {"ann", KEFU_CHANGE_PART, KEFU_WHY_DECISION, KEFU_PART_RED_LINE, 0, "stalling", 0, 0,
         "推诿 0.00(得分不变):复核结果变了", "Stalling 0.00 (unchanged): decisions changed"},
        {"ann", KEFU_CHANGE_FLAGS, 0, 0, 0, "", KEFU_ROW_PENDING, 0, "标记:取消「待复核」",
         "Marks: no longer 'pending'"},
    };
    kefu_ledger *yes = decided(KEFU_CONFIRM), *upheld = decided(KEFU_UPHOLD);
    kefu_sheet *open = sheet_with(plain, ann, 1, NULL);
    kefu_sheet *confirmed = sheet_with(plain, ann, 1, yes);
    kefu_sheet *appealed = sheet_with(plain, ann, 1, upheld);
    (void)state;
    compare(open, confirmed, rows, COUNT(rows));
    compare(confirmed, appealed, back, COUNT(back));
    compare(open, appealed, cleared, COUNT(cleared));
    kefu_sheet_free(open);
    kefu_sheet_free(confirmed);
    kefu_sheet_free(appealed);
    kefu_ledger_free(yes);
    kefu_ledger_free(upheld);
}

/* The same figures by another card: a weight of 50 (60 - 10), a bound of 46% (60 - 30), and a most
 * of 95 that cuts 5. */
static void test_another_card(void **state)
{
    static const person ann[] = {{"ann", 45, 100, 9, 0, 0}};
    static const struct {
        const char *card;
        expected part;
    } cases[] = {
        {lighter,
         {"ann", KEFU_CHANGE_PART, KEFU_WHY_WEIGHT, KEFU_PART_ITEM, 0, "rate", PTS(60), PTS(50),
          "转化率 60.00 → 50.00(-10.00):权重变了",
          "Rate 60.00 → 50.00 (-10.00): the weight changed"}},
        {harder,
         {"ann", KEFU_CHANGE_PART, KEFU_WHY_CARD, KEFU_PART_ITEM, 0, "rate", PTS(60), PTS(30),
          "转化率 60.00 → 30.00(-30.00):方案变了",
          "Rate 60.00 → 30.00 (-30.00): the card changed"}},
        {capped,
         {"ann", KEFU_CHANGE_PART, KEFU_WHY_CARD, 0, KEFU_REASON_TOTAL_CUT, "", 0, -PTS(5),
          "总分上下限 0.00 → -5.00(-5.00):方案变了",
          "Limits of the total 0.00 → -5.00 (-5.00): the card changed"}},
    };
    kefu_sheet *before = sheet_with(plain, ann, 1, NULL);
    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        kefu_sheet *after = sheet_with(cases[i].card, ann, 1, NULL);
        kefu_diff *diff = NULL;
        kefu_change c = {.struct_size = sizeof c};
        char text[160];
        assert_int_equal(kefu_diff_sheets(before, after, &diff, NULL), KEFU_OK);
        int64_t last = kefu_diff_count(diff) - 1;
        assert_int_equal(kefu_diff_at(diff, last, &c), KEFU_OK);
        while (c.code != KEFU_CHANGE_PART && last)
            assert_int_equal(kefu_diff_at(diff, --last, &c), KEFU_OK);
        assert_int_equal(c.why, cases[i].part.why);
        assert_int_equal(c.kind, cases[i].part.kind);
        assert_int_equal(c.step, cases[i].part.step);
        assert_string_equal(c.part, cases[i].part.part);
        assert_int_equal(c.before, cases[i].part.before);
        assert_int_equal(c.after, cases[i].part.after);
        assert_int_equal(kefu_diff_text(diff, last, KEFU_ZH, text, sizeof text, NULL), KEFU_OK);
        assert_string_equal(text, cases[i].part.zh);
        assert_int_equal(kefu_diff_text(diff, last, KEFU_EN, text, sizeof text, NULL), KEFU_OK);
        assert_string_equal(text, cases[i].part.en);
        kefu_diff_free(diff);
        kefu_sheet_free(after);
    }
    kefu_sheet_free(before);
}

/* Tiers by place, a badge for 60 points, weights 60 and 40. Ann has 60% of 60 and 40% of 50: 56
 * points, the better of two. Bob has 60% of 70 and nothing for b: 42; then b is excluded and a has
 * all the weight: 70. B gives 0 all the same, and is why. */
static void test_tiers_badges_exclusions(void **state)
{
    static const char text[] =
        AB("", "",
           ",\"tiers\":{\"shares\":[{\"id\":\"top\",\"label\":{\"zh\":\"优\",\"en\":\"Top\"},"
           "\"share\":0.5},{\"id\":\"rest\",\"label\":{\"zh\":\"中\",\"en\":\"Rest\"},"
           "\"share\":0.5}]},\"badges\":[{\"id\":\"full\",\"label\":{\"zh\":\"合格\",\"en\":"
           "\"Fit\"},\"all\":{\"total\":{\"at_least\":60}}}]");
    static const expected rows[] = {
        {"bob", KEFU_CHANGE_TOTAL, 0, 0, 0, "", PTS(42), PTS(70), "总分 42.00 → 70.00(+28.00)",
         "Total 42.00 → 70.00 (+28.00)"},
        {"bob", KEFU_CHANGE_PLACE, 0, 0, 0, "", 4, 2, "名次 2 → 1", "Place 2 → 1"},
        {"bob", KEFU_CHANGE_PART, KEFU_WHY_WEIGHT, KEFU_PART_ITEM, 0, "a", PTS(42), PTS(70),
         "a 42.00 → 70.00(+28.00):权重变了", "a 42.00 → 70.00 (+28.00): the weight changed"},
        {"bob", KEFU_CHANGE_PART, KEFU_WHY_DECISION | KEFU_WHY_WEIGHT | KEFU_WHY_STATE,
         KEFU_PART_ITEM, 0, "b", 0, 0, "b 0.00(得分不变):复核结果变了、权重变了、数据状态变了",
         "b 0.00 (unchanged): decisions changed, the weight changed, the state of the figure "
         "changed"},
        {"bob", KEFU_CHANGE_TIER, 0, 0, 0, "", 1, 0, "档次 中 → 优", "Tier Rest → Top"},
        {"bob", KEFU_CHANGE_HOLDS, 0, KEFU_PART_BADGE, 0, "full", 0, 1, "「合格」:达成",
         "'Fit': holds now"},
        {"ann", KEFU_CHANGE_PLACE, 0, 0, 0, "", 2, 4, "名次 1 → 2", "Place 1 → 2"},
        {"ann", KEFU_CHANGE_TIER, 0, 0, 0, "", 0, 1, "档次 优 → 中", "Tier Top → Rest"},
    };
    static const char *const keys[] = {"ann", "bob"}, *const names[] = {"a", "b"};
    static const kefu_value cells[] = {BARE(60, 1), BARE(50, 1), BARE(70, 1), BARE(0, 1)};
    static const kefu_decision d = {.struct_size = sizeof d,
                                    .person = "bob",
                                    .part = "b",
                                    .action = KEFU_EXCLUDE,
                                    .day = 1,
                                    .by = "lead"};
    kefu_frame *frame = frame_of(keys, 2, names, 2, cells);
    kefu_card *card = card_of(text);
    kefu_ledger *ledger = NULL;
    kefu_sheet *before = NULL, *after = NULL;
    kefu_score_options options = {.struct_size = sizeof options};
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    assert_int_equal(kefu_score(card, frame, &options, &before, NULL), KEFU_OK);
    options.ledger = ledger;
    assert_int_equal(kefu_score(card, frame, &options, &after, NULL), KEFU_OK);
    compare(before, after, rows, COUNT(rows));
    kefu_sheet_free(before);
    kefu_sheet_free(after);
    kefu_ledger_free(ledger);
    kefu_card_free(card);
    kefu_frame_free(frame);
}

/* ---- Arguments and memory -------------------------------------------------------------------- */

static void test_arguments(void **state)
{
    kefu_sheet *before = sheet_with(plain, first_month, 2, NULL);
    kefu_sheet *after = sheet_with(plain, second_month, 2, NULL);
    kefu_diff *diff = NULL;
    kefu_change c = {.struct_size = sizeof c};
    char text[16];
    (void)state;
    assert_int_equal(kefu_diff_sheets(before, after, &diff, NULL), KEFU_OK);
    assert_int_equal(kefu_diff_sheets(before, NULL, &diff, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_diff_sheets(NULL, after, &diff, NULL), KEFU_E_ARGUMENT);
    kefu_sheet_free(before);
    kefu_sheet_free(after);
    assert_int_equal(kefu_diff_at(diff, -1, &c), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_diff_at(diff, kefu_diff_count(diff), &c), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_diff_text(diff, 0, 7, text, sizeof text, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_diff_text(diff, 0, KEFU_ZH, NULL, 1, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_diff_text(diff, 0, KEFU_EN, text, 8, NULL), KEFU_OK);
    assert_string_equal(text, "Total 8");
    kefu_diff_free(diff);
}

static kefu_sheet *swept[2];

static int scenario(const kefu_allocator *a)
{
    kf_memory kept = swept[1]->memory;
    kefu_diff *diff = NULL;
    kefu_status status;
    swept[1]->memory.with = *a;
    status = kefu_diff_sheets(swept[0], swept[1], &diff, NULL);
    kefu_diff_free(diff);
    swept[1]->memory = kept;
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    swept[0] = sheet_with(plain, first_month, 2, NULL);
    swept[1] = sheet_with(capped, second_month, 2, NULL);
    assert_true(oom_sweep(scenario) > 0);
    kefu_sheet_free(swept[0]);
    kefu_sheet_free(swept[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_months),
        cmocka_unit_test(test_one_comes_one_goes),
        cmocka_unit_test(test_before_and_after_review),
        cmocka_unit_test(test_another_card),
        cmocka_unit_test(test_tiers_badges_exclusions),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
