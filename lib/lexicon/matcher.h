/* matcher.h - a trie over units in flat arrays.
 *
 * Nodes are numbers; an edge is one word of a hash table, (node, unit) → node. Node 0 is the root
 * of phrases between whose units anything may be skipped, node 1 that of exact ones (phrase.h).
 * Where a part of an array ends, two roots more begin, for the part that follows. */
#ifndef KF_MATCHER_H
#define KF_MATCHER_H

#include "lexicon/filter.h"
#include "lexicon/lexicon.h"
#include "lexicon/phrase.h"

enum {
    KF_ROOTS = 2,       /* by kf_phrase.exact */
    KF_MOST_PARTS = 3,  /* of an array */
    KF_MOST_WITHIN = 24 /* units between two parts */
};

typedef struct kf_trie_node {
    uint64_t below;   /* kf_unit_bit of its edges */
    uint32_t pattern; /* the last that ends here, + 1; 0: none */
    uint32_t rest;    /* what follows after this part, + 1; 0: nothing */
} kf_trie_node;

typedef struct kf_rest {
    uint32_t root[KF_ROOTS]; /* 0: none */
    int32_t within;          /* the most of its phrases */
    uint64_t first;          /* kf_unit_bit of what the parts begin with */
} kf_rest;

typedef struct kf_pattern {
    uint32_t next; /* that ends at the same node, + 1 */
    uint32_t number;
    int32_t from, to; /* days */
    int32_t within;
    uint32_t void_in; /* the last of its exceptions, + 1 */
} kf_pattern;

/* Exceptions of a pattern that begin as many units before it, as a trie of their own: it ends where
 * kf_trie_node.pattern is not 0. */
typedef struct kf_void {
    uint64_t first; /* kf_unit_bit of what they begin with, or goes on after the part */
    uint32_t next;  /* of the same pattern, + 1 */
    uint32_t root;
    int16_t before; /* units before the part that lies in them, gaps between words apart */
    int8_t part, exact;
} kf_void;

struct kf_matcher {
    kf_memory memory;
    int64_t most_bytes; /* of the edges */
    uint64_t *edges;    /* node << 40 | unit << 24 | node below; 0: free */
    uint32_t n_edges, bits;
    kf_trie_node *nodes;
    kf_rest *rests;
    kf_pattern *patterns;
    kf_void *voids;
    size_t n_nodes, n_rests, n_patterns, n_voids;
    size_t room_nodes, room_rests, room_patterns, room_voids;
    int32_t ready;
    uint64_t exact[1 << 10]; /* a bit for each unit that an exact phrase begins with */
    kf_filter filter;
};

/* A unit as one of 64: what is in none of them need not be looked for. */
static inline uint64_t kf_unit_bit(uint16_t unit) { return (uint64_t)1 << (unit & 63); }

static inline uint32_t kf_edge_slot(uint64_t key, uint32_t bits)
{
    return (uint32_t)(key * 0x9E3779B97F4A7C15u >> (64 - bits));
}

/* The node below by this unit, 0 if there is none. */
static inline uint32_t kf_below(const kf_matcher *m, uint32_t node, uint16_t unit)
{
    const uint64_t key = (uint64_t)node << 16 | unit;
    const uint32_t mask = ((uint32_t)1 << m->bits) - 1;
    for (uint32_t slot = kf_edge_slot(key, m->bits);; slot++) {
        const uint64_t edge = m->edges[slot & mask];
        if (edge >> 24 == key || !edge)
            return (uint32_t)edge & 0xFFFFFF;
    }
}

#endif
