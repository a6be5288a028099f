/* test_tally.c - what a tally counts: figures, statuses, filters, keys, and what is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"
#include "shop_rows.h"

static kefu_frame *frame_of(const kefu_tally *tally)
{
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    must(kefu_tally_frame(tally, &frame, &error), &error);
    return frame;
}

static kefu_value value_at(const kefu_frame *frame, const char *key, int32_t metric)
{
    kefu_text text = {key, strlen(key)};
    kefu_value v = {0};
    int64_t row = 0;
    if (kefu_frame_keys(frame))
        assert_int_equal(kefu_frame_find(frame, &text, 1, &row, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, row, metric, &v), KEFU_OK);
    return v;
}

static void assert_value(kefu_value v, kefu_value expected)
{
    assert_int_equal(v.num, expected.num);
    assert_int_equal(v.den, expected.den);
    assert_int_equal(v.n, expected.n);
    assert_int_equal(v.status, expected.status);
    assert_int_equal(v.flags, expected.flags);
}

/* ---- Figures -------------------------------------------------------------------------------- */

/* By hand, for ann, bob, cat and the rows without an agent. */
static const struct figure {
    const char *formula;
    kefu_value ann, bob, cat, nobody;
} figures[] = {
    {"count(*)", {3, 1, 3, OK, 0}, {3, 1, 3, OK, 0}, {1, 1, 1, OK, 0}, {1, 1, 1, OK, 0}},
    {"count(amount)", {3, 1, 3, OK, 0}, {1, 1, 1, OK, 0}, {0, 1, 0, OK, 0}, {1, 1, 1, OK, 0}},
    {"count(paid)",
     {2, 1, 2, NOT_YET, 0},
     {2, 1, 2, OK, 0},
     {0, 1, 0, NOT_YET, 0},
     {1, 1, 1, OK, 0}},
    {"count(status)", {3, 1, 3, OK, 0}, {2, 1, 2, OK, 0}, {0, 1, 0, NOT_YET, 0}, {1, 1, 1, OK, 0}},
    {"sum(asked)", {8, 1, 3, OK, 0}, {25, 1, 3, OK, 0}, {1, 1, 1, OK, 0}, {7, 1, 1, OK, 0}},
    {"sum(paid)",
     {5, 1, 2, NOT_YET, 0},
     {10, 1, 2, OK, 0},
     {0, 0, 0, NOT_YET, 0},
     {1, 1, 1, OK, 0}},
    {"sum(amount)", {305, 10, 3, OK, 0}, {4, 10, 1, OK, 0}, {0, 0, 0, NONE, 0}, {1, 1, 1, OK, 0}},
    {"mean(amount)", {305, 30, 3, OK, 0}, {4, 10, 1, OK, 0}, {0, 0, 0, NONE, 0}, {1, 1, 1, OK, 0}},
    {"min(asked)", {2, 1, 3, OK, 0}, {0, 1, 3, OK, 0}, {1, 1, 1, OK, 0}, {7, 1, 1, OK, 0}},
    {"max(asked)", {3, 1, 3, OK, 0}, {20, 1, 3, OK, 0}, {1, 1, 1, OK, 0}, {7, 1, 1, OK, 0}},
    {"ratio(paid, asked)",
     {5, 6, 6, NOT_YET, 0},
     {10, 20, 20, OK, 0},
     {0, 0, 0, NOT_YET, 0},
     {1, 7, 7, OK, 0}},
    {"share(asked >= 3)", {2, 3, 3, OK, 0}, {2, 3, 3, OK, 0}, {0, 1, 1, OK, 0}, {1, 1, 1, OK, 0}},
    {"share(paid > 2)",
     {1, 2, 2, NOT_YET, 0},
     {1, 2, 2, OK, 0},
     {0, 0, 0, NOT_YET, 0},
     {0, 1, 1, OK, 0}},
    /* a filter that is null takes the row out, one that is not known yet may bring it in */
    {"count(where status = 'paid')",
     {2, 1, 2, OK, 0},
     {1, 1, 1, OK, 0},
     {0, 1, 0, NOT_YET, 0},
     {1, 1, 1, OK, 0}},
    /* bob's row 3 has no amount: whatever it is paid, it is out for good */
    {"sum(amount where status = 'paid')",
     {305, 10, 2, OK, 0},
     {0, 0, 0, NONE, 0},
     {0, 0, 0, NONE, 0},
     {1, 1, 1, OK, 0}},
    /* the row whose paid is not known yet is false for ann, so nothing is left out */
    {"sum(paid where asked = 3)",
     {5, 1, 2, OK, 0},
     {0, 0, 0, NONE, 0},
     {0, 0, 0, NONE, 0},
     {0, 0, 0, NONE, 0}},
    {"sum(amount where status = 'paid') / count(*)",
     {305, 30, 3, OK, 0},
     {0, 0, 3, NONE, 0},
     {0, 0, 1, NONE, 0},
     {1, 1, 1, OK, 0}},
};

static void test_figures_of_a_shop(void **state)
{
    enum { N = sizeof figures / sizeof *figures };
    kefu_tally *tally = tally_of("agent", NULL);
    kefu_frame *frame;
    kefu_error error = {0};
    char names[N][4];
    rows r;
    (void)state;
    shop(&r);
    for (int i = 0; i < N; i++) {
        names[i][0] = 'm', names[i][1] = (char)('0' + i / 10), names[i][2] = (char)('0' + i % 10);
        names[i][3] = 0;
        must(add(tally, names[i], figures[i].formula, &error), &error);
    }
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    frame = frame_of(tally);
    assert_int_equal(kefu_frame_rows(frame), 4);
    for (int i = 0; i < N; i++) {
        assert_value(value_at(frame, "ann", i), figures[i].ann);
        assert_value(value_at(frame, "bob", i), figures[i].bob);
        assert_value(value_at(frame, "cat", i), figures[i].cat);
        assert_value(value_at(frame, "", i), figures[i].nobody);
    }
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

/* Any cut into batches, empty ones too, gives the same frame. */
static void test_batches_may_be_cut_anywhere(void **state)
{
    (void)state;
    for (int64_t cut = 0; cut <= SHOP_ROWS; cut++) {
        kefu_tally *tally = tally_of("agent", NULL);
        kefu_frame *frame;
        kefu_error error = {0};
        rows r;
        must(add(tally, "asked", "sum(asked)", &error), &error);
        for (int part = 0; part < 2; part++) {
            int64_t from = part ? cut : 0;
            rows_begin(&r, part ? SHOP_ROWS - cut : cut);
            rows_add(&r, "agent", KEFU_COLUMN_TEXT_Z, shop_agent + from);
            rows_add(&r, "asked", KEFU_COLUMN_I64, shop_asked + from);
            must(kefu_tally_update(tally, &r.batch, &error), &error);
        }
        frame = frame_of(tally);
        assert_value(value_at(frame, "ann", 0), (kefu_value){8, 1, 3, OK, 0});
        assert_value(value_at(frame, "bob", 0), (kefu_value){25, 1, 3, OK, 0});
        kefu_frame_free(frame);
        kefu_tally_free(tally);
    }
}

/* A row that the filter of the tally takes out makes no group; one that it cannot decide yet makes
 * its group, and the figures that it may count in provisional: cat's refund is null for good. */
static void test_the_filter_of_the_tally(void **state)
{
    kefu_tally *tally = tally_of("agent", "status = 'paid'");
    kefu_frame *frame;
    kefu_error error = {0};
    kefu_text open = {"zed", 3};
    int64_t row;
    rows r;
    static const char *const agents[] = {"zed", "ann", "cat", "ann", "ann"};
    static const char *const status[] = {"open", "paid", "x", "paid", NULL};
    static const uint8_t states[] = {OK, OK, NOT_YET, OK, OK};
    static const int64_t asked[] = {1, 2, 4, 8, 16};
    static const uint8_t refunded[] = {OK, OK, NONE, OK, OK};
    (void)state;
    rows_begin(&r, 5);
    rows_add(&r, "agent", KEFU_COLUMN_TEXT_Z, agents);
    rows_add(&r, "status", KEFU_COLUMN_TEXT_Z, status)->states = states;
    rows_add(&r, "asked", KEFU_COLUMN_I64, asked);
    rows_add(&r, "refund", KEFU_COLUMN_I64, asked)->states = refunded;
    must(add(tally, "n", "count(*)", &error), &error);
    must(add(tally, "asked", "sum(asked)", &error), &error);
    must(add(tally, "refund", "sum(refund)", &error), &error);
    must(add(tally, "never", "count(where asked > 100)", &error), &error);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    frame = frame_of(tally);
    assert_int_equal(kefu_frame_rows(frame), 2);
    assert_int_equal(kefu_frame_find(frame, &open, 1, &row, NULL), KEFU_E_NAME);
    assert_value(value_at(frame, "ann", 0), (kefu_value){2, 1, 2, OK, 0});
    assert_value(value_at(frame, "ann", 1), (kefu_value){10, 1, 2, OK, 0});
    assert_value(value_at(frame, "cat", 0), (kefu_value){0, 1, 0, NOT_YET, 0});
    assert_value(value_at(frame, "cat", 1), (kefu_value){0, 0, 0, NOT_YET, 0});
    assert_value(value_at(frame, "cat", 2), (kefu_value){0, 0, 0, NONE, 0});
    assert_value(value_at(frame, "cat", 3), (kefu_value){0, 1, 0, OK, 0});
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

static void test_without_keys_there_is_one_group_even_of_no_rows(void **state)
{
    kefu_tally *tally = tally_of(NULL, NULL);
    kefu_frame *frame;
    kefu_error error = {0};
    rows r;
    (void)state;
    shop(&r);
    must(add(tally, "n", "count(*)", &error), &error);
    must(add(tally, "asked", "sum(asked)", &error), &error);
    frame = frame_of(tally);
    assert_int_equal(kefu_frame_rows(frame), 1);
    assert_value(value_at(frame, "", 0), (kefu_value){0, 1, 0, OK, 0});
    assert_value(value_at(frame, "", 1), (kefu_value){0, 0, 0, NONE, 0});
    kefu_frame_free(frame);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    frame = frame_of(tally);
    assert_int_equal(kefu_frame_rows(frame), 1);
    assert_value(value_at(frame, "", 0), (kefu_value){8, 1, 8, OK, 0});
    assert_value(value_at(frame, "", 1), (kefu_value){41, 1, 8, OK, 0});
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

static void test_with_keys_no_rows_are_no_groups(void **state)
{
    kefu_tally *tally = tally_of("agent", NULL);
    kefu_frame *frame;
    (void)state;
    assert_int_equal(add(tally, "n", "count(*)", NULL), KEFU_OK);
    frame = frame_of(tally);
    assert_int_equal(kefu_frame_rows(frame), 0);
    assert_int_equal(kefu_frame_metrics(frame), 1);
    assert_string_equal(kefu_frame_key_name(frame, 0), "agent");
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

/* Keys in order: integers by size before text; two keys make pairs. */
static void test_two_keys_in_order(void **state)
{
    static const int32_t day[] = {10, 9, 10, 9};
    static const char *const agent[] = {"b", "b", "7", "b"};
    static const char *const expected[][2] = {{"9", "b"}, {"10", "7"}, {"10", "b"}};
    kefu_tally *tally = tally_of("day", NULL);
    kefu_frame *frame;
    kefu_error error = {0};
    rows r;
    (void)state;
    rows_begin(&r, 4);
    rows_add(&r, "day", KEFU_COLUMN_I32, day);
    rows_add(&r, "agent", KEFU_COLUMN_TEXT_Z, agent);
    must(kefu_tally_by(tally, "agent", &error), &error);
    must(add(tally, "n", "count(*)", &error), &error);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    frame = frame_of(tally);
    assert_int_equal(kefu_frame_rows(frame), 3);
    for (int64_t i = 0; i < 3; i++) {
        for (int32_t k = 0; k < 2; k++) {
            kefu_text key;
            assert_int_equal(kefu_frame_key(frame, i, k, &key), KEFU_OK);
            assert_string_equal(key.data, expected[i][k]);
        }
    }
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

/* More groups than the rows of states had room for, over several blocks. */
static void test_many_groups(void **state)
{
    enum { N = 5000 };
    static int32_t ids[N];
    kefu_tally *tally = tally_of("id", NULL);
    kefu_frame *frame;
    kefu_error error = {0};
    rows r;
    (void)state;
    for (int32_t i = 0; i < N; i++)
        ids[i] = (i * 7) % 1501;
    rows_begin(&r, N);
    rows_add(&r, "id", KEFU_COLUMN_I32, ids);
    must(add(tally, "n", "count(*)", &error), &error);
    must(add(tally, "s", "sum(id)", &error), &error);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    frame = frame_of(tally);
    assert_int_equal(kefu_frame_rows(frame), 1501);
    for (int64_t i = 0; i < 1501; i++) {
        kefu_value n, s;
        assert_int_equal(kefu_frame_value(frame, i, 0, &n), KEFU_OK);
        assert_int_equal(kefu_frame_value(frame, i, 1, &s), KEFU_OK);
        assert_true(n.num == 3 || n.num == 4); /* 5000 = 3 × 1501 + 497 */
        assert_int_equal(s.num, n.num * i);
    }
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

/* ---- Formulas ------------------------------------------------------------------------------- */

static void test_a_metric_may_refer_to_earlier_ones(void **state)
{
    kefu_tally *tally = tally_of("agent", NULL);
    kefu_frame *frame;
    kefu_error error = {0};
    rows r;
    (void)state;
    shop(&r);
    must(add(tally, "asked", "sum(asked)", &error), &error);
    assert_int_equal(add(tally, "early", "metric(\"late\")", &error), KEFU_E_NAME);
    must(add(tally, "twice", "metric(\"asked\") * 2", &error), &error);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    frame = frame_of(tally);
    kefu_value v = value_at(frame, "bob", 1);
    assert_int_equal(v.num, v.den * 50);
    assert_int_equal(v.n, 3);
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

static void test_the_frame_may_be_taken_again_as_rows_come_in(void **state)
{
    kefu_tally *tally = tally_of("agent", NULL);
    kefu_error error = {0};
    rows r;
    (void)state;
    shop(&r);
    must(add(tally, "asked", "sum(asked)", &error), &error);
    for (int64_t times = 1; times <= 3; times++) {
        must(kefu_tally_update(tally, &r.batch, &error), &error);
        for (int again = 0; again < 2; again++) {
            kefu_frame *frame = frame_of(tally);
            assert_value(value_at(frame, "ann", 0), (kefu_value){8 * times, 1, 3 * times, OK, 0});
            kefu_frame_free(frame);
        }
    }
    kefu_tally_free(tally);
}

static void test_low_volume(void **state)
{
    kefu_metric_info info = {.struct_size = sizeof info, .name = "rate", .min_n = 10};
    kefu_tally *tally = tally_of("agent", NULL);
    kefu_frame *frame;
    kefu_error error = {0};
    rows r;
    (void)state;
    shop(&r);
    must(kefu_tally_add(tally, &info, "ratio(paid, asked)", &error), &error);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    frame = frame_of(tally);
    assert_value(value_at(frame, "ann", 0),
                 (kefu_value){5, 6, 6, NOT_YET, KEFU_VALUE_HAS_LOW_VOLUME});
    assert_value(value_at(frame, "bob", 0), (kefu_value){10, 20, 20, OK, 0});
    assert_value(value_at(frame, "", 0), (kefu_value){1, 7, 7, LOW, 0});
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

static void test_overflow_names_metric_and_group(void **state)
{
    static const char *const agents[] = {"ann", "bob", "bob"};
    static const int64_t big[] = {1, 9000000000000, 9000000000000};
    kefu_tally *tally = tally_of("agent", NULL);
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    kefu_tally_options o = {.struct_size = sizeof o, .scale = 6};
    rows r;
    (void)o, (void)state;
    rows_begin(&r, 3);
    rows_add(&r, "agent", KEFU_COLUMN_TEXT_Z, agents);
    rows_add(&r, "big", KEFU_COLUMN_I64, big);
    must(add(tally, "total", "sum(big + 0.000001)", &error), &error);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    assert_int_equal(kefu_tally_frame(tally, &frame, &error), KEFU_E_OVERFLOW);
    assert_non_null(strstr(error.message, "'total'"));
    assert_non_null(strstr(error.message, "'bob'"));
    assert_null(frame);
    kefu_tally_free(tally);
}

/* Names of 300 bytes, a formula of 2 × 10^11 at nine decimals: the reason is told all the same. */
static void test_long_names_leave_room_for_the_reason(void **state)
{
    static const int64_t x[] = {100000000000};
    static char long_name[301];
    const char *const agents[] = {long_name};
    kefu_tally *tally = tally_of("agent", NULL);
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    rows r;
    (void)state;
    for (size_t i = 0; i < 300; i++)
        long_name[i] = "客"[i % 3];
    rows_begin(&r, 1);
    rows_add(&r, "agent", KEFU_COLUMN_TEXT_Z, agents);
    rows_add(&r, "x", KEFU_COLUMN_I64, x);
    must(add(tally, long_name, "sum(x) + sum(x)", &error), &error);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    assert_int_equal(kefu_tally_frame(tally, &frame, &error), KEFU_E_OVERFLOW);
    assert_non_null(strstr(error.message, "客', group '客"));
    assert_non_null(strstr(error.message, "does not fit at 9 decimals"));
    kefu_tally_free(tally);
}

/* ---- Defining ------------------------------------------------------------------------------- */

static void test_columns_are_listed_once(void **state)
{
    kefu_tally *tally = tally_of("agent", "status = 'paid'");
    kefu_error error = {0};
    static const char *const expected[] = {"status", "agent", "asked", "paid"};
    (void)state;
    must(add(tally, "a", "sum(asked where asked > 1)", &error), &error);
    must(add(tally, "b", "ratio(paid, asked)", &error), &error);
    must(add(tally, "c", "count(where agent <> 'x')", &error), &error);
    assert_int_equal(kefu_tally_columns(tally), 4);
    for (int32_t i = 0; i < 4; i++)
        assert_string_equal(kefu_tally_column(tally, i), expected[i]);
    assert_null(kefu_tally_column(tally, -1));
    assert_null(kefu_tally_column(tally, 4));
    assert_int_equal(kefu_tally_columns(NULL), 0);
    assert_null(kefu_tally_column(NULL, 0));
    kefu_tally_free(tally);
    kefu_tally_free(NULL);
}

static void test_bad_formulas_change_nothing(void **state)
{
    static const struct {
        const char *formula;
        kefu_status status;
        const char *says;
    } cases[] = {
        {"avg(asked)", KEFU_E_NAME, "mean"}, {"total(asked)", KEFU_E_NAME, "sum"},
        {"sum(asked", KEFU_E_SYNTAX, ""},    {"sum(sum(asked))", KEFU_E_SYNTAX, ""},
        {"asked", KEFU_E_NAME, "outside"},   {"share(asked + 1)", KEFU_E_TYPE, ""},
        {"sum('text')", KEFU_E_TYPE, ""},    {"", KEFU_E_SYNTAX, ""},
    };
    kefu_tally *tally = tally_of("agent", NULL);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error = {0};
        kefu_status status = add(tally, "m", cases[i].formula, &error);
        if (status != cases[i].status)
            print_message("%s: %s\n", cases[i].formula, error.message);
        assert_int_equal(status, cases[i].status);
        assert_non_null(strstr(error.message, cases[i].says));
        assert_int_equal(error.line, 1);
        assert_int_equal(kefu_tally_columns(tally), 1);
    }
    assert_int_equal(add(tally, "m", "sum(asked)", NULL), KEFU_OK);
    assert_int_equal(add(tally, "m", "sum(asked)", NULL), KEFU_E_EXISTS);
    assert_int_equal(add(tally, "", "sum(asked)", NULL), KEFU_E_ARGUMENT);
    assert_int_equal(add(tally, NULL, "sum(asked)", NULL), KEFU_E_ARGUMENT);
    assert_int_equal(add(tally, "x", NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(add(NULL, "x", "count(*)", NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_add(tally, NULL, "count(*)", NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_by(tally, "agent", NULL), KEFU_E_EXISTS);
    assert_int_equal(kefu_tally_by(tally, "", NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_by(tally, "a\xff", NULL), KEFU_E_ENCODING);
    assert_int_equal(kefu_tally_by(tally, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_tally_by(NULL, "agent", NULL), KEFU_E_ARGUMENT);
    kefu_tally_free(tally);
}

/* share(c) and count(where c) take a bool column for c, and so does the filter of the tally. */
static void test_a_column_alone_is_a_filter(void **state)
{
    static const uint8_t paid[] = {1, 0, 1};
    kefu_tally_options o = {.struct_size = sizeof o, .where = "paid"};
    kefu_tally *tally = NULL;
    kefu_frame *frame;
    kefu_value value;
    kefu_error error = {0};
    rows r;
    (void)state;
    rows_begin(&r, 3);
    rows_add(&r, "paid", KEFU_COLUMN_BOOL, paid);
    must(kefu_tally_new(NULL, &o, &tally, &error), &error);
    must(add(tally, "n", "count(*)", &error), &error);
    assert_int_equal(kefu_tally_column_type(tally, 0), KEFU_EXPR_BOOL);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    frame = frame_of(tally);
    assert_int_equal(kefu_frame_value(frame, 0, 0, &value), KEFU_OK);
    assert_int_equal(value.num, 2);
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

static void test_bad_options_are_refused(void **state)
{
    kefu_registry *open;
    kefu_tally *tally = NULL;
    kefu_tally_options o = {.struct_size = sizeof o};
    kefu_error error;
    (void)state;
    o.scale = 10;
    assert_int_equal(kefu_tally_new(NULL, &o, &tally, &error), KEFU_E_ARGUMENT);
    o.scale = 0;
    o.where = "asked + 1";
    assert_int_equal(kefu_tally_new(NULL, &o, &tally, &error), KEFU_E_TYPE);
    o.where = "asked >";
    assert_int_equal(kefu_tally_new(NULL, &o, &tally, &error), KEFU_E_SYNTAX);
    o.where = NULL;
    o.roster = (const kefu_roster *)(const void *)&o;
    assert_int_equal(kefu_tally_new(NULL, &o, &tally, &error), KEFU_E_ARGUMENT);
    o.roster = NULL;
    assert_int_equal(kefu_registry_new(NULL, &open, NULL), KEFU_OK);
    assert_int_equal(kefu_tally_new(open, &o, &tally, &error), KEFU_E_STATE);
    assert_int_equal(kefu_tally_new(NULL, &o, NULL, &error), KEFU_E_ARGUMENT);
    assert_null(tally);
    kefu_registry_free(open);
    assert_int_equal(kefu_tally_new(NULL, NULL, &tally, &error), KEFU_OK);
    kefu_tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures_of_a_shop),
        cmocka_unit_test(test_batches_may_be_cut_anywhere),
        cmocka_unit_test(test_the_filter_of_the_tally),
        cmocka_unit_test(test_without_keys_there_is_one_group_even_of_no_rows),
        cmocka_unit_test(test_with_keys_no_rows_are_no_groups),
        cmocka_unit_test(test_two_keys_in_order),
        cmocka_unit_test(test_many_groups),
        cmocka_unit_test(test_a_metric_may_refer_to_earlier_ones),
        cmocka_unit_test(test_the_frame_may_be_taken_again_as_rows_come_in),
        cmocka_unit_test(test_low_volume),
        cmocka_unit_test(test_overflow_names_metric_and_group),
        cmocka_unit_test(test_long_names_leave_room_for_the_reason),
        cmocka_unit_test(test_columns_are_listed_once),
        cmocka_unit_test(test_bad_formulas_change_nothing),
        cmocka_unit_test(test_a_column_alone_is_a_filter),
        cmocka_unit_test(test_bad_options_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
