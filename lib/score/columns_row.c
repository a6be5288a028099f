/* columns_row.c - rows that lack a figure: what the card's policies say of them, row by row. */
#include "base/decimal.h"
#include "base/fail.h"
#include "score/columns.h"

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

static int64_t row_points(kf_columns_item *item, int64_t over)
{
    if (row_outcome(item) != KF_ITEM_SCORED)
        return 0;
    if (item->over != over) {
        item->over = over;
        item->factor_over = kf_item_factor(item->item, over);
    }
    return kf_curve_points(&item->item->rule.curve, item->num, kf_pow10(item->num_scale),
                           item->factor_over);
}

/* As a sheet weighs them: over what is left where items were left out. */
static kefu_status row_score(kf_columns *c, int64_t i)
{
    int64_t all = 0, left = 0, over = c->card->hundred, total = 0;
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
        int64_t points = row_points(&c->items[k], over);
        if (kf_points_are_too_many(points))
            return kf_columns_too_many(c, &c->items[k], i);
        kf_columns_out(c, k)[i] = points;
        total += points;
    }
    c->totals[c->first + i] = required || (any_left && all == left) ? INT64_MIN : total;
    return KEFU_OK;
}

kefu_status kf_columns_odd(kf_columns *c)
{
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < c->count && !status; i++)
        if (c->odd[i])
            status = row_score(c, i);
    return status;
}
