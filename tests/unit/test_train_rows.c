/* test_train_rows.c - labelled rows that a trainer takes or refuses, from arrays and batches; a row
 * that is refused is named as its source counts it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "kefu/train.h"

enum { ROWS = 3 };

static kefu_trainer *trainer;

static int open_trainer(void **state)
{
    const kefu_trainer_options options = {
        .struct_size = sizeof options, .id = "org.example.reviews/1", .bits = 10};
    (void)state;
    return kefu_trainer_new(&options, &trainer, NULL) ||
           kefu_trainer_head(trainer, "price", KEFU_HEAD_ASPECT, KEFU_CAUSE_PRICE, NULL);
}

static int close_trainer(void **state)
{
    (void)state;
    kefu_trainer_free(trainer);
    return 0;
}

/* ---- Arrays --------------------------------------------------------------------------------- */

static void arrays_are_checked(void **state)
{
    static const struct {
        kefu_text texts[ROWS];
        int8_t labels[2 * ROWS]; /* polarity and price of each */
        int64_t n;
        int32_t encoding, weight;
        kefu_status status;
        int64_t row;
        const char *says;
    } cases[] = {
        {{{"好", 3}}, {1, -1}, 1, KEFU_UTF8, 0, KEFU_OK, 0, ""},
        {{{"\xBA\xC3", 2}}, {1, -1}, 1, KEFU_GB18030, 1000000, KEFU_OK, 0, ""},
        {{{NULL, 0}}, {1, -1}, 1, KEFU_UTF8, 0, KEFU_OK, 0, ""}, /* no text is a text */
        {{{"好", 3}, {NULL, 3}}, {1, 0, 1, 0}, 2, KEFU_UTF8, 0, KEFU_E_ARGUMENT, 1, "NULL"},
        {{{"好", 3}, {"差", 3}},
         {1, 0, 0, 2},
         2,
         KEFU_UTF8,
         0,
         KEFU_E_DATA,
         1,
         "head 'price': a label is 1, 0 or -1, not 2"},
        {{{"好", 3}, {"\xFF", 1}}, {1, 0, 0, 1}, 2, KEFU_UTF8, 0, KEFU_E_ENCODING, 1, ""},
        {{{"好", 3}}, {1, -1}, -1, KEFU_UTF8, 0, KEFU_E_ARGUMENT, -1, "n is negative"},
        {{{"好", 3}}, {1, -1}, 1, 7, 0, KEFU_E_UNSUPPORTED, -1, "encoding 7"},
        {{{"好", 3}}, {1, -1}, 1, KEFU_UTF8, 1000001, KEFU_E_ARGUMENT, -1, "weight"},
        {{{"好", 3}}, {1, -1}, 1, KEFU_UTF8, -1, KEFU_E_ARGUMENT, -1, "weight"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error = {0};
        kefu_status status = kefu_trainer_add(trainer, cases[i].texts, cases[i].n, cases[i].labels,
                                              NULL, cases[i].encoding, cases[i].weight, &error);
        if (status != cases[i].status || (status && !strstr(error.message, cases[i].says)) ||
            (status && error.row != cases[i].row))
            fail_msg("case %d: %d, row %lld: %s", (int)i, status, (long long)error.row,
                     error.message);
    }
}

/* One character more than a text may have. */
static void a_text_has_an_end(void **state)
{
    enum { MOST = 1 << 20 };
    static const int8_t labels[] = {1, -1};
    char *long_text = malloc(MOST + 1);
    kefu_text text = {long_text, MOST};
    kefu_error error = {0};
    (void)state;
    assert_non_null(long_text);
    for (size_t i = 0; i <= MOST; i++)
        long_text[i] = "abc "[i % 4]; /* nothing that folding makes shorter */
    assert_int_equal(kefu_trainer_add(trainer, &text, 1, labels, NULL, KEFU_UTF8, 0, &error),
                     KEFU_OK);
    text.size++;
    assert_int_equal(kefu_trainer_add(trainer, &text, 1, labels, NULL, KEFU_UTF8, 0, &error),
                     KEFU_E_LIMIT);
    assert_int_equal(error.row, 0);
    free(long_text);
}

/* ---- Batches -------------------------------------------------------------------------------- */

static const char *const reviews[ROWS] = {"价格贵", "便宜", "质量好"};

static kefu_status add_batch(const int64_t *polarity, const int64_t *price, const int64_t *days,
                             kefu_error *error)
{
    kefu_column text = COLUMN_OF("评价", KEFU_COLUMN_TEXT_Z, reviews);
    kefu_column first = COLUMN_OF("polarity", KEFU_COLUMN_I64, polarity);
    kefu_column second = COLUMN_OF("price", KEFU_COLUMN_I64, price);
    kefu_column day = COLUMN_OF("日期", KEFU_COLUMN_I64, days);
    const kefu_column *columns[4] = {&text, &first};
    kefu_batch batch = BATCH_OF(ROWS, 2, columns);
    batch.first_row = 100;
    if (price)
        columns[batch.n_columns++] = &second;
    if (days)
        columns[batch.n_columns++] = &day;
    return kefu_trainer_add_batch(trainer, &batch, error);
}

static void batches_are_checked(void **state)
{
    static const int64_t labels[] = {0, 1, 1}, two[] = {0, 2, 1}, days[] = {1, 2, 3};
    static const int64_t far[] = {1, 2, (int64_t)1 << 31};
    static const struct {
        const int64_t *polarity, *price, *days;
        kefu_status status;
        int64_t row;
        const char *says;
    } cases[] = {
        {labels, labels, days, KEFU_OK, 0, ""},
        {labels, NULL, NULL, KEFU_OK, 0, ""}, /* a head without a column is not decided */
        {two, labels, days, KEFU_E_DATA, 101, "column 'polarity': a label is 1, 0 or empty, not 2"},
        {labels, two, NULL, KEFU_E_DATA, 101, "column 'price': a label is 1, 0 or empty, not 2"},
        {labels, labels, far, KEFU_E_OVERFLOW, 102, "column '日期': 2147483648 is no day"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error = {0};
        kefu_status status = add_batch(cases[i].polarity, cases[i].price, cases[i].days, &error);
        if (status != cases[i].status || (status && strcmp(error.message, cases[i].says)) ||
            (status && error.row != cases[i].row))
            fail_msg("case %d: %d, row %lld: %s", (int)i, status, (long long)error.row,
                     error.message);
    }
}

static void a_batch_without_texts(void **state)
{
    static const int64_t labels[] = {0, 1, 1};
    kefu_column polarity = COLUMN_OF("polarity", KEFU_COLUMN_I64, labels);
    const kefu_column *columns[] = {&polarity};
    const kefu_batch batch = BATCH_OF(ROWS, 1, columns);
    kefu_error error = {0};
    (void)state;
    assert_int_equal(kefu_trainer_add_batch(trainer, &batch, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "text"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrays_are_checked), cmocka_unit_test(a_text_has_an_end),
        cmocka_unit_test(batches_are_checked), cmocka_unit_test(a_batch_without_texts)};
    return cmocka_run_group_tests(tests, open_trainer, close_trainer);
}
