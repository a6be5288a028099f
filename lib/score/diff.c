/* diff.c - differences of two sheets: who joined and left, totals, places, grades, parts. */
#include "score/diff.h"

#include <string.h>

#include "base/fail.h"

/* ---- Changes --------------------------------------------------------------------------------- */

static kefu_status diff_push(kf_diffing *d, const kf_change *change)
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

static const kf_grade *diff_grade(const kf_diffing *d, int32_t which, const kf_line *line)
{
    return line->grade < 0 ? NULL : &d->sheets[which]->card->grades[line->grade];
}

static kefu_status diff_label(kf_diffing *d, const kf_grade *grade, kf_label *out)
{
    if (!grade)
        return KEFU_OK;
    out->zh = kf_arena_text(&d->diff->arena, grade->label.zh, strlen(grade->label.zh));
    out->en = kf_arena_text(&d->diff->arena, grade->label.en, strlen(grade->label.en));
    return out->zh && out->en ? KEFU_OK : kf_no_memory(d->error);
}

/* ---- A person of both ------------------------------------------------------------------------ */

static kefu_status diff_grades(kf_diffing *d, kf_change *change, const kf_line *const lines[2])
{
    const kf_grade *was = diff_grade(d, 0, lines[0]), *is = diff_grade(d, 1, lines[1]);
    kefu_status status;
    if (!was == !is && (!was || !strcmp(was->id, is->id)))
        return KEFU_OK;
    change->code = KEFU_CHANGE_GRADE;
    change->before = lines[0]->grade;
    change->after = lines[1]->grade;
    status = diff_label(d, was, &change->grades[0]);
    if (!status)
        status = diff_label(d, is, &change->grades[1]);
    return status ? status : diff_push(d, change);
}

static kefu_status diff_numbers_of(kf_diffing *d, kf_change *change, int32_t code, int64_t before,
                                   int64_t after)
{
    change->code = code;
    change->before = before;
    change->after = after;
    return before == after ? KEFU_OK : diff_push(d, change);
}

static kefu_status diff_parts_of(kf_diffing *d, kf_change change, const kf_line *const lines[2])
{
    kefu_status status = KEFU_OK;
    kf_diff_read(d, 0, lines[0]->printed);
    kf_diff_read(d, 1, lines[1]->printed);
    for (size_t i = 0; i < d->diff->n_parts && !status; i++) {
        int64_t before = d->sides[0][i].points, after = d->sides[1][i].points;
        if (before == after)
            continue;
        change.why = kf_diff_why(d, i);
        change.part = &d->diff->parts[i];
        change.turn = kf_diff_turn(d, i);
        status = diff_numbers_of(d, &change, KEFU_CHANGE_PART, before, after);
    }
    return status;
}

static kefu_status diff_person(kf_diffing *d, kf_change change, const kf_line *const lines[2])
{
    kf_change graded = change;
    kefu_status status =
        diff_numbers_of(d, &change, KEFU_CHANGE_TOTAL, diff_total(lines[0]), diff_total(lines[1]));
    if (!status)
        status = diff_numbers_of(d, &change, KEFU_CHANGE_PLACE, lines[0]->place.twice,
                                 lines[1]->place.twice);
    if (!status)
        status = diff_grades(d, &graded, lines);
    return status ? status : diff_parts_of(d, change, lines);
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Row of one sheet: compared with that of the other, or alone. Of the earlier sheet only those who
 * left are still to be told. */
static kefu_status diff_row(kf_diffing *d, int32_t which, int64_t row)
{
    const kf_line *line = kf_sheet_line(d->sheets[which], row), *lines[2];
    const kefu_sheet *other = d->sheets[!which];
    kf_change change = {.code = which ? KEFU_CHANGE_JOINED : KEFU_CHANGE_LEFT,
                        .before = INT64_MIN,
                        .after = INT64_MIN};
    size_t there;
    int32_t both = kf_sheet_find_line(other, line->person, &there);
    if (both && !which)
        return KEFU_OK;
    change.person = kf_arena_text(&d->diff->arena, line->person, strlen(line->person));
    change.name = kf_arena_text(&d->diff->arena, line->name, strlen(line->name));
    if (!change.person || !change.name)
        return kf_no_memory(d->error);
    *(which ? &change.after : &change.before) = diff_total(line);
    if (!both)
        return diff_push(d, &change);
    lines[0] = &other->lines[there];
    lines[1] = line;
    return diff_person(d, change, lines);
}

static kefu_status diff_rows(kf_diffing *d)
{
    kefu_status status = kf_diff_make_parts(d);
    for (int32_t which = 1; which >= 0; which--)
        for (size_t i = 0; i < d->sheets[which]->n && !status; i++)
            status = diff_row(d, which, (int64_t)i);
    return status;
}

kefu_status KEFU_CALL kefu_diff_sheets(const kefu_sheet *before, const kefu_sheet *after,
                                       kefu_diff **out, kefu_error *error)
{
    kf_diffing d = {.sheets = {before, after}, .error = error};
    kefu_status status;
    if (!before || !after || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_diff_sheets: %s is NULL",
                       !before  ? "before"
                       : !after ? "after"
                                : "out");
    d.diff = kf_alloc_zero(&after->memory, sizeof *d.diff);
    if (!d.diff)
        return kf_no_memory(error);
    d.diff->memory = after->memory;
    kf_arena_init(&d.diff->arena, &d.diff->memory);
    status = diff_rows(&d);
    for (int32_t i = 0; i < 2; i++)
        kf_free_array(&d.diff->memory, d.sides[i], d.n_sides, sizeof *d.sides[i]);
    if (status)
        kefu_diff_free(d.diff);
    else
        *out = d.diff;
    return status;
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
