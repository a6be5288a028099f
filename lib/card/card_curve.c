/* card_curve.c - reading a curve: steps, linear knots, points for places. */
#include <string.h>

#include "base/decimal.h"
#include "card/card.h"

/* ---- Bounds --------------------------------------------------------------------------------- */

typedef struct curve_reader {
    kf_json_reading *card;
    kf_curve *curve;
    int32_t unit; /* of the bounds */
} curve_reader;

/* Bounds are read twice: first for the scale that all of them share, then at it. */
static kefu_status curve_settle(const curve_reader *r, const kf_json_at *at, int64_t *out)
{
    kf_bound bound = {0, 0};
    kefu_status status = kf_read_bound(r->card, at, r->unit, &bound);
    if (status)
        return status;
    if (bound.scale > r->curve->scale)
        r->curve->scale = bound.scale;
    if (kf_rescale(bound.value, bound.scale, r->curve->scale, out) != KF_EXACT)
        return kf_json_fail(r->card, at, "the number is too big beside the digits of the others",
                            "");
    return KEFU_OK;
}

/* ---- Steps ---------------------------------------------------------------------------------- */

typedef struct curve_band_nodes {
    const kf_json_node *at_least, *above, *at_most, *below;
    int64_t points;
} curve_band_nodes;

static const kf_json_field curve_band_fields[] = {
    {"at_least", kf_read_later, offsetof(curve_band_nodes, at_least), NULL, 0},
    {"above", kf_read_later, offsetof(curve_band_nodes, above), NULL, 0},
    {"at_most", kf_read_later, offsetof(curve_band_nodes, at_most), NULL, 0},
    {"below", kf_read_later, offsetof(curve_band_nodes, below), NULL, 0},
    {"points", kf_read_millionths, offsetof(curve_band_nodes, points), &kf_range_points, 1},
};

static kefu_status curve_end(const curve_reader *r, const kf_json_at *at,
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
    return curve_settle(r, &inner, &out->at);
}

static kefu_status curve_band(const curve_reader *r, const kf_json_at *at, kf_band *band)
{
    curve_band_nodes nodes = {NULL, NULL, NULL, NULL, 0};
    kefu_status status = kf_read_object(r->card, at, &nodes, curve_band_fields,
                                        sizeof curve_band_fields / sizeof *curve_band_fields);
    if (!status)
        status = curve_end(r, at, nodes.at_least, nodes.above, &band->low);
    if (!status)
        status = curve_end(r, at, nodes.at_most, nodes.below, &band->high);
    if (status)
        return status;
    band->points = nodes.points;
    band->node = at->node;
    return KEFU_OK;
}

static kefu_status curve_band_order(const curve_reader *r, const kf_json_at *at,
                                    const kf_band *band)
{
    int32_t touching = band->low.kind == KF_END_INCLUSIVE && band->high.kind == KF_END_INCLUSIVE;
    if (!band->low.kind || !band->high.kind || band->low.at < band->high.at ||
        (touching && band->low.at == band->high.at))
        return KEFU_OK;
    return kf_json_fail(r->card, at, "no value fits between its ends", "");
}

static kefu_status curve_steps(const curve_reader *r, const kf_json_at *at, int32_t last_pass)
{
    int32_t i = 0;
    for (const kf_json_node *n = at->node->child; n; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        kefu_status status = curve_band(r, &inner, &r->curve->bands[i]);
        if (!status && last_pass)
            status = curve_band_order(r, &inner, &r->curve->bands[i]);
        if (status)
            return status;
    }
    return KEFU_OK;
}

/* ---- Linear --------------------------------------------------------------------------------- */

static kefu_status curve_knot(const curve_reader *r, const kf_json_at *at, kf_band *knot)
{
    const kf_json_node *pair = at->node;
    kf_json_at x, y;
    kefu_status status;
    if (pair->type != KF_JSON_ARRAY || pair->count != 2)
        return kf_json_fail(r->card, at, "expected a pair [value, points]", "");
    x = kf_at_element(at, pair->child, 0);
    y = kf_at_element(at, pair->child->next, 1);
    knot->node = pair;
    status = curve_settle(r, &x, &knot->x);
    if (status)
        return status;
    return kf_read_millionths(r->card, &y, &knot->points, &kf_range_points);
}

static kefu_status curve_linear(const curve_reader *r, const kf_json_at *at, int32_t last_pass)
{
    kf_band *knots = r->curve->bands;
    int32_t i = 0;
    for (const kf_json_node *n = at->node->child; n; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        kefu_status status = curve_knot(r, &inner, &knots[i]);
        if (status)
            return status;
        if (last_pass && i && knots[i].x <= knots[i - 1].x)
            return kf_json_fail(r->card, &inner, "expected a value above the one before it", "");
    }
    if (i < 2)
        return kf_json_fail(r->card, at, "expected at least two pairs [value, points]", "");
    return KEFU_OK;
}

/* ---- Places --------------------------------------------------------------------------------- */

static kefu_status curve_places(const curve_reader *r, const kf_json_at *at)
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

/* ---- The curve ------------------------------------------------------------------------------ */

typedef struct curve_nodes {
    int32_t type;
    const kf_json_node *bands, *points;
    const kf_json_node *otherwise;
} curve_nodes;

static const kf_choice curve_types[] = {
    {"steps", KF_CURVE_STEPS}, {"linear", KF_CURVE_LINEAR}, {"places", KF_CURVE_PLACES}, {NULL, 0}};

static const kf_json_field curve_fields[] = {
    {"type", kf_read_choice, offsetof(curve_nodes, type), curve_types, 1},
    {"bands", kf_read_later, offsetof(curve_nodes, bands), NULL, 0},
    {"points", kf_read_later, offsetof(curve_nodes, points), NULL, 0},
    {"else", kf_read_later, offsetof(curve_nodes, otherwise), NULL, 0},
};

/* Which keys belong to which type. */
static kefu_status curve_check_keys(const curve_reader *r, const kf_json_at *at,
                                    const curve_nodes *nodes)
{
    int32_t steps = nodes->type == KF_CURVE_STEPS, places = nodes->type == KF_CURVE_PLACES;
    if (steps && !nodes->bands)
        return kf_json_fail(r->card, at, "steps need the key ", "bands");
    if (!steps && !nodes->points)
        return kf_json_fail(r->card, at, "this type needs the key ", "points");
    if (places && !nodes->otherwise)
        return kf_json_fail(r->card, at, "places need the points of all later places: ", "else");
    if (steps ? nodes->points != NULL : nodes->bands != NULL)
        return kf_json_fail(r->card, at, "this type has no key ", steps ? "points" : "bands");
    if (!places && nodes->otherwise)
        return kf_json_fail(r->card, at, "this type has no key ", "else");
    return KEFU_OK;
}

static kefu_status curve_read_bands(const curve_reader *r, const kf_json_at *at)
{
    kefu_status status = kf_read_array(r->card, at, KF_CARD_BANDS, 0, sizeof *r->curve->bands,
                                       &r->curve->bands, &r->curve->n);
    if (!status && r->curve->type == KF_CURVE_PLACES)
        return curve_places(r, at);
    for (int32_t pass = 0; pass < 2 && !status; pass++)
        status =
            r->curve->type == KF_CURVE_STEPS ? curve_steps(r, at, pass) : curve_linear(r, at, pass);
    return status;
}

int32_t kf_bound_unit(const kf_item *item, const kf_rule *rule)
{
    switch (rule->basis) {
    case KF_BASIS_VALUE:
    case KF_BASIS_DIFFERENCE:
        return item->unit;
    case KF_BASIS_PERCENTILE:
    case KF_BASIS_COMPLETION:
    case KF_BASIS_RATIO:
        return KF_UNIT_RATIO;
    default:
        return KF_UNIT_COUNT;
    }
}

kefu_status kf_read_curve(kf_json_reading *reader, const kf_json_at *at, const kf_item *item,
                          kf_rule *rule)
{
    curve_nodes nodes = {0, NULL, NULL, NULL};
    curve_reader r = {reader, &rule->curve, kf_bound_unit(item, rule)};
    kf_json_at inner;
    kefu_status status = kf_read_object(reader, at, &nodes, curve_fields,
                                        sizeof curve_fields / sizeof *curve_fields);
    if (!status)
        status = curve_check_keys(&r, at, &nodes);
    if (status)
        return status;
    rule->curve.type = nodes.type;
    rule->curve.node = at->node;
    if (nodes.type == KF_CURVE_PLACES && rule->basis != KF_BASIS_PLACE)
        return kf_json_fail(reader, at, "places need the item to have ", "\"basis\": \"place\"");
    inner = kf_at_member(at, nodes.bands ? nodes.bands : nodes.points);
    status = curve_read_bands(&r, &inner);
    if (status || !nodes.otherwise)
        return status;
    inner = kf_at_member(at, nodes.otherwise);
    return kf_read_millionths(reader, &inner, &rule->curve.otherwise, &kf_range_points);
}
