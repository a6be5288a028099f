/* card_tier.c - reading the forced distribution: classes and their shares of the people. */
#include <string.h>

#include "card/card.h"

static const kf_json_field tier_fields[] = {
    {"id", kf_read_text, offsetof(kf_tier, id), NULL, 1},
    {"label", kf_read_label, offsetof(kf_tier, label), NULL, 0},
    {"share", kf_read_share, offsetof(kf_tier, share), NULL, 1},
};

static kefu_status tier_read(kf_json_reading *reader, const kf_json_at *at, kf_tier *out)
{
    kefu_status status;
    out->node = at->node;
    status = kf_read_object(reader, at, out, tier_fields, sizeof tier_fields / sizeof *tier_fields);
    if (!status)
        kf_label_or_id(&out->label, out->id);
    return status;
}

static kefu_status tier_read_all(kf_json_reading *reader, const kf_json_at *at, void *to,
                                 const void *with)
{
    kefu_card *card = to;
    int64_t sum = 0;
    int32_t n = 0;
    kefu_status status =
        kf_read_array(reader, at, KF_CARD_PARTS, 0, sizeof *card->tiers, &card->tiers, &n);
    (void)with;
    for (const kf_json_node *node = status ? NULL : at->node->child; node; node = node->next) {
        kf_json_at inner = kf_at_element(at, node, card->n_tiers);
        kf_tier *tier = &card->tiers[card->n_tiers];
        status = tier_read(reader, &inner, tier);
        if (status)
            return status;
        for (int32_t i = 0; i < card->n_tiers; i++)
            if (!strcmp(card->tiers[i].id, tier->id))
                return kf_json_id_taken(reader, &inner, tier->id);
        card->n_tiers++;
        sum += tier->share;
    }
    if (!status && !sum)
        status = kf_json_fail(reader, at, "no tier has a share above 0", "");
    return status;
}

static const kf_choice tier_ties[] = {
    {"better", KF_TIES_BETTER}, {"worse", KF_TIES_WORSE}, {"order", KF_TIES_ORDER}, {NULL, 0}};

static const kf_json_field tiers_fields[] = {
    {"shares", tier_read_all, 0, NULL, 1},
    {"ties", kf_read_choice, offsetof(kefu_card, tier_ties), tier_ties, 0},
};

kefu_status kf_read_tiers(kf_json_reading *reader, const kf_json_at *at, void *card,
                          const void *with)
{
    (void)with;
    return kf_read_object(reader, at, card, tiers_fields,
                          sizeof tiers_fields / sizeof *tiers_fields);
}
