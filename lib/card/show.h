/* show.h - numbers as people read them, written to the caller's buffer in either language. */
#ifndef KF_SHOW_H
#define KF_SHOW_H

#include "card/curve.h"

typedef struct kf_show {
    char *out;
    size_t capacity, need; /* need: bytes so far, whether they fitted or not */
    int32_t language;
    char last; /* the last byte written */
} kf_show;

/* For kf_format: `to` is a kf_show. */
void kf_show_put(void *to, const char *bytes, size_t size);
/* The verbs of kf_fail. */
void kf_show_format(kf_show *show, const char *format, ...);
/* The text of the show's language. */
void kf_show_either(kf_show *show, const char *zh, const char *en);
/* Ends with NUL, cut at a character; the bytes it takes with the NUL. */
size_t kf_show_end(kf_show *show);

/* value × 10^-scale with thousands in groups and at least `digits` after the point. */
void kf_show_decimal(kf_show *show, int64_t value, int32_t scale, int32_t digits);
void kf_show_count(kf_show *show, int64_t value);
/* Points in millionths: 80, 12.00 */
void kf_show_curve(kf_show *show, int64_t millionths);
void kf_show_points(kf_show *show, int64_t millionths);
void kf_show_gain(kf_show *show, int64_t millionths); /* with its sign */
/* "15%", or "15/85" where weights were shared out anew. */
void kf_show_weight(kf_show *show, int64_t weight, int64_t over);

/* A bound with its unit (KF_UNIT_...): 45%, 30 秒. */
void kf_show_bound(kf_show *show, int32_t unit, int64_t at, int32_t scale);
/* A figure with its unit and at least `digits`, more where it would otherwise be shown on the wrong
 * side of one of the bounds (den 0: none). */
void kf_show_figure(kf_show *show, int32_t unit, int32_t digits, const kefu_value *value,
                    const kefu_value *a, const kefu_value *b);
/* " 秒", " yuan", " points"; "" for ratios and counts. `one`: of the number 1, " point". */
const char *kf_unit_text(int32_t unit, int32_t language, int32_t one);
/* In Chinese a space between a Latin letter, digit or sign and the character that follows. */
void kf_show_space(kf_show *show);

#endif
