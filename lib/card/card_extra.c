/* card_extra.c - reading adjustments and red lines. */
#include <string.h>

#include "card/card.h"

static const kf_range range_per = {1, INT64_C(1000000000000), "a whole number of at least 1"};
static const kf_range range_cap = {0, 1000000 * (int64_t)KEFU_POINT, "points of 0 to 1000000"};

static int32_t part_ids_hold(const kf_extra *extras, int32_t n, const char *id)
{
    for (int32_t i = 0; i < n; i++)
        if (extras[i].id && !strcmp(extras[i].id, id))
            return 1;
    return 0;
}

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
    {"cap", kf_read_millionths, offsetof(kf_extra, cap), &kf_range_total, 1},
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
        kf_label_or_id(&extra.label, extra.id);
        if (part_ids_hold(card->adjustments, card->n_adjustments, extra.id) ||
            part_ids_hold(card->red_lines, card->n_red_lines, extra.id))
            return kf_part_id_taken(reader, &inner, extra.id);
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
