/* card_item.c - reading an item: what is scored, how it becomes points, what no figure gives. */
#include <string.h>

#include "card/condition.h"
#include "card/curve.h"

static const kf_range range_digits = {0, 6, "0 to 6 digits"};
static const kf_range range_count = {0, INT64_MAX, "a whole number that is not negative"};

static const kf_choice item_units[] = {{"ratio", KF_UNIT_RATIO}, {"s", KF_UNIT_SECONDS},
                                       {"yuan", KF_UNIT_YUAN},   {"points", KF_UNIT_POINTS},
                                       {"count", KF_UNIT_COUNT}, {NULL, 0}};
static const kf_choice item_directions[] = {
    {"higher", KEFU_HIGHER}, {"lower", KEFU_LOWER}, {"middle", KEFU_MIDDLE}, {NULL, 0}};
static const kf_choice item_bases[] = {{"value", KF_BASIS_VALUE},
                                       {"percentile", KF_BASIS_PERCENTILE},
                                       {"place", KF_BASIS_PLACE},
                                       {"completion", KF_BASIS_COMPLETION},
                                       {"ratio", KF_BASIS_RATIO},
                                       {"difference", KF_BASIS_DIFFERENCE},
                                       {"numerator", KF_BASIS_NUMERATOR},
                                       {"remainder", KF_BASIS_REMAINDER},
                                       {NULL, 0}};
/* "score" stands first, so that no_data can use the rest of the table. */
static const kf_choice item_policies[] = {{"score", KF_POLICY_SCORE},
                                          {"zero", KF_POLICY_ZERO},
                                          {"renormalise", KF_POLICY_RENORMALISE},
                                          {"mean", KF_POLICY_MEAN},
                                          {"require", KF_POLICY_REQUIRE},
                                          {NULL, 0}};

static const kf_choice item_fails[] = {
    {"item", KF_FAILS_ITEM}, {"section", KF_FAILS_SECTION}, {"card", KF_FAILS_CARD}, {NULL, 0}};
static const kf_range range_of = {1, 10000 * (int64_t)KEFU_POINT, "points above 0, at most 10000"};

typedef struct item_reading {
    kf_item item;
    const kf_json_node *curve, *small, *applies, *target, *peers, *floor;
} item_reading;

#define ITEM_AT(field) (offsetof(item_reading, item) + offsetof(kf_item, field))

static const kf_json_field fail_fields[] = {
    {"below", kf_read_millionths, offsetof(kf_item, fail_below), &kf_range_points, 1},
    {"fails", kf_read_choice, offsetof(kf_item, fails), item_fails, 1},
};

static kefu_status item_read_fail(kf_json_reading *reader, const kf_json_at *at, void *to,
                                  const void *with)
{
    (void)with;
    return kf_read_object(reader, at, to, fail_fields, 2);
}

static const kf_json_field item_fields[] = {
    {"id", kf_read_text, ITEM_AT(id), NULL, 1},
    {"label", kf_read_label, ITEM_AT(label), NULL, 0},
    {"metric", kf_read_text, ITEM_AT(metric), NULL, 1},
    {"definition", kf_read_text, ITEM_AT(definition), NULL, 0},
    {"weight", kf_read_millionths, ITEM_AT(weight), &kf_range_weight, 1},
    {"weight_source", kf_read_text, ITEM_AT(weight_source), NULL, 0},
    {"unit", kf_read_choice, ITEM_AT(unit), item_units, 1},
    {"scale", kf_read_digits, ITEM_AT(scale), &range_digits, 0},
    {"direction", kf_read_choice, ITEM_AT(direction), item_directions, 1},
    {"min_n", kf_read_whole, ITEM_AT(min_n), &range_count, 0},
    {"applies", kf_read_later, offsetof(item_reading, applies), NULL, 0},
    {"basis", kf_read_choice, ITEM_AT(rule.basis), item_bases, 0},
    {"target", kf_read_later, offsetof(item_reading, target), NULL, 0},
    {"peers", kf_read_later, offsetof(item_reading, peers), NULL, 0},
    {"of", kf_read_millionths, ITEM_AT(of), &range_of, 0},
    {"curve", kf_read_later, offsetof(item_reading, curve), NULL, 1},
    {"small", kf_read_later, offsetof(item_reading, small), NULL, 0},
    {"least", kf_read_millionths, ITEM_AT(least), &kf_range_points, 0},
    {"most", kf_read_millionths, ITEM_AT(most), &kf_range_points, 0},
    {"fail", item_read_fail, offsetof(item_reading, item), NULL, 0},
    {"floor", kf_read_later, offsetof(item_reading, floor), NULL, 0},
    {"no_data", kf_read_choice, ITEM_AT(no_data), item_policies + 1, 0},
    {"low_volume", kf_read_choice, ITEM_AT(low_volume), item_policies, 0},
    {"provisional", kf_read_choice, ITEM_AT(provisional), item_policies, 0},
};

/* Digits shown where the card does not say: 45.00%, 27.4 s, 250.00 yuan, 3. */
static const int32_t item_scales[] = {[KF_UNIT_RATIO] = 2,
                                      [KF_UNIT_SECONDS] = 1,
                                      [KF_UNIT_YUAN] = 2,
                                      [KF_UNIT_POINTS] = 2,
                                      [KF_UNIT_COUNT] = 0};

/* Fails at a key of the object. */
static kefu_status item_refuse(const kf_json_reading *reader, const kf_json_at *at, const char *key,
                               const char *message, const char *more)
{
    const kf_json_node *node = kf_json_get(at->node, key);
    kf_json_at inner = *at;
    if (node)
        inner = kf_at_member(at, node);
    return kf_json_fail(reader, &inner, message, more);
}

/* ---- The curve and the rule for few --------------------------------------------------------- */

static kefu_status item_check_basis(const kf_json_reading *reader, const kf_json_at *at,
                                    const kf_item *item, const kf_rule *rule)
{
    switch (rule->basis) {
    case KF_BASIS_PERCENTILE:
    case KF_BASIS_PLACE:
        if (item->direction == KEFU_MIDDLE)
            return item_refuse(reader, at, "basis", "there are no places where the direction is ",
                               "middle");
        return KEFU_OK;
    case KF_BASIS_NUMERATOR:
    case KF_BASIS_REMAINDER:
        if (item->unit != KF_UNIT_RATIO)
            return item_refuse(reader, at, "basis", "the cases are those of a rate; this needs ",
                               "\"unit\": \"ratio\"");
        return KEFU_OK;
    default:
        return KEFU_OK;
    }
}

/* `at` is the object that has the basis and the curve. */
static kefu_status item_read_rule(kf_json_reading *reader, const kf_json_at *at,
                                  const kf_json_node *curve, const kf_item *item, kf_rule *rule)
{
    kf_json_at inner = kf_at_member(at, curve);
    kefu_status status = item_check_basis(reader, at, item, rule);
    rule->curve.of = item->of;
    return status ? status : kf_read_curve(reader, &inner, item, rule);
}

typedef struct small_reading {
    int64_t at_most;
    int32_t basis;
    const kf_json_node *curve;
} small_reading;

static const kf_json_field small_fields[] = {
    {"at_most", kf_read_whole, offsetof(small_reading, at_most), &range_count, 1},
    {"basis", kf_read_choice, offsetof(small_reading, basis), item_bases, 0},
    {"curve", kf_read_later, offsetof(small_reading, curve), NULL, 1},
};

static kefu_status item_read_small(kf_json_reading *reader, const kf_json_at *up,
                                   const kf_json_node *node, kf_item *item)
{
    small_reading r = {0, KF_BASIS_VALUE, NULL};
    kf_json_at at = kf_at_member(up, node);
    kefu_status status = kf_read_object(reader, &at, &r, small_fields, 3);
    if (status)
        return status;
    item->small_at_most = r.at_most;
    item->small.basis = r.basis;
    return item_read_rule(reader, &at, r.curve, item, &item->small);
}

/* ---- What a figure is set against ----------------------------------------------------------- */

static int32_t item_has_basis(const kf_item *item, int32_t basis)
{
    return item->rule.basis == basis || (item->small_at_most >= 0 && item->small.basis == basis);
}

static kefu_status item_read_against(kf_json_reading *reader, const kf_json_at *at, item_reading *r)
{
    int32_t completes = item_has_basis(&r->item, KF_BASIS_COMPLETION);
    int32_t compares =
        item_has_basis(&r->item, KF_BASIS_RATIO) || item_has_basis(&r->item, KF_BASIS_DIFFERENCE);
    kf_json_at inner;
    if (completes && !r->target)
        return item_refuse(reader, at, "basis", "completion needs the key ", "target");
    if (r->target && !completes)
        return item_refuse(reader, at, "target", "this key belongs to ",
                           "\"basis\": \"completion\"");
    if (r->peers && !compares)
        return item_refuse(reader, at, "peers", "this key belongs to the bases ",
                           "ratio and difference");
    if (r->target) {
        inner = kf_at_member(at, r->target);
        return kf_read_target(reader, &inner, &r->item, &r->item.target);
    }
    if (!r->peers)
        return KEFU_OK;
    inner = kf_at_member(at, r->peers);
    return kf_read_peers(reader, &inner, &r->item.peers);
}

static kefu_status item_read_floor(kf_json_reading *reader, const kf_json_at *up,
                                   const kf_json_node *node, kf_item *item)
{
    kf_json_at at = kf_at_member(up, node);
    kf_bound bound = {0, 0};
    kefu_status status;
    if (item->direction == KEFU_MIDDLE)
        return kf_json_fail(reader, &at, "no side is worse where the direction is ", "middle");
    status = kf_read_bound(reader, &at, item->unit, &bound);
    item->floor.kind = KF_END_INCLUSIVE;
    item->floor.at = bound.value;
    item->floor_scale = bound.scale;
    return status;
}

/* ---- What belongs together ------------------------------------------------------------------ */

/* A factor of so many points has to fit beside the weights. */
static int32_t item_of_is_fine(int64_t of)
{
    return kf_factor_of(100 * (int64_t)KEFU_POINT, of).den <=
           INT64_MAX / (KF_CARD_PARTS * 100 * (int64_t)KEFU_POINT);
}

static kefu_status item_check(const kf_json_reading *reader, const kf_json_at *at,
                              const kf_item *item)
{
    if (!item_of_is_fine(item->of))
        return item_refuse(reader, at, "of", "expected fewer digits after the point", "");
    if (item->least > item->most)
        return item_refuse(reader, at, "least", "expected no more than the key ", "most");
    return KEFU_OK;
}

/* ---- The item ------------------------------------------------------------------------------- */

static void item_start(item_reading *r, const kf_json_at *at, const kf_item *given)
{
    memset(r, 0, sizeof *r);
    r->item.scale = -1;
    r->item.no_data = KF_POLICY_RENORMALISE;
    r->item.node = at->node;
    r->item.section = given->section;
    r->item.of = 100 * (int64_t)KEFU_POINT;
    r->item.small_at_most = -1;
    r->item.least = r->item.fail_below = KF_NO_LEAST;
    r->item.most = KF_NO_MOST;
}

static kefu_status item_read_parts(kf_json_reading *reader, const kf_json_at *at, item_reading *r)
{
    kefu_status status = item_check(reader, at, &r->item);
    if (!status)
        status = item_read_rule(reader, at, r->curve, &r->item, &r->item.rule);
    if (!status && r->small)
        status = item_read_small(reader, at, r->small, &r->item);
    if (!status)
        status = item_read_against(reader, at, r);
    if (!status && r->floor)
        status = item_read_floor(reader, at, r->floor, &r->item);
    if (!status && r->applies) {
        kf_json_at inner = kf_at_member(at, r->applies);
        status = kf_read_conditions(reader, &inner, &r->item.applies, KF_SCOPE_ITEM);
    }
    return status;
}

kefu_status kf_read_item(kf_json_reading *reader, const kf_json_at *at, kf_item *out)
{
    item_reading r;
    kefu_status status;
    item_start(&r, at, out);
    status = kf_read_object(reader, at, &r, item_fields, sizeof item_fields / sizeof *item_fields);
    if (status)
        return status;
    kf_label_or_id(&r.item.label, r.item.id);
    if (r.item.scale < 0)
        r.item.scale = item_scales[r.item.unit];
    status = item_read_parts(reader, at, &r);
    *out = r.item;
    return status;
}
