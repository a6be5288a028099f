/* peer_solve.c - see net.h: searches by chance and of every plan in turn. */
#include "peer/net.h"

/* Steps of a first search of each kind; eight times as many each round, as long as any are left. */
enum { SOLVE_STEPS = 20000, SOLVE_TIMES = 8 };

kefu_status kf_peer_solve(kf_peer_net *net, int32_t rounds, int32_t *found, kefu_error *error)
{
    int64_t steps = SOLVE_STEPS, begin = net->steps;
    kefu_status status = KEFU_OK;
    *found = kf_peer_mend(net, net->spare > 0 ? steps : 0);
    for (int32_t round = 0; round < rounds && net->spare > net->steps - begin; round++) {
        if (*found == KF_PEER_GAVE_UP)
            status = kf_peer_exhaust(net, steps, found, error);
        if (!status && *found == KF_PEER_GAVE_UP)
            *found = kf_peer_mend(net, steps);
        if (status || *found != KF_PEER_GAVE_UP)
            break;
        steps *= SOLVE_TIMES;
    }
    net->spare -= net->steps - begin;
    return status;
}
