/* stats.h - intervals and quantiles as real numbers, for estimates whose n and degrees of freedom
 * are not whole. A number that failed (base/real.h) stays failed: check once, when rounding. */
#ifndef KF_STATS_H
#define KF_STATS_H

#include "base/real.h"
#include "kefu/stats.h"

kf_real kf_billionths(int64_t value); /* value × 10^-9 */

/* The confidence of a caller's: 0 becomes 0.95, what is below 0.5 or not below 1 KEFU_E_ARGUMENT.
 */
kefu_status kf_confidence_take(int64_t *confidence, kefu_error *error);

/* ---- How far an interval reaches ------------------------------------------------------------ */

/* The z and t that lie `confidence` (billionths, between 0 and 1) of a normal and of a t variable
 * between -z and z; df above 0. Relative error 2^-50 for confidences from 0.001 on. */
kf_real kf_normal_reach(int64_t confidence);
kf_real kf_t_reach(int64_t confidence, kf_real df);

/* ---- Intervals of a rate -------------------------------------------------------------------- */

/* Of a rate within 0..1 seen in n (above 0, not necessarily whole: effective n); low and high are
 * within 0..1, exactly 0 and 1 where the rate is. Clopper-Pearson with n that is not whole is
 * Korn and Graubard's. */
void kf_wilson(kf_real rate, kf_real n, int64_t confidence, kf_real *low, kf_real *high);
void kf_clopper_pearson(kf_real rate, kf_real n, int64_t confidence, kf_real *low, kf_real *high);

#endif
