/* test_pps.c - rows by size: exact chances, whoever is certain, the same ids in any order of rows.
 * That rows are in as often as their chances say is in tests/laws/test_draw_laws.c. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "columns.h"
#include "kefu/pick.h"
#include "oom.h"

static const kefu_pps_options week = {
    .struct_size = sizeof week, .seed = "2026-W47", .id = "id", .size = "size"};

static kefu_status draw(kefu_pps_options options, int64_t n, const kefu_column *id,
                        const kefu_column *size, int64_t *rows, kefu_value *chances, kefu_error *e)
{
    const kefu_column *columns[2] = {id, size};
    kefu_batch batch = BATCH_OF(n, 2, columns);
    batch.first_row = 1000;
    return kefu_pick_pps(&options, &batch, rows, chances, e);
}

static kefu_status draw_k(int64_t k, int64_t n, const int64_t *ids, const int64_t *sizes,
                          int64_t *rows, kefu_value *chances, kefu_error *e)
{
    kefu_column id = COLUMN_OF("id", KEFU_COLUMN_I64, ids);
    kefu_column size = COLUMN_OF("size", KEFU_COLUMN_I64, sizes);
    kefu_pps_options options = week;
    options.k = k;
    return draw(options, n, &id, &size, rows, chances, e);
}

enum { MOST = 12 };

/* Chances by hand: k s / sum; who reaches 1 is certain, and the rest is k - 1 of sum - s, again. */
static void chances_by_hand(void **state)
{
    static const struct {
        int64_t n, k, sizes[MOST];
        int64_t num[MOST], den[MOST]; /* 0/0: never */
    } cases[] = {
        {3, 1, {1, 2, 3}, {1, 2, 3}, {6, 6, 6}},
        {3, 2, {1, 2, 3}, {1, 2, 1}, {3, 3, 1}}, /* 2 × 3 = 6: certain; then 1 of 1 + 2 */
        {4, 2, {5, 0, 5, 10}, {5, 0, 5, 1}, {10, 0, 10, 1}},
        /* 3 × 100 >= 106, then 2 × 3 >= 6, then 1 of 3 */
        {5, 3, {100, 1, 1, 1, 3}, {1, 1, 1, 1, 1}, {1, 3, 3, 3, 1}},
        {3, 3, {7, 1, 2}, {1, 1, 1}, {1, 1, 1}},
        {4, 2, {5, 5, 5, 5}, {10, 10, 10, 10}, {20, 20, 20, 20}},
        {4, 3, {0, 9, 1, 4}, {0, 1, 1, 1}, {0, 1, 1, 1}},
        {2, 1, {INT64_MAX - 1, 1}, {INT64_MAX - 1, 1}, {INT64_MAX, INT64_MAX}},
        {1, 1, {INT64_MAX}, {1}, {1}},
    };
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        int64_t ids[MOST], rows[MOST];
        kefu_value chances[MOST];
        for (int64_t first = 0; first < 20; first++) { /* other ids: other rows, same chances */
            for (int i = 0; i < MOST; i++)
                ids[i] = 100 * first + i;
            assert_int_equal(
                draw_k(cases[c].k, cases[c].n, ids, cases[c].sizes, rows, chances, NULL), KEFU_OK);
            for (int64_t i = 0; i < cases[c].k; i++) {
                assert_true(i ? rows[i] > rows[i - 1] : rows[i] >= 0);
                assert_true(rows[i] < cases[c].n);
                assert_int_equal(chances[i].num, cases[c].num[rows[i]]);
                assert_int_equal(chances[i].den, cases[c].den[rows[i]]);
                assert_int_equal(chances[i].n, cases[c].n);
                assert_int_equal(chances[i].status, KEFU_VALUE_OK);
            }
        }
    }
}

/* The same ids whatever the order of the rows, as integers and as text. */
static void order_of_rows(void **state)
{
    enum { N = 200, K = 30 };
    int64_t ids[N], sizes[N], rows[K], again[K];
    static char digits[N][12];
    const char *texts[N];
    int64_t at = 0;
    (void)state;
    for (int64_t i = 0; i < N; i++) {
        ids[i] = 17 * i - 500;
        sizes[i] = i * i % 97;
    }
    assert_int_equal(draw_k(K, N, ids, sizes, rows, NULL, NULL), KEFU_OK);
    for (int64_t i = 0; i < N; i++) { /* row i of before is row 63 i mod 200 */
        at = 63 * i % N;
        ids[at] = 17 * i - 500;
        sizes[at] = i * i % 97;
        texts[at] = digits[at];
        assert_true(snprintf(digits[at], sizeof digits[at], "%d", (int)ids[at]) > 0);
    }
    kefu_column id = COLUMN_OF("id", KEFU_COLUMN_TEXT_Z, texts);
    kefu_column size = COLUMN_OF("size", KEFU_COLUMN_I64, sizes);
    kefu_pps_options options = week;
    options.k = K;
    assert_int_equal(draw(options, N, &id, &size, again, NULL, NULL), KEFU_OK);
    for (int i = 0; i < K; i++) {
        int found = 0;
        for (int j = 0; j < K; j++)
            found += 63 * rows[i] % N == again[j];
        assert_int_equal(found, 1);
    }
}

/* 0.4 at scale 0 is not drawn never: it is refused, and a 0 is not. */
static void test_size_is_not_lost(void **state)
{
    static const int64_t ids[] = {1, 2, 3};
    static const double sizes[] = {2, 0, 0.4};
    const kefu_column id = {
        .struct_size = sizeof id, .name = "id", .type = KEFU_COLUMN_I64, .data = ids};
    const kefu_column size = {
        .struct_size = sizeof size, .name = "size", .type = KEFU_COLUMN_F64, .data = sizes};
    const kefu_column *const columns[] = {&id, &size};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 3, .n_columns = 2, .columns = columns};
    kefu_pps_options options = {
        .struct_size = sizeof options, .seed = "s", .id = "id", .size = "size", .k = 1};
    kefu_error error = {.row = -2};
    int64_t rows[1];
    (void)state;
    assert_int_equal(kefu_pick_pps(&options, &batch, rows, NULL, &error), KEFU_E_PRECISION);
    assert_int_equal(error.row, 2);
    assert_string_equal(error.message, "column 'size': a size that is not 0 would be 0 at scale 0");
    options.scale = 1;
    assert_int_equal(kefu_pick_pps(&options, &batch, rows, NULL, &error), KEFU_OK);
}

/* Sizes with decimals: 0.5, 1.25 and 3 at scale 2 are 50, 125 and 300. */
static void decimals(void **state)
{
    const int64_t ids[3] = {1, 2, 3};
    const double sizes[3] = {0.5, 1.25, 3.0};
    const int64_t by_hand[3] = {50, 125, 300};
    int64_t rows[1];
    kefu_value chance[1];
    kefu_column id = COLUMN_OF("id", KEFU_COLUMN_I64, ids);
    kefu_column size = COLUMN_OF("size", KEFU_COLUMN_F64, sizes);
    kefu_pps_options options = week;
    (void)state;
    options.k = 1;
    options.scale = 2;
    assert_int_equal(draw(options, 3, &id, &size, rows, chance, NULL), KEFU_OK);
    assert_int_equal(chance[0].num, by_hand[rows[0]]);
    assert_int_equal(chance[0].den, 475);
}

/* ---- What is refused ------------------------------------------------------------------------ */

static void check(kefu_status status, const kefu_error *e, kefu_status expected, int64_t row,
                  const char *message)
{
    assert_int_equal(status, expected);
    assert_int_equal(e->code, expected);
    assert_string_equal(e->message, message);
    assert_int_equal(e->row, row);
}

static void bad_numbers(void **state)
{
    static const struct {
        int64_t k, ids[3], sizes[3];
        kefu_status status;
        int64_t row;
        const char *message;
    } cases[] = {
        {1, {1, 2, 3}, {1, -1, 2}, KEFU_E_DATA, 1001, "column 'size': a size below 0"},
        {1, {1, 2, 1}, {1, 1, 0}, KEFU_E_DUPLICATE, 1002, "id '1' has come before"},
        {1, {5, 5, 5}, {1, 1, 1}, KEFU_E_DUPLICATE, 1001, "id '5' has come before"},
        {3,
         {1, 2, 3},
         {1, 0, 2},
         KEFU_E_INFEASIBLE,
         -1,
         "k is 3, but only 2 rows have a size above 0"},
        {1,
         {1, 2, 3},
         {0, 0, 0},
         KEFU_E_INFEASIBLE,
         -1,
         "k is 1, but only 0 rows have a size above 0"},
        {0, {1, 2, 3}, {1, 1, 1}, KEFU_E_ARGUMENT, -1, "k is 0: expected 1 or more"},
        {1,
         {1, 2, 3},
         {INT64_MAX, 1, 1},
         KEFU_E_OVERFLOW,
         1001,
         "column 'size': the sum of sizes leaves 63 bits; use a smaller scale"},
        {2,
         {1, 2, 3},
         {INT64_MAX / 2, 1, 1},
         KEFU_E_OVERFLOW,
         -1,
         "k × the sum of sizes leaves 63 bits: 2 × 4611686018427387905; use a smaller scale"},
    };
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        int64_t rows[3] = {9, 9, 9};
        kefu_error e;
        kefu_status status = draw_k(cases[c].k, 3, cases[c].ids, cases[c].sizes, rows, NULL, &e);
        check(status, &e, cases[c].status, cases[c].row, cases[c].message);
        assert_true(rows[0] == 9 && rows[1] == 9 && rows[2] == 9);
    }
}

static void bad_cells(void **state)
{
    const char *const ids[3] = {"a", "b", NULL};
    const double sizes[3] = {1, NAN, 2};
    const char *const words[3] = {"1", "2", "3"};
    const uint8_t second_null = 5;
    int64_t rows[3];
    kefu_column id = COLUMN_OF("id", KEFU_COLUMN_TEXT_Z, ids);
    kefu_column size = COLUMN_OF("size", KEFU_COLUMN_F64, sizes);
    kefu_pps_options options = week;
    kefu_error e;
    (void)state;
    options.k = 1;
    check(draw(options, 2, &id, &size, rows, NULL, &e), &e, KEFU_E_DATA, 1001,
          "column 'size': no size");
    size.validity = &second_null;
    check(draw(options, 3, &id, &size, rows, NULL, &e), &e, KEFU_E_DATA, 1001,
          "column 'size': no size");
    id.data = (const char *const[]){"a", "", "c"};
    check(draw(options, 2, &id, &size, rows, NULL, &e), &e, KEFU_E_DATA, 1001,
          "column 'id': no id");
    kefu_column text = COLUMN_OF("size", KEFU_COLUMN_TEXT_Z, words);
    id.data = ids;
    assert_int_equal(draw(options, 2, &id, &text, rows, NULL, &e), KEFU_E_TYPE);
    options.size = "sizes";
    assert_int_equal(draw(options, 2, &id, &size, rows, NULL, &e), KEFU_E_NAME);
    assert_non_null(strstr(e.message, "did you mean 'size'?"));
    options = week;
    options.k = 1;
    options.id = "ids";
    assert_int_equal(draw(options, 2, &id, &size, rows, NULL, &e), KEFU_E_NAME);
}

static void bad_options(void **state)
{
    const int64_t ones[2] = {1, 2};
    int64_t rows[2];
    kefu_column id = COLUMN_OF("id", KEFU_COLUMN_I64, ones);
    kefu_column size = COLUMN_OF("size", KEFU_COLUMN_I64, ones);
    const kefu_column *columns[2] = {&id, &size};
    kefu_batch batch = BATCH_OF(2, 2, columns);
    kefu_pps_options o = week;
    (void)state;
    o.k = 1;
    assert_int_equal(kefu_pick_pps(&o, &batch, NULL, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_pps(NULL, &batch, rows, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_pick_pps(&o, NULL, rows, NULL, NULL), KEFU_E_ARGUMENT);
    o.seed = NULL;
    assert_int_equal(kefu_pick_pps(&o, &batch, rows, NULL, NULL), KEFU_E_ARGUMENT);
    o.seed = "";
    assert_int_equal(kefu_pick_pps(&o, &batch, rows, NULL, NULL), KEFU_E_ARGUMENT);
    o = week;
    o.k = 1;
    o.id = NULL;
    assert_int_equal(kefu_pick_pps(&o, &batch, rows, NULL, NULL), KEFU_E_ARGUMENT);
    o.id = "id";
    o.size = NULL;
    assert_int_equal(kefu_pick_pps(&o, &batch, rows, NULL, NULL), KEFU_E_ARGUMENT);
    o.size = "size";
    o.scale = 10;
    assert_int_equal(kefu_pick_pps(&o, &batch, rows, NULL, NULL), KEFU_E_ARGUMENT);
    o.scale = -1;
    assert_int_equal(kefu_pick_pps(&o, &batch, rows, NULL, NULL), KEFU_E_ARGUMENT);
    o.scale = 0;
    o.reserved0 = 1;
    assert_int_equal(kefu_pick_pps(&o, &batch, rows, NULL, NULL), KEFU_E_UNSUPPORTED);
    o.reserved0 = 0;
    batch.rows = 0;
    assert_int_equal(kefu_pick_pps(&o, &batch, rows, NULL, NULL), KEFU_E_INFEASIBLE);
}

static int scenario(const kefu_allocator *allocator)
{
    const char *const ids[3] = {"\xd6\xd0", "b", "c"}; /* GB18030: converted into the arena */
    const int64_t sizes[3] = {1, 2, 3};
    int64_t rows[2] = {9, 9};
    kefu_column id = COLUMN_OF("id", KEFU_COLUMN_TEXT_Z, ids);
    kefu_column size = COLUMN_OF("size", KEFU_COLUMN_I64, sizes);
    kefu_pps_options options = week;
    id.encoding = KEFU_GB18030;
    options.k = 2;
    options.allocator = allocator;
    kefu_status status = draw(options, 3, &id, &size, rows, NULL, NULL);
    return status == KEFU_E_MEMORY ? (rows[0] == 9 ? 0 : 2) : status ? 2 : 1;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(scenario) >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_by_hand),
        cmocka_unit_test(order_of_rows),
        cmocka_unit_test(decimals),
        cmocka_unit_test(bad_numbers),
        cmocka_unit_test(bad_cells),
        cmocka_unit_test(bad_options),
        cmocka_unit_test(test_size_is_not_lost),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
