/* award_people.c - everybody in the sheets, with the totals of all periods; the order to print. */
#include <string.h>

#include "award/awards.h"
#include "base/sort.h"

/* A row of a sheet. Those of the latest period come first. */
typedef struct entry {
    const char *person;
    int32_t sheet, period;
    int64_t row;
    int32_t home; /* 1: the person's first entry */
} entry;

typedef struct entries {
    kf_awarding *a;
    entry *list;
    uint32_t *by_person;
    size_t n;
} entries;

/* ---- Periods -------------------------------------------------------------------------------- */

static int32_t entry_period(const kf_awarding *a, int32_t sheet)
{
    return a->periods ? a->periods[sheet] : 0;
}

/* Each period from 0 on has a sheet, so there are no more periods than sheets. */
static kefu_status entry_periods(kf_awarding *a)
{
    int32_t last = 0;
    for (int32_t i = 0; i < a->n_sheets; i++) {
        if (!a->sheets[i])
            return kf_fail(a->error, KEFU_E_ARGUMENT, "kefu_award: sheet %d is NULL", i);
        if (entry_period(a, i) < 0)
            return kf_fail(a->error, KEFU_E_ARGUMENT, "periods[%d] is below 0", i);
        last = entry_period(a, i) > last ? entry_period(a, i) : last;
    }
    for (int32_t period = 0; period <= last; period++) {
        int32_t found = 0;
        for (int32_t i = 0; i < a->n_sheets && !found; i++)
            found = entry_period(a, i) == period;
        if (!found)
            return kf_fail(a->error, KEFU_E_ARGUMENT, "no sheet is of period %d, but one is of %d",
                           period, last);
    }
    a->awards->n_periods = last + 1;
    return KEFU_OK;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static kefu_sheet_row entry_row(const kf_awarding *a, int32_t sheet, int64_t row)
{
    kefu_sheet_row out = {.struct_size = sizeof out};
    (void)kefu_sheet_row_at(a->sheets[sheet], row, &out);
    return out;
}

static void entry_gather(entries *e)
{
    const kf_awarding *a = e->a;
    for (int32_t period = a->awards->n_periods - 1; period >= 0; period--)
        for (int32_t i = 0; i < a->n_sheets; i++)
            for (int64_t row = 0;
                 entry_period(a, i) == period && row < kefu_sheet_rows(a->sheets[i]); row++)
                e->list[e->n++] = (entry){entry_row(a, i, row).person, i, period, row, 0};
}

static int32_t entry_order(const void *things, uint32_t a, uint32_t b)
{
    const entry *list = things;
    return (int32_t)strcmp(list[a].person, list[b].person);
}

/* Marks everybody's first entry; stable sorting leaves the latest first. */
static kefu_status entry_sort(entries *e)
{
    for (size_t i = 0; i < e->n; i++)
        e->by_person[i] = (uint32_t)i;
    kefu_status status =
        kf_sort(&e->a->memory, e->by_person, e->n, entry_order, e->list, e->a->error);
    for (size_t i = 0; i < e->n && !status; i++) {
        entry *mine = &e->list[e->by_person[i]];
        const entry *before = i ? &e->list[e->by_person[i - 1]] : NULL;
        mine->home = !before || strcmp(before->person, mine->person) != 0;
        if (!mine->home && before->period == mine->period)
            status = kf_fail(e->a->error, KEFU_E_DUPLICATE, "'%s' is in two sheets of one period",
                             mine->person);
        e->a->n_people += (size_t)mine->home;
    }
    return status;
}

/* ---- People --------------------------------------------------------------------------------- */

static void entrant_from(const kf_awarding *a, const entry *from, kf_entrant *out)
{
    kefu_sheet_row row = entry_row(a, from->sheet, from->row);
    *out = (kf_entrant){.is = {row.person, row.name, row.team, row.group},
                        .sheet = from->sheet,
                        .period = from->period,
                        .has_total = row.status == KEFU_VALUE_OK,
                        .total = row.total,
                        .row = from->row,
                        .frame_row = -1,
                        .won = -1};
}

static kefu_status entrant_total(const kf_awarding *a, const entry *from, kf_entrant *out)
{
    kefu_sheet_row row = entry_row(a, from->sheet, from->row);
    if (row.status != KEFU_VALUE_OK)
        return KEFU_OK;
    if (row.total > 0 ? out->sum > INT64_MAX - row.total : out->sum < INT64_MIN - row.total)
        return kf_fail(a->error, KEFU_E_OVERFLOW, "the sum of the totals of '%s' leaves 64 bits",
                       from->person);
    out->sum += row.total;
    out->best = !out->n_totals || row.total > out->best ? row.total : out->best;
    out->n_totals++;
    out->open |= (row.flags & (KEFU_ROW_PROVISIONAL | KEFU_ROW_PENDING)) != 0;
    return KEFU_OK;
}

static kefu_status entrants_make(entries *e)
{
    kf_awarding *a = e->a;
    uint32_t *number = kf_arena_alloc(&a->arena, e->n * sizeof *number); /* of each home */
    size_t n = 0, person = 0;
    kefu_status status = KEFU_OK;
    a->people = kf_arena_alloc(&a->arena, a->n_people * sizeof *a->people);
    a->by_person = kf_arena_alloc(&a->arena, a->n_people * sizeof *a->by_person);
    a->printed = kf_arena_alloc(&a->arena, a->n_people * sizeof *a->printed);
    if (!number || !a->people || !a->by_person || !a->printed)
        return kf_no_memory(a->error);
    for (size_t i = 0; i < e->n; i++) {
        number[i] = (uint32_t)n;
        if (e->list[i].home)
            entrant_from(a, &e->list[i], &a->people[n++]);
    }
    n = 0;
    for (size_t i = 0; i < e->n && !status; i++) {
        const entry *from = &e->list[e->by_person[i]];
        if (from->home) {
            person = number[e->by_person[i]];
            a->people[person].id_order = (uint32_t)n;
            a->by_person[n++] = (uint32_t)person;
        }
        status = entrant_total(a, from, &a->people[person]);
    }
    return status;
}

/* Neither the order of sheets nor that of their rows matters. */
static int32_t entrant_order(const void *things, uint32_t a, uint32_t b)
{
    const kf_entrant *x = (const kf_entrant *)things + a, *y = (const kf_entrant *)things + b;
    if (x->period != y->period)
        return x->period > y->period ? -1 : 1;
    if (x->has_total != y->has_total)
        return x->has_total ? -1 : 1;
    if (x->has_total && x->total != y->total)
        return x->total > y->total ? -1 : 1;
    return x->id_order < y->id_order ? -1 : 1;
}

static kefu_status entrants_print(kf_awarding *a)
{
    for (size_t i = 0; i < a->n_people; i++)
        a->printed[i] = (uint32_t)i;
    return kf_sort(&a->memory, a->printed, a->n_people, entrant_order, a->people, a->error);
}

static kefu_status entrant_keep(kf_awarding *a, const char *text, const char **out)
{
    *out = kf_arena_text(&a->awards->arena, text, strlen(text));
    return *out ? KEFU_OK : kf_no_memory(a->error);
}

/* What outlives the sheets. */
static kefu_status entrants_keep(kf_awarding *a)
{
    kefu_awards *awards = a->awards;
    kefu_status status = KEFU_OK;
    awards->people = kf_arena_alloc(&awards->arena, a->n_people * sizeof *awards->people);
    if (!awards->people)
        return kf_no_memory(a->error);
    for (size_t i = 0; i < a->n_people && !status; i++) {
        const kf_awarded *is = &a->people[i].is;
        kf_awarded *kept = &awards->people[i];
        status = entrant_keep(a, is->person, &kept->person);
        if (!status)
            status = entrant_keep(a, is->name, &kept->name);
        if (!status)
            status = entrant_keep(a, is->team, &kept->team);
        if (!status)
            status = entrant_keep(a, is->group, &kept->group);
    }
    awards->n_people = a->n_people;
    return status;
}

kefu_status kf_award_people(kf_awarding *a)
{
    entries e = {.a = a};
    int64_t rows = 0;
    kefu_status status = entry_periods(a);
    for (int32_t i = 0; i < a->n_sheets && !status; i++) {
        rows += kefu_sheet_rows(a->sheets[i]);
        if (rows > INT32_MAX || (uint64_t)rows > SIZE_MAX / sizeof *e.list)
            status = kf_fail(a->error, KEFU_E_LIMIT, "more than %d rows", INT32_MAX);
    }
    if (status)
        return status;
    e.list = kf_arena_alloc(&a->arena, (size_t)rows * sizeof *e.list);
    e.by_person = kf_arena_alloc(&a->arena, (size_t)rows * sizeof *e.by_person);
    if (!e.list || !e.by_person)
        return kf_no_memory(a->error);
    entry_gather(&e);
    status = entry_sort(&e);
    if (!status)
        status = entrants_make(&e);
    if (!status)
        status = entrants_print(a);
    return status ? status : entrants_keep(a);
}

int64_t kf_award_find(const kf_awarding *a, const char *person)
{
    size_t low = 0, high = a->n_people;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(a->people[a->by_person[middle]].is.person, person);
        if (order == 0)
            return a->by_person[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}
