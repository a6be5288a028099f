/* test_estimate.c - estimates from rows that say what they stand for: equal to R's survey package,
 * unknown where nothing can be known, explained. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "estimate_vectors.h"
#include "oom.h"
#include "rows.h"

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

static kefu_estimated item_of(const kefu_estimates *e, const char *key)
{
    kefu_estimated item = {.struct_size = sizeof item};
    for (int64_t i = *key ? 1 : 0; i < kefu_estimates_count(e); i++) {
        assert_int_equal(kefu_estimates_at(e, i, &item), KEFU_OK);
        if (!strcmp(item.key.data, key))
            return item;
    }
    fail_msg("no '%s'", key);
    return item;
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

typedef struct case_rows {
    int64_t n;
    int64_t mark[6];
    uint8_t states[6];
    int64_t cell[6], rows[6];
    const char *agent[6];
} case_rows;

static kefu_status case_estimate(const case_rows *c, kefu_estimate_options *o, kefu_estimates **e,
                                 kefu_error *error)
{
    rows r;
    rows_begin(&r, c->n);
    rows_add(&r, "mark", KEFU_COLUMN_I64, c->mark)->states = c->states;
    rows_add(&r, "cell", KEFU_COLUMN_I64, c->cell);
    rows_add(&r, "rows", KEFU_COLUMN_I64, c->rows);
    rows_add(&r, "agent", KEFU_COLUMN_TEXT_Z, c->agent);
    o->struct_size = sizeof *o;
    return kefu_estimate_rows(&r.batch, o, e, error);
}

static kefu_estimates *case_must(const case_rows *c, kefu_estimate_options o)
{
    kefu_estimates *e = NULL;
    kefu_error error;
    if (case_estimate(c, &o, &e, &error))
        fail_msg("%s", error.message);
    return e;
}

#define NONE KEFU_VALUE_NO_DATA
#define ALL_SAME                                                                                   \
    {                                                                                              \
        "a", "a", "a", "a", "a", "a"                                                               \
    }

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
        /* Wilson of 4 of 4 of very many: n / (n + z²) = 4 / (4 + 3.841458821), effective n of 4
           of 8: 4 × 8 / (8 - 4) = 8, so 8 / (8 + 3.841458821) */
        {"all good is not certain",
         {4, {1, 1, 1, 1}, {0}, {1, 1, 1, 1}, {8, 8, 8, 8}, ALL_SAME},
         {.kind = KEFU_ESTIMATE_RATE},
         1000000000,
         1000000000,
         0,
         675592435,
         1000000000,
         8,
         1,
         4,
         4,
         3,
         8000000,
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
        assert_int_equal(item.df, cases[i].df);
        if (cases[i].effective)
            assert_int_equal(item.effective_n, cases[i].effective);
        if (item.flags != cases[i].flags)
            fail_msg("%s: flags %u", cases[i].what, item.flags);
        kefu_estimates_free(e);
    }
}

/* ---- Domains, effects, words, frames -------------------------------------------------------- */

/* Refunds: 4 marked of 6; the rest 6 of 94. */
static const struct shop_rows {
    int64_t mark[10];
    const char *cell[10];
    int64_t rows[10];
    const char *agent[10];
} shop = {{50, 60, 40, 70, 90, 95, 95, 90, 100, 95},
          {"退款", "退款", "退款", "退款", "其余", "其余", "其余", "其余", "其余", "其余"},
          {6, 6, 6, 6, 94, 94, 94, 94, 94, 94},
          {"林", "林", "林", "周", "林", "林", "周", "周", "周", "周"}};

static void shop_batch(rows *r)
{
    rows_begin(r, 10);
    rows_add(r, "mark", KEFU_COLUMN_I64, shop.mark);
    rows_add(r, "cell", KEFU_COLUMN_TEXT_Z, shop.cell);
    rows_add(r, "rows", KEFU_COLUMN_I64, shop.rows);
    rows_add(r, "agent", KEFU_COLUMN_TEXT_Z, shop.agent);
}

static kefu_estimates *shop_estimates(int32_t kind)
{
    kefu_estimate_options o = {.struct_size = sizeof o, .by = "agent", .kind = kind};
    kefu_estimates *e = NULL;
    rows r;
    shop_batch(&r);
    assert_int_equal(kefu_estimate_rows(&r.batch, &o, &e, NULL), KEFU_OK);
    return e;
}

/* Naive 785 / 10; estimate (6 · 55 + 94 · 565/6) / 100 = 91.81666...; effects by hand:
 * refunds (55 - E) (0.06 - 0.4), the rest (94.1666... - E) (0.94 - 0.6). */
static void test_effects(void **state)
{
    (void)state;
    kefu_estimates *e = shop_estimates(KEFU_ESTIMATE_MEAN);
    kefu_estimated all = item_of(e, "");
    assert_int_equal(all.naive.num, 78500);
    assert_int_equal(all.estimate.num, 91817);
    assert_int_equal(kefu_estimates_effects(e, 0), 2);
    static const struct {
        const char *label;
        int64_t num, den, part, mean, effect;
    } expected[] = {{"其余", 6, 10, 940000000, 94167, 799},
                    {"退款", 4, 10, 60000000, 55000, 12518}};
    for (int32_t i = 0; i < 2; i++) {
        kefu_effect effect = {.struct_size = sizeof effect};
        assert_int_equal(kefu_estimates_effect(e, 0, i, &effect), KEFU_OK);
        assert_string_equal(effect.label_zh, expected[i].label);
        assert_string_equal(effect.label_en, expected[i].label);
        assert_int_equal(effect.in_marks.num, expected[i].num);
        assert_int_equal(effect.in_marks.den, expected[i].den);
        assert_int_equal(effect.in_population.num, expected[i].part);
        assert_int_equal(effect.mean.num, expected[i].mean);
        assert_int_equal(effect.effect.num, expected[i].effect);
    }
    kefu_estimates_free(e);
}

/* Of every domain and kind: they are estimate - naive, but for the rounding of each. */
static void test_effects_add_up(void **state)
{
    (void)state;
    for (int32_t kind = KEFU_ESTIMATE_MEAN; kind <= KEFU_ESTIMATE_TOTAL; kind += 2) {
        kefu_estimates *e = shop_estimates(kind);
        for (int64_t i = 0; i < kefu_estimates_count(e); i++) {
            kefu_estimated item = {.struct_size = sizeof item};
            int64_t sum = 0;
            assert_int_equal(kefu_estimates_at(e, i, &item), KEFU_OK);
            int32_t n = kefu_estimates_effects(e, i);
            for (int32_t k = 0; k < n; k++) {
                kefu_effect effect = {.struct_size = sizeof effect};
                assert_int_equal(kefu_estimates_effect(e, i, k, &effect), KEFU_OK);
                sum += effect.effect.num;
            }
            assert_in_range(sum - (item.estimate.num - item.naive.num) + n, 0, 2 * n);
        }
        kefu_estimates_free(e);
    }
}

static void assert_text(const kefu_estimates *e, int64_t index, int32_t language,
                        const char *expected)
{
    char text[512];
    size_t need = 0;
    assert_int_equal(kefu_estimates_text(e, index, language, text, sizeof text, &need), KEFU_OK);
    assert_string_equal(text, expected);
    assert_int_equal(need, strlen(expected) + 1);
}

static void test_text(void **state)
{
    (void)state;
    kefu_estimates *e = shop_estimates(KEFU_ESTIMATE_MEAN);
    size_t need = 0;
    assert_text(e, 0, KEFU_ZH,
                "抽到的平均 78.5 分,校正后 91.8 分(95% 区间 88.6–95.1):退款占抽检 40%,只占全部 6%,"
                "均分 55.0 分,拉低 12.5 分。");
    assert_text(e, 0, KEFU_EN,
                "The mean of what was inspected is 78.5, corrected 91.8 (95% interval 88.6–95.1): "
                "退款 are 40% of the marks and only 6% of all, with a mean of 55.0, and lower it "
                "by 12.5.");
    assert_int_equal(kefu_estimates_text(e, 0, KEFU_ZH, NULL, 0, &need), KEFU_OK);
    assert_true(need > 100);
    assert_int_equal(kefu_estimates_text(e, 9, KEFU_ZH, NULL, 0, &need), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_estimates_text(e, 0, 7, NULL, 0, &need), KEFU_E_ARGUMENT);
    kefu_estimates_free(e);

    static const case_rows none = {2, {0}, {NONE, NONE}, {1, 1}, {2, 2}, ALL_SAME};
    e = case_must(&none, (kefu_estimate_options){.by = "agent"});
    assert_text(e, 1, KEFU_ZH, "a:还没有评分,无从估计。");
    assert_text(e, 1, KEFU_EN, "a: No marks, nothing to estimate.");
    kefu_estimates_free(e);

    /* Error² is (1 - 2/3) × 0.5 / 2, effective n 0.25 / error² = 3; Wilson of 0.5 in 3. */
    static const case_rows some = {3, {1, 0, 0}, {0, 0, NONE}, {1, 1, 1}, {3, 3, 3}, ALL_SAME};
    e = case_must(&some, (kefu_estimate_options){.kind = KEFU_ESTIMATE_RATE});
    assert_text(e, 0, KEFU_ZH,
                "抽到的占比 50.0%,无需校正(95% 区间 12.5%–87.5%)。1 条还没有评分,共抽 3 条。");
    kefu_estimates_free(e);
}

static void test_frame(void **state)
{
    (void)state;
    kefu_estimates *e = shop_estimates(KEFU_ESTIMATE_MEAN);
    const kefu_metric_info info = {.struct_size = sizeof info,
                                   .name = "qc",
                                   .label_zh = "质检",
                                   .unit = "points",
                                   .scale = 1,
                                   .direction = KEFU_HIGHER,
                                   .min_n = 6};
    kefu_frame *frame = NULL;
    assert_int_equal(kefu_estimates_frame(e, &info, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_rows(frame), 2);
    static const char *const names[] = {"qc", "qc_naive", "qc_low", "qc_high"};
    for (int32_t m = 0; m < 4; m++) {
        kefu_metric_info got = {.struct_size = sizeof got};
        assert_int_equal(kefu_frame_metric(frame, m, &got), KEFU_OK);
        assert_string_equal(got.name, names[m]);
        assert_int_equal(got.direction, KEFU_HIGHER);
    }
    for (int64_t row = 0; row < 2; row++) {
        kefu_estimated item = {.struct_size = sizeof item};
        kefu_value value;
        assert_int_equal(kefu_estimates_at(e, row + 1, &item), KEFU_OK);
        assert_int_equal(kefu_frame_value(frame, row, 0, &value), KEFU_OK);
        assert_int_equal(value.num, item.estimate.num);
        assert_int_equal(value.den, item.estimate.den);
        assert_int_equal(value.n, 5);
        assert_int_equal(value.status, KEFU_VALUE_LOW_VOLUME);
        assert_int_equal(kefu_frame_value(frame, row, 2, &value), KEFU_OK);
        assert_int_equal(value.num, item.low.num);
    }
    kefu_frame_free(frame);
    assert_int_equal(kefu_estimates_frame(e, NULL, &frame, NULL), KEFU_E_ARGUMENT);
    kefu_estimates_free(e);
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
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.kind = 3}, KEFU_E_ARGUMENT, -1, "kind"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.scale = 7}, KEFU_E_ARGUMENT, -1, "scale"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.lonely = -1}, KEFU_E_ARGUMENT, -1, "lonely"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME}, {.method = 2}, KEFU_E_ARGUMENT, -1, "method"},
        {{1, {1}, {0}, {1}, {5}, ALL_SAME},
         {.confidence = KEFU_BILLION},
         KEFU_E_ARGUMENT,
         -1,
         "confidence"},
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

/* ---- Bounds, memory ------------------------------------------------------------------------- */

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

static int shop_scenario(const kefu_allocator *allocator)
{
    kefu_estimate_options o = {.struct_size = sizeof o, .allocator = allocator, .by = "agent"};
    const kefu_metric_info info = {.struct_size = sizeof info, .name = "qc"};
    kefu_estimates *e = NULL;
    kefu_frame *frame = NULL;
    rows r;
    shop_batch(&r);
    kefu_status status = kefu_estimate_rows(&r.batch, &o, &e, NULL);
    if (!status)
        status = kefu_estimates_frame(e, &info, &frame, NULL);
    kefu_frame_free(frame);
    kefu_estimates_free(e);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(shop_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equals_r),        cmocka_unit_test(test_equals_fractions),
        cmocka_unit_test(test_states),          cmocka_unit_test(test_effects),
        cmocka_unit_test(test_effects_add_up),  cmocka_unit_test(test_text),
        cmocka_unit_test(test_frame),           cmocka_unit_test(test_refused),
        cmocka_unit_test(test_chances_refused), cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
