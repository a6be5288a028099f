/* curve_deduct.c - deduct: how many units a figure is worse than `from`, and what they take. */
#include "base/decimal.h"
#include "base/wide.h"
#include "card/curve.h"

/* ---- How much worse ------------------------------------------------------------------------- */

/* How much worse than `from`, × den × 10^scale; below 0 if it is better. */
static kf_i128 deduct_short(const kf_curve *curve, int64_t num, int64_t den)
{
    kf_i128 from = kf_i128_mul(curve->from, den), at = kf_i128_mul(num, kf_pow10(curve->scale));
    return curve->lower ? kf_i128_add(at, kf_i128_neg(from)) : kf_i128_add(from, kf_i128_neg(at));
}

static int32_t deduct_is_worse(const kf_curve *curve, int64_t num, int64_t den)
{
    return kf_i128_compare(deduct_short(curve, num, den), kf_i128_of(0)) > 0;
}

static void deduct_ratio(const kf_curve *curve, int64_t num, int64_t den, kf_ratio *units)
{
    kf_ratio from, per;
    kf_ratio_set(units, num, den);
    kf_ratio_decimal(&from, curve->from, curve->scale);
    kf_ratio_decimal(&per, curve->per, curve->scale);
    if (curve->lower)
        kf_ratio_sub(units, units, &from);
    else
        kf_ratio_sub(units, &from, units);
    kf_ratio_div(units, units, &per);
}

/* ---- Whole units ---------------------------------------------------------------------------- */

static int64_t deduct_round(int32_t round, int64_t whole, int64_t rest, int64_t den)
{
    int32_t more =
        (round == KF_UNITS_UP && rest) || (round == KF_UNITS_NEAREST && rest >= den - rest);
    return more && whole < INT64_MAX ? whole + 1 : whole;
}

/* 1 if so many whole units are counted at least. */
static int32_t deduct_counts(int32_t round, const kf_ratio *units, int64_t whole)
{
    kf_ratio least, half;
    int32_t order;
    kf_ratio_set(&least, whole, 1);
    if (round == KF_UNITS_UP) { /* more than one less */
        kf_ratio_set(&half, 1, 1);
        kf_ratio_sub(&least, &least, &half);
    } else if (round == KF_UNITS_NEAREST) {
        kf_ratio_set(&half, 1, 2);
        kf_ratio_sub(&least, &least, &half);
    }
    order = kf_ratio_compare(units, &least);
    return round == KF_UNITS_UP ? order > 0 : order >= 0;
}

/* The long way: the most units that are counted, by halving. */
static int64_t deduct_whole_long(const kf_curve *curve, int64_t num, int64_t den)
{
    kf_ratio units;
    int64_t low = 0, high = INT64_MAX;
    deduct_ratio(curve, num, den, &units);
    while (low < high) {
        int64_t middle = high - (high - low) / 2;
        if (deduct_counts(curve->round, &units, middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static int64_t deduct_whole(const kf_curve *curve, int64_t num, int64_t den)
{
    int64_t below, whole, rest;
    if (!deduct_is_worse(curve, num, den))
        return 0;
    if (!kf_i128_fits_i64(kf_i128_mul(curve->per, den), &below) ||
        !kf_i128_floor_div(deduct_short(curve, num, den), below, &whole, &rest))
        return deduct_whole_long(curve, num, den);
    return deduct_round(curve->round, whole, rest, below);
}

/* ---- Units ---------------------------------------------------------------------------------- */

static kefu_value deduct_value(int64_t num, int64_t den, uint32_t flags)
{
    kefu_value value = {num, den, -1, KEFU_VALUE_OK, flags};
    return value;
}

/* The part of a unit as it is: in 64 bits, else to nine decimals. */
static kefu_value deduct_part_units(const kf_curve *curve, int64_t num, int64_t den)
{
    int64_t over, below, rounded = INT64_MAX;
    kf_ratio units;
    if (kf_i128_fits_i64(deduct_short(curve, num, den), &over) &&
        kf_i128_fits_i64(kf_i128_mul(curve->per, den), &below)) {
        kf_factor lowest = kf_factor_of(over, below);
        return deduct_value(lowest.num, lowest.den, 0);
    }
    deduct_ratio(curve, num, den, &units);
    if (kf_ratio_round(&units, KF_BOUND_DIGITS, &rounded))
        return deduct_value(rounded, kf_pow10(KF_BOUND_DIGITS), KEFU_VALUE_ROUNDED);
    (void)kf_ratio_round(&units, 0, &rounded);
    return deduct_value(rounded, 1, KEFU_VALUE_ROUNDED);
}

kefu_value kf_curve_units(const kf_curve *curve, int64_t num, int64_t den)
{
    if (!deduct_is_worse(curve, num, den))
        return deduct_value(0, 1, 0);
    if (curve->round == KF_UNITS_EXACT)
        return deduct_part_units(curve, num, den);
    return deduct_value(deduct_whole(curve, num, den), 1, 0);
}

/* ---- Points --------------------------------------------------------------------------------- */

/* Start less so much for each, or the least points that there are. */
static int64_t deduct_points(const kf_curve *curve, int64_t units)
{
    kf_i128 taken = kf_i128_neg(kf_i128_mul(curve->each, units));
    int64_t points;
    if (!kf_i128_fits_i64(kf_i128_add(kf_i128_of(curve->start), taken), &points))
        return -KF_POINTS_MOST;
    return points < -KF_POINTS_MOST ? -KF_POINTS_MOST : points;
}

kf_line_part kf_deduct_part(const kf_curve *curve, int64_t num, int64_t den, int32_t exact)
{
    kf_line_part part = {0, 0, curve->start, 0, curve->scale, 0};
    if (!deduct_is_worse(curve, num, den))
        return part;
    if (curve->round == KF_UNITS_EXACT) {
        part.x0 = curve->from;
        part.x1 = curve->from + curve->per; /* the reader saw that this fits */
        part.rise = curve->lower ? -curve->each : curve->each;
        part.open = 1;
        return part;
    }
    part.y0 = deduct_points(curve, exact ? deduct_whole_long(curve, num, den)
                                         : deduct_whole(curve, num, den));
    return part;
}
