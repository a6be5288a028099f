/* test_state_plugin.c - saved states of metrics that are not ours: kept, missing, of another
 * revision or format, and breaking their contract. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/state.h"
#include "rows.h"

/* ---- A metric that keeps the greatest number as text of 8 bytes in format 1, 9 in format 2 ----
 */

enum { ONE_STATE = 8, BIG = 1000 };

/* How it behaves: what `user` points to. */
typedef struct manners {
    size_t overrun, more, changes; /* bytes beyond the room; said the second time; in the state */
    kefu_status save, load;
    uint32_t saved;    /* the format that it was last asked for */
    size_t calls, big; /* 1: states need BIG bytes */
} manners;

static kefu_status KEFU_CALL top_update(void *states, size_t stride, const uint32_t *groups,
                                        const kefu_args *args, const kefu_context *context,
                                        kefu_error *error)
{
    (void)context, (void)error;
    for (int64_t i = 0; i < args->rows; i++) {
        unsigned char *state = (unsigned char *)states + stride * groups[i];
        if (args->vectors[0]->values[i] > state[0])
            state[0] = (unsigned char)args->vectors[0]->values[i];
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL top_merge(void *dst, const void *src, const kefu_context *context,
                                       kefu_error *error)
{
    unsigned char *a = dst;
    const unsigned char *b = src;
    (void)context, (void)error;
    a[0] = a[0] > b[0] ? a[0] : b[0];
    return KEFU_OK;
}

static kefu_status KEFU_CALL top_save(const void *state, uint32_t format, void *out,
                                      size_t capacity, size_t *need, const kefu_context *context,
                                      kefu_error *error)
{
    manners *m = context->user;
    const size_t size = m->big ? BIG : ONE_STATE + format - 1;
    m->saved = format;
    m->calls++;
    if (m->save)
        return context->host->set_error(error, m->save, -1, "no");
    *need = size + (m->calls > 1 ? m->more : 0);
    if (capacity >= size) {
        memset(out, 0, size);
        memcpy(out, state, 1);
        memset((char *)out + capacity, 1, m->overrun);
    }
    if (m->changes) {
        void *mine;
        memcpy(&mine, &state, sizeof mine);
        *(unsigned char *)mine = 77;
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL top_load(void *state, uint32_t format, const void *bytes, size_t size,
                                      const kefu_context *context, kefu_error *error)
{
    const manners *m = context->user;
    if (m->load)
        return context->host->set_error(error, m->load, -1, "no");
    if (size != (m->big ? BIG : ONE_STATE + format - 1))
        return context->host->set_error(error, KEFU_E_DATA, -1, "bad size");
    memcpy(state, bytes, 1);
    return KEFU_OK;
}

static kefu_status KEFU_CALL top_finalize(const void *state, kefu_value *out,
                                          const kefu_context *context, kefu_error *error)
{
    (void)context, (void)error;
    *out = (kefu_value){*(const unsigned char *)state, 1, 1, KEFU_VALUE_OK, 0};
    return KEFU_OK;
}

static const kefu_port top_port = {sizeof top_port, "x", KEFU_PORT_NUMBER, 0, 0, 0};
static const kefu_port *const top_ports[] = {&top_port};

static const kefu_metric top = {.struct_size = sizeof top,
                                .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE,
                                .state_format = 1,
                                .id = "org.example.top/1",
                                .name = "top",
                                .ports = top_ports,
                                .n_ports = 1,
                                .n_required = 1,
                                .state_size = 1,
                                .state_align = 1,
                                .update = top_update,
                                .merge = top_merge,
                                .save = top_save,
                                .load = top_load,
                                .finalize = top_finalize};

static kefu_registry *registry_of(const kefu_metric *metric, manners *m)
{
    kefu_registry *registry = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    if (metric && kefu_registry_add(registry, metric, m, NULL, &error))
        fail_msg("%s", error.message);
    kefu_registry_freeze(registry);
    return registry;
}

static kefu_tally *tally_of(const kefu_registry *registry)
{
    static const int64_t xs[] = {3, 9, 4};
    kefu_metric_info info = {.struct_size = sizeof info, .name = "m"};
    kefu_tally *tally = NULL;
    rows r;
    rows_begin(&r, 3);
    rows_add(&r, "x", KEFU_COLUMN_I64, xs);
    assert_int_equal(kefu_tally_new(registry, NULL, &tally, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_add(tally, &info, "top(x)", NULL), KEFU_OK);
    assert_int_equal(kefu_tally_update(tally, &r.batch, NULL), KEFU_OK);
    return tally;
}

static kefu_status save(const kefu_tally *tally, kefu_buffer **buffer, kefu_error *error)
{
    assert_int_equal(kefu_buffer_new(NULL, buffer, NULL), KEFU_OK);
    return kefu_tally_save(tally, NULL, kefu_buffer_sink(*buffer), error);
}

static kefu_status load(const kefu_registry *registry, const kefu_buffer *buffer, kefu_tally **out,
                        kefu_error *error)
{
    size_t size;
    const char *bytes = kefu_buffer_data(buffer, &size);
    return kefu_tally_load(registry, NULL, bytes, size, out, error);
}

static int64_t top_of(const kefu_tally *tally)
{
    kefu_frame *frame = NULL;
    kefu_value v;
    assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, 0, 0, &v), KEFU_OK);
    kefu_frame_free(frame);
    return v.num;
}

/* ---- Kept ------------------------------------------------------------------------------------ */

/* Saved with one registry, loaded with a copy, merged with a tally of the first. States larger than
 * the room that is tried first are asked for again. */
static void test_states_of_a_plugin(void **state)
{
    (void)state;
    for (size_t big = 0; big < 2; big++) {
        manners m = {.big = big};
        kefu_registry *one = registry_of(&top, &m), *two = registry_of(&top, &m);
        kefu_tally *tally = tally_of(one), *loaded = NULL;
        kefu_buffer *buffer = NULL;
        assert_int_equal(save(tally, &buffer, NULL), KEFU_OK);
        assert_int_equal(m.calls, 1 + big);
        assert_int_equal(load(two, buffer, &loaded, NULL), KEFU_OK);
        assert_int_equal(top_of(loaded), 9);
        assert_int_equal(kefu_tally_merge(tally, loaded, NULL), KEFU_OK);
        assert_int_equal(top_of(tally), 9);
        kefu_tally_free(tally);
        kefu_tally_free(loaded);
        kefu_buffer_free(buffer);
        kefu_registry_free(one);
        kefu_registry_free(two);
    }
}

/* A plugin saves in its newest format; its later versions read the older ones. */
static void test_formats_of_a_plugin(void **state)
{
    manners m = {0};
    kefu_metric newer = top;
    newer.state_format = 2;
    kefu_registry *old = registry_of(&top, &m), *new = registry_of(&newer, &m);
    kefu_tally *first = tally_of(old), *second = tally_of(new), *loaded = NULL;
    kefu_buffer *from_old = NULL, *from_new = NULL;
    kefu_error error = {0};
    (void)state;
    assert_int_equal(save(first, &from_old, NULL), KEFU_OK);
    assert_int_equal(m.saved, 1);
    assert_int_equal(save(second, &from_new, NULL), KEFU_OK);
    assert_int_equal(m.saved, 2);
    assert_int_equal(load(new, from_old, &loaded, NULL), KEFU_OK);
    assert_int_equal(top_of(loaded), 9);
    kefu_tally_free(loaded);
    loaded = NULL;
    assert_int_equal(load(old, from_new, &loaded, &error), KEFU_E_UNSUPPORTED);
    assert_non_null(
        strstr(error.message, "'top' (org.example.top/1) have format 2, it reads 1..1"));
    assert_null(loaded);
    kefu_tally_free(first);
    kefu_tally_free(second);
    kefu_buffer_free(from_old);
    kefu_buffer_free(from_new);
    kefu_registry_free(old);
    kefu_registry_free(new);
}

/* ---- Missing --------------------------------------------------------------------------------- */

static void test_registries_without_it(void **state)
{
    manners m = {0};
    kefu_metric revised = top, unkept = top;
    revised.id = "org.example.top/2";
    unkept.save = NULL;
    unkept.load = NULL;
    const struct {
        const kefu_metric *metric;
        kefu_status expected;
        const char *says;
    } cases[] = {
        {NULL, KEFU_E_NAME,
         "the registry has no metric 'top' (org.example.top/1): load its plugin first"},
        {&revised, KEFU_E_NAME,
         "metric 'top' was saved by org.example.top/1, the registry has org.example.top/2"},
        {&unkept, KEFU_E_STATE, "metric 'top' keeps no states"},
    };
    kefu_registry *registry = registry_of(&top, &m);
    kefu_tally *tally = tally_of(registry);
    kefu_buffer *buffer = NULL;
    (void)state;
    assert_int_equal(save(tally, &buffer, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_registry *other = registry_of(cases[i].metric, &m);
        kefu_tally *loaded = NULL;
        kefu_error error = {0};
        assert_int_equal(load(other, buffer, &loaded, &error), cases[i].expected);
        assert_non_null(strstr(error.message, cases[i].says));
        assert_null(loaded);
        kefu_registry_free(other);
    }
    kefu_tally_free(tally);
    kefu_buffer_free(buffer);
    kefu_registry_free(registry);
}

static void test_a_metric_without_save(void **state)
{
    manners m = {0};
    kefu_metric unkept = top;
    kefu_buffer *buffer = NULL;
    kefu_error error = {0};
    size_t size;
    (void)state;
    unkept.save = NULL;
    unkept.load = NULL;
    kefu_registry *registry = registry_of(&unkept, &m);
    kefu_tally *tally = tally_of(registry);
    assert_int_equal(save(tally, &buffer, &error), KEFU_E_STATE);
    assert_non_null(strstr(error.message, "metric 'top' keeps no states"));
    kefu_buffer_data(buffer, &size);
    assert_int_equal(size, 0);
    assert_int_equal(top_of(tally), 9); /* as it was */
    kefu_buffer_free(buffer);
    kefu_tally_free(tally);
    kefu_registry_free(registry);
}

/* ---- Misbehaving ----------------------------------------------------------------------------- */

static void test_contracts_broken_by_save(void **state)
{
    static const struct {
        manners manners;
        kefu_status expected, after; /* after: of a frame */
        const char *says;
    } cases[] = {
        {{.overrun = 3}, KEFU_E_PLUGIN, KEFU_OK, "metric 'top': 'save' wrote more bytes"},
        {{.big = 1, .more = 2}, KEFU_E_PLUGIN, KEFU_OK, "'save' needs 1000 bytes, and then 1002"},
        {{.changes = 1}, KEFU_E_PLUGIN, KEFU_E_STATE, "'save' changed the state"},
        {{.save = KEFU_E_OVERFLOW}, KEFU_E_OVERFLOW, KEFU_OK, "top: no"},
        {{.save = 1234}, KEFU_E_PLUGIN, KEFU_OK, "top"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        manners m = cases[i].manners;
        kefu_registry *registry = registry_of(&top, &m);
        kefu_tally *tally = tally_of(registry);
        kefu_buffer *buffer = NULL;
        kefu_frame *frame = NULL;
        kefu_error error = {0};
        if (save(tally, &buffer, &error) != cases[i].expected ||
            !strstr(error.message, cases[i].says))
            fail_msg("case %zu: %s", i, error.message);
        assert_int_equal(kefu_tally_frame(tally, &frame, NULL), cases[i].after);
        kefu_frame_free(frame);
        kefu_buffer_free(buffer);
        kefu_tally_free(tally);
        kefu_registry_free(registry);
    }
}

static void test_load_that_fails(void **state)
{
    static const kefu_status cases[][2] = {{KEFU_E_DATA, KEFU_E_DATA}, {1234, KEFU_E_PLUGIN}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        manners m = {0};
        kefu_registry *registry = registry_of(&top, &m);
        kefu_tally *tally = tally_of(registry), *loaded = NULL;
        kefu_buffer *buffer = NULL;
        kefu_error error = {0};
        assert_int_equal(save(tally, &buffer, NULL), KEFU_OK);
        m.load = cases[i][0];
        assert_int_equal(load(registry, buffer, &loaded, &error), cases[i][1]);
        assert_non_null(strstr(error.message, "saved state, group 0: "));
        assert_non_null(strstr(error.message, "top"));
        assert_null(loaded);
        kefu_buffer_free(buffer);
        kefu_tally_free(tally);
        kefu_registry_free(registry);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states_of_a_plugin),
        cmocka_unit_test(test_formats_of_a_plugin),
        cmocka_unit_test(test_registries_without_it),
        cmocka_unit_test(test_a_metric_without_save),
        cmocka_unit_test(test_contracts_broken_by_save),
        cmocka_unit_test(test_load_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
