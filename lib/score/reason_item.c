/* reason_item.c - why an item gave its points. */
#include "base/decimal.h"
#include "base/wide.h"
#include "score/reason.h"

static const kf_factor reason_whole = {1, 1};

static kefu_value reason_part(int64_t num, int64_t den)
{
    kefu_value value = {num, den, -1, KEFU_VALUE_OK, 0};
    return value;
}

static kefu_value reason_bound(const kf_curve *curve, int64_t at)
{
    return reason_part(at, kf_pow10(curve->scale));
}

/* ---- By the curve --------------------------------------------------------------------------- */

/* The end of the band that the figure had to reach. */
static kefu_value reason_own_bound(const kf_item *item, const kf_rule *rule, const kf_band *band)
{
    int32_t lower = kf_basis_direction(item, rule) == KEFU_LOWER;
    const kf_end *first = lower ? &band->high : &band->low;
    const kf_end *end = first->kind ? first : lower ? &band->low : &band->high;
    kefu_value none = {0, 0, 0, KEFU_VALUE_OK, 0};
    return end->kind ? reason_bound(&rule->curve, end->at) : none;
}

static void reason_steps(const kf_item *item, const kf_rule *rule, kefu_reason *r)
{
    const kf_curve *curve = &rule->curve;
    int32_t at = kf_curve_find(curve, r->basis.num, r->basis.den);
    const kf_band *band = &curve->bands[at < 0 ? 0 : at];
    kf_next next = kf_curve_next(curve, kf_basis_direction(item, rule), r->basis.num, r->basis.den);
    r->code = at < 0 ? KEFU_REASON_NO_BAND : band->rise ? KEFU_REASON_PIECE : KEFU_REASON_BAND;
    if (r->code == KEFU_REASON_PIECE) {
        r->a = reason_bound(curve, band->low.at);
        r->b = reason_bound(curve, band->high.at);
        return;
    }
    if (at >= 0)
        r->a = reason_own_bound(item, rule, band);
    if (next.found)
        r->b = reason_bound(curve, next.bound);
}

static void reason_linear(const kf_curve *curve, kefu_reason *r)
{
    int32_t at = kf_curve_find(curve, r->basis.num, r->basis.den);
    r->code = KEFU_REASON_LINEAR;
    if (at >= 0)
        r->a = reason_bound(curve, curve->bands[at].x);
    if (at + 1 < curve->n)
        r->b = reason_bound(curve, curve->bands[at + 1].x);
}

static void reason_places(kefu_reason *r)
{
    r->code = KEFU_REASON_PLACE;
    r->a = reason_part(r->basis.num, 1);
    r->b = reason_part(r->basis.n, 1);
}

/* The limit that cut the curve, if one did. */
static void reason_curve_limit(const kf_curve *curve, kefu_reason *r)
{
    kf_curve free = *curve;
    free.least = KF_NO_LEAST;
    free.most = KF_NO_MOST;
    if (curve->most != KF_NO_MOST &&
        kf_curve_order(&free, r->basis.num, r->basis.den, curve->most) > 0)
        r->d = reason_part(curve->most, KEFU_POINT);
    if (curve->least != KF_NO_LEAST &&
        kf_curve_order(&free, r->basis.num, r->basis.den, curve->least) < 0)
        r->d = reason_part(curve->least, KEFU_POINT);
}

static void reason_deduct(const kf_curve *curve, kefu_reason *r)
{
    r->code = KEFU_REASON_DEDUCT;
    r->a = kf_curve_units(curve, r->basis.num, r->basis.den);
    r->b = reason_bound(curve, curve->from);
    r->c = reason_part(curve->each, KEFU_POINT);
    reason_curve_limit(curve, r);
}

static void reason_proportion(const kf_curve *curve, kefu_reason *r)
{
    r->code = KEFU_REASON_PROPORTION;
    reason_curve_limit(curve, r);
}

static void reason_on_curve(const kf_item *item, const kf_rule *rule, kefu_reason *r)
{
    switch (rule->curve.type) {
    case KF_CURVE_STEPS:
        reason_steps(item, rule, r);
        return;
    case KF_CURVE_LINEAR:
        reason_linear(&rule->curve, r);
        return;
    case KF_CURVE_PROPORTION:
        reason_proportion(&rule->curve, r);
        return;
    case KF_CURVE_DEDUCT:
        reason_deduct(&rule->curve, r);
        return;
    default:
        reason_places(r);
    }
}

static void reason_scored(const kefu_sheet *sheet, size_t row, kefu_reason *r)
{
    const kf_item *item = &sheet->card->items[r->part];
    const kf_rule *rule = kf_item_rule(item, r->value.n);
    int64_t free = kf_curve_points(&rule->curve, r->basis.num, r->basis.den, reason_whole);
    r->curve = kf_rule_points(item, rule, &r->basis, reason_whole);
    reason_on_curve(item, rule, r);
    r->flags |= rule == &item->small ? KEFU_REASON_SMALL : 0;
    r->flags |= r->curve != free ? KEFU_REASON_CLAMPED : 0;
    r->flags |= kf_item_failed(sheet, r->part, row) ? KEFU_REASON_FAILED : 0;
    r->flags |= kf_item_is_below(item, &r->value) ? KEFU_REASON_BELOW : 0;
}

/* ---- By a policy ---------------------------------------------------------------------------- */

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
    r->a = reason_part(r->curve, KEFU_POINT);
}

void kf_reason_item(const kefu_sheet *sheet, const kf_line *line, kefu_reason *r)
{
    const kf_item *item = &sheet->card->items[r->part];
    const kf_column_scores *c = &sheet->columns[r->part];
    size_t row = (size_t)(line - sheet->lines);
    const kf_excluded *excluded = kf_sheet_excluded(sheet, row, r->part);
    r->kind = KEFU_PART_ITEM;
    r->value = kf_cell(&c->cells, row);
    r->basis = kf_item_basis(sheet, r->part, row);
    r->against = kf_item_against(sheet, r->part, row);
    r->cause = kf_item_cause(item, &r->value);
    r->points = c->points[row];
    r->evidence = excluded ? excluded->evidence : "";
    (void)kf_i128_round_div(kf_i128_mul(item->weight, 100 * (int64_t)KEFU_POINT),
                            kf_item_over(item, line), &r->weight);
    if (c->outcomes[row] == KF_SCORED)
        reason_scored(sheet, row, r);
    else
        reason_answered(sheet, line, c->outcomes[row], r);
}
