/* test_catalogue.c - specification of the catalogue: definitions from JSON, found by their names,
 * written back, used in a tally. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <string.h>

#include "kefu.h"
#include "oom.h"

/* Everything that a definition may say, and one that says as little as it can. */
#define FULL                                                                                       \
    "{\"id\":\"org.example.reply_rate/2\","                                                        \
    "\"label\":{\"zh\":\"本店回复率\",\"en\":\"Our reply rate\"},"                            \
    "\"aliases\":[\"人工回复率\"],\"topic\":\"response\",\"row\":\"session\","                \
    "\"formula\":\"share(agent_messages > 0 where transferred_out = 0)\",\"unit\":\"ratio\","      \
    "\"scale\":3,\"direction\":\"higher\",\"min_n\":30,\"source\":\"service manual 2026\","        \
    "\"grade\":\"C\",\"from\":\"2026-01-01\",\"to\":\"2026-12-31\","                               \
    "\"note\":{\"zh\":\"转出的不计\",\"en\":\"without those passed on\"},"                    \
    "\"columns\":[{\"name\":\"agent_messages\",\"meaning\":{\"zh\":\"客服消息数\","           \
    "\"en\":\"messages of the agent\"}},{\"name\":\"transferred_out\"}]}"
#define BARE                                                                                       \
    "{\"id\":\"org.example.reply_rate/1\",\"formula\":\"count(*)\",\"scale\":0,"                   \
    "\"direction\":\"neither\"}"
#define TEXT_OF(definitions) "{\"format\":1,\"definitions\":[" definitions "]}"

static kefu_catalogue *catalogue_of(uint32_t flags, const char *json)
{
    kefu_catalogue *catalogue = NULL;
    kefu_error error;
    assert_int_equal(kefu_catalogue_new(NULL, NULL, flags, &catalogue, NULL), KEFU_OK);
    if (json && kefu_catalogue_load(catalogue, json, strlen(json), &error))
        fail_msg("%s", error.message);
    return catalogue;
}

static kefu_definition at(const kefu_catalogue *catalogue, int32_t index)
{
    kefu_definition d = {.struct_size = sizeof d};
    assert_int_equal(kefu_catalogue_at(catalogue, index, &d), KEFU_OK);
    return d;
}

static int32_t day_of(const char *text)
{
    int32_t day;
    assert_int_equal(kefu_date_parse(text, strlen(text), &day, NULL), KEFU_OK);
    return day;
}

/* ---- Loading -------------------------------------------------------------------------------- */

static void test_every_field(void **state)
{
    kefu_catalogue *catalogue = catalogue_of(KEFU_CATALOGUE_EMPTY, TEXT_OF(FULL "," BARE));
    kefu_definition d = at(catalogue, 0);
    kefu_definition_column column = {.struct_size = sizeof column};
    (void)state;
    assert_int_equal(kefu_catalogue_count(catalogue), 2);
    assert_string_equal(d.id, "org.example.reply_rate/2");
    assert_string_equal(d.name, "reply_rate");
    assert_int_equal(d.revision, 2);
    assert_string_equal(d.label_zh, "本店回复率");
    assert_string_equal(d.label_en, "Our reply rate");
    assert_string_equal(d.topic, "response");
    assert_string_equal(d.row, "session");
    assert_string_equal(d.formula, "share(agent_messages > 0 where transferred_out = 0)");
    assert_string_equal(d.unit, "ratio");
    assert_int_equal(d.scale, 3);
    assert_int_equal(d.direction, KEFU_HIGHER);
    assert_int_equal(d.min_n, 30);
    assert_string_equal(d.source, "service manual 2026");
    assert_int_equal(d.grade, 'C');
    assert_int_equal(d.from, day_of("2026-01-01"));
    assert_int_equal(d.to, day_of("2026-12-31"));
    assert_string_equal(d.note_zh, "转出的不计");
    assert_string_equal(d.note_en, "without those passed on");
    assert_int_equal(d.n_aliases, 1);
    assert_string_equal(kefu_catalogue_alias(catalogue, 0, 0), "人工回复率");
    assert_null(kefu_catalogue_alias(catalogue, 0, 1));
    assert_int_equal(d.n_columns, 2);
    assert_int_equal(kefu_catalogue_column(catalogue, 0, 0, &column), KEFU_OK);
    assert_string_equal(column.name, "agent_messages");
    assert_string_equal(column.meaning_zh, "客服消息数");
    assert_string_equal(column.meaning_en, "messages of the agent");
    assert_int_equal(kefu_catalogue_column(catalogue, 0, 1, &column), KEFU_OK);
    assert_string_equal(column.meaning_zh, "");
    assert_int_equal(kefu_catalogue_column(catalogue, 0, 2, &column), KEFU_E_ARGUMENT);
    d = at(catalogue, 1);
    assert_string_equal(d.label_zh, "reply_rate");
    assert_string_equal(d.label_en, "reply_rate");
    assert_string_equal(d.unit, "");
    assert_string_equal(d.source, "");
    assert_int_equal(d.grade, 0);
    assert_int_equal(d.n_columns + d.n_aliases + d.from + d.to + d.scale + d.direction, 0);
    assert_int_equal(kefu_catalogue_at(catalogue, 2, &d), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_catalogue_at(catalogue, -1, &d), KEFU_E_ARGUMENT);
    kefu_catalogue_free(catalogue);
}

/* As the header says: what is shown of the units that cards know. */
static void test_usual_scales(void **state)
{
    static const struct {
        const char *unit;
        int32_t scale;
    } units[] = {{"ratio", 4}, {"s", 1}, {"yuan", 2}, {"points", 2}, {"count", 0}, {"h", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        char json[256] = "{\"format\": 1, \"x-by\": [null], \"definitions\": [{\"id\": \"a.m/1\", "
                         "\"x-note\": 1, \"formula\": \"count(*)\", \"unit\": \"";
        kefu_catalogue *catalogue;
        strcat(strcat(json, units[i].unit), "\"}]}");
        catalogue = catalogue_of(KEFU_CATALOGUE_EMPTY, json);
        assert_int_equal(at(catalogue, 0).scale, units[i].scale);
        assert_string_equal(at(catalogue, 0).name, "m");
        kefu_catalogue_free(catalogue);
    }
}

#define ONE(members) "{\"format\": 1, \"definitions\": [{" members "}]}"

static const struct bad_text {
    const char *json;
    kefu_status status;
    int32_t line, column; /* counted in the text by hand */
    const char *message;
} bad_texts[] = {
    {"[]", KEFU_E_DEFINITION, 1, 1, "catalogue: expected an object"},
    {"{\"format\": 1}", KEFU_E_DEFINITION, 1, 1, "catalogue: a key is missing: definitions"},
    {"{\"format\": 2}", KEFU_E_DEFINITION, 1, 12, "format: expected 1"},
    {"{\"format\": 1,\n \"definition\": []}", KEFU_E_DEFINITION, 2, 2,
     "did you mean 'definitions'?"},
    {"{\"format\": 1, \"format\": 1}", KEFU_E_SYNTAX, 1, 15, "format"},
    {"{\"format\": 1, \"definitions\": 1}", KEFU_E_DEFINITION, 1, 30,
     "definitions: expected an array"},
    {ONE(""), KEFU_E_DEFINITION, 1, 31, "definitions[0]: a key is missing: id"},
    {ONE("\"id\": \"a.b/1\""), KEFU_E_DEFINITION, 1, 31, "a key is missing: formula"},
    {ONE("\"id\": \"reply_rate\""), KEFU_E_DEFINITION, 1, 38, "such as org.example.reply_rate/1"},
    /* the grammar of ids is tested in test_id.c */
    {ONE("\"id\": \"a/1\""), KEFU_E_DEFINITION, 1, 38,
     "definitions[0].id: expected lower-case letters, digits, _ and -, a dot, a slash and a "
     "revision"},
    {ONE("\"id\": \"kefu.reply_rate/1\", \"formula\": \"1\""), KEFU_E_DEFINITION, 1, 38,
     "definitions[0].id: ids that begin with kefu. are the library's"},
    {ONE("\"id\": \"kefu.mine/1\", \"formula\": \"1\""), KEFU_E_DEFINITION, 1, 38, "the library's"},
    {ONE("\"label\": \"kefu.mine\""), KEFU_E_DEFINITION, 1, 41, "definitions[0].label: ids that"},
    {ONE("\"label\": {\"zh\": \"a\", \"en\": \"kefu.a\"}"), KEFU_E_DEFINITION, 1, 41,
     "definitions[0].label: ids that"},
    {ONE("\"aliases\": [\"a\", \"kefu.mine/1\"]"), KEFU_E_DEFINITION, 1, 49,
     "definitions[0].aliases[1]: ids that"},
    {ONE("\"formla\": \"count(*)\""), KEFU_E_DEFINITION, 1, 32, "did you mean 'formula'?"},
    {ONE("\"direction\": \"up\""), KEFU_E_DEFINITION, 1, 45,
     "expected 'higher', 'lower' or 'neither'"},
    {ONE("\"grade\": \"E\""), KEFU_E_DEFINITION, 1, 41, "expected 'A', 'B', 'C' or 'D'"},
    {ONE("\"scale\": 19"), KEFU_E_DEFINITION, 1, 41, "0 to 18 digits"},
    {ONE("\"min_n\": -1"), KEFU_E_DEFINITION, 1, 41, "not negative"},
    {ONE("\"from\": \"2026-13-01\""), KEFU_E_DEFINITION, 1, 40, "such as \"2026-10-31\""},
    {ONE("\"from\": \"1970-01-01\""), KEFU_E_DEFINITION, 1, 40, "a day after 1970"},
    {ONE("\"from\": 20260101"), KEFU_E_DEFINITION, 1, 40, "a day after 1970"},
    {ONE("\"id\": \"a.b/1\", \"formula\": \"1\", \"from\": \"2026-02-01\", \"to\": \"2026-01-31\""),
     KEFU_E_DEFINITION, 1, 31, "no day is between"},
    {ONE("\"aliases\": \"x\""), KEFU_E_DEFINITION, 1, 43, "an array of at most 64 names"},
    {ONE("\"aliases\": [\"\"]"), KEFU_E_DEFINITION, 1, 44, "definitions[0].aliases[0]"},
    {ONE("\"columns\": [{\"name\": \"a\"}, {\"name\": \"a\"}]"), KEFU_E_DEFINITION, 1, 59,
     "definitions[0].columns[1]: this column is there already: a"},
    {ONE("\"columns\": [{}]"), KEFU_E_DEFINITION, 1, 44, "a key is missing: name"},
    {ONE("\"label\": {}"), KEFU_E_DEFINITION, 1, 41, "expected a text or"},
    {"{\"format\": 1, \"definitions\": [" BARE ",\n" BARE "]}", KEFU_E_EXISTS, 2, 1,
     "definitions[1]: this revision is there already; a change is a new one"},
};

/* A text that is refused changes nothing. */
static void test_texts_that_are_refused(void **state)
{
    kefu_catalogue *catalogue = catalogue_of(0, NULL);
    (void)state;
    for (size_t i = 0; i < sizeof bad_texts / sizeof *bad_texts; i++) {
        const struct bad_text *b = &bad_texts[i];
        kefu_error error = {0};
        kefu_status status = kefu_catalogue_load(catalogue, b->json, strlen(b->json), &error);
        if (status != b->status || error.line != b->line || error.column != b->column ||
            !strstr(error.message, b->message))
            fail_msg("%s: %s at %d:%d: %s", b->json, kefu_status_name(status), error.line,
                     error.column, error.message);
        assert_int_equal(kefu_catalogue_count(catalogue), kefu_catalogue_count(NULL));
    }
    kefu_catalogue_free(catalogue);
}

static void test_limits_of_a_text(void **state)
{
    const kefu_limits limits = {.struct_size = sizeof limits, .text_bytes = 40};
    const char *json = TEXT_OF(BARE);
    kefu_catalogue *catalogue = NULL;
    (void)state;
    assert_int_equal(kefu_catalogue_new(NULL, &limits, 0, &catalogue, NULL), KEFU_OK);
    assert_int_equal(kefu_catalogue_load(catalogue, json, strlen(json), NULL), KEFU_E_LIMIT);
    kefu_catalogue_free(catalogue);
    assert_int_equal(kefu_catalogue_new(NULL, NULL, 2, &catalogue, NULL), KEFU_E_UNSUPPORTED);
}

/* ---- Finding -------------------------------------------------------------------------------- */

#define DATED                                                                                      \
    "{\"id\": \"org.example.speed/1\", \"label\": {\"zh\": \"速度\", \"en\": \"Speed\"}, "       \
    "\"formula\": \"count(*)\", \"to\": \"2025-12-31\"}, "                                         \
    "{\"id\": \"org.example.speed/10\", \"label\": {\"zh\": \"速度\", \"en\": \"Speed\"}, "      \
    "\"formula\": \"count(*)\", \"from\": \"2027-01-01\", \"to\": \"2027-06-30\"}, "               \
    "{\"id\": \"org.example.speed/9\", \"label\": \"新速度\", "                                 \
    "\"formula\": \"count(*)\", \"from\": \"2026-01-01\", \"to\": \"2027-03-31\"}"

/* They take names of built-in ones, an id of another, and names of one another. */
#define TAKING                                                                                      \
    "{\"id\": \"com.shop.quick/1\", \"formula\": \"count(*)\", \"label\": {\"zh\": \"满意率\", " \
    "\"en\": \"Satisfaction rate\"}, \"aliases\": [\"asa\", \"org.example.speed\", "                \
    "\"org.example.speed/7\", \"快\"]}, "                                                          \
    "{\"id\": \"com.other.quick/1\", \"formula\": \"count(*)\", \"aliases\": [\"快\"]}"

static const struct search {
    const char *name, *day, *found; /* "2026-01-01", or NULL for any; the id, or "" */
    const char *message;
} searches[] = {
    /* by every kind of name */
    {"answer_rate", NULL, "kefu.answer_rate/1", NULL},
    {"answer_rate/1", NULL, "kefu.answer_rate/1", NULL},
    {"kefu.answer_rate", NULL, "kefu.answer_rate/1", NULL},
    {"kefu.answer_rate/1", NULL, "kefu.answer_rate/1", NULL},
    {"应答率", NULL, "kefu.answer_rate/1", NULL},
    {"应答率/1", NULL, "kefu.answer_rate/1", NULL},
    {"ANSWER rate", NULL, "kefu.answer_rate/1", NULL},
    {"人工回复率", NULL, "org.example.reply_rate/2", NULL},
    /* on a day, by number rather than by text: 10 is newer than 9 */
    {"speed", NULL, "org.example.speed/10", NULL},
    {"speed", "2025-12-31", "org.example.speed/1", NULL},
    {"speed", "2026-01-01", "org.example.speed/9", NULL},
    {"速度", "2027-02-01", "org.example.speed/10", NULL},
    {"speed", "2027-01-01", "org.example.speed/10", NULL},
    {"speed/9", "2020-01-01", "org.example.speed/9", NULL},
    {"新速度", "2025-06-01", "org.example.speed/1", NULL},
    {"speed", "2027-07-01", "",
     "org.example.speed does not hold on 2027-07-01; its newest revision 10 holds from 2027-01-01 "
     "to 2027-06-30"},
    /* loaded ones come before built-in ones: by name, label and alias, whatever it is there */
    {"reply_rate", "2026-07-01", "org.example.reply_rate/2", NULL},
    {"reply_rate", "2027-07-01", "org.example.reply_rate/1", NULL},
    {"reply_rate/2", NULL, "org.example.reply_rate/2", NULL},
    {"reply_rate/3", NULL, "",
     "org.example.reply_rate has no revision 3; the oldest is 1, the newest 2"},
    {"asa", NULL, "com.shop.quick/1", NULL},
    {"asa/1", NULL, "com.shop.quick/1", NULL},
    {"满意率", NULL, "com.shop.quick/1", NULL},
    {"satisfaction RATE", NULL, "com.shop.quick/1", NULL},
    {"kefu.reply_rate", "2027-07-01", "kefu.reply_rate/1", NULL},
    {"kefu.asa", NULL, "kefu.asa/1", NULL},
    {"回复率", NULL, "kefu.reply_rate/1", NULL},
    /* but an id is its own, though it is an alias of another */
    {"org.example.speed", "2026-01-01", "org.example.speed/9", NULL},
    {"org.example.speed/1", NULL, "org.example.speed/1", NULL},
    {"org.example.speed/7", NULL, "", "org.example.speed has no revision 7"},
    /* of two loaded ones neither */
    {"quick", NULL, "", "'quick' is both com.shop.quick and com.other.quick: write the one that"},
    {"quick/1", NULL, "", "'quick/1' is both com.shop.quick and com.other.quick"},
    {"快/1", NULL, "", "'快/1' is both com.shop.quick and com.other.quick"},
    {"com.shop.quick", NULL, "com.shop.quick/1", NULL},
    {"org.example.reply_rate/1", NULL, "org.example.reply_rate/1", NULL},
    {"speed/2", NULL, "", "org.example.speed has no revision 2; the oldest is 1, the newest 10"},
    {"answer_rate/7", NULL, "", "kefu.answer_rate has no revision 7, only 1"},
    /* mistyped */
    {"answer_rat", NULL, "", "there is no definition 'answer_rat'; did you mean 'answer_rate'"},
    {"应达率", NULL, "", "did you mean '应答率'"},
    {"询单转化", NULL, "", "'询单转化率'"},
    {"kefu.answer_rat/1", NULL, "", "did you mean 'kefu.answer_rate/1'"},
    {"zzzzzzzzzzzzzzzzzzzzzzzzzz", NULL, "", "there is no definition"},
    {"", NULL, "", "there is no definition ''"},
};

static void test_finding(void **state)
{
    kefu_catalogue *catalogue = catalogue_of(0, TEXT_OF(FULL "," BARE "," DATED "," TAKING));
    (void)state;
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        const struct search *s = &searches[i];
        kefu_error error = {0};
        int32_t index = -7;
        kefu_status status =
            kefu_catalogue_find(catalogue, s->name, s->day ? day_of(s->day) : 0, &index, &error);
        if (*s->found) {
            if (status || strcmp(at(catalogue, index).id, s->found) != 0)
                fail_msg("%s: %s", s->name, status ? error.message : at(catalogue, index).id);
            continue;
        }
        assert_int_equal(index, -7);
        if (status != KEFU_E_NAME || !strstr(error.message, s->message))
            fail_msg("%s: %s", s->name, error.message);
    }
    kefu_catalogue_free(catalogue);
}

/* ---- Writing -------------------------------------------------------------------------------- */

static kefu_buffer *written(const kefu_catalogue *catalogue, uint32_t flags)
{
    kefu_buffer *buffer = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_catalogue_json(catalogue, flags, kefu_buffer_sink(buffer), NULL),
                     KEFU_OK);
    return buffer;
}

/* In order of revisions, however they came; in the form that is written above. */
static void test_written_bytes(void **state)
{
    static const char *const orders[] = {TEXT_OF(FULL "," BARE), TEXT_OF(BARE "," FULL)};
    (void)state;
    for (int i = 0; i < 2; i++) {
        kefu_catalogue *catalogue = catalogue_of(0, orders[i]);
        kefu_buffer *buffer = written(catalogue, KEFU_CATALOGUE_LOADED);
        assert_string_equal(kefu_buffer_data(buffer, NULL), TEXT_OF(BARE "," FULL));
        assert_int_equal(kefu_catalogue_json(catalogue, 1, kefu_buffer_sink(buffer), NULL),
                         KEFU_E_UNSUPPORTED);
        kefu_buffer_free(buffer);
        kefu_catalogue_free(catalogue);
    }
}

/* The text with the ids of the built-in definitions under another name of equal length. */
static char *renamed(const char *json)
{
    static const char ours[] = "\"id\":\"kefu.", theirs[] = "\"id\":\"copy.";
    char *text = test_malloc(strlen(json) + 1);
    strcpy(text, json);
    for (char *at = strstr(text, ours); at; at = strstr(at, ours))
        memcpy(at, theirs, sizeof theirs - 1);
    return text;
}

/* What is written can be loaded, and is written again with the same bytes: here all that the
 * built-in definitions say. */
static void test_written_and_loaded(void **state)
{
    kefu_buffer *all = written(NULL, 0), *again;
    char *json = renamed(kefu_buffer_data(all, NULL));
    kefu_catalogue *catalogue = catalogue_of(KEFU_CATALOGUE_EMPTY, json);
    (void)state;
    assert_int_equal(kefu_catalogue_count(catalogue), kefu_catalogue_count(NULL));
    assert_int_equal(kefu_catalogue_check(catalogue, NULL, NULL), KEFU_OK);
    again = written(catalogue, 0);
    assert_string_equal(kefu_buffer_data(again, NULL), json);
    kefu_buffer_free(again);
    again = written(NULL, KEFU_CATALOGUE_LOADED);
    assert_string_equal(kefu_buffer_data(again, NULL), TEXT_OF(""));
    kefu_buffer_free(again);
    kefu_catalogue_free(catalogue);
    kefu_buffer_free(all);
    test_free(json);
}

static kefu_status KEFU_CALL refuse(void *user, const void *bytes, size_t size)
{
    (void)user;
    (void)bytes;
    (void)size;
    return KEFU_E_DATA;
}

static void test_a_sink_that_fails(void **state)
{
    kefu_sink sink = {sizeof sink, refuse, NULL};
    (void)state;
    assert_int_equal(kefu_catalogue_json(NULL, 0, &sink, NULL), KEFU_E_CALLBACK);
    sink.write = NULL;
    assert_int_equal(kefu_catalogue_json(NULL, 0, &sink, NULL), KEFU_E_ARGUMENT);
}

/* ---- Use ------------------------------------------------------------------------------------ */

static kefu_tally *new_tally(void)
{
    kefu_tally *tally = NULL;
    assert_int_equal(kefu_tally_new(NULL, NULL, &tally, NULL), KEFU_OK);
    return tally;
}

static void test_figures_name_their_definition(void **state)
{
    kefu_catalogue *catalogue = catalogue_of(0, TEXT_OF(FULL "," BARE));
    kefu_tally *tally = new_tally();
    kefu_frame *frame = NULL;
    kefu_metric_info info = {.struct_size = sizeof info};
    (void)state;
    assert_int_equal(kefu_tally_define(tally, catalogue, "本店回复率", 0, NULL, NULL), KEFU_OK);
    assert_int_equal(
        kefu_tally_define(tally, catalogue, "org.example.reply_rate/1", 0, "会话量", NULL),
        KEFU_OK);
    kefu_catalogue_free(catalogue);
    assert_int_equal(kefu_tally_columns(tally), 2);
    assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
    kefu_tally_free(tally);
    assert_int_equal(kefu_frame_metric(frame, 0, &info), KEFU_OK);
    assert_string_equal(info.name, "reply_rate");
    assert_string_equal(info.label_zh, "本店回复率");
    assert_string_equal(info.label_en, "Our reply rate");
    assert_string_equal(info.unit, "ratio");
    assert_int_equal(info.scale, 3);
    assert_int_equal(info.direction, KEFU_HIGHER);
    assert_int_equal(info.min_n, 30);
    assert_string_equal(info.definition, "org.example.reply_rate/2");
    assert_int_equal(kefu_frame_metric(frame, 1, &info), KEFU_OK);
    assert_string_equal(info.name, "会话量");
    assert_string_equal(info.label_zh, "会话量");
    assert_string_equal(info.definition, "org.example.reply_rate/1");
    kefu_frame_free(frame);
}

/* Two formulas that are the same arithmetic under two revisions do not merge by accident. */
static void test_revisions_do_not_merge(void **state)
{
    kefu_tally *a = new_tally(), *b = new_tally(), *c = new_tally();
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_tally_define(a, NULL, "ww_avg_manual_response/1", 0, NULL, NULL), 0);
    assert_int_equal(kefu_tally_define(b, NULL, "ww_avg_manual_response/2", 0, NULL, NULL), 0);
    assert_int_equal(kefu_tally_define(c, NULL, "旺旺人工平响时长", 0, NULL, NULL), 0);
    assert_int_equal(kefu_tally_merge(a, b, &error), KEFU_E_ARGUMENT);
    assert_non_null(strstr(error.message, "ww_avg_manual_response"));
    assert_int_equal(kefu_tally_merge(b, c, NULL), KEFU_OK);
    kefu_tally_free(a);
    kefu_tally_free(b);
    kefu_tally_free(c);
}

static void test_definitions_that_do_not_compile(void **state)
{
    kefu_catalogue *catalogue =
        catalogue_of(0, ONE("\"id\": \"org.example.mean/1\", \"formula\": \"1 + avg(x)\""));
    kefu_tally *tally = new_tally();
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_tally_define(tally, catalogue, "mean", 0, NULL, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "org.example.mean/1: "));
    assert_non_null(strstr(error.message, "did you mean 'mean'"));
    assert_int_equal(error.line, 1);
    assert_int_equal(error.column, 5);
    assert_int_equal(kefu_tally_define(tally, catalogue, "reply_rate", 0, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_define(tally, catalogue, "reply_rate", 0, NULL, &error),
                     KEFU_E_EXISTS);
    assert_int_equal(kefu_tally_define(tally, catalogue, "reply_rate", 0, "", &error),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_define(tally, catalogue, "reply_rte", 0, NULL, &error),
                     KEFU_E_NAME);
    kefu_tally_free(tally);
    kefu_catalogue_free(catalogue);
}

/* ---- Proof ---------------------------------------------------------------------------------- */

static const struct check_case {
    const char *json;
    kefu_status status;
    int32_t line, column;
    const char *message;
} check_cases[] = {
    {TEXT_OF(FULL "," BARE), KEFU_OK, 0, 0, ""},
    {TEXT_OF(""), KEFU_OK, 0, 0, ""},
    /* the first that is bad, with the place in its formula */
    {TEXT_OF(BARE ", {\"id\": \"a.b/1\", \"formula\": \"sum(x) + 2 * avg(x)\"},"
                  "{\"id\": \"a.c/1\", \"formula\": \"(\"}"),
     KEFU_E_NAME, 1, 14, "a.b/1: unknown aggregate 'avg'; did you mean"},
    {ONE("\"id\": \"a.c/1\", \"formula\": \"sum(x\""), KEFU_E_SYNTAX, 1, 6, "a.c/1: "},
    {ONE("\"id\": \"a.c/1\", \"formula\": \"sum('x')\""), KEFU_E_TYPE, 1, 5, "a.c/1: "},
    {ONE("\"id\": \"a.c/1\", \"formula\": \"metric('b') / 2\""), KEFU_E_NAME, 1, 8, "a.c/1: "},
    {ONE("\"id\": \"a.c/1\", \"formula\": \"top(x)\""), KEFU_E_NAME, 1, 1, "a.c/1: "},
    /* a column that is described is read; not every one that is read must be described */
    {ONE("\"id\": \"a.c/1\", \"formula\": \"sum(paid where bot = 0)\", "
         "\"columns\": [{\"name\": \"bot\"}]"),
     KEFU_OK, 0, 0, ""},
    {ONE("\"id\": \"a.c/1\", \"formula\": \"sum(paid where bot = 0)\", "
         "\"columns\": [{\"name\": \"bot\"}, {\"name\": \"payd\"}]"),
     KEFU_E_DEFINITION, 0, 0,
     "a.c/1: it describes a column 'payd', which its formula does not read; did you mean 'paid'?"},
};

static void test_each_formula_compiles(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof check_cases / sizeof *check_cases; i++) {
        const struct check_case *c = &check_cases[i];
        kefu_catalogue *catalogue = catalogue_of(0, c->json);
        kefu_error error = {0};
        kefu_status status = kefu_catalogue_check(catalogue, NULL, &error);
        if (status != c->status || error.line != c->line || error.column != c->column ||
            !strstr(error.message, c->message))
            fail_msg("%s: %s at %d:%d: %s", c->json, kefu_status_name(status), error.line,
                     error.column, error.message);
        kefu_catalogue_free(catalogue);
    }
    assert_int_equal(kefu_catalogue_check(NULL, NULL, NULL), KEFU_OK);
}

/* Metrics of your own are those of the registry, which is frozen. */
static void test_formulas_of_your_own_metrics(void **state)
{
    kefu_catalogue *catalogue =
        catalogue_of(0, ONE("\"id\": \"a.c/1\", \"formula\": \"summe(x)\""));
    kefu_registry *registry = NULL;
    kefu_metric metric = *kefu_registry_find(NULL, "sum");
    kefu_error error;
    (void)state;
    metric.id = "org.example.summe/1";
    metric.name = "summe";
    assert_int_equal(kefu_catalogue_check(catalogue, NULL, &error), KEFU_E_NAME);
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    assert_int_equal(kefu_registry_add(registry, &metric, NULL, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_catalogue_check(catalogue, registry, NULL), KEFU_E_STATE);
    kefu_registry_freeze(registry);
    assert_int_equal(kefu_catalogue_check(catalogue, registry, NULL), KEFU_OK);
    kefu_registry_free(registry);
    kefu_catalogue_free(catalogue);
}

/* A saved state names the definition again, and merges with figures of that definition. */
static void test_a_saved_state_names_its_definition(void **state)
{
    kefu_tally *tally = new_tally(), *loaded = NULL;
    kefu_buffer *buffer = NULL;
    const char *bytes;
    size_t size;
    (void)state;
    assert_int_equal(kefu_tally_define(tally, NULL, "reply_rate", 0, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_save(tally, NULL, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    bytes = kefu_buffer_data(buffer, &size);
    assert_int_equal(kefu_tally_load(NULL, NULL, bytes, size, &loaded, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_merge(tally, loaded, NULL), KEFU_OK);
    kefu_buffer_free(buffer);
    kefu_tally_free(loaded);
    kefu_tally_free(tally);
}

/* Only kefu_tally_define says that a figure was made with a definition of the library's. */
static void test_what_a_metric_may_call_its_definition(void **state)
{
    static const struct {
        const char *definition;
        kefu_status status;
    } cases[] = {{"kefu.reply_rate/1", KEFU_E_ARGUMENT},
                 {"kefu.", KEFU_E_ARGUMENT},
                 {"kefu", KEFU_OK},
                 {"our manual, page 4", KEFU_OK},
                 {NULL, KEFU_OK}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_tally *tally = new_tally();
        const kefu_metric_info info = {
            .struct_size = sizeof info, .name = "m", .definition = cases[i].definition};
        kefu_error error;
        assert_int_equal(kefu_tally_add(tally, &info, "count(*)", &error), cases[i].status);
        if (cases[i].status)
            assert_non_null(strstr(error.message, "kefu_tally_define names it"));
        kefu_tally_free(tally);
    }
}

/* ---- Memory --------------------------------------------------------------------------------- */

static int catalogue_scenario(const kefu_allocator *allocator)
{
    const char *json = TEXT_OF(FULL "," BARE);
    kefu_catalogue *catalogue = NULL;
    kefu_buffer *buffer = NULL;
    kefu_tally *tally = NULL;
    const kefu_tally_options options = {.struct_size = sizeof options, .allocator = allocator};
    kefu_status status = kefu_catalogue_new(allocator, NULL, 0, &catalogue, NULL);
    if (!status)
        status = kefu_catalogue_load(catalogue, json, strlen(json), NULL);
    if (status && catalogue && kefu_catalogue_count(catalogue) != kefu_catalogue_count(NULL))
        status = KEFU_E_INTERNAL;
    if (!status)
        status = kefu_catalogue_check(catalogue, NULL, NULL);
    if (!status)
        status = kefu_buffer_new(allocator, &buffer, NULL);
    if (!status)
        status = kefu_catalogue_json(catalogue, 0, kefu_buffer_sink(buffer), NULL);
    if (!status)
        status = kefu_tally_new(NULL, &options, &tally, NULL);
    if (!status)
        status = kefu_tally_define(tally, catalogue, "本店回复率", 0, NULL, NULL);
    kefu_tally_free(tally);
    kefu_buffer_free(buffer);
    kefu_catalogue_free(catalogue);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(catalogue_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_field),
        cmocka_unit_test(test_usual_scales),
        cmocka_unit_test(test_texts_that_are_refused),
        cmocka_unit_test(test_limits_of_a_text),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_written_bytes),
        cmocka_unit_test(test_written_and_loaded),
        cmocka_unit_test(test_a_sink_that_fails),
        cmocka_unit_test(test_figures_name_their_definition),
        cmocka_unit_test(test_revisions_do_not_merge),
        cmocka_unit_test(test_definitions_that_do_not_compile),
        cmocka_unit_test(test_each_formula_compiles),
        cmocka_unit_test(test_formulas_of_your_own_metrics),
        cmocka_unit_test(test_what_a_metric_may_call_its_definition),
        cmocka_unit_test(test_a_saved_state_names_its_definition),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
