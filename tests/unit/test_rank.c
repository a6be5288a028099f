/* test_rank.c - places, ties, groups and top-k, against the definitions and brute force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/rank.h"
#include "oom.h"

static kefu_value whole(int64_t num) { return (kefu_value){num, 1, 100, KEFU_VALUE_OK, 0}; }

static kefu_rank_options options_of(int32_t ties)
{
    kefu_rank_options options = {.struct_size = sizeof options, .ties = ties};
    return options;
}

/* The five methods as rank.h states them for 90, 80, 80, 70; R's rank() and dplyr's dense_rank
 * agree (min, dense, max, average, first). */
static void test_ties(void **state)
{
    static const struct {
        int32_t ties;
        int64_t twice[4], tied[4];
    } cases[] = {
        {KEFU_TIES_COMPETITION, {2, 4, 4, 8}, {1, 2, 2, 1}},
        {KEFU_TIES_DENSE, {2, 4, 4, 6}, {1, 2, 2, 1}},
        {KEFU_TIES_MODIFIED, {2, 6, 6, 8}, {1, 2, 2, 1}},
        {KEFU_TIES_FRACTIONAL, {2, 5, 5, 8}, {1, 2, 2, 1}},
        {KEFU_TIES_ORDINAL, {2, 4, 6, 8}, {1, 1, 1, 1}},
    };
    kefu_value values[4] = {whole(90), whole(80), whole(80), whole(70)};
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        kefu_rank_options options = options_of(cases[c].ties);
        kefu_place places[4];
        assert_int_equal(kefu_rank(values, 4, &options, places, NULL, NULL), KEFU_OK);
        for (int i = 0; i < 4; i++) {
            assert_int_equal(places[i].twice, cases[c].twice[i]);
            assert_int_equal(places[i].tied, cases[c].tied[i]);
            assert_int_equal(places[i].ranked, 4);
        }
    }
}

/* 45/100 = 9/20 tie although the parts differ; neighbours of 1/3 at 18 digits do not. */
static void test_exact_fractions(void **state)
{
    kefu_value values[4] = {
        {45, 100, 100, 0, 0},
        {9, 20, 20, 0, 0},
        {INT64_C(333333333333333333), INT64_C(1000000000000000000), 1, 0, 0},
        {1, 3, 3, 0, 0},
    };
    kefu_place places[4];
    (void)state;
    assert_int_equal(kefu_rank(values, 4, NULL, places, NULL, NULL), KEFU_OK);
    assert_int_equal(places[0].twice, 2);
    assert_int_equal(places[1].twice, 2);
    assert_int_equal(places[3].twice, 6);
    assert_int_equal(places[2].twice, 8);
}

static void test_states_and_order(void **state)
{
    kefu_value values[7] = {
        {0, 0, 0, KEFU_VALUE_NO_DATA, 0},
        {99, 1, 5, KEFU_VALUE_OK, 0},           /* n below min_n */
        {70, 1, 50, KEFU_VALUE_PROVISIONAL, 0}, /* has a number: ranked */
        {95, 1, 50, KEFU_VALUE_LOW_VOLUME, 0},
        {80, 1, -1, KEFU_VALUE_OK, 0}, /* n unknown: ranked */
        {0, 0, 0, KEFU_VALUE_EXEMPT, 0},
        {97, 1, 50, KEFU_VALUE_PROVISIONAL, KEFU_VALUE_HAS_LOW_VOLUME},
    };
    static const int32_t states[7] = {
        KEFU_PLACE_NO_VALUE, KEFU_PLACE_LOW_VOLUME, KEFU_PLACE_RANKED,    KEFU_PLACE_LOW_VOLUME,
        KEFU_PLACE_RANKED,   KEFU_PLACE_NO_VALUE,   KEFU_PLACE_LOW_VOLUME};
    static const int64_t expected[7] = {4, 2, 1, 6, 3, 0, 5};
    kefu_rank_options options = options_of(KEFU_TIES_COMPETITION);
    kefu_place places[7];
    int64_t order[7];
    (void)state;
    options.min_n = 10;
    assert_int_equal(kefu_rank(values, 7, &options, places, order, NULL), KEFU_OK);
    for (int i = 0; i < 7; i++) {
        assert_int_equal(places[i].state, states[i]);
        assert_int_equal(order[i], expected[i]);
        assert_int_equal(places[i].ranked, 2);
        assert_int_equal(places[i].twice, i == 4 ? 2 : i == 2 ? 4 : 0);
        assert_int_equal(places[i].tied, states[i] == KEFU_PLACE_RANKED);
    }
}

static void test_lower_first_groups_ids(void **state)
{
    kefu_value values[5] = {whole(30), whole(20), whole(20), whole(10), whole(20)};
    static const int32_t groups[5] = {7, -1, 7, 7, 7};
    static const kefu_text ids[5] = {{"a", 1}, {"b", 1}, {"小", 3}, {"d", 1}, {"c", 1}};
    static const int64_t expected[5] = {1, 3, 4, 2, 0}; /* group -1; then 10, 20 c, 20 小, 30 */
    kefu_rank_options options = options_of(KEFU_TIES_ORDINAL);
    kefu_place places[5];
    int64_t order[5];
    (void)state;
    options.lower_first = 1;
    options.groups = groups;
    options.ids = ids;
    assert_int_equal(kefu_rank(values, 5, &options, places, order, NULL), KEFU_OK);
    assert_memory_equal(order, expected, sizeof order);
    assert_int_equal(places[1].twice, 2);
    assert_int_equal(places[1].ranked, 1);
    assert_int_equal(places[1].group, -1);
    assert_int_equal(places[3].twice, 2);
    assert_int_equal(places[4].twice, 4);
    assert_int_equal(places[2].twice, 6);
    assert_int_equal(places[0].twice, 8);
}

static void test_top(void **state)
{
    kefu_value values[6] = {whole(5), whole(9), whole(7), whole(7), whole(7), whole(1)};
    static const struct {
        int64_t k;
        int32_t with_ties;
        int64_t count, out[6];
    } cases[] = {
        {0, 0, 0, {0}},
        {0, 1, 0, {0}},
        {1, 1, 1, {1}},
        {2, 0, 2, {1, 2}},
        {2, 1, 4, {1, 2, 3, 4}},
        {4, 1, 4, {1, 2, 3, 4}},
        {5, 0, 5, {1, 2, 3, 4, 0}},
        {99, 1, 6, {1, 2, 3, 4, 0, 5}},
    };
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        int64_t out[6], count = -1;
        assert_int_equal(
            kefu_rank_top(values, 6, cases[c].k, cases[c].with_ties, NULL, out, 6, &count, NULL),
            KEFU_OK);
        assert_int_equal(count, cases[c].count);
        assert_memory_equal(out, cases[c].out, (size_t)count * sizeof out[0]);
    }
}

static void test_top_in_groups_skips_unranked(void **state)
{
    kefu_value values[5] = {whole(1),
                            {9, 1, 1, KEFU_VALUE_LOW_VOLUME, 0},
                            whole(3),
                            whole(4),
                            {0, 0, 0, KEFU_VALUE_NO_DATA, 0}};
    static const int32_t groups[5] = {0, 0, 0, 1, 2};
    kefu_rank_options options = options_of(KEFU_TIES_COMPETITION);
    int64_t out[5], count;
    (void)state;
    options.groups = groups;
    assert_int_equal(kefu_rank_top(values, 5, 1, 0, &options, out, 5, &count, NULL), KEFU_OK);
    assert_int_equal(count, 2);
    assert_int_equal(out[0], 2);
    assert_int_equal(out[1], 3);
}

static void test_arguments(void **state)
{
    kefu_value values[1] = {{1, -1, 1, 0, 0}};
    kefu_rank_options options = options_of(9);
    kefu_place places[1];
    kefu_error error;
    int64_t out[1], count;
    (void)state;
    assert_int_equal(kefu_rank(NULL, 0, NULL, NULL, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_rank(NULL, 1, NULL, places, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_rank(values, 1, NULL, NULL, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_rank(values, -1, NULL, places, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_rank(values, 1, NULL, places, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(error.row, 0);
    values[0].den = 1;
    assert_int_equal(kefu_rank(values, 1, &options, places, NULL, &error), KEFU_E_UNSUPPORTED);
    options = options_of(0);
    options.lower_first = 2;
    assert_int_equal(kefu_rank(values, 1, &options, places, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_rank_top(values, 1, -1, 0, NULL, out, 1, &count, &error),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_rank_top(values, 1, 1, 2, NULL, out, 1, &count, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_rank_top(values, 1, 1, 0, NULL, out, 0, &count, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_rank_top(values, 1, 1, 0, NULL, out, 1, NULL, &error), KEFU_E_ARGUMENT);
}

/* ---- Against counting: a place is one more than the number of better values, and so on ---- */

enum { BRUTE_N = 60, BRUTE_ROUNDS = 200 };

static uint32_t brute_random(uint32_t round, uint32_t i, uint32_t what)
{
    uint32_t key[2] = {round, 17}, counter[4] = {i, what, 0, 0}, out[4];
    kefu_random(key, counter, out);
    return out[0];
}

typedef struct brute_count {
    int64_t better, equal, before, distinct, ranked;
} brute_count;

static brute_count brute_of(const kefu_value *v, const int32_t *groups, const kefu_place *places,
                            int i)
{
    brute_count c = {0, 0, 0, 0, 0};
    for (int j = 0; j < BRUTE_N; j++) {
        int64_t a = v[j].num * v[i].den, b = v[i].num * v[j].den;
        int first = 1;
        if (groups[j] != groups[i] || places[j].state != KEFU_PLACE_RANKED)
            continue;
        c.ranked++;
        for (int k = 0; k < j; k++)
            first &= groups[k] != groups[i] || places[k].state != KEFU_PLACE_RANKED ||
                     v[k].num * v[j].den != v[j].num * v[k].den;
        c.better += a > b;
        c.distinct += a > b && first;
        c.equal += a == b;
        c.before += a == b && j < i;
    }
    return c;
}

static int64_t brute_twice(int32_t ties, brute_count c)
{
    switch (ties) {
    case KEFU_TIES_COMPETITION:
        return 2 * (c.better + 1);
    case KEFU_TIES_DENSE:
        return 2 * (c.distinct + 1);
    case KEFU_TIES_MODIFIED:
        return 2 * (c.better + c.equal);
    case KEFU_TIES_FRACTIONAL:
        return 2 * c.better + 1 + c.equal;
    default:
        return 2 * (c.better + c.before + 1);
    }
}

static void test_brute(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < BRUTE_ROUNDS; round++) {
        kefu_value values[BRUTE_N];
        int32_t groups[BRUTE_N];
        kefu_place places[BRUTE_N];
        int64_t order[BRUTE_N];
        int seen[BRUTE_N] = {0};
        kefu_rank_options options = options_of((int32_t)(round % 5));
        for (uint32_t i = 0; i < BRUTE_N; i++) {
            int64_t den = 1 + brute_random(round, i, 0) % 6;
            values[i] = (kefu_value){brute_random(round, i, 1) % 20, den,
                                     brute_random(round, i, 2) % 9, KEFU_VALUE_OK, 0};
            if (brute_random(round, i, 3) % 10 == 0)
                values[i] = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
            groups[i] = (int32_t)(brute_random(round, i, 4) % 3);
        }
        options.groups = groups;
        options.min_n = 2;
        assert_int_equal(kefu_rank(values, BRUTE_N, &options, places, order, NULL), KEFU_OK);
        for (int i = 0; i < BRUTE_N; i++) {
            brute_count c = brute_of(values, groups, places, i);
            assert_int_equal(places[i].ranked, c.ranked);
            if (places[i].state == KEFU_PLACE_RANKED)
                assert_int_equal(places[i].twice, brute_twice(options.ties, c));
            assert_false(seen[order[i]]++);
        }
    }
}

/* Many values of one denominator are sorted by their bytes; ids of rising length, which decide
 * nothing that the index would not, send the same values through the merge. */
static void test_many(void **state)
{
    enum { N = 3000 };
    static kefu_value values[N];
    static int32_t groups[N];
    static kefu_text ids[N];
    static char text[N];
    static kefu_place fast[N], slow[N];
    static int64_t fast_order[N], slow_order[N];
    (void)state;
    for (uint32_t i = 0; i < N; i++) {
        int64_t wide = (int64_t)((uint64_t)brute_random(1, i, 1) << 32 | brute_random(1, i, 2));
        values[i] = (kefu_value){i % 3 ? wide % 50 : wide, 7, brute_random(1, i, 3) % 8, 0, 0};
        if (brute_random(1, i, 4) % 9 == 0)
            values[i] = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
        groups[i] = (int32_t)(brute_random(1, i, 5) % 5) * 100000 - 200000;
        ids[i] = (kefu_text){text, i};
    }
    for (int32_t lower = 0; lower < 2; lower++) {
        kefu_rank_options options = options_of(KEFU_TIES_FRACTIONAL);
        options.lower_first = lower;
        options.min_n = 2;
        options.groups = groups;
        assert_int_equal(kefu_rank(values, N, &options, fast, fast_order, NULL), KEFU_OK);
        options.ids = ids;
        assert_int_equal(kefu_rank(values, N, &options, slow, slow_order, NULL), KEFU_OK);
        assert_memory_equal(fast_order, slow_order, sizeof fast_order);
        assert_memory_equal(fast, slow, sizeof fast);
    }
}

static int scenario_rank(const kefu_allocator *allocator)
{
    kefu_value values[40];
    kefu_rank_options options = options_of(0);
    kefu_place places[40];
    kefu_status status;
    for (int i = 0; i < 40; i++)
        values[i] = whole(i * 7 % 13);
    options.allocator = allocator;
    status = kefu_rank(values, 40, &options, places, NULL, NULL);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_rank) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ties),
        cmocka_unit_test(test_exact_fractions),
        cmocka_unit_test(test_states_and_order),
        cmocka_unit_test(test_lower_first_groups_ids),
        cmocka_unit_test(test_top),
        cmocka_unit_test(test_top_in_groups_skips_unranked),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_brute),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
