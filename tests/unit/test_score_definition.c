/* test_score_definition.c - a card may ask for figures of one definition, and a sheet names those
 * that its figures were made with. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <string.h>

#include "oom.h"
#include "score_cards.h"
#include "kefu.h"

#define WANTED "\"definition\":\"kefu.reply_rate/1\","
#define EXTRAS                                                                                     \
    ",\"adjustments\":[{\"id\":\"praise\",\"metric\":\"a\",\"points\":1}],"                        \
    "\"red_lines\":[{\"id\":\"stall\",\"metric\":\"b\",\"effect\":\"zero\"}]"

/* One person; figure a is by the definition given, b by none. */
static kefu_status frame_by(const kefu_allocator *allocator, const char *definition,
                            kefu_frame **out)
{
    static const char *const people[] = {"ann"};
    static const int64_t figures[] = {50};
    const kefu_column columns[] = {
        {.struct_size = sizeof *columns, .name = "who", .type = KEFU_COLUMN_TEXT_Z, .data = people},
        {.struct_size = sizeof *columns, .name = "a", .type = KEFU_COLUMN_I64, .data = figures},
        {.struct_size = sizeof *columns, .name = "b", .type = KEFU_COLUMN_I64, .data = figures}};
    const kefu_column *const list[] = {&columns[0], &columns[1], &columns[2]};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 1, .n_columns = 3, .columns = list};
    const kefu_metric_info a = {.struct_size = sizeof a, .name = "a", .definition = definition};
    const kefu_metric_info b = {.struct_size = sizeof b, .name = "b"};
    kefu_report *report = NULL;
    kefu_status status = kefu_report_new(allocator, NULL, &report, NULL);
    status = status ? status : kefu_report_key(report, "who", NULL);
    status = status ? status : kefu_report_metric(report, &a, NULL, NULL);
    status = status ? status : kefu_report_metric(report, &b, NULL, NULL);
    status = status ? status : kefu_report_read(report, &batch, out, NULL);
    kefu_report_free(report);
    return status;
}

static kefu_card *card_by(const char *json)
{
    kefu_card *card = NULL;
    kefu_error error;
    if (kefu_card_from_json(NULL, NULL, json, strlen(json), &card, &error))
        fail_msg("%s", error.message);
    return card;
}

static kefu_card_part part_of(const kefu_sheet *sheet, int32_t kind, int32_t index)
{
    kefu_card_part part = {.struct_size = sizeof part};
    assert_int_equal(kefu_sheet_part(sheet, kind, index, &part), KEFU_OK);
    return part;
}

static void test_a_sheet_names_the_definitions_of_its_figures(void **state)
{
    kefu_card *card = card_by(AB("", "", EXTRAS));
    kefu_card_part part = {.struct_size = sizeof part};
    kefu_frame *frame = NULL;
    kefu_sheet *sheet = NULL;
    (void)state;
    assert_int_equal(frame_by(NULL, "kefu.reply_rate/7", &frame), KEFU_OK);
    assert_int_equal(kefu_score(card, frame, NULL, &sheet, NULL), KEFU_OK);
    kefu_frame_free(frame);
    assert_int_equal(kefu_card_part_at(card, KEFU_PART_ITEM, 0, &part), KEFU_OK);
    assert_string_equal(part.definition, "");
    kefu_card_free(card);
    assert_string_equal(part_of(sheet, KEFU_PART_ITEM, 0).definition, "kefu.reply_rate/7");
    assert_string_equal(part_of(sheet, KEFU_PART_ITEM, 1).definition, "");
    assert_string_equal(part_of(sheet, KEFU_PART_ADJUSTMENT, 0).definition, "kefu.reply_rate/7");
    assert_string_equal(part_of(sheet, KEFU_PART_RED_LINE, 0).definition, "");
    assert_string_equal(part_of(sheet, KEFU_PART_SECTION, 0).definition, "");
    kefu_sheet_free(sheet);
}

static const struct asked_for {
    const char *made; /* definition of the frame's figure; NULL = it names none */
    const char *message, *zh, *en;
} asked_for[] = {
    {"kefu.reply_rate/1", NULL, NULL, NULL},
    {"kefu.reply_rate/2",
     "'a' asks for 'a' by kefu.reply_rate/1, but it was made by "
     "kefu.reply_rate/2",
     "「a」要求口径 kefu.reply_rate/1,指标表里的是 kefu.reply_rate/2",
     "'a' is asked for by kefu.reply_rate/1, the frame has it by kefu.reply_rate/2"},
    {NULL, "the frame does not say how it was made", "指标表里的是未注明口径的",
     "the frame has it by none that it names"},
};

/* What lint finds beforehand is what scoring refuses. */
static void test_a_card_that_asks_for_a_definition(void **state)
{
    kefu_card *card = card_by(AB(WANTED, "", ""));
    kefu_card_part part = {.struct_size = sizeof part};
    (void)state;
    assert_int_equal(kefu_card_part_at(card, KEFU_PART_ITEM, 0, &part), KEFU_OK);
    assert_string_equal(part.definition, "kefu.reply_rate/1");
    for (size_t i = 0; i < sizeof asked_for / sizeof *asked_for; i++) {
        const struct asked_for *c = &asked_for[i];
        kefu_frame *frame = NULL;
        kefu_sheet *sheet = NULL;
        kefu_findings *findings = NULL;
        kefu_finding finding = {.struct_size = sizeof finding};
        kefu_error error;
        int32_t found = 0;
        assert_int_equal(frame_by(NULL, c->made, &frame), KEFU_OK);
        assert_int_equal(kefu_score(card, frame, NULL, &sheet, &error),
                         c->message ? KEFU_E_MISMATCH : KEFU_OK);
        assert_int_equal(kefu_card_lint(card, frame, &findings, NULL), KEFU_OK);
        for (int32_t k = 0; k < kefu_findings_count(findings); k++) {
            assert_int_equal(kefu_findings_at(findings, k, &finding), KEFU_OK);
            if (finding.code != KEFU_LINT_DEFINITION)
                continue;
            found++;
            assert_string_equal(finding.path, "/sections/0/items/0/definition");
            assert_int_equal(finding.severity, KEFU_SEVERITY_ERROR);
            assert_non_null(strstr(finding.text_zh, c->zh));
            assert_non_null(strstr(finding.text_en, c->en));
        }
        assert_int_equal(found, c->message != NULL);
        if (c->message)
            assert_non_null(strstr(error.message, c->message));
        kefu_findings_free(findings);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
    kefu_card_free(card);
}

static void assert_written(const kefu_sheet *sheet, int32_t language, const char *json,
                           const char *html)
{
    const kefu_write_options options = {.struct_size = sizeof options, .language = language};
    kefu_buffer *buffer = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_json(sheet, &options, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    assert_non_null(strstr(kefu_buffer_data(buffer, NULL), json));
    kefu_buffer_free(buffer);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_sheet_html(sheet, &options, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    assert_non_null(strstr(kefu_buffer_data(buffer, NULL), html));
    kefu_buffer_free(buffer);
}

/* In the JSON of the part, and at the foot of each slip; escaped there. */
static void test_written(void **state)
{
    kefu_card *card = card_by(AB("", "", ""));
    kefu_frame *frame = NULL;
    kefu_sheet *sheet = NULL;
    (void)state;
    assert_int_equal(frame_by(NULL, "org.example.a<b>/1", &frame), KEFU_OK);
    assert_int_equal(kefu_score(card, frame, NULL, &sheet, NULL), KEFU_OK);
    assert_written(sheet, KEFU_ZH, "\"scale\":2,\"definition\":\"org.example.a<b>/1\"",
                   "<li>指标口径:a <code>org.example.a&lt;b&gt;/1</code></li>");
    assert_written(sheet, KEFU_EN, "\"metric\":\"b\",\"unit\":\"points\",\"scale\":2,\"section\"",
                   "<li>Definitions: a <code>org.example.a&lt;b&gt;/1</code></li>");
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    kefu_card_free(card);
}

static int definition_scenario(const kefu_allocator *allocator)
{
    const kefu_score_options options = {.struct_size = sizeof options, .allocator = allocator};
    const char *json = AB(WANTED, "", EXTRAS);
    kefu_card *card = NULL;
    kefu_frame *frame = NULL;
    kefu_sheet *sheet = NULL;
    kefu_status status = kefu_card_from_json(allocator, NULL, json, strlen(json), &card, NULL);
    if (!status)
        status = frame_by(allocator, "kefu.reply_rate/1", &frame);
    if (!status)
        status = kefu_score(card, frame, &options, &sheet, NULL);
    kefu_sheet_free(sheet);
    kefu_frame_free(frame);
    kefu_card_free(card);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(definition_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sheet_names_the_definitions_of_its_figures),
        cmocka_unit_test(test_a_card_that_asks_for_a_definition),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
