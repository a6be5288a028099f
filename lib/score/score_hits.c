/* score_hits.c - hits of adjustments and red lines: what was reported, what people decided about
 * it.
 */
#include <string.h>

#include "base/fail.h"
#include "score/scoring.h"

enum { HITS_BLOCK = 1024 };

typedef struct hits_state {
    kf_scoring *s;
    int32_t n;            /* adjustments, then red lines */
    int32_t *metrics;     /* of each */
    kefu_value *cells;    /* HITS_BLOCK of each */
    size_t move, decided; /* where the rows that come next begin */
} hits_state;

/* ---- Hits ----------------------------------------------------------------------------------- */

/* Whole hits; a figure without a number reports none. */
kefu_status kf_hits_of(const kf_scoring *s, const kf_extra *extra, const kefu_value *value,
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

/* What people decided about the hits of one part against one person. */
typedef struct hits_ruling {
    int64_t upheld, confirmed, rejected; /* explicit counts */
    int32_t all_upheld, all;             /* the rest: 0 undecided, or KEFU_CONFIRM, KEFU_REJECT */
} hits_ruling;

static void hits_add(int64_t *sum, int64_t count)
{
    *sum = *sum > INT64_MAX - count ? INT64_MAX : *sum + count;
}

/* "All" beside "all" is settled by the later day; on one day in favour of the person: a rejection
 * sorts behind a confirmation. */
static void hits_hear(hits_ruling *ruling, const kf_ledger_entry *entry)
{
    if (entry->action == KEFU_UPHOLD && entry->count == KEFU_ALL_HITS)
        ruling->all_upheld = 1;
    else if (entry->action == KEFU_UPHOLD)
        hits_add(&ruling->upheld, entry->count);
    else if (entry->count == KEFU_ALL_HITS)
        ruling->all = entry->action;
    else
        hits_add(entry->action == KEFU_CONFIRM ? &ruling->confirmed : &ruling->rejected,
                 entry->count);
}

/* Upheld, confirmed and rejected ones are at most those left; "all" takes the rest. */
static void hits_rule(kf_hit *hit, const hits_ruling *ruling)
{
    int64_t left = hit->reported + hit->got - hit->given, confirmed;
    hit->upheld = ruling->all_upheld ? left : hits_least(ruling->upheld, left);
    left -= hit->upheld;
    confirmed = hits_least(ruling->confirmed, left);
    left -= confirmed;
    hit->rejected = hits_least(ruling->rejected, left);
    left -= hit->rejected;
    if (ruling->all == KEFU_REJECT)
        hit->rejected += left;
    if (ruling->all == KEFU_CONFIRM)
        confirmed += left;
    if (ruling->all)
        left = 0;
    hit->counted = confirmed + (hit->extra->reported ? left : 0);
    hit->pending = hit->extra->reported ? 0 : left;
}

/* Rows and parts come in the order of the decisions. */
static kefu_status hits_decide(hits_state *e, int32_t part, kf_hit *hit)
{
    kf_scoring *s = e->s;
    hits_ruling ruling = {0, 0, 0, 0, 0};
    size_t first = e->decided, end;
    while (first < s->n_decided &&
           (s->decided[first].excludes || s->decided[first].row < hit->row ||
            (s->decided[first].row == hit->row && s->decided[first].part < part)))
        first++;
    for (end = first;
         end < s->n_decided && s->decided[end].row == hit->row && s->decided[end].part == part;
         end++)
        if (s->decided[end].entry->action != KEFU_REASSIGN)
            hits_hear(&ruling, s->decided[end].entry);
    e->decided = end;
    hits_rule(hit, &ruling);
    return kf_decided_evidence(s, first, end, &hit->evidence);
}

/* What went to others and came from them; 1 if anything did. */
static int32_t hits_move(hits_state *e, size_t row, int32_t part, kf_hit *hit)
{
    const kefu_sheet *sheet = e->s->sheet;
    hit->first_move = e->move;
    for (; e->move < sheet->n_moves; e->move++, hit->n_moves++) {
        const kf_move *move = &sheet->moves[e->move];
        if (move->row != row || move->part != part)
            break;
        *(move->gave ? &hit->given : &hit->got) += move->n;
    }
    return hit->n_moves > 0;
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

static kefu_status hits_one(hits_state *e, int32_t index, size_t row, int64_t reported)
{
    const kefu_card *card = e->s->card;
    kf_hit hit;
    kefu_status status;
    memset(&hit, 0, sizeof hit);
    if (!hits_move(e, row, index, &hit) && !reported)
        return KEFU_OK;
    hit.row = row;
    hit.extra = kf_extra_at(card, index);
    hit.kind = index < card->n_adjustments ? KEFU_PART_ADJUSTMENT : KEFU_PART_RED_LINE;
    hit.part = hit.kind == KEFU_PART_ADJUSTMENT ? index : index - card->n_adjustments;
    hit.reported = reported;
    status = hits_decide(e, index, &hit);
    if (hit.pending)
        e->s->sheet->lines[row].flags |= KEFU_ROW_PENDING;
    return status ? status : hits_keep(e->s->sheet, &hit, e->s->error);
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static kefu_status hits_row(hits_state *e, size_t row, size_t in_block)
{
    kf_line *line = &e->s->sheet->lines[row];
    line->first_hit = e->s->sheet->n_hits;
    for (int32_t k = 0; k < e->n; k++) {
        const kefu_value *value = &e->cells[(size_t)k * HITS_BLOCK + in_block];
        int64_t hits;
        kefu_status status = kf_hits_of(e->s, kf_extra_at(e->s->card, k), value, row, &hits);
        if (value->status == KEFU_VALUE_PROVISIONAL)
            line->flags |= KEFU_ROW_PROVISIONAL;
        if (!status)
            status = hits_one(e, k, row, hits);
        if (status)
            return status;
    }
    return KEFU_OK;
}

static kefu_status hits_rows(hits_state *e)
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

static kefu_status hits_find_metrics(const hits_state *e)
{
    kefu_status status = KEFU_OK;
    for (int32_t k = 0; k < e->n && !status; k++)
        status = kefu_frame_find_metric(e->s->frame, kf_extra_at(e->s->card, k)->metric,
                                        &e->metrics[k], e->s->error);
    return status;
}

kefu_status kf_score_hits(kf_scoring *s)
{
    hits_state e = {.s = s, .n = s->card->n_adjustments + s->card->n_red_lines};
    size_t n = (size_t)e.n, n_cells = n * HITS_BLOCK;
    kefu_status status;
    if (!n)
        return KEFU_OK;
    e.metrics = kf_alloc_array(&s->memory, n, sizeof *e.metrics);
    e.cells = kf_alloc_array(&s->memory, n_cells, sizeof *e.cells);
    status = e.metrics && e.cells ? hits_find_metrics(&e) : kf_no_memory(s->error);
    if (!status)
        status = kf_score_moves(s, e.metrics);
    if (!status)
        status = hits_rows(&e);
    kf_free_array(&s->memory, e.metrics, n, sizeof *e.metrics);
    kf_free_array(&s->memory, e.cells, n_cells, sizeof *e.cells);
    return status;
}
