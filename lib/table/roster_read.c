/* roster_read.c - a batch of people to a roster: reading its rows, then putting them in order. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "table/cell.h"
#include "table/fields.h"
#include "table/roster.h"

/* ---- Columns -------------------------------------------------------------------------------- */

enum {
    ROSTER_PERSON,
    ROSTER_ALIAS,
    ROSTER_TEXTS, /* KF_ROSTER_NAME ... */
    ROSTER_KEYS = ROSTER_TEXTS + KF_ROSTER_TEXTS,
    ROSTER_HIRED = ROSTER_KEYS,
    ROSTER_LEFT,
    ROSTER_FROM,
    ROSTER_TO,
    ROSTER_COLUMNS,
    ROSTER_DATES = ROSTER_COLUMNS - ROSTER_KEYS
};

static const kf_field roster_fields[ROSTER_COLUMNS] = {
    {{"person", "客服", "人员"}, 1}, {{"alias", "别名"}, 0}, {{"name", "姓名"}, 0},
    {{"team", "团队"}, 0},           {{"role", "岗位"}, 0},  {{"cohort", "批次"}, 0},
    {{"stage", "阶段"}, 0},          {{"hired", "入职"}, 0}, {{"left", "离职"}, 0},
    {{"from", "开始"}, 0},           {{"to", "结束"}, 0},
};

/* What an empty date means. */
static const int32_t roster_open[ROSTER_DATES] = {INT32_MIN, INT32_MAX, INT32_MIN, INT32_MAX};

/* The batch being read, block by block. */
typedef struct roster_reading {
    kefu_roster *roster;
    kf_batch batch;
    kf_arena arena; /* converted text of the block */
    const kf_column *columns[ROSTER_COLUMNS];
    struct roster_block {
        kf_key_scratch scratch;
        kf_key keys[ROSTER_KEYS][KF_BLOCK];
        int32_t dates[ROSTER_DATES][KF_BLOCK];
    } * block;
    kf_roster_row *rows; /* in order of the batch */
    uint32_t *sorted;    /* numbers of rows or spans; two a row */
    int64_t first, count;
    kefu_error *error;
} roster_reading;

static kefu_status roster_find_columns(roster_reading *r)
{
    return kf_fields_find(&r->batch, "roster", roster_fields, ROSTER_COLUMNS, r->columns, r->error);
}

/* ---- Blocks --------------------------------------------------------------------------------- */

static kefu_status roster_read_keys(roster_reading *r, int32_t field)
{
    kf_key *keys = r->block->keys[field];
    if (r->columns[field])
        return kf_keys_read(r->columns[field], r->first, r->count, &r->arena, &r->block->scratch,
                            keys, 1, r->error);
    for (int64_t i = 0; i < r->count; i++)
        keys[i] = kf_key_of("", 0);
    return KEFU_OK;
}

static kefu_status roster_parse_dates(roster_reading *r, const kf_column *column)
{
    static const kefu_cell cell = {.struct_size = sizeof cell, .kind = KEFU_CELL_DATE};
    kf_key_scratch *s = &r->block->scratch;
    int32_t any, state;
    kefu_status status =
        kf_column_texts(column, r->first, r->count, &r->arena, s->texts, s->states, &any, r->error);
    for (int64_t i = 0; i < r->count && !status; i++) {
        kefu_error why;
        if (s->states[i])
            continue;
        status =
            kf_cell_read(&cell, s->texts[i].data, s->texts[i].size, &s->values[i], &state, &why);
        if (status)
            return kf_fail_row(r->error, status, column->first_row + r->first + i,
                               "column '%s': %s", column->view.name, why.message);
        s->states[i] = (uint8_t)state;
    }
    return status;
}

static kefu_status roster_read_dates(roster_reading *r, int32_t field)
{
    const kf_column *column = r->columns[field];
    kf_key_scratch *s = &r->block->scratch;
    int32_t *dates = r->block->dates[field - ROSTER_KEYS], any = 1;
    kefu_status status = KEFU_OK;
    if (!column)
        memset(s->states, KEFU_VALUE_NO_DATA, sizeof s->states);
    else if (column->is_text)
        status = roster_parse_dates(r, column);
    else if (column->view.type == KEFU_COLUMN_DATE)
        status =
            kf_column_numbers(column, r->first, r->count, 0, s->values, s->states, &any, r->error);
    else
        status = kf_fail(r->error, KEFU_E_TYPE, "column '%s': expected dates or text",
                         column->view.name);
    for (int64_t i = 0; i < r->count && !status; i++)
        dates[i] = s->states[i] ? roster_open[field - ROSTER_KEYS] : (int32_t)s->values[i];
    return status;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static int32_t roster_is_empty(const kf_key *key) { return key->text.data && !key->text.size; }

static const char *roster_keep(roster_reading *r, int32_t field, int64_t i)
{
    char digits[21];
    kefu_text text = kf_key_text(&r->block->keys[field][i], digits);
    return text.size ? kf_arena_text(&r->roster->arena, text.data, text.size) : "";
}

static kefu_status roster_keep_texts(roster_reading *r, int64_t i, kf_roster_row *row)
{
    row->alias = roster_keep(r, ROSTER_ALIAS, i);
    for (int32_t t = 0; t < KF_ROSTER_TEXTS; t++) {
        row->texts[t] = roster_keep(r, ROSTER_TEXTS + t, i);
        if (!row->texts[t])
            return kf_no_memory(r->error);
    }
    return row->alias ? KEFU_OK : kf_no_memory(r->error);
}

static kefu_status roster_claim(roster_reading *r, const kf_key *alias, kf_roster_span span)
{
    kefu_roster *roster = r->roster;
    kefu_status status = kf_groups_one(roster->aliases, alias, &span.alias, r->error);
    if (!status)
        roster->spans[roster->n_spans++] = span;
    return status;
}

static kefu_status roster_add_row(roster_reading *r, int64_t i)
{
    const kf_key *person = &r->block->keys[ROSTER_PERSON][i];
    const kf_key *alias = &r->block->keys[ROSTER_ALIAS][i];
    int32_t(*dates)[KF_BLOCK] = r->block->dates;
    kf_roster_row *row = &r->rows[r->first + i];
    uint32_t known = kf_groups_count(r->roster->people);
    kefu_status status;
    row->row = r->batch.first_row + r->first + i;
    row->hired = dates[ROSTER_HIRED - ROSTER_KEYS][i];
    row->left = dates[ROSTER_LEFT - ROSTER_KEYS][i];
    row->from = dates[ROSTER_FROM - ROSTER_KEYS][i];
    row->to = dates[ROSTER_TO - ROSTER_KEYS][i];
    if (roster_is_empty(person))
        return kf_fail_row(r->error, KEFU_E_DATA, row->row, "column '%s': the person is empty",
                           r->columns[ROSTER_PERSON]->view.name);
    if (row->from > row->to)
        return kf_fail_row(r->error, KEFU_E_DATA, row->row, "column '%s': ends before it begins",
                           r->columns[ROSTER_TO]->view.name);
    status = kf_groups_one(r->roster->people, person, &row->person, r->error);
    if (!status && row->person == known)
        status = roster_claim(r, person,
                              (kf_roster_span){row->row, 0, row->person, INT32_MIN, INT32_MAX});
    if (!status && !roster_is_empty(alias))
        status =
            roster_claim(r, alias, (kf_roster_span){row->row, 0, row->person, row->from, row->to});
    return status ? status : roster_keep_texts(r, i, row);
}

static kefu_status roster_read_rows(roster_reading *r)
{
    kefu_status status = KEFU_OK;
    for (r->first = 0; r->first < r->batch.rows && !status; r->first += KF_BLOCK) {
        int64_t left = r->batch.rows - r->first;
        r->count = left < KF_BLOCK ? left : KF_BLOCK;
        for (int32_t f = 0; f < ROSTER_KEYS && !status; f++)
            status = roster_read_keys(r, f);
        for (int32_t f = ROSTER_KEYS; f < ROSTER_COLUMNS && !status; f++)
            status = roster_read_dates(r, f);
        for (int64_t i = 0; i < r->count && !status; i++)
            status = roster_add_row(r, i);
        kf_arena_free(&r->arena);
    }
    return status;
}

/* ---- People in order ------------------------------------------------------------------------ */

static kefu_status roster_order_people(roster_reading *r)
{
    kefu_roster *roster = r->roster;
    size_t n = kf_groups_count(roster->people);
    kefu_status status;
    roster->n_people = n;
    roster->order = kf_alloc_array(&roster->memory, n, sizeof *roster->order);
    roster->ids = kf_alloc_array(&roster->memory, n, sizeof *roster->ids);
    roster->first_row = kf_alloc_zero(&roster->memory, (n + 1) * sizeof *roster->first_row);
    if (!roster->order || !roster->ids || !roster->first_row)
        return kf_no_memory(r->error);
    status = kf_groups_sorted(roster->people, roster->order, r->error);
    for (size_t i = 0; i < n && !status; i++) {
        char digits[21];
        kefu_text id = kf_key_text(kf_groups_key(roster->people, roster->order[i]), digits);
        roster->ids[i] = kf_arena_text(&roster->arena, id.data, id.size);
        if (!roster->ids[i])
            status = kf_no_memory(r->error);
    }
    return status;
}

/* From numbers in order of first sight to indexes in order of the ids. */
static kefu_status roster_renumber(roster_reading *r)
{
    kefu_roster *roster = r->roster;
    uint32_t *index = kf_alloc_array(&roster->memory, roster->n_people, sizeof *index);
    if (!index)
        return kf_no_memory(r->error);
    for (size_t i = 0; i < roster->n_people; i++)
        index[roster->order[i]] = (uint32_t)i;
    for (size_t i = 0; i < roster->n_rows; i++)
        r->rows[i].person = index[r->rows[i].person];
    for (size_t i = 0; i < roster->n_spans; i++)
        roster->spans[i].person = index[roster->spans[i].person];
    kf_free_array(&roster->memory, index, roster->n_people, sizeof *index);
    return KEFU_OK;
}

/* ---- Rows in order -------------------------------------------------------------------------- */

static int32_t roster_row_order(const void *things, uint32_t a, uint32_t b)
{
    const kf_roster_row *rows = things, *x = &rows[a], *y = &rows[b];
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

static kefu_status roster_differ(const roster_reading *r, const kf_roster_row *a,
                                 const kf_roster_row *b, int32_t field)
{
    return kf_fail_row(r->error, KEFU_E_DATA, a->row > b->row ? a->row : b->row,
                       "roster: two rows that begin on one day give '%s' another %s",
                       r->roster->ids[a->person], roster_fields[field].names[0]);
}

/* Rows of a person that begin on one day must agree, or which of them holds would depend on their
 * order. `said` is what those before this one say together. */
static kefu_status roster_agree(const roster_reading *r, kf_roster_row *said,
                                const kf_roster_row *row)
{
    for (int32_t t = 0; t < KF_ROSTER_TEXTS; t++) {
        if (!*said->texts[t])
            said->texts[t] = row->texts[t];
        else if (*row->texts[t] && strcmp(said->texts[t], row->texts[t]) != 0)
            return roster_differ(r, said, row, ROSTER_TEXTS + t);
    }
    if (said->hired == INT32_MIN)
        said->hired = row->hired;
    else if (row->hired != INT32_MIN && row->hired != said->hired)
        return roster_differ(r, said, row, ROSTER_HIRED);
    if (said->left == INT32_MAX)
        said->left = row->left;
    else if (row->left != INT32_MAX && row->left != said->left)
        return roster_differ(r, said, row, ROSTER_LEFT);
    return KEFU_OK;
}

static kefu_status roster_order_rows(roster_reading *r)
{
    kefu_roster *roster = r->roster;
    kf_roster_row said = {.row = -1};
    kefu_status status;
    for (size_t i = 0; i < roster->n_rows; i++)
        r->sorted[i] = (uint32_t)i;
    status =
        kf_sort(&roster->memory, r->sorted, roster->n_rows, roster_row_order, r->rows, r->error);
    for (size_t i = 0; i < roster->n_rows && !status; i++) {
        const kf_roster_row *row = &r->rows[r->sorted[i]];
        if (i && said.person == row->person && said.from == row->from)
            status = roster_agree(r, &said, row);
        else
            said = *row;
        roster->rows[i] = *row;
        roster->first_row[row->person + 1] = i + 1;
    }
    return status;
}

/* ---- Aliases in order ----------------------------------------------------------------------- */

static int32_t roster_span_order(const void *things, uint32_t a, uint32_t b)
{
    const kf_roster_span *spans = things, *x = &spans[a], *y = &spans[b];
    if (x->alias != y->alias)
        return x->alias < y->alias ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

static kefu_status roster_two_people(const roster_reading *r, const kf_roster_span *a,
                                     const kf_roster_span *b)
{
    char digits[21];
    kefu_text alias = kf_key_text(kf_groups_key(r->roster->aliases, a->alias), digits);
    return kf_fail_row(r->error, KEFU_E_DUPLICATE, a->row > b->row ? a->row : b->row,
                       "roster: on one day '%t' is an alias of '%s' and of '%s'", alias.data,
                       alias.size, r->roster->ids[a->person], r->roster->ids[b->person]);
}

/* Adds a span after those in order, or to the last of them. */
static kefu_status roster_add_span(roster_reading *r, const kf_roster_span *span)
{
    kefu_roster *roster = r->roster;
    kf_roster_span *last = roster->n_spans ? &roster->spans[roster->n_spans - 1] : NULL;
    if (!last || last->alias != span->alias || last->to < span->from) {
        roster->spans[roster->n_spans++] = *span;
        roster->first_span[span->alias + 1] = roster->n_spans;
        return KEFU_OK;
    }
    if (last->person != span->person)
        return roster_two_people(r, last, span);
    if (span->to > last->to) {
        last->to = span->to;
        last->row = span->row;
    }
    return KEFU_OK;
}

static kefu_status roster_order_spans(roster_reading *r)
{
    kefu_roster *roster = r->roster;
    size_t n = roster->n_spans;
    kf_roster_span *claims = roster->spans;
    kefu_status status;
    roster->first_span =
        kf_alloc_zero(&roster->memory,
                      ((size_t)kf_groups_count(roster->aliases) + 1) * sizeof *roster->first_span);
    if (!roster->first_span)
        return kf_no_memory(r->error);
    for (size_t i = 0; i < n; i++)
        r->sorted[i] = (uint32_t)i;
    status = kf_sort(&roster->memory, r->sorted, n, roster_span_order, claims, r->error);
    if (status)
        return status;
    roster->spans = kf_alloc_array(&roster->memory, roster->spans_capacity, sizeof *claims);
    if (roster->spans) {
        roster->n_spans = 0;
        for (size_t i = 0; i < n && !status; i++)
            status = roster_add_span(r, &claims[r->sorted[i]]);
    } else {
        status = kf_no_memory(r->error);
    }
    kf_free_array(&roster->memory, claims, roster->spans_capacity, sizeof *claims);
    return status;
}

/* ---- The whole ------------------------------------------------------------------------------ */

static kefu_status roster_begin(roster_reading *r)
{
    kefu_roster *roster = r->roster;
    const kf_memory *memory = &roster->memory;
    kefu_status status;
    if (r->batch.rows > (int64_t)INT32_MAX)
        return kf_fail(r->error, KEFU_E_LIMIT, "roster: more than %d rows", INT32_MAX);
    roster->n_rows = (size_t)r->batch.rows;
    roster->spans_capacity = roster->n_rows * 2;
    roster->rows = kf_alloc_array(memory, roster->n_rows, sizeof *roster->rows);
    roster->spans = kf_alloc_array(memory, roster->spans_capacity, sizeof *roster->spans);
    r->rows = kf_alloc_array(memory, roster->n_rows, sizeof *r->rows);
    r->sorted = kf_alloc_array(memory, roster->spans_capacity, sizeof *r->sorted);
    r->block = kf_alloc(memory, sizeof *r->block);
    if (!roster->rows || !roster->spans || !r->rows || !r->sorted || !r->block)
        return kf_no_memory(r->error);
    status = kf_groups_new(memory, NULL, 1, &roster->people, r->error);
    if (!status)
        status = kf_groups_new(memory, NULL, 1, &roster->aliases, r->error);
    return status;
}

static void roster_end(roster_reading *r)
{
    const kefu_roster *roster = r->roster;
    kf_free_array(&roster->memory, r->rows, roster->n_rows, sizeof *r->rows);
    kf_free_array(&roster->memory, r->sorted, roster->spans_capacity, sizeof *r->sorted);
    kf_free(&roster->memory, r->block, sizeof *r->block);
    kf_arena_free(&r->arena);
    kf_batch_close(&r->batch);
}

static kefu_status roster_name(roster_reading *r) { return kf_roster_make_id(r->roster, r->error); }

static kefu_status roster_read(roster_reading *r, const kefu_batch *batch)
{
    static kefu_status (*const steps[])(roster_reading *) = {
        roster_find_columns, roster_begin,      roster_read_rows,   roster_order_people,
        roster_renumber,     roster_order_rows, roster_order_spans, roster_name};
    kefu_status status = kf_batch_open(&r->batch, &r->roster->memory, batch, r->error);
    if (status)
        return status;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !status; i++)
        status = steps[i](r);
    roster_end(r);
    return status;
}

kefu_status KEFU_CALL kefu_roster_from_batch(const kefu_allocator *allocator,
                                             const kefu_batch *batch, kefu_roster **out,
                                             kefu_error *error)
{
    roster_reading r = {.error = error};
    kf_memory memory;
    kefu_status status;
    if (!batch || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_roster_from_batch: batch or out is NULL");
    status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    r.roster = kf_alloc_zero(&memory, sizeof *r.roster);
    if (!r.roster)
        return kf_no_memory(error);
    r.roster->memory = memory;
    kf_arena_init(&r.roster->arena, &r.roster->memory);
    kf_arena_init(&r.arena, &r.roster->memory);
    status = roster_read(&r, batch);
    if (status)
        kefu_roster_free(r.roster);
    else
        *out = r.roster;
    return status;
}
