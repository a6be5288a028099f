/* test_builtin_ordered.c - first and last: by order, by tie, by value, whatever the order of rows.
 */
#include "metric_fixture.h"

enum { MOST = 4 };

/* By hand. */
static const struct ordered_case {
    int64_t rows, x[MOST], order[MOST], tie[MOST];
    int32_t n_args;
    int64_t first, last;
} ordered_cases[] = {
    {1, {5}, {9}, {0}, 2, 5, 5},
    {3, {50, 60, 70}, {2, 1, 3}, {0}, 2, 60, 70},
    {3, {50, 60, 70}, {-2, INT64_MIN, INT64_MAX}, {0}, 2, 60, 70},
    {3, {70, 50, 60}, {1, 1, 1}, {0}, 2, 50, 50}, /* equal keys: the smallest value */
    {4, {4, 3, 2, 1}, {1, 1, 2, 2}, {0}, 2, 3, 1},
    {4, {4, 3, 2, 1}, {1, 1, 2, 2}, {5, 6, 8, 7}, 3, 4, 2}, /* tie: least of the first, greatest of
                                                               the last */
    {4, {4, 3, 2, 1}, {1, 1, 2, 2}, {5, 5, 7, 7}, 3, 3, 1}, /* and then the smallest value */
    {2, {INT64_MIN, INT64_MAX}, {1, 2}, {0}, 2, INT64_MIN, INT64_MAX},
};

static void feed_row(metric_call *call, metric_state *s, const struct ordered_case *c, int64_t i)
{
    const kefu_vector ports[3] = {
        {&c->x[i], NULL, NULL}, {&c->order[i], NULL, NULL}, {&c->tie[i], NULL, NULL}};
    assert_int_equal(call_feed(call, s, ports, 1, NULL), KEFU_OK);
}

static void assert_ordered(const char *name, const struct ordered_case *c, int64_t want)
{
    for (int64_t start = 0; start < c->rows; start++) { /* each turn of the rows, and merged */
        metric_call call;
        metric_state s, t;
        kefu_value got;
        call_open(&call, name, 0, 9, NULL);
        call.context.n_args = c->n_args;
        call_begin(&call, &s);
        call_begin(&call, &t);
        for (int64_t i = 0; i < c->rows; i++)
            feed_row(&call, i % 2 ? &t : &s, c, (start + i) % c->rows);
        assert_int_equal(call.metric->merge(&s, &t, &call.context, NULL), KEFU_OK);
        assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
        assert_int_equal(got.num, want);
        assert_int_equal(got.den, 1);
        assert_int_equal(got.n, c->rows);
        assert_int_equal(got.flags, 0);
    }
}

static void the_row_that_comes_first_or_last(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ordered_cases / sizeof *ordered_cases; i++) {
        assert_ordered("first", &ordered_cases[i], ordered_cases[i].first);
        assert_ordered("last", &ordered_cases[i], ordered_cases[i].last);
    }
}

/* 12.50 is 125 / 10, and no rows are no data. */
static void values_are_exact(void **state)
{
    const int64_t x[] = {1250}, order[] = {1};
    metric_call call;
    metric_state s;
    kefu_value got;
    (void)state;
    call_open(&call, "last", 2, 9, NULL);
    call.context.n_args = 2;
    call_begin(&call, &s);
    assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
    assert_int_equal(got.status, KEFU_VALUE_NO_DATA);
    call_pairs(&call, &s, x, order, 1);
    assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
    assert_int_equal(got.num, 125);
    assert_int_equal(got.den, 10);
}

/* Order, tie, value, n; by hand. */
static void bytes(void **state)
{
    metric_call call;
    metric_state s, loaded;
    unsigned char saved[STATE_BYTES];
    (void)state;
    call_open(&call, "first", 0, 9, NULL);
    call_begin(&call, &s);
    for (int64_t i = 0; i < 4; i++)
        feed_row(&call, &s, &ordered_cases[5], i);
    assert_saves_as(&call, &s,
                    "0100000000000000 0500000000000000 0400000000000000 0400000000000000");
    assert_int_equal(call_load(&call, &loaded, saved, call_save(&call, &s, saved)), KEFU_OK);
    assert_memory_equal(&loaded, &s, sizeof s);
}

#define ZERO "0000000000000000"
#define ONE  "0100000000000000"
#define LESS "ffffffffffffffff"

static void impossible_states_are_refused(void **state)
{
    metric_call call;
    (void)state;
    call_open(&call, "first", 0, 9, NULL);
    call.context.n_args = 2;
    assert_refused(&call, ONE ZERO ZERO ZERO); /* a key of no rows */
    assert_refused(&call, ZERO ZERO ONE ZERO); /* a value of no rows */
    assert_refused(&call, ZERO ZERO ZERO LESS);
    assert_refused(&call, ZERO ONE ZERO ONE); /* a tie, where the call gives none */
    call_open(&call, "first", 0, 9, NULL);
    assert_refused(&call, ZERO ONE ZERO ZERO);
    metric_state s;
    unsigned char saved[64];
    assert_int_equal(call_load(&call, &s, saved, bytes_of_hex(ZERO ONE ZERO ONE, saved)), KEFU_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_row_that_comes_first_or_last),
        cmocka_unit_test(values_are_exact),
        cmocka_unit_test(bytes),
        cmocka_unit_test(impossible_states_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
