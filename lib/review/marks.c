/* marks.c - red lines, promises, needs and suspicions that lexicons found, and why some of them do
 * not count. */
#include "base/fail.h"
#include "review/review.h"

static int32_t mark_is(const kf_wording *w)
{
    switch (w->list) {
    case KEFU_LIST_RED_LINE:
    case KEFU_LIST_PROMISE:
    case KEFU_LIST_NEED:
    case KEFU_LIST_SUSPECT:
        return 1;
    default:
        return 0;
    }
}

/* "客服说爱买不买": somebody's words, in the clause behind the word for it. */
static int32_t mark_is_told(const kf_reading *r, size_t sight)
{
    const kf_sight *s = &r->sights[sight];
    const uint32_t from = r->clauses[s->clause].whole;
    while (sight-- > 0 && r->sights[sight].begin >= from) {
        const kf_sight *t = &r->sights[sight];
        if (!t->hidden && t->end <= s->begin && kf_wording_of(r, t)->said == KF_SAID_QUOTE)
            return 1;
        if (s->begin - t->begin > 64)
            break;
    }
    return 0;
}

static int32_t mark_why_not(const kf_reading *r, size_t sight)
{
    const kf_sight *s = &r->sights[sight];
    const kf_wording *w = kf_wording_of(r, s);
    if (w->scope && w->scope != KEFU_BY_BOTH && w->scope != r->by)
        return KEFU_OTHER_SCOPE;
    if (s->quoted)
        return KEFU_QUOTED;
    if (s->turned)
        return KEFU_NEGATED;
    if (s->asked && (w->excused & KF_EXCUSED_ASKED))
        return KEFU_ASKED;
    if (s->only_if && !s->asked && (w->excused & KF_EXCUSED_IF))
        return KEFU_ASKED;
    return mark_is_told(r, sight) ? KEFU_QUOTED : KEFU_COUNTS;
}

/* ---- Ids ------------------------------------------------------------------------------------ */

typedef struct mark_id {
    kf_hash_key review; /* of the bytes of its id */
    int32_t opinion;
} mark_id;

static void mark_number(uint8_t out[4], uint32_t value)
{
    for (int32_t i = 0; i < 4; i++)
        out[i] = (uint8_t)(value >> 8 * i);
}

static kf_hash_key mark_key(const kefu_text *review)
{
    const kf_hash_key key = {0x6b6566752e6d6172, (uint64_t)review->size};
    return (kf_hash_key){key.k0, kf_siphash64(key, review->size ? review->data : "", review->size)};
}

static void mark_set_id(const mark_id *of, const kf_wording *w, uint32_t character, char out[17])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t place[12];
    uint64_t hash;
    mark_number(place, (uint32_t)of->opinion);
    mark_number(place + 4, (uint32_t)w->category);
    mark_number(place + 8, character);
    hash = kf_siphash64(of->review, place, sizeof place);
    for (int32_t i = 0; i < 16; i++)
        out[i] = digits[hash >> (60 - 4 * i) & 15];
    out[16] = 0;
}

/* ---- All of them ---------------------------------------------------------------------------- */

static void mark_count(kf_reading *r, const kf_marked *mark)
{
    const kf_wording *w = kf_wording_of(r, &r->sights[mark->sight]);
    if (mark->why_not == KEFU_COUNTS && w->severity > r->opinion.severity)
        r->opinion.severity = w->severity;
}

kefu_status kf_read_marks(kf_reading *r, const kefu_text *review, int32_t opinion,
                          kefu_error *error)
{
    const mark_id of = {mark_key(review), opinion};
    uint32_t character = 0, byte = 0;
    for (size_t i = 0; i < r->n_sights; i++) {
        const kf_sight *s = &r->sights[i];
        kf_marked *marks;
        if (s->hidden || !mark_is(kf_wording_of(r, s)))
            continue;
        marks = kf_reading_room(r, KF_ROOM_MARKS, r->n_marks + 1);
        if (!marks || r->n_marks >= INT32_MAX)
            return kf_no_memory(error);
        r->marks = marks;
        for (; byte < r->starts[s->begin]; character++) /* sights come in order */
            byte += (uint32_t)kf_character(r, byte);
        marks[r->n_marks] =
            (kf_marked){.sight = (uint32_t)i, .why_not = mark_why_not(r, i), .span = -1};
        mark_set_id(&of, kf_wording_of(r, s), character, marks[r->n_marks].id);
        mark_count(r, &marks[r->n_marks++]);
    }
    r->opinion.marks = (int32_t)r->n_marks;
    return KEFU_OK;
}

int32_t kf_reading_has(const kf_reading *r, int32_t category, int32_t by_others)
{
    for (size_t i = 0; i < r->n_marks; i++) {
        const int32_t why = r->marks[i].why_not;
        const kf_wording *w = kf_wording_of(r, &r->sights[r->marks[i].sight]);
        if (w->category != category)
            continue;
        if (why == KEFU_COUNTS || (by_others && why == KEFU_OTHER_SCOPE))
            return 1;
    }
    return 0;
}
