/* sample_size.c - how many to inspect for an interval so wide, and how wide it is (Cochran). */
#include "base/fail.h"
#include "stats/tail.h"

enum { COCHRAN_LEAST = 1000 }; /* billionths: below it points were meant */

static kefu_status cochran_check(int64_t rate, int64_t *confidence, int64_t N, kefu_error *error)
{
    if (rate < 0 || rate > KEFU_BILLION)
        return kf_fail(error, KEFU_E_ARGUMENT, "rate: %i is not within 0..1 (in billionths)", rate);
    kefu_status status = kf_confidence_take(confidence, error);
    if (status)
        return status;
    if (N < 0 || N > KF_MOST_COUNT)
        return kf_fail(error, KEFU_E_ARGUMENT, "N: %i is not within 0..2^40", N);
    return KEFU_OK;
}

/* z² rate (1 - rate) */
static kf_real cochran_spread(int64_t rate, int64_t confidence)
{
    kf_real z = kf_normal_reach(confidence);
    return kf_real_mul(kf_real_mul(z, z),
                       kf_real_mul(kf_billionths(rate), kf_billionths(KEFU_BILLION - rate)));
}

/* n >= first N / (N - 1 + first), where `first` is what very many would need. */
kefu_status kefu_sample_size(int64_t rate, int64_t half_width, int64_t confidence, int64_t N,
                             int64_t *n, kefu_error *error)
{
    int64_t size;
    if (!n)
        return kf_fail(error, KEFU_E_ARGUMENT, "n: NULL");
    kefu_status status = cochran_check(rate, &confidence, N, error);
    if (status)
        return status;
    if (half_width < COCHRAN_LEAST || half_width >= KEFU_BILLION)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "half_width: %i, expected billionths of %d to 999999999: 5 points are "
                       "50000000",
                       half_width, (int32_t)COCHRAN_LEAST);
    kf_real half = kf_billionths(half_width);
    kf_real need = kf_real_div(cochran_spread(rate, confidence), kf_real_mul(half, half));
    if (N && need.sign) /* 0 of one would be 0 / 0 */
        need = kf_real_div(kf_real_mul(need, kf_real_of(N)), kf_real_add(kf_real_of(N - 1), need));
    if (!kf_real_round_up(need, 0, &size))
        return kf_fail(error, KEFU_E_INTERNAL, "sample size: no result");
    *n = size < 1 ? 1 : N && size > N ? N : size;
    return KEFU_OK;
}

kefu_status kefu_half_width(int64_t rate, int64_t n, int64_t confidence, int64_t N,
                            int64_t *half_width, kefu_error *error)
{
    if (!half_width)
        return kf_fail(error, KEFU_E_ARGUMENT, "half_width: NULL");
    kefu_status status = cochran_check(rate, &confidence, N, error);
    if (status)
        return status;
    if (n < 1 || n > (N ? N : KF_MOST_COUNT))
        return kf_fail(error, KEFU_E_ARGUMENT, "n: %i is not within 1..%i", n,
                       N ? N : KF_MOST_COUNT);
    kf_real square = kf_real_div(cochran_spread(rate, confidence), kf_real_of(n));
    if (N > 1)
        square = kf_real_mul(square, kf_real_quotient(N - n, N - 1));
    if (N == 1)
        square = kf_real_of(0);
    if (!kf_real_round_up(kf_real_sqrt(square), 9, half_width))
        return kf_fail(error, KEFU_E_INTERNAL, "half width: no result");
    return KEFU_OK;
}
