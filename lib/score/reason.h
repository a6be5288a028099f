/* reason.h - why an item gave its points, and what would give more. */
#ifndef KF_REASON_H
#define KF_REASON_H

#include "score/sheet.h"

/* The nearest figure in the better direction that the curve gives more points for. */
typedef struct kf_next {
    int32_t found;
    int64_t bound;  /* at the scale of the curve */
    int32_t beyond; /* 1: the bound itself is not enough */
    int64_t points; /* of the curve there, millionths */
} kf_next;

/* KEFU_HIGHER or KEFU_LOWER: of what enters the curve. */
int32_t kf_basis_direction(const kf_item *item);
/* Steps only; num/den is what entered the curve. */
kf_next kf_curve_next(const kf_curve *curve, int32_t direction, int64_t num, int64_t den);
/* Whole counts to add to num (or to take away) at the same den until num/den is there; 0 if it
 * cannot be said. */
int64_t kf_next_counts(const kf_curve *curve, const kf_next *next, int32_t direction, int64_t num,
                       int64_t den);
/* Points of an item for a figure with the factor of the line. */
int64_t kf_item_points(const kf_item *item, const kf_line *line, int64_t num, int64_t den);

kefu_status kf_reason(const kefu_sheet *sheet, int64_t row, int32_t index, kefu_reason *out);
/* The hit behind a reason of an adjustment or red line. */
const kf_hit *kf_reason_hit(const kefu_sheet *sheet, const kf_line *line, int32_t index);

#endif
