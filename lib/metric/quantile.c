/* quantile.c - see quantile.h. */
#include "metric/quantile.h"

#include "base/decimal.h"
#include "base/fail.h"
#include "base/ratio.h"
#include "base/wide.h"

/* Of n numbers x1 <= x2 <= ... the p-quantile stands at n p + m, between x[j], where j is that
 * rounded down, and x[j + 1]; m is p × slope + shift. Numerators over 24. */
static const struct quantile_rule {
    int32_t shift, slope;
} quantile_rules[] = {{0, 0},  {0, 0},  {0, 0},    {-12, 0}, {0, 0},
                      {12, 0}, {0, 24}, {24, -24}, {8, 8},   {9, 6}}; /* by type */

#define QUANTILE_STEPS (24 * KF_QUANTILE_ONE) /* from x[j] to x[j + 1] */

/* j, and how far beyond x[j] in steps. */
typedef struct quantile_place {
    int64_t j, beyond;
} quantile_place;

static quantile_place quantile_find(const kf_quantile *q, int64_t n)
{
    const struct quantile_rule *rule = &quantile_rules[q->type];
    quantile_place place = {n, 0}; /* for n + 1 = 2^63, the only one that does not fit */
    kf_i128 at = kf_i128_mul(n, 24 * q->p);
    kf_i128_add_i64(&at, rule->shift * KF_QUANTILE_ONE + rule->slope * q->p);
    kf_i128_floor_div(at, QUANTILE_STEPS, &place.j, &place.beyond);
    return place;
}

/* Types 1 to 3 do not go between numbers: they take one, or the middle of two. */
static int64_t quantile_weight(const quantile_place *place, int64_t type)
{
    switch (type) {
    case 1:
        return place->beyond ? QUANTILE_STEPS : 0;
    case 2:
        return place->beyond ? QUANTILE_STEPS : QUANTILE_STEPS / 2;
    case 3:
        return place->beyond || place->j % 2 ? QUANTILE_STEPS : 0;
    default:
        return place->beyond;
    }
}

kf_quantile kf_quantile_of(const kefu_context *context)
{
    if (!context->n_params)
        return (kf_quantile){KF_QUANTILE_ONE / 2, KF_QUANTILE_USUAL};
    return (kf_quantile){context->params[0], context->params[1]};
}

/* The rank of x[j], where x[0] and those before are x[1], and those after x[n] are x[n]. */
static int64_t quantile_rank(int64_t n, int64_t j) { return (j < 1 ? 1 : j > n ? n : j) - 1; }

void kf_quantile_ranks(const kf_quantile *quantile, int64_t n, int64_t ranks[2])
{
    int64_t j = quantile_find(quantile, n).j;
    ranks[0] = quantile_rank(n, j);
    ranks[1] = quantile_rank(n, j < n ? j + 1 : n);
}

kefu_status kf_quantile_between(const kf_quantile *quantile, int64_t n, const int64_t numbers[2],
                                const kefu_context *context, kefu_value *out, kefu_error *error)
{
    const quantile_place place = quantile_find(quantile, n);
    kf_ratio low, high, weight;
    int64_t num;
    kf_ratio_decimal(&low, numbers[0], context->scale);
    kf_ratio_decimal(&high, numbers[1], context->scale);
    kf_ratio_set(&weight, quantile_weight(&place, quantile->type), QUANTILE_STEPS);
    kf_ratio_sub(&high, &high, &low);
    kf_ratio_mul(&high, &high, &weight);
    kf_ratio_add(&low, &low, &high);
    if (!kf_ratio_round(&low, context->round, &num))
        return kf_fail(error, KEFU_E_OVERFLOW, "the quantile does not fit at %d decimals",
                       context->round);
    *out = (kefu_value){num, kf_pow10(context->round), n, KEFU_VALUE_OK, KEFU_VALUE_ROUNDED};
    return KEFU_OK;
}
