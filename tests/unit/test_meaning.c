/* test_meaning.c - formulas without the freedom of their authors: what saved states hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "formula_fixture.h"

/* By the rule in program.h, by hand. */
static const struct meaning {
    const char *text, *meaning;
} meanings[] = {
    {"count(*)", "count ( * )"},
    {"COUNT( * )", "count ( * )"},
    {" Sum(x)/count(*)\n", "sum ( `x` ) / count ( * )"},
    {"sum(`x`) / COUNT(*)", "sum ( `x` ) / count ( * )"},
    {"sum(X)", "sum ( `X` )"}, /* columns keep their capitals */
    {"sum(`a ``b`` c`)", "sum ( `a ``b`` c` )"},
    {"max(金额 WHERE 状态 != '已 付款')", "max ( `金额` where `状态` <> '已 付款' )"},
    {"max(金额 where 状态<>'已 付款')", "max ( `金额` where `状态` <> '已 付款' )"},
    {"sum(`where`)", "sum ( `where` )"}, /* a column, not the word */
    {"METRIC(\"response\") * 1.50", "metric ( \"response\" ) * 1.50"},
    {"sum(x) * 1E3 + -2", "sum ( `x` ) * 1e3 + - 2"},
    {"sum(Case When x Is Not Null Then X Else 0 End)",
     "sum ( case when `x` is not null then `X` else 0 end )"},
    {"sum(x where Lower(t) IN ('A', 'it''s'))",
     "sum ( `x` where lower ( `t` ) in ( 'A' , 'it''s' ) )"},
    {"sum(x % 2 where true and FALSE or x>=1 and x<=2 and x<3 and x>0 and x=1)",
     "sum ( `x` % 2 where true and false or `x` >= 1 and `x` <= 2 and `x` < 3 and `x` > 0 and `x` "
     "= 1 )"},
};

static void meaning_of(const char *text, kf_buffer *out)
{
    kf_formula_meaning(text, strlen(text), out);
    assert_non_null(kf_buffer_text(out));
}

/* A meaning compiles, too, and means itself. */
static void test_meanings(void **state)
{
    kf_memory memory;
    (void)state;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        const struct meaning *m = &meanings[i];
        kf_buffer once, twice;
        const char *const texts[] = {m->text, m->meaning};
        for (int k = 0; k < 2; k++) {
            kf_formula *formula;
            kefu_error error = {0};
            if (fixture_formula(NULL, texts[k], &fixture_resolver, NULL, &formula, &error))
                fail_msg("%s: %s", texts[k], error.message);
            kf_formula_free(formula);
        }
        kf_buffer_init(&once, &memory);
        kf_buffer_init(&twice, &memory);
        meaning_of(m->text, &once);
        assert_string_equal(once.data, m->meaning);
        meaning_of(m->meaning, &twice);
        assert_string_equal(twice.data, m->meaning);
        kf_buffer_free(&once);
        kf_buffer_free(&twice);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_meanings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
