/* test_train_parts.c - the steps of training on problems that are solved by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "train/train.h"

static kf_memory memory;

static int open_memory(void **state)
{
    (void)state;
    return kf_memory_init(&memory, NULL, NULL);
}

static int near(double got, double want, double by)
{
    const double off = got - want;
    return off <= by && off >= -by;
}

/* ---- Numbers: expected values by mpmath, 20 digits ------------------------------------------ */

static void numbers_without_libm(void **state)
{
    static const double logs[][2] = {{1, 0},
                                     {2, 0.69314718055994530942},
                                     {10, 2.30258509299404568402},
                                     {1e-7, -16.1180956509583198},
                                     {0.75, -0.28768207245178092744},
                                     {123456789, 18.63140176616801803}};
    static const double roots[][2] = {
        {0, 0}, {1, 1}, {2, 1.41421356237309504880}, {1e-12, 1e-6}, {4e10, 2e5}};
    static const double powers[][2] = {{0, 1},
                                       {1, 2.71828182845904523536},
                                       {-1, 0.36787944117144232160},
                                       {10, 22026.4657948067165170},
                                       {-20, 2.06115362243855782797e-9}};
    (void)state;
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++)
        assert_true(near(kf_train_log(logs[i][0]), logs[i][1], 1e-14));
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        assert_true(near(kf_train_sqrt(roots[i][0]), roots[i][1], roots[i][1] * 1e-15));
    for (size_t i = 0; i < sizeof powers / sizeof *powers; i++)
        assert_true(near(kf_train_exp(powers[i][0]), powers[i][1], powers[i][1] * 1e-14));
    assert_int_equal(kf_train_round(2.5), 3);
    assert_int_equal(kf_train_round(-2.5), -3);
    assert_int_equal(kf_train_round(1e300), INT64_C(1) << 62);
}

/* ---- A matrix of three features: texts {0,0,1}, {0,2}, {1,2,2} ------------------------------ */

#define CELL(feature, times) ((uint32_t)(feature) | ((uint32_t)(times)-1) << KF_CELL_BITS)

static size_t starts[] = {0, 2, 4, 6};
static uint32_t cells[] = {CELL(0, 2), CELL(1, 1), CELL(0, 1), CELL(2, 1), CELL(1, 1), CELL(2, 2)};
static int32_t looked[] = {3, 2, 3};
static const kf_matrix matrix = {3, 3, starts, cells, looked, 6};
static uint32_t texts[] = {0, 1, 2};
static int8_t yes[] = {1, -1, -1};
static float weights[] = {1, 1, 0.5f};
static const kf_examples examples = {3, 1, texts, yes, weights};

/* By hand. Counts: yes 2 1 0; no 1 .5 2 (the third text counts half). With one more: 3 2 1 of 6,
 * 2 1.5 3 of 6.5. Of texts: yes 1 1 0, no 1 .5 1.5: 2 2 1 of 5, 2 1.5 2.5 of 6. */
static void odds_by_hand(void **state)
{
    double sides[2][3];
    float out[3];
    static const double counts[3] = {(3.0 / 6) / (2 / 6.5), (2.0 / 6) / (1.5 / 6.5),
                                     (1.0 / 6) / (3 / 6.5)};
    static const double once[3] = {(2.0 / 5) / (2.0 / 6), (2.0 / 5) / (1.5 / 6),
                                   (1.0 / 5) / (2.5 / 6)};
    (void)state;
    kf_weigh_ratio(&matrix, &examples, 0, sides[0], sides[1], out);
    for (int f = 0; f < 3; f++)
        assert_true(near((double)out[f], kf_train_log(counts[f]), 1e-6));
    kf_weigh_ratio(&matrix, &examples, 1, sides[0], sides[1], out);
    for (int f = 0; f < 3; f++)
        assert_true(near((double)out[f], kf_train_log(once[f]), 1e-6));
}

/* Each feature is in two of three texts: ln(4 / 3) + 1, and its square without the 1. */
static void rarity_by_hand(void **state)
{
    uint32_t with[3];
    double sums[3];
    float out[3];
    (void)state;
    kf_weigh_texts(&matrix, &examples, with);
    kf_weigh_sums(&matrix, &examples, sums);
    for (int f = 0; f < 3; f++)
        assert_int_equal(with[f], 2);
    assert_true(near(sums[0], 2, 0) && near(sums[1], 1.5, 0) && near(sums[2], 1.5, 0));
    kf_weigh_rare(with, 3, 3, out);
    assert_true(near((double)out[1], 1.28768207245178, 1e-6));
    kf_weigh_rarer(with, 3, 3, out);
    assert_true(near((double)out[1], 0.08276097481, 1e-6));
}

/* ---- Support vectors ------------------------------------------------------------------------ */

/* One text of one feature, seen on the yes side, length 1: least of w^2 / 2 + C (1 - w)^2 is
 * w = 2C / (1 + 2C). With C 0.5: 0.5. Two equal texts: 4C / (1 + 4C) = 2 / 3. A scale of s makes
 * the weight of a count s × w of the scaled row, whose length is 1 again: w × s / s. */
static void svm_by_hand(void **state)
{
    static size_t from[] = {0, 1, 2};
    static uint32_t cell[] = {CELL(0, 1), CELL(0, 1)};
    static int32_t all[] = {1, 1};
    static uint32_t numbers[] = {0, 1};
    static int8_t both[] = {1, 1};
    static float ones[] = {1, 1};
    const kf_matrix two = {2, 1, from, cell, all, 2};
    kf_examples own = {1, 1, numbers, both, ones};
    float scale[] = {1}, weight[1];
    const kf_svm svm = {&two, &own, scale, 0.5, 1e-9, 1000, 0, NULL};
    (void)state;
    assert_int_equal(kf_svm_fit(&memory, &svm, weight, NULL), KEFU_OK);
    assert_true(near((double)weight[0], 0.5, 1e-6));
    own.n = 2;
    assert_int_equal(kf_svm_fit(&memory, &svm, weight, NULL), KEFU_OK);
    assert_true(near((double)weight[0], 2.0 / 3, 1e-6));
    scale[0] = 4;
    assert_int_equal(kf_svm_fit(&memory, &svm, weight, NULL), KEFU_OK);
    assert_true(near((double)weight[0], 4 * 2.0 / 3 / 4 * 4, 1e-5));
}

/* Yes has feature 0, no feature 1: they do not meet, so each is the problem of one text. */
static void svm_of_two_sides(void **state)
{
    static size_t from[] = {0, 1, 2};
    static uint32_t cell[] = {CELL(0, 1), CELL(1, 3)};
    static int32_t all[] = {1, 3};
    static uint32_t numbers[] = {0, 1};
    static int8_t sides[] = {1, -1};
    static float ones[] = {1, 1}, scale[] = {1, 1};
    const kf_matrix two = {2, 2, from, cell, all, 2};
    const kf_examples own = {2, 1, numbers, sides, ones};
    const kf_svm svm = {&two, &own, scale, 0.5, 1e-9, 1000, 0, NULL};
    float weight[2];
    (void)state;
    assert_int_equal(kf_svm_fit(&memory, &svm, weight, NULL), KEFU_OK);
    assert_true(near((double)weight[0], 0.5, 1e-6));
    assert_true(near((double)weight[1], -0.5, 1e-6)); /* its count of 3 has length 1 */
}

/* ---- Selection, slots ----------------------------------------------------------------------- */

/* |w| sqrt(texts): 2 × 2, 3 × 1, 0, 1 × 3, 4 × 1; ties keep the lower number first. */
static void selection_by_hand(void **state)
{
    uint32_t hashes[] = {10, 11, 12, 13, 14}, places[16] = {0};
    const kf_dictionary dictionary = {5, 4, hashes, places};
    const float weight[] = {2, -3, 0, 1, 4};
    const double with[] = {4, 1, 9, 9, 1};
    kf_selection out = {0, NULL};
    (void)state;
    assert_int_equal(kf_select(&memory, &dictionary, weight, with, 9, &out, NULL), KEFU_OK);
    assert_int_equal(out.n, 4);
    assert_int_equal(out.hashes[0], 10);
    assert_int_equal(out.hashes[1], 14);
    assert_int_equal(out.hashes[2], 11);
    assert_int_equal(out.hashes[3], 13);
    assert_int_equal(kf_select(&memory, &dictionary, weight, with, 2, &out, NULL), KEFU_OK);
    assert_int_equal(out.n, 2);
    kf_selection_free(&memory, &out);
}

/* 2^10 buckets: the upper 10 bits, then 8 of print. */
static uint32_t hash_of(uint32_t bucket, uint32_t print, uint32_t rest)
{
    return bucket << 22 | print << 14 | rest;
}

static void a_bucket_has_two_slots(void **state)
{
    kf_packed p;
    uint32_t found[2];
    (void)state;
    assert_int_equal(kf_packed_new(&memory, 10, &p, NULL), KEFU_OK);
    assert_int_equal(kf_pack(&p, hash_of(5, 9, 1)), 1);
    assert_int_equal(kf_pack(&p, hash_of(5, 9, 1)), 1); /* is there */
    assert_int_equal(kf_pack(&p, hash_of(5, 9, 2)), 0); /* cannot be told from it */
    assert_int_equal(kf_pack(&p, hash_of(5, 8, 0)), 1);
    assert_int_equal(kf_pack(&p, hash_of(5, 7, 0)), 0); /* full */
    assert_int_equal(p.used, 2);
    kf_packed_place(&p, hash_of(5, 9, 77), found); /* a false hit, as the kernels have it */
    assert_int_equal(found[0], 10);
    assert_int_equal(found[1], KF_NO_FEATURE);
    kf_packed_place(&p, hash_of(6, 9, 1), found);
    assert_int_equal(found[0], KF_NO_FEATURE);
    kf_packed_free(&memory, &p);
}

/* Lists of 4 and of 2 come to their end together: A a B C b D in order of part done; what has no
 * room is passed over; the first list then fills what is left. Buckets are in order of hashes. */
static void lists_take_turns(void **state)
{
    uint32_t first[] = {hash_of(1, 1, 0), hash_of(2, 1, 0), hash_of(1, 3, 0), hash_of(3, 1, 0),
                        hash_of(4, 1, 0)};
    uint32_t second[] = {hash_of(1, 0, 0), hash_of(9, 2, 0), hash_of(9, 3, 0)};
    const kf_selection lists[] = {{5, first}, {3, second}};
    const uint32_t shares[] = {4, 2};
    kf_packed p;
    (void)state;
    assert_int_equal(kf_packed_new(&memory, 10, &p, NULL), KEFU_OK);
    kf_pack_all(lists, shares, 2, &p);
    assert_int_equal(p.used, 6); /* first[2] finds its bucket full, second[2] has no share */
    assert_int_equal(p.checks[2], second[0]); /* the lower hash of bucket 1 first */
    assert_int_equal(p.checks[3], first[0]);
    assert_int_equal(p.prints[2], 0);
    assert_int_equal(p.checks[8], first[4]);
    assert_int_equal(p.prints[19], -1);
    assert_int_equal(p.checks[19], KF_NO_CHECK);
    kf_packed_free(&memory, &p);
}

static void weights_as_eight_bits(void **state)
{
    const float own[] = {0.5f, -1, 0.25f, 0, 0.002f};
    static const int8_t whole[] = {64, -127, 32, 0, 0}; /* 63.5 and 31.75, halves away from zero */
    float many[2000];
    int8_t out[2000];
    (void)state;
    assert_int_equal(kf_quantise(&memory, own, 5, UINT32_MAX, out, NULL), KEFU_OK);
    assert_memory_equal(out, whole, 5);
    for (int i = 0; i < 2000; i++)
        many[i] = i < 2 ? 100 : 1; /* two of 2,000 are above the one of a thousand */
    assert_int_equal(kf_quantise(&memory, many, 2000, 1000, out, NULL), KEFU_OK);
    assert_int_equal(out[0], 127); /* cut */
    assert_int_equal(out[1999], 127);
}

/* ---- Curves --------------------------------------------------------------------------------- */

enum { HELD = 8 };

/* At z = 1 three of four are yes, at z = -1 one of four: the curve through ln 3 and -ln 3. */
static void a_curve_by_hand(void **state)
{
    kf_held_text list[HELD];
    const kf_held held = {HELD, HELD, list};
    kf_logit logit = {.prior = {1, 5, 0}, .hold = {0, -1, 0}};
    (void)state;
    for (int i = 0; i < HELD; i++)
        list[i] = (kf_held_text){i < 4 ? 1 : -1, 0, 1, i < 4 ? i != 0 : i == 4, 0};
    kf_logit_fit(&held, &logit);
    assert_true(near(logit.t[0], 1.09861228866811, 1e-4));
    assert_true(near(logit.t[1], 5, 0)); /* was told to stay */
    assert_true(near(logit.t[2], 0, 1e-4));
}

/* Falling x: yes yes no yes no: F1 of the first 2 is 4/5, of the first 4 6/7: half way to the
 * last. */
static void a_threshold_by_hand(void **state)
{
    static const double x[] = {5, 4, 3, 2, 1};
    static const int32_t is[] = {1, 1, 0, 1, 0};
    kf_held_text list[5];
    const kf_held held = {5, 5, list};
    const kf_logit logit = {.t = {1, 0, 0}};
    double least = 0;
    (void)state;
    for (int i = 0; i < 5; i++)
        list[i] = (kf_held_text){x[i], 0, 1, is[i], 0};
    assert_int_equal(kf_calibrate_least(&memory, &held, &logit, &least, NULL), KEFU_OK);
    assert_true(near(least, 1.5, 1e-12));
}

static kf_held_text sure_texts[100];

/* So many texts, surest first, of which the last `wrong` are wrong. */
static void promise_on(uint32_t n, uint32_t wrong, kefu_model *model)
{
    const kf_held held = {n, n, sure_texts};
    const kf_head head = {.kind = KEFU_HEAD_POLARITY, .slope = 65536};
    for (uint32_t i = 0; i < n; i++)
        sure_texts[i] = (kf_held_text){(double)(n - i) / 16, 0, 1, i < n - wrong, 0};
    assert_int_equal(kf_calibrate_promises(&memory, &held, &head, model, NULL), KEFU_OK);
}

/* The lower end of Wilson's interval (R: prop.test(98, 100, correct = FALSE)) is .9300 of 98 of
 * 100, .9450 of 98 of 99, and of n of n it is n / (n + 3.8415): .9623 of the first 98. */
static void promises_by_hand(void **state)
{
    static const struct {
        int32_t right, covered; /* millionths */
        int32_t last;           /* covered so far, counted from the least sure */
    } cases[] = {{800000, 1000000, 1}, {850000, 1000000, 1}, {900000, 1000000, 1},
                 {920000, 1000000, 1}, {940000, 990000, 2},  {950000, 980000, 3},
                 {960000, 980000, 3},  {970000, 0, 0},       {980000, 0, 0},
                 {990000, 0, 0}};
    static kefu_model model;
    (void)state;
    promise_on(100, 2, &model);
    assert_int_equal(model.n_promises, sizeof cases / sizeof *cases);
    for (int32_t i = 0; i < model.n_promises; i++) {
        const kf_promise *p = &model.promises[i];
        assert_int_equal(p->right, cases[i].right);
        assert_int_equal(p->covered, cases[i].covered);
        assert_int_equal(p->certain,
                         cases[i].covered ? kf_logistic(cases[i].last * 65536 / 16) : 1000000);
    }
}

/* 16 of 16 may be .8064, 15 of 15 only .7961: few texts promise nothing. */
static void few_texts_promise_little(void **state)
{
    static kefu_model model;
    (void)state;
    promise_on(16, 0, &model);
    for (int32_t i = 0; i < model.n_promises; i++)
        assert_int_equal(model.promises[i].covered,
                         model.promises[i].right == 800000 ? 1000000 : 0);
    promise_on(15, 0, &model);
    for (int32_t i = 0; i < model.n_promises; i++)
        assert_int_equal(model.promises[i].covered, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_without_libm),     cmocka_unit_test(odds_by_hand),
        cmocka_unit_test(rarity_by_hand),           cmocka_unit_test(svm_by_hand),
        cmocka_unit_test(svm_of_two_sides),         cmocka_unit_test(selection_by_hand),
        cmocka_unit_test(a_bucket_has_two_slots),   cmocka_unit_test(lists_take_turns),
        cmocka_unit_test(weights_as_eight_bits),    cmocka_unit_test(a_curve_by_hand),
        cmocka_unit_test(a_threshold_by_hand),      cmocka_unit_test(promises_by_hand),
        cmocka_unit_test(few_texts_promise_little),
    };
    return cmocka_run_group_tests(tests, open_memory, NULL);
}
