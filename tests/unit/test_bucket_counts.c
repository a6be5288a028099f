/* test_bucket_counts.c - counts by bucket against a plain array: lists, arrays, and the way
 * between. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "metric/bucket_counts.h"
#include "chance.h"
#include "oom.h"

enum { MOST = 3712, BUCKETS = 2 * MOST + 1 };

static oom_state counts_memory;
static const kefu_allocator counts_allocator = {sizeof counts_allocator, oom_alloc, oom_realloc,
                                                oom_free, &counts_memory};

static void assert_is_model(const kf_bucket_counts *counts, const int64_t *model)
{
    int32_t at = 0, bucket, expected = 0;
    int64_t count;
    while (kf_bucket_counts_next(counts, &at, &bucket, &count)) {
        while (expected < BUCKETS && !model[expected])
            expected++;
        assert_int_equal(bucket, expected - MOST);
        assert_int_equal(count, model[expected]);
        expected++;
    }
    for (; expected < BUCKETS; expected++)
        assert_int_equal(model[expected], 0);
}

/* Near one bucket as often as anywhere. */
static int32_t counts_draw(uint64_t *seed, int32_t width)
{
    uint64_t draw = chance(seed);
    return draw & 15 ? (int32_t)(draw >> 8) % width
                     : (int32_t)(draw >> 8 & 0xFFF) % MOST - MOST / 2;
}

static void fill(kf_bucket_counts *counts, int64_t *model, uint64_t seed, int32_t rows,
                 int32_t width)
{
    for (int32_t i = 0; i < rows; i++) {
        int32_t bucket = counts_draw(&seed, width);
        int64_t count = 1 + (i % 7 == 0) * i;
        bucket = i == 40 ? -MOST : i == 41 ? MOST : bucket;
        assert_int_equal(kf_bucket_counts_add(counts, bucket, count, &counts_allocator, NULL),
                         KEFU_OK);
        model[bucket + MOST] += count;
    }
}

static void counts_are_those_of_the_model(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        static int64_t model[BUCKETS], other[BUCKETS];
        kf_bucket_counts a = {NULL, 0, 0, 0, 0}, b = {NULL, 0, 0, 0, 0};
        memset(model, 0, sizeof model);
        memset(other, 0, sizeof other);
        fill(&a, model, seed, (int32_t)(seed * 7 % 90), (int32_t)(seed % 3 ? 8 : 200));
        fill(&b, other, seed + 100, (int32_t)(seed * 11 % 90), (int32_t)(seed % 5 ? 8 : 200));
        assert_is_model(&a, model);
        assert_is_model(&b, other);
        assert_int_equal(kf_bucket_counts_merge(&a, &b, &counts_allocator, NULL), KEFU_OK);
        for (int32_t i = 0; i < BUCKETS; i++)
            model[i] += other[i];
        assert_is_model(&a, model);
        assert_is_model(&b, other);
        kf_bucket_counts_free(&a, &counts_allocator);
        kf_bucket_counts_free(&b, &counts_allocator);
        assert_int_equal(counts_memory.held, 0);
    }
}

/* Whatever fails, the counts are what they were. */
static int counts_scenario(const kefu_allocator *allocator)
{
    static int64_t model[BUCKETS];
    kf_bucket_counts a = {NULL, 0, 0, 0, 0}, b = {NULL, 0, 0, 0, 0};
    int32_t worked = 1;
    memset(model, 0, sizeof model);
    for (int32_t i = 0; i < 80 && worked; i++) {
        int32_t bucket = i * 37 % 500 - 200;
        worked = !kf_bucket_counts_add(&a, bucket, 1, allocator, NULL);
        model[bucket + MOST] += worked;
        assert_is_model(&a, model);
        if (worked && i < 20)
            worked = !kf_bucket_counts_add(&b, 600 + i, 1, allocator, NULL);
    }
    if (worked && kf_bucket_counts_merge(&a, &b, allocator, NULL)) {
        worked = 0;
        assert_is_model(&a, model);
    }
    kf_bucket_counts_free(&a, allocator);
    kf_bucket_counts_free(&b, allocator);
    return worked;
}

static int lists_scenario(const kefu_allocator *allocator)
{
    static int64_t model[BUCKETS];
    kf_bucket_counts a = {NULL, 0, 0, 0, 0}, b = {NULL, 0, 0, 0, 0};
    int32_t worked = 1;
    memset(model, 0, sizeof model);
    for (int32_t i = 0; i < 12 && worked; i++) {
        worked = !kf_bucket_counts_add(&b, i, 1, allocator, NULL);
        if (worked && i < 3) {
            worked = !kf_bucket_counts_add(&a, 7 * i, 1, allocator, NULL);
            model[7 * i + MOST] += worked;
        }
    }
    if (worked && kf_bucket_counts_merge(&a, &b, allocator, NULL))
        worked = 0;
    else if (worked)
        for (int32_t i = 0; i < 12; i++)
            model[i + MOST]++;
    assert_is_model(&a, model);
    kf_bucket_counts_free(&a, allocator);
    kf_bucket_counts_free(&b, allocator);
    return worked;
}

static void want_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(counts_scenario) > 5);
    assert_true(oom_sweep(lists_scenario) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_those_of_the_model),
        cmocka_unit_test(want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
