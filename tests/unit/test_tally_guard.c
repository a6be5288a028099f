/* test_tally_guard.c - metrics that write where they must not are named, and their tallies end. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"
#include "metric/tally_guard.h"
#include "rows.h"

/* ---- A metric that counts rows, and breaks out where it is told to ---- */

enum { NOWHERE, INIT, UPDATE, MERGE, MERGE_SOURCE, FINALIZE };

typedef struct wild {
    int32_t where;  /* INIT ... */
    ptrdiff_t from; /* first byte that is written, as an offset from its state */
    size_t bytes;
    int64_t group; /* UPDATE: at the state of this one only; -1 = all */
    int32_t alive;
} wild;

static void wild_write(const wild *w, int32_t where, const void *state)
{
    unsigned char *at = (unsigned char *)(uintptr_t)state + w->from;
    if (w->where == where)
        for (size_t i = 0; i < w->bytes; i++)
            at[i] = (unsigned char)(at[i] + 1);
}

static kefu_status KEFU_CALL wild_init(void *state, const kefu_context *context, kefu_error *error)
{
    wild *w = context->user;
    (void)error;
    w->alive++;
    wild_write(w, INIT, state);
    return KEFU_OK;
}

static kefu_status KEFU_CALL wild_update(void *states, size_t stride, const uint32_t *groups,
                                         const kefu_args *args, const kefu_context *context,
                                         kefu_error *error)
{
    const wild *w = context->user;
    (void)error;
    for (int64_t i = 0; i < args->rows; i++) {
        unsigned char *state = (unsigned char *)states + stride * groups[i];
        state[0]++;
        if (w->group < 0 || w->group == groups[i])
            wild_write(w, UPDATE, state);
    }
    return KEFU_OK;
}

static kefu_status KEFU_CALL wild_merge(void *dst, const void *src, const kefu_context *context,
                                        kefu_error *error)
{
    (void)error;
    *(unsigned char *)dst = (unsigned char)(*(unsigned char *)dst + *(const unsigned char *)src);
    wild_write(context->user, MERGE, dst);
    wild_write(context->user, MERGE_SOURCE, src);
    return KEFU_OK;
}

static kefu_status KEFU_CALL wild_finalize(const void *state, kefu_value *out,
                                           const kefu_context *context, kefu_error *error)
{
    (void)error;
    *out = (kefu_value){*(const unsigned char *)state, 1, 1, KEFU_VALUE_OK, 0};
    wild_write(context->user, FINALIZE, state);
    return KEFU_OK;
}

static void KEFU_CALL wild_destroy(void *state, const kefu_context *context)
{
    (void)state;
    ((wild *)context->user)->alive--;
}

/* Registers wild(x), and tame(x), which is the same code with a user that never breaks out. */
static kefu_registry *wild_registry(wild *w, wild *tame, size_t size, size_t align)
{
    static const kefu_port port = {sizeof port, "x", KEFU_PORT_NUMBER, -1, 0, 0};
    static const kefu_port *const ports[] = {&port};
    kefu_metric m = {.struct_size = sizeof m,
                     .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE,
                     .id = "org.example.wild/1",
                     .name = "wild",
                     .ports = ports,
                     .n_ports = 1,
                     .n_required = 1,
                     .state_size = size,
                     .state_align = align,
                     .init = wild_init,
                     .update = wild_update,
                     .merge = wild_merge,
                     .finalize = wild_finalize,
                     .destroy = wild_destroy};
    kefu_registry *registry = NULL;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &m, w, NULL, NULL), KEFU_OK);
    m.id = "org.example.tame/1";
    m.name = "tame";
    assert_int_equal(kefu_registry_add(registry, &m, tame, NULL, NULL), KEFU_OK);
    kefu_registry_freeze(registry);
    return registry;
}

/* Two of ours and three that are not, so that every kind of neighbour occurs. */
static const char *const formulas[] = {"sum(x)", "tame(x)", "wild(x)", "tame(x + 1)", "count(*)"};

static kefu_tally *wild_tally(const kefu_registry *registry)
{
    kefu_tally *tally = NULL;
    char name[] = "a";
    assert_int_equal(kefu_tally_new(registry, NULL, &tally, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_by(tally, "id", NULL), KEFU_OK);
    for (size_t i = 0; i < 5; i++, name[0]++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = name};
        assert_int_equal(kefu_tally_add(tally, &info, formulas[i], NULL), KEFU_OK);
    }
    return tally;
}

static void some_rows(rows *r)
{
    static const int64_t ids[] = {10, 20, 30, 20}, x[] = {1, 2, 3, 4};
    rows_begin(r, 4);
    rows_add(r, "id", KEFU_COLUMN_I64, ids);
    rows_add(r, "x", KEFU_COLUMN_I64, x);
}

/* Updates two tallies, merges them and takes a frame: the first failure, and where it was. */
typedef struct run_result {
    kefu_status status;
    const char *step;
    kefu_error error;
    kefu_status again; /* of the tally that broke, afterwards */
} run_result;

static run_result run(const kefu_registry *registry)
{
    run_result r = {.step = "done"};
    kefu_tally *a = wild_tally(registry), *b = wild_tally(registry);
    kefu_frame *frame = NULL;
    rows batch;
    some_rows(&batch);
    r.status = kefu_tally_update(a, &batch.batch, &r.error);
    if (!r.status)
        assert_int_equal(kefu_tally_update(b, &batch.batch, &r.error), KEFU_OK);
    if (r.status) {
        r.step = "update";
    } else if ((r.status = kefu_tally_merge(a, b, &r.error)) != KEFU_OK) {
        r.step = "merge";
    } else if ((r.status = kefu_tally_frame(a, &frame, &r.error)) != KEFU_OK) {
        r.step = "frame";
    }
    if (!r.status) {
        kefu_value v;
        assert_int_equal(kefu_frame_value(frame, 1, 2, &v), KEFU_OK);
        assert_int_equal(v.num, 4); /* two rows of id 20 in each */
        assert_int_equal(kefu_frame_value(frame, 1, 0, &v), KEFU_OK);
        assert_int_equal(v.num, 12);
        kefu_frame_free(frame);
    } else {
        r.again = kefu_tally_frame(a, &frame, NULL);
        assert_null(frame);
    }
    kefu_tally_free(a);
    kefu_tally_free(b);
    return r;
}

static const struct wild_case {
    wild w;
    const char *step, *says;
} wild_cases[] = {
    {{NOWHERE, 0, 0, -1, 0}, "done", NULL},
    {{INIT, 24, 1, -1, 0}, "update", "metric 'wild': 'init' wrote beyond its state"},
    {{INIT, -1, 1, -1, 0}, "update", "metric 'wild': 'init' wrote beyond its state"},
    {{UPDATE, 24, 1, -1, 0}, "update", "metric 'wild': 'update' wrote beyond its state"},
    {{UPDATE, 24, 16, 0, 0}, "update", "metric 'wild': 'update' wrote beyond its state"},
    {{UPDATE, 39, 1, 1, 0}, "update", "metric 'wild': 'update' wrote beyond its state"},
    {{UPDATE, -16, 1, 2, 0}, "update", "metric 'wild': 'update' wrote beyond its state"},
    {{UPDATE, 23, 1, 2, 0}, "done", NULL}, /* its own last byte */
    {{MERGE, 24, 8, -1, 0}, "merge", "metric 'wild': 'merge' wrote beyond its state"},
    {{MERGE, -8, 8, -1, 0}, "merge", "metric 'wild': 'merge' wrote beyond its state"},
    {{MERGE_SOURCE, 24, 8, -1, 0}, "merge", "metric 'wild': 'merge' wrote beyond its state"},
    {{MERGE_SOURCE, 3, 1, -1, 0},
     "merge",
     "metric 'wild': 'merge' changed the state that it was to read"},
    {{FINALIZE, 24, 4, -1, 0},
     "frame",
     "metric 'c', group '10': metric 'wild': 'finalize' wrote beyond its state"},
    {{FINALIZE, 8, 1, -1, 0},
     "frame",
     "metric 'c', group '10': metric 'wild': 'finalize' changed the state that it was to read"},
};

static void test_a_metric_that_breaks_out_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wild_cases / sizeof *wild_cases; i++) {
        wild w = wild_cases[i].w, tame = {NOWHERE, 0, 0, -1, 0};
        kefu_registry *registry = wild_registry(&w, &tame, 24, 8);
        run_result r = run(registry);
        assert_string_equal(r.step, wild_cases[i].step);
        if (wild_cases[i].says) {
            assert_int_equal(r.status, KEFU_E_PLUGIN);
            assert_string_equal(r.error.message, wild_cases[i].says);
            assert_int_equal(r.again, KEFU_E_STATE);
        }
        assert_int_equal(w.alive, 0);
        assert_int_equal(tame.alive, 0);
        kefu_registry_free(registry);
    }
}

/* The tally whose state was changed ends, too, though it was but read. */
static void test_the_source_of_a_merge_ends(void **state)
{
    wild w = {MERGE_SOURCE, 3, 1, -1, 0}, tame = {NOWHERE, 0, 0, -1, 0};
    kefu_registry *registry = wild_registry(&w, &tame, 24, 8);
    kefu_tally *a = wild_tally(registry), *b = wild_tally(registry);
    rows batch;
    (void)state;
    some_rows(&batch);
    assert_int_equal(kefu_tally_update(b, &batch.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_merge(a, b, NULL), KEFU_E_PLUGIN);
    assert_int_equal(kefu_tally_update(a, &batch.batch, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_tally_update(b, &batch.batch, NULL), KEFU_E_STATE);
    kefu_tally_free(a);
    kefu_tally_free(b);
    kefu_registry_free(registry);
}

/* Zones do not disturb alignment, whatever the sizes, and none is needed for what is built in. */
static void test_states_of_any_size_and_alignment(void **state)
{
    static const size_t sizes[] = {1, 2, 3, 15, 16, 17, 100, 4096}, aligns[] = {1, 2, 4, 8, 16};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < sizeof aligns / sizeof *aligns; k++) {
            wild w = {NOWHERE, 0, 0, -1, 0}, tame = {NOWHERE, 0, 0, -1, 0};
            kefu_registry *registry = wild_registry(&w, &tame, sizes[i], aligns[k]);
            kefu_tally *tally = wild_tally(registry);
            for (int32_t a = 0; a < tally->n_aggregates; a++) {
                const kf_aggregate_state *one = &tally->aggregates[a];
                assert_int_equal(one->offset % one->metric->state_align, 0);
                assert_int_equal(one->guard, strchr("wt", one->metric->name[0]) ? 16 : 0);
            }
            kefu_tally_free(tally);
            assert_string_equal(run(registry).step, "done");
            kefu_registry_free(registry);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_metric_that_breaks_out_is_named),
        cmocka_unit_test(test_the_source_of_a_merge_ends),
        cmocka_unit_test(test_states_of_any_size_and_alignment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
