/* diff.c - differences of two sheets: who joined and left, totals, places, grades, parts. */
#include "score/diff.h"

#include <string.h>

#include "base/fail.h"
#include "score/run.h"

/* ---- Changes --------------------------------------------------------------------------------- */

kefu_status kf_diff_push(kf_diffing *d, const kf_change *change)
{
    kefu_diff *diff = d->diff;
    kf_change *changes =
        kf_reserve(&diff->memory, diff->changes, &diff->capacity, diff->n + 1, sizeof *changes);
    if (!changes)
        return kf_no_memory(d->error);
    diff->changes = changes;
    changes[diff->n++] = *change;
    return KEFU_OK;
}

static int64_t diff_total(const kf_line *line)
{
    return line->status == KEFU_VALUE_OK ? line->total : INT64_MIN;
}

/* ---- A person of both ------------------------------------------------------------------------ */

kefu_status kf_diff_numbers(kf_diffing *d, kf_change *change, int32_t code, int64_t before,
                            int64_t after)
{
    change->code = code;
    change->before = before;
    change->after = after;
    return before == after ? KEFU_OK : kf_diff_push(d, change);
}

static kefu_status diff_parts_of(kf_diffing *d, kf_change change, const kf_line *const lines[2])
{
    kefu_status status = KEFU_OK;
    change.code = KEFU_CHANGE_PART;
    kf_diff_read(d, 0, lines[0]->printed);
    kf_diff_read(d, 1, lines[1]->printed);
    for (size_t i = 0; i < d->n_parts && !status; i++) {
        change.before = d->sides[0][i].points;
        change.after = d->sides[1][i].points;
        change.why = kf_diff_why(d, i);
        if (!change.why)
            continue;
        change.part = &d->parts[i];
        change.turn = kf_diff_turn(d, i);
        status = kf_diff_push(d, &change);
    }
    return status;
}

static kefu_status diff_person(kf_diffing *d, kf_change change, const kf_line *const lines[2])
{
    const kf_change plain = change;
    kefu_status status =
        kf_diff_numbers(d, &change, KEFU_CHANGE_TOTAL, diff_total(lines[0]), diff_total(lines[1]));
    if (!status)
        status = kf_diff_numbers(d, &change, KEFU_CHANGE_PLACE, lines[0]->place.twice,
                                 lines[1]->place.twice);
    if (!status)
        status = kf_diff_grades(d, plain, lines);
    if (!status)
        status = diff_parts_of(d, plain, lines);
    return status ? status : kf_diff_states(d, plain, lines);
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Two lists of sheets: [0] the earlier ones, [1] the later. A person is in one of each list at the
 * most. */
typedef struct diff_lists {
    const kefu_sheet *const *list[2];
    size_t n[2];
    kf_diffing *pairs; /* n[0] × n[1], made when somebody is in both */
    kefu_diff *diff;
    kefu_error *error;
} diff_lists;

/* The sheet of the list that has the person; n if none has. */
static size_t diff_find(const diff_lists *l, int32_t which, const char *person, size_t *line)
{
    size_t i = 0;
    while (i < l->n[which] && !kf_sheet_find_line(l->list[which][i], person, line))
        i++;
    return i;
}

static kefu_status diff_pair(diff_lists *l, size_t was, size_t is, kf_diffing **out)
{
    kf_diffing *d = &l->pairs[was * l->n[1] + is];
    *out = d;
    if (d->diff)
        return KEFU_OK;
    d->diff = l->diff;
    d->sheets[0] = l->list[0][was];
    d->sheets[1] = l->list[1][is];
    d->error = l->error;
    return kf_diff_make_parts(d);
}

/* Row of a sheet: compared with that of the other list, or alone. Of the earlier sheets only those
 * who left are still to be told. */
static kefu_status diff_row(diff_lists *l, int32_t which, size_t index, int64_t row)
{
    const kefu_sheet *sheet = l->list[which][index];
    const kf_line *line = kf_sheet_line(sheet, row), *lines[2];
    kf_diffing alone = {.diff = l->diff, .error = l->error}, *pair = NULL;
    kf_change change = {.code = which ? KEFU_CHANGE_JOINED : KEFU_CHANGE_LEFT,
                        .before = INT64_MIN,
                        .after = INT64_MIN};
    size_t there = 0, other = diff_find(l, !which, line->person, &there);
    kefu_status status;
    if (other < l->n[!which] && !which)
        return KEFU_OK;
    change.person = kf_arena_text(&l->diff->arena, line->person, strlen(line->person));
    change.name = kf_arena_text(&l->diff->arena, line->name, strlen(line->name));
    if (!change.person || !change.name)
        return kf_no_memory(l->error);
    *(which ? &change.after : &change.before) = diff_total(line);
    if (other == l->n[!which])
        return kf_diff_push(&alone, &change);
    lines[0] = &l->list[0][other]->lines[there];
    lines[1] = line;
    status = diff_pair(l, other, index, &pair);
    return status ? status : diff_person(pair, change, lines);
}

static kefu_status diff_rows(diff_lists *l)
{
    kefu_status status = KEFU_OK;
    for (int32_t which = 1; which >= 0; which--)
        for (size_t i = 0; i < l->n[which]; i++)
            for (size_t row = 0; row < l->list[which][i]->n && !status; row++)
                status = diff_row(l, which, i, (int64_t)row);
    return status;
}

static kefu_status diff_of_lists(const kf_memory *memory, const kefu_sheet *const *before,
                                 size_t n_before, const kefu_sheet *const *after, size_t n_after,
                                 kefu_diff **out, kefu_error *error)
{
    diff_lists l = {.list = {before, after}, .n = {n_before, n_after}, .error = error};
    size_t n_pairs = n_before * n_after;
    kefu_status status;
    l.diff = kf_alloc_zero(memory, sizeof *l.diff);
    if (!l.diff)
        return kf_no_memory(error);
    l.diff->memory = *memory;
    kf_arena_init(&l.diff->arena, &l.diff->memory);
    l.pairs = kf_alloc_zeros(memory, n_pairs, sizeof *l.pairs);
    status = l.pairs ? diff_rows(&l) : kf_no_memory(error);
    for (size_t i = 0; l.pairs && i < n_pairs; i++)
        for (int32_t k = 0; k < 2; k++)
            kf_free_array(memory, l.pairs[i].sides[k], l.pairs[i].n_sides,
                          sizeof *l.pairs[i].sides[k]);
    kf_free_array(memory, l.pairs, n_pairs, sizeof *l.pairs);
    if (status)
        kefu_diff_free(l.diff);
    else
        *out = l.diff;
    return status;
}

static kefu_status diff_missing(const char *function, const void *before, const void *after,
                                kefu_error *error)
{
    return kf_fail(error, KEFU_E_ARGUMENT, "%s: %s is NULL", function,
                   !before  ? "before"
                   : !after ? "after"
                            : "out");
}

kefu_status KEFU_CALL kefu_diff_sheets(const kefu_sheet *before, const kefu_sheet *after,
                                       kefu_diff **out, kefu_error *error)
{
    if (!before || !after || !out)
        return diff_missing("kefu_diff_sheets", before, after, error);
    return diff_of_lists(&after->memory, &before, 1, &after, 1, out, error);
}

kefu_status KEFU_CALL kefu_diff_runs(const kefu_run *before, const kefu_run *after, kefu_diff **out,
                                     kefu_error *error)
{
    if (!before || !after || !out)
        return diff_missing("kefu_diff_runs", before, after, error);
    return diff_of_lists(&after->memory, (const kefu_sheet *const *)before->sheets,
                         before->n_sheets, (const kefu_sheet *const *)after->sheets,
                         after->n_sheets, out, error);
}

void KEFU_CALL kefu_diff_free(kefu_diff *diff)
{
    kf_memory memory;
    if (!diff)
        return;
    memory = diff->memory;
    kf_free_array(&memory, diff->changes, diff->capacity, sizeof *diff->changes);
    kf_arena_free(&diff->arena);
    kf_free(&memory, diff, sizeof *diff);
}

int64_t KEFU_CALL kefu_diff_count(const kefu_diff *diff) { return diff ? (int64_t)diff->n : 0; }

kefu_status KEFU_CALL kefu_diff_at(const kefu_diff *diff, int64_t index, kefu_change *out)
{
    const kf_change *change;
    kefu_change ours = {.struct_size = sizeof ours, .part = ""};
    if (!diff || index < 0 || (uint64_t)index >= diff->n)
        return KEFU_E_ARGUMENT;
    change = &diff->changes[index];
    ours.person = change->person;
    ours.name = change->name;
    ours.code = change->code;
    ours.why = change->why;
    ours.before = change->before;
    ours.after = change->after;
    if (change->part) {
        ours.kind = change->part->kind;
        ours.step = change->part->step;
        ours.part = change->part->id;
    }
    return kf_give(out, &ours, sizeof ours);
}
