/* builtin.c - the list of built-in metrics, and the arithmetic that they share. */
#include "metric/builtin.h"

#include "base/decimal.h"
#include "base/fail.h"

const kf_metric_entry kf_builtins[KF_BUILTINS] = {
    {&kf_metric_clock_mean, NULL, NULL},
    {&kf_metric_concurrency, NULL, NULL},
    {&kf_metric_count, NULL, NULL},
    {&kf_metric_deviation, NULL, NULL},
    {&kf_metric_deviation_pop, NULL, NULL},
    {&kf_metric_distinct, NULL, NULL},
    {&kf_metric_distinct_about, NULL, NULL},
    {&kf_metric_first, NULL, NULL},
    {&kf_metric_last, NULL, NULL},
    {&kf_metric_max, NULL, NULL},
    {&kf_metric_mean, NULL, NULL},
    {&kf_metric_median, NULL, NULL},
    {&kf_metric_min, NULL, NULL},
    {&kf_metric_mode, NULL, NULL},
    {&kf_metric_quantile, NULL, NULL},
    {&kf_metric_quantile_about, NULL, NULL},
    {&kf_metric_ratio, NULL, NULL},
    {&kf_metric_share, NULL, NULL},
    {&kf_metric_sum, NULL, NULL},
    {&kf_metric_trimmed_mean, NULL, NULL},
    {&kf_metric_variance, NULL, NULL},
    {&kf_metric_variance_pop, NULL, NULL},
    {&kf_metric_weighted_mean, NULL, NULL},
    {&kf_metric_winsor_mean, NULL, NULL},
};

kefu_status kf_count_merge(int64_t *dst, int64_t src, kefu_error *error)
{
    if (src > KF_ROWS_MOST - *dst)
        return kf_fail(error, KEFU_E_OVERFLOW, "more than 2^62 rows");
    *dst += src;
    return KEFU_OK;
}

int32_t kf_total_possible(const kf_total *total)
{
    return kf_rows_possible(total->n) &&
           kf_i128_compare(total->total, kf_i128_mul(total->n, INT64_MIN)) >= 0 &&
           kf_i128_compare(total->total, kf_i128_mul(total->n, INT64_MAX)) <= 0;
}

/* ---- Fractions ------------------------------------------------------------------------------ */

/* a / 10^exponent to *out if that is whole and fits; else 0. */
static int32_t fraction_tenth(kf_i128 a, int32_t exponent, int64_t *out)
{
    int64_t power = kf_pow10(exponent), quotient;
    if (!kf_i128_round_div(a, power, &quotient) ||
        kf_i128_compare(kf_i128_mul(quotient, power), a) != 0)
        return 0;
    *out = quotient;
    return 1;
}

kefu_status kf_fraction(kf_i128 num, kf_i128 den, int32_t scale, int64_t n, kefu_value *out,
                        kefu_error *error)
{
    for (int32_t unused = scale; unused >= 0; unused--) {
        int64_t a, b;
        if (!fraction_tenth(num, unused, &a) || !fraction_tenth(den, unused, &b))
            continue;
        *out = (kefu_value){a, b, n, KEFU_VALUE_OK, 0};
        return KEFU_OK;
    }
    return kf_fail(error, KEFU_E_OVERFLOW, "the total does not fit into 64 bits");
}
