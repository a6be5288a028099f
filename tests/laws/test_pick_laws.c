/* test_pick_laws.c - laws of drawing by id: the same rows and bytes in whatever order and parts, a
 * smaller draw inside a larger one, and each row in as often as is said. Seeds are fixed, so
 * a test that passes passes for ever; by its bounds a fair draw would have failed with the chance
 * that is stated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "chance.h"
#include "kefu/pick.h"

enum { ROWS = 400, PARTS = 5, ROUNDS = 12 };

/* Rows as they stand in no file: id, group, weight, number. */
typedef struct law_row {
    char id[24];
    const char *id_text, *group;
    int64_t id_number, weight, row;
} law_row;

typedef struct law_kind {
    int texts, by, weighted;
    int64_t k;
} law_kind;

static const law_kind kinds[] = {
    {0, 0, 0, 1},  {0, 0, 0, 17}, {0, 0, 0, 1000}, {0, 1, 0, 4}, {0, 1, 1, 6},
    {0, 0, 1, 30}, {1, 0, 0, 17}, {1, 1, 0, 4},    {1, 1, 1, 6}, {1, 0, 1, 1000},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void make_rows(law_row *rows, uint64_t *seed)
{
    static const char *const groups[] = {"li", "wang", "7", NULL, "zhao"};
    for (int64_t i = 0; i < ROWS; i++) {
        rows[i].id_number = 20261122000000 + i * 3;
        snprintf(rows[i].id, sizeof rows[i].id, "c-%d", (int)i);
        rows[i].group = groups[chance(seed) % 5 & chance(seed) % 5];
        rows[i].weight = (int64_t)(chance(seed) % 1000) - 50;
        if (rows[i].weight < 0)
            rows[i].weight = 0;
        rows[i].row = i;
    }
    for (int64_t i = 0; i < ROWS; i++)
        rows[i].id_text = rows[i].id;
}

static kefu_pick_options options_of(const law_kind *kind)
{
    return (kefu_pick_options){.struct_size = sizeof(kefu_pick_options),
                               .seed = "laws",
                               .id = "id",
                               .by = kind->by ? "group" : NULL,
                               .weight = kind->weighted ? "weight" : NULL,
                               .k = kind->k,
                               .scale = 2};
}

static kefu_pick *new_pick(const law_kind *kind)
{
    kefu_pick_options options = options_of(kind);
    kefu_pick *pick = NULL;
    assert_int_equal(kefu_pick_new(&options, &pick, NULL), KEFU_OK);
    return pick;
}

/* A run of rows; texts are copied, as pointers in a struct are not a column. */
static void feed(kefu_pick *pick, const law_kind *kind, const law_row *rows, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        const law_row *r = &rows[i];
        const kefu_column id = {.struct_size = sizeof id,
                                .name = "id",
                                .type = kind->texts ? KEFU_COLUMN_TEXT_Z : KEFU_COLUMN_I64,
                                .data = kind->texts ? (const void *)&r->id_text : &r->id_number};
        const kefu_column group = {.struct_size = sizeof group,
                                   .name = "group",
                                   .type = KEFU_COLUMN_TEXT_Z,
                                   .data = &r->group};
        const kefu_column weight = {.struct_size = sizeof weight,
                                    .name = "weight",
                                    .type = KEFU_COLUMN_I64,
                                    .scale = 2,
                                    .data = &r->weight};
        const kefu_column *const columns[] = {&id, &group, &weight};
        const kefu_batch batch = {.struct_size = sizeof batch,
                                  .rows = 1,
                                  .first_row = r->row,
                                  .n_columns = 3,
                                  .columns = columns};
        assert_int_equal(kefu_pick_update(pick, &batch, NULL), KEFU_OK);
    }
}

/* All rows at once: strided columns over the structs. */
static void feed_whole(kefu_pick *pick, const law_kind *kind, const law_row *rows)
{
    kefu_column id = {.struct_size = sizeof id, .name = "id", .stride = sizeof *rows};
    kefu_column group = id, weight = id;
    const kefu_column *const columns[] = {&weight, &id, &group};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = ROWS, .n_columns = 3, .columns = columns};
    id.type = kind->texts ? KEFU_COLUMN_TEXT_Z : KEFU_COLUMN_I64;
    id.data = kind->texts ? (const void *)&rows->id_text : &rows->id_number;
    group.name = "group";
    group.type = KEFU_COLUMN_TEXT_Z;
    group.data = &rows->group;
    weight.name = "weight";
    weight.type = KEFU_COLUMN_I64;
    weight.scale = 2;
    weight.data = &rows->weight;
    assert_int_equal(kefu_pick_update(pick, &batch, NULL), KEFU_OK);
}

static kefu_buffer *saved(kefu_pick *pick)
{
    kefu_buffer *buffer = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_save(pick, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    return buffer;
}

static void same(kefu_pick *a, const kefu_buffer *wanted)
{
    kefu_buffer *buffer = saved(a);
    size_t size, want;
    const char *data = kefu_buffer_data(buffer, &size), *bytes = kefu_buffer_data(wanted, &want);
    assert_int_equal(size, want);
    assert_memory_equal(data, bytes, size);
    kefu_buffer_free(buffer);
}

/* A pick that has gone through bytes. */
static kefu_pick *through_bytes(const law_kind *kind, kefu_pick *pick)
{
    kefu_pick_options options = options_of(kind);
    kefu_buffer *buffer = saved(pick);
    kefu_pick *loaded = NULL;
    size_t size;
    const char *data = kefu_buffer_data(buffer, &size);
    assert_int_equal(kefu_pick_load(&options, data, size, &loaded, NULL), KEFU_OK);
    kefu_buffer_free(buffer);
    kefu_pick_free(pick);
    return loaded;
}

static void shuffle(law_row *rows, uint64_t *seed)
{
    for (size_t i = ROWS; i > 1; i--) {
        size_t j = (size_t)(chance(seed) % i);
        law_row was = rows[i - 1];
        rows[i - 1] = rows[j];
        rows[j] = was;
    }
    for (size_t i = 0; i < ROWS; i++)
        rows[i].id_text = rows[i].id;
}

/* Rows shuffled and dealt to parts, some of which are saved and loaded half way; parts merged in
 * any order, one that is empty among them. */
static void in_parts(const law_kind *kind, law_row *rows, uint64_t *seed, const kefu_buffer *wanted)
{
    kefu_pick *parts[PARTS];
    int64_t at = 0;
    shuffle(rows, seed);
    for (int p = 0; p < PARTS; p++) {
        int64_t n = p == PARTS - 2 ? ROWS - at : (int64_t)(chance(seed) % (ROWS / 2));
        if (p == PARTS - 1 || n > ROWS - at)
            n = p == PARTS - 1 ? 0 : ROWS - at;
        parts[p] = new_pick(kind);
        feed(parts[p], kind, rows + at, n / 2);
        if (chance(seed) % 2)
            parts[p] = through_bytes(kind, parts[p]);
        feed(parts[p], kind, rows + at + n / 2, n - n / 2);
        at += n;
    }
    for (int left = PARTS; left > 1; left--) {
        int a = (int)(chance(seed) % (unsigned)left),
            b = (int)(chance(seed) % (unsigned)(left - 1));
        if (b >= a)
            b++;
        assert_int_equal(kefu_pick_merge(parts[a], parts[b], NULL), KEFU_OK);
        kefu_pick_free(parts[b]);
        parts[b] = parts[left - 1];
        if (a == left - 1)
            a = b;
        if (chance(seed) % 2)
            parts[a] = through_bytes(kind, parts[a]);
    }
    same(parts[0], wanted);
    kefu_pick_free(parts[0]);
}

static void order_and_parts_do_not_matter(void **state)
{
    static law_row rows[ROWS];
    uint64_t seed = 5;
    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        kefu_pick *whole = new_pick(&kinds[i]);
        kefu_buffer *wanted;
        make_rows(rows, &seed);
        feed_whole(whole, &kinds[i], rows);
        wanted = saved(whole);
        for (int round = 0; round < ROUNDS; round++)
            in_parts(&kinds[i], rows, &seed, wanted);
        kefu_buffer_free(wanted);
        kefu_pick_free(whole);
    }
}

/* The places of a smaller draw are the first ones of a larger. */
static void smaller_inside_larger(void **state)
{
    static law_row rows[ROWS];
    uint64_t seed = 6;
    (void)state;
    make_rows(rows, &seed);
    for (size_t i = 0; i < KINDS; i++) {
        law_kind less = kinds[i], more = kinds[i];
        kefu_pick *small, *large;
        int64_t count, most, at = 0;
        more.k += 3;
        small = new_pick(&less);
        large = new_pick(&more);
        feed_whole(small, &less, rows);
        feed_whole(large, &more, rows);
        assert_int_equal(kefu_pick_finish(small, &count, NULL), KEFU_OK);
        assert_int_equal(kefu_pick_finish(large, &most, NULL), KEFU_OK);
        for (int64_t j = 0; j < most; j++) {
            kefu_picked a = {.struct_size = sizeof a}, b = a;
            assert_int_equal(kefu_pick_at(large, j, &b), KEFU_OK);
            if (b.place > less.k)
                continue;
            assert_int_equal(kefu_pick_at(small, at++, &a), KEFU_OK);
            assert_int_equal(a.row, b.row);
            assert_int_equal(a.place, b.place);
            assert_string_equal(a.group.data, b.group.data);
        }
        assert_int_equal(at, count);
        kefu_pick_free(small);
        kefu_pick_free(large);
    }
}

/* ---- How often ------------------------------------------------------------------------------- */

enum { FEW = 20, DRAWN = 6, DRAWS = 20000 };

/* Draws `k` of the ids under seed number `draw`; their rows, in the order drawn. */
static int64_t draw_one(const int64_t *ids, const int64_t *weights, int64_t n, int64_t k, int draw,
                        int64_t *rows)
{
    char name[32];
    kefu_pick_options options = {.struct_size = sizeof options, .seed = name, .id = "id", .k = k};
    const kefu_column id = {
        .struct_size = sizeof id, .name = "id", .type = KEFU_COLUMN_I64, .data = ids};
    const kefu_column weight = {
        .struct_size = sizeof weight, .name = "weight", .type = KEFU_COLUMN_I64, .data = weights};
    const kefu_column *const columns[] = {&id, &weight};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = n, .n_columns = weights ? 2 : 1, .columns = columns};
    kefu_pick *pick = NULL;
    int64_t count = 0;
    snprintf(name, sizeof name, "2026-W%d", draw);
    options.weight = weights ? "weight" : NULL;
    assert_int_equal(kefu_pick_new(&options, &pick, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_update(pick, &batch, NULL), KEFU_OK);
    assert_int_equal(kefu_pick_finish(pick, &count, NULL), KEFU_OK);
    for (int64_t i = 0; i < count; i++) {
        kefu_picked row = {.struct_size = sizeof row};
        assert_int_equal(kefu_pick_at(pick, i, &row), KEFU_OK);
        rows[i] = row.row;
    }
    kefu_pick_free(pick);
    return count;
}

/* Each of 20 rows is in with 6 / 20, each pair with 6 × 5 / (20 × 19). Rows: (n - 1) / n × the sum
 * of squares over their variance is chi-square of 19 degrees, above 63.7 with a chance of 10^-6.
 * Pairs: none of 190 is further off than 5.7 standard deviations, of which the chance is about
 * 190 × 1.2 × 10^-8 = 2 × 10^-6. */
static void each_is_in_as_often(void **state)
{
    (void)state;
    for (int spread = 0; spread < 2; spread++) {
        int64_t ids[FEW], rows[DRAWN];
        int in[FEW] = {0}, both[FEW][FEW] = {{0}};
        double p = (double)DRAWN / FEW, pair = p * (DRAWN - 1) / (FEW - 1), sum = 0;
        for (int64_t i = 0; i < FEW; i++)
            ids[i] = spread ? i << 40 : i + 1;
        for (int d = 0; d < DRAWS; d++) {
            int64_t n = draw_one(ids, NULL, FEW, DRAWN, d + spread * DRAWS, rows);
            assert_int_equal(n, DRAWN);
            for (int i = 0; i < DRAWN; i++) {
                in[rows[i]]++;
                for (int j = 0; j < DRAWN; j++)
                    both[rows[i]][rows[j]]++;
            }
        }
        for (int i = 0; i < FEW; i++) {
            double off = in[i] - DRAWS * p;
            sum += off * off / (DRAWS * p * (1 - p));
            for (int j = 0; j < i; j++) {
                double far = both[i][j] - DRAWS * pair;
                assert_true(far * far < 5.7 * 5.7 * DRAWS * pair * (1 - pair));
            }
        }
        assert_true(sum * (FEW - 1) / FEW < 63.7);
    }
}

/* Weights 1, 2, 3, 4: i first and j second with w_i / 10 × w_j / (10 - w_i). Chi-square of 11
 * degrees is above 48.9 with a chance of 10^-6. */
static void weights_draw_one_after_the_other(void **state)
{
    static const int64_t ids[4] = {11, 12, 13, 14}, weights[4] = {1, 2, 3, 4};
    int seen[4][4] = {{0}};
    double sum = 0;
    (void)state;
    for (int d = 0; d < DRAWS; d++) {
        int64_t rows[2];
        assert_int_equal(draw_one(ids, weights, 4, 2, d, rows), 2);
        seen[rows[0]][rows[1]]++;
    }
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            double p = (double)(weights[i] * weights[j]) / (10.0 * (double)(10 - weights[i]));
            double off = seen[i][j] - DRAWS * p;
            if (i == j)
                assert_int_equal(seen[i][j], 0);
            else
                sum += off * off / (DRAWS * p);
        }
    assert_true(sum < 48.9);
}

/* Equal weights draw what no weights draw. */
static void equal_weights_are_none(void **state)
{
    int64_t ids[FEW], weights[FEW], with[FEW], without[FEW];
    (void)state;
    for (int64_t i = 0; i < FEW; i++) {
        ids[i] = i * 7;
        weights[i] = INT64_C(1) << 50;
    }
    for (int d = 0; d < 50; d++) {
        assert_int_equal(draw_one(ids, weights, FEW, FEW, d, with), FEW);
        assert_int_equal(draw_one(ids, NULL, FEW, FEW, d, without), FEW);
        assert_memory_equal(with, without, sizeof with);
    }
}

/* 50,000 ids at one in twenty: 2,500, of a standard deviation of 48.7; six of them are passed with
 * a chance of 2 × 10^-9. What a lower rate draws is drawn by a higher one. */
static void rates_draw_as_many(void **state)
{
    enum { MANY = 50000 };
    static int64_t ids[MANY], low[MANY], high[MANY];
    const kefu_column id = {
        .struct_size = sizeof id, .name = "id", .type = KEFU_COLUMN_I64, .data = ids};
    const kefu_column *const columns[] = {&id};
    const kefu_batch batch = {
        .struct_size = sizeof batch, .rows = MANY, .n_columns = 1, .columns = columns};
    (void)state;
    for (int64_t i = 0; i < MANY; i++)
        ids[i] = i;
    for (uint64_t key = 1; key < 8; key++) {
        int64_t n, more, j = 0;
        assert_int_equal(kefu_pick_rate(NULL, key, 50000000, &batch, "id", low, MANY, &n, NULL),
                         KEFU_OK);
        assert_int_equal(kefu_pick_rate(NULL, key, 60000000, &batch, "id", high, MANY, &more, NULL),
                         KEFU_OK);
        assert_true(n > 2500 - 293 && n < 2500 + 293);
        for (int64_t i = 0; i < n; i++) {
            while (j < more && high[j] < low[i])
                j++;
            assert_true(j < more && high[j] == low[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_and_parts_do_not_matter),
        cmocka_unit_test(smaller_inside_larger),
        cmocka_unit_test(each_is_in_as_often),
        cmocka_unit_test(weights_draw_one_after_the_other),
        cmocka_unit_test(equal_weights_are_none),
        cmocka_unit_test(rates_draw_as_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
