/* amount.h - amounts of money as plans give them: a number or text, in minor units. */
#ifndef KF_AMOUNT_H
#define KF_AMOUNT_H

#include "base/json_fields.h"

/* Of minor units: an exponent beyond this is refused. */
enum { KF_AMOUNT_EXPONENT = 6 };
extern const kf_range kf_range_exponent, kf_range_not_negative;

/* An amount in minor units, number or text ("1,234.50元"), of at most `exponent` digits after the
 * point, within a kf_range of minor units (NULL: any). */
kefu_status kf_read_minor(kf_json_reading *reader, const kf_json_at *at, int32_t exponent,
                          const kf_range *range, int64_t *out);
/* For tables of fields: ISO 4217, three capital letters. */
kefu_status kf_read_currency(kf_json_reading *reader, const kf_json_at *at, void *to,
                             const void *with);

#endif
