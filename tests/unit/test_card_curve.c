/* test_card_curve.c - curves as cards write them, and cards whose curves are refused: where, and
 * what was expected. */
#include "curve_cards.h"
#include "oom.h"

/* ---- What is read --------------------------------------------------------------------------- */

#define BANDS_2                                                                                    \
    "[{\"at_least\":0,\"below\":1.5,\"points\":[0,60]},{\"at_least\":1.50,\"points\":80.5}]"

static void test_pieces(void **state)
{
    kefu_card *card =
        card_of(CURVE_ITEM("", "count", "higher", "{\"type\":\"pieces\",\"bands\":" BANDS_2 "}"));
    const kf_curve *curve = curve_of(card);
    (void)state;
    assert_int_equal(curve->type, KF_CURVE_STEPS);
    assert_int_equal(curve->n, 2);
    assert_int_equal(curve->scale, 1);
    assert_int_equal(curve->bands[0].high.at, 15);
    assert_int_equal(curve->bands[0].points, 0);
    assert_int_equal(curve->bands[0].rise, 60 * KEFU_POINT);
    assert_int_equal(curve->bands[1].points, 80500000);
    assert_int_equal(curve->bands[1].rise, 0);
    kefu_card_free(card);
}

static void test_zones(void **state)
{
    static const struct {
        int32_t low, high;
        int64_t from, to;
    } zones[] = {{KF_END_OPEN, KF_END_EXCLUSIVE, 0, 600},
                 {KF_END_INCLUSIVE, KF_END_EXCLUSIVE, 600, 905},
                 {KF_END_INCLUSIVE, KF_END_INCLUSIVE, 905, 1200},
                 {KF_END_EXCLUSIVE, KF_END_INCLUSIVE, 1200, 3000},
                 {KF_END_EXCLUSIVE, KF_END_OPEN, 3000, 0}};
    kefu_card *card = card_of(CURVE_ITEM("", "s", "middle",
                                         "{\"type\":\"zones\",\"bounds\":[60,\"90.5s\",\"2分\","
                                         "\"300\"],\"points\":[0,60,100,60,1]}"));
    const kf_curve *curve = curve_of(card);
    (void)state;
    assert_int_equal(curve->n, 5);
    for (int32_t i = 0; i < 5; i++) {
        assert_int_equal(curve->bands[i].low.kind, zones[i].low);
        assert_int_equal(curve->bands[i].high.kind, zones[i].high);
        assert_int_equal(curve->bands[i].low.at, zones[i].from);
        assert_int_equal(curve->bands[i].high.at, zones[i].to);
    }
    assert_int_equal(curve->bands[4].points, KEFU_POINT);
    kefu_card_free(card);
}

/* What a card leaves out: start is what the points are out of, no least, no cap. */
static void test_defaults(void **state)
{
    kefu_card *deduct = card_of(CURVE_ITEM(
        "\"of\":20,", "ratio", "lower",
        "{\"type\":\"deduct\",\"from\":\"5%\",\"per\":\"0.5%\",\"points\":2,\"round\":\"down\"}"));
    kefu_card *proportion =
        card_of(CURVE_ITEM("\"of\":35.5,", "ratio", "higher", "{\"type\":\"proportion\"}"));
    kefu_card *linear = card_of(
        CURVE_ITEM("", "count", "higher", "{\"type\":\"linear\",\"points\":[[0,0],[1,1]]}"));
    (void)state;
    assert_int_equal(curve_of(deduct)->start, 20 * KEFU_POINT);
    assert_int_equal(curve_of(deduct)->scale, 3);
    assert_int_equal(curve_of(deduct)->from, 50);
    assert_int_equal(curve_of(deduct)->per, 5);
    assert_int_equal(curve_of(deduct)->each, 2 * KEFU_POINT);
    assert_int_equal(curve_of(deduct)->round, KF_UNITS_DOWN);
    assert_int_equal(curve_of(deduct)->lower, 1);
    assert_true(curve_of(deduct)->least == KF_NO_LEAST);
    assert_int_equal(curve_of(proportion)->of, 35500000);
    assert_int_equal(curve_of(proportion)->least, 0);
    assert_true(curve_of(proportion)->most == KF_NO_MOST);
    assert_int_equal(curve_of(linear)->extend_below + curve_of(linear)->extend_above, 0);
    kefu_card_free(deduct);
    kefu_card_free(proportion);
    kefu_card_free(linear);
}

/* ---- What is refused ------------------------------------------------------------------------ */

#define HIGHER(curve) CURVE_ITEM("", "count", "higher", curve)
#define DEDUCT(more)                                                                               \
    "{\"type\":\"deduct\",\"from\":1,\"per\":1,\"points\":1,\"round\":\"up\"" more "}"
#define AT "sections[0].items[0].curve"

/* Cards are one line; the column is that of the value, or of the key that is unknown. */
static const struct {
    const char *card, *message, *at; /* at: the text that stands there */
} refusals[] = {
    /* types */
    {HIGHER("{\"type\":\"lineer\",\"points\":[[0,1],[1,2]]}"),
     AT ".type: expected 'steps', 'pieces', 'zones', 'linear', 'proportion', 'deduct' or 'places'; "
        "did you mean 'linear'?",
     "\"lineer\""},
    {HIGHER("{\"type\":\"peices\",\"bands\":[]}"), "did you mean 'pieces'", "\"peices\""},
    {HIGHER("{\"type\":\"proportional\"}"), "did you mean 'proportion'", "\"proportional\""},
    {HIGHER("{\"type\":1}"), AT ".type: expected 'steps'", "1}"},
    {HIGHER("{\"type\":null}"), AT ".type: expected 'steps'", "null"},
    {HIGHER("{\"bands\":[]}"), AT ": a key is missing: type", "{\"bands\""},
    {HIGHER("[]"), AT ": expected an object", "[]}"},
    /* keys */
    {HIGHER("{\"type\":\"proportion\",\"capp\":1}"), "did you mean 'cap'", "\"capp\""},
    {HIGHER("{\"type\":\"proportion\",\"points\":1}"), AT ".points: no key of the type proportion",
     "1}"},
    {HIGHER("{\"type\":\"zones\",\"bands\":[],\"bounds\":[1,2],\"points\":[1,2,3]}"),
     AT ".bands: no key of the type zones", "[],\"bounds\""},
    {HIGHER("{\"type\":\"steps\",\"bands\":[{\"points\":1}],\"below\":\"extend\"}"),
     AT ".below: no key of the type steps", "\"extend\""},
    {HIGHER("{\"type\":\"pieces\"}"), AT ": this type needs the key bands", "{\"type\":\"pieces\""},
    {HIGHER("{\"type\":\"zones\",\"points\":[1,2,3]}"), AT ": this type needs the key bounds",
     "{\"type\":\"zones"},
    {HIGHER("{\"type\":\"deduct\",\"from\":1,\"per\":1,\"points\":1}"),
     AT ": this type needs the key round", "{\"type\":\"deduct"},
    /* pieces */
    {HIGHER("{\"type\":\"steps\",\"bands\":" BANDS_2 "}"),
     AT ".bands[0].points: a step gives one number of points; for a line from one end to the other "
        "write \"type\": \"pieces\"",
     "[0,60]"},
    {HIGHER("{\"type\":\"pieces\",\"bands\":[{\"at_least\":0,\"points\":[0,60]}]}"),
     AT ".bands[0].points: a line needs both ends", "[0,60]"},
    {HIGHER("{\"type\":\"pieces\",\"bands\":[{\"below\":0,\"points\":[0,60]}]}"),
     AT ".bands[0].points: a line needs both ends", "[0,60]"},
    {HIGHER("{\"type\":\"pieces\",\"bands\":[{\"below\":1,\"above\":0,\"points\":[0,60,1]}]}"),
     AT ".bands[0].points: expected a pair", "[0,60,1]"},
    {HIGHER("{\"type\":\"pieces\",\"bands\":[{\"below\":1,\"above\":0,\"points\":[0,\"1\"]}]}"),
     AT ".bands[0].points[1]: expected a number", "\"1\"]"},
    {HIGHER("{\"type\":\"pieces\",\"bands\":[{\"at_most\":1,\"at_least\":1,\"points\":[0,1]}]}"),
     AT ".bands[0]: no line fits", "{\"at_most\""},
    {HIGHER("{\"type\":\"pieces\",\"bands\":[{\"at_most\":1,\"at_least\":2,\"points\":1}]}"),
     AT ".bands[0]: no value fits", "{\"at_most\""},
    {HIGHER("{\"type\":\"pieces\",\"bands\":[{\"above\":1,\"below\":2,\"points\":[0,10000.1]}]}"),
     AT ".bands[0].points[1]: expected points of -10000 to 10000", "10000.1"},
    /* zones */
    {HIGHER("{\"type\":\"zones\",\"bounds\":[1,2,3],\"points\":[1,2,3,4]}"),
     AT ".points: expected the points of 3 or 5 zones", "[1,2,3,4]"},
    {HIGHER("{\"type\":\"zones\",\"bounds\":[1,2,3],\"points\":[1,2,3]}"),
     AT ".bounds: expected an array of the bounds between the zones: one fewer",
     "[1,2,3],\"points"},
    {HIGHER("{\"type\":\"zones\",\"bounds\":7,\"points\":[1,2,3]}"),
     AT ".bounds: expected an array", "7,"},
    {HIGHER("{\"type\":\"zones\",\"bounds\":[2,2],\"points\":[1,2,3]}"),
     AT ".bounds[1]: expected a value above the one before it", "2],"},
    {HIGHER("{\"type\":\"zones\",\"bounds\":[2,3],\"points\":[1,[2,2],3]}"),
     AT ".points[1]: expected a number", "[2,2],3"},
    /* linear */
    {HIGHER("{\"type\":\"linear\",\"points\":[[0,1],[1,2]],\"above\":\"extended\"}"),
     AT ".above: expected 'level' or 'extend'", "\"extended\""},
    /* proportion */
    {HIGHER("{\"type\":\"proportion\",\"cap\":-1}"), AT ".cap: expected points of 0 to 1000000",
     "-1}"},
    {HIGHER("{\"type\":\"proportion\",\"cap\":\"120%\"}"), AT ".cap: expected a number",
     "\"120%\""},
    /* deduct */
    {HIGHER("{\"type\":\"deduct\",\"from\":1,\"per\":0,\"points\":1,\"round\":\"up\"}"),
     AT ".per: expected more than 0", "0,\"points\""},
    {HIGHER("{\"type\":\"deduct\",\"from\":1,\"per\":-1,\"points\":1,\"round\":\"up\"}"),
     AT ".per: expected more than 0", "-1,"},
    {HIGHER("{\"type\":\"deduct\",\"from\":1,\"per\":1,\"points\":0,\"round\":\"up\"}"),
     AT ".points: expected points above 0", "0,\"round\""},
    {HIGHER("{\"type\":\"deduct\",\"from\":1,\"per\":1,\"points\":[1],\"round\":\"up\"}"),
     AT ".points: expected a number", "[1]"},
    {HIGHER("{\"type\":\"deduct\",\"from\":1,\"per\":1,\"points\":1,\"round\":\"ceil\"}"),
     AT ".round: expected 'up', 'down', 'nearest' or 'exact'", "\"ceil\""},
    {HIGHER("{\"type\":\"deduct\",\"from\":9000000000000000000,\"per\":900000000000000000,"
            "\"points\":1,\"round\":\"up\"}"),
     AT ".per: the number is too big beside from", "900000000000000000,\"points"},
    {HIGHER("{\"type\":\"deduct\",\"from\":9000000000000000000,\"per\":0.1,"
            "\"points\":1,\"round\":\"up\"}"),
     AT ".from: the number is too big beside the digits of the others", "9000000000000000000"},
    {HIGHER(DEDUCT(",\"least\":101")), AT ".least: expected no more points than at the start",
     "101}"},
    {HIGHER(DEDUCT(",\"start\":50,\"least\":50.000001")), AT ".least: expected no more points",
     "50.000001"},
    {HIGHER(DEDUCT(",\"start\":10001")), AT ".start: expected points of", "10001"},
    {CURVE_ITEM("", "count", "middle", DEDUCT("")),
     AT ": deduct counts how much worse a figure is: it needs the direction higher or lower",
     "{\"type\":\"deduct"},
    /* the rule for few has a curve like any other */
    {CURVE_ITEM("\"small\":{\"at_most\":5,\"curve\":{\"type\":\"step\"}},", "count", "higher",
                "{\"type\":\"proportion\"}"),
     "sections[0].items[0].small.curve.type: expected", "\"step\"}"},
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const char *text = refusals[i].card, *place = strstr(text, refusals[i].at);
        kefu_card *card = NULL;
        kefu_error error = {0};
        kefu_status status = kefu_card_from_json(NULL, NULL, text, strlen(text), &card, &error);
        if (status != KEFU_E_CARD || card || !strstr(error.message, refusals[i].message))
            fail_msg("case %d: %s", (int)i, error.message);
        assert_non_null(place);
        assert_int_equal(error.line, 1);
        if (error.column != place - text + 1)
            fail_msg("case %d: column %d, not %d", (int)i, error.column, (int)(place - text) + 1);
    }
}

/* ---- Memory --------------------------------------------------------------------------------- */

static int scenario_curves(const kefu_allocator *allocator)
{
    static const char *const cards[] = {
        HIGHER("{\"type\":\"pieces\",\"bands\":" BANDS_2 "}"),
        HIGHER("{\"type\":\"zones\",\"bounds\":[1,2],\"points\":[1,2,3]}"),
        HIGHER("{\"type\":\"proportion\",\"cap\":120}"),
        HIGHER(DEDUCT(",\"least\":0")),
    };
    for (size_t i = 0; i < sizeof cards / sizeof cards[0]; i++) {
        kefu_card *card = NULL;
        kefu_status status =
            kefu_card_from_json(allocator, NULL, cards[i], strlen(cards[i]), &card, NULL);
        kefu_card_free(card);
        if (status)
            return status == KEFU_E_MEMORY ? 0 : -1;
    }
    return 1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_curves) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),   cmocka_unit_test(test_zones),
        cmocka_unit_test(test_defaults), cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
