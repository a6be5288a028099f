/* builtin.h - the metrics of the library, made with the same table as everybody's. */
#ifndef KF_BUILTIN_H
#define KF_BUILTIN_H

#include "base/wide.h"
#include "metric/registry.h"

enum { KF_BUILTINS = 24 };

extern const kf_metric_entry kf_builtins[KF_BUILTINS]; /* in order of names */

extern const kefu_metric kf_metric_count, kf_metric_sum, kf_metric_mean; /* builtin_sum.c */
extern const kefu_metric kf_metric_share, kf_metric_ratio;               /* builtin_ratio.c */
extern const kefu_metric kf_metric_min, kf_metric_max;                   /* builtin_extreme.c */
extern const kefu_metric kf_metric_first, kf_metric_last;                /* builtin_ordered.c */
extern const kefu_metric kf_metric_weighted_mean;                        /* builtin_weighted.c */
extern const kefu_metric kf_metric_distinct;                             /* builtin_distinct.c */
extern const kefu_metric kf_metric_distinct_about;             /* builtin_distinct_about.c */
extern const kefu_metric kf_metric_quantile_about;             /* builtin_quantile_about.c */
extern const kefu_metric kf_metric_quantile, kf_metric_median; /* builtin_quantile.c */
extern const kefu_metric kf_metric_winsor_mean, kf_metric_trimmed_mean; /* builtin_winsor.c */
extern const kefu_metric kf_metric_mode;                                /* builtin_mode.c */
extern const kefu_metric kf_metric_clock_mean;                          /* builtin_clock.c */
extern const kefu_metric kf_metric_concurrency;                         /* builtin_concurrency.c */
/* builtin_moment.c */
extern const kefu_metric kf_metric_variance, kf_metric_variance_pop;
extern const kefu_metric kf_metric_deviation, kf_metric_deviation_pop;

/* ---- What they share ---- */

/* A total and the number of rows in it; |total| <= n × 2^63. */
typedef struct kf_total {
    kf_i128 total;
    int64_t n;
} kf_total;

/* Adds `rows` numbers whose sum is `sum`. */
static inline void kf_total_add(kf_total *total, kf_i128 sum, int64_t rows)
{
    total->total = kf_i128_add(total->total, sum);
    total->n += rows;
}

/* Rows of a state that is merged or loaded, at most. So counting rows one by one cannot overflow:
 * nobody has as many again. */
#define KF_ROWS_MOST ((int64_t)1 << 62)

static inline int32_t kf_rows_possible(int64_t n) { return n >= 0 && n <= KF_ROWS_MOST; }
/* 1 if some n numbers have this total. */
int32_t kf_total_possible(const kf_total *total);

/* dst += src; KEFU_E_OVERFLOW if the rows of both are more than KF_ROWS_MOST. */
kefu_status kf_count_merge(int64_t *dst, int64_t src, kefu_error *error);

/* num/den, both at `scale`, without the decimals that neither uses: 5000.000000 is 5000 / 1, 12.50
 * is 125 / 10; `den` > 0. KEFU_E_OVERFLOW if that does not fit. */
kefu_status kf_fraction(kf_i128 num, kf_i128 den, int32_t scale, int64_t n, kefu_value *out,
                        kefu_error *error);

#endif
