/* sheet_check.c - whether a sheet that came from bytes is one that scoring could have made, and
 * what of it was not written. */
#include <string.h>

#include "score/reason.h"
#include "score/scoring.h"
#include "score/sheet_format.h"
#include "table/key.h"

/* ---- What is not written --------------------------------------------------------------------- */

/* Rows as they are printed: each once. */
static const char *check_order(kefu_sheet *sheet)
{
    for (size_t i = 0; i < sheet->n; i++)
        sheet->order[i] = -1;
    for (size_t i = 0; i < sheet->n; i++) {
        int64_t row = sheet->lines[i].printed;
        if (row >= (int64_t)sheet->n || sheet->order[row] >= 0)
            return "two rows are printed at one place";
        sheet->order[row] = (int64_t)i;
    }
    return NULL;
}

/* Adjustments, then red lines. */
static int32_t check_part_number(const kefu_card *card, const kf_hit *hit)
{
    return hit->kind == KEFU_PART_RED_LINE ? card->n_adjustments + hit->part : hit->part;
}

static int32_t check_hit_is_behind(const kefu_card *card, const kf_hit *before, const kf_hit *hit)
{
    if (before->row != hit->row)
        return before->row < hit->row;
    return check_part_number(card, before) < check_part_number(card, hit);
}

static int32_t check_move_is_behind(const kf_move *before, const kf_move *move)
{
    if (before->row != move->row)
        return before->row < move->row;
    if (before->part != move->part)
        return before->part < move->part;
    return before->gave != move->gave ? before->gave > move->gave : before->other < move->other;
}

/* Moves of a hit, which are the next ones, and what they add up to. */
static const char *check_moves(kefu_sheet *sheet, kf_hit *hit, size_t *at)
{
    int64_t got = hit->got, given = hit->given;
    int32_t part = check_part_number(sheet->card, hit);
    hit->first_move = *at;
    for (; *at < sheet->n_moves; ++*at, hit->n_moves++) {
        const kf_move *move = &sheet->moves[*at];
        int64_t *left = move->gave ? &given : &got;
        if (move->row != hit->row || move->part != part)
            break;
        if (move->other >= sheet->n || move->n > *left ||
            (hit->n_moves && !check_move_is_behind(move - 1, move)))
            return "hits were moved that cannot have been";
        *left -= move->n;
    }
    return got || given ? "not all hits that were moved are there" : NULL;
}

static const char *check_hits(kefu_sheet *sheet, size_t *line)
{
    const kefu_card *card = sheet->card;
    const char *why = NULL;
    size_t move = 0;
    for (size_t i = 0; i < sheet->n_hits && !why; i++) {
        kf_hit *hit = &sheet->hits[i];
        int32_t red = hit->kind == KEFU_PART_RED_LINE;
        if (hit->row >= sheet->n || hit->part >= (red ? card->n_red_lines : card->n_adjustments) ||
            (i && !check_hit_is_behind(card, hit - 1, hit)))
            return "hits of a row or part that is not there, or out of order";
        *line = hit->row;
        hit->extra = red ? &card->red_lines[hit->part] : &card->adjustments[hit->part];
        if (!sheet->lines[hit->row].n_hits++)
            sheet->lines[hit->row].first_hit = i;
        why = check_moves(sheet, hit, &move);
    }
    *line = why ? *line : sheet->n;
    return why ? why : move < sheet->n_moves ? "hits were moved that nobody has" : NULL;
}

static const char *check_excluded(const kefu_sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_excluded; i++) {
        const kf_excluded *e = &sheet->excluded[i];
        if (e->row >= sheet->n || e->item > sheet->card->n_items ||
            (i && (e[-1].row > e->row || (e[-1].row == e->row && e[-1].item >= e->item))))
            return "what is excluded is not there, or out of order";
    }
    return NULL;
}

/* A decision that could have been added, about the line's person or for them. */
static const char *check_said(const kefu_sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_said; i++) {
        const kf_said *said = &sheet->said[i];
        const kf_ledger_entry *entry = &said->entry;
        int32_t moves = entry->action == KEFU_REASSIGN, all = entry->action == KEFU_EXCLUDE;
        const char *person = said->row < sheet->n ? sheet->lines[said->row].person : "";
        if (said->row >= sheet->n || (i && kf_said_compare(said - 1, said) >= 0))
            return "decisions about a row that is not there, or out of order";
        if ((strcmp(entry->person, person) != 0 && (!moves || strcmp(entry->to, person) != 0)) ||
            !*entry->part || !*entry->by || moves != (*entry->to != 0) || all != !entry->count)
            return "a decision is none, or about somebody else";
    }
    return NULL;
}

/* Steps of each line, whose numbers among its reasons rise. */
static const char *check_steps(kefu_sheet *sheet)
{
    size_t at = 0;
    if ((sheet->more != NULL) != (sheet->card->has_steps != 0))
        return "the steps of its card are not there";
    for (size_t i = 0; sheet->more && i < sheet->n; i++) {
        kf_line_more *more = &sheet->more[i];
        int64_t reasons = (int64_t)sheet->card->n_items + sheet->lines[i].n_hits + more->n_steps,
                last = -1;
        more->first_step = at;
        if ((size_t)more->n_steps > sheet->n_steps - at || reasons > INT32_MAX)
            return "its rows have not so many steps";
        for (size_t end = at + (size_t)more->n_steps; at < end; at++) {
            const kf_step *step = &sheet->steps[at];
            int32_t of_section =
                step->code == KEFU_REASON_SECTION_CUT || step->code == KEFU_REASON_SECTION_FAILED;
            if (step->at <= last || step->at >= reasons ||
                step->part >= (of_section ? sheet->card->n_sections : 1))
                return "a step is not there, or out of order";
            last = step->at;
        }
    }
    return at < sheet->n_steps ? "there are steps of nobody" : NULL;
}

/* ---- Badges and streaks ---------------------------------------------------------------------- */

static int32_t check_holding(const kefu_card *card, size_t index, const kf_holding *held)
{
    int32_t i = (int32_t)(index % (size_t)(card->n_badges + card->n_streaks));
    const kf_award *award =
        i < card->n_badges ? &card->badges[i] : &card->streaks[i - card->n_badges];
    return held->failing <= award->all.n && held->ago < award->periods &&
           held->item < card->n_items;
}

static const char *check_awards(const kefu_sheet *sheet)
{
    size_t n = kf_sheet_held(sheet);
    if ((n && !sheet->held) || (sheet->card->n_kept && !sheet->kept))
        return "its badges are not there";
    for (int32_t i = 0; sheet->n && i < sheet->card->n_kept; i++)
        if (!sheet->kept[i].num)
            return "figures of badges are not there";
    for (size_t i = 0; i < n; i++)
        if (!check_holding(sheet->card, i, &sheet->held[i]))
            return "a condition of a badge is not there";
    return NULL;
}

/* ---- Items ----------------------------------------------------------------------------------- */

/* What stands in the group is not more than there are, and what enters the curve among them. */
static int32_t check_place(const kefu_sheet *sheet, const kf_column_scores *c, int32_t basis,
                           size_t row)
{
    int64_t place, counted;
    if (!c->basis || !c->counted)
        return 0;
    place = c->basis[row];
    counted = c->counted[sheet->lines[row].group];
    if (place == KF_NO_BASIS)
        return 1;
    if (!counted || (uint64_t)counted > sheet->n)
        return 0;
    return basis == KF_BASIS_PLACE ? place >= 1 && place <= counted + 1 : place <= 2 * counted;
}

static int32_t check_basis(const kefu_sheet *sheet, int32_t index, size_t row)
{
    const kf_column_scores *c = &sheet->columns[index];
    int32_t basis;
    if (!c->cells.num)
        return 0;
    basis = kf_item_rule(&sheet->card->items[index], kf_cell(&c->cells, row).n)->basis;
    if (basis == KF_BASIS_PERCENTILE || basis == KF_BASIS_PLACE)
        return check_place(sheet, c, basis, row);
    return c->made.num || (basis != KF_BASIS_COMPLETION && basis != KF_BASIS_RATIO &&
                           basis != KF_BASIS_DIFFERENCE);
}

/* What was scored has a number to score, the mean is one. */
static int32_t check_item(const kefu_sheet *sheet, int32_t index, size_t row)
{
    const kf_column_scores *c = &sheet->columns[index];
    int32_t group = sheet->lines[row].group;
    if (!check_basis(sheet, index, row))
        return 0;
    if (c->outcomes[row] == KF_SCORED)
        return kf_item_basis(sheet, index, row).den > 0;
    return c->outcomes[row] != KF_SCORED_MEAN || (c->mean && c->mean[group] >= -KF_SHEET_MOST);
}

/* Sums of points of any items of the line fit. */
static const char *check_items(const kefu_sheet *sheet, size_t row)
{
    int64_t left = KF_SHEET_MOST;
    for (int32_t i = 0; i < sheet->card->n_items; i++) {
        int64_t points = sheet->columns[i].points[row];
        left -= points < 0 ? -points : points;
        if (left < 0)
            return "its items have too many points";
        if (!check_item(sheet, i, row))
            return "an item has points without a figure to give them for";
    }
    return NULL;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static const char *check_person(const kefu_sheet *sheet, size_t row)
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

/* Those that are left count, were upheld or rejected, or are pending. */
static const char *check_counts(const kefu_sheet *sheet, const kf_line *line)
{
    for (int32_t i = 0; i < line->n_hits; i++) {
        const kf_hit *hit = &sheet->hits[line->first_hit + (size_t)i];
        const int64_t parts[] = {hit->given, hit->counted, hit->upheld, hit->rejected,
                                 hit->pending};
        int64_t left = hit->reported;
        if (hit->got > INT64_MAX - left || !(left += hit->got))
            return "hits that nobody reported";
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
            if (parts[k] > left)
                return "more hits count, wait or went than there are";
            left -= parts[k];
        }
        if (left)
            return "nothing became of some hits";
    }
    return NULL;
}

/* The points of all reasons are the total, where there is one. */
static const char *check_total(const kefu_sheet *sheet, const kf_line *line)
{
    int32_t n = kefu_sheet_reasons(sheet, line->printed);
    int64_t left = line->total;
    for (int32_t i = 0; i < n; i++) {
        kefu_reason r;
        if (kf_reason(sheet, line->printed, i, &r))
            return "a reason cannot be read";
        left -= r.points;
        if (left < -KF_SHEET_MOST || left > KF_SHEET_MOST)
            return "its points are too many";
    }
    if (line->status != KEFU_VALUE_OK)
        return line->total ? "it has no total, but points of one" : NULL;
    return left ? "its points do not add up to its total" : NULL;
}

/* Each item is rounded by half a millionth at most. */
static const char *check_rounding(const kefu_sheet *sheet, const kf_line *line)
{
    int64_t rounding = kf_line_rounding(sheet, line);
    return rounding > sheet->card->n_items || rounding < -sheet->card->n_items
               ? "its items do not add up"
               : NULL;
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
    const char *why = check_items(sheet, row);
    if (!why)
        why = check_counts(sheet, line);
    if (!why)
        why = check_rounding(sheet, line);
    if (!why)
        why = check_printed(sheet, line);
    return why ? why : check_total(sheet, line);
}

static const char *check_lines(const kefu_sheet *sheet,
                               const char *(*check)(const kefu_sheet *, size_t), size_t *line)
{
    const char *why = NULL;
    for (size_t i = 0; i < sheet->n && !why; i++) {
        why = check(sheet, i);
        if (why)
            *line = i;
    }
    return why;
}

const char *kf_sheet_check(kefu_sheet *sheet, size_t *line)
{
    const char *why = check_order(sheet);
    if (!why)
        why = check_lines(sheet, check_person, line);
    if (!why)
        why = check_hits(sheet, line);
    if (!why)
        why = check_excluded(sheet);
    if (!why)
        why = check_said(sheet);
    if (!why)
        why = check_steps(sheet);
    if (!why)
        why = check_awards(sheet);
    return why ? why : check_lines(sheet, check_line, line);
}
