/* test_sheet_laws.c - a sheet that was kept is the sheet: random cards over random figures, saved,
 * loaded, and written by every writer to the same bytes. */
#include "kept_sheet.h"
#include "score_model_sheet.h"

enum { SEEDS = 300 };

static void test_kept_sheet_is_the_sheet(void **state)
{
    (void)state;
    for (dice_seed = 0; dice_seed < SEEDS; dice_seed++) {
        static model m;
        kefu_error error = {0};
        dice_turn = 0;
        random_model(&m);
        kefu_sheet *sheet = model_sheet(&m), *again = kept_again(sheet, &error);
        if (!again)
            fail_msg("seed %u: %s\n%s", dice_seed, error.message, card_text);
        for (size_t i = 0; i < sizeof kept_writers / sizeof *kept_writers; i++)
            if (!kept_same(sheet, again, kept_writers[i]))
                fail_msg("seed %u: writer %zu differs", dice_seed, i);
        if (!kept_same_arrow(sheet, again))
            fail_msg("seed %u: Arrow differs", dice_seed);
        kefu_sheet_free(again);
        kefu_sheet_free(sheet);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_kept_sheet_is_the_sheet)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
