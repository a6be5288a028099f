/* lint_reach.h - which points a curve, an item and a card can give. */
#ifndef KF_LINT_REACH_H
#define KF_LINT_REACH_H

#include "card/curve.h"

/* Both ends inclusive, millionths; INT64_MIN and INT64_MAX where there is no end. */
typedef struct kf_reach {
    int64_t least, most;
} kf_reach;

/* ---- Steps, from the lowest value to the highest ---- */

/* A bound, or the open interval between two. */
typedef struct kf_stop {
    int32_t number; /* from the lowest value on */
    int32_t is_bound;
    int32_t first, last; /* 1: an interval without an end below, above */
    int64_t from, to;    /* at the scale of the curve; equal at a bound */
    int64_t low, high;   /* points towards its lower and its upper end, millionths */
} kf_stop;

typedef struct kf_walk {
    const kf_item *item;
    const kf_rule *rule;
    int64_t bounds[2 * KF_CARD_BANDS];
    int32_t n, at;
} kf_walk;

void kf_walk_begin(kf_walk *walk, const kf_item *item, const kf_rule *rule);
/* The next bound or interval in which there can be a value: 1, or 0 at the end. */
int32_t kf_walk_next(kf_walk *walk, kf_stop *out);

/* ---- Points ---- */

/* Points of the curve as they count: within least and most of the item, 0 where they fail. */
int64_t kf_points_that_count(const kf_item *item, int64_t points);
/* Of the curve alone. */
kf_reach kf_reach_of_curve(const kf_item *item, const kf_rule *rule);
/* Of both rules of the item, as they count. */
kf_reach kf_reach_of_item(const kf_item *item);
/* What so many points of the item's curve are of the total when every item has its figure. */
int64_t kf_points_of_total(const kefu_card *card, const kf_item *item, int64_t points);
/* Of the total, before red lines; `left_out`: where any of the items may be left out and the others
 * take its weight. */
kf_reach kf_reach_of_card(const kefu_card *card, int32_t left_out);
/* After red lines. */
kf_reach kf_reach_in_the_end(const kefu_card *card);

#endif
