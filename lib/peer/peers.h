/* peers.h - who inspects whom: the people and rules as they were read, and the plan being made. */
#ifndef KF_PEERS_H
#define KF_PEERS_H

#include "base/hash.h"
#include "kefu/peer.h"
#include "peer/net.h"

enum { KF_PEER_PEOPLE = 5000, KF_PEER_PAIRS = 100000 };

typedef struct kf_peer_person {
    const char *id, *team;
    int64_t row;
    uint64_t key; /* of the seed: the order of the search */
    int32_t most; /* 0 for whom does not inspect; INT32_MAX: as it comes */
    int32_t inspected;
} kf_peer_person;

/* By numbers of people in the order of the seed. */
typedef struct kf_peer_pair {
    int32_t inspector, inspected;
    int64_t period; /* of history */
    int32_t open;   /* history: may still be a pair */
} kf_peer_pair;

typedef struct kf_peer_list {
    kf_peer_pair *pairs;
    size_t n, capacity;
} kf_peer_list;

typedef struct kf_peer_couple { /* by numbers of people in the order of ids */
    int32_t inspector, inspected, again;
} kf_peer_couple;

struct kefu_peers {
    kf_memory memory;
    kf_arena arena;
    kf_peer_person *people; /* in the order of the seed once they are read */
    size_t n, capacity;
    uint32_t *by_id;       /* numbers of people in the order of ids */
    kf_peer_couple *pairs; /* room for as many as inspected people need */
    size_t n_pairs;
    int32_t each;
    int64_t period;
    kefu_peer_loads loads;
};

/* What is asked for; hints ask for less of it. */
typedef struct kf_peer_rules {
    int32_t each, mutual, team_rule;
    int32_t use_bans, use_most;
    int64_t lifted; /* number of a ban that does not hold, or -1 */
} kf_peer_rules;

typedef struct kf_peering {
    kefu_peers *peers;
    kf_peer_rules rules;
    int64_t period;
    kf_hash_key seed;
    kf_peer_list bans, history;
    kf_peer_net net;
    kefu_error *error;
} kf_peering;

/* peer_read.c: people in the order of the seed, bans and history. */
kefu_status kf_peer_read(kf_peering *p, const kefu_batch *people, const kefu_peer_options *options);

/* peer_ring.c: 1 if the net holds the ring of the period, 0 if no ring will do. */
int32_t kf_peer_ring(kf_peering *p);

/* peer_rules.c: the net of the rules, with nobody inspecting; history is marked, not forbidden.
 * And whether the pairs found keep the rules. */
kefu_status kf_peer_build(kf_peering *p, const kf_peer_rules *rules, kf_peer_net *net);
int32_t kf_peer_keeps(kf_peering *p);

/* peer_plan.c: the whole plan into the net. */
kefu_status kf_peer_plan(kf_peering *p);
/* peer_history.c: turns pairs of before into others, the latest first. */
kefu_status kf_peer_avoid(kf_peering *p);
/* peer_why.c: KEFU_E_INFEASIBLE with the reason and what would do. */
kefu_status kf_peer_why(kf_peering *p, const kf_peer_stuck *stuck);

#endif
