/* columns_exact.c - curves over many numerators at once, in loops without branches: see columns.h.
 */
#include <float.h>
#include <string.h>

#include "base/wide.h"
#include "score/columns.h"

/* Sums of doubles must be doubles, and not wider. */
enum { EXACT_PLAIN = FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 1 };

#define EXACT_MOST ((int64_t)1 << 51)

/* 1.5 × 2^52: an integer below 2^51 plus this has the integer in the low bits of its image. */
#define EXACT_MAGIC       0x1.8p52
#define EXACT_MAGIC_IMAGE ((uint64_t)0x4338 << 48)

/* ---- Making --------------------------------------------------------------------------------- */

/* Parts over their own divisor, and the divisor of all of them. */
static int32_t exact_below(const kf_ready_curve *ready, struct kf_ready_part *parts, int64_t *below)
{
    *below = 1;
    for (int32_t i = 0; i < ready->n; i++) {
        struct kf_ready_part *p = &parts[i];
        int64_t by;
        *p = ready->part[i];
        if (!p->rise && p->rest && p->below == 1)
            return 0;
        if (!p->rise && !p->rest) {
            p->base = p->points;
            p->below = 1;
        }
        by = (int64_t)kf_common(kf_common(kf_size(p->base), kf_size(p->rise)), (uint64_t)p->below);
        p->base /= by;
        p->rise /= by;
        p->below /= by;
        if (p->below >= EXACT_MOST)
            return 0;
        by = *below / (int64_t)kf_common((uint64_t)*below, (uint64_t)p->below);
        if (!kf_i128_fits_i64(kf_i128_mul(by, p->below), below) || *below >= EXACT_MOST)
            return 0;
    }
    return 1;
}

static int32_t columns_product(int64_t a, int64_t b, int64_t *out)
{
    return kf_i128_fits_i64(kf_i128_mul(a, b), out) && *out<EXACT_MOST && * out> - EXACT_MOST;
}

/* All parts over one divisor. */
static int32_t exact_common(struct kf_ready_part *parts, int32_t n, int64_t below)
{
    for (int32_t i = 0; i < n; i++)
        if (!columns_product(parts[i].base, below / parts[i].below, &parts[i].base) ||
            !columns_product(parts[i].rise, below / parts[i].below, &parts[i].rise))
            return 0;
    return 1;
}

static int32_t exact_value(const struct kf_ready_part *part, int64_t v, int64_t *out)
{
    if (!columns_product(part->rise, v, out))
        return 0;
    *out += part->base;
    return *out<EXACT_MOST && * out> - EXACT_MOST;
}

/* Adds to the greatest size that a sum on its way may have. */
static int32_t exact_grow(int64_t *size, int64_t by)
{
    *size += by < 0 ? -by : by;
    return *size < EXACT_MOST;
}

static int32_t exact_line(kf_exact_curve *c, int64_t low, int64_t high, int64_t rise, int64_t *size)
{
    int64_t at_low, at_high;
    if (c->lines == KF_EXACT_PARTS || !columns_product(rise, low, &at_low) ||
        !columns_product(rise, high, &at_high) || !exact_grow(size, at_low) ||
        !exact_grow(size, at_high))
        return 0;
    c->low[c->lines] = (double)low;
    c->high[c->lines] = (double)high;
    c->rise[c->lines++] = (double)rise;
    return 1;
}

static int32_t exact_step(kf_exact_curve *c, int64_t at, int64_t jump, int64_t *size)
{
    if (!jump)
        return 1;
    if (c->steps == KF_EXACT_PARTS || at >= EXACT_MOST || at <= -EXACT_MOST ||
        !exact_grow(size, jump))
        return 0;
    c->at[c->steps] = (double)at;
    c->jump[c->steps++] = (double)jump;
    return 1;
}

/* The part from `at` up to the beginning of the next one, where its line is kept; what the line
 * before has reached at `at` is *reached. */
static int32_t exact_part(kf_exact_curve *c, const kf_ready_curve *ready,
                          const struct kf_ready_part *parts, int32_t i, int64_t *reached,
                          int64_t *size)
{
    int64_t at = ready->from[i], start, end;
    if (at >= EXACT_MOST || at <= -EXACT_MOST || !exact_value(&parts[i], at, &start) || start < 0 ||
        !exact_step(c, at, start - *reached, size))
        return 0;
    *reached = start;
    if (!parts[i].rise)
        return 1;
    if (i + 1 == ready->n || ready->from[i + 1] >= EXACT_MOST ||
        !exact_value(&parts[i], ready->from[i + 1], &end) || end - parts[i].rise < 0 ||
        !exact_line(c, at, ready->from[i + 1], parts[i].rise, size))
        return 0;
    *reached = end;
    return 1;
}

/* Lines count from where they begin: what they add below that is taken off the base. */
static int32_t exact_base(kf_exact_curve *c, int64_t base, int64_t *size)
{
    for (int32_t i = 0; i < c->lines; i++) /* within the size that was counted */
        base -= (int64_t)c->low[i] * (int64_t)c->rise[i];
    c->base = (double)base;
    return exact_grow(size, base);
}

/* Up to whole passes. */
static void exact_fill(kf_exact_curve *c)
{
    for (; c->lines % KF_EXACT_PASS; c->lines++)
        c->low[c->lines] = c->high[c->lines] = c->rise[c->lines] = 0;
    for (; c->steps % KF_EXACT_PASS; c->steps++)
        c->at[c->steps] = c->jump[c->steps] = 0;
}

int32_t kf_exact_make(const kf_ready_curve *ready, kf_exact_curve *out)
{
    struct kf_ready_part parts[KF_READY_PARTS];
    int64_t below, size = 0, reached;
    if (!EXACT_PLAIN || !exact_below(ready, parts, &below) ||
        !exact_common(parts, ready->n, below) || parts[0].rise || parts[0].base < 0)
        return 0;
    memset(out, 0, sizeof *out);
    reached = parts[0].base;
    for (int32_t i = 1; i < ready->n; i++)
        if (!exact_part(out, ready, parts, i, &reached, &size))
            return 0;
    if (!exact_base(out, parts[0].base, &size))
        return 0;
    out->below = (double)below;
    out->inverse = 1 / out->below;
    out->least = ready->n > 1 ? (double)(ready->from[1] - 1) : 0;
    out->most = ready->n > 1 ? (double)ready->from[ready->n - 1] : 0;
    exact_fill(out);
    return 1;
}

/* ---- Running -------------------------------------------------------------------------------- */

static inline int64_t exact_integer(double with_magic)
{
    uint64_t image;
    memcpy(&image, &with_magic, sizeof image);
    return (int64_t)(image - EXACT_MAGIC_IMAGE);
}

static inline double exact_kept(double v, double low, double high)
{
    v = v > low ? v : low;
    return v < high ? v : high;
}

static void exact_lines(const kf_exact_curve *c, int32_t pass, const double *restrict v,
                        int32_t count, double *restrict sum)
{
    const double *l = c->low + pass, *h = c->high + pass, *r = c->rise + pass;
    const double l0 = l[0], l1 = l[1], l2 = l[2], l3 = l[3];
    const double h0 = h[0], h1 = h[1], h2 = h[2], h3 = h[3];
    const double r0 = r[0], r1 = r[1], r2 = r[2], r3 = r[3];
    for (int32_t i = 0; i < count; i++)
        sum[i] += r0 * exact_kept(v[i], l0, h0) + r1 * exact_kept(v[i], l1, h1) +
                  r2 * exact_kept(v[i], l2, h2) + r3 * exact_kept(v[i], l3, h3);
}

static void exact_steps(const kf_exact_curve *c, int32_t pass, const double *restrict v,
                        int32_t count, double *restrict sum)
{
    const double *a = c->at + pass, *j = c->jump + pass;
    const double a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
    const double j0 = j[0], j1 = j[1], j2 = j[2], j3 = j[3];
    for (int32_t i = 0; i < count; i++)
        sum[i] += (v[i] >= a0 ? j0 : 0) + (v[i] >= a1 ? j1 : 0) + (v[i] >= a2 ? j2 : 0) +
                  (v[i] >= a3 ? j3 : 0);
}

static void exact_whole(const double *restrict sum, int32_t count, int64_t *restrict points,
                        int64_t *restrict totals)
{
    for (int32_t i = 0; i < count; i++) {
        points[i] = exact_integer(sum[i] + EXACT_MAGIC);
        totals[i] += points[i];
    }
}

/* sum / below, rounded half up; sums are not below 0. The quotient is off by less than 2, whatever
 * the rounding of the processor; the rest is exact. */
static void exact_divided(const kf_exact_curve *c, const double *restrict sum, int32_t count,
                          double per, int64_t *restrict points, int64_t *restrict totals,
                          double *restrict rests)
{
    const double below = c->below, inverse = c->inverse, half = below * 0.5;
    for (int32_t i = 0; i < count; i++) {
        double whole = sum[i] * inverse + EXACT_MAGIC - EXACT_MAGIC;
        double rest = sum[i] - whole * below;
        double more = (rest >= half ? 1.0 : 0) - (rest < -half ? 1.0 : 0);
        points[i] = exact_integer(whole + more + EXACT_MAGIC);
        totals[i] += points[i];
        rests[i] += (rest - more * below) * per;
    }
}

void kf_exact_points(const kf_exact_curve *curve, double per, const double *v, int32_t count,
                     int64_t *points, int64_t *totals, double *rests)
{
    double sum[KF_EXACT_RUN];
    for (int32_t i = 0; i < count; i++)
        sum[i] = curve->base;
    for (int32_t k = 0; k < curve->lines; k += KF_EXACT_PASS)
        exact_lines(curve, k, v, count, sum);
    for (int32_t k = 0; k < curve->steps; k += KF_EXACT_PASS)
        exact_steps(curve, k, v, count, sum);
    if (curve->below > 1)
        exact_divided(curve, sum, count, per, points, totals, rests);
    else
        exact_whole(sum, count, points, totals);
}
