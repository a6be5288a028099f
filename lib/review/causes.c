/* causes.c - what a text speaks of, and how: the phrases of lexicons and the aspects of the model,
 * clause by clause. */
#include <string.h>

#include "review/review.h"

enum {
    CAUSE_WORD = 2 * KF_LOGIT, /* of a phrase that judges */
    CAUSE_MOST = 4 * KF_LOGIT, /* that one clause says of a cause */
    CAUSE_LEAST = KF_LOGIT,    /* less is neither good nor bad */
    CAUSE_CARRIER = 8          /* units that are looked back over for who delivers */
};

/* ---- Which ---------------------------------------------------------------------------------- */

int32_t kf_cause_is_service(int32_t cause)
{
    return (cause >= KEFU_CAUSE_AGENT_ATTITUDE && cause <= KEFU_CAUSE_AGENT_PROMISE) ||
           cause == KEFU_CAUSE_SERVICE;
}

/* Service of those who deliver, said right behind them: 快递员态度差, 物流服务好; with no word for
 * the shop's agents in between, or in the phrase itself. */
static int32_t cause_is_carriers(const kf_reading *r, size_t sight)
{
    const kf_sight *s = &r->sights[sight];
    for (size_t i = sight + 1; i < r->n_sights && r->sights[i].begin < s->end; i++)
        if (kf_wording_of(r, &r->sights[i])->said == KF_SAID_AGENT)
            return 0;
    for (size_t i = sight; i-- > 0 && r->sights[i].begin + CAUSE_CARRIER >= s->begin;) {
        const kf_sight *t = &r->sights[i];
        const kf_wording *w = kf_wording_of(r, t);
        if (w->said == KF_SAID_AGENT || t->begin < r->clauses[s->clause].begin)
            return 0;
        if (!t->hidden && w->list == KEFU_LIST_CAUSE && w->cause == KEFU_CAUSE_LOGISTICS &&
            t->end <= s->begin && s->begin - t->end <= 2)
            return 1;
    }
    return 0;
}

int32_t kf_sight_cause(const kf_reading *r, size_t sight)
{
    const kf_sight *s = &r->sights[sight];
    const kf_wording *w = kf_wording_of(r, s);
    if (s->hidden || s->beside || w->cause == KEFU_CAUSE_OVERALL || w->cause == KEFU_CAUSE_NONE)
        return KEFU_CAUSE_UNKNOWN;
    if (w->said == KF_SAID_AGENT || w->said == KF_SAID_NAME)
        return r->by == KEFU_BY_AGENT ? KEFU_CAUSE_UNKNOWN : KEFU_CAUSE_SERVICE;
    if (w->list != KEFU_LIST_CAUSE)
        return w->list == KEFU_LIST_NEED ? w->cause : KEFU_CAUSE_UNKNOWN;
    if (kf_cause_is_service(w->cause) && cause_is_carriers(r, sight))
        return KEFU_CAUSE_LOGISTICS;
    return w->cause;
}

/* ---- How ------------------------------------------------------------------------------------ */

int32_t kf_leaning(int64_t good, int64_t bad)
{
    if (bad - good >= CAUSE_LEAST)
        return KEFU_NEGATIVE;
    return good - bad >= CAUSE_LEAST ? KEFU_POSITIVE : KEFU_NEUTRAL;
}

static int64_t cause_cut(int64_t value)
{
    if (value > CAUSE_MOST)
        return CAUSE_MOST;
    return value < -CAUSE_MOST ? -CAUSE_MOST : value;
}

static int32_t clause_has_topic(const kf_clause *c) { return (c->causes | c->heard) != 0; }

int64_t kf_clause_evidence(const kf_reading *r, size_t clause, int64_t own)
{
    const kf_clause *c = &r->clauses[clause], *next = c + 1;
    int64_t half;
    if (clause + 1 >= r->n_clauses || next->sentence != c->sentence || next->beset ||
        clause_has_topic(next))
        return own;
    half = next->opinion / 2;
    if (own) /* what comes next may go on, not turn round */
        return next->contrast == KF_TURN_NONE && (own > 0) == (half > 0) ? own + half : own;
    return c->contrast == KF_TURN_EXCEPT ? 0 : half;
}

/* ---- Sums ----------------------------------------------------------------------------------- */

typedef struct cause_sum {
    int64_t good, bad;
    int64_t best, worst; /* of one clause */
    uint32_t sources;
    int32_t seen, said; /* said: not only feared, hoped or asked */
} cause_sum;

/* The loudest clause counts whole, the others half: saying it again is not saying as much more. */
static void cause_add_evidence(cause_sum *sum, int64_t e)
{
    int64_t *side = e < 0 ? &sum->bad : &sum->good, *most = e < 0 ? &sum->worst : &sum->best;
    const int64_t size = e < 0 ? -e : e;
    *side += size / 2;
    if (size <= *most)
        return;
    *side += (size - *most) / 2;
    *most = size;
}

/* What the phrases of one clause say of each cause. */
typedef struct cause_clause {
    int64_t own[KF_CAUSES];      /* of phrases that judge */
    uint32_t judged, seen, real; /* bits of causes */
    int64_t words;               /* praise and blame that is of no cause of its own */
} cause_clause;

static void cause_see(const kf_reading *r, size_t sight, cause_clause *out)
{
    const kf_sight *s = &r->sights[sight];
    const int32_t cause = kf_sight_cause(r, sight);
    const int32_t real = !s->only_if && !s->quoted;
    if (s->hidden)
        return;
    if (!cause) {
        out->words += real ? (int64_t)s->says * CAUSE_WORD : 0;
        return;
    }
    out->seen |= UINT32_C(1) << cause;
    if (!real)
        return;
    out->real |= UINT32_C(1) << cause;
    if (!s->says)
        return;
    out->judged |= UINT32_C(1) << cause;
    out->own[cause] += (int64_t)s->says * CAUSE_WORD;
}

static void cause_read_clause(const kf_reading *r, size_t clause, cause_clause *out)
{
    const kf_clause *c = &r->clauses[clause];
    memset(out, 0, sizeof *out);
    for (size_t i = c->sight; i < r->n_sights && r->sights[i].begin < c->end; i++)
        cause_see(r, i, out);
    if (out->seen &
        KF_CAUSES_OF_AGENTS) { /* the unsplit one gives way; what was said of it goes over */
        const uint32_t service = UINT32_C(1) << KEFU_CAUSE_SERVICE;
        out->seen &= ~service;
        out->real &= ~service;
        out->judged &= ~service;
    }
}

/* Where the lexicon knows what a clause speaks of, the model has nothing to add: it goes by the
 * same characters. The unsplit service gives way to what says more. */
static void cause_settle(kf_clause *c, uint32_t seen)
{
    const uint32_t service = UINT32_C(1) << KEFU_CAUSE_SERVICE;
    c->causes = seen & KF_CAUSES_OF_AGENTS ? seen & ~service : seen;
    if (c->causes & ~service)
        c->heard &= c->causes;
    if ((c->causes | c->heard) & KF_CAUSES_OF_AGENTS)
        c->heard &= ~service;
}

static void cause_see_all(kf_reading *r)
{
    for (size_t k = 0; k < r->n_clauses; k++) {
        kf_clause *c = &r->clauses[k];
        uint32_t seen = 0;
        for (size_t i = c->sight; i < r->n_sights && r->sights[i].begin < c->end; i++)
            if (!r->sights[i].hidden)
                seen |= UINT32_C(1) << kf_sight_cause(r, i);
        cause_settle(c, seen & ~(UINT32_C(1) << KEFU_CAUSE_UNKNOWN));
    }
}

/* Evidence about one cause from one clause. People are blamed and praised by what is said of them,
 * not by the air of it: without a head of its own the model has no say in what agents answer for.
 */
static int64_t cause_evidence(const kf_reading *r, size_t clause, int32_t cause,
                              const cause_clause *said)
{
    const kf_clause *c = &r->clauses[clause];
    const uint32_t bit = UINT32_C(1) << cause;
    const int32_t person = kf_cause_is_service(cause);
    const int32_t by_air = !person || (c->heard & bit & KF_CAUSES_OF_AGENTS);
    int64_t own = c->words || by_air ? c->opinion : 0;
    if (said->judged & bit)
        own = said->own[cause] ? kf_opinion_of(said->own[cause], c->model) : 0;
    else if (cause == KEFU_CAUSE_SERVICE && (said->seen & ~bit))
        own = said->words; /* what else the clause speaks of is not the agent's doing */
    return cause_cut(kf_clause_evidence(r, clause, own));
}

static void cause_add(const kf_reading *r, size_t clause, const cause_clause *said, cause_sum *sums)
{
    const kf_clause *c = &r->clauses[clause];
    for (int32_t cause = 1; cause < KF_CAUSES; cause++) {
        const uint32_t bit = UINT32_C(1) << cause;
        cause_sum *sum = &sums[cause];
        int32_t real;
        int64_t e;
        if (!((c->causes | c->heard) & bit))
            continue;
        real = (said->real & bit) || ((c->heard & bit) && !c->beset);
        sum->seen = 1;
        sum->sources |= (c->causes & bit) ? KEFU_FROM_LEXICON : 0;
        sum->sources |= (c->heard & bit) ? KEFU_FROM_MODEL : 0;
        if (!real)
            continue;
        sum->said = 1;
        e = cause_evidence(r, clause, cause, said) * c->weight / 1000;
        cause_add_evidence(sum, e);
    }
}

/* ---- Overall -------------------------------------------------------------------------------- */

/* What clauses that speak of nothing say of everything. */
static cause_sum cause_overall(const kf_reading *r)
{
    cause_sum sum = {.sources = KEFU_FROM_MODEL, .seen = 1, .said = 1};
    for (size_t i = 0; i < r->n_clauses; i++) {
        const kf_clause *c = &r->clauses[i];
        const int64_t e = (int64_t)c->opinion * c->weight / 1000;
        if (clause_has_topic(c) || c->beset)
            continue;
        cause_add_evidence(&sum, e);
    }
    for (size_t i = 0; i < r->n_sights; i++)
        if (!r->sights[i].hidden && kf_wording_of(r, &r->sights[i])->cause == KEFU_CAUSE_OVERALL)
            sum.sources |= KEFU_FROM_LEXICON;
    return sum;
}

/* Only where nothing else is blamed: bad alone, if the text is; good beside what is praised. */
static void cause_add_overall(const kf_reading *r, cause_sum *sums, int32_t n, int32_t blamed)
{
    const int32_t polarity = r->opinion.polarity;
    cause_sum sum = cause_overall(r);
    int32_t leaning = kf_leaning(sum.good, sum.bad);
    if (blamed || polarity == KEFU_POLARITY_UNKNOWN)
        return;
    if (!n && leaning == KEFU_NEUTRAL) {
        leaning = polarity;
        sum.good = polarity > 0 ? KF_LOGIT : 0;
        sum.bad = polarity < 0 ? KF_LOGIT : 0;
    }
    if (leaning == KEFU_NEUTRAL || (n && leaning != polarity))
        return;
    sums[KEFU_CAUSE_OVERALL] = sum;
}

/* ---- Roles ---------------------------------------------------------------------------------- */

static int64_t cause_blame(const cause_sum *sum)
{
    return kf_leaning(sum->good, sum->bad) == KEFU_NEGATIVE ? sum->bad - sum->good : 0;
}

static int32_t cause_role(const cause_sum *sum, int64_t most, int32_t *primary)
{
    const int64_t blame = cause_blame(sum);
    if (blame && blame == most && !*primary) {
        *primary = 1;
        return KEFU_ROLE_PRIMARY;
    }
    if (blame && 2 * blame >= most)
        return KEFU_ROLE_CONTRIBUTING;
    return kf_leaning(sum->good, sum->bad) == KEFU_POSITIVE ? KEFU_ROLE_PRAISED
                                                            : KEFU_ROLE_MENTIONED;
}

/* Most to blame first, then by praise; what is said of all comes last. */
static int32_t cause_is_before(const cause_sum *sums, int32_t a, int32_t b)
{
    const int64_t x = cause_blame(&sums[a]), y = cause_blame(&sums[b]);
    const int64_t p = sums[a].good - sums[a].bad, q = sums[b].good - sums[b].bad;
    if (x != y)
        return x > y;
    if ((a == KEFU_CAUSE_OVERALL) != (b == KEFU_CAUSE_OVERALL))
        return b == KEFU_CAUSE_OVERALL;
    return p != q ? p > q : a < b;
}

static int32_t cause_order(const cause_sum *sums, int32_t order[KF_CAUSES])
{
    int32_t n = 0;
    for (int32_t i = 1; i < KF_CAUSES; i++) {
        int32_t at = n;
        if (!sums[i].seen)
            continue;
        for (n++; at > 0 && cause_is_before(sums, i, order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return n;
}

static void cause_give(kf_reading *r, const cause_sum *sums)
{
    int32_t order[KF_CAUSES], primary = 0;
    const int32_t n = cause_order(sums, order);
    int64_t most = 0, all = 0;
    for (int32_t i = 0; i < n; i++) {
        const int64_t blame = cause_blame(&sums[order[i]]);
        most = blame > most ? blame : most;
    }
    for (int32_t i = 0; i < n; i++) {
        const int64_t blame = cause_blame(&sums[order[i]]);
        all += 2 * blame >= most ? blame : 0;
    }
    for (int32_t i = 0; i < n; i++) {
        const cause_sum *sum = &sums[order[i]];
        const int32_t role = cause_role(sum, most, &primary);
        const int32_t blamed = role == KEFU_ROLE_PRIMARY || role == KEFU_ROLE_CONTRIBUTING;
        r->causes[i] = (kefu_found_cause){
            .struct_size = sizeof r->causes[i],
            .cause = order[i],
            .role = role,
            .polarity = kf_leaning(sum->good, sum->bad),
            .blame = blamed ? (int32_t)(cause_blame(sum) * 1000000 / all) : 0,
            .sources = sum->sources,
            .only_if = !sum->said,
        };
    }
    r->opinion.causes = n;
}

static void cause_sum_up(kf_reading *r)
{
    kefu_opinion *o = &r->opinion;
    o->primary = KEFU_CAUSE_UNKNOWN;
    for (int32_t i = 0; i < o->causes; i++) {
        const kefu_found_cause *c = &r->causes[i];
        if (!o->primary && (c->role == KEFU_ROLE_PRIMARY || c->role == KEFU_ROLE_PRAISED))
            o->primary = c->cause;
        if (!kf_cause_is_service(c->cause))
            continue;
        if (c->role == KEFU_ROLE_PRIMARY)
            o->service = KEFU_SERVICE_PRIMARY;
        else if (c->role == KEFU_ROLE_CONTRIBUTING && o->service != KEFU_SERVICE_PRIMARY)
            o->service = KEFU_SERVICE_CONTRIBUTING;
        else if (o->service == KEFU_SERVICE_NONE)
            o->service = KEFU_SERVICE_MENTIONED;
    }
}

/* Service that nothing is said of, beside what is said of agents, is no cause of its own. */
static void cause_drop_service(cause_sum *sums)
{
    cause_sum *service = &sums[KEFU_CAUSE_SERVICE];
    if (!service->seen || kf_leaning(service->good, service->bad) != KEFU_NEUTRAL)
        return;
    for (int32_t i = KEFU_CAUSE_AGENT_ATTITUDE; i <= KEFU_CAUSE_AGENT_PROMISE; i++)
        if (sums[i].seen)
            service->seen = 0;
}

static void cause_add_clauses(kf_reading *r, cause_sum *sums)
{
    cause_clause said;
    cause_see_all(r);
    for (size_t i = 0; i < r->n_clauses; i++) {
        if (!clause_has_topic(&r->clauses[i]))
            continue;
        cause_read_clause(r, i, &said);
        cause_add(r, i, &said, sums);
    }
    cause_drop_service(sums);
}

void kf_read_causes(kf_reading *r)
{
    cause_sum sums[KF_CAUSES];
    int32_t n = 0, blamed = 0;
    memset(sums, 0, sizeof sums);
    if (r->is_default)
        sums[KEFU_CAUSE_NONE] = (cause_sum){.sources = KEFU_FROM_LEXICON, .seen = 1, .said = 1};
    else
        cause_add_clauses(r, sums);
    for (int32_t i = 1; i < KF_CAUSES; i++) {
        n += sums[i].seen;
        blamed |= cause_blame(&sums[i]) != 0;
    }
    if (!r->is_default)
        cause_add_overall(r, sums, n, blamed);
    cause_give(r, sums);
    cause_sum_up(r);
}
