/* peer_why.c - why there is no plan, and what would do. */
#include "base/fail.h"
#include "base/sort.h"
#include "base/text.h"
#include "peer/peers.h"

enum { WHY_NAMES = 3, WHY_BANS = 64, WHY_STEPS = 2000000 };

/* ---- What would do -------------------------------------------------------------------------- */

static kefu_status why_possible(kf_peering *p, const kf_peer_rules *rules, int32_t *possible)
{
    kf_peer_net net = {0};
    kf_peer_stuck stuck;
    int32_t fewest, most;
    kefu_status status = kf_peer_build(p, rules, &net);
    net.spare = WHY_STEPS; /* a hint that takes long to find is not given */
    if (!status)
        status = kf_peer_start(&net, &stuck, &fewest, &most, p->error);
    *possible = !status && stuck.why == KF_PEER_FOUND;
    kf_peer_net_free(&net);
    return status;
}

/* With fewer inspectors each: as many as can be. */
static kefu_status why_each(kf_peering *p, kf_buffer *text)
{
    kf_peer_rules rules = p->rules;
    int32_t low = 0, high = p->rules.each; /* low is possible, high is not */
    kefu_status status = KEFU_OK;
    while (high - low > 1 && !status) {
        int32_t possible;
        rules.each = low + (high - low) / 2;
        status = why_possible(p, &rules, &possible);
        if (possible)
            low = rules.each;
        else
            high = rules.each;
    }
    if (low)
        kf_put_format(text, ", with each = %d", low);
    return status;
}

static int32_t why_ban_order(const void *things, uint32_t a, uint32_t b)
{
    const kf_peering *p = things;
    const kf_peer_pair *x = &p->bans.pairs[a], *y = &p->bans.pairs[b];
    if (x->inspector != y->inspector)
        return x->inspector < y->inspector ? -1 : 1;
    return (x->inspected > y->inspected) - (x->inspected < y->inspected);
}

/* Without one ban: the first that will do, of so many. */
static kefu_status why_one_ban(kf_peering *p, const uint32_t *order, kf_buffer *text)
{
    kf_peer_rules rules = p->rules;
    int32_t possible = 0;
    kefu_status status = KEFU_OK;
    for (size_t b = 0; b < p->bans.n && b < WHY_BANS && !status && !possible; b++) {
        rules.lifted = order[b];
        status = why_possible(p, &rules, &possible);
    }
    if (!possible) {
        kf_put_text(text, ", with fewer bans");
        return status;
    }
    const kf_peer_pair *ban = &p->bans.pairs[rules.lifted];
    kf_put_format(text, ", without the ban of '%s' on '%s'", p->peers->people[ban->inspector].id,
                  p->peers->people[ban->inspected].id);
    return status;
}

static kefu_status why_bans(kf_peering *p, kf_buffer *text)
{
    const kf_memory *memory = &p->peers->memory;
    uint32_t *order = kf_alloc_array(memory, p->bans.n, sizeof *order);
    if (!order)
        return kf_no_memory(p->error);
    for (size_t b = 0; b < p->bans.n; b++)
        order[b] = (uint32_t)b;
    kefu_status status = kf_sort(memory, order, p->bans.n, why_ban_order, p, p->error);
    if (!status)
        status = why_one_ban(p, order, text);
    kf_free_array(memory, order, p->bans.n, sizeof *order);
    return status;
}

/* Changes that need no more than one rule. */
static kefu_status why_changes(kf_peering *p, kf_buffer *text)
{
    enum { WHY_MUTUAL, WHY_TEAM, WHY_MOST, WHY_LIFTED, WHY_CHANGES };
    static const char *const says[] = {", with mutual = 1", ", with any team", ", without most",
                                       ""};
    const int32_t holds[] = {!p->rules.mutual, p->rules.team_rule != 0, p->rules.use_most,
                             p->bans.n > 0};
    kefu_status status = why_each(p, text);
    for (int32_t c = 0; c < WHY_CHANGES && !status; c++) {
        kf_peer_rules rules = p->rules;
        int32_t possible = 0;
        rules.mutual |= c == WHY_MUTUAL;
        rules.team_rule = c == WHY_TEAM ? 0 : rules.team_rule;
        rules.use_most = c != WHY_MOST;
        rules.use_bans = c != WHY_LIFTED;
        if (holds[c])
            status = why_possible(p, &rules, &possible);
        if (possible)
            kf_put_text(text, says[c]);
        if (possible && c == WHY_LIFTED)
            status = why_bans(p, text);
    }
    return status;
}

/* People it takes where everybody does both and nothing is banned. */
static void why_people(const kf_peering *p, kf_buffer *text)
{
    const kefu_peers *peers = p->peers;
    int64_t need = (p->rules.mutual ? 1 : 2) * (int64_t)p->rules.each + 1;
    for (size_t i = 0; i < peers->n; i++)
        if (peers->people[i].most < p->rules.each || !peers->people[i].inspected)
            return;
    if (!p->bans.n && !p->rules.team_rule && need > (int64_t)peers->n && need <= KF_PEER_PEOPLE)
        kf_put_format(text, ", with %i people", need);
}

/* ---- Why ------------------------------------------------------------------------------------ */

static void why_alone(const kf_peering *p, const kf_peer_stuck *stuck, kf_buffer *text)
{
    const kefu_peers *peers = p->peers;
    const kf_peer_person *of = &peers->people[stuck->person];
    int64_t others = 0;
    for (size_t i = 0; i < peers->n; i++)
        others += peers->people[i].most && &peers->people[i] != of;
    kf_put_format(text, "'%s' needs %i inspector%s, but of %i others who inspect only %i may",
                  of->id, stuck->wanted, stuck->wanted == 1 ? "" : "s", others, stuck->there);
    if (p->bans.n || p->rules.team_rule)
        kf_put_format(text, " (%s%s%s)", p->bans.n ? "bans" : "",
                      p->bans.n && p->rules.team_rule ? ", " : "",
                      p->rules.team_rule ? "team_rule" : "");
}

/* Those of the net's seen_to, the first three by name. */
static void why_set(const kf_peering *p, kf_buffer *text)
{
    const kefu_peers *peers = p->peers;
    int32_t n = kf_peer_bits(&p->net, p->net.seen_to), told = 0;
    for (size_t i = 0; i < peers->n && told < WHY_NAMES; i++) {
        int32_t person = (int32_t)peers->by_id[i];
        if (kf_bit(p->net.seen_to, person))
            kf_put_format(text, "%s'%s'", told++ ? ", " : "", peers->people[person].id);
    }
    if (n > told)
        kf_put_format(text, " and %d more", n - told);
    kf_put_text(text, n > 1 ? " need " : " needs ");
}

static void why_reason(const kf_peering *p, const kf_peer_stuck *stuck, kf_buffer *text)
{
    switch (stuck->why) {
    case KF_PEER_ALONE:
        why_alone(p, stuck, text);
        return;
    case KF_PEER_LOADS:
        why_set(p, text);
        kf_put_format(text, "%i inspections, but those who may inspect them can do %i",
                      stuck->wanted, stuck->there);
        return;
    case KF_PEER_MUTUAL:
        why_set(p, text);
        kf_put_format(text, "%i inspections, but without mutual pairs there can be %i",
                      stuck->wanted, stuck->there);
        return;
    case KF_PEER_NONE:
        kf_put_text(text, "no plan keeps all rules together (every one was tried)");
        return;
    default:
        kf_put_text(text, "the search gave up; that does not show that there is no plan");
        return;
    }
}

kefu_status kf_peer_why(kf_peering *p, const kf_peer_stuck *stuck)
{
    kf_buffer text, would;
    kf_buffer_init(&text, &p->peers->memory);
    kf_buffer_init(&would, &p->peers->memory);
    why_reason(p, stuck, &text);
    why_people(p, &would);
    kefu_status status = why_changes(p, &would);
    const char *says = kf_buffer_text(&text), *hint = kf_buffer_text(&would);
    if (!status && (!says || !hint))
        status = kf_no_memory(p->error);
    if (!status)
        status = kf_fail(p->error, stuck->why == KF_PEER_GAVE_UP ? KEFU_E_LIMIT : KEFU_E_INFEASIBLE,
                         "peers: %s%s%s", says, *hint ? "; possible" : "", *hint ? hint + 1 : "");
    kf_buffer_free(&text);
    kf_buffer_free(&would);
    return status;
}
