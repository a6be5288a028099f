/* verdicts.c - verdicts as rows, one an opinion. */
#include "review/verdicts.h"

#include <string.h>

#include "base/fail.h"

enum { VERDICT_COPIED = 2 }; /* texts before that make the next one a copy */

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
    {"followup_bad", KEFU_COLUMN_I64}, {"answered", KEFU_COLUMN_I64}};

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
        status = verdicts_columns(v->rows, verdict_columns,
                                  sizeof verdict_columns / sizeof *verdict_columns, error);
    if (!status)
        status = verdicts_columns(v->hits, kf_hit_columns, KF_HIT_COLUMNS, error);
    return status;
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
    kf_free(&memory, verdicts, sizeof *verdicts);
}

const kefu_batch *KEFU_CALL kefu_verdicts_rows(kefu_verdicts *verdicts)
{
    return verdicts && !verdicts->poisoned ? kefu_builder_batch(verdicts->rows) : NULL;
}

const kefu_batch *KEFU_CALL kefu_verdicts_hits(kefu_verdicts *verdicts)
{
    return verdicts && !verdicts->poisoned ? kefu_builder_batch(verdicts->hits) : NULL;
}

/* ---- A row ---------------------------------------------------------------------------------- */

/* Of the review: who, what, when. */
static void verdict_put_review(kf_verdict_row *row, const kefu_verdict *v, int32_t opinion)
{
    kf_row_text(row, v->id.data, v->id.size);
    kf_row_word(row, opinion == KEFU_MAIN ? "main" : "follow_up");
    kf_row_text(row, v->product.data, v->product.size);
    kf_row_text(row, v->agent.data, v->agent.size);
    kf_row_number(row, v->day);
    if (v->stars && opinion == KEFU_MAIN)
        kf_row_number(row, v->stars);
    else
        kf_row_null(row);
}

static void verdict_put_known(kf_verdict_row *row, int32_t polarity)
{
    if (polarity == KEFU_POLARITY_UNKNOWN)
        kf_row_null(row);
    else
        kf_row_number(row, polarity);
}

static void verdict_put_cause(kf_verdict_row *row, const kefu_opinion *o)
{
    static const char *const services[] = {"", "primary", "contributing", "mentioned"};
    kefu_cause_info info = {.struct_size = sizeof info};
    const int32_t known = o->primary >= 0 && !kefu_cause(o->primary, &info);
    kf_row_word(row, known ? info.key : "");
    kf_row_word(row, known ? info.owner : "");
    kf_row_word(row, services[o->service]);
}

static void verdict_put_counts(kf_verdict_row *row, const kefu_opinion *o, int32_t opinion,
                               uint32_t flags)
{
    const int32_t is = o->three != KEFU_POLARITY_UNKNOWN ? o->three : o->polarity;
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

static kefu_status verdict_put(kefu_verdicts *to, const kefu_verdict *v, int32_t opinion,
                               uint32_t also, kefu_error *error)
{
    kf_verdict_row row = {.rows = to->rows, .error = error};
    const kefu_opinion *o = &v->readings[opinion].opinion;
    kefu_route route = {.struct_size = sizeof route};
    row.status = kefu_verdict_route(v, &route);
    verdict_put_review(&row, v, opinion);
    verdict_put_known(&row, o->polarity);
    kf_row_number(&row, o->sure);
    kf_row_number(&row, o->probability);
    verdict_put_known(&row, o->three);
    verdict_put_cause(&row, o);
    kf_row_word(&row, route.key);
    kf_row_number(&row, o->severity);
    kf_row_number(&row, o->suspect | also);
    verdict_put_counts(&row, o, opinion, v->flags);
    return kf_row_end(&row);
}

static kefu_status verdicts_add(kefu_verdicts *to, const kefu_verdict *v, int32_t before,
                                kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < v->n && !status; i++) {
        const uint32_t copied = i == KEFU_MAIN && before >= VERDICT_COPIED;
        status = verdict_put(to, v, i, copied ? KEFU_SUSPECT_COPIED : 0, error);
    }
    return status ? status : kf_verdict_hits(to, v, error);
}

kefu_status KEFU_CALL kefu_verdicts_add(kefu_verdicts *verdicts, const kefu_verdict *verdict,
                                        int32_t *copies, kefu_error *error)
{
    int32_t before = 0;
    kefu_status status;
    if (!verdicts || !verdict)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_verdicts_add: %s is NULL",
                       verdicts ? "verdict" : "verdicts");
    if (verdicts->poisoned || !verdict->reviewer)
        return kf_fail(error, KEFU_E_STATE, "kefu_verdicts_add: %s",
                       verdicts->poisoned ? "it failed before" : "the verdict is empty");
    status = kf_copies_find(&verdicts->copies, &verdict->readings[KEFU_MAIN], &before, error);
    if (status)
        return status;
    status = verdicts_add(verdicts, verdict, before, error);
    verdicts->poisoned = status != KEFU_OK;
    if (status)
        return status;
    kf_copies_add(&verdicts->copies, &verdict->readings[KEFU_MAIN]);
    if (copies)
        *copies = before;
    return KEFU_OK;
}
