/* test_sample_cell.c - what came in for what, and what is said of those taken out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "draw_fixture.h"

#define TAKE_3 DRAW_PLAN("\"by\":[],\"classes\":[{\"id\":\"a\",\"take\":3}]")
#define TAKE_1 DRAW_PLAN("\"by\":[\"agent\"],\"classes\":[{\"id\":\"a\",\"take\":1}]")
#define TWELVE "1 2 3 4 5 6 7 8 9 10 11 12"
/* By hash: A 9 7 12 1, B 6 5 8 2. */
#define TWO "1/A 7/A 9/A 12/A 2/B 5/B 6/B 8/B"

/* By the order of draw_fixture.h: 9 6 7 are drawn, then 5 12 8 1 come in, each for the first that
 * is taken out and has nobody yet. "<9": in the place of 9. */
static const struct stand_in {
    const char *plan, *rows, *unfit, *shown;
} stand_ins[] = {
    {TAKE_3, TWELVE, NULL, "9 6 7"},
    {TAKE_3, TWELVE, "9/x", "6 7 5<9"},
    {TAKE_3, TWELVE, "6/x 9/x", "7 5<9 12<6"},
    {TAKE_3, TWELVE, "9/x 5/x", "6 7 12<9"},
    {TAKE_3, TWELVE, "9/x 6/x 5/x 12/x", "7 8<9 1<6"},
    {TAKE_3, TWELVE, "7/x 5/x 12/x 8/x", "9 6 1<7"},
    {TAKE_3, "9 6 7 5", "9/x 5/x", "6 7"}, /* the cell is used up */
    {TAKE_1, TWO, "9/x 6/x 5/x", "7<9 8<6"},
    {TAKE_1, TWO, "5/x 6/x 8/x", "9 2<6"},
    {TAKE_1, "9/A 7/A 6/B 5/B", "9/x 7/x 6/x", "5<6"},
};

static void show_stand_ins(const kefu_sample *sample, char *out, size_t room)
{
    size_t at = 0;
    out[0] = 0;
    for (int64_t i = 0; i < kefu_sample_count(sample); i++) {
        kefu_sample_row r = {.struct_size = sizeof r};
        assert_int_equal(kefu_sample_at(sample, i, &r), KEFU_OK);
        assert_int_equal(r.instead_of.size, strlen(r.instead_of.data));
        assert_int_equal(r.instead_of.size > 0, r.why == KEFU_WHY_INSTEAD);
        at += (size_t)snprintf(out + at, room - at, "%s%s%s%s", i ? " " : "", r.id.data,
                               r.instead_of.size ? "<" : "", r.instead_of.data);
    }
}

static void test_what_a_row_came_in_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++) {
        const struct stand_in *s = &stand_ins[i];
        kefu_sample *sample = NULL;
        kefu_error error = {0};
        char shown[128];
        if (draw_sampled(s->plan, s->rows, s->unfit, &sample, &error))
            fail_msg("%s", error.message);
        show_stand_ins(sample, shown, sizeof shown);
        assert_string_equal(shown, s->shown);
        kefu_sample_free(sample);
    }
}

/* A caller of before the field gets the rest. */
static void test_a_shorter_row(void **state)
{
    kefu_sample *sample = NULL;
    kefu_sample_row row = {.struct_size = offsetof(kefu_sample_row, instead_of),
                           .instead_of = {"mine", 4}};
    (void)state;
    assert_int_equal(draw_sampled(TAKE_3, TWELVE, "9/x", &sample, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_at(sample, 2, &row), KEFU_OK);
    assert_string_equal(row.id.data, "5");
    assert_string_equal(row.instead_of.data, "mine");
    kefu_sample_free(sample);
}

static void test_those_taken_out_are_named(void **state)
{
    static const struct {
        const char *id, *message;
    } cases[] = {{"6", "'6' is not in the sample: it was taken out: spam"},
                 {"5", "'5' is not in the sample: it was taken out: 空会话"},
                 {"12", "'12' is not in the sample: it was taken out: cut-off"},
                 {"1", "'1' is not in the sample"},
                 {"77", "'77' is not in the sample"},
                 {"", "'' is not in the sample"}};
    kefu_sample *sample = NULL;
    int64_t index = -7;
    (void)state;
    assert_int_equal(draw_sampled(TAKE_3, TWELVE, "5/空会话 6/spam 12/cut-off", &sample, NULL),
                     KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error = {0};
        assert_int_equal(kefu_sample_find(sample, cases[i].id, strlen(cases[i].id), &index, &error),
                         KEFU_E_NAME);
        assert_string_equal(error.message, cases[i].message);
        assert_int_equal(kefu_sample_find(sample, cases[i].id, strlen(cases[i].id), &index, NULL),
                         KEFU_E_NAME);
        assert_int_equal(index, -7);
    }
    kefu_sample_free(sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_row_came_in_for),
        cmocka_unit_test(test_a_shorter_row),
        cmocka_unit_test(test_those_taken_out_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
