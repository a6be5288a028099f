/* test_peer_laws.c - plans of random people, bans and bounds beside every plan there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../unit/chance.h"
#include "../unit/rows.h"
#include "kefu/peer.h"

enum { SMALL = 6, MANY = 60, PAIRS = 400, ROUNDS = 1000 };

/* ---- What is asked for ---------------------------------------------------------------------- */

typedef struct shop {
    int64_t n, n_bans, n_past;
    const char *people[MANY], *teams[MANY];
    int32_t inspects[MANY], inspected[MANY], most[MANY];
    uint8_t no_most[MANY]; /* a state: the bound is empty */
    const char *ban_from[PAIRS], *ban_to[PAIRS], *past_from[PAIRS], *past_to[PAIRS];
    int32_t both[PAIRS], period[PAIRS];
    kefu_peer_options options;
} shop;

static char names[MANY][16];
static const char *const teams[] = {"甲", "乙", "丙"};

static int64_t any(uint64_t *seed, int64_t n) { return (int64_t)(chance(seed) % (uint64_t)n); }

static int32_t number_of(const char *name) { return (int32_t)strtol(name + 1, NULL, 10); }

static void shop_make(shop *s, uint64_t *seed, int64_t n, int64_t bans, int64_t past)
{
    memset(s, 0, sizeof *s);
    s->n = n;
    int32_t all = any(seed, 2) == 0, bound = any(seed, 3) == 0;
    for (int64_t i = 0; i < n; i++) {
        snprintf(names[i], sizeof names[i], "p%d", (int)i);
        s->people[i] = names[i];
        s->teams[i] = teams[any(seed, 3)];
        s->inspects[i] = all || any(seed, 4) != 0;
        s->inspected[i] = all || any(seed, 4) != 0;
        s->most[i] = (int32_t)any(seed, 4);
        s->no_most[i] = bound && any(seed, 2) ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA;
    }
    for (s->n_bans = 0; s->n_bans < bans; s->n_bans++) {
        s->ban_from[s->n_bans] = names[any(seed, n)];
        s->ban_to[s->n_bans] = names[any(seed, n)];
        s->both[s->n_bans] = any(seed, 3) == 0;
    }
    for (s->n_past = 0; s->n_past < past; s->n_past++) {
        s->past_from[s->n_past] = names[any(seed, n)];
        s->past_to[s->n_past] = names[any(seed, n)];
        s->period[s->n_past] = (int32_t)any(seed, 3);
    }
    s->options = (kefu_peer_options){.struct_size = sizeof s->options,
                                     .seed = "week",
                                     .period = any(seed, 9),
                                     .each = (int32_t)(1 + any(seed, n > 8 ? 4 : 2)),
                                     .mutual = any(seed, 2) == 0,
                                     .team_rule = any(seed, 4) ? 0 : (int32_t)any(seed, 3)};
}

static kefu_status shop_plan(const shop *s, kefu_peers **out, kefu_error *error)
{
    rows people, bans, past;
    kefu_peer_options options = s->options;
    rows_begin(&people, s->n);
    rows_add(&people, "person", KEFU_COLUMN_TEXT_Z, s->people);
    rows_add(&people, "team", KEFU_COLUMN_TEXT_Z, s->teams);
    rows_add(&people, "inspects", KEFU_COLUMN_I32, s->inspects);
    rows_add(&people, "inspected", KEFU_COLUMN_I32, s->inspected);
    rows_add(&people, "most", KEFU_COLUMN_I32, s->most)->states = s->no_most;
    rows_begin(&bans, s->n_bans);
    rows_add(&bans, "inspector", KEFU_COLUMN_TEXT_Z, s->ban_from);
    rows_add(&bans, "inspected", KEFU_COLUMN_TEXT_Z, s->ban_to);
    rows_add(&bans, "both", KEFU_COLUMN_I32, s->both);
    rows_begin(&past, s->n_past);
    rows_add(&past, "inspector", KEFU_COLUMN_TEXT_Z, s->past_from);
    rows_add(&past, "inspected", KEFU_COLUMN_TEXT_Z, s->past_to);
    rows_add(&past, "period", KEFU_COLUMN_I32, s->period);
    options.bans = s->n_bans ? &bans.batch : NULL;
    options.history = s->n_past ? &past.batch : NULL;
    return kefu_peers_new(&people.batch, &options, out, error);
}

static int32_t bound_of(const shop *s, int64_t i)
{
    if (!s->inspects[i])
        return 0;
    return s->no_most[i] ? (int32_t)s->n : s->most[i];
}

static int32_t allowed(const shop *s, int64_t i, int64_t j)
{
    if (i == j || !bound_of(s, i) || !s->inspected[j])
        return 0;
    int32_t same = s->teams[i] == s->teams[j];
    if (s->options.team_rule && same != (s->options.team_rule == 2))
        return 0;
    for (int64_t b = 0; b < s->n_bans; b++) {
        int64_t from = number_of(s->ban_from[b]), to = number_of(s->ban_to[b]);
        if ((from == i && to == j) || (s->both[b] && from == j && to == i))
            return 0;
    }
    return 1;
}

/* ---- Every plan ----------------------------------------------------------------------------- */

typedef struct every {
    const shop *s;
    int32_t allow[SMALL][SMALL]; /* inspector, inspected */
    int32_t pair[SMALL][SMALL], load[SMALL];
    int32_t found, most, least, avoided;
    int32_t past[3][SMALL][SMALL]; /* by period */
} every;

/* How many of the latest periods the plan avoids wholly. */
static int32_t avoided(const every *e)
{
    for (int32_t period = 2; period >= 0; period--)
        for (int32_t i = 0; i < e->s->n; i++)
            for (int32_t j = 0; j < e->s->n; j++)
                if (e->past[period][i][j] && e->pair[i][j])
                    return 2 - period;
    return 3;
}

static void every_take(every *e)
{
    int32_t most = 0, least = INT32_MAX, clean = avoided(e);
    for (int32_t i = 0; i < e->s->n; i++) {
        most = e->load[i] > most ? e->load[i] : most;
        if (bound_of(e->s, i) && e->load[i] < least)
            least = e->load[i];
    }
    int32_t better = !e->found || most < e->most || (most == e->most && least > e->least);
    if (!better && (most != e->most || least != e->least || clean <= e->avoided))
        return;
    e->found = 1;
    e->most = most;
    e->least = least;
    e->avoided = clean;
}

static void every_plan(every *e, int32_t j, int32_t from, int32_t lacking)
{
    const shop *s = e->s;
    while (j < s->n && !lacking) {
        j++;
        from = 0;
        lacking = j < s->n && s->inspected[j] ? s->options.each : 0;
    }
    if (j >= s->n) {
        every_take(e);
        return;
    }
    for (int32_t i = from; i < s->n; i++) {
        if (!e->allow[i][j] || e->load[i] >= bound_of(s, i) ||
            (!s->options.mutual && e->pair[j][i]))
            continue;
        e->pair[i][j] = 1;
        e->load[i]++;
        every_plan(e, j, i + 1, lacking - 1);
        e->load[i]--;
        e->pair[i][j] = 0;
    }
}

static void every_begin(every *e, const shop *s)
{
    memset(e, 0, sizeof *e);
    e->s = s;
    for (int64_t i = 0; i < s->n; i++)
        for (int64_t j = 0; j < s->n; j++)
            e->allow[i][j] = allowed(s, i, j);
    for (int64_t h = 0; h < s->n_past; h++)
        e->past[s->period[h]][number_of(s->past_from[h])][number_of(s->past_to[h])] = 1;
}

/* ---- Laws ----------------------------------------------------------------------------------- */

static void plan_read(const kefu_peers *peers, every *e)
{
    kefu_peer pair = {.struct_size = sizeof pair};
    for (int64_t p = 0; p < kefu_peers_count(peers); p++) {
        assert_int_equal(kefu_peers_at(peers, p, &pair), KEFU_OK);
        e->pair[number_of(pair.inspector)][number_of(pair.inspected)] = 1;
    }
}

/* A plan where there is one, with the smallest most, then the largest least; and of the latest
 * periods as many are avoided as such a plan can. */
static void test_every_plan(void **state)
{
    uint64_t seed = 20261105;
    int32_t none = 0, unavoidable = 0;
    (void)state;
    for (int32_t round = 0; round < ROUNDS; round++) {
        shop s;
        every e;
        kefu_peers *peers = NULL;
        kefu_error error = {0};
        shop_make(&s, &seed, 2 + any(&seed, SMALL - 1), any(&seed, 5), any(&seed, 9));
        every_begin(&e, &s);
        every_plan(&e, -1, 0, 0);
        kefu_status status = shop_plan(&s, &peers, &error);
        int32_t inspected = 0;
        for (int64_t j = 0; j < s.n; j++)
            inspected += s.inspected[j];
        if (!inspected) {
            assert_int_equal(status, KEFU_E_DATA);
            continue;
        }
        if (status != (e.found ? KEFU_OK : KEFU_E_INFEASIBLE))
            fail_msg("round %d: %d %s", round, status, error.message);
        none += !e.found;
        if (status)
            continue;
        kefu_peer_loads loads = {.struct_size = sizeof loads};
        assert_int_equal(kefu_peers_loads(peers, &loads), KEFU_OK);
        assert_int_equal(loads.proven, 1);
        if (loads.most != e.most || loads.least != e.least)
            fail_msg("round %d: %d..%d not %d..%d", round, (int)loads.least, (int)loads.most,
                     e.least, e.most);
        plan_read(peers, &e);
        if (avoided(&e) < e.avoided)
            fail_msg("round %d: avoids %d of %d", round, avoided(&e), e.avoided);
        unavoidable += e.avoided < 3;
        kefu_peers_free(peers);
    }
    assert_in_range(none, ROUNDS / 20, ROUNDS); /* the cases are of each kind */
    assert_in_range(unavoidable, ROUNDS / 50, ROUNDS);
}

static void check_rules(const shop *s, const kefu_peers *peers)
{
    static int32_t pair[MANY][MANY];
    int32_t load[MANY] = {0}, got[MANY] = {0};
    kefu_peer at = {.struct_size = sizeof at};
    memset(pair, 0, sizeof pair);
    for (int64_t p = 0; p < kefu_peers_count(peers); p++) {
        assert_int_equal(kefu_peers_at(peers, p, &at), KEFU_OK);
        int32_t i = number_of(at.inspector), j = number_of(at.inspected), again = 0;
        assert_true(allowed(s, i, j));
        assert_int_equal(pair[i][j], 0);
        pair[i][j] = 1;
        load[i]++;
        got[j]++;
        for (int64_t h = 0; h < s->n_past; h++)
            again |= !strcmp(at.inspector, s->past_from[h]) && !strcmp(at.inspected, s->past_to[h]);
        assert_int_equal(at.again, again);
    }
    for (int64_t i = 0; i < s->n; i++) {
        assert_true(load[i] <= bound_of(s, i));
        assert_int_equal(got[i], s->inspected[i] ? s->options.each : 0);
        for (int64_t j = 0; j < i && !s->options.mutual; j++)
            assert_false(pair[i][j] && pair[j][i]);
    }
}

/* The same rows in another order. */
static void shop_turn(shop *s)
{
#define TURN(array, n)                                                                             \
    for (int64_t a = 0, b = (n)-1; a < b; a++, b--) {                                              \
        unsigned char one[sizeof *(array)];                                                        \
        memcpy(one, &(array)[a], sizeof one);                                                      \
        (array)[a] = (array)[b];                                                                   \
        memcpy(&(array)[b], one, sizeof one);                                                      \
    }
    TURN(s->people, s->n)
    TURN(s->teams, s->n)
    TURN(s->inspects, s->n)
    TURN(s->inspected, s->n)
    TURN(s->most, s->n)
    TURN(s->no_most, s->n)
    TURN(s->ban_from, s->n_bans)
    TURN(s->ban_to, s->n_bans)
    TURN(s->both, s->n_bans)
    TURN(s->past_from, s->n_past)
    TURN(s->past_to, s->n_past)
    TURN(s->period, s->n_past)
#undef TURN
}

static void test_rules_and_order(void **state)
{
    uint64_t seed = 51;
    int32_t plans = 0;
    (void)state;
    for (int32_t round = 0; round < 150; round++) {
        shop s, turned;
        kefu_peers *peers = NULL, *other = NULL;
        kefu_error error = {0}, again = {0};
        shop_make(&s, &seed, 7 + any(&seed, MANY - 7), any(&seed, 60), any(&seed, 300));
        turned = s;
        shop_turn(&turned);
        kefu_status status = shop_plan(&s, &peers, &error);
        assert_int_equal(shop_plan(&turned, &other, &again), status);
        if (status) {
            if (status != KEFU_E_INFEASIBLE)
                fail_msg("round %d: %s", round, error.message);
            assert_string_equal(error.message, again.message);
            continue;
        }
        check_rules(&s, peers);
        assert_int_equal(kefu_peers_count(other), kefu_peers_count(peers));
        for (int64_t p = 0; p < kefu_peers_count(peers); p++) {
            kefu_peer x = {.struct_size = sizeof x}, y = x;
            kefu_peers_at(peers, p, &x);
            kefu_peers_at(other, p, &y);
            assert_string_equal(x.inspector, y.inspector);
            assert_string_equal(x.inspected, y.inspected);
        }
        kefu_peers_free(peers);
        kefu_peers_free(other);
        plans++;
    }
    assert_in_range(plans, 50, 150);
}

/* (n - 1) / (2 × each) periods without two people meeting again, either way round; the same seed
 * in all. With n < 2 × each + 1 there is no plan. */
static void test_rings(void **state)
{
    (void)state;
    for (int32_t n = 3; n <= 40; n++)
        for (int32_t each = 1; each <= n; each++) {
            static int32_t met[MANY][MANY];
            shop s = {.n = n};
            memset(met, 0, sizeof met);
            for (int32_t i = 0; i < n; i++) {
                snprintf(names[i], sizeof names[i], "p%d", (int)i);
                s.people[i] = names[i];
                s.teams[i] = "";
                s.inspects[i] = s.inspected[i] = 1;
                s.no_most[i] = KEFU_VALUE_NO_DATA;
            }
            s.options = (kefu_peer_options){.struct_size = sizeof s.options, .seed = "s"};
            s.options.each = each;
            int32_t periods = n < 2 * each + 1 ? 1 : (n - 1) / (2 * each);
            if (n < 2 * each + 1 && each > n / 2 + 1)
                continue;
            for (int32_t period = 0; period < periods; period++) {
                kefu_peers *peers = NULL;
                kefu_peer at = {.struct_size = sizeof at};
                s.options.period = period;
                kefu_status status = shop_plan(&s, &peers, NULL);
                assert_int_equal(status, n < 2 * each + 1 ? KEFU_E_INFEASIBLE : KEFU_OK);
                if (status)
                    continue;
                check_rules(&s, peers);
                for (int64_t p = 0; p < kefu_peers_count(peers); p++) {
                    kefu_peers_at(peers, p, &at);
                    int32_t i = number_of(at.inspector), j = number_of(at.inspected);
                    assert_int_equal(met[i][j] + met[j][i], 0);
                    met[i][j] = 1;
                }
                kefu_peers_free(peers);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_plan),
        cmocka_unit_test(test_rules_and_order),
        cmocka_unit_test(test_rings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
