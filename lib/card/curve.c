/* curve.c - evaluating curves: exact, rounded once. */
#include "card/curve.h"

#include "base/decimal.h"
#include "base/wide.h"

kf_factor kf_factor_of(int64_t weight, int64_t over)
{
    int64_t a = weight, b = over;
    kf_factor factor;
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    factor.num = weight / a;
    factor.den = over / a;
    return factor;
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
    place = num / den;
    return place <= curve->n ? (int32_t)place - 1 : curve->n;
}

int64_t kf_curve_of_band(const kf_curve *curve, int32_t band)
{
    if (band < 0)
        return 0;
    return band < curve->n ? curve->bands[band].points : curve->otherwise;
}

/* The knots on both sides; 0 if the curve is level there, at *points. */
static int32_t curve_segment(const kf_curve *curve, int64_t num, int64_t den, const kf_band **knots,
                             int64_t *points)
{
    int32_t at = kf_curve_find(curve, num, den);
    if (curve->type == KF_CURVE_LINEAR && at >= 0 && at + 1 < curve->n) {
        *knots = &curve->bands[at];
        return 1;
    }
    if (curve->type == KF_CURVE_LINEAR && at < 0)
        at = 0;
    *points = kf_curve_of_band(curve, at);
    return 0;
}

/* ---- The long way --------------------------------------------------------------------------- */

/* In millionths of a point. */
static void curve_exact(const kf_curve *curve, int64_t num, int64_t den, kf_ratio *points)
{
    const kf_band *knots = NULL;
    kf_ratio x, x0, step;
    int64_t level = 0;
    if (!curve_segment(curve, num, den, &knots, &level)) {
        kf_ratio_set(points, level, 1);
        return;
    }
    /* y0 + (y1 - y0) × (x - x0) / (x1 - x0) */
    kf_ratio_set(&x, num, den);
    kf_ratio_decimal(&x0, knots[0].x, curve->scale);
    kf_ratio_decimal(&step, knots[1].x, curve->scale);
    kf_ratio_sub(&step, &step, &x0);
    kf_ratio_sub(&x, &x, &x0);
    kf_ratio_div(&x, &x, &step);
    kf_ratio_set(&step, knots[1].points - knots[0].points, 1);
    kf_ratio_mul(&x, &x, &step);
    kf_ratio_set(&step, knots[0].points, 1);
    kf_ratio_add(points, &x, &step);
}

int64_t kf_curve_points_exact(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor)
{
    kf_ratio points, by;
    int64_t out = 0;
    curve_exact(curve, num, den, &points);
    kf_ratio_set(&by, factor.num, factor.den);
    kf_ratio_mul(&points, &points, &by);
    /* |points| <= 10^10 and factor <= 1: it fits, and no step comes near the width of kf_ratio */
    (void)kf_ratio_round(&points, 0, &out);
    return out;
}

/* ---- The short way -------------------------------------------------------------------------- */

static int32_t curve_product(int64_t a, int64_t b, int64_t *out)
{
    return kf_i128_fits_i64(kf_i128_mul(a, b), out);
}

/* (y0 × d + (y1 - y0) × (num × 10^scale - x0 × den)) × factor / d, where d = den × (x1 - x0); 0 if
 * a part does not fit. */
static int32_t curve_short(const kf_curve *curve, const kf_band *knots, int64_t num, int64_t den,
                           kf_factor factor, int64_t *out)
{
    int64_t run, rise, y0, x, x0, d, below;
    if (!kf_i128_fits_i64(kf_i128_add(kf_i128_of(knots[1].x), kf_i128_neg(kf_i128_of(knots[0].x))),
                          &run) ||
        !curve_product(den, run, &d) || !curve_product(d, factor.den, &below) ||
        !curve_product(num, kf_pow10(curve->scale), &x) || !curve_product(knots[0].x, den, &x0) ||
        !curve_product(knots[0].points, factor.num, &y0) ||
        !curve_product(knots[1].points - knots[0].points, factor.num, &rise) ||
        !kf_i128_fits_i64(kf_i128_add(kf_i128_of(x), kf_i128_neg(kf_i128_of(x0))), &x))
        return 0;
    return kf_i128_round_div(kf_i128_add(kf_i128_mul(y0, d), kf_i128_mul(rise, x)), below, out);
}

int64_t kf_curve_points(const kf_curve *curve, int64_t num, int64_t den, kf_factor factor)
{
    const kf_band *knots = NULL;
    int64_t out = 0;
    if (!curve_segment(curve, num, den, &knots, &out)) {
        (void)kf_i128_round_div(kf_i128_mul(out, factor.num), factor.den, &out);
        return out;
    }
    if (curve_short(curve, knots, num, den, factor, &out))
        return out;
    return kf_curve_points_exact(curve, num, den, factor);
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
