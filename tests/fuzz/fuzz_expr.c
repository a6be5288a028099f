/* fuzz_expr.c - any bytes as an expression and as a formula: compiles or fails with a place, and
 * what compiles evaluates over a small batch with the promises of the header. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "expr/ast.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROWS = 5 };

static const int32_t number_args[] = {KEFU_EXPR_NUMBER, KEFU_EXPR_NUMBER};
static const int32_t any_args[] = {KF_TYPE_ANY};
static const int32_t bool_args[] = {KEFU_EXPR_BOOL};
static const char *const mean_near[] = {"avg", NULL};
static const kf_aggregate aggregates[] = {
    {"count", 1, 0, any_args, 1, 1, NULL},        {"sum", 1, 1, number_args, 0, 1, NULL},
    {"mean", 1, 1, number_args, 0, 0, mean_near}, {"share", 1, 1, bool_args, 0, 0, NULL},
    {"ratio", 2, 2, number_args, 0, 0, NULL},
};
static const char *const metrics[] = {"m"};
static const kf_resolver resolver = {aggregates, 5, 1, metrics};

static const int64_t x[ROWS] = {0, 1, -2500000, INT64_MAX / 1000000, 0};
static const uint8_t states[ROWS] = {0, 0, 0, 0, KEFU_VALUE_PROVISIONAL};
static const double f[ROWS] = {0.1, -1e12, 0, 5e-7, 3};
static const char *const s[ROWS] = {"a", "", NULL, "已付款", "Abc"};
static const uint8_t b[ROWS] = {1, 0, 1, 0, 1};
static const int64_t t[ROWS] = {0, -1, 1793464215500000, INT64_MIN, INT64_MAX};

static kefu_column column(const char *name, int32_t type, const void *data)
{
    kefu_column c = {0};
    c.struct_size = sizeof c;
    c.name = name;
    c.type = type;
    c.data = data;
    return c;
}

static void demand(int holds)
{
    if (!holds)
        abort();
}

static void evaluate(const char *text, size_t size, const kefu_batch *batch)
{
    kefu_expr *expr;
    kefu_error error;
    int64_t values[ROWS];
    uint8_t out[ROWS];
    if (kefu_expr_new(text, size, NULL, &expr, &error)) {
        demand(error.code && error.offset >= 0 && (size_t)error.offset <= size);
        return;
    }
    if (!kefu_expr_eval(expr, batch, values, out, ROWS, &error))
        for (int i = 0; i < ROWS; i++) {
            demand(out[i] == 0 || out[i] == KEFU_VALUE_PROVISIONAL || out[i] == KEFU_VALUE_NO_DATA);
            demand(!out[i] || !values[i]);
            demand(kefu_expr_type(expr) != KEFU_EXPR_BOOL || values[i] == 0 || values[i] == 1);
        }
    kefu_expr_free(expr);
}

static void run_programs(kf_formula *formula, const kf_memory *memory, const kefu_batch *batch)
{
    kf_batch opened;
    kf_vector v;
    demand(!kf_batch_open(&opened, memory, batch, NULL));
    if (!kf_formula_bind(formula, &opened, NULL))
        for (int32_t i = 0; i < (int32_t)formula->n_programs; i++)
            if (!kf_formula_block(formula, i, 0, ROWS, &v, NULL))
                demand((v.values != NULL) + (v.texts != NULL) ==
                       (kf_formula_program_type(formula, i) != KF_TYPE_ANY));
    kf_batch_close(&opened);
}

static void value_of(kf_formula *formula, const kefu_value *kinds, size_t n_kinds)
{
    kefu_value *calls = calloc((size_t)kf_formula_calls(formula) + 1, sizeof *calls);
    kefu_value v;
    for (size_t shift = 0; shift < n_kinds; shift++) {
        for (int32_t i = 0; i < kf_formula_calls(formula); i++)
            calls[i] = kinds[((size_t)i + shift) % n_kinds];
        if (kf_formula_value(formula, calls, &kinds[shift], 9, &v, NULL))
            continue;
        demand(v.den >= 0 && (v.den || !v.num));
        demand(v.den ? v.status <= KEFU_VALUE_PROVISIONAL : v.status >= KEFU_VALUE_PROVISIONAL);
    }
    free(calls);
}

static void formula(const char *text, size_t size, const kefu_batch *batch)
{
    static const kefu_value kinds[] = {{45, 100, 100, 0, 0},
                                       {0, 1, 0, KEFU_VALUE_LOW_VOLUME, 0},
                                       {-7000000, 1000000, 3, KEFU_VALUE_PROVISIONAL, 0},
                                       {0, 0, 0, KEFU_VALUE_NO_DATA, 0},
                                       {INT64_MAX, 7, -1, 0, KEFU_VALUE_APPROX},
                                       {0, 0, 0, KEFU_VALUE_EXEMPT, 0},
                                       {0, 0, 0, KEFU_VALUE_PROVISIONAL, 0},
                                       {INT64_MIN, 10, 5, 0, 0}};
    kf_formula *compiled;
    kf_memory memory;
    kefu_error error;
    demand(!kf_memory_init(&memory, NULL, NULL));
    if (kf_formula_new(&memory, NULL, 6, text, size, &resolver, &compiled, &error)) {
        demand(error.code && error.offset >= 0 && (size_t)error.offset <= size);
        return;
    }
    run_programs(compiled, &memory, batch);
    value_of(compiled, kinds, sizeof kinds / sizeof *kinds);
    kf_formula_free(compiled);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kefu_column columns[] = {
        column("x", KEFU_COLUMN_I64, x),    column("f", KEFU_COLUMN_F64, f),
        column("s", KEFU_COLUMN_TEXT_Z, s), column("b", KEFU_COLUMN_BOOL, b),
        column("t", KEFU_COLUMN_TIME, t),
    };
    const kefu_column *pointers[5];
    kefu_batch batch = {
        .struct_size = sizeof batch, .rows = ROWS, .n_columns = 5, .columns = pointers};
    char *text = malloc(size ? size : 1); /* of exact size: reading past the end is seen */
    columns[0].states = states;
    for (int i = 0; i < 5; i++)
        pointers[i] = &columns[i];
    demand(text != NULL);
    if (size)
        memcpy(text, data, size);
    evaluate(text, size, &batch);
    formula(text, size, &batch);
    free(text);
    return 0;
}
