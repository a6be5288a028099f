/* test_parser.c - what is refused, with its place, and what formulas are made of. Messages and
 * places are the contract of kefu/expr.h and kefu/metric.h; offsets are counted by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "expr/ast.h"
#include "formula_fixture.h"
#include "oom.h"

typedef struct parser_case {
    const char *text, *expected; /* "NAME line:column@offset message" */
} parser_case;

static void parser_check(const parser_case *cases, size_t n, const kf_resolver *resolver)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        kf_formula *formula;
        kefu_error error = {0};
        char got[320] = "compiles";
        if (fixture_formula(NULL, cases[i].text, resolver, NULL, &formula, &error))
            snprintf(got, sizeof got, "%s %d:%d@%d %s", kefu_status_name(error.code), error.line,
                     error.column, (int)error.offset, error.message);
        kf_formula_free(formula);
        if (!strcmp(got, cases[i].expected))
            continue;
        wrong++;
        printf("%s\n  got      %s\n  expected %s\n", cases[i].text, got, cases[i].expected);
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(cases, resolver) parser_check(cases, sizeof cases / sizeof *cases, resolver)

static void test_syntax(void **unused)
{
    static const parser_case cases[] = {
        {"", "KEFU_E_SYNTAX 1:1@0 expected a value, found the end"},
        {"1 +", "KEFU_E_SYNTAX 1:4@3 expected a value, found the end"},
        {"1 + * 2", "KEFU_E_SYNTAX 1:5@4 expected a value, found *"},
        {"(1 + 2", "KEFU_E_SYNTAX 1:7@6 expected an operator or ), found the end"},
        {"1 2", "KEFU_E_SYNTAX 1:3@2 expected an operator or the end, found 2"},
        {"状态 = 'a' 状态", "KEFU_E_SYNTAX 1:10@13 expected an operator or the end, found 状态"},
        {"a = 1\nand\n  b = = 2", "KEFU_E_SYNTAX 3:7@16 expected a value, found ="},
        {"a < b < c", "KEFU_E_SYNTAX 1:7@6 comparisons do not chain: write a < b and b < c"},
        {"a = b is null", "KEFU_E_SYNTAX 1:7@6 comparisons do not chain: write a < b and b < c"},
        {"a is 1", "KEFU_E_SYNTAX 1:6@5 expected null (is null, is not null), found 1"},
        {"a not 1", "KEFU_E_SYNTAX 1:7@6 expected in or between after not, found 1"},
        {"a in 1", "KEFU_E_SYNTAX 1:6@5 expected ( after in, found 1"},
        {"a in ()", "KEFU_E_SYNTAX 1:7@6 expected a value, found )"},
        {"a in (1 2)", "KEFU_E_SYNTAX 1:9@8 expected , or ), found 2"},
        {"a in (1, b)", "KEFU_E_SYNTAX 1:10@9 a list holds numbers or texts, nothing computed"},
        {"a in (true)", "KEFU_E_SYNTAX 1:7@6 a list holds numbers or texts, nothing computed"},
        {"a between 1 or 2", "KEFU_E_SYNTAX 1:13@12 expected and, found or"},
        {"a = not b", "KEFU_E_SYNTAX 1:5@4 expected a value, found not"},
        {"- - 1", "KEFU_E_SYNTAX 1:3@2 expected a value after -, found -"},
        {"case x when 1 then 2 end",
         "KEFU_E_SYNTAX 1:6@5 expected when (case when x = 1 then ... end), found x"},
        {"case when a > 1 else 2 end", "KEFU_E_SYNTAX 1:17@16 expected then, found else"},
        {"case when a > 1 then 2", "KEFU_E_SYNTAX 1:23@22 expected when, else or end, found the "
                                   "end"},
        {"a = \"paid\"",
         "KEFU_E_SYNTAX 1:5@4 text goes in single quotes, a column name in backticks"},
        {"a where b", "KEFU_E_SYNTAX 1:3@2 expected an operator or the end, found where"},
        {"`` + 1", "KEFU_E_SYNTAX 1:1@0 a name is empty or holds a NUL"},
        {"abs()", "KEFU_E_SYNTAX 1:1@0 abs(): takes 1 argument"},
        {"abs(1, 2)", "KEFU_E_SYNTAX 1:1@0 abs(): takes 1 argument"},
        {"if(a > 1, 2)", "KEFU_E_SYNTAX 1:1@0 if(): takes 3 arguments"},
        {"nullif(1)", "KEFU_E_SYNTAX 1:1@0 nullif(): takes 2 arguments"},
        {"hour(t)", "KEFU_E_SYNTAX 1:1@0 hour(): takes 2 arguments"},
        {"coalesce()", "KEFU_E_SYNTAX 1:1@0 coalesce(): needs an argument"},
        {"least(1, 2", "KEFU_E_SYNTAX 1:11@10 expected an operator, a comma or ), found the end"},
        {"round(x, y)", "KEFU_E_SYNTAX 1:1@0 round(): the digits are a whole number from 0 to 9"},
        {"round(x, -1)", "KEFU_E_SYNTAX 1:1@0 round(): the digits are a whole number from 0 to 9"},
        {"round(x, 1.5)", "KEFU_E_SYNTAX 1:1@0 round(): the digits are a whole number from 0 to 9"},
        {"round(x, 10)", "KEFU_E_SYNTAX 1:1@0 round(): the digits are a whole number from 0 to 9"},
        {"date(d)", "KEFU_E_SYNTAX 1:1@0 date(): takes a date in quotes: date('2026-10-31')"},
        {"d > date('2026-02-30')",
         "KEFU_E_DATA 1:10@9 '2026-02-30' is no date; write date('2026-10-31')"},
        {"`a` (1)", "KEFU_E_SYNTAX 1:5@4 expected an operator or the end, found ("},
        {"0.0000001", "KEFU_E_PRECISION 1:1@0 0.0000001 has more than 6 decimals, the scale of "
                      "the expression"},
        {"1e13", "KEFU_E_OVERFLOW 1:1@0 1e13 does not fit at 6 decimals"},
        {"x + \xff", "KEFU_E_ENCODING 1:5@4 the expression is not UTF-8 from here on"},
    };
    (void)unused;
    CHECK(cases, NULL);
}

static void test_names(void **unused)
{
    static const parser_case cases[] = {
        {"sum(x)", "KEFU_E_NAME 1:1@0 unknown function 'sum'"},
        {"cieling(x)", "KEFU_E_NAME 1:1@0 unknown function 'cieling'"},
        {"ifnull(x, 0)", "KEFU_E_NAME 1:1@0 unknown function 'ifnull'; did you mean 'coalesce'?"},
        {"1 + Rond(x)", "KEFU_E_NAME 1:5@4 unknown function 'Rond'; did you mean 'round'?"},
        {"max(a, b)", "KEFU_E_NAME 1:1@0 unknown function 'max'; did you mean 'greatest'?"},
        {"metric('a')", "KEFU_E_NAME 1:1@0 unknown function 'metric'"},
    };
    (void)unused;
    CHECK(cases, NULL);
}

static void test_types(void **unused)
{
    static const parser_case cases[] = {
        {"1 + 'a'", "KEFU_E_TYPE 1:5@4 '+' needs a number here, this is text"},
        {"'a' < 1", "KEFU_E_TYPE 1:7@6 '<' needs text here, this is a number"},
        {"1 and 2", "KEFU_E_TYPE 1:1@0 'and' needs true or false here, this is a number"},
        {"not 'a'", "KEFU_E_TYPE 1:5@4 'not' needs true or false here, this is text"},
        {"(x > 1) + 1", "KEFU_E_TYPE 1:4@3 '+' needs a number here, this is true or false"},
        {"x = 'a' and x > 3", "KEFU_E_TYPE 1:17@16 '>' needs text here, this is a number"},
        {"x = 'a' and x + 3 > 1",
         "KEFU_E_TYPE 1:13@12 column 'x' is text elsewhere in the expression, '+' needs a number "
         "here"},
        {"case when x then 1 else 'a' end",
         "KEFU_E_TYPE 1:25@24 'case' needs a number here, this is text"},
        {"if(1, 2, 3)", "KEFU_E_TYPE 1:4@3 'case' needs true or false here, this is a number"},
        {"length(1)", "KEFU_E_TYPE 1:8@7 'length' needs text here, this is a number"},
        {"x in (1, 'a')", "KEFU_E_TYPE 1:10@9 a list holds numbers or texts, not both"},
        {"1 in ('a')", "KEFU_E_TYPE 1:1@0 'in' needs text here, this is a number"},
        {"x between 1 and 'a'", "KEFU_E_TYPE 1:17@16 'between' needs a number here, this is text"},
        {"a = b and b = c and c = 'x' and a + 1 = 2",
         "KEFU_E_TYPE 1:33@32 column 'a' is text elsewhere in the expression, '+' needs a number "
         "here"},
        {"coalesce(null, null, 'a') = 1",
         "KEFU_E_TYPE 1:29@28 '=' needs text here, this is a number"},
    };
    (void)unused;
    CHECK(cases, NULL);
}

static void test_formulas(void **unused)
{
    static const parser_case cases[] = {
        {"avg(x)", "KEFU_E_NAME 1:1@0 unknown aggregate 'avg'; did you mean 'mean'?"},
        {"AVERAGE(x)", "KEFU_E_NAME 1:1@0 unknown aggregate 'AVERAGE'; did you mean 'mean'?"},
        {"1 + summ(x)", "KEFU_E_NAME 1:5@4 unknown aggregate 'summ'; did you mean 'sum'?"},
        {"sum(mean(x))", "KEFU_E_SYNTAX 1:5@4 mean() inside sum(): aggregates do not nest"},
        {"count(where sum(x) > 1)",
         "KEFU_E_SYNTAX 1:13@12 sum() inside count(): aggregates do not nest"},
        {"sum(x) / y", "KEFU_E_NAME 1:10@9 column 'y' stands outside an aggregate: write sum(y) "
                       "or the like"},
        {"`first reply` * 2", "KEFU_E_NAME 1:1@0 column 'first reply' stands outside an "
                              "aggregate: write sum(`first reply`) or the like"},
        {"转化率 * 2", "KEFU_E_NAME 1:1@0 '转化率' is a metric: write metric('转化率')"},
        {"metric('转化')",
         "KEFU_E_NAME 1:8@7 no metric '转化' comes before this one; did you mean '转化率'?"},
        {"metric(x)", "KEFU_E_SYNTAX 1:1@0 metric(): takes a name in quotes: metric('name')"},
        {"sum(metric('response'))", "KEFU_E_SYNTAX 1:5@4 metric(): has no place among the values "
                                    "of a row, only beside aggregates"},
        {"sum()", "KEFU_E_SYNTAX 1:1@0 sum(): takes 1 argument"},
        {"sum(*)", "KEFU_E_SYNTAX 1:5@4 expected a value, found *"},
        {"sum(a, b)", "KEFU_E_SYNTAX 1:1@0 sum(): takes 1 argument"},
        {"ratio(a)", "KEFU_E_SYNTAX 1:1@0 ratio(): takes 2 arguments"},
        {"top(1, 2, 3)", "KEFU_E_SYNTAX 1:1@0 top(): takes 1 to 2 arguments"},
        {"count(a, b)", "KEFU_E_SYNTAX 1:1@0 count(): takes at most 1 argument, or *"},
        {"sum(x where)", "KEFU_E_SYNTAX 1:12@11 expected a value, found )"},
        {"sum(x where a > 1", "KEFU_E_SYNTAX 1:18@17 expected an operator or ), found the end"},
        {"sum(x where a > 1 where b)", "KEFU_E_SYNTAX 1:19@18 expected an operator or ), found "
                                       "where"},
        {"ratio(a where b, c)",
         "KEFU_E_SYNTAX 1:1@0 ratio(): takes 2 arguments; the filter comes last"},
        {"sum(x where a, 1)",
         "KEFU_E_SYNTAX 1:1@0 sum(): the filter comes last, after all arguments"},
        {"sum(x where 1)", "KEFU_E_TYPE 1:13@12 'where' needs true or false here, this is a "
                           "number"},
        {"sum('a')", "KEFU_E_TYPE 1:5@4 'sum' needs a number here, this is text"},
        {"share(x + 1)", "KEFU_E_TYPE 1:9@8 'share' needs true or false here, this is a number"},
        {"longest(x) + sum(x)", "KEFU_E_TYPE 1:9@8 column 'x' is text elsewhere in the "
                                "expression, 'sum' needs a number here"},
        {"count(*) > 5",
         "KEFU_E_TYPE 1:10@9 a formula is a number, this is true or false: write if(..., 1, 0)"},
        {"'a'", "KEFU_E_TYPE 1:1@0 'text' has no place beside aggregates, only inside them"},
        {"hour(count(*), 8)",
         "KEFU_E_TYPE 1:1@0 'hour' has no place beside aggregates, only inside them"},
    };
    (void)unused;
    CHECK(cases, &fixture_resolver);
}

static void test_accepted(void **unused)
{
    static const parser_case formulas[] = {
        {"转化率2", "KEFU_E_NAME 1:1@0 column '转化率2' stands outside an aggregate: write "
                    "sum(转化率2) or the like"},
        {"sum(`金额` where 状态 = '已付款') / count(*)", "compiles"},
        {"count(where a is null and b = 'x')", "compiles"},
        {"Count() - COUNT(* where x)", "compiles"},
        {"metric(\"转化率\") * 2 + metric('response')", "compiles"},
        {"round(sum(a) / sum(b), 2) + date('2026-10-31')", "compiles"},
        {"case when count(*) > 5 then mean(x) end", "compiles"},
        {"ratio(a, b where c = 1)", "compiles"},
        {"sum(a) / count(*) in (1, 2)",
         "KEFU_E_TYPE 1:19@18 a formula is a number, this is true or false: write if(..., 1, 0)"},
    };
    static const parser_case rows[] = {
        {"a in (1, -2, date('2026-10-31'), null)", "compiles"},
        {"not not a = 1", "compiles"},
        {"a is not null and not b is null", "compiles"},
        {"a = 1 --2", "compiles"}, /* 1 - (-2): there are no comments */
    };
    (void)unused;
    CHECK(formulas, &fixture_resolver);
    CHECK(rows, NULL);
}

/* `n` times `piece`, then `end`. */
static char *repeated(const char *begin, const char *piece, int n, const char *middle,
                      const char *end)
{
    char *text =
        malloc(strlen(begin) + (strlen(piece) + strlen(end)) * (size_t)n + strlen(middle) + 1);
    strcpy(text, begin);
    char *at = text + strlen(begin);
    for (int i = 0; i < n; i++, at += strlen(piece))
        strcpy(at, piece);
    strcpy(at, middle);
    at += strlen(middle);
    for (int i = 0; i < n; i++, at += strlen(end))
        strcpy(at, end);
    return text;
}

static void test_limits(void **unused)
{
    static const struct {
        const char *begin, *piece, *middle, *end;
        int n;
        kefu_limits limits;
        kefu_status code;
    } cases[] = {
        {"", "(", "1", ")", 63, {0}, KEFU_OK}, /* the expression itself is level 1 */
        {"", "(", "1", ")", 64, {0}, KEFU_E_LIMIT},
        {"", "not ", "true", "", 64, {0}, KEFU_E_LIMIT},
        {"", "abs(", "1", ")", 100000, {0}, KEFU_E_LIMIT},
        {"", "case when ", "true", " then true end", 64, {0}, KEFU_E_LIMIT},
        {"", "(", "1", ")", 300, {.depth = 1000000}, KEFU_E_LIMIT}, /* the C stack is ours */
        {"1", "+1", "", "", 100000, {0}, KEFU_OK},                  /* long is not deep */
        {"true", " and x = 1", "", "", 20000, {0}, KEFU_OK},
        {"coalesce(x", ",1", ")", "", 20000, {0}, KEFU_OK},
        {"x in (0", ",1", ")", "", 20000, {0}, KEFU_OK},
        {"1", "+1", "", "", 5, {.nodes = 10}, KEFU_E_LIMIT}, /* 6 numbers and 5 signs */
        {"1", "+1", "", "", 5, {.nodes = 11}, KEFU_OK},
        {"a+b", "+a", "", "", 5, {.columns = 1}, KEFU_E_LIMIT},
        {"a+b", "+a", "", "", 5, {.columns = 2}, KEFU_OK},
        {"1", "+1", "", "", 5, {.text_bytes = 10}, KEFU_E_LIMIT},
        {"1", "+1", "", "", 5, {.text_bytes = 11}, KEFU_OK},
        {"1", "+1", "", "", 5, {.depth = -1}, KEFU_E_ARGUMENT},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_limits limits = cases[i].limits;
        char *text =
            repeated(cases[i].begin, cases[i].piece, cases[i].n, cases[i].middle, cases[i].end);
        kf_formula *formula;
        limits.struct_size = sizeof limits;
        assert_int_equal(fixture_formula(NULL, text, NULL, &limits, &formula, NULL), cases[i].code);
        kf_formula_free(formula);
        free(text);
    }
}

static void test_too_many_calls(void **unused)
{
    char *text = repeated("count(*)", "+count(*)", KF_CALLS_MOST - 1, "", "");
    char *more = repeated("count(*)", "+count(*)", KF_CALLS_MOST, "", "");
    kf_formula *formula;
    (void)unused;
    assert_int_equal(fixture_formula(NULL, text, &fixture_resolver, NULL, &formula, NULL), 0);
    kf_formula_free(formula);
    assert_int_equal(fixture_formula(NULL, more, &fixture_resolver, NULL, &formula, NULL),
                     KEFU_E_LIMIT);
    free(text);
    free(more);
}

static void test_calls_and_programs(void **unused)
{
    static const char text[] = "sum(a where s = 'x') / count(where s = 'x') + sum(a) * "
                               "ratio(a, b + 1) + count(c) + share(s in ('y', 'z'))"
                               " + share(s in ('y', 'w')) + share(s in ('y', 'z'))";
    static const struct {
        int32_t aggregate, n_args, args[2], where;
        int64_t offset;
    } expected[] = {
        {1, 1, {0, 0}, 1, 0},    {0, 0, {0, 0}, 1, 23},   {1, 1, {0, 0}, -1, 46},
        {5, 2, {0, 2}, -1, 55},  {0, 1, {3, 0}, -1, 73},  {4, 1, {4, 0}, -1, 84},
        {4, 1, {5, 0}, -1, 109}, {4, 1, {4, 0}, -1, 134},
    };
    static const int32_t types[] = {KEFU_EXPR_NUMBER, KEFU_EXPR_BOOL, KEFU_EXPR_NUMBER,
                                    KF_TYPE_ANY,      KEFU_EXPR_BOOL, KEFU_EXPR_BOOL};
    static const char *const columns[] = {"a", "s", "b", "c"};
    kf_formula *formula;
    (void)unused;
    assert_int_equal(fixture_formula(NULL, text, &fixture_resolver, NULL, &formula, NULL), 0);
    assert_int_equal(kf_formula_calls(formula), 8);
    for (int32_t i = 0; i < 8; i++) {
        const kf_call *call = kf_formula_call(formula, i);
        assert_int_equal(call->aggregate, expected[i].aggregate);
        assert_int_equal(call->n_args, expected[i].n_args);
        for (int32_t k = 0; k < call->n_args; k++)
            assert_int_equal(call->arg[k], expected[i].args[k]);
        assert_int_equal(call->where, expected[i].where);
        assert_int_equal(call->at.offset, expected[i].offset);
    }
    assert_int_equal(formula->n_programs, 6);
    for (int32_t i = 0; i < 6; i++)
        assert_int_equal(kf_formula_program_type(formula, i), types[i]);
    assert_int_equal(kf_formula_columns(formula), 4);
    for (int32_t i = 0; i < 4; i++)
        assert_string_equal(kf_formula_column(formula, i), columns[i]);
    kf_formula_free(formula);
}

static int scenario(const kefu_allocator *allocator)
{
    kf_formula *formula;
    kefu_status status = fixture_formula(
        allocator,
        "case when count(where a in (1, 2) and s = 'it''s') > 3 then sum(`b c`) / "
        "count(*) else coalesce(metric('response'), null, mean(least(a, b, c, d, e))) end",
        &fixture_resolver, NULL, &formula, NULL);
    kf_formula_free(formula);
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
        cmocka_unit_test(test_syntax),         cmocka_unit_test(test_names),
        cmocka_unit_test(test_types),          cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_accepted),       cmocka_unit_test(test_limits),
        cmocka_unit_test(test_too_many_calls), cmocka_unit_test(test_calls_and_programs),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
