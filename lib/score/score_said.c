/* score_said.c - the decisions that a sheet was scored by, kept for whoever asks who decided. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "score/scoring.h"

int32_t kf_said_compare(const kf_said *a, const kf_said *b)
{
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->entry.day != b->entry.day)
        return a->entry.day < b->entry.day ? -1 : 1;
    return kf_entry_compare(&a->entry, &b->entry);
}

static int32_t said_order(const void *things, uint32_t i, uint32_t k)
{
    const kf_decided *a = (const kf_decided *)things + i, *b = (const kf_decided *)things + k;
    const kf_said left = {a->row, *a->entry}, right = {b->row, *b->entry};
    return kf_said_compare(&left, &right);
}

/* A copy whose texts are the sheet's. */
static kefu_status said_copy(kf_scoring *s, const kf_decided *d, kf_said *out)
{
    const char **texts[] = {&out->entry.person, &out->entry.part,     &out->entry.by,
                            &out->entry.reason, &out->entry.evidence, &out->entry.to};
    out->row = d->row;
    out->entry = *d->entry;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = kf_arena_text(&s->sheet->arena, *texts[i], strlen(*texts[i]));
        if (!*texts[i])
            return kf_no_memory(s->error);
    }
    return KEFU_OK;
}

kefu_status kf_score_said(kf_scoring *s)
{
    kefu_sheet *sheet = s->sheet;
    size_t n = s->n_decided;
    uint32_t *order;
    kefu_status status;
    if (!n)
        return KEFU_OK;
    order = kf_alloc_array(&s->memory, n, sizeof *order);
    sheet->said = kf_alloc_array(&sheet->memory, n, sizeof *sheet->said);
    sheet->n_said = sheet->said ? n : 0;
    status = order && sheet->said ? KEFU_OK : kf_no_memory(s->error);
    for (size_t i = 0; i < n && !status; i++)
        order[i] = (uint32_t)i;
    if (!status)
        status = kf_sort(&s->memory, order, n, said_order, s->decided, s->error);
    for (size_t i = 0; i < n && !status; i++)
        status = said_copy(s, &s->decided[order[i]], &sheet->said[i]);
    kf_free_array(&s->memory, order, n, sizeof *order);
    return status;
}

/* ---- Asking --------------------------------------------------------------------------------- */

/* The first decision of a row, or of those behind it. */
static size_t said_find(const kefu_sheet *sheet, size_t row)
{
    size_t low = 0, high = sheet->n_said;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sheet->said[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t KEFU_CALL kefu_sheet_decisions(const kefu_sheet *sheet, int64_t row)
{
    const kf_line *line = kf_sheet_line(sheet, row);
    size_t number = line ? (size_t)(line - sheet->lines) : 0;
    return line ? (int32_t)(said_find(sheet, number + 1) - said_find(sheet, number)) : 0;
}

kefu_status KEFU_CALL kefu_sheet_decision(const kefu_sheet *sheet, int64_t row, int32_t index,
                                          kefu_decision *out)
{
    const kf_line *line = kf_sheet_line(sheet, row);
    if (index < 0 || index >= kefu_sheet_decisions(sheet, row))
        return KEFU_E_ARGUMENT;
    return kf_entry_give(
        &sheet->said[said_find(sheet, (size_t)(line - sheet->lines)) + (size_t)index].entry, out);
}
