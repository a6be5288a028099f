/* roster.c - who has an alias on a day, and what holds for a person on a day. */
#include "table/roster.h"

#include <string.h>

#include "base/fail.h"

void KEFU_CALL kefu_roster_free(kefu_roster *roster)
{
    kf_memory memory;
    if (!roster)
        return;
    memory = roster->memory;
    kf_free_array(&memory, roster->order, roster->n_people, sizeof *roster->order);
    kf_free_array(&memory, roster->ids, roster->n_people, sizeof *roster->ids);
    kf_free_array(&memory, roster->first_row, roster->n_people + 1, sizeof *roster->first_row);
    kf_free_array(&memory, roster->rows, roster->n_rows, sizeof *roster->rows);
    kf_free_array(&memory, roster->spans, roster->spans_capacity, sizeof *roster->spans);
    if (roster->aliases)
        kf_free_array(&memory, roster->first_span, (size_t)kf_groups_count(roster->aliases) + 1,
                      sizeof *roster->first_span);
    kf_groups_free(roster->people);
    kf_groups_free(roster->aliases);
    kf_arena_free(&roster->arena);
    kf_free(&memory, roster, sizeof *roster);
}

int64_t KEFU_CALL kefu_roster_count(const kefu_roster *roster)
{
    return roster ? (int64_t)roster->n_people : 0;
}

kf_key kf_roster_key(const kefu_roster *roster, int64_t index)
{
    return *kf_groups_key(roster->people, roster->order[index]);
}

const char *KEFU_CALL kefu_roster_id(const kefu_roster *roster)
{
    return roster ? roster->id : NULL;
}

/* ---- Aliases -------------------------------------------------------------------------------- */

int64_t kf_roster_index(const kefu_roster *roster, const kf_key *alias, int32_t day)
{
    uint32_t number = kf_groups_find(roster->aliases, alias);
    size_t low, high;
    if (number == UINT32_MAX)
        return -1;
    low = roster->first_span[number];
    high = roster->first_span[number + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const kf_roster_span *span = &roster->spans[middle];
        if (day >= span->from && day <= span->to)
            return (int64_t)span->person;
        if (day < span->from)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

kefu_status KEFU_CALL kefu_roster_find(const kefu_roster *roster, const char *alias, size_t size,
                                       int32_t day, int64_t *index)
{
    kf_key key = kf_key_of(alias, size);
    int64_t found;
    if (!roster || !alias || !index)
        return KEFU_E_ARGUMENT;
    found = kf_roster_index(roster, &key, day);
    if (found < 0)
        return KEFU_E_NAME;
    *index = found;
    return KEFU_OK;
}

/* ---- People --------------------------------------------------------------------------------- */

enum { ROSTER_LATER = 1, ROSTER_EARLIER = 2, ROSTER_HOLDS = 3 };

/* For each field the row that says most about it on a day: the latest that holds, else the latest
 * that has ended, else the first to come. */
typedef struct roster_view {
    const char *texts[KF_ROSTER_TEXTS];
    int32_t hired, left;
    int32_t text_rank[KF_ROSTER_TEXTS], hired_rank, left_rank;
} roster_view;

static int32_t roster_rank(const kf_roster_row *row, int32_t day)
{
    if (row->from > day)
        return ROSTER_LATER;
    return row->to < day ? ROSTER_EARLIER : ROSTER_HOLDS;
}

/* Rows come in order of their first days. */
static int32_t roster_beats(int32_t rank, int32_t *best)
{
    if (rank < *best || (rank == *best && rank == ROSTER_LATER))
        return 0;
    *best = rank;
    return 1;
}

static void roster_look(roster_view *view, const kf_roster_row *row, int32_t day)
{
    int32_t rank = roster_rank(row, day);
    for (int32_t t = 0; t < KF_ROSTER_TEXTS; t++)
        if (*row->texts[t] && roster_beats(rank, &view->text_rank[t]))
            view->texts[t] = row->texts[t];
    if (row->hired != INT32_MIN && roster_beats(rank, &view->hired_rank))
        view->hired = row->hired;
    if (row->left != INT32_MAX && roster_beats(rank, &view->left_rank))
        view->left = row->left;
}

kefu_status KEFU_CALL kefu_roster_person(const kefu_roster *roster, int64_t index, int32_t day,
                                         kefu_person *out)
{
    roster_view view = {.texts = {NULL}, .hired = INT32_MIN, .left = INT32_MAX};
    kefu_person person = {.struct_size = sizeof person};
    if (!roster || !out || index < 0 || (uint64_t)index >= roster->n_people)
        return KEFU_E_ARGUMENT;
    person.person = view.texts[KF_ROSTER_NAME] = roster->ids[index];
    for (int32_t t = KF_ROSTER_NAME + 1; t < KF_ROSTER_TEXTS; t++)
        view.texts[t] = "";
    for (size_t i = roster->first_row[index]; i < roster->first_row[index + 1]; i++)
        roster_look(&view, &roster->rows[i], day);
    person.name = view.texts[KF_ROSTER_NAME];
    person.team = view.texts[KF_ROSTER_TEAM];
    person.role = view.texts[KF_ROSTER_ROLE];
    person.cohort = view.texts[KF_ROSTER_COHORT];
    person.hired = view.hired;
    person.left = view.left;
    person.stage = view.texts[KF_ROSTER_STAGE];
    return kf_give(out, &person, sizeof person);
}
