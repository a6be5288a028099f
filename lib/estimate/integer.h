/* integer.h - integers of up to 2,112 bits with a sign: estimates are sums of products of weights,
 * marks and counts, kept whole until they are rounded. Callers stay below that size; the bounds
 * are reckoned at KF_WEIGHT_BITS. */
#ifndef KF_INTEGER_H
#define KF_INTEGER_H

#include "base/big.h"
#include "base/real.h"
#include "base/wide.h"

typedef struct kf_integer {
    kf_nat size;
    int32_t negative; /* 0 of zero */
} kf_integer;

void kf_integer_of(kf_integer *out, int64_t value);
void kf_integer_of_sum(kf_integer *out, kf_i128 value);
void kf_integer_of_squares(kf_integer *out, kf_i192 value);
void kf_integer_of_nat(kf_integer *out, const kf_nat *value);

/* out may be a or b. */
void kf_integer_add(kf_integer *out, const kf_integer *a, const kf_integer *b);
void kf_integer_sub(kf_integer *out, const kf_integer *a, const kf_integer *b);
void kf_integer_mul(kf_integer *out, const kf_integer *a, const kf_integer *b);
/* *sum += a × b */
void kf_integer_add_product(kf_integer *sum, const kf_integer *a, const kf_integer *b);

kf_real kf_nat_real(const kf_nat *a); /* its first 64 bits */
/* out may be a or b. */
void kf_nat_times(kf_nat *out, const kf_nat *a, const kf_nat *b);

#endif
