/* test_pay_pools.c - pools whose figures have no common denominator that fits, are too large, or
 * are missing. Shares by Python's fractions: figures rounded as pay.h says, then largest remainder.
 */
#include "pay_fixture.h"

#define POOL(more) PLAN("{\"id\":\"池\",\"kind\":\"pool\",\"within\":\"all\"," more "}")
#define BY_M       POOL("\"amount\":100,\"by\":{\"metric\":\"m\"}")
#define SHARE(num, den)                                                                            \
    {                                                                                              \
        num, den, -1, KEFU_VALUE_OK, 0                                                             \
    }
#define UNKNOWN                                                                                    \
    {                                                                                              \
        0, 0, 0, KEFU_VALUE_NO_DATA, 0                                                             \
    }

enum { PEOPLE = 3 };

static pay_people people_with(const kefu_value m[PEOPLE])
{
    static const char *const names[PEOPLE] = {"a", "b", "c"};
    pay_people people = {.metrics = {"points", "m"}};
    for (int i = 0; i < PEOPLE; i++) {
        people.people[i].person = names[i];
        people.people[i].values[0] = (kefu_value)NUMBER(85);
        people.people[i].values[1] = m[i];
    }
    return people;
}

static const struct pool_case {
    const char *why;
    kefu_value m[PEOPLE];
    int64_t fen[PEOPLE];
    uint32_t flags; /* of what they are shares of */
} pools[] = {
    {"halves, thirds and sixths: exactly",
     {SHARE(1, 2), SHARE(1, 3), SHARE(1, 6)},
     {5000, 3333, 1667},
     0},
    {"below 0 weighs nothing", {SHARE(-1, 2), SHARE(1, 3), SHARE(1, 3)}, {0, 5000, 5000}, 0},
    {"1, 2 and 3 of the last of nine decimals; exactly a would have 1665",
     {SHARE(1, 1000000007), SHARE(2, 1000000009), SHARE(3, 998244353)},
     {1667, 3333, 5000},
     KEFU_VALUE_ROUNDED},
    {"no decimals fit",
     {SHARE(6000000000000000000, 7), SHARE(5000000000000000001, 3000000001),
      SHARE(8000000000000000000, 11)},
     {5410, 0, 4590},
     KEFU_VALUE_ROUNDED},
};

static void shares(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pools / sizeof *pools; i++) {
        const pay_people people = people_with(pools[i].m);
        paid p = pay_people_by(BY_M, &people);
        kefu_pay_pool pool = {.struct_size = sizeof pool};
        assert_int_equal(kefu_payroll_pool(p.roll, 0, 0, &pool), KEFU_OK);
        assert_int_equal(pool.shared, 10000);
        assert_int_equal(pool.weights.flags, pools[i].flags);
        for (int k = 0; k < PEOPLE; k++)
            if (paid_part(&p, people.people[k].person, 0).amount != pools[i].fen[k])
                fail_msg("%s: %s has %lld", pools[i].why, people.people[k].person,
                         (long long)paid_part(&p, people.people[k].person, 0).amount);
        paid_free(&p);
    }
}

/* A rate of a sum to which one figure is missing: nobody's share is known. */
static void a_sum_that_is_not_known(void **state)
{
    const pay_people people = people_with((kefu_value[]){NUMBER(5), UNKNOWN, NUMBER(7)});
    paid p = pay_people_by(POOL("\"amount\":{\"rate\":\"1%\",\"metric\":\"m\"},\"by\":\"heads\""),
                           &people);
    kefu_pay_pool pool = {.struct_size = sizeof pool};
    (void)state;
    assert_int_equal(kefu_payroll_pool(p.roll, 0, 0, &pool), KEFU_OK);
    assert_int_equal(pool.amount, KEFU_UNKNOWN);
    assert_int_equal(pool.cause, KEFU_PAY_CAUSE_POOL);
    assert_string_equal(pool.missing, "b");
    for (int k = 0; k < PEOPLE; k++) {
        kefu_pay_amount amount = paid_part(&p, people.people[k].person, 0);
        assert_int_equal(amount.amount, KEFU_UNKNOWN);
        assert_int_equal(amount.cause, KEFU_PAY_CAUSE_POOL);
    }
    paid_free(&p);
}

static void sums_that_leave_64_bits(void **state)
{
    static const struct {
        const char *plan, *says;
    } cases[] = {
        {POOL("\"amount\":{\"rate\":\"100%\",\"metric\":\"m\"},\"by\":\"heads\""),
         "'池': the pool leaves 64 bits"},
        {BY_M, "'池': the sum of what it is shared out by leaves 64 bits"},
    };
    const pay_people people = people_with(
        (kefu_value[]){NUMBER(INT64_MAX / 2), NUMBER(INT64_MAX / 2), NUMBER(INT64_MAX / 2)});
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        paid p = pay_with(cases[i].plan, PAY_CARD, &people, NULL, NULL);
        assert_int_equal(p.status, KEFU_E_OVERFLOW);
        assert_string_equal(p.error.message, cases[i].says);
        assert_null(p.roll);
        paid_free(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shares),
                                       cmocka_unit_test(a_sum_that_is_not_known),
                                       cmocka_unit_test(sums_that_leave_64_bits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
