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

/* dst += src; KEFU_E_OVERFLOW if the rows of both are more than KF_ROWS_MOST. */
kefu_status kf_count_merge(int64_t *dst, int64_t src, kefu_error *error);

/* num/den, both at `scale`, without the decimals that neither uses: 5000.000000 is 5000 / 1, 12.50
 * is 125 / 10; `den` > 0. KEFU_E_OVERFLOW if that does not fit. */
kefu_status kf_fraction(kf_i128 num, kf_i128 den, int32_t scale, int64_t n, kefu_value *out,
                        kefu_error *error);

/* ---- States as bytes: fields of 32 to 192 bits, little-endian, one after the other ---- */

typedef struct kf_state_reader {
    const unsigned char *at;
    size_t left;
} kf_state_reader;

int32_t kf_state_i32(kf_state_reader *reader);
uint64_t kf_state_u64(kf_state_reader *reader);
int64_t kf_state_i64(kf_state_reader *reader);
kf_i128 kf_state_i128(kf_state_reader *reader);
kf_i192 kf_state_i192(kf_state_reader *reader);
unsigned char *kf_state_put_i32(unsigned char *at, int32_t value);
unsigned char *kf_state_put_u64(unsigned char *at, uint64_t value);
unsigned char *kf_state_put_i64(unsigned char *at, int64_t value);
unsigned char *kf_state_put_i128(unsigned char *at, kf_i128 value);
unsigned char *kf_state_put_i192(unsigned char *at, kf_i192 value);
/* KEFU_E_UNSUPPORTED for a format of the bytes of a state other than 1. */
kefu_status kf_state_format(uint32_t format, kefu_error *error);
/* Format and size of a state's bytes. KEFU_E_UNSUPPORTED, KEFU_E_DATA. */
kefu_status kf_state_open(kf_state_reader *reader, uint32_t format, const void *bytes, size_t size,
                          size_t expected, kefu_error *error);
/* The same where the size depends on the rows: `header` bytes, then items of `item` bytes, of which
 * *items gets the number. */
kefu_status kf_state_open_items(kf_state_reader *reader, uint32_t format, const void *bytes,
                                size_t size, size_t header, size_t item, size_t *items,
                                kefu_error *error);
kefu_status kf_state_bad(kefu_error *error); /* KEFU_E_DATA: no rows give such a state */
/* 1 if some n numbers have this total. */
int32_t kf_total_possible(const kf_total *total);

#endif
