/* test_builtin_quantile.c - quantile, median and mode. */
#include "metric_states.h"
#include "quantile_vectors.h"

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
    metric_state box = {{0}};
    kefu_error error;
    (void)state;
    call_open(&call, "median", 0, 0, NULL);
    value = call_of_rows(&call, ends, NULL, 2); /* -1/2 */
    assert_value(&value, -1, 1, 2, KEFU_VALUE_ROUNDED);
    value = call_of_rows(&call, top, NULL, 1);
    assert_value(&value, INT64_MAX, 1, 1, KEFU_VALUE_ROUNDED);
    call.context.round = 1;
    assert_int_equal(call_update(&call, &box, top, NULL, 1, NULL), KEFU_OK);
    assert_int_equal(call_value(&call, &box, &value, &error), KEFU_E_OVERFLOW);
    assert_string_equal(error.message, "the quantile does not fit at 1 decimals");
    assert_value(&value, 0, 0, 0, 0);
    call_destroy(&call, &box);
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
        metric_state box = {{0}};
        metric_call call;
        kefu_value value;
        call_open(&call, "quantile", 0, 1, params);
        assert_int_equal(call.metric->load(&box, 1, bytes, sizeof bytes, &call.context, NULL),
                         KEFU_OK);
        assert_int_equal(call_value(&call, &box, &value, NULL), KEFU_OK);
        assert_value(&value, cases[i].num, 10, INT64_MAX, KEFU_VALUE_ROUNDED);
        assert_int_equal(call.metric->merge(&box, &box, &call.context, NULL), KEFU_E_OVERFLOW);
        call_destroy(&call, &box);
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
        int64_t rows = (int64_t)(states_chance(&seed) % 1500);
        for (int64_t i = 0; i < rows; i++)
            x[i] = round & 1 ? (int64_t)(states_chance(&seed) >> 20) - ((int64_t)1 << 43)
                             : (int64_t)(states_chance(&seed) % 600) * 100000;
        call_open(&call, names[round % 3], 6, 6, p90);
        assert_laws(&call, x, NULL, rows, &seed);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
