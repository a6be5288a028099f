/* test_pay_text.c - amounts as sentences, as CSV and as JSON. */
#include "base/json.h"
#include "pay_fixture.h"

#define COMMISSION(more)                                                                               \
    "{\"id\":\"c\",\"label\":{\"zh\":\"提成\",\"en\":\"Commission\"},\"kind\":\"commission\","       \
    "\"metric\":\"净销售额\",\"reading\":\"marginal\",\"tiers\":[{\"to\":100000,\"rate\":\"5%\"}," \
    "{\"to\":250000,\"rate\":\"7%\"},{\"rate\":\"9%\"}]" more "}"

static const struct text_case {
    const char *plan;
    int64_t points, m; /* m in hundredths */
    const char *zh, *en;
} texts[] = {
    {PLAN(COMMISSION("")), 50, 18000000,
     "提成:净销售额 180,000.00,100,000 × 5% + 80,000 × 7% = 10,600.00 元",
     "Commission: 净销售额 180,000.00; 100,000 × 5% + 80,000 × 7% = 10,600.00 yuan"},
    {PLAN(COMMISSION(",\"most\":5000")), 50, 18000000,
     "提成:净销售额 180,000.00,100,000 × 5% + 80,000 × 7% = 5,000.00 元(封顶)",
     "Commission: 净销售额 180,000.00; 100,000 × 5% + 80,000 × 7% = 5,000.00 yuan (the most)"},
    {PLAN(COMMISSION("")), 50, -120000, "提成:净销售额 -1,200.00,低于 0,不计提成 = 0.00 元",
     "Commission: 净销售额 -1,200.00, below 0: no commission = 0.00 yuan"},
    {PLAN(COMMISSION(",\"accelerator\":{\"above\":\"100%\",\"of\":150000,\"times\":1.5}")), 50,
     18000000,
     "提成:净销售额 180,000.00,100,000 × 5% + 50,000 × 7% + 30,000 × 7% × 1.5 = 11,650.00 元",
     "Commission: 净销售额 180,000.00; 100,000 × 5% + 50,000 × 7% + 30,000 × 7% × 1.5 = "
     "11,650.00 yuan"},
    {PLAN("{\"id\":\"绩效\",\"kind\":\"coefficient\",\"base\":2000,\"by\":\"grade\","
          "\"coefficients\":{\"A\":1.1,\"B\":null}}"),
     95, 0, "绩效:基数 2,000.00 × 系数 1.1(等级 A) = 2,200.00 元",
     "绩效: base 2,000.00 × 1.1 (grade A) = 2,200.00 yuan"},
    {PLAN("{\"id\":\"绩效\",\"kind\":\"coefficient\",\"base\":2000,\"by\":\"grade\","
          "\"coefficients\":{\"A\":1.1,\"B\":null}}"),
     85, 0, "绩效:B 没有公布系数,金额待定", "绩效: B has no coefficient; the amount is not known"},
    {PLAN("{\"id\":\"全勤\",\"kind\":\"fixed\",\"amount\":200}"), 85, 0, "全勤:200.00 元",
     "全勤: 200.00 yuan"},
    {PLAN("{\"id\":\"星级\",\"kind\":\"fixed\",\"amount\":200,\"when\":{\"grade\":[\"A\"]}}"), 85,
     0, "星级:条件不满足(等级 B,须为 A),0.00 元",
     "星级: a condition does not hold (The grade is B, not A): 0.00 yuan"},
    {PLAN("{\"id\":\"团队奖\",\"kind\":\"pool\",\"amount\":100,\"within\":\"all\",\"by\":"
          "\"heads\"}"),
     85, 0, "团队奖:奖池 100.00,1 人平分 = 100.00 元",
     "团队奖: pool of 100.00, by 1 head = 100.00 yuan"},
    {PLAN_IN("JPY", "0", "{\"id\":\"each\",\"kind\":\"each\",\"metric\":\"净销售额\",\"amount\":5}",
             ""),
     85, 1200, "each:净销售额 12 × 5 = 60 JPY", "each: 净销售额 12 × 5 = 60 JPY"},
};

static paid text_paid(const struct text_case *c)
{
    pay_people people = {.metrics = {"points", "净销售额"}};
    people.people[0].person = "p";
    people.people[0].values[0] = (kefu_value)NUMBER(c->points);
    people.people[0].values[1] = (kefu_value)YUAN(c->m);
    return pay_people_by(c->plan, &people);
}

static void test_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        paid p = text_paid(&texts[i]);
        char text[512];
        size_t need = 0;
        assert_int_equal(kefu_payroll_text(p.roll, 0, 0, KEFU_ZH, text, sizeof text, &need), 0);
        assert_string_equal(text, texts[i].zh);
        assert_int_equal(need, strlen(texts[i].zh) + 1);
        assert_int_equal(kefu_payroll_text(p.roll, 0, 0, KEFU_EN, text, sizeof text, NULL), 0);
        assert_string_equal(text, texts[i].en);
        paid_free(&p);
    }
}

static const char row_plan[] =
    PLAN_MORE("{\"id\":\"e\",\"label\":{\"zh\":\"奖\",\"en\":\"Bonus\"},\"kind\":\"fixed\","
              "\"amount\":1000},{\"id\":\"d\",\"label\":{\"zh\":\"扣\",\"en\":\"Fine\"},"
              "\"kind\":\"fixed\",\"amount\":-900}",
              ",\"wage\":3000,\"guards\":{\"max_deduction_share\":\"20%\"}");

static const char items_plan[] =
    PLAN_MORE("{\"id\":\"e\",\"kind\":\"fixed\",\"amount\":300},"
              "{\"id\":\"c\",\"label\":{\"zh\":\"赔付\",\"en\":\"Claims\"},"
              "\"kind\":\"items\",\"rate\":\"100%\"}",
              "");

static void test_row(void **state)
{
    const struct text_case c = {row_plan, 85, 0, NULL, NULL};
    paid p = text_paid(&c);
    char text[512];
    (void)state;
    assert_int_equal(kefu_payroll_text(p.roll, 0, -1, KEFU_ZH, text, sizeof text, NULL), 0);
    assert_string_equal(text, "合计:计发 1,000.00,扣款 -900.00,按保护规则免扣 100.00 = 200.00 元");
    assert_int_equal(kefu_payroll_text(p.roll, 0, -1, KEFU_EN, text, sizeof text, NULL), 0);
    assert_string_equal(text, "Total: earned 1,000.00, deducted -900.00, waived by the guards "
                              "100.00 = 200.00 yuan");
    /* only a sum of more than one has its parts */
    paid_free(&p);
    p = text_paid(&(struct text_case){items_plan, 85, 0, NULL, NULL});
    assert_int_equal(kefu_payroll_text(p.roll, 0, -1, KEFU_ZH, text, sizeof text, NULL), 0);
    assert_string_equal(text, "合计:300.00 元");
    assert_int_equal(kefu_payroll_text(p.roll, 0, -1, KEFU_EN, text, sizeof text, NULL), 0);
    assert_string_equal(text, "Total: 300.00 yuan");
    assert_int_equal(kefu_payroll_text(p.roll, 0, 1, KEFU_ZH, text, sizeof text, NULL), 0);
    assert_string_equal(text, "赔付:无明细,0.00 元");
    assert_int_equal(kefu_payroll_text(p.roll, 0, 1, KEFU_EN, text, sizeof text, NULL), 0);
    assert_string_equal(text, "Claims: no items: 0.00 yuan");
    paid_free(&p);
    p = text_paid(&c);
    /* cut at a character, with all that it needs */
    assert_int_equal(kefu_payroll_text(p.roll, 0, -1, KEFU_ZH, text, 7, NULL), 0);
    assert_string_equal(text, "合计");
    assert_int_equal(kefu_payroll_text(p.roll, 0, 2, KEFU_ZH, text, 8, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_payroll_text(p.roll, 0, 0, 2, text, 8, NULL), KEFU_E_ARGUMENT);
    paid_free(&p);
}

static void test_csv(void **state)
{
    const struct text_case c = {row_plan, 85, 0, NULL, NULL};
    paid p = text_paid(&c);
    kefu_buffer *buffer = NULL;
    (void)state;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_payroll_csv(p.roll, NULL, kefu_buffer_sink(buffer), NULL), 0);
    assert_string_equal(kefu_buffer_data(buffer, NULL),
                        "客服,姓名,团队,奖,扣,工资,免扣,补足,绩效应发,标记\n"
                        "p,p,,1000.00,-900.00,3000.00,100.00,0.00,200.00,免扣\n"
                        "合计,,,1000.00,-900.00,3000.00,100.00,0.00,200.00,\n");
    const kefu_write_options strange[] = {{.struct_size = sizeof *strange, .flags = 2},
                                          {.struct_size = sizeof *strange, .language = 7}};
    for (int i = 0; i < 2; i++)
        assert_int_equal(kefu_payroll_csv(p.roll, &strange[i], kefu_buffer_sink(buffer), NULL),
                         KEFU_E_UNSUPPORTED);
    kefu_buffer_free(buffer);
    paid_free(&p);
}

/* The reader of the library takes what the writer gives, with amounts as decimals. */
static void test_json(void **state)
{
    const struct text_case c = {row_plan, 85, 0, NULL, NULL};
    paid p = text_paid(&c);
    kefu_buffer *buffer = NULL;
    kf_memory memory;
    kf_json json;
    size_t size = 0;
    (void)state;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_payroll_json(p.roll, NULL, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    const char *data = kefu_buffer_data(buffer, &size);
    assert_int_equal(kf_json_parse(&json, &memory, NULL, data, size, NULL), KEFU_OK);
    assert_string_equal(kf_json_get(json.root, "sum")->text, "200.00");
    const kf_json_node *row = kf_json_get(json.root, "rows")->child;
    assert_string_equal(kf_json_get(row, "waived")->text, "100.00");
    assert_string_equal(kf_json_get(row, "flags")->child->text, "waived");
    assert_string_equal(kf_json_get(kf_json_get(row, "parts")->child, "amount")->text, "1000.00");
    assert_string_equal(kf_json_get(kf_json_get(json.root, "plan"), "hash")->text,
                        kefu_pay_plan_hash(kefu_payroll_plan(p.roll)));
    kf_json_free(&json);
    kefu_buffer_free(buffer);
    paid_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_row),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
