/* score_people.c - who is in the rows: names, teams, and the groups that places are given in. */
#include <string.h>

#include "score/scoring.h"
#include "table/group.h"

/* ---- The roster ----------------------------------------------------------------------------- */

static const char *people_group_of(const kf_rank_rule *rule, const kefu_person *person)
{
    switch (rule->group) {
    case KF_GROUP_TEAM:
        return person->team;
    case KF_GROUP_ROLE:
        return person->role;
    case KF_GROUP_COHORT:
        return person->cohort;
    case KF_GROUP_STAGE:
        return person->stage;
    default:
        return "";
    }
}

/* A key that is nobody's alias keeps itself as its name and belongs to no team or group. */
static kefu_status people_line(kf_scoring *s, kf_line *line, const char **group)
{
    kefu_person person = {.struct_size = sizeof person};
    kf_arena *arena = &s->sheet->arena;
    int64_t index = 0;
    *group = "";
    if (kefu_roster_find(s->roster, line->person, strlen(line->person), s->day, &index) ||
        kefu_roster_person(s->roster, index, s->day, &person))
        return KEFU_OK;
    *group = people_group_of(&s->card->rank, &person);
    line->name = kf_arena_text(arena, person.name, strlen(person.name));
    line->team = kf_arena_text(arena, person.team, strlen(person.team));
    return line->name && line->team ? KEFU_OK : kf_no_memory(s->error);
}

/* ---- Groups --------------------------------------------------------------------------------- */

typedef struct people_groups {
    kf_groups *table;
    const char **names; /* in order of first sight; borrowed from the roster */
    size_t n, capacity;
} people_groups;

static kefu_status people_add_group(kf_scoring *s, people_groups *groups, const char *name,
                                    int32_t *number)
{
    kf_key key = kf_key_of(name, strlen(name));
    uint32_t at = 0;
    const char **names;
    kefu_status status = kf_groups_one(groups->table, &key, &at, s->error);
    if (status)
        return status;
    *number = (int32_t)at;
    if (at < groups->n)
        return KEFU_OK;
    names = kf_reserve(&s->memory, groups->names, &groups->capacity, groups->n + 1, sizeof *names);
    if (!names)
        return kf_no_memory(s->error);
    groups->names = names;
    names[groups->n++] = name;
    return KEFU_OK;
}

/* Keeps the names in the order to print, those without a group last, and gives rows their numbers
 * in it. */
static kefu_status people_number_groups(kf_scoring *s, const people_groups *groups)
{
    kefu_sheet *sheet = s->sheet;
    uint32_t *sorted = kf_alloc_array(&s->memory, groups->n, sizeof *sorted);
    int32_t *place = kf_alloc_array(&s->memory, groups->n, sizeof *place);
    const char **names = kf_alloc_array(&sheet->memory, groups->n, sizeof *names);
    kefu_status status = sorted && place && names
                             ? kf_groups_sorted(groups->table, sorted, s->error)
                             : kf_no_memory(s->error);
    int32_t n = 0, nameless = -1;
    for (size_t i = 0; i < groups->n && !status; i++) {
        const char *name = groups->names[sorted[i]];
        if (!*name) {
            nameless = (int32_t)sorted[i];
            continue;
        }
        place[sorted[i]] = n;
        names[n] = kf_arena_text(&sheet->arena, name, strlen(name));
        status = names[n++] ? KEFU_OK : kf_no_memory(s->error);
    }
    if (!status && nameless >= 0) {
        place[nameless] = n;
        names[n++] = "";
    }
    for (size_t i = 0; i < sheet->n && !status; i++)
        s->groups[i] = sheet->lines[i].group = place[s->groups[i]];
    kf_free_array(&s->memory, sorted, groups->n, sizeof *sorted);
    kf_free_array(&s->memory, place, groups->n, sizeof *place);
    if (status) {
        kf_free_array(&sheet->memory, names, groups->n, sizeof *names);
        return status;
    }
    sheet->groups = names;
    sheet->n_groups = n;
    return KEFU_OK;
}

static kefu_status people_read(kf_scoring *s, people_groups *groups)
{
    kefu_sheet *sheet = s->sheet;
    const char *last = NULL;
    int32_t number = 0;
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sheet->n && !status; i++) {
        const char *group = "";
        if (s->roster)
            status = people_line(s, &sheet->lines[i], &group);
        if (!status && (!last || strcmp(group, last) != 0))
            status = people_add_group(s, groups, group, &number);
        last = group;
        s->groups[i] = number;
    }
    return status;
}

kefu_status kf_score_people(kf_scoring *s)
{
    people_groups groups = {NULL, NULL, 0, 0};
    kefu_limits limits = {.struct_size = sizeof limits, .groups = INT32_MAX};
    kefu_status status = kf_groups_new(&s->memory, &limits, 1, &groups.table, s->error);
    if (status)
        return status;
    status = people_read(s, &groups);
    if (!status)
        status = people_number_groups(s, &groups);
    kf_free_array(&s->memory, groups.names, groups.capacity, sizeof *groups.names);
    kf_groups_free(groups.table);
    return status;
}
