/* test_acceptance.c - acceptance plans: published ones, closed forms, and the definition tried out
 * on every n and accept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "kefu/stats.h"

/* Options in thousandths; accept -1: any. */
static kefu_acceptance_options plan_of(int64_t good, int64_t good_risk, int64_t bad,
                                       int64_t bad_risk, int64_t population, int64_t accept)
{
    kefu_acceptance_options options = {sizeof options,
                                       good * 1000000,
                                       good_risk * 1000000,
                                       bad * 1000000,
                                       bad_risk * 1000000,
                                       population,
                                       0,
                                       accept < 0 ? 0 : accept,
                                       accept >= 0,
                                       0};
    return options;
}

/* Least plans, and what good and bad ones pass with, to four decimals: by SciPy's binom.cdf and
 * hypergeom.cdf over all n and accept. (110, 3) for 1 % and 6 % at risks of 5 % and 10 % is the
 * exact answer that nomographs give as (89, 2). The last four, of rates near to each other, by its
 * betainc over all accept. */
static const struct {
    int64_t good, good_risk, bad, bad_risk, population, accept;
    int64_t n, c, pass_good, pass_bad;
} plans[] = {
    {10, 50, 60, 100, 0, -1, 110, 3, 9750, 980},
    {10, 50, 50, 50, 0, -1, 181, 4, 9637, 492},
    {10, 50, 50, 100, 0, -1, 132, 3, 9557, 992},
    {20, 50, 50, 100, 0, -1, 306, 10, 9540, 987},
    {10, 50, 50, 100, 500, -1, 123, 3, 9857, 981},
    {10, 50, 11, 100, 0, -1, 88840, 937, 9502, 1000},
    {100, 50, 102, 100, 0, -1, 194357, 19653, 9500, 1000},
    {500, 50, 504, 100, 0, -1, 133859, 67230, 9501, 1000},
    {500, 50, 503, 100, 0, -1, 238044, 119423, 9501, 1000},
};

static void plans_as_computed_elsewhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        kefu_acceptance_options options =
            plan_of(plans[i].good, plans[i].good_risk, plans[i].bad, plans[i].bad_risk,
                    plans[i].population, plans[i].accept);
        kefu_acceptance plan = {sizeof plan, 0, 0, 0, 0};
        assert_int_equal(kefu_acceptance_plan(&options, &plan, NULL), KEFU_OK);
        assert_int_equal(plan.n, plans[i].n);
        assert_int_equal(plan.accept, plans[i].c);
        assert_int_equal((plan.pass_good + 50000) / 100000, plans[i].pass_good);
        assert_int_equal((plan.pass_bad + 50000) / 100000, plans[i].pass_bad);
    }
}

/* c = 0: ceil(log(risk) / log(1 - bad)); 59 for 5 % at 95 % confidence, 299 for 1 %, 22 for 10 % at
 * 90 % are in every table of zero-acceptance plans. The last are by hand: 0.5^n <= risk exactly at
 * n, where a logarithm in doubles may miss. */
static const struct {
    int64_t bad, risk, n;
} strict[] = {
    {50000000, 50000000, 59},   {10000000, 50000000, 299}, {10000000, 100000000, 230},
    {100000000, 100000000, 22}, {100000000, 50000000, 29}, {20000000, 50000000, 149},
    {1000000, 50000000, 2995},  {500000000, 500000000, 1}, {500000000, 250000000, 2},
    {500000000, 1953125, 9},    {500000000, 1953124, 10},  {1000000000, 1, 1},
    {900000000, 1000000, 3},    {900000000, 1, 9},
};

static void zero_acceptance_in_closed_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof strict / sizeof *strict; i++) {
        kefu_acceptance_options options = {
            sizeof options, 0, 0, strict[i].bad, strict[i].risk, 0, 0, 0, 1, 0};
        kefu_acceptance plan = {sizeof plan, 0, 0, 0, 0};
        assert_int_equal(kefu_acceptance_plan(&options, &plan, NULL), KEFU_OK);
        assert_int_equal(plan.n, strict[i].n);
        assert_int_equal(plan.accept, 0);
        assert_int_equal(plan.pass_good, KEFU_BILLION);
        assert_true(plan.pass_bad <= strict[i].risk);
        options.has_accept = 0; /* the least n of all accepts none */
        assert_int_equal(kefu_acceptance_plan(&options, &plan, NULL), KEFU_OK);
        assert_int_equal(plan.n, strict[i].n);
    }
}

/* ---- The definition, tried out -------------------------------------------------------------- */

static int64_t passes(const kefu_acceptance_options *o, int64_t n, int64_t accept, int32_t good)
{
    int64_t p, rate = good ? o->good : o->bad, N = o->population;
    if (!N) {
        assert_int_equal(kefu_binomial_below(accept, n, rate, &p, NULL), KEFU_OK);
        return p;
    }
    int64_t count = good ? rate * N / KEFU_BILLION : (rate * N + KEFU_BILLION - 1) / KEFU_BILLION;
    assert_int_equal(kefu_hypergeometric_below(accept, n, count, N, &p, NULL), KEFU_OK);
    return p;
}

/* The first of all n, and of all accept for it, in billionths. */
static int32_t first_of_all(const kefu_acceptance_options *o, int64_t *n, int64_t *accept)
{
    const int64_t most = o->population && o->population < o->most ? o->population : o->most;
    for (*n = 1; *n <= most; (*n)++)
        for (*accept = o->accept; *accept < *n; (*accept)++) {
            if (passes(o, *n, *accept, 0) > o->bad_risk)
                break;
            if (passes(o, *n, *accept, 1) >= KEFU_BILLION - o->good_risk)
                return 1;
            if (o->has_accept)
                break;
        }
    return 0;
}

static void check_least(const kefu_acceptance_options *options)
{
    kefu_acceptance plan = {sizeof plan, 0, 0, 0, 0};
    int64_t n, accept;
    if (!first_of_all(options, &n, &accept)) {
        assert_int_equal(kefu_acceptance_plan(options, &plan, NULL), KEFU_E_INFEASIBLE);
        assert_int_equal(plan.n, 0);
        return;
    }
    assert_int_equal(kefu_acceptance_plan(options, &plan, NULL), KEFU_OK);
    assert_int_equal(plan.n, n);
    assert_int_equal(plan.accept, accept);
    assert_int_equal(plan.pass_good, passes(options, n, accept, 1));
    assert_int_equal(plan.pass_bad, passes(options, n, accept, 0));
}

static void no_smaller_plan_would_do(void **state)
{
    static const int64_t goods[] = {0, 10, 70}, apart[] = {60, 150, 500}, risks[] = {20, 100, 300};
    static const int64_t populations[] = {0, 17, 90}, accepts[] = {-1, 0, 3};
    (void)state;
    for (int32_t i = 0; i < 3 * 3 * 3 * 3 * 3; i++) {
        int64_t good = goods[i % 3], risk = risks[i / 9 % 3];
        kefu_acceptance_options options =
            plan_of(good, risk, good + apart[i / 3 % 3], risks[(i + i / 9) % 3],
                    populations[i / 27 % 3], accepts[i / 81]);
        options.most = 60;
        check_least(&options);
    }
}

/* ---- What cannot be ------------------------------------------------------------------------- */

static void what_cannot_be_is_explained(void **state)
{
    kefu_acceptance plan = {sizeof plan, 7, 0, 0, 0};
    kefu_error error;
    kefu_acceptance_options options = plan_of(10, 50, 50, 50, 0, 2);
    (void)state;
    assert_int_equal(kefu_acceptance_plan(&options, &plan, &error), KEFU_E_INFEASIBLE);
    assert_string_equal(error.message,
                        "no plan of at most 1000000: n 124 and accept 2 come near, but let good "
                        "ones pass with 0.8715, not 0.9500; allow more to inspect or to accept, or "
                        "set good and bad further apart");
    options = plan_of(0, 0, 50, 50, 0, 0);
    options.most = 50; /* 0.95^50 = 0.07694 */
    assert_int_equal(kefu_acceptance_plan(&options, &plan, &error), KEFU_E_INFEASIBLE);
    assert_string_equal(error.message,
                        "no plan of at most 50: the nearest, n 50 and accept 0, lets bad ones pass "
                        "with 0.0770, not 0.0500; allow more, or a greater risk");
    options.accept = 50;
    assert_int_equal(kefu_acceptance_plan(&options, &plan, NULL), KEFU_E_INFEASIBLE);
    options = plan_of(0, 0, 50, 50, 40, 2); /* two of the 40 are bad: both may pass */
    assert_int_equal(kefu_acceptance_plan(&options, &plan, NULL), KEFU_E_INFEASIBLE);
    assert_int_equal(plan.n, 7);
}

/* What the header bounds. By Cochran's (z + z')² rate (1 - rate) / (bad - good)² a plan accepts
 * 2 × 10^11 for the first, 10^10 for the second; the third is of rates next to each other with
 * risks of about a half. */
static void what_would_take_seconds_is_given_up(void **state)
{
    static const struct {
        int64_t good, good_risk, bad, bad_risk, population;
    } cases[] = {
        {925228425, 2, 925234072, 433, 0},
        {500000000, 50000000, 500010000, 100000000, 0},
        {499999999, 411431125, 500000000, 499999015, (INT64_C(1) << 40) - 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_acceptance_options options = {sizeof options,
                                           cases[i].good,
                                           cases[i].good_risk,
                                           cases[i].bad,
                                           cases[i].bad_risk,
                                           cases[i].population,
                                           INT64_C(1) << 40,
                                           0,
                                           0,
                                           0};
        kefu_acceptance plan = {sizeof plan, 7, 0, 0, 0};
        kefu_error error;
        assert_int_equal(kefu_acceptance_plan(&options, &plan, &error), KEFU_E_LIMIT);
        assert_non_null(strstr(error.message, "no plan found within the work that is worth while"));
        assert_non_null(strstr(error.message, "set them further apart, or a lower most"));
        assert_int_equal(plan.n, 7);
        options.most = 1000000; /* so few show at once that none is among them */
        assert_int_equal(kefu_acceptance_plan(&options, &plan, NULL), KEFU_E_INFEASIBLE);
    }
}

/* A given accept is no search. Half of n are bad: n / 2 - z sqrt(n) / 2 = accept + 1/2 with z =
 * 1.28155156554 of a risk of 0.1 is n = 4000081054.26; one more is the first whole n. */
static void an_accept_of_thousands_of_millions_can_be_given(void **state)
{
    kefu_acceptance_options options = plan_of(0, 0, 500, 100, 0, 0);
    kefu_acceptance plan = {sizeof plan, 0, 0, 0, 0};
    (void)state;
    options.accept = INT64_C(2000000000);
    options.most = INT64_C(1) << 40;
    assert_int_equal(kefu_acceptance_plan(&options, &plan, NULL), KEFU_OK);
    assert_true(plan.n == INT64_C(4000081055) && plan.accept == options.accept);
    options.most = plan.n - 1;
    assert_int_equal(kefu_acceptance_plan(&options, &plan, NULL), KEFU_E_INFEASIBLE);
}

static void options_outside_are_refused(void **state)
{
    static const struct {
        kefu_acceptance_options options;
        const char *message;
    } cases[] = {
        {{sizeof(kefu_acceptance_options), 0, 0, 0, 1, 0, 0, 0, 0, 0},
         "bad: 0 is not above 0 and within 1 (in billionths)"},
        {{sizeof(kefu_acceptance_options), 0, 0, 1000000001, 1, 0, 0, 0, 0, 0},
         "bad: 1000000001 is not above 0 and within 1 (in billionths)"},
        {{sizeof(kefu_acceptance_options), 0, 0, 5, 0, 0, 0, 0, 0, 0},
         "bad_risk: 0 is not between 0 and 1 (in billionths)"},
        {{sizeof(kefu_acceptance_options), 0, 0, 5, 1000000000, 0, 0, 0, 0, 0},
         "bad_risk: 1000000000 is not between 0 and 1 (in billionths)"},
        {{sizeof(kefu_acceptance_options), 5, 1, 5, 1, 0, 0, 0, 0, 0},
         "good: 5 is not within 0 .. below bad (5)"},
        {{sizeof(kefu_acceptance_options), 1, 0, 5, 1, 0, 0, 0, 0, 0},
         "good_risk: 0 is not between 0 and 1 (in billionths)"},
        {{sizeof(kefu_acceptance_options), 0, 0, 5, 1, -1, 0, 0, 0, 0},
         "population: -1 is not within 0..2^40"},
        {{sizeof(kefu_acceptance_options), 0, 0, 5, 1, 0, 0, -2, 1, 0},
         "accept: -2, expected 0, 1 ... together with has_accept"},
        {{sizeof(kefu_acceptance_options), 0, 0, 5, 1, 0, 0, 2, 0, 0},
         "accept: 2, expected 0, 1 ... together with has_accept"},
        {{sizeof(kefu_acceptance_options), 0, 0, 5, 1, 0, -1, 0, 0, 0},
         "most: -1 is not within 0..2^40"},
    };
    kefu_acceptance plan = {sizeof plan, 7, 0, 0, 0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error;
        assert_int_equal(kefu_acceptance_plan(&cases[i].options, &plan, &error), KEFU_E_ARGUMENT);
        assert_string_equal(error.message, cases[i].message);
    }
    assert_int_equal(plan.n, 7);
}

static void a_result_needs_its_size(void **state)
{
    kefu_acceptance_options options = plan_of(0, 0, 50, 50, 0, 0);
    kefu_acceptance plan = {0, 7, 0, 0, 0};
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_acceptance_plan(&options, &plan, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "out->struct_size: set it to sizeof *out");
    assert_int_equal(plan.n, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_as_computed_elsewhere),
        cmocka_unit_test(zero_acceptance_in_closed_form),
        cmocka_unit_test(no_smaller_plan_would_do),
        cmocka_unit_test(what_cannot_be_is_explained),
        cmocka_unit_test(what_would_take_seconds_is_given_up),
        cmocka_unit_test(an_accept_of_thousands_of_millions_can_be_given),
        cmocka_unit_test(options_outside_are_refused),
        cmocka_unit_test(a_result_needs_its_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
