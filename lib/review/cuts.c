/* cuts.c - clauses that punctuation left whole, cut before contrasts and between things that are
 * spoken of one after the other: "质量好客服态度差". */
#include <string.h>

#include "base/fail.h"
#include "review/review.h"

typedef struct cut_walk {
    kf_reading *r;
    kf_clause *to;
    size_t n, spare;       /* spare: cuts that may still be made */
    int32_t topic, judged; /* of the part that is open: what it has so far */
    int32_t cause;         /* the last cause spoken of */
} cut_walk;

static void cut_start(cut_walk *w)
{
    w->topic = w->judged = 0;
    w->cause = KEFU_CAUSE_UNKNOWN;
}

/* Opens a new clause at a unit of the one that is open. */
static kf_clause *cut_at(cut_walk *w, uint32_t at)
{
    kf_clause *open = &w->to[w->n - 1];
    if (at <= open->begin || at >= open->end || !w->spare)
        return NULL;
    w->to[w->n] = *open;
    open->end = at;
    w->to[w->n].begin = at;
    w->to[w->n].list = 0;
    w->to[w->n].contrast = KF_TURN_NONE;
    w->n++;
    w->spare--;
    cut_start(w);
    return &w->to[w->n - 1];
}

static void cut_contrast(cut_walk *w, kf_sight *s, const kf_wording *wording)
{
    kf_clause *clause = &w->to[w->n - 1];
    if (s->begin > clause->begin) {
        clause = cut_at(w, s->begin);
        if (!clause)
            return;
        clause->whole = s->begin;
    }
    s->acts = 1;
    clause->contrast = wording->shape == KF_SHAPE_CONCEDES ? KF_TURN_CONCEDES
                       : wording->shape == KF_SHAPE_EXCEPT ? KF_TURN_EXCEPT
                                                           : KF_TURN_CONTRAST;
}

/* "很差的服务", "poor service": what judges stands before what it is said of. */
static int32_t cut_attaches(const kf_reading *r, const kf_sight *judge, const kf_sight *topic)
{
    static const uint16_t of = 0x7684; /* 的 */
    const uint32_t gap = topic->begin - judge->end;
    if (topic->begin < judge->end || gap > 1)
        return 0;
    if (gap == 1)
        return r->units[judge->end] == of || r->units[judge->end] == ' ';
    return r->units[judge->end - 1] == of;
}

static const kf_sight *cut_next(const kf_reading *r, const kf_sight *s)
{
    const kf_sight *end = r->sights + r->n_sights;
    for (s++; s < end; s++) {
        const kf_wording *w = kf_wording_of(r, s);
        if (!s->hidden && (w->list == KEFU_LIST_CAUSE || w->says))
            return s;
    }
    return NULL;
}

static int32_t cut_is_topic(const kf_wording *w)
{
    return w->list == KEFU_LIST_CAUSE && w->cause != KEFU_CAUSE_OVERALL &&
           w->cause != KEFU_CAUSE_NONE;
}

static void cut_sight(cut_walk *w, kf_sight *s)
{
    const kf_wording *wording = kf_wording_of(w->r, s);
    const int32_t topic = cut_is_topic(wording);
    if (wording->said == KF_SAID_CONTRAST) {
        cut_contrast(w, s, wording);
        return;
    }
    if (!topic && !wording->says)
        return;
    if (w->topic && w->judged && topic && wording->cause != w->cause)
        cut_at(w, s->begin);
    else if (w->topic && w->judged && !topic) {
        const kf_sight *next = cut_next(w->r, s);
        if (next && cut_is_topic(kf_wording_of(w->r, next)) && cut_attaches(w->r, s, next) &&
            kf_wording_of(w->r, next)->cause != w->cause)
            cut_at(w, s->begin);
    }
    w->topic |= topic;
    w->judged |= wording->says != 0;
    if (topic)
        w->cause = wording->cause;
}

static void cut_walk_all(cut_walk *w, const kf_clause *from, size_t n)
{
    kf_reading *r = w->r;
    size_t s = 0;
    for (size_t i = 0; i < n; i++) {
        w->to[w->n++] = from[i];
        cut_start(w);
        for (; s < r->n_sights && r->sights[s].begin < from[i].end; s++)
            if (!r->sights[s].hidden)
                cut_sight(w, &r->sights[s]);
    }
}

/* A phrase of several parts stands in one clause. */
static void cut_give_clauses(kf_reading *r)
{
    size_t c = 0;
    for (size_t i = 0; i < r->n_sights; i++) {
        kf_sight *s = &r->sights[i];
        while (c + 1 < r->n_clauses && s->begin >= r->clauses[c].end)
            r->clauses[++c].sight = (uint32_t)i;
        s->clause = (uint32_t)c;
    }
    while (c + 1 < r->n_clauses)
        r->clauses[++c].sight = (uint32_t)r->n_sights;
}

/* Contrasts weigh on the rest of their sentence, and on what of it stands before them. */
static void cut_weigh(kf_reading *r)
{
    for (size_t i = 0; i < r->n_clauses; i++) {
        kf_clause *c = &r->clauses[i];
        const kf_clause *before = i ? c - 1 : NULL;
        const int32_t goes_on = before && before->sentence == c->sentence;
        if (c->contrast == KF_TURN_CONTRAST || c->contrast == KF_TURN_EXCEPT)
            c->weight = 1500;
        else if (c->contrast == KF_TURN_CONCEDES)
            c->weight = 700;
        else if (goes_on && c->whole == before->whole)
            c->weight = before->weight;
        else if (goes_on && before->weight == 1500 && before->contrast != KF_TURN_EXCEPT)
            c->weight = 1500;
    }
    for (size_t i = r->n_clauses; i-- > 1;) {
        const kf_clause *c = &r->clauses[i];
        kf_clause *before = &r->clauses[i - 1];
        if (before->sentence != c->sentence || before->weight != 1000)
            continue;
        if (c->contrast == KF_TURN_CONTRAST || c->contrast == KF_TURN_EXCEPT ||
            (c->weight == 700 && c->contrast == KF_TURN_NONE))
            before->weight = 700;
    }
}

kefu_status kf_cut_clauses(kf_reading *r, kefu_error *error)
{
    const size_t n = r->n_clauses;
    cut_walk w = {.r = r};
    kf_clause *from;
    size_t most = n + r->n_sights;
    if (most > KF_MOST_CLAUSES)
        most = KF_MOST_CLAUSES;
    from = kf_reading_room(r, KF_ROOM_PARTS, n);
    w.to = kf_reading_room(r, KF_ROOM_CLAUSES, most > n ? most : n);
    if (!from || !w.to)
        return kf_no_memory(error);
    if (n)
        memcpy(from, w.to, n * sizeof *from);
    r->clauses = w.to;
    w.spare = most > n ? most - n : 0;
    cut_walk_all(&w, from, n);
    r->n_clauses = w.n;
    cut_give_clauses(r);
    cut_weigh(r);
    return KEFU_OK;
}
