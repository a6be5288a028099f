/* card_steps.c - reading bands: steps, pieces, and zones, which are steps once they are read. */
#include "card/card_curve.h"

/* ---- The ends of a band --------------------------------------------------------------------- */

typedef struct steps_nodes {
    const kf_json_node *at_least, *above, *at_most, *below, *points;
} steps_nodes;

static const kf_json_field steps_fields[] = {
    {"at_least", kf_read_later, offsetof(steps_nodes, at_least), NULL, 0},
    {"above", kf_read_later, offsetof(steps_nodes, above), NULL, 0},
    {"at_most", kf_read_later, offsetof(steps_nodes, at_most), NULL, 0},
    {"below", kf_read_later, offsetof(steps_nodes, below), NULL, 0},
    {"points", kf_read_later, offsetof(steps_nodes, points), NULL, 1},
};

static kefu_status steps_end(const kf_curve_reading *r, const kf_json_at *at,
                             const kf_json_node *inclusive, const kf_json_node *exclusive,
                             kf_end *out)
{
    const kf_json_node *node = inclusive ? inclusive : exclusive;
    kf_json_at inner;
    if (!node)
        return KEFU_OK;
    if (inclusive && exclusive) {
        inner = kf_at_member(at, exclusive);
        return kf_json_fail(r->card, &inner, "this end is given already by ", inclusive->key);
    }
    inner = kf_at_member(at, node);
    out->kind = inclusive ? KF_END_INCLUSIVE : KF_END_EXCLUSIVE;
    return kf_curve_settle(r, &inner, &out->at);
}

static kefu_status steps_order(const kf_curve_reading *r, const kf_json_at *at, const kf_band *band)
{
    int32_t touching = band->low.kind == KF_END_INCLUSIVE && band->high.kind == KF_END_INCLUSIVE;
    if (!band->low.kind || !band->high.kind || band->low.at < band->high.at ||
        (touching && band->low.at == band->high.at && !band->rise))
        return KEFU_OK;
    return kf_json_fail(
        r->card, at,
        band->rise ? "no line fits between its ends" : "no value fits between its ends", "");
}

/* ---- Points --------------------------------------------------------------------------------- */

/* [at the lower end, at the upper end] */
static kefu_status steps_line(const kf_curve_reading *r, const kf_json_at *at, kf_band *band)
{
    kf_json_at from, to;
    int64_t end = 0;
    kefu_status status;
    if (at->node->count != 2)
        return kf_json_fail(r->card, at, "expected a pair [points at its lower end, at its upper]",
                            "");
    if (!band->low.kind || !band->high.kind)
        return kf_json_fail(r->card, at, "a line needs both ends of its band", "");
    from = kf_at_element(at, at->node->child, 0);
    to = kf_at_element(at, at->node->child->next, 1);
    status = kf_read_millionths(r->card, &from, &band->points, &kf_range_points);
    if (!status)
        status = kf_read_millionths(r->card, &to, &end, &kf_range_points);
    band->rise = end - band->points;
    return status;
}

static kefu_status steps_points(const kf_curve_reading *r, const kf_json_at *at, int32_t lines,
                                kf_band *band)
{
    if (at->node->type != KF_JSON_ARRAY)
        return kf_read_millionths(r->card, at, &band->points, &kf_range_points);
    if (lines)
        return steps_line(r, at, band);
    return kf_json_fail(r->card, at,
                        "a step gives one number of points; for a line from one end to the other "
                        "write \"type\": ",
                        "\"pieces\"");
}

/* ---- Bands ---------------------------------------------------------------------------------- */

static kefu_status steps_band(const kf_curve_reading *r, const kf_json_at *at, int32_t lines,
                              kf_band *band)
{
    steps_nodes nodes = {NULL, NULL, NULL, NULL, NULL};
    kf_json_at points;
    kefu_status status = kf_read_object(r->card, at, &nodes, steps_fields,
                                        sizeof steps_fields / sizeof *steps_fields);
    if (!status)
        status = steps_end(r, at, nodes.at_least, nodes.above, &band->low);
    if (!status)
        status = steps_end(r, at, nodes.at_most, nodes.below, &band->high);
    if (status)
        return status;
    points = kf_at_member(at, nodes.points);
    band->node = at->node;
    status = steps_points(r, &points, lines, band);
    return status || !r->last_pass ? status : steps_order(r, at, band);
}

static kefu_status steps_bands(const kf_curve_reading *r, const kf_json_at *at,
                               const kf_json_node *bands, int32_t lines)
{
    kf_json_at list = kf_at_member(at, bands);
    int32_t i = 0;
    for (const kf_json_node *n = bands->child; n; n = n->next, i++) {
        kf_json_at inner = kf_at_element(&list, n, i);
        kefu_status status = steps_band(r, &inner, lines, &r->curve->bands[i]);
        if (status)
            return status;
    }
    return KEFU_OK;
}

kefu_status kf_read_steps(const kf_curve_reading *r, const kf_json_at *at,
                          const kf_curve_nodes *nodes)
{
    return steps_bands(r, at, nodes->bands, 0);
}

kefu_status kf_read_pieces(const kf_curve_reading *r, const kf_json_at *at,
                           const kf_curve_nodes *nodes)
{
    return steps_bands(r, at, nodes->bands, 1);
}

/* ---- Zones ---------------------------------------------------------------------------------- */

static kefu_status zones_points(const kf_curve_reading *r, const kf_json_at *at)
{
    int32_t i = 0;
    for (const kf_json_node *n = at->node->child; n; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        kefu_status status =
            kf_read_millionths(r->card, &inner, &r->curve->bands[i].points, &kf_range_points);
        if (status)
            return status;
        r->curve->bands[i].node = n;
    }
    return KEFU_OK;
}

/* The bound between zones i and i + 1 belongs to the one nearer the middle. */
static kefu_status zones_bound(const kf_curve_reading *r, const kf_json_at *at, int32_t i)
{
    kf_band *bands = r->curve->bands;
    int32_t middle = r->curve->n / 2;
    int64_t bound = 0;
    kefu_status status = kf_curve_settle(r, at, &bound);
    if (status)
        return status;
    if (r->last_pass && i && bound <= bands[i].low.at)
        return kf_json_fail(r->card, at, "expected a value above the one before it", "");
    bands[i].high.at = bands[i + 1].low.at = bound;
    bands[i].high.kind = i >= middle ? KF_END_INCLUSIVE : KF_END_EXCLUSIVE;
    bands[i + 1].low.kind = i < middle ? KF_END_INCLUSIVE : KF_END_EXCLUSIVE;
    return KEFU_OK;
}

kefu_status kf_read_zones(const kf_curve_reading *r, const kf_json_at *at,
                          const kf_curve_nodes *nodes)
{
    kf_json_at points = kf_at_member(at, nodes->points), bounds = kf_at_member(at, nodes->bounds);
    int32_t i = 0;
    kefu_status status;
    if (r->curve->n != 3 && r->curve->n != 5)
        return kf_json_fail(r->card, &points, "expected the points of 3 or 5 zones", "");
    if (nodes->bounds->type != KF_JSON_ARRAY || nodes->bounds->count != nodes->points->count - 1)
        return kf_json_fail(r->card, &bounds,
                            "expected an array of the bounds between the zones: one fewer than "
                            "there are ",
                            "points");
    status = zones_points(r, &points);
    for (const kf_json_node *n = nodes->bounds->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(&bounds, n, i);
        status = zones_bound(r, &inner, i);
    }
    return status;
}
