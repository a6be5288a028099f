/* proof.c - kefu_metric_check: rounds of random rows, and in each all laws that the table claims.
 */
#include "metric/proof.h"

#include <string.h>

#include "base/fail.h"
#include "base/format.h"
#include "base/text.h"

enum { PROOF_ROUNDS = 1000, PROOF_TAKEN = 8 }; /* one round in 8 must prove a law */

static const kf_proof_law proof_laws[] = {
    {"empty", 0, 0, kf_proof_law_empty},
    {"relocation", 0, 0, kf_proof_law_relocation},
    {"split", 0, 0, kf_proof_law_split},
    {"groups", 0, 0, kf_proof_law_groups},
    {"order", KEFU_METRIC_ORDER_FREE, 0, kf_proof_law_order},
    {"identity", KEFU_METRIC_MERGEABLE, 0, kf_proof_law_identity},
    {"merge", KEFU_METRIC_MERGEABLE, 0, kf_proof_law_merge},
    {"associative", KEFU_METRIC_MERGEABLE, 0, kf_proof_law_associative},
    {"commutative", KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE, 0, kf_proof_law_commutative},
    {"load", 0, 1, kf_proof_law_load},
    {"format", 0, 1, kf_proof_law_format},
    {"truncated", 0, 1, kf_proof_law_truncated},
    {"extended", 0, 1, kf_proof_law_extended},
    {"damaged", 0, 1, kf_proof_law_damaged},
    {"memory", 0, 0, kf_proof_law_memory},
};

enum { PROOF_LAWS = sizeof proof_laws / sizeof *proof_laws };

/* ---- The end of a check --------------------------------------------------------------------- */

static void proof_put(void *to, const char *bytes, size_t size) { kf_put(to, bytes, size); }

void kf_proof_broken(kf_proof *p, const char *law, const char *format, ...)
{
    const char *broken = law ? law : p->law;
    const int32_t other = strcmp(broken, p->law) != 0; /* tells which bytes or merges led to it */
    kf_buffer text;
    va_list args;
    if (p->status)
        return;
    kf_buffer_init(&text, &p->memory);
    va_start(args, format);
    kf_format(proof_put, &text, format, args);
    va_end(args);
    p->status =
        kf_fail(&p->fault, KEFU_E_PLUGIN, "metric '%s', law '%s', seed %i, round %d%s%s%s: %s",
                p->metric->name, broken, p->seed, p->round, other ? ", in proof of '" : "",
                other ? p->law : "", other ? "'" : "", kf_buffer_text(&text));
    kf_buffer_free(&text);
}

int32_t kf_proof_no_memory(kf_proof *p)
{
    if (!p->status)
        p->status = kf_no_memory(&p->fault);
    return 0;
}

/* ---- Rounds --------------------------------------------------------------------------------- */

/* Leaves out rows that the metric refuses by themselves. */
static void proof_pick(kf_proof *p)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n && !p->status; i++) {
        kf_proof_states *s = kf_proof_begin(p, 1);
        if (s && kf_proof_update(p, s, &p->list[i], 1, NULL))
            p->list[n++] = p->list[i];
        kf_proof_end_all(p);
    }
    p->n = n;
}

/* 1 if the rows that are left are taken together. */
static int32_t proof_whole(kf_proof *p)
{
    kf_proof_states *s;
    p->law = "value";
    p->refusal = KEFU_OK;
    proof_pick(p);
    if (p->status || (p->refusal && !p->n))
        return 0;
    p->refusal = KEFU_OK;
    s = kf_proof_begin(p, 1);
    if (s && kf_proof_update(p, s, p->list, p->n, NULL))
        kf_proof_see(p, s, 0, &p->whole);
    kf_proof_end_all(p);
    return !p->status && !p->refusal;
}

static int32_t proof_applies(const kf_proof *p, const kf_proof_law *law)
{
    return (p->metric->flags & law->claims) == law->claims &&
           (!law->saved || (p->metric->save && !p->whole.saved));
}

static void proof_laws_of_round(kf_proof *p, int32_t proved[PROOF_LAWS])
{
    for (int32_t i = 0; i < PROOF_LAWS && !p->status; i++) {
        if (!proof_applies(p, &proof_laws[i]))
            continue;
        p->law = proof_laws[i].name;
        p->refusal = KEFU_OK;
        proof_laws[i].prove(p);
        kf_proof_end_all(p);
        proved[i] += !p->refusal && !p->whole.status;
    }
}

static kefu_status proof_round(kf_proof *p, int32_t proved[PROOF_LAWS])
{
    kefu_error why;
    kefu_status status;
    p->turn = 0;
    status = kf_proof_rows_make(p, &why);
    if (status) {
        p->fault = why;
        return p->status = status;
    }
    p->late.round = kf_proof_dice(p, 2) ? 9 : 1 + (int32_t)kf_proof_dice(p, 9);
    if (proof_whole(p))
        proof_laws_of_round(p, proved);
    return p->status;
}

/* A law that is hardly ever put to the test is not proved. */
static void proof_enough(kf_proof *p, int32_t rounds, const int32_t proved[PROOF_LAWS])
{
    for (int32_t i = 0; i < PROOF_LAWS && !p->status; i++)
        if (proof_applies(p, &proof_laws[i]) && proved[i] < rounds / PROOF_TAKEN)
            p->status =
                kf_fail(&p->fault, KEFU_E_DATA,
                        "metric '%s', law '%s': only %d of %d rounds had rows that it "
                        "takes (%s); give it rows",
                        p->metric->name, proof_laws[i].name, proved[i], rounds, p->refused.message);
}

static void proof_rounds(kf_proof *p, int32_t first, int32_t rounds)
{
    int32_t proved[PROOF_LAWS] = {0};
    for (int32_t i = 0; i < rounds && !p->status; i++) {
        p->round = first + i;
        proof_round(p, proved);
    }
    proof_enough(p, rounds, proved);
}

/* ---- The call ------------------------------------------------------------------------------- */

static char proof_lower(char ch) { return (char)(ch >= 'A' && ch <= 'Z' ? ch - 'A' + 'a' : ch); }

static int32_t proof_is_word(char ch)
{
    ch = proof_lower(ch);
    return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_';
}

/* Whether the word at the head of the call, of n letters, is this name. */
static int32_t proof_calls(const char *call, size_t n, const char *name)
{
    size_t i = 0;
    while (i < n && proof_lower(call[i]) == name[i])
        i++;
    return i == n && !name[n];
}

static kefu_status proof_find(kf_proof *p, const kefu_registry *registry, kefu_error *error)
{
    kf_near near;
    int32_t n;
    size_t word = 0;
    const kf_metric_entry *entries = kf_registry_entries(registry, &n);
    while (proof_is_word(p->call[word]))
        word++;
    p->bare = p->call[word] == 0;
    kf_near_init(&near, p->call, word);
    for (int32_t i = 0; i < n; i++) {
        kf_near_add(&near, entries[i].metric->name);
        if (!proof_calls(p->call, word, entries[i].metric->name))
            continue;
        p->metric = entries[i].metric;
        p->user = entries[i].user;
        return KEFU_OK;
    }
    return kf_fail(error, KEFU_E_NAME,
                   "kefu_metric_check: '%s' does not begin with the name of a metric%s", p->call,
                   kf_near_text(&near));
}

static void proof_free(kf_proof *p)
{
    kf_proof_rows_free(p);
    kf_free_array(&p->memory, p->args, p->args_capacity, 1);
    kf_free_array(&p->memory, p->whole.bytes, p->whole.capacity, 1);
    for (int32_t i = 0; i < KF_PROOF_SEEN; i++)
        kf_free_array(&p->memory, p->seen[i].bytes, p->seen[i].capacity, 1);
    kf_memory memory = p->memory;
    kf_free(&memory, p, sizeof *p);
}

static kefu_status proof_run(const kefu_registry *registry, const char *call,
                             const kefu_check_options *o, kefu_error *error)
{
    kf_memory memory;
    kefu_status status = kf_memory_init(&memory, o->allocator, error);
    kf_proof *p = status ? NULL : kf_alloc_zero(&memory, sizeof *p);
    if (!p)
        return status ? status : kf_no_memory(error);
    p->memory = memory;
    p->call = call;
    p->batch = o->rows;
    p->seed = o->seed;
    kf_proof_pool_init(&p->pool, &p->memory);
    kf_arena_init(&p->rows.arena, &p->memory);
    status = proof_find(p, registry, error);
    if (!status) {
        proof_rounds(p, o->first_round, o->rounds ? o->rounds : PROOF_ROUNDS);
        status = p->status;
        if (status && error)
            *error = p->fault;
    }
    proof_free(p);
    return status;
}

kefu_status KEFU_CALL kefu_metric_check(const kefu_registry *registry, const char *call,
                                        const kefu_check_options *options, kefu_error *error)
{
    kefu_check_options o;
    kefu_status status;
    if (!call)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_metric_check: call is NULL");
    if (!kf_registry_frozen(registry))
        return kf_fail(error, KEFU_E_STATE,
                       "kefu_metric_check: the registry must be frozen (kefu_registry_freeze)");
    status = kf_take_options(&o, sizeof o, options, error);
    if (status)
        return status;
    if (o.rounds < 0 || o.first_round < 0 || o.rounds > INT32_MAX - o.first_round)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_metric_check: first_round %d, rounds %d",
                       o.first_round, o.rounds);
    return proof_run(registry, call, &o, error);
}
