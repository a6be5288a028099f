/* pay_sheets.c - the sheets that a payroll is of, and who is in none of them. */
#include <string.h>

#include "pay/payroll.h"

static kefu_status source_of(kf_paying *p, int32_t sheet)
{
    const kefu_sheet *from = p->sheets[sheet];
    kf_pay_source *source = &p->roll->sources[sheet];
    kefu_status status = KEFU_OK;
    const struct {
        const char *from, **to;
    } texts[] = {{kefu_sheet_card_id(from), &source->card},
                 {kefu_sheet_card_hash(from), &source->card_hash},
                 {kefu_sheet_ledger_id(from), &source->ledger},
                 {kefu_sheet_roster_id(from), &source->roster}};
    source->as_of = kefu_sheet_as_of(from);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].to = kf_pay_keep(p->roll, texts[i].from, &status, p->error);
    return status;
}

kefu_status kf_pay_sheets(kf_paying *p)
{
    kefu_payroll *roll = p->roll;
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < p->n_sheets; i++) {
        if (!p->sheets[i])
            return kf_fail(p->error, KEFU_E_ARGUMENT, "kefu_pay: sheet %d is NULL", i);
        if (strcmp(kefu_sheet_period(p->sheets[i]), kefu_sheet_period(p->sheets[0])) != 0)
            return kf_fail(p->error, KEFU_E_ARGUMENT,
                           "kefu_pay: sheet %d is of period '%s', the first of '%s'", i,
                           kefu_sheet_period(p->sheets[i]), kefu_sheet_period(p->sheets[0]));
    }
    roll->sources = kf_arena_alloc(&roll->arena, (size_t)p->n_sheets * sizeof *roll->sources);
    if (!roll->sources)
        return kf_no_memory(p->error);
    roll->n_sources = p->n_sheets;
    roll->period = kf_pay_keep(roll, kefu_sheet_period(p->sheets[0]), &status, p->error);
    for (int32_t i = 0; i < p->n_sheets && !status; i++)
        status = source_of(p, i);
    return status;
}

/* The key of a row of the frame where no sheet has it, else NULL. */
static const char *unpaid_key(const kf_paying *p, int64_t row)
{
    kefu_text key = {NULL, 0};
    (void)kefu_frame_key(p->frame, row, 0, &key);
    return key.data && kf_pay_find(p->roll, key.data) < 0 ? key.data : NULL;
}

kefu_status kf_pay_unpaid(kf_paying *p)
{
    kefu_payroll *roll = p->roll;
    kefu_status status = KEFU_OK;
    size_t n = 0;
    for (int64_t row = 0; row < kefu_frame_rows(p->frame); row++)
        n += unpaid_key(p, row) != NULL;
    if (!n)
        return KEFU_OK;
    if (n > SIZE_MAX / sizeof *roll->unpaid)
        return kf_no_memory(p->error);
    roll->unpaid = kf_arena_alloc(&roll->arena, n * sizeof *roll->unpaid);
    if (!roll->unpaid)
        return kf_no_memory(p->error);
    for (int64_t row = 0; row < kefu_frame_rows(p->frame) && !status; row++) {
        const char *key = unpaid_key(p, row);
        if (key)
            roll->unpaid[roll->n_unpaid++] = kf_pay_keep(roll, key, &status, p->error);
    }
    return status;
}
