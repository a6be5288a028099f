/* spans_model.c - what the model's answers rest on: the weights of the features that truly occur,
 * shared out over the units that they cover; runs of one sign are the spans. */
#include <string.h>

#include "base/fail.h"
#include "review/review.h"

/* Shares of a model and its delta, in 256ths: sums of all weights stay below 2^56. */
enum { SPAN_SHARE = 256, SPAN_LEAST = 20000 /* millionths */ };

/* Units of the text that a feature covers: edges are none. */
static void span_covered(const kf_reading *r, const kf_text_hit *hit, uint32_t *begin,
                         uint32_t *end)
{
    const uint32_t first = hit->end + 1 > hit->units ? hit->end + 1 - hit->units : 0;
    *begin = first ? first - 1 : 0;
    *end = hit->end < r->count ? hit->end : (uint32_t)r->count;
}

static int32_t span_weight(const kf_table *table, const kf_text_hit *hit, int32_t head)
{
    const uint32_t slot = hit->slot;
    if (head > 0)
        return table->rows ? table->rows[(size_t)slot * KF_ROW + (size_t)head - 1] : 0;
    return (int8_t)(uint8_t)(table->buckets[slot / 2] >> (slot % 2 ? 24 : 8) & 0xFF);
}

/* All that was found of a model, to KF_ROOM_HITS. */
static kefu_status span_find(kf_reading *r, const kefu_model *model, size_t *n, kefu_error *error)
{
    size_t need = r->count + 1;
    *n = 0;
    for (;;) {
        kf_text_hit *hits = kf_reading_room(r, KF_ROOM_HITS, need);
        const size_t room = r->rooms[KF_ROOM_HITS].capacity;
        if (!hits)
            return kf_no_memory(error);
        *n = kf_model_hits(&model->table, r->units - 1, r->count, hits, room);
        if (*n <= room)
            return KEFU_OK;
        need = *n;
    }
}

/* Adds share × weight of one feature to its units; gives its size. */
static int64_t span_spread(const kf_reading *r, const kf_text_hit *hit, int64_t share,
                           int32_t weight, int64_t *weights)
{
    const int64_t all = share * weight;
    uint32_t begin, end;
    span_covered(r, hit, &begin, &end);
    if (!hit->sure || begin >= end || !all)
        return 0;
    for (uint32_t i = begin; i < end; i++)
        weights[i] += all / (int64_t)(end - begin);
    return all < 0 ? -all : all;
}

static kefu_status span_spread_all(kf_reading *r, const kefu_model *model, int32_t head,
                                   int64_t share, int64_t *total, kefu_error *error)
{
    int64_t *weights = r->rooms[KF_ROOM_WEIGHTS].items;
    size_t n = 0;
    kefu_status status = span_find(r, model, &n, error);
    const kf_text_hit *hits = r->rooms[KF_ROOM_HITS].items;
    for (size_t i = 0; !status && i < n; i++)
        *total +=
            span_spread(r, &hits[i], share, span_weight(&model->table, &hits[i], head), weights);
    return status;
}

/* ---- Polarity ------------------------------------------------------------------------------- */

typedef struct span_run {
    uint32_t begin, end;
    int64_t weight;
} span_run;

static int64_t span_size(int64_t weight) { return weight < 0 ? -weight : weight; }

/* Keeps the largest, earlier ones first where they are equal. */
static void span_keep(span_run *best, size_t *n, span_run run)
{
    size_t at = *n;
    if (*n < KF_MOST_POLARITY_SPANS)
        ++*n;
    else if (span_size(best[--at].weight) >= span_size(run.weight))
        return;
    for (; at > 0 && span_size(best[at - 1].weight) < span_size(run.weight); at--)
        best[at] = best[at - 1];
    best[at] = run;
}

static size_t span_runs(const kf_reading *r, const int64_t *weights, span_run *best)
{
    size_t n = 0, c = 0;
    for (uint32_t i = 0; i < r->count;) {
        span_run run = {i, i, 0};
        while (c < r->n_clauses && r->clauses[c].end <= i)
            c++;
        for (; run.end < r->clauses[c].end && (weights[run.end] > 0) == (weights[i] > 0) &&
               (weights[run.end] < 0) == (weights[i] < 0);
             run.end++)
            run.weight += weights[run.end];
        i = run.end;
        if (run.weight)
            span_keep(best, &n, run);
    }
    return n;
}

/* weight / total, without a product that leaves 64 bits. */
static int64_t span_millionths(int64_t weight, int64_t total)
{
    return total < INT64_C(1) << 40 ? weight * 1000000 / total : weight / (total / 1000000);
}

/* What weighs most for the polarity first, what speaks most against it last. */
static void span_sort(kefu_span *spans, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0; k--) {
            const kefu_span later = spans[k];
            if (spans[k - 1].contribution > later.contribution ||
                (spans[k - 1].contribution == later.contribution &&
                 spans[k - 1].begin < later.begin))
                break;
            spans[k] = spans[k - 1];
            spans[k - 1] = later;
        }
}

static void span_give(kf_reading *r, const span_run *best, size_t n, int64_t total)
{
    const int64_t sign = r->opinion.polarity == KEFU_NEGATIVE ? -1 : 1;
    for (size_t i = 0; i < n; i++) {
        const int64_t share = sign * span_millionths(best[i].weight, total);
        if (span_size(share) >= SPAN_LEAST)
            kf_spans_add(r, best[i].begin, best[i].end, KEFU_SPAN_POLARITY, 0, share);
    }
    span_sort(r->spans, r->n_spans);
}

kefu_status kf_spans_polarity(kf_reading *r, kefu_error *error)
{
    const kf_panel *panel = &r->reviewer->panel;
    const kf_judged *judged = &panel->judged[0];
    const int64_t share = judged->delta >= 0 ? judged->head->base_share / 256 : SPAN_SHARE;
    span_run best[KF_MOST_POLARITY_SPANS];
    int64_t *weights = kf_reading_room(r, KF_ROOM_WEIGHTS, r->count);
    int64_t total = 0;
    kefu_status status;
    if (!weights)
        return kf_no_memory(error);
    memset(weights, 0, (r->count ? r->count : 1) * sizeof *weights);
    status = span_spread_all(r, panel->base, 0, share, &total, error);
    if (!status && judged->delta >= 0)
        status = span_spread_all(r, panel->delta, judged->delta, judged->head->own_share / 256,
                                 &total, error);
    if (!status && total)
        span_give(r, best, span_runs(r, weights, best), total);
    return status;
}

/* ---- Aspects -------------------------------------------------------------------------------- */

kefu_status kf_spans_hits(kf_reading *r, size_t *n, kefu_error *error)
{
    uint32_t heard = 0;
    *n = 0;
    for (size_t i = 0; i < r->n_clauses; i++)
        heard |= r->clauses[i].heard & ~r->clauses[i].causes;
    return heard ? span_find(r, r->reviewer->panel.base, n, error) : KEFU_OK;
}

/* The run of a clause that speaks loudest for a head. */
static span_run span_loudest(const kf_clause *c, const int64_t *weights)
{
    span_run best = {c->begin, c->begin, 0};
    for (uint32_t i = c->begin; i < c->end;) {
        span_run run = {i, i, 0};
        for (; run.end < c->end && (weights[run.end] > 0) == (weights[i] > 0); run.end++)
            run.weight += weights[run.end];
        i = run.end;
        if (run.weight > best.weight)
            best = run;
    }
    return best;
}

static void span_aspect(kf_reading *r, const kf_clause *c, const kf_text_hit *hits, size_t n,
                        int32_t cause)
{
    const kf_panel *panel = &r->reviewer->panel;
    int64_t *weights = r->rooms[KF_ROOM_WEIGHTS].items;
    span_run best = {0, 0, 0};
    for (int32_t h = 1; h < panel->n; h++) {
        const kf_judged *judged = &panel->judged[h];
        span_run run;
        if (judged->head->cause != cause || judged->head->kind != KEFU_HEAD_ASPECT ||
            judged->base < 0)
            continue;
        memset(weights + c->begin, 0, (c->end - c->begin) * sizeof *weights);
        for (size_t i = 0; i < n; i++) {
            uint32_t begin, end;
            span_covered(r, &hits[i], &begin, &end);
            if (begin >= c->begin && end <= c->end)
                span_spread(r, &hits[i], SPAN_SHARE,
                            span_weight(&panel->base->table, &hits[i], judged->base), weights);
        }
        run = span_loudest(c, weights);
        best = run.weight > best.weight ? run : best;
    }
    if (best.weight > 0)
        kf_spans_add(r, best.begin, best.end, KEFU_SPAN_CAUSE, cause, 0);
}

void kf_spans_aspects(kf_reading *r, size_t clause, size_t *hit, size_t n_hits)
{
    const kf_clause *c = &r->clauses[clause];
    const kf_text_hit *hits = r->rooms[KF_ROOM_HITS].items;
    const uint32_t heard = c->heard & ~c->causes;
    const size_t from = *hit, first = r->n_spans;
    while (*hit < n_hits && hits[*hit].end <= c->end)
        ++*hit;
    for (int32_t cause = 1; heard && cause < KF_CAUSES; cause++)
        if (heard >> cause & 1) {
            span_aspect(r, c, hits + from, *hit - from, cause);
            kf_spans_settle(r, first);
        }
}
