/* test_sample_laws.c - samples of random conversations under random plans: in whatever order, parts
 * and batches rows come, states and samples are the same bytes; what is counted adds up; more rows
 * of a cell contain fewer; and every row is drawn as often as is stated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../unit/chance.h"
#include "../unit/rows.h"
#include "kefu/sample.h"

enum { ROWS = 300, ROUNDS = 60, SEEDS = 2000, PLAN = 1024 };

typedef struct chats {
    int64_t id[ROWS], sat[ROWS], refund[ROWS];
    const char *agent[ROWS];
    int64_t number[ROWS]; /* of the row in its source */
    int64_t n;
} chats;

static int64_t below(uint64_t *seed, int64_t n) { return (int64_t)(chance(seed) % (uint64_t)n); }

static void chats_of(chats *c, uint64_t *seed)
{
    static const char *const agents[] = {"林晓燕", "王强", "7", "Ann"};
    c->n = below(seed, ROWS);
    for (int64_t i = 0; i < c->n; i++) {
        c->id[i] = i * 7919 % 1000003 - 500;
        c->sat[i] = 1 + below(seed, 5);
        c->refund[i] = below(seed, 12) == 0;
        c->agent[i] = agents[below(seed, 4)];
        c->number[i] = i;
    }
}

static void chats_shuffle(chats *c, uint64_t *seed)
{
    static chats was;
    static int64_t order[ROWS];
    was = *c;
    for (int64_t i = 0; i < c->n; i++)
        order[i] = i;
    for (int64_t i = 0, left = c->n; left; i++, left--) {
        const int64_t at = below(seed, left), from = order[at];
        order[at] = order[left - 1];
        c->id[i] = was.id[from];
        c->sat[i] = was.sat[from];
        c->refund[i] = was.refund[from];
        c->agent[i] = was.agent[from];
        c->number[i] = was.number[from];
    }
}

/* A batch of rows that stand together in their source: first_row + i is the number of each. */
static int64_t chats_batch(const chats *c, int64_t first, int64_t most, rows *out)
{
    int64_t n = 1;
    while (n < most && first + n < c->n && c->number[first + n] == c->number[first] + n)
        n++;
    rows_begin(out, n);
    out->batch.first_row = c->number[first];
    rows_add(out, "id", KEFU_COLUMN_I64, c->id + first);
    rows_add(out, "sat", KEFU_COLUMN_I64, c->sat + first);
    rows_add(out, "refund", KEFU_COLUMN_I64, c->refund + first);
    rows_add(out, "agent", KEFU_COLUMN_TEXT_Z, c->agent + first);
    return n;
}

static void put_plan(char *out, uint64_t *seed)
{
    static const char *const rules[] = {
        "\"take\":\"all\"", "\"take\":3,\"if_fewer\":\"all\"", "\"rate\":\"15%\"",
        "\"min\":2,\"max\":9,\"if_fewer\":\"all\"", "\"min\":1,\"if_fewer\":\"all\""};
    snprintf(out, PLAN,
             "{\"format\":1,\"id\":\"t.law/1\",\"key\":\"id\",%s%s\"by\":[%s],\"classes\":[{\"id\":"
             "\"r\",\"where\":\"refund = 1\",%s},{\"id\":\"u\",\"where\":\"sat <= 2\",%s},{\"id\":"
             "\"x\"%s}],\"total\":\"%d%%\",\"reserve\":%d}",
             below(seed, 2) ? "\"where\":\"sat <> 3\"," : "",
             below(seed, 2) ? "\"exclude\":[{\"id\":\"e\",\"where\":\"sat = 4\"}]," : "",
             below(seed, 2) ? "\"agent\"" : "", rules[below(seed, 5)], rules[below(seed, 5)],
             below(seed, 2) ? "" : ",\"where\":\"sat < 5\"", 60 + (int)below(seed, 30),
             (int)below(seed, 4));
}

static kefu_plan *plan_of(const char *json)
{
    kefu_plan *plan = NULL;
    kefu_error error = {0};
    if (kefu_plan_from_json(NULL, NULL, json, strlen(json), &plan, &error))
        fail_msg("%s: %s", json, error.message);
    return plan;
}

static kefu_draw *draw_new(const kefu_plan *plan, const char *seed)
{
    const kefu_draw_options options = {.struct_size = sizeof options, .seed = seed};
    kefu_draw *draw = NULL;
    assert_int_equal(kefu_draw_new(plan, &options, &draw, NULL), KEFU_OK);
    return draw;
}

static kefu_buffer *draw_bytes(const kefu_draw *draw)
{
    kefu_buffer *buffer = NULL;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_draw_save(draw, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    return buffer;
}

/* JSON of the sample, or the message of an infeasible plan. */
static kefu_buffer *sample_bytes(const kefu_draw *draw)
{
    kefu_sample *sample = NULL;
    kefu_buffer *buffer = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    const kefu_sink *sink = kefu_buffer_sink(buffer);
    if (kefu_sample_new(draw, NULL, &sample, &error)) {
        assert_int_equal(error.code, KEFU_E_INFEASIBLE);
        assert_int_equal(sink->write(sink->user, error.message, strlen(error.message)), KEFU_OK);
    } else {
        assert_int_equal(kefu_sample_json(sample, NULL, sink, NULL), KEFU_OK);
    }
    kefu_sample_free(sample);
    return buffer;
}

static void same_bytes(kefu_buffer *a, kefu_buffer *b)
{
    size_t size = 0, again = 0;
    const char *bytes = kefu_buffer_data(a, &size), *others = kefu_buffer_data(b, &again);
    assert_int_equal(size, again);
    assert_memory_equal(bytes, others, size);
    kefu_buffer_free(b);
}

/* ---- Order, batches, parts ------------------------------------------------------------------- */

/* Rows to up to four draws in random batches, some of them saved and loaded, merged at random. */
static kefu_draw *draw_in_parts(const kefu_plan *plan, const chats *c, uint64_t *seed)
{
    kefu_draw *parts[4];
    const int64_t n = 1 + below(seed, 4);
    for (int64_t i = 0; i < n; i++)
        parts[i] = draw_new(plan, "s");
    for (int64_t first = 0; first < c->n;) {
        rows r;
        const int64_t taken = chats_batch(c, first, 1 + below(seed, 60), &r);
        assert_int_equal(kefu_draw_update(parts[below(seed, n)], &r.batch, NULL), KEFU_OK);
        first += taken;
    }
    for (int64_t i = n - 1; i > 0; i--) {
        const kefu_draw_options options = {.struct_size = sizeof options, .seed = "s"};
        if (below(seed, 2)) {
            kefu_buffer *buffer = draw_bytes(parts[i]);
            size_t size = 0;
            const char *bytes = kefu_buffer_data(buffer, &size);
            kefu_draw_free(parts[i]);
            assert_int_equal(kefu_draw_load(plan, &options, bytes, size, &parts[i], NULL), KEFU_OK);
            kefu_buffer_free(buffer);
        }
        assert_int_equal(kefu_draw_merge(parts[below(seed, i)], parts[i], NULL), KEFU_OK);
        kefu_draw_free(parts[i]);
    }
    return parts[0];
}

static void test_order(void **state)
{
    uint64_t seed = 20261122;
    static chats c;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        char json[PLAN];
        chats_of(&c, &seed);
        put_plan(json, &seed);
        kefu_plan *plan = plan_of(json);
        kefu_draw *whole = draw_in_parts(plan, &c, &seed);
        kefu_buffer *states = draw_bytes(whole), *samples = sample_bytes(whole);
        for (int i = 0; i < 4; i++) {
            chats_shuffle(&c, &seed);
            kefu_draw *draw = draw_in_parts(plan, &c, &seed);
            same_bytes(states, draw_bytes(draw));
            same_bytes(samples, sample_bytes(draw));
            kefu_draw_free(draw);
        }
        kefu_buffer_free(states);
        kefu_buffer_free(samples);
        kefu_draw_free(whole);
        kefu_plan_free(plan);
    }
}

/* ---- Sums ------------------------------------------------------------------------------------ */

static void sums_of_sample(const kefu_sample *sample, const kefu_draw_counts *counts)
{
    int64_t rows_of_cells = 0, rows_drawn = 0;
    for (int64_t i = 0; i < kefu_sample_cells(sample); i++) {
        kefu_sample_cell cell = {.struct_size = sizeof cell};
        assert_int_equal(kefu_sample_cell_at(sample, i, &cell), KEFU_OK);
        assert_true(cell.rows > 0 && cell.n >= 0 && cell.n <= cell.rows);
        rows_of_cells += cell.rows;
        rows_drawn += cell.n;
    }
    assert_int_equal(rows_of_cells, counts->population);
    assert_int_equal(rows_drawn, kefu_sample_count(sample));
    for (int64_t i = 0, before = -1; i < rows_drawn; i++) {
        kefu_sample_row row = {.struct_size = sizeof row};
        int64_t found = -1;
        assert_int_equal(kefu_sample_at(sample, i, &row), KEFU_OK);
        assert_int_equal(kefu_sample_find(sample, row.id.data, row.id.size, &found, NULL), KEFU_OK);
        assert_int_equal(found, i);
        assert_true(row.cell >= before);
        before = row.cell;
    }
}

static void test_sums(void **state)
{
    uint64_t seed = 7;
    static chats c;
    int made = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        char json[PLAN];
        kefu_sample *sample = NULL;
        kefu_draw_counts counts = {.struct_size = sizeof counts};
        chats_of(&c, &seed);
        put_plan(json, &seed);
        kefu_plan *plan = plan_of(json);
        kefu_draw *draw = draw_in_parts(plan, &c, &seed);
        assert_int_equal(kefu_draw_counted(draw, &counts), KEFU_OK);
        assert_int_equal(counts.rows, c.n);
        assert_int_equal(counts.rows,
                         counts.outside + counts.excluded + counts.unclassed + counts.population);
        assert_int_equal(counts.excluded, kefu_draw_excluded(draw, 0));
        if (!kefu_sample_new(draw, NULL, &sample, NULL)) {
            sums_of_sample(sample, &counts);
            made++;
        }
        kefu_sample_free(sample);
        kefu_draw_free(draw);
        kefu_plan_free(plan);
    }
    assert_true(made > ROUNDS / 3);
}

/* ---- More contain fewer ---------------------------------------------------------------------- */

static kefu_sample *sample_of_take(const chats *c, int take, const char *name)
{
    char json[PLAN];
    kefu_sample *sample = NULL;
    rows r;
    snprintf(json, sizeof json,
             "{\"format\":1,\"id\":\"t.law/1\",\"key\":\"id\",\"by\":[\"agent\"],\"classes\":[{"
             "\"id\":\"a\",\"take\":%d,\"if_fewer\":\"all\"}]}",
             take);
    kefu_plan *plan = plan_of(json);
    kefu_draw *draw = draw_new(plan, name);
    for (int64_t first = 0; first < c->n;) {
        const int64_t n = chats_batch(c, first, ROWS, &r);
        assert_int_equal(kefu_draw_update(draw, &r.batch, NULL), KEFU_OK);
        first += n;
    }
    assert_int_equal(kefu_sample_new(draw, NULL, &sample, NULL), KEFU_OK);
    kefu_draw_free(draw);
    kefu_plan_free(plan);
    return sample;
}

static void test_nested(void **state)
{
    uint64_t seed = 99;
    static chats c;
    (void)state;
    chats_of(&c, &seed);
    kefu_sample *fewer = sample_of_take(&c, 1, "s");
    for (int take = 2; take < 40; take += 3) {
        kefu_sample *more = sample_of_take(&c, take, "s");
        for (int64_t i = 0; i < kefu_sample_count(fewer); i++) {
            kefu_sample_row row = {.struct_size = sizeof row}, again = row;
            int64_t at = -1;
            assert_int_equal(kefu_sample_at(fewer, i, &row), KEFU_OK);
            assert_int_equal(kefu_sample_find(more, row.id.data, row.id.size, &at, NULL), KEFU_OK);
            assert_int_equal(kefu_sample_at(more, at, &again), KEFU_OK);
            assert_int_equal(again.place, row.place);
        }
        kefu_sample_free(fewer);
        fewer = more;
    }
    kefu_sample_free(fewer);
}

/* ---- Frequencies ----------------------------------------------------------------------------- */

/* Of each agent's rows 4 are drawn under 2,000 seeds. Were each 4 equally likely, the sum of (times
 * - expected)^2 / (expected × (1 - chance) × N / (N - 1)) of an agent's N rows is about chi-square
 * with N - 1 degrees of freedom: 24 and 15. Upper 0.001 points 51.18 and 37.70 (R: qchisq(0.999,
 * c(24, 15))); the seeds are fixed, so this holds for ever once it holds. */
enum { DRAWN = 4, AGENTS = 2 };
static const struct {
    const char *agent;
    int64_t rows;
    double upper;
} frequency_cells[AGENTS] = {{"A", 25, 51.18}, {"B", 16, 37.70}};

static void test_frequencies(void **state)
{
    static int64_t times[ROWS];
    static chats c;
    int64_t row = 0;
    (void)state;
    for (int a = 0; a < AGENTS; a++)
        for (int64_t i = 0; i < frequency_cells[a].rows; i++, c.n++) {
            c.id[c.n] = c.n;
            c.number[c.n] = c.n;
            c.agent[c.n] = frequency_cells[a].agent;
        }
    for (int s = 0; s < SEEDS; s++) {
        char name[32];
        snprintf(name, sizeof name, "seed %d", s);
        kefu_sample *sample = sample_of_take(&c, DRAWN, name);
        assert_int_equal(kefu_sample_count(sample), DRAWN * AGENTS);
        for (int64_t i = 0; i < kefu_sample_count(sample); i++) {
            kefu_sample_row r = {.struct_size = sizeof r};
            assert_int_equal(kefu_sample_at(sample, i, &r), KEFU_OK);
            times[r.row]++;
        }
        kefu_sample_free(sample);
    }
    for (int a = 0; a < AGENTS; a++) {
        const double n = (double)frequency_cells[a].rows, p = DRAWN / n, expected = SEEDS * p;
        double sum = 0;
        for (int64_t i = 0; i < frequency_cells[a].rows; i++, row++) {
            const double off = (double)times[row] - expected;
            sum += off * off / (expected * (1 - p) * n / (n - 1));
        }
        printf("chi-square of %s: %.2f, upper 0.001 point %.2f\n", frequency_cells[a].agent, sum,
               frequency_cells[a].upper);
        assert_true(sum < frequency_cells[a].upper);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_nested),
        cmocka_unit_test(test_frequencies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
