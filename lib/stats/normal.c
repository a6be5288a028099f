/* normal.c - tails and quantiles of the normal distribution. */
#include "base/fail.h"
#include "stats/tail.h"

enum { NORMAL_STEPS = 110, NORMAL_ROUNDS = 60 };

static const kf_real normal_per_root = {0xCC42299EA1B28468u, -65, 1}; /* 1 / sqrt(2 pi) */
static const kf_real normal_far = {0xA000000000000000u, -62, 1};      /* 2.5 */

kf_real kf_billionths(int64_t value) { return kf_real_quotient(value, KEFU_BILLION); }

static kf_real normal_density(kf_real z)
{
    kf_real half = kf_real_shift(kf_real_mul(z, z), -1);
    return kf_real_mul(normal_per_root, kf_real_exp(kf_real_neg(half)));
}

/* P(0 < Z < z): density × (z + z^3 / 3 + z^5 / (3 × 5) + ...), all of one sign. */
static kf_real normal_middle(kf_real z)
{
    kf_real square = kf_real_mul(z, z), term = z, sum = z;
    for (int64_t odd = 3; term.sign; odd += 2) {
        term = kf_real_div(kf_real_mul(term, square), kf_real_of(odd));
        sum = kf_real_add(sum, term);
        if (kf_real_compare(term, kf_real_shift(sum, -66)) < 0)
            break;
    }
    return kf_real_mul(normal_density(z), sum);
}

/* P(Z > z), z >= 2.5: density / (z + 1 / (z + 2 / (z + ...))), Laplace; the rest after so many
 * steps is below 2^-66. */
static kf_real normal_beyond(kf_real z)
{
    kf_real whole = z;
    for (int64_t n = NORMAL_STEPS; n > 0; n--)
        whole = kf_real_add(z, kf_real_div(kf_real_of(n), whole));
    return kf_real_div(normal_density(z), whole);
}

/* P(Z > z), z >= 0 */
static kf_real normal_above(kf_real z)
{
    if (kf_real_compare(z, normal_far) >= 0)
        return normal_beyond(z);
    return kf_real_sub(kf_real_quotient(1, 2), normal_middle(z));
}

kf_tails kf_normal_tails(kf_real z)
{
    kf_real size = z.sign == -1 ? kf_real_neg(z) : z, far = normal_above(size);
    kf_real near = kf_real_sub(kf_real_of(1), far);
    kf_tails tails = {z.sign == -1 ? far : near, z.sign == -1 ? near : far};
    return tails;
}

/* Halley's step towards P(Z > z) = above. */
static kf_real normal_step(kf_real z, kf_real above)
{
    kf_real w = kf_real_div(kf_real_sub(normal_above(z), above), normal_density(z));
    kf_real slope = kf_real_sub(kf_real_of(1), kf_real_shift(kf_real_mul(z, w), -1));
    return kf_real_div(w, slope);
}

/* From sqrt(-2 log(2 above)), which is never too small. Convergence is cubic. */
kf_real kf_normal_reach(int64_t confidence)
{
    kf_real both = kf_billionths(KEFU_BILLION - confidence), above = kf_real_shift(both, -1);
    kf_real z = kf_real_sqrt(kf_real_neg(kf_real_shift(kf_real_log(both), 1)));
    for (int32_t round = 0; round < NORMAL_ROUNDS; round++) {
        kf_real step = normal_step(z, above);
        z = kf_real_add(z, step);
        step.sign = step.sign ? 1 : 0;
        if (kf_real_compare(step, kf_real_shift(kf_real_of(1), -25)) <= 0)
            break;
    }
    return z;
}

kefu_status kefu_normal_below(int64_t z, int64_t *p, kefu_error *error)
{
    if (!p)
        return kf_fail(error, KEFU_E_ARGUMENT, "p: NULL");
    if (!kf_real_round(kf_normal_tails(kf_billionths(z)).below, 9, p))
        return kf_fail(error, KEFU_E_INTERNAL, "normal tail: no result");
    return KEFU_OK;
}

kefu_status kefu_normal_quantile(int64_t p, int64_t *z, kefu_error *error)
{
    int64_t size;
    if (!z)
        return kf_fail(error, KEFU_E_ARGUMENT, "z: NULL");
    if (p <= 0 || p >= KEFU_BILLION)
        return kf_fail(error, KEFU_E_ARGUMENT, "p: %i is not between 0 and 1 (in billionths)", p);
    int64_t middle = 2 * p - KEFU_BILLION;
    if (!kf_real_round(middle ? kf_normal_reach(middle < 0 ? -middle : middle) : kf_real_of(0), 9,
                       &size))
        return kf_fail(error, KEFU_E_INTERNAL, "normal quantile: no result");
    *z = middle < 0 ? -size : size;
    return KEFU_OK;
}
