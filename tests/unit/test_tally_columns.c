/* test_tally_columns.c - what a tally tells about the columns that it reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "kefu/metric.h"

/* Types as the grammar of kefu/expr.h gives them to each use. */
static void tally_tells_the_types_of_its_columns(void **state)
{
    (void)state;
    static const struct {
        const char *column;
        int32_t type;
    } cases[] = {{"who", 0},  {"amount", KEFU_EXPR_NUMBER}, {"status", KEFU_EXPR_TEXT},
                 {"note", 0}, {"late", KEFU_EXPR_NUMBER},   {"kind", KEFU_EXPR_TEXT}};
    const int32_t n = (int32_t)(sizeof cases / sizeof cases[0]);
    static const char *const formulas[] = {"sum(amount where status = 'paid')", "count(note)",
                                           "share(late > 30)"};
    const kefu_tally_options options = {.struct_size = sizeof options, .where = "kind <> 'x'"};
    kefu_tally *tally = NULL;
    assert_int_equal(kefu_tally_new(NULL, &options, &tally, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_by(tally, "who", NULL), KEFU_OK);
    for (int i = 0; i < 3; i++) {
        const char name[2] = {(char)('a' + i), '\0'};
        const kefu_metric_info info = {.struct_size = sizeof info, .name = name};
        assert_int_equal(kefu_tally_add(tally, &info, formulas[i], NULL), KEFU_OK);
    }
    assert_int_equal(kefu_tally_columns(tally), n);
    for (int32_t i = 0; i < n; i++) {
        int32_t found = -1;
        for (int32_t k = 0; k < n; k++)
            if (strcmp(kefu_tally_column(tally, k), cases[i].column) == 0)
                found = k;
        assert_true(found >= 0);
        assert_int_equal(kefu_tally_column_type(tally, found), cases[i].type);
    }
    assert_int_equal(kefu_tally_column_type(tally, n), 0);
    assert_int_equal(kefu_tally_column_type(tally, -1), 0);
    assert_int_equal(kefu_tally_column_type(NULL, 0), 0);
    kefu_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tally_tells_the_types_of_its_columns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
