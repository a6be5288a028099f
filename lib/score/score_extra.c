/* score_extra.c - what hits do to totals: adjustments and red lines. */
#include "base/fail.h"
#include "base/wide.h"
#include "score/steps.h"

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

/* A red line only ever takes away; a total that is lower already stays. Grades come later. */
int32_t kf_red_line(const kf_hit *hit, int64_t total, int64_t *left)
{
    int32_t effect = hit->extra->effect;
    int64_t most = hit->extra->zero ? 0 : hit->extra->cap;
    int64_t times = effect == KF_RED_MINUS_EACH ? hit->counted : 1, points = 0;
    *left = total;
    if (!hit->counted || effect == KF_RED_GRADE)
        return 1;
    if (effect == KF_RED_MINUS || effect == KF_RED_MINUS_EACH) {
        if (!kf_i128_fits_i64(kf_i128_mul(times, hit->extra->points), &points) ||
            points > EXTRA_MOST)
            return 0;
        most = total - points;
    }
    *left = total < most ? total : most;
    return 1;
}

static kefu_status extra_red_line(const kf_scoring *s, kf_line *line, kf_hit *hit)
{
    int64_t left = 0;
    if (hit->counted)
        line->flags |= KEFU_ROW_RED_LINE;
    if (line->status != KEFU_VALUE_OK)
        return KEFU_OK;
    if (!kf_red_line(hit, line->total, &left))
        return kf_fail(s->error, KEFU_E_OVERFLOW,
                       "red line '%s' of '%s': %i hits take too many points", hit->extra->id,
                       line->person, hit->counted);
    if (left == line->total)
        return KEFU_OK;
    hit->points = left - line->total;
    line->total = left;
    line->flags |= KEFU_ROW_RED_LINE_CUT;
    return KEFU_OK;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

/* Hits of one kind; those of a line are adjustments, then red lines. */
static kefu_status extra_hits(kf_scoring *s, kf_line *line, int32_t kind)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < line->n_hits && !status; i++) {
        kf_hit *hit = &s->sheet->hits[line->first_hit + (size_t)i];
        if (hit->kind != kind)
            continue;
        status =
            kind == KEFU_PART_RED_LINE ? extra_red_line(s, line, hit) : extra_adjust(s, line, hit);
    }
    return status;
}

static kefu_status extra_row(kf_scoring *s, size_t i)
{
    kf_line *line = &s->sheet->lines[i];
    int32_t steps = s->sheet->more && line->status == KEFU_VALUE_OK;
    int64_t added = 0;
    kefu_status status = steps ? kf_steps_to_bonus(s, i, &added) : KEFU_OK;
    line->total = line->items + added;
    if (!status && line->n_hits)
        status = extra_hits(s, line, KEFU_PART_ADJUSTMENT);
    if (!status && steps)
        status = kf_steps_cut(s, i);
    if (!status && line->n_hits)
        status = extra_hits(s, line, KEFU_PART_RED_LINE);
    if (line->status != KEFU_VALUE_OK)
        line->total = 0;
    return status;
}

kefu_status kf_score_extras(kf_scoring *s)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < s->sheet->n && !status; i++)
        status = extra_row(s, i);
    return status;
}
