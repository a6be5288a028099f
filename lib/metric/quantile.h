/* quantile.h - where quantiles stand among numbers in order, by the nine definitions of Hyndman and
 * Fan, Sample Quantiles in Statistical Packages, The American Statistician 50 (1996). */
#ifndef KF_QUANTILE_H
#define KF_QUANTILE_H

#include "kefu/plugin.h"

enum { KF_QUANTILE_USUAL = 7 };
#define KF_QUANTILE_ONE INT64_C(1000000000) /* p is in billionths */

/* The parameters of a call: those of quantile(x, p, type); without any it is the median. */
typedef struct kf_quantile {
    int64_t p, type;
} kf_quantile;

kf_quantile kf_quantile_of(const kefu_context *context);
/* The 0-based ranks of the two numbers, of n > 0, that the quantile lies between or on. */
void kf_quantile_ranks(const kf_quantile *quantile, int64_t n, int64_t ranks[2]);
/* The quantile from the numbers at these ranks, rounded once to context->round decimals.
 * KEFU_E_OVERFLOW. */
kefu_status kf_quantile_between(const kf_quantile *quantile, int64_t n, const int64_t numbers[2],
                                const kefu_context *context, kefu_value *out, kefu_error *error);

#endif
