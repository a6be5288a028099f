/* score_place.c - grades, the floor, and places by total within the rank group. */
#include "base/fail.h"
#include "base/wide.h"
#include "score/steps.h"

/* ---- Grades and the floor ------------------------------------------------------------------- */

int32_t kf_grade_of(const kefu_card *card, int64_t total)
{
    for (int32_t i = 0; i < card->n_grades; i++)
        if (total >= card->grades[i].from && total <= card->grades[i].to)
            return i;
    return -1;
}

/* Grades stand from the best to the worst; one that is worse already stays. */
int32_t kf_grade_limited(const kefu_sheet *sheet, const kf_line *line, int32_t grade)
{
    for (int32_t i = 0; i < line->n_hits && grade >= 0; i++) {
        const kf_hit *hit = &sheet->hits[line->first_hit + (size_t)i];
        if (hit->kind == KEFU_PART_RED_LINE && hit->extra->effect == KF_RED_GRADE && hit->counted &&
            grade < hit->extra->grade)
            grade = hit->extra->grade;
    }
    return grade;
}

static void place_grade(const kefu_sheet *sheet, kf_line *line)
{
    int32_t grade = kf_grade_of(sheet->card, line->total);
    line->grade = kf_grade_limited(sheet, line, grade);
    if (line->grade != grade)
        line->flags |= KEFU_ROW_RED_LINE_CUT;
    if (sheet->card->n_grades && grade < 0)
        line->flags |= KEFU_ROW_NO_GRADE;
}

/* Below the standard, of the card or of an item; whom a decision excuses needs no plan. */
static void place_floor(const kefu_sheet *sheet, kf_line *line)
{
    const kefu_card *card = sheet->card;
    size_t row = (size_t)(line - sheet->lines);
    if (card->has_floor && line->status == KEFU_VALUE_OK && line->total < card->floor)
        line->flags |= KEFU_ROW_BELOW_FLOOR;
    if (!(line->flags & KEFU_ROW_BELOW_FLOOR) || !kf_sheet_excluded(sheet, row, card->n_items))
        return;
    line->flags &= ~(uint32_t)KEFU_ROW_BELOW_FLOOR;
    line->flags |= KEFU_ROW_EXCUSED;
}

static void place_judge(const kefu_sheet *sheet, kf_line *line)
{
    place_floor(sheet, line);
    if (line->status != KEFU_VALUE_OK)
        return;
    place_grade(sheet, line);
}

/* ---- Places --------------------------------------------------------------------------------- */

/* Without a number the volume counts as none. */
static int32_t place_is_low(const kefu_value *volume, int64_t least)
{
    if (volume->den <= 0)
        return 1;
    return kf_i128_compare(kf_i128_of(volume->num), kf_i128_mul(least, volume->den)) < 0;
}

/* values[] holds the volumes and gets the totals. */
static void place_values(const kefu_sheet *sheet, kefu_value *values)
{
    const kf_rank_rule *rule = &sheet->card->rank;
    for (size_t i = 0; i < sheet->n; i++) {
        const kf_line *line = &sheet->lines[i];
        int32_t low = rule->volume && place_is_low(&values[i], rule->min_volume);
        kefu_value total = {line->total, KEFU_POINT, -1,
                            low ? KEFU_VALUE_LOW_VOLUME : KEFU_VALUE_OK, 0};
        kefu_value none = {0, 0, 0, KEFU_VALUE_NO_DATA, 0};
        values[i] = line->status == KEFU_VALUE_OK ? total : none;
    }
}

static kefu_status place_volumes(kf_scoring *s, kefu_value *values)
{
    int32_t metric = 0;
    kefu_status status;
    if (!s->card->rank.volume)
        return KEFU_OK;
    status = kefu_frame_find_metric(s->frame, s->card->rank.volume, &metric, s->error);
    if (status)
        return status;
    return kefu_frame_values(s->frame, metric, 0, (int64_t)s->sheet->n, values);
}

/* Lines stand in the order of their keys, which therefore decides between equal totals. */
static kefu_status place_rank(kf_scoring *s, const kefu_value *values)
{
    kefu_sheet *sheet = s->sheet;
    kefu_rank_options options = {.struct_size = sizeof options,
                                 .allocator = &s->memory.with,
                                 .ties = s->card->rank.ties,
                                 .groups = s->groups};
    kefu_place *places = kf_alloc_array(&s->memory, sheet->n, sizeof *places);
    kefu_status status =
        places ? kefu_rank(values, (int64_t)sheet->n, &options, places, sheet->order, s->error)
               : kf_no_memory(s->error);
    for (size_t i = 0; i < sheet->n && !status; i++) {
        sheet->lines[i].place = places[i];
        sheet->lines[sheet->order[i]].printed = (int64_t)i;
    }
    kf_free_array(&s->memory, places, sheet->n, sizeof *places);
    return status;
}

kefu_status kf_score_places(kf_scoring *s)
{
    kefu_sheet *sheet = s->sheet;
    kefu_value *values = kf_alloc_zeros(&s->memory, sheet->n, sizeof *values);
    kefu_status status = values ? place_volumes(s, values) : kf_no_memory(s->error);
    if (!status) {
        for (size_t i = 0; i < sheet->n; i++)
            place_judge(sheet, &sheet->lines[i]);
        place_values(sheet, values);
        status = place_rank(s, values);
    }
    kf_free_array(&s->memory, values, sheet->n, sizeof *values);
    return status;
}
