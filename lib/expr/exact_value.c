/* exact_value.c - the value of a formula that has an exact form; and parts.h. */
#include "expr/parts.h"

kf_parts kf_parts_none(void)
{
    kf_parts parts = {KEFU_VALUE_OK, 0, 0, KF_N_NONE};
    return parts;
}

kf_parts kf_parts_of(const kefu_value *value)
{
    kf_parts parts = {value->status, value->flags, 1u << value->status, value->n};
    if (!value->den && parts.status < KEFU_VALUE_PROVISIONAL)
        kf_parts_miss(&parts);
    return parts;
}

kf_parts kf_parts_join(kf_parts a, kf_parts b)
{
    kf_parts parts;
    parts.status = a.status > b.status ? a.status : b.status;
    parts.flags = a.flags | b.flags;
    parts.seen = a.seen | b.seen;
    parts.n = a.n < b.n ? a.n : b.n;
    return parts;
}

void kf_parts_miss(kf_parts *parts)
{
    if (parts->status < KEFU_VALUE_NO_DATA)
        parts->status = KEFU_VALUE_NO_DATA;
}

void kf_parts_give(const kf_parts *parts, int64_t num, int64_t den, uint32_t flags, kefu_value *out)
{
    uint32_t seen = parts->seen;
    flags |= parts->flags;
    if (parts->status > KEFU_VALUE_LOW_VOLUME && seen >> KEFU_VALUE_LOW_VOLUME & 1)
        flags |= KEFU_VALUE_HAS_LOW_VOLUME;
    if (parts->status > KEFU_VALUE_PROVISIONAL && seen >> KEFU_VALUE_PROVISIONAL & 1)
        flags |= KEFU_VALUE_HAS_PROVISIONAL;
    out->num = num;
    out->den = den;
    out->n = parts->n == KF_N_NONE ? -1 : parts->n;
    out->status = parts->status;
    out->flags = flags;
}

/* ---- Exact forms ---------------------------------------------------------------------------- */

/* (num[0] num[1] num[2]) / (den[0] den[1] den[2]), as sizes with one sign. */
typedef struct exact_fraction {
    uint64_t num[3], den[3];
    int32_t negative;
} exact_fraction;

static uint64_t exact_size(exact_fraction *f, int64_t a)
{
    if (a >= 0)
        return (uint64_t)a;
    f->negative = !f->negative;
    return 0 - (uint64_t)a;
}

static int32_t exact_times(const uint64_t factors[3], int64_t *out)
{
    uint64_t product = 1;
    for (int32_t i = 0; i < 3; i++) {
        if (factors[i] && product > (uint64_t)INT64_MAX / factors[i])
            return 0;
        product *= factors[i];
    }
    *out = (int64_t)product;
    return 1;
}

/* What decimals alone made large. */
static void exact_cancel_tens(exact_fraction *f)
{
    for (int32_t i = 0; i < 3; i++)
        for (int32_t k = 0; k < 3; k++)
            while (f->num[i] % 10 == 0 && f->den[k] % 10 == 0) {
                f->num[i] /= 10;
                f->den[k] /= 10;
            }
}

/* Decimals that numerator and denominator share belong to neither: 12.50 / 2.50 is 1250 / 250. */
static void exact_cancel_scales(uint64_t *a, uint64_t *b)
{
    uint64_t x = *a, y = *b;
    while (x) {
        uint64_t rest = y % x;
        y = x;
        x = rest;
    }
    *a /= y;
    *b /= y;
}

static int32_t exact_fit(exact_fraction *f, int64_t *num, int64_t *den)
{
    if (exact_times(f->num, num) && exact_times(f->den, den))
        return 1;
    exact_cancel_tens(f);
    return exact_times(f->num, num) && exact_times(f->den, den);
}

static const kefu_value exact_one = {1, 1, KF_N_NONE, KEFU_VALUE_OK, 0};

static kf_parts exact_parts(const kf_exact_form *form, const kefu_value *a, const kefu_value *b)
{
    kf_parts parts = kf_parts_join(kf_parts_of(a), kf_parts_of(b));
    if (form->kind == KF_EXACT_RATIO)
        parts.n = b->n;
    if (a->den && b->den && !b->num)
        kf_parts_miss(&parts);
    return parts;
}

kefu_status kf_exact_value(const kf_formula *formula, const kefu_value *calls, kefu_value *out,
                           kefu_error *error)
{
    const kf_exact_form *form = &formula->exact;
    const kefu_value *a = form->call < 0 ? &exact_one : &calls[form->call];
    const kefu_value *b = form->over < 0 ? &exact_one : &calls[form->over];
    kf_parts parts = exact_parts(form, a, b);
    exact_fraction f = {{0}, {0}, 0};
    int64_t num, den;
    if (!a->den || !b->den || !b->num) {
        kf_parts_give(&parts, 0, 0, 0, out);
        return KEFU_OK;
    }
    if (form->kind == KF_EXACT_TERM && form->p == 1 && form->q == 1) {
        kf_parts_give(&parts, a->num, a->den, 0, out);
        return KEFU_OK;
    }
    f.num[0] = exact_size(&f, a->num);
    f.num[1] = (uint64_t)b->den;
    f.num[2] = exact_size(&f, form->p);
    f.den[0] = (uint64_t)a->den;
    f.den[1] = exact_size(&f, b->num);
    f.den[2] = (uint64_t)form->q;
    exact_cancel_scales(&f.num[1], &f.den[0]);
    if (!exact_fit(&f, &num, &den))
        return kf_fail(error, KEFU_E_OVERFLOW,
                       "numerator or denominator of the formula exceeds 63 bits");
    kf_parts_give(&parts, f.negative ? -num : num, den, 0, out);
    return KEFU_OK;
}
