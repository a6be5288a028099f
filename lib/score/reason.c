/* reason.c - reasons, made on demand from what the sheet keeps. */
#include "score/reason.h"

#include <string.h>

#include "base/decimal.h"
#include "base/wide.h"

static const kf_factor reason_whole = {1, 1};

static kefu_value reason_number(int64_t num, int64_t den)
{
    kefu_value value = {num, den, -1, KEFU_VALUE_OK, 0};
    return value;
}

static kefu_value reason_bound(const kf_curve *curve, int64_t at)
{
    return reason_number(at, kf_pow10(curve->scale));
}

/* ---- Items ---------------------------------------------------------------------------------- */

/* The end of the band that the figure had to reach. */
static kefu_value reason_own_bound(const kf_item *item, const kf_band *band)
{
    int32_t higher = kf_basis_direction(item, &item->rule) == KEFU_HIGHER;
    const kf_end *first = higher ? &band->low : &band->high;
    const kf_end *end = first->kind ? first : higher ? &band->high : &band->low;
    kefu_value none = {0, 0, 0, KEFU_VALUE_OK, 0};
    return end->kind ? reason_bound(&item->rule.curve, end->at) : none;
}

static void reason_steps(const kf_item *item, kefu_reason *r)
{
    const kf_curve *curve = &item->rule.curve;
    int32_t band = kf_curve_find(curve, r->basis.num, r->basis.den);
    kf_next next =
        kf_curve_next(curve, kf_basis_direction(item, &item->rule), r->basis.num, r->basis.den);
    r->code = band < 0 ? KEFU_REASON_NO_BAND : KEFU_REASON_BAND;
    if (band >= 0)
        r->a = reason_own_bound(item, &curve->bands[band]);
    if (next.found)
        r->b = reason_bound(curve, next.bound);
}

static void reason_linear(const kf_item *item, kefu_reason *r)
{
    const kf_curve *curve = &item->rule.curve;
    int32_t at = kf_curve_find(curve, r->basis.num, r->basis.den);
    r->code = KEFU_REASON_LINEAR;
    if (at >= 0)
        r->a = reason_bound(curve, curve->bands[at].x);
    if (at + 1 < curve->n)
        r->b = reason_bound(curve, curve->bands[at + 1].x);
}

static void reason_place(kefu_reason *r)
{
    r->code = KEFU_REASON_PLACE;
    r->a = reason_number(r->basis.num, 1);
    r->b = reason_number(r->basis.n, 1);
}

static void reason_scored(const kf_item *item, kefu_reason *r)
{
    r->curve = kf_curve_points(&item->rule.curve, r->basis.num, r->basis.den, reason_whole);
    if (item->rule.curve.type == KF_CURVE_STEPS)
        reason_steps(item, r);
    else if (item->rule.curve.type == KF_CURVE_LINEAR)
        reason_linear(item, r);
    else if (item->rule.curve.type == KF_CURVE_PLACES)
        reason_place(r);
    else
        r->code =
            item->rule.curve.type == KF_CURVE_DEDUCT ? KEFU_REASON_DEDUCT : KEFU_REASON_PROPORTION;
}

static void reason_answered(const kefu_sheet *sheet, const kf_line *line, int32_t outcome,
                            kefu_reason *r)
{
    static const int32_t codes[] = {[KF_SCORED_ZERO] = KEFU_REASON_ZERO,
                                    [KF_LEFT_OUT] = KEFU_REASON_LEFT_OUT,
                                    [KF_SCORED_MEAN] = KEFU_REASON_MEAN,
                                    [KF_REQUIRED] = KEFU_REASON_REQUIRED,
                                    [KF_NOT_APPLIED] = KEFU_REASON_NOT_APPLIED};
    r->code = codes[outcome];
    if (outcome == KF_LEFT_OUT || outcome == KF_NOT_APPLIED)
        r->weight = 0;
    if (outcome != KF_SCORED_MEAN)
        return;
    r->curve = sheet->columns[r->part].mean[line->group];
    r->a = reason_number(r->curve, KEFU_POINT);
}

static void reason_item(const kefu_sheet *sheet, const kf_line *line, kefu_reason *r)
{
    const kf_item *item = &sheet->card->items[r->part];
    const kf_column_scores *c = &sheet->columns[r->part];
    size_t row = (size_t)(line - sheet->lines);
    const kf_excluded *excluded = kf_sheet_excluded(sheet, row, r->part);
    r->kind = KEFU_PART_ITEM;
    r->value = kf_cell(&c->cells, row);
    r->basis = kf_item_basis(sheet, r->part, row);
    r->cause = kf_item_cause(item, &r->value);
    r->points = c->points[row];
    r->evidence = excluded ? excluded->evidence : "";
    (void)kf_i128_round_div(kf_i128_mul(item->weight, 100 * (int64_t)KEFU_POINT), line->over,
                            &r->weight);
    if (c->outcomes[row] == KF_SCORED)
        reason_scored(item, r);
    else
        reason_answered(sheet, line, c->outcomes[row], r);
}

/* ---- Adjustments and red lines -------------------------------------------------------------- */

static int32_t reason_hit_code(const kf_hit *hit)
{
    static const int32_t effects[] = {[KF_RED_CAP] = KEFU_REASON_RED_CAP,
                                      [KF_RED_MINUS] = KEFU_REASON_RED_MINUS,
                                      [KF_RED_MINUS_EACH] = KEFU_REASON_RED_MINUS,
                                      [KF_RED_GRADE] = KEFU_REASON_RED_GRADE};
    if (hit->kind == KEFU_PART_ADJUSTMENT) {
        if (hit->pending)
            return KEFU_REASON_PENDING;
        return hit->capped ? KEFU_REASON_CAPPED : KEFU_REASON_ADJUSTED;
    }
    if (hit->counted)
        return hit->extra->zero ? KEFU_REASON_RED_ZERO : effects[hit->extra->effect];
    return hit->pending ? KEFU_REASON_RED_PENDING : KEFU_REASON_RED_REJECTED;
}

static kefu_value reason_red_line(const kf_extra *red)
{
    if (red->effect == KF_RED_GRADE)
        return reason_number(red->grade, 1);
    return reason_number(red->effect == KF_RED_CAP ? red->cap : red->points, KEFU_POINT);
}

static void reason_of_hit(const kf_hit *hit, kefu_reason *r)
{
    const kf_extra *extra = hit->extra;
    r->kind = hit->kind;
    r->part = hit->part;
    r->code = reason_hit_code(hit);
    r->value = r->basis = reason_number(hit->reported, 1);
    r->a = reason_number(hit->counted, 1);
    r->b = reason_number(hit->reported + hit->got, 1);
    r->points = hit->points;
    r->evidence = hit->evidence;
    if (hit->kind == KEFU_PART_ADJUSTMENT)
        r->c = reason_number(extra->points, KEFU_POINT * extra->per);
    else if (!extra->zero)
        r->c = reason_red_line(extra);
    if (hit->capped)
        r->d = reason_number(extra->cap, KEFU_POINT);
}

/* ---- Steps ---------------------------------------------------------------------------------- */

static void reason_of_step(const kefu_sheet *sheet, const kf_step *step, kefu_reason *r)
{
    int32_t counts =
        step->code == KEFU_REASON_SECTION_FAILED || step->code == KEFU_REASON_CARD_FAILED;
    r->code = step->code;
    r->kind = step->code == KEFU_REASON_SECTION_CUT || step->code == KEFU_REASON_SECTION_FAILED
                  ? KEFU_PART_SECTION
                  : 0;
    r->part = step->part;
    r->a = reason_number(step->a, counts ? 1 : KEFU_POINT);
    r->b = reason_number(step->b, KEFU_POINT);
    if (step->code == KEFU_REASON_TEAM)
        r->c = reason_number(sheet->card->personal, KEFU_POINT);
    r->points = step->points;
}

/* ---- Public --------------------------------------------------------------------------------- */

static void reason_start(kefu_reason *out, int32_t part)
{
    memset(out, 0, sizeof *out);
    out->struct_size = sizeof *out;
    out->evidence = "";
    out->part = part;
}

void kf_reason_of_item(const kefu_sheet *sheet, const kf_line *line, int32_t item, kefu_reason *out)
{
    reason_start(out, item);
    reason_item(sheet, line, out);
}

kefu_status kf_reason(const kefu_sheet *sheet, int64_t row, int32_t index, kefu_reason *out)
{
    const kf_line *line = kf_sheet_line(sheet, row);
    kf_reason_of of;
    if (!line || index < 0 || index >= kefu_sheet_reasons(sheet, row))
        return KEFU_E_ARGUMENT;
    of = kf_reason_find(sheet, line, index);
    reason_start(out, of.item);
    if (of.step)
        reason_of_step(sheet, of.step, out);
    else if (of.hit)
        reason_of_hit(of.hit, out);
    else
        reason_item(sheet, line, out);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_sheet_reason(const kefu_sheet *sheet, int64_t row, int32_t index,
                                        kefu_reason *out)
{
    kefu_reason ours;
    kefu_status status = kf_reason(sheet, row, index, &ours);
    return status ? status : kf_give(out, &ours, sizeof ours);
}

int64_t kf_item_points(const kf_item *item, const kf_line *line, int64_t num, int64_t den)
{
    return kf_curve_points(&item->rule.curve, num, den, kf_factor_of(item->weight, line->over));
}
