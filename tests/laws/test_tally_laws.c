/* test_tally_laws.c - a frame is a function of the multiset of rows: whatever their order, however
 * they are cut into batches, and in whatever order tallies of parts of them are merged. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"

enum { SEEDS = 200, MOST_ROWS = 2600, METRICS = 17, PARTS = 4 };

static const char *const formulas[METRICS] = {
    "count(*)",
    "sum(x)",
    "mean(x where paid)",
    "share(paid)",
    "share(x > y)",
    "ratio(x, y)",
    "min(x)",
    "max(y where not paid)",
    "count(agent)",
    "sum(x * y) / sum(y)",
    "sum(x) / count(where paid) + mean(y)",
    "least(metric(\"m1\"), 0.5) * 3",
    "quantile(x, 0.9)",
    "median(y where paid) - quantile(x, 0.25, 6)",
    "winsor_mean(x, 0.1) / trimmed_mean(x, 0.2)",
    "mode(day) + clock_mean(floor(abs(x)) % 86400)",
    "concurrency(least(x, y), greatest(x, y))",
};

static const char *const wheres[] = {NULL, "x > 0", "paid or x < -100"};
static const char *const keys[][2] = {
    {"agent", NULL}, {"day", "agent"}, {NULL, NULL}, {"day", NULL}};
static const char *const agents[] = {"小林", "ann", "7", "42", "", "bob", NULL};

typedef struct row {
    const char *agent;
    int64_t x;
    double y;
    int32_t day;
    uint8_t paid, x_state, y_state, paid_state;
} row;

typedef struct sample {
    row rows[MOST_ROWS];
    int64_t n;
    const char *where;
    const char *const *keys;
} sample;

/* ---- Random rows ---------------------------------------------------------------------------- */

static uint32_t dice(uint32_t seed, uint32_t *turn, uint32_t sides)
{
    const uint32_t key[2] = {seed, 0}, counter[4] = {(*turn)++, 0, 0, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return out[0] % sides;
}

static uint8_t random_state(uint32_t seed, uint32_t *turn)
{
    static const uint8_t states[] = {KEFU_VALUE_NO_DATA, KEFU_VALUE_PROVISIONAL, KEFU_VALUE_EXEMPT};
    uint32_t roll = dice(seed, turn, 40);
    return seed % 2 && roll < 3 ? states[roll] : KEFU_VALUE_OK;
}

static void random_rows(sample *s, uint32_t seed, uint32_t *turn)
{
    s->n = seed % 10 == 9 ? MOST_ROWS - seed : (int64_t)dice(seed, turn, 120);
    s->where = wheres[seed % 3];
    s->keys = keys[seed / 3 % 4];
    for (int64_t i = 0; i < s->n; i++) {
        row *r = &s->rows[i];
        r->agent = agents[dice(seed, turn, 7)];
        r->day = (int32_t)dice(seed, turn, 5) - 2;
        r->x = (int64_t)dice(seed, turn, 200001) - 100000;
        r->y = (double)dice(seed, turn, 100000) / 1000.0;
        r->paid = (uint8_t)dice(seed, turn, 2);
        r->x_state = random_state(seed, turn);
        r->y_state = random_state(seed, turn);
        r->paid_state = random_state(seed, turn);
    }
}

static void shuffle(sample *s, uint32_t seed, uint32_t *turn)
{
    for (int64_t i = s->n - 1; i > 0; i--) {
        int64_t j = (int64_t)dice(seed, turn, (uint32_t)i + 1);
        row swap = s->rows[i];
        s->rows[i] = s->rows[j];
        s->rows[j] = swap;
    }
}

/* ---- Counting ------------------------------------------------------------------------------- */

static kefu_tally *new_tally(const sample *s)
{
    kefu_tally_options o = {.struct_size = sizeof o, .where = s->where};
    kefu_tally *tally = NULL;
    kefu_error error = {0};
    char name[] = "m0";
    kefu_metric_info info = {.struct_size = sizeof info, .name = name, .min_n = 3};
    assert_int_equal(kefu_tally_new(NULL, &o, &tally, &error), KEFU_OK);
    for (int k = 0; k < 2 && s->keys[k]; k++)
        assert_int_equal(kefu_tally_by(tally, s->keys[k], &error), KEFU_OK);
    for (int i = 0; i < METRICS; i++, name[1]++) {
        if (kefu_tally_add(tally, &info, formulas[i], &error))
            print_message("%s: %s\n", formulas[i], error.message);
        assert_int_equal(error.code, 0);
    }
    return tally;
}

static const struct field {
    const char *name;
    int32_t type, scale;
    size_t data, states;
} fields[] = {
    {"agent", KEFU_COLUMN_TEXT_Z, 0, offsetof(row, agent), 0},
    {"day", KEFU_COLUMN_I32, 0, offsetof(row, day), 0},
    {"x", KEFU_COLUMN_I64, 2, offsetof(row, x), offsetof(row, x_state)},
    {"y", KEFU_COLUMN_F64, 0, offsetof(row, y), offsetof(row, y_state)},
    {"paid", KEFU_COLUMN_BOOL, 0, offsetof(row, paid), offsetof(row, paid_state)},
};

enum { FIELDS = sizeof fields / sizeof *fields };

/* A batch over an array of structs; states are packed, so they are copied out. */
static void count(kefu_tally *tally, const row *rows, int64_t n)
{
    static uint8_t states[FIELDS][MOST_ROWS];
    kefu_column columns[FIELDS];
    const kefu_column *pointers[FIELDS];
    kefu_batch batch = {
        .struct_size = sizeof batch, .rows = n, .n_columns = FIELDS, .columns = pointers};
    kefu_error error = {0};
    for (int f = 0; f < FIELDS; f++) {
        columns[f] = (kefu_column){.struct_size = sizeof *columns,
                                   .name = fields[f].name,
                                   .type = fields[f].type,
                                   .scale = fields[f].scale,
                                   .stride = sizeof *rows,
                                   .data = (const char *)rows + fields[f].data,
                                   .states = fields[f].states ? states[f] : NULL};
        for (int64_t i = 0; i < n && fields[f].states; i++)
            states[f][i] = ((const uint8_t *)&rows[i])[fields[f].states];
        pointers[f] = &columns[f];
    }
    if (kefu_tally_update(tally, &batch, &error))
        print_message("%s\n", error.message);
    assert_int_equal(error.code, 0);
}

static kefu_frame *frame_of(const kefu_tally *tally)
{
    kefu_frame *frame = NULL;
    kefu_error error = {0};
    if (kefu_tally_frame(tally, &frame, &error))
        print_message("%s\n", error.message);
    assert_int_equal(error.code, 0);
    return frame;
}

static void assert_same_cell(const kefu_frame *a, const kefu_frame *b, int64_t r, int32_t m)
{
    kefu_value x = {0}, y = {0};
    assert_int_equal(kefu_frame_value(a, r, m, &x), KEFU_OK);
    assert_int_equal(kefu_frame_value(b, r, m, &y), KEFU_OK);
    assert_int_equal(x.num, y.num);
    assert_int_equal(x.den, y.den);
    assert_int_equal(x.n, y.n);
    assert_int_equal(x.status, y.status);
    assert_int_equal(x.flags, y.flags);
}

static void assert_same(const kefu_frame *a, const kefu_frame *b)
{
    assert_int_equal(kefu_frame_rows(a), kefu_frame_rows(b));
    assert_int_equal(kefu_frame_metrics(b), METRICS);
    for (int64_t r = 0; r < kefu_frame_rows(a); r++) {
        for (int32_t k = 0; k < kefu_frame_keys(a); k++) {
            kefu_text x, y;
            assert_int_equal(kefu_frame_key(a, r, k, &x), KEFU_OK);
            assert_int_equal(kefu_frame_key(b, r, k, &y), KEFU_OK);
            assert_int_equal(x.size, y.size);
            assert_memory_equal(x.data, y.data, x.size);
        }
        for (int32_t m = 0; m < METRICS; m++)
            assert_same_cell(a, b, r, m);
    }
}

static void assert_frame_is(const kefu_tally *tally, const kefu_frame *expected)
{
    kefu_frame *frame = frame_of(tally);
    assert_same(expected, frame);
    kefu_frame_free(frame);
}

static kefu_frame *one_pass(const sample *s)
{
    kefu_tally *tally = new_tally(s);
    kefu_frame *frame;
    count(tally, s->rows, s->n);
    frame = frame_of(tally);
    kefu_tally_free(tally);
    return frame;
}

/* Runs `law` on random rows with the frame of one pass over them. */
static void for_all(void (*law)(sample *s, const kefu_frame *expected, uint32_t seed,
                                uint32_t *turn))
{
    static sample s;
    for (uint32_t seed = 0; seed < SEEDS; seed++) {
        uint32_t turn = 0;
        kefu_frame *expected;
        random_rows(&s, seed, &turn);
        expected = one_pass(&s);
        law(&s, expected, seed, &turn);
        kefu_frame_free(expected);
    }
}

/* ---- Laws ----------------------------------------------------------------------------------- */

static void law_order(sample *s, const kefu_frame *expected, uint32_t seed, uint32_t *turn)
{
    kefu_frame *frame;
    shuffle(s, seed, turn);
    frame = one_pass(s);
    assert_same(expected, frame);
    kefu_frame_free(frame);
}

static void test_the_order_of_rows_does_not_matter(void **state)
{
    (void)state;
    for_all(law_order);
}

static void law_split(sample *s, const kefu_frame *expected, uint32_t seed, uint32_t *turn)
{
    kefu_tally *tally = new_tally(s);
    for (int64_t from = 0; from < s->n;) {
        int64_t size = (int64_t)dice(seed, turn, s->n > 500 ? 1500 : 9);
        size = size < s->n - from ? size : s->n - from;
        count(tally, s->rows + from, size);
        from += size;
    }
    assert_frame_is(tally, expected);
    kefu_tally_free(tally);
}

static void test_the_cut_into_batches_does_not_matter(void **state)
{
    (void)state;
    for_all(law_split);
}

/* Tallies of PARTS slices of the rows. */
static void parts_of(const sample *s, kefu_tally *parts[PARTS], uint32_t seed, uint32_t *turn)
{
    int64_t from = 0;
    for (int p = 0; p < PARTS; p++) {
        int64_t left = s->n - from;
        int64_t size = p == PARTS - 1 ? left : (int64_t)dice(seed, turn, (uint32_t)left + 1);
        parts[p] = new_tally(s);
        count(parts[p], s->rows + from, size);
        from += size;
    }
}

static void add_to(kefu_tally *dst, const kefu_tally *src)
{
    kefu_error error = {0};
    if (kefu_tally_merge(dst, src, &error))
        print_message("%s\n", error.message);
    assert_int_equal(error.code, 0);
}

/* ((a + b) + c) + d, d + (c + (b + a)), (a + b) + (c + d), (d + b) + (a + c) */
static const int merge_orders[][PARTS - 1][2] = {
    {{0, 1}, {0, 2}, {0, 3}},
    {{1, 0}, {2, 1}, {3, 2}},
    {{0, 1}, {2, 3}, {0, 2}},
    {{3, 1}, {0, 2}, {3, 0}},
};
static const int merge_result[] = {0, 3, 0, 3};

static void law_merge(sample *s, const kefu_frame *expected, uint32_t seed, uint32_t *turn)
{
    for (size_t order = 0; order < sizeof merge_result / sizeof *merge_result; order++) {
        kefu_tally *parts[PARTS];
        parts_of(s, parts, seed, turn);
        for (int step = 0; step < PARTS - 1; step++)
            add_to(parts[merge_orders[order][step][0]], parts[merge_orders[order][step][1]]);
        assert_frame_is(parts[merge_result[order]], expected);
        for (int p = 0; p < PARTS; p++)
            kefu_tally_free(parts[p]);
    }
}

static void test_the_tree_of_merges_does_not_matter(void **state)
{
    (void)state;
    for_all(law_merge);
}

/* Merging reads its source and no more; and rows may come after a merge. */
static void law_source(sample *s, const kefu_frame *expected, uint32_t seed, uint32_t *turn)
{
    kefu_tally *all = new_tally(s), *copy = new_tally(s), *rest = new_tally(s);
    int64_t cut = (int64_t)dice(seed, turn, (uint32_t)s->n + 1);
    count(all, s->rows, s->n);
    add_to(copy, all);
    assert_frame_is(all, expected);
    assert_frame_is(copy, expected);
    kefu_tally_free(copy);
    copy = new_tally(s);
    count(rest, s->rows, cut);
    add_to(copy, rest);
    count(copy, s->rows + cut, s->n - cut);
    assert_frame_is(copy, expected);
    kefu_tally_free(all);
    kefu_tally_free(copy);
    kefu_tally_free(rest);
}

static void test_merging_leaves_its_source(void **state)
{
    (void)state;
    for_all(law_source);
}

/* A plain loop over the rows counts the same, for the figures that a plain loop can count. */
static void law_oracle(sample *s, const kefu_frame *expected, uint32_t seed, uint32_t *turn)
{
    int64_t rows = 0, sum = 0, n = 0, unknown = 0;
    kefu_value got[2] = {{0}, {0}};
    (void)seed, (void)turn;
    if (s->keys[0] || s->where)
        return;
    for (int64_t i = 0; i < s->n; i++) {
        rows++;
        sum += s->rows[i].x_state ? 0 : s->rows[i].x;
        n += !s->rows[i].x_state;
        unknown += s->rows[i].x_state == KEFU_VALUE_PROVISIONAL;
    }
    for (int32_t m = 0; m < 2; m++)
        assert_int_equal(kefu_frame_value(expected, 0, m, &got[m]), KEFU_OK);
    assert_int_equal(got[0].num, rows);
    assert_int_equal(got[1].n, n);
    assert_int_equal(got[1].status == KEFU_VALUE_PROVISIONAL, unknown > 0);
    if (n)
        assert_int_equal(got[1].num * 100, sum * got[1].den);
}

static void test_a_plain_loop_counts_the_same(void **state)
{
    (void)state;
    for_all(law_oracle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_order_of_rows_does_not_matter),
        cmocka_unit_test(test_the_cut_into_batches_does_not_matter),
        cmocka_unit_test(test_the_tree_of_merges_does_not_matter),
        cmocka_unit_test(test_merging_leaves_its_source),
        cmocka_unit_test(test_a_plain_loop_counts_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
