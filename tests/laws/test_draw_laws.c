/* test_draw_laws.c - who is drawn how often: numbers, reservoirs and rows by size, over fixed
 * seeds.
 *
 * The seeds never change, so nor do the results. Each bound of chi-square is passed by a fair draw
 * once in a million (R: qchisq(1e-6, degrees, lower.tail = FALSE)). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../unit/columns.h"
#include "kefu/pick.h"

/* Sum of (seen - expected)^2 / expected over n outcomes that are equally likely. */
static double chi_square_even(const int64_t *seen, int n, double all)
{
    double chi = 0;
    for (int i = 0; i < n; i++)
        chi += ((double)seen[i] - all / n) * ((double)seen[i] - all / n) / (all / n);
    return chi;
}

/* ---- By number ------------------------------------------------------------------------------ */

/* 3 of 6 in order: each of the 6 × 5 × 4 = 120 ways is equally likely. */
static void numbers_in_order(void **state)
{
    enum { SEEDS = 60000 };
    int64_t seen[216] = {0}, ways[120], n = 0;
    (void)state;
    for (uint64_t key = 0; key < SEEDS; key++) {
        int64_t out[3];
        assert_int_equal(kefu_pick_numbers(NULL, key, 6, 3, out, NULL), KEFU_OK);
        seen[out[0] * 36 + out[1] * 6 + out[2]]++;
    }
    for (int i = 0; i < 216; i++)
        if (i / 36 != i / 6 % 6 && i / 36 != i % 6 && i / 6 % 6 != i % 6)
            ways[n++] = seen[i];
        else
            assert_int_equal(seen[i], 0);
    assert_true(chi_square_even(ways, 120, SEEDS) < 207.2); /* 119 degrees */
}

/* 10 of 1000, each a tenth of the time in each tenth: the counts of a tenth are a bit more even
 * than chi-square has it (numbers of one draw differ), which only makes the bound safer. */
static void numbers_of_many(void **state)
{
    enum { SEEDS = 20000 };
    static int64_t seen[1000];
    (void)state;
    for (uint64_t key = 0; key < SEEDS; key++) {
        int64_t out[10];
        assert_int_equal(kefu_pick_numbers(NULL, key << 32, 1000, 10, out, NULL), KEFU_OK);
        for (int i = 0; i < 10; i++)
            seen[out[i]]++;
    }
    assert_true(chi_square_even(seen, 1000, 10.0 * SEEDS) < 1226.0); /* 999 degrees */
}

/* ---- As they come --------------------------------------------------------------------------- */

/* What k slots hold after n rows. */
static void reservoir_of(uint64_t key, int64_t k, int64_t n, int64_t *held)
{
    kefu_reservoir *r = NULL;
    int64_t in[64], slots[64], count = 0, taken = 0, seen = 0;
    assert_int_equal(kefu_reservoir_new(NULL, key, k, &r, NULL), KEFU_OK);
    for (; seen < n; seen += taken) {
        assert_int_equal(kefu_reservoir_offer(r, n - seen, in, slots, 64, &count, &taken, NULL),
                         KEFU_OK);
        for (int64_t i = 0; i < count; i++)
            held[slots[i]] = seen + in[i];
    }
    kefu_reservoir_free(r);
}

static int rows_in_set(int set)
{
    int n = 0;
    for (; set; set >>= 1)
        n += set & 1;
    return n;
}

/* 3 of 9: each of the 84 sets is equally likely. */
static void reservoir_sets(void **state)
{
    enum { SEEDS = 50000, SETS = 84 };
    static int64_t seen[512];
    int64_t sets[SETS], n = 0;
    (void)state;
    for (uint64_t key = 0; key < SEEDS; key++) {
        int64_t held[3];
        reservoir_of(key, 3, 9, held);
        seen[(1 << held[0]) | (1 << held[1]) | (1 << held[2])]++;
    }
    for (int set = 0; set < 512; set++)
        if (rows_in_set(set) == 3)
            sets[n++] = seen[set];
    assert_int_equal(n, SETS);
    assert_true(chi_square_even(sets, SETS, SEEDS) < 159.2); /* 83 degrees */
}

/* 1 of 50 and 7 of 400: each row is in with k / n, from the first to the last. */
static void reservoir_rows(void **state)
{
    enum { SEEDS = 20000 };
    static int64_t few[50], many[400];
    (void)state;
    for (uint64_t key = 0; key < SEEDS; key++) {
        int64_t held[7];
        reservoir_of(key << 20, 1, 50, held);
        few[held[0]]++;
        reservoir_of(key << 40, 7, 400, held);
        for (int i = 0; i < 7; i++)
            many[held[i]]++;
    }
    assert_true(chi_square_even(few, 50, SEEDS) < 111.1);         /* 49 degrees */
    assert_true(chi_square_even(many, 400, 7.0 * SEEDS) < 547.9); /* 399 degrees */
}

/* After 2^50 rows, gaps being drawn by blocks: the row of 1 is anywhere, in each 64th alike. */
static void reservoir_of_a_long_stream(void **state)
{
    enum { SEEDS = 20000 };
    int64_t seen[64] = {0};
    (void)state;
    for (uint64_t key = 0; key < SEEDS; key++) {
        int64_t held[1];
        reservoir_of(key, 1, (int64_t)1 << 50, held);
        seen[held[0] >> 44]++;
    }
    assert_true(chi_square_even(seen, 64, SEEDS) < 131.4); /* 63 degrees */
}

/* ---- By size -------------------------------------------------------------------------------- */

static int64_t draw_sizes(int seed, int64_t k, int n, const int64_t *sizes, int64_t *rows,
                          kefu_value *chances)
{
    char text[16];
    int64_t ids[16];
    kefu_column id = COLUMN_OF("id", KEFU_COLUMN_I64, ids);
    kefu_column size = COLUMN_OF("size", KEFU_COLUMN_I64, sizes);
    const kefu_column *columns[2] = {&id, &size};
    kefu_batch batch = BATCH_OF(n, 2, columns);
    kefu_pps_options options = {
        .struct_size = sizeof options, .seed = text, .id = "id", .size = "size", .k = k};
    for (int i = 0; i < n; i++)
        ids[i] = i;
    snprintf(text, sizeof text, "seed %d", seed);
    assert_int_equal(kefu_pick_pps(&options, &batch, rows, chances, NULL), KEFU_OK);
    return k;
}

/* Each row by itself is in as often as its chance says: (seen - expected)^2 / (N p (1 - p)) below
 * 28.4 (five deviations and a third), once in ten million. */
static void sizes_and_chances(void **state)
{
    static const struct {
        int64_t k;
        int n;
        int64_t sizes[12];
    } cases[] = {
        {1, 4, {1, 2, 3, 4}},
        {2, 5, {1, 1, 2, 3, 3}},
        {3, 6, {5, 5, 5, 5, 5, 5}},
        {4, 9, {1, 2, 3, 4, 5, 6, 7, 8, 9}},
        {5, 12, {100, 3, 3, 3, 1, 1, 7, 20, 0, 12, 9, 4}},
        {9, 10, {9, 9, 9, 9, 9, 9, 9, 9, 9, 10}},
    };
    enum { SEEDS = 10000 };
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        int64_t seen[12] = {0}, rows[12];
        double chance[12] = {0};
        kefu_value chances[12];
        for (int seed = 0; seed < SEEDS; seed++) {
            draw_sizes(seed, cases[c].k, cases[c].n, cases[c].sizes, rows, chances);
            for (int64_t i = 0; i < cases[c].k; i++) {
                seen[rows[i]]++;
                chance[rows[i]] = (double)chances[i].num / (double)chances[i].den;
            }
        }
        double sum = 0;
        for (int i = 0; i < cases[c].n; i++) {
            double p = chance[i], off = (double)seen[i] - SEEDS * p;
            sum += p;
            assert_true(p < 1 ? off * off <= 28.4 * SEEDS * p * (1 - p) : seen[i] == SEEDS);
        }
        assert_true(sum > (double)cases[c].k - 1e-9 && sum < (double)cases[c].k + 1e-9);
    }
}

/* Equal sizes, 2 of 4: each row 1/2, and each of the 6 pairs comes, though pairs that meet early
 * are rarer; over the orders of all seeds rows are alike, so are the pairs: 1/6 each. */
static void pairs_of_equals(void **state)
{
    enum { SEEDS = 30000 };
    static const int64_t sizes[4] = {1, 1, 1, 1};
    int64_t seen[16] = {0}, pairs[6], n = 0;
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        int64_t rows[2];
        draw_sizes(seed, 2, 4, sizes, rows, NULL);
        seen[rows[0] * 4 + rows[1]]++;
    }
    for (int i = 0; i < 16; i++)
        if (i / 4 < i % 4)
            pairs[n++] = seen[i];
        else
            assert_int_equal(seen[i], 0);
    assert_true(chi_square_even(pairs, 6, SEEDS) < 35.89); /* 5 degrees */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_order),
        cmocka_unit_test(numbers_of_many),
        cmocka_unit_test(reservoir_sets),
        cmocka_unit_test(reservoir_rows),
        cmocka_unit_test(reservoir_of_a_long_stream),
        cmocka_unit_test(sizes_and_chances),
        cmocka_unit_test(pairs_of_equals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
