/* test_missing.c - names that are missing are told at once, as many as the message holds, wherever
 * they are looked for; expected texts by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/fail.h"
#include "kefu.h"

/* ---- The words ------------------------------------------------------------------------------ */

static void add(kf_missing *missing, const char *name, const char *also, const char *there)
{
    kf_near near;
    kf_near_init(&near, name, strlen(name));
    if (there)
        kf_near_add(&near, there);
    kf_missing_add(missing, &near, also);
}

static void one_and_many(void **state)
{
    static const struct {
        struct {
            const char *name, *also, *there;
        } names[3];
        const char *says;
    } cases[] = {
        {{{"a", "", NULL}}, "x: there is no thing 'a' here"},
        {{{"mena", "", "mean"}}, "x: there is no thing 'mena' here; did you mean 'mean'?"},
        {{{"mena", "甲", "mean"}}, "x: there is no thing 'mena' (甲) here; did you mean 'mean'?"},
        {{{"a", "", NULL}, {"a", "", NULL}}, "x: there is no thing 'a' here"}, /* once */
        {{{"a", "", NULL}, {"b", "", NULL}}, "x: there are no things 'a', 'b' here"},
        {{{"mena", "", "mean"}, {"b", "甲", NULL}, {"summ", "乙", "sum"}},
         "x: there are no things 'mena' (did you mean 'mean'?), 'b' (甲), "
         "'summ' (乙; did you mean 'sum'?) here"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_missing missing = {0};
        kefu_error error;
        for (int32_t k = 0; k < 3 && cases[i].names[k].name; k++)
            add(&missing, cases[i].names[k].name, cases[i].names[k].also, cases[i].names[k].there);
        assert_int_equal(kf_missing_fail(&missing, "x: ", "thing", " here", &error), KEFU_E_NAME);
        assert_string_equal(error.message, cases[i].says);
    }
    const kf_missing none = {0};
    assert_int_equal(kf_missing_fail(&none, "", "thing", "", NULL), KEFU_OK);
}

/* Names of 20 bytes: 'name ...', with quotes and comma 24 each, six of them in 152. */
static void as_many_as_fit(void **state)
{
    static const char list[] = "'12345678901234567-00', '12345678901234567-01'";
    char names[40][32];
    kf_missing missing = {0};
    kefu_error error;
    (void)state;
    for (int32_t i = 0; i < 40; i++) {
        (void)snprintf(names[i], sizeof names[i], "12345678901234567-%02d", (int)i);
        add(&missing, names[i], "", NULL);
    }
    assert_int_equal(kf_missing_fail(&missing, "", "column", " in the batch", &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, list));
    assert_non_null(strstr(error.message, "-05' and more in the batch"));
    assert_null(strstr(error.message, "-06"));
    /* where the near names do not fit, the name alone */
    memset(&missing, 0, sizeof missing);
    for (int32_t i = 0; i < 6; i++)
        add(&missing, names[i], "", i == 5 ? names[6] : NULL);
    assert_int_equal(kf_missing_fail(&missing, "", "column", "", &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "-04', '12345678901234567-05'"));
    assert_null(strstr(error.message, "mean"));
}

/* ---- Where they are looked for -------------------------------------------------------------- */

static kefu_frame *frame_of(const char *const *names)
{
    kefu_tally *tally = NULL;
    kefu_builder *builder = NULL;
    kefu_frame *frame = NULL;
    assert_int_equal(kefu_tally_new(NULL, NULL, &tally, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_by(tally, "who", NULL), KEFU_OK);
    for (; *names; names++) {
        kefu_metric_info info = {.struct_size = sizeof info, .name = *names};
        assert_int_equal(kefu_tally_add(tally, &info, "sum(n)", NULL), KEFU_OK);
    }
    assert_int_equal(kefu_builder_new(NULL, NULL, &builder, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(builder, "who", KEFU_COLUMN_TEXT, 0, 0, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(builder, "n", KEFU_COLUMN_I64, 0, 0, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_set_text(builder, 0, "K01", 3, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_set_i64(builder, 1, 1, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_end_row(builder, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_update(tally, kefu_builder_batch(builder), NULL), KEFU_OK);
    assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
    kefu_builder_free(builder);
    kefu_tally_free(tally);
    return frame;
}

#define ITEM(name, weight)                                                                         \
    "{\"id\":\"" name "\",\"label\":\"" name "\",\"metric\":\"" name                               \
    "\",\"unit\":\"count\",\"direction\":\"higher\",\"weight\":" weight                            \
    ",\"curve\":{\"type\":\"steps\",\"bands\":[{\"at_least\":5,\"points\":100},{\"points\":50}]}}"
#define ITEMS ITEM("replies", "60") "," ITEM("sales", "40")
#define PRAISE                                                                                     \
    "{\"id\":\"p\",\"label\":\"p\",\"metric\":\"praise\",\"per\":1,\"points\":1,"                  \
    "\"counts\":\"reported\"}"
static const char card_text[] =
    "{\"format\":1,\"id\":\"t/1\",\"label\":\"t\","
    "\"sections\":[{\"id\":\"s\",\"label\":\"s\",\"items\":[" ITEMS "]}],"
    "\"adjustments\":[" PRAISE "]}";

static void of_a_card(void **state)
{
    static const struct {
        const char *names[4];
        const char *says; /* NULL: nothing is missing */
    } cases[] = {
        {{"replies", "sales", "praise"}, NULL},
        {{"sales", "praise"}, "there is no metric 'replies' in the frame"},
        {{"praise", "sale"},
         "there are no metrics 'replies', 'sales' (did you mean 'sale'?) in the frame"},
        {{"x"}, "there are no metrics 'replies', 'sales', 'praise' in the frame"},
    };
    kefu_card *card = NULL;
    kefu_error error;
    (void)state;
    if (kefu_card_from_json(NULL, NULL, card_text, strlen(card_text), &card, &error))
        fail_msg("%s", error.message);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_frame *frame = frame_of(cases[i].names);
        kefu_sheet *sheet = NULL;
        kefu_status status = kefu_score(card, frame, NULL, &sheet, &error);
        assert_int_equal(status, cases[i].says ? KEFU_E_NAME : KEFU_OK);
        if (status)
            assert_string_equal(error.message, cases[i].says);
        kefu_sheet_free(sheet);
        kefu_frame_free(frame);
    }
    kefu_card_free(card);
}

static void of_rows(void **state)
{
    static const struct {
        const char *metrics[2];
        const char *says;
        int32_t column; /* of the text */
    } cases[] = {
        {{"sum(n)"}, NULL, 0},
        {{"sum(m)"}, "there is no column 'm' in the batch", 5},
        {{"sum(paid) / sum(asked)"}, "there are no columns 'paid', 'asked' in the batch", 0},
        {{"sum(n) + sum(paid) / sum(asked where paid > 0)"},
         "there are no columns 'paid', 'asked' in the batch",
         0},
        {{"sum(paid)", "sum(asked)"}, "there are no columns 'paid', 'asked' in the batch", 0},
    };
    static const int64_t one = 1;
    kefu_column column = {
        .struct_size = sizeof column, .name = "n", .type = KEFU_COLUMN_I64, .data = &one};
    const kefu_column *columns = &column;
    kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 1, .columns = &columns, .n_columns = 1};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_tally *tally = NULL;
        kefu_error error = {0};
        assert_int_equal(kefu_tally_new(NULL, NULL, &tally, NULL), KEFU_OK);
        for (int32_t m = 0; m < 2 && cases[i].metrics[m]; m++) {
            kefu_metric_info info = {.struct_size = sizeof info, .name = m ? "b" : "a"};
            assert_int_equal(kefu_tally_add(tally, &info, cases[i].metrics[m], NULL), KEFU_OK);
        }
        kefu_status status = kefu_tally_update(tally, &batch, &error);
        assert_int_equal(status, cases[i].says ? KEFU_E_NAME : KEFU_OK);
        if (status) {
            assert_string_equal(error.message, cases[i].says);
            assert_int_equal(error.column, cases[i].column);
        }
        kefu_tally_free(tally);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_and_many),
        cmocka_unit_test(as_many_as_fit),
        cmocka_unit_test(of_a_card),
        cmocka_unit_test(of_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
