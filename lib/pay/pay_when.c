/* pay_when.c - whether the conditions of a part hold for a row of a sheet. */
#include <string.h>

#include "pay/payroll.h"
#include "score/condition_met.h"

/* The conditions of all parts, one after the other, as one sheet's card understands them. */
typedef struct when_bound {
    kf_paying *p;
    kf_condition *list;
    uint8_t *is;    /* 1: the card has what it names */
    uint8_t *any;   /* 1: some sheet's card has */
    int32_t *first; /* of each part, in list */
    size_t n;
} when_bound;

/* Binds condition `index` of a part to the card of a sheet; the error has its place in the plan. */
static kefu_status when_bind(const when_bound *b, int32_t sheet, int32_t part, int32_t index,
                             kf_condition *out, kefu_error *error)
{
    const kefu_pay_plan *plan = b->p->plan;
    const kefu_card *card = b->p->sheets[sheet]->card;
    const kf_conditions *when = &plan->parts[part].when;
    const kf_json_node *list = kf_json_get(plan->parts[part].node, "when");
    kf_json_reading reader = {NULL, "plan", KEFU_E_NAME, NULL, error};
    kf_json_at root = {NULL, NULL, 0, plan->json.root};
    kf_json_at parts = kf_at_member(&root, kf_json_get(plan->json.root, "parts"));
    kf_json_at one = kf_at_element(&parts, plan->parts[part].node, part);
    kf_json_at all = kf_at_member(&one, list);
    kf_json_at at =
        list == when->list[index].node ? all : kf_at_element(&all, when->list[index].node, index);
    kefu_frame *frame;
    memcpy(&frame, &b->p->frame, sizeof frame); /* which is only read */
    kf_condition_names names = {card, card->n_badges, card->n_streaks, kf_condition_frame_metric,
                                frame};
    *out = when->list[index];
    kf_conditions alone = {out, 1};
    return kf_bind_conditions(&reader, &at, &names, &alone);
}

static void when_bind_sheet(when_bound *b, int32_t sheet)
{
    size_t at = 0;
    for (int32_t i = 0; i < b->p->plan->n_parts; i++)
        for (int32_t k = 0; k < b->p->plan->parts[i].when.n; k++, at++) {
            b->is[at] = when_bind(b, sheet, i, k, &b->list[at], NULL) == KEFU_OK;
            b->any[at] |= b->is[at];
        }
}

/* What a condition names must be somewhere: in the frame, or in the card of at least one sheet. */
static kefu_status when_check(const when_bound *b)
{
    kf_condition unused;
    size_t at = 0;
    for (int32_t i = 0; i < b->p->plan->n_parts; i++)
        for (int32_t k = 0; k < b->p->plan->parts[i].when.n; k++)
            if (!b->any[at++])
                return when_bind(b, 0, i, k, &unused, b->p->error);
    return KEFU_OK;
}

static void when_cell(const when_bound *b, const kf_subject *subject, size_t line, int32_t part)
{
    kf_pay_cell *cell = kf_pay_cell_at(b->p->roll, line, part);
    kf_pay_line *whose = &b->p->roll->lines[line];
    for (int32_t k = 0; k < b->p->plan->parts[part].when.n; k++) {
        size_t at = (size_t)b->first[part] + (size_t)k;
        kf_seen seen = {.word = ""};
        int32_t met = b->is[at] && kf_condition_met(subject, &b->list[at], &seen);
        if (seen.value.status == KEFU_VALUE_PROVISIONAL ||
            (seen.value.flags & KEFU_VALUE_HAS_PROVISIONAL))
            whose->flags |= KEFU_PAY_PROVISIONAL;
        if (met)
            continue;
        cell->status = KEFU_VALUE_EXEMPT;
        cell->unmet = k;
        return;
    }
}

static int32_t when_needs_means(const kefu_pay_plan *plan)
{
    int32_t needs = 0;
    for (int32_t i = 0; i < plan->n_parts; i++)
        needs |= kf_conditions_need_means(&plan->parts[i].when);
    return needs;
}

static kefu_status when_sheet(when_bound *b, int32_t sheet)
{
    kf_paying *p = b->p;
    kf_means means = {NULL, 0};
    kf_subject subject = {.sheet = p->sheets[sheet], .means = &means, .frame = p->frame};
    kefu_status status = KEFU_OK;
    when_bind_sheet(b, sheet);
    if (when_needs_means(p->plan))
        status = kf_means_make(&means, &p->memory, subject.sheet, p->error);
    for (size_t i = 0; i < p->roll->n && !status; i++) {
        const kf_pay_line *line = &p->roll->lines[i];
        if (line->sheet != sheet)
            continue;
        const kf_line *scored = kf_sheet_line(subject.sheet, line->sheet_row);
        subject.line = (size_t)(scored - subject.sheet->lines);
        subject.frame_row = line->frame_row;
        for (int32_t part = 0; part < p->plan->n_parts; part++)
            when_cell(b, &subject, i, part);
    }
    if (when_needs_means(p->plan))
        kf_means_free(&means, &p->memory);
    return status;
}

kefu_status kf_pay_when(kf_paying *p)
{
    when_bound b = {.p = p};
    b.first = kf_arena_alloc(&p->arena, (size_t)p->plan->n_parts * sizeof *b.first);
    for (int32_t i = 0; b.first && i < p->plan->n_parts; i++) {
        b.first[i] = (int32_t)b.n;
        b.n += (size_t)p->plan->parts[i].when.n;
    }
    if (b.first && !b.n)
        return KEFU_OK;
    b.list = kf_arena_alloc(&p->arena, b.n * sizeof *b.list);
    b.is = kf_arena_alloc(&p->arena, b.n);
    b.any = kf_arena_alloc(&p->arena, b.n);
    if (!b.first || !b.list || !b.is || !b.any)
        return kf_no_memory(p->error);
    memset(b.any, 0, b.n);
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < p->n_sheets && !status; i++)
        status = when_sheet(&b, i);
    return status ? status : when_check(&b);
}
