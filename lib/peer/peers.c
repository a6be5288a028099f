/* peers.c - kefu_peers: what is asked for, and the pairs as they are told. */
#include <string.h>

#include "base/fail.h"
#include "peer/peers.h"

/* "kefu-pee" and "r-seed/1" as little-endian numbers. */
static const kf_hash_key peers_seed_key = {0x6565702D7566656B, 0x312F646565732D72};

static uint64_t peers_u64(const uint8_t *bytes)
{
    uint64_t x = 0;
    for (int32_t i = 7; i >= 0; i--)
        x = x << 8 | bytes[i];
    return x;
}

static kefu_status peers_bad_option(kefu_error *error, const char *what)
{
    return kf_fail(error, KEFU_E_ARGUMENT, "kefu_peer_options: %s", what);
}

static kefu_status peers_options(const kefu_peer_options *given, kefu_peer_options *o,
                                 kefu_error *error)
{
    *o = (kefu_peer_options){.struct_size = sizeof *o};
    kefu_status status = kf_take(o, sizeof *o, given, error);
    if (status)
        return status;
    if (o->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "kefu_peer_options: reserved0 is not 0");
    if (!o->seed)
        return peers_bad_option(error, "seed is NULL");
    if (o->period < 0)
        return peers_bad_option(error, "period: expected 0 or more");
    if (o->each < 0)
        return peers_bad_option(error, "each: expected 1 or more, or 0 for 1");
    if (o->team_rule < KEFU_PEERS_ANY_TEAM || o->team_rule > KEFU_PEERS_OWN_TEAM)
        return kf_fail(error, KEFU_E_UNSUPPORTED,
                       "kefu_peer_options: team_rule %d is not one of KEFU_PEERS_...",
                       o->team_rule);
    if (o->mutual < 0 || o->mutual > 1)
        return peers_bad_option(error, "mutual: expected 0 or 1");
    if (!o->each)
        o->each = 1;
    return KEFU_OK;
}

static void peers_seed(const char *seed, kf_hash_key *key)
{
    uint8_t bytes[16];
    kf_siphash128(peers_seed_key, seed, strlen(seed), bytes);
    key->k0 = peers_u64(bytes);
    key->k1 = peers_u64(bytes + 8);
}

/* ---- Results -------------------------------------------------------------------------------- */

/* From numbers in the order of the seed to numbers in the order of ids. */
static void peers_list(kf_peering *p, uint32_t *place)
{
    kefu_peers *peers = p->peers;
    for (size_t i = 0; i < peers->n; i++)
        place[peers->by_id[i]] = (uint32_t)i;
    for (size_t i = 0; i < peers->n; i++) {
        int32_t from = (int32_t)peers->by_id[i];
        size_t first = peers->n_pairs;
        const uint64_t *out = kf_peer_row(&p->net, p->net.out, from);
        memset(p->net.row, 0, p->net.words * sizeof *p->net.row);
        for (int32_t j = kf_peer_next(&p->net, out, 0); j < p->net.n;
             j = kf_peer_next(&p->net, out, j + 1))
            kf_bit_set(p->net.row, (int32_t)place[j]);
        for (int32_t j = kf_peer_next(&p->net, p->net.row, 0); j < p->net.n;
             j = kf_peer_next(&p->net, p->net.row, j + 1)) {
            int32_t to = (int32_t)peers->by_id[j];
            int32_t again = kf_bit(kf_peer_row(&p->net, p->net.before, to), from);
            peers->loads.again += again;
            peers->pairs[peers->n_pairs++] = (kf_peer_couple){(int32_t)i, j, again};
        }
        if (peers->people[from].most && (int64_t)(peers->n_pairs - first) < peers->loads.least)
            peers->loads.least = (int64_t)(peers->n_pairs - first);
    }
}

static kefu_status peers_give(kf_peering *p)
{
    kefu_peers *peers = p->peers;
    kefu_peer_loads *loads = &peers->loads;
    uint32_t *place;
    if (!kf_peer_keeps(p))
        return kf_fail(p->error, KEFU_E_INTERNAL, "peers: the plan breaks its rules");
    loads->struct_size = sizeof *loads;
    loads->least = INT64_MAX;
    loads->most = kf_peer_most(&p->net);
    for (size_t i = 0; i < peers->n; i++) {
        loads->inspectors += peers->people[i].most > 0;
        loads->inspected += peers->people[i].inspected;
    }
    peers->pairs = kf_alloc_array(&peers->memory, (size_t)loads->inspected * (size_t)p->rules.each,
                                  sizeof *peers->pairs);
    place = kf_alloc_array(&peers->memory, peers->n, sizeof *place);
    if (peers->pairs && place)
        peers_list(p, place);
    kf_free_array(&peers->memory, place, peers->n, sizeof *place);
    return peers->pairs && place ? KEFU_OK : kf_no_memory(p->error);
}

/* ---- Calls ---------------------------------------------------------------------------------- */

static kefu_status peers_make(kf_peering *p, const kefu_batch *people,
                              const kefu_peer_options *options)
{
    const kf_memory *memory = &p->peers->memory;
    kefu_status status = kf_peer_read(p, people, options);
    if (!status)
        status = kf_peer_plan(p);
    if (!status)
        status = peers_give(p);
    kf_peer_net_free(&p->net);
    kf_free_array(memory, p->bans.pairs, p->bans.capacity, sizeof *p->bans.pairs);
    kf_free_array(memory, p->history.pairs, p->history.capacity, sizeof *p->history.pairs);
    return status;
}

kefu_status KEFU_CALL kefu_peers_new(const kefu_batch *people, const kefu_peer_options *options,
                                     kefu_peers **out, kefu_error *error)
{
    kefu_peer_options o;
    kf_memory memory;
    kefu_peers *peers;
    if (!people || !options || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_peers_new: people, options or out is NULL");
    kefu_status status = peers_options(options, &o, error);
    if (!status)
        status = kf_memory_init(&memory, o.allocator, error);
    if (status)
        return status;
    peers = kf_alloc_zero(&memory, sizeof *peers);
    if (!peers)
        return kf_no_memory(error);
    peers->memory = memory;
    peers->each = o.each;
    peers->period = o.period;
    kf_arena_init(&peers->arena, &peers->memory);
    kf_peering p = {.peers = peers, .period = o.period, .error = error};
    p.rules = (kf_peer_rules){o.each, o.mutual, o.team_rule, 1, 1, -1};
    peers_seed(o.seed, &p.seed);
    status = peers_make(&p, people, &o);
    if (status)
        kefu_peers_free(peers);
    else
        *out = peers;
    return status;
}

void KEFU_CALL kefu_peers_free(kefu_peers *peers)
{
    if (!peers)
        return;
    kf_memory memory = peers->memory;
    kf_free_array(&memory, peers->pairs, (size_t)peers->loads.inspected * (size_t)peers->each,
                  sizeof *peers->pairs);
    kf_free_array(&memory, peers->people, peers->capacity, sizeof *peers->people);
    kf_free_array(&memory, peers->by_id, peers->n, sizeof *peers->by_id);
    kf_arena_free(&peers->arena);
    kf_free(&memory, peers, sizeof *peers);
}

int64_t KEFU_CALL kefu_peers_count(const kefu_peers *peers)
{
    return peers ? (int64_t)peers->n_pairs : 0;
}

kefu_status KEFU_CALL kefu_peers_at(const kefu_peers *peers, int64_t index, kefu_peer *out)
{
    if (!peers || !out || index < 0 || index >= (int64_t)peers->n_pairs)
        return KEFU_E_ARGUMENT;
    const kf_peer_couple *pair = &peers->pairs[index];
    const kefu_peer at = {sizeof at, peers->people[peers->by_id[pair->inspector]].id,
                          peers->people[peers->by_id[pair->inspected]].id, pair->again, 0};
    return kf_give(out, &at, sizeof at);
}

kefu_status KEFU_CALL kefu_peers_loads(const kefu_peers *peers, kefu_peer_loads *out)
{
    return peers && out ? kf_give(out, &peers->loads, sizeof peers->loads) : KEFU_E_ARGUMENT;
}
