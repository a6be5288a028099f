/* condition.c - reading conditions: of items, badges and streaks, and of plans about sheets. */
#include "card/condition.h"

#include <string.h>

#include "base/decimal.h"

typedef struct condition_nodes {
    const kf_json_node *metric, *points, *better, *total, *place, *coverage, *grade, *tier;
    const kf_json_node *floor, *badge, *streak, *red_line, *unit;
    const kf_json_node *at_least, *above, *at_most, *below;
} condition_nodes;

#define CONDITION_NODE(key, field)                                                                 \
    {                                                                                              \
        key, kf_read_later, offsetof(condition_nodes, field), NULL, 0                              \
    }

/* ---- Ends ----------------------------------------------------------------------------------- */

/* Both ends at the scale of the finer one. */
static kefu_status condition_end(kf_json_reading *reader, const kf_json_at *at,
                                 const kf_json_node *inclusive, const kf_json_node *exclusive,
                                 int32_t unit, kf_end *end, int32_t *scale)
{
    const kf_json_node *node = inclusive ? inclusive : exclusive;
    kf_bound bound = {0, 0};
    kf_json_at inner;
    kefu_status status;
    if (!node)
        return KEFU_OK;
    inner = kf_at_member(at, inclusive && exclusive ? exclusive : node);
    if (inclusive && exclusive)
        return kf_json_fail(reader, &inner, "this end is given already by ", inclusive->key);
    status = kf_read_bound(reader, &inner, unit, &bound);
    if (status)
        return status;
    if (bound.scale > *scale)
        *scale = bound.scale;
    if (kf_rescale(bound.value, bound.scale, *scale, &end->at) != KF_EXACT)
        return kf_json_fail(reader, &inner, "the number is too big beside the digits of the other",
                            "");
    end->kind = inclusive ? KF_END_INCLUSIVE : KF_END_EXCLUSIVE;
    return KEFU_OK;
}

static kefu_status condition_ends(kf_json_reading *reader, const kf_json_at *at,
                                  const condition_nodes *n, kf_condition *c)
{
    const kf_end *low = &c->low, *high = &c->high;
    kefu_status status = KEFU_OK;
    if (!n->at_least && !n->above && !n->at_most && !n->below)
        return kf_json_fail(reader, at, "expected at_least, above, at_most or below", "");
    for (int32_t pass = 0; pass < 2 && !status; pass++) {
        status = condition_end(reader, at, n->at_least, n->above, c->unit, &c->low, &c->scale);
        if (!status)
            status = condition_end(reader, at, n->at_most, n->below, c->unit, &c->high, &c->scale);
    }
    if (status || !low->kind || !high->kind || low->at < high->at)
        return status;
    if (low->at == high->at && low->kind == KF_END_INCLUSIVE && high->kind == KF_END_INCLUSIVE)
        return KEFU_OK;
    return kf_json_fail(reader, at, "no value fits between its ends", "");
}

static const kf_json_field condition_end_fields[] = {
    CONDITION_NODE("at_least", at_least),
    CONDITION_NODE("above", above),
    CONDITION_NODE("at_most", at_most),
    CONDITION_NODE("below", below),
};

/* {"total": {"at_least": 90}} */
static kefu_status condition_inner_ends(kf_json_reading *reader, const kf_json_at *at,
                                        kf_condition *c)
{
    condition_nodes nodes;
    kefu_status status;
    memset(&nodes, 0, sizeof nodes);
    status = kf_read_object(reader, at, &nodes, condition_end_fields,
                            sizeof condition_end_fields / sizeof *condition_end_fields);
    return status ? status : condition_ends(reader, at, &nodes, c);
}

/* ---- What is said about it ------------------------------------------------------------------ */

static const kf_choice condition_units[] = {{"ratio", KF_UNIT_RATIO}, {"s", KF_UNIT_SECONDS},
                                            {"yuan", KF_UNIT_YUAN},   {"points", KF_UNIT_POINTS},
                                            {"count", KF_UNIT_COUNT}, {NULL, 0}};
static const kf_choice condition_floors[] = {{"met", 0}, {"below", 1}, {NULL, 0}};

/* ["A", "B"] */
static kefu_status condition_names(kf_json_reading *reader, const kf_json_at *at, kf_condition *c)
{
    int32_t i = 0;
    kefu_status status =
        kf_read_array(reader, at, KF_CARD_PARTS, 0, sizeof *c->names, &c->names, &c->n_names);
    for (const kf_json_node *n = status ? NULL : at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        status = kf_read_text(reader, &inner, (void *)&c->names[i], NULL);
    }
    return status;
}

static const kf_choice condition_no_names[] = {{"none", 0}, {NULL, 0}};

/* "none", or ids of red lines */
static kefu_status condition_red_line(kf_json_reading *reader, const kf_json_at *at,
                                      kf_condition *c)
{
    if (at->node->type == KF_JSON_STRING)
        return kf_read_choice(reader, at, &c->n_names, condition_no_names);
    return condition_names(reader, at, c);
}

static kefu_status condition_name(kf_json_reading *reader, const kf_json_at *at, kf_condition *c)
{
    return kf_read_text(reader, at, &c->name, NULL);
}

static kefu_status condition_better(kf_json_reading *reader, const kf_json_at *at, kf_condition *c)
{
    kefu_status status = kf_read_text(reader, at, &c->name, NULL);
    if (!status && !strcmp(c->name, "*"))
        c->name = NULL;
    return status;
}

static kefu_status condition_floor(kf_json_reading *reader, const kf_json_at *at, kf_condition *c)
{
    return kf_read_choice(reader, at, &c->below, condition_floors);
}

enum { CONDITION_NO_ENDS, CONDITION_OWN_ENDS }; /* ends beside the key that says what */

static const struct condition_kind {
    const char *key;
    size_t node;
    int32_t what, unit, ends;
    int32_t scope; /* from this one on */
    kefu_status (*read)(kf_json_reading *, const kf_json_at *, kf_condition *);
} condition_kinds[] = {
    {"metric", offsetof(condition_nodes, metric), KF_WHEN_METRIC, KF_UNIT_COUNT, CONDITION_OWN_ENDS,
     KF_SCOPE_ITEM, condition_name},
    {"points", offsetof(condition_nodes, points), KF_WHEN_POINTS, KF_UNIT_POINTS,
     CONDITION_OWN_ENDS, KF_SCOPE_BADGE, condition_name},
    {"better_than_mean", offsetof(condition_nodes, better), KF_WHEN_BETTER, 0, CONDITION_NO_ENDS,
     KF_SCOPE_BADGE, condition_better},
    {"total", offsetof(condition_nodes, total), KF_WHEN_TOTAL, KF_UNIT_POINTS, CONDITION_NO_ENDS,
     KF_SCOPE_BADGE, condition_inner_ends},
    {"place", offsetof(condition_nodes, place), KF_WHEN_PLACE, KF_UNIT_COUNT, CONDITION_NO_ENDS,
     KF_SCOPE_BADGE, condition_inner_ends},
    {"coverage", offsetof(condition_nodes, coverage), KF_WHEN_COVERAGE, KF_UNIT_RATIO,
     CONDITION_NO_ENDS, KF_SCOPE_BADGE, condition_inner_ends},
    {"grade", offsetof(condition_nodes, grade), KF_WHEN_GRADE, 0, CONDITION_NO_ENDS, KF_SCOPE_BADGE,
     condition_names},
    {"tier", offsetof(condition_nodes, tier), KF_WHEN_TIER, 0, CONDITION_NO_ENDS, KF_SCOPE_BADGE,
     condition_names},
    {"floor", offsetof(condition_nodes, floor), KF_WHEN_FLOOR, 0, CONDITION_NO_ENDS, KF_SCOPE_BADGE,
     condition_floor},
    {"badge", offsetof(condition_nodes, badge), KF_WHEN_BADGE, 0, CONDITION_NO_ENDS, KF_SCOPE_BADGE,
     condition_name},
    {"streak", offsetof(condition_nodes, streak), KF_WHEN_STREAK, 0, CONDITION_NO_ENDS,
     KF_SCOPE_STREAK, condition_name},
    {"red_line", offsetof(condition_nodes, red_line), KF_WHEN_RED_LINE, 0, CONDITION_NO_ENDS,
     KF_SCOPE_BADGE, condition_red_line},
};

enum { CONDITION_KINDS = sizeof condition_kinds / sizeof *condition_kinds };

static const kf_json_field condition_fields[] = {
    CONDITION_NODE("metric", metric),     CONDITION_NODE("unit", unit),
    CONDITION_NODE("at_least", at_least), CONDITION_NODE("above", above),
    CONDITION_NODE("at_most", at_most),   CONDITION_NODE("below", below),
    CONDITION_NODE("points", points),     CONDITION_NODE("better_than_mean", better),
    CONDITION_NODE("total", total),       CONDITION_NODE("place", place),
    CONDITION_NODE("coverage", coverage), CONDITION_NODE("grade", grade),
    CONDITION_NODE("tier", tier),         CONDITION_NODE("floor", floor),
    CONDITION_NODE("badge", badge),       CONDITION_NODE("streak", streak),
    CONDITION_NODE("red_line", red_line),
};

/* ---- One condition -------------------------------------------------------------------------- */

static const kf_json_node *condition_node(const condition_nodes *nodes, size_t offset)
{
    const kf_json_node *node;
    memcpy(&node, (const char *)nodes + offset, sizeof node);
    return node;
}

/* The one key that says what the condition is about. */
static kefu_status condition_kind_of(kf_json_reading *reader, const kf_json_at *at,
                                     const condition_nodes *nodes, int32_t scope,
                                     const struct condition_kind **out)
{
    const struct condition_kind *found = NULL;
    for (size_t i = 0; i < CONDITION_KINDS; i++) {
        const struct condition_kind *kind = &condition_kinds[i];
        const kf_json_node *node = condition_node(nodes, kind->node);
        kf_json_at inner;
        if (!node)
            continue;
        inner = kf_at_member(at, node);
        if (found)
            return kf_json_fail(reader, &inner, "a condition says one thing; this one says ",
                                found->key);
        if (scope < kind->scope)
            return kf_json_fail(reader, &inner,
                                scope == KF_SCOPE_ITEM ? "conditions of an item read a metric"
                                                       : "a badge cannot hang on a streak",
                                "");
        found = kind;
    }
    *out = found;
    if (found)
        return KEFU_OK;
    return kf_json_fail(reader, at,
                        scope == KF_SCOPE_ITEM
                            ? "expected a condition with the key metric"
                            : "expected a condition: metric, points, better_than_mean, total, "
                              "place, coverage, grade, tier, floor, badge, streak or red_line",
                        "");
}

static kefu_status condition_check_keys(kf_json_reading *reader, const kf_json_at *at,
                                        const condition_nodes *nodes,
                                        const struct condition_kind *kind)
{
    const kf_json_node *const ends[] = {nodes->at_least, nodes->above, nodes->at_most,
                                        nodes->below};
    kf_json_at inner;
    if (nodes->unit && kind->what != KF_WHEN_METRIC) {
        inner = kf_at_member(at, nodes->unit);
        return kf_json_fail(reader, &inner, "only a metric has a unit of its own", "");
    }
    for (size_t i = 0; i < 4; i++) {
        if (!ends[i] || kind->ends == CONDITION_OWN_ENDS)
            continue;
        inner = kf_at_member(at, ends[i]);
        return kf_json_fail(reader, &inner, "this does not belong beside ", kind->key);
    }
    return KEFU_OK;
}

static kefu_status condition_read(kf_json_reading *reader, const kf_json_at *at, int32_t scope,
                                  kf_condition *c)
{
    const struct condition_kind *kind = NULL;
    condition_nodes nodes;
    kf_json_at inner;
    kefu_status status;
    memset(&nodes, 0, sizeof nodes);
    status = kf_read_object(reader, at, &nodes, condition_fields,
                            sizeof condition_fields / sizeof *condition_fields);
    if (!status)
        status = condition_kind_of(reader, at, &nodes, scope, &kind);
    if (!status)
        status = condition_check_keys(reader, at, &nodes, kind);
    if (status)
        return status;
    c->what = kind->what;
    c->unit = kind->unit;
    c->index = -1;
    c->node = at->node;
    if (nodes.unit) {
        inner = kf_at_member(at, nodes.unit);
        status = kf_read_choice(reader, &inner, &c->unit, condition_units);
    }
    inner = kf_at_member(at, condition_node(&nodes, kind->node));
    if (!status)
        status = kind->read(reader, &inner, c);
    if (!status && kind->ends == CONDITION_OWN_ENDS)
        status = condition_ends(reader, at, &nodes, c);
    return status;
}

kefu_status kf_read_conditions(kf_json_reading *reader, const kf_json_at *at, kf_conditions *out,
                               int32_t scope)
{
    kefu_status status;
    int32_t i = 0;
    if (at->node->type == KF_JSON_OBJECT) {
        out->list = kf_arena_alloc(reader->arena, sizeof *out->list);
        if (!out->list)
            return kf_no_memory(reader->error);
        memset(out->list, 0, sizeof *out->list);
        out->n = 1;
        return condition_read(reader, at, scope, out->list);
    }
    status = kf_read_array(reader, at, KF_CARD_PARTS, 0, sizeof *out->list, &out->list, &out->n);
    for (const kf_json_node *n = status ? NULL : at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        status = condition_read(reader, &inner, scope, &out->list[i]);
    }
    return status;
}
