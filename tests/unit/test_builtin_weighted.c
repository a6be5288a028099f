/* test_builtin_weighted.c - weighted_mean. */
#include "metric_fixture.h"
#include "moment_vectors.h"

static void figures_are_those_of_fractions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof weighted_vectors / sizeof *weighted_vectors; i++) {
        const struct weighted_vector *v = &weighted_vectors[i];
        metric_call call;
        metric_state s;
        kefu_value got;
        call_open(&call, "weighted_mean", v->scale, v->round, NULL);
        call_begin(&call, &s);
        call_pairs(&call, &s, v->x, v->w, v->n);
        kefu_status status = call_value(&call, &s, &got, NULL);
        if (v->mean.is == VECTOR_OVERFLOW) {
            assert_int_equal(status, KEFU_E_OVERFLOW);
            continue;
        }
        assert_int_equal(status, KEFU_OK);
        if (v->mean.is == VECTOR_NO_DATA) {
            assert_int_equal(got.status, KEFU_VALUE_NO_DATA);
            continue;
        }
        assert_int_equal(got.num, v->mean.figure);
        assert_int_equal(got.n, v->counted);
        assert_int_equal(got.flags, KEFU_VALUE_ROUNDED);
    }
}

/* By hand: (10 × 1 + 20 × 3) / 4 = 17.5, whatever the decimals of the weights. */
static void a_mean_by_hand(void **state)
{
    const int64_t x[] = {1000, 2000, 99}, w[] = {100, 300, 0};
    metric_call call;
    metric_state s;
    kefu_value got;
    (void)state;
    call_open(&call, "weighted_mean", 2, 1, NULL);
    call_begin(&call, &s);
    call_pairs(&call, &s, x, w, 3);
    assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
    assert_int_equal(got.num, 175);
    assert_int_equal(got.den, 10);
    assert_int_equal(got.n, 2); /* rows that weigh something */
}

static void a_weight_below_0_is_refused_with_its_row(void **state)
{
    static const metric_state empty;
    const int64_t x[] = {1, 2, 3}, w[] = {1, 0, -1};
    const kefu_vector ports[3] = {{x, NULL, NULL}, {w, NULL, NULL}};
    metric_call call;
    metric_state s;
    kefu_error error = {0};
    (void)state;
    call_open(&call, "weighted_mean", 6, 9, NULL);
    call_begin(&call, &s);
    assert_int_equal(call_feed(&call, &s, ports, 3, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 2);
    assert_non_null(strstr(error.message, "weight"));
    assert_memory_equal(&s, &empty, sizeof s);
}

static void weights_of_0_are_no_data(void **state)
{
    const int64_t x[] = {1, 2}, w[] = {0, 0};
    metric_call call;
    metric_state s;
    kefu_value got;
    (void)state;
    call_open(&call, "weighted_mean", 6, 9, NULL);
    call_begin(&call, &s);
    call_pairs(&call, &s, x, w, 2);
    assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
    assert_int_equal(got.status, KEFU_VALUE_NO_DATA);
}

/* -2 × 3 + 1 × 1 = -5 of 4, two rows; by hand. */
static void bytes(void **state)
{
    const int64_t x[] = {-2, 1}, w[] = {3, 1};
    metric_call call;
    metric_state s, loaded;
    unsigned char saved[STATE_BYTES];
    (void)state;
    call_open(&call, "weighted_mean", 0, 9, NULL);
    call_begin(&call, &s);
    call_pairs(&call, &s, x, w, 2);
    assert_saves_as(&call, &s,
                    "fbffffffffffffff ffffffffffffffff ffffffffffffffff"
                    "0400000000000000 0000000000000000 0200000000000000");
    assert_int_equal(call_load(&call, &loaded, saved, call_save(&call, &s, saved)), KEFU_OK);
    assert_memory_equal(&loaded, &s, sizeof s);
}

#define ZERO "0000000000000000"
#define ONE  "0100000000000000"
#define TWO  "0200000000000000"
#define LESS "ffffffffffffffff"

static void impossible_sums_are_refused(void **state)
{
    static const char *const cases[] = {
        ONE ZERO ZERO ZERO ZERO ZERO,              /* products of no rows */
        ZERO ZERO ZERO ONE ZERO ZERO,              /* a weight of no rows */
        ZERO ZERO ZERO ZERO ZERO ONE,              /* a row without a weight */
        ZERO ZERO ZERO LESS LESS ONE,              /* weights below 0 */
        ZERO ZERO ZERO ZERO ZERO LESS,             /* n below 0 */
        ZERO ZERO ZERO ZERO ONE ONE,               /* a weight of 2^64 in one row */
        ONE ZERO ZERO TWO ZERO ONE,                /* 1 is no multiple of the weight 2 */
        "0000000000000080" ZERO ZERO ONE ZERO ONE, /* 2^63 of one row of weight 1 */
        "ffffffffffffff7f" LESS LESS ONE ZERO ONE, /* -2^63 - 1 likewise */
    };
    metric_call call;
    (void)state;
    call_open(&call, "weighted_mean", 0, 9, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(&call, cases[i]);
}

/* -2^63 of weight 1 is a state, 2^63 was not. */
static void the_least_number(void **state)
{
    const int64_t x[] = {INT64_MIN}, w[] = {1};
    unsigned char saved[STATE_BYTES];
    metric_call call;
    metric_state s, loaded;
    kefu_value got;
    (void)state;
    call_open(&call, "weighted_mean", 0, 0, NULL);
    call_begin(&call, &s);
    call_pairs(&call, &s, x, w, 1);
    assert_int_equal(call_load(&call, &loaded, saved, call_save(&call, &s, saved)), KEFU_OK);
    assert_int_equal(call_value(&call, &loaded, &got, NULL), KEFU_OK);
    assert_int_equal(got.num, INT64_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_of_fractions),
        cmocka_unit_test(a_mean_by_hand),
        cmocka_unit_test(a_weight_below_0_is_refused_with_its_row),
        cmocka_unit_test(weights_of_0_are_no_data),
        cmocka_unit_test(bytes),
        cmocka_unit_test(impossible_sums_are_refused),
        cmocka_unit_test(the_least_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
