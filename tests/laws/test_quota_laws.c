/* test_quota_laws.c - quotas are the best there are: random small plans, all allocations within the
 * bounds looked at; proportional ones without bounds equal kefu_apportion; roots against their
 * definition; large ones in time. */
#include <stdio.h>

#include "../unit/chance.h"
#include "../unit/quota_fixture.h"
#include "sample/quota_weight.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

__extension__ typedef __int128 wide;

enum { ROUNDS = 400, CELLS = 5, AGENTS = 2 };

static int64_t pick(uint64_t *seed, int64_t from, int64_t to)
{
    return from + (int64_t)(chance(seed) % (uint64_t)(to - from + 1));
}

/* ---- A small problem ------------------------------------------------------------------------ */

/* Cells of classes 0, 1, 2 and two agents: least and most of cells, agents and all. */
typedef struct problem {
    int64_t rows[CELLS], least[CELLS], most[CELLS], spread[CELLS];
    int agent[CELLS], fixed[CELLS], class_index[CELLS], n;
    int64_t agent_min, agent_max, total;
    char json[1024];
} problem;

static const quota_row places[CELLS] = {
    {0, "a", 0}, {0, "b", 0}, {1, "a", 0}, {1, "b", 0}, {2, "a", 0}};

static void problem_class(problem *p, uint64_t *seed, int class_index, char *json, size_t size)
{
    const int64_t take = pick(seed, 0, 5) ? 0 : pick(seed, 1, 3);
    const int64_t min = pick(seed, 0, 2), max = pick(seed, min, 7), spread = pick(seed, 0, 4);
    const char *where = class_index < 2 ? ",\"where\":\"x = 1\"" : "";
    if (take)
        snprintf(json, size, "{\"id\":\"c%d\"%s,\"take\":%d,\"if_fewer\":\"all\"}", class_index,
                 where, (int)take);
    else
        snprintf(json, size, "{\"id\":\"c%d\"%s,\"min\":%d,\"max\":%d%s,\"spread\":%d}",
                 class_index, where, (int)min, (int)max, min ? ",\"if_fewer\":\"all\"" : "",
                 (int)spread);
    for (int i = 0; i < p->n; i++) {
        if (p->class_index[i] != class_index)
            continue;
        const int64_t least = take ? take : min, most = take ? take : max;
        p->least[i] = least < p->rows[i] ? least : p->rows[i];
        p->most[i] = most < p->rows[i] ? most : p->rows[i];
        p->fixed[i] = take != 0;
        p->spread[i] = spread;
    }
}

static void problem_make(problem *p, uint64_t *seed, const char *allocation)
{
    char classes[3][256];
    memset(p, 0, sizeof *p);
    p->n = CELLS;
    for (int i = 0; i < CELLS; i++) {
        p->rows[i] = pick(seed, 1, 12);
        p->class_index[i] = places[i].class_index;
        p->agent[i] = places[i].agent[0] == 'b';
    }
    for (int i = 0; i < 3; i++)
        problem_class(p, seed, i, classes[i], sizeof classes[i]);
    p->agent_min = pick(seed, 0, 6);
    p->agent_max = pick(seed, p->agent_min ? p->agent_min : 1, 15);
    p->total = pick(seed, 1, 20);
    snprintf(
        p->json, sizeof p->json,
        "{\"format\":1,\"id\":\"a/1\",\"key\":\"k\",\"by\":[\"a\"],\"agent\":{\"column\":\"a\","
        "\"min\":%d,\"max\":%d},\"classes\":[%s,%s,%s],\"total\":%d,\"allocation\":%s}",
        (int)p->agent_min, (int)p->agent_max, classes[0], classes[1], classes[2], (int)p->total,
        allocation);
}

static kefu_quotas *problem_quotas(const problem *p)
{
    quota_row rows[CELLS];
    kefu_quotas *quotas = NULL;
    kefu_error error;
    memcpy(rows, places, sizeof rows);
    for (int i = 0; i < CELLS; i++)
        rows[i].rows = p->rows[i];
    if (quota_make(NULL, p->json, rows, CELLS, NULL, &quotas, &error))
        fail_msg("%s: %s", p->json, error.message);
    return quotas;
}

/* ---- All allocations ------------------------------------------------------------------------ */

/* What is to be as small as possible: a sum over cells. */
typedef wide (*cost_of)(const problem *p, int cell, int64_t n);

typedef struct search {
    const problem *p;
    cost_of cost;
    int64_t least[CELLS], n[CELLS], agent_min[AGENTS], agent_max[AGENTS];
    int64_t total; /* -1: any */
    wide best;
    int found;
} search;

static void search_look(search *s)
{
    int64_t sums[AGENTS] = {0}, all = 0;
    wide cost = 0;
    for (int i = 0; i < s->p->n; i++) {
        sums[s->p->agent[i]] += s->n[i];
        all += s->n[i];
        cost += s->cost(s->p, i, s->n[i]);
    }
    for (int a = 0; a < AGENTS; a++)
        if (sums[a] < s->agent_min[a] || sums[a] > s->agent_max[a])
            return;
    if (s->total >= 0 && all != s->total)
        return;
    if (!s->found || cost < s->best)
        s->best = cost;
    s->found = 1;
}

static void search_all(search *s, int cell)
{
    if (cell == s->p->n) {
        search_look(s);
        return;
    }
    for (s->n[cell] = s->least[cell]; s->n[cell] <= s->p->most[cell]; s->n[cell]++)
        search_all(s, cell + 1);
}

static search search_of(const problem *p, cost_of cost)
{
    search s = {.p = p, .cost = cost, .total = p->total};
    memcpy(s.least, p->least, sizeof s.least);
    for (int a = 0; a < AGENTS; a++) {
        s.agent_min[a] = p->agent_min;
        s.agent_max[a] = p->agent_max;
    }
    return s;
}

static wide cost_all(const problem *p, const kefu_quotas *quotas, cost_of cost)
{
    wide sum = 0;
    for (int i = 0; i < p->n; i++)
        sum += cost(p, i, quota_n(quotas, i));
    return sum;
}

/* ---- Costs ---------------------------------------------------------------------------------- */

static const int64_t many = 360360; /* a multiple of 1 .. 15 */

/* A² / n, × many; a cell without a row is worse than any, the more so the larger its A. */
static wide cost_variance(const problem *p, int cell, int64_t n)
{
    const wide a = (wide)p->rows[cell] * p->spread[cell],
               square = p->fixed[cell] ? 0 : a * a * many;
    if (p->fixed[cell])
        return 0;
    return n ? square / n : 2 * square + ((wide)1 << 80);
}

static wide cost_even(const problem *p, int cell, int64_t n)
{
    return p->fixed[cell] ? 0 : (wide)n * n;
}

/* (n - S rows / P)² × P² */
static wide cost_target(const problem *p, int cell, int64_t n, int agent)
{
    int64_t whole = agent < 0 ? p->total : p->agent_min, population = 0;
    for (int i = 0; i < p->n; i++) {
        if (agent >= 0 && p->agent[i] != agent)
            continue;
        whole -= p->fixed[i] ? p->least[i] : 0;
        population += p->fixed[i] ? 0 : p->rows[i];
    }
    const wide off = (wide)n * population - (wide)whole * p->rows[cell];
    return p->fixed[cell] ? 0 : off * off;
}

static wide cost_proportional(const problem *p, int cell, int64_t n)
{
    return cost_target(p, cell, n, -1);
}

static wide cost_agent(const problem *p, int cell, int64_t n)
{
    return cost_target(p, cell, n, p->agent[cell]);
}

/* ---- Laws ----------------------------------------------------------------------------------- */

static void best_of_all(const char *allocation, cost_of cost, uint64_t seed)
{
    int feasible = 0;
    for (int round = 0; round < ROUNDS; round++) {
        problem p;
        problem_make(&p, &seed, allocation);
        search s = search_of(&p, cost);
        search_all(&s, 0);
        kefu_quotas *quotas = problem_quotas(&p);
        if (kefu_quotas_feasible(quotas) != s.found)
            fail_msg("feasible: %d, not %d: %s", !s.found, s.found, p.json);
        if (s.found && cost_all(&p, quotas, cost) != s.best)
            fail_msg("not the best: %s", p.json);
        feasible += s.found;
        kefu_quotas_free(quotas);
    }
    assert_in_range(feasible, ROUNDS / 10, ROUNDS * 9 / 10); /* both are met with */
}

static void neyman_has_the_least_variance(void **state)
{
    (void)state;
    best_of_all("\"neyman\"", cost_variance, 1);
}

static void power_1_is_neyman(void **state)
{
    (void)state;
    best_of_all("\"power\",\"power\":\"1\"", cost_variance, 2);
}

static void equal_is_as_even_as_can_be(void **state)
{
    (void)state;
    best_of_all("\"equal\"", cost_even, 3);
}

/* The first stage: what agents need, nearest to the proportions of each one's own rows. */
static void agents_are_nearest(const problem *p, const kefu_quotas *quotas, search *second)
{
    search first = search_of(p, cost_agent);
    int64_t given[AGENTS] = {0}, least[AGENTS] = {0};
    wide cost = 0;
    for (int i = 0; i < p->n; i++) {
        kefu_cell_quota q = {.struct_size = sizeof q};
        kefu_quotas_cell(quotas, i, &q);
        second->least[i] = q.least + q.agent;
        given[p->agent[i]] += q.least + q.agent;
        least[p->agent[i]] += q.least;
        cost += cost_agent(p, i, q.least + q.agent);
    }
    for (int a = 0; a < AGENTS; a++) {
        assert_true(given[a] == (least[a] > p->agent_min ? least[a] : p->agent_min));
        first.agent_min[a] = first.agent_max[a] = given[a];
    }
    first.total = -1;
    search_all(&first, 0);
    assert_true(first.found && first.best == cost);
}

/* With that as the least, the whole is nearest to the proportions of all rows. */
static void proportional_is_nearest_to_its_targets(void **state)
{
    uint64_t seed = 4;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        problem p;
        problem_make(&p, &seed, "\"proportional\"");
        search second = search_of(&p, cost_proportional);
        kefu_quotas *quotas = problem_quotas(&p);
        if (kefu_quotas_feasible(quotas))
            agents_are_nearest(&p, quotas, &second);
        search_all(&second, 0);
        assert_int_equal(kefu_quotas_feasible(quotas), second.found);
        if (second.found)
            assert_true(cost_all(&p, quotas, cost_proportional) == second.best);
        kefu_quotas_free(quotas);
    }
}

/* Without bounds it is the method of largest remainders. */
static void unbounded_proportional_is_apportioned(void **state)
{
    enum { MANY = 40 };
    uint64_t seed = 5;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        quota_row rows[MANY];
        char names[MANY][3], json[256];
        int64_t weights[MANY], shares[MANY], all = 0;
        const int64_t n = pick(&seed, 1, MANY), largest = pick(&seed, 1, 100000);
        for (int64_t i = 0; i < n; i++) {
            snprintf(names[i], sizeof names[i], "%c%c", 'a' + (int)(i / 26), 'a' + (int)(i % 26));
            rows[i] = (quota_row){0, names[i], weights[i] = pick(&seed, 1, largest)};
            all += weights[i];
        }
        const int64_t total = pick(&seed, 1, all < 2000 ? all : 2000);
        kefu_quotas *quotas = NULL;
        snprintf(json, sizeof json,
                 "{\"format\":1,\"id\":\"a/1\",\"key\":\"k\",\"by\":[\"a\"],\"classes\":[{\"id\":"
                 "\"c\"}],\"total\":%d}",
                 (int)total);
        assert_int_equal(quota_make(NULL, json, rows, (size_t)n, NULL, &quotas, NULL), KEFU_OK);
        assert_int_equal(kefu_apportion(NULL, total, weights, n, KEFU_REST_FIRST, shares, NULL),
                         KEFU_OK);
        for (int64_t i = 0; i < n; i++)
            assert_int_equal(quota_n(quotas, i), shares[i]);
        kefu_quotas_free(quotas);
    }
}

/* ---- Weights -------------------------------------------------------------------------------- */

/* floor(10^6 rows^(p/q)): r^q <= rows^p 10^(6q) < (r + 1)^q, in 128 bits while rows are few. */
static void roots_are_rounded_down(void **state)
{
    static const struct {
        int32_t power, p, q;
        int64_t most;
    } roots[] = {{KF_POWER_1_2, 1, 2, INT64_MAX / 2},
                 {KF_POWER_1_3, 1, 3, INT64_MAX / 2},
                 {KF_POWER_1_4, 1, 4, 100000000000000},
                 {KF_POWER_2_3, 2, 3, 10000000000},
                 {KF_POWER_3_4, 3, 4, 50000}};
    uint64_t seed = 6;
    (void)state;
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        for (int round = 0; round < 200; round++) {
            const int64_t rows = pick(&seed, 1, round % 2 ? roots[i].most : 1000);
            kf_weight weight;
            wide power = 1, low = 1, high = 1;
            kf_weight_of(rows, roots[i].power, 1, &weight);
            assert_true(weight.words[1] == 0);
            for (int k = 0; k < roots[i].p; k++)
                power *= (wide)rows;
            for (int k = 0; k < roots[i].q; k++) {
                power *= 1000000;
                low *= (int64_t)weight.words[0];
                high *= (int64_t)weight.words[0] + 1;
            }
            assert_true(low <= power && power < high);
        }
}

/* A nearly right worth never decides otherwise than all the digits do. */
static void weights_are_compared_exactly(void **state)
{
    uint64_t seed = 7;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        /* A <= 2^31, n < 2^15: A² n² in 128 bits. Every other pair has A nearly as n (n + 1). */
        const int64_t n[2] = {pick(&seed, 1, 30000), pick(&seed, 1, 30000)};
        int64_t a[2] = {pick(&seed, 0, 1000000), pick(&seed, 0, 1000000)};
        kf_weight weight[2];
        kf_worth worth[2];
        if (round % 2) {
            a[0] = 60000 * (n[0] + 1) + pick(&seed, 0, 1);
            a[1] = 60000 * (n[1] + 1) + pick(&seed, 0, 1);
        }
        for (int i = 0; i < 2; i++) {
            kf_weight_of(a[i], KF_POWER_1, 1, &weight[i]);
            kf_weight_worth(&weight[i], n[i], &worth[i]);
        }
        const wide mine = (wide)(a[0] * a[0]) * (n[1] * (n[1] + 1));
        const wide other = (wide)(a[1] * a[1]) * (n[0] * (n[0] + 1));
        const int order = (mine > other) - (mine < other);
        assert_int_equal(
            kf_weight_compare(&weight[0], n[0], &worth[0], &weight[1], n[1], &worth[1]), order);
        assert_int_equal(
            kf_weight_compare(&weight[1], n[1], &worth[1], &weight[0], n[0], &worth[0]), -order);
    }
}

/* ---- Size ----------------------------------------------------------------------------------- */

/* 10,000 cells share 100,000 rows by spread: all are given, none beyond its rows. */
static void many_cells_are_shared_out_to(void **state)
{
    enum { MANY = 10000 };
    static kf_key keys[MANY];
    static kf_cell_count cells[MANY];
    static const char json[] =
        "{\"format\":1,\"id\":\"a/1\",\"key\":\"k\",\"by\":[\"a\"],\"classes\":[{\"id\":\"c\","
        "\"spread\":0.3}],\"total\":100000,\"allocation\":\"power\",\"power\":\"2/3\"}";
    const kf_memory memory = quota_memory(NULL);
    kefu_plan *plan = NULL;
    kefu_quotas *quotas = NULL;
    uint64_t seed = 8;
    int64_t sum = 0;
    (void)state;
    for (int i = 0; i < MANY; i++) {
        keys[i] = kf_key_of_number(i);
        cells[i] = (kf_cell_count){0, &keys[i], pick(&seed, 1, 5000)};
    }
    assert_int_equal(quota_plan(NULL, json, &plan, NULL), KEFU_OK);
    assert_int_equal(kf_quotas_make(&memory, plan, cells, MANY, NULL, &quotas, NULL), KEFU_OK);
    for (int i = 0; i < MANY; i++) {
        const int64_t n = quota_n(quotas, i);
        assert_true(n >= 1 && n <= cells[i].rows);
        sum += n;
    }
    assert_int_equal(sum, 100000);
    kefu_quotas_free(quotas);
    kefu_plan_free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neyman_has_the_least_variance),
        cmocka_unit_test(power_1_is_neyman),
        cmocka_unit_test(equal_is_as_even_as_can_be),
        cmocka_unit_test(proportional_is_nearest_to_its_targets),
        cmocka_unit_test(unbounded_proportional_is_apportioned),
        cmocka_unit_test(roots_are_rounded_down),
        cmocka_unit_test(weights_are_compared_exactly),
        cmocka_unit_test(many_cells_are_shared_out_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
