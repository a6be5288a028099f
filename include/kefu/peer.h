/* kefu/peer.h - who inspects whom (互检): nobody themselves, no two each other, loads even. Uses
 * table.h.
 *
 * People who are inspected need so many different inspectors each; people who inspect share them
 * evenly. Pairs that must not be are bans; pairs of before are avoided as long as that is possible,
 * the latest first. In this order:
 *
 *  1. The rules: bans, teams, bounds, no mutual pairs.
 *  2. Loads: the most that anybody inspects is as small as can be; with it, the fewest as many as
 *     can be.
 *  3. Pairs of before, latest period first: if all pairs of a period can be avoided beside what is
 *     avoided already, with these loads, they are; if not, each of them in turn that can.
 *
 * How it is found. Where everybody inspects and is inspected and nothing is banned: a ring in an
 * order of the seed, each inspecting those so many steps ahead (possible if and only if people >= 2
 * × each + 1), with other steps every period: (people - 1) / (2 × each) periods without two people
 * meeting again; a ring with a pair of before gives way to the next without. Otherwise by flows.
 * Where mutual pairs are allowed these find the best plan. Where they are not, the question is one
 * that no quick method answers for everybody: ways that keep the rule are sought, then chance and
 * trying every plan help, in a number of steps that is the same on every machine; loads tell
 * whether they are proven, and a pair of before may stay that could be avoided. What is told as
 * impossible is proven: by counting, which the message does, or by having tried every plan.
 */
#ifndef KEFU_PEER_H
#define KEFU_PEER_H

#include "kefu/table.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kefu_peers kefu_peers;

/* kefu_peer_options.team_rule */
enum {
    KEFU_PEERS_ANY_TEAM = 0,
    KEFU_PEERS_OTHER_TEAM = 1, /* never within the own team */
    KEFU_PEERS_OWN_TEAM = 2    /* only there */
};

typedef struct kefu_peer_options {
    size_t struct_size;
    const kefu_allocator *allocator;
    const kefu_limits *limits;
    const char *seed;       /* with NUL; required: the same for all periods */
    int64_t period;         /* 0, 1, 2 ...: number of the week or month; turns the ring */
    int32_t each;           /* inspectors of each inspected person; 0 = 1 */
    int32_t team_rule;      /* KEFU_PEERS_ANY_TEAM ... */
    const kefu_batch *bans; /* NULL, or inspector (质检员), inspected (被检人), and perhaps both
                               (双向: 1 = neither the other): never */
    const kefu_batch *history; /* NULL, or inspector, inspected and perhaps period (期间, a whole
                                  number, empty: before all others): pairs of before */
    int32_t mutual;            /* 1 = two may inspect each other */
    int32_t reserved0;
} kefu_peer_options;

/* Pairs of the people of a batch: person (客服 or 人员), team (团队), inspects (质检: 1, 0; empty
 * 1), inspected (被检: 1, 0; empty 1) and most (上限: how many this person inspects at most; empty:
 * as it comes). The same pairs for the same people, rules, seed and period, in whatever order the
 * rows are. KEFU_E_DUPLICATE for a person twice, KEFU_E_NAME for one of bans that is not there (of
 * history: ignored), KEFU_E_DATA where nobody is inspected, or has no team where team_rule asks for
 * one. KEFU_E_INFEASIBLE with the reason and the changes of one rule that would do (each, mutual, a
 * ban, team_rule, most). KEFU_E_LIMIT above 5,000 people (or limits->groups) or 100,000 pairs, or
 * where the search gave up: the message says which. O(people × each × pairs allowed / 64): 5,000
 * people take a second, with twenty inspectors each up to half a minute; and some 6 × 10^7 steps
 * (seconds) where mutual pairs stand in the way. [pure] Since 0.1 */
KEFU_API kefu_status KEFU_CALL kefu_peers_new(const kefu_batch *people,
                                              const kefu_peer_options *options, kefu_peers **out,
                                              kefu_error *error);
KEFU_API void KEFU_CALL kefu_peers_free(kefu_peers *peers);

typedef struct kefu_peer {
    size_t struct_size;
    const char *inspector; /* borrowed */
    const char *inspected;
    int32_t again; /* 1: was a pair before, by history */
    int32_t reserved0;
} kefu_peer;
/* Pairs, by inspector, then inspected, in the order of ids. */
KEFU_API int64_t KEFU_CALL kefu_peers_count(const kefu_peers *peers);
KEFU_API kefu_status KEFU_CALL kefu_peers_at(const kefu_peers *peers, int64_t index,
                                             kefu_peer *out);

/* CSV, a line a pair: period, inspector, inspected, with headings in the language: what is hung on
 * the wall, and, put together, the history of next time. `excel` = 1: BOM, CRLF, ids as text. */
KEFU_API kefu_status KEFU_CALL kefu_peers_csv(const kefu_peers *peers, int32_t language,
                                              int32_t excel, const kefu_sink *sink,
                                              kefu_error *error);

/* How even it is. */
typedef struct kefu_peer_loads {
    size_t struct_size;
    int64_t inspectors; /* who may inspect (and have not 0 as their most) */
    int64_t inspected;
    int64_t least; /* pairs of the inspector with the fewest, and with the most */
    int64_t most;
    int64_t again;  /* pairs that were pairs before */
    int32_t proven; /* 1: no plan has a smaller most, nor with that most a larger least */
    int32_t reserved0;
} kefu_peer_loads;
KEFU_API kefu_status KEFU_CALL kefu_peers_loads(const kefu_peers *peers, kefu_peer_loads *out);

#ifdef __cplusplus
}
#endif
#endif
