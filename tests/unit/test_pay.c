/* test_pay.c - amounts of every kind of part, pools, guards, currencies: by hand and by law. */
#include "chance.h"
#include "oom.h"
#include "pay_fixture.h"
#include "rows.h"

/* ---- One person ----------------------------------------------------------------------------- */

#define COEFFICIENT(base, more)                                                                    \
    "{\"id\":\"p\",\"kind\":\"coefficient\",\"base\":" base ",\"by\":\"grade\",\"coefficients\":"  \
    "{\"A\":1.1,\"B\":0.8,\"C\":null}" more "}"
#define EACH(more) "{\"id\":\"e\",\"kind\":\"each\",\"metric\":\"m\"," more "}"

#define NO_VALUE                                                                                   \
    {                                                                                              \
        0, 0, 0, KEFU_VALUE_NO_DATA, 0                                                             \
    }

static const struct one_case {
    const char *plan;
    kefu_value points, m;
    int32_t status;
    int64_t amount;
    const char *by_hand;
} one_cases[] = {
    /* C1: coefficients 1.1 / 0.8 / ... / not published */
    {PLAN(COEFFICIENT("\"2000.00\"", "")), NUMBER(95), NO_VALUE, KEFU_VALUE_OK, 220000,
     "2,000 × 1.1"},
    {PLAN(COEFFICIENT("2000", "")), NUMBER(85), NO_VALUE, KEFU_VALUE_OK, 160000, "2,000 × 0.8"},
    {PLAN(COEFFICIENT("2000", "")), NUMBER(70), NO_VALUE, KEFU_VALUE_NO_DATA, KEFU_UNKNOWN,
     "not published: no amount"},
    {PLAN(COEFFICIENT("2000", "")), NO_VALUE, NO_VALUE, KEFU_VALUE_NO_DATA, KEFU_UNKNOWN,
     "no total"},
    {PLAN(COEFFICIENT("{\"metric\":\"m\"}", "")), NUMBER(95), YUAN(123456), KEFU_VALUE_OK, 135802,
     "1,234.56 × 1.1 = 1,358.016"},
    {PLAN(COEFFICIENT("{\"metric\":\"m\"}", "")), NUMBER(95), NO_VALUE, KEFU_VALUE_NO_DATA,
     KEFU_UNKNOWN, "no base"},
    {PLAN("{\"id\":\"p\",\"kind\":\"coefficient\",\"base\":3000,\"by\":\"total\"}"), NUMBER(87),
     NO_VALUE, KEFU_VALUE_OK, 261000, "3,000 × 87 / 100"},
    /* C6: 5 yuan for each refund saved */
    {PLAN(EACH("\"amount\":5")), NUMBER(50), NUMBER(12), KEFU_VALUE_OK, 6000, "12 × 5"},
    {PLAN(EACH("\"amount\":5,\"per\":5")), NUMBER(50), NUMBER(12), KEFU_VALUE_OK, 1000,
     "two whole fives"},
    {PLAN(EACH("\"amount\":5,\"most\":50")), NUMBER(50), NUMBER(12), KEFU_VALUE_OK, 5000,
     "at most 50"},
    {PLAN(EACH("\"amount\":-20")), NUMBER(50), NUMBER(3), KEFU_VALUE_OK, -6000, "3 × -20"},
    {PLAN(EACH("\"amount\":-20,\"least\":\"-50.00\"")), NUMBER(50), NUMBER(3), KEFU_VALUE_OK, -5000,
     "at most 50 are taken"},
    {PLAN(EACH("\"amount\":5")), NUMBER(50), NUMBER(-3), KEFU_VALUE_OK, 0, "below 0: none"},
    {PLAN(EACH("\"amount\":5")),
     NUMBER(50),
     {29, 10, -1, KEFU_VALUE_OK, 0},
     KEFU_VALUE_OK,
     1000,
     "2.9 has two whole ones"},
    {PLAN(EACH("\"amount\":5")), NUMBER(50), NO_VALUE, KEFU_VALUE_NO_DATA, KEFU_UNKNOWN,
     "no figure"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":200,\"when\":[{\"grade\":[\"A\"]}]}"),
     NUMBER(95), NO_VALUE, KEFU_VALUE_OK, 20000, "fixed"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":200,\"when\":[{\"grade\":[\"A\"]}]}"),
     NUMBER(85), NO_VALUE, KEFU_VALUE_OK, 0, "not an A"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":200,\"when\":{\"total\":{\"above\":90}}}"),
     NUMBER(90), NO_VALUE, KEFU_VALUE_OK, 0, "90 is not above 90"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":200,\"when\":{\"metric\":\"m\","
          "\"at_least\":3}}"),
     NUMBER(50), NUMBER(3), KEFU_VALUE_OK, 20000, "3 is at least 3"},
    /* other currencies: no minor unit, and three digits */
    {PLAN_IN("JPY", "0", "{\"id\":\"e\",\"kind\":\"each\",\"metric\":\"m\",\"amount\":\"1,000\"}",
             ""),
     NUMBER(50), NUMBER(7), KEFU_VALUE_OK, 7000, "7 × 1,000 yen"},
    {PLAN_IN("KWD", "3",
             "{\"id\":\"p\",\"kind\":\"coefficient\",\"base\":\"12.345\",\"by\":\"total\"}", ""),
     NUMBER(50), NO_VALUE, KEFU_VALUE_OK, 6173, "12.345 / 2 = 6.1725 dinars, half away"},
};

static paid pay_one_case(const struct one_case *c)
{
    pay_people people = {.metrics = {"points", "m"}};
    people.people[0].person = "p";
    people.people[0].values[0] = c->points;
    people.people[0].values[1] = c->m;
    return pay_people_by(c->plan, &people);
}

static void test_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof one_cases / sizeof *one_cases; i++) {
        const struct one_case *c = &one_cases[i];
        paid p = pay_one_case(c);
        kefu_pay_amount got = paid_part(&p, "p", 0);
        if (got.status != c->status || got.amount != c->amount)
            fail_msg("%zu: %s: status %d, %lld", i, c->by_hand, (int)got.status,
                     (long long)got.amount);
        assert_int_equal(paid_row(&p, "p").status,
                         c->status == KEFU_VALUE_NO_DATA ? KEFU_VALUE_NO_DATA : KEFU_VALUE_OK);
        paid_free(&p);
    }
}

/* ---- Pools ---------------------------------------------------------------------------------- */

#define POOL(amount, by, more)                                                                     \
    PLAN("{\"id\":\"t\",\"kind\":\"pool\",\"amount\":" amount                                      \
         ",\"within\":\"all\",\"by\":" by more "}")

static const struct pool_case {
    const char *plan;
    int64_t points[4], m[4], amounts[4]; /* m in fen */
    const char *by_hand;
} pool_cases[] = {
    {POOL("\"100.00\"", "\"heads\"", ""),
     {95, 85, 75, 65},
     {0},
     {2500, 2500, 2500, 2500},
     "four heads"},
    {POOL("\"100.00\"", "\"heads\"", ",\"when\":[{\"total\":{\"at_least\":70}}]"),
     {95, 85, 75, 65},
     {0},
     {3334, 3333, 3333, 0},
     "three heads: the fen that is left goes to the first by id"},
    {POOL("100", "\"total\"", ""), {50, 30, 15, 5}, {0}, {5000, 3000, 1500, 500}, "by total"},
    {POOL("100", "{\"metric\":\"m\"}", ""),
     {90, 80, 70, 60},
     {100, 200, 0, 300},
     {1667, 3333, 0, 5000},
     "1/6 16.666, 2/6 33.333: the fen goes to the larger remainder"},
    {POOL("100", "{\"metric\":\"m\"}", ""),
     {90, 80, 70, 60},
     {100, -500, 0, 300},
     {2500, 0, 0, 7500},
     "below 0 weighs nothing"},
    {POOL("{\"rate\":\"1%\",\"metric\":\"m\"}", "\"heads\"", ""),
     {90, 80, 70, 60},
     {10000, 20000, 30000, 40050},
     {251, 250, 250, 250},
     "1,000.50 × 1% = 10.005, half away: 10.01 in four"},
};

static void test_pools(void **state)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    (void)state;
    for (size_t i = 0; i < sizeof pool_cases / sizeof *pool_cases; i++) {
        const struct pool_case *c = &pool_cases[i];
        pay_people people = {.metrics = {"points", "m"}, .units = {NULL, "yuan"}};
        for (int k = 0; k < 4; k++) {
            people.people[k].person = names[k];
            people.people[k].values[0] = (kefu_value)NUMBER(c->points[k]);
            people.people[k].values[1] = (kefu_value)YUAN(c->m[k]);
        }
        paid p = pay_people_by(c->plan, &people);
        for (int k = 0; k < 4; k++)
            if (paid_part(&p, names[k], 0).amount != c->amounts[k])
                fail_msg("%s: %s has %lld", c->by_hand, names[k],
                         (long long)paid_part(&p, names[k], 0).amount);
        paid_free(&p);
    }
}

/* 24 people with 100 yuan and a 2^55th or so each, whose denominators have none in common: no one
 * denominator of 1,024 bits does for all. 2,400.00 × 1% = 24.00 in 24. */
static void test_pool_of_many_denominators(void **state)
{
    pay_people people = {.metrics = {"points", "m"}, .units = {NULL, "yuan"}};
    char names[PAY_MOST_PEOPLE][2] = {{0}};
    (void)state;
    for (int k = 0; k < PAY_MOST_PEOPLE; k++) {
        const int64_t den = ((int64_t)1 << 55) + 2 * k + 1;
        names[k][0] = (char)('a' + k);
        people.people[k].person = names[k];
        people.people[k].values[0] = (kefu_value)NUMBER(90);
        people.people[k].values[1] = (kefu_value){100 * den + 1, den, -1, KEFU_VALUE_OK, 0};
    }
    paid p = pay_people_by(POOL("{\"rate\":\"1%\",\"metric\":\"m\"}", "\"heads\"", ""), &people);
    for (int k = 0; k < PAY_MOST_PEOPLE; k++)
        assert_int_equal(paid_part(&p, names[k], 0).amount, 100);
    paid_free(&p);
}

/* A pool a team: nobody without a team is in one; 100.00 by 60 and 40, and by 30 alone. */
static void test_team_pools(void **state)
{
    static const char *const who[] = {"a", "b", "c", "d"}, *const team[] = {"x", "y", "x", ""};
    static const int64_t points[] = {60, 30, 40, 90}, amounts[] = {6000, 10000, 4000, 0};
    pay_people people = {.metrics = {"points"}};
    kefu_roster *roster = NULL;
    rows r = {0};
    (void)state;
    rows_begin(&r, 4);
    rows_add(&r, "person", KEFU_COLUMN_TEXT_Z, who);
    rows_add(&r, "team", KEFU_COLUMN_TEXT_Z, team);
    assert_int_equal(kefu_roster_from_batch(NULL, &r.batch, &roster, NULL), KEFU_OK);
    for (int i = 0; i < 4; i++) {
        people.people[i].person = who[i];
        people.people[i].values[0] = (kefu_value)NUMBER(points[i]);
    }
    const kefu_score_options scoring = {
        .struct_size = sizeof scoring, .roster = roster, .day = 20000};
    paid p = pay_with(PLAN("{\"id\":\"t\",\"kind\":\"pool\",\"amount\":100,\"within\":\"team\","
                           "\"by\":\"total\"}"),
                      PAY_CARD, &people, &scoring, NULL);
    if (p.status)
        fail_msg("%s", p.error.message);
    for (int i = 0; i < 4; i++)
        assert_int_equal(paid_part(&p, who[i], 0).amount, amounts[i]);
    assert_int_equal(paid_part(&p, "d", 0).status, KEFU_VALUE_OK);
    assert_int_equal(paid_part(&p, "d", 0).cause, KEFU_PAY_CAUSE_TEAM);
    static const struct {
        const char *within;
        int64_t heads, weights;
    } pools[] = {{"x", 2, 100}, {"y", 1, 30}};
    assert_int_equal(kefu_payroll_pools(p.roll, 0), 2);
    for (int i = 0; i < 2; i++) {
        kefu_pay_pool pool = {.struct_size = sizeof pool};
        assert_int_equal(kefu_payroll_pool(p.roll, 0, i, &pool), KEFU_OK);
        assert_string_equal(pool.within, pools[i].within);
        assert_true(pool.amount == 10000 && pool.shared == 10000 && pool.sheet == -1);
        assert_true(pool.heads == pools[i].heads && pool.cause == KEFU_PAY_CAUSE_NONE);
        assert_int_equal(pool.weights.num, pools[i].weights * pool.weights.den);
    }
    kefu_roster_free(roster);
    paid_free(&p);
}

/* ---- Days ----------------------------------------------------------------------------------- */

/* 20 of 26 days: 2,000 × 1.1 × 20/26 = 1,692.3076... ; a pool of 100.00 by 20 and 26 days 43.478
 * and 56.521; without days on duty there is no amount. */
static void test_days(void **state)
{
    pay_people people = {.metrics = {"points", "d"}};
    (void)state;
    people.people[0].person = "a";
    people.people[0].values[0] = (kefu_value)NUMBER(95);
    people.people[0].values[1] = (kefu_value)NUMBER(20);
    people.people[1].person = "b";
    people.people[1].values[0] = (kefu_value)NUMBER(95);
    people.people[1].values[1] = (kefu_value)NUMBER(26);
    const char *plan = PLAN(COEFFICIENT(
        "2000",
        ",\"days\":true") ","
                          "{\"id\":\"t\",\"kind\":\"pool\",\"amount\":100,\"within\":\"all\","
                          "\"by\":\"days\"}");
    paid p = pay_with(plan, PAY_CARD_WITH(",\"days\":{\"metric\":\"d\",\"of\":26}"), &people, NULL,
                      NULL);
    if (p.status)
        fail_msg("%s", p.error.message);
    assert_int_equal(paid_part(&p, "a", 0).amount, 169231);
    assert_int_equal(paid_part(&p, "b", 0).amount, 220000);
    assert_int_equal(paid_part(&p, "a", 1).amount, 4348);
    assert_int_equal(paid_part(&p, "b", 1).amount, 5652);
    paid_free(&p);
    p = pay_people_by(plan, &people);
    assert_int_equal(paid_part(&p, "a", 0).status, KEFU_VALUE_NO_DATA);
    assert_int_equal(paid_part(&p, "a", 1).status, KEFU_VALUE_NO_DATA);
    assert_int_equal(paid_part(&p, "a", 0).cause, KEFU_PAY_CAUSE_DAYS);
    assert_true(paid_row(&p, "a").pay == KEFU_UNKNOWN && paid_row(&p, "a").earned == KEFU_UNKNOWN);
    paid_free(&p);
}

/* 28 of 26 days pay as 26 do, and say so in of_days; 13 are half, which is flagged; a pool by days
 * weighs 28. */
static void test_more_days(void **state)
{
    static const int64_t days[] = {28, 26, 13}, amounts[] = {220000, 220000, 110000};
    static const int64_t shares[] = {2800, 2600, 1300}; /* 67.00 by 67 days */
    static const char *const names[] = {"a", "b", "c"};
    pay_people people = {.metrics = {"points", "d"}};
    (void)state;
    for (int i = 0; i < 3; i++) {
        people.people[i].person = names[i];
        people.people[i].values[0] = (kefu_value)NUMBER(95);
        people.people[i].values[1] = (kefu_value)NUMBER(days[i]);
    }
    paid p = pay_with(
        PLAN(COEFFICIENT(
            "2000", ",\"days\":true") ","
                                      "{\"id\":\"t\",\"kind\":\"pool\",\"amount\":67,\"within\":"
                                      "\"all\",\"by\":\"days\"}"),
        PAY_CARD_WITH(",\"days\":{\"metric\":\"d\",\"of\":26}"), &people, NULL, NULL);
    assert_int_equal(p.status, KEFU_OK);
    for (int i = 0; i < 3; i++) {
        kefu_pay_amount got = paid_part(&p, names[i], 0);
        assert_int_equal(got.amount, amounts[i]);
        assert_int_equal(got.flags, days[i] < 26 ? KEFU_AMOUNT_BY_DAYS : 0);
        assert_int_equal(got.of_days.num * 26, days[i] * got.of_days.den);
        assert_int_equal(paid_part(&p, names[i], 1).amount, shares[i]);
        assert_int_equal(paid_part(&p, names[i], 1).flags, 0);
    }
    paid_free(&p);
}

/* 5 points less 10 are -5: by total that is 0, for a coefficient as for a pool. */
static void test_below_zero(void **state)
{
    pay_people people = {.metrics = {"points", "m"}};
    kefu_sheet_row row = {.struct_size = sizeof row};
    (void)state;
    for (int i = 0; i < 2; i++) {
        people.people[i].person = i ? "b" : "a";
        people.people[i].values[0] = (kefu_value)NUMBER(i ? 50 : 5);
        people.people[i].values[1] = (kefu_value)NUMBER(i ? 0 : 10);
    }
    paid p = pay_with(PLAN("{\"id\":\"p\",\"kind\":\"coefficient\",\"base\":3000,\"by\":"
                           "\"total\"},{\"id\":\"t\",\"kind\":\"pool\",\"amount\":100,"
                           "\"within\":\"all\",\"by\":\"total\"}"),
                      PAY_CARD_WITH(",\"adjustments\":[{\"id\":\"late\",\"metric\":\"m\","
                                    "\"points\":-1,\"counts\":\"reported\"}]"),
                      &people, NULL, NULL);
    assert_int_equal(p.status, KEFU_OK);
    for (int64_t i = 0; i < 2; i++)
        if (!kefu_sheet_row_at(p.sheet, i, &row) && *row.person == 'a')
            assert_int_equal(row.total, -5000000);
    assert_int_equal(paid_part(&p, "a", 0).amount, 0);
    assert_int_equal(paid_part(&p, "a", 0).status, KEFU_VALUE_OK);
    assert_int_equal(paid_part(&p, "a", 1).amount, 0);
    assert_int_equal(paid_part(&p, "b", 0).amount, 150000);
    assert_int_equal(paid_part(&p, "b", 1).amount, 10000);
    paid_free(&p);
}

/* 5 % of 1,000 and, above 100 % of a target of 800, half as much again: 50 + 200 × 5% × 0.5 = 55;
 * at exactly the threshold nothing is above. */
static void test_accelerated(void **state)
{
    static const struct {
        int64_t sales, amount;
        uint32_t flags;
    } cases[] = {{100000, 5500, KEFU_AMOUNT_ACCELERATED}, {80000, 4000, 0}, {0, 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pay_people people = {.metrics = {"points", "m"}, .units = {NULL, "yuan"}};
        people.people[0].person = "a";
        people.people[0].values[0] = (kefu_value)NUMBER(95);
        people.people[0].values[1] = (kefu_value)YUAN(cases[i].sales);
        paid p = pay_people_by(PLAN("{\"id\":\"c\",\"kind\":\"commission\",\"metric\":\"m\","
                                    "\"reading\":\"marginal\",\"tiers\":[{\"rate\":\"5%\"}],"
                                    "\"accelerator\":{\"above\":\"100%\",\"of\":800,"
                                    "\"times\":1.5}}"),
                               &people);
        assert_int_equal(paid_part(&p, "a", 0).amount, cases[i].amount);
        assert_int_equal(paid_part(&p, "a", 0).flags, cases[i].flags);
        paid_free(&p);
    }
}

/* ---- Guards --------------------------------------------------------------------------------- */

#define GUARDED(wage, earned, taken, guards)                                                       \
    PLAN_MORE("{\"id\":\"e\",\"kind\":\"fixed\",\"amount\":" earned "},"                           \
              "{\"id\":\"d\",\"kind\":\"fixed\",\"amount\":" taken "}",                            \
              ",\"wage\":" wage ",\"guards\":{" guards "}")
#define BOTH "\"max_deduction_share\":\"20%\",\"pay_floor\":\"2490.00\""

/* 20 % is the most that provisional wage rules of 1994, article 16, allow; 2,490 was a monthly
 * minimum wage. */
static const struct guard_case {
    const char *plan;
    int64_t waived, top_up, pay;
    uint32_t flags;
    const char *by_hand;
} guard_cases[] = {
    {GUARDED("3000", "1000", "-500", BOTH), 0, 0, 50000, 0, "500 < 20% of 4,000; 3,500 is left"},
    {GUARDED("3000", "1000", "-900", BOTH), 10000, 0, 20000, KEFU_PAY_WAIVED,
     "at most 800 of 4,000"},
    {GUARDED("2490", "100", "-300", BOTH), 20000, 0, 0, KEFU_PAY_WAIVED,
     "518 by the share, but only 100 above the floor"},
    {GUARDED("2000", "100", "-300", BOTH), 30000, 0, 10000, KEFU_PAY_WAIVED | KEFU_PAY_LOW,
     "2,100 is below the floor already"},
    {GUARDED("2000", "100", "-300", BOTH ",\"top_up\":true"), 30000, 39000, 49000,
     KEFU_PAY_WAIVED | KEFU_PAY_LOW | KEFU_PAY_TOPPED_UP, "2,490 - 2,100"},
    {GUARDED("3000", "0.07", "-700", "\"max_deduction_share\":0.2"), 9999, 0, -59994,
     KEFU_PAY_WAIVED, "20% of 3,000.07 = 600.014, rounded down to 600.01"},
    {GUARDED("0", "100", "-300", ""), 0, 0, -20000, 0, "no guards"},
};

static void test_guards(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof guard_cases / sizeof *guard_cases; i++) {
        const struct guard_case *c = &guard_cases[i];
        pay_people people = {.metrics = {"points"}};
        people.people[0].person = "p";
        people.people[0].values[0] = (kefu_value)NUMBER(80);
        paid p = pay_people_by(c->plan, &people);
        kefu_pay_row row = paid_row(&p, "p");
        if (row.waived != c->waived || row.top_up != c->top_up || row.pay != c->pay ||
            row.flags != c->flags)
            fail_msg("%s: waived %lld, top up %lld, pay %lld, flags %u", c->by_hand,
                     (long long)row.waived, (long long)row.top_up, (long long)row.pay,
                     (unsigned)row.flags);
        paid_free(&p);
    }
}

/* ---- Items ---------------------------------------------------------------------------------- */

/* C3: 7 % of the price of what was saved, 10 yuan at least. */
#define KEPT                                                                                       \
    "{\"id\":\"kept\",\"kind\":\"items\",\"rate\":\"7%\",\"least_each\":10,\"most_each\":200}"

static pay_people two_people(void)
{
    pay_people people = {.metrics = {"points"}};
    people.people[0].person = "a";
    people.people[0].values[0] = (kefu_value)NUMBER(95);
    people.people[1].person = "b";
    people.people[1].values[0] = (kefu_value)NUMBER(85);
    return people;
}

static void test_items(void **state)
{
    static const char *const who[] = {"a", "a", "a", "b", "a", "b"};
    static const char *const part[] = {"kept", "kept", "kept", "kept", "kept", "kept"};
    static const char *const amount[] = {"¥299.00", "99元", "5,000", "99", "99", "-99.00"};
    static const char *const proof[] = {"r2", "r1", "r3", "r4", "r1", NULL};
    static const char *const currency[] = {"CNY", "元", "", "CNY", "RMB", "CNY"};
    pay_people people = two_people();
    rows r = {0};
    (void)state;
    rows_begin(&r, 6);
    rows_add(&r, "客服", KEFU_COLUMN_TEXT_Z, who);
    rows_add(&r, "项目", KEFU_COLUMN_TEXT_Z, part);
    rows_add(&r, "amount", KEFU_COLUMN_TEXT_Z, amount);
    rows_add(&r, "凭证", KEFU_COLUMN_TEXT_Z, proof);
    rows_add(&r, "币种", KEFU_COLUMN_TEXT_Z, currency);
    paid p = pay_with(PLAN(KEPT), PAY_CARD, &people, NULL, &r.batch);
    if (p.status)
        fail_msg("%s", p.error.message);
    /* 299 × 7% = 20.93; 99 × 7% = 6.93, so 10, twice; 5,000 × 7% = 350, so 200 */
    kefu_pay_amount a = paid_part(&p, "a", 0);
    assert_int_equal(a.amount, 24093);
    assert_true(a.figure.num == 4 && a.figure.den == 1);
    assert_string_equal(a.evidence, "r1, r2, r3");
    /* what is taken back takes back what it gave */
    assert_int_equal(paid_part(&p, "b", 0).amount, 0);
    paid_free(&p);
}

static const struct items_refusal {
    const char *who, *part, *amount, *currency;
    int32_t status;
    const char *message;
} items_refusals[] = {
    {"A", "kept", "1", "", KEFU_E_NAME, "items: nobody in the sheets is 'A'; did you mean 'a'"},
    {"a", "keep", "1", "", KEFU_E_NAME,
     "items: the plan has no part 'keep' of kind items; did you mean 'kept'?"},
    {"a", "kept", "", "", KEFU_E_DATA, "items, column 'amount': expected an amount"},
    {"a", "kept", "many", "", KEFU_E_DATA, "items, column 'amount': expected an amount"},
    {"", "kept", "1", "", KEFU_E_DATA, "items, column 'person': expected a text"},
    {"a", "kept", "1.005", "", KEFU_E_PRECISION,
     "items: '1.005' has more digits than the plan's exponent, 2"},
    {"a", "kept", "1", "USD", KEFU_E_DATA, "items: this row is in 'USD', the plan in CNY"},
};

static void test_items_refused(void **state)
{
    pay_people people = two_people();
    (void)state;
    for (size_t i = 0; i < sizeof items_refusals / sizeof *items_refusals; i++) {
        const struct items_refusal *c = &items_refusals[i];
        rows r = {0};
        rows_begin(&r, 1);
        r.batch.first_row = 40;
        rows_add(&r, "person", KEFU_COLUMN_TEXT_Z, &c->who);
        rows_add(&r, "part", KEFU_COLUMN_TEXT_Z, &c->part);
        rows_add(&r, "amount", KEFU_COLUMN_TEXT_Z, &c->amount);
        rows_add(&r, "currency", KEFU_COLUMN_TEXT_Z, &c->currency);
        paid p = pay_with(PLAN(KEPT), PAY_CARD, &people, NULL, &r.batch);
        assert_int_equal(p.status, c->status);
        assert_int_equal(p.error.row, 40);
        assert_true(strncmp(p.error.message, c->message, strlen(c->message)) == 0);
        assert_null(p.roll);
        paid_free(&p);
    }
}

/* ---- Refusals ------------------------------------------------------------------------------- */

static const struct refusal_case {
    const char *plan, *unit;
    int64_t m;
    int32_t status;
    const char *message;
} refusals[] = {
    {PLAN(EACH("\"amount\":5")), "USD", 1, KEFU_E_DATA,
     "metric 'm' is in USD, and the plan in CNY"},
    {PLAN_IN("USD", "2", EACH("\"amount\":5"), ""), "yuan", 1, KEFU_E_DATA,
     "metric 'm' is in CNY, and the plan in USD"},
    {PLAN("{\"id\":\"e\",\"kind\":\"each\",\"metric\":\"mm\",\"amount\":1}"), NULL, 1, KEFU_E_NAME,
     NULL},
    {PLAN(EACH("\"amount\":\"93000000000\"")), NULL, 1000000, KEFU_E_OVERFLOW,
     "'e' of 'p': the amount leaves 64 bits"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":1,\"when\":{\"badge\":\"x\"}}"), NULL, 1,
     KEFU_E_NAME, NULL},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal_case *c = &refusals[i];
        pay_people people = {.metrics = {"points", "m"}, .units = {NULL, c->unit}};
        people.people[0].person = "p";
        people.people[0].values[0] = (kefu_value)NUMBER(50);
        people.people[0].values[1] = (kefu_value)NUMBER(c->m);
        paid p = pay_with(c->plan, PAY_CARD, &people, NULL, NULL);
        assert_int_equal(p.status, c->status);
        if (c->message)
            assert_string_equal(p.error.message, c->message);
        paid_free(&p);
    }
    /* one person in two sheets */
    pay_people people = two_people();
    paid p = pay_people_by(PLAN(KEPT), &people);
    const kefu_sheet *twice[] = {p.sheet, p.sheet};
    kefu_payroll *roll = NULL;
    assert_int_equal(kefu_pay(p.plan, twice, 2, p.frame, NULL, &roll, NULL), KEFU_E_DUPLICATE);
    assert_null(roll);
    paid_free(&p);
}

/* ---- Laws ----------------------------------------------------------------------------------- */

#define LAW_PARTS(share, whole)                                                                    \
    "{\"id\":\"c\",\"kind\":\"commission\",\"metric\":\"m\",\"reading\":\"" whole                  \
    "\",\"tiers\":[{\"to\":1000,\"rate\":\"3%\"},{\"to\":5000,\"rate\":\"4.5%\"},"                 \
    "{\"rate\":\"7%\"}]},"                                                                         \
    "{\"id\":\"z\",\"kind\":\"fixed\",\"amount\":0},"                                              \
    "{\"id\":\"d\",\"kind\":\"each\",\"metric\":\"n\",\"amount\":\"-12.34\"},"                     \
    "{\"id\":\"t\",\"kind\":\"pool\",\"amount\":\"777.77\",\"within\":\"all\",\"by\":" share "}"

static paid law_people(const char *plan, uint64_t seed, int turned)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g"};
    pay_people people = {.metrics = {"points", "m", "n"}, .units = {NULL, "yuan", NULL}};
    for (int i = 0; i < 7; i++) {
        int at = turned ? 6 - i : i;
        people.people[at].person = names[i];
        people.people[at].values[0] = (kefu_value)NUMBER((int64_t)(chance(&seed) % 100) + 1);
        people.people[at].values[1] = (kefu_value)YUAN((int64_t)(chance(&seed) % 1000000));
        people.people[at].values[2] = (kefu_value)NUMBER((int64_t)(chance(&seed) % 40));
    }
    return pay_people_by(plan, &people);
}

/* Sums of pools; the order of people; guards never pay less; whole >= marginal where rates rise; a
 * part of 0 changes nothing. */
static void test_laws(void **state)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g"};
    const char *bare = PLAN_MORE(LAW_PARTS("{\"metric\":\"m\"}", "marginal"), ",\"wage\":500");
    const char *guarded = PLAN_MORE(LAW_PARTS("{\"metric\":\"m\"}", "marginal"),
                                    ",\"wage\":500,\"guards\":{\"max_deduction_share\":\"20%\","
                                    "\"pay_floor\":600}");
    const char *whole = PLAN_MORE(LAW_PARTS("\"total\"", "whole"), ",\"wage\":500");
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        paid a = law_people(bare, seed, 0), b = law_people(bare, seed, 1);
        paid g = law_people(guarded, seed, 0), w = law_people(whole, seed, 0);
        int64_t sum = 0, all = 0;
        assert_int_equal(kefu_payroll_sum(a.roll, 3, &sum, NULL, NULL), KEFU_OK);
        assert_int_equal(sum, 77777);
        assert_int_equal(kefu_payroll_sum(w.roll, 3, &sum, NULL, NULL), KEFU_OK);
        assert_int_equal(sum, 77777);
        for (int i = 0; i < 7; i++) {
            kefu_pay_row row = paid_row(&a, names[i]);
            assert_int_equal(row.pay, paid_row(&b, names[i]).pay);
            assert_true(paid_row(&g, names[i]).pay >= row.pay);
            assert_true(paid_part(&w, names[i], 0).amount >= paid_part(&a, names[i], 0).amount);
            assert_int_equal(row.pay, row.earned + row.deducted);
            assert_int_equal(paid_part(&a, names[i], 1).amount, 0);
            all += row.pay;
        }
        assert_int_equal(kefu_payroll_sum(a.roll, -1, &sum, NULL, NULL), KEFU_OK);
        assert_int_equal(sum, all);
        paid_free(&a);
        paid_free(&b);
        paid_free(&g);
        paid_free(&w);
    }
}

/* ---- Memory --------------------------------------------------------------------------------- */

static paid memory_scene; /* its sheet and frame are read only */

static int out_of_memory(const kefu_allocator *allocator)
{
    static const char plan_text[] = PLAN_MORE(
        KEPT "," COEFFICIENT(
            "2000",
            ",\"when\":{\"better_than_mean\":\"*\"}") ","
                                                      "{\"id\":\"t\",\"kind\":\"pool\",\"amount\":"
                                                      "1,\"within\":\"group\",\"by\":"
                                                      "\"total\"}",
        ",\"wage\":500,\"guards\":{\"max_deduction_share\":\"20%\"}");
    static const char *const who[] = {"a", "b"}, *const part[] = {"kept", "kept"};
    static const char *const amount[] = {"1", "2"}, *const proof[] = {"x", "y"};
    rows r = {0};
    rows_begin(&r, 2);
    rows_add(&r, "person", KEFU_COLUMN_TEXT_Z, who);
    rows_add(&r, "part", KEFU_COLUMN_TEXT_Z, part);
    rows_add(&r, "amount", KEFU_COLUMN_TEXT_Z, amount);
    rows_add(&r, "evidence", KEFU_COLUMN_TEXT_Z, proof);
    kefu_pay_plan *plan = NULL;
    kefu_payroll *roll = NULL;
    kefu_findings *findings = NULL;
    kefu_buffer *buffer = NULL;
    const kefu_sheet *sheets[] = {memory_scene.sheet};
    kefu_pay_options options = {.struct_size = sizeof options, .items = &r.batch};
    kefu_status status =
        kefu_pay_plan_from_json(allocator, NULL, plan_text, sizeof plan_text - 1, &plan, NULL);
    if (!status)
        status = kefu_pay_plan_lint(plan, memory_scene.card, &findings, NULL);
    if (!status)
        status = kefu_pay(plan, sheets, 1, memory_scene.frame, &options, &roll, NULL);
    if (!status)
        status = kefu_buffer_new(allocator, &buffer, NULL);
    if (!status)
        status = kefu_payroll_csv(roll, NULL, kefu_buffer_sink(buffer), NULL);
    if (!status)
        status = kefu_payroll_json(roll, NULL, kefu_buffer_sink(buffer), NULL);
    kefu_buffer_free(buffer);
    kefu_payroll_free(roll);
    kefu_findings_free(findings);
    kefu_pay_plan_free(plan);
    return status == KEFU_E_MEMORY ? 0 : status == KEFU_OK ? 1 : 2;
}

static void test_memory(void **state)
{
    pay_people people = two_people();
    (void)state;
    memory_scene = pay_people_by(PLAN(KEPT), &people);
    assert_true(oom_sweep(out_of_memory) > 0);
    paid_free(&memory_scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one),
        cmocka_unit_test(test_pools),
        cmocka_unit_test(test_pool_of_many_denominators),
        cmocka_unit_test(test_team_pools),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_guards),
        cmocka_unit_test(test_items),
        cmocka_unit_test(test_items_refused),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_more_days),
        cmocka_unit_test(test_below_zero),
        cmocka_unit_test(test_accelerated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
