/* curve.h - from a figure to points. */
#ifndef KF_CURVE_H
#define KF_CURVE_H

#include "base/ratio.h"
#include "card/card.h"

/* A weight over the weights that are shared out, reduced: 15 of 100 is 3/20. */
typedef struct kf_factor {
    int64_t num, den;
} kf_factor;

/* over > 0 */
kf_factor kf_factor_of(int64_t weight, int64_t over);

/* Order of num/den (den > 0) and a bound of the curve. */
int32_t kf_curve_compare(const kf_curve *curve, int64_t num, int64_t den, int64_t bound);

/* Steps: the first band that covers num/den, or -1. Linear: the last knot not above it, or -1.
 * Places (num/den a whole number from 1): its place - 1, or n for all later ones. */
int32_t kf_curve_find(const kf_curve *curve, int64_t num, int64_t den);

/* Curve × factor in millionths of a point, rounded once half away from zero; 0 where no band covers
 * num/den. In 128 bits where they are enough. Points are bounded, so that it always fits. */
int64_t kf_curve_points(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor);
/* The long way alone; for tests. */
int64_t kf_curve_points_exact(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor);

/* Points of a band of steps, of a place, or of no band. */
int64_t kf_curve_of_band(const kf_curve *curve, int32_t band);

/* ---- Steps between their bounds ---- */

/* A place on the line of values: at a bound, or in the open interval just below or above it. */
typedef struct kf_spot {
    int64_t at;
    int32_t side; /* -1 just below, 0 at, 1 just above */
} kf_spot;

/* The first band that covers the spot, or -1. */
int32_t kf_curve_find_spot(const kf_curve *curve, kf_spot spot);
/* All different bounds of the steps in rising order, to bounds[2 * KF_CARD_BANDS]; how many. */
int32_t kf_curve_bounds(const kf_curve *curve, int64_t *bounds);

/* ---- What gives more ---- */

/* The nearest figure in the better direction that the curve gives more points for. */
typedef struct kf_next {
    int32_t found;
    int64_t bound;  /* at the scale of the curve */
    int32_t beyond; /* 1: the bound itself is not enough */
    int64_t points; /* of the curve there, millionths */
} kf_next;

/* KEFU_HIGHER or KEFU_LOWER: of what enters the curve. */
int32_t kf_basis_direction(const kf_item *item, const kf_rule *rule);
/* Steps only; num/den is what entered the curve. */
kf_next kf_curve_next(const kf_curve *curve, int32_t direction, int64_t num, int64_t den);
/* Whole counts to add to num (or to take away) at the same den until num/den is there; 0 if it
 * cannot be said. */
int64_t kf_next_counts(const kf_curve *curve, const kf_next *next, int32_t direction, int64_t num,
                       int64_t den);

#endif
