/* score_steps.c - what steps 2 to 7 changed in a line, kept as reasons in their order. */
#include <string.h>

#include "base/fail.h"
#include "score/steps.h"

/* Where the next step stands among the reasons of the line: behind so many items and hits, and the
 * steps kept so far. */
static kefu_status steps_keep(kf_scoring *s, kf_line_more *more, int32_t behind,
                              const kf_step *step)
{
    kefu_sheet *sheet = s->sheet;
    kf_step *steps = kf_reserve(&sheet->memory, sheet->steps, &sheet->steps_capacity,
                                sheet->n_steps + 1, sizeof *steps);
    if (!steps)
        return kf_no_memory(s->error);
    sheet->steps = steps;
    steps[sheet->n_steps] = *step;
    steps[sheet->n_steps++].at = behind + more->n_steps++;
    return KEFU_OK;
}

static kefu_status steps_of_section(kf_scoring *s, size_t line, int32_t index, int32_t behind)
{
    kf_section_points p = kf_section_of(s->sheet, line, index, NULL);
    kf_step cut = {KEFU_REASON_SECTION_CUT, index, 0, p.items, p.kept, p.kept - p.items};
    kf_step failed = {KEFU_REASON_SECTION_FAILED, index, 0, p.failed_items, p.kept, -p.kept};
    kefu_status status = KEFU_OK;
    if (p.kept != p.items)
        status = steps_keep(s, &s->sheet->more[line], behind, &cut);
    if (!status && p.failed)
        status = steps_keep(s, &s->sheet->more[line], behind, &failed);
    return status;
}

/* Sections that are bonus or are not, behind so many items; *behind grows by theirs. */
static kefu_status steps_of_sections(kf_scoring *s, size_t line, int32_t bonus, int32_t *behind)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < s->card->n_sections && !status; i++) {
        if (s->card->sections[i].bonus != bonus)
            continue;
        *behind += s->card->sections[i].n;
        status = steps_of_section(s, line, i, *behind);
    }
    return status;
}

static kefu_status steps_of_card(kf_scoring *s, size_t line)
{
    kf_card_points p = kf_card_of(s->sheet, line, NULL);
    kf_line_more *more = &s->sheet->more[line];
    int64_t mine = s->sheet->lines[line].items;
    kf_step failed = {KEFU_REASON_CARD_FAILED, 0,          0,
                      p.failed_sections,       p.sections, p.points - p.rounding - p.sections};
    kf_step rounded = {KEFU_REASON_ROUNDING, 0, 0, p.sections, p.points, p.rounding};
    kf_step team = {KEFU_REASON_TEAM, 0, 0, mine, more->team, more->team_part};
    kefu_status status = KEFU_OK;
    if (p.failed)
        status = steps_keep(s, more, s->card->n_base, &failed);
    if (!status && p.rounding)
        status = steps_keep(s, more, s->card->n_base, &rounded);
    if (!status && more->blended)
        status = steps_keep(s, more, s->card->n_base, &team);
    return status;
}

static int64_t steps_sum_bonus(const kefu_sheet *sheet, size_t line)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < sheet->card->n_sections; i++)
        if (sheet->card->sections[i].bonus)
            sum += kf_section_of(sheet, line, i, NULL).points;
    return sum;
}

kefu_status kf_steps_to_bonus(kf_scoring *s, size_t line, int64_t *added)
{
    kf_line_more *more = &s->sheet->more[line];
    int32_t behind = 0;
    kefu_status status;
    more->first_step = s->sheet->n_steps;
    status = steps_of_sections(s, line, 0, &behind);
    if (!status)
        status = steps_of_card(s, line);
    if (!status)
        status = steps_of_sections(s, line, 1, &behind);
    more->bonus = steps_sum_bonus(s->sheet, line);
    *added = more->team_part + more->bonus;
    return status;
}

static int32_t steps_adjustments(const kefu_sheet *sheet, const kf_line *line)
{
    int32_t n = 0;
    while (n < line->n_hits &&
           sheet->hits[line->first_hit + (size_t)n].kind == KEFU_PART_ADJUSTMENT)
        n++;
    return n;
}

kefu_status kf_steps_cut(kf_scoring *s, size_t index)
{
    const kefu_card *card = s->card;
    kf_line *line = &s->sheet->lines[index];
    kf_line_more *more = &s->sheet->more[index];
    int32_t behind = card->n_items + steps_adjustments(s->sheet, line);
    int64_t extras =
        kf_keep_within(line->adjustments, card->adjustments_least, card->adjustments_most);
    int64_t before = line->total + extras - line->adjustments;
    int64_t total = kf_keep_within(before, card->least, card->most);
    kf_step all = {KEFU_REASON_EXTRAS_CUT, 0,      0,
                   line->adjustments,      extras, extras - line->adjustments};
    kf_step cut = {KEFU_REASON_TOTAL_CUT, 0, 0, before, total, total - before};
    kefu_status status = KEFU_OK;
    if (extras != line->adjustments)
        status = steps_keep(s, more, behind, &all);
    if (!status && total != before)
        status = steps_keep(s, more, behind, &cut);
    line->adjustments = extras;
    line->total = total;
    if (total != before)
        line->flags |= KEFU_ROW_CUT;
    return status;
}
