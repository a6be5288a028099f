/* card_curve.c - reading a curve: its type, and which keys belong to it. */
#include "card/card_curve.h"

#include <string.h>

#include "base/decimal.h"

/* ---- Bounds --------------------------------------------------------------------------------- */

kefu_status kf_curve_settle(const kf_curve_reading *r, const kf_json_at *at, int64_t *out)
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

/* ---- Types ---------------------------------------------------------------------------------- */

enum { CURVE_KEYS = 6 };

static const struct curve_type {
    const char *name;
    int32_t type;
    kf_curve_type_read read;
    const char *needs[CURVE_KEYS], *may[CURVE_KEYS];
} curve_types[] = {
    {"steps", KF_CURVE_STEPS, kf_read_steps, {"bands"}, {NULL}},
    {"pieces", KF_CURVE_STEPS, kf_read_pieces, {"bands"}, {NULL}},
    {"zones", KF_CURVE_STEPS, kf_read_zones, {"bounds", "points"}, {NULL}},
    {"linear", KF_CURVE_LINEAR, kf_read_linear, {"points"}, {"below", "above"}},
    {"proportion", KF_CURVE_PROPORTION, kf_read_proportion, {NULL}, {"cap"}},
    {"deduct",
     KF_CURVE_DEDUCT,
     kf_read_deduct,
     {"from", "per", "points", "round"},
     {"start", "least"}},
    {"places", KF_CURVE_PLACES, kf_read_places, {"points", "else"}, {NULL}},
};

enum { CURVE_TYPES = sizeof curve_types / sizeof *curve_types };

static const kf_json_field curve_fields[] = {
    {"type", kf_read_later, offsetof(kf_curve_nodes, type), NULL, 1},
    {"bands", kf_read_later, offsetof(kf_curve_nodes, bands), NULL, 0},
    {"points", kf_read_later, offsetof(kf_curve_nodes, points), NULL, 0},
    {"bounds", kf_read_later, offsetof(kf_curve_nodes, bounds), NULL, 0},
    {"else", kf_read_later, offsetof(kf_curve_nodes, otherwise), NULL, 0},
    {"below", kf_read_later, offsetof(kf_curve_nodes, below), NULL, 0},
    {"above", kf_read_later, offsetof(kf_curve_nodes, above), NULL, 0},
    {"cap", kf_read_later, offsetof(kf_curve_nodes, cap), NULL, 0},
    {"from", kf_read_later, offsetof(kf_curve_nodes, from), NULL, 0},
    {"per", kf_read_later, offsetof(kf_curve_nodes, per), NULL, 0},
    {"start", kf_read_later, offsetof(kf_curve_nodes, start), NULL, 0},
    {"least", kf_read_later, offsetof(kf_curve_nodes, least), NULL, 0},
    {"round", kf_read_later, offsetof(kf_curve_nodes, round), NULL, 0},
};

static kefu_status curve_find_type(const kf_curve_reading *r, const kf_json_at *at,
                                   const kf_json_node *node, const struct curve_type **type)
{
    kf_json_at inner = kf_at_member(at, node);
    kf_near near;
    kf_near_init(&near, node->text ? node->text : "", node->text ? node->size : 0);
    for (int32_t i = 0; i < CURVE_TYPES; i++) {
        *type = &curve_types[i];
        if (node->type == KF_JSON_STRING && !strcmp(node->text, (*type)->name))
            return KEFU_OK;
        kf_near_add(&near, (*type)->name);
    }
    return kf_json_fail(r->card, &inner,
                        "expected 'steps', 'pieces', 'zones', 'linear', 'proportion', 'deduct' or "
                        "'places'",
                        kf_near_text(&near));
}

static int32_t curve_key_in(const char *const *keys, const char *key)
{
    for (int32_t i = 0; i < CURVE_KEYS && keys[i]; i++)
        if (!strcmp(keys[i], key))
            return 1;
    return 0;
}

static kefu_status curve_check_keys(const kf_curve_reading *r, const kf_json_at *at,
                                    const struct curve_type *type)
{
    for (int32_t i = 0; i < CURVE_KEYS && type->needs[i]; i++)
        if (!kf_json_get(at->node, type->needs[i]))
            return kf_json_fail(r->card, at, "this type needs the key ", type->needs[i]);
    for (const kf_json_node *n = at->node->child; n; n = n->next) {
        kf_json_at inner = kf_at_member(at, n);
        if (!strncmp(n->key, "x-", 2) || !strcmp(n->key, "type") ||
            curve_key_in(type->needs, n->key) || curve_key_in(type->may, n->key))
            continue;
        return kf_json_fail(r->card, &inner, "no key of the type ", type->name);
    }
    return KEFU_OK;
}

/* ---- The curve ------------------------------------------------------------------------------ */

static kefu_status curve_allocate(const kf_curve_reading *r, const kf_json_at *at,
                                  const kf_curve_nodes *nodes)
{
    const kf_json_node *list = nodes->bands ? nodes->bands : nodes->points;
    kf_json_at inner;
    if (!list || r->curve->type == KF_CURVE_DEDUCT)
        return KEFU_OK;
    inner = kf_at_member(at, list);
    return kf_read_array(r->card, &inner, KF_CARD_BANDS, 0, sizeof *r->curve->bands,
                         &r->curve->bands, &r->curve->n);
}

kefu_status kf_read_curve(kf_json_reading *reader, const kf_json_at *at, const kf_item *item,
                          kf_rule *rule)
{
    kf_curve_nodes nodes;
    kf_curve_reading r = {reader, item, rule, &rule->curve, kf_bound_unit(item, rule), 0};
    const struct curve_type *type = NULL;
    kefu_status status;
    memset(&nodes, 0, sizeof nodes);
    status = kf_read_object(reader, at, &nodes, curve_fields,
                            sizeof curve_fields / sizeof *curve_fields);
    if (!status)
        status = curve_find_type(&r, at, nodes.type, &type);
    if (!status)
        status = curve_check_keys(&r, at, type);
    if (status)
        return status;
    rule->curve.type = type->type;
    rule->curve.node = at->node;
    rule->curve.of = item->of;
    rule->curve.least = KF_NO_LEAST;
    rule->curve.most = KF_NO_MOST;
    status = curve_allocate(&r, at, &nodes);
    for (; r.last_pass < 2 && !status; r.last_pass++)
        status = type->read(&r, at, &nodes);
    return status;
}
