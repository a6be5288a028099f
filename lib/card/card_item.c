/* card_item.c - reading an item: what is scored, how it becomes points, what no figure gives. */
#include <string.h>

#include "card/card.h"

static const kf_range range_digits = {0, 6, "0 to 6 digits"};
static const kf_range range_count = {0, INT64_MAX, "a whole number that is not negative"};

static const kf_choice item_units[] = {{"ratio", KF_UNIT_RATIO}, {"s", KF_UNIT_SECONDS},
                                       {"yuan", KF_UNIT_YUAN},   {"points", KF_UNIT_POINTS},
                                       {"count", KF_UNIT_COUNT}, {NULL, 0}};
static const kf_choice item_directions[] = {
    {"higher", KEFU_HIGHER}, {"lower", KEFU_LOWER}, {NULL, 0}};
static const kf_choice item_bases[] = {{"value", KF_BASIS_VALUE},
                                       {"percentile", KF_BASIS_PERCENTILE},
                                       {"place", KF_BASIS_PLACE},
                                       {NULL, 0}};
/* "score" stands first, so that no_data can use the rest of the table. */
static const kf_choice item_policies[] = {{"score", KF_POLICY_SCORE},
                                          {"zero", KF_POLICY_ZERO},
                                          {"renormalise", KF_POLICY_RENORMALISE},
                                          {"mean", KF_POLICY_MEAN},
                                          {"require", KF_POLICY_REQUIRE},
                                          {NULL, 0}};

typedef struct item_reading {
    kf_item item;
    const kf_json_node *curve;
} item_reading;

#define ITEM_AT(field) (offsetof(item_reading, item) + offsetof(kf_item, field))

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
    {"basis", kf_read_choice, ITEM_AT(rule.basis), item_bases, 0},
    {"curve", kf_read_later, offsetof(item_reading, curve), NULL, 1},
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

kefu_status kf_read_item(kf_json_reading *reader, const kf_json_at *at, kf_item *out)
{
    item_reading r;
    kf_json_at curve;
    kefu_status status;
    memset(&r, 0, sizeof r);
    r.item.scale = -1;
    r.item.no_data = KF_POLICY_RENORMALISE;
    r.item.node = at->node;
    r.item.section = out->section;
    r.item.of = r.item.rule.curve.of = 100 * (int64_t)KEFU_POINT;
    r.item.small_at_most = -1;
    r.item.least = r.item.fail_below = KF_NO_LEAST;
    r.item.most = KF_NO_MOST;
    status = kf_read_object(reader, at, &r, item_fields, sizeof item_fields / sizeof *item_fields);
    if (status)
        return status;
    kf_label_or_id(&r.item.label, r.item.id);
    if (r.item.scale < 0)
        r.item.scale = item_scales[r.item.unit];
    curve = kf_at_member(at, r.curve);
    status = kf_read_curve(reader, &curve, &r.item, &r.item.rule);
    *out = r.item;
    return status;
}
