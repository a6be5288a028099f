/* test_quota_new.c - quotas of what a draw has counted, with spreads of its cells. */
#include "oom.h"
#include "quota_draw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char by_spread[] =
    "{\"format\":1,\"id\":\"a/1\",\"key\":\"id\",\"by\":[\"agent\"],\"classes\":[{\"id\":\"c\","
    "\"spread\":1}],\"total\":3,\"allocation\":\"neyman\"}";

static const char *const classes[] = {"c", "c"};
static const char *const agents[] = {"Amy", "Bo"};
static const double values[] = {0.1, 2};
static const kefu_column columns[] = {
    {.struct_size = sizeof columns[0],
     .name = "class",
     .type = KEFU_COLUMN_TEXT_Z,
     .data = classes},
    {.struct_size = sizeof columns[0], .name = "agent", .type = KEFU_COLUMN_TEXT_Z, .data = agents},
    {.struct_size = sizeof columns[0], .name = "离散", .type = KEFU_COLUMN_F64, .data = values}};
static const kefu_column *const spread_columns[] = {&columns[0], &columns[1], &columns[2]};
static const kefu_batch spreads = {
    .struct_size = sizeof spreads, .rows = 2, .n_columns = 3, .columns = spread_columns};

static int64_t n_of(const kefu_quotas *quotas, int64_t cell)
{
    kefu_cell_quota q = {.struct_size = sizeof q};
    assert_int_equal(kefu_quotas_cell(quotas, cell, &q), KEFU_OK);
    return q.n;
}

/* Amy's three rows and Bo's two: A is 3 and 2, so Amy gets the third; by spreads of 0.1 and 2 Bo.
 */
static void cells_of_a_draw_are_in_order(void **state)
{
    const kefu_quota_options options = {.struct_size = sizeof options, .spreads = &spreads};
    kefu_draw *draw = NULL;
    (void)state;
    assert_int_equal(quota_draw(NULL, by_spread, &draw, NULL), KEFU_OK);
    for (int i = 0; i < 2; i++) {
        kefu_quotas *quotas = NULL;
        kefu_text key;
        assert_int_equal(kefu_quotas_new(draw, i ? &options : NULL, &quotas, NULL), KEFU_OK);
        assert_true(kefu_quotas_feasible(quotas));
        assert_int_equal(kefu_quotas_cells(quotas), 2);
        assert_int_equal(kefu_quotas_cell_key(quotas, 0, 0, &key), KEFU_OK);
        assert_string_equal(key.data, "Amy");
        assert_int_equal(n_of(quotas, 0), i ? 1 : 2);
        assert_int_equal(n_of(quotas, 1), i ? 2 : 1);
        kefu_quotas_free(quotas);
    }
    kefu_draw_free(draw);
}

static void a_batch_without_spreads_is_refused(void **state)
{
    const kefu_quota_options options = {.struct_size = sizeof options, .spreads = &quota_draw_rows};
    kefu_draw *draw = NULL;
    kefu_quotas *quotas = NULL;
    kefu_error error;
    (void)state;
    assert_int_equal(quota_draw(NULL, by_spread, &draw, NULL), KEFU_OK);
    assert_int_equal(kefu_quotas_new(draw, &options, &quotas, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "spreads"));
    assert_null(quotas);
    kefu_draw_free(draw);
}

static int make_quotas(const kefu_allocator *allocator)
{
    const kefu_quota_options options = {.struct_size = sizeof options, .spreads = &spreads};
    kefu_draw *draw = NULL;
    kefu_quotas *quotas = NULL;
    kefu_status status = quota_draw(allocator, by_spread, &draw, NULL);
    if (!status)
        status = kefu_quotas_new(draw, &options, &quotas, NULL);
    kefu_quotas_free(quotas);
    kefu_draw_free(draw);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    assert_true(oom_sweep(make_quotas) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_a_draw_are_in_order),
        cmocka_unit_test(a_batch_without_spreads_is_refused),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
