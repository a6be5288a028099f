/* test_run.c - runs: everybody by their own card, as if the others were not there. */
#include <stdio.h>

#include "oom.h"
#include "score_cards.h"
#include "score_sheets.h"

/* Two cards: pre-sales by conversion among peers, newcomers by two exams. They share the id of an
 * adjustment, and neither's metrics are all in the other. */
#define PRESALES                                                                                   \
    "{\"format\":1,\"id\":\"t.presales/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":"        \
    "\"conversion\",\"metric\":\"转化率\",\"unit\":\"points\",\"direction\":\"higher\","        \
    "\"weight\":100,\"basis\":\"place\",\"curve\":{\"type\":\"places\",\"points\":[100,90,80],"    \
    "\"else\":60}}]}],\"adjustments\":[{\"id\":\"bad\",\"metric\":\"差评\",\"points\":-2}]}"
#define NEWCOMERS                                                                                  \
    "{\"format\":1,\"id\":\"t.newcomers/1\",\"rank\":{\"group\":\"stage\"},\"sections\":[{\"id\":" \
    "\"s\",\"items\":[{\"id\":\"exam\",\"metric\":\"考试\",\"unit\":\"points\",\"direction\":"   \
    "\"higher\",\"weight\":100," IDENTITY                                                          \
    "}]}],\"adjustments\":[{\"id\":\"bad\",\"metric\":\"差评\",\"points\":-1}]}"
#define BOOK                                                                                       \
    "{\"format\":1,\"id\":\"t.book/1\",\"rules\":["                                                \
    "{\"card\":\"t.newcomers/1\",\"stage\":[\"新人\",\"试岗\"]},"                              \
    "{\"card\":\"t.promotion/1\",\"from\":\"2026-11-01\",\"to\":\"2026-11-11\"},"                  \
    "{\"card\":\"t.presales/1\",\"role\":[\"售前\"]},"                                           \
    "{\"card\":null,\"role\":[\"主管\"]}]}"

enum { PEOPLE = 8, DAY = 20757 }; /* 2026-10-31 */

/* p7 is not on the roster, p5 a manager, p6 of after-sales, whom nobody thought of. */
static const char *const people[PEOPLE] = {"p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"};
static const char *const roles[PEOPLE] = {"售前", "售前", "售前", "售前",
                                          "售前", "主管", "售后", NULL};
static const char *const stages[PEOPLE] = {NULL, "新人", NULL, "试岗", NULL, NULL, NULL, NULL};
static const char *const metrics[] = {"转化率", "考试", "差评"};
static const kefu_value cells[PEOPLE * 3] = {
    BARE(40, 1), NO_DATA,     BARE(2, 1), BARE(99, 1), BARE(70, 1), BARE(1, 1),
    BARE(60, 1), NO_DATA,     BARE(0, 1), BARE(98, 1), BARE(80, 1), BARE(0, 1),
    BARE(50, 1), BARE(10, 1), BARE(1, 1), BARE(97, 1), BARE(10, 1), BARE(0, 1),
    BARE(96, 1), BARE(10, 1), BARE(0, 1), BARE(95, 1), BARE(10, 1), BARE(0, 1),
};
/* by the book, in the order of the frame */
static const int presales[] = {0, 2, 4}, newcomers[] = {1, 3};

static kefu_roster *roster_with(const kefu_allocator *allocator, int last)
{
    kefu_builder *builder = NULL;
    kefu_roster *roster = NULL;
    kefu_status status = kefu_builder_new(allocator, NULL, &builder, NULL);
    static const char *const columns[] = {"客服", "岗位", "阶段"};
    for (int i = 0; i < 3 && !status; i++)
        status = kefu_builder_add(builder, columns[i], KEFU_COLUMN_TEXT, 0, 0, NULL, NULL);
    for (int i = 0; i < PEOPLE && !status; i++) {
        int p = last ? PEOPLE - 1 - i : i;
        const char *const texts[] = {people[p], roles[p], stages[p]};
        for (int32_t c = 0; c < 3 && !status && roles[p]; c++)
            if (texts[c])
                status = kefu_builder_set_text(builder, c, texts[c], strlen(texts[c]), NULL);
        if (!status && roles[p])
            status = kefu_builder_end_row(builder, NULL);
    }
    if (!status)
        status = kefu_roster_from_batch(allocator, kefu_builder_batch(builder), &roster, NULL);
    kefu_builder_free(builder);
    return roster;
}

static kefu_book *book_with(const kefu_allocator *allocator)
{
    static const char *const texts[] = {PRESALES, NEWCOMERS};
    kefu_book *book = NULL;
    kefu_status status = kefu_book_from_json(allocator, NULL, BOOK, sizeof BOOK - 1, &book, NULL);
    for (int i = 0; i < 2 && !status; i++) {
        kefu_card *card = NULL;
        status = kefu_card_from_json(allocator, NULL, texts[i], strlen(texts[i]), &card, NULL);
        if (!status)
            status = kefu_book_add(book, card, NULL);
        kefu_card_free(card);
    }
    if (!status)
        return book;
    kefu_book_free(book);
    return NULL;
}

static kefu_decision decisions[] = {
    {sizeof(kefu_decision), "p0", "bad", KEFU_CONFIRM, DAY, KEFU_ALL_HITS, "主管", NULL, "r-1",
     NULL},
    {sizeof(kefu_decision), "p0", "bad", KEFU_REASSIGN, DAY, 1, "主管", NULL, "r-2", "p2"},
    {sizeof(kefu_decision), "p1", "bad", KEFU_CONFIRM, DAY, 1, "主管", NULL, NULL, NULL},
    {sizeof(kefu_decision), "p3", "exam", KEFU_EXCLUDE, DAY + 1, 0, "主管", NULL, "t-1", NULL},
};
enum { DECISIONS = 4 };

static kefu_ledger *ledger_with(const kefu_allocator *allocator, unsigned which)
{
    kefu_ledger *ledger = NULL;
    if (kefu_ledger_new(allocator, &ledger, NULL))
        return NULL;
    for (size_t i = 0; i < DECISIONS; i++)
        if (which >> i & 1 && kefu_ledger_add(ledger, &decisions[i], NULL)) {
            kefu_ledger_free(ledger);
            return NULL;
        }
    return ledger;
}

static void same(const kefu_sheet *a, const kefu_sheet *b)
{
    assert_string_equal(kefu_sheet_card_id(a), kefu_sheet_card_id(b));
    assert_string_equal(kefu_sheet_roster_id(a), kefu_sheet_roster_id(b));
    assert_int_equal(kefu_sheet_rows(a), kefu_sheet_rows(b));
    for (int64_t row = 0; row < kefu_sheet_rows(a); row++) {
        kefu_sheet_row x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        assert_int_equal(kefu_sheet_row_at(a, row, &x), KEFU_OK);
        assert_int_equal(kefu_sheet_row_at(b, row, &y), KEFU_OK);
        assert_string_equal(x.person, y.person);
        assert_string_equal(x.group, y.group);
        assert_int_equal(x.total, y.total);
        assert_int_equal(x.status, y.status);
        assert_int_equal(x.flags, y.flags);
        assert_memory_equal(&x.place, &y.place, sizeof x.place);
        assert_int_equal(kefu_sheet_reasons(a, row), kefu_sheet_reasons(b, row));
        for (int32_t i = 0; i < kefu_sheet_reasons(a, row); i++) {
            char s[512], t[512];
            assert_int_equal(kefu_sheet_reason_text(a, row, i, KEFU_EN, s, sizeof s, NULL),
                             KEFU_OK);
            assert_int_equal(kefu_sheet_reason_text(b, row, i, KEFU_EN, t, sizeof t, NULL),
                             KEFU_OK);
            assert_string_equal(s, t);
        }
    }
}

static kefu_frame *part_of(const int *who, int n)
{
    const char *names[PEOPLE];
    kefu_value own[PEOPLE * 3];
    for (int i = 0; i < n; i++) {
        names[i] = people[who[i]];
        memcpy(&own[i * 3], &cells[who[i] * 3], 3 * sizeof own[0]);
    }
    return frame_of(names, n, metrics, 3, own);
}

/* Each sheet is that of its own people and decisions alone. */
static void test_split(void **state)
{
    static const struct {
        const char *card;
        const int *who;
        int n;
        unsigned decisions;
    } parts[] = {{NEWCOMERS, newcomers, 2, 4 + 8}, {PRESALES, presales, 3, 1 + 2}};
    kefu_frame *frame = frame_of(people, PEOPLE, metrics, 3, cells);
    kefu_roster *roster = roster_with(NULL, 0), *turned = roster_with(NULL, 1);
    kefu_book *book = book_with(NULL);
    kefu_ledger *ledger = ledger_with(NULL, 15);
    (void)state;
    assert_string_equal(kefu_roster_id(roster), kefu_roster_id(turned));
    for (int32_t as_of = 0; as_of <= DAY; as_of += DAY) {
        kefu_score_options options = {.struct_size = sizeof options,
                                      .roster = roster,
                                      .ledger = ledger,
                                      .day = DAY,
                                      .as_of = as_of,
                                      .period = "2026-10"};
        kefu_run *run = NULL;
        kefu_error error = {0};
        char id[33];
        if (kefu_score_book(book, frame, &options, &run, &error))
            fail_msg("%s", error.message);
        assert_int_equal(kefu_ledger_id(ledger, as_of ? as_of : INT32_MAX, id, NULL), KEFU_OK);
        assert_int_equal(kefu_run_sheets(run), 2); /* the promotion has not begun */
        assert_null(kefu_run_sheet(run, 2));
        for (int32_t i = 0; i < 2; i++) {
            kefu_frame *own = part_of(parts[i].who, parts[i].n);
            kefu_score_options alone = options;
            kefu_ledger *theirs = ledger_with(NULL, parts[i].decisions);
            kefu_sheet *sheet;
            alone.ledger = theirs;
            sheet = sheet_of(parts[i].card, own, &alone);
            same(kefu_run_sheet(run, i), sheet);
            assert_string_equal(kefu_sheet_ledger_id(kefu_run_sheet(run, i)), id);
            assert_string_equal(kefu_sheet_period(kefu_run_sheet(run, i)), "2026-10");
            kefu_sheet_free(sheet);
            kefu_ledger_free(theirs);
            kefu_frame_free(own);
        }
        /* places within one card: 60, 50, 40 of p2, p4, p0 give 100, 90, 80, whatever the others
         * have; p0 of two bad reviews gave one to p2, where it waits, and the other counts */
        assert_int_equal(row_of(kefu_run_sheet(run, 1), "p2").total, P(100));
        assert_int_equal(row_of(kefu_run_sheet(run, 1), "p4").total, P(90));
        assert_int_equal(row_of(kefu_run_sheet(run, 1), "p0").total, P(78));
        assert_int_equal(row_of(kefu_run_sheet(run, 0), "p1").total, P(69));
        assert_int_equal(row_of(kefu_run_sheet(run, 0), "p3").status,
                         as_of ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA);
        assert_string_equal(reason_of(kefu_run_sheet(run, 1), "p2", 1).evidence, "r-2");
        assert_int_equal(kefu_run_unscored(run), 2);
        assert_string_equal(kefu_run_unscored_at(run, 0), "p6");
        assert_string_equal(kefu_run_unscored_at(run, 1), "p7");
        assert_null(kefu_run_unscored_at(run, 2));
        kefu_run_free(run);
    }
    kefu_ledger_free(ledger);
    kefu_book_free(book);
    kefu_roster_free(roster);
    kefu_roster_free(turned);
    kefu_frame_free(frame);
}

/* Metrics of a card that nobody has need not be there; those of one that somebody has must. */
static void test_metrics_needed(void **state)
{
    static const char *const two[] = {"转化率", "差评"};
    static const kefu_value few[] = {BARE(40, 1), BARE(0, 1), BARE(50, 1), BARE(0, 1)};
    static const char *const old[] = {"p0", "p2"}, *const mixed[] = {"p0", "p1"};
    kefu_frame *frame = frame_of(old, 2, two, 2, few), *both = frame_of(mixed, 2, two, 2, few);
    kefu_roster *roster = roster_with(NULL, 0);
    kefu_book *book = book_with(NULL);
    kefu_score_options options = {.struct_size = sizeof options, .roster = roster, .day = DAY};
    kefu_run *run = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_score_book(book, frame, &options, &run, &error), KEFU_OK);
    assert_int_equal(kefu_run_sheets(run), 1);
    assert_string_equal(kefu_sheet_ledger_id(kefu_run_sheet(run, 0)), "");
    kefu_run_free(run);
    run = NULL;
    assert_int_equal(kefu_score_book(book, both, &options, &run, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "t.newcomers/1"));
    assert_non_null(strstr(error.message, "考试"));
    options.day = DAY + 1; /* 2026-11-01: the promotion, whose card nobody added */
    assert_int_equal(kefu_score_book(book, frame, &options, &run, &error), KEFU_E_STATE);
    assert_non_null(strstr(error.message, "t.promotion/1"));
    options.day = 0;
    assert_int_equal(kefu_score_book(book, frame, &options, &run, NULL), KEFU_E_ARGUMENT);
    options.day = DAY;
    options.roster = NULL;
    assert_int_equal(kefu_score_book(book, frame, &options, &run, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_score_book(book, frame, NULL, &run, NULL), KEFU_E_ARGUMENT);
    assert_null(run);
    kefu_book_free(book);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
    kefu_frame_free(both);
}

static void test_refused_decisions(void **state)
{
    static const struct {
        const char *person, *part, *to;
        int32_t action;
        const char *says;
    } cases[] = {
        {"p10", "bad", NULL, KEFU_CONFIRM, "p10"},           /* nobody */
        {"p0", "exam", NULL, KEFU_EXCLUDE, "t.presales/1"},  /* of another card */
        {"p0", "bad", "p1", KEFU_REASSIGN, "t.newcomers/1"}, /* to another card */
        {"p0", "bad", "p7", KEFU_REASSIGN, "no card"},
    };
    kefu_frame *frame = frame_of(people, PEOPLE, metrics, 3, cells);
    kefu_roster *roster = roster_with(NULL, 0);
    kefu_book *book = book_with(NULL);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kefu_decision d = {.struct_size = sizeof d,
                           .person = cases[i].person,
                           .part = cases[i].part,
                           .to = cases[i].to,
                           .action = cases[i].action,
                           .day = 9,
                           .count = cases[i].action == KEFU_EXCLUDE ? 0 : 1,
                           .by = "主管"};
        kefu_ledger *ledger = ledger_with(NULL, 0);
        kefu_score_options options = {
            .struct_size = sizeof options, .roster = roster, .ledger = ledger, .day = DAY};
        kefu_run *run = NULL;
        kefu_error error;
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
        assert_int_equal(kefu_score_book(book, frame, &options, &run, &error), KEFU_E_NAME);
        if (!strstr(error.message, cases[i].says))
            fail_msg("case %zu: %s", i, error.message);
        options.as_of = 8; /* not read yet */
        assert_int_equal(kefu_score_book(book, frame, &options, &run, &error), KEFU_OK);
        kefu_run_free(run);
        kefu_ledger_free(ledger);
    }
    kefu_book_free(book);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
}

/* Decisions about p5, who is not scored, and p6, whom nobody thought of, are listed; those that
 * come later are not read at all. */
static void test_unread(void **state)
{
    static const struct {
        const char *person;
        int32_t day;
        const char *to;
    } said[] = {{"p0", 9, NULL}, {"p6", 9, NULL}, {"p5", 9, "p0"}, {"p5", 11, NULL}};
    kefu_frame *frame = frame_of(people, PEOPLE, metrics, 3, cells);
    kefu_roster *roster = roster_with(NULL, 0);
    kefu_book *book = book_with(NULL);
    kefu_ledger *ledger = ledger_with(NULL, 0);
    kefu_score_options options = {
        .struct_size = sizeof options, .roster = roster, .ledger = ledger, .day = DAY, .as_of = 10};
    kefu_run *run = NULL;
    int32_t sheet = -1;
    int64_t row = -1;
    kefu_error error;
    (void)state;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const kefu_decision d = {.struct_size = sizeof d,
                                 .person = said[i].person,
                                 .part = "bad",
                                 .to = said[i].to,
                                 .action = said[i].to ? KEFU_REASSIGN : KEFU_CONFIRM,
                                 .day = said[i].day,
                                 .count = 1,
                                 .by = "主管"};
        assert_int_equal(kefu_ledger_add(ledger, &d, NULL), KEFU_OK);
    }
    assert_int_equal(kefu_score_book(book, frame, &options, &run, &error), KEFU_OK);
    assert_int_equal(kefu_run_unread(run), 2);
    assert_int_equal(kefu_run_unread_at(run, 0), 1);
    assert_int_equal(kefu_run_unread_at(run, 1), 2);
    assert_int_equal(kefu_run_unread_at(run, 2), -1);
    /* cards of the book: newcomers, promotion, presales; nobody has the second */
    assert_int_equal(kefu_run_card(run, 0), 0);
    assert_int_equal(kefu_run_card(run, 1), 2);
    assert_int_equal(kefu_run_card(run, 2), -1);
    /* of pre-sales p2, p4, p0 */
    assert_int_equal(kefu_run_find(run, "p4", &sheet, &row, &error), KEFU_OK);
    assert_int_equal(sheet, 1);
    assert_int_equal(row, 1);
    assert_int_equal(kefu_sheet_decisions(kefu_run_sheet(run, 1), 2), 1);
    assert_int_equal(kefu_run_find(run, "p6", &sheet, &row, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "no rule of the book fits 'p6'"));
    assert_int_equal(kefu_run_find(run, "p44", &sheet, &row, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "did you mean 'p4'"));
    kefu_run_free(run);
    kefu_ledger_free(ledger);
    kefu_book_free(book);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
}

/* P1, who was a newcomer, is not one by this roster, p4 is not on it. */
static kefu_roster *promoted(void)
{
    static const char *const columns[] = {"客服", "岗位", "阶段"};
    kefu_builder *builder = NULL;
    kefu_roster *roster = NULL;
    assert_int_equal(kefu_builder_new(NULL, NULL, &builder, NULL), KEFU_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(kefu_builder_add(builder, columns[i], KEFU_COLUMN_TEXT, 0, 0, NULL, NULL),
                         KEFU_OK);
    for (int p = 0; p < 4; p++) {
        const char *const texts[] = {people[p], "售前", p == 3 ? "新人" : NULL};
        for (int32_t c = 0; c < 3; c++)
            if (texts[c])
                assert_int_equal(
                    kefu_builder_set_text(builder, c, texts[c], strlen(texts[c]), NULL), KEFU_OK);
        assert_int_equal(kefu_builder_end_row(builder, NULL), KEFU_OK);
    }
    assert_int_equal(kefu_roster_from_batch(NULL, kefu_builder_batch(builder), &roster, NULL),
                     KEFU_OK);
    kefu_builder_free(builder);
    return roster;
}

static void test_diff_of_runs(void **state)
{
    kefu_frame *frame = frame_of(people, PEOPLE, metrics, 3, cells);
    kefu_roster *roster = roster_with(NULL, 0), *next = promoted();
    kefu_book *book = book_with(NULL);
    kefu_score_options options = {.struct_size = sizeof options, .roster = roster, .day = DAY};
    kefu_run *before = NULL, *after = NULL;
    kefu_diff *diff = NULL;
    int64_t left = 0, joined = 0, total = 0, parts = 0;
    uint32_t exam = 0, conversion = 0;
    (void)state;
    assert_int_equal(kefu_score_book(book, frame, &options, &before, NULL), KEFU_OK);
    options.roster = next;
    assert_int_equal(kefu_score_book(book, frame, &options, &after, NULL), KEFU_OK);
    assert_int_equal(kefu_diff_runs(before, before, &diff, NULL), KEFU_OK);
    assert_int_equal(kefu_diff_count(diff), 0);
    kefu_diff_free(diff);
    diff = NULL;
    assert_int_equal(kefu_diff_runs(before, after, &diff, NULL), KEFU_OK);
    kefu_run_free(before);
    kefu_run_free(after);
    for (int64_t i = 0; i < kefu_diff_count(diff); i++) {
        kefu_change c = {.struct_size = sizeof c};
        assert_int_equal(kefu_diff_at(diff, i, &c), KEFU_OK);
        joined += c.code == KEFU_CHANGE_JOINED;
        left += c.code == KEFU_CHANGE_LEFT;
        if (c.code == KEFU_CHANGE_LEFT)
            assert_string_equal(c.person, "p4");
        if (strcmp(c.person, "p1") != 0)
            continue;
        if (c.code == KEFU_CHANGE_TOTAL)
            total = c.after - c.before;
        if (c.code == KEFU_CHANGE_PART)
            parts += c.after - c.before;
        if (c.code == KEFU_CHANGE_PART && !strcmp(c.part, "exam"))
            exam = c.why;
        if (c.code == KEFU_CHANGE_PART && !strcmp(c.part, "conversion"))
            conversion = c.why;
    }
    assert_int_equal(joined, 0);
    assert_int_equal(left, 1);
    assert_int_equal(exam, KEFU_WHY_CARD);
    assert_int_equal(conversion, KEFU_WHY_CARD);
    assert_int_not_equal(total, 0);
    assert_int_equal(total, parts);
    kefu_diff_free(diff);
    kefu_book_free(book);
    kefu_roster_free(roster);
    kefu_roster_free(next);
    kefu_frame_free(frame);
}

static int scenario_run(const kefu_allocator *allocator)
{
    kf_memory memory;
    kefu_status status = kf_memory_init(&memory, allocator, NULL);
    kefu_frame *frame = frame_with(&memory, people, PEOPLE, metrics, 3, cells);
    kefu_roster *roster = frame ? roster_with(allocator, 0) : NULL;
    kefu_book *book = roster ? book_with(allocator) : NULL;
    kefu_ledger *ledger = book ? ledger_with(allocator, 15) : NULL;
    kefu_score_options options = {.struct_size = sizeof options,
                                  .allocator = allocator,
                                  .roster = roster,
                                  .ledger = ledger,
                                  .day = DAY};
    kefu_run *run = NULL;
    kefu_diff *diff = NULL;
    if (!status)
        status = ledger ? kefu_score_book(book, frame, &options, &run, NULL) : KEFU_E_MEMORY;
    if (!status)
        status = kefu_diff_runs(run, run, &diff, NULL);
    kefu_diff_free(diff);
    kefu_run_free(run);
    kefu_ledger_free(ledger);
    kefu_book_free(book);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

/* ---- Streaks -------------------------------------------------------------------------------- */

static kefu_book *streak_book(void)
{
    static const char *const texts[] = {PRESALES, NEWCOMERS};
    static const char streak[] = ",\"streaks\":[{\"id\":\"three\",\"all\":[{\"total\":{"
                                 "\"at_least\":0}}],\"periods\":3}]}";
    kefu_book *book = NULL;
    assert_int_equal(kefu_book_from_json(NULL, NULL, BOOK, sizeof BOOK - 1, &book, NULL), KEFU_OK);
    for (int i = 0; i < 2; i++) {
        char text[1024];
        kefu_card *card = NULL;
        snprintf(text, sizeof text, "%.*s%s", (int)strlen(texts[i]) - 1, texts[i], streak);
        assert_int_equal(kefu_card_from_json(NULL, NULL, text, strlen(text), &card, NULL), KEFU_OK);
        assert_int_equal(kefu_book_add(book, card, NULL), KEFU_OK);
        kefu_card_free(card);
    }
    return book;
}

/* In which period before the streak of a person breaks; -1: it holds. */
static int32_t broken(const kefu_run *run, int32_t sheet, const char *person)
{
    int64_t row = 0;
    int32_t holds = 0, failing = 0, ago = 0;
    const kefu_sheet *of = kefu_run_sheet(run, sheet);
    assert_int_equal(kefu_sheet_find(of, person, &row, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_holds(of, row, KEFU_PART_STREAK, 0, &holds, &failing, &ago),
                     KEFU_OK);
    return holds ? -1 : ago;
}

/* N and P are the sheets of newcomers and pre-sales of a period; of each card its own
 * count, and a period without one breaks its streak. */
static void test_streaks(void **state)
{
    static const struct {
        const char *cards;
        const char *periods[4];
        int32_t newcomers, presales;
    } cases[] = {
        {"NPNP", {"09", "09", "08", "08"}, -1, -1},
        {"PNNP", {"09", "09", "08", "08"}, -1, -1},
        {"NPNP", {"", "", "", ""}, -1, -1},
        {"PP", {"", ""}, 1, -1},
        {"NPP", {"09", "09", "08"}, 2, -1},
        {"PN", {"09", "08"}, 1, 2},
        {"PN", {"09", "09"}, 2, 2},
        {"", {NULL}, 1, 1},
    };
    kefu_frame *frame = frame_of(people, PEOPLE, metrics, 3, cells);
    kefu_roster *roster = roster_with(NULL, 0);
    kefu_book *book = streak_book();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_run *before[4] = {NULL}, *run = NULL;
        const kefu_sheet *earlier[4] = {NULL};
        kefu_score_options options = {.struct_size = sizeof options, .roster = roster, .day = DAY};
        const int32_t n = (int32_t)strlen(cases[i].cards);
        for (int32_t k = 0; k < n; k++) {
            options.period = cases[i].periods[k];
            assert_int_equal(kefu_score_book(book, frame, &options, &before[k], NULL), KEFU_OK);
            earlier[k] = kefu_run_sheet(before[k], cases[i].cards[k] == 'P');
        }
        options.earlier = earlier;
        options.n_earlier = n;
        assert_int_equal(kefu_score_book(book, frame, &options, &run, NULL), KEFU_OK);
        assert_int_equal(broken(run, 0, "p1"), cases[i].newcomers);
        assert_int_equal(broken(run, 1, "p0"), cases[i].presales);
        kefu_run_free(run);
        for (int32_t k = 0; k < n; k++)
            kefu_run_free(before[k]);
        run = NULL;
        options.earlier = (const kefu_sheet *const[]){NULL};
        options.n_earlier = 1;
        assert_int_equal(kefu_score_book(book, frame, &options, &run, NULL), KEFU_E_ARGUMENT);
        options.earlier = NULL;
        assert_int_equal(kefu_score_book(book, frame, &options, &run, NULL), KEFU_E_ARGUMENT);
        options.n_earlier = -1;
        assert_int_equal(kefu_score_book(book, frame, &options, &run, NULL), KEFU_E_ARGUMENT);
    }
    kefu_book_free(book);
    kefu_roster_free(roster);
    kefu_frame_free(frame);
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_run) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_metrics_needed),
        cmocka_unit_test(test_refused_decisions),
        cmocka_unit_test(test_streaks),
        cmocka_unit_test(test_unread),
        cmocka_unit_test(test_diff_of_runs),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
