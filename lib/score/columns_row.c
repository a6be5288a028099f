/* columns_row.c - rows that lack a figure: what the card's policies say of them, row by row. */
#include "base/decimal.h"
#include "base/fail.h"
#include "score/columns.h"
#include "score/steps.h"

kefu_status kf_columns_too_many(const kf_columns *c, const kf_columns_item *item, int64_t i)
{
    return kf_fail_row(c->error, KEFU_E_OVERFLOW, c->batch.first_row + c->first + i,
                       "item '%s': more than a billion points; give its curve a least or a most",
                       item->item->id);
}

/* A float that does not fit at nine decimals has all its digits at the finest scale that does. */
static kefu_status row_figure(const kf_columns *c, kf_columns_item *item, int64_t row)
{
    int32_t is_float = item->column->family == KF_FAMILY_FLOAT, any;
    kefu_status status = KEFU_E_OVERFLOW;
    uint8_t state = 0;
    item->num_scale = item->scale + 1;
    while (status == KEFU_E_OVERFLOW && item->num_scale > (is_float ? 0 : item->scale))
        status = kf_column_numbers(item->column, row, 1, --item->num_scale, &item->num, &state,
                                   &any, c->error);
    item->state = state;
    return status;
}

/* A figure that is provisional has no number here, so that where the card would score it no_data
 * answers. */
static int32_t row_outcome(const kf_columns_item *item)
{
    static const int32_t outcomes[] = {[KF_POLICY_SCORE] = KF_ITEM_SCORED,
                                       [KF_POLICY_ZERO] = KF_ITEM_ZERO,
                                       [KF_POLICY_RENORMALISE] = KF_ITEM_LEFT_OUT,
                                       [KF_POLICY_REQUIRE] = KF_ITEM_REQUIRED};
    int32_t provisional = item->item->provisional;
    if (item->state == KEFU_VALUE_OK)
        return KF_ITEM_SCORED;
    if (item->state == KEFU_VALUE_EXEMPT)
        return KF_ITEM_LEFT_OUT;
    if (item->state == KEFU_VALUE_PROVISIONAL && provisional != KF_POLICY_SCORE)
        return outcomes[provisional];
    return outcomes[item->item->no_data];
}

static kf_scored row_points(kf_columns_item *item, int64_t over)
{
    kf_scored nothing = {0, 0};
    if (row_outcome(item) != KF_ITEM_SCORED)
        return nothing;
    if (item->over != over) {
        item->over = over;
        item->factor_over = kf_item_factor(item->item, over);
    }
    return kf_curve_scored(&item->item->rule.curve, item->num, kf_pow10(item->num_scale),
                           item->factor_over);
}

/* What exact points come to, rounded once, beyond the sum of rounded ones. */
static int64_t row_exact(const kf_columns *c, int64_t points, int64_t rounding)
{
    kf_ratio sum, one, by;
    int64_t rounded;
    kf_ratio_set(&sum, 0, 1);
    for (int32_t k = 0; k < c->card->n_items; k++) {
        const kf_columns_item *item = &c->items[k];
        if (row_outcome(item) != KF_ITEM_SCORED)
            continue;
        kf_curve_exact(&item->item->rule.curve, item->num, kf_pow10(item->num_scale), &one);
        kf_ratio_set(&by, item->factor_over.num, item->factor_over.den);
        kf_ratio_mul(&one, &one, &by);
        kf_ratio_add(&sum, &sum, &one);
    }
    return kf_ratio_round(&sum, 0, &rounded) ? rounded - points : rounding;
}

/* As a sheet weighs them: over what is left where items were left out. */
static kefu_status row_score(kf_columns *c, int64_t i)
{
    int64_t all = 0, left = 0, over = c->card->hundred, total = 0, rests = 0, rounding;
    int32_t required = 0, any_left = 0;
    for (int32_t k = 0; k < c->card->n_items; k++) {
        kf_columns_item *item = &c->items[k];
        kefu_status status = row_figure(c, item, c->first + i);
        int32_t outcome = row_outcome(item);
        if (status)
            return status;
        required |= outcome == KF_ITEM_REQUIRED;
        any_left |= outcome == KF_ITEM_LEFT_OUT;
        left += outcome == KF_ITEM_LEFT_OUT ? item->item->weight : 0;
        all += item->item->weight;
    }
    if (left && all > left) /* what weighs nothing shares nothing */
        over = all - left;
    for (int32_t k = 0; k < c->card->n_items; k++) {
        kf_scored scored = row_points(&c->items[k], over);
        if (kf_points_are_too_many(scored.points))
            return kf_columns_too_many(c, &c->items[k], i);
        kf_columns_out(c, k)[i] = scored.points;
        total += scored.points;
        rests += scored.rest;
    }
    if (!kf_round_rests(rests, c->card->n_items, &rounding))
        rounding = row_exact(c, total, rounding);
    total += rounding;
    c->totals[c->first + i] = required || (any_left && all == left) ? INT64_MIN : total;
    return KEFU_OK;
}

/* Rests are integers: half of the unit and more round away from 0, as the exact sum has it. */
static void round_exact(kf_columns *c)
{
    const int64_t unit = c->unit;
    const double half = (double)unit * 0.5;
    for (int64_t i = 0; i < c->count; i++) {
        int64_t twice, up, *total = &c->totals[c->first + i];
        if (c->rests[i] > -half && c->rests[i] < half)
            continue;
        twice = 2 * (int64_t)c->rests[i] + unit;
        up = twice / (2 * unit) - (twice % (2 * unit) < 0);
        if (twice == 2 * unit * up && *total + up <= 0) /* a half below 0 */
            up--;
        *total += up;
    }
}

void kf_columns_round(kf_columns *c)
{
    if (c->unit) {
        round_exact(c);
        return;
    }
    const double error =
        (double)KF_REST_ERROR * (c->card->n_items + 1) / (double)((int64_t)1 << KF_REST_BITS);
    for (int64_t i = 0; i < c->count; i++) {
        double rest = c->rests[i];
        int64_t rounding = 0;
        if (rest > error - 0.5 && rest < 0.5 - error)
            continue;
        rounding = (int64_t)(rest < 0 ? rest - 0.5 : rest + 0.5);
        rest -= (double)rounding;
        c->totals[c->first + i] += rounding;
        if (rest > error - 0.5 && rest < 0.5 - error)
            continue;
        c->odd[i] = 1;
        c->any_odd = 1;
    }
}

kefu_status kf_columns_odd(kf_columns *c)
{
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < c->count && !status; i++)
        if (c->odd[i])
            status = row_score(c, i);
    return status;
}
