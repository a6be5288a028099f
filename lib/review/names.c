/* names.c - agents that a text names, and what is said of them. */
#include "base/fail.h"
#include "review/review.h"

static int32_t name_is(const kf_reading *r, const kf_sight *s)
{
    return !s->hidden && kf_wording_of(r, s)->said == KF_SAID_NAME;
}

/* The same letters may be somebody else's alias, too: neighbours in the order of sights. */
static int32_t name_is_anothers(const kf_reading *r, size_t a, size_t b)
{
    const kf_sight *x = &r->sights[a], *y = &r->sights[b];
    return name_is(r, y) && x->begin == y->begin && x->end == y->end &&
           kf_wording_of(r, x)->person != kf_wording_of(r, y)->person;
}

static int32_t name_is_ambiguous(const kf_reading *r, size_t sight)
{
    const uint32_t begin = r->sights[sight].begin;
    for (size_t i = sight; i-- > 0 && r->sights[i].begin == begin;)
        if (name_is_anothers(r, sight, i))
            return 1;
    for (size_t i = sight + 1; i < r->n_sights && r->sights[i].begin == begin; i++)
        if (name_is_anothers(r, sight, i))
            return 1;
    return 0;
}

/* What a clause says of the people in it: of their service, else what is left beside the causes
 * that are not theirs. */
static int64_t name_said(const kf_reading *r, size_t clause)
{
    const kf_clause *c = &r->clauses[clause];
    int64_t service = 0, words = 0;
    int32_t others = 0, of_service = 0;
    for (size_t i = c->sight; i < r->n_sights && r->sights[i].begin < c->end; i++) {
        const kf_sight *s = &r->sights[i];
        const int32_t cause = kf_sight_cause(r, i);
        const int64_t says = s->hidden || s->only_if || s->quoted ? 0 : s->says;
        if (!cause)
            words += says;
        else if (!kf_cause_is_service(cause) && cause != KEFU_CAUSE_AFTER_SALES)
            others = 1;
        else {
            service += says;
            of_service |= says != 0;
        }
    }
    if (of_service)
        return service * 2 * KF_LOGIT;
    return others ? words * 2 * KF_LOGIT : c->words;
}

static int32_t name_in(const kf_reading *r, size_t clause)
{
    const kf_clause *c = &r->clauses[clause];
    for (size_t i = c->sight; i < r->n_sights && r->sights[i].begin < c->end; i++)
        if (name_is(r, &r->sights[i]))
            return 1;
    return 0;
}

/* "客服小林,态度很差": the clause behind one that only names. */
static int64_t name_evidence(const kf_reading *r, size_t clause)
{
    const int64_t own = kf_clause_evidence(r, clause, name_said(r, clause));
    const uint32_t service = KF_CAUSES_OF_AGENTS | UINT32_C(1) << KEFU_CAUSE_SERVICE;
    if (own || clause + 1 >= r->n_clauses)
        return own;
    if (r->clauses[clause + 1].sentence != r->clauses[clause].sentence ||
        !(r->clauses[clause + 1].causes & service) || name_in(r, clause + 1))
        return own;
    return name_said(r, clause + 1);
}

/* Rows of the roster may give a person the same name twice: one place is one naming. */
static int32_t name_is_again(const kf_reading *r, const kf_naming *name, size_t sight)
{
    return name->last != UINT32_MAX && r->sights[name->last].begin == r->sights[sight].begin;
}

static kf_naming *name_of(kf_reading *r, int32_t person, uint32_t sight)
{
    kf_naming *names;
    for (size_t i = 0; i < r->n_names; i++)
        if (r->names[i].person == person)
            return &r->names[i];
    if (r->n_names == KF_MOST_NAMED)
        return NULL;
    names = r->names;
    names[r->n_names] = (kf_naming){
        .sight = sight, .last = UINT32_MAX, .person = person, .ambiguous = 1, .span = -1};
    return &names[r->n_names++];
}

kefu_status kf_read_names(kf_reading *r, kefu_error *error)
{
    uint32_t clause = UINT32_MAX;
    int64_t e = 0;
    if (!r->reviewer->n_people)
        return KEFU_OK;
    r->names = kf_reading_room(r, KF_ROOM_NAMES, KF_MOST_NAMED);
    if (!r->names)
        return kf_no_memory(error);
    for (size_t i = 0; i < r->n_sights; i++) {
        const kf_sight *s = &r->sights[i];
        kf_naming *name;
        if (!name_is(r, s))
            continue;
        name = name_of(r, kf_wording_of(r, s)->person, (uint32_t)i);
        if (!name)
            break;
        if (name_is_again(r, name, i))
            continue;
        name->last = (uint32_t)i;
        name->ambiguous &= name_is_ambiguous(r, i); /* one place that is clear is enough */
        if (s->clause != clause)                    /* once a clause, however many it names */
            e = name_evidence(r, s->clause);
        clause = s->clause;
        name->good += e > 0 ? e : 0;
        name->bad += e < 0 ? -e : 0;
    }
    return KEFU_OK;
}
