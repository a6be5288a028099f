/* reason.c - reasons, made on demand from what the sheet keeps. */
#include "score/reason.h"

#include <string.h>

static kefu_value reason_number(int64_t num, int64_t den)
{
    kefu_value value = {num, den, -1, KEFU_VALUE_OK, 0};
    return value;
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
    kf_reason_item(sheet, line, out);
}

kefu_status kf_reason(const kefu_sheet *sheet, int64_t row, int32_t index, kefu_reason *out)
{
    const kf_line *line = kf_sheet_line(sheet, row);
    kf_reason_of of;
    if (!line || index < 0 || index >= kefu_sheet_reasons(sheet, row))
        return KEFU_E_ARGUMENT;
    of = kf_reason_find(sheet, line, index);
    reason_start(out, of.item);
    if (of.step.code)
        reason_of_step(sheet, &of.step, out);
    else if (of.hit)
        reason_of_hit(of.hit, out);
    else
        kf_reason_item(sheet, line, out);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_sheet_reason(const kefu_sheet *sheet, int64_t row, int32_t index,
                                        kefu_reason *out)
{
    kefu_reason ours;
    kefu_status status = kf_reason(sheet, row, index, &ours);
    return status ? status : kf_give(out, &ours, sizeof ours);
}
