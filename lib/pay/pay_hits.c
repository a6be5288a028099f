/* pay_hits.c - hits of adjustments and red lines that count, as the sheets have them. */
#include <string.h>

#include "pay/payroll.h"
#include "score/sheet.h"

static const kf_extra *hits_among(const kf_extra *extras, int32_t n, const char *id, kf_near *near)
{
    for (int32_t i = 0; i < n; i++) {
        if (!strcmp(extras[i].id, id))
            return &extras[i];
        kf_near_add(near, extras[i].id);
    }
    return NULL;
}

static kefu_status hits_of_part(kf_paying *p, int32_t part)
{
    const kf_pay_rule *rule = &p->plan->parts[part];
    const kf_extra *extra = NULL;
    kf_label *label = &p->roll->units[part].hits;
    kefu_status status = KEFU_OK;
    kf_near near;
    kf_near_init(&near, rule->hits, strlen(rule->hits));
    for (int32_t i = 0; i < p->n_sheets && !extra; i++) {
        const kefu_card *card = p->sheets[i]->card;
        extra = hits_among(card->adjustments, card->n_adjustments, rule->hits, &near);
        if (!extra)
            extra = hits_among(card->red_lines, card->n_red_lines, rule->hits, &near);
    }
    if (!extra)
        return kf_fail(p->error, KEFU_E_NAME,
                       "'%s': no sheet's card has an adjustment or red line '%s'%s", rule->id,
                       rule->hits, kf_near_text(&near));
    label->zh = kf_pay_keep(p->roll, extra->label.zh, &status, p->error);
    label->en = kf_pay_keep(p->roll, extra->label.en, &status, p->error);
    return status;
}

kefu_status kf_pay_hits(kf_paying *p)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < p->plan->n_parts && !status; i++)
        if (p->plan->parts[i].hits)
            status = hits_of_part(p, i);
    return status;
}

kefu_value kf_pay_hits_of(const kf_paying *p, const kf_pay_line *line, const char *part)
{
    const kefu_sheet *sheet = p->sheets[line->sheet];
    const kf_line *row = kf_sheet_line(sheet, line->sheet_row);
    kefu_value hits = {0, 1, -1, KEFU_VALUE_OK, 0};
    for (int32_t i = 0; i < row->n_hits; i++) {
        const kf_hit *hit = &sheet->hits[row->first_hit + (size_t)i];
        if (!strcmp(hit->extra->id, part))
            hits.num += hit->counted;
    }
    return hits;
}
