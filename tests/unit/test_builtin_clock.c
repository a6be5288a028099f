/* test_builtin_clock.c - clock_mean: against every second of the day tried in turn. */
#include "metric_laws.h"

enum { DAY = 86400, MOST = 40 };

static metric_call call;

static int64_t mean_of(const int64_t *t, int64_t rows)
{
    kefu_value v;
    call_open(&call, "clock_mean", 6, 9, NULL);
    v = call_of_rows(&call, t, NULL, rows);
    assert_value(&v, v.num, 1, rows, 0);
    call_close(&call);
    return v.num;
}

/* The definition: the first second with the least sum of squared distances around the clock. */
static int64_t first_of_the_least(const int64_t *t, int64_t rows)
{
    int64_t best = 0, least = INT64_MAX;
    for (int64_t c = 0; c < DAY; c++) {
        int64_t sum = 0;
        for (int64_t i = 0; i < rows; i++) {
            int64_t d = c > t[i] ? c - t[i] : t[i] - c;
            d = d > DAY - d ? DAY - d : d;
            sum += d * d;
        }
        if (sum < least) {
            least = sum;
            best = c;
        }
    }
    return best;
}

#define AT(h, m, s) (((h)*60 + (m)) * 60 + (s))

/* By hand. */
static void test_means(void **state)
{
    static const struct {
        int64_t rows, t[4], mean;
    } cases[] = {
        {1, {AT(9, 0, 0)}, AT(9, 0, 0)},
        {1, {0}, 0},
        {1, {DAY - 1}, DAY - 1},
        {2, {AT(9, 0, 0), AT(10, 0, 0)}, AT(9, 30, 0)},
        {2, {AT(23, 50, 0), AT(0, 10, 0)}, 0}, /* over midnight */
        {2, {AT(23, 50, 0), AT(0, 0, 0)}, AT(23, 55, 0)},
        {3, {AT(23, 0, 0), AT(23, 0, 0), AT(2, 0, 0)}, 0},
        {2, {10, 11}, 10},                   /* halfway: the earlier */
        {3, {10, 10, 11}, 10},               /* 10 1/3 */
        {3, {10, 11, 11}, 11},               /* 10 2/3 */
        {2, {DAY - 1, 0}, 0},                /* halfway: 00:00:00 is the earlier */
        {2, {0, AT(12, 0, 0)}, AT(6, 0, 0)}, /* opposite: 06:00 and 18:00 */
        {2, {AT(6, 0, 0), AT(18, 0, 0)}, 0}, /* 00:00 and 12:00 */
        {4, {0, AT(6, 0, 0), AT(12, 0, 0), AT(18, 0, 0)}, AT(3, 0, 0)},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(mean_of(cases[i].t, cases[i].rows), cases[i].mean);
        assert_int_equal(first_of_the_least(cases[i].t, cases[i].rows), cases[i].mean);
    }
}

static void test_every_second_tried(void **state)
{
    uint64_t seed = 11;
    int64_t t[MOST];
    (void)state;
    for (int round = 0; round < 120; round++) {
        int64_t rows = 1 + (int64_t)(chance(&seed) % (round < 110 ? 7 : MOST));
        uint64_t middle = chance(&seed) % DAY;
        for (int64_t i = 0; i < rows; i++) {
            uint64_t r = chance(&seed) >> 8;
            static const uint64_t spreads[] = {DAY, 7200, 3, DAY / 2 + 2};
            t[i] = (int64_t)((middle + r % spreads[round % 4]) % DAY);
            if (round % 8 == 4) /* many that are opposite of one another */
                t[i] = (int64_t)(r % 24 * 3600);
        }
        assert_int_equal(mean_of(t, rows), first_of_the_least(t, rows));
    }
}

/* 2^62 at noon and 2^62 - 1 a second later: 12:00:00, though their squares do not fit 64 bits. */
static void test_more_rows_than_anybody_has(void **state)
{
    static const unsigned char bytes[] = {2,    0x80, 0xA3, 5,    0,    0xFF, 0xFF, 0xFF, 0xFF,
                                          0xFF, 0xFF, 0xFF, 0xFF, 0x3F, 0,    0xFE, 0xFF, 0xFF,
                                          0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F}; /* 86400 = 0 + 35 ×
                                                                                  128 + 5 × 16384 */
    metric_state held = {{0}};
    kefu_value v;
    (void)state;
    call_open(&call, "clock_mean", 6, 9, NULL);
    assert_int_equal(call.metric->load(&held, 1, bytes, sizeof bytes, &call.context, NULL),
                     KEFU_OK);
    assert_int_equal(call_value(&call, &held, &v, NULL), KEFU_OK);
    assert_value(&v, AT(12, 0, 0), 1, INT64_MAX, 0);
    call_end(&call, &held);
    call_close(&call);
}

static void test_other_numbers_are_refused(void **state)
{
    static const int64_t late[] = {0, 1, DAY}, negative[] = {-1};
    static const unsigned char bytes[][5] = {{1, 1, 0}, {1, 0x80, 0xC6, 10, 0}}; /* -1, 86400 */
    static const size_t sizes[] = {3, 5};
    metric_state held = {{0}}, empty = {{0}};
    kefu_error error;
    kefu_value v;
    (void)state;
    call_open(&call, "clock_mean", 6, 9, NULL);
    assert_int_equal(call_update(&call, &held, late, NULL, 3, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 2);
    assert_string_equal(error.message, "86400 is no second of the day, expected 0..86399");
    call_end(&call, &held);
    memset(&held, 0, sizeof held);
    assert_int_equal(call_update(&call, &held, negative, NULL, 1, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 0);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(call.metric->load(&held, 1, bytes[i], sizes[i], &call.context, NULL),
                         KEFU_E_DATA);
    assert_memory_equal(&held, &empty, sizeof held);
    assert_int_equal(call_value(&call, &held, &v, NULL), KEFU_OK);
    assert_value(&v, 0, 0, 0, 0); /* no rows */
    call_close(&call);
}

static void test_laws(void **state)
{
    static int64_t t[800];
    uint64_t seed = 3;
    (void)state;
    call_open(&call, "clock_mean", 6, 9, NULL);
    for (int round = 0; round < 20; round++) {
        int64_t rows = (int64_t)(chance(&seed) % 800);
        for (int64_t i = 0; i < rows; i++)
            t[i] = (int64_t)(chance(&seed) % DAY);
        assert_laws(&call, t, NULL, rows, &seed);
    }
    assert_damage_is_harmless(&call, t, NULL, 5);
    assert_memory_may_fail(&call, t, NULL, 600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_means),
        cmocka_unit_test(test_every_second_tried),
        cmocka_unit_test(test_more_rows_than_anybody_has),
        cmocka_unit_test(test_other_numbers_are_refused),
        cmocka_unit_test(test_laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
