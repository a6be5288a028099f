/* test_metric_laws.c - every metric of the library keeps what its table claims, by the checker that
 * authors of metrics use (kefu_metric_check): whatever is added to the registry is proved here.
 * `make laws` runs 1,000 rounds of each where this runs a few. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "../../examples/plugin_fcr/plugin_fcr.c"
#include "kefu/metric.h"
#include "rows.h"

enum { ROUNDS = 40 };

static int32_t rounds(void)
{
    const char *wanted = getenv("KEFU_LAW_ROUNDS");
    return wanted ? (int32_t)strtol(wanted, NULL, 10) : ROUNDS;
}

static void prove_of(const kefu_registry *registry, const char *call, const kefu_batch *batch,
                     int64_t seed)
{
    kefu_check_options o = {
        .struct_size = sizeof o, .rows = batch, .seed = seed, .rounds = rounds()};
    kefu_error error = {0};
    if (kefu_metric_check(registry, call, &o, &error))
        fail_msg("%s: %s", call, error.message);
}

static void prove(const char *call, const kefu_batch *batch, int64_t seed)
{
    prove_of(NULL, call, batch, seed);
}

static void test_every_metric_on_rows_of_chance(void **state)
{
    (void)state;
    assert_true(kefu_registry_count(NULL) >= 7);
    for (int32_t i = 0; i < kefu_registry_count(NULL); i++)
        prove(kefu_registry_metric(NULL, i)->name, NULL, 1);
}

/* Calls as people write them: computed arguments, filters, parameters; and rows that a metric takes
 * in numbers only if they are made for it. */
static void test_calls_as_people_write_them(void **state)
{
    static const char *const calls[] = {
        "count(*)",
        "count(where paid)",
        "count(x where x > 0)",
        "sum(x * y where paid or x > 5)",
        "mean(least(response_s, 600))",
        "ratio(paid_fen, buyers)",
        "share(x >= 30)",
        "variance(x - y)",
        "weighted_mean(score, abs(w))",
        "first(x, seq)",
        "last(abs(x), day)",
        "distinct(buyer where paid)",
        "distinct(lower(`买家`))",
        "distinct_about(buyer)",
        "quantile(response_s, 0.9)",
        "quantile_about(abs(response_s), 0.5)",
        "clock_mean(abs(t) % 86400)",
        "concurrency(began, began + abs(lasted))",
    };
    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        prove(calls[i], NULL, 2);
}

/* Distinct keys of more kinds than a round of chance has, so that a sketch changes its form. */
static void test_many_things(void **state)
{
    enum { MANY = 6000 };
    static int64_t keys[MANY], x[MANY];
    static const char *const calls[] = {"distinct(key)", "distinct_about(key)", "quantile(x, 0.25)",
                                        "quantile_about(x, 0.99)", "mode(x)"};
    rows r;
    (void)state;
    for (int64_t i = 0; i < MANY; i++) {
        keys[i] = i * 977;
        x[i] = i * i % 7919;
    }
    rows_begin(&r, MANY);
    rows_add(&r, "key", KEFU_COLUMN_I64, keys);
    rows_add(&r, "x", KEFU_COLUMN_I64, x)->scale = 2;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        prove(calls[i], &r.batch, 3);
}

/* What authors begin with. */
static void test_the_plugin_of_the_examples(void **state)
{
    kefu_registry *registry = NULL;
    const kefu_plugin *example = kefu_plugin_entry_v1(kefu_plugin_host());
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add_plugin(registry, example, NULL), KEFU_OK);
    kefu_registry_freeze(registry);
    for (int32_t i = 0; i < example->n_metrics; i++)
        prove_of(registry, example->metrics[i]->name, NULL, 4);
    kefu_registry_free(registry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_metric_on_rows_of_chance),
        cmocka_unit_test(test_calls_as_people_write_them),
        cmocka_unit_test(test_many_things),
        cmocka_unit_test(test_the_plugin_of_the_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
