/* score_extra.c - what hits do to totals: adjustments and red lines. */
#include "base/fail.h"
#include "base/wide.h"
#include "score/scoring.h"

/* Points of one adjustment stay below this, so that no total can overflow. */
#define EXTRA_MOST (INT64_C(1000000000) * KEFU_POINT)

/* ---- Points --------------------------------------------------------------------------------- */

static kefu_status extra_adjust(const kf_scoring *s, kf_line *line, kf_hit *hit)
{
    const kf_extra *extra = hit->extra;
    int64_t sign = extra->points < 0 ? -1 : 1;
    int64_t points = 0;
    int32_t fits =
        kf_i128_round_div(kf_i128_mul(hit->counted, extra->points), extra->per, &points) &&
        points <= EXTRA_MOST && points >= -EXTRA_MOST;
    if (extra->cap >= 0 && (!fits || points * sign > extra->cap)) {
        points = sign * extra->cap;
        hit->capped = 1;
    } else if (!fits) {
        return kf_fail(s->error, KEFU_E_OVERFLOW,
                       "adjustment '%s' of '%s': %i hits give too many points; give it a cap",
                       extra->id, line->person, hit->counted);
    }
    hit->points = points;
    line->adjustments += points;
    line->total += points;
    return KEFU_OK;
}

/* A red line only ever takes away; a total that is lower already stays. */
static void extra_red_line(kf_line *line, kf_hit *hit)
{
    int64_t most = hit->extra->zero ? 0 : hit->extra->cap;
    if (!hit->counted || line->status != KEFU_VALUE_OK || line->total <= most)
        return;
    hit->points = most - line->total;
    line->total = most;
    line->flags |= KEFU_ROW_RED_LINE;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

/* Hits are adjustments, then red lines. */
static kefu_status extra_row(const kf_scoring *s, kf_line *line)
{
    line->total = line->items;
    for (int32_t i = 0; i < line->n_hits; i++) {
        kf_hit *hit = &s->sheet->hits[line->first_hit + (size_t)i];
        kefu_status status = KEFU_OK;
        if (hit->kind == KEFU_PART_RED_LINE)
            extra_red_line(line, hit);
        else
            status = extra_adjust(s, line, hit);
        if (status)
            return status;
    }
    if (line->status != KEFU_VALUE_OK)
        line->total = 0;
    return KEFU_OK;
}

kefu_status kf_score_extras(kf_scoring *s)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < s->sheet->n && !status; i++)
        status = extra_row(s, &s->sheet->lines[i]);
    return status;
}
