/* test_buckets.c - buckets of the number line: where they begin and end, and how wide they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "metric/buckets.h"

/* By the definition in buckets.h, by hand. */
static void test_buckets_by_hand(void **state)
{
    static const struct {
        int32_t bits;
        int64_t value;
        int32_t bucket;
        int64_t low, high, middle;
    } cases[] = {
        {6, 0, 0, 0, 0, 0},
        {6, 1, 1, 1, 1, 1},
        {6, -1, -1, -1, -1, -1},
        {6, 63, 63, 63, 63, 63},
        {6, 64, 64, 64, 64, 64}, /* 2^6: steps of 1 up to 127 */
        {6, 127, 127, 127, 127, 127},
        {6, 128, 128, 128, 129, 128}, /* 2^7: steps of 2 */
        {6, 129, 128, 128, 129, 128},
        {6, 130, 129, 130, 131, 130},
        {6, -129, -128, -129, -128, -128},
        {6, 255, 191, 254, 255, 254},
        {6, 256, 192, 256, 259, 257},     /* 2^8: steps of 4 */
        {6, 1000, 317, 1000, 1007, 1003}, /* e = 9: (4 << 6) + (1000 >> 3) - 64 = 317 */
        {6, INT64_MAX, 3711, INT64_MAX - (((int64_t)1 << 56) - 1), INT64_MAX,
         INT64_MAX - ((int64_t)1 << 55)},
        {6, INT64_MIN, -3712, INT64_MIN, INT64_MIN, INT64_MIN},
        {6, INT64_MIN + 1, -3711, INT64_MIN + 1, -INT64_MAX + (((int64_t)1 << 56) - 1),
         -INT64_MAX + ((int64_t)1 << 55)},
        {4, 15, 15, 15, 15, 15},
        {4, 16, 16, 16, 16, 16},
        {4, 33, 32, 32, 33, 32},
        {4, 1000, 111, 992, 1023, 1007}, /* e = 9: (6 << 4) + (1000 >> 5) - 16 = 111 */
        {4, INT64_MIN, -960, INT64_MIN, INT64_MIN, INT64_MIN},
        {1, 2, 2, 2, 2, 2},
        {1, 5, 4, 4, 5, 4},
        {1, 6, 5, 6, 7, 6},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t bits = cases[i].bits, bucket = kf_bucket_of(cases[i].value, bits);
        assert_int_equal(bucket, cases[i].bucket);
        assert_true(kf_bucket_low(bucket, bits) == cases[i].low);
        assert_true(kf_bucket_high(bucket, bits) == cases[i].high);
        assert_true(kf_bucket_middle(bucket, bits) == cases[i].middle);
    }
}

static void test_the_outermost_bucket(void **state)
{
    (void)state;
    assert_int_equal(kf_bucket_most(6), 3712); /* (63 - 6 + 1) × 64 */
    assert_int_equal(kf_bucket_most(4), 960);  /* (63 - 4 + 1) × 16 */
    assert_int_equal(kf_bucket_most(KF_BUCKET_BITS_MOST), 48 << 16);
}

/* Every bucket but the empty one begins right after the one before it ends, and holds its ends. */
static void test_buckets_follow_one_another(void **state)
{
    (void)state;
    for (int32_t bits = 1; bits <= 10; bits++) {
        int32_t most = kf_bucket_most(bits);
        assert_true(kf_bucket_low(-most, bits) == INT64_MIN);
        assert_true(kf_bucket_high(most - 1, bits) == INT64_MAX);
        for (int32_t bucket = -most; bucket < most; bucket++) {
            int64_t low = kf_bucket_low(bucket, bits), high = kf_bucket_high(bucket, bits);
            assert_true(low <= high);
            assert_int_equal(kf_bucket_of(low, bits), bucket);
            assert_int_equal(kf_bucket_of(high, bits), bucket);
            if (bucket > -most)
                assert_true(kf_bucket_high(bucket - 1, bits) + 1 == low);
            assert_true(bucket == -most || kf_bucket_low(-bucket, bits) == -high);
        }
    }
}

/* |number - middle| × 2^(bits + 1) <= |number|, which need only be looked at where both ends are.
 */
static void test_the_middle_is_near_every_number(void **state)
{
    (void)state;
    for (int32_t bits = 1; bits <= 10; bits++)
        for (int32_t bucket = -kf_bucket_most(bits); bucket < kf_bucket_most(bits); bucket++) {
            int64_t low = kf_bucket_low(bucket, bits), high = kf_bucket_high(bucket, bits);
            int64_t middle = kf_bucket_middle(bucket, bits);
            uint64_t below = (uint64_t)middle - (uint64_t)low;
            uint64_t above = (uint64_t)high - (uint64_t)middle;
            uint64_t near = bucket < 0 ? 0 - (uint64_t)high : (uint64_t)low;
            uint64_t most = near >> (bits + 1);
            assert_true(low <= middle && middle <= high);
            assert_true(below <= most && above <= most);
        }
}

/* All numbers within 300 of every power of 2, and all up to 70,000: the bucket that holds them. */
static void assert_in_its_bucket(int64_t value, int32_t bits)
{
    int32_t bucket = kf_bucket_of(value, bits);
    assert_true(kf_bucket_low(bucket, bits) <= value && value <= kf_bucket_high(bucket, bits));
}

static void test_numbers_are_in_their_buckets(void **state)
{
    (void)state;
    for (int32_t bits = 4; bits <= 6; bits += 2) {
        for (int64_t value = -70000; value <= 70000; value++)
            assert_in_its_bucket(value, bits);
        for (int32_t e = 16; e < 63; e++)
            for (int64_t off = -300; off <= 300; off++) {
                assert_in_its_bucket(((int64_t)1 << e) + off, bits);
                assert_in_its_bucket(-((int64_t)1 << e) + off, bits);
            }
        for (int64_t off = 0; off <= 300; off++) {
            assert_in_its_bucket(INT64_MAX - off, bits);
            assert_in_its_bucket(INT64_MIN + off, bits);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buckets_by_hand),
        cmocka_unit_test(test_the_outermost_bucket),
        cmocka_unit_test(test_buckets_follow_one_another),
        cmocka_unit_test(test_the_middle_is_near_every_number),
        cmocka_unit_test(test_numbers_are_in_their_buckets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
