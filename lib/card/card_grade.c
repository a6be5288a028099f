/* card_grade.c - reading grades. */
#include <string.h>

#include "card/card.h"

typedef struct grade_reading {
    kf_grade grade;
    int64_t below;
} grade_reading;

static const kf_json_field grade_fields[] = {
    {"id", kf_read_text, offsetof(grade_reading, grade.id), NULL, 1},
    {"label", kf_read_label, offsetof(grade_reading, grade.label), NULL, 0},
    {"from", kf_read_millionths, offsetof(grade_reading, grade.from), &kf_range_total, 0},
    {"to", kf_read_millionths, offsetof(grade_reading, grade.to), &kf_range_total, 0},
    {"below", kf_read_millionths, offsetof(grade_reading, below), &kf_range_total, 0},
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
    kf_label_or_id(&r.grade.label, r.grade.id);
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
                status = kf_json_id_taken(reader, &inner, grade->id);
        card->n_grades++;
    }
    return status;
}
