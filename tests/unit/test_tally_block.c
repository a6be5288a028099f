/* test_tally_block.c - metrics of others in a tally: what they see of the rows, when their states
 * begin and end, and what becomes of a metric that breaks its contract. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"
#include "rows.h"

enum {
    OK = KEFU_VALUE_OK,
    NOT_YET = KEFU_VALUE_PROVISIONAL,
    NONE = KEFU_VALUE_NO_DATA,
    EXEMPT = KEFU_VALUE_EXEMPT
};

/* ---- A metric that writes down what it sees ------------------------------------------------- */

enum { SEEN = 64 };

/* What the metric of a test returns, and what it was called with. */
typedef struct spy {
    kefu_status init, update, merge, finalize;
    const char *message;
    kefu_value value;
    int alive; /* states begun and not destroyed */
    int begun;
    int fail_at; /* the init that fails, from 1; 0 = none */
    int calls;
    int64_t rows;
    int32_t n_vectors, scale;
    int has_values, has_texts, has_states;
    int64_t values[SEEN];
    uint8_t states[SEEN];
    char texts[SEEN][16];
} spy;

typedef struct spy_state {
    _Alignas(16) unsigned char bytes[48];
} spy_state;

static kefu_status spy_says(const spy *s, kefu_status status, kefu_error *error)
{
    if (s->message)
        memcpy(error->message, s->message, strlen(s->message) + 1);
    return status;
}

static kefu_status KEFU_CALL spy_init(void *state, const kefu_context *context, kefu_error *error)
{
    spy *s = context->user;
    const unsigned char *bytes = state;
    assert_int_equal((uintptr_t)state % 16, 0);
    for (size_t i = 0; i < sizeof(spy_state); i++)
        assert_int_equal(bytes[i], 0);
    assert_int_equal(context->n_params, 0);
    if (++s->begun == s->fail_at)
        return spy_says(s, KEFU_E_MEMORY, error);
    if (s->init)
        return spy_says(s, s->init, error);
    memset(state, 0x11, sizeof(spy_state));
    s->alive++;
    return KEFU_OK;
}

static void KEFU_CALL spy_destroy(void *state, const kefu_context *context)
{
    spy *s = context->user;
    assert_int_equal(((unsigned char *)state)[47], 0x11);
    s->alive--;
}

static void spy_note(spy *s, const kefu_vector *v, int64_t i)
{
    s->values[s->rows] = v->values ? v->values[i] : 0;
    s->states[s->rows] = v->states ? v->states[i] : OK;
    if (v->texts)
        memcpy(s->texts[s->rows], v->texts[i].data, v->texts[i].size);
    s->rows++;
}

static kefu_status KEFU_CALL spy_update(void *states, size_t stride, const uint32_t *groups,
                                        const kefu_args *args, const kefu_context *context,
                                        kefu_error *error)
{
    spy *s = context->user;
    s->calls++;
    s->n_vectors = args->n_vectors;
    s->scale = context->scale;
    for (int64_t i = 0; i < args->rows; i++) {
        const unsigned char *state = (unsigned char *)states + stride * groups[i];
        assert_int_equal((uintptr_t)state % 16, 0);
        assert_int_equal(state[0], 0x11);
        if (args->n_vectors && s->rows < SEEN)
            spy_note(s, args->vectors[0], i);
    }
    if (args->n_vectors) {
        s->has_values = args->vectors[0]->values != NULL;
        s->has_texts = args->vectors[0]->texts != NULL;
        s->has_states = args->vectors[0]->states != NULL;
    }
    return spy_says(s, s->update, error);
}

static kefu_status KEFU_CALL spy_merge(void *dst, const void *src, const kefu_context *context,
                                       kefu_error *error)
{
    (void)dst, (void)src;
    return spy_says(context->user, ((spy *)context->user)->merge, error);
}

static kefu_status KEFU_CALL spy_finalize(const void *state, kefu_value *out,
                                          const kefu_context *context, kefu_error *error)
{
    spy *s = context->user;
    assert_int_equal(*(const unsigned char *)state, 0x11);
    assert_int_equal(context->round, 6);
    assert_int_equal(out->status, NONE);
    *out = s->value;
    return spy_says(s, s->finalize, error);
}

/* A registry with the spy as spy(x), x a port of this kind; `optional` ports may be left out. */
static kefu_registry *spy_registry(spy *s, int32_t type, int32_t scale, uint32_t port_flags,
                                   uint32_t flags, int32_t required)
{
    kefu_port port = {sizeof port, "x", type, scale, port_flags, 0};
    const kefu_port *ports[] = {&port};
    kefu_metric m = {.struct_size = sizeof m,
                     .flags = flags,
                     .id = "org.example.spy/1",
                     .name = "spy",
                     .ports = ports,
                     .n_ports = 1,
                     .n_required = required,
                     .state_size = sizeof(spy_state),
                     .state_align = 16,
                     .init = spy_init,
                     .update = spy_update,
                     .merge = spy_merge,
                     .finalize = spy_finalize,
                     .destroy = spy_destroy};
    kefu_registry *registry = NULL;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &m, s, NULL, NULL), KEFU_OK);
    kefu_registry_freeze(registry);
    return registry;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

enum { ROWS = 6 };

static const int64_t number[ROWS] = {150, 0, 0, -25, 0, 300};
static const char *const text[ROWS] = {"a", "", "", "bc", "", "d"};
static const uint8_t states[ROWS] = {OK, NONE, NOT_YET, OK, EXEMPT, OK};
static const int64_t keep[ROWS] = {1, 1, 1, 0, 1, 1};

static void some_rows(rows *r)
{
    rows_begin(r, ROWS);
    kefu_column *x = rows_add(r, "x", KEFU_COLUMN_I64, number);
    x->scale = 2;
    x->states = states;
    rows_add(r, "t", KEFU_COLUMN_TEXT_Z, text)->states = states;
    rows_add(r, "keep", KEFU_COLUMN_I64, keep);
}

static kefu_tally *spy_tally(const kefu_registry *registry, const char *formula)
{
    kefu_metric_info info = {.struct_size = sizeof info, .name = "m"};
    kefu_tally *tally = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_tally_new(registry, NULL, &tally, NULL), KEFU_OK);
    if (kefu_tally_add(tally, &info, formula, &error))
        print_message("%s\n", error.message);
    assert_int_equal(error.code, 0);
    return tally;
}

/* Rows of x = 1.50, null, not known yet, -0.25, exempt, 3.00 as each kind of port sees them. */
static const struct port_case {
    const char *formula;
    int32_t type, scale;
    uint32_t flags;
    int64_t rows;
    int64_t values[ROWS];
    uint8_t states[ROWS];
} port_cases[] = {
    {"spy(x)", KEFU_PORT_NUMBER, -1, 0, 3, {1500000, -250000, 3000000}, {0}},
    {"spy(x)", KEFU_PORT_NUMBER, 2, 0, 3, {150, -25, 300}, {0}},
    {"spy(x)", KEFU_PORT_NUMBER, 9, 0, 3, {1500000000, -250000000, 3000000000}, {0}},
    {"spy(x)",
     KEFU_PORT_NUMBER,
     2,
     KEFU_PORT_NULLABLE,
     6,
     {150, 0, 0, -25, 0, 300},
     {OK, NONE, NOT_YET, OK, EXEMPT, OK}},
    {"spy(x where keep = 1)", KEFU_PORT_NUMBER, 2, 0, 2, {150, 300}, {0}},
    {"spy(x where keep = 1)",
     KEFU_PORT_NUMBER,
     -1,
     KEFU_PORT_NULLABLE,
     5,
     {1500000, 0, 0, 0, 3000000},
     {OK, NONE, NOT_YET, EXEMPT, OK}},
    {"spy(x > 0)", KEFU_PORT_BOOL, -1, 0, 3, {1, 0, 1}, {0}},
    {"spy(keep)", KEFU_PORT_NUMBER, 0, 0, 6, {1, 1, 1, 0, 1, 1}, {0}},
};

static void test_what_a_port_sees(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof port_cases / sizeof *port_cases; i++) {
        const struct port_case *c = &port_cases[i];
        spy s = {0};
        kefu_registry *registry = spy_registry(&s, c->type, c->scale, c->flags, 0, 1);
        kefu_tally *tally = spy_tally(registry, c->formula);
        kefu_error error = {0};
        rows r;
        some_rows(&r);
        assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_OK);
        assert_int_equal(s.rows, c->rows);
        assert_int_equal(s.scale, 6);
        assert_int_equal(s.n_vectors, 1);
        assert_true(s.has_values && !s.has_texts);
        for (int64_t k = 0; k < c->rows; k++) {
            assert_int_equal(s.values[k], c->values[k]);
            assert_int_equal(s.states[k] == OK, c->states[k] == OK);
            assert_int_equal(s.states[k] == NOT_YET, c->states[k] == NOT_YET);
        }
        kefu_tally_free(tally);
        assert_int_equal(s.alive, 0);
        kefu_registry_free(registry);
    }
}

static void test_text_any_and_no_argument(void **state)
{
    static const struct {
        const char *formula;
        int32_t type;
        int64_t rows; /* noted: only with a vector */
        int texts;
    } cases[] = {
        {"spy(t)", KEFU_PORT_TEXT, 3, 1},
        {"spy(t)", KEFU_PORT_ANY, 3, 0},
        {"spy(x)", KEFU_PORT_ANY, 3, 0},
        {"spy(*)", KEFU_PORT_ANY, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        spy s = {0};
        kefu_registry *registry = spy_registry(&s, cases[i].type, -1, 0, KEFU_METRIC_NO_ARGS, 0);
        kefu_tally *tally = spy_tally(registry, cases[i].formula);
        rows r;
        some_rows(&r);
        assert_int_equal(kefu_tally_update(tally, &r.batch, NULL), KEFU_OK);
        assert_int_equal(s.calls, 1);
        assert_int_equal(s.rows, cases[i].rows);
        assert_int_equal(s.has_texts, cases[i].texts);
        assert_false(s.has_values || s.has_states);
        if (cases[i].texts) {
            assert_string_equal(s.texts[0], "a");
            assert_string_equal(s.texts[1], "bc");
            assert_string_equal(s.texts[2], "d");
        }
        kefu_tally_free(tally);
        kefu_registry_free(registry);
    }
}

static void test_a_finer_number_than_the_port_takes(void **state)
{
    spy s = {0};
    kefu_registry *registry = spy_registry(&s, KEFU_PORT_NUMBER, 1, 0, 0, 1);
    kefu_tally *tally = spy_tally(registry, "spy(x where keep = 0)");
    kefu_error error = {0};
    rows r;
    (void)state;
    some_rows(&r);
    r.batch.first_row = 1000;
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_PRECISION);
    assert_int_equal(error.row, 1003); /* -0.25 */
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_STATE);
    kefu_tally_free(tally);
    tally = spy_tally(registry, "spy(round(x, 1))");
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_OK);
    assert_int_equal(s.values[1], -3); /* half away from zero */
    kefu_tally_free(tally);
    kefu_registry_free(registry);
}

static void test_a_number_that_does_not_fit_the_scale_of_the_port(void **state)
{
    static const int64_t large[] = {9, 9300000000};
    spy s = {0};
    kefu_registry *registry = spy_registry(&s, KEFU_PORT_NUMBER, 9, 0, 0, 1);
    kefu_tally *tally = spy_tally(registry, "spy(large)");
    kefu_error error = {0};
    rows r;
    (void)state;
    rows_begin(&r, 2);
    rows_add(&r, "large", KEFU_COLUMN_I64, large);
    assert_int_equal(kefu_tally_update(tally, &r.batch, &error), KEFU_E_OVERFLOW);
    assert_int_equal(error.row, 1);
    kefu_tally_free(tally);
    kefu_registry_free(registry);
}

/* ---- Contract ------------------------------------------------------------------------------- */

static void test_failures_of_callbacks(void **state)
{
    static const struct {
        kefu_status init, update, finalize;
        const char *message;
        kefu_status expected;
        const char *says;
    } cases[] = {
        {KEFU_E_MEMORY, 0, 0, NULL, KEFU_E_MEMORY, "'init'"},
        {0, KEFU_E_DATA, 0, "no such thing", KEFU_E_DATA, "spy: no such thing"},
        {0, KEFU_E_DATA, 0, NULL, KEFU_E_DATA, "'update'"},
        {0, 12345, 0, NULL, KEFU_E_PLUGIN, "12345"},
        {0, -1, 0, "hm", KEFU_E_PLUGIN, "'spy'"},
        {99, 0, 0, NULL, KEFU_E_PLUGIN, "99"},
        {0, 0, KEFU_E_OVERFLOW, "too much", KEFU_E_OVERFLOW, "too much"},
        {0, 0, 7, NULL, KEFU_E_PLUGIN, "'finalize'"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        spy s = {.init = cases[i].init,
                 .update = cases[i].update,
                 .finalize = cases[i].finalize,
                 .message = cases[i].message};
        kefu_registry *registry = spy_registry(&s, KEFU_PORT_NUMBER, -1, 0, 0, 1);
        kefu_tally *tally = spy_tally(registry, "spy(x)");
        kefu_frame *frame = NULL;
        kefu_error error = {0};
        rows r;
        some_rows(&r);
        kefu_status status = kefu_tally_update(tally, &r.batch, &error);
        if (cases[i].finalize) {
            assert_int_equal(status, KEFU_OK);
            status = kefu_tally_frame(tally, &frame, &error);
        } else {
            assert_int_equal(kefu_tally_update(tally, &r.batch, NULL), KEFU_E_STATE);
        }
        assert_int_equal(status, cases[i].expected);
        assert_int_equal(error.code, cases[i].expected);
        assert_non_null(strstr(error.message, cases[i].says));
        assert_null(frame);
        kefu_tally_free(tally);
        assert_int_equal(s.alive, 0);
        kefu_registry_free(registry);
    }
}

static void test_values_that_are_none(void **state)
{
    static const kefu_value bad[] = {{1, -1, 1, OK, 0}, {1, 1, -2, OK, 0},  {1, 1, 1, 5, 0},
                                     {1, 1, 1, -1, 0},  {1, 1, 1, OK, 4},   {1, 0, 1, NOT_YET, 0},
                                     {0, 0, 1, OK, 0},  {1, 1, 1, NONE, 0}, {1, 1, 1, EXEMPT, 0}};
    static const kefu_value good[] = {{1, 2, -1, OK, KEFU_VALUE_APPROX},
                                      {0, 0, 0, NOT_YET, 0},
                                      {1, 2, 3, NOT_YET, 0},
                                      {0, 0, 0, NONE, 0},
                                      {0, 0, 3, EXEMPT, 0}};
    spy s = {0};
    kefu_registry *registry = spy_registry(&s, KEFU_PORT_NUMBER, -1, 0, 0, 1);
    kefu_tally *tally = spy_tally(registry, "spy(keep)");
    rows r;
    (void)state;
    some_rows(&r);
    assert_int_equal(kefu_tally_update(tally, &r.batch, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        kefu_frame *frame = NULL;
        kefu_error error = {0};
        s.value = bad[i];
        assert_int_equal(kefu_tally_frame(tally, &frame, &error), KEFU_E_PLUGIN);
        assert_non_null(strstr(error.message, "'spy'"));
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        kefu_frame *frame = NULL;
        kefu_value v;
        s.value = good[i];
        assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
        assert_int_equal(kefu_frame_value(frame, 0, 0, &v), KEFU_OK);
        assert_int_equal(v.status, good[i].status);
        assert_int_equal(v.num, good[i].num);
        kefu_frame_free(frame);
    }
    kefu_tally_free(tally);
    kefu_registry_free(registry);
}

/* A row of x is not known yet: the highest status wins, and hides what it stands before. */
static void test_values_of_groups_that_may_change(void **state)
{
    static const struct {
        kefu_value value;
        int32_t status;
        uint32_t flags;
    } cases[] = {
        {{1, 2, 2, OK, 0}, NOT_YET, 0},
        {{1, 2, 2, KEFU_VALUE_LOW_VOLUME, 0}, NOT_YET, KEFU_VALUE_HAS_LOW_VOLUME},
        {{0, 0, 0, NONE, 0}, NOT_YET, 0},
        {{0, 0, 0, EXEMPT, 0}, EXEMPT, KEFU_VALUE_HAS_PROVISIONAL},
    };
    spy s = {0};
    kefu_registry *registry = spy_registry(&s, KEFU_PORT_NUMBER, -1, 0, 0, 1);
    kefu_tally *tally = spy_tally(registry, "spy(x)");
    rows r;
    (void)state;
    some_rows(&r);
    assert_int_equal(kefu_tally_update(tally, &r.batch, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame = NULL;
        kefu_value v;
        s.value = cases[i].value;
        assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
        assert_int_equal(kefu_frame_value(frame, 0, 0, &v), KEFU_OK);
        assert_int_equal(v.num, cases[i].value.num);
        assert_int_equal(v.status, cases[i].status);
        assert_int_equal(v.flags, cases[i].flags);
        kefu_frame_free(frame);
    }
    kefu_tally_free(tally);
    kefu_registry_free(registry);
}

/* Every state that began ends, however many there are and wherever it fails. */
static void test_states_begin_and_end(void **state)
{
    static int32_t ids[40];
    kefu_metric_info info = {.struct_size = sizeof info, .name = "two"};
    (void)state;
    for (int32_t i = 0; i < 40; i++)
        ids[i] = i;
    for (int fail_at = 0; fail_at <= 81; fail_at++) {
        spy s = {.fail_at = fail_at};
        kefu_registry *registry = spy_registry(&s, KEFU_PORT_NUMBER, -1, 0, 0, 1);
        kefu_tally *tally = spy_tally(registry, "spy(id)");
        rows r;
        rows_begin(&r, 40);
        rows_add(&r, "id", KEFU_COLUMN_I32, ids);
        assert_int_equal(kefu_tally_by(tally, "id", NULL), KEFU_OK);
        assert_int_equal(kefu_tally_add(tally, &info, "spy(id + 1) + spy(id)", NULL), KEFU_OK);
        assert_int_equal(kefu_tally_update(tally, &r.batch, NULL),
                         fail_at && fail_at <= 80 ? KEFU_E_MEMORY : KEFU_OK);
        if (!fail_at) {
            assert_int_equal(s.begun, 80); /* spy(id) is shared by both formulas */
            assert_int_equal(s.calls, 2);
        }
        kefu_tally_free(tally);
        assert_int_equal(s.alive, 0);
        kefu_registry_free(registry);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_port_sees),
        cmocka_unit_test(test_text_any_and_no_argument),
        cmocka_unit_test(test_a_finer_number_than_the_port_takes),
        cmocka_unit_test(test_a_number_that_does_not_fit_the_scale_of_the_port),
        cmocka_unit_test(test_values_of_groups_that_may_change),
        cmocka_unit_test(test_failures_of_callbacks),
        cmocka_unit_test(test_values_that_are_none),
        cmocka_unit_test(test_states_begin_and_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
