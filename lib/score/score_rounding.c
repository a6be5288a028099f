/* score_rounding.c - the one rounding of a total: items add up exactly, and where their rounded
 * points do not add up to that, the difference is a reason of its own. */
#include "base/fail.h"
#include "score/steps.h"

#define ROUNDING_UNIT ((int64_t)1 << KF_REST_BITS)

/* ---- Of rests ------------------------------------------------------------------------------- */

int32_t kf_round_rests(int64_t rests, int32_t items, int64_t *rounding)
{
    int64_t error = (int64_t)KF_REST_ERROR * (items + 1);
    int64_t shifted = rests + ROUNDING_UNIT / 2;
    int64_t part = shifted % ROUNDING_UNIT;
    part += part < 0 ? ROUNDING_UNIT : 0;
    *rounding = (shifted - part) / ROUNDING_UNIT;
    return part > error && part < ROUNDING_UNIT - error;
}

/* ---- The long way --------------------------------------------------------------------------- */

/* Exact points of an item in a row, in millionths. */
static void rounding_exact(const kefu_sheet *sheet, size_t line, int32_t index,
                           const kf_changed *changed, kf_ratio *out)
{
    const kf_item *item = &sheet->card->items[index];
    const kf_column_scores *c = &sheet->columns[index];
    kf_factor factor = kf_item_factor(item, kf_item_over(item, &sheet->lines[line]));
    kf_ratio by;
    kf_ratio_set(out, 0, 1);
    if (changed ? changed->failed : kf_item_failed(sheet, index, line))
        return;
    if (changed || c->outcomes[line] == KF_SCORED) {
        kefu_value basis = changed ? changed->basis : kf_item_basis(sheet, index, line);
        const kf_rule *rule = changed ? changed->rule : kf_item_rule_at(sheet, index, line);
        kf_curve_exact(&rule->curve, basis.num, basis.den, out);
        kf_ratio_set(&by, item->least, 1);
        if (item->least != KF_NO_LEAST && kf_ratio_compare(out, &by) < 0)
            *out = by;
        kf_ratio_set(&by, item->most, 1);
        if (item->most != KF_NO_MOST && kf_ratio_compare(out, &by) > 0)
            *out = by;
    } else if (c->outcomes[line] == KF_SCORED_MEAN) {
        kf_ratio_set(out, c->mean[sheet->lines[line].group], 1);
    }
    kf_ratio_set(&by, factor.num, factor.den);
    kf_ratio_mul(out, out, &by);
}

/* 1 if the section's points are those of its items, so that what rounding left of them counts. */
static int32_t rounding_is_whole(const kf_section_points *p)
{
    return !p->failed && p->kept == p->items;
}

static int32_t rounding_long(const kefu_sheet *sheet, size_t line, const kf_changed *changed,
                             int64_t *rounding)
{
    const kefu_card *card = sheet->card;
    kf_ratio sum, one;
    int64_t points = 0, rounded;
    kf_ratio_set(&sum, 0, 1);
    for (int32_t i = 0; i < card->n_sections; i++) {
        const kf_section *section = &card->sections[i];
        kf_section_points p = kf_section_of(sheet, line, i, changed);
        if (section->bonus)
            continue;
        points += p.points;
        kf_ratio_set(&one, p.points, 1);
        if (!rounding_is_whole(&p))
            kf_ratio_add(&sum, &sum, &one);
        for (int32_t k = section->first; rounding_is_whole(&p) && k < section->first + section->n;
             k++) {
            rounding_exact(sheet, line, k, changed && changed->item == k ? changed : NULL, &one);
            kf_ratio_add(&sum, &sum, &one);
        }
    }
    if (!kf_ratio_round(&sum, 0, &rounded))
        return 0;
    *rounding = rounded - points;
    return 1;
}

int64_t kf_rounding(const kefu_sheet *sheet, size_t line, const kf_changed *changed, int64_t rests)
{
    int64_t rounding;
    /* denominators of more than 1,024 bits, so near to a half: as the rests say */
    if (!kf_round_rests(rests, sheet->card->n_items, &rounding))
        (void)rounding_long(sheet, line, changed, &rounding);
    return rounding;
}

/* ---- Lines ---------------------------------------------------------------------------------- */

/* Of cards without steps: sections are neither cut nor fail, and there is no bonus. */
static void rounding_plain(kefu_sheet *sheet, size_t line)
{
    int64_t rests = 0;
    for (int32_t k = 0; k < sheet->card->n_items; k++)
        rests += sheet->columns[k].rests ? sheet->columns[k].rests[line] : 0;
    if (rests)
        sheet->lines[line].items += kf_rounding(sheet, line, NULL, rests);
}

void kf_score_rounding(kf_scoring *s)
{
    int32_t any = 0;
    for (int32_t k = 0; k < s->card->n_items; k++)
        any |= s->sheet->columns[k].rests != NULL;
    for (size_t i = 0; i < s->sheet->n && any && !s->card->has_steps; i++)
        rounding_plain(s->sheet, i);
}

int64_t kf_line_rounding(const kefu_sheet *sheet, const kf_line *line)
{
    int64_t rounding = line->items;
    size_t row = (size_t)(line - sheet->lines);
    for (int32_t k = 0; k < sheet->card->n_items && !sheet->more; k++)
        rounding -= sheet->columns[k].points[row];
    return sheet->more ? 0 : rounding;
}

int32_t kf_find_rests(kefu_sheet *sheet)
{
    for (int32_t k = 0; k < sheet->card->n_items; k++)
        for (size_t i = 0; i < sheet->n; i++) {
            const kf_item *item = &sheet->card->items[k];
            kf_factor factor = kf_item_factor(item, kf_item_over(item, &sheet->lines[i]));
            int32_t failed;
            if (!kf_keep_rest(sheet, k, i, kf_item_points_at(sheet, k, i, factor, &failed).rest))
                return 0;
        }
    return 1;
}
