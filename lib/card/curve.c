/* curve.c - evaluating curves: exact, rounded once. */
#include "card/curve.h"

#include "base/decimal.h"
#include "base/wide.h"

/* ---- Factors -------------------------------------------------------------------------------- */

/* Divides both by what they share; neither is below 0, nor are both 0. */
static void factor_reduce(int64_t *x, int64_t *y)
{
    int64_t common = (int64_t)kf_common((uint64_t)*x, (uint64_t)*y);
    *x /= common;
    *y /= common;
}

kf_factor kf_factor_of(int64_t weight, int64_t over)
{
    kf_factor factor = {weight, over};
    factor_reduce(&factor.num, &factor.den);
    return factor;
}

/* Reduced crosswise, the product needs no reduction and is as small as it can be. */
kf_factor kf_item_factor(const kf_item *item, int64_t over)
{
    kf_factor share = kf_factor_of(item->weight, over);
    kf_factor scale = kf_factor_of(100 * (int64_t)KEFU_POINT, item->of);
    factor_reduce(&share.num, &scale.den);
    factor_reduce(&scale.num, &share.den);
    share.num *= scale.num;
    share.den *= scale.den;
    return share;
}

/* ---- Points and what rounding left ---------------------------------------------------------- */

static kf_scored scored_kept(int64_t points, int32_t rest)
{
    kf_scored scored = {points, rest};
    if (points >= KF_POINTS_MOST || points <= -KF_POINTS_MOST) {
        scored.points = points < 0 ? -KF_POINTS_MOST : KF_POINTS_MOST;
        scored.rest = 0;
    }
    return scored;
}

/* num / den rounded half away from zero; 0 if it does not fit. */
static int32_t scored_divide(kf_i128 num, int64_t den, kf_scored *out)
{
    int64_t floor, rest, part = 0;
    int32_t up;
    if (!kf_i128_floor_div(num, den, &floor, &rest))
        return 0;
    up = rest > den - rest || (rest && rest == den - rest && num.hi >= 0);
    if (up && floor == INT64_MAX)
        return 0;
    if (rest)
        (void)kf_i128_round_div(kf_i128_mul(up ? rest - den : rest, (int64_t)1 << KF_REST_BITS),
                                den, &part);
    *out = scored_kept(floor + up, (int32_t)part);
    return 1;
}

static int32_t scored_less(kf_scored a, kf_scored b)
{
    return a.points != b.points ? a.points < b.points : a.rest < b.rest;
}

kf_scored kf_scored_least(kf_scored a, kf_scored b) { return scored_less(b, a) ? b : a; }

kf_scored kf_scored_most(kf_scored a, kf_scored b) { return scored_less(a, b) ? b : a; }

kf_scored kf_factor_scored(kf_factor factor, int64_t points)
{
    kf_scored out;
    if (!scored_divide(kf_i128_mul(points, factor.num), factor.den, &out))
        out = scored_kept(points < 0 ? -KF_POINTS_MOST : KF_POINTS_MOST, 0);
    return out;
}

int64_t kf_factor_times(kf_factor factor, int64_t points)
{
    return kf_factor_scored(factor, points).points;
}

/* ---- Where on the curve --------------------------------------------------------------------- */

int32_t kf_curve_compare(const kf_curve *curve, int64_t num, int64_t den, int64_t bound)
{
    return kf_i128_compare(kf_i128_mul(num, kf_pow10(curve->scale)), kf_i128_mul(bound, den));
}

static int32_t curve_in_band(const kf_band *band, kf_i128 scaled, int64_t den)
{
    if (band->low.kind) {
        int32_t order = kf_i128_compare(scaled, kf_i128_mul(band->low.at, den));
        if (order < 0 || (order == 0 && band->low.kind == KF_END_EXCLUSIVE))
            return 0;
    }
    if (band->high.kind) {
        int32_t order = kf_i128_compare(scaled, kf_i128_mul(band->high.at, den));
        if (order > 0 || (order == 0 && band->high.kind == KF_END_EXCLUSIVE))
            return 0;
    }
    return 1;
}

static int32_t curve_find_step(const kf_curve *curve, int64_t num, int64_t den)
{
    kf_i128 scaled = kf_i128_mul(num, kf_pow10(curve->scale));
    for (int32_t i = 0; i < curve->n; i++)
        if (curve_in_band(&curve->bands[i], scaled, den))
            return i;
    return -1;
}

static int32_t curve_find_knot(const kf_curve *curve, int64_t num, int64_t den)
{
    int32_t low = 0, high = curve->n;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (kf_curve_compare(curve, num, den, curve->bands[middle].x) < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return low - 1;
}

int32_t kf_curve_find(const kf_curve *curve, int64_t num, int64_t den)
{
    int64_t place;
    if (curve->type == KF_CURVE_STEPS)
        return curve_find_step(curve, num, den);
    if (curve->type == KF_CURVE_LINEAR)
        return curve_find_knot(curve, num, den);
    if (curve->type != KF_CURVE_PLACES)
        return -1;
    place = num / den;
    return place <= curve->n ? (int32_t)place - 1 : curve->n;
}

int64_t kf_curve_of_band(const kf_curve *curve, int32_t band)
{
    if (band < 0)
        return 0;
    return band < curve->n ? curve->bands[band].points : curve->otherwise;
}

/* ---- The line there ------------------------------------------------------------------------- */

static kf_line_part curve_level(int64_t points)
{
    kf_line_part part = {0, 0, points, 0, 0, 0};
    return part;
}

static kf_line_part curve_step_part(const kf_curve *curve, int64_t num, int64_t den)
{
    int32_t at = curve_find_step(curve, num, den);
    const kf_band *band;
    kf_line_part part = curve_level(0);
    if (at < 0)
        return part;
    band = &curve->bands[at];
    part.y0 = band->points;
    if (band->rise) {
        part.x0 = band->low.at;
        part.x1 = band->high.at;
        part.rise = band->rise;
    }
    return part;
}

/* Outside the knots it is level, or goes on as the outer line. */
static kf_line_part curve_knot_part(const kf_curve *curve, int64_t num, int64_t den)
{
    int32_t at = curve_find_knot(curve, num, den), last = curve->n - 1;
    int32_t below = at < 0, above = at == last;
    const kf_band *knots;
    kf_line_part part;
    if (below && !curve->extend_below)
        return curve_level(curve->bands[0].points);
    if (above && !curve->extend_above)
        return curve_level(curve->bands[last].points);
    knots = &curve->bands[below ? 0 : above ? last - 1 : at];
    part = curve_level(knots[0].points);
    part.x0 = knots[0].x;
    part.x1 = knots[1].x;
    part.rise = knots[1].points - knots[0].points;
    part.open = below || above;
    return part;
}

kf_line_part kf_curve_part(const kf_curve *curve, int64_t num, int64_t den)
{
    kf_line_part part;
    switch (curve->type) {
    case KF_CURVE_STEPS:
        part = curve_step_part(curve, num, den);
        break;
    case KF_CURVE_LINEAR:
        part = curve_knot_part(curve, num, den);
        break;
    case KF_CURVE_PROPORTION:
        part = curve_level(0);
        part.x1 = 1;
        part.rise = curve->of;
        part.open = 1;
        break;
    case KF_CURVE_DEDUCT:
        part = kf_deduct_part(curve, num, den, 0);
        break;
    default:
        part = curve_level(kf_curve_of_band(curve, kf_curve_find(curve, num, den)));
    }
    part.scale = curve->scale;
    return part;
}

/* ---- Limits --------------------------------------------------------------------------------- */

/* Rounding keeps order, so that a limit of the curve may be laid on the product. */
static kf_scored curve_limited(const kf_curve *curve, kf_factor factor, kf_scored points)
{
    if (curve->type != KF_CURVE_PROPORTION && curve->type != KF_CURVE_DEDUCT)
        return points;
    if (curve->least != KF_NO_LEAST)
        points = kf_scored_most(points, kf_factor_scored(factor, curve->least));
    if (curve->most != KF_NO_MOST)
        points = kf_scored_least(points, kf_factor_scored(factor, curve->most));
    return points;
}

static kf_scored curve_level_points(int64_t points, kf_factor factor)
{
    int32_t out = points >= KF_POINTS_MOST || points <= -KF_POINTS_MOST;
    return out ? scored_kept(points, 0) : kf_factor_scored(factor, points);
}

/* ---- The long way --------------------------------------------------------------------------- */

/* y0 + rise × (x - x0) / (x1 - x0), in millionths of a point */
static void curve_exact(const kf_line_part *part, int64_t num, int64_t den, kf_ratio *points)
{
    kf_ratio x, x0, step;
    kf_ratio_set(points, part->y0, 1);
    if (!part->rise)
        return;
    kf_ratio_set(&x, num, den);
    kf_ratio_decimal(&x0, part->x0, part->scale);
    kf_ratio_decimal(&step, part->x1, part->scale);
    kf_ratio_sub(&step, &step, &x0);
    kf_ratio_sub(&x, &x, &x0);
    kf_ratio_div(&x, &x, &step);
    kf_ratio_set(&step, part->rise, 1);
    kf_ratio_mul(&x, &x, &step);
    kf_ratio_add(points, points, &x);
}

static int32_t curve_exact_order(const kf_ratio *points, int64_t to)
{
    kf_ratio other;
    kf_ratio_set(&other, to, 1);
    return kf_ratio_compare(points, &other);
}

static int32_t curve_rest(const kf_ratio *points, int64_t rounded)
{
    kf_ratio rest, whole;
    int64_t out = 0;
    kf_ratio_set(&whole, rounded, 1);
    kf_ratio_sub(&rest, points, &whole);
    kf_ratio_set(&whole, (int64_t)1 << KF_REST_BITS, 1);
    kf_ratio_mul(&rest, &rest, &whole);
    (void)kf_ratio_round(&rest, 0, &out);
    return (int32_t)out;
}

static kf_scored curve_long(const kf_line_part *part, int64_t num, int64_t den, kf_factor factor)
{
    kf_ratio points, by;
    int64_t out = 0;
    curve_exact(part, num, den, &points);
    if (curve_exact_order(&points, KF_POINTS_MOST) >= 0)
        return scored_kept(KF_POINTS_MOST, 0);
    if (curve_exact_order(&points, -KF_POINTS_MOST) <= 0)
        return scored_kept(-KF_POINTS_MOST, 0);
    kf_ratio_set(&by, factor.num, factor.den);
    kf_ratio_mul(&points, &points, &by);
    /* no step comes near the width of kf_ratio: what does not fit is a product */
    if (!kf_ratio_round(&points, 0, &out))
        return scored_kept(kf_ratio_sign(&points) * KF_POINTS_MOST, 0);
    return scored_kept(out, curve_rest(&points, out));
}

void kf_curve_exact(const kf_curve *curve, int64_t num, int64_t den, kf_ratio *points)
{
    kf_line_part part = kf_curve_part(curve, num, den);
    if (curve->type == KF_CURVE_DEDUCT)
        part = kf_deduct_part(curve, num, den, 1);
    part.scale = curve->scale;
    curve_exact(&part, num, den, points);
    if (curve->type != KF_CURVE_PROPORTION && curve->type != KF_CURVE_DEDUCT)
        return;
    if (curve->least != KF_NO_LEAST && curve_exact_order(points, curve->least) < 0)
        kf_ratio_set(points, curve->least, 1);
    if (curve->most != KF_NO_MOST && curve_exact_order(points, curve->most) > 0)
        kf_ratio_set(points, curve->most, 1);
}

int64_t kf_curve_points_exact(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor)
{
    kf_line_part part = kf_curve_part(curve, num, den);
    if (curve->type == KF_CURVE_DEDUCT)
        part = kf_deduct_part(curve, num, den, 1);
    part.scale = curve->scale;
    return curve_limited(curve, factor, curve_long(&part, num, den, factor)).points;
}

int32_t kf_curve_order(const kf_curve *curve, int64_t num, int64_t den, int64_t points)
{
    static const kf_factor whole = {1, 1};
    kf_line_part part = kf_curve_part(curve, num, den);
    int64_t rounded = kf_curve_points(curve, num, den, whole);
    kf_ratio exact;
    int32_t order;
    if (rounded != points || !part.rise)
        return rounded > points ? 1 : rounded < points ? -1 : 0;
    curve_exact(&part, num, den, &exact);
    order = curve_exact_order(&exact, points);
    /* limits are whole millionths: what one cut off is exactly there */
    return points == (order > 0 ? curve->most : curve->least) ? 0 : order;
}

/* ---- The short way -------------------------------------------------------------------------- */

static int32_t curve_product(int64_t a, int64_t b, int64_t *out)
{
    return kf_i128_fits_i64(kf_i128_mul(a, b), out);
}

static int32_t curve_difference(int64_t a, int64_t b, int64_t *out)
{
    return kf_i128_fits_i64(kf_i128_add(kf_i128_of(a), kf_i128_neg(kf_i128_of(b))), out);
}

/* 1 if (y0 × d + rise × x) / d stays within the points there may be. */
static int32_t curve_stays(const kf_line_part *part, int64_t x, int64_t d)
{
    kf_i128 most = kf_i128_mul(KF_POINTS_MOST, d);
    kf_i128 points = kf_i128_add(kf_i128_mul(part->y0, d), kf_i128_mul(part->rise, x));
    return kf_i128_compare(points, most) < 0 && kf_i128_compare(points, kf_i128_neg(most)) > 0;
}

/* (y0 × d + rise × (num × 10^scale - x0 × den)) × factor / d, where d = den × (x1 - x0); 0 if a
 * part does not fit. */
static int32_t curve_short(const kf_line_part *part, int64_t num, int64_t den, kf_factor factor,
                           kf_scored *out)
{
    int64_t run, rise, y0, x, x0, d, below;
    if (!curve_difference(part->x1, part->x0, &run) || !curve_product(den, run, &d) ||
        !curve_product(d, factor.den, &below) || !curve_product(num, kf_pow10(part->scale), &x) ||
        !curve_product(part->x0, den, &x0) || !curve_product(part->y0, factor.num, &y0) ||
        !curve_product(part->rise, factor.num, &rise) || !curve_difference(x, x0, &x) ||
        (part->open && !curve_stays(part, x, d)))
        return 0;
    return scored_divide(kf_i128_add(kf_i128_mul(y0, d), kf_i128_mul(rise, x)), below, out);
}

kf_scored kf_curve_scored(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor)
{
    kf_line_part part = kf_curve_part(curve, num, den);
    kf_scored out;
    if (!part.rise)
        out = curve_level_points(part.y0, factor);
    else if (!curve_short(&part, num, den, factor, &out))
        out = curve_long(&part, num, den, factor);
    return curve_limited(curve, factor, out);
}

int64_t kf_curve_points(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor)
{
    return kf_curve_scored(curve, num, den, factor).points;
}

/* ---- Steps between their bounds ------------------------------------------------------------- */

static int32_t curve_covers(const kf_band *band, kf_spot spot)
{
    const kf_end *low = &band->low, *high = &band->high;
    int32_t low_side = low->kind == KF_END_EXCLUSIVE ? 1 : 0;
    int32_t high_side = high->kind == KF_END_EXCLUSIVE ? -1 : 0;
    if (low->kind && (spot.at < low->at || (spot.at == low->at && spot.side < low_side)))
        return 0;
    return !high->kind || spot.at < high->at || (spot.at == high->at && spot.side <= high_side);
}

int32_t kf_curve_find_spot(const kf_curve *curve, kf_spot spot)
{
    for (int32_t i = 0; i < curve->n; i++)
        if (curve_covers(&curve->bands[i], spot))
            return i;
    return -1;
}

int64_t kf_curve_spot_points(const kf_curve *curve, kf_spot spot)
{
    static const kf_factor whole = {1, 1};
    int32_t at = kf_curve_find_spot(curve, spot);
    const kf_band *band = &curve->bands[at < 0 ? 0 : at];
    kf_line_part part = curve_level(at < 0 ? 0 : band->points);
    if (at < 0 || !band->rise)
        return part.y0;
    part.x0 = band->low.at;
    part.x1 = band->high.at;
    part.rise = band->rise;
    part.scale = curve->scale;
    return curve_long(&part, spot.at, kf_pow10(curve->scale), whole).points;
}

static int32_t curve_add_bound(int64_t *bounds, int32_t n, const kf_end *end)
{
    int32_t at = n;
    if (!end->kind)
        return n;
    while (at && bounds[at - 1] > end->at)
        at--;
    if (at && bounds[at - 1] == end->at)
        return n;
    for (int32_t i = n; i > at; i--)
        bounds[i] = bounds[i - 1];
    bounds[at] = end->at;
    return n + 1;
}

int32_t kf_curve_bounds(const kf_curve *curve, int64_t *bounds)
{
    int32_t n = 0;
    for (int32_t i = 0; i < curve->n; i++) {
        n = curve_add_bound(bounds, n, &curve->bands[i].low);
        n = curve_add_bound(bounds, n, &curve->bands[i].high);
    }
    return n;
}
