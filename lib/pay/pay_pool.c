/* pay_pool.c - pools: an amount for many, shared out to the last minor unit. */
#include <string.h>

#include "base/decimal.h"
#include "base/sort.h"
#include "pay/payroll.h"

/* Who is in a pool, those of one together. */
typedef struct pool_people {
    kf_paying *p;
    const kf_pay_rule *rule;
    int32_t part;
    uint32_t *lines; /* numbers */
    size_t n;
    kefu_value *values; /* by what it is shared out, a line each; den 0 = unknown */
    int64_t *weights, *shares;
} pool_people;

/* 0 for two of one pool. */
static int32_t pool_apart(const pool_people *of, const kf_pay_line *x, const kf_pay_line *y)
{
    if (of->rule->within == KF_WITHIN_TEAM)
        return (int32_t)strcmp(x->team, y->team);
    if (of->rule->within == KF_WITHIN_GROUP && x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    return of->rule->within == KF_WITHIN_GROUP ? (int32_t)strcmp(x->group, y->group) : 0;
}

/* Those of a pool together, those who share first, by person: of equal remainders the first one
 * gets the unit, whatever the order of the sheets is. */
static int32_t pool_order(const void *things, uint32_t a, uint32_t b)
{
    const pool_people *of = things;
    const kefu_payroll *roll = of->p->roll;
    const kf_pay_line *x = &roll->lines[a], *y = &roll->lines[b];
    int32_t order = pool_apart(of, x, y);
    int32_t out_x = kf_pay_cell_at(roll, a, of->part)->cause != 0;
    int32_t out_y = kf_pay_cell_at(roll, b, of->part)->cause != 0;
    if (!order)
        order = out_x - out_y;
    return order ? order : (int32_t)strcmp(x->person, y->person);
}

/* Nobody without a team is in a team's pool. */
static kefu_status pool_gather(pool_people *of)
{
    kefu_payroll *roll = of->p->roll;
    for (size_t i = 0; i < roll->n; i++) {
        kf_pay_cell *cell = kf_pay_cell_at(roll, i, of->part);
        if (of->rule->within != KF_WITHIN_TEAM || *roll->lines[i].team)
            of->lines[of->n++] = (uint32_t)i;
        else if (!cell->cause)
            cell->cause = KEFU_PAY_CAUSE_TEAM;
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

static int32_t pool_cause(const kf_pay_rule *rule)
{
    return rule->by == KF_PAY_BY_TOTAL  ? KEFU_PAY_CAUSE_TOTAL
           : rule->by == KF_PAY_BY_DAYS ? KEFU_PAY_CAUSE_DAYS
                                        : KEFU_PAY_CAUSE_FIGURE;
}

/* ---- Weights: whole numbers that stand to each other as the figures do ---- */

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
        if (!pool_times(*den / (int64_t)kf_common((uint64_t)*den, (uint64_t)values[i].den),
                        values[i].den, den))
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

/* What they have in minor units, exactly or each rounded to nine decimals; the line of whom it is
 * unknown, or NULL. */
static const kf_pay_line *pool_sum(const pool_people *of, const uint32_t *lines, size_t n,
                                   int32_t rounded, kf_ratio *sum)
{
    kf_ratio one;
    kf_ratio_set(sum, 0, 1);
    for (size_t i = 0; i < n; i++) {
        kf_pay_line *line = &of->p->roll->lines[lines[i]];
        kefu_value value = kf_pay_figure(of->p, line, of->p->columns[of->part].metric);
        if (!value.den)
            return line;
        if (rounded && !kefu_value_round(&value, 9, &value.num))
            value.den = kf_pow10(9); /* what does not fit stays as it is */
        kf_pay_minor(of->p->plan, &value, &one);
        kf_ratio_add(sum, sum, &one);
    }
    return NULL;
}

/* What there is to share: an amount, or a rate of the sum of a metric. */
static kefu_status pool_amount(pool_people *of, const uint32_t *lines, size_t n, kf_pay_pool *pool)
{
    kf_paying *p = of->p;
    kf_ratio sum, rate;
    pool->amount = of->rule->amount;
    if (!of->rule->metric)
        return KEFU_OK;
    const kf_pay_line *unknown = pool_sum(of, lines, n, 0, &sum);
    if (unknown) {
        pool->missing = pool->missing ? pool->missing : unknown->name;
        pool->amount = KEFU_UNKNOWN;
        return KEFU_OK;
    }
    if (sum.failed) /* so many denominators have no common one that fits */
        (void)pool_sum(of, lines, n, 1, &sum);
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

static void pool_give(pool_people *of, const uint32_t *lines, size_t n)
{
    const kf_pay_pool *pool = &of->p->roll->pools[of->p->roll->n_pools];
    for (size_t i = 0; i < n; i++) {
        kf_pay_cell *cell = kf_pay_cell_at(of->p->roll, lines[i], of->part);
        cell->pool = (int32_t)of->p->roll->n_pools;
        cell->cause = pool->cause;
        cell->figure = of->rule->by == KF_PAY_BY_HEADS
                           ? (kefu_value){pool->heads, 1, pool->heads, KEFU_VALUE_OK, 0}
                           : of->values[i];
        if (!of->values[i].den)
            kf_pay_unknown(cell, pool_cause(of->rule));
        else if (pool->cause == KEFU_PAY_CAUSE_POOL)
            kf_pay_unknown(cell, KEFU_PAY_CAUSE_POOL);
        else if (!pool->cause)
            cell->amount = of->shares[i];
    }
}

/* What each of those who share weighs; the pool's cause where it cannot be shared out. */
static kefu_status pool_weights(pool_people *of, const uint32_t *lines, size_t n, kf_pay_pool *pool)
{
    for (size_t i = 0; i < n; i++) {
        kf_pay_line *line = &of->p->roll->lines[lines[i]];
        of->values[i] = pool_value(of, line);
        if (!of->values[i].den && !pool->missing)
            pool->missing = line->name;
    }
    kefu_status status = pool_amount(of, lines, n, pool);
    pool->cause = pool->missing ? KEFU_PAY_CAUSE_POOL
                  : n           ? KEFU_PAY_CAUSE_NONE
                                : KEFU_PAY_CAUSE_WHEN;
    if (status || pool->cause)
        return status;
    pool->weights = pool_weigh(of->values, n, of->weights);
    if (!pool->weights.den)
        return kf_fail(of->p->error, KEFU_E_OVERFLOW,
                       "'%s': the sum of what it is shared out by leaves 64 bits", of->rule->id);
    pool->cause = pool->weights.num ? KEFU_PAY_CAUSE_NONE : KEFU_PAY_CAUSE_WEIGHTS;
    return KEFU_OK;
}

/* A pool of those lines[0..n-1] that share. */
static kefu_status pool_share(pool_people *of, const uint32_t *lines, size_t n)
{
    kf_paying *p = of->p;
    kefu_payroll *roll = p->roll;
    const kf_pay_line *first = &roll->lines[lines[0]];
    kf_pay_pool *pools = kf_reserve(&roll->memory, roll->pools, &roll->pools_capacity,
                                    roll->n_pools + 1, sizeof *pools);
    if (!pools)
        return kf_no_memory(p->error);
    roll->pools = pools;
    kf_pay_pool *pool = &pools[roll->n_pools];
    *pool = (kf_pay_pool){.part = of->part,
                          .within = of->rule->within == KF_WITHIN_TEAM    ? first->team
                                    : of->rule->within == KF_WITHIN_GROUP ? first->group
                                                                          : "",
                          .sheet = of->rule->within == KF_WITHIN_GROUP ? first->sheet : -1,
                          .heads = (int64_t)n};
    kefu_status status = pool_weights(of, lines, n, pool);
    if (!status && !pool->cause)
        status = kefu_apportion(&p->memory.with, pool->amount, of->weights, (int64_t)n,
                                KEFU_REST_FIRST, of->shares, p->error);
    if (status)
        return status;
    pool->shared = pool->cause == KEFU_PAY_CAUSE_POOL ? KEFU_UNKNOWN
                   : pool->cause                      ? 0
                                                      : pool->amount;
    pool_mature(of, lines, n);
    pool_give(of, lines, n);
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
    for (size_t first = 0, end, sharing; first < of.n && !status; first = end) {
        const kf_pay_line *lines = p->roll->lines;
        sharing = 0;
        for (end = first; end < of.n; end++) {
            if (pool_apart(&of, &lines[of.lines[first]], &lines[of.lines[end]]))
                break;
            sharing += !kf_pay_cell_at(p->roll, of.lines[end], part)->cause;
        }
        status = pool_share(&of, of.lines + first, sharing);
    }
    kf_free_array(&p->memory, of.shares, n, sizeof *of.shares);
    kf_free_array(&p->memory, of.weights, n, sizeof *of.weights);
    kf_free_array(&p->memory, of.values, n, sizeof *of.values);
    kf_free_array(&p->memory, of.lines, n, sizeof *of.lines);
    return status;
}
