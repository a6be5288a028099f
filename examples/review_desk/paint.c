/* paint.c - which bytes of a text are evidence of what; where two claim a byte the higher paint. */
#include <string.h>

#include "desk.h"

/* How a cause stands in an opinion. */
static int paint_of_cause(const kefu_verdict *v, int opinion, int32_t causes, int32_t cause)
{
    kefu_found_cause c = {.struct_size = sizeof c};
    for (int32_t i = 0; i < causes; i++)
        if (!kefu_verdict_cause(v, opinion, i, &c) && c.cause == cause)
            return c.polarity == KEFU_NEGATIVE   ? PAINT_BAD
                   : c.polarity == KEFU_POSITIVE ? PAINT_GOOD
                                                 : PAINT_MIXED;
    return PAINT_NONE;
}

static int paint_of(const kefu_verdict *v, int opinion, int32_t causes, const kefu_span *s,
                    int with_polarity)
{
    switch (s->kind) {
    case KEFU_SPAN_POLARITY:
        return !with_polarity ? PAINT_NONE : s->contribution < 0 ? PAINT_BAD : PAINT_GOOD;
    case KEFU_SPAN_CAUSE:
        return paint_of_cause(v, opinion, causes, s->of);
    case KEFU_SPAN_MARK:
        return PAINT_MARK;
    case KEFU_SPAN_NAME:
        return PAINT_NAME;
    default:
        return PAINT_TURN;
    }
}

const unsigned char *paint(const kefu_verdict *v, int opinion, size_t size, int with_polarity)
{
    static unsigned char *paints;
    kefu_opinion o = {.struct_size = sizeof o};
    kefu_span s = {.struct_size = sizeof s};
    paints = grow(paints, size + 1);
    memset(paints, PAINT_NONE, size + 1);
    int32_t spans = 0;
    if (kefu_verdict_opinion(v, opinion, &o) || kefu_verdict_spans(v, opinion, &spans))
        return paints;
    for (int32_t i = 0; i < spans; i++) {
        if (kefu_verdict_span(v, opinion, i, &s))
            break;
        const int is = paint_of(v, opinion, o.causes, &s, with_polarity);
        for (size_t at = s.begin; at < s.end && at < size; at++)
            if (is > paints[at])
                paints[at] = (unsigned char)is;
    }
    return paints;
}
