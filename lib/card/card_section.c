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

typedef struct section_reading {
    kf_section section;
    const kf_json_node *items;
} section_reading;

static const kf_json_field section_fields[] = {
    {"id", kf_read_text, offsetof(section_reading, section.id), NULL, 1},
    {"label", kf_read_label, offsetof(section_reading, section.label), NULL, 0},
    {"weight", kf_read_millionths, offsetof(section_reading, section.weight), &kf_range_weight, 0},
    {"items", kf_read_later, offsetof(section_reading, items), NULL, 1},
};

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
            return kf_part_id_taken(reader, &inner, item->id);
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
    if (status)
        return status;
    kf_label_or_id(&r.section.label, r.section.id);
    for (int32_t i = 0; i < card->n_sections; i++)
        if (!strcmp(card->sections[i].id, r.section.id))
            return kf_part_id_taken(reader, at, r.section.id);
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
    card->items = kf_arena_alloc(&card->arena, n_items * sizeof *card->items);
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
