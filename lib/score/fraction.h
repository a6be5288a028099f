/* fraction.h - completions, ratios and differences: exact where they fit 64 bits in lowest terms,
 * else rounded once to nine decimals. */
#ifndef KF_FRACTION_H
#define KF_FRACTION_H

#include "base/ratio.h"

/* den > 0 */
typedef struct kf_part {
    int64_t num, den;
} kf_part;

/* The value (n = -1) of a product, of a - b, or of a longer fraction: exact, or rounded with
 * KEFU_VALUE_ROUNDED; with den 0 where not even that fits. */
kefu_value kf_fraction_product(const kf_part *factors, int32_t n);
kefu_value kf_fraction_difference(kf_part a, kf_part b);
kefu_value kf_fraction_of_ratio(const kf_ratio *ratio);

#endif
