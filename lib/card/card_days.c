/* card_days.c - reading days on duty, the ramp of newcomers, and what a figure is set against. */
#include <string.h>

#include "base/decimal.h"
#include "card/card.h"

/* ---- Days on duty --------------------------------------------------------------------------- */

static const kf_range days_range_of = {1, 1000000 * (int64_t)KEFU_POINT,
                                       "days above 0, at most 1000000"};
static const kf_range days_range_below = {1, 1000000, "a whole number of days, 1 to 1000000"};

static const kf_json_field days_fields[] = {
    {"metric", kf_read_text, offsetof(kf_days_rule, metric), NULL, 1},
    {"of", kf_read_millionths, offsetof(kf_days_rule, of), &days_range_of, 1},
};

kefu_status kf_read_days(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with)
{
    kf_days_rule *days = &((kefu_card *)to)->days;
    (void)with;
    days->has = 1;
    if (at->node->type == KF_JSON_OBJECT)
        return kf_read_object(reader, at, days, days_fields, 2);
    if (at->node->type != KF_JSON_STRING || strcmp(at->node->text, "roster") != 0)
        return kf_json_fail(reader, at, "expected \"roster\" or ",
                            "{\"metric\": ..., \"of\": days}");
    days->from_roster = 1;
    return KEFU_OK;
}

/* ---- The ramp ------------------------------------------------------------------------------- */

static const kf_json_field days_ramp_fields[] = {
    {"days_below", kf_read_whole, offsetof(kf_ramp, days_below), &days_range_below, 1},
    {"share", kf_read_share, offsetof(kf_ramp, share), NULL, 1},
};

kefu_status kf_read_ramp(kf_json_reading *reader, const kf_json_at *at, void *to, const void *with)
{
    kefu_card *card = to;
    int32_t i = 0;
    kefu_status status =
        kf_read_array(reader, at, KF_CARD_BANDS, 0, sizeof *card->ramp, &card->ramp, &card->n_ramp);
    (void)with;
    for (const kf_json_node *n = at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        status = kf_read_object(reader, &inner, &card->ramp[i], days_ramp_fields, 2);
        if (!status && i && card->ramp[i].days_below <= card->ramp[i - 1].days_below)
            status = kf_json_fail(reader, &inner, "expected more days than the one before it", "");
    }
    return status;
}

/* ---- Targets -------------------------------------------------------------------------------- */

typedef struct target_reading {
    kf_target target;
    const kf_json_node *value;
} target_reading;

static const kf_json_field target_fields[] = {
    {"value", kf_read_later, offsetof(target_reading, value), NULL, 0},
    {"metric", kf_read_text, offsetof(target_reading, target.metric), NULL, 0},
    {"days", kf_read_flag, offsetof(target_reading, target.days), NULL, 0},
    {"ramp", kf_read_flag, offsetof(target_reading, target.ramp), NULL, 0},
};

static kefu_status target_amount(kf_json_reading *reader, const kf_json_at *at, int32_t unit,
                                 kf_target *out)
{
    kf_bound bound = {0, 0};
    kefu_status status = kf_read_bound(reader, at, unit, &bound);
    if (status)
        return status;
    if (bound.value <= 0)
        return kf_json_fail(reader, at, "expected a target above 0", "");
    out->value = bound.value;
    out->scale = bound.scale;
    return KEFU_OK;
}

kefu_status kf_read_target(kf_json_reading *reader, const kf_json_at *at, const kf_item *item,
                           kf_target *out)
{
    target_reading r;
    kf_json_at inner;
    kefu_status status;
    memset(&r, 0, sizeof r);
    if (at->node->type != KF_JSON_OBJECT)
        return target_amount(reader, at, item->unit, out);
    status = kf_read_object(reader, at, &r, target_fields, 4);
    if (status)
        return status;
    if (!r.value == !r.target.metric)
        return kf_json_fail(reader, at, "expected one of the keys value and ", "metric");
    *out = r.target;
    if (!r.value)
        return KEFU_OK;
    inner = kf_at_member(at, r.value);
    return target_amount(reader, &inner, item->unit, out);
}

static kefu_status target_check(kf_json_reading *reader, const kf_json_at *at, const kf_item *item)
{
    const kefu_card *card = reader->whole;
    const kf_json_node *target = kf_json_get(at->node, "target");
    const char *missing = item->target.days && !card->days.has ? "days"
                          : item->target.ramp && !card->n_ramp ? "ramp"
                                                               : NULL;
    kf_json_at inner, key;
    if (!missing)
        return KEFU_OK;
    inner = kf_at_member(at, target);
    key = kf_at_member(&inner, kf_json_get(target, missing));
    return kf_json_fail(reader, &key,
                        "the card has no key of this name beside sections: ", missing);
}

kefu_status kf_check_items(kf_json_reading *reader, const kf_json_at *at)
{
    const kefu_card *card = reader->whole;
    kf_json_at sections = kf_at_member(at, kf_json_get(at->node, "sections"));
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < card->n_items && !status; i++) {
        const kf_item *item = &card->items[i];
        const kf_section *section = &card->sections[item->section];
        kf_json_at up = kf_at_element(&sections, section->node, item->section);
        kf_json_at items = kf_at_member(&up, kf_json_get(section->node, "items"));
        kf_json_at inner = kf_at_element(&items, item->node, i - section->first);
        status = target_check(reader, &inner, item);
    }
    return status;
}

/* ---- Peers ---------------------------------------------------------------------------------- */

static const kf_choice peers_within[] = {
    {"group", KF_WITHIN_GROUP}, {"team", KF_WITHIN_TEAM}, {"all", KF_WITHIN_ALL}, {NULL, 0}};
static const kf_choice peers_means[] = {{"pooled", 0}, {"plain", 1}, {NULL, 0}};

static const kf_json_field peers_fields[] = {
    {"within", kf_read_choice, offsetof(kf_peers, within), peers_within, 0},
    {"mean", kf_read_choice, offsetof(kf_peers, plain), peers_means, 0},
    {"leave_out", kf_read_flag, offsetof(kf_peers, leave_out), NULL, 0},
};

kefu_status kf_read_peers(kf_json_reading *reader, const kf_json_at *at, kf_peers *out)
{
    return kf_read_object(reader, at, out, peers_fields, 3);
}
