/* test_marks.c - the digits that marks are read with. */
#include "estimate_fixture.h"

/* No digit of a mark is dropped unless the column says so; 70.25 + 0.1 × 3 is not 70.55, but is
 * with nine decimals. Sums of the marks by hand. */
static void test_digits(void **state)
{
    static const double quarters[2] = {70.25, 70.5}, noisy[2] = {0.1 * 3, 70.25 + 0.1 * 3};
    static const float singles[2] = {70.25f, 70.1f};
    static const char *const texts[2] = {"70.250", "70.5"};
    static const int64_t whole[2] = {7025, 7050}, sizes[2] = {2, 2};
    static const struct {
        int32_t type, column_scale;
        uint32_t flags;
        const void *data;
        int32_t scale;
        kefu_status status;
        int64_t sum; /* at the scale and three more */
    } cases[] = {{KEFU_COLUMN_F64, 0, 0, quarters, 0, KEFU_E_PRECISION, 0},
                 {KEFU_COLUMN_F64, 0, 0, quarters, 1, KEFU_E_PRECISION, 0},
                 {KEFU_COLUMN_F64, 0, 0, quarters, 2, KEFU_OK, 14075000},
                 {KEFU_COLUMN_F64, 0, 0, quarters, 6, KEFU_OK, 140750000000},
                 {KEFU_COLUMN_F64, 0, KEFU_COLUMN_ROUND, quarters, 0, KEFU_OK, 141000},
                 {KEFU_COLUMN_F64, 0, 0, noisy, 1, KEFU_E_PRECISION, 0},
                 {KEFU_COLUMN_F64, 0, 0, noisy, 2, KEFU_OK, 7085000},
                 {KEFU_COLUMN_F32, 0, 0, singles, 1, KEFU_E_PRECISION, 0},
                 {KEFU_COLUMN_F32, 0, 0, singles, 2, KEFU_OK, 14035000},
                 {KEFU_COLUMN_TEXT_Z, 0, KEFU_COLUMN_DECIMAL, texts, 1, KEFU_E_PRECISION, 0},
                 {KEFU_COLUMN_TEXT_Z, 0, KEFU_COLUMN_DECIMAL, texts, 2, KEFU_OK, 14075000},
                 {KEFU_COLUMN_I64, 2, 0, whole, 0, KEFU_E_PRECISION, 0},
                 {KEFU_COLUMN_I64, 2, 0, whole, 3, KEFU_OK, 140750000}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_estimate_options o = {
            .struct_size = sizeof o, .kind = KEFU_ESTIMATE_TOTAL, .scale = cases[i].scale};
        kefu_error error = {.row = -2};
        kefu_estimates *e = NULL;
        rows r;
        rows_begin(&r, 2);
        kefu_column *mark = rows_add(&r, "mark", cases[i].type, cases[i].data);
        mark->scale = cases[i].column_scale;
        mark->flags = cases[i].flags;
        rows_add(&r, "rows", KEFU_COLUMN_I64, sizes);
        const kefu_status status = kefu_estimate_rows(&r.batch, &o, &e, &error);
        if (status != cases[i].status)
            fail_msg("%zu: %d", i, status);
        if (status)
            assert_true(error.row == 0 || error.row == 1);
        else
            assert_int_equal(item_of(e, "").estimate.num, cases[i].sum);
        kefu_estimates_free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_digits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
