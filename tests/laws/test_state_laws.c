/* test_state_laws.c - saved states are a function of what is counted and of the multiset of rows:
 * whatever the split over tallies, the order of merging, and whether it is done by way of bytes.
 * And what adds up over days, line by line of the table in kefu/state.h. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/state.h"

enum { SEEDS = 150, MOST_ROWS = 260, PARTS = 6 };

static const char *const formulas[] = {
    "count(*)",
    "sum(x) / count(where paid)",
    "mean(x where paid) + share(x > y)",
    "ratio(x, y)",
    "max(x) - min(y)",
    "variance(x) + deviation_pop(y)",
    "weighted_mean(x, y)",
    "quantile(x, 0.9) - median(y)",
    "mode(x)",
    "winsor_mean(x, 0.1) + trimmed_mean(x, 0.2)",
    "first(x, day) - last(x, day)",
    "clock_mean(y)",
    "concurrency(y, y + 500)",
    "distinct(buyer) / distinct(y where paid)",
    "distinct_about(buyer)",
    "quantile_about(x, 0.5)",
};
enum { METRICS = sizeof formulas / sizeof *formulas };

static const char *const wheres[] = {NULL, "x > 0", "paid or x < -100"};
static const char *const keys[][2] = {
    {"agent", NULL}, {"day", "agent"}, {NULL, NULL}, {"day", NULL}};
static const char *const agents[] = {"小林", "ann", "7", "-42", "", "bob", NULL};

typedef struct row {
    const char *agent;
    int64_t x, y, buyer;
    int32_t day;
    uint8_t paid, x_state, paid_state;
} row;

typedef struct sample {
    uint32_t seed, turn;
    row rows[MOST_ROWS];
    uint8_t part[MOST_ROWS]; /* which tally counts it */
    int64_t n;
} sample;

static uint32_t dice(sample *s, uint32_t sides)
{
    const uint32_t key[2] = {s->seed, 77}, counter[4] = {s->turn++, 0, 0, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return out[0] % sides;
}

static uint8_t dice_state(sample *s)
{
    static const uint8_t states[] = {KEFU_VALUE_NO_DATA, KEFU_VALUE_PROVISIONAL, KEFU_VALUE_EXEMPT};
    uint32_t roll = dice(s, 30);
    return s->seed % 2 && roll < 3 ? states[roll] : KEFU_VALUE_OK;
}

static void random_rows(sample *s, uint32_t seed)
{
    s->seed = seed;
    s->turn = 0;
    s->n = dice(s, seed % 7 ? 60 : MOST_ROWS + 1);
    for (int64_t i = 0; i < s->n; i++) {
        row *r = &s->rows[i];
        r->agent = agents[dice(s, 7)];
        r->x = (int64_t)dice(s, 2001) - 1000;
        r->y = (int64_t)dice(s, 80000);
        r->buyer = (int64_t)dice(s, 40);
        r->day = (int32_t)dice(s, 5) - 2;
        r->paid = (uint8_t)dice(s, 2);
        r->x_state = dice_state(s);
        r->paid_state = dice_state(s);
        s->part[i] = (uint8_t)dice(s, PARTS);
    }
}

/* ---- Counting -------------------------------------------------------------------------------- */

static kefu_tally *new_tally(const sample *s)
{
    kefu_tally_options o = {.struct_size = sizeof o, .where = wheres[s->seed % 3]};
    kefu_tally *tally = NULL;
    kefu_error error = {0};
    char name[] = "a";
    kefu_metric_info info = {.struct_size = sizeof info, .name = name, .min_n = 3};
    assert_int_equal(kefu_tally_new(NULL, &o, &tally, &error), KEFU_OK);
    for (int k = 0; k < 2 && keys[s->seed / 3 % 4][k]; k++)
        assert_int_equal(kefu_tally_by(tally, keys[s->seed / 3 % 4][k], &error), KEFU_OK);
    for (int i = 0; i < METRICS; i++, name[0]++)
        if (kefu_tally_add(tally, &info, formulas[i], &error))
            fail_msg("%s: %s", formulas[i], error.message);
    return tally;
}

static const struct field {
    const char *name;
    int32_t type, scale;
    size_t data, states;
} fields[] = {
    {"agent", KEFU_COLUMN_TEXT_Z, 0, offsetof(row, agent), 0},
    {"day", KEFU_COLUMN_I32, 0, offsetof(row, day), 0},
    {"x", KEFU_COLUMN_I64, 1, offsetof(row, x), offsetof(row, x_state)},
    {"y", KEFU_COLUMN_I64, 0, offsetof(row, y), 0},
    {"buyer", KEFU_COLUMN_I64, 0, offsetof(row, buyer), 0},
    {"paid", KEFU_COLUMN_BOOL, 0, offsetof(row, paid), offsetof(row, paid_state)},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static void count_row(kefu_tally *tally, const row *r)
{
    kefu_column columns[FIELDS];
    const kefu_column *pointers[FIELDS];
    kefu_batch batch = {
        .struct_size = sizeof batch, .rows = 1, .n_columns = FIELDS, .columns = pointers};
    kefu_error error = {0};
    for (int f = 0; f < FIELDS; f++) {
        const char *at = (const char *)r;
        columns[f] = (kefu_column){.struct_size = sizeof columns[f],
                                   .name = fields[f].name,
                                   .type = fields[f].type,
                                   .scale = fields[f].scale,
                                   .data = at + fields[f].data};
        if (fields[f].states)
            columns[f].states = (const uint8_t *)at + fields[f].states;
        pointers[f] = &columns[f];
    }
    if (kefu_tally_update(tally, &batch, &error))
        fail_msg("%s", error.message);
}

static kefu_buffer *saved(const kefu_tally *tally)
{
    kefu_buffer *buffer = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    if (kefu_tally_save(tally, NULL, kefu_buffer_sink(buffer), &error))
        fail_msg("%s", error.message);
    return buffer;
}

static kefu_tally *through_bytes(kefu_tally *tally)
{
    kefu_buffer *buffer = saved(tally);
    kefu_tally *loaded = NULL;
    kefu_error error = {0};
    size_t size;
    const char *bytes = kefu_buffer_data(buffer, &size);
    if (kefu_tally_load(NULL, NULL, bytes, size, &loaded, &error))
        fail_msg("%s", error.message);
    kefu_buffer_free(buffer);
    kefu_tally_free(tally);
    return loaded;
}

/* ---- The law --------------------------------------------------------------------------------- */

/* Merges two of the tallies at random, until one is left. */
static kefu_tally *merged(sample *s, kefu_tally **tallies)
{
    for (uint32_t n = PARTS; n > 1; n--) {
        uint32_t into = dice(s, n), from = dice(s, n - 1);
        kefu_error error = {0};
        from += from >= into;
        if (dice(s, 2))
            tallies[into] = through_bytes(tallies[into]);
        if (kefu_tally_merge(tallies[into], tallies[from], &error))
            fail_msg("%s", error.message);
        kefu_tally_free(tallies[from]);
        tallies[from] = tallies[n - 1];
    }
    return tallies[0];
}

static void test_bytes_depend_on_the_rows_alone(void **state)
{
    static sample s;
    (void)state;
    for (uint32_t seed = 0; seed < SEEDS; seed++) {
        kefu_tally *all, *tallies[PARTS];
        kefu_buffer *expected, *got;
        size_t in_expected, in_got;
        random_rows(&s, seed);
        all = new_tally(&s);
        for (int p = 0; p < PARTS; p++)
            tallies[p] = new_tally(&s);
        for (int64_t i = 0; i < s.n; i++) {
            count_row(all, &s.rows[i]);
            count_row(tallies[s.part[s.n - 1 - i]], &s.rows[s.n - 1 - i]);
        }
        expected = saved(all);
        kefu_tally_free(all);
        all = merged(&s, tallies);
        got = saved(all);
        kefu_tally_free(all);
        const char *a = kefu_buffer_data(expected, &in_expected);
        const char *b = kefu_buffer_data(got, &in_got);
        if (in_expected != in_got || memcmp(a, b, in_got) != 0)
            fail_msg("seed %u: %zu and %zu bytes differ", seed, in_expected, in_got);
        kefu_buffer_free(expected);
        kefu_buffer_free(got);
    }
}

/* ---- Days: what adds up ---------------------------------------------------------------------- */

/* Two days of one person: 2 quiet replies, then 6. Buyers 1 and 2 come on both days. */
static const row days[] = {
    {"ann", 100, 0, 1, 1, 1, 0, 0}, {"ann", 300, 0, 2, 1, 0, 0, 0}, {"ann", 1000, 0, 1, 2, 1, 0, 0},
    {"ann", 200, 0, 2, 2, 1, 0, 0}, {"ann", 900, 0, 3, 2, 0, 0, 0}, {"ann", 800, 0, 4, 2, 1, 0, 0},
    {"ann", 700, 0, 4, 2, 0, 0, 0}, {"ann", 700, 0, 3, 2, 1, 0, 0},
};
enum { FIRST_DAY = 2, ALL_DAYS = 8 };

static kefu_tally *count_days(const char *formula, int64_t min_n, int from, int to)
{
    kefu_metric_info info = {.struct_size = sizeof info, .name = "m", .min_n = min_n};
    kefu_tally *tally = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_tally_new(NULL, NULL, &tally, NULL), KEFU_OK);
    if (kefu_tally_add(tally, &info, formula, &error))
        fail_msg("%s", error.message);
    for (int i = from; i < to; i++)
        count_row(tally, &days[i]);
    return tally;
}

static kefu_value value_of(const kefu_tally *tally)
{
    kefu_frame *frame = NULL;
    kefu_value v;
    assert_int_equal(kefu_tally_frame(tally, &frame, NULL), KEFU_OK);
    assert_int_equal(kefu_frame_value(frame, 0, 0, &v), KEFU_OK);
    kefu_frame_free(frame);
    return v;
}

/* Figures of two days and of both, by hand, × 10^scale (x has one decimal): of the days put
 * together in the way that people try, and of the merged states, which is that of all rows. */
enum { ADD, LEAST, MOST, AVERAGE };
static const struct line {
    const char *formula;
    int32_t scale, way;
    int64_t first, second, together, merged;
} lines[] = {
    {"count(*)", 0, ADD, 2, 6, 8, 8},
    {"sum(x)", 0, ADD, 40, 430, 470, 470},
    {"min(x)", 0, LEAST, 10, 20, 10, 10},
    {"max(x)", 0, MOST, 30, 100, 100, 100},
    {"mean(x)", 2, AVERAGE, 2000, 7167, 4583, 5875},         /* 470 / 8 = 58.75, not 45.83 */
    {"share(paid)", 4, AVERAGE, 5000, 6667, 5833, 6250},     /* 5 / 8 */
    {"ratio(x, buyer)", 2, AVERAGE, 1333, 2529, 1931, 2350}, /* 470 / 20 */
    {"variance_pop(x)", 2, AVERAGE, 10000, 64722, 37361, 101094},
    {"distinct(buyer)", 0, ADD, 2, 4, 6, 4}, /* 1 and 2 came again */
    {"median(x)", 1, AVERAGE, 200, 750, 475, 700},
    {"sum(x) / count(where paid)", 2, AVERAGE, 4000, 10750, 7375, 9400}, /* 470 / 5 */
};

static void assert_figure(const struct line *l, const kefu_tally *tally, int64_t expected)
{
    const kefu_value v = value_of(tally);
    int64_t got = 0;
    assert_int_equal(kefu_value_round(&v, l->scale, &got), KEFU_OK);
    if (got != expected)
        fail_msg("%s: %lld, expected %lld", l->formula, (long long)got, (long long)expected);
}

static int64_t put_together(int32_t way, int64_t a, int64_t b)
{
    switch (way) {
    case ADD:
        return a + b;
    case LEAST:
        return a < b ? a : b;
    case MOST:
        return a > b ? a : b;
    default:
        return (a + b) / 2;
    }
}

static void test_what_adds_up_over_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct line *l = &lines[i];
        kefu_tally *first = through_bytes(count_days(l->formula, 0, 0, FIRST_DAY));
        kefu_tally *second = through_bytes(count_days(l->formula, 0, FIRST_DAY, ALL_DAYS));
        kefu_tally *both = count_days(l->formula, 0, 0, ALL_DAYS);
        assert_figure(l, first, l->first);
        assert_figure(l, second, l->second);
        assert_int_equal(put_together(l->way, l->first, l->second), l->together);
        assert_figure(l, both, l->merged);
        assert_int_equal(kefu_tally_merge(first, second, NULL), KEFU_OK);
        assert_figure(l, first, l->merged);
        kefu_tally_free(first);
        kefu_tally_free(second);
        kefu_tally_free(both);
    }
}

/* Both days are below the minimum, the month is not. */
static void test_low_volume_is_judged_after_merging(void **state)
{
    kefu_tally *first = through_bytes(count_days("mean(x)", 7, 0, FIRST_DAY));
    kefu_tally *second = through_bytes(count_days("mean(x)", 7, FIRST_DAY, ALL_DAYS));
    (void)state;
    assert_int_equal(value_of(first).status, KEFU_VALUE_LOW_VOLUME);
    assert_int_equal(value_of(second).status, KEFU_VALUE_LOW_VOLUME);
    assert_int_equal(kefu_tally_merge(first, second, NULL), KEFU_OK);
    assert_int_equal(value_of(first).status, KEFU_VALUE_OK);
    kefu_tally_free(first);
    kefu_tally_free(second);
}

/* A row that was not known when its day was saved is missing, and says so, for good. */
static void test_provisional_stays(void **state)
{
    row unknown = days[0];
    kefu_tally *first = count_days("sum(x)", 0, 1, FIRST_DAY);
    kefu_tally *second = count_days("sum(x)", 0, FIRST_DAY, ALL_DAYS);
    kefu_value v;
    (void)state;
    unknown.x_state = KEFU_VALUE_PROVISIONAL;
    count_row(first, &unknown);
    first = through_bytes(first);
    assert_int_equal(kefu_tally_merge(second, first, NULL), KEFU_OK);
    v = value_of(second);
    assert_int_equal(v.status, KEFU_VALUE_PROVISIONAL);
    assert_int_equal(v.num, 460);
    kefu_tally_free(first);
    kefu_tally_free(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_depend_on_the_rows_alone),
        cmocka_unit_test(test_what_adds_up_over_days),
        cmocka_unit_test(test_low_volume_is_judged_after_merging),
        cmocka_unit_test(test_provisional_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
