/* curve_next.c - how far it is to more points. */
#include "base/decimal.h"
#include "base/wide.h"
#include "card/curve.h"

/* ---- Directions ------------------------------------------------------------ */

int32_t kf_basis_direction(const kf_item *item, const kf_rule *rule)
{
    if (rule->basis == KF_BASIS_VALUE)
        return item->direction;
    return rule->basis == KF_BASIS_PLACE ? KEFU_LOWER : KEFU_HIGHER;
}

/* ---- The next band -------------------------------------------------------------------------- */

static int32_t next_try(const kf_curve *curve, kf_spot spot, int64_t points, kf_next *next)
{
    int32_t band = kf_curve_find_spot(curve, spot);
    if (band < 0 || curve->bands[band].points <= points)
        return 0;
    next->found = 1;
    next->bound = spot.at;
    next->beyond = spot.side != 0;
    next->points = curve->bands[band].points;
    return 1;
}

kf_next kf_curve_next(const kf_curve *curve, int32_t direction, int64_t num, int64_t den)
{
    int64_t bounds[2 * KF_CARD_BANDS];
    int32_t n = kf_curve_bounds(curve, bounds);
    int64_t points = kf_curve_of_band(curve, kf_curve_find(curve, num, den));
    kf_next next = {0, 0, 0, 0};
    for (int32_t k = 0; k < n; k++) {
        int64_t bound = bounds[direction == KEFU_HIGHER ? k : n - 1 - k];
        int32_t behind = kf_curve_compare(curve, num, den, bound) * direction;
        kf_spot at = {bound, 0}, past = {bound, direction};
        if (behind > 0)
            continue;
        if ((behind < 0 && next_try(curve, at, points, &next)) ||
            next_try(curve, past, points, &next))
            break;
    }
    return next;
}

/* ---- In counts ------------------------------------------------------------------------------ */

static int32_t next_is_there(const kf_curve *curve, const kf_next *next, int32_t direction,
                             int64_t num, int64_t den)
{
    int32_t order = kf_curve_compare(curve, num, den, next->bound) * direction;
    return next->beyond ? order > 0 : order >= 0;
}

int64_t kf_next_counts(const kf_curve *curve, const kf_next *next, int32_t direction, int64_t num,
                       int64_t den)
{
    int64_t wanted;
    kf_i128 at = kf_i128_mul(next->bound, den);
    if (!next->found || !kf_i128_round_div(at, kf_pow10(curve->scale), &wanted))
        return 0;
    if (wanted > INT64_MAX - 2 || wanted < INT64_MIN + 2)
        return 0;
    /* rounding put it within one of the count that is just enough */
    wanted -= direction;
    while (!next_is_there(curve, next, direction, wanted, den))
        wanted += direction;
    if (num < 0 || wanted < 0)
        return 0;
    return direction == KEFU_HIGHER ? wanted - num : num - wanted;
}
