/* test_builtin_distinct.c - distinct and distinct_about: how many different keys. */
#include "metric/hll.h"
#include "metric_fixture.h"

enum { SPARSE_MOST = 1536 };

static kefu_text key_text(const char *text) { return (kefu_text){text, text ? strlen(text) : 0}; }

static void feed_texts(metric_call *call, metric_state *s, const char *const *texts, int64_t rows)
{
    kefu_text keys[16];
    for (int64_t i = 0; i < rows; i++)
        keys[i] = key_text(texts[i]);
    const kefu_vector ports[3] = {{NULL, keys, NULL}};
    assert_int_equal(call_feed(call, s, ports, rows, NULL), KEFU_OK);
}

/* Whole numbers first, first + 1, ... */
static void feed_range(metric_call *call, metric_state *s, int64_t first, int64_t rows)
{
    static int64_t x[UPDATE_ROWS];
    while (rows) {
        int64_t n = rows < UPDATE_ROWS ? rows : UPDATE_ROWS;
        for (int64_t i = 0; i < n; i++)
            x[i] = first + i;
        call_numbers(call, s, x, n);
        first += n;
        rows -= n;
    }
}

/* 7 and "7" are one key, "07" is another; nothing is a key of its own. */
static void keys_are_told_apart(void **state)
{
    static const char *const names[] = {"distinct", "distinct_about"};
    static const char *const texts[] = {"7", "07", "buyer 1", "7", "", "Buyer 1", "-12", "+7"};
    static const int64_t numbers[] = {7, -12, 8};
    (void)state;
    for (int i = 0; i < 2; i++) {
        metric_call call;
        metric_state s;
        kefu_value got;
        call_open(&call, names[i], 6, 9, NULL);
        call_begin(&call, &s);
        assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
        assert_int_equal(got.num, 0); /* a count of nothing is 0 */
        assert_int_equal(got.status, KEFU_VALUE_OK);
        feed_texts(&call, &s, texts, 8);
        call_numbers(&call, &s, numbers, 3);
        assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
        assert_int_equal(got.num, 8); /* 7, 07, buyer 1, "", Buyer 1, -12, +7, 8 */
        assert_int_equal(got.den, 1);
        assert_int_equal(got.n, 11);
        assert_int_equal(got.flags, i ? KEFU_VALUE_APPROX : 0);
        call_end(&call, &s);
        call_close(&call);
    }
}

static void many_keys_are_counted_exactly(void **state)
{
    metric_call call;
    metric_state s, t;
    kefu_value got;
    (void)state;
    call_open(&call, "distinct", 6, 9, NULL);
    call_begin(&call, &s);
    call_begin(&call, &t);
    feed_range(&call, &s, -1000, 60000);
    feed_range(&call, &s, 0, 30000);
    feed_range(&call, &t, 50000, 20000);
    assert_int_equal(call.metric->merge(&s, &t, &call.context, NULL), KEFU_OK);
    assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
    assert_int_equal(got.num, 71000); /* -1000 .. 69999 */
    assert_int_equal(got.n, 110000);
    call_end(&call, &s);
    call_end(&call, &t);
    call_close(&call);
}

/* ---- Bytes: hashes by tests/oracle/key_hash.py, in order of their first 64 bits -------------- */

static void bytes_of_distinct(void **state)
{
    static const char *const texts[] = {"buyer 1", "小王", "7", "buyer 1"};
    metric_call call;
    metric_state s;
    (void)state;
    call_open(&call, "distinct", 6, 9, NULL);
    call_begin(&call, &s);
    assert_saves_as(&call, &s, "0000000000000000");
    feed_texts(&call, &s, texts, 4);
    assert_saves_as(&call, &s,
                    "0400000000000000"
                    "07c1f001e2e7de326116285aa53fb3e4"
                    "aefec00d808af97e98547fc0be81368b"
                    "6acbfcb3a659e9d0e4cd5eb471239c50");
    call_end(&call, &s);
    call_close(&call);
}

static void bytes_of_distinct_about(void **state)
{
    static const char *const texts[] = {"buyer 1", "小王", "7", "buyer 1"};
    metric_call call;
    metric_state s;
    (void)state;
    call_open(&call, "distinct_about", 6, 9, NULL);
    call_begin(&call, &s);
    assert_saves_as(&call, &s, "00 0000000000000000");
    feed_texts(&call, &s, texts, 4);
    assert_saves_as(&call, &s,
                    "00 0400000000000000 07c1f001e2e7de32 aefec00d808af97e 6acbfcb3a659e9d0");
    call_end(&call, &s);
    call_close(&call);
}

#define ONE "0100000000000000"
#define TWO "0200000000000000"
#define A   "07c1f001e2e7de326116285aa53fb3e4"
#define B   "6acbfcb3a659e9d0e4cd5eb471239c50"

static void impossible_states_are_refused(void **state)
{
    metric_call call;
    (void)state;
    call_open(&call, "distinct", 6, 9, NULL);
    assert_refused(&call, ONE);                  /* a row without a key */
    assert_refused(&call, "0000000000000000" A); /* a key without a row */
    assert_refused(&call, ONE A B);              /* more keys than rows */
    assert_refused(&call, TWO B A);              /* not in order */
    assert_refused(&call, TWO A A);
    assert_refused(&call, ONE "00000000000000006116285aa53fb3e4"); /* an empty slot's word */
    assert_refused(&call, "ffffffffffffffff" A);
    assert_refused(&call, TWO A "00");
    call_open(&call, "distinct_about", 6, 9, NULL);
    assert_refused(&call, "02 0000000000000000"); /* no such form */
    assert_refused(&call, "00" ONE);
    assert_refused(&call, "00 0000000000000000 07c1f001e2e7de32");
    assert_refused(&call, "00" TWO "6acbfcb3a659e9d0 07c1f001e2e7de32");
    assert_refused(&call, "00" ONE "0000000000000000");
    assert_refused(&call, "00" ONE "07c1f001e2e7de");
    assert_refused(&call, "01 0000000000000000");
    assert_refused(&call, "00");
    call_close(&call);
}

static void impossible_registers_are_refused(void **state)
{
    static unsigned char bytes[9 + KF_HLL_BYTES + 1];
    metric_call call;
    metric_state s;
    (void)state;
    call_open(&call, "distinct_about", 6, 9, NULL);
    memset(bytes, 0, sizeof bytes);
    bytes[0] = 1;
    bytes[2] = 6;  /* n = 1,536 */
    bytes[20] = 1; /* a register */
    assert_int_equal(call_load(&call, &s, bytes, 9 + KF_HLL_BYTES),
                     KEFU_E_DATA); /* 1,537 at least */
    bytes[1] = 1;
    assert_int_equal(call_load(&call, &s, bytes, 9 + KF_HLL_BYTES + 1), KEFU_E_DATA);
    assert_int_equal(call_load(&call, &s, bytes, 9 + KF_HLL_BYTES - 1), KEFU_E_DATA);
    assert_int_equal(call_load(&call, &s, bytes, 9 + KF_HLL_BYTES), KEFU_OK);
    call_end(&call, &s);
    bytes[20] = 0xFC; /* a register of 63: 51 at most */
    assert_int_equal(call_load(&call, &s, bytes, 9 + KF_HLL_BYTES), KEFU_E_DATA);
    bytes[20] = 0; /* registers of nothing */
    assert_int_equal(call_load(&call, &s, bytes, 9 + KF_HLL_BYTES), KEFU_E_DATA);
    call_close(&call);
}

/* ---- Forms ---------------------------------------------------------------------------------- */

/* Keys 0..keys-1 in two halves that overlap, the greater into the smaller and the other way, and at
 * once: the same bytes, of hashes up to 1,536 keys and of registers from 1,537 on. */
static void the_form_depends_on_the_keys_alone(void **state)
{
    static const int64_t sizes[] = {1, 2, 1000, 1535, 1536, 1537, 1538, 2000, 5000};
    static unsigned char once[STATE_BYTES], merged[STATE_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int64_t cut = 0; cut <= sizes[i]; cut += sizes[i] / 2 + (sizes[i] < 2)) {
            metric_call call;
            metric_state whole, low, high;
            int64_t keys = sizes[i];
            call_open(&call, "distinct_about", 6, 9, NULL);
            call_begin(&call, &whole);
            call_begin(&call, &low);
            call_begin(&call, &high);
            feed_range(&call, &whole, 0, keys);
            feed_range(&call, &whole, 0, cut);
            feed_range(&call, &low, 0, cut);
            feed_range(&call, &high, 0, keys);
            assert_int_equal(call.metric->merge(cut % 2 ? &low : &high, cut % 2 ? &high : &low,
                                                &call.context, NULL),
                             KEFU_OK);
            size_t size = call_save(&call, &whole, once);
            assert_int_equal(once[0], keys > SPARSE_MOST);
            assert_int_equal(size, 9 + (keys > SPARSE_MOST ? (int64_t)KF_HLL_BYTES : 8 * keys));
            assert_int_equal(call_save(&call, cut % 2 ? &low : &high, merged), size);
            assert_memory_equal(once, merged, size);
            call_end(&call, &whole);
            call_end(&call, &low);
            call_end(&call, &high);
            call_close(&call);
        }
}

/* Exact up to 1,536 keys; from there within 5 standard errors of 0.81 %, and never out of the
 * bounds that are known: more than 1,536, at most the rows. */
static void estimates(void **state)
{
    static const int64_t sizes[] = {10, 1536, 1537, 1600, 2000, 4000, 10000, 30000, 100000};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int64_t seed = 1; seed <= 4; seed++) {
            metric_call call;
            metric_state s;
            kefu_value got;
            int64_t keys = sizes[i];
            call_open(&call, "distinct_about", 6, 9, NULL);
            call_begin(&call, &s);
            feed_range(&call, &s, seed * 1000000, keys);
            assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
            assert_int_equal(got.flags, KEFU_VALUE_APPROX);
            assert_int_equal(got.n, keys);
            if (keys <= SPARSE_MOST)
                assert_int_equal(got.num, keys);
            assert_true(got.num <= keys);
            assert_true(got.num >= (keys < SPARSE_MOST ? keys : SPARSE_MOST));
            assert_true(got.num >= keys - keys / 24);
            feed_range(&call, &s, seed * 1000000,
                       keys); /* as many rows again: no upper bound now */
            assert_int_equal(call_value(&call, &s, &got, NULL), KEFU_OK);
            assert_true(got.num <= keys + keys / 24);
            call_end(&call, &s);
            call_close(&call);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_told_apart),
        cmocka_unit_test(many_keys_are_counted_exactly),
        cmocka_unit_test(bytes_of_distinct),
        cmocka_unit_test(bytes_of_distinct_about),
        cmocka_unit_test(impossible_states_are_refused),
        cmocka_unit_test(impossible_registers_are_refused),
        cmocka_unit_test(the_form_depends_on_the_keys_alone),
        cmocka_unit_test(estimates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
