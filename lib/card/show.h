/* show.h - points, weights and figures as people read them, in either language. */
#ifndef KF_SHOW_H
#define KF_SHOW_H

#include "base/show.h"
#include "card/curve.h"

/* Points in millionths: 80, 12.00 */
void kf_show_curve(kf_show *show, int64_t millionths);
void kf_show_points(kf_show *show, int64_t millionths);
void kf_show_gain(kf_show *show, int64_t millionths); /* with its sign */
/* "15%", or "15/85" where weights were shared out anew. */
void kf_show_weight(kf_show *show, int64_t weight, int64_t over);

/* A bound with its unit (KF_UNIT_...): 45%, 30 秒. */
void kf_show_bound(kf_show *show, int32_t unit, int64_t at, int32_t scale);
/* A figure with its unit and at least `digits`, more where it would otherwise be shown on the wrong
 * side of one of the bounds (den 0: none), or a ratio between 0 and 1 as 0 % or 100 %. */
void kf_show_figure(kf_show *show, int32_t unit, int32_t digits, const kefu_value *value,
                    const kefu_value *a, const kefu_value *b);
/* " 秒", " yuan", " points"; "" for ratios and counts. `one`: of the number 1, " point". */
const char *kf_unit_text(int32_t unit, int32_t language, int32_t one);

#endif
