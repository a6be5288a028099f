/* test_book.c - books: whose card is which, what is refused, what lint finds. */
#include "oom.h"
#include "score_cards.h"
#include "score_frames.h"

/* METRICS §7: newcomers by stage, temporary staff apart (temps from 20 October for Double 11), a
 * phase of promotion, pre-sales; managers are not scored. Days by Python's date.toordinal. */
#define SHOP                                                                                        \
    "{\"format\": 1, \"id\": \"org.example.cards/3\", \"label\": {\"zh\": \"方案册\"},\n"        \
    " \"x-note\": \"as agreed\",\n"                                                                 \
    " \"rules\": [\n"                                                                               \
    "  {\"card\": \"t.named/1\", \"person\": [\"p9\"]},\n"                                          \
    "  {\"card\": \"t.newcomers/1\", \"stage\": [\"新人\", \"试岗\"]},\n"                       \
    "  {\"card\": \"t.temps/1\", \"cohort\": [\"双11临时\"], \"from\": \"2026-10-20\"},\n"       \
    "  {\"card\": \"t.double11/1\", \"role\": [\"售前\"], \"from\": \"2026-11-01\",\n"            \
    "   \"to\": \"2026-11-11\"},\n"                                                                 \
    "  {\"card\": \"t.presales/1\", \"role\": [\"售前\"], \"team\": [\"一组\", \"二组\"]},\n" \
    "  {\"card\": null, \"role\": [\"主管\"]}]}"

enum { NAMED, NEWCOMERS, TEMPS, DOUBLE11, PRESALES, CARDS };

static kefu_book *book_of(const char *text)
{
    kefu_book *book = NULL;
    kefu_error error = {0};
    if (kefu_book_from_json(NULL, NULL, text, strlen(text), &book, &error))
        fail_msg("%d:%d %s", error.line, error.column, error.message);
    return book;
}

static kefu_card *small_card(const char *id, const char *weight)
{
    static const char head[] = "{\"format\":1,\"id\":\"";
    char text[512];
    strcpy(text, head);
    strcat(text, id);
    strcat(text, "\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"a\",\"metric\":\"a\","
                 "\"unit\":\"points\",\"direction\":\"higher\",\"weight\":");
    strcat(text, weight);
    strcat(text, "," IDENTITY "}]}]}");
    return card_of(text);
}

static int32_t day_of(const char *date)
{
    int32_t day = 0;
    assert_int_equal(kefu_date_parse(date, strlen(date), &day, NULL), KEFU_OK);
    return day;
}

static void test_pick(void **state)
{
    static const struct {
        kefu_person person;
        const char *day;
        int32_t card; /* -2: no rule */
    } cases[] = {
        {{.person = "p1", .role = "售前", .team = "一组"}, "2026-10-31", PRESALES},
        {{.person = "p1", .role = "售前", .team = "二组"}, "2026-10-31", PRESALES},
        {{.person = "p1", .role = "售前", .team = "三组"}, "2026-10-31", -2},
        {{.person = "p1", .role = "售前", .team = "三组"}, "2026-11-01", DOUBLE11},
        {{.person = "p1", .role = "售前", .team = "一组"}, "2026-11-11", DOUBLE11},
        {{.person = "p1", .role = "售前", .team = "一组"}, "2026-11-12", PRESALES},
        {{.person = "p1", .role = "售前", .stage = "新人"}, "2026-11-05", NEWCOMERS},
        {{.person = "p1", .stage = "试岗"}, "1970-01-01", NEWCOMERS},
        {{.person = "p1", .cohort = "双11临时", .role = "售前"}, "2026-11-05", TEMPS},
        {{.person = "p1", .cohort = "双11临时"}, "2026-10-20", TEMPS},
        {{.person = "p1", .cohort = "双11临时"}, "2026-10-19", -2},
        {{.person = "p1", .role = "主管"}, "2026-10-19", -1},
        {{.person = "p9", .role = "主管", .stage = "新人"}, "2026-10-19", NAMED},
        {{.person = "p1", .role = "售后"}, "2026-10-19", -2},
        {{.person = "p1"}, "2026-10-19", -2},
    };
    static const char *const ids[CARDS] = {"t.named/1", "t.newcomers/1", "t.temps/1",
                                           "t.double11/1", "t.presales/1"};
    kefu_book *book = book_of(SHOP);
    (void)state;
    assert_string_equal(kefu_book_id(book), "org.example.cards/3");
    assert_string_equal(kefu_book_label(book, KEFU_ZH), "方案册");
    assert_int_equal(kefu_book_cards(book), CARDS);
    for (int added = 0; added < 2; added++) {
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            kefu_person person = cases[i].person;
            int32_t card = 77;
            kefu_error error = {0};
            kefu_status expected = cases[i].card == -2            ? KEFU_E_NAME
                                   : cases[i].card >= 0 && !added ? KEFU_E_STATE
                                                                  : KEFU_OK;
            person.struct_size = sizeof person;
            assert_int_equal(kefu_book_pick(book, &person, day_of(cases[i].day), &card, &error),
                             expected);
            assert_int_equal(card, expected ? 77 : cases[i].card);
            if (expected == KEFU_E_STATE)
                assert_non_null(strstr(error.message, ids[cases[i].card]));
        }
        for (int32_t i = 0; i < CARDS && !added; i++) {
            kefu_card *card = small_card(ids[i], "100");
            assert_string_equal(kefu_book_card_id(book, i), ids[i]);
            assert_null(kefu_book_card(book, i));
            assert_int_equal(kefu_book_add(book, card, NULL), KEFU_OK);
            assert_int_equal(kefu_book_add(book, card, NULL), KEFU_E_EXISTS);
            kefu_card_free(card);
            assert_string_equal(kefu_card_id(kefu_book_card(book, i)), ids[i]);
        }
    }
    assert_null(kefu_book_card_id(book, CARDS));
    assert_null(kefu_book_card(book, -1));
    kefu_book_free(book);
}

static void test_add_unknown(void **state)
{
    kefu_book *book = book_of(SHOP);
    kefu_card *card = small_card("t.presale/1", "100");
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_book_add(book, card, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "did you mean 't.presales/1'"));
    kefu_card_free(card);
    kefu_book_free(book);
}

/* ---- Refused, with the place ---- */

#define BOOK(rules) "{\"format\":1,\"id\":\"b/1\",\n\"rules\":[" rules "]}"

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        kefu_status status;
        int32_t line, column;
        const char *says;
    } cases[] = {
        {"{", KEFU_E_SYNTAX, 1, 2, ""},
        {"[]", KEFU_E_CARD, 1, 1, "book: expected an object"},
        {"{\"format\":1,\"id\":\"b/1\"}", KEFU_E_CARD, 1, 1, "rules"},
        {"{\"format\":2,\"id\":\"b/1\",\"rules\":[{\"card\":null}]}", KEFU_E_CARD, 1, 11, "format"},
        {"{\"format\":1,\"id\":\"b\",\"rules\":[{\"card\":null}]}", KEFU_E_CARD, 1, 18, "id"},
        {BOOK(""), KEFU_E_CARD, 2, 9, "at least one"},
        {BOOK("{}"), KEFU_E_CARD, 2, 10, "a key is missing: card"},
        {BOOK("{\"card\":3}"), KEFU_E_CARD, 2, 18, "rules[0].card"},
        {BOOK("{\"card\":\"x\"}"), KEFU_E_CARD, 2, 18, "whole number"},
        {BOOK("{\"card\":null,\"rol\":[\"a\"]}"), KEFU_E_CARD, 2, 23, "did you mean 'role'"},
        {BOOK("{\"card\":null,\"role\":\"a\"}"), KEFU_E_CARD, 2, 30, "array"},
        {BOOK("{\"card\":null,\"role\":[]}"), KEFU_E_CARD, 2, 30, "at least one"},
        {BOOK("{\"card\":null,\"role\":[\"a\",7]}"), KEFU_E_CARD, 2, 35, "rules[0].role[1]"},
        {BOOK("{\"card\":null,\"role\":[\"\"]}"), KEFU_E_CARD, 2, 31, "not empty"},
        {BOOK("{\"card\":null,\"from\":\"2026-02-30\"}"), KEFU_E_CARD, 2, 30, "date"},
        {BOOK("{\"card\":null,\"to\":20261101}"), KEFU_E_CARD, 2, 28, "2026-11-01"},
        {BOOK("{\"card\":null},{\"card\":null,\"card\":null}"), KEFU_E_SYNTAX, 2, 37, "card"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kefu_book *book = NULL;
        kefu_error error = {0};
        kefu_status status =
            kefu_book_from_json(NULL, NULL, cases[i].text, strlen(cases[i].text), &book, &error);
        if (status != cases[i].status || error.line != cases[i].line ||
            error.column != cases[i].column || !strstr(error.message, cases[i].says))
            fail_msg("case %zu: %d at %d:%d %s", i, status, error.line, error.column,
                     error.message);
        assert_null(book);
    }
}

/* ---- The hash ---- */

/* Of rules and cards: not of layout, own notes, or the order that cards are added in. */
static void test_hash(void **state)
{
    static const char one[] = BOOK("{\"card\":\"x/1\",\"role\":[\"a\"]},{\"card\":\"y/1\"}");
    static const char same[] = "{\"rules\":[ {\"role\":[\"a\"],\"card\":\"x/1\"},\n"
                               "{\"card\":\"y/1\", \"x-why\": 1}],\"id\":\"b/1\",\"format\":1.0}";
    static const char turned[] = BOOK("{\"card\":\"y/1\"},{\"card\":\"x/1\",\"role\":[\"a\"]}");
    kefu_book *a = book_of(one), *b = book_of(same), *c = book_of(turned);
    kefu_card *x = small_card("x/1", "100"), *y = small_card("y/1", "100");
    kefu_card *other = small_card("x/1", "99");
    char before[33];
    (void)state;
    assert_int_equal(strlen(kefu_book_hash(a)), 32);
    assert_string_equal(kefu_book_hash(a), kefu_book_hash(b));
    assert_string_not_equal(kefu_book_hash(a), kefu_book_hash(c));
    strcpy(before, kefu_book_hash(a));
    assert_int_equal(kefu_book_add(a, x, NULL), KEFU_OK);
    assert_string_not_equal(kefu_book_hash(a), before);
    assert_int_equal(kefu_book_add(a, y, NULL), KEFU_OK);
    assert_int_equal(kefu_book_add(b, y, NULL), KEFU_OK);
    assert_string_not_equal(kefu_book_hash(a), kefu_book_hash(b));
    assert_int_equal(kefu_book_add(b, x, NULL), KEFU_OK);
    assert_string_equal(kefu_book_hash(a), kefu_book_hash(b));
    assert_int_equal(kefu_book_add(c, other, NULL), KEFU_OK);
    kefu_book_free(b);
    b = book_of(same);
    assert_int_equal(kefu_book_add(b, y, NULL), KEFU_OK);
    assert_int_equal(kefu_book_add(b, other, NULL), KEFU_OK);
    assert_string_not_equal(kefu_book_hash(a), kefu_book_hash(b));
    kefu_card_free(x);
    kefu_card_free(y);
    kefu_card_free(other);
    kefu_book_free(a);
    kefu_book_free(b);
    kefu_book_free(c);
}

/* ---- Lint ---- */

static void test_lint(void **state)
{
    static const struct {
        const char *rules;
        const char *path; /* of the one finding; NULL = none */
        int32_t severity;
    } cases[] = {
        {"{\"card\":null,\"role\":[\"a\"]},{\"card\":null,\"role\":[\"b\"]}", NULL, 0},
        {"{\"card\":null},{\"card\":null,\"role\":[\"b\"]}", "/rules/1", KEFU_SEVERITY_WARNING},
        {"{\"card\":null,\"role\":[\"b\"]},{\"card\":null}", NULL, 0},
        {"{\"card\":null,\"role\":[\"a\",\"b\"]},{\"card\":null,\"role\":[\"b\"],\"team\":[\"t\"]}",
         "/rules/1", KEFU_SEVERITY_WARNING},
        {"{\"card\":null,\"role\":[\"b\"],\"team\":[\"t\"]},{\"card\":null,\"role\":[\"b\"]}", NULL,
         0},
        /* several that cover one together, by words and by dates */
        {"{\"card\":null,\"role\":[\"a\"]},{\"card\":null,\"role\":[\"b\"]},{\"card\":null,"
         "\"role\":[\"b\",\"a\"]}",
         "/rules/2", KEFU_SEVERITY_WARNING},
        {"{\"card\":null,\"role\":[\"a\"]},{\"card\":null,\"role\":[\"b\"]},{\"card\":null,"
         "\"role\":[\"b\",\"c\"]}",
         NULL, 0},
        {"{\"card\":null,\"to\":\"2026-10-31\"},{\"card\":null,\"from\":\"2026-11-01\"},"
         "{\"card\":null,\"person\":[\"p\"]}",
         "/rules/2", KEFU_SEVERITY_WARNING},
        {"{\"card\":null,\"to\":\"2026-10-31\"},{\"card\":null,\"from\":\"2026-11-02\"},"
         "{\"card\":null,\"person\":[\"p\"]}",
         NULL, 0},
        {"{\"card\":null,\"from\":\"2026-11-02\",\"to\":\"2026-11-01\"}", "/rules/0/to",
         KEFU_SEVERITY_ERROR},
        {"{\"card\":null,\"from\":\"2026-11-01\",\"to\":\"2026-11-01\"}", NULL, 0},
        {"{\"card\":null,\"role\":[\"a\"]},{\"card\":\"x/1\"}", "/rules/1/card",
         KEFU_SEVERITY_ERROR},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1024] = "{\"format\":1,\"id\":\"b/1\",\"rules\":[";
        kefu_findings *findings = NULL;
        kefu_finding f = {.struct_size = sizeof f};
        kefu_book *book;
        strcat(text, cases[i].rules);
        strcat(text, "]}");
        book = book_of(text);
        assert_int_equal(kefu_book_lint(book, &findings, NULL), KEFU_OK);
        if (kefu_findings_count(findings) != (cases[i].path != NULL))
            fail_msg("case %zu: %d findings", i, kefu_findings_count(findings));
        if (cases[i].path) {
            assert_int_equal(kefu_findings_at(findings, 0, &f), KEFU_OK);
            assert_int_equal(f.code, KEFU_LINT_BOOK);
            assert_int_equal(f.severity, cases[i].severity);
            assert_string_equal(f.path, cases[i].path);
        }
        kefu_findings_free(findings);
        kefu_book_free(book);
    }
}

/* Those of a card follow, with its id: weights of 99 are not 100. */
static void test_lint_of_cards(void **state)
{
    kefu_book *book = book_of(BOOK("{\"card\":\"x/1\",\"role\":[\"a\"]},\n{\"card\":\"y/1\"}"));
    kefu_card *x = small_card("x/1", "99");
    kefu_findings *findings = NULL;
    kefu_finding f = {.struct_size = sizeof f};
    (void)state;
    assert_int_equal(kefu_book_add(book, x, NULL), KEFU_OK);
    assert_int_equal(kefu_book_lint(book, &findings, NULL), KEFU_OK);
    assert_true(kefu_findings_count(findings) >= 2);
    assert_int_equal(kefu_findings_at(findings, 0, &f), KEFU_OK);
    assert_string_equal(f.path, "/rules/1/card");
    assert_int_equal(f.line, 3);
    assert_non_null(strstr(f.text_zh, "y/1"));
    assert_non_null(strstr(f.text_en, "y/1"));
    assert_int_equal(kefu_findings_at(findings, 1, &f), KEFU_OK);
    assert_int_equal(f.code, KEFU_LINT_WEIGHTS);
    assert_string_equal(f.path, "x/1#/sections");
    kefu_findings_free(findings);
    kefu_card_free(x);
    kefu_book_free(book);
}

/* ---- Memory ---- */

static int scenario_book(const kefu_allocator *allocator)
{
    static const char text[] =
        BOOK("{\"card\":\"x/1\",\"role\":[\"a\"]},{\"card\":\"y/1\"},{\"card\":null}");
    static const char card_text[] =
        "{\"format\":1,\"id\":\"x/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"a\","
        "\"metric\":\"a\",\"unit\":\"points\",\"direction\":\"higher\",\"weight\":99," IDENTITY
        "}]}]}";
    kefu_book *book = NULL;
    kefu_card *card = NULL;
    kefu_findings *findings = NULL;
    char before[33] = "";
    kefu_status status =
        kefu_card_from_json(allocator, NULL, card_text, sizeof card_text - 1, &card, NULL);
    if (!status)
        status = kefu_book_from_json(allocator, NULL, text, sizeof text - 1, &book, NULL);
    if (!status) {
        strcpy(before, kefu_book_hash(book));
        status = kefu_book_add(book, card, NULL);
        if (status && (kefu_book_card(book, 0) || strcmp(before, kefu_book_hash(book)) != 0))
            return -1; /* a failed add leaves the book as it was */
    }
    if (!status)
        status = kefu_book_lint(book, &findings, NULL);
    kefu_findings_free(findings);
    kefu_book_free(book);
    kefu_card_free(card);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    (void)frame_of;
    assert_true(oom_sweep(scenario_book) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pick),    cmocka_unit_test(test_add_unknown),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_hash),
        cmocka_unit_test(test_lint),    cmocka_unit_test(test_lint_of_cards),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
