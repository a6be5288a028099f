/* test_estimate_written.c - estimates of a sample that was written and read again are those of the
 * sample itself: as CSV in both languages, and as Arrow, also where rows were replaced or dropped.
 * The sample is that of test_estimate_sample.c, whose figures are R's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/arrow.h"
#include "kefu/estimate.h"
#include "oom.h"
#include "rows.h"
#include "table/arrow.h"

enum { SHOP = 21, DRAWN = 7 };
static const char plan_text[] =
    "{\"format\": 1, \"id\": \"test.qc/1\", \"key\": \"chat\", \"by\": [\"agent\"], \"classes\": ["
    "{\"id\": \"refund\", \"where\": \"refund = 1\", \"take\": 4}, {\"id\": \"rest\", \"take\": "
    "3}]}";
static const int64_t given[DRAWN] = {10, 20, 30, 50, 60, 70, 90};

/* Without the first `unfit` rows that were drawn first. */
static kefu_sample *shop_sample(int32_t unfit)
{
    static int64_t ids[SHOP], refund[SHOP], agent[SHOP];
    static const char *const reasons[] = {"spam", "spam", "spam"};
    const kefu_draw_options o = {.struct_size = sizeof o, .seed = "2026-W47"};
    kefu_sample_options with = {.struct_size = sizeof with};
    kefu_plan *plan = NULL;
    kefu_draw *draw = NULL;
    kefu_sample *sample = NULL, *without = NULL;
    const char *out[3] = {"", "", ""};
    rows r, list;
    for (int64_t i = 0; i < SHOP; i++) {
        ids[i] = 1000 + i;
        refund[i] = i < 12;
        agent[i] = 7;
    }
    rows_begin(&r, SHOP);
    rows_add(&r, "chat", KEFU_COLUMN_I64, ids);
    rows_add(&r, "refund", KEFU_COLUMN_I64, refund);
    rows_add(&r, "agent", KEFU_COLUMN_I64, agent);
    assert_int_equal(kefu_plan_from_json(NULL, NULL, plan_text, sizeof plan_text - 1, &plan, NULL),
                     KEFU_OK);
    assert_int_equal(kefu_draw_new(plan, &o, &draw, NULL), KEFU_OK);
    assert_int_equal(kefu_draw_update(draw, &r.batch, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_new(draw, NULL, &sample, NULL), KEFU_OK);
    for (int32_t i = 0; i < unfit; i++) {
        kefu_sample_row row = {.struct_size = sizeof row};
        assert_int_equal(kefu_sample_at(sample, i, &row), KEFU_OK);
        out[i] = row.id.data;
    }
    rows_begin(&list, unfit);
    rows_add(&list, "id", KEFU_COLUMN_TEXT_Z, out);
    rows_add(&list, "reason", KEFU_COLUMN_TEXT_Z, reasons);
    with.unsuitable = &list.batch;
    assert_int_equal(kefu_sample_new(draw, &with, &without, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_count(without), DRAWN);
    kefu_sample_free(sample);
    kefu_draw_free(draw);
    kefu_plan_free(plan);
    return without;
}

/* ---- Marks put beside ------------------------------------------------------------------------ */

typedef struct estimating {
    kefu_estimate_options options;
    int64_t marked; /* rows of the sample that have marks; others are not in the rows */
    kefu_estimates *estimates;
} estimating;

static kefu_status KEFU_CALL estimate_batch(void *user, const kefu_batch *batch, kefu_error *error)
{
    estimating *e = user;
    const kefu_column *columns[24];
    const kefu_column mark = {
        .struct_size = sizeof mark, .name = "mark", .type = KEFU_COLUMN_I64, .data = given};
    kefu_batch marked = *batch;
    assert_true(batch->n_columns < 24);
    assert_int_equal(batch->rows, DRAWN);
    for (int32_t i = 0; i < batch->n_columns; i++)
        columns[i] = batch->columns[i];
    columns[marked.n_columns++] = &mark;
    marked.columns = columns;
    marked.rows = e->marked;
    return kefu_estimate_rows(&marked, &e->options, &e->estimates, error);
}

static void by_csv(const kefu_sample *sample, int32_t language, estimating *e)
{
    static const char *const names[][2] = {{"格", "cell"},
                                           {"总数", "rows"},
                                           {"不适合数", "unsuitable"},
                                           {"抽中概率分子", "chance_num"},
                                           {"抽中概率分母", "chance_den"}};
    const kefu_sample_write_options write = {.struct_size = sizeof write, .language = language};
    const kefu_csv_options csv = {.struct_size = sizeof csv, .on_batch = estimate_batch, .user = e};
    kefu_buffer *buffer = NULL;
    kefu_csv_reader *reader = NULL;
    size_t size = 0;
    assert_int_equal(kefu_buffer_new(NULL, &buffer, NULL), KEFU_OK);
    assert_int_equal(kefu_sample_csv(sample, &write, kefu_buffer_sink(buffer), NULL), KEFU_OK);
    const char *text = kefu_buffer_data(buffer, &size);
    assert_int_equal(kefu_csv_reader_new(&csv, &reader, NULL), KEFU_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const kefu_cell cell = {
            .struct_size = sizeof cell, .column = names[i][language], .kind = KEFU_CELL_NUMBER};
        assert_int_equal(kefu_csv_reader_cell(reader, &cell, NULL), KEFU_OK);
    }
    kefu_error error;
    if (kefu_csv_reader_feed(reader, text, size, &error) || kefu_csv_reader_finish(reader, &error))
        fail_msg("%s", error.message);
    kefu_csv_reader_free(reader);
    kefu_buffer_free(buffer);
}

static void by_arrow(const kefu_sample *sample, estimating *e)
{
    struct ArrowArrayStream stream;
    kefu_arrow *arrow = NULL;
    const kefu_batch *batch = NULL;
    kefu_error error;
    assert_int_equal(kefu_sample_arrow_stream(sample, NULL, &stream, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_from_stream(NULL, &stream, &arrow, NULL), KEFU_OK);
    assert_int_equal(kefu_arrow_next(arrow, &batch, NULL), KEFU_OK);
    if (estimate_batch(e, batch, &error))
        fail_msg("%s", error.message);
    kefu_arrow_free(arrow);
    stream.release(&stream);
}

static void by_sample(const kefu_sample *sample, estimating *e)
{
    const char *ids[DRAWN];
    rows r;
    for (int64_t i = 0; i < DRAWN; i++) {
        kefu_sample_row row = {.struct_size = sizeof row};
        assert_int_equal(kefu_sample_at(sample, i, &row), KEFU_OK);
        ids[i] = row.id.data;
    }
    rows_begin(&r, e->marked);
    rows_add(&r, "id", KEFU_COLUMN_TEXT_Z, ids);
    rows_add(&r, "mark", KEFU_COLUMN_I64, given);
    assert_int_equal(kefu_estimate_sample(sample, &r.batch, &e->options, &e->estimates, NULL),
                     KEFU_OK);
}

/* ---- The same -------------------------------------------------------------------------------- */

static void values_are_same(const kefu_value *a, const kefu_value *b)
{
    assert_int_equal(a->num, b->num);
    assert_int_equal(a->den, b->den);
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->flags, b->flags);
}

static void estimates_are_same(const kefu_estimates *a, const kefu_estimates *b)
{
    kefu_estimated x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
    assert_int_equal(kefu_estimates_at(a, 0, &x), KEFU_OK);
    assert_int_equal(kefu_estimates_at(b, 0, &y), KEFU_OK);
    values_are_same(&x.naive, &y.naive);
    values_are_same(&x.estimate, &y.estimate);
    values_are_same(&x.error, &y.error);
    values_are_same(&x.low, &y.low);
    values_are_same(&x.high, &y.high);
    values_are_same(&x.population, &y.population);
    assert_int_equal(x.marked, y.marked);
    assert_int_equal(x.sampled, y.sampled);
    assert_int_equal(x.df, y.df);
    assert_int_equal(x.effective_n, y.effective_n);
    assert_int_equal(x.flags, y.flags);
}

/* R's figures for one unsuitable refund, as of test_estimate_sample.c. */
static void one_is_r(const kefu_estimates *e)
{
    kefu_estimated all = {.struct_size = sizeof all};
    assert_int_equal(kefu_estimates_at(e, 0, &all), KEFU_OK);
    assert_int_equal(all.estimate.num, 49677);
    assert_int_equal(all.error.num, 5248);
    assert_int_equal(all.flags, KEFU_ESTIMATED_REPLACED);
}

static void test_written(void **state)
{
    (void)state;
    for (int32_t unfit = 0; unfit <= 3; unfit++) {
        kefu_sample *sample = shop_sample(unfit);
        for (int32_t missing = 0; missing < 3; missing++) {
            for (int32_t kind = KEFU_ESTIMATE_MEAN; kind <= KEFU_ESTIMATE_TOTAL; kind += 2) {
                estimating e[4];
                for (int i = 0; i < 4; i++)
                    e[i] = (estimating){.options = {.struct_size = sizeof e->options, .kind = kind},
                                        .marked = DRAWN - missing};
                by_sample(sample, &e[0]);
                by_csv(sample, KEFU_ZH, &e[1]);
                by_csv(sample, KEFU_EN, &e[2]);
                by_arrow(sample, &e[3]);
                if (unfit == 1 && !missing && !kind)
                    one_is_r(e[0].estimates);
                for (int i = 1; i < 4; i++)
                    estimates_are_same(e[i].estimates, e[0].estimates);
                for (int i = 0; i < 4; i++)
                    kefu_estimates_free(e[i].estimates);
            }
        }
        kefu_sample_free(sample);
    }
}

/* ---- Columns that cannot be ------------------------------------------------------------------ */

static const struct told {
    int64_t num[2], den[2], unfit[2];
    const char *without; /* a column that is left out */
    kefu_status status;
    int64_t sampled; /* of what is no fault */
    uint32_t flags;
} tolds[] = {
    {{2, 2}, {9, 9}, {0, 0}, "", KEFU_OK, 2, 0},
    {{3, 3}, {9, 9}, {1, 1}, "", KEFU_OK, 2, KEFU_ESTIMATED_REPLACED},
    {{3, 3}, {9, 9}, {0, 0}, "", KEFU_OK, 3, KEFU_ESTIMATED_UNMARKED},
    {{3, 3}, {9, 9}, {0, 0}, "unsuitable", KEFU_OK, 2, KEFU_ESTIMATED_REPLACED},
    {{2, 2}, {2, 2}, {0, 0}, "", KEFU_OK, 2, KEFU_ESTIMATED_WHOLE},
    {{2, 2}, {9, 9}, {0, 0}, "chance_den", KEFU_E_NAME, 0, 0},
    {{2, 2}, {9, 9}, {0, 0}, "chance_num", KEFU_E_NAME, 0, 0},
    {{2, 3}, {9, 9}, {0, 0}, "", KEFU_E_DATA, 0, 0},
    {{2, 2}, {9, 8}, {0, 0}, "", KEFU_E_DATA, 0, 0},
    {{3, 3}, {9, 9}, {0, 1}, "", KEFU_E_DATA, 0, 0},
    {{2, 2}, {9, 9}, {1, 1}, "", KEFU_E_DATA, 0, 0}, /* two fit ones are here, and one was */
    {{1, 1}, {9, 9}, {0, 0}, "unsuitable", KEFU_E_DATA, 0, 0},
    {{0, 0}, {9, 9}, {0, 0}, "", KEFU_E_DATA, 0, 0},
    {{3, 3}, {2, 2}, {0, 0}, "", KEFU_E_DATA, 0, 0}, /* more than there are */
    {{3, 3}, {9, 9}, {-1, -1}, "", KEFU_E_DATA, 0, 0},
    {{INT64_MAX, INT64_MAX}, {9, 9}, {0, 0}, "", KEFU_E_DATA, 0, 0},
};

static kefu_status estimate_told(const struct told *t, const kefu_allocator *allocator,
                                 kefu_estimates **e, kefu_error *error)
{
    static const int64_t half[] = {500000000, 500000000}; /* is not read */
    const kefu_estimate_options o = {.struct_size = sizeof o, .allocator = allocator};
    const struct {
        const char *name;
        const int64_t *data;
    } columns[] = {{"chance_num", t->num}, {"chance_den", t->den}, {"unsuitable", t->unfit}};
    rows r;
    rows_begin(&r, 2);
    rows_add(&r, "mark", KEFU_COLUMN_I64, given);
    rows_add(&r, "chance", KEFU_COLUMN_I64, half)->scale = 9;
    for (size_t i = 0; i < 3; i++)
        if (strcmp(columns[i].name, t->without))
            rows_add(&r, columns[i].name, KEFU_COLUMN_I64, columns[i].data);
    return kefu_estimate_rows(&r.batch, &o, e, error);
}

static void test_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tolds / sizeof *tolds; i++) {
        kefu_estimates *e = NULL;
        kefu_estimated all = {.struct_size = sizeof all};
        kefu_error error = {0};
        const kefu_status status = estimate_told(&tolds[i], NULL, &e, &error);
        if (status != tolds[i].status)
            fail_msg("case %d: %d %s", (int)i, (int)status, error.message);
        if (status)
            continue;
        assert_int_equal(kefu_estimates_at(e, 0, &all), KEFU_OK);
        assert_int_equal(all.sampled, tolds[i].sampled);
        assert_int_equal(all.flags, tolds[i].flags);
        kefu_estimates_free(e);
    }
}

static int told_scenario(const kefu_allocator *allocator)
{
    kefu_estimates *e = NULL;
    const kefu_status status = estimate_told(&tolds[2], allocator, &e, NULL);
    kefu_estimates_free(e);
    return status == KEFU_OK ? 1 : status == KEFU_E_MEMORY ? 0 : -1;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(told_scenario) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_told),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
