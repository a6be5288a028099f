/* test_quota.c - quotas of cells: rules, bounds, sharing out and what clashes, by hand and against
 * published tables. */
#include <stdio.h>

#include "oom.h"
#include "quota_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A plan by agent, or by nothing: classes and what follows them. */
static const char *plan_of(const char *by, const char *classes, const char *rest)
{
    static char json[4096];
    snprintf(json, sizeof json,
             "{\"format\":1,\"id\":\"a/1\",\"key\":\"k\",\"by\":[%s],\"classes\":[%s]%s}", by,
             classes, rest);
    return json;
}

static kefu_quotas *make(const char *json, const quota_row *rows, size_t n, const int64_t *spreads)
{
    kefu_quotas *quotas = NULL;
    kefu_error error;
    if (quota_make(NULL, json, rows, n, spreads, &quotas, &error))
        fail_msg("%s\n%s", json, error.message);
    return quotas;
}

enum { MOST_CELLS = 8 };

/* ---- Rules of cells ------------------------------------------------------------------------- */

typedef struct one_cell {
    const char *class, *rest; /* of the plan */
    int64_t rows, least, most, n;
} one_cell;

/* As of the head of kefu/sample.h. */
static const one_cell one_cells[] = {
    {"\"take\":\"all\"", "", 7, 7, 7, 7},
    {"\"take\":3", "", 7, 3, 3, 3},
    {"\"take\":9,\"if_fewer\":\"all\"", "", 7, 7, 7, 7},
    {"\"rate\":\"20%\"", "", 10, 2, 2, 2},
    {"\"rate\":\"20%\"", "", 11, 3, 3, 3}, /* ceil(2.2) */
    {"\"rate\":\"20%\",\"min\":5", "", 10, 5, 5, 5},
    {"\"rate\":\"20%\",\"max\":1", "", 10, 1, 1, 1},
    {"\"rate\":\"20%\",\"min\":5,\"if_fewer\":\"all\"", "", 4, 4, 4, 4},
    {"\"min\":2", "", 10, 2, 10, 2},
    {"\"min\":2,\"max\":4", "", 10, 2, 4, 2},
    {"\"min\":2,\"max\":20", "", 10, 2, 10, 2},
    {"\"min\":2", ",\"total\":6", 10, 2, 10, 6},
    {"\"min\":0", ",\"total\":\"25%\"", 10, 0, 10, 3}, /* ceil(2.5) */
    {"\"min\":1", ",\"variance\":true", 10, 2, 10, 2}, /* two */
    {"\"min\":1", ",\"variance\":true", 1, 1, 1, 1},   /* or all of one */
    {"\"rate\":\"1%\"", ",\"variance\":true", 10, 2, 2, 2},
};

static void a_cell_gets_what_its_rule_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof one_cells / sizeof *one_cells; i++) {
        const one_cell *c = &one_cells[i];
        const quota_row row = {0, NULL, c->rows};
        kefu_cell_quota q = {.struct_size = sizeof q};
        char class[256];
        snprintf(class, sizeof class, "{\"id\":\"c\",%s}", c->class);
        kefu_quotas *quotas = make(plan_of("", class, c->rest), &row, 1, NULL);
        assert_true(kefu_quotas_feasible(quotas));
        assert_int_equal(kefu_quotas_cell(quotas, 0, &q), KEFU_OK);
        if (q.rows != c->rows || q.least != c->least || q.most != c->most || q.n != c->n ||
            q.n != q.least + q.agent + q.share)
            fail_msg("%s%s: least %d most %d n %d", class, c->rest, (int)q.least, (int)q.most,
                     (int)q.n);
        kefu_quotas_free(quotas);
    }
}

/* ---- Sharing out ---------------------------------------------------------------------------- */

typedef struct share_case {
    const char *classes, *rest;
    quota_row rows[MOST_CELLS];
    int64_t n[MOST_CELLS];
} share_case;

static const share_case by_hand[] = {
    /* 10 × 50, 30, 20 of 100 */
    {"{\"id\":\"c\"}", ",\"total\":10", {{0, "a", 50}, {0, "b", 30}, {0, "c", 20}}, {5, 3, 2}},
    /* 3.5, 2.1, 1.4: the largest remainder is .5 */
    {"{\"id\":\"c\"}", ",\"total\":7", {{0, "a", 50}, {0, "b", 30}, {0, "c", 20}}, {4, 2, 1}},
    /* 3 × 1/2 each: the first */
    {"{\"id\":\"c\"}", ",\"total\":3", {{0, "a", 9}, {0, "b", 9}}, {2, 1}},
    /* what is fixed has no part: 12 - 4 over the other 100 rows, 4 and 4 */
    {"{\"id\":\"f\",\"where\":\"x = 1\",\"take\":4},{\"id\":\"c\"}",
     ",\"total\":12",
     {{0, "a", 900}, {1, "a", 50}, {1, "b", 50}},
     {4, 4, 4}},
    /* targets 9, 1: the max leaves 6 to the other */
    {"{\"id\":\"m\",\"where\":\"x = 1\",\"max\":4},{\"id\":\"c\"}",
     ",\"total\":10",
     {{0, "a", 90}, {1, "a", 10}},
     {4, 6}},
    /* targets 9.5, .5, and the min of the small one */
    {"{\"id\":\"m\",\"where\":\"x = 1\",\"min\":3},{\"id\":\"c\"}",
     ",\"total\":10",
     {{0, "a", 5}, {1, "a", 95}},
     {3, 7}},
    /* evenly, as far as rows go */
    {"{\"id\":\"c\"}",
     ",\"total\":10,\"allocation\":\"equal\"",
     {{0, "a", 2}, {0, "b", 50}, {0, "c", 60}},
     {2, 4, 4}},
    /* A 10 × 1, 10 × 3: 1 : 3 */
    {"{\"id\":\"c\",\"where\":\"x = 1\",\"spread\":1},{\"id\":\"d\",\"spread\":3}",
     ",\"total\":4,\"allocation\":\"neyman\"",
     {{0, "a", 10}, {1, "a", 10}},
     {1, 3}},
    /* each gets one first, though A is 1000 and 1; then 1000² / 2 ... */
    {"{\"id\":\"c\",\"where\":\"x = 1\",\"spread\":100},{\"id\":\"d\",\"spread\":0.1}",
     ",\"total\":4,\"allocation\":\"neyman\"",
     {{0, "a", 10}, {1, "a", 10}},
     {3, 1}},
    /* not enough for one each: the larger A */
    {"{\"id\":\"c\",\"where\":\"x = 1\",\"spread\":1},{\"id\":\"d\",\"spread\":2}",
     ",\"total\":1,\"allocation\":\"neyman\"",
     {{0, "a", 10}, {1, "a", 10}},
     {0, 1}},
    /* no spread gains nothing beyond the one row, until the others are used up */
    {"{\"id\":\"c\",\"where\":\"x = 1\",\"spread\":0},{\"id\":\"d\",\"spread\":2}",
     ",\"total\":9,\"allocation\":\"neyman\"",
     {{0, "a", 10}, {1, "a", 6}},
     {3, 6}},
    /* power 1/2: 100^.5 : 900^.5 = 1 : 3; power 0: 1 : 1 */
    {"{\"id\":\"c\",\"spread\":1}",
     ",\"total\":8,\"allocation\":\"power\",\"power\":\"1/2\"",
     {{0, "a", 100}, {0, "b", 900}},
     {2, 6}},
    {"{\"id\":\"c\",\"spread\":1}",
     ",\"total\":8,\"allocation\":\"power\",\"power\":\"0\"",
     {{0, "a", 100}, {0, "b", 900}},
     {4, 4}},
    /* 1000^(1/3) : 27000^(1/3) = 1 : 3; 16^(3/4) : 1296^(3/4) = 8 : 216 */
    {"{\"id\":\"c\",\"spread\":1}",
     ",\"total\":8,\"allocation\":\"power\",\"power\":\"1/3\"",
     {{0, "a", 1000}, {0, "b", 27000}},
     {2, 6}},
    {"{\"id\":\"c\",\"spread\":1}",
     ",\"total\":28,\"allocation\":\"power\",\"power\":\"3/4\"",
     {{0, "a", 16}, {0, "b", 1296}},
     {1, 27}},
    /* 8^(2/3) : 64^(2/3) = 4 : 16; 16^(1/4) : 256^(1/4) = 2 : 4 */
    {"{\"id\":\"c\",\"spread\":1}",
     ",\"total\":5,\"allocation\":\"power\",\"power\":\"2/3\"",
     {{0, "a", 8}, {0, "b", 64}},
     {1, 4}},
    {"{\"id\":\"c\",\"spread\":1}",
     ",\"total\":6,\"allocation\":\"power\",\"power\":\"1/4\"",
     {{0, "a", 16}, {0, "b", 256}},
     {2, 4}},
};

static void rows_are_shared_out_to_those_that_gain_most(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        const share_case *c = &by_hand[i];
        size_t n = 0;
        while (n < MOST_CELLS && c->rows[n].agent)
            n++;
        kefu_quotas *quotas = make(plan_of("\"a\"", c->classes, c->rest), c->rows, n, NULL);
        assert_true(kefu_quotas_feasible(quotas));
        for (size_t k = 0; k < n; k++)
            if (quota_n(quotas, (int64_t)k) != c->n[k])
                fail_msg("case %d, cell %d: %d", (int)i, (int)k, (int)quota_n(quotas, (int64_t)k));
        kefu_quotas_free(quotas);
    }
}

/* An agent's least first, in proportion to the agent's own rows; then the total, up to the most of
 * an agent. Targets of b's least: 5 × 10 / 110 and 5 × 100 / 110; what the total leaves goes where
 * most is missing, 17 × rows / 143, until b has 12. */
static void agents_come_before_the_total(void **state)
{
    static const quota_row rows[] = {{0, "a", 3}, {0, "b", 10}, {1, "a", 30}, {1, "b", 100}};
    static const int64_t agent[] = {0, 0, 3, 3}, share[] = {0, 0, 3, 7};
    (void)state;
    kefu_quotas *quotas =
        make(plan_of("\"a\"", "{\"id\":\"u\",\"where\":\"x < 3\",\"min\":2},{\"id\":\"r\"}",
                     ",\"agent\":{\"column\":\"a\",\"min\":5,\"max\":12},\"total\":20"),
             rows, 4, NULL);
    for (int64_t i = 0; i < 4; i++) {
        kefu_cell_quota q = {.struct_size = sizeof q};
        kefu_text key;
        assert_int_equal(kefu_quotas_cell(quotas, i, &q), KEFU_OK);
        assert_int_equal(q.class_index, rows[i].class_index);
        assert_int_equal(q.agent, agent[i]);
        assert_int_equal(q.share, share[i]);
        assert_int_equal(kefu_quotas_cell_key(quotas, i, 0, &key), KEFU_OK);
        assert_string_equal(key.data, rows[i].agent);
        assert_int_equal(kefu_quotas_cell_key(quotas, i, 1, &key), KEFU_E_ARGUMENT);
    }
    assert_int_equal(kefu_quotas_cells(quotas), 4);
    kefu_quotas_free(quotas);
}

/* Without a total only the least of agents is drawn; one who has fewer rows gives all of them. */
static void an_agent_with_few_rows_gives_all(void **state)
{
    static const quota_row rows[] = {{0, "a", 3}, {0, "b", 40}, {0, "c", 5}};
    (void)state;
    kefu_quotas *quotas =
        make(plan_of("\"a\"", "{\"id\":\"c\"}",
                     ",\"agent\":{\"column\":\"a\",\"min\":5,\"if_fewer\":\"all\"}"),
             rows, 3, NULL);
    assert_int_equal(quota_n(quotas, 0), 3);
    assert_int_equal(quota_n(quotas, 1), 5);
    assert_int_equal(quota_n(quotas, 2), 5);
    kefu_quotas_free(quotas);
}

static void no_rows_make_no_cells(void **state)
{
    (void)state;
    kefu_quotas *quotas = make(plan_of("", "{\"id\":\"c\"}", ",\"total\":\"5%\""), NULL, 0, NULL);
    assert_true(kefu_quotas_feasible(quotas));
    assert_int_equal(kefu_quotas_cells(quotas), 0);
    kefu_quotas_free(quotas);
}

/* ---- Published tables ----------------------------------------------------------------------- */

/* Equal proportions, the method of the U.S. House since 1941, is Neyman's allocation with one row
 * for each at least (Wright 2012, The American Statistician 66). Populations and seats: U.S. Census
 * Bureau, 2010 Census Briefs C2010BR-08, table 1, in alphabetical order of the states. */
static const int64_t house_population[50] = {
    4802982, 721523,   6412700,  2926229, 37341989, 5044930, 3581628, 900877,   18900773, 9727566,
    1366862, 1573499,  12864380, 6501582, 3053787,  2863813, 4350606, 4553962,  1333074,  5789929,
    6559644, 9911626,  5314879,  2978240, 6011478,  994416,  1831825, 2709432,  1321445,  8807501,
    2067273, 19421055, 9565781,  675905,  11568495, 3764882, 3848606, 12734905, 1055247,  4645975,
    819761,  6375431,  25268418, 2770765, 630337,   8037736, 6753369, 1859815,  5698230,  568300};
static const int8_t house_seats[50] = {7,  1, 9, 4,  53, 7, 5, 1, 27, 14, 2, 2,  18, 9, 4,  4,  6,
                                       6,  2, 8, 9,  14, 8, 4, 8, 1,  3,  4, 2,  12, 3, 27, 13, 1,
                                       16, 5, 5, 18, 2,  7, 1, 9, 36, 4,  1, 11, 10, 3, 8,  1};

static void the_house_of_representatives_is_shared_out_as_it_was(void **state)
{
    quota_row rows[50];
    char names[50][3];
    (void)state;
    for (int i = 0; i < 50; i++) {
        snprintf(names[i], sizeof names[i], "%c%c", 'a' + i / 26, 'a' + i % 26);
        rows[i] = (quota_row){0, names[i], house_population[i]};
    }
    static const char *const rests[] = {
        ",\"total\":435,\"allocation\":\"neyman\"",
        ",\"total\":435,\"allocation\":\"power\",\"power\":\"1\"",
        ",\"total\":435,\"allocation\":\"neyman\",\"agent\":{\"column\":\"a\",\"min\":1}"};
    for (size_t r = 0; r < 3; r++) {
        kefu_quotas *quotas =
            make(plan_of("\"a\"", "{\"id\":\"s\",\"spread\":0.7}", rests[r]), rows, 50, NULL);
        for (int64_t i = 0; i < 50; i++)
            assert_int_equal(quota_n(quotas, i), house_seats[i]);
        kefu_quotas_free(quotas);
    }
}

/* ---- Spreads -------------------------------------------------------------------------------- */

/* A cell's own spread stands instead of the class's; -1 is none. */
static void spreads_of_cells_come_before_those_of_classes(void **state)
{
    static const quota_row rows[] = {{0, "a", 10}, {0, "b", 10}};
    static const int64_t spreads[] = {-1, 3000000};
    (void)state;
    kefu_quotas *quotas = make(
        plan_of("\"a\"", "{\"id\":\"c\",\"spread\":1}", ",\"total\":4,\"allocation\":\"neyman\""),
        rows, 2, spreads);
    assert_int_equal(quota_n(quotas, 0), 1);
    assert_int_equal(quota_n(quotas, 1), 3);
    kefu_quotas_free(quotas);
}

typedef struct spread_case {
    const char *class, *agent, *spread; /* the second row; the first is c, a, 2.5 */
    kefu_status status;
    const char *message;
} spread_case;

static const spread_case spread_cases[] = {
    {"c", "7", "0.25", KEFU_OK, ""},
    {"c", "z", "1", KEFU_OK, ""}, /* a cell of last week */
    {"c", "7", NULL, KEFU_OK, ""},
    {"c", "a", "1", KEFU_E_DUPLICATE, "spreads: this cell of class 'c' is there twice"},
    {"cc", "7", "1", KEFU_E_NAME, "spreads: the plan has no class 'cc'; did you mean 'c'"},
    {"c", "7", "-1", KEFU_E_DATA, "column 'spread': expected a spread of 0 to"},
};

static void spread_row(kefu_builder *rows, const char *class, const char *agent, const char *spread)
{
    assert_int_equal(kefu_builder_set_text(rows, 0, class, strlen(class), NULL), KEFU_OK);
    assert_int_equal(kefu_builder_set_text(rows, 1, agent, strlen(agent), NULL), KEFU_OK);
    if (spread)
        assert_int_equal(kefu_builder_set_text(rows, 2, spread, strlen(spread), NULL), KEFU_OK);
    assert_int_equal(kefu_builder_end_row(rows, NULL), KEFU_OK);
}

static void spreads_are_read_by_class_and_keys(void **state)
{
    const kf_key keys[] = {kf_key_of("7", 1), kf_key_of("a", 1)};
    const kf_cell_count cells[] = {{0, &keys[0], 5}, {0, &keys[1], 9}};
    const kf_memory memory = quota_memory(NULL);
    kefu_plan *plan = NULL;
    (void)state;
    assert_int_equal(
        quota_plan(NULL, plan_of("\"a\"", "{\"id\":\"c\"}", ",\"total\":4"), &plan, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof spread_cases / sizeof *spread_cases; i++) {
        const spread_case *c = &spread_cases[i];
        kefu_builder *rows = NULL;
        int64_t spreads[2];
        kefu_error error = {0};
        assert_int_equal(kefu_builder_new(NULL, NULL, &rows, NULL), KEFU_OK);
        kefu_builder_add(rows, "类别", KEFU_COLUMN_TEXT, 0, 0, NULL, NULL);
        kefu_builder_add(rows, "a", KEFU_COLUMN_TEXT, 0, 0, NULL, NULL);
        kefu_builder_add(rows, "spread", KEFU_COLUMN_TEXT, 0, KEFU_COLUMN_DECIMAL, NULL, NULL);
        spread_row(rows, "c", "a", "2.5");
        spread_row(rows, c->class, c->agent, c->spread);
        kefu_status status =
            kf_quota_spreads(&memory, plan, cells, 2, kefu_builder_batch(rows), spreads, &error);
        assert_int_equal(status, c->status);
        if (status) {
            assert_int_equal(error.row, 1);
            assert_true(!strncmp(error.message, c->message, strlen(c->message)));
        } else {
            assert_int_equal(spreads[0], c->agent[0] == '7' && c->spread ? 250000 : -1);
            assert_int_equal(spreads[1], 2500000);
        }
        kefu_builder_free(rows);
    }
    kefu_plan_free(plan);
}

/* ---- Clashes -------------------------------------------------------------------------------- */

typedef struct clash_case {
    const char *classes, *rest;
    quota_row rows[4];
    int32_t code;
    int64_t cell, need, have;
    const char *agent, *zh, *en;
} clash_case;

static const clash_case clash_cases[] = {
    {"{\"id\":\"u\",\"label\":{\"zh\":\"不满意会话\",\"en\":\"unhappy\"},\"min\":2}",
     "",
     {{0, "李雷", 9}, {0, "林晓燕", 1}},
     KEFU_CLASH_CELL_SHORT,
     1,
     2,
     1,
     "",
     "林晓燕的不满意会话只有 1 条,方案要 2 条:把 min 改为 1,或写 \"if_fewer\": \"all\"",
     "林晓燕: unhappy has 1 row, the plan asks for 2: make min 1, or write \"if_fewer\": \"all\""},
    {"{\"id\":\"c\",\"take\":5000}",
     "",
     {{0, "a", 1500}},
     KEFU_CLASH_CELL_SHORT,
     0,
     5000,
     1500,
     "",
     "a的c 只有 1,500 条,方案要 5,000 条:把 take 改为 1500,或写 \"if_fewer\": \"all\"",
     "a: c has 1,500 rows, the plan asks for 5,000: make take 1500, or write \"if_fewer\": "
     "\"all\""},
    {"{\"id\":\"c\",\"max\":1}",
     ",\"variance\":true",
     {{0, "", 3}},
     KEFU_CLASH_CELL_BOUNDS,
     0,
     2,
     1,
     "",
     "(空)的c 按 \"variance\" 至少要 2 条,而 max 只许 1 条:把 max 改为 2,或去掉 \"variance\"",
     "(none): c needs 2 rows for \"variance\", but max allows 1: make max 2, or leave \"variance\" "
     "out"},
    {"{\"id\":\"c\",\"take\":1}",
     ",\"variance\":true",
     {{0, "a", 3}},
     KEFU_CLASH_CELL_BOUNDS,
     0,
     2,
     1,
     "",
     "a的c 按 \"variance\" 至少要 2 条,而 take 只许 1 条:把 take 改为 2,或去掉 \"variance\"",
     "a: c needs 2 rows for \"variance\", but take allows 1: make take 2, or leave \"variance\" "
     "out"},
    {"{\"id\":\"c\",\"max\":3}",
     ",\"agent\":{\"column\":\"a\",\"min\":5}",
     {{0, "韩梅梅", 9}},
     KEFU_CLASH_AGENT_SHORT,
     -1,
     5,
     3,
     "韩梅梅",
     "韩梅梅最多能抽 3 条,方案至少要 5 条:把 agent 的 min 改为 3,或给 agent 写 \"if_fewer\": "
     "\"all\"",
     "韩梅梅 can give 3 rows at most, the plan asks for 5: make min of agent 3, or give it "
     "\"if_fewer\": \"all\""},
    {"{\"id\":\"c\",\"take\":\"all\"}",
     ",\"agent\":{\"column\":\"a\",\"max\":5}",
     {{0, "Amy", 9}},
     KEFU_CLASH_AGENT_OVER,
     -1,
     9,
     5,
     "Amy",
     "Amy 至少要抽 9 条,方案最多 5 条:把 agent 的 max 改为 9",
     "Amy must give 9 rows, the plan allows 5: make max of agent 9"},
    {"{\"id\":\"c\"}",
     ",\"agent\":{\"column\":\"a\",\"max\":5},\"total\":12",
     {{0, "a", 90}, {0, "b", 3}},
     KEFU_CLASH_TOTAL_SHORT,
     -1,
     12,
     8,
     "",
     "总共最多能抽 8 条,total 要 12 条:把 total 改为 8",
     "8 rows can be drawn at most, total asks for 12: make total 8"},
    {"{\"id\":\"c\",\"min\":4}",
     ",\"agent\":{\"column\":\"a\",\"min\":5},\"total\":\"5%\"",
     {{0, "a", 50}, {0, "b", 50}},
     KEFU_CLASH_TOTAL_OVER,
     -1,
     10,
     5,
     "",
     "至少要抽 10 条,total 只有 5 条:把 total 改为 10",
     "at least 10 rows must be drawn, total is 5: make total 10"},
    {"{\"id\":\"c\"}",
     ",\"total\":5",
     {{0, NULL, 0}},
     KEFU_CLASH_TOTAL_SHORT,
     -1,
     5,
     0,
     "",
     "没有可抽的会话,total 要 5 条",
     "no rows can be drawn, total asks for 5"},
    {"{\"id\":\"c\"}",
     ",\"total\":5,\"allocation\":\"neyman\"",
     {{0, "a", 50}},
     KEFU_CLASH_NO_SPREAD,
     0,
     0,
     0,
     "",
     "a的c 没有 spread,而 \"neyman\" 按它分配:给这一类写 spread,或在 spreads 里给出这一格",
     "a: c has no spread, by which \"neyman\" shares out: give the class one, or the cell by "
     "options.spreads"},
};

static void what_clashes_is_said_with_the_change_that_helps(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clash_cases / sizeof *clash_cases; i++) {
        const clash_case *c = &clash_cases[i];
        kefu_clash clash = {.struct_size = sizeof clash};
        kefu_cell_quota q = {.struct_size = sizeof q};
        char zh[400], en[400];
        size_t n = 0, need = 0;
        while (n < 4 && c->rows[n].agent)
            n++;
        kefu_quotas *quotas = make(plan_of("\"a\"", c->classes, c->rest), c->rows, n, NULL);
        assert_false(kefu_quotas_feasible(quotas));
        assert_int_equal(kefu_quotas_clashes(quotas), 1);
        assert_int_equal(kefu_quotas_clash(quotas, 0, &clash), KEFU_OK);
        assert_int_equal(clash.code, c->code);
        assert_int_equal(clash.cell, c->cell);
        assert_int_equal(clash.need, c->need);
        assert_int_equal(clash.have, c->have);
        assert_string_equal(clash.agent, c->agent);
        assert_int_equal(kefu_quotas_clash_text(quotas, 0, KEFU_ZH, zh, sizeof zh, &need), KEFU_OK);
        assert_string_equal(zh, c->zh);
        assert_int_equal(need, strlen(zh) + 1);
        assert_int_equal(kefu_quotas_clash_text(quotas, 0, KEFU_EN, en, sizeof en, NULL), KEFU_OK);
        assert_string_equal(en, c->en);
        if (n) {
            assert_int_equal(kefu_quotas_cell(quotas, 0, &q), KEFU_OK);
            assert_int_equal(q.n + q.share + q.agent, 0);
        }
        kefu_quotas_free(quotas);
    }
}

/* Cells, then agents in order of their keys; the total is not looked at. */
static void all_clashes_are_listed_in_order(void **state)
{
    static const quota_row rows[] = {
        {0, "b", 1}, {0, "c", 9}, {0, "d", 1}, {1, "a", 2}, {1, "c", 9}};
    static const int32_t codes[] = {KEFU_CLASH_CELL_SHORT, KEFU_CLASH_CELL_SHORT,
                                    KEFU_CLASH_AGENT_SHORT, KEFU_CLASH_AGENT_SHORT,
                                    KEFU_CLASH_AGENT_SHORT};
    static const char *const agents[] = {"b", "d", "a", "b", "d"};
    (void)state;
    kefu_quotas *quotas =
        make(plan_of("\"a\"", "{\"id\":\"u\",\"where\":\"x < 3\",\"min\":2},{\"id\":\"r\"}",
                     ",\"agent\":{\"column\":\"a\",\"min\":5},\"total\":900"),
             rows, 5, NULL);
    assert_int_equal(kefu_quotas_clashes(quotas), 5);
    for (int64_t i = 0; i < 5; i++) {
        kefu_clash clash = {.struct_size = sizeof clash};
        assert_int_equal(kefu_quotas_clash(quotas, i, &clash), KEFU_OK);
        assert_int_equal(clash.code, codes[i]);
        if (clash.cell < 0)
            assert_string_equal(clash.agent, agents[i]);
        else
            assert_string_equal(rows[clash.cell].agent, agents[i]);
    }
    kefu_quotas_free(quotas);
}

/* ---- Limits --------------------------------------------------------------------------------- */

static void what_is_out_of_range_is_refused(void **state)
{
    static const quota_row rows[] = {{0, "a", INT64_MAX}, {0, "b", 1}};
    kefu_quotas *quotas = NULL;
    char text[8];
    size_t need = 0;
    (void)state;
    assert_int_equal(quota_make(NULL, plan_of("\"a\"", "{\"id\":\"c\"}", ",\"total\":1"), rows, 2,
                                NULL, &quotas, NULL),
                     KEFU_E_OVERFLOW);
    assert_int_equal(quota_make(NULL, plan_of("\"a\"", "{\"id\":\"c\"}", ",\"total\":\"1%\""), rows,
                                1, NULL, &quotas, NULL),
                     KEFU_E_LIMIT);
    /* rows of any number are compared exactly */
    quotas = make(plan_of("\"a\"", "{\"id\":\"c\",\"spread\":1000000000}",
                          ",\"total\":3,\"allocation\":\"power\",\"power\":\"3/4\""),
                  rows, 1, NULL);
    assert_int_equal(quota_n(quotas, 0), 3);
    kefu_quotas_free(quotas);
    quotas = make(plan_of("\"a\"", "{\"id\":\"c\"}", ",\"total\":9"), rows + 1, 1, NULL);
    assert_int_equal(kefu_quotas_clash_text(quotas, 1, KEFU_ZH, text, 8, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_quotas_clash_text(quotas, 0, 7, text, 8, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_quotas_clash_text(quotas, 0, KEFU_ZH, NULL, 0, &need), KEFU_OK);
    assert_true(need > 8);
    assert_int_equal(kefu_quotas_clash_text(quotas, 0, KEFU_ZH, text, 8, &need), KEFU_OK);
    assert_string_equal(text, "总共"); /* cut at a character */
    kefu_quotas_free(quotas);
}

static int make_quotas(const kefu_allocator *allocator)
{
    static const quota_row rows[] = {{0, "b", 1}, {0, "c", 9}, {1, "a", 20}, {1, "c", 90}};
    kefu_quotas *quotas = NULL;
    int got = 2;
    for (int i = 0; i < 2; i++) {
        kefu_status status = quota_make(
            allocator,
            plan_of(
                "\"a\"",
                i ? "{\"id\":\"u\",\"where\":\"x < 3\",\"min\":2},{\"id\":\"r\",\"spread\":1}"
                  : "{\"id\":\"u\",\"where\":\"x < 3\",\"spread\":2},{\"id\":\"r\",\"spread\":1}",
                ",\"total\":12,\"allocation\":\"neyman\""),
            rows, 4, NULL, &quotas, NULL);
        if (status)
            return status == KEFU_E_MEMORY ? 0 : 2;
        got = kefu_quotas_feasible(quotas) == !i ? 1 : 2;
        kefu_quotas_free(quotas);
    }
    return got;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(oom_sweep(make_quotas) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_gets_what_its_rule_says),
        cmocka_unit_test(rows_are_shared_out_to_those_that_gain_most),
        cmocka_unit_test(agents_come_before_the_total),
        cmocka_unit_test(an_agent_with_few_rows_gives_all),
        cmocka_unit_test(no_rows_make_no_cells),
        cmocka_unit_test(the_house_of_representatives_is_shared_out_as_it_was),
        cmocka_unit_test(spreads_of_cells_come_before_those_of_classes),
        cmocka_unit_test(spreads_are_read_by_class_and_keys),
        cmocka_unit_test(what_clashes_is_said_with_the_change_that_helps),
        cmocka_unit_test(all_clashes_are_listed_in_order),
        cmocka_unit_test(what_is_out_of_range_is_refused),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
