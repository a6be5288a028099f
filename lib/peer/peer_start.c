/* peer_start.c - see net.h: any plan, or why there is none. */
#include "peer/net.h"

enum { START_BOUNDLESS = INT32_MAX / 4 };

static int64_t start_wanted(const kf_peer_net *net)
{
    int64_t wanted = 0;
    for (int32_t j = 0; j < net->n; j++)
        wanted += net->need[j];
    return wanted;
}

/* The most that is smallest if all share alike. */
static int32_t start_share(const kf_peer_net *net)
{
    int64_t wanted = start_wanted(net), inspectors = 0;
    for (int32_t i = 0; i < net->n; i++)
        inspectors += net->bound[i] > 0;
    return inspectors ? (int32_t)((wanted + inspectors - 1) / inspectors) : 0;
}

static int32_t start_alone(kf_peer_net *net, kf_peer_stuck *stuck)
{
    for (int32_t j = 0; j < net->n; j++) {
        int32_t there = kf_peer_bits(net, kf_peer_row(net, net->allow, j));
        if (there < net->need[j]) {
            *stuck = (kf_peer_stuck){KF_PEER_ALONE, j, net->need[j], there};
            return 1;
        }
    }
    return 0;
}

/* Pairs that those of seen_to can have at most: of each inspector as many as they may. */
static int64_t start_by_loads(const kf_peer_net *net)
{
    int64_t there = 0;
    for (int32_t i = 0; i < net->n; i++) {
        int32_t of_these = 0;
        const uint64_t *reach = kf_peer_row(net, net->reach, i);
        for (int32_t j = kf_peer_next(net, reach, 0); j < net->n;
             j = kf_peer_next(net, reach, j + 1))
            of_these += kf_bit(net->seen_to, j);
        there += of_these < net->bound[i] ? of_these : net->bound[i];
    }
    return there;
}

/* The same where two people make one pair. */
static int64_t start_by_couples(const kf_peer_net *net)
{
    int64_t there = 0;
    for (int32_t a = 0; a < net->n; a++)
        for (int32_t b = a + 1; b < net->n; b++)
            there += (kf_bit(net->seen_to, b) && kf_peer_allowed(net, a, b)) ||
                     (kf_bit(net->seen_to, a) && kf_peer_allowed(net, b, a));
    return there;
}

static void start_stuck(const kf_peer_net *net, int32_t why, int32_t person, kf_peer_stuck *stuck)
{
    *stuck = (kf_peer_stuck){.why = why, .person = person};
    for (int32_t j = 0; j < net->n; j++)
        stuck->wanted += kf_bit(net->seen_to, j) ? net->need[j] : 0;
    stuck->there = why == KF_PEER_LOADS ? start_by_loads(net) : start_by_couples(net);
}

/* Each pair makes a couple, and nobody is in more of them than he makes with others, nor than he
 * needs and may do together. */
static int64_t start_by_degrees(const kf_peer_net *net)
{
    int64_t ends = 0;
    for (int32_t i = 0; i < net->n; i++) {
        const uint64_t *allow = kf_peer_row(net, net->allow, i);
        const uint64_t *reach = kf_peer_row(net, net->reach, i);
        for (size_t w = 0; w < net->words; w++)
            net->row[w] = allow[w] | reach[w];
        int32_t others = kf_peer_bits(net, net->row), most = net->need[i] + net->bound[i];
        ends += others < most ? others : most;
    }
    return ends / 2;
}

static int32_t start_degrees(kf_peer_net *net, kf_peer_stuck *stuck)
{
    int64_t wanted = start_wanted(net), there = start_by_degrees(net);
    if (there >= wanted)
        return 1;
    *stuck = (kf_peer_stuck){KF_PEER_MUTUAL, -1, wanted, there};
    for (int32_t j = 0; j < net->n; j++)
        if (net->need[j])
            kf_bit_set(net->seen_to, j);
        else
            kf_bit_clear(net->seen_to, j);
    return 0;
}

/* Without mutual pairs and without bounds: exact. 1 if nothing stands in the way. */
static int32_t start_couples(kf_peer_net *net, kf_peer_stuck *stuck)
{
    int32_t *bound = net->bound, person;
    net->bound = net->least; /* floors are not used yet */
    for (int32_t i = 0; i < net->n; i++)
        net->bound[i] = START_BOUNDLESS;
    person = kf_peer_fill(net, START_BOUNDLESS);
    for (int32_t i = 0; i < net->n; i++)
        net->least[i] = 0;
    net->bound = bound;
    if (person >= 0)
        start_stuck(net, KF_PEER_MUTUAL, person, stuck);
    return person < 0;
}

static kefu_status start_search(kf_peer_net *net, kf_peer_stuck *stuck, kefu_error *error)
{
    int32_t found;
    kefu_status status;
    if (!start_couples(net, stuck) || !start_degrees(net, stuck))
        return KEFU_OK;
    kf_peer_cap(net, START_BOUNDLESS);
    status = kf_peer_solve(net, KF_PEER_THOROUGHLY, &found, error);
    stuck->why = found;
    return status;
}

kefu_status kf_peer_start(kf_peer_net *net, kf_peer_stuck *stuck, int32_t *fewest, int32_t *most,
                          kefu_error *error)
{
    int32_t mutual = net->mutual, share = start_share(net), person;
    *stuck = (kf_peer_stuck){.why = KF_PEER_FOUND, .person = -1, .wanted = start_wanted(net)};
    if (start_alone(net, stuck))
        return KEFU_OK;
    net->mutual = 1;
    person = kf_peer_fill(net, share);
    net->mutual = mutual;
    if (person >= 0) {
        start_stuck(net, KF_PEER_LOADS, person, stuck);
        return KEFU_OK;
    }
    net->mutual = 1;
    kf_peer_even(net);
    net->mutual = mutual;
    *fewest = kf_peer_fewest(net);
    *most = kf_peer_most(net);
    if (mutual || kf_peer_fill(net, *most) < 0)
        return KEFU_OK;
    return start_search(net, stuck, error);
}
