/* test_builtin_moment.c - variance and deviation: exact, and rounded once. */
#include "metric_fixture.h"
#include "moment_vectors.h"
#include "strd_vectors.h"

static int64_t power_of_ten(int32_t exponent)
{
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

static void assert_figure(const char *name, const struct moment_vector *v, vector_figure want)
{
    metric_call call;
    metric_state state;
    kefu_value got;
    call_open(&call, name, v->scale, v->round, NULL);
    call_begin(&call, &state);
    call_numbers(&call, &state, v->x, v->n);
    kefu_status status = call_value(&call, &state, &got, NULL);
    if (want.is == VECTOR_OVERFLOW) {
        assert_int_equal(status, KEFU_E_OVERFLOW);
        return;
    }
    assert_int_equal(status, KEFU_OK);
    if (want.is == VECTOR_NO_DATA) {
        assert_int_equal(got.status, KEFU_VALUE_NO_DATA);
        assert_int_equal(got.den, 0);
        return;
    }
    assert_int_equal(got.status, KEFU_VALUE_OK);
    assert_int_equal(got.flags, KEFU_VALUE_ROUNDED);
    assert_int_equal(got.n, v->n);
    assert_int_equal(got.num, want.figure);
    assert_int_equal(got.den, power_of_ten(v->round));
}

static void figures_are_those_of_fractions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof moment_vectors / sizeof *moment_vectors; i++) {
        const struct moment_vector *v = &moment_vectors[i];
        assert_figure("variance", v, v->variance);
        assert_figure("deviation", v, v->deviation);
        assert_figure("variance_pop", v, v->variance_pop);
        assert_figure("deviation_pop", v, v->deviation_pop);
    }
}

static void feed_strd(metric_call *call, metric_state *state, const struct strd_set *set)
{
    for (int64_t i = 0; i < set->n; i++) {
        int64_t at = i < set->listed ? i : 1 + (i - 1) % 2, x = set->numbers[at];
        call_numbers(call, state, &x, 1);
    }
}

/* NIST's certified standard deviation, and the mean by the built-in of that name, at 9 decimals. */
static void certified_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof strd_sets / sizeof *strd_sets; i++) {
        const struct strd_set *set = &strd_sets[i];
        metric_call call;
        metric_state s;
        kefu_value got;
        int64_t mean;
        call_open(&call, "deviation", set->scale, 9, NULL);
        call_begin(&call, &s);
        feed_strd(&call, &s, set);
        assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
        assert_int_equal(got.den, 1000000000);
        assert_int_equal(got.num, set->deviation);
        assert_int_equal(got.n, set->n);
        call_open(&call, "mean", set->scale, 9, NULL);
        call_begin(&call, &s);
        feed_strd(&call, &s, set);
        assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
        assert_int_equal(kefu_value_round(&got, 9, &mean), KEFU_OK);
        assert_int_equal(mean, set->mean);
    }
}

/* -1, 2: sum 1, squares 5, two rows; by hand. */
static void bytes(void **state)
{
    const int64_t x[] = {-1, 2};
    metric_call call;
    metric_state s, loaded;
    unsigned char saved[STATE_BYTES];
    (void)state;
    call_open(&call, "variance", 0, 9, NULL);
    call_begin(&call, &s);
    call_numbers(&call, &s, x, 2);
    assert_saves_as(&call, &s,
                    "0100000000000000 0000000000000000"
                    "0500000000000000 0000000000000000 0000000000000000"
                    "0200000000000000");
    assert_int_equal(call_load(&call, &loaded, saved, call_save(&call, &s, saved)), KEFU_OK);
    assert_memory_equal(&loaded, &s, sizeof s);
}

static void bytes_of_the_widest_sums(void **state)
{
    const int64_t x[] = {INT64_MIN, INT64_MIN};
    metric_call call;
    metric_state s;
    (void)state;
    call_open(&call, "deviation", 0, 9, NULL);
    call_begin(&call, &s);
    call_numbers(&call, &s, x, 2);
    assert_saves_as(&call, &s,
                    "0000000000000000 ffffffffffffffff"                  /* -2^64 */
                    "0000000000000000 0000000000000080 0000000000000000" /* 2^127 */
                    "0200000000000000");
}

#define ZERO "0000000000000000"
#define ONE  "0100000000000000"
#define TWO  "0200000000000000"
#define LESS "ffffffffffffffff"

/* Sums that no numbers have. */
static void impossible_sums_are_refused(void **state)
{
    static const char *const cases[] = {
        ONE ZERO ZERO ZERO ZERO ZERO,                             /* a sum of no rows */
        ZERO ZERO ONE ZERO ZERO ZERO,                             /* squares of no rows */
        ZERO ZERO ZERO ZERO ZERO LESS,                            /* n below 0 */
        ZERO ZERO LESS LESS LESS ONE,                             /* squares below 0 */
        ONE ZERO TWO ZERO ZERO ONE,                               /* 1² is not 2 */
        ZERO ZERO TWO ZERO ZERO ONE,                              /* 0² is not 2 */
        ONE ZERO TWO ZERO ZERO TWO,                               /* odd sum, even squares */
        "0300000000000000" ZERO "0300000000000000" ZERO ZERO TWO, /* 3² > 2 × 3 */
        "0300000000000000" ZERO ONE ZERO ZERO
        "0900000000000000",                         /* 3 of 9 rows are 1: 3 at least */
        ZERO ONE ZERO ZERO ONE ONE,                 /* 2^64 from one row */
        ZERO ZERO ZERO "0200000000000080" ZERO TWO, /* squares above 2 × 2^126 */
    };
    metric_call call;
    (void)state;
    call_open(&call, "variance", 0, 9, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(&call, cases[i]);
}

/* States may claim more rows than anybody has: variances of 2^62 rows, and their merge. */
static void as_many_rows_as_a_state_may_have(void **state)
{
    unsigned char saved[64];
    metric_call call;
    metric_state s, t;
    kefu_value got;
    (void)state;
    call_open(&call, "variance_pop", 0, 0, NULL);
    /* all rows are 2^31: sum 2^93, squares 2^124 */
    size_t size = bytes_of_hex("0000000000000000 0000002000000000"
                               "0000000000000000 0000000000000010 0000000000000000"
                               "0000000000000040",
                               saved);
    assert_int_equal(call_load(&call, &s, saved, size), KEFU_OK);
    assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
    assert_int_equal(got.num, 0);
    assert_int_equal(got.n, (int64_t)1 << 62);
    assert_int_equal(call_load(&call, &t, saved, size), KEFU_OK);
    assert_int_equal(call.metric->merge(&t, &s, &call.context, NULL), KEFU_E_OVERFLOW);
    assert_memory_equal(&t, &s, sizeof s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_of_fractions),
        cmocka_unit_test(certified_figures),
        cmocka_unit_test(bytes),
        cmocka_unit_test(bytes_of_the_widest_sums),
        cmocka_unit_test(impossible_sums_are_refused),
        cmocka_unit_test(as_many_rows_as_a_state_may_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
