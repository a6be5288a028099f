/* verdicts.c - verdicts as rows, one an opinion. */
#include "review/verdicts.h"

#include <string.h>

#include "base/fail.h"

enum { VERDICT_COPIES = 3 }; /* reviews of one text that make all of them copies */

/* ---- Cells ---------------------------------------------------------------------------------- */

void kf_row_text(kf_verdict_row *row, const char *text, size_t size)
{
    if (!row->status && size)
        row->status = kefu_builder_set_text(row->rows, row->column, text, size, row->error);
    row->column++;
}

void kf_row_word(kf_verdict_row *row, const char *word) { kf_row_text(row, word, strlen(word)); }

void kf_row_number(kf_verdict_row *row, int64_t number)
{
    if (!row->status)
        row->status = kefu_builder_set_i64(row->rows, row->column, number, row->error);
    row->column++;
}

void kf_row_null(kf_verdict_row *row) { row->column++; }

kefu_status kf_row_end(kf_verdict_row *row)
{
    return row->status ? row->status : kefu_builder_end_row(row->rows, row->error);
}

/* ---- Making --------------------------------------------------------------------------------- */

static const kf_verdict_column verdict_columns[] = {
    {"review", KEFU_COLUMN_TEXT},      {"opinion", KEFU_COLUMN_TEXT},
    {"product", KEFU_COLUMN_TEXT},     {"agent", KEFU_COLUMN_TEXT},
    {"day", KEFU_COLUMN_DATE},         {"stars", KEFU_COLUMN_I64},
    {"polarity", KEFU_COLUMN_I64},     {"sure", KEFU_COLUMN_I64},
    {"probability", KEFU_COLUMN_I64},  {"three", KEFU_COLUMN_I64},
    {"cause", KEFU_COLUMN_TEXT},       {"owner", KEFU_COLUMN_TEXT},
    {"service", KEFU_COLUMN_TEXT},     {"route", KEFU_COLUMN_TEXT},
    {"severity", KEFU_COLUMN_I64},     {"suspect", KEFU_COLUMN_I64},
    {"good", KEFU_COLUMN_I64},         {"neutral", KEFU_COLUMN_I64},
    {"bad", KEFU_COLUMN_I64},          {"agent_caused_bad", KEFU_COLUMN_I64},
    {"followup_bad", KEFU_COLUMN_I64}, {"answered", KEFU_COLUMN_I64},
    {"reviewer", KEFU_COLUMN_TEXT}};
enum {
    VERDICT_COLUMNS = sizeof verdict_columns / sizeof *verdict_columns,
    VERDICT_SUSPECT = 15 /* its number among them */
};

static kefu_status verdicts_columns(kefu_builder *rows, const kf_verdict_column *columns, size_t n,
                                    kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < n && !status; i++)
        status = kefu_builder_add(rows, columns[i].name, columns[i].type, 0, 0, NULL, error);
    return status;
}

static kefu_status verdicts_fill(kefu_verdicts *v, const kefu_allocator *allocator,
                                 const kefu_limits *limits, kefu_error *error)
{
    kefu_status status = kefu_builder_new(allocator, limits, &v->rows, error);
    if (!status)
        status = kefu_builder_new(allocator, limits, &v->hits, error);
    if (!status)
        status = verdicts_columns(v->rows, verdict_columns, VERDICT_COLUMNS, error);
    if (!status)
        status = verdicts_columns(v->hits, kf_hit_columns, KF_HIT_COLUMNS, error);
    if (status)
        return status;
    v->shown_columns = kf_alloc_array(&v->memory, VERDICT_COLUMNS, sizeof *v->shown_columns);
    return v->shown_columns ? KEFU_OK : kf_no_memory(error);
}

kefu_status KEFU_CALL kefu_verdicts_new(const kefu_allocator *allocator, const kefu_limits *limits,
                                        kefu_verdicts **out, kefu_error *error)
{
    kf_memory memory;
    kefu_verdicts *v;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_verdicts_new: out is NULL");
    status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    v = kf_alloc_zero(&memory, sizeof *v);
    if (!v)
        return kf_no_memory(error);
    v->memory = memory;
    v->copies.memory = &v->memory;
    kf_buffer_init(&v->evidence, &v->memory);
    status = verdicts_fill(v, allocator, limits, error);
    if (status)
        kefu_verdicts_free(v);
    else
        *out = v;
    return status;
}

void KEFU_CALL kefu_verdicts_free(kefu_verdicts *verdicts)
{
    kf_memory memory;
    if (!verdicts)
        return;
    memory = verdicts->memory;
    kefu_builder_free(verdicts->rows);
    kefu_builder_free(verdicts->hits);
    kf_copies_free(&verdicts->copies);
    kf_buffer_free(&verdicts->evidence);
    if (verdicts->texts)
        kf_free_array(&memory, verdicts->texts, verdicts->texts_capacity, sizeof *verdicts->texts);
    if (verdicts->suspect)
        kf_free_array(&memory, verdicts->suspect, verdicts->suspect_capacity,
                      sizeof *verdicts->suspect);
    if (verdicts->shown_columns)
        kf_free_array(&memory, verdicts->shown_columns, VERDICT_COLUMNS,
                      sizeof *verdicts->shown_columns);
    kf_free(&memory, verdicts, sizeof *verdicts);
}

kefu_status kf_verdicts_healthy(const kefu_verdicts *verdicts, const char *function,
                                kefu_error *error)
{
    if (!verdicts)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s: verdicts is NULL", function);
    if (verdicts->poisoned)
        return kf_fail(error, KEFU_E_STATE, "%s: it failed before", function);
    return KEFU_OK;
}

/* ---- Batches -------------------------------------------------------------------------------- */

/* Copies are known once all is there: the column is made anew, in room that was reserved. */
static void verdicts_show(kefu_verdicts *v)
{
    const kefu_batch *rows = kefu_builder_batch(v->rows);
    const int64_t *own = rows->columns[VERDICT_SUSPECT]->data;
    for (int64_t i = 0; i < rows->rows; i++)
        v->suspect[i] =
            own[i] |
            (kf_copies_count(&v->copies, v->texts[i]) >= VERDICT_COPIES ? KEFU_SUSPECT_COPIED : 0);
    for (int32_t i = 0; i < VERDICT_COLUMNS; i++)
        v->shown_columns[i] = rows->columns[i];
    v->shown_suspect = *rows->columns[VERDICT_SUSPECT];
    v->shown_suspect.data = v->suspect;
    v->shown_columns[VERDICT_SUSPECT] = &v->shown_suspect;
    v->shown = *rows;
    v->shown.columns = v->shown_columns;
}

const kefu_batch *KEFU_CALL kefu_verdicts_rows(kefu_verdicts *verdicts)
{
    if (!verdicts || verdicts->poisoned)
        return NULL;
    verdicts_show(verdicts);
    return &verdicts->shown;
}

const kefu_batch *KEFU_CALL kefu_verdicts_hits(kefu_verdicts *verdicts)
{
    return verdicts && !verdicts->poisoned ? kefu_builder_batch(verdicts->hits) : NULL;
}

void KEFU_CALL kefu_verdicts_clear(kefu_verdicts *verdicts)
{
    if (!verdicts || verdicts->poisoned)
        return;
    kefu_builder_clear(verdicts->rows);
    kefu_builder_clear(verdicts->hits);
    verdicts->n = 0;
    kf_copies_clear(&verdicts->copies);
}

/* ---- A row ---------------------------------------------------------------------------------- */

/* Of the review: who, what, when. */
static void verdict_row_review(kf_verdict_row *row, const kefu_verdict *v, int32_t opinion)
{
    kf_row_text(row, v->id.data, v->id.size);
    kf_row_word(row, opinion == KEFU_MAIN ? "main" : "follow_up");
    kf_row_text(row, v->product.data, v->product.size);
    kf_row_text(row, v->agent.data, v->agent.size);
    kf_row_number(row, v->readings[opinion].day);
    if (v->stars && opinion == KEFU_MAIN)
        kf_row_number(row, v->stars);
    else
        kf_row_null(row);
}

static void verdict_row_known(kf_verdict_row *row, int32_t polarity)
{
    if (polarity == KEFU_POLARITY_UNKNOWN)
        kf_row_null(row);
    else
        kf_row_number(row, polarity);
}

static void verdict_row_cause(kf_verdict_row *row, const kefu_opinion *o)
{
    static const char *const services[] = {"", "primary", "contributing", "mentioned"};
    kefu_cause_info info = {.struct_size = sizeof info};
    const int32_t known = !kefu_cause(o->primary, &info);
    kf_row_word(row, known ? info.key : "");
    kf_row_word(row, known ? info.owner : "");
    kf_row_word(row, services[o->service]);
}

static void verdict_row_counts(kf_verdict_row *row, const kefu_opinion *o, int32_t opinion,
                               uint32_t flags)
{
    const int32_t is = kf_opinion_class(o);
    const uint32_t answered =
        opinion == KEFU_MAIN ? KEFU_REVIEW_ANSWERED : KEFU_REVIEW_ANSWERED_FOLLOW_UP;
    const int32_t blamed =
        o->service == KEFU_SERVICE_PRIMARY || o->service == KEFU_SERVICE_CONTRIBUTING;
    kf_row_number(row, is == KEFU_POSITIVE);
    kf_row_number(row, is == KEFU_NEUTRAL);
    kf_row_number(row, is == KEFU_NEGATIVE);
    kf_row_number(row, is == KEFU_NEGATIVE && blamed);
    kf_row_number(row, opinion == KEFU_FOLLOW_UP && is == KEFU_NEGATIVE);
    kf_row_number(row, (flags & answered) != 0);
}

static kefu_status verdict_row(kefu_verdicts *to, const kefu_verdict *v, int32_t opinion,
                               kefu_error *error)
{
    kf_verdict_row row = {.rows = to->rows, .error = error};
    const kefu_opinion *o = &v->readings[opinion].opinion;
    kefu_route route = {.struct_size = sizeof route};
    row.status = kefu_verdict_route(v, &route);
    verdict_row_review(&row, v, opinion);
    verdict_row_known(&row, o->polarity);
    kf_row_number(&row, o->sure);
    kf_row_number(&row, o->probability);
    verdict_row_known(&row, o->three);
    verdict_row_cause(&row, o);
    kf_row_word(&row, route.key);
    kf_row_number(&row, o->severity);
    kf_row_number(&row, o->suspect);
    verdict_row_counts(&row, o, opinion, v->flags);
    kf_row_word(&row, v->reviewer->id);
    return kf_row_end(&row);
}

/* Room for what is kept beside `more` rows. */
static kefu_status verdicts_room(kefu_verdicts *v, size_t more, kefu_error *error)
{
    const size_t need = v->n + more;
    kf_text_hash *texts =
        kf_reserve(&v->memory, v->texts, &v->texts_capacity, need, sizeof *v->texts);
    int64_t *suspect;
    if (!texts)
        return kf_no_memory(error);
    v->texts = texts;
    suspect = kf_reserve(&v->memory, v->suspect, &v->suspect_capacity, need, sizeof *v->suspect);
    if (!suspect)
        return kf_no_memory(error);
    v->suspect = suspect;
    return kf_copies_room(&v->copies, more, error);
}

static kefu_status verdicts_add(kefu_verdicts *to, const kefu_verdict *v, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < v->n && !status; i++)
        status = verdict_row(to, v, i, error);
    return status ? status : kf_verdict_hits(to, v, error);
}

kefu_status KEFU_CALL kefu_verdicts_add(kefu_verdicts *verdicts, const kefu_verdict *verdict,
                                        kefu_error *error)
{
    static const kf_text_hash none = {0, 0};
    kf_text_hash hash;
    kefu_status status = kf_verdicts_healthy(verdicts, "kefu_verdicts_add", error);
    if (!status && !verdict)
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_verdicts_add: verdict is NULL");
    if (!status && !verdict->reviewer)
        status = kf_fail(error, KEFU_E_STATE, "kefu_verdicts_add: the verdict is empty");
    if (!status)
        status = verdicts_room(verdicts, 2, error);
    if (!status)
        status = kf_copies_hash(&verdict->readings[KEFU_MAIN], &verdicts->evidence, &hash, error);
    if (status)
        return status;
    status = verdicts_add(verdicts, verdict, error);
    verdicts->poisoned = status != KEFU_OK;
    if (status)
        return status;
    verdicts->texts[verdicts->n++] = hash;
    kf_copies_add(&verdicts->copies, hash);
    if (verdict->n > 1)
        verdicts->texts[verdicts->n++] = none;
    return KEFU_OK;
}

/* ---- Merging -------------------------------------------------------------------------------- */

static kefu_status verdicts_append(kefu_verdicts *to, const kefu_verdicts *from, kefu_error *error)
{
    kefu_status status = kefu_builder_append(to->rows, kefu_builder_batch(from->rows), error);
    return status ? status : kefu_builder_append(to->hits, kefu_builder_batch(from->hits), error);
}

kefu_status KEFU_CALL kefu_verdicts_merge(kefu_verdicts *verdicts, const kefu_verdicts *other,
                                          kefu_error *error)
{
    kefu_status status = kf_verdicts_healthy(verdicts, "kefu_verdicts_merge", error);
    if (!status)
        status = kf_verdicts_healthy(other, "kefu_verdicts_merge", error);
    if (!status && verdicts == other)
        status = kf_fail(error, KEFU_E_ARGUMENT, "kefu_verdicts_merge: both are one");
    if (status)
        return status;
    status = verdicts_room(verdicts, other->n, error);
    if (status)
        return status;
    status = verdicts_append(verdicts, other, error);
    verdicts->poisoned = status != KEFU_OK;
    for (size_t i = 0; i < other->n && !status; i++) {
        verdicts->texts[verdicts->n++] = other->texts[i];
        kf_copies_add(&verdicts->copies, other->texts[i]);
    }
    return status;
}
