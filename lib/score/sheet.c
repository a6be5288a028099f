/* sheet.c - keeping a sheet, and what may be asked of it. */
#include "score/sheet.h"

#include <string.h>

#include "table/key.h"

/* ---- Making --------------------------------------------------------------------------------- */

/* Copies the first key of every row into one block. */
static kefu_status sheet_copy_keys(kefu_sheet *sheet, const kefu_frame *frame, kefu_error *error)
{
    size_t at = 0;
    kefu_text key = {NULL, 0};
    for (size_t i = 0; i < sheet->n; i++) {
        if (kefu_frame_key(frame, (int64_t)i, 0, &key))
            return kf_fail(error, KEFU_E_INTERNAL, "the frame lost row %i", (int64_t)i);
        sheet->keys_size += key.size + 1;
    }
    sheet->keys = kf_alloc(&sheet->memory, sheet->keys_size);
    if (!sheet->keys)
        return kf_no_memory(error);
    for (size_t i = 0; i < sheet->n; i++) {
        char *copy = sheet->keys + at;
        (void)kefu_frame_key(frame, (int64_t)i, 0, &key);
        if (key.size)
            memcpy(copy, key.data, key.size);
        copy[key.size] = 0;
        at += key.size + 1;
        sheet->lines[i].person = sheet->lines[i].name = copy;
        sheet->lines[i].team = "";
        sheet->lines[i].grade = sheet->lines[i].tier = -1;
    }
    return KEFU_OK;
}

int32_t kf_sheet_allocate(kefu_sheet *sheet)
{
    const kf_memory *memory = &sheet->memory;
    size_t n_items = (size_t)sheet->card->n_items, n = sheet->n;
    sheet->lines = kf_alloc_zeros(memory, n, sizeof *sheet->lines);
    sheet->order = kf_alloc_array(memory, n, sizeof *sheet->order);
    sheet->columns = kf_alloc_zeros(memory, n_items, sizeof *sheet->columns);
    if (!sheet->lines || !sheet->order || !sheet->columns)
        return 0;
    for (size_t i = 0; i < n_items; i++) {
        kf_column_scores *c = &sheet->columns[i];
        c->points = kf_alloc_array(memory, n, sizeof *c->points);
        c->outcomes = kf_alloc_array(memory, n, 1);
        if (!c->points || !c->outcomes)
            return 0;
        if (sheet->card->items[i].fails) {
            c->flags = kf_alloc_zeros(memory, n, 1);
            if (!c->flags)
                return 0;
        }
    }
    return 1;
}

kefu_status kf_sheet_new(const kf_memory *memory, const kefu_card *card, const kefu_frame *frame,
                         const char *period, kefu_sheet **out, kefu_error *error)
{
    kefu_sheet *sheet = kf_alloc_zero(memory, sizeof *sheet);
    kefu_status status;
    if (!sheet)
        return kf_no_memory(error);
    sheet->memory = *memory;
    kf_arena_init(&sheet->arena, &sheet->memory);
    sheet->n = (size_t)kefu_frame_rows(frame);
    status = kf_card_copy(memory, card, &sheet->card, error);
    if (!status && !kf_sheet_allocate(sheet))
        status = kf_no_memory(error);
    if (!status)
        status = sheet_copy_keys(sheet, frame, error);
    if (!status) {
        sheet->period =
            kf_arena_text(&sheet->arena, period ? period : "", period ? strlen(period) : 0);
        status = sheet->period ? KEFU_OK : kf_no_memory(error);
    }
    if (status)
        kefu_sheet_free(sheet);
    else
        *out = sheet;
    return status;
}

static void sheet_free_columns(kefu_sheet *sheet)
{
    const kf_memory *memory = &sheet->memory;
    size_t n_items = sheet->card ? (size_t)sheet->card->n_items : 0;
    size_t n_groups = (size_t)sheet->n_groups;
    for (size_t i = 0; sheet->columns && i < n_items; i++) {
        kf_column_scores *c = &sheet->columns[i];
        kf_cells_free(&c->cells, memory, sheet->n);
        kf_free_array(memory, c->points, sheet->n, sizeof *c->points);
        kf_free_array(memory, c->basis, sheet->n, sizeof *c->basis);
        kf_free_array(memory, c->counted, n_groups, sizeof *c->counted);
        kf_free_array(memory, c->mean, n_groups, sizeof *c->mean);
        kf_cells_free(&c->made, memory, sheet->n);
        kf_cells_free(&c->against, memory, sheet->n);
        kf_free_array(memory, c->outcomes, sheet->n, 1);
        kf_free_array(memory, c->flags, sheet->n, 1);
        kf_free_array(memory, c->rests, sheet->n, sizeof *c->rests);
    }
    kf_free_array(memory, sheet->columns, n_items, sizeof *sheet->columns);
}

size_t kf_sheet_held(const kefu_sheet *sheet)
{
    return sheet->n * (size_t)(sheet->card->n_badges + sheet->card->n_streaks);
}

/* Steps, and what badges and streaks saw. */
static void sheet_free_steps(kefu_sheet *sheet)
{
    const kf_memory *memory = &sheet->memory;
    size_t n_kept = sheet->card ? (size_t)sheet->card->n_kept : 0;
    for (size_t i = 0; sheet->kept && i < n_kept; i++)
        kf_cells_free(&sheet->kept[i], memory, sheet->n);
    kf_free_array(memory, sheet->kept, n_kept, sizeof *sheet->kept);
    if (sheet->held)
        kf_free_array(memory, sheet->held, kf_sheet_held(sheet), sizeof *sheet->held);
    kf_free_array(memory, sheet->more, sheet->n, sizeof *sheet->more);
    kf_free_array(memory, sheet->steps, sheet->steps_capacity, sizeof *sheet->steps);
}

void KEFU_CALL kefu_sheet_free(kefu_sheet *sheet)
{
    kf_memory memory;
    if (!sheet)
        return;
    memory = sheet->memory;
    sheet_free_columns(sheet);
    sheet_free_steps(sheet);
    kf_cells_free(&sheet->days, &memory, sheet->n);
    kf_cells_free(&sheet->ramp, &memory, sheet->n);
    kf_free_array(&memory, sheet->lines, sheet->n, sizeof *sheet->lines);
    kf_free_array(&memory, sheet->order, sheet->n, sizeof *sheet->order);
    kf_free(&memory, sheet->keys, sheet->keys_size);
    kf_free_array(&memory, sheet->groups, (size_t)sheet->n_groups, sizeof *sheet->groups);
    kf_free_array(&memory, sheet->moves, sheet->moves_capacity, sizeof *sheet->moves);
    kf_free_array(&memory, sheet->excluded, sheet->n_excluded, sizeof *sheet->excluded);
    kf_free_array(&memory, sheet->said, sheet->n_said, sizeof *sheet->said);
    kf_free_array(&memory, sheet->hits, sheet->hits_capacity, sizeof *sheet->hits);
    kf_arena_free(&sheet->arena);
    kefu_card_free(sheet->card);
    kf_free(&memory, sheet, sizeof *sheet);
}

/* ---- Rows ----------------------------------------------------------------------------------- */

const kf_line *kf_sheet_line(const kefu_sheet *sheet, int64_t row)
{
    if (!sheet || row < 0 || (uint64_t)row >= sheet->n)
        return NULL;
    return &sheet->lines[sheet->order[row]];
}

int64_t KEFU_CALL kefu_sheet_rows(const kefu_sheet *sheet) { return sheet ? (int64_t)sheet->n : 0; }

kefu_value kf_share_of_days(const kefu_sheet *sheet, size_t line)
{
    static const kefu_value none = {0, 0, -1, KEFU_VALUE_NO_DATA, 0};
    return sheet->days.num ? kf_cell(&sheet->days, line) : none;
}

kefu_status KEFU_CALL kefu_sheet_row_at(const kefu_sheet *sheet, int64_t row, kefu_sheet_row *out)
{
    const kf_line *line = kf_sheet_line(sheet, row);
    kefu_sheet_row ours = {.struct_size = sizeof ours};
    if (!line)
        return KEFU_E_ARGUMENT;
    ours.person = line->person;
    ours.name = line->name;
    ours.team = line->team;
    ours.group = sheet->groups[line->group];
    ours.grade = line->grade < 0 ? "" : sheet->card->grades[line->grade].id;
    ours.total = line->total;
    ours.items = line->items;
    ours.adjustments = line->adjustments;
    ours.coverage = line->coverage;
    ours.status = line->status;
    ours.flags = line->flags;
    ours.place = line->place;
    ours.tier = line->tier < 0 ? "" : sheet->card->tiers[line->tier].id;
    if (sheet->more) {
        ours.team_part = sheet->more[line - sheet->lines].team_part;
        ours.bonus = sheet->more[line - sheet->lines].bonus;
    }
    ours.share_of_days = kf_share_of_days(sheet, (size_t)(line - sheet->lines));
    return kf_give(out, &ours, sizeof ours);
}

/* ---- Finding -------------------------------------------------------------------------------- */

enum { SHEET_NEAR = 10000 }; /* rows looked at for near names */

static kefu_status sheet_no_person(const kefu_sheet *sheet, const char *person, kefu_error *error)
{
    kf_near near;
    kf_near_init(&near, person, strlen(person));
    for (size_t i = 0; i < sheet->n && i < SHEET_NEAR; i++)
        kf_near_add(&near, sheet->lines[i].person);
    return kf_fail(error, KEFU_E_NAME, "there is no '%s' on the sheet%s", person,
                   kf_near_text(&near));
}

/* Lines are in the order of the frame's keys, which is that of kf_key_compare. */
int32_t kf_sheet_find_line(const kefu_sheet *sheet, const char *person, size_t *line)
{
    kf_key wanted = kf_key_of(person, strlen(person));
    size_t low = 0, high = sheet->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *there = sheet->lines[middle].person;
        kf_key key = kf_key_of(there, strlen(there));
        int32_t order = kf_key_compare(&key, &wanted);
        if (!order) {
            *line = middle;
            return 1;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

kefu_status KEFU_CALL kefu_sheet_find(const kefu_sheet *sheet, const char *person, int64_t *row,
                                      kefu_error *error)
{
    size_t line = 0;
    if (!sheet || !person || !row)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_sheet_find: sheet, person or row is NULL");
    if (!kf_sheet_find_line(sheet, person, &line))
        return sheet_no_person(sheet, person, error);
    *row = sheet->lines[line].printed;
    return KEFU_OK;
}

/* ---- What it was made from ------------------------------------------------------------------ */

int32_t KEFU_CALL kefu_sheet_parts(const kefu_sheet *sheet, int32_t kind)
{
    return sheet ? kefu_card_parts(sheet->card, kind) : 0;
}

kefu_status KEFU_CALL kefu_sheet_part(const kefu_sheet *sheet, int32_t kind, int32_t index,
                                      kefu_card_part *out)
{
    return sheet ? kefu_card_part_at(sheet->card, kind, index, out) : KEFU_E_ARGUMENT;
}

const char *KEFU_CALL kefu_sheet_card_id(const kefu_sheet *sheet)
{
    return sheet ? sheet->card->scheme.id : NULL;
}

const char *KEFU_CALL kefu_sheet_card_hash(const kefu_sheet *sheet)
{
    return sheet ? sheet->card->scheme.hash : NULL;
}

const char *KEFU_CALL kefu_sheet_label(const kefu_sheet *sheet, int32_t language)
{
    return sheet ? kefu_card_label(sheet->card, language) : NULL;
}

const char *KEFU_CALL kefu_sheet_period(const kefu_sheet *sheet)
{
    return sheet ? sheet->period : NULL;
}

const char *KEFU_CALL kefu_sheet_roster_id(const kefu_sheet *sheet)
{
    return sheet ? sheet->roster_id : NULL;
}

const char *KEFU_CALL kefu_sheet_ledger_id(const kefu_sheet *sheet)
{
    return sheet ? sheet->ledger_id : NULL;
}

int32_t KEFU_CALL kefu_sheet_as_of(const kefu_sheet *sheet) { return sheet ? sheet->as_of : 0; }
