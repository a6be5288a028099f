/* curve_next.c - how far it is to more points. */
#include "base/decimal.h"
#include "base/wide.h"
#include "card/curve.h"

/* ---- Directions ------------------------------------------------------------ */

int32_t kf_basis_direction(const kf_item *item, const kf_rule *rule)
{
    switch (rule->basis) {
    case KF_BASIS_PERCENTILE:
        return KEFU_HIGHER;
    case KF_BASIS_PLACE:
        return KEFU_LOWER;
    case KF_BASIS_REMAINDER: /* what is left of the whole */
        return item->direction == KEFU_MIDDLE ? KEFU_MIDDLE : -item->direction;
    default:
        return item->direction;
    }
}

/* ---- The next bound ------------------------------------------------------------------------- */

static int32_t next_try(const kf_curve *curve, kf_spot spot, int64_t points, kf_next *next)
{
    int64_t there = kf_curve_spot_points(curve, spot);
    if (kf_curve_find_spot(curve, spot) < 0 || there <= points)
        return 0;
    next->found = 1;
    next->bound = spot.at;
    next->beyond = spot.side != 0;
    next->points = there;
    return 1;
}

static kf_next next_way(const kf_curve *curve, int32_t direction, int64_t num, int64_t den)
{
    static const kf_factor whole = {1, 1};
    int64_t bounds[2 * KF_CARD_BANDS];
    int32_t n = kf_curve_bounds(curve, bounds);
    int64_t points = kf_curve_points(curve, num, den, whole);
    kf_next next = {.direction = direction};
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

/* Order of the distances from num/den to a bound above it and to one below it. */
static int32_t next_distances(const kf_curve *curve, const kf_next *up, const kf_next *down,
                              int64_t num, int64_t den)
{
    kf_i128 x = kf_i128_mul(num, kf_pow10(curve->scale));
    kf_i128 above = kf_i128_add(kf_i128_mul(up->bound, den), kf_i128_neg(x));
    kf_i128 below = kf_i128_add(x, kf_i128_neg(kf_i128_mul(down->bound, den)));
    int32_t order = kf_i128_compare(above, below);
    return order ? order : up->beyond - down->beyond;
}

kf_next kf_curve_next(const kf_curve *curve, int32_t direction, int64_t num, int64_t den)
{
    kf_next up, down;
    if (direction != KEFU_MIDDLE)
        return next_way(curve, direction, num, den);
    up = next_way(curve, KEFU_HIGHER, num, den);
    down = next_way(curve, KEFU_LOWER, num, den);
    if (!up.found || (down.found && next_distances(curve, &up, &down, num, den) >= 0))
        return down;
    return up;
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
