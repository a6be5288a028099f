/* test_builtin_quantile_about.c - quantile_about: near the exact quantile, and exact where that is
 * easy. */
#include <stdlib.h>

#include "chance.h"
#include "metric_fixture.h"

enum { ROWS = 400 };

static const int64_t whole_q = 1000000000;

static kefu_value quantile(metric_call *call, const metric_state *s, int64_t q)
{
    kefu_value got;
    call->params[0] = q;
    assert_int_equal(call_value(call, s, &got, NULL), KEFU_OK);
    return got;
}

/* By hand: buckets of numbers up to 127 are the numbers, so that these are exact, type 7. */
static void small_numbers_are_exact(void **state)
{
    static const struct {
        int64_t rows, x[5], q, num;
    } cases[] = {
        {1, {5}, 500000000, 50},
        {2, {1, 2}, 500000000, 15},
        {4, {4, 1, 3, 2}, 250000000, 18}, /* place 0.75: 1.75, half away */
        {5, {10, 20, 30, 40, 50}, 900000000, 460},
        {5, {10, 20, 30, 40, 50}, 0, 100},
        {5, {10, 20, 30, 40, 50}, 1000000000, 500},
        {3, {-10, 0, 10}, 250000000, -50},
        {2, {-1, 0}, 350000000, -7}, /* -0.65, half away */
        {4, {7, 7, 7, 7}, 123456789, 70},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        metric_call call;
        metric_state s;
        call_open(&call, "quantile_about", 0, 1, NULL);
        call_begin(&call, &s);
        call_numbers(&call, &s, cases[i].x, cases[i].rows);
        kefu_value got = quantile(&call, &s, cases[i].q);
        assert_int_equal(got.num, cases[i].num);
        assert_int_equal(got.den, 10);
        assert_int_equal(got.n, cases[i].rows);
        assert_int_equal(got.flags, KEFU_VALUE_ROUNDED | KEFU_VALUE_APPROX);
        call_end(&call, &s);
        call_close(&call);
    }
}

/* All equal, least and greatest are exact, however large. */
static void ends_are_exact(void **state)
{
    const int64_t x[] = {INT64_MIN, 12345678901, INT64_MAX}, same[] = {12345678901, 12345678901};
    metric_call call;
    metric_state s, t;
    (void)state;
    call_open(&call, "quantile_about", 0, 0, NULL);
    call_begin(&call, &s);
    call_begin(&call, &t);
    call_numbers(&call, &s, x, 3);
    call_numbers(&call, &t, same, 2);
    assert_int_equal(quantile(&call, &s, 0).num, INT64_MIN);
    assert_int_equal(quantile(&call, &s, whole_q).num, INT64_MAX);
    assert_int_equal(quantile(&call, &t, 700000000).num, 12345678901);
    call_end(&call, &s);
    call_end(&call, &t);
    call_begin(&call, &s);
    assert_int_equal(quantile(&call, &s, 0).status, KEFU_VALUE_NO_DATA);
    call_close(&call);
}

static int64_t draw(uint64_t *seed, int32_t kind)
{
    chance(seed);
    uint64_t size = *seed >> (kind == 0 ? 60 : kind == 1 ? 40 : 31 + *seed % 30);
    return kind == 3 && *seed & 1 ? -(int64_t)size : (int64_t)size;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t size_of(int64_t x) { return x < 0 ? -x : x; }

/* The two numbers x and y beside place (n - 1) q = k + f: the estimate is off by (|x| (1 - f) + |y|
 * f) / 128 at most, and by half of its last digit. */
static void assert_near(metric_call *call, const metric_state *s, const int64_t *sorted, int64_t n,
                        int64_t q)
{
    int64_t place = (n - 1) * q, k = place / whole_q, f = place % whole_q;
    int64_t x = sorted[k], y = sorted[f ? k + 1 : k];
    long double exact = (long double)x + (long double)(y - x) * (long double)f / 1e9L;
    long double most = ((long double)size_of(x) * (long double)(whole_q - f) +
                        (long double)size_of(y) * (long double)f) /
                       1e9L / 128;
    long double off = (long double)quantile(call, s, q).num / 1000 - exact;
    assert_true(off <= most + 0.0006L && off >= -most - 0.0006L);
}

static void errors_are_within_the_bound(void **state)
{
    static const int64_t qs[] = {0,         1,         10000000,  250000000,
                                 500000000, 900000000, 999000000, 1000000000};
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        metric_call call;
        metric_state s;
        int64_t x[ROWS], n = 1 + (int64_t)(seed * 7 % ROWS);
        uint64_t at = seed;
        for (int64_t i = 0; i < n; i++)
            x[i] = draw(&at, (int32_t)(seed % 4));
        call_open(&call, "quantile_about", 0, 3, NULL);
        call_begin(&call, &s);
        call_numbers(&call, &s, x, n);
        qsort(x, (size_t)n, sizeof *x, by_number);
        for (size_t i = 0; i < sizeof qs / sizeof *qs; i++)
            assert_near(&call, &s, x, n, qs[i]);
        call_end(&call, &s);
        call_close(&call);
    }
}

/* ---- Bytes: n, least, most, then bucket and count; by hand -------------------------------------
 */

static void bytes(void **state)
{
    const int64_t x[] = {1000, -1, 1001, 0, 5};
    metric_call call;
    metric_state s;
    (void)state;
    call_open(&call, "quantile_about", 0, 9, NULL);
    call_begin(&call, &s);
    assert_saves_as(&call, &s, "0000000000000000 0000000000000000 0000000000000000");
    call_numbers(&call, &s, x, 5);
    assert_saves_as(&call, &s,
                    "0500000000000000 ffffffffffffffff e903000000000000"
                    "ffffffff 0100000000000000"
                    "00000000 0100000000000000"
                    "05000000 0100000000000000"
                    "3d010000 0200000000000000"); /* 317: 1000 .. 1007 */
    call_end(&call, &s);
    call_close(&call);
}

#define ZERO "0000000000000000"
#define ONE  "0100000000000000"
#define TWO  "0200000000000000"

static void impossible_states_are_refused(void **state)
{
    static const char *const cases[] = {
        ONE ZERO ZERO,                                        /* rows without a bucket */
        ZERO ONE ONE,                                         /* numbers of no rows */
        ZERO ZERO ZERO "00000000" ONE,                        /* a count of no rows */
        TWO ZERO ZERO "00000000" ONE,                         /* two rows, one counted */
        ONE ZERO ZERO "00000000" ZERO,                        /* an empty bucket */
        TWO ZERO ONE "01000000" ONE "00000000" ONE,           /* not in order */
        TWO ZERO ZERO "00000000" ONE "00000000" ONE,          /* a bucket twice */
        TWO ZERO ONE "00000000" TWO,                          /* the greatest is in no bucket */
        TWO ZERO ONE "01000000" TWO,                          /* nor the least */
        TWO ONE ZERO "00000000" TWO,                          /* least above greatest */
        ONE "8000000000000000 8100000000000000 80000000" ONE, /* one row, two numbers */
        ZERO ZERO ZERO "00000000"
                       "0000000000000080"
                       "00000000"
                       "0000000000000080",
        TWO ZERO ZERO "00000000"
                      "ffffffffffffff7f"
                      "01000000"
                      "0300000000000000", /* wraps to 2 */
        "01",
    };
    metric_call call;
    (void)state;
    call_open(&call, "quantile_about", 0, 9, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(&call, cases[i]);
    call_close(&call);
}

/* States may claim more rows than anybody has: the place of a quantile among 2^62. */
static void as_many_rows_as_a_state_may_have(void **state)
{
    unsigned char saved[64];
    metric_call call;
    metric_state s, t;
    (void)state;
    call_open(&call, "quantile_about", 0, 9, NULL);
    size_t size = bytes_of_hex("0000000000000040" ZERO ONE "00000000 0100000000000020"
                               "01000000 ffffffffffffff1f",
                               saved); /* 2^61 + 1 zeros, 2^61 - 1 ones: the middle is a zero */
    assert_int_equal(call_load(&call, &s, saved, size), KEFU_OK);
    assert_int_equal(quantile(&call, &s, 500000000).num, 0);
    assert_int_equal(quantile(&call, &s, 500000001).num, 1000000000);
    assert_int_equal(quantile(&call, &s, 999999999).num, 1000000000);
    assert_int_equal(quantile(&call, &s, 1).num, 0);
    assert_int_equal(call_load(&call, &t, saved, size), KEFU_OK);
    assert_int_equal(call.metric->merge(&t, &s, &call.context, NULL), KEFU_E_OVERFLOW);
    call_end(&call, &s);
    call_end(&call, &t);
    call_close(&call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_numbers_are_exact),
        cmocka_unit_test(ends_are_exact),
        cmocka_unit_test(errors_are_within_the_bound),
        cmocka_unit_test(bytes),
        cmocka_unit_test(impossible_states_are_refused),
        cmocka_unit_test(as_many_rows_as_a_state_may_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
