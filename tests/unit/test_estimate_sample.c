/* test_estimate_sample.c - estimates from the marks of a sample: replaced rows, rows without marks,
 * cells without any, ids that are not in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/estimate.h"
#include "oom.h"
#include "rows.h"

/* 12 refunds, of which 4 are drawn, and 9 others, of which 3 are; agents take turns. */
enum { SHOP = 21, DRAWN = 7 };
static const char plan_text[] =
    "{\"format\": 1, \"id\": \"test.qc/1\", \"label\": {\"zh\": \"质检\", \"en\": \"QC\"},"
    " \"key\": \"chat\", \"by\": [\"one\"], \"classes\": ["
    "{\"id\": \"refund\", \"label\": {\"zh\": \"退款会话\", \"en\": \"Refunds\"},"
    " \"where\": \"refund = 1\", \"take\": 4},"
    "{\"id\": \"rest\", \"label\": {\"zh\": \"其余会话\", \"en\": \"The rest\"}, \"take\": 3}]}";

static int64_t shop_ids[SHOP], shop_refund[SHOP], shop_agent[SHOP], shop_one[SHOP];

static void shop_rows(rows *r)
{
    for (int64_t i = 0; i < SHOP; i++) {
        shop_ids[i] = 1000 + i;
        shop_refund[i] = i < 12;
        shop_agent[i] = i % 2;
        shop_one[i] = 1;
    }
    rows_begin(r, SHOP);
    rows_add(r, "chat", KEFU_COLUMN_I64, shop_ids);
    rows_add(r, "refund", KEFU_COLUMN_I64, shop_refund);
    rows_add(r, "agent", KEFU_COLUMN_I64, shop_agent);
    rows_add(r, "one", KEFU_COLUMN_I64, shop_one);
}

static kefu_status shop_draw(const kefu_batch *unsuitable, kefu_sample **out)
{
    const kefu_draw_options o = {.struct_size = sizeof o, .seed = "2026-W47"};
    const kefu_sample_options with = {.struct_size = sizeof with, .unsuitable = unsuitable};
    kefu_plan *plan = NULL;
    kefu_draw *draw = NULL;
    rows r;
    shop_rows(&r);
    kefu_status status =
        kefu_plan_from_json(NULL, NULL, plan_text, sizeof plan_text - 1, &plan, NULL);
    if (!status)
        status = kefu_draw_new(plan, &o, &draw, NULL);
    if (!status)
        status = kefu_draw_update(draw, &r.batch, NULL);
    if (!status)
        status = kefu_sample_new(draw, &with, out, NULL);
    kefu_draw_free(draw);
    kefu_plan_free(plan);
    return status;
}

/* Marks of the rows of the sample in its order, refunds first. */
typedef struct marking {
    const char *ids[8];
    int64_t marks[8];
    uint8_t states[8];
    int64_t inspector[8];
    rows r;
} marking;

static const int64_t given[DRAWN] = {10, 20, 30, 50, 60, 70, 90};

static void mark(marking *m, const kefu_sample *sample)
{
    assert_int_equal(kefu_sample_count(sample), DRAWN);
    memset(m, 0, sizeof *m);
    for (int64_t i = 0; i < DRAWN; i++) {
        kefu_sample_row row = {.struct_size = sizeof row};
        assert_int_equal(kefu_sample_at(sample, i, &row), KEFU_OK);
        m->ids[i] = row.id.data;
        m->marks[i] = given[i];
        m->inspector[i] = i < 2 || i == 4 ? 1 : 2;
    }
    rows_begin(&m->r, DRAWN);
    rows_add(&m->r, "chat", KEFU_COLUMN_TEXT_Z, m->ids);
    rows_add(&m->r, "mark", KEFU_COLUMN_I64, m->marks)->states = m->states;
    rows_add(&m->r, "inspector", KEFU_COLUMN_I64, m->inspector);
}

static kefu_estimated first_of(const kefu_estimates *e)
{
    kefu_estimated item = {.struct_size = sizeof item};
    assert_int_equal(kefu_estimates_at(e, 0, &item), KEFU_OK);
    return item;
}

static kefu_estimates *estimate(const kefu_sample *sample, const marking *m,
                                kefu_estimate_options o)
{
    kefu_estimates *e = NULL;
    kefu_error error;
    o.struct_size = sizeof o;
    if (kefu_estimate_sample(sample, &m->r.batch, &o, &e, &error))
        fail_msg("%s", error.message);
    return e;
}

/* By hand: (12 × 27.5 + 9 × 73.333...) / 21 = 990 / 21; population and classes are the plan's. */
static void test_sample(void **state)
{
    kefu_sample *sample = NULL;
    marking m;
    (void)state;
    assert_int_equal(shop_draw(NULL, &sample), KEFU_OK);
    mark(&m, sample);
    kefu_estimates *e = estimate(sample, &m, (kefu_estimate_options){.by = "one"});
    kefu_sample_free(sample); /* nothing of it is kept */
    kefu_estimates_info info = {.struct_size = sizeof info};
    assert_int_equal(kefu_estimates_made(e, &info), KEFU_OK);
    assert_string_equal(info.plan, "test.qc/1");
    assert_int_equal(strlen(info.plan_hash), 32);
    assert_string_equal(info.seed, "2026-W47");
    assert_string_equal(info.mark, "mark");
    assert_string_equal(info.by, "one");
    const kefu_metric_info qc = {.struct_size = sizeof qc, .name = "qc"},
                           named = {.struct_size = sizeof named, .name = "qc", .definition = "a/1"};
    for (int32_t i = 0; i < 2; i++) {
        kefu_frame *frame = NULL;
        kefu_metric_info got = {.struct_size = sizeof got};
        assert_int_equal(kefu_estimates_frame(e, i ? &named : &qc, &frame, NULL), KEFU_OK);
        assert_int_equal(kefu_frame_metric(frame, 3, &got), KEFU_OK);
        assert_string_equal(got.definition, i ? "a/1" : "test.qc/1");
        kefu_frame_free(frame);
    }
    kefu_estimated all = first_of(e);
    assert_int_equal(kefu_estimates_count(e), 2);
    assert_int_equal(all.naive.num, 47143);
    assert_int_equal(all.estimate.num, 47143);
    assert_int_equal(all.population.num, 21);
    assert_int_equal(all.population.den, 1);
    assert_int_equal(all.flags, 0);
    assert_int_equal(all.df, 4998449); /* tests/oracle/coverage.py */
    kefu_effect effect = {.struct_size = sizeof effect};
    assert_int_equal(kefu_estimates_effects(e, 0), 2);
    assert_int_equal(kefu_estimates_effect(e, 0, 1, &effect), KEFU_OK);
    assert_string_equal(effect.label_zh, "其余会话");
    assert_string_equal(effect.label_en, "The rest");
    assert_int_equal(effect.in_population.num, 428571429);
    kefu_estimates_free(e);
}

/* R: svydesign(ids = ~1, strata = ~cell, fpc = ~N) of five rows looked at of 12 and three of 9,
 * subset(fit == 1): svymean 49.677419 (5.247812); svytotal 924 (102.058807); sum(weights) 18.6.
 * Satterthwaite's df 4.965516: t 2.575961. */
static void test_replaced(void **state)
{
    kefu_sample *sample = NULL, *before = NULL;
    marking m;
    rows unfit;
    (void)state;
    assert_int_equal(shop_draw(NULL, &before), KEFU_OK);
    kefu_sample_row row = {.struct_size = sizeof row};
    assert_int_equal(kefu_sample_at(before, 0, &row), KEFU_OK);
    const char *const reasons[] = {"spam"}, *const people[] = {"lead"};
    rows_begin(&unfit, 1);
    rows_add(&unfit, "chat", KEFU_COLUMN_TEXT_Z, &row.id.data);
    rows_add(&unfit, "reason", KEFU_COLUMN_TEXT_Z, reasons);
    rows_add(&unfit, "by", KEFU_COLUMN_TEXT_Z, people);
    assert_int_equal(shop_draw(&unfit.batch, &sample), KEFU_OK);
    kefu_sample_free(before);
    mark(&m, sample);
    kefu_estimates *e = estimate(sample, &m, (kefu_estimate_options){.scale = 0});
    kefu_estimated all = first_of(e);
    assert_int_equal(all.flags, KEFU_ESTIMATED_REPLACED);
    assert_int_equal(all.estimate.num, 49677);
    assert_int_equal(all.error.num, 5248);
    assert_int_equal(all.low.num, 36159);
    assert_int_equal(all.high.num, 63196);
    assert_int_equal(all.population.num, 18600);
    assert_int_equal(all.population.den, 1000);
    kefu_estimates_free(e);
    e = estimate(sample, &m, (kefu_estimate_options){.kind = KEFU_ESTIMATE_TOTAL});
    all = first_of(e);
    assert_int_equal(all.estimate.num, 924000);
    assert_int_equal(all.error.num, 102059);
    kefu_estimates_free(e);
    kefu_sample_free(sample);
}

/* Rows that are not in the batch, and those whose mark is null, have none. */
static void test_unmarked(void **state)
{
    kefu_sample *sample = NULL;
    marking m;
    (void)state;
    assert_int_equal(shop_draw(NULL, &sample), KEFU_OK);
    mark(&m, sample);
    m.states[0] = KEFU_VALUE_NO_DATA;
    m.r.batch.rows = 6;
    kefu_estimates *e = estimate(sample, &m, (kefu_estimate_options){.by = "inspector"});
    kefu_estimated all = first_of(e);
    assert_int_equal(all.flags, KEFU_ESTIMATED_UNMARKED);
    assert_int_equal(all.marked, 5);
    assert_int_equal(all.sampled, DRAWN);
    /* (12 × 100/3 + 9 × 65) / 21 = 985 / 21 */
    assert_int_equal(all.estimate.num, 46905);
    assert_int_equal(all.population.num, 21);
    char text[400];
    assert_int_equal(kefu_estimates_text(e, 0, KEFU_EN, text, sizeof text, NULL), KEFU_OK);
    assert_non_null(strstr(text, ". 2 of 7 have no mark."));
    /* The last row has no inspector: it may be either's; so may one of null. */
    for (int64_t i = 1; i < 3; i++) {
        kefu_estimated one = {.struct_size = sizeof one};
        assert_int_equal(kefu_estimates_at(e, i, &one), KEFU_OK);
        assert_true(one.flags & KEFU_ESTIMATED_UNPLACED);
        assert_false(one.flags & KEFU_ESTIMATED_NULL_KEY);
        assert_int_equal(kefu_estimates_text(e, i, KEFU_EN, text, sizeof text, NULL), KEFU_OK);
        assert_non_null(strstr(text, ". Rows whose key is not known may be missing here."));
        assert_int_equal(kefu_estimates_text(e, i, KEFU_ZH, text, sizeof text, NULL), KEFU_OK);
        assert_non_null(strstr(text, "。有的会话不知归谁,这里可能少算。"));
    }
    kefu_estimates_free(e);
    m.r.batch.rows = DRAWN;
    e = estimate(sample, &m, (kefu_estimate_options){.by = "inspector"});
    kefu_estimated one = {.struct_size = sizeof one};
    assert_int_equal(kefu_estimates_at(e, 1, &one), KEFU_OK);
    assert_int_equal(one.flags, KEFU_ESTIMATED_UNMARKED); /* known whose, though without a mark */
    kefu_estimates_free(e);

    m.r.batch.rows = 4; /* no refund but those */
    e = estimate(sample, &m, (kefu_estimate_options){.by = "one"});
    all = first_of(e);
    assert_int_equal(all.flags, KEFU_ESTIMATED_UNMARKED | KEFU_ESTIMATED_GAPS);
    assert_int_equal(all.population.num, 12);
    assert_int_equal(all.sampled, DRAWN);
    kefu_estimates_free(e);

    m.r.batch.rows = 0;
    e = estimate(sample, &m, (kefu_estimate_options){.by = "one"});
    assert_int_equal(kefu_estimates_count(e), 2);
    all = first_of(e);
    assert_int_equal(all.estimate.status, KEFU_VALUE_NO_DATA);
    assert_int_equal(all.marked, 0);
    kefu_estimates_free(e);
    kefu_sample_free(sample);
}

/* Every agent of the plan has a row, also with no marks. */
static void test_agents(void **state)
{
    static const char agents_plan[] =
        "{\"format\": 1, \"id\": \"test.qc/1\", \"key\": \"chat\", \"by\": [\"agent\"],"
        " \"classes\": [{\"id\": \"all\", \"take\": 3}]}";
    const kefu_draw_options o = {.struct_size = sizeof o, .seed = "s"};
    kefu_plan *plan = NULL;
    kefu_draw *draw = NULL;
    kefu_sample *sample = NULL;
    kefu_estimates *e = NULL;
    rows r;
    (void)state;
    shop_rows(&r);
    assert_int_equal(
        kefu_plan_from_json(NULL, NULL, agents_plan, sizeof agents_plan - 1, &plan, NULL), KEFU_OK);
    assert_int_equal(kefu_draw_new(plan, &o, &draw, NULL), KEFU_OK);
    assert_int_equal(kefu_draw_update(draw, &r.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_new(draw, NULL, &sample, NULL), KEFU_OK);
    int64_t ids[3];
    for (int64_t i = 0; i < 3; i++) { /* of agent 0 */
        kefu_sample_row row = {.struct_size = sizeof row};
        assert_int_equal(kefu_sample_at(sample, i, &row), KEFU_OK);
        ids[i] = shop_ids[row.row];
        assert_int_equal(shop_agent[row.row], 0);
    }
    rows_begin(&r, 3);
    rows_add(&r, "id", KEFU_COLUMN_I64, ids);
    rows_add(&r, "评分", KEFU_COLUMN_I64, given);
    const kefu_estimate_options by = {.struct_size = sizeof by, .by = "agent"};
    assert_int_equal(kefu_estimate_sample(sample, &r.batch, &by, &e, NULL), KEFU_OK);
    assert_int_equal(kefu_estimates_count(e), 3);
    kefu_estimated item = {.struct_size = sizeof item};
    assert_int_equal(kefu_estimates_at(e, 1, &item), KEFU_OK);
    assert_string_equal(item.key.data, "0");
    assert_int_equal(item.estimate.num, 20000);
    assert_int_equal(item.population.num, 11);
    assert_int_equal(item.flags, 0);
    assert_int_equal(kefu_estimates_at(e, 2, &item), KEFU_OK);
    assert_string_equal(item.key.data, "1");
    assert_int_equal(item.estimate.status, KEFU_VALUE_NO_DATA);
    assert_int_equal(item.sampled, 3);
    assert_int_equal(item.flags, KEFU_ESTIMATED_UNMARKED | KEFU_ESTIMATED_GAPS);
    kefu_estimates_free(e);
    kefu_sample_free(sample);
    kefu_draw_free(draw);
    kefu_plan_free(plan);
}

static void test_refused(void **state)
{
    kefu_sample *sample = NULL;
    kefu_estimates *e = NULL;
    marking m;
    (void)state;
    assert_int_equal(shop_draw(NULL, &sample), KEFU_OK);
    mark(&m, sample);
    const struct {
        const char *id;
        kefu_estimate_options o;
        kefu_status status;
        int64_t row;
        const char *part;
    } cases[] = {
        {"999", {.scale = 0}, KEFU_E_NAME, 2, "'999' is not in the sample"},
        {m.ids[1], {.scale = 0}, KEFU_E_DUPLICATE, 2, "has two rows"},
        {"", {.scale = 0}, KEFU_E_DATA, 2, "without an id"},
        {NULL, {.scale = 0}, KEFU_E_DATA, 2, "without an id"},
        {m.ids[2], {.id = "number"}, KEFU_E_NAME, -1, "'number'"},
        {m.ids[2], {.mark = "score"}, KEFU_E_NAME, -1, "'score'"},
        {m.ids[2], {.by = "agents"}, KEFU_E_NAME, -1, "'agents'"},
        {m.ids[2], {.kind = KEFU_ESTIMATE_RATE}, KEFU_E_DATA, 0, "0 or 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error = {.row = -2};
        kefu_estimate_options o = cases[i].o;
        o.struct_size = sizeof o;
        m.ids[2] = cases[i].id;
        assert_int_equal(kefu_estimate_sample(sample, &m.r.batch, &o, &e, &error), cases[i].status);
        assert_null(e);
        assert_int_equal(error.row, cases[i].row);
        if (!strstr(error.message, cases[i].part))
            fail_msg("%s", error.message);
    }
    assert_int_equal(kefu_estimate_sample(NULL, &m.r.batch, NULL, &e, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_estimate_sample(sample, NULL, NULL, &e, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_estimate_sample(sample, &m.r.batch, NULL, NULL, NULL), KEFU_E_ARGUMENT);
    kefu_sample_free(sample);
}

static const kefu_sample *memory_sample;
static const marking *memory_marks;

static int memory_scenario(const kefu_allocator *allocator)
{
    kefu_estimate_options o = {.struct_size = sizeof o, .allocator = allocator, .by = "one"};
    kefu_estimates *e = NULL;
    kefu_status status = kefu_estimate_sample(memory_sample, &memory_marks->r.batch, &o, &e, NULL);
    kefu_estimates_free(e);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    kefu_sample *sample = NULL;
    marking m;
    (void)state;
    assert_int_equal(shop_draw(NULL, &sample), KEFU_OK);
    mark(&m, sample);
    memory_sample = sample;
    memory_marks = &m;
    assert_true(oom_sweep(memory_scenario) > 10);
    kefu_sample_free(sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sample),   cmocka_unit_test(test_replaced),
        cmocka_unit_test(test_unmarked), cmocka_unit_test(test_agents),
        cmocka_unit_test(test_refused),  cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
