/* test_builtin.c - the built-in metrics through their tables alone: figures, merging, bytes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"

enum { MOST_ROWS = 8, STATE = 192 };

typedef struct state_box {
    _Alignas(16) unsigned char bytes[STATE];
} state_box;

static const kefu_metric *metric(const char *name)
{
    const kefu_metric *m = kefu_registry_find(NULL, name);
    assert_non_null(m);
    assert_true(m->state_size <= STATE);
    return m;
}

/* Rows x (and y for two arguments) into the state. */
static void feed(const kefu_metric *m, state_box *state, int32_t scale, const int64_t *x,
                 const int64_t *y, int64_t rows)
{
    static const uint32_t groups[MOST_ROWS] = {0};
    kefu_vector a = {x, NULL, NULL}, b = {y, NULL, NULL};
    const kefu_vector *vectors[] = {&a, &b};
    kefu_args args = {sizeof args, rows, vectors, y ? 2 : 1, 0};
    kefu_context context = {.struct_size = sizeof context, .scale = scale, .n_args = y ? 2 : 1};
    assert_int_equal(m->update(state, STATE, groups, &args, &context, NULL), KEFU_OK);
}

static kefu_status finish(const kefu_metric *m, const state_box *state, int32_t scale,
                          kefu_value *out, kefu_error *error)
{
    kefu_context context = {
        .struct_size = sizeof context, .scale = scale, .n_args = m->n_ports, .round = 9};
    *out = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    return m->finalize(state, out, &context, error);
}

static void assert_value(const kefu_value *v, int64_t num, int64_t den, int64_t n)
{
    assert_int_equal(v->num, num);
    assert_int_equal(v->den, den);
    assert_int_equal(v->n, n);
    assert_int_equal(v->status, den ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA);
    assert_int_equal(v->flags, 0);
}

/* ---- Figures -------------------------------------------------------------------------------- */

#define BIG INT64_MAX
#define LOW INT64_MIN

/* By hand. x and y are integers × 10^-scale. */
static const struct figure {
    const char *metric;
    int32_t scale;
    int64_t rows, x[MOST_ROWS], y[MOST_ROWS];
    int64_t num, den, n;
} figures[] = {
    {"count", 6, 0, {0}, {0}, 0, 1, 0},
    {"count", 6, 3, {9, 9, 9}, {0}, 3, 1, 3},
    {"sum", 6, 0, {0}, {0}, 0, 0, 0},                       /* SQL: no rows, no sum */
    {"sum", 2, 2, {1050, 2000}, {0}, 305, 10, 2},           /* 10.50 + 20.00 = 30.5 */
    {"sum", 2, 2, {5, -5}, {0}, 0, 1, 2},                   /* 0 */
    {"sum", 6, 2, {1, 2}, {0}, 3, 1000000, 2},              /* 0.000003 */
    {"sum", 0, 3, {BIG, BIG, -BIG}, {0}, BIG, 1, 3},        /* only the total counts */
    {"sum", 1, 2, {BIG, 3}, {0}, 922337203685477581, 1, 2}, /* 2^63 + 2 tenths, Python */
    {"sum", 0, 1, {LOW}, {0}, LOW, 1, 1},
    {"mean", 6, 0, {0}, {0}, 0, 0, 0},
    {"mean", 2, 4, {10, 20, 30, 40}, {0}, 1, 4, 4}, /* 1 yuan / 4 */
    {"mean", 2, 2, {5, 6}, {0}, 11, 200, 2},        /* 0.11 / 2 */
    {"mean", 1, 2, {274, 274}, {0}, 548, 20, 2},    /* 54.8 / 2 = 27.4 s */
    {"share", 6, 0, {0}, {0}, 0, 0, 0},
    {"share", 6, 4, {1, 0, 0, 1}, {0}, 2, 4, 4},
    {"share", 6, 2, {0, 0}, {0}, 0, 2, 2},
    {"ratio", 6, 0, {0}, {0}, 0, 0, 0},
    {"ratio", 6, 2, {30000000, 15000000}, {60000000, 40000000}, 45, 100, 100}, /* 45 of 100 */
    {"ratio", 1, 2, {5, 0}, {10, 20}, 5, 30, 3},    /* 0.5 / 3.0: n is 3 */
    {"ratio", 1, 2, {5, 0}, {11, 20}, 5, 31, 3},    /* 3.1: rounded down */
    {"ratio", 1, 2, {5, 5}, {10, -10}, 0, 0, 0},    /* a zero denominator */
    {"ratio", 0, 2, {3, 4}, {-10, -20}, -7, 30, 2}, /* 7 / -30 */
    {"min", 6, 0, {0}, {0}, 0, 0, 0},
    {"min", 2, 3, {30, 5, 10}, {0}, 5, 100, 3}, /* 0.05 */
    {"min", 2, 2, {LOW, BIG}, {0}, LOW, 100, 2},
    {"min", 0, 2, {7, 9}, {0}, 7, 1, 2}, /* not the 0 of an empty state */
    {"max", 6, 0, {0}, {0}, 0, 0, 0},
    {"max", 2, 3, {30, 5, 10}, {0}, 3, 10, 3}, /* 0.3 */
    {"max", 0, 2, {-7, -9}, {0}, -7, 1, 2},
};

static void test_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const struct figure *f = &figures[i];
        const kefu_metric *m = metric(f->metric);
        state_box box = {{0}};
        kefu_value v;
        feed(m, &box, f->scale, f->x, m->n_ports == 2 ? f->y : NULL, f->rows);
        assert_int_equal(finish(m, &box, f->scale, &v, NULL), KEFU_OK);
        assert_value(&v, f->num, f->den, f->n);
        assert_int_equal(finish(m, &box, f->scale, &v, NULL), KEFU_OK); /* repeatable */
        assert_value(&v, f->num, f->den, f->n);
    }
}

/* Any split of the rows, merged in either direction, gives the same figure. */
static void test_merging(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const struct figure *f = &figures[i];
        const kefu_metric *m = metric(f->metric);
        for (int64_t cut = 0; cut <= f->rows; cut++) {
            state_box a = {{0}}, b = {{0}}, empty = {{0}};
            kefu_value v;
            const int64_t *y = m->n_ports == 2 ? f->y : NULL;
            feed(m, &a, f->scale, f->x, y, cut);
            feed(m, &b, f->scale, f->x + cut, y ? y + cut : NULL, f->rows - cut);
            assert_int_equal(m->merge(&b, &a, NULL, NULL), KEFU_OK);
            assert_int_equal(m->merge(&b, &empty, NULL, NULL), KEFU_OK);
            assert_int_equal(finish(m, &b, f->scale, &v, NULL), KEFU_OK);
            assert_value(&v, f->num, f->den, f->n);
        }
    }
}

static void test_a_total_that_does_not_fit_is_an_overflow(void **state)
{
    static const struct {
        const char *metric;
        int32_t scale;
        int64_t x[2], y[2];
    } cases[] = {
        {"sum", 0, {BIG, 1}, {0}},        {"sum", 6, {LOW, -1}, {0}},
        {"mean", 0, {BIG, 1}, {0}},       {"ratio", 0, {BIG, BIG}, {1, 1}},
        {"ratio", 0, {1, 1}, {BIG, BIG}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_metric *m = metric(cases[i].metric);
        state_box box = {{0}};
        kefu_value v;
        kefu_error error;
        feed(m, &box, cases[i].scale, cases[i].x, m->n_ports == 2 ? cases[i].y : NULL, 2);
        assert_int_equal(finish(m, &box, cases[i].scale, &v, &error), KEFU_E_OVERFLOW);
    }
}

static void test_groups_and_strides(void **state)
{
    const kefu_metric *m = metric("sum");
    state_box boxes[3] = {{{0}}, {{0}}, {{0}}};
    const int64_t x[] = {1, 2, 4, 8};
    const uint32_t groups[] = {2, 0, 2, 0};
    kefu_vector vector = {x, NULL, NULL};
    const kefu_vector *vectors[] = {&vector};
    kefu_args args = {sizeof args, 4, vectors, 1, 0};
    kefu_value v;
    (void)state;
    assert_int_equal(m->update(boxes, sizeof *boxes, groups, &args, NULL, NULL), KEFU_OK);
    assert_int_equal(finish(m, &boxes[0], 0, &v, NULL), KEFU_OK);
    assert_value(&v, 10, 1, 2);
    assert_int_equal(finish(m, &boxes[1], 0, &v, NULL), KEFU_OK);
    assert_value(&v, 0, 0, 0);
    assert_int_equal(finish(m, &boxes[2], 0, &v, NULL), KEFU_OK);
    assert_value(&v, 5, 1, 2);
}

/* ---- Bytes ---------------------------------------------------------------------------------- */

/* Little-endian, by hand: 128 bits of total, then 64 of n. */
static void test_bytes_of_a_sum(void **state)
{
    static const unsigned char expected[24] = {0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                               0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                               0x03, 0,    0,    0,    0,    0,    0,    0};
    const kefu_metric *m = metric("sum");
    const int64_t x[] = {-1, -2, 1};
    state_box box = {{0}};
    unsigned char out[24] = {0};
    size_t need = 0;
    (void)state;
    feed(m, &box, 6, x, NULL, 3);
    assert_int_equal(m->save(&box, 1, NULL, 0, &need, NULL, NULL), KEFU_OK);
    assert_int_equal(need, 24);
    assert_int_equal(m->save(&box, 1, out, 23, &need, NULL, NULL), KEFU_OK);
    assert_int_equal(out[0], 0); /* too small: nothing is written */
    assert_int_equal(m->save(&box, 1, out, 24, &need, NULL, NULL), KEFU_OK);
    assert_memory_equal(out, expected, 24);
}

static void test_saving_and_loading_is_the_identity(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const struct figure *f = &figures[i];
        const kefu_metric *m = metric(f->metric);
        state_box box = {{0}}, loaded = {{0}};
        unsigned char first[STATE], second[STATE];
        size_t need, again;
        kefu_value v;
        feed(m, &box, f->scale, f->x, m->n_ports == 2 ? f->y : NULL, f->rows);
        assert_int_equal(m->save(&box, 1, first, STATE, &need, NULL, NULL), KEFU_OK);
        assert_int_equal(m->load(&loaded, 1, first, need, NULL, NULL), KEFU_OK);
        assert_int_equal(m->save(&loaded, 1, second, STATE, &again, NULL, NULL), KEFU_OK);
        assert_int_equal(again, need);
        assert_memory_equal(first, second, need);
        assert_int_equal(finish(m, &loaded, f->scale, &v, NULL), KEFU_OK);
        assert_value(&v, f->num, f->den, f->n);
    }
}

static void *KEFU_CALL no_alloc(void *user, size_t size)
{
    (void)user;
    (void)size;
    return NULL;
}

static void *KEFU_CALL no_realloc(void *user, void *block, size_t old_size, size_t new_size)
{
    (void)user;
    (void)block;
    (void)old_size;
    (void)new_size;
    return NULL;
}

static void KEFU_CALL no_free(void *user, void *block, size_t size)
{
    (void)user;
    (void)block;
    (void)size;
}

static const kefu_allocator no_memory = {sizeof no_memory, no_alloc, no_realloc, no_free, NULL};

/* Empty states, which take no memory. */
static void test_other_sizes_and_formats_are_refused(void **state)
{
    static const unsigned char zeros[STATE] = {0};
    kefu_context context = {.struct_size = sizeof context, .allocator = &no_memory};
    (void)state;
    for (int32_t i = 0; i < kefu_registry_count(NULL); i++) {
        const kefu_metric *m = kefu_registry_metric(NULL, i);
        state_box box = {{0}};
        size_t need;
        assert_int_equal(m->save(&box, 1, NULL, 0, &need, &context, NULL), KEFU_OK);
        assert_int_equal(m->load(&box, 1, zeros, need, &context, NULL), KEFU_OK);
        assert_int_equal(m->load(&box, 1, zeros, need - 1, &context, NULL), KEFU_E_DATA);
        assert_int_equal(m->load(&box, 1, zeros, need + 1, &context, NULL), KEFU_E_DATA);
        assert_int_equal(m->load(&box, 1, NULL, need, &context, NULL), KEFU_E_DATA);
        assert_int_equal(m->load(&box, 2, zeros, need, &context, NULL), KEFU_E_UNSUPPORTED);
    }
}

/* Bytes that no rows give: words of 64 bits, lowest first. */
static void test_impossible_states_are_refused(void **state)
{
    static const struct {
        const char *metric;
        int words;
        int64_t word[5];
    } cases[] = {
        {"count", 1, {-1}},
        {"sum", 3, {1, 0, 0}},    /* a total of no rows */
        {"sum", 3, {0, 0, -1}},   /* n below 0 */
        {"sum", 3, {0, 1, 1}},    /* 2^64 from one row */
        {"sum", 3, {LOW, 0, 1}},  /* 2^63 from one row: INT64_MAX is the most */
        {"sum", 3, {BIG, -1, 1}}, /* below -2^63 */
        {"mean", 3, {1, 0, 0}},
        {"share", 2, {3, 2}}, /* more trues than rows */
        {"share", 2, {-1, 2}},
        {"share", 2, {-2, -1}},
        {"ratio", 5, {1, 0, 0, 0, 0}},
        {"ratio", 5, {0, 0, 0, 1, 1}},
        {"min", 2, {5, 0}}, /* a value of no rows */
        {"max", 2, {0, -1}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char bytes[40];
        state_box box = {{0}};
        for (int b = 0; b < cases[i].words * 8; b++)
            bytes[b] = (unsigned char)((uint64_t)cases[i].word[b / 8] >> (b % 8 * 8) & 0xFF);
        assert_int_equal(
            metric(cases[i].metric)->load(&box, 1, bytes, (size_t)cases[i].words * 8, NULL, NULL),
            KEFU_E_DATA);
        for (int b = 0; b < STATE; b++)
            assert_int_equal(box.bytes[b], 0);
    }
}

/* Loaded states may claim more rows than anybody has, but none so many that merging or counting on
 * would wrap. */
static void test_too_many_rows_are_an_overflow(void **state)
{
    static const struct {
        const char *metric;
        int word_of_n;
    } cases[] = {{"count", 0}, {"sum", 2}, {"mean", 2}, {"share", 1},
                 {"ratio", 4}, {"min", 1}, {"max", 1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const kefu_metric *m = metric(cases[i].metric);
        unsigned char bytes[40] = {0};
        state_box a = {{0}}, b = {{0}};
        size_t size = (size_t)cases[i].word_of_n * 8 + 8;
        bytes[size - 1] = 0x40; /* 2^62 rows */
        assert_int_equal(m->load(&a, 1, bytes, size, NULL, NULL), KEFU_OK);
        assert_int_equal(m->load(&b, 1, bytes, size, NULL, NULL), KEFU_OK);
        assert_int_equal(m->merge(&a, &b, NULL, NULL), KEFU_E_OVERFLOW);
        bytes[size - 8] = 1; /* and one */
        assert_int_equal(m->load(&a, 1, bytes, size, NULL, NULL), KEFU_E_DATA);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_merging),
        cmocka_unit_test(test_a_total_that_does_not_fit_is_an_overflow),
        cmocka_unit_test(test_groups_and_strides),
        cmocka_unit_test(test_bytes_of_a_sum),
        cmocka_unit_test(test_saving_and_loading_is_the_identity),
        cmocka_unit_test(test_other_sizes_and_formats_are_refused),
        cmocka_unit_test(test_impossible_states_are_refused),
        cmocka_unit_test(test_too_many_rows_are_an_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
