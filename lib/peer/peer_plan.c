/* peer_plan.c - the plan: any, then as even as can be, then without pairs of before. */
#include "base/fail.h"
#include "peer/peers.h"

typedef struct plan_loads {
    int32_t fewest, most; /* what they can be at best */
    int32_t proven;
    uint32_t *kept; /* the best pairs so far */
    size_t n;
} plan_loads;

/* Looks for a plan within the net's most and least; keeps the one there is if there is none. */
static kefu_status plan_try(kf_peering *p, plan_loads *loads, int32_t *found)
{
    kf_peer_net *net = &p->net;
    loads->n = kf_peer_keep(net, loads->kept);
    kefu_status status = kf_peer_solve(net, KF_PEER_THOROUGHLY, found, p->error);
    if (*found != KF_PEER_FOUND)
        kf_peer_restore(net, loads->kept, loads->n);
    if (*found == KF_PEER_GAVE_UP)
        loads->proven = 0;
    return status;
}

/* The most smaller by one, as long as there is a plan. */
static kefu_status plan_lower(kf_peering *p, plan_loads *loads)
{
    int32_t found = KF_PEER_FOUND;
    kefu_status status = KEFU_OK;
    while (!status && found == KF_PEER_FOUND && kf_peer_most(&p->net) > loads->most) {
        kf_peer_cap(&p->net, kf_peer_most(&p->net) - 1);
        status = plan_try(p, loads, &found);
    }
    kf_peer_cap(&p->net, kf_peer_most(&p->net));
    return status;
}

/* The fewest more by one, as long as there is a plan. */
static kefu_status plan_raise(kf_peering *p, plan_loads *loads)
{
    int32_t found = KF_PEER_FOUND;
    kefu_status status = KEFU_OK;
    kf_peer_even(&p->net);
    while (!status && found == KF_PEER_FOUND && kf_peer_fewest(&p->net) < loads->fewest) {
        kf_peer_floor(&p->net, kf_peer_fewest(&p->net) + 1);
        status = plan_try(p, loads, &found);
    }
    kf_peer_floor(&p->net, kf_peer_fewest(&p->net));
    return status;
}

static kefu_status plan_even(kf_peering *p, plan_loads *loads)
{
    const kf_memory *memory = &p->peers->memory;
    size_t room = (size_t)p->net.n * (size_t)p->net.each;
    kefu_status status;
    loads->kept = kf_alloc_array(memory, room, sizeof *loads->kept);
    status = loads->kept ? plan_lower(p, loads) : kf_no_memory(p->error);
    if (!status)
        status = plan_raise(p, loads);
    kf_free_array(memory, loads->kept, room, sizeof *loads->kept);
    return status;
}

kefu_status kf_peer_plan(kf_peering *p)
{
    plan_loads loads = {.proven = 1};
    kf_peer_stuck stuck;
    kefu_status status = kf_peer_build(p, &p->rules, &p->net);
    if (!status && kf_peer_ring(p)) {
        p->peers->loads.proven = 1;
        return KEFU_OK;
    }
    if (!status)
        status = kf_peer_start(&p->net, &stuck, &loads.fewest, &loads.most, p->error);
    if (!status && stuck.why != KF_PEER_FOUND)
        return kf_peer_why(p, &stuck);
    if (!status)
        status = plan_even(p, &loads);
    if (!status)
        status = kf_peer_avoid(p);
    if (!status)
        kf_peer_even(&p->net);
    p->peers->loads.proven = loads.proven;
    return status;
}
