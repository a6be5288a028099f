/* test_formula.c - formulas over finished aggregates. Values of the calls are given, results are
 * worked out by hand (fractions checked with Python's fractions). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "expr_fixture.h"
#include "formula_fixture.h"
#include "oom.h"

#define OK      KEFU_VALUE_OK
#define LOW     KEFU_VALUE_LOW_VOLUME
#define PROV    KEFU_VALUE_PROVISIONAL
#define NONE    KEFU_VALUE_NO_DATA
#define EXEMPT  KEFU_VALUE_EXEMPT
#define ROUNDED KEFU_VALUE_ROUNDED

typedef struct formula_case {
    const char *formula;
    kefu_value calls[3];
    kefu_value expected;
} formula_case;

/* metric('转化率') is 45/100 of 100, metric('response') no-data. */
static const kefu_value formula_metrics[] = {{45, 100, 100, OK, 0}, {0, 0, 0, NONE, 0}};

static kefu_status formula_run(const kefu_allocator *allocator, const char *text,
                               const kefu_value *calls, kefu_value *out, kefu_error *error)
{
    kf_formula *formula;
    kefu_status status = fixture_formula(allocator, text, &fixture_resolver, NULL, &formula, error);
    if (!status)
        status = kf_formula_value(formula, calls, formula_metrics, 9, out, error);
    kf_formula_free(formula);
    return status;
}

static void formula_check(const formula_case *cases, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        const kefu_value *e = &cases[i].expected;
        kefu_value v = {-1, -1, -1, -1, 99};
        kefu_error error = {0};
        if (!formula_run(NULL, cases[i].formula, cases[i].calls, &v, &error) && v.num == e->num &&
            v.den == e->den && v.n == e->n && v.status == e->status && v.flags == e->flags)
            continue;
        wrong++;
        printf("%s: got %lld/%lld n %lld status %d flags %u %s\n", cases[i].formula,
               (long long)v.num, (long long)v.den, (long long)v.n, v.status, v.flags,
               error.message);
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(cases) formula_check(cases, sizeof cases / sizeof *cases)

static void test_exact(void **unused)
{
    static const formula_case cases[] = {
        {"count(x)", {{45, 1, 45, OK, 0}}, {45, 1, 45, OK, 0}},
        {"sum(x)", {{-1250, 100, 3, OK, 0}}, {-1250, 100, 3, OK, 0}},
        {"mean(x)", {{1250, 300, 3, OK, 0}}, {1250, 300, 3, OK, 0}}, /* a ratio itself, raw */
        {"longest(x)", {{7, 1, 3, OK, KEFU_VALUE_APPROX}}, {7, 1, 3, OK, KEFU_VALUE_APPROX}},
        {"count(x) / count(*)", {{45, 1, 45, OK, 0}, {100, 1, 120, OK, 0}}, {45, 100, 120, OK, 0}},
        /* 12.50 / 2.50 in fen: the scales are no part of what was counted */
        {"sum(x) / sum(y)", {{1250, 100, 9, OK, 0}, {250, 100, 8, OK, 0}}, {1250, 250, 8, OK, 0}},
        /* 1.25 / 0.3: 125 / 100 : 3 / 10 */
        {"sum(x) / sum(y)", {{125, 100, 9, OK, 0}, {3, 10, 8, OK, 0}}, {125, 30, 8, OK, 0}},
        {"sum(x) / count(*)", {{125, 10, 9, OK, 0}, {5, 1, 5, OK, 0}}, {125, 50, 5, OK, 0}},
        {"count(*) / sum(x)", {{5, 1, 5, OK, 0}, {125, 10, 9, OK, 0}}, {50, 125, 9, OK, 0}},
        {"sum(x) / sum(y)", {{5, 1, 5, OK, 0}, {-2, 1, 4, OK, 0}}, {-5, 2, 4, OK, 0}},
        {"count(x) / count(*) * 100",
         {{45, 1, 45, OK, 0}, {100, 1, 100, OK, 0}},
         {4500, 100, 100, OK, 0}},
        {"100 * count(x) / count(*)",
         {{45, 1, 45, OK, 0}, {100, 1, 100, OK, 0}},
         {4500, 100, 100, OK, 0}},
        {"sum(x) * 0.5", {{7, 1, 2, OK, 0}}, {7, 2, 2, OK, 0}},
        {"sum(x) / 3", {{7, 1, 2, OK, 0}}, {7, 3, 2, OK, 0}},
        {"sum(x) / -0.25", {{7, 1, 2, OK, 0}}, {-28, 1, 2, OK, 0}},
        {"-sum(x)", {{7, 1, 2, OK, 0}}, {-7, 1, 2, OK, 0}},
        {"1 / count(*)", {{8, 1, 8, OK, 0}}, {1, 8, 8, OK, 0}},
        {"mean(x) * 60", {{1250, 300, 3, OK, 0}}, {75000, 300, 3, OK, 0}},
        {"5", {{0}}, {5, 1, -1, OK, 0}},
        {"0.5 * 3 / 4", {{0}}, {3, 8, -1, OK, 0}},
        {"count(x) / count(*)", {{0, 1, 0, OK, 0}, {10, 1, 10, OK, 0}}, {0, 10, 10, OK, 0}},
        /* the decimals of both are cancelled where the product would not fit */
        {"sum(x) / sum(y) * 1000000",
         {{9000000000000000000, 1, 3, OK, 0}, {1000000000000, 1, 3, OK, 0}},
         {9000000000000, 1, 3, OK, 0}},
    };
    (void)unused;
    CHECK(cases);
}

static void test_rounded(void **unused)
{
    static const formula_case cases[] = {
        {"sum(x) + sum(y)",
         {{1, 2, 3, OK, 0}, {1, 4, 5, OK, 0}},
         {750000000, 1000000000, 3, OK, ROUNDED}},
        /* one rounding: (2 / 3) * 3 is 2 */
        {"(sum(x) / count(*)) * sum(y)",
         {{2, 1, 4, OK, 0}, {3, 1, 3, OK, 0}, {3, 1, 5, OK, 0}},
         {2000000000, 1000000000, 3, OK, ROUNDED}},
        {"mean(x) / mean(y)",
         {{10, 3, 3, OK, 0}, {20, 7, 7, OK, 0}},
         {1166666667, 1000000000, 7, OK, ROUNDED}}, /* 7/6 */
        {"(sum(x) - sum(y)) / count(*)",
         {{-5, 1, 2, OK, 0}, {0, 1, 3, OK, 0}, {3, 1, 30, OK, 0}},
         {-1666666667, 1000000000, 30, OK, ROUNDED}},
        {"metric('转化率') * 2", {{0}}, {900000000, 1000000000, 100, OK, ROUNDED}},
        {"metric('转化率')", {{0}}, {450000000, 1000000000, 100, OK, ROUNDED}},
        {"abs(sum(x))", {{-5, 2, 2, OK, 0}}, {2500000000, 1000000000, 2, OK, ROUNDED}},
        {"abs(sum(x))", {{5, 2, 2, OK, 0}}, {2500000000, 1000000000, 2, OK, ROUNDED}},
        {"floor(sum(x))", {{-5, 2, 2, OK, 0}}, {-3000000000, 1000000000, 2, OK, ROUNDED}},
        {"floor(sum(x))", {{7, 4, 2, OK, 0}}, {1000000000, 1000000000, 2, OK, ROUNDED}},
        {"ceil(sum(x))", {{-5, 2, 2, OK, 0}}, {-2000000000, 1000000000, 2, OK, ROUNDED}},
        {"ceil(sum(x))", {{5, 4, 2, OK, 0}}, {2000000000, 1000000000, 2, OK, ROUNDED}},
        {"ceil(sum(x))", {{4, 2, 2, OK, 0}}, {2000000000, 1000000000, 2, OK, ROUNDED}},
        {"round(sum(x))", {{-5, 2, 2, OK, 0}}, {-3000000000, 1000000000, 2, OK, ROUNDED}},
        {"round(sum(x), 2)", {{1, 3, 2, OK, 0}}, {330000000, 1000000000, 2, OK, ROUNDED}},
        {"sign(sum(x))", {{-5, 2, 2, OK, 0}}, {-1000000000, 1000000000, 2, OK, ROUNDED}},
        {"sum(x) % 2", {{-7, 1, 2, OK, 0}}, {-1000000000, 1000000000, 2, OK, ROUNDED}},
        {"sum(x) % 0.4", {{3, 2, 2, OK, 0}}, {300000000, 1000000000, 2, OK, ROUNDED}},
        {"-(sum(x) + 1)", {{1, 1, 2, OK, 0}}, {-2000000000, 1000000000, 2, OK, ROUNDED}},
        {"least(sum(x), sum(y), 3)",
         {{5, 1, 2, OK, 0}, {4, 1, 1, OK, 0}},
         {3000000000, 1000000000, 1, OK, ROUNDED}},
        {"greatest(sum(x), sum(y))",
         {{5, 1, 2, OK, 0}, {0, 0, 0, NONE, 0}},
         {5000000000, 1000000000, 2, OK, ROUNDED}}, /* no-data is passed over */
        {"coalesce(sum(x), 0)", {{0, 0, 0, NONE, 0}}, {0, 1000000000, -1, OK, ROUNDED}},
        {"coalesce(sum(x), sum(y))",
         {{5, 1, 2, LOW, 0}, {4, 1, 1, OK, 0}},
         {5000000000, 1000000000, 2, LOW, ROUNDED}},
        {"nullif(sum(x), 5)", {{5, 1, 2, OK, 0}}, {0, 0, 2, NONE, 0}},
        {"nullif(sum(x), 4)", {{5, 1, 2, OK, 0}}, {5000000000, 1000000000, 2, OK, ROUNDED}},
        {"nullif(sum(x), null)", {{5, 1, 2, OK, 0}}, {5000000000, 1000000000, 2, OK, ROUNDED}},
        {"if(count(*) >= 30, sum(x), 0)",
         {{30, 1, 30, OK, 0}, {5, 1, 2, OK, 0}},
         {5000000000, 1000000000, 2, OK, ROUNDED}},
        {"if(count(*) >= 30, sum(x), 0)",
         {{29, 1, 29, OK, 0}, {5, 1, 2, OK, 0}},
         {0, 1000000000, 29, OK, ROUNDED}},
        {"case when sum(x) < 0 then 1 when sum(x) = 0 then 2 when sum(x) in (1, 2) then 3 when "
         "count(*) between 1 and 3 then 4 end",
         {{5, 1, 5, OK, 0}, {5, 1, 5, OK, 0}, {2, 1, 5, OK, 0}},
         {3000000000, 1000000000, 5, OK, ROUNDED}},
        {"if(sum(x) is null or sum(y) is not null and true, 1, 2)",
         {{0, 0, 0, NONE, 0}, {4, 1, 1, OK, 0}},
         {1000000000, 1000000000, 0, OK, ROUNDED}},
        {"if(not (sum(x) <> 5) and sum(y) not between 4 and 9, 1, 2)",
         {{5, 1, 5, OK, 0}, {4, 1, 1, OK, 0}},
         {2000000000, 1000000000, 1, OK, ROUNDED}},
        {"if((sum(x) > 1) = (sum(y) > 1), 1, 2)",
         {{5, 1, 5, OK, 0}, {4, 1, 1, OK, 0}},
         {1000000000, 1000000000, 1, OK, ROUNDED}},
        {"date('1970-01-03') + sum(x)",
         {{5, 1, 5, OK, 0}},
         {7000000000, 1000000000, 5, OK, ROUNDED}},
    };
    (void)unused;
    CHECK(cases);
}

static void test_states(void **unused)
{
    enum { HAS_LOW = KEFU_VALUE_HAS_LOW_VOLUME, HAS_PROV = KEFU_VALUE_HAS_PROVISIONAL };
    static const formula_case cases[] = {
        {"sum(x)", {{0, 0, 0, NONE, 0}}, {0, 0, 0, NONE, 0}},
        {"sum(x)", {{0, 0, 0, PROV, 0}}, {0, 0, 0, PROV, 0}},
        {"sum(x)", {{3, 1, 2, PROV, 0}}, {3, 1, 2, PROV, 0}},
        {"sum(x) / count(*)", {{3, 1, 2, LOW, 0}, {5, 1, 5, PROV, 0}}, {3, 5, 5, PROV, HAS_LOW}},
        {"sum(x) / count(*)", {{3, 1, 2, OK, 0}, {0, 1, 0, OK, 0}}, {0, 0, 0, NONE, 0}},
        {"sum(x) / count(*)", {{3, 1, 2, PROV, 0}, {0, 1, 0, OK, 0}}, {0, 0, 0, NONE, HAS_PROV}},
        {"sum(x) / count(*)", {{0, 0, 0, EXEMPT, 0}, {5, 1, 5, OK, 0}}, {0, 0, 5, EXEMPT, 0}},
        {"sum(x) / count(*)", {{0, 0, 0, NONE, 0}, {0, 0, 0, EXEMPT, 0}}, {0, 0, 0, EXEMPT, 0}},
        {"sum(x) / count(*)", {{3, 1, 2, OK, 0}, {0, 0, 4, PROV, 0}}, {0, 0, 4, PROV, 0}},
        {"sum(x) + sum(y)", {{0, 0, 0, PROV, 0}, {5, 1, 5, OK, 0}}, {0, 0, 0, PROV, 0}},
        {"sum(x) + sum(y)", {{0, 0, 0, NONE, 0}, {5, 1, 5, OK, 0}}, {0, 0, 0, NONE, 0}},
        {"sum(x) + null", {{5, 1, 5, OK, 0}}, {0, 0, 5, NONE, 0}},
        {"sum(x) + sum(y)",
         {{1, 1, 5, LOW, 0}, {5, 1, 5, PROV, 0}},
         {6000000000, 1000000000, 5, PROV, ROUNDED | HAS_LOW}},
        {"sum(x) + sum(y)",
         {{1, 1, 5, OK, KEFU_VALUE_APPROX}, {5, 1, -1, OK, 0}},
         {6000000000, 1000000000, -1, OK, ROUNDED | KEFU_VALUE_APPROX}},
        {"(sum(x) + 1) / count(*)",
         {{1, 1, 5, OK, 0}, {0, 1, 0, LOW, 0}},
         {0, 0, 0, NONE, HAS_LOW}},
        {"(sum(x) + 1) % count(*)", {{1, 1, 5, OK, 0}, {0, 1, 0, OK, 0}}, {0, 0, 0, NONE, 0}},
        {"sum(x) / 0", {{1, 1, 5, OK, 0}}, {0, 0, 5, NONE, 0}},
        {"if(sum(x) > 1, 1, 2)", {{0, 0, 0, PROV, 0}}, {0, 0, 0, PROV, 0}},
        {"if(sum(x) > 1, 1, 2)", {{0, 0, 0, NONE, 0}}, {2000000000, 1000000000, -1, OK, ROUNDED}},
        {"if(sum(x) > 1, 1, 2)", {{5, 1, 3, LOW, 0}}, {1000000000, 1000000000, 3, LOW, ROUNDED}},
        {"if(sum(x) > 1 and count(*) > 9, 1, 2)",
         {{0, 0, 0, PROV, 0}, {5, 1, 5, OK, 0}},
         {2000000000, 1000000000, 5, OK, ROUNDED}}, /* false, whatever the sum will be */
        {"if(sum(x) > 1 or count(*) > 9, 1, 2)",
         {{0, 0, 0, PROV, 0}, {5, 1, 5, OK, 0}},
         {0, 0, 0, PROV, 0}},
        {"if(sum(x) between count(*) and null, 1, 2)",
         {{3, 1, 3, OK, 0}, {5, 1, 5, OK, 0}},
         {2000000000, 1000000000, 3, OK, ROUNDED}},
        {"if(sum(x) between null and count(*), 1, 2)",
         {{9, 1, 9, OK, 0}, {5, 1, 5, OK, 0}},
         {2000000000, 1000000000, 5, OK, ROUNDED}},
        {"if(sum(x) between null and count(*), 1, 2)",
         {{3, 1, 9, OK, 0}, {5, 1, 5, OK, 0}},
         {2000000000, 1000000000, -1, OK, ROUNDED}}, /* a null condition has no part in it */
        {"nullif(sum(x), 3) + 1", {{0, 0, 0, NONE, 0}}, {0, 0, 0, NONE, 0}},
        {"if(sum(x) in (1, null), 1, 2)",
         {{3, 1, 3, OK, 0}},
         {2000000000, 1000000000, -1, OK, ROUNDED}},
        {"nullif(sum(x), sum(y))", {{3, 1, 3, OK, 0}, {0, 0, 0, PROV, 0}}, {0, 0, 0, PROV, 0}},
        {"metric('response') + 1", {{0}}, {0, 0, 0, NONE, 0}},
        {"coalesce(metric('response'), sum(x))", {{0, 0, 0, PROV, 0}}, {0, 0, 0, NONE, HAS_PROV}},
        {"case when sum(x) > 5 then 1 end", {{3, 1, 3, OK, 0}}, {0, 0, 3, NONE, 0}},
    };
    (void)unused;
    CHECK(cases);
}

/* The propagation table: rows and columns are the states of a and b in a / b. */
static void test_state_table(void **unused)
{
    static const int32_t table[5][5] = {
        /*             ok      low     provisional  no-data  exempt */
        /* ok */ {OK, LOW, PROV, NONE, EXEMPT},
        /* low */ {LOW, LOW, PROV, NONE, EXEMPT},
        /* provisional */ {PROV, PROV, PROV, NONE, EXEMPT},
        /* no-data */ {NONE, NONE, NONE, NONE, EXEMPT},
        /* exempt */ {EXEMPT, EXEMPT, EXEMPT, EXEMPT, EXEMPT},
    };
    (void)unused;
    for (int32_t a = 0; a < 5; a++)
        for (int32_t b = 0; b < 5; b++) {
            kefu_value calls[2] = {{3, 1, 3, a, 0}, {4, 1, 4, b, 0}}, v;
            for (int32_t k = 0; k < 2; k++)
                if (calls[k].status >= NONE)
                    calls[k].num = calls[k].den = 0;
            assert_int_equal(formula_run(NULL, "sum(x) / sum(y)", calls, &v, NULL), KEFU_OK);
            assert_int_equal(v.status, table[a][b]);
        }
}

static void test_overflow(void **unused)
{
    static const formula_case cases[] = {
        {"sum(x) / sum(y)", {{INT64_MAX, 1, 1, OK, 0}, {7, 10, 1, OK, 0}}, {0}},
        {"sum(x) * 3", {{INT64_MAX, 1, 1, OK, 0}}, {0}},
        {"sum(x) + 1", {{INT64_MAX, 1, 1, OK, 0}}, {0}},
        {"round(sum(x) * sum(y))", {{INT64_MAX, 1, 1, OK, 0}, {INT64_MAX, 1, 1, OK, 0}}, {0}},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_value v = {1, 2, 3, 4, 5};
        assert_int_equal(formula_run(NULL, cases[i].formula, cases[i].calls, &v, NULL),
                         KEFU_E_OVERFLOW);
        assert_int_equal(v.num, 1); /* nothing is written on failure */
    }
}

/* INT64_MIN has no size of its own in int64. */
static void test_lowest(void **unused)
{
    static const kefu_value call = {INT64_MIN, 10, 1, OK, 0};
    kefu_value v;
    (void)unused;
    assert_int_equal(formula_run(NULL, "sum(x)", &call, &v, NULL), KEFU_OK);
    assert_true(v.num == INT64_MIN && v.den == 10);
    assert_int_equal(formula_run(NULL, "-sum(x)", &call, &v, NULL), KEFU_E_OVERFLOW);
}

/* Programs of calls over a batch: columns shared, results of several programs held together. */
static void test_programs_together(void **unused)
{
    kf_formula *formula;
    kf_memory memory;
    kf_batch batch;
    kf_vector a, where, b, none;
    fixture f;
    (void)unused;
    fixture_open(&f);
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), 0);
    assert_int_equal(kf_batch_open(&batch, &memory, &f.batch, NULL), 0);
    assert_int_equal(fixture_formula(NULL,
                                     "sum(x * 2 where s = 'paid') + longest(lower(s)) + "
                                     "count(`状态`)",
                                     &fixture_resolver, NULL, &formula, NULL),
                     0);
    assert_int_equal(kf_formula_bind(formula, &batch, NULL), 0);
    kf_formula_next_block(formula);
    assert_int_equal(kf_formula_block(formula, 0, 0, 6, &a, NULL), 0);
    assert_int_equal(kf_formula_block(formula, 1, 0, 6, &where, NULL), 0);
    assert_int_equal(kf_formula_block(formula, 2, 0, 6, &b, NULL), 0);
    assert_int_equal(kf_formula_block(formula, 3, 0, 6, &none, NULL), 0);
    assert_int_equal(a.values[3], 14000000);
    assert_int_equal(a.states[4], NONE);
    assert_int_equal(a.states[5], PROV);
    assert_int_equal(where.values[0], 1);
    assert_int_equal(where.values[1], 0);
    assert_int_equal(where.states[4], NONE);
    assert_null(where.texts);
    assert_memory_equal(b.texts[1].data, "paid", 4);
    assert_int_equal(b.states[4], NONE);
    assert_int_equal(b.texts[4].size, 0);
    assert_null(b.values);
    assert_null(none.values); /* only whether there is a value */
    assert_null(none.texts);
    assert_int_equal(none.states[3], OK);
    assert_int_equal(none.states[4], NONE);
    kf_formula_free(formula);
    kf_batch_close(&batch);
}

static int scenario(const kefu_allocator *allocator)
{
    static const kefu_value calls[] = {{3, 1, 3, OK, 0}, {5, 2, 5, OK, 0}};
    kefu_value v;
    kefu_status status = formula_run(allocator, "if(sum(x) > 1, sum(y), 2) * 2", calls, &v, NULL);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_no_memory(void **unused)
{
    (void)unused;
    assert_true(oom_sweep(scenario) > 5);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_rounded),
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_state_table),
        cmocka_unit_test(test_lowest),
        cmocka_unit_test(test_programs_together),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
