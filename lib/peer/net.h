/* net.h - people and the pairs among them as matrices of bits, and the search for pairs.
 *
 * Each inspected person takes `need` inspectors, each inspector at most `most`: a flow. A way is a
 * change of pairs that gives one person one inspector more and leaves all others as many as they
 * had. Where mutual pairs are allowed, ways are found whenever there are any (augmenting paths), so
 * that not to find one proves that there is no plan. Without mutual pairs that holds only where no
 * inspector is at his most; else a way found is a way, and none found proves nothing. */
#ifndef KF_PEER_NET_H
#define KF_PEER_NET_H

#include "base/alloc.h"

typedef struct kf_peer_net {
    const kf_memory *memory;
    int32_t n, each, mutual;
    int32_t turn;        /* where the choice of inspectors begins: by the period */
    size_t words;        /* of a row */
    uint64_t *allow;     /* row of a person: who may inspect them */
    uint64_t *reach;     /* the same, turned: whom they may inspect */
    uint64_t *in, *out;  /* the pairs: who inspects them; whom they inspect */
    uint64_t *before;    /* who inspected them before */
    uint64_t *seen_from; /* one row: inspectors, then inspected that a search has met */
    uint64_t *seen_to;
    uint64_t *row;
    int32_t *most, *least; /* of inspectors, now: what the search keeps */
    int32_t *bound;        /* what the caller says */
    int32_t *need, *got;   /* inspectors wanted, and found */
    int32_t *load;         /* whom one inspects */
    int32_t *up, *by, *queue;
    uint32_t key[2], drawn; /* random numbers */
    int64_t steps;          /* words of rows looked at: the measure of work */
    int64_t spare;          /* steps left for searches */
} kf_peer_net;

/* Why there is no plan. */
enum {
    KF_PEER_FOUND,
    KF_PEER_ALONE,  /* `person` may be inspected by too few */
    KF_PEER_LOADS,  /* the people in the net's seen_to have too few inspectors with room */
    KF_PEER_MUTUAL, /* those have too few pairs where none is mutual */
    KF_PEER_NONE,   /* all was tried */
    KF_PEER_GAVE_UP
};

typedef struct kf_peer_stuck {
    int32_t why, person;
    int64_t wanted, there; /* pairs */
} kf_peer_stuck;

static inline uint64_t *kf_peer_row(const kf_peer_net *net, uint64_t *rows, int32_t person)
{
    return rows + (size_t)person * net->words;
}

static inline int32_t kf_bit(const uint64_t *row, int32_t bit)
{
    return (int32_t)(row[bit >> 6] >> (bit & 63) & 1);
}

static inline void kf_bit_set(uint64_t *row, int32_t bit)
{
    row[bit >> 6] |= UINT64_C(1) << (bit & 63);
}

static inline void kf_bit_clear(uint64_t *row, int32_t bit)
{
    row[bit >> 6] &= ~(UINT64_C(1) << (bit & 63));
}

/* The first bit of the row from `bit` on; net->n if there is none. */
int32_t kf_peer_next(const kf_peer_net *net, const uint64_t *row, int32_t bit);
int32_t kf_peer_bits(const kf_peer_net *net, const uint64_t *row);

/* peer_net.c */
int32_t kf_peer_net_init(kf_peer_net *net, const kf_memory *memory, int32_t n); /* 0: no memory */
void kf_peer_net_free(kf_peer_net *net);
void kf_peer_allow(kf_peer_net *net, int32_t inspector, int32_t inspected, int32_t allow);
int32_t kf_peer_allowed(const kf_peer_net *net, int32_t inspector, int32_t inspected);
void kf_peer_put(kf_peer_net *net, int32_t inspector, int32_t inspected);
void kf_peer_drop(kf_peer_net *net, int32_t inspector, int32_t inspected);
int32_t kf_peer_paired(const kf_peer_net *net, int32_t inspector, int32_t inspected);
void kf_peer_clear(kf_peer_net *net);
/* No inspector has more than `most`, nor more than the bound. */
void kf_peer_cap(kf_peer_net *net, int32_t most);
void kf_peer_floor(kf_peer_net *net, int32_t least);
/* The fewest and the most pairs of those who inspect. */
int32_t kf_peer_fewest(const kf_peer_net *net);
int32_t kf_peer_most(const kf_peer_net *net);
/* Pairs as numbers, `room` for n × each; and back. */
size_t kf_peer_keep(const kf_peer_net *net, uint32_t *room);
void kf_peer_restore(kf_peer_net *net, const uint32_t *room, size_t n);
/* 0 .. below - 1, of the seed. */
int32_t kf_peer_chance(kf_peer_net *net, int32_t below);

/* peer_way.c: one inspector more for a person: 1 if a way was found, else what was met is in
 * seen_from and seen_to. `turning`: also where a pair is turned round. */
int32_t kf_peer_give(kf_peer_net *net, int32_t inspected, int32_t turning);
/* One pair more for an inspector from one who has more than `than`, and than their least. */
int32_t kf_peer_raise(kf_peer_net *net, int32_t inspector, int32_t than);
/* Ways until loads cannot be evened by one. */
void kf_peer_even(kf_peer_net *net);

/* peer_search.c: what is missing, within so many steps; KF_PEER_FOUND, _NONE (proven), _GAVE_UP */
int32_t kf_peer_mend(kf_peer_net *net, int64_t steps);
/* From nothing, the smallest most first, ways only: the person who was stuck, or -1. */
int32_t kf_peer_fill(kf_peer_net *net, int32_t most);
/* peer_exhaust.c: every plan, in as many steps; takes the pairs of the net away. */
kefu_status kf_peer_exhaust(kf_peer_net *net, int64_t steps, int32_t *found, kefu_error *error);
/* peer_solve.c: both in turn with ever more steps. What is paired already is a beginning, not kept
 * where there is no plan. */
enum { KF_PEER_QUICKLY = 2, KF_PEER_THOROUGHLY = 4 };
kefu_status kf_peer_solve(kf_peer_net *net, int32_t rounds, int32_t *found, kefu_error *error);

/* peer_start.c: any plan of the net, or why there is none. `fewest`, `most`: what they can be at
 * best where mutual pairs are allowed. */
kefu_status kf_peer_start(kf_peer_net *net, kf_peer_stuck *stuck, int32_t *fewest, int32_t *most,
                          kefu_error *error);

#endif
