/* test_plugin.c - a plugin that is linked in: all of its metrics or none, its user made and freed
 * once, and its name in what is said of it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "../plugins/smallest.h"
#include "kefu/metric.h"
#include "oom.h"

static const kefu_metric alpha = SMALLEST("alpha");
static const kefu_metric omega = SMALLEST("omega");
static const kefu_metric *const both[] = {&alpha, &omega};

/* ---- Its user, counted ---- */

static int opened, closed;
static const kefu_host *host_given;
static const kefu_allocator *allocator_given;

static kefu_status KEFU_CALL test_user_new(const kefu_host *host, const kefu_allocator *allocator,
                                           void **user, kefu_error *error)
{
    host_given = host;
    allocator_given = allocator;
    *user = allocator->allocate(allocator->user, 100);
    if (!*user)
        return host->set_error(error, KEFU_E_MEMORY, -1, "no memory for the dictionary");
    opened++;
    return KEFU_OK;
}

static void KEFU_CALL test_user_free(void *user)
{
    allocator_given->release(allocator_given->user, user, 100);
    closed++;
}

static kefu_status KEFU_CALL test_user_refuse(const kefu_host *host,
                                              const kefu_allocator *allocator, void **user,
                                              kefu_error *error)
{
    (void)allocator, (void)user;
    return host->set_error(error, KEFU_E_DATA, -1, "no dictionary");
}

static kefu_status KEFU_CALL test_user_wild(const kefu_host *host, const kefu_allocator *allocator,
                                            void **user, kefu_error *error)
{
    (void)host, (void)allocator, (void)user, (void)error;
    return 77;
}

static kefu_plugin right(void)
{
    opened = closed = 0;
    return (kefu_plugin){.struct_size = sizeof(kefu_plugin),
                         .abi = KEFU_PLUGIN_ABI,
                         .header_version = KEFU_HEADER_VERSION,
                         .name = "Example metrics",
                         .version = "1.2.0",
                         .licence = "MIT",
                         .metrics = both,
                         .n_metrics = 2,
                         .user_new = test_user_new,
                         .user_free = test_user_free};
}

/* ---- What works ---- */

static void test_all_metrics_take_their_place_by_name(void **state)
{
    kefu_registry *registry = NULL;
    const kefu_plugin p = right();
    kefu_error error = {0};
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add_plugin(registry, &p, &error), KEFU_OK);
    assert_int_equal(kefu_registry_count(registry), kefu_registry_count(NULL) + 2);
    assert_non_null(kefu_registry_find(registry, "alpha"));
    assert_non_null(kefu_registry_find(registry, "omega"));
    assert_int_equal(opened, 1);
    assert_int_equal(closed, 0);
    kefu_registry_free(registry);
    assert_int_equal(closed, 1);
}

/* One constant table, many registries: each has a user of its own. */
static void test_two_registries_have_two_users(void **state)
{
    kefu_registry *a = NULL, *b = NULL;
    const kefu_plugin p = right();
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &a, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_new(NULL, &b, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add_plugin(a, &p, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add_plugin(b, &p, NULL), KEFU_OK);
    assert_int_equal(opened, 2);
    kefu_registry_free(a);
    assert_int_equal(closed, 1);
    kefu_registry_free(b);
    assert_int_equal(closed, 2);
}

/* What context->user is, and what the host tells of itself. */
static void test_the_user_reaches_the_callbacks(void **state)
{
    kefu_registry *registry = NULL;
    kefu_tally *tally = NULL;
    kefu_frame *frame = NULL;
    const kefu_plugin p = right();
    const kefu_metric_info info = {.struct_size = sizeof info, .name = "n"};
    kefu_value v;
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add_plugin(registry, &p, NULL), KEFU_OK);
    assert_ptr_equal(host_given, kefu_plugin_host());
    assert_int_equal(host_given->version, kefu_version_number());
    assert_int_equal(host_given->abi, KEFU_PLUGIN_ABI);
    assert_true(KEFU_HAS(host_given, set_error));
    assert_true(KEFU_HAS(host_given, fraction));
    kefu_registry_freeze(registry);
    assert_int_equal(kefu_tally_new(registry, NULL, &tally, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_add(tally, &info, "alpha(*) + omega(*)", NULL), KEFU_OK);
    assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, 0, 0, &v), KEFU_OK);
    assert_int_equal(v.num, 0);
    kefu_frame_free(frame);
    kefu_tally_free(tally);
    kefu_registry_free(registry);
}

/* A service that an older host lacks. */
static void test_a_shorter_host_is_seen(void **state)
{
    kefu_host older = {.struct_size = offsetof(kefu_host, fraction)};
    (void)state;
    assert_true(KEFU_HAS(&older, hash_key));
    assert_false(KEFU_HAS(&older, fraction));
    older.struct_size += sizeof older.fraction - 1;
    assert_false(KEFU_HAS(&older, fraction));
    older.struct_size++;
    assert_true(KEFU_HAS(&older, fraction));
}

static void test_a_plugin_of_no_user(void **state)
{
    kefu_registry *registry = NULL;
    kefu_plugin p = right();
    (void)state;
    p.user_new = NULL;
    p.user_free = NULL;
    p.licence = NULL;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add_plugin(registry, &p, NULL), KEFU_OK);
    kefu_registry_free(registry);
}

/* ---- What is refused ---- */

static const kefu_metric *const with_null[] = {&alpha, NULL};
static const kefu_metric *const twice[] = {&alpha, &alpha};
static const kefu_metric taken = SMALLEST("sum");
static const kefu_metric *const with_taken[] = {&alpha, &taken};
static const kefu_metric unfinished = {.struct_size = sizeof unfinished,
                                       .flags = KEFU_METRIC_NO_ARGS,
                                       .id = "org.example.unfinished/1",
                                       .name = "unfinished",
                                       .state_align = 1,
                                       .update = smallest_update};
static const kefu_metric *const with_unfinished[] = {&alpha, &unfinished};
static const kefu_metric unsized = {.name = "unsized"};
static const kefu_metric *const with_unsized[] = {&alpha, &unsized};
static const struct later_metric {
    kefu_metric m;
    size_t tail;
} later = {{.struct_size = sizeof later, .name = "later"}, 1};
static const kefu_metric *const with_later[] = {&alpha, &later.m};

static void spoil_abi(kefu_plugin *p) { p->abi = 2; }
static void spoil_abi_unset(kefu_plugin *p) { p->abi = 0; }
static void spoil_name(kefu_plugin *p) { p->name = NULL; }
static void spoil_version(kefu_plugin *p) { p->version = NULL; }
static void spoil_metrics(kefu_plugin *p) { p->metrics = NULL; }
static void spoil_none(kefu_plugin *p) { p->n_metrics = 0; }
static void spoil_many(kefu_plugin *p) { p->n_metrics = 1025; }
static void spoil_null(kefu_plugin *p) { p->metrics = with_null; }
static void spoil_reserved(kefu_plugin *p) { p->reserved0 = 1; }
static void spoil_open(kefu_plugin *p) { p->user_new = NULL; }
static void spoil_refuse(kefu_plugin *p) { p->user_new = test_user_refuse; }
static void spoil_wild(kefu_plugin *p) { p->user_new = test_user_wild; }
static void spoil_twice(kefu_plugin *p) { p->metrics = twice; }
static void spoil_taken(kefu_plugin *p) { p->metrics = with_taken; }
static void spoil_unfinished(kefu_plugin *p) { p->metrics = with_unfinished; }
static void spoil_unsized(kefu_plugin *p) { p->metrics = with_unsized; }
static void spoil_later(kefu_plugin *p)
{
    p->metrics = with_later;
    p->header_version = 10203;
}

static const struct spoilt {
    void (*spoil)(kefu_plugin *p);
    kefu_status status;
    int opened;
    const char *message;
} spoilt[] = {
    {spoil_abi, KEFU_E_UNSUPPORTED, 0,
     "plugin 'Example metrics' 1.2.0: its ABI is 2, that of this kefu (0.1.0) is 1"},
    {spoil_abi_unset, KEFU_E_UNSUPPORTED, 0,
     "plugin 'Example metrics' 1.2.0: its ABI is 0, that of this kefu (0.1.0) is 1"},
    {spoil_name, KEFU_E_PLUGIN, 0, "plugin '?' 1.2.0: name is NULL"},
    {spoil_version, KEFU_E_PLUGIN, 0, "plugin 'Example metrics' ?: version is NULL"},
    {spoil_metrics, KEFU_E_PLUGIN, 0, "plugin 'Example metrics' 1.2.0: metrics is NULL"},
    {spoil_none, KEFU_E_PLUGIN, 0, "plugin 'Example metrics' 1.2.0: n_metrics is below 1"},
    {spoil_many, KEFU_E_PLUGIN, 0, "plugin 'Example metrics' 1.2.0: n_metrics is above 1024"},
    {spoil_null, KEFU_E_PLUGIN, 0, "plugin 'Example metrics' 1.2.0: metrics[1] is NULL"},
    {spoil_reserved, KEFU_E_UNSUPPORTED, 0, "plugin 'Example metrics' 1.2.0: reserved0 is not 0"},
    {spoil_open, KEFU_E_PLUGIN, 0,
     "plugin 'Example metrics' 1.2.0: 'user_free' without 'user_new'"},
    {spoil_refuse, KEFU_E_DATA, 0, "plugin 'Example metrics' 1.2.0: no dictionary"},
    {spoil_wild, KEFU_E_PLUGIN, 0,
     "plugin 'Example metrics' 1.2.0: 'user_new' returned 77, which is no status of kefu"},
    {spoil_twice, KEFU_E_EXISTS, 1,
     "plugin 'Example metrics' 1.2.0: metric 'alpha': the name is taken by 'org.example.alpha/1'"},
    {spoil_taken, KEFU_E_EXISTS, 1,
     "plugin 'Example metrics' 1.2.0: metric 'sum': the name is taken by 'kefu.sum/1'"},
    {spoil_unfinished, KEFU_E_PLUGIN, 1,
     "plugin 'Example metrics' 1.2.0: metric 'unfinished': the callback 'finalize' is missing"},
    {spoil_unsized, KEFU_E_ARGUMENT, 1,
     "plugin 'Example metrics' 1.2.0: a table of a metric: struct_size is 0: set it to sizeof the "
     "struct before the call"},
    {spoil_later, KEFU_E_UNSUPPORTED, 1,
     "plugin 'Example metrics' 1.2.0 (made for kefu 1.2.3): metric 'later': a struct has fields "
     "that this release (0.1.0) does not know"},
};

static void test_none_of_a_plugin_that_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        const struct spoilt *c = &spoilt[i];
        kefu_registry *registry = NULL;
        kefu_plugin p = right();
        kefu_error error = {0};
        c->spoil(&p);
        assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
        assert_int_equal(kefu_registry_add_plugin(registry, &p, &error), c->status);
        assert_string_equal(error.message, c->message);
        assert_int_equal(error.code, c->status);
        assert_int_equal(kefu_registry_count(registry), kefu_registry_count(NULL));
        assert_int_equal(opened, c->opened);
        assert_int_equal(closed, c->opened);
        kefu_registry_free(registry);
        assert_int_equal(closed, c->opened);
    }
}

/* A table longer than ours: its head is where it always is, so it is named. */
static void test_a_later_table_is_named(void **state)
{
    struct {
        kefu_plugin p;
        const void *tail;
    } longer = {right(), &longer};
    kefu_registry *registry = NULL;
    kefu_error error = {0};
    (void)state;
    longer.p.struct_size = sizeof longer;
    longer.p.header_version = 10000;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add_plugin(registry, &longer.p, &error), KEFU_E_UNSUPPORTED);
    assert_string_equal(error.message,
                        "plugin 'Example metrics' 1.2.0 (made for kefu 1.0.0): a struct has fields "
                        "that this release (0.1.0) does not know");
    longer.p.abi = 3;
    assert_int_equal(kefu_registry_add_plugin(registry, &longer.p, &error), KEFU_E_UNSUPPORTED);
    assert_non_null(strstr(error.message, "its ABI is 3"));
    longer.p.struct_size = 0;
    assert_int_equal(kefu_registry_add_plugin(registry, &longer.p, &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "the table of a plugin: struct_size is 0"));
    longer.p.struct_size = sizeof longer;
    longer.p.abi = KEFU_PLUGIN_ABI;
    longer.tail = NULL;
    assert_int_equal(kefu_registry_add_plugin(registry, &longer.p, &error), KEFU_OK);
    kefu_registry_free(registry);
}

static void test_a_frozen_registry_opens_nothing(void **state)
{
    kefu_registry *registry = NULL;
    const kefu_plugin p = right();
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    kefu_registry_freeze(registry);
    assert_int_equal(kefu_registry_add_plugin(registry, &p, NULL), KEFU_E_STATE);
    assert_int_equal(opened, 0);
    kefu_registry_free(registry);
}

/* ---- Memory ---- */

static int scenario_plugin(const kefu_allocator *allocator)
{
    kefu_registry *registry = NULL;
    const kefu_plugin p = right();
    kefu_error error = {0};
    kefu_status status = kefu_registry_new(allocator, &registry, &error);
    if (!status)
        status = kefu_registry_add_plugin(registry, &p, &error);
    if (!status && kefu_registry_count(registry) != kefu_registry_count(NULL) + 2)
        return 2;
    if (status && registry && kefu_registry_count(registry) != kefu_registry_count(NULL))
        return 2;
    kefu_registry_free(registry);
    return opened != closed ? 2 : status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_plugin) >= 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_metrics_take_their_place_by_name),
        cmocka_unit_test(test_two_registries_have_two_users),
        cmocka_unit_test(test_the_user_reaches_the_callbacks),
        cmocka_unit_test(test_a_shorter_host_is_seen),
        cmocka_unit_test(test_a_plugin_of_no_user),
        cmocka_unit_test(test_none_of_a_plugin_that_is_refused),
        cmocka_unit_test(test_a_later_table_is_named),
        cmocka_unit_test(test_a_frozen_registry_opens_nothing),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
