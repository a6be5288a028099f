/* test_builtin_concurrency.c - concurrency: against every start looked at in turn. */
#include "metric_laws.h"

enum { MOST = 900 };

static metric_call call;

/* Overlap changes only where an interval starts: count those that cover its start. */
static int64_t most_at_a_start(const int64_t *start, const int64_t *end, int64_t rows)
{
    int64_t most = 0;
    for (int64_t i = 0; i < rows; i++) {
        int64_t open = 0;
        for (int64_t k = 0; k < rows; k++)
            open += start[k] <= start[i] && start[i] < end[k];
        most = open > most ? open : most;
    }
    return most;
}

/* By hand. */
static void test_figures(void **state)
{
    static const struct {
        int64_t rows, start[5], end[5], most;
    } cases[] = {
        {1, {5}, {9}, 1},
        {1, {5}, {5}, 0},       /* empty */
        {2, {0, 5}, {5, 9}, 1}, /* one ends where the next starts */
        {2, {0, 4}, {5, 9}, 2},
        {3, {0, 0, 0}, {1, 2, 3}, 3},
        {3, {0, 2, 4}, {9, 3, 5}, 2},        /* one after the other within one */
        {4, {0, 1, 2, 2}, {10, 5, 3, 2}, 3}, /* the empty one overlaps nothing */
        {5, {-9, -8, 0, 1, 1}, {-7, -6, 2, 4, 3}, 3},
        {2, {INT64_MIN, INT64_MAX - 1}, {INT64_MAX, INT64_MAX}, 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_value v;
        call_open(&call, "concurrency", 6, 9, NULL);
        v = call_of_rows(&call, cases[i].start, cases[i].end, cases[i].rows);
        assert_value(&v, cases[i].most, 1, cases[i].rows, 0);
        assert_int_equal(most_at_a_start(cases[i].start, cases[i].end, cases[i].rows),
                         cases[i].most);
        call_close(&call);
    }
}

static int64_t start[MOST], end[MOST];

static int64_t some_intervals(uint64_t *seed)
{
    int64_t rows = (int64_t)(chance(seed) % MOST);
    uint64_t span = 1 + chance(seed) % 5000, longest = 1 + chance(seed) % 300;
    for (int64_t i = 0; i < rows; i++) {
        start[i] = (int64_t)(chance(seed) % span);
        end[i] = start[i] + (int64_t)(chance(seed) % longest);
    }
    return rows;
}

static void test_every_start_looked_at(void **state)
{
    uint64_t seed = 21;
    (void)state;
    call_open(&call, "concurrency", 6, 9, NULL);
    for (int round = 0; round < 40; round++) {
        int64_t rows = some_intervals(&seed);
        kefu_value v = call_of_rows(&call, start, end, rows);
        assert_value(&v, most_at_a_start(start, end, rows), rows ? 1 : 0, rows, 0);
    }
    call_close(&call);
}

static void test_laws(void **state)
{
    uint64_t seed = 8;
    (void)state;
    call_open(&call, "concurrency", 6, 9, NULL);
    for (int round = 0; round < 20; round++)
        assert_laws(&call, start, end, some_intervals(&seed), &seed);
    while (some_intervals(&seed) < 600)
        continue;
    assert_damage_is_harmless(&call, start, end, 6);
    assert_memory_may_fail(&call, start, end, 600);
}

static void test_an_end_before_its_start_is_refused(void **state)
{
    static const int64_t from[] = {0, 5}, to[] = {1, 4};
    metric_state held = {{0}};
    kefu_error error;
    (void)state;
    call_open(&call, "concurrency", 6, 9, NULL);
    assert_int_equal(call_update(&call, &held, from, to, 2, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 1);
    assert_string_equal(error.message, "the interval ends before it starts");
    call_end(&call, &held);
    call_close(&call);
}

/* Eight bytes of how many are empty, then a bag of starts and one of ends; see bag.h. */
static void test_impossible_states_are_refused(void **state)
{
    static const struct {
        unsigned char empty, last; /* first and last byte of the count */
        unsigned char bags[24];
        size_t size;
        kefu_status status;
    } cases[] = {
        {3, 0, {0, 0}, 2, KEFU_OK},
        {0, 0, {1, 0, 0, 1, 2, 0}, 6, KEFU_OK},        /* 0 to 1 */
        {0, 0x80, {0, 0}, 2, KEFU_E_DATA},             /* -2^63 empty ones */
        {0, 0, {1, 0, 0, 0}, 4, KEFU_E_DATA},          /* a start without an end */
        {0, 0, {1, 0, 1, 1, 2, 0}, 6, KEFU_E_DATA},    /* two starts */
        {0, 0, {1, 2, 0, 1, 0, 0}, 6, KEFU_E_DATA},    /* 1 to 0 */
        {0, 0, {1, 0, 0, 1, 0, 0}, 6, KEFU_E_DATA},    /* 0 to 0 would be an empty one */
        {0, 0, {1, 0, 0, 1, 2, 0, 0}, 7, KEFU_E_DATA}, /* and more */
        {0, 0, {1, 0}, 2, KEFU_E_DATA},
        /* 2^63 - 1 of them, and an empty one */
        {1,
         0,
         {1, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F,
          1, 2, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F},
         22,
         KEFU_E_DATA},
        {0,
         0,
         {1, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F,
          1, 2, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F},
         22,
         KEFU_OK},
    };
    (void)state;
    call_open(&call, "concurrency", 6, 9, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char bytes[32] = {0};
        metric_state held = {{0}}, empty = {{0}};
        bytes[0] = cases[i].empty;
        bytes[7] = cases[i].last;
        memcpy(bytes + 8, cases[i].bags, cases[i].size);
        assert_int_equal(call.metric->load(&held, 1, bytes, 8 + cases[i].size, &call.context, NULL),
                         cases[i].status);
        if (cases[i].status)
            assert_memory_equal(&held, &empty, sizeof held);
        else
            call_end(&call, &held);
    }
    call_close(&call);
}

static void test_2_to_63_rows_are_too_many(void **state)
{
    static const unsigned char most[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0};
    static const int64_t from[] = {3}, to[] = {4};
    metric_state held = {{0}}, one = {{0}};
    kefu_value v;
    (void)state;
    call_open(&call, "concurrency", 6, 9, NULL);
    assert_int_equal(call.metric->load(&held, 1, most, sizeof most, &call.context, NULL), KEFU_OK);
    assert_int_equal(call_value(&call, &held, &v, NULL), KEFU_OK);
    assert_value(&v, 0, 1, INT64_MAX, 0);
    assert_int_equal(call_update(&call, &held, from, to, 1, NULL), KEFU_E_OVERFLOW);
    assert_int_equal(call_update(&call, &held, from, from, 1, NULL), KEFU_E_OVERFLOW);
    assert_int_equal(call_update(&call, &one, from, to, 1, NULL), KEFU_OK);
    assert_int_equal(call.metric->merge(&one, &held, &call.context, NULL), KEFU_E_OVERFLOW);
    call_end(&call, &held);
    call_end(&call, &one);
    call_close(&call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_every_start_looked_at),
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_an_end_before_its_start_is_refused),
        cmocka_unit_test(test_impossible_states_are_refused),
        cmocka_unit_test(test_2_to_63_rows_are_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
