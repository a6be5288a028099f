/* sheet_check.c - whether a sheet that came from bytes is one that scoring could have made. */
#include <string.h>

#include "score/reason.h"
#include "score/sheet_format.h"
#include "table/key.h"

/* ---- Items ----------------------------------------------------------------------------------- */

static int32_t check_ranks(const kf_item *item)
{
    return item->rule.basis == KF_BASIS_PERCENTILE || item->rule.basis == KF_BASIS_PLACE;
}

/* What stands in the group is not more than there are, and what enters the curve among them. */
static int32_t check_basis(const kefu_sheet *sheet, int32_t index, const kf_line *line, size_t row)
{
    const kf_item *item = &sheet->card->items[index];
    const kf_column_scores *c = &sheet->columns[index];
    int64_t basis, counted;
    if (check_ranks(item) != (c->basis != NULL) || !c->basis != !c->counted)
        return 0;
    if (!c->basis)
        return 1;
    basis = c->basis[row];
    counted = c->counted[line->group];
    if (basis == KF_NO_BASIS)
        return 1;
    if (!counted || (uint64_t)counted > sheet->n)
        return 0;
    return item->rule.basis == KF_BASIS_PLACE ? basis >= 1 && basis <= counted + 1
                                              : basis <= 2 * counted;
}

/* What was scored has a number to score, the mean is one. */
static int32_t check_item(const kefu_sheet *sheet, int32_t index, const kf_line *line, size_t row)
{
    const kf_column_scores *c = &sheet->columns[index];
    if (!check_basis(sheet, index, line, row))
        return 0;
    if (c->outcomes[row] == KF_SCORED)
        return kf_item_basis(sheet, index, row).den > 0;
    if (c->outcomes[row] == KF_SCORED_MEAN)
        return c->mean && c->mean[line->group] >= -KF_SHEET_MOST;
    return 1;
}

static const char *check_items(const kefu_sheet *sheet, const kf_line *line, size_t row)
{
    for (int32_t i = 0; i < sheet->card->n_items; i++)
        if (!check_item(sheet, i, line, row))
            return "an item has points without a figure to give them for";
    return NULL;
}

/* ---- Hits ------------------------------------------------------------------------------------ */

static const char *check_hits(const kefu_sheet *sheet, const kf_line *line)
{
    for (int32_t i = 0; i < line->n_hits; i++) {
        const kf_hit *hit = &sheet->hits[line->first_hit + (size_t)i];
        if (i &&
            (hit[-1].kind > hit->kind || (hit[-1].kind == hit->kind && hit[-1].part >= hit->part)))
            return "its hits are out of order";
        if (!hit->reported || hit->counted > hit->reported ||
            hit->pending > hit->reported - hit->counted)
            return "more hits count or wait than were reported";
    }
    return NULL;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static const char *check_order(const kefu_sheet *sheet, size_t row)
{
    const kf_line *line = &sheet->lines[row];
    kf_key before, here = kf_key_of(line->person, strlen(line->person));
    if (line->group >= sheet->n_groups || line->grade >= sheet->card->n_grades ||
        line->tier >= sheet->card->n_tiers)
        return "its group, grade or tier is not there";
    if (!row)
        return NULL;
    before = kf_key_of(line[-1].person, strlen(line[-1].person));
    return kf_key_compare(&before, &here) < 0 ? NULL : "a person stands twice, or out of order";
}

/* The points of all reasons are the total, where there is one. */
static const char *check_total(const kefu_sheet *sheet, const kf_line *line)
{
    int32_t n = kefu_sheet_reasons(sheet, line->printed);
    int64_t left = line->total;
    for (int32_t i = 0; i < n; i++) {
        kefu_reason r;
        if (kf_reason(sheet, line->printed, i, &r) || r.points > KF_SHEET_MOST ||
            r.points < -KF_SHEET_MOST)
            return "a reason cannot be read";
        if (left < -KF_SHEET_MOST || left > KF_SHEET_MOST)
            break;
        left -= r.points;
    }
    if (line->status == KEFU_VALUE_OK)
        return left ? "its points do not add up to its total" : NULL;
    return line->total ? "it has no total, but points of one" : NULL;
}

/* Ranks print group by group. */
static const char *check_printed(const kefu_sheet *sheet, const kf_line *line)
{
    const kf_line *before = kf_sheet_line(sheet, line->printed - 1);
    return before && before->group > line->group ? "its group is printed in two pieces" : NULL;
}

static const char *check_line(const kefu_sheet *sheet, size_t row)
{
    const kf_line *line = &sheet->lines[row];
    const char *why = check_items(sheet, line, row);
    if (!why)
        why = check_hits(sheet, line);
    if (!why)
        why = check_printed(sheet, line);
    return why ? why : check_total(sheet, line);
}

const char *kf_sheet_check(const kefu_sheet *sheet, size_t *line)
{
    const char *why = NULL;
    for (size_t i = 0; i < sheet->n && !why; i++) {
        *line = i;
        why = check_order(sheet, i);
    }
    for (size_t i = 0; i < sheet->n && !why; i++) {
        *line = i;
        why = check_line(sheet, i);
    }
    return why;
}
