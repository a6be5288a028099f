/* spans.c - places of the text that a verdict rests on, in bytes and characters of the text as it
 * came. Made when somebody asks for them. */
#include "base/fail.h"
#include "review/review.h"

/* Characters before each unit, and in all. */
static kefu_status spans_characters(kf_reading *r, kefu_error *error)
{
    uint32_t *characters = kf_reading_room(r, KF_ROOM_CHARACTERS, r->count + 1);
    uint32_t n = 0;
    size_t at = 0;
    if (!characters)
        return kf_no_memory(error);
    for (size_t i = 0; i < r->count; i++) {
        for (; at < r->starts[i]; n++)
            at += kf_character(r, at);
        characters[i] = n;
    }
    return KEFU_OK;
}

/* Without the punctuation and blanks around it. */
static void spans_trim(const kf_reading *r, uint32_t *begin, uint32_t *end)
{
    while (*begin < *end && (kf_unit_kind(r->units[*begin]) == KF_KIND_MARK ||
                             kf_unit_kind(r->units[*begin]) == KF_KIND_BLANK))
        ++*begin;
    while (*end > *begin && (kf_unit_kind(r->units[*end - 1]) == KF_KIND_MARK ||
                             kf_unit_kind(r->units[*end - 1]) == KF_KIND_BLANK))
        --*end;
}

void kf_spans_add(kf_reading *r, uint32_t begin, uint32_t end, int32_t kind, int32_t of,
                  int64_t contribution)
{
    const uint32_t *characters = r->rooms[KF_ROOM_CHARACTERS].items;
    kefu_span *spans;
    size_t last;
    if (kind == KEFU_SPAN_POLARITY)
        spans_trim(r, &begin, &end);
    if (begin >= end)
        return;
    spans = kf_reading_room(r, KF_ROOM_SPANS, r->n_spans + 1);
    if (!spans || r->n_spans >= INT32_MAX) {
        r->out_of_memory = 1;
        return;
    }
    r->spans = spans;
    last = r->starts[end - 1];
    spans[r->n_spans++] = (kefu_span){
        .struct_size = sizeof *spans,
        .begin = r->starts[begin],
        .end = last + kf_character(r, last),
        .first = characters[begin],
        .last = (int64_t)characters[end - 1] + 1,
        .kind = kind,
        .of = of,
        .contribution = contribution,
    };
}

/* The last span moves to its place by begin among those of its kind. */
void kf_spans_settle(kf_reading *r, size_t from)
{
    for (size_t i = r->n_spans; i-- > from + 1;) {
        const kefu_span moved = r->spans[i];
        if (r->spans[i - 1].begin <= moved.begin)
            return;
        r->spans[i] = r->spans[i - 1];
        r->spans[i - 1] = moved;
    }
}

/* The cause that a sight shows: of the clause, or of the whole where that is spoken of. */
static int32_t spans_cause(const kf_reading *r, size_t sight, int32_t overall)
{
    const kf_sight *s = &r->sights[sight];
    const int32_t cause = kf_sight_cause(r, sight);
    if (cause)
        return r->clauses[s->clause].causes >> cause & 1 ? cause : KEFU_CAUSE_UNKNOWN;
    if (!overall || s->hidden || kf_wording_of(r, s)->cause != KEFU_CAUSE_OVERALL)
        return KEFU_CAUSE_UNKNOWN;
    return KEFU_CAUSE_OVERALL;
}

static kefu_status spans_causes(kf_reading *r, kefu_error *error)
{
    size_t hit = 0, n_hits;
    int32_t overall = 0;
    kefu_status status = kf_spans_hits(r, &n_hits, error);
    if (status)
        return status;
    for (int32_t i = 0; i < r->opinion.causes; i++)
        overall |= r->causes[i].cause == KEFU_CAUSE_OVERALL;
    for (size_t c = 0; c < r->n_clauses; c++) {
        const size_t from = r->n_spans;
        kf_spans_aspects(r, c, &hit, n_hits);
        for (size_t i = r->clauses[c].sight;
             i < r->n_sights && r->sights[i].begin < r->clauses[c].end; i++) {
            const int32_t cause = spans_cause(r, i, overall);
            if (!cause)
                continue;
            kf_spans_add(r, r->sights[i].begin, r->sights[i].end, KEFU_SPAN_CAUSE, cause, 0);
            kf_spans_settle(r, from);
        }
    }
    return KEFU_OK;
}

static void spans_marks(kf_reading *r)
{
    for (size_t i = 0; i < r->n_marks && !r->out_of_memory; i++) {
        const kf_sight *s = &r->sights[r->marks[i].sight];
        r->marks[i].span = (int32_t)r->n_spans;
        kf_spans_add(r, s->begin, s->end, KEFU_SPAN_MARK, (int32_t)i, 0);
    }
}

static void spans_names(kf_reading *r)
{
    for (size_t i = 0; i < r->n_names && !r->out_of_memory; i++) {
        const kf_sight *s = &r->sights[r->names[i].sight];
        r->names[i].span = (int32_t)r->n_spans;
        kf_spans_add(r, s->begin, s->end, KEFU_SPAN_NAME, (int32_t)i, 0);
    }
}

static void spans_turns(kf_reading *r)
{
    for (size_t i = 0; i < r->n_sights && !r->out_of_memory; i++) {
        const kf_sight *s = &r->sights[i];
        if (s->acts && !s->hidden)
            kf_spans_add(r, s->begin, s->end, KEFU_SPAN_TURN, 0, 0);
    }
}

kefu_status kf_read_spans(kf_reading *r, kefu_error *error)
{
    kefu_status status;
    if (r->spans_made)
        return KEFU_OK;
    r->n_spans = 0;
    r->out_of_memory = 0;
    status = spans_characters(r, error);
    if (!status)
        status = kf_spans_polarity(r, error);
    if (!status)
        status = spans_causes(r, error);
    if (status)
        return status;
    spans_marks(r);
    spans_names(r);
    spans_turns(r);
    if (r->out_of_memory)
        return kf_no_memory(error);
    r->spans_made = 1;
    return KEFU_OK;
}
