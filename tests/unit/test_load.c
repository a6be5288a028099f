/* test_load.c - plugins from files, built by the Makefile from tests/plugins. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kefu/load.h"
#include "oom.h"

static const char good[] = TEST_PLUGINS "/good.so";

static void copy_file(const char *from, const char *to)
{
    char bytes[4096];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
        assert_int_equal(fwrite(bytes, 1, n, out), n);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

static void write_file(const char *to, const char *text)
{
    FILE *out = fopen(to, "wb");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static int64_t rows_counted(kefu_registry *registry, const char *formula)
{
    const kefu_metric_info info = {.struct_size = sizeof info, .name = "n"};
    const kefu_batch batch = {.struct_size = sizeof batch, .rows = 5};
    kefu_tally *tally = NULL;
    kefu_frame *frame = NULL;
    kefu_value v = {0};
    kefu_registry_freeze(registry);
    assert_int_equal(kefu_tally_new(registry, NULL, &tally, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_add(tally, &info, formula, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_update(tally, &batch, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, 0, 0, &v), KEFU_OK);
    kefu_frame_free(frame);
    kefu_tally_free(tally);
    return v.den ? v.num / v.den : -1;
}

/* ---- What works ---- */

static void test_formulas_call_what_was_loaded(void **state)
{
    kefu_registry *registry = NULL;
    kefu_error error = {0};
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    if (kefu_registry_load(registry, good, &error))
        fail_msg("%s", error.message);
    assert_int_equal(kefu_registry_count(registry), kefu_registry_count(NULL) + 2);
    assert_int_equal(rows_counted(registry, "good_one(*) + good_two(*)"), 10);
    kefu_registry_free(registry);
}

/* Loaded once, asked for each registry. Twice into the same one is a name that is taken. */
static void test_a_file_may_be_loaded_into_many_registries(void **state)
{
    kefu_registry *a = NULL, *b = NULL;
    kefu_error error = {0};
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &a, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_new(NULL, &b, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_load(a, good, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_load(b, good, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_load(b, good, &error), KEFU_E_EXISTS);
    assert_non_null(strstr(error.message,
                           "/good.so: plugin 'good' 1.0: metric 'good_one': the name is taken by "
                           "'org.example.good_one/1'"));
    assert_int_equal(kefu_registry_count(b), kefu_registry_count(NULL) + 2);
    kefu_registry_free(a);
    assert_int_equal(rows_counted(b, "good_one(*)"), 5);
    kefu_registry_free(b);
}

static void test_a_path_in_chinese(void **state)
{
    static const char path[] = TEST_PLUGINS "/插件.so";
    kefu_registry *registry = NULL;
    kefu_error error = {0};
    (void)state;
    copy_file(good, path);
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    if (kefu_registry_load(registry, path, &error))
        fail_msg("%s", error.message);
    assert_int_equal(rows_counted(registry, "good_two(*)"), 5);
    kefu_registry_free(registry);
}

/* A bare name is a file of the working directory, never one of the library folders. */
static void test_a_bare_name_is_a_file_here(void **state)
{
    kefu_registry *registry = NULL;
    kefu_error error = {0};
    char back[4096];
    (void)state;
    assert_non_null(getcwd(back, sizeof back));
    assert_int_equal(chdir(TEST_PLUGINS), 0);
    copy_file("good.so", "bare.so");
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_load(registry, "libc.so.6", &error), KEFU_E_PLUGIN);
    if (kefu_registry_load(registry, "bare.so", &error))
        fail_msg("%s", error.message);
    assert_int_equal(chdir(back), 0);
    kefu_registry_free(registry);
}

/* ---- What is refused ---- */

static const struct refused {
    const char *file;
    kefu_status status;
    const char *words; /* of the loader's own; what the system says differs */
} refused[] = {
    {"missing.so", KEFU_E_PLUGIN, "/missing.so: cannot be loaded as a shared object: "},
    {"notes.txt", KEFU_E_PLUGIN, "/notes.txt: cannot be loaded as a shared object: "},
    {".", KEFU_E_PLUGIN, "/.: cannot be loaded as a shared object: "},
    {"no_entry.so", KEFU_E_PLUGIN,
     "/no_entry.so: is this a kefu plugin? It does not export the function kefu_plugin_entry_v1"},
    {"declines.so", KEFU_E_PLUGIN,
     "/declines.so: the plugin says that it cannot work with this kefu (0.1.0, ABI 1)"},
    {"other_abi.so", KEFU_E_UNSUPPORTED,
     "/other_abi.so: plugin 'later' 9.1 (made for kefu 2.3.0): its ABI is 2, that of this kefu "
     "(0.1.0) is 1"},
    {"broken.so", KEFU_E_PLUGIN,
     "/broken.so: plugin 'broken' 0.1: metric 'half': the callback 'finalize' is missing"},
};

static void test_each_refusal_names_the_file_and_why(void **state)
{
    kefu_registry *registry = NULL;
    (void)state;
    write_file(TEST_PLUGINS "/notes.txt", "These are notes, and no plugin at all, however long.\n"
                                          "A shared object begins otherwise.\n");
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const struct refused *c = &refused[i];
        char path[512];
        kefu_error error = {0};
        snprintf(path, sizeof path, TEST_PLUGINS "/%s", c->file);
        assert_int_equal(kefu_registry_load(registry, path, &error), c->status);
        if (!strstr(error.message, c->words))
            fail_msg("%s", error.message);
        assert_true(strlen(error.message) > strlen(path) + 2);
        assert_int_equal(error.code, c->status);
        assert_int_equal(kefu_registry_count(registry), kefu_registry_count(NULL));
        assert_int_equal(kefu_registry_load(registry, path, NULL), c->status);
    }
    kefu_registry_free(registry);
}

/* The message has room for both: of a long path the end is shown, cut between characters. */
static void test_a_long_path_is_shown_by_its_end(void **state)
{
    kefu_registry *registry = NULL;
    kefu_error error = {0};
    char path[600] = "";
    (void)state;
    for (int i = 0; i < 60; i++)
        strcat(path, "插件/"); /* 7 bytes each */
    strcat(path, "x.so");
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_load(registry, path, &error), KEFU_E_PLUGIN);
    assert_true(strncmp(error.message, "...件/插件/", strlen("...件/插件/")) == 0 ||
                strncmp(error.message, "...插件/", strlen("...插件/")) == 0 ||
                strncmp(error.message, ".../插件/", strlen(".../插件/")) == 0);
    assert_non_null(strstr(error.message, "/x.so: "));
    assert_true(strlen(strstr(error.message, "/x.so: ")) > strlen("/x.so: "));
    kefu_registry_free(registry);
}

static void test_what_is_no_path(void **state)
{
    kefu_registry *registry = NULL;
    kefu_error error = {0};
    (void)state;
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_load(NULL, good, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_registry_load(registry, NULL, &error), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_registry_load(registry, "", &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "kefu_registry_load: path is empty");
    kefu_registry_freeze(registry);
    assert_int_equal(kefu_registry_load(registry, good, &error), KEFU_E_STATE);
    kefu_registry_free(registry);
}

/* ---- Memory ---- */

static int scenario_load(const kefu_allocator *allocator)
{
    kefu_registry *registry = NULL;
    kefu_status status = kefu_registry_new(allocator, &registry, NULL);
    if (!status)
        status = kefu_registry_load(registry, good, NULL);
    if (status && registry && kefu_registry_count(registry) != kefu_registry_count(NULL))
        return 2;
    kefu_registry_free(registry);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_load) >= 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formulas_call_what_was_loaded),
        cmocka_unit_test(test_a_file_may_be_loaded_into_many_registries),
        cmocka_unit_test(test_a_path_in_chinese),
        cmocka_unit_test(test_a_bare_name_is_a_file_here),
        cmocka_unit_test(test_each_refusal_names_the_file_and_why),
        cmocka_unit_test(test_a_long_path_is_shown_by_its_end),
        cmocka_unit_test(test_what_is_no_path),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
