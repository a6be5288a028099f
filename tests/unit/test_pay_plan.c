/* test_pay_plan.c - reading plans: what they say of themselves, refusals with their places, hashes,
 * findings. */
#include "pay_fixture.h"

#define FIXED "{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":1}"

/* ---- What is refused ------------------------------------------------------------------------ */

static const struct refusal {
    const char *plan, *message;
} refusals[] = {
    {"{\"format\":2,\"id\":\"t/1\",\"currency\":\"CNY\",\"exponent\":2,\"parts\":[" FIXED "]}",
     "format: expected 1, the only format there is"},
    {"{\"format\":1,\"id\":\"t\",\"currency\":\"CNY\",\"exponent\":2,\"parts\":[" FIXED "]}",
     "id: an id ends in / and a whole number, such as org.example.presales/1"},
    {PLAN_IN("yuan", "2", FIXED, ""),
     "currency: expected a currency of three capital letters, CNY"},
    {PLAN_IN("CNY", "7", FIXED, ""), "exponent: expected an exponent of 0 to 6"},
    {PLAN(""), "parts: expected at least one element"},
    {PLAN("{\"id\":\"f\"}"), "parts[0]: a key is missing: kind"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fix\"}"),
     "parts[0].kind: expected 'coefficient', 'commission', 'each', 'items', 'pool' or 'fixed'"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amuont\":1}"),
     "parts[0].amuont: unknown key (own notes begin with \"x-\"); did you mean 'amount'?"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":1.005}"),
     "parts[0].amount: the plan's exponent allows so many digits after the point: 2"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":\"many\"}"),
     "parts[0].amount: expected an amount such as 2000, \"2000.00\" or \"1,234.50元\""},
    {PLAN(FIXED "," FIXED), NULL},
    {PLAN("{\"id\":\"p\",\"kind\":\"coefficient\",\"base\":1,\"by\":\"grade\"}"),
     "parts[0]: a key is missing: coefficients"},
    {PLAN("{\"id\":\"p\",\"kind\":\"coefficient\",\"base\":1,\"by\":\"total\","
          "\"coefficients\":{\"A\":1}}"),
     "parts[0]: by total has no coefficients: it is the total / 100 itself"},
    {PLAN("{\"id\":\"p\",\"kind\":\"pool\",\"amount\":1,\"within\":\"all\",\"by\":\"heads\","
          "\"days\":true}"),
     NULL},
    {PLAN("{\"id\":\"c\",\"kind\":\"commission\",\"metric\":\"m\",\"reading\":\"whole\","
          "\"tiers\":[{\"to\":100,\"rate\":\"5%\"}]}"),
     "parts[0].tiers[0].to: the last tier has no end; add one with a rate of 0 if no more is paid"},
    {PLAN("{\"id\":\"c\",\"kind\":\"commission\",\"metric\":\"m\",\"reading\":\"whole\","
          "\"tiers\":[{\"to\":100,\"rate\":1},{\"below\":100,\"rate\":1},{\"rate\":1}]}"),
     "parts[0].tiers[1]: the ends of tiers rise"},
    {PLAN("{\"id\":\"e\",\"kind\":\"each\",\"metric\":\"m\",\"amount\":1,\"least\":5,"
          "\"most\":4}"),
     "parts[0]: least is above most"},
    {PLAN_MORE(FIXED, ",\"guards\":{\"top_up\":true}"), "guards: top_up needs a pay_floor"},
    {PLAN_MORE(FIXED, ",\"guards\":{\"max_deduction_share\":\"120%\"}"),
     "guards.max_deduction_share: expected a share of 0 to 100%"},
    {PLAN_MORE(FIXED, ",\"guards\":{\"pay_floor\":2490}"),
     "guards: max_deduction_share and pay_floor need a \"wage\": they look at wage + earned"},
    {PLAN("{\"id\":\"e\",\"kind\":\"each\",\"amount\":1}"),
     "parts[0]: a key is missing: metric or hits"},
    {PLAN("{\"id\":\"e\",\"kind\":\"each\",\"amount\":1,\"hits\":\"a\",\"metric\":\"m\"}"),
     "parts[0]: metric and hits are both there; one of them counts"},
    {PLAN_MORE(FIXED, ",\"wage\":{\"days\":true}"),
     "wage: expected \"amount\" or \"metric\", one of them"},
    {PLAN_MORE(FIXED, ",\"wage\":-1"), "wage: expected an amount that is not below 0"},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":1,\"when\":[]}"),
     "parts[0].when: expected at least one element"},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        kefu_pay_plan *plan = NULL;
        kefu_error error = {0};
        const char *text = refusals[i].plan;
        assert_int_equal(kefu_pay_plan_from_json(NULL, NULL, text, strlen(text), &plan, &error),
                         KEFU_E_CARD);
        assert_null(plan);
        assert_true(error.line == 1 && error.column > 0);
        if (refusals[i].message)
            assert_string_equal(error.message, refusals[i].message);
    }
    kefu_pay_plan *plan = NULL;
    assert_int_equal(kefu_pay_plan_from_json(NULL, NULL, "{", 1, &plan, NULL), KEFU_E_SYNTAX);
}

/* ---- What a plan says ----------------------------------------------------------------------- */

static void test_accessors(void **state)
{
    kefu_pay_plan *plan =
        plan_of(PLAN_MORE("{\"id\":\"c\",\"label\":{\"zh\":\"提成\",\"en\":\"Commission\"},"
                          "\"kind\":\"commission\",\"metric\":\"sales\",\"reading\":\"whole\","
                          "\"tiers\":[{\"rate\":\"5%\"}]}," FIXED,
                          ",\"label\":\"方案\",\"x-note\":1"));
    kefu_pay_part part = {.struct_size = sizeof part};
    (void)state;
    assert_string_equal(kefu_pay_plan_id(plan), "t.pay/1");
    assert_string_equal(kefu_pay_plan_label(plan, KEFU_EN), "方案");
    assert_string_equal(kefu_pay_plan_currency(plan), "CNY");
    assert_int_equal(kefu_pay_plan_exponent(plan), 2);
    assert_int_equal(kefu_pay_plan_parts(plan), 2);
    assert_int_equal(kefu_pay_plan_part(plan, 0, &part), KEFU_OK);
    assert_string_equal(part.label_zh, "提成");
    assert_string_equal(part.kind, "commission");
    assert_string_equal(part.metric, "sales");
    assert_int_equal(kefu_pay_plan_part(plan, 1, &part), KEFU_OK);
    assert_string_equal(part.label_en, "f");
    assert_string_equal(part.metric, "");
    assert_int_equal(kefu_pay_plan_part(plan, 2, &part), KEFU_E_ARGUMENT);
    kefu_pay_plan_free(plan);
}

/* Layout and own notes do not matter; an amount does. */
static void test_hash(void **state)
{
    kefu_pay_plan *a = plan_of(PLAN(FIXED));
    kefu_pay_plan *b = plan_of(
        PLAN_MORE(" {\"kind\":\"fixed\",\"amount\":1.00,\"id\":\"f\"}", ",\"x-note\":\"mine\""));
    kefu_pay_plan *c = plan_of(PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":2}"));
    (void)state;
    assert_int_equal(strlen(kefu_pay_plan_hash(a)), 32);
    assert_string_equal(kefu_pay_plan_hash(a), kefu_pay_plan_hash(b));
    assert_string_not_equal(kefu_pay_plan_hash(a), kefu_pay_plan_hash(c));
    kefu_pay_plan_free(c);
    kefu_pay_plan_free(b);
    kefu_pay_plan_free(a);
}

/* ---- Findings ------------------------------------------------------------------------------- */

#define BY_GRADE(coefficients)                                                                     \
    PLAN("{\"id\":\"p\",\"kind\":\"coefficient\",\"base\":1,\"by\":\"grade\",\"coefficients\":"    \
         "{" coefficients "}}")
#define TIERS(reading, tiers)                                                                      \
    PLAN("{\"id\":\"c\",\"kind\":\"commission\",\"metric\":\"m\",\"reading\":\"" reading           \
         "\",\"tiers\":[" tiers "]}")

static const struct finding {
    const char *plan;
    int32_t card; /* 1: beside the card with grades A, B, C */
    int32_t codes[4];
    const char *path, *en; /* of the first */
} findings[] = {
    {BY_GRADE("\"A\":1.1,\"B\":0.8,\"C\":0.5"), 1, {0}, NULL, NULL},
    {BY_GRADE("\"A\":1.1,\"B\":0.8"),
     1,
     {KEFU_LINT_PAY_HOLE},
     "/parts/0/coefficients",
     "'p': there is no coefficient for C"},
    {BY_GRADE("\"A\":1.1,\"B\":null"),
     0,
     {KEFU_LINT_PAY_HOLE},
     "/parts/0/coefficients",
     "'p': the coefficient of B is not published: its amount is not known"},
    {BY_GRADE("\"A\":0.8,\"B\":1.1,\"C\":0.5"),
     1,
     {KEFU_LINT_PAY_ORDER},
     "/parts/0/coefficients",
     "'p': B pays more than the better A"},
    {BY_GRADE("\"A\":1.1,\"B\":1,\"C\":1,\"a\":1"),
     1,
     {KEFU_LINT_PAY_NAME},
     "/parts/0/coefficients",
     "'p': the card has no a; did you mean 'A'?"},
    {TIERS("whole", "{\"to\":100000,\"rate\":\"5%\"},{\"rate\":\"7%\"}"),
     0,
     {KEFU_LINT_PAY_CLIFF},
     "/parts/0/tiers",
     /* 100,000.01 × 7% - 100,000 × 5% = 2,000.0007 */
     "'c': at sales of 100,000 one more minor unit changes the commission by 2,000"},
    {TIERS("marginal", "{\"to\":100000,\"rate\":\"5%\"},{\"rate\":\"7%\"}"), 0, {0}, NULL, NULL},
    {TIERS("marginal", "{\"to\":100000,\"rate\":\"7%\"},{\"rate\":\"5%\"}"),
     0,
     {KEFU_LINT_PAY_ORDER},
     "/parts/0/tiers",
     "'c': the rate falls where more is sold"},
    {TIERS("marginal", "{\"rate\":0}"),
     0,
     {KEFU_LINT_PAY_DEAD},
     "/parts/0/id",
     "'c': it can never pay anything"},
    /* "4" where "4%" was meant; what says % or is small means itself */
    {TIERS("marginal", "{\"rate\":4}"),
     0,
     {KEFU_LINT_UNIT},
     "/parts/0/tiers",
     "'c': 4 is 400%: if it means 4%, write \"4%\""},
    {TIERS("marginal", "{\"to\":100,\"rate\":1},{\"rate\":\"150%\"}"), 0, {0}, NULL, NULL},
    {PLAN("{\"id\":\"i\",\"kind\":\"items\",\"rate\":50}"),
     0,
     {KEFU_LINT_UNIT},
     "/parts/0/rate",
     "'i': 50 is 5,000%: if it means 50%, write \"50%\""},
    {PLAN("{\"id\":\"i\",\"kind\":\"items\",\"rate\":1}"), 0, {0}, NULL, NULL},
    {BY_GRADE("\"A\":110,\"B\":10,\"C\":0.8"),
     0,
     {KEFU_LINT_UNIT},
     "/parts/0/coefficients",
     "'p': 110 is 11,000%: if it means 110%, write \"110%\""},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":-5}"),
     0,
     {KEFU_LINT_PAY_GUARD},
     "/parts/0/amount",
     "'f': it deducts, without guards"},
    {PLAN_MORE("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":-5}",
               ",\"wage\":3000,\"guards\":{\"max_deduction_share\":0.2}"),
     0,
     {0},
     NULL,
     NULL},
    {PLAN("{\"id\":\"f\",\"kind\":\"fixed\",\"amount\":5,\"when\":[{\"badge\":\"x\"},"
          "{\"grade\":[\"A\",\"D\"]},{\"points\":\"a\",\"above\":1}]}"),
     1,
     {KEFU_LINT_PAY_NAME, KEFU_LINT_PAY_NAME},
     "/parts/0/when",
     "'f': the card has no x, which a condition names"},
};

static void test_findings(void **state)
{
    kefu_card *card = pay_card_of(PAY_CARD);
    (void)state;
    for (size_t i = 0; i < sizeof findings / sizeof *findings; i++) {
        const struct finding *f = &findings[i];
        kefu_pay_plan *plan = plan_of(f->plan);
        kefu_findings *found = NULL;
        int32_t wanted = 0;
        assert_int_equal(kefu_pay_plan_lint(plan, f->card ? card : NULL, &found, NULL), KEFU_OK);
        while (f->codes[wanted])
            wanted++;
        for (int32_t k = wanted; k < kefu_findings_count(found); k++) {
            kefu_finding one = {.struct_size = sizeof one};
            assert_int_equal(kefu_findings_at(found, k, &one), KEFU_OK);
            fail_msg("%zu: also %d %s", i, (int)one.code, one.text_en);
        }
        assert_int_equal(kefu_findings_count(found), wanted);
        for (int32_t k = 0; k < wanted; k++) {
            kefu_finding one = {.struct_size = sizeof one};
            assert_int_equal(kefu_findings_at(found, k, &one), KEFU_OK);
            assert_int_equal(one.code, f->codes[k]);
            assert_true(one.line == 1 && one.column > 1 && *one.text_zh);
            if (k)
                continue;
            assert_string_equal(one.path, f->path);
            assert_string_equal(one.text_en, f->en);
        }
        kefu_findings_free(found);
        kefu_pay_plan_free(plan);
    }
    kefu_card_free(card);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_accessors),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
