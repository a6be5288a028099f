/* columns_item.c - an item of many rows: the way its curve goes, and a block of it. */
#include <string.h>

#include "base/decimal.h"
#include "score/columns.h"

/* ---- The way -------------------------------------------------------------------------------- */

/* Points that are refused where they occur. */
static int32_t item_may_overflow(const kf_ready_curve *ready)
{
    for (int32_t i = 0; i < ready->n; i++)
        if (kf_points_are_too_many(ready->part[i].points))
            return 1;
    return 0;
}

static int32_t item_way(kf_columns_item *c, int64_t rows)
{
    if (!kf_curve_make_ready(&c->item->rule.curve, kf_pow10(c->scale), c->factor, &c->ready) ||
        item_may_overflow(&c->ready))
        return KF_WAY_LONG;
    if (rows < KF_COLUMNS_MANY || !kf_exact_make(&c->ready, &c->exact))
        return KF_WAY_READY;
    if (c->column->view.type != KEFU_COLUMN_F64)
        return KF_WAY_EXACT;
    if (!c->exact.lines && kf_exact_bounds(&c->exact))
        return KF_WAY_DOUBLES;
    return kf_exact_entry_make(&c->exact, &c->entry) ? KF_WAY_ENTERED : KF_WAY_READY;
}

void kf_columns_plan(kf_columns_item *item, int64_t hundred, int64_t rows)
{
    item->scale = item->column->family == KF_FAMILY_FLOAT ? 9 : item->column->scale;
    item->factor = item->factor_over = kf_item_factor(item->item, hundred);
    item->over = hundred;
    item->way = item_way(item, rows);
}

/* Below this, rests times the unit and their sums are doubles that are integers. */
#define ITEM_UNIT ((double)((int64_t)1 << 40))

static int32_t item_is_exact(const kf_columns_item *item)
{
    return item->way == KF_WAY_DOUBLES || item->way == KF_WAY_ENTERED || item->way == KF_WAY_EXACT;
}

void kf_columns_unit(kf_columns *c)
{
    int32_t all = 1;
    c->unit = 1;
    for (int32_t k = 0; k < c->card->n_items && all; k++) {
        int64_t below = (int64_t)c->items[k].exact.below, times = 0;
        all = item_is_exact(&c->items[k]);
        if (all)
            times = below / (int64_t)kf_common((uint64_t)c->unit, (uint64_t)below);
        all = all && (double)c->unit * (double)times < ITEM_UNIT;
        if (all)
            c->unit *= times;
    }
    if (!all)
        c->unit = 0;
    for (int32_t k = 0; k < c->card->n_items; k++)
        c->items[k].per = !item_is_exact(&c->items[k]) ? 0
                          : all                        ? (double)c->unit / c->items[k].exact.below
                                                       : c->items[k].exact.inverse;
}

/* ---- Doubles -------------------------------------------------------------------------------- */

/* NaN is a null, and what is far beyond all bounds may be an error: the row decides. Images of
 * doubles without sign are in their order, NaN and infinities last; this is 2^62. */
#define ITEM_SIGN ((uint64_t)1 << 63)
#define ITEM_MOST ((uint64_t)(1023 + 62) << 52)

static inline uint64_t item_size(double x)
{
    uint64_t image;
    memcpy(&image, &x, sizeof image);
    return image & ~ITEM_SIGN;
}

/* 1 if one of them is not below 2^62. */
static int32_t item_load_packed(const char *restrict from, int32_t count, double *restrict x)
{
    uint64_t below = ITEM_SIGN;
    for (int32_t i = 0; i < count; i++) {
        memcpy(&x[i], from + (size_t)i * sizeof *x, sizeof *x);
        below &= item_size(x[i]) - ITEM_MOST;
    }
    return !below;
}

/* Rows from `at` of the block on. */
static int32_t item_load(const kf_columns *c, const kf_column *column, int32_t at, int32_t count,
                         double *x)
{
    ptrdiff_t stride = (ptrdiff_t)column->view.stride;
    const char *from = (const char *)column->view.data + (ptrdiff_t)(c->first + at) * stride;
    uint64_t below = ITEM_SIGN;
    if (stride == (ptrdiff_t)sizeof *x)
        return item_load_packed(from, count, x);
    for (int32_t i = 0; i < count; i++) {
        memcpy(&x[i], from + (ptrdiff_t)i * stride, sizeof *x);
        below &= item_size(x[i]) - ITEM_MOST;
    }
    return !below;
}

static void item_mark_doubles(kf_columns *c, int32_t at, int32_t count, double *x)
{
    c->any_odd = 1;
    for (int32_t i = 0; i < count; i++)
        if (item_size(x[i]) >= ITEM_MOST) {
            c->odd[at + i] = 1;
            x[i] = 0;
        }
}

static void item_mark_states(kf_columns *c)
{
    c->any_odd = 1;
    for (int64_t i = 0; i < c->count; i++)
        c->odd[i] |= c->states[i] != KEFU_VALUE_OK;
}

static int32_t item_run(const kf_columns *c, int32_t at)
{
    int64_t left = c->count - at;
    return left < KF_EXACT_RUN ? (int32_t)left : KF_EXACT_RUN;
}

static kefu_status item_doubles(kf_columns *c, const kf_columns_item *item, int64_t *points)
{
    const kf_column *column = item->column;
    double x[KF_EXACT_RUN], v[KF_EXACT_RUN];
    if (column->view.states || column->view.validity) {
        int32_t any;
        kefu_status status =
            kf_column_states(column, c->first, c->count, c->states, &any, c->error);
        if (status)
            return status;
        if (any)
            item_mark_states(c);
    }
    for (int32_t at = 0, run; at < c->count; at += run) {
        run = item_run(c, at);
        if (item_load(c, column, at, run, x))
            item_mark_doubles(c, at, run, x);
        if (item->way == KF_WAY_ENTERED)
            kf_exact_enter(&item->entry, x, run, v);
        kf_exact_points(&item->exact, item->per, item->way == KF_WAY_ENTERED ? v : x, run,
                        points + at, c->totals + c->first + at, c->rests + at);
    }
    return KEFU_OK;
}

/* ---- Numerators ----------------------------------------------------------------------------- */

/* A float that does not fit at nine decimals may do so with fewer. */
static kefu_status item_numbers(kf_columns *c, const kf_columns_item *item)
{
    int32_t any = 0, is_float = item->column->family == KF_FAMILY_FLOAT;
    kefu_status status = kf_column_numbers(item->column, c->first, c->count, item->scale, c->values,
                                           c->states, &any, c->error);
    if (status == KEFU_E_OVERFLOW && is_float) {
        memset(c->values, 0, sizeof c->values);
        memset(c->odd, 1, sizeof c->odd);
        c->any_odd = 1;
        return KEFU_OK;
    }
    if (!status && any)
        item_mark_states(c);
    return status;
}

static void item_exact(kf_columns *c, const kf_columns_item *item, int64_t *points)
{
    double v[KF_EXACT_RUN];
    for (int32_t at = 0, run; at < c->count; at += run) {
        run = item_run(c, at);
        for (int32_t i = 0; i < run; i++)
            v[i] = (double)c->values[at + i]; /* in order, and exact up to the last bound */
        kf_exact_points(&item->exact, item->per, v, run, points + at, c->totals + c->first + at,
                        c->rests + at);
    }
}

static void item_keep(kf_columns *c, int64_t i, kf_scored scored, int64_t *points)
{
    points[i] = scored.points;
    c->rests[i] += (double)scored.rest / (double)((int64_t)1 << KF_REST_BITS);
}

static void item_ready(kf_columns *c, const kf_columns_item *item, int64_t *points)
{
    for (int64_t i = 0; i < c->count; i++)
        item_keep(c, i, kf_ready_scored(&item->ready, c->values[i]), points);
}

static kefu_status item_long(kf_columns *c, const kf_columns_item *item, int64_t *points)
{
    int64_t den = kf_pow10(item->scale);
    for (int64_t i = 0; i < c->count; i++) {
        item_keep(c, i, kf_curve_scored(&item->item->rule.curve, c->values[i], den, item->factor),
                  points);
        if (kf_points_are_too_many(points[i]) && !c->odd[i])
            return kf_columns_too_many(c, item, i);
    }
    return KEFU_OK;
}

kefu_status kf_columns_points(kf_columns *c, int32_t index)
{
    const kf_columns_item *item = &c->items[index];
    int64_t *points = kf_columns_out(c, index), *totals = c->totals + c->first;
    kefu_status status;
    if (item->way == KF_WAY_DOUBLES || item->way == KF_WAY_ENTERED)
        return item_doubles(c, item, points);
    status = item_numbers(c, item);
    if (status)
        return status;
    if (item->way == KF_WAY_EXACT) {
        item_exact(c, item, points);
        return KEFU_OK;
    }
    if (item->way == KF_WAY_READY)
        item_ready(c, item, points);
    else
        status = item_long(c, item, points);
    for (int64_t i = 0; i < c->count && !status; i++)
        totals[i] += points[i];
    return status;
}
