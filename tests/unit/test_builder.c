/* test_builder.c - a batch row by row: what goes in comes out, and failures change nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "kefu/table.h"
#include "oom.h"

enum { MONEY, RATE, AGENT, DAY, AT, PAID, COLUMNS };

static const struct {
    const char *name;
    int32_t type, scale;
    uint32_t flags;
} shape[COLUMNS] = {{"额", KEFU_COLUMN_I64, 2, 0},
                    {"率", KEFU_COLUMN_F64, 0, KEFU_COLUMN_ROUND},
                    {"客服", KEFU_COLUMN_TEXT, 0, KEFU_COLUMN_DECIMAL},
                    {"日", KEFU_COLUMN_DATE, 0, 0},
                    {"时", KEFU_COLUMN_TIME, 0, 0},
                    {"付", KEFU_COLUMN_BOOL, 0, 0}};

static kefu_status add_columns(kefu_builder *b)
{
    for (int32_t i = 0; i < COLUMNS; i++) {
        int32_t column = -1;
        kefu_status status = kefu_builder_add(b, shape[i].name, shape[i].type, shape[i].scale,
                                              shape[i].flags, &column, NULL);
        if (status)
            return status;
        assert_int_equal(column, i);
    }
    return KEFU_OK;
}

static kefu_builder *new_builder(void)
{
    kefu_builder *b;
    assert_int_equal(kefu_builder_new(NULL, NULL, &b, NULL), KEFU_OK);
    assert_int_equal(add_columns(b), KEFU_OK);
    return b;
}

static kefu_status fill_row(kefu_builder *b, int64_t i)
{
    static const char digits[] = "0123456789";
    kefu_status status = kefu_builder_set_i64(b, MONEY, i * 100, NULL);
    if (!status)
        status = kefu_builder_set_f64(b, RATE, 0.5 * (double)i, NULL);
    if (!status)
        status = kefu_builder_set_text(b, AGENT, digits, (size_t)(i % 11), NULL);
    if (!status)
        status = kefu_builder_set_i64(b, DAY, -i, NULL);
    if (!status)
        status = kefu_builder_set_i64(b, AT, i * 1000000, NULL);
    if (!status)
        status = kefu_builder_set_i64(b, PAID, i % 2, NULL);
    return status ? status : kefu_builder_end_row(b, NULL);
}

#define AT_ROW(type, batch, column, row) (((const type *)(batch)->columns[column]->data)[row])

static void check_row(const kefu_batch *batch, int64_t row, int64_t i)
{
    assert_int_equal(AT_ROW(int64_t, batch, MONEY, row), i * 100);
    assert_true(AT_ROW(double, batch, RATE, row) == 0.5 * (double)i);
    assert_int_equal(AT_ROW(kefu_text, batch, AGENT, row).size, i % 11);
    assert_memory_equal(AT_ROW(kefu_text, batch, AGENT, row).data, "0123456789", (size_t)(i % 11));
    assert_int_equal(AT_ROW(int32_t, batch, DAY, row), -i);
    assert_int_equal(AT_ROW(int64_t, batch, AT, row), i * 1000000);
    assert_int_equal(AT_ROW(uint8_t, batch, PAID, row), i % 2);
}

static int32_t state_of(const kefu_batch *batch, int32_t column, int64_t row)
{
    const uint8_t *states = batch->columns[column]->states;
    return states ? states[row] : KEFU_VALUE_OK;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static void test_rows(void **state)
{
    kefu_builder *b = new_builder();
    (void)state;
    for (int round = 0; round < 2; round++) {
        for (int64_t i = 0; i < 1000; i++)
            assert_int_equal(fill_row(b, i), KEFU_OK);
        const kefu_batch *batch = kefu_builder_batch(b);
        assert_int_equal(batch->rows, 1000);
        assert_int_equal(batch->first_row, 0);
        assert_int_equal(batch->n_columns, COLUMNS);
        for (int32_t c = 0; c < COLUMNS; c++) {
            assert_string_equal(batch->columns[c]->name, shape[c].name);
            assert_int_equal(batch->columns[c]->type, shape[c].type);
            assert_int_equal(batch->columns[c]->scale, shape[c].scale);
            assert_int_equal(batch->columns[c]->flags, shape[c].flags);
            assert_null(batch->columns[c]->states);
        }
        for (int64_t i = 0; i < 1000; i++)
            check_row(batch, i, i);
        kefu_builder_clear(b);
        assert_int_equal(kefu_builder_batch(b)->rows, 0);
    }
    kefu_builder_free(b);
}

static void test_nulls(void **state)
{
    kefu_builder *b = new_builder();
    (void)state;
    fill_row(b, 1);
    assert_int_equal(kefu_builder_end_row(b, NULL), KEFU_OK); /* nothing set: all null */
    kefu_builder_set_state(b, MONEY, KEFU_VALUE_PROVISIONAL, NULL);
    kefu_builder_set_state(b, AGENT, KEFU_VALUE_EXEMPT, NULL);
    kefu_builder_set_i64(b, DAY, 7, NULL);
    kefu_builder_set_state(b, DAY, KEFU_VALUE_NO_DATA, NULL); /* the last one counts */
    kefu_builder_set_state(b, AT, KEFU_VALUE_NO_DATA, NULL);
    kefu_builder_set_i64(b, AT, 8, NULL);
    assert_int_equal(kefu_builder_end_row(b, NULL), KEFU_OK);
    kefu_builder_set_i64(b, MONEY, 5, NULL); /* a row that is not ended is not there */
    const kefu_batch *batch = kefu_builder_batch(b);
    assert_int_equal(batch->rows, 3);
    check_row(batch, 0, 1);
    for (int32_t c = 0; c < COLUMNS; c++)
        assert_int_equal(state_of(batch, c, 1), KEFU_VALUE_NO_DATA);
    assert_null(AT_ROW(kefu_text, batch, AGENT, 1).data);
    assert_int_equal(state_of(batch, MONEY, 2), KEFU_VALUE_PROVISIONAL);
    assert_int_equal(state_of(batch, RATE, 2), KEFU_VALUE_NO_DATA);
    assert_int_equal(state_of(batch, AGENT, 2), KEFU_VALUE_EXEMPT);
    assert_int_equal(state_of(batch, DAY, 2), KEFU_VALUE_NO_DATA);
    assert_int_equal(state_of(batch, AT, 2), KEFU_VALUE_OK);
    assert_int_equal(AT_ROW(int64_t, batch, AT, 2), 8);
    kefu_builder_free(b);
}

/* An empty text is a text, not a null. */
static void test_empty_text(void **state)
{
    kefu_builder *b = new_builder();
    (void)state;
    assert_int_equal(kefu_builder_set_text(b, AGENT, NULL, 0, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_end_row(b, NULL), KEFU_OK);
    const kefu_batch *batch = kefu_builder_batch(b);
    assert_int_equal(state_of(batch, AGENT, 0), KEFU_VALUE_OK);
    assert_non_null(AT_ROW(kefu_text, batch, AGENT, 0).data);
    assert_int_equal(AT_ROW(kefu_text, batch, AGENT, 0).size, 0);
    kefu_builder_free(b);
}

/* ---- Whole batches -------------------------------------------------------------------------- */

typedef struct call {
    char agent[4];
    float wait;
    int16_t n;
    uint8_t ok;
} call;

static const call calls[3] = {{"a", 0.1f, -2, 1}, {"bb", 2.5f, 7, 0}, {"ccc", 0, 9, 1}};
static const uint8_t call_states[3] = {KEFU_VALUE_OK, KEFU_VALUE_OK, KEFU_VALUE_EXEMPT};

/* An array of structs, as a caller has them. */
static void test_append_structs(void **state)
{
    kefu_column agent = {.struct_size = sizeof agent,
                         .name = "agent",
                         .type = KEFU_COLUMN_TEXT_FIXED,
                         .width = 4,
                         .stride = sizeof(call),
                         .data = calls[0].agent};
    kefu_column wait = {.struct_size = sizeof wait,
                        .name = "wait",
                        .type = KEFU_COLUMN_F32,
                        .stride = sizeof(call),
                        .data = &calls[0].wait};
    kefu_column n = {.struct_size = sizeof n,
                     .name = "n",
                     .type = KEFU_COLUMN_I16,
                     .scale = 1,
                     .stride = sizeof(call),
                     .data = &calls[0].n,
                     .states = call_states};
    kefu_column ok = {.struct_size = sizeof ok,
                      .name = "ok",
                      .type = KEFU_COLUMN_BOOL,
                      .stride = sizeof(call),
                      .data = &calls[0].ok};
    const kefu_column *columns[] = {&agent, &wait, &n, &ok}, *turned[] = {&ok, &n, &wait, &agent};
    kefu_batch in = {.struct_size = sizeof in, .rows = 3, .n_columns = 4, .columns = columns};
    kefu_builder *b;
    (void)state;
    assert_int_equal(kefu_builder_new(NULL, NULL, &b, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_append(b, &in, NULL), KEFU_OK);
    in.columns = turned; /* found by name */
    assert_int_equal(kefu_builder_append(b, &in, NULL), KEFU_OK);
    const kefu_batch *out = kefu_builder_batch(b);
    assert_int_equal(out->rows, 6);
    assert_int_equal(out->columns[1]->type, KEFU_COLUMN_F32);
    assert_int_equal(out->columns[2]->type, KEFU_COLUMN_I64);
    assert_int_equal(out->columns[2]->scale, 1);
    assert_int_equal(out->columns[3]->type, KEFU_COLUMN_BOOL);
    for (int64_t i = 0; i < 6; i++) {
        const call *c = &calls[i % 3];
        kefu_text text = AT_ROW(kefu_text, out, 0, i);
        assert_int_equal(text.size, i % 3 + 1);
        assert_memory_equal(text.data, c->agent, text.size);
        assert_true(AT_ROW(float, out, 1, i) == c->wait);
        assert_int_equal(AT_ROW(int64_t, out, 2, i), i % 3 == 2 ? 0 : c->n);
        assert_int_equal(state_of(out, 2, i), call_states[i % 3]);
        assert_int_equal(AT_ROW(uint8_t, out, 3, i), c->ok);
    }
    kefu_builder_free(b);
}

/* More rows than one block; another builder's batch has the same shape. */
static void test_append_builder(void **state)
{
    kefu_builder *from = new_builder(), *to;
    (void)state;
    for (int64_t i = 0; i < 2500; i++)
        fill_row(from, i);
    assert_int_equal(kefu_builder_new(NULL, NULL, &to, NULL), KEFU_OK);
    for (int k = 0; k < 2; k++)
        assert_int_equal(kefu_builder_append(to, kefu_builder_batch(from), NULL), KEFU_OK);
    assert_int_equal(fill_row(to, 5000), KEFU_OK);
    const kefu_batch *batch = kefu_builder_batch(to);
    assert_int_equal(batch->rows, 5001);
    for (int64_t i = 0; i < 5000; i++)
        check_row(batch, i, i % 2500);
    check_row(batch, 5000, 5000);
    kefu_builder_free(from);
    kefu_builder_free(to);
}

static void test_append_refuses(void **state)
{
    const char *bad_text[] = {"fine", "\xFF"};
    const int64_t numbers[] = {1, 2};
    kefu_column text = {
        .struct_size = sizeof text, .name = "t", .type = KEFU_COLUMN_TEXT_Z, .data = bad_text};
    kefu_column number = {
        .struct_size = sizeof number, .name = "n", .type = KEFU_COLUMN_I64, .data = numbers};
    const kefu_column *columns[] = {&number, &text};
    kefu_batch in = {.struct_size = sizeof in, .rows = 2, .n_columns = 2, .columns = columns};
    kefu_builder *b;
    kefu_error error;
    (void)state;
    assert_int_equal(kefu_builder_new(NULL, NULL, &b, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_append(b, &in, &error), KEFU_E_ENCODING);
    assert_int_equal(error.row, 1);
    assert_int_equal(kefu_builder_batch(b)->n_columns, 0); /* all or nothing */
    assert_int_equal(kefu_builder_batch(b)->rows, 0);
    in.rows = 1;
    assert_int_equal(kefu_builder_append(b, &in, NULL), KEFU_OK);
    in.rows = 2;
    assert_int_equal(kefu_builder_append(b, &in, NULL), KEFU_E_ENCODING);
    assert_int_equal(kefu_builder_batch(b)->rows, 1);
    in.rows = 1;
    number.scale = 1;
    assert_int_equal(kefu_builder_append(b, &in, NULL), KEFU_E_TYPE);
    number.scale = 0;
    number.name = "m";
    assert_int_equal(kefu_builder_append(b, &in, NULL), KEFU_E_NAME);
    in.n_columns = 1;
    assert_int_equal(kefu_builder_append(b, &in, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_append(b, kefu_builder_batch(b), NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_append(b, NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_append(NULL, &in, NULL), KEFU_E_ARGUMENT);
    kefu_builder_set_i64(b, 0, 1, NULL);
    assert_int_equal(kefu_builder_append(b, &in, NULL), KEFU_E_STATE);
    assert_int_equal(kefu_builder_batch(b)->rows, 1);
    kefu_builder_free(b);
}

/* ---- Arguments ------------------------------------------------------------------------------ */

static void test_add_refuses(void **state)
{
    static const struct {
        const char *name;
        int32_t type, scale;
        uint32_t flags;
        kefu_status status;
    } cases[] = {
        {NULL, KEFU_COLUMN_I64, 0, 0, KEFU_E_ARGUMENT},
        {"", KEFU_COLUMN_I64, 0, 0, KEFU_E_ARGUMENT},
        {"x", KEFU_COLUMN_I32, 0, 0, KEFU_E_UNSUPPORTED},
        {"x", 0, 0, 0, KEFU_E_UNSUPPORTED},
        {"x", KEFU_COLUMN_I64, 19, 0, KEFU_E_ARGUMENT},
        {"x", KEFU_COLUMN_I64, -1, 0, KEFU_E_ARGUMENT},
        {"x", KEFU_COLUMN_F64, 1, 0, KEFU_E_ARGUMENT},
        {"x", KEFU_COLUMN_BOOL, 1, 0, KEFU_E_ARGUMENT},
        {"x", KEFU_COLUMN_I64, 0, 4, KEFU_E_UNSUPPORTED},
        {"x", KEFU_COLUMN_I64, 0, KEFU_COLUMN_DECIMAL, KEFU_E_ARGUMENT},
        {"额", KEFU_COLUMN_I64, 0, 0, KEFU_E_EXISTS},
    };
    kefu_builder *b = new_builder();
    int32_t column;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(kefu_builder_add(b, cases[i].name, cases[i].type, cases[i].scale,
                                          cases[i].flags, &column, NULL),
                         cases[i].status);
    assert_int_equal(kefu_builder_add(NULL, "x", KEFU_COLUMN_I64, 0, 0, &column, NULL),
                     KEFU_E_ARGUMENT);
    kefu_builder_set_i64(b, MONEY, 1, NULL);
    assert_int_equal(kefu_builder_add(b, "x", KEFU_COLUMN_I64, 0, 0, &column, NULL), KEFU_E_STATE);
    kefu_builder_end_row(b, NULL);
    assert_int_equal(kefu_builder_add(b, "x", KEFU_COLUMN_I64, 0, 0, &column, NULL), KEFU_E_STATE);
    kefu_builder_clear(b);
    assert_int_equal(kefu_builder_add(b, "x", KEFU_COLUMN_I64, 0, 0, &column, NULL), KEFU_OK);
    assert_int_equal(column, COLUMNS);
    assert_int_equal(kefu_builder_add(b, "y", KEFU_COLUMN_I64, 0, 0, NULL, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_batch(b)->n_columns, COLUMNS + 2);
    kefu_builder_free(b);
}

static void test_limits(void **state)
{
    kefu_limits limits = {.struct_size = sizeof limits, .columns = 1};
    kefu_column c = {.struct_size = sizeof c, .type = KEFU_COLUMN_I64}, d = c;
    const kefu_column *columns[] = {&c, &d};
    kefu_batch two = {.struct_size = sizeof two, .n_columns = 2, .columns = columns};
    kefu_builder *b;
    int32_t column;
    (void)state;
    c.name = "c";
    d.name = "d";
    assert_int_equal(kefu_builder_new(NULL, &limits, &b, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_append(b, &two, NULL), KEFU_E_LIMIT);
    assert_int_equal(kefu_builder_add(b, "a", KEFU_COLUMN_I64, 0, 0, &column, NULL), KEFU_OK);
    assert_int_equal(kefu_builder_add(b, "b", KEFU_COLUMN_I64, 0, 0, &column, NULL), KEFU_E_LIMIT);
    kefu_builder_free(b);
    limits.columns = -1;
    assert_int_equal(kefu_builder_new(NULL, &limits, &b, NULL), KEFU_E_ARGUMENT);
}

static void test_set_refuses(void **state)
{
    kefu_builder *b = new_builder();
    (void)state;
    assert_int_equal(kefu_builder_set_i64(b, RATE, 1, NULL), KEFU_E_TYPE);
    assert_int_equal(kefu_builder_set_i64(b, AGENT, 1, NULL), KEFU_E_TYPE);
    assert_int_equal(kefu_builder_set_f64(b, MONEY, 1, NULL), KEFU_E_TYPE);
    assert_int_equal(kefu_builder_set_text(b, MONEY, "1", 1, NULL), KEFU_E_TYPE);
    assert_int_equal(kefu_builder_set_text(b, AGENT, NULL, 1, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_set_text(b, AGENT, "\xC0", 1, NULL), KEFU_E_ENCODING);
    assert_int_equal(kefu_builder_set_i64(b, DAY, (int64_t)INT32_MAX + 1, NULL), KEFU_E_OVERFLOW);
    assert_int_equal(kefu_builder_set_i64(b, PAID, 2, NULL), KEFU_E_DATA);
    assert_int_equal(kefu_builder_set_i64(b, PAID, -1, NULL), KEFU_E_DATA);
    assert_int_equal(kefu_builder_set_i64(b, COLUMNS, 1, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_set_i64(b, -1, 1, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_set_i64(NULL, 0, 1, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_set_state(b, MONEY, KEFU_VALUE_OK, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_set_state(b, MONEY, KEFU_VALUE_LOW_VOLUME, NULL),
                     KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_end_row(NULL, NULL), KEFU_E_ARGUMENT);
    assert_int_equal(kefu_builder_new(NULL, NULL, NULL, NULL), KEFU_E_ARGUMENT);
    assert_null(kefu_builder_batch(NULL));
    kefu_builder_clear(NULL);
    kefu_builder_free(NULL);
    assert_int_equal(fill_row(b, 3), KEFU_OK); /* nothing was left of the refused cells */
    check_row(kefu_builder_batch(b), 0, 3);
    kefu_builder_free(b);
}

/* ---- Allocation failures --------------------------------------------------------------------- */

/* An append that fails for want of memory leaves the rows there were. */
static int memory_scenario(const kefu_allocator *allocator)
{
    kefu_builder *from = NULL, *to = NULL;
    int result = 0;
    if (!kefu_builder_new(allocator, NULL, &from, NULL) && !add_columns(from)) {
        kefu_status status = KEFU_OK;
        for (int64_t i = 0; i < 20 && !status; i++)
            status = fill_row(from, i);
        if (!status)
            status = kefu_builder_new(allocator, NULL, &to, NULL);
        for (int k = 0; k < 2 && !status; k++) {
            status = kefu_builder_append(to, kefu_builder_batch(from), NULL);
            if (status && kefu_builder_batch(to)->rows != 20 * k)
                result = -1;
        }
        if (!status)
            result = kefu_builder_batch(to)->rows == 40 ? 1 : -1;
        else if (status != KEFU_E_MEMORY)
            result = -1;
    }
    kefu_builder_free(from);
    kefu_builder_free(to);
    return result;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(memory_scenario) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),           cmocka_unit_test(test_nulls),
        cmocka_unit_test(test_empty_text),     cmocka_unit_test(test_append_structs),
        cmocka_unit_test(test_append_builder), cmocka_unit_test(test_append_refuses),
        cmocka_unit_test(test_add_refuses),    cmocka_unit_test(test_limits),
        cmocka_unit_test(test_set_refuses),    cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
