/* test_model_score.c - what a model says of many texts: columns against scores one by one, texts of
 * every encoding and size, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "oom.h"
#include "small_model.h"

enum { TEXTS = 5 };
static const char *const texts[TEXTS] = {"快递太慢了", "味道很好, smells good", "", "慢慢慢慢慢",
                                         "not good, 包装 007 破了!!!"};

static kefu_model *model_of_texts(void)
{
    small_model *m = small_model_full("org.example.score/1");
    for (uint32_t i = 0; i < TEXTS; i += 2)
        small_model_text(m, texts[i], i);
    m->model.heads[0].slope = 30000;
    m->model.heads[0].shift = -20000;
    m->model.heads[4].least = 655360; /* 10 */
    m->model.heads[5].least = -655360;
    return small_model_open(m);
}

static void views_of_texts(kefu_text views[TEXTS])
{
    for (size_t i = 0; i < TEXTS; i++)
        views[i] = (kefu_text){texts[i], strlen(texts[i])};
}

static kf_scores scores_of(const kefu_model *model, const char *text)
{
    size_t count;
    uint16_t *units = small_model_units(text, &count);
    kf_scores scores;
    kf_score_plain(&model->table, units + KF_FOLD_BEFORE, count, &scores);
    free(units);
    return scores;
}

typedef struct columns {
    int8_t polarity[TEXTS], three[TEXTS];
    int32_t positive[TEXTS], z[6 * TEXTS];
    uint32_t aspects[TEXTS];
} columns;

static void columns_are_the_scores_of_texts(void **state)
{
    kefu_model *model = model_of_texts();
    kefu_text views[TEXTS];
    columns c;
    const kefu_model_scores out = {.struct_size = sizeof out,
                                   .polarity = c.polarity,
                                   .positive = c.positive,
                                   .three = c.three,
                                   .aspects = c.aspects,
                                   .z = c.z};
    (void)state;
    views_of_texts(views);
    memset(&c, 0x5A, sizeof c);
    assert_int_equal(kefu_model_score(model, views, TEXTS, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
    for (int i = 0; i < TEXTS; i++) {
        const kf_scores scores = scores_of(model, texts[i]);
        int64_t z[6];
        for (int h = 0; h < 6; h++) {
            z[h] = kf_z(scores.head[h], scores.looked);
            assert_int_equal(c.z[h * TEXTS + i], z[h]);
        }
        assert_int_equal(c.polarity[i], (z[0] > 0) - (z[0] < 0));
        /* >> of numbers below 0 rounds down where this is tested */
        assert_int_equal(c.positive[i], kf_logistic((30000 * z[0] >> 16) - 20000));
        assert_int_equal(c.three[i], z[2] >= z[1] && z[2] >= z[3] ? 0 : z[1] >= z[3] ? -1 : 1);
        assert_int_equal(c.aspects[i], (z[4] >= 655360 ? 16 : 0) | (z[5] >= -655360 ? 32 : 0));
    }
    assert_int_equal(c.polarity[2], 0);      /* an empty text */
    assert_int_equal(c.positive[2], 424293); /* 10^6 / (1 + e^(20000 / 65536)) = 424292.71 */
    kefu_model_free(model);
}

static void columns_may_be_missing(void **state)
{
    kefu_model *model = model_of_texts();
    kefu_text views[TEXTS];
    columns all, one;
    const kefu_model_scores out = {.struct_size = sizeof out,
                                   .polarity = all.polarity,
                                   .positive = all.positive,
                                   .three = all.three};
    const kefu_model_scores outs[] = {
        {.struct_size = sizeof out, .polarity = one.polarity},
        {.struct_size = sizeof out, .positive = one.positive},
        {.struct_size = sizeof out, .three = one.three},
        {.struct_size = sizeof out},
    };
    (void)state;
    views_of_texts(views);
    assert_int_equal(kefu_model_score(model, views, TEXTS, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof outs / sizeof *outs; i++)
        assert_int_equal(kefu_model_score(model, views, TEXTS, KEFU_UTF8, 0, &outs[i], NULL),
                         KEFU_OK);
    assert_memory_equal(all.polarity, one.polarity, sizeof one.polarity);
    assert_memory_equal(all.positive, one.positive, sizeof one.positive);
    assert_memory_equal(all.three, one.three, sizeof one.three);
    assert_int_equal(kefu_model_score(model, NULL, 0, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
    kefu_model_free(model);
}

/* "快递" in GB18030 is BF EC B5 DD; malformed bytes are an error with their row and offset. */
static void encodings_are_as_declared(void **state)
{
    kefu_model *model = model_of_texts();
    const kefu_text utf8 = {"快递", 6}, gb = {"\xBF\xEC\xB5\xDD", 4};
    const kefu_text broken[] = {{"好", 3}, {NULL, 0}, {"好\xE5\xA5", 5}};
    int32_t z[18], z_gb[6];
    kefu_model_scores out = {.struct_size = sizeof out, .z = z};
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_model_score(model, &utf8, 1, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
    out.z = z_gb;
    assert_int_equal(kefu_model_score(model, &gb, 1, KEFU_GB18030, 0, &out, NULL), KEFU_OK);
    assert_memory_equal(z, z_gb, sizeof z_gb);
    out.z = z;
    assert_int_equal(
        kefu_model_score(model, broken, 3, KEFU_UTF8, KEFU_INVALID_REFUSE, &out, &error),
        KEFU_E_ENCODING);
    assert_int_equal(error.row, 2);
    assert_int_equal(error.offset, 3);
    assert_int_equal(
        kefu_model_score(model, broken, 3, KEFU_UTF8, KEFU_INVALID_REPLACE, &out, NULL), KEFU_OK);
    kefu_model_free(model);
}

static void assert_refused(const kefu_model *model, const kefu_text *text, int64_t n,
                           int32_t encoding, int32_t invalid, kefu_status status,
                           const char *message)
{
    int8_t three;
    const kefu_model_scores out = {.struct_size = sizeof out, .three = &three};
    kefu_error error;
    assert_int_equal(kefu_model_score(model, text, n, encoding, invalid, &out, &error), status);
    assert_string_equal(error.message, message);
}

static void what_cannot_be_is_refused(void **state)
{
    kefu_model *model = model_of_texts();
    kefu_model *plain = small_model_open(small_model_new("org.example.plain/1"));
    small_model *m = small_model_full("org.example.delta/1");
    kefu_model *delta;
    const kefu_text text = {"a", 1}, null = {NULL, 1};
    (void)state;
    m->model.is_delta = 1;
    memset(m->model.base, 'a', 32);
    delta = small_model_open(m);
    assert_refused(model, &text, -1, 0, 0, KEFU_E_ARGUMENT, "kefu_model_score: n is -1");
    assert_refused(model, &text, 1, 2, 0, KEFU_E_UNSUPPORTED,
                   "kefu_model_score: unknown encoding 2");
    assert_refused(model, &text, 1, 0, 2, KEFU_E_UNSUPPORTED,
                   "kefu_model_score: unknown invalid 2");
    assert_refused(model, &null, 1, 0, 0, KEFU_E_ARGUMENT,
                   "kefu_model_score: a text of 1 bytes is NULL");
    assert_refused(plain, &text, 1, 0, 0, KEFU_E_NAME,
                   "model 'org.example.plain/1' has no heads of three classes");
    assert_refused(delta, &text, 1, 0, 0, KEFU_E_ARGUMENT,
                   "model 'org.example.delta/1' is a delta: it is only of use together with its "
                   "base");
    kefu_model_free(delta);
    kefu_model_free(plain);
    kefu_model_free(model);
}

/* All features of a text of 2^20 units weigh the most: sums of 4 × 127 a unit stay whole, z is cut;
 * one unit more is refused. */
static void the_longest_text_is_scored(void **state)
{
    enum { UNITS = KF_MOST_UNITS };
    small_model *m = small_model_full("org.example.long/1");
    kefu_model *model;
    char *long_text = malloc(UNITS + 1);
    kefu_text text = {long_text, UNITS};
    int32_t z[6];
    const kefu_model_scores out = {.struct_size = sizeof out, .z = z};
    kefu_error error;
    (void)state;
    assert_non_null(long_text);
    for (size_t i = 0; i <= UNITS; i++)
        long_text[i] = i % 2 ? '.' : ','; /* , and . are no words */
    small_model_text(m, ".,.,.,", 1);
    for (size_t slot = 0; slot < SMALL_SLOTS; slot++)
        if (m->checks[slot] != KF_NO_CHECK)
            m->buckets[slot / 2] =
                (m->buckets[slot / 2] & ~(0xFF00u << 16 * (slot % 2))) | 0x7F00u << 16 * (slot % 2);
    model = small_model_open(m);
    assert_int_equal(kefu_model_score(model, &text, 1, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
    assert_int_equal(z[0], INT32_MAX); /* 127 × sqrt(2^22) × 2^16 = 1.7 × 10^10 */
    text.size++;
    assert_int_equal(kefu_model_score(model, &text, 1, KEFU_UTF8, 0, &out, &error), KEFU_E_LIMIT);
    assert_int_equal(error.row, 0);
    assert_string_equal(error.message, "a text has more than 1048576 characters");
    kefu_model_free(model);
    free(long_text);
}

static int score_anew(const kefu_allocator *allocator)
{
    small_model *m = small_model_full("org.example.oom/1");
    kefu_buffer *buffer = small_model_bytes(m);
    kefu_model *model = NULL;
    int8_t polarity;
    const kefu_text text = {"好", 3};
    const kefu_model_scores out = {.struct_size = sizeof out, .polarity = &polarity};
    size_t size;
    const char *bytes = kefu_buffer_data(buffer, &size);
    kefu_status status = kefu_model_from_bytes(allocator, bytes, size, 0, &model, NULL);
    if (!status)
        status = kefu_model_score(model, &text, 1, KEFU_UTF8, 0, &out, NULL);
    kefu_model_free(model);
    kefu_buffer_free(buffer);
    free(m);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void memory_may_run_out(void **state)
{
    (void)state;
    assert_in_range(oom_sweep(score_anew), 3, 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_the_scores_of_texts),
        cmocka_unit_test(columns_may_be_missing),
        cmocka_unit_test(encodings_are_as_declared),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(the_longest_text_is_scored),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
