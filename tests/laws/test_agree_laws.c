/* test_agree_laws.c - what holds of agreement whatever the marks are: rows in any order, inspectors
 * and units by any name, ranges, perfection, weights that cannot matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agree_marks.h"
#include "chance.h"

enum { ROUNDS = 150, BILLION = 1000000000 };

static const struct pair {
    int32_t coefficient, distance;
    int64_t least; /* of the value, × 10^-9; INT64_MIN: below -1 */
} pairs[] = {
    {KEFU_COEFFICIENT_RAW, KEFU_APART_NOMINAL, 0},
    {KEFU_COEFFICIENT_COHEN, KEFU_APART_NOMINAL, -BILLION},
    {KEFU_COEFFICIENT_COHEN, KEFU_APART_LINEAR, -BILLION},
    {KEFU_COEFFICIENT_COHEN, KEFU_APART_SQUARED, -BILLION},
    {KEFU_COEFFICIENT_FLEISS, KEFU_APART_NOMINAL, -BILLION},
    {KEFU_COEFFICIENT_ALPHA, KEFU_APART_NOMINAL, -BILLION},
    {KEFU_COEFFICIENT_ALPHA, KEFU_APART_ORDINAL, -BILLION},
    {KEFU_COEFFICIENT_ALPHA, KEFU_APART_INTERVAL, -BILLION},
    {KEFU_COEFFICIENT_AC1, KEFU_APART_NOMINAL, -BILLION},
};
enum { PAIRS = sizeof pairs / sizeof *pairs };

static uint32_t below(uint64_t *seed, uint32_t n) { return (uint32_t)(chance(seed) >> 16) % n; }

/* A month of some shape: up to 5 inspectors, 40 units, 4 categories, gaps. */
static void random_marks(marks *m, uint64_t *c, int32_t agreeing, int32_t categories)
{
    static const char digits[] = "0123";
    const uint32_t raters = 1 + below(c, 5), units = below(c, 40);
    const uint32_t gaps = below(c, 2) * 30;
    for (uint32_t u = 0; u < units; u++) {
        uint32_t truth = below(c, (uint32_t)categories);
        for (uint32_t r = 0; r < raters; r++) {
            int32_t same = (int32_t)below(c, 100) < agreeing;
            uint32_t mark = same ? truth : below(c, (uint32_t)categories);
            marks_add(m, u, r, below(c, 100) < gaps ? NULL : &digits[mark]);
        }
    }
}

static kefu_agree *made(const marks *m)
{
    kefu_agree *agree = NULL;
    kefu_error error = {.code = 0};
    if (marks_agree(m, NULL, &agree, &error))
        fail_msg("%s", error.message);
    return agree;
}

static kefu_agreement agreement(const kefu_agree *agree, int32_t coefficient, int32_t distance)
{
    kefu_agreement out = {.struct_size = sizeof out};
    assert_int_equal(kefu_agree_value(agree, 0, coefficient, distance, &out, NULL), KEFU_OK);
    out.criterion = NULL;
    return out;
}

static void assert_same(const kefu_agree *a, const kefu_agree *b)
{
    for (int32_t i = 0; i < PAIRS; i++) {
        kefu_agreement x = agreement(a, pairs[i].coefficient, pairs[i].distance);
        kefu_agreement y = agreement(b, pairs[i].coefficient, pairs[i].distance);
        assert_memory_equal(&x, &y, sizeof x);
    }
}

static void shuffle(marks *m, uint64_t *c)
{
    for (int64_t i = m->n - 1; i > 0; i--) {
        int64_t j = below(c, (uint32_t)i + 1);
        int64_t unit = m->units[i], rater = m->raters[i];
        kefu_text text = m->texts[i];
        m->units[i] = m->units[j];
        m->raters[i] = m->raters[j];
        m->texts[i] = m->texts[j];
        m->units[j] = unit;
        m->raters[j] = rater;
        m->texts[j] = text;
    }
}

/* Rows in another order, and inspectors and units under other names, in another order. */
static void test_order_and_names(void **state)
{
    uint64_t c = UINT64_C(1);
    (void)state;
    for (int32_t round = 0; round < ROUNDS; round++) {
        marks m = {0};
        random_marks(&m, &c, (int32_t)below(&c, 100), 4);
        kefu_agree *a = made(&m);
        shuffle(&m, &c);
        kefu_agree *b = made(&m);
        for (int64_t i = 0; i < m.n; i++) {
            m.units[i] = 1000 - 7 * m.units[i];
            m.raters[i] = -m.raters[i];
        }
        kefu_agree *d = made(&m);
        assert_same(a, b);
        assert_same(a, d);
        kefu_agree_free(a);
        kefu_agree_free(b);
        kefu_agree_free(d);
        marks_free(&m);
    }
}

static int32_t is_within(const kefu_value *value, int64_t least)
{
    return value->status == KEFU_VALUE_NO_DATA ||
           (value->den == BILLION && value->num >= least && value->num <= BILLION);
}

/* Ranges; a value or a reason; 1 just where all that counts agrees; kappa and its parts. */
static void test_ranges(void **state)
{
    uint64_t c = UINT64_C(2);
    (void)state;
    for (int32_t round = 0; round < ROUNDS; round++) {
        marks m = {0};
        random_marks(&m, &c, (int32_t)below(&c, 101), 4);
        kefu_agree *agree = made(&m);
        for (int32_t i = 0; i < PAIRS; i++) {
            kefu_agreement got = agreement(agree, pairs[i].coefficient, pairs[i].distance);
            assert_true(is_within(&got.value, pairs[i].least));
            assert_true(is_within(&got.observed, 0));
            assert_true(is_within(&got.expected, 0));
            assert_true(got.value.status == KEFU_VALUE_OK || got.why != KEFU_AGREE_FINE);
            if (got.value.status == KEFU_VALUE_OK)
                assert_int_equal(got.value.num == BILLION, got.observed.num == BILLION);
        }
        kefu_agree_free(agree);
        marks_free(&m);
    }
}

/* All agree: every coefficient that has a value is 1. */
static void test_perfect(void **state)
{
    uint64_t c = UINT64_C(3);
    (void)state;
    for (int32_t round = 0; round < ROUNDS; round++) {
        marks m = {0};
        random_marks(&m, &c, 100, 4);
        kefu_agree *agree = made(&m);
        for (int32_t i = 0; i < PAIRS; i++) {
            kefu_agreement got = agreement(agree, pairs[i].coefficient, pairs[i].distance);
            assert_true(got.value.status == KEFU_VALUE_NO_DATA || got.value.num == BILLION);
        }
        kefu_agree_free(agree);
        marks_free(&m);
    }
}

/* Two categories are as far apart by any measure. */
static void test_two_categories(void **state)
{
    uint64_t c = UINT64_C(4);
    (void)state;
    for (int32_t round = 0; round < ROUNDS; round++) {
        marks m = {0};
        random_marks(&m, &c, (int32_t)below(&c, 100), 2);
        kefu_agree *agree = made(&m);
        for (int32_t i = 0; i < PAIRS; i++) {
            kefu_agreement some = agreement(agree, pairs[i].coefficient, pairs[i].distance);
            kefu_agreement plain = agreement(agree, pairs[i].coefficient, KEFU_APART_NOMINAL);
            assert_memory_equal(&some, &plain, sizeof some);
        }
        kefu_agree_free(agree);
        marks_free(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_names),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_perfect),
        cmocka_unit_test(test_two_categories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
