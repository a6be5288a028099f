/* card_parts.c - reading sections and items, adjustments, red lines and grades. */
#include <string.h>

#include "card/card.h"

const kf_range kf_range_points = {-10000 * (int64_t)KEFU_POINT, 10000 * (int64_t)KEFU_POINT,
                                  "points of -10000 to 10000"};
static const kf_range range_weight = {0, 100 * (int64_t)KEFU_POINT, "a weight of 0 to 100"};
static const kf_range range_digits = {0, 6, "0 to 6 digits"};
static const kf_range range_count = {0, INT64_MAX, "a whole number that is not negative"};
static const kf_range range_per = {1, INT64_C(1000000000000), "a whole number of at least 1"};
static const kf_range range_cap = {0, 1000000 * (int64_t)KEFU_POINT, "points of 0 to 1000000"};
static const kf_range range_total = {-1000000 * (int64_t)KEFU_POINT, 1000000 * (int64_t)KEFU_POINT,
                                     "points of -1000000 to 1000000"};

/* ---- Items ---------------------------------------------------------------------------------- */

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
    {"weight", kf_read_millionths, ITEM_AT(weight), &range_weight, 1},
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

static void card_label_or_id(kf_label *label, const char *id)
{
    if (!label->zh)
        label->zh = label->en = id;
}

static kefu_status item_read(kf_json_reading *reader, const kf_json_at *at, kf_item *out)
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
    card_label_or_id(&r.item.label, r.item.id);
    if (r.item.scale < 0)
        r.item.scale = item_scales[r.item.unit];
    curve = kf_at_member(at, r.curve);
    status = kf_read_curve(reader, &curve, &r.item, &r.item.rule);
    *out = r.item;
    return status;
}

/* ---- Ids that must not occur twice ---------------------------------------------------------- */

static kefu_status part_id_taken(kf_json_reading *reader, const kf_json_at *at, const char *id)
{
    kf_json_at inner = kf_at_member(at, kf_json_get(at->node, "id"));
    return kf_json_fail(reader, &inner, "this id is taken: ", id);
}

static int32_t part_ids_hold(const kf_extra *extras, int32_t n, const char *id)
{
    for (int32_t i = 0; i < n; i++)
        if (extras[i].id && !strcmp(extras[i].id, id))
            return 1;
    return 0;
}

static int32_t item_ids_hold(const kf_item *items, int32_t n, const char *id)
{
    for (int32_t i = 0; i < n; i++)
        if (!strcmp(items[i].id, id))
            return 1;
    return 0;
}

/* ---- Sections ------------------------------------------------------------------------------- */

typedef struct section_reading {
    kf_section section;
    const kf_json_node *items;
} section_reading;

static const kf_json_field section_fields[] = {
    {"id", kf_read_text, offsetof(section_reading, section.id), NULL, 1},
    {"label", kf_read_label, offsetof(section_reading, section.label), NULL, 0},
    {"weight", kf_read_millionths, offsetof(section_reading, section.weight), &range_weight, 0},
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
        status = item_read(reader, &inner, item);
        if (status)
            return status;
        if (item_ids_hold(card->items, card->n_items, item->id))
            return part_id_taken(reader, &inner, item->id);
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
    card_label_or_id(&r.section.label, r.section.id);
    for (int32_t i = 0; i < card->n_sections; i++)
        if (!strcmp(card->sections[i].id, r.section.id))
            return part_id_taken(reader, at, r.section.id);
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

/* ---- Adjustments and red lines -------------------------------------------------------------- */

static const kf_choice extra_counts[] = {{"reported", 1}, {"confirmed", 0}, {NULL, 0}};

static const kf_json_field adjustment_fields[] = {
    {"id", kf_read_text, offsetof(kf_extra, id), NULL, 1},
    {"label", kf_read_label, offsetof(kf_extra, label), NULL, 0},
    {"metric", kf_read_text, offsetof(kf_extra, metric), NULL, 1},
    {"per", kf_read_whole, offsetof(kf_extra, per), &range_per, 0},
    {"points", kf_read_millionths, offsetof(kf_extra, points), &kf_range_points, 1},
    {"cap", kf_read_millionths, offsetof(kf_extra, cap), &range_cap, 0},
    {"counts", kf_read_choice, offsetof(kf_extra, reported), extra_counts, 0},
};

static const kf_json_field effect_fields[] = {
    {"cap", kf_read_millionths, offsetof(kf_extra, cap), &range_total, 1},
};

/* "zero" or {"cap": 60} */
static kefu_status red_line_effect(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    kf_extra *red = to;
    (void)with;
    if (at->node->type == KF_JSON_OBJECT)
        return kf_read_object(reader, at, red, effect_fields, 1);
    if (at->node->type != KF_JSON_STRING || strcmp(at->node->text, "zero") != 0)
        return kf_json_fail(reader, at, "expected \"zero\" or {\"cap\": points}", "");
    red->zero = 1;
    red->cap = 0;
    return KEFU_OK;
}

static const kf_json_field red_line_fields[] = {
    {"id", kf_read_text, offsetof(kf_extra, id), NULL, 1},
    {"label", kf_read_label, offsetof(kf_extra, label), NULL, 0},
    {"metric", kf_read_text, offsetof(kf_extra, metric), NULL, 1},
    {"effect", red_line_effect, 0, NULL, 1},
    {"counts", kf_read_choice, offsetof(kf_extra, reported), extra_counts, 0},
};

static kefu_status extras_read(kf_json_reading *reader, const kf_json_at *at,
                               const kf_json_field *fields, size_t n_fields, kf_extra **extras,
                               int32_t *count)
{
    kefu_card *card = reader->whole;
    int32_t n = 0;
    kefu_status status = kf_read_array(reader, at, KF_CARD_PARTS, 1, sizeof **extras, extras, &n);
    if (status)
        return status;
    for (const kf_json_node *node = at->node->child; node; node = node->next) {
        kf_json_at inner = kf_at_element(at, node, *count);
        kf_extra extra;
        memset(&extra, 0, sizeof extra);
        extra.per = 1;
        extra.cap = -1;
        extra.node = node;
        status = kf_read_object(reader, &inner, &extra, fields, n_fields);
        if (status)
            return status;
        card_label_or_id(&extra.label, extra.id);
        if (part_ids_hold(card->adjustments, card->n_adjustments, extra.id) ||
            part_ids_hold(card->red_lines, card->n_red_lines, extra.id))
            return part_id_taken(reader, &inner, extra.id);
        (*extras)[(*count)++] = extra;
    }
    return KEFU_OK;
}

kefu_status kf_read_adjustments(kf_json_reading *reader, const kf_json_at *at, void *to,
                                const void *with)
{
    kefu_card *card = to;
    (void)with;
    return extras_read(reader, at, adjustment_fields,
                       sizeof adjustment_fields / sizeof *adjustment_fields, &card->adjustments,
                       &card->n_adjustments);
}

kefu_status kf_read_red_lines(kf_json_reading *reader, const kf_json_at *at, void *to,
                              const void *with)
{
    kefu_card *card = to;
    (void)with;
    return extras_read(reader, at, red_line_fields,
                       sizeof red_line_fields / sizeof *red_line_fields, &card->red_lines,
                       &card->n_red_lines);
}

/* ---- Grades --------------------------------------------------------------------------------- */

typedef struct grade_reading {
    kf_grade grade;
    int64_t below;
} grade_reading;

static const kf_json_field grade_fields[] = {
    {"id", kf_read_text, offsetof(grade_reading, grade.id), NULL, 1},
    {"label", kf_read_label, offsetof(grade_reading, grade.label), NULL, 0},
    {"from", kf_read_millionths, offsetof(grade_reading, grade.from), &range_total, 0},
    {"to", kf_read_millionths, offsetof(grade_reading, grade.to), &range_total, 0},
    {"below", kf_read_millionths, offsetof(grade_reading, below), &range_total, 0},
};

static kefu_status grade_read(kf_json_reading *reader, const kf_json_at *at, kf_grade *out)
{
    grade_reading r;
    kefu_status status;
    memset(&r, 0, sizeof r);
    r.grade.from = INT64_MIN;
    r.grade.to = r.below = INT64_MAX;
    r.grade.node = at->node;
    status =
        kf_read_object(reader, at, &r, grade_fields, sizeof grade_fields / sizeof *grade_fields);
    if (status)
        return status;
    if (r.grade.to != INT64_MAX && r.below != INT64_MAX)
        return kf_json_fail(reader, at, "this end is given twice, by to and ", "below");
    if (r.below != INT64_MAX) /* totals are whole millionths */
        r.grade.to = r.below - 1;
    if (r.grade.from > r.grade.to)
        return kf_json_fail(reader, at, "no total fits between its ends", "");
    card_label_or_id(&r.grade.label, r.grade.id);
    *out = r.grade;
    return KEFU_OK;
}

kefu_status kf_read_grades(kf_json_reading *reader, const kf_json_at *at, void *to,
                           const void *with)
{
    kefu_card *card = to;
    int32_t n = 0;
    kefu_status status =
        kf_read_array(reader, at, KF_CARD_PARTS, 1, sizeof *card->grades, &card->grades, &n);
    (void)with;
    for (const kf_json_node *node = at->node->child; node && !status; node = node->next) {
        kf_json_at inner = kf_at_element(at, node, card->n_grades);
        kf_grade *grade = &card->grades[card->n_grades];
        status = grade_read(reader, &inner, grade);
        for (int32_t i = 0; i < card->n_grades && !status; i++)
            if (!strcmp(card->grades[i].id, grade->id))
                status = part_id_taken(reader, &inner, grade->id);
        card->n_grades++;
    }
    return status;
}
