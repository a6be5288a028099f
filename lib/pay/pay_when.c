/* pay_when.c - whether the conditions of a part hold for a row of a sheet. */
#include "pay/payroll.h"
#include "score/condition_sheets.h"

static kefu_status when_words(kf_paying *p, const kf_asking *asking, kf_label *out)
{
    kefu_status status = KEFU_OK;
    const char **const words[] = {[KEFU_ZH] = &out->zh, [KEFU_EN] = &out->en};
    for (int32_t language = KEFU_ZH; language <= KEFU_EN; language++) {
        char text[512];
        kf_show show = {.out = text, .capacity = sizeof text, .language = language};
        kf_asking_unmet_text(asking, &show);
        (void)kf_show_end(&show);
        *words[language] = kf_pay_keep(p->roll, text, &status, p->error);
    }
    return status;
}

static kefu_status when_line(kf_paying *p, kf_asking *asking, size_t number)
{
    kf_pay_line *line = &p->roll->lines[number];
    int32_t provisional = 0;
    kefu_status status = KEFU_OK;
    for (int32_t part = 0; part < p->plan->n_parts && !status; part++) {
        kf_pay_cell *cell = kf_pay_cell_at(p->roll, number, part);
        cell->unmet =
            kf_asking_failing(asking, part, line->sheet_row, line->frame_row, &provisional);
        if (cell->unmet < 0)
            continue;
        cell->cause = KEFU_PAY_CAUSE_WHEN;
        status = when_words(p, asking, &cell->not_met);
    }
    if (provisional)
        line->flags |= KEFU_PAY_PROVISIONAL;
    return status;
}

/* The lines are those of the first sheet, then of the next. */
static kefu_status when_sheets(kf_paying *p, kf_asking *asking)
{
    kefu_status status = KEFU_OK;
    size_t line = 0;
    for (int32_t i = 0; i < p->n_sheets && !status; i++) {
        status = kf_asking_sheet(asking, i);
        for (; !status && line < p->roll->n && p->roll->lines[line].sheet == i; line++)
            status = when_line(p, asking, line);
    }
    return status;
}

kefu_status kf_pay_when(kf_paying *p)
{
    kf_asking asking = {.plan = p->plan->scheme.json.root,
                        .n_lists = p->plan->n_parts,
                        .sheets = p->sheets,
                        .n_sheets = p->n_sheets,
                        .frame = p->frame,
                        .memory = &p->memory,
                        .arena = &p->arena,
                        .error = p->error};
    kf_asked_list *lists = kf_arena_alloc(&p->arena, (size_t)p->plan->n_parts * sizeof *lists);
    int32_t any = 0;
    if (!lists)
        return kf_no_memory(p->error);
    for (int32_t i = 0; i < p->plan->n_parts; i++) {
        lists[i] = (kf_asked_list){&p->plan->parts[i].when, "parts", i, "when"};
        any |= lists[i].all->n > 0;
    }
    if (!any)
        return KEFU_OK;
    asking.lists = lists;
    kefu_status status = kf_asking_begin(&asking);
    if (!status)
        status = when_sheets(p, &asking);
    kf_asking_end(&asking);
    return status;
}
