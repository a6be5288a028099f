/* test_estimate.c - estimates from rows that say what they stand for: equal to R's survey package,
 * unknown where nothing can be known, refused where rows contradict each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "estimate_fixture.h"
#include "estimate_vectors.h"

#define COUNT(array) ((int64_t)(sizeof(array) / sizeof *(array)))

/* ---- Equal to R ----------------------------------------------------------------------------- */

static const char *api_cell[200];
static int64_t api_cell_rows[200];

/* Data by their names in the vectors, a rate instead of marks where it is asked for. */
static void vector_rows(rows *r, const struct estimate_vector *v)
{
    if (!strcmp(v->data, "votes")) {
        rows_begin(r, COUNT(votes_mark));
        rows_add(r, "mark", KEFU_COLUMN_I64, votes_mark);
        rows_add(r, "chance", KEFU_COLUMN_I64, votes_chance)->scale = 9;
        return;
    }
    if (!strcmp(v->data, "api")) {
        for (int64_t c = 0, i = 0; c < 3; c++)
            for (int64_t end = i + api_n[c]; i < end; i++) {
                api_cell[i] = api_cells[c];
                api_cell_rows[i] = api_rows[c];
            }
        rows_begin(r, COUNT(api_mark));
        if (v->kind == KEFU_ESTIMATE_RATE)
            rows_add(r, "mark", KEFU_COLUMN_BOOL, api_award);
        else
            rows_add(r, "mark", KEFU_COLUMN_I64, api_mark);
        rows_add(r, "cell", KEFU_COLUMN_TEXT_Z, api_cell);
        rows_add(r, "rows", KEFU_COLUMN_I64, api_cell_rows);
        rows_add(r, "wide", KEFU_COLUMN_U8, api_wide);
        return;
    }
    rows_begin(r, strcmp(v->data, "short") ? COUNT(fpc_mark) : 6);
    rows_add(r, "评分", KEFU_COLUMN_I64, fpc_mark)->scale = 1;
    rows_add(r, "格", KEFU_COLUMN_I64, fpc_cell);
    rows_add(r, "总数", KEFU_COLUMN_I64, fpc_rows);
    rows_add(r, "domain", KEFU_COLUMN_I64, fpc_domain);
}

static void test_equals_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof estimate_vectors / sizeof *estimate_vectors; i++) {
        const struct estimate_vector *v = &estimate_vectors[i];
        kefu_estimate_options o = {.struct_size = sizeof o,
                                   .by = v->by,
                                   .kind = v->kind,
                                   .lonely = v->lonely,
                                   .method = v->method,
                                   .scale = *v->data == 'f' || *v->data == 's'};
        kefu_estimates *e = NULL;
        kefu_error error;
        rows r;
        vector_rows(&r, v);
        if (kefu_estimate_rows(&r.batch, &o, &e, &error))
            fail_msg("%zu: %s", i, error.message);
        kefu_estimated item = item_of(e, v->key);
        assert_int_equal(item.marked, v->marked);
        assert_int_equal(item.sampled, v->marked);
        assert_int_equal(item.df, v->df);
        assert_int_equal(item.estimate.num, v->estimate);
        assert_int_equal(item.error.num, v->error);
        if (v->low != VECTOR_NONE) {
            assert_int_equal(item.low.num, v->low);
            assert_int_equal(item.high.num, v->high);
        }
        kefu_estimates_free(e);
    }
}

/* ---- Equal to fractions --------------------------------------------------------------------- */

static uint64_t fraction_state;

/* Knuth's MMIX, as in the oracle. */
static int64_t fraction_next(int64_t below)
{
    fraction_state = fraction_state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((fraction_state >> 33) % (uint64_t)below);
}

/* 300 cells of different sizes, whose weights have no small common denominator; tests/oracle/
 * estimate.py computes them with Python's fractions. */
static void test_equals_fractions(void **state)
{
    static const struct {
        int32_t total;
        const char *key;
        int64_t estimate, error;
    } cases[] = {{0, "", INT64_C(5062503), INT64_C(51988)},
                 {0, "0", INT64_C(5020671), INT64_C(89862)},
                 {0, "1", INT64_C(5051479), INT64_C(95002)},
                 {0, "2", INT64_C(5117051), INT64_C(93073)},
                 {1, "", INT64_C(72773231261111), INT64_C(747322160043)},
                 {1, "0", INT64_C(24670004061196), INT64_C(725361933908)},
                 {1, "1", INT64_C(23923014532865), INT64_C(806215977667)},
                 {1, "2", INT64_C(24180212667051), INT64_C(870301610862)}};
    static int64_t cell[12300], size[12300], mark[12300], agent[12300];
    int64_t n = 0;
    rows r;
    (void)state;
    fraction_state = 2026;
    for (int64_t c = 0; c < 300; c++) {
        int64_t of = 2 + fraction_next(40), population = of + fraction_next(100000);
        for (int64_t end = n + of; n < end; n++) {
            cell[n] = c;
            size[n] = population;
            mark[n] = fraction_next(10001);
            agent[n] = fraction_next(3);
        }
    }
    rows_begin(&r, n);
    rows_add(&r, "cell", KEFU_COLUMN_I64, cell);
    rows_add(&r, "rows", KEFU_COLUMN_I64, size);
    rows_add(&r, "mark", KEFU_COLUMN_I64, mark);
    rows_add(&r, "agent", KEFU_COLUMN_I64, agent);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_estimate_options o = {.struct_size = sizeof o,
                                   .by = "agent",
                                   .kind =
                                       cases[i].total ? KEFU_ESTIMATE_TOTAL : KEFU_ESTIMATE_MEAN};
        kefu_estimates *e = NULL;
        assert_int_equal(kefu_estimate_rows(&r.batch, &o, &e, NULL), KEFU_OK);
        kefu_estimated item = item_of(e, cases[i].key);
        assert_int_equal(item.estimate.num, cases[i].estimate);
        assert_int_equal(item.error.num, cases[i].error);
        kefu_estimates_free(e);
    }
}

/* ---- States --------------------------------------------------------------------------------- */

static void test_states(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        case_rows rows;
        kefu_estimate_options o;
        /* num; INT64_MIN for no data */
        int64_t naive, estimate, error, low, high, population, den;
        int64_t marked, sampled, df, effective;
        uint32_t flags;
    } cases[] = {
        {"two cells: (1·2·30 + 8·90) / 10 = 78, marks 50; cells whole and lonely",
         {3, {20, 40, 90}, {0}, {1, 1, 2}, {2, 2, 8}, ALL_SAME},
         {0},
         50000,
         78000,
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         10,
         1,
         3,
         3,
         1,
         0,
         KEFU_ESTIMATED_LONELY},
        {"one mark, not the only row",
         {1, {80}, {0}, {1}, {5}, ALL_SAME},
         {0},
         80000,
         80000,
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         5,
         1,
         1,
         1,
         0,
         0,
         KEFU_ESTIMATED_LONELY},
        {"one mark, the only row: known",
         {1, {80}, {0}, {1}, {1}, ALL_SAME},
         {0},
         80000,
         80000,
         0,
         80000,
         80000,
         1,
         1,
         1,
         1,
         0,
         0,
         KEFU_ESTIMATED_WHOLE},
        {"everything inspected",
         {3, {10, 20, 40}, {0}, {1, 1, 2}, {2, 2, 1}, ALL_SAME},
         {0},
         23333,
         23333,
         0,
         23333,
         23333,
         3,
         1,
         3,
         3,
         1,
         0,
         KEFU_ESTIMATED_WHOLE},
        {"no marks at all",
         {2, {0}, {NONE, NONE}, {1, 1}, {2, 2}, ALL_SAME},
         {0},
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         0,
         0,
         2,
         0,
         0,
         KEFU_ESTIMATED_UNMARKED | KEFU_ESTIMATED_GAPS},
        {"a cell without marks is left out",
         {3, {10, 20, 0}, {0, 0, NONE}, {1, 1, 2}, {2, 2, 7}, ALL_SAME},
         {0},
         15000,
         15000,
         0,
         15000,
         15000,
         2,
         1,
         2,
         3,
         1,
         0,
         KEFU_ESTIMATED_UNMARKED | KEFU_ESTIMATED_GAPS},
        /* weights 2 and 6 rows: (2·10 + 6·20) / 8 */
        {"unmarked rows are made up for, certain cells do not differ",
         {4, {10, 10, 20, 0}, {0, 0, 0, NONE}, {1, 1, 2, 2}, {2, 2, 6, 6}, ALL_SAME},
         {.lonely = KEFU_LONELY_CERTAIN},
         13333,
         17500,
         0,
         17500,
         17500,
         8,
         1,
         3,
         4,
         1,
         0,
         KEFU_ESTIMATED_UNMARKED | KEFU_ESTIMATED_LONELY},
        {"all cells lonely: no average of others",
         {2, {10, 20}, {0}, {1, 2}, {3, 3}, ALL_SAME},
         {.lonely = KEFU_LONELY_AVERAGE},
         15000,
         15000,
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         6,
         1,
         2,
         2,
         0,
         0,
         KEFU_ESTIMATED_LONELY},
        {"no rows",
         {0, {0}, {0}, {0}, {0}, {0}},
         {0},
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         INT64_MIN,
         0,
         0,
         0,
         0,
         0,
         0},
        /* Wilson of n of n of very many: n / (n + z²), z² = 3.841458821; effective n of 4 of 8: 4 ×
           (8 - 1) / (8 - 4) = 7, so 7 / (7 + 3.841458821) */
        {"all good is not certain",
         {4, {1, 1, 1, 1}, {0}, {1, 1, 1, 1}, {8, 8, 8, 8}, ALL_SAME},
         {.kind = KEFU_ESTIMATE_RATE},
         1000000000,
         1000000000,
         0,
         645669565,
         1000000000,
         8,
         1,
         4,
         4,
         3,
         7000000,
         0},
        /* Weights 2 and 4: error² is (1/400) × 2 × 2 × (1 - 2/4) = 0.005, which knows nothing of
           the second cell and would say n = 0.09 / 0.005 = 18. Kish's is 400 / (2 × 4 × (1 - 2/4) ×
           4/3 + 4 × 16 × (1 - 4/16) × 16/15) = 400 / 56.533; Wilson of 0.1 in that (Python) */
        {"a large cell without bad ones is not certain beside a small one with some",
         {6, {1, 0, 0, 0, 0, 0}, {0}, {1, 1, 2, 2, 2, 2}, {4, 4, 16, 16, 16, 16}, ALL_SAME},
         {.kind = KEFU_ESTIMATE_RATE},
         166666667,
         100000000,
         70710678,
         13859198,
         467645484,
         20,
         1,
         6,
         6,
         4,
         7075472,
         0},
        /* The same as a mean: 0.1 ± t of 4 × root of 0.09 / (400 / 56.533) = 2.776445 × 0.112783 */
        {"nor is its mean",
         {6, {1, 0, 0, 0, 0, 0}, {0}, {1, 1, 2, 2, 2, 2}, {4, 4, 16, 16, 16, 16}, ALL_SAME},
         {.kind = KEFU_ESTIMATE_MEAN},
         167,
         100,
         71,
         -213,
         413,
         20,
         1,
         6,
         6,
         4,
         7075472,
         0},
        /* 1/18, the error is 0. Kish: 18² / (4 × 16 × (1 - 4/16) × 16/15) = 6.328, and the spread
           is 1/18 × 17/18: 0.055556 ± 2.776445 × 0.091057 */
        {"a mean beside a cell that was inspected whole",
         {6, {1, 0, 0, 0, 0, 0}, {0}, {1, 1, 2, 2, 2, 2}, {2, 2, 16, 16, 16, 16}, ALL_SAME},
         {.kind = KEFU_ESTIMATE_MEAN},
         167,
         56,
         0,
         -197,
         308,
         18,
         1,
         6,
         6,
         4,
         6328125,
         0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_estimates *e = case_must(&cases[i].rows, cases[i].o);
        kefu_estimated item = item_of(e, "");
        const int64_t expected[] = {cases[i].naive, cases[i].estimate, cases[i].error,
                                    cases[i].low,   cases[i].high,     cases[i].population};
        const kefu_value *const got[] = {&item.naive, &item.estimate, &item.error,
                                         &item.low,   &item.high,     &item.population};
        for (size_t k = 0; k < 6; k++) {
            int64_t num = got[k]->den ? got[k]->num : INT64_MIN;
            if (num != expected[k])
                fail_msg("%s, %zu: %lld, not %lld", cases[i].what, k, (long long)num,
                         (long long)expected[k]);
            assert_int_equal(got[k]->status, got[k]->den ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA);
        }
        assert_int_equal(item.population.den, cases[i].den);
        assert_int_equal(item.marked, cases[i].marked);
        assert_int_equal(item.sampled, cases[i].sampled);
        assert_int_equal(item.df, cases[i].df * 1000000);
        if (cases[i].effective)
            assert_int_equal(item.effective_n, cases[i].effective);
        if (item.flags != cases[i].flags)
            fail_msg("%s: flags %u", cases[i].what, item.flags);
        kefu_estimates_free(e);
    }
}

/* ---- What is refused ------------------------------------------------------------------------ */

static kefu_status refuse(const case_rows *c, kefu_estimate_options o, kefu_error *error)
{
    kefu_estimates *e = NULL;
    kefu_status status = case_estimate(c, &o, &e, error);
    kefu_estimates_free(e);
    return status;
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        case_rows rows;
        kefu_estimate_options o;
        kefu_status status;
        int64_t row;
        const char *part; /* of the message */
    } cases[] = {
        {{2, {1, 2}, {0}, {1, 1}, {5, 5}, ALL_SAME},
         {.kind = KEFU_ESTIMATE_RATE},
         KEFU_E_DATA,
         1,
         "0 or 1"},
        {{2, {1, 2}, {0}, {1, 1}, {5, 6}, ALL_SAME}, {0}, KEFU_E_DATA, 1, "6 here, and 5"},
        {{2, {1, 2}, {0}, {1, 1}, {5, 0}, ALL_SAME}, {0}, KEFU_E_DATA, 1, "from 1 to 2^40"},
        {{3, {1, 2, 3}, {0}, {7, 7, 7}, {2, 2, 2}, ALL_SAME},
         {0},
         KEFU_E_DATA,
         -1,
         "cell '7': 3 rows were drawn of 2"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.kind = 3}, KEFU_E_UNSUPPORTED, -1, "kind"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.scale = 7}, KEFU_E_ARGUMENT, -1, "scale"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.lonely = -1}, KEFU_E_UNSUPPORTED, -1, "lonely"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.method = 2}, KEFU_E_UNSUPPORTED, -1, "method"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME},
         {.confidence = KEFU_BILLION},
         KEFU_E_ARGUMENT,
         -1,
         "confidence: 1000000000, expected billionths"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME},
         {.confidence = 95},
         KEFU_E_ARGUMENT,
         -1,
         "0.95 is 950000000"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.mark = "marks"}, KEFU_E_NAME, -1, "'mark'"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.by = "agents"}, KEFU_E_NAME, -1, "'agent'"},
        {{2, {INT64_MAX, INT64_MAX}, {0}, {1, 1}, {2, 2}, ALL_SAME},
         {0},
         KEFU_E_OVERFLOW,
         -1,
         "naive"},
        {{1, {INT64_MAX / 10000}, {0}, {1}, {100}, ALL_SAME},
         {.kind = KEFU_ESTIMATE_TOTAL},
         KEFU_E_OVERFLOW,
         -1,
         "64 bits"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error = {.row = -2};
        assert_int_equal(refuse(&cases[i].rows, cases[i].o, &error), cases[i].status);
        assert_int_equal(error.row, cases[i].row);
        if (!strstr(error.message, cases[i].part))
            fail_msg("%s", error.message);
    }
}

/* A key of null is said to be one, and then no key is sure to be whole. */
static void test_null_key(void **state)
{
    (void)state;
    case_rows c = {3, {1, 2, 3}, {0}, {1, 1, 1}, {9, 9, 9}, {"a", NULL, "b"}};
    kefu_estimates *e = case_must(&c, (kefu_estimate_options){.by = "agent"});
    kefu_estimated item = {.struct_size = sizeof item};
    char text[200];
    assert_int_equal(kefu_estimates_count(e), 4);
    assert_int_equal(item_of(e, "").flags, 0);
    assert_int_equal(item_of(e, "a").flags, KEFU_ESTIMATED_UNPLACED);
    assert_int_equal(kefu_estimates_at(e, 1, &item), KEFU_OK);
    assert_int_equal(item.key.size, 0);
    assert_int_equal(item.flags, KEFU_ESTIMATED_UNPLACED | KEFU_ESTIMATED_NULL_KEY);
    assert_int_equal(kefu_estimates_text(e, 1, KEFU_EN, text, sizeof text, NULL), KEFU_OK);
    assert_int_equal(strncmp(text, "(empty): The mean", 17), 0);
    assert_int_equal(kefu_estimates_text(e, 1, KEFU_ZH, text, sizeof text, NULL), KEFU_OK);
    assert_int_equal(strncmp(text, "(空):抽到", strlen("(空):抽到")), 0);
    kefu_estimates_free(e);

    c.agent[1] = "a";
    e = case_must(&c, (kefu_estimate_options){.by = "agent"});
    assert_int_equal(item_of(e, "a").flags, 0);
    kefu_estimates_free(e);
}

/* One column after the other of unequal chances. */
static void test_chances_refused(void **state)
{
    (void)state;
    static const int64_t marks[] = {1, 2};
    static const struct {
        int64_t chance;
        kefu_status status;
    } cases[] = {{0, KEFU_E_DATA},
                 {-1, KEFU_E_DATA},
                 {KEFU_BILLION + 1, KEFU_E_DATA},
                 {KEFU_BILLION, KEFU_OK},
                 {1, KEFU_OK}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t chances[2] = {500000000, cases[i].chance};
        kefu_estimates *e = NULL;
        kefu_error error = {.row = 1};
        rows r;
        rows_begin(&r, 2);
        rows_add(&r, "mark", KEFU_COLUMN_I64, marks);
        rows_add(&r, "抽中概率", KEFU_COLUMN_I64, chances)->scale = 9;
        assert_int_equal(kefu_estimate_rows(&r.batch, NULL, &e, &error), cases[i].status);
        assert_int_equal(error.row, 1);
        kefu_estimates_free(e);
    }
    static const char *const words[] = {"1", "good"};
    kefu_estimates *e = NULL;
    kefu_error error;
    rows r;
    rows_begin(&r, 2);
    rows_add(&r, "mark", KEFU_COLUMN_TEXT_Z, words)->flags = KEFU_COLUMN_DECIMAL;
    assert_int_equal(kefu_estimate_rows(&r.batch, NULL, &e, &error), KEFU_E_NAME);
    rows_add(&r, "rows", KEFU_COLUMN_I64, marks);
    assert_int_equal(kefu_estimate_rows(&r.batch, NULL, &e, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 1);
    assert_int_equal(kefu_estimate_rows(NULL, NULL, &e, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_estimate_rows(&r.batch, NULL, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_estimates_count(NULL), 0);
    assert_int_equal(kefu_estimates_effects(NULL, 0), 0);
    assert_int_equal(kefu_estimates_at(NULL, 0, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_estimates_effect(NULL, 0, 0, NULL), KEFU_E_ARGUMENT);
}

/* ---- Bounds --------------------------------------------------------------------------------- */

/* The largest that is taken: cells of 2^40 rows and marks up to INT64_MAX / 1000, in cells whose
 * sizes have no common factor, so that weights and factors are cut. Half of the marks are as large
 * as the others are small: mean 0 within what the cut leaves. */
static void test_bounds(void **state)
{
    (void)state;
    enum { N = 20000, CELLS = 100 };
    static int64_t marks[N], cells[N], population[N];
    const int64_t most = INT64_MAX / 1000;
    kefu_estimates *e = NULL;
    rows r;
    for (int64_t i = 0, c = 0, left = 2; i < N; i++) {
        if (left == 0 && c < CELLS)
            left = 2 * (++c) + 2;
        cells[i] = c;
        population[i] = ((int64_t)1 << 40) - c;
        marks[i] = i % 2 ? most : -most;
        left--;
    }
    rows_begin(&r, N);
    rows_add(&r, "mark", KEFU_COLUMN_I64, marks);
    rows_add(&r, "cell", KEFU_COLUMN_I64, cells);
    rows_add(&r, "rows", KEFU_COLUMN_I64, population);
    assert_int_equal(kefu_estimate_rows(&r.batch, NULL, &e, NULL), KEFU_OK);
    kefu_estimated all = item_of(e, "");
    assert_int_equal(all.naive.num, 0);
    assert_int_equal(all.estimate.num, 0);
    assert_true(all.error.num > 0);
    assert_int_equal(all.population.den, 1);
    kefu_estimates_free(e);
}

/* Weights 2, 2 and 10 of marks 1, 0, 0: the rate is 1/7, weights × residuals 12/7, -2/7 and -10/7,
 * error² = 3/2 × 248/49 / 14² and n = 6/49 / error² = 3.16. Kish's is 14² / 108: for rates the
 * lesser, for means the former. */
static void test_unequal_chances(void **state)
{
    static const int64_t marks[] = {1, 0, 0}, chances[] = {5, 5, 1};
    static const struct {
        int32_t kind;
        int64_t effective;
    } cases[] = {{KEFU_ESTIMATE_RATE, 1814815}, {KEFU_ESTIMATE_MEAN, 3161290}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_estimate_options o = {.struct_size = sizeof o, .kind = cases[i].kind};
        kefu_estimates *e = NULL;
        rows r;
        rows_begin(&r, 3);
        rows_add(&r, "mark", KEFU_COLUMN_I64, marks);
        rows_add(&r, "chance", KEFU_COLUMN_I64, chances)->scale = 1;
        assert_int_equal(kefu_estimate_rows(&r.batch, &o, &e, NULL), KEFU_OK);
        assert_int_equal(item_of(e, "").effective_n, cases[i].effective);
        kefu_estimates_free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equals_r), cmocka_unit_test(test_equals_fractions),
        cmocka_unit_test(test_states),   cmocka_unit_test(test_refused),
        cmocka_unit_test(test_null_key), cmocka_unit_test(test_chances_refused),
        cmocka_unit_test(test_bounds),   cmocka_unit_test(test_unequal_chances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
