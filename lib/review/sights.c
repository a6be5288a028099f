/* sights.c - phrases and names that stand in a text: what is inside a longer one does not, and a
 * name that is a word, too, does so only near a word for agents. */
#include <string.h>

#include "base/fail.h"
#include "review/review.h"

/* ---- Found ---------------------------------------------------------------------------------- */

enum { SIGHTS_FIRST = 64 };

static kefu_status sights_found(kf_reading *r, size_t *n, kefu_error *error)
{
    const uint32_t *ends = r->rooms[KF_ROOM_ENDS].items;
    size_t need = SIGHTS_FIRST;
    *n = 0;
    if (!r->n_clauses)
        return KEFU_OK;
    for (;;) {
        kf_found *found = kf_reading_room(r, KF_ROOM_FOUND, need);
        const size_t room = r->rooms[KF_ROOM_FOUND].capacity;
        if (!found)
            return kf_no_memory(error);
        *n = kf_match(r->reviewer->matcher, r->units, r->count, ends, r->n_clauses, r->day, found,
                      room);
        if (*n <= room)
            return KEFU_OK;
        need = *n;
    }
}

/* ---- Inside longer ones --------------------------------------------------------------------- */

/* What hides, and is hidden by, what. */
enum { SIGHT_WORD, SIGHT_GRAMMAR, SIGHT_NAME, SIGHT_MARK, SIGHT_CLASSES = SIGHT_MARK + 4 };

static int32_t sight_class(const kf_wording *w)
{
    if (w->said == KF_SAID_NAME)
        return SIGHT_NAME;
    if (w->list == KEFU_LIST_CAUSE || w->says)
        return SIGHT_WORD;
    if (w->list == KEFU_LIST_GRAMMAR)
        return SIGHT_GRAMMAR;
    return SIGHT_MARK + (w->list - KEFU_LIST_RED_LINE) % 4;
}

/* Bits of the classes that hide one. */
static uint32_t sight_hidden_by(int32_t class, const kf_wording *w)
{
    if (w->said == KF_SAID_AGENT)
        return 0;
    switch (class) {
    case SIGHT_WORD:
        return 1u << SIGHT_WORD | 1u << SIGHT_GRAMMAR | 1u << SIGHT_NAME;
    case SIGHT_GRAMMAR:
        return 1u << SIGHT_WORD | 1u << SIGHT_GRAMMAR;
    default:
        return 1u << class;
    }
}

/* The one that reaches furthest of those that began so far. */
typedef struct sight_cover {
    uint32_t begin, end;
} sight_cover;

static void sights_cover(const kf_reading *r, const kf_sight *s, sight_cover *covers)
{
    const kf_wording *w = kf_wording_of(r, s);
    sight_cover *cover = &covers[sight_class(w)];
    if (s->hidden || w->tail || w->said == KF_SAID_AGENT || s->end <= cover->end)
        return;
    *cover = (sight_cover){s->begin, s->end};
}

static int32_t sights_is_inside(const kf_reading *r, const kf_sight *s, const sight_cover *covers)
{
    const kf_wording *w = kf_wording_of(r, s);
    const int32_t class = sight_class(w);
    const uint32_t by = sight_hidden_by(class, w);
    for (int32_t i = 0; i < SIGHT_CLASSES; i++) {
        const sight_cover *c = &covers[i];
        if (!(by >> i & 1) || c->end < s->end)
            continue;
        if (c->end > s->end || c->begin < s->begin)
            return 1;
        if (i == SIGHT_NAME && class != SIGHT_NAME)
            return 1;
    }
    return 0;
}

/* One begin at a time: longer ones come after shorter ones there. */
static void sights_hide(kf_reading *r)
{
    sight_cover covers[SIGHT_CLASSES] = {{0, 0}};
    for (size_t i = 0, j; i < r->n_sights; i = j) {
        for (j = i; j < r->n_sights && r->sights[j].begin == r->sights[i].begin; j++)
            sights_cover(r, &r->sights[j], covers);
        for (size_t k = i; k < j; k++)
            if (sights_is_inside(r, &r->sights[k], covers))
                r->sights[k].hidden = 1;
    }
}

/* How far last parts of phrases in several parts reach: of those that begin at a unit, and of all
 * up to the unit that was come to. */
typedef struct sight_tails {
    uint32_t *ends;
    uint32_t at, reach;
} sight_tails;

static void sights_add_tail(const kf_reading *r, const kf_sight *s, sight_tails *tails)
{
    uint32_t *end = &tails->ends[s->end - kf_wording_of(r, s)->tail];
    *end = s->end > *end ? s->end : *end;
}

/* Of a phrase in several parts what lies in the last one: the 不 of "客服 … 不理人"; and parts of
 * the phrase that are phrases themselves. */
static int32_t sights_is_in_tail(const kf_reading *r, const kf_sight *s, sight_tails *tails)
{
    const kf_wording *w = kf_wording_of(r, s);
    const int32_t class = sight_class(w);
    for (; tails->at <= s->begin; tails->at++)
        if (tails->ends[tails->at] > tails->reach)
            tails->reach = tails->ends[tails->at];
    return s->end <= tails->reach && w->said != KF_SAID_AGENT && !w->tail &&
           (class == SIGHT_GRAMMAR || class == SIGHT_WORD);
}

/* Praise or blame of nothing in particular. */
static int32_t sight_is_bare(const kf_wording *w)
{
    return w->list != KEFU_LIST_CAUSE || w->cause == KEFU_CAUSE_OVERALL;
}

/* Of judgements that share characters the first stands (不值 in "不值这个价", not 值这个价), but
 * what is of a cause before what is of none (好吃 in "很好吃", not 很好). */
static void sights_hide_overlaps(kf_reading *r)
{
    kf_sight *last = NULL;
    for (size_t i = 0; i < r->n_sights; i++) {
        kf_sight *s = &r->sights[i];
        const kf_wording *w = kf_wording_of(r, s);
        if (s->hidden || !w->says || w->tail)
            continue;
        if (last && s->begin > last->begin && s->begin < last->end && s->end > last->end) {
            if (sight_is_bare(w) || !sight_is_bare(kf_wording_of(r, last))) {
                s->hidden = 1;
                continue;
            }
            last->hidden = 1;
        }
        if (!last || s->end > last->end)
            last = s;
    }
}

/* The same words as a cause and as praise or blame alone: the cause says more. */
static void sights_hide_twins(kf_reading *r, size_t at)
{
    const kf_sight *cause = &r->sights[at];
    for (size_t i = at + 1; i < r->n_sights && r->sights[i].begin == cause->begin; i++)
        if (r->sights[i].end == cause->end &&
            kf_wording_of(r, &r->sights[i])->cause == KEFU_CAUSE_UNKNOWN &&
            kf_wording_of(r, &r->sights[i])->says)
            r->sights[i].hidden = 1;
    for (size_t i = at; i-- > 0 && r->sights[i].begin == cause->begin;)
        if (r->sights[i].end == cause->end &&
            kf_wording_of(r, &r->sights[i])->cause == KEFU_CAUSE_UNKNOWN &&
            kf_wording_of(r, &r->sights[i])->says)
            r->sights[i].hidden = 1;
}

/* Room for tails, if there are any. */
static kefu_status sights_tails(kf_reading *r, sight_tails *tails, kefu_error *error)
{
    size_t i = 0;
    *tails = (sight_tails){NULL, 0, 0};
    while (i < r->n_sights && !kf_wording_of(r, &r->sights[i])->tail)
        i++;
    if (i == r->n_sights)
        return KEFU_OK;
    tails->ends = kf_reading_room(r, KF_ROOM_CHARACTERS, r->count);
    if (!tails->ends)
        return kf_no_memory(error);
    memset(tails->ends, 0, r->count * sizeof *tails->ends);
    return KEFU_OK;
}

static kefu_status sights_hide_parts(kf_reading *r, kefu_error *error)
{
    sight_tails tails;
    const kefu_status status = sights_tails(r, &tails, error);
    for (size_t i = 0; !status && i < r->n_sights; i++) {
        kf_sight *s = &r->sights[i];
        const kf_wording *w = kf_wording_of(r, s);
        if (tails.ends && sights_is_in_tail(r, s, &tails))
            s->hidden = 1;
        if (s->hidden)
            continue;
        if (w->tail)
            sights_add_tail(r, s, &tails);
        if (w->list == KEFU_LIST_CAUSE && w->says)
            sights_hide_twins(r, i);
    }
    return status;
}

/* ---- Names ---------------------------------------------------------------------------------- */

static int32_t sights_is_ordinary(const kf_reading *r, const kf_sight *s)
{
    const kf_wording *w = kf_wording_of(r, s);
    return w->said == KF_SAID_NAME && w->ordinary;
}

/* Names that are words are hidden until a word for agents is near, before or behind. */
static void sights_names(kf_reading *r)
{
    uint32_t agent = 0;
    int32_t seen = 0;
    for (size_t i = 0; i < r->n_sights; i++) {
        kf_sight *s = &r->sights[i];
        if (kf_wording_of(r, s)->said == KF_SAID_AGENT) {
            agent = s->end > agent || !seen ? s->end : agent;
            seen = 1;
        }
        if (sights_is_ordinary(r, s))
            s->hidden = !seen || s->begin > agent + KF_NAME_REACH;
    }
    seen = 0;
    for (size_t i = r->n_sights; i-- > 0;) {
        kf_sight *s = &r->sights[i];
        if (kf_wording_of(r, s)->said == KF_SAID_AGENT) {
            agent = s->begin;
            seen = 1;
        }
        if (s->hidden && sights_is_ordinary(r, s))
            s->hidden = !seen || agent > s->end + KF_NAME_REACH;
    }
}

kefu_status kf_read_sights(kf_reading *r, kefu_error *error)
{
    const kf_found *found;
    size_t n;
    kefu_status status = sights_found(r, &n, error);
    if (status)
        return status;
    r->sights = kf_reading_room(r, KF_ROOM_SIGHTS, n);
    if (!r->sights)
        return kf_no_memory(error);
    found = r->rooms[KF_ROOM_FOUND].items;
    r->n_sights = n;
    for (size_t i = 0; i < n; i++)
        r->sights[i] = (kf_sight){
            .begin = found[i].begin,
            .end = found[i].end,
            .wording = found[i].number,
            .says = r->reviewer->wordings[found[i].number].says,
        };
    sights_names(r);
    sights_hide_overlaps(r);
    sights_hide(r);
    return sights_hide_parts(r, error);
}
