/* test_proof.c - kefu_metric_check: a metric that keeps every law passes; with one fault each, the
 * same metric is caught, and the law is named. */
#include "faulty_metric.h"
#include "oom.h"
#include "rows.h"

static kefu_status check(const kefu_registry *registry, const char *call, int32_t first,
                         int32_t rounds, kefu_error *error)
{
    kefu_check_options o = {
        .struct_size = sizeof o, .seed = 5, .first_round = first, .rounds = rounds};
    memset(error, 0, sizeof *error);
    return kefu_metric_check(registry, call, &o, error);
}

/* ---- Faults --------------------------------------------------------------------------------- */

static const struct fault_case {
    int32_t fault;
    const char *law, *says;
} fault_cases[] = {
    {SOUND, NULL, NULL},
    {WILD_STATUS, "value", "'finalize' returned 77, which is no status of kefu"},
    {WILD_VALUE, "value", ": 'finalize' gave a negative denominator"},
    {WILD_WHEN_MERGED, "value", ", in proof of 'identity': 'finalize' gave a negative denominator"},
    {WILD_ROW, "value", "'update' failed at row"},
    {BEYOND_STATE, "guard", "'update' wrote beyond its state"},
    {BEYOND_MEMORY, "guard", "wrote beyond a block of memory"},
    {CHANGES_ARGUMENTS, "guard", "'update' changed its arguments"},
    {CHANGES_SOURCE, "guard", "'merge' changed the state that it was to read"},
    {FAILS_WHEN_EMPTY, "empty", "finalize gives KEFU_E_DATA"},
    {FINALIZE_DIFFERS, "finalize", "when called again"},
    {FINALIZE_CHANGES, "finalize", "'finalize' changed the state that it was to read"},
    {POINTS_INTO_ITSELF, "relocation", "moved after each call"},
    {COUNTS_UPDATES, "split", "rows cut into updates"},
    {ONE_GROUP_A_BLOCK, "groups", "rows among those of other groups"},
    {FIRST_ROW_WINS, "order", "rows in another order"},
    {SAVES_IN_ORDER_OF_ROWS, "order", "equal values, but other saved bytes"},
    {EMPTY_STAYS_EMPTY, "identity", "merged into an empty state"},
    {MERGE_LOSES_ONE, "merge", "two parts merged"},
    {MERGED_ONCE, "associative", "a + (b + c)"},
    {LATER_INTO_EARLIER, "commutative", "b + a"},
    {SAVES_WHAT_FITS, "save", "wrote beyond capacity"},
    {NEEDS_MORE_WITH_ROOM, "save", NULL},
    {SAVES_TOO_LITTLE, "save", "other bytes when asked again, or not all of them"},
    {LOAD_LOSES_ONE, "load", "saved and loaded"},
    {LOAD_REFUSES, "load", "what was saved is refused: least_of_all: damaged"},
    {ANY_FORMAT, "format", "bytes of format"},
    {OLD_FORMAT_LOST, "format", "format 1 is saved, but not loaded"},
    {CUT_SHORT_IS_FINE, "truncated", "are taken, but the state saves to others"},
    {MORE_IS_FINE, "extended", "are taken, but the state saves to others"},
    {ANY_ORDER_LOADS, "damaged", "are taken, but the state saves to others"},
    {LEAKS, "memory", "bytes were not released"},
    {WRONG_SIZE_RELEASED, "guard", "told the allocator a wrong size of a block"},
    {NO_MEMORY_IS_DATA, "memory", "where there was no memory"},
    {NO_MEMORY_LOSES_ROWS, "memory", "though an allocation failed"},
};

/* A message says "metric 'm', law 'l', seed 5, round 3: ..."; from there the round. */
static int32_t round_of(const char *message)
{
    const char *at = strstr(message, "round ");
    return at ? (int32_t)strtol(at + 6, NULL, 10) : -1;
}

static void test_each_fault_is_caught_and_its_law_named(void **state)
{
    (void)state;
    assert_int_equal(sizeof fault_cases / sizeof *fault_cases, FAULTS);
    for (size_t i = 0; i < FAULTS; i++) {
        const struct fault_case *c = &fault_cases[i];
        faulty f = {.fault = c->fault};
        kefu_registry *registry = least_registry(&f);
        kefu_error error, again;
        kefu_status status = check(registry, "least_of_all", 0, 60, &error);
        char head[64] = "metric 'least_of_all', law '";
        assert_int_equal(c->fault, i);
        if (!c->law) {
            assert_string_equal(error.message, "");
            assert_int_equal(status, KEFU_OK);
        } else {
            strcat(strcat(head, c->law), "', seed 5, round ");
            assert_int_equal(status, KEFU_E_PLUGIN);
            if (strncmp(error.message, head, strlen(head)) != 0 ||
                (c->says && !strstr(error.message, c->says)))
                fail_msg("fault %d: %s", c->fault, error.message);
            /* The round alone shows the same. */
            f = (faulty){.fault = c->fault};
            assert_int_equal(check(registry, "least_of_all", round_of(error.message), 1, &again),
                             KEFU_E_PLUGIN);
            if (c->fault != FINALIZE_DIFFERS)
                assert_string_equal(again.message, error.message);
        }
        kefu_registry_free(registry);
    }
}

/* What the table does not claim is not asked for. */
static void test_only_claims_are_proved(void **state)
{
    static const kefu_port port = {sizeof port, "x", KEFU_PORT_NUMBER, -1, 0, 0};
    static const kefu_port *const ports[] = {&port};
    static const kefu_metric metric = {.struct_size = sizeof metric,
                                       .id = "org.example.first-of-all/1",
                                       .name = "first_of_all",
                                       .ports = ports,
                                       .n_ports = 1,
                                       .n_required = 1,
                                       .state_size = sizeof(least_state),
                                       .state_align = sizeof(void *),
                                       .init = least_init,
                                       .update = least_update,
                                       .finalize = least_finalize,
                                       .destroy = least_destroy};
    faulty f = {.fault = FIRST_ROW_WINS};
    kefu_registry *registry = registry_of(&f, &metric);
    kefu_error error;
    (void)state;
    check(registry, "first_of_all", 0, 60, &error);
    assert_string_equal(error.message, "");
    kefu_registry_free(registry);
}

/* ---- Rows ----------------------------------------------------------------------------------- */

/* after(a, b): rows where b >= a and one of both is even; parameters that finalize alone sees. */
typedef struct pairs {
    int64_t rows, params, early;
    int64_t least_n, most_n; /* of parameters */
    int32_t refuses;         /* other rows; else they are not to come */
} pairs;

static kefu_status KEFU_CALL pairs_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *c,
                                          kefu_error *error)
{
    pairs *p = c->user;
    const int64_t *a = args->vectors[0]->values, *b = args->vectors[1]->values;
    p->early += c->n_params || c->params;
    for (int64_t i = 0; i < args->rows; i++) {
        if (b[i] < a[i]) {
            assert_true(p->refuses);
            return c->host->set_error(error, KEFU_E_DATA, i, "ends before it begins");
        }
        p->rows++;
        ++*(int64_t *)(void *)((char *)states + stride * groups[i]);
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL pairs_finalize(const void *state, kefu_value *out,
                                            const kefu_context *c, kefu_error *error)
{
    pairs *p = c->user;
    (void)error;
    assert_int_equal(c->n_params, 2);
    assert_in_range(c->params[0], 1, 365);
    p->params |= (c->params[0] == 1 ? 1 : 0) | (c->params[0] == 365 ? 2 : 0) |
                 (c->params[0] == 7 ? 4 : 0) | (c->params[1] == 1 ? 8 : 0);
    *out = (kefu_value){*(const int64_t *)state * c->params[0], 1, 0, KEFU_VALUE_OK, 0};
    return KEFU_OK;
}

/* The second parameter is 0 or 1, and may be 1 only with 7 days. */
static kefu_status KEFU_CALL pairs_check(const kefu_context *c, kefu_error *error)
{
    return c->params[1] && c->params[0] != 7
               ? c->host->set_error(error, KEFU_E_ARGUMENT, -1, "only with 7 days")
               : KEFU_OK;
}

static kefu_registry *pairs_registry(pairs *p)
{
    static const kefu_port a = {sizeof a, "a", KEFU_PORT_NUMBER, 0, 0, 0};
    static const kefu_port b = {sizeof b, "b", KEFU_PORT_NUMBER, 0, 0, 0};
    static const kefu_port *const ports[] = {&a, &b};
    static const kefu_param days = {sizeof days, "days", 0, 0, 1, 365, 7};
    static const kefu_param kind = {sizeof kind, "kind", 0, KEFU_PARAM_OPTIONAL, 0, 1, 0};
    static const kefu_param *const params[] = {&days, &kind};
    static const kefu_metric metric = {.struct_size = sizeof metric,
                                       .flags = KEFU_METRIC_ORDER_FREE | KEFU_METRIC_LATE_PARAMS,
                                       .id = "org.example.pairs/1",
                                       .name = "pairs",
                                       .ports = ports,
                                       .params = params,
                                       .n_ports = 2,
                                       .n_required = 2,
                                       .n_params = 2,
                                       .state_size = 8,
                                       .state_align = 8,
                                       .check = pairs_check,
                                       .update = pairs_update,
                                       .finalize = pairs_finalize};
    kefu_registry *registry = NULL;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &metric, p, NULL, NULL), KEFU_OK);
    kefu_registry_freeze(registry);
    return registry;
}

static const int64_t begins[] = {0, 10, 20, 30, 40, 50}, ends[] = {5, 10, 100, 31, 47, 51};

static void test_rows_come_from_the_author_from_a_formula_or_from_chance(void **state)
{
    static const struct {
        const char *call;
        int32_t given, refuses;
    } cases[] = {
        {"pairs", 1, 0},
        {"pairs(a, b, 7)", 1, 0},
        {"PAIRS( a , b , 7 , 1 )", 1, 0},
        {"pairs(a, b, 365, 0 where b > 20)", 1, 0},
        {"pairs(a, a + abs(d), 1)", 0, 0},
        {"pairs", 0, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pairs p = {.refuses = cases[i].refuses};
        kefu_registry *registry = pairs_registry(&p);
        kefu_check_options o = {.struct_size = sizeof o, .rounds = 60};
        kefu_error error = {0};
        rows r;
        rows_begin(&r, 6);
        rows_add(&r, "a", KEFU_COLUMN_I64, begins);
        rows_add(&r, "b", KEFU_COLUMN_I64, ends);
        o.rows = cases[i].given ? &r.batch : NULL;
        kefu_metric_check(registry, cases[i].call, &o, &error);
        assert_string_equal(error.message, "");
        assert_true(p.rows > 100);
        assert_int_equal(p.early, 0);
        assert_int_equal(p.params, i == 1   ? 4
                                   : i == 2 ? 12
                                   : i == 3 ? 2
                                   : i == 4 ? 1
                                            : 15); /* least, most, usual, and both together */
        kefu_registry_free(registry);
    }
}

static void test_a_metric_that_takes_hardly_any_row_is_not_proved(void **state)
{
    static const int64_t wrong[] = {1, 2, 3}, early[] = {0, 0, 0};
    pairs p = {.refuses = 1};
    kefu_registry *registry = pairs_registry(&p);
    kefu_check_options o = {.struct_size = sizeof o, .rounds = 60};
    kefu_error error = {0};
    rows r;
    (void)state;
    rows_begin(&r, 3);
    rows_add(&r, "a", KEFU_COLUMN_I64, wrong);
    rows_add(&r, "b", KEFU_COLUMN_I64, early);
    o.rows = &r.batch;
    assert_int_equal(kefu_metric_check(registry, "pairs", &o, &error), KEFU_E_DATA);
    assert_non_null(strstr(error.message, "ends before it begins"));
    assert_non_null(strstr(error.message, "give it rows"));
    kefu_registry_free(registry);
}

/* A name may be as long as its author likes. */
static void test_a_long_name(void **state)
{
    static const char name[] =
        "the_least_of_all_the_numbers_that_have_come_in_so_far_whoever_may_have_sent_them";
    faulty f = {.fault = SOUND};
    kefu_registry *registry = least_named(&f, name);
    kefu_error error;
    (void)state;
    assert_int_equal(check(registry, name, 0, 20, &error), KEFU_OK);
    assert_int_equal(check(registry, "The_Least", 0, 20, &error), KEFU_E_NAME);
    kefu_registry_free(registry);
}

/* ---- Mistakes ------------------------------------------------------------------------------- */

static void test_mistakes_of_callers(void **state)
{
    static const struct {
        const char *call;
        int32_t first, rounds;
        kefu_status status;
        const char *says;
    } cases[] = {
        {"pears", 0, 1, KEFU_E_NAME, "did you mean"},
        {"", 0, 1, KEFU_E_NAME, "does not begin with the name of a metric"},
        {"pairs(a, b, 7) + 1", 0, 1, KEFU_E_ARGUMENT, "more than one call of 'pairs'"},
        {"pairs(a, b, 7) / sum(a)", 0, 1, KEFU_E_NAME, "sum"},
        {"pairs(a, b)", 0, 1, KEFU_E_SYNTAX, "pairs()"},
        {"pairs(a, b, 366)", 0, 1, KEFU_E_SYNTAX, "days"},
        {"pairs(a, b, 1, 1)", 0, 1, KEFU_E_ARGUMENT, "only with 7 days"},
        {"pairs", -1, 1, KEFU_E_ARGUMENT, "first_round -1"},
        {"pairs", 0, -1, KEFU_E_ARGUMENT, "rounds -1"},
        {"pairs", INT32_MAX, 2, KEFU_E_ARGUMENT, "rounds 2"},
    };
    pairs p = {.refuses = 1};
    kefu_registry *registry = pairs_registry(&p), *open = NULL;
    kefu_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_status status =
            check(registry, cases[i].call, cases[i].first, cases[i].rounds, &error);
        if (status != cases[i].status || !strstr(error.message, cases[i].says))
            fail_msg("%s: %d %s", cases[i].call, status, error.message);
    }
    kefu_registry_free(registry);
    assert_int_equal(kefu_registry_new(NULL, &open, NULL), KEFU_OK);
    assert_int_equal(check(open, "sum", 0, 1, &error), KEFU_E_STATE);
    kefu_registry_free(open);
    assert_int_equal(kefu_metric_check(NULL, NULL, NULL, NULL), KEFU_E_ARGUMENT);
}

/* ---- Memory --------------------------------------------------------------------------------- */

/* Hundreds of allocations, of which all of the first are tried, and some of the others. */
static void test_any_allocation_may_fail(void **state)
{
    faulty f = {.fault = SOUND};
    kefu_registry *registry = least_registry(&f);
    kefu_status status = KEFU_E_MEMORY;
    (void)state;
    for (int for_ever = 0; for_ever < 2; for_ever++) {
        status = KEFU_E_MEMORY;
        for (long n = 1; status; n += 1 + n / 24) {
            oom_state oom = {0, n, for_ever, 0, 0};
            kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free, &oom};
            kefu_check_options o = {.struct_size = sizeof o,
                                    .allocator = &allocator,
                                    .first_round = 39, /* of few rows, but not none */
                                    .rounds = 1};
            status = kefu_metric_check(registry, "least_of_all", &o, NULL);
            assert_true(status == KEFU_E_MEMORY || (!status && oom.calls < n));
            assert_int_equal(oom.held, 0);
            assert_int_equal(oom.blocks, 0);
        }
    }
    kefu_registry_free(registry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_fault_is_caught_and_its_law_named),
        cmocka_unit_test(test_only_claims_are_proved),
        cmocka_unit_test(test_rows_come_from_the_author_from_a_formula_or_from_chance),
        cmocka_unit_test(test_a_metric_that_takes_hardly_any_row_is_not_proved),
        cmocka_unit_test(test_a_long_name),
        cmocka_unit_test(test_mistakes_of_callers),
        cmocka_unit_test(test_any_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
