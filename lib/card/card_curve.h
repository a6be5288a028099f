/* card_curve.h - what the readers of the types of curves share. */
#ifndef KF_CARD_CURVE_H
#define KF_CARD_CURVE_H

#include "card/card.h"

/* The values of a curve's keys, of whatever type; NULL = not there. */
typedef struct kf_curve_nodes {
    const kf_json_node *type, *bands, *points, *bounds, *otherwise, *below, *above, *cap;
    const kf_json_node *from, *per, *start, *least, *round;
} kf_curve_nodes;

typedef struct kf_curve_reading {
    kf_json_reading *card;
    const kf_item *item;
    kf_rule *rule;
    kf_curve *curve;
    int32_t unit;      /* of the bounds */
    int32_t last_pass; /* bounds are read twice, to find the scale that all of them share */
} kf_curve_reading;

/* Reads the curve whose array, if it has one, is allocated; called once for each pass. */
typedef kefu_status (*kf_curve_type_read)(const kf_curve_reading *r, const kf_json_at *at,
                                          const kf_curve_nodes *nodes);

/* A bound at the scale of the curve, which is final in the last pass. */
kefu_status kf_curve_settle(const kf_curve_reading *r, const kf_json_at *at, int64_t *out);

/* card_steps.c */
kefu_status kf_read_steps(const kf_curve_reading *r, const kf_json_at *at,
                          const kf_curve_nodes *nodes);
kefu_status kf_read_pieces(const kf_curve_reading *r, const kf_json_at *at,
                           const kf_curve_nodes *nodes);
kefu_status kf_read_zones(const kf_curve_reading *r, const kf_json_at *at,
                          const kf_curve_nodes *nodes);
/* card_line.c */
kefu_status kf_read_linear(const kf_curve_reading *r, const kf_json_at *at,
                           const kf_curve_nodes *nodes);
kefu_status kf_read_places(const kf_curve_reading *r, const kf_json_at *at,
                           const kf_curve_nodes *nodes);
kefu_status kf_read_proportion(const kf_curve_reading *r, const kf_json_at *at,
                               const kf_curve_nodes *nodes);
/* card_deduct.c */
kefu_status kf_read_deduct(const kf_curve_reading *r, const kf_json_at *at,
                           const kf_curve_nodes *nodes);

#endif
