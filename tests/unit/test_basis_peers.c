/* test_basis_peers.c - ratios and differences to the mean of one's peers. */
#include "score_items.h"

#define RATIO(peers)      "\"basis\":\"ratio\",\"peers\":{" peers "},"
#define DIFFERENCE(peers) "\"basis\":\"difference\",\"peers\":{" peers "},"
/* E1, a published pre-sales card: spend ratio agent / shop */
#define E1_BANDS                                                                                   \
    "\"curve\":{\"type\":\"steps\",\"bands\":[{\"at_least\":1.12,\"points\":100},{\"at_least\":"   \
    "1.08,\"points\":80},{\"at_least\":1.06,\"points\":60},{\"points\":50}]}"
#define LEVEL "\"curve\":{\"type\":\"linear\",\"points\":[[-1000,0],[1000,100]]}"

static const char *const m_only[] = {"m"};
static const char *const abc[] = {"a", "b", "c"};

/* 28,000 for 100 orders, 20,000 for 80, 22,000 for 100: 70,000 / 280 = 250 is the shop's. a: 280 /
 * 250 = 1.12 exactly, b: 250 / 250 = 1, c: 220 / 250 = 0.88. */
static void test_spend_ratio(void **state)
{
    static const kefu_value cells[] = {OF(28000, 100), OF(20000, 80), OF(22000, 100)};
    static const struct {
        int64_t num, den, total;
    } expected[] = {{28, 25, P(100)}, {1, 1, P(50)}, {22, 25, P(50)}};
    kefu_frame *frame = frame_of(abc, 3, m_only, 1, cells);
    kefu_sheet *sheet = sheet_of(
        ITEM_CARD("", "yuan", "higher", RATIO("\"within\":\"all\"") E1_BANDS), frame, NULL);
    (void)state;
    assert_int_equal(row_of(sheet, "a").total, P(100));
    for (int i = 0; i < 3; i++) {
        kefu_reason r = reason_of(sheet, abc[i], 0);
        item_value(r.basis, expected[i].num, expected[i].den, 0);
        item_value(r.against, 250, 1, 0);
        assert_int_equal(r.against.n, 3);
        assert_int_equal(r.points, expected[i].total);
    }
    item_text(sheet, "a",
              "指标 280.00 元(100 次),为全员均值 250.00 元的 1.12 倍 ≥ 1.12 档 → 100 分 × 100% = "
              "100.00 分",
              "Item 280.00 yuan (100), 1.12 times everyone's mean of 250.00 yuan within ≥ 1.12 → "
              "100 × 100% = 100.00");
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* S1 elite: better than the mean of the others. Hand: c without its own 48,000/180. */
static void test_means(void **state)
{
    static const struct {
        const char *peers;
        kefu_value cells[3];
        int64_t mean_num, mean_den; /* of c's peers */
        int64_t num, den;
        uint32_t flags, mean_flags;
        int64_t n;
    } cases[] = {
        {"\"within\":\"all\",\"leave_out\":true",
         {OF(28000, 100), OF(20000, 80), OF(22000, 100)},
         800,
         3,
         33,
         40,
         0,
         0,
         2},
        /* plain: (280 + 250 + 220) / 3 = 250; without c 265: 220/265 = 44/53 */
        {"\"within\":\"all\",\"mean\":\"plain\"",
         {OF(28000, 100), OF(20000, 80), OF(22000, 100)},
         250,
         1,
         22,
         25,
         0,
         KEFU_VALUE_ROUNDED,
         3},
        {"\"within\":\"all\",\"mean\":\"plain\",\"leave_out\":true",
         {OF(28000, 100), OF(20000, 80), OF(22000, 100)},
         265,
         1,
         44,
         53,
         0,
         KEFU_VALUE_ROUNDED,
         2},
        /* 1/3, 1/3, 1/3 plain: 0.333333333, and 1/3 over it is 1000000000/999999999 */
        {"\"mean\":\"plain\"",
         {OF(1, 3), OF(1, 3), OF(1, 3)},
         333333333,
         1000000000,
         1000000000,
         999999999,
         0,
         KEFU_VALUE_ROUNDED,
         3},
        /* 1/3 and 2/3 are 0.5, each at 18 decimals; c's own is 2/3 */
        {"\"mean\":\"plain\"", {OF(1, 3), NO_DATA, OF(2, 3)}, 1, 2, 4, 3, 0, KEFU_VALUE_ROUNDED, 2},
        /* low volume, no data and exempt do not count, but are compared */
        {"\"within\":\"all\"",
         {OF(50, 100), NO_DATA, {2, 4, 4, KEFU_VALUE_LOW_VOLUME, 0}},
         1,
         2,
         1,
         1,
         0,
         0,
         1},
        {"\"within\":\"all\"", {OF(50, 100), EXEMPT, OF(3, 4)}, 53, 104, 78, 53, 0, 0, 2},
        /* pooled means of equals are themselves */
        {"\"within\":\"all\"", {OF(7, 11), OF(14, 22), OF(21, 33)}, 7, 11, 1, 1, 0, 0, 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char card[1024];
        kefu_frame *frame = frame_of(abc, 3, m_only, 1, cases[i].cells);
        kefu_sheet *sheet;
        kefu_reason r;
        strcpy(card, "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":"
                     "\"i\",\"metric\":\"m\",\"weight\":100,\"unit\":\"ratio\",\"direction\":"
                     "\"higher\",\"basis\":\"ratio\",\"peers\":{");
        strcat(card, cases[i].peers);
        strcat(card, "}," E1_BANDS "}]}]}");
        sheet = sheet_of(card, frame, NULL);
        r = reason_of(sheet, "c", 0);
        assert_true(r.against.num * cases[i].mean_den == cases[i].mean_num * r.against.den);
        assert_int_equal(r.against.n, cases[i].n);
        assert_int_equal(r.against.flags, cases[i].mean_flags);
        item_value(r.basis, cases[i].num, cases[i].den, cases[i].flags);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
}

/* ---- Differences ---- */

/* 45 % and 40 % and 35 % of 100 each: the mean is 40 %. */
static void test_differences(void **state)
{
    static const kefu_value cells[] = {OF(45, 100), OF(40, 100), OF(35, 100)};
    kefu_frame *frame = frame_of(abc, 3, m_only, 1, cells);
    kefu_sheet *sheet =
        sheet_of(ITEM_CARD("", "ratio", "higher",
                           DIFFERENCE("") "\"curve\":{\"type\":\"steps\",\"bands\":[{\"at_least\":"
                                          "\"5%\",\"points\":100},{\"at_least\":0,\"points\":80},{"
                                          "\"points\":60}]}"),
                 frame, NULL);
    (void)state;
    item_value(reason_of(sheet, "a", 0).basis, 1, 20, 0);
    item_value(reason_of(sheet, "b", 0).basis, 0, 1, 0);
    item_value(reason_of(sheet, "c", 0).basis, -1, 20, 0);
    item_text(
        sheet, "a",
        "指标 45.00%(45/100),比全员均值 40.00%高 5.00 个百分点 ≥ 5% 档 → 100 分 × 100% = 100.00 分",
        "Item 45.00% (45/100), 5.00 percentage points above everyone's mean of 40.00% within "
        "≥ 5% → 100 × 100% = 100.00");
    item_text(sheet, "b",
              "指标 40.00%(40/100),与全员均值 40.00%持平 ≥ 0% 档 → 80 分 × 100% = 80.00 分",
              "Item 40.00% (40/100), the same as everyone's mean of 40.00% within ≥ 0% → 80 × 100% "
              "= 80.00");
    item_text(
        sheet, "c",
        "指标 35.00%(35/100),比全员均值 40.00%低 5.00 个百分点,其余档 → 60 分 × 100% = 60.00 分",
        NULL);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- Groups and teams ---- */

static void test_within(void **state)
{
    static const char *const staff[] = {"person", "team", "role", "a",    "east",
                                        "pre",    "b",    "east", "post", "c",
                                        "west",   "pre",  "d",    NULL,   "pre"};
    static const char *const people[] = {"a", "b", "c", "d"};
    static const kefu_value cells[] = {BARE(100, 1), BARE(200, 1), BARE(300, 1), BARE(600, 1)};
    static const struct {
        const char *card;
        int64_t means[4]; /* 0: nobody to compare with */
    } cases[] = {
        {ITEM_CARD("", "count", "higher", DIFFERENCE("\"within\":\"all\"") LEVEL),
         {300, 300, 300, 300}},
        {ITEM_CARD("", "count", "higher", DIFFERENCE("\"within\":\"team\"") LEVEL),
         {150, 150, 300, 0}},
        {ITEM_CARD("", "count", "higher",
                   DIFFERENCE("\"within\":\"team\",\"leave_out\":true") LEVEL),
         {200, 100, 0, 0}},
        /* pre: a, c, d: 1000 / 3 */
        {ITEM_CARD("\"rank\":{\"group\":\"team\"},", "count", "higher",
                   DIFFERENCE("\"within\":\"group\"") LEVEL),
         {150, 150, 300, 600}},
    };
    kefu_roster *roster = item_roster(staff, 5, 3);
    const kefu_score_options options = {
        .struct_size = sizeof options, .roster = roster, .day = 20000};
    kefu_frame *frame = frame_of(people, 4, m_only, 1, cells);
    kefu_error error = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_sheet *sheet = sheet_of(cases[i].card, frame, &options);
        for (int k = 0; k < 4; k++) {
            kefu_reason r = reason_of(sheet, people[k], 0);
            assert_int_equal(r.against.num, cases[i].means[k]);
            assert_int_equal(r.against.den, cases[i].means[k] != 0);
            assert_int_equal(r.code, cases[i].means[k] ? KEFU_REASON_LINEAR : KEFU_REASON_LEFT_OUT);
        }
        kefu_sheet_free(sheet);
    }
    assert_int_equal(item_score(cases[1].card, frame, NULL, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message,
                        "the card compares people with their team, and there is no roster");
    kefu_frame_free(frame);
    kefu_roster_free(roster);
}

/* A mean of 0 or less is nothing to be a multiple of; a difference to it is fine. */
static void test_mean_of_nothing(void **state)
{
    static const kefu_value cells[] = {BARE(5, 1), BARE(-5, 1), BARE(0, 1)};
    kefu_frame *frame = frame_of(abc, 3, m_only, 1, cells);
    kefu_sheet *sheet = sheet_of(ITEM_CARD("", "count", "higher", RATIO("") E1_BANDS), frame, NULL);
    (void)state;
    assert_int_equal(reason_of(sheet, "a", 0).code, KEFU_REASON_LEFT_OUT);
    kefu_sheet_free(sheet);
    sheet = sheet_of(ITEM_CARD("", "count", "higher", DIFFERENCE("") LEVEL), frame, NULL);
    item_value(reason_of(sheet, "a", 0).basis, 5, 1, 0);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- Wide numbers ---- */

/* Denominators near 2^62, whose sum does not fit 64 bits: rounded once. Python, with the numerators
 * a, b, c and denominators p, q, r: s = Fraction(a + b + c, p + q + r), round(s * 10**9) =
 * 250000000 and round(Fraction(a, p) / s * 10**9) = 1000000000 */
static void test_wide(void **state)
{
    static const kefu_value cells[] = {BARE(1152921504606846976, 4611686018427387847),
                                       BARE(1152921504606846975, 4611686018427387817),
                                       BARE(1152921504606846972, 4611686018427387787)};
    kefu_frame *frame = frame_of(abc, 3, m_only, 1, cells);
    kefu_sheet *sheet = sheet_of(ITEM_CARD("", "count", "higher", RATIO("") E1_BANDS), frame, NULL);
    kefu_reason r = reason_of(sheet, "a", 0);
    (void)state;
    item_value(r.against, 250000000, 1000000000, KEFU_VALUE_ROUNDED);
    item_value(r.basis, 1000000000, 1000000000, KEFU_VALUE_ROUNDED);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- Laws ---- */

/* Rows are in the order of their keys; figures that change places among people change only whose
 * they are. */
static void test_order(void **state)
{
    static const kefu_value given[] = {OF(45, 100), OF(3, 7), OF(29, 61), OF(1, 3), OF(12, 17)};
    static const char *const people[] = {"p0", "p1", "p2", "p3", "p4"};
    static const char *const cards[] = {
        ITEM_CARD("", "ratio", "higher", RATIO("") E1_BANDS),
        ITEM_CARD("", "ratio", "higher", RATIO("\"mean\":\"plain\",\"leave_out\":true") E1_BANDS),
        ITEM_CARD("", "ratio", "higher", DIFFERENCE("\"leave_out\":true") LEVEL)};
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        kefu_value first[5];
        for (int turn = 0; turn < 5; turn++) {
            kefu_value cells[5];
            kefu_frame *frame;
            kefu_sheet *sheet;
            for (int i = 0; i < 5; i++)
                cells[(i * 2 + turn) % 5] = given[i];
            frame = frame_of(people, 5, m_only, 1, cells);
            sheet = sheet_of(cards[k], frame, NULL);
            for (int i = 0; i < 5; i++) {
                kefu_reason r = reason_of(sheet, people[(i * 2 + turn) % 5], 0);
                if (!turn)
                    first[i] = r.basis;
                assert_memory_equal(&first[i], &r.basis, sizeof r.basis);
            }
            kefu_sheet_free(sheet);
            kefu_frame_free(frame);
        }
    }
}

static void test_refusals(void **state)
{
    (void)state;
    item_refused(ITEM_CARD("", "yuan", "higher", "\"peers\":{}," E1_BANDS),
                 "sections[0].items[0].peers: this key belongs to the bases ratio and difference");
    item_refused(ITEM_CARD("", "yuan", "higher", RATIO("\"within\":\"shop\"") E1_BANDS),
                 "sections[0].items[0].peers.within: expected 'group', 'team' or 'all'");
    item_refused(ITEM_CARD("", "yuan", "higher", RATIO("\"leave_out\":1") E1_BANDS),
                 "sections[0].items[0].peers.leave_out: expected true or false");
}

/* ---- Memory ---- */

static int peers_scenario(const kefu_allocator *a)
{
    static const char *const staff[] = {"person", "team", "a", "east", "b", "east", "c", "west"};
    static const kefu_value cells[] = {OF(45, 100), OF(3, 7), OF(29, 61)};
    kefu_frame *frame = frame_of(abc, 3, m_only, 1, cells);
    kefu_roster *roster = item_roster(staff, 4, 2);
    kefu_card *card =
        card_of(ITEM_CARD("", "ratio", "higher", RATIO("\"within\":\"team\"") E1_BANDS));
    const kefu_score_options options = {
        .struct_size = sizeof options, .allocator = a, .roster = roster, .day = 20000};
    kefu_sheet *sheet = NULL;
    kefu_status status = kefu_score(card, frame, &options, &sheet, NULL);
    kefu_sheet_free(sheet);
    kefu_card_free(card);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(peers_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spend_ratio),     cmocka_unit_test(test_means),
        cmocka_unit_test(test_differences),     cmocka_unit_test(test_within),
        cmocka_unit_test(test_mean_of_nothing), cmocka_unit_test(test_wide),
        cmocka_unit_test(test_order),           cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
