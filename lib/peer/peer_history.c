/* peer_history.c - pairs of before are turned into others, the latest first. */
#include "base/fail.h"
#include "base/sort.h"
#include "peer/peers.h"

typedef struct history_search {
    kf_peering *p;
    uint32_t *kept; /* the pairs before a change */
    size_t room;
    uint32_t *order; /* numbers of history, latest first */
} history_search;

static int32_t history_latest_first(const void *things, uint32_t a, uint32_t b)
{
    const kf_peer_pair *pairs = things, *x = &pairs[a], *y = &pairs[b];
    if (x->period != y->period)
        return x->period > y->period ? -1 : 1;
    if (x->inspected != y->inspected)
        return x->inspected < y->inspected ? -1 : 1;
    return (x->inspector > y->inspector) - (x->inspector < y->inspector);
}

static int32_t history_has_pairs(const history_search *s, size_t first, size_t end)
{
    for (size_t h = first; h < end; h++) {
        const kf_peer_pair *pair = &s->p->history.pairs[s->order[h]];
        if (kf_peer_paired(&s->p->net, pair->inspector, pair->inspected))
            return 1;
    }
    return 0;
}

static void history_forbid(history_search *s, size_t first, size_t end)
{
    kf_peering *p = s->p;
    for (size_t h = first; h < end; h++) {
        kf_peer_pair *pair = &p->history.pairs[s->order[h]];
        pair->open = kf_peer_allowed(&p->net, pair->inspector, pair->inspected);
        if (!pair->open)
            continue;
        kf_peer_allow(&p->net, pair->inspector, pair->inspected, 0);
        if (kf_peer_paired(&p->net, pair->inspector, pair->inspected))
            kf_peer_drop(&p->net, pair->inspector, pair->inspected);
    }
}

static void history_allow(history_search *s, size_t first, size_t end)
{
    for (size_t h = first; h < end; h++) {
        const kf_peer_pair *pair = &s->p->history.pairs[s->order[h]];
        if (pair->open)
            kf_peer_allow(&s->p->net, pair->inspector, pair->inspected, 1);
    }
}

/* Whether those can all be avoided; if not, all is as it was. */
static kefu_status history_avoid(history_search *s, size_t first, size_t end, int32_t *avoided)
{
    kf_peer_net *net = &s->p->net;
    int32_t found;
    size_t n;
    *avoided = !history_has_pairs(s, first, end);
    if (*avoided) {
        history_forbid(s, first, end);
        return KEFU_OK;
    }
    n = kf_peer_keep(net, s->kept);
    history_forbid(s, first, end);
    kefu_status status = kf_peer_solve(net, KF_PEER_QUICKLY, &found, s->p->error);
    *avoided = !status && found == KF_PEER_FOUND;
    if (!*avoided) {
        history_allow(s, first, end);
        kf_peer_restore(net, s->kept, n);
    }
    return status;
}

static kefu_status history_period(history_search *s, size_t first, size_t end)
{
    int32_t avoided;
    kefu_status status = history_avoid(s, first, end, &avoided);
    for (size_t h = first; h < end && !status && !avoided && end - first > 1; h++) {
        int32_t one;
        status = history_avoid(s, h, h + 1, &one);
    }
    return status;
}

static kefu_status history_periods(history_search *s)
{
    const kf_peer_list *history = &s->p->history;
    kefu_status status = KEFU_OK;
    for (size_t h = 0; h < history->n; h++)
        s->order[h] = (uint32_t)h;
    status = kf_sort(&s->p->peers->memory, s->order, history->n, history_latest_first,
                     history->pairs, s->p->error);
    for (size_t first = 0, end; first < history->n && !status; first = end) {
        int64_t period = history->pairs[s->order[first]].period;
        for (end = first; end < history->n && history->pairs[s->order[end]].period == period; end++)
            ;
        status = history_period(s, first, end);
    }
    return status;
}

kefu_status kf_peer_avoid(kf_peering *p)
{
    const kf_memory *memory = &p->peers->memory;
    history_search s = {.p = p, .room = (size_t)p->net.n * (size_t)p->net.each};
    if (!p->history.n)
        return KEFU_OK;
    s.kept = kf_alloc_array(memory, s.room, sizeof *s.kept);
    s.order = kf_alloc_array(memory, p->history.n, sizeof *s.order);
    kefu_status status = s.kept && s.order ? history_periods(&s) : kf_no_memory(p->error);
    kf_free_array(memory, s.kept, s.room, sizeof *s.kept);
    kf_free_array(memory, s.order, p->history.n, sizeof *s.order);
    return status;
}
