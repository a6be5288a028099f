/* quotient.h - the double nearest to a fraction. */
#ifndef KF_QUOTIENT_H
#define KF_QUOTIENT_H

#include <stdint.h>

/* num / den (den > 0) correctly rounded, ties to even, as the bits of an IEEE 754 double. Integers
 * alone decide: no rounding mode, wider register or fused operation can change a bit. */
uint64_t kf_quotient_bits(int64_t num, int64_t den);

#endif
