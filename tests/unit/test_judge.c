/* test_judge.c - a model and its delta together: which heads there are, z by hand, answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "small_model.h"

static small_model *base_model(void)
{
    small_model *m = small_model_full("org.example.base/1");
    memset(m->model.fingerprint, 'b', 32);
    return m;
}

/* It knows polarity and logistics of its base, and one head more. */
static small_model *delta_model(void)
{
    small_model *m = small_model_new("org.example.delta/1");
    small_model_head(m, "agent_slow", KEFU_HEAD_ASPECT, KEFU_CAUSE_AGENT_SLOW);
    small_model_head(m, "logistics", KEFU_HEAD_ASPECT, KEFU_CAUSE_LOGISTICS);
    m->model.is_delta = 1;
    memset(m->model.base, 'b', 32);
    m->model.heads[0].base_share = 65536; /* 1 and 1/2 */
    m->model.heads[0].own_share = 32768;
    m->model.heads[1].own_share = -65536;
    m->model.heads[2].base_share = 0;
    m->model.heads[2].own_share = 131072;
    return m;
}

/* Of 44 features: 2^16 / sqrt(64) = 8192 a point. */
static const kf_scores base_scores = {{100, 1, 2, 3, 40, 5}, 44};
static const kf_scores delta_scores = {{-30, 7, 11}, 44};

static void a_model_alone_is_its_heads(void **state)
{
    small_model *m = base_model();
    kf_panel panel;
    int64_t z[KF_MOST_JUDGED];
    (void)state;
    assert_int_equal(kf_panel_init(&panel, &m->model, NULL, NULL), KEFU_OK);
    assert_int_equal(panel.n, 6);
    for (int32_t i = 0; i < 6; i++)
        assert_ptr_equal(panel.judged[i].head, &m->model.heads[i]);
    assert_int_equal(panel.classes[0], 1);
    assert_int_equal(panel.classes[1], 2);
    assert_int_equal(panel.classes[2], 3);
    kf_panel_judge(&panel, &base_scores, NULL, z);
    for (int32_t i = 0; i < 6; i++)
        assert_int_equal(z[i], base_scores.head[i] * 8192);
    free(m);
}

static void heads_of_a_delta_count_and_come_last(void **state)
{
    small_model *m = base_model(), *d = delta_model();
    /* 100 + (-30) / 2; of the base; 2 × 11; and -1 × 7 of what the delta alone has */
    static const int64_t wanted[] = {85, 1, 2, 3, 22, 5, -7};
    kf_panel panel;
    int64_t z[KF_MOST_JUDGED];
    (void)state;
    assert_int_equal(kf_panel_init(&panel, &m->model, &d->model, NULL), KEFU_OK);
    assert_int_equal(panel.n, 7);
    assert_ptr_equal(panel.judged[0].head, &d->model.heads[0]);
    assert_ptr_equal(panel.judged[1].head, &m->model.heads[1]);
    assert_ptr_equal(panel.judged[4].head, &d->model.heads[2]);
    assert_ptr_equal(panel.judged[6].head, &d->model.heads[1]);
    kf_panel_judge(&panel, &base_scores, &delta_scores, z);
    for (int32_t i = 0; i < 7; i++)
        assert_int_equal(z[i], wanted[i] * 8192);
    free(d);
    free(m);
}

/* Shares of 256 of the largest scores: 2 × 256 × 2^35 is more than z may be. */
static void z_is_cut(void **state)
{
    static const kf_scores most = {{1598029824}, 6291456}, least = {{-1598029824}, 6291456};
    small_model *m = base_model(), *d = delta_model();
    kf_panel panel;
    (void)state;
    d->model.heads[0].base_share = d->model.heads[0].own_share = KF_MOST_SHARE;
    d->model.heads[0].slope = KF_MOST_SLOPE;
    d->model.heads[0].shift = -KF_MOST_SHIFT;
    assert_int_equal(kf_panel_init(&panel, &m->model, &d->model, NULL), KEFU_OK);
    assert_true(kf_panel_z(&panel, 0, &most, &most) == KF_MOST_Z);
    assert_true(kf_panel_z(&panel, 0, &least, &least) == -KF_MOST_Z);
    assert_int_equal(kf_panel_z(&panel, 0, &least, &most), 0);
    assert_int_equal(kf_head_chance(panel.judged[0].head, KF_MOST_Z), 1000000);
    assert_int_equal(kf_head_chance(panel.judged[0].head, -KF_MOST_Z), 0);
    free(d);
    free(m);
}

static void other(kefu_model *base, kefu_model *delta)
{
    (void)delta;
    base->fingerprint[0] = 'c';
}
static void no_delta(kefu_model *base, kefu_model *delta)
{
    (void)base;
    delta->is_delta = 0;
}
static void delta_of_delta(kefu_model *base, kefu_model *delta)
{
    (void)delta;
    base->is_delta = 1;
}
static void other_cause(kefu_model *base, kefu_model *delta)
{
    (void)base;
    delta->heads[2].cause = KEFU_CAUSE_PRICE;
}
static void other_kind(kefu_model *base, kefu_model *delta)
{
    base->heads[4].kind = KEFU_HEAD_CLASS;
    base->heads[4].cause = KEFU_CAUSE_UNKNOWN;
    delta->heads[2].cause = KEFU_CAUSE_UNKNOWN;
}
static void too_many(kefu_model *base, kefu_model *delta)
{
    for (int32_t i = 1; i < KF_MOST_HEADS; i++) {
        base->heads[i] = base->heads[5];
        delta->heads[i] = base->heads[5];
        snprintf(base->heads[i].key, 32, "base_%d", (int)i);
        snprintf(delta->heads[i].key, 32, "delta_%d", (int)i);
    }
    base->n_heads = delta->n_heads = KF_MOST_HEADS; /* 17 + 16 others */
}

static void what_does_not_belong_together_is_refused(void **state)
{
    static const struct {
        void (*change)(kefu_model *base, kefu_model *delta);
        kefu_status status;
        const char *message;
    } cases[] = {
        {other, KEFU_E_MISMATCH,
         "delta 'org.example.delta/1' was made on the model with fingerprint "
         "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, and 'org.example.base/1' has "
         "cbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},
        {no_delta, KEFU_E_ARGUMENT, "model 'org.example.delta/1' is no delta"},
        {delta_of_delta, KEFU_E_ARGUMENT,
         "model 'org.example.base/1' is a delta: it is only of use together with its base"},
        {other_cause, KEFU_E_MISMATCH,
         "head 'logistics' of delta 'org.example.delta/1' has another kind or cause than that of "
         "its base"},
        {other_kind, KEFU_E_MISMATCH,
         "head 'logistics' of delta 'org.example.delta/1' has another kind or cause than that of "
         "its base"},
        {too_many, KEFU_E_LIMIT, "a model and its delta have more than 32 heads"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        small_model *m = base_model(), *d = delta_model();
        kf_panel panel;
        kefu_error error;
        cases[i].change(&m->model, &d->model);
        assert_int_equal(kf_panel_init(&panel, &m->model, &d->model, &error), cases[i].status);
        assert_string_equal(error.message, cases[i].message);
        free(d);
        free(m);
    }
}

static void the_largest_of_three_classes_decides(void **state)
{
    static const struct {
        int64_t negative, neutral, positive;
        int32_t three;
    } cases[] = {{3, 2, 1, -1}, {1, 2, 3, 1}, {1, 3, 2, 0}, {3, 1, 3, -1},
                 {3, 3, 1, 0},  {1, 3, 3, 0}, {0, 0, 0, 0}, {-2, -3, -1, 1}};
    small_model *m = base_model();
    kf_panel panel;
    (void)state;
    assert_int_equal(kf_panel_init(&panel, &m->model, NULL, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const int64_t z[6] = {0, cases[i].negative, cases[i].neutral, cases[i].positive};
        assert_int_equal(kf_panel_three(&panel, z), cases[i].three);
    }
    m->model.heads[1].shift = 2; /* 1 + 2 is as much as 3 of the positive one */
    const int64_t z[6] = {0, 1, 2, 3};
    assert_int_equal(kf_panel_three(&panel, z), -1);
    free(m);
}

/* slope 2, shift 1: chances of 2z + 1 by tests/oracle/model_numbers.py where z is whole. */
static void chances_and_yes(void **state)
{
    kf_head head = {.kind = KEFU_HEAD_ASPECT, .slope = 131072, .shift = 65536, .least = 10};
    (void)state;
    assert_int_equal(kf_head_chance(&head, 0), 731059);         /* of 1 */
    assert_int_equal(kf_head_chance(&head, 3 << 16), 999089);   /* of 7 */
    assert_int_equal(kf_head_chance(&head, -(2 << 16)), 47426); /* of -3 */
    assert_int_equal(kf_head_chance(&head, -65536), 268941);    /* of -1 */
    assert_int_equal(kf_head_says_yes(&head, 10), 1);
    assert_int_equal(kf_head_says_yes(&head, 9), 0);
    head.kind = KEFU_HEAD_CLASS;
    assert_int_equal(kf_head_says_yes(&head, 10), 0);
}

/* The side of a half is that of the chance, however close it is. */
static void sides_are_those_of_chances(void **state)
{
    const kf_head head = {.slope = 32768, .shift = 40};
    const int32_t half = 500000;
    (void)state;
    for (int64_t z = -(40 << 16); z <= 40 << 16; z += z > -1000 && z < 1000 ? 1 : 997) {
        const int32_t chance = kf_head_chance(&head, z);
        assert_int_equal(kf_head_side(&head, z), (chance > half) - (chance < half));
    }
    assert_int_equal(kf_head_side(&head, -80), 0);
    assert_int_equal(kf_head_side(&head, -78), 1);
    assert_int_equal(kf_head_side(&head, -81), -1); /* -40.5 is rounded down */
}

/* Heads that are no aspects never say yes; of aspects each by itself. */
static void yes_of_a_panel_is_yes_of_its_heads(void **state)
{
    small_model *m = base_model();
    const int64_t z[6] = {KF_MOST_Z, KF_MOST_Z, KF_MOST_Z, KF_MOST_Z, 10, 9};
    kf_panel panel;
    (void)state;
    m->model.heads[4].least = m->model.heads[5].least = 10;
    assert_int_equal(kf_panel_init(&panel, &m->model, NULL, NULL), KEFU_OK);
    assert_int_equal(kf_panel_yes(&panel, z), 1 << 4);
    for (int32_t i = 0; i < 6; i++)
        assert_int_equal(kf_panel_yes(&panel, z) >> i & 1,
                         kf_head_says_yes(panel.judged[i].head, z[i]));
    free(m);
}

/* Asked of scores, aspects say what they say of z, on either side of every threshold. */
static void yes_of_scores_is_yes_of_z(void **state)
{
    static const int64_t leasts[] = {-KF_MOST_Z, -65536, -1, 0, 1, 65536, 1234567, KF_MOST_Z};
    static const int32_t sizes[] = {0, 1, 44, 1003, 6 << 20};
    small_model *m = base_model();
    (void)state;
    for (size_t l = 0; l < sizeof leasts / sizeof *leasts; l++) {
        kf_panel panel;
        m->model.heads[4].least = leasts[l];
        m->model.heads[5].least = -leasts[l];
        assert_int_equal(kf_panel_init(&panel, &m->model, NULL, NULL), KEFU_OK);
        for (size_t n = 0; n < sizeof sizes / sizeof *sizes; n++)
            for (int32_t score = -3000; score <= 3000; score++) {
                kf_scores scores = {.looked = sizes[n]};
                int64_t z[KF_MOST_JUDGED];
                for (size_t h = 0; h < KF_MOST_HEADS; h++)
                    scores.head[h] = h % 2 ? score : -score;
                kf_panel_judge(&panel, &scores, NULL, z);
                assert_int_equal(kf_panel_yes_scored(&panel, &scores), kf_panel_yes(&panel, z));
            }
    }
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_alone_is_its_heads),
        cmocka_unit_test(heads_of_a_delta_count_and_come_last),
        cmocka_unit_test(z_is_cut),
        cmocka_unit_test(what_does_not_belong_together_is_refused),
        cmocka_unit_test(the_largest_of_three_classes_decides),
        cmocka_unit_test(chances_and_yes),
        cmocka_unit_test(sides_are_those_of_chances),
        cmocka_unit_test(yes_of_a_panel_is_yes_of_its_heads),
        cmocka_unit_test(yes_of_scores_is_yes_of_z),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
