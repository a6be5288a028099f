/* condition_met.c - see condition_met.h. */
#include "score/condition_met.h"

#include <string.h>

#include "score/reason.h"

static const kefu_value met_none = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};

static kefu_value met_number(int64_t num, int64_t den)
{
    kefu_value value = {num, den, -1, KEFU_VALUE_OK, 0};
    return value;
}

/* ---- What a condition looks at -------------------------------------------------------------- */

static kefu_value met_metric(const kf_subject *subject, int32_t index)
{
    kefu_value value = met_none;
    if (!subject->frame)
        return kf_cell(&subject->sheet->kept[index], subject->line);
    if (subject->frame_row < 0 ||
        kefu_frame_values(subject->frame, index, subject->frame_row, 1, &value))
        return met_none;
    return value;
}

/* Points of the curve; where the item was left out or is required there are none. */
static kefu_value met_points(const kf_subject *subject, int32_t item)
{
    uint8_t outcome = subject->sheet->columns[item].outcomes[subject->line];
    kefu_reason reason;
    if (outcome == KF_LEFT_OUT || outcome == KF_NOT_APPLIED || outcome == KF_REQUIRED)
        return met_none;
    kf_reason_of_item(subject->sheet, &subject->sheet->lines[subject->line], item, &reason);
    return met_number(reason.curve, KEFU_POINT);
}

static kefu_value met_value(const kf_subject *subject, const kf_condition *c)
{
    const kf_line *line = &subject->sheet->lines[subject->line];
    switch (c->what) {
    case KF_WHEN_METRIC:
        return met_metric(subject, c->index);
    case KF_WHEN_POINTS:
        return met_points(subject, c->index);
    case KF_WHEN_TOTAL:
        return line->status == KEFU_VALUE_OK ? met_number(line->total, KEFU_POINT) : met_none;
    case KF_WHEN_PLACE:
        return line->place.twice ? met_number(line->place.twice, 2) : met_none;
    default:
        return met_number(line->coverage, KEFU_POINT);
    }
}

/* ---- Kinds ---------------------------------------------------------------------------------- */

static int32_t met_better_item(const kf_subject *subject, int32_t item, kf_seen *seen)
{
    const kefu_sheet *sheet = subject->sheet;
    size_t group = (size_t)sheet->lines[subject->line].group;
    int32_t order = 0;
    seen->item = item;
    seen->value = kf_cell(&sheet->columns[item].cells, subject->line);
    seen->mean = subject->means
                     ? subject->means->of[group * (size_t)sheet->card->n_items + (size_t)item]
                     : met_none;
    if (seen->value.status >= KEFU_VALUE_NO_DATA ||
        kefu_value_compare(&seen->value, &seen->mean, &order))
        return 0;
    return order * sheet->card->items[item].direction > 0;
}

static int32_t met_better(const kf_subject *subject, const kf_condition *c, kf_seen *seen)
{
    if (c->index >= 0)
        return met_better_item(subject, c->index, seen);
    for (int32_t i = 0; i < subject->sheet->card->n_items; i++)
        if (!met_better_item(subject, i, seen))
            return 0;
    return 1;
}

static int32_t met_word(const kf_subject *subject, const kf_condition *c, kf_seen *seen)
{
    const kefu_card *card = subject->sheet->card;
    const kf_line *line = &subject->sheet->lines[subject->line];
    int32_t index = c->what == KF_WHEN_GRADE ? line->grade : line->tier;
    if (index < 0)
        return 0;
    seen->word = c->what == KF_WHEN_GRADE ? card->grades[index].id : card->tiers[index].id;
    for (int32_t i = 0; i < c->n_names; i++)
        if (!strcmp(c->names[i], seen->word))
            return 1;
    return 0;
}

/* Below the floor is below it, also for those whom a decision excuses from a plan. */
static int32_t met_floor(const kf_subject *subject, const kf_condition *c)
{
    const kf_line *line = &subject->sheet->lines[subject->line];
    int32_t below = (line->flags & (KEFU_ROW_BELOW_FLOOR | KEFU_ROW_EXCUSED)) != 0;
    return line->status == KEFU_VALUE_OK && below == c->below;
}

/* The first of the red lines asked for whose hits count; without names of all. */
static const char *met_red_line_of(const kf_subject *subject, const kf_condition *c)
{
    const kf_line *line = &subject->sheet->lines[subject->line];
    for (int32_t i = 0; i < line->n_hits; i++) {
        const kf_hit *hit = &subject->sheet->hits[line->first_hit + (size_t)i];
        if (hit->kind != KEFU_PART_RED_LINE || !hit->counted)
            continue;
        for (int32_t k = 0; k < c->n_names; k++)
            if (!strcmp(c->names[k], hit->extra->id))
                return hit->extra->id;
        if (!c->n_names)
            return hit->extra->id;
    }
    return "";
}

static int32_t met_red_line(const kf_subject *subject, const kf_condition *c, kf_seen *seen)
{
    seen->word = met_red_line_of(subject, c);
    return (*seen->word != 0) == (c->n_names > 0);
}

static int32_t met_award(const kf_subject *subject, const kf_condition *c)
{
    const kefu_card *card = subject->sheet->card;
    size_t n = (size_t)card->n_badges + (size_t)card->n_streaks;
    size_t at = (size_t)c->index + (c->what == KF_WHEN_STREAK ? (size_t)card->n_badges : 0);
    return subject->sheet->held[subject->line * n + at].failing < 0;
}

int32_t kf_condition_met(const kf_subject *subject, const kf_condition *c, kf_seen *seen)
{
    seen->value = seen->mean = met_none;
    seen->item = -1;
    seen->word = "";
    switch (c->what) {
    case KF_WHEN_BETTER:
        return met_better(subject, c, seen);
    case KF_WHEN_GRADE:
    case KF_WHEN_TIER:
        return met_word(subject, c, seen);
    case KF_WHEN_FLOOR:
        return met_floor(subject, c);
    case KF_WHEN_BADGE:
    case KF_WHEN_STREAK:
        return met_award(subject, c);
    case KF_WHEN_RED_LINE:
        return met_red_line(subject, c, seen);
    case KF_WHEN_MISSING:
        return 0;
    default:
        seen->value = met_value(subject, c);
        return kf_condition_holds(c, &seen->value);
    }
}

int32_t kf_conditions_failing(const kf_subject *subject, const kf_conditions *conditions,
                              kf_seen *seen)
{
    for (int32_t i = 0; i < conditions->n; i++)
        if (!kf_condition_met(subject, &conditions->list[i], seen))
            return i;
    return -1;
}

int32_t kf_conditions_need_means(const kf_conditions *conditions)
{
    for (int32_t i = 0; i < conditions->n; i++)
        if (conditions->list[i].what == KF_WHEN_BETTER)
            return 1;
    return 0;
}

kefu_status kf_condition_frame_metric(void *of, const kf_json_reading *reader, const kf_json_at *at,
                                      kf_condition *c)
{
    kefu_error found = {0};
    kf_json_at inner = kf_at_member(at, kf_json_get(at->node, "metric"));
    if (kefu_frame_find_metric(of, c->name, &c->index, &found))
        return kf_json_fail(reader, &inner, found.message, "");
    return KEFU_OK;
}
