/* ratio.h - exact fractions of up to 1,024 bits: formulas and points are computed with them and
 * rounded once. A result that does not fit after reduction makes the fraction `failed`; failures
 * stick, like NaN, so a computation is checked once at its end. */
#ifndef KF_RATIO_H
#define KF_RATIO_H

#include "base/big.h"
#include "base/wide.h"
#include "kefu/base.h"

enum { KF_BIG_LIMBS = 32 };

/* Magnitude of 32-bit limbs, lowest first, no leading zero limbs; n = 0 is zero. */
typedef struct kf_big {
    uint32_t limb[KF_BIG_LIMBS];
    int32_t n;
} kf_big;

/* Reduced only where it would not fit otherwise. Failed ones hold 0/1. */
typedef struct kf_ratio {
    kf_big num, den; /* den > 0 */
    int32_t negative;
    int32_t failed; /* overflow, or division by zero */
} kf_ratio;

void kf_ratio_set(kf_ratio *out, int64_t num, int64_t den);         /* den != 0, else failed */
void kf_ratio_decimal(kf_ratio *out, int64_t value, int32_t scale); /* value × 10^-scale, 0..18 */
void kf_ratio_wide(kf_ratio *out, kf_i128 num, kf_i128 den);        /* den > 0, else failed */
void kf_ratio_nats(kf_ratio *out, const kf_nat *num, const kf_nat *den); /* den > 0, else failed */
/* out may be a or b. */
void kf_ratio_add(kf_ratio *out, const kf_ratio *a, const kf_ratio *b);
void kf_ratio_sub(kf_ratio *out, const kf_ratio *a, const kf_ratio *b);
void kf_ratio_mul(kf_ratio *out, const kf_ratio *a, const kf_ratio *b);
void kf_ratio_div(kf_ratio *out, const kf_ratio *a, const kf_ratio *b); /* by zero: failed */
int32_t kf_ratio_compare(const kf_ratio *a, const kf_ratio *b);         /* -1 0 1; neither failed */
int32_t kf_ratio_is_zero(const kf_ratio *a);                            /* 0 if failed */
int32_t kf_ratio_sign(const kf_ratio *a);                               /* -1 0 1; 0 if failed */
/* × 10^scale (0..18) rounded half away; 0 if failed or it does not fit. */
int32_t kf_ratio_round(const kf_ratio *a, int32_t scale, int64_t *out);
/* Numerator and denominator (> 0) in lowest terms; 0 if failed or one does not fit. */
int32_t kf_ratio_lowest(const kf_ratio *a, int64_t *num, int64_t *den);

#endif
