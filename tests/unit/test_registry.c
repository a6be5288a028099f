/* test_registry.c - metrics by name: order, what is refused, who frees what. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"
#include "oom.h"

static kefu_status KEFU_CALL any_update(void *states, size_t stride, const uint32_t *groups,
                                        const kefu_args *args, const kefu_context *context,
                                        kefu_error *error)
{
    (void)states, (void)stride, (void)groups, (void)args, (void)context, (void)error;
    return KEFU_OK;
}

static kefu_status KEFU_CALL any_finalize(const void *state, kefu_value *out,
                                          const kefu_context *context, kefu_error *error)
{
    (void)state, (void)out, (void)context, (void)error;
    return KEFU_OK;
}

static kefu_status KEFU_CALL any_save(const void *state, uint32_t format, void *out,
                                      size_t capacity, size_t *need, const kefu_context *context,
                                      kefu_error *error)
{
    (void)state, (void)format, (void)out, (void)capacity, (void)need, (void)context, (void)error;
    return KEFU_OK;
}

static const kefu_port number_port = {sizeof number_port, "x", KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const one_port[] = {&number_port};

static kefu_status KEFU_CALL any_load(void *state, uint32_t format, const void *bytes, size_t size,
                                      const kefu_context *context, kefu_error *error)
{
    (void)state, (void)format, (void)bytes, (void)size, (void)context, (void)error;
    return KEFU_OK;
}

/* The smallest table that is right. */
static kefu_metric right(void)
{
    kefu_metric m = {.struct_size = sizeof m,
                     .id = "org.example.first_contact/1",
                     .name = "first_contact",
                     .ports = one_port,
                     .n_ports = 1,
                     .n_required = 1,
                     .state_size = 8,
                     .state_align = 8,
                     .update = any_update,
                     .finalize = any_finalize};
    return m;
}

static void KEFU_CALL count_call(void *user) { ++*(int *)user; }

/* ---- The built-ins -------------------------------------------------------------------------- */

static void test_the_built_ins_are_there_in_order_of_names(void **state)
{
    static const char *const names[] = {
        "clock_mean",     "concurrency",    "count",         "deviation",   "deviation_pop",
        "distinct",       "distinct_about", "first",         "last",        "max",
        "mean",           "median",         "min",           "mode",        "quantile",
        "quantile_about", "ratio",          "share",         "sum",         "trimmed_mean",
        "variance",       "variance_pop",   "weighted_mean", "winsor_mean",
    };
    const int32_t n = sizeof names / sizeof *names;
    kefu_registry *registry;
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_count(registry), n);
    assert_int_equal(kefu_registry_count(NULL), n);
    for (int32_t i = 0; i < n; i++) {
        char id[64] = "kefu.";
        strcat(strcat(id, names[i]), "/1");
        assert_string_equal(kefu_registry_metric(registry, i)->name, names[i]);
        assert_string_equal(kefu_registry_metric(registry, i)->id, id);
        assert_ptr_equal(kefu_registry_metric(NULL, i), kefu_registry_metric(registry, i));
        assert_ptr_equal(kefu_registry_find(NULL, names[i]), kefu_registry_metric(NULL, i));
    }
    assert_null(kefu_registry_metric(registry, -1));
    assert_null(kefu_registry_metric(registry, n));
    assert_null(kefu_registry_find(registry, "avg"));
    assert_null(kefu_registry_find(registry, NULL));
    kefu_registry_free(registry);
    kefu_registry_free(NULL);
}

/* Each built-in passes the checks that everybody's metrics pass. */
static void test_the_built_ins_keep_the_contract(void **state)
{
    (void)state;
    for (int32_t i = 0; i < kefu_registry_count(NULL); i++) {
        kefu_registry *registry;
        kefu_metric m = *kefu_registry_metric(NULL, i);
        kefu_error error;
        char id[64] = "copy.of.", name[32] = "copy_";
        m.id = strcat(id, m.id);
        m.name = strcat(name, m.name);
        assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
        assert_int_equal(kefu_registry_add(registry, &m, NULL, NULL, &error), KEFU_OK);
        kefu_registry_free(registry);
    }
}

static void test_added_metrics_take_their_place_by_name(void **state)
{
    kefu_registry *registry;
    kefu_metric m = right();
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &m, NULL, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_count(registry), kefu_registry_count(NULL) + 1);
    for (int32_t i = 1; i < kefu_registry_count(registry); i++)
        assert_true(strcmp(kefu_registry_metric(registry, i - 1)->name,
                           kefu_registry_metric(registry, i)->name) < 0);
    assert_string_equal(kefu_registry_find(registry, "first_contact")->id, m.id);
    kefu_registry_free(registry);
}

/* ---- What is refused ------------------------------------------------------------------------ */

/* Each case breaks the right table in one way. */
typedef struct bad_case {
    const char *what;
    kefu_status status;
    void (*spoil)(kefu_metric *m);
} bad_case;

static const kefu_port bad_type = {sizeof bad_type, "x", 9, -1, 0, 0};
static const kefu_port *const bad_type_ports[] = {&bad_type};
static const kefu_port bad_scale = {sizeof bad_scale, "x", KEFU_PORT_NUMBER, 10, 0, 0};
static const kefu_port *const bad_scale_ports[] = {&bad_scale};
static const kefu_port bad_flag = {sizeof bad_flag, "x", KEFU_PORT_NUMBER, -1, 2, 0};
static const kefu_port *const bad_flag_ports[] = {&bad_flag};
static const kefu_port no_name = {sizeof no_name, NULL, KEFU_PORT_NUMBER, -1, 0, 0};
static const kefu_port *const no_name_ports[] = {&no_name};
static const kefu_port *const null_ports[] = {NULL};

static void spoil_size(kefu_metric *m) { m->struct_size = 0; }
static void spoil_no_name(kefu_metric *m) { m->name = NULL; }
static void spoil_capital(kefu_metric *m) { m->name = "First"; }
static void spoil_dash(kefu_metric *m) { m->name = "first-contact"; }
static void spoil_digit(kefu_metric *m) { m->name = "1st"; }
static void spoil_word(kefu_metric *m) { m->name = "metric"; }
static void spoil_no_id(kefu_metric *m) { m->id = NULL; }
static void spoil_revision(kefu_metric *m) { m->id = "org.example.first"; }
static void spoil_revision_text(kefu_metric *m) { m->id = "org.example.first/one"; }
static void spoil_revision_alone(kefu_metric *m) { m->id = "/1"; }
static void spoil_id_space(kefu_metric *m) { m->id = "org.example first/1"; }
static void spoil_id_dot(kefu_metric *m) { m->id = "first/1"; }
static void spoil_flags(kefu_metric *m) { m->flags = 1024; }
static void spoil_no_ports(kefu_metric *m) { m->ports = NULL; }
static void spoil_null_port(kefu_metric *m) { m->ports = null_ports; }
static void spoil_param_size(kefu_metric *m)
{
    static const kefu_param unsized = {.name = "days", .most = 7};
    static const kefu_param *const params[] = {&unsized};
    m->params = params;
    m->n_params = 1;
}
static void spoil_port_count(kefu_metric *m) { m->n_ports = 5; }
static void spoil_required(kefu_metric *m) { m->n_required = 2; }
static void spoil_none_required(kefu_metric *m) { m->n_required = 0; }
static void spoil_id_ours(kefu_metric *m) { m->id = "kefu.spoilt/1"; }
static void spoil_function(kefu_metric *m) { m->name = "abs"; }
static void spoil_keyword(kefu_metric *m) { m->name = "where"; }
static void spoil_port_type(kefu_metric *m) { m->ports = bad_type_ports; }
static void spoil_port_scale(kefu_metric *m) { m->ports = bad_scale_ports; }
static void spoil_port_flag(kefu_metric *m) { m->ports = bad_flag_ports; }
static void spoil_port_name(kefu_metric *m) { m->ports = no_name_ports; }
static void spoil_state_size(kefu_metric *m) { m->state_size = 4097; }
static void spoil_align_odd(kefu_metric *m) { m->state_align = 12; }
static void spoil_align_wide(kefu_metric *m) { m->state_align = 32; }
static void spoil_align_none(kefu_metric *m) { m->state_align = 0; }
static void spoil_update(kefu_metric *m) { m->update = NULL; }
static void spoil_finalize(kefu_metric *m) { m->finalize = NULL; }
static void spoil_merge(kefu_metric *m) { m->flags = KEFU_METRIC_MERGEABLE; }
static void spoil_save(kefu_metric *m) { m->load = any_load; }
static void spoil_load(kefu_metric *m)
{
    m->save = any_save;
    m->state_format = 1;
}

static void spoil_format(kefu_metric *m)
{
    m->save = any_save;
    m->load = any_load;
}

static const bad_case bad_cases[] = {
    {"struct_size", KEFU_E_ARGUMENT, spoil_size},
    {"name", KEFU_E_PLUGIN, spoil_no_name},
    {"name", KEFU_E_PLUGIN, spoil_capital},
    {"name", KEFU_E_PLUGIN, spoil_dash},
    {"name", KEFU_E_PLUGIN, spoil_digit},
    {"name", KEFU_E_PLUGIN, spoil_word},
    {"id", KEFU_E_PLUGIN, spoil_no_id},
    {"revision", KEFU_E_PLUGIN, spoil_revision},
    {"revision", KEFU_E_PLUGIN, spoil_revision_text},
    {"revision", KEFU_E_PLUGIN, spoil_revision_alone},
    {"id", KEFU_E_PLUGIN, spoil_id_space},
    {"id", KEFU_E_PLUGIN, spoil_id_dot},
    {"flags", KEFU_E_UNSUPPORTED, spoil_flags},
    {"ports", KEFU_E_PLUGIN, spoil_no_ports},
    {"metric 'first_contact': port 0: a struct is NULL", KEFU_E_ARGUMENT, spoil_null_port},
    {"metric 'first_contact': parameter 0: struct_size is 0", KEFU_E_ARGUMENT, spoil_param_size},
    {"ports", KEFU_E_PLUGIN, spoil_port_count},
    {"n_required", KEFU_E_PLUGIN, spoil_required},
    {"NO_ARGS", KEFU_E_PLUGIN, spoil_none_required},
    {"library's", KEFU_E_PLUGIN, spoil_id_ours},
    {"word or function", KEFU_E_PLUGIN, spoil_function},
    {"word or function", KEFU_E_PLUGIN, spoil_keyword},
    {"type", KEFU_E_UNSUPPORTED, spoil_port_type},
    {"scale", KEFU_E_PLUGIN, spoil_port_scale},
    {"flags", KEFU_E_UNSUPPORTED, spoil_port_flag},
    {"name", KEFU_E_PLUGIN, spoil_port_name},
    {"state_size", KEFU_E_PLUGIN, spoil_state_size},
    {"state_align", KEFU_E_PLUGIN, spoil_align_odd},
    {"state_align", KEFU_E_PLUGIN, spoil_align_wide},
    {"state_align", KEFU_E_PLUGIN, spoil_align_none},
    {"update", KEFU_E_PLUGIN, spoil_update},
    {"finalize", KEFU_E_PLUGIN, spoil_finalize},
    {"merge", KEFU_E_PLUGIN, spoil_merge},
    {"load", KEFU_E_PLUGIN, spoil_load},
    {"save", KEFU_E_PLUGIN, spoil_save},
    {"state_format", KEFU_E_PLUGIN, spoil_format},
};

static void test_a_table_that_breaks_the_contract_is_refused(void **state)
{
    kefu_registry *registry;
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof bad_cases / sizeof *bad_cases; i++) {
        kefu_metric m = right();
        kefu_error error = {0};
        int freed = 0;
        bad_cases[i].spoil(&m);
        assert_int_equal(kefu_registry_add(registry, &m, &freed, count_call, &error),
                         bad_cases[i].status);
        assert_int_equal(error.code, bad_cases[i].status);
        assert_non_null(strstr(error.message, bad_cases[i].what));
        assert_int_equal(freed, 1);
        assert_int_equal(kefu_registry_count(registry), kefu_registry_count(NULL));
    }
    kefu_registry_free(registry);
}

static void test_a_longer_table_with_a_set_tail_is_refused(void **state)
{
    struct {
        kefu_metric m;
        void *tail;
    } longer = {right(), NULL};
    kefu_registry *registry;
    (void)state;
    longer.m.struct_size = sizeof longer;
    longer.tail = &longer;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &longer.m, NULL, NULL, NULL), KEFU_E_UNSUPPORTED);
    longer.tail = NULL;
    assert_int_equal(kefu_registry_add(registry, &longer.m, NULL, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_find(registry, "first_contact")->struct_size,
                     sizeof(kefu_metric));
    kefu_registry_free(registry);
}

static void test_a_taken_name_or_id_is_refused(void **state)
{
    kefu_registry *registry;
    kefu_metric m = right();
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &m, NULL, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &m, NULL, NULL, NULL), KEFU_E_EXISTS);
    m.name = "other";
    assert_int_equal(kefu_registry_add(registry, &m, NULL, NULL, NULL), KEFU_E_EXISTS);
    m.id = "org.example.first_contact/2";
    assert_int_equal(kefu_registry_add(registry, &m, NULL, NULL, NULL), KEFU_OK);
    m.id = "org.example.sum/1";
    m.name = "sum";
    assert_int_equal(kefu_registry_add(registry, &m, NULL, NULL, NULL), KEFU_E_EXISTS);
    kefu_registry_free(registry);
}

/* ---- Ownership ------------------------------------------------------------------------------ */

static void test_user_is_freed_exactly_once(void **state)
{
    kefu_registry *registry;
    kefu_metric m = right();
    int kept = 0, refused = 0, frozen = 0, null_metric = 0, null_registry = 0;
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &m, &kept, count_call, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &m, &refused, count_call, NULL), KEFU_E_EXISTS);
    assert_int_equal(kefu_registry_add(registry, NULL, &null_metric, count_call, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_registry_add(NULL, &m, &null_registry, count_call, NULL),
                     KEFU_E_ARGUMENT);
    kefu_registry_freeze(registry);
    kefu_registry_freeze(NULL);
    m.name = "late";
    m.id = "org.example.late/1";
    assert_int_equal(kefu_registry_add(registry, &m, &frozen, count_call, NULL), KEFU_E_STATE);
    assert_int_equal(kept, 0);
    kefu_registry_free(registry);
    assert_int_equal(kept, 1);
    assert_int_equal(refused, 1);
    assert_int_equal(frozen, 1);
    assert_int_equal(null_metric, 1);
    assert_int_equal(null_registry, 1);
}

/* The caller's table may be on the stack, ports and all: the registry has its own. */
static void test_tables_are_copied(void **state)
{
    kefu_registry *registry;
    kefu_port port = number_port;
    const kefu_port *ports[] = {&port};
    kefu_metric m = right();
    (void)state;
    m.ports = ports;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &m, NULL, NULL, NULL), KEFU_OK);
    port.type = 77;
    ports[0] = NULL;
    m.n_ports = 0;
    assert_int_equal(kefu_registry_find(registry, "first_contact")->n_ports, 1);
    assert_int_equal(kefu_registry_find(registry, "first_contact")->ports[0]->type,
                     KEFU_PORT_NUMBER);
    kefu_registry_free(registry);
}

static int scenario_add(const kefu_allocator *allocator)
{
    char names[9][8], ids[9][16];
    kefu_registry *registry = NULL;
    int freed = 0, added = 0;
    kefu_status status = kefu_registry_new(allocator, &registry, NULL);
    for (int i = 0; i < 9 && !status; i++, added++) {
        kefu_metric m = right();
        memcpy(names[i], "name_0", 7);
        memcpy(ids[i], "org.name0/1", 12);
        names[i][5] = ids[i][8] = (char)('0' + i);
        m.name = names[i];
        m.id = ids[i];
        status = kefu_registry_add(registry, &m, &freed, count_call, NULL);
    }
    kefu_registry_free(registry);
    return freed != added ? 2 : status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_add) >= 4);
    assert_int_equal(kefu_registry_new(NULL, NULL, NULL), KEFU_E_ARGUMENT);
    kefu_allocator half = {.struct_size = sizeof half};
    kefu_registry *registry;
    assert_int_equal(kefu_registry_new(&half, &registry, NULL), KEFU_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_built_ins_are_there_in_order_of_names),
        cmocka_unit_test(test_the_built_ins_keep_the_contract),
        cmocka_unit_test(test_added_metrics_take_their_place_by_name),
        cmocka_unit_test(test_a_table_that_breaks_the_contract_is_refused),
        cmocka_unit_test(test_a_longer_table_with_a_set_tail_is_refused),
        cmocka_unit_test(test_a_taken_name_or_id_is_refused),
        cmocka_unit_test(test_user_is_freed_exactly_once),
        cmocka_unit_test(test_tables_are_copied),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
