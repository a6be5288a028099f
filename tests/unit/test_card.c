/* test_card.c - reading cards: what is taken, what is refused, and what the error says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "oom.h"
#include "card/card.h"
#include "score_cards.h"

static kefu_status read_card(const char *text, kefu_card **card, kefu_error *error)
{
    return kefu_card_from_json(NULL, NULL, text, strlen(text), card, error);
}

static kefu_card *card_of(const char *text)
{
    kefu_card *card = NULL;
    kefu_error error = {0};
    if (read_card(text, &card, &error))
        fail_msg("%d:%d %s", error.line, error.column, error.message);
    return card;
}

static void test_parts(void **state)
{
    kefu_card *card = card_of(CARD_PRESALES);
    kefu_card_part part = {.struct_size = sizeof part};
    (void)state;
    assert_string_equal(kefu_card_id(card), "test.presales/1");
    assert_string_equal(kefu_card_label(card, KEFU_ZH), "售前考核");
    assert_string_equal(kefu_card_label(card, KEFU_EN), "Pre-sales");
    assert_int_equal(strlen(kefu_card_hash(card)), 32);
    assert_int_equal(kefu_card_parts(card, KEFU_PART_ITEM), 5);
    assert_int_equal(kefu_card_parts(card, KEFU_PART_SECTION), 1);
    assert_int_equal(kefu_card_parts(card, KEFU_PART_ADJUSTMENT), 0);
    assert_int_equal(kefu_card_parts(card, 9), 0);
    assert_int_equal(kefu_card_part_at(card, KEFU_PART_ITEM, 3, &part), KEFU_OK);
    assert_string_equal(part.id, "response");
    assert_string_equal(part.label_en, "Average response");
    assert_string_equal(part.metric, "平均响应");
    assert_string_equal(part.unit, "s");
    assert_string_equal(part.section_id, "all");
    assert_int_equal(part.scale, 1);
    assert_int_equal(part.direction, KEFU_LOWER);
    assert_int_equal(part.weight, 15 * KEFU_POINT);
    assert_int_equal(kefu_card_part_at(card, KEFU_PART_ITEM, 5, &part), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_card_part_at(card, KEFU_PART_ITEM, -1, &part), KEFU_E_ARGUMENT);
    kefu_card_free(card);
}

static void test_volume(void **state)
{
    kefu_card *none = card_of(CARD_PRESALES);
    kefu_card *card = card_of(AB("", "", ",\"rank\":{\"volume\":\"询单人数\",\"min_volume\":30}"));
    kefu_card_part part = {.struct_size = sizeof part};
    (void)state;
    assert_int_equal(kefu_card_parts(none, KEFU_PART_VOLUME), 0);
    assert_int_equal(kefu_card_part_at(none, KEFU_PART_VOLUME, 0, &part), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_card_parts(card, KEFU_PART_VOLUME), 1);
    assert_int_equal(kefu_card_part_at(card, KEFU_PART_VOLUME, 0, &part), KEFU_OK);
    assert_string_equal(part.metric, "询单人数");
    assert_string_equal(part.label_zh, "询单人数");
    assert_string_equal(part.unit, "count");
    assert_string_equal(part.section_id, "");
    assert_int_equal(part.direction, KEFU_NEITHER);
    assert_int_equal(part.weight, 0);
    assert_int_equal(kefu_card_part_at(card, KEFU_PART_VOLUME, 1, &part), KEFU_E_ARGUMENT);
    kefu_card_free(none);
    kefu_card_free(card);
}

/* ---- Bounds ---- */

#define ITEM_WITH(unit, basis, curve)                                                              \
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"i\","           \
    "\"metric\":\"m\",\"weight\":100,\"unit\":\"" unit "\",\"basis\":\"" basis "\","               \
    "\"direction\":\"higher\",\"curve\":" curve "}]}]}"
#define STEP(unit, bound)                                                                          \
    ITEM_WITH(unit, "value",                                                                       \
              "{\"type\":\"steps\",\"bands\":[{\"at_least\":" bound ",\"points\":1}]}")

static void test_bounds(void **state)
{
    static const struct {
        const char *card;
        int64_t at;
        int32_t scale;
    } cases[] = {
        {STEP("ratio", "0.45"), 45, 2},
        {STEP("ratio", "\"45%\""), 45, 2},
        {STEP("ratio", "\"0.45\""), 45, 2},
        {STEP("ratio", "4.500e-1"), 45, 2},
        {STEP("ratio", "\"44.98%\""), 4498, 4},
        {STEP("s", "\"30s\""), 30, 0},
        {STEP("s", "\"2分30秒\""), 150, 0},
        {STEP("s", "27.4"), 274, 1},
        {STEP("yuan", "\"1,250.50元\""), 12505, 1},
        {STEP("count", "-3"), -3, 0},
        {STEP("points", "0.123456789"), 123456789, 9},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kefu_card *card = card_of(cases[i].card);
        assert_int_equal(card->items[0].rule.curve.bands[0].low.at, cases[i].at);
        assert_int_equal(card->items[0].rule.curve.scale, cases[i].scale);
        kefu_card_free(card);
    }
}

/* Bounds of one curve share the finest of their scales. */
static void test_bounds_share_a_scale(void **state)
{
    kefu_card *card = card_of(
        ITEM_WITH("s", "value", "{\"type\":\"linear\",\"points\":[[\"10\",100],[30.25,90]]}"));
    (void)state;
    assert_int_equal(card->items[0].rule.curve.scale, 2);
    assert_int_equal(card->items[0].rule.curve.bands[0].x, 1000);
    assert_int_equal(card->items[0].rule.curve.bands[1].x, 3025);
    assert_int_equal(card->items[0].rule.curve.bands[1].points, 90 * KEFU_POINT);
    kefu_card_free(card);
}

/* ---- Refusals: the key's path, what was expected, the place ---- */

#define TOP(members) "{\"format\":1,\"id\":\"t/1\",\n" members "}"
#define GOOD_SECTIONS                                                                              \
    "\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"i\",\"metric\":\"m\",\"weight\":1,"          \
    "\"unit\":\"count\",\"direction\":\"lower\",\"curve\":{\"type\":\"linear\",\"points\":"        \
    "[[0,1],[1,0]]}}]}]"
#define CURVE(curve) ITEM_WITH("count", "value", curve)

static const struct refusal {
    const char *card;
    const char *says[2];
    kefu_status status;
    int32_t line, column;
} refusals[] = {
    {"[]", {"card: expected an object", ""}, KEFU_E_CARD, 1, 1},
    {"{", {"", ""}, KEFU_E_SYNTAX, 0, 0},
    {"{}", {"card: a key is missing: format", ""}, KEFU_E_CARD, 1, 1},
    {"{\"format\": 2}", {"format: expected 1", ""}, KEFU_E_CARD, 1, 12},
    {"{\"format\": 1, \"format\": 1}", {"", ""}, KEFU_E_SYNTAX, 0, 0},
    {"{\"format\":1,\"id\":\"presales\"}",
     {"id: an id ends in / and a whole number, such as org.example.presales/1", ""},
     KEFU_E_CARD,
     1,
     18},
    {"{\"format\":1,\"id\":\"presales/v2\"}",
     {"id: an id ends in / and a whole number, such as org.example.presales/1", ""},
     KEFU_E_CARD,
     1,
     18},
    {TOP("\"lable\": \"x\""), {"lable: unknown key", "did you mean 'label'"}, KEFU_E_CARD, 2, 1},
    {TOP("\"label\": {}"), {"label: expected a text or", ""}, KEFU_E_CARD, 2, 10},
    {TOP("\"label\": \"a\\nb\""), {"label: expected one line", ""}, KEFU_E_CARD, 2, 10},
    {TOP("\"rank\": {\"ties\": \"densest\"}"),
     {"rank.ties: expected 'competition', 'dense'", "or 'ordinal'"},
     KEFU_E_CARD,
     2,
     18},
    {TOP("\"rank\": {\"volume\": \"n\"}"),
     {"volume and min_volume go together", ""},
     KEFU_E_CARD,
     2,
     9},
    {TOP("\"sections\": []"), {"sections: expected at least one", ""}, KEFU_E_CARD, 2, 13},
    {TOP("\"sections\": [{\"id\":\"s\",\"items\":[]}]"),
     {"sections[0].items: expected an array of at least one", ""},
     KEFU_E_CARD,
     0,
     0},
    {TOP(GOOD_SECTIONS ",\"floor\": \"60\""), {"floor: expected a number", ""}, KEFU_E_CARD, 0, 0},
    {TOP(GOOD_SECTIONS ",\"floor\": 60.0000001"),
     {"floor: expected at most 6 digits", ""},
     KEFU_E_CARD,
     0,
     0},
    {TOP(GOOD_SECTIONS ",\"grades\": [{\"id\":\"A\",\"from\":3,\"to\":2}]"),
     {"grades[0]: no total fits", ""},
     KEFU_E_CARD,
     0,
     0},
    {TOP(GOOD_SECTIONS ",\"grades\": [{\"id\":\"A\"},{\"id\":\"A\"}]"),
     {"grades[1].id: this id is taken: A", ""},
     KEFU_E_CARD,
     0,
     0},
    {TOP(GOOD_SECTIONS ",\"adjustments\": [{\"id\":\"p\",\"metric\":\"m\"}]"),
     {"adjustments[0]: a key is missing: points", ""},
     KEFU_E_CARD,
     0,
     0},
    {TOP(GOOD_SECTIONS
         ",\"adjustments\": [{\"id\":\"p\",\"metric\":\"m\",\"points\":1,\"per\":0}]"),
     {"adjustments[0].per: expected a whole number of at least 1", ""},
     KEFU_E_CARD,
     0,
     0},
    {TOP(GOOD_SECTIONS ",\"red_lines\": [{\"id\":\"p\",\"metric\":\"m\",\"effect\":\"cap\"}]"),
     {"red_lines[0].effect: expected \"zero\", {", ""},
     KEFU_E_CARD,
     0,
     0},
    {TOP(GOOD_SECTIONS ",\"adjustments\":[{\"id\":\"p\",\"metric\":\"m\",\"points\":1}],\"red_"
                       "lines\": [{\"id\":\"p\",\"metric\":\"m\",\"effect\":\"zero\"}]"),
     {"red_lines[0].id: this id is taken: p", ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"stepps\"}"),
     {"sections[0].items[0].curve.type: expected 'steps', 'pieces', 'zones', 'linear', "
      "'proportion', "
      "'deduct' or 'places'; did you mean 'steps'",
      ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"steps\"}"),
     {"curve: this type needs the key bands", ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"linear\",\"points\":[[0,1]]}"),
     {"curve.points: expected at least two", ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"linear\",\"points\":[[0,1],[0,2]]}"),
     {"curve.points[1]: expected a value above", ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"linear\",\"points\":[[0,1],[1]]}"),
     {"curve.points[1]: expected a pair", ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"places\",\"points\":[1],\"else\":0}"),
     {"places need the item to have \"basis\": \"place\"", ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"places\",\"points\":[1]}"),
     {"curve: this type needs the key else", ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"steps\",\"bands\":[{\"at_least\":1,\"above\":1,\"points\":1}]}"),
     {"bands[0].above: this end is given already by at_least", ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"steps\",\"bands\":[{\"at_least\":1,\"below\":1,\"points\":1}]}"),
     {"bands[0]: no value fits", ""},
     KEFU_E_CARD,
     0,
     0},
    {CURVE("{\"type\":\"steps\",\"bands\":[{\"at_least\":1,\"points\":10001}]}"),
     {"bands[0].points: expected points of -10000 to 10000", ""},
     KEFU_E_CARD,
     0,
     0},
    {STEP("ratio", "\"thirty\""),
     {"at_least: expected a rate such as 0.45 or \"45%\"", ""},
     KEFU_E_CARD,
     0,
     0},
    {STEP("s", "\"--\""), {"at_least: expected seconds such as 30", ""}, KEFU_E_CARD, 0, 0},
    {STEP("s", "0.0123456789"), {"at_least: expected at most 9 digits", ""}, KEFU_E_CARD, 0, 0},
    {STEP("s", "1e30"), {"at_least: the number is too big", ""}, KEFU_E_CARD, 0, 0},
    {STEP("s", "true"), {"at_least: expected seconds", ""}, KEFU_E_CARD, 0, 0},
    {STEP("parsec", "1"),
     {"unit: expected 'ratio', 's', 'yuan', 'points' or 'count'", ""},
     KEFU_E_CARD,
     0,
     0},
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const struct refusal *r = &refusals[i];
        kefu_card *card = NULL;
        kefu_error error = {0};
        assert_int_equal(read_card(r->card, &card, &error), r->status);
        assert_null(card);
        assert_true(error.line > 0 && error.column > 0);
        for (int k = 0; k < 2; k++)
            if (!strstr(error.message, r->says[k]))
                fail_msg("'%s' does not say '%s'", error.message, r->says[k]);
        if (r->line) {
            assert_int_equal(error.line, r->line);
            assert_int_equal(error.column, r->column);
        }
    }
}

static void test_arguments(void **state)
{
    kefu_card *card = NULL;
    (void)state;
    assert_int_equal(kefu_card_from_json(NULL, NULL, NULL, 0, &card, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_card_from_json(NULL, NULL, "{}", 2, NULL, NULL), KEFU_E_ARGUMENT);
    kefu_card_free(NULL);
}

/* ---- The hash: changes with what counts, and with nothing else ---- */

#define HASHED(label, extra, floor)                                                                \
    "{\"format\":1,\"id\":\"t/1\",\"label\":\"" label "\"," GOOD_SECTIONS extra                    \
    ",\"floor\":" floor "}"

static void test_hash(void **state)
{
    static const struct {
        const char *card;
        int same;
    } cases[] = {
        {HASHED("a", "", "60"), 1},
        {HASHED("a", "", "60.000"), 1},
        {HASHED("a", "", "6e1"), 1},
        {HASHED("a", ", \"x-note\": \"any \"", "60"), 1},
        {"{\"floor\":60,\"id\":\"t/1\",\"label\":\"\\u0061\",\"format\":1.0,\n " GOOD_SECTIONS " }",
         1},
        {HASHED("b", "", "60"), 0},
        {HASHED("a", "", "60.000001"), 0},
        {HASHED("a", ", \"grades\":[]", "60"), 0},
    };
    kefu_card *first = card_of(cases[0].card);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kefu_card *card = card_of(cases[i].card);
        assert_int_equal(!strcmp(kefu_card_hash(first), kefu_card_hash(card)), cases[i].same);
        kefu_card_free(card);
    }
    kefu_card_free(first);
}

static int scenario_card(const kefu_allocator *allocator)
{
    kefu_card *card = NULL;
    kefu_status status =
        kefu_card_from_json(allocator, NULL, CARD_PRESALES, strlen(CARD_PRESALES), &card, NULL);
    kefu_card_free(card);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_card) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),    cmocka_unit_test(test_volume),
        cmocka_unit_test(test_bounds),   cmocka_unit_test(test_bounds_share_a_scale),
        cmocka_unit_test(test_refusals), cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_hash),     cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
