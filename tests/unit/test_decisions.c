/* test_decisions.c - what people decide about hits, items and the floor, as sheets show it. */
#include "oom.h"
#include "score_cards.h"
#include "score_sheets.h"

/* a and b are 50 each, so the items give 50; a bad review that names the agent takes 2 points
 * (METRICS §7: ±2 per review), stalling (推诿) is a red line. */
#define REVIEWS(counts)                                                                                \
    AB("", "",                                                                                         \
       ",\"adjustments\":[{\"id\":\"bad\",\"label\":{\"zh\":\"点名差评\",\"en\":\"Bad reviews\"}," \
       "\"metric\":\"hits\",\"points\":-2" counts "}],"                                                \
       "\"red_lines\":[{\"id\":\"stalling\",\"label\":{\"zh\":\"推诿\",\"en\":\"Stalling\"},"        \
       "\"metric\":\"stalling\",\"effect\":\"zero\"}],\"floor\":60")

static const char *const metrics[] = {"a", "b", "hits", "stalling"};
static const char *const people[] = {"小林", "小王", "小陈"};

/* Bad reviews reported: three against 小林, none against 小王, one against 小陈. */
static kefu_frame *reviews(void)
{
    static const kefu_value cells[] = {BARE(50, 1), BARE(50, 1), BARE(3, 1), BARE(0, 1),
                                       BARE(50, 1), BARE(50, 1), BARE(0, 1), BARE(0, 1),
                                       BARE(50, 1), BARE(50, 1), BARE(1, 1), BARE(2, 1)};
    return frame_of(people, 3, metrics, 4, cells);
}

static kefu_decision say(int who, const char *part, int32_t action, int64_t count, int32_t day,
                         int to)
{
    kefu_decision d = {.struct_size = sizeof d,
                       .person = people[who],
                       .part = part,
                       .action = action,
                       .count = count,
                       .day = day,
                       .by = "主管",
                       .to = to < 0 ? NULL : people[to]};
    return d;
}

static kefu_ledger *ledger_of(const kefu_decision *decisions, size_t n)
{
    kefu_ledger *ledger = NULL;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (size_t i = 0; i < n && decisions[i].action; i++)
        assert_int_equal(kefu_ledger_add(ledger, &decisions[i], NULL), KEFU_OK);
    return ledger;
}

static kefu_sheet *decided(const char *card, const kefu_frame *frame,
                           const kefu_decision *decisions, size_t n, int32_t as_of)
{
    kefu_ledger *ledger = ledger_of(decisions, n);
    kefu_score_options options = {.struct_size = sizeof options, .ledger = ledger, .as_of = as_of};
    kefu_sheet *sheet = sheet_of(card, frame, &options);
    kefu_ledger_free(ledger);
    return sheet;
}

/* Points taken by reviews, from each of the three, in points: -2 for each hit that counts. */
static void test_hits(void **state)
{
    enum { L, W, C };
    static const struct {
        struct {
            int who, action, count, day, to;
        } said[5];
        int confirmed[3], reported[3]; /* hits that count, by what the card says */
    } cases[] = {
        /* nothing is said: by default none counts */
        {{{0}}, {0, 0, 0}, {3, 0, 1}},
        /* one of three was really 小王's: it waits there for a decision of its own */
        {{{L, KEFU_REASSIGN, 1, 5, W}, {L, KEFU_CONFIRM, KEFU_ALL_HITS, 4, -1}},
         {2, 0, 0},
         {2, 1, 1}},
        {{{L, KEFU_REASSIGN, 1, 5, W}, {W, KEFU_CONFIRM, KEFU_ALL_HITS, 9, -1}},
         {0, 1, 0},
         {2, 1, 1}},
        /* all of them; then on to 小陈, who had one */
        {{{L, KEFU_REASSIGN, KEFU_ALL_HITS, 5, W}, {W, KEFU_REASSIGN, 2, 6, C}},
         {0, 0, 0},
         {0, 1, 3}},
        /* by day: 小王 had none yet to hand on */
        {{{L, KEFU_REASSIGN, KEFU_ALL_HITS, 5, W}, {W, KEFU_REASSIGN, 2, 4, C}},
         {0, 0, 0},
         {0, 3, 1}},
        /* on one day in the order of persons: 小林 before 小王 (U+6797 < U+738B) */
        {{{W, KEFU_REASSIGN, 2, 5, C}, {L, KEFU_REASSIGN, KEFU_ALL_HITS, 5, W}},
         {0, 0, 0},
         {0, 1, 3}},
        /* 小陈 (U+9648) comes last that day, so what is handed back stays */
        {{{C, KEFU_REASSIGN, KEFU_ALL_HITS, 5, L}, {L, KEFU_REASSIGN, KEFU_ALL_HITS, 5, C}},
         {0, 0, 0},
         {4, 0, 0}},
        /* more than there are */
        {{{L, KEFU_REASSIGN, 9, 5, W}}, {0, 0, 0}, {0, 3, 1}},
        {{{W, KEFU_REASSIGN, 9, 5, L}}, {0, 0, 0}, {3, 0, 1}},
        /* upheld: confirmed or not */
        {{{L, KEFU_UPHOLD, 1, 5, -1}, {L, KEFU_CONFIRM, KEFU_ALL_HITS, 9, -1}},
         {2, 0, 0},
         {2, 0, 1}},
        {{{L, KEFU_UPHOLD, 1, 5, -1}, {L, KEFU_CONFIRM, 3, 9, -1}}, {2, 0, 0}, {2, 0, 1}},
        {{{L, KEFU_UPHOLD, KEFU_ALL_HITS, 5, -1}, {L, KEFU_CONFIRM, 3, 9, -1}},
         {0, 0, 0},
         {0, 0, 1}},
        {{{L, KEFU_UPHOLD, 9, 5, -1}}, {0, 0, 0}, {0, 0, 1}},
        /* one each way: 3 - 1 reassigned - 1 upheld, the last rejected */
        {{{L, KEFU_REASSIGN, 1, 5, W},
          {L, KEFU_UPHOLD, 1, 6, -1},
          {L, KEFU_REJECT, 1, 6, -1},
          {W, KEFU_CONFIRM, 1, 6, -1}},
         {0, 1, 0},
         {0, 1, 1}},
        /* confirmed before rejected, both with counts */
        {{{L, KEFU_CONFIRM, 2, 5, -1}, {L, KEFU_REJECT, 2, 5, -1}}, {2, 0, 0}, {2, 0, 1}},
        /* all against all: the later day, on one day the rejection */
        {{{L, KEFU_CONFIRM, KEFU_ALL_HITS, 5, -1}, {L, KEFU_REJECT, KEFU_ALL_HITS, 4, -1}},
         {3, 0, 0},
         {3, 0, 1}},
        {{{L, KEFU_CONFIRM, KEFU_ALL_HITS, 5, -1}, {L, KEFU_REJECT, KEFU_ALL_HITS, 6, -1}},
         {0, 0, 0},
         {0, 0, 1}},
        {{{L, KEFU_CONFIRM, KEFU_ALL_HITS, 5, -1}, {L, KEFU_REJECT, KEFU_ALL_HITS, 5, -1}},
         {0, 0, 0},
         {0, 0, 1}},
    };
    kefu_frame *frame = reviews();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int turned = 0; turned < 2; turned++) {
            kefu_decision d[5] = {{0}};
            size_t n = 0;
            kefu_sheet *confirmed, *reported;
            while (n < 5 && cases[i].said[n].action)
                n++;
            for (size_t k = 0; k < n; k++) {
                size_t at = turned ? n - 1 - k : k;
                d[k] = say(cases[i].said[at].who, "bad", cases[i].said[at].action,
                           cases[i].said[at].count, cases[i].said[at].day,
                           cases[i].said[at].action == KEFU_REASSIGN ? cases[i].said[at].to : -1);
            }
            confirmed = decided(REVIEWS(""), frame, d, n, 0);
            reported = decided(REVIEWS(",\"counts\":\"reported\""), frame, d, n, 0);
            for (int p = 0; p < 3; p++) {
                if (row_of(confirmed, people[p]).adjustments != -P(2) * cases[i].confirmed[p])
                    fail_msg("case %zu, confirmed, %s: %lld", i, people[p],
                             (long long)row_of(confirmed, people[p]).adjustments);
                if (row_of(reported, people[p]).adjustments != -P(2) * cases[i].reported[p])
                    fail_msg("case %zu, reported, %s: %lld", i, people[p],
                             (long long)row_of(reported, people[p]).adjustments);
            }
            kefu_sheet_free(confirmed);
            kefu_sheet_free(reported);
        }
    }
    kefu_frame_free(frame);
}

/* ---- In words ---- */

static void says(const kefu_sheet *sheet, const char *person, int32_t index, int32_t language,
                 const char *expected)
{
    char text[512];
    int64_t row = -1;
    assert_int_equal(kefu_sheet_find(sheet, person, &row, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_reason_text(sheet, row, index, language, text, sizeof text, NULL),
                     KEFU_OK);
    assert_string_equal(text, expected);
}

static void test_words(void **state)
{
    kefu_decision d[] = {
        say(0, "bad", KEFU_REASSIGN, 1, 5, 1), say(0, "bad", KEFU_UPHOLD, 1, 6, -1),
        say(0, "bad", KEFU_CONFIRM, KEFU_ALL_HITS, 6, -1), say(2, "bad", KEFU_REASSIGN, 1, 6, 1),
        say(2, "stalling", KEFU_UPHOLD, 1, 6, -1)};
    kefu_frame *frame = reviews();
    kefu_sheet *sheet;
    kefu_reason r;
    (void)state;
    d[0].evidence = "r-17";
    d[1].evidence = "a-3";
    sheet = decided(REVIEWS(""), frame, d, 5, 0);
    says(sheet, "小林", 2, KEFU_ZH,
         "点名差评 1 次(上报 3 次,其中 1 次改派给小王、1 次申诉成立) × -2 分 = -2.00 "
         "分;凭证:r-17, a-3");
    says(sheet, "小林", 2, KEFU_EN,
         "Bad reviews 1 (3 reported: 1 reassigned to 小王, 1 upheld on appeal) × -2 = -2.00; "
         "evidence: r-17, a-3");
    says(sheet, "小王", 2, KEFU_ZH,
         "点名差评 2 次待复核、1 次由小林改派来、1 次由小陈改派来,不计;凭证:r-17");
    says(sheet, "小王", 2, KEFU_EN,
         "Bad reviews 2 wait for a decision, 1 reassigned from 小林, 1 reassigned from 小陈: not "
         "counted; evidence: r-17");
    says(sheet, "小陈", 2, KEFU_ZH, "点名差评 1 次改派给小王,不计");
    says(sheet, "小陈", 3, KEFU_ZH, "高压线「推诿」上报 2 次,其中 1 次待复核、1 次申诉成立,暂不计");
    says(sheet, "小陈", 3, KEFU_EN,
         "Red line 'Stalling' 2 reported: 1 waits for a decision, 1 upheld on appeal: does not "
         "count yet");
    r = reason_of(sheet, "小王", 2);
    assert_int_equal(r.value.num, 0); /* reported by the metric */
    assert_int_equal(r.b.num, 2);     /* and reassigned */
    assert_int_equal(r.a.num, 0);
    assert_int_equal(r.code, KEFU_REASON_PENDING);
    assert_int_equal(row_of(sheet, "小王").flags & KEFU_ROW_PENDING, KEFU_ROW_PENDING);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- What is excluded ---- */

/* 小林's b is left out, so a = 80 is all: 80 instead of 80 × 60% + 20 × 40% = 56. */
static void test_exclude(void **state)
{
    static const char *const ab[] = {"a", "b"};
    static const kefu_value cells[] = {BARE(80, 1), BARE(20, 1), BARE(80, 1), BARE(20, 1)};
    kefu_decision d[] = {say(0, "b", KEFU_EXCLUDE, 0, 5, -1), say(0, "b", KEFU_EXCLUDE, 0, 6, -1),
                         say(1, "floor", KEFU_EXCLUDE, 0, 6, -1)};
    kefu_frame *frame = frame_of(people, 2, ab, 2, cells);
    kefu_sheet *sheet;
    kefu_reason r;
    (void)state;
    d[0].evidence = "t-1";
    d[1].evidence = "t-2";
    sheet = decided(AB("", "", ",\"floor\":60"), frame, d, 3, 0);
    assert_int_equal(row_of(sheet, "小林").total, P(80));
    assert_int_equal(row_of(sheet, "小林").flags, 0);
    assert_int_equal(row_of(sheet, "小林").coverage, 600000);
    r = reason_of(sheet, "小林", 1);
    assert_int_equal(r.code, KEFU_REASON_LEFT_OUT);
    assert_int_equal(r.cause, KEFU_VALUE_EXEMPT);
    assert_string_equal(r.evidence, "t-1, t-2");
    assert_string_equal(reason_of(sheet, "小林", 0).evidence, "");
    says(sheet, "小林", 1, KEFU_ZH, "b 豁免:不计入,40% 的权重由其他项分担;凭证:t-1, t-2");
    assert_int_equal(row_of(sheet, "小王").total, P(56));
    assert_int_equal(row_of(sheet, "小王").flags, KEFU_ROW_EXCUSED);
    kefu_sheet_free(sheet);
    sheet = decided(AB("", "", ",\"floor\":60"), frame, d, 3, 4); /* before all of it */
    assert_int_equal(row_of(sheet, "小林").total, P(56));
    assert_int_equal(row_of(sheet, "小林").flags, KEFU_ROW_BELOW_FLOOR);
    assert_int_equal(row_of(sheet, "小王").flags, KEFU_ROW_BELOW_FLOOR);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- As of a day ---- */

/* Reasons of both say the same, and both sheets name the same decisions. */
static void same_sheets(const kefu_sheet *a, const kefu_sheet *b)
{
    assert_int_equal(kefu_sheet_rows(a), kefu_sheet_rows(b));
    assert_string_equal(kefu_sheet_ledger_id(a), kefu_sheet_ledger_id(b));
    for (int64_t row = 0; row < kefu_sheet_rows(a); row++) {
        kefu_sheet_row x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        assert_int_equal(kefu_sheet_row_at(a, row, &x), KEFU_OK);
        assert_int_equal(kefu_sheet_row_at(b, row, &y), KEFU_OK);
        assert_string_equal(x.person, y.person);
        assert_int_equal(x.total, y.total);
        assert_int_equal(x.flags, y.flags);
        assert_int_equal(kefu_sheet_reasons(a, row), kefu_sheet_reasons(b, row));
        for (int32_t i = 0; i < kefu_sheet_reasons(a, row); i++) {
            char s[512], t[512];
            assert_int_equal(kefu_sheet_reason_text(a, row, i, KEFU_ZH, s, sizeof s, NULL),
                             KEFU_OK);
            assert_int_equal(kefu_sheet_reason_text(b, row, i, KEFU_ZH, t, sizeof t, NULL),
                             KEFU_OK);
            assert_string_equal(s, t);
        }
    }
}

/* Scoring as of a day is scoring by the decisions up to it; and so is the id. Their order does not
 * matter. What comes later is not even looked at: it may be about somebody who is not there. */
static void test_as_of(void **state)
{
    static const int32_t actions[] = {KEFU_CONFIRM, KEFU_REJECT, KEFU_REASSIGN, KEFU_UPHOLD};
    kefu_frame *frame = reviews();
    uint32_t salt = 20261031;
    (void)state;
    for (int round = 0; round < 40; round++) {
        kefu_decision d[12], cut[12], turned[12];
        size_t n = 0;
        int32_t as_of = round % 8 + 1;
        kefu_sheet *all, *early, *other;
        for (int i = 0; i < 12; i++) {
            int32_t action, who, count;
            salt = salt * 1664525u + 1013904223u;
            action = actions[salt >> 30];
            who = (int32_t)(salt >> 20) % 3;
            count = (salt >> 16) % 3 ? (int32_t)((salt >> 16) % 3) : KEFU_ALL_HITS;
            d[i] = say(who, salt >> 19 & 1 ? "bad" : "stalling", action, count,
                       (int32_t)(salt >> 12) % 8 + 1, action == KEFU_REASSIGN ? (who + 1) % 3 : -1);
            d[i].evidence = &"abcdefghijkl"[i];
            turned[11 - i] = d[i];
            if (d[i].day <= as_of)
                cut[n++] = d[i];
        }
        all = decided(REVIEWS(""), frame, d, 12, as_of);
        early = decided(REVIEWS(""), frame, cut, n, 0);
        other = decided(REVIEWS(""), frame, turned, 12, as_of);
        same_sheets(all, early);
        same_sheets(all, other);
        assert_int_equal(kefu_sheet_as_of(all), as_of);
        assert_int_equal(kefu_sheet_as_of(early), 0);
        kefu_sheet_free(all);
        kefu_sheet_free(early);
        kefu_sheet_free(other);
    }
    kefu_frame_free(frame);
}

/* ---- Read back ---- */

/* By day; a reassignment is on both rows, what is after as_of on none. */
static void test_read_back(void **state)
{
    enum { L, W, C };
    kefu_decision d[] = {
        say(L, "bad", KEFU_CONFIRM, KEFU_ALL_HITS, 6, -1), say(L, "bad", KEFU_REASSIGN, 1, 5, W),
        say(W, "stalling", KEFU_REJECT, 2, 7, -1), say(L, "bad", KEFU_UPHOLD, 1, 9, -1)};
    static const struct {
        int who, decision; /* numbers of people and of d */
    } rows[] = {{L, 1}, {L, 0}, {W, 1}, {W, 2}};
    kefu_frame *frame = reviews();
    kefu_sheet *sheet;
    kefu_decision out = {.struct_size = sizeof out};
    int32_t seen[3] = {0};
    int64_t row = -1;
    (void)state;
    d[0].reason = "看过聊天记录";
    d[0].evidence = "c-1";
    sheet = decided(REVIEWS(""), frame, d, 4, 8);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const kefu_decision *is = &d[rows[i].decision];
        assert_int_equal(kefu_sheet_find(sheet, people[rows[i].who], &row, NULL), KEFU_OK);
        assert_int_equal(kefu_sheet_decisions(sheet, row), 2);
        assert_int_equal(kefu_sheet_decision(sheet, row, seen[rows[i].who]++, &out), KEFU_OK);
        assert_string_equal(out.person, is->person);
        assert_string_equal(out.part, is->part);
        assert_int_equal(out.action, is->action);
        assert_int_equal(out.day, is->day);
        assert_int_equal(out.count, is->count);
        assert_string_equal(out.by, is->by);
        assert_string_equal(out.reason, is->reason ? is->reason : "");
        assert_string_equal(out.evidence, is->evidence ? is->evidence : "");
        assert_string_equal(out.to, is->to ? is->to : "");
    }
    assert_int_equal(kefu_sheet_decision(sheet, row, 2, &out), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_decision(sheet, row, -1, &out), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_find(sheet, people[C], &row, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_decisions(sheet, row), 0);
    assert_int_equal(kefu_sheet_decisions(sheet, 3), 0);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
}

/* ---- Refused ---- */

static void test_refused(void **state)
{
    static const struct {
        kefu_decision d;
        const char *says;
    } cases[] = {
        {{.person = "小张", .part = "bad", .action = KEFU_CONFIRM}, "'小张'"},
        {{.person = "小林", .part = "bat", .action = KEFU_CONFIRM}, "did you mean 'bad'"},
        {{.person = "小林", .part = "a", .action = KEFU_CONFIRM}, "adjustment or red line"},
        {{.person = "小林", .part = "bad", .action = KEFU_EXCLUDE}, "no such item"},
        {{.person = "小林", .part = "bad", .action = KEFU_REASSIGN, .to = "小张"}, "'小张'"},
    };
    kefu_frame *frame = reviews();
    kefu_card *card = card_of(REVIEWS(""));
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kefu_decision d = cases[i].d;
        kefu_score_options options = {.struct_size = sizeof options};
        kefu_sheet *sheet = NULL;
        kefu_error error;
        kefu_ledger *ledger;
        d.struct_size = sizeof d;
        d.by = "主管";
        d.day = 7;
        d.count = d.action == KEFU_EXCLUDE ? 0 : KEFU_ALL_HITS;
        ledger = ledger_of(&d, 1);
        options.ledger = ledger;
        assert_int_equal(kefu_score(card, frame, &options, &sheet, &error), KEFU_E_NAME);
        if (!strstr(error.message, cases[i].says))
            fail_msg("%s", error.message);
        options.as_of = 6; /* not read */
        assert_int_equal(kefu_score(card, frame, &options, &sheet, &error), KEFU_OK);
        kefu_sheet_free(sheet);
        kefu_ledger_free(ledger);
    }
    kefu_card_free(card);
    kefu_frame_free(frame);
}

/* A floor that the card does not have cannot be excused; and hits beyond 64 bits are told. */
static void test_limits(void **state)
{
    static const kefu_value cells[] = {BARE(50, 1), BARE(50, 1), BARE(INT64_MAX, 1),
                                       BARE(50, 1), BARE(50, 1), BARE(1, 1)};
    kefu_decision floor = say(0, "floor", KEFU_EXCLUDE, 0, 1, -1);
    kefu_decision move = say(0, "x", KEFU_REASSIGN, KEFU_ALL_HITS, 1, 1);
    kefu_frame *frame = frame_of(people, 2, metrics, 3, cells);
    kefu_card *card = card_of(AB("", "",
                                 ",\"adjustments\":[{\"id\":\"x\",\"metric\":\"hits\",\"points\":"
                                 "1,\"cap\":5}]"));
    kefu_score_options options = {.struct_size = sizeof options};
    kefu_sheet *sheet = NULL;
    kefu_ledger *ledger = ledger_of(&floor, 1);
    (void)state;
    options.ledger = ledger;
    assert_int_equal(kefu_score(card, frame, &options, &sheet, NULL), KEFU_E_NAME);
    kefu_ledger_free(ledger);
    options.ledger = ledger = ledger_of(&move, 1);
    assert_int_equal(kefu_score(card, frame, &options, &sheet, NULL), KEFU_E_OVERFLOW);
    kefu_ledger_free(ledger);
    kefu_card_free(card);
    kefu_frame_free(frame);
}

/* ---- Memory ---- */

static int scenario_decisions(const kefu_allocator *allocator)
{
    static const char *const who[] = {"p", "q"};
    static const char *const names[] = {"a", "b", "hits"};
    static const kefu_value cells[] = {BARE(50, 1), BARE(50, 1), BARE(3, 1),
                                       BARE(50, 1), BARE(50, 1), BARE(0, 1)};
    static const char text[] =
        AB("", "", ",\"adjustments\":[{\"id\":\"x\",\"metric\":\"hits\",\"points\":-2}]");
    const kefu_decision d[] = {{sizeof d[0], "p", "x", KEFU_REASSIGN, 1, 1, "l", NULL, "e1", "q"},
                               {sizeof d[0], "p", "x", KEFU_UPHOLD, 1, 1, "l", NULL, "e2", NULL},
                               {sizeof d[0], "q", "b", KEFU_EXCLUDE, 1, 0, "l", NULL, "e3", NULL}};
    kf_memory memory;
    kefu_frame *frame = NULL;
    kefu_card *card = NULL;
    kefu_ledger *ledger = NULL;
    kefu_sheet *sheet = NULL;
    kefu_score_options options = {.struct_size = sizeof options, .allocator = allocator};
    kefu_status status = kf_memory_init(&memory, allocator, NULL);
    frame = frame_with(&memory, who, 2, names, 3, cells);
    status = frame ? kefu_card_from_json(allocator, NULL, text, sizeof text - 1, &card, NULL)
                   : KEFU_E_MEMORY;
    if (!status)
        status = kefu_ledger_new(allocator, &ledger, NULL);
    for (size_t i = 0; i < 3 && !status; i++)
        status = kefu_ledger_add(ledger, &d[i], NULL);
    options.ledger = ledger;
    if (!status)
        status = kefu_score(card, frame, &options, &sheet, NULL);
    kefu_sheet_free(sheet);
    kefu_ledger_free(ledger);
    kefu_card_free(card);
    kefu_frame_free(frame);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_decisions) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hits),      cmocka_unit_test(test_words),
        cmocka_unit_test(test_exclude),   cmocka_unit_test(test_as_of),
        cmocka_unit_test(test_read_back), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_limits),    cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
