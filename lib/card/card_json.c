/* card_json.c - a card from its JSON, and its accessors. */
#include <string.h>

#include "card/card.h"

/* ---- The top of a card ---------------------------------------------------------------------- */

static const kf_choice card_ties[] = {
    {"competition", KEFU_TIES_COMPETITION}, {"dense", KEFU_TIES_DENSE},
    {"modified", KEFU_TIES_MODIFIED},       {"fractional", KEFU_TIES_FRACTIONAL},
    {"ordinal", KEFU_TIES_ORDINAL},         {NULL, 0}};
static const kf_choice card_groups[] = {{"none", KF_GROUP_NONE},   {"team", KF_GROUP_TEAM},
                                        {"role", KF_GROUP_ROLE},   {"cohort", KF_GROUP_COHORT},
                                        {"stage", KF_GROUP_STAGE}, {NULL, 0}};
static const kf_range range_min_volume = {0, INT64_MAX, "a whole number that is not negative"};
static const kf_range range_floor = {-1000000 * (int64_t)KEFU_POINT, 1000000 * (int64_t)KEFU_POINT,
                                     "points of -1000000 to 1000000"};

static const kf_json_field rank_fields[] = {
    {"ties", kf_read_choice, offsetof(kf_rank_rule, ties), card_ties, 0},
    {"group", kf_read_choice, offsetof(kf_rank_rule, group), card_groups, 0},
    {"volume", kf_read_text, offsetof(kf_rank_rule, volume), NULL, 0},
    {"min_volume", kf_read_whole, offsetof(kf_rank_rule, min_volume), &range_min_volume, 0},
};

static kefu_status card_read_rank(kf_json_reading *reader, const kf_json_at *at, void *to,
                                  const void *with)
{
    kefu_status status =
        kf_read_object(reader, at, to, rank_fields, sizeof rank_fields / sizeof *rank_fields);
    (void)with;
    if (status)
        return status;
    if (!kf_json_get(at->node, "volume") != !kf_json_get(at->node, "min_volume"))
        return kf_json_fail(reader, at, "volume and min_volume go together; one is missing", "");
    return KEFU_OK;
}

static kefu_status card_read_floor(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    kefu_card *card = to;
    card->has_floor = 1;
    return kf_read_millionths(reader, at, &card->floor, with);
}

/* ---- Steps between the sections and the total ----------------------------------------------- */

static const kf_choice card_weights[] = {{"hundred", 0}, {"normalise", 1}, {NULL, 0}};
static const kf_choice card_fail_effects[] = {{"zero", 0}, {"flag", 1}, {NULL, 0}};
static const kf_choice card_teams[] = {{"mean", KF_TEAM_MEAN}, {"sheet", KF_TEAM_SHEET}, {NULL, 0}};
static const kf_range card_failed = {0, KF_CARD_PARTS, "a number of sections from 0 to 1000"};

static const kf_json_field card_fail_fields[] = {
    {"at", kf_read_digits, offsetof(kefu_card, fail_at), &card_failed, 0},
    {"effect", kf_read_choice, offsetof(kefu_card, fail_flag), card_fail_effects, 0},
};

static kefu_status card_read_fail(kf_json_reading *reader, const kf_json_at *at, void *to,
                                  const void *with)
{
    (void)with;
    return kf_read_object(reader, at, to, card_fail_fields,
                          sizeof card_fail_fields / sizeof *card_fail_fields);
}

static const kf_json_field card_blend_fields[] = {
    {"personal", kf_read_share, offsetof(kefu_card, personal), NULL, 1},
    {"team", kf_read_choice, offsetof(kefu_card, team), card_teams, 1},
};

static kefu_status card_read_blend(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    (void)with;
    return kf_read_object(reader, at, to, card_blend_fields,
                          sizeof card_blend_fields / sizeof *card_blend_fields);
}

static const kf_json_field card_fields[] = {
    {"format", kf_read_format, 0, NULL, 1},
    {"id", kf_read_revision_id, offsetof(kefu_card, scheme.id), NULL, 1},
    {"label", kf_read_label, offsetof(kefu_card, scheme.label), NULL, 0},
    {"rank", card_read_rank, offsetof(kefu_card, rank), NULL, 0},
    {"weights", kf_read_choice, offsetof(kefu_card, normalise), card_weights, 0},
    {"sections", kf_read_sections, 0, NULL, 1},
    {"days", kf_read_days, 0, NULL, 0},
    {"ramp", kf_read_ramp, 0, NULL, 0},
    {"fail", card_read_fail, 0, NULL, 0},
    {"blend", card_read_blend, 0, NULL, 0},
    {"adjustments", kf_read_adjustments, 0, NULL, 0},
    {"adjustments_least", kf_read_millionths, offsetof(kefu_card, adjustments_least),
     &kf_range_total, 0},
    {"adjustments_most", kf_read_millionths, offsetof(kefu_card, adjustments_most), &kf_range_total,
     0},
    {"least", kf_read_millionths, offsetof(kefu_card, least), &kf_range_total, 0},
    {"most", kf_read_millionths, offsetof(kefu_card, most), &kf_range_total, 0},
    {"red_lines", kf_read_red_lines, 0, NULL, 0},
    {"floor", card_read_floor, 0, &range_floor, 0},
    {"grades", kf_read_grades, 0, NULL, 0},
    {"tiers", kf_read_tiers, 0, NULL, 0},
    {"badges", kf_read_badges, 0, NULL, 0},
    {"streaks", kf_read_streaks, 0, NULL, 0},
};

/* ---- What takes all of the card ------------------------------------------------------------- */

static kefu_status card_check_ends(kf_json_reading *reader, const kf_json_at *root,
                                   const kefu_card *card)
{
    kf_json_at at;
    if (card->adjustments_least > card->adjustments_most) {
        at = kf_at_member(root, kf_json_get(root->node, "adjustments_least"));
        return kf_json_fail(reader, &at, "it is above ", "adjustments_most");
    }
    if (card->least > card->most) {
        at = kf_at_member(root, kf_json_get(root->node, "least"));
        return kf_json_fail(reader, &at, "it is above ", "most");
    }
    return KEFU_OK;
}

static kefu_status card_sum_weights(kf_json_reading *reader, const kf_json_at *root,
                                    kefu_card *card)
{
    int64_t sum = 0;
    kf_json_at at;
    for (int32_t i = 0; i < card->n_items; i++)
        sum += card->items[i].bonus ? 0 : card->items[i].weight;
    if (!card->normalise)
        return KEFU_OK;
    at = kf_at_member(root, kf_json_get(root->node, "weights"));
    if (!sum)
        return kf_json_fail(reader, &at, "the weights add up to 0, so that nothing is of them", "");
    card->hundred = sum;
    return KEFU_OK;
}

/* Items of bonus sections come behind the others, as the steps do. */
static kefu_status card_order_items(kf_json_reading *reader, kefu_card *card)
{
    int32_t n = 0;
    card->order = kf_arena_alloc(&card->scheme.arena, (size_t)card->n_items * sizeof *card->order);
    if (!card->order)
        return kf_no_memory(reader->error);
    for (int32_t bonus = 0; bonus < 2; bonus++) {
        for (int32_t i = 0; i < card->n_items; i++)
            if (card->items[i].bonus == bonus)
                card->order[n++] = i;
        if (!bonus)
            card->n_base = n;
    }
    return KEFU_OK;
}

/* 1 if there is more to a total than the sum of the items, adjustments and red lines. */
static int32_t card_has_steps(const kefu_card *card)
{
    int32_t steps = card->team != KF_TEAM_NONE || card->n_base < card->n_items ||
                    card->adjustments_least != KF_NO_LEAST ||
                    card->adjustments_most != KF_NO_MOST || card->least != KF_NO_LEAST ||
                    card->most != KF_NO_MOST;
    for (int32_t i = 0; i < card->n_sections && !steps; i++)
        steps = card->sections[i].least != KF_NO_LEAST || card->sections[i].most != KF_NO_MOST ||
                card->sections[i].fail_at;
    for (int32_t i = 0; i < card->n_items && !steps; i++)
        steps = card->items[i].fails != KF_FAILS_NOTHING;
    return steps;
}

static kefu_status card_finish(kf_json_reading *reader, const kf_json_at *root, kefu_card *card)
{
    kefu_status status = card_check_ends(reader, root, card);
    if (!status)
        status = card_sum_weights(reader, root, card);
    if (!status)
        status = card_order_items(reader, card);
    if (!status)
        status = kf_bind_red_lines(reader, root, card);
    if (!status)
        status = kf_bind_badges(reader, root, card);
    if (!status)
        status = kf_list_metrics(reader, card);
    card->has_steps = card_has_steps(card);
    return status;
}

/* ---- Making and freeing --------------------------------------------------------------------- */

static kefu_status card_fill(kf_json_reading *reader, const kf_json_at *root, void *to)
{
    kefu_card *card = to;
    reader->what = "card";
    card->adjustments_least = card->least = KF_NO_LEAST;
    card->adjustments_most = card->most = KF_NO_MOST;
    card->hundred = 100 * (int64_t)KEFU_POINT;
    kefu_status status =
        kf_read_object(reader, root, card, card_fields, sizeof card_fields / sizeof *card_fields);
    if (!status)
        status = kf_check_items(reader, root);
    return status ? status : card_finish(reader, root, card);
}

static const kf_scheme_kind card_kind = {sizeof(kefu_card), "kefu_card_from_json", card_fill};

kefu_status KEFU_CALL kefu_card_from_json(const kefu_allocator *allocator,
                                          const kefu_limits *limits, const char *json, size_t size,
                                          kefu_card **out, kefu_error *error)
{
    void *card = NULL;
    kefu_status status =
        kf_scheme_from_json(&card_kind, allocator, limits, out ? json : NULL, size, &card, error);
    if (!status)
        *out = card;
    return status;
}

kefu_status kf_card_copy(const kf_memory *memory, const kefu_card *card, kefu_card **out,
                         kefu_error *error)
{
    void *copy = NULL;
    kefu_status status = kf_scheme_copy(&card_kind, memory, &card->scheme, &copy, error);
    if (!status)
        *out = copy;
    return status;
}

void KEFU_CALL kefu_card_free(kefu_card *card)
{
    if (card)
        kf_scheme_free(&card_kind, &card->scheme);
}

/* ---- Accessors ------------------------------------------------------------------------------ */

const char *KEFU_CALL kefu_card_id(const kefu_card *card) { return card ? card->scheme.id : NULL; }

const char *KEFU_CALL kefu_card_hash(const kefu_card *card)
{
    return card ? card->scheme.hash : NULL;
}

const char *KEFU_CALL kefu_card_label(const kefu_card *card, int32_t language)
{
    return card ? kf_label_in(&card->scheme.label, language) : NULL;
}

static const char *card_unit_name(int32_t unit)
{
    static const char *const names[] = {[KF_UNIT_RATIO] = "ratio",
                                        [KF_UNIT_SECONDS] = "s",
                                        [KF_UNIT_YUAN] = "yuan",
                                        [KF_UNIT_POINTS] = "points",
                                        [KF_UNIT_COUNT] = "count"};
    return names[unit];
}

int32_t KEFU_CALL kefu_card_parts(const kefu_card *card, int32_t kind)
{
    if (!card)
        return 0;
    switch (kind) {
    case KEFU_PART_ITEM:
        return card->n_items;
    case KEFU_PART_ADJUSTMENT:
        return card->n_adjustments;
    case KEFU_PART_RED_LINE:
        return card->n_red_lines;
    case KEFU_PART_SECTION:
        return card->n_sections;
    case KEFU_PART_VOLUME:
        return card->rank.volume ? 1 : 0;
    case KEFU_PART_GRADE:
        return card->n_grades;
    case KEFU_PART_TIER:
        return card->n_tiers;
    case KEFU_PART_BADGE:
        return card->n_badges;
    case KEFU_PART_STREAK:
        return card->n_streaks;
    default:
        return 0;
    }
}

static kefu_card_part card_part_of_item(const kefu_card *card, const kf_item *item)
{
    kefu_card_part part = {.struct_size = sizeof part,
                           .id = item->id,
                           .label_zh = item->label.zh,
                           .label_en = item->label.en,
                           .metric = item->metric,
                           .unit = card_unit_name(item->unit),
                           .section_id = card->sections[item->section].id,
                           .scale = item->scale,
                           .direction = item->direction,
                           .weight = item->weight,
                           .definition = item->definition ? item->definition : "",
                           .of = item->of,
                           .bonus = item->bonus};
    return part;
}

static kefu_card_part card_part_of_extra(const kf_extra *extra, int32_t direction)
{
    kefu_card_part part = {.struct_size = sizeof part,
                           .id = extra->id,
                           .label_zh = extra->label.zh,
                           .label_en = extra->label.en,
                           .metric = extra->metric,
                           .unit = "count",
                           .section_id = "",
                           .direction = direction,
                           .definition = extra->definition ? extra->definition : ""};
    return part;
}

/* A section without a weight of its own has that of its items. */
static kefu_card_part card_part_of_section(const kefu_card *card, const kf_section *section)
{
    kefu_card_part part = {.struct_size = sizeof part,
                           .id = section->id,
                           .label_zh = section->label.zh,
                           .label_en = section->label.en,
                           .metric = "",
                           .unit = "points",
                           .section_id = section->id,
                           .direction = KEFU_HIGHER,
                           .weight = section->weight,
                           .definition = "",
                           .bonus = section->bonus};
    if (section->weight >= 0)
        return part;
    part.weight = 0;
    for (int32_t i = 0; i < section->n; i++)
        part.weight += card->items[section->first + i].weight;
    return part;
}

/* Volume decides who is ranked; more of it is neither better nor worse. */
static kefu_card_part card_part_of_volume(const char *metric)
{
    kefu_card_part part = {.struct_size = sizeof part,
                           .id = "volume",
                           .label_zh = metric,
                           .label_en = metric,
                           .metric = metric,
                           .unit = "count",
                           .section_id = "",
                           .direction = KEFU_NEITHER,
                           .definition = ""};
    return part;
}

/* Grades, tiers, badges and streaks: an id and a label. */
static kefu_card_part card_part_of_name(const char *id, const kf_label *label)
{
    kefu_card_part part = {.struct_size = sizeof part,
                           .id = id,
                           .label_zh = label->zh,
                           .label_en = label->en,
                           .metric = "",
                           .unit = "",
                           .section_id = "",
                           .direction = KEFU_NEITHER,
                           .definition = ""};
    return part;
}

static kefu_card_part card_part_of(const kefu_card *card, int32_t kind, int32_t index)
{
    switch (kind) {
    case KEFU_PART_ITEM:
        return card_part_of_item(card, &card->items[index]);
    case KEFU_PART_ADJUSTMENT:
        return card_part_of_extra(&card->adjustments[index],
                                  card->adjustments[index].points < 0 ? KEFU_LOWER : KEFU_HIGHER);
    case KEFU_PART_RED_LINE:
        return card_part_of_extra(&card->red_lines[index], KEFU_LOWER);
    case KEFU_PART_SECTION:
        return card_part_of_section(card, &card->sections[index]);
    case KEFU_PART_GRADE:
        return card_part_of_name(card->grades[index].id, &card->grades[index].label);
    case KEFU_PART_TIER:
        return card_part_of_name(card->tiers[index].id, &card->tiers[index].label);
    case KEFU_PART_BADGE:
        return card_part_of_name(card->badges[index].id, &card->badges[index].label);
    case KEFU_PART_STREAK:
        return card_part_of_name(card->streaks[index].id, &card->streaks[index].label);
    default:
        return card_part_of_volume(card->rank.volume);
    }
}

kefu_status KEFU_CALL kefu_card_part_at(const kefu_card *card, int32_t kind, int32_t index,
                                        kefu_card_part *out)
{
    kefu_card_part part;
    if (index < 0 || index >= kefu_card_parts(card, kind))
        return KEFU_E_ARGUMENT;
    part = card_part_of(card, kind, index);
    return kf_give(out, &part, sizeof part);
}
