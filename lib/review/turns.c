/* turns.c - what turns a meaning: negators, conditions, questions, quotation marks, comparisons. */
#include "review/review.h"

/* Units of Chinese that rules are about. */
enum {
    TURN_NOT = 0x4E0D,     /* 不 */
    TURN_HAS_NOT = 0x6CA1, /* 没 */
    TURN_THAN = 0x6BD4,    /* 比 */
    TURN_AND = 0x548C,     /* 和 */
    TURN_OR = 0x6216,      /* 或 */
    TURN_ALSO = 0x4E5F,    /* 也 */
    TURN_FURTHEST = 96     /* units that are looked back over, whatever they count */
};

/* ---- Distance ------------------------------------------------------------------------------- */

/* Chinese characters, words and emoji between two places; at most `most` + 1 are counted. */
static uint32_t turn_distance(const kf_reading *r, uint32_t from, uint32_t to, uint32_t most)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < to && n <= most; i++) {
        const int32_t kind = kf_unit_kind(r->units[i]);
        if (kind == KF_KIND_LETTER || kind == KF_KIND_DIGIT)
            n += i == from || kf_unit_kind(r->units[i - 1]) != kind;
        else
            n += kind != KF_KIND_BLANK && kind != KF_KIND_MARK;
    }
    return n;
}

/* ---- Negators ------------------------------------------------------------------------------- */

typedef struct turn_back {
    kf_reading *r;
    uint32_t from;  /* where the clause begins */
    uint32_t at;    /* what is looked back from: the hit, then the negator before it */
    uint32_t reach; /* of a negator; things spoken of do not count */
    int32_t turned;
    const kf_wording *hit;
} turn_back;

static int32_t turn_is_mark(const kf_wording *w)
{
    return w->list == KEFU_LIST_RED_LINE || w->list == KEFU_LIST_PROMISE ||
           w->list == KEFU_LIST_NEED;
}

static int32_t turn_is_spoken_of(const kf_wording *w)
{
    return w->said == KF_SAID_NAME || w->said == KF_SAID_AGENT ||
           (w->list == KEFU_LIST_CAUSE && !w->says);
}

/* 没有不 before 不耐烦 shares its 不: what is left of it is one negator. */
static int32_t turn_overlaps(turn_back *b, kf_sight *t, const kf_wording *w)
{
    if (w->said != KF_SAID_DOUBLE || t->begin >= b->at || b->turned)
        return 1;
    t->acts = 1;
    b->turned = 1;
    return 0;
}

static int32_t turn_stands(const kf_reading *r, uint32_t at, uint32_t to, const uint16_t *word,
                           uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (at + i >= to || r->units[at + i] != word[i])
            return 0;
    return 1;
}

/* "没见过这么差的", "没有更差的", "never so bad": nothing is denied, it is the worst of all. */
static int32_t turn_is_superlative(const kf_reading *r, const kf_sight *negator, uint32_t to)
{
    static const uint16_t degrees[][2] = {
        {0x8FD9, 0x4E48}, {0x8FD9, 0x6837}, {0x5982, 0x6B64}, {0x8FD9, 0x822C}}; /* 这么 ... */
    static const uint16_t so[] = {' ', 's', 'o', ' '}, such[] = {' ', 's', 'u', 'c', 'h', ' '};
    const int32_t never = r->units[negator->begin] == 'n' && negator->end - negator->begin == 5;
    int32_t ever = 0;
    for (uint32_t i = negator->begin; i < to; i++) {
        ever |= r->units[i] == 0x8FC7;                  /* 过 */
        if (i >= negator->end && r->units[i] == 0x66F4) /* 更 */
            return 1;
        for (size_t k = 0; ever && k < sizeof degrees / sizeof *degrees; k++)
            if (turn_stands(r, i, to, degrees[k], 2))
                return 1;
        if (never && (turn_stands(r, i, to, so, 4) || turn_stands(r, i, to, such, 6)))
            return 1;
    }
    return 0;
}

/* One phrase before the hit: 0 ends the search. */
static int32_t turn_step(turn_back *b, kf_sight *t)
{
    const kf_wording *w = kf_wording_of(b->r, t);
    const int32_t negates = w->said == KF_SAID_NEGATOR || w->said == KF_SAID_DOUBLE;
    if (t->hidden)
        return 1;
    if (t->end > b->at)
        return turn_overlaps(b, t, w);
    if (turn_is_spoken_of(w) && !b->turned) {
        const uint32_t between = turn_distance(b->r, t->end, b->at, b->reach);
        if (between > b->reach)
            return 0;
        b->reach -= between;
        b->at = t->begin;
        return 1;
    }
    if (w->says)
        return 0; /* the negator is of that one */
    if (turn_is_mark(w) && w->category != b->hit->category)
        b->from = t->begin; /* likewise, but for one that it begins with: 没办法 */
    if (!negates)
        return 1;
    if (turn_distance(b->r, t->end, b->at, b->reach) > b->reach)
        return 0;
    if (w->said == KF_SAID_NEGATOR && !b->turned && turn_is_superlative(b->r, t, b->at))
        return 0;
    t->acts = 1;
    if (w->said == KF_SAID_DOUBLE)
        return 0;
    b->turned++;
    b->at = t->begin;
    b->reach = 1; /* of a negator of a negator: 不是不好 */
    return 1;
}

/* 1 if an odd number of negators stands before sight i. */
static int32_t turn_is_negated(kf_reading *r, size_t i)
{
    const kf_sight *s = &r->sights[i];
    turn_back b = {.r = r,
                   .from = r->clauses[s->clause].whole,
                   .at = s->begin,
                   .reach = KF_NEGATOR_REACH,
                   .hit = kf_wording_of(r, s)};
    while (i-- > 0) {
        kf_sight *t = &r->sights[i];
        if (t->begin < b.from || s->begin - t->begin > TURN_FURTHEST)
            break;
        if (!turn_step(&b, t))
            break;
    }
    return b.turned % 2;
}

static int32_t turn_joins(const kf_reading *r, uint32_t from, uint32_t to)
{
    const uint16_t unit = r->units[from];
    if (from >= to)
        return 1;
    return to == from + 1 &&
           (unit == ',' || unit == TURN_AND || unit == TURN_OR || unit == TURN_ALSO);
}

/* "没有色差、起球": what is denied of the first of a list is denied of the next. */
static int32_t turn_goes_on(const kf_reading *r, const kf_sight *before, const kf_sight *s)
{
    if (!before || !before->turned || before->says <= 0 || s->says >= 0)
        return 0;
    if (!turn_joins(r, before->end, s->begin))
        return 0;
    return before->clause == s->clause || r->clauses[s->clause].list ||
           r->clauses[s->clause].whole == r->clauses[before->clause].whole;
}

static void turn_negations(kf_reading *r)
{
    const kf_sight *before = NULL;
    for (size_t i = 0; i < r->n_sights; i++) {
        kf_sight *s = &r->sights[i];
        const kf_wording *w = kf_wording_of(r, s);
        if (s->hidden || w->fixed || w->list == KEFU_LIST_SUSPECT)
            continue;
        if (!w->says && (w->list == KEFU_LIST_CAUSE || w->list == KEFU_LIST_GRAMMAR || !w->list))
            continue;
        s->turned = (int8_t)(turn_is_negated(r, i) || turn_goes_on(r, before, s));
        if (s->turned)
            s->says = (int8_t)-s->says;
        if (w->says)
            before = s;
    }
}

/* ---- Conditions, questions ------------------------------------------------------------------ */

/* What punctuation and contrasts leave whole: clauses first .. last, and what is in them. */
typedef struct turn_whole {
    size_t first, last;
    uint32_t begin, end;
    uint32_t supposed; /* from here on it is only supposed; UINT32_MAX: nothing is */
    int32_t asked;
    int32_t rhetoric;
    int32_t opens; /* 1: an "if", which the next clause may follow from */
} turn_whole;

static int32_t turn_is_last(const kf_reading *r, uint32_t from, uint32_t end)
{
    return turn_distance(r, from, end, 1) == 0;
}

static void turn_see(kf_reading *r, turn_whole *w, kf_sight *s)
{
    const kf_wording *said = kf_wording_of(r, s);
    if (said->said == KF_SAID_CONDITION) {
        uint32_t from = turn_is_last(r, s->end, w->end) ? w->begin : s->begin; /* ...的话 */
        w->supposed = from < w->supposed ? from : w->supposed;
        w->opens |= said->shape == KF_SHAPE_IF;
        s->acts = 1;
    } else if (said->said == KF_SAID_QUESTION) {
        w->rhetoric |= said->shape == KF_SHAPE_RHETORIC;
        w->asked |= said->shape != KF_SHAPE_RHETORIC;
        s->acts = said->shape != KF_SHAPE_RHETORIC;
    }
}

/* 好不好, 有没有: a question, but for 动不动 and 时不时. */
static int32_t turn_is_choice(const kf_reading *r, uint32_t i, uint32_t end)
{
    const uint16_t unit = r->units[i];
    if (i + 2 >= end || unit != r->units[i + 2] || kf_unit_kind(unit) != KF_KIND_HAN)
        return 0;
    if (r->units[i + 1] != TURN_NOT && r->units[i + 1] != TURN_HAS_NOT)
        return 0;
    return unit != 0x52A8 && unit != 0x65F6;
}

/* How far phrases that began up to unit i reach, from sight *next on: 爱理不理 looks like a choice.
 */
static uint32_t turn_reach(const kf_reading *r, uint32_t i, size_t *next, uint32_t reach)
{
    for (; *next < r->n_sights && r->sights[*next].begin <= i; ++*next) {
        const kf_sight *s = &r->sights[*next];
        if (!s->hidden && s->end > reach && kf_wording_of(r, s)->said != KF_SAID_QUESTION)
            reach = s->end;
    }
    return reach;
}

/* A choice at the end, after a judgement, only underlines it: "太差了好不好". */
static int32_t turn_underlines(const kf_reading *r, const turn_whole *w, uint32_t i)
{
    if (!turn_is_last(r, i + 3, w->end))
        return 0;
    for (size_t k = r->clauses[w->first].sight; k < r->n_sights && r->sights[k].begin < i; k++)
        if (r->sights[k].says && !r->sights[k].hidden)
            return 1;
    return 0;
}

static int32_t turn_has_choice(const kf_reading *r, const turn_whole *w)
{
    size_t next = r->clauses[w->first].sight;
    uint32_t reach = 0;
    for (uint32_t i = w->begin; i < w->end; i++) {
        if (!turn_is_choice(r, i, w->end))
            continue;
        reach = turn_reach(r, i, &next, reach);
        if (reach < i + 3)
            return !turn_underlines(r, w, i);
    }
    return 0;
}

static int32_t turn_has_question_mark(const kf_reading *r, const turn_whole *w)
{
    for (uint32_t i = w->end; i-- > w->begin;) {
        if (r->units[i] == '?')
            return 1;
        if (kf_unit_kind(r->units[i]) != KF_KIND_MARK && kf_unit_kind(r->units[i]) != KF_KIND_EMOJI)
            return 0;
    }
    return 0;
}

/* 就 会 可 能 那, would, will: what follows from an "if". */
static int32_t turn_follows(const kf_reading *r, const turn_whole *w)
{
    static const uint16_t words[] = {0x5C31, 0x4F1A, 0x53EF, 0x80FD, 0x90A3};
    for (uint32_t i = w->begin; i < w->end; i++) {
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (r->units[i] == words[k])
                return 1;
        if (r->units[i] == 'w' && i + 3 < w->end &&
            kf_unit_kind(r->units[i - 1]) == KF_KIND_BLANK &&
            ((r->units[i + 1] == 'o' && r->units[i + 2] == 'u' && r->units[i + 3] == 'l') ||
             (r->units[i + 1] == 'i' && r->units[i + 2] == 'l' && r->units[i + 3] == 'l')))
            return 1;
    }
    return 0;
}

/* The whole that begins with clause `first`. */
static turn_whole turn_look(kf_reading *r, size_t first, const turn_whole *before)
{
    turn_whole w = {.first = first, .supposed = UINT32_MAX};
    size_t last = first;
    while (last + 1 < r->n_clauses && r->clauses[last + 1].whole == r->clauses[first].whole)
        last++;
    w.last = last;
    w.begin = r->clauses[first].begin;
    w.end = r->clauses[last].end;
    for (size_t i = r->clauses[first].sight; i < r->n_sights && r->sights[i].begin < w.end; i++)
        if (!r->sights[i].hidden)
            turn_see(r, &w, &r->sights[i]);
    if (before && before->opens &&
        r->clauses[before->first].sentence == r->clauses[first].sentence && turn_follows(r, &w))
        w.supposed = w.begin;
    w.asked |= turn_has_choice(r, &w) || turn_has_question_mark(r, &w);
    w.asked &= !w.rhetoric;
    return w;
}

static void turn_suppose(kf_reading *r, const turn_whole *w)
{
    for (size_t c = w->first; c <= w->last; c++) {
        r->clauses[c].asked = (int8_t)w->asked;
        r->clauses[c].beset = (int8_t)(w->asked || w->supposed <= r->clauses[c].begin ||
                                       w->supposed < r->clauses[c].end);
    }
    for (size_t i = r->clauses[w->first].sight; i < r->n_sights; i++) {
        kf_sight *s = &r->sights[i];
        if (s->begin >= w->end)
            break;
        s->only_if = (int8_t)(w->asked || s->begin >= w->supposed);
        s->asked = (int8_t)w->asked;
    }
}

/* "物流比客服好": what stands behind 比 is what it is compared with. */
static void turn_compare(kf_reading *r, const turn_whole *w)
{
    uint32_t than = UINT32_MAX;
    int32_t subject = 0;
    for (uint32_t i = w->begin + 1; i + 1 < w->end; i++)
        if (r->units[i] == TURN_THAN && r->units[i + 1] != 0x8F83 && r->units[i + 1] != 0x5982 &&
            r->units[i - 1] != 0x4EF7)
            than = than == UINT32_MAX ? i : than;
    for (size_t i = r->clauses[w->first].sight; than != UINT32_MAX && i < r->n_sights; i++) {
        kf_sight *s = &r->sights[i];
        if (s->begin >= w->end)
            return;
        if (s->hidden)
            continue;
        if (kf_wording_of(r, s)->list == KEFU_LIST_CAUSE) {
            subject |= s->end <= than;
            s->beside = (int8_t)(subject && s->begin > than && !s->says);
        }
        if (s->says && s->begin > than)
            return;
    }
}

static void turn_wholes(kf_reading *r)
{
    turn_whole w, before;
    for (size_t c = 0; c < r->n_clauses; c = w.last + 1) {
        w = turn_look(r, c, c ? &before : NULL);
        turn_suppose(r, &w);
        turn_compare(r, &w);
        before = w;
    }
}

/* ---- Quotation marks ------------------------------------------------------------------------ */

static void turn_quote(kf_reading *r, uint32_t open, uint32_t close, size_t *next)
{
    while (*next < r->n_sights && r->sights[*next].begin < open)
        ++*next;
    for (; *next < r->n_sights && r->sights[*next].begin < close; ++*next)
        r->sights[*next].quoted = r->sights[*next].end <= close;
}

/* Quotation marks around all of a text quote nothing. */
static void turn_quotes(kf_reading *r)
{
    uint32_t open = UINT32_MAX;
    size_t next = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        if (r->units[i] != '"')
            continue;
        if (open == UINT32_MAX) {
            open = i;
            continue;
        }
        if (open || i + 1 < r->count)
            turn_quote(r, open, i, &next);
        open = UINT32_MAX;
    }
}

/* "客服说质量没问题": what the other side says is no judgement of the buyer's. */
static void turn_told(kf_reading *r)
{
    uint32_t agent = 0, told = UINT32_MAX; /* end of a word for agents; whole that is told */
    for (size_t i = 0; i < r->n_sights && r->by == KEFU_BY_BUYER; i++) {
        kf_sight *s = &r->sights[i];
        const kf_wording *w = kf_wording_of(r, s);
        if (s->hidden)
            continue;
        if (w->said == KF_SAID_AGENT)
            agent = s->end;
        else if (w->said == KF_SAID_QUOTE && agent && agent + 1 >= s->begin)
            told = r->clauses[s->clause].whole;
        else if (w->says && told == r->clauses[s->clause].whole)
            s->quoted = 1;
    }
}

void kf_read_turns(kf_reading *r)
{
    turn_told(r);
    turn_negations(r);
    turn_wholes(r);
    turn_quotes(r);
}
