/* test_bag_bytes.c - bags as bytes: by hand, damaged, changed. */
#include "bag_fixture.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_damaged_bytes_are_refused),
        cmocka_unit_test(test_changed_bytes_are_refused_or_mean_another_bag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
