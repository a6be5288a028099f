/* peer_way.c - see net.h: ways, by searching in breadth. */
#include <string.h>

#include "peer/net.h"

/* A search for a way: up[] is where a person was met from, -1 at the root, by[] the third person of
 * that step, -1 where a pair is turned. */
typedef struct way_search {
    kf_peer_net *net;
    int32_t head, tail;
    int32_t end, last; /* the last inspector, and for whom; end -1: none yet */
} way_search;

static void way_meet(way_search *s, uint64_t *seen, int32_t person, int32_t up, int32_t by)
{
    kf_bit_set(seen, person);
    s->net->up[person] = up;
    s->net->by[person] = by;
    s->net->queue[s->tail++] = person;
}

static way_search way_begin(kf_peer_net *net, uint64_t *seen, int32_t root)
{
    way_search s = {.net = net, .end = -1, .last = -1};
    memset(net->seen_from, 0, net->words * sizeof *net->seen_from);
    memset(net->seen_to, 0, net->words * sizeof *net->seen_to);
    way_meet(&s, seen, root, -1, -1);
    return s;
}

/* row = a & ~b & ~c & ~d; d may be NULL. */
static const uint64_t *way_row(kf_peer_net *net, const uint64_t *a, const uint64_t *b,
                               const uint64_t *c, const uint64_t *d)
{
    for (size_t w = 0; w < net->words; w++)
        net->row[w] = a[w] & ~b[w] & ~c[w] & (d ? ~d[w] : ~UINT64_C(0));
    net->steps += (int64_t)net->words;
    return net->row;
}

/* ---- One inspector more --------------------------------------------------------------------- */

/* Inspectors whom the person may get as things are. */
static const uint64_t *way_inspectors(kf_peer_net *net, int32_t j)
{
    return way_row(net, kf_peer_row(net, net->allow, j), kf_peer_row(net, net->in, j),
                   net->seen_from, net->mutual ? NULL : kf_peer_row(net, net->out, j));
}

/* Whether the way to j has j inspect i: then i must not inspect j. */
static int32_t way_gives_back(const kf_peer_net *net, int32_t i, int32_t j)
{
    if (net->mutual)
        return 0;
    for (int32_t a = j; net->up[a] >= 0; a = net->up[a])
        if (net->up[a] == i && (net->by[a] >= 0 ? net->by[a] : a) == j)
            return 1;
    return 0;
}

/* Through inspector i, in whose place others may stand. */
static void way_through(way_search *s, int32_t i, int32_t j)
{
    kf_peer_net *net = s->net;
    const uint64_t *out = kf_peer_row(net, net->out, i);
    for (size_t w = 0; w < net->words; w++) {
        uint64_t left = out[w] & ~net->seen_to[w];
        if (!left)
            continue;
        for (int32_t bit = 0; bit < 64; bit++)
            if (left >> bit & 1)
                way_meet(s, net->seen_to, (int32_t)(w * 64) + bit, j, i);
    }
    net->steps += (int64_t)net->words;
}

/* j's own charges who might inspect j instead: they then lack one. Two below their most, for they
 * may be asked once more on the same way. */
static void way_turn(way_search *s, int32_t j)
{
    kf_peer_net *net = s->net;
    const uint64_t *out = kf_peer_row(net, net->out, j);
    for (int32_t i = kf_peer_next(net, out, 0); i < net->n; i = kf_peer_next(net, out, i + 1))
        if (kf_peer_allowed(net, i, j) && !kf_bit(net->seen_to, i) &&
            net->load[i] + 2 <= net->most[i])
            way_meet(s, net->seen_to, i, j, -1);
}

static void way_from(way_search *s, int32_t j)
{
    kf_peer_net *net = s->net;
    const uint64_t *row = way_inspectors(net, j);
    for (int32_t i = kf_peer_next(net, row, 0); i < net->n; i = kf_peer_next(net, row, i + 1)) {
        if (way_gives_back(net, i, j))
            continue;
        kf_bit_set(net->seen_from, i);
        if (net->load[i] < net->most[i]) {
            s->end = i;
            s->last = j;
            return;
        }
        way_through(s, i, j);
    }
}

static void way_give(kf_peer_net *net, int32_t end, int32_t last)
{
    int32_t i = end, j = last;
    while (net->up[j] >= 0) {
        int32_t from = net->up[j], old = net->by[j];
        kf_peer_drop(net, old >= 0 ? old : from, j);
        kf_peer_put(net, i, j);
        i = old >= 0 ? old : j;
        j = from;
    }
    kf_peer_put(net, i, j);
}

/* Without moving anybody: one who has not inspected them before, then with the fewest pairs, then
 * the next in the ring. */
static int32_t way_give_plainly(kf_peer_net *net, int32_t j)
{
    const uint64_t *row = way_inspectors(net, j), *before = kf_peer_row(net, net->before, j);
    int32_t best = -1, best_again = 0, best_ahead = 0;
    for (int32_t i = kf_peer_next(net, row, 0); i < net->n; i = kf_peer_next(net, row, i + 1)) {
        int32_t again = kf_bit(before, i), ahead = i - j - 1 - net->turn;
        if (net->load[i] >= net->most[i])
            continue;
        while (ahead < 0)
            ahead += net->n;
        if (best >= 0 &&
            (again > best_again ||
             (again == best_again && (net->load[i] > net->load[best] ||
                                      (net->load[i] == net->load[best] && ahead > best_ahead)))))
            continue;
        best = i;
        best_again = again;
        best_ahead = ahead;
    }
    if (best >= 0)
        kf_peer_put(net, best, j);
    return best >= 0;
}

int32_t kf_peer_give(kf_peer_net *net, int32_t inspected, int32_t turning)
{
    way_search s = way_begin(net, net->seen_to, inspected);
    if (way_give_plainly(net, inspected))
        return 1;
    while (s.head < s.tail && s.end < 0) {
        int32_t j = net->queue[s.head++];
        way_from(&s, j);
        if (s.end < 0 && turning && !net->mutual)
            way_turn(&s, j);
    }
    if (s.end >= 0)
        way_give(net, s.end, s.last);
    return s.end >= 0;
}

/* ---- One pair more -------------------------------------------------------------------------- */

/* Whether the way to inspector i has i inspected by j: then i must not inspect j. */
static int32_t way_takes_back(const kf_peer_net *net, int32_t i, int32_t j)
{
    if (net->mutual)
        return 0;
    for (int32_t a = i; net->up[a] >= 0; a = net->up[a])
        if (net->up[a] == j && net->by[a] == i)
            return 1;
    return 0;
}

/* Inspectors of j in whose place i may stand. */
static void way_relieve(way_search *s, int32_t i, int32_t j, int32_t than)
{
    kf_peer_net *net = s->net;
    const uint64_t *in = kf_peer_row(net, net->in, j);
    for (int32_t x = kf_peer_next(net, in, 0); x < net->n && s->end < 0;
         x = kf_peer_next(net, in, x + 1)) {
        if (kf_bit(net->seen_from, x))
            continue;
        way_meet(s, net->seen_from, x, i, j);
        if (net->load[x] > than && net->load[x] > net->least[x])
            s->end = x;
    }
}

int32_t kf_peer_raise(kf_peer_net *net, int32_t inspector, int32_t than)
{
    way_search s = way_begin(net, net->seen_from, inspector);
    while (s.head < s.tail && s.end < 0) {
        int32_t i = net->queue[s.head++];
        const uint64_t *row =
            way_row(net, kf_peer_row(net, net->reach, i), kf_peer_row(net, net->out, i),
                    net->seen_to, net->mutual ? NULL : kf_peer_row(net, net->in, i));
        for (int32_t j = kf_peer_next(net, row, 0); j < net->n && s.end < 0;
             j = kf_peer_next(net, row, j + 1)) {
            if (way_takes_back(net, i, j))
                continue;
            kf_bit_set(net->seen_to, j);
            way_relieve(&s, i, j, than);
        }
    }
    if (s.end < 0)
        return 0;
    for (int32_t x = s.end; net->up[x] >= 0; x = net->up[x]) {
        kf_peer_drop(net, x, net->by[x]);
        kf_peer_put(net, net->up[x], net->by[x]);
    }
    return 1;
}

/* Without mutual pairs barred this ends at loads whose squares have the least sum, so the most is
 * smallest and the fewest are most (Harvey, Ladner, Lovász and Tamir, Semi-matchings for bipartite
 * graphs and load balancing, 2006). */
void kf_peer_even(kf_peer_net *net)
{
    int32_t most = kf_peer_most(net), moved = 1;
    while (moved) {
        moved = 0;
        for (int32_t i = 0; i < net->n; i++)
            while (net->load[i] + 1 < most && net->load[i] < net->most[i] &&
                   kf_peer_raise(net, i, net->load[i] + 1))
                moved = 1;
    }
}
