/* test_tally_call.c - how a metric is called: its parameters, keys, memory, and the rows it names.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"
#include "rows.h"

static void must(kefu_status status, const kefu_error *error)
{
    if (status)
        print_message("%s\n", error->message);
    assert_int_equal(status, KEFU_OK);
}

/* ---- A metric that notes what it is told ---- */

typedef struct probe {
    int64_t params[2];
    int32_t n_params, n_args, round;
    int64_t values[8];
    char texts[8][8];
    uint8_t is_text;
    int64_t rows;
    int32_t inits;
    int64_t fail_at; /* row of its arguments that it refuses; -1 = none */
    size_t takes;    /* bytes that each state holds */
    kefu_status check;
} probe;

static kefu_status KEFU_CALL probe_check(const kefu_context *context, kefu_error *error)
{
    probe *p = context->user;
    if (p->check)
        return context->host->set_error(error, p->check, -1, "days and kind do not go together");
    return KEFU_OK;
}

static kefu_status KEFU_CALL probe_init(void *state, const kefu_context *context, kefu_error *error)
{
    probe *p = context->user;
    void *held = NULL;
    (void)error;
    p->inits++;
    assert_int_equal(context->struct_size, sizeof *context);
    if (p->takes) {
        held = context->allocator->allocate(context->allocator->user, p->takes);
        if (!held)
            return KEFU_E_MEMORY;
    }
    memcpy(state, &held, sizeof held);
    return KEFU_OK;
}

static void KEFU_CALL probe_destroy(void *state, const kefu_context *context)
{
    const probe *p = context->user;
    void *held;
    memcpy(&held, state, sizeof held);
    if (held)
        context->allocator->release(context->allocator->user, held, p->takes);
}

static kefu_status KEFU_CALL probe_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *context,
                                          kefu_error *error)
{
    probe *p = context->user;
    const kefu_vector *x = args->vectors[0];
    (void)states, (void)stride, (void)groups;
    p->is_text = x->texts != NULL;
    for (int64_t i = 0; i < args->rows && p->rows < 8; i++, p->rows++) {
        if (x->texts)
            memcpy(p->texts[p->rows], x->texts[i].data, x->texts[i].size);
        else
            p->values[p->rows] = x->values[i];
    }
    if (p->fail_at >= 0)
        return context->host->set_error(error, KEFU_E_DATA, p->fail_at, "no such day");
    return KEFU_OK;
}

static kefu_status KEFU_CALL probe_finalize(const void *state, kefu_value *out,
                                            const kefu_context *context, kefu_error *error)
{
    probe *p = context->user;
    (void)state, (void)error;
    p->n_params = context->n_params;
    p->n_args = context->n_args;
    p->round = context->round;
    for (int32_t i = 0; i < context->n_params; i++)
        p->params[i] = context->params[i];
    *out = (kefu_value){context->n_params ? context->params[0] : 0, 1, 1, KEFU_VALUE_OK, 0};
    return KEFU_OK;
}

static kefu_registry *probe_registry(probe *p, int32_t type, uint32_t flags)
{
    const kefu_port port = {sizeof port, "x", type, -1, 0, 0};
    const kefu_port *const ports[] = {&port};
    const kefu_param days = {sizeof days, "days", 0, 0, 1, 365, 7};
    const kefu_param kind = {sizeof kind, "kind", 2, KEFU_PARAM_OPTIONAL, -150, 150, 25};
    const kefu_param *const params[] = {&days, &kind};
    const kefu_metric metric = {.struct_size = sizeof metric,
                                .flags = flags,
                                .id = "org.example.probe/1",
                                .name = "probe",
                                .ports = ports,
                                .params = params,
                                .n_ports = 1,
                                .n_required = 1,
                                .n_params = 2,
                                .state_size = sizeof(void *),
                                .state_align = 8,
                                .check = probe_check,
                                .init = probe_init,
                                .update = probe_update,
                                .finalize = probe_finalize,
                                .destroy = probe_destroy};
    kefu_registry *registry = NULL;
    kefu_error error = {0};
    p->fail_at = -1;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    must(kefu_registry_add(registry, &metric, p, NULL, &error), &error);
    kefu_registry_freeze(registry);
    return registry;
}

static kefu_tally *probe_tally(const kefu_registry *registry, const kefu_limits *limits,
                               const char *const *formulas, int32_t n, kefu_status *status,
                               kefu_error *error)
{
    kefu_tally_options options = {.struct_size = sizeof options, .limits = limits};
    static const char *const names[] = {"a", "b", "c", "d"};
    kefu_tally *tally = NULL;
    must(kefu_tally_new(registry, &options, &tally, error), error);
    *status = KEFU_OK;
    for (int32_t i = 0; i < n && !*status; i++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = names[i], .scale = i + 1};
        *status = kefu_tally_add(tally, &info, formulas[i], error);
    }
    return tally;
}

/* ---- Parameters ---- */

static const struct param_case {
    const char *formula;
    int64_t days, kind; /* × 1 and × 10^2 */
    const char *message;
} param_cases[] = {
    {"probe(x, 7)", 7, 25, NULL},
    {"probe(x, 7, 1.5)", 7, 150, NULL},
    {"probe(x, 1, -0.05)", 1, -5, NULL},
    {"probe(x, 365 where x > 0)", 365, 25, NULL},
    {"probe(x, 007.00, 01.500)", 7, 150, NULL},
    {"probe(x)", 0, 0, "probe(): takes 2 to 3 arguments"},
    {"probe(x, 7, 1, 2)", 0, 0, "probe(): takes 2 to 3 arguments"},
    {"probe(x where x > 0, 7)", 0, 0, "probe(): takes 2 to 3 arguments; the filter comes last"},
    {"probe(x where x > 0)", 0, 0, "probe(): takes 2 to 3 arguments; the filter comes last"},
    {"probe(x, 7 where x > 0, 1)", 0, 0, "probe(): the filter comes last, after all arguments"},
    {"probe(x, 1e18)", 0, 0, "probe(): 'days' is a whole number from 1 to 365"},
    {"probe(x, 1, 99999999999999999.99)", 0, 0,
     "probe(): 'kind' is a constant from -1.5 to 1.5, with at most 2 decimals"},
    {"probe(x, 0)", 0, 0, "probe(): 'days' is a whole number from 1 to 365"},
    {"probe(x, 366)", 0, 0, "probe(): 'days' is a whole number from 1 to 365"},
    {"probe(x, 1.5)", 0, 0, "probe(): 'days' is a whole number from 1 to 365"},
    {"probe(x, x)", 0, 0, "probe(): 'days' is a whole number from 1 to 365"},
    {"probe(x, 'a')", 0, 0, "probe(): 'days' is a whole number from 1 to 365"},
    {"probe(x, 1, 0.001)", 0, 0,
     "probe(): 'kind' is a constant from -1.5 to 1.5, with at most 2 decimals"},
};

static void test_parameters_are_constants_in_range(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof param_cases / sizeof *param_cases; i++) {
        const struct param_case *c = &param_cases[i];
        probe p = {0};
        kefu_registry *registry = probe_registry(&p, KEFU_PORT_NUMBER, 0);
        kefu_error error = {0};
        kefu_status status;
        kefu_tally *tally = probe_tally(registry, NULL, &c->formula, 1, &status, &error);
        kefu_frame *frame = NULL;
        if (c->message) {
            assert_int_equal(status, KEFU_E_SYNTAX);
            assert_string_equal(error.message, c->message);
        } else {
            assert_int_equal(kefu_tally_frame(tally, &frame, &error), KEFU_OK);
            assert_int_equal(p.n_params, 2);
            assert_int_equal(p.n_args, 1);
            assert_int_equal(p.params[0], c->days);
            assert_int_equal(p.params[1], c->kind);
        }
        kefu_frame_free(frame);
        kefu_tally_free(tally);
        kefu_registry_free(registry);
    }
}

/* 0.25 has more decimals than the numbers of this tally. 7 + 0.25 × (9 - 7) is 7.5. */
static void test_parameters_have_decimals_of_their_own(void **state)
{
    static const int64_t x[] = {9, 7};
    const kefu_tally_options options = {.struct_size = sizeof options, .scale = 1};
    const kefu_metric_info info = {.struct_size = sizeof info, .name = "q"};
    kefu_tally *tally = NULL;
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    kefu_value value;
    rows r;
    (void)state;
    rows_begin(&r, 2);
    rows_add(&r, "x", KEFU_COLUMN_I64, x);
    must(kefu_tally_new(NULL, &options, &tally, &error), &error);
    must(kefu_tally_add(tally, &info, "quantile(x, 0.25)", &error), &error);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    must(kefu_tally_frame(tally, &frame, &error), &error);
    must(kefu_frame_value(frame, 0, 0, &value), &error);
    assert_int_equal(value.num, 75);
    assert_int_equal(value.den, 10);
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

static void test_the_metric_may_refuse_parameters_at_their_place(void **state)
{
    const char *formula = "1 + probe(x, 7)";
    probe p = {.check = KEFU_E_ARGUMENT};
    kefu_registry *registry = probe_registry(&p, KEFU_PORT_NUMBER, 0);
    kefu_error error = {0};
    kefu_status status;
    kefu_tally *tally = probe_tally(registry, NULL, &formula, 1, &status, &error);
    (void)state;
    assert_int_equal(status, KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "probe: days and kind do not go together");
    assert_int_equal(error.column, 5);
    kefu_tally_free(tally);
    kefu_registry_free(registry);
}

/* Calls that differ in their parameters alone share a state where those are late; equal calls
 * share it always, however they are spelt. */
static void test_late_parameters_share_a_state(void **state)
{
    static const char *const formulas[] = {"probe(x, 7)", "probe( x,7 )", "probe(x, 30)",
                                           "probe(x + 1, 7)"};
    static const struct {
        uint32_t flags;
        int32_t states;
    } cases[] = {{0, 3}, {KEFU_METRIC_LATE_PARAMS, 2}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        probe p = {0};
        kefu_registry *registry = probe_registry(&p, KEFU_PORT_NUMBER, cases[i].flags);
        kefu_error error = {0};
        kefu_status status;
        kefu_tally *tally = probe_tally(registry, NULL, formulas, 4, &status, &error);
        kefu_frame *frame = NULL;
        kefu_value v;
        must(status, &error);
        must(kefu_tally_frame(tally, &frame, &error), &error);
        assert_int_equal(p.inits, cases[i].states);
        for (int32_t m = 0; m < 4; m++) {
            assert_int_equal(kefu_frame_value(frame, 0, m, &v), KEFU_OK);
            assert_int_equal(v.num, m == 2 ? 30 : 7);
        }
        kefu_frame_free(frame);
        kefu_tally_free(tally);
        kefu_registry_free(registry);
    }
}

/* The metric's own scale where the formula is the call alone, else that of the tally. */
static void test_rounding_follows_the_metric(void **state)
{
    static const struct {
        const char *formula;
        int32_t round;
    } cases[] = {{"probe(x, 7)", 1}, {"probe(x, 7) + 0", 6}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        probe p = {0};
        kefu_registry *registry = probe_registry(&p, KEFU_PORT_NUMBER, 0);
        kefu_error error = {0};
        kefu_status status;
        kefu_tally *tally = probe_tally(registry, NULL, &cases[i].formula, 1, &status, &error);
        kefu_frame *frame = NULL;
        must(kefu_tally_frame(tally, &frame, &error), &error);
        assert_int_equal(p.round, cases[i].round);
        kefu_frame_free(frame);
        kefu_tally_free(tally);
        kefu_registry_free(registry);
    }
}

/* ---- Keys ---- */

static const int64_t big[] = {INT64_MAX, -1, 7};
static const int64_t cents[] = {700, -100, 0};
static const double doubles[] = {9007199254740992.0, 7, -3};
static const char *const words[] = {"ann", "7", ""};

static const struct key_case {
    const char *formula;
    int32_t type, scale;
    const void *data;
    int64_t values[3];
    const char *texts[3];
} key_cases[] = {
    {"probe(x, 7)", KEFU_COLUMN_I64, 0, big, {INT64_MAX, -1, 7}, {NULL}},
    {"probe(x, 7)", KEFU_COLUMN_I64, 2, cents, {7, -1, 0}, {NULL}},
    {"probe(x, 7)", KEFU_COLUMN_F64, 0, doubles, {9007199254740992, 7, -3}, {NULL}},
    {"probe(x, 7)", KEFU_COLUMN_TEXT_Z, 0, words, {0}, {"ann", "7", ""}},
    {"probe(lower(x), 7)", KEFU_COLUMN_TEXT_Z, 0, words, {0}, {"ann", "7", ""}},
    {"probe(x * 2, 7)", KEFU_COLUMN_I64, 2, cents, {14, -2, 0}, {NULL}},
    /* x is a number elsewhere in the formula, and would not fit with six decimals. */
    {"probe(x, 7) + probe(x, 7 where y > 0)", KEFU_COLUMN_I64, 0, big, {INT64_MAX, -1, 7}, {NULL}},
};

static void test_keys_come_as_whole_numbers_or_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof key_cases / sizeof *key_cases; i++) {
        const struct key_case *c = &key_cases[i];
        static const int64_t none[3] = {0, 0, 0};
        probe p = {0};
        kefu_registry *registry = probe_registry(&p, KEFU_PORT_KEY, 0);
        kefu_error error = {0};
        kefu_status status;
        kefu_tally *tally = probe_tally(registry, NULL, &c->formula, 1, &status, &error);
        rows r;
        must(status, &error);
        rows_begin(&r, 3);
        rows_add(&r, "x", c->type, c->data)->scale = c->scale;
        rows_add(&r, "y", KEFU_COLUMN_I64, none);
        must(kefu_tally_update(tally, &r.batch, &error), &error);
        assert_int_equal(p.rows, 3);
        for (int32_t k = 0; k < 3; k++) {
            assert_int_equal(p.is_text, c->texts[0] != NULL);
            if (p.is_text)
                assert_string_equal(p.texts[k], c->texts[k]);
            else
                assert_int_equal(p.values[k], c->values[k]);
        }
        kefu_tally_free(tally);
        kefu_registry_free(registry);
    }
}

static void test_a_key_is_whole(void **state)
{
    static const int64_t halves[] = {100, 150};
    const char *formula = "probe(x * 2 + 0.5, 7)";
    probe p = {0};
    kefu_registry *registry = probe_registry(&p, KEFU_PORT_KEY, 0);
    kefu_error error = {0};
    kefu_status status;
    kefu_tally *tally = probe_tally(registry, NULL, &formula, 1, &status, &error);
    rows r;
    (void)state;
    must(status, &error);
    rows_begin(&r, 2);
    rows_add(&r, "x", KEFU_COLUMN_I64, halves)->scale = 2;
    r.batch.first_row = 40;
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_PRECISION);
    assert_int_equal(error.row, 40);
    kefu_tally_free(tally);
    kefu_registry_free(registry);
}

/* ---- Rows that are refused, and memory ---- */

static void test_the_row_that_a_metric_names_is_that_of_the_source(void **state)
{
    static const int64_t x[] = {1, 2, 3, 4};
    const char *formula = "probe(x, 7 where x > 1)";
    probe p = {0};
    kefu_registry *registry = probe_registry(&p, KEFU_PORT_NUMBER, 0);
    kefu_error error = {0};
    kefu_status status;
    kefu_tally *tally = probe_tally(registry, NULL, &formula, 1, &status, &error);
    rows r;
    (void)state;
    must(status, &error);
    p.fail_at = 2; /* of 2, 3, 4: the last, row 3 of the batch */
    rows_begin(&r, 4);
    rows_add(&r, "x", KEFU_COLUMN_I64, x);
    r.batch.first_row = 100;
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_DATA);
    assert_int_equal(error.row, 103);
    assert_string_equal(error.message, "probe: no such day");
    kefu_tally_free(tally);
    kefu_registry_free(registry);
}

static void test_what_states_hold_counts_against_the_limit(void **state)
{
    static const int64_t x[] = {1};
    const char *formula = "probe(x, 7)";
    const kefu_limits limits = {.struct_size = sizeof limits, .state_bytes = 1 << 20};
    (void)state;
    for (int32_t i = 0; i < 2; i++) {
        probe p = {.takes = i ? 1 << 20 : 1 << 10};
        kefu_registry *registry = probe_registry(&p, KEFU_PORT_NUMBER, 0);
        kefu_error error = {0};
        kefu_status status;
        kefu_tally *tally = probe_tally(registry, &limits, &formula, 1, &status, &error);
        rows r;
        rows_begin(&r, 1);
        rows_add(&r, "x", KEFU_COLUMN_I64, x);
        status = kefu_tally_update(tally, &r.batch, &error);
        assert_int_equal(status, i ? KEFU_E_LIMIT : KEFU_OK);
        if (i)
            assert_string_equal(error.message,
                                "probe: the states exceed limits.state_bytes, 1048576");
        kefu_tally_free(tally);
        kefu_registry_free(registry);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parameters_are_constants_in_range),
        cmocka_unit_test(test_parameters_have_decimals_of_their_own),
        cmocka_unit_test(test_the_metric_may_refuse_parameters_at_their_place),
        cmocka_unit_test(test_late_parameters_share_a_state),
        cmocka_unit_test(test_rounding_follows_the_metric),
        cmocka_unit_test(test_keys_come_as_whole_numbers_or_texts),
        cmocka_unit_test(test_a_key_is_whole),
        cmocka_unit_test(test_the_row_that_a_metric_names_is_that_of_the_source),
        cmocka_unit_test(test_what_states_hold_counts_against_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
