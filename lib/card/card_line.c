/* card_line.c - reading linear curves, proportions, and points for places. */
#include "card/card_curve.h"

static const kf_range line_cap = {0, 1000000 * (int64_t)KEFU_POINT, "points of 0 to 1000000"};

/* ---- Linear --------------------------------------------------------------------------------- */

static kefu_status line_knot(const kf_curve_reading *r, const kf_json_at *at, kf_band *knot)
{
    const kf_json_node *pair = at->node;
    kf_json_at x, y;
    kefu_status status;
    if (pair->type != KF_JSON_ARRAY || pair->count != 2)
        return kf_json_fail(r->card, at, "expected a pair [value, points]", "");
    x = kf_at_element(at, pair->child, 0);
    y = kf_at_element(at, pair->child->next, 1);
    knot->node = pair;
    status = kf_curve_settle(r, &x, &knot->x);
    return status ? status : kf_read_millionths(r->card, &y, &knot->points, &kf_range_points);
}

static kefu_status line_knots(const kf_curve_reading *r, const kf_json_at *at)
{
    kf_band *knots = r->curve->bands;
    int32_t i = 0;
    for (const kf_json_node *n = at->node->child; n; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        kefu_status status = line_knot(r, &inner, &knots[i]);
        if (status)
            return status;
        if (r->last_pass && i && knots[i].x <= knots[i - 1].x)
            return kf_json_fail(r->card, &inner, "expected a value above the one before it", "");
    }
    if (i < 2)
        return kf_json_fail(r->card, at, "expected at least two pairs [value, points]", "");
    return KEFU_OK;
}

static kefu_status line_outside(const kf_curve_reading *r, const kf_json_at *at,
                                const kf_json_node *node, int32_t *extend)
{
    static const kf_choice choices[] = {{"level", 0}, {"extend", 1}, {NULL, 0}};
    kf_json_at inner;
    if (!node)
        return KEFU_OK;
    inner = kf_at_member(at, node);
    return kf_read_choice(r->card, &inner, extend, choices);
}

kefu_status kf_read_linear(const kf_curve_reading *r, const kf_json_at *at,
                           const kf_curve_nodes *nodes)
{
    kf_json_at points = kf_at_member(at, nodes->points);
    kefu_status status = line_knots(r, &points);
    if (!status)
        status = line_outside(r, at, nodes->below, &r->curve->extend_below);
    return status ? status : line_outside(r, at, nodes->above, &r->curve->extend_above);
}

/* ---- Proportion ----------------------------------------------------------------------------- */

kefu_status kf_read_proportion(const kf_curve_reading *r, const kf_json_at *at,
                               const kf_curve_nodes *nodes)
{
    kf_json_at inner;
    r->curve->least = 0;
    if (!nodes->cap)
        return KEFU_OK;
    inner = kf_at_member(at, nodes->cap);
    return kf_read_millionths(r->card, &inner, &r->curve->most, &line_cap);
}

/* ---- Places --------------------------------------------------------------------------------- */

kefu_status kf_read_places(const kf_curve_reading *r, const kf_json_at *at,
                           const kf_curve_nodes *nodes)
{
    kf_json_at points = kf_at_member(at, nodes->points);
    kf_json_at otherwise = kf_at_member(at, nodes->otherwise);
    int32_t i = 0;
    if (r->rule->basis != KF_BASIS_PLACE)
        return kf_json_fail(r->card, at, "places need the item to have ", "\"basis\": \"place\"");
    for (const kf_json_node *n = nodes->points->child; n; n = n->next, i++) {
        kf_json_at inner = kf_at_element(&points, n, i);
        kefu_status status =
            kf_read_millionths(r->card, &inner, &r->curve->bands[i].points, &kf_range_points);
        if (status)
            return status;
        r->curve->bands[i].node = n;
    }
    return kf_read_millionths(r->card, &otherwise, &r->curve->otherwise, &kf_range_points);
}
