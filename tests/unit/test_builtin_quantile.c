/* test_builtin_quantile.c - quantile, median and mode. */
#include "metric_laws.h"
#include "quantile_vectors.h"
#include "rows.h"

#define ONE INT64_C(1000000000)

/* ---- Figures -------------------------------------------------------------------------------- */

/* tests/oracle/quantile.py: exact fractions that NumPy and SciPy agree with. */
static void test_nine_definitions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quantile_vectors / sizeof *quantile_vectors; i++)
        for (int64_t type = 1; type <= 9; type++) {
            const struct quantile_vector *v = &quantile_vectors[i];
            const struct quantile_set *set = &quantile_sets[v->set];
            const int64_t params[] = {v->p, type};
            int64_t den = 1;
            metric_call call;
            kefu_value value;
            for (int32_t digit = 0; digit < set->digits; digit++)
                den *= 10;
            call_open(&call, "quantile", set->scale, set->digits, params);
            value = call_of_rows(&call, set->x, NULL, set->n);
            if (value.num != v->expected[type - 1])
                print_error("%s, p %lld, type %d\n", set->what, (long long)v->p, (int)type);
            assert_value(&value, v->expected[type - 1], den, set->n, KEFU_VALUE_ROUNDED);
            call_close(&call);
        }
}

/* By hand. */
static void test_median(void **state)
{
    static const struct {
        int64_t rows, x[6], num; /* at scale 1, rounded to 2 decimals */
    } cases[] = {
        {1, {274}, 2740},      {2, {10, 15}, 125},           {3, {90, 10, 40}, 400},
        {4, {4, 1, 2, 3}, 25}, {5, {-1, -1, -2, 7, 7}, -10}, {6, {-5, -4, 9, 9, -4, -5}, -40},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        metric_call call;
        kefu_value value;
        call_open(&call, "median", 1, 2, NULL);
        value = call_of_rows(&call, cases[i].x, NULL, cases[i].rows);
        assert_value(&value, cases[i].num, 100, cases[i].rows, KEFU_VALUE_ROUNDED);
        call_close(&call);
    }
}

/* Half away from zero: between 1 and 2 thousandths at two and at three decimals. */
static void test_rounding(void **state)
{
    static const int64_t up[] = {1, 2}, down[] = {-1, -2}, cent[] = {4, 6};
    metric_call call;
    kefu_value value;
    (void)state;
    call_open(&call, "median", 3, 3, NULL);
    value = call_of_rows(&call, up, NULL, 2);
    assert_value(&value, 2, 1000, 2, KEFU_VALUE_ROUNDED);
    value = call_of_rows(&call, down, NULL, 2);
    assert_value(&value, -2, 1000, 2, KEFU_VALUE_ROUNDED);
    call.context.round = 2;
    value = call_of_rows(&call, cent, NULL, 2);
    assert_value(&value, 1, 100, 2, KEFU_VALUE_ROUNDED);
    call_close(&call);
}

static void test_the_ends_of_int64(void **state)
{
    static const int64_t ends[] = {INT64_MIN, INT64_MAX}, top[] = {INT64_MAX};
    metric_call call;
    kefu_value value;
    metric_state held = {{0}};
    kefu_error error;
    (void)state;
    call_open(&call, "median", 0, 0, NULL);
    value = call_of_rows(&call, ends, NULL, 2); /* -1/2 */
    assert_value(&value, -1, 1, 2, KEFU_VALUE_ROUNDED);
    value = call_of_rows(&call, top, NULL, 1);
    assert_value(&value, INT64_MAX, 1, 1, KEFU_VALUE_ROUNDED);
    call.context.round = 1;
    assert_int_equal(call_update(&call, &held, top, NULL, 1, NULL), KEFU_OK);
    assert_int_equal(call_value(&call, &held, &value, &error), KEFU_E_OVERFLOW);
    assert_string_equal(error.message, "the quantile does not fit at 1 decimals");
    assert_value(&value, 0, 0, 0, 0);
    call_end(&call, &held);
    call_close(&call);
}

/* 2^63 - 1 rows, half of them and one more 1, the others 2: from saved bytes, as nobody has them.
 */
static void test_more_rows_than_anybody_has(void **state)
{
    static const unsigned char bytes[] = {
        2,    2,    0,                                        /* two values from 1 in steps of 1 */
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F, /* 2^62 of them, less 1 */
        0,                                                    /* 2 */
        0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F  /* 2^62 - 1 of them, less 1 */
    };
    static const struct {
        int64_t p, type, num;
    } cases[] = {{0, 6, 10},   {ONE / 2, 7, 10}, {ONE / 2 + 1, 7, 20}, {ONE, 6, 20},
                 {ONE, 7, 20}, {ONE / 2, 3, 10}, {ONE / 2, 8, 10},     {499999999, 4, 10}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const int64_t params[] = {cases[i].p, cases[i].type};
        metric_state held = {{0}};
        metric_call call;
        kefu_value value;
        call_open(&call, "quantile", 0, 1, params);
        assert_int_equal(call.metric->load(&held, 1, bytes, sizeof bytes, &call.context, NULL),
                         KEFU_OK);
        assert_int_equal(call_value(&call, &held, &value, NULL), KEFU_OK);
        assert_value(&value, cases[i].num, 10, INT64_MAX, KEFU_VALUE_ROUNDED);
        assert_int_equal(call.metric->merge(&held, &held, &call.context, NULL), KEFU_E_OVERFLOW);
        call_end(&call, &held);
        call_close(&call);
    }
}

/* By hand, at scale 1. */
static void test_mode(void **state)
{
    static const struct {
        int64_t rows, x[6], num, den;
    } cases[] = {
        {1, {274}, 274, 10},
        {5, {50, 40, 50, 40, 50}, 5, 1},
        {4, {40, 50, 40, 50}, 4, 1}, /* the least of the commonest */
        {3, {9, -9, 0}, -9, 10},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        metric_call call;
        kefu_value value;
        call_open(&call, "mode", 1, 9, NULL);
        value = call_of_rows(&call, cases[i].x, NULL, cases[i].rows);
        assert_value(&value, cases[i].num, cases[i].den, cases[i].rows, 0);
        call_close(&call);
    }
}

/* ---- Laws ----------------------------------------------------------------------------------- */

static const char *const names[] = {"quantile", "median", "mode"};
static const int64_t p90[] = {900000000, 7};

static void test_no_rows_are_no_data(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        metric_call call;
        kefu_value value;
        call_open(&call, names[i], 6, 9, p90);
        value = call_of_rows(&call, NULL, NULL, 0);
        assert_value(&value, 0, 0, 0, 0);
        call_close(&call);
    }
}

static void test_laws(void **state)
{
    static int64_t x[1500];
    uint64_t seed = 5;
    (void)state;
    for (size_t round = 0; round < 60; round++) {
        metric_call call;
        int64_t n = (int64_t)(chance(&seed) % 1500);
        for (int64_t i = 0; i < n; i++)
            x[i] = round & 1 ? (int64_t)(chance(&seed) >> 20) - ((int64_t)1 << 43)
                             : (int64_t)(chance(&seed) % 600) * 100000;
        call_open(&call, names[round % 3], 6, 6, p90);
        assert_laws(&call, x, NULL, n, &seed);
        call_close(&call);
    }
}

static void test_damaged_states(void **state)
{
    static const int64_t x[] = {1000, 1500, 1500, -7000, 0, 900000};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        metric_call call;
        call_open(&call, names[i], 1, 1, p90);
        assert_damage_is_harmless(&call, x, NULL, 6);
        call_close(&call);
    }
}

static void test_want_of_memory(void **state)
{
    static int64_t x[700];
    metric_call call;
    (void)state;
    for (int64_t i = 0; i < 700; i++)
        x[i] = i * 37 % 701;
    call_open(&call, "quantile", 1, 1, p90);
    assert_memory_may_fail(&call, x, NULL, 700);
}

/* ---- In formulas ---------------------------------------------------------------------------- */

static kefu_status tally_of(const char *const *formulas, int n, int64_t state_bytes,
                            const kefu_batch *batch, kefu_frame **out, kefu_error *error)
{
    kefu_limits limits = {.struct_size = sizeof limits, .state_bytes = state_bytes};
    kefu_tally_options options = {.struct_size = sizeof options, .limits = &limits};
    kefu_tally *tally;
    kefu_status status = kefu_tally_new(NULL, &options, &tally, error);
    for (int i = 0; i < n && !status; i++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = formulas[i], .scale = 2};
        status = kefu_tally_add(tally, &info, formulas[i], error);
    }
    if (!status)
        status = kefu_tally_update(tally, batch, error);
    if (!status)
        status = kefu_tally_frame(tally, out, error);
    kefu_tally_free(tally);
    return status;
}

/* 1.5 2.5 3.5 by hand: rounded where the metric says if the formula is the call alone. */
static void test_formulas(void **state)
{
    static const int64_t x[] = {15, 25, 35};
    static const struct {
        const char *formula;
        int64_t num, den;
        uint32_t flags;
    } cases[] = {
        {"quantile(x, 0.9)", 330, 100, KEFU_VALUE_ROUNDED},
        {"quantile(x, 0.333)", 217, 100, KEFU_VALUE_ROUNDED}, /* 2.166 */
        {"quantile(x, 0.9, 1)", 350, 100, KEFU_VALUE_ROUNDED},
        {"quantile(x, 0 where x > 2)", 250, 100, KEFU_VALUE_ROUNDED},
        {"median(x) - 1", 150, 100, KEFU_VALUE_ROUNDED},
        {"winsor_mean(x, 0.4)", 75, 30, 0},
        {"trimmed_mean(x, 0.4)", 25, 10, 0},
        {"mode(x)", 15, 10, 0},
    };
    rows r;
    (void)state;
    rows_begin(&r, 3);
    rows_add(&r, "x", KEFU_COLUMN_I64, x)->scale = 1;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame;
        kefu_error error = {0};
        kefu_value v;
        if (tally_of(&cases[i].formula, 1, 0, &r.batch, &frame, &error))
            fail_msg("%s: %s", cases[i].formula, error.message);
        assert_int_equal(kefu_frame_value(frame, 0, 0, &v), KEFU_OK);
        assert_int_equal(v.num, cases[i].num);
        assert_int_equal(v.den, cases[i].den);
        assert_int_equal(v.flags, cases[i].flags);
        kefu_frame_free(frame);
    }
}

static void test_wrong_formulas_and_rows(void **state)
{
    static const int64_t x[] = {15, 25, -5};
    static const struct {
        const char *formula;
        kefu_status status;
        int64_t row;
        const char *message;
    } cases[] = {
        {"quantile(x, 90)", KEFU_E_SYNTAX, -1,
         "quantile(): 'p' is a constant from 0 to 1, with at most 9 decimals"},
        {"quantile(x, 0.9, 10)", KEFU_E_SYNTAX, -1,
         "quantile(): 'type' is a whole number from 1 to 9"},
        {"winsor_mean(x, 0.5)", KEFU_E_SYNTAX, -1,
         "winsor_mean(): 'tail' is a constant from 0 to 0.499999999, with at most 9 decimals"},
        {"percentile(x, 0.9)", KEFU_E_NAME, -1,
         "unknown aggregate 'percentile'; did you mean 'quantile'?"},
        {"clock_mean(x)", KEFU_E_DATA, 2,
         "clock_mean: -5 is no second of the day, expected 0..86399"},
        {"concurrency(x, 20)", KEFU_E_DATA, 1, "concurrency: the interval ends before it starts"},
    };
    rows r;
    (void)state;
    rows_begin(&r, 3);
    rows_add(&r, "x", KEFU_COLUMN_I64, x);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame = NULL;
        kefu_error error = {0};
        assert_int_equal(tally_of(&cases[i].formula, 1, 0, &r.batch, &frame, &error),
                         cases[i].status);
        assert_string_equal(error.message, cases[i].message);
        assert_int_equal(error.row, cases[i].row);
    }
}

/* Three quantiles of a column keep its numbers once; the limit counts them. */
static void test_quantiles_share_their_numbers(void **state)
{
    static const char *const formulas[] = {"quantile(x, 0.5)", "quantile(x, 0.9)",
                                           "quantile(x, 0.95)"};
    static int64_t x[20000];
    kefu_frame *frame;
    kefu_error error;
    rows r;
    (void)state;
    for (int64_t i = 0; i < 20000; i++)
        x[i] = i * 7919 % 20011;
    rows_begin(&r, 20000);
    rows_add(&r, "x", KEFU_COLUMN_I64, x);
    assert_int_equal(tally_of(formulas, 3, 20000 * 50, &r.batch, &frame, &error), KEFU_OK);
    kefu_frame_free(frame);
    assert_int_equal(tally_of(formulas, 3, 20000 * 10, &r.batch, &frame, &error), KEFU_E_LIMIT);
    assert_string_equal(error.message, "quantile: the states exceed limits.state_bytes, 200000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nine_definitions),
        cmocka_unit_test(test_median),
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_the_ends_of_int64),
        cmocka_unit_test(test_more_rows_than_anybody_has),
        cmocka_unit_test(test_mode),
        cmocka_unit_test(test_no_rows_are_no_data),
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_damaged_states),
        cmocka_unit_test(test_want_of_memory),
        cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_wrong_formulas_and_rows),
        cmocka_unit_test(test_quantiles_share_their_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
