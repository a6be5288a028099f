/* test_pairs.c - the specification by example of reviews (pairs.inc), read with the built models
 * and the starter lexicons: everything that comes out otherwise is listed before the test fails. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <stdlib.h>

#include "columns.h"
#include "pairs_outcome.h"
#include "pairs_spelling.h"

/* ---- The rows themselves -------------------------------------------------------------------- */

static void words_are_known(const pair_row *row, const char *wants, const char *hows, int category)
{
    for (pair_part keys, how; wants && pair_want(&wants, &keys, &how);) {
        const char *at = keys.text;
        if (!pair_listed(hows, how.text))
            fail_msg("%s: \"%s\" is none of: %s", row->text, how.text, hows);
        for (pair_part key; pair_key(&at, &key);) {
            int32_t number;
            kefu_error error;
            kefu_status status = category ? kefu_category_find(key.text, &number, &error)
                                 : strcmp(key.text, "agents") != 0
                                     ? kefu_cause_find(key.text, &number, &error)
                                     : KEFU_OK;
            if (status)
                fail_msg("%s: %s", row->text, error.message);
        }
    }
}

static void people_are_known(const pair_row *row)
{
    const char *wants = row->named;
    for (pair_part person, how; wants && pair_want(&wants, &person, &how);) {
        int known = !strcmp(person.text, "nobody");
        for (int i = 0; i < PAIR_PEOPLE; i++)
            known |=
                !strcmp(person.text, pair_people[i][0]) && pair_listed(pair_named_hows, how.text);
        if (!known)
            fail_msg("%s: who is %s:%s?", row->text, person.text, how.text);
    }
}

static int wants_something(const pair_row *row)
{
    return row->polarity || row->causes || row->service || row->marks || row->named || row->route ||
           row->owner || row->suspect || row->later_polarity || row->same;
}

/* Every word of a row is one that is known, no row wants nothing, and there are enough of them. */
static void test_rows(void **state)
{
    (void)state;
    int texts = 0;
    for (int i = 0; i < PAIRS; i++) {
        const pair_row *row = &pair_rows[i];
        if (row->family)
            continue;
        words_are_known(row, row->causes, pair_cause_hows, 0);
        words_are_known(row, row->later_causes, pair_cause_hows, 0);
        words_are_known(row, row->marks, pair_mark_hows, 1);
        people_are_known(row);
        const char *suspects = row->suspect;
        for (pair_part word; suspects && (word = pair_next(&suspects, " "), word.text[0]);)
            assert_true(pair_suspect_fits(0, word.text) || pair_suspect_fits(127, word.text));
        if (!wants_something(row))
            fail_msg("%s: wants nothing", row->text);
        int known = 0;
        for (int j = 0; j < i; j++)
            known |= pair_rows[j].text && !strcmp(pair_rows[j].text, row->text);
        texts += !known;
    }
    assert_true(texts >= 300);
}

/* What the words of a row mean, each on one cause: from its role, polarity and only_if. */
static const struct {
    int32_t role, polarity, only_if;
    const char *fits;
} meanings[] = {
    {KEFU_ROLE_PRIMARY, KEFU_NEGATIVE, 0, "primary blamed bad there"},
    {KEFU_ROLE_CONTRIBUTING, KEFU_NEGATIVE, 0, "contributing blamed bad there"},
    {KEFU_ROLE_MENTIONED, KEFU_NEGATIVE, 0, "mentioned bad there free"},
    {KEFU_ROLE_MENTIONED, KEFU_NEGATIVE, 1, "mentioned there free"},
    {KEFU_ROLE_MENTIONED, KEFU_NEUTRAL, 0, "mentioned there free"},
    {KEFU_ROLE_PRAISED, KEFU_POSITIVE, 0, "praised there free"},
    {0, 0, 0, "free none"}, /* absent */
};

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        pair_opinion opinion = {.of = {.causes = meanings[i].role != 0}};
        opinion.causes[0] = (kefu_found_cause){.cause = KEFU_CAUSE_AGENT_SLOW,
                                               .role = meanings[i].role,
                                               .polarity = meanings[i].polarity,
                                               .only_if = meanings[i].only_if};
        const char *hows = pair_cause_hows;
        for (pair_part how; how = pair_next(&hows, " "), how.text[0];) {
            int fits = pair_listed(meanings[i].fits, how.text);
            int other = !strcmp(how.text, "free") || !strcmp(how.text, "none");
            assert_int_equal(pair_causes_fit(&opinion, "quality|agent_slow", how.text), fits);
            assert_int_equal(pair_causes_fit(&opinion, "agents", how.text), fits);
            assert_int_equal(pair_causes_fit(&opinion, "quality|price", how.text), other);
        }
    }
    assert_true(pair_route_fits("call", "report call") && !pair_route_fits("thank", "report call"));
    assert_true(pair_route_fits("call", "!thank") && !pair_route_fits("thank", "!thank"));
    assert_true(pair_suspect_fits(KEFU_SUSPECT_LINK, "link") && pair_suspect_fits(0, "!link"));
    assert_false(pair_suspect_fits(0, "link") || pair_suspect_fits(KEFU_SUSPECT_LINK, "!link"));
    assert_false(pair_suspect_fits(0, "!links"));
}

/* ---- Reviewers ------------------------------------------------------------------------------ */

typedef struct desk {
    void *bytes;
    kefu_model *model;
    kefu_roster *roster;
    kefu_reviewer *reviewer;
    kefu_verdict *verdict;
} desk;

static kefu_roster *roster_of_people(void)
{
    const char *ids[PAIR_PEOPLE], *aliases[PAIR_PEOPLE];
    for (int i = 0; i < PAIR_PEOPLE; i++) {
        ids[i] = pair_people[i][0];
        aliases[i] = pair_people[i][1];
    }
    kefu_column person = COLUMN_OF("person", KEFU_COLUMN_TEXT_Z, ids);
    kefu_column alias = COLUMN_OF("alias", KEFU_COLUMN_TEXT_Z, aliases);
    const kefu_column *columns[] = {&person, &alias};
    kefu_batch batch = BATCH_OF(PAIR_PEOPLE, 2, columns);
    kefu_roster *roster;
    kefu_error error;
    if (kefu_roster_from_batch(NULL, &batch, &roster, &error))
        fail_msg("%s", error.message);
    return roster;
}

/* All bytes of a file, NULL if it is not there. */
static void *bytes_of(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    void *bytes = malloc(*size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

/* A desk that reads a language; 0 if its model was not built. */
static int desk_open(desk *d, int english)
{
    const char *path = english ? "lib/models/kefu_model_en.bin" : "lib/models/kefu_model_zh.bin";
    size_t size = 0;
    kefu_error error;
    memset(d, 0, sizeof *d);
    d->bytes = bytes_of(path, &size);
    if (!d->bytes) {
        print_message("no %s: sentences are not read\n", path);
        return 0;
    }
    if (kefu_model_from_bytes(NULL, d->bytes, size, 0, &d->model, &error))
        fail_msg("%s: %s", path, error.message);
    d->roster = roster_of_people();
    kefu_reviewer_options options = {
        .struct_size = sizeof options, .model = d->model, .roster = d->roster};
    if (kefu_reviewer_new(&options, &d->reviewer, &error) ||
        kefu_verdict_new(NULL, &d->verdict, &error))
        fail_msg("%s", error.message);
    return 1;
}

static void desk_close(desk *d)
{
    kefu_verdict_free(d->verdict);
    kefu_reviewer_free(d->reviewer);
    kefu_roster_free(d->roster);
    kefu_model_free(d->model);
    free(d->bytes);
}

/* ---- The list of what came out otherwise ---------------------------------------------------- */

typedef struct tell {
    const char *family;
    const pair_row *row;
    int number, rows, wrong, wrong_rows, in_row;
} tell;

static void otherwise(tell *t, const char *field, const char *wanted, const char *got)
{
    if (!t->wrong++)
        print_message("%4s  %-20s %-14s %-28s %s\n", "row", "family", "field", "wanted", "got");
    if (!t->in_row++)
        print_message("      %s%s%s\n", t->row->text, t->row->later ? " ++ " : "",
                      t->row->later ? t->row->later : "");
    print_message("%4d  %-20s %-14s %-28s %s\n", t->number, t->family, field, wanted, got);
}

static void word_checked(tell *t, const char *field, const char *wanted, const char *got)
{
    if (wanted && strcmp(wanted, got) != 0)
        otherwise(t, field, wanted, got);
}

static void causes_checked(tell *t, const char *field, const char *wants, const pair_opinion *got)
{
    for (pair_part keys, how; wants && pair_want(&wants, &keys, &how);)
        if (!pair_causes_fit(got, keys.text, how.text)) {
            pair_words wanted = {""};
            pair_say(&wanted, "%s:%s", keys.text, how.text);
            otherwise(t, field, wanted.text, pair_say_causes(got).text);
        }
}

static void marks_checked(tell *t, const char *wants, const pair_opinion *got)
{
    for (pair_part keys, how; wants && pair_want(&wants, &keys, &how);)
        if (!pair_marks_fit(got, keys.text, how.text)) {
            pair_words wanted = {""};
            pair_say(&wanted, "%s:%s", keys.text, how.text);
            otherwise(t, "marks", wanted.text, pair_say_marks(got).text);
        }
}

static void named_checked(tell *t, const char *wants, const pair_outcome *got)
{
    for (pair_part person, how; wants && pair_want(&wants, &person, &how);)
        if (!pair_named_fit(got, person.text, how.text)) {
            pair_words wanted = {""};
            pair_say(&wanted, "%s:%s", person.text, how.text);
            otherwise(t, "named", wanted.text, pair_say_named(got).text);
        }
}

static void service_checked(tell *t, const char *field, const char *wanted, const pair_opinion *got)
{
    if (wanted && !pair_service_fits(got->of.service, wanted))
        otherwise(t, field, wanted, pair_services[got->of.service]);
}

static void row_checked(tell *t, const pair_outcome *got)
{
    const pair_row *row = t->row;
    const pair_opinion *main_text = &got->opinion[0], *later = &got->opinion[1];
    word_checked(t, "polarity", row->polarity, pair_polarity(main_text->of.polarity));
    causes_checked(t, "causes", row->causes, main_text);
    service_checked(t, "service", row->service, main_text);
    marks_checked(t, row->marks, main_text);
    named_checked(t, row->named, got);
    if (row->route && !pair_route_fits(got->route.key, row->route))
        otherwise(t, "route", row->route, got->route.key);
    word_checked(t, "owner", row->owner, got->route.owner);
    const char *wants = row->suspect;
    for (pair_part word; wants && (word = pair_next(&wants, " "), word.text[0]);)
        if (!pair_suspect_fits(main_text->of.suspect, word.text))
            otherwise(t, "suspect", word.text, pair_say_suspect(main_text->of.suspect).text);
    if (!row->later)
        return;
    word_checked(t, "later_polarity", row->later_polarity, pair_polarity(later->of.polarity));
    causes_checked(t, "later_causes", row->later_causes, later);
    service_checked(t, "later_service", row->later_service, later);
}

/* ---- Reading all of them -------------------------------------------------------------------- */

typedef void (*spelling)(const char *text, char *out);

/* What came out of a row of texts that are spelt by `as` (NULL: as they are). */
static int row_read(tell *t, desk *d, spelling as, pair_outcome *out)
{
    char text[SPELT_ROOM], later[SPELT_ROOM];
    const pair_row *row = t->row;
    kefu_error error = {.message = "more than the test has room for"};
    if (as) {
        as(row->text, text);
        as(row->later ? row->later : "", later);
    }
    if (pair_read(d->reviewer, row, as ? text : row->text,
                  row->later ? (as ? later : row->later) : NULL, d->verdict, out, &error))
        return 1;
    otherwise(t, "text", "to be read", error.message);
    return 0;
}

typedef void (*row_task)(tell *t, desk *d);

/* Each row of a language, with the count and the families of those that came out otherwise. */
static void rows_each(int english, row_task task)
{
    desk d;
    tell t = {0};
    int ours = 0;
    if (!desk_open(&d, english)) {
        desk_close(&d);
        skip();
    }
    for (int i = 0; i < PAIRS; i++) {
        if (pair_rows[i].family) {
            t.family = pair_rows[i].family;
            ours = (strncmp(t.family, "en ", 3) == 0) == english;
        }
        if (pair_rows[i].family || !ours)
            continue;
        t.row = &pair_rows[i];
        t.number = i;
        t.in_row = 0;
        task(&t, &d);
        t.rows++;
        t.wrong_rows += t.in_row > 0;
    }
    desk_close(&d);
    if (t.wrong)
        fail_msg("%d of %d rows come out otherwise, in %d fields", t.wrong_rows, t.rows, t.wrong);
}

static void as_wanted(tell *t, desk *d)
{
    pair_outcome got, above;
    if (!row_read(t, d, NULL, &got))
        return;
    row_checked(t, &got);
    if (!t->row->same)
        return;
    pair_words all = pair_say_all(&got);
    tell over = *t;
    over.row--;
    if (!row_read(&over, d, NULL, &above))
        return;
    word_checked(t, "as above", pair_say_all(&above).text, all.text);
}

static void test_zh(void **state)
{
    (void)state;
    rows_each(0, as_wanted);
}

static void test_en(void **state)
{
    (void)state;
    rows_each(1, as_wanted);
}

/* ---- Laws: spelt otherwise, the same comes out ----------------------------------------------- */

static void spelt_alike(tell *t, desk *d, spelling as, const char *name)
{
    pair_outcome got;
    if (!row_read(t, d, NULL, &got))
        return;
    pair_words plain = pair_say_all(&got);
    if (row_read(t, d, as, &got))
        word_checked(t, name, plain.text, pair_say_all(&got).text);
}

static void zh_alike(tell *t, desk *d)
{
    spelt_alike(t, d, spelt_spaced, "spaced");
    spelt_alike(t, d, spelt_wide, "full-width");
    spelt_alike(t, d, spelt_traditional, "traditional");
}

static void en_alike(tell *t, desk *d) { spelt_alike(t, d, spelt_wide, "full-width"); }

static void test_zh_spelt(void **state)
{
    (void)state;
    rows_each(0, zh_alike);
}

static void test_en_spelt(void **state)
{
    (void)state;
    rows_each(1, en_alike);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),     cmocka_unit_test(test_words),
        cmocka_unit_test(test_zh),       cmocka_unit_test(test_en),
        cmocka_unit_test(test_zh_spelt), cmocka_unit_test(test_en_spelt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
