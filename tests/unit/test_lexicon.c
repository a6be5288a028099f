/* test_lexicon.c - lexicons from JSON, what they refuse, the starter sets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lexicon/lexicon.h"
#include "oom.h"

#define HEAD "{\"format\":1,\"id\":\"org.example.words/1\",\"language\":\"zh\",\"entries\":["
#define TAIL "]}"

static kefu_status read_from(const kefu_allocator *allocator, const char *json, kefu_lexicon **out,
                             kefu_error *error)
{
    return kefu_lexicon_from_json(allocator, NULL, json, strlen(json), out, error);
}

static kefu_lexicon_entry entry_at(const kefu_lexicon *lexicon, int32_t index)
{
    kefu_lexicon_entry e = {.struct_size = sizeof e};
    assert_int_equal(kefu_lexicon_at(lexicon, index, &e), KEFU_OK);
    return e;
}

/* The example of kefu/lexicon.h. */
static const char example[] =
    "{\"format\": 1, \"id\": \"org.example.red_lines/3\", \"language\": \"zh\","
    " \"entries\": ["
    "  {\"phrase\": \"加微信\", \"category\": \"contact\", \"severity\": \"major\","
    "   \"scope\": \"both\", \"platform\": [\"taobao\"], \"from\": \"2026-01-01\","
    "   \"to\": \"2026-12-31\", \"except\": [\"加微信群主\"]},"
    "  {\"phrase\": [\"客服\", \"不理人\"], \"within\": 6, \"category\": \"agent_slow\","
    "   \"says\": \"bad\"},"
    "  {\"phrase\": \"不错\", \"category\": \"overall\", \"says\": \"good\", \"fixed\": true},"
    "  {\"phrase\": \"滚蛋\", \"category\": \"insult\", \"x-note\": \"ours\"}]}";

static void test_example(void **state)
{
    kefu_lexicon *lexicon = NULL;
    kefu_lexicon_info info = {.struct_size = sizeof info};
    int32_t contact, slow, insult;
    (void)state;
    assert_int_equal(read_from(NULL, example, &lexicon, NULL), KEFU_OK);
    assert_int_equal(kefu_lexicon_describe(lexicon, &info), KEFU_OK);
    assert_string_equal(info.id, "org.example.red_lines/3");
    assert_int_equal(info.language, KEFU_ZH);
    assert_int_equal(info.entries, 4);
    assert_int_equal(strlen(info.hash), 32);
    assert_int_equal(kefu_category_find("contact", &contact, NULL), KEFU_OK);
    assert_int_equal(kefu_category_find("agent_slow", &slow, NULL), KEFU_OK);
    assert_int_equal(kefu_category_find("insult", &insult, NULL), KEFU_OK);
    kefu_lexicon_entry e = entry_at(lexicon, 0);
    assert_string_equal(e.phrase, "加微信");
    assert_int_equal(e.category, contact);
    assert_int_equal(e.severity, KEFU_MAJOR);
    assert_int_equal(e.scope, KEFU_BY_BOTH);
    assert_int_equal(e.from, 20454); /* 2026-01-01: date -d 2026-01-01 +%s / 86400 */
    assert_int_equal(e.to, 20818);
    assert_int_equal(e.parts, 1);
    assert_int_equal(e.fixed, 0);
    e = entry_at(lexicon, 1);
    assert_string_equal(e.phrase, "客服 … 不理人");
    assert_int_equal(e.category, slow);
    assert_int_equal(e.says, KEFU_SAYS_BAD);
    assert_int_equal(e.severity, 0);
    assert_int_equal(e.scope, 0);
    assert_int_equal(e.from, INT32_MIN);
    assert_int_equal(e.to, INT32_MAX);
    assert_int_equal(e.parts, 2);
    e = entry_at(lexicon, 2);
    assert_int_equal(e.says, KEFU_SAYS_GOOD);
    assert_int_equal(e.fixed, 1);
    e = entry_at(lexicon, 3);
    assert_int_equal(e.category, insult);
    assert_int_equal(e.severity, KEFU_SERIOUS); /* the category's */
    assert_int_equal(e.scope, KEFU_BY_BOTH);
    kefu_lexicon_entry none = {.struct_size = sizeof none};
    assert_int_equal(kefu_lexicon_at(lexicon, 4, &none), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_lexicon_at(lexicon, -1, &none), KEFU_E_ARGUMENT);
    assert_int_equal(lexicon->entries[1].within, 6);
    assert_string_equal(lexicon->entries[0].platforms[0], "taobao");
    assert_string_equal(lexicon->entries[0].excepts[0], "加微信群主");
    kefu_lexicon_free(lexicon);
}

/* What is refused, where, and the beginning of why. */
static void test_refused(void **state)
{
    static const struct {
        const char *json;
        kefu_status status;
        const char *message;
    } cases[] = {
        {"{", KEFU_E_SYNTAX, ""},
        {"[]", KEFU_E_DEFINITION, "lexicon: expected an object"},
        {"{\"format\":2}", KEFU_E_DEFINITION, "format: expected 1"},
        {"{\"format\":1,\"id\":\"a/1\",\"language\":\"zh\"}", KEFU_E_DEFINITION,
         "lexicon: a key is missing: entries"},
        {"{\"format\":1,\"id\":\"a\",\"language\":\"zh\",\"entries\":[]}", KEFU_E_DEFINITION,
         "id: an id ends in"},
        {"{\"format\":1,\"id\":\"a/1\",\"language\":\"de\",\"entries\":[]}", KEFU_E_DEFINITION,
         "language: expected 'zh' or 'en'"},
        {"{\"format\":1,\"id\":\"a/1\",\"language\":\"zh\",\"entry\":[]}", KEFU_E_DEFINITION,
         "entry: unknown key (own notes begin with \"x-\"); did you mean 'entries'"},
        {HEAD TAIL, KEFU_E_DEFINITION, "entries: expected at least one element"},
        {HEAD "1" TAIL, KEFU_E_DEFINITION, "entries[0]: expected an object"},
        {HEAD "{\"phrase\":\"好\"}" TAIL, KEFU_E_DEFINITION,
         "entries[0]: a key is missing: category"},
        {HEAD "{\"phrase\":\"好\",\"category\":\"qualty\"}" TAIL, KEFU_E_DEFINITION,
         "entries[0].category: there is no such category; did you mean 'quality'"},
        {HEAD "{\"phrase\":\"好\",\"category\":\"quality\",\"say\":\"bad\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0].say: unknown key"},
        {HEAD "{\"phrase\":\"好\",\"category\":\"quality\",\"says\":\"worse\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0].says: expected 'bad', 'good' or 'topic'"},
        {HEAD "{\"phrase\":\"好\",\"category\":\"insult\",\"says\":\"bad\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0].says: entries of this category have none"},
        {HEAD "{\"phrase\":\"好\",\"category\":\"quality\",\"severity\":\"major\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0].severity: entries of this category have none"},
        {HEAD "{\"phrase\":\"好\",\"category\":\"negator\",\"scope\":\"agent\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0].scope: entries of this category have none"},
        {HEAD "{\"phrase\":\"\",\"category\":\"quality\"}" TAIL, KEFU_E_DEFINITION,
         "entries[0].phrase: expected a text"},
        {HEAD "{\"phrase\":\"\\u200b\",\"category\":\"quality\"}" TAIL, KEFU_E_DEFINITION,
         "entries[0].phrase: phrase"},
        {HEAD "{\"phrase\":[\"好\"],\"category\":\"quality\"}" TAIL, KEFU_E_DEFINITION,
         "entries[0].phrase: expected 2 or 3 parts"},
        {HEAD "{\"phrase\":[\"a\",\"b\",\"c\",\"d\"],\"category\":\"quality\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0].phrase: expected 2 or 3 parts"},
        {HEAD "{\"phrase\":[\"a\",1],\"category\":\"quality\"}" TAIL, KEFU_E_DEFINITION,
         "entries[0].phrase[1]: expected a text"},
        {HEAD "{\"phrase\":\"好\",\"within\":3,\"category\":\"quality\"}" TAIL, KEFU_E_DEFINITION,
         "entries[0].within: says nothing"},
        {HEAD "{\"phrase\":[\"a\",\"b\"],\"within\":25,\"category\":\"quality\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0].within: expected a number of characters, 0 to 24"},
        {HEAD "{\"phrase\":\"好\",\"category\":\"quality\",\"from\":\"1.1.2026\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0].from: expected a date"},
        {HEAD "{\"phrase\":\"好\",\"category\":\"quality\",\"from\":\"2026-02-01\","
              "\"to\":\"2026-01-01\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0]: from is after to"},
        {HEAD "{\"phrase\":\"最\",\"category\":\"absolute\",\"except\":[\"后来\"]}" TAIL,
         KEFU_E_DEFINITION, "entries[0].except[0]: the phrase does not occur in it"},
        {HEAD "{\"phrase\":\"最\",\"category\":\"absolute\",\"except\":\"最后\"}" TAIL,
         KEFU_E_DEFINITION, "entries[0].except: expected an array"},
        {HEAD "{\"phrase\":\"最\",\"category\":\"absolute\",\"platform\":[]}" TAIL,
         KEFU_E_DEFINITION, "entries[0].platform: expected at least one element"},
        {HEAD "{\"phrase\":\"加V\",\"category\":\"contact\"},"
              "{\"phrase\":\"加 ｖ\",\"category\":\"contact\"}" TAIL,
         KEFU_E_DEFINITION, "entries[1].phrase: the same phrase and category"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_lexicon *lexicon = NULL;
        kefu_error error = {0};
        assert_int_equal(read_from(NULL, cases[i].json, &lexicon, &error), cases[i].status);
        if (strncmp(error.message, cases[i].message, strlen(cases[i].message)))
            print_error("%s\n got: %s\nwant: %s\n", cases[i].json, error.message, cases[i].message);
        assert_memory_equal(error.message, cases[i].message, strlen(cases[i].message));
        assert_true(error.line > 0 && error.column > 0);
        assert_null(lexicon);
    }
}

/* One phrase may stand twice where it never means two things at once. */
static void test_twins(void **state)
{
    static const struct {
        const char *a, *b;
        kefu_status status;
    } cases[] = {
        {"", "", KEFU_E_DEFINITION},
        {",\"to\":\"2026-01-31\"", ",\"from\":\"2026-02-01\"", KEFU_OK},
        {",\"to\":\"2026-02-01\"", ",\"from\":\"2026-02-01\"", KEFU_E_DEFINITION},
        {",\"platform\":[\"jd\"]", ",\"platform\":[\"taobao\"]", KEFU_OK},
        {",\"platform\":[\"jd\",\"tmall\"]", ",\"platform\":[\"taobao\",\"tmall\"]",
         KEFU_E_DEFINITION},
        {",\"platform\":[\"jd\"]", "", KEFU_E_DEFINITION},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[512];
        kefu_lexicon *lexicon = NULL;
        sprintf(json,
                HEAD "{\"phrase\":\"滚\",\"category\":\"insult\"%s},"
                     "{\"phrase\":\"滚\",\"category\":\"threat\"},"
                     "{\"phrase\":\"滚\",\"category\":\"insult\"%s}" TAIL,
                cases[i].a, cases[i].b);
        assert_int_equal(read_from(NULL, json, &lexicon, NULL), cases[i].status);
        kefu_lexicon_free(lexicon);
    }
    char *json = malloc(16384), *end = json + sprintf(json, HEAD);
    for (int i = 0; i < 65; i++)
        end += sprintf(end, "%s{\"phrase\":\"滚\",\"category\":\"insult\",\"platform\":[\"p%d\"]}",
                       i ? "," : "", i);
    strcpy(end, TAIL);
    kefu_lexicon *lexicon = NULL;
    kefu_error error;
    assert_int_equal(read_from(NULL, json, &lexicon, &error), KEFU_E_DEFINITION);
    assert_string_equal(error.message,
                        "entries[64].phrase: of one phrase and category there are at most 64");
    free(json);
}

/* What is written makes the same lexicon; the hash is of what it says. */
static void test_written(void **state)
{
    kefu_lexicon *first = NULL, *second = NULL;
    kefu_lexicon_info a = {.struct_size = sizeof a}, b = {.struct_size = sizeof b};
    kefu_buffer *buffer = NULL;
    (void)state;
    for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
        assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
        assert_int_equal(kefu_lexicon_starter(NULL, language, &first, NULL), KEFU_OK);
        assert_int_equal(kefu_lexicon_json(first, kefu_buffer_sink(buffer), NULL), KEFU_OK);
        assert_int_equal(read_from(NULL, kefu_buffer_data(buffer, NULL), &second, NULL), KEFU_OK);
        assert_int_equal(kefu_lexicon_describe(first, &a), KEFU_OK);
        assert_int_equal(kefu_lexicon_describe(second, &b), KEFU_OK);
        assert_string_equal(a.hash, b.hash);
        assert_string_equal(a.id, b.id);
        assert_int_equal(a.language, language);
        assert_int_equal(a.entries, b.entries);
        for (int32_t i = 0; i < a.entries; i++)
            assert_string_equal(entry_at(first, i).phrase, entry_at(second, i).phrase);
        kefu_lexicon_free(first);
        kefu_lexicon_free(second);
        kefu_buffer_free(buffer);
    }
    assert_int_equal(kefu_lexicon_starter(NULL, 2, &first, NULL), KEFU_E_UNSUPPORTED);
}

/* ---- The starter sets ----------------------------------------------------------------------- */

enum { ROOM = 64 };

static int has(const kf_found *found, size_t n, uint32_t number)
{
    for (size_t i = 0; i < n; i++)
        if (found[i].number == number)
            return 1;
    return 0;
}

/* Every entry is found in its own words, and in none of its exceptions. */
static void test_starters_find_themselves(void **state)
{
    (void)state;
    for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
        kefu_lexicon *lexicon = NULL;
        kf_memory memory;
        kf_matcher *m = NULL;
        kf_found found[ROOM];
        uint16_t units[512];
        size_t count;
        assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
        assert_int_equal(kefu_lexicon_starter(NULL, language, &lexicon, NULL), KEFU_OK);
        assert_int_equal(kf_matcher_new(&memory, NULL, &m, NULL), KEFU_OK);
        for (int32_t i = 0; i < lexicon->n_entries; i++)
            assert_int_equal(kf_matcher_add(m, &lexicon->entries[i], (uint32_t)i, NULL), KEFU_OK);
        assert_int_equal(kf_matcher_ready(m, NULL), KEFU_OK);
        for (int32_t i = 0; i < lexicon->n_entries; i++) {
            const kf_entry *e = &lexicon->entries[i];
            char text[256] = "";
            const char *part = e->phrase;
            for (int32_t p = 0; p < e->n_parts; p++, part += strlen(part) + 1)
                strcat(strcat(text, p ? "了" : ""), part);
            assert_int_equal(kf_fold(text, strlen(text), KEFU_UTF8, 0, units, NULL, &count, NULL),
                             KEFU_OK);
            size_t n = kf_match(m, units + KF_FOLD_BEFORE + 1, count, NULL, 0, 0, found, ROOM);
            if (!has(found, n, (uint32_t)i))
                fail_msg("'%s' is not found in '%s'", e->shown, text);
            for (int32_t k = 0; k < e->n_excepts; k++) {
                const char *except = e->excepts[k];
                assert_int_equal(
                    kf_fold(except, strlen(except), KEFU_UTF8, 0, units, NULL, &count, NULL),
                    KEFU_OK);
                n = kf_match(m, units + KF_FOLD_BEFORE + 1, count, NULL, 0, 0, found, ROOM);
                if (has(found, n, (uint32_t)i))
                    fail_msg("'%s' is found in its exception '%s'", e->shown, except);
            }
        }
        kf_matcher_free(m);
        kefu_lexicon_free(lexicon);
    }
}

/* Each category that a language can have words for has some; causes that only a person decides
 * have none that would decide it. */
static void test_starters_cover(void **state)
{
    (void)state;
    for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
        kefu_lexicon *lexicon = NULL;
        int32_t n[KF_LISTS] = {0};
        assert_int_equal(kefu_lexicon_starter(NULL, language, &lexicon, NULL), KEFU_OK);
        for (int32_t i = 0; i < lexicon->n_entries; i++)
            n[lexicon->entries[i].category]++;
        for (int32_t i = 0; i < kefu_category_count(); i++) {
            kefu_category_info info = {.struct_size = sizeof info};
            assert_int_equal(kefu_category_at(i, &info), KEFU_OK);
            assert_true(n[info.category] >= (info.category == KEFU_CAUSE_NONE        ? 0
                                             : info.category == KEFU_CAUSE_MALICIOUS ? 2
                                                                                     : 5));
        }
        kefu_lexicon_free(lexicon);
    }
}

/* ---- Memory --------------------------------------------------------------------------------- */

static int scenario(const kefu_allocator *allocator)
{
    kefu_lexicon *lexicon = NULL;
    const kefu_status status = read_from(allocator, example, &lexicon, NULL);
    kefu_lexicon_free(lexicon);
    return status == KEFU_E_MEMORY ? 0 : status ? -1 : 1;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario) > 0);
}

/* The starter set with each of some allocations failing: all of them would take long. */
static void test_starter_out_of_memory(void **state)
{
    (void)state;
    for (long n = 1; n < 2000000; n = n < 40 ? n + 1 : n * 3 / 2) {
        oom_state oom = {0, n, 1, 0, 0};
        const kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free, &oom};
        kefu_lexicon *lexicon = NULL;
        const kefu_status status = kefu_lexicon_starter(&allocator, KEFU_EN, &lexicon, NULL);
        assert_true(status == KEFU_E_MEMORY || (!status && oom.calls < n));
        kefu_lexicon_free(lexicon);
        assert_int_equal(oom.blocks, 0);
        assert_int_equal(oom.held, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_example),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_twins),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_starters_find_themselves),
        cmocka_unit_test(test_starters_cover),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_starter_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
