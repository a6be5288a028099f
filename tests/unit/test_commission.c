/* test_commission.c - commissions by tiers in both readings, accelerators, ends; by hand and by
 * law. */
#include "pay_fixture.h"

/* E12 of published schemes: CM1 pays 5 % to 100,000, 7 % to 250,000, 9 % above; CM2 10 % to 10,000
 * and 20 % above. */
#define CM1                                                                                        \
    "\"tiers\":[{\"to\":100000,\"rate\":\"5%\"},{\"to\":250000,\"rate\":\"7%\"},{\"rate\":\"9%\"}" \
    "]"
#define CM2 "\"tiers\":[{\"to\":10000,\"rate\":\"10%\"},{\"rate\":\"20%\"}]"
#define CM1_BELOW                                                                                  \
    "\"tiers\":[{\"below\":100000,\"rate\":0.05},{\"below\":\"250,000.00元\",\"rate\":\"7%\"},"   \
    "{\"rate\":0.09}]"
#define PART(reading, tiers, more)                                                                 \
    PLAN("{\"id\":\"c\",\"kind\":\"commission\",\"metric\":\"sales\",\"reading\":\"" reading       \
         "\"," tiers more "}")
#define ACCELERATED(times) ",\"accelerator\":{\"above\":\"100%\",\"of\":150000,\"times\":" times "}"

static const struct paid_case {
    const char *plan;
    int64_t sales, amount; /* fen */
    const char *by_hand;
} cases[] = {
    {PART("marginal", CM1, ""), 9999999, 500000, "99,999.99 × 5% = 4,999.9995"},
    {PART("marginal", CM1, ""), 10000000, 500000, "100,000 × 5%"},
    {PART("marginal", CM1, ""), 10000001, 500000, "5,000 + 0.01 × 7% = 5,000.0007"},
    {PART("marginal", CM1, ""), 25000000, 1550000, "5,000 + 150,000 × 7%"},
    {PART("marginal", CM1, ""), 100000000, 8300000, "5,000 + 10,500 + 750,000 × 9%"},
    {PART("whole", CM1, ""), 9999999, 500000, "99,999.99 × 5% = 4,999.9995"},
    {PART("whole", CM1, ""), 10000000, 500000, "100,000 × 5%"},
    {PART("whole", CM1, ""), 10000001, 700000, "100,000.01 × 7% = 7,000.0007"},
    {PART("whole", CM1, ""), 25000000, 1750000, "250,000 × 7%"},
    {PART("whole", CM1, ""), 25000001, 2250000, "250,000.01 × 9% = 22,500.0009"},
    {PART("whole", CM1, ""), 100000000, 9000000, "1,000,000 × 9%"},
    {PART("marginal", CM2, ""), 9999999, 1900000, "1,000 + 89,999.99 × 20% = 18,999.998"},
    {PART("marginal", CM2, ""), 10000000, 1900000, "1,000 + 90,000 × 20%"},
    {PART("marginal", CM2, ""), 25000000, 4900000, "1,000 + 240,000 × 20%"},
    {PART("marginal", CM2, ""), 100000000, 19900000, "1,000 + 990,000 × 20%"},
    {PART("whole", CM2, ""), 1000000, 100000, "10,000 × 10%"},
    {PART("whole", CM2, ""), 1000001, 200000, "10,000.01 × 20% = 2,000.002"},
    {PART("whole", CM2, ""), 100000000, 20000000, "1,000,000 × 20%"},
    {PART("whole", CM1_BELOW, ""), 10000000, 700000, "100,000 is not below 100,000: × 7%"},
    {PART("whole", CM1_BELOW, ""), 9999999, 500000, "99,999.99 × 5%"},
    {PART("marginal", CM1_BELOW, ""), 10000000, 500000, "a slice of no size changes nothing"},
    /* accelerators */
    {PART("marginal", CM1, ACCELERATED("1.5")), 15000000, 850000, "5,000 + 50,000 × 7%"},
    {PART("marginal", CM1, ACCELERATED("1.5")), 18000000, 1165000,
     "5,000 + 3,500 + 30,000 × 7% × 1.5"},
    {PART("marginal", CM1, ACCELERATED("2")), 30000000, 3150000,
     "5,000 + 3,500 + 100,000 × 7% × 2 + 50,000 × 9% × 2"},
    {PART("whole", CM1, ACCELERATED("1.5")), 18000000, 1365000, "(150,000 + 30,000 × 1.5) × 7%"},
    {PART("marginal", CM1, ACCELERATED("0")), 18000000, 850000, "nothing beyond the target"},
    {PART("marginal", CM1, ",\"accelerator\":{\"above\":\"120%\",\"of\":\"50000\",\"times\":3}"),
     10000000, 900000, "60,000 × 5% + 40,000 × 5% × 3"},
    {PART("marginal", CM1, ",\"accelerator\":{\"above\":0,\"of\":1,\"times\":2}"), 10000000,
     1000000, "all of it twice"},
    /* ends of the part */
    {PART("marginal", CM1, ",\"most\":5000"), 25000000, 500000, "15,500, at most 5,000"},
    {PART("marginal", CM1, ",\"least\":\"300.00\""), 100000, 30000, "50, at least 300"},
    {PART("marginal", CM1, ",\"least\":300"), 0, 30000, "0, at least 300"},
    {PART("marginal", CM1, ",\"least\":300"), -1, 0, "below 0: nothing, and least does not lift"},
    {PART("whole", CM1, ""), -10000000, 0, "refunds took more than was sold"},
    {PART("whole", "\"tiers\":[{\"rate\":\"3.5%\"}]", ""), 12345678, 432099,
     "a flat rate: 123,456.78 × 3.5% = 4,320.9873"},
    /* rounding */
    {PART("whole", "\"tiers\":[{\"rate\":\"50%\"}]", ""), 1, 1, "half a fen, half away from zero"},
    {PLAN_MORE("{\"id\":\"c\",\"kind\":\"commission\",\"metric\":\"sales\",\"reading\":\"whole\","
               "\"tiers\":[{\"rate\":\"50%\"}]}",
               ",\"round\":\"down\""),
     3, 1, "1.5 fen, down"},
    {PLAN_MORE("{\"id\":\"c\",\"kind\":\"commission\",\"metric\":\"sales\",\"reading\":\"whole\","
               "\"tiers\":[{\"rate\":\"1%\"}]}",
               ",\"round\":\"up\""),
     1, 1, "0.01 fen, up"},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct paid_case *c = &cases[i];
        pay_people people = {.metrics = {"points", "sales"}, .units = {NULL, "yuan"}};
        people.people[0].person = "p";
        people.people[0].values[0] = (kefu_value)NUMBER(50);
        people.people[0].values[1] = (kefu_value)YUAN(c->sales);
        paid p = pay_people_by(c->plan, &people);
        kefu_pay_amount got = paid_part(&p, "p", 0);
        if (got.status != KEFU_VALUE_OK || got.amount != c->amount)
            fail_msg("%zu: %s: %lld, not %lld fen", i, c->by_hand, (long long)got.amount,
                     (long long)c->amount);
        paid_free(&p);
    }
}

/* A fen more of sales never lowers a marginal commission, nor lifts it by more than the highest
 * rate of it: no cliff at any tier. */
static void test_marginal_is_continuous(void **state)
{
    static const int64_t around[] = {1, 10000000, 15000000, 25000000, 99999999};
    (void)state;
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        static const char *const names[] = {"a", "b", "c", "d", "e"};
        pay_people people = {.metrics = {"points", "sales"}, .units = {NULL, "yuan"}};
        for (int k = 0; k < 5; k++) {
            people.people[k].person = names[k];
            people.people[k].values[0] = (kefu_value)NUMBER(50);
            people.people[k].values[1] = (kefu_value)YUAN(around[i] - 2 + k);
        }
        paid p = pay_people_by(PART("marginal", CM1, ACCELERATED("1.5")), &people);
        for (int k = 1; k < 5; k++) {
            int64_t step =
                paid_part(&p, names[k], 0).amount - paid_part(&p, names[k - 1], 0).amount;
            assert_true(step >= 0 && step <= 1);
        }
        paid_free(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_marginal_is_continuous),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
