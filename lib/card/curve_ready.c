/* curve_ready.c - see curve_ready.h. */
#include "card/curve_ready.h"

#include "base/decimal.h"
#include "base/wide.h"

/* Twice a line and its divisor are added in 64 bits. */
#define READY_MOST ((int64_t)1 << 60)

static int32_t ready_product(int64_t a, int64_t b, int64_t *out)
{
    return kf_i128_fits_i64(kf_i128_mul(a, b), out);
}

static int64_t ready_floor(int64_t value, int64_t by) { return value / by - (value % by < 0); }

/* The next part; one that begins where the last did takes its place. */
static int32_t ready_add(kf_ready_curve *r, int64_t from, struct kf_ready_part part)
{
    if (r->n && r->from[r->n - 1] == from)
        r->n--;
    if (r->n == KF_READY_PARTS)
        return 0;
    r->from[r->n] = from;
    r->part[r->n++] = part;
    return 1;
}

static struct kf_ready_part ready_level(int64_t points, kf_factor factor)
{
    struct kf_ready_part part = {0, 0, 1, 0, 0, 0};
    kf_scored scored = kf_factor_scored(factor, points);
    part.points = scored.points;
    part.rest = scored.rest;
    if (ready_product(points, factor.num, &part.base))
        part.below = factor.den;
    return part;
}

/* The least numerator that is at or above a bound; *at is 1 if it is exactly at it. */
static int32_t ready_bound(const kf_curve *curve, int64_t bound, int64_t den, int64_t *from,
                           int32_t *at)
{
    int64_t power = kf_pow10(curve->scale), scaled;
    if (!ready_product(bound, den, &scaled))
        return 0;
    *at = scaled % power == 0;
    *from = ready_floor(scaled, power) + !*at;
    return *from < INT64_MAX;
}

/* ---- Steps ---------------------------------------------------------------------------------- */

static struct kf_ready_part ready_spot(const kf_curve *curve, int64_t bound, int32_t side,
                                       kf_factor factor)
{
    kf_spot spot = {bound, side};
    return ready_level(kf_curve_of_band(curve, kf_curve_find_spot(curve, spot)), factor);
}

static int32_t ready_step(const kf_curve *curve, int64_t bound, int64_t den, kf_factor factor,
                          kf_ready_curve *r)
{
    int64_t from;
    int32_t at;
    if (!ready_bound(curve, bound, den, &from, &at))
        return 0;
    if (at && !ready_add(r, from, ready_spot(curve, bound, 0, factor)))
        return 0;
    return ready_add(r, from + at, ready_spot(curve, bound, 1, factor));
}

static int32_t ready_steps(const kf_curve *curve, int64_t den, kf_factor factor, kf_ready_curve *r)
{
    int64_t bounds[2 * KF_READY_PARTS];
    int32_t n;
    if (curve->n > KF_READY_PARTS)
        return 0;
    for (int32_t i = 0; i < curve->n; i++)
        if (curve->bands[i].rise)
            return 0;
    n = kf_curve_bounds(curve, bounds);
    ready_add(r, INT64_MIN,
              n ? ready_spot(curve, bounds[0], -1, factor) : ready_spot(curve, 0, 0, factor));
    for (int32_t i = 0; i < n; i++)
        if (!ready_step(curve, bounds[i], den, factor, r))
            return 0;
    return 1;
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static int32_t ready_fits(const struct kf_ready_part *part, int64_t num)
{
    int64_t line;
    return ready_product(part->rise, num, &line) && line > -READY_MOST / 2 &&
           line < READY_MOST / 2 && part->base > -READY_MOST / 2 && part->base < READY_MOST / 2;
}

/* A product that is cut at the most points there may be is no line. */
static int32_t ready_stays(int64_t points, kf_factor factor)
{
    int64_t product = kf_factor_times(factor, points);
    return product < KF_POINTS_MOST && product > -KF_POINTS_MOST;
}

/* num/den in lowest terms; den > 0. */
static kf_factor ready_lowest(int64_t num, int64_t den)
{
    kf_factor lowest = kf_factor_of(num < 0 ? -num : num, den);
    if (num < 0)
        lowest.num = -lowest.num;
    return lowest;
}

/* a × num/den in lowest terms. */
static int32_t ready_times(kf_factor a, int64_t num, int64_t den, kf_factor *out)
{
    kf_factor b = ready_lowest(num, den);
    kf_factor one = ready_lowest(a.num, b.den), other = ready_lowest(b.num, a.den);
    return ready_product(one.num, other.num, &out->num) &&
           ready_product(one.den, other.den, &out->den);
}

/* What one more of the numerator adds to the points of the line between two knots. */
static int32_t ready_slope(const kf_curve *curve, const kf_band *knots, int64_t den,
                           kf_factor factor, kf_factor *out)
{
    kf_i128 width = kf_i128_add(kf_i128_of(knots[1].x), kf_i128_neg(kf_i128_of(knots[0].x)));
    int64_t run;
    return kf_i128_fits_i64(width, &run) &&
           ready_times(factor, knots[1].points - knots[0].points, run, out) &&
           ready_times(*out, kf_pow10(curve->scale), den, out);
}

/* y0 × factor - slope × x0 × den / 10^scale + slope × num, over one divisor that is as small as it
 * can be. */
static int32_t ready_line(const kf_curve *curve, const kf_band *knots, int64_t den,
                          kf_factor factor, struct kf_ready_part *part)
{
    kf_factor slope, start, level, more;
    int64_t below, y0, x0;
    if (!ready_slope(curve, knots, den, factor, &slope) ||
        !ready_times(slope, knots[0].x, kf_pow10(curve->scale), &start) ||
        !ready_times(start, den, 1, &start) || !ready_times(factor, knots[0].points, 1, &level))
        return 0;
    more = kf_factor_of(start.den, level.den); /* the divisor of both: level.den × more.num */
    if (!ready_product(level.den, more.num, &below))
        return 0;
    more = kf_factor_of(slope.den, below);
    if (!ready_product(below, more.num, &part->below) ||
        !ready_product(slope.num, part->below / slope.den, &part->rise) ||
        !ready_product(start.num, part->below / start.den, &x0) ||
        !ready_product(level.num, part->below / level.den, &y0) || part->below > READY_MOST / 2 ||
        x0 > READY_MOST || x0 < -READY_MOST || y0 > READY_MOST || y0 < -READY_MOST)
        return 0;
    part->base = y0 - x0;
    part->points = part->rest = 0;
    part->per_rest = (double)((int64_t)1 << KF_REST_BITS) / (double)(2 * part->below);
    return 1;
}

static int32_t ready_segment(const kf_curve *curve, int32_t knot, int64_t den, kf_factor factor,
                             kf_ready_curve *r)
{
    const kf_band *knots = &curve->bands[knot];
    struct kf_ready_part part;
    int64_t from, end;
    int32_t at;
    if (!ready_stays(knots[0].points, factor) || !ready_stays(knots[1].points, factor) ||
        !ready_bound(curve, knots[0].x, den, &from, &at) ||
        !ready_bound(curve, knots[1].x, den, &end, &at))
        return 0;
    if (knots[0].points == knots[1].points)
        return ready_add(r, from, ready_level(knots[0].points, factor));
    return ready_line(curve, knots, den, factor, &part) && ready_fits(&part, from) &&
           ready_fits(&part, end) && ready_add(r, from, part);
}

static int32_t ready_lines(const kf_curve *curve, int64_t den, kf_factor factor, kf_ready_curve *r)
{
    int32_t last = curve->n - 1, at;
    int64_t from;
    ready_add(r, INT64_MIN, ready_level(curve->bands[0].points, factor));
    for (int32_t i = 0; i < last; i++)
        if (!ready_segment(curve, i, den, factor, r))
            return 0;
    return ready_bound(curve, curve->bands[last].x, den, &from, &at) &&
           ready_add(r, from, ready_level(curve->bands[last].points, factor));
}

int32_t kf_curve_make_ready(const kf_curve *curve, int64_t den, kf_factor factor,
                            kf_ready_curve *out)
{
    out->n = 0;
    if (den <= 0)
        return 0;
    if (curve->type == KF_CURVE_STEPS)
        return ready_steps(curve, den, factor, out);
    return curve->type == KF_CURVE_LINEAR && !curve->extend_below && !curve->extend_above &&
           ready_lines(curve, den, factor, out);
}
