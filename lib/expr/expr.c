/* expr.c - the public face of row expressions: kefu_expr. */
#include <string.h>

#include "base/fail.h"
#include "expr/program.h"

enum { EXPR_SCALE = 6, EXPR_SCALE_MOST = 9 };

struct kefu_expr {
    kf_memory memory;
    kf_formula *formula;
};

static kefu_status expr_options(kefu_expr_options *out, const kefu_expr_options *options,
                                kefu_error *error)
{
    kefu_status status = kf_take_options(out, sizeof *out, options, error);
    if (status)
        return status;
    if (out->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "expression options: reserved0 must be 0");
    if (out->scale < 0 || out->scale > EXPR_SCALE_MOST)
        return kf_fail(error, KEFU_E_ARGUMENT, "expression options: scale is %d, not 1 to 9",
                       out->scale);
    if (!out->scale)
        out->scale = EXPR_SCALE;
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_expr_new(const char *text, size_t size, const kefu_expr_options *options,
                                    kefu_expr **out, kefu_error *error)
{
    kefu_expr_options taken;
    kf_memory memory;
    kefu_expr *expr;
    kefu_status status;
    if (!text || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_expr_new: text or out is NULL");
    status = expr_options(&taken, options, error);
    if (!status)
        status = kf_memory_init(&memory, taken.allocator, error);
    if (status)
        return status;
    expr = kf_alloc_zero(&memory, sizeof *expr);
    if (!expr)
        return kf_no_memory(error);
    expr->memory = memory;
    status =
        kf_formula_new(&memory, taken.limits, taken.scale, text, size, NULL, &expr->formula, error);
    if (status)
        kefu_expr_free(expr);
    else
        *out = expr;
    return status;
}

void KEFU_CALL kefu_expr_free(kefu_expr *expr)
{
    kf_memory memory;
    if (!expr)
        return;
    memory = expr->memory;
    kf_formula_free(expr->formula);
    kf_free(&memory, expr, sizeof *expr);
}

int32_t KEFU_CALL kefu_expr_type(const kefu_expr *expr)
{
    return expr ? kf_formula_program_type(expr->formula, 0) : 0;
}

int32_t KEFU_CALL kefu_expr_columns(const kefu_expr *expr)
{
    return expr ? kf_formula_columns(expr->formula) : 0;
}

const char *KEFU_CALL kefu_expr_column(const kefu_expr *expr, int32_t index)
{
    if (!expr || index < 0 || index >= kf_formula_columns(expr->formula))
        return NULL;
    return kf_formula_column(expr->formula, index);
}

static kefu_status expr_block(kf_formula *formula, int64_t first, int64_t count, int64_t *values,
                              uint8_t *states, kefu_error *error)
{
    kf_vector v;
    kefu_status status;
    kf_formula_next_block(formula);
    status = kf_formula_block(formula, 0, first, count, &v, error);
    if (status)
        return status;
    memcpy(values + first, v.values, (size_t)count * sizeof *values);
    if (v.states)
        memcpy(states + first, v.states, (size_t)count);
    else
        memset(states + first, KEFU_VALUE_OK, (size_t)count);
    return KEFU_OK;
}

static kefu_status expr_rows(kf_formula *formula, const kf_batch *batch, int64_t *values,
                             uint8_t *states, kefu_error *error)
{
    kefu_status status = kf_formula_bind(formula, batch, error);
    for (int64_t first = 0; !status && first < batch->rows; first += KF_BLOCK) {
        int64_t left = batch->rows - first;
        status =
            expr_block(formula, first, left < KF_BLOCK ? left : KF_BLOCK, values, states, error);
    }
    kf_formula_next_block(formula);
    return status;
}

kefu_status KEFU_CALL kefu_expr_eval(kefu_expr *expr, const kefu_batch *batch, int64_t *values,
                                     uint8_t *states, int64_t capacity, kefu_error *error)
{
    kf_batch opened;
    kefu_status status;
    if (!expr || !batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_expr_eval: expr or batch is NULL");
    if (kefu_expr_type(expr) == KEFU_EXPR_TEXT)
        return kf_fail(error, KEFU_E_TYPE, "the expression is text, not a number or truth value");
    status = kf_batch_open(&opened, &expr->memory, batch, error);
    if (status)
        return status;
    if (opened.rows && (!values || !states))
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_expr_eval: values or states is NULL");
    else if (capacity < opened.rows)
        status =
            kf_fail(error, KEFU_E_ARGUMENT, "kefu_expr_eval: capacity is %i, the batch has %i rows",
                    capacity, opened.rows);
    else
        status = expr_rows(expr->formula, &opened, values, states, error);
    kf_batch_close(&opened);
    return status;
}
