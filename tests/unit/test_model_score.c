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
    assert_int_equal(kefu_model_score(model, NULL, views, TEXTS, KEFU_UTF8, 0, &out, NULL),
                     KEFU_OK);
    for (int i = 0; i < TEXTS; i++) {
        const kf_scores scores = scores_of(model, texts[i]);
        int64_t z[6];
        for (int h = 0; h < 6; h++) {
            z[h] = kf_z(scores.head[h], scores.looked);
            assert_int_equal(c.z[h * TEXTS + i], z[h]);
        }
        /* >> of numbers below 0 rounds down where this is tested */
        assert_int_equal(c.positive[i], kf_logistic((30000 * z[0] >> 16) - 20000));
        if (*texts[i])
            assert_int_equal(c.polarity[i], (c.positive[i] > 500000) - (c.positive[i] < 500000));
        assert_int_equal(c.three[i], z[2] >= z[1] && z[2] >= z[3] ? 0 : z[1] >= z[3] ? -1 : 1);
        assert_int_equal(c.aspects[i], (z[4] >= 655360 ? 16 : 0) | (z[5] >= -655360 ? 32 : 0));
    }
    assert_int_equal(c.polarity[2], 0);      /* an empty text */
    assert_int_equal(c.positive[2], 424293); /* 10^6 / (1 + e^(20000 / 65536)) = 424292.71 */
    kefu_model_free(model);
}

/* A model of "好" alone, with chances of logistic(shift) for scores of 0. */
static kefu_model *model_of_one(int8_t weight, int64_t shift)
{
    small_model *m = small_model_new("org.example.one/1");
    size_t count;
    uint32_t hash;
    const int8_t weights[KF_MOST_HEADS] = {weight};
    uint16_t *units = small_model_units("好", &count);
    m->model.heads[0].shift = shift;
    assert_true(kf_features(0, units + KF_FOLD_BEFORE, count, &hash, 1) > 0); /* 好 itself */
    small_model_add(m, hash, weights);
    free(units);
    return small_model_open(m);
}

/* z of 好, which has 1 + 2 + 1 features, by its weight is weight × 2^16 / sqrt(24). */
static void polarity_goes_by_the_chance(void **state)
{
    static const struct {
        int8_t weight;
        int64_t shift;
        const char *text;
        int8_t polarity;
    } cases[] = {
        {1, 0, "好", 1},       {-1, 0, "好", -1},   {1, -65536, "好", -1}, /* 1 / sqrt(24) < 1 */
        {-1, 65536, "好", 1},  {0, 65536, "好", 1}, /* known, and weighs nothing: as texts are on
                                                       the whole */
        {0, -65536, "好", -1}, {0, 0, "好", 0},     /* even */
        {1, 65536, "", 0},                          /* nothing there */
        {1, 65536, "坏", 0},                        /* nothing known */
        {1, -65536, "坏", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_model *model = model_of_one(cases[i].weight, cases[i].shift);
        const kefu_text text = {cases[i].text, strlen(cases[i].text)};
        int8_t polarity = 9;
        const kefu_model_scores out = {.struct_size = sizeof out, .polarity = &polarity};
        assert_int_equal(kefu_model_score(model, NULL, &text, 1, KEFU_UTF8, 0, &out, NULL),
                         KEFU_OK);
        assert_int_equal(polarity, cases[i].polarity);
        kefu_model_free(model);
    }
}

/* ---- Deltas --------------------------------------------------------------------------------- */

/* It knows polarity and logistics of its base, and one head more. */
static kefu_model *delta_of(const kefu_model *model)
{
    small_model *m = small_model_new("org.example.delta/1");
    small_model_head(m, "agent_slow", KEFU_HEAD_ASPECT, KEFU_CAUSE_AGENT_SLOW);
    small_model_head(m, "logistics", KEFU_HEAD_ASPECT, KEFU_CAUSE_LOGISTICS);
    m->model.is_delta = 1;
    memcpy(m->model.base, model->fingerprint, sizeof m->model.base);
    m->model.heads[0].base_share = 65536;
    m->model.heads[0].own_share = 32768;
    m->model.heads[1].own_share = 65536;
    m->model.heads[2].own_share = 131072;
    small_model_text(m, texts[3], 7);
    return small_model_open(m);
}

static void a_delta_counts_with_its_base(void **state)
{
    kefu_model *model = model_of_texts(), *delta = delta_of(model);
    kefu_text views[TEXTS];
    int32_t z[7 * TEXTS], positive[TEXTS];
    int8_t polarity[TEXTS], three[TEXTS];
    uint32_t aspects[TEXTS];
    const kefu_model_scores out = {.struct_size = sizeof out,
                                   .polarity = polarity,
                                   .positive = positive,
                                   .three = three,
                                   .aspects = aspects,
                                   .z = z};
    (void)state;
    views_of_texts(views);
    assert_int_equal(kefu_model_score(model, delta, views, TEXTS, KEFU_UTF8, 0, &out, NULL),
                     KEFU_OK);
    for (int i = 0; i < TEXTS; i++) {
        const kf_scores b = scores_of(model, texts[i]), d = scores_of(delta, texts[i]);
        const int64_t z0 = kf_z(b.head[0], b.looked) + (kf_z(d.head[0], d.looked) >> 1);
        assert_int_equal(z[i], z0);
        assert_int_equal(z[TEXTS + i], kf_z(b.head[1], b.looked)); /* the base alone has it */
        assert_int_equal(z[4 * TEXTS + i], 2 * kf_z(d.head[2], d.looked));
        assert_int_equal(z[6 * TEXTS + i], kf_z(d.head[1], d.looked)); /* only the delta has it */
        assert_int_equal(positive[i], kf_logistic(z0)); /* its calibration, not the base's */
        assert_int_equal(aspects[i] >> 6, z[6 * TEXTS + i] >= 0);
    }
    kefu_model_free(delta);
    kefu_model_free(model);
}

static void what_the_delta_knows_is_known(void **state)
{
    kefu_model *model = model_of_one(1, 65536), *delta = delta_of(model);
    const kefu_text text = {texts[3], strlen(texts[3])};
    int8_t polarity = 9;
    const kefu_model_scores out = {.struct_size = sizeof out, .polarity = &polarity};
    (void)state;
    assert_int_equal(kefu_model_score(model, NULL, &text, 1, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
    assert_int_equal(polarity, 0);
    assert_int_equal(kefu_model_score(model, delta, &text, 1, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
    assert_int_not_equal(polarity, 0);
    kefu_model_free(delta);
    kefu_model_free(model);
}

static void deltas_of_others_are_refused(void **state)
{
    kefu_model *model = model_of_texts(), *delta = delta_of(model), *other = model_of_one(1, 0);
    const kefu_model_scores out = {.struct_size = sizeof out};
    (void)state;
    assert_int_equal(kefu_model_score(other, delta, NULL, 0, KEFU_UTF8, 0, &out, NULL),
                     KEFU_E_MISMATCH);
    assert_int_equal(kefu_model_score(model, other, NULL, 0, KEFU_UTF8, 0, &out, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_model_score(delta, NULL, NULL, 0, KEFU_UTF8, 0, &out, NULL),
                     KEFU_E_ARGUMENT);
    kefu_model_free(other);
    kefu_model_free(delta);
    kefu_model_free(model);
}

/* ---- Columns of text ------------------------------------------------------------------------ */

enum { ROWS = 2 * 1024 + 3 }; /* three blocks */

typedef struct row_scores {
    int8_t polarity[ROWS];
    int32_t positive[ROWS], z[6 * ROWS];
} row_scores;

static kefu_model_scores out_of_rows(row_scores *rows)
{
    memset(rows, 0x5A, sizeof *rows);
    return (kefu_model_scores){.struct_size = sizeof(kefu_model_scores),
                               .polarity = rows->polarity,
                               .positive = rows->positive,
                               .z = rows->z};
}

/* Texts as an array, and as columns of three types; every seventh is null. */
static void columns_are_arrays(void **state)
{
    static kefu_text views[ROWS], empty[ROWS];
    static const char *z_texts[ROWS];
    static uint8_t codes[ROWS], valid[ROWS / 8 + 1];
    static row_scores wanted, got;
    static kefu_text words[TEXTS];
    kefu_model *model = model_of_texts(), *delta = delta_of(model);
    const kefu_column as[] = {
        {.struct_size = sizeof *as, .type = KEFU_COLUMN_TEXT, .data = views},
        {.struct_size = sizeof *as, .type = KEFU_COLUMN_TEXT_Z, .data = z_texts},
        {.struct_size = sizeof *as,
         .name = "正文",
         .type = KEFU_COLUMN_TEXT_DICT,
         .data = codes,
         .heap = words,
         .heap_bytes = sizeof words,
         .width = 1,
         .validity = valid},
    };
    (void)state;
    views_of_texts(words);
    for (size_t i = 0; i < ROWS; i++) {
        const int null = i % 7 == 3;
        codes[i] = (uint8_t)(i % TEXTS);
        views[i] = null ? (kefu_text){NULL, 0} : words[i % TEXTS];
        z_texts[i] = null ? NULL : texts[i % TEXTS];
        valid[i / 8] |= (uint8_t)(!null << i % 8);
        empty[i] = null ? (kefu_text){"", 0} : views[i];
    }
    for (int with = 0; with < 2; with++) {
        const kefu_model *by = with ? delta : NULL;
        kefu_model_scores out = out_of_rows(&wanted);
        out.z = with ? NULL : out.z;
        assert_int_equal(kefu_model_score(model, by, empty, ROWS, KEFU_UTF8, 0, &out, NULL),
                         KEFU_OK);
        for (size_t c = 0; c < sizeof as / sizeof *as; c++) {
            out = out_of_rows(&got);
            out.z = with ? NULL : out.z;
            assert_int_equal(kefu_model_score_column(model, by, &as[c], ROWS, 0, &out, NULL),
                             KEFU_OK);
            assert_memory_equal(&got, &wanted, sizeof got);
        }
    }
    kefu_model_free(delta);
    kefu_model_free(model);
}

/* "快递" in GB18030, padded with NULs; a byte that is none in row 1100, the second block. */
static void columns_have_their_encoding(void **state)
{
    static char cells[ROWS][6];
    static row_scores rows;
    kefu_model *model = model_of_texts();
    const kefu_text utf8 = {"快递", 6};
    kefu_column column = {.struct_size = sizeof column,
                          .type = KEFU_COLUMN_TEXT_FIXED,
                          .encoding = KEFU_GB18030,
                          .data = cells,
                          .width = 6};
    int32_t positive;
    const kefu_model_scores one = {.struct_size = sizeof one, .positive = &positive};
    kefu_model_scores out = out_of_rows(&rows);
    kefu_error error;
    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        memcpy(cells[i], "\xBF\xEC\xB5\xDD", 4);
    assert_int_equal(kefu_model_score(model, NULL, &utf8, 1, KEFU_UTF8, 0, &one, NULL), KEFU_OK);
    assert_int_equal(kefu_model_score_column(model, NULL, &column, ROWS, 0, &out, NULL), KEFU_OK);
    for (size_t i = 0; i < ROWS; i++)
        assert_int_equal(rows.positive[i], positive);
    cells[1100][2] = '\xFF';
    assert_int_equal(
        kefu_model_score_column(model, NULL, &column, ROWS, KEFU_INVALID_REFUSE, &out, &error),
        KEFU_E_ENCODING);
    assert_int_equal(error.row, 1100);
    assert_int_equal(error.offset, 2);
    assert_int_equal(
        kefu_model_score_column(model, NULL, &column, ROWS, KEFU_INVALID_REPLACE, &out, NULL),
        KEFU_OK);
    kefu_model_free(model);
}

static void columns_that_are_no_text_are_refused(void **state)
{
    static const int64_t numbers[2] = {1, 2};
    kefu_model *model = model_of_texts();
    const kefu_model_scores out = {.struct_size = sizeof out};
    kefu_column column = {.struct_size = sizeof column, .type = KEFU_COLUMN_I64, .data = numbers};
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_model_score_column(model, NULL, &column, 2, 0, &out, &error),
                     KEFU_E_TYPE);
    column.type = KEFU_COLUMN_TEXT;
    assert_int_equal(kefu_model_score_column(model, NULL, &column, -1, 0, &out, &error),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_model_score_column(model, NULL, &column, 1, 2, &out, &error),
                     KEFU_E_UNSUPPORTED);
    column.data = NULL;
    assert_int_equal(kefu_model_score_column(model, NULL, &column, 1, 0, &out, &error),
                     KEFU_E_ARGUMENT);
    assert_string_equal(error.message, "column 'text': data is NULL");
    assert_int_equal(kefu_model_score_column(model, NULL, &column, 0, 0, &out, &error), KEFU_OK);
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
    assert_int_equal(kefu_model_score(model, NULL, views, TEXTS, KEFU_UTF8, 0, &out, NULL),
                     KEFU_OK);
    for (size_t i = 0; i < sizeof outs / sizeof *outs; i++)
        assert_int_equal(kefu_model_score(model, NULL, views, TEXTS, KEFU_UTF8, 0, &outs[i], NULL),
                         KEFU_OK);
    assert_memory_equal(all.polarity, one.polarity, sizeof one.polarity);
    assert_memory_equal(all.positive, one.positive, sizeof one.positive);
    assert_memory_equal(all.three, one.three, sizeof one.three);
    assert_int_equal(kefu_model_score(model, NULL, NULL, 0, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
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
    assert_int_equal(kefu_model_score(model, NULL, &utf8, 1, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
    out.z = z_gb;
    assert_int_equal(kefu_model_score(model, NULL, &gb, 1, KEFU_GB18030, 0, &out, NULL), KEFU_OK);
    assert_memory_equal(z, z_gb, sizeof z_gb);
    out.z = z;
    assert_int_equal(
        kefu_model_score(model, NULL, broken, 3, KEFU_UTF8, KEFU_INVALID_REFUSE, &out, &error),
        KEFU_E_ENCODING);
    assert_int_equal(error.row, 2);
    assert_int_equal(error.offset, 3);
    assert_int_equal(
        kefu_model_score(model, NULL, broken, 3, KEFU_UTF8, KEFU_INVALID_REPLACE, &out, NULL),
        KEFU_OK);
    kefu_model_free(model);
}

static void assert_refused(const kefu_model *model, const kefu_text *text, int64_t n,
                           int32_t encoding, int32_t invalid, kefu_status status,
                           const char *message)
{
    int8_t three;
    const kefu_model_scores out = {.struct_size = sizeof out, .three = &three};
    kefu_error error;
    assert_int_equal(kefu_model_score(model, NULL, text, n, encoding, invalid, &out, &error),
                     status);
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
    assert_refused(model, &text, -1, 0, 0, KEFU_E_ARGUMENT,
                   "scores of a model: there are -1 texts");
    assert_refused(model, &text, 1, 2, 0, KEFU_E_UNSUPPORTED,
                   "scores of a model: unknown encoding 2");
    assert_refused(model, &text, 1, 0, 2, KEFU_E_UNSUPPORTED,
                   "scores of a model: unknown invalid 2");
    assert_refused(model, &null, 1, 0, 0, KEFU_E_ARGUMENT, "a text of 1 bytes is NULL");
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
    assert_int_equal(kefu_model_score(model, NULL, &text, 1, KEFU_UTF8, 0, &out, NULL), KEFU_OK);
    assert_int_equal(z[0], INT32_MAX); /* 127 × sqrt(2^22) × 2^16 = 1.7 × 10^10 */
    text.size++;
    assert_int_equal(kefu_model_score(model, NULL, &text, 1, KEFU_UTF8, 0, &out, &error),
                     KEFU_E_LIMIT);
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
    const kefu_column column = {
        .struct_size = sizeof column, .type = KEFU_COLUMN_TEXT, .data = &text};
    const kefu_model_scores out = {.struct_size = sizeof out, .polarity = &polarity};
    size_t size;
    const char *bytes = kefu_buffer_data(buffer, &size);
    kefu_status status = kefu_model_from_bytes(allocator, bytes, size, 0, &model, NULL);
    if (!status)
        status = kefu_model_score(model, NULL, &text, 1, KEFU_UTF8, 0, &out, NULL);
    if (!status)
        status = kefu_model_score_column(model, NULL, &column, 1, 0, &out, NULL);
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
        cmocka_unit_test(polarity_goes_by_the_chance),
        cmocka_unit_test(a_delta_counts_with_its_base),
        cmocka_unit_test(what_the_delta_knows_is_known),
        cmocka_unit_test(deltas_of_others_are_refused),
        cmocka_unit_test(columns_are_arrays),
        cmocka_unit_test(columns_have_their_encoding),
        cmocka_unit_test(columns_that_are_no_text_are_refused),
        cmocka_unit_test(columns_may_be_missing),
        cmocka_unit_test(encodings_are_as_declared),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(the_longest_text_is_scored),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
