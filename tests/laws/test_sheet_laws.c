/* test_sheet_laws.c - laws of whole sheets, of random cards over random figures: a sheet that was
 * kept is the sheet, whoever writes it; a sheet does not differ from itself; what changed of its
 * parts is what changed of a total; and the difference the other way round is the mirror. */
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

/* ---- Differences ----------------------------------------------------------------------------- */

static kefu_diff *diff_of(const kefu_sheet *before, const kefu_sheet *after)
{
    kefu_diff *diff = NULL;
    assert_int_equal(kefu_diff_sheets(before, after, &diff, NULL), KEFU_OK);
    return diff;
}

static kefu_change change_at(const kefu_diff *diff, int64_t i)
{
    kefu_change c = {.struct_size = sizeof c};
    assert_int_equal(kefu_diff_at(diff, i, &c), KEFU_OK);
    return c;
}

/* Another month of some of the people, by a card with other weights: the seed's draws go on. */
static void another_month(model *m)
{
    m->people = (int)dice(0, m->people);
    for (int i = 0; i < m->n_items; i++)
        m->items[i].weight = chance(8) ? m->items[i].weight : 1000000 * dice(0, 40);
    for (int i = 0; i < m->people * METRICS; i++)
        if (chance(3))
            m->cells[i] = random_value(m, i % METRICS);
    for (int p = 0; p < m->people; p++)
        for (int k = 0; k < HITS; k++)
            m->confirmed[p][k] = chance(5) ? dice(1, 9) : 0;
}

static int has_total(const kefu_sheet *sheet, const char *person)
{
    kefu_sheet_row row = {.struct_size = sizeof row};
    int64_t at;
    return !kefu_sheet_find(sheet, person, &at, NULL) && !kefu_sheet_row_at(sheet, at, &row) &&
           row.status == KEFU_VALUE_OK;
}

/* Parts of a person, and the change of the total, where there are both totals. */
static void check_sums(const kefu_diff *diff, const kefu_sheet *before, const kefu_sheet *after)
{
    for (int64_t i = 0; i < kefu_diff_count(diff);) {
        const char *person = change_at(diff, i).person;
        int64_t total = 0, parts = 0;
        int both = has_total(before, person) && has_total(after, person);
        for (; i < kefu_diff_count(diff); i++) {
            kefu_change c = change_at(diff, i);
            if (strcmp(c.person, person) != 0)
                break;
            if (c.code == KEFU_CHANGE_TOTAL && both)
                total = c.after - c.before;
            if (c.code == KEFU_CHANGE_PART) {
                assert_true(c.why != 0 &&
                            (c.before != c.after || c.why & (KEFU_WHY_DECISION | KEFU_WHY_STATE)));
                parts += c.after - c.before;
            }
        }
        if (both && total != parts)
            fail_msg("seed %u, %s: total %lld, parts %lld", dice_seed, person, (long long)total,
                     (long long)parts);
    }
}

static int mirrors(const kefu_change *a, const kefu_change *b)
{
    static const int32_t other[] = {
        [KEFU_CHANGE_JOINED] = KEFU_CHANGE_LEFT, [KEFU_CHANGE_LEFT] = KEFU_CHANGE_JOINED,
        [KEFU_CHANGE_TOTAL] = KEFU_CHANGE_TOTAL, [KEFU_CHANGE_PLACE] = KEFU_CHANGE_PLACE,
        [KEFU_CHANGE_GRADE] = KEFU_CHANGE_GRADE, [KEFU_CHANGE_PART] = KEFU_CHANGE_PART,
        [KEFU_CHANGE_TIER] = KEFU_CHANGE_TIER,   [KEFU_CHANGE_FLAGS] = KEFU_CHANGE_FLAGS,
        [KEFU_CHANGE_HOLDS] = KEFU_CHANGE_HOLDS};
    return !strcmp(a->person, b->person) && other[a->code] == b->code && a->why == b->why &&
           a->kind == b->kind && a->step == b->step && !strcmp(a->part, b->part) &&
           a->before == b->after && a->after == b->before;
}

static void check_mirror(const kefu_diff *diff, const kefu_diff *back)
{
    assert_int_equal(kefu_diff_count(diff), kefu_diff_count(back));
    for (int64_t i = 0; i < kefu_diff_count(diff); i++) {
        kefu_change c = change_at(diff, i);
        int found = 0;
        for (int64_t k = 0; k < kefu_diff_count(back) && !found; k++) {
            kefu_change other = change_at(back, k);
            found = mirrors(&c, &other);
        }
        if (!found)
            fail_msg("seed %u, %s, change %lld: no mirror", dice_seed, c.person, (long long)i);
    }
}

static void test_differences(void **state)
{
    int64_t changes = 0;
    (void)state;
    for (dice_seed = 0; dice_seed < SEEDS; dice_seed++) {
        static model m;
        dice_turn = 0;
        random_model(&m);
        kefu_sheet *before = model_sheet(&m);
        another_month(&m);
        kefu_sheet *after = model_sheet(&m);
        kefu_diff *none = diff_of(before, before), *diff = diff_of(before, after);
        kefu_diff *back = diff_of(after, before);
        assert_int_equal(kefu_diff_count(none), 0);
        changes += kefu_diff_count(diff);
        check_sums(diff, before, after);
        check_mirror(diff, back);
        kefu_diff_free(none);
        kefu_diff_free(diff);
        kefu_diff_free(back);
        kefu_sheet_free(before);
        kefu_sheet_free(after);
    }
    assert_true(changes > SEEDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_kept_sheet_is_the_sheet),
                                       cmocka_unit_test(test_differences)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
