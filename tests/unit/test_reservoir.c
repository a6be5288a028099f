/* test_reservoir.c - the protocol of a reservoir; that it does not matter how a stream is cut. What
 * chances it gives is in tests/laws/test_draw_laws.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "kefu/pick.h"
#include "oom.h"

enum { MOST = 4096 };

typedef struct events {
    int64_t n, row[MOST], slot[MOST];
} events;

/* Offers `rows` rows in pieces of `piece`, with room for `capacity`, and keeps what was said. */
static void offer(kefu_reservoir *r, int64_t rows, int64_t piece, int64_t capacity, events *to)
{
    int64_t in[MOST], slots[MOST], count, taken;
    while (rows) {
        int64_t now = piece < rows ? piece : rows, seen = kefu_reservoir_seen(r);
        assert_int_equal(kefu_reservoir_offer(r, now, in, slots, capacity, &count, &taken, NULL),
                         KEFU_OK);
        assert_true(taken == now || (taken < now && count == capacity));
        assert_int_equal(kefu_reservoir_seen(r), seen + taken);
        for (int64_t i = 0; i < count; i++, to->n++) {
            assert_true(in[i] >= (i ? in[i - 1] + 1 : 0) && in[i] < taken);
            assert_true(to->n < MOST);
            to->row[to->n] = seen + in[i];
            to->slot[to->n] = slots[i];
        }
        rows -= taken;
    }
}

static void cuts_do_not_matter(void **state)
{
    static const int64_t cuts[][2] = {{1, 1}, {2, 1}, {7, 3}, {100, 1}, {3333, 50}, {100000, 2}};
    static events whole, cut;
    (void)state;
    for (uint64_t key = 0; key < 4; key++) {
        kefu_reservoir *r = NULL;
        memset(&whole, 0, sizeof whole);
        assert_int_equal(kefu_reservoir_new(NULL, key << 40, 25, &r, NULL), KEFU_OK);
        offer(r, 100000, 100000, MOST, &whole);
        kefu_reservoir_free(r);
        for (size_t c = 0; c < sizeof cuts / sizeof *cuts; c++) {
            memset(&cut, 0, sizeof cut);
            assert_int_equal(kefu_reservoir_new(NULL, key << 40, 25, &r, NULL), KEFU_OK);
            offer(r, 100000, cuts[c][0], cuts[c][1], &cut);
            kefu_reservoir_free(r);
            assert_memory_equal(&whole, &cut, sizeof whole);
        }
    }
}

/* The first k rows fill the slots in order. */
static void filling(void **state)
{
    static events got;
    kefu_reservoir *r = NULL;
    (void)state;
    memset(&got, 0, sizeof got);
    assert_int_equal(kefu_reservoir_new(NULL, 1, 100, &r, NULL), KEFU_OK);
    assert_int_equal(kefu_reservoir_filled(r), 0);
    offer(r, 40, 40, MOST, &got);
    assert_int_equal(kefu_reservoir_filled(r), 40);
    offer(r, 60, 60, MOST, &got);
    assert_int_equal(kefu_reservoir_filled(r), 100);
    assert_int_equal(got.n, 100);
    for (int i = 0; i < 100; i++)
        assert_true(got.row[i] == i && got.slot[i] == i);
    offer(r, 1000, 1000, MOST, &got);
    assert_int_equal(kefu_reservoir_filled(r), 100);
    assert_int_equal(kefu_reservoir_seen(r), 1100);
    kefu_reservoir_free(r);
}

/* A stream of 2^62 rows in two offers: k (1 + ln(2^62 / k)) rows are taken, give or take. */
static void as_long_as_streams_get(void **state)
{
    static events got;
    kefu_reservoir *r = NULL;
    int64_t in[1], slots[1], count = 0, taken = 0;
    kefu_error error;
    (void)state;
    memset(&got, 0, sizeof got);
    assert_int_equal(kefu_reservoir_new(NULL, 9, 10, &r, NULL), KEFU_OK);
    offer(r, (int64_t)1 << 61, (int64_t)1 << 61, MOST, &got);
    offer(r, (int64_t)1 << 61, (int64_t)1 << 40, MOST, &got);
    assert_in_range(got.n, 300, 540); /* 417, sigma 20 */
    assert_int_equal(kefu_reservoir_seen(r), (int64_t)1 << 62);
    assert_int_equal(kefu_reservoir_offer(r, 0, in, slots, 1, &count, &taken, &error), KEFU_OK);
    assert_int_equal(kefu_reservoir_offer(r, 1, in, slots, 1, &count, &taken, &error),
                     KEFU_E_OVERFLOW);
    assert_string_equal(error.message, "more than 2^62 rows: 1 after 4611686018427387904");
    kefu_reservoir_free(r);
}

static void bad_arguments(void **state)
{
    kefu_reservoir *r = NULL;
    int64_t in[4], slots[4], count = 7, taken = 7;
    kefu_error e;
    (void)state;
    assert_int_equal(kefu_reservoir_new(NULL, 1, 0, &r, &e), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_reservoir_new(NULL, 1, INT64_MAX, &r, &e), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_reservoir_new(NULL, 1, 1, NULL, &e), KEFU_E_ARGUMENT);
    assert_null(r);
    assert_int_equal(kefu_reservoir_new(NULL, 1, 2, &r, &e), KEFU_OK);
    assert_int_equal(kefu_reservoir_offer(NULL, 1, in, slots, 4, &count, &taken, &e),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_reservoir_offer(r, 1, NULL, slots, 4, &count, &taken, &e),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_reservoir_offer(r, 1, in, NULL, 4, &count, &taken, &e), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_reservoir_offer(r, 1, in, slots, 4, NULL, &taken, &e), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_reservoir_offer(r, 1, in, slots, 4, &count, NULL, &e), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_reservoir_offer(r, -1, in, slots, 4, &count, &taken, &e),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_reservoir_offer(r, 1, in, slots, 0, &count, &taken, &e), KEFU_E_ARGUMENT);
    assert_true(count == 7 && taken == 7);
    assert_int_equal(kefu_reservoir_seen(r), 0);
    assert_int_equal(kefu_reservoir_seen(NULL), 0);
    assert_int_equal(kefu_reservoir_filled(NULL), 0);
    kefu_reservoir_free(r);
    kefu_reservoir_free(NULL);
}

static int scenario(const kefu_allocator *allocator)
{
    kefu_reservoir *r = NULL;
    kefu_status status = kefu_reservoir_new(allocator, 1, 2, &r, NULL);
    kefu_reservoir_free(r);
    return status == KEFU_E_MEMORY ? 0 : status ? 2 : 1;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_do_not_matter),     cmocka_unit_test(filling),
        cmocka_unit_test(as_long_as_streams_get), cmocka_unit_test(bad_arguments),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
