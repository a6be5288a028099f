/* score_sections.c - steps 2 and 3: what sections give, when they fail, and when the card does. */
#include <string.h>

#include "base/fail.h"
#include "score/scoring.h"
#include "score/steps.h"

int64_t kf_keep_within(int64_t points, int64_t least, int64_t most)
{
    return points < least ? least : points > most ? most : points;
}

kf_section_points kf_section_of(const kefu_sheet *sheet, size_t line, int32_t index,
                                const kf_changed *changed)
{
    const kf_section *section = &sheet->card->sections[index];
    kf_section_points p;
    memset(&p, 0, sizeof p);
    for (int32_t i = section->first; i < section->first + section->n; i++) {
        int32_t other = changed && changed->item == i;
        const int32_t *rests = sheet->columns[i].rests;
        p.items += other ? changed->points.points : sheet->columns[i].points[line];
        p.rests += other ? changed->points.rest : rests ? rests[line] : 0;
        if (other ? !changed->failed : !kf_item_failed(sheet, i, line))
            continue;
        p.failed_items++;
        p.failed |= sheet->card->items[i].fails == KF_FAILS_SECTION;
        p.fails_card |= sheet->card->items[i].fails == KF_FAILS_CARD;
    }
    p.failed |= section->fail_at && p.failed_items >= section->fail_at;
    p.kept = kf_keep_within(p.items, section->least, section->most);
    p.points = p.failed ? 0 : p.kept;
    if (p.failed || p.kept != p.items)
        p.rests = 0;
    return p;
}

kf_card_points kf_card_of(const kefu_sheet *sheet, size_t line, const kf_changed *changed)
{
    const kefu_card *card = sheet->card;
    kf_card_points p;
    int64_t rests = 0;
    memset(&p, 0, sizeof p);
    for (int32_t i = 0; i < card->n_sections; i++) {
        kf_section_points section;
        if (card->sections[i].bonus)
            continue;
        section = kf_section_of(sheet, line, i, changed);
        p.sections += section.points;
        rests += section.rests;
        p.failed_sections += section.failed;
        p.failed |= section.fails_card;
    }
    p.failed |= card->fail_at && p.failed_sections >= card->fail_at;
    if (p.failed && !card->fail_flag)
        return p;
    p.rounding = rests ? kf_rounding(sheet, line, changed, rests) : 0;
    p.points = p.sections + p.rounding;
    return p;
}

kefu_status kf_score_sections(kf_scoring *s)
{
    kefu_sheet *sheet = s->sheet;
    if (!s->card->has_steps) {
        kf_score_rounding(s);
        return KEFU_OK;
    }
    sheet->more = kf_alloc_zeros(&sheet->memory, sheet->n, sizeof *sheet->more);
    if (!sheet->more)
        return kf_no_memory(s->error);
    for (size_t i = 0; i < sheet->n; i++) {
        kf_card_points p = kf_card_of(sheet, i, NULL);
        sheet->lines[i].items = p.points;
        if (p.failed && sheet->lines[i].status == KEFU_VALUE_OK)
            sheet->lines[i].flags |= KEFU_ROW_FAILED;
    }
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_sheet_section(const kefu_sheet *sheet, int64_t row, int32_t section,
                                         kefu_section_row *out)
{
    const kf_line *line = kf_sheet_line(sheet, row);
    kefu_section_row ours = {.struct_size = sizeof ours};
    kf_section_points p;
    if (!line || section < 0 || section >= sheet->card->n_sections)
        return KEFU_E_ARGUMENT;
    p = kf_section_of(sheet, (size_t)(line - sheet->lines), section, NULL);
    ours.points = p.points;
    ours.items = p.items;
    ours.failed_items = p.failed_items;
    ours.failed = p.failed;
    return kf_give(out, &ours, sizeof ours);
}
