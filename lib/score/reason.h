/* reason.h - why an item gave its points, and what would give more. */
#ifndef KF_REASON_H
#define KF_REASON_H

#include "score/sheet.h"

/* Points of an item for a figure with the factor of the line. */
int64_t kf_item_points(const kf_item *item, const kf_line *line, int64_t num, int64_t den);

kefu_status kf_reason(const kefu_sheet *sheet, int64_t row, int32_t index, kefu_reason *out);
/* The hit behind a reason of an adjustment or red line. */
const kf_hit *kf_reason_hit(const kefu_sheet *sheet, const kf_line *line, int32_t index);

#endif
