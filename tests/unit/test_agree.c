/* test_agree.c - agreement of inspectors: published examples, states where there is no number, bad
 * rows. tests/oracle/agree.py computes random marks a second time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agree_marks.h"
#include "oom.h"

enum { BILLION = 1000000000, RATERS_MOST = 6 };
enum {
    NOMINAL = KEFU_APART_NOMINAL,
    LINEAR = KEFU_APART_LINEAR,
    SQUARED = KEFU_APART_SQUARED,
    ORDINAL = KEFU_APART_ORDINAL,
    INTERVAL = KEFU_APART_INTERVAL
};

static kefu_agreement agreement(const kefu_agree *agree, int32_t criterion, int32_t coefficient,
                                int32_t distance)
{
    kefu_agreement out = {.struct_size = sizeof out};
    kefu_error error = {.code = 0};
    if (kefu_agree_value(agree, criterion, coefficient, distance, &out, &error))
        fail_msg("%s", error.message);
    return out;
}

static kefu_agreement agreement_of(const char *const *raters, const kefu_agree_options *options,
                                   int32_t coefficient, int32_t distance)
{
    marks m = {0};
    kefu_agree *agree = NULL;
    marks_of(&m, raters, RATERS_MOST);
    assert_int_equal(marks_agree(&m, options, &agree, NULL), KEFU_OK);
    kefu_agreement out = agreement(agree, 0, coefficient, distance);
    out.criterion = NULL;
    kefu_agree_free(agree);
    marks_free(&m);
    return out;
}

/* ---- Published examples --------------------------------------------------------------------- */

/* Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: A, two observers and two
 * categories; B, five categories; C, four observers and marks missing. */
static const char *const alpha_a[RATERS_MOST] = {"0100000010", "1110010000"};
static const char *const alpha_b[RATERS_MOST] = {"aabbdcccedda", "babbbccceddd"};
static const char *const alpha_c[RATERS_MOST] = {"123321412...", "1233224125.3", ".3332342251.",
                                                 "12332441251."};
/* Fleiss (1971), table 1: thirty patients, six psychiatrists each (of a patient, not the same),
 * five diagnoses. */
static const char *const fleiss[RATERS_MOST] = {
    "422521311511212311215221121215", "423521311542242311235421421235",
    "423523334544244311435444421435", "453543334544344341455454421435",
    "453543534544344351455454425435", "455543544544345552455454545435"};
/* Data set anxiety of the R package irr, raters 2 and 3; its kappa2 without weights, "equal" and
 * "squared", as the tests of statsmodels have it. */
static const char *const anxiety[RATERS_MOST] = {"36462424332333221334", "21443216111233113322"};

/* `digits` decimals are published; the others, and seen and chance, are those of
 * tests/oracle/agree.py. */
static const struct published {
    const char *source;
    const char *const *raters;
    int32_t coefficient, distance;
    double published;
    int32_t digits;
    int64_t value, seen, chance;
} published[] = {
    {"2011 A", alpha_a, KEFU_COEFFICIENT_ALPHA, NOMINAL, 0.095, 3, 95238095, 600000000, 557894737},
    {"2011 B", alpha_b, KEFU_COEFFICIENT_ALPHA, NOMINAL, 0.692, 3, 691964286, 750000000, 188405797},
    {"2011 C", alpha_c, KEFU_COEFFICIENT_ALPHA, NOMINAL, 0.743, 3, 743421053, 800000000, 220512821},
    /* not .834, which weights made of places instead of frequencies give (irrCAC) */
    {"2011 C", alpha_c, KEFU_COEFFICIENT_ALPHA, ORDINAL, 0.815, 3, 815387504, 959104671, 778480170},
    {"2011 C", alpha_c, KEFU_COEFFICIENT_ALPHA, INTERVAL, 0.849, 3, 849107143, 972916667,
     820512821},
    /* Gwet's irrCAC, data set cac.raw4raters, which is example C */
    {"irrCAC", alpha_c, KEFU_COEFFICIENT_AC1, NOMINAL, 0.77544, 5, 775444068, 818181818, 190321181},
    {"Fleiss", fleiss, KEFU_COEFFICIENT_FLEISS, NOMINAL, 0.430, 3, 430244520, 555555556, 219938272},
    {"irr", anxiety, KEFU_COEFFICIENT_COHEN, NOMINAL, -0.006289308, 9, -6289308, 200000000,
     205000000},
    {"irr", anxiety, KEFU_COEFFICIENT_COHEN, LINEAR, 0.1459075, 7, 145907473, 700000000, 648750000},
    {"irr", anxiety, KEFU_COEFFICIENT_COHEN, SQUARED, 0.2520325, 7, 252032520, 856250000,
     807812500},
    {"hand: 6 of 10", alpha_a, KEFU_COEFFICIENT_RAW, NOMINAL, 0.6, 9, 600000000, 600000000, 0},
};

static void test_published(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        const struct published *p = &published[i];
        kefu_agreement got = agreement_of(p->raters, NULL, p->coefficient, p->distance);
        double off = (double)got.value.num / BILLION - p->published, most = 0.5;
        for (int32_t d = 0; d < p->digits; d++)
            most /= 10;
        if (off > most * 1.001 || off < -most * 1.001)
            fail_msg("%s: %f away from what is published", p->source, off);
        assert_int_equal(got.value.num, p->value);
        assert_int_equal(got.value.den, BILLION);
        assert_int_equal(got.value.status, KEFU_VALUE_OK);
        assert_int_equal(got.observed.num, p->seen);
        assert_int_equal(got.expected.num, p->chance);
        assert_int_equal(got.expected.status, p->coefficient == KEFU_COEFFICIENT_RAW
                                                  ? KEFU_VALUE_NO_DATA
                                                  : KEFU_VALUE_OK);
        assert_int_equal(got.why, KEFU_AGREE_FINE);
    }
}

static void test_counts(void **state)
{
    (void)state;
    /* example C: the twelfth unit has one mark, which counts for the shares of AC1 alone */
    kefu_agreement got = agreement_of(alpha_c, NULL, KEFU_COEFFICIENT_ALPHA, NOMINAL);
    assert_int_equal(got.value.n, 11);
    assert_int_equal(got.observed.n, 11);
    assert_int_equal(got.expected.n, 11);
    assert_int_equal(got.marks, 40);
    assert_int_equal(got.raters, 4);
    assert_int_equal(got.categories, 5);
    assert_int_equal(got.value.flags, KEFU_VALUE_ROUNDED);
    assert_int_equal(got.observed.flags, 0); /* 0.8 */
    got = agreement_of(alpha_c, NULL, KEFU_COEFFICIENT_AC1, NOMINAL);
    assert_int_equal(got.value.n, 11);
    assert_int_equal(got.marks, 41);
}

/* Marks of two inspectors from a table of categories '0', '1', ... */
static void marks_table(marks *m, const int32_t *counts, int32_t k)
{
    static const char names[] = "0123456789";
    int64_t unit = 0;
    for (int32_t i = 0; i < k; i++)
        for (int32_t j = 0; j < k; j++)
            for (int32_t n = 0; n < counts[i * k + j]; n++, unit++) {
                marks_add(m, unit, 1, &names[i]);
                marks_add(m, unit, 2, &names[j]);
            }
}

/* Cohen (1968), table 1: kappa .492. Gwet (2008), table 1: 94.4 % agree, kappa is -0.0234 since
 * nearly all is in one category, AC1 .9408. */
static void test_tables(void **state)
{
    static const int32_t cohen[] = {88, 14, 18, 10, 40, 10, 2, 6, 12}, gwet[] = {118, 5, 2, 0};
    marks m = {0};
    kefu_agree *agree = NULL;
    (void)state;
    marks_table(&m, cohen, 3);
    assert_int_equal(marks_agree(&m, NULL, &agree, NULL), KEFU_OK);
    /* (0.70 - 0.41) / 0.59 */
    assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_COHEN, NOMINAL).value.num, 491525424);
    assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_COHEN, LINEAR).value.num, 473684211);
    assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_COHEN, SQUARED).value.num, 454545455);
    kefu_agree_free(agree);
    marks_free(&m);
    marks_table(&m, gwet, 2);
    assert_int_equal(marks_agree(&m, NULL, &agree, NULL), KEFU_OK);
    assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_RAW, NOMINAL).value.num, 944000000);
    assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_COHEN, NOMINAL).value.num, -23391813);
    assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_AC1, NOMINAL).value.num, 940776338);
    kefu_agree_free(agree);
    marks_free(&m);
}

/* ---- Categories ----------------------------------------------------------------------------- */

#define TEXTS(...)                                                                                 \
    (const kefu_text[]) { __VA_ARGS__ }
#define T(text)                                                                                    \
    {                                                                                              \
        text, sizeof text - 1                                                                      \
    }

/* One of two units agrees; the other is a place apart, of one or of three. By hand: linear, chance
 * distance is that of 1 1 and 1 2: 1/2 of 1, observed 1/2 of 1: kappa 0 whatever the list; seen is
 * 1 - 1/2 and 1 - 1/6. AC1: shares 3/4, 1/4; chance (3/16 + 3/16) / (q - 1) = 3/8 and 1/8;
 * (1/2 - 3/8) / (5/8) = 0.2 and (1/2 - 1/8) / (7/8) = 3/7. */
static void test_list(void **state)
{
    static const char *const raters[RATERS_MOST] = {"11", "12"};
    const kefu_agree_options list = {.struct_size = sizeof list,
                                     .categories = TEXTS(T("4"), T("3"), T("2"), T("1")),
                                     .n_categories = 4};
    (void)state;
    assert_int_equal(agreement_of(raters, NULL, KEFU_COEFFICIENT_COHEN, LINEAR).observed.num,
                     500000000);
    assert_int_equal(agreement_of(raters, &list, KEFU_COEFFICIENT_COHEN, LINEAR).observed.num,
                     833333333);
    assert_int_equal(agreement_of(raters, &list, KEFU_COEFFICIENT_COHEN, LINEAR).value.num, 0);
    assert_int_equal(agreement_of(raters, &list, KEFU_COEFFICIENT_COHEN, LINEAR).categories, 4);
    assert_int_equal(agreement_of(raters, NULL, KEFU_COEFFICIENT_AC1, NOMINAL).value.num,
                     200000000);
    assert_int_equal(agreement_of(raters, &list, KEFU_COEFFICIENT_AC1, NOMINAL).value.num,
                     428571429);
    /* of alpha only the largest distance changes: 2 of 1 to 4 */
    assert_int_equal(agreement_of(raters, NULL, KEFU_COEFFICIENT_ALPHA, INTERVAL).value.num,
                     agreement_of(raters, &list, KEFU_COEFFICIENT_ALPHA, INTERVAL).value.num);
}

/* The order of categories is numbers by size (9 before 10), then texts; a list says another: here
 * two marks on two neighbours are nearer than on the ends. */
static void test_order(void **state)
{
    static const kefu_text texts[] = {T("9"), T("10"), T("10"), T("10"),
                                      T("B"), T("9"),  T("A"),  T("A")};
    static const int64_t units[] = {1, 1, 2, 2, 3, 3, 4, 4}, raters[] = {1, 2, 1, 2, 1, 2, 1, 2};
    marks m = {8, (int64_t[8]){0}, (int64_t[8]){0}, (kefu_text[8]){{0}}};
    const kefu_agree_options list = {.struct_size = sizeof list,
                                     .categories = TEXTS(T("B"), T("9"), T("10"), T("A")),
                                     .n_categories = 4};
    kefu_agree *agree = NULL;
    (void)state;
    memcpy(m.units, units, sizeof units);
    memcpy(m.raters, raters, sizeof raters);
    memcpy(m.texts, texts, sizeof texts);
    assert_int_equal(marks_agree(&m, NULL, &agree, NULL), KEFU_OK);
    /* 9 10 A B: distances 1 0 3 0 of 3 and four units: 1 - 4/12 */
    assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_COHEN, LINEAR).observed.num, 666666667);
    kefu_agree_free(agree);
    assert_int_equal(marks_agree(&m, &list, &agree, NULL), KEFU_OK);
    /* B 9 10 A: distances 1 0 1 0: 1 - 2/12 */
    assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_COHEN, LINEAR).observed.num, 833333333);
    kefu_agreement out = {.struct_size = sizeof out};
    assert_int_equal(kefu_agree_value(agree, 0, KEFU_COEFFICIENT_ALPHA, INTERVAL, &out, NULL),
                     KEFU_E_TYPE);
    kefu_agree_free(agree);
}

/* ---- No number ------------------------------------------------------------------------------ */

/* All coefficients of some marks: value ("-" for none, else at 3 decimals), why, units, marks,
 * raters. */
static const struct {
    const char *raters[RATERS_MOST];
    int32_t coefficient;
    const char *value, *seen, *chance;
    int32_t why;
    int32_t units, marks, n_raters;
} states[] = {
    {{"..."}, KEFU_COEFFICIENT_RAW, "-", "-", "-", KEFU_AGREE_NO_PAIRS, 0, 0, 0},
    {{"..."}, KEFU_COEFFICIENT_COHEN, "-", "-", "-", KEFU_AGREE_RATERS, 0, 0, 0},
    {{"..."}, KEFU_COEFFICIENT_FLEISS, "-", "-", "-", KEFU_AGREE_NO_PAIRS, 0, 0, 0},
    {{"..."}, KEFU_COEFFICIENT_ALPHA, "-", "-", "-", KEFU_AGREE_NO_PAIRS, 0, 0, 0},
    {{"..."}, KEFU_COEFFICIENT_AC1, "-", "-", "-", KEFU_AGREE_NO_PAIRS, 0, 0, 0},
    /* one inspector */
    {{"121"}, KEFU_COEFFICIENT_RAW, "-", "-", "-", KEFU_AGREE_NO_PAIRS, 0, 3, 1},
    {{"121"}, KEFU_COEFFICIENT_COHEN, "-", "-", "-", KEFU_AGREE_RATERS, 0, 3, 1},
    {{"121"}, KEFU_COEFFICIENT_FLEISS, "-", "-", "-", KEFU_AGREE_NO_PAIRS, 0, 3, 1},
    {{"121"}, KEFU_COEFFICIENT_AC1, "-", "-", "-", KEFU_AGREE_NO_PAIRS, 0, 3, 1},
    /* two who never meet; three who do */
    {{"1.", ".1"}, KEFU_COEFFICIENT_COHEN, "-", "-", "-", KEFU_AGREE_NO_PAIRS, 0, 2, 2},
    {{"1.", ".1"}, KEFU_COEFFICIENT_ALPHA, "-", "-", "-", KEFU_AGREE_NO_PAIRS, 0, 2, 2},
    {{"12", "12", "12"}, KEFU_COEFFICIENT_COHEN, "-", "-", "-", KEFU_AGREE_RATERS, 0, 6, 3},
    /* one category: whether it is the only one that there is is not known */
    {{"33", "33"}, KEFU_COEFFICIENT_RAW, "1.000", "1.000", "-", KEFU_AGREE_ONE_CATEGORY, 2, 4, 2},
    {{"33", "33"}, KEFU_COEFFICIENT_COHEN, "-", "1.000", "1.000", KEFU_AGREE_ONE_CATEGORY, 2, 4, 2},
    {{"33", "33"},
     KEFU_COEFFICIENT_FLEISS,
     "-",
     "1.000",
     "1.000",
     KEFU_AGREE_ONE_CATEGORY,
     2,
     4,
     2},
    {{"33", "33"}, KEFU_COEFFICIENT_ALPHA, "-", "1.000", "1.000", KEFU_AGREE_ONE_CATEGORY, 2, 4, 2},
    {{"33", "33"}, KEFU_COEFFICIENT_AC1, "-", "1.000", "-", KEFU_AGREE_ONE_CATEGORY, 2, 4, 2},
    /* another one on a unit with one mark: AC1 sees it; pi = 1/3 and 2/3, chance 4/9 */
    {{"334", "33."},
     KEFU_COEFFICIENT_ALPHA,
     "-",
     "1.000",
     "1.000",
     KEFU_AGREE_ONE_CATEGORY,
     2,
     4,
     2},
    {{"334", "33."}, KEFU_COEFFICIENT_AC1, "1.000", "1.000", "0.444", KEFU_AGREE_FINE, 2, 5, 2},
    /* each always in the same, but not both: chance is 0 */
    {{"11", "22"}, KEFU_COEFFICIENT_COHEN, "0.000", "0.000", "0.000", KEFU_AGREE_FINE, 2, 4, 2},
    /* opposite: kappa -1 */
    {{"12", "21"}, KEFU_COEFFICIENT_COHEN, "-1.000", "0.000", "0.500", KEFU_AGREE_FINE, 2, 4, 2},
    {{"11", "11", "1."}, KEFU_COEFFICIENT_FLEISS, "-", "-", "-", KEFU_AGREE_UNEVEN, 0, 5, 3},
    {{"12", "1."}, KEFU_COEFFICIENT_FLEISS, "-", "-", "-", KEFU_AGREE_UNEVEN, 0, 3, 2},
};

static void assert_figure(const kefu_value *value, const char *expected)
{
    char text[48];
    assert_int_equal(kefu_value_format(value, 3, text, sizeof text), KEFU_OK);
    assert_string_equal(text, expected);
    assert_int_equal(value->status,
                     *expected == '-' && !expected[1] ? KEFU_VALUE_NO_DATA : KEFU_VALUE_OK);
}

static void test_states(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        kefu_agreement got = agreement_of(states[i].raters, NULL, states[i].coefficient, NOMINAL);
        assert_figure(&got.value, states[i].value);
        assert_figure(&got.observed, states[i].seen);
        assert_figure(&got.expected, states[i].chance);
        assert_int_equal(got.why, states[i].why);
        assert_int_equal(got.value.n, states[i].units);
        assert_int_equal(got.marks, states[i].marks);
        assert_int_equal(got.raters, states[i].n_raters);
    }
}

/* With a list AC1 knows that there was a choice: chance 0, agreement 1, and still a word of why. */
static void test_one_category_listed(void **state)
{
    static const char *const raters[RATERS_MOST] = {"33", "33"};
    const kefu_agree_options list = {
        .struct_size = sizeof list, .categories = TEXTS(T("3"), T("4")), .n_categories = 2};
    (void)state;
    kefu_agreement got = agreement_of(raters, &list, KEFU_COEFFICIENT_AC1, NOMINAL);
    assert_figure(&got.value, "1.000");
    assert_figure(&got.expected, "0.000");
    assert_int_equal(got.why, KEFU_AGREE_ONE_CATEGORY);
    got = agreement_of(raters, &list, KEFU_COEFFICIENT_ALPHA, ORDINAL);
    assert_figure(&got.value, "-");
    assert_int_equal(got.why, KEFU_AGREE_ONE_CATEGORY);
}

static void test_why_text(void **state)
{
    (void)state;
    assert_string_equal(kefu_agree_why_text(KEFU_AGREE_FINE, KEFU_ZH), "");
    assert_string_equal(kefu_agree_why_text(KEFU_AGREE_ONE_CATEGORY, KEFU_ZH),
                        "样本一致性无法判断:所有评分都在同一档");
    assert_non_null(strstr(kefu_agree_why_text(KEFU_AGREE_UNEVEN, KEFU_EN), "each unit"));
    for (int32_t why = KEFU_AGREE_NO_PAIRS; why <= KEFU_AGREE_UNEVEN; why++)
        assert_string_not_equal(kefu_agree_why_text(why, KEFU_ZH),
                                kefu_agree_why_text(why, KEFU_EN));
    assert_string_equal(kefu_agree_why_text(5, KEFU_EN), "unknown");
    assert_string_equal(kefu_agree_why_text(-1, KEFU_ZH), "未知");
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static void test_criteria(void **state)
{
    static const char *const criteria[] = {"规范", "b", "", "规范", "b", "c", "规范"};
    static const char *const inspectors[] = {"x", "x", "x", "y", "y", "y", "z"};
    static const char *const units[] = {"u1", "u1", "u1", "u1", "u1", "u1", "u2"};
    static const int64_t scores[] = {500, 400, 300, 500, 300, 0, 100};
    static const uint8_t valid[] = {0x5F}; /* c has no mark */
    rows r = {.batch = {0}};
    kefu_agree_options options = {.struct_size = sizeof options,
                                  .criterion = "考核项",
                                  .unit = "id",
                                  .rater = "who",
                                  .category = "score"};
    kefu_agree *agree = NULL;
    (void)state;
    rows_begin(&r, 7);
    rows_add(&r, "考核项", KEFU_COLUMN_TEXT_Z, criteria);
    rows_add(&r, "who", KEFU_COLUMN_TEXT_Z, inspectors);
    rows_add(&r, "id", KEFU_COLUMN_TEXT_Z, units);
    kefu_column *score = rows_add(&r, "score", KEFU_COLUMN_I64, scores);
    score->scale = 2;
    score->validity = valid;
    assert_int_equal(kefu_agree_from_batch(&r.batch, &options, &agree, NULL), KEFU_OK);
    static const struct {
        const char *name;
        int32_t why;
        int64_t marks, seen;
    } expected[] = {{"", KEFU_AGREE_NO_PAIRS, 1, 0},
                    {"b", KEFU_AGREE_FINE, 2, 0},
                    {"c", KEFU_AGREE_NO_PAIRS, 0, 0},
                    {"规范", KEFU_AGREE_ONE_CATEGORY, 2, BILLION}};
    assert_int_equal(kefu_agree_criteria(agree), 4);
    for (int32_t i = 0; i < 4; i++) {
        kefu_agreement got = agreement(agree, i, KEFU_COEFFICIENT_RAW, NOMINAL);
        assert_string_equal(got.criterion, expected[i].name);
        assert_int_equal(got.why, expected[i].why);
        assert_int_equal(got.marks, expected[i].marks);
        assert_int_equal(got.value.num, expected[i].seen);
    }
    kefu_agree_free(agree);
}

static void test_empty_batch(void **state)
{
    marks m = {0};
    kefu_agree *agree = NULL;
    kefu_agree_options options = {.struct_size = sizeof options, .criterion = "unit"};
    (void)state;
    assert_int_equal(marks_agree(&m, NULL, &agree, NULL), KEFU_OK);
    assert_int_equal(kefu_agree_criteria(agree), 1);
    kefu_agreement got = agreement(agree, 0, KEFU_COEFFICIENT_ALPHA, INTERVAL);
    assert_string_equal(got.criterion, "");
    assert_int_equal(got.why, KEFU_AGREE_NO_PAIRS);
    assert_int_equal(got.categories, 0);
    kefu_agree_free(agree);
    assert_int_equal(marks_agree(&m, &options, &agree, NULL), KEFU_OK);
    assert_int_equal(kefu_agree_criteria(agree), 0);
    kefu_agree_free(agree);
    assert_int_equal(kefu_agree_criteria(NULL), 0);
    kefu_agree_free(NULL);
}

/* Four rows; the last two have the first one's mistake in some column. */
static void test_refusals(void **state)
{
    static const struct {
        const char *unit, *inspector, *mark;
        const char *list; /* characters, each a category */
        kefu_status status;
        const char *message;
    } cases[] = {
        {"u1", "a", "1", NULL, KEFU_E_DUPLICATE, "'a' has marked 'u1' before"},
        {"u1", "a", NULL, NULL, KEFU_OK, ""}, /* no mark */
        {NULL, "a", "1", NULL, KEFU_E_DATA, "'unit': it is empty"},
        {"u2", NULL, "1", NULL, KEFU_E_DATA, "'inspector': it is empty"},
        {NULL, NULL, NULL, NULL, KEFU_OK, ""},
        {"u2", "a", "x", "12", KEFU_E_DATA, "'x' is not in options.categories"},
        {"u2", "a", "2", "12", KEFU_OK, ""},
        {"u2", "a", "2", "121", KEFU_E_DUPLICATE, "options.categories[2]: '1' is there before"},
        {"u2", "\xff", "2", NULL, KEFU_E_ENCODING, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *units[] = {"u1", "u1", "u3", cases[i].unit};
        const char *inspectors[] = {"a", "b", "a", cases[i].inspector};
        const char *texts[] = {"1", "2", "1", cases[i].mark};
        kefu_text list[8];
        kefu_agree_options options = {.struct_size = sizeof options, .categories = list};
        rows r = {.batch = {0}};
        kefu_agree *agree = NULL;
        kefu_error error = {.row = -1};
        rows_begin(&r, 4);
        r.batch.first_row = 10;
        rows_add(&r, "会话", KEFU_COLUMN_TEXT_Z, units);
        rows_add(&r, "质检员", KEFU_COLUMN_TEXT_Z, inspectors);
        rows_add(&r, "评分", KEFU_COLUMN_TEXT_Z, texts);
        r.columns[0].name = i % 2 ? "会话" : "unit";
        r.columns[1].name = i == 3 ? "inspector" : "质检员";
        for (const char *c = cases[i].list; c && *c; c++)
            list[options.n_categories++] = (kefu_text){c, 1};
        kefu_status status =
            kefu_agree_from_batch(&r.batch, cases[i].list ? &options : NULL, &agree, &error);
        assert_int_equal(status, cases[i].status);
        if (status) {
            assert_null(agree);
            assert_non_null(strstr(error.message, cases[i].message));
            assert_int_equal(error.row, strstr(error.message, "options.categories[") ? -1 : 13);
        }
        kefu_agree_free(agree);
    }
}

static void test_bad_options(void **state)
{
    static const kefu_text empty[] = {{"", 0}}, broken[] = {{"\xff", 1}};
    static kefu_text many[1001];
    kefu_text one = T("1");
    const kefu_agree_options cases[] = {
        {.struct_size = sizeof *cases, .categories = empty, .n_categories = 1},
        {.struct_size = sizeof *cases, .categories = broken, .n_categories = 1},
        {.struct_size = sizeof *cases, .categories = many, .n_categories = 1001},
        {.struct_size = sizeof *cases, .categories = &one, .n_categories = -1},
        {.struct_size = sizeof *cases, .categories = &one, .n_categories = 0},
        {.struct_size = sizeof *cases, .n_categories = 1},
        {.struct_size = sizeof *cases, .reserved0 = 1},
        {.struct_size = sizeof *cases, .unit = "units"},
        {.struct_size = sizeof *cases, .criterion = "marks"},
        {.struct_size = 0},
    };
    static const kefu_status expected[] = {
        KEFU_E_ARGUMENT, KEFU_E_ENCODING,    KEFU_E_LIMIT, KEFU_E_ARGUMENT, KEFU_E_ARGUMENT,
        KEFU_E_ARGUMENT, KEFU_E_UNSUPPORTED, KEFU_E_NAME,  KEFU_E_NAME,     KEFU_E_ARGUMENT};
    marks m = {0};
    kefu_agree *agree = NULL;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(marks_agree(&m, &cases[i], &agree, NULL), expected[i]);
    rows r = {.batch = {0}};
    kefu_error error;
    rows_begin(&r, 0);
    rows_add(&r, "unit", KEFU_COLUMN_I64, NULL);
    rows_add(&r, "inspectors", KEFU_COLUMN_I64, NULL);
    assert_int_equal(kefu_agree_from_batch(&r.batch, NULL, &agree, &error), KEFU_E_NAME);
    assert_non_null(strstr(error.message, "did you mean 'inspectors'?"));
}

static void test_limits(void **state)
{
    const kefu_limits limits = {.struct_size = sizeof limits, .groups = 11};
    const kefu_agree_options options = {.struct_size = sizeof options, .limits = &limits};
    marks m = {0};
    kefu_agree *agree = NULL;
    (void)state;
    marks_of(&m, alpha_c, 4); /* twelve units */
    assert_int_equal(marks_agree(&m, &options, &agree, NULL), KEFU_E_LIMIT);
    m.n = 11;
    assert_int_equal(marks_agree(&m, &options, &agree, NULL), KEFU_OK);
    kefu_agree_free(agree);
    m.n = (int64_t)INT32_MAX + 1; /* no cell is read */
    assert_int_equal(marks_agree(&m, &options, &agree, NULL), KEFU_E_LIMIT);
    marks_free(&m);
}

static void test_number_of_categories(void **state)
{
    static int64_t units[1001], raters[1001], scores[1001];
    rows r = {.batch = {0}};
    kefu_agree *agree = NULL;
    kefu_error error;
    (void)state;
    for (int64_t i = 0; i < 1001; i++) {
        units[i] = i / 2;
        raters[i] = i % 2;
        scores[i] = i;
    }
    rows_begin(&r, 1000);
    rows_add(&r, "unit", KEFU_COLUMN_I64, units);
    rows_add(&r, "inspector", KEFU_COLUMN_I64, raters);
    rows_add(&r, "mark", KEFU_COLUMN_I64, scores);
    assert_int_equal(kefu_agree_from_batch(&r.batch, NULL, &agree, NULL), KEFU_OK);
    assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_COHEN, SQUARED).categories, 1000);
    kefu_agree_free(agree);
    r.batch.rows = 1001;
    assert_int_equal(kefu_agree_from_batch(&r.batch, NULL, &agree, &error), KEFU_E_LIMIT);
    assert_non_null(strstr(error.message, "1000 categories"));
}

/* Five counts of each listed category a criterion of units with one mark: 3,355 criteria of a
 * thousand have less than 2^24, 3,356 more. */
static void test_listed_under_many_criteria(void **state)
{
    enum { CRITERIA = 3356, LISTED = 1000 };
    static int64_t criteria[CRITERIA], ones[CRITERIA];
    static char digits[LISTED][4];
    static kefu_text listed[LISTED];
    const kefu_agree_options options = {.struct_size = sizeof options,
                                        .criterion = "criterion",
                                        .categories = listed,
                                        .n_categories = LISTED};
    rows r = {.batch = {0}};
    kefu_agree *agree = NULL;
    kefu_error error;
    (void)state;
    for (int32_t i = 0; i < LISTED; i++) {
        listed[i].data = digits[i];
        for (int32_t left = i; left || !listed[i].size; left /= 10)
            digits[i][listed[i].size++] = (char)('0' + left % 10);
    }
    for (int64_t i = 0; i < CRITERIA; i++) {
        criteria[i] = i;
        ones[i] = 1;
    }
    rows_begin(&r, CRITERIA);
    rows_add(&r, "criterion", KEFU_COLUMN_I64, criteria);
    rows_add(&r, "unit", KEFU_COLUMN_I64, ones);
    rows_add(&r, "inspector", KEFU_COLUMN_I64, ones);
    rows_add(&r, "mark", KEFU_COLUMN_I64, ones);
    assert_int_equal(kefu_agree_from_batch(&r.batch, &options, &agree, &error), KEFU_E_LIMIT);
    assert_string_equal(error.message,
                        "marks: 3356 criteria of 1000 listed categories are too many to be "
                        "counted; list fewer, or the criteria of a batch apart");
    r.batch.rows = CRITERIA - 1;
    assert_int_equal(kefu_agree_from_batch(&r.batch, &options, &agree, NULL), KEFU_OK);
    assert_int_equal(kefu_agree_criteria(agree), CRITERIA - 1);
    kefu_agree_free(agree);
}

static void test_bad_values(void **state)
{
    static const struct {
        int32_t coefficient, distance;
    } cases[] = {{0, 0},
                 {6, 0},
                 {KEFU_COEFFICIENT_RAW, LINEAR},
                 {KEFU_COEFFICIENT_COHEN, ORDINAL},
                 {KEFU_COEFFICIENT_COHEN, INTERVAL},
                 {KEFU_COEFFICIENT_FLEISS, SQUARED},
                 {KEFU_COEFFICIENT_ALPHA, LINEAR},
                 {KEFU_COEFFICIENT_AC1, ORDINAL},
                 {KEFU_COEFFICIENT_ALPHA, 5},
                 {KEFU_COEFFICIENT_ALPHA, -1}};
    marks m = {0};
    kefu_agree *agree = NULL;
    kefu_agreement out = {.struct_size = sizeof out};
    (void)state;
    marks_of(&m, alpha_b, 2);
    assert_int_equal(marks_agree(&m, NULL, &agree, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            kefu_agree_value(agree, 0, cases[i].coefficient, cases[i].distance, &out, NULL),
            i < 2 || i > 7 ? KEFU_E_UNSUPPORTED : KEFU_E_ARGUMENT);
    assert_int_equal(kefu_agree_value(agree, 1, KEFU_COEFFICIENT_RAW, 0, &out, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_agree_value(agree, -1, KEFU_COEFFICIENT_RAW, 0, &out, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_agree_value(agree, 0, KEFU_COEFFICIENT_ALPHA, INTERVAL, &out, NULL),
                     KEFU_E_TYPE);
    out.struct_size = 0;
    assert_int_equal(kefu_agree_value(agree, 0, KEFU_COEFFICIENT_RAW, 0, &out, NULL),
                     KEFU_E_ARGUMENT);
    kefu_agree_free(agree);
    marks_free(&m);
}

/* ---- Large ---------------------------------------------------------------------------------- */

/* Numbers at the ends of what interval takes, and beyond; by hand: units 1 and 2 agree on either
 * end, unit 3 does not: D_o = 2 / 6, D_e = 2 × 9 / 30, alpha = 1 - 5/9. */
static void test_far(void **state)
{
    static const int64_t units[] = {1, 1, 2, 2, 3, 3}, raters[] = {1, 2, 1, 2, 1, 2};
    static const int64_t near[] = {INT64_MAX,
                                   INT64_MAX,
                                   INT64_MAX - ((int64_t)1 << 32),
                                   INT64_MAX - ((int64_t)1 << 32),
                                   INT64_MAX,
                                   INT64_MAX - ((int64_t)1 << 32)};
    static const int64_t far[] = {INT64_MIN, INT64_MIN, INT64_MAX, INT64_MAX, INT64_MIN, INT64_MAX};
    (void)state;
    for (int i = 0; i < 2; i++) {
        rows r = {.batch = {0}};
        kefu_agree *agree = NULL;
        kefu_agreement out = {.struct_size = sizeof out};
        rows_begin(&r, 6);
        rows_add(&r, "unit", KEFU_COLUMN_I64, units);
        rows_add(&r, "inspector", KEFU_COLUMN_I64, raters);
        rows_add(&r, "mark", KEFU_COLUMN_I64, i ? far : near);
        assert_int_equal(kefu_agree_from_batch(&r.batch, NULL, &agree, NULL), KEFU_OK);
        assert_int_equal(kefu_agree_value(agree, 0, KEFU_COEFFICIENT_ALPHA, INTERVAL, &out, NULL),
                         i ? KEFU_E_OVERFLOW : KEFU_OK);
        if (!i)
            assert_int_equal(out.value.num, 444444444);
        assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_ALPHA, NOMINAL).value.num, 444444444);
        assert_int_equal(agreement(agree, 0, KEFU_COEFFICIENT_ALPHA, ORDINAL).value.num, 444444444);
        kefu_agree_free(agree);
    }
}

/* Units of 2 to `most` marks, `units` of each size: the j-th mark of a unit of m is what j² + m
 * leaves when divided by 5. */
static kefu_agree *graded(int32_t most, int32_t units)
{
    static const char digits[] = "01234";
    marks m = {0};
    kefu_agree *agree = NULL;
    int64_t unit = 0;
    for (int32_t size = 2; size <= most; size++)
        for (int32_t u = 0; u < units; u++, unit++)
            for (int32_t j = 0; j < size; j++)
                marks_add(&m, unit, j, &digits[(j * j + size) % 5]);
    assert_int_equal(marks_agree(&m, NULL, &agree, NULL), KEFU_OK);
    marks_free(&m);
    return agree;
}

/* Sizes up to 50 have denominators up to lcm(1..50), and many units do not make them larger: what
 * is a mean over units is the same of 1 and of 400 of each. Values: tests/oracle/agree.py --graded
 */
static void test_many(void **state)
{
    static const struct {
        int32_t coefficient, distance;
        int64_t of_one, of_many;
    } cases[] = {{KEFU_COEFFICIENT_RAW, NOMINAL, 300756267, 300756267},
                 {KEFU_COEFFICIENT_ALPHA, NOMINAL, 161264058, 160606839},
                 {KEFU_COEFFICIENT_ALPHA, ORDINAL, 160188218, 159530157},
                 {KEFU_COEFFICIENT_ALPHA, INTERVAL, 160452089, 159794234},
                 {KEFU_COEFFICIENT_AC1, NOMINAL, 126143393, 126143393}};
    kefu_agree *one = graded(50, 1), *many = graded(50, 400);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_agreement a = agreement(one, 0, cases[i].coefficient, cases[i].distance);
        kefu_agreement b = agreement(many, 0, cases[i].coefficient, cases[i].distance);
        assert_int_equal(a.value.num, cases[i].of_one);
        assert_int_equal(b.value.num, cases[i].of_many);
        assert_int_equal(a.observed.num, b.observed.num);
        assert_int_equal(b.value.n, 49 * 400);
    }
    kefu_agree_free(one);
    kefu_agree_free(many);
}

/* lcm(1..450) has some 650 bits: the mean over units still fits, the square of shares does not.
 * lcm(1..800) has some 1,150, and nothing fits. */
static void test_sizes(void **state)
{
    static const struct {
        int32_t most, coefficient;
        kefu_status status;
    } cases[] = {{450, KEFU_COEFFICIENT_RAW, KEFU_OK},
                 {450, KEFU_COEFFICIENT_ALPHA, KEFU_OK},
                 {450, KEFU_COEFFICIENT_AC1, KEFU_E_OVERFLOW},
                 {800, KEFU_COEFFICIENT_RAW, KEFU_E_OVERFLOW},
                 {800, KEFU_COEFFICIENT_AC1, KEFU_E_OVERFLOW},
                 {800, KEFU_COEFFICIENT_ALPHA, KEFU_E_OVERFLOW}};
    kefu_agree *agree[] = {graded(450, 1), graded(800, 1)};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_agreement out = {.struct_size = sizeof out};
        kefu_error error;
        assert_int_equal(kefu_agree_value(agree[cases[i].most == 800], 0, cases[i].coefficient,
                                          NOMINAL, &out, &error),
                         cases[i].status);
        if (cases[i].status)
            assert_non_null(strstr(error.message, "leaves 1,024 bits"));
    }
    kefu_agree_free(agree[0]);
    kefu_agree_free(agree[1]);
}

/* ---- Memory --------------------------------------------------------------------------------- */

static int agree_scenario(const kefu_allocator *allocator)
{
    const kefu_agree_options options = {.struct_size = sizeof options, .allocator = allocator};
    marks m = {0};
    kefu_agree *agree = NULL;
    kefu_agreement out = {.struct_size = sizeof out};
    marks_of(&m, alpha_c, 4);
    kefu_status status = marks_agree(&m, &options, &agree, NULL);
    if (!status)
        status = kefu_agree_value(agree, 0, KEFU_COEFFICIENT_AC1, NOMINAL, &out, NULL);
    kefu_agree_free(agree);
    marks_free(&m);
    return status == KEFU_E_MEMORY ? 0 : status == KEFU_OK ? 1 : -1;
}

static int listed_scenario(const kefu_allocator *allocator)
{
    const kefu_agree_options options = {.struct_size = sizeof options,
                                        .allocator = allocator,
                                        .criterion = "inspector",
                                        .categories = TEXTS(T("1"), T("2"), T("x")),
                                        .n_categories = 3};
    static const char *const raters[RATERS_MOST] = {"12x", "21x"};
    marks m = {0};
    kefu_agree *agree = NULL;
    marks_of(&m, raters, 2);
    kefu_status status = marks_agree(&m, &options, &agree, NULL);
    kefu_agree_free(agree);
    marks_free(&m);
    return status == KEFU_E_MEMORY ? 0 : status == KEFU_OK ? 1 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(agree_scenario) > 10);
    assert_true(oom_sweep(listed_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_states),
        cmocka_unit_test(test_one_category_listed),
        cmocka_unit_test(test_why_text),
        cmocka_unit_test(test_criteria),
        cmocka_unit_test(test_empty_batch),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_bad_options),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_listed_under_many_criteria),
        cmocka_unit_test(test_number_of_categories),
        cmocka_unit_test(test_bad_values),
        cmocka_unit_test(test_far),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
