/* score_hits.c - hits of adjustments and red lines: what was reported, what people decided about
 * it.
 */
#include <string.h>

#include "base/fail.h"
#include "score/scoring.h"
#include "table/group.h"

enum { HITS_BLOCK = 1024 };

typedef struct hits_state {
    kf_scoring *s;
    uint32_t *order;   /* of the ledger */
    int32_t n;         /* adjustments, then red lines */
    int32_t *metrics;  /* of each */
    kefu_value *cells; /* HITS_BLOCK of each */
} hits_state;

static const kf_extra *hits_extra(const kefu_card *card, int32_t index)
{
    return index < card->n_adjustments ? &card->adjustments[index]
                                       : &card->red_lines[index - card->n_adjustments];
}

/* ---- Decisions must be about somebody and something ----------------------------------------- */

static kefu_status hits_check_part(const kf_scoring *s, const char *part)
{
    int32_t n = s->card->n_adjustments + s->card->n_red_lines;
    kf_near near;
    for (int32_t i = 0; i < n; i++)
        if (!strcmp(hits_extra(s->card, i)->id, part))
            return KEFU_OK;
    kf_near_init(&near, part, strlen(part));
    for (int32_t i = 0; i < n; i++)
        kf_near_add(&near, hits_extra(s->card, i)->id);
    return kf_fail(s->error, KEFU_E_NAME,
                   "decision about '%s': the card has no such adjustment or red line%s", part,
                   kf_near_text(&near));
}

static kefu_status hits_check_ledger(const kf_scoring *s)
{
    for (size_t i = 0; s->ledger && i < s->ledger->n; i++) {
        const kf_entry *entry = &s->ledger->entries[i];
        size_t line;
        int64_t row;
        kefu_status status = hits_check_part(s, entry->part);
        if (!status && !kf_sheet_find_line(s->sheet, entry->person, &line))
            status = kefu_sheet_find(s->sheet, entry->person, &row, s->error);
        if (status)
            return status;
    }
    return KEFU_OK;
}

/* ---- Hits ----------------------------------------------------------------------------------- */

/* Whole hits; a figure without a number reports none. */
static kefu_status hits_whole(const kf_scoring *s, const kf_extra *extra, const kefu_value *value,
                              size_t row, int64_t *hits)
{
    *hits = 0;
    if (value->den <= 0 || value->status >= KEFU_VALUE_NO_DATA)
        return KEFU_OK;
    if (value->num < 0)
        return kf_fail_row(s->error, KEFU_E_DATA, (int64_t)row,
                           "metric '%s' of '%s': hits cannot be negative", extra->metric,
                           s->sheet->lines[row].person);
    *hits = value->num / value->den;
    return KEFU_OK;
}

static int64_t hits_least(int64_t a, int64_t b) { return a < b ? a : b; }

/* Confirmed and rejected ones are at most those reported; "all" takes what is left. */
static void hits_rule(kf_hit *hit, const kf_ruling *ruling)
{
    int64_t confirmed = hits_least(ruling->confirmed, hit->reported);
    int64_t rejected = hits_least(ruling->rejected, hit->reported - confirmed);
    int64_t rest = hit->reported - confirmed - rejected;
    if (ruling->all == KEFU_CONFIRM)
        confirmed += rest;
    if (ruling->all == KEFU_REJECT)
        rejected += rest;
    hit->counted = hit->extra->reported ? hit->reported - rejected : confirmed;
    hit->pending = hit->extra->reported ? 0 : hit->reported - confirmed - rejected;
}

/* Each once, by the days of the decisions. */
static kefu_status hits_list(const hits_state *e, const kf_ruling *ruling, kf_groups *seen,
                             kf_buffer *text)
{
    for (uint32_t i = 0; i < ruling->n; i++) {
        const char *evidence = e->s->ledger->entries[e->order[ruling->first + i]].evidence;
        kf_key key = kf_key_of(evidence, strlen(evidence));
        uint32_t known = kf_groups_count(seen), number;
        kefu_status status = *evidence ? kf_groups_one(seen, &key, &number, e->s->error) : KEFU_OK;
        if (status)
            return status;
        if (kf_groups_count(seen) == known)
            continue;
        kf_put_text(text, text->size ? ", " : "");
        kf_put_text(text, evidence);
    }
    return text->failed ? kf_no_memory(e->s->error) : KEFU_OK;
}

static kefu_status hits_evidence(const hits_state *e, const kf_ruling *ruling, kf_hit *hit)
{
    kf_scoring *s = e->s;
    kefu_limits limits = {.struct_size = sizeof limits, .groups = INT32_MAX};
    kf_groups *seen = NULL;
    kf_buffer text;
    kefu_status status;
    hit->evidence = "";
    if (!ruling->n)
        return KEFU_OK;
    kf_buffer_init(&text, &s->memory);
    status = kf_groups_new(&s->memory, &limits, 1, &seen, s->error);
    if (!status)
        status = hits_list(e, ruling, seen, &text);
    if (!status && text.size)
        hit->evidence = kf_arena_text(&s->sheet->arena, text.data, text.size);
    if (!hit->evidence)
        status = kf_no_memory(s->error);
    kf_groups_free(seen);
    kf_buffer_free(&text);
    return status;
}

static kefu_status hits_keep(kefu_sheet *sheet, const kf_hit *hit, kefu_error *error)
{
    kf_hit *hits = kf_reserve(&sheet->memory, sheet->hits, &sheet->hits_capacity, sheet->n_hits + 1,
                              sizeof *hits);
    if (!hits)
        return kf_no_memory(error);
    sheet->hits = hits;
    hits[sheet->n_hits++] = *hit;
    sheet->lines[hit->row].n_hits++;
    return KEFU_OK;
}

static kefu_status hits_one(const hits_state *e, int32_t index, size_t row, int64_t reported)
{
    kf_scoring *s = e->s;
    kf_line *line = &s->sheet->lines[row];
    kf_ruling ruling = {0, 0, 0, 0, 0};
    kf_hit hit;
    kefu_status status;
    memset(&hit, 0, sizeof hit);
    hit.row = row;
    hit.extra = hits_extra(s->card, index);
    hit.kind = index < s->card->n_adjustments ? KEFU_PART_ADJUSTMENT : KEFU_PART_RED_LINE;
    hit.part = hit.kind == KEFU_PART_ADJUSTMENT ? index : index - s->card->n_adjustments;
    hit.reported = reported;
    if (e->order)
        ruling = kf_ledger_find(s->ledger, e->order, line->person, hit.extra->id);
    hits_rule(&hit, &ruling);
    if (hit.pending)
        line->flags |= KEFU_ROW_PENDING;
    status = hits_evidence(e, &ruling, &hit);
    return status ? status : hits_keep(s->sheet, &hit, s->error);
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static kefu_status hits_row(const hits_state *e, size_t row, size_t in_block)
{
    kf_line *line = &e->s->sheet->lines[row];
    line->first_hit = e->s->sheet->n_hits;
    for (int32_t k = 0; k < e->n; k++) {
        const kefu_value *value = &e->cells[(size_t)k * HITS_BLOCK + in_block];
        int64_t hits;
        kefu_status status = hits_whole(e->s, hits_extra(e->s->card, k), value, row, &hits);
        if (value->status == KEFU_VALUE_PROVISIONAL)
            line->flags |= KEFU_ROW_PROVISIONAL;
        if (!status && hits)
            status = hits_one(e, k, row, hits);
        if (status)
            return status;
    }
    return KEFU_OK;
}

static kefu_status hits_rows(const hits_state *e)
{
    size_t n = e->s->sheet->n;
    kefu_status status = KEFU_OK;
    for (size_t first = 0; first < n && !status; first += HITS_BLOCK) {
        size_t count = n - first < HITS_BLOCK ? n - first : HITS_BLOCK;
        for (int32_t k = 0; k < e->n; k++)
            (void)kefu_frame_values(e->s->frame, e->metrics[k], (int64_t)first, (int64_t)count,
                                    e->cells + (size_t)k * HITS_BLOCK);
        for (size_t i = 0; i < count && !status; i++)
            status = hits_row(e, first + i, i);
    }
    return status;
}

static kefu_status hits_find_metrics(hits_state *e)
{
    kefu_status status = KEFU_OK;
    for (int32_t k = 0; k < e->n && !status; k++)
        status = kefu_frame_find_metric(e->s->frame, hits_extra(e->s->card, k)->metric,
                                        &e->metrics[k], e->s->error);
    return status;
}

kefu_status kf_score_hits(kf_scoring *s)
{
    hits_state e = {s, NULL, s->card->n_adjustments + s->card->n_red_lines, NULL, NULL};
    size_t n = (size_t)e.n, n_cells = n * HITS_BLOCK;
    kefu_status status = hits_check_ledger(s);
    if (status)
        return status;
    e.metrics = kf_alloc_array(&s->memory, n, sizeof *e.metrics);
    e.cells = kf_alloc_array(&s->memory, n_cells, sizeof *e.cells);
    if (!e.metrics || !e.cells)
        status = kf_no_memory(s->error);
    if (!status && s->ledger && s->ledger->n)
        status = kf_ledger_order(&s->memory, s->ledger, &e.order, s->error);
    if (!status)
        status = hits_find_metrics(&e);
    if (!status)
        status = hits_rows(&e);
    kf_free_array(&s->memory, e.metrics, n, sizeof *e.metrics);
    kf_free_array(&s->memory, e.cells, n_cells, sizeof *e.cells);
    if (e.order)
        kf_free_array(&s->memory, e.order, s->ledger->n, sizeof *e.order);
    return status;
}
