/* test_write_json.c - the sheet as JSON: valid, exact, and the same bytes for the same sheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"
#include "oom.h"
#include "sheet_scenario.h"

static kefu_buffer *json_of(const fixture_row *rows, int n, int with_findings)
{
    kefu_sheet *sheet = NULL;
    kefu_findings *findings = NULL;
    kefu_buffer *out = NULL;
    assert_int_equal(fixture_sheet(NULL, rows, n, &sheet, &findings), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    const kefu_write_options options = {.struct_size = sizeof options,
                                        .findings = with_findings ? findings : NULL};
    assert_int_equal(kefu_sheet_json(sheet, &options, kefu_buffer_sink(out), NULL), KEFU_OK);
    kefu_findings_free(findings);
    kefu_sheet_free(sheet);
    return out;
}

/* The node at a path of keys and indexes: "rows/0/total". */
static const kf_json_node *json_at(const kf_json_node *node, const char *path)
{
    char key[64];
    while (*path && node) {
        const size_t n = strcspn(path, "/");
        memcpy(key, path, n);
        key[n] = '\0';
        path += n + (path[n] == '/');
        if (node->type == KF_JSON_OBJECT) {
            node = kf_json_get(node, key);
            continue;
        }
        node = node->child;
        for (int i = key[0] - '0'; i > 0 && node; i--)
            node = node->next;
    }
    return node;
}

/* Expected values: the points worked out by hand in sheet_fixture.h. */
static void json_holds_what_the_sheet_holds(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text;
    } cases[] = {{"format", "1"},
                 {"card/id", "test.card/1"},
                 {"card/label/en", "Card <1>"},
                 {"card/items/0/id", "rate"},
                 {"card/items/0/weight", "60.000000"},
                 {"card/items/1/section", "s"},
                 {"period", "2026-09"},
                 {"rows/0/person", "007"},
                 {"rows/0/total", "100.000000"},
                 {"rows/0/items", "96.000000"},
                 {"rows/0/adjustments", "4.000000"},
                 {"rows/0/grade", "A"},
                 {"rows/0/place/place", "1"},
                 {"rows/0/reasons/0/part", "rate"},
                 {"rows/0/reasons/0/code", "band"},
                 {"rows/0/reasons/0/points", "60.000000"},
                 {"rows/0/reasons/1/code", "linear"},
                 {"rows/0/reasons/1/curve", "90.000000"},
                 {"rows/0/reasons/1/points", "36.000000"},
                 {"rows/0/reasons/2/code", "adjusted"},
                 {"rows/0/reasons/2/points", "4.000000"},
                 {"rows/1/person", "<b>\"Ann\" & 'Bo'</b>"},
                 {"rows/1/total", "70.000000"},
                 {"rows/1/place/place", "2"}};
    kefu_buffer *out = json_of(fixture_rows, 2, 0);
    size_t size;
    const char *text = kefu_buffer_data(out, &size);
    kf_memory memory;
    kf_json json;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    assert_int_equal(kf_json_parse(&json, &memory, NULL, text, size, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kf_json_node *node = json_at(json.root, cases[i].path);
        if (!node)
            fail_msg("%s: missing", cases[i].path);
        assert_string_equal(node->text, cases[i].text);
    }
    kf_json_free(&json);
    kefu_buffer_free(out);
}

static void json_does_not_depend_on_the_order_of_rows(void **state)
{
    (void)state;
    const fixture_row reversed[2] = {fixture_rows[1], fixture_rows[0]};
    kefu_buffer *a = json_of(fixture_rows, 2, 1), *b = json_of(reversed, 2, 1);
    assert_string_equal(kefu_buffer_data(a, NULL), kefu_buffer_data(b, NULL));
    kefu_buffer_free(a);
    kefu_buffer_free(b);
}

/* 100 → 50 of 60 % is 30 points: a warning. Totals above 89 and below 90 have no grade. */
static void json_names_findings(void **state)
{
    (void)state;
    kefu_buffer *out = json_of(fixture_rows, 2, 1);
    const char *text = kefu_buffer_data(out, NULL);
    assert_non_null(strstr(text, "{\"code\":\"cliff\",\"severity\":\"warning\""));
    assert_non_null(strstr(text, "{\"code\":\"grade_gap\",\"severity\":\"error\""));
    kefu_buffer_free(out);
}

static void json_refuses_what_makes_no_sense(void **state)
{
    (void)state;
    kefu_sheet *sheet = NULL;
    kefu_buffer *out = NULL;
    assert_int_equal(fixture_sheet(NULL, fixture_rows, 2, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    const kefu_sink *sink = kefu_buffer_sink(out);
    const kefu_write_options language = {.struct_size = sizeof language, .language = 7};
    const kefu_write_options flags = {.struct_size = sizeof flags, .flags = 8};
    const kefu_sink no_size = {0, sink->write, sink->user},
                    no_write = {sizeof no_write, NULL, NULL};
    assert_int_equal(kefu_sheet_json(NULL, NULL, sink, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_json(sheet, NULL, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_json(sheet, NULL, &no_size, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_json(sheet, NULL, &no_write, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_sheet_json(sheet, &language, sink, NULL), KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_sheet_json(sheet, &flags, sink, NULL), KEFU_E_UNSUPPORTED);
    kefu_buffer_free(out);
    kefu_sheet_free(sheet);
}

static kefu_status KEFU_CALL sink_fails(void *user, const void *bytes, size_t size)
{
    (void)bytes, (void)size;
    ++*(int *)user;
    return KEFU_E_DATA;
}

static void json_stops_when_the_sink_does(void **state)
{
    (void)state;
    int calls = 0;
    kefu_sheet *sheet = NULL;
    const kefu_sink sink = {sizeof sink, sink_fails, &calls};
    assert_int_equal(fixture_sheet(NULL, fixture_rows, 2, &sheet, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_json(sheet, NULL, &sink, NULL), KEFU_E_CALLBACK);
    assert_int_equal(calls, 1);
    kefu_sheet_free(sheet);
}

static int json_scenario(const kefu_allocator *a) { return fixture_scenario(a, kefu_sheet_json); }

static void json_survives_want_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(json_scenario) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_holds_what_the_sheet_holds),
        cmocka_unit_test(json_does_not_depend_on_the_order_of_rows),
        cmocka_unit_test(json_names_findings),
        cmocka_unit_test(json_refuses_what_makes_no_sense),
        cmocka_unit_test(json_stops_when_the_sink_does),
        cmocka_unit_test(json_survives_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
