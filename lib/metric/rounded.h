/* rounded.h - the one rounding of metrics that have no exact form. */
#ifndef KF_ROUNDED_H
#define KF_ROUNDED_H

#include "base/big.h"
#include "kefu/base.h"

/* ± num / den (den > 0), rounded half away at `round` decimals: a value flagged KEFU_VALUE_ROUNDED
 * and `flags`. KEFU_E_OVERFLOW if it does not fit; spoils num. */
kefu_status kf_rounded(int32_t negative, kf_nat *num, const kf_nat *den, int32_t round, int64_t n,
                       uint32_t flags, kefu_value *out, kefu_error *error);
/* The same of the square root of num / den. */
kefu_status kf_rounded_root(kf_nat *num, const kf_nat *den, int32_t round, int64_t n,
                            kefu_value *out, kefu_error *error);

#endif
