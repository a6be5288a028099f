/* peer_ring.c - the ring: everybody inspects those so many steps ahead. */
#include "peer/peers.h"

/* Whether rings are all that is asked for. */
static int32_t ring_is_plain(const kf_peering *p)
{
    const kefu_peers *peers = p->peers;
    int64_t least = p->rules.mutual ? 1 + (int64_t)p->rules.each : 1 + 2 * (int64_t)p->rules.each;
    if (p->bans.n || p->rules.team_rule || (int64_t)peers->n < least)
        return 0;
    for (size_t i = 0; i < peers->n; i++)
        if (peers->people[i].most < p->rules.each || !peers->people[i].inspected)
            return 0;
    return 1;
}

/* Steps 1 .. n - 1 in turn. Without mutual pairs: 1 .. h = (n - 1) / 2, then n - 1 .. n - h; h in a
 * row are then of different size, so no two are d and n - d. */
static int32_t ring_step(const kf_peering *p, int64_t place)
{
    int64_t n = (int64_t)p->peers->n, h = (n - 1) / 2;
    if (p->rules.mutual)
        return (int32_t)(1 + place % (n - 1));
    return (int32_t)(place / h % 2 ? n - 1 - place % h : 1 + place % h);
}

static int32_t ring_ahead(const kf_peer_net *net, int32_t i, int32_t step)
{
    return i + step < net->n ? i + step : i + step - net->n;
}

/* Whether the ring whose first step is number `place` has no pair of before. */
static int32_t ring_is_fresh(const kf_peering *p, int64_t place)
{
    const kf_peer_net *net = &p->net;
    for (int32_t k = 0; k < p->rules.each && p->history.n; k++) {
        int32_t step = ring_step(p, place + k);
        for (int32_t i = 0; i < net->n; i++)
            if (kf_bit(kf_peer_row(net, net->before, ring_ahead(net, i, step)), i))
                return 0;
    }
    return 1;
}

static void ring_fill(kf_peering *p, int64_t place)
{
    for (int32_t k = 0; k < p->rules.each; k++) {
        int32_t step = ring_step(p, place + k);
        for (int32_t i = 0; i < p->net.n; i++)
            kf_peer_put(&p->net, i, ring_ahead(&p->net, i, step));
    }
}

int32_t kf_peer_ring(kf_peering *p)
{
    if (!ring_is_plain(p))
        return 0;
    int64_t n = (int64_t)p->peers->n, steps = p->rules.mutual ? n - 1 : (n - 1) / 2 * 2;
    for (int64_t turn = 0; turn < steps; turn++) {
        int64_t place = (p->period % steps + turn) % steps * p->rules.each % steps;
        if (ring_is_fresh(p, place)) {
            ring_fill(p, place);
            return 1;
        }
    }
    return 0;
}
