/* peer_rules.c - who may inspect whom: the rules to a net, and a plan against the rules. */
#include <string.h>

#include "base/fail.h"
#include "peer/peers.h"

enum { RULES_SPARE = 60000000 }; /* steps of all searches of a plan */

static int32_t rules_allow(const kefu_peers *peers, const kf_peer_rules *rules, size_t i, size_t j)
{
    const kf_peer_person *inspector = &peers->people[i], *inspected = &peers->people[j];
    if (i == j || !inspector->most || !inspected->inspected)
        return 0;
    return !rules->team_rule ||
           (strcmp(inspector->team, inspected->team) == 0) == (rules->team_rule == 2);
}

static void rules_people(const kefu_peers *peers, const kf_peer_rules *rules, kf_peer_net *net)
{
    for (size_t i = 0; i < peers->n; i++)
        for (size_t j = 0; j < peers->n; j++)
            if (rules_allow(peers, rules, i, j))
                kf_peer_allow(net, (int32_t)i, (int32_t)j, 1);
}

static void rules_bans(const kf_peering *p, const kf_peer_rules *rules, kf_peer_net *net)
{
    for (size_t b = 0; b < p->bans.n; b++) {
        const kf_peer_pair *lifted = rules->lifted < 0 ? NULL : &p->bans.pairs[rules->lifted];
        const kf_peer_pair *ban = &p->bans.pairs[b];
        if (!lifted || ban->inspector != lifted->inspector || ban->inspected != lifted->inspected)
            kf_peer_allow(net, ban->inspector, ban->inspected, 0);
    }
}

static void rules_numbers(const kefu_peers *peers, const kf_peer_rules *rules, kf_peer_net *net)
{
    for (int32_t i = 0; i < net->n; i++) {
        int32_t most = peers->people[i].most,
                reach = kf_peer_bits(net, kf_peer_row(net, net->reach, i));
        net->bound[i] = rules->use_most && most < reach ? most : reach;
        net->need[i] = peers->people[i].inspected ? rules->each : 0;
    }
    kf_peer_cap(net, INT32_MAX);
}

kefu_status kf_peer_build(kf_peering *p, const kf_peer_rules *rules, kf_peer_net *net)
{
    const kefu_peers *peers = p->peers;
    if (!kf_peer_net_init(net, &peers->memory, (int32_t)peers->n))
        return kf_no_memory(p->error);
    net->each = rules->each;
    net->mutual = rules->mutual;
    net->spare = RULES_SPARE;
    net->turn = (int32_t)((p->period % net->n) * rules->each % net->n);
    net->key[0] = (uint32_t)p->seed.k0;
    net->key[1] = (uint32_t)p->seed.k1 ^ (uint32_t)p->period;
    rules_people(peers, rules, net);
    if (rules->use_bans)
        rules_bans(p, rules, net);
    rules_numbers(peers, rules, net);
    for (size_t h = 0; h < p->history.n; h++) {
        const kf_peer_pair *pair = &p->history.pairs[h];
        kf_bit_set(kf_peer_row(net, net->before, pair->inspected), pair->inspector);
    }
    return KEFU_OK;
}

/* ---- The plan against the rules ------------------------------------------------------------- */

static int32_t rules_ban_is_kept(const kf_peering *p)
{
    for (size_t b = 0; b < p->bans.n; b++)
        if (kf_peer_paired(&p->net, p->bans.pairs[b].inspector, p->bans.pairs[b].inspected))
            return 0;
    return 1;
}

int32_t kf_peer_keeps(kf_peering *p)
{
    const kefu_peers *peers = p->peers;
    const kf_peer_net *net = &p->net;
    for (int32_t i = 0; i < net->n; i++) {
        const uint64_t *out = kf_peer_row(net, net->out, i);
        int32_t load = kf_peer_bits(net, out);
        if (load > peers->people[i].most || kf_peer_bits(net, kf_peer_row(net, net->in, i)) !=
                                                (peers->people[i].inspected ? p->rules.each : 0))
            return 0;
        for (int32_t j = kf_peer_next(net, out, 0); j < net->n; j = kf_peer_next(net, out, j + 1))
            if (!rules_allow(peers, &p->rules, (size_t)i, (size_t)j) ||
                !kf_peer_paired(net, i, j) || (!p->rules.mutual && kf_peer_paired(net, j, i)))
                return 0;
    }
    return rules_ban_is_kept(p);
}
