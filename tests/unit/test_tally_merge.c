/* test_tally_merge.c - adding tallies, which may be added, and people behind aliases. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/state.h"
#include "oom.h"
#include "rows.h"

enum { OK = KEFU_VALUE_OK, NOT_YET = KEFU_VALUE_PROVISIONAL };

/* What a tally is made of; each case of a difference changes one field. */
typedef struct plan {
    const kefu_registry *registry;
    const kefu_allocator *allocator;
    const kefu_roster *roster;
    const char *where, *key, *second_key, *name, *formula, *second_formula, *unit;
    int32_t scale, shown, direction, day;
    int64_t min_n;
    const char *definition, *label;
} plan;

static const plan usual = {
    .where = "asked >= 0", .key = "agent", .name = "rate", .formula = "ratio(paid, asked)"};

static kefu_status plan_new(const plan *p, kefu_tally **out, kefu_error *error)
{
    kefu_tally_options o = {.struct_size = sizeof o,
                            .allocator = p->allocator,
                            .where = p->where,
                            .roster = p->roster,
                            .roster_day = p->day,
                            .scale = p->scale};
    kefu_metric_info info = {.struct_size = sizeof info,
                             .name = p->name,
                             .label_zh = p->label,
                             .unit = p->unit,
                             .scale = p->shown,
                             .direction = p->direction,
                             .min_n = p->min_n,
                             .definition = p->definition};
    kefu_status status = kefu_tally_new(p->registry, &o, out, error);
    if (!status && p->key)
        status = kefu_tally_by(*out, p->key, error);
    if (!status && p->second_key)
        status = kefu_tally_by(*out, p->second_key, error);
    if (!status)
        status = kefu_tally_add(*out, &info, p->formula, error);
    info.name = "second";
    if (!status && p->second_formula)
        status = kefu_tally_add(*out, &info, p->second_formula, error);
    return status;
}

static kefu_tally *tally_of(const plan *p)
{
    kefu_tally *tally = NULL;
    kefu_error error = {0};
    if (plan_new(p, &tally, &error))
        print_message("%s\n", error.message);
    assert_int_equal(error.code, 0);
    return tally;
}

static const char *const left_agent[] = {"ann", "bob"};
static const int64_t left_asked[] = {10, 20}, left_paid[] = {5, 6};
static const char *const right_agent[] = {"cat", "bob"};
static const int64_t right_asked[] = {30, 40}, right_paid[] = {7, 8};
static const uint8_t right_states[] = {OK, NOT_YET};

static void half(rows *r, int right)
{
    rows_begin(r, 2);
    rows_add(r, "agent", KEFU_COLUMN_TEXT_Z, right ? right_agent : left_agent);
    rows_add(r, "asked", KEFU_COLUMN_I64, right ? right_asked : left_asked);
    rows_add(r, "paid", KEFU_COLUMN_I64, right ? right_paid : left_paid)->states =
        right ? right_states : NULL;
}

static void assert_cell(const kefu_frame *frame, const char *key, kefu_value expected)
{
    kefu_text text = {key, strlen(key)};
    kefu_value v;
    int64_t row;
    assert_int_equal(kefu_frame_find(frame, &text, 1, &row, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, row, 0, &v), KEFU_OK);
    assert_int_equal(v.num, expected.num);
    assert_int_equal(v.den, expected.den);
    assert_int_equal(v.n, expected.n);
    assert_int_equal(v.status, expected.status);
}

/* bob has a row in each half; the one of the right is not known yet. */
static void test_merging_adds(void **state)
{
    (void)state;
    for (int swap = 0; swap < 2; swap++) {
        kefu_tally *a = tally_of(&usual), *b = tally_of(&usual), *empty = tally_of(&usual);
        kefu_frame *frame = NULL;
        rows left, right;
        half(&left, swap);
        half(&right, !swap);
        assert_int_equal(kefu_tally_update(a, &left.batch, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_update(b, &right.batch, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_merge(empty, a, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_merge(empty, b, NULL), KEFU_OK);
        kefu_tally_free(a);
        kefu_tally_free(b);
        assert_int_equal(kefu_tally_frame(empty, &frame, NULL), KEFU_OK);
        assert_int_equal(kefu_frame_rows(frame), 3);
        assert_cell(frame, "ann", (kefu_value){5, 10, 10, OK, 0});
        assert_cell(frame, "bob", (kefu_value){6, 20, 20, NOT_YET, 0});
        assert_cell(frame, "cat", (kefu_value){7, 30, 30, OK, 0});
        kefu_frame_free(frame);
        kefu_tally_free(empty);
    }
}

static void test_an_empty_tally_adds_nothing(void **state)
{
    kefu_tally *a = tally_of(&usual), *b = tally_of(&usual);
    kefu_metric_info info = {.struct_size = sizeof info, .name = "late"};
    (void)state;
    assert_int_equal(kefu_tally_merge(a, b, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_add(a, &info, "count(*)", NULL), KEFU_OK); /* still no row */
    kefu_tally_free(a);
    kefu_tally_free(b);
}

/* ---- Differences ---------------------------------------------------------------------------- */

/* One field of the usual plan changed. */
static void differ_scale(plan *p) { p->scale = 5; }
static void differ_no_where(plan *p) { p->where = NULL; }
static void differ_where(plan *p) { p->where = "asked > 0"; }
static void differ_key(plan *p) { p->key = "asked"; }
static void differ_no_key(plan *p) { p->key = NULL; }
static void differ_more_keys(plan *p) { p->second_key = "asked"; }
static void differ_name(plan *p) { p->name = "other"; }
static void differ_formula(plan *p) { p->formula = "ratio(asked, paid)"; }
static void differ_more_metrics(plan *p) { p->second_formula = "count(*)"; }
static void differ_definition(plan *p) { p->definition = "org.example.rate/2"; }

static const struct difference {
    void (*apply)(plan *p);
    const char *says;
} differences[] = {
    {differ_scale, "scale"},          {differ_no_where, "where"},
    {differ_where, "where"},          {differ_key, "'asked'"},
    {differ_no_key, "keys"},          {differ_more_keys, "keys"},
    {differ_name, "'other'"},         {differ_formula, "( `asked` , `paid` )"},
    {differ_more_metrics, "metrics"}, {differ_definition, "'rate' of the tallies differs in info"},
};

static void assert_differ(const plan *p, const char *says)
{
    kefu_tally *a = tally_of(&usual), *b = tally_of(p);
    kefu_error error = {0};
    uint8_t print[2][16];
    rows r;
    half(&r, 0);
    assert_int_equal(kefu_tally_fingerprint(a, print[0], NULL), KEFU_OK);
    assert_int_equal(kefu_tally_fingerprint(b, print[1], NULL), KEFU_OK);
    assert_memory_not_equal(print[0], print[1], 16);
    assert_int_equal(kefu_tally_update(b, &r.batch, &error), KEFU_OK);
    assert_int_equal(kefu_tally_merge(a, b, &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, says));
    assert_int_equal(kefu_tally_merge(b, a, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_update(a, &r.batch, &error), KEFU_OK); /* not poisoned */
    kefu_tally_free(a);
    kefu_tally_free(b);
}

static void test_tallies_that_differ_do_not_merge(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof differences / sizeof *differences; i++) {
        plan other = usual;
        differences[i].apply(&other);
        assert_differ(&other, differences[i].says);
    }
}

/* One field of the usual plan written in another way. */
static void same_spaces(plan *p) { p->formula = "ratio( paid,\n asked )"; }
static void same_capitals(plan *p) { p->formula = "Ratio(paid, asked)"; }
static void same_backticks(plan *p) { p->formula = "ratio(`paid`, `asked`)"; }
static void same_where(plan *p) { p->where = "`asked`>=0"; }

static void test_tallies_that_mean_the_same_merge(void **state)
{
    void (*const changes[])(plan *) = {same_spaces, same_capitals, same_backticks, same_where};
    kefu_registry *registry;
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    kefu_registry_freeze(registry);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        plan other = usual;
        kefu_tally *a = tally_of(&usual), *b;
        uint8_t print[2][16];
        rows r;
        changes[i](&other);
        other.registry = registry; /* its built-ins are those of NULL */
        b = tally_of(&other);
        half(&r, 0);
        assert_int_equal(kefu_tally_update(b, &r.batch, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_merge(a, b, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_fingerprint(a, print[0], NULL), KEFU_OK);
        assert_int_equal(kefu_tally_fingerprint(b, print[1], NULL), KEFU_OK);
        assert_memory_equal(print[0], print[1], 16);
        kefu_tally_free(a);
        kefu_tally_free(b);
    }
    kefu_registry_free(registry);
}

/* ---- What is shown --------------------------------------------------------------------------- */

static void shown_unit(plan *p) { p->unit = "s"; }
static void shown_scale(plan *p) { p->shown = 2; }
static void shown_direction(plan *p) { p->direction = KEFU_LOWER; }
static void shown_min_n(plan *p) { p->min_n = 7; }
static void shown_label(plan *p) { p->label = "方差"; }

static kefu_buffer *bytes_of(const kefu_tally *tally)
{
    kefu_buffer *buffer = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_save(tally, NULL, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    return buffer;
}

/* dst has counted the left half, src the right one: dst is what one tally of its plan is that has
 * counted both, to the byte, and so to all that is shown. */
static void assert_shown_as_dst(const plan *of_dst, const plan *of_src)
{
    kefu_tally *dst = tally_of(of_dst), *src = tally_of(of_src), *both = tally_of(of_dst);
    kefu_buffer *merged, *expected;
    uint8_t print[2][16];
    size_t sizes[2];
    rows left, right;
    half(&left, 0);
    half(&right, 1);
    assert_int_equal(kefu_tally_update(dst, &left.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_update(src, &right.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_update(both, &left.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_update(both, &right.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_fingerprint(dst, print[0], NULL), KEFU_OK);
    assert_int_equal(kefu_tally_fingerprint(src, print[1], NULL), KEFU_OK);
    assert_memory_equal(print[0], print[1], 16);
    assert_int_equal(kefu_tally_merge(dst, src, NULL), KEFU_OK);
    merged = bytes_of(dst);
    expected = bytes_of(both);
    const char *x = kefu_buffer_data(merged, &sizes[0]), *y = kefu_buffer_data(expected, &sizes[1]);
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(x, y, sizes[0]);
    kefu_buffer_free(merged);
    kefu_buffer_free(expected);
    kefu_tally_free(dst);
    kefu_tally_free(src);
    kefu_tally_free(both);
}

/* Figures that are rounded where info->scale says: their states do not know of it. */
static void test_what_is_shown_is_that_of_dst(void **state)
{
    static const plan rounded = {.where = "asked >= 0",
                                 .key = "agent",
                                 .name = "rate",
                                 .formula = "variance(asked)",
                                 .second_formula = "quantile(paid, 0.3)"};
    void (*const changes[])(plan *) = {shown_unit, shown_scale, shown_direction, shown_min_n,
                                       shown_label};
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        plan other = rounded;
        changes[i](&other);
        assert_shown_as_dst(&rounded, &other);
        assert_shown_as_dst(&other, &rounded);
    }
}

static void test_bad_arguments(void **state)
{
    kefu_tally *a = tally_of(&usual);
    (void)state;
    assert_int_equal(kefu_tally_merge(a, a, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_merge(a, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_merge(NULL, a, NULL), KEFU_E_ARGUMENT);
    kefu_tally_free(a);
}

/* ---- Metrics of others ---------------------------------------------------------------------- */

static kefu_status KEFU_CALL newest_update(void *states, size_t stride, const uint32_t *groups,
                                           const kefu_args *args, const kefu_context *context,
                                           kefu_error *error)
{
    (void)context, (void)error;
    for (int64_t i = 0; i < args->rows; i++)
        memcpy((char *)states + stride * groups[i], &args->vectors[0]->values[i], 8);
    return KEFU_OK;
}

static kefu_status KEFU_CALL newest_merge(void *dst, const void *src, const kefu_context *context,
                                          kefu_error *error)
{
    (void)dst, (void)src, (void)error;
    return *(const kefu_status *)context->user;
}

static kefu_status KEFU_CALL newest_finalize(const void *state, kefu_value *out,
                                             const kefu_context *context, kefu_error *error)
{
    (void)context, (void)error;
    *out = (kefu_value){0, 1, 1, OK, 0};
    memcpy(&out->num, state, 8);
    return KEFU_OK;
}

static const kefu_port newest_port = {sizeof newest_port, "x", KEFU_PORT_NUMBER, 0, 0, 0};
static const kefu_port *const newest_ports[] = {&newest_port};

static kefu_registry *newest_registry(uint32_t flags, kefu_status *merge)
{
    kefu_metric m = {.struct_size = sizeof m,
                     .flags = flags,
                     .id = "org.example.newest/1",
                     .name = "newest",
                     .ports = newest_ports,
                     .n_ports = 1,
                     .n_required = 1,
                     .state_size = 8,
                     .state_align = 8,
                     .update = newest_update,
                     .merge = newest_merge,
                     .finalize = newest_finalize};
    kefu_registry *registry = NULL;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &m, merge, NULL, NULL), KEFU_OK);
    kefu_registry_freeze(registry);
    return registry;
}

/* A metric that cannot merge is refused before anything changes; one that fails at it poisons. */
static void test_metrics_that_do_not_merge(void **state)
{
    static const struct {
        uint32_t flags;
        kefu_status merge, expected, after;
    } cases[] = {{0, KEFU_OK, KEFU_E_STATE, KEFU_OK},
                 {KEFU_METRIC_MERGEABLE, KEFU_E_OVERFLOW, KEFU_E_OVERFLOW, KEFU_E_STATE},
                 {KEFU_METRIC_MERGEABLE, 1234, KEFU_E_PLUGIN, KEFU_E_STATE},
                 {KEFU_METRIC_MERGEABLE, KEFU_OK, KEFU_OK, KEFU_OK}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_status merge = cases[i].merge;
        kefu_registry *registry = newest_registry(cases[i].flags, &merge);
        plan p = {.registry = registry, .key = "agent", .name = "m", .formula = "newest(asked)"};
        kefu_tally *a = tally_of(&p), *b = tally_of(&p);
        kefu_error error = {0};
        rows r;
        half(&r, 0);
        assert_int_equal(kefu_tally_update(a, &r.batch, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_update(b, &r.batch, NULL), KEFU_OK);
        assert_int_equal(kefu_tally_merge(a, b, &error), cases[i].expected);
        if (cases[i].expected)
            assert_non_null(strstr(error.message, "newest"));
        assert_int_equal(kefu_tally_update(a, &r.batch, NULL), cases[i].after);
        assert_int_equal(kefu_tally_update(b, &r.batch, NULL), KEFU_OK);
        kefu_tally_free(a);
        kefu_tally_free(b);
        kefu_registry_free(registry);
    }
}

/* Registries of one table are as good as one; tables of one id are not, if they differ. */
static void test_registries(void **state)
{
    kefu_status merge = KEFU_OK;
    kefu_registry *one = newest_registry(KEFU_METRIC_MERGEABLE, &merge);
    kefu_registry *two = newest_registry(KEFU_METRIC_MERGEABLE, &merge);
    kefu_registry *other = NULL;
    kefu_metric m = *kefu_registry_find(one, "newest");
    plan p = {.key = "agent", .name = "m", .formula = "newest(asked)"};
    kefu_tally *tallies[3];
    kefu_error error = {0};
    (void)state;
    m.state_size = 16;
    assert_int_equal(kefu_registry_new(NULL, &other, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(other, &m, &merge, NULL, NULL), KEFU_OK);
    kefu_registry_freeze(other);
    const kefu_registry *const registries[] = {one, two, other};
    for (int i = 0; i < 3; i++) {
        p.registry = registries[i];
        tallies[i] = tally_of(&p);
    }
    assert_int_equal(kefu_tally_merge(tallies[0], tallies[1], NULL), KEFU_OK);
    assert_int_equal(kefu_tally_merge(tallies[0], tallies[2], &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "metric 'newest' (org.example.newest/1)"));
    for (int i = 0; i < 3; i++)
        kefu_tally_free(tallies[i]);
    kefu_registry_free(one);
    kefu_registry_free(two);
    kefu_registry_free(other);
}

/* ---- Roster --------------------------------------------------------------------------------- */

enum { DAY = 20757 }; /* 2026-10-31 */

static const char *const person[] = {"p1", "p1", "p2"};
static const char *const alias[] = {"ann", "1001", "bob"};

static kefu_roster *roster_of(void)
{
    kefu_roster *roster = NULL;
    rows r;
    rows_begin(&r, 3);
    rows_add(&r, "person", KEFU_COLUMN_TEXT_Z, person);
    rows_add(&r, "alias", KEFU_COLUMN_TEXT_Z, alias);
    assert_int_equal(kefu_roster_from_batch(NULL, &r.batch, &roster, NULL), KEFU_OK);
    return roster;
}

/* ann and 1001 are one person; cat is nobody and stays; 1001 is an alias as text and as integer. */
static void test_aliases_become_people(void **state)
{
    static const char *const agents[] = {"ann", "1001", "cat", "p2", "bob"};
    static const int64_t asked[] = {1, 2, 4, 8, 16};
    static const int32_t ids[] = {1001, 7};
    kefu_roster *roster = roster_of();
    plan p = {.roster = roster, .day = DAY, .key = "agent", .name = "m", .formula = "sum(asked)"};
    kefu_tally *a = tally_of(&p), *b = tally_of(&p);
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    rows r;
    (void)state;
    rows_begin(&r, 5);
    rows_add(&r, "agent", KEFU_COLUMN_TEXT_Z, agents);
    rows_add(&r, "asked", KEFU_COLUMN_I64, asked);
    assert_int_equal(kefu_tally_update(a, &r.batch, &error), KEFU_OK);
    rows_begin(&r, 2);
    rows_add(&r, "agent", KEFU_COLUMN_I32, ids);
    rows_add(&r, "asked", KEFU_COLUMN_I64, asked);
    assert_int_equal(kefu_tally_update(b, &r.batch, &error), KEFU_OK);
    r.batch.rows = 1; /* an alias that is known already */
    assert_int_equal(kefu_tally_update(b, &r.batch, &error), KEFU_OK);
    assert_int_equal(kefu_tally_merge(a, b, &error), KEFU_OK);
    assert_int_equal(kefu_tally_frame(a, &frame, &error), KEFU_OK);
    assert_int_equal(kefu_frame_rows(frame), 4);
    assert_cell(frame, "p1", (kefu_value){5, 1, 4, OK, 0});
    assert_cell(frame, "p2", (kefu_value){24, 1, 2, OK, 0});
    assert_cell(frame, "cat", (kefu_value){4, 1, 1, OK, 0});
    assert_cell(frame, "7", (kefu_value){2, 1, 1, OK, 0});
    kefu_frame_free(frame);
    p.day++;
    kefu_tally *other = tally_of(&p);
    assert_int_equal(kefu_tally_merge(a, other, &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "roster"));
    kefu_tally_free(other);
    kefu_tally_free(a);
    kefu_tally_free(b);
    kefu_roster_free(roster);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static const kefu_roster *oom_roster;

static int scenario(const kefu_allocator *allocator)
{
    plan p = usual;
    kefu_tally *a = NULL, *b = NULL;
    kefu_error error = {0};
    rows left, right;
    kefu_status status;
    p.allocator = allocator;
    p.roster = oom_roster;
    p.day = DAY;
    p.second_key = "asked";
    status = plan_new(&p, &a, &error);
    if (!status)
        status = plan_new(&p, &b, &error);
    half(&left, 0);
    half(&right, 1);
    if (!status)
        status = kefu_tally_update(a, &left.batch, &error);
    if (!status)
        status = kefu_tally_update(b, &right.batch, &error);
    if (!status)
        status = kefu_tally_merge(a, b, &error);
    kefu_tally_free(a);
    kefu_tally_free(b);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY && error.code == status ? 0 : 2;
}

static void test_every_allocation_may_fail(void **state)
{
    kefu_roster *roster = roster_of();
    (void)state;
    oom_roster = roster;
    assert_true(oom_sweep(scenario) > 20);
    kefu_roster_free(roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merging_adds),
        cmocka_unit_test(test_an_empty_tally_adds_nothing),
        cmocka_unit_test(test_tallies_that_differ_do_not_merge),
        cmocka_unit_test(test_tallies_that_mean_the_same_merge),
        cmocka_unit_test(test_what_is_shown_is_that_of_dst),
        cmocka_unit_test(test_bad_arguments),
        cmocka_unit_test(test_metrics_that_do_not_merge),
        cmocka_unit_test(test_registries),
        cmocka_unit_test(test_aliases_become_people),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
