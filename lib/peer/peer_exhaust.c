/* peer_exhaust.c - see net.h: every plan in turn, for the few people where that ends. */
#include <string.h>

#include "base/fail.h"
#include "peer/net.h"

/* A pair that was tried: it is one now, or has been and is so no more. */
typedef struct exhaust_try {
    int32_t inspector, inspected, over;
} exhaust_try;

typedef struct exhaust_search {
    kf_peer_net *net;
    exhaust_try *tries;
    size_t n, capacity;
} exhaust_search;

/* Inspectors for j who have room; in net->row. */
static const uint64_t *exhaust_open(kf_peer_net *net, int32_t j)
{
    const uint64_t *allow = kf_peer_row(net, net->allow, j), *in = kf_peer_row(net, net->in, j);
    const uint64_t *out = kf_peer_row(net, net->out, j), *full = net->seen_from;
    for (size_t w = 0; w < net->words; w++)
        net->row[w] = allow[w] & ~in[w] & ~full[w] & (net->mutual ? ~UINT64_C(0) : ~out[w]);
    net->steps += (int64_t)net->words;
    return net->row;
}

/* Whom inspector i may yet take; in net->row. */
static const uint64_t *exhaust_takes(kf_peer_net *net, int32_t i)
{
    const uint64_t *reach = kf_peer_row(net, net->reach, i), *out = kf_peer_row(net, net->out, i);
    const uint64_t *in = kf_peer_row(net, net->in, i), *lacking = net->seen_to;
    for (size_t w = 0; w < net->words; w++)
        net->row[w] = reach[w] & lacking[w] & ~out[w] & (net->mutual ? ~UINT64_C(0) : ~in[w]);
    net->steps += (int64_t)net->words;
    return net->row;
}

static void exhaust_mark(kf_peer_net *net)
{
    memset(net->seen_from, 0, net->words * sizeof *net->seen_from);
    memset(net->seen_to, 0, net->words * sizeof *net->seen_to);
    for (int32_t x = 0; x < net->n; x++) {
        if (net->load[x] >= net->most[x])
            kf_bit_set(net->seen_from, x);
        if (net->got[x] < net->need[x])
            kf_bit_set(net->seen_to, x);
    }
    net->steps += net->n;
}

/* Whether what is lacking cannot be had any more: room in all, and floors. */
static int32_t exhaust_dead(kf_peer_net *net)
{
    int64_t lacking = 0, room = 0, low = 0;
    for (int32_t x = 0; x < net->n; x++) {
        int32_t short_of = net->least[x] - net->load[x];
        lacking += net->need[x] - net->got[x];
        room += net->most[x] - net->load[x];
        if (short_of <= 0)
            continue;
        low += short_of;
        if (kf_peer_bits(net, exhaust_takes(net, x)) < short_of)
            return 1;
    }
    return room < lacking || low > lacking;
}

/* The person with the least choice: -1 if nobody is lacking, -2 if somebody has too little. */
static int32_t exhaust_person(kf_peer_net *net)
{
    int32_t best = -1, best_slack = INT32_MAX;
    exhaust_mark(net);
    if (exhaust_dead(net))
        return -2;
    for (int32_t j = 0; j < net->n; j++) {
        int32_t lacking = net->need[j] - net->got[j], slack;
        if (lacking <= 0)
            continue;
        slack = kf_peer_bits(net, exhaust_open(net, j)) - lacking;
        if (slack < 0)
            return -2;
        if (slack < best_slack) {
            best_slack = slack;
            best = j;
        }
    }
    return best;
}

static kefu_status exhaust_try_pair(exhaust_search *s, int32_t j, kefu_error *error)
{
    kf_peer_net *net = s->net;
    const uint64_t *open = exhaust_open(net, j);
    int32_t best = -1;
    exhaust_try *tries =
        kf_reserve(net->memory, s->tries, &s->capacity, s->n + 1, sizeof *s->tries);
    if (!tries)
        return kf_no_memory(error);
    s->tries = tries;
    for (int32_t i = kf_peer_next(net, open, 0); i < net->n; i = kf_peer_next(net, open, i + 1))
        if (best < 0 || net->load[i] < net->load[best])
            best = i;
    s->tries[s->n++] = (exhaust_try){best, j, 0};
    kf_peer_put(net, best, j);
    return KEFU_OK;
}

/* Back to the last pair that has not been done without: it is, from now on. 0: there is none. */
static int32_t exhaust_back(exhaust_search *s)
{
    while (s->n && s->tries[s->n - 1].over) {
        exhaust_try *last = &s->tries[--s->n];
        kf_peer_allow(s->net, last->inspector, last->inspected, 1);
    }
    if (!s->n)
        return 0;
    exhaust_try *last = &s->tries[s->n - 1];
    kf_peer_drop(s->net, last->inspector, last->inspected);
    kf_peer_allow(s->net, last->inspector, last->inspected, 0);
    last->over = 1;
    return 1;
}

static kefu_status exhaust_run(exhaust_search *s, int64_t stop, int32_t *found, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    *found = KF_PEER_GAVE_UP;
    while (!status && s->net->steps < stop) {
        int32_t j = exhaust_person(s->net);
        if (j == -1) {
            *found = KF_PEER_FOUND;
            return KEFU_OK;
        }
        if (j >= 0) {
            status = exhaust_try_pair(s, j, error);
        } else if (!exhaust_back(s)) {
            *found = KF_PEER_NONE;
            return KEFU_OK;
        }
    }
    return status;
}

kefu_status kf_peer_exhaust(kf_peer_net *net, int64_t steps, int32_t *found, kefu_error *error)
{
    exhaust_search s = {.net = net};
    kf_peer_clear(net);
    kefu_status status = exhaust_run(&s, net->steps + steps, found, error);
    for (size_t i = 0; i < s.n; i++)
        if (s.tries[i].over)
            kf_peer_allow(net, s.tries[i].inspector, s.tries[i].inspected, 1);
    kf_free_array(net->memory, s.tries, s.capacity, sizeof *s.tries);
    return status;
}
