/* test_condition.c - conditions of badges and streaks as they are read: what is refused and where,
 * and which numbers lie within their ends. */
#include "card/condition.h"
#include "oom.h"
#include "step_sheets.h"

#define WITH(more) CARD_OF(SECTION("s", "", ITEM("sales", "100", "")), more)
#define BADGE(all)                                                                                 \
    WITH(",\"badges\":[{\"id\":\"one\",\"all\":{\"total\":{\"above\":1}}},"                        \
         "{\"id\":\"two\",\"all\":" all "}]")
#define STREAK(all)  WITH(",\"streaks\":[{\"id\":\"run\",\"periods\":2,\"all\":" all "}]")
#define APPLIES(all) CARD_OF(SECTION("s", "", ITEM("sales", "100", "\"applies\":" all ",")), "")

static void test_refusals(void **state)
{
    static const struct {
        const char *card, *words;
    } cases[] = {
        {BADGE("5"), "badges[1].all: expected an array"},
        {BADGE("[]"), "badges[1].all: expected at least one element"},
        {BADGE("[5]"), "badges[1].all[0]: expected an object"},
        {BADGE("{}"), "badges[1].all: expected a condition: metric, points"},
        {BADGE("{\"at_least\":5}"), "badges[1].all: expected a condition"},
        {BADGE("{\"totl\":{}}"), "badges[1].all.totl: unknown key"},
        {BADGE("{\"total\":{},\"place\":{}}"),
         "badges[1].all.place: a condition says one thing; this one says total"},
        {BADGE("{\"total\":{}}"), "badges[1].all.total: expected at_least, above"},
        {BADGE("{\"total\":{\"at_least\":\"many\"}}"),
         "badges[1].all.total.at_least: expected points"},
        {BADGE("{\"total\":{\"at_least\":90,\"above\":80}}"),
         "badges[1].all.total.above: this end is given already by at_least"},
        {BADGE("{\"total\":{\"at_least\":90,\"below\":90}}"),
         "badges[1].all.total: no value fits between its ends"},
        {BADGE("{\"total\":{\"above\":90,\"below\":80}}"),
         "badges[1].all.total: no value fits between its ends"},
        {BADGE("{\"metric\":\"m\"}"), "badges[1].all: expected at_least, above"},
        {BADGE("{\"metric\":\"m\",\"unit\":\"kg\",\"above\":1}"),
         "badges[1].all.unit: expected 'ratio'"},
        {BADGE("{\"metric\":\"m\",\"unit\":\"ratio\",\"above\":\"5s\"}"),
         "badges[1].all.above: expected a rate"},
        {BADGE("{\"points\":\"sales\",\"unit\":\"s\",\"above\":1}"),
         "badges[1].all.unit: only a metric has a unit"},
        {BADGE("{\"points\":\"sale\",\"above\":1}"),
         "badges[1].all.points: there is no such item; did you mean 'sales'?"},
        {BADGE("{\"better_than_mean\":\"salse\"}"),
         "badges[1].all.better_than_mean: there is no such item; did you mean 'sales'?"},
        {BADGE("{\"better_than_mean\":\"*\",\"above\":1}"),
         "badges[1].all.above: this does not belong beside better_than_mean"},
        {BADGE("{\"grade\":[\"A\"]}"), "badges[1].all.grade: there is no such grade"},
        {BADGE("{\"grade\":[]}"), "badges[1].all.grade: expected at least one element"},
        {BADGE("{\"tier\":[\"A\"]}"), "badges[1].all.tier: there is no such tier"},
        {BADGE("{\"floor\":\"yes\"}"), "badges[1].all.floor: expected 'met' or 'below'"},
        {BADGE("{\"red_line\":\"no\"}"), "badges[1].all.red_line: expected 'none'"},
        {BADGE("{\"red_line\":[]}"), "badges[1].all.red_line: expected at least one element"},
        {BADGE("{\"red_line\":[\"x\"]}"), "badges[1].all.red_line: there is no such red line"},
        {BADGE("{\"red_line\":5}"), "badges[1].all.red_line: expected an array"},
        {BADGE("{\"badge\":\"ome\"}"), "no such badge stands before it; did you mean 'one'?"},
        {BADGE("{\"badge\":\"two\"}"), "badges[1].all.badge: no such badge stands before it"},
        {BADGE("{\"streak\":\"run\"}"), "badges[1].all.streak: a badge cannot hang on a streak"},
        {STREAK("{\"streak\":\"run\"}"), "streaks[0].all.streak: no such streak stands before it"},
        {STREAK("[{\"total\":{\"above\":1}},{\"total\":1}]"),
         "streaks[0].all[1].total: expected an"},
        {WITH(",\"streaks\":[{\"id\":\"r\",\"all\":{\"total\":{\"above\":1}}}]"),
         "streaks[0]: a key is missing: periods"},
        {WITH(",\"badges\":[{\"id\":\"r\",\"periods\":2,\"all\":{\"total\":{\"above\":1}}}]"),
         "badges[0].periods: unknown key"},
        {WITH(",\"badges\":[{\"id\":\"r\",\"all\":{\"total\":{\"above\":1}}},{\"id\":\"r\",\"all\":"
              "{\"total\":{\"above\":1}}}]"),
         "badges[1].id: this id is taken: r"},
        {APPLIES("{\"total\":{\"above\":1}}"), "conditions of an item read a metric"},
        {APPLIES("{}"), "expected a condition with the key metric"},
        {CARD_OF(SECTION("s", "",
                         "{\"id\":\"m\",\"metric\":\"m\",\"weight\":100,\"unit\":\"s\","
                         "\"direction\":\"middle\",\"curve\":{\"type\":\"zones\",\"bounds\":[10,20]"
                         ",\"points\":[0,100,0]}}"),
                 ",\"badges\":[{\"id\":\"r\",\"all\":{\"better_than_mean\":\"*\"}}]"),
         "badges[0].all: no side is better where the best is in the middle: m"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        refused(cases[i].card, cases[i].words);
}

/* Both ends at one scale: 0.5 and 0.125 are 500 and 125 thousandths. */
static void test_reading(void **state)
{
    kefu_card *card = card_of(
        BADGE("[{\"metric\":\"m\",\"above\":0.125,\"at_most\":0.5},{\"metric\":\"k\",\"unit\":"
              "\"s\",\"at_most\":\"2分30秒\"},{\"metric\":\"m\",\"unit\":\"ratio\","
              "\"at_least\":\"98%\"}]"));
    const kf_condition *c = card->badges[1].all.list;
    (void)state;
    assert_int_equal(card->badges[1].all.n, 3);
    assert_int_equal(c[0].scale, 3);
    assert_int_equal(c[0].low.at, 125);
    assert_int_equal(c[0].low.kind, KF_END_EXCLUSIVE);
    assert_int_equal(c[0].high.at, 500);
    assert_int_equal(c[0].high.kind, KF_END_INCLUSIVE);
    assert_int_equal(c[1].high.at, 150);
    assert_int_equal(c[2].low.at, 98);
    assert_int_equal(c[2].scale, 2);
    assert_int_equal(card->n_kept, 2); /* each metric once */
    assert_string_equal(card->kept[0], "m");
    assert_string_equal(card->kept[1], "k");
    assert_int_equal(c[2].index, 0);
    kefu_card_free(card);
}

static void test_holding(void **state)
{
    static const kf_condition between = {
        .scale = 2, .low = {97, KF_END_INCLUSIVE}, .high = {98, KF_END_EXCLUSIVE}};
    static const struct {
        kefu_value value;
        int32_t holds;
    } cases[] = {
        {OF(97, 100), 1},
        {OF(98, 100), 0},
        {OF(969999, 1000000), 0},
        {OF(979999, 1000000), 1},
        {NO_DATA, 0},
        {EXEMPT, 0},
        {LATE, 0},
        {{97, 100, 3, KEFU_VALUE_PROVISIONAL, 0}, 1},
        {{97, 100, 3, KEFU_VALUE_LOW_VOLUME, 0}, 1},
        {BARE(INT64_MAX, INT64_MAX), 0},
        {BARE(INT64_MIN, 1), 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(kf_condition_holds(&between, &cases[i].value), cases[i].holds);
}

static int scenario_conditions(const kefu_allocator *allocator)
{
    static const char text[] =
        BADGE("[{\"metric\":\"m\",\"above\":1},{\"badge\":\"one\"},{\"grade\":[\"A\",\"B\"]}]");
    kefu_card *card = NULL;
    kefu_status status = kefu_card_from_json(allocator, NULL, text, sizeof text - 1, &card, NULL);
    kefu_card_free(card);
    return status == KEFU_E_CARD ? 1 : status == KEFU_E_MEMORY ? 0 : -1; /* it has no grades */
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario_conditions) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_holding),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
