/* peer_read.c - people, bans and history from the caller's batches. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/sort.h"
#include "peer/peers.h"
#include "table/text_rows.h"

enum { READ_PERSON, READ_TEAM, READ_INSPECTS, READ_INSPECTED, READ_MOST, READ_PEOPLE };
static const kf_field read_people_fields[READ_PEOPLE] = {
    {{"person", "客服", "人员"}, 1}, {{"team", "团队"}, 0}, {{"inspects", "质检"}, 0},
    {{"inspected", "被检"}, 0},      {{"most", "上限"}, 0},
};

enum { READ_INSPECTOR, READ_OF, READ_EXTRA, READ_PAIRS };
static const kf_field read_ban_fields[READ_PAIRS] = {
    {{"inspector", "质检员"}, 1}, {{"inspected", "被检人"}, 1}, {{"both", "双向"}, 0}};
static const kf_field read_history_fields[READ_PAIRS] = {
    {{"inspector", "质检员"}, 1}, {{"inspected", "被检人"}, 1}, {{"period", "期间"}, 0}};

typedef struct read_state {
    kf_peering *p;
    const kefu_limits *limits;
    int32_t team_rule;
    const char *what;
    kf_peer_list *list;
} read_state;

/* ---- Cells ---------------------------------------------------------------------------------- */

static kefu_status read_number(const char *what, const char *column, const char *text, int64_t row,
                               int64_t *out, kefu_error *error)
{
    if (kf_decimal_parse(text, strlen(text), 0, out) != KF_EXACT)
        return kf_fail_row(error, KEFU_E_DATA, row, "%s, column '%s': '%s' is not a whole number",
                           what, column, text);
    return KEFU_OK;
}

/* 1 or 0; `empty` where the cell is empty. */
static kefu_status read_flag(const char *what, const kf_field *field, const char *text, int64_t row,
                             int32_t empty, int32_t *out, kefu_error *error)
{
    *out = *text ? text[0] == '1' : empty;
    if (*text && (text[1] || (text[0] != '0' && text[0] != '1')))
        return kf_fail_row(error, KEFU_E_DATA, row, "%s, column '%s': expected 1 or 0, not '%s'",
                           what, field->names[0], text);
    return KEFU_OK;
}

static kefu_status read_most(const char *text, int64_t row, int32_t *most, kefu_error *error)
{
    int64_t number = INT32_MAX;
    kefu_status status = *text ? read_number("people", "most", text, row, &number, error) : KEFU_OK;
    if (!status && number < 0)
        status =
            kf_fail_row(error, KEFU_E_DATA, row, "people, column 'most': %i is below 0", number);
    *most = number > INT32_MAX ? INT32_MAX : (int32_t)number;
    return status;
}

/* ---- People --------------------------------------------------------------------------------- */

static kefu_status read_keep(kf_peering *p, const char *const *cells, kf_peer_person *person)
{
    kf_arena *arena = &p->peers->arena;
    person->id = kf_arena_text(arena, cells[READ_PERSON], strlen(cells[READ_PERSON]));
    person->team = kf_arena_text(arena, cells[READ_TEAM], strlen(cells[READ_TEAM]));
    if (!person->id || !person->team)
        return kf_no_memory(p->error);
    person->key = kf_siphash64(p->seed, person->id, strlen(person->id));
    return KEFU_OK;
}

static kefu_status read_person(void *user, const char *const *cells, int64_t row, kefu_error *error)
{
    read_state *r = user;
    kefu_peers *peers = r->p->peers;
    kf_peer_person person = {.row = row}, *people;
    int32_t inspects = 1;
    if (peers->n == KF_PEER_PEOPLE || (int64_t)peers->n >= r->limits->groups)
        return kf_fail_row(error, KEFU_E_LIMIT, row, "people: more than %i", (int64_t)peers->n);
    kefu_status status = read_keep(r->p, cells, &person);
    if (!status && r->team_rule && !*person.team)
        status = kf_fail_row(error, KEFU_E_DATA, row,
                             "people: '%s' has no team, which team_rule asks for", person.id);
    if (!status)
        status = read_flag("people", &read_people_fields[READ_INSPECTS], cells[READ_INSPECTS], row,
                           1, &inspects, error);
    if (!status)
        status = read_flag("people", &read_people_fields[READ_INSPECTED], cells[READ_INSPECTED],
                           row, 1, &person.inspected, error);
    if (!status)
        status = read_most(cells[READ_MOST], row, &person.most, error);
    if (status)
        return status;
    if (!inspects)
        person.most = 0;
    people =
        kf_reserve(&peers->memory, peers->people, &peers->capacity, peers->n + 1, sizeof *people);
    if (!people)
        return kf_no_memory(error);
    peers->people = people;
    people[peers->n++] = person;
    return KEFU_OK;
}

static int32_t read_key_order(const void *things, uint32_t a, uint32_t b)
{
    const kf_peer_person *people = things, *x = &people[a], *y = &people[b];
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (int32_t)strcmp(x->id, y->id);
}

static int32_t read_id_order(const void *things, uint32_t a, uint32_t b)
{
    const kf_peer_person *people = things;
    return (int32_t)strcmp(people[a].id, people[b].id);
}

static kefu_status read_sort(kf_peering *p, kf_compare_fn order)
{
    kefu_peers *peers = p->peers;
    for (size_t i = 0; i < peers->n; i++)
        peers->by_id[i] = (uint32_t)i;
    return kf_sort(&peers->memory, peers->by_id, peers->n, order, peers->people, p->error);
}

/* Into the order of the seed; then their ids are sorted. */
static kefu_status read_order(kf_peering *p)
{
    kefu_peers *peers = p->peers;
    kf_peer_person *sorted = kf_alloc_array(&peers->memory, peers->n, sizeof *sorted);
    if (!sorted)
        return kf_no_memory(p->error);
    kefu_status status = read_sort(p, read_key_order);
    for (size_t i = 0; i < peers->n && !status; i++)
        sorted[i] = peers->people[peers->by_id[i]];
    if (!status && peers->n)
        memcpy(peers->people, sorted, peers->n * sizeof *sorted);
    kf_free_array(&peers->memory, sorted, peers->n, sizeof *sorted);
    return status ? status : read_sort(p, read_id_order);
}

static kefu_status read_twins(const kf_peering *p)
{
    const kefu_peers *peers = p->peers;
    for (size_t i = 1; i < peers->n; i++) {
        const kf_peer_person *a = &peers->people[peers->by_id[i - 1]];
        const kf_peer_person *b = &peers->people[peers->by_id[i]];
        if (!strcmp(a->id, b->id))
            return kf_fail_row(p->error, KEFU_E_DUPLICATE, a->row > b->row ? a->row : b->row,
                               "people: '%s' is there twice", a->id);
    }
    return KEFU_OK;
}

static kefu_status read_people(kf_peering *p)
{
    kefu_peers *peers = p->peers;
    int64_t inspected = 0;
    peers->by_id = kf_alloc_array(&peers->memory, peers->n, sizeof *peers->by_id);
    if (!peers->by_id)
        return kf_no_memory(p->error);
    kefu_status status = read_order(p);
    if (!status)
        status = read_twins(p);
    for (size_t i = 0; i < peers->n; i++)
        inspected += peers->people[i].inspected;
    if (!status && !inspected)
        status = kf_fail(p->error, KEFU_E_DATA, "people: nobody is to be inspected");
    if (!status && p->rules.each > KF_PEER_PAIRS / inspected)
        status = kf_fail(p->error, KEFU_E_LIMIT, "%i people × %d inspectors are more than %d pairs",
                         inspected, p->rules.each, KF_PEER_PAIRS);
    return status;
}

/* ---- Pairs ---------------------------------------------------------------------------------- */

/* Number of a person; -1 if there is none. */
static int32_t read_find(const kefu_peers *peers, const char *id)
{
    size_t low = 0, high = peers->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(peers->people[peers->by_id[middle]].id, id);
        if (!order)
            return (int32_t)peers->by_id[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

static kefu_status read_unknown(const read_state *r, const char *id, int64_t row)
{
    kf_near near;
    kf_near_init(&near, id, strlen(id));
    for (size_t i = 0; i < r->p->peers->n; i++)
        kf_near_add(&near, r->p->peers->people[r->p->peers->by_id[i]].id);
    return kf_fail_row(r->p->error, KEFU_E_NAME, row, "%s: nobody among the people is '%s'%s",
                       r->what, id, kf_near_text(&near));
}

static kefu_status read_add(read_state *r, kf_peer_pair pair)
{
    kf_peer_list *list = r->list;
    kf_peer_pair *pairs =
        kf_reserve(&r->p->peers->memory, list->pairs, &list->capacity, list->n + 1, sizeof *pairs);
    if (!pairs)
        return kf_no_memory(r->p->error);
    list->pairs = pairs;
    pairs[list->n++] = pair;
    return KEFU_OK;
}

static kefu_status read_ban(void *user, const char *const *cells, int64_t row, kefu_error *error)
{
    read_state *r = user;
    int32_t both = 0, from = read_find(r->p->peers, cells[READ_INSPECTOR]);
    int32_t to = read_find(r->p->peers, cells[READ_OF]);
    if (from < 0 || to < 0)
        return read_unknown(r, cells[from < 0 ? READ_INSPECTOR : READ_OF], row);
    kefu_status status =
        read_flag("bans", &read_ban_fields[READ_EXTRA], cells[READ_EXTRA], row, 0, &both, error);
    if (!status)
        status = read_add(r, (kf_peer_pair){from, to, 0, 0});
    if (!status && both)
        status = read_add(r, (kf_peer_pair){to, from, 0, 0});
    return status;
}

static kefu_status read_past(void *user, const char *const *cells, int64_t row, kefu_error *error)
{
    read_state *r = user;
    kf_peer_pair pair = {read_find(r->p->peers, cells[READ_INSPECTOR]),
                         read_find(r->p->peers, cells[READ_OF]), INT64_MIN, 0};
    kefu_status status = KEFU_OK;
    if (*cells[READ_EXTRA])
        status = read_number("history", "period", cells[READ_EXTRA], row, &pair.period, error);
    if (status || pair.inspector < 0 || pair.inspected < 0)
        return status;
    return read_add(r, pair);
}

kefu_status kf_peer_read(kf_peering *p, const kefu_batch *people, const kefu_peer_options *options)
{
    const kf_memory *memory = &p->peers->memory;
    kefu_limits limits;
    read_state r = {.p = p, .limits = &limits, .team_rule = options->team_rule};
    kefu_status status = kf_limits(&limits, options->limits, p->error);
    if (!status)
        status = kf_text_rows(memory, people, "people", read_people_fields, READ_PEOPLE,
                              read_person, &r, p->error);
    if (!status)
        status = read_people(p);
    r.what = "bans";
    r.list = &p->bans;
    if (!status && options->bans)
        status = kf_text_rows(memory, options->bans, r.what, read_ban_fields, READ_PAIRS, read_ban,
                              &r, p->error);
    r.what = "history";
    r.list = &p->history;
    if (!status && options->history)
        status = kf_text_rows(memory, options->history, r.what, read_history_fields, READ_PAIRS,
                              read_past, &r, p->error);
    return status;
}
