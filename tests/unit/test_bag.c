/* test_bag.c - multisets of int64: contents, laws, bytes, damaged bytes, memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "metric/bag.h"
#include "oom.h"

#define TOP INT64_MAX
#define LOW INT64_MIN

enum { MOST = 5000, ROUNDS = 60 };

static oom_state memory;
static const kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free,
                                         &memory};

static void assert_all_freed(void)
{
    assert_int_equal(memory.held, 0);
    assert_int_equal(memory.blocks, 0);
}

static uint64_t chance(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void add_all(kf_bag *bag, const int64_t *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_int_equal(kf_bag_add(bag, values[i], &allocator, NULL), KEFU_OK);
}

static void merge(kf_bag *dst, const kf_bag *src)
{
    assert_int_equal(kf_bag_merge(dst, src, &allocator, NULL), KEFU_OK);
}

/* The oracle is qsort of the C library. */
static void assert_holds(const kf_bag *bag, const int64_t *values, size_t n)
{
    int64_t *sorted = malloc((n + 1) * sizeof *sorted);
    kf_bag before = *bag;
    kf_bag_view view;
    size_t at = 0;
    if (n)
        memcpy(sorted, values, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_value);
    assert_int_equal(kf_bag_open(&view, bag, &allocator, NULL), KEFU_OK);
    assert_memory_equal(bag, &before, sizeof before); /* reading changes nothing */
    assert_int_equal(view.size, n);
    assert_int_equal(kf_bag_size(bag), n);
    for (size_t i = 0; i < view.n; i++) {
        assert_true(view.pairs[i].count > 0);
        assert_true(!i || view.pairs[i - 1].value < view.pairs[i].value);
        for (int64_t k = 0; k < view.pairs[i].count; k++)
            assert_true(view.pairs[i].value == sorted[at++]);
    }
    assert_int_equal(at, n);
    for (size_t i = 0; i < n; i += n / 7 + 1)
        assert_true(kf_bag_at(&view, (int64_t)i) == sorted[i]);
    kf_bag_close(&view, &allocator);
    free(sorted);
}

typedef struct bytes {
    unsigned char *data;
    size_t size;
} bytes;

static bytes saved(const kf_bag *bag)
{
    kf_bag_view view;
    bytes b;
    assert_int_equal(kf_bag_open(&view, bag, &allocator, NULL), KEFU_OK);
    b.size = kf_bag_bytes(&view);
    b.data = malloc(b.size + 1);
    b.data[b.size] = 0xA5;
    assert_ptr_equal(kf_bag_put(b.data, &view), b.data + b.size);
    assert_int_equal(b.data[b.size], 0xA5);
    kf_bag_close(&view, &allocator);
    return b;
}

static void assert_same(const kf_bag *a, const kf_bag *b)
{
    bytes x = saved(a), y = saved(b);
    assert_int_equal(x.size, y.size);
    assert_memory_equal(x.data, y.data, x.size);
    free(x.data);
    free(y.data);
}

/* ---- Contents ------------------------------------------------------------------------------- */

/* Shapes of data that people have, and that sorting and folding could trip over. */
static int64_t shape(int which, size_t i, uint64_t *seed)
{
    uint64_t r = chance(seed);
    switch (which) {
    case 0:
        return (int64_t)(r >> 1) - (int64_t)(r & 1) * TOP; /* anything */
    case 1:
        return (int64_t)(r % 6000) * 100000; /* tenths of seconds at scale 6 */
    case 2:
        return (int64_t)(r % 5); /* marks */
    case 3:
        return (int64_t)i - MOST / 2; /* rising */
    case 4:
        return -3 * (int64_t)i; /* falling */
    case 5:
        return r & 1 ? LOW : TOP;
    case 6:
        return 7; /* all equal */
    default:
        return (int64_t)(r >> (r & 63)); /* all magnitudes */
    }
}

enum { SHAPES = 8 };

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

/* ---- Bytes ---------------------------------------------------------------------------------- */

/* By hand from the description in bag.h. */
static const struct golden {
    const char *hex;
    size_t n;
    int64_t values[8];
} golden[] = {
    {"00", 0, {0}},
    {"01"
     "00"
     "00",
     1,
     {0}},
    {"01"
     "01"
     "00",
     1,
     {-1}},
    {"01"
     "0e"
     "02",
     3,
     {7, 7, 7}},
    {"01"
     "8001"
     "00",
     1,
     {64}}, /* 128 = 0 + 1 × 128 */
    /* the ends of int64: 2^64 - 1, and 2^64 - 2 */
    {"01"
     "ffffffffffffffffff01"
     "00",
     1,
     {LOW}},
    {"01"
     "feffffffffffffffff01"
     "00",
     1,
     {TOP}},
    {"02"
     "02"
     "00"
     "00"
     "00"
     "01",
     3,
     {2, 1, 2}}, /* 1, step 1, once; then 2 twice */
    {"03"
     "0a"
     "04"
     "00"
     "00"
     "00"
     "01"
     "00",
     3,
     {20, 5, 10}}, /* 5 10 20 in steps of 5 */
    {"02"
     "09"
     "9f8d06"
     "01"
     "00"
     "00",
     3,
     {99995, -5, -5}}, /* a step of 100,000: 99,999 =
                         31 + 13 × 128 + 6 × 16384 */
    /* the longest step, 2^64 - 1 */
    {"02"
     "ffffffffffffffffff01"
     "feffffffffffffffff01"
     "00"
     "00"
     "00",
     2,
     {TOP, LOW}},
    /* -2^63, 0, 2^63 - 1: distances 2^63 and 2^63 - 1 have the step 1 */
    {"03"
     "ffffffffffffffffff01"
     "00"
     "00"
     "ffffffffffffffff7f"
     "00"
     "feffffffffffffff7f"
     "00",
     3,
     {0, TOP, LOW}},
};

static size_t from_hex(const char *hex, unsigned char *out)
{
    static const char digits[] = "0123456789abcdef";
    size_t n = strlen(hex) / 2;
    for (size_t i = 0; i < n; i++)
        out[i] = (unsigned char)((strchr(digits, hex[2 * i]) - digits) * 16 +
                                 (strchr(digits, hex[2 * i + 1]) - digits));
    return n;
}

static void test_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        unsigned char expected[64];
        size_t size = from_hex(golden[i].hex, expected);
        const unsigned char *at = expected;
        kf_bag bag = {0}, loaded = {0};
        bytes b;
        add_all(&bag, golden[i].values, golden[i].n);
        b = saved(&bag);
        assert_int_equal(b.size, size);
        assert_memory_equal(b.data, expected, size);
        assert_int_equal(kf_bag_take(&loaded, &at, expected + size, &allocator, NULL), KEFU_OK);
        assert_ptr_equal(at, expected + size);
        assert_holds(&loaded, golden[i].values, golden[i].n);
        free(b.data);
        kf_bag_free(&bag, &allocator);
        kf_bag_free(&loaded, &allocator);
    }
    assert_all_freed();
}

static void test_damaged_bytes_are_refused(void **state)
{
    static const struct {
        const char *hex, *why;
    } cases[] = {
        {"", "no number of values"},
        {"80", "a number that does not end"},
        {"8000", "a digit too many"},
        {"01", "no value"},
        {"0100", "no count"},
        {"018000"
         "00",
         "a value with a digit too many"},
        {"01ffffffffffffffffff02"
         "00",
         "a value of more than 64 bits"},
        {"01ffffffffffffffffff8100"
         "00",
         "a value of more than 64 bits, in eleven digits"},
        {"0100"
         "ffffffffffffffff7f",
         "2^63 of one value"},
        {"0200"
         "00"
         "00"
         "00",
         "one value of two"},
        {"0200"
         "ffffffffffffffffff01"
         "00"
         "00"
         "00",
         "a step of 2^64"},
        {"0200"
         "00"
         "00"
         "01"
         "00",
         "a step that is not the greatest"},
        {"0300"
         "00"
         "00"
         "01"
         "00"
         "03"
         "00",
         "distances 2 and 4 in steps of 1"},
        {"02fcffffffffffffffff01"
         "00"
         "00"
         "01"
         "00",
         "2^63 - 2 and two more"},
        {"02fcffffffffffffffff01"
         "01"
         "00"
         "00"
         "00",
         "the same in one step of two"},
        {"02ffffffffffffffffff01"
         "00"
         "00"
         "ffffffffffffffffff01"
         "00",
         "2^64 steps"},
        {"0200"
         "00"
         "feffffffffffffff7f"
         "00"
         "00",
         "counts that add up to 2^63"},
        {"7f00"
         "00"
         "00",
         "more values than there are bytes"},
        {"ffffffffffffffffff01"
         "00"
         "00",
         "far more"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char data[64];
        size_t size = from_hex(cases[i].hex, data);
        const unsigned char *at = data;
        kf_bag bag = {0}, empty = {0};
        kefu_error error;
        if (kf_bag_take(&bag, &at, data + size, &allocator, &error) != KEFU_E_DATA)
            fail_msg("not refused: %s", cases[i].why);
        assert_memory_equal(&bag, &empty, sizeof bag);
        assert_ptr_equal(at, data);
    }
    assert_all_freed();
}

/* Whatever is taken from changed bytes is what those bytes say: written again they are the same. */
static void test_changed_bytes_are_refused_or_mean_another_bag(void **state)
{
    uint64_t seed = 7;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        kf_bag bag = {0}, loaded = {0};
        int64_t values[40];
        size_t n = chance(&seed) % 40, cut;
        const unsigned char *at;
        bytes b;
        for (size_t i = 0; i < n; i++)
            values[i] = shape(round % SHAPES, i, &seed);
        add_all(&bag, values, n);
        b = saved(&bag);
        for (cut = 0; round < 50 && cut < b.size; cut++) {
            at = b.data;
            assert_int_equal(kf_bag_take(&loaded, &at, b.data + cut, &allocator, NULL),
                             KEFU_E_DATA);
        }
        b.data[chance(&seed) % b.size] ^= (unsigned char)(1u << chance(&seed) % 8);
        at = b.data;
        if (!kf_bag_take(&loaded, &at, b.data + b.size, &allocator, NULL)) {
            bytes again = saved(&loaded);
            assert_int_equal(again.size, at - b.data);
            assert_memory_equal(again.data, b.data, again.size);
            free(again.data);
        }
        free(b.data);
        kf_bag_free(&bag, &allocator);
        kf_bag_free(&loaded, &allocator);
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
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_damaged_bytes_are_refused),
        cmocka_unit_test(test_changed_bytes_are_refused_or_mean_another_bag),
        cmocka_unit_test(test_2_to_63_values_are_too_many),
        cmocka_unit_test(test_allocations_may_fail),
        cmocka_unit_test(test_a_failed_call_leaves_the_bag_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
