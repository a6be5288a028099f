/* test_pay_text_unknown.c - sentences of amounts that are not known, or that figures, days and
 * pools leave at 0; amounts by hand. */
#include "pay_fixture.h"

#define UNKNOWN                                                                                    \
    {                                                                                              \
        0, 0, 0, KEFU_VALUE_NO_DATA, 0                                                             \
    }
#define LATE(fen)                                                                                  \
    {                                                                                              \
        fen, 100, -1, KEFU_VALUE_PROVISIONAL, 0                                                    \
    }
#define ON_DUTY PAY_CARD_WITH(",\"days\":{\"metric\":\"m\",\"of\":26}")
#define COEFFICIENT(by, more)                                                                      \
    "{\"id\":\"绩效\",\"kind\":\"coefficient\",\"base\":2000,\"by\":" by more "}"
#define POOL(more) "{\"id\":\"池\",\"kind\":\"pool\",\"amount\":100," more "}"
#define EACH(more) "{\"id\":\"每单\",\"kind\":\"each\",\"metric\":\"m\",\"amount\":5" more "}"

static const struct unknown_case {
    const char *plan, *card;
    int32_t part; /* -1: the row */
    kefu_value points, m;
    const char *zh, *en;
} cases[] = {
    /* What lacks what. */
    {PLAN(EACH("")), PAY_CARD, 0, NUMBER(85), UNKNOWN, "每单:m 没有数据,金额待定",
     "每单: m has no number; the amount is not known"},
    {PLAN(
         "{\"id\":\"绩效\",\"kind\":\"coefficient\",\"base\":{\"metric\":\"m\"},\"by\":\"total\"}"),
     PAY_CARD, 0, NUMBER(85), UNKNOWN, "绩效:m 没有数据,金额待定",
     "绩效: m has no number; the amount is not known"},
    {PLAN(COEFFICIENT("\"total\"", "")), PAY_CARD, 0, UNKNOWN, NUMBER(1), "绩效:没有总分,金额待定",
     "绩效: there is no total; the amount is not known"},
    {PLAN(COEFFICIENT("\"tier\"", ",\"coefficients\":{\"a\":1}")), PAY_CARD, 0, NUMBER(85),
     NUMBER(1), "绩效:没有等级或档次,金额待定",
     "绩效: there is no grade or tier; the amount is not known"},
    {PLAN("{\"id\":\"提成\",\"kind\":\"commission\",\"metric\":\"m\",\"reading\":\"whole\","
          "\"tiers\":[{\"rate\":\"1%\"}],\"accelerator\":{\"above\":\"100%\",\"of\":{\"metric\":"
          "\"points\"},\"times\":2}}"),
     PAY_CARD, 0, NUMBER(0), NUMBER(100), "提成:没有大于 0 的目标,金额待定",
     "提成: there is no target above 0; the amount is not known"},
    {PLAN("{\"id\":\"补贴\",\"kind\":\"fixed\",\"amount\":260,\"days\":true}"), PAY_CARD, 0,
     NUMBER(85), NUMBER(13), "补贴:没有出勤天数,金额待定",
     "补贴: there are no days on duty; the amount is not known"},
    {PLAN(POOL("\"within\":\"all\",\"by\":{\"metric\":\"m\"}")), PAY_CARD, 0, NUMBER(85), UNKNOWN,
     "池:m 没有数据,金额待定", "池: m has no number; the amount is not known"},
    /* What is 0 whatever the figures are. */
    {PLAN(POOL("\"within\":\"team\",\"by\":\"heads\"")), PAY_CARD, 0, NUMBER(85), NUMBER(1),
     "池:没有团队,0.00 元", "池: without a team: 0.00 yuan"},
    {PLAN(POOL("\"within\":\"all\",\"by\":{\"metric\":\"m\"}")), PAY_CARD, 0, NUMBER(85), NUMBER(0),
     "池:奖池里没有人有大于 0 的份额,不分配,0.00 元",
     "池: nobody in the pool has a share above 0, so nothing is shared: 0.00 yuan"},
    /* How the others are made. */
    {PLAN(
         "{\"id\":\"绩效\",\"kind\":\"coefficient\",\"base\":{\"metric\":\"m\"},\"by\":\"total\"}"),
     PAY_CARD, 0, NUMBER(85), YUAN(200000), "绩效:基数 2,000.00 × 总分 85.00/100 = 1,700.00 元",
     "绩效: base 2,000.00 × total 85.00/100 = 1,700.00 yuan"},
    {PLAN(EACH(",\"per\":3")), PAY_CARD, 0, NUMBER(85), NUMBER(11),
     "每单:m 11,每 3 个计一次:3 × 5.00 = 15.00 元",
     "每单: m 11; every 3 count once: 3 × 5.00 = 15.00 yuan"},
    {PLAN("{\"id\":\"补贴\",\"kind\":\"fixed\",\"amount\":260,\"days\":true}"), ON_DUTY, 0,
     NUMBER(85), NUMBER(28), "补贴:260.00 × 出勤 28/26(按 1 计) = 260.00 元",
     "补贴: 260.00 × days 28/26 (counts as 1) = 260.00 yuan"},
    /* Rows: all that is missing, floors that wages do not reach, and figures that may change. */
    {PLAN_MORE(
         "{\"id\":\"补贴\",\"label\":{\"zh\":\"补贴\",\"en\":\"Allowance\"},\"kind\":\"fixed\","
         "\"amount\":260,\"days\":true}," EACH(""),
         ",\"wage\":{\"amount\":2600,\"days\":true},\"guards\":{\"pay_floor\":{\"amount\":"
         "2000,\"days\":true}}"),
     PAY_CARD, -1, NUMBER(85), UNKNOWN, "合计:金额待定,缺:工资、出勤天数(最低标准)、补贴、每单",
     "Total: not known yet; missing: wage, days on duty (of the pay floor), Allowance, 每单"},
    {PLAN_MORE(EACH(""), ",\"wage\":1000,\"guards\":{\"pay_floor\":1100}"), PAY_CARD, -1,
     NUMBER(85), NUMBER(3), "合计:15.00 元;工资加计发低于最低标准 1,100.00 元",
     "Total: 15.00 yuan; wage and earned are below the floor 1,100.00 yuan"},
    {PLAN_MORE(EACH(""), ",\"wage\":1000,\"guards\":{\"pay_floor\":1100,\"top_up\":true}"),
     PAY_CARD, -1, NUMBER(85), NUMBER(3),
     "合计:计发 15.00,补足 85.00 = 100.00 元;工资加计发低于最低标准 1,100.00 元",
     "Total: earned 15.00, topped up 85.00 = 100.00 yuan; wage and earned are below the floor "
     "1,100.00 yuan"},
    {PLAN(EACH("")), PAY_CARD, -1, NUMBER(85), LATE(300),
     "合计:15.00 元;数据未统计完整或有待复核项,金额还会变化",
     "Total: 15.00 yuan; a figure is not mature or a verdict waits, so it may still change"},
};

static void sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct unknown_case *c = &cases[i];
        const pay_people people = {.metrics = {"points", "m"},
                                   .people = {{"p", {c->points, c->m}}}};
        paid p = pay_with(c->plan, c->card, &people, NULL, NULL);
        char text[512];
        if (p.status)
            fail_msg("case %d: %s", (int)i, p.error.message);
        assert_int_equal(kefu_payroll_text(p.roll, 0, c->part, KEFU_ZH, text, sizeof text, NULL),
                         KEFU_OK);
        assert_string_equal(text, c->zh);
        assert_int_equal(kefu_payroll_text(p.roll, 0, c->part, KEFU_EN, text, sizeof text, NULL),
                         KEFU_OK);
        assert_string_equal(text, c->en);
        paid_free(&p);
    }
}

/* Of two who share, one has no figure: the other's share waits, and names whose is missing. */
static void a_pool_that_waits(void **state)
{
    const pay_people people = {
        .metrics = {"points", "m"},
        .people = {{"a", {NUMBER(85), NUMBER(2)}}, {"b", {NUMBER(85), UNKNOWN}}}};
    paid p = pay_with(PLAN(POOL("\"within\":\"all\",\"by\":{\"metric\":\"m\"}")), PAY_CARD, &people,
                      NULL, NULL);
    char text[512];
    (void)state;
    assert_int_equal(p.status, KEFU_OK);
    assert_int_equal(kefu_payroll_text(p.roll, 0, 0, KEFU_ZH, text, sizeof text, NULL), KEFU_OK);
    assert_string_equal(text, "池:b 缺数据,整个奖池待定,金额待定");
    assert_int_equal(kefu_payroll_text(p.roll, 0, 0, KEFU_EN, text, sizeof text, NULL), KEFU_OK);
    assert_string_equal(text,
                        "池: b lacks a figure, so the pool is not known; the amount is not known");
    paid_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sentences),
                                       cmocka_unit_test(a_pool_that_waits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
