/* test_group.c - specification of keys and groups: what one key is, dense numbers, order. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <string.h>

#include "base/cpu.h"
#include "columns.h"
#include "oom.h"
#include "table/group.h"

static kf_memory plain(void)
{
    kf_memory memory;
    assert_int_equal(kf_memory_init(&memory, NULL, NULL), KEFU_OK);
    return memory;
}

static kf_key text_key(const char *text) { return (kf_key){{text, strlen(text)}, 0}; }

/* ---- Keys ------------------------------------------------------------------------------------ */

/* The rule of key.h: an optional '-', no leading zeros, not "-0", within int64. */
static void test_which_texts_are_integers(void **state)
{
    static const struct {
        const char *text;
        int integer;
        int64_t number;
    } cases[] = {
        {"0", 1, 0},
        {"7", 1, 7},
        {"-12", 1, -12},
        {"9223372036854775807", 1, INT64_MAX},
        {"-9223372036854775808", 1, INT64_MIN},
        {"9223372036854775808", 0, 0},
        {"-9223372036854775809", 0, 0},
        {"99999999999999999999", 0, 0},
        {"", 0, 0},
        {"-", 0, 0},
        {"-0", 0, 0},
        {"007", 0, 0},
        {"-07", 0, 0},
        {"00", 0, 0},
        {"+7", 0, 0},
        {"7.0", 0, 0},
        {" 7", 0, 0},
        {"7a", 0, 0},
        {"--7", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_key key = kf_key_of(cases[i].text, strlen(cases[i].text));
        char digits[21];
        kefu_text back = kf_key_text(&key, digits);
        assert_int_equal(key.text.data == NULL, cases[i].integer);
        assert_true(key.number == cases[i].number);
        assert_string_equal(back.data, cases[i].text);
        assert_int_equal(back.size, strlen(cases[i].text));
    }
}

/* In ascending order by the rule: numbers by size, then texts by bytes. */
static void test_order_of_keys(void **state)
{
    static const char *const sorted[] = {"-9223372036854775808",
                                         "-10",
                                         "-9",
                                         "0",
                                         "2",
                                         "10",
                                         "",
                                         "+1",
                                         "007",
                                         "A",
                                         "AB",
                                         "a",
                                         "ab",
                                         "客服",
                                         "客服二"};
    size_t n = sizeof sorted / sizeof *sorted;
    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            kf_key a = kf_key_of(sorted[i], strlen(sorted[i]));
            kf_key b = kf_key_of(sorted[j], strlen(sorted[j]));
            assert_int_equal(kf_key_compare(&a, &b), (i > j) - (i < j));
        }
}

/* ---- Tuples ---------------------------------------------------------------------------------- */

static void test_numbers_are_dense_and_in_order_of_sight(void **state)
{
    kf_memory memory = plain();
    kf_groups *groups;
    uint32_t number;
    (void)state;
    assert_int_equal(kf_groups_new(&memory, NULL, 1, &groups, NULL), KEFU_OK);
    kf_key seven = kf_key_of_number(7), text = text_key("7"), zeros = text_key("007");
    assert_int_equal(kf_groups_find(groups, &seven), UINT32_MAX);
    assert_int_equal(kf_groups_one(groups, &zeros, &number, NULL), KEFU_OK);
    assert_int_equal(number, 0);
    assert_int_equal(kf_groups_one(groups, &seven, &number, NULL), KEFU_OK);
    assert_int_equal(number, 1);
    assert_int_equal(kf_groups_one(groups, &text, &number, NULL), KEFU_OK);
    assert_int_equal(number, 1); /* 7 and "7" are one key */
    assert_int_equal(kf_groups_find(groups, &text), 1);
    assert_int_equal(kf_groups_count(groups), 2);
    assert_string_equal(kf_groups_key(groups, 0)->text.data, "007");
    assert_null(kf_groups_key(groups, 1)->text.data);
    kf_groups_free(groups);
}

/* ("ab", "c") is not ("a", "bc"); 20,000 tuples of each kind find themselves again. */
static void test_tuples_keep_their_borders(void **state)
{
    kf_memory memory = plain();
    kf_groups *groups;
    uint32_t number;
    (void)state;
    assert_int_equal(kf_groups_new(&memory, NULL, 2, &groups, NULL), KEFU_OK);
    kf_key one[2] = {text_key("ab"), text_key("c")}, two[2] = {text_key("a"), text_key("bc")};
    assert_int_equal(kf_groups_one(groups, one, &number, NULL), KEFU_OK);
    assert_int_equal(kf_groups_one(groups, two, &number, NULL), KEFU_OK);
    assert_int_equal(number, 1);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 20000; i++) {
            char digits[21];
            kf_key agent = kf_key_of_number(i % 200);
            kf_key keys[2] = {agent, kf_key_of_number((int64_t)i * 1000003 - 5)};
            keys[0].text = kf_key_text(&agent, digits);
            assert_int_equal(kf_groups_one(groups, keys, &number, NULL), KEFU_OK);
            assert_int_equal(number, i + 2);
        }
    kf_groups_free(groups);
}

/* ---- Columns --------------------------------------------------------------------------------- */

static kf_batch open_batch(kf_memory *memory, const kefu_batch *batch)
{
    kf_batch open;
    assert_int_equal(kf_batch_open(&open, memory, batch, NULL), KEFU_OK);
    return open;
}

/* The oracle is kf_groups_one, tuple by tuple: blocks must give the same numbers, whatever path
 * they take (small integers, large and negative ones, nulls, text). */
static void check_with_loops_of(int32_t cpu, const kefu_batch *batch)
{
    kf_memory memory = plain();
    kf_batch open = open_batch(&memory, batch);
    const kf_column *columns[2] = {&open.columns[0], NULL};
    int32_t n_keys = open.n_columns;
    kf_key_scratch *scratch = malloc(sizeof *scratch);
    kf_key *keys = malloc(2 * KF_BLOCK * sizeof *keys);
    uint32_t numbers[KF_BLOCK], number;
    kf_groups *blocks, *ones;
    kf_arena arena;
    for (int32_t k = 0; k < n_keys; k++) {
        open.columns[k].cpu = cpu;
        columns[k] = &open.columns[k];
    }
    assert_int_equal(kf_groups_new(&memory, NULL, n_keys, &blocks, NULL), KEFU_OK);
    assert_int_equal(kf_groups_new(&memory, NULL, n_keys, &ones, NULL), KEFU_OK);
    for (int64_t first = 0; first < open.rows; first += KF_BLOCK) {
        int64_t count = open.rows - first < KF_BLOCK ? open.rows - first : KF_BLOCK;
        kf_arena_init(&arena, &memory);
        for (int32_t k = 0; k < n_keys; k++)
            assert_int_equal(kf_keys_read(columns[k], first, count, &arena, scratch, keys + k,
                                          (size_t)n_keys, NULL),
                             KEFU_OK);
        assert_int_equal(kf_groups_rows(blocks, columns, first, count, numbers, NULL), KEFU_OK);
        for (int64_t i = 0; i < count; i++) {
            assert_int_equal(kf_groups_one(ones, keys + i * n_keys, &number, NULL), KEFU_OK);
            assert_int_equal(numbers[i], number);
        }
        kf_arena_free(&arena);
    }
    assert_int_equal(kf_groups_count(blocks), kf_groups_count(ones));
    assert_true(kf_groups_bytes(blocks) >= kf_groups_count(blocks) * sizeof(kf_key));
    kf_groups_free(blocks);
    kf_groups_free(ones);
    free(scratch);
    free(keys);
    kf_batch_close(&open);
}

static void check_against_one(const kefu_batch *batch)
{
    for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++)
        check_with_loops_of(cpu, batch);
}

enum { ROWS = 20000 };

static void test_blocks_agree_with_single_tuples(void **state)
{
    static int32_t agent[ROWS], wild[ROWS];
    static int16_t day[ROWS];
    static const char *name[ROWS];
    static uint8_t valid[ROWS / 8 + 1];
    static const char *const names[] = {
        "赵", "钱", "7", "007", "", NULL, "a-very-long-name-of-one"};
    uint32_t seed = 1;
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        seed = seed * 1664525u + 1013904223u;
        agent[i] = (int32_t)(seed >> 8) % 700;
        day[i] = (int16_t)(20000 + (seed >> 20) % 31);
        wild[i] = (seed >> 3) % 5 ? (int32_t)(seed >> 12) % 300 - 100 : 3000000 + agent[i];
        name[i] = names[(seed >> 16) % 7];
        if ((seed >> 5) % 10)
            valid[i / 8] = (uint8_t)(valid[i / 8] | 1u << (i % 8));
    }
    kefu_column a = COLUMN_OF("agent", KEFU_COLUMN_I32, agent);
    kefu_column d = COLUMN_OF("day", KEFU_COLUMN_I16, day);
    kefu_column w = COLUMN_OF("wild", KEFU_COLUMN_I32, wild);
    kefu_column t = COLUMN_OF("name", KEFU_COLUMN_TEXT_Z, name);
    kefu_column holes = a;
    holes.name = "holes";
    holes.validity = valid;
    const kefu_column *const pairs[][2] = {{&a, &d}, {&a, &w},     {&w, &t},
                                           {&t, &d}, {&holes, &d}, {&w, &holes}};
    const kefu_column *const singles[] = {&a, &d, &w, &t, &holes};
    for (size_t i = 0; i < 6; i++) {
        kefu_batch batch = BATCH_OF(ROWS, 2, pairs[i]);
        check_against_one(&batch);
    }
    for (size_t i = 0; i < 5; i++) {
        kefu_batch batch = BATCH_OF(ROWS, 1, &singles[i]);
        check_against_one(&batch);
    }
}

/* Small integers of every width, sorted and not, with values that come late, are negative, or are
 * large in one block: alone, and each with each. */
static void test_widths_of_integers(void **state)
{
    static uint8_t bytes[ROWS];
    static int8_t signs[ROWS];
    static uint16_t days[ROWS];
    static int16_t shorts[ROWS];
    static uint32_t words[ROWS];
    static int64_t longs[ROWS], times[ROWS];
    static uint64_t wholes[ROWS];
    uint32_t seed = 7;
    (void)state;
    for (int32_t i = 0; i < ROWS; i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (uint8_t)(i / 3000);
        signs[i] = (int8_t)(i < 9000 ? seed >> 30 : 0 - (seed >> 29 & 3));
        days[i] = (uint16_t)(20000 + i / 2048);
        shorts[i] = (int16_t)(i == 15000 ? -1 : (int32_t)(seed >> 22));
        words[i] = i / 1024 == 7 ? 4000000000u + (seed >> 28) : seed >> 24;
        longs[i] = i % 5000 == 4999 ? ((int64_t)1 << 40) + 3 : (int64_t)(seed >> 20) % 900;
        times[i] = 77;
        wholes[i] = (uint64_t)(i < 12000 ? seed >> 27 : seed >> 20);
    }
    kefu_column columns[] = {
        COLUMN_OF("a", KEFU_COLUMN_U8, bytes),   COLUMN_OF("b", KEFU_COLUMN_I8, signs),
        COLUMN_OF("c", KEFU_COLUMN_U16, days),   COLUMN_OF("d", KEFU_COLUMN_I16, shorts),
        COLUMN_OF("e", KEFU_COLUMN_U32, words),  COLUMN_OF("f", KEFU_COLUMN_I64, longs),
        COLUMN_OF("g", KEFU_COLUMN_TIME, times), COLUMN_OF("h", KEFU_COLUMN_U64, wholes)};
    enum { N = sizeof columns / sizeof *columns };
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++) {
            const kefu_column *pair[] = {&columns[i], &columns[k]};
            kefu_batch batch = BATCH_OF(ROWS, i == k ? 1 : 2, pair);
            check_against_one(&batch);
        }
}

/* Pairs beyond what is remembered (4 million cells) go by the hash: the same numbers. */
static void test_many_pairs(void **state)
{
    static int32_t a[ROWS], b[ROWS];
    (void)state;
    for (int32_t i = 0; i < ROWS; i++) {
        a[i] = i % 10000;
        b[i] = i % 10000;
    }
    kefu_column x = COLUMN_OF("a", KEFU_COLUMN_I32, a), y = COLUMN_OF("b", KEFU_COLUMN_I32, b);
    const kefu_column *const columns[] = {&x, &y};
    kefu_batch batch = BATCH_OF(ROWS, 2, columns);
    check_against_one(&batch);
}

/* Whole numbers: yuan of a column in fen, days, microseconds; a whole float too. */
static void test_kinds_of_key_columns(void **state)
{
    static const int64_t fen[] = {1200}, micro[] = {1234567};
    static const int32_t days[] = {20757};
    static const double whole[] = {42.0};
    static const float small[] = {-3.0f};
    kefu_column columns[] = {
        COLUMN_OF("k", KEFU_COLUMN_I64, fen), COLUMN_OF("k", KEFU_COLUMN_TIME, micro),
        COLUMN_OF("k", KEFU_COLUMN_DATE, days), COLUMN_OF("k", KEFU_COLUMN_F64, whole),
        COLUMN_OF("k", KEFU_COLUMN_F32, small)};
    static const int64_t expected[] = {12, 1234567, 20757, 42, -3};
    kf_memory memory = plain();
    (void)state;
    columns[0].scale = 2;
    for (size_t i = 0; i < 5; i++) {
        const kefu_column *column = &columns[i];
        kefu_batch batch = BATCH_OF(1, 1, &column);
        kf_batch open = open_batch(&memory, &batch);
        const kf_column *key = &open.columns[0];
        kf_groups *groups;
        uint32_t number;
        assert_int_equal(kf_groups_new(&memory, NULL, 1, &groups, NULL), KEFU_OK);
        assert_int_equal(kf_groups_rows(groups, &key, 0, 1, &number, NULL), KEFU_OK);
        assert_null(kf_groups_key(groups, 0)->text.data);
        assert_true(kf_groups_key(groups, 0)->number == expected[i]);
        kf_groups_free(groups);
        kf_batch_close(&open);
    }
}

/* 2^53 is the last double, 2^24 the last float, whose neighbours are floats: beyond, an id may
 * have been another one. */
static void test_floats_that_lost_digits(void **state)
{
    static const double bad[] = {0.5, 9007199254740994.0, 1e300, -1e17};
    static const float bad_small[] = {16777218.0f};
    kf_memory memory = plain();
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        kefu_column column = COLUMN_OF("k", KEFU_COLUMN_F64, i < 4 ? &bad[i] : NULL);
        const kefu_column *pointer = &column;
        if (i == 4) {
            column.type = KEFU_COLUMN_F32;
            column.data = bad_small;
        }
        kefu_batch batch = BATCH_OF(1, 1, &pointer);
        batch.first_row = 40;
        kf_batch open = open_batch(&memory, &batch);
        const kf_column *key = &open.columns[0];
        kf_groups *groups;
        uint32_t number;
        kefu_error error;
        assert_int_equal(kf_groups_new(&memory, NULL, 1, &groups, NULL), KEFU_OK);
        assert_int_not_equal(kf_groups_rows(groups, &key, 0, 1, &number, &error), KEFU_OK);
        assert_true(error.row == 40);
        kf_groups_free(groups);
        kf_batch_close(&open);
    }
}

/* ---- Order, limits, memory ------------------------------------------------------------------- */

static void test_sorted_is_independent_of_arrival(void **state)
{
    static const char *const sorted[][2] = {{"-5", "b"}, {"3", "a"},  {"3", "b"}, {"20", ""},
                                            {"", "1"},   {"a", "x"},  {"a", "y"}, {"b", "2"},
                                            {"b", "10"}, {"b", "1x"}, {"陈", "9"}};
    size_t n = sizeof sorted / sizeof *sorted;
    kf_memory memory = plain();
    (void)state;
    for (size_t step = 1; step < n; step++) { /* 11 is prime: each step is a permutation */
        kf_groups *groups;
        uint32_t order[11], number;
        assert_int_equal(kf_groups_new(&memory, NULL, 2, &groups, NULL), KEFU_OK);
        for (size_t i = 0; i < n; i++) {
            const char *const *at = sorted[i * step % n];
            kf_key keys[2] = {text_key(at[0]), text_key(at[1])};
            assert_int_equal(kf_groups_one(groups, keys, &number, NULL), KEFU_OK);
        }
        assert_int_equal(kf_groups_sorted(groups, order, NULL), KEFU_OK);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(order[i] * step % n, i);
        kf_groups_free(groups);
    }
}

static void test_limits(void **state)
{
    kf_memory memory = plain();
    kefu_limits few = {.struct_size = sizeof few, .groups = 3};
    kefu_limits tight = {.struct_size = sizeof tight, .state_bytes = 4096};
    kf_groups *groups;
    kefu_error error;
    uint32_t number;
    kefu_status status = KEFU_OK;
    (void)state;
    assert_int_equal(kf_groups_new(&memory, &few, 1, &groups, NULL), KEFU_OK);
    for (int64_t i = 0; i < 3; i++) {
        kf_key key = kf_key_of_number(i);
        assert_int_equal(kf_groups_one(groups, &key, &number, NULL), KEFU_OK);
    }
    kf_key fourth = kf_key_of_number(3), second = kf_key_of_number(1);
    assert_int_equal(kf_groups_one(groups, &fourth, &number, &error), KEFU_E_LIMIT);
    assert_string_equal(error.message, "limits.groups: more than 3 groups");
    assert_int_equal(kf_groups_one(groups, &second, &number, NULL), KEFU_OK);
    assert_int_equal(number, 1);
    kf_groups_free(groups);

    assert_int_equal(kf_groups_new(&memory, &tight, 1, &groups, NULL), KEFU_OK);
    for (int64_t i = 0; i < 1000 && !status; i++) {
        kf_key key = kf_key_of_number(i);
        status = kf_groups_one(groups, &key, &number, NULL);
    }
    assert_int_equal(status, KEFU_E_LIMIT);
    assert_true(kf_groups_bytes(groups) <= 4096);
    kf_groups_free(groups);
}

static void test_no_keys_is_one_group(void **state)
{
    kf_memory memory = plain();
    kf_groups *groups;
    uint32_t numbers[3] = {9, 9, 9}, order[1];
    (void)state;
    assert_int_equal(kf_groups_new(&memory, NULL, 0, &groups, NULL), KEFU_OK);
    assert_int_equal(kf_groups_rows(groups, NULL, 0, 3, numbers, NULL), KEFU_OK);
    assert_int_equal(numbers[0] + numbers[1] + numbers[2], 0);
    assert_int_equal(kf_groups_count(groups), 1);
    assert_int_equal(kf_groups_sorted(groups, order, NULL), KEFU_OK);
    kf_groups_free(groups);
}

static int group_scenario(const kefu_allocator *allocator)
{
    static const int32_t a[] = {1, 400, 5, 1}, b[] = {7, 8, 9, 7};
    static const char *const t[] = {"x", "y", "9", "x"};
    kefu_column x = COLUMN_OF("x", KEFU_COLUMN_I32, a), y = COLUMN_OF("y", KEFU_COLUMN_I32, b);
    kefu_column z = COLUMN_OF("z", KEFU_COLUMN_TEXT_Z, t);
    const kefu_column *const columns[] = {&x, &y, &z};
    kefu_batch batch = BATCH_OF(4, 3, columns);
    uint32_t numbers[4], order[20];
    kf_memory memory;
    kf_batch open;
    int got = 1;
    if (kf_memory_init(&memory, allocator, NULL) || kf_batch_open(&open, &memory, &batch, NULL))
        return 0;
    for (int32_t n = 1; n <= 3 && got == 1; n++) {
        const kf_column *keys[] = {&open.columns[0], &open.columns[1], &open.columns[2]};
        kf_groups *groups = NULL;
        kefu_status status = kf_groups_new(&memory, NULL, n, &groups, NULL);
        if (!status)
            status = kf_groups_rows(groups, keys, 0, 4, numbers, NULL);
        for (int64_t i = 0; i < 15 && !status; i++) {
            kf_key more[3] = {kf_key_of_number(100 + i), text_key("more"), text_key("text")};
            status = kf_groups_one(groups, more, numbers, NULL);
        }
        if (!status)
            status = kf_groups_sorted(groups, order, NULL);
        if (!status && (order[0] != 0 || kf_groups_count(groups) != 18))
            got = 2;
        if (status)
            got = status == KEFU_E_MEMORY ? 0 : 2;
        kf_groups_free(groups);
    }
    kf_batch_close(&open);
    return got;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(group_scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_texts_are_integers),
        cmocka_unit_test(test_order_of_keys),
        cmocka_unit_test(test_numbers_are_dense_and_in_order_of_sight),
        cmocka_unit_test(test_tuples_keep_their_borders),
        cmocka_unit_test(test_blocks_agree_with_single_tuples),
        cmocka_unit_test(test_widths_of_integers),
        cmocka_unit_test(test_many_pairs),
        cmocka_unit_test(test_kinds_of_key_columns),
        cmocka_unit_test(test_floats_that_lost_digits),
        cmocka_unit_test(test_sorted_is_independent_of_arrival),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_no_keys_is_one_group),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
