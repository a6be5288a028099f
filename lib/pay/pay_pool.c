/* pay_pool.c - pools: an amount for many, shared out to the last minor unit. */
#include <string.h>

#include "base/decimal.h"
#include "base/sort.h"
#include "pay/payroll.h"

/* Who shares, in the order to print, those of one pool together. */
typedef struct pool_people {
    kf_paying *p;
    const kf_pay_rule *rule;
    int32_t part;
    uint32_t *lines; /* numbers */
    size_t n;
    kefu_value *values; /* by what it is shared out, a line each; den 0 = unknown */
    int64_t *weights, *shares;
} pool_people;

static int32_t pool_order(const void *things, uint32_t a, uint32_t b)
{
    const pool_people *of = things;
    const kf_pay_line *x = &of->p->roll->lines[a], *y = &of->p->roll->lines[b];
    if (of->rule->within == KF_WITHIN_TEAM)
        return (int32_t)strcmp(x->team, y->team);
    if (of->rule->within == KF_WITHIN_GROUP && x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    return of->rule->within == KF_WITHIN_GROUP ? (int32_t)strcmp(x->group, y->group) : 0;
}

/* Those whose conditions hold; nobody without a team is in a team's pool. */
static kefu_status pool_gather(pool_people *of)
{
    kefu_payroll *roll = of->p->roll;
    for (size_t i = 0; i < roll->n; i++) {
        kf_pay_cell *cell = kf_pay_cell_at(roll, i, of->part);
        if (of->rule->within == KF_WITHIN_TEAM && !*roll->lines[i].team)
            cell->status = KEFU_VALUE_EXEMPT;
        if (cell->status == KEFU_VALUE_OK)
            of->lines[of->n++] = (uint32_t)i;
    }
    return kf_sort(&of->p->memory, of->lines, of->n, pool_order, of, of->p->error);
}

static kefu_value pool_value(const pool_people *of, kf_pay_line *line)
{
    static const kefu_value one = {1, 1, 1, KEFU_VALUE_OK, 0};
    kefu_value total = {line->total, KEFU_POINT, 1, KEFU_VALUE_OK, 0};
    total.den = line->has_total ? KEFU_POINT : 0;
    switch (of->rule->by) {
    case KF_PAY_BY_TOTAL:
        return total;
    case KF_PAY_BY_DAYS:
        return line->days;
    case KF_PAY_BY_METRIC:
        return kf_pay_figure(of->p, line, of->p->columns[of->part].by);
    default:
        return one;
    }
}

static int32_t pool_why(const kf_pay_rule *rule)
{
    return rule->by == KF_PAY_BY_TOTAL  ? KF_PAY_NO_TOTAL
           : rule->by == KF_PAY_BY_DAYS ? KF_PAY_NO_DAYS
                                        : KF_PAY_NO_FIGURE;
}

/* ---- Weights: whole numbers that stand to each other as the figures do ---- */

static int64_t pool_common(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static int32_t pool_times(int64_t a, int64_t b, int64_t *out)
{
    if (a > INT64_MAX / b)
        return 0;
    *out = a * b;
    return 1;
}

/* Over the least common denominator; 0 if they do not fit. */
static int32_t pool_exact(const kefu_value *values, size_t n, int64_t *weights, int64_t *den)
{
    int64_t sum = 0;
    *den = 1;
    for (size_t i = 0; i < n; i++)
        if (!pool_times(*den / pool_common(*den, values[i].den), values[i].den, den))
            return 0;
    for (size_t i = 0; i < n; i++) {
        int64_t num = values[i].num < 0 ? 0 : values[i].num;
        if (!pool_times(num, *den / values[i].den, &weights[i]) || weights[i] > INT64_MAX - sum)
            return 0;
        sum += weights[i];
    }
    return 1;
}

/* Rounded once, at nine digits or as many as fit. */
static int32_t pool_rounded(const kefu_value *values, size_t n, int32_t scale, int64_t *weights)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (kefu_value_round(&values[i], scale, &weights[i]))
            return 0;
        weights[i] = weights[i] < 0 ? 0 : weights[i];
        if (weights[i] > INT64_MAX - sum)
            return 0;
        sum += weights[i];
    }
    return 1;
}

static kefu_value pool_weigh(const kefu_value *values, size_t n, int64_t *weights)
{
    kefu_value sum = {0, 0, -1, KEFU_VALUE_OK, 0};
    int32_t scale = 9, fits = pool_exact(values, n, weights, &sum.den);
    for (; !fits && scale >= 0; scale--) {
        fits = pool_rounded(values, n, scale, weights);
        sum.den = kf_pow10(scale);
        sum.flags = KEFU_VALUE_ROUNDED;
    }
    for (size_t i = 0; fits && i < n; i++)
        sum.num += weights[i];
    sum.den = fits ? sum.den : 0;
    return sum;
}

/* ---- One pool ---- */

/* What there is to share: an amount, or a rate of the sum of a metric. */
static kefu_status pool_amount(pool_people *of, const uint32_t *lines, size_t n, kf_pay_pool *pool)
{
    kf_paying *p = of->p;
    kf_ratio sum, one, rate;
    pool->amount = of->rule->amount;
    if (!of->rule->metric)
        return KEFU_OK;
    kf_ratio_set(&sum, 0, 1);
    for (size_t i = 0; i < n; i++) {
        kf_pay_line *line = &p->roll->lines[lines[i]];
        kefu_value value = kf_pay_figure(p, line, p->columns[of->part].metric);
        if (!value.den) {
            pool->missing = pool->missing ? pool->missing : line->name;
            return KEFU_OK;
        }
        kf_pay_minor(p->plan, &value, &one);
        kf_ratio_add(&sum, &sum, &one);
    }
    kf_ratio_decimal(&rate, of->rule->rate.value, of->rule->rate.scale);
    kf_ratio_mul(&sum, &sum, &rate);
    if (kf_ratio_sign(&sum) < 0)
        kf_ratio_set(&sum, 0, 1);
    if (kf_pay_round(&sum, p->plan->round, &pool->amount))
        return KEFU_OK;
    return kf_fail(p->error, KEFU_E_OVERFLOW, "'%s': the pool leaves 64 bits", of->rule->id);
}

/* Provisional where anybody's figure is: one moves the shares of all. */
static void pool_mature(pool_people *of, const uint32_t *lines, size_t n)
{
    uint32_t flags = 0;
    if (of->rule->by == KF_PAY_BY_HEADS && !of->rule->metric)
        return;
    for (size_t i = 0; i < n; i++)
        flags |= of->p->roll->lines[lines[i]].flags;
    for (size_t i = 0; i < n; i++)
        of->p->roll->lines[lines[i]].flags |= flags & KEFU_PAY_PROVISIONAL;
}

static void pool_give(pool_people *of, const uint32_t *lines, size_t n, int32_t why)
{
    const kf_pay_pool *pool = &of->p->roll->pools[of->p->roll->n_pools];
    for (size_t i = 0; i < n; i++) {
        kf_pay_cell *cell = kf_pay_cell_at(of->p->roll, lines[i], of->part);
        cell->pool = (int32_t)of->p->roll->n_pools;
        cell->figure = of->rule->by == KF_PAY_BY_HEADS
                           ? (kefu_value){pool->heads, 1, pool->heads, KEFU_VALUE_OK, 0}
                           : of->values[i];
        if (!of->values[i].den)
            kf_pay_unknown(cell, pool_why(of->rule));
        else if (why)
            kf_pay_unknown(cell, why);
        else
            cell->amount = of->shares[i];
    }
}

static kefu_status pool_share(pool_people *of, const uint32_t *lines, size_t n)
{
    kf_paying *p = of->p;
    kefu_payroll *roll = p->roll;
    kf_pay_pool *pools = kf_reserve(&roll->memory, roll->pools, &roll->pools_capacity,
                                    roll->n_pools + 1, sizeof *pools);
    if (!pools)
        return kf_no_memory(p->error);
    roll->pools = pools;
    kf_pay_pool *pool = &pools[roll->n_pools];
    *pool = (kf_pay_pool){.heads = (int64_t)n};
    for (size_t i = 0; i < n; i++) {
        kf_pay_line *line = &roll->lines[lines[i]];
        of->values[i] = pool_value(of, line);
        if (!of->values[i].den && !pool->missing)
            pool->missing = line->name;
    }
    kefu_status status = pool_amount(of, lines, n, pool);
    int32_t why = pool->missing ? KF_PAY_NO_MEMBER : KF_PAY_KNOWN;
    if (!status && !why) {
        pool->weights = pool_weigh(of->values, n, of->weights);
        if (!pool->weights.den)
            status = kf_fail(p->error, KEFU_E_OVERFLOW,
                             "'%s': the sum of what it is shared out by "
                             "leaves 64 bits",
                             of->rule->id);
        why = pool->weights.num ? KF_PAY_KNOWN : KF_PAY_NO_SHARES;
    }
    if (!status && !why)
        status = kefu_apportion(&p->memory.with, pool->amount, of->weights, (int64_t)n,
                                KEFU_REST_FIRST, of->shares, p->error);
    if (status)
        return status;
    pool_mature(of, lines, n);
    pool_give(of, lines, n, why);
    roll->n_pools++;
    return KEFU_OK;
}

kefu_status kf_pay_pools(kf_paying *p, int32_t part)
{
    size_t n = p->roll->n;
    pool_people of = {.p = p, .rule = &p->plan->parts[part], .part = part};
    of.lines = kf_alloc_array(&p->memory, n, sizeof *of.lines);
    of.values = kf_alloc_array(&p->memory, n, sizeof *of.values);
    of.weights = kf_alloc_array(&p->memory, n, sizeof *of.weights);
    of.shares = kf_alloc_array(&p->memory, n, sizeof *of.shares);
    kefu_status status = of.lines && of.values && of.weights && of.shares ? pool_gather(&of)
                                                                          : kf_no_memory(p->error);
    for (size_t first = 0, end; first < of.n && !status; first = end) {
        end = first + 1;
        while (end < of.n && !pool_order(&of, of.lines[first], of.lines[end]))
            end++;
        status = pool_share(&of, of.lines + first, end - first);
    }
    kf_free_array(&p->memory, of.shares, n, sizeof *of.shares);
    kf_free_array(&p->memory, of.weights, n, sizeof *of.weights);
    kf_free_array(&p->memory, of.values, n, sizeof *of.values);
    kf_free_array(&p->memory, of.lines, n, sizeof *of.lines);
    return status;
}
