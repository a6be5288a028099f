/* test_trainer.c - training as callers see it: what comes out, what does not matter, what is
 * refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "oom.h"
#include "train_texts.h"

static train_texts made;

static int make_texts(void **state)
{
    (void)state;
    train_texts_make(&made, 600, 0);
    return 0;
}

static kefu_trainer_options options_of(void)
{
    return (kefu_trainer_options){
        .struct_size = sizeof(kefu_trainer_options), .id = "org.example.reviews/1", .bits = 10};
}

static kefu_trainer *trainer_with(const kefu_trainer_options *options)
{
    kefu_trainer *t = NULL;
    kefu_error e = {0};
    if (kefu_trainer_new(options, &t, &e))
        fail_msg("%s", e.message);
    assert_int_equal(
        kefu_trainer_head(t, "logistics", KEFU_HEAD_ASPECT, KEFU_CAUSE_LOGISTICS, NULL), KEFU_OK);
    assert_int_equal(kefu_trainer_head(t, "price", KEFU_HEAD_ASPECT, KEFU_CAUSE_PRICE, NULL),
                     KEFU_OK);
    return t;
}

static void add(kefu_trainer *t, int64_t from, int64_t n)
{
    kefu_error e = {0};
    if (kefu_trainer_add(t, made.texts + from, n, made.labels + from * TRAIN_TEXTS_HEADS, NULL,
                         KEFU_UTF8, 0, &e))
        fail_msg("%s", e.message);
}

static kefu_buffer *finished(kefu_trainer *t)
{
    kefu_buffer *out = NULL;
    kefu_error e = {0};
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    if (kefu_trainer_finish(t, kefu_buffer_sink(out), &e))
        fail_msg("%s", e.message);
    kefu_trainer_free(t);
    return out;
}

static kefu_model *model_of(const kefu_buffer *bytes)
{
    size_t size;
    kefu_model *model = NULL;
    kefu_error e = {0};
    const char *data = kefu_buffer_data(bytes, &size);
    if (kefu_model_from_bytes(NULL, data, size, 0, &model, &e))
        fail_msg("%s", e.message);
    return model;
}

static void assert_same(kefu_buffer *a, kefu_buffer *b)
{
    size_t n, m;
    const char *x = kefu_buffer_data(a, &n), *y = kefu_buffer_data(b, &m);
    assert_int_equal(n, m);
    assert_memory_equal(x, y, n);
    kefu_buffer_free(b);
}

/* ---- What comes out ------------------------------------------------------------------------- */

static kefu_train_figures figures_of(kefu_model *model, kefu_model *delta, int32_t head)
{
    kefu_train_figures out[TRAIN_TEXTS_HEADS] = {{.struct_size = sizeof *out}};
    kefu_error e = {0};
    if (kefu_model_figures(model, delta, made.texts, made.n, made.labels, KEFU_UTF8,
                           TRAIN_TEXTS_HEADS, out, &e))
        fail_msg("%s", e.message);
    return out[head];
}

/* Texts of parts that only one side has are told apart by any line; so are both aspects. */
static void what_is_separable_is_learned(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    kefu_trainer *t = trainer_with(&options);
    add(t, 0, made.n);
    kefu_buffer *bytes = finished(t);
    kefu_model *model = model_of(bytes);
    for (int32_t h = 0; h < TRAIN_TEXTS_HEADS; h++) {
        const kefu_train_figures f = figures_of(model, NULL, h);
        assert_int_equal(f.labels, made.n);
        assert_int_equal(f.accuracy.num, made.n);
        assert_int_equal(f.f1.num, f.f1.den);
    }
    kefu_model_free(model);
    kefu_buffer_free(bytes);
}

static void the_model_says_what_it_is(void **state)
{
    (void)state;
    kefu_trainer_options options = options_of();
    kefu_model_info info = {.struct_size = sizeof info};
    kefu_head_info head = {.struct_size = sizeof head};
    int64_t yes = 0;
    options.card = "{\"data\":\"composed\"}";
    kefu_trainer *t = trainer_with(&options);
    add(t, 0, made.n);
    kefu_buffer *bytes = finished(t);
    kefu_model *model = model_of(bytes);
    assert_int_equal(kefu_model_describe(model, &info), KEFU_OK);
    assert_string_equal(info.id, "org.example.reviews/1");
    assert_string_equal(info.card, "{\"data\":\"composed\"}");
    assert_int_equal(info.heads, 3);
    assert_int_equal(info.table_bytes, 4096); /* 2^10 buckets of 4 bytes */
    for (int64_t i = 0; i < made.n; i++)
        yes += made.labels[i * TRAIN_TEXTS_HEADS + 1];
    assert_int_equal(kefu_model_head(model, 1, &head), KEFU_OK);
    assert_string_equal(head.key, "logistics");
    assert_int_equal(head.cause, KEFU_CAUSE_LOGISTICS);
    assert_int_equal(head.labels, made.n);
    assert_int_equal(head.yes, yes);
    kefu_model_free(model);
    kefu_buffer_free(bytes);
}

static void a_card_is_exchanged(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    kefu_model_info a = {.struct_size = sizeof a}, b = {.struct_size = sizeof b};
    kefu_buffer *again = NULL;
    kefu_trainer *t = trainer_with(&options);
    add(t, 0, made.n);
    kefu_buffer *bytes = finished(t);
    kefu_model *model = model_of(bytes);
    assert_int_equal(kefu_buffer_new(NULL, &again, NULL), KEFU_OK);
    assert_int_equal(kefu_model_with_card(model, "{\"a\":1}", kefu_buffer_sink(again), NULL),
                     KEFU_OK);
    kefu_model *other = model_of(again);
    (void)kefu_model_describe(model, &a);
    (void)kefu_model_describe(other, &b);
    assert_string_equal(b.card, "{\"a\":1}");
    assert_string_equal(a.card, "{}");
    assert_string_not_equal(a.fingerprint, b.fingerprint);
    assert_int_equal(kefu_model_with_card(model, "[]", kefu_buffer_sink(again), NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_model_with_card(model, "{", kefu_buffer_sink(again), NULL),
                     KEFU_E_SYNTAX);
    kefu_model_free(model);
    kefu_model_free(other);
    kefu_buffer_free(again);
    kefu_buffer_free(bytes);
}

/* ---- What does not matter ------------------------------------------------------------------- */

static kefu_buffer *in_order(const int64_t *firsts, const int64_t *counts, int n)
{
    const kefu_trainer_options options = options_of();
    kefu_trainer *t = trainer_with(&options);
    for (int i = 0; i < n; i++)
        add(t, firsts[i], counts[i]);
    return finished(t);
}

/* Whole, in pieces, in another order, twice, in two logs that share rows: the same bytes. */
static void order_and_pieces_do_not_matter(void **state)
{
    (void)state;
    kefu_buffer *whole = in_order((int64_t[]){0}, (int64_t[]){600}, 1);
    assert_same(whole, in_order((int64_t[]){0, 250}, (int64_t[]){250, 350}, 2));
    assert_same(whole, in_order((int64_t[]){400, 0, 100}, (int64_t[]){200, 100, 300}, 3));
    assert_same(whole, in_order((int64_t[]){0, 0}, (int64_t[]){600, 600}, 2));
    assert_same(whole, in_order((int64_t[]){200, 0}, (int64_t[]){400, 420}, 2));
    kefu_buffer_free(whole);
}

static void one_by_one_backwards(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    kefu_buffer *whole = in_order((int64_t[]){0}, (int64_t[]){600}, 1);
    kefu_trainer *t = trainer_with(&options);
    for (int64_t i = made.n; i-- > 0;)
        add(t, i, 1);
    assert_same(whole, finished(t));
    kefu_buffer_free(whole);
}

/* After finish more rows may come: as if all had come at once. */
static void more_rows_after_finish(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    kefu_buffer *whole = in_order((int64_t[]){0}, (int64_t[]){600}, 1), *part = NULL;
    kefu_trainer *t = trainer_with(&options);
    add(t, 0, 300);
    assert_int_equal(kefu_buffer_new(NULL, &part, NULL), KEFU_OK);
    assert_int_equal(kefu_trainer_finish(t, kefu_buffer_sink(part), NULL), KEFU_OK);
    add(t, 300, 300);
    assert_same(whole, finished(t));
    kefu_buffer_free(part);
    kefu_buffer_free(whole);
}

/* The same rows from a batch, in Chinese columns. */
static void a_batch_is_the_same(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    kefu_builder *rows = NULL;
    kefu_buffer *whole = in_order((int64_t[]){0}, (int64_t[]){600}, 1);
    kefu_trainer *t = trainer_with(&options);
    int32_t text, labels[TRAIN_TEXTS_HEADS];
    static const char *const names[] = {"polarity", "logistics", "price"};
    assert_int_equal(kefu_builder_new(NULL, NULL, &rows, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(rows, "正文", KEFU_COLUMN_TEXT, 0, 0, &text, NULL), KEFU_OK);
    for (int h = 0; h < TRAIN_TEXTS_HEADS; h++)
        assert_int_equal(kefu_builder_add(rows, names[h], KEFU_COLUMN_I64, 0, 0, &labels[h], NULL),
                         KEFU_OK);
    for (int64_t i = 0; i < made.n; i++) {
        (void)kefu_builder_set_text(rows, text, made.texts[i].data, made.texts[i].size, NULL);
        for (int h = 0; h < TRAIN_TEXTS_HEADS; h++)
            (void)kefu_builder_set_i64(rows, labels[h], made.labels[i * TRAIN_TEXTS_HEADS + h],
                                       NULL);
        assert_int_equal(kefu_builder_end_row(rows, NULL), KEFU_OK);
    }
    assert_int_equal(kefu_trainer_add_batch(t, kefu_builder_batch(rows), NULL), KEFU_OK);
    assert_same(whole, finished(t));
    kefu_builder_free(rows);
    kefu_buffer_free(whole);
}

/* A later label stands; labels of one day that disagree drop out, as if nobody had decided. */
static void later_labels_stand(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    int8_t wrong[3 * TRAIN_TEXTS_HEADS], none[3 * TRAIN_TEXTS_HEADS];
    const int32_t early[3] = {100, 100, 100}, late[3] = {200, 200, 200};
    for (int i = 0; i < 3 * TRAIN_TEXTS_HEADS; i++) {
        wrong[i] = !made.labels[i];
        none[i] = -1;
    }
    kefu_buffer *whole = in_order((int64_t[]){0}, (int64_t[]){600}, 1);
    kefu_trainer *t = trainer_with(&options);
    add(t, 3, 597);
    (void)kefu_trainer_add(t, made.texts, 3, made.labels, late, KEFU_UTF8, 0, NULL);
    (void)kefu_trainer_add(t, made.texts, 3, wrong, early, KEFU_UTF8, 0, NULL);
    assert_same(whole, finished(t));
    kefu_buffer_free(whole);

    t = trainer_with(&options);
    add(t, 3, 597);
    (void)kefu_trainer_add(t, made.texts, 3, none, NULL, KEFU_UTF8, 0, NULL);
    kefu_buffer *undecided = finished(t);
    t = trainer_with(&options);
    (void)kefu_trainer_add(t, made.texts, 3, wrong, late, KEFU_UTF8, 0, NULL);
    (void)kefu_trainer_add(t, made.texts, 3, made.labels, late, KEFU_UTF8, 0, NULL);
    add(t, 3, 597);
    assert_same(undecided, finished(t));
    kefu_buffer_free(undecided);
}

/* Marks and blanks do not make another text of it, and of two spellings the one is taken that is
 * first in order, whoever comes first. */
static void marks_do_not_make_another_text(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    const char *const spellings[] = {"杯子很好，推荐", "杯子很好！！ 推荐。"};
    const int8_t labels[] = {1, 0, 0};
    kefu_buffer *out[2];
    for (int first = 0; first < 2; first++) {
        kefu_trainer *t = trainer_with(&options);
        add(t, 0, made.n);
        for (int k = 0; k < 2; k++) {
            const char *spelling = spellings[k ^ first];
            const kefu_text text = {spelling, strlen(spelling)};
            (void)kefu_trainer_add(t, &text, 1, labels, NULL, KEFU_UTF8, 0, NULL);
        }
        out[first] = finished(t);
    }
    assert_same(out[0], out[1]);
    kefu_model *model = model_of(out[0]);
    kefu_head_info head = {.struct_size = sizeof head};
    (void)kefu_model_head(model, 0, &head);
    assert_int_equal(head.labels, made.n + 1);
    kefu_model_free(model);
    kefu_buffer_free(out[0]);
}

/* ---- Deltas --------------------------------------------------------------------------------- */

static kefu_buffer *delta_of(kefu_model *base, int64_t n, int64_t enough, const int8_t *labels)
{
    kefu_trainer_options options = options_of();
    kefu_trainer *t = NULL;
    kefu_error e = {0};
    options.base = base;
    options.enough = enough;
    if (kefu_trainer_new(&options, &t, &e))
        fail_msg("%s", e.message);
    if (kefu_trainer_add(t, made.texts, n, labels, NULL, KEFU_UTF8, 0, &e))
        fail_msg("%s", e.message);
    return finished(t);
}

/* A shop where the words of the base say the opposite: many labels learn it, few only shift. */
static void a_delta_learns_what_the_base_has_wrong(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    static int8_t opposite[TRAIN_TEXTS_MOST];
    kefu_trainer *t = trainer_with(&options);
    add(t, 0, made.n);
    kefu_buffer *bytes = finished(t);
    kefu_model *base = model_of(bytes);
    for (int64_t i = 0; i < made.n; i++)
        opposite[i] = !made.labels[i * TRAIN_TEXTS_HEADS];
    kefu_buffer *delta_bytes = delta_of(base, made.n, 200, opposite);
    kefu_model *delta = model_of(delta_bytes);
    assert_int_equal(figures_of(base, NULL, 0).accuracy.num, made.n);
    assert_int_equal(figures_of(base, delta, 0).accuracy.num, 0);
    kefu_model_info info = {.struct_size = sizeof info}, of = {.struct_size = sizeof of};
    (void)kefu_model_describe(delta, &info);
    (void)kefu_model_describe(base, &of);
    assert_int_equal(info.is_delta, 1);
    assert_string_equal(info.base, of.fingerprint);
    kefu_model_free(delta);
    kefu_model_free(base);
    kefu_buffer_free(delta_bytes);
    kefu_buffer_free(bytes);
}

/* Under `enough` labels no word has a weight: the table of the delta is all zero but for prints. */
static void few_labels_only_calibrate(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    static int8_t polarity[TRAIN_TEXTS_MOST];
    kefu_trainer *t = trainer_with(&options);
    add(t, 0, made.n);
    kefu_buffer *bytes = finished(t);
    kefu_model *base = model_of(bytes);
    for (int64_t i = 0; i < made.n; i++)
        polarity[i] = made.labels[i * TRAIN_TEXTS_HEADS];
    kefu_buffer *delta_bytes = delta_of(base, 100, 200, polarity);
    kefu_model *delta = model_of(delta_bytes);
    int32_t z[1];
    const kefu_model_scores scores = {.struct_size = sizeof scores, .z = z};
    assert_int_equal(figures_of(base, delta, 0).accuracy.num, made.n);
    assert_int_equal(kefu_model_score(delta, NULL, made.texts, 1, KEFU_UTF8, 0, &scores, NULL),
                     KEFU_E_ARGUMENT); /* of use together with its base alone */
    kefu_model_free(delta);
    kefu_model_free(base);
    kefu_buffer_free(delta_bytes);
    kefu_buffer_free(bytes);
}

static void a_delta_may_have_heads_of_its_own(void **state)
{
    (void)state;
    kefu_trainer_options options = options_of();
    kefu_trainer *t = NULL;
    static int8_t two[TRAIN_TEXTS_MOST * 2];
    kefu_error e = {0};
    assert_int_equal(kefu_trainer_new(&options, &t, &e), KEFU_OK);
    for (int64_t i = 0; i < made.n; i++) {
        two[i * 2] = made.labels[i * TRAIN_TEXTS_HEADS];
        two[i * 2 + 1] = made.labels[i * TRAIN_TEXTS_HEADS + 1];
    }
    static int8_t polarity[TRAIN_TEXTS_MOST];
    for (int64_t i = 0; i < made.n; i++)
        polarity[i] = two[i * 2];
    assert_int_equal(kefu_trainer_add(t, made.texts, made.n, polarity, NULL, KEFU_UTF8, 0, &e),
                     KEFU_OK);
    kefu_buffer *bytes = finished(t);
    kefu_model *base = model_of(bytes);
    options.base = base;
    assert_int_equal(kefu_trainer_new(&options, &t, &e), KEFU_OK);
    assert_int_equal(kefu_trainer_head(t, "logistics", KEFU_HEAD_ASPECT, KEFU_CAUSE_LOGISTICS, &e),
                     KEFU_OK);
    assert_int_equal(kefu_trainer_add(t, made.texts, made.n, two, NULL, KEFU_UTF8, 0, &e), KEFU_OK);
    kefu_buffer *delta_bytes = finished(t);
    kefu_model *delta = model_of(delta_bytes);
    kefu_train_figures out[2] = {{.struct_size = sizeof *out}};
    assert_int_equal(
        kefu_model_figures(base, delta, made.texts, made.n, two, KEFU_UTF8, 2, out, &e), KEFU_OK);
    assert_int_equal(out[1].accuracy.num, made.n);
    kefu_model_free(delta);
    kefu_model_free(base);
    kefu_buffer_free(delta_bytes);
    kefu_buffer_free(bytes);
}

/* Five reviews that the shop called good say nothing of polarity: chances stay those of the base,
 * and nothing is promised that the base does not. */
static void a_head_with_few_labels_stays_as_its_base_has_it(void **state)
{
    (void)state;
    kefu_trainer_options options = options_of();
    static int8_t labels[TRAIN_TEXTS_MOST * TRAIN_TEXTS_HEADS];
    static int32_t before[TRAIN_TEXTS_MOST], after[TRAIN_TEXTS_MOST];
    const kefu_model_scores of_base = {.struct_size = sizeof of_base, .positive = before};
    const kefu_model_scores of_both = {.struct_size = sizeof of_both, .positive = after};
    kefu_model_info info = {.struct_size = sizeof info};
    kefu_trainer *t = trainer_with(&options);
    add(t, 0, made.n);
    kefu_buffer *bytes = finished(t);
    kefu_model *base = model_of(bytes);
    for (int64_t i = 0, few = 0; i < made.n * TRAIN_TEXTS_HEADS; i++) {
        labels[i] = made.labels[i];
        if (i % TRAIN_TEXTS_HEADS == 0 && (!made.labels[i] || few++ >= 5))
            labels[i] = -1;
    }
    options.base = base;
    t = trainer_with(&options);
    assert_int_equal(kefu_trainer_add(t, made.texts, made.n, labels, NULL, KEFU_UTF8, 0, NULL),
                     KEFU_OK);
    kefu_buffer *delta_bytes = finished(t);
    kefu_model *delta = model_of(delta_bytes);
    assert_int_equal(kefu_model_score(base, NULL, made.texts, made.n, KEFU_UTF8, 0, &of_base, NULL),
                     KEFU_OK);
    assert_int_equal(
        kefu_model_score(base, delta, made.texts, made.n, KEFU_UTF8, 0, &of_both, NULL), KEFU_OK);
    for (int64_t i = 0; i < made.n; i++) /* a × z and then slope × z are rounded once more */
        assert_in_range(after[i] - before[i] + 100, 0, 200);
    (void)kefu_model_describe(delta, &info);
    assert_int_equal(info.promise, 0);
    kefu_model_free(delta);
    kefu_model_free(base);
    kefu_buffer_free(delta_bytes);
    kefu_buffer_free(bytes);
}

/* ---- Figures -------------------------------------------------------------------------------- */

/* With one label in ten wrong nothing can be more than about 90 % right on texts of its own: the
 * interval holds the share of right labels, and the fifth is a fifth. */
static void figures_are_of_texts_not_fitted(void **state)
{
    (void)state;
    static train_texts noisy;
    const kefu_trainer_options options = options_of();
    kefu_train_figures out[3] = {{.struct_size = sizeof *out}};
    kefu_error e = {0};
    train_texts_make(&noisy, 1000, 10);
    kefu_trainer *t = trainer_with(&options);
    assert_int_equal(
        kefu_trainer_add(t, noisy.texts, noisy.n, noisy.labels, NULL, KEFU_UTF8, 0, &e), KEFU_OK);
    if (kefu_trainer_figures(t, 3, out, &e))
        fail_msg("%s", e.message);
    assert_in_range(out[0].labels, 150, 250);
    assert_true(out[0].accuracy.num * 100 <= out[0].accuracy.den * 96);
    assert_true(out[0].accuracy.num * 100 >= out[0].accuracy.den * 82);
    assert_true(out[0].low.num < out[0].high.num);
    assert_true(out[1].accuracy.num * 100 >= out[1].accuracy.den * 98);
    assert_int_equal(out[1].labels, out[0].labels);
    kefu_trainer_free(t);
}

/* ---- What is refused ------------------------------------------------------------------------ */

static void heads_are_checked(void **state)
{
    static const struct {
        const char *key;
        int32_t kind, cause;
        kefu_status status;
    } cases[] = {{"price", KEFU_HEAD_ASPECT, KEFU_CAUSE_PRICE, KEFU_E_EXISTS},
                 {"Price", KEFU_HEAD_ASPECT, KEFU_CAUSE_PRICE, KEFU_E_ARGUMENT},
                 {"", KEFU_HEAD_ASPECT, KEFU_CAUSE_PRICE, KEFU_E_ARGUMENT},
                 {"1st", KEFU_HEAD_ASPECT, KEFU_CAUSE_PRICE, KEFU_E_ARGUMENT},
                 {"a_key_of_thirty_two_characters__", KEFU_HEAD_ASPECT, 1, KEFU_E_ARGUMENT},
                 {"second", KEFU_HEAD_POLARITY, KEFU_CAUSE_UNKNOWN, KEFU_E_ARGUMENT},
                 {"smell", KEFU_HEAD_ASPECT, KEFU_CAUSE_UNKNOWN, KEFU_E_ARGUMENT},
                 {"smell", KEFU_HEAD_ASPECT, -1, KEFU_E_ARGUMENT},
                 {"smell", KEFU_HEAD_ASPECT, 1000, KEFU_E_ARGUMENT},
                 {"neutral", KEFU_HEAD_CLASS, 3, KEFU_E_ARGUMENT},
                 {"middling", KEFU_HEAD_CLASS, KEFU_CAUSE_UNKNOWN, KEFU_E_NAME},
                 {"smell", 9, 3, KEFU_E_ARGUMENT}};
    const kefu_trainer_options options = options_of();
    kefu_trainer *t = trainer_with(&options);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(kefu_trainer_head(t, cases[i].key, cases[i].kind, cases[i].cause, NULL),
                         cases[i].status);
    add(t, 0, 1);
    assert_int_equal(kefu_trainer_head(t, "smell", KEFU_HEAD_ASPECT, 15, NULL), KEFU_E_STATE);
    kefu_trainer_free(t);
}

static void options_are_checked(void **state)
{
    kefu_trainer_options bad[7];
    static const kefu_status want[7] = {KEFU_E_ARGUMENT, KEFU_E_ARGUMENT,    KEFU_E_ARGUMENT,
                                        KEFU_E_ARGUMENT, KEFU_E_UNSUPPORTED, KEFU_E_SYNTAX,
                                        KEFU_E_ARGUMENT};
    kefu_trainer *t = NULL;
    (void)state;
    for (int i = 0; i < 7; i++)
        bad[i] = options_of();
    bad[0].id = NULL;
    bad[1].id = "no id";
    bad[2].bits = 9;
    bad[3].bits = 19;
    bad[4].language = 7;
    bad[5].card = "{";
    bad[6].enough = -1;
    for (int i = 0; i < 7; i++) {
        kefu_status got = kefu_trainer_new(&bad[i], &t, NULL);
        if (i == 4)
            assert_true(got != KEFU_OK);
        else
            assert_int_equal(got, want[i]);
        assert_null(t);
    }
}

/* A call that fails adds nothing: the trainer goes on as if it had not been made. */
static void a_bad_row_adds_nothing(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    kefu_buffer *whole = in_order((int64_t[]){0}, (int64_t[]){600}, 1);
    kefu_trainer *t = trainer_with(&options);
    kefu_error e = {0};
    const kefu_text texts[] = {{"新的一条", 12}, {"\xFF", 1}};
    const int8_t labels[] = {1, 0, 0, 1, 0, 0}, two[] = {1, 0, 0, 2, 0, 0};
    add(t, 0, made.n);
    assert_int_equal(kefu_trainer_add(t, texts, 2, labels, NULL, KEFU_UTF8, 0, &e),
                     KEFU_E_ENCODING);
    assert_int_equal(e.row, 1);
    assert_int_equal(kefu_trainer_add(t, texts, 2, two, NULL, KEFU_UTF8, 0, &e), KEFU_E_DATA);
    assert_int_equal(e.row, 1);
    assert_int_equal(kefu_trainer_add(t, texts, 1, labels, NULL, 5, 0, &e), KEFU_E_UNSUPPORTED);
    assert_int_equal(kefu_trainer_add(t, texts, 1, labels, NULL, 0, -1, &e), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_trainer_add(t, texts, -1, labels, NULL, 0, 0, &e), KEFU_E_ARGUMENT);
    assert_same(whole, finished(t));
    kefu_buffer_free(whole);
}

static void too_few_labels(void **state)
{
    (void)state;
    const kefu_trainer_options options = options_of();
    kefu_trainer *t = trainer_with(&options);
    kefu_buffer *out = NULL;
    kefu_error e = {0};
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    assert_int_equal(kefu_trainer_finish(t, kefu_buffer_sink(out), &e), KEFU_E_DATA);
    add(t, 0, 12);
    assert_int_equal(kefu_trainer_finish(t, kefu_buffer_sink(out), &e), KEFU_E_DATA);
    assert_non_null(strstr(e.message, "polarity"));
    kefu_trainer_free(t);
    kefu_buffer_free(out);
}

/* ---- Progress, limits, memory --------------------------------------------------------------- */

typedef struct told {
    int32_t last, stop_at, calls, fell;
} told;

static kefu_status KEFU_CALL tell(void *user, int32_t millionths)
{
    told *t = user;
    t->calls++;
    t->fell |= millionths < t->last;
    t->last = millionths;
    return millionths >= t->stop_at ? KEFU_E_CALLBACK : KEFU_OK;
}

static void progress_rises_to_the_end(void **state)
{
    (void)state;
    kefu_trainer_options options = options_of();
    told seen = {.stop_at = 2000000};
    options.progress = tell;
    options.user = &seen;
    kefu_trainer *t = trainer_with(&options);
    add(t, 0, made.n);
    kefu_buffer *with = finished(t);
    assert_int_equal(seen.fell, 0);
    assert_int_equal(seen.last, 1000000);
    assert_true(seen.calls > 20);
    assert_same(with, in_order((int64_t[]){0}, (int64_t[]){600}, 1));
    kefu_buffer_free(with);
}

static void the_caller_stops_it(void **state)
{
    (void)state;
    kefu_trainer_options options = options_of();
    told seen = {.stop_at = 0};
    options.progress = tell;
    options.user = &seen;
    kefu_trainer *t = trainer_with(&options);
    add(t, 0, made.n);
    kefu_buffer *out = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    for (int32_t at = 0; at < 1000000; at += 150000) {
        seen = (told){.stop_at = at};
        assert_int_equal(kefu_trainer_finish(t, kefu_buffer_sink(out), NULL), KEFU_E_CALLBACK);
    }
    seen = (told){.stop_at = 2000000};
    kefu_buffer_clear(out);
    assert_int_equal(kefu_trainer_finish(t, kefu_buffer_sink(out), NULL), KEFU_OK);
    assert_same(out, in_order((int64_t[]){0}, (int64_t[]){600}, 1));
    kefu_trainer_free(t);
    kefu_buffer_free(out);
}

static void the_limit_is_kept(void **state)
{
    (void)state;
    kefu_trainer_options options = options_of();
    kefu_limits limits = {.struct_size = sizeof limits, .state_bytes = 300000};
    options.limits = &limits;
    kefu_trainer *t = trainer_with(&options);
    kefu_buffer *out = NULL;
    kefu_error e = {0};
    assert_int_equal(kefu_buffer_new(NULL, &out, NULL), KEFU_OK);
    add(t, 0, made.n);
    assert_int_equal(kefu_trainer_finish(t, kefu_buffer_sink(out), &e), KEFU_E_LIMIT);
    assert_non_null(strstr(e.message, "state_bytes"));
    kefu_trainer_free(t);
    kefu_buffer_free(out);
}

static int train_few(const kefu_allocator *allocator)
{
    kefu_trainer_options options = options_of();
    kefu_trainer *t = NULL;
    kefu_buffer *out = NULL;
    options.allocator = allocator;
    kefu_status status = kefu_buffer_new(NULL, &out, NULL);
    if (!status)
        status = kefu_trainer_new(&options, &t, NULL);
    if (!status)
        status = kefu_trainer_head(t, "price", KEFU_HEAD_ASPECT, KEFU_CAUSE_PRICE, NULL);
    for (int64_t i = 0; !status && i < 50; i++) {
        const int8_t *all = made.labels + i * TRAIN_TEXTS_HEADS, own[] = {all[0], all[2]};
        status = kefu_trainer_add(t, &made.texts[i], 1, own, NULL, KEFU_UTF8, 0, NULL);
    }
    if (!status)
        status = kefu_trainer_finish(t, kefu_buffer_sink(out), NULL);
    kefu_trainer_free(t);
    kefu_buffer_free(out);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void memory_may_run_out(void **state)
{
    (void)state;
    assert_true(oom_sweep(train_few) > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_separable_is_learned),
        cmocka_unit_test(the_model_says_what_it_is),
        cmocka_unit_test(a_card_is_exchanged),
        cmocka_unit_test(order_and_pieces_do_not_matter),
        cmocka_unit_test(one_by_one_backwards),
        cmocka_unit_test(more_rows_after_finish),
        cmocka_unit_test(a_batch_is_the_same),
        cmocka_unit_test(later_labels_stand),
        cmocka_unit_test(marks_do_not_make_another_text),
        cmocka_unit_test(a_delta_learns_what_the_base_has_wrong),
        cmocka_unit_test(few_labels_only_calibrate),
        cmocka_unit_test(a_delta_may_have_heads_of_its_own),
        cmocka_unit_test(a_head_with_few_labels_stays_as_its_base_has_it),
        cmocka_unit_test(figures_are_of_texts_not_fitted),
        cmocka_unit_test(heads_are_checked),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(a_bad_row_adds_nothing),
        cmocka_unit_test(too_few_labels),
        cmocka_unit_test(progress_rises_to_the_end),
        cmocka_unit_test(the_caller_stops_it),
        cmocka_unit_test(the_limit_is_kept),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, make_texts, NULL);
}
