/* plan_commission.c - reading the tiers and the accelerator of a commission. */
#include "pay/plan.h"

static const kf_range range_bound = {1, INT64_MAX, "an amount above 0"};
static const kf_range range_times = {0, 1000 * (int64_t)KEFU_POINT, "a factor of 0 to 1000"};

typedef struct pay_tier_nodes {
    const kf_json_node *to, *below;
    kf_bound rate;
} pay_tier_nodes;

static const kf_json_field pay_tier_fields[] = {
    {"to", kf_read_later, offsetof(pay_tier_nodes, to), NULL, 0},
    {"below", kf_read_later, offsetof(pay_tier_nodes, below), NULL, 0},
    {"rate", kf_read_rate, offsetof(pay_tier_nodes, rate), &kf_range_rate, 1},
};

static kefu_status pay_tier_read(kf_json_reading *reader, const kf_json_at *at, int32_t is_last,
                                 kf_pay_tier *tier)
{
    pay_tier_nodes nodes = {NULL, NULL, {0, 0}};
    kefu_status status = kf_read_object(reader, at, &nodes, pay_tier_fields,
                                        sizeof pay_tier_fields / sizeof *pay_tier_fields);
    if (status)
        return status;
    const kf_json_node *node = nodes.to ? nodes.to : nodes.below;
    tier->rate = nodes.rate;
    tier->node = at->node;
    if (!node)
        return is_last ? KEFU_OK
                       : kf_json_fail(reader, at, "expected \"to\" or \"below\"",
                                      ": only the last tier has no end");
    kf_json_at inner = kf_at_member(at, node);
    if (nodes.to && nodes.below)
        return kf_json_fail(reader, &inner, "a tier ends with \"to\" or \"below\", not both", "");
    if (is_last)
        return kf_json_fail(reader, &inner, "the last tier has no end",
                            "; add one with a rate of 0 if no more is paid");
    tier->high.kind = nodes.to ? KF_END_INCLUSIVE : KF_END_EXCLUSIVE;
    return kf_read_amount(reader, &inner, &tier->high.at, &range_bound);
}

kefu_status kf_read_pay_tiers(kf_json_reading *reader, const kf_json_at *at, void *rule,
                              const void *with)
{
    kf_pay_rule *out = rule;
    int32_t i = 0;
    kefu_status status =
        kf_read_array(reader, at, KF_PAY_TIERS, 0, sizeof *out->tiers, &out->tiers, &out->n_tiers);
    (void)with;
    for (const kf_json_node *n = status ? NULL : at->node->child; n && !status; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        kf_pay_tier *tier = &out->tiers[i];
        status = pay_tier_read(reader, &inner, !n->next, tier);
        if (!status && i && tier->high.kind && tier->high.at <= tier[-1].high.at)
            status = kf_json_fail(reader, &inner, "the ends of tiers rise", "");
    }
    return status;
}

static const kf_json_field accelerator_fields[] = {
    {"above", kf_read_rate, offsetof(kf_pay_accelerator, above), &kf_range_rate, 1},
    {"of", kf_read_money, offsetof(kf_pay_accelerator, of), &range_bound, 1},
    {"times", kf_read_millionths, offsetof(kf_pay_accelerator, times), &range_times, 1},
};

kefu_status kf_read_accelerator(kf_json_reading *reader, const kf_json_at *at, void *accelerator,
                                const void *with)
{
    kf_pay_accelerator *out = accelerator;
    (void)with;
    out->has = 1;
    return kf_read_object(reader, at, out, accelerator_fields,
                          sizeof accelerator_fields / sizeof *accelerator_fields);
}
