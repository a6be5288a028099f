/* rounded.c - see rounded.h. */
#include "metric/rounded.h"

#include "base/decimal.h"
#include "base/fail.h"

static kefu_status rounded_overflow(int32_t round, kefu_error *error)
{
    return kf_fail(error, KEFU_E_OVERFLOW, "the result does not fit into 64 bits with %d decimals",
                   round);
}

static kefu_status rounded_give(int32_t negative, uint64_t size, int32_t round, int64_t n,
                                uint32_t flags, kefu_value *out, kefu_error *error)
{
    if (size > (uint64_t)INT64_MAX + (uint64_t)negative)
        return rounded_overflow(round, error);
    int64_t num = negative && size ? -(int64_t)(size - 1) - 1 : (int64_t)size;
    *out = (kefu_value){num, kf_pow10(round), n, KEFU_VALUE_OK, KEFU_VALUE_ROUNDED | flags};
    return KEFU_OK;
}

kefu_status kf_rounded(int32_t negative, kf_nat *num, const kf_nat *den, int32_t round, int64_t n,
                       uint32_t flags, kefu_value *out, kefu_error *error)
{
    uint64_t size;
    kf_nat_scale(num, round);
    if (!kf_nat_round_divide(num, den, &size))
        return rounded_overflow(round, error);
    return rounded_give(negative, size, round, n, flags, out, error);
}

/* The greatest q with q - 1/2 <= sqrt(v), v = num / den × 10^(2 round), is the greatest with
 * 2q - 1 <= sqrt(4v), so that half of (the root of 4v rounded down) + 1 is it, rounded down. Whole
 * numbers are below a root just if they are below that of the whole part. */
kefu_status kf_rounded_root(kf_nat *num, const kf_nat *den, int32_t round, int64_t n,
                            kefu_value *out, kefu_error *error)
{
    kf_nat whole, rest, root;
    uint64_t size;
    kf_nat_scale(num, 2 * round);
    kf_nat_mul_small(num, 4);
    kf_nat_divide(&whole, &rest, num, den);
    kf_nat_sqrt(&root, &whole);
    if (!kf_nat_fits_u64(&root, &size))
        return rounded_overflow(round, error);
    return rounded_give(0, size / 2 + size % 2, round, n, 0, out, error);
}
