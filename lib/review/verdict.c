/* verdict.c - what was read of a review, asked for piece by piece. */
#include <string.h>

#include "base/fail.h"
#include "review/review.h"

kefu_status KEFU_CALL kefu_verdict_new(const kefu_allocator *allocator, kefu_verdict **out,
                                       kefu_error *error)
{
    kf_memory memory;
    kefu_verdict *verdict;
    kefu_status status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_verdict_new: out is NULL");
    status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    verdict = kf_alloc_zero(&memory, sizeof *verdict);
    if (!verdict)
        return kf_no_memory(error);
    verdict->memory = memory;
    verdict->readings[0].memory = verdict->readings[1].memory = &verdict->memory;
    kf_buffer_init(&verdict->kept, &verdict->memory);
    *out = verdict;
    return KEFU_OK;
}

void KEFU_CALL kefu_verdict_free(kefu_verdict *verdict)
{
    kf_memory memory;
    if (!verdict)
        return;
    memory = verdict->memory;
    kf_reading_drop(&verdict->readings[0]);
    kf_reading_drop(&verdict->readings[1]);
    kf_buffer_free(&verdict->kept);
    kf_free(&memory, verdict, sizeof *verdict);
}

/* ---- Opinions ------------------------------------------------------------------------------- */

int32_t KEFU_CALL kefu_verdict_opinions(const kefu_verdict *verdict)
{
    return verdict ? verdict->n : 0;
}

static const kf_reading *verdict_reading(const kefu_verdict *verdict, int32_t opinion,
                                         const void *out)
{
    if (!verdict || !out || opinion < 0 || opinion >= verdict->n)
        return NULL;
    return &verdict->readings[opinion];
}

kefu_status KEFU_CALL kefu_verdict_opinion(const kefu_verdict *verdict, int32_t opinion,
                                           kefu_opinion *out)
{
    const kf_reading *r = verdict_reading(verdict, opinion, out);
    if (!r)
        return KEFU_E_ARGUMENT;
    return kf_give(out, &r->opinion, sizeof r->opinion);
}

kefu_status KEFU_CALL kefu_verdict_cause(const kefu_verdict *verdict, int32_t opinion,
                                         int32_t index, kefu_found_cause *out)
{
    const kf_reading *r = verdict_reading(verdict, opinion, out);
    if (!r || index < 0 || index >= r->opinion.causes)
        return KEFU_E_ARGUMENT;
    return kf_give(out, &r->causes[index], sizeof r->causes[index]);
}

/* ---- With their spans, which are made when they are asked for -------------------------------- */

kefu_status kf_verdict_spans(const kefu_verdict *verdict, int32_t opinion)
{
    /* What the verdict says is settled; where it stands is worked out in memory of its own. */
    kefu_verdict *own = (kefu_verdict *)(uintptr_t)verdict;
    return kf_read_spans(&own->readings[opinion], NULL);
}

kefu_status KEFU_CALL kefu_verdict_mark(const kefu_verdict *verdict, int32_t opinion, int32_t index,
                                        kefu_mark *out)
{
    const kf_reading *r = verdict_reading(verdict, opinion, out);
    kefu_mark mark = {.struct_size = sizeof mark};
    kefu_status status;
    if (!r || index < 0 || (size_t)index >= r->n_marks)
        return KEFU_E_ARGUMENT;
    status = kf_verdict_spans(verdict, opinion);
    if (status)
        return status;
    const kf_marked *found = &r->marks[index];
    const kf_wording *wording = kf_wording_of(r, &r->sights[found->sight]);
    mark.id = found->id;
    mark.phrase = wording->text;
    mark.category = wording->category;
    mark.list = wording->list;
    mark.severity = wording->severity;
    mark.why_not = found->why_not;
    mark.span = found->span;
    mark.lexicon = wording->lexicon;
    return kf_give(out, &mark, sizeof mark);
}

int32_t KEFU_CALL kefu_verdict_named_count(const kefu_verdict *verdict)
{
    int32_t n = 0;
    for (int32_t i = 0; verdict && i < verdict->n; i++)
        n += (int32_t)verdict->readings[i].n_names;
    return n;
}

kefu_status KEFU_CALL kefu_verdict_named(const kefu_verdict *verdict, int32_t index,
                                         kefu_named *out)
{
    kefu_named named = {.struct_size = sizeof named};
    kefu_status status;
    if (!verdict || !out || index < 0 || index >= kefu_verdict_named_count(verdict))
        return KEFU_E_ARGUMENT;
    if ((size_t)index >= verdict->readings[0].n_names) {
        named.opinion = KEFU_FOLLOW_UP;
        index -= (int32_t)verdict->readings[0].n_names;
    }
    status = kf_verdict_spans(verdict, named.opinion);
    if (status)
        return status;
    const kf_reading *r = &verdict->readings[named.opinion];
    const kf_naming *name = &r->names[index];
    named.person = kf_naming_person(r, name);
    named.polarity = kf_leaning(name->good, name->bad);
    named.ambiguous = name->ambiguous;
    named.span = name->span;
    return kf_give(out, &named, sizeof named);
}

kefu_status KEFU_CALL kefu_verdict_spans(const kefu_verdict *verdict, int32_t opinion,
                                         int32_t *count)
{
    const kf_reading *r = verdict_reading(verdict, opinion, count);
    kefu_status status;
    if (!r)
        return KEFU_E_ARGUMENT;
    status = kf_verdict_spans(verdict, opinion);
    if (!status)
        *count = (int32_t)r->n_spans;
    return status;
}

kefu_status KEFU_CALL kefu_verdict_span(const kefu_verdict *verdict, int32_t opinion, int32_t index,
                                        kefu_span *out)
{
    const kf_reading *r = verdict_reading(verdict, opinion, out);
    kefu_status status;
    if (!r || index < 0)
        return KEFU_E_ARGUMENT;
    status = kf_verdict_spans(verdict, opinion);
    if (status)
        return status;
    if ((size_t)index >= r->n_spans)
        return KEFU_E_ARGUMENT;
    kefu_span span = r->spans[index];
    if (span.kind == KEFU_SPAN_NAME && opinion == KEFU_FOLLOW_UP) /* names go through both */
        span.of += (int32_t)verdict->readings[KEFU_MAIN].n_names;
    return kf_give(out, &span, sizeof span);
}
