/* test_payroll.c - hits that count, part months, what stays unknown or unshared, who is left out:
 * by hand. */
#include "base/json.h"
#include "oom.h"
#include "pay_fixture.h"

#define HITS_CARD                                                                                  \
    PAY_CARD_WITH(                                                                                 \
        ",\"adjustments\":[{\"id\":\"late\",\"label\":{\"zh\":\"迟到\",\"en\":\"Late\"},"        \
        "\"metric\":\"m\",\"points\":-1,\"counts\":\"confirmed\"}]")
#define HITS(more) "{\"id\":\"e\",\"kind\":\"each\",\"hits\":\"late\",\"amount\":-20" more "}"

/* People a, b ... with so many points, and a second metric. */
static pay_people people_of(int n, const int64_t *points, const int64_t *m)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    pay_people people = {.metrics = {"points", "m"}};
    for (int i = 0; i < n; i++) {
        people.people[i].person = names[i];
        people.people[i].values[0] = (kefu_value)NUMBER(points[i]);
        people.people[i].values[1] = (kefu_value)NUMBER(m[i]);
    }
    return people;
}

/* ---- Hits ----------------------------------------------------------------------------------- */

/* Five were reported: of a two were confirmed and one rejected, of b nothing was decided. */
static void test_hits(void **state)
{
    static const int64_t points[] = {95, 95}, m[] = {5, 5};
    const pay_people people = people_of(2, points, m);
    const kefu_decision decisions[] = {{.struct_size = sizeof *decisions,
                                        .person = "a",
                                        .part = "late",
                                        .action = KEFU_CONFIRM,
                                        .day = 1,
                                        .count = 2,
                                        .by = "x"},
                                       {.struct_size = sizeof *decisions,
                                        .person = "a",
                                        .part = "late",
                                        .action = KEFU_REJECT,
                                        .day = 1,
                                        .count = 1,
                                        .by = "x"}};
    kefu_ledger *ledger = NULL;
    char text[256];
    (void)state;
    assert_int_equal(kefu_ledger_new(NULL, &ledger, NULL), KEFU_OK);
    for (int i = 0; i < 2; i++)
        assert_int_equal(kefu_ledger_add(ledger, &decisions[i], NULL), KEFU_OK);
    const kefu_score_options scoring = {.struct_size = sizeof scoring, .ledger = ledger};
    paid p = pay_with(PLAN(HITS(",\"least\":-30")), HITS_CARD, &people, &scoring, NULL);
    assert_int_equal(p.status, KEFU_OK);
    kefu_pay_amount a = paid_part(&p, "a", 0);
    assert_true(a.figure.num == 2 && a.amount == -3000 && a.flags == KEFU_AMOUNT_AT_LEAST);
    assert_int_equal(paid_part(&p, "b", 0).amount, 0);
    assert_true(paid_row(&p, "b").flags & KEFU_PAY_PROVISIONAL);
    assert_int_equal(kefu_payroll_text(p.roll, 1, 0, KEFU_ZH, text, sizeof text, NULL), 0);
    assert_string_equal(text, "e:迟到 计入 2 次 × -20.00 = -30.00 元(扣款封顶)");
    assert_int_equal(kefu_payroll_text(p.roll, 1, 0, KEFU_EN, text, sizeof text, NULL), 0);
    assert_string_equal(text,
                        "e: Late 2 that count × -20.00 = -30.00 yuan (the most that is deducted)");
    paid_free(&p);
    p = pay_with(PLAN(HITS("")), PAY_CARD, &people, NULL, NULL);
    assert_int_equal(p.status, KEFU_E_NAME);
    paid_free(&p);
    kefu_ledger_free(ledger);
}

static const struct hits_finding {
    const char *plan;
    int32_t code;
    const char *en;
} hits_findings[] = {
    {PLAN_MORE(HITS(""), ",\"wage\":0,\"guards\":{\"pay_floor\":0}"), 0, NULL},
    {PLAN_MORE("{\"id\":\"e\",\"kind\":\"each\",\"metric\":\"m\",\"amount\":-20}",
               ",\"wage\":0,\"guards\":{\"pay_floor\":0}"),
     KEFU_LINT_PAY_UNCONFIRMED,
     "'e': it deducts whatever was reported, confirmed or not; write \"hits\": \"late\""},
    {PLAN("{\"id\":\"e\",\"kind\":\"each\",\"metric\":\"m\",\"amount\":20}"), 0, NULL},
    {PLAN("{\"id\":\"e\",\"kind\":\"each\",\"hits\":\"late\",\"amount\":20}"), KEFU_LINT_PAY_SIGN,
     "'e': late takes points or is a red line, but each time pays; to deduct, write a negative "
     "amount"},
    {PLAN("{\"id\":\"e\",\"kind\":\"each\",\"hits\":\"lates\",\"amount\":20}"), KEFU_LINT_PAY_NAME,
     "'e': the card has no adjustment or red line lates; did you mean 'late'?"},
};

static void test_findings_of_hits(void **state)
{
    kefu_card *card = pay_card_of(HITS_CARD);
    (void)state;
    for (size_t i = 0; i < sizeof hits_findings / sizeof *hits_findings; i++) {
        kefu_pay_plan *plan = plan_of(hits_findings[i].plan);
        kefu_findings *found = NULL;
        kefu_finding one = {.struct_size = sizeof one};
        assert_int_equal(kefu_pay_plan_lint(plan, card, &found, NULL), KEFU_OK);
        assert_int_equal(kefu_findings_count(found), hits_findings[i].code != 0);
        if (hits_findings[i].code) {
            assert_int_equal(kefu_findings_at(found, 0, &one), KEFU_OK);
            assert_int_equal(one.code, hits_findings[i].code);
            assert_int_equal(one.severity, one.code == KEFU_LINT_PAY_SIGN ? KEFU_SEVERITY_WARNING
                                                                          : KEFU_SEVERITY_ERROR);
            assert_string_equal(one.text_en, hits_findings[i].en);
        }
        kefu_findings_free(found);
        kefu_pay_plan_free(plan);
    }
    kefu_card_free(card);
}

/* ---- Part months ---------------------------------------------------------------------------- */

#define DAYS_CARD PAY_CARD_WITH(",\"days\":{\"metric\":\"m\",\"of\":26}")
#define FINED(more)                                                                                \
    PLAN_MORE("{\"id\":\"e\",\"kind\":\"fixed\",\"amount\":260,\"days\":true},"                    \
              "{\"id\":\"d\",\"kind\":\"fixed\",\"amount\":-500}",                                 \
              more)

static const struct month_case {
    const char *plan, *card;
    int64_t days, wage, earned, waived, pay;
    const char *by_hand;
} months[] = {
    {FINED(",\"wage\":{\"amount\":2600,\"days\":true},\"guards\":{\"pay_floor\":{\"amount\":2080,"
           "\"days\":true}}"),
     DAYS_CARD, 13, 130000, 13000, 11000, -26000,
     "half of all: 1,300 + 130 - 1,040 = 390 may be taken"},
    {FINED(",\"wage\":2600,\"guards\":{\"pay_floor\":2080}"), DAYS_CARD, 13, 260000, 13000, 0,
     -37000, "bare amounts stay: 2,730 - 2,080 = 650 may be taken"},
    {FINED(",\"wage\":{\"metric\":\"points\",\"days\":true}"), DAYS_CARD, 13, 4750, 13000, 0,
     -37000, "half of 95"},
    {FINED(",\"wage\":{\"amount\":2600,\"days\":true}"), DAYS_CARD, 28, 260000, 26000, 0, -24000,
     "28 of 26 days count as 1"},
    {FINED(",\"wage\":{\"amount\":2600,\"days\":true}"), PAY_CARD, 13, KEFU_UNKNOWN, KEFU_UNKNOWN,
     KEFU_UNKNOWN, KEFU_UNKNOWN, "the card has no days"},
    {PLAN_MORE("{\"id\":\"e\",\"kind\":\"fixed\",\"amount\":1}",
               ",\"wage\":0,\"guards\":{\"pay_floor\":{\"amount\":1,\"days\":true}}"),
     PAY_CARD, 13, 0, 100, KEFU_UNKNOWN, KEFU_UNKNOWN, "the floor is not known"},
};

static void test_months(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        const struct month_case *c = &months[i];
        static const int64_t points[] = {95};
        const pay_people people = people_of(1, points, &c->days);
        paid p = pay_with(c->plan, c->card, &people, NULL, NULL);
        assert_int_equal(p.status, KEFU_OK);
        kefu_pay_row row = paid_row(&p, "a");
        if (row.wage != c->wage || row.earned != c->earned || row.waived != c->waived ||
            row.pay != c->pay)
            fail_msg("%s: wage %lld, earned %lld, waived %lld, pay %lld", c->by_hand,
                     (long long)row.wage, (long long)row.earned, (long long)row.waived,
                     (long long)row.pay);
        assert_int_equal(row.status, c->pay == KEFU_UNKNOWN ? KEFU_VALUE_NO_DATA : KEFU_VALUE_OK);
        paid_free(&p);
    }
}

/* ---- Pools ---------------------------------------------------------------------------------- */

#define POOL(by, more)                                                                             \
    PLAN("{\"id\":\"t\",\"kind\":\"pool\",\"amount\":100,\"within\":\"all\",\"by\":" by more "}")

static const struct left_case {
    const char *plan;
    int64_t heads, shared;
    int32_t cause;
} lefts[] = {
    {POOL("\"heads\"", ""), 2, 10000, KEFU_PAY_CAUSE_NONE},
    {POOL("\"heads\"", ",\"when\":{\"grade\":[\"C\"]}"), 0, 0, KEFU_PAY_CAUSE_WHEN},
    {POOL("{\"metric\":\"m\"}", ""), 2, 0, KEFU_PAY_CAUSE_WEIGHTS},
    {POOL("\"days\"", ""), 2, KEFU_UNKNOWN, KEFU_PAY_CAUSE_POOL},
};

static void test_pools_left(void **state)
{
    static const int64_t points[] = {95, 85}, m[] = {0, 0};
    const pay_people people = people_of(2, points, m);
    (void)state;
    for (size_t i = 0; i < sizeof lefts / sizeof *lefts; i++) {
        paid p = pay_people_by(lefts[i].plan, &people);
        kefu_pay_pool pool = {.struct_size = sizeof pool};
        assert_int_equal(kefu_payroll_pools(p.roll, 0), 1);
        assert_int_equal(kefu_payroll_pool(p.roll, 0, 0, &pool), KEFU_OK);
        assert_int_equal(kefu_payroll_pool(p.roll, 0, 1, &pool), KEFU_E_ARGUMENT);
        assert_true(pool.amount == 10000 && pool.shared == lefts[i].shared);
        assert_true(pool.heads == lefts[i].heads && pool.cause == lefts[i].cause);
        assert_string_equal(pool.missing, pool.cause == KEFU_PAY_CAUSE_POOL ? "a" : "");
        assert_string_equal(pool.within, "");
        paid_free(&p);
    }
}

/* 100.00 in three by heads: 33.34 is a's, in whichever order the sheets come. */
static void test_remainder(void **state)
{
    static const int64_t points[] = {70, 85, 95}, m[] = {0, 0, 0};
    const pay_people all = people_of(3, points, m);
    pay_people first = all, rest = all;
    (void)state;
    first.people[1].person = NULL;
    rest.people[0] = all.people[2];
    rest.people[2].person = NULL;
    for (int turned = 0; turned < 2; turned++) {
        paid x = pay_people_by(POOL("\"heads\"", ""), &first);
        paid y = pay_people_by(POOL("\"heads\"", ""), &rest);
        const kefu_sheet *sheets[] = {turned ? y.sheet : x.sheet, turned ? x.sheet : y.sheet};
        kefu_payroll_free(x.roll);
        x.roll = NULL;
        assert_int_equal(kefu_pay(x.plan, sheets, 2, NULL, NULL, &x.roll, NULL), KEFU_OK);
        assert_int_equal(paid_part(&x, "a", 0).amount, 3334);
        assert_int_equal(paid_part(&x, "b", 0).amount, 3333);
        assert_int_equal(paid_part(&x, "c", 0).amount, 3333);
        paid_free(&x);
        paid_free(&y);
    }
}

/* ---- What is missing ------------------------------------------------------------------------ */

/* c is in the frame of figures, and on no sheet. */
static void test_unpaid(void **state)
{
    static const int64_t points[] = {95, 85, 70}, m[] = {3, 4, 5};
    const pay_people two = people_of(2, points, m), three = people_of(3, points, m);
    paid p =
        pay_people_by(PLAN("{\"id\":\"e\",\"kind\":\"each\",\"metric\":\"m\",\"amount\":1}"), &two);
    kefu_frame *frame = pay_frame(NULL, &three);
    const kefu_sheet *sheets[] = {p.sheet, NULL};
    kefu_payroll *roll = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_payroll_unpaid(p.roll), 0);
    assert_int_equal(kefu_pay(p.plan, sheets, 1, frame, NULL, &roll, NULL), KEFU_OK);
    assert_int_equal(kefu_payroll_unpaid(roll), 1);
    assert_string_equal(kefu_payroll_unpaid_at(roll, 0), "c");
    assert_null(kefu_payroll_unpaid_at(roll, 1));
    assert_string_equal(kefu_payroll_period(roll), "");
    kefu_payroll_free(roll);
    /* sheets of another period */
    kefu_sheet *other = NULL;
    const kefu_score_options scoring = {.struct_size = sizeof scoring, .period = "2026-10"};
    assert_int_equal(kefu_score(p.card, frame, &scoring, &other, NULL), KEFU_OK);
    sheets[1] = other;
    assert_int_equal(kefu_pay(p.plan, sheets, 2, frame, NULL, &roll, &error), KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "kefu_pay: sheet 1 is of period '2026-10', the first of ''");
    kefu_sheet_free(other);
    kefu_frame_free(frame);
    paid_free(&p);
}

/* A's coefficient is known, that of B is not. */
static void test_unknown_sums(void **state)
{
    static const int64_t points[] = {95, 85}, m[] = {0, 0};
    const pay_people people = people_of(2, points, m);
    int64_t sum = 0, unknown = 0;
    kefu_buffer *buffer = NULL;
    (void)state;
    paid p = pay_people_by(PLAN("{\"id\":\"p\",\"kind\":\"coefficient\",\"base\":2000,\"by\":"
                                "\"grade\",\"coefficients\":{\"A\":1.1,\"B\":null}}"),
                           &people);
    assert_int_equal(paid_part(&p, "b", 0).cause, KEFU_PAY_CAUSE_COEFFICIENT);
    assert_true(paid_part(&p, "b", 0).amount == KEFU_UNKNOWN);
    assert_int_equal(kefu_payroll_sum(p.roll, -1, &sum, &unknown, NULL), KEFU_OK);
    assert_true(sum == 220000 && unknown == 1);
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    const kefu_write_options en = {.struct_size = sizeof en, .language = KEFU_EN};
    assert_int_equal(kefu_payroll_csv(p.roll, &en, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    assert_string_equal(kefu_buffer_data(buffer, NULL),
                        "person,name,team,p,wage,waived,top-up,pay,flags\n"
                        "a,a,,2200.00,0.00,0.00,0.00,2200.00,\n"
                        "b,b,,,0.00,,,,\n"
                        "total,,,2200.00,0.00,0.00,0.00,2200.00,\"1 not known, not in it\"\n");
    kefu_buffer_free(buffer);
    paid_free(&p);
}

/* ---- Files, and out of memory --------------------------------------------------------------- */

#define WHOLE_CARD                                                                                 \
    PAY_CARD_WITH(",\"adjustments\":[{\"id\":\"late\",\"metric\":\"m\",\"points\":-1,"             \
                  "\"counts\":\"reported\"}],\"days\":{\"metric\":\"m\",\"of\":26}")
static const char whole_plan[] =
    PLAN_MORE(HITS(",\"least\":-30") ",{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":260,"
                                     "\"days\":true},{\"id\":\"t\",\"kind\":\"pool\","
                                     "\"amount\":100,\"within\":\"group\",\"by\":\"heads\"}",
              ",\"wage\":{\"amount\":2600,\"days\":true},\"guards\":{\"max_deduction_share\":"
              "\"20%\"}");

static paid whole_scenes[2]; /* two sheets of two people and one, each with 13 hits and days */

static void whole_begin(void)
{
    static const int64_t points[] = {95, 85, 75}, m[] = {13, 13, 13};
    pay_people first = people_of(2, points, m), last = people_of(3, points, m);
    last.people[0] = last.people[2];
    last.people[1].person = NULL;
    whole_scenes[0] = pay_with(whole_plan, WHOLE_CARD, &first, NULL, NULL);
    whole_scenes[1] = pay_with(whole_plan, WHOLE_CARD, &last, NULL, NULL);
    assert_true(!whole_scenes[0].status && !whole_scenes[1].status);
}

static kefu_status whole_pay(const kefu_allocator *allocator, kefu_pay_plan **plan,
                             kefu_payroll **roll, kefu_buffer **buffer)
{
    const kefu_sheet *sheets[] = {whole_scenes[0].sheet, whole_scenes[1].sheet};
    kefu_status status =
        kefu_pay_plan_from_json(allocator, NULL, whole_plan, sizeof whole_plan - 1, plan, NULL);
    if (!status)
        status = kefu_pay(*plan, sheets, 2, NULL, NULL, roll, NULL);
    if (!status)
        status = kefu_buffer_new(allocator, buffer, NULL);
    if (!status)
        status = kefu_payroll_json(*roll, NULL, kefu_buffer_sink(*buffer), NULL);
    return status;
}

static int whole_scenario(const kefu_allocator *allocator)
{
    kefu_pay_plan *plan = NULL;
    kefu_payroll *roll = NULL;
    kefu_buffer *buffer = NULL;
    kefu_status status = whole_pay(allocator, &plan, &roll, &buffer);
    kefu_buffer_free(buffer);
    kefu_payroll_free(roll);
    kefu_pay_plan_free(plan);
    return status == KEFU_E_MEMORY ? 0 : status == KEFU_OK ? 1 : 2;
}

static void test_memory(void **state)
{
    (void)state;
    whole_begin();
    assert_true(oom_sweep(whole_scenario) > 20);
    for (int i = 0; i < 2; i++)
        paid_free(&whole_scenes[i]);
}

static const char *member(const kf_json_node *of, const char *key)
{
    const kf_json_node *node = kf_json_get(of, key);
    if (!node)
        fail_msg("no %s", key);
    return node->text;
}

/* What the file says of sheets, pools and parts. */
static void test_members(void **state)
{
    kefu_pay_plan *plan = NULL;
    kefu_payroll *roll = NULL;
    kefu_buffer *buffer = NULL;
    kf_memory memory;
    kf_json json;
    size_t size;
    (void)state;
    whole_begin();
    assert_int_equal(whole_pay(NULL, &plan, &roll, &buffer), KEFU_OK);
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    const char *data = kefu_buffer_data(buffer, &size);
    assert_int_equal(kf_json_parse(&json, &memory, NULL, data, size, NULL), KEFU_OK);
    const kf_json_node *root = json.root;
    const kf_json_node *first = kf_json_get(root, "sheets")->child;
    assert_string_equal(member(first, "card"), "t/1");
    assert_string_equal(member(first->next, "card_hash"), kefu_card_hash(whole_scenes[1].card));
    assert_null(first->next->next);
    assert_string_equal(member(root, "unknown"), "0");
    assert_null(kf_json_get(root, "unpaid")->child);
    /* a pool a sheet: its one group */
    const kf_json_node *pool = kf_json_get(root, "pools")->child;
    assert_string_equal(member(pool, "part"), "t");
    assert_string_equal(member(pool, "sheet"), "0");
    assert_string_equal(member(pool, "heads"), "2");
    assert_string_equal(member(pool, "shared"), "100.00");
    assert_string_equal(member(pool->next, "sheet"), "1");
    assert_string_equal(member(pool->next, "heads"), "1");
    /* of the first person: 13 hits × -20, at most 30; 260 by half; 50.00 of the pool */
    const kf_json_node *row = kf_json_get(root, "rows")->child;
    const kf_json_node *part = kf_json_get(row, "parts")->child;
    assert_string_equal(member(row, "wage"), "1300.00");
    assert_string_equal(member(row, "pay"), "150.00");
    assert_string_equal(member(part, "amount"), "-30.00");
    assert_string_equal(kf_json_get(part, "flags")->child->text, "at_least");
    assert_string_equal(member(kf_json_get(part, "figure"), "num"), "13");
    assert_string_equal(member(part->next, "amount"), "130.00");
    assert_string_equal(kf_json_get(part->next, "flags")->child->text, "by_days");
    assert_string_equal(member(kf_json_get(part->next, "of_days"), "den"), "2");
    assert_string_equal(member(part->next->next, "amount"), "50.00");
    kf_json_free(&json);
    kefu_buffer_free(buffer);
    kefu_payroll_free(roll);
    kefu_pay_plan_free(plan);
    for (int i = 0; i < 2; i++)
        paid_free(&whole_scenes[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hits),         cmocka_unit_test(test_findings_of_hits),
        cmocka_unit_test(test_months),       cmocka_unit_test(test_pools_left),
        cmocka_unit_test(test_remainder),    cmocka_unit_test(test_unpaid),
        cmocka_unit_test(test_unknown_sums), cmocka_unit_test(test_memory),
        cmocka_unit_test(test_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
