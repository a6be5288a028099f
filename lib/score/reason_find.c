/* reason_find.c - which item, hit or step a reason of a row is about. */
#include "score/reason.h"

/* Items that are not bonus, each section's steps behind it, the card's, bonus items likewise,
 * adjustments, what cuts them, red lines. A step knows its number among them. */
kf_reason_of kf_reason_find(const kefu_sheet *sheet, const kf_line *line, int32_t index)
{
    const kf_line_more *more = sheet->more ? &sheet->more[line - sheet->lines] : NULL;
    kf_reason_of of = {.item = -1};
    int64_t rounding = kf_line_rounding(sheet, line);
    int32_t rest = index;
    if (rounding && index == sheet->card->n_items) {
        of.step = (kf_step){KEFU_REASON_ROUNDING,   0,           index,
                            line->items - rounding, line->items, rounding};
        return of;
    }
    rest -= rounding && index > sheet->card->n_items;
    for (int32_t i = 0; more && i < more->n_steps; i++) {
        const kf_step *step = &sheet->steps[more->first_step + (size_t)i];
        if (step->at == index) {
            of.step = *step;
            return of;
        }
        rest -= step->at < index;
    }
    if (rest < sheet->card->n_items)
        of.item = sheet->card->order[rest];
    else
        of.hit = &sheet->hits[line->first_hit + (size_t)(rest - sheet->card->n_items)];
    return of;
}

int32_t KEFU_CALL kefu_sheet_reasons(const kefu_sheet *sheet, int64_t row)
{
    const kf_line *line = kf_sheet_line(sheet, row);
    if (!line)
        return 0;
    return sheet->card->n_items + line->n_hits + (kf_line_rounding(sheet, line) != 0) +
           (sheet->more ? sheet->more[line - sheet->lines].n_steps : 0);
}
