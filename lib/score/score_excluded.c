/* score_excluded.c - items and floors that people took out of a person's score. */
#include "base/fail.h"
#include "score/scoring.h"

static size_t excluded_end(const kf_scoring *s, size_t first)
{
    const kf_decided *d = &s->decided[first];
    size_t end = first;
    while (end < s->n_decided && s->decided[end].excludes && s->decided[end].row == d->row &&
           s->decided[end].part == d->part)
        end++;
    return end;
}

kefu_status kf_score_excluded(kf_scoring *s)
{
    kefu_sheet *sheet = s->sheet;
    size_t n = 0, at = 0;
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < s->n_decided && s->decided[i].excludes; i = excluded_end(s, i))
        n++;
    if (!n)
        return KEFU_OK;
    sheet->excluded = kf_alloc_array(&sheet->memory, n, sizeof *sheet->excluded);
    if (!sheet->excluded)
        return kf_no_memory(s->error);
    sheet->n_excluded = n;
    for (size_t i = 0; i < n && !status; i++) {
        size_t end = excluded_end(s, at);
        sheet->excluded[i].row = s->decided[at].row;
        sheet->excluded[i].item = s->decided[at].part;
        status = kf_decided_evidence(s, at, end, &sheet->excluded[i].evidence);
        at = end;
    }
    return status;
}

/* The first exclusion that is not before an item of a row. */
static size_t excluded_find(const kefu_sheet *sheet, size_t row, int32_t item)
{
    size_t low = 0, high = sheet->n_excluded;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const kf_excluded *there = &sheet->excluded[middle];
        if (there->row < row || (there->row == row && there->item < item))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const kf_excluded *kf_sheet_excluded(const kefu_sheet *sheet, size_t row, int32_t item)
{
    size_t at = excluded_find(sheet, row, item);
    if (at == sheet->n_excluded || sheet->excluded[at].row != row ||
        sheet->excluded[at].item != item)
        return NULL;
    return &sheet->excluded[at];
}

void kf_exclude(const kefu_sheet *sheet, int32_t item, size_t first, size_t count,
                kefu_value *values)
{
    static const kefu_value exempt = {0, 0, 0, KEFU_VALUE_EXEMPT, 0};
    size_t at = sheet->n_excluded ? excluded_find(sheet, first, 0) : 0;
    for (; at < sheet->n_excluded && sheet->excluded[at].row - first < count; at++)
        if (sheet->excluded[at].item == item)
            values[sheet->excluded[at].row - first] = exempt;
}
