/* big.h - natural numbers as wide as a product of two magnitudes of 1,024 bits, in limbs of 32
 * bits: the workings of exact fractions and of the float entry rule. */
#ifndef KF_BIG_H
#define KF_BIG_H

#include <stdint.h>

enum { KF_NAT_LIMBS = 66 };

/* Lowest limb first, no leading zero limbs; n = 0 is zero. */
typedef struct kf_nat {
    uint32_t limb[KF_NAT_LIMBS];
    int32_t n;
} kf_nat;

void kf_nat_of(kf_nat *out, uint64_t value);
/* 1 and *out, or 0 if it needs more than 64 bits. */
int32_t kf_nat_fits_u64(const kf_nat *a, uint64_t *out);
int32_t kf_nat_compare(const kf_nat *a, const kf_nat *b); /* -1 0 1 */

/* Results must fit KF_NAT_LIMBS. In add and sub `out` may be a or b; mul and divide want results
 * of their own. */
void kf_nat_add(kf_nat *out, const kf_nat *a, const kf_nat *b);
void kf_nat_sub(kf_nat *out, const kf_nat *a, const kf_nat *b); /* a >= b */
void kf_nat_mul(kf_nat *out, const kf_nat *a, const kf_nat *b);
void kf_nat_mul_small(kf_nat *a, uint32_t factor);
void kf_nat_divide(kf_nat *quotient, kf_nat *rest, const kf_nat *a, const kf_nat *b); /* b > 0 */
void kf_nat_gcd(kf_nat *out, const kf_nat *a, const kf_nat *b);

/* ---- big_bits.c ---- */

int32_t kf_nat_bits(const kf_nat *a); /* of a number; 0 of zero */
void kf_nat_shift_left(kf_nat *a, int32_t bits);
void kf_nat_shift_down(kf_nat *a, int32_t bits); /* rounded down */

/* ---- big_root.c ---- */

/* The number of `n` words of 64 bits, lowest first. */
void kf_nat_of_words(kf_nat *out, const uint64_t *words, int32_t n);
void kf_nat_scale(kf_nat *a, int32_t decimals); /* a × 10^decimals, decimals >= 0 */
/* The largest number whose square is at most a < 2^1024. */
void kf_nat_sqrt(kf_nat *out, const kf_nat *a);
/* a / b (b > 0) rounded half up; 0 if it needs more than 64 bits. */
int32_t kf_nat_round_divide(const kf_nat *a, const kf_nat *b, uint64_t *out);

/* ---- Shifting ---- */

/* The part of a number that a division left over, against half of the divisor. */
enum { KF_REST_NONE = 0, KF_REST_BELOW_HALF = 1, KF_REST_HALF = 2, KF_REST_ABOVE_HALF = 3 };

/* a / 2^bits rounded down, which must fit 64 bits. */
uint64_t kf_nat_shift_right(const kf_nat *a, int32_t bits, int32_t *rest);

#endif
