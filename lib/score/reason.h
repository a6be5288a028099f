/* reason.h - why an item gave its points, and what would give more. */
#ifndef KF_REASON_H
#define KF_REASON_H

#include "score/sheet.h"

/* The reason of item r->part (reason_item.c). */
void kf_reason_item(const kefu_sheet *sheet, const kf_line *line, kefu_reason *r);

kefu_status kf_reason(const kefu_sheet *sheet, int64_t row, int32_t index, kefu_reason *out);
/* The reason of an item, whatever its number among the reasons. */
void kf_reason_of_item(const kefu_sheet *sheet, const kf_line *line, int32_t item,
                       kefu_reason *out);
/* What a reason is about: one of an item (-1: none), a hit (NULL: none) and a step (code 0: none).
 */
typedef struct kf_reason_of {
    int32_t item;
    const kf_hit *hit;
    kf_step step;
} kf_reason_of;
/* The index is that of a reason of the line. */
kf_reason_of kf_reason_find(const kefu_sheet *sheet, const kf_line *line, int32_t index);

#endif
