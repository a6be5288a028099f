/* test_bag.c - multisets of int64: contents, laws, limits, memory. */
#include "bag_fixture.h"

/* ---- Contents ------------------------------------------------------------------------------- */

static void test_contents(void **state)
{
    static const size_t sizes[] = {0, 1, 2, 7, 8, 9, 24, 25, 255, 256, 257, 600, 2100, MOST};
    static int64_t values[MOST];
    uint64_t seed = 1;
    (void)state;
    for (int which = 0; which < SHAPES; which++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            kf_bag bag = {0}, moved;
            for (size_t i = 0; i < sizes[s]; i++)
                values[i] = shape(which, i, &seed);
            add_all(&bag, values, sizes[s] / 2);
            memcpy(&moved, &bag, sizeof bag); /* the host moves states */
            memset(&bag, 0xEE, sizeof bag);
            add_all(&moved, values + sizes[s] / 2, sizes[s] - sizes[s] / 2);
            assert_holds(&moved, values, sizes[s]);
            kf_bag_free(&moved, &allocator);
        }
    assert_all_freed();
}

/* Picking by rank is reading at the rank, whatever part of the bag is in the tail. */
static void test_picking(void **state)
{
    static const size_t sizes[] = {1, 300, 700, 3000, MOST};
    uint64_t seed = 33;
    (void)state;
    for (int which = 0; which < SHAPES + 2; which++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            kf_bag bag = {0};
            kf_bag_view view;
            for (size_t i = 0; i < sizes[s]; i++) {
                int64_t value = shape(which % SHAPES, i, &seed);
                if (which == SHAPES) /* nearly all in one bucket, of every width */
                    value = i % 500 ? (int64_t)(chance(&seed) % 4000) : TOP - (int64_t)i;
                if (which == SHAPES + 1) /* two heaps far apart */
                    value = (int64_t)(chance(&seed) % 4000) + (i & 1 ? LOW : TOP - 4000);
                add_all(&bag, &value, 1);
            }
            assert_int_equal(kf_bag_open(&view, &bag, &allocator, NULL), KEFU_OK);
            for (int64_t rank = 0; rank < view.size; rank += 1 + view.size / 50) {
                int64_t last = rank + 1 < view.size ? rank + 1 : rank, got[2];
                assert_int_equal(kf_bag_pick(&bag, rank, last, got, &allocator, NULL), KEFU_OK);
                assert_true(got[0] == kf_bag_at(&view, rank));
                assert_true(got[1] == kf_bag_at(&view, last));
            }
            kf_bag_close(&view, &allocator);
            kf_bag_free(&bag, &allocator);
        }
    assert_all_freed();
}

static void test_ties_take_the_room_of_distinct_values(void **state)
{
    kf_bag bag = {0};
    (void)state;
    for (int64_t i = 0; i < 300000; i++)
        assert_int_equal(kf_bag_add(&bag, i % 5, &allocator, NULL), KEFU_OK);
    assert_int_equal(kf_bag_size(&bag), 300000);
    assert_true(memory.held <= 256 * 8 + (256 + 64) * 16); /* a tail, a run that it fits into */
    kf_bag_free(&bag, &allocator);
    assert_all_freed();
}

/* ---- Laws ----------------------------------------------------------------------------------- */

/* Rows dealt to `parts` bags at random, each kept as it is or saved and loaded, merged in a random
 * tree: the bag of all rows, to the byte. */
static void deal(const int64_t *values, size_t n, size_t parts, uint64_t *seed, kf_bag *out)
{
    kf_bag bags[9] = {{0}};
    for (size_t i = 0; i < n; i++)
        add_all(&bags[chance(seed) % parts], &values[i], 1);
    for (size_t i = 0; i < parts; i++) {
        bytes b;
        const unsigned char *at;
        if (chance(seed) & 1)
            continue;
        b = saved(&bags[i]);
        at = b.data;
        kf_bag_free(&bags[i], &allocator);
        assert_int_equal(kf_bag_take(&bags[i], &at, b.data + b.size, &allocator, NULL), KEFU_OK);
        assert_ptr_equal(at, b.data + b.size);
        free(b.data);
    }
    while (parts > 1) {
        size_t into = chance(seed) % (parts - 1);
        bytes before = saved(&bags[parts - 1]), after;
        merge(&bags[into], &bags[parts - 1]);
        after = saved(&bags[parts - 1]);
        assert_int_equal(before.size, after.size);
        assert_memory_equal(before.data, after.data, after.size); /* the source is as it was */
        free(before.data);
        free(after.data);
        kf_bag_free(&bags[--parts], &allocator);
    }
    *out = bags[0];
}

static void test_splits_orders_merges_and_saves_do_not_matter(void **state)
{
    static int64_t values[MOST];
    uint64_t seed = 42;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = chance(&seed) % (round % 3 ? 400 : MOST), parts = 1 + chance(&seed) % 9;
        kf_bag whole = {0}, dealt;
        for (size_t i = 0; i < n; i++)
            values[i] = shape(round % SHAPES, i, &seed);
        add_all(&whole, values, n);
        for (size_t i = n; i > 1; i--) {
            size_t other = chance(&seed) % i;
            int64_t swap = values[i - 1];
            values[i - 1] = values[other];
            values[other] = swap;
        }
        deal(values, n, parts, &seed, &dealt);
        assert_holds(&dealt, values, n);
        assert_same(&whole, &dealt);
        add_all(&dealt, values, n); /* what was merged goes on */
        add_all(&whole, values, n);
        assert_same(&whole, &dealt);
        kf_bag_free(&whole, &allocator);
        kf_bag_free(&dealt, &allocator);
    }
    assert_all_freed();
}

/* ---- Limits --------------------------------------------------------------------------------- */

/* The value 0, `count` times. */
static void take_many(kf_bag *bag, int64_t count)
{
    unsigned char data[16] = {1, 0}, *end = data + 2;
    const unsigned char *at = data;
    uint64_t rest = (uint64_t)count - 1;
    for (; rest > 127; rest >>= 7)
        *end++ = (unsigned char)(rest | 128);
    *end++ = (unsigned char)rest;
    assert_int_equal(kf_bag_take(bag, &at, end, &allocator, NULL), KEFU_OK);
}

static void test_2_to_63_values_are_too_many(void **state)
{
    kf_bag most = {0}, nearly = {0}, one = {0}, empty = {0};
    kefu_error error;
    (void)state;
    take_many(&most, TOP);
    take_many(&nearly, TOP - 3);
    take_many(&one, 1);
    assert_int_equal(kf_bag_add(&most, 5, &allocator, &error), KEFU_E_OVERFLOW);
    assert_string_equal(error.message, "more than 2^63 - 1 rows");
    assert_int_equal(kf_bag_merge(&most, &one, &allocator, NULL), KEFU_E_OVERFLOW);
    assert_int_equal(kf_bag_merge(&one, &most, &allocator, NULL), KEFU_E_OVERFLOW);
    merge(&most, &empty);
    assert_int_equal(kf_bag_size(&most), TOP);
    assert_int_equal(kf_bag_add(&nearly, 9, &allocator, NULL), KEFU_OK);
    assert_int_equal(kf_bag_add(&nearly, 8, &allocator, NULL), KEFU_OK);
    merge(&nearly, &one);
    assert_int_equal(kf_bag_add(&nearly, 7, &allocator, NULL), KEFU_E_OVERFLOW);
    assert_int_equal(kf_bag_size(&nearly), TOP);
    merge(&empty, &nearly);
    assert_int_equal(kf_bag_add(&empty, 7, &allocator, NULL), KEFU_E_OVERFLOW);
    assert_same(&empty, &nearly);
    kf_bag_free(&most, &allocator);
    kf_bag_free(&nearly, &allocator);
    kf_bag_free(&one, &allocator);
    kf_bag_free(&empty, &allocator);
    assert_all_freed();
}

/* ---- Want of memory ------------------------------------------------------------------------- */

static int all_calls(const kefu_allocator *with)
{
    kf_bag a = {0}, b = {0}, loaded = {0};
    kf_bag_view view = {0};
    int64_t picked[2];
    unsigned char *data = NULL;
    const unsigned char *at = NULL;
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < 700 && !status; i++)
        status = kf_bag_add(&a, i * 37 % 701, with, NULL);
    for (int64_t i = 0; i < 900 && !status; i++)
        status = kf_bag_add(&b, i * 31 % 907, with, NULL);
    if (!status)
        status = kf_bag_merge(&a, &b, with, NULL);
    if (!status)
        status = kf_bag_add(&a, 5, with, NULL);
    if (!status)
        status = kf_bag_open(&view, &a, with, NULL);
    if (!status)
        status = kf_bag_pick(&b, 450, 451, picked, with, NULL);
    if (!status) {
        size_t size = kf_bag_bytes(&view);
        data = malloc(size);
        kf_bag_put(data, &view);
        at = data;
        status = kf_bag_take(&loaded, &at, data + size, with, NULL);
    }
    free(data);
    kf_bag_close(&view, with);
    kf_bag_free(&a, with);
    kf_bag_free(&b, with);
    kf_bag_free(&loaded, with);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : 2;
}

static void test_allocations_may_fail(void **state)
{
    (void)state;
    assert_true(oom_sweep(all_calls) > 10);
}

static void test_a_failed_call_leaves_the_bag_as_it_was(void **state)
{
    static int64_t values[3000];
    uint64_t seed = 99;
    kf_bag bag = {0}, other = {0}, before = {0};
    size_t kept = 0;
    (void)state;
    for (size_t i = 0; i < 3000; i++)
        values[i] = shape(7, i, &seed);
    for (size_t i = 0; i < 3000; i++) {
        memory.fail_at = memory.calls + 1; /* the next allocation fails, if there is one */
        if (kf_bag_add(&bag, values[i], &allocator, NULL)) {
            kept++;
            memory.fail_at = 0;
            assert_holds(&bag, values, i);
            add_all(&bag, &values[i], 1);
        }
        memory.fail_at = 0;
    }
    assert_true(kept > 5);
    add_all(&other, values, 2000);
    merge(&before, &bag);
    for (long nth = 1;; nth++) {
        kefu_status status;
        memory.fail_at = memory.calls + nth;
        status = kf_bag_merge(&bag, &other, &allocator, NULL);
        memory.fail_at = 0;
        if (!status)
            break;
        assert_int_equal(status, KEFU_E_MEMORY);
        assert_same(&bag, &before);
    }
    assert_int_equal(kf_bag_size(&bag), 5000);
    kf_bag_free(&bag, &allocator);
    kf_bag_free(&other, &allocator);
    kf_bag_free(&before, &allocator);
    assert_all_freed();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contents),
        cmocka_unit_test(test_picking),
        cmocka_unit_test(test_ties_take_the_room_of_distinct_values),
        cmocka_unit_test(test_splits_orders_merges_and_saves_do_not_matter),
        cmocka_unit_test(test_2_to_63_values_are_too_many),
        cmocka_unit_test(test_allocations_may_fail),
        cmocka_unit_test(test_a_failed_call_leaves_the_bag_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
