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

/* ---- Effects of red lines ------------------------------------------------------------------- */

typedef struct effect_reading {
    int64_t cap, minus, each;
    const kf_json_node *grade;
} effect_reading;

static const kf_json_field effect_fields[] = {
    {"cap", kf_read_millionths, offsetof(effect_reading, cap), &kf_range_total, 0},
    {"minus", kf_read_millionths, offsetof(effect_reading, minus), &range_cap, 0},
    {"minus_each", kf_read_millionths, offsetof(effect_reading, each), &range_cap, 0},
    {"grade", kf_read_later, offsetof(effect_reading, grade), NULL, 0},
};

static const char effect_expected[] =
    "expected \"zero\", {\"cap\": points}, {\"minus\": points}, {\"minus_each\": points} or "
    "{\"grade\": id}";

/* {"cap": 60}, {"minus": 20}, {"minus_each": 5} or {"grade": "C"}, whose number is found when all
 * of the card is read. */
static kefu_status effect_object(kf_json_reading *reader, const kf_json_at *at, kf_extra *red)
{
    effect_reading r = {-1, 0, 0, NULL};
    const char *const keys[] = {[KF_RED_CAP] = "cap",
                                [KF_RED_MINUS] = "minus",
                                [KF_RED_MINUS_EACH] = "minus_each",
                                [KF_RED_GRADE] = "grade"};
    int32_t found = 0;
    kefu_status status =
        kf_read_object(reader, at, &r, effect_fields, sizeof effect_fields / sizeof *effect_fields);
    for (int32_t i = 0; i < 4; i++)
        if (kf_json_get(at->node, keys[i])) {
            red->effect = i;
            found++;
        }
    if (status)
        return status;
    if (found != 1)
        return kf_json_fail(reader, at, effect_expected, "");
    red->cap = r.cap;
    red->points = red->effect == KF_RED_MINUS ? r.minus : r.each;
    if (r.grade) {
        kf_json_at inner = kf_at_member(at, r.grade);
        const char *name = NULL;
        return kf_read_text(reader, &inner, &name, NULL);
    }
    return KEFU_OK;
}

static kefu_status red_line_effect(kf_json_reading *reader, const kf_json_at *at, void *to,
                                   const void *with)
{
    kf_extra *red = to;
    (void)with;
    if (at->node->type == KF_JSON_OBJECT)
        return effect_object(reader, at, red);
    if (at->node->type != KF_JSON_STRING || strcmp(at->node->text, "zero") != 0)
        return kf_json_fail(reader, at, effect_expected, "");
    red->zero = 1;
    red->cap = 0;
    return KEFU_OK;
}

static kefu_status effect_bind_grade(kf_json_reading *reader, const kf_json_at *at,
                                     const kefu_card *card, kf_extra *red)
{
    kf_json_at effect = kf_at_member(at, kf_json_get(at->node, "effect"));
    kf_json_at grade = kf_at_member(&effect, kf_json_get(effect.node, "grade"));
    kf_near near;
    kf_near_init(&near, grade.node->text, grade.node->size);
    for (int32_t i = 0; i < card->n_grades; i++) {
        kf_near_add(&near, card->grades[i].id);
        if (!strcmp(card->grades[i].id, grade.node->text)) {
            red->grade = i;
            return KEFU_OK;
        }
    }
    return kf_json_fail(reader, &grade, "there is no such grade", kf_near_text(&near));
}

/* "That grade at best" takes grades from the best to the worst; one without ends catches the rest.
 */
static kefu_status effect_grades_fall(kf_json_reading *reader, const kf_json_at *root,
                                      const kefu_card *card)
{
    kf_json_at list = kf_at_member(root, kf_json_get(root->node, "grades"));
    const kf_grade *above = NULL;
    for (int32_t i = 0; i < card->n_grades; i++) {
        const kf_grade *grade = &card->grades[i];
        if (grade->from == INT64_MIN && grade->to == INT64_MAX)
            continue;
        if (above &&
            (grade->from > above->from || (grade->to > above->to && grade->to != INT64_MAX))) {
            kf_json_at at = kf_at_element(&list, grade->node, i);
            return kf_json_fail(
                reader, &at, "grades stand from the best to the worst where a red line names one",
                "");
        }
        above = grade;
    }
    return KEFU_OK;
}

kefu_status kf_bind_red_lines(kf_json_reading *reader, const kf_json_at *root, kefu_card *card)
{
    const kf_json_node *list = kf_json_get(root->node, "red_lines");
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < card->n_red_lines && !status; i++) {
        kf_extra *red = &card->red_lines[i];
        kf_json_at at = kf_at_member(root, list);
        kf_json_at inner = kf_at_element(&at, red->node, i);
        if (!red->zero && red->effect == KF_RED_GRADE)
            status = effect_bind_grade(reader, &inner, card, red);
        if (!status && !red->zero && red->effect == KF_RED_GRADE)
            status = effect_grades_fall(reader, root, card);
    }
    return status;
}

/* ---- Lists ---------------------------------------------------------------------------------- */

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
            return kf_json_id_taken(reader, &inner, extra.id);
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
