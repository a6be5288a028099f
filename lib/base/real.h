/* real.h - real numbers of 64 binary digits in integers alone: the same bits on every machine,
 * whatever its floating point. For what has no exact answer: roots, logarithms, tails.
 *
 * Each operation is rounded to nearest, ties to even: a relative error of 2^-64 at most for what is
 * said to be exact but for rounding, for others as stated. Exponents have 31 bits: what is smaller
 * becomes 0, what is larger fails. A failed number stays failed through every operation, like NaN,
 * so a computation is checked once at its end. */
#ifndef KF_REAL_H
#define KF_REAL_H

#include "base/ratio.h"
#include "base/wide.h"

enum { KF_REAL_FAILED = 2 }; /* kf_real.sign */

/* sign × mantissa × 2^exponent; the highest bit of the mantissa is set. 0 is all zero. */
typedef struct kf_real {
    uint64_t mantissa;
    int32_t exponent;
    int32_t sign; /* -1, 0, 1 or KF_REAL_FAILED */
} kf_real;

/* ---- real.c: exact but for rounding --------------------------------------------------------- */

kf_real kf_real_of(int64_t value);                  /* exact */
kf_real kf_real_quotient(int64_t num, int64_t den); /* den 0: failed */
kf_real kf_real_wide(kf_i128 value);
kf_real kf_real_wide_quotient(kf_i128 num, kf_i128 den); /* 2^-62 */
kf_real kf_real_ratio(const kf_ratio *ratio);            /* 2^-62; failed if that is */

kf_real kf_real_neg(kf_real a);
kf_real kf_real_add(kf_real a, kf_real b);
kf_real kf_real_sub(kf_real a, kf_real b);
kf_real kf_real_mul(kf_real a, kf_real b);
kf_real kf_real_div(kf_real a, kf_real b);      /* by 0: failed */
kf_real kf_real_shift(kf_real a, int32_t bits); /* a × 2^bits, exact */
int32_t kf_real_compare(kf_real a, kf_real b);  /* -1 0 1; neither failed */
kf_real kf_real_fail(void);

/* a × 10^scale (0..18) as an integer, half away from zero or up (towards +infinity); 0 if it failed
 * or does not fit. */
int32_t kf_real_round(kf_real a, int32_t scale, int64_t *out);
int32_t kf_real_round_up(kf_real a, int32_t scale, int64_t *out);

/* ---- real_root.c, real_exp.c, real_log.c ---------------------------------------------------- */

kf_real kf_real_sqrt(kf_real a);  /* 2^-63, squares exact; a < 0: failed */
kf_real kf_real_exp(kf_real a);   /* 2^-62 */
kf_real kf_real_expm1(kf_real a); /* exp(a) - 1, 2^-61 */
kf_real kf_real_log(kf_real a);   /* 2^-61; a <= 0: failed */
kf_real kf_real_log1p(kf_real a); /* log(1 + a), 2^-61; a <= -1: failed */
/* artanh(a) - a for |a| <= KF_REAL_NEAR (a bit above 0.17), 2^-61: what is left of logarithms of
 * numbers near 1 when the first term has been taken exactly. */
#define KF_REAL_NEAR ((kf_real){0xB000000000000000u, -66, 1}) /* 0.171875 */
kf_real kf_real_artanh_rest(kf_real a);

#endif
