/* card_section.c - reading sections, whose items stand in one array. */
#include <string.h>

#include "card/card.h"

static int32_t item_ids_hold(const kf_item *items, int32_t n, const char *id)
{
    for (int32_t i = 0; i < n; i++)
        if (!strcmp(items[i].id, id))
            return 1;
    return 0;
}

static const kf_choice section_weights[] = {{"card", 0}, {"section", 1}, {NULL, 0}};
static const kf_range section_failed = {0, KF_CARD_PARTS, "a number of items from 0 to 1000"};

typedef struct section_reading {
    kf_section section;
    const kf_json_node *items;
} section_reading;

static const kf_json_field section_fields[] = {
    {"id", kf_read_text, offsetof(section_reading, section.id), NULL, 1},
    {"label", kf_read_label, offsetof(section_reading, section.label), NULL, 0},
    {"weight", kf_read_millionths, offsetof(section_reading, section.weight), &kf_range_weight, 0},
    {"item_weights", kf_read_choice, offsetof(section_reading, section.own_weights),
     section_weights, 0},
    {"bonus", kf_read_flag, offsetof(section_reading, section.bonus), NULL, 0},
    {"least", kf_read_millionths, offsetof(section_reading, section.least), &kf_range_total, 0},
    {"most", kf_read_millionths, offsetof(section_reading, section.most), &kf_range_total, 0},
    {"fail_at", kf_read_digits, offsetof(section_reading, section.fail_at), &section_failed, 0},
    {"items", kf_read_later, offsetof(section_reading, items), NULL, 1},
};

/* Shares of the section become weights of the card, which are whole millionths like all others. */
static kefu_status section_share_weight(kf_json_reading *reader, const kf_json_at *at,
                                        const kf_section *section, kf_item *item)
{
    int64_t hundred = 100 * (int64_t)KEFU_POINT;
    int64_t product = section->weight * item->weight; /* both at most 10^8 */
    kf_json_at inner = kf_at_member(at, kf_json_get(at->node, "weight"));
    if (product % hundred)
        return kf_json_fail(reader, &inner,
                            "this share of the section's weight has more than 6 digits", "");
    item->weight = product / hundred;
    return KEFU_OK;
}

/* Bonus items have nobody to give their weight to, and keep no total back. */
static kefu_status section_check_bonus(kf_json_reading *reader, const kf_json_at *at, kf_item *item)
{
    static const char *const keys[] = {"no_data", "low_volume", "provisional"};
    const kf_json_node *fail = kf_json_get(at->node, "fail");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const kf_json_node *policy = kf_json_get(at->node, keys[i]);
        kf_json_at inner;
        if (!policy || !strcmp(policy->text, "zero") || !strcmp(policy->text, "score"))
            continue;
        inner = kf_at_member(at, policy);
        return kf_json_fail(reader, &inner,
                            "an item of a bonus section gives 0 where it has no figure; expected "
                            "'zero'",
                            "");
    }
    if (fail && item->fails == KF_FAILS_CARD) {
        kf_json_at inner = kf_at_member(at, fail);
        return kf_json_fail(reader, &inner, "a bonus section cannot fail the card", "");
    }
    item->bonus = 1;
    item->no_data = KF_POLICY_ZERO;
    return KEFU_OK;
}

static kefu_status section_check(kf_json_reading *reader, const kf_json_at *at,
                                 const kf_section *section)
{
    if (section->own_weights && section->weight < 0)
        return kf_json_fail(reader, at,
                            "items weighed by their section need the section to have a ", "weight");
    if (section->least > section->most)
        return kf_json_fail(reader, at, "its least is above its most", "");
    return KEFU_OK;
}

static kefu_status section_read_items(kf_json_reading *reader, const kf_json_at *at,
                                      kf_section *section)
{
    kefu_card *card = reader->whole;
    int32_t i = 0;
    if (at->node->type != KF_JSON_ARRAY || !at->node->count)
        return kf_json_fail(reader, at, "expected an array of at least one item", "");
    for (const kf_json_node *n = at->node->child; n; n = n->next, i++) {
        kf_json_at inner = kf_at_element(at, n, i);
        kf_item *item = &card->items[card->n_items];
        kefu_status status;
        item->section = card->n_sections;
        status = kf_read_item(reader, &inner, item);
        if (status)
            return status;
        if (item_ids_hold(card->items, card->n_items, item->id))
            return kf_json_id_taken(reader, &inner, item->id);
        if (section->own_weights)
            status = section_share_weight(reader, &inner, section, item);
        if (!status && section->bonus)
            status = section_check_bonus(reader, &inner, item);
        if (status)
            return status;
        card->n_items++;
    }
    section->n = i;
    return KEFU_OK;
}

static kefu_status section_read(kf_json_reading *reader, const kf_json_at *at, kf_section *out)
{
    kefu_card *card = reader->whole;
    section_reading r;
    kf_json_at items;
    kefu_status status;
    memset(&r, 0, sizeof r);
    r.section.weight = -1;
    r.section.least = KF_NO_LEAST;
    r.section.most = KF_NO_MOST;
    r.section.first = card->n_items;
    r.section.node = at->node;
    status = kf_read_object(reader, at, &r, section_fields,
                            sizeof section_fields / sizeof *section_fields);
    if (!status)
        status = section_check(reader, at, &r.section);
    if (status)
        return status;
    kf_label_or_id(&r.section.label, r.section.id);
    for (int32_t i = 0; i < card->n_sections; i++)
        if (!strcmp(card->sections[i].id, r.section.id))
            return kf_json_id_taken(reader, at, r.section.id);
    items = kf_at_member(at, r.items);
    status = section_read_items(reader, &items, &r.section);
    *out = r.section;
    return status;
}

/* Items of all sections stand in one array, whose length has to be known first. */
static size_t sections_count_items(const kf_json_node *sections)
{
    size_t n = 0;
    for (const kf_json_node *s = sections->child; s; s = s->next) {
        const kf_json_node *items = kf_json_get(s, "items");
        n += items && items->type == KF_JSON_ARRAY ? items->count : 0;
    }
    return n;
}

kefu_status kf_read_sections(kf_json_reading *reader, const kf_json_at *at, void *to,
                             const void *with)
{
    kefu_card *card = to;
    int32_t n = 0;
    size_t n_items;
    kefu_status status =
        kf_read_array(reader, at, KF_CARD_PARTS, 0, sizeof *card->sections, &card->sections, &n);
    (void)with;
    if (status)
        return status;
    n_items = sections_count_items(at->node);
    if (n_items > KF_CARD_PARTS)
        return kf_json_fail(reader, at, "too many items; at most 1000 in all sections", "");
    card->items = kf_arena_alloc(&card->scheme.arena, n_items * sizeof *card->items);
    if (!card->items)
        return kf_no_memory(reader->error);
    memset(card->items, 0, n_items * sizeof *card->items);
    for (const kf_json_node *s = at->node->child; s; s = s->next) {
        kf_json_at inner = kf_at_element(at, s, card->n_sections);
        status = section_read(reader, &inner, &card->sections[card->n_sections]);
        if (status)
            return status;
        card->n_sections++;
    }
    return KEFU_OK;
}
