/* lint_curve.h - the line of values that steps cut up, for the faults of curves. */
#ifndef KF_LINT_CURVE_H
#define KF_LINT_CURVE_H

#include "card/lint.h"

enum { KF_LINT_SPOTS = 4 * KF_CARD_BANDS + 1 };

/* A rule of an item. The bounds of its steps cut the line of values into points and open intervals;
 * on each of them the bands are constant. Spot 0 is below the first bound, 2i+1 at bound i, 2i+2
 * between bound i and the next. */
typedef struct kf_lint_line {
    const kf_item *item;
    const kf_rule *rule;
    const char *path; /* "/curve", "/small/curve" */
    int32_t unit;     /* of the bounds */
    int64_t bounds[2 * KF_CARD_BANDS];
    int32_t n_bounds, n_spots;
    int32_t band[KF_LINT_SPOTS]; /* that counts there; -1 = none, -2 = no such value */
} kf_lint_line;

/* The least and the greatest value that can enter the curve, at its scale; INT64_MIN and INT64_MAX
 * are open. */
void kf_lint_domain(const kf_item *item, const kf_rule *rule, int64_t *least, int64_t *most);
/* Points that fall where it gets better (lint_direction.c). */
void kf_lint_direction(kf_lint *lint, const kf_lint_line *line);

#endif
