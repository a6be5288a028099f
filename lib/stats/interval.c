/* interval.c - intervals of a rate: Wilson's and the exact one. */
#include "base/fail.h"
#include "stats/tail.h"

static kf_real interval_one(void) { return kf_real_of(1); }

/* ---- Wilson --------------------------------------------------------------------------------- */

/* With A = 2 n rate + z² and B = z sqrt(z² + 4 n rate (1 - rate)) the bounds are (A ± B) / (2 (n +
 * z²)). The lower one is written as 2 n rate² / (A + B), which subtracts nothing. */
static kf_real wilson_low(kf_real rate, kf_real rest, kf_real n, kf_real z)
{
    kf_real square = kf_real_mul(z, z), seen = kf_real_mul(n, rate);
    kf_real root = kf_real_sqrt(kf_real_add(square, kf_real_shift(kf_real_mul(seen, rest), 2)));
    kf_real whole = kf_real_add(kf_real_add(kf_real_shift(seen, 1), square), kf_real_mul(z, root));
    return kf_real_div(kf_real_shift(kf_real_mul(seen, rate), 1), whole);
}

void kf_wilson(kf_real rate, kf_real n, int64_t confidence, kf_real *low, kf_real *high)
{
    kf_real z = kf_normal_reach(confidence), rest = kf_real_sub(interval_one(), rate);
    *low = wilson_low(rate, rest, n, z);
    *high = kf_real_sub(interval_one(), wilson_low(rest, rate, n, z));
}

/* ---- Clopper and Pearson -------------------------------------------------------------------- */

/* The rate at which so many or more are seen with a probability of `tail`; seen = 0: 0. */
static kf_real clopper_low(kf_real seen, kf_real others, kf_real tail)
{
    kf_real x, y;
    if (!seen.sign)
        return seen;
    kf_beta_quantile(seen, kf_real_add(others, interval_one()), tail,
                     kf_real_sub(interval_one(), tail), &x, &y);
    return x;
}

static void clopper_bounds(kf_real seen, kf_real others, int64_t confidence, kf_real *low,
                           kf_real *high)
{
    kf_real tail = kf_real_shift(kf_billionths(KEFU_BILLION - confidence), -1);
    *low = clopper_low(seen, others, tail);
    *high = kf_real_sub(interval_one(), clopper_low(others, seen, tail));
}

void kf_clopper_pearson(kf_real rate, kf_real n, int64_t confidence, kf_real *low, kf_real *high)
{
    kf_real rest = kf_real_sub(interval_one(), rate);
    clopper_bounds(kf_real_mul(n, rate), kf_real_mul(n, rest), confidence, low, high);
}

/* ---- The public function -------------------------------------------------------------------- */

enum { INTERVAL_FINE = 15, INTERVAL_PER_UNIT = 1000000 }; /* 10^-15, of which 10^6 are 10^-9 */

typedef struct interval_bounds {
    int64_t low, high;
} interval_bounds;

static int32_t interval_share(int64_t part, int64_t whole, int64_t *out)
{
    return kf_i128_round_div(kf_i128_mul(part, KEFU_BILLION), whole, out);
}

/* From the hypergeometric tails the bounds are rates k / N. */
static int32_t interval_clopper_few(int64_t x, int64_t n, int64_t N, int64_t confidence,
                                    interval_bounds *out)
{
    int64_t least = kf_least_bad(x, n, N, confidence), below = x, rest = 0;
    int64_t most = N - kf_least_bad(n - x, n, N, confidence);
    /* With next to no confidence the k / N beside the rate may all be surprising. */
    kf_i128_floor_div(kf_i128_mul(x, N), n, &below, &rest);
    least = least < below ? least : below;
    most = most > below + (rest > 0) ? most : below + (rest > 0);
    return interval_share(least, N, &out->low) && interval_share(most, N, &out->high);
}

/* Rounded to 10^-15 first, so that 0.025 is not a billionth less; then outwards, so that rounding
 * takes nothing from what it covers. */
static int32_t interval_clopper(int64_t x, int64_t n, int64_t confidence, interval_bounds *out)
{
    kf_real low, high;
    int64_t low_fine, high_fine;
    clopper_bounds(kf_real_of(x), kf_real_of(n - x), confidence, &low, &high);
    if (!kf_real_round(low, INTERVAL_FINE, &low_fine) ||
        !kf_real_round(high, INTERVAL_FINE, &high_fine))
        return 0;
    out->low = low_fine / INTERVAL_PER_UNIT;
    out->high = (high_fine + INTERVAL_PER_UNIT - 1) / INTERVAL_PER_UNIT;
    return 1;
}

static int32_t interval_wilson(int64_t x, int64_t n, int64_t N, int64_t confidence,
                               interval_bounds *out)
{
    kf_real low, high, effective = kf_real_of(n);
    if (N)
        effective = kf_real_wide_quotient(kf_i128_mul(n, N - 1), kf_i128_of(N - n));
    kf_wilson(kf_real_quotient(x, n), effective, confidence, &low, &high);
    if (x == n)
        high = interval_one();
    return kf_real_round(low, 9, &out->low) && kf_real_round(high, 9, &out->high);
}

kefu_status kf_confidence_take(int64_t *confidence, kefu_error *error)
{
    if (!*confidence)
        *confidence = KEFU_CONFIDENCE_95;
    if (*confidence < KEFU_BILLION / 2 || *confidence >= KEFU_BILLION)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "confidence: %i, expected billionths of 500000000 to 999999999: 0.95 is "
                       "950000000",
                       *confidence);
    return KEFU_OK;
}

static kefu_status interval_check(int32_t method, int64_t x, int64_t n, int64_t N,
                                  int64_t *confidence, kefu_error *error)
{
    if (method != KEFU_INTERVAL_WILSON && method != KEFU_INTERVAL_CLOPPER_PEARSON)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "method: %d is not one of KEFU_INTERVAL_...",
                       method);
    if (n < 1 || n > KF_MOST_COUNT)
        return kf_fail(error, KEFU_E_ARGUMENT, "n: %i is not within 1..2^40", n);
    if (x < 0 || x > n)
        return kf_fail(error, KEFU_E_ARGUMENT, "x: %i is not within 0..n (%i)", x, n);
    if (N && (N < n || N > KF_MOST_COUNT))
        return kf_fail(error, KEFU_E_ARGUMENT, "N: %i is not 0 nor within n (%i)..2^40", N, n);
    return kf_confidence_take(confidence, error);
}

static int32_t interval_of(int32_t method, int64_t x, int64_t n, int64_t N, int64_t confidence,
                           interval_bounds *out)
{
    if (n == N) {
        out->high = 0;
        int32_t fits = interval_share(x, n, &out->low);
        out->high = out->low;
        return fits;
    }
    if (method == KEFU_INTERVAL_WILSON)
        return interval_wilson(x, n, N, confidence, out);
    return N ? interval_clopper_few(x, n, N, confidence, out)
             : interval_clopper(x, n, confidence, out);
}

kefu_status kefu_rate_interval(int32_t method, int64_t x, int64_t n, int64_t N, int64_t confidence,
                               int64_t *low, int64_t *high, kefu_error *error)
{
    interval_bounds bounds;
    if (!low)
        return kf_fail(error, KEFU_E_ARGUMENT, "low: NULL");
    if (!high)
        return kf_fail(error, KEFU_E_ARGUMENT, "high: NULL");
    kefu_status status = interval_check(method, x, n, N, &confidence, error);
    if (status)
        return status;
    if (!interval_of(method, x, n, N, confidence, &bounds))
        return kf_fail(error, KEFU_E_INTERNAL, "interval: no result");
    *low = bounds.low;
    *high = bounds.high;
    return KEFU_OK;
}
