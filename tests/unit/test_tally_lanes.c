/* test_tally_lanes.c - the short way of sums gives what the long way gives, which is that of
 * batches below a block. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"
#include "oom.h"
#include "rows.h"

enum { ROWS = 5000, COLUMNS = 10 }; /* four blocks and a rest */

static const char *const names[COLUMNS] = {"t",   "u8",  "i8",  "u16", "i16",
                                           "u32", "i32", "i64", "f32", "f64"};
static const int32_t types[COLUMNS] = {
    KEFU_COLUMN_U8,  KEFU_COLUMN_U8,  KEFU_COLUMN_I8,  KEFU_COLUMN_U16, KEFU_COLUMN_I16,
    KEFU_COLUMN_U32, KEFU_COLUMN_I32, KEFU_COLUMN_I64, KEFU_COLUMN_F32, KEFU_COLUMN_F64};

/* The arrays of a case: numbers of the whole range of each type. */
static struct data {
    int32_t id[ROWS];
    uint8_t b[ROWS], t[ROWS], u8[ROWS];
    int8_t i8[ROWS];
    uint16_t u16[ROWS];
    int16_t i16[ROWS];
    uint32_t u32[ROWS];
    int32_t i32[ROWS];
    int64_t i64[ROWS];
    float f32[ROWS];
    double f64[ROWS];
    uint8_t states[ROWS], validity[ROWS / 8 + 1];
} data;

static void fill(uint32_t seed, int32_t groups, int64_t largest)
{
    for (int i = 0; i < ROWS; i++) {
        const uint32_t key[2] = {seed, 1}, counter[4] = {(uint32_t)i, 0, 0, 0};
        uint32_t r[4];
        kefu_random(key, counter, r);
        data.id[i] = (int32_t)(r[0] % (uint32_t)groups);
        data.b[i] = (uint8_t)(r[1] & 1);
        data.t[i] = data.b[i];
        data.f32[i] = (float)(r[2] % 10000) / 10;
        data.f64[i] = (double)(r[3] % 1000000) / 100;
        data.u8[i] = (uint8_t)(r[1] >> 8 & 0xFF);
        data.i8[i] = (int8_t)((int32_t)(r[1] >> 16 & 0xFF) - 128);
        data.u16[i] = (uint16_t)(r[2] & 0xFFFF);
        data.i16[i] = (int16_t)((int32_t)(r[2] >> 16) - 32768);
        data.u32[i] = r[3];
        data.i32[i] = (int32_t)((int64_t)r[3] - 2147483648);
        data.i64[i] = r[0] % 2 ? largest - (int64_t)r[1] : -largest + (int64_t)r[2];
    }
    memset(data.states, 0, sizeof data.states);
    memset(data.validity, 0xFF, sizeof data.validity);
}

static void some_rows(rows *r, int64_t from, int64_t count)
{
    const void *const arrays[COLUMNS] = {
        data.t + from,   data.u8 + from,  data.i8 + from,  data.u16 + from, data.i16 + from,
        data.u32 + from, data.i32 + from, data.i64 + from, data.f32 + from, data.f64 + from};
    rows_begin(r, count);
    for (int k = 0; k < COLUMNS; k++)
        rows_add(r, names[k], types[k], arrays[k]);
    r->columns[2].states = data.states + from;
    r->columns[4].validity = data.validity;
    r->columns[4].validity_offset = from;
    rows_add(r, "id", KEFU_COLUMN_I32, data.id + from);
}

static const char *const calls[] = {
    "sum(u8)",
    "sum(i8)",
    "sum(u16)",
    "sum(i16)",
    "mean(u32)",
    "sum(i32)",
    "sum(i64)",
    "count(*)",
    "mean(i8)",
    "max(i8)",
    "sum(t)",
    "count(where t = 1)",
    "mean(f32)",
    "sum(f64)",
    "sum(f64 where t = 1)",
    "sum(i16 where i8 > 0)",
    "sum(t where i8 > 0)",
    "sum(abs(i16) + 0.5)",
    "count(where u8 > 100)",
    "sum(t) / count(*)",
};

static kefu_tally *all_formulas(const kefu_allocator *allocator, kefu_error *error)
{
    kefu_tally_options o = {.struct_size = sizeof o, .allocator = allocator};
    kefu_tally *tally = NULL;
    char name[] = "ma";
    kefu_metric_info info = {.struct_size = sizeof info, .name = name};
    kefu_status status = kefu_tally_new(NULL, &o, &tally, error);
    if (!status)
        status = kefu_tally_by(tally, "id", error);
    for (size_t i = 0; i < sizeof calls / sizeof *calls && !status; i++) {
        name[1] = (char)('a' + i);
        status = kefu_tally_add(tally, &info, calls[i], error);
    }
    return tally;
}

static void must(kefu_status status, const kefu_error *error)
{
    if (status)
        print_message("%s: %s\n", kefu_status_name(status), error->message);
    assert_int_equal(status, KEFU_OK);
}

static void update(kefu_tally *tally, int64_t from, int64_t count)
{
    kefu_error error = {0};
    rows r;
    some_rows(&r, from, count);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
}

/* The long way. */
static void in_pieces(kefu_tally *tally, int64_t from, int64_t count)
{
    for (int64_t i = 0; i < count; i += 1000)
        update(tally, from + i, count - i < 1000 ? count - i : 1000);
}

static void assert_equal_frames(const kefu_tally *a, const kefu_tally *b)
{
    kefu_frame *x = NULL, *y = NULL;
    kefu_error error = {0};
    must(kefu_tally_frame(a, &x, &error), &error);
    must(kefu_tally_frame(b, &y, &error), &error);
    assert_int_equal(kefu_frame_rows(x), kefu_frame_rows(y));
    for (int64_t r = 0; r < kefu_frame_rows(x); r++) {
        for (int32_t m = 0; m < kefu_frame_metrics(x); m++) {
            kefu_value u, v;
            assert_int_equal(kefu_frame_value(x, r, m, &u), KEFU_OK);
            assert_int_equal(kefu_frame_value(y, r, m, &v), KEFU_OK);
            if (u.num != v.num || u.den != v.den || u.n != v.n || u.status != v.status)
                fail_msg("%s in row %d", calls[m], (int)r);
        }
    }
    kefu_frame_free(x);
    kefu_frame_free(y);
}

/* From few groups to more than a batch of this size is worth, and numbers from small to those of
 * which a few blocks fill a word. Truth stops being 0 and 1, and nulls come, in the middle. */
static void test_both_ways_agree(void **state)
{
    static const struct {
        int32_t groups;
        int64_t largest;
        int32_t two, nan; /* the row with the first 2 among truth values, and the first NaN */
    } cases[] = {{1, 1000, -1, -1},           {7, (int64_t)1 << 40, 3000, -1},
                 {100, 9000000000000, -1, 0}, {1000, 5, 100, 4000},
                 {5000, 5, -1, 2000},         {2, 1 << 20, -1, 1500}};
    (void)state;
    for (uint32_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_error error = {0};
        kefu_tally *lanes = all_formulas(NULL, &error), *plain = all_formulas(NULL, &error);
        must(error.code, &error);
        fill(i, cases[i].groups, cases[i].largest);
        if (cases[i].two >= 0)
            data.t[cases[i].two] = 2;
        for (int k = cases[i].nan; k >= 0 && k < ROWS; k += 7)
            memset(&data.f32[k], 0xFF, sizeof *data.f32);
        for (int times = 0; times < 3; times++) {
            update(lanes, 0, ROWS);
            update(lanes, 100, 2000);
            in_pieces(plain, 0, ROWS);
            in_pieces(plain, 100, 2000);
            assert_equal_frames(lanes, plain);
        }
        kefu_tally_free(lanes);
        kefu_tally_free(plain);
    }
}

/* Two small columns share words until one grows large in the third block, and until so many groups
 * have so much that emptying their halves costs too much. */
static void test_numbers_that_grow(void **state)
{
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        kefu_error error = {0};
        kefu_tally *lanes = all_formulas(NULL, &error), *plain = all_formulas(NULL, &error);
        fill(17, kind == 2 ? 1200 : 9, 1000);
        for (int i = 0; i < ROWS; i++) {
            data.i32[i] %= 5000;
            data.u32[i] %= kind == 2 ? 16000 : 5000;
            data.i64[i] = i % 4000 - 2000;
            if (kind == 2)
                data.i64[i] *= 4;
        }
        if (kind == 0)
            data.i64[2600] = (int64_t)1 << 40;
        if (kind == 1)
            data.i32[2600] = -2000000000;
        for (int times = 0; times < (kind == 2 ? 60 : 2); times++) {
            update(lanes, 0, ROWS);
            in_pieces(plain, 0, ROWS);
        }
        assert_equal_frames(lanes, plain);
        kefu_tally_free(lanes);
        kefu_tally_free(plain);
    }
}

static kefu_tally *two_sums(kefu_error *error)
{
    kefu_metric_info a = {.struct_size = sizeof a, .name = "a"};
    kefu_metric_info b = {.struct_size = sizeof b, .name = "b"};
    kefu_tally *tally = NULL;
    must(kefu_tally_new(NULL, NULL, &tally, error), error);
    must(kefu_tally_by(tally, "id", error), error);
    must(kefu_tally_add(tally, &a, "sum(small)", error), error);
    must(kefu_tally_add(tally, &b, "mean(large)", error), error);
    return tally;
}

/* All rows in one batch, and in batches of less than a block: twice. */
static void check_two_sums(const int32_t *id, const int32_t *small, const int32_t *large, int many)
{
    kefu_error error = {0};
    kefu_tally *tally[2] = {two_sums(&error), two_sums(&error)};
    for (int way = 0; way < 4; way++) {
        int step = way % 2 ? 1000 : many;
        for (int from = 0; from < many; from += step) {
            rows r;
            rows_begin(&r, many - from < step ? many - from : step);
            rows_add(&r, "id", KEFU_COLUMN_I32, id + from);
            rows_add(&r, "small", KEFU_COLUMN_I32, small + from);
            rows_add(&r, "large", KEFU_COLUMN_I32, large + from);
            must(kefu_tally_update(tally[way % 2], &r.batch, &error), &error);
        }
    }
    assert_equal_frames(tally[0], tally[1]);
    kefu_tally_free(tally[0]);
    kefu_tally_free(tally[1]);
}

/* More than one batch's worth of halves: 400 blocks of small numbers in one batch, few groups and
 * then as many as rows / 4 allow. */
static void test_halves_that_fill_up(void **state)
{
    enum { MANY = 400 * 1024 };
    static int32_t id[MANY], small[MANY], large[MANY];
    (void)state;
    for (int32_t groups = 3; groups < MANY / 4; groups += MANY / 4 - 10) {
        for (int i = 0; i < MANY; i++) {
            id[i] = (int32_t)((int64_t)i * 7919 % groups);
            small[i] = i % 1000 - 300;
            large[i] = 7000 + i % 1000;
        }
        check_two_sums(id, small, large, MANY);
    }
}

/* Days go by: 90 rows for each of 10,000 groups in their order, so that those behind are left. Then
 * rows go back in steps, and at last come in no order. */
static void test_groups_in_order(void **state)
{
    enum { MANY = 1000 * 1024, GROUPS = 10000, BACK = GROUPS * 90, MIXED = BACK + 60 * 1024 };
    static int32_t id[MANY], small[MANY], large[MANY];
    (void)state;
    for (int i = 0; i < MANY; i++) {
        id[i] = i < BACK    ? i / 90 + i % 3
                : i < MIXED ? (MIXED - i) / 1024 * 160 + i % 5
                            : (int32_t)((int64_t)i * 7919 % GROUPS);
        small[i] = i % 1000 - 300;
        large[i] = 7000000 + i % 1000;
    }
    check_two_sums(id, small, large, MANY);
}

/* One row in the third block is null, or not known yet. */
static void test_nulls_in_one_block(void **state)
{
    static const uint8_t what[] = {KEFU_VALUE_NO_DATA, KEFU_VALUE_PROVISIONAL, KEFU_VALUE_EXEMPT};
    (void)state;
    for (size_t i = 0; i <= sizeof what; i++) {
        kefu_error error = {0};
        kefu_tally *lanes = all_formulas(NULL, &error), *plain = all_formulas(NULL, &error);
        fill(99, 10, 1000);
        if (i < sizeof what)
            data.states[2500] = what[i];
        else
            data.validity[2500 / 8] = 0x7F;
        update(lanes, 0, ROWS);
        in_pieces(plain, 0, ROWS);
        assert_equal_frames(lanes, plain);
        kefu_tally_free(lanes);
        kefu_tally_free(plain);
    }
}

/* 66,000 times 2^47 - 1 is more than 63 bits hold; as many numbers of the other sign bring the
 * total back to 66,000. */
static void test_words_are_emptied_in_time(void **state)
{
    enum { HALF = 66000 };
    static int64_t large[2 * HALF];
    kefu_tally *tally = NULL;
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    kefu_metric_info info = {.struct_size = sizeof info, .name = "m"};
    kefu_value v;
    rows r;
    (void)state;
    for (int i = 0; i < HALF; i++) {
        large[i] = ((int64_t)1 << 47) - 1;
        large[HALF + i] = 2 - ((int64_t)1 << 47);
    }
    rows_begin(&r, 2 * HALF);
    rows_add(&r, "large", KEFU_COLUMN_I64, large)->scale = 6;
    must(kefu_tally_new(NULL, NULL, &tally, &error), &error);
    must(kefu_tally_add(tally, &info, "sum(large)", &error), &error);
    must(kefu_tally_update(tally, &r.batch, &error), &error);
    must(kefu_tally_frame(tally, &frame, &error), &error);
    assert_int_equal(kefu_frame_value(frame, 0, 0, &v), KEFU_OK);
    assert_int_equal(v.num, 66);
    assert_int_equal(v.den, 1000);
    assert_int_equal(v.n, 2 * HALF);
    kefu_frame_free(frame);
    kefu_tally_free(tally);
}

/* From one column to more than there are words; the last go the long way. */
static void test_any_number_of_columns(void **state)
{
    enum { MOST = 12 };
    static char columns[MOST][3], formulas[MOST][8];
    (void)state;
    fill(12, 3, 1000000);
    for (int n = 1; n <= MOST; n++) {
        kefu_tally *tally = NULL;
        kefu_frame *frame = NULL;
        kefu_error error = {0};
        rows r;
        rows_begin(&r, ROWS - MOST);
        must(kefu_tally_new(NULL, NULL, &tally, &error), &error);
        for (int k = 0; k < n; k++) {
            kefu_metric_info info = {.struct_size = sizeof info, .name = columns[k]};
            columns[k][0] = 'c';
            columns[k][1] = (char)('a' + k);
            memcpy(formulas[k], "sum(cx)", 8);
            formulas[k][5] = columns[k][1];
            rows_add(&r, columns[k], KEFU_COLUMN_I64, data.i64 + k)->scale = 6;
            must(kefu_tally_add(tally, &info, formulas[k], &error), &error);
        }
        must(kefu_tally_update(tally, &r.batch, &error), &error);
        must(kefu_tally_frame(tally, &frame, &error), &error);
        for (int k = 0; k < n; k++) {
            int64_t sum = 0;
            kefu_value v;
            for (int i = 0; i < ROWS - MOST; i++)
                sum += data.i64[i + k];
            assert_int_equal(kefu_frame_value(frame, 0, k, &v), KEFU_OK);
            assert_int_equal(v.num * (1000000 / v.den), sum);
            assert_int_equal(v.n, ROWS - MOST);
        }
        kefu_frame_free(frame);
        kefu_tally_free(tally);
    }
}

/* What the long way refuses is refused, with its row. */
static void test_bad_cells_are_found(void **state)
{
    static const struct {
        const char *formula;
        kefu_status status;
    } cases[] = {{"sum(i64)", KEFU_E_OVERFLOW}, {"sum(b)", KEFU_E_DATA}, {"sum(u8)", KEFU_E_DATA}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kefu_tally *tally = NULL;
        kefu_error error = {0};
        kefu_metric_info info = {.struct_size = sizeof info, .name = "m"};
        rows r;
        fill(5, 3, 1000);
        data.b[3000] = 2;
        data.i64[3000] = INT64_MAX / 1000000 + 1;
        must(kefu_tally_new(NULL, NULL, &tally, &error), &error);
        must(kefu_tally_add(tally, &info, cases[i].formula, &error), &error);
        rows_begin(&r, ROWS);
        rows_add(&r, "i64", KEFU_COLUMN_I64, data.i64);
        rows_add(&r, "b", KEFU_COLUMN_BOOL, data.b);
        data.states[3000] = 77; /* no state */
        rows_add(&r, "u8", KEFU_COLUMN_U8, data.u8)->states = data.states;
        assert_int_equal(kefu_tally_update(tally, &r.batch, &error), cases[i].status);
        assert_int_equal(error.row, 3000);
        kefu_tally_free(tally);
    }
}

static int scenario(const kefu_allocator *allocator)
{
    kefu_error error = {0};
    kefu_tally *tally = all_formulas(allocator, &error);
    rows r;
    some_rows(&r, 0, ROWS);
    if (!error.code)
        kefu_tally_update(tally, &r.batch, &error);
    kefu_tally_free(tally);
    return error.code == KEFU_OK ? 1 : error.code == KEFU_E_MEMORY ? 0 : 2;
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    fill(3, 20, 1000);
    assert_true(oom_sweep(scenario) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_ways_agree),
        cmocka_unit_test(test_numbers_that_grow),
        cmocka_unit_test(test_halves_that_fill_up),
        cmocka_unit_test(test_groups_in_order),
        cmocka_unit_test(test_nulls_in_one_block),
        cmocka_unit_test(test_words_are_emptied_in_time),
        cmocka_unit_test(test_any_number_of_columns),
        cmocka_unit_test(test_bad_cells_are_found),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
