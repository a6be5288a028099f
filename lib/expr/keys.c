/* keys.c - arguments that tell things apart: the columns of distinct(buyer), read as keys. */
#include "base/decimal.h"
#include "base/fail.h"
#include "expr/kernel.h"
#include "table/key.h"

static kefu_status keys_column(kf_formula *f, kf_program *p, const kf_column *column, int64_t first,
                               int64_t count, kefu_error *error)
{
    int32_t any = 0;
    kefu_error why;
    kefu_status status = column->is_text
                             ? kf_column_texts(column, first, count, &f->block, p->key_slot.texts,
                                               p->key_slot.states, &any, &why)
                             : kf_keys_integers(column, first, count, p->key_slot.values,
                                                p->key_slot.states, &any, &why);
    if (status == KEFU_E_PRECISION)
        return kf_fail_row(error, status, why.row,
                           "column '%s': a key is a whole number or a text: read the "
                           "column as text, or use round(x)",
                           column->view.name);
    if (status && error)
        *error = why;
    if (!status && any)
        kf_exempt_is_null(p->key_slot.states, count);
    p->keys.texts = column->is_text ? p->key_slot.texts : NULL;
    p->keys.values = column->is_text ? NULL : p->key_slot.values;
    p->keys.states = any ? p->key_slot.states : NULL;
    return status;
}

/* Computed numbers lose the decimals that they do not use. */
static kefu_status keys_whole(kf_formula *f, kf_program *p, int64_t first, int64_t count,
                              kefu_error *error)
{
    int64_t one = kf_pow10(f->scale);
    for (int64_t i = 0; i < count; i++) {
        if (p->keys.values[i] % one)
            return kf_fail_row(error, KEFU_E_PRECISION, f->first_row + first + i,
                               "a key in row %i is no whole number: use floor(x) or round(x)",
                               f->first_row + first + i);
        p->key_slot.values[i] = p->keys.values[i] / one;
    }
    p->keys.values = p->key_slot.values;
    return KEFU_OK;
}

static kefu_status keys_computed(kf_formula *f, int32_t program, int64_t first, int64_t count,
                                 kefu_error *error)
{
    kf_program *p = &f->programs[program];
    kefu_status status = kf_formula_block(f, program, first, count, &p->keys, error);
    if (status || p->type != KEFU_EXPR_NUMBER)
        return status;
    return keys_whole(f, p, first, count, error);
}

kefu_status kf_formula_keys(kf_formula *formula, int32_t program, int64_t first, int64_t count,
                            kf_vector *out, kefu_error *error)
{
    kf_program *p = &formula->programs[program];
    const kf_use *use = kf_program_use(formula, p);
    kefu_status status = KEFU_OK;
    kf_formula_at(formula, first, count);
    if (!p->keys_loaded)
        status = use ? keys_column(formula, p, use->column, first, count, error)
                     : keys_computed(formula, program, first, count, error);
    if (status)
        return status;
    p->keys_loaded = 1;
    *out = p->keys;
    return KEFU_OK;
}
