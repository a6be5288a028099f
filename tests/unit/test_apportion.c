/* test_apportion.c - sharing out by largest remainder: published apportionments, edges, laws. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/wide.h"
#include "chance.h"
#include "kefu/base.h"
#include "oom.h"

enum { MOST = 15 };

static const struct sharing {
    const char *source;
    int64_t whole;
    int64_t n;
    int64_t weights[MOST];
    int32_t ties;
    int64_t out[MOST];
} sharings[] = {
    {"Hamilton's bill of 1792, vetoed: 120 seats by the census of 1790, Connecticut to Virginia "
     "(Balinski and Young, Fair Representation, 1982)",
     120,
     15,
     {236841, 55540, 70835, 68705, 278514, 475327, 141822, 179570, 331589, 353523, 432879, 68446,
      206236, 85533, 630560},
     KEFU_REST_FIRST,
     {8, 2, 2, 2, 9, 16, 5, 6, 11, 12, 14, 2, 7, 3, 21}},
    {"Wikipedia, Largest remainder method, Hare quota: 10 seats; remainders .70 .60 .58 .20 .61 "
     ".31",
     10,
     6,
     {47000, 16000, 15800, 12000, 6100, 3100},
     KEFU_REST_FIRST,
     {5, 2, 1, 1, 1, 0}},
    {"forced distribution 15/45/40 of 7 people: 1.05 3.15 2.80",
     7,
     3,
     {15, 45, 40},
     KEFU_REST_FIRST,
     {1, 3, 3}},
    {"10 people at 15/45/40: 1.5 4.5 4, the tie goes first",
     10,
     3,
     {15, 45, 40},
     KEFU_REST_FIRST,
     {2, 4, 4}},
    {"the same, last", 10, 3, {15, 45, 40}, KEFU_REST_LAST, {1, 5, 4}},
    {"100.00 yuan by three heads", 10000, 3, {1, 1, 1}, KEFU_REST_FIRST, {3334, 3333, 3333}},
    {"200 fen by three heads, last", 200, 3, {1, 1, 1}, KEFU_REST_LAST, {66, 67, 67}},
    {"a deduction: as +10000", -10000, 3, {1, 1, 1}, KEFU_REST_FIRST, {-3334, -3333, -3333}},
    {"as +10, 1.5 4.5 4, last", -10, 3, {15, 45, 40}, KEFU_REST_LAST, {-1, -5, -4}},
    {"nothing", 0, 3, {1, 2, 3}, KEFU_REST_FIRST, {0, 0, 0}},
    {"fewer units than people", 2, 5, {1, 1, 1, 1, 1}, KEFU_REST_LAST, {0, 0, 0, 1, 1}},
    {"a weight of 0 gets nothing", 5, 4, {0, 1, 0, 1}, KEFU_REST_FIRST, {0, 3, 0, 2}},
    {"one takes all", INT64_MAX, 1, {INT64_MAX}, KEFU_REST_FIRST, {INT64_MAX}},
    {"all the way down", INT64_MIN, 1, {7}, KEFU_REST_FIRST, {INT64_MIN}},
    {"2^63 - 1 = 2 × (2^62 - 1) + 1",
     INT64_MAX,
     2,
     {INT64_MAX / 2, INT64_MAX / 2},
     KEFU_REST_LAST,
     {INT64_MAX / 2, INT64_MAX / 2 + 1}},
    {"weights as large as can be: 1 - 2^-63, 2^-63, so the first",
     INT64_MIN,
     2,
     {INT64_MAX - 1, 1},
     KEFU_REST_FIRST,
     {INT64_MIN + 1, -1}},
};

static void known(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sharings / sizeof *sharings; i++) {
        const struct sharing *s = &sharings[i];
        int64_t out[MOST];
        assert_int_equal(kefu_apportion(NULL, s->whole, s->weights, s->n, s->ties, out, NULL),
                         KEFU_OK);
        for (int64_t k = 0; k < s->n; k++)
            if (out[k] != s->out[k])
                fail_msg("%s: number %d is %lld, not %lld", s->source, (int)k, (long long)out[k],
                         (long long)s->out[k]);
    }
}

static const struct refusal {
    int64_t whole, n, weights[3];
    int32_t ties, code;
    const char *message;
} refusals[] = {
    {1, 0, {0}, KEFU_REST_FIRST, KEFU_E_ARGUMENT, "no weight is above 0"},
    {1, 3, {0}, KEFU_REST_FIRST, KEFU_E_ARGUMENT, "no weight is above 0"},
    {1, 3, {1, -2, 5}, KEFU_REST_FIRST, KEFU_E_ARGUMENT, "weight 1 is below 0: -2"},
    {1, -1, {1}, KEFU_REST_FIRST, KEFU_E_ARGUMENT, "kefu_apportion: NULL, or a count below 0"},
    {1, 1, {1}, 2, KEFU_E_ARGUMENT, "ties must be KEFU_REST_FIRST or _LAST"},
    {1, 2, {INT64_MAX, 1}, 0, KEFU_E_OVERFLOW, "the weights add up to more than 64 bits"},
    {1, (int64_t)INT32_MAX + 1, {1}, 0, KEFU_E_LIMIT, "more than 2147483647 weights"},
};

static void refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *r = &refusals[i];
        int64_t out[3] = {-7, -7, -7};
        kefu_error error = {0};
        assert_int_equal(kefu_apportion(NULL, r->whole, r->weights, r->n, r->ties, out, &error),
                         r->code);
        assert_string_equal(error.message, r->message);
        assert_true(out[0] == -7 && out[1] == -7 && out[2] == -7);
    }
}

/* Any whole, any weights: the sum is the whole, each share is less than one unit from whole ×
 * weight / sum, and a unit more goes to no smaller a remainder. */
static void laws(void **state)
{
    uint64_t seed = 20261031;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        int64_t weights[MOST], out[MOST], whole = (int64_t)chance(&seed), sum = 0, total = 0;
        int64_t n = 1 + (int64_t)(chance(&seed) % MOST);
        int shift = 5 + (int)(chance(&seed) % 58); /* 15 weights below 2^59 fit 63 bits */
        if (round % 3 == 0)
            whole %= 100;
        for (int64_t k = 0; k < n; k++)
            sum += weights[k] = (int64_t)(chance(&seed) >> shift);
        if (sum == 0)
            sum += weights[0] = 1;
        assert_int_equal(kefu_apportion(NULL, whole, weights, n, round % 2, out, NULL), KEFU_OK);
        for (int64_t k = 0; k < n; k++) {
            /* |out × sum - whole × weight| < sum */
            kf_i128 far =
                kf_i128_add(kf_i128_mul(out[k], sum), kf_i128_neg(kf_i128_mul(whole, weights[k])));
            assert_true(kf_i128_compare(far, kf_i128_of(sum)) < 0);
            assert_true(kf_i128_compare(kf_i128_neg(far), kf_i128_of(sum)) < 0);
            total = (int64_t)((uint64_t)total + (uint64_t)out[k]);
        }
        assert_true(total == whole);
    }
}

/* In place of the weights. */
static void in_place(void **state)
{
    int64_t both[] = {15, 45, 40};
    (void)state;
    assert_int_equal(kefu_apportion(NULL, 7, both, 3, KEFU_REST_FIRST, both, NULL), KEFU_OK);
    assert_true(both[0] == 1 && both[1] == 3 && both[2] == 3);
}

static int out_of_memory(const kefu_allocator *allocator)
{
    const int64_t weights[] = {1, 1, 1};
    int64_t out[] = {-7, -7, -7};
    kefu_status status = kefu_apportion(allocator, 100, weights, 3, KEFU_REST_FIRST, out, NULL);
    if (status == KEFU_E_MEMORY)
        return out[0] == -7 && out[2] == -7 ? 0 : 2;
    return status == KEFU_OK && out[0] == 34 && out[2] == 33 ? 1 : 2;
}

static void memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(out_of_memory) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known),    cmocka_unit_test(refused), cmocka_unit_test(laws),
        cmocka_unit_test(in_place), cmocka_unit_test(memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
