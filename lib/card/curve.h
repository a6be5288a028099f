/* curve.h - from a figure to points. */
#ifndef KF_CURVE_H
#define KF_CURVE_H

#include "base/ratio.h"
#include "card/card.h"

/* Points that no card is meant to give, 10^9 in millionths: where a curve, or its product with the
 * factor, reaches or leaves it, the points are exactly this, and the scorer refuses them. */
#define KF_POINTS_MOST (INT64_C(1000000000) * KEFU_POINT)

/* What the points of a curve are multiplied by, reduced: 15 of 100 is 3/20. */
typedef struct kf_factor {
    int64_t num, den;
} kf_factor;

/* A weight over the weights that are shared out; over > 0 */
kf_factor kf_factor_of(int64_t weight, int64_t over);
/* Weight / of × 100 / over, with `over` in millionths (100 points where nothing was left out). The
 * reader of an item sees that it fits. */
kf_factor kf_item_factor(const kf_item *item, int64_t over);
/* Points × factor, rounded once half away from zero, within ±KF_POINTS_MOST. */
int64_t kf_factor_times(kf_factor factor, int64_t points);

/* Points that are rounded to a millionth, and what that left of the exact ones, in 2^-24ths of a
 * millionth: so close that a sum of items is in doubt about its own rounding only where the rests
 * nearly add up to a half, and is then computed the long way. */
enum { KF_REST_BITS = 24, KF_REST_ERROR = 2 };
typedef struct kf_scored {
    int64_t points;
    int32_t rest; /* within KF_REST_ERROR */
} kf_scored;
kf_scored kf_factor_scored(kf_factor factor, int64_t points);
/* The lesser and the greater of two. */
kf_scored kf_scored_least(kf_scored a, kf_scored b);
kf_scored kf_scored_most(kf_scored a, kf_scored b);

/* Order of num/den (den > 0) and a bound of the curve. */
int32_t kf_curve_compare(const kf_curve *curve, int64_t num, int64_t den, int64_t bound);

/* Steps: the first band that covers num/den, or -1. Linear: the last knot not above it, or -1.
 * Places (num/den a whole number from 1): its place - 1, or n for all later ones. Others: -1. */
int32_t kf_curve_find(const kf_curve *curve, int64_t num, int64_t den);

/* Curve × factor in millionths of a point, rounded once half away from zero; 0 where no band covers
 * num/den; at most ±KF_POINTS_MOST. In 128 bits where they are enough. A limit (least, most of the
 * item) may be laid on after it, times the same factor: rounding keeps order. */
int64_t kf_curve_points(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor);
/* The same with what rounding left. */
kf_scored kf_curve_scored(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor);
/* The exact points of the curve within its limits, before any factor, in millionths. */
void kf_curve_exact(const kf_curve *curve, int64_t num, int64_t den, kf_ratio *points);
/* The long way alone; for tests. */
int64_t kf_curve_points_exact(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor);
/* Order of the exact points of the curve, before any rounding, and `points`. */
int32_t kf_curve_order(const kf_curve *curve, int64_t num, int64_t den, int64_t points);

/* Points of a band of steps (of a line those at its lower end), of a place, or of no band. */
int64_t kf_curve_of_band(const kf_curve *curve, int32_t band);

/* ---- The line that the curve is at a figure (curve.c) ---- */

/* Points y0 + rise × (x - x0) / (x1 - x0), x0 < x1 at the scale of the curve; y0 where rise is 0.
 * `open`: it goes on for ever, so that its points have to be watched. */
typedef struct kf_line_part {
    int64_t x0, x1, y0, rise;
    int32_t scale, open;
} kf_line_part;

kf_line_part kf_curve_part(const kf_curve *curve, int64_t num, int64_t den);

/* ---- Units short (curve_deduct.c) ---- */

/* How many units `deduct` takes points for: whole, at most INT64_MAX, or with "round": "exact" the
 * part that it is, to nine decimals where 64 bits do not hold it (KEFU_VALUE_ROUNDED). 0 where the
 * figure is not worse than `from`. */
kefu_value kf_curve_units(const kf_curve *curve, int64_t num, int64_t den);
/* Its part of kf_curve_part; `exact` counts the long way. */
kf_line_part kf_deduct_part(const kf_curve *curve, int64_t num, int64_t den, int32_t exact);

/* ---- Steps between their bounds ---- */

/* A place on the line of values: at a bound, or in the open interval just below or above it. */
typedef struct kf_spot {
    int64_t at;
    int32_t side; /* -1 just below, 0 at, 1 just above */
} kf_spot;

/* The first band that covers the spot, or -1. */
int32_t kf_curve_find_spot(const kf_curve *curve, kf_spot spot);
/* Points there in millionths, rounded; of a line beside a bound what it comes to at it. */
int64_t kf_curve_spot_points(const kf_curve *curve, kf_spot spot);
/* All different bounds of the steps in rising order, to bounds[2 * KF_CARD_BANDS]; how many. */
int32_t kf_curve_bounds(const kf_curve *curve, int64_t *bounds);

/* ---- What gives more ---- */

/* The nearest bound in the better direction where the curve gives more points. */
typedef struct kf_next {
    int32_t found;
    int32_t beyond;    /* 1: the bound itself is not enough */
    int32_t direction; /* the way to go: KEFU_HIGHER or KEFU_LOWER */
    int64_t bound;     /* at the scale of the curve */
    int64_t points;    /* of the curve there, millionths */
} kf_next;

/* KEFU_HIGHER, _LOWER or _MIDDLE: of what enters the curve. */
int32_t kf_basis_direction(const kf_item *item, const kf_rule *rule);
/* Steps only; num/den is what entered the curve. KEFU_MIDDLE looks both ways, for the nearer one,
 * the lower of two. */
kf_next kf_curve_next(const kf_curve *curve, int32_t direction, int64_t num, int64_t den);
/* Whole counts to add to num (or to take away: next->direction) at the same den until num/den is
 * there; 0 if it cannot be said. */
int64_t kf_next_counts(const kf_curve *curve, const kf_next *next, int32_t direction, int64_t num,
                       int64_t den);

#endif
