/* test_fcr_laws.c - examples/plugin_fcr against a model that looks at every pair of contacts,
 * whatever the order, the batches and the merges. */
#define kefu_plugin_entry_v1 fcr_plugin /* as a program does that has it linked in */
#include "../../examples/plugin_fcr/plugin_fcr.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../unit/oom.h"
#include "kefu/metric.h"

static const int64_t DAY = (int64_t)86400 * 1000000; /* microseconds */

typedef struct visit {
    int64_t who, when;
} visit;

enum { VISITS = 60 };

/* ---- Through a tally ---- */

static kefu_registry *fcr_registry(const kefu_allocator *allocator)
{
    kefu_registry *registry = NULL;
    if (kefu_registry_new(allocator, &registry, NULL))
        return NULL;
    if (kefu_registry_add_plugin(registry, fcr_plugin(kefu_plugin_host()), NULL)) {
        kefu_registry_free(registry);
        return NULL;
    }
    kefu_registry_freeze(registry);
    return registry;
}

static kefu_tally *fcr_tally(const kefu_registry *registry, const kefu_allocator *allocator,
                             const char *formula)
{
    const kefu_tally_options options = {.struct_size = sizeof options, .allocator = allocator};
    const kefu_metric_info info = {.struct_size = sizeof info, .name = "f"};
    kefu_tally *tally = NULL;
    if (kefu_tally_new(registry, &options, &tally, NULL))
        return NULL;
    if (kefu_tally_add(tally, &info, formula, NULL)) {
        kefu_tally_free(tally);
        return NULL;
    }
    return tally;
}

static kefu_status fcr_count(kefu_tally *tally, const visit *visits, int64_t n)
{
    kefu_column who = {.struct_size = sizeof who, .name = "who", .type = KEFU_COLUMN_I64};
    kefu_column when = {.struct_size = sizeof when, .name = "at", .type = KEFU_COLUMN_TIME};
    const kefu_column *const columns[] = {&who, &when};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = n, .n_columns = 2, .columns = columns};
    who.data = n ? &visits[0].who : NULL;
    when.data = n ? &visits[0].when : NULL;
    who.stride = when.stride = sizeof *visits;
    return kefu_tally_update(tally, &batch, NULL);
}

static kefu_value fcr_value(const kefu_tally *tally)
{
    kefu_value v = {0};
    kefu_frame *frame = NULL;
    assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, 0, 0, &v), KEFU_OK);
    kefu_frame_free(frame);
    return v;
}

/* ---- By hand ---- */

static const struct fcr_case {
    const char *what;
    int64_t n;
    visit visits[4]; /* the time in hours */
    int64_t resolved, judged;
} fcr_cases[] = {
    {"no contact", 0, {{0}}, 0, 0},
    {"a contact whose days are not over", 1, {{1, 0}}, 0, 0},
    {"later contacts of others make them over", 2, {{1, 0}, {2, 8 * 24}}, 1, 1},
    {"not at their last instant", 2, {{1, 0}, {2, 7 * 24}}, 0, 0},
    {"followed", 3, {{1, 0}, {1, 24}, {2, 480}}, 1, 2},
    {"the last instant is within", 3, {{1, 0}, {1, 7 * 24}, {2, 480}}, 1, 2},
    {"an hour later is not", 3, {{1, 0}, {1, 7 * 24 + 1}, {2, 480}}, 2, 2},
    {"another buyer is nobody's follower", 3, {{1, 0}, {2, 24}, {3, 480}}, 2, 2},
    {"twice at one instant: one is followed", 3, {{1, 0}, {1, 0}, {2, 480}}, 1, 2},
    {"a row of three", 4, {{1, 0}, {1, 100}, {1, 200}, {2, 480}}, 1, 3},
    {"in any order", 4, {{2, 480}, {1, 200}, {1, 0}, {1, 100}}, 1, 3},
    {"followed, but not judged yet", 2, {{1, 0}, {1, 24}}, 0, 0},
};

static void test_cases_by_hand(void **state)
{
    kefu_registry *registry = fcr_registry(NULL);
    (void)state;
    for (size_t i = 0; i < sizeof fcr_cases / sizeof *fcr_cases; i++) {
        const struct fcr_case *c = &fcr_cases[i];
        kefu_tally *tally = fcr_tally(registry, NULL, "fcr(who, at)");
        visit visits[4];
        kefu_value v;
        for (int64_t k = 0; k < c->n; k++)
            visits[k] = (visit){c->visits[k].who, c->visits[k].when * (DAY / 24)};
        assert_int_equal(fcr_count(tally, visits, c->n), KEFU_OK);
        v = fcr_value(tally);
        if (v.num != c->resolved || v.den != c->judged || v.n != c->judged)
            fail_msg("%s: %lld of %lld", c->what, (long long)v.num, (long long)v.den);
        assert_int_equal(v.status, c->judged ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA);
        kefu_tally_free(tally);
    }
    kefu_registry_free(registry);
}

/* ---- The model ---- */

static uint32_t dice_state;

static uint32_t dice(uint32_t n)
{
    const uint32_t key[2] = {20261, 7}, counter[4] = {dice_state++, 0, 0, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return out[0] % n;
}

static kefu_value model(const visit *v, int64_t n, int64_t window)
{
    int64_t resolved = 0, judged = 0;
    for (int64_t i = 0; i < n; i++) {
        int over = 0, followed = 0;
        for (int64_t k = 0; k < n; k++) {
            const int64_t after = v[k].when - v[i].when;
            over |= after > window;
            followed |= k != i && v[k].who == v[i].who && after <= window &&
                        (after > 0 || (after == 0 && k > i));
        }
        judged += over;
        resolved += over && !followed;
    }
    return (kefu_value){resolved, judged, judged, judged ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA, 0};
}

/* Few buyers and few instants, so that ties and both bounds are common. */
static int64_t draw_visits(visit *out)
{
    const int64_t n = dice(VISITS + 1);
    for (int64_t i = 0; i < n; i++)
        out[i] = (visit){dice(8), (int64_t)dice(60) * (DAY / 2) + dice(2)};
    return n;
}

static void test_parts_merged_in_any_order_equal_the_model(void **state)
{
    static const char *const formulas[] = {"fcr(who, at, 1)", "fcr(who, at)", "fcr(who, at, 20)"};
    static const int64_t windows[] = {1, 7, 20};
    kefu_registry *registry = fcr_registry(NULL);
    (void)state;
    for (dice_state = 0; dice_state < 100000;) {
        visit visits[VISITS];
        const uint32_t which = dice(3);
        const int64_t n = draw_visits(visits), cut = dice((uint32_t)n + 1);
        kefu_tally *a = fcr_tally(registry, NULL, formulas[which]);
        kefu_tally *b = fcr_tally(registry, NULL, formulas[which]);
        const kefu_value expected = model(visits, n, windows[which] * DAY);
        kefu_value v;
        assert_int_equal(fcr_count(a, visits + cut, n - cut), KEFU_OK);
        for (int64_t i = 0; i < cut; i++)
            assert_int_equal(fcr_count(b, visits + i, 1), KEFU_OK);
        assert_int_equal(kefu_tally_merge(a, b, NULL), KEFU_OK);
        v = fcr_value(a);
        assert_memory_equal(&v, &expected, sizeof v);
        v = fcr_value(a);
        assert_memory_equal(&v, &expected, sizeof v);
        kefu_tally_free(a);
        kefu_tally_free(b);
    }
    kefu_registry_free(registry);
}

/* ---- Bytes ---- */

static kefu_context fcr_context(void)
{
    static kefu_allocator plain = {sizeof plain, oom_alloc, oom_realloc, oom_free, NULL};
    static oom_state never;

    plain.user = &never;
    return (kefu_context){
        .struct_size = sizeof(kefu_context), .host = kefu_plugin_host(), .allocator = &plain};
}

static size_t saved(const contacts *s, unsigned char *out, size_t room, const kefu_context *c)
{
    size_t need = 0;
    assert_int_equal(fcr.save(s, 1, NULL, 0, &need, c, NULL), KEFU_OK);
    assert_true(need <= room);
    assert_int_equal(fcr.save(s, 1, out, room, &need, c, NULL), KEFU_OK);
    return need;
}

static void add_visits(contacts *s, const visit *visits, int64_t n, const kefu_context *c)
{
    for (int64_t i = 0; i < n; i++) {
        static const uint32_t group;
        const kefu_vector who = {.values = &visits[i].who}, when = {.values = &visits[i].when};
        const kefu_vector *const vectors[] = {&who, &when};
        const kefu_args args = {
            .struct_size = sizeof args, .rows = 1, .vectors = vectors, .n_vectors = 2};
        assert_int_equal(fcr.update(s, sizeof *s, &group, &args, c, NULL), KEFU_OK);
    }
}

static void test_bytes_are_those_of_the_contacts_alone(void **state)
{
    const kefu_context c = fcr_context();
    (void)state;
    for (dice_state = 0; dice_state < 10000;) {
        visit visits[VISITS];
        unsigned char bytes[VISITS * 24 + 24], again[VISITS * 24];
        const int64_t n = draw_visits(visits);
        contacts a = {0}, b = {0}, d = {0};
        size_t size;
        add_visits(&a, visits, n, &c);
        size = saved(&a, bytes, sizeof bytes, &c);
        assert_int_equal(size, n * 24);
        for (int64_t i = n; i-- > 0;)
            add_visits(&b, &visits[i], 1, &c);
        assert_int_equal(saved(&b, again, sizeof again, &c), size);
        assert_memory_equal(bytes, again, size);
        assert_int_equal(fcr.load(&d, 1, bytes, size, &c, NULL), KEFU_OK);
        assert_int_equal(saved(&d, again, sizeof again, &c), size);
        assert_memory_equal(bytes, again, size);
        fcr.destroy(&a, &c);
        fcr.destroy(&b, &c);
        fcr.destroy(&d, &c);
    }
}

static void test_bytes_that_no_rows_give_are_refused(void **state)
{
    static const visit two[] = {{1, 5}, {2, 6}};
    const kefu_context c = fcr_context();
    unsigned char bytes[48], swapped[48];
    kefu_error error;
    contacts s = {0};
    (void)state;
    add_visits(&s, two, 2, &c);
    assert_int_equal(saved(&s, bytes, sizeof bytes, &c), 48);
    fcr.destroy(&s, &c);
    memcpy(swapped, bytes + 24, 24);
    memcpy(swapped + 24, bytes, 24);
    for (size_t size = 0; size <= 48; size++) {
        contacts loaded = {0};
        const kefu_status status = fcr.load(&loaded, 1, bytes, size, &c, &error);
        assert_int_equal(status, size % 24 ? KEFU_E_DATA : KEFU_OK);
        if (!status)
            fcr.destroy(&loaded, &c);
    }
    s = (contacts){0};
    assert_int_equal(fcr.load(&s, 1, swapped, 48, &c, &error), KEFU_E_DATA);
    s = (contacts){0};
    assert_int_equal(fcr.load(&s, 2, bytes, 48, &c, &error), KEFU_E_UNSUPPORTED);
    assert_int_equal(((oom_state *)c.allocator->user)->blocks, 0);
}

/* ---- Memory ---- */

static int scenario_fcr(const kefu_allocator *allocator)
{
    static const visit visits[] = {{1, 0}, {1, 5}, {2, 6}, {3, 7}, {1, 8}, {2, 9},
                                   {1, 0}, {1, 5}, {2, 6}, {3, 7}, {1, 8}, {2, 9}};
    kefu_registry *registry = fcr_registry(allocator);
    kefu_tally *a = registry ? fcr_tally(registry, allocator, "fcr(who, at)") : NULL;
    kefu_tally *b = a ? fcr_tally(registry, allocator, "fcr(who, at)") : NULL;
    kefu_frame *frame = NULL;
    kefu_status status = b ? fcr_count(a, visits, 12) : KEFU_E_MEMORY;
    status = status ? status : fcr_count(b, visits, 12);
    status = status ? status : kefu_tally_merge(a, b, NULL);
    status = status ? status : kefu_tally_frame(a, &frame, NULL);
    kefu_frame_free(frame);
    kefu_tally_free(b);
    kefu_tally_free(a);
    kefu_registry_free(registry);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_fcr) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases_by_hand),
        cmocka_unit_test(test_parts_merged_in_any_order_equal_the_model),
        cmocka_unit_test(test_bytes_are_those_of_the_contacts_alone),
        cmocka_unit_test(test_bytes_that_no_rows_give_are_refused),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
