/* test_peers.c - who inspects whom: plans, and why there is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chance.h"
#include "columns.h"
#include "kefu/peer.h"
#include "oom.h"

enum { WORDS = 64, TEXT = 1024 };

/* ---- Cases as text -------------------------------------------------------------------------- */

typedef struct peer_case {
    const char *people;  /* "A B=team C=team/most D-inspects E-inspected" */
    const char *bans;    /* NULL, or "A>B A<>B" */
    const char *history; /* NULL, or "A>B/period" */
    int32_t each, period, team_rule, mutual;
    const char *expected; /* pairs; or a part of the message */
    kefu_status status;
} peer_case;

/* Cuts the word at a character, and gives what is behind it; NULL if it has none. */
static char *cut(char *word, char at)
{
    char *found = strchr(word, at);
    if (found)
        *found++ = 0;
    return found;
}

static kefu_status put(kefu_builder *b, int32_t column, const char *text)
{
    return text ? kefu_builder_set_text(b, column, text, strlen(text), NULL) : KEFU_OK;
}

static kefu_status add_columns(kefu_builder *b, const char *const *names, int32_t n)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < n && !status; i++)
        status = kefu_builder_add(b, names[i], KEFU_COLUMN_TEXT, 0, 0, NULL, NULL);
    return status;
}

static kefu_status add_people(kefu_builder *b, char *text)
{
    static const char *const names[] = {"人员", "团队", "质检", "被检", "上限"};
    kefu_status status = add_columns(b, names, 5);
    for (char *word = strtok(text, " "); word && !status; word = strtok(NULL, " ")) {
        char *most = cut(word, '/'), *team = cut(word, '='), *without = cut(word, '-');
        if (without)
            status = put(b, strcmp(without, "inspects") ? 3 : 2, "0");
        if (!status)
            status = put(b, 4, most);
        if (!status)
            status = put(b, 1, team);
        if (!status)
            status = put(b, 0, word);
        if (!status)
            status = kefu_builder_end_row(b, NULL);
    }
    return status;
}

static kefu_status add_pairs(kefu_builder *b, char *text, const char *extra)
{
    const char *const names[] = {"Inspector", "被检人", extra};
    kefu_status status = add_columns(b, names, 3);
    for (char *word = strtok(text, " "); word && !status; word = strtok(NULL, " ")) {
        char *period = cut(word, '/'), *to = cut(word, '>'), *both = cut(word, '<');
        status = put(b, 0, word);
        if (!status)
            status = put(b, 1, to);
        if (!status)
            status = put(b, 2, both ? "1" : period);
        if (!status)
            status = kefu_builder_end_row(b, NULL);
    }
    return status;
}

static kefu_status case_rows(const kefu_allocator *a, const char *text, const char *extra,
                             kefu_builder **out)
{
    char words[TEXT];
    kefu_status status = kefu_builder_new(a, NULL, out, NULL);
    strncpy(words, text, sizeof words - 1);
    words[sizeof words - 1] = 0;
    if (!status)
        status = extra ? add_pairs(*out, words, extra) : add_people(*out, words);
    return status;
}

static kefu_status case_plan(const kefu_allocator *a, const peer_case *c, kefu_peers **out,
                             kefu_error *error)
{
    kefu_builder *people = NULL, *bans = NULL, *history = NULL;
    kefu_status status = case_rows(a, c->people, NULL, &people);
    if (!status && c->bans)
        status = case_rows(a, c->bans, "双向", &bans);
    if (!status && c->history)
        status = case_rows(a, c->history, "期间", &history);
    kefu_peer_options options = {.struct_size = sizeof options,
                                 .allocator = a,
                                 .seed = "2026",
                                 .period = c->period,
                                 .each = c->each,
                                 .team_rule = c->team_rule,
                                 .mutual = c->mutual,
                                 .bans = kefu_builder_batch(bans),
                                 .history = kefu_builder_batch(history)};
    if (!status)
        status = kefu_peers_new(kefu_builder_batch(people), &options, out, error);
    kefu_builder_free(people);
    kefu_builder_free(bans);
    kefu_builder_free(history);
    return status;
}

static void show(const kefu_peers *peers, char *text)
{
    kefu_peer at = {.struct_size = sizeof at};
    *text = 0;
    for (int64_t i = 0; i < kefu_peers_count(peers); i++) {
        assert_int_equal(kefu_peers_at(peers, i, &at), KEFU_OK);
        sprintf(text + strlen(text), "%s%s>%s%s", i ? " " : "", at.inspector, at.inspected,
                at.again ? "!" : "");
    }
}

static void check(const peer_case *c, size_t number)
{
    char text[TEXT];
    kefu_peers *peers = NULL;
    kefu_error error = {0};
    kefu_status status = case_plan(NULL, c, &peers, &error);
    if (status != c->status)
        fail_msg("case %d: %s: %s", (int)number, kefu_status_name(status), error.message);
    if (!status) {
        show(peers, text);
        assert_string_equal(text, c->expected);
    } else if (!strstr(error.message, c->expected)) {
        fail_msg("case %d: %s", (int)number, error.message);
    }
    kefu_peers_free(peers);
}

#define CHECK_ALL(cases)                                                                           \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)                                   \
    check(&(cases)[i], i)

/* ---- Plans ---------------------------------------------------------------------------------- */

/* Of tests/oracle/peer.py: SipHash and rings written a second time. */
static void test_rings(void **state)
{
    static const peer_case cases[] = {
        {"甲 乙 丙 丁 戊", NULL, NULL, 1, 0, 0, 0, "丁>丙 丙>乙 乙>甲 戊>丁 甲>戊", 0},
        {"戊 丁 丙 乙 甲", NULL, NULL, 0, 0, 0, 0, "丁>丙 丙>乙 乙>甲 戊>丁 甲>戊", 0},
        {"甲 乙 丙 丁 戊", NULL, NULL, 1, 1, 0, 0, "丁>乙 丙>甲 乙>戊 戊>丙 甲>丁", 0},
        {"甲 乙 丙 丁 戊", NULL, NULL, 1, 2, 0, 0, "丁>戊 丙>丁 乙>丙 戊>甲 甲>乙", 0},
        {"甲 乙 丙 丁 戊", NULL, NULL, 2, 0, 0, 0,
         "丁>丙 丁>乙 丙>乙 丙>甲 乙>戊 乙>甲 戊>丁 戊>丙 甲>丁 甲>戊", 0},
        {"a b c d e f g h", NULL, NULL, 3, 1, 0, 0,
         "a>f a>g a>h b>a b>c b>f c>a c>f c>g d>a d>b d>c e>b e>c e>d f>e f>g f>h g>d g>e g>h h>b "
         "h>d h>e",
         0},
        /* The ring of period 0 has a pair of before: that of period 1 it is. */
        {"甲 乙 丙 丁 戊", NULL, "乙>甲", 1, 0, 0, 0, "丁>乙 丙>甲 乙>戊 戊>丙 甲>丁", 0},
        /* People of history who have left do not matter. */
        {"甲 乙 丙 丁 戊", NULL, "己>甲/1 甲>己", 1, 0, 0, 0, "丁>丙 丙>乙 乙>甲 戊>丁 甲>戊", 0},
        /* A bound that binds nobody. */
        {"甲 乙=x/1 丙 丁 戊", NULL, NULL, 1, 0, 0, 0, "丁>丙 丙>乙 乙>甲 戊>丁 甲>戊", 0},
    };
    (void)state;
    CHECK_ALL(cases);
}

/* Where there is one plan only, by hand. */
static void test_only_plans(void **state)
{
    static const peer_case cases[] = {
        /* Bans leave A>B, B>C, C>A. */
        {"A B C", "A>C", NULL, 1, 0, 0, 0, "A>B B>C C>A", 0},
        {"A B C", "A<>B/x", NULL, 1, 0, 0, 0, "with mutual = 1", KEFU_E_INFEASIBLE},
        /* Two who inspect, one who is inspected; and three of whom one may inspect one only. */
        {"A-inspected B-inspected C-inspects", NULL, NULL, 2, 0, 0, 0, "A>C B>C", 0},
        {"A-inspected B-inspected/1 C-inspects D-inspects", "A>C", NULL, 1, 0, 0, 0, "A>D B>C", 0},
        /* Across teams, and within. */
        {"A=x B=y", NULL, NULL, 1, 0, 1, 1, "A>B B>A", 0},
        {"A=x B=x C-inspected=y", NULL, NULL, 1, 0, 2, 1, "A>B B>A", 0},
        /* Of two inspectors each takes one, and the pair of before is turned. */
        {"A-inspected B-inspected C-inspects D-inspects", NULL, "A>C", 1, 0, 0, 0, "A>D B>C", 0},
        /* One of two pairs of before cannot be avoided: the later one is. */
        {"A-inspected B-inspected C-inspects", NULL, "A>C/1 B>C/2", 1, 0, 0, 0, "A>C!", 0},
        {"A-inspected B-inspected C-inspects", NULL, "A>C/2 B>C/1", 1, 0, 0, 0, "B>C!", 0},
        {"A-inspected B-inspected C-inspects", NULL, "A>C/-3 B>C", 1, 0, 0, 0, "B>C!", 0},
        /* Even loads come before pairs of before. */
        {"A-inspected B-inspected C-inspects D-inspects", "A>D", "A>C", 1, 0, 0, 0, "A>C! B>D", 0},
    };
    (void)state;
    CHECK_ALL(cases);
}

/* Numbers by hand. */
static void test_impossible(void **state)
{
    static const peer_case cases[] = {
        /* 3 people make 3 couples, of 6 inspections. */
        {"A B C", NULL, NULL, 2, 0, 0, 0,
         "'A', 'B', 'C' need 6 inspections, but without mutual pairs there can be 3; possible with "
         "5 people, with each = 1, with mutual = 1",
         KEFU_E_INFEASIBLE},
        {"A B", NULL, NULL, 1, 0, 0, 0, "with 3 people, with mutual = 1", KEFU_E_INFEASIBLE},
        {"A", NULL, NULL, 1, 0, 0, 1, "'A' needs 1 inspector, but of 0 others who inspect only 0",
         KEFU_E_INFEASIBLE},
        {"A B C D", "B>A C>A D>A", NULL, 1, 0, 0, 0,
         "'A' needs 1 inspector, but of 3 others who inspect only 0 may (bans); possible without "
         "the ban of '",
         KEFU_E_INFEASIBLE},
        {"A=x B=x C=y", NULL, NULL, 1, 0, 2, 0,
         "'C' needs 1 inspector, but of 2 others who inspect only 0 may (team_rule); possible "
         "with any team",
         KEFU_E_INFEASIBLE},
        /* 4 inspections, of which A and B may do 3. */
        {"A-inspected/1 B-inspected/2 C-inspects D-inspects", NULL, NULL, 2, 0, 0, 0,
         "'C', 'D' need 4 inspections, but those who may inspect them can do 3; possible with each "
         "= 1, without most",
         KEFU_E_INFEASIBLE},
        /* Hall: of C, D, E two have no other inspector than A, who does one. */
        {"A-inspected/1 B-inspected C-inspects D-inspects E-inspects", "B>C B>D", NULL, 1, 0, 0, 0,
         "'C', 'D' need 2 inspections, but those who may inspect them can do 1; possible without "
         "most, without the ban of 'B' on '",
         KEFU_E_INFEASIBLE},
        /* A and B have each other only. */
        {"A B C D E", "C>A D>A E>A C>B D>B E>B", NULL, 1, 0, 0, 0,
         "'A', 'B' need 2 inspections, but without mutual pairs there can be 1; possible with "
         "mutual = 1, without the ban of '",
         KEFU_E_INFEASIBLE},
        /* Couples AB, AC, BC and CD. A and B are in two, D in one, C in two at most: one to be
         * inspected and one to inspect. 7 ends make 3 couples. */
        {"A/1 B/1 C/1 D/1", "D>A D>B B>D A>D", NULL, 1, 0, 0, 0,
         "'A', 'B', 'C' and 1 more need 4 inspections, but without mutual pairs there can be 3; "
         "possible with mutual = 1, without most, without the ban of '",
         KEFU_E_INFEASIBLE},
        /* Everybody inspects one. Only D may inspect B; A may inspect only C. Of A and D, B may
         * inspect only D, which is mutual. */
        {"A/1 B/1 C/1 D/1", "A>B A>D B>A C>B", NULL, 1, 0, 0, 0,
         "no plan keeps all rules together (every one was tried); possible with mutual = 1, "
         "without most, without the ban of '",
         KEFU_E_INFEASIBLE},
    };
    (void)state;
    CHECK_ALL(cases);
}

/* ---- What is refused ------------------------------------------------------------------------ */

static void test_bad_input(void **state)
{
    static const peer_case cases[] = {
        {"", NULL, NULL, 1, 0, 0, 0, "people: nobody is to be inspected", KEFU_E_DATA},
        {"A-inspected B-inspected", NULL, NULL, 1, 0, 0, 0, "nobody is to be", KEFU_E_DATA},
        {"A B C B", NULL, NULL, 1, 0, 0, 0, "people: 'B' is there twice", KEFU_E_DUPLICATE},
        {"王五 李四 张三", "王六>李四", NULL, 1, 0, 0, 0,
         "bans: nobody among the people is '王六'; did you mean '王五'", KEFU_E_NAME},
        {"A B C", "A>B A>D", NULL, 1, 0, 0, 0, "nobody among the people is 'D'", KEFU_E_NAME},
        {"A B C", "A>", NULL, 1, 0, 0, 0, "bans, column '被检人': expected a text", KEFU_E_DATA},
        {"A B/-1 C", NULL, NULL, 1, 0, 0, 0, "people, column 'most': -1 is below 0", KEFU_E_DATA},
        {"A B/1.5 C", NULL, NULL, 1, 0, 0, 0, "'1.5' is not a whole number", KEFU_E_DATA},
        {"A B C", "A>B/yes", NULL, 1, 0, 0, 0, "column 'both': expected 1 or 0, not 'yes'",
         KEFU_E_DATA},
        {"A B C", NULL, "A>B/w1", 1, 0, 0, 0, "history, column 'period': 'w1' is not a whole",
         KEFU_E_DATA},
        {"A=x B C=x", NULL, NULL, 1, 0, 1, 0, "'B' has no team, which team_rule asks for",
         KEFU_E_DATA},
        {"A B C", NULL, NULL, -1, 0, 0, 0, "each: expected 1 or more", KEFU_E_ARGUMENT},
        {"A B C", NULL, NULL, 1, -1, 0, 0, "period: expected 0 or more", KEFU_E_ARGUMENT},
        {"A B C", NULL, NULL, 1, 0, 3, 0, "team_rule 3 is not one of", KEFU_E_UNSUPPORTED},
        {"A B C", NULL, NULL, 1, 0, 0, 2, "mutual: expected 0 or 1", KEFU_E_ARGUMENT},
        {"A B C", NULL, NULL, 40000, 0, 0, 0, "3 people × 40000 inspectors are more than 100000",
         KEFU_E_LIMIT},
        {"A B C", NULL, NULL, INT32_MAX, 0, 0, 0, "are more than 100000", KEFU_E_LIMIT},
        {"A B C", NULL, NULL, 30000, 0, 0, 0,
         " needs 30000 inspectors, but of 2 others who inspect only 2 may; possible with each = 1",
         KEFU_E_INFEASIBLE},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void test_many(void **state)
{
    static char ids[5001][16];
    static const char *people[5001], *from[600], *to[600];
    kefu_column person = COLUMN_OF("person", KEFU_COLUMN_TEXT_Z, people);
    kefu_column inspector = COLUMN_OF("inspector", KEFU_COLUMN_TEXT_Z, from);
    kefu_column inspected = COLUMN_OF("inspected", KEFU_COLUMN_TEXT_Z, to);
    const kefu_column *columns[] = {&person}, *pairs[] = {&inspector, &inspected};
    kefu_batch rows = BATCH_OF(5001, 1, columns), bans = BATCH_OF(600, 2, pairs);
    kefu_peer_options options = {.struct_size = sizeof options, .seed = "s", .each = 3};
    kefu_peers *peers = NULL;
    kefu_error error = {0};
    kefu_peer_loads loads = {.struct_size = sizeof loads};
    uint64_t seed = 600;
    (void)state;
    for (int32_t i = 0; i < 5001; i++) {
        snprintf(ids[i], sizeof ids[i], "p%d", (int)i);
        people[i] = ids[i];
    }
    assert_int_equal(kefu_peers_new(&rows, &options, &peers, &error), KEFU_E_LIMIT);
    assert_string_equal(error.message, "people: more than 5000");
    assert_int_equal(error.row, 5000);
    rows.rows = 600;
    for (int32_t i = 0; i < 600; i++) {
        from[i] = ids[chance(&seed) % 600];
        to[i] = ids[chance(&seed) % 600];
    }
    options.bans = &bans;
    assert_int_equal(kefu_peers_new(&rows, &options, &peers, &error), KEFU_OK);
    assert_int_equal(kefu_peers_loads(peers, &loads), KEFU_OK);
    assert_int_equal(kefu_peers_count(peers), 1800);
    assert_int_equal(loads.inspectors, 600);
    assert_int_equal(loads.inspected, 600);
    assert_int_equal(loads.least, 3); /* 1800 / 600 */
    assert_int_equal(loads.most, 3);
    assert_int_equal(loads.proven, 1);
    kefu_peers_free(peers);
    rows.rows = 5000;
    options.bans = NULL;
    options.period = INT64_MAX;
    assert_int_equal(kefu_peers_new(&rows, &options, &peers, &error), KEFU_OK);
    assert_int_equal(kefu_peers_count(peers), 15000);
    kefu_peers_free(peers);
    const kefu_limits limits = {.struct_size = sizeof limits, .groups = 100};
    options.limits = &limits;
    assert_int_equal(kefu_peers_new(&rows, &options, &peers, &error), KEFU_E_LIMIT);
    assert_string_equal(error.message, "people: more than 100");
}

static void test_calls(void **state)
{
    const peer_case c = {"A B C", NULL, NULL, 1, 0, 0, 0, "", 0};
    kefu_peers *peers = NULL;
    kefu_peer at = {.struct_size = sizeof at};
    (void)state;
    assert_int_equal(case_plan(NULL, &c, &peers, NULL), KEFU_OK);
    assert_int_equal(kefu_peers_at(peers, -1, &at), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_peers_at(peers, 3, &at), KEFU_E_ARGUMENT);
    kefu_peers_free(peers);
    kefu_peers_free(NULL);
    assert_int_equal(kefu_peers_count(NULL), 0);
}

/* The ring of three in the order of the seed, week 0: each line is a pair of the next history. */
static void test_csv(void **state)
{
    const peer_case c = {"A B C", NULL, NULL, 1, 0, 0, 0, "", 0};
    kefu_peers *peers = NULL;
    kefu_buffer *text = NULL;
    char expected[256] = "period,inspector,inspected\n";
    (void)state;
    assert_int_equal(case_plan(NULL, &c, &peers, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &text, NULL), KEFU_OK);
    assert_int_equal(kefu_peers_csv(peers, KEFU_EN, 0, kefu_buffer_sink(text), NULL), KEFU_OK);
    for (int64_t i = 0; i < kefu_peers_count(peers); i++) {
        kefu_peer at = {.struct_size = sizeof at};
        assert_int_equal(kefu_peers_at(peers, i, &at), KEFU_OK);
        strcat(strcat(strcat(strcat(strcat(expected, "0,"), at.inspector), ","), at.inspected),
               "\n");
    }
    assert_string_equal(kefu_buffer_data(text, NULL), expected);
    kefu_buffer_clear(text);
    assert_int_equal(kefu_peers_csv(peers, KEFU_ZH, 1, kefu_buffer_sink(text), NULL), KEFU_OK);
    assert_non_null(strstr(kefu_buffer_data(text, NULL), "期间,质检员,被检人\r\n0,"));
    assert_int_equal(kefu_peers_csv(peers, 7, 0, kefu_buffer_sink(text), NULL), KEFU_E_UNSUPPORTED);
    kefu_buffer_free(text);
    kefu_peers_free(peers);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static const peer_case *oom_case;

static int peers_scenario(const kefu_allocator *a)
{
    kefu_peers *peers = NULL;
    kefu_status status = case_plan(a, oom_case, &peers, NULL);
    kefu_peers_free(peers);
    if (status == KEFU_E_MEMORY)
        return 0;
    return status == oom_case->status ? 1 : 2;
}

static void test_memory(void **state)
{
    static const peer_case cases[] = {
        {"A B C D E", NULL, NULL, 1, 0, 0, 0, "", 0},
        {"A B C D E F", "A>B", "A>C/1 B>C/1 C>D/1 E>F/2 A>E/2 A>F/2 A>D/2", 2, 0, 0, 0, "", 0},
        {"A B C D", "B>A C>A D>A", NULL, 1, 0, 0, 0, "", KEFU_E_INFEASIBLE},
        {"A/1 B/1 C/1 D/1", "A>B A>D B>A C>B", NULL, 1, 0, 0, 0, "", KEFU_E_INFEASIBLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        oom_case = &cases[i];
        assert_true(oom_sweep(peers_scenario) > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rings),      cmocka_unit_test(test_only_plans),
        cmocka_unit_test(test_impossible), cmocka_unit_test(test_bad_input),
        cmocka_unit_test(test_many),       cmocka_unit_test(test_calls),
        cmocka_unit_test(test_csv),        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
